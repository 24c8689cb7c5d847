-- Time: the quarters that a project touches, and the whole term.

CREATE OR REPLACE FUNCTION quarter_number(day date) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 4 * extract(year FROM day)::integer + extract(quarter FROM day)::integer;
COMMENT ON FUNCTION quarter_number(date) IS 'quarters since the year 0, to count them | 季度序号（用于计数）';

CREATE VIEW project_period WITH (security_invoker = true) AS
SELECT p.project_id, q.period, greatest(q.period, p.start_on) AS from_on,
	least((q.period + interval '3 months')::date - 1, p.end_on, current_date) AS until_on, p.start_on AS term_from,
	1 AS due, quarter_number(p.end_on) - quarter_number(p.start_on) + 1 AS quarters,
	least((q.period + interval '3 months')::date - 1, p.end_on) - 13 AS late_from
FROM project p
	CROSS JOIN LATERAL (
		SELECT starts::date AS period
		FROM generate_series(date_trunc('quarter', p.start_on::timestamp), p.end_on::timestamp, interval '3 months') AS starts
	) q
WHERE greatest(q.period, p.start_on) <= current_date AND isfinite(p.start_on) AND isfinite(p.end_on)
UNION ALL
SELECT p.project_id, NULL, p.start_on, least(p.end_on, current_date), p.start_on,
	quarter_number(least(p.end_on, current_date)) - quarter_number(p.start_on) + 1,
	quarter_number(p.end_on) - quarter_number(p.start_on) + 1, NULL
FROM project p
WHERE p.start_on <= current_date AND isfinite(p.start_on) AND isfinite(p.end_on);
COMMENT ON VIEW project_period IS 'Which quarters does a project touch, as far as they have begun? | 项目涉及哪些已开始的季度？';
COMMENT ON COLUMN project_period.project_id IS 'project | 项目';
COMMENT ON COLUMN project_period.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN project_period.from_on IS 'first day that counts | 起始日期';
COMMENT ON COLUMN project_period.until_on IS 'last day that counts, today at the latest | 截止日期（不晚于今日）';
COMMENT ON COLUMN project_period.term_from IS 'first day of the project | 项目起始日期';
COMMENT ON COLUMN project_period.due IS 'quarters of the term whose targets are due in the period | 本时段到期的季度数';
COMMENT ON COLUMN project_period.quarters IS 'quarters of the whole term, over which targets are spread | 目标分摊的季度总数';
COMMENT ON COLUMN project_period.late_from IS 'first of the last 14 days of the quarter; empty for the term | 季度最后14天的首日（全周期为空）';

CREATE VIEW site_period WITH (security_invoker = true) AS
SELECT q.project_id, s.site_id, q.period,
	greatest(q.from_on, s.opened_on) AS from_on,
	least(q.until_on, s.closed_on) AS until_on,
	greatest(q.term_from, s.opened_on) AS term_from, q.quarters, q.late_from
FROM project_period q JOIN site s USING (project_id)
WHERE s.opened_on <= q.until_on AND (s.closed_on IS NULL OR s.closed_on >= q.from_on);
COMMENT ON VIEW site_period IS 'Which sites were open in which period, and on which days? | 各服务点在哪些时段开放？';
COMMENT ON COLUMN site_period.project_id IS 'project | 项目';
COMMENT ON COLUMN site_period.site_id IS 'site | 服务点';
COMMENT ON COLUMN site_period.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN site_period.from_on IS 'first day open in the period | 时段内首日';
COMMENT ON COLUMN site_period.until_on IS 'last day open in the period | 时段内末日';
COMMENT ON COLUMN site_period.term_from IS 'first day open in the project | 项目内首日';
COMMENT ON COLUMN site_period.quarters IS 'quarters of the whole term | 季度总数';
COMMENT ON COLUMN site_period.late_from IS 'first of the last 14 days of the quarter; empty for the term | 季度最后14天的首日（全周期为空）';

-- Time: the quarters that a project touches, and the whole term.

CREATE VIEW project_period WITH (security_invoker = true) AS
SELECT p.project_id, q.period, greatest(q.period, p.start_on) AS from_on,
	least(q.next_period - 1, p.end_on, current_date) AS until_on, p.start_on AS term_from, q.quarters
FROM project p
	CROSS JOIN LATERAL (
		SELECT starts::date AS period, (starts + interval '3 months')::date AS next_period, count(*) OVER ()::integer AS quarters
		FROM generate_series(date_trunc('quarter', p.start_on::timestamp), p.end_on::timestamp, interval '3 months') AS starts
	) q
WHERE greatest(q.period, p.start_on) <= current_date
UNION ALL
SELECT p.project_id, NULL, p.start_on, least(p.end_on, current_date), p.start_on, 1
FROM project p
WHERE p.start_on <= current_date;
COMMENT ON VIEW project_period IS 'Which quarters does a project touch, as far as they have begun? | 项目涉及哪些已开始的季度？';
COMMENT ON COLUMN project_period.project_id IS 'project | 项目';
COMMENT ON COLUMN project_period.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN project_period.from_on IS 'first day that counts | 起始日期';
COMMENT ON COLUMN project_period.until_on IS 'last day that counts, today at the latest | 截止日期（不晚于今日）';
COMMENT ON COLUMN project_period.term_from IS 'first day of the project | 项目起始日期';
COMMENT ON COLUMN project_period.quarters IS 'number of quarters the target is spread over, 1 for the term | 目标分摊的季度数（全周期为1）';

CREATE VIEW site_period WITH (security_invoker = true) AS
SELECT q.project_id, s.site_id, q.period,
	greatest(q.from_on, s.opened_on) AS from_on,
	least(q.until_on, s.closed_on) AS until_on,
	greatest(q.term_from, s.opened_on) AS term_from
FROM project_period q JOIN site s USING (project_id)
WHERE s.opened_on <= q.until_on AND (s.closed_on IS NULL OR s.closed_on >= q.from_on);
COMMENT ON VIEW site_period IS 'Which sites were open in which period, and on which days? | 各服务点在哪些时段开放？';
COMMENT ON COLUMN site_period.project_id IS 'project | 项目';
COMMENT ON COLUMN site_period.site_id IS 'site | 服务点';
COMMENT ON COLUMN site_period.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN site_period.from_on IS 'first day open in the period | 时段内首日';
COMMENT ON COLUMN site_period.until_on IS 'last day open in the period | 时段内末日';
COMMENT ON COLUMN site_period.term_from IS 'first day open in the project | 项目内首日';

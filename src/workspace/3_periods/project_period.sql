-- SPDX-License-Identifier: PostgreSQL
-- Time: the periods of a project, as far as they have begun.
--
--	kind		period		what
--	unit		2022-04, 2022Q2, 2022H1, 2022	calendar units of project.period_unit
--	year		2022		calendar years, if the term touches more than one and the unit is smaller
--	milestone	its code	from the first day of the project to milestone.until_on
--	contract	contract 17	the time of a contract, where it differs from the term: only its sites are judged
--	term		term		the whole term
--
-- from_on and until_on are the days that count; until_on is today at the latest.  whole_from and whole_until are the
-- days of the whole calendar unit, or of what the period is when it is over.  "The period before" (earlier),
-- persistence, O4, targets and running order go by kind unit alone.

CREATE OR REPLACE FUNCTION unit_length(period_unit text) RETURNS interval
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE period_unit WHEN 'month' THEN interval '1 month' WHEN 'quarter' THEN interval '3 months'
	WHEN 'half_year' THEN interval '6 months' WHEN 'year' THEN interval '1 year' END;
COMMENT ON FUNCTION unit_length(text) IS 'inner unit_length: length of a calendar unit | 内部单位长度：周期单位的长度';

-- First day of the unit in which a day lies.
CREATE OR REPLACE FUNCTION unit_start(day date, period_unit text) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE period_unit
	WHEN 'half_year' THEN make_date(extract(year FROM day)::integer, CASE WHEN extract(month FROM day) < 7 THEN 1
		ELSE 7 END, 1)
	ELSE date_trunc(period_unit, day::timestamp)::date END;
COMMENT ON FUNCTION unit_start(date, text) IS
'inner unit_start: first day of the calendar unit in which a day lies | 内部单位首日：日期所在周期单位的首日';

CREATE OR REPLACE FUNCTION unit_label(day date, period_unit text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lpad(extract(year FROM day)::text, 4, '0') || CASE period_unit
	WHEN 'month' THEN '-' || lpad(extract(month FROM day)::text, 2, '0')
	WHEN 'quarter' THEN 'Q' || extract(quarter FROM day)::text
	WHEN 'half_year' THEN CASE WHEN extract(month FROM day) < 7 THEN 'H1' ELSE 'H2' END
	WHEN 'year' THEN '' END;
COMMENT ON FUNCTION unit_label(date, text) IS
'inner unit_label: label of the calendar unit in which a day lies | 内部单位标签：日期所在周期的标签';

-- First days of the calendar units from the one of a day to the one of another.  It is not inlined, for it has a path
-- of its own: a planner that looks into it takes generate_series() for a thousand rows, of each project.
CREATE OR REPLACE FUNCTION unit_starts(from_on date, until_on date, period_unit text) RETURNS SETOF date
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 8
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT s::date
FROM generate_series(unit_start($1, $3)::timestamp, $2::timestamp, unit_length($3)) AS s
$$;
COMMENT ON FUNCTION unit_starts(date, date, text) IS
'inner unit_starts: first days of the calendar units of a time | 内部各单位首日：一段时间内各周期单位的首日';

-- All calendar units of a project, begun or not.
CREATE VIEW project_unit WITH (security_invoker = true) AS
SELECT p.project_id, unit_label(u.starts, p.period_unit) AS period,
	u.starts AS whole_from, (u.starts + unit_length(p.period_unit))::date - 1 AS whole_until,
	greatest(u.starts, p.start_on) AS from_on, least((u.starts + unit_length(p.period_unit))::date - 1, p.end_on)
		AS end_on
FROM project p
	CROSS JOIN LATERAL unit_starts(p.start_on, p.end_on, p.period_unit) AS u (starts)
WHERE p.start_on >= '1900-01-01' AND p.end_on < '2200-01-01';
COMMENT ON VIEW project_unit IS
	'inner project_unit: which calendar units does each project have? | 内部周期单位：各项目有哪些周期单位？';
COMMENT ON COLUMN project_unit.whole_from IS 'whole from: first day of the whole unit | 整期首日：完整周期的首日';
COMMENT ON COLUMN project_unit.whole_until IS 'whole until: last day of the whole unit | 整期末日：完整周期的末日';

CREATE VIEW project_period WITH (security_invoker = true) AS
SELECT q.project_id, q.period, q.kind, q.from_on, least(q.end_on, current_date) AS until_on, q.end_on, q.whole_from,
	q.whole_until,
	q.earlier, q.contract_id, p.start_on AS term_from
FROM (
	SELECT u.project_id, u.period, 'unit' AS kind, u.from_on, u.end_on, u.whole_from, u.whole_until,
		lag(u.period) OVER (PARTITION BY u.project_id ORDER BY u.whole_from) AS earlier, NULL::bigint AS contract_id
	FROM project_unit u
	UNION ALL
	SELECT p.project_id, unit_label(y.starts, 'year'), 'year', greatest(y.starts, p.start_on),
		least((y.starts + interval '1 year')::date - 1, p.end_on),
		y.starts, (y.starts + interval '1 year')::date - 1, NULL, NULL
	FROM project p
		CROSS JOIN LATERAL unit_starts(p.start_on, p.end_on, 'year') AS y (starts)
	WHERE p.period_unit <> 'year' AND extract(year FROM p.start_on) < extract(year FROM p.end_on)
		AND p.start_on >= '1900-01-01' AND p.end_on < '2200-01-01'
	UNION ALL
	SELECT p.project_id, m.code, 'milestone', p.start_on, m.until_on, p.start_on, m.until_on, NULL, NULL
	FROM milestone m JOIN project p USING (project_id)
	WHERE m.until_on BETWEEN p.start_on AND p.end_on
	UNION ALL
	SELECT c.project_id, 'contract ' || c.contract_id, 'contract', c.from_on, c.end_on, c.from_on, c.end_on, NULL,
		c.contract_id
	FROM contract_term c JOIN project p USING (project_id)
	WHERE (c.from_on, c.end_on) <> (p.start_on, p.end_on) AND c.from_on <= c.end_on
	UNION ALL
	SELECT p.project_id, 'term', 'term', p.start_on, p.end_on, p.start_on, p.end_on, NULL, NULL
	FROM project p
	WHERE p.start_on >= '1900-01-01' AND p.end_on < '2200-01-01'
) q
	JOIN project p USING (project_id)
WHERE q.from_on <= current_date;
COMMENT ON VIEW project_period IS
	'inner project_period: which periods of each project have begun? | 内部时段：各项目已开始哪些时段？';
COMMENT ON COLUMN project_period.whole_from IS 'whole from: first day of the whole period | 整期首日：完整时段的首日';
COMMENT ON COLUMN project_period.whole_until IS 'whole until: last day of the whole period | 整期末日：完整时段的末日';
COMMENT ON COLUMN project_period.earlier IS 'earlier: the unit before; empty: none | 上一期：前一周期单位，空为无';
COMMENT ON COLUMN project_period.term_from IS 'term from: first day of the term | 项目首日：项目期的首日';

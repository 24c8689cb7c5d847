-- SPDX-License-Identifier: PostgreSQL
-- Activities and lists of names added up once, for all periods and steps: a project has many times more of them than
-- sites and periods.

-- Days on which the activities of a project are told apart: the first of a period or unit, the day after its last, and
-- the first of the last days of a unit (late.sql).
CREATE OR REPLACE FUNCTION period_edge(project_id bigint) RETURNS TABLE (day date)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT v.day
FROM project_period q CROSS JOIN LATERAL (VALUES (q.from_on), (q.until_on + 1)) AS v (day)
WHERE q.project_id = $1
UNION
SELECT v.day
FROM project_unit u
	CROSS JOIN LATERAL (
		VALUES (u.whole_from), (u.from_on), (u.end_on + 1), (u.whole_until + 1)
		UNION ALL
		SELECT u.end_on - s.late_days + 1
		FROM project p JOIN current_scheme c ON c.service = p.service
			JOIN scheme s ON s.scheme_id = c.scheme_id AND s.version = c.version
		WHERE p.project_id = $1
	) AS v (day)
WHERE u.project_id = $1
$$;
COMMENT ON FUNCTION period_edge(bigint) IS
	'inner period_edge: days on which the periods of a project begin or end | 内部时段分界：项目各时段的起止分界日';

-- A row holds activities of which none lies between two others at an edge.  So all of them are in a period if the first
-- is.  That a site was open on the day is a rule of activity itself.
CREATE OR REPLACE FUNCTION sum_activities(project_id bigint) RETURNS SETOF activity_sum
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT $1, a.site_id, a.contract_id, a.item, a.need_type, a.overlaps_with, min(a.held_on),
	sum(a.quantity),
	coalesce(sum(a.quantity) FILTER (WHERE k.standing = 'repeated'), 0),
	coalesce(sum(a.quantity) FILTER (WHERE k.held), 0),
	coalesce(sum(a.quantity) FILTER (WHERE k.standing IN ('confirmed', 'no_trace')), 0),
	coalesce(sum(k.confirmed) FILTER (WHERE k.standing = 'confirmed'), 0),
	count(*) FILTER (WHERE k.sampled),
	coalesce(sum(k.confirmed / a.quantity) FILTER (WHERE k.standing = 'confirmed'), 0),
	coalesce(sum(square(a.quantity)) FILTER (WHERE k.standing = 'unchecked'), 0),
	sum((a.registered IS TRUE)::integer + (a.form_filed IS TRUE)::integer + (a.feedback_filed IS TRUE)::integer),
	sum(num_nonnulls(a.registered, a.form_filed, a.feedback_filed)), count(*),
	count(*) FILTER (WHERE k.standing IN ('confirmed', 'unchecked')),
	max(a.held_on) FILTER (WHERE k.standing IN ('confirmed', 'unchecked')),
	sum(coalesce(a.hours, 1)) FILTER (WHERE k.standing IN ('confirmed', 'unchecked'))
FROM (SELECT array_agg(e.day ORDER BY e.day) AS days FROM period_edge($1) e) e
	JOIN activity a ON a.project_id = $1
	JOIN activity_standing k ON k.project_id = a.project_id AND k.activity_id = a.activity_id
GROUP BY width_bucket(a.held_on, e.days), a.site_id, a.contract_id, a.item, a.need_type, a.overlaps_with
$$;
COMMENT ON FUNCTION sum_activities(bigint) IS
	'step sum_activities: activities of each site added up between edges of periods | 步骤活动汇总：按时段分界汇总各服务点的活动';

-- A day counts once: at a site, whatever the contract; in the project, whatever the site; and for each contract that
-- has a period of its own, at each of its sites and at all of them.
CREATE OR REPLACE FUNCTION sum_attendance(project_id bigint) RETURNS SETOF attendance_sum
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH came AS MATERIALIZED (
	SELECT * FROM attended_days($1)
), of_contract AS MATERIALIZED (
	SELECT c.*
	FROM came c
		JOIN (
			SELECT DISTINCT s.contract_id, s.site_id
			FROM project_period q JOIN contract_span($1) s ON s.contract_id = q.contract_id
			WHERE q.project_id = $1
		) s ON s.contract_id = c.contract_id AND s.site_id = c.site_id
), day AS (
	SELECT c.site_id, NULL::bigint AS contract_id, c.block, bit_or(c.days) AS days
	FROM came c
	GROUP BY c.site_id, c.beneficiary_id, c.block
	UNION ALL
	SELECT NULL, NULL, c.block, bit_or(c.days) FROM came c GROUP BY c.beneficiary_id, c.block
	UNION ALL
	SELECT c.site_id, c.contract_id, c.block, c.days FROM of_contract c
	UNION ALL
	SELECT NULL, c.contract_id, c.block, bit_or(c.days)
	FROM of_contract c
	GROUP BY c.contract_id, c.beneficiary_id, c.block
), stretch AS MATERIALIZED (
	SELECT e.from_on, e.until_on, b AS block
	FROM (SELECT e.day AS from_on, lead(e.day) OVER (ORDER BY e.day) - 1 AS until_on FROM period_edge($1) e) e
		CROSS JOIN LATERAL generate_series((e.from_on - date '0001-01-01') / 64,
			(e.until_on - date '0001-01-01') / 64) AS b
)
SELECT $1, s.from_on, d.site_id, d.contract_id, sum(days_between(d.block, d.days, s.from_on, s.until_on))
FROM day d JOIN stretch s ON s.block = d.block
GROUP BY s.from_on, d.site_id, d.contract_id
$$;
COMMENT ON FUNCTION sum_attendance(bigint) IS
	'step sum_attendance: beneficiary-days between edges of periods | 步骤参加汇总：按时段分界汇总服务人日';

-- Who got the resources: of the project as a whole, and nothing that tells how many persons of which level a site has.
-- What rests on needs is not told of fewer than ten sites, and not to the last digit: equations enough would give away
-- the rosters.
--
-- All intervals are 95 %, with Student's t.  All numbers are rounded, so that the order in which they were added up
-- does not show.
CREATE OR REPLACE FUNCTION tilt_resources(project_id bigint, runs bigint[]) RETURNS SETOF resource_tilt
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH total AS (
	SELECT k.run_id, count(DISTINCT k.site_id) AS sites,
		count(DISTINCT k.site_id) FILTER (WHERE k.persons IS NOT NULL) AS compared, sum(k.resources) AS resources
	FROM tilt_known($1, $2) k
	GROUP BY k.run_id
), told AS (
	SELECT $1, t.run_id, t.sites, t.compared, q.given, trim_scale(t.resources),
		round((q.gini).estimate::numeric, 9), round(l.gini_lower::numeric, 9), round(l.gini_upper::numeric, 9),
		round((g.c).estimate::numeric, 9), round(l.c_lower::numeric, 9), round(l.c_upper::numeric, 9),
		round((g.c_gini).estimate::numeric, 9), round((g.c_gini).lower::numeric, 9),
			round((g.c_gini).upper::numeric, 9),
		round(((g.c).estimate - (l.tilt).estimate)::numeric, 3),
		round((l.tilt).estimate::numeric, 3), round((l.tilt).lower::numeric, 3), round((l.tilt).upper::numeric, 3),
		round(q.top_fifth::numeric, 9),
		round((g.bands).estimate::numeric, 9), round((g.bands).lower::numeric, 9), round((g.bands).upper::numeric, 9),
		round((l.elasticity).estimate::numeric, 4), round((l.elasticity).lower::numeric, 4),
			round((l.elasticity).upper::numeric, 4),
		round((s.persistence).estimate::numeric, 9), round((s.persistence).lower::numeric, 9),
			round((s.persistence).upper::numeric, 9),
		round(l.stay::numeric, 9),
			round(service_eval.wilson_lower(s.bottom_sites * l.stay, s.bottom_sites, 0.95)::numeric, 9),
			round(service_eval.wilson_upper(s.bottom_sites * l.stay, s.bottom_sites, 0.95)::numeric, 9),
		round(((s.slope).estimate - 1)::numeric, 9), round(((s.slope).lower - 1)::numeric, 9),
			round(((s.slope).upper - 1)::numeric, 9),
		round(s.reliability::numeric, 9), v.lorenz, v.concentration
	FROM total t
		LEFT JOIN tilt_inequality($1, $2) q ON q.run_id = t.run_id
		LEFT JOIN tilt_given($1, $2) g ON g.run_id = t.run_id
		LEFT JOIN tilt_scores($1, $2) s ON s.run_id = t.run_id
		LEFT JOIN tilt_curves($1, $2) v ON v.run_id = t.run_id
		-- the Gini index lies between 0 and 1: its interval is on the scale of the logit, margin wide on each side
		CROSS JOIN LATERAL (
			SELECT b.gini, service_eval.student_two_sided(0.95, greatest(b.n - 2, 1)) * b.std_error
				/ (b.gini * (1 - b.gini)) AS margin
			FROM (
				SELECT CASE WHEN (q.gini).lower IS NOT NULL THEN (q.gini).estimate END AS gini, (q.gini).std_error,
					(q.gini).n
			) b
		) i
		CROSS JOIN LATERAL (
			SELECT 1 / (1 + (1 / i.gini - 1) * exp(i.margin)) AS gini_lower,
				1 / (1 + (1 / i.gini - 1) * exp(- i.margin)) AS gini_upper,
				CASE WHEN (g.c).lower > -1 THEN (g.c).lower WHEN (g.c).lower <= -1 THEN -1 END AS c_lower,
				CASE WHEN (g.c).upper < 1 THEN (g.c).upper WHEN (g.c).upper >= 1 THEN 1 END AS c_upper,
				CASE WHEN t.compared >= 10 THEN g.tilt END AS tilt,
				CASE WHEN t.compared >= 10 THEN g.elasticity END AS elasticity,
				s.stayed::float8 / nullif(s.bottom, 0) AS stay
		) l
)
SELECT n.*, tilt_verdict(ROW(n.*, NULL)::resource_tilt)
FROM told n
$$;
COMMENT ON FUNCTION tilt_resources(bigint, bigint[]) IS
	'step tilt_resources: whether resources go to the strong, and whether the strong stay strong | '
	'步骤资源倾斜：资源是否流向强者、强者是否恒强';

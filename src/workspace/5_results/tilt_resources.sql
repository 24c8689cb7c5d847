-- SPDX-License-Identifier: PostgreSQL
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
WITH known AS MATERIALIZED (
	SELECT * FROM tilt_known($1, $2)
), total AS (
	SELECT k.run_id, count(DISTINCT k.site_id) AS sites,
		count(DISTINCT k.site_id) FILTER (WHERE k.persons IS NOT NULL) AS compared, sum(k.resources) AS resources
	FROM known k
	GROUP BY k.run_id
), inequality AS (
	-- of the sites with persons, each with what it got in all
	SELECT s.run_id, count(*) FILTER (WHERE s.x > 0) AS given, service_eval.gini_interval(s.x, 0.95, s.h) AS gini,
		service_eval.share_of_top(s.x, 0.2, s.h) AS top_fifth
	FROM (
		SELECT k.run_id, sum(k.resources::float8 / k.persons) AS x, max(k.persons) AS h
		FROM known k
		WHERE k.persons IS NOT NULL
		GROUP BY k.run_id, k.site_id
	) s
	GROUP BY s.run_id
), along_scores AS (
	-- the same sites, each with what it got in a unit
	SELECT p.run_id,
		service_eval.tilt_interval(p.y / p.h, 1, p.s, 0.95, p.h, p.unit, p.site_id) AS c,
		service_eval.tilt_interval(p.y / p.h, p.m / p.h, p.s, 0.95, p.h, p.unit, p.site_id) AS tilt,
		service_eval.gini_correlation_interval(p.y / p.h, p.s, 0.95, p.h, p.unit, p.site_id) AS c_gini,
		service_eval.band_ratio_interval(p.y / p.h, p.band, 0.95, p.h, p.site_id) AS bands,
		-- a score below 1 counts as 1, for 0 has no logarithm
		service_eval.elasticity_interval(p.y, greatest(p.s, 1), ARRAY[p.m, p.h], p.unit, p.site_id, 0.95)
			AS elasticity,
		service_eval.elasticity_interval(p.y, greatest(p.s, 1), p.error, ARRAY[p.m, p.h], p.unit, p.site_id, 0.95)
			AS corrected
	FROM (
		SELECT k.run_id, k.unit, k.site_id, k.resources::float8 AS y, k.persons AS h, k.need AS m,
			k.earlier::float8 AS s, k.earlier_error AS error,
			service_eval.performance_band(k.earlier::float8) OVER (PARTITION BY k.run_id, k.unit) AS band
		FROM known k
		WHERE k.persons IS NOT NULL
	) p
	GROUP BY p.run_id
), scores AS (
	-- do they stay and do they part?  Those that are errors for the most part tell nothing
	SELECT p.run_id, service_eval.spearman_interval(p.earlier, p.later, 0.95, p.unit, p.site_id) AS persistence,
		service_eval.slope_interval(p.later, p.earlier, p.earlier_error * p.earlier_error, 0.95, p.unit, p.site_id)
			AS slope,
		service_eval.reliability(p.earlier, p.earlier_error * p.earlier_error, p.unit) AS reliability,
		count(*) FILTER (WHERE p.band_before = 'bottom') AS bottom,
		count(DISTINCT p.site_id) FILTER (WHERE p.band_before = 'bottom') AS bottom_sites,
		count(*) FILTER (WHERE p.band_before = 'bottom' AND p.band = 'bottom') AS stayed
	FROM (
		SELECT k.*, service_eval.performance_band(k.earlier::float8) OVER unit AS band_before,
			service_eval.performance_band(k.later::float8) OVER unit AS band
		FROM known k
		WHERE k.later IS NOT NULL
		WINDOW unit AS (PARTITION BY k.run_id, k.unit)
	) p
	GROUP BY p.run_id
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
		round(s.reliability::numeric, 9),
		rounded_set((l.elasticity).not_rejected), round((l.corrected).estimate::numeric, 4),
			round((l.corrected).lower::numeric, 4), round((l.corrected).upper::numeric, 4),
			rounded_set((l.corrected).not_rejected),
		v.lorenz, v.concentration
	FROM total t
		LEFT JOIN inequality q ON q.run_id = t.run_id
		LEFT JOIN along_scores g ON g.run_id = t.run_id
		LEFT JOIN scores s ON s.run_id = t.run_id
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
				CASE WHEN t.compared >= 10 THEN g.corrected END AS corrected,
				s.stayed::float8 / nullif(s.bottom, 0) AS stay
		) l
)
SELECT n.*, tilt_verdict(ROW(n.*, NULL)::resource_tilt)
FROM told n
$$;
COMMENT ON FUNCTION tilt_resources(bigint, bigint[]) IS
	'step tilt_resources: whether resources go to the strong, and whether the strong stay strong | '
	'步骤资源倾斜：资源是否流向强者、强者是否恒强';

-- Who got the resources: of the project as a whole, and nothing that tells how many persons of which level a site has.
-- What rests on needs is not told of fewer than ten sites, and not to the last digit: equations enough would give away
-- the rosters.
CREATE OR REPLACE FUNCTION tilt_resources(project_id bigint, runs bigint[]) RETURNS SETOF resource_tilt
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH total AS (
	SELECT k.run_id, count(DISTINCT k.site_id) AS sites,
		count(DISTINCT k.site_id) FILTER (WHERE k.persons IS NOT NULL) AS compared, sum(k.resources) AS resources
	FROM tilt_known($1, $2) k
	GROUP BY k.run_id
), regression AS (
	-- a score below 1 counts as 1, for 0 has no logarithm
	SELECT a.run_id, service_eval.elasticity_interval(a.y, greatest(a.earlier, 1)::float8, ARRAY[a.m, a.h], a.unit,
		a.site_id, 0.95) AS b
	FROM tilt_placed($1, $2) a
	GROUP BY a.run_id
), tilt AS (
	SELECT ROW(
		$1, t.run_id, t.sites, t.compared, i.given, trim_scale(t.resources),
		round(i.gini::numeric, 9), round(g.lower::numeric, 9), round(g.upper::numeric, 9),
		round(i.c::numeric, 9), round(greatest(i.c - i.t * i.c_error, -1)::numeric, 9),
			round(least(i.c + i.t * i.c_error, 1)::numeric, 9),
		round(i.c_gini::numeric, 9), round((i.c_gini - i.t * i.c_gini_error)::numeric, 9),
			round((i.c_gini + i.t * i.c_gini_error)::numeric, 9),
		CASE WHEN t.compared >= 10 THEN round(i.c_need::numeric, 3) END,
		CASE WHEN t.compared >= 10 THEN round((i.c - i.c_need)::numeric, 3) END,
		CASE WHEN t.compared >= 10 THEN round((i.c - i.c_need - i.t * i.tilt_error)::numeric, 3) END,
		CASE WHEN t.compared >= 10 THEN round((i.c - i.c_need + i.t * i.tilt_error)::numeric, 3) END,
		round(i.top_fifth::numeric, 9),
		round(b.ratio::numeric, 9), round((b.ratio * exp(- f.t_bands * b.error))::numeric, 9),
			round((b.ratio * exp(f.t_bands * b.error))::numeric, 9),
		CASE WHEN t.compared >= 10 THEN round((r.b).estimate::numeric, 4) END,
		CASE WHEN t.compared >= 10 THEN round((r.b).lower::numeric, 4) END,
		CASE WHEN t.compared >= 10 THEN round((r.b).upper::numeric, 4) END,
		round(s.rho::numeric, 9), round(tanh(atanh(f.rho) - f.margin)::numeric, 9),
			round(tanh(atanh(f.rho) + f.margin)::numeric, 9),
		round(f.stayed::numeric, 9),
		round(service_eval.wilson_lower(s.bottom_sites * f.stayed, s.bottom_sites, 0.95)::numeric, 9),
		round(service_eval.wilson_upper(s.bottom_sites * f.stayed, s.bottom_sites, 0.95)::numeric, 9),
		round((s.theta - 1)::numeric, 9), round((s.theta - 1 - f.t * s.theta_error)::numeric, 9),
			round((s.theta - 1 + f.t * s.theta_error)::numeric, 9),
		round(s.reliability::numeric, 9), NULL)::resource_tilt AS t
	FROM total t
		LEFT JOIN tilt_index($1, $2) i ON i.run_id = t.run_id
		LEFT JOIN tilt_bands($1, $2) b ON b.run_id = t.run_id
		LEFT JOIN tilt_scores($1, $2) s ON s.run_id = t.run_id
		LEFT JOIN regression r ON r.run_id = t.run_id
		CROSS JOIN LATERAL (
			-- on the scale of the logit, which keeps within 0 and 1
			SELECT CASE WHEN i.gini_bounded THEN 1
				/ (1 + (1 / i.gini - 1) * exp(i.t * i.gini_error / (i.gini * (1 - i.gini)))) END AS lower,
				CASE WHEN i.gini_bounded THEN 1 / (1 + (1 / i.gini - 1)
					* exp(- i.t * i.gini_error / (i.gini * (1 - i.gini)))) END AS upper
		) g
		CROSS JOIN LATERAL (
			SELECT c.*, CASE WHEN s.sites > 3 THEN c.t * sqrt((1 + c.rho ^ 2 / 2) / (s.sites - 3)) END AS margin
			FROM (SELECT least(greatest(s.rho, -0.999999), 0.999999) AS rho,
				s.stayed::float8 / nullif(s.bottom, 0) AS stayed,
				CASE WHEN s.sites > 3 THEN service_eval.student_two_sided(0.95, s.sites - 2) END AS t,
				CASE WHEN b.sites > 2 THEN service_eval.student_two_sided(0.95, b.sites - 2) END AS t_bands) c
		) f
)
SELECT v.*
FROM tilt w CROSS JOIN LATERAL jsonb_populate_record(w.t, jsonb_build_object('verdict', tilt_verdict(w.t))) v
$$;
COMMENT ON FUNCTION tilt_resources(bigint, bigint[]) IS
	'step tilt_resources: whether resources go to the strong, and whether the strong stay strong | 步骤资源倾斜：资源是否流向强者、强者是否恒强';

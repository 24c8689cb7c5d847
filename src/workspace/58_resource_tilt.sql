-- Do resources go to the strong, and do the strong stay strong?
--
-- For each profile and quarter that has one before it, the sites that were rated then and what they were given now; a score
-- cannot be the consequence of what was given later.  With site i, quarter t, resources y, eligible persons h (the
-- roster), need m (the roster weighted by need level), x = y / h, and s the score of the quarter before:
--
--	C		concentration index of x by s, in which each person counts: C_t = sum y p / sum y, p = 2 r - 1, r the fractional mid-rank
--	tilt	C less that of m / h: resources that follow need are none
--	b		elasticity of y with respect to s, of sites with the same m and h (elasticity_interval(), clusters are sites)
--	theta	sum d d' / (sum d^2 - sum v), with d and d' the deviations of s and of the score now from their means over the sites and v
--			the variance of the error of s; divergence = theta - 1.  Without v errors alone would look as if the strong
--			fell back (regression to the mean)
--
-- For the term all quarters are taken together: ranks, bands and means are those within a quarter, C and tilt are weighted by the
-- resources of the quarters, and a site's quarters count as one observation for all errors.  So resources are never held
-- against a score that came after them, as they would be if both were added up first.
--
-- All intervals are 95 %, with Student's t.  The variance of C and tilt is that of the convenient regression (concentration_interval()),
-- of sums by site.  Spearman's correlation: on the scale of atanh, variance (1 + rho^2 / 2) / (sites - 3) (Bonett and Wright 2000),
-- for the term as if each site had told only once.
--
-- All numbers are rounded, so that the order in which they were added up does not show.
--
-- A project without any roster is taken by site: h = m = 1.  Where there is one, a site without is left out.
CREATE OR REPLACE FUNCTION resource_tilt(project_id bigint)
RETURNS TABLE (profile text, period date, code text, value numeric, std_error numeric, lo numeric, hi numeric, n bigint, status text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
WITH run AS MATERIALIZED (
	-- those that are being filled go before those they will replace
	SELECT DISTINCT ON (r.scheme_id, r.period) r.run_id, r.scheme_id AS profile, r.period
	FROM evaluation_run r
	WHERE r.project_id = $1 AND r.status IN ('running', 'finished') AND r.period IS NOT NULL
	ORDER BY r.scheme_id, r.period, r.status = 'running' DESC
), scored AS MATERIALIZED (
	SELECT u.profile, u.period, e.scope_key,
		max(e.value) FILTER (WHERE e.code = 'score' AND e.status = 'rated') AS score,
		coalesce(10000 * sum(e.points_error ^ 2) FILTER (WHERE e.points IS NOT NULL)
			/ nullif(sum(e.available) FILTER (WHERE e.points IS NOT NULL AND e.code <> 'score'), 0) ^ 2, 0)::float8 AS error_variance,
		max(e.value) FILTER (WHERE e.code = 'resources') AS resources
	FROM run u
		JOIN evaluation_result e ON e.project_id = $1 AND e.run_id = u.run_id AND e.scope = 'site' AND (e.available IS NOT NULL OR e.code = 'resources')
	GROUP BY u.profile, u.period, e.scope_key
), roster AS MATERIALIZED (
	SELECT b.site_id::text AS scope_key, count(*)::float8 AS persons, sum(need_level_weight(b.need_level))::float8 AS need
	FROM beneficiary b
	WHERE b.project_id = $1
	GROUP BY b.site_id
), known AS MATERIALIZED (
	SELECT t.profile, g.period, t.period AS quarter, t.scope_key, t.resources, b.score AS earlier, b.error_variance, t.score AS later,
		CASE WHEN EXISTS (SELECT FROM roster) THEN r.persons ELSE 1 END AS persons,
		CASE WHEN EXISTS (SELECT FROM roster) THEN r.need ELSE 1 END AS need
	FROM scored t
		JOIN scored b ON b.profile = t.profile AND b.period = (t.period - interval '3 months')::date AND b.scope_key = t.scope_key
		LEFT JOIN roster r ON r.scope_key = t.scope_key
		-- once for the quarter, once for the term
		CROSS JOIN LATERAL (VALUES (t.period), (NULL)) AS g (period)
	WHERE b.score IS NOT NULL AND t.resources IS NOT NULL
), placed AS MATERIALIZED (
	SELECT k.profile, k.period, k.quarter, k.scope_key, k.resources::float8 AS y, k.persons AS h, k.need AS m, k.earlier,
		(2 * sum(k.persons) OVER up_to - sum(k.persons) OVER tied) / sum(k.persons) OVER quarter - 1 AS p,
		sum(k.persons) OVER quarter AS all_h, sum(k.resources::float8) OVER quarter AS all_y, sum(k.need) OVER quarter AS all_m,
		service_eval.performance_band(k.earlier) OVER quarter AS band
	FROM known k
	WHERE k.persons IS NOT NULL
	WINDOW quarter AS (PARTITION BY k.profile, k.period, k.quarter),
		up_to AS (PARTITION BY k.profile, k.period, k.quarter ORDER BY k.earlier),
		tied AS (PARTITION BY k.profile, k.period, k.quarter, k.earlier)
), indexed AS MATERIALIZED (
	SELECT a.*, sum(a.y * a.p) OVER quarter / nullif(a.all_y, 0) AS c, sum(a.m * a.p) OVER quarter / a.all_m AS c_need,
		nullif(sum(a.h * a.p * a.p) OVER quarter / a.all_h, 0) AS variance,
		a.all_y / nullif(sum(a.y) OVER (PARTITION BY a.profile, a.period), 0) AS share,
		-- of y less what equal shares would be, what lies above it in the order of the scores, and half of what is level with it
		sum(a.y - a.h * a.all_y / a.all_h) OVER tied / 2 - sum(a.y - a.h * a.all_y / a.all_h) OVER up_to AS above
	FROM placed a
	WINDOW quarter AS (PARTITION BY a.profile, a.period, a.quarter),
		up_to AS (PARTITION BY a.profile, a.period, a.quarter ORDER BY a.earlier),
		tied AS (PARTITION BY a.profile, a.period, a.quarter, a.earlier)
), site AS MATERIALIZED (
	-- A quarter in which nobody got anything has no share, so whatever is divided by its resources drops out.
	-- by site: what it got per person, and what it adds to the deviations of C and of the tilt, the ranks taken as given, and to that
	-- of C with ranks that vary as well, which is compared with that of the Gini index
	SELECT i.profile, i.period, i.scope_key, sum(i.y) AS y, max(i.h) AS h, sum(i.y / i.h) AS x,
		sum(i.share * i.y / nullif(i.all_y, 0) * i.p) AS c_part, sum(i.share * i.m / i.all_m * i.p) AS need_part,
		sum(i.share * i.h * i.p / i.all_h * (i.y / i.h * i.all_h / nullif(i.all_y, 0) - 1 - i.c * i.p / i.variance)) AS c_deviation,
		sum(i.share * i.h * i.p / i.all_h * (i.y / i.h * i.all_h / nullif(i.all_y, 0) - i.m / i.h * i.all_h / i.all_m - (i.c - i.c_need) * i.p / i.variance)) AS tilt_deviation,
		sum(i.share / nullif(i.all_y, 0) * ((i.y - i.h * i.all_y / i.all_h) * (i.p - i.c) + 2 * i.h / i.all_h * i.above - 2 * i.c * i.h * i.all_y / i.all_h)) AS c_influence
	FROM indexed i
	GROUP BY i.profile, i.period, i.scope_key
), index AS MATERIALIZED (
	SELECT s.profile, s.period, count(*) AS sites, count(*) FILTER (WHERE s.y > 0) AS givens, sum(s.y) AS y,
		service_eval.gini_interval(s.x, 0.95, s.h) AS g, service_eval.share_of_top(s.x, 0.2, s.h) AS top_fifth,
		CASE WHEN sum(s.y) > 0 THEN sum(s.c_part) END AS c, CASE WHEN sum(s.y) > 0 THEN sum(s.need_part) END AS c_need,
		-- NULL for fewer than three
		sqrt(sum(s.c_deviation ^ 2) * count(*) / nullif(greatest(count(*) - 2, 0), 0)) AS c_error,
		sqrt(sum(s.tilt_deviation ^ 2) * count(*) / nullif(greatest(count(*) - 2, 0), 0)) AS tilt_error,
		service_eval.student_two_sided(0.95, greatest(count(*) - 2, 1)) AS t
	FROM site s
	GROUP BY s.profile, s.period
), relative AS MATERIALIZED (
	-- C / Gini; the deviation of the Gini index is that of gini_interval()
	SELECT d.profile, d.period, max(d.c / d.gini) AS value,
		sqrt(sum(((d.c_influence - d.c / d.gini * d.h / d.all_h * (d.distance / (d.all_h * d.mean) - d.gini - d.gini * d.x / d.mean)) / d.gini) ^ 2)
			* max(d.sites) / nullif(greatest(max(d.sites) - 2, 0), 0)) AS error
	FROM (
		SELECT s.profile, s.period, s.x, s.h, s.c_influence, i.c, i.sites, nullif((i.g).estimate, 0) AS gini,
			sum(s.h) OVER all_sites AS all_h, sum(s.h * s.x) OVER all_sites / sum(s.h) OVER all_sites AS mean,
			s.x * (2 * sum(s.h) OVER up_to - sum(s.h) OVER all_sites) + sum(s.h * s.x) OVER all_sites - 2 * sum(s.h * s.x) OVER up_to AS distance
		FROM site s
			JOIN index i ON i.profile = s.profile AND i.period IS NOT DISTINCT FROM s.period
		WHERE i.y > 0
		WINDOW all_sites AS (PARTITION BY s.profile, s.period), up_to AS (PARTITION BY s.profile, s.period ORDER BY s.x)
	) d
	GROUP BY d.profile, d.period
), bands AS MATERIALIZED (
	-- resources per person in the top and in the bottom 20 %, on the scale of logarithms
	SELECT b.profile, b.period, max(b.top_y / b.top_h) AS top, max(b.bottom_y / b.bottom_h) AS bottom, count(*) AS sites,
		sqrt(sum(((b.y_top - b.top_y / b.top_h * b.h_top) / nullif(b.top_y, 0) - (b.y_bottom - b.bottom_y / b.bottom_h * b.h_bottom) / nullif(b.bottom_y, 0)) ^ 2)
			* count(*) / nullif(greatest(count(*) - 2, 0), 0)) AS error
	FROM (
		SELECT b.*, sum(b.y_top) OVER w AS top_y, nullif(sum(b.h_top) OVER w, 0) AS top_h, sum(b.y_bottom) OVER w AS bottom_y, nullif(sum(b.h_bottom) OVER w, 0) AS bottom_h
		FROM (
			SELECT i.profile, i.period, i.scope_key, coalesce(sum(i.y) FILTER (WHERE i.band = 'top'), 0) AS y_top, coalesce(sum(i.h) FILTER (WHERE i.band = 'top'), 0) AS h_top,
				coalesce(sum(i.y) FILTER (WHERE i.band = 'bottom'), 0) AS y_bottom, coalesce(sum(i.h) FILTER (WHERE i.band = 'bottom'), 0) AS h_bottom
			FROM placed i
			WHERE i.band IN ('top', 'bottom')
			GROUP BY i.profile, i.period, i.scope_key
		) b
		WINDOW w AS (PARTITION BY b.profile, b.period)
	) b
	GROUP BY b.profile, b.period
), regression AS MATERIALIZED (
	-- a score below 1 counts as 1, for 0 has no logarithm
	SELECT a.profile, a.period,
		service_eval.elasticity_interval(a.y, greatest(a.earlier, 1)::float8, ARRAY[a.m, a.h], quarter_number(a.quarter), a.scope_key::bigint, 0.95) AS b
	FROM placed a
	GROUP BY a.profile, a.period
), pair AS MATERIALIZED (
	SELECT k.profile, k.period, k.quarter, k.scope_key, k.earlier, k.later,
		k.earlier::float8 - avg(k.earlier::float8) OVER quarter AS d, k.later::float8 - avg(k.later::float8) OVER quarter AS e,
		k.error_variance * (1 - 1.0 / count(*) OVER quarter) AS v,
		service_eval.performance_band(k.earlier) OVER quarter AS band_before, service_eval.performance_band(k.later) OVER quarter AS band
	FROM known k
	WHERE k.later IS NOT NULL
	WINDOW quarter AS (PARTITION BY k.profile, k.period, k.quarter)
), slope AS MATERIALIZED (
	SELECT p.profile, p.period, count(DISTINCT p.scope_key) AS sites, count(*) AS pairs, sum(p.d * p.d) AS squares, sum(p.d * p.d) - sum(p.v) AS true_squares,
		-- scores that are errors for the most part tell nothing
		CASE WHEN sum(p.d * p.d) - sum(p.v) > 0.3 * sum(p.d * p.d) THEN sum(p.d * p.e) / (sum(p.d * p.d) - sum(p.v)) END AS theta,
		count(*) FILTER (WHERE p.band_before = 'bottom') AS bottom, count(DISTINCT p.scope_key) FILTER (WHERE p.band_before = 'bottom') AS bottom_sites,
		count(*) FILTER (WHERE p.band_before = 'bottom' AND p.band = 'bottom') AS stayed
	FROM pair p
	GROUP BY p.profile, p.period
), slope_error AS MATERIALIZED (
	SELECT o.profile, o.period, sqrt(sum(o.deviation ^ 2) * max(o.sites) / nullif(greatest(max(o.sites) - 2, 0), 0)) AS error
	FROM (
		SELECT p.profile, p.period, s.sites, sum(p.d * p.e - s.theta * (p.d * p.d - p.v)) / max(s.true_squares) AS deviation
		FROM pair p
			JOIN slope s ON s.profile = p.profile AND s.period IS NOT DISTINCT FROM p.period
		WHERE s.theta IS NOT NULL
		GROUP BY p.profile, p.period, p.scope_key, s.sites
	) o
	GROUP BY o.profile, o.period
), persistence AS MATERIALIZED (
	SELECT r.profile, r.period, sum(r.rho * r.pairs) / sum(r.pairs) FILTER (WHERE r.rho IS NOT NULL) AS rho
	FROM (
		SELECT p.profile, p.period, p.quarter, count(*) AS pairs, service_eval.spearman_rho(p.earlier, p.later) AS rho
		FROM pair p
		GROUP BY p.profile, p.period, p.quarter
	) r
	GROUP BY r.profile, r.period
), result AS MATERIALIZED (
	SELECT t.profile, t.period, c.code,
		-- what rests on needs is not told of few sites, and not to the last digit: equations enough would give away the rosters
		CASE WHEN c.digits = 9 OR t.compared >= 10 THEN round(c.value::numeric, c.digits) END AS value,
		CASE WHEN c.digits = 9 OR t.compared >= 10 THEN round(c.std_error::numeric, c.digits) END AS std_error,
		CASE WHEN c.digits = 9 OR t.compared >= 10 THEN round(c.lo::numeric, c.digits) END AS lo,
		CASE WHEN c.digits = 9 OR t.compared >= 10 THEN round(c.hi::numeric, c.digits) END AS hi, c.n
	FROM (SELECT k.profile, k.period, count(DISTINCT k.scope_key) AS sites, count(DISTINCT k.scope_key) FILTER (WHERE k.persons IS NOT NULL) AS compared,
			sum(k.resources) AS resources FROM known k GROUP BY k.profile, k.period) t
		LEFT JOIN index i ON i.profile = t.profile AND i.period IS NOT DISTINCT FROM t.period
		LEFT JOIN relative q ON q.profile = t.profile AND q.period IS NOT DISTINCT FROM t.period
		LEFT JOIN bands b ON b.profile = t.profile AND b.period IS NOT DISTINCT FROM t.period
		LEFT JOIN regression r ON r.profile = t.profile AND r.period IS NOT DISTINCT FROM t.period
		LEFT JOIN slope s ON s.profile = t.profile AND s.period IS NOT DISTINCT FROM t.period
		LEFT JOIN slope_error o ON o.profile = t.profile AND o.period IS NOT DISTINCT FROM t.period
		LEFT JOIN persistence p ON p.profile = t.profile AND p.period IS NOT DISTINCT FROM t.period
		CROSS JOIN LATERAL (SELECT least(greatest(p.rho, -0.999999), 0.999999) AS rho,
			CASE WHEN s.sites > 3 THEN service_eval.student_two_sided(0.95, s.sites - 2) END AS t, CASE WHEN b.sites > 2 THEN service_eval.student_two_sided(0.95, b.sites - 2) END AS t_bands) f
		CROSS JOIN LATERAL (SELECT f.t * sqrt((1 + f.rho ^ 2 / 2) / (s.sites - 3)) AS margin WHERE s.sites > 3 UNION ALL SELECT NULL WHERE NOT coalesce(s.sites > 3, false)) z
		CROSS JOIN LATERAL (VALUES
			('resource_sites', 9, t.sites::float8, NULL::float8, NULL::float8, NULL::float8, t.compared),
			('resource_total', 9, t.resources::float8, NULL, NULL, NULL, i.givens),
			('resource_gini', 9, (i.g).estimate, (i.g).std_error,
				CASE WHEN (i.g).lower IS NOT NULL THEN 1 / (1 + (1 / (i.g).estimate - 1) * exp(i.t * (i.g).std_error / ((i.g).estimate * (1 - (i.g).estimate)))) END,
				CASE WHEN (i.g).lower IS NOT NULL THEN 1 / (1 + (1 / (i.g).estimate - 1) * exp(- i.t * (i.g).std_error / ((i.g).estimate * (1 - (i.g).estimate)))) END, i.sites),
			('resource_top_fifth', 9, i.top_fifth, NULL, NULL, NULL, i.sites),
			('resource_concentration', 9, i.c, i.c_error, greatest(i.c - i.t * i.c_error, -1), least(i.c + i.t * i.c_error, 1), i.sites),
			('need_concentration', 3, i.c_need, NULL, NULL, NULL, i.sites),
			('resource_concentration_gini', 9, q.value, q.error, q.value - i.t * q.error, q.value + i.t * q.error, i.sites),
			('resource_tilt', 3, i.c - i.c_need, i.tilt_error, i.c - i.c_need - i.t * i.tilt_error, i.c - i.c_need + i.t * i.tilt_error, i.sites),
			('resource_band_ratio', 9, b.top / nullif(b.bottom, 0), NULL, b.top / nullif(b.bottom, 0) * exp(- t_bands * b.error), b.top / nullif(b.bottom, 0) * exp(t_bands * b.error), b.sites),
			('resource_elasticity', 4, (r.b).estimate, (r.b).std_error, (r.b).lower, (r.b).upper, (r.b).clusters),
			('score_persistence', 9, p.rho, NULL, tanh(atanh(f.rho) - z.margin), tanh(atanh(f.rho) + z.margin), s.sites),
			('bottom_persistence', 9, s.stayed::float8 / nullif(s.bottom, 0), NULL,
				service_eval.wilson_lower(s.bottom_sites * s.stayed::float8 / nullif(s.bottom, 0), s.bottom_sites, 0.95), service_eval.wilson_upper(s.bottom_sites * s.stayed::float8 / nullif(s.bottom, 0), s.bottom_sites, 0.95), s.bottom),
			('score_divergence', 9, s.theta - 1, o.error, s.theta - 1 - f.t * o.error, s.theta - 1 + f.t * o.error, s.pairs),
			('score_reliability', 9, s.true_squares / nullif(s.squares, 0), NULL, NULL, NULL, s.pairs)) AS c (code, digits, value, std_error, lo, hi, n)
), worded AS (
	SELECT r.profile, r.period, 'resource_verdict' AS code,
		CASE
			WHEN max(r.n) FILTER (WHERE r.code = 'resource_sites') < 10 THEN 'too few sites'
			WHEN coalesce(max(r.value) FILTER (WHERE r.code = 'resource_total'), 0) = 0 THEN 'no resources'
			WHEN max(r.n) FILTER (WHERE r.code = 'resource_total') < 5 THEN 'too few sites got any'
			WHEN max(r.value) FILTER (WHERE r.code = 'resource_elasticity') IS NULL THEN 'cannot be told'
			WHEN max(r.lo) FILTER (WHERE r.code = 'resource_elasticity') > 0
				THEN CASE WHEN bool_or(r.lo > 0) FILTER (WHERE r.code IN ('score_persistence', 'score_divergence')) THEN 'Matthew effect' ELSE 'resources tilt to the strong' END
			WHEN max(r.hi) FILTER (WHERE r.code = 'resource_elasticity') < 0 THEN 'resources tilt to the weak'
			ELSE 'no tilt found'
		END AS status
	FROM result r
	GROUP BY r.profile, r.period
)
SELECT r.profile, r.period, r.code, r.value, r.std_error, r.lo, r.hi, r.n, NULL
FROM result r
UNION ALL
SELECT w.profile, w.period, w.code, NULL, NULL, NULL, NULL, NULL, w.status
FROM worded w
$$;
COMMENT ON FUNCTION resource_tilt(bigint) IS 'what resource_concentration tells of a project, from the scores and resources of its runs; by profile and quarter, and for the term | 项目的资源倾斜指标（按方案、季度及全周期）';

-- Do resources go to the strong, and do the strong stay strong?
--
-- For each unit that has one before it, the sites that were rated then and what they were given now; a score cannot be
-- the consequence of what was given later.  With site i, unit t, resources y, eligible persons h (the roster), need m
-- (the roster weighted by need level), x = y / h, and s the score of the unit before:
--
--	C		concentration index of x by s, in which each person counts: C_t = sum y p / sum y, p = 2 r - 1, r the
--			fractional mid-rank
--	tilt	C less that of m / h: resources that follow need are none
--	b		elasticity of y with respect to s, of sites with the same m and h (elasticity_interval(), clusters are
--			sites)
--	theta	sum d d' / (sum d^2 - sum v), with d and d' the deviations of s and of the score now from their means over
--			the sites and v the variance of the error of s; divergence = theta - 1.  Without v errors alone would look
--			as if the strong fell back (regression to the mean)
--
-- For a year and for the term all their units are taken together: ranks, bands and means are those within a unit, C and
-- tilt are weighted by the resources of the units, and a site's units count as one observation for all errors.  So
-- resources are never held against a score that came after them, as they would be if both were added up first.
--
-- All intervals are 95 %, with Student's t.  All numbers are rounded, so that the order in which they were added up
-- does not show.
--
-- A project without any roster is taken by site: h = m = 1.  Where there is one, a site without is left out.
--
-- The parts are functions of the project and the runs, each with a row for each run: what follows from the pairs of
-- units is worked out anew in each, from stored rows, a handful for each site.

-- A site in a unit, with its score before, for the runs of units, years and the term.
CREATE OR REPLACE FUNCTION tilt_known(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, unit integer, site_id bigint, resources numeric, earlier numeric, error_variance float8,
	later numeric, persons float8, need float8)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH judged AS MATERIALIZED (
	SELECT * FROM judged_periods($1, $2)
), pair AS MATERIALIZED (
	SELECT g.run_id AS whole_run_id, u.run_id, u.snapshot_id, b.run_id AS earlier_run_id,
		u.from_on - date '2000-01-01' AS unit
	FROM judged g
		JOIN judged u ON u.scheme_id = g.scheme_id AND u.kind = 'unit' AND u.from_on BETWEEN g.from_on AND g.until_on
		JOIN judged b ON b.scheme_id = u.scheme_id AND b.period = u.earlier
	WHERE g.run_id = ANY ($2) AND g.kind IN ('unit', 'year', 'term')
), error AS MATERIALIZED (
	SELECT p.run_id, p.site_id,
		coalesce(10000 * sum(p.points_error ^ 2) / nullif(sum(p.available), 0) ^ 2, 0)::float8 AS variance
	FROM site_points p
	WHERE p.project_id = $1 AND p.run_id IN (SELECT k.earlier_run_id FROM pair k) AND p.points IS NOT NULL
	GROUP BY p.run_id, p.site_id
), roster AS MATERIALIZED (
	SELECT l.snapshot_id, l.site_id, sum(l.persons)::float8 AS persons, sum(l.persons * n.weight)::float8 AS need
	FROM level_measure l JOIN need_level n ON n.code = l.need_level
	WHERE l.project_id = $1 AND l.snapshot_id IN (SELECT k.snapshot_id FROM pair k) AND l.persons > 0
	GROUP BY l.snapshot_id, l.site_id
), whole AS (
	SELECT EXISTS (SELECT FROM roster) AS has_roster
)
SELECT k.whole_run_id, k.unit, m.site_id, m.resources, b.score, coalesce(e.variance, 0), o.score,
	CASE WHEN w.has_roster THEN r.persons ELSE 1 END, CASE WHEN w.has_roster THEN r.need ELSE 1 END
FROM pair k
	CROSS JOIN whole w
	JOIN site_measure m ON m.project_id = $1 AND m.snapshot_id = k.snapshot_id AND m.resources IS NOT NULL
	JOIN site_score b ON b.project_id = $1 AND b.run_id = k.earlier_run_id AND b.site_id = m.site_id
		AND b.score IS NOT NULL
	LEFT JOIN site_score o ON o.project_id = $1 AND o.run_id = k.run_id AND o.site_id = m.site_id
	LEFT JOIN error e ON e.run_id = k.earlier_run_id AND e.site_id = m.site_id
	LEFT JOIN roster r ON r.snapshot_id = k.snapshot_id AND r.site_id = m.site_id
$$;
COMMENT ON FUNCTION tilt_known(bigint, bigint[]) IS
	'inner tilt_known: what each site was given in a unit, after which score | 内部倾斜数据：各服务点在各周期按前期得分获得的资源';

-- The same with its place in the order of the earlier scores, in which each person counts: y resources, h persons, m
-- need, p = 2 r - 1.
CREATE OR REPLACE FUNCTION tilt_placed(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, unit integer, site_id bigint, y float8, h float8, m float8, earlier numeric, p float8,
	all_h float8, all_y float8, all_m float8, band text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT k.run_id, k.unit, k.site_id, k.resources::float8, k.persons, k.need, k.earlier,
	(2 * sum(k.persons) OVER up_to - sum(k.persons) OVER tied) / sum(k.persons) OVER unit - 1,
	sum(k.persons) OVER unit, sum(k.resources::float8) OVER unit, sum(k.need) OVER unit,
	service_eval.performance_band(k.earlier::float8) OVER unit
FROM tilt_known($1, $2) k
WHERE k.persons IS NOT NULL
WINDOW unit AS (PARTITION BY k.run_id, k.unit),
	up_to AS (PARTITION BY k.run_id, k.unit ORDER BY k.earlier),
	tied AS (PARTITION BY k.run_id, k.unit, k.earlier)
$$;
COMMENT ON FUNCTION tilt_placed(bigint, bigint[]) IS
	'inner tilt_placed: resources and need with the place of the site by its earlier score | 内部倾斜排序：各服务点资源、需求与前期得分位次';

-- By site: what it got per person, and what it adds to the deviations of C and of the tilt, the ranks taken as given,
-- and to that of C with ranks that vary as well, which is compared with that of the Gini index.
--
-- The variance of C and tilt is that of the convenient regression (concentration_interval()), of sums by site.
CREATE OR REPLACE FUNCTION tilt_site(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, site_id bigint, y float8, h float8, x float8, c_part float8, need_part float8,
	c_deviation float8, tilt_deviation float8,
	c_influence float8)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT i.run_id, i.site_id, sum(i.y), max(i.h), sum(i.y / i.h),
	-- a unit in which nobody was given anything has no share
	sum(i.share * i.y / nullif(i.all_y, 0) * i.p), sum(i.share * i.m / i.all_m * i.p),
	sum(i.share * i.h * i.p / i.all_h * (i.y / i.h * i.all_h / nullif(i.all_y, 0) - 1 - i.c * i.p / i.variance)),
	sum(i.share * i.h * i.p / i.all_h * (i.y / i.h * i.all_h / nullif(i.all_y, 0) - i.m / i.h * i.all_h / i.all_m
		- (i.c - i.c_need) * i.p / i.variance)),
	sum(i.share / nullif(i.all_y, 0) * ((i.y - i.h * i.all_y / i.all_h) * (i.p - i.c) + 2 * i.h / i.all_h * i.above
		- 2 * i.c * i.h * i.all_y / i.all_h))
FROM (
	SELECT a.*, sum(a.y * a.p) OVER unit / nullif(a.all_y, 0) AS c, sum(a.m * a.p) OVER unit / a.all_m AS c_need,
		nullif(sum(a.h * a.p * a.p) OVER unit / a.all_h, 0) AS variance,
		a.all_y / nullif(sum(a.y) OVER (PARTITION BY a.run_id), 0) AS share,
		-- of y less what equal shares would be, what lies above it in the order of the scores, and half of what is
		-- level with it
		sum(a.y - a.h * a.all_y / a.all_h) OVER tied / 2 - sum(a.y - a.h * a.all_y / a.all_h) OVER up_to AS above
	FROM tilt_placed($1, $2) a
	WINDOW unit AS (PARTITION BY a.run_id, a.unit),
		up_to AS (PARTITION BY a.run_id, a.unit ORDER BY a.earlier),
		tied AS (PARTITION BY a.run_id, a.unit, a.earlier)
) i
GROUP BY i.run_id, i.site_id
$$;
COMMENT ON FUNCTION tilt_site(bigint, bigint[]) IS
	'inner tilt_site: what each site adds to the indices of tilt | 内部倾斜分量：各服务点对倾斜指数的贡献';

-- Gini, C, tilt, and C / Gini with their errors; NULL for fewer than three sites.  The deviation of the Gini index is
-- that of gini_interval().
CREATE OR REPLACE FUNCTION tilt_index(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, sites bigint, given bigint, y float8, gini float8, gini_error float8,
	gini_bounded boolean, top_fifth float8,
	c float8, c_need float8, c_error float8, tilt_error float8, c_gini float8, c_gini_error float8, t float8)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH site AS MATERIALIZED (
	SELECT * FROM tilt_site($1, $2)
), index AS MATERIALIZED (
	SELECT s.run_id, count(*) AS sites, count(*) FILTER (WHERE s.y > 0) AS given, sum(s.y) AS y,
		service_eval.gini_interval(s.x, 0.95, s.h) AS g, service_eval.share_of_top(s.x, 0.2, s.h) AS top_fifth,
		CASE WHEN sum(s.y) > 0 THEN sum(s.c_part) END AS c, CASE WHEN sum(s.y) > 0 THEN sum(s.need_part) END AS c_need,
		sqrt(sum(s.c_deviation ^ 2) * count(*) / nullif(greatest(count(*) - 2, 0), 0)) AS c_error,
		sqrt(sum(s.tilt_deviation ^ 2) * count(*) / nullif(greatest(count(*) - 2, 0), 0)) AS tilt_error,
		service_eval.student_two_sided(0.95, greatest(count(*) - 2, 1)) AS t
	FROM site s
	GROUP BY s.run_id
), relative AS (
	SELECT d.run_id, max(d.c / d.gini) AS value,
		sqrt(sum(((d.c_influence - d.c / d.gini * d.h / d.all_h
			* (d.distance / (d.all_h * d.mean) - d.gini - d.gini * d.x / d.mean)) / d.gini) ^ 2)
			* max(d.sites) / nullif(greatest(max(d.sites) - 2, 0), 0)) AS error
	FROM (
		SELECT s.run_id, s.x, s.h, s.c_influence, i.c, i.sites, nullif((i.g).estimate, 0) AS gini,
			sum(s.h) OVER run AS all_h, sum(s.h * s.x) OVER run / sum(s.h) OVER run AS mean,
			s.x * (2 * sum(s.h) OVER up_to - sum(s.h) OVER run) + sum(s.h * s.x) OVER run
				- 2 * sum(s.h * s.x) OVER up_to AS distance
		FROM site s JOIN index i ON i.run_id = s.run_id
		WHERE i.y > 0
		WINDOW run AS (PARTITION BY s.run_id), up_to AS (PARTITION BY s.run_id ORDER BY s.x)
	) d
	GROUP BY d.run_id
)
SELECT i.run_id, i.sites, i.given, i.y, (i.g).estimate, (i.g).std_error, (i.g).lower IS NOT NULL, i.top_fifth, i.c,
	i.c_need, i.c_error, i.tilt_error,
	q.value, q.error, i.t
FROM index i LEFT JOIN relative q ON q.run_id = i.run_id
$$;
COMMENT ON FUNCTION tilt_index(bigint, bigint[]) IS
	'inner tilt_index: Gini, concentration and tilt of resources with their errors | 内部倾斜指数：资源的基尼系数、集中指数与倾斜及其误差';

-- Resources per person in the top 20 % over those in the bottom 20 %, with the error on the scale of logarithms.
CREATE OR REPLACE FUNCTION tilt_bands(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, sites bigint, ratio float8, error float8)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT b.run_id, count(*), max(b.top_y / b.top_h) / nullif(max(b.bottom_y / b.bottom_h), 0),
	sqrt(sum(((b.y_top - b.top_y / b.top_h * b.h_top) / nullif(b.top_y, 0)
		- (b.y_bottom - b.bottom_y / b.bottom_h * b.h_bottom) / nullif(b.bottom_y, 0)) ^ 2)
		* count(*) / nullif(greatest(count(*) - 2, 0), 0))
FROM (
	SELECT b.*, sum(b.y_top) OVER run AS top_y, nullif(sum(b.h_top) OVER run, 0) AS top_h,
		sum(b.y_bottom) OVER run AS bottom_y, nullif(sum(b.h_bottom) OVER run, 0) AS bottom_h
	FROM (
		SELECT i.run_id, i.site_id,
			coalesce(sum(i.y) FILTER (WHERE i.band = 'top'), 0) AS y_top,
				coalesce(sum(i.h) FILTER (WHERE i.band = 'top'), 0) AS h_top,
			coalesce(sum(i.y) FILTER (WHERE i.band = 'bottom'), 0) AS y_bottom,
				coalesce(sum(i.h) FILTER (WHERE i.band = 'bottom'), 0) AS h_bottom
		FROM tilt_placed($1, $2) i
		WHERE i.band IN ('top', 'bottom')
		GROUP BY i.run_id, i.site_id
	) b
	WINDOW run AS (PARTITION BY b.run_id)
) b
GROUP BY b.run_id
$$;
COMMENT ON FUNCTION tilt_bands(bigint, bigint[]) IS
	'inner tilt_bands: resources per person of the best fifth over those of the worst | 内部首尾比：前20%与后20%人均资源之比';

-- Do scores stay and do they part?  Scores that are errors for the most part tell nothing.  Spearman's correlation is
-- the mean over the units; its interval is on the scale of atanh, variance (1 + rho^2 / 2) / (sites - 3) (Bonett and
-- Wright 2000), as if each site had told only once.
CREATE OR REPLACE FUNCTION tilt_scores(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, sites bigint, pairs bigint, rho float8, bottom bigint, bottom_sites bigint, stayed bigint,
	theta float8, theta_error float8,
	reliability float8)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH pair AS MATERIALIZED (
	SELECT k.run_id, k.unit, k.site_id, k.earlier, k.later,
		k.earlier::float8 - avg(k.earlier::float8) OVER unit AS d,
			k.later::float8 - avg(k.later::float8) OVER unit AS e,
		k.error_variance * (1 - 1.0 / count(*) OVER unit) AS v,
		service_eval.performance_band(k.earlier::float8) OVER unit AS band_before,
			service_eval.performance_band(k.later::float8) OVER unit AS band
	FROM tilt_known($1, $2) k
	WHERE k.later IS NOT NULL
	WINDOW unit AS (PARTITION BY k.run_id, k.unit)
), slope AS MATERIALIZED (
	SELECT p.run_id, count(DISTINCT p.site_id) AS sites, count(*) AS pairs, sum(p.d * p.d) AS squares,
		sum(p.d * p.d) - sum(p.v) AS true_squares,
		CASE WHEN sum(p.d * p.d) - sum(p.v) > 0.3 * sum(p.d * p.d)
			THEN sum(p.d * p.e) / (sum(p.d * p.d) - sum(p.v)) END AS theta,
		count(*) FILTER (WHERE p.band_before = 'bottom') AS bottom,
			count(DISTINCT p.site_id) FILTER (WHERE p.band_before = 'bottom') AS bottom_sites,
		count(*) FILTER (WHERE p.band_before = 'bottom' AND p.band = 'bottom') AS stayed
	FROM pair p
	GROUP BY p.run_id
), slope_error AS (
	SELECT o.run_id, sqrt(sum(o.deviation ^ 2) * max(o.sites) / nullif(greatest(max(o.sites) - 2, 0), 0)) AS error
	FROM (
		SELECT p.run_id, s.sites, sum(p.d * p.e - s.theta * (p.d * p.d - p.v)) / max(s.true_squares) AS deviation
		FROM pair p JOIN slope s ON s.run_id = p.run_id
		WHERE s.theta IS NOT NULL
		GROUP BY p.run_id, p.site_id, s.sites
	) o
	GROUP BY o.run_id
), persistence AS (
	SELECT r.run_id, sum(r.rho * r.pairs) / sum(r.pairs) FILTER (WHERE r.rho IS NOT NULL) AS rho
	FROM (SELECT p.run_id, p.unit, count(*) AS pairs, service_eval.spearman_rho(p.earlier, p.later) AS rho FROM pair p
		GROUP BY p.run_id, p.unit) r
	GROUP BY r.run_id
)
SELECT s.run_id, s.sites, s.pairs, p.rho, s.bottom, s.bottom_sites, s.stayed, s.theta, o.error,
	s.true_squares / nullif(s.squares, 0)
FROM slope s
	LEFT JOIN slope_error o ON o.run_id = s.run_id
	LEFT JOIN persistence p ON p.run_id = s.run_id
$$;
COMMENT ON FUNCTION tilt_scores(bigint, bigint[]) IS
	'inner tilt_scores: whether scores stay and whether they part | 内部得分走势：得分的延续与分化';

-- In words.  The words "Matthew effect" appear only where resources follow the scores and the scores stay or part, with
-- intervals that exclude 0.
CREATE OR REPLACE FUNCTION tilt_verdict(t resource_tilt) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
SELECT CASE
	WHEN t.compared < 10 THEN 'too few sites'
	WHEN coalesce(t.resources, 0) = 0 THEN 'no resources'
	WHEN t.given < 5 THEN 'too few sites got any'
	WHEN t.elasticity IS NULL THEN 'cannot be told'
	WHEN t.elasticity_lower > 0 THEN CASE WHEN t.persistence_lower > 0 OR t.divergence_lower > 0 THEN 'Matthew effect'
		ELSE 'resources tilt to the strong' END
	WHEN t.elasticity_upper < 0 THEN 'resources tilt to the weak'
	ELSE 'no tilt found'
END
$$;
COMMENT ON FUNCTION tilt_verdict(resource_tilt) IS 'inner tilt_verdict: the tilt in words | 内部倾斜结论：资源倾斜的文字结论';

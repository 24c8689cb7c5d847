-- Do resources go to the strong, and do the strong stay strong?
--
-- For each unit that has one before it, the sites that were rated then and what they were given now; a score cannot be
-- the consequence of what was given later.  With resources y, eligible persons h (the roster), need m (the roster
-- weighted by need level), and s the score of the unit before, aggregates of the extension tell, each with an interval,
--
--	C			concentration of y / h along s, in which each person counts: tilt_interval() with a need of 1 for all
--	tilt		C less that of m / h: tilt_interval().  Resources that follow need are none
--	C / Gini	gini_correlation_interval()
--	elasticity	of y with respect to s, of sites with the same m and h: elasticity_interval()
--	bands		y / h of the top 20 % by s over that of the bottom 20 %: band_ratio_interval()
--	persistence	correlation of the ranks before and now: spearman_interval()
--	divergence	slope of the score now on that before, less 1: slope_interval(), which knows the error of s.  Errors
--				alone would look as if the strong fell back (regression to the mean)
--
-- For a year and for the term all their units are taken together.  Units are the strata: ranks, bands and means are
-- those
-- within a unit, and C and tilt count by the resources of the units.  Sites are the clusters: the units of a site count
-- as one observation for all errors.  So resources are never held against a score that came after them, as they would
-- be
-- if both were added up first.
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
		coalesce(10000 * sum(p.points_error ^ 2) / nullif(sum(i.available), 0) ^ 2, 0)::float8 AS variance
	FROM site_points p
		JOIN run_indicator i ON i.project_id = p.project_id AND i.run_id = p.run_id AND i.code = p.code
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

-- Resources: of the sites with persons.
CREATE OR REPLACE FUNCTION tilt_given(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, c service_eval.estimate, tilt service_eval.estimate, c_gini service_eval.estimate,
	bands service_eval.estimate, elasticity service_eval.estimate)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT p.run_id,
	service_eval.tilt_interval(p.y / p.h, 1, p.s, 0.95, p.h, p.unit, p.site_id),
	service_eval.tilt_interval(p.y / p.h, p.m / p.h, p.s, 0.95, p.h, p.unit, p.site_id),
	service_eval.gini_correlation_interval(p.y / p.h, p.s, 0.95, p.h, p.unit, p.site_id),
	service_eval.band_ratio_interval(p.y / p.h, p.band, 0.95, p.h, p.site_id),
	-- a score below 1 counts as 1, for 0 has no logarithm
	service_eval.elasticity_interval(p.y, greatest(p.s, 1), ARRAY[p.m, p.h], p.unit, p.site_id, 0.95)
FROM (
	SELECT k.run_id, k.unit, k.site_id, k.resources::float8 AS y, k.persons AS h, k.need AS m, k.earlier::float8 AS s,
		service_eval.performance_band(k.earlier::float8) OVER (PARTITION BY k.run_id, k.unit) AS band
	FROM tilt_known($1, $2) k
	WHERE k.persons IS NOT NULL
) p
GROUP BY p.run_id
$$;
COMMENT ON FUNCTION tilt_given(bigint, bigint[]) IS
	'inner tilt_given: how resources lie along the earlier scores | 内部资源倾斜：资源沿前期得分的分布';

-- The same sites, each with what it got in all: how unequal that is.
CREATE OR REPLACE FUNCTION tilt_inequality(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, given bigint, gini service_eval.estimate, top_fifth float8)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT s.run_id, count(*) FILTER (WHERE s.x > 0), service_eval.gini_interval(s.x, 0.95, s.h),
	service_eval.share_of_top(s.x, 0.2, s.h)
FROM (
	SELECT k.run_id, sum(k.resources::float8 / k.persons) AS x, max(k.persons) AS h
	FROM tilt_known($1, $2) k
	WHERE k.persons IS NOT NULL
	GROUP BY k.run_id, k.site_id
) s
GROUP BY s.run_id
$$;
COMMENT ON FUNCTION tilt_inequality(bigint, bigint[]) IS
	'inner tilt_inequality: how unequal resources are | 内部资源差异：各服务点资源的不平等程度';

-- Do scores stay and do they part?  Scores that are errors for the most part tell nothing.
CREATE OR REPLACE FUNCTION tilt_scores(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, persistence service_eval.estimate, slope service_eval.estimate, reliability float8,
	bottom bigint, bottom_sites bigint, stayed bigint)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT p.run_id, service_eval.spearman_interval(p.earlier, p.later, 0.95, p.unit, p.site_id),
	service_eval.slope_interval(p.later, p.earlier, p.error_variance, 0.95, p.unit, p.site_id),
	service_eval.reliability(p.earlier, p.error_variance, p.unit),
	count(*) FILTER (WHERE p.band_before = 'bottom'),
	count(DISTINCT p.site_id) FILTER (WHERE p.band_before = 'bottom'),
	count(*) FILTER (WHERE p.band_before = 'bottom' AND p.band = 'bottom')
FROM (
	SELECT k.*, service_eval.performance_band(k.earlier::float8) OVER unit AS band_before,
		service_eval.performance_band(k.later::float8) OVER unit AS band
	FROM tilt_known($1, $2) k
	WHERE k.later IS NOT NULL
	WINDOW unit AS (PARTITION BY k.run_id, k.unit)
) p
GROUP BY p.run_id
$$;
COMMENT ON FUNCTION tilt_scores(bigint, bigint[]) IS
	'inner tilt_scores: whether scores stay and whether they part | 内部得分走势：得分的延续与分化';

-- The two curves, as points at equal steps of the persons.  The concentration curve takes persons by the score of their
-- site before, sites with the same score together; of several units it is the mean by their resources, as C is.  Both
-- begin at 0 and end at 1.
--
-- A step is so wide that it holds at least two sites on average, and shares have three decimals: the share of a single
-- site, and so of its persons, cannot be read from a curve.
CREATE OR REPLACE FUNCTION tilt_curves(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, lorenz float8[], concentration float8[])
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH known AS MATERIALIZED (
	SELECT k.run_id, k.unit, k.site_id, k.resources, k.persons::numeric AS persons, k.earlier
	FROM tilt_known($1, $2) k
	WHERE k.persons IS NOT NULL
), grid AS (
	SELECT k.run_id, CASE WHEN count(*) >= 100 THEN 50 WHEN count(*) >= 20 THEN 10 ELSE 5 END AS steps
	FROM (SELECT DISTINCT k.run_id, k.site_id FROM known k) k
	GROUP BY k.run_id
	HAVING count(*) >= 10
), lorenz AS (
	SELECT s.run_id, service_eval.lorenz_curve(s.x, s.steps, s.h) AS shares
	FROM (
		SELECT k.run_id, g.steps, sum((k.resources / k.persons)::float8) AS x, max(k.persons)::float8 AS h
		FROM known k JOIN grid g USING (run_id)
		GROUP BY k.run_id, g.steps, k.site_id
	) s
	GROUP BY s.run_id
), scored AS (
	SELECT k.run_id, k.unit, k.earlier, sum(k.persons) AS persons, sum(k.resources) AS resources
	FROM known k
	GROUP BY k.run_id, k.unit, k.earlier
), piece AS (
	-- of a straight line from the persons and resources below it up to its own
	SELECT s.run_id, s.persons, s.resources, sum(s.persons) OVER below AS persons_to,
		sum(s.resources) OVER below AS resources_to, sum(s.persons) OVER unit AS all_persons
	FROM scored s
	WINDOW unit AS (PARTITION BY s.run_id, s.unit), below AS (unit ORDER BY s.earlier)
), point AS (
	SELECT p.run_id, k.step, sum(p.resources_to - p.resources * (p.persons_to - k.persons) / p.persons) AS resources
	FROM piece p
		JOIN grid g USING (run_id)
		CROSS JOIN LATERAL (
			SELECT k.step, p.all_persons * k.step / g.steps AS persons FROM generate_series(1, g.steps) AS k (step)
		) k
	WHERE k.persons > p.persons_to - p.persons AND k.persons <= p.persons_to
	GROUP BY p.run_id, k.step
), concentration AS (
	SELECT p.run_id, array_agg(p.share ORDER BY p.step) AS shares
	FROM (
		SELECT p.run_id, p.step,
			p.resources / nullif(max(p.resources) OVER (PARTITION BY p.run_id), 0) AS share
		FROM point p
	) p
	GROUP BY p.run_id
)
SELECT l.run_id, ARRAY(SELECT round(v.share::numeric, 3)::float8
		FROM unnest(l.shares) WITH ORDINALITY AS v (share, step) ORDER BY v.step),
	0::float8 || ARRAY(SELECT round(v.share, 3)::float8
		FROM unnest(c.shares) WITH ORDINALITY AS v (share, step) ORDER BY v.step)
FROM lorenz l JOIN concentration c USING (run_id)
-- where nobody got anything there are no shares
WHERE l.shares IS NOT NULL
$$;
COMMENT ON FUNCTION tilt_curves(bigint, bigint[]) IS
	'inner tilt_curves: Lorenz curve of the resources, and their curve along the earlier scores | '
	'内部倾斜曲线：资源的洛伦兹曲线及沿前期得分的集中曲线';

-- In words.  The words "Matthew effect" appear only where resources follow the scores and the scores stay or part, with
-- intervals that exclude 0.
CREATE OR REPLACE FUNCTION tilt_verdict(t resource_tilt) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
	WHEN t.compared < 10 THEN 'too few sites'
	WHEN coalesce(t.resources, 0) = 0 THEN 'no resources'
	WHEN t.given < 5 THEN 'too few sites got any'
	WHEN t.elasticity IS NULL THEN 'cannot be told'
	WHEN t.elasticity_lower > 0 THEN CASE WHEN t.persistence_lower > 0 OR t.divergence_lower > 0 THEN 'Matthew effect'
		ELSE 'resources tilt to the strong' END
	WHEN t.elasticity_upper < 0 THEN 'resources tilt to the weak'
	ELSE 'no tilt found'
END;
COMMENT ON FUNCTION tilt_verdict(resource_tilt) IS 'inner tilt_verdict: the tilt in words | 内部倾斜结论：资源倾斜的文字结论';

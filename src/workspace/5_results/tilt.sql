-- SPDX-License-Identifier: PostgreSQL
-- Do resources go to the strong, and do the strong stay strong?
--
-- For each unit that has one before it, the sites that were rated then and what they were given now; a score cannot be
-- the consequence of what was given later.  With resources y, eligible persons h (the roster), need m (the roster
-- weighted by need level), and s the score of the unit before, aggregates of the extension tell, each with an interval,
--
--	C			concentration of y / h along s, in which each person counts: tilt_interval() with a need of 1 for all
--	tilt		C less that of m / h: tilt_interval().  Resources that follow need are none
--	C / Gini	gini_correlation_interval()
--	elasticity	of y with respect to s, of sites with the same m and h: elasticity_interval(); once as if s had no error
--				and once corrected for its error (site_score.score_error)
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
-- A site in a unit, with its score before, for the runs of units, years and the term.
CREATE OR REPLACE FUNCTION tilt_known(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, unit integer, site_id bigint, resources numeric, earlier numeric, earlier_error float8,
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
), roster AS MATERIALIZED (
	SELECT l.snapshot_id, l.site_id, sum(l.persons)::float8 AS persons, sum(l.persons * n.weight)::float8 AS need
	FROM level_measure l JOIN need_level n ON n.code = l.need_level
	WHERE l.project_id = $1 AND l.snapshot_id IN (SELECT k.snapshot_id FROM pair k) AND l.persons > 0
	GROUP BY l.snapshot_id, l.site_id
), whole AS (
	SELECT EXISTS (SELECT FROM roster) AS has_roster
)
SELECT k.whole_run_id, k.unit, m.site_id, m.resources, b.score, coalesce(b.score_error, 0)::float8, o.score,
	CASE WHEN w.has_roster THEN r.persons ELSE 1 END, CASE WHEN w.has_roster THEN r.need ELSE 1 END
FROM pair k
	CROSS JOIN whole w
	JOIN site_measure m ON m.project_id = $1 AND m.snapshot_id = k.snapshot_id AND m.resources IS NOT NULL
	JOIN site_score b ON b.project_id = $1 AND b.run_id = k.earlier_run_id AND b.site_id = m.site_id
		AND b.score IS NOT NULL
	LEFT JOIN site_score o ON o.project_id = $1 AND o.run_id = k.run_id AND o.site_id = m.site_id
	LEFT JOIN roster r ON r.snapshot_id = k.snapshot_id AND r.site_id = m.site_id
$$;
COMMENT ON FUNCTION tilt_known(bigint, bigint[]) IS
	'inner tilt_known: what each site was given in a unit, after which score | 内部倾斜数据：各服务点在各周期按前期得分获得的资源';

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
-- intervals that exclude 0.  Where the test leaves more than one interval of the elasticity, none may reach 0.
CREATE OR REPLACE FUNCTION tilt_verdict(t resource_tilt) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
	WHEN t.compared < 10 THEN 'too few sites'
	WHEN coalesce(t.resources, 0) = 0 THEN 'no resources'
	WHEN t.given < 5 THEN 'too few sites got any'
	WHEN t.elasticity IS NULL THEN 'cannot be told'
	WHEN t.elasticity > 0 AND NOT t.elasticity_set && numrange(NULL, 0, '(]') THEN
		CASE WHEN t.persistence_lower > 0 OR t.divergence_lower > 0 THEN 'Matthew effect'
			ELSE 'resources tilt to the strong' END
	WHEN t.elasticity < 0 AND NOT t.elasticity_set && numrange(0, NULL, '[)') THEN 'resources tilt to the weak'
	ELSE 'no tilt found'
END;
COMMENT ON FUNCTION tilt_verdict(resource_tilt) IS 'inner tilt_verdict: the tilt in words | 内部倾斜结论：资源倾斜的文字结论';

-- Bounds to four decimals, as the elasticity is told.
CREATE OR REPLACE FUNCTION rounded_set(bounds nummultirange) RETURNS nummultirange
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT range_agg(numrange(round(lower(r), 4), round(upper(r), 4), '[]')) FROM unnest(bounds) AS r);
COMMENT ON FUNCTION rounded_set(nummultirange) IS
	'inner rounded_set: a set of numbers whose bounds have four decimals | 内部取整区间集：界限保留四位小数';

-- The verdict as a sentence.  It says association, for nothing here tells who caused what.
CREATE OR REPLACE FUNCTION tilt_reason(t resource_tilt, chinese boolean) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT CASE
	WHEN t.verdict IN ('Matthew effect', 'resources tilt to the strong', 'resources tilt to the weak') THEN
		concat(format(CASE WHEN $2 THEN '资源与前期得分存在%s关联：前期得分高1%%的服务点，资源相差%s%%（%s）' ELSE
				'There is a %s association of resources with earlier scores: where the score before was 1 %% higher, '
				'resources differ by %s %% (%s)' END,
			CASE WHEN t.elasticity > 0 THEN CASE WHEN $2 THEN '正' ELSE 'positive' END
				ELSE CASE WHEN $2 THEN '负' ELSE 'negative' END END,
			round(t.elasticity::numeric, 2), x.interval),
		CASE t.verdict WHEN 'Matthew effect' THEN
			CASE WHEN $2 THEN '，且强者恒强或差距扩大' ELSE ', and good sites stay good or the gap widens' END END,
		CASE WHEN $2 THEN '。这是关联，不能证明因果。' ELSE '. An association proves no cause.' END)
	WHEN t.verdict = 'no tilt found' THEN format(CASE WHEN $2
		THEN '未发现资源与前期得分存在关联：弹性%s（%s），0未被排除。'
		ELSE 'No association of resources with earlier scores was found: an elasticity of %s (%s) does not rule out 0.'
			END,
		round(t.elasticity::numeric, 2), x.interval)
	ELSE CASE WHEN $2 THEN '无法判断资源与前期得分是否存在关联：' ELSE
			'Whether resources have an association with earlier scores cannot be told: ' END
		|| CASE t.verdict
			WHEN 'too few sites' THEN CASE WHEN $2 THEN '可比服务点不足10个。' ELSE 'fewer than 10 sites compare.' END
			WHEN 'no resources' THEN CASE WHEN $2 THEN '没有可裁量资源。' ELSE 'there were no resources.' END
			WHEN 'too few sites got any' THEN CASE WHEN $2 THEN '获得资源的服务点不足5个。' ELSE
				'fewer than 5 sites got any.' END
			ELSE CASE WHEN $2 THEN '数据不足以估计弹性。' ELSE 'the data give no elasticity.' END END
	END
FROM (
	SELECT concat('95 %', CASE WHEN $2 THEN '：' ELSE ': ' END,
		string_agg(concat(coalesce(round(lower(r), 2)::text, '-∞'), CASE WHEN $2 THEN '至' ELSE ' to ' END,
			coalesce(round(upper(r), 2)::text, '∞')), CASE WHEN $2 THEN '或' ELSE ' or ' END ORDER BY r)) AS interval
	FROM unnest(t.elasticity_set) AS r
) x
$$;
COMMENT ON FUNCTION tilt_reason(resource_tilt, boolean) IS
	'inner tilt_reason: the verdict on resources as a sentence | 内部倾斜理由：资源倾斜结论的说明';

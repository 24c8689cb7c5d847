-- SPDX-License-Identifier: PostgreSQL
-- What was marked, criterion by criterion, on a scale of 100.
--
-- An assessor is a member of a panel, or an evaluator as a whole.  Each counts alike: with the mean of what he gave in
-- the period.  Which marks count is said by counted_assessment: third parties', less those that a recheck replaced, and
-- rechecks.  A provider that marks its own service assesses itself, whatever kind the mark is said to be.

-- What each assessor gave each site.  counts: whether it is in the value of the criterion.
CREATE OR REPLACE FUNCTION assessor_mark(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, site_id bigint, criterion text, kind text, counts boolean, evaluator_id bigint,
	assessor text, total numeric, marks bigint)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT m.snapshot_id, m.site_id, a.criterion, a.kind, c.counts, a.evaluator_id, a.assessor, sum(a.score), count(*)
FROM site_measure m
	JOIN counted_assessment a ON a.project_id = m.project_id AND a.site_id = m.site_id
		AND a.concerns BETWEEN m.from_on AND m.until_on
	CROSS JOIN LATERAL (
		SELECT coalesce(a.replaced_on NOT BETWEEN m.from_on AND m.until_on, true) AS counts
	) c
WHERE m.project_id = $1 AND m.snapshot_id = ANY ($2)
GROUP BY m.snapshot_id, m.site_id, a.criterion, a.kind, c.counts, a.evaluator_id, a.assessor
UNION ALL
SELECT m.snapshot_id, m.site_id, upper(a.criterion), 'self', false, a.evaluator_id, a.assessor,
	sum(trim_scale(100 * a.score / a.full_marks)), count(*)
FROM site_measure m
	JOIN assessment a ON a.project_id = m.project_id AND a.site_id = m.site_id
		AND coalesce(a.concerns_on, a.assessed_on) BETWEEN m.from_on AND m.until_on
WHERE m.project_id = $1 AND m.snapshot_id = ANY ($2) AND (a.kind = 'self'
	OR EXISTS (SELECT FROM contract c WHERE c.project_id = a.project_id AND c.provider_id = a.evaluator_id))
GROUP BY m.snapshot_id, m.site_id, upper(a.criterion), a.evaluator_id, a.assessor
$$;
COMMENT ON FUNCTION assessor_mark(bigint, bigint[]) IS
	'inner assessor_mark: what each assessor gave each site, by criterion | 内部评委评分：各评委按指标给各服务点的评分';

-- The value of a criterion is the mean over the assessors.
--
--	std_error = s / sqrt(assessors)
--
-- s being their standard deviation; where one assessor scored a site alone, that within the sites that more than one
-- scored, all of these together; unknown where there is none.
CREATE OR REPLACE FUNCTION measure_criteria(project_id bigint, snapshots bigint[]) RETURNS SETOF criterion_measure
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH mark AS MATERIALIZED (
	SELECT * FROM assessor_mark($1, $2)
), by_assessor AS (
	SELECT m.snapshot_id, m.site_id, m.criterion, k.kind, m.evaluator_id, m.assessor,
		sum(m.total) / sum(m.marks) AS score
	FROM mark m CROSS JOIN LATERAL (
		SELECT m.kind UNION ALL SELECT 'counted' WHERE m.counts
	) AS k
	GROUP BY m.snapshot_id, m.site_id, m.criterion, k.kind, m.evaluator_id, m.assessor
), by_site AS (
	SELECT b.snapshot_id, b.site_id, b.criterion,
		avg(b.score) FILTER (WHERE b.kind = 'self') AS self_score,
		avg(b.score) FILTER (WHERE b.kind = 'third_party') AS third_party_score,
		avg(b.score) FILTER (WHERE b.kind = 'recheck') AS recheck_score,
		avg(b.score) FILTER (WHERE b.kind = 'counted') AS score,
		var_samp(b.score) FILTER (WHERE b.kind = 'counted') AS variance,
		count(*) FILTER (WHERE b.kind = 'counted') AS assessors
	FROM by_assessor b
	GROUP BY b.snapshot_id, b.site_id, b.criterion
)
SELECT $1, s.snapshot_id, s.site_id, s.criterion, round(s.self_score, 4), round(s.third_party_score, 4),
	round(s.recheck_score, 4), trim_scale(s.score),
	trim_scale(sqrt(coalesce(s.variance, sum(s.variance * (s.assessors - 1)) OVER same_criterion
		/ nullif(sum(s.assessors - 1) FILTER (WHERE s.variance IS NOT NULL) OVER same_criterion, 0))
		/ nullif(s.assessors, 0))),
	s.assessors::integer
FROM by_site s
WINDOW same_criterion AS (PARTITION BY s.snapshot_id, s.criterion)
$$;
COMMENT ON FUNCTION measure_criteria(bigint, bigint[]) IS
	'step measure_criteria: what was marked at each site, by criterion | 步骤指标评分：各服务点各评分指标的评分';

-- All sites together: the value for the project, and whether the assessors agree.  alpha compares what each gave a site
-- in the period.
CREATE OR REPLACE FUNCTION measure_panels(project_id bigint, snapshots bigint[]) RETURNS SETOF panel_measure
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH by_site AS MATERIALIZED (
	SELECT m.snapshot_id, m.site_id, m.criterion, m.evaluator_id, m.assessor, sum(m.total) AS total,
		sum(m.marks) AS marks
	FROM assessor_mark($1, $2) m
	WHERE m.counts
	GROUP BY m.snapshot_id, m.site_id, m.criterion, m.evaluator_id, m.assessor
), compared AS (
	-- marked by more than one
	SELECT v.snapshot_id, v.criterion, count(*) AS sites
	FROM (
		SELECT b.snapshot_id, b.criterion
		FROM by_site b
		GROUP BY b.snapshot_id, b.criterion, b.site_id
		HAVING count(*) > 1
	) v
	GROUP BY v.snapshot_id, v.criterion
), agreement AS (
	SELECT b.snapshot_id, b.criterion, count(DISTINCT b.site_id) AS sites,
		service_eval.krippendorff_alpha(b.site_id::float8, (b.total / b.marks)::float8) AS alpha
	FROM by_site b
	GROUP BY b.snapshot_id, b.criterion
), whole AS (
	SELECT a.snapshot_id, a.criterion, avg(a.score) AS score, var_samp(a.score) AS variance, count(*) AS assessors,
		sum(a.marks) AS marks
	FROM (
		SELECT b.snapshot_id, b.criterion, sum(b.total) / sum(b.marks) AS score, sum(b.marks) AS marks
		FROM by_site b
		GROUP BY b.snapshot_id, b.criterion, b.evaluator_id, b.assessor
	) a
	GROUP BY a.snapshot_id, a.criterion
)
SELECT $1, w.snapshot_id, w.criterion, trim_scale(w.score),
	trim_scale(sqrt(w.variance / w.assessors)),
	a.sites::integer, coalesce(c.sites, 0)::integer, w.assessors::integer, w.marks::integer,
	trim_scale(round(a.alpha::numeric, 6))
FROM whole w
	JOIN agreement a ON a.snapshot_id = w.snapshot_id AND a.criterion = w.criterion
	LEFT JOIN compared c ON c.snapshot_id = w.snapshot_id AND c.criterion = w.criterion
$$;
COMMENT ON FUNCTION measure_panels(bigint, bigint[]) IS
	'step measure_panels: value of each criterion, and whether its assessors agree | 步骤评委一致性：各评分指标的均值与评委一致性';

-- SPDX-License-Identifier: PostgreSQL
-- The project's own points, and its score.

-- E1 is paid so far / owed so far of all contracts; nothing owed and nothing paid: not measured; paid where nothing was
-- owed: infinite, which is no point under the rule exact.  It is the buyer's doing, so it is in the project's score and
-- in nothing that a provider is paid for.  Improvement is that on the unit before.  What the project was not asked for
-- yet is not measured.
CREATE OR REPLACE FUNCTION score_project_points(project_id bigint, runs bigint[]) RETURNS SETOF project_points
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH judged AS MATERIALIZED (
	SELECT * FROM judged_periods($1, $2)
), run AS MATERIALIZED (
	SELECT j.*, b.snapshot_id AS earlier_snapshot_id
	FROM judged j LEFT JOIN judged b ON b.scheme_id = j.scheme_id AND b.period = j.earlier
	WHERE j.run_id = ANY ($2)
), measured AS (
	SELECT r.run_id, false AS found, v.code, v.value, b.value AS baseline, v.n
	FROM run r
		JOIN project_indicator v ON v.project_id = $1 AND v.snapshot_id = r.snapshot_id AND v.code <> 'E1'
		LEFT JOIN project_indicator b ON b.project_id = $1 AND b.snapshot_id = r.earlier_snapshot_id AND b.code = v.code
	UNION ALL
	SELECT r.run_id, true, f.code, sum(f.points), NULL, count(*)
	FROM run r JOIN snapshot_finding f ON f.project_id = $1 AND f.snapshot_id = r.snapshot_id
	GROUP BY r.run_id, f.code
	UNION ALL
	SELECT r.run_id, false, 'E1', CASE WHEN c.owed > 0 THEN c.paid / c.owed WHEN c.paid > 0 THEN 'Infinity' END, NULL,
		p.payments
	FROM run r
		JOIN (
			SELECT c.run_id, sum(c.owed) AS owed, sum(c.paid) AS paid
			FROM contract_score c
			WHERE c.project_id = $1 AND c.run_id = ANY ($2)
			GROUP BY c.run_id
		) c ON c.run_id = r.run_id
		CROSS JOIN LATERAL (
			SELECT count(*) AS payments FROM payment m
			WHERE m.project_id = $1 AND m.paid_on <= r.until_on
				AND (r.contract_id IS NULL OR m.contract_id = r.contract_id)
		) p
)
SELECT $1, r.run_id, i.code, trim_scale(v.value),
	trim_scale(earned_points(v.value, i.rule, i.direction, i.target, i.lo, i.hi, v.baseline, i.points, t.steps)),
		trim_scale(i.points),
	trim_scale(CASE i.rule WHEN 'ratio' THEN i.target WHEN 'steps' THEN t.full_value ELSE coalesce(i.hi, i.lo) END), v.n
FROM run r
	JOIN indicator i ON i.scheme_id = r.scheme_id AND i.version = r.version AND i.scope = 'project'
		AND i.points > 0
	LEFT JOIN indicator_steps t ON t.scheme_id = i.scheme_id AND t.version = i.version AND t.code = i.code
	LEFT JOIN measured v ON v.run_id = r.run_id AND v.code = i.code AND v.found = by_findings(i.rule)
$$;
COMMENT ON FUNCTION score_project_points(bigint, bigint[]) IS
	'step score_project_points: the points of the project as a whole | 步骤项目计分：项目层面指标得分';

-- Its own points, and for the rest the mean of what its sites count with (score_counted) by their persons on the
-- roster, alike where nobody is on one.  So no site raises the score by silence.  Empty where no site is rated.
--
-- Bounds: what is not measured of its own points is none or all, and each site counts with its bounds.
-- A site's score has its bonus; what is found by the project's own codes of the rule bonus is added at the end.
CREATE OR REPLACE FUNCTION score_project(project_id bigint, runs bigint[]) RETURNS SETOF project_score
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH persons AS (
	SELECT *
	FROM site_persons($1, ARRAY(SELECT r.snapshot_id FROM evaluation_run r
		WHERE r.project_id = $1 AND r.run_id = ANY ($2)))
), village AS (
	SELECT v.run_id, count(*) AS sites, count(v.score) AS rated,
		CASE WHEN count(v.score) = 0 THEN NULL
			WHEN sum(v.persons) FILTER (WHERE v.counted IS NOT NULL) > 0
				THEN sum(v.persons * v.counted) / sum(v.persons) FILTER (WHERE v.counted IS NOT NULL)
			ELSE avg(v.counted) END AS mean,
		CASE WHEN sum(v.persons) FILTER (WHERE v.lower IS NOT NULL) > 0
			THEN sum(v.persons * v.lower) / sum(v.persons) FILTER (WHERE v.lower IS NOT NULL)
				ELSE avg(v.lower) END AS lower,
		CASE WHEN sum(v.persons) FILTER (WHERE v.upper IS NOT NULL) > 0
			THEN sum(v.persons * v.upper) / sum(v.persons) FILTER (WHERE v.upper IS NOT NULL)
				ELSE avg(v.upper) END AS upper
	FROM (
		SELECT o.run_id, o.score, o.score_counted AS counted, o.score_lower AS lower, o.score_upper AS upper,
			coalesce(p.persons, 0) AS persons
		FROM site_score o
			JOIN evaluation_run r ON r.project_id = o.project_id AND r.run_id = o.run_id
			LEFT JOIN persons p ON p.snapshot_id = r.snapshot_id AND p.site_id = o.site_id
		WHERE o.project_id = $1 AND o.run_id = ANY ($2)
	) v
	GROUP BY v.run_id
), own AS (
	SELECT p.run_id, coalesce(sum(p.points), 0) AS points,
		coalesce(sum(p.available) FILTER (WHERE p.points IS NOT NULL), 0) AS measured,
		sum(p.available) AS available
	FROM project_points p
	WHERE p.project_id = $1 AND p.run_id = ANY ($2)
	GROUP BY p.run_id
), scored AS (
	SELECT r.run_id, s.grade_medium, s.grade_good, s.grade_excellent, coalesce(v.sites, 0) AS sites,
		coalesce(v.rated, 0) AS rated,
		coalesce(o.points, 0) AS points, coalesce(o.measured, 0) AS measured,
		round(100 * (coalesce(o.points, 0) + CASE WHEN x.rest > 0 THEN x.rest * v.mean / 100 ELSE 0 END)
			/ nullif(coalesce(o.measured, 0) + x.rest, 0), 4) AS score,
		round(100 * (coalesce(o.points, 0) + CASE WHEN x.rest > 0 THEN x.rest * v.lower / 100 ELSE 0 END)
			/ nullif(s.points, 0), 4) AS lower,
		round(100 * (coalesce(o.points, 0) + coalesce(o.available - o.measured, 0) + CASE WHEN x.rest > 0
			THEN x.rest * v.upper / 100 ELSE 0 END) / nullif(s.points, 0), 4) AS upper
	FROM evaluation_run r
		JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.version
		LEFT JOIN own o ON o.run_id = r.run_id
		LEFT JOIN village v ON v.run_id = r.run_id
		CROSS JOIN LATERAL (SELECT s.points - coalesce(o.available, 0) AS rest) x
	WHERE r.project_id = $1 AND r.run_id = ANY ($2)
)
SELECT $1, p.run_id, CASE WHEN p.score IS NULL THEN 'not_rated' ELSE 'rated' END, b.score,
	-- the score leaves out what is not measured, so it may lie beyond what the others make of it
	with_bonus(least(p.lower, p.score), f.bonus), with_bonus(greatest(p.upper, p.score), f.bonus),
	grade_of(b.score, p.grade_medium, p.grade_good, p.grade_excellent, l.cap), coalesce(l.codes, '{}'),
	coalesce(f.bonus, 0), trim_scale(p.points), trim_scale(p.measured), p.sites::integer, p.rated::integer
FROM scored p
	LEFT JOIN found_bonus($1, $2) f ON f.run_id = p.run_id AND f.site_id IS NULL
	LEFT JOIN wider_limits($1, $2) l ON l.run_id = p.run_id AND l.contract_id IS NULL
	CROSS JOIN LATERAL (SELECT with_bonus(p.score, f.bonus) AS score) b
$$;
COMMENT ON FUNCTION score_project(bigint, bigint[]) IS
	'step score_project: score and grade of the project with its bounds | 步骤项目评分：项目得分、等级与上下限';

-- SPDX-License-Identifier: PostgreSQL
-- Points of every site for every indicator.

-- A target that the scheme leaves open is the median of the sites of the run.
CREATE OR REPLACE FUNCTION judge_indicators(project_id bigint, runs bigint[]) RETURNS SETOF run_indicator
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT $1, r.run_id, i.code, trim_scale(i.points),
	trim_scale(CASE i.rule WHEN 'ratio' THEN coalesce(i.target, d.median) WHEN 'steps' THEN t.full_value
		WHEN 'deduct' THEN NULL ELSE coalesce(i.hi, i.lo) END)
FROM evaluation_run r
	JOIN indicator i ON i.scheme_id = r.scheme_id AND i.version = r.version AND i.scope = 'site'
		AND i.rule NOT IN ('bonus', 'veto')
	LEFT JOIN indicator_steps t ON t.scheme_id = i.scheme_id AND t.version = i.version AND t.code = i.code
	LEFT JOIN (
		SELECT v.snapshot_id, v.code, percentile_cont(0.5) WITHIN GROUP (ORDER BY v.value::float8)::numeric AS median
		FROM site_indicator v
		WHERE v.project_id = $1 AND v.snapshot_id IN (SELECT o.snapshot_id FROM evaluation_run o
				WHERE o.project_id = $1 AND o.run_id = ANY ($2))
			AND abs(v.value) < 'Infinity'
		GROUP BY v.snapshot_id, v.code
	) d ON d.snapshot_id = r.snapshot_id AND d.code = i.code
WHERE r.project_id = $1 AND r.run_id = ANY ($2)
$$;
COMMENT ON FUNCTION judge_indicators(bigint, bigint[]) IS
	'step judge_indicators: what each indicator of sites is worth, and its target | 步骤指标分值：各服务点指标的分值与目标值';

-- The cost of a satisfied day (O5), were satisfaction another one.
CREATE OR REPLACE FUNCTION unheard_cost(cost numeric, satisfaction numeric, another numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN another = 0 THEN 'Infinity' WHEN satisfaction = 0 THEN 0
	ELSE round(cost * satisfaction / another) END;
COMMENT ON FUNCTION unheard_cost(numeric, numeric, numeric) IS
	'inner unheard_cost: cost of a satisfied day, had those not heard been content or discontent | '
	'内部未表达成本：未表达者均满意或均不满意时的满意人日成本';

-- Improvement is that on the unit before.
-- The error of the points is half of what lies between the points at one standard error below and above: nothing where
-- more or less earns the same.  Satisfaction that may not be shown (scheme.show_answers) earns no points and is not
-- measured.
--
-- Where somebody is unheard (satisfaction.sql), what rests on satisfaction, S1 and O5, lies between what it would earn
-- had they given the worst answer and the best.
--
-- Of the rule deduct the value is what the findings of the site take off; without any it is not measured: nobody
-- looked.
CREATE OR REPLACE FUNCTION score_points(project_id bigint, runs bigint[]) RETURNS SETOF site_points
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH judged AS MATERIALIZED (
	SELECT * FROM judged_periods($1, $2)
), asked AS MATERIALIZED (
	-- the indicators of each run
	SELECT r.run_id, r.snapshot_id, b.snapshot_id AS earlier_snapshot_id, s.show_answers, i.code, i.rule, i.direction,
		u.target, i.lo, i.hi, i.points, t.steps
	FROM judged r
		LEFT JOIN judged b ON b.scheme_id = r.scheme_id AND b.period = r.earlier
		JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.version
		JOIN run_indicator u ON u.project_id = $1 AND u.run_id = r.run_id
		JOIN indicator i ON i.scheme_id = r.scheme_id AND i.version = r.version AND i.code = u.code
		LEFT JOIN indicator_steps t ON t.scheme_id = i.scheme_id AND t.version = i.version AND t.code = i.code
	WHERE r.run_id = ANY ($2)
)
SELECT $1, i.run_id, v.site_id, i.code,
	trim_scale(e.points),
	CASE WHEN v.std_error IS NOT NULL THEN trim_scale(abs(
		earned_points(y.value + v.std_error, i.rule, i.direction, i.target, i.lo, i.hi, b.value, i.points, i.steps)
		- earned_points(y.value - v.std_error, i.rule, i.direction, i.target, i.lo, i.hi, b.value, i.points, i.steps))
			/ 2) END,
	CASE WHEN h.lower IS NOT NULL THEN trim_scale(least(e.points, e.points_lower, e.points_upper)) END,
	CASE WHEN h.lower IS NOT NULL THEN trim_scale(greatest(e.points, e.points_lower, e.points_upper)) END
FROM asked i
	JOIN site_indicator v ON v.project_id = $1 AND v.snapshot_id = i.snapshot_id AND v.code = i.code
	LEFT JOIN site_measure m ON m.project_id = $1 AND m.snapshot_id = v.snapshot_id AND m.site_id = v.site_id
		AND v.code IN ('S1', 'O5')
	LEFT JOIN site_indicator b ON b.project_id = $1 AND b.snapshot_id = i.earlier_snapshot_id AND b.site_id = v.site_id
		AND b.code = v.code
	CROSS JOIN LATERAL (
		SELECT CASE WHEN v.code <> 'S1' OR m.effective_answers >= i.show_answers THEN v.value END AS value
	) y
	LEFT JOIN LATERAL (
		SELECT w.lower, w.upper
		FROM (
			SELECT CASE v.code WHEN 'S1' THEN m.satisfaction_lower ELSE unheard_cost(v.value, m.satisfaction,
					m.satisfaction_lower) END AS lower,
				CASE v.code WHEN 'S1' THEN m.satisfaction_upper ELSE unheard_cost(v.value, m.satisfaction,
					m.satisfaction_upper) END AS upper
		) w
		-- what is not measured has no bounds: its points may be any
		WHERE y.value IS NOT NULL AND m.satisfaction_upper > m.satisfaction_lower
			AND to_regclass('@workspace@.indicator_' || lower(v.code)) IS NULL
	) h ON true
	CROSS JOIN LATERAL (
		SELECT earned_points(y.value, i.rule, i.direction, i.target, i.lo, i.hi, b.value, i.points, i.steps) AS points,
			earned_points(h.lower, i.rule, i.direction, i.target, i.lo, i.hi, b.value, i.points, i.steps)
				AS points_lower,
			earned_points(h.upper, i.rule, i.direction, i.target, i.lo, i.hi, b.value, i.points, i.steps)
				AS points_upper
	) e
WHERE i.rule <> 'deduct'
UNION ALL
SELECT $1, i.run_id, m.site_id, i.code,
	trim_scale(earned_points(f.points, i.rule, i.direction, NULL, NULL, NULL, NULL, i.points)), NULL, NULL, NULL
FROM asked i
	JOIN site_measure m ON m.project_id = $1 AND m.snapshot_id = i.snapshot_id
	LEFT JOIN (
		SELECT o.snapshot_id, o.site_id, o.code, sum(o.points) AS points
		FROM site_finding o
		WHERE o.project_id = $1
		GROUP BY o.snapshot_id, o.site_id, o.code
	) f ON f.snapshot_id = i.snapshot_id AND f.site_id = m.site_id AND f.code = i.code
WHERE i.rule = 'deduct'
$$;
COMMENT ON FUNCTION score_points(bigint, bigint[]) IS
	'step score_points: points of every site for every indicator | 步骤计分：各服务点各指标得分';

-- SPDX-License-Identifier: PostgreSQL
-- Points that a value earns by the rule of its indicator.
--
--	ratio			min(1, value / target); lower is better: target / value; exact: the smaller of the two
--	goalpost		from lo, which earns nothing, to hi, which earns all
--	achieve_improve	the better of goalpost and of the way made from the baseline to hi
--	band			all from lo to hi, else nothing
--	steps			the share of the step that the value reaches
--	deduct			all less the value, which is the sum of what findings take off; nothing where that is more
--
-- bonus and veto earn none: 5_results/bonus.sql, 5_results/limiters.sql.
--
-- Where lower is better, infinite is what it costs to get nothing: an indicator may be that, and it is beyond either
-- end of a rule.  From an infinite baseline no way can be measured.  To a target of 0 or below, which only a median can
-- be, there is no ratio: who is as good as that earns all, the others nothing.
--
-- Without SET clauses, so that the planner can put the bodies into the query: three calls for each site and indicator.
-- Parsed when they are made, so that no path of a caller's can change what an operator is.

-- steps: pairs (from_value, share).  Higher is better: the highest step that is not above the value; lower: the lowest
-- that is not below.
CREATE OR REPLACE FUNCTION step_share(value numeric, direction text, steps numeric[]) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN value IS NOT NULL THEN coalesce((
	SELECT steps[i][2]
	FROM generate_subscripts(steps, 1) AS i
	WHERE CASE WHEN direction = 'lower' THEN value <= steps[i][1] ELSE value >= steps[i][1] END
	ORDER BY CASE WHEN direction = 'lower' THEN steps[i][1] ELSE - steps[i][1] END
	LIMIT 1), 0) END;
COMMENT ON FUNCTION step_share(numeric, text, numeric[]) IS
	'inner step_share: share of the points by the step that a value reaches | 内部分档：取值所达档次的得分比例';

CREATE OR REPLACE FUNCTION earned_points(value numeric, rule text, direction text, target numeric, lo numeric,
	hi numeric, baseline numeric,
	points numeric, steps numeric[] DEFAULT NULL) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN rule = 'deduct' THEN CASE WHEN value IS NOT NULL THEN greatest(points - value, 0) END
ELSE points * CASE
	WHEN rule = 'ratio' AND direction = 'exact' THEN CASE
		WHEN target <= 0 THEN 100 * (value = target)::integer
		WHEN value <= 0 OR value = 'Infinity' THEN 0
		ELSE least(service_eval.score_ratio(value::float8, target::float8),
			service_eval.score_ratio(target::float8, value::float8)) END
	WHEN rule = 'ratio' AND target <= 0
		THEN 100 * CASE WHEN direction = 'higher' THEN value >= target ELSE value <= target END::integer
	WHEN rule = 'ratio' AND direction = 'higher' AND abs(value) = 'Infinity'
		THEN CASE WHEN target > 0 THEN 100 * (value > 0)::integer END
	WHEN rule = 'ratio' AND direction = 'higher' THEN service_eval.score_ratio(value::float8, target::float8)
	WHEN rule = 'ratio' AND value <= 0 THEN 100
	WHEN rule = 'ratio' AND value = 'Infinity' THEN 0
	WHEN rule = 'ratio' THEN service_eval.score_ratio(target::float8, value::float8)
	WHEN rule IN ('goalpost', 'achieve_improve') AND abs(value) = 'Infinity'
		THEN 100 * ((value > 0) = (hi > lo))::integer
	WHEN rule = 'goalpost' THEN service_eval.score_goalpost(value::float8, lo::float8, hi::float8)
	WHEN rule = 'achieve_improve' THEN service_eval.score_achieve_improve(value::float8,
		CASE WHEN abs(baseline) < 'Infinity' THEN baseline::float8 END, lo::float8, hi::float8)
	WHEN rule = 'band' THEN CASE WHEN value < lo OR value > hi THEN 0 WHEN value IS NOT NULL THEN 100 END
	WHEN rule = 'steps' THEN 100 * @workspace@.step_share(value, direction, steps)
END::numeric / 100 END;
COMMENT ON FUNCTION earned_points(numeric, text, text, numeric, numeric, numeric, numeric, numeric, numeric[]) IS
	'inner earned_points: points that a value earns by the rule of its indicator | 内部得分：按指标规则计算得分';

-- The steps of each indicator of a scheme as earned_points() takes them, and the value that earns all points.
CREATE VIEW indicator_steps WITH (security_invoker = true) AS
SELECT t.scheme_id, t.version, t.code, array_agg(ARRAY[t.from_value, t.share] ORDER BY t.from_value) AS steps,
	CASE WHEN i.direction = 'lower' THEN max(t.from_value) FILTER (WHERE t.share = 1)
		ELSE min(t.from_value) FILTER (WHERE t.share = 1) END AS full_value
FROM indicator_step t JOIN indicator i USING (scheme_id, version, code)
GROUP BY t.scheme_id, t.version, t.code, i.direction;
COMMENT ON VIEW indicator_steps IS 'inner indicator_steps: Which steps does each indicator have? | 内部指标分档：各指标有哪些分档？';
COMMENT ON COLUMN indicator_steps.scheme_id IS 'scheme: of the indicator | 方案：指标所属方案';
COMMENT ON COLUMN indicator_steps.version IS 'version: of the scheme | 版本：方案版本';
COMMENT ON COLUMN indicator_steps.code IS 'indicator: its code | 指标：指标代码';
COMMENT ON COLUMN indicator_steps.steps IS
'steps: pairs of a value and the share of the points from there | 分档：起始值与得分比例';
COMMENT ON COLUMN indicator_steps.full_value IS 'full value: value that earns all points | 满分值：得满分的取值';

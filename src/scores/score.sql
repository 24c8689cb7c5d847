-- SPDX-License-Identifier: PostgreSQL
-- Scores: from what was measured to 0 .. 100.

CREATE FUNCTION score_ratio(value float8, target float8) RETURNS float8
AS 'MODULE_PATHNAME', 'score_ratio' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION score_ratio(float8, float8) IS
	'score by ratio: 100 * value / target, clipped to 0 .. 100; NULL if the target is 0 | '
	'比率得分：100 × 值 / 目标，限于 0 至 100；目标为 0 时为 NULL';

CREATE FUNCTION score_goalpost(value float8, lo float8, hi float8) RETURNS float8
AS 'MODULE_PATHNAME', 'score_goalpost' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION score_goalpost(float8, float8, float8) IS
	'score between goalposts: where the value lies between lo (0) and hi (100), clipped to 0 .. 100; lo > hi if '
	'lower is better; NULL if lo = hi | 区间得分：值在 lo（0 分）与 hi（100 分）之间的位置，限于 0 至 100；越低越好时 lo > hi；lo = hi 时为 NULL';

CREATE FUNCTION score_distance_to_target(value float8, lo float8, target float8) RETURNS float8
AS 'MODULE_PATHNAME', 'score_distance_to_target' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION score_distance_to_target(float8, float8, float8) IS
	'score by way to the target: share of the way from lo (0) to the target (100) that has been gone, clipped to '
	'0 .. 100; lo > target if lower is better; NULL if lo = target | '
	'目标进度得分：从 lo（0 分）到目标（100 分）已走过的比例，限于 0 至 100；越低越好时 lo > target；lo = target 时为 NULL';

CREATE FUNCTION score_achieve_improve(value float8, baseline float8, threshold float8, benchmark float8) RETURNS float8
AS 'MODULE_PATHNAME', 'score_achieve_improve' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION score_achieve_improve(float8, float8, float8, float8) IS
	'achievement or improvement: the better of achievement (5 at the threshold, 100 at the benchmark) and '
	'improvement (from the baseline to the benchmark), 0 .. 100; benchmark < threshold if lower is better; no '
	'improvement if the baseline is NULL; NULL if threshold = benchmark | '
	'达标或改进得分：达标（门槛 5 分，标杆 100 分）与改进（从基线到标杆）取高者，0 至 100；越低越好时标杆 < 门槛；基线为 NULL 时不计改进；门槛等于标杆时为 NULL';

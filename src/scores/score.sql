-- Scores: from what was measured to 0 .. 100.

CREATE FUNCTION score_ratio(value float8, target float8) RETURNS float8
AS 'MODULE_PATHNAME', 'score_ratio' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION score_ratio(float8, float8) IS '100 * value / target, clipped to 0 .. 100; NULL if the target is 0';

CREATE FUNCTION score_goalpost(value float8, lo float8, hi float8) RETURNS float8
AS 'MODULE_PATHNAME', 'score_goalpost' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION score_goalpost(float8, float8, float8) IS
	'Where the value lies between lo (0) and hi (100), clipped to 0 .. 100; lo > hi if lower is better; NULL if lo = '
	'hi';

CREATE FUNCTION score_distance_to_target(value float8, lo float8, target float8) RETURNS float8
AS 'MODULE_PATHNAME', 'score_distance_to_target' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION score_distance_to_target(float8, float8, float8) IS
	'Share of the way from lo (0) to the target (100) that has been gone, clipped to 0 .. 100; lo > target if lower '
	'is better; NULL if lo = target';

CREATE FUNCTION score_achieve_improve(value float8, baseline float8, threshold float8, benchmark float8) RETURNS float8
AS 'MODULE_PATHNAME', 'score_achieve_improve' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION score_achieve_improve(float8, float8, float8, float8) IS
	'The better of achievement (5 at the threshold, 100 at the benchmark) and improvement (from the baseline to the '
	'benchmark), 0 .. 100; benchmark < threshold if lower is better; no improvement if the baseline is NULL; NULL if '
	'threshold = benchmark';

-- Shrinkage: means of few answers drawn to the mean of all, as far as chance explains them.  Window functions over one
-- row for each group; they need no ORDER BY in OVER (...), and a frame makes no difference.

CREATE FUNCTION shrunken_mean(mean float8, n float8, variance float8) RETURNS float8
AS 'MODULE_PATHNAME', 'shrunken_mean' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION shrunken_mean(float8, float8, float8) IS
	'Mean of a group''s n answers drawn to the mean of all answers in the partition by empirical Bayes; variance is '
	'var_samp() of the answers';

CREATE FUNCTION shrunken_std_error(mean float8, n float8, variance float8) RETURNS float8
AS 'MODULE_PATHNAME', 'shrunken_std_error' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION shrunken_std_error(float8, float8, float8) IS
	'Standard error of shrunken_mean() of the same arguments';

CREATE FUNCTION shrunken_common_error(mean float8, n float8, variance float8) RETURNS float8
AS 'MODULE_PATHNAME', 'shrunken_common_error' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION shrunken_common_error(float8, float8, float8) IS
	'Standard error that shrunken_mean() of the same arguments has in common with all others of the partition: that '
	'of the mean to which they are drawn';

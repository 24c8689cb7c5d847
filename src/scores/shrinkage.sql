-- Shrinkage: means of few answers drawn to the mean of all, as far as chance explains them.  A window function over one
-- row for each group; it needs no ORDER BY in OVER (...), and a frame makes no difference.

CREATE TYPE shrunken_mean AS (estimate float8, std_error float8, lower float8, upper float8, common_error float8,
	own_weight float8);
COMMENT ON TYPE shrunken_mean IS
	'The level of a group with its standard error and its bounds, the part of the error that all groups have in '
	'common, and the weight of the group''s own mean, 0 to 1';

CREATE FUNCTION shrunken_mean(mean float8, n float8, variance float8, level float8 DEFAULT 0.95) RETURNS shrunken_mean
AS 'MODULE_PATHNAME', 'shrunken_mean' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION shrunken_mean(float8, float8, float8, float8) IS
	'Mean of a group''s n answers drawn to the mean of all groups of the partition, with an error that counts all that '
	'is estimated; variance is var_samp() of the answers';

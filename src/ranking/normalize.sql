-- Normalisation: window functions that bring the values of a partition to one scale.  They need no ORDER BY in OVER
-- (...), and a frame makes no difference.  direction is 1 where higher values are better and -1 where lower ones are,
-- the same in all rows of a partition.  NULL has no result, and does not count.

CREATE FUNCTION normalize_minmax(x float8, lo float8, hi float8, direction float8) RETURNS float8
AS 'MODULE_PATHNAME', 'normalize_minmax' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION normalize_minmax(float8, float8, float8, float8) IS
	'lo and hi are the ends of the scale of results, not of the values: the worst value of the partition becomes lo, '
	'the best one hi; NULL if all are equal';

CREATE FUNCTION normalize_zscore(x float8, direction float8) RETURNS float8
AS 'MODULE_PATHNAME', 'normalize_zscore' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION normalize_zscore(float8, float8) IS
	'How many standard deviations (of a sample) the value lies above the mean of the partition; NULL if all are equal';

CREATE FUNCTION normalize_rank(x float8, direction float8) RETURNS float8
AS 'MODULE_PATHNAME', 'normalize_rank' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION normalize_rank(float8, float8) IS
	'Rank of the value in its partition, 1 for the worst; equal values have the lowest of their ranks';

CREATE FUNCTION normalize_percent_rank(x float8, direction float8) RETURNS float8
AS 'MODULE_PATHNAME', 'normalize_percent_rank' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION normalize_percent_rank(float8, float8) IS
	'Share of the other values of the partition that are worse, 0 .. 1; NULL for one value alone';

CREATE FUNCTION normalize_borda(x float8, direction float8) RETURNS float8
AS 'MODULE_PATHNAME', 'normalize_borda' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION normalize_borda(float8, float8) IS
	'How many values of the partition are worse: the points of a Borda count';

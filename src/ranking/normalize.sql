-- SPDX-License-Identifier: PostgreSQL
-- Normalisation: window functions that bring the values of a partition to one scale.  They need no ORDER BY in OVER
-- (...), and a frame makes no difference.  direction is 1 where higher values are better and -1 where lower ones are,
-- the same in all rows of a partition.  NULL has no result, and does not count.

CREATE FUNCTION normalize_minmax(x float8, lo float8, hi float8, direction float8) RETURNS float8
AS 'MODULE_PATHNAME', 'normalize_minmax' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION normalize_minmax(float8, float8, float8, float8) IS
	'min-max normalization: the worst value of the partition becomes lo, the best one hi: ends of the results, '
	'not of the values; NULL if all are equal | 极差标准化：分区内最差值变为 lo，最好值变为 hi（结果的两端，不是值的两端）；全部相等时为 NULL';

CREATE FUNCTION normalize_zscore(x float8, direction float8) RETURNS float8
AS 'MODULE_PATHNAME', 'normalize_zscore' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION normalize_zscore(float8, float8) IS
	'z-score: how many standard deviations (of a sample) the value lies above the mean of the partition; NULL if '
	'all are equal | 标准分：值高于分区均值多少个（样本）标准差；全部相等时为 NULL';

CREATE FUNCTION normalize_rank(x float8, direction float8) RETURNS float8
AS 'MODULE_PATHNAME', 'normalize_rank' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION normalize_rank(float8, float8) IS
	'rank from the worst: rank of the value in its partition, 1 for the worst; equal values have the lowest of '
	'their ranks | 升序名次：值在分区内的名次，最差为 1；并列取最低名次';

CREATE FUNCTION normalize_percent_rank(x float8, direction float8) RETURNS float8
AS 'MODULE_PATHNAME', 'normalize_percent_rank' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION normalize_percent_rank(float8, float8) IS
	'percent rank: share of the other values of the partition that are worse, 0 .. 1; NULL for one value alone | '
	'百分名次：分区内其余值中更差者的份额，0 至 1；只有一个值时为 NULL';

CREATE FUNCTION normalize_borda(x float8, direction float8) RETURNS float8
AS 'MODULE_PATHNAME', 'normalize_borda' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION normalize_borda(float8, float8) IS
	'Borda points: how many values of the partition are worse | 博尔达分：分区内更差的值的个数';

-- SPDX-License-Identifier: PostgreSQL
-- Shrinkage: means of few answers drawn to the mean of all, as far as chance explains them.  A window function over one
-- row for each group; it needs no ORDER BY in OVER (...), and a frame makes no difference.

CREATE TYPE shrunken_mean AS (estimate float8, std_error float8, lower float8, upper float8, common_error float8,
	own_weight float8);
COMMENT ON TYPE shrunken_mean IS
	'shrunken mean: the level of a group with its standard error and its bounds, the part of the error that all groups '
	'have in common, and the weight of the group''s own mean, 0 .. 1 | '
	'收缩均值：组的水平及其标准误与上下界、各组共有的误差部分、本组均值所占权重（0 至 1）';
COMMENT ON COLUMN shrunken_mean.estimate IS 'estimate: the level of the group | 估计值：该组的水平';
COMMENT ON COLUMN shrunken_mean.std_error IS 'standard error: of the level | 标准误：水平的标准误';
COMMENT ON COLUMN shrunken_mean.lower IS 'lower bound: of the confidence interval | 下限：置信区间下限';
COMMENT ON COLUMN shrunken_mean.upper IS 'upper bound: of the confidence interval | 上限：置信区间上限';
COMMENT ON COLUMN shrunken_mean.common_error IS
	'common error: the part of the error that all groups have in common | 共同误差：各组共有的误差部分';
COMMENT ON COLUMN shrunken_mean.own_weight IS
	'own weight: how much of its own mean the estimate is, 0 to 1 | 自身权重：估计值中本组均值所占比重';

CREATE FUNCTION shrunken_mean(mean float8, n float8, variance float8, level float8 DEFAULT 0.95) RETURNS shrunken_mean
AS 'MODULE_PATHNAME', 'shrunken_mean' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION shrunken_mean(float8, float8, float8, float8) IS
	'shrunken mean: the mean of a group''s n answers, drawn to the mean of all groups of the partition as far as '
	'chance explains the difference, with an error that counts all that is estimated; variance is var_samp() of the '
	'answers | '
	'收缩均值：将一组 n 份回答的均值按偶然性所能解释的程度向分区内各组均值收缩，其误差计入全部估计量的不确定性；variance 为回答的 var_samp()';

-- SPDX-License-Identifier: PostgreSQL
-- Ranks after shrinkage: the levels behind scores with errors, and their ranks.  A window function of whole partitions,
-- as those of ranking are.

CREATE TYPE rank_posterior AS (rank int, shrunken_score float8, shrunken_std_error float8, expected_rank float8,
	p_top float8, p_bottom float8);
COMMENT ON TYPE rank_posterior IS
	'rank after shrinkage: the level behind a score, its error, the mean of its rank, and the probabilities of the top '
	'and the bottom fraction | 收缩后名次：得分背后的真实水平及其误差、期望名次、属于前档与后档的概率';
COMMENT ON COLUMN rank_posterior.rank IS 'rank: that of the expected rank | 名次：按期望名次排列的名次';
COMMENT ON COLUMN rank_posterior.shrunken_score IS
	'shrunken score: mean of the level behind the score | 收缩得分：得分背后水平的均值';
COMMENT ON COLUMN rank_posterior.shrunken_std_error IS
	'shrunken standard error: standard deviation of that level | 收缩标准误：该水平的标准差';
COMMENT ON COLUMN rank_posterior.expected_rank IS 'expected rank: mean of the rank of the level | 期望名次：水平名次的均值';
COMMENT ON COLUMN rank_posterior.p_top IS
	'chance of the top: probability that the level is in the top band | 前列概率：水平在前列的概率';
COMMENT ON COLUMN rank_posterior.p_bottom IS
	'chance of the bottom: probability that the level is in the bottom band | 末位概率：水平在末位的概率';

CREATE FUNCTION rank_posterior(score float8, std_error float8, draws float8 DEFAULT 1000, seed float8 DEFAULT 0,
	fraction float8 DEFAULT 0.2) RETURNS rank_posterior
AS 'MODULE_PATHNAME', 'rank_posterior' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION rank_posterior(float8, float8, float8, float8, float8) IS
	'rank after shrinkage: of the level behind a score in its partition, if scores have independent standard errors '
	'and levels are normal; the less levels seem to differ, the more they are drawn together | '
	'收缩后名次：得分误差独立、真实水平服从正态分布时分区内的名次；水平差异越小，收缩越强';

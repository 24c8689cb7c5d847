-- SPDX-License-Identifier: PostgreSQL
-- Rank uncertainty: how sure a rank is, by drawing points and weights again and again.  A window function of whole
-- partitions, as those of ranking are.

CREATE TYPE rank_uncertainty AS (rank int, expected_rank float8, rank_low int, rank_high int, p_top float8,
	p_bottom float8);
COMMENT ON TYPE rank_uncertainty IS
	'how sure a rank is: a rank, its mean, its 5 % and 95 % points and the probabilities of the top and the '
	'bottom fifth when points and weights are drawn | 名次把握：名次及抽取得分与权重时的平均名次、5% 与 95% 分位、进入前后五分之一的概率';
COMMENT ON COLUMN rank_uncertainty.rank IS 'rank: 1 is best; ties share the smallest | 名次：1为最好，同分取最小名次';
COMMENT ON COLUMN rank_uncertainty.expected_rank IS 'expected rank: mean over the draws | 期望名次：各次抽样名次的平均';
COMMENT ON COLUMN rank_uncertainty.rank_low IS
	'rank, 5 %: at most one draw in twenty is better | 名次5%分位：更好的抽样至多二十分之一';
COMMENT ON COLUMN rank_uncertainty.rank_high IS
	'rank, 95 %: at most one draw in twenty is worse | 名次95%分位：更差的抽样至多二十分之一';
COMMENT ON COLUMN rank_uncertainty.p_top IS 'chance of the top fifth: share of the draws | 前列概率：落在前20%的抽样比例';
COMMENT ON COLUMN rank_uncertainty.p_bottom IS 'chance of the bottom fifth: share of the draws | 末位概率：落在后20%的抽样比例';

CREATE FUNCTION rank_uncertainty(points float8[], errors float8[], weights float8[], draws float8, concentration float8,
	seed bigint, bonus float8 DEFAULT 0) RETURNS rank_uncertainty
AS 'MODULE_PATHNAME', 'rank_uncertainty' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION rank_uncertainty(float8[], float8[], float8[], float8, float8, bigint, float8) IS
	'how sure a rank is: in its partition: errors are those of its points, weights the points available, '
	'concentration that of the drawn weights (NULL: certain), bonus what is added to its score in each draw | '
	'名次把握：名次在分区内的把握程度：errors 为各项得分的标准误，weights 为分值，concentration 为抽取权重的集中度（NULL：确定），bonus 为每次抽取所加得分';

CREATE FUNCTION rank_uncertainty(points float8[], errors float8[], weights float8[], draws float8, concentration float8,
	seed float8, bonus float8 DEFAULT 0) RETURNS rank_uncertainty
AS 'MODULE_PATHNAME', 'rank_uncertainty' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION rank_uncertainty(float8[], float8[], float8[], float8, float8, float8, float8) IS
	'how sure a rank is: in its partition: errors are those of its points, weights the points available, '
	'concentration that of the drawn weights (NULL: certain), bonus what is added to its score in each draw | '
	'名次把握：名次在分区内的把握程度：errors 为各项得分的标准误，weights 为分值，concentration 为抽取权重的集中度（NULL：确定），bonus 为每次抽取所加得分';

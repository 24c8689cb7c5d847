-- SPDX-License-Identifier: PostgreSQL
-- Confidence sets for ranks: which ranks a unit may have.  Window functions of whole partitions, as those of ranking
-- are; only a covariance needs the ORDER BY in OVER (...), which says what its elements are about.

CREATE TYPE rank_confidence AS (rank int, lower int, upper int, marginal_lower int, marginal_upper int,
	top_certain boolean, top_possible boolean, bottom_certain boolean, bottom_possible boolean,
	critical_value float8, marginal_critical_value float8);
COMMENT ON TYPE rank_confidence IS
	'rank confidence: a rank, its simultaneous and its marginal confidence set, and whether the unit is in the top and '
	'the bottom fraction for certain or possibly, by the simultaneous one | '
	'名次置信集：名次、同时与单独置信集，以及按同时置信集是否必属、可能属于前档与后档';
COMMENT ON COLUMN rank_confidence.rank IS 'rank: 1 is best; ties share the smallest | 名次：1为最好，同分取最小名次';
COMMENT ON COLUMN rank_confidence.lower IS
	'lower bound: of the simultaneous set, for all units at once | 下限：同时置信集下限，对全部单位同时成立';
COMMENT ON COLUMN rank_confidence.upper IS
	'upper bound: of the simultaneous set, for all units at once | 上限：同时置信集上限，对全部单位同时成立';
COMMENT ON COLUMN rank_confidence.marginal_lower IS
	'marginal lower bound: of the set for this unit alone | 单独下限：仅对本单位成立的下限';
COMMENT ON COLUMN rank_confidence.marginal_upper IS
	'marginal upper bound: of the set for this unit alone | 单独上限：仅对本单位成立的上限';
COMMENT ON COLUMN rank_confidence.top_certain IS
	'top certain: every rank of the simultaneous set is in the top band | 必在前列：同时置信集的名次均在前列';
COMMENT ON COLUMN rank_confidence.top_possible IS
	'top possible: a rank of the simultaneous set is in the top band | 可能前列：同时置信集有名次在前列';
COMMENT ON COLUMN rank_confidence.bottom_certain IS
	'bottom certain: every rank of the simultaneous set is in the bottom band | 必在末位：同时置信集的名次均在末位';
COMMENT ON COLUMN rank_confidence.bottom_possible IS
	'bottom possible: a rank of the simultaneous set is in the bottom band | 可能末位：同时置信集有名次在末位';
COMMENT ON COLUMN rank_confidence.critical_value IS
	'critical value: of the simultaneous set of this unit | 临界值：本单位同时置信集的临界值';
COMMENT ON COLUMN rank_confidence.marginal_critical_value IS
	'marginal critical value: of the set for this unit alone | 单独临界值：单独置信集的临界值';

CREATE FUNCTION rank_confidence(score float8, std_error float8, level float8 DEFAULT 0.95, draws float8 DEFAULT 1000,
	seed float8 DEFAULT 0, fraction float8 DEFAULT 0.2, stepwise boolean DEFAULT true, marginal boolean DEFAULT true)
	RETURNS rank_confidence
AS 'MODULE_PATHNAME', 'rank_confidence' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION rank_confidence(float8, float8, float8, float8, float8, float8, boolean, boolean) IS
	'rank confidence: which ranks a unit may have in its partition, if scores have independent standard errors; sets '
	'cover with probability level | 名次置信集：得分误差相互独立时，分区内各单位可能的名次；置信集以 level 的概率覆盖真实名次';

CREATE FUNCTION rank_confidence_bootstrap(score float8, bootstrap float8[], level float8 DEFAULT 0.95,
	fraction float8 DEFAULT 0.2, stepwise boolean DEFAULT true, marginal boolean DEFAULT true) RETURNS rank_confidence
AS 'MODULE_PATHNAME', 'rank_confidence_bootstrap' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION rank_confidence_bootstrap(float8, float8[], float8, float8, boolean, boolean) IS
	'rank confidence, bootstrap: the same with scores that were drawn together; element b of the arrays of all units '
	'is one draw | 名次置信集（自助法）：得分成组抽样，各单位数组的第 b 个元素属同一次抽样';

CREATE FUNCTION rank_confidence_covariance(score float8, covariance float8[], level float8 DEFAULT 0.95,
	draws float8 DEFAULT 1000, seed float8 DEFAULT 0, fraction float8 DEFAULT 0.2, stepwise boolean DEFAULT true,
	marginal boolean DEFAULT true) RETURNS rank_confidence
AS 'MODULE_PATHNAME', 'rank_confidence_covariance' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION rank_confidence_covariance(float8, float8[], float8, float8, float8, float8, boolean, boolean) IS
	'rank confidence, covariance: the same with errors that go together; element k of covariance is with row k of the '
	'partition, in the order of OVER (ORDER BY ...) | '
	'名次置信集（协方差）：得分误差相关；协方差数组第 k 个元素对应分区第 k 行，次序由 OVER (ORDER BY ...) 决定';

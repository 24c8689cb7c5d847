-- SPDX-License-Identifier: PostgreSQL
-- Normalising, scoring, ranking and banding in one pass over the values.

CREATE TYPE unit_score AS (unit bigint, score float8, rank bigint, band text, scores float8[]);
COMMENT ON TYPE unit_score IS
	'score of a unit: the weighted mean of its scores, its rank (1 is the best), its band, and its scores by '
	'indicator | 单元得分：各指标得分的加权平均、名次（1为最好）、档次和各指标得分';
COMMENT ON COLUMN unit_score.unit IS 'unit: the first argument | 单元：第一个参数';
COMMENT ON COLUMN unit_score.score IS
	'score: weighted mean of the scores that there are, as arithmetic_score() | 得分：已有得分的加权平均，同arithmetic_score()';
COMMENT ON COLUMN unit_score.rank IS 'rank: 1 and how many are better | 名次：得分更高的单元数加1';
COMMENT ON COLUMN unit_score.band IS 'band: as performance_band() | 档次：同performance_band()';
COMMENT ON COLUMN unit_score.scores IS
	'scores: of each indicator, 0 to 100; NULL where there is none | 各项得分：各指标得分，0至100；没有时为NULL';

CREATE FUNCTION score_units_accum(internal, unit bigint, indicator bigint, "value" float8, weights float8[],
	directions float8[]) RETURNS internal
AS 'MODULE_PATHNAME', 'score_units_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION score_units_accum(internal, bigint, bigint, float8, float8[], float8[]) IS
	'support: of score_units(), takes in one row | 支持函数：score_units()，计入一行';

CREATE FUNCTION score_units_goalposts_accum(internal, unit bigint, indicator bigint, "value" float8, weights float8[],
	lo float8[], hi float8[]) RETURNS internal
AS 'MODULE_PATHNAME', 'score_units_goalposts_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION score_units_goalposts_accum(internal, bigint, bigint, float8, float8[], float8[], float8[]) IS
	'support: of score_units(), takes in one row | 支持函数：score_units()，计入一行';

CREATE FUNCTION score_units_final(internal) RETURNS unit_score[]
AS 'MODULE_PATHNAME', 'score_units_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION score_units_final(internal) IS
	'support: of score_units(), returns the scores | 支持函数：score_units()，返回得分';

-- SSPACE is what some 20 units with 12 indicators take.
CREATE AGGREGATE score_units(unit bigint, indicator bigint, "value" float8, weights float8[], directions float8[]) (
	SFUNC = score_units_accum, STYPE = internal, SSPACE = 8192,
	FINALFUNC = score_units_final, FINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_units(bigint, bigint, float8, float8[], float8[]) IS
	'scores of units: normalises, scores, ranks and bands in one pass: 0 is the worst value of an indicator, 100 the '
	'best one | 单元得分：一次扫描完成标准化、计分、排名和分档：各指标最差值为0，最好值为100';

CREATE AGGREGATE score_units(unit bigint, indicator bigint, "value" float8, weights float8[], lo float8[],
	hi float8[]) (
	SFUNC = score_units_goalposts_accum, STYPE = internal, SSPACE = 8192,
	FINALFUNC = score_units_final, FINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_units(bigint, bigint, float8, float8[], float8[], float8[]) IS
	'scores of units: the same with given limits of each indicator: lo is worth 0 and hi 100, as score_goalpost() | '
	'单元得分：同上，各指标上下限给定：lo为0分，hi为100分，同score_goalpost()';

-- SPDX-License-Identifier: PostgreSQL
-- Inequality of a total by its sources.

CREATE TYPE gini_source AS (share float8, gini float8, correlation float8, contribution float8, elasticity float8);
COMMENT ON TYPE gini_source IS
	'source of a total: its share, Gini index and Gini correlation with the total, what it adds to the Gini '
	'index of the total, and by how much that changes with the source, both in per cent | '
	'总量的来源：份额、基尼系数、与总量的基尼相关、对总量基尼系数的贡献、总量基尼系数随来源变化的弹性（均为百分比）';
COMMENT ON COLUMN gini_source.share IS 'share: of the source in the whole total | 份额：该来源占总额的比例';
COMMENT ON COLUMN gini_source.gini IS 'Gini index: of the source; NULL if nobody has any | 基尼系数：该来源的基尼系数，无人取得时为空';
COMMENT ON COLUMN gini_source.correlation IS
	'Gini correlation: of the source with the total; NULL if the source is equal everywhere | 基尼相关：该来源与总额的基尼相关，处处相等时为空';
COMMENT ON COLUMN gini_source.contribution IS
	'contribution: to the Gini index of the total; all add up to it | 贡献：对总额基尼系数的贡献，合计即该系数';
COMMENT ON COLUMN gini_source.elasticity IS
	'elasticity: per cent by which that changes when the source grows by one per cent | 弹性：该来源增加1%时总额基尼系数变化的百分比';

CREATE FUNCTION gini_by_source_accum(internal, sources float8[]) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_by_source_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_by_source_accum(internal, float8[]) IS
	'support: of gini_by_source(), keeps one row | 支持函数：gini_by_source()，记下一行';

CREATE FUNCTION gini_by_source_accum(internal, sources float8[], w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_by_source_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_by_source_accum(internal, float8[], float8) IS
	'support: of gini_by_source(), keeps one row | 支持函数：gini_by_source()，记下一行';

CREATE FUNCTION gini_by_source_final(internal) RETURNS gini_source[]
AS 'MODULE_PATHNAME', 'gini_by_source_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_by_source_final(internal) IS
	'support: of gini_by_source(), computes the result | 支持函数：gini_by_source()，计算结果';

CREATE AGGREGATE gini_by_source(sources float8[]) (
	SFUNC = gini_by_source_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_by_source_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_by_source(float8[]) IS
	'Gini index by source: of the sum of the sources: one element for each; the contributions add up to the Gini '
	'index of the total | 基尼系数来源分解：各来源之和的基尼系数按来源分解，每个来源一个元素，贡献之和等于总量的基尼系数';

CREATE AGGREGATE gini_by_source(sources float8[], w float8) (
	SFUNC = gini_by_source_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_by_source_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_by_source(float8[], float8) IS
	'Gini index by source: each row counts w times; of the sum of the sources: one element for each; the '
	'contributions add up to the Gini index of the total | 基尼系数来源分解：每行计 w 次；各来源之和的基尼系数按来源分解，每个来源一个元素，贡献之和等于总量的基尼系数';

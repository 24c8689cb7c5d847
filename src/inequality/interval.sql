-- SPDX-License-Identifier: PostgreSQL
-- Estimates from samples, with their sampling error.  The option level must be the same in all rows of a group.

CREATE FUNCTION gini_interval_accum(internal, x float8, level float8) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_interval_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_interval_accum(internal, float8, float8) IS
	'support: of gini_interval(), keeps one row | 支持函数：gini_interval()，记下一行';

CREATE FUNCTION gini_interval_accum(internal, x float8, level float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_interval_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_interval_accum(internal, float8, float8, float8) IS
	'support: of gini_interval(), keeps one row | 支持函数：gini_interval()，记下一行';

CREATE FUNCTION gini_interval_accum(internal, x numeric, level float8) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_interval_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_interval_accum(internal, numeric, float8) IS
	'support: of gini_interval(), keeps one row | 支持函数：gini_interval()，记下一行';

CREATE FUNCTION gini_interval_accum(internal, x numeric, level float8, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_interval_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_interval_accum(internal, numeric, float8, numeric) IS
	'support: of gini_interval(), keeps one row | 支持函数：gini_interval()，记下一行';

CREATE FUNCTION gini_interval_final(internal) RETURNS estimate
AS 'MODULE_PATHNAME', 'gini_interval_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_interval_final(internal) IS
	'support: of gini_interval(), computes the result | 支持函数：gini_interval()，计算结果';

CREATE AGGREGATE gini_interval(x float8, level float8) (
	SFUNC = gini_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_interval(float8, float8) IS
	'Gini index with interval: of a sample, with its standard error and its bounds at a confidence level | '
	'基尼系数区间：样本的基尼系数、标准误与置信界';

CREATE AGGREGATE gini_interval(x float8, level float8, w float8) (
	SFUNC = gini_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_interval(float8, float8, float8) IS
	'Gini index with interval: each row counts w times; of a sample, with its standard error and its bounds at a '
	'confidence level | 基尼系数区间：每行计 w 次；样本的基尼系数、标准误与置信界';

CREATE AGGREGATE gini_interval(x numeric, level float8) (
	SFUNC = gini_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_interval(numeric, float8) IS
	'Gini index with interval: of a sample, with its standard error and its bounds at a confidence level | '
	'基尼系数区间：样本的基尼系数、标准误与置信界';

CREATE AGGREGATE gini_interval(x numeric, level float8, w numeric) (
	SFUNC = gini_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_interval(numeric, float8, numeric) IS
	'Gini index with interval: each row counts w times; of a sample, with its standard error and its bounds at a '
	'confidence level | 基尼系数区间：每行计 w 次；样本的基尼系数、标准误与置信界';

CREATE FUNCTION gini_interval_accum(internal, x float8, level float8, w float8, cluster float8) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_interval_accum_clustered' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_interval_accum(internal, float8, float8, float8, float8) IS
	'support: of gini_interval(), keeps one row | 支持函数：gini_interval()，记下一行';

CREATE FUNCTION gini_interval_accum(internal, x numeric, level float8, w numeric, cluster float8) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_interval_accum_clustered_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_interval_accum(internal, numeric, float8, numeric, float8) IS
	'support: of gini_interval(), keeps one row | 支持函数：gini_interval()，记下一行';

CREATE FUNCTION gini_interval_clustered_final(internal) RETURNS estimate
AS 'MODULE_PATHNAME', 'gini_interval_clustered_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_interval_clustered_final(internal) IS
	'support: of gini_interval(), computes the result | 支持函数：gini_interval()，计算结果';

CREATE AGGREGATE gini_interval(x float8, level float8, w float8, cluster float8) (
	SFUNC = gini_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_interval_clustered_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_interval(float8, float8, float8, float8) IS
	'Gini index with interval: of a sample of clusters, such as schools or villages, of which all rows were '
	'drawn together | 基尼系数区间：按群抽样（如学校、村，群内全部一并抽取）的基尼系数区间';

CREATE AGGREGATE gini_interval(x numeric, level float8, w numeric, cluster float8) (
	SFUNC = gini_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_interval_clustered_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_interval(numeric, float8, numeric, float8) IS
	'Gini index with interval: of a sample of clusters, such as schools or villages, of which all rows were '
	'drawn together | 基尼系数区间：按群抽样（如学校、村，群内全部一并抽取）的基尼系数区间';

CREATE FUNCTION concentration_interval_accum(internal, x float8, rank_by float8, level float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_interval_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_interval_accum(internal, float8, float8, float8) IS
	'support: of concentration_interval(), keeps one row | 支持函数：concentration_interval()，记下一行';

CREATE FUNCTION concentration_interval_accum(internal, x float8, rank_by float8, level float8, w float8)
RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_interval_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_interval_accum(internal, float8, float8, float8, float8) IS
	'support: of concentration_interval(), keeps one row | 支持函数：concentration_interval()，记下一行';

CREATE FUNCTION concentration_interval_accum(internal, x numeric, rank_by numeric, level float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_interval_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_interval_accum(internal, numeric, numeric, float8) IS
	'support: of concentration_interval(), keeps one row | 支持函数：concentration_interval()，记下一行';

CREATE FUNCTION concentration_interval_accum(internal, x numeric, rank_by numeric, level float8, w numeric)
RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_interval_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_interval_accum(internal, numeric, numeric, float8, numeric) IS
	'support: of concentration_interval(), keeps one row | 支持函数：concentration_interval()，记下一行';

CREATE FUNCTION concentration_interval_final(internal) RETURNS estimate
AS 'MODULE_PATHNAME', 'concentration_interval_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_interval_final(internal) IS
	'support: of concentration_interval(), computes the result | 支持函数：concentration_interval()，计算结果';

CREATE AGGREGATE concentration_interval(x float8, rank_by float8, level float8) (
	SFUNC = concentration_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_interval(float8, float8, float8) IS
	'concentration with interval: concentration index of x along rank_by in a sample, with its standard error '
	'and its bounds at a confidence level | 集中指数区间：样本中 x 沿 rank_by 的集中指数、标准误与置信界';

CREATE AGGREGATE concentration_interval(x float8, rank_by float8, level float8, w float8) (
	SFUNC = concentration_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_interval(float8, float8, float8, float8) IS
	'concentration with interval: each row counts w times; concentration index of x along rank_by in a sample, '
	'with its standard error and its bounds at a confidence level | 集中指数区间：每行计 w 次；样本中 x 沿 rank_by 的集中指数、标准误与置信界';

CREATE AGGREGATE concentration_interval(x numeric, rank_by numeric, level float8) (
	SFUNC = concentration_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_interval(numeric, numeric, float8) IS
	'concentration with interval: concentration index of x along rank_by in a sample, with its standard error '
	'and its bounds at a confidence level | 集中指数区间：样本中 x 沿 rank_by 的集中指数、标准误与置信界';

CREATE AGGREGATE concentration_interval(x numeric, rank_by numeric, level float8, w numeric) (
	SFUNC = concentration_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_interval(numeric, numeric, float8, numeric) IS
	'concentration with interval: each row counts w times; concentration index of x along rank_by in a sample, '
	'with its standard error and its bounds at a confidence level | 集中指数区间：每行计 w 次；样本中 x 沿 rank_by 的集中指数、标准误与置信界';

CREATE FUNCTION concentration_interval_accum(internal, x float8, rank_by float8, level float8, w float8,
	cluster float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_interval_accum_clustered' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_interval_accum(internal, float8, float8, float8, float8, float8) IS
	'support: of concentration_interval(), keeps one row | 支持函数：concentration_interval()，记下一行';

CREATE FUNCTION concentration_interval_accum(internal, x numeric, rank_by numeric, level float8, w numeric,
	cluster float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_interval_accum_clustered_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_interval_accum(internal, numeric, numeric, float8, numeric, float8) IS
	'support: of concentration_interval(), keeps one row | 支持函数：concentration_interval()，记下一行';

CREATE FUNCTION concentration_interval_clustered_final(internal) RETURNS estimate
AS 'MODULE_PATHNAME', 'concentration_interval_clustered_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_interval_clustered_final(internal) IS
	'support: of concentration_interval(), computes the result | 支持函数：concentration_interval()，计算结果';

CREATE AGGREGATE concentration_interval(x float8, rank_by float8, level float8, w float8, cluster float8) (
	SFUNC = concentration_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_interval_clustered_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_interval(float8, float8, float8, float8, float8) IS
	'concentration with interval: of a sample of clusters, of which all rows were drawn together | '
	'集中指数区间：按群抽样（群内全部一并抽取）的集中指数区间';

CREATE AGGREGATE concentration_interval(x numeric, rank_by numeric, level float8, w numeric, cluster float8) (
	SFUNC = concentration_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_interval_clustered_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_interval(numeric, numeric, float8, numeric, float8) IS
	'concentration with interval: of a sample of clusters, of which all rows were drawn together | '
	'集中指数区间：按群抽样（群内全部一并抽取）的集中指数区间';

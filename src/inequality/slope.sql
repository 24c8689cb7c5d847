-- SPDX-License-Identifier: PostgreSQL
-- A slope where x is known with error.  The option level must be the same in all rows of a group.

CREATE FUNCTION slope_interval_accum(internal, y float8, x float8, error_variance float8, level float8, stratum float8,
	cluster float8) RETURNS internal
AS 'MODULE_PATHNAME', 'slope_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION slope_interval_accum(internal, float8, float8, float8, float8, float8, float8) IS
	'support: of slope_interval(), keeps one row | 支持函数：slope_interval()，记下一行';

CREATE FUNCTION slope_interval_final(internal) RETURNS estimate
AS 'MODULE_PATHNAME', 'slope_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION slope_interval_final(internal) IS
	'support: of slope_interval(), computes the result | 支持函数：slope_interval()，计算结果';

CREATE AGGREGATE slope_interval(y float8, x float8, error_variance float8, level float8, stratum float8,
	cluster float8) (
	SFUNC = slope_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = slope_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE slope_interval(float8, float8, float8, float8, float8, float8) IS
	'slope with interval: of y on x within strata, x being known with an error of this variance, with bounds '
	'that allow for what rows of a cluster have in common; NULL where x is error for the most part | '
	'斜率区间：层内 y 对 x 的斜率及其界限，x 的误差方差已知，计入同群各行的共性；x 多为误差时为 NULL';

CREATE FUNCTION reliability_accum(internal, x float8, error_variance float8, stratum float8) RETURNS internal
AS 'MODULE_PATHNAME', 'reliability_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION reliability_accum(internal, float8, float8, float8) IS
	'support: of reliability(), keeps one row | 支持函数：reliability()，记下一行';

CREATE FUNCTION reliability_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'reliability_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION reliability_final(internal) IS
	'support: of reliability(), computes the result | 支持函数：reliability()，计算结果';

CREATE AGGREGATE reliability(x float8, error_variance float8, stratum float8) (
	SFUNC = reliability_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = reliability_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE reliability(float8, float8, float8) IS
	'reliability: part of the variance of x within strata that is no error; NULL if all x of each stratum are '
	'equal | 信度：层内 x 的方差中不属于误差的部分；各层 x 全部相等时为 NULL';

-- SPDX-License-Identifier: PostgreSQL
-- Elasticity of amounts, with the means to judge it.  The option level must be the same in all rows of a group.

CREATE TYPE elasticity_estimate AS (estimate float8, std_error float8, lower float8, upper float8, n bigint,
	not_rejected nummultirange);
COMMENT ON TYPE elasticity_estimate IS
	'elasticity: with its standard error, the bounds of the interval in which it lies, and all values that the test '
	'does not reject, which may be more than that interval; NULL is what the rows do not tell | '
	'弹性估计值：含标准误、所在区间的上下界，及检验未拒绝的全部取值（可能不止该区间）；NULL表示由这些行无从得知';
COMMENT ON COLUMN elasticity_estimate.estimate IS
	'elasticity: per cent of y for one per cent of x | 弹性：x变化1%时y变化的百分比';
COMMENT ON COLUMN elasticity_estimate.std_error IS 'standard error: of the elasticity | 标准误：弹性的标准误';
COMMENT ON COLUMN elasticity_estimate.lower IS
	'lower bound: of the interval in which the elasticity lies | 下限：弹性所在区间的下限';
COMMENT ON COLUMN elasticity_estimate.upper IS
	'upper bound: of the interval in which the elasticity lies | 上限：弹性所在区间的上限';
COMMENT ON COLUMN elasticity_estimate.n IS 'rows: how many counted | 行数：计入的行数';
COMMENT ON COLUMN elasticity_estimate.not_rejected IS
	'not rejected: all values that the test does not reject | 未拒绝集：检验未拒绝的全部取值';

CREATE FUNCTION elasticity_interval_accum(internal, y float8, x float8, controls float8[], stratum float8,
	cluster float8, level float8) RETURNS internal
AS 'MODULE_PATHNAME', 'elasticity_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION elasticity_interval_accum(internal, float8, float8, float8[], float8, float8, float8) IS
	'support: of elasticity_interval(), keeps one row | 支持函数：elasticity_interval()，记下一行';

CREATE FUNCTION elasticity_interval_with_errors_accum(internal, y float8, x float8, std_error float8, controls float8[],
	stratum float8, cluster float8, level float8) RETURNS internal
AS 'MODULE_PATHNAME', 'elasticity_with_errors_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION elasticity_interval_with_errors_accum(internal, float8, float8, float8, float8[], float8, float8,
	float8) IS
	'support: of elasticity_interval(), keeps one row whose x has an error | '
	'支持函数：elasticity_interval()，记下x有误差的一行';

CREATE FUNCTION elasticity_interval_final(internal) RETURNS elasticity_estimate
AS 'MODULE_PATHNAME', 'elasticity_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION elasticity_interval_final(internal) IS
	'support: of elasticity_interval(), computes the result | 支持函数：elasticity_interval()，计算结果';

CREATE AGGREGATE elasticity_interval(y float8, x float8, controls float8[], stratum float8, cluster float8,
	level float8) (
	SFUNC = elasticity_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = elasticity_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE elasticity_interval(float8, float8, float8[], float8, float8, float8) IS
	'elasticity: by how many per cent y is higher where x is higher by one per cent and the controls are the same, '
	'within strata, with bounds that allow for what rows of a cluster have in common | '
	'弹性：层内控制变量相同时x高1%则y高的百分比，置信界考虑同群各行的共性';

CREATE AGGREGATE elasticity_interval(y float8, x float8, std_error float8, controls float8[], stratum float8,
	cluster float8, level float8) (
	SFUNC = elasticity_interval_with_errors_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = elasticity_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE elasticity_interval(float8, float8, float8, float8[], float8, float8, float8) IS
	'elasticity, corrected: the same where x is known with this standard error, corrected for what errors take off | '
	'修正弹性：x带有该标准误时，对误差造成的低估加以修正';

CREATE FUNCTION student_two_sided(level float8, df float8) RETURNS float8
AS 'MODULE_PATHNAME', 'student_two_sided_sql' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION student_two_sided(float8, float8) IS
	'Student''s t: t such that a variable with Student''s distribution of df degrees of freedom lies within -t .. t '
	'with probability level | t分位数：自由度df的t分布变量以给定概率落在-t至t之间的t值';

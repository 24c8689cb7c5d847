-- SPDX-License-Identifier: PostgreSQL
-- Inequality as the mean of a function of the deviations from equality.  Options (alpha, epsilon) must be the same in
-- all rows of a group.

CREATE FUNCTION theil_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'theil_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION theil_final(internal) IS
	'support: of theil(), computes the result | 支持函数：theil()，计算结果';

CREATE AGGREGATE theil(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = theil_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = theil_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE theil(float8) IS
	'Theil index: generalized entropy for alpha = 1: 0 if all are equal, ln n if one has all; NULL if the total '
	'is 0 | 泰尔指数：alpha = 1 的广义熵：全部相等为 0，一个占有全部为 ln n；总量为 0 时为 NULL';

CREATE AGGREGATE theil(x float8, w float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = theil_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = theil_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE theil(float8, float8) IS
	'Theil index: each row counts w times; generalized entropy for alpha = 1: 0 if all are equal, ln n if one '
	'has all; NULL if the total is 0 | 泰尔指数：每行计 w 次；alpha = 1 的广义熵：全部相等为 0，一个占有全部为 ln n；总量为 0 时为 NULL';

CREATE AGGREGATE theil(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = theil_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = theil_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE theil(numeric) IS
	'Theil index: generalized entropy for alpha = 1: 0 if all are equal, ln n if one has all; NULL if the total '
	'is 0 | 泰尔指数：alpha = 1 的广义熵：全部相等为 0，一个占有全部为 ln n；总量为 0 时为 NULL';

CREATE AGGREGATE theil(x numeric, w numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = theil_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = theil_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE theil(numeric, numeric) IS
	'Theil index: each row counts w times; generalized entropy for alpha = 1: 0 if all are equal, ln n if one '
	'has all; NULL if the total is 0 | 泰尔指数：每行计 w 次；alpha = 1 的广义熵：全部相等为 0，一个占有全部为 ln n；总量为 0 时为 NULL';

CREATE FUNCTION mean_log_deviation_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'mean_log_deviation_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mean_log_deviation_final(internal) IS
	'support: of mean_log_deviation(), computes the result | 支持函数：mean_log_deviation()，计算结果';

CREATE AGGREGATE mean_log_deviation(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = mean_log_deviation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = mean_log_deviation_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mean_log_deviation(float8) IS
	'mean log deviation: generalized entropy for alpha = 0: 0 if all are equal; NULL if a value is 0 | '
	'平均对数离差：alpha = 0 的广义熵：全部相等为 0；有值为 0 时为 NULL';

CREATE AGGREGATE mean_log_deviation(x float8, w float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = mean_log_deviation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = mean_log_deviation_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mean_log_deviation(float8, float8) IS
	'mean log deviation: each row counts w times; generalized entropy for alpha = 0: 0 if all are equal; NULL if '
	'a value is 0 | 平均对数离差：每行计 w 次；alpha = 0 的广义熵：全部相等为 0；有值为 0 时为 NULL';

CREATE AGGREGATE mean_log_deviation(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = mean_log_deviation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = mean_log_deviation_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mean_log_deviation(numeric) IS
	'mean log deviation: generalized entropy for alpha = 0: 0 if all are equal; NULL if a value is 0 | '
	'平均对数离差：alpha = 0 的广义熵：全部相等为 0；有值为 0 时为 NULL';

CREATE AGGREGATE mean_log_deviation(x numeric, w numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = mean_log_deviation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = mean_log_deviation_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mean_log_deviation(numeric, numeric) IS
	'mean log deviation: each row counts w times; generalized entropy for alpha = 0: 0 if all are equal; NULL if '
	'a value is 0 | 平均对数离差：每行计 w 次；alpha = 0 的广义熵：全部相等为 0；有值为 0 时为 NULL';

CREATE FUNCTION generalized_entropy_accum(internal, x float8, alpha float8) RETURNS internal
AS 'MODULE_PATHNAME', 'generalized_entropy_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION generalized_entropy_accum(internal, float8, float8) IS
	'support: of generalized_entropy(), keeps one row | 支持函数：generalized_entropy()，记下一行';

CREATE FUNCTION generalized_entropy_accum(internal, x float8, alpha float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'generalized_entropy_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION generalized_entropy_accum(internal, float8, float8, float8) IS
	'support: of generalized_entropy(), keeps one row | 支持函数：generalized_entropy()，记下一行';

CREATE FUNCTION generalized_entropy_accum(internal, x numeric, alpha float8) RETURNS internal
AS 'MODULE_PATHNAME', 'generalized_entropy_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION generalized_entropy_accum(internal, numeric, float8) IS
	'support: of generalized_entropy(), keeps one row | 支持函数：generalized_entropy()，记下一行';

CREATE FUNCTION generalized_entropy_accum(internal, x numeric, alpha float8, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'generalized_entropy_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION generalized_entropy_accum(internal, numeric, float8, numeric) IS
	'support: of generalized_entropy(), keeps one row | 支持函数：generalized_entropy()，记下一行';

CREATE FUNCTION generalized_entropy_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'generalized_entropy_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION generalized_entropy_final(internal) IS
	'support: of generalized_entropy(), computes the result | 支持函数：generalized_entropy()，计算结果';

CREATE AGGREGATE generalized_entropy(x float8, alpha float8) (
	SFUNC = generalized_entropy_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = generalized_entropy_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE generalized_entropy(float8, float8) IS
	'generalized entropy: 0 if all are equal; the lower alpha, the more low values count; NULL if it is infinite '
	'| 广义熵：全部相等为 0；alpha 越小，低值越受重视；无穷大时为 NULL';

CREATE AGGREGATE generalized_entropy(x float8, alpha float8, w float8) (
	SFUNC = generalized_entropy_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = generalized_entropy_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE generalized_entropy(float8, float8, float8) IS
	'generalized entropy: each row counts w times; 0 if all are equal; the lower alpha, the more low values '
	'count; NULL if it is infinite | 广义熵：每行计 w 次；全部相等为 0；alpha 越小，低值越受重视；无穷大时为 NULL';

CREATE AGGREGATE generalized_entropy(x numeric, alpha float8) (
	SFUNC = generalized_entropy_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = generalized_entropy_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE generalized_entropy(numeric, float8) IS
	'generalized entropy: 0 if all are equal; the lower alpha, the more low values count; NULL if it is infinite '
	'| 广义熵：全部相等为 0；alpha 越小，低值越受重视；无穷大时为 NULL';

CREATE AGGREGATE generalized_entropy(x numeric, alpha float8, w numeric) (
	SFUNC = generalized_entropy_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = generalized_entropy_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE generalized_entropy(numeric, float8, numeric) IS
	'generalized entropy: each row counts w times; 0 if all are equal; the lower alpha, the more low values '
	'count; NULL if it is infinite | 广义熵：每行计 w 次；全部相等为 0；alpha 越小，低值越受重视；无穷大时为 NULL';

CREATE FUNCTION atkinson_accum(internal, x float8, epsilon float8) RETURNS internal
AS 'MODULE_PATHNAME', 'atkinson_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION atkinson_accum(internal, float8, float8) IS
	'support: of atkinson(), keeps one row | 支持函数：atkinson()，记下一行';

CREATE FUNCTION atkinson_accum(internal, x float8, epsilon float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'atkinson_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION atkinson_accum(internal, float8, float8, float8) IS
	'support: of atkinson(), keeps one row | 支持函数：atkinson()，记下一行';

CREATE FUNCTION atkinson_accum(internal, x numeric, epsilon float8) RETURNS internal
AS 'MODULE_PATHNAME', 'atkinson_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION atkinson_accum(internal, numeric, float8) IS
	'support: of atkinson(), keeps one row | 支持函数：atkinson()，记下一行';

CREATE FUNCTION atkinson_accum(internal, x numeric, epsilon float8, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'atkinson_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION atkinson_accum(internal, numeric, float8, numeric) IS
	'support: of atkinson(), keeps one row | 支持函数：atkinson()，记下一行';

CREATE FUNCTION atkinson_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'atkinson_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION atkinson_final(internal) IS
	'support: of atkinson(), computes the result | 支持函数：atkinson()，计算结果';

CREATE AGGREGATE atkinson(x float8, epsilon float8) (
	SFUNC = atkinson_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = atkinson_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE atkinson(float8, float8) IS
	'Atkinson index: 0 to 1: the part of the total that aversion epsilon to inequality would give for equality | '
	'阿特金森指数：0 至 1：按不平等厌恶程度 epsilon，愿意为平等放弃的总量比例';

CREATE AGGREGATE atkinson(x float8, epsilon float8, w float8) (
	SFUNC = atkinson_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = atkinson_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE atkinson(float8, float8, float8) IS
	'Atkinson index: each row counts w times; 0 to 1: the part of the total that aversion epsilon to inequality '
	'would give for equality | 阿特金森指数：每行计 w 次；0 至 1：按不平等厌恶程度 epsilon，愿意为平等放弃的总量比例';

CREATE AGGREGATE atkinson(x numeric, epsilon float8) (
	SFUNC = atkinson_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = atkinson_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE atkinson(numeric, float8) IS
	'Atkinson index: 0 to 1: the part of the total that aversion epsilon to inequality would give for equality | '
	'阿特金森指数：0 至 1：按不平等厌恶程度 epsilon，愿意为平等放弃的总量比例';

CREATE AGGREGATE atkinson(x numeric, epsilon float8, w numeric) (
	SFUNC = atkinson_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = atkinson_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE atkinson(numeric, float8, numeric) IS
	'Atkinson index: each row counts w times; 0 to 1: the part of the total that aversion epsilon to inequality '
	'would give for equality | 阿特金森指数：每行计 w 次；0 至 1：按不平等厌恶程度 epsilon，愿意为平等放弃的总量比例';

CREATE FUNCTION hoover_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'hoover_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION hoover_final(internal) IS
	'support: of hoover(), computes the result | 支持函数：hoover()，计算结果';

CREATE AGGREGATE hoover(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = hoover_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = hoover_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE hoover(float8) IS
	'Hoover index: 0 to 1: the part of the total that would have to move for equality | 胡佛指数：0 至 1：要达到平等须转移的总量比例';

CREATE AGGREGATE hoover(x float8, w float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = hoover_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = hoover_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE hoover(float8, float8) IS
	'Hoover index: each row counts w times; 0 to 1: the part of the total that would have to move for equality | '
	'胡佛指数：每行计 w 次；0 至 1：要达到平等须转移的总量比例';

CREATE AGGREGATE hoover(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = hoover_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = hoover_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE hoover(numeric) IS
	'Hoover index: 0 to 1: the part of the total that would have to move for equality | 胡佛指数：0 至 1：要达到平等须转移的总量比例';

CREATE AGGREGATE hoover(x numeric, w numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = hoover_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = hoover_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE hoover(numeric, numeric) IS
	'Hoover index: each row counts w times; 0 to 1: the part of the total that would have to move for equality | '
	'胡佛指数：每行计 w 次；0 至 1：要达到平等须转移的总量比例';

CREATE FUNCTION coefficient_of_variation_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'coefficient_of_variation_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION coefficient_of_variation_final(internal) IS
	'support: of coefficient_of_variation(), computes the result | 支持函数：coefficient_of_variation()，计算结果';

CREATE AGGREGATE coefficient_of_variation(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = coefficient_of_variation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = coefficient_of_variation_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE coefficient_of_variation(float8) IS
	'coefficient of variation: population standard deviation over the mean | 变异系数：总体标准差除以均值';

CREATE AGGREGATE coefficient_of_variation(x float8, w float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = coefficient_of_variation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = coefficient_of_variation_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE coefficient_of_variation(float8, float8) IS
	'coefficient of variation: each row counts w times; population standard deviation over the mean | '
	'变异系数：每行计 w 次；总体标准差除以均值';

CREATE AGGREGATE coefficient_of_variation(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = coefficient_of_variation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = coefficient_of_variation_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE coefficient_of_variation(numeric) IS
	'coefficient of variation: population standard deviation over the mean | 变异系数：总体标准差除以均值';

CREATE AGGREGATE coefficient_of_variation(x numeric, w numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = coefficient_of_variation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = coefficient_of_variation_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE coefficient_of_variation(numeric, numeric) IS
	'coefficient of variation: each row counts w times; population standard deviation over the mean | '
	'变异系数：每行计 w 次；总体标准差除以均值';

CREATE TYPE entropy_decomposition AS (total float8, within float8, between float8);
COMMENT ON TYPE entropy_decomposition IS
	'entropy within and between: total = within + between | 组内组间分解：总体 = 组内 + 组间';
COMMENT ON COLUMN entropy_decomposition.total IS 'total: generalized entropy of all | 总体：全部的广义熵';
COMMENT ON COLUMN entropy_decomposition.within IS 'within: what the groups'' own inequality adds | 组内：各组内部不平等的部分';
COMMENT ON COLUMN entropy_decomposition.between IS
	'between: what the differences between the groups'' means add | 组间：各组均值差异的部分';

CREATE FUNCTION entropy_decomposition(alpha float8, weights float8[], means float8[], entropies float8[])
RETURNS entropy_decomposition
AS 'MODULE_PATHNAME', 'entropy_decomposition' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION entropy_decomposition(float8, float8[], float8[], float8[]) IS
	'entropy within and between: generalized entropy within and between groups, from the weight, the mean and '
	'the generalized entropy of each group | 组内组间分解：由各组的权重、均值与广义熵分解为组内与组间两部分';

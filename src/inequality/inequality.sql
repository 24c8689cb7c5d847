-- SPDX-License-Identifier: PostgreSQL
-- Inequality: how unequally a total is spread over rows.  Options (points, p) must be the same in all rows of a group.

CREATE FUNCTION gini_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'gini_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_final(internal) IS
	'support: of gini(), computes the result | 支持函数：gini()，计算结果';

CREATE AGGREGATE gini(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = gini_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini(float8) IS
	'Gini index: 0 if all x are equal, (n-1)/n if one has all; NULL if the total is 0 | '
	'基尼系数：x 全部相等为 0，一个占有全部为 (n-1)/n；总量为 0 时为 NULL';

CREATE AGGREGATE gini(x float8, w float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = gini_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini(float8, float8) IS
	'Gini index: each row counts w times; 0 if all x are equal, (n-1)/n if one has all; NULL if the total is 0 | '
	'基尼系数：每行计 w 次；x 全部相等为 0，一个占有全部为 (n-1)/n；总量为 0 时为 NULL';

CREATE AGGREGATE gini(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = gini_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini(numeric) IS
	'Gini index: 0 if all x are equal, (n-1)/n if one has all; NULL if the total is 0 | '
	'基尼系数：x 全部相等为 0，一个占有全部为 (n-1)/n；总量为 0 时为 NULL';

CREATE AGGREGATE gini(x numeric, w numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = gini_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini(numeric, numeric) IS
	'Gini index: each row counts w times; 0 if all x are equal, (n-1)/n if one has all; NULL if the total is 0 | '
	'基尼系数：每行计 w 次；x 全部相等为 0，一个占有全部为 (n-1)/n；总量为 0 时为 NULL';

CREATE FUNCTION gini_absolute_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'gini_absolute_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_absolute_final(internal) IS
	'support: of gini_absolute(), computes the result | 支持函数：gini_absolute()，计算结果';

CREATE AGGREGATE gini_absolute(x float8) (
	SFUNC = signed_sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_absolute_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = signed_sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = gini_absolute_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_absolute(float8) IS
	'absolute Gini index: half the mean difference between two rows, in the unit of x; negative values are '
	'allowed | 绝对基尼系数：两行之差绝对值的均值的一半，单位与 x 相同，允许负值';

CREATE AGGREGATE gini_absolute(x float8, w float8) (
	SFUNC = signed_sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_absolute_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = signed_sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = gini_absolute_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_absolute(float8, float8) IS
	'absolute Gini index: each row counts w times; half the mean difference between two rows, in the unit of x; '
	'negative values are allowed | 绝对基尼系数：每行计 w 次；两行之差绝对值的均值的一半，单位与 x 相同，允许负值';

CREATE AGGREGATE gini_absolute(x numeric) (
	SFUNC = signed_sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_absolute_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = signed_sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = gini_absolute_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_absolute(numeric) IS
	'absolute Gini index: half the mean difference between two rows, in the unit of x; negative values are '
	'allowed | 绝对基尼系数：两行之差绝对值的均值的一半，单位与 x 相同，允许负值';

CREATE AGGREGATE gini_absolute(x numeric, w numeric) (
	SFUNC = signed_sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_absolute_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = signed_sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = gini_absolute_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_absolute(numeric, numeric) IS
	'absolute Gini index: each row counts w times; half the mean difference between two rows, in the unit of x; '
	'negative values are allowed | 绝对基尼系数：每行计 w 次；两行之差绝对值的均值的一半，单位与 x 相同，允许负值';

CREATE FUNCTION lorenz_curve_accum(internal, x float8, points float8) RETURNS internal
AS 'MODULE_PATHNAME', 'lorenz_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION lorenz_curve_accum(internal, float8, float8) IS
	'support: of lorenz_curve(), keeps one row | 支持函数：lorenz_curve()，记下一行';

CREATE FUNCTION lorenz_curve_accum(internal, x float8, points float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'lorenz_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION lorenz_curve_accum(internal, float8, float8, float8) IS
	'support: of lorenz_curve(), keeps one row | 支持函数：lorenz_curve()，记下一行';

CREATE FUNCTION lorenz_curve_accum(internal, x numeric, points float8) RETURNS internal
AS 'MODULE_PATHNAME', 'lorenz_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION lorenz_curve_accum(internal, numeric, float8) IS
	'support: of lorenz_curve(), keeps one row | 支持函数：lorenz_curve()，记下一行';

CREATE FUNCTION lorenz_curve_accum(internal, x numeric, points float8, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'lorenz_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION lorenz_curve_accum(internal, numeric, float8, numeric) IS
	'support: of lorenz_curve(), keeps one row | 支持函数：lorenz_curve()，记下一行';

CREATE FUNCTION lorenz_curve_final(internal) RETURNS float8[]
AS 'MODULE_PATHNAME', 'lorenz_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION lorenz_curve_final(internal) IS
	'support: of lorenz_curve(), computes the result | 支持函数：lorenz_curve()，计算结果';

CREATE AGGREGATE lorenz_curve(x float8, points float8) (
	SFUNC = lorenz_curve_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = lorenz_curve_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE lorenz_curve(float8, float8) IS
	'Lorenz curve: shares of the total that the lowest 0, 1/points, 2/points, ... 1 of the rows have | '
	'洛伦兹曲线：最低的 0、1/points、2/points……1 部分所占总量的份额';

CREATE AGGREGATE lorenz_curve(x float8, points float8, w float8) (
	SFUNC = lorenz_curve_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = lorenz_curve_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE lorenz_curve(float8, float8, float8) IS
	'Lorenz curve: each row counts w times; shares of the total that the lowest 0, 1/points, 2/points, ... 1 of '
	'the rows have | 洛伦兹曲线：每行计 w 次；最低的 0、1/points、2/points……1 部分所占总量的份额';

CREATE AGGREGATE lorenz_curve(x numeric, points float8) (
	SFUNC = lorenz_curve_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = lorenz_curve_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE lorenz_curve(numeric, float8) IS
	'Lorenz curve: shares of the total that the lowest 0, 1/points, 2/points, ... 1 of the rows have | '
	'洛伦兹曲线：最低的 0、1/points、2/points……1 部分所占总量的份额';

CREATE AGGREGATE lorenz_curve(x numeric, points float8, w numeric) (
	SFUNC = lorenz_curve_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = lorenz_curve_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE lorenz_curve(numeric, float8, numeric) IS
	'Lorenz curve: each row counts w times; shares of the total that the lowest 0, 1/points, 2/points, ... 1 of '
	'the rows have | 洛伦兹曲线：每行计 w 次；最低的 0、1/points、2/points……1 部分所占总量的份额';

CREATE FUNCTION share_of_top_accum(internal, x float8, p float8) RETURNS internal
AS 'MODULE_PATHNAME', 'share_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION share_of_top_accum(internal, float8, float8) IS
	'support: of share_of_top() and share_of_bottom(), keeps one row | 支持函数：share_of_top()、share_of_bottom()，记下一行';

CREATE FUNCTION share_of_top_accum(internal, x float8, p float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'share_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION share_of_top_accum(internal, float8, float8, float8) IS
	'support: of share_of_top() and share_of_bottom(), keeps one row | 支持函数：share_of_top()、share_of_bottom()，记下一行';

CREATE FUNCTION share_of_top_accum(internal, x numeric, p float8) RETURNS internal
AS 'MODULE_PATHNAME', 'share_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION share_of_top_accum(internal, numeric, float8) IS
	'support: of share_of_top() and share_of_bottom(), keeps one row | 支持函数：share_of_top()、share_of_bottom()，记下一行';

CREATE FUNCTION share_of_top_accum(internal, x numeric, p float8, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'share_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION share_of_top_accum(internal, numeric, float8, numeric) IS
	'support: of share_of_top() and share_of_bottom(), keeps one row | 支持函数：share_of_top()、share_of_bottom()，记下一行';

CREATE FUNCTION share_of_top_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'share_of_top_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION share_of_top_final(internal) IS
	'support: of share_of_top(), computes the result | 支持函数：share_of_top()，计算结果';

CREATE AGGREGATE share_of_top(x float8, p float8) (
	SFUNC = share_of_top_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_top_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_top(float8, float8) IS
	'share of the top: share of the total of x that the highest p of the rows have, 0 to 1 | '
	'最高部分份额：x 最高的 p 部分所占总量的份额，0 至 1';

CREATE AGGREGATE share_of_top(x float8, p float8, w float8) (
	SFUNC = share_of_top_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_top_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_top(float8, float8, float8) IS
	'share of the top: each row counts w times; share of the total of x that the highest p of the rows have, 0 '
	'to 1 | 最高部分份额：每行计 w 次；x 最高的 p 部分所占总量的份额，0 至 1';

CREATE AGGREGATE share_of_top(x numeric, p float8) (
	SFUNC = share_of_top_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_top_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_top(numeric, float8) IS
	'share of the top: share of the total of x that the highest p of the rows have, 0 to 1 | '
	'最高部分份额：x 最高的 p 部分所占总量的份额，0 至 1';

CREATE AGGREGATE share_of_top(x numeric, p float8, w numeric) (
	SFUNC = share_of_top_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_top_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_top(numeric, float8, numeric) IS
	'share of the top: each row counts w times; share of the total of x that the highest p of the rows have, 0 '
	'to 1 | 最高部分份额：每行计 w 次；x 最高的 p 部分所占总量的份额，0 至 1';

CREATE FUNCTION share_of_bottom_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'share_of_bottom_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION share_of_bottom_final(internal) IS
	'support: of share_of_bottom(), computes the result | 支持函数：share_of_bottom()，计算结果';

CREATE AGGREGATE share_of_bottom(x float8, p float8) (
	SFUNC = share_of_top_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_bottom_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_bottom(float8, float8) IS
	'share of the bottom: share of the total of x that the lowest p of the rows have, 0 to 1 | '
	'最低部分份额：x 最低的 p 部分所占总量的份额，0 至 1';

CREATE AGGREGATE share_of_bottom(x float8, p float8, w float8) (
	SFUNC = share_of_top_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_bottom_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_bottom(float8, float8, float8) IS
	'share of the bottom: each row counts w times; share of the total of x that the lowest p of the rows have, 0 '
	'to 1 | 最低部分份额：每行计 w 次；x 最低的 p 部分所占总量的份额，0 至 1';

CREATE AGGREGATE share_of_bottom(x numeric, p float8) (
	SFUNC = share_of_top_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_bottom_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_bottom(numeric, float8) IS
	'share of the bottom: share of the total of x that the lowest p of the rows have, 0 to 1 | '
	'最低部分份额：x 最低的 p 部分所占总量的份额，0 至 1';

CREATE AGGREGATE share_of_bottom(x numeric, p float8, w numeric) (
	SFUNC = share_of_top_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_bottom_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_bottom(numeric, float8, numeric) IS
	'share of the bottom: each row counts w times; share of the total of x that the lowest p of the rows have, 0 '
	'to 1 | 最低部分份额：每行计 w 次；x 最低的 p 部分所占总量的份额，0 至 1';

CREATE FUNCTION gini_unbiased_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'gini_unbiased_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_unbiased_final(internal) IS
	'support: of gini_unbiased(), computes the result | 支持函数：gini_unbiased()，计算结果';

CREATE AGGREGATE gini_unbiased(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_unbiased_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = gini_unbiased_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_unbiased(float8) IS
	'Gini index of a sample: the Gini index times n/(n-1): 1 if one has all; NULL for one row | '
	'样本基尼系数：基尼系数乘以 n/(n-1)：一个占有全部为 1；只有一行时为 NULL';

CREATE AGGREGATE gini_unbiased(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_unbiased_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = gini_unbiased_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_unbiased(numeric) IS
	'Gini index of a sample: the Gini index times n/(n-1): 1 if one has all; NULL for one row | '
	'样本基尼系数：基尼系数乘以 n/(n-1)：一个占有全部为 1；只有一行时为 NULL';

CREATE FUNCTION gini_extended_accum(internal, x float8, nu float8) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_extended_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_extended_accum(internal, float8, float8) IS
	'support: of gini_extended(), keeps one row | 支持函数：gini_extended()，记下一行';

CREATE FUNCTION gini_extended_accum(internal, x float8, nu float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_extended_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_extended_accum(internal, float8, float8, float8) IS
	'support: of gini_extended(), keeps one row | 支持函数：gini_extended()，记下一行';

CREATE FUNCTION gini_extended_accum(internal, x numeric, nu float8) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_extended_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_extended_accum(internal, numeric, float8) IS
	'support: of gini_extended(), keeps one row | 支持函数：gini_extended()，记下一行';

CREATE FUNCTION gini_extended_accum(internal, x numeric, nu float8, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_extended_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_extended_accum(internal, numeric, float8, numeric) IS
	'support: of gini_extended(), keeps one row | 支持函数：gini_extended()，记下一行';

CREATE FUNCTION gini_extended_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'gini_extended_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_extended_final(internal) IS
	'support: of gini_extended(), computes the result | 支持函数：gini_extended()，计算结果';

CREATE AGGREGATE gini_extended(x float8, nu float8) (
	SFUNC = gini_extended_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_extended_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_extended(float8, float8) IS
	'extended Gini index: S-Gini: the higher nu, the more the low values count; the Gini index for nu = 2, 0 for '
	'nu = 1 | 扩展基尼系数：nu 越大，低值越受重视；nu = 2 即基尼系数，nu = 1 为 0';

CREATE AGGREGATE gini_extended(x float8, nu float8, w float8) (
	SFUNC = gini_extended_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_extended_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_extended(float8, float8, float8) IS
	'extended Gini index: each row counts w times; S-Gini: the higher nu, the more the low values count; the '
	'Gini index for nu = 2, 0 for nu = 1 | 扩展基尼系数：每行计 w 次；nu 越大，低值越受重视；nu = 2 即基尼系数，nu = 1 为 0';

CREATE AGGREGATE gini_extended(x numeric, nu float8) (
	SFUNC = gini_extended_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_extended_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_extended(numeric, float8) IS
	'extended Gini index: S-Gini: the higher nu, the more the low values count; the Gini index for nu = 2, 0 for '
	'nu = 1 | 扩展基尼系数：nu 越大，低值越受重视；nu = 2 即基尼系数，nu = 1 为 0';

CREATE AGGREGATE gini_extended(x numeric, nu float8, w numeric) (
	SFUNC = gini_extended_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_extended_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_extended(numeric, float8, numeric) IS
	'extended Gini index: each row counts w times; S-Gini: the higher nu, the more the low values count; the '
	'Gini index for nu = 2, 0 for nu = 1 | 扩展基尼系数：每行计 w 次；nu 越大，低值越受重视；nu = 2 即基尼系数，nu = 1 为 0';

CREATE FUNCTION quintile_share_ratio_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'quintile_share_ratio_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION quintile_share_ratio_final(internal) IS
	'support: of quintile_share_ratio(), computes the result | 支持函数：quintile_share_ratio()，计算结果';

CREATE AGGREGATE quintile_share_ratio(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = quintile_share_ratio_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = quintile_share_ratio_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE quintile_share_ratio(float8) IS
	'quintile share ratio: what the highest fifth has of x, as a multiple of what the lowest fifth has; NULL if '
	'that is 0 | 五分位份额比：最高五分之一所得为最低五分之一所得的倍数；后者为 0 时为 NULL';

CREATE AGGREGATE quintile_share_ratio(x float8, w float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = quintile_share_ratio_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = quintile_share_ratio_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE quintile_share_ratio(float8, float8) IS
	'quintile share ratio: what the highest fifth has of x, as a multiple of what the lowest fifth has; NULL if '
	'that is 0 | 五分位份额比：最高五分之一所得为最低五分之一所得的倍数；后者为 0 时为 NULL';

CREATE AGGREGATE quintile_share_ratio(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = quintile_share_ratio_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = quintile_share_ratio_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE quintile_share_ratio(numeric) IS
	'quintile share ratio: what the highest fifth has of x, as a multiple of what the lowest fifth has; NULL if '
	'that is 0 | 五分位份额比：最高五分之一所得为最低五分之一所得的倍数；后者为 0 时为 NULL';

CREATE AGGREGATE quintile_share_ratio(x numeric, w numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = quintile_share_ratio_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = quintile_share_ratio_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE quintile_share_ratio(numeric, numeric) IS
	'quintile share ratio: what the highest fifth has of x, as a multiple of what the lowest fifth has; NULL if '
	'that is 0 | 五分位份额比：最高五分之一所得为最低五分之一所得的倍数；后者为 0 时为 NULL';

CREATE FUNCTION palma_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'palma_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION palma_final(internal) IS
	'support: of palma(), computes the result | 支持函数：palma()，计算结果';

CREATE AGGREGATE palma(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = palma_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = palma_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE palma(float8) IS
	'Palma ratio: what the highest tenth has of x, as a multiple of what the lowest two fifths have; NULL if '
	'that is 0 | 帕尔马比值：最高十分之一所得为最低五分之二所得的倍数；后者为 0 时为 NULL';

CREATE AGGREGATE palma(x float8, w float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = palma_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = palma_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE palma(float8, float8) IS
	'Palma ratio: each row counts w times; what the highest tenth has of x, as a multiple of what the lowest two '
	'fifths have; NULL if that is 0 | 帕尔马比值：每行计 w 次；最高十分之一所得为最低五分之二所得的倍数；后者为 0 时为 NULL';

CREATE AGGREGATE palma(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = palma_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = palma_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE palma(numeric) IS
	'Palma ratio: what the highest tenth has of x, as a multiple of what the lowest two fifths have; NULL if '
	'that is 0 | 帕尔马比值：最高十分之一所得为最低五分之二所得的倍数；后者为 0 时为 NULL';

CREATE AGGREGATE palma(x numeric, w numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = palma_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = palma_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE palma(numeric, numeric) IS
	'Palma ratio: each row counts w times; what the highest tenth has of x, as a multiple of what the lowest two '
	'fifths have; NULL if that is 0 | 帕尔马比值：每行计 w 次；最高十分之一所得为最低五分之二所得的倍数；后者为 0 时为 NULL';

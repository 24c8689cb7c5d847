-- SPDX-License-Identifier: PostgreSQL
-- Concentration: of a total on few rows, and along the order of another variable.

CREATE FUNCTION hhi_accum(exact_sums, x float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'hhi_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION hhi_accum(exact_sums, float8) IS
	'support: of hhi(), takes in one row | 支持函数：hhi()，计入一行';

CREATE FUNCTION hhi_accum(exact_sums, x numeric) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'hhi_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION hhi_accum(exact_sums, numeric) IS
	'support: of hhi(), takes in one row | 支持函数：hhi()，计入一行';

CREATE FUNCTION hhi_final(exact_sums) RETURNS float8
AS 'MODULE_PATHNAME', 'hhi_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION hhi_final(exact_sums) IS
	'support: of hhi(), computes the result | 支持函数：hhi()，计算结果';

CREATE AGGREGATE hhi(x float8) (
	SFUNC = hhi_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = hhi_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE hhi(float8) IS
	'Herfindahl-Hirschman index: sum of squared shares: 1/n if all are equal, 1 if one has all; NULL if the '
	'total is 0 | 赫芬达尔指数：份额平方和：全部相等为 1/n，一个占有全部为 1；总量为 0 时为 NULL';

CREATE AGGREGATE hhi(x numeric) (
	SFUNC = hhi_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = hhi_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE hhi(numeric) IS
	'Herfindahl-Hirschman index: sum of squared shares: 1/n if all are equal, 1 if one has all; NULL if the '
	'total is 0 | 赫芬达尔指数：份额平方和：全部相等为 1/n，一个占有全部为 1；总量为 0 时为 NULL';

CREATE FUNCTION hhi_normalized_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'hhi_normalized_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION hhi_normalized_final(internal) IS
	'support: of hhi_normalized(), computes the result | 支持函数：hhi_normalized()，计算结果';

CREATE AGGREGATE hhi_normalized(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = hhi_normalized_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = hhi_normalized_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE hhi_normalized(float8) IS
	'normalized HHI: from 0, if all are equal, to 1, if one has all; NULL for one row and if the total is 0 | '
	'标准化赫芬达尔指数：全部相等为 0，一个占有全部为 1；只有一行或总量为 0 时为 NULL';

CREATE AGGREGATE hhi_normalized(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = hhi_normalized_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	MSFUNC = sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = hhi_normalized_final, MFINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE hhi_normalized(numeric) IS
	'normalized HHI: from 0, if all are equal, to 1, if one has all; NULL for one row and if the total is 0 | '
	'标准化赫芬达尔指数：全部相等为 0，一个占有全部为 1；只有一行或总量为 0 时为 NULL';

CREATE FUNCTION concentration_index_accum(internal, x float8, rank_by float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_accum(internal, float8, float8) IS
	'support: of concentration_index(), keeps one row | 支持函数：concentration_index()，记下一行';

CREATE FUNCTION concentration_index_accum(internal, x float8, rank_by float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_accum(internal, float8, float8, float8) IS
	'support: of concentration_index(), keeps one row | 支持函数：concentration_index()，记下一行';

CREATE FUNCTION concentration_index_accum(internal, x numeric, rank_by numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_accum(internal, numeric, numeric) IS
	'support: of concentration_index(), keeps one row | 支持函数：concentration_index()，记下一行';

CREATE FUNCTION concentration_index_accum(internal, x numeric, rank_by numeric, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_accum(internal, numeric, numeric, numeric) IS
	'support: of concentration_index(), keeps one row | 支持函数：concentration_index()，记下一行';

CREATE FUNCTION concentration_index_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'concentration_index_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_final(internal) IS
	'support: of concentration_index(), computes the result | 支持函数：concentration_index()，计算结果';

CREATE AGGREGATE concentration_index(x float8, rank_by float8) (
	SFUNC = concentration_index_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index(float8, float8) IS
	'concentration index: of x along rank_by, -1 to 1: above 0 if rows that rank high have more of x than their '
	'part; NULL if the total is 0 | 集中指数：x 沿 rank_by 的集中指数，-1 至 1：大于 0 表示排序靠前者所得多于其份；总量为 0 时为 NULL';

CREATE AGGREGATE concentration_index(x float8, rank_by float8, w float8) (
	SFUNC = concentration_index_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index(float8, float8, float8) IS
	'concentration index: each row counts w times; of x along rank_by, -1 to 1: above 0 if rows that rank high '
	'have more of x than their part; NULL if the total is 0 | '
	'集中指数：每行计 w 次；x 沿 rank_by 的集中指数，-1 至 1：大于 0 表示排序靠前者所得多于其份；总量为 0 时为 NULL';

CREATE AGGREGATE concentration_index(x numeric, rank_by numeric) (
	SFUNC = concentration_index_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index(numeric, numeric) IS
	'concentration index: of x along rank_by, -1 to 1: above 0 if rows that rank high have more of x than their '
	'part; NULL if the total is 0 | 集中指数：x 沿 rank_by 的集中指数，-1 至 1：大于 0 表示排序靠前者所得多于其份；总量为 0 时为 NULL';

CREATE AGGREGATE concentration_index(x numeric, rank_by numeric, w numeric) (
	SFUNC = concentration_index_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index(numeric, numeric, numeric) IS
	'concentration index: each row counts w times; of x along rank_by, -1 to 1: above 0 if rows that rank high '
	'have more of x than their part; NULL if the total is 0 | '
	'集中指数：每行计 w 次；x 沿 rank_by 的集中指数，-1 至 1：大于 0 表示排序靠前者所得多于其份；总量为 0 时为 NULL';

CREATE FUNCTION concentration_index_signed_accum(internal, x float8, rank_by float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_signed_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_signed_accum(internal, float8, float8) IS
	'support: of concentration_index_generalized(), keeps one row | 支持函数：concentration_index_generalized()，记下一行';

CREATE FUNCTION concentration_index_signed_accum(internal, x float8, rank_by float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_signed_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_signed_accum(internal, float8, float8, float8) IS
	'support: of concentration_index_generalized(), keeps one row | 支持函数：concentration_index_generalized()，记下一行';

CREATE FUNCTION concentration_index_signed_accum(internal, x numeric, rank_by numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_signed_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_signed_accum(internal, numeric, numeric) IS
	'support: of concentration_index_generalized(), keeps one row | 支持函数：concentration_index_generalized()，记下一行';

CREATE FUNCTION concentration_index_signed_accum(internal, x numeric, rank_by numeric, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_signed_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_signed_accum(internal, numeric, numeric, numeric) IS
	'support: of concentration_index_generalized(), keeps one row | 支持函数：concentration_index_generalized()，记下一行';

CREATE FUNCTION concentration_index_generalized_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'concentration_index_generalized_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_generalized_final(internal) IS
	'support: of concentration_index_generalized(), computes the result | '
	'支持函数：concentration_index_generalized()，计算结果';

CREATE AGGREGATE concentration_index_generalized(x float8, rank_by float8) (
	SFUNC = concentration_index_signed_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_generalized_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_generalized(float8, float8) IS
	'generalized concentration: the concentration index times the mean, in the unit of x; negative values are '
	'allowed | 广义集中指数：集中指数乘以均值，单位与 x 相同，允许负值';

CREATE AGGREGATE concentration_index_generalized(x float8, rank_by float8, w float8) (
	SFUNC = concentration_index_signed_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_generalized_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_generalized(float8, float8, float8) IS
	'generalized concentration: each row counts w times; the concentration index times the mean, in the unit of '
	'x; negative values are allowed | 广义集中指数：每行计 w 次；集中指数乘以均值，单位与 x 相同，允许负值';

CREATE AGGREGATE concentration_index_generalized(x numeric, rank_by numeric) (
	SFUNC = concentration_index_signed_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_generalized_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_generalized(numeric, numeric) IS
	'generalized concentration: the concentration index times the mean, in the unit of x; negative values are '
	'allowed | 广义集中指数：集中指数乘以均值，单位与 x 相同，允许负值';

CREATE AGGREGATE concentration_index_generalized(x numeric, rank_by numeric, w numeric) (
	SFUNC = concentration_index_signed_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_generalized_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_generalized(numeric, numeric, numeric) IS
	'generalized concentration: each row counts w times; the concentration index times the mean, in the unit of '
	'x; negative values are allowed | 广义集中指数：每行计 w 次；集中指数乘以均值，单位与 x 相同，允许负值';

CREATE FUNCTION concentration_index_limits_accum(internal, x float8, rank_by float8, lo float8, hi float8)
RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_limits_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_limits_accum(internal, float8, float8, float8, float8) IS
	'support: of concentration_index_erreygers() and concentration_index_wagstaff(), keeps one row | '
	'支持函数：concentration_index_erreygers()、concentration_index_wagstaff()，记下一行';

CREATE FUNCTION concentration_index_limits_accum(internal, x float8, rank_by float8, lo float8, hi float8, w float8)
RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_limits_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_limits_accum(internal, float8, float8, float8, float8, float8) IS
	'support: of concentration_index_erreygers() and concentration_index_wagstaff(), keeps one row | '
	'支持函数：concentration_index_erreygers()、concentration_index_wagstaff()，记下一行';

CREATE FUNCTION concentration_index_limits_accum(internal, x numeric, rank_by numeric, lo float8, hi float8)
RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_limits_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_limits_accum(internal, numeric, numeric, float8, float8) IS
	'support: of concentration_index_erreygers() and concentration_index_wagstaff(), keeps one row | '
	'支持函数：concentration_index_erreygers()、concentration_index_wagstaff()，记下一行';

CREATE FUNCTION concentration_index_limits_accum(internal, x numeric, rank_by numeric, lo float8, hi float8, w numeric)
RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_limits_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_limits_accum(internal, numeric, numeric, float8, float8, numeric) IS
	'support: of concentration_index_erreygers() and concentration_index_wagstaff(), keeps one row | '
	'支持函数：concentration_index_erreygers()、concentration_index_wagstaff()，记下一行';

CREATE FUNCTION concentration_index_erreygers_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'concentration_index_erreygers_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_erreygers_final(internal) IS
	'support: of concentration_index_erreygers(), computes the result | 支持函数：concentration_index_erreygers()，计算结果';

CREATE AGGREGATE concentration_index_erreygers(x float8, rank_by float8, lo float8, hi float8) (
	SFUNC = concentration_index_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_erreygers_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_erreygers(float8, float8, float8, float8) IS
	'Erreygers index: concentration of x between lo and hi, -1 to 1: the same in size for x and for what is '
	'missing to hi | 修正集中指数：x 在 lo 与 hi 之间的集中程度，-1 至 1：对 x 与对其不足部分大小相同';

CREATE AGGREGATE concentration_index_erreygers(x float8, rank_by float8, lo float8, hi float8, w float8) (
	SFUNC = concentration_index_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_erreygers_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_erreygers(float8, float8, float8, float8, float8) IS
	'Erreygers index: each row counts w times; concentration of x between lo and hi, -1 to 1: the same in size '
	'for x and for what is missing to hi | 修正集中指数：每行计 w 次；x 在 lo 与 hi 之间的集中程度，-1 至 1：对 x 与对其不足部分大小相同';

CREATE AGGREGATE concentration_index_erreygers(x numeric, rank_by numeric, lo float8, hi float8) (
	SFUNC = concentration_index_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_erreygers_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_erreygers(numeric, numeric, float8, float8) IS
	'Erreygers index: concentration of x between lo and hi, -1 to 1: the same in size for x and for what is '
	'missing to hi | 修正集中指数：x 在 lo 与 hi 之间的集中程度，-1 至 1：对 x 与对其不足部分大小相同';

CREATE AGGREGATE concentration_index_erreygers(x numeric, rank_by numeric, lo float8, hi float8, w numeric) (
	SFUNC = concentration_index_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_erreygers_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_erreygers(numeric, numeric, float8, float8, numeric) IS
	'Erreygers index: each row counts w times; concentration of x between lo and hi, -1 to 1: the same in size '
	'for x and for what is missing to hi | 修正集中指数：每行计 w 次；x 在 lo 与 hi 之间的集中程度，-1 至 1：对 x 与对其不足部分大小相同';

CREATE FUNCTION concentration_index_wagstaff_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'concentration_index_wagstaff_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_wagstaff_final(internal) IS
	'support: of concentration_index_wagstaff(), computes the result | 支持函数：concentration_index_wagstaff()，计算结果';

CREATE AGGREGATE concentration_index_wagstaff(x float8, rank_by float8, lo float8, hi float8) (
	SFUNC = concentration_index_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_wagstaff_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_wagstaff(float8, float8, float8, float8) IS
	'Wagstaff index: concentration of x between lo and hi, over the largest that its mean allows, -1 to 1; NULL '
	'if all are lo or all are hi | 归一集中指数：x 在 lo 与 hi 之间的集中程度，除以其均值所允许的最大值，-1 至 1；全为 lo 或全为 hi 时为 NULL';

CREATE AGGREGATE concentration_index_wagstaff(x float8, rank_by float8, lo float8, hi float8, w float8) (
	SFUNC = concentration_index_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_wagstaff_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_wagstaff(float8, float8, float8, float8, float8) IS
	'Wagstaff index: each row counts w times; concentration of x between lo and hi, over the largest that its '
	'mean allows, -1 to 1; NULL if all are lo or all are hi | '
	'归一集中指数：每行计 w 次；x 在 lo 与 hi 之间的集中程度，除以其均值所允许的最大值，-1 至 1；全为 lo 或全为 hi 时为 NULL';

CREATE AGGREGATE concentration_index_wagstaff(x numeric, rank_by numeric, lo float8, hi float8) (
	SFUNC = concentration_index_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_wagstaff_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_wagstaff(numeric, numeric, float8, float8) IS
	'Wagstaff index: concentration of x between lo and hi, over the largest that its mean allows, -1 to 1; NULL '
	'if all are lo or all are hi | 归一集中指数：x 在 lo 与 hi 之间的集中程度，除以其均值所允许的最大值，-1 至 1；全为 lo 或全为 hi 时为 NULL';

CREATE AGGREGATE concentration_index_wagstaff(x numeric, rank_by numeric, lo float8, hi float8, w numeric) (
	SFUNC = concentration_index_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_wagstaff_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_wagstaff(numeric, numeric, float8, float8, numeric) IS
	'Wagstaff index: each row counts w times; concentration of x between lo and hi, over the largest that its '
	'mean allows, -1 to 1; NULL if all are lo or all are hi | '
	'归一集中指数：每行计 w 次；x 在 lo 与 hi 之间的集中程度，除以其均值所允许的最大值，-1 至 1；全为 lo 或全为 hi 时为 NULL';

CREATE FUNCTION concentration_index_extended_accum(internal, x float8, rank_by float8, nu float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_extended_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_extended_accum(internal, float8, float8, float8) IS
	'support: of concentration_index_extended(), keeps one row | 支持函数：concentration_index_extended()，记下一行';

CREATE FUNCTION concentration_index_extended_accum(internal, x float8, rank_by float8, nu float8, w float8)
RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_extended_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_extended_accum(internal, float8, float8, float8, float8) IS
	'support: of concentration_index_extended(), keeps one row | 支持函数：concentration_index_extended()，记下一行';

CREATE FUNCTION concentration_index_extended_accum(internal, x numeric, rank_by numeric, nu float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_extended_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_extended_accum(internal, numeric, numeric, float8) IS
	'support: of concentration_index_extended(), keeps one row | 支持函数：concentration_index_extended()，记下一行';

CREATE FUNCTION concentration_index_extended_accum(internal, x numeric, rank_by numeric, nu float8, w numeric)
RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_extended_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_extended_accum(internal, numeric, numeric, float8, numeric) IS
	'support: of concentration_index_extended(), keeps one row | 支持函数：concentration_index_extended()，记下一行';

CREATE FUNCTION concentration_index_extended_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'concentration_index_extended_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_extended_final(internal) IS
	'support: of concentration_index_extended(), computes the result | 支持函数：concentration_index_extended()，计算结果';

CREATE AGGREGATE concentration_index_extended(x float8, rank_by float8, nu float8) (
	SFUNC = concentration_index_extended_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_extended_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_extended(float8, float8, float8) IS
	'extended concentration: the higher nu, the more the low ranks count; the concentration index for nu = 2, 0 '
	'for nu = 1 | 扩展集中指数：nu 越大，排序靠后者越受重视；nu = 2 即集中指数，nu = 1 为 0';

CREATE AGGREGATE concentration_index_extended(x float8, rank_by float8, nu float8, w float8) (
	SFUNC = concentration_index_extended_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_extended_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_extended(float8, float8, float8, float8) IS
	'extended concentration: each row counts w times; the higher nu, the more the low ranks count; the '
	'concentration index for nu = 2, 0 for nu = 1 | 扩展集中指数：每行计 w 次；nu 越大，排序靠后者越受重视；nu = 2 即集中指数，nu = 1 为 0';

CREATE AGGREGATE concentration_index_extended(x numeric, rank_by numeric, nu float8) (
	SFUNC = concentration_index_extended_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_extended_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_extended(numeric, numeric, float8) IS
	'extended concentration: the higher nu, the more the low ranks count; the concentration index for nu = 2, 0 '
	'for nu = 1 | 扩展集中指数：nu 越大，排序靠后者越受重视；nu = 2 即集中指数，nu = 1 为 0';

CREATE AGGREGATE concentration_index_extended(x numeric, rank_by numeric, nu float8, w numeric) (
	SFUNC = concentration_index_extended_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_extended_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_extended(numeric, numeric, float8, numeric) IS
	'extended concentration: each row counts w times; the higher nu, the more the low ranks count; the '
	'concentration index for nu = 2, 0 for nu = 1 | 扩展集中指数：每行计 w 次；nu 越大，排序靠后者越受重视；nu = 2 即集中指数，nu = 1 为 0';

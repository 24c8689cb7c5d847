-- SPDX-License-Identifier: PostgreSQL
-- Whether resources follow an order, beyond need.  The option level must be the same in all rows of a group.

CREATE FUNCTION tilt_interval_accum(internal, x float8, need float8, rank_by float8, level float8, w float8,
	stratum float8, cluster float8) RETURNS internal
AS 'MODULE_PATHNAME', 'tilt_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION tilt_interval_accum(internal, float8, float8, float8, float8, float8, float8, float8) IS
	'support: of tilt_interval(), keeps one row | 支持函数：tilt_interval()，记下一行';

CREATE FUNCTION tilt_interval_final(internal) RETURNS estimate
AS 'MODULE_PATHNAME', 'tilt_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION tilt_interval_final(internal) IS
	'support: of tilt_interval(), computes the result | 支持函数：tilt_interval()，计算结果';

CREATE AGGREGATE tilt_interval(x float8, need float8, rank_by float8, level float8, w float8, stratum float8,
	cluster float8) (
	SFUNC = tilt_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = tilt_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tilt_interval(float8, float8, float8, float8, float8, float8, float8) IS
	'tilt with interval: concentration index of x along rank_by less that of need, within strata, which count by '
	'their total of x, with bounds that allow for what rows of a cluster have in common | '
	'倾斜度区间：层内 x 与需求沿 rank_by 的集中指数之差及其界限，各层按 x 总量计，计入同群各行的共性';

CREATE FUNCTION gini_correlation_interval_accum(internal, x float8, rank_by float8, level float8, w float8,
	stratum float8, cluster float8) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_correlation_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_correlation_interval_accum(internal, float8, float8, float8, float8, float8, float8) IS
	'support: of gini_correlation_interval(), keeps one row | 支持函数：gini_correlation_interval()，记下一行';

CREATE FUNCTION gini_correlation_interval_final(internal) RETURNS estimate
AS 'MODULE_PATHNAME', 'gini_correlation_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_correlation_interval_final(internal) IS
	'support: of gini_correlation_interval(), computes the result | 支持函数：gini_correlation_interval()，计算结果';

CREATE AGGREGATE gini_correlation_interval(x float8, rank_by float8, level float8, w float8, stratum float8,
	cluster float8) (
	SFUNC = gini_correlation_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_correlation_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_correlation_interval(float8, float8, float8, float8, float8, float8) IS
	'concentration over Gini: concentration index of x along rank_by, within strata, over the Gini index of the '
	'clusters: 1 if rank_by orders them as x does, with bounds; NULL if all have the same | '
	'集中占基尼比：层内 x 沿 rank_by 的集中指数除以各群的基尼系数：次序一致为 1，附界限；全部相等时为 NULL';

CREATE FUNCTION band_ratio_interval_accum(internal, x float8, band text, level float8, w float8, cluster float8)
RETURNS internal
AS 'MODULE_PATHNAME', 'band_ratio_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION band_ratio_interval_accum(internal, float8, text, float8, float8, float8) IS
	'support: of band_ratio_interval(), keeps one row | 支持函数：band_ratio_interval()，记下一行';

CREATE FUNCTION band_ratio_interval_final(internal) RETURNS estimate
AS 'MODULE_PATHNAME', 'band_ratio_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION band_ratio_interval_final(internal) IS
	'support: of band_ratio_interval(), computes the result | 支持函数：band_ratio_interval()，计算结果';

CREATE AGGREGATE band_ratio_interval(x float8, band text, level float8, w float8, cluster float8) (
	SFUNC = band_ratio_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = band_ratio_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE band_ratio_interval(float8, text, float8, float8, float8) IS
	'ratio of bands: mean of x in the top band over that in the bottom band, with bounds that allow for what '
	'rows of a cluster have in common | 前后档之比：x 在前档的均值与后档均值之比及其界限，计入同群各行的共性';

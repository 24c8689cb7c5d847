-- SPDX-License-Identifier: PostgreSQL
-- Rank correlation: whether two columns put rows in the same order.  Both measures over the same arguments share one
-- state.

CREATE FUNCTION rank_correlation_accum(internal, x float8, y float8) RETURNS internal
AS 'MODULE_PATHNAME', 'rank_correlation_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rank_correlation_accum(internal, float8, float8) IS
	'support: of rank correlations, keeps one row | 支持函数：rank correlations，记下一行';

CREATE FUNCTION rank_correlation_accum(internal, x numeric, y numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'rank_correlation_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rank_correlation_accum(internal, numeric, numeric) IS
	'support: of rank correlations, keeps one row | 支持函数：rank correlations，记下一行';

CREATE FUNCTION kendall_tau_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'kendall_tau_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION kendall_tau_final(internal) IS
	'support: of kendall_tau(), computes the result | 支持函数：kendall_tau()，计算结果';

CREATE AGGREGATE kendall_tau(x float8, y float8) (
	SFUNC = rank_correlation_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = kendall_tau_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE kendall_tau(float8, float8) IS
	'Kendall''s tau-b: 1 if x and y put all rows in the same order, -1 if in opposite orders; NULL if all x or '
	'all y are equal | 肯德尔相关系数：x 与 y 次序全同为 1，全反为 -1；x 或 y 全部相等时为 NULL';

CREATE AGGREGATE kendall_tau(x numeric, y numeric) (
	SFUNC = rank_correlation_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = kendall_tau_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE kendall_tau(numeric, numeric) IS
	'Kendall''s tau-b: 1 if x and y put all rows in the same order, -1 if in opposite orders; NULL if all x or '
	'all y are equal | 肯德尔相关系数：x 与 y 次序全同为 1，全反为 -1；x 或 y 全部相等时为 NULL';

CREATE FUNCTION spearman_rho_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'spearman_rho_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION spearman_rho_final(internal) IS
	'support: of spearman_rho(), computes the result | 支持函数：spearman_rho()，计算结果';

CREATE AGGREGATE spearman_rho(x float8, y float8) (
	SFUNC = rank_correlation_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = spearman_rho_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE spearman_rho(float8, float8) IS
	'Spearman''s rho: correlation of the ranks of x and y, where ties share their mean rank; NULL if all x or all '
	'y are equal | 斯皮尔曼相关系数：x 与 y 名次的相关系数，并列取平均名次；x 或 y 全部相等时为 NULL';

CREATE AGGREGATE spearman_rho(x numeric, y numeric) (
	SFUNC = rank_correlation_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = spearman_rho_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE spearman_rho(numeric, numeric) IS
	'Spearman''s rho: correlation of the ranks of x and y, where ties share their mean rank; NULL if all x or all '
	'y are equal | 斯皮尔曼相关系数：x 与 y 名次的相关系数，并列取平均名次；x 或 y 全部相等时为 NULL';

CREATE FUNCTION spearman_interval_accum(internal, x float8, y float8, level float8, stratum float8, cluster float8)
RETURNS internal
AS 'MODULE_PATHNAME', 'spearman_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION spearman_interval_accum(internal, float8, float8, float8, float8, float8) IS
	'support: of spearman_interval(), keeps one row | 支持函数：spearman_interval()，记下一行';

CREATE FUNCTION spearman_interval_final(internal) RETURNS estimate
AS 'MODULE_PATHNAME', 'spearman_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION spearman_interval_final(internal) IS
	'support: of spearman_interval(), computes the result | 支持函数：spearman_interval()，计算结果';

CREATE AGGREGATE spearman_interval(x float8, y float8, level float8, stratum float8, cluster float8) (
	SFUNC = spearman_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = spearman_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE spearman_interval(float8, float8, float8, float8, float8) IS
	'Spearman''s rho with interval: mean over strata, which count by their rows, with bounds as if each cluster '
	'had told once; NULL if no stratum has one | 秩相关区间：各层斯皮尔曼相关系数按行数的均值及其界限，每群按一次观测计；无一层可算时为 NULL';

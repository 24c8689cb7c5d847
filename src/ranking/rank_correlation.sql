-- Rank correlation: whether two columns put rows in the same order.  Both measures over the same arguments share one
-- state.

CREATE FUNCTION rank_correlation_accum(internal, x float8, y float8) RETURNS internal
AS 'MODULE_PATHNAME', 'rank_correlation_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rank_correlation_accum(internal, float8, float8) IS 'Support of rank correlations: keeps one row';

CREATE FUNCTION rank_correlation_accum(internal, x numeric, y numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'rank_correlation_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rank_correlation_accum(internal, numeric, numeric) IS 'Support of rank correlations: keeps one row';

CREATE FUNCTION kendall_tau_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'kendall_tau_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION kendall_tau_final(internal) IS 'Support of kendall_tau(): computes the result';

CREATE AGGREGATE kendall_tau(x float8, y float8) (
	SFUNC = rank_correlation_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = kendall_tau_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE kendall_tau(float8, float8) IS
	'Kendall''s tau-b: 1 if x and y put all rows in the same order, -1 if in opposite orders; NULL if all x or all y '
	'are equal';

CREATE AGGREGATE kendall_tau(x numeric, y numeric) (
	SFUNC = rank_correlation_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = kendall_tau_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE kendall_tau(numeric, numeric) IS
	'Kendall''s tau-b: 1 if x and y put all rows in the same order, -1 if in opposite orders; NULL if all x or all y '
	'are equal';

CREATE FUNCTION spearman_rho_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'spearman_rho_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION spearman_rho_final(internal) IS 'Support of spearman_rho(): computes the result';

CREATE AGGREGATE spearman_rho(x float8, y float8) (
	SFUNC = rank_correlation_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = spearman_rho_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE spearman_rho(float8, float8) IS
	'Spearman''s rho, the correlation of the ranks of x and y, where ties share their mean rank; NULL if all x or '
	'all y are equal';

CREATE AGGREGATE spearman_rho(x numeric, y numeric) (
	SFUNC = rank_correlation_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = spearman_rho_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE spearman_rho(numeric, numeric) IS
	'Spearman''s rho, the correlation of the ranks of x and y, where ties share their mean rank; NULL if all x or '
	'all y are equal';

CREATE FUNCTION spearman_accum(internal, x float8, y float8, level float8, stratum float8, cluster float8)
RETURNS internal
AS 'MODULE_PATHNAME', 'spearman_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION spearman_accum(internal, float8, float8, float8, float8, float8) IS
	'Support of spearman_interval(): keeps one row';

CREATE FUNCTION spearman_final(internal) RETURNS estimate
AS 'MODULE_PATHNAME', 'spearman_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION spearman_final(internal) IS 'Support of spearman_interval(): computes the result';

CREATE AGGREGATE spearman_interval(x float8, y float8, level float8, stratum float8, cluster float8) (
	SFUNC = spearman_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = spearman_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE spearman_interval(float8, float8, float8, float8, float8) IS
	'Mean of Spearman''s rho of x and y over strata, which count by their rows, with bounds as if each cluster had '
	'told once; NULL if no stratum has one';

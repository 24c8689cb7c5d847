-- Whether resources follow an order, beyond need.  The option level must be the same in all rows of a group.

CREATE FUNCTION tilt_accum(internal, x float8, need float8, rank_by float8, level float8, w float8, stratum float8,
	cluster float8) RETURNS internal
AS 'MODULE_PATHNAME', 'tilt_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION tilt_accum(internal, float8, float8, float8, float8, float8, float8, float8) IS
	'Support of tilt_interval(): keeps one row';

CREATE FUNCTION tilt_final(internal) RETURNS estimate
AS 'MODULE_PATHNAME', 'tilt_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION tilt_final(internal) IS 'Support of tilt_interval(): computes the result';

CREATE AGGREGATE tilt_interval(x float8, need float8, rank_by float8, level float8, w float8, stratum float8,
	cluster float8) (
	SFUNC = tilt_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = tilt_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tilt_interval(float8, float8, float8, float8, float8, float8, float8) IS
	'Concentration index of x along rank_by less that of need, within strata, which count by their total of x, with '
	'bounds that allow for what rows of a cluster have in common';

CREATE FUNCTION gini_correlation_accum(internal, x float8, rank_by float8, level float8, w float8, stratum float8,
	cluster float8) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_correlation_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_correlation_accum(internal, float8, float8, float8, float8, float8, float8) IS
	'Support of gini_correlation_interval(): keeps one row';

CREATE FUNCTION gini_correlation_final(internal) RETURNS estimate
AS 'MODULE_PATHNAME', 'gini_correlation_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_correlation_final(internal) IS
	'Support of gini_correlation_interval(): computes the result';

CREATE AGGREGATE gini_correlation_interval(x float8, rank_by float8, level float8, w float8, stratum float8,
	cluster float8) (
	SFUNC = gini_correlation_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_correlation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_correlation_interval(float8, float8, float8, float8, float8, float8) IS
	'Concentration index of x along rank_by, within strata, over the Gini index of the clusters: 1 if rank_by orders '
	'them as x does, with bounds; NULL if all have the same';

CREATE FUNCTION band_ratio_accum(internal, x float8, band text, level float8, w float8, cluster float8)
RETURNS internal
AS 'MODULE_PATHNAME', 'band_ratio_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION band_ratio_accum(internal, float8, text, float8, float8, float8) IS
	'Support of band_ratio_interval(): keeps one row';

CREATE FUNCTION band_ratio_final(internal) RETURNS estimate
AS 'MODULE_PATHNAME', 'band_ratio_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION band_ratio_final(internal) IS 'Support of band_ratio_interval(): computes the result';

CREATE AGGREGATE band_ratio_interval(x float8, band text, level float8, w float8, cluster float8) (
	SFUNC = band_ratio_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = band_ratio_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE band_ratio_interval(float8, text, float8, float8, float8) IS
	'Mean of x in the top band over that in the bottom band, as performance_band() tells them, with bounds that allow '
	'for what rows of a cluster have in common';

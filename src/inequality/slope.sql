-- A slope where x is known with error.  The option level must be the same in all rows of a group.

CREATE FUNCTION slope_accum(internal, y float8, x float8, error_variance float8, level float8, stratum float8,
	cluster float8) RETURNS internal
AS 'MODULE_PATHNAME', 'slope_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION slope_accum(internal, float8, float8, float8, float8, float8, float8) IS
	'Support of slope_interval(): keeps one row';

CREATE FUNCTION slope_final(internal) RETURNS estimate
AS 'MODULE_PATHNAME', 'slope_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION slope_final(internal) IS 'Support of slope_interval(): computes the result';

CREATE AGGREGATE slope_interval(y float8, x float8, error_variance float8, level float8, stratum float8,
	cluster float8) (
	SFUNC = slope_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = slope_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE slope_interval(float8, float8, float8, float8, float8, float8) IS
	'Slope of y on x within strata, x being known with an error of this variance, with bounds that allow for what rows '
	'of a cluster have in common; NULL where x is error for the most part';

CREATE FUNCTION reliability_accum(internal, x float8, error_variance float8, stratum float8) RETURNS internal
AS 'MODULE_PATHNAME', 'reliability_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION reliability_accum(internal, float8, float8, float8) IS
	'Support of reliability(): keeps one row';

CREATE FUNCTION reliability_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'reliability_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION reliability_final(internal) IS 'Support of reliability(): computes the result';

CREATE AGGREGATE reliability(x float8, error_variance float8, stratum float8) (
	SFUNC = reliability_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = reliability_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE reliability(float8, float8, float8) IS
	'Part of the variance of x within strata that is no error; NULL if all x of each stratum are equal';

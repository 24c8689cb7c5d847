-- Concentration: of a total on few rows, and along the order of another variable.

-- The state of all aggregates that are formulas of sums.
CREATE FUNCTION exact_combine(internal, internal) RETURNS internal
AS 'MODULE_PATHNAME', 'exact_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION exact_combine(internal, internal) IS 'Support of aggregates: joins two partial states that hold exact sums';

CREATE FUNCTION exact_serial(internal) RETURNS bytea
AS 'MODULE_PATHNAME', 'exact_serial' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION exact_serial(internal) IS 'Support of aggregates: writes a partial state that holds exact sums as bytes';

CREATE FUNCTION exact_deserial(bytea, internal) RETURNS internal
AS 'MODULE_PATHNAME', 'exact_deserial' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION exact_deserial(bytea, internal) IS 'Support of aggregates: reads what exact_serial() wrote';

CREATE FUNCTION hhi_accum(internal, x float8) RETURNS internal
AS 'MODULE_PATHNAME', 'hhi_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION hhi_accum(internal, float8) IS 'Support of hhi(): takes in one row';

CREATE FUNCTION hhi_accum(internal, x numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'hhi_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION hhi_accum(internal, numeric) IS 'Support of hhi(): takes in one row';

CREATE FUNCTION hhi_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'hhi_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION hhi_final(internal) IS 'Support of hhi(): computes the result';

CREATE AGGREGATE hhi(x float8) (
	SFUNC = hhi_accum, STYPE = internal, SSPACE = 320,
	FINALFUNC = hhi_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, SERIALFUNC = exact_serial, DESERIALFUNC = exact_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE hhi(float8) IS 'Herfindahl-Hirschman index of x, the sum of squared shares: 1/n if all are equal, 1 if one has all; NULL if the total is 0';

CREATE AGGREGATE hhi(x numeric) (
	SFUNC = hhi_accum, STYPE = internal, SSPACE = 320,
	FINALFUNC = hhi_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, SERIALFUNC = exact_serial, DESERIALFUNC = exact_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE hhi(numeric) IS 'Herfindahl-Hirschman index of x, the sum of squared shares: 1/n if all are equal, 1 if one has all; NULL if the total is 0';

CREATE FUNCTION concentration_accum(internal, x float8, rank_by float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_accum(internal, float8, float8) IS 'Support of concentration_index(): keeps one row';

CREATE FUNCTION concentration_accum(internal, x float8, rank_by float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_accum(internal, float8, float8, float8) IS 'Support of concentration_index(): keeps one row';

CREATE FUNCTION concentration_accum(internal, x numeric, rank_by numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_accum(internal, numeric, numeric) IS 'Support of concentration_index(): keeps one row';

CREATE FUNCTION concentration_accum(internal, x numeric, rank_by numeric, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_accum(internal, numeric, numeric, numeric) IS 'Support of concentration_index(): keeps one row';

CREATE FUNCTION concentration_index_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'concentration_index_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_final(internal) IS 'Support of concentration_index(): computes the result';

CREATE AGGREGATE concentration_index(x float8, rank_by float8) (
	SFUNC = concentration_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index(float8, float8) IS 'Concentration index of x along rank_by, -1 to 1: above 0 if rows that rank high have more of x than their part; NULL if the total is 0';

CREATE AGGREGATE concentration_index(x float8, rank_by float8, w float8) (
	SFUNC = concentration_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index(float8, float8, float8) IS 'Concentration index of x along rank_by, where each row counts w times';

CREATE AGGREGATE concentration_index(x numeric, rank_by numeric) (
	SFUNC = concentration_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index(numeric, numeric) IS 'Concentration index of x along rank_by, -1 to 1: above 0 if rows that rank high have more of x than their part; NULL if the total is 0';

CREATE AGGREGATE concentration_index(x numeric, rank_by numeric, w numeric) (
	SFUNC = concentration_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index(numeric, numeric, numeric) IS 'Concentration index of x along rank_by, where each row counts w times';

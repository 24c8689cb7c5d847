-- Concentration: of a total on few rows, and along the order of another variable.

CREATE FUNCTION hhi_accum(exact_sums, x float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'hhi_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION hhi_accum(exact_sums, float8) IS 'Support of hhi(): takes in one row';

CREATE FUNCTION hhi_accum(exact_sums, x numeric) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'hhi_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION hhi_accum(exact_sums, numeric) IS 'Support of hhi(): takes in one row';

CREATE FUNCTION hhi_final(exact_sums) RETURNS float8
AS 'MODULE_PATHNAME', 'hhi_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION hhi_final(exact_sums) IS 'Support of hhi(): computes the result';

CREATE AGGREGATE hhi(x float8) (
	SFUNC = hhi_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = hhi_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE hhi(float8) IS
	'Herfindahl-Hirschman index of x, the sum of squared shares: 1/n if all are equal, 1 if one has all; NULL if the '
	'total is 0';

CREATE AGGREGATE hhi(x numeric) (
	SFUNC = hhi_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = hhi_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE hhi(numeric) IS
	'Herfindahl-Hirschman index of x, the sum of squared shares: 1/n if all are equal, 1 if one has all; NULL if the '
	'total is 0';

CREATE FUNCTION hhi_normalized_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'hhi_normalized_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION hhi_normalized_final(internal) IS 'Support of hhi_normalized(): computes the result';

CREATE AGGREGATE hhi_normalized(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = hhi_normalized_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE hhi_normalized(float8) IS
	'Herfindahl-Hirschman index of x from 0, if all are equal, to 1, if one has all; NULL for one row and if the '
	'total is 0';

CREATE AGGREGATE hhi_normalized(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = hhi_normalized_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE hhi_normalized(numeric) IS
	'Herfindahl-Hirschman index of x from 0, if all are equal, to 1, if one has all; NULL for one row and if the '
	'total is 0';

CREATE FUNCTION concentration_accum(internal, x float8, rank_by float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_accum(internal, float8, float8) IS 'Support of concentration_index(): keeps one row';

CREATE FUNCTION concentration_accum(internal, x float8, rank_by float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_accum(internal, float8, float8, float8) IS
	'Support of concentration_index(): keeps one row';

CREATE FUNCTION concentration_accum(internal, x numeric, rank_by numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_accum(internal, numeric, numeric) IS
	'Support of concentration_index(): keeps one row';

CREATE FUNCTION concentration_accum(internal, x numeric, rank_by numeric, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_accum(internal, numeric, numeric, numeric) IS
	'Support of concentration_index(): keeps one row';

CREATE FUNCTION concentration_index_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'concentration_index_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_final(internal) IS 'Support of concentration_index(): computes the result';

CREATE AGGREGATE concentration_index(x float8, rank_by float8) (
	SFUNC = concentration_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index(float8, float8) IS
	'Concentration index of x along rank_by, -1 to 1: above 0 if rows that rank high have more of x than their part; '
	'NULL if the total is 0';

CREATE AGGREGATE concentration_index(x float8, rank_by float8, w float8) (
	SFUNC = concentration_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index(float8, float8, float8) IS
	'Concentration index of x along rank_by, where each row counts w times';

CREATE AGGREGATE concentration_index(x numeric, rank_by numeric) (
	SFUNC = concentration_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index(numeric, numeric) IS
	'Concentration index of x along rank_by, -1 to 1: above 0 if rows that rank high have more of x than their part; '
	'NULL if the total is 0';

CREATE AGGREGATE concentration_index(x numeric, rank_by numeric, w numeric) (
	SFUNC = concentration_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index(numeric, numeric, numeric) IS
	'Concentration index of x along rank_by, where each row counts w times';

CREATE FUNCTION concentration_signed_accum(internal, x float8, rank_by float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_signed_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_signed_accum(internal, float8, float8) IS
	'Support of concentration_index_generalized(): keeps one row';

CREATE FUNCTION concentration_signed_accum(internal, x float8, rank_by float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_signed_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_signed_accum(internal, float8, float8, float8) IS
	'Support of concentration_index_generalized(): keeps one row';

CREATE FUNCTION concentration_signed_accum(internal, x numeric, rank_by numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_signed_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_signed_accum(internal, numeric, numeric) IS
	'Support of concentration_index_generalized(): keeps one row';

CREATE FUNCTION concentration_signed_accum(internal, x numeric, rank_by numeric, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_signed_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_signed_accum(internal, numeric, numeric, numeric) IS
	'Support of concentration_index_generalized(): keeps one row';

CREATE FUNCTION concentration_index_generalized_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'concentration_index_generalized_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_generalized_final(internal) IS
	'Support of concentration_index_generalized(): computes the result';

CREATE AGGREGATE concentration_index_generalized(x float8, rank_by float8) (
	SFUNC = concentration_signed_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_generalized_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_generalized(float8, float8) IS
	'Generalized concentration index of x along rank_by: the concentration index times the mean, in the unit of x; '
	'negative values are allowed';

CREATE AGGREGATE concentration_index_generalized(x float8, rank_by float8, w float8) (
	SFUNC = concentration_signed_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_generalized_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_generalized(float8, float8, float8) IS
	'Generalized concentration index of x along rank_by, where each row counts w times';

CREATE AGGREGATE concentration_index_generalized(x numeric, rank_by numeric) (
	SFUNC = concentration_signed_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_generalized_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_generalized(numeric, numeric) IS
	'Generalized concentration index of x along rank_by: the concentration index times the mean, in the unit of x; '
	'negative values are allowed';

CREATE AGGREGATE concentration_index_generalized(x numeric, rank_by numeric, w numeric) (
	SFUNC = concentration_signed_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_generalized_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_generalized(numeric, numeric, numeric) IS
	'Generalized concentration index of x along rank_by, where each row counts w times';

CREATE FUNCTION concentration_limits_accum(internal, x float8, rank_by float8, lo float8, hi float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_limits_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_limits_accum(internal, float8, float8, float8, float8) IS
	'Support of concentration_index_erreygers() and concentration_index_wagstaff(): keeps one row';

CREATE FUNCTION concentration_limits_accum(internal, x float8, rank_by float8, lo float8, hi float8, w float8)
RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_limits_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_limits_accum(internal, float8, float8, float8, float8, float8) IS
	'Support of concentration_index_erreygers() and concentration_index_wagstaff(): keeps one row';

CREATE FUNCTION concentration_limits_accum(internal, x numeric, rank_by numeric, lo float8, hi float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_limits_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_limits_accum(internal, numeric, numeric, float8, float8) IS
	'Support of concentration_index_erreygers() and concentration_index_wagstaff(): keeps one row';

CREATE FUNCTION concentration_limits_accum(internal, x numeric, rank_by numeric, lo float8, hi float8, w numeric)
RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_limits_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_limits_accum(internal, numeric, numeric, float8, float8, numeric) IS
	'Support of concentration_index_erreygers() and concentration_index_wagstaff(): keeps one row';

CREATE FUNCTION concentration_index_erreygers_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'concentration_index_erreygers_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_erreygers_final(internal) IS
	'Support of concentration_index_erreygers(): computes the result';

CREATE AGGREGATE concentration_index_erreygers(x float8, rank_by float8, lo float8, hi float8) (
	SFUNC = concentration_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_erreygers_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_erreygers(float8, float8, float8, float8) IS
	'Erreygers index of x between lo and hi along rank_by, -1 to 1: the same in size for x and for what is missing '
	'to hi';

CREATE AGGREGATE concentration_index_erreygers(x float8, rank_by float8, lo float8, hi float8, w float8) (
	SFUNC = concentration_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_erreygers_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_erreygers(float8, float8, float8, float8, float8) IS
	'Erreygers index of x along rank_by, where each row counts w times';

CREATE AGGREGATE concentration_index_erreygers(x numeric, rank_by numeric, lo float8, hi float8) (
	SFUNC = concentration_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_erreygers_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_erreygers(numeric, numeric, float8, float8) IS
	'Erreygers index of x between lo and hi along rank_by, -1 to 1: the same in size for x and for what is missing '
	'to hi';

CREATE AGGREGATE concentration_index_erreygers(x numeric, rank_by numeric, lo float8, hi float8, w numeric) (
	SFUNC = concentration_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_erreygers_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_erreygers(numeric, numeric, float8, float8, numeric) IS
	'Erreygers index of x along rank_by, where each row counts w times';

CREATE FUNCTION concentration_index_wagstaff_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'concentration_index_wagstaff_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_wagstaff_final(internal) IS
	'Support of concentration_index_wagstaff(): computes the result';

CREATE AGGREGATE concentration_index_wagstaff(x float8, rank_by float8, lo float8, hi float8) (
	SFUNC = concentration_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_wagstaff_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_wagstaff(float8, float8, float8, float8) IS
	'Wagstaff index of x between lo and hi along rank_by, -1 to 1: over the largest that the mean of x allows; NULL '
	'if all are lo or all are hi';

CREATE AGGREGATE concentration_index_wagstaff(x float8, rank_by float8, lo float8, hi float8, w float8) (
	SFUNC = concentration_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_wagstaff_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_wagstaff(float8, float8, float8, float8, float8) IS
	'Wagstaff index of x along rank_by, where each row counts w times';

CREATE AGGREGATE concentration_index_wagstaff(x numeric, rank_by numeric, lo float8, hi float8) (
	SFUNC = concentration_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_wagstaff_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_wagstaff(numeric, numeric, float8, float8) IS
	'Wagstaff index of x between lo and hi along rank_by, -1 to 1: over the largest that the mean of x allows; NULL '
	'if all are lo or all are hi';

CREATE AGGREGATE concentration_index_wagstaff(x numeric, rank_by numeric, lo float8, hi float8, w numeric) (
	SFUNC = concentration_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_wagstaff_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_wagstaff(numeric, numeric, float8, float8, numeric) IS
	'Wagstaff index of x along rank_by, where each row counts w times';

CREATE FUNCTION concentration_extended_accum(internal, x float8, rank_by float8, nu float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_extended_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_extended_accum(internal, float8, float8, float8) IS
	'Support of concentration_index_extended(): keeps one row';

CREATE FUNCTION concentration_extended_accum(internal, x float8, rank_by float8, nu float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_extended_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_extended_accum(internal, float8, float8, float8, float8) IS
	'Support of concentration_index_extended(): keeps one row';

CREATE FUNCTION concentration_extended_accum(internal, x numeric, rank_by numeric, nu float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_extended_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_extended_accum(internal, numeric, numeric, float8) IS
	'Support of concentration_index_extended(): keeps one row';

CREATE FUNCTION concentration_extended_accum(internal, x numeric, rank_by numeric, nu float8, w numeric)
RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_extended_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_extended_accum(internal, numeric, numeric, float8, numeric) IS
	'Support of concentration_index_extended(): keeps one row';

CREATE FUNCTION concentration_index_extended_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'concentration_index_extended_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_extended_final(internal) IS
	'Support of concentration_index_extended(): computes the result';

CREATE AGGREGATE concentration_index_extended(x float8, rank_by float8, nu float8) (
	SFUNC = concentration_extended_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_extended_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_extended(float8, float8, float8) IS
	'Extended concentration index of x along rank_by: the higher nu, the more the low ranks count; the concentration '
	'index for nu = 2, 0 for nu = 1';

CREATE AGGREGATE concentration_index_extended(x float8, rank_by float8, nu float8, w float8) (
	SFUNC = concentration_extended_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_extended_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_extended(float8, float8, float8, float8) IS
	'Extended concentration index of x along rank_by, where each row counts w times';

CREATE AGGREGATE concentration_index_extended(x numeric, rank_by numeric, nu float8) (
	SFUNC = concentration_extended_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_extended_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_extended(numeric, numeric, float8) IS
	'Extended concentration index of x along rank_by: the higher nu, the more the low ranks count; the concentration '
	'index for nu = 2, 0 for nu = 1';

CREATE AGGREGATE concentration_index_extended(x numeric, rank_by numeric, nu float8, w numeric) (
	SFUNC = concentration_extended_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_extended_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_extended(numeric, numeric, float8, numeric) IS
	'Extended concentration index of x along rank_by, where each row counts w times';

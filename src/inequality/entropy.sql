-- Inequality as the mean of a function of the deviations from equality.  Options (alpha, epsilon) must be the same in
-- all rows of a group.

CREATE FUNCTION theil_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'theil_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION theil_final(internal) IS 'Support of theil(): computes the result';

CREATE AGGREGATE theil(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = theil_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE theil(float8) IS
	'Theil index of x, generalized entropy for alpha = 1: 0 if all are equal, ln n if one has all; NULL if the total '
	'is 0';

CREATE AGGREGATE theil(x float8, w float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = theil_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE theil(float8, float8) IS 'Theil index of x, where each row counts w times';

CREATE AGGREGATE theil(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = theil_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE theil(numeric) IS
	'Theil index of x, generalized entropy for alpha = 1: 0 if all are equal, ln n if one has all; NULL if the total '
	'is 0';

CREATE AGGREGATE theil(x numeric, w numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = theil_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE theil(numeric, numeric) IS 'Theil index of x, where each row counts w times';

CREATE FUNCTION mean_log_deviation_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'mean_log_deviation_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mean_log_deviation_final(internal) IS 'Support of mean_log_deviation(): computes the result';

CREATE AGGREGATE mean_log_deviation(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = mean_log_deviation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mean_log_deviation(float8) IS
	'Mean log deviation of x, generalized entropy for alpha = 0: 0 if all are equal; NULL if a value is 0';

CREATE AGGREGATE mean_log_deviation(x float8, w float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = mean_log_deviation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mean_log_deviation(float8, float8) IS 'Mean log deviation of x, where each row counts w times';

CREATE AGGREGATE mean_log_deviation(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = mean_log_deviation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mean_log_deviation(numeric) IS
	'Mean log deviation of x, generalized entropy for alpha = 0: 0 if all are equal; NULL if a value is 0';

CREATE AGGREGATE mean_log_deviation(x numeric, w numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = mean_log_deviation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mean_log_deviation(numeric, numeric) IS 'Mean log deviation of x, where each row counts w times';

CREATE FUNCTION generalized_entropy_accum(internal, x float8, alpha float8) RETURNS internal
AS 'MODULE_PATHNAME', 'generalized_entropy_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION generalized_entropy_accum(internal, float8, float8) IS
	'Support of generalized_entropy(): keeps one row';

CREATE FUNCTION generalized_entropy_accum(internal, x float8, alpha float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'generalized_entropy_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION generalized_entropy_accum(internal, float8, float8, float8) IS
	'Support of generalized_entropy(): keeps one row';

CREATE FUNCTION generalized_entropy_accum(internal, x numeric, alpha float8) RETURNS internal
AS 'MODULE_PATHNAME', 'generalized_entropy_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION generalized_entropy_accum(internal, numeric, float8) IS
	'Support of generalized_entropy(): keeps one row';

CREATE FUNCTION generalized_entropy_accum(internal, x numeric, alpha float8, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'generalized_entropy_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION generalized_entropy_accum(internal, numeric, float8, numeric) IS
	'Support of generalized_entropy(): keeps one row';

CREATE FUNCTION generalized_entropy_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'generalized_entropy_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION generalized_entropy_final(internal) IS 'Support of generalized_entropy(): computes the result';

CREATE AGGREGATE generalized_entropy(x float8, alpha float8) (
	SFUNC = generalized_entropy_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = generalized_entropy_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE generalized_entropy(float8, float8) IS
	'Generalized entropy of x: 0 if all are equal; the lower alpha, the more low values count; NULL if it is infinite';

CREATE AGGREGATE generalized_entropy(x float8, alpha float8, w float8) (
	SFUNC = generalized_entropy_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = generalized_entropy_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE generalized_entropy(float8, float8, float8) IS
	'Generalized entropy of x, where each row counts w times';

CREATE AGGREGATE generalized_entropy(x numeric, alpha float8) (
	SFUNC = generalized_entropy_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = generalized_entropy_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE generalized_entropy(numeric, float8) IS
	'Generalized entropy of x: 0 if all are equal; the lower alpha, the more low values count; NULL if it is infinite';

CREATE AGGREGATE generalized_entropy(x numeric, alpha float8, w numeric) (
	SFUNC = generalized_entropy_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = generalized_entropy_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE generalized_entropy(numeric, float8, numeric) IS
	'Generalized entropy of x, where each row counts w times';

CREATE FUNCTION atkinson_accum(internal, x float8, epsilon float8) RETURNS internal
AS 'MODULE_PATHNAME', 'atkinson_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION atkinson_accum(internal, float8, float8) IS 'Support of atkinson(): keeps one row';

CREATE FUNCTION atkinson_accum(internal, x float8, epsilon float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'atkinson_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION atkinson_accum(internal, float8, float8, float8) IS 'Support of atkinson(): keeps one row';

CREATE FUNCTION atkinson_accum(internal, x numeric, epsilon float8) RETURNS internal
AS 'MODULE_PATHNAME', 'atkinson_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION atkinson_accum(internal, numeric, float8) IS 'Support of atkinson(): keeps one row';

CREATE FUNCTION atkinson_accum(internal, x numeric, epsilon float8, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'atkinson_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION atkinson_accum(internal, numeric, float8, numeric) IS 'Support of atkinson(): keeps one row';

CREATE FUNCTION atkinson_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'atkinson_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION atkinson_final(internal) IS 'Support of atkinson(): computes the result';

CREATE AGGREGATE atkinson(x float8, epsilon float8) (
	SFUNC = atkinson_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = atkinson_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE atkinson(float8, float8) IS
	'Atkinson index of x, 0 to 1: the part of the total that aversion epsilon to inequality would give for equality';

CREATE AGGREGATE atkinson(x float8, epsilon float8, w float8) (
	SFUNC = atkinson_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = atkinson_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE atkinson(float8, float8, float8) IS 'Atkinson index of x, where each row counts w times';

CREATE AGGREGATE atkinson(x numeric, epsilon float8) (
	SFUNC = atkinson_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = atkinson_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE atkinson(numeric, float8) IS
	'Atkinson index of x, 0 to 1: the part of the total that aversion epsilon to inequality would give for equality';

CREATE AGGREGATE atkinson(x numeric, epsilon float8, w numeric) (
	SFUNC = atkinson_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = atkinson_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE atkinson(numeric, float8, numeric) IS 'Atkinson index of x, where each row counts w times';

CREATE FUNCTION hoover_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'hoover_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION hoover_final(internal) IS 'Support of hoover(): computes the result';

CREATE AGGREGATE hoover(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = hoover_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE hoover(float8) IS
	'Hoover index of x, 0 to 1: the part of the total that would have to move for equality';

CREATE AGGREGATE hoover(x float8, w float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = hoover_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE hoover(float8, float8) IS 'Hoover index of x, where each row counts w times';

CREATE AGGREGATE hoover(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = hoover_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE hoover(numeric) IS
	'Hoover index of x, 0 to 1: the part of the total that would have to move for equality';

CREATE AGGREGATE hoover(x numeric, w numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = hoover_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE hoover(numeric, numeric) IS 'Hoover index of x, where each row counts w times';

CREATE FUNCTION coefficient_of_variation_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'coefficient_of_variation_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION coefficient_of_variation_final(internal) IS
	'Support of coefficient_of_variation(): computes the result';

CREATE AGGREGATE coefficient_of_variation(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = coefficient_of_variation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE coefficient_of_variation(float8) IS
	'Coefficient of variation of x: the population standard deviation over the mean';

CREATE AGGREGATE coefficient_of_variation(x float8, w float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = coefficient_of_variation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE coefficient_of_variation(float8, float8) IS
	'Coefficient of variation of x, where each row counts w times';

CREATE AGGREGATE coefficient_of_variation(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = coefficient_of_variation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE coefficient_of_variation(numeric) IS
	'Coefficient of variation of x: the population standard deviation over the mean';

CREATE AGGREGATE coefficient_of_variation(x numeric, w numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = coefficient_of_variation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE coefficient_of_variation(numeric, numeric) IS
	'Coefficient of variation of x, where each row counts w times';

CREATE TYPE entropy_decomposition AS (total float8, within float8, between float8);
COMMENT ON TYPE entropy_decomposition IS 'What entropy_decomposition() returns: total = within + between';

CREATE FUNCTION entropy_decomposition(alpha float8, weights float8[], means float8[], entropies float8[])
RETURNS entropy_decomposition
AS 'MODULE_PATHNAME', 'entropy_decomposition' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION entropy_decomposition(float8, float8[], float8[], float8[]) IS
	'Generalized entropy within and between groups, from the weight, the mean and the generalized entropy of each '
	'group';

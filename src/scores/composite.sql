-- Composite scores: from many scores to one.  p and min_coverage must be the same in all rows of a group.

CREATE FUNCTION evaluation_accum(exact_sums, earned float8, available float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'evaluation_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION evaluation_accum(exact_sums, float8, float8) IS 'Support of evaluation_score(): takes in one row';

CREATE FUNCTION evaluation_final(exact_sums) RETURNS float8
AS 'MODULE_PATHNAME', 'evaluation_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION evaluation_final(exact_sums) IS 'Support of evaluation_score(): computes the result';

CREATE AGGREGATE evaluation_score(earned float8, available float8) (
	SFUNC = evaluation_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = evaluation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE evaluation_score(float8, float8) IS
	'100 * sum of earned points / sum of available points, over the rows where both are known';

CREATE FUNCTION arithmetic_accum(exact_sums, value float8, weight float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'arithmetic_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION arithmetic_accum(exact_sums, float8, float8) IS 'Support of arithmetic_score(): takes in one row';

CREATE FUNCTION arithmetic_accum(exact_sums, value float8, weight float8, min_coverage float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'arithmetic_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION arithmetic_accum(exact_sums, float8, float8, float8) IS
	'Support of arithmetic_score(): takes in one row';

CREATE FUNCTION arithmetic_final(exact_sums) RETURNS float8
AS 'MODULE_PATHNAME', 'arithmetic_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION arithmetic_final(exact_sums) IS 'Support of arithmetic_score(): computes the result';

CREATE AGGREGATE arithmetic_score(value float8, weight float8) (
	SFUNC = arithmetic_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = arithmetic_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE arithmetic_score(float8, float8) IS 'Weighted arithmetic mean of the values that are present';

CREATE AGGREGATE arithmetic_score(value float8, weight float8, min_coverage float8) (
	SFUNC = arithmetic_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = arithmetic_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE arithmetic_score(float8, float8, float8) IS
	'Weighted arithmetic mean of the values that are present; NULL if they have less than min_coverage (0 .. 1) of '
	'the weight';

CREATE FUNCTION geometric_accum(exact_sums, value float8, weight float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'geometric_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION geometric_accum(exact_sums, float8, float8) IS 'Support of geometric_score(): takes in one row';

CREATE FUNCTION geometric_accum(exact_sums, value float8, weight float8, min_coverage float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'geometric_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION geometric_accum(exact_sums, float8, float8, float8) IS
	'Support of geometric_score(): takes in one row';

CREATE FUNCTION geometric_final(exact_sums) RETURNS float8
AS 'MODULE_PATHNAME', 'geometric_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION geometric_final(exact_sums) IS 'Support of geometric_score(): computes the result';

CREATE AGGREGATE geometric_score(value float8, weight float8) (
	SFUNC = geometric_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = geometric_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE geometric_score(float8, float8) IS
	'Weighted geometric mean of the values that are present; they must be above 0';

CREATE AGGREGATE geometric_score(value float8, weight float8, min_coverage float8) (
	SFUNC = geometric_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = geometric_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE geometric_score(float8, float8, float8) IS
	'Weighted geometric mean of the values that are present; NULL if they have less than min_coverage (0 .. 1) of '
	'the weight';

CREATE FUNCTION power_combine(exact_sums, exact_sums) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'power_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION power_combine(exact_sums, exact_sums) IS
	'Support of harmonic_score() and power_score(): joins two partial states';

CREATE FUNCTION power_final(exact_sums) RETURNS float8
AS 'MODULE_PATHNAME', 'power_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION power_final(exact_sums) IS 'Support of harmonic_score() and power_score(): computes the result';

CREATE FUNCTION harmonic_accum(exact_sums, value float8, weight float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'harmonic_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION harmonic_accum(exact_sums, float8, float8) IS 'Support of harmonic_score(): takes in one row';

CREATE FUNCTION harmonic_accum(exact_sums, value float8, weight float8, min_coverage float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'harmonic_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION harmonic_accum(exact_sums, float8, float8, float8) IS 'Support of harmonic_score(): takes in one row';

CREATE AGGREGATE harmonic_score(value float8, weight float8) (
	SFUNC = harmonic_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = power_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = power_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE harmonic_score(float8, float8) IS
	'Weighted harmonic mean of the values that are present; they must be above 0';

CREATE AGGREGATE harmonic_score(value float8, weight float8, min_coverage float8) (
	SFUNC = harmonic_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = power_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = power_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE harmonic_score(float8, float8, float8) IS
	'Weighted harmonic mean of the values that are present; NULL if they have less than min_coverage (0 .. 1) of the '
	'weight';

CREATE FUNCTION power_accum(exact_sums, value float8, weight float8, p float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'power_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION power_accum(exact_sums, float8, float8, float8) IS 'Support of power_score(): takes in one row';

CREATE FUNCTION power_accum(exact_sums, value float8, weight float8, p float8, min_coverage float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'power_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION power_accum(exact_sums, float8, float8, float8, float8) IS
	'Support of power_score(): takes in one row';

CREATE AGGREGATE power_score(value float8, weight float8, p float8) (
	SFUNC = power_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = power_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = power_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE power_score(float8, float8, float8) IS
	'Weighted power mean of the values that are present: harmonic for p = -1, geometric for p = 0, arithmetic for p '
	'= 1, quadratic for p = 2';

CREATE AGGREGATE power_score(value float8, weight float8, p float8, min_coverage float8) (
	SFUNC = power_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = power_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = power_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE power_score(float8, float8, float8, float8) IS
	'Weighted power mean of the values that are present; NULL if they have less than min_coverage (0 .. 1) of the '
	'weight';

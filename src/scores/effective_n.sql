-- How many equally weighted answers say as much as answers of unequal weights.

CREATE FUNCTION kish_accum(exact_sums, w float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'kish_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION kish_accum(exact_sums, float8) IS 'Support of kish_effective_n(): takes in one row';

CREATE FUNCTION kish_accum(exact_sums, w numeric) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'kish_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION kish_accum(exact_sums, numeric) IS 'Support of kish_effective_n(): takes in one row';

CREATE FUNCTION kish_final(exact_sums) RETURNS float8
AS 'MODULE_PATHNAME', 'kish_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION kish_final(exact_sums) IS 'Support of kish_effective_n(): computes the result';

CREATE AGGREGATE kish_effective_n(w float8) (
	SFUNC = kish_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = kish_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE kish_effective_n(float8) IS
	'Kish''s effective number of answers with weights w, (sum of w)^2 / sum of w^2: the number of rows if all are '
	'equal, fewer otherwise; NULL if all are 0';

CREATE AGGREGATE kish_effective_n(w numeric) (
	SFUNC = kish_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = kish_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE kish_effective_n(numeric) IS
	'Kish''s effective number of answers with weights w, (sum of w)^2 / sum of w^2: the number of rows if all are '
	'equal, fewer otherwise; NULL if all are 0';

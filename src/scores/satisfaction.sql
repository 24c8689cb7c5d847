-- Satisfaction: what was done counts as far as the people served are satisfied with it (0 .. 100).  theta must be the
-- same in all rows of a group.

CREATE FUNCTION satisfaction_quantity_accum(exact_sums, quantity float8, satisfaction float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'satisfaction_quantity_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION satisfaction_quantity_accum(exact_sums, float8, float8) IS
	'Support of satisfaction_weighted_quantity(): takes in one row';

CREATE FUNCTION satisfaction_quantity_final(exact_sums) RETURNS float8
AS 'MODULE_PATHNAME', 'satisfaction_quantity_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION satisfaction_quantity_final(exact_sums) IS
	'Support of satisfaction_weighted_quantity(): computes the result';

CREATE AGGREGATE satisfaction_weighted_quantity(quantity float8, satisfaction float8) (
	SFUNC = satisfaction_quantity_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = satisfaction_quantity_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE satisfaction_weighted_quantity(float8, float8) IS 'Sum of quantity * satisfaction / 100';

CREATE FUNCTION satisfaction_index_accum(exact_sums, score float8, satisfaction float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'satisfaction_index_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION satisfaction_index_accum(exact_sums, float8, float8) IS
	'Support of satisfaction_weighted_index(): takes in one row';

CREATE FUNCTION satisfaction_index_accum(exact_sums, score float8, satisfaction float8, weight float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'satisfaction_index_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION satisfaction_index_accum(exact_sums, float8, float8, float8) IS
	'Support of satisfaction_weighted_index(): takes in one row';

CREATE FUNCTION satisfaction_index_accum(exact_sums, score float8, satisfaction float8, weight float8, theta float8)
RETURNS exact_sums
AS 'MODULE_PATHNAME', 'satisfaction_index_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION satisfaction_index_accum(exact_sums, float8, float8, float8, float8) IS
	'Support of satisfaction_weighted_index(): takes in one row';

CREATE FUNCTION satisfaction_index_final(exact_sums) RETURNS float8
AS 'MODULE_PATHNAME', 'satisfaction_index_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION satisfaction_index_final(exact_sums) IS
	'Support of satisfaction_weighted_index(): computes the result';

CREATE AGGREGATE satisfaction_weighted_index(score float8, satisfaction float8) (
	SFUNC = satisfaction_index_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = satisfaction_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE satisfaction_weighted_index(float8, float8) IS 'Mean of score * satisfaction / 100';

CREATE AGGREGATE satisfaction_weighted_index(score float8, satisfaction float8, weight float8) (
	SFUNC = satisfaction_index_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = satisfaction_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE satisfaction_weighted_index(float8, float8, float8) IS
	'Weighted mean of score * satisfaction / 100';

CREATE AGGREGATE satisfaction_weighted_index(score float8, satisfaction float8, weight float8, theta float8) (
	SFUNC = satisfaction_index_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = satisfaction_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE satisfaction_weighted_index(float8, float8, float8, float8) IS
	'Weighted mean of score * (satisfaction / 100) ^ theta: 0 leaves satisfaction out, above 1 it counts more';

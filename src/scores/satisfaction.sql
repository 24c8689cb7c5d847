-- SPDX-License-Identifier: PostgreSQL
-- Satisfaction: what was done counts as far as the people served are satisfied with it (0 .. 100).  theta must be the
-- same in all rows of a group.

CREATE FUNCTION satisfaction_weighted_quantity_accum(exact_sums, quantity float8, satisfaction float8)
RETURNS exact_sums
AS 'MODULE_PATHNAME', 'satisfaction_quantity_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION satisfaction_weighted_quantity_accum(exact_sums, float8, float8) IS
	'support: of satisfaction_weighted_quantity(), takes in one row | 支持函数：satisfaction_weighted_quantity()，计入一行';

CREATE FUNCTION satisfaction_weighted_quantity_final(exact_sums) RETURNS float8
AS 'MODULE_PATHNAME', 'satisfaction_quantity_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION satisfaction_weighted_quantity_final(exact_sums) IS
	'support: of satisfaction_weighted_quantity(), computes the result | '
	'支持函数：satisfaction_weighted_quantity()，计算结果';

CREATE AGGREGATE satisfaction_weighted_quantity(quantity float8, satisfaction float8) (
	SFUNC = satisfaction_weighted_quantity_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = satisfaction_weighted_quantity_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE satisfaction_weighted_quantity(float8, float8) IS
	'satisfied quantity: sum of quantity * satisfaction / 100 | 满意加权数量：数量 × 满意度 / 100 之和';

CREATE FUNCTION satisfaction_weighted_index_accum(exact_sums, score float8, satisfaction float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'satisfaction_index_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION satisfaction_weighted_index_accum(exact_sums, float8, float8) IS
	'support: of satisfaction_weighted_index(), takes in one row | 支持函数：satisfaction_weighted_index()，计入一行';

CREATE FUNCTION satisfaction_weighted_index_accum(exact_sums, score float8, satisfaction float8, weight float8)
RETURNS exact_sums
AS 'MODULE_PATHNAME', 'satisfaction_index_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION satisfaction_weighted_index_accum(exact_sums, float8, float8, float8) IS
	'support: of satisfaction_weighted_index(), takes in one row | 支持函数：satisfaction_weighted_index()，计入一行';

CREATE FUNCTION satisfaction_weighted_index_accum(exact_sums, score float8, satisfaction float8, weight float8,
	theta float8)
RETURNS exact_sums
AS 'MODULE_PATHNAME', 'satisfaction_index_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION satisfaction_weighted_index_accum(exact_sums, float8, float8, float8, float8) IS
	'support: of satisfaction_weighted_index(), takes in one row | 支持函数：satisfaction_weighted_index()，计入一行';

CREATE FUNCTION satisfaction_weighted_index_final(exact_sums) RETURNS float8
AS 'MODULE_PATHNAME', 'satisfaction_index_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION satisfaction_weighted_index_final(exact_sums) IS
	'support: of satisfaction_weighted_index(), computes the result | 支持函数：satisfaction_weighted_index()，计算结果';

CREATE AGGREGATE satisfaction_weighted_index(score float8, satisfaction float8) (
	SFUNC = satisfaction_weighted_index_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = satisfaction_weighted_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE satisfaction_weighted_index(float8, float8) IS
	'satisfaction-weighted index: mean of score * satisfaction / 100 | 满意加权指数：得分 × 满意度 / 100 的均值';

CREATE AGGREGATE satisfaction_weighted_index(score float8, satisfaction float8, weight float8) (
	SFUNC = satisfaction_weighted_index_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = satisfaction_weighted_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE satisfaction_weighted_index(float8, float8, float8) IS
	'satisfaction-weighted index: weighted mean of score * satisfaction / 100 | 满意加权指数：得分 × 满意度 / 100 的加权均值';

CREATE AGGREGATE satisfaction_weighted_index(score float8, satisfaction float8, weight float8, theta float8) (
	SFUNC = satisfaction_weighted_index_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = satisfaction_weighted_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE satisfaction_weighted_index(float8, float8, float8, float8) IS
	'satisfaction-weighted index: weighted mean of score * (satisfaction / 100) ^ theta: 0 leaves satisfaction '
	'out, above 1 it counts more | 满意加权指数：得分 ×（满意度 / 100）^theta 的加权均值：theta 为 0 时不计满意度，大于 1 时更看重';

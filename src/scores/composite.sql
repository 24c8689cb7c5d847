-- SPDX-License-Identifier: PostgreSQL
-- Composite scores: from many scores to one.  p and min_coverage must be the same in all rows of a group.

CREATE FUNCTION evaluation_score_accum(exact_sums, earned float8, available float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'evaluation_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION evaluation_score_accum(exact_sums, float8, float8) IS
	'support: of evaluation_score(), takes in one row | 支持函数：evaluation_score()，计入一行';

CREATE FUNCTION evaluation_score_final(exact_sums) RETURNS float8
AS 'MODULE_PATHNAME', 'evaluation_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION evaluation_score_final(exact_sums) IS
	'support: of evaluation_score(), computes the result | 支持函数：evaluation_score()，计算结果';

CREATE AGGREGATE evaluation_score(earned float8, available float8) (
	SFUNC = evaluation_score_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = evaluation_score_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE evaluation_score(float8, float8) IS
	'evaluation score: 100 * sum of earned points / sum of available points, over the rows where both are known '
	'| 评价得分：100 × 得分之和 / 分值之和，只计两者都已知的行';

CREATE FUNCTION arithmetic_score_accum(exact_sums, value float8, weight float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'arithmetic_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION arithmetic_score_accum(exact_sums, float8, float8) IS
	'support: of arithmetic_score(), takes in one row | 支持函数：arithmetic_score()，计入一行';

CREATE FUNCTION arithmetic_score_accum(exact_sums, value float8, weight float8, min_coverage float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'arithmetic_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION arithmetic_score_accum(exact_sums, float8, float8, float8) IS
	'support: of arithmetic_score(), takes in one row | 支持函数：arithmetic_score()，计入一行';

CREATE FUNCTION arithmetic_score_final(exact_sums) RETURNS float8
AS 'MODULE_PATHNAME', 'arithmetic_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION arithmetic_score_final(exact_sums) IS
	'support: of arithmetic_score(), computes the result | 支持函数：arithmetic_score()，计算结果';

CREATE AGGREGATE arithmetic_score(value float8, weight float8) (
	SFUNC = arithmetic_score_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = arithmetic_score_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE arithmetic_score(float8, float8) IS
	'arithmetic mean score: weighted arithmetic mean of the values that are present | 算术平均得分：已有值的加权算术平均';

CREATE AGGREGATE arithmetic_score(value float8, weight float8, min_coverage float8) (
	SFUNC = arithmetic_score_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = arithmetic_score_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE arithmetic_score(float8, float8, float8) IS
	'arithmetic mean score: of the values that are present; NULL if they have less than min_coverage (0 .. 1) of '
	'the weight | 算术平均得分：已有值的加权算术平均；其权重不足 min_coverage（0 至 1）时为 NULL';

CREATE FUNCTION geometric_score_accum(exact_sums, value float8, weight float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'geometric_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION geometric_score_accum(exact_sums, float8, float8) IS
	'support: of geometric_score(), takes in one row | 支持函数：geometric_score()，计入一行';

CREATE FUNCTION geometric_score_accum(exact_sums, value float8, weight float8, min_coverage float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'geometric_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION geometric_score_accum(exact_sums, float8, float8, float8) IS
	'support: of geometric_score(), takes in one row | 支持函数：geometric_score()，计入一行';

CREATE FUNCTION geometric_score_final(exact_sums) RETURNS float8
AS 'MODULE_PATHNAME', 'geometric_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION geometric_score_final(exact_sums) IS
	'support: of geometric_score(), computes the result | 支持函数：geometric_score()，计算结果';

CREATE AGGREGATE geometric_score(value float8, weight float8) (
	SFUNC = geometric_score_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = geometric_score_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE geometric_score(float8, float8) IS
	'geometric mean score: weighted geometric mean of the values that are present; they must be above 0 | '
	'几何平均得分：已有值的加权几何平均，值须大于 0';

CREATE AGGREGATE geometric_score(value float8, weight float8, min_coverage float8) (
	SFUNC = geometric_score_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = geometric_score_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE geometric_score(float8, float8, float8) IS
	'geometric mean score: of the values that are present; NULL if they have less than min_coverage (0 .. 1) of '
	'the weight | 几何平均得分：已有值的加权几何平均；其权重不足 min_coverage（0 至 1）时为 NULL';

CREATE FUNCTION power_score_combine(exact_sums, exact_sums) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'power_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION power_score_combine(exact_sums, exact_sums) IS
	'support: of harmonic_score() and power_score(), joins two partial states | '
	'支持函数：harmonic_score()、power_score()，合并两个部分状态';

CREATE FUNCTION power_score_final(exact_sums) RETURNS float8
AS 'MODULE_PATHNAME', 'power_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION power_score_final(exact_sums) IS
	'support: of harmonic_score() and power_score(), computes the result | '
	'支持函数：harmonic_score()、power_score()，计算结果';

CREATE FUNCTION harmonic_score_accum(exact_sums, value float8, weight float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'harmonic_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION harmonic_score_accum(exact_sums, float8, float8) IS
	'support: of harmonic_score(), takes in one row | 支持函数：harmonic_score()，计入一行';

CREATE FUNCTION harmonic_score_accum(exact_sums, value float8, weight float8, min_coverage float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'harmonic_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION harmonic_score_accum(exact_sums, float8, float8, float8) IS
	'support: of harmonic_score(), takes in one row | 支持函数：harmonic_score()，计入一行';

CREATE AGGREGATE harmonic_score(value float8, weight float8) (
	SFUNC = harmonic_score_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = power_score_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = power_score_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE harmonic_score(float8, float8) IS
	'harmonic mean score: weighted harmonic mean of the values that are present; they must be above 0 | '
	'调和平均得分：已有值的加权调和平均，值须大于 0';

CREATE AGGREGATE harmonic_score(value float8, weight float8, min_coverage float8) (
	SFUNC = harmonic_score_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = power_score_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = power_score_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE harmonic_score(float8, float8, float8) IS
	'harmonic mean score: of the values that are present; NULL if they have less than min_coverage (0 .. 1) of '
	'the weight | 调和平均得分：已有值的加权调和平均；其权重不足 min_coverage（0 至 1）时为 NULL';

CREATE FUNCTION power_score_accum(exact_sums, value float8, weight float8, p float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'power_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION power_score_accum(exact_sums, float8, float8, float8) IS
	'support: of power_score(), takes in one row | 支持函数：power_score()，计入一行';

CREATE FUNCTION power_score_accum(exact_sums, value float8, weight float8, p float8, min_coverage float8)
RETURNS exact_sums
AS 'MODULE_PATHNAME', 'power_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION power_score_accum(exact_sums, float8, float8, float8, float8) IS
	'support: of power_score(), takes in one row | 支持函数：power_score()，计入一行';

CREATE AGGREGATE power_score(value float8, weight float8, p float8) (
	SFUNC = power_score_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = power_score_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = power_score_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE power_score(float8, float8, float8) IS
	'power mean score: weighted power mean of the values that are present: harmonic for p = -1, geometric for 0, '
	'arithmetic for 1, quadratic for 2 | 幂平均得分：已有值的加权幂平均：p = -1 调和，0 几何，1 算术，2 平方';

CREATE AGGREGATE power_score(value float8, weight float8, p float8, min_coverage float8) (
	SFUNC = power_score_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = power_score_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = power_score_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE power_score(float8, float8, float8, float8) IS
	'power mean score: of the values that are present; NULL if they have less than min_coverage (0 .. 1) of the '
	'weight | 幂平均得分：已有值的加权幂平均；其权重不足 min_coverage（0 至 1）时为 NULL';

-- SPDX-License-Identifier: PostgreSQL
-- How many equally weighted answers say as much as answers of unequal weights.

CREATE FUNCTION kish_effective_n_accum(exact_sums, w float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'kish_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION kish_effective_n_accum(exact_sums, float8) IS
	'support: of kish_effective_n(), takes in one row | 支持函数：kish_effective_n()，计入一行';

CREATE FUNCTION kish_effective_n_accum(exact_sums, w numeric) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'kish_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION kish_effective_n_accum(exact_sums, numeric) IS
	'support: of kish_effective_n(), takes in one row | 支持函数：kish_effective_n()，计入一行';

CREATE FUNCTION kish_effective_n_final(exact_sums) RETURNS float8
AS 'MODULE_PATHNAME', 'kish_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION kish_effective_n_final(exact_sums) IS
	'support: of kish_effective_n(), computes the result | 支持函数：kish_effective_n()，计算结果';

CREATE AGGREGATE kish_effective_n(w float8) (
	SFUNC = kish_effective_n_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = kish_effective_n_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE kish_effective_n(float8) IS
	'Kish''s effective number: of answers with weights w, (sum of w)^2 / sum of w^2: the number of rows if all '
	'are equal, fewer otherwise; NULL if all are 0 | 有效样本量：权重为 w 的回答的有效个数，(Σw)^2/Σw^2：权重相等时为行数，否则更少；全为 0 时为 NULL';

CREATE AGGREGATE kish_effective_n(w numeric) (
	SFUNC = kish_effective_n_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = kish_effective_n_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE kish_effective_n(numeric) IS
	'Kish''s effective number: of answers with weights w, (sum of w)^2 / sum of w^2: the number of rows if all '
	'are equal, fewer otherwise; NULL if all are 0 | 有效样本量：权重为 w 的回答的有效个数，(Σw)^2/Σw^2：权重相等时为行数，否则更少；全为 0 时为 NULL';

-- SPDX-License-Identifier: PostgreSQL
-- Confidence bounds of a proportion.

CREATE FUNCTION wilson_lower(successes float8, n float8, level float8) RETURNS float8
AS 'MODULE_PATHNAME', 'wilson_lower' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION wilson_lower(float8, float8, float8) IS
	'Wilson lower bound: of a proportion of successes in n, at a confidence level; NULL if n = 0 | '
	'威尔逊下界：n 次中成功比例在给定置信水平下的下界；n = 0 时为 NULL';

CREATE FUNCTION wilson_upper(successes float8, n float8, level float8) RETURNS float8
AS 'MODULE_PATHNAME', 'wilson_upper' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION wilson_upper(float8, float8, float8) IS
	'Wilson upper bound: of a proportion of successes in n, at a confidence level; NULL if n = 0 | '
	'威尔逊上界：n 次中成功比例在给定置信水平下的上界；n = 0 时为 NULL';

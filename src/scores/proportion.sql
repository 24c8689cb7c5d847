-- Confidence bounds of a proportion.

CREATE FUNCTION wilson_lower(successes float8, n float8, level float8) RETURNS float8
AS 'MODULE_PATHNAME', 'wilson_lower' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION wilson_lower(float8, float8, float8) IS
	'Lower bound of the Wilson score interval of a proportion at a confidence level; NULL if n = 0';

CREATE FUNCTION wilson_upper(successes float8, n float8, level float8) RETURNS float8
AS 'MODULE_PATHNAME', 'wilson_upper' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION wilson_upper(float8, float8, float8) IS
	'Upper bound of the Wilson score interval of a proportion at a confidence level; NULL if n = 0';

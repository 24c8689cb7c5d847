-- Verified quantity and service suspension: how much of a service exists on paper alone.

CREATE TYPE suspension_attribution AS (duplicates float8, missing_trace float8, dissatisfaction float8);
COMMENT ON TYPE suspension_attribution IS 'What a suspension index is due to, as shares that add up to 1';
COMMENT ON COLUMN suspension_attribution.duplicates IS
	'Share of what was reported again, -ln(distinct_reported / reported)';
COMMENT ON COLUMN suspension_attribution.missing_trace IS
	'Share of what was not confirmed, -ln(verified / distinct_reported)';
COMMENT ON COLUMN suspension_attribution.dissatisfaction IS 'Share of what did not satisfy, -ln(satisfaction / 100)';

CREATE FUNCTION verification_factor(reported float8, verified float8) RETURNS float8
AS 'MODULE_PATHNAME', 'verification_factor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION verification_factor(float8, float8) IS
	'Share of what was reported that was confirmed; NULL if nothing was reported';

CREATE FUNCTION suspension_index(reported float8, distinct_reported float8, verified float8, satisfaction float8)
RETURNS float8
AS 'MODULE_PATHNAME', 'suspension_index' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION suspension_index(float8, float8, float8, float8) IS
	'Share of what was reported that is repeated, without a trace or did not satisfy (0 .. 100), 0 .. 1; NULL if '
	'nothing was reported';

CREATE FUNCTION suspension_attribution(reported float8, distinct_reported float8, verified float8, satisfaction float8)
RETURNS suspension_attribution
AS 'MODULE_PATHNAME', 'suspension_attribution' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION suspension_attribution(float8, float8, float8, float8) IS
	'What the suspension index is due to: duplicates, missing traces, dissatisfaction; NULL if it is 0 or nothing '
	'was reported';

CREATE FUNCTION pretended_completion(target float8, reported float8, verified float8, satisfaction float8)
RETURNS float8
AS 'MODULE_PATHNAME', 'pretended_completion' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION pretended_completion(float8, float8, float8, float8) IS
	'Share of the target that is completed on paper but not verified and satisfying (0 .. 100), 0 .. 1; NULL if the '
	'target is 0';

-- Funnel limits: which units differ from a target by more than chance explains?  Window functions of whole partitions,
-- as those of ranking are.

CREATE TYPE funnel_limits AS (target float8, z float8, phi float8, tau2 float8, lower float8, upper float8,
	outside text);
COMMENT ON TYPE funnel_limits IS
	'Control limits of a unit in a funnel plot: target, distance from it in standard errors, overdispersion of the '
	'partition as a factor (phi) and as a variance (tau2), limits, and whether the unit is below, within or above';

CREATE FUNCTION funnel_limits(successes float8, n float8, target float8, level float8, method text,
	winsorise float8 DEFAULT 0.1) RETURNS funnel_limits
AS 'MODULE_PATHNAME', 'funnel_limits' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION funnel_limits(float8, float8, float8, float8, text, float8) IS
	'Limits within which the share of successes of n lies with probability level if the target holds (NULL: that of '
	'all together): exact, normal, multiplicative or additive; the last two allow for overdispersion';

CREATE FUNCTION funnel_limits_mean(value float8, std_error float8, target float8, level float8, method text,
	winsorise float8 DEFAULT 0.1) RETURNS funnel_limits
AS 'MODULE_PATHNAME', 'funnel_limits_mean' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION funnel_limits_mean(float8, float8, float8, float8, text, float8) IS
	'The same of a value with a standard error: normal, multiplicative or additive; without a target that is the mean '
	'weighted by precision';

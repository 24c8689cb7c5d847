-- Dependence: who needs whom more, an organization or the buyer of its services.

CREATE FUNCTION mutual_dependence(share_of_org float8, funder_hhi float8, share_of_buyer float8,
	qualified_bidders float8) RETURNS float8
AS 'MODULE_PATHNAME', 'mutual_dependence' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mutual_dependence(float8, float8, float8, float8) IS
	'How much an organization and a buyer need each other, 0 .. 2: share of the organization''s income x HHI of its '
	'funders + share of what the buyer buys / qualified bidders';

CREATE FUNCTION power_imbalance(share_of_org float8, funder_hhi float8, share_of_buyer float8, qualified_bidders float8)
RETURNS float8
AS 'MODULE_PATHNAME', 'power_imbalance' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION power_imbalance(float8, float8, float8, float8) IS
	'How much more an organization needs a buyer than the buyer needs it, -1 .. 1: the difference of what '
	'mutual_dependence() adds; above 0 the buyer has the power';

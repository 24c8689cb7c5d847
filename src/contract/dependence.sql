-- SPDX-License-Identifier: PostgreSQL
-- Dependence: who needs whom more, an organization or the buyer of its services.

CREATE FUNCTION mutual_dependence(share_of_org float8, funder_hhi float8, share_of_buyer float8,
	qualified_bidders float8) RETURNS float8
AS 'MODULE_PATHNAME', 'mutual_dependence' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mutual_dependence(float8, float8, float8, float8) IS
	'mutual dependence: how much an organization and a buyer need each other, 0 .. 2: share of its income x HHI '
	'of its funders + share of what the buyer buys / qualified bidders | '
	'相互依赖：组织与购买主体相互依赖的程度，0 至 2：购买主体占其收入份额 × 资助集中度 + 其占购买份额 / 合格投标方数';

CREATE FUNCTION power_imbalance(share_of_org float8, funder_hhi float8, share_of_buyer float8, qualified_bidders float8)
RETURNS float8
AS 'MODULE_PATHNAME', 'power_imbalance' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION power_imbalance(float8, float8, float8, float8) IS
	'power imbalance: how much more an organization needs a buyer than the buyer needs it, -1 .. 1: above 0 the '
	'buyer has the power | 权力不对等：组织对购买主体的依赖减去购买主体对组织的依赖，-1 至 1：大于 0 时权力在购买主体';

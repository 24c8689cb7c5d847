-- SPDX-License-Identifier: PostgreSQL
-- What a contract costs in a period: its price, spread evenly over the units of its agreed time, as targets are; a part
-- of a unit by its days.
CREATE OR REPLACE FUNCTION contract_cost(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, contract_id bigint, cost numeric)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH share AS (
	SELECT c.contract_id, c.price, u.whole_until - u.whole_from + 1 AS unit_days, greatest(c.from_on, u.whole_from)
		AS from_on,
		least(c.agreed_until, u.whole_until) AS until_on,
		sum((least(c.agreed_until, u.whole_until) - greatest(c.from_on, u.whole_from) + 1)::numeric
			/ (u.whole_until - u.whole_from + 1))
			OVER (PARTITION BY c.contract_id) AS units
	FROM contract_term c
		JOIN project_unit u ON u.project_id = c.project_id AND u.whole_from <= c.agreed_until
			AND u.whole_until >= c.from_on
	WHERE c.project_id = $1
)
SELECT s.snapshot_id, h.contract_id,
	max(h.price) * sum((least(h.until_on, s.until_on) - greatest(h.from_on, s.from_on) + 1)::numeric / h.unit_days)
	/ max(h.units)
FROM snapshot s JOIN share h ON h.from_on <= s.until_on AND h.until_on >= s.from_on
WHERE s.project_id = $1 AND s.snapshot_id = ANY ($2) AND (s.contract_id IS NULL OR s.contract_id = h.contract_id)
GROUP BY s.snapshot_id, h.contract_id
$$;
COMMENT ON FUNCTION contract_cost(bigint, bigint[]) IS
'inner contract_cost: what each contract costs in a period | 内部合同成本：各合同在各时段的成本';

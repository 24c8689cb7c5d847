-- SPDX-License-Identifier: PostgreSQL
-- O5: cost per satisfied beneficiary-day, in whole yuan; lower is better.
--
--	               cost of the site
--	-----------------------------------------------
--	beneficiary-days at the site x satisfaction / 100
--
-- A day of which nobody came away satisfied delivers nothing: without beneficiary-days, or with S = 0, the cost is
-- infinite.  Of the period of a contract only days of its activities count, as only its price does.  Where too few said
-- how satisfied they are it is unknown.  The error is that of S, relative to it.
-- Nothing tells of how many days, since rosters would follow.

-- What the sites cost: the price of each contract, shared out as its quantities are.  Of items i with the weights v,
-- targets t in the period, and quantities T over the whole contract:
--
--	cost = price x sum of v t / sum of v T
--
-- A contract without items costs by the day: served days of the site / planned days of all chains.
CREATE OR REPLACE FUNCTION site_cost(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, site_id bigint, cost numeric)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH whole AS (
	SELECT i.contract_id,
		sum(w.weight * CASE WHEN i.spread = 'person' THEN t.quantity ELSE i.target_quantity END) AS quantity
	FROM contract_item i
		JOIN item_weight w ON w.project_id = i.project_id AND w.contract_id = i.contract_id AND w.item = i.item
		LEFT JOIN LATERAL (
			-- per person it is as much as the rosters make it
			SELECT m.target + m.not_due + m.released AS quantity
			FROM contract_item_measure m
				JOIN snapshot s ON s.project_id = m.project_id AND s.snapshot_id = m.snapshot_id AND s.kind = 'term'
			WHERE m.project_id = $1 AND m.contract_id = i.contract_id AND m.item = i.item
			ORDER BY m.snapshot_id DESC
			LIMIT 1
		) t ON true
	WHERE i.project_id = $1
	GROUP BY i.contract_id
), by_item AS (
	SELECT i.snapshot_id, i.site_id, c.price * sum(w.weight * i.target) / nullif(h.quantity, 0) AS cost
	FROM item_measure i
		JOIN snapshot s ON s.project_id = i.project_id AND s.snapshot_id = i.snapshot_id
		JOIN item_weight w ON w.project_id = i.project_id AND w.contract_id = i.contract_id AND w.item = i.item
		JOIN contract c ON c.project_id = i.project_id AND c.contract_id = i.contract_id
		JOIN whole h ON h.contract_id = i.contract_id
	WHERE i.project_id = $1 AND i.snapshot_id = ANY ($2) AND coalesce(i.contract_id = s.contract_id, true)
	GROUP BY i.snapshot_id, i.site_id, i.contract_id, c.price, h.quantity
), by_day AS (
	SELECT s.snapshot_id, p.site_id,
		c.price * range_days(p.served * datemultirange(daterange(s.from_on, s.until_on, '[]')))
			/ nullif(sum(range_days(datemultirange(p.planned))) FILTER (WHERE p.heads)
				OVER (PARTITION BY s.snapshot_id, c.contract_id), 0) AS cost
	FROM snapshot s
		JOIN contract c ON c.project_id = s.project_id
			AND NOT EXISTS (SELECT FROM contract_item i WHERE i.project_id = c.project_id
				AND i.contract_id = c.contract_id)
		JOIN (
			-- planned days are those of a chain, and count once
			SELECT p.*, row_number() OVER (PARTITION BY p.contract_id, p.root_id ORDER BY p.site_id) = 1 AS heads
			FROM contract_span($1) p
		) p ON p.contract_id = c.contract_id
	WHERE s.project_id = $1 AND s.snapshot_id = ANY ($2) AND coalesce(c.contract_id = s.contract_id, true)
)
SELECT c.snapshot_id, c.site_id, sum(c.cost)
FROM (SELECT * FROM by_item UNION ALL SELECT * FROM by_day) c
GROUP BY c.snapshot_id, c.site_id
$$;
COMMENT ON FUNCTION site_cost(bigint, bigint[]) IS
	'inner site_cost: what each site cost in a period | 内部服务点成本：各服务点在各时段的成本';

CREATE OR REPLACE FUNCTION indicator_o5(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, site_id bigint, value numeric, std_error numeric, numerator numeric,
	denominator numeric, n bigint, pooled boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH attended AS (
	SELECT m.snapshot_id, m.site_id, c.cost, m.satisfaction, m.satisfaction_std_error,
		coalesce(sum(d.beneficiary_days), 0) AS days
	FROM site_measure m
		JOIN snapshot s ON s.project_id = m.project_id AND s.snapshot_id = m.snapshot_id
		JOIN site_cost($1, $2) c ON c.snapshot_id = m.snapshot_id AND c.site_id = m.site_id AND c.cost > 0
		LEFT JOIN attendance_sum d ON d.project_id = m.project_id AND d.site_id = m.site_id
			AND coalesce(d.contract_id, 0) = coalesce(s.contract_id, 0) AND d.from_on BETWEEN s.from_on AND s.until_on
	WHERE m.project_id = $1 AND m.snapshot_id = ANY ($2)
	GROUP BY m.snapshot_id, m.site_id, c.cost, m.satisfaction, m.satisfaction_std_error
)
SELECT a.snapshot_id, a.site_id, v.value,
	CASE WHEN v.value < 'Infinity' THEN v.value * a.satisfaction_std_error / a.satisfaction END,
	NULL::numeric, NULL::numeric, NULL::bigint, false
FROM attended a
	CROSS JOIN LATERAL (
		SELECT CASE WHEN a.days = 0 OR a.satisfaction = 0 THEN 'Infinity'
			ELSE round(100 * a.cost / (a.days * a.satisfaction)) END AS value
	) v
$$;
COMMENT ON FUNCTION indicator_o5(bigint, bigint[]) IS
	'O5: What does a satisfied beneficiary-day cost? | O5：每个满意服务人日的成本？';

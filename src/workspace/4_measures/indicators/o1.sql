-- SPDX-License-Identifier: PostgreSQL
-- O1: verified quantity / target, item by item.  v being the weight of an item (item_weight), V what was verified of
-- it and T what the site owes:
--
--	sum of v min(V, T) / sum of v T		std_error = sqrt(sum of v^2 var(V) over items with V < T) / sum of v T
--
-- So an item that was not delivered cannot be made up for by another.  Does not apply where nothing is owed.
-- numerator and denominator are quantities where all items weigh the same, else at these weights.  Of the period of
-- a contract only its items count.
CREATE OR REPLACE FUNCTION indicator_o1(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, site_id bigint, value numeric, std_error numeric, numerator numeric,
	denominator numeric, n bigint, pooled boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT i.snapshot_id, i.site_id,
	i.delivered / i.owed, i.std_error / i.owed,
	CASE WHEN i.alike THEN i.delivered / i.weight ELSE i.delivered END,
	CASE WHEN i.alike THEN i.owed / i.weight ELSE i.owed END, round(i.reported)::bigint, false
FROM (
	SELECT i.snapshot_id, i.site_id, min(w.weight) = max(w.weight) AS alike, max(w.weight) AS weight,
		CASE WHEN bool_and(i.verified IS NOT NULL OR w.weight = 0)
			THEN sum(w.weight * least(i.verified, i.target)) END AS delivered,
		CASE WHEN bool_and(i.verified IS NOT NULL OR w.weight = 0)
			THEN sqrt(coalesce(sum(square(w.weight) * i.verified_variance)
				FILTER (WHERE i.verified < i.target), 0)) END AS std_error,
		sum(w.weight * i.target) AS owed, sum(i.reported) AS reported
	FROM item_measure i
		JOIN snapshot s ON s.project_id = i.project_id AND s.snapshot_id = i.snapshot_id
		JOIN item_weight w ON w.project_id = i.project_id AND w.contract_id = i.contract_id AND w.item = i.item
	WHERE i.project_id = $1 AND i.snapshot_id = ANY ($2) AND i.target > 0
		AND coalesce(i.contract_id = s.contract_id, true)
	GROUP BY i.snapshot_id, i.site_id
	HAVING sum(w.weight * i.target) > 0
) i
	-- a site that closed before the period owes nothing in it
	JOIN site_measure m ON m.project_id = $1 AND m.snapshot_id = i.snapshot_id AND m.site_id = i.site_id
$$;
COMMENT ON FUNCTION indicator_o1(bigint, bigint[]) IS
	'O1: Which share of the target was delivered and left a trace? | O1：核实量占目标的比例？';

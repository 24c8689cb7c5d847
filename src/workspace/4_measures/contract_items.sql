-- SPDX-License-Identifier: PostgreSQL
-- The same by contract item, all its sites together, and what was agreed and is owed by nobody.
--
-- target + not_due + released = what the plan puts into the period; over the whole term that is the item's quantity,
-- exactly: each is rounded to six decimals as a difference of rounded sums.
--
-- The errors of sites make up for each other; that of the share by which a pool stands in for its sites does not,
-- wherever in the term they are:
--
--	variance = sum of verified_variance + sum over pools of (sum of weight)^2 x variance of p_h
CREATE OR REPLACE FUNCTION measure_contract_items(project_id bigint, snapshots bigint[])
	RETURNS SETOF contract_item_measure
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH plan AS (
	SELECT t.snapshot_id, t.contract_id, t.item, round(sum(t.planned), 6) AS planned,
		round(coalesce(sum(t.target), 0) + coalesce(sum(t.not_due), 0), 6) AS owed, round(coalesce(sum(t.target), 0), 6)
			AS target
	FROM item_target($1, $2) t
	GROUP BY t.snapshot_id, t.contract_id, t.item
), by_unit AS (
	-- rounded by unit, so that units add up to the term
	SELECT e.snapshot_id, e.contract_id, e.item, e.unit, e.pool, sum(e.reported) AS reported, sum(e.deduplicated)
		AS deduplicated, sum(e.held) AS held,
		CASE WHEN bool_and(e.verified IS NOT NULL) THEN round(sum(e.verified), 6) END AS verified,
		sum(e.verified_variance) AS variance, sum(e.pool_weight) AS weight, max(e.pool_variance) AS pool_variance,
		sum(e.checked) AS checked, sum(e.confirmed) AS confirmed
	FROM item_estimate($1, $2) e
	GROUP BY e.snapshot_id, e.contract_id, e.item, e.unit, e.pool
), by_pool AS (
	SELECT u.snapshot_id, u.contract_id, u.item, u.pool, sum(u.reported) AS reported, sum(u.deduplicated)
		AS deduplicated, sum(u.held) AS held,
		CASE WHEN bool_and(u.verified IS NOT NULL) THEN sum(u.verified) END AS verified,
		sum(u.variance) + coalesce(square(sum(u.weight)) * max(u.pool_variance), 0) AS variance,
		sum(u.checked) AS checked, sum(u.confirmed) AS confirmed
	FROM by_unit u
	GROUP BY u.snapshot_id, u.contract_id, u.item, u.pool
), delivered AS (
	SELECT p.snapshot_id, p.contract_id, p.item, sum(p.reported) AS reported, sum(p.deduplicated) AS deduplicated,
		sum(p.held) AS held,
		CASE WHEN bool_and(p.verified IS NOT NULL) THEN sum(p.verified) END AS verified, sum(p.variance) AS variance,
		sum(p.checked) AS checked, sum(p.confirmed) AS confirmed
	FROM by_pool p
	GROUP BY p.snapshot_id, p.contract_id, p.item
)
SELECT $1, s.snapshot_id, i.contract_id, i.item,
	trim_scale(coalesce(p.target, 0)), trim_scale(coalesce(p.owed - p.target, 0)),
		trim_scale(coalesce(p.planned - p.owed, 0)),
	trim_scale(q.reported), trim_scale(q.deduplicated), trim_scale(coalesce(d.held, 0)), trim_scale(q.verified),
	CASE WHEN q.verified IS NOT NULL THEN trim_scale(round(sqrt(q.variance), 6)) END,
	CASE WHEN q.verified IS NOT NULL
		THEN trim_scale(round(greatest(q.verified - 1.959964 * sqrt(q.variance), q.confirmed), 6)) END,
	CASE WHEN q.verified IS NOT NULL
		THEN trim_scale(round(least(q.verified + 1.959964 * sqrt(q.variance), q.deduplicated - q.checked + q.confirmed),
		6)) END,
	trim_scale(q.checked), trim_scale(q.confirmed), trim_scale(coalesce(p.target, 0) - q.reported)
FROM snapshot s
	JOIN contract_item i ON i.project_id = s.project_id
	LEFT JOIN plan p ON p.snapshot_id = s.snapshot_id AND p.contract_id = i.contract_id AND p.item = i.item
	LEFT JOIN delivered d ON d.snapshot_id = s.snapshot_id AND d.contract_id = i.contract_id AND d.item = i.item
	CROSS JOIN LATERAL (
		SELECT coalesce(d.reported, 0) AS reported, coalesce(d.deduplicated, 0) AS deduplicated, coalesce(d.checked, 0)
			AS checked,
			coalesce(d.confirmed, 0) AS confirmed, CASE WHEN d.item IS NULL THEN 0 ELSE d.verified END AS verified,
				coalesce(d.variance, 0) AS variance
	) q
-- a contract whose time lies elsewhere has no row
WHERE s.project_id = $1 AND s.snapshot_id = ANY ($2) AND (s.contract_id IS NULL OR s.contract_id = i.contract_id)
	AND (d.item IS NOT NULL OR p.planned > 0)
$$;
COMMENT ON FUNCTION measure_contract_items(bigint, bigint[]) IS
'step measure_contract_items: quantities by contract item, and what is owed by nobody | 步骤合同数量：各服务内容的数量与豁免量';

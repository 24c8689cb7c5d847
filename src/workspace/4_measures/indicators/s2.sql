-- SPDX-License-Identifier: PostgreSQL
-- S2: satisfaction of the groups that are not served: mean rating, 0 to 100.  There is one buyer and one village or
-- community: who answered is no sample of them.
CREATE OR REPLACE FUNCTION indicator_s2(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, site_id bigint, value numeric, std_error numeric, numerator numeric,
	denominator numeric, n bigint, pooled boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT m.snapshot_id, m.site_id, avg(r.score), NULL::numeric, NULL::numeric, NULL::numeric, count(r.response_id), false
FROM site_measure m
	LEFT JOIN counted_response r ON r.project_id = m.project_id AND r.site_id = m.site_id
		AND r.concerns BETWEEN m.from_on AND m.until_on AND r.question = 'satisfaction' AND NOT r.is_served
WHERE m.project_id = $1 AND m.snapshot_id = ANY ($2)
GROUP BY m.snapshot_id, m.site_id
$$;
COMMENT ON FUNCTION indicator_s2(bigint, bigint[]) IS
	'S2: How satisfied are buyer and community? | S2：购买主体与村（社区）满意度？';

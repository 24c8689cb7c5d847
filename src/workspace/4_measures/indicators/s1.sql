-- SPDX-License-Identifier: PostgreSQL
-- S1: satisfaction of those served, where it is told (satisfaction.sql).
CREATE OR REPLACE FUNCTION indicator_s1(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, site_id bigint, value numeric, std_error numeric, numerator numeric,
	denominator numeric, n bigint, pooled boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT m.snapshot_id, m.site_id, m.satisfaction, m.satisfaction_std_error, NULL::numeric, NULL::numeric, m.answers,
	false
FROM site_measure m
WHERE m.project_id = $1 AND m.snapshot_id = ANY ($2)
$$;
COMMENT ON FUNCTION indicator_s1(bigint, bigint[]) IS
	'S1: How satisfied are those served? | S1：服务对象满意度？';

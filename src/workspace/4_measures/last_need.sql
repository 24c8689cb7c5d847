-- SPDX-License-Identifier: PostgreSQL
-- Of each site, level and type the last count up to the end of the period holds.
CREATE OR REPLACE FUNCTION last_need(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, site_id bigint, need_level text, need_type text, eligible integer)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT DISTINCT ON (m.snapshot_id, n.site_id, n.need_level, n.need_type)
	m.snapshot_id, n.site_id, n.need_level, n.need_type, n.eligible
FROM site_measure m
	JOIN need n ON n.project_id = m.project_id AND n.site_id = m.site_id AND n.counted_on <= m.until_on
WHERE m.project_id = $1 AND m.snapshot_id = ANY ($2)
ORDER BY m.snapshot_id, n.site_id, n.need_level, n.need_type, n.counted_on DESC
$$;
COMMENT ON FUNCTION last_need(bigint, bigint[]) IS
	'inner last_need: the counts of need that hold in a period | 内部有效需求：各时段适用的需求统计';

-- SPDX-License-Identifier: PostgreSQL
-- On which days of a period each site was open.  Of the period of a contract only its sites.
CREATE OR REPLACE FUNCTION site_life(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, period text, kind text, site_id bigint, from_on date, until_on date, term_from date)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT s.snapshot_id, s.period, s.kind, o.site_id, greatest(s.from_on, o.opened_on), least(s.until_on, o.closed_on),
	greatest(p.start_on, o.opened_on)
FROM snapshot s
	JOIN project p ON p.project_id = s.project_id
	JOIN site o ON o.project_id = s.project_id AND o.opened_on <= s.until_on
		AND coalesce(o.closed_on >= s.from_on, true)
WHERE s.project_id = $1 AND s.snapshot_id = ANY ($2)
	AND (s.contract_id IS NULL OR EXISTS (SELECT FROM contract_span($1) c WHERE c.contract_id = s.contract_id
		AND c.site_id = o.site_id))
$$;
COMMENT ON FUNCTION site_life(bigint, bigint[]) IS
'inner site_life: on which days of each period a site was open | 内部开放日期：各时段内服务点开放的起止日期';

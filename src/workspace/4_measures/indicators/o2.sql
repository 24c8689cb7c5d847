-- SPDX-License-Identifier: PostgreSQL
-- O2: records complete.  Each activity should leave a register, a form and a feedback; the share of them that was
-- filled in.  A blank one counts 0; one that nobody has looked at (NULL) does not count.  No activity, no records: 0;
-- but a site that owed nothing and did nothing owes no records.  Of the period of a contract only its activities count.
CREATE OR REPLACE FUNCTION indicator_o2(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, site_id bigint, value numeric, std_error numeric, numerator numeric,
	denominator numeric, n bigint, pooled boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT m.snapshot_id, m.site_id,
	CASE WHEN count(k.first_on) = 0 THEN 0 ELSE sum(k.filled) / nullif(sum(k.expected), 0) END,
	NULL::numeric, coalesce(sum(k.filled), 0), coalesce(sum(k.expected), 0), coalesce(sum(k.activities), 0)::bigint,
	false
FROM site_measure m
	JOIN snapshot s ON s.project_id = m.project_id AND s.snapshot_id = m.snapshot_id
	LEFT JOIN activity_sum k ON k.project_id = m.project_id AND k.site_id = m.site_id
		AND k.first_on BETWEEN m.from_on AND m.until_on AND coalesce(k.contract_id = s.contract_id, true)
WHERE m.project_id = $1 AND m.snapshot_id = ANY ($2)
GROUP BY m.snapshot_id, m.site_id, m.target
HAVING count(k.first_on) > 0 OR m.target > 0
$$;
COMMENT ON FUNCTION indicator_o2(bigint, bigint[]) IS
	'O2: Which share of the records is filled in? | O2：档案完整率是多少？';

-- SPDX-License-Identifier: PostgreSQL
-- B1: need-weighted coverage.  l being the weight of a need level, N the persons of it on the roster, each as the
-- part of the period on which he was there, and rate the share of them that came at least once:
--
--	sum of l N rate / sum of l N
--
-- Unknown without a roster.  It has 2 decimals, since over five periods three fit little more than one roster, and does
-- not say of how many: of a site of a few persons everybody would know who is left out.
CREATE OR REPLACE FUNCTION indicator_b1(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, site_id bigint, value numeric, std_error numeric, numerator numeric,
	denominator numeric, n bigint, pooled boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT m.snapshot_id, m.site_id,
	round(sum(g.weight * l.persons * l.served / l.eligible) / sum(g.weight * l.persons), 2),
	NULL::numeric, NULL::numeric, NULL::numeric, NULL::bigint, false
FROM site_measure m
	LEFT JOIN (level_measure l JOIN need_level g ON g.code = l.need_level AND l.persons > 0)
		ON l.project_id = m.project_id AND l.snapshot_id = m.snapshot_id AND l.site_id = m.site_id
WHERE m.project_id = $1 AND m.snapshot_id = ANY ($2)
GROUP BY m.snapshot_id, m.site_id
$$;
COMMENT ON FUNCTION indicator_b1(bigint, bigint[]) IS
	'B1: Which share is reached, the needy counting more? | B1：按需求加权的覆盖率？';

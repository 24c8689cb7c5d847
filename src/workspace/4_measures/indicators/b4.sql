-- SPDX-License-Identifier: PostgreSQL
-- B4: post filled, share of the days from the start of the term, or from the opening of the site, to the end of the
-- period. Of the judged role (judged_role).  Someone who only stands in does not fill it.  Where no posts are
-- recorded none was filled.
CREATE OR REPLACE FUNCTION indicator_b4(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, site_id bigint, value numeric, std_error numeric, numerator numeric,
	denominator numeric, n bigint, pooled boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT m.snapshot_id, m.site_id, f.days::numeric / d.days, NULL::numeric, f.days::numeric, d.days::numeric,
	m.posts::bigint, false
FROM site_measure m
	JOIN site o ON o.project_id = m.project_id AND o.site_id = m.site_id
	JOIN project p ON p.project_id = m.project_id
	CROSS JOIN LATERAL (SELECT m.until_on - greatest(p.start_on, o.opened_on) + 1 AS days) d
	CROSS JOIN LATERAL (SELECT coalesce(d.days - m.vacant_days, 0) AS days) f
WHERE m.project_id = $1 AND m.snapshot_id = ANY ($2)
$$;
COMMENT ON FUNCTION indicator_b4(bigint, bigint[]) IS
	'B4: On which share of the days was the post filled? | B4：受评岗位在岗天数占比？';

-- SPDX-License-Identifier: PostgreSQL
-- Is anybody there?  What tells a site that works from one that has stopped, beside its quantities.

-- The post that is judged: of the roles of which the project records posts, the first of the list post_role.  Posts of
-- other roles are context.
CREATE OR REPLACE FUNCTION judged_role(project_id bigint) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT p.role
FROM (SELECT DISTINCT p.role FROM post p WHERE p.project_id = $1) p LEFT JOIN post_role r ON r.code = p.role
ORDER BY r.display_order, p.role COLLATE "C"
LIMIT 1
$$;
COMMENT ON FUNCTION judged_role(bigint) IS
	'inner judged_role: the role whose post is judged in a project | 内部受评岗位：项目中受评的岗位';

-- Idle: days from the last activity that nobody found repeated or without a trace to the end of the period, less days
-- of a closure; without any activity, from the day the site opened in the project; unknown where no activity ever
-- fell due.
--
-- Posts and vacancy run from the start of the term, or from the opening of the site.  Someone who only stands in does
-- not fill a post.  It is vacant if nobody holds it on the last day.  Unknown in a project that records no posts at
-- all.
CREATE OR REPLACE FUNCTION site_presence(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, site_id bigint, idle_days integer, posts integer, departures integer,
	vacant_days integer, post_vacant boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH life AS MATERIALIZED (
	SELECT * FROM site_life($1, $2)
), due AS (
	SELECT u.site_id, min(u.from_on) AS from_on FROM unit_items($1, $2) u WHERE u.target > 0 GROUP BY u.site_id
), since AS (
	SELECT l.snapshot_id, l.site_id, l.until_on, coalesce(max(a.counted_on), l.term_from) AS since
	FROM life l
		JOIN due d ON d.site_id = l.site_id AND d.from_on <= l.until_on
		LEFT JOIN activity_sum a ON a.project_id = $1 AND a.site_id = l.site_id
			AND a.first_on BETWEEN l.term_from AND l.until_on
	GROUP BY l.snapshot_id, l.site_id, l.until_on, l.term_from
), idle AS (
	SELECT s.snapshot_id, s.site_id, s.until_on - s.since - coalesce(sum(
		least(k.to_on, s.until_on) - greatest(k.from_on, s.since + 1) + 1)
		FILTER (WHERE k.site_id IS NOT NULL), 0)::integer AS days
	FROM since s
		LEFT JOIN site_closure k ON k.project_id = $1 AND k.site_id = s.site_id AND k.from_on <= s.until_on
			AND coalesce(k.to_on > s.since, true)
	GROUP BY s.snapshot_id, s.site_id, s.until_on, s.since
), judged AS MATERIALIZED (
	SELECT p.site_id, p.person_code, p.from_on, p.to_on
	FROM judged_role($1) AS r (role)
		JOIN post p ON p.project_id = $1 AND p.role = r.role AND NOT p.acting
), filled AS (
	SELECT l.snapshot_id, l.site_id,
		count(DISTINCT p.person_code) FILTER (WHERE coalesce(p.to_on, l.term_from) >= l.term_from)::integer AS posts,
		count(*) FILTER (WHERE p.to_on BETWEEN l.term_from AND l.until_on)::integer AS departures,
		range_days(range_agg(daterange(p.from_on, p.to_on, '[]') * daterange(l.term_from, l.until_on, '[]'))) AS days,
		bool_or(coalesce(p.to_on >= l.until_on, true)) AS at_end
	FROM life l JOIN judged p ON p.site_id = l.site_id AND p.from_on <= l.until_on
	GROUP BY l.snapshot_id, l.site_id
)
SELECT l.snapshot_id, l.site_id, i.days, coalesce(f.posts, 0), coalesce(f.departures, 0),
	CASE WHEN r.role IS NOT NULL THEN l.until_on - l.term_from + 1 - coalesce(f.days, 0) END,
	CASE WHEN r.role IS NOT NULL THEN NOT coalesce(f.at_end, false) END
FROM life l
	CROSS JOIN judged_role($1) AS r (role)
	LEFT JOIN idle i ON i.snapshot_id = l.snapshot_id AND i.site_id = l.site_id
	LEFT JOIN filled f ON f.snapshot_id = l.snapshot_id AND f.site_id = l.site_id
$$;
COMMENT ON FUNCTION site_presence(bigint, bigint[]) IS
	'inner site_presence: idle days, and how the judged post was filled | 内部在岗情况：停止活动天数与受评岗位在岗情况';

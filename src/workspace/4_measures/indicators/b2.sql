-- SPDX-License-Identifier: PostgreSQL
-- B2: parity of the key group.  Participation rate of the key levels / participation rate of the level of least
-- weight on the project's roster; above 1 where the key group comes more often.  It has 2 decimals and does not say
-- of how many.
--
-- Of a handful of key persons everybody knows who they are: where a site has fewer than setting.small_count, its
-- value is that of the township, and where the township has fewer, that of the project.  A total minus all but a few
-- of its parts reveals the few: where all such sites of a township have too few together, the next larger one takes
-- the township's value with them, and so do townships that of the project.  The value of a township or of the project
-- is told only where its counts are (place_cell); else the next larger one's, else none.  Where the project has no
-- key persons at all there is nothing to compare; unknown if none of the least level came.
CREATE OR REPLACE FUNCTION indicator_b2(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, site_id bigint, value numeric, std_error numeric, numerator numeric,
	denominator numeric, n bigint, pooled boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH level AS (
	SELECT g.code, g.is_key, NOT g.is_key AND g.weight = min(g.weight) FILTER (WHERE NOT g.is_key) OVER () AS is_least
	FROM need_level g
	WHERE EXISTS (SELECT FROM roster r WHERE r.project_id = $1 AND r.need_level = g.code)
), by_site AS (
	SELECT m.snapshot_id, m.site_id, p.county, p.township,
		coalesce(sum(l.eligible) FILTER (WHERE g.is_key), 0) AS key_eligible,
		coalesce(sum(l.served) FILTER (WHERE g.is_key), 0) AS key_served,
		coalesce(sum(l.eligible) FILTER (WHERE g.is_least), 0) AS least_eligible,
		coalesce(sum(l.served) FILTER (WHERE g.is_least), 0) AS least_served
	FROM site_measure m
		JOIN project_places($1) p ON p.site_id = m.site_id
		LEFT JOIN level_measure l ON l.project_id = m.project_id AND l.snapshot_id = m.snapshot_id
			AND l.site_id = m.site_id
		LEFT JOIN level g ON g.code = l.need_level
	WHERE m.project_id = $1 AND m.snapshot_id = ANY ($2)
	GROUP BY m.snapshot_id, m.site_id, p.county, p.township
), by_place AS (
	SELECT s.*,
		sum(s.key_eligible) OVER (township ORDER BY s.key_eligible, s.site_id
			ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS smaller_sites,
		sum(s.key_eligible) OVER township AS town_key_eligible, sum(s.key_served) OVER township AS town_key_served,
		sum(s.least_eligible) OVER township AS town_least_eligible, sum(s.least_served)
			OVER township AS town_least_served,
		sum(s.key_eligible) OVER project AS all_key_eligible, sum(s.key_served) OVER project AS all_key_served,
		sum(s.least_eligible) OVER project AS all_least_eligible, sum(s.least_served) OVER project AS all_least_served
	FROM by_site s
	WINDOW township AS (PARTITION BY s.snapshot_id, s.county, s.township), project AS (PARTITION BY s.snapshot_id)
), shown AS (
	SELECT c.snapshot_id, c.county, c.township, bool_and(NOT c.hidden) AS shown
	FROM place_cell($1, $2) c
	WHERE c.kind = 'inclusion' AND c.category IS NOT NULL
	GROUP BY c.snapshot_id, c.county, c.township
), few AS (
	SELECT s.*,
		s.key_eligible < q.small_count OR coalesce(s.smaller_sites, 0) BETWEEN 1 AND q.small_count - 1 AS few_in_site,
		-- in the townships that have fewer
		s.town_key_eligible < q.small_count
			OR coalesce(sum(s.key_eligible) OVER smaller_townships, 0) BETWEEN 1 AND q.small_count
				- 1 AS few_in_township
	FROM by_place s CROSS JOIN setting q
	WINDOW smaller_townships AS (PARTITION BY s.snapshot_id
		ORDER BY s.town_key_eligible, s.county COLLATE "C", s.township COLLATE "C"
		GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), chosen AS (
	SELECT f.snapshot_id, f.site_id, o.place, r.*
	FROM few f
		LEFT JOIN shown t ON t.snapshot_id = f.snapshot_id AND t.county = f.county AND t.township = f.township
		LEFT JOIN shown a ON a.snapshot_id = f.snapshot_id AND a.county IS NULL
		CROSS JOIN LATERAL (
			SELECT CASE WHEN NOT f.few_in_township AND NOT f.few_in_site THEN 'site'
				WHEN NOT f.few_in_township AND t.shown THEN 'township'
				WHEN a.shown THEN 'project' END AS place
		) o
		LEFT JOIN LATERAL (VALUES
			('site', f.key_eligible, f.key_served, f.least_eligible, f.least_served),
			('township', f.town_key_eligible, f.town_key_served, f.town_least_eligible, f.town_least_served),
			('project', f.all_key_eligible, f.all_key_served, f.all_least_eligible, f.all_least_served)
		) AS r (name, key_eligible, key_served, least_eligible, least_served) ON r.name = o.place
	WHERE f.all_key_eligible > 0 AND EXISTS (SELECT FROM level g WHERE g.is_least)
)
SELECT c.snapshot_id, c.site_id, v.value, NULL::numeric, NULL::numeric, NULL::numeric, NULL::bigint,
	c.place <> 'site' AND v.value IS NOT NULL
FROM chosen c
	CROSS JOIN LATERAL (
		SELECT round(c.key_served * c.least_eligible / nullif(c.key_eligible * c.least_served, 0), 2) AS value
	) v
$$;
COMMENT ON FUNCTION indicator_b2(bigint, bigint[]) IS
	'B2: Does the key group come as often as the others? | B2：重点群体与一般群体参与率之比？';

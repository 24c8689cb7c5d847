-- SPDX-License-Identifier: PostgreSQL
-- O3: open at weekends and holidays.  Of the visits on rest days that say whether the room was open, the share that
-- found it open.  Rest days are those of the table rest_day; in a year of which it has no day, Saturdays and Sundays.
-- Who came once and noted it with every activity that was checked came once.
--
-- Two visits say little: a site with fewer than 3 takes the share of its township.  c of n visits found the room open:
--
--	value = c / n		std_error^2 = (c + 1) (n - c + 1) / ((n + 2)^2 (n + 3))
--
-- the standard error being that of a share of which nothing was known before, so that few visits that agree do not
-- look certain.
CREATE OR REPLACE FUNCTION indicator_o3(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, site_id bigint, value numeric, std_error numeric, numerator numeric,
	denominator numeric, n bigint, pooled boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH call AS (
	SELECT v.site_id, v.visited_on, bool_or(v.room_open) AS room_open
	FROM counted_visit v
		LEFT JOIN rest_day r ON r.day = v.visited_on
		LEFT JOIN (SELECT DISTINCT extract(year FROM day) AS year FROM rest_day) y
			ON y.year = extract(year FROM v.visited_on)
	WHERE v.project_id = $1 AND v.room_open IS NOT NULL
		AND (r.day IS NOT NULL OR (y.year IS NULL AND extract(isodow FROM v.visited_on) >= 6))
	GROUP BY v.site_id, v.visited_on, v.verifier_id
), site_call AS (
	SELECT m.snapshot_id, m.site_id, p.county, p.township, count(c.visited_on) AS visits,
		count(*) FILTER (WHERE c.room_open) AS found_open
	FROM site_measure m
		JOIN project_places($1) p ON p.site_id = m.site_id
		LEFT JOIN call c ON c.site_id = m.site_id AND c.visited_on BETWEEN m.from_on AND m.until_on
	WHERE m.project_id = $1 AND m.snapshot_id = ANY ($2)
	GROUP BY m.snapshot_id, m.site_id, p.county, p.township
), place_call AS (
	SELECT c.snapshot_id, c.site_id, c.visits AS own_visits,
		CASE WHEN c.visits >= 3 THEN c.found_open ELSE sum(c.found_open) OVER same_township END AS found_open,
		CASE WHEN c.visits >= 3 THEN c.visits ELSE sum(c.visits) OVER same_township END AS visits
	FROM site_call c
	WINDOW same_township AS (PARTITION BY c.snapshot_id, c.county, c.township)
)
SELECT c.snapshot_id, c.site_id, c.found_open::numeric / nullif(c.visits, 0),
	CASE WHEN c.visits > 0
		THEN sqrt((c.found_open + 1) * (c.visits - c.found_open + 1) / (square(c.visits + 2) * (c.visits + 3))) END,
	c.found_open::numeric, c.visits::numeric, c.own_visits, c.own_visits < 3 AND c.visits > 0
FROM place_call c
$$;
COMMENT ON FUNCTION indicator_o3(bigint, bigint[]) IS
	'O3: How often is the room open at weekends and holidays? | O3：周末与节假日是否开放？';

-- SPDX-License-Identifier: PostgreSQL
-- A chain: a site and its successors, one after the other.
--
-- from_on and to_on are the days on which a member stands for its chain: a successor from the day after its predecessor
-- closed.  Every site heads a chain but one that took over and opened only after a predecessor had closed.  So a merged
-- village carries the chains of both, and a site that was there before keeps a share of its own.
CREATE OR REPLACE FUNCTION site_chain(project_id bigint)
RETURNS TABLE (root_id bigint, place integer, site_id bigint, from_on date, to_on date)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH RECURSIVE chain AS (
	SELECT s.site_id AS root_id, 1 AS place, s.site_id, s.opened_on AS from_on, s.closed_on AS to_on, s.successor_id
	FROM site s
	WHERE s.project_id = $1
		AND NOT EXISTS (SELECT FROM site b WHERE b.project_id = s.project_id AND b.successor_id = s.site_id
			AND b.closed_on < s.opened_on)
	UNION ALL
	SELECT c.root_id, c.place + 1, s.site_id, greatest(s.opened_on, c.to_on + 1), s.closed_on, s.successor_id
	FROM chain c JOIN site s ON s.project_id = $1 AND s.site_id = c.successor_id
	-- a bureau's own view of sites may lead round
	WHERE s.closed_on IS NULL OR s.closed_on > c.to_on
)
SELECT c.root_id, c.place, c.site_id, c.from_on, c.to_on FROM chain c
$$;
COMMENT ON FUNCTION site_chain(bigint) IS
'inner site_chain: sites with their successors, and from when to when each stands for its chain | '
'内部服务点接续：服务点及其接续点，以及各自代表该链的起止日期';

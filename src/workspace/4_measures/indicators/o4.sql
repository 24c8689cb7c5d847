-- SPDX-License-Identifier: PostgreSQL
-- O4: periods at target.  Of the units from the start of the term that have ended, the share in which the quantity
-- less confirmed repeats reached what the site owed, of every item; nothing of a good unit makes up for a bad one.
-- Each unit weighs the share of its days on which the site was served.  What is owed is rounded down to a whole
-- number, since nobody can hold a third of an activity; before, it is rounded, because a third of a target three
-- times is not the target.
--
-- A unit that is under way does not count, and before the first has ended the indicator does not apply.  Of the
-- period of a contract only its items count, and its last unit ends with it.
CREATE OR REPLACE FUNCTION indicator_o4(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, site_id bigint, value numeric, std_error numeric, numerator numeric,
	denominator numeric, n bigint, pooled boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH unit AS (
	SELECT m.snapshot_id, m.site_id, u.period,
		bool_and(u.deduplicated >= floor(round(u.target, 6))) AS reached,
			max(u.served_days)::numeric / max(u.unit_days) AS share
	FROM site_measure m
		JOIN snapshot s ON s.project_id = m.project_id AND s.snapshot_id = m.snapshot_id
		JOIN unit_items($1, $2) u ON u.site_id = m.site_id
			AND CASE WHEN s.contract_id IS NULL THEN u.end_on ELSE least(u.end_on, s.end_on) END <= s.until_on
			AND coalesce(u.contract_id = s.contract_id, true)
	WHERE m.project_id = $1 AND m.snapshot_id = ANY ($2) AND u.target > 0 AND u.from_on <= s.until_on
	GROUP BY m.snapshot_id, m.site_id, u.period
)
SELECT u.snapshot_id, u.site_id, coalesce(sum(u.share) FILTER (WHERE u.reached), 0) / sum(u.share), NULL::numeric,
	coalesce(sum(u.share) FILTER (WHERE u.reached), 0), sum(u.share), count(*), false
FROM unit u
GROUP BY u.snapshot_id, u.site_id
HAVING sum(u.share) > 0
$$;
COMMENT ON FUNCTION indicator_o4(bigint, bigint[]) IS
	'O4: In which share of the periods was the target reached? | O4：达到周期目标的周期占比？';

-- SPDX-License-Identifier: PostgreSQL
-- Quantities of contract items that were held by a day, as far as they could be known on it: checks that came later say
-- nothing yet.  For what was owed on the day of an instalment, which a later finding must not change.  On the last day
-- it is what measure_contract_items() finds over the term.
--
-- Verified and its error are estimated as in items.sql and rounded as in contract_items.sql.  What a person decided
-- about look-alikes holds from the beginning, as do the strata.
--
-- Activities are added up once for all days: with a row for each activity and day a project of 80,000 activities and
-- seven instalments took 2 s.
CREATE OR REPLACE FUNCTION verified_by(project_id bigint, days date[])
RETURNS TABLE (day date, contract_id bigint, item text, deduplicated numeric, held numeric, verified numeric,
	verified_std_error numeric, checked numeric, confirmed numeric)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH asked AS MATERIALIZED (
	SELECT d.day, row_number() OVER (ORDER BY d.day) AS place FROM (SELECT DISTINCT d AS day FROM unnest($2) AS d) d
), asked_days AS MATERIALIZED (
	SELECT array_agg(d.day ORDER BY d.day) AS days FROM asked d
), known AS MATERIALIZED (
	-- what is known of an activity from a visit until the next, and before the first
	SELECT v.activity_id, v.visited_on, v.outcome, v.confirmed_quantity,
		lead(v.visited_on) OVER (PARTITION BY v.activity_id ORDER BY v.visited_on, v.visit_id) AS next_on
	FROM counted_visit v
	WHERE v.project_id = $1 AND v.activity_id IS NOT NULL
	UNION ALL
	SELECT v.activity_id, '-infinity', NULL, NULL, min(v.visited_on)
	FROM counted_visit v
	WHERE v.project_id = $1 AND v.activity_id IS NOT NULL
	GROUP BY v.activity_id
), unit AS MATERIALIZED (
	SELECT u.period, u.from_on, u.end_on FROM project_unit u WHERE u.project_id = $1
), spell AS MATERIALIZED (
	-- ... which holds of the days asked for that come after one place, up to another
	SELECT a.contract_id, a.item, a.site_id, u.period AS unit, a.quantity, k.held, c.outcome,
		k.standing = 'repeated' AND NOT k.sampled AS reviewed,
		CASE WHEN c.outcome = 'confirmed' THEN least(coalesce(c.confirmed_quantity, a.quantity), a.quantity)
			END AS confirmed,
		width_bucket(greatest(a.held_on, c.visited_on) - 1, d.days) AS after,
		coalesce(width_bucket(c.next_on - 1, d.days), cardinality(d.days)) AS last
	FROM asked_days d
		JOIN activity a ON a.project_id = $1
		JOIN activity_standing k ON k.project_id = a.project_id AND k.activity_id = a.activity_id
		JOIN unit u ON a.held_on BETWEEN u.from_on AND u.end_on
		LEFT JOIN known c ON c.activity_id = a.activity_id
), part AS MATERIALIZED (
	SELECT s.after, s.last, s.contract_id, s.item, s.site_id, s.unit,
		sum(s.quantity) FILTER (WHERE NOT s.reviewed AND s.outcome IS DISTINCT FROM 'repeated') AS deduplicated,
		sum(s.quantity) FILTER (WHERE s.held AND s.outcome IS DISTINCT FROM 'repeated') AS held,
		sum(s.quantity) FILTER (WHERE NOT s.reviewed AND s.outcome IS NULL) AS unchecked,
		sum(s.confirmed) FILTER (WHERE NOT s.reviewed) AS confirmed,
		sum(s.quantity) FILTER (WHERE NOT s.reviewed AND s.outcome IN ('confirmed', 'no_trace')) AS checked,
		sum(square(s.quantity)) FILTER (WHERE NOT s.reviewed AND s.outcome IS NULL) AS unchecked_squares,
		sum(s.confirmed / s.quantity) FILTER (WHERE NOT s.reviewed) AS confirmed_checks,
		count(s.outcome) FILTER (WHERE NOT s.reviewed) AS sampled
	FROM spell s
	WHERE s.after < s.last
	GROUP BY s.after, s.last, s.contract_id, s.item, s.site_id, s.unit
), cell AS (
	SELECT d.day, p.contract_id, p.item, p.site_id, p.unit, h.stratum, sum(p.deduplicated) AS deduplicated,
		sum(p.held) AS held, sum(p.unchecked) AS unchecked, sum(p.confirmed) AS confirmed,
		coalesce(sum(p.confirmed_checks), 0) AS confirmed_checks, sum(p.sampled)::bigint AS sampled,
		sum(p.checked) AS checked, sum(p.unchecked_squares) AS unchecked_squares
	FROM asked d
		JOIN part p ON d.place > p.after AND d.place <= p.last
		LEFT JOIN site_stratum($1) h ON h.site_id = p.site_id AND h.unit = p.unit
	GROUP BY d.day, p.contract_id, p.item, p.site_id, p.unit, h.stratum
), pooled AS (
	SELECT n.day, n.contract_id, n.item, n.unit, coalesce(n.deduplicated, 0) AS deduplicated,
		coalesce(n.held, 0) AS held,
		coalesce(n.unchecked, 0) AS unchecked, coalesce(n.confirmed, 0) AS confirmed, n.confirmed_checks, n.sampled,
		coalesce(n.checked, 0) AS checked, coalesce(n.unchecked_squares, 0) AS unchecked_squares,
		CASE WHEN sum(n.sampled) OVER stratum > 0 THEN ARRAY[sum(n.confirmed_checks) OVER stratum,
				sum(n.sampled) OVER stratum, sum(n.sampled * (n.sampled + 2)) OVER stratum]
			WHEN sum(n.sampled) OVER unit > 0 THEN ARRAY[sum(n.confirmed_checks) OVER unit, sum(n.sampled) OVER unit,
				sum(n.sampled * (n.sampled + 2)) OVER unit]
			WHEN sum(n.sampled) OVER item > 0 THEN ARRAY[sum(n.confirmed_checks) OVER item, sum(n.sampled) OVER item,
				sum(n.sampled * (n.sampled + 2)) OVER item] END AS pooled,
		CASE WHEN sum(n.sampled) OVER stratum > 0 THEN concat_ws(' ', n.unit, n.stratum)
			WHEN sum(n.sampled) OVER unit > 0 THEN n.unit || ' all' ELSE 'all' END AS pool
	FROM cell n
	WINDOW stratum AS (PARTITION BY n.day, n.contract_id, n.item, n.unit, n.stratum),
		unit AS (PARTITION BY n.day, n.contract_id, n.item, n.unit),
		item AS (PARTITION BY n.day, n.contract_id, n.item)
), estimated AS (
	-- of its pool: c checks confirmed of m, and how alike those of one site are
	SELECT p.*, p.pooled[1] AS c, p.pooled[2] AS m, p.pooled[3] AS alike,
		(p.confirmed_checks + 2 * (p.pooled[1] + 1) / (p.pooled[2] + 2)) / (p.sampled + 2) AS p
	FROM pooled p
), by_unit AS (
	SELECT e.day, e.contract_id, e.item, e.pool, sum(e.deduplicated) AS deduplicated, sum(e.held) AS held,
		CASE WHEN bool_and(e.unchecked = 0 OR e.m > 0) THEN round(sum(CASE WHEN e.unchecked = 0 THEN e.confirmed
			ELSE e.confirmed + e.unchecked * (e.confirmed_checks + 2 * e.c / e.m) / (e.sampled + 2) END),
				6) END AS verified,
		sum(CASE WHEN e.unchecked = 0 THEN 0 ELSE e.p * (1 - e.p) * ((e.sampled + 2) * e.unchecked_squares
			+ square(e.unchecked)) / (e.sampled + 3) END) AS variance,
		sum(e.unchecked * 2 / (e.sampled + 2)) AS weight,
		max((e.c + 1) * (e.m - e.c + 1) / (square(e.m + 2) * (e.m + 3)) * e.alike / (3 * e.m)) AS pool_variance,
		sum(e.checked) AS checked, sum(e.confirmed) AS confirmed
	FROM estimated e
	GROUP BY e.day, e.contract_id, e.item, e.unit, e.pool
), by_pool AS (
	SELECT u.day, u.contract_id, u.item, sum(u.deduplicated) AS deduplicated, sum(u.held) AS held,
		CASE WHEN bool_and(u.verified IS NOT NULL) THEN sum(u.verified) END AS verified,
		sum(u.variance) + coalesce(square(sum(u.weight)) * max(u.pool_variance), 0) AS variance,
		sum(u.checked) AS checked, sum(u.confirmed) AS confirmed
	FROM by_unit u
	GROUP BY u.day, u.contract_id, u.item, u.pool
)
SELECT p.day, p.contract_id, p.item, sum(p.deduplicated), sum(p.held),
	CASE WHEN bool_and(p.verified IS NOT NULL) THEN sum(p.verified) END,
	CASE WHEN bool_and(p.verified IS NOT NULL) THEN round(sqrt(sum(p.variance)), 6) END,
	sum(p.checked), sum(p.confirmed)
FROM by_pool p
GROUP BY p.day, p.contract_id, p.item
$$;
COMMENT ON FUNCTION verified_by(bigint, date[]) IS
	'inner verified_by: quantities of contract items held by a day, as far as known on it | 内部截至某日数量：截至某日已开展且当日可知的数量';

-- Quantities of contract items that were held by a day, as far as they could be known on it: checks that came later say
-- nothing yet.  For what was owed on the day of an instalment, which a later finding must not change.  On the last day
-- it is what measure_contract_items() finds over the term.
--
-- Verified is estimated as in items.sql and rounded as in contract_items.sql.  What a person decided about look-alikes
-- holds from the beginning, as do the strata.
--
-- Activities are added up once for all days: with a row for each activity and day a project of 80,000 activities and
-- seven instalments took 2 s.
CREATE OR REPLACE FUNCTION verified_by(project_id bigint, days date[])
RETURNS TABLE (day date, contract_id bigint, item text, deduplicated numeric, held numeric, verified numeric)
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
		sum(s.confirmed / s.quantity) FILTER (WHERE NOT s.reviewed) AS confirmed_checks,
		count(s.outcome) FILTER (WHERE NOT s.reviewed) AS sampled
	FROM spell s
	WHERE s.after < s.last
	GROUP BY s.after, s.last, s.contract_id, s.item, s.site_id, s.unit
), cell AS (
	SELECT d.day, p.contract_id, p.item, p.site_id, p.unit, h.stratum, sum(p.deduplicated) AS deduplicated,
		sum(p.held) AS held, sum(p.unchecked) AS unchecked, sum(p.confirmed) AS confirmed,
		sum(p.confirmed_checks) AS confirmed_checks, sum(p.sampled)::bigint AS sampled
	FROM asked d
		JOIN part p ON d.place > p.after AND d.place <= p.last
		LEFT JOIN site_stratum($1) h ON h.site_id = p.site_id AND h.unit = p.unit
	GROUP BY d.day, p.contract_id, p.item, p.site_id, p.unit, h.stratum
), pooled AS (
	SELECT n.day, n.contract_id, n.item, n.unit, coalesce(n.deduplicated, 0) AS deduplicated,
		coalesce(n.held, 0) AS held,
		coalesce(n.unchecked, 0) AS unchecked, coalesce(n.confirmed, 0) AS confirmed,
			coalesce(n.confirmed_checks, 0) AS confirmed_checks, n.sampled,
		CASE WHEN sum(n.sampled) OVER stratum > 0
			THEN sum(n.confirmed_checks) OVER stratum / sum(n.sampled) OVER stratum
			WHEN sum(n.sampled) OVER unit > 0 THEN sum(n.confirmed_checks) OVER unit / sum(n.sampled) OVER unit
			WHEN sum(n.sampled) OVER item > 0 THEN sum(n.confirmed_checks) OVER item / sum(n.sampled)
				OVER item END AS confirmed_share,
		CASE WHEN sum(n.sampled) OVER stratum > 0 THEN coalesce(n.stratum, '') ELSE 'all' END AS pool,
		sum(n.sampled) OVER item AS checks
	FROM cell n
	WINDOW stratum AS (PARTITION BY n.day, n.contract_id, n.item, n.unit, n.stratum),
		unit AS (PARTITION BY n.day, n.contract_id, n.item, n.unit),
		item AS (PARTITION BY n.day, n.contract_id, n.item)
)
SELECT u.day, u.contract_id, u.item, sum(u.deduplicated), sum(u.held), CASE WHEN bool_and(u.verified IS NOT NULL)
	THEN sum(u.verified) END
FROM (
	SELECT p.day, p.contract_id, p.item, sum(p.deduplicated) AS deduplicated, sum(p.held) AS held,
		CASE WHEN bool_and(p.unchecked = 0 OR p.checks > 0) THEN round(sum(CASE WHEN p.unchecked = 0 THEN p.confirmed
			ELSE p.confirmed + p.unchecked * (p.confirmed_checks + 2 * p.confirmed_share) / (p.sampled + 2) END),
				6) END AS verified
	FROM pooled p
	GROUP BY p.day, p.contract_id, p.item, p.unit, p.pool
) u
GROUP BY u.day, u.contract_id, u.item
$$;
COMMENT ON FUNCTION verified_by(bigint, date[]) IS
	'inner verified_by: quantities of contract items held by a day, as far as known on it | 内部截至某日数量：截至某日已开展且当日可知的数量';

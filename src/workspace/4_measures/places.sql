-- SPDX-License-Identifier: PostgreSQL
-- Who is served and who is left out, who needs what and which hours answer it, by township and for the whole project,
-- and what may be shown of it.
--
-- A count of 1 to setting.small_count - 1 persons is shown to nobody, and neither is one that follows from others:
-- the left out are eligible less served, and what is hidden in one township follows from the project less all the
-- others, in this period or in another.  So townships are hidden with all their categories, in all periods alike, and
-- as many as it takes:
--
--	in the order of those whose total is small, those of which another count is small, and the others, the smaller
--	first;
--	never one alone, and not before what the hidden ones sum to is no small count either
--
-- The total over the categories may be shown where the categories are hidden, and is hidden in the same order where
-- it must be.  The project's own categories are shown if none of them is small.
--
-- All periods: the latest snapshot of each, those that are being filled before those they will replace.  So what is
-- measured anew hides what the others hide; but a township that has become small is shown in older snapshots as
-- before.

-- Counts of every township and category, also those that nobody has, and their totals (category NULL; county and
-- township NULL: the project), and which are hidden.  For those who may read rosters.
CREATE OR REPLACE FUNCTION place_cell(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, kind text, county text, township text, category text, eligible bigint, served bigint,
	hidden boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH latest AS MATERIALIZED (
	SELECT DISTINCT ON (s.period) s.snapshot_id
	FROM snapshot s
	WHERE s.project_id = $1
	ORDER BY s.period, s.snapshot_id = ANY ($2) DESC, s.snapshot_id DESC
), counted AS MATERIALIZED (
	SELECT c.snapshot_id, c.kind, p.county, p.township, c.category, sum(c.eligible)::bigint AS eligible,
		sum(c.served)::bigint AS served
	FROM (
		SELECT l.snapshot_id, 'inclusion' AS kind, l.site_id, l.need_level AS category, l.eligible, l.served
		FROM level_measure l
		WHERE l.project_id = $1 AND l.snapshot_id IN (SELECT a.snapshot_id FROM latest a)
		UNION ALL
		SELECT n.snapshot_id, 'need', n.site_id, n.need_type, n.eligible, 0
		FROM last_need($1, (SELECT array_agg(a.snapshot_id) FROM latest a)) n
	) c
		JOIN project_places($1) p ON p.site_id = c.site_id
	GROUP BY c.snapshot_id, c.kind, p.county, p.township, c.category
), cell AS MATERIALIZED (
	-- the total goes by '' here, which no need level or type can be called
	SELECT g.snapshot_id, g.kind, t.county, t.township, g.category, g.category = '' AS total, q.small_count,
		coalesce(sum(c.eligible), 0)::bigint AS eligible, coalesce(sum(c.served), 0)::bigint AS served,
		coalesce(sum(c.eligible), 0) BETWEEN 1 AND q.small_count - 1
			OR coalesce(sum(c.served), 0) BETWEEN 1 AND q.small_count - 1
			OR coalesce(sum(c.eligible - c.served), 0) BETWEEN 1 AND q.small_count - 1 AS small
	FROM (
			SELECT DISTINCT k.snapshot_id, k.kind, x.category
			FROM counted k CROSS JOIN LATERAL (VALUES (k.category), ('')) AS x (category)
		) g
		CROSS JOIN setting q
		JOIN (SELECT DISTINCT k.kind, k.county, k.township FROM counted k) t ON t.kind = g.kind
		LEFT JOIN counted c ON c.snapshot_id = g.snapshot_id AND c.kind = g.kind AND c.county = t.county
			AND c.township = t.township
			AND g.category IN (c.category, '')
	GROUP BY g.snapshot_id, g.kind, t.county, t.township, g.category, q.small_count
), placed AS MATERIALIZED (
	SELECT t.kind, t.county, t.township, bool_or(t.small AND t.total) AS small_total, bool_or(t.small) AS small,
		row_number() OVER (PARTITION BY t.kind
			ORDER BY bool_or(t.small AND t.total) DESC, bool_or(t.small) DESC, sum(t.eligible),
				t.county COLLATE "C", t.township COLLATE "C") AS place
	FROM cell t
	GROUP BY t.kind, t.county, t.township
), prefix AS (
	-- what the first townships sum to
	SELECT c.kind, c.place, bool_and(c.safe) FILTER (WHERE c.total) AS safe_total, bool_and(c.safe) AS safe
	FROM (
		SELECT t.kind, p.place, t.total,
			sum(t.eligible) OVER so_far NOT BETWEEN 1 AND t.small_count - 1
				AND sum(t.served) OVER so_far NOT BETWEEN 1 AND t.small_count - 1
				AND sum(t.eligible - t.served) OVER so_far NOT BETWEEN 1 AND t.small_count - 1 AS safe
		FROM cell t
			JOIN placed p ON p.kind = t.kind AND p.county = t.county AND p.township = t.township
		WINDOW so_far AS (PARTITION BY t.snapshot_id, t.kind, t.category ORDER BY p.place)
	) c
	GROUP BY c.kind, c.place
), hidden_totals AS (
	-- how many of the first townships hide their total: none, or enough, or all
	SELECT n.kind, n.townships, n.small,
		CASE WHEN n.small_totals = 0 THEN 0
			ELSE coalesce(min(x.place) FILTER (WHERE x.safe_total AND x.place >= greatest(n.small_totals, 2)),
				n.townships) END AS totals
	FROM (
		SELECT p.kind, count(*) AS townships, count(*) FILTER (WHERE p.small_total) AS small_totals,
			count(*) FILTER (WHERE p.small) AS small
		FROM placed p
		GROUP BY p.kind
	) n
		JOIN prefix x ON x.kind = n.kind
	GROUP BY n.kind, n.townships, n.small, n.small_totals
), hidden AS (
	-- and their categories
	SELECT n.kind, n.totals,
		CASE WHEN n.small = 0 THEN 0
			ELSE coalesce(min(x.place) FILTER (WHERE x.safe AND x.place >= greatest(n.small, n.totals, 2)),
				n.townships) END AS categories
	FROM hidden_totals n
		JOIN prefix x ON x.kind = n.kind
	GROUP BY n.kind, n.totals, n.small, n.townships
), whole AS (
	SELECT t.snapshot_id, t.kind, t.category, t.total, sum(t.eligible)::bigint AS eligible,
		sum(t.served)::bigint AS served,
		sum(t.eligible) BETWEEN 1 AND max(t.small_count) - 1 OR sum(t.served) BETWEEN 1 AND max(t.small_count) - 1
			OR sum(t.eligible - t.served) BETWEEN 1 AND max(t.small_count) - 1 AS small
	FROM cell t
	GROUP BY t.snapshot_id, t.kind, t.category, t.total
)
SELECT t.snapshot_id, t.kind, t.county, t.township, nullif(t.category, ''), t.eligible, t.served,
	p.place <= CASE WHEN t.total THEN h.totals ELSE h.categories END
FROM cell t
	JOIN placed p ON p.kind = t.kind AND p.county = t.county AND p.township = t.township
	JOIN hidden h ON h.kind = t.kind
WHERE t.snapshot_id = ANY ($2)
UNION ALL
SELECT w.snapshot_id, w.kind, NULL, NULL, nullif(w.category, ''), w.eligible, w.served, w.hidden
FROM (
	-- a count of need holds until the next, so it is the same in several periods
	SELECT w.*, bool_or(w.small) OVER alike AS hidden
	FROM whole w
	WINDOW alike AS (PARTITION BY CASE WHEN w.kind <> 'need' THEN w.snapshot_id END, w.kind, w.total)
) w
WHERE w.snapshot_id = ANY ($2)
$$;
COMMENT ON FUNCTION place_cell(bigint, bigint[]) IS
	'inner place_cell: counts of each township, and which must be hidden | 内部乡镇计数：各乡镇的计数及须隐去者';

-- Of the period of a contract nothing is shown: it holds a part of the sites, and what is left of a township would
-- follow.
--
-- Hours are of activities that count; one of unknown length counts an hour.  Of kind repetition, category NULL are
-- all hours, those that repeat nobody with them.
CREATE OR REPLACE FUNCTION measure_places(project_id bigint, snapshots bigint[]) RETURNS SETOF place_measure
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH told AS (
	SELECT s.snapshot_id FROM snapshot s WHERE s.project_id = $1 AND s.snapshot_id = ANY ($2) AND s.contract_id IS NULL
), by_type AS (
	SELECT m.snapshot_id, p.county, p.township, g.need_type, g.overlaps_with, sum(g.hours) AS hours
	FROM told t
		JOIN site_measure m ON m.project_id = $1 AND m.snapshot_id = t.snapshot_id
		JOIN activity_sum g ON g.project_id = $1 AND g.site_id = m.site_id AND g.counted > 0
			AND g.first_on BETWEEN m.from_on AND m.until_on
		JOIN project_places($1) p ON p.site_id = m.site_id
	GROUP BY m.snapshot_id, p.county, p.township, g.need_type, g.overlaps_with
), by_place AS (
	-- once for the township, once for the project
	SELECT b.snapshot_id, w.county, w.township, b.need_type, b.overlaps_with, b.hours
	FROM by_type b CROSS JOIN LATERAL (VALUES (b.county, b.township), (NULL, NULL)) AS w (county, township)
)
SELECT $1, c.snapshot_id, c.kind, c.county, c.township, c.category,
	CASE WHEN NOT c.hidden THEN c.eligible END,
	CASE WHEN NOT c.hidden AND c.kind = 'inclusion' THEN c.served END, NULL::numeric, c.hidden
FROM place_cell($1, $2) c JOIN told t ON t.snapshot_id = c.snapshot_id
UNION ALL
SELECT $1, b.snapshot_id, 'supply', b.county, b.township, b.need_type, NULL, NULL, trim_scale(sum(b.hours)), false
FROM by_place b
WHERE b.need_type IS NOT NULL
GROUP BY b.snapshot_id, b.county, b.township, GROUPING SETS ((b.need_type), ())
UNION ALL
SELECT $1, b.snapshot_id, 'repetition', b.county, b.township, b.overlaps_with, NULL, NULL, trim_scale(sum(b.hours)),
	false
FROM by_place b
WHERE b.overlaps_with IS NOT NULL
GROUP BY b.snapshot_id, b.county, b.township, b.overlaps_with
UNION ALL
SELECT $1, b.snapshot_id, 'repetition', b.county, b.township, NULL, NULL, NULL, trim_scale(sum(b.hours)), false
FROM by_place b
GROUP BY b.snapshot_id, b.county, b.township
$$;
COMMENT ON FUNCTION measure_places(bigint, bigint[]) IS
	'step measure_places: what may be shown of townships and of the project | 步骤乡镇统计：乡镇与项目可公布的计数与时长';

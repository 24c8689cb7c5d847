-- SPDX-License-Identifier: PostgreSQL
-- The indicators of the self-evaluation form.
--
-- The score of a project is 100 (own points + rest x mean of what the sites count with / 100) / (own points measured +
-- rest).  What a site counts with is 100 x earned / asked (site_standing()).  So an indicator adds to the project's
-- score
--
--	of the project	100 p / D					D = own points measured + rest
--	of sites		rest x mean(100 p / m) / D	m = points asked of the site; p is 0 where it was not measured, and
--												those not heard are discontent
--
-- with the same mean.  The points that count on the form are the same with the points available instead of p: they add
-- up to 100.
--
-- Each line is cut off after four decimals.  What the lines then lack of the score goes to those that lost most by it,
-- a last digit each, but first to those that have not all of their points.  So they add up to the score, and a number
-- that has four decimals stays what it is.  What is more than rounding (0.0001) was added to the score or taken from
-- it, and is no indicator's.
--
-- The value of an indicator of sites is that of all of them together where it is counted so: counts added up, or the
-- project's satisfaction; else the mean of the sites.  Counts do not add up where neighbours speak for a site, nor
-- those of O1 where tariffs differ.
CREATE OR REPLACE FUNCTION fill_form_lines(project_id bigint, runs bigint[]) RETURNS SETOF form_line
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH run AS MATERIALIZED (
	SELECT r.run_id, r.snapshot_id, r.scheme_id, r.version, s.show_answers, e.score, e.rated,
		s.points - x.own AS rest, nullif(e.available + s.points - x.own, 0) AS available
	FROM evaluation_run r
		JOIN snapshot n ON n.project_id = r.project_id AND n.snapshot_id = r.snapshot_id
		JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.version
		JOIN project_score e ON e.project_id = r.project_id AND e.run_id = r.run_id
		CROSS JOIN LATERAL (SELECT coalesce(sum(p.available), 0) AS own FROM project_points p
			WHERE p.project_id = r.project_id AND p.run_id = r.run_id) x
	-- a contract has no budget and no form of its own
	WHERE r.project_id = $1 AND r.run_id = ANY ($2) AND n.kind <> 'contract'
), persons AS (
	SELECT * FROM site_persons($1, ARRAY(SELECT r.snapshot_id FROM run r))
), rated AS MATERIALIZED (
	-- or else both are merged by their run alone, and each site of a run meets every other
	SELECT o.run_id, o.site_id, coalesce(p.persons, 0) AS persons, o.score IS NOT NULL AS rated,
		CASE WHEN sum(p.persons) FILTER (WHERE o.score_counted IS NOT NULL) OVER run > 0
			THEN coalesce(p.persons, 0) / sum(p.persons) FILTER (WHERE o.score_counted IS NOT NULL) OVER run
			ELSE 1.0 / nullif(count(o.score_counted) OVER run, 0) END AS share
	FROM site_score o
		JOIN run r ON r.run_id = o.run_id
		LEFT JOIN persons p ON p.snapshot_id = r.snapshot_id AND p.site_id = o.site_id
	WHERE o.project_id = $1
	WINDOW run AS (PARTITION BY o.run_id)
), point AS MATERIALIZED (
	SELECT o.run_id, o.code, o.site_id, t.share, t.persons, o.points, coalesce(o.points_lower, o.points) AS lower,
		CASE WHEN o.points IS NOT NULL OR a.asked OR NOT t.rated THEN u.available END AS available, u.target,
		sum(u.available) FILTER (WHERE o.points IS NOT NULL OR a.asked OR NOT t.rated)
			OVER (PARTITION BY o.run_id, o.site_id) AS measured
	FROM site_points o
		JOIN rated t ON t.run_id = o.run_id AND t.site_id = o.site_id
		JOIN run_indicator u ON u.project_id = o.project_id AND u.run_id = o.run_id AND u.code = o.code
		JOIN asked_indicator($1, $2) a ON a.run_id = o.run_id AND a.code = o.code
	WHERE o.project_id = $1
), of_site AS (
	SELECT o.run_id, o.code, max(o.target) AS target,
		count(o.points) AS sites,
		sum(o.share * o.lower / o.measured) AS earned,
		sum(o.share * o.available / o.measured) AS counted,
		CASE WHEN bool_and(v.numerator IS NOT NULL AND v.denominator IS NOT NULL AND NOT v.pooled)
				FILTER (WHERE o.points IS NOT NULL) THEN sum(v.numerator) FILTER (WHERE o.points IS NOT NULL)
			/ nullif(sum(v.denominator) FILTER (WHERE o.points IS NOT NULL), 0) END AS value,
		CASE WHEN sum(o.persons) FILTER (WHERE x.finite) > 0
			THEN sum(o.persons * v.value) FILTER (WHERE x.finite) / sum(o.persons) FILTER (WHERE x.finite)
			ELSE avg(v.value) FILTER (WHERE x.finite) END AS mean
	FROM point o
		JOIN run r ON r.run_id = o.run_id
		LEFT JOIN site_indicator v ON v.project_id = $1 AND v.snapshot_id = r.snapshot_id AND v.site_id = o.site_id
			AND v.code = o.code
		CROSS JOIN LATERAL (SELECT o.points IS NOT NULL AND abs(v.value) < 'Infinity' AS finite) x
	GROUP BY o.run_id, o.code
), line AS (
	SELECT r.run_id, r.score, r.rated > 0 OR r.rest = 0 AS complete, i.code,
		CASE WHEN i.scope = 'project' THEN p.value ELSE round(coalesce(w.value, s.mean), 6) END AS value,
		i.scope = 'site' AND w.value IS NULL AND s.mean IS NOT NULL AS value_is_mean,
		CASE WHEN i.scope = 'project' THEN p.target ELSE s.target END AS target,
		CASE WHEN i.scope = 'site' THEN coalesce(s.sites, 0) END AS sites,
		round(CASE WHEN i.scope = 'project'
				THEN 100 * CASE WHEN p.points IS NULL THEN 0 ELSE p.available END / r.available
			WHEN r.rated > 0 THEN 100 * r.rest * coalesce(s.counted, 0) / r.available END, 12) AS counted,
		round(CASE WHEN i.scope = 'project' THEN 100 * p.points / r.available
			WHEN r.rated > 0 THEN 100 * r.rest * s.earned / r.available END, 12) AS earned
	FROM run r
		JOIN indicator i ON i.scheme_id = r.scheme_id AND i.version = r.version AND i.rule NOT IN ('bonus', 'veto')
		LEFT JOIN project_points p ON p.project_id = $1 AND p.run_id = r.run_id AND p.code = i.code
		LEFT JOIN of_site s ON s.run_id = r.run_id AND s.code = i.code
		LEFT JOIN project_measure m ON m.project_id = $1 AND m.snapshot_id = r.snapshot_id
		CROSS JOIN LATERAL (SELECT CASE
			WHEN i.code = 'S1' AND to_regclass('@workspace@.indicator_s1') IS NULL
				THEN CASE WHEN s.mean IS NOT NULL AND m.effective_answers >= r.show_answers THEN m.satisfaction END
			WHEN i.code <> 'O1' OR NOT EXISTS (SELECT FROM item_weight g WHERE g.project_id = $1
				HAVING min(g.weight) < max(g.weight)) THEN s.value END AS value) w
), cut AS (
	SELECT l.*, trunc(l.counted, 4) AS counted_cut, trunc(l.earned, 4) AS earned_cut,
		row_number() OVER (PARTITION BY l.run_id ORDER BY l.counted - trunc(l.counted, 4) DESC NULLS LAST,
			l.code COLLATE "C") AS place,
		l.score - CASE WHEN round(abs(l.score - sum(l.earned) OVER run), 8) > 0.0001
			THEN round(l.score - sum(l.earned) OVER run, 4) ELSE 0 END AS whole
	FROM line l
	WINDOW run AS (PARTITION BY l.run_id)
), whole_counted AS (
	SELECT c.*, CASE WHEN c.complete
			THEN c.counted_cut + 0.0001 * (c.place <= 10000 * (100 - sum(c.counted_cut) OVER run))::integer
			ELSE round(c.counted, 4) END AS counted_points
	FROM cut c
	WINDOW run AS (PARTITION BY c.run_id)
), ranked AS (
	-- last those that have all of their points
	SELECT c.*, row_number() OVER (PARTITION BY c.run_id ORDER BY c.earned_cut >= c.counted_points,
			c.earned - c.earned_cut DESC NULLS LAST, c.code COLLATE "C") AS earned_place,
		10000 * (c.whole - sum(c.earned_cut) OVER run) AS lost
	FROM whole_counted c
	WINDOW run AS (PARTITION BY c.run_id)
)
SELECT $1, c.run_id, c.code, trim_scale(c.value), c.value_is_mean, c.target, c.sites::integer, c.counted_points,
	CASE WHEN c.score IS NULL THEN round(c.earned, 4)
		ELSE c.earned_cut + 0.0001 * (c.earned_place <= c.lost)::integer END
FROM ranked c
$$;
COMMENT ON FUNCTION fill_form_lines(bigint, bigint[]) IS
	'step fill_form_lines: the indicators of the self-evaluation form | 步骤自评表：自评表各指标的折算分值与得分';

-- Who is served and who is left out, counted by township and by need level, and what may be shown of it.
--
-- A count of 1 to 4 children is shown to nobody, and neither is one that follows from others: the left out are eligible less
-- served, and what is hidden in one township follows from the project less all the others, in this period or in another.
-- So townships are hidden with all their categories, in all periods alike, and as many as it takes:
--
--	in the order of those whose total is small, those of which another count is small, and the others, the smaller first;
--	never one alone, and not before what the hidden ones sum to is no small count either
--
-- The total over the categories may be shown where the categories are hidden, and is hidden in the same order where it must be.
-- The project's own categories are shown if none of them is small.

-- The townships with a roster, and the needs of each, in each period.
CREATE VIEW roster_period WITH (security_invoker = true) AS
SELECT s.project_id, s.site_id, s.period, v.county, v.township
FROM site_period s
	JOIN (SELECT DISTINCT project_id, site_id FROM beneficiary) b ON b.project_id = s.project_id AND b.site_id = s.site_id
	JOIN site o ON o.project_id = s.project_id AND o.site_id = s.site_id
	JOIN village v ON v.division_code = o.division_code;
COMMENT ON VIEW roster_period IS 'Which sites have a roster, in which township? | 哪些服务点有名册，属于哪个乡镇？';
COMMENT ON COLUMN roster_period.project_id IS 'project | 项目';
COMMENT ON COLUMN roster_period.site_id IS 'site with a roster | 有名册的服务点';
COMMENT ON COLUMN roster_period.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN roster_period.county IS 'county of the township | 乡镇所属县';
COMMENT ON COLUMN roster_period.township IS 'township | 乡镇';

CREATE VIEW need_period WITH (security_invoker = true) AS
SELECT s.project_id, s.site_id, s.period, v.county, v.township, n.need_type, n.eligible
FROM site_period s
	JOIN site o ON o.project_id = s.project_id AND o.site_id = s.site_id
	JOIN village v ON v.division_code = o.division_code
	JOIN need n ON n.project_id = s.project_id AND n.site_id = s.site_id
		AND n.period BETWEEN date_trunc('quarter', s.from_on::timestamp)::date AND s.until_on;
COMMENT ON VIEW need_period IS 'Who needs what, in which township? | 各乡镇各时段有哪些需求？';
COMMENT ON COLUMN need_period.project_id IS 'project | 项目';
COMMENT ON COLUMN need_period.site_id IS 'site | 服务点';
COMMENT ON COLUMN need_period.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN need_period.county IS 'county of the township | 乡镇所属县';
COMMENT ON COLUMN need_period.township IS 'township | 乡镇';
COMMENT ON COLUMN need_period.need_type IS 'what is needed | 需求类型';
COMMENT ON COLUMN need_period.eligible IS 'children who need it | 需要的儿童数';

CREATE VIEW township_count WITH (security_invoker = true) AS
SELECT l.project_id, l.period, 'inclusion' AS kind, v.county, v.township, l.need_level AS category, sum(l.eligible)::bigint AS eligible, sum(l.served)::bigint AS served
FROM level_participation l
	JOIN site o ON o.project_id = l.project_id AND o.site_id = l.site_id
	JOIN village v ON v.division_code = o.division_code
GROUP BY l.project_id, l.period, v.county, v.township, l.need_level
UNION ALL
SELECT n.project_id, n.period, 'need', n.county, n.township, n.need_type, sum(n.eligible)::bigint, 0
FROM need_period n
GROUP BY n.project_id, n.period, n.county, n.township, n.need_type;
COMMENT ON VIEW township_count IS 'How many children are there, and how many were served? | 各乡镇有多少儿童、服务了多少？';
COMMENT ON COLUMN township_count.project_id IS 'project | 项目';
COMMENT ON COLUMN township_count.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN township_count.kind IS 'inclusion: by need level; need: by what they need | 类别：按等级或按需求';
COMMENT ON COLUMN township_count.county IS 'county of the township | 乡镇所属县';
COMMENT ON COLUMN township_count.township IS 'township | 乡镇';
COMMENT ON COLUMN township_count.category IS 'need level, or what is needed | 等级或需求类型';
COMMENT ON COLUMN township_count.eligible IS 'children | 儿童数';
COMMENT ON COLUMN township_count.served IS 'of these, those who took part in anything; 0 for needs | 其中参加过活动者';

-- Every township has every category, also those that nobody has, and the total of them under the name ''.  Those that nobody has are
-- added as rows of 0, not by a join with what was counted: before ANALYZE a planner takes that for one row, and would count it again
-- for each place.
CREATE VIEW township_table WITH (security_invoker = true) AS
SELECT c.project_id, c.period, c.kind, c.county, c.township, c.category, c.category = '' AS total,
	sum(c.eligible)::bigint AS eligible, sum(c.served)::bigint AS served,
	sum(c.eligible) BETWEEN 1 AND 4 OR sum(c.served) BETWEEN 1 AND 4 OR sum(c.eligible - c.served) BETWEEN 1 AND 4 AS small
FROM (
	SELECT k.project_id, k.period, k.kind, k.county, k.township, x.category, k.eligible, k.served
	FROM township_count k
		CROSS JOIN LATERAL (VALUES (k.category), ('')) AS x (category)
	UNION ALL
	SELECT g.project_id, g.period, 'inclusion', t.county, t.township, x.category, 0, 0
	FROM (SELECT DISTINCT r.project_id, r.period FROM roster_period r) g
		JOIN (SELECT DISTINCT r.project_id, r.county, r.township FROM roster_period r) t ON t.project_id = g.project_id
		CROSS JOIN (VALUES ('A'), ('B'), ('C'), ('')) AS x (category)
	UNION ALL
	SELECT g.project_id, g.period, 'need', t.county, t.township, x.category, 0, 0
	FROM (SELECT DISTINCT n.project_id, n.period, n.need_type FROM need_period n) g
		JOIN (SELECT DISTINCT n.project_id, n.county, n.township FROM need_period n) t ON t.project_id = g.project_id
		CROSS JOIN LATERAL (VALUES (g.need_type), ('')) AS x (category)
) c
GROUP BY c.project_id, c.period, c.kind, c.county, c.township, c.category;
COMMENT ON VIEW township_table IS 'The same with totals, and which counts are small? | 含合计，哪些计数过小？';
COMMENT ON COLUMN township_table.project_id IS 'project | 项目';
COMMENT ON COLUMN township_table.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN township_table.kind IS 'inclusion or need | 类别';
COMMENT ON COLUMN township_table.county IS 'county of the township | 乡镇所属县';
COMMENT ON COLUMN township_table.township IS 'township | 乡镇';
COMMENT ON COLUMN township_table.category IS 'need level, or what is needed; empty text for the total | 等级或需求类型（合计为空文本）';
COMMENT ON COLUMN township_table.total IS 'whether it is the total | 是否合计';
COMMENT ON COLUMN township_table.eligible IS 'children | 儿童数';
COMMENT ON COLUMN township_table.served IS 'of these, those who took part | 其中参加者';
COMMENT ON COLUMN township_table.small IS 'a count of 1 to 4 | 计数为1至4';

-- A function and not a view, because a view would count all projects before it shows one.  Facts may not be analyzed yet, see measure().
CREATE OR REPLACE FUNCTION published_count(project_id bigint)
RETURNS TABLE (period date, kind text, county text, township text, category text, eligible bigint, served bigint)
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, @workspace@, pg_temp
SET enable_nestloop = off
SET enable_mergejoin = off
SET jit = off
AS $$
WITH cell AS MATERIALIZED (SELECT * FROM township_table t WHERE t.project_id = $1),
placed AS MATERIALIZED (
	SELECT t.kind, t.county, t.township, bool_or(t.small AND t.total) AS small_total, bool_or(t.small) AS small,
		row_number() OVER (PARTITION BY t.kind
			ORDER BY bool_or(t.small AND t.total) DESC, bool_or(t.small) DESC, sum(t.eligible), t.county COLLATE "C", t.township COLLATE "C") AS place
	FROM cell t
	GROUP BY t.kind, t.county, t.township
), prefix AS MATERIALIZED (
	-- what the first townships sum to
	SELECT c.kind, c.place, bool_and(c.safe) FILTER (WHERE c.total) AS safe_total, bool_and(c.safe) AS safe
	FROM (
		SELECT t.kind, p.place, t.total,
			sum(t.eligible) OVER so_far NOT BETWEEN 1 AND 4 AND sum(t.served) OVER so_far NOT BETWEEN 1 AND 4
				AND sum(t.eligible - t.served) OVER so_far NOT BETWEEN 1 AND 4 AS safe
		FROM cell t
			JOIN placed p ON p.kind = t.kind AND p.county = t.county AND p.township = t.township
		WINDOW so_far AS (PARTITION BY t.period, t.kind, t.category ORDER BY p.place)
	) c
	GROUP BY c.kind, c.place
), hidden_totals AS (
	-- how many of the first townships hide their total: none, or enough, or all
	SELECT n.kind, n.townships, n.small,
		CASE WHEN n.small_totals = 0 THEN 0
			ELSE coalesce(min(x.place) FILTER (WHERE x.safe_total AND x.place >= greatest(n.small_totals, 2)), n.townships) END AS totals
	FROM (
		SELECT p.kind, count(*) AS townships, count(*) FILTER (WHERE p.small_total) AS small_totals, count(*) FILTER (WHERE p.small) AS small
		FROM placed p GROUP BY p.kind
	) n
		JOIN prefix x ON x.kind = n.kind
	GROUP BY n.kind, n.townships, n.small, n.small_totals
), hidden AS (
	-- and their categories
	SELECT n.kind, n.totals,
		CASE WHEN n.small = 0 THEN 0
			ELSE coalesce(min(x.place) FILTER (WHERE x.safe AND x.place >= greatest(n.small, n.totals, 2)), n.townships) END AS categories
	FROM hidden_totals n
		JOIN prefix x ON x.kind = n.kind
	GROUP BY n.kind, n.totals, n.small, n.townships
)
SELECT t.period, t.kind, t.county, t.township, t.category,
	CASE WHEN p.place > CASE WHEN t.total THEN h.totals ELSE h.categories END THEN t.eligible END AS eligible,
	CASE WHEN p.place > CASE WHEN t.total THEN h.totals ELSE h.categories END THEN t.served END AS served
FROM cell t
	JOIN placed p ON p.kind = t.kind AND p.county = t.county AND p.township = t.township
	JOIN hidden h ON h.kind = t.kind
UNION ALL
SELECT p.period, p.kind, NULL, NULL, p.category,
	CASE WHEN NOT bool_or(p.small) OVER categories THEN p.eligible END,
	CASE WHEN NOT bool_or(p.small) OVER categories THEN p.served END
FROM (
	SELECT t.period, t.kind, t.total, t.category, sum(t.eligible)::bigint AS eligible, sum(t.served)::bigint AS served,
		sum(t.eligible) BETWEEN 1 AND 4 OR sum(t.served) BETWEEN 1 AND 4 OR sum(t.eligible - t.served) BETWEEN 1 AND 4 AS small
	FROM cell t
	GROUP BY t.period, t.kind, t.total, t.category
) p
-- the needs of the quarters add up to those of the term
WINDOW categories AS (PARTITION BY CASE WHEN p.kind <> 'need' THEN p.period END, p.kind, p.total)
$$;
COMMENT ON FUNCTION published_count(bigint) IS 'what may be shown of the counts of a project, by township (empty: all) and category (empty text: total); hidden ones are empty | 项目可公布的计数（隐去者为空）';

-- Supply: hours of activities that count, by the need they answer, and which share of all hours repeats what the school does.
-- An activity without hours counts one.
CREATE VIEW township_supply WITH (security_invoker = true) AS
SELECT s.project_id, s.period, w.county, w.township, a.need_type, sum(coalesce(a.hours, 1)) AS hours,
	sum(coalesce(a.hours, 1)) FILTER (WHERE a.school_overlap) AS overlap_hours,
	sum(coalesce(a.hours, 1)) FILTER (WHERE a.school_overlap IS NOT NULL) AS known_hours
FROM site_period s
	JOIN site o ON o.project_id = s.project_id AND o.site_id = s.site_id
	JOIN village v ON v.division_code = o.division_code
	JOIN activity a ON a.project_id = s.project_id AND a.site_id = s.site_id AND a.held_on BETWEEN s.from_on AND s.until_on
	JOIN activity_standing t ON t.project_id = a.project_id AND t.activity_id = a.activity_id AND t.standing IN ('confirmed', 'unchecked')
	-- once for the township, once for the project
	CROSS JOIN LATERAL (VALUES (v.county, v.township), (NULL, NULL)) AS w (county, township)
GROUP BY s.project_id, s.period, w.county, w.township, a.need_type;
COMMENT ON VIEW township_supply IS 'How many hours answered which need? | 各类需求各获得多少服务时长？';
COMMENT ON COLUMN township_supply.project_id IS 'project | 项目';
COMMENT ON COLUMN township_supply.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN township_supply.county IS 'county of the township; empty for the whole project | 乡镇所属县（全项目为空）';
COMMENT ON COLUMN township_supply.township IS 'township; empty for the whole project | 乡镇（全项目为空）';
COMMENT ON COLUMN township_supply.need_type IS 'need that the activities answered; empty if nobody said | 对应需求（未注明为空）';
COMMENT ON COLUMN township_supply.hours IS 'hours | 时长（小时）';
COMMENT ON COLUMN township_supply.overlap_hours IS 'of these, hours that repeat what the school does | 与学校重复的时长';
COMMENT ON COLUMN township_supply.known_hours IS 'hours of which it is known | 已知是否重复的时长';

CREATE VIEW director_continuity WITH (security_invoker = true) AS
SELECT e.project_id, e.period, s.site_id, s.division_code, v.name AS village, v.township,
	e.directors, e.departures, e.vacant_days, e.filled_share, e.post_vacant, e.low_education, e.certified
FROM (
	SELECT r.project_id, r.period, e.scope_key,
		max(e.n) FILTER (WHERE e.code = 'departures') AS directors,
		max(e.value) FILTER (WHERE e.code = 'departures')::bigint AS departures,
		max(e.value) FILTER (WHERE e.code = 'vacant_days')::integer AS vacant_days,
		round(max(e.value) FILTER (WHERE e.code = 'B4'), 6) AS filled_share,
		max(e.value) FILTER (WHERE e.code = 'post_vacant')::integer::boolean AS post_vacant,
		max(e.value) FILTER (WHERE e.code = 'low_education')::integer::boolean AS low_education,
		max(e.value) FILTER (WHERE e.code = 'certified')::integer::boolean AS certified
	FROM headline_run r
		JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site'
			AND e.code IN ('departures', 'vacant_days', 'B4', 'post_vacant', 'low_education', 'certified')
	GROUP BY r.project_id, r.period, e.scope_key
) e
	JOIN site s ON s.project_id = e.project_id AND s.site_id::text = e.scope_key
	JOIN village v ON v.division_code = s.division_code;
COMMENT ON VIEW director_continuity IS 'Where did directors leave? | 哪里的负责人离开了？';
COMMENT ON COLUMN director_continuity.project_id IS 'project | 项目';
COMMENT ON COLUMN director_continuity.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN director_continuity.site_id IS 'site | 服务点';
COMMENT ON COLUMN director_continuity.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN director_continuity.village IS 'village | 村';
COMMENT ON COLUMN director_continuity.township IS 'township | 乡镇';
COMMENT ON COLUMN director_continuity.directors IS 'directors who held the post so far | 历任负责人数';
COMMENT ON COLUMN director_continuity.departures IS 'directors who left since the start of the term | 项目开始以来离任人数';
COMMENT ON COLUMN director_continuity.vacant_days IS 'days without a director since the term began or the site opened; empty where no posts are recorded | 累计空缺天数';
COMMENT ON COLUMN director_continuity.filled_share IS 'share of the days on which the post was filled; empty if the first scheme does not judge it | 在岗天数占比';
COMMENT ON COLUMN director_continuity.post_vacant IS 'nobody holds the post at the end | 期末空缺';
COMMENT ON COLUMN director_continuity.low_education IS 'the last director has high school or less; context, never points | 最近负责人为高中及以下学历（仅作背景）';
COMMENT ON COLUMN director_continuity.certified IS 'the last director has a child-welfare certificate; context, never points | 最近负责人持证（仅作背景）';

CREATE VIEW village_ranking WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.scheme_id AS profile, s.site_id, s.division_code, v.name AS village, v.township,
	e.score, e.grade, e.rank, e.quintile, e.band, e.satisfaction, e.status
FROM current_run r
	CROSS JOIN LATERAL (
		SELECT e.scope_key,
			max(e.value) FILTER (WHERE e.code = 'score')::numeric(7,4) AS score,
			max(e.status) FILTER (WHERE e.code = 'grade') AS grade,
			max(e.value) FILTER (WHERE e.code = 'rank')::integer AS rank,
			max(e.value) FILTER (WHERE e.code = 'quintile')::integer AS quintile,
			max(e.status) FILTER (WHERE e.code = 'band') AS band,
			max(e.value) FILTER (WHERE e.code = 'satisfaction')::numeric(7,4) AS satisfaction,
			max(e.status) FILTER (WHERE e.code = 'score') AS status
		FROM evaluation_result e
		WHERE e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site'
			AND e.code IN ('score', 'grade', 'rank', 'quintile', 'band', 'satisfaction')
		GROUP BY e.scope_key
	) e
	JOIN site s ON s.project_id = r.project_id AND s.site_id::text = e.scope_key
	JOIN village v ON v.division_code = s.division_code;
COMMENT ON VIEW village_ranking IS 'Who is where? | 各村排名如何？';
COMMENT ON COLUMN village_ranking.project_id IS 'project | 项目';
COMMENT ON COLUMN village_ranking.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN village_ranking.profile IS 'scheme that judged | 评分方案';
COMMENT ON COLUMN village_ranking.site_id IS 'site | 服务点';
COMMENT ON COLUMN village_ranking.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN village_ranking.village IS 'village | 村';
COMMENT ON COLUMN village_ranking.township IS 'township | 乡镇';
COMMENT ON COLUMN village_ranking.score IS 'score, 0 to 100; empty when not rated | 得分（未评则为空）';
COMMENT ON COLUMN village_ranking.grade IS 'excellent (from 90), good (80), medium (60) or poor | 等级：优、良、中、差';
COMMENT ON COLUMN village_ranking.rank IS 'rank among the rated; ties share the better | 名次（并列取优）';
COMMENT ON COLUMN village_ranking.quintile IS 'fifth of the rated sites, 5 is best | 五分位（5最优）';
COMMENT ON COLUMN village_ranking.band IS 'top 20 %, middle or bottom 20 % | 档次：前20%、中间、后20%';
COMMENT ON COLUMN village_ranking.satisfaction IS 'satisfaction of children and guardians, 0 to 100 | 满意度';
COMMENT ON COLUMN village_ranking.status IS 'rated, or not_rated for want of data | 是否参评（数据不足则不评）';

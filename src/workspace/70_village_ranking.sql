-- The results of a run are gathered once and then joined, whatever the planner knows: OFFSET 0 keeps it from gathering them
-- anew for each site where tables were never analyzed.
CREATE VIEW village_ranking WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.scheme_id AS profile, e.site_id, e.division_code, e.village, e.township,
	e.score, e.grade, e.rank, e.quintile, e.band, e.rank_low, e.rank_high, e.p_top, e.p_bottom, e.satisfaction, e.status,
	e.shadow_score, e.shadow_rank, e.limiters
FROM current_run r
	CROSS JOIN LATERAL (
		SELECT s.site_id, s.division_code, v.name AS village, v.township, e.*
		FROM (
			SELECT e.scope_key,
				max(e.value) FILTER (WHERE e.code = 'score')::numeric(7,4) AS score,
				max(e.status) FILTER (WHERE e.code = 'grade') AS grade,
				max(e.value) FILTER (WHERE e.code = 'rank')::integer AS rank,
				max(e.value) FILTER (WHERE e.code = 'quintile')::integer AS quintile,
				max(e.status) FILTER (WHERE e.code = 'band') AS band,
				max(e.lo) FILTER (WHERE e.code = 'expected_rank')::integer AS rank_low,
				max(e.hi) FILTER (WHERE e.code = 'expected_rank')::integer AS rank_high,
				max(e.value) FILTER (WHERE e.code = 'p_top')::float8 AS p_top,
				max(e.value) FILTER (WHERE e.code = 'p_bottom')::float8 AS p_bottom,
				max(e.value) FILTER (WHERE e.code = 'satisfaction')::numeric(7,4) AS satisfaction,
				max(e.status) FILTER (WHERE e.code = 'score') AS status,
				max(e.value) FILTER (WHERE e.code = 'shadow_score')::numeric(7,4) AS shadow_score,
				max(e.value) FILTER (WHERE e.code = 'shadow_rank')::integer AS shadow_rank,
				string_agg(substr(e.code, 9), ', ' ORDER BY e.code) FILTER (WHERE e.code LIKE 'limiter%') AS limiters
			FROM evaluation_result e
			WHERE e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site'
				AND e.code IN ('score', 'grade', 'rank', 'quintile', 'band', 'expected_rank', 'p_top', 'p_bottom', 'satisfaction', 'shadow_score', 'shadow_rank',
					'limiter_suspension', 'limiter_verification', 'limiter_vacancy')
			GROUP BY e.scope_key
		) e
			JOIN site s ON s.project_id = r.project_id AND s.site_id = e.scope_key::bigint
			JOIN village v ON v.division_code = s.division_code
		OFFSET 0
	) e;
COMMENT ON VIEW village_ranking IS 'Who is where, and how sure are we? | 各村排名如何，把握有多大？';
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
COMMENT ON COLUMN village_ranking.rank_low IS 'in 90 of 100 draws the rank lies between this one | 名次区间下限（90%）';
COMMENT ON COLUMN village_ranking.rank_high IS 'and this one | 名次区间上限（90%）';
COMMENT ON COLUMN village_ranking.p_top IS 'probability of the top 20 %, 0 to 1 | 位于前20%的概率';
COMMENT ON COLUMN village_ranking.p_bottom IS 'probability of the bottom 20 %, 0 to 1 | 位于后20%的概率';
COMMENT ON COLUMN village_ranking.satisfaction IS 'satisfaction of children and guardians, 0 to 100; empty below 5 effective answers | 满意度（有效样本不足5则为空）';
COMMENT ON COLUMN village_ranking.status IS 'rated, or not_rated for want of data | 是否参评（数据不足则不评）';
COMMENT ON COLUMN village_ranking.shadow_score IS 'geometric mean of the indicators, in which nothing can make up for a part that is missing | 几何平均得分（短板不可互补）';
COMMENT ON COLUMN village_ranking.shadow_rank IS 'rank by it | 几何平均名次';
COMMENT ON COLUMN village_ranking.limiters IS 'what caps the grade: suspension (medium), vacancy (medium), verification (good) | 等级上限的原因：悬浮、空缺（不高于中），核实不足（不高于良）';

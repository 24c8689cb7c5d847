-- The rule names at whom people should look, and what should happen first.  It removes nobody.  Each quarter looks at the one before;
-- the term, which has none before it, is not listed.
CREATE VIEW elimination_candidate WITH (security_invoker = true) AS
SELECT t.project_id, t.period, t.profile, t.site_id, t.division_code, t.village, t.township,
	t.score, t.p_bottom, t.previous_p_bottom, t.post_vacant, t.resources, t.median_resources, t.candidate,
	CASE
		WHEN t.candidate THEN 'look at the home and hear it; removal is a decision of people'
		WHEN t.post_vacant THEN 'fill the post of director first'
		WHEN t.resources < t.median_resources THEN 'give it what the others got first'
		WHEN t.previous_p_bottom IS NULL THEN 'wait for a second period'
		WHEN t.candidate IS NULL THEN 'complete the data first'
	END AS first_step
FROM (
	SELECT p.project_id, p.period, p.profile, p.site_id, p.division_code, p.village, p.township, p.score, p.p_bottom, p.previous_p_bottom,
		p.post_vacant, p.resources, p.median_resources,
		service_eval.elimination_candidate(p.p_bottom, p.previous_p_bottom, p.score::float8, p.post_vacant, p.resources < p.median_resources) AS candidate
	FROM (
		SELECT r.project_id, r.period, r.scheme_id AS profile, s.site_id, s.division_code, v.name AS village, v.township, e.score, e.p_bottom,
			-- where the quarter before was not rated, none of those further back speaks for it
			CASE WHEN lag(r.period) OVER quarters = r.period - interval '3 months' THEN lag(e.p_bottom) OVER quarters END AS previous_p_bottom,
			e.post_vacant, e.resources, m.median AS median_resources
		FROM current_run r
			CROSS JOIN LATERAL (
				SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY e.value::float8)::numeric AS median
				FROM evaluation_result e
				WHERE e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site' AND e.code = 'resources'
				HAVING count(*) > 0
			) m
			CROSS JOIN LATERAL (
				SELECT e.scope_key,
					max(e.value) FILTER (WHERE e.code = 'score')::numeric(7,4) AS score,
					max(e.value) FILTER (WHERE e.code = 'p_bottom')::float8 AS p_bottom,
					max(e.value) FILTER (WHERE e.code = 'post_vacant')::integer::boolean AS post_vacant,
					max(e.value) FILTER (WHERE e.code = 'resources') AS resources
				FROM evaluation_result e
				WHERE e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site' AND e.code IN ('score', 'p_bottom', 'post_vacant', 'resources')
				GROUP BY e.scope_key
				HAVING bool_or(e.code = 'score' AND e.status = 'rated')
			) e
			JOIN site s ON s.project_id = r.project_id AND s.site_id::text = e.scope_key
			JOIN village v ON v.division_code = s.division_code
		WHERE r.period IS NOT NULL
		WINDOW quarters AS (PARTITION BY r.project_id, r.scheme_id, s.site_id ORDER BY r.period)
	) p
) t
WHERE t.p_bottom >= 0.8 AND t.score < 60;
COMMENT ON VIEW elimination_candidate IS 'Who meets the defensible rule, and what should happen first? | 谁符合可辩护的淘汰规则，应先做什么？';
COMMENT ON COLUMN elimination_candidate.project_id IS 'project | 项目';
COMMENT ON COLUMN elimination_candidate.period IS 'quarter, named by its first day | 季度（以首日表示）';
COMMENT ON COLUMN elimination_candidate.profile IS 'scheme that judged | 评分方案';
COMMENT ON COLUMN elimination_candidate.site_id IS 'site | 服务点';
COMMENT ON COLUMN elimination_candidate.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN elimination_candidate.village IS 'village | 村';
COMMENT ON COLUMN elimination_candidate.township IS 'township | 乡镇';
COMMENT ON COLUMN elimination_candidate.score IS 'score, below 60 | 得分（低于60）';
COMMENT ON COLUMN elimination_candidate.p_bottom IS 'probability of the bottom 20 %, 0.8 or more | 位于后20%的概率';
COMMENT ON COLUMN elimination_candidate.previous_p_bottom IS 'the same in the quarter before | 上季度的概率';
COMMENT ON COLUMN elimination_candidate.post_vacant IS 'nobody holds the post of director | 负责人空缺';
COMMENT ON COLUMN elimination_candidate.resources IS 'discretionary resources in yuan | 可自由裁量的资源（元）';
COMMENT ON COLUMN elimination_candidate.median_resources IS 'median of the sites | 各服务点中位数';
COMMENT ON COLUMN elimination_candidate.candidate IS 'all conditions hold: also in the quarter before, post filled, resources not below the median; empty if something is not known | 符合全部条件（未知为空）';
COMMENT ON COLUMN elimination_candidate.first_step IS 'what should happen first | 应先做什么';

CREATE VIEW project_summary WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.scheme_id AS profile, p.name AS project,
	e.score, e.grade, e.budget_executed, f.target, f.reported, f.deduplicated, f.held, f.verified, f.missing,
	round(f.verified / nullif(f.target, 0), 6) AS verified_share,
	t.satisfaction, v.sites, v.rated, v.top_score, v.bottom_score, s.active, s.suspended, s.formal, s.stopped
FROM current_run r
	JOIN project p ON p.project_id = r.project_id
	LEFT JOIN (
		SELECT e.project_id, e.run_id,
			(max(e.value) FILTER (WHERE e.code = 'score'))::numeric(7,4) AS score,
			max(e.status) FILTER (WHERE e.code = 'grade') AS grade,
			max(e.value) FILTER (WHERE e.code = 'E1') AS budget_executed
		FROM evaluation_result e
		WHERE e.scope = 'project' AND e.code IN ('score', 'grade', 'E1')
		GROUP BY e.project_id, e.run_id
	) e ON e.project_id = r.project_id AND e.run_id = r.run_id
	LEFT JOIN (
		SELECT f.project_id, f.period, sum(f.target) AS target, sum(f.reported)::bigint AS reported, sum(f.deduplicated)::bigint AS deduplicated, sum(f.held)::bigint AS held,
			CASE WHEN bool_and(f.verified IS NOT NULL) THEN sum(f.verified) END AS verified, sum(f.missing) AS missing
		FROM contract_fulfilment f
		GROUP BY f.project_id, f.period
	) f ON f.project_id = r.project_id AND f.period IS NOT DISTINCT FROM r.period
	LEFT JOIN project_satisfaction t ON t.project_id = r.project_id AND t.period IS NOT DISTINCT FROM r.period
	LEFT JOIN (
		SELECT v.project_id, v.period, v.profile, count(*) AS sites, count(*) FILTER (WHERE v.status = 'rated') AS rated, max(v.score) AS top_score, min(v.score) AS bottom_score
		FROM village_ranking v
		GROUP BY v.project_id, v.period, v.profile
	) v ON v.project_id = r.project_id AND v.period IS NOT DISTINCT FROM r.period AND v.profile = r.scheme_id
	LEFT JOIN (
		SELECT s.project_id, s.period, count(*) FILTER (WHERE s.state = 'active') AS active, count(*) FILTER (WHERE s.state = 'suspended') AS suspended,
			count(*) FILTER (WHERE s.state = 'formal') AS formal, count(*) FILTER (WHERE s.state = 'stopped') AS stopped
		FROM village_suspension s
		GROUP BY s.project_id, s.period
	) s ON s.project_id = r.project_id AND s.period IS NOT DISTINCT FROM r.period;
COMMENT ON VIEW project_summary IS 'Did we get what we paid for? | 钱花得值不值？';
COMMENT ON COLUMN project_summary.project_id IS 'project | 项目';
COMMENT ON COLUMN project_summary.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN project_summary.profile IS 'scheme that judged | 评分方案';
COMMENT ON COLUMN project_summary.project IS 'name of the project | 项目名称';
COMMENT ON COLUMN project_summary.score IS 'points of the project itself, and for the rest the mean of its villages by their rosters | 项目得分';
COMMENT ON COLUMN project_summary.grade IS 'grade of the score | 等级';
COMMENT ON COLUMN project_summary.budget_executed IS 'paid / budget, or due in the quarter | 预算执行率';
COMMENT ON COLUMN project_summary.target IS 'quantity due, all contract items together | 目标量';
COMMENT ON COLUMN project_summary.reported IS 'quantity reported | 上报量';
COMMENT ON COLUMN project_summary.deduplicated IS 'reported less confirmed repeats | 去重后数量';
COMMENT ON COLUMN project_summary.held IS 'seem to repeat earlier uploads, undecided | 疑似重复待判定数';
COMMENT ON COLUMN project_summary.verified IS 'estimate of what left a trace | 核实量';
COMMENT ON COLUMN project_summary.missing IS 'target less reported | 缺失量';
COMMENT ON COLUMN project_summary.verified_share IS 'verified / target | 核实完成率';
COMMENT ON COLUMN project_summary.satisfaction IS 'satisfaction of children and guardians, 0 to 100 | 满意度';
COMMENT ON COLUMN project_summary.sites IS 'sites that were judged | 纳入评估的服务点数';
COMMENT ON COLUMN project_summary.rated IS 'sites that are rated | 参评（有得分）的服务点数';
COMMENT ON COLUMN project_summary.top_score IS 'best score | 最高分';
COMMENT ON COLUMN project_summary.bottom_score IS 'worst score | 最低分';
COMMENT ON COLUMN project_summary.active IS 'sites that work | 运行的服务点数';
COMMENT ON COLUMN project_summary.suspended IS 'sites of which half or more was lost | 悬浮的服务点数';
COMMENT ON COLUMN project_summary.formal IS 'sites that meet the target on paper only | 形式化的服务点数';
COMMENT ON COLUMN project_summary.stopped IS 'sites that have stopped | 停摆的服务点数';

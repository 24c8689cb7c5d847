CREATE VIEW village_scorecard WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.scheme_id AS profile, s.site_id, s.division_code, v.name AS village, v.township,
	i.code, i.dimension, i.name AS indicator, e.value, e.hi AS target,
	e.points, e.available, e.n, e.status, e.std_error, e.points_error, i.direction, i.rule,
	CASE WHEN e.code IN ('O1', 'B4') THEN (
		SELECT string_agg(c.name || ': at most ' || l.status, ', ' ORDER BY c.name)
		FROM (VALUES ('limiter_suspension', 'O1', 'suspension'), ('limiter_verification', 'O1', 'verification'), ('limiter_vacancy', 'B4', 'vacancy')) AS c (limiter, code, name)
			JOIN evaluation_result l ON l.project_id = e.project_id AND l.run_id = e.run_id AND l.scope = 'site' AND l.scope_key = e.scope_key AND l.code = c.limiter
		WHERE c.code = e.code
	) END AS limiter
FROM current_run r
	JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site'
	JOIN indicator i ON i.scheme_id = r.scheme_id AND i.version = r.scheme_version AND i.code = e.code
	JOIN site s ON s.project_id = r.project_id AND s.site_id::text = e.scope_key
	JOIN village v ON v.division_code = s.division_code;
COMMENT ON VIEW village_scorecard IS 'Why this score? Indicator by indicator | 为何得此分？逐项列出';
COMMENT ON COLUMN village_scorecard.project_id IS 'project | 项目';
COMMENT ON COLUMN village_scorecard.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN village_scorecard.profile IS 'scheme that judged | 评分方案';
COMMENT ON COLUMN village_scorecard.site_id IS 'site | 服务点';
COMMENT ON COLUMN village_scorecard.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN village_scorecard.village IS 'village | 村';
COMMENT ON COLUMN village_scorecard.township IS 'township | 乡镇';
COMMENT ON COLUMN village_scorecard.code IS 'code of the indicator | 指标代码';
COMMENT ON COLUMN village_scorecard.dimension IS 'execution, output, benefit or satisfaction | 维度';
COMMENT ON COLUMN village_scorecard.indicator IS 'name of the indicator | 指标名称';
COMMENT ON COLUMN village_scorecard.value IS 'raw value; empty when not measured | 原始值（未测则为空）';
COMMENT ON COLUMN village_scorecard.target IS 'value that earns all points | 满分目标值';
COMMENT ON COLUMN village_scorecard.points IS 'points earned | 得分';
COMMENT ON COLUMN village_scorecard.available IS 'points available | 满分';
COMMENT ON COLUMN village_scorecard.n IS 'number of facts behind it | 依据的记录数';
COMMENT ON COLUMN village_scorecard.status IS 'measured or not_measured | 是否已测';
COMMENT ON COLUMN village_scorecard.std_error IS 'standard error of the value; empty where it is known exactly | 原始值的标准误（确切值则为空）';
COMMENT ON COLUMN village_scorecard.points_error IS 'standard error of the points | 得分的标准误';
COMMENT ON COLUMN village_scorecard.direction IS 'higher or lower is better | 方向：越高越好或越低越好';
COMMENT ON COLUMN village_scorecard.rule IS 'rule by which the value earns points | 计分规则';
COMMENT ON COLUMN village_scorecard.limiter IS 'cap of the grade that follows from what this indicator is about | 由此产生的等级上限';

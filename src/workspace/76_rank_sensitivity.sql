-- The same ranks under the errors of the data alone and under other weights alone: what an appeal should argue about.
CREATE VIEW rank_sensitivity WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.scheme_id AS profile, e.site_id, e.division_code, e.village, e.township,
	e.source, e.rank, e.expected_rank, e.rank_low, e.rank_high, e.p_top, e.p_bottom, e.draws
FROM current_run r
	CROSS JOIN LATERAL (
		SELECT s.site_id, s.division_code, v.name AS village, v.township, e.*
		FROM (
			SELECT e.scope_key, c.source,
				max(e.value) FILTER (WHERE e.code = 'rank')::integer AS rank,
				max(e.value) FILTER (WHERE e.code = 'expected_rank' || c.suffix)::float8 AS expected_rank,
				max(e.lo) FILTER (WHERE e.code = 'expected_rank' || c.suffix)::integer AS rank_low,
				max(e.hi) FILTER (WHERE e.code = 'expected_rank' || c.suffix)::integer AS rank_high,
				max(e.value) FILTER (WHERE e.code = 'p_top' || c.suffix)::float8 AS p_top,
				max(e.value) FILTER (WHERE e.code = 'p_bottom' || c.suffix)::float8 AS p_bottom,
				max(e.n) FILTER (WHERE e.code = 'expected_rank' || c.suffix) AS draws
			FROM evaluation_result e
				CROSS JOIN (VALUES ('data and weights', ''), ('data', '_data'), ('weights', '_weights')) AS c (source, suffix)
			WHERE e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site'
				AND e.code IN ('rank', 'expected_rank' || c.suffix, 'p_top' || c.suffix, 'p_bottom' || c.suffix)
			GROUP BY e.scope_key, c.source
		) e
			JOIN site s ON s.project_id = r.project_id AND s.site_id = e.scope_key::bigint
			JOIN village v ON v.division_code = s.division_code
		OFFSET 0
	) e;
COMMENT ON VIEW rank_sensitivity IS 'What makes a rank uncertain: the data, or the weights? | 名次的不确定性来自数据还是权重？';
COMMENT ON COLUMN rank_sensitivity.project_id IS 'project | 项目';
COMMENT ON COLUMN rank_sensitivity.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN rank_sensitivity.profile IS 'scheme that judged | 评分方案';
COMMENT ON COLUMN rank_sensitivity.site_id IS 'site | 服务点';
COMMENT ON COLUMN rank_sensitivity.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN rank_sensitivity.village IS 'village | 村';
COMMENT ON COLUMN rank_sensitivity.township IS 'township | 乡镇';
COMMENT ON COLUMN rank_sensitivity.source IS 'what varies in the draws: data and weights, data, or weights | 变动来源：数据与权重、数据、权重';
COMMENT ON COLUMN rank_sensitivity.rank IS 'rank as published | 公布名次';
COMMENT ON COLUMN rank_sensitivity.expected_rank IS 'mean rank over the draws | 平均名次';
COMMENT ON COLUMN rank_sensitivity.rank_low IS 'in 90 of 100 draws the rank lies between this one | 名次区间下限（90%）';
COMMENT ON COLUMN rank_sensitivity.rank_high IS 'and this one | 名次区间上限（90%）';
COMMENT ON COLUMN rank_sensitivity.p_top IS 'probability of the top 20 %, 0 to 1 | 位于前20%的概率';
COMMENT ON COLUMN rank_sensitivity.p_bottom IS 'probability of the bottom 20 %, 0 to 1 | 位于后20%的概率';
COMMENT ON COLUMN rank_sensitivity.draws IS 'number of draws | 模拟次数';

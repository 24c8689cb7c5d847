CREATE VIEW data_gaps WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.scheme_id AS profile, e.site_id, e.division_code, e.village, e.township,
	e.status, round(e.measured / nullif(e.available, 0), 6) AS measured_share, e.not_measured, e.effective_n, e.unheard_share,
	concat_ws('; ',
		CASE WHEN e.measured < 0.8 * e.available THEN 'less than 80 % of the points are measured' END,
		CASE WHEN coalesce(e.effective_n, 0) < 10 THEN 'fewer than 10 effective answers' END) AS reason
FROM current_run r
	CROSS JOIN LATERAL (
		SELECT s.site_id, s.division_code, v.name AS village, v.township, e.*
		FROM (
			SELECT e.scope_key,
				max(e.status) FILTER (WHERE e.code = 'score') AS status,
				sum(e.available) FILTER (WHERE e.code <> 'score') AS available,
				coalesce(sum(e.available) FILTER (WHERE e.code <> 'score' AND e.points IS NOT NULL), 0) AS measured,
				string_agg(e.code, ' ' ORDER BY e.code) FILTER (WHERE e.status = 'not_measured') AS not_measured,
				(max(e.value) FILTER (WHERE e.code = 'effective_responses'))::numeric(12,4) AS effective_n,
				(max(e.value) FILTER (WHERE e.code = 'unheard_share'))::numeric(7,6) AS unheard_share
			FROM evaluation_result e
			WHERE e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site'
				AND (e.available IS NOT NULL OR e.code IN ('effective_responses', 'unheard_share'))
			GROUP BY e.scope_key
		) e
			JOIN site s ON s.project_id = r.project_id AND s.site_id = e.scope_key::bigint
			JOIN village v ON v.division_code = s.division_code
		OFFSET 0
	) e
WHERE e.status = 'not_rated' OR e.not_measured IS NOT NULL OR e.unheard_share > 0;
COMMENT ON VIEW data_gaps IS 'Why is a site not rated, what is missing? | 为何未评，缺什么数据？';
COMMENT ON COLUMN data_gaps.project_id IS 'project | 项目';
COMMENT ON COLUMN data_gaps.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN data_gaps.profile IS 'scheme that judged | 评分方案';
COMMENT ON COLUMN data_gaps.site_id IS 'site | 服务点';
COMMENT ON COLUMN data_gaps.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN data_gaps.village IS 'village | 村';
COMMENT ON COLUMN data_gaps.township IS 'township | 乡镇';
COMMENT ON COLUMN data_gaps.status IS 'rated or not_rated | 是否参评';
COMMENT ON COLUMN data_gaps.measured_share IS 'share of its applicable points that were measured | 已测量分值占比';
COMMENT ON COLUMN data_gaps.not_measured IS 'indicators without a value | 缺值指标';
COMMENT ON COLUMN data_gaps.effective_n IS 'Kish effective number of answers | Kish有效样本量';
COMMENT ON COLUMN data_gaps.unheard_share IS 'share of the weight of those who were not heard | 未表达意见群体的权重占比';
COMMENT ON COLUMN data_gaps.reason IS 'why it is not rated; empty if it is | 未评原因';

-- Means over the sites of a band, so that a row reads: this is what the top has and the bottom lacks.
CREATE VIEW band_comparison WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.scheme_id AS profile, e.code, i.name AS indicator,
	avg(e.value) FILTER (WHERE e.band = 'top') AS top_mean,
	avg(e.value) FILTER (WHERE e.band = 'middle') AS middle_mean,
	avg(e.value) FILTER (WHERE e.band = 'bottom') AS bottom_mean,
	avg(e.value) FILTER (WHERE e.band = 'top') - avg(e.value) FILTER (WHERE e.band = 'bottom') AS difference,
	count(e.value) FILTER (WHERE e.band = 'top') AS top_sites,
	count(e.value) FILTER (WHERE e.band = 'bottom') AS bottom_sites
FROM current_run r
	-- in one pass, however many sites there are
	CROSS JOIN LATERAL (
		SELECT e.code, e.value, max(e.status) FILTER (WHERE e.code = 'band') OVER (PARTITION BY e.scope_key) AS band
		FROM evaluation_result e
		WHERE e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site'
	) e
	LEFT JOIN indicator i ON i.scheme_id = r.scheme_id AND i.version = r.scheme_version AND i.code = e.code
WHERE e.band IS NOT NULL
	AND e.code NOT IN ('rank', 'quintile', 'band', 'grade', 'target', 'late_expected', 'shadow_rank', 'confirmed', 'pool_confirmed') AND abs(e.value) < 'Infinity'
	AND e.code !~ '^limiter_' AND e.code !~ '^(expected_rank|p_top|p_bottom)'
GROUP BY r.project_id, r.period, r.scheme_id, e.code, i.name;
COMMENT ON VIEW band_comparison IS 'What separates the top 20 % from the bottom 20 %? | 前20%与后20%差在哪里？';
COMMENT ON COLUMN band_comparison.project_id IS 'project | 项目';
COMMENT ON COLUMN band_comparison.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN band_comparison.profile IS 'scheme that judged | 评分方案';
COMMENT ON COLUMN band_comparison.code IS 'indicator, score, suspension_index, satisfaction with its effective_responses and unheard_share, quantities, idle_days, post_vacant (1 yes, 0 no), or context (see site_context) | 指标、得分、悬浮指数、满意度及其有效样本量与未表达意见占比、数量、无活动天数、负责人空缺，或背景因素代码';
COMMENT ON COLUMN band_comparison.indicator IS 'name of the indicator; empty for the others | 指标名称（其他为空）';
COMMENT ON COLUMN band_comparison.top_mean IS 'mean over the top 20 % | 前20%均值';
COMMENT ON COLUMN band_comparison.middle_mean IS 'mean over the middle | 中间档均值';
COMMENT ON COLUMN band_comparison.bottom_mean IS 'mean over the bottom 20 % | 后20%均值';
COMMENT ON COLUMN band_comparison.difference IS 'top mean less bottom mean | 前后均值之差';
COMMENT ON COLUMN band_comparison.top_sites IS 'sites of the top 20 % with a value | 前20%有值的服务点数';
COMMENT ON COLUMN band_comparison.bottom_sites IS 'sites of the bottom 20 % with a value | 后20%有值的服务点数';

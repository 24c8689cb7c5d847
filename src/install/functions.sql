-- SPDX-License-Identifier: PostgreSQL
-- What is for users, by subject: psql's \df lists four hundred functions, most of them support of aggregates.  A name
-- that is in no list here is no user's function, and its comment says so (sql/functions.sql).
CREATE VIEW functions AS
SELECT s.place, s.subject, s.subject_zh, n.name AS function, p.kind, p.arguments, p.result, p.explanation,
	p.explanation_zh
FROM (VALUES
	(1, 'inequality', '不平等', '{gini, gini_unbiased, gini_absolute, gini_extended, lorenz_curve, share_of_top,
		share_of_bottom, quintile_share_ratio, palma, theil, mean_log_deviation, generalized_entropy, atkinson, hoover,
		coefficient_of_variation}'),
	(2, 'concentration', '集中程度', '{hhi, hhi_normalized, concentration_index, concentration_index_generalized,
		concentration_index_erreygers, concentration_index_wagstaff, concentration_index_extended}'),
	(3, 'sampling errors', '抽样误差', '{gini_interval, concentration_interval, tilt_interval,
		gini_correlation_interval, band_ratio_interval, elasticity_interval, slope_interval, reliability, wilson_lower,
		wilson_upper, student_two_sided}'),
	(4, 'decomposition', '分解', '{gini_by_source, entropy_decomposition}'),
	(5, 'distribution', '分布摘要', '{distribution, rollup, merge, n_values, total_weight, total, mean, min_value,
		max_value, quantile, gini_error}'),
	(6, 'ranking', '排名', '{score_quintile, performance_band, fractional_rank, rank_uncertainty,
		rank_confidence, rank_confidence_bootstrap, rank_confidence_covariance, rank_posterior, funnel_limits,
		funnel_limits_mean}'),
	(7, 'agreement', '一致性', '{kendall_tau, spearman_rho, spearman_interval, krippendorff_alpha}'),
	(8, 'scores', '得分', '{score_ratio, score_goalpost, score_distance_to_target, score_achieve_improve,
		normalize_minmax, normalize_zscore, normalize_rank, normalize_percent_rank, normalize_borda, evaluation_score,
		arithmetic_score, geometric_score, harmonic_score, power_score, score_units, copeland_score, grade}'),
	(9, 'satisfaction', '满意度', '{rating_score, nps, top_box, kish_effective_n, shrunken_mean, fay_herriot,
		satisfaction_weighted_quantity, satisfaction_weighted_index}'),
	(10, 'what is real', '真实性', '{phash_distance, photo_cluster, verification_factor, suspension_index,
		suspension_attribution, pretended_completion, rows_digest, row_digest}'),
	(11, 'contracts', '合同', '{mutual_dependence, power_imbalance, performance_payment, apportion}'),
	(12, 'workspace', '评价库', '{create_workspace, upgrade_workspace, create_chinese_views, create_roles, role_name,
		import_workspace, unite_workspaces, workspace_script,
		check_supplied_facts, schedule_refresh, unschedule_refresh}')
) AS s (place, subject, subject_zh, names)
	CROSS JOIN LATERAL unnest(s.names::name[]) WITH ORDINALITY AS n (name, number)
	CROSS JOIN LATERAL (
		SELECT CASE p.prokind WHEN 'a' THEN 'aggregate' WHEN 'w' THEN 'window' ELSE 'function' END AS kind,
			pg_catalog.pg_get_function_arguments(p.oid) AS arguments,
			pg_catalog.pg_get_function_result(p.oid) AS result, w.words[1] AS explanation, w.words[2] AS explanation_zh
		FROM pg_catalog.pg_proc p
			CROSS JOIN LATERAL pg_catalog.string_to_array(pg_catalog.obj_description(p.oid, 'pg_proc'), ' | ')
				AS w (words)
		WHERE p.pronamespace = '@extschema@'::pg_catalog.regnamespace AND p.proname = n.name
		ORDER BY p.oid LIMIT 1
	) p
ORDER BY s.place, n.number;
COMMENT ON VIEW functions IS
	'functions for users: what can I call? One row for each name, by subject | 函数目录：可以调用哪些函数？每个名称一行，按主题排列';
COMMENT ON COLUMN functions.place IS 'place: of the subject in the list | 次序：主题的次序';
COMMENT ON COLUMN functions.subject IS 'subject: as a section of the reference | 主题：与参考手册的章节一致（英文）';
COMMENT ON COLUMN functions.subject_zh IS 'subject in Chinese: the same | 中文主题：同上';
COMMENT ON COLUMN functions.function IS 'function: its name | 函数：名称';
COMMENT ON COLUMN functions.kind IS 'kind: aggregate, window or function | 种类：聚合、窗口或普通函数';
COMMENT ON COLUMN functions.arguments IS 'arguments: of the first form; the reference has all | 参数：第一种形式的参数，全部形式见参考手册';
COMMENT ON COLUMN functions.result IS 'result: its type | 结果：类型';
COMMENT ON COLUMN functions.explanation IS 'explanation: what it says | 说明：含义（英文）';
COMMENT ON COLUMN functions.explanation_zh IS 'explanation in Chinese: the same | 中文说明：含义';
GRANT SELECT ON functions TO PUBLIC;

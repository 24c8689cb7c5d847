-- Three lenses on a home: what was reported, what third parties gave it, what the people served say.  Each as z-scores over the
-- homes of the period for which all three are known.
CREATE VIEW three_lenses WITH (security_invoker = true) AS
SELECT e.project_id, e.period, e.scope_key, e.reported, e.assessment, e.satisfaction,
	service_eval.normalize_zscore(e.reported::float8, 1) OVER homes AS z_reported,
	service_eval.normalize_zscore(e.assessment::float8, 1) OVER homes AS z_assessment,
	service_eval.normalize_zscore(e.satisfaction::float8, 1) OVER homes AS z_satisfaction
FROM (
	SELECT r.project_id, r.period, e.scope_key,
		max(e.value) FILTER (WHERE e.code = 'reported') AS reported,
		max(e.value) FILTER (WHERE e.code = 'assessment') AS assessment,
		max(e.value) FILTER (WHERE e.code = 'satisfaction') AS satisfaction
	FROM headline_run r
		JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site' AND e.code IN ('reported', 'assessment', 'satisfaction')
	GROUP BY r.project_id, r.period, e.scope_key
	HAVING count(e.value) = 3
) e
WINDOW homes AS (PARTITION BY e.project_id, e.period);
COMMENT ON VIEW three_lenses IS 'How does each home look in the three lenses? | 各服务点在三种视角下如何？';
COMMENT ON COLUMN three_lenses.project_id IS 'project | 项目';
COMMENT ON COLUMN three_lenses.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN three_lenses.scope_key IS 'site | 服务点';
COMMENT ON COLUMN three_lenses.reported IS 'activities reported | 上报量';
COMMENT ON COLUMN three_lenses.assessment IS 'mean score of third parties, 0 to 100 | 第三方评分均值';
COMMENT ON COLUMN three_lenses.satisfaction IS 'satisfaction, 0 to 100 | 满意度';
COMMENT ON COLUMN three_lenses.z_reported IS 'standard deviations from the mean of the homes | 上报量标准分';
COMMENT ON COLUMN three_lenses.z_assessment IS 'standard deviations from the mean of the homes | 第三方评分标准分';
COMMENT ON COLUMN three_lenses.z_satisfaction IS 'standard deviations from the mean of the homes | 满意度标准分';

CREATE VIEW lens_agreement WITH (security_invoker = true) AS
SELECT l.project_id, l.period, count(*) AS sites,
	service_eval.kendall_tau(l.reported, l.assessment) AS reported_assessment,
	service_eval.kendall_tau(l.reported, l.satisfaction) AS reported_satisfaction,
	service_eval.kendall_tau(l.assessment, l.satisfaction) AS assessment_satisfaction
FROM three_lenses l
GROUP BY l.project_id, l.period;
COMMENT ON VIEW lens_agreement IS 'Do the three lenses agree? | 三种视角是否一致？';
COMMENT ON COLUMN lens_agreement.project_id IS 'project | 项目';
COMMENT ON COLUMN lens_agreement.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN lens_agreement.sites IS 'homes seen in all three | 三者齐全的服务点数';
COMMENT ON COLUMN lens_agreement.reported_assessment IS 'Kendall''s tau-b of reported quantity and assessment | 上报量与第三方评分的Kendall相关';
COMMENT ON COLUMN lens_agreement.reported_satisfaction IS 'of reported quantity and satisfaction | 上报量与满意度';
COMMENT ON COLUMN lens_agreement.assessment_satisfaction IS 'of assessment and satisfaction | 第三方评分与满意度';

CREATE VIEW impression_gap WITH (security_invoker = true) AS
SELECT l.project_id, l.period, s.site_id, s.division_code, v.name AS village, v.township,
	l.reported, l.assessment::numeric(7,4) AS assessment, l.satisfaction::numeric(7,4) AS satisfaction,
	l.z_reported, l.z_assessment, l.z_satisfaction,
	l.z_assessment - l.z_satisfaction AS gap,
	CASE WHEN l.z_assessment - l.z_satisfaction > 1.5 THEN 'praised but not felt' WHEN l.z_assessment - l.z_satisfaction < -1.5 THEN 'felt but not praised' END AS finding
FROM three_lenses l
	JOIN site s ON s.project_id = l.project_id AND s.site_id::text = l.scope_key
	JOIN village v ON v.division_code = s.division_code;
COMMENT ON VIEW impression_gap IS 'Who is praised but not felt? | 谁获得好评，服务对象却没有感受到？';
COMMENT ON COLUMN impression_gap.project_id IS 'project | 项目';
COMMENT ON COLUMN impression_gap.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN impression_gap.site_id IS 'site | 服务点';
COMMENT ON COLUMN impression_gap.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN impression_gap.village IS 'village | 村';
COMMENT ON COLUMN impression_gap.township IS 'township | 乡镇';
COMMENT ON COLUMN impression_gap.reported IS 'activities reported | 上报量';
COMMENT ON COLUMN impression_gap.assessment IS 'mean score of third parties, 0 to 100 | 第三方评分均值';
COMMENT ON COLUMN impression_gap.satisfaction IS 'satisfaction, 0 to 100 | 满意度';
COMMENT ON COLUMN impression_gap.z_reported IS 'reported, in standard deviations from the mean of the homes | 上报量标准分';
COMMENT ON COLUMN impression_gap.z_assessment IS 'assessment, the same way | 第三方评分标准分';
COMMENT ON COLUMN impression_gap.z_satisfaction IS 'satisfaction, the same way | 满意度标准分';
COMMENT ON COLUMN impression_gap.gap IS 'z_assessment less z_satisfaction | 第三方评分与满意度标准分之差';
COMMENT ON COLUMN impression_gap.finding IS 'praised but not felt (gap above 1.5), felt but not praised (below -1.5), or empty | 有誉无感、有感无誉，或为空';

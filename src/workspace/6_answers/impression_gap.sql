-- SPDX-License-Identifier: PostgreSQL
-- Three lenses on a site: what was reported, what third parties gave it, what the people served say.  Each as z-scores
-- over the sites of the period for which all three are known.
CREATE VIEW impression_gap WITH (security_invoker = true) AS
SELECT l.project_id, l.period, l.from_on, l.until_on, p.site_id, p.division_code, p.village, p.township, p.county,
	l.reported, l.assessed::numeric(7,4) AS assessed, l.satisfaction::numeric(7,4) AS satisfaction,
	l.z_reported, l.z_assessed, l.z_satisfaction, l.z_assessed - l.z_satisfaction AS gap,
	CASE WHEN l.z_assessed - l.z_satisfaction > 1.5 THEN 'praised but not felt'
		WHEN l.z_assessed - l.z_satisfaction < -1.5 THEN 'felt but not praised' END AS finding,
	CASE WHEN l.z_assessed - l.z_satisfaction > 1.5 THEN '有好评而无感受' WHEN l.z_assessed - l.z_satisfaction < -1.5
		THEN '有感受而无好评' END AS finding_zh
FROM (
	SELECT s.project_id, s.period, s.from_on, s.until_on, m.site_id, m.reported, m.assessed, m.satisfaction,
		service_eval.normalize_zscore(m.reported::float8, 1) OVER sites AS z_reported,
		service_eval.normalize_zscore(m.assessed::float8, 1) OVER sites AS z_assessed,
		service_eval.normalize_zscore(m.satisfaction::float8, 1) OVER sites AS z_satisfaction
	FROM current_snapshot s
		JOIN site_measure m ON m.project_id = s.project_id AND m.snapshot_id = s.snapshot_id
	WHERE num_nulls(m.reported, m.assessed, m.satisfaction) = 0
	WINDOW sites AS (PARTITION BY s.project_id, s.period)
) l
	JOIN site_place p ON p.project_id = l.project_id AND p.site_id = l.site_id;
COMMENT ON VIEW impression_gap IS 'impression gap: Who is praised but not felt? | 印象差距：谁获得好评，服务对象却没有感受到？';
COMMENT ON COLUMN impression_gap.assessed IS 'assessed: score that third parties gave | 第三方评分：第三方给出的分数';
COMMENT ON COLUMN impression_gap.z_reported IS 'z reported: standard score of the reported quantity | 上报标准分：上报量的标准分';
COMMENT ON COLUMN impression_gap.z_assessed IS
'z assessed: standard score of the third parties'' score | 评分标准分：第三方评分的标准分';
COMMENT ON COLUMN impression_gap.z_satisfaction IS 'z satisfaction: standard score of the satisfaction | 满意标准分：满意度的标准分';
COMMENT ON COLUMN impression_gap.gap IS 'gap: z assessed less z satisfaction | 差距：评分标准分减满意标准分';
COMMENT ON COLUMN impression_gap.finding IS 'finding: beyond 1.5, in words | 结论：差距超过1.5时的结论';
COMMENT ON COLUMN impression_gap.finding_zh IS 'finding (Chinese): the same in Chinese | 结论（中文）：中文结论';

-- Satisfaction, as indicators.

-- S1: satisfaction of children and guardians, where it is shown.
CREATE VIEW indicator_s1 WITH (security_invoker = true) AS
SELECT e.project_id, e.site_id, e.period,
	CASE WHEN e.status <> 'too_few' THEN e.satisfaction END AS value,
	e.n,
	CASE WHEN e.status <> 'too_few' THEN e.std_error END AS std_error
FROM satisfaction_estimate e
WHERE e.site_id IS NOT NULL;
COMMENT ON VIEW indicator_s1 IS 'S1: How satisfied are children and guardians? | S1：儿童与监护人满意度？';
COMMENT ON COLUMN indicator_s1.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_s1.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_s1.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_s1.value IS 'satisfaction, 0 to 100 | 满意度（0至100）';
COMMENT ON COLUMN indicator_s1.n IS 'answers that count | 有效回答数';
COMMENT ON COLUMN indicator_s1.std_error IS 'standard error of the satisfaction | 满意度的标准误';

-- S2: satisfaction of village and buyer: mean rating, 0 to 100.  There is one village and one buyer: who answered is no
-- sample of them.
CREATE VIEW indicator_s2 WITH (security_invoker = true) AS
SELECT s.project_id, s.site_id, s.period, avg(service_eval.rating_score(r.rating, r.scale_max)::numeric) AS value, count(r.response_id) AS n
FROM site_period s
	LEFT JOIN response r ON r.project_id = s.project_id AND r.site_id = s.site_id
		AND r.period BETWEEN date_trunc('quarter', s.from_on::timestamp)::date AND s.until_on
		AND r.question = 'satisfaction' AND r.respondent IN ('village', 'buyer')
		AND NOT EXISTS (SELECT FROM contract c WHERE c.project_id = r.project_id AND c.provider_id = r.collector_id)
GROUP BY s.project_id, s.site_id, s.period;
COMMENT ON VIEW indicator_s2 IS 'S2: How satisfied are village and buyer? | S2：村与购买方满意度？';
COMMENT ON COLUMN indicator_s2.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_s2.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_s2.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_s2.value IS 'mean rating, 0 to 100 | 评分均值（0至100）';
COMMENT ON COLUMN indicator_s2.n IS 'answers that count | 有效回答数';

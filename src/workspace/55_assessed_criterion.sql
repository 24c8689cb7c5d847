-- What evaluators said, criterion by criterion: the values of indicators that have no view of their own.  A provider's own
-- opinion of itself does not count.
CREATE VIEW assessed_criterion WITH (security_invoker = true) AS
SELECT s.project_id, s.site_id, s.period, k.criterion, avg(a.score) AS value, count(a.score) AS n
FROM site_period s
	JOIN (SELECT DISTINCT project_id, upper(criterion) AS criterion FROM assessment) k ON k.project_id = s.project_id
	LEFT JOIN assessment a ON a.project_id = s.project_id AND a.site_id = s.site_id AND upper(a.criterion) = k.criterion
		AND a.period BETWEEN date_trunc('quarter', s.from_on::timestamp)::date AND s.until_on
		AND NOT EXISTS (SELECT FROM contract c WHERE c.project_id = a.project_id AND c.provider_id = a.evaluator_id)
GROUP BY s.project_id, s.site_id, s.period, k.criterion;
COMMENT ON VIEW assessed_criterion IS 'What did evaluators give each site, by criterion? | 第三方对各服务点各项目评了多少分？';
COMMENT ON COLUMN assessed_criterion.project_id IS 'project | 项目';
COMMENT ON COLUMN assessed_criterion.site_id IS 'site | 服务点';
COMMENT ON COLUMN assessed_criterion.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN assessed_criterion.criterion IS 'criterion in capitals: the code of an indicator | 评估项目（大写，即指标代码）';
COMMENT ON COLUMN assessed_criterion.value IS 'mean score, 0 to 100; empty without any | 平均分（无则为空）';
COMMENT ON COLUMN assessed_criterion.n IS 'scores | 评分数';

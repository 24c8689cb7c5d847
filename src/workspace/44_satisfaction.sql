-- Satisfaction of the people served, by site.
--
-- x = 100 (rating - 1) / (scale_max - 1); mean over the answers of children and guardians, each weighing by the need
-- level of the child it is about (A 2, B 1.5, C 1).  Answers that the provider collected weigh 0.  The effective
-- number of answers is Kish's (sum w)^2 / sum w^2: from 5 on a site's satisfaction is shown, from 10 on it is ranked.
-- Only periods in which the site was open count.

CREATE OR REPLACE FUNCTION need_level_weight(need_level text) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE need_level WHEN 'A' THEN 2 WHEN 'B' THEN 1.5 WHEN 'C' THEN 1 END;
COMMENT ON FUNCTION need_level_weight(text) IS 'weight of a need level: A 2, B 1.5, C 1 | 需求等级权重：A为2，B为1.5，C为1';

CREATE VIEW site_satisfaction WITH (security_invoker = true) AS
SELECT s.project_id, s.site_id, s.period,
	service_eval.arithmetic_score(service_eval.rating_score(r.rating, r.scale_max), need_level_weight(r.need_level)) AS satisfaction,
	count(*) AS responses,
	sum(need_level_weight(r.need_level)) ^ 2 / sum(need_level_weight(r.need_level) ^ 2) AS effective_responses
FROM site_period s
	JOIN response r ON r.project_id = s.project_id AND r.site_id = s.site_id
		AND r.period BETWEEN date_trunc('quarter', s.from_on::timestamp)::date AND s.until_on
WHERE r.question = 'satisfaction'
	AND r.respondent IN ('child', 'guardian')
	AND NOT EXISTS (SELECT FROM contract c WHERE c.project_id = r.project_id AND c.provider_id = r.collector_id)
GROUP BY s.project_id, s.site_id, s.period;
COMMENT ON VIEW site_satisfaction IS 'How satisfied are children and guardians, and how many were heard? | 儿童与监护人有多满意，听取了多少人？';
COMMENT ON COLUMN site_satisfaction.project_id IS 'project | 项目';
COMMENT ON COLUMN site_satisfaction.site_id IS 'site | 服务点';
COMMENT ON COLUMN site_satisfaction.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN site_satisfaction.satisfaction IS 'satisfaction, 0 to 100 | 满意度（0至100）';
COMMENT ON COLUMN site_satisfaction.responses IS 'answers that count | 有效回答数';
COMMENT ON COLUMN site_satisfaction.effective_responses IS 'Kish effective number of answers | Kish有效样本量';

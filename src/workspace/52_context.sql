-- What explains a score without being part of it: numbers that every run stores beside the indicators.

CREATE VIEW site_context WITH (security_invoker = true) AS
-- resources that the decider was free to give elsewhere, in yuan
SELECT s.project_id, s.site_id, s.period, 'resources' AS code, coalesce(sum(a.amount), 0) AS value, count(a.allocation_id) AS n
FROM site_period s
	LEFT JOIN allocation a ON a.project_id = s.project_id AND a.site_id = s.site_id AND a.discretionary
		AND a.period BETWEEN date_trunc('quarter', s.from_on::timestamp)::date AND s.until_on
GROUP BY s.project_id, s.site_id, s.period
UNION ALL
-- directors who left since the start of the term, of those who held the post since then
SELECT s.project_id, s.site_id, s.period, 'departures', count(*) FILTER (WHERE d.to_on <= s.until_on), count(DISTINCT d.person_code)
FROM site_period s
	LEFT JOIN director_post d ON d.project_id = s.project_id AND d.site_id = s.site_id AND NOT d.acting
		AND d.from_on <= s.until_on AND coalesce(d.to_on, s.term_from) >= s.term_from
GROUP BY s.project_id, s.site_id, s.period
UNION ALL
-- what third parties gave it, 0 to 100; a provider's own opinion of itself is none
SELECT s.project_id, s.site_id, s.period, 'assessment', avg(a.score), count(a.score)
FROM site_period s
	LEFT JOIN assessment a ON a.project_id = s.project_id AND a.site_id = s.site_id
		AND a.period BETWEEN date_trunc('quarter', s.from_on::timestamp)::date AND s.until_on
		AND NOT EXISTS (SELECT FROM contract c WHERE c.project_id = a.project_id AND c.provider_id = a.evaluator_id)
GROUP BY s.project_id, s.site_id, s.period
UNION ALL
-- the last director so far: education up to high school, child-welfare certificate (1 yes, 0 no)
SELECT project_id, site_id, period, c.code, c.value::integer, 1
FROM (
	SELECT DISTINCT ON (s.project_id, s.site_id, s.period) s.project_id, s.site_id, s.period,
		d.education IN ('primary', 'junior_high', 'high_school') AS low_education, d.certified
	FROM site_period s JOIN director_post d ON d.project_id = s.project_id AND d.site_id = s.site_id
		AND NOT d.acting AND d.from_on <= s.until_on
	ORDER BY s.project_id, s.site_id, s.period, d.from_on DESC
) last_director
	CROSS JOIN LATERAL (VALUES ('low_education', low_education), ('certified', certified)) AS c (code, value);
COMMENT ON VIEW site_context IS 'What explains a score without being part of it? | 哪些背景因素可解释得分（不计分）？';
COMMENT ON COLUMN site_context.project_id IS 'project | 项目';
COMMENT ON COLUMN site_context.site_id IS 'site | 服务点';
COMMENT ON COLUMN site_context.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN site_context.code IS 'resources, departures, assessment, low_education or certified | 代码：资源、离任人数、第三方评分、低学历、持证';
COMMENT ON COLUMN site_context.value IS 'value | 数值';
COMMENT ON COLUMN site_context.n IS 'number of facts behind it | 依据的记录数';

-- Discretionary resources of a quarter, over the sites ranked by their score of the quarter before: a score cannot be
-- the consequence of what was given later.  For the term: all quarters that have one before them, added up by site,
-- ranked by the mean of those earlier scores.
CREATE VIEW site_resource WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.scheme_id AS profile, x.scope_key, x.value AS resources, y.value AS earlier_score
FROM current_run r
	JOIN current_run b ON b.project_id = r.project_id AND b.scheme_id = r.scheme_id AND b.period = (r.period - interval '3 months')::date
	JOIN evaluation_result x ON x.project_id = r.project_id AND x.run_id = r.run_id AND x.scope = 'site' AND x.code = 'resources'
	JOIN evaluation_result y ON y.project_id = b.project_id AND y.run_id = b.run_id AND y.scope = 'site' AND y.scope_key = x.scope_key
		AND y.code = 'score' AND y.status = 'rated';
COMMENT ON VIEW site_resource IS 'What did a site get after which score? | 各服务点按前期得分获得了多少资源？';
COMMENT ON COLUMN site_resource.project_id IS 'project | 项目';
COMMENT ON COLUMN site_resource.period IS 'quarter of the resources | 资源所属季度';
COMMENT ON COLUMN site_resource.profile IS 'scheme of the score | 评分方案';
COMMENT ON COLUMN site_resource.scope_key IS 'site | 服务点';
COMMENT ON COLUMN site_resource.resources IS 'discretionary resources in yuan | 可自由裁量的资源（元）';
COMMENT ON COLUMN site_resource.earlier_score IS 'score of the quarter before | 前一季度得分';

CREATE VIEW resource_concentration WITH (security_invoker = true) AS
SELECT t.project_id, t.period, t.profile,
	count(*) AS sites,
	sum(t.resources) AS resources,
	service_eval.gini(t.resources) AS gini,
	service_eval.concentration_index(t.resources, t.earlier_score) AS concentration_index,
	service_eval.share_of_top(t.resources, 0.2) AS top_fifth_share
FROM (
	SELECT project_id, period, profile, resources, earlier_score
	FROM site_resource
	UNION ALL
	SELECT project_id, NULL, profile, sum(resources), avg(earlier_score)
	FROM site_resource
	GROUP BY project_id, profile, scope_key
) t
GROUP BY t.project_id, t.period, t.profile;
COMMENT ON VIEW resource_concentration IS 'Is the agency feeding the strong? | 机构资源是否向强者集中？';
COMMENT ON COLUMN resource_concentration.project_id IS 'project | 项目';
COMMENT ON COLUMN resource_concentration.period IS 'quarter; empty for the term | 季度（全周期为空）';
COMMENT ON COLUMN resource_concentration.profile IS 'scheme whose scores rank the sites | 排序所用评分方案';
COMMENT ON COLUMN resource_concentration.sites IS 'sites that had a score before | 有前期得分的服务点数';
COMMENT ON COLUMN resource_concentration.resources IS 'discretionary resources in yuan | 可自由裁量的资源（元）';
COMMENT ON COLUMN resource_concentration.gini IS 'Gini coefficient of the resources: 0 all alike, near 1 one has all | 资源基尼系数';
COMMENT ON COLUMN resource_concentration.concentration_index IS 'concentration index by the earlier score: above 0 the better homes got more, below 0 the weaker | 按前期得分的集中指数（正值偏向强者）';
COMMENT ON COLUMN resource_concentration.top_fifth_share IS 'share that the most endowed fifth of the sites got | 获资源最多的20%服务点所占份额';

-- Discretionary resources of a quarter, over the sites ranked by their score of the quarter before: a score cannot be
-- the consequence of what was given later.
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

-- Stored by the refresh, see resource_tilt().
CREATE VIEW resource_concentration WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.scheme_id AS profile,
	max(e.value) FILTER (WHERE e.code = 'resource_sites')::bigint AS sites,
	round(max(e.value) FILTER (WHERE e.code = 'resource_total'), 2) AS resources,
	max(e.value) FILTER (WHERE e.code = 'resource_gini')::float8 AS gini,
	max(e.value) FILTER (WHERE e.code = 'resource_concentration')::float8 AS concentration_index,
	max(e.value) FILTER (WHERE e.code = 'resource_top_fifth')::float8 AS top_fifth_share,
	max(e.lo) FILTER (WHERE e.code = 'resource_gini')::float8 AS gini_lower,
	max(e.hi) FILTER (WHERE e.code = 'resource_gini')::float8 AS gini_upper,
	max(e.lo) FILTER (WHERE e.code = 'resource_concentration')::float8 AS concentration_lower,
	max(e.hi) FILTER (WHERE e.code = 'resource_concentration')::float8 AS concentration_upper,
	max(e.value) FILTER (WHERE e.code = 'resource_concentration_gini')::float8 AS concentration_gini,
	max(e.lo) FILTER (WHERE e.code = 'resource_concentration_gini')::float8 AS concentration_gini_lower,
	max(e.hi) FILTER (WHERE e.code = 'resource_concentration_gini')::float8 AS concentration_gini_upper,
	max(e.value) FILTER (WHERE e.code = 'need_concentration')::float8 AS need_concentration,
	max(e.value) FILTER (WHERE e.code = 'resource_tilt')::float8 AS tilt,
	max(e.lo) FILTER (WHERE e.code = 'resource_tilt')::float8 AS tilt_lower,
	max(e.hi) FILTER (WHERE e.code = 'resource_tilt')::float8 AS tilt_upper,
	max(e.value) FILTER (WHERE e.code = 'resource_band_ratio')::float8 AS top_bottom_ratio,
	max(e.lo) FILTER (WHERE e.code = 'resource_band_ratio')::float8 AS top_bottom_lower,
	max(e.hi) FILTER (WHERE e.code = 'resource_band_ratio')::float8 AS top_bottom_upper,
	max(e.value) FILTER (WHERE e.code = 'resource_elasticity')::float8 AS elasticity,
	max(e.lo) FILTER (WHERE e.code = 'resource_elasticity')::float8 AS elasticity_lower,
	max(e.hi) FILTER (WHERE e.code = 'resource_elasticity')::float8 AS elasticity_upper,
	max(e.value) FILTER (WHERE e.code = 'score_persistence')::float8 AS persistence,
	max(e.lo) FILTER (WHERE e.code = 'score_persistence')::float8 AS persistence_lower,
	max(e.hi) FILTER (WHERE e.code = 'score_persistence')::float8 AS persistence_upper,
	max(e.value) FILTER (WHERE e.code = 'bottom_persistence')::float8 AS bottom_stay_share,
	max(e.lo) FILTER (WHERE e.code = 'bottom_persistence')::float8 AS bottom_stay_lower,
	max(e.hi) FILTER (WHERE e.code = 'bottom_persistence')::float8 AS bottom_stay_upper,
	max(e.value) FILTER (WHERE e.code = 'score_divergence')::float8 AS divergence,
	max(e.lo) FILTER (WHERE e.code = 'score_divergence')::float8 AS divergence_lower,
	max(e.hi) FILTER (WHERE e.code = 'score_divergence')::float8 AS divergence_upper,
	max(e.value) FILTER (WHERE e.code = 'score_reliability')::float8 AS score_reliability,
	max(e.n) FILTER (WHERE e.code = 'resource_sites') AS compared,
	max(e.n) FILTER (WHERE e.code = 'resource_total') AS given,
	max(e.status) FILTER (WHERE e.code = 'resource_verdict') AS verdict
FROM current_run r
	JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'project'
		AND e.code IN ('resource_sites', 'resource_total', 'resource_gini', 'resource_concentration', 'resource_top_fifth', 'resource_concentration_gini',
			'need_concentration', 'resource_tilt', 'resource_band_ratio', 'resource_elasticity', 'score_persistence', 'bottom_persistence', 'score_divergence', 'score_reliability', 'resource_verdict')
GROUP BY r.project_id, r.period, r.scheme_id;
COMMENT ON VIEW resource_concentration IS 'Is the agency feeding the strong? | 机构资源是否向强者集中？';
COMMENT ON COLUMN resource_concentration.project_id IS 'project | 项目';
COMMENT ON COLUMN resource_concentration.period IS 'quarter; empty for the term | 季度（全周期为空）';
COMMENT ON COLUMN resource_concentration.profile IS 'scheme whose scores rank the sites | 排序所用评分方案';
COMMENT ON COLUMN resource_concentration.sites IS 'sites that had a score before | 有前期得分的服务点数';
COMMENT ON COLUMN resource_concentration.resources IS 'discretionary resources in yuan | 可自由裁量的资源（元）';
COMMENT ON COLUMN resource_concentration.gini IS 'Gini coefficient of the resources per eligible person: 0 all alike, near 1 one has all; where the project has no roster, of the resources per site | 人均资源基尼系数（无名册时按服务点）';
COMMENT ON COLUMN resource_concentration.concentration_index IS 'concentration index by the earlier score: above 0 the better homes got more, below 0 the weaker | 按前期得分的集中指数（正值偏向强者）';
COMMENT ON COLUMN resource_concentration.top_fifth_share IS 'share that went to the fifth of the persons whose sites got the most for each of them | 人均资源最多的20%人口所占份额';
COMMENT ON COLUMN resource_concentration.gini_lower IS 'lower bound of the Gini coefficient, 95 % | 基尼系数95%区间下限';
COMMENT ON COLUMN resource_concentration.gini_upper IS 'upper bound | 上限';
COMMENT ON COLUMN resource_concentration.concentration_lower IS 'lower bound of the concentration index | 集中指数区间下限';
COMMENT ON COLUMN resource_concentration.concentration_upper IS 'upper bound | 上限';
COMMENT ON COLUMN resource_concentration.concentration_gini IS 'concentration index / Gini: how much of the inequality goes along the scores | 集中指数与基尼系数之比';
COMMENT ON COLUMN resource_concentration.concentration_gini_lower IS 'lower bound | 下限';
COMMENT ON COLUMN resource_concentration.concentration_gini_upper IS 'upper bound | 上限';
COMMENT ON COLUMN resource_concentration.need_concentration IS 'concentration index of the need per person: above 0 need is higher where scores are | 人均需求的集中指数';
COMMENT ON COLUMN resource_concentration.tilt IS 'concentration of resources less that of need: 0 where resources follow need | 资源倾斜＝资源集中指数－需求集中指数';
COMMENT ON COLUMN resource_concentration.tilt_lower IS 'lower bound | 下限';
COMMENT ON COLUMN resource_concentration.tilt_upper IS 'upper bound | 上限';
COMMENT ON COLUMN resource_concentration.top_bottom_ratio IS 'resources per person in the top 20 % over those in the bottom 20 % by the earlier score; empty if the bottom got nothing | 前20%与后20%人均资源之比（后20%为零则为空）';
COMMENT ON COLUMN resource_concentration.top_bottom_lower IS 'lower bound | 下限';
COMMENT ON COLUMN resource_concentration.top_bottom_upper IS 'upper bound | 上限';
COMMENT ON COLUMN resource_concentration.elasticity IS 'by how many per cent resources are higher where the earlier score is higher by one per cent and roster and need are the same | 弹性：名册与需求相同时，前期得分高1%，资源高百分之几';
COMMENT ON COLUMN resource_concentration.elasticity_lower IS 'lower bound; empty: the data set none | 下限（数据不足以限定则为空）';
COMMENT ON COLUMN resource_concentration.elasticity_upper IS 'upper bound; empty: the data set none | 上限（数据不足以限定则为空）';
COMMENT ON COLUMN resource_concentration.persistence IS 'Spearman correlation of the scores of the quarter before and of this one | 前后两季度得分的Spearman相关';
COMMENT ON COLUMN resource_concentration.persistence_lower IS 'lower bound | 下限';
COMMENT ON COLUMN resource_concentration.persistence_upper IS 'upper bound | 上限';
COMMENT ON COLUMN resource_concentration.bottom_stay_share IS 'of the bottom 20 % of the quarter before, share that is in it again; 0.2 would be chance | 上季度后20%仍处后20%的比例（随机为0.2）';
COMMENT ON COLUMN resource_concentration.bottom_stay_lower IS 'lower bound | 下限';
COMMENT ON COLUMN resource_concentration.bottom_stay_upper IS 'upper bound | 上限';
COMMENT ON COLUMN resource_concentration.divergence IS 'by how many points a score has gone up for each point that it was higher before, corrected for the errors of the scores: above 0 the gap widens | 得分变化对前期得分的斜率（已校正误差，正值为差距扩大）';
COMMENT ON COLUMN resource_concentration.divergence_lower IS 'lower bound | 下限';
COMMENT ON COLUMN resource_concentration.divergence_upper IS 'upper bound | 上限';
COMMENT ON COLUMN resource_concentration.score_reliability IS 'share of the variance of the earlier scores that is no error of measurement | 前期得分的信度';
COMMENT ON COLUMN resource_concentration.compared IS 'of the sites, those with a roster, which the figures per person compare | 有名册、可按人均比较的服务点数';
COMMENT ON COLUMN resource_concentration.given IS 'of these, sites that got any resources | 获得资源的服务点数';
COMMENT ON COLUMN resource_concentration.verdict IS 'in words: Matthew effect, resources tilt to the strong, resources tilt to the weak, no tilt found, too few sites, too few sites got any, no resources, cannot be told | 结论：马太效应、资源偏向强者、资源偏向弱者、未发现倾斜、服务点过少、获资源者过少、无资源、无法判断';

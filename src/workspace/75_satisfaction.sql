-- Published satisfaction: of each site, and of the whole project.

CREATE VIEW satisfaction_result WITH (security_invoker = true) AS
SELECT r.project_id, r.period, e.scope, e.scope_key,
	max(e.value) FILTER (WHERE e.code = 'satisfaction')::numeric(7,4) AS satisfaction,
	max(e.std_error)::numeric(7,4) AS std_error,
	max(e.lo)::numeric(7,4) AS lower,
	max(e.hi)::numeric(7,4) AS upper,
	max(e.n) AS n,
	max(e.value) FILTER (WHERE e.code = 'effective_responses')::numeric(12,4) AS effective_n,
	max(e.value) FILTER (WHERE e.code = 'unheard_share')::numeric(7,6) AS unheard_share,
	max(e.status) AS status
FROM headline_run r
	JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id
		AND e.code IN ('satisfaction', 'effective_responses', 'unheard_share')
GROUP BY r.project_id, r.period, e.scope, e.scope_key;
COMMENT ON VIEW satisfaction_result IS 'What do the runs say of satisfaction, for sites and projects? | 各批次的满意度结果（服务点与项目）？';
COMMENT ON COLUMN satisfaction_result.project_id IS 'project | 项目';
COMMENT ON COLUMN satisfaction_result.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN satisfaction_result.scope IS 'site or project | 对象类型：服务点或项目';
COMMENT ON COLUMN satisfaction_result.scope_key IS 'number of the site, empty for the project | 服务点编号（项目为空）';
COMMENT ON COLUMN satisfaction_result.satisfaction IS 'satisfaction, 0 to 100; empty below 5 effective answers | 满意度（有效样本不足5则为空）';
COMMENT ON COLUMN satisfaction_result.std_error IS 'its standard error, as if the means over the project were known | 标准误（视全项目均值为已知）';
COMMENT ON COLUMN satisfaction_result.lower IS 'satisfaction if all need levels without any answer gave the worst rating; empty without a roster | 下界：未表达意见群体均给最低分（无名册则为空）';
COMMENT ON COLUMN satisfaction_result.upper IS 'satisfaction if all need levels without any answer gave the best rating; empty without a roster | 上界：未表达意见群体均给最高分（无名册则为空）';
COMMENT ON COLUMN satisfaction_result.n IS 'answers that count | 有效回答数';
COMMENT ON COLUMN satisfaction_result.effective_n IS 'Kish effective number of answers | Kish有效样本量';
COMMENT ON COLUMN satisfaction_result.unheard_share IS 'share of the weight that belongs to need levels without any answer, 0 to 1; empty without a roster | 未表达意见群体的权重占比（无名册则为空）';
COMMENT ON COLUMN satisfaction_result.status IS 'ranked (from 10 effective answers), shown (from 5) or too_few | 状态：可排名（有效样本10以上）、可展示（5以上）、过少';

CREATE VIEW village_satisfaction WITH (security_invoker = true) AS
SELECT e.project_id, e.period, s.site_id, s.division_code, v.name AS village, v.township,
	e.satisfaction, e.std_error, e.lower, e.upper, e.n, e.effective_n, e.unheard_share, e.status
FROM satisfaction_result e
	JOIN site s ON s.project_id = e.project_id AND s.site_id::text = e.scope_key
	JOIN village v ON v.division_code = s.division_code
WHERE e.scope = 'site';
COMMENT ON VIEW village_satisfaction IS 'How satisfied are children and guardians, how sure is that, and who was not heard? | 儿童与监护人有多满意，把握多大，谁的意见没有听到？';
COMMENT ON COLUMN village_satisfaction.project_id IS 'project | 项目';
COMMENT ON COLUMN village_satisfaction.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN village_satisfaction.site_id IS 'site | 服务点';
COMMENT ON COLUMN village_satisfaction.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN village_satisfaction.village IS 'village | 村';
COMMENT ON COLUMN village_satisfaction.township IS 'township | 乡镇';
COMMENT ON COLUMN village_satisfaction.satisfaction IS 'satisfaction, 0 to 100; empty below 5 effective answers | 满意度（有效样本不足5则为空）';
COMMENT ON COLUMN village_satisfaction.std_error IS 'its standard error, as if the means over the project were known | 标准误（视全项目均值为已知）';
COMMENT ON COLUMN village_satisfaction.lower IS 'satisfaction if all need levels without any answer gave the worst rating; empty without a roster | 下界：未表达意见群体均给最低分（无名册则为空）';
COMMENT ON COLUMN village_satisfaction.upper IS 'satisfaction if all need levels without any answer gave the best rating; empty without a roster | 上界：未表达意见群体均给最高分（无名册则为空）';
COMMENT ON COLUMN village_satisfaction.n IS 'answers that count | 有效回答数';
COMMENT ON COLUMN village_satisfaction.effective_n IS 'Kish effective number of answers | Kish有效样本量';
COMMENT ON COLUMN village_satisfaction.unheard_share IS 'share of the weight that belongs to need levels without any answer, 0 to 1; empty without a roster | 未表达意见群体的权重占比（无名册则为空）';
COMMENT ON COLUMN village_satisfaction.status IS 'ranked (from 10 effective answers), shown (from 5) or too_few | 状态：可排名（有效样本10以上）、可展示（5以上）、过少';

CREATE VIEW project_satisfaction WITH (security_invoker = true) AS
SELECT e.project_id, e.period, e.satisfaction, e.std_error, e.lower, e.upper, e.n, e.effective_n, e.unheard_share, e.status
FROM satisfaction_result e
WHERE e.scope = 'project';
COMMENT ON VIEW project_satisfaction IS 'How satisfied are children and guardians of the whole project? | 全项目儿童与监护人有多满意？';
COMMENT ON COLUMN project_satisfaction.project_id IS 'project | 项目';
COMMENT ON COLUMN project_satisfaction.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN project_satisfaction.satisfaction IS 'satisfaction over all sites, 0 to 100; empty below 5 effective answers | 满意度（有效样本不足5则为空）';
COMMENT ON COLUMN project_satisfaction.std_error IS 'its standard error, that of the means included | 标准误（含全项目均值的误差）';
COMMENT ON COLUMN project_satisfaction.lower IS 'satisfaction if all need levels without any answer gave the worst rating; empty without a roster | 下界：未表达意见群体均给最低分（无名册则为空）';
COMMENT ON COLUMN project_satisfaction.upper IS 'satisfaction if all need levels without any answer gave the best rating; empty without a roster | 上界：未表达意见群体均给最高分（无名册则为空）';
COMMENT ON COLUMN project_satisfaction.n IS 'answers that count | 有效回答数';
COMMENT ON COLUMN project_satisfaction.effective_n IS 'Kish effective number of answers | Kish有效样本量';
COMMENT ON COLUMN project_satisfaction.unheard_share IS 'share of the weight that belongs to need levels of sites without any answer, 0 to 1; empty without a roster | 未表达意见群体的权重占比（无名册则为空）';
COMMENT ON COLUMN project_satisfaction.status IS 'ranked (from 10 effective answers), shown (from 5) or too_few | 状态：可排名（有效样本10以上）、可展示（5以上）、过少';

-- Yes or no for each site, never how many children: for those who may know which homes have a key child.
CREATE VIEW award_contradiction WITH (security_invoker = true) AS
SELECT r.project_id, r.period, s.site_id, s.division_code, v.name AS village, v.township,
	a.person_code, a.award, a.assessment_score
FROM headline_run r
	JOIN key_child_left_out k ON k.project_id = r.project_id AND k.run_id = r.run_id
	JOIN site s ON s.project_id = r.project_id AND s.site_id = k.site_id
	JOIN village v ON v.division_code = s.division_code
	JOIN site_period q ON q.project_id = r.project_id AND q.site_id = s.site_id AND q.period IS NOT DISTINCT FROM r.period
	JOIN director_post a ON a.project_id = r.project_id AND a.site_id = s.site_id AND a.award IS NOT NULL
		AND a.from_on <= q.until_on AND coalesce(a.to_on, q.until_on) >= q.from_on;
COMMENT ON VIEW award_contradiction IS 'Who is praised while a key child is left out? | 谁在重点儿童被遗漏时仍获评优？';
COMMENT ON COLUMN award_contradiction.project_id IS 'project | 项目';
COMMENT ON COLUMN award_contradiction.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN award_contradiction.site_id IS 'site | 服务点';
COMMENT ON COLUMN award_contradiction.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN award_contradiction.village IS 'village | 村';
COMMENT ON COLUMN award_contradiction.township IS 'township | 乡镇';
COMMENT ON COLUMN award_contradiction.person_code IS 'pseudonym of the director | 负责人代码';
COMMENT ON COLUMN award_contradiction.award IS 'award or rating | 评优称号';
COMMENT ON COLUMN award_contradiction.assessment_score IS 'score of the annual assessment | 考核得分';

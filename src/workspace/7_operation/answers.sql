-- SPDX-License-Identifier: PostgreSQL
-- The answers that the workspace gives: its public views, in the order in which one would ask, with the questions of
-- their comments.  Views beneath these are not listed.
CREATE VIEW answers WITH (security_invoker = true) AS
SELECT a.view,
	regexp_replace(split_part(d.description, ' | ', 1), '^[^:]*: ', '') AS question_en,
	regexp_replace(split_part(d.description, ' | ', 2), '^[^：]*：', '') AS question_zh,
	w.english AS audience_en, w.chinese AS audience_zh
FROM (VALUES
	(10, 'project_summary', 'bureau'), (20, 'self_evaluation_form', 'finance'), (30, 'village_ranking', 'bureau'),
	(40, 'village_scorecard', 'site'), (50, 'village_history', 'site'), (60, 'rank_sensitivity', 'bureau'),
	(70, 'lens_agreement', 'bureau'), (80, 'impression_gap', 'bureau'), (90, 'band_comparison', 'bureau'),
	(100, 'village_satisfaction', 'site'), (110, 'project_satisfaction', 'bureau'), (115, 'score_funnel', 'bureau'),
		(120, 'contract_fulfilment', 'finance'),
	(130, 'village_suspension', 'site'), (140, 'suspension_watchlist', 'verifier'),
		(150, 'duplicate_activity', 'verifier'),
	(160, 'review_without_effect', 'verifier'), (165, 'data_dictionary', 'entry'),
	(170, 'repeated_row', 'entry'), (180, 'fact_outside', 'entry'),
	(190, 'verification_plan', 'verifier'), (200, 'inclusion', 'bureau'), (210, 'need_match', 'bureau'),
	(220, 'resource_concentration', 'bureau'), (230, 'resource_curve', 'bureau'),
		(240, 'director_continuity', 'bureau'),
	(250, 'award_contradiction', 'case_worker'), (260, 'agency_dependence', 'bureau'),
		(270, 'partnership_comparison', 'bureau'),
	(280, 'partnership_type_comparison', 'bureau'), (290, 'payment_statement', 'finance'),
		(300, 'contract_payment', 'finance'),
	(310, 'item_payment', 'finance'), (320, 'instalment_status', 'finance'),
		(325, 'payment_approval', 'finance'), (330, 'trust_log', 'finance'),
	(340, 'finding_list', 'site'), (350, 'rectification_status', 'site'), (360, 'panel_agreement', 'verifier'),
	(370, 'evaluation_gap', 'verifier'), (380, 'elimination_candidate', 'bureau'), (390, 'data_gaps', 'entry'),
	(400, 'role_conflict', 'auditor'), (410, 'job_health', 'operator'), (420, 'refresh_status', 'operator')
) AS a (place, view, audience)
	JOIN (VALUES
		('bureau', 'the bureau that buys', '购买主体'), ('finance', 'finance', '财务'),
		('site', 'the bureau, the provider and the village', '购买主体、承接主体与村'),
		('verifier', 'those who verify and evaluate', '核查与评价人员'), ('entry', 'those who enter facts', '数据录入人员'),
		('case_worker', 'case workers', '个案人员'), ('auditor', 'auditors', '审计人员'),
		('operator', 'those who run the database', '运维人员')) AS w (audience, english, chinese) ON w.audience = a.audience
	JOIN pg_catalog.pg_class c ON c.relname = a.view AND c.relnamespace = '@workspace@'::regnamespace
	LEFT JOIN pg_catalog.pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass
		AND d.objsubid = 0
ORDER BY a.place;
COMMENT ON VIEW answers IS 'list of answers: Which questions are answered here, and for whom? | 问题目录：这里回答哪些问题，供谁使用？';
COMMENT ON COLUMN answers.view IS 'view: that answers | 视图：给出回答的视图';
COMMENT ON COLUMN answers.question_en IS 'question: in English | 英文问题：英文表述的问题';
COMMENT ON COLUMN answers.question_zh IS 'question in Chinese: the same | 中文问题：中文表述的问题';
COMMENT ON COLUMN answers.audience_en IS 'audience: for whom it is meant | 英文对象：面向的使用者（英文）';
COMMENT ON COLUMN answers.audience_zh IS 'audience in Chinese: the same | 中文对象：面向的使用者';

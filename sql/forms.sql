-- Forms and rules from practice, each as a small project.  Every number by hand.
--
-- Held elsewhere: an elderly-care centre with its published result, and three assessors who do not agree (panels); the
-- self-evaluation form of project spending (self_evaluation_form); 0.5 off for each fault, vetoes, additions and
-- deductions (findings); an instalment that waits for the mid-term evaluation (instalment_status).
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('forms', pack => 'blank') WHERE action = 'created';
SET search_path = forms, service_eval;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers
SET jit = off;

INSERT INTO respondent_group (code, name_en, name_zh, is_served) VALUES ('committee', 'committee', '村委会', false);
INSERT INTO service (code, name_en, name_zh) VALUES ('station', 'station', '社工站'), ('city', 'city', '市级项目'),
	('centre', 'day centre', '日间照料中心'), ('lots', 'lots', '分包项目');
INSERT INTO organization (name, kind) VALUES ('区民政局', 'government'), ('甲中心', 'social_organization'),
	('乙公司', 'enterprise'), ('专业评估所', 'other'), ('会计师事务所', 'other'), ('甲镇', 'government');
INSERT INTO village SELECT '9901011002' || to_char(i, 'FM00'), 'V' || i, 'T', 'C' FROM generate_series(1, 10) AS i;
-- a project from the first day of 2023 on, with sites 100 x its number + 1, 2, ...
CREATE FUNCTION pg_temp.project(of_project bigint, of_service text, until_on date, unit text, sites integer) RETURNS void
LANGUAGE sql AS $$
	INSERT INTO project (project_id, name, buyer_id, service, start_on, end_on, period_unit) OVERRIDING SYSTEM VALUE
	VALUES ($1, $2, 1, $2, '2023-01-01', $3, $4);
	INSERT INTO site (project_id, site_id, division_code, name, opened_on) OVERRIDING SYSTEM VALUE
	SELECT $1, 100 * $1 + i, '9901011002' || to_char(i, 'FM00'), 'S' || i, '2023-01-01' FROM generate_series(1, $5) AS i
$$;
INSERT INTO scheme (scheme_id, name_en, name_zh, service, display_order, points, min_answers, draws, min_measured)
VALUES ('station', 'station', '社工站', 'station', 1, 100, 0, 10, 0.8), ('city', 'city', '市级', 'city', 1, 100, 0, 10, 0.7),
	('centre_month', 'centre, by month', '中心月度', 'centre', 1, 100, 0, 10, 0.8),
	('village_year', 'village, by year', '村年度', 'centre', 2, 100, 0, 10, 0.8),
	('lots', 'lots', '分包', 'lots', 1, 100, 0, 10, 0.8);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points, assessed) VALUES
	('station', 'PROF', 'output', 'professional part', '专业部分', 100, 40, true),
	('station', 'FIN', 'process', 'financial part', '财务部分', 100, 20, true),
	('station', 'TOWN', 'satisfaction', 'the town as buyer', '购买方评价', 100, 10, true),
	('station', 'S2', 'satisfaction', 'village committees', '村委会评价', 100, 10, false),
	('station', 'FIX', 'process', 'faults put right in time', '按期整改率', 1, 20, false),
	('city', 'FINAL', 'output', 'final assessment', '末期评估', 100, 70, true),
	('city', 'SPOT', 'process', 'spot checks', '抽查', 100, 30, true),
	('centre_month', 'O1', 'output', 'meals of the target', '助餐完成率', 1, 60, false),
	('centre_month', 'CARE', 'process', 'care', '照护', 100, 40, true),
	('village_year', 'VILL', 'process', 'village', '村级工作', 100, 100, true),
	('lots', 'O1', 'output', 'activities of the target', '活动完成率', 1, 50, false),
	('lots', 'QUAL', 'process', 'quality', '质量', 100, 50, true);

-- ---------------------------------------------------------------------------------------------------------------
-- Social-work stations of a district, judged twice a year by third parties (professional and financial part), the town
-- and the village committees.  Several assessors mark one criterion.  Faults must be put right by a day, and how they
-- were is part of the next score: the bureau's own view over rectification
-- ---------------------------------------------------------------------------------------------------------------
CREATE VIEW indicator_fix AS
SELECT r.project_id, r.site_id, p.period,
	avg(CASE WHEN r.verified_on IS NOT NULL AND r.replied_on <= r.due_on THEN 1 ELSE 0 END) AS value, count(*) AS n
FROM rectification r
	JOIN project_unit p ON p.project_id = r.project_id AND r.due_on BETWEEN p.from_on AND p.end_on
WHERE r.site_id IS NOT NULL
GROUP BY r.project_id, r.site_id, p.period;
UPDATE scheme SET frozen_at = now();
SELECT pg_temp.project(1, 'station', '2023-12-31', 'half_year', 3) \g /dev/null
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 1000);
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, assessor, kind, criterion, score)
SELECT 1, 100 + v.s, d, v.evaluator, v.assessor, v.kind, v.criterion, v.score
FROM unnest(ARRAY[date '2023-06-10', '2023-12-10']) AS d, (VALUES
	(1, 4, 'Li', 'third_party', 'prof', 90), (1, 4, 'Wang', 'third_party', 'prof', 80),
	(2, 4, 'Li', 'third_party', 'prof', 70), (2, 4, 'Wang', 'third_party', 'prof', 60),
	(3, 4, 'Li', 'third_party', 'prof', 80), (3, 4, 'Wang', 'third_party', 'prof', 80),
	(1, 5, NULL, 'third_party', 'fin', 90), (2, 5, NULL, 'third_party', 'fin', 80),
	(3, 5, NULL, 'third_party', 'fin', 70), (1, 6, NULL, 'third_party', 'town', 100),
	(2, 6, NULL, 'third_party', 'town', 80), (3, 6, NULL, 'third_party', 'town', 60),
	-- what a provider gives itself is asked for and compared, and counts for nothing
	(1, 2, NULL, 'self', 'prof', 95), (2, 2, NULL, 'self', 'prof', 95), (3, 2, NULL, 'self', 'prof', 95))
	AS v (s, evaluator, assessor, kind, criterion, score);
INSERT INTO response (project_id, site_id, answered_on, respondent, rating, collector_id)
SELECT 1, 100 + s, d, 'committee', rating, 4
FROM unnest(ARRAY[date '2023-06-10', '2023-12-10']) AS d, (VALUES (1, 5), (2, 3), (3, 4)) AS v (s, rating);
INSERT INTO finding (project_id, site_id, code, found_on, reason) VALUES
	(1, 102, 'FAULT', '2023-06-15', '个案档案不全'), (1, 102, 'FAULT', '2023-06-15', '督导记录缺失'),
	(1, 103, 'FAULT', '2023-06-16', '小组无签到表');
SELECT demand_rectification(1, 'finding', f, issued_on => '2023-06-20', due_on => '2023-07-31') AS demanded
FROM generate_series(1, 3) AS f;
SELECT demand_rectification(1, 'finding', 1, issued_on => '2023-06-21') AS again;
SELECT refresh_project(1) > 0 AS runs;
-- first half: 34 + 18 + 10 + 10 = 72, 26 + 16 + 8 + 5 = 55, 32 + 14 + 6 + 7.5 = 59.5, of 80 points, as nothing was due
-- yet.  Second half: nothing was answered, so 55 and 59.5 of 100; of the first station nothing was demanded
SELECT period, village, rank, score, status FROM village_ranking
WHERE project_id = 1 AND period <> 'term' ORDER BY period, village;
-- two in time, one ten days late: 26 + 16 + 8 + 5 + 20 / 2 = 65 and 59.5 + 20
UPDATE rectification SET reply = '已整改', replied_on = CASE finding_id WHEN 2 THEN date '2023-08-10' ELSE '2023-07-20' END,
	verified_by = '专业评估所', verified_on = '2023-08-20';
SELECT status, days_overdue, site FROM rectification_status WHERE project_id = 1 ORDER BY rectification_id;
SELECT refresh_project(1) > 0 AS runs;
SELECT v.village, v.rank, v.score, c.value, c.n, c.points FROM village_ranking v
	JOIN village_scorecard c USING (project_id, period, profile, site_id)
WHERE v.project_id = 1 AND v.period = '2023H2' AND c.code = 'FIX' ORDER BY v.village;
SELECT village, self_score, third_party_score, score, gap FROM evaluation_gap
WHERE project_id = 1 AND period = '2023H2' AND criterion = 'PROF' ORDER BY village;

-- ---------------------------------------------------------------------------------------------------------------
-- A city: spot checks of at least 30 % of the sites a year, which count in the final assessment; that is a month before
-- the end; grades have other names; results are published for objections
-- ---------------------------------------------------------------------------------------------------------------
SELECT pg_temp.project(2, 'city', '2023-12-31', 'year', 10) \g /dev/null
INSERT INTO milestone (project_id, code, name, until_on) VALUES (2, 'final', '末期评估', '2023-11-30');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (2, 2, 'open_tender', 1000);
UPDATE label SET zh = v.zh
FROM (VALUES ('excellent', '优秀'), ('good', '良好'), ('medium', '合格'), ('poor', '不合格')) AS v (code, zh)
WHERE label.kind = 'grade' AND label.code = v.code;
-- the draw of a year that runs: of ten sites of which nothing is known yet 30 %
INSERT INTO project (project_id, name, buyer_id, service, start_on, end_on, period_unit) OVERRIDING SYSTEM VALUE
VALUES (3, 'city now', 1, 'city', date_trunc('year', now()), date_trunc('year', now()) + interval '1 year -1 day', 'year');
INSERT INTO site (project_id, site_id, division_code, name, opened_on) OVERRIDING SYSTEM VALUE
SELECT 3, 300 + i, '9901011002' || to_char(i, 'FM00'), 'S' || i, '2023-01-01' FROM generate_series(1, 10) AS i;
SELECT plan_visits(3, to_char(now(), 'YYYY'), 1, green => 0.3, amber => 0.3, red => 0.3, floor => 0) AS drawn;
-- that of 2023, as it was: the first, the fourth and the ninth site
INSERT INTO visit_plan (project_id, from_on, until_on, site_id, stratum, due, drawn, seed)
SELECT 2, '2023-01-01', '2023-12-31', 200 + i, 'amber', CASE WHEN i IN (1, 4, 9) THEN date '2023-05-10' + i END,
	CASE WHEN i IN (1, 4, 9) THEN 'stratum' END, 1
FROM generate_series(1, 10) AS i;
SELECT count(due) >= 0.3 * count(*) AS enough, count(due), count(*) FROM verification_plan WHERE project_id = 2;
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score)
SELECT 2, 200 + i, '2023-11-20', 4, 'final', (ARRAY[95, 90, 89.99, 85, 80, 79.99, 70, 60, 59.99, 50])[i]
FROM generate_series(1, 10) AS i
UNION ALL
SELECT 2, site_id, due, 4, 'spot', CASE site_id WHEN 201 THEN 75 WHEN 204 THEN 100 ELSE 90 END
FROM visit_plan WHERE project_id = 2 AND due IS NOT NULL
-- what is said in December is of the term, and not of the final assessment
UNION ALL SELECT 2, 210, '2023-12-10', 4, 'final', 100;
SELECT refresh_project(2) > 0 AS runs;
-- drawn: 0.7 x 95 + 0.3 x 75 = 89, 0.7 x 85 + 0.3 x 100 = 89.5, 0.7 x 59.99 + 0.3 x 90 = 68.993; the others have 70 of
-- 100 points, which are enough, and their final mark is their score.  The last one has 50; over the term (50 + 100) / 2
SELECT village, rank, score, grade, status FROM village_ranking
WHERE project_id = 2 AND period = 'final' ORDER BY site_id;
SELECT score, grade FROM village_ranking WHERE project_id = 2 AND period = 'term' AND site_id = 210;
SELECT run_id AS final FROM current_run WHERE project_id = 2 AND period = 'final' \gset
SELECT seal_run(:final) IS NOT NULL AS sealed;
INSERT INTO publication (project_id, run_id, from_on, until_on, place)
VALUES (2, :final, '2023-12-01', '2023-12-05', '政府网站');
-- without the check number, which tells when this was sealed
SELECT line, text_zh FROM ranking_notice(2, 'final') WHERE text_zh !~ '校验码';
SELECT n, pg_temp.answer(format('INSERT INTO appeal (project_id, site_id, run_id, ground, filed_at)
	VALUES (2, 209, %s, ''抽查日停电'', %L) RETURNING ''accepted''', :final, filed_at)) AS answer
FROM (VALUES (1, '2023-11-30 12:00+08'), (2, '2023-12-05 12:00+08'), (3, '2023-12-06 12:00+08')) AS v (n, filed_at)
ORDER BY n;

-- ---------------------------------------------------------------------------------------------------------------
-- Day centres of a district: centres are judged every month, villages once a year; a large, a middle and a small centre
-- have targets of their own, a third of them each month
-- ---------------------------------------------------------------------------------------------------------------
SELECT pg_temp.project(4, 'centre', '2023-03-31', 'month', 3) \g /dev/null
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price) OVERRIDING SYSTEM VALUE
VALUES (4, 41, 2, 'framework_agreement', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (4, 41, 'meal', '份', 900);
INSERT INTO site_target (project_id, contract_id, item, site_id, target_quantity)
VALUES (4, 41, 'meal', 401, 600), (4, 41, 'meal', 402, 210), (4, 41, 'meal', 403, 90);
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, quantity)
SELECT 4, 400 + s, 41, 'meal', make_date(2023, m, 15), (v.meals)[m]
FROM (VALUES (1, ARRAY[200, 150, 100]), (2, ARRAY[70, 70, 70]), (3, ARRAY[30, 30, 15])) AS v (s, meals),
	generate_series(1, 3) AS m;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT project_id, site_id, activity_id, 4, held_on, 'confirmed' FROM activity;
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score)
SELECT 4, 400 + s, make_date(2023, m, 20), 4, 'care', (v.care)[m]
FROM (VALUES (1, ARRAY[90, 80, 70]), (2, ARRAY[80, 80, 80]), (3, ARRAY[100, 100, 100])) AS v (s, care),
	generate_series(1, 3) AS m
UNION ALL SELECT 4, 400 + s, '2023-03-25', 1, 'vill', (ARRAY[60, 90, 75])[s] FROM generate_series(1, 3) AS s;
SELECT refresh_project(4) > 0 AS runs;
-- meals of 200, 70 and 30 a month: 60 x 1, 0.75, 0.5 at the large one, all at the middle one, 60 x 1, 1, 0.5 at the
-- small one.  Over the term 450 of 600 and 75 of 90
SELECT period, village, rank, score FROM village_ranking
WHERE project_id = 4 AND profile = 'centre_month' ORDER BY period, village;
SELECT period, village, score, status FROM village_ranking
WHERE project_id = 4 AND profile = 'village_year' AND period IN ('2023-01', 'term') ORDER BY period, village;
SELECT count(*) AS summed, sum(m.target) AS target FROM current_run r JOIN item_measure m USING (project_id, snapshot_id)
WHERE project_id = 4 AND profile = 'centre_month' AND period = '2023-02';

-- ---------------------------------------------------------------------------------------------------------------
-- Two lots: two contracts, two providers, villages of their own, one ranking
-- ---------------------------------------------------------------------------------------------------------------
SELECT string_agg(name_zh, ' ' ORDER BY display_order) AS usual FROM procurement_mode WHERE display_order <= 70;
SELECT pg_temp.project(5, 'lots', '2023-06-30', 'quarter', 4) \g /dev/null
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price) OVERRIDING SYSTEM VALUE
VALUES (5, 51, 2, 'open_tender', 100000), (5, 52, 3, 'competitive_consultation', 100000);
INSERT INTO contract_site (project_id, contract_id, site_id)
SELECT 5, CASE WHEN i <= 2 THEN 51 ELSE 52 END, 500 + i FROM generate_series(1, 4) AS i;
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity)
VALUES (5, 51, 'activity', '场', 100), (5, 52, 'activity', '场', 400);
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, quantity)
SELECT 5, 500 + s, CASE WHEN s <= 2 THEN 51 ELSE 52 END, 'activity', make_date(2023, 3 * q - 1, 10), (v.done)[q]
FROM (VALUES (1, ARRAY[25, 25]), (2, ARRAY[20, 25]), (3, ARRAY[100, 100]), (4, ARRAY[50, 100])) AS v (s, done),
	generate_series(1, 2) AS q;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT project_id, site_id, activity_id, 4, held_on, 'confirmed' FROM activity WHERE project_id = 5;
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score)
SELECT 5, 500 + i, '2023-06-20', 4, 'qual', (ARRAY[90, 80, 70, 60])[i] FROM generate_series(1, 4) AS i;
SELECT refresh_project(5) > 0 AS runs;
-- 50 of 50, 45 of 50, 200 of 200, 150 of 200: 50 + 45, 45 + 40, 50 + 35, 37.5 + 30
SELECT village, rank, score, grade FROM village_ranking WHERE project_id = 5 AND period = 'term' ORDER BY village;
-- quality (95 + 85) / 2 and (85 + 67.5) / 2.  Payable: 70000 x 0.95 and 70000 x 350 / 400 by quantity; of 30000 all from
-- 90 on, and (76.25 - 60) / (90 - 60) of it
SELECT provider, score, grade, price, quantity, quality, payable FROM payment_approval WHERE project_id = 5
ORDER BY contract_id;
SELECT score, grade FROM project_summary WHERE project_id = 5 AND period = 'term';

RESET search_path;
DROP SCHEMA forms CASCADE;

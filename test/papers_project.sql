\set ECHO none
-- A small project from which papers are made: six sites in two lots, judged on two assessed criteria, and a second
-- project in the same villages.  Read with \i in a workspace of the pack blank; names hold what letters must survive.
--
-- By hand, over the term and its second quarter (points are 60 x SAFE / 100 + 40 x FILE / 100):
--
--	site 1	SAFE 90, FILE 100: 54 + 40 = 94, rank 1, excellent; of 3 activities 2 are verified, so at most good
--	site 2	SAFE 80, FILE 85: 48 + 34 = 82, rank 2, good
--	site 3	the same: rank 2
--	site 4	SAFE 70, FILE 70: 70, rank 4, medium
--	site 5	SAFE 50, FILE 30: 30 + 12 = 42, rank 5, poor, the bottom band: 4 of 5 are better
--	site 6	FILE 60 alone: 40 of 100 points are measured, and 80 % are needed: not rated
INSERT INTO scheme (scheme_id, name_en, name_zh, service, display_order, points, min_answers, draws) VALUES
	('panel', 'panel of two', '两项评分', 'other', 1, 100, 0, 10), ('files', 'records alone', '仅档案', 'other', 2, 40, 0, 10);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points, assessed) VALUES
	('panel', 'SAFE', 'output', 'fire safety', '消防安全', 100, 60, true),
	('panel', 'FILE', 'output', 'records', '档案', 100, 40, true),
	('files', 'FILE', 'output', 'records', '档案', 100, 40, true);
UPDATE scheme SET frozen_at = now();
INSERT INTO organization (name, kind) VALUES ('H市民政局', 'government'), ('Y社会工作服务中心', 'social_organization'),
	($$O'Neil "Care" \ 50%s$$, 'enterprise'), ('evaluators', 'other');
INSERT INTO village (division_code, name, township, county) VALUES
	('990101100201', '北村', '东镇', 'H市'), ('990101100202', '南村', '东镇', 'H市'),
	('990101100203', $$O'Brien %I "x"$$, '东镇', 'H市'), ('990101200201', '西村', '西镇', 'H市'),
	('990101200202', '河村', '西镇', 'H市'), ('990101200203', '山村', '西镇', 'H市');
INSERT INTO project (name, buyer_id, service, start_on, end_on) VALUES
	($$关爱"儿童'; DROP TABLE finding; --$$, 1, 'other', '2024-01-01', '2024-06-30'),
	('second', 1, 'other', '2024-01-01', '2024-06-30');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES
	(1, 2, 'open_tender', 1000), (1, 3, 'open_tender', 1000), (2, 2, 'open_tender', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 6);
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT 1, division_code, name || '儿童之家', '2024-01-01' FROM village ORDER BY division_code;
INSERT INTO site (project_id, division_code, name, opened_on) VALUES (2, '990101100201', 'North', '2024-01-01');
INSERT INTO contract_site (project_id, contract_id, site_id)
SELECT 1, CASE WHEN s <= 3 THEN 1 ELSE 2 END, s FROM generate_series(1, 6) AS s;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on)
SELECT 1, 1, 1, 'a', date '2024-05-01' + i FROM generate_series(1, 3) AS i ORDER BY i;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome) VALUES
	(1, 1, 1, 4, '2024-05-10', 'confirmed'), (1, 1, 2, 4, '2024-05-10', 'confirmed'),
	(1, 1, 3, 4, '2024-05-10', 'no_trace');
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score)
SELECT p, s, '2024-05-10', 4, c, score
FROM (VALUES (1, 1, 'SAFE', 90), (1, 1, 'FILE', 100), (1, 2, 'SAFE', 80), (1, 2, 'FILE', 85), (1, 3, 'SAFE', 80),
	(1, 3, 'FILE', 85), (1, 4, 'SAFE', 70), (1, 4, 'FILE', 70), (1, 5, 'SAFE', 50), (1, 5, 'FILE', 30),
	(1, 6, 'FILE', 60), (2, 7, 'SAFE', 10), (2, 7, 'FILE', 10)) AS v (p, s, c, score);
INSERT INTO finding (project_id, site_id, contract_id, code, found_on, points, reason, evidence, withdrawn_on) VALUES
	(1, 4, NULL, 'SAFE', '2024-05-12', 0.5, $$the "extinguisher" had expired; 灭火器'过期'。$$, 'photo 12', NULL),
	(1, NULL, 1, 'FILE', '2024-05-13', 0, '登记表缺页', NULL, NULL),
	(1, NULL, NULL, 'PAY', '2024-05-14', 0, 'nobody was told of the hotline', NULL, NULL),
	(1, 2, NULL, 'SAFE', '2024-05-15', 1, 'a door was locked', NULL, '2024-05-20'),
	(2, 7, NULL, 'SAFE', '2024-05-12', 2, 'no exit', NULL, NULL);
CALL refresh_rankings();
\set ECHO all

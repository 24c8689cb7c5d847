-- A small project of two townships for test_roles.c: four sites, two providers, one evaluator.
--
-- North: sites 1 and 2, contract 1 of Y (organization 2); South: sites 3 and 4, contract 2 of Z (3).  E (4) evaluates;
-- E also reported one activity, at site 2.  Persons are n1 .. n4 at site 1, s1 .. s4 at site 3.
SET search_path = town, service_eval;
INSERT INTO scheme (scheme_id, name_en, name_zh, service, display_order, points, min_answers, draws) VALUES
	('panel', 'panel of two', '两项评分', 'other', 1, 100, 0, 10), ('files', 'records alone', '仅档案', 'other', 2, 40, 0, 10);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points, assessed) VALUES
	('panel', 'SAFE', 'output', 'fire safety', '消防安全', 100, 60, true),
	('panel', 'FILE', 'output', 'records', '档案', 100, 40, true),
	('files', 'FILE', 'output', 'records', '档案', 100, 40, true);
UPDATE scheme SET frozen_at = now();
INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('Y', 'social_organization'),
	('Z', 'social_organization'), ('E', 'other');
INSERT INTO village (division_code, name, township, county) VALUES
	('990101100201', 'N1', 'North', 'C'), ('990101100202', 'N2', 'North', 'C'),
	('990101200201', 'S1', 'South', 'C'), ('990101200202', 'S2', 'South', 'C');
INSERT INTO project (name, buyer_id, service, start_on, end_on) VALUES ('p', 1, 'other', '2024-01-01', '2024-06-30');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES
	(1, 2, 'open_tender', 1000), (1, 3, 'open_tender', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES
	(1, 1, 'a', 'activity', 4), (1, 2, 'a', 'activity', 4);
INSERT INTO instalment (project_id, contract_id, number, share, due_on) VALUES (1, 1, 1, 0.5, '2024-03-31');
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT 1, division_code, name || ' home', '2024-01-01' FROM village ORDER BY division_code;
INSERT INTO contract_site (project_id, contract_id, site_id) VALUES (1, 1, 1), (1, 1, 2), (1, 2, 3), (1, 2, 4);
INSERT INTO post (project_id, site_id, role, person_code, from_on)
SELECT 1, s, 'manager', 'd' || s, '2024-01-01' FROM generate_series(1, 4) AS s;
INSERT INTO beneficiary (project_id, beneficiary_id)
SELECT 1, t || i FROM unnest('{n,s}'::text[]) AS t, generate_series(1, 4) AS i;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT 1, beneficiary_id, CASE WHEN beneficiary_id LIKE 'n%' THEN 1 ELSE 3 END, 'general', '2024-01-01'
FROM beneficiary;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, reported_by)
SELECT 1, s, (s + 1) / 2, 'a', date '2024-05-01' + s, CASE WHEN s <= 2 THEN 2 ELSE 3 END
FROM generate_series(1, 4) AS s ORDER BY s;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, reported_by)
VALUES (1, 2, 1, 'a', '2024-05-20', 4);
INSERT INTO attendance (project_id, activity_id, beneficiary_id) VALUES (1, 1, 'n1'), (1, 3, 's1');
INSERT INTO photo (project_id, activity_id, phash) VALUES (1, 1, 5), (1, 3, 77);
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 1, s, s, 4, '2024-05-10', 'confirmed' FROM generate_series(1, 4) AS s;
INSERT INTO visit_plan (project_id, from_on, until_on, site_id, stratum, due, drawn)
SELECT 1, current_date, current_date + 80, s, 'red', current_date + 40, 'stratum' FROM generate_series(1, 4) AS s;
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
SELECT 1, s, '2024-05-10', 'beneficiary', 'general', 1 + i % 5, 4
FROM generate_series(1, 4) AS s, generate_series(1, 12) AS i;
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score)
SELECT 1, s, '2024-05-10', 4, c, 95 - 10 * s FROM generate_series(1, 4) AS s, unnest('{SAFE,FILE}'::text[]) AS c;
INSERT INTO finding (project_id, site_id, contract_id, code, found_on, points, reason) VALUES
	(1, 1, NULL, 'SAFE', '2024-05-12', 0.5, 'expired'), (1, 3, NULL, 'SAFE', '2024-05-12', 0.5, 'no exit'),
	(1, NULL, 2, 'FILE', '2024-05-12', 0, 'pages missing');
INSERT INTO rectification (project_id, site_id, code, source, reason, demand, issued_on, due_on) VALUES
	(1, 1, 'SAFE', 'other', 'expired', 'renew it', '2024-05-12', '2024-06-12'),
	(1, 3, 'SAFE', 'other', 'no exit', 'make one', '2024-05-12', '2024-06-12');
INSERT INTO rectification (project_id, site_id, code, reason, demand, issued_on, due_on, reply, replied_on, verified_by,
	verified_on)
VALUES (1, 1, 'FILE', 'pages missing', 'add them', '2024-05-12', '2024-06-12', 'added', '2024-05-20', 'Wang',
	'2024-05-21');
CALL refresh_rankings();
-- official: the term by the panel; published: the second quarter by the panel, and no more the first
SELECT seal_run(run_id) FROM current_run WHERE period = 'term' AND profile = 'panel';
INSERT INTO publication (project_id, run_id, from_on, until_on)
SELECT 1, run_id, CASE period WHEN '2024Q2' THEN current_date - 1 ELSE current_date - 9 END,
	CASE period WHEN '2024Q2' THEN current_date + 9 ELSE current_date - 2 END
FROM current_run WHERE profile = 'panel' AND period IN ('2024Q1', '2024Q2');

-- Findings: deductions, additions and vetoes, each with its reason.  Every number by hand
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('found', pack => 'blank') WHERE action = 'created';
SET search_path = found, service_eval;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers
SET jit = off;

-- Six sites in two quarters.  The first contract serves three of them, the second the others.  Third parties give 90 to
-- all, and 99 to S6; nobody is asked
INSERT INTO service (code, name_en, name_zh) VALUES ('tested', 'tested', '测试');
INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization'),
	('office', 'other');
INSERT INTO village SELECT '99010110020' || i, 'V' || i, 'T', 'C' FROM generate_series(1, 7) AS i;
INSERT INTO project (name, buyer_id, service, start_on, end_on) VALUES
	('p', 1, 'tested', '2024-01-01', '2024-06-30'), ('q', 1, 'tested', '2024-01-01', '2024-03-31');
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT 1 + i / 7, '99010110020' || i, 'S' || i, '2024-01-01' FROM generate_series(1, 7) AS i;
INSERT INTO contract (project_id, provider_id, procurement_mode, price)
VALUES (1, 2, 'open_tender', 1000), (1, 3, 'open_tender', 1000);
INSERT INTO contract_site (project_id, contract_id, site_id) SELECT 1, 1 + i / 4, i FROM generate_series(1, 6) AS i;
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score)
SELECT s.project_id, s.site_id, d, 1, 'base', CASE s.name WHEN 'S6' THEN 99 ELSE 90 END
FROM site s CROSS JOIN unnest(ARRAY[date '2024-02-01', '2024-05-01']) AS d;

-- county	additions and deductions of at most 5, accidents, and what an audit found of the project
-- city		0.5 off for each fault; the code that is a veto of the county takes up to 3 off the score
-- stepped	the share of a step; bonus_max is 0, so that no addition counts
INSERT INTO scheme (scheme_id, name_en, name_zh, service, display_order, points, min_answers, draws, bonus_max) VALUES
	('county', 'county', '县级', 'tested', 1, 100, 0, 100, 5), ('city', 'city', '市级', 'tested', 2, 100, 0, 100, 3),
	('stepped', 'stepped', '分档', 'tested', 3, 100, 0, 100, DEFAULT);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, target, points, scope, assessed, cap) VALUES
	('county', 'BASE', 'output', 'base', '基础', 'ratio', 100, 90, 'site', true, NULL),
	('county', 'AUDIT', 'execution', 'audit', '审计', 'deduct', NULL, 10, 'project', false, NULL),
	('county', 'PRAISE', 'benefit', 'commendation or complaint', '表彰与投诉', 'bonus', NULL, 0, 'site', false, NULL),
	('county', 'HONOUR', 'benefit', 'honour', '荣誉', 'bonus', NULL, 0, 'project', false, NULL),
	('county', 'SAFETY', 'output', 'safety accident', '安全事故', 'veto', NULL, 0, 'site', false, NULL),
	('county', 'FIRE', 'output', 'fire exit', '消防通道', 'veto', NULL, 0, 'site', false, 'good'),
	('county', 'FRAUD', 'execution', 'fraud', '弄虚作假', 'veto', NULL, 0, 'project', false, 'medium'),
	('city', 'BASE', 'output', 'base', '基础', 'ratio', 100, 95, 'site', true, NULL),
	('city', 'FAULT', 'output', 'faults', '问题', 'deduct', NULL, 5, 'site', false, NULL),
	('city', 'SAFETY', 'output', 'accidents', '事故', 'bonus', NULL, 0, 'site', false, NULL),
	('stepped', 'BASE', 'output', 'base', '基础', 'steps', NULL, 100, 'site', true, NULL),
	('stepped', 'PRAISE', 'benefit', 'commendation', '表彰', 'bonus', NULL, 0, 'site', false, NULL);
INSERT INTO indicator_step (scheme_id, code, from_value, share)
VALUES ('stepped', 'BASE', 60, 0.6), ('stepped', 'BASE', 80, 0.8), ('stepped', 'BASE', 95, 1);
CREATE VIEW limiter_door AS SELECT 1::bigint AS project_id, 'term' AS period, 6::bigint AS site_id, 1 AS value,
	'medium' AS cap;
INSERT INTO scheme_limiter (scheme_id, code, cap) VALUES ('county', 'door', 'medium');
UPDATE scheme SET frozen_at = now();

INSERT INTO finding (project_id, site_id, contract_id, code, found_on, concerns_on, points, reason, evidence) VALUES
	(1, 1, NULL, 'PRAISE', '2024-02-01', NULL, 5, 'commended by the province', 'letter 7'),
	(1, 2, NULL, 'PRAISE', '2024-02-01', NULL, 2, 'commended by the county', NULL),
	(1, 4, NULL, 'PRAISE', '2024-02-01', NULL, -2, 'a complaint that proved true', NULL),
	(1, 5, NULL, 'PRAISE', '2024-02-01', NULL, 5, 'commended by the province', NULL),
	(1, 5, NULL, 'PRAISE', '2024-02-02', NULL, 2, 'commended by the county', NULL),
	(1, 6, NULL, 'PRAISE', '2024-02-01', NULL, 5, 'commended by the province', NULL),
	(1, 1, NULL, 'SAFETY', '2024-02-03', NULL, -3, 'a child fell from the roof', 'file 12'),
	(1, NULL, 1, 'FIRE', '2024-02-04', NULL, 0, 'exits are locked everywhere', NULL),
	(1, NULL, NULL, 'AUDIT', '2024-02-05', NULL, 4, 'books kept late', NULL),
	(1, NULL, NULL, 'HONOUR', '2024-02-05', NULL, 2, 'model project', NULL),
	-- one in each quarter, and one found in the second that is about the first
	(1, 1, NULL, 'FAULT', '2024-02-10', NULL, 0.5, 'no register', 'photo 1'),
	(1, 1, NULL, 'FAULT', '2024-04-05', '2024-03-30', 0.5, 'dirty kitchen', 'photo 2'),
	(1, 1, NULL, 'FAULT', '2024-05-06', NULL, 0.5, 'no register', NULL),
	(1, 2, NULL, 'FAULT', '2024-02-10', NULL, 0, 'looked at all, no fault', NULL),
	(1, 5, NULL, 'FAULT', '2024-02-10', NULL, 2, 'said to be shut', NULL),
	-- on the last day of the term, at all sites of the second contract
	(1, NULL, 2, 'FAULT', '2024-06-30', NULL, 0.5, 'no plan of the year', NULL);
-- ten on both sides of the border of two quarters
INSERT INTO finding (project_id, site_id, code, found_on, points, reason)
SELECT 1, 4, 'FAULT', d, 0.5, 'fault ' || i FROM unnest(ARRAY[date '2024-03-31', '2024-04-01']) AS d,
	generate_series(1, 5) AS i;
UPDATE finding SET withdrawn_on = '2999-01-01' WHERE reason = 'said to be shut';
CALL refresh_rankings();

-- County: 90 + 5, 2, nothing, - 2, 5 + 2 of which 5 count; 99 + 5 is no more than 100.  The accident makes S1 poor, as
-- high as its score is.  The exits cap all sites of the first contract, and the bureau's own limiter caps S6
SELECT village, score, bonus, shadow_score, rank, grade, caps FROM village_ranking
WHERE project_id = 1 AND period = 'term' AND profile = 'county' ORDER BY village;
-- in Chinese answers each veto goes by the name of its indicator
SELECT code, en, zh FROM coded_word WHERE kind = 'limiter' AND code = upper(code) ORDER BY code;
-- the ranks of the draws follow: no error and one indicator, so the order is certain.  Of six the top band is who has
-- fewer than 1.2 better ones, the bottom band who has 4.8 or more
SELECT village, (e).expected_rank, (e).rank_low, (e).rank_high, (e).p_top, (e).p_bottom, (e).expected_rank_data,
	(e).expected_rank_weights
FROM site_run r JOIN site_score e USING (project_id, run_id, site_id)
WHERE project_id = 1 AND period = 'term' AND profile = 'county' ORDER BY village;
-- City: of 95 points 85.5 (S6 94.05), of 5 what is left: 3 x 0.5 off, nothing off, nobody looked, 11 x 0.5 is more than
-- there is, 0.5 beside one withdrawn, 0.5.  S1 loses 3 more by the accident
SELECT r.village, c.value, c.n, c.points, c.available, c.status, c.direction, r.score, r.score_lower, r.score_upper,
	r.bonus, r.grade, r.caps
FROM village_ranking r JOIN village_scorecard c USING (project_id, period, profile, village)
WHERE r.project_id = 1 AND r.period = 'term' AND r.profile = 'city' AND c.code = 'FAULT' ORDER BY r.village;
-- by quarter: S1 2 x 0.5 and 0.5, S4 5 x 0.5 and 6 x 0.5; on the last day of March nobody had found anything at S6
SELECT village, period, value, n, points FROM village_scorecard
WHERE project_id = 1 AND period <> 'term' AND profile = 'city' AND code = 'FAULT' AND village IN ('V1', 'V4', 'V6')
ORDER BY village, period;
SELECT village, score, bonus FROM village_ranking
WHERE project_id = 1 AND period = 'term' AND profile = 'stepped' AND village IN ('V1', 'V4', 'V6') ORDER BY village;
-- another project has none of it
SELECT profile, score, bonus, grade, caps FROM village_ranking WHERE project_id = 2 AND period = 'term' ORDER BY profile;
SELECT not_measured FROM data_gaps WHERE project_id = 2 AND period = 'term' AND profile = 'city';

-- Contracts: (95 + 92 + 90) / 3 and (88 + 95 + 100) / 3; the exits cap the first.  Project: 10 - 4 of its own 10 points
-- and 90 x 93.3333 % are 90, with the honour 92; the exits cap it too, the accident of one site does not
SELECT c.contract_id, c.score, c.grade, c.caps FROM current_run r JOIN contract_score c USING (project_id, run_id)
WHERE project_id = 1 AND period = 'term' AND profile = 'county' ORDER BY c.contract_id;
SELECT contract_id, score, grade, caps FROM contract_payment WHERE project_id = 1 ORDER BY contract_id;
-- City: nobody looked for faults at S3: its 5 points leave the score, and are nothing or all in the bounds: 4.5 / 6 less,
-- 0.5 / 6 more
SELECT profile, score, bonus, grade, caps, score_lower, score_upper FROM project_summary
WHERE project_id = 1 AND period = 'term' ORDER BY profile;
SELECT p.code, p.value, p.points, p.available, p.n FROM current_run r JOIN project_points p USING (project_id, run_id)
WHERE project_id = 1 AND profile = 'county' ORDER BY r.period, p.code;

-- Why?  Each finding with its reason and its evidence
\pset format unaligned
SELECT topic, item, value, points, available, explanation, explanation_zh FROM explain_score(1)
WHERE topic IN ('grade', 'score', 'finding', 'left out') ORDER BY step;
SELECT topic, item, value, points, available, explanation, explanation_zh FROM explain_score(1, profile => 'city')
WHERE topic IN ('score', 'indicator', 'finding', 'to gain') ORDER BY step;
SELECT topic, item, value, points, explanation, explanation_zh FROM explain_score(2, profile => 'city')
WHERE item = 'FAULT' ORDER BY step;
SELECT item, value, points, explanation, explanation_zh FROM explain_score(4, profile => 'city')
WHERE topic = 'indicator' AND item = 'FAULT';
SELECT item, explanation, explanation_zh FROM explain_score(3, profile => 'city') WHERE item = 'FAULT';
SELECT explanation, explanation_zh FROM explain_score(4) WHERE item = 'PRAISE';
SELECT explanation, explanation_zh FROM explain_score(6) WHERE topic = 'score';
SELECT item, explanation, explanation_zh FROM explain_score(6) WHERE topic = 'grade';
-- of two accidents the earlier one is told first, though it was entered last
BEGIN;
INSERT INTO finding (project_id, site_id, code, found_on, concerns_on, points, reason)
VALUES (1, 1, 'SAFETY', '2024-02-04', '2024-01-20', 0, 'a fence fell');
SELECT refresh_project(1) > 0 AS runs;
SELECT value, explanation, explanation_zh FROM explain_score(1) WHERE item = 'cap SAFETY';
ROLLBACK;

-- What counts nowhere is told.  A code that no scheme knows; a year that was mistyped; a fault of nobody; an accident
-- that names no site, which is the project's; one whose day is to come
\pset format aligned
INSERT INTO site (project_id, division_code, name, opened_on) VALUES (1, '990101100207', 'S8', '2024-07-01');
INSERT INTO finding (project_id, site_id, contract_id, code, found_on, concerns_on, points, reason) VALUES
	(1, 1, NULL, 'NOISE', '2024-02-01', NULL, 1, 'loud'),
	(1, 1, NULL, 'FAULT', '2024-02-01', '2042-02-01', 1, 'mistyped'),
	(1, NULL, NULL, 'FAULT', '2024-02-01', NULL, 1, 'whose fault?'),
	(1, 8, NULL, 'FAULT', '2024-02-01', NULL, 1, 'not open yet');
SELECT village, contract_id, code, name_en, rule, profiles, points, found, counts, reason, reason_zh FROM finding_list
WHERE NOT counts OR found IN ('a child fell from the roof', 'exits are locked everywhere', 'model project')
ORDER BY finding_id;
SELECT relation, fact = (SELECT finding_id::text FROM finding WHERE reason = w.name) AS it, day, o.reason, o.reason_zh
FROM fact_outside o JOIN (VALUES ('loud', 'no scheme%'), ('mistyped', 'outside%'), ('whose fault?', 'it names%'),
	('not open yet', 'its site%')) AS w (name, reason) ON o.reason LIKE w.reason
WHERE relation = 'finding' ORDER BY o.fact::bigint;
-- a project that runs: what is to come is no mistake, and will count
BEGIN;
UPDATE project SET start_on = current_date - 10, end_on = current_date + 10 WHERE project_id = 2;
INSERT INTO finding (project_id, code, found_on, reason) VALUES (2, 'FRAUD', current_date + 1, 'foreseen'),
	(2, 'FRAUD', current_date, 'found today');
SELECT found, counts, reason, reason_zh FROM finding_list WHERE project_id = 2 ORDER BY finding_id;
SELECT refresh_project(2) > 0 AS runs;
SELECT f.reason FROM current_snapshot s JOIN snapshot_finding f USING (project_id, snapshot_id)
WHERE project_id = 2 AND s.kind = 'term';
SELECT count(*) AS outside FROM fact_outside WHERE relation = 'finding' AND project_id = 2;
ROLLBACK;
SELECT refresh_project(1) > 0 AS runs;
SELECT relation, facts FROM fact_count WHERE project_id = 1 AND kind = 'outside' ORDER BY relation;
-- a site that the contract never came to: it counts all the same, and is told
BEGIN;
INSERT INTO finding (project_id, site_id, contract_id, code, found_on, points, reason) VALUES
	(1, 2, 2, 'FAULT', '2024-02-01', 1, 'of another lot'), (1, 2, 1, 'FAULT', '2024-02-01', 1, 'of its lot');
SELECT f.reason AS finding, o.site_id, o.day, o.reason, o.reason_zh
FROM fact_outside o JOIN finding f ON f.finding_id::text = o.fact WHERE o.relation = 'finding' AND o.reason ~ 'serve';
-- nothing is to be put right where nothing is wrong, nor after it was withdrawn, whatever day that was said to be
SELECT reason, split_part(pg_temp.answer(format('SELECT demand_rectification(1, %L, %s)', 'finding', finding_id)),
	E'\n', 1) AS answer
FROM finding WHERE reason IN ('looked at all, no fault', 'commended by the province', 'said to be shut') ORDER BY 1;
SELECT demand_rectification(1, 'finding', finding_id) IS NOT NULL AS demanded FROM finding
WHERE reason IN ('a complaint that proved true', 'of its lot', 'a child fell from the roof', 'loud');
UPDATE finding SET withdrawn_on = current_date + 1 WHERE reason = 'of its lot';
SELECT r.site_id, r.code, r.status FROM rectification_status r ORDER BY r.rectification_id;
ROLLBACK;
-- and nothing of it changed a score
SELECT score, bonus FROM village_ranking WHERE project_id = 1 AND period = 'term' AND profile = 'city' AND village = 'V1';
DELETE FROM finding WHERE reason IN ('loud', 'mistyped', 'whose fault?', 'not open yet');
DELETE FROM site WHERE name = 'S8';

-- Withdrawn: 89 without the accident, 89.5 without a fault as well.  What was sealed stays, and says why
SELECT refresh_project(1) > 0 AS runs;
SELECT run_id AS sealed FROM current_run WHERE project_id = 1 AND period = 'term' AND profile = 'county' \gset
SELECT seal_run(:sealed) IS NOT NULL AS sealed;
UPDATE finding SET withdrawn_on = '2024-06-01' WHERE reason IN ('a child fell from the roof', 'dirty kitchen');
SELECT refresh_project(1) > 0 AS runs;
SELECT profile, score, bonus, grade, caps FROM village_ranking
WHERE project_id = 1 AND period = 'term' AND village = 'V1' AND profile <> 'stepped' ORDER BY profile;
SELECT profile, score, grade, caps FROM village_ranking
WHERE project_id = 1 AND period = '2024Q1' AND village = 'V1' AND profile = 'county';
SELECT explanation FROM explain_score(1, run_id => :sealed) WHERE topic = 'finding' AND item = 'SAFETY';
SELECT counts, withdrawn_on, reason FROM finding_list WHERE found = 'dirty kitchen';
-- a finding that is put right is a change, too, and one that is removed is gone
UPDATE finding SET points = 1.5 WHERE reason = 'no register' AND found_on = '2024-02-10';
DELETE FROM finding WHERE reason = 'no register' AND found_on = '2024-05-06';
SELECT refresh_project(1) > 0 AS runs;
SELECT value, n, points FROM village_scorecard
WHERE project_id = 1 AND period = 'term' AND profile = 'city' AND code = 'FAULT' AND village = 'V1';

-- Fraud at one site is of the project where the scheme says so, and of no site
INSERT INTO finding (project_id, site_id, code, found_on, reason) VALUES (1, 3, 'FRAUD', '2024-04-10', 'false lists');
-- a safety accident of the whole project: poor, and no site with it
INSERT INTO finding (project_id, code, found_on, reason) VALUES (1, 'SAFETY', '2024-01-10', 'a bus without a licence');
SELECT refresh_project(1) > 0 AS runs;
SELECT period, grade, caps FROM project_summary WHERE project_id = 1 AND profile = 'county' AND period <> 'term'
ORDER BY period;
SELECT village, grade, caps FROM village_ranking
WHERE project_id = 1 AND profile = 'county' AND period = '2024Q2' AND village = 'V3';

-- A scheme that makes something else of a code judges what was stored: nothing is measured again
SELECT max(snapshot_id) AS newest FROM snapshot \gset
INSERT INTO scheme (scheme_id, version, name_en, name_zh, service, display_order, points, min_answers, draws, bonus_max)
VALUES ('city', 2, 'city', '市级', 'tested', 2, 95, 0, 100, 1);
INSERT INTO indicator (scheme_id, version, code, dimension, name_en, name_zh, rule, target, points, assessed) VALUES
	('city', 2, 'BASE', 'output', 'base', '基础', 'ratio', 100, 95, true),
	('city', 2, 'FAULT', 'output', 'faults', '问题', 'bonus', NULL, 0, false);
UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'city' AND version = 2;
SELECT refresh_project(1) > 0 AS runs;
SELECT (SELECT max(snapshot_id) FROM snapshot) = :newest AS nothing_measured;
SELECT village, score, bonus FROM village_ranking
WHERE project_id = 1 AND period = 'term' AND profile = 'city' AND village IN ('V1', 'V2', 'V3') ORDER BY village;

-- The time of a contract: what names it, and what names its sites and no other contract
BEGIN;
UPDATE contract SET end_on = '2024-05-31' WHERE contract_id = 1;
INSERT INTO finding (project_id, site_id, contract_id, code, found_on, reason) VALUES
	(1, 2, 2, 'SAFETY', '2024-02-01', 'of another contract'), (1, 2, 1, 'SAFETY', '2024-06-01', 'after its end');
SELECT refresh_project(1) > 0 AS runs;
SELECT c.village, c.caps AS contract, t.caps AS term
FROM village_ranking c JOIN village_ranking t USING (project_id, profile, village)
WHERE c.project_id = 1 AND c.profile = 'county' AND c.period = 'contract 1' AND t.period = '2024Q1' ORDER BY c.village;
SELECT period, caps FROM project_summary WHERE project_id = 1 AND profile = 'county' AND period = 'contract 1';
ROLLBACK;

-- What is refused
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer FROM unnest(ARRAY[
	$$INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, points) VALUES ('x', 'X', 'output', 'x', 'x', 'bonus', 1)$$,
	$$INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, points) VALUES ('x', 'X', 'output', 'x', 'x', 'deduct', 0)$$,
	$$INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, points) VALUES ('x', 'X', 'output', 'x', 'x', 'ratio', 0)$$,
	$$INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, points, target) VALUES ('x', 'X', 'output', 'x', 'x', 'deduct', 1, 1)$$,
	$$INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, points, direction) VALUES ('x', 'X', 'output', 'x', 'x', 'veto', 0, 'lower')$$,
	$$INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, points, assessed) VALUES ('x', 'X', 'output', 'x', 'x', 'deduct', 1, true)$$,
	$$INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, points, cap) VALUES ('x', 'X', 'output', 'x', 'x', 'deduct', 1, 'poor')$$,
	$$INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, points, cap) VALUES ('x', 'X', 'output', 'x', 'x', 'veto', 0, 'excellent')$$,
	$$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points, bonus_max) VALUES ('x', 'x', 'x', 'tested', 1, -1)$$,
	$$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('x', 'x', 'x', 'tested', 1);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, points) VALUES ('x', 'S1', 'output', 'x', 'x', 'deduct', 1);
UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'x'$$,
	$$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('x', 'x', 'x', 'tested', 1);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, points, scope) VALUES ('x', 'E1', 'output', 'x', 'x', 'deduct', 1, 'project');
UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'x'$$,
	$$INSERT INTO finding (project_id, site_id, code, found_on, points, reason) VALUES (1, 1, 'AUDIT', '2024-02-01', -0.5, 'with a sign')$$,
	$$UPDATE finding SET points = -4 WHERE code = 'AUDIT'$$,
	$$INSERT INTO finding (project_id, site_id, code, found_on, points, reason) VALUES (1, 1, 'FAULT', '2024-02-01', 1, ' ')$$
]) query;
-- the scheme came after the finding: the refresh refuses it
INSERT INTO finding (project_id, site_id, code, found_on, points, reason)
VALUES (1, 1, 'LATER', '2024-02-01', -0.5, 'before there was a scheme');
INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('later', 'later', '后来', 'tested', 1);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, points)
VALUES ('later', 'LATER', 'output', 'later', '后来', 'deduct', 1);
UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'later';
SELECT pg_temp.answer('SELECT refresh_project(1)');
-- one that was withdrawn hurts nobody
UPDATE finding SET withdrawn_on = '2024-03-01' WHERE code = 'LATER';
SELECT refresh_project(1) > 0 AS runs;

RESET search_path;
DROP SCHEMA found CASCADE;

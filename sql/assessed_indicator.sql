-- An indicator of what evaluators said: rows of assessment and one row in the scheme, without any view
SET client_min_messages = warning;
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('said') WHERE action = 'created';
SET search_path = said, service_eval;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization'), ('office', 'other'), ('second office', 'other');
INSERT INTO village SELECT '99010110020' || i, 'V' || i, 'T', 'C' FROM generate_series(1, 3) AS i;
INSERT INTO project (name, service, buyer_id, start_on, end_on) VALUES ('p', 'children_homes', 1, '2021-07-01', '2021-12-31');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 1000);
INSERT INTO site (project_id, division_code, name, opened_on) SELECT 1, division_code, name, '2021-07-01' FROM village ORDER BY 2;
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
SELECT 1, s, q, 'child', 'C', 5, 1 FROM generate_series(1, 3) AS s, unnest(ARRAY[date '2021-07-01', '2021-10-01']) AS q, generate_series(1, 12);
-- 1: 80 and 90 from two offices, then 60; what the provider thinks of itself does not count; 2: in the second quarter alone, though it says itself what it likes;
-- 3: 5 of 10, looked at again and found to be 7
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score) VALUES
	(1, 1, '2021-07-01', 3, 'calm', 80), (1, 1, '2021-07-01', 4, 'calm', 90), (1, 1, '2021-10-01', 3, 'calm', 60), (1, 1, '2021-10-01', 2, 'calm', 100),
	(1, 2, '2021-10-01', 3, 'Calm', 40), (1, 1, '2021-07-01', 3, 'order', 1), (1, 1, '2021-01-01', 3, 'calm', 1);
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, kind, criterion, score, full_marks) VALUES
	(1, 2, '2021-08-01', 4, 'self', 'calm', 100, 100), (1, 3, '2021-08-01', 3, 'third_party', 'calm', 5, 10), (1, 3, '2021-09-01', 4, 'recheck', 'calm', 7, 10);
INSERT INTO scheme (scheme_id, version, name_en, name_zh, service, display_order, points) VALUES ('statutory', 2, 'calm', 'calm', 'children_homes', 1, 100);
INSERT INTO indicator (scheme_id, version, code, dimension, name_en, name_zh, target, points) VALUES ('statutory', 2, 'CALM', 'benefit', 'calm', '安静', 80, 40), ('statutory', 2, 'S1', 'satisfaction', 's', '满意度', 100, 60);
UPDATE scheme SET frozen_at = now() WHERE version = 2;
CALL refresh_rankings();
-- 1: 85 in the first quarter, 60 in the second; over the term the mean of the two offices, (70 + 90) / 2; of 40 points: all, 30, all
SELECT site_id, period, round(value, 4) AS value, round(std_error, 4) AS std_error, n, target, round(points, 4) AS points, status FROM village_scorecard WHERE profile = 'statutory' AND code = 'CALM' ORDER BY site_id, period;
SELECT site_id, period, score, status FROM village_ranking WHERE profile = 'statutory' ORDER BY site_id, period;
-- a changed assessment is a change
UPDATE assessment SET score = 70 WHERE site_id = 1 AND assessed_on = '2021-10-01' AND evaluator_id = 3;
SELECT refresh_project(1) > 0 AS runs;
SELECT points FROM village_scorecard WHERE profile = 'statutory' AND code = 'CALM' AND site_id = 1 AND period = '2021Q4';
-- a code that nobody knows
SELECT pg_temp.answer($$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('x', 'x', 'x', 'children_homes', 1); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points) VALUES ('x', 'NOISE', 'output', 'x', 'x', 1, 1);
	UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'x'$$) AS answer;

RESET search_path;
DROP SCHEMA said CASCADE;

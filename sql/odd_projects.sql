-- Projects that are not tidy: what the results make of them, every figure by hand
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('odd') WHERE action = 'created';
SET search_path = odd, service_eval;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- Two townships of the name T, in two counties, of two villages each.  The term begins and ends within a quarter and touches three.
-- 3 opens in the second and closes in the third; all is for nothing, and nothing was paid
INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization'), ('office', 'other');
INSERT INTO village SELECT '99010110020' || i, 'V' || i, 'T', CASE WHEN i <= 2 THEN 'C' ELSE 'D' END FROM generate_series(1, 4) AS i;
INSERT INTO project (name, buyer_id, start_on, end_on) VALUES ('late', 1, '2021-08-16', '2022-02-10');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 0);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 24);
INSERT INTO site (project_id, division_code, name, opened_on, closed_on)
SELECT 1, division_code, name, CASE name WHEN 'V3' THEN date '2021-11-15' ELSE '2020-01-01' END, CASE name WHEN 'V3' THEN date '2022-01-20' END FROM village ORDER BY name;
-- no key child, none of elevated need
INSERT INTO beneficiary (project_id, beneficiary_id, site_id, need_level) SELECT 1, s || '-' || i, s, 'C' FROM generate_series(1, 4) AS s, generate_series(1, 5 + s) AS i;
-- two types of need that differ by a capital; nobody knows what the activities of the other county were for
INSERT INTO need (project_id, site_id, period, need_level, need_type, eligible)
SELECT 1, s, '2021-10-01', 'C', t, 5 FROM generate_series(1, 4) AS s, unnest(ARRAY['Play', 'play']) AS t;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, need_type, hours) VALUES
	-- before the term
	(1, 1, 1, 'a', '2021-08-15', 'play', 9),
	(1, 1, 1, 'a', '2021-08-16', 'play', 1), (1, 1, 1, 'a', '2021-10-04', 'Play', 1), (1, 2, 1, 'a', '2021-10-05', 'Play', 2), (1, 2, 1, 'a', '2022-02-10', 'play', 1),
	(1, 3, 1, 'a', '2021-11-15', NULL, 1), (1, 3, 1, 'a', '2022-01-20', NULL, 1), (1, 4, 1, 'a', '2021-12-31', NULL, 2);
INSERT INTO attendance (project_id, activity_id, beneficiary_id) SELECT 1, a.activity_id, b.beneficiary_id FROM activity a JOIN beneficiary b USING (site_id);
CALL refresh_rankings();

-- 24 / 4 sites / 3 quarters = 2; 3 owes two quarters.  What was held before the term does not count
SELECT site_id, target, reported, idle_days FROM village_suspension WHERE period IS NULL ORDER BY site_id;
SELECT period, target, reported, missing FROM contract_fulfilment ORDER BY period NULLS LAST;
-- not rated, and why: nobody was asked, nobody looked; what costs nothing has no cost, and where there is no A there is no parity
SELECT site_id, status, measured_share, not_measured, reason FROM data_gaps WHERE period IS NULL AND profile = 'statutory' ORDER BY site_id;
SELECT count(*) AS rows FROM village_scorecard WHERE code IN ('O5', 'B2');
SELECT profile, score, grade, budget_executed, sites, rated FROM project_summary WHERE period IS NULL ORDER BY profile;

-- The counties are told apart: 6 + 7 and 8 + 9 children.  A need level that nobody has is none, and not unknown
SELECT county, township, eligible, served, eligible_a, served_a, eligible_b, eligible_c, served_c, coverage, parity, hidden
FROM inclusion WHERE period = '2021-10-01' ORDER BY county NULLS LAST;
-- C got 3 hours for Play in the second quarter, D what nobody knows, which is nothing that was needed
SELECT county, need_type, eligible, need_share, hours, supply_share, difference, need_match
FROM need_match WHERE period = '2021-10-01' ORDER BY county NULLS LAST, need_type COLLATE "C";
SELECT site_id, round(value, 6) AS value FROM indicator_b3 WHERE period = '2021-10-01' ORDER BY site_id;
-- types of need are anybody's words, also where the product has a code that ends like them
BEGIN;
UPDATE need SET need_type = CASE need_type WHEN 'Play' THEN 'concentration' ELSE 'a:need_b' END;
UPDATE activity SET need_type = CASE need_type WHEN 'Play' THEN 'concentration' WHEN 'play' THEN 'a:need_b' END;
SELECT refresh_project(1) > 0 AS runs;
SELECT county, need_type, eligible, need_share, hours, supply_share FROM need_match WHERE period = '2021-10-01' ORDER BY county NULLS LAST, need_type COLLATE "C";
-- no code of the product has the colon that sets them apart, and no indicator can have it
SELECT count(DISTINCT code) > 30 AS codes, count(*) FILTER (WHERE code LIKE '%:%' AND code !~ '^(need|supply):') AS with_colon FROM evaluation_result;
ROLLBACK;

-- A project of one site in the same village, whose key child came once, before the term, and has no plan.  Its site has the number of
-- another's
INSERT INTO project (name, buyer_id, start_on, end_on) VALUES ('alone', 1, '2021-07-01', '2021-09-30');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (2, 2, 'open_tender', 100);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (2, 2, 'a', 'activity', 2);
INSERT INTO site (project_id, site_id, division_code, name, opened_on) OVERRIDING SYSTEM VALUE VALUES (2, 1, '990101100201', 'V1', '2020-01-01');
INSERT INTO beneficiary (project_id, beneficiary_id, site_id, need_level) SELECT 2, 'c' || i, 1, 'C' FROM generate_series(1, 10) AS i;
INSERT INTO beneficiary (project_id, beneficiary_id, site_id, need_level) VALUES (2, 'k', 1, 'A');
INSERT INTO activity (project_id, activity_id, site_id, contract_id, item, held_on) OVERRIDING SYSTEM VALUE VALUES (2, 1, 1, 2, 'a', '2021-06-30'), (2, 2, 1, 2, 'a', '2021-07-01');
INSERT INTO attendance (project_id, activity_id, beneficiary_id) SELECT 2, a, b FROM (VALUES (1, 'k'), (2, 'c1'), (2, 'c2')) AS v (a, b);
INSERT INTO response (project_id, site_id, period, respondent, need_level, rating, collector_id) SELECT 2, 1, '2021-07-01', 'child', 'C', 4, 1 FROM generate_series(1, 20);
CALL refresh_rankings(2);
SELECT site_id, left_out FROM site_key_child WHERE project_id = 2 AND period IS NULL;

-- Two schemes with an indicator of their own: one leaves its target to the median, which is negative, the other sets it
CREATE TABLE own_value (project_id bigint, site_id bigint, value float8);
CREATE VIEW indicator_odd AS SELECT s.project_id, s.site_id, s.period, v.value, 1 AS n FROM site_period s LEFT JOIN own_value v USING (project_id, site_id);
INSERT INTO scheme (scheme_id, name, points) VALUES ('open', 'target left open', 10), ('set', 'target set', 20);
INSERT INTO indicator (scheme_id, code, dimension, name, direction, target, points) VALUES
	('open', 'ODD', 'output', 'odd', 'higher', NULL, 6), ('open', 'S1', 'satisfaction', 'satisfaction', 'higher', 75, 4),
	('set', 'ODD', 'output', 'odd', 'lower', 2, 16), ('set', 'S1', 'satisfaction', 'satisfaction', 'higher', 75, 4);
UPDATE scheme SET frozen_at = now() WHERE scheme_id IN ('open', 'set');
INSERT INTO project (name, buyer_id, start_on, end_on) VALUES ('own', 1, '2021-07-01', '2021-09-30');
INSERT INTO site (project_id, site_id, division_code, name, opened_on) OVERRIDING SYSTEM VALUE SELECT 3, 10 + row_number() OVER (ORDER BY name), division_code, name, '2021-07-01' FROM village;
INSERT INTO response (project_id, site_id, period, respondent, need_level, rating, collector_id) SELECT 3, s, '2021-07-01', 'child', 'C', 4, 1 FROM generate_series(11, 14) AS s, generate_series(1, 20);
-- the median of -4, -2, 0 and 4 is -1.  open: 6 or nothing, and 4 for S = 75.  set: 16 up to 2, 16 x 2 / 4 for 4
INSERT INTO own_value VALUES (3, 11, -4), (3, 12, -2), (3, 13, 0), (3, 14, 4);
CALL refresh_rankings(3);
SELECT c.profile, c.site_id, c.value, c.target, c.points, c.available, r.score, r.rank
FROM village_scorecard c JOIN village_ranking r USING (project_id, profile, site_id)
WHERE c.project_id = 3 AND c.period IS NULL AND r.period IS NULL AND c.code = 'ODD' ORDER BY c.profile, c.site_id;
SELECT profile, score FROM project_summary WHERE project_id = 3 AND period IS NULL AND profile IN ('open', 'set') ORDER BY profile;
-- one that is minus infinite spoils no mean: of 13 and 14, and of 12
BEGIN;
UPDATE own_value SET value = '-Infinity' WHERE site_id = 11;
SELECT refresh_project(3, NULL, true) > 0 AS runs;
SELECT top_mean, middle_mean, bottom_mean, difference FROM band_comparison WHERE project_id = 3 AND period IS NULL AND profile = 'open' AND code = 'ODD';
ROLLBACK;
-- what is no number fails the project, and says where
UPDATE own_value SET value = 'NaN' WHERE site_id = 13;
SELECT pg_temp.answer('SELECT refresh_project(3, NULL, true)');
-- a view of whole numbers is one of numbers
DROP VIEW indicator_odd;
CREATE VIEW indicator_odd AS SELECT s.project_id, s.site_id, s.period, nullif(v.value, 'NaN')::integer AS value, 1 AS n FROM site_period s LEFT JOIN own_value v USING (project_id, site_id);
SELECT refresh_project(3, NULL, true) > 0 AS runs;
SELECT profile, status, score FROM village_ranking WHERE project_id = 3 AND period IS NULL AND site_id = 13 AND profile IN ('open', 'set') ORDER BY profile;

RESET search_path;
DROP SCHEMA odd CASCADE;

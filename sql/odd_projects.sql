-- Projects that are not tidy: what the results make of them, every figure by hand
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('odd') WHERE action = 'created';
SET search_path = odd, service_eval;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- Two townships of the name T, in two counties, of two villages each.  The term begins and ends in the middle of a
-- quarter and touches three.  3 opens in the middle of the second and closes on the 18th of the 90 days of the third;
-- all is for nothing, and nothing was paid
INSERT INTO organization (name, kind)
VALUES ('bureau', 'government'), ('agency', 'social_organization'), ('office', 'other');
INSERT INTO village
SELECT '99010110020' || i, 'V' || i, 'T', CASE WHEN i <= 2 THEN 'C' ELSE 'D' END FROM generate_series(1, 4) AS i;
INSERT INTO project (name, buyer_id, service, start_on, end_on)
VALUES ('late', 1, 'children_homes', '2021-08-16', '2022-02-14');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 0);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 28);
INSERT INTO site (project_id, division_code, name, opened_on, closed_on)
SELECT 1, division_code, name, CASE name WHEN 'V3' THEN date '2021-11-16' ELSE '2020-01-01' END,
	CASE name WHEN 'V3' THEN date '2022-01-18' END
FROM village ORDER BY name;
-- no key child, none of elevated need
INSERT INTO beneficiary (project_id, beneficiary_id)
SELECT 1, s || '-' || i FROM generate_series(1, 4) AS s, generate_series(1, 5 + s) AS i;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT 1, beneficiary_id, left(beneficiary_id, 1)::bigint, 'C', '2020-01-01' FROM beneficiary;
-- two types of need that differ by a capital; nobody knows what the activities of the other county were for
INSERT INTO need (project_id, site_id, counted_on, need_level, need_type, eligible)
SELECT 1, s, '2021-10-01', 'C', t, 5 FROM generate_series(1, 4) AS s, unnest(ARRAY['Play', 'play']) AS t;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, need_type, hours) VALUES
	-- before the term, and after it
	(1, 1, 1, 'a', '2021-08-15', 'play', 9), (1, 2, 1, 'a', '2022-02-15', 'play', 9),
	(1, 1, 1, 'a', '2021-08-16', 'play', 1), (1, 1, 1, 'a', '2021-10-04', 'Play', 1),
	(1, 2, 1, 'a', '2021-10-05', 'Play', 2), (1, 2, 1, 'a', '2022-02-14', 'play', 1),
	(1, 3, 1, 'a', '2021-11-16', NULL, 1), (1, 3, 1, 'a', '2022-01-18', NULL, 1), (1, 4, 1, 'a', '2021-12-31', NULL, 2);
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT 1, a.activity_id, r.beneficiary_id FROM activity a JOIN roster r USING (site_id);
CALL refresh_rankings();

-- Planned are 0.5 + 1 + 0.5 quarters of three sites and 0.5 + 0.5 of 3, 7 in all, so a quarter owes 28 / 7 = 4.  Of the
-- half quarter that was planned for 3 it served a fifth.  What was held outside of the term does not count, and is told
SELECT site_id, target, reported, idle_days FROM village_suspension WHERE period = 'term' ORDER BY site_id;
SELECT period, target, released, reported, missing FROM contract_fulfilment ORDER BY period COLLATE "C";
SELECT relation, site_id, day FROM fact_outside ORDER BY day;
-- not rated, and why: nobody was asked, nobody looked; what costs nothing has no cost, and where there is no A there is
-- no parity
SELECT site_id, status, measured_share, not_measured, reason, reason_zh FROM data_gaps
WHERE period = 'term' AND profile = 'statutory' ORDER BY site_id;
SELECT count(*) AS rows FROM village_scorecard WHERE code IN ('O5', 'B2');
SELECT profile, score, grade, budget_executed, sites, rated FROM project_summary WHERE period = 'term' ORDER BY profile;

-- The counties are told apart: 6 + 7 and 8 + 9 children.  There is no row for a need level that nobody has, but one for
-- all
SELECT county, township, need_level, eligible, served, coverage, parity, hidden
FROM inclusion WHERE period = '2021Q4' ORDER BY county NULLS LAST, need_level NULLS LAST;
-- C got 3 hours for Play in the second quarter, D what nobody knows, which is nothing that was needed
SELECT county, need_type, eligible, need_share, hours, supply_share, difference, need_match
FROM need_match WHERE period = '2021Q4' ORDER BY county NULLS LAST, need_type COLLATE "C";
SELECT site_id, round(value, 6) AS value FROM village_scorecard
WHERE code = 'B3' AND profile = 'statutory' AND period = '2021Q4' ORDER BY site_id;
-- types of need are anybody's words, also such as the product has for things of its own
BEGIN;
UPDATE need SET need_type = CASE need_type WHEN 'Play' THEN 'concentration' ELSE 'a:need_b' END;
UPDATE activity SET need_type = CASE need_type WHEN 'Play' THEN 'concentration' WHEN 'play' THEN 'a:need_b' END;
SELECT refresh_project(1) > 0 AS runs;
SELECT county, need_type, eligible, need_share, hours, supply_share
FROM need_match WHERE period = '2021Q4' ORDER BY county NULLS LAST, need_type COLLATE "C";
ROLLBACK;

-- A project of one site in the same village, whose key child came once, before the term, and has no plan.  Its site has
-- the number of another's
INSERT INTO project (name, buyer_id, service, start_on, end_on)
VALUES ('alone', 1, 'children_homes', '2021-07-01', '2021-09-30');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (2, 2, 'open_tender', 100);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (2, 2, 'a', 'activity', 2);
INSERT INTO site (project_id, site_id, division_code, name, opened_on) OVERRIDING SYSTEM VALUE
VALUES (2, 1, '990101100201', 'V1', '2020-01-01');
INSERT INTO beneficiary (project_id, beneficiary_id) SELECT 2, 'c' || i FROM generate_series(1, 10) AS i UNION ALL
VALUES (2, 'k');
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT 2, beneficiary_id, 1, CASE beneficiary_id WHEN 'k' THEN 'A' ELSE 'C' END, '2020-01-01' FROM beneficiary
WHERE project_id = 2;
INSERT INTO activity (project_id, activity_id, site_id, contract_id, item, held_on) OVERRIDING SYSTEM VALUE
VALUES (2, 1, 1, 2, 'a', '2021-06-30'), (2, 2, 1, 2, 'a', '2021-07-01');
INSERT INTO attendance (project_id, activity_id, beneficiary_id) VALUES (2, 1, 'k'), (2, 2, 'c1'), (2, 2, 'c2');
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
SELECT 2, 1, '2021-07-01', 'child', 'C', 4, 1 FROM generate_series(1, 20);
SELECT refresh_project(2) > 0 AS runs;
SELECT s.project_id, s.period, k.site_id FROM key_person_left_out k
	JOIN current_snapshot s USING (project_id, snapshot_id)
ORDER BY s.period COLLATE "C";
-- and the numbers of the other stay its own
SELECT project_id, target, reported, idle_days FROM village_suspension WHERE site_id = 1 AND period = 'term'
ORDER BY project_id;

-- Two schemes with an indicator of their own: one leaves its target to the median, which is negative, the other sets it
INSERT INTO service (code, name_en, name_zh) VALUES ('tested', 'tested', '测试');
CREATE TABLE own_value (project_id bigint, site_id bigint, value float8);
CREATE VIEW indicator_odd AS
SELECT s.project_id, s.site_id, q.period, v.value, 1 AS n
FROM project_period q JOIN site s USING (project_id) LEFT JOIN own_value v USING (project_id, site_id);
INSERT INTO scheme (scheme_id, name_en, name_zh, service, points)
VALUES ('open', 'target left open', '未定目标', 'tested', 10), ('set', 'target set', '已定目标', 'tested', 20);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, direction, target, points) VALUES
	('open', 'ODD', 'output', 'odd', '奇', 'higher', NULL, 6),
		('open', 'S1', 'satisfaction', 'satisfaction', '满意', 'higher', 75, 4),
	('set', 'ODD', 'output', 'odd', '奇', 'lower', 2, 16),
		('set', 'S1', 'satisfaction', 'satisfaction', '满意', 'higher', 75, 4);
UPDATE scheme SET frozen_at = now() WHERE service = 'tested';
INSERT INTO project (name, buyer_id, service, start_on, end_on) VALUES ('own', 1, 'tested', '2021-07-01', '2021-09-30');
INSERT INTO site (project_id, site_id, division_code, name, opened_on) OVERRIDING SYSTEM VALUE
SELECT 3, 10 + row_number() OVER (ORDER BY name), division_code, name, '2021-07-01' FROM village;
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
SELECT 3, s, '2021-07-01', 'child', 'C', 4, 1 FROM generate_series(11, 14) AS s, generate_series(1, 20);
-- a quantity beyond all measure, by 4 x 92 days
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (3, 2, 'open_tender', 0);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity, spread)
VALUES (3, 3, 'a', 'activity', 999999999999.99, 'day');
-- the median of -4, -2, 0 and 4 is -1.  open: 6 or nothing, and 4 for S = 75.  set: 16 up to 2, 16 x 2 / 4 for 4
INSERT INTO own_value VALUES (3, 11, -4), (3, 12, -2), (3, 13, 0), (3, 14, 4);
SELECT refresh_project(3) > 0 AS runs;
SELECT c.profile, c.site_id, c.value, c.target, c.points, c.available, r.score, r.rank
FROM village_scorecard c JOIN village_ranking r USING (project_id, profile, site_id)
WHERE c.project_id = 3 AND c.period = 'term' AND r.period = 'term' AND c.code = 'ODD' ORDER BY c.profile, c.site_id;
SELECT profile, score FROM project_summary WHERE project_id = 3 AND period = 'term' ORDER BY profile;
-- what all days owe is what was agreed, to the last digit
SELECT target, released FROM contract_fulfilment WHERE project_id = 3 AND period = 'term';
-- one that is minus infinite spoils no mean: of 13 and 14, and of 12
BEGIN;
UPDATE own_value SET value = '-Infinity' WHERE site_id = 11;
SELECT refresh_project(3) > 0 AS runs;
SELECT round(top_mean, 6) AS top_mean, round(middle_mean, 6) AS middle_mean, bottom_mean, difference
FROM band_comparison
WHERE project_id = 3 AND period = 'term' AND profile = 'open' AND code = 'ODD';
ROLLBACK;
-- A unit in which nobody was given anything, after one in which the best of four got everything, says nothing of
-- resources: the term says what the second quarter says, a concentration of 2 x 3.5 / 4 - 1
INSERT INTO project (name, buyer_id, service, start_on, end_on)
VALUES ('spent', 1, 'tested', '2021-01-01', '2021-09-30');
INSERT INTO site (project_id, site_id, division_code, name, opened_on) OVERRIDING SYSTEM VALUE
SELECT 4, 20 + row_number() OVER (ORDER BY name), division_code, name, '2021-01-01' FROM village;
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
SELECT 4, s, d, 'child', 'C', 4, 1
FROM generate_series(21, 24) AS s, generate_series(1, 20), unnest(ARRAY[date '2021-01-01', '2021-04-01', '2021-07-01'])
	AS d;
INSERT INTO own_value VALUES (4, 21, 4), (4, 22, 8), (4, 23, 16), (4, 24, 32);
INSERT INTO allocation (project_id, site_id, given_on, kind, amount) VALUES (4, 21, '2021-05-01', 'x', 100);
SELECT refresh_project(4) > 0 AS runs;
SELECT period, sites, given, resources, concentration_index FROM resource_concentration
WHERE project_id = 4 AND profile = 'set' ORDER BY period COLLATE "C";
-- what is no number fails the project, and says where
UPDATE own_value SET value = 'NaN' WHERE site_id = 13;
SELECT pg_temp.answer('SELECT refresh_project(3)');
-- a view of whole numbers is one of numbers
DROP VIEW indicator_odd;
CREATE VIEW indicator_odd AS
SELECT s.project_id, s.site_id, q.period, nullif(v.value, 'NaN')::integer AS value, 1 AS n
FROM project_period q JOIN site s USING (project_id) LEFT JOIN own_value v USING (project_id, site_id);
SELECT refresh_project(3) > 0 AS runs;
SELECT profile, status, score FROM village_ranking WHERE project_id = 3 AND period = 'term' AND site_id = 13
ORDER BY profile;

-- A quarter and 31, 31 and 30 of its 92 days add up to 2 quarters less a little, so that V1 owes 2 of 4 and a little
-- more.  One of two activities left no trace: what is verified is half of the target, not less
INSERT INTO project (name, buyer_id, service, start_on, end_on)
VALUES ('shares', 1, 'children_homes', '2021-07-01', '2021-09-30') RETURNING project_id AS shares \gset
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT :shares, v.division_code, v.name, o.opened_on::date
FROM village v JOIN (VALUES ('V1', '2021-07-01'), ('V2', '2021-08-31'), ('V3', '2021-08-31'), ('V4', '2021-09-01'))
	AS o (name, opened_on) USING (name);
INSERT INTO contract (project_id, provider_id, procurement_mode, price)
VALUES (:shares, 2, 'open_tender', 100) RETURNING contract_id \gset
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity)
VALUES (:shares, :contract_id, 'a', 'activity', 4);
INSERT INTO activity (project_id, site_id, contract_id, item, held_on)
SELECT :shares, site_id, :contract_id, 'a', '2021-09-28' FROM site, generate_series(1, 2)
WHERE project_id = :shares AND name = 'V1';
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT project_id, site_id, activity_id, 3, held_on,
	CASE row_number() OVER (ORDER BY activity_id) WHEN 1 THEN 'confirmed' ELSE 'no_trace' END
FROM activity WHERE project_id = :shares;
SELECT refresh_project(:shares) > 0 AS runs;
SELECT m.target > 2 AS a_little_more, v.target, v.reported, v.verified, v.state
FROM current_snapshot n JOIN site_measure m USING (project_id, snapshot_id)
	JOIN village_suspension v USING (project_id, period, site_id)
WHERE project_id = :shares AND v.village = 'V1' AND n.kind = 'term';

RESET search_path;
DROP SCHEMA odd CASCADE;

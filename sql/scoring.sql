-- From values to points, scores, caps and grades, every figure by hand
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('scored') WHERE action = 'created';
SET search_path = scored, service_eval;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- The rules: what a value earns of 20 points
SELECT i, rule, direction, value, baseline, expected,
	earned_points(value, rule, direction, target, lo, hi, baseline, 20) IS NOT DISTINCT FROM expected AS as_expected
FROM (VALUES
	-- value / target, up to 1
	(1, 'ratio', 'higher', 0.5, 2, NULL::numeric, NULL::numeric, NULL::numeric, 5::numeric),
	(2, 'ratio', 'higher', 3, 2, NULL, NULL, NULL, 20),
	(3, 'ratio', 'higher', -1, 2, NULL, NULL, NULL, 0),
	(4, 'ratio', 'higher', 'Infinity', 2, NULL, NULL, NULL, 20),
	(5, 'ratio', 'higher', '-Infinity', 2, NULL, NULL, NULL, 0),
	(6, 'ratio', 'higher', NULL, 2, NULL, NULL, NULL, NULL),
	(7, 'ratio', 'higher', 1, NULL, NULL, NULL, NULL, NULL),
	-- no ratio to what is not above 0: as good as that, or nothing
	(8, 'ratio', 'higher', 1, 0, NULL, NULL, NULL, 20),
	(9, 'ratio', 'higher', 0, 0, NULL, NULL, NULL, 20),
	(10, 'ratio', 'higher', -0.1, 0, NULL, NULL, NULL, 0),
	-- target / value, up to 1
	(11, 'ratio', 'lower', 8, 2, NULL, NULL, NULL, 5),
	(12, 'ratio', 'lower', 2, 2, NULL, NULL, NULL, 20),
	(13, 'ratio', 'lower', 1, 2, NULL, NULL, NULL, 20),
	(14, 'ratio', 'lower', 0, 2, NULL, NULL, NULL, 20),
	(15, 'ratio', 'lower', -1, 2, NULL, NULL, NULL, 20),
	(16, 'ratio', 'lower', 'Infinity', 2, NULL, NULL, NULL, 0),
	(17, 'ratio', 'lower', NULL, 2, NULL, NULL, NULL, NULL),
	(18, 'ratio', 'lower', 1, NULL, NULL, NULL, NULL, NULL),
	(19, 'ratio', 'lower', 1, 0, NULL, NULL, NULL, 0),
	(20, 'ratio', 'lower', -1, -2, NULL, NULL, NULL, 0),
	(60, 'ratio', 'lower', -3, -2, NULL, NULL, NULL, 20),
	(61, 'ratio', 'higher', -1, -2, NULL, NULL, NULL, 20),
	(62, 'ratio', 'higher', 'Infinity', -2, NULL, NULL, NULL, 20),
	(63, 'ratio', 'higher', NULL, -2, NULL, NULL, NULL, NULL),
	-- the way from lo to hi, upwards and downwards
	(21, 'goalpost', 'higher', 4, NULL, 2, 10, NULL, 5),
	(22, 'goalpost', 'higher', 2, NULL, 2, 10, NULL, 0),
	(23, 'goalpost', 'higher', 11, NULL, 2, 10, NULL, 20),
	(24, 'goalpost', 'higher', 'Infinity', NULL, 2, 10, NULL, 20),
	(25, 'goalpost', 'higher', '-Infinity', NULL, 2, 10, NULL, 0),
	(26, 'goalpost', 'higher', 4, NULL, 10, 2, NULL, 15),
	(27, 'goalpost', 'higher', 1, NULL, 10, 2, NULL, 20),
	(28, 'goalpost', 'higher', 'Infinity', NULL, 10, 2, NULL, 0),
	(29, 'goalpost', 'higher', NULL, NULL, 10, 2, NULL, NULL),
	-- 5 of 100 at lo, 95 just before hi; or 100 x the share of the way from the baseline, less 5
	(31, 'achieve_improve', 'higher', 6, NULL, 2, 10, NULL, 10),
	(32, 'achieve_improve', 'higher', 2, NULL, 2, 10, NULL, 1),
	(33, 'achieve_improve', 'higher', 1.9, NULL, 2, 10, NULL, 0),
	(34, 'achieve_improve', 'higher', 10, NULL, 2, 10, 0, 20),
	-- (1 - -10) / (10 - -10) = 0.55: 50 of 100; and 0 of 100 by achievement
	(35, 'achieve_improve', 'higher', 1, NULL, 2, 10, -10, 10),
	-- fallen back, and nothing left to improve
	(36, 'achieve_improve', 'higher', 1, NULL, 2, 10, 2, 0),
	(37, 'achieve_improve', 'higher', 6, NULL, 2, 10, 12, 10),
	-- downwards: (30 - 20) / (30 - 10) = 0.5: 45 of 100
	(38, 'achieve_improve', 'higher', 20, NULL, 18, 10, 30, 9),
	(39, 'achieve_improve', 'higher', 'Infinity', NULL, 18, 10, 30, 0),
	-- from infinity there is no way, so achievement counts alone: 90 x 4/8 + 5
	(40, 'achieve_improve', 'higher', 14, NULL, 18, 10, 'Infinity', 10),
	(41, 'achieve_improve', 'higher', NULL, NULL, 18, 10, 30, NULL),
	-- all or nothing, ends included
	(51, 'band', 'higher', 2, NULL, 2, 4, NULL, 20),
	(52, 'band', 'higher', 4, NULL, 2, 4, NULL, 20),
	(53, 'band', 'higher', 1.9999, NULL, 2, 4, NULL, 0),
	(54, 'band', 'higher', 4.0001, NULL, 2, 4, NULL, 0),
	(55, 'band', 'higher', 'Infinity', NULL, 2, NULL, NULL, 20),
	(56, 'band', 'higher', 1.9999, NULL, 2, NULL, NULL, 0),
	(57, 'band', 'higher', '-Infinity', NULL, NULL, 4, NULL, 20),
	(58, 'band', 'higher', 'Infinity', NULL, NULL, 4, NULL, 0),
	(59, 'band', 'higher', NULL, NULL, 2, 4, NULL, NULL),
	-- exactly: the smaller of value / target and target / value
	(71, 'ratio', 'exact', 2, 2, NULL, NULL, NULL, 20),
	(72, 'ratio', 'exact', 1.5, 2, NULL, NULL, NULL, 15),
	(73, 'ratio', 'exact', 2.5, 2, NULL, NULL, NULL, 16),
	(74, 'ratio', 'exact', 0, 2, NULL, NULL, NULL, 0),
	(75, 'ratio', 'exact', -1, 2, NULL, NULL, NULL, 0),
	(76, 'ratio', 'exact', 'Infinity', 2, NULL, NULL, NULL, 0),
	(77, 'ratio', 'exact', NULL, 2, NULL, NULL, NULL, NULL)
) AS v (i, rule, direction, value, target, lo, hi, baseline, expected) ORDER BY i;

-- steps: from 60 on a quarter, from 80 on half, from 95 on everything; and for what should be low, up to 2, 3 and 5
SELECT direction, value, expected,
	earned_points(value, 'steps', direction, NULL, NULL, NULL, NULL, 20, steps)
		IS NOT DISTINCT FROM expected AS as_expected
FROM (VALUES ('higher', ARRAY[[60, 0.25], [80, 0.5], [95, 1]],
		ARRAY[59.9, 60, 79.9, 80, 95, 'Infinity', '-Infinity', NULL], ARRAY[0, 5, 5, 10, 20, 20, 0, NULL]),
	('lower', ARRAY[[2, 1], [3, 0.5], [5, 0.25]],
		ARRAY[-1, 2, 2.1, 3, 5, 5.1, 'Infinity', NULL], ARRAY[20, 20, 10, 10, 5, 0, 0, NULL]))
	AS s (direction, steps, of_values, of_points)
	CROSS JOIN LATERAL unnest(of_values, of_points) WITH ORDINALITY AS v (value, expected, place)
ORDER BY direction, place;

-- A service with two schemes, whose values are those of one table: one of 110 points with every rule, and one by steps
CREATE TABLE measured (site_id bigint, period text, code text, value numeric, std_error numeric,
	pooled boolean NOT NULL DEFAULT false);
DO $$
BEGIN
	FOR i IN 1 .. 5 LOOP
		EXECUTE format('CREATE VIEW indicator_x%s AS
			SELECT s.project_id, m.site_id, m.period, m.value, 1 AS n, m.std_error, m.pooled
			FROM measured m JOIN site s USING (site_id) WHERE m.code = ''X%1$s''', i);
	END LOOP;
END $$;
CREATE TABLE closed_door (project_id bigint, period text, site_id bigint, value numeric, cap text);
CREATE VIEW limiter_door AS SELECT * FROM closed_door;
INSERT INTO service (code, name_en, name_zh) VALUES ('tested', 'tested', '测试');
INSERT INTO scheme (scheme_id, name_en, name_zh, service, display_order, points, draws) VALUES
	('rules', 'every rule', '各种规则', 'tested', 0, 110, 100), ('stepped', 'by steps', '分档', 'tested', 1, 100, 100);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, direction, target, lo, hi, points, scope)
VALUES
	('rules', 'E1', 'execution', 'budget executed', '执行', 'ratio', 'higher', 1, NULL, NULL, 10, 'project'),
	('rules', 'S1', 'satisfaction', 'satisfaction', '满意', 'ratio', 'higher', 90, NULL, NULL, 20, 'site'),
	('rules', 'X1', 'output', 'lower, median', '低', 'ratio', 'lower', NULL, NULL, NULL, 20, 'site'),
	('rules', 'X2', 'output', 'goalpost', '上下限', 'goalpost', 'higher', NULL, 10, 2, 20, 'site'),
	('rules', 'X3', 'output', 'achieve or improve', '改进', 'achieve_improve', 'higher', NULL, 0, 10, 20, 'site'),
	('rules', 'X4', 'output', 'band up to 5', '区间', 'band', 'higher', NULL, NULL, 5, 10, 'site'),
	('rules', 'X5', 'output', 'higher, median', '高', 'ratio', 'higher', NULL, NULL, NULL, 10, 'site'),
	('stepped', 'S1', 'satisfaction', 'satisfaction', '满意', 'ratio', 'higher', 90, NULL, NULL, 20, 'site'),
	('stepped', 'X2', 'output', 'steps up', '升档', 'steps', 'higher', NULL, NULL, NULL, 40, 'site'),
	('stepped', 'X5', 'output', 'steps down', '降档', 'steps', 'lower', NULL, NULL, NULL, 40, 'site');
INSERT INTO indicator_step (scheme_id, code, from_value, share)
VALUES ('stepped', 'X2', 1, 0.5), ('stepped', 'X2', 3, 1), ('stepped', 'X5', 2, 1), ('stepped', 'X5', 3, 0.25);
INSERT INTO scheme_limiter (scheme_id, code, cap) VALUES ('rules', 'door', 'poor');
UPDATE scheme SET frozen_at = now() WHERE service = 'tested';

-- Six homes, two quarters; of the term, by site: X1 does not apply to 6
INSERT INTO organization (name, kind)
VALUES ('bureau', 'government'), ('agency', 'social_organization'), ('office', 'other');
INSERT INTO village SELECT '9901011002' || to_char(i, 'FM00'), 'V' || i, 'T', 'C' FROM generate_series(1, 13) AS i;
INSERT INTO project (name, buyer_id, service, start_on, end_on)
VALUES ('first', 1, 'tested', '2021-07-01', '2021-12-31');
INSERT INTO contract (project_id, provider_id, procurement_mode, price, quantity_share)
VALUES (1, 2, 'open_tender', 1000, 1);
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT 1, division_code, name, '2021-07-01' FROM village WHERE division_code <= '990101100206' ORDER BY 2;
INSERT INTO measured (site_id, period, code, value, std_error, pooled)
SELECT site_id, 'term', code, value, std_error, pooled
FROM (VALUES (1, 'X1', 10, NULL, false), (2, 'X1', 20, NULL, false), (3, 'X1', 40, 10, false),
	(4, 'X1', 'Infinity', NULL, false), (5, 'X1', NULL, NULL, false),
	(1, 'X2', 3, NULL, false), (2, 'X2', 2.5, 1, false), (3, 'X2', 12, NULL, false), (4, 'X2', 1, NULL, false),
	(5, 'X2', 8, 1, false), (6, 'X2', 'Infinity', NULL, false),
	(1, 'X4', 5, NULL, false), (2, 'X4', 5.0001, NULL, false), (3, 'X4', -1000, NULL, false), (4, 'X4', 5, 1, false),
	(5, 'X4', NULL, NULL, false), (6, 'X4', 'Infinity', NULL, false),
	(1, 'X5', 1, 0.5, true), (2, 'X5', 2, NULL, false), (3, 'X5', 3, 0.25, false), (4, 'X5', 4, NULL, false),
	(5, 'X5', NULL, NULL, true), (6, 'X5', 'Infinity', NULL, false))
	AS v (site_id, code, value, std_error, pooled);
INSERT INTO measured (site_id, period, code, value) SELECT s, 'term', 'X3', 5 FROM generate_series(1, 6) AS s;
INSERT INTO measured (site_id, period, code, value) VALUES
	(1, '2021Q3', 'X1', 10), (2, '2021Q3', 'X1', 20), (3, '2021Q3', 'X1', 40), (4, '2021Q3', 'X1', 'Infinity'),
	(5, '2021Q3', 'X1', NULL), (6, '2021Q3', 'X1', 0),
	(1, '2021Q4', 'X1', 8), (2, '2021Q4', 'X1', 4), (3, '2021Q4', 'X1', 'Infinity'),
	(1, '2021Q3', 'X3', 5), (2, '2021Q3', 'X3', -10), (3, '2021Q3', 'X3', 12), (4, '2021Q3', 'X3', NULL),
	(5, '2021Q3', 'X3', '-Infinity'), (6, '2021Q3', 'X3', 4),
	(1, '2021Q4', 'X3', 6), (2, '2021Q4', 'X3', -1), (3, '2021Q4', 'X3', 9), (4, '2021Q4', 'X3', 0),
	(5, '2021Q4', 'X3', -5), (6, '2021Q4', 'X3', 3);
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
SELECT 1, s, '2021-07-01', 'child', 'C', 5, 1 FROM generate_series(1, 6) AS s, generate_series(1, 12);
SELECT refresh_project(1) AS runs;

-- An open target is the median of the finite values: of the term, X1 20 of 10, 20, 40, and X5 2.5 of 1, 2, 3, 4; of the
-- quarters, X1 15 of 0, 10, 20, 40 and 6 of 4, 8
SELECT code, period, string_agg(coalesce(round(points, 4)::text, '-'), ' ' ORDER BY site_id) AS points
FROM village_scorecard WHERE profile = 'rules' AND code IN ('X1', 'X5') GROUP BY code, period
ORDER BY code, period COLLATE "C";
-- X2: 20 x 7/8, 20 x 7.5/8, 0, all, 20 x 2/8, 0.  X4: the end belongs to it
SELECT code, string_agg(coalesce(round(points, 4)::text, '-'), ' ' ORDER BY site_id) AS points
FROM village_scorecard WHERE profile = 'rules' AND period = 'term' AND code IN ('X2', 'X4') GROUP BY code ORDER BY code;
-- By steps.  X2: 1, 1/2, 1, 1/2, 1, 1 of 40.  X5: 1, 1, 1/4, 0, -, 0
SELECT code, string_agg(coalesce(round(points, 4)::text, '-'), ' ' ORDER BY site_id) AS points
FROM village_scorecard WHERE profile = 'stepped' AND period = 'term' AND code IN ('X2', 'X5') GROUP BY code
ORDER BY code;
SELECT string_agg(coalesce(round(score, 4)::text, '-'), ' ' ORDER BY site_id) AS scores
FROM village_ranking WHERE profile = 'stepped' AND period = 'term';
-- What earns all points: the median where the target is open, the step of all points, else hi
SELECT c.profile, c.code, string_agg(DISTINCT trim_scale(c.target)::text, ' ') AS target, e.expected
FROM village_scorecard c
	LEFT JOIN (VALUES ('rules', 'X1', 20), ('rules', 'X2', 2), ('rules', 'X3', 10), ('rules', 'X4', 5),
		('rules', 'X5', 2.5),
		('stepped', 'X2', 3), ('stepped', 'X5', 2)) AS e (profile, code, expected) USING (profile, code)
WHERE c.period = 'term' AND c.code LIKE 'X%' GROUP BY c.profile, c.code, e.expected ORDER BY c.profile, c.code;
-- X3 has no baseline in the first quarter and over the term: (90 x 5/10 + 5) x 0.2 = 10, nothing, all, -, nothing, (36
-- + 5) x 0.2 = 8.2.  In the second: 1: 59 x 0.2 beats the way (6 - 5) / (10 - 5); 2: (-1 + 10) / (10 + 10), 45 - 5 =
-- 40; 3: had it all before, 86; 4: 5; 5: no way from infinity; 6: fell back, 27 + 5 = 32
SELECT period, string_agg(coalesce(round(points, 4)::text, '-'), ' ' ORDER BY site_id) AS points
FROM village_scorecard WHERE profile = 'rules' AND code = 'X3' GROUP BY period ORDER BY period COLLATE "C";
-- Errors: half of what lies between one standard error below and above.  X1 of 3: 20/30 and 20/50 of 20; X2 of 2: all
-- at 1.5, 16.25 at 3.5; of 5: 7.5 and 2.5; X4 of 4: 10 and 0; X5 of 1: 2 and 6; of 3: all on both sides
SELECT code, site_id, std_error, round(points_error, 4) AS points_error, CASE code || site_id
	WHEN 'X13' THEN round(8 / 3.0, 4) WHEN 'X22' THEN 1.875 WHEN 'X25' THEN 2.5 WHEN 'X44' THEN 5 WHEN 'X51' THEN 2
	WHEN 'X53' THEN 0 END AS expected
FROM village_scorecard WHERE profile = 'rules' AND period = 'term' AND std_error IS NOT NULL AND code <> 'S1'
ORDER BY code, site_id;
-- a value of the neighbours is measured and says so; none of them either is none
SELECT code, status, string_agg(site_id::text, ' ' ORDER BY site_id) AS sites FROM village_scorecard
WHERE profile = 'rules' AND period = 'term' AND code IN ('X1', 'X4', 'X5') GROUP BY code, status ORDER BY code, status;

-- Scores of 100, 6 of 80: 20 + 17.5 + 10 + 10 + 4 + 20; 20 + 18.75 + 10 + 0 + 8 + 20; 10 + 0 + 10 + 10 + 10 + 20; 0 +
-- 20 + 10 + 10 + 10 + 20; 5: 60 of 100 were measured and earned 35; 6: (0 + 10 + 0 + 10 + 20) / 80
SELECT site_id, score, score_lower, score_upper, grade, caps, rank, rated, status
FROM village_ranking WHERE profile = 'rules' AND period = 'term' ORDER BY site_id;
-- Of 60 in the first quarter: 20 + 10 + 20, 15 + 0 + 20, 7.5 + 20 + 20, 0 + - + 20, - + 0 + 20, 20 + 8.2 + 20.  A third
-- that is not measured is too much.  In the second nobody answered
SELECT period, site_id, score, score_lower, score_upper, status
FROM village_ranking WHERE profile = 'rules' AND period <> 'term' ORDER BY period COLLATE "C", site_id;
BEGIN;
-- 80 of 100 measured are enough: (20 + 17.5 + 10 + 20) / 80; 9 answers are not, whatever else is known
UPDATE measured SET value = NULL, std_error = NULL WHERE site_id = 1 AND code IN ('X4', 'X5') AND period = 'term';
DELETE FROM response WHERE response_id IN (SELECT response_id FROM response WHERE site_id = 2 LIMIT 3);
SELECT refresh_project(1) AS runs;
SELECT site_id, score, score_lower, score_upper, status
FROM village_ranking WHERE profile = 'rules' AND period = 'term' AND site_id <= 2 ORDER BY site_id;
ROLLBACK;
-- The geometric mean of 1 + 99 x points / available: 1 has 100, 87.625, 50.5, 100, 40.6 and 100; 6 has 1, 50.5, 1, 100
-- and 100
SELECT v.site_id, v.shadow_score, v.shadow_score = e.expected AS as_expected, v.shadow_rank
FROM village_ranking v
	LEFT JOIN (VALUES
		(1, round(exp((50 * ln(100.0) + 20 * ln(87.625) + 20 * ln(50.5) + 10 * ln(40.6)) / 100)::numeric, 4)),
		(6, round(exp((20 * ln(1.0) + 20 * ln(50.5) + 10 * ln(1.0) + 30 * ln(100.0)) / 80)::numeric, 4)))
		AS e (site_id, expected) ON e.site_id = v.site_id
WHERE v.profile = 'rules' AND v.period = 'term' ORDER BY v.site_id;

-- The project.  Nothing is delivered, so nothing is owed, and there is no roster: the mean of what the homes count with.
-- 5 is not rated and counts with 35: (81.5 + 76.75 + 60 + 70 + 50 + 35) / 6.  At least E1 has nothing, at most 5 has 75
-- and E1 all
SELECT score, score_lower, score_upper, score_lower = round((338.25 + 35) / 6 / 1.1, 4) AS lower,
	score_upper = round((10 + (338.25 + 75) / 6) / 1.1, 4) AS upper, grade, budget_executed, sites, rated, top_score,
		bottom_score
FROM project_summary WHERE profile = 'rules' AND period = 'term';
BEGIN;
-- By rosters, also that of 5, who is not rated: (3 x 81.5 + 76.75 + 10 x 35) / 14 = 47.946429
INSERT INTO beneficiary (project_id, beneficiary_id)
SELECT 1, s || '-' || i FROM (VALUES (1, 3), (2, 1), (5, 10)) AS v (s, n), generate_series(1, n) AS i;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT project_id, beneficiary_id, left(beneficiary_id, 1)::bigint, 'C', '2021-07-01' FROM beneficiary;
-- All that was agreed is delivered, half of it in each quarter, and 500 are owed at the end of both.  950 of 1000 are
-- 9.5 points of 10, beside the 47.946429 of 100: / 110.  What was owed in the first quarter was paid too late: 0 of 10
-- points beside the mean of 50, 35 and 20 of 60, (3 x 83.3333 + 58.3333 + 10 x 33.3333) / 14.  In the second nobody
-- answered
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 12);
INSERT INTO activity (project_id, site_id, contract_id, item, held_on)
SELECT 1, s, 1, 'a', day::date FROM generate_series(1, 6) AS s, unnest(ARRAY['2021-08-01', '2021-11-01']) AS day;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 1, site_id, activity_id, 3, held_on, 'confirmed' FROM activity WHERE project_id = 1;
INSERT INTO instalment (project_id, contract_id, number, amount, due_on)
VALUES (1, 1, 1, 500, '2021-09-30'), (1, 1, 2, 500, '2021-12-31');
INSERT INTO payment (project_id, contract_id, paid, paid_on) VALUES (1, 1, 950, '2021-10-01');
SELECT refresh_project(1) AS runs;
SELECT period, budget_executed, score,
	score = round(CASE WHEN period = 'term' THEN 9.5 + 47.946429 ELSE 45.83324 END / 1.1, 4) AS as_expected, grade
FROM project_summary WHERE profile = 'rules' ORDER BY period COLLATE "C";
SELECT p.code, p.value, p.points, p.available, s.earned, s.available AS measured, s.status
FROM current_run r JOIN project_points p USING (project_id, run_id) JOIN project_score s USING (project_id, run_id)
WHERE r.profile = 'rules' AND r.period = 'term';
-- nobody rated: no score, though the budget was executed
DELETE FROM response;
SELECT refresh_project(1) AS runs;
SELECT v.score, v.grade, v.budget_executed, v.rated, s.status
FROM project_summary v JOIN current_run r USING (project_id, profile, period)
	JOIN project_score s USING (project_id, run_id)
WHERE v.profile = 'rules' AND v.period = 'term';
ROLLBACK;

-- What caps a grade.  Seven homes with a full score; each reported ten activities, all of which were checked, and has
-- one key child.
--	7	9 of 10 confirmed, post vacant for 90 days, key child with a plan: nothing
--	8	8 confirmed, key child took part
--	9	vacant for 91 days
--	10	5 confirmed
--	11	key child left out
--	12	4 confirmed, never a director, key child left out
--	13	8 confirmed and vacant for 91 days
INSERT INTO project (name, buyer_id, service, start_on, end_on)
VALUES ('second', 1, 'tested', '2021-07-01', '2021-12-31');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (2, 2, 'open_tender', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity)
SELECT 2, contract_id, 'a', 'activity', 70 FROM contract WHERE project_id = 2;
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT 2, division_code, name, '2021-07-01' FROM village WHERE division_code > '990101100206' ORDER BY 2;
INSERT INTO measured (site_id, period, code, value)
SELECT s, 'term', code, value
FROM generate_series(7, 13) AS s, (VALUES ('X1', 10), ('X2', 1), ('X3', 12), ('X4', 1), ('X5', 1)) AS v (code, value);
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
SELECT 2, s, '2021-07-01', 'child', l, 5, 1
FROM generate_series(7, 13) AS s, unnest(ARRAY['A', 'C']) AS l, generate_series(1, 12);
INSERT INTO beneficiary (project_id, beneficiary_id, plan_on)
SELECT 2, l || s, CASE WHEN l = 'A' AND s IN (7, 9, 10, 13) THEN date '2021-07-05' END
FROM generate_series(7, 13) AS s, unnest(ARRAY['A', 'C']) AS l;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT project_id, beneficiary_id, substr(beneficiary_id, 2)::bigint, left(beneficiary_id, 1), '2021-07-01'
FROM beneficiary;
INSERT INTO post (project_id, site_id, person_code, from_on, award)
SELECT 2, s, 'D' || s,
	CASE s WHEN 7 THEN date '2021-09-29' WHEN 9 THEN '2021-09-30' WHEN 13 THEN '2021-09-30' ELSE '2020-01-01' END,
	CASE WHEN s IN (7, 11) THEN 'excellent' END
FROM generate_series(7, 13) AS s WHERE s <> 12;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on)
SELECT 2, s, c.contract_id, 'a', date '2021-10-04' + 7 * k
FROM contract c, generate_series(7, 13) AS s, generate_series(1, 10) AS k WHERE c.project_id = 2 ORDER BY s, k;
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT 2, min(activity_id), 'A8' FROM activity WHERE site_id = 8;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 2, a.site_id, a.activity_id, 3, a.held_on + 1,
	CASE WHEN a.k <= CASE a.site_id WHEN 7 THEN 9 WHEN 8 THEN 8 WHEN 10 THEN 5 WHEN 12 THEN 4 WHEN 13 THEN 8
		ELSE 10 END THEN 'confirmed' ELSE 'no_trace' END
FROM (SELECT site_id, activity_id, held_on, row_number() OVER (PARTITION BY site_id ORDER BY activity_id) AS k
	FROM activity WHERE project_id = 2) a;
SELECT refresh_project(2) AS runs;
SELECT site_id, score, caps, grade, status
FROM village_ranking WHERE project_id = 2 AND profile = 'rules' AND period = 'term' ORDER BY site_id;
SELECT l.site_id, l.code, l.value, l.cap FROM current_run r CROSS JOIN LATERAL site_limits(2, ARRAY[r.run_id]) l
WHERE r.project_id = 2 AND r.profile = 'rules' AND r.period = 'term' ORDER BY l.site_id, l.code COLLATE "C";
-- no cap tells where a key child is left out, only this, which not everybody may read
SELECT k.site_id, string_agg(s.period, ' ' ORDER BY s.period COLLATE "C") AS periods
FROM key_person_left_out k JOIN current_snapshot s USING (project_id, snapshot_id) WHERE k.project_id = 2
GROUP BY k.site_id ORDER BY k.site_id;
-- in the first quarter nothing was reported; the post of 12 was vacant for 92 days
SELECT site_id, caps FROM village_ranking
WHERE project_id = 2 AND profile = 'rules' AND period = '2021Q3' AND caps <> '{}' ORDER BY site_id;
-- praised while a key child is left out: 11, over the term and in both quarters; 7 made a plan
SELECT site_id, period, role, person_code, award FROM award_contradiction WHERE project_id = 2
ORDER BY site_id, period COLLATE "C";
-- A child who was given a plan, or came once, is not left out any more; a list of an activity without trace says
-- nothing.  And a limiter of the bureau's own: it holds where it gives a cap, and how low it caps is the scheme's to
-- say
BEGIN;
UPDATE beneficiary SET plan_on = '2021-12-31' WHERE beneficiary_id = 'A11';
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT 2, max(activity_id), 'A12' FROM activity WHERE site_id = 12;
INSERT INTO closed_door VALUES (2, 'term', 7, 3, 'good'), (2, 'term', 8, 0, NULL), (2, '2021Q4', 9, 1, 'poor'),
	(2, 'term', 13, 5, 'medium');
SELECT refresh_project(2) AS runs;
SELECT k.site_id, s.period FROM key_person_left_out k JOIN current_snapshot s USING (project_id, snapshot_id)
WHERE k.project_id = 2 ORDER BY k.site_id, s.period COLLATE "C";
SELECT count(*) - count(s.snapshot_id) AS of_superseded
FROM key_person_left_out k LEFT JOIN current_snapshot s USING (project_id, snapshot_id);
SELECT profile, site_id, caps, grade FROM village_ranking
WHERE project_id = 2 AND period = 'term' AND site_id IN (7, 8, 9, 13) ORDER BY profile, site_id;
ROLLBACK;
-- where no posts are recorded and nothing was checked, nobody is capped by what is not known
BEGIN;
DELETE FROM post WHERE project_id = 2;
DELETE FROM visit WHERE project_id = 2;
SELECT refresh_project(2) AS runs;
SELECT string_agg(DISTINCT grade, ' ') AS grades, count(*) FILTER (WHERE caps <> '{}') AS capped
FROM village_ranking WHERE project_id = 2 AND profile = 'rules' AND period = 'term';
ROLLBACK;

RESET search_path;
DROP SCHEMA scored CASCADE;

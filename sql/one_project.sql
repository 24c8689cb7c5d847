-- One small project and what the answers say of it: bands, ranks, lenses, posts, gaps, needs; every number by hand
SET client_min_messages = warning;
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('one_project', pack => 'blank')
WHERE action = 'created';
SET search_path = one_project, service_eval;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- 60 points for what is verified of the target, 40 for satisfaction: a score is 60 V / T + 40 S / 100
INSERT INTO service (code, name_en, name_zh) VALUES ('plain', 'plain', '一般');
INSERT INTO need_level (code, name_en, name_zh, display_order, weight, is_key) VALUES ('key', 'key', '重点', 10, 2, true);
INSERT INTO scheme (scheme_id, name_en, name_zh, service, points, min_answers)
VALUES ('plain', 'plain', '一般', 'plain', 100, 5);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points) VALUES
	('plain', 'O1', 'output', 'verified', '核实', 1, 60),
	('plain', 'S1', 'satisfaction', 'satisfaction', '满意度', 100, 40);
UPDATE scheme SET frozen_at = now();
INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization'),
	('evaluator', 'other');
INSERT INTO village (division_code, name, township, county)
SELECT '99010110020' || i, 'V' || i, CASE WHEN i <= 3 THEN 'North' ELSE 'South' END, 'County'
FROM generate_series(1, 7) i;

-- Two quarters of 90 and 91 days.  Site 4 closes after the first, 6 takes over.  Each owes 10 activities a quarter.
INSERT INTO project (name, service, buyer_id, start_on, end_on) VALUES ('p', 'plain', 1, '2022-01-01', '2022-06-30');
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT 1, division_code, name, CASE name WHEN 'V6' THEN date '2022-04-01' ELSE '2022-01-01' END FROM village ORDER BY 2;
UPDATE site SET closed_on = '2022-03-31', successor_id = 6 WHERE site_id = 4;
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 1200);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 120);

-- What was reported, verified, answered (six answers each), assessed and given.  Site 7 does nothing, and nobody was
-- asked there.  Scores: 100, 68, 66, 50 and 12, then 90, 100, 48, 78 and 18
CREATE TEMPORARY TABLE told (quarter date, site_id bigint, reported integer, verified integer, rating integer,
	assessed numeric, given numeric, need_type text);
INSERT INTO told VALUES
	('2022-01-01', 1, 10, 10, 5, 90, 200, 'reading'), ('2022-01-01', 2, 10, 8, 3, 70, 100, 'sport'),
	('2022-01-01', 3, 6, 6, 4, 80, 100, 'music'), ('2022-01-01', 4, 9, 5, 3, 60, 100, 'sport'),
	('2022-01-01', 5, 8, 2, 1, 85, 100, 'reading'), ('2022-01-01', 7, 0, 0, NULL, NULL, 0, NULL),
	('2022-04-01', 1, 10, 10, 4, 80, 100, 'reading'), ('2022-04-01', 2, 10, 10, 5, 60, 100, 'reading'),
	('2022-04-01', 3, 6, 3, 4, 80, 100, 'sport'), ('2022-04-01', 6, 8, 8, 4, 80, 100, NULL),
	('2022-04-01', 5, 10, 3, 1, 100, 100, NULL), ('2022-04-01', 7, 0, 0, NULL, NULL, 100, NULL);
-- one every nine days, an hour each; the last of them are those that left a trace
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, hours, need_type, feedback_filed)
SELECT 1, t.site_id, 1, 'a', t.quarter + 9 * (j - 1), 1, t.need_type, j > t.reported - t.verified
FROM told t, generate_series(1, t.reported) AS j ORDER BY t.quarter, t.site_id, j;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 1, site_id, activity_id, 3, held_on, CASE WHEN feedback_filed THEN 'confirmed' ELSE 'no_trace' END FROM activity;
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
SELECT 1, site_id, quarter, 'beneficiary', 'general', rating, 3
FROM told, generate_series(1, 6) WHERE rating IS NOT NULL;
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score)
SELECT 1, site_id, quarter, 3, 'care', assessed FROM told WHERE assessed IS NOT NULL;
INSERT INTO allocation (project_id, site_id, given_on, kind, amount)
SELECT 1, site_id, quarter, 'books', given FROM told WHERE given > 0;

-- Five persons at each site; one more of the key level at 1, 2 and 3, who never come.  For that of 2 there is a plan
-- from 15 April on.
INSERT INTO beneficiary (project_id, beneficiary_id)
SELECT 1, s || '-' || i FROM unnest('{1,2,3,4,5,7}'::integer[]) s, generate_series(1, 5) i;
INSERT INTO beneficiary (project_id, beneficiary_id, plan_on)
VALUES (1, 'k1', NULL), (1, 'k2', '2022-04-15'), (1, 'k3', NULL);
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on, to_on)
SELECT 1, beneficiary_id,
	CASE WHEN beneficiary_id LIKE 'k%' THEN right(beneficiary_id, 1) ELSE left(beneficiary_id, 1) END::bigint,
	CASE WHEN beneficiary_id LIKE 'k%' THEN 'key' ELSE 'general' END, '2022-01-01',
	CASE WHEN beneficiary_id LIKE '4-%' THEN date '2022-03-31' END
FROM beneficiary;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT 1, '4-' || i, 6, 'general', '2022-04-01' FROM generate_series(1, 5) i;
INSERT INTO need (project_id, site_id, counted_on, need_level, need_type, eligible)
SELECT 1, n.site_id, '2022-01-01', 'general', n.need_type, 10
FROM (VALUES (1, 'reading'), (2, 'reading'), (3, 'reading'), (1, 'sport'), (5, 'reading'), (5, 'sport'))
	AS n (site_id, need_type);

-- The post of 2 was empty for 20 days in February, that of 7 since February; whoever keeps the key does not fill it
INSERT INTO post (project_id, site_id, role, person_code, from_on, to_on, acting, education, certified, award) VALUES
	(1, 1, 'manager', 'M1', '2021-12-01', NULL, false, 'bachelor', true, 'excellent'),
	(1, 2, 'manager', 'M2', '2021-12-01', '2022-02-09', false, 'college', true, 'excellent'),
	(1, 2, 'manager', 'M2b', '2022-03-02', NULL, false, 'high_school', false, NULL),
	(1, 3, 'manager', 'M3', '2021-12-01', NULL, false, NULL, NULL, NULL),
	(1, 4, 'manager', 'M4', '2021-12-01', NULL, false, 'college', true, NULL),
	(1, 5, 'manager', 'M5', '2021-12-01', NULL, false, 'college', true, 'excellent'),
	(1, 6, 'manager', 'M6', '2022-04-01', NULL, false, 'college', true, NULL),
	(1, 7, 'manager', 'M7', '2021-12-01', '2022-01-31', false, 'primary', false, NULL),
	(1, 7, 'manager', 'K7', '2022-02-01', NULL, true, NULL, NULL, NULL);
CALL refresh_rankings();

-- project_summary.  Persons on the roster: 6, 6, 6, 5, 5 and 5 of site 7, which is not rated and counts with 0.  The key
-- persons of 1, 2 and 3 are 2 of 7 of the weight, and not heard: satisfaction is 5/7 of what the others say, or as much
-- as 28.6 more.  71.4, 35.7 and 53.5 instead of 100, 50 and 75 are 11.44, 5.72 and 8.6 points less: (1714 - 6 x 25.76) / 33.
-- At most 64.3 and 82.2 are 5.72 and 2.88 points more, and site 7 has 40: (1714 + 6 x 8.6 + 5 x 40) / 33.  In the second
-- quarter 1908, and 8.6, 11.44 and 8.6 less.
SELECT period, score, grade, score_lower, score_upper, satisfaction, sites, rated
FROM project_summary WHERE period <> 'term' ORDER BY period;
SELECT period, target, reported, verified, verified_share, budget_executed
FROM project_summary WHERE period <> 'term' ORDER BY period;
SELECT period, top_score, bottom_score, active, unfelt, suspended, formal, stopped
FROM project_summary WHERE period <> 'term' ORDER BY period;

-- village_history: 6 goes on from 4
SELECT period, village, score, rank, rated, band, status, score_change, places_gained
FROM village_history ORDER BY period, site_id;
-- two that were merged into a third have no one history
BEGIN;
DELETE FROM visit WHERE site_id = 3 AND visited_on > '2022-03-31';
DELETE FROM activity WHERE site_id = 3 AND held_on > '2022-03-31';
UPDATE site SET closed_on = '2022-03-31', successor_id = 6 WHERE site_id = 3;
SELECT refresh_project(1) > 0 AS refreshed;
SELECT village, score, rank, rated, score_change, places_gained
FROM village_history WHERE period = '2022Q2' AND site_id = 6;
ROLLBACK;

-- band_comparison: the best, three between, the worst; site 7 is in no band
SELECT code, name_en, trim_scale(top_mean) AS top_mean, trim_scale(round(middle_mean, 6)) AS middle_mean,
	trim_scale(bottom_mean) AS bottom_mean, trim_scale(difference) AS difference, top_sites, bottom_sites
FROM band_comparison
WHERE period = '2022Q1' AND code IN ('O1', 'S1', 'score', 'reported', 'verified', 'satisfaction', 'resources',
	'assessed', 'departures', 'vacant_days', 'low_education')
ORDER BY code COLLATE "C";

-- rank_sensitivity.  Six answers that are all the same have an error of 50 / sqrt 6 = 20.4, 8.165 points, and half of
-- that where S is 100 or 0.  Drawn between 0 and 40 points with these errors (doc/methods.md, integrated over both), 3 is
-- before 2, 2 points ahead, with a probability of 0.454, 4 with 0.062 before 2, 18 points ahead, and with 0.093 before 3,
-- 16 points ahead.
-- Other weights w and 1 - w never move 1, 4 and 5, which are better or worse in both; 2 is before 3 if 0.8 w + 0.5 (1 - w) > 0.6 w + 0.75 (1 - w), so w > 5 / 9.  w varies as Beta(60, 40),
-- which is below 5 / 9 as often as 99 trials of 5 / 9 succeed 60 times or more.
SELECT source, village, rank, expected, abs(expected_rank - expected) < 0.016 AS right, draws
FROM rank_sensitivity
	JOIN (VALUES ('data', 1, 1), ('data', 2, 2 + 0.454 + 0.062), ('data', 3, 2 + 0.546 + 0.093),
		('data', 4, 4 - 0.062 - 0.093), ('data', 5, 5), ('weights', 1, 1), ('weights', 4, 4), ('weights', 5, 5),
		('data and weights', 1, 1), ('data and weights', 5, 5)) AS v (source, site_id, expected) USING (source, site_id)
WHERE period = '2022Q1' ORDER BY source, site_id;
-- The same errors make confidence sets.  1 is 32 points ahead of 2, 3.5 errors of the difference, and 5 is 38 behind 4,
-- 4.2 of them; 2 and 4 are 18 apart, 1.6.  Of five units with equal errors 3.858 / root 2 = 2.73 counts (Harter 1960), and
-- of unequal ones no more.  Scores differ by far more than their errors, so little is drawn to the mean.
SELECT s.village, s.score_error, s.rank_set_lower, s.rank_set_upper, s.top_certain, s.top_possible, s.bottom_certain,
	s.bottom_possible, abs(s.expected_rank_shrunken - v.expected) < 0.02 AS expected_rank,
	abs(s.score_shrunken - s.score) < 0.5 AS near, s.p_bottom_shrunken
FROM site_run s
	JOIN (VALUES (1, 1), (2, 2.491), (3, 2.652), (4, 3.857), (5, 5)) AS v (site_id, expected) USING (site_id)
WHERE s.period = '2022Q1' AND s.status = 'rated' ORDER BY s.rank;
SELECT source, village, rank_low, rank_high, p_top, p_bottom,
	abs(expected_rank - CASE site_id WHEN 2 THEN 2 + b.below ELSE 3 - b.below END) < 0.016 AS expected
FROM rank_sensitivity
	CROSS JOIN (
		SELECT sum(factorial(99) / factorial(k) / factorial(99 - k) * (5 / 9.0) ^ k * (4 / 9.0) ^ (99 - k)) AS below
		FROM generate_series(60, 99) AS k
	) b
WHERE period = '2022Q1' AND site_id IN (2, 3) AND source = 'weights' ORDER BY source, site_id;

-- lens_agreement.  Reported 10 10 6 9 8, assessed 90 70 80 60 85, satisfied 100 50 75 50 0.  Of ten pairs 5 agree and 4
-- do not, with one tie; 5 and 3, with a tie in each; 6 and 3, with one: tau-b
SELECT sites, pg_temp.near(tau_reported_assessed, 1 / sqrt(9 * 10), 1e-14) AS reported_assessed,
	pg_temp.near(tau_reported_satisfied, 2 / sqrt(9 * 9), 1e-14) AS reported_satisfied,
	pg_temp.near(tau_assessed_satisfied, 3 / sqrt(10 * 9), 1e-14) AS assessed_satisfied
FROM lens_agreement WHERE period = '2022Q1';
-- impression_gap: standard scores with n - 1; 5 is praised for what nobody feels, 2 is felt and not praised
SELECT g.period, g.village, g.reported, g.assessed, g.satisfaction,
	pg_temp.near(g.z_reported, e.reported, 1e-13) AS z_reported,
	pg_temp.near(g.z_assessed, e.assessed, 1e-13) AS z_assessed,
	pg_temp.near(g.z_satisfaction, e.rating, 1e-13) AS z_satisfaction, round(g.gap::numeric, 3) AS gap, g.finding,
	g.finding_zh
FROM impression_gap g
	JOIN (
		SELECT 'Q' || extract(quarter FROM quarter) AS unit, site_id,
			(reported - avg(reported) OVER unit) / stddev_samp(reported) OVER unit AS reported,
			(assessed - avg(assessed) OVER unit) / stddev_samp(assessed) OVER unit AS assessed,
			(rating - avg(rating) OVER unit) / stddev_samp(rating) OVER unit AS rating
		FROM told
		WHERE rating IS NOT NULL
		WINDOW unit AS (PARTITION BY quarter)
	) e ON g.period = '2022' || e.unit AND e.site_id = g.site_id
ORDER BY g.period, g.site_id;

-- director_continuity, from the start of the term on: 70 of 90 and 161 of 181 days; 31 of 90 and of 181
SELECT period, village, posts, departures, vacant_days, filled_share, post_vacant, low_education, certified
FROM director_continuity WHERE period <> 'term' ORDER BY period, site_id;
-- award_contradiction: a key person is left out at 1 and at 3, which has no award, and at 2 before there was a plan; 5
-- has an award and no key person
SELECT period, village, role, person_code, award FROM award_contradiction ORDER BY period, site_id;

-- data_gaps: 7 is not rated; at 1, 2 and 3 the key person was not asked, who weighs 2 of 7
SELECT period, village, status, measured_share, not_measured, effective_answers, unheard_share, reason, reason_zh
FROM data_gaps WHERE period <> 'term' ORDER BY period, site_id;

-- suspension_watchlist.  First quarter: 2 and 4 unfelt; 5 has 8 of 10 on paper and 2; 7 is idle for 60 days and more.
-- Second: of 3's six activities half left no trace, but they were not 8 of 10
SELECT period, village, state FROM suspension_watchlist WHERE period <> 'term' ORDER BY period, site_id;

-- need_match.  North: 3/4 and 1/4 need reading and sport, 10, 8 and 6 of 24 hours were reading, sport and music: 1 -
-- (1/3 + 1/12 + 1/4) / 2.  South: half and half, 2 and 5 hours: 1 - 3/14.  Both: 40 and 20; 12, 13 and 6 of 31
SELECT township, need_type, eligible, need_share, hours, supply_share, difference, need_match, hidden
FROM need_match WHERE period = '2022Q1' ORDER BY township NULLS LAST, need_type;
-- where there is need and nothing for any it is 0.  North: 20 reading and 3 sport
SELECT DISTINCT township, need_match, need_match = CASE WHEN township = 'South' THEN 0
	WHEN township = 'North' THEN round(1 - abs(20 / 23.0 - 0.75), 6)
	ELSE round(1 - abs(20 / 23.0 - 2 / 3.0), 6) END AS by_hand
FROM need_match WHERE period = '2022Q2' ORDER BY township NULLS LAST;
-- three persons are too few to be published, and so is whatever would give them away
BEGIN;
UPDATE need SET eligible = 3 WHERE site_id = 5 AND need_type = 'sport';
SELECT refresh_project(1) > 0 AS refreshed;
SELECT township, need_type, eligible, need_share, hours, need_match, hidden
FROM need_match WHERE period = '2022Q2' ORDER BY township NULLS LAST, need_type;
ROLLBACK;

-- elimination_candidate: 5 is nearly surely the last, with less than 60 points: by integration it is before 4 in 8 of
-- 10,000 draws in the first quarter, and before 3, 30 points ahead, in 62 in the second; 0.0008 is one error of 10,000
SELECT period, village, score, p_bottom, periods, post_vacant, resources, median_resources, candidate, first_step,
	first_step_zh
FROM elimination_candidate ORDER BY period, site_id;
-- not if it was given less than the others (as if measured so)
BEGIN;
UPDATE site_measure SET resources = 99.99 WHERE site_id = 5;
SELECT periods, resources, median_resources, candidate, first_step, first_step_zh
FROM elimination_candidate WHERE period = '2022Q2';
ROLLBACK;
-- nor if nobody is there to do better
BEGIN;
UPDATE site_measure SET post_vacant = true WHERE site_id = 5;
SELECT periods, post_vacant, candidate, first_step, first_step_zh
FROM elimination_candidate WHERE period = '2022Q2';
ROLLBACK;
-- nor if the first quarter was not evaluated
BEGIN;
UPDATE evaluation_run SET status = 'superseded' WHERE period = '2022Q1';
SELECT periods, candidate, first_step FROM elimination_candidate;
SELECT DISTINCT score_change, places_gained FROM village_history WHERE period = '2022Q2';
ROLLBACK;

-- verification_plan: of the second quarter; what the provider looks at is no visit.  A second project runs.
INSERT INTO visit (project_id, site_id, verifier_id, visited_on) VALUES (1, 7, 2, '2022-05-10');
INSERT INTO project (name, service, buyer_id, start_on, end_on, period_unit)
VALUES ('runs', 'plain', 1, current_date - 400, current_date + 400, 'year');
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT 2, division_code, name, current_date - 400 FROM village ORDER BY division_code;
INSERT INTO visit_plan (project_id, from_on, until_on, site_id, stratum, due, drawn, seed) VALUES
	(1, '2022-04-01', '2022-06-30', 1, 'green', NULL, NULL, 1),
	(1, '2022-04-01', '2022-06-30', 2, 'amber', '2022-05-01', 'floor', 1),
	(1, '2022-04-01', '2022-06-30', 7, 'red', '2022-05-10', 'stratum', 1),
	(2, current_date, current_date + 9, 8, 'amber', current_date, 'stratum', 1),
	(2, current_date - 9, current_date, 9, 'amber', current_date - 1, 'stratum', 1);
SELECT project_id,
	CASE WHEN project_id = 1 THEN period WHEN period = to_char(from_on, 'YYYY') THEN 'its year' END AS period,
	village, township, stratum, drawn, CASE project_id WHEN 1 THEN due END AS due, visited_on, status
FROM verification_plan ORDER BY project_id, site_id;

RESET search_path;
DROP SCHEMA one_project CASCADE;

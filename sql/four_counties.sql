-- Forms of partnership: four counties reproduce the published figures, and what is unknown stays unknown
\getenv top PG_ABS_SRCDIR
\set example :top '/examples/four_counties.sql'
\set workspace four_counties
\set ECHO none
SET client_min_messages = warning;
\i :example
\set ON_ERROR_STOP off
\set ECHO all
SET search_path = four_counties, service_eval;

-- Four counties, four cells; engagement 4, 1, 3 and 1 of 6
SELECT left(project, 8) AS county, formal, collaborative, form, procurement_mode, round(engagement, 2) AS engagement, engagement = round(facts_present / 6.0, 6) AS of_six
FROM partnership_comparison JOIN project_partnership USING (project_id, formal, collaborative, form, procurement_mode, engagement)
WHERE period IS NULL AND profile = 'statutory' ORDER BY project_id;

-- C: 255,000 yuan, 3 x 7 x 100 = 2,100 child-days, 121.43 yuan each; satisfaction 100 x (4.5 - 1) / 4, 255,000 / 1,837.5 = 138.78
SELECT cost = 255000 AS cost, due = 255000 AND paid = 255000 AS paid, beneficiary_days = 2100 AS days, unit_cost = 121.43 AS unit_cost, satisfaction = 87.5 AS satisfaction,
	quality_adjusted_unit_cost = 138.78 AS quality_adjusted, reported_share = 1 AND verified_share = 1 AS delivered, shadow_cost IS NULL AS volunteers_unknown
FROM partnership_comparison WHERE project LIKE 'County C:%' AND period IS NULL AND profile = 'statutory';
SELECT count(*) = 21 AS days, min(children) = 100 AND max(children) = 100 AS a_hundred_each FROM (SELECT count(*) AS children FROM attendance JOIN project USING (project_id) WHERE name LIKE 'County C:%' GROUP BY activity_id) d;
-- Y: 35 person-months at 1,290 yuan; at 30 days 43.00 a person-day; 1,050 / (2 x 30) = 17.5 residents for each worker; satisfaction 75, 43 / .75
SELECT cost = 35 * 1290 AS cost, due = cost AS due, paid = 0 AS paid_later, beneficiary_days = 35 * 30 AS days, unit_cost = 43.00 AS unit_cost,
	quality_adjusted_unit_cost = 57.33 AS quality_adjusted, staff = 2 AS workers, beneficiaries_per_staff = 17.5 AS per_worker
FROM partnership_comparison WHERE project LIKE 'County Y:%' AND period IS NULL AND profile = 'statutory';
-- J: from 3 to more than 100 volunteers, from 1 to 5 communities, more than 500 children, cash cost 0; 784 days at 120 yuan beside it
SELECT period, volunteers, volunteer_days, shadow_cost, sites, cost = 0 AS no_cash, beneficiary_days, unit_cost
FROM partnership_comparison WHERE project LIKE 'County J:%' AND profile = 'statutory' ORDER BY period NULLS LAST;
SELECT count(*) > 500 AS children FROM beneficiary JOIN project USING (project_id) WHERE name LIKE 'County J:%';
-- S: 37 x 7 = 259 child-days, 15 x 7 = 105 volunteer-days, one week and never again; nobody was asked
SELECT volunteers = 15 AS volunteers, volunteer_days = 105 AS volunteer_days, beneficiary_days = 259 AS days, cost = 0 AND unit_cost = 0 AS no_cash,
	shadow_cost = 12600 AS shadow_cost, shadow_unit_cost = 48.65 AS shadow_unit_cost, satisfaction IS NULL AND quality_adjusted_unit_cost IS NULL AS not_asked
FROM partnership_comparison WHERE project LIKE 'County S:%' AND period IS NULL AND profile = 'statutory';
SELECT max(held_on) - min(held_on) + 1 AS days, max(closed_on) = max(held_on) AS disbanded FROM activity JOIN site USING (project_id, site_id) JOIN project p USING (project_id) WHERE p.name LIKE 'County S:%';

-- what was stored is what the lists say
SELECT bool_and(e.value = a.days) AS days, count(*) AS results
FROM current_run r JOIN evaluation_result e USING (project_id, run_id)
	CROSS JOIN LATERAL (SELECT count(DISTINCT (t.beneficiary_id, a.held_on)) AS days FROM attendance t JOIN activity a USING (project_id, activity_id)
		WHERE a.project_id = r.project_id AND (r.period IS NULL OR date_trunc('quarter', a.held_on) = r.period)) a
WHERE e.code = 'beneficiary_days' AND e.scope = 'project' AND e.scope_key = '';
-- quarters add up to the term, but for people
SELECT project_id, sum(cost) FILTER (WHERE period IS NULL) = sum(cost) FILTER (WHERE period IS NOT NULL) AS cost,
	sum(beneficiary_days) FILTER (WHERE period IS NULL) = sum(beneficiary_days) FILTER (WHERE period IS NOT NULL) AS days,
	sum(shadow_cost) FILTER (WHERE period IS NULL) = sum(shadow_cost) FILTER (WHERE period IS NOT NULL) AS shadow_cost
FROM partnership_comparison WHERE profile = 'statutory' GROUP BY project_id ORDER BY project_id;
-- one row for each run
SELECT count(*) = (SELECT count(*) FROM current_run) AS runs, count(*) = (SELECT count(*) FROM project_summary) AS summaries FROM partnership_comparison;
-- loading it again changes nothing
SELECT project_id, input_digest(project_id) AS digest INTO TEMPORARY before FROM project;
\set ECHO none
\i :example
\set ON_ERROR_STOP off
\set ECHO all
SELECT count(*) AS projects, bool_and(digest = input_digest(project_id)) AS same FROM before JOIN project USING (project_id);
RESET search_path;
DROP SCHEMA four_counties CASCADE;

-- What is not known, what is contradictory, and what is nothing
\set helpers :top '/test/helpers.sql'
\i :helpers
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('terms') WHERE action = 'created';
SET search_path = terms, service_eval;
SELECT pg_temp.judge_by_four_indicators();
INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization');
INSERT INTO village SELECT '99010110020' || i, 'V' || i, 'T', 'C' FROM generate_series(1, 6) AS i;
INSERT INTO project (name, buyer_id, start_on, end_on)
SELECT name, 1, '2021-07-01', '2021-12-31'
FROM unnest(ARRAY['two modes', 'no facts', 'no price', 'unpaid', 'nothing', 'open']) WITH ORDINALITY AS p (name, place) ORDER BY place;
INSERT INTO contract (project_id, provider_id, procurement_mode, formal, price) VALUES
	(1, 2, 'open_tender', true, 1000), (1, 2, 'directed_commission', true, 600), (2, 2, 'open_tender', true, 900),
	(3, 2, 'open_tender', true, 0), (4, 2, 'directed_commission', true, 500), (6, 2, 'none', false, 100), (6, 2, 'open_tender', true, 200);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) SELECT project_id, contract_id, 'a', 'activity', 4 FROM contract WHERE project_id < 5;
INSERT INTO site (project_id, division_code, name, opened_on) VALUES
	(1, '990101100201', 'one', '2021-07-01'), (2, '990101100202', 'two', '2021-07-01'), (3, '990101100203', 'three', '2021-07-01'),
	(3, '990101100204', 'four', '2021-07-01'), (4, '990101100205', 'five', '2021-07-01');
INSERT INTO engagement (project_id, fact, present)
SELECT p.project_id, f.fact, f.place <= p.present
FROM (VALUES (1, 3, 6), (3, 3, 6), (4, 0, 4), (5, 3, 3), (6, 2, 3)) AS p (project_id, present, known)
	JOIN unnest(ARRAY['joint_design', 'beneficiary_selection', 'officer_assigned', 'monitoring_visits', 'resources_mobilised', 'requests_answered']) WITH ORDINALITY AS f (fact, place)
		ON f.place <= p.known;
INSERT INTO beneficiary (project_id, beneficiary_id, site_id, need_level) SELECT s.project_id, s.site_id || '-' || i, s.site_id, 'C' FROM site s, generate_series(1, 5) AS i;

-- 1: two contracts, six activities, all confirmed: four of the first contract, two of the second, one of these on a day of the first; two children come.
-- 2: one without a trace.  3: two sites; a child of the one comes to both on a day.  4: five children once.
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, registered, form_filed, feedback_filed) VALUES
	(1, 1, 1, 'a', '2021-07-10', true, true, true), (1, 1, 1, 'a', '2021-08-10', true, true, true),
	(1, 1, 1, 'a', '2021-10-10', true, true, true), (1, 1, 1, 'a', '2021-11-10', true, true, true),
	(1, 1, 2, 'a', '2021-07-10', true, true, true), (1, 1, 2, 'a', '2021-12-10', true, true, true),
	(2, 2, 3, 'a', '2021-07-10', true, true, true), (3, 3, 4, 'a', '2021-07-10', true, true, true), (3, 4, 4, 'a', '2021-07-10', true, true, true),
	(4, 5, 5, 'a', '2021-07-10', true, true, true), (4, 5, 5, 'a', '2022-01-10', true, true, true);
INSERT INTO attendance (project_id, activity_id, beneficiary_id) SELECT 1, activity_id, beneficiary_id FROM activity a, unnest(ARRAY['1-1', '1-2']) AS beneficiary_id WHERE a.project_id = 1 AND a.activity_id <> 6;
INSERT INTO attendance (project_id, activity_id, beneficiary_id) VALUES (2, 7, '2-1'), (3, 8, '3-1'), (3, 9, '3-1');
INSERT INTO attendance (project_id, activity_id, beneficiary_id) SELECT 4, a, '5-' || i FROM unnest(ARRAY[10, 11]) AS a, generate_series(1, 5) AS i;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT project_id, site_id, activity_id, 1, held_on, CASE project_id WHEN 1 THEN 'confirmed' ELSE 'no_trace' END FROM activity WHERE project_id <= 2;
-- 1: ten say 3 of 5, in the first quarter; 3: four, too few; 4: ten say 1
INSERT INTO response (project_id, site_id, period, respondent, need_level, rating, collector_id)
SELECT v.project_id, v.site_id, '2021-07-01', 'child', 'C', v.rating, 1 FROM (VALUES (1, 1, 3, 10), (3, 3, 5, 4), (4, 5, 1, 10)) AS v (project_id, site_id, rating, n), generate_series(1, v.n);
INSERT INTO payment (project_id, contract_id, period, due, due_on, paid, paid_on) VALUES
	(1, 1, '2021-07-01', 500, '2021-10-15', 500, '2021-09-30'), (1, 2, '2021-10-01', 600, '2021-12-15', 200, '2021-12-31'), (1, 2, '2022-01-01', 300, '2022-01-15', 300, '2021-12-31'),
	(4, 5, '2021-07-01', 250, '2021-10-15', 250, '2022-03-01'), (4, 5, '2021-10-01', 250, '2022-01-15', 0, NULL);
-- 1: the days of the second quarter's volunteers are not known, nor the first quarter's staff; 2: nobody said what a day is worth, nor whether there are any later;
-- 4: somebody looked, and there were none; 3: known for both quarters
INSERT INTO workforce (project_id, period, kind, people, days, daily_rate) VALUES
	(1, '2021-07-01', 'volunteer', 2, 10, 100), (1, '2021-10-01', 'volunteer', 3, NULL, 100), (1, '2021-10-01', 'staff', 1, 1.5, NULL),
	(2, '2021-07-01', 'volunteer', 1, 5, NULL), (4, '2021-07-01', 'volunteer', 0, NULL, NULL), (4, '2021-10-01', 'volunteer', 0, NULL, NULL), (4, '2021-07-01', 'staff', 2, 0, NULL),
	(3, '2021-07-01', 'volunteer', 4, 6.5, 80), (3, '2021-10-01', 'volunteer', 1, 3.5, 100), (3, '2021-07-01', 'staff', 1, 0.5, NULL), (3, '2021-10-01', 'staff', 0, NULL, NULL),
	-- before the term and after it
	(3, '2021-04-01', 'volunteer', 9, 9, 9), (4, '2022-01-01', 'volunteer', 9, 9, 9);
CALL refresh_rankings();
SELECT status, count(*) > 0 AS runs FROM evaluation_run GROUP BY status;

-- 1 pays, 3 of 6: both; 2 no facts: open; 3 a contract that pays nothing is none; 4 four facts do not hold, two are not known; 5 three hold, and nothing else
-- is known; 6 two hold and one does not: open.  No engagement unless all six are known.  1 has two modes; a contract that was not procured adds none.
SELECT project_id, project, formal, facts_present, facts_known, engagement, collaborative, form, procurement_mode, price
FROM project_partnership JOIN (SELECT project_id, name AS project FROM project) p USING (project_id) ORDER BY project_id;

-- Money: 1,600 yuan, 800 a quarter; due as recorded, what was paid later is not paid yet, and what is for later quarters is not due; 4 costs what was agreed though nothing was paid.
-- Days: 1 has 4 and 4, as two activities on a day are one day; 2 has 0 and 3 has 1; 4 has 5, the later ones are not of its term; 5 and 6 keep no lists.
-- 0 days cost nothing that could be said.  1 at satisfaction 50 twice as much; 3 was asked too little; nobody is satisfied with 4.
SELECT project_id, period, cost, due, paid, beneficiary_days, unit_cost, satisfaction, quality_adjusted_unit_cost
FROM partnership_comparison WHERE profile = 'statutory' ORDER BY project_id, period NULLS LAST;
-- a quarter of which nothing is recorded is unknown, and so is a term with one of these; nobody is 0.  3: 6.5 x 80 + 3.5 x 100 = 870 yuan, for one day that somebody
-- came; 1 / 0.5 served on a day of staff.  1: 4 / 1.5 in the second quarter.
SELECT project_id, period, volunteers, volunteer_days, shadow_cost, shadow_unit_cost, staff, staff_days, beneficiaries_per_staff, sites
FROM partnership_comparison WHERE profile = 'statutory' ORDER BY project_id, period NULLS LAST;

-- 1: 6 of 8, all confirmed; 15 x .75 + 10 + 0 + 8 x 50/90 = 25.6944 of 36 points
SELECT reported_share = 0.75 AND verified_share = 0.75 AS delivered, score = round(100 * (15 * 0.75 + 10 + 8 * 50 / 90.0) / 36, 4) AS score, grade
FROM partnership_comparison WHERE project_id = 1 AND period IS NULL AND profile = 'statutory';
-- the numbers are those of the other views
SELECT count(*) AS rows, count(p.score) > 0 AS scored, bool_and(p.score IS NOT DISTINCT FROM s.score AND p.grade IS NOT DISTINCT FROM s.grade AND p.satisfaction IS NOT DISTINCT FROM s.satisfaction
	AND p.verified_share IS NOT DISTINCT FROM s.verified_share AND p.reported_share IS NOT DISTINCT FROM round(s.reported / nullif(s.target, 0), 6)) AS same
FROM partnership_comparison p JOIN project_summary s USING (project_id, profile) WHERE s.period IS NOT DISTINCT FROM p.period;
-- what costs a satisfied day at the site is what it costs in the project
SELECT o.value = p.cost / (p.beneficiary_days * p.satisfaction / 100) AS as_o5
FROM partnership_comparison p JOIN indicator_o5 o USING (project_id) WHERE p.project_id = 1 AND p.profile = 'statutory' AND p.period IS NULL AND o.period IS NULL;

-- By form: 5 adds no days to 3.  By mode: open tender 900 + 0 yuan for 0 + 1 days, 6 keeps no lists; 4 gives no satisfied day.
SELECT compared, type, projects, costed, cost, beneficiary_days, unit_cost, quality_adjusted_unit_cost, volunteer_days, shadow_cost
FROM partnership_type_comparison WHERE period IS NULL AND profile = 'statutory' ORDER BY compared, type NULLS LAST;
SELECT compared, type, projects, round(reported_share, 4) AS reported_share, verified_share, satisfaction, scored, score
FROM partnership_type_comparison WHERE period IS NULL AND profile = 'statutory' ORDER BY compared, type NULLS LAST;
-- a quarter compares what ran in it
SELECT period, sum(projects) FILTER (WHERE compared = 'form') AS by_form, sum(projects) FILTER (WHERE compared = 'procurement_mode') AS by_mode, sum(cost) FILTER (WHERE compared = 'form') AS cost
FROM partnership_type_comparison WHERE profile = 'statutory' GROUP BY period ORDER BY period NULLS LAST;

-- a term that runs has cost what fell into it so far: 800 yuan over eight quarters
INSERT INTO project (name, buyer_id, start_on, end_on) SELECT 'runs', 1, date_trunc('year', current_date), date_trunc('year', current_date) + interval '2 years' - interval '1 day';
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (7, 2, 'invited_bid', 800);
CALL refresh_rankings(only_project => 7);
SELECT bool_and(cost = 100) FILTER (WHERE period IS NOT NULL) AS quarters, bool_and(cost = 100 * extract(quarter FROM current_date)) FILTER (WHERE period IS NULL) AS so_far,
	bool_and(unit_cost IS NULL AND due IS NULL AND paid IS NULL AND volunteers IS NULL AND form IS NULL AND formal AND sites = 0) AS unknown
FROM partnership_comparison WHERE project_id = 7;

-- whoever reads it needs no list and no answer
CREATE ROLE regress_service_eval_dashboard;
GRANT USAGE ON SCHEMA terms TO regress_service_eval_dashboard;
GRANT SELECT ON partnership_comparison, partnership_type_comparison, project_partnership, contract_fulfilment, current_run, headline_run, evaluation_run, evaluation_result,
	scheme, project, contract, contract_item, site, engagement, payment, workforce TO regress_service_eval_dashboard;
SET ROLE regress_service_eval_dashboard;
SELECT count(*) FROM partnership_type_comparison WHERE period IS NULL;
RESET ROLE;
DROP OWNED BY regress_service_eval_dashboard;
DROP ROLE regress_service_eval_dashboard;
RESET search_path;
DROP SCHEMA terms CASCADE;

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
SELECT left(c.project, 8) AS county, c.formal, c.collaborative, c.form, c.procurement_mode,
	round(c.engagement, 2) AS engagement, c.engagement = round(p.facts_present / 6.0, 6) AS of_six
FROM partnership_comparison c
	JOIN project_partnership p USING (project_id, formal, collaborative, form, procurement_mode, engagement)
WHERE c.period = 'term' ORDER BY c.project_id;

-- C: 255,000 yuan, 3 x 7 x 100 = 2,100 child-days, 121.43 yuan each; satisfaction 100 x (4.5 - 1) / 4, so 255,000 /
-- 1,837.5 = 138.78.  Its score is 50 + 20 + 30 x 87.5 / 90 = 99.17, above 90: in the end all of the price is payable.
SELECT cost = 255000 AS cost, owed = 255000 AND paid = 255000 AS paid, beneficiary_days = 2100 AS days,
	unit_cost = 121.43 AS unit_cost, satisfaction = 87.5 AS satisfaction,
	quality_adjusted_unit_cost = 138.78 AS quality,
	reported_share = 1 AND verified_share = 1 AS delivered, score = round(70 + 30 * 87.5 / 90, 4) AS score,
	shadow_cost IS NULL AS volunteers_unknown
FROM partnership_comparison WHERE project LIKE 'County C:%' AND period = 'term';
SELECT count(*) = 21 AS days, min(children) = 100 AND max(children) = 100 AS a_hundred_each
FROM (SELECT count(*) AS children FROM attendance JOIN project USING (project_id) WHERE name LIKE 'County C:%'
	GROUP BY activity_id) d;
-- Y: 35 person-months at 1,290 yuan; at 30 days 43.00 a person-day; 1,050 / (2 x 30) = 17.5 residents for each worker;
-- satisfaction 75, 43 / .75; three visits speak for 30 days
SELECT cost = 35 * 1290 AS cost, owed = cost AS owed, paid = 0 AS paid_later, beneficiary_days = 35 * 30 AS days,
	unit_cost = 43.00 AS unit_cost, quality_adjusted_unit_cost = 57.33 AS quality, staff = 2 AS workers,
	beneficiaries_per_staff = 17.5 AS per_worker, verified_share = 1 AS delivered
FROM partnership_comparison WHERE project LIKE 'County Y:%' AND period = 'term';
-- J: from 3 to more than 100 volunteers, from 1 to 5 communities, more than 500 children, cash cost 0; 784 days at 120
-- yuan beside it
SELECT period, volunteers, volunteer_days, shadow_cost, sites, cost = 0 AS no_cash, beneficiary_days, unit_cost
FROM partnership_comparison WHERE project LIKE 'County J:%' ORDER BY period;
SELECT count(*) > 500 AS children FROM beneficiary JOIN project USING (project_id) WHERE name LIKE 'County J:%';
-- S: 37 x 7 = 259 child-days, 15 x 7 = 105 volunteer-days, one week and never again; nobody was asked
SELECT period, volunteers = 15 AS volunteers, volunteer_days = 105 AS volunteer_days, beneficiary_days = 259 AS days,
	cost = 0 AND unit_cost = 0 AS no_cash, shadow_cost = 12600 AS shadow_cost, shadow_unit_cost = 48.65 AS shadow_unit,
	satisfaction IS NULL AND quality_adjusted_unit_cost IS NULL AND score IS NULL AS not_asked
FROM partnership_comparison WHERE project LIKE 'County S:%' AND period IN ('2019Q3', 'term') ORDER BY period;
SELECT max(held_on) - min(held_on) + 1 AS days, max(closed_on) = max(held_on) AS disbanded
FROM activity JOIN site USING (project_id, site_id) JOIN project p USING (project_id) WHERE p.name LIKE 'County S:%';
-- J and S were not procured: together 1,872 + 259 days and 784 + 105 days of volunteers
SELECT type, projects, cost, beneficiary_days, unit_cost, volunteer_days, shadow_cost
FROM partnership_type_comparison WHERE period = 'term' AND compared = 'procurement_mode' ORDER BY type;

-- what was stored is what the lists say
SELECT bool_and(m.beneficiary_days = a.days) AS days, count(*) AS snapshots
FROM current_snapshot s JOIN project_measure m USING (project_id, snapshot_id)
	CROSS JOIN LATERAL (
		SELECT count(DISTINCT (t.beneficiary_id, a.held_on)) AS days
		FROM attendance t JOIN activity a USING (project_id, activity_id)
		WHERE a.project_id = s.project_id AND a.held_on BETWEEN s.from_on AND s.until_on
	) a;
-- quarters add up to the term, but for people
SELECT project_id, sum(cost) FILTER (WHERE period = 'term') = sum(cost) FILTER (WHERE kind = 'unit') AS cost,
	sum(beneficiary_days) FILTER (WHERE period = 'term') = sum(beneficiary_days) FILTER (WHERE kind = 'unit') AS days,
	sum(shadow_cost) FILTER (WHERE period = 'term') = sum(shadow_cost) FILTER (WHERE kind = 'unit') AS shadow_cost
FROM partnership_comparison JOIN current_run USING (project_id, period, profile)
GROUP BY project_id ORDER BY project_id;
-- one row for each run
SELECT count(*) = (SELECT count(*) FROM current_run) AS runs,
	count(*) = (SELECT count(*) FROM project_summary) AS summaries
FROM partnership_comparison;
-- every table says that what it holds is made up
SELECT count(*) FILTER (WHERE obj_description(oid, 'pg_class') LIKE '%synthetic%' AND
	obj_description(oid, 'pg_class') LIKE '%虚构数据%') = count(*) AS said
FROM pg_class WHERE relnamespace = 'four_counties'::regnamespace AND relkind = 'r';
-- loading it again changes nothing
SELECT max(run_id) AS last_run FROM evaluation_run \gset
\set ECHO none
\i :example
\set ON_ERROR_STOP off
\set ECHO all
SELECT count(*) AS projects, max(run_id) = :last_run AS nothing_computed FROM project CROSS JOIN evaluation_run
GROUP BY run_id ORDER BY run_id DESC LIMIT 1;
RESET search_path;
DROP SCHEMA four_counties CASCADE;

-- What is not known, what is contradictory, and what is nothing
\set helpers :top '/test/helpers.sql'
\i :helpers
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('terms') WHERE action = 'created';
SET search_path = terms, service_eval;
SELECT pg_temp.judge_by_four_indicators() \g /dev/null
INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization');
INSERT INTO village SELECT '99010110020' || i, 'V' || i, 'T', 'C' FROM generate_series(1, 6) AS i;
INSERT INTO project (name, service, buyer_id, start_on, end_on)
SELECT name, 'children_homes', 1, '2021-07-01', '2021-12-31'
FROM unnest(ARRAY['two modes', 'no facts', 'no price', 'unpaid', 'nothing', 'open']) WITH ORDINALITY AS p (name, place)
ORDER BY place;
INSERT INTO contract (project_id, provider_id, procurement_mode, formal, price) VALUES
	(1, 2, 'open_tender', true, 1000), (1, 2, 'directed_commission', true, 600), (2, 2, 'open_tender', true, 900),
	(3, 2, 'open_tender', true, 0), (4, 2, 'directed_commission', true, 500),
	(6, 2, 'none', false, 100), (6, 2, 'open_tender', true, 200);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity)
SELECT project_id, contract_id, 'a', 'activity', 4 FROM contract WHERE project_id < 5;
INSERT INTO site (project_id, division_code, name, opened_on) VALUES
	(1, '990101100201', 'one', '2021-07-01'), (2, '990101100202', 'two', '2021-07-01'),
	(3, '990101100203', 'three', '2021-07-01'), (3, '990101100204', 'four', '2021-07-01'),
	(4, '990101100205', 'five', '2021-07-01');
INSERT INTO engagement (project_id, fact, present)
SELECT p.project_id, f.fact, f.place <= p.present
FROM (VALUES (1, 3, 6), (3, 3, 6), (4, 0, 4), (5, 3, 3), (6, 2, 3)) AS p (project_id, present, known)
	JOIN unnest(ARRAY['joint_design', 'beneficiary_selection', 'officer_assigned', 'monitoring_visits',
		'resources_mobilised', 'requests_answered']) WITH ORDINALITY AS f (fact, place) ON f.place <= p.known;
INSERT INTO beneficiary (project_id, beneficiary_id)
SELECT s.project_id, s.site_id || '-' || i FROM site s, generate_series(1, 5) AS i;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT s.project_id, s.site_id || '-' || i, s.site_id, 'C', s.opened_on FROM site s, generate_series(1, 5) AS i;

-- 1: two contracts, six activities, all confirmed: four of the first contract, two of the second, one of these on a day
-- of the first; two children come.  2: one without a trace.  3: two sites; a child of the one comes to both on a day.
-- 4: five children once.
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, registered, form_filed, feedback_filed)
SELECT v.*, true, true, true
FROM (VALUES (1, 1, 1, 'a', date '2021-07-10'), (1, 1, 1, 'a', '2021-08-10'), (1, 1, 1, 'a', '2021-10-10'),
	(1, 1, 1, 'a', '2021-11-10'), (1, 1, 2, 'a', '2021-07-10'), (1, 1, 2, 'a', '2021-12-10'),
	(2, 2, 3, 'a', '2021-07-10'), (3, 3, 4, 'a', '2021-07-10'), (3, 4, 4, 'a', '2021-07-10'),
	(4, 5, 5, 'a', '2021-07-10'), (4, 5, 5, 'a', '2022-01-10')) AS v;
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT 1, activity_id, beneficiary_id
FROM activity a, unnest(ARRAY['1-1', '1-2']) AS beneficiary_id
WHERE a.project_id = 1 AND a.activity_id <> 6;
INSERT INTO attendance (project_id, activity_id, beneficiary_id) VALUES (2, 7, '2-1'), (3, 8, '3-1'), (3, 9, '3-1');
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT 4, a, '5-' || i FROM unnest(ARRAY[10, 11]) AS a, generate_series(1, 5) AS i;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT project_id, site_id, activity_id, 1, held_on, CASE project_id WHEN 1 THEN 'confirmed' ELSE 'no_trace' END
FROM activity WHERE project_id <= 2;
-- 1: ten say 3 of 5, in the first quarter; 3: four, too few; 4: ten say 1
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
SELECT v.project_id, v.site_id, '2021-07-01', 'child', 'C', v.rating, 1
FROM (VALUES (1, 1, 3, 10), (3, 3, 5, 4), (4, 5, 1, 10)) AS v (project_id, site_id, rating, n), generate_series(1, v.n);
INSERT INTO instalment (project_id, contract_id, number, amount, due_on, advance) VALUES
	(1, 1, 1, 500, '2021-10-15', false), (1, 2, 1, 400, '2021-12-15', false), (1, 2, 2, 200, '2022-01-15', false),
	(4, 5, 1, 250, '2021-10-15', true), (4, 5, 2, 250, '2022-01-15', false);
INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on) VALUES
	(1, 1, 1, 500, '2021-09-30'), (1, 2, 1, 200, '2021-12-31'), (1, 2, 2, 200, '2021-12-31'),
	(4, 5, 1, 250, '2022-03-01');
-- 1: the days of the second quarter's volunteers are not known, nor the first quarter's staff; 2: nobody said what a
-- day is worth, nor whether there are any later; 3: known for both quarters; 4: somebody looked, and there were none;
-- 5: half of the first two months before the term, the rest in five months
INSERT INTO workforce (project_id, kind, from_on, to_on, people, days, daily_rate) VALUES
	(1, 'volunteer', '2021-07-01', '2021-09-30', 2, 10, 100),
	(1, 'volunteer', '2021-10-01', '2021-12-31', 3, NULL, 100),
	(1, 'staff', '2021-10-01', '2021-12-31', 1, 1.5, NULL), (2, 'volunteer', '2021-07-01', '2021-09-30', 1, 5, NULL),
	(3, 'volunteer', '2021-07-01', '2021-09-30', 4, 6.5, 80), (3, 'volunteer', '2021-10-01', '2021-12-31', 1, 3.5, 100),
	(3, 'staff', '2021-07-01', '2021-09-30', 1, 0.5, NULL), (3, 'staff', '2021-10-01', '2021-12-31', 0, NULL, NULL),
	(4, 'volunteer', '2021-07-01', '2021-09-30', 0, NULL, NULL),
	(4, 'volunteer', '2021-10-01', '2021-12-31', 0, NULL, NULL),
	(4, 'staff', '2021-07-01', '2021-09-30', 2, 0, NULL),
	(5, 'volunteer', '2021-06-01', '2021-07-31', 2, 61, 100),
	(5, 'volunteer', '2021-08-01', '2021-12-31', 3, 15.3, 100),
	-- before the term and after it
	(3, 'volunteer', '2021-04-01', '2021-06-30', 9, 9, 9), (4, 'volunteer', '2022-01-01', '2022-03-31', 9, 9, 9);
CALL refresh_rankings();
SELECT status, count(*) > 0 AS runs FROM evaluation_run GROUP BY status;

-- 1 pays, 3 of 6: both; 2 no facts: open; 3 a contract that pays nothing is none; 4 four facts do not hold, two are not
-- known; 5 three hold, and nothing else is known; 6 two hold and one does not: open.  No engagement unless all six are
-- known.  1 has two modes; a contract that was not procured adds none.
SELECT project_id, project, formal, facts_present, facts_known, engagement, collaborative, form, procurement_mode, price
FROM project_partnership JOIN (SELECT project_id, name AS project FROM project) p USING (project_id)
ORDER BY project_id;

-- Money: 1,600 yuan, 800 a quarter; 4 costs what was agreed though nothing was paid.
-- Days: 1 has 4 and 4, as two activities on a day are one day; 2 has 0 and 3 has 1; 4 has 5, the later ones are not of
-- its term; 5 and 6 keep no lists.  0 days cost nothing that could be said.  1 at satisfaction 50 twice as much; 3 was
-- asked too little; nobody is satisfied with 4.
SELECT project_id, period, cost, beneficiary_days, unit_cost, satisfaction, quality_adjusted_unit_cost
FROM partnership_comparison WHERE profile = 'statutory' ORDER BY project_id, period;
-- Owed is what has fallen due and is payable.  1: the first contract's 500; of the second's 400 what two of four
-- activities and the quality of the first quarter make payable in mid December: 210 + 180 x (71.3735 - 60) / 30 x
-- (2 + 2 x 76 / 92) / 4 = 272.31; its 200 for January are not due, nor are they paid before.  4: of an advance of 250
-- what was still to come in mid October, 500 x (4 - 2 - 2 x 15 / 92) / 4 = 209.24, since nothing of it is verified; it
-- was paid after the term.  The others have nothing due, and 5 has no contract.
SELECT project_id, period, owed, paid, owed = CASE
	WHEN project_id = 1 AND period = '2021Q4'
		THEN 500 + round(210 + 180 * (71.3735 - 60) / 30 * (2 + 2 * 76 / 92.0) / 4, 2)
	WHEN project_id = 4 AND period = '2021Q4' THEN round(500 * (2 - 2 * 15 / 92.0) / 4, 2)
	ELSE 0 END AS as_computed
FROM partnership_comparison WHERE profile = 'statutory' AND period <> 'term' ORDER BY project_id, period;
SELECT bool_and(t.owed IS NOT DISTINCT FROM q.owed AND t.paid IS NOT DISTINCT FROM q.paid) AS term_as_last_quarter
FROM partnership_comparison t JOIN partnership_comparison q USING (project_id, profile)
WHERE t.period = 'term' AND q.period = '2021Q4';
-- a quarter of which nothing is recorded is unknown, and so is a term with one of these; nobody is 0.  3: 6.5 x 80 +
-- 3.5 x 100 = 870 yuan, for one day that somebody came; 1 / 0.5 served on a day of staff.  1: 4 / 1.5 in the second
-- quarter.  5: 31 of 61 days and 61 of 153 in the first quarter, so 31 + 6.1 and 9.2 days.
SELECT project_id, period, volunteers, volunteer_days, shadow_cost, shadow_unit_cost, staff, staff_days,
	beneficiaries_per_staff, sites
FROM partnership_comparison WHERE profile = 'statutory' ORDER BY project_id, period;

-- 1: 6 of 8, all confirmed; 15 x .75 + 10 + 0 + 8 x 50/90 = 25.6944 of 36 points
SELECT reported_share = 0.75 AND verified_share = 0.75 AS delivered,
	score = round(100 * (15 * 0.75 + 10 + 8 * 50 / 90.0) / 36, 4) AS score, grade
FROM partnership_comparison WHERE project_id = 1 AND period = 'term' AND profile = 'statutory';
-- the numbers are those of the other views
SELECT count(*) AS rows, count(p.score) > 0 AS scored,
	bool_and(p.score IS NOT DISTINCT FROM s.score AND p.grade IS NOT DISTINCT FROM s.grade
		AND p.satisfaction IS NOT DISTINCT FROM s.satisfaction
		AND p.verified_share IS NOT DISTINCT FROM s.verified_share
		AND p.reported_share IS NOT DISTINCT FROM round(s.reported / nullif(s.target, 0), 6)) AS same
FROM partnership_comparison p JOIN project_summary s USING (project_id, profile, period);
-- what costs a satisfied day at the site is what it costs in the project
SELECT o.value = p.cost / (p.beneficiary_days * p.satisfaction / 100) AS as_o5, o.value
FROM partnership_comparison p JOIN current_run r USING (project_id, period, profile)
	JOIN site_indicator o USING (project_id, snapshot_id)
WHERE p.project_id = 1 AND p.profile = 'statutory' AND p.period = 'term' AND o.code = 'O5';

-- By form: 5 adds no days to 3, but its volunteers' to theirs.  By mode: open tender 900 + 0 yuan for 0 + 1 days, 6
-- keeps no lists; 4 gives no satisfied day.
SELECT compared, type, projects, costed, cost, beneficiary_days, unit_cost, quality_adjusted_unit_cost, volunteer_days,
	shadow_cost
FROM partnership_type_comparison WHERE period = 'term' AND profile = 'statutory' ORDER BY compared, type NULLS LAST;
SELECT compared, type, projects, round(reported_share, 4) AS reported_share, verified_share, satisfaction, scored, score
FROM partnership_type_comparison WHERE period = 'term' AND profile = 'statutory' ORDER BY compared, type NULLS LAST;
-- a quarter compares what ran in it
SELECT period, sum(projects) FILTER (WHERE compared = 'form') AS by_form,
	sum(projects) FILTER (WHERE compared = 'procurement_mode') AS by_mode,
	sum(cost) FILTER (WHERE compared = 'form') AS cost
FROM partnership_type_comparison WHERE profile = 'statutory' GROUP BY period ORDER BY period;

-- a term that runs has cost what fell into it so far: 800 yuan over eight quarters, of the running one by its days
INSERT INTO project (name, service, buyer_id, start_on, end_on)
SELECT 'runs', 'children_homes', 1, date_trunc('year', current_date),
	date_trunc('year', current_date) + interval '2 years' - interval '1 day';
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (7, 2, 'invited_bid', 800);
CALL refresh_rankings(only_project => 7);
SELECT bool_and(p.cost = round(100.0 * (p.until_on - p.from_on + 1) / (u.whole_until - u.whole_from + 1), 2))
		FILTER (WHERE r.kind = 'unit') AS quarters,
	sum(p.cost) FILTER (WHERE r.kind = 'unit') = min(p.cost) FILTER (WHERE r.kind = 'term') AS so_far,
	bool_and(p.unit_cost IS NULL AND p.owed = 0 AND p.paid = 0 AND p.volunteers IS NULL AND p.form IS NULL AND p.formal
		AND p.sites = 0) AS unknown
FROM partnership_comparison p JOIN current_run r USING (project_id, period, profile)
	LEFT JOIN project_unit u USING (project_id, period)
WHERE project_id = 7 AND profile = 'statutory';

-- whoever reads it needs no list and no answer
CREATE ROLE regress_service_eval_dashboard;
GRANT USAGE ON SCHEMA terms TO regress_service_eval_dashboard;
GRANT SELECT ON partnership_comparison, partnership_type_comparison, project_partnership, current_run, evaluation_run,
	snapshot, project_score, project_measure, contract_score, project, contract, engagement, workforce
	TO regress_service_eval_dashboard;
SET ROLE regress_service_eval_dashboard;
SELECT count(*) FROM partnership_type_comparison WHERE period = 'term';
RESET ROLE;
DROP OWNED BY regress_service_eval_dashboard;
DROP ROLE regress_service_eval_dashboard;
RESET search_path;
DROP SCHEMA terms CASCADE;

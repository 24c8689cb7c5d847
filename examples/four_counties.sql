-- Four counties: four forms of partnership between a bureau and those who provide a service.  SYNTHETIC DATA.
--
--   psql -v workspace=four_counties -f examples/four_counties.sql
--
-- Published case studies of four counties give a few figures for each, and these come out exactly:
--
--   County C   contract and collaboration   255,000 yuan for 3 sessions of 7 days with 100 children each:
--                                           2,100 child-days, 121.43 yuan each
--   County Y   contract alone               1,290 yuan for a person-month, 35 residents, 2 workers:
--                                           43.00 yuan for a person-day of a month of 30 days, 17.5 residents for each worker
--   County J   collaboration alone          from 3 to more than 100 volunteers, from 1 to 5 communities, more than 500 children,
--                                           no contract: the bureau spends nothing
--   County S   neither                      15 volunteers, 37 children, 7 days, one event, then disbanded: 259 child-days,
--                                           105 volunteer-days
--
-- and how many of the six facts of working together hold: 4, 1, 3 and 1.
--
-- Not from the studies, only plausible: all dates, who came on which day but for the totals, every answer about satisfaction, visits,
-- payments, modes of procurement, which of the facts hold, how many days the volunteers of J worked, and what a day of a volunteer is worth.
-- Nothing here says how satisfied anybody was in a real county, and four cases prove no rule.

\set ON_ERROR_STOP on
\set QUIET on
\if :{?workspace}
\else
	\set workspace four_counties
\endif

\echo Four counties: preparing workspace :workspace
SHOW client_min_messages \gset
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS service_eval;
SELECT count(*) AS objects_created FROM service_eval.create_workspace(:'workspace') WHERE action = 'created' \gset
SET search_path = :"workspace", service_eval;

SELECT EXISTS (SELECT FROM project WHERE name = 'County C: summer camps') AS loaded \gset
\if :loaded
	\echo Four counties: already loaded
\else

\echo Four counties: loading four projects (synthetic)
BEGIN;

INSERT INTO organization (name, kind)
SELECT 'County ' || o.county || ' ' || o.name, o.kind
FROM (VALUES
		(1, 'C', 'Civil Affairs Bureau', 'government'), (2, 'Y', 'Civil Affairs Bureau', 'government'),
		(3, 'J', 'Civil Affairs Bureau', 'government'), (4, 'S', 'Civil Affairs Bureau', 'government'),
		(5, 'C', 'Youth Service Center', 'social_organization'), (6, 'Y', 'Care Home', 'social_organization'),
		(7, 'J', 'Volunteer Association', 'social_organization'), (8, 'S', 'Student Volunteers', 'other')
	) AS o (place, county, name, kind)
ORDER BY o.place;

INSERT INTO village (division_code, name, township, county)
SELECT format('9902%s100%s', v.place, 200 + i), 'Community ' || v.county || i, 'Township ' || v.county, 'County ' || v.county
FROM (VALUES ('01', 'C', 1), ('02', 'Y', 1), ('03', 'J', 5), ('04', 'S', 1)) AS v (place, county, communities)
	CROSS JOIN LATERAL generate_series(1, v.communities) AS i
ORDER BY v.place, i;

INSERT INTO project (name, buyer_id, category, start_on, end_on, policy_basis)
SELECT p.name, o.org_id, p.category, p.start_on, p.end_on, 'synthetic example'
FROM (VALUES
		('County C: summer camps', 'child welfare', date '2019-07-01', date '2019-08-31'),
		('County Y: residential care', 'residential care', '2019-06-01', '2019-06-30'),
		('County J: after-school rooms', 'child welfare', '2019-01-01', '2019-12-31'),
		('County S: a summer week', 'child welfare', '2019-07-01', '2019-09-30')
	) AS p (name, category, start_on, end_on)
	JOIN organization o ON o.name = left(p.name, 8) || ' Civil Affairs Bureau'
ORDER BY o.org_id;

SELECT max(project_id) FILTER (WHERE name LIKE 'County C:%') AS c, max(project_id) FILTER (WHERE name LIKE 'County Y:%') AS y,
	max(project_id) FILTER (WHERE name LIKE 'County J:%') AS j, max(project_id) FILTER (WHERE name LIKE 'County S:%') AS s
FROM project \gset

-- ---------------------------------------------------------------------------------------------------------------
-- Terms.  Where nothing was signed the row says so: an arrangement that pays nothing, to which activities belong.
-- 35 residents x 1,290 yuan a month = 45,150 yuan for June; a day in which the home cares for them is one unit.
-- ---------------------------------------------------------------------------------------------------------------

INSERT INTO contract (project_id, provider_id, procurement_mode, formal, price)
SELECT t.project_id, o.org_id, t.mode, t.formal, t.price
FROM (VALUES
		(:c, 'County C Youth Service Center', 'invited_bid', true, 255000.00),
		(:y, 'County Y Care Home', 'directed_commission', true, 35 * 1290),
		(:j, 'County J Volunteer Association', 'none', false, 0),
		(:s, 'County S Student Volunteers', 'none', false, 0)
	) AS t (project_id, provider, mode, formal, price)
	JOIN organization o ON o.name = t.provider
ORDER BY o.org_id;

INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity)
SELECT k.project_id, k.contract_id, i.item, i.unit, i.target
FROM contract k
	JOIN (VALUES (:c, 'camp_day', 'day', 21), (:y, 'care_day', 'day', 30), (:j, 'afternoon', 'activity', 36), (:s, 'camp_day', 'day', 7))
		AS i (project_id, item, unit, target) USING (project_id);

INSERT INTO payment (project_id, contract_id, period, due, due_on, paid, paid_on)
SELECT k.project_id, k.contract_id, m.period, m.due, m.due_on, m.paid, m.paid_on
FROM contract k
	JOIN (VALUES
		(:c, date '2019-07-01', 178500.00, date '2019-07-05', 178500.00, date '2019-07-04'),
		(:c, '2019-07-01', 76500, '2019-08-25', 76500, '2019-08-29'),
		-- paid after the month was over
		(:y, '2019-04-01', 45150, '2019-06-30', 45150, '2019-09-12')
	) AS m (project_id, period, due, due_on, paid, paid_on) USING (project_id)
ORDER BY m.due_on;

INSERT INTO engagement (project_id, fact, present)
SELECT p.project_id, f.fact, f.fact = ANY (p.present)
FROM (VALUES
		(:c, ARRAY['joint_design', 'beneficiary_selection', 'officer_assigned', 'monitoring_visits']),
		(:y, ARRAY['beneficiary_selection']),
		(:j, ARRAY['joint_design', 'resources_mobilised', 'requests_answered']),
		(:s, ARRAY['requests_answered'])
	) AS p (project_id, present)
	CROSS JOIN (VALUES ('joint_design'), ('beneficiary_selection'), ('officer_assigned'), ('monitoring_visits'), ('resources_mobilised'), ('requests_answered'))
		AS f (fact)
ORDER BY p.project_id, f.fact COLLATE "C";

-- ---------------------------------------------------------------------------------------------------------------
-- Places and people.  J begins in one community and has five in October; S closes after its week.
-- ---------------------------------------------------------------------------------------------------------------

INSERT INTO site (project_id, division_code, name, opened_on, closed_on)
SELECT p.project_id, v.division_code, v.name,
	CASE WHEN p.project_id <> :j THEN p.start_on ELSE ('{2019-01-01,2019-04-01,2019-07-01,2019-07-01,2019-10-01}'::date[])[right(v.name, 1)::integer] END,
	CASE p.project_id WHEN :s THEN date '2019-07-21' END
FROM project p JOIN village v ON v.county = left(p.name, 8)
ORDER BY v.division_code COLLATE "C";

-- 3 x 100 children in C, 35 residents in Y, 5 x 104 children in J, 37 in S
INSERT INTO beneficiary (project_id, beneficiary_id, site_id, need_level)
SELECT s.project_id, format('%s-%s', s.site_id, i), s.site_id, CASE s.project_id WHEN :y THEN 'A' ELSE 'C' END
FROM site s
	JOIN (VALUES (:c, 300), (:y, 35), (:j, 104), (:s, 37)) AS n (project_id, people) USING (project_id)
	CROSS JOIN LATERAL generate_series(1, n.people) AS i
ORDER BY s.site_id, i;

INSERT INTO activity (project_id, site_id, contract_id, item, held_on, hours, registered, form_filed, feedback_filed, reported_by)
SELECT i.project_id, s.site_id, i.contract_id, i.item, d.held_on, d.hours, true, true, i.project_id IN (:c, :y), k.provider_id
FROM contract_item i
	JOIN contract k USING (project_id, contract_id)
	JOIN site s USING (project_id)
	JOIN (
		-- three sessions of seven days
		SELECT :c AS project_id, starts + day AS held_on, 8 AS hours
		FROM unnest('{2019-07-08,2019-07-22,2019-08-05}'::date[]) AS starts, generate_series(0, 6) AS day
		UNION ALL
		SELECT :y, date '2019-06-01' + day, 24 FROM generate_series(0, 29) AS day
		UNION ALL
		-- one afternoon a month, on the 12th, in each community that has begun
		SELECT :j, make_date(2019, month, 12), 3 FROM generate_series(1, 12) AS month
		UNION ALL
		SELECT :s, date '2019-07-15' + day, 6 FROM generate_series(0, 6) AS day
	) d ON d.project_id = i.project_id AND d.held_on >= s.opened_on
ORDER BY d.held_on, s.site_id;

-- In C the children of a session come every day of it; in Y and S all come every day; in J the one half comes in odd months and the other in even ones
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT a.project_id, a.activity_id, b.beneficiary_id
FROM activity a
	JOIN (SELECT *, split_part(beneficiary_id, '-', 2)::integer AS place FROM beneficiary) b USING (project_id, site_id)
WHERE CASE a.project_id
		WHEN :c THEN (b.place - 1) / 100 = (a.held_on - date '2019-07-08') / 14
		WHEN :j THEN b.place % 2 = extract(month FROM a.held_on)::integer % 2
		ELSE true
	END;

-- A volunteer is taken to be worth 120 yuan a day.  S: 15 x 7 days; J: four days of each in a quarter.  Y: 2 workers, 30 days.
INSERT INTO workforce (project_id, period, kind, people, days, daily_rate) VALUES
	(:y, '2019-04-01', 'staff', 2, 2 * 30, NULL),
	(:j, '2019-01-01', 'volunteer', 3, 3 * 4, 120),
	(:j, '2019-04-01', 'volunteer', 24, 24 * 4, 120),
	(:j, '2019-07-01', 'volunteer', 61, 61 * 4, 120),
	(:j, '2019-10-01', 'volunteer', 108, 108 * 4, 120),
	(:s, '2019-07-01', 'volunteer', 15, 15 * 7, 120);

-- The bureau of C looks at every day of the camps, that of Y at three days of the home, the others at nothing.
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT a.project_id, a.site_id, a.activity_id, p.buyer_id, a.held_on, 'confirmed'
FROM activity a JOIN project p USING (project_id)
WHERE a.project_id = :c OR (a.project_id = :y AND extract(day FROM a.held_on) IN (5, 15, 25))
ORDER BY a.activity_id;

-- Satisfaction: C 24 answers, half of them 5 and half 4 of 5; Y 12 answers, 4; J 10 in each community that is open, 6 times 5 and 4 times 4, once
-- for the year; S was gone before anybody asked
INSERT INTO response (project_id, site_id, period, respondent, need_level, rating, collector_id)
SELECT s.project_id, s.site_id, q.period, q.respondent, q.need_level, CASE WHEN i <= q.fives THEN 5 ELSE 4 END, p.buyer_id
FROM site s
	JOIN project p USING (project_id)
	JOIN (VALUES (:c, date '2019-07-01', 'child', 'C', 24, 12), (:y, '2019-04-01', 'guardian', 'A', 12, 0), (:j, '2019-10-01', 'child', 'C', 10, 6))
		AS q (project_id, period, respondent, need_level, answers, fives) USING (project_id)
	CROSS JOIN LATERAL generate_series(1, q.answers) AS i
ORDER BY s.site_id, i;

-- whoever meets these tables later should know what they hold
\set caller_encoding :ENCODING
\encoding UTF8
SELECT format('COMMENT ON TABLE %I.%I IS %L', :'workspace', c.relname,
	obj_description(c.oid, 'pg_class') || ' [four counties: synthetic data, calibrated to published figures | 四县：合成数据]')
FROM pg_class c
WHERE c.relnamespace = quote_ident(:'workspace')::regnamespace AND c.relkind = 'r' AND obj_description(c.oid, 'pg_class') NOT LIKE '%synthetic%'
ORDER BY c.relname COLLATE "C" \gexec
\encoding :caller_encoding

COMMIT;

ANALYZE organization, village, project, contract, contract_item, site, beneficiary, activity, attendance, visit, response, payment, engagement, workforce;

\endif

\echo Four counties: computing
SET client_min_messages = :client_min_messages;
CALL refresh_rankings();

\echo
\echo '=== Four counties (synthetic data): which form of partnership delivers, at what unit cost? ==='
\echo
SELECT left(project, 8) AS county, form, round(engagement, 2) AS engagement, cost, beneficiary_days AS days, unit_cost,
	quality_adjusted_unit_cost AS quality_adjusted, volunteer_days, shadow_cost, round(beneficiaries_per_staff, 1) AS per_staff
FROM partnership_comparison
WHERE period IS NULL AND profile = 'statutory'
ORDER BY project_id;
\echo 'unit_cost: yuan for a day of one person; quality_adjusted: for a satisfied one; shadow_cost: what the volunteers'' days would have cost, no part of cost'

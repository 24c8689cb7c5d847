-- SPDX-License-Identifier: PostgreSQL
-- Four counties: four forms of partnership between a bureau and those who provide a service.  SYNTHETIC DATA.
--
--   psql -v workspace=four_counties -f examples/four_counties.sql
--
-- Published case studies of four counties give a few figures for each, and these come out exactly:
--
--   County C   contract and collaboration   255,000 yuan for 3 sessions of 7 days with 100 children each:
--                                           2,100 child-days, 121.43 yuan each
--   County Y   contract alone               1,290 yuan for a person-month, 35 residents, 2 workers:
--                                           43.00 yuan for a person-day of a month of 30 days,
--                                           17.5 residents for each worker
--   County J   collaboration alone          from 3 to more than 100 volunteers, from 1 to 5 communities,
--                                           more than 500 children, no contract: the bureau spends nothing
--   County S   neither                      15 volunteers, 37 children, 7 days, one event, then disbanded:
--                                           259 child-days, 105 volunteer-days
--
-- and how many of the six facts of working together hold: 4, 1, 3 and 1.
--
-- Not from the studies, only plausible: all dates, who came on which day but for the totals, every answer about
-- satisfaction, visits, payments, modes of procurement, which of the facts hold, how many days the volunteers of J
-- worked, and what a day of a volunteer is worth.  Nothing here says how satisfied anybody was in a real county, and
-- four cases prove no rule.

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
SELECT count(*) AS objects_created
FROM service_eval.create_workspace(:'workspace', pack => 'blank') WHERE action = 'created' \gset
SET search_path = :"workspace", service_eval;

SELECT EXISTS (SELECT FROM project WHERE name = 'County C: summer camps') AS loaded \gset
\if :loaded
	\echo Four counties: already loaded
\else

\echo Four counties: loading four projects (synthetic)
-- this file is UTF-8, whatever the caller's encoding is
\set caller_encoding :ENCODING
\encoding UTF8
BEGIN;

-- Four services under one heading, judged by one scheme, so that their forms can be compared.
INSERT INTO service (code, name_en, name_zh, display_order) VALUES
	('county_services', 'social services of a county', '县域社会服务', 60)
ON CONFLICT DO NOTHING;

INSERT INTO scheme (scheme_id, name_en, name_zh, service, display_order, points) VALUES
	('county', 'delivery, records, satisfaction', '交付、档案与满意度', 'county_services', 60, 100);
INSERT INTO indicator (scheme_id, code, dimension, subdimension, name_en, name_zh, unit, target, points) VALUES
	('county', 'O1', 'output', 'quantity', 'verified quantity of the target', '核实服务量完成率', '%', 1, 50),
	('county', 'O2', 'output', 'quality', 'records complete', '档案完整率', '%', 1, 20),
	('county', 'S1', 'satisfaction', NULL, 'satisfaction of those served', '服务对象满意度', 'points', 90, 30);
UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'county';

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
SELECT format('9902%s100%s', v.place, 200 + i), 'Community ' || v.county || i, 'Township ' || v.county,
	'County ' || v.county
FROM (VALUES ('01', 'C', 1), ('02', 'Y', 1), ('03', 'J', 5), ('04', 'S', 1)) AS v (place, county, communities)
	CROSS JOIN LATERAL generate_series(1, v.communities) AS i
ORDER BY v.place, i;

INSERT INTO project (name, buyer_id, service, start_on, end_on, goal)
SELECT p.name, o.org_id, 'county_services', p.start_on, p.end_on, 'synthetic example | 虚构示例'
FROM (VALUES
		('County C: summer camps', date '2019-07-01', date '2019-08-31'),
		('County Y: residential care', '2019-06-01', '2019-06-30'),
		('County J: after-school rooms', '2019-01-01', '2019-12-31'),
		('County S: a summer week', '2019-07-01', '2019-09-30')
	) AS p (name, start_on, end_on)
	JOIN organization o ON o.name = left(p.name, 8) || ' Civil Affairs Bureau'
ORDER BY o.org_id;

SELECT max(project_id) FILTER (WHERE name LIKE 'County C:%') AS c,
	max(project_id) FILTER (WHERE name LIKE 'County Y:%') AS y,
	max(project_id) FILTER (WHERE name LIKE 'County J:%') AS j,
	max(project_id) FILTER (WHERE name LIKE 'County S:%') AS s
FROM project \gset

-- ---------------------------------------------------------------------------------------------------------------
-- Terms.  Where nothing was signed the row says so: an arrangement that pays nothing, to which activities belong.
-- 35 residents x 1,290 yuan a month = 45,150 yuan for June; a day in which the home cares for them is one unit.
-- What S arranged was for one week.
-- ---------------------------------------------------------------------------------------------------------------

INSERT INTO contract (project_id, provider_id, procurement_mode, formal, price, start_on, end_on)
SELECT t.project_id, o.org_id, t.mode, t.formal, t.price, t.start_on, t.end_on
FROM (VALUES
		(:c, 'County C Youth Service Center', 'invited_bid', true, 255000.00, NULL::date, NULL::date),
		(:y, 'County Y Care Home', 'directed_commission', true, 35 * 1290, NULL, NULL),
		(:j, 'County J Volunteer Association', 'none', false, 0, NULL, NULL),
		(:s, 'County S Student Volunteers', 'none', false, 0, '2019-07-15', '2019-07-21')
	) AS t (project_id, provider, mode, formal, price, start_on, end_on)
	JOIN organization o ON o.name = t.provider
ORDER BY o.org_id;

INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity)
SELECT k.project_id, k.contract_id, i.item, i.unit, i.target
FROM contract k
	JOIN (VALUES (:c, 'camp_day', 'day', 21), (:y, 'care_day', 'day', 30), (:j, 'afternoon', 'activity', 36),
		(:s, 'camp_day', 'day', 7)) AS i (project_id, item, unit, target) USING (project_id);

-- C pays 70 % in advance and the rest in the end, Y in the end, but late
INSERT INTO instalment (project_id, contract_id, number, amount, due_on, advance)
SELECT k.project_id, k.contract_id, i.number, i.amount, i.due_on, i.advance
FROM contract k
	JOIN (VALUES
		(:c, 1, 178500.00, date '2019-07-05', true),
		(:c, 2, 76500, '2019-08-31', false),
		(:y, 1, 45150, '2019-06-30', false)
	) AS i (project_id, number, amount, due_on, advance) USING (project_id)
ORDER BY i.due_on;

INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on)
SELECT project_id, contract_id, number, amount,
	CASE WHEN project_id = :c THEN due_on - CASE number WHEN 1 THEN 1 ELSE 2 END ELSE date '2019-09-12' END
FROM instalment
WHERE project_id IN (:c, :y)
ORDER BY due_on;

INSERT INTO engagement (project_id, fact, present)
SELECT p.project_id, f.fact, f.fact = ANY (p.present)
FROM (VALUES
		(:c, ARRAY['joint_design', 'beneficiary_selection', 'officer_assigned', 'monitoring_visits']),
		(:y, ARRAY['beneficiary_selection']),
		(:j, ARRAY['joint_design', 'resources_mobilised', 'requests_answered']),
		(:s, ARRAY['requests_answered'])
	) AS p (project_id, present)
	CROSS JOIN (VALUES ('joint_design'), ('beneficiary_selection'), ('officer_assigned'), ('monitoring_visits'),
		('resources_mobilised'), ('requests_answered')) AS f (fact)
ORDER BY p.project_id, f.fact COLLATE "C";

-- ---------------------------------------------------------------------------------------------------------------
-- Places and people.  J begins in one community and has five in October; S closes after its week.
-- ---------------------------------------------------------------------------------------------------------------

INSERT INTO site (project_id, division_code, name, opened_on, closed_on)
SELECT p.project_id, v.division_code, v.name,
	CASE WHEN p.project_id <> :j THEN p.start_on
		ELSE ('{2019-01-01,2019-04-01,2019-07-01,2019-07-01,2019-10-01}'::date[])[right(v.name, 1)::integer] END,
	CASE p.project_id WHEN :s THEN date '2019-07-21' END
FROM project p JOIN village v ON v.county = left(p.name, 8)
ORDER BY v.division_code COLLATE "C";

-- 3 x 100 children in C, 35 residents in Y, 5 x 104 children in J, 37 in S
CREATE TEMPORARY TABLE person ON COMMIT DROP AS
SELECT s.project_id, format('%s-%s', s.site_id, i) AS beneficiary_id, s.site_id, i, s.opened_on, s.closed_on
FROM site s
	JOIN (VALUES (:c, 300), (:y, 35), (:j, 104), (:s, 37)) AS n (project_id, people) USING (project_id)
	CROSS JOIN LATERAL generate_series(1, n.people) AS i;

INSERT INTO beneficiary (project_id, beneficiary_id)
SELECT project_id, beneficiary_id FROM person ORDER BY site_id, i;

INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on, to_on)
SELECT project_id, beneficiary_id, site_id, 'general', opened_on, closed_on FROM person ORDER BY site_id, i;

INSERT INTO activity (project_id, site_id, contract_id, item, held_on, hours, registered, form_filed, feedback_filed,
	reported_by)
SELECT i.project_id, s.site_id, i.contract_id, i.item, d.held_on, d.hours, true, true, i.project_id IN (:c, :y),
	k.provider_id
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

-- In C the children of a session come every day of it; in Y and S all come every day; in J the one half comes in odd
-- months and the other in even ones
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT a.project_id, a.activity_id, b.beneficiary_id
FROM activity a
	JOIN person b USING (project_id, site_id)
WHERE CASE a.project_id
		WHEN :c THEN (b.i - 1) / 100 = (a.held_on - date '2019-07-08') / 14
		WHEN :j THEN b.i % 2 = extract(month FROM a.held_on)::integer % 2
		ELSE true
	END
ORDER BY a.activity_id, b.i;

-- A volunteer is taken to be worth 120 yuan a day.  S: 15 x 7 days, nobody before and after; J: four days of each in a
-- quarter.  Y: 2 workers, 30 days.
INSERT INTO workforce (project_id, kind, from_on, to_on, people, days, daily_rate) VALUES
	(:y, 'staff', '2019-06-01', '2019-06-30', 2, 2 * 30, NULL),
	(:j, 'volunteer', '2019-01-01', '2019-03-31', 3, 3 * 4, 120),
	(:j, 'volunteer', '2019-04-01', '2019-06-30', 24, 24 * 4, 120),
	(:j, 'volunteer', '2019-07-01', '2019-09-30', 61, 61 * 4, 120),
	(:j, 'volunteer', '2019-10-01', '2019-12-31', 108, 108 * 4, 120),
	(:s, 'volunteer', '2019-07-01', '2019-07-14', 0, NULL, NULL),
	(:s, 'volunteer', '2019-07-15', '2019-07-21', 15, 15 * 7, 120),
	(:s, 'volunteer', '2019-07-22', '2019-09-30', 0, NULL, NULL);

-- The bureau of C looks at every day of the camps, that of Y at three days of the home, the others at nothing.
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT a.project_id, a.site_id, a.activity_id, p.buyer_id, a.held_on, 'confirmed'
FROM activity a JOIN project p USING (project_id)
WHERE a.project_id = :c OR (a.project_id = :y AND extract(day FROM a.held_on) IN (5, 15, 25))
ORDER BY a.activity_id;

-- Satisfaction: C 24 answers, half of them 5 and half 4 of 5; Y 12 answers, 4; J 10 in each community, 6 times 5 and 4
-- times 4, once for the year; S was gone before anybody asked
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
SELECT s.project_id, s.site_id, q.answered_on, 'beneficiary', 'general', CASE WHEN i <= q.fives THEN 5 ELSE 4 END,
	p.buyer_id
FROM site s
	JOIN project p USING (project_id)
	JOIN (VALUES (:c, date '2019-08-12', 24, 12), (:y, '2019-06-28', 12, 0), (:j, '2019-12-20', 10, 6))
		AS q (project_id, answered_on, answers, fives) USING (project_id)
	CROSS JOIN LATERAL generate_series(1, q.answers) AS i
ORDER BY s.site_id, i;

-- whoever meets these tables later should know what they hold
SELECT format('COMMENT ON TABLE %I.%I IS %L', :'workspace', c.relname,
	split_part(d.words, ' | ', 1) || ' [four counties: synthetic data, calibrated to published figures] | '
		|| split_part(d.words, ' | ', 2) || ' [四县：虚构数据]')
FROM pg_class c
	CROSS JOIN LATERAL (SELECT obj_description(c.oid, 'pg_class') AS words) d
WHERE c.relnamespace = quote_ident(:'workspace')::regnamespace AND c.relkind = 'r' AND d.words NOT LIKE '%synthetic%'
ORDER BY c.relname COLLATE "C" \gexec

COMMIT;
\encoding :caller_encoding

ANALYZE organization, village, project, contract, contract_item, instalment, payment, site, beneficiary, roster,
	activity, attendance, visit, response, engagement, workforce;

\endif

\echo Four counties: computing
SET client_min_messages = :client_min_messages;
CALL refresh_rankings();

\echo
\echo '=== Four counties (synthetic data): which form of partnership delivers, at what unit cost? ==='
\echo
SELECT left(project, 8) AS county, form, round(engagement, 2) AS engagement, cost, beneficiary_days AS days, unit_cost,
	quality_adjusted_unit_cost AS quality_adjusted, volunteer_days, shadow_cost,
	round(beneficiaries_per_staff, 1) AS per_staff
FROM partnership_comparison
WHERE period = 'term'
ORDER BY project_id;
\echo 'unit_cost: yuan for a day of one person; quality_adjusted: for a satisfied one'
\echo 'shadow_cost: what the volunteers'' days would have cost, no part of cost'

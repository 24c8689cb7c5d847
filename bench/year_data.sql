-- A synthetic year of many projects, to see how a workspace grows: size.bash.  Nothing in it is meant to look like
-- any place.
--
--   psql -v workspace=wide -v first=1 -v projects=100 -v sites=100 -v activities=20 -v seed=1 -f bench/year_data.sql
--
-- loads the projects first .. first + projects - 1 into an existing workspace, one statement for each table, through
-- all constraints and triggers: of each site its activities, a check of every fifth, a look at the room in each
-- quarter, 20 children of whom three come to an activity, and 17 answers in each quarter; needs, assessments,
-- allocations, payments, directors.  Numbers follow from the place of a row, so projects can be added later; all else
-- is drawn by a hash of them and the seed.  quarters=7 makes them last longer; the activities are those of the whole
-- time.

\set ON_ERROR_STOP on
\if :{?quarters}
\else
	\set quarters 4
\endif
SET search_path = :"workspace", pg_temp;
SET client_min_messages = warning;
SET jit = off;
BEGIN;

-- uniform in [0, 1)
CREATE FUNCTION pg_temp.uniform(key bigint, salt bigint) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT (hashint8extended(key, salt) & 4294967295) / 4294967296.0 $$;

SELECT :first + :projects - 1 AS last, 1000 * :seed AS salt,
	(date '2023-01-01' + :quarters * interval '3 months')::date - 1 AS last_day,
	(date '2023-01-01' + :quarters * interval '3 months')::date - date '2023-01-01' AS days \gset

INSERT INTO organization (org_id, name, kind) OVERRIDING SYSTEM VALUE VALUES (1, 'bureau', 'government'),
	(2, 'agency', 'social_organization'), (3, 'office', 'other')
ON CONFLICT DO NOTHING;
INSERT INTO village (division_code, name, township, county)
SELECT to_char(site, 'FM000000000000'), 'V' || site, format('T%s.%s', p, s % 10), 'C' || p
FROM generate_series(:first::bigint, :last) AS p, generate_series(1, :sites) AS s,
	LATERAL (SELECT (p - 1) * :sites + s AS site) n;
INSERT INTO project (project_id, name, service, buyer_id, budget, start_on, end_on) OVERRIDING SYSTEM VALUE
SELECT p, 'P' || p, 'children_homes', 1, 20000 * :sites, '2023-01-01', :'last_day'
FROM generate_series(:first::bigint, :last) AS p;
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price) OVERRIDING SYSTEM VALUE
SELECT p, p, 2, 'open_tender', 20000 * :sites FROM generate_series(:first::bigint, :last) AS p;
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity)
SELECT p, p, 'home_activity', 'activity', :sites * :activities FROM generate_series(:first::bigint, :last) AS p;
INSERT INTO instalment (project_id, contract_id, number, amount, due_on)
SELECT p, p, q, 20000 * :sites / :quarters, (date '2023-01-01' + (q - 1) * interval '3 months')::date + 105
FROM generate_series(:first::bigint, :last) AS p, generate_series(1, :quarters) AS q;
INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on)
SELECT project_id, contract_id, number, amount,
	due_on - 10 + (20 * pg_temp.uniform(project_id * 4 + number, :salt))::integer
FROM instalment WHERE project_id BETWEEN :first AND :last;

INSERT INTO site (project_id, site_id, division_code, name, opened_on) OVERRIDING SYSTEM VALUE
SELECT p, site, to_char(site, 'FM000000000000'), 'home ' || site, '2023-01-01'
FROM generate_series(:first::bigint, :last) AS p, generate_series(1, :sites) AS s,
	LATERAL (SELECT (p - 1) * :sites + s AS site) n;
CREATE TEMPORARY TABLE place ON COMMIT DROP AS
SELECT p AS project_id, (p - 1) * :sites + s AS site_id, pg_temp.uniform((p - 1) * :sites + s, :salt + 1) AS quality
FROM generate_series(:first::bigint, :last) AS p, generate_series(1, :sites) AS s;
ANALYZE place;
CREATE TEMPORARY TABLE quarter ON COMMIT DROP AS
SELECT q, (date '2023-01-01' + (q - 1) * interval '3 months')::date AS period
FROM generate_series(1, :quarters) AS q;
ANALYZE quarter;

INSERT INTO post (project_id, site_id, role, person_code, from_on, to_on)
SELECT project_id, site_id, 'director', 'd' || site_id, '2022-09-01',
	CASE WHEN quality < 0.1 THEN date '2023-08-31' END FROM place;
INSERT INTO beneficiary (project_id, beneficiary_id, plan_on)
SELECT project_id, format('%s-%s', site_id, k), '2023-01-15' FROM place, generate_series(1, 20) AS k;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT project_id, format('%s-%s', site_id, k), site_id, CASE WHEN k <= 2 THEN 'A' WHEN k <= 8 THEN 'B' ELSE 'C' END,
	'2023-01-01'
FROM place, generate_series(1, 20) AS k;
INSERT INTO rest_day (day)
SELECT day::date FROM generate_series(timestamp '2023-01-01', :'last_day', '1 day') AS day
WHERE extract(isodow FROM day) > 5
ON CONFLICT DO NOTHING;
INSERT INTO need (project_id, site_id, counted_on, need_level, need_type, eligible)
SELECT project_id, site_id, period, level, type,
	1 + (3 * pg_temp.uniform(site_id * 100 + q * 10 + place, :salt + 2))::integer
FROM place, quarter, unnest('{A,B,C}'::text[]) WITH ORDINALITY AS l (level, place),
	unnest('{learning,play}'::text[]) AS type;

INSERT INTO activity (project_id, activity_id, site_id, contract_id, item, held_on, hours, need_type, overlaps_with,
	registered, form_filed, feedback_filed, reported_by, reported_at)
OVERRIDING SYSTEM VALUE
SELECT project_id, id, site_id, project_id, 'home_activity', held_on, 2,
	CASE WHEN pg_temp.uniform(id, :salt + 3) < 0.6 THEN 'learning' ELSE 'play' END,
	CASE WHEN pg_temp.uniform(id, :salt + 4) < 0.2 THEN 'school' END, pg_temp.uniform(id, :salt + 5) < 0.95,
	pg_temp.uniform(id, :salt + 6) < 0.9, pg_temp.uniform(id, :salt + 7) < 0.8, 2,
	held_on + interval '20 hours'
FROM place, generate_series(1, :activities) AS a,
	LATERAL (SELECT (site_id - 1) * :activities + a AS id) n,
	LATERAL (SELECT date '2023-01-01' + floor((a - 1 + pg_temp.uniform(id, :salt + 8)) * :days
		/ :activities)::integer AS held_on) h
-- the worst homes report less
WHERE pg_temp.uniform(id, :salt + 9) < 0.75 + 0.5 * quality;
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT a.project_id, a.activity_id, format('%s-%s', a.site_id, 1 + (a.activity_id * 3 + k) % 20)
FROM activity a, generate_series(0, 2) AS k
WHERE a.project_id BETWEEN :first AND :last;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT a.project_id, a.site_id, a.activity_id, 3, a.held_on + 3,
	CASE WHEN pg_temp.uniform(a.activity_id, :salt + 10) < 0.6 + 0.4 * quality THEN 'confirmed' ELSE 'no_trace' END
FROM activity a JOIN place USING (project_id, site_id)
WHERE a.activity_id % 5 = 0;
INSERT INTO visit (project_id, site_id, verifier_id, visited_on, room_open)
SELECT project_id, site_id, 3, date '2023-01-07' + 91 * (q - 1),
	pg_temp.uniform(site_id * 4 + q, :salt + 11) < 0.5 + 0.5 * quality FROM place, quarter;
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, question, rating, scale_max,
	collector_id)
SELECT project_id, site_id, period + 60, respondent, level, question,
	CASE question WHEN 'satisfaction' THEN greatest(1, least(5, round(2 + 2.5 * quality + 2 * (u - 0.5)))) ELSE 1
		+ (u < 0.5 + 0.4 * quality)::integer END,
	CASE question WHEN 'satisfaction' THEN 5 ELSE 2 END, 1
FROM place, quarter, generate_series(1, 17) AS k,
	LATERAL (SELECT pg_temp.uniform((site_id * 4 + q) * 17 + k, :salt + 12) AS u,
		CASE WHEN k <= 2 THEN 'A' WHEN k <= 6 THEN 'B' WHEN k <= 15 THEN 'C' END AS level,
		CASE WHEN k <= 6 THEN 'child' WHEN k <= 15 THEN 'guardian' WHEN k = 16 THEN 'village'
			ELSE 'buyer' END AS respondent,
		CASE WHEN k BETWEEN 13 AND 15 THEN 'knows_service' ELSE 'satisfaction' END AS question) r;
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score)
SELECT project_id, site_id, period + 75, 3, 'order',
	round((60 + 25 * quality + 15 * pg_temp.uniform(site_id * 4 + q, :salt + 13))::numeric, 1) FROM place, quarter;
INSERT INTO allocation (project_id, site_id, given_on, kind, amount, discretionary, decided_by)
SELECT project_id, site_id, period, kind, round((1000 + 2000 * quality * pg_temp.uniform(site_id * 4 + q,
	:salt + 14))::numeric, 2), kind = 'worker_days', 2
FROM place, quarter, unnest('{base,worker_days}'::text[]) AS kind;
COMMIT;

-- what was given without numbers goes on behind the largest
SELECT setval(pg_get_serial_sequence(format('%I.project', :'workspace'), 'project_id'), :last),
	setval(pg_get_serial_sequence(format('%I.contract', :'workspace'), 'contract_id'), :last),
	setval(pg_get_serial_sequence(format('%I.site', :'workspace'), 'site_id'), :last * :sites),
	setval(pg_get_serial_sequence(format('%I.organization', :'workspace'), 'org_id'), 3),
	setval(pg_get_serial_sequence(format('%I.activity', :'workspace'), 'activity_id'),
		:last * :sites * :activities) \gset ignored_

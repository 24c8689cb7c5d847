-- The visit plan: strata by what was verified before, shares of each, a random floor, all of it again from the seed
SET client_min_messages = warning;
SET DateStyle = ISO;
\set SHOW_CONTEXT never
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('plan', pack => 'blank') WHERE action = 'created';
SET search_path = plan, service_eval;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('plain', 'plain', '一般', 'other', 100);
INSERT INTO organization (name, kind)
VALUES ('bureau', 'government'), ('agency', 'social_organization'), ('office', 'other');
INSERT INTO village (division_code, name, township, county)
SELECT '990101100' || lpad(i::text, 3, '0'), 'V' || i, 'T', 'C' FROM generate_series(1, 100) AS i;
INSERT INTO project (name, buyer_id, service, start_on, end_on) VALUES
	('p', 1, 'other', '2021-07-01', '2090-12-10'), ('no site', 1, 'other', '2090-07-01', '2090-12-31');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity, tariff)
VALUES (1, 1, 'a', 'activity', 5000, 10), (1, 1, 'b', 'hour', 100, 80), (1, 1, 'c', 'call', 100, 0);
INSERT INTO site (project_id, division_code, name, opened_on, closed_on)
SELECT 1, division_code, name, CASE name WHEN 'V100' THEN date '2090-11-15' ELSE '2021-07-01' END,
	CASE name WHEN 'V99' THEN date '2021-09-30' WHEN 'V98' THEN '2090-10-20' END
FROM village ORDER BY division_code;
-- What was evaluated of a quarter, put here by hand
CREATE FUNCTION pg_temp.evaluate(of_period text) RETURNS bigint LANGUAGE sql AS $$
	WITH found AS (
		INSERT INTO snapshot (project_id, period, kind, from_on, until_on, end_on, input_digest)
		SELECT 1, period, kind, from_on, until_on, end_on, '' FROM project_period
		WHERE project_id = 1 AND period = of_period
		RETURNING project_id, period, snapshot_id
	)
	INSERT INTO evaluation_run (project_id, period, snapshot_id, scheme_id, version, extension_version, status)
	SELECT project_id, period, snapshot_id, 'plain', 1, '0', 'finished' FROM found
	RETURNING snapshot_id
$$;

CREATE FUNCTION pg_temp.deliver(of_snapshot bigint, of_site bigint, of_item text, reported numeric, verified numeric)
RETURNS integer LANGUAGE sql AS $$
	INSERT INTO item_measure (project_id, snapshot_id, site_id, contract_id, item, target, not_due, reported,
		deduplicated, held, verified, checked, confirmed, confirmed_checks, sampled)
	VALUES (1, $1, $2, 1, $3, 20, 0, $4, $4, 0, $5, 0, 0, 0, 0)
	RETURNING 1
$$;

-- before anything was evaluated nothing is known: all amber, 10 % of 99 and 5 % of the other 89, rounded up
SELECT plan_visits(1, '2090Q4', 1) AS drawn;
SELECT stratum, drawn, count(*) FROM visit_plan GROUP BY 1, 2 ORDER BY 1, 2;
SELECT DISTINCT from_on, until_on, seed FROM visit_plan;
DELETE FROM visit_plan;

-- Of the first quarter all but three reported 20.  Of sites 1 to 60, 19 were verified, just green; of 61 to 80, 18,
-- just amber; of 81 to 95, 17, red.  96 to 98 reported nothing: red.  99 closed then, 100 is new: amber
SELECT count(pg_temp.deliver(e.snapshot_id, s, 'a', CASE WHEN s IN (96, 97, 98) THEN 0 ELSE 20 END,
	CASE WHEN s IN (96, 97, 98) THEN 0 WHEN s <= 60 THEN 19 WHEN s <= 80 THEN 18 ELSE 17 END)) AS sites
FROM pg_temp.evaluate('2021Q3') AS e (snapshot_id), generate_series(1, 99) AS s;
ANALYZE;
-- 5 % of 60, 10 % of 21, 50 % of 18, and 5 % of the 84 that are left, rounded up
SELECT plan_visits(1, '2090Q4', 7) AS drawn;
SELECT stratum, count(*) AS sites, count(*) FILTER (WHERE drawn = 'stratum') AS in_stratum,
	sum(count(*) FILTER (WHERE drawn = 'floor')) OVER () AS floor
FROM visit_plan GROUP BY 1 ORDER BY 1;
SELECT stratum, min(site_id), max(site_id) FROM visit_plan WHERE site_id <> 100 GROUP BY 1 ORDER BY 1;
SELECT site_id, stratum FROM visit_plan WHERE site_id IN (99, 100);
-- who was drawn and when can be recomputed from the seed
SELECT stratum, count(*) AS drawn, array_agg(site_id ORDER BY site_id) = (
		SELECT array_agg(site_id ORDER BY site_id) FROM (
			SELECT site_id FROM visit_plan o WHERE o.stratum = p.stratum
			ORDER BY sha256(convert_to('7/1/2090Q4/' || site_id || '/stratum', 'UTF8')) LIMIT count(p.site_id)
		) o
	) AS by_the_seed
FROM visit_plan p WHERE drawn = 'stratum' GROUP BY stratum ORDER BY stratum;
-- a day is as far into the 71 days of the quarter as the first 32 bits are into all that they can be
SELECT count(*) AS days, bool_and(due = date '2090-10-01' + floor(71
	* ('x' || left(encode(sha256(convert_to('7/1/2090Q4/' || site_id || '/day', 'UTF8')), 'hex'), 8))::bit(32)::bigint
	/ 4294967296.0)::integer) AS by_the_seed
FROM visit_plan WHERE due IS NOT NULL AND site_id < 98;
-- every visit is due while the site is open and the project runs
SELECT bool_and(due BETWEEN '2090-10-01' AND '2090-12-10') AS in_term, count(DISTINCT due) > 10 AS spread
FROM visit_plan WHERE due IS NOT NULL;
-- a seed gives one plan, another seed another
CREATE TEMPORARY TABLE seven AS SELECT * FROM visit_plan;
DELETE FROM visit_plan;
SELECT plan_visits(1, '2090Q4', 7) AS drawn;
SELECT count(*) AS differences FROM (TABLE seven EXCEPT TABLE visit_plan) d;
DELETE FROM visit_plan;
SELECT plan_visits(project_id => 1, period => '2090Q4', seed => 8) AS drawn;
SELECT count(*) > 10 AS others
FROM (
	SELECT site_id FROM visit_plan WHERE due IS NOT NULL EXCEPT SELECT site_id FROM seven WHERE due IS NOT NULL
) d;

-- nobody is safe and nobody is preferred: over 200 seeds a site is drawn by its stratum as often as its share says, and
-- by the floor as often as any other that is left (5 of 84); 5 standard deviations of 60 binomial counts
CREATE TEMPORARY TABLE draw (site_id bigint, stratum text, drawn text, due date);
DO $$
BEGIN
	FOR seed IN 1 .. 200 LOOP
		TRUNCATE plan.visit_plan;
		PERFORM plan.plan_visits(1, '2090Q4', seed);
		INSERT INTO draw SELECT site_id, stratum, drawn, due FROM plan.visit_plan;
	END LOOP;
END $$;
SELECT stratum, bool_and(abs(n - 200 * p) < 5 * sqrt(200 * p * (1 - p))) AS as_expected,
	min(floor) > 0 AS all_by_the_floor
FROM (
	SELECT site_id, stratum, count(*) FILTER (WHERE drawn = 'stratum') AS n,
		count(*) FILTER (WHERE drawn = 'floor') AS floor,
		CASE stratum WHEN 'green' THEN 3 / 60.0 WHEN 'amber' THEN 3 / 21.0 ELSE 9 / 18.0 END AS p
	FROM draw GROUP BY 1, 2
) s GROUP BY stratum ORDER BY stratum;
SELECT abs(avg(due - date '2090-10-01') - 35) < 2 AS on_average_in_the_middle FROM draw WHERE site_id < 98;
SELECT min(due) >= '2090-10-01' AND max(due) <= '2090-10-20' AS before_98_closes, count(DISTINCT due) > 10 AS spread
FROM draw WHERE site_id = 98;
SELECT min(due) >= '2090-11-15' AS after_100_opens FROM draw WHERE site_id = 100;

-- What was evaluated of all quarters before counts, and nothing of those that are not before.  1: 36 of 40, just amber;
-- 61: 38 of 40, green; 96: 19 of 20 after nothing; 2: nothing was checked, amber.  3: 19 of 20 and 0 of 4 that weigh
-- eight times as much, red; 4: what costs nothing says nothing, green; 97: nothing of what costs something, still red;
-- 100: nothing of what costs nothing, amber
DELETE FROM visit_plan;
BEGIN;
SELECT count(pg_temp.deliver(e.snapshot_id, v.site_id, v.item, v.reported, v.verified)) AS items
FROM pg_temp.evaluate('2021Q4') AS e (snapshot_id),
	(VALUES (1, 'a', 20, 17), (61, 'a', 20, 20), (96, 'a', 20, 19), (2, 'a', 20, NULL), (3, 'b', 4, 0),
		(4, 'c', 400, NULL), (97, 'c', 400, NULL), (100, 'c', 0, 0)) AS v (site_id, item, reported, verified);
SELECT plan_visits(1, '2090Q4', 1) > 0 AS drawn;
SELECT site_id, stratum FROM visit_plan WHERE site_id IN (1, 2, 3, 4, 61, 62, 96, 97, 100) ORDER BY 1;
DELETE FROM visit_plan;
UPDATE snapshot SET from_on = '2090-10-01', until_on = '2090-12-10', end_on = '2090-12-10' WHERE period = '2021Q4';
SELECT plan_visits(1, '2090Q4', 1) > 0 AS drawn;
SELECT site_id, stratum FROM visit_plan WHERE site_id IN (1, 2, 61, 96) ORDER BY 1;
ROLLBACK;

-- a seed of nobody's choice is kept, and is another each time
SELECT plan_visits(1, '2090Q4') AS drawn;
SELECT DISTINCT seed AS first_seed FROM visit_plan \gset
DELETE FROM visit_plan;
SELECT plan_visits(1, '2090Q4') AS drawn;
SELECT count(DISTINCT seed) AS seeds, bool_and(seed <> :first_seed) AS another FROM visit_plan;
-- other shares: everybody; nobody but the floor
DELETE FROM visit_plan;
SELECT plan_visits(1, '2090Q4', 1, green => 1, amber => 1, red => 1) AS drawn;
DELETE FROM visit_plan;
SELECT plan_visits(1, '2090Q4', 1, green => 0, amber => 0, red => 0, floor => 0.01) AS drawn;

-- the view: what is due, and what was done by somebody else than the provider, within the days of the plan
DELETE FROM visit_plan;
INSERT INTO visit_plan (project_id, from_on, until_on, site_id, stratum, due, drawn) VALUES
	(1, '2021-10-01', '2021-12-31', 1, 'red', '2021-11-02', 'stratum'),
	(1, '2021-10-01', '2021-12-31', 2, 'red', '2021-11-02', 'stratum'),
	(1, '2021-10-01', '2021-12-31', 3, 'green', '2021-11-02', 'floor'),
	(1, '2021-10-01', '2021-12-31', 4, 'green', NULL, NULL),
	(1, current_date, current_date, 5, 'green', current_date, 'floor'),
	-- a fortnight, planned elsewhere
	(1, '2022-02-01', '2022-02-14', 6, 'amber', '2022-02-03', 'floor');
INSERT INTO visit (project_id, site_id, verifier_id, visited_on, room_open) VALUES
	(1, 1, 3, '2021-11-04', true), (1, 1, 3, '2021-10-30', true), (1, 2, 2, '2021-11-02', true),
	(1, 3, 3, '2021-09-30', true), (1, 6, 3, '2022-02-15', true);
SELECT CASE WHEN site_id <> 5 THEN period END AS period, site_id, village, stratum, due = current_date AS today, drawn,
	visited_on, status
FROM verification_plan ORDER BY site_id;

-- in a quarter that has begun, days that are over are not drawn
DELETE FROM visit_plan;
SELECT period AS running FROM project_unit WHERE project_id = 1 AND current_date BETWEEN from_on AND end_on \gset
SELECT plan_visits(1, :'running', 1, red => 1, amber => 1, green => 1) AS drawn;
SELECT bool_and(due >= current_date) AS not_yet_over,
	bool_or(due > current_date) OR max(until_on) = current_date AS drawn
FROM visit_plan;

-- what cannot be
SELECT id, pg_temp.answer(query) AS answer
FROM (VALUES
	(1, $$SELECT plan_visits(2, '2090Q5')$$),
	(2, $$SELECT plan_visits(2, NULL)$$),
	(3, $$INSERT INTO visit_plan (project_id, from_on, until_on, site_id, stratum)
		VALUES (1, '2090-10-01', '2090-12-10', 1, 'red') RETURNING plan_visits(1, '2090Q4', 1)$$),
	(4, $$SELECT plan_visits(2, '2090Q4', 1)$$),
	(5, $$SELECT plan_visits(3, '2090Q4', 1)$$),
	(6, $$SELECT plan_visits(1, '2090Q3', 1, red => 1.5)$$),
	(7, $$SELECT plan_visits(1, '2090Q3', 1, green => NULL)$$),
	(8, $$SELECT plan_visits(1, '2090Q3', 1, amber => 'NaN')$$),
	(9, $$SELECT plan_visits(1, '2021Q3', 1)$$),
	(10, $$SELECT plan_visits(2, 'term', 1)$$),
	(11, $$INSERT INTO visit_plan (project_id, from_on, until_on, site_id, stratum, due)
		VALUES (1, '2021-07-01', '2021-09-30', 1, 'red', '2021-07-02')$$),
	(12, $$INSERT INTO visit_plan (project_id, from_on, until_on, site_id, stratum, due, drawn)
		VALUES (1, '2021-07-01', '2021-09-30', 1, 'red', '2021-10-01', 'floor')$$),
	(13, $$INSERT INTO visit_plan (project_id, from_on, until_on, site_id, stratum)
		VALUES (1, '2021-07-01', '2021-09-30', 1, 'blue')$$),
	(14, $$INSERT INTO visit_plan (project_id, from_on, until_on, site_id, stratum)
		VALUES (1, '2021-07-02', '2021-07-01', 1, 'red')$$),
	(15, $$INSERT INTO visit_plan (project_id, from_on, until_on, site_id, stratum)
		VALUES (1, '2021-07-01', '2021-09-30', 101, 'red')$$)
) AS v (id, query) ORDER BY id;

RESET search_path;
DROP SCHEMA plan CASCADE;

-- A bureau's own tables: all facts of H City under other names and in other columns, mapped by views, give the same results
\getenv top PG_ABS_SRCDIR
\set example :top '/examples/h_city.sql'
\set tables :top '/examples/year_tables.sql'
\set workspace h_city
\set ECHO none
SET client_min_messages = warning;
\i :example
\i :tables
\set ON_ERROR_STOP off
\set ECHO all

-- the tables of facts; logins come with no year, but a view asks for them
CREATE TEMPORARY TABLE fact AS SELECT name, place FROM unnest(string_to_array(:'tables', ' ') || 'account'::text) WITH ORDINALITY AS t (name, place);
-- the columns that the guide says a view needs
\set guide `sed -n '/^| view | columns |/,/^$/p' "$PG_ABS_SRCDIR/doc/workspace.md"`
CREATE TEMPORARY TABLE documented AS
SELECT cell[1] AS fact, string_to_array(cell[2], ', ') AS columns
FROM (SELECT regexp_match(line, '^\| (\w+) \| ([a-z_0-9, ]+) \|$') AS cell FROM regexp_split_to_table(:'guide', E'\n') AS line) l
WHERE cell IS NOT NULL AND cell[1] <> 'view';
SELECT count(*) > 20 AS documented, bool_and(fact IN (SELECT name FROM fact)) AS facts FROM documented;

-- A second, small project, whose rows will be spoilt one by one: a check then has little to copy
SET search_path = h_city;
INSERT INTO project (name, buyer_id, start_on, end_on) VALUES ('small', 1, '2023-01-01', '2023-06-30');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (2, 2, 'open_tender', 100);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (2, 2, 'a', 'activity', 9);
INSERT INTO site (project_id, division_code, name, opened_on) SELECT 2, min(division_code), 'home', '2023-01-01' FROM village;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on) SELECT 2, site_id, 2, 'a', held_on FROM site, (VALUES (date '2023-02-01'), ('2023-03-01')) AS h (held_on) WHERE project_id = 2;
INSERT INTO beneficiary (project_id, beneficiary_id, site_id, need_level) SELECT 2, 'k', site_id, 'A' FROM site WHERE project_id = 2;
INSERT INTO attendance (project_id, activity_id, beneficiary_id) SELECT 2, activity_id, 'k' FROM activity WHERE project_id = 2;
INSERT INTO photo (project_id, activity_id, phash) SELECT 2, activity_id, 1 FROM activity WHERE project_id = 2;
INSERT INTO photo_rule (project_id, max_distance) VALUES (2, 4);
INSERT INTO duplicate_review (project_id, activity_id, earlier_activity_id, decision) SELECT 2, max(activity_id), min(activity_id), 'rejected' FROM activity WHERE project_id = 2;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome) SELECT 2, site_id, activity_id, 3, held_on, 'confirmed' FROM activity WHERE project_id = 2;
INSERT INTO visit_plan (project_id, period, site_id, stratum, due, drawn, seed) SELECT 2, '2023-01-01', site_id, 'green', '2023-02-02', 'stratum', 1 FROM site WHERE project_id = 2;
INSERT INTO director_post (project_id, site_id, person_code, from_on) SELECT 2, site_id, 'd', '2023-01-01' FROM site WHERE project_id = 2;
INSERT INTO need (project_id, site_id, period, need_level, need_type, eligible) SELECT 2, site_id, '2023-01-01', 'A', 'play', 1 FROM site WHERE project_id = 2;
INSERT INTO response (project_id, site_id, period, respondent, need_level, rating, collector_id) SELECT 2, site_id, '2023-01-01', 'child', 'A', 3, 1 FROM site WHERE project_id = 2;
INSERT INTO assessment (project_id, site_id, period, evaluator_id, criterion, score) SELECT 2, site_id, '2023-01-01', 3, 'order', 80 FROM site WHERE project_id = 2;
INSERT INTO allocation (project_id, site_id, period, kind, amount) SELECT 2, site_id, '2023-01-01', 'base', 10 FROM site WHERE project_id = 2;
INSERT INTO payment (project_id, contract_id, period, due, due_on, paid, paid_on) VALUES (2, 2, '2023-01-01', 100, '2023-04-15', 100, '2023-04-10');
INSERT INTO bid (project_id, org_id, qualified, won) VALUES (2, 2, true, true);
INSERT INTO engagement (project_id, fact, present) VALUES (2, 'joint_design', true);
INSERT INTO workforce (project_id, period, kind, people, days) VALUES (2, '2023-01-01', 'staff', 1, 60);
INSERT INTO account (login, role, org_id) VALUES ('clerk', 'provider', 2);

RESET search_path;

-- The bureau's registry: book_1, book_2, ... with the columns entry_1, entry_2, ..., in another order, without any rule
CREATE SCHEMA registry;
CREATE SCHEMA own;
DO $$
DECLARE
	f	record;
BEGIN
	FOR f IN
		SELECT t.name, t.place, string_agg(format('%I AS entry_%s', a.attname, a.attnum), ', ' ORDER BY a.attnum DESC) AS entries,
			-- the columns of the guide and, of tables that it does not list, all
			string_agg(format('entry_%s AS %I', a.attnum, a.attname), ', ' ORDER BY a.attname) FILTER (WHERE d.fact IS NULL OR a.attname = ANY (d.columns)) AS shown
		FROM fact t JOIN pg_attribute a ON a.attrelid = format('h_city.%I', t.name)::regclass AND a.attnum > 0
			LEFT JOIN documented d ON d.fact = t.name
		GROUP BY t.name, t.place ORDER BY t.place
	LOOP
		EXECUTE format('CREATE TABLE registry.book_%s AS SELECT %s FROM h_city.%I ORDER BY 1', f.place, f.entries, f.name);
		EXECUTE format('CREATE VIEW own.%I AS SELECT %s FROM registry.book_%s', f.name, f.shown, f.place);
	END LOOP;
END $$;
ANALYZE;
-- (before version 16 PostgreSQL names the table with each column)
SELECT replace(pg_get_viewdef('own.payment'::regclass), 'book_22.', '') AS payment;
-- every column of the guide is one of the table
SELECT d.fact, c.name AS unknown FROM documented d, unnest(d.columns) AS c (name)
WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = format('own.%I', d.fact)::regclass AND a.attname = c.name);

CREATE TEMPORARY TABLE listed AS SELECT * FROM service_eval.create_workspace('own');
-- Every table of facts is kept; what a view cannot carry is skipped: all foreign keys from and to one of them, all indexes besides those
-- of constraints, all triggers.  Nothing else is
SELECT action, split_part(object, ' ', 1) AS kind, reason, count(*) = (SELECT count(*) FROM fact) AS all_facts,
	bool_and(split_part(object, ' ', 2) IN (SELECT name FROM fact)) AS facts
FROM listed WHERE action = 'kept' GROUP BY 1, 2, 3;
CREATE TEMPORARY TABLE part AS
SELECT c.conname AS name, c.conrelid::regclass AS relation, c.confrelid::regclass AS referenced FROM pg_constraint c WHERE c.connamespace = 'h_city'::regnamespace AND c.contype = 'f'
UNION ALL
SELECT c.relname, i.indrelid, i.indrelid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE c.relnamespace = 'h_city'::regnamespace AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype <> 'f')
UNION ALL
SELECT t.tgname, t.tgrelid, t.tgrelid FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = 'h_city'::regnamespace AND NOT t.tgisinternal;
SELECT count(*) > 50 AS parts, count(*) FILTER (WHERE s.object IS NULL) AS not_said, count(*) FILTER (WHERE p.name IS NULL) AS too_much
FROM (SELECT format('%s on %s', p.name, substr(p.relation::text, 8)) AS object, p.name FROM part p
	  WHERE substr(p.relation::text, 8) IN (SELECT name FROM fact) OR substr(p.referenced::text, 8) IN (SELECT name FROM fact)) p
	FULL JOIN (SELECT object FROM listed WHERE action = 'skipped') s USING (object);
SELECT count(*) AS without_reason FROM listed WHERE action = 'skipped' AND reason !~ '^\w+ is the bureau''s own$';
-- what is there without the facts is made with all its rules
SELECT string_agg(substr(object, 7), ' ' ORDER BY object COLLATE "C") AS made FROM listed WHERE action = 'created' AND object LIKE 'table %';

CALL h_city.refresh_rankings();
CALL own.refresh_rankings();
ANALYZE;
-- every view says the same in both, in every row
CREATE FUNCTION pg_temp.differences(name text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	n	bigint;
BEGIN
	EXECUTE format('SELECT count(*) FROM ((SELECT v::text FROM h_city.%1$I v EXCEPT ALL SELECT v::text FROM own.%1$I v) UNION ALL (SELECT v::text FROM own.%1$I v EXCEPT ALL SELECT v::text FROM h_city.%1$I v)) d', name) INTO n;
	RETURN n;
END $$;
CREATE FUNCTION pg_temp.rows(name text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	n	bigint;
BEGIN
	EXECUTE format('SELECT count(*) FROM own.%I', name) INTO n;
	RETURN n;
END $$;
SELECT name, pg_temp.rows(name) > 0 AS rows, pg_temp.differences(name) AS differences
FROM unnest(ARRAY['village_ranking', 'contract_fulfilment', 'village_scorecard', 'project_summary', 'rank_sensitivity', 'village_satisfaction', 'village_history', 'data_gaps', 'inclusion',
	'need_match', 'director_continuity', 'award_contradiction', 'impression_gap', 'lens_agreement', 'elimination_candidate', 'band_comparison', 'duplicate_activity', 'verification_plan',
	'suspension_watchlist', 'resource_concentration', 'trust_log', 'role_conflict', 'agency_dependence', 'partnership_comparison', 'payment_statement']) AS name;

-- What the workspace's own table refuses, a refresh refuses that reads it from a view: the same statement, the same answer.  One for
-- each table of facts
CREATE FUNCTION pg_temp.refusal(workspace text, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	rule text;
BEGIN
	PERFORM set_config('search_path', workspace, true);
	EXECUTE statement;
	PERFORM service_eval.check_supplied_facts(workspace::regnamespace, 2);
	RAISE EXCEPTION 'accepted' USING ERRCODE = '00001';	-- and undone
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS rule = CONSTRAINT_NAME;
	RETURN concat_ws(' ', SQLSTATE, coalesce(nullif(rule, ''), regexp_replace(SQLERRM, '\d+', '#', 'g')));
END $$;
SELECT fact, pg_temp.refusal('h_city', statement) AS own_table, pg_temp.refusal('own', statement) = pg_temp.refusal('h_city', statement) AS the_same
FROM (VALUES
	(0, 'nothing is wrong', 'SELECT'),
	(1, 'organization', $$UPDATE organization SET kind = 'club' WHERE org_id = 9$$),
	(2, 'village', $$INSERT INTO village (division_code, name, township, county) SELECT division_code, name, township, county FROM village LIMIT 1$$),
	(3, 'project', $$UPDATE project SET end_on = start_on - 1 WHERE project_id = 2$$),
	(4, 'contract', $$UPDATE contract SET provider_id = 99 WHERE project_id = 2$$),
	(5, 'contract_item', $$UPDATE contract_item SET target_quantity = 0 WHERE project_id = 2$$),
	(6, 'site', $$UPDATE site SET division_code = '000000000000' WHERE project_id = 2$$),
	(7, 'director_post', $$INSERT INTO director_post (project_id, site_id, person_code, from_on, acting) SELECT 2, site_id, 'e', '2023-05-01', false FROM site WHERE project_id = 2$$),
	(8, 'beneficiary', $$UPDATE beneficiary SET need_level = 'D' WHERE project_id = 2$$),
	(9, 'activity', $$UPDATE activity SET held_on = '2022-12-31' WHERE project_id = 2$$),
	(10, 'attendance', $$UPDATE attendance SET beneficiary_id = 'nobody' WHERE project_id = 2$$),
	(11, 'photo', $$UPDATE photo SET phash = NULL WHERE project_id = 2$$),
	(12, 'photo_rule', $$UPDATE photo_rule SET max_distance = 65 WHERE project_id = 2$$),
	(13, 'duplicate_review', $$UPDATE duplicate_review SET earlier_activity_id = activity_id WHERE project_id = 2$$),
	(14, 'visit', $$UPDATE visit SET visited_on = '2023-01-15' WHERE project_id = 2$$),
	(15, 'visit_plan', $$UPDATE visit_plan SET stratum = 'blue' WHERE project_id = 2$$),
	(16, 'need', $$UPDATE need SET eligible = -1 WHERE project_id = 2$$),
	(17, 'rest_day', $$UPDATE rest_day SET day = NULL WHERE day = (SELECT min(day) FROM rest_day)$$),
	(18, 'response', $$UPDATE response SET rating = 6 WHERE project_id = 2$$),
	(19, 'assessment', $$UPDATE assessment SET score = 'NaN' WHERE project_id = 2$$),
	(20, 'allocation', $$UPDATE allocation SET period = '2023-02-01' WHERE project_id = 2$$),
	(21, 'payment', $$UPDATE payment SET paid_on = NULL WHERE project_id = 2$$),
	(22, 'bid', $$UPDATE bid SET org_id = 99 WHERE project_id = 2$$),
	(23, 'funding', $$UPDATE funding SET year = 20 WHERE year = 2020$$),
	(24, 'engagement', $$UPDATE engagement SET fact = 'good will' WHERE project_id = 2$$),
	(25, 'workforce', $$UPDATE workforce SET days = 93 WHERE project_id = 2$$),
	(26, 'account', $$UPDATE account SET org_id = 99$$)
) AS v (i, fact, statement)
ORDER BY i;

-- The nightly call fails for that project with this SQLSTATE, and what was ranked before stays
UPDATE own.response SET rating = 6 WHERE project_id = 2;
\set VERBOSITY sqlstate
CALL own.refresh_rankings();
\set VERBOSITY default
SELECT project_id, error FROM own.evaluation_run WHERE status = 'failed';
SELECT pg_temp.differences('village_ranking') AS differences;
-- corrected, it is refreshed again, and the other is left alone
UPDATE own.response SET rating = 5 WHERE project_id = 2;
CALL own.refresh_rankings();
SELECT project_id, bool_or(status = 'superseded') AS renewed, count(*) FILTER (WHERE status = 'finished') AS current FROM own.evaluation_run WHERE status <> 'failed' GROUP BY 1 ORDER BY 1;

DROP SCHEMA h_city, own, registry CASCADE;

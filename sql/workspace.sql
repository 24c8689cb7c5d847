-- create_workspace: what it makes, what it keeps, what it refuses
SET client_min_messages = warning;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- everything is created once, and a second call keeps it
SELECT action, reason, count(*) > 30 AS many FROM service_eval.create_workspace('ws') GROUP BY 1, 2;
SELECT action, reason, count(*) > 30 AS many FROM service_eval.create_workspace('ws') GROUP BY 1, 2;

-- the objects of the first version
SELECT relkind, relname FROM pg_class
WHERE relnamespace = 'ws'::regnamespace AND relkind IN ('r', 'v')
ORDER BY relkind, relname COLLATE "C";

-- every table, view, column and function is described in English and Chinese: no rows
SELECT c.relname, a.attname
FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'ws'::regnamespace AND c.relkind IN ('r', 'v')
	AND (coalesce(obj_description(c.oid, 'pg_class'), '') !~ '^[ -~]+ \| .*[一-龥]'
		OR coalesce(col_description(c.oid, a.attnum), '') !~ '^[ -~]+ \| .*[一-龥]')
UNION ALL
SELECT p.proname, NULL
FROM pg_proc p
WHERE p.pronamespace = 'ws'::regnamespace AND coalesce(obj_description(p.oid, 'pg_proc'), '') !~ '^[ -~]+ \| .*[一-龥]';

-- views run with the rights of whoever asks: no rows
SELECT relname FROM pg_class
WHERE relnamespace = 'ws'::regnamespace AND relkind = 'v' AND NOT coalesce(reloptions @> '{security_invoker=true}', false);

-- tables, their columns, defaults and constraints need nothing of the extension: no rows
SELECT c.relname, pg_describe_object(d.refclassid, d.refobjid, d.refobjsubid) AS needs
FROM pg_depend d
	JOIN pg_depend m ON m.classid = d.refclassid AND m.objid = d.refobjid AND m.deptype = 'e'
		AND m.refclassid = 'pg_extension'::regclass AND m.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'service_eval')
	LEFT JOIN pg_constraint k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
	LEFT JOIN pg_attrdef f ON d.classid = 'pg_attrdef'::regclass AND f.oid = d.objid
	JOIN pg_class c ON c.oid = coalesce(k.conrelid, f.adrelid, CASE WHEN d.classid = 'pg_class'::regclass THEN d.objid END)
WHERE c.relnamespace = 'ws'::regnamespace AND c.relkind = 'r';

-- so the extension cannot be dropped by accident, and even with CASCADE every fact stays
INSERT INTO ws.organization (name, kind) VALUES ('bureau', 'government');
\set VERBOSITY sqlstate
DROP EXTENSION service_eval;
\set VERBOSITY default
BEGIN;
DROP EXTENSION service_eval CASCADE;
SELECT name FROM ws.organization;
SELECT count(*) FILTER (WHERE relkind = 'r') AS tables,
	to_regclass('ws.level_satisfaction') IS NULL AS view_gone
FROM pg_class WHERE relnamespace = 'ws'::regnamespace;
-- with the extension back, the missing views are made again and the rest is kept
CREATE EXTENSION service_eval;
SELECT object, action FROM service_eval.create_workspace('ws') WHERE action <> 'kept' ORDER BY object;
SELECT name FROM ws.organization;
ROLLBACK;

-- nobody has to be a superuser: the right to create in the database is enough (trusted extension)
CREATE ROLE regress_service_eval_owner;
BEGIN;
DROP EXTENSION service_eval CASCADE;
DROP SCHEMA service_eval;
DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO regress_service_eval_owner', current_database()); END $$;
SET LOCAL ROLE regress_service_eval_owner;
CREATE EXTENSION service_eval;
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('theirs') WHERE action = 'created';
SELECT theirs.refresh_project(1);
ROLLBACK;
DROP ROLE regress_service_eval_owner;

-- what the installer reads of a script
SELECT command, relation, part, referenced, rules, btrim(statement, E' \t\n') AS statement
FROM service_eval.workspace_statements($script$
CREATE TABLE a.b (c int CONSTRAINT d CHECK (c > 0), CONSTRAINT "E é" UNIQUE (c));
ALTER TABLE b ADD CONSTRAINT f FOREIGN KEY (c) REFERENCES x.y;
COMMENT ON COLUMN b.c /* 注释 */ IS '列'; COMMENT ON COLUMN bare IS NULL; COMMENT ON TABLE x.y IS NULL;
CREATE INDEX g ON ONLY b (c);
SELECT 1 -- the end
$script$);
SELECT count(*) FROM service_eval.workspace_statements(' -- nothing');
-- every table of the workspace carries the rules of its statement
SELECT count(*) AS tables, bool_and(service_eval.has_rules(format('ws.%I', relation)::regclass, rules)) AS has_rules
FROM service_eval.workspace_statements(replace(service_eval.workspace_script(), '@workspace@', 'ws'))
WHERE command = 'CREATE TABLE';
SELECT service_eval.has_rules('pg_class', '{none}') AS has_rules;
\set VERBOSITY sqlstate
SELECT * FROM service_eval.workspace_statements('SELECT 1; SELEKT 2');
\set VERBOSITY default

-- names that cannot be a workspace
CREATE FUNCTION pg_temp.try(name text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	hint text;
BEGIN
	PERFORM service_eval.create_workspace(name);
	RETURN 'created';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
	RETURN format('%s: %s (hint: %s)', SQLSTATE, SQLERRM, hint);
END $$;
SELECT pg_temp.try(name)
FROM (VALUES (NULL), (''), ('a"b'), ('a''b'), ('a$b'), ('a\b'), ('pg_mine'), ('service_eval'), ('information_schema'), (repeat('x', 64))) AS v (name);

-- no right to create a schema, and no right in the schema: PostgreSQL's own errors
CREATE ROLE regress_service_eval_nobody;
SET ROLE regress_service_eval_nobody;
\set VERBOSITY sqlstate
SELECT service_eval.create_workspace('forbidden');
SELECT service_eval.create_workspace('ws');
\set VERBOSITY default
RESET ROLE;
-- an existing schema needs no right on the database
CREATE SCHEMA ours AUTHORIZATION regress_service_eval_nobody;
SET ROLE regress_service_eval_nobody;
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('ours') WHERE action = 'created';
CALL ours.refresh_rankings();
RESET ROLE;
DROP SCHEMA ours CASCADE;
DROP ROLE regress_service_eval_nobody;

-- The bureau's own tables under other names, seen through views: kept, and what a view cannot carry is skipped and said
CREATE SCHEMA registry;
CREATE TABLE registry.dorf (schluessel text PRIMARY KEY, bezeichnung text);
INSERT INTO registry.dorf SELECT '99010110020' || i, 'V' || i FROM generate_series(1, 3) AS i;
CREATE TABLE registry.upload (id bigint, place bigint, day date, book boolean, length numeric DEFAULT 1);
INSERT INTO registry.upload
SELECT row_number() OVER (), s, date '2021-07-10' + k, k % 2 = 0 FROM generate_series(1, 3) AS s, generate_series(1, s) AS k;
CREATE TABLE registry.leader (place bigint, who text, since date, until date);
CREATE SCHEMA own;
CREATE VIEW own.village AS SELECT schluessel AS division_code, bezeichnung AS name, 'T' AS township, 'C' AS county FROM registry.dorf;
CREATE VIEW own.activity AS
SELECT 1::bigint AS project_id, id AS activity_id, place AS site_id, 1::bigint AS contract_id, 'a' AS item, day AS held_on, length AS hours, NULL::text AS need_type, NULL::boolean AS school_overlap,
	book AS registered, true AS form_filed, true AS feedback_filed, NULL::bigint AS reported_by, NULL::timestamptz AS reported_at
FROM registry.upload;
CREATE VIEW own.director_post AS
SELECT 1::bigint AS project_id, place AS site_id, who AS person_code, since AS from_on, until AS to_on, false AS acting, NULL::text AS education, NULL::boolean AS certified,
	NULL::text AS award, NULL::numeric AS assessment_score
FROM registry.leader;
SELECT object, action, reason FROM service_eval.create_workspace('own') WHERE action <> 'created' ORDER BY object COLLATE "C";

-- the same facts in a workspace's own tables, under a name that needs quoting
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('H City 评估') WHERE action = 'created';
INSERT INTO "H City 评估".village SELECT * FROM own.village;
DO $$
DECLARE
	ws text;
BEGIN
	FOREACH ws IN ARRAY ARRAY['own', '"H City 评估"'] LOOP
		PERFORM set_config('search_path', ws, true);
		PERFORM pg_temp.judge_by_four_indicators();
		INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization');
		INSERT INTO project (name, buyer_id, start_on, end_on) VALUES ('p', 1, '2021-07-01', '2021-09-30');
		INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 1000);
		INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 9);
		INSERT INTO site (project_id, division_code, name, opened_on)
		SELECT 1, division_code, name, '2021-07-01' FROM village ORDER BY division_code;
		IF ws <> 'own' THEN
			INSERT INTO activity (project_id, site_id, contract_id, item, held_on, registered, form_filed, feedback_filed)
			SELECT project_id, site_id, contract_id, item, held_on, registered, form_filed, feedback_filed FROM own.activity ORDER BY activity_id;
		END IF;
		INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
		SELECT project_id, site_id, activity_id, 1, held_on + 1, 'confirmed' FROM activity ORDER BY activity_id;
		INSERT INTO response (project_id, site_id, period, respondent, need_level, rating, collector_id)
		SELECT 1, s, '2021-07-01', 'child', 'C', 2 + s, 1 FROM generate_series(1, 3) AS s, generate_series(1, 12);
	END LOOP;
END $$;
CALL own.refresh_rankings();
CALL "H City 评估".refresh_rankings();
-- target 3 each; 1: 15/3 + 10 x 2/3 + 8 x 50/90 of 36; 2: 15 x 2/3 + 10 x 5/6 + 8 x 75/90; 3: 15 + 10 x 7/9 + 8; no directors
SELECT site_id, village, score, rank, band, grade, satisfaction, status FROM own.village_ranking WHERE period IS NULL AND profile = 'statutory' ORDER BY rank;
(TABLE own.village_ranking EXCEPT TABLE "H City 评估".village_ranking) UNION ALL (TABLE "H City 评估".village_ranking EXCEPT TABLE own.village_ranking);

-- What a view or an own table shows must obey the rules of the table in whose place it stands: the refresh says which one is broken
CREATE FUNCTION pg_temp.broken(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	rule text;
BEGIN
	EXECUTE statement;
	PERFORM own.refresh_project(1, NULL, true);
	RAISE EXCEPTION 'accepted' USING ERRCODE = '00001';	-- and undone
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS rule = CONSTRAINT_NAME;
	RETURN concat_ws(' ', SQLSTATE, coalesce(nullif(rule, ''), SQLERRM));
END $$;
SELECT what, pg_temp.broken(statement)
FROM (VALUES
	(1, 'nothing', $$SELECT$$),
	(2, 'a check', $$UPDATE registry.upload SET length = 'NaN' WHERE id = 2$$),
	(3, 'a code', $$UPDATE registry.dorf SET schluessel = 'x' WHERE schluessel = '990101100203'$$),
	(4, 'no value', $$UPDATE registry.upload SET day = NULL WHERE id = 2$$),
	(5, 'a key twice', $$UPDATE registry.upload SET id = 1 WHERE id = 2$$),
	(6, 'a reference to nothing', $$UPDATE registry.upload SET place = 7 WHERE id = 2$$),
	(7, 'a reference from elsewhere', $$DELETE FROM registry.upload WHERE id = 2$$),
	(8, 'another table''s life', $$UPDATE registry.upload SET day = '2021-06-30' WHERE id = 2$$),
	(9, 'two directors at once', $$INSERT INTO registry.leader VALUES (1, 'A', '2021-07-01', NULL), (1, 'B', '2021-08-01', NULL)$$),
	(10, 'two directors in turn', $$INSERT INTO registry.leader VALUES (1, 'A', '2021-07-01', '2021-07-31'), (1, 'B', '2021-08-01', NULL)$$)
) AS v (i, what, statement)
ORDER BY i;
-- an own table without the workspace's rules is checked in the same way
CREATE TABLE registry.gift (project_id bigint, allocation_id bigint, site_id bigint, period date, kind text, amount numeric, discretionary boolean);
INSERT INTO registry.gift VALUES (1, 1, 1, '2021-07-01', 'worker_days', 10, true);
BEGIN;
DROP TABLE own.allocation CASCADE;
ALTER TABLE registry.gift SET SCHEMA own;
ALTER TABLE own.gift RENAME TO allocation;
SELECT object, action, reason FROM service_eval.create_workspace('own') WHERE object ~ 'allocation' ORDER BY object COLLATE "C";
SELECT statement, pg_temp.broken(statement)
FROM (VALUES ('SELECT'), ('UPDATE own.allocation SET amount = -5'), ('UPDATE own.allocation SET period = ''2021-07-02'''), ('INSERT INTO own.allocation SELECT * FROM own.allocation')) AS v (statement);
ROLLBACK;

-- a temporary table of one of the names is left alone
CREATE TEMPORARY TABLE visit AS SELECT 1 AS my_notes;
SELECT pg_temp.broken('SELECT');
SELECT * FROM visit;
DROP TABLE visit;

-- an index of that name on another table is in the way, and said
BEGIN;
CREATE SCHEMA taken;
CREATE TABLE taken.other (a int);
CREATE INDEX evaluation_run_current_idx ON taken.other (a);
SELECT pg_temp.try('taken');
ROLLBACK;

-- what has the name of one of its views and is none is kept, by an upgrade as well
BEGIN;
CREATE SCHEMA up;
CREATE TABLE up.trust_log (a int);
CREATE VIEW up.village_history AS SELECT 1 AS a;
SELECT object, action FROM service_eval.create_workspace('up') WHERE action <> 'created';
SELECT object, action FROM service_eval.upgrade_workspace('up');
SELECT a.attrelid::regclass AS relation, a.attname FROM pg_attribute a WHERE a.attrelid IN ('up.trust_log'::regclass, 'up.village_history'::regclass) AND a.attnum > 0 ORDER BY 1;
ALTER VIEW up.village_history RENAME TO our_history;
SELECT object, action FROM service_eval.upgrade_workspace('up');
ROLLBACK;

-- it can be asked directly: a row of the wrong kind is an error, a project that shows nothing wrong is not
SELECT service_eval.check_supplied_facts('own', 1) IS NOT NULL AS passed;

-- and nothing stays behind
SELECT count(*) AS temporary_tables FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r';

DROP SCHEMA ws, own, "H City 评估", registry CASCADE;

-- create_workspace: what it makes, what it keeps, what it refuses
SET client_min_messages = warning;
-- nobody has counted the small tables yet: their plans would look worth compiling
SET jit = off;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- everything is created once, which is said with what to do next, and a second call keeps it
SET client_min_messages = notice;
SELECT action, reason, count(*) > 100 AS many FROM service_eval.create_workspace('ws') GROUP BY 1, 2;
SELECT action, reason, count(*) > 100 AS many FROM service_eval.create_workspace('ws') GROUP BY 1, 2;
SELECT count(*) AS upgraded FROM service_eval.upgrade_workspace('ws');
SET client_min_messages = warning;

-- what it is made of is noted, and nothing else is there
SELECT kind, count(*) > 5 OR kind = 'pack' AS some,
	bool_and(version = (SELECT extversion FROM pg_extension WHERE extname = 'service_eval')) AS of_this_version
FROM ws.workspace_part GROUP BY kind ORDER BY kind COLLATE "C";
CREATE FUNCTION pg_temp.objects(workspace text) RETURNS TABLE (object text) LANGUAGE sql AS $$
	SELECT CASE c.relkind WHEN 'v' THEN 'view ' ELSE 'table ' END || c.relname FROM pg_class c
	WHERE c.relnamespace = workspace::regnamespace AND c.relkind IN ('r', 'v')
	UNION ALL
	SELECT CASE p.prokind WHEN 'p' THEN 'procedure ' ELSE 'function ' END || p.proname FROM pg_proc p
	WHERE p.pronamespace = workspace::regnamespace
		AND p.oid NOT IN (SELECT objid FROM pg_depend WHERE classid = 'pg_proc'::regclass AND deptype = 'i')
	UNION ALL
	SELECT 'type ' || t.typname FROM pg_type t WHERE t.typnamespace = workspace::regnamespace AND t.typtype = 'r'
	UNION ALL
	SELECT format('constraint %s on %s', k.conname, c.relname)
		FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
	WHERE c.relnamespace = workspace::regnamespace AND k.contype IN ('c', 'f', 'p', 'u', 'x')
	UNION ALL
	SELECT format('index %s on %s', x.relname, c.relname)
	FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
	WHERE c.relnamespace = workspace::regnamespace
		AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype <> 'f')
	UNION ALL
	SELECT format('trigger %s on %s', t.tgname, c.relname) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
	-- made by a loop over tables
	WHERE c.relnamespace = workspace::regnamespace AND NOT t.tgisinternal
		AND t.tgname !~ '^(touch_(insert|update|update_from|delete|truncate)|keep_sealed_.*)$'
$$;
(SELECT 'not noted' AS fault, object FROM pg_temp.objects('ws')
 EXCEPT ALL SELECT 'not noted', regexp_replace(object, '\(.*\)$', '') FROM ws.workspace_part)
UNION ALL
(SELECT 'not there', regexp_replace(object, '\(.*\)$', '') FROM ws.workspace_part
 WHERE object !~ '^(pack |trigger keep_sealed_truncate )' EXCEPT ALL SELECT 'not there', object
FROM pg_temp.objects('ws'))
ORDER BY 1, 2;

-- every table, view, column and function is described, in English and Chinese, as label and explanation: no rows
CREATE TEMPORARY TABLE described AS
SELECT c.relname AS object, a.attname AS part,
	CASE WHEN a.attnum IS NULL THEN obj_description(c.oid, 'pg_class') ELSE col_description(c.oid, a.attnum) END AS words
FROM pg_class c
	CROSS JOIN LATERAL (SELECT NULL::name, NULL::smallint UNION ALL
		SELECT x.attname, x.attnum FROM pg_attribute x
		WHERE x.attrelid = c.oid AND x.attnum > 0 AND NOT x.attisdropped) a (attname, attnum)
WHERE c.relnamespace = 'ws'::regnamespace AND c.relkind IN ('r', 'v')
UNION ALL
SELECT p.proname, NULL, obj_description(p.oid, 'pg_proc')
FROM pg_proc p
WHERE p.pronamespace = 'ws'::regnamespace
	AND p.oid NOT IN (SELECT objid FROM pg_depend WHERE classid = 'pg_proc'::regclass AND deptype = 'i');
SELECT object, part, words FROM described
WHERE words IS NULL OR words !~ '^[ -9;-~]{1,30}: [ -~]+ \| [^：]{1,10}：.*[一-龥]' ORDER BY 1, 2;
SELECT count(*) > 1000 AS described FROM described;

-- views run with the rights of whoever asks: no rows
SELECT relname FROM pg_class
WHERE relnamespace = 'ws'::regnamespace AND relkind = 'v' AND NOT coalesce(reloptions @> '{security_invoker=true}',
	false);

-- tables, their columns, defaults and constraints need nothing of the extension: no rows
SELECT c.relname, pg_describe_object(d.refclassid, d.refobjid, d.refobjsubid) AS needs
FROM pg_depend d
	JOIN pg_depend m ON m.classid = d.refclassid AND m.objid = d.refobjid AND m.deptype = 'e'
		AND m.refclassid = 'pg_extension'::regclass
		AND m.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'service_eval')
	LEFT JOIN pg_constraint k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
	LEFT JOIN pg_attrdef f ON d.classid = 'pg_attrdef'::regclass AND f.oid = d.objid
	JOIN pg_class c ON c.oid = coalesce(k.conrelid, f.adrelid,
		CASE WHEN d.classid = 'pg_class'::regclass THEN d.objid END)
WHERE c.relnamespace = 'ws'::regnamespace AND c.relkind = 'r';

-- so the extension cannot be dropped by accident, and even with CASCADE every fact stays
INSERT INTO ws.organization (name, kind) VALUES ('bureau', 'government');
\set VERBOSITY sqlstate
DROP EXTENSION service_eval;
\set VERBOSITY default
BEGIN;
CREATE TEMPORARY TABLE before AS SELECT * FROM pg_temp.objects('ws');
DROP EXTENSION service_eval CASCADE;
SELECT name FROM ws.organization;
CREATE TEMPORARY TABLE gone AS SELECT * FROM before EXCEPT SELECT * FROM pg_temp.objects('ws');
SELECT split_part(object, ' ', 1) AS kind, count(*) > 1 AS gone FROM gone GROUP BY 1 ORDER BY 1;
-- with the extension back, what is missing is made again and the rest is kept
CREATE EXTENSION service_eval;
CREATE TEMPORARY TABLE made AS SELECT * FROM service_eval.create_workspace('ws');
SELECT count(*) > 1 AS views, bool_and(object IN (SELECT object FROM gone)) AS were_gone FROM made
WHERE action <> 'kept';
SELECT count(*) AS missing FROM (SELECT * FROM before EXCEPT SELECT * FROM pg_temp.objects('ws')) x;
SELECT name FROM ws.organization;
ROLLBACK;

-- nobody has to be a superuser: the right to create in the database is enough (trusted extension)
CREATE ROLE regress_service_eval_maker;
BEGIN;
DROP EXTENSION service_eval CASCADE;
DROP SCHEMA service_eval;
DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO regress_service_eval_maker', current_database()); END $$;
SET LOCAL ROLE regress_service_eval_maker;
CREATE EXTENSION service_eval;
SELECT count(*) > 100 AS created FROM service_eval.create_workspace('theirs', 'blank') WHERE action = 'created';
SELECT theirs.refresh_project(1);
ROLLBACK;
DROP ROLE regress_service_eval_maker;

-- what the installer reads of a script
SELECT command, relation, part, referenced, rules, columns, btrim(statement, E' \t\n') AS statement
FROM service_eval.workspace_statements($script$
CREATE TABLE a.b (c int CONSTRAINT d CHECK (c > 0), CONSTRAINT "E é" UNIQUE (c));
ALTER TABLE b ADD CONSTRAINT f FOREIGN KEY (c) REFERENCES x.y;
COMMENT ON COLUMN b.c /* 注释 */ IS '列'; COMMENT ON COLUMN bare IS NULL; COMMENT ON TABLE x.y IS NULL;
CREATE INDEX g ON ONLY b (c);
CREATE TYPE a.r AS RANGE (subtype = text);
CREATE FUNCTION a."H"(x bigint, OUT y text, VARIADIC z a.r[]) RETURNS text LANGUAGE sql RETURN 'i';
SELECT 1 -- the end
$script$);
SELECT count(*) FROM service_eval.workspace_statements(' -- nothing');
\set VERBOSITY sqlstate
SELECT * FROM service_eval.workspace_statements('SELECT 1; SELEKT 2');
\set VERBOSITY default
-- every table of the workspace carries the rules and the columns of its statement
SELECT count(*) > 40 AS tables, bool_and(service_eval.has_rules(format('ws.%I', relation)::regclass,
	rules)) AS has_rules,
	count(service_eval.refuse_missing_columns(format('ws.%I', relation)::regclass, columns)) = count(*) AS has_columns
FROM service_eval.workspace_plan('ws', '^[0-9]')
WHERE command = 'CREATE TABLE';
SELECT service_eval.has_rules('pg_class', '{none}') AS has_rules;

-- names that cannot be a workspace
SELECT pg_temp.answer(format('SELECT count(*) FROM service_eval.create_workspace(%L)', name)) AS answer
FROM (VALUES (NULL), (''), ('a"b'), ('a''b'), ('a$b'), ('a\b'), ('a%b'), ('pg_mine'), ('service_eval'),
	('information_schema'), (repeat('x', 64))) AS v (name);
SELECT pg_temp.answer(format('SELECT count(*) FROM service_eval.upgrade_workspace(%L)', name)) AS answer
FROM (VALUES (''), ('pg_catalog'), ('nothing')) AS v (name);

-- no right to create a schema, and no right in the schema: PostgreSQL's own errors
CREATE ROLE regress_service_eval_nobody;
SET ROLE regress_service_eval_nobody;
\set VERBOSITY sqlstate
SELECT service_eval.create_workspace('forbidden');
SELECT service_eval.create_workspace('ws');
\set VERBOSITY default
RESET ROLE;
-- an existing schema needs no right on the database; its name may need quotes
CREATE SCHEMA "H City 评估" AUTHORIZATION regress_service_eval_nobody;
SET ROLE regress_service_eval_nobody;
SET client_min_messages = notice;
SELECT count(*) > 100 AS created FROM service_eval.create_workspace('H City 评估', 'blank') WHERE action = 'created';
SET client_min_messages = warning;
CALL "H City 评估".refresh_rankings();
RESET ROLE;

-- Packs: the words and schemes of a service, each added once; what is there stays
SELECT object, action FROM service_eval.create_workspace('H City 评估') WHERE object ~ '^pack';
SELECT (SELECT count(*) FROM "H City 评估".scheme) AS schemes,
	(SELECT count(*) FROM "H City 评估".need_level) AS levels,
	(SELECT count(*) > 5 FROM "H City 评估".dimension) AS of_no_service;
SELECT object, action FROM service_eval.create_workspace('H City 评估', pack => 'home_care') WHERE action <> 'kept';
SELECT object, action FROM service_eval.create_workspace('H City 评估', pack => 'home_care') WHERE object ~ '^pack';
UPDATE "H City 评估".need_level SET name_en = 'our own word' WHERE code = '4';
INSERT INTO "H City 评估".need_level (code, name_en, name_zh) VALUES ('A', 'our own word', '自定');
SELECT object, action FROM service_eval.create_workspace('H City 评估', pack => 'children_homes') WHERE action <> 'kept';
SELECT string_agg(object, ', ' ORDER BY object COLLATE "C") AS packs FROM "H City 评估".workspace_part
WHERE kind = 'pack';
SELECT string_agg(code, ' ' ORDER BY code COLLATE "C") AS levels,
	string_agg(code, ' ' ORDER BY code COLLATE "C") FILTER (WHERE name_en = 'our own word') AS our_own
FROM "H City 评估".need_level;
SELECT service, string_agg(scheme_id, ' ' ORDER BY scheme_id COLLATE "C") AS schemes,
	bool_and(frozen_at IS NOT NULL) AS frozen
FROM "H City 评估".scheme GROUP BY 1 ORDER BY 1;
SELECT pg_temp.answer('SELECT count(*) FROM service_eval.create_workspace(''H City 评估'', ''hospital'')') AS no_pack;

-- The bureau's own tables under other names, seen through views: kept, and what a view cannot carry is skipped and said
CREATE SCHEMA registry;
CREATE TABLE registry.dorf (schluessel text PRIMARY KEY, bezeichnung text);
INSERT INTO registry.dorf SELECT '99010110020' || i, 'V' || i FROM generate_series(1, 3) AS i;
CREATE TABLE registry.upload (id bigint, place bigint, day date, book boolean, length numeric DEFAULT 1);
INSERT INTO registry.upload
SELECT row_number() OVER (), s, date '2021-07-10' + k, k % 2 = 0, 1
FROM generate_series(1, 3) AS s, generate_series(1, s) AS k;
CREATE TABLE registry.leader (place bigint, who text, since date, until date);
CREATE SCHEMA own;
CREATE VIEW own.village AS
SELECT schluessel AS division_code, bezeichnung AS name, 'T' AS township, 'C' AS county FROM registry.dorf;
CREATE VIEW own.activity AS
SELECT 1::bigint AS project_id, id AS activity_id, place AS site_id, 1::bigint AS contract_id, 'a' AS item,
	day AS held_on, 1::numeric AS quantity, length AS hours, NULL::text AS theme, NULL::text AS need_type,
	NULL::text AS overlaps_with, book AS registered, true AS form_filed, true AS feedback_filed,
	NULL::bigint AS reported_by, NULL::timestamptz AS reported_at
FROM registry.upload;
CREATE VIEW own.post AS
SELECT 1::bigint AS project_id, place AS site_id, 'director' AS role, who AS person_code, since AS from_on,
	until AS to_on, false AS acting, NULL::text AS education, NULL::boolean AS certified
FROM registry.leader;
-- with all columns: what is missing is told, and nothing is made
SELECT pg_temp.answer('SELECT count(*) FROM service_eval.create_workspace(''own'')') AS lacking;
SELECT count(*) AS relations FROM pg_class WHERE relnamespace = 'own'::regnamespace;
CREATE OR REPLACE VIEW own.post AS
SELECT 1::bigint AS project_id, place AS site_id, 'director' AS role, who AS person_code, since AS from_on,
	until AS to_on, false AS acting, NULL::text AS education, NULL::boolean AS certified,
	NULL::numeric AS assessment_score, NULL::text AS award
FROM registry.leader;
-- what has the name of one of its views and is none is kept as well
CREATE TABLE own.trust_log (a int);
CREATE VIEW own.village_history AS SELECT 1 AS a;
SELECT object, action, reason FROM service_eval.create_workspace('own') WHERE action <> 'created'
ORDER BY object COLLATE "C";

-- the same facts in a workspace's own tables
INSERT INTO "H City 评估".village SELECT * FROM own.village;
DO $$
DECLARE
	ws text;
BEGIN
	FOREACH ws IN ARRAY ARRAY['own', '"H City 评估"'] LOOP
		PERFORM set_config('search_path', ws, true);
		PERFORM pg_temp.judge_by_four_indicators();
		INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization');
		INSERT INTO project (name, buyer_id, service, start_on, end_on)
		VALUES ('p', 1, 'children_homes', '2021-07-01', '2021-09-30');
		INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 1000);
		INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity)
			VALUES (1, 1, 'a', 'activity', 9);
		INSERT INTO site (project_id, division_code, name, opened_on)
		SELECT 1, division_code, name, '2021-07-01' FROM village ORDER BY division_code;
		IF ws <> 'own' THEN
			INSERT INTO activity (project_id, site_id, contract_id, item, held_on, registered, form_filed,
				feedback_filed)
			SELECT project_id, site_id, contract_id, item, held_on, registered, form_filed, feedback_filed
			FROM own.activity ORDER BY activity_id;
		END IF;
		INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
		SELECT project_id, site_id, activity_id, 1, held_on + 1, 'confirmed' FROM activity ORDER BY activity_id;
		INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
		SELECT 1, s, '2021-08-01', 'child', 'C', 2 + s, 1 FROM generate_series(1, 3) AS s, generate_series(1, 12);
	END LOOP;
END $$;
CALL own.refresh_rankings();
CALL "H City 评估".refresh_rankings();
-- target 3 each; 1: 15/3 + 10 x 2/3 + 8 x 50/90 of 36; 2: 15 x 2/3 + 10 x 5/6 + 8 x 75/90; 3: 15 + 10 x 7/9 + 8; no
-- directors
SELECT site_id, village, score, rank, band, grade, satisfaction, status FROM own.village_ranking
WHERE period = 'term' AND profile = 'statutory' ORDER BY rank;
SELECT count(*) AS differences FROM (
	(TABLE own.village_ranking EXCEPT TABLE "H City 评估".village_ranking)
	UNION ALL (TABLE "H City 评估".village_ranking EXCEPT TABLE own.village_ranking)) d;

-- What a view or an own table shows must obey the rules of the table in whose place it stands: the refresh says which
-- one is broken
CREATE FUNCTION pg_temp.broken(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	rule text;
BEGIN
	EXECUTE statement;
	PERFORM service_eval.check_supplied_facts('own', 1);
	RAISE EXCEPTION 'accepted' USING ERRCODE = '00001';	-- and undone
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS rule = CONSTRAINT_NAME;
	RETURN concat_ws(' ', SQLSTATE, coalesce(nullif(rule, ''), SQLERRM));
END $$;
SELECT what, pg_temp.broken(statement)
FROM (VALUES
	(1, 'nothing', $$SELECT$$),
	(2, 'a reference to nothing', $$UPDATE registry.upload SET place = 7 WHERE id = 2$$),
	(3, 'a reference from elsewhere', $$DELETE FROM registry.upload WHERE id = 2$$),
	(4, 'another table''s life', $$UPDATE registry.upload SET day = '2021-06-30' WHERE id = 2$$),
	(5, 'two directors at once', $$INSERT INTO registry.leader
		VALUES (1, 'A', '2021-07-01', NULL), (1, 'B', '2021-08-01', NULL)$$),
	(6, 'two directors in turn', $$INSERT INTO registry.leader
		VALUES (1, 'A', '2021-07-01', '2021-07-31'), (1, 'B', '2021-08-01', NULL)$$)
) AS v (i, what, statement)
ORDER BY i;
-- A table of the bureau's own, put in the place of the workspace's, is checked in the same way.  It loses what is noted
-- of it and carries no trigger
BEGIN;
DROP TABLE own.allocation CASCADE;
CREATE TABLE own.allocation (project_id bigint, allocation_id bigint, site_id bigint, given_on date, kind text,
	amount numeric, discretionary boolean, decided_by bigint);
INSERT INTO own.allocation VALUES (1, 1, 1, '2021-07-01', 'worker_days', 10, true, 1);
SELECT object, action, reason FROM service_eval.create_workspace('own') WHERE object ~ 'allocation'
ORDER BY object COLLATE "C";
SELECT (SELECT count(*) FROM own.workspace_part WHERE object ~ 'allocation') AS noted,
	(SELECT count(*) FROM pg_trigger WHERE tgrelid = 'own.allocation'::regclass) AS triggers;
SELECT statement, pg_temp.broken(statement)
FROM (VALUES ('SELECT'), ('UPDATE own.allocation SET amount = -5'),
	('UPDATE own.allocation SET decided_by = 9')) AS v (statement);
-- nor does an upgrade touch it, or what is in the place of a view
ALTER VIEW own.village_history RENAME TO our_history;
SELECT object, action FROM service_eval.upgrade_workspace('own');
SELECT a.attrelid::regclass AS relation, a.attname FROM pg_attribute a
WHERE a.attrelid IN ('own.trust_log'::regclass, 'own.our_history'::regclass) AND a.attnum > 0 ORDER BY 1;
SELECT count(*) AS triggers FROM pg_trigger WHERE tgrelid = 'own.allocation'::regclass;
ROLLBACK;

-- a temporary table of one of the names is left alone
CREATE TEMPORARY TABLE visit AS SELECT 1 AS my_notes;
SELECT pg_temp.broken('SELECT');
SELECT * FROM visit;
DROP TABLE visit;

-- an index of that name on another table is in the way, and said; so is what has the name of the list of parts
CREATE SCHEMA taken;
CREATE TABLE taken.other (a int);
CREATE INDEX site_division_code_idx ON taken.other (a);
SELECT pg_temp.answer('SELECT count(*) FROM service_eval.create_workspace(''taken'')') AS index;
DROP TABLE taken.other;
CREATE TABLE taken.workspace_part (object text PRIMARY KEY);
SELECT pg_temp.answer('SELECT count(*) FROM service_eval.create_workspace(''taken'')') AS "table";
SELECT pg_temp.answer('SELECT count(*) FROM service_eval.upgrade_workspace(''taken'')') AS "table";
DROP TABLE taken.workspace_part;
CREATE VIEW taken.workspace_part AS SELECT 'table site' AS object, 'facts' AS kind, '0' AS version;
SELECT pg_temp.answer('SELECT count(*) FROM service_eval.create_workspace(''taken'')') AS view;
DROP SCHEMA taken CASCADE;

-- it can be asked directly: a row of the wrong kind is an error, a project that shows nothing wrong is not
SELECT service_eval.check_supplied_facts('own', 1) IS NOT NULL AS passed;

-- and nothing stays behind but what this test made
SELECT count(*) AS temporary_tables FROM pg_class
WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r' AND relname <> 'described';

DROP SCHEMA ws, own, "H City 评估", registry CASCADE;
DROP ROLE regress_service_eval_nobody;

-- A workspace of an earlier version becomes one of a later version: what was stored is moved, once, and what the later
-- version has more, or otherwise, is made.  The later version is this one with another name for a column, one more view
-- and another function.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS service_eval;
BEGIN;
SELECT count(*) > 100 AS created FROM service_eval.create_workspace('migrated', 'blank') WHERE action = 'created';
INSERT INTO migrated.organization (name, kind, credit_code) VALUES ('bureau', 'government', '11110000000000000X');
INSERT INTO migrated.rest_day VALUES ('2024-05-01', 'Labour Day');
-- and one in which a bureau's own table stands
CREATE SCHEMA half_own;
CREATE TABLE half_own.rest_day AS SELECT * FROM migrated.rest_day;
SELECT count(*) > 100 AS created FROM service_eval.create_workspace('half_own', 'blank') WHERE action = 'created';
SELECT count(*) AS nothing_to_do FROM service_eval.upgrade_workspace('migrated');
-- nor is there anything to do where a dump was restored: it reads constraints as PostgreSQL shows them
DO $$
DECLARE
	c	record;
BEGIN
	FOR c IN SELECT conname, conrelid::regclass AS relation, pg_get_constraintdef(oid) AS definition FROM pg_constraint
		WHERE connamespace = 'migrated'::regnamespace AND contype = 'c'
	LOOP
		EXECUTE format('ALTER TABLE %1$s DROP CONSTRAINT %2$I, ADD CONSTRAINT %2$I %3$s', c.relation, c.conname,
			c.definition);
	END LOOP;
END
$$;
SELECT * FROM service_eval.upgrade_workspace('migrated');

CREATE FUNCTION pg_temp.earlier_files(OUT file text, OUT script text) RETURNS SETOF record
AS '$libdir/service_eval', 'workspace_files' LANGUAGE C IMMUTABLE STRICT;
CREATE TABLE later_files (place serial, file text, script text);
INSERT INTO later_files (file, script)
SELECT file, CASE file
	WHEN '2_rules/grade_of.sql' THEN regexp_replace(script, 'COMMENT ON FUNCTION grade_place\(text\) IS\s+''', '\&later: ')
	WHEN '6_answers/village_ranking.sql' THEN script
		|| E'\nCREATE VIEW later_view AS SELECT o.name, o.registration_code FROM organization o;\n'
		|| E'COMMENT ON VIEW later_view IS ''later view: Who is registered? | 后加视图：谁已登记？'';\n'
	ELSE script END
FROM (SELECT file, replace(script, 'credit_code', 'registration_code') AS script FROM pg_temp.earlier_files()) f;
INSERT INTO later_files (file, script) VALUES
	('migrations/0001_registration.sql', E'-- organization: other codes are registered\n'
		'ALTER TABLE organization RENAME credit_code TO registration_code;'
		'UPDATE organization SET registration_code = replace(registration_code, ''X'', ''Y'');'),
	('migrations/0002_rest.sql', E'-- rest_day, organization: days off have other names\n'
		'UPDATE rest_day SET name = ''later'';');
CREATE OR REPLACE FUNCTION service_eval.workspace_files(OUT file text, OUT script text) RETURNS SETOF record
LANGUAGE sql AS 'SELECT file, script FROM public.later_files ORDER BY place';

SELECT object, action FROM service_eval.upgrade_workspace('migrated');
SELECT * FROM migrated.later_view;
SELECT obj_description('migrated.grade_place(text)'::regprocedure, 'pg_proc') ~ '^later: ' AS function_is_later;
SELECT object, kind, version = extversion AS of_this_version FROM migrated.workspace_part, pg_extension
WHERE extname = 'service_eval' AND object IN ('view later_view', 'migration 0001_registration') ORDER BY object;
-- once
SELECT count(*) AS nothing_to_do FROM service_eval.upgrade_workspace('migrated');
SELECT registration_code FROM migrated.organization;
-- what would change a bureau's own table is not run, and that is told once
SELECT name FROM migrated.rest_day;
\set VERBOSITY terse
SELECT object, action FROM service_eval.upgrade_workspace('half_own') WHERE object ~ '^migration';
\set VERBOSITY default
SELECT name FROM half_own.rest_day;
SELECT count(*) AS nothing_to_do FROM service_eval.upgrade_workspace('half_own');
-- the locks of a third workspace are given back: a server has room for some 6,400 by default
SAVEPOINT later;
-- a new workspace has nothing to move, and never will
SELECT count(*) > 100 AS created FROM service_eval.create_workspace('later', 'blank') WHERE action = 'created';
SELECT object FROM later.workspace_part WHERE kind = 'migration' ORDER BY object;
SELECT count(*) AS nothing_to_do FROM service_eval.upgrade_workspace('later');

-- what an upgrade cannot add, and a migration that does not say what it is about
CREATE FUNCTION pg_temp.answer(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	detail	text;
BEGIN
	EXECUTE statement;
	RETURN 'done';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN concat_ws(' ', SQLSTATE, SQLERRM, detail);
END
$$;
SELECT pg_temp.answer(format('
	UPDATE public.later_files SET script = replace(script, ''CONSTRAINT rest_day_pkey'', %L)
	WHERE script ~ ''rest_day_pkey'';
	SELECT service_eval.upgrade_workspace(''later'')', format('%s, CONSTRAINT rest_day_pkey', added))) AS answer
FROM (VALUES ('added text COLLATE "POSIX"'), ('added text GENERATED ALWAYS AS (name) STORED')) AS v (added);
SELECT pg_temp.answer('INSERT INTO later_files (file, script) VALUES (''migrations/0003_nothing.sql'', ''SELECT 1'');
	SELECT service_eval.upgrade_workspace(''later'')') AS answer;

ROLLBACK TO later;
-- the earlier version again: its own view of that name is gone, and a view of other columns is nobody's but the bureau's
CREATE OR REPLACE FUNCTION service_eval.workspace_files(OUT file text, OUT script text) RETURNS SETOF record
LANGUAGE sql AS $$
	SELECT file, regexp_replace(script, 'CREATE VIEW later_view.*$', '') FROM public.later_files ORDER BY place
$$;
DROP VIEW migrated.trust_log;
CREATE VIEW migrated.trust_log AS SELECT 1 AS mine;
\set VERBOSITY terse
SELECT object, action FROM service_eval.upgrade_workspace('migrated');
\set VERBOSITY default
SELECT * FROM migrated.trust_log;
ROLLBACK;

-- In this database create_workspace() makes the next house of the workspace, and what a bureau's own tables hold is not checked.
SET client_min_messages = warning;
CREATE EXTENSION service_eval;
\setenv SCRATCH :scratch
\setenv TOP :top
\set floors `cat "$SCRATCH/floors.sql"`
CREATE SCHEMA floors;
CREATE TABLE floors.source (name text PRIMARY KEY, script text NOT NULL);
INSERT INTO floors.source VALUES ('', :'floors');
\set pack `cat "$TOP/src/workspace/packs/children_homes.sql"`
INSERT INTO floors.source VALUES ('children_homes', :'pack');
\set pack `cat "$TOP/src/workspace/packs/home_care.sql"`
INSERT INTO floors.source VALUES ('home_care', :'pack');
\set pack `cat "$TOP/src/workspace/packs/social_work_station.sql"`
INSERT INTO floors.source VALUES ('social_work_station', :'pack');
\set pack `cat "$TOP/src/workspace/packs/blank.sql"`
INSERT INTO floors.source VALUES ('blank', :'pack');

CREATE FUNCTION service_eval.create_workspace(workspace text, pack text, OUT object text, OUT action text, OUT reason text)
RETURNS SETOF record LANGUAGE plpgsql AS $$
DECLARE
	part	text;
BEGIN
	EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', workspace);
	PERFORM set_config('search_path', format('%I, pg_temp', workspace), true);
	FOREACH part IN ARRAY CASE WHEN to_regclass(format('%I.snapshot', workspace)) IS NULL THEN ARRAY['', pack] ELSE ARRAY[pack] END LOOP
		EXECUTE (SELECT replace(s.script, '@workspace@', quote_ident(workspace)) FROM floors.source s WHERE s.name = part);
	END LOOP;
	RETURN QUERY SELECT c.relname::text, 'created', NULL FROM pg_class c WHERE c.relnamespace = quote_ident(workspace)::regnamespace AND c.relkind IN ('r', 'v');
END
$$;
CREATE OR REPLACE FUNCTION service_eval.create_workspace(workspace text, OUT object text, OUT action text, OUT reason text) RETURNS SETOF record
LANGUAGE sql AS $$ SELECT * FROM service_eval.create_workspace($1, 'children_homes') $$;
CREATE OR REPLACE FUNCTION service_eval.check_supplied_facts(workspace regnamespace, project_id bigint) RETURNS void
LANGUAGE sql AS $$ SELECT $$;

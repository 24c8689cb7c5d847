-- The workspace: a schema of ordinary, user-owned tables and views, made by a function call.
--
-- Its source is the plain SQL in src/workspace, which the build puts into workspace_script() as one text constant.
-- create_workspace() runs that text statement by statement in the caller's name.  Nothing of it becomes a member of
-- the extension, so pg_dump carries all of it and DROP EXTENSION cannot take data with it.

CREATE FUNCTION workspace_script() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $function$ SELECT $workspace$
@workspace_files@
$workspace$ $function$;

COMMENT ON FUNCTION workspace_script() IS
'the plain SQL that a workspace is made of, with @workspace@ in the place of its schema';

CREATE FUNCTION workspace_statements(script text,
	OUT command text, OUT relation text, OUT part text, OUT referenced text, OUT rules text[], OUT statement text)
RETURNS SETOF record
AS 'MODULE_PATHNAME', 'workspace_statements'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION workspace_statements(text) IS
'the statements of an SQL script, in order, with the relation and the part of it that each one is about, the relation a foreign key references and the constraints of a new table';

-- Has the table every constraint that the workspace's own would have?  A view has none.
CREATE FUNCTION has_rules(relation regclass, rules text[]) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT rules <@ ARRAY(SELECT c.conname::text FROM pg_catalog.pg_constraint c WHERE c.conrelid = relation);
END;

COMMENT ON FUNCTION has_rules(regclass, text[]) IS 'whether a relation has constraints of all these names';

-- What is there stays: a bureau's own table or view under one of the names is used as it is.  Foreign keys, indexes and
-- triggers are put on the workspace's own tables only; what is left out is said.
CREATE FUNCTION create_workspace(workspace text, OUT object text, OUT action text, OUT reason text)
RETURNS SETOF record
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $function$
DECLARE
	s			record;
	home		oid;			-- the schema
	created		text[] := '{}';	-- relations made by this call
	ours		text[] := '{}';	-- tables of the workspace's making, now or before
	relation_id	oid;			-- the relation a statement is about, if it exists
BEGIN
	IF workspace IS NULL OR workspace = '' THEN
		RAISE EXCEPTION 'the workspace needs a schema name'
			USING ERRCODE = 'invalid_name',
				  HINT = 'For example: SELECT * FROM service_eval.create_workspace(''evaluation'');';
	END IF;
	IF octet_length(workspace) > 63 OR workspace ~ '["$''\\]' THEN
		RAISE EXCEPTION 'invalid workspace name "%"', workspace
			USING ERRCODE = 'invalid_name',
				  DETAIL = 'The name is longer than 63 bytes or contains a quote, a dollar sign or a backslash.',
				  HINT = 'Use letters, digits and underscores.';
	END IF;
	IF workspace IN ('service_eval', 'information_schema') OR workspace LIKE 'pg\_%' THEN
		RAISE EXCEPTION 'schema "%" cannot be a workspace', workspace
			USING ERRCODE = 'reserved_name',
				  HINT = 'Choose a schema of your own; it is created when it does not exist.';
	END IF;

	-- Not CREATE SCHEMA IF NOT EXISTS: that needs a right on the database even where the schema exists.
	IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = workspace) THEN
		EXECUTE format('CREATE SCHEMA %I', workspace);
		object := 'schema ' || workspace;
		action := 'created';
		RETURN NEXT;
	END IF;

	home := (SELECT n.oid FROM pg_namespace n WHERE n.nspname = workspace);

	-- Ends with this function, because of its SET clause.
	PERFORM set_config('search_path', format('%I, service_eval, pg_temp', workspace), true);
	IF current_schema() IS DISTINCT FROM workspace THEN
		-- a schema that one may not use is passed over, and the tables would go into the next one
		RAISE EXCEPTION 'permission denied for schema %', workspace
			USING ERRCODE = 'insufficient_privilege',
				  HINT = format('Its owner can GRANT USAGE, CREATE ON SCHEMA %I.', workspace);
	END IF;

	FOR s IN
		SELECT *
		FROM service_eval.workspace_statements(
				replace(service_eval.workspace_script(), '@workspace@', quote_ident(workspace)))
	LOOP
		relation_id := (SELECT c.oid FROM pg_class c
						WHERE c.relnamespace = home AND c.relname = s.relation AND c.relkind IN ('r', 'p', 'f', 'v', 'm'));
		object := NULL;
		reason := NULL;

		IF s.relation IS NULL THEN
			-- functions, procedures and their comments: ours, and always the newest
			EXECUTE s.statement;

		ELSIF s.command IN ('CREATE TABLE', 'CREATE VIEW') THEN
			object := format('%s %s', CASE WHEN s.command = 'CREATE VIEW' THEN 'view' ELSE 'table' END, s.relation);
			IF relation_id IS NULL THEN
				EXECUTE s.statement;
				created := created || s.relation;
				ours := ours || s.relation;
				action := 'created';
			ELSE
				action := 'kept';
				IF service_eval.has_rules(relation_id, s.rules) THEN
					ours := ours || s.relation;
				ELSIF s.command = 'CREATE TABLE' THEN
					reason := 'it is the bureau''s own: checked at each refresh';
				END IF;
			END IF;

		ELSIF s.command IN ('INSERT', 'UPDATE', 'COMMENT') THEN
			-- first rows and descriptions belong to what was made just now, never to what was found
			IF s.relation = ANY (created) THEN
				EXECUTE s.statement;
			END IF;

		ELSIF s.relation <> ALL (ours) OR s.referenced <> ALL (ours) THEN
			object := format('%s on %s', s.part, s.relation);
			action := 'skipped';
			reason := format('%s is the bureau''s own', CASE WHEN s.relation = ANY (ours) THEN s.referenced ELSE s.relation END);

		ELSIF NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conrelid = relation_id AND c.conname = s.part)
			AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = relation_id AND t.tgname = s.part)
			AND NOT EXISTS (SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = relation_id AND c.relname = s.part)
		THEN
			EXECUTE s.statement;
			IF s.relation <> ALL (created) THEN
				object := format('%s on %s', s.part, s.relation);
				action := 'created';
			END IF;
		END IF;

		IF object IS NOT NULL THEN
			RETURN NEXT;
		END IF;
	END LOOP;
END
$function$;

COMMENT ON FUNCTION create_workspace(text) IS
'makes the tables, views, default schemes and the refresh procedure of an evaluation workspace in a schema, keeps what is there, and lists what it did';

-- A view in the place of a table cannot carry the table's rules, and a bureau's own table may lack them, so they are
-- applied to what it shows: the rows of one project go into a temporary table that is made by the same statements, and
-- PostgreSQL itself refuses what the workspace's own table would have refused, with the same SQLSTATE and the same name
-- of the rule.  The tables on the other side of its foreign keys come along.
CREATE FUNCTION check_supplied_facts(workspace regnamespace, project_id bigint) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $function$
#variable_conflict use_column
DECLARE
	-- as regnamespace prints itself: quoted where it must be
	script		text := replace(service_eval.workspace_script(), '@workspace@', workspace::text);
	supplied	text[];		-- facts in relations without the workspace's rules
	involved	text[];		-- these, and the tables that foreign keys join to them
	taken		text;		-- the name of one of them, used by a temporary table of the session
	s			record;
	fact		text;
	shown		text;		-- the columns that both sides have
BEGIN
	-- schemes, results, photo clusters, notes and logs are not facts; check_scheme() looks after the schemes
	supplied := ARRAY(SELECT w.relation
					  FROM service_eval.workspace_statements(script) w
						JOIN pg_class c ON c.relnamespace = workspace AND c.relname = w.relation
					  WHERE w.command = 'CREATE TABLE' AND w.relation NOT IN ('scheme', 'indicator', 'evaluation_run', 'evaluation_result', 'key_child_left_out', 'photo_cluster', 'audit_log', 'touched_project', 'refresh_job')
						AND NOT service_eval.has_rules(c.oid, w.rules));
	IF supplied = '{}' THEN
		RETURN;
	END IF;
	involved := ARRAY(SELECT w.relation FROM service_eval.workspace_statements(script) w WHERE w.referenced = ANY (supplied)
					  UNION SELECT w.referenced FROM service_eval.workspace_statements(script) w WHERE w.relation = ANY (supplied) AND w.referenced IS NOT NULL
					  UNION SELECT unnest(supplied));

	taken := (SELECT c.relname FROM pg_class c WHERE c.relnamespace = pg_my_temp_schema() AND c.relname = ANY (involved) LIMIT 1);
	IF taken IS NOT NULL THEN
		RAISE EXCEPTION 'temporary table "%" is in the way', taken
			USING ERRCODE = 'duplicate_table',
				  DETAIL = 'Facts of the bureau''s own are checked in temporary tables under the names of the workspace.',
				  HINT = 'Drop the temporary table, or refresh from another session.';
	END IF;

	-- Relations are made in pg_temp and found there first; trigger functions are found in the workspace.
	PERFORM set_config('search_path', format('pg_temp, %s, pg_catalog', workspace), true);
	FOR s IN SELECT * FROM service_eval.workspace_statements(script) LOOP
		IF s.relation = ANY (involved)
			AND (s.command = 'CREATE TABLE'
				-- to look at rows is no act and no change: triggers that note these are left out
				OR (s.command = 'CREATE TRIGGER' AND s.relation = ANY (supplied) AND s.part !~ '^(audit|touch)_')
				OR (s.referenced = ANY (involved) AND (s.relation = ANY (supplied) OR s.referenced = ANY (supplied))))
		THEN
			EXECUTE s.statement;
		END IF;
	END LOOP;

	FOR fact IN SELECT w.relation FROM service_eval.workspace_statements(script) w WHERE w.command = 'CREATE TABLE' AND w.relation = ANY (involved) LOOP
		SELECT string_agg(quote_ident(a.attname), ', ') INTO shown
		FROM pg_attribute a JOIN pg_attribute b USING (attname)
		WHERE a.attrelid = format('pg_temp.%I', fact)::regclass AND b.attrelid = format('%s.%I', workspace, fact)::regclass
			AND a.attnum > 0 AND b.attnum > 0;
		EXECUTE format('INSERT INTO pg_temp.%I (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %s.%I%s', fact, shown, shown, workspace, fact,
			CASE WHEN shown ~ '\mproject_id\M' THEN ' WHERE project_id = $1' END)
		USING $2;
	END LOOP;
	EXECUTE (SELECT 'DROP TABLE ' || string_agg(format('pg_temp.%I', r), ', ') || ' CASCADE' FROM unnest(involved) AS r);
END
$function$;

COMMENT ON FUNCTION check_supplied_facts(regnamespace, bigint) IS
'refuses what a bureau''s own relations show of a project and the workspace''s tables would not have taken';

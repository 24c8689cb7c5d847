-- The workspace: a schema of ordinary, user-owned tables and views, made by a function call.
--
-- Its source is the plain SQL in src/workspace, which the build puts into workspace_script() as one text constant.
-- create_workspace() runs that text statement by statement as the owner of the schema.  Nothing of it becomes a member
-- of the extension, so pg_dump carries all of it and DROP EXTENSION cannot take data with it.
--
-- The functions of this file may be called by a superuser on somebody else's schema.  So none of them works under a
-- search path with a schema that others can write to.  PostgreSQL would take an operator of the owner's that fits
-- better, and run it as the superuser.  Only the statements of the workspace see its schema, in run_as_owner().
-- Functions in SQL have bodies that are parsed when the extension is installed.

CREATE FUNCTION workspace_script() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN $workspace$
@workspace_files@
$workspace$;

COMMENT ON FUNCTION workspace_script() IS
'the plain SQL that a workspace is made of, with @workspace@ in the place of its schema';

CREATE FUNCTION workspace_statements(script text,
	OUT command text, OUT relation text, OUT part text, OUT referenced text, OUT rules text[], OUT statement text)
RETURNS SETOF record
AS 'MODULE_PATHNAME', 'workspace_statements'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION workspace_statements(text) IS
'the statements of an SQL script, in order, with the relation and the part of it that each one is about, the relation '
'a foreign key references and the constraints of a new table';

CREATE FUNCTION acting_owner(workspace regnamespace) RETURNS regrole
AS 'MODULE_PATHNAME', 'acting_owner'
LANGUAGE C STABLE STRICT;

COMMENT ON FUNCTION acting_owner(regnamespace) IS
'the owner of a workspace''s schema if the caller is that role or a member of it, otherwise NULL';

CREATE FUNCTION run_as_owner(workspace regnamespace, statement text) RETURNS void
AS 'MODULE_PATHNAME', 'run_as_owner'
LANGUAGE C VOLATILE STRICT;

COMMENT ON FUNCTION run_as_owner(regnamespace, text) IS
'runs a statement as the owner of a workspace''s schema, which is its search path; only for that role and its members';

-- Has the table every constraint that the workspace's own would have?  A view has none.
CREATE FUNCTION has_rules(relation regclass, rules text[]) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT rules <@ ARRAY(SELECT c.conname::text FROM pg_catalog.pg_constraint c WHERE c.conrelid = relation);
END;

COMMENT ON FUNCTION has_rules(regclass, text[]) IS 'whether a relation has constraints of all these names';

-- Whether a table was made by create_workspace(), maybe of an earlier version: it has most of the constraints.  A
-- bureau's own table may have one of these names by chance, that of the primary key being what PostgreSQL gives.
CREATE FUNCTION made_of_script(relation regclass, rules text[]) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT 2 * count(*) > cardinality(rules) FROM pg_catalog.pg_constraint c
	WHERE c.conrelid = relation AND c.conname = ANY (rules);
END;

COMMENT ON FUNCTION made_of_script(regclass, text[]) IS 'whether a relation has more than half of these constraints';

-- Brings a table of an earlier version to the columns and constraints of this one, and tells each.  The statement that
-- makes it makes a temporary one to compare with.  Facts stay: nothing is taken away but a constraint whose rule is
-- another now.
--
-- Names are looked up as under the path pg_catalog, pg_temp: PostgreSQL looks into pg_catalog first where a path does
-- not
-- name it.  But what is made without a schema goes into pg_temp.
CREATE FUNCTION upgrade_table(workspace text, relation text, statement text, OUT object text, OUT action text)
RETURNS SETOF record
LANGUAGE plpgsql VOLATILE
SET search_path = pg_temp
SET client_min_messages = warning
AS $function$
DECLARE
	target		regclass := format('%I.%I', workspace, relation)::regclass;
	model		regclass;
	addition	record;
BEGIN
	IF to_regclass(format('pg_temp.%I', relation)) IS NOT NULL THEN
		RAISE EXCEPTION 'temporary table "%" is in the way', relation
			USING ERRCODE = 'duplicate_table',
				  HINT = 'Drop the temporary table, or upgrade from another session.';
	END IF;
	EXECUTE statement;
	model := format('pg_temp.%I', relation)::regclass;

	FOR addition IN
		SELECT format('column %s on %s', a.attname, relation) AS object, 'added' AS action,
			format('ALTER TABLE %s ADD COLUMN %I %s%s%s', target, a.attname, format_type(a.atttypid, a.atttypmod),
				' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), CASE WHEN a.attnotnull THEN ' NOT NULL' END) AS command
		FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
		WHERE a.attrelid = model AND a.attnum > 0 AND NOT a.attisdropped
			AND NOT EXISTS (SELECT FROM pg_attribute b
							WHERE b.attrelid = target AND b.attname = a.attname AND NOT b.attisdropped)
		UNION ALL
		SELECT format('%s on %s', m.conname, relation), CASE WHEN t.oid IS NULL THEN 'added' ELSE 'replaced' END,
			format('ALTER TABLE %s %sADD CONSTRAINT %I %s', target,
				CASE WHEN t.oid IS NOT NULL THEN format('DROP CONSTRAINT %I, ', t.conname) END, m.conname,
				pg_get_constraintdef(m.oid))
		FROM pg_constraint m LEFT JOIN pg_constraint t ON t.conrelid = target AND t.conname = m.conname
		-- what NOT NULL says is a constraint from version 18 on, under a name that PostgreSQL gives
		WHERE m.conrelid = model AND m.contype <> 'n'
			AND pg_get_constraintdef(t.oid) IS DISTINCT FROM pg_get_constraintdef(m.oid)
	LOOP
		PERFORM service_eval.run_as_owner(quote_ident(workspace)::regnamespace, addition.command);
		object := addition.object;
		action := addition.action;
		RETURN NEXT;
	END LOOP;
	EXECUTE format('DROP TABLE pg_temp.%I', relation);
END
$function$;

COMMENT ON FUNCTION upgrade_table(text, text, text) IS
'gives a table of an earlier version the columns and constraints that the statement would make it with';

-- A refresh and an upgrade need the same tables and views in different orders.  Each takes this lock first, so one
-- waits for the other before it holds anything: the upgrade for the project at which a refresh is, the refresh for the
-- end of the upgrade.  Readers go on.
CREATE FUNCTION wait_for_refresh(workspace text) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	IF to_regclass(format('%I.evaluation_run', workspace)) IS NOT NULL THEN
		EXECUTE format('LOCK TABLE %I.evaluation_run IN SHARE ROW EXCLUSIVE MODE', workspace);
	END IF;
END
$function$;

COMMENT ON FUNCTION wait_for_refresh(text) IS
'waits for a refresh of the workspace that runs, and makes others wait up to the end of the transaction';

-- What is there stays: a bureau's own table or view under one of the names is used as it is.  Foreign keys, indexes and
-- triggers are put on the workspace's own tables only; what is left out is said.  To upgrade, tables get what this
-- version has more, and views and functions become those of this version; views only ever append columns, so who may
-- read them stays as it is.
CREATE FUNCTION build_workspace(workspace text, upgrade boolean, OUT object text, OUT action text, OUT reason text)
RETURNS SETOF record
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $function$
DECLARE
	s			record;
	home		regnamespace;	-- the schema
	created		text[] := '{}';	-- relations made by this call
	views		text[] := '{}';	-- views that were there before
	ours		text[] := '{}';	-- tables of the workspace's making, now or before
	relation_id	oid;			-- the relation a statement is about, if it exists
	shown		text;			-- what a view or a trigger was before
	change		record;			-- what a table got
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

	IF upgrade AND NOT EXISTS (
		SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname = workspace AND c.relname = 'evaluation_run')
	THEN
		RAISE EXCEPTION 'there is no workspace "%"', workspace
			USING ERRCODE = 'invalid_schema_name',
				  HINT = format('SELECT * FROM service_eval.create_workspace(%L) makes one.', workspace);
	END IF;

	-- Not CREATE SCHEMA IF NOT EXISTS: that needs a right on the database even where the schema exists.
	IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = workspace) THEN
		EXECUTE format('CREATE SCHEMA %I', workspace);
		object := 'schema ' || workspace;
		action := 'created';
		RETURN NEXT;
	END IF;

	home := quote_ident(workspace)::regnamespace;
	-- nothing to do yet, but whoever may not do it is told so now
	PERFORM service_eval.run_as_owner(home, '');

	PERFORM service_eval.wait_for_refresh(workspace);
	FOR s IN
		SELECT *
		FROM service_eval.workspace_statements(
				replace(service_eval.workspace_script(), '@workspace@', quote_ident(workspace)))
	LOOP
		relation_id := (SELECT c.oid FROM pg_class c
						WHERE c.relnamespace = home AND c.relname = s.relation
							AND c.relkind IN ('r', 'p', 'f', 'v', 'm'));
		object := NULL;
		reason := NULL;

		IF s.relation IS NULL THEN
			-- functions, procedures and their comments: ours, and always the newest
			PERFORM service_eval.run_as_owner(home, s.statement);

		ELSIF s.command IN ('CREATE TABLE', 'CREATE VIEW') THEN
			object := format('%s %s', CASE WHEN s.command = 'CREATE VIEW' THEN 'view' ELSE 'table' END, s.relation);
			IF relation_id IS NULL THEN
				PERFORM service_eval.run_as_owner(home, s.statement);
				created := created || s.relation;
				ours := ours || s.relation;
				action := 'created';
			ELSIF upgrade AND s.command = 'CREATE VIEW' THEN
				action := 'kept';
				shown := pg_get_viewdef(relation_id);
				BEGIN
					-- the statement begins with the comment above it
					PERFORM service_eval.run_as_owner(home,
						regexp_replace(s.statement, '^CREATE VIEW', 'CREATE OR REPLACE VIEW', 'n'));
					views := views || s.relation;
					IF pg_get_viewdef(relation_id) <> shown THEN
						action := 'replaced';
					END IF;
				EXCEPTION WHEN wrong_object_type OR invalid_table_definition THEN
					-- no view, or one of other columns: none of the workspace's, which only appends some
					RAISE WARNING '"%" is kept: it is not the workspace''s view of this name', s.relation
						USING DETAIL = SQLERRM || '.',
							  HINT = 'Rename it and upgrade again to have that as well.';
				END;
			ELSIF upgrade AND service_eval.made_of_script(relation_id::regclass, s.rules) THEN
				ours := ours || s.relation;
				FOR change IN SELECT * FROM service_eval.upgrade_table(workspace, s.relation, s.statement) LOOP
					object := change.object;
					action := change.action;
					RETURN NEXT;
				END LOOP;
				object := NULL;
			ELSE
				action := 'kept';
				IF service_eval.has_rules(relation_id::regclass, s.rules) THEN
					ours := ours || s.relation;
				ELSIF s.command = 'CREATE TABLE' THEN
					reason := 'it is the bureau''s own: checked at each refresh';
				END IF;
			END IF;

		ELSIF s.command IN ('INSERT', 'UPDATE', 'COMMENT') THEN
			-- first rows and descriptions belong to what was made just now, never to what was found; but what a column
			-- means is what this version means by it
			IF s.relation = ANY (created)
				OR (upgrade AND s.statement ~ '\mCOMMENT ON (COLUMN|VIEW)\M'
					AND (s.relation = ANY (ours) OR s.relation = ANY (views)))
			THEN
				PERFORM service_eval.run_as_owner(home, s.statement);
			END IF;

		ELSIF s.relation <> ALL (ours) OR s.referenced <> ALL (ours) THEN
			object := format('%s on %s', s.part, s.relation);
			action := 'skipped';
			reason := format('%s is the bureau''s own',
				CASE WHEN s.relation = ANY (ours) THEN s.referenced ELSE s.relation END);

		ELSIF NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conrelid = relation_id AND c.conname = s.part)
			AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = relation_id AND t.tgname = s.part)
			AND NOT EXISTS (SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
							WHERE i.indrelid = relation_id AND c.relname = s.part)
		THEN
			PERFORM service_eval.run_as_owner(home, s.statement);
			IF s.relation <> ALL (created) THEN
				object := format('%s on %s', s.part, s.relation);
				action := 'created';
			END IF;

		-- a constraint trigger cannot be replaced; what it does is in its function
		ELSIF upgrade AND s.command = 'CREATE TRIGGER' AND s.statement !~ '\mCREATE CONSTRAINT TRIGGER\M' THEN
			shown := (SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t
					  WHERE t.tgrelid = relation_id AND t.tgname = s.part);
			PERFORM service_eval.run_as_owner(home,
				regexp_replace(s.statement, '^CREATE TRIGGER', 'CREATE OR REPLACE TRIGGER', 'n'));
			IF (SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t
				WHERE t.tgrelid = relation_id AND t.tgname = s.part) <> shown
			THEN
				object := format('%s on %s', s.part, s.relation);
				action := 'replaced';
			END IF;
		END IF;

		IF object IS NOT NULL AND NOT (upgrade AND action IN ('kept', 'skipped')) THEN
			RETURN NEXT;
		END IF;
	END LOOP;
END
$function$;

COMMENT ON FUNCTION build_workspace(text, boolean) IS 'what create_workspace() and upgrade_workspace() do';

CREATE FUNCTION create_workspace(workspace text, OUT object text, OUT action text, OUT reason text) RETURNS SETOF record
LANGUAGE sql VOLATILE
BEGIN ATOMIC
	SELECT b.object, b.action, b.reason FROM service_eval.build_workspace(workspace, false) b;
END;

COMMENT ON FUNCTION create_workspace(text) IS
'makes the tables, views, default schemes and the refresh procedure of an evaluation workspace in a schema, keeps what '
'is there, and lists what it did';

CREATE FUNCTION upgrade_workspace(workspace text, OUT object text, OUT action text) RETURNS SETOF record
LANGUAGE sql VOLATILE
BEGIN ATOMIC
	SELECT b.object, b.action FROM service_eval.build_workspace(workspace, true) b;
END;

COMMENT ON FUNCTION upgrade_workspace(text) IS
'brings a workspace to the installed version, facts untouched, and lists what it changed: nothing if it is up to date';

-- A view in the place of a table cannot carry the table's rules, and a bureau's own table may lack them, so they are
-- applied to what it shows: the rows of one project go into a temporary table that is made by the same statements, and
-- PostgreSQL itself refuses what the workspace's own table would have refused, with the same SQLSTATE and the same name
-- of the rule.  The tables on the other side of its foreign keys come along.
--
-- What the bureau's views and the workspace's triggers call is run by the INSERTs alone.  They run as the owner where
-- the caller may become that role, a superuser above all.  Otherwise they run as the caller: a role that refreshes and
-- owns nothing.  Names are looked up as under the path pg_catalog, pg_temp, as in upgrade_table().
CREATE FUNCTION check_supplied_facts(workspace regnamespace, project_id bigint) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_temp
SET client_min_messages = warning
AS $function$
#variable_conflict use_column
DECLARE
	-- as regnamespace prints itself: quoted where it must be
	script		text := replace(service_eval.workspace_script(), '@workspace@', workspace::text);
	supplied	text[];		-- facts in relations without the workspace's rules
	involved	text[];		-- these, and the tables that foreign keys join to them
	taken		text;		-- the name of one of them, used by a temporary table of the session
	owner		regrole := service_eval.acting_owner(workspace);
	s			record;
	fact		text;
	shown		text;		-- the columns that both sides have
	copy		text;
BEGIN
	-- schemes, results, photo clusters, notes and logs are not facts; check_scheme() looks after the schemes
	supplied := ARRAY(SELECT w.relation
					  FROM service_eval.workspace_statements(script) w
						JOIN pg_class c ON c.relnamespace = workspace AND c.relname = w.relation
					  WHERE w.command = 'CREATE TABLE'
						AND w.relation NOT IN ('scheme', 'indicator', 'evaluation_run', 'evaluation_result',
							'key_child_left_out', 'photo_cluster', 'audit_log', 'touched_project', 'refresh_job',
							'project_claim')
						AND NOT service_eval.has_rules(c.oid, w.rules));
	IF supplied = '{}' THEN
		RETURN;
	END IF;
	involved := ARRAY(SELECT w.relation FROM service_eval.workspace_statements(script) w
					  WHERE w.referenced = ANY (supplied)
					  UNION SELECT w.referenced FROM service_eval.workspace_statements(script) w
					  WHERE w.relation = ANY (supplied) AND w.referenced IS NOT NULL
					  UNION SELECT unnest(supplied));

	taken := (SELECT c.relname FROM pg_class c
			  WHERE c.relnamespace = pg_my_temp_schema() AND c.relname = ANY (involved) LIMIT 1);
	IF taken IS NOT NULL THEN
		RAISE EXCEPTION 'temporary table "%" is in the way', taken
			USING ERRCODE = 'duplicate_table',
				  DETAIL = 'Facts of the bureau''s own are checked in temporary tables '
					'under the names of the workspace.',
				  HINT = 'Drop the temporary table, or refresh from another session.';
	END IF;

	-- relations are made in pg_temp and found there; trigger functions are those of the workspace
	FOR s IN SELECT * FROM service_eval.workspace_statements(script) LOOP
		IF s.relation = ANY (involved)
			AND (s.command = 'CREATE TABLE'
				-- to look at rows is no act and no change: triggers that note these are left out
				OR (s.command = 'CREATE TRIGGER' AND s.relation = ANY (supplied) AND s.part !~ '^(audit|touch)_')
				OR (s.referenced = ANY (involved) AND (s.relation = ANY (supplied) OR s.referenced = ANY (supplied))))
		THEN
			EXECUTE CASE s.command
				WHEN 'CREATE TRIGGER' THEN
					replace(s.statement, 'EXECUTE FUNCTION ', format('EXECUTE FUNCTION %s.', workspace))
				ELSE s.statement END;
		END IF;
	END LOOP;

	FOR fact IN
		SELECT w.relation FROM service_eval.workspace_statements(script) w
		WHERE w.command = 'CREATE TABLE' AND w.relation = ANY (involved)
	LOOP
		SELECT string_agg(quote_ident(a.attname), ', ') INTO shown
		FROM pg_attribute a JOIN pg_attribute b USING (attname)
		WHERE a.attrelid = format('pg_temp.%I', fact)::regclass
			AND b.attrelid = format('%s.%I', workspace, fact)::regclass
			AND a.attnum > 0 AND b.attnum > 0;
		copy := format('INSERT INTO pg_temp.%I (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %s.%I%s',
			fact, shown, shown, workspace, fact, CASE WHEN shown ~ '\mproject_id\M' THEN
				format(' WHERE project_id OPERATOR(pg_catalog.=) %L::bigint', $2) END);
		IF owner IS NULL THEN
			EXECUTE copy;
		ELSE
			-- SELECT as well, so that an error may quote the row
			EXECUTE format('GRANT SELECT, INSERT ON pg_temp.%I TO %s', fact, owner);
			PERFORM service_eval.run_as_owner(workspace, copy);
		END IF;
	END LOOP;
	EXECUTE (SELECT 'DROP TABLE ' || string_agg(format('pg_temp.%I', r), ', ') || ' CASCADE'
			 FROM unnest(involved) AS r);
END
$function$;

COMMENT ON FUNCTION check_supplied_facts(regnamespace, bigint) IS
'refuses what a bureau''s own relations show of a project and the workspace''s tables would not have taken';

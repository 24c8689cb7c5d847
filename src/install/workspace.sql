-- SPDX-License-Identifier: PostgreSQL
-- The workspace: a schema of ordinary, user-owned tables and views, made by a function call.
--
-- Its source is the plain SQL in src/workspace, which the library carries.  create_workspace() runs it statement by
-- statement as the owner of the schema, and notes what it made in the table workspace_part.  Nothing of it becomes a
-- member of the extension, so pg_dump carries all of it and DROP EXTENSION cannot take data with it.
--
-- The functions of this file may be called by a superuser on somebody else's schema.  So none of them works under a
-- search path with a schema that others can write to.  PostgreSQL would take an operator of the owner's that fits
-- better, and run it as the superuser.  Only the statements of the workspace see its schema, in run_as_owner().
-- Functions in SQL have bodies that are parsed when the extension is installed.

CREATE FUNCTION workspace_files(OUT file text, OUT script text) RETURNS SETOF record
AS 'MODULE_PATHNAME', 'workspace_files'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 120;

COMMENT ON FUNCTION workspace_files() IS
	'inner workspace_files: the SQL files that a workspace is made of, in order, with @workspace@ in the place '
	'of its schema | 内部函数：评价库的 SQL 文件，按次序';

CREATE FUNCTION workspace_statements(script text, OUT command text, OUT relation text, OUT part text,
	OUT referenced text, OUT rules text[], OUT columns text[], OUT statement text)
RETURNS SETOF record
AS 'MODULE_PATHNAME', 'workspace_statements'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 20;

COMMENT ON FUNCTION workspace_statements(text) IS
	'inner workspace_statements: the statements of an SQL script, in order, with the relation and the part of it '
	'that each one is about, the relation a foreign key references, the constraints and the columns of a new '
	'table | 内部函数：一段 SQL 的语句及其所涉对象';

CREATE FUNCTION library_version() RETURNS text
AS 'MODULE_PATHNAME', 'library_version'
LANGUAGE C STABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION library_version() IS
	'inner library_version: version of the installed files, which bring the SQL of workspaces | '
	'内部函数：所装文件的版本，评价库的 SQL 由其带来';

-- A new version's files bring its SQL of a workspace at once.  It may call functions that only ALTER EXTENSION brings.
CREATE FUNCTION refuse_other_version() RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	version	text := (SELECT e.extversion FROM pg_extension e WHERE e.extname = 'service_eval');
BEGIN
	IF version <> service_eval.library_version() THEN
		RAISE EXCEPTION 'extension service_eval is of version %, its installed files of %', version,
			service_eval.library_version()
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  HINT = 'ALTER EXTENSION service_eval UPDATE; then call again, or connect again, if it is updated '
					'already. | 请先执行该语句再重试；如已升级，请重新连接。';
	END IF;
END
$function$;

COMMENT ON FUNCTION refuse_other_version() IS
	'inner refuse_other_version: refuses while the extension is not of the version of its files | '
	'内部函数：扩展版本与所装文件不一致时拒绝';

-- The floor is the folder: 1_facts is facts.  The object is what a statement makes, as workspace_part names it.
CREATE FUNCTION workspace_plan(workspace text, folders text, OUT floor text, OUT command text, OUT object text,
	OUT relation text, OUT part text, OUT referenced text, OUT rules text[], OUT columns text[], OUT statement text)
RETURNS SETOF record
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT substring(f.file, '^(?:[0-9]_)?([a-z]+)'), s.command,
		CASE
			WHEN s.command IN ('CREATE TABLE', 'CREATE VIEW') THEN format('%s %s', k.kind, s.relation)
			WHEN s.command IN ('CREATE TYPE', 'CREATE FUNCTION', 'CREATE PROCEDURE')
				THEN format('%s %s', k.kind, s.part)
			WHEN s.command IN ('CREATE INDEX', 'CREATE TRIGGER') THEN format('%s %s on %s', k.kind, s.part, s.relation)
			WHEN s.command = 'ALTER TABLE' THEN format('constraint %s on %s', s.part, s.relation)
		END,
		s.relation, s.part, s.referenced, s.rules, s.columns, s.statement
	FROM service_eval.workspace_files() f
		CROSS JOIN LATERAL service_eval.workspace_statements(
			replace(f.script, '@workspace@', quote_ident(workspace_plan.workspace))) s
		CROSS JOIN LATERAL (SELECT lower(substring(s.command, '^CREATE (.*)$'))) k (kind)
	WHERE f.file ~ folders;
END;

COMMENT ON FUNCTION workspace_plan(text, text) IS
	'inner workspace_plan: the statements that make a workspace, in order, of the files whose names match | '
	'内部函数：建立评价库的语句，按次序';

CREATE FUNCTION acting_owner(workspace regnamespace) RETURNS regrole
AS 'MODULE_PATHNAME', 'acting_owner'
LANGUAGE C STABLE STRICT;

COMMENT ON FUNCTION acting_owner(regnamespace) IS
	'inner acting_owner: the owner of a workspace''s schema if the caller is that role or a member of it, '
	'otherwise NULL | 内部函数：调用者所属的模式所有者，否则为 NULL';

CREATE FUNCTION run_as_owner(workspace regnamespace, statement text) RETURNS void
AS 'MODULE_PATHNAME', 'run_as_owner'
LANGUAGE C VOLATILE STRICT;

COMMENT ON FUNCTION run_as_owner(regnamespace, text) IS
	'inner run_as_owner: runs a statement as the owner of a workspace''s schema, which is its search path; only '
	'for that role and its members | 内部函数：以模式所有者身份执行一条语句，限该角色及其成员';

CREATE FUNCTION ask_as_owner(workspace regnamespace, query text) RETURNS text[]
AS 'MODULE_PATHNAME', 'ask_as_owner'
LANGUAGE C STABLE STRICT;

COMMENT ON FUNCTION ask_as_owner(regnamespace, text) IS
	'inner ask_as_owner: the first column of what a query answers as the owner of a workspace''s schema; only for '
	'that role and its members | 内部函数：以模式所有者身份查询的第一列，限该角色及其成员';

CREATE FUNCTION lock_as_owner(workspace regnamespace, relation oid, wait boolean) RETURNS boolean
AS 'MODULE_PATHNAME', 'lock_as_owner'
LANGUAGE C VOLATILE STRICT;

COMMENT ON FUNCTION lock_as_owner(regnamespace, oid, boolean) IS
	'inner lock_as_owner: locks a table or view of a workspace against everybody, and nothing that a view reads; '
	'false where it is taken and there is no waiting; only for the owner of the schema and its members | '
	'内部函数：以所有者身份锁定评价库的表或视图；被占用且不等待时为 false';

-- Has the table every constraint that the workspace's own would have?  A view has none.
CREATE FUNCTION has_rules(relation regclass, rules text[]) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT rules <@ ARRAY(SELECT c.conname::text FROM pg_catalog.pg_constraint c WHERE c.conrelid = relation);
END;

COMMENT ON FUNCTION has_rules(regclass, text[]) IS
	'inner has_rules: whether a relation has constraints of all these names | 内部函数：关系是否已有全部这些约束';

-- A table of the workspace's may lack rules that this version has more; a bureau's own in its place has hardly any.
CREATE FUNCTION has_most_rules(relation regclass, rules text[]) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT 2 * count(*) > cardinality(rules) FROM pg_catalog.pg_constraint c
	WHERE c.conrelid = relation AND c.conname = ANY (rules);
END;

COMMENT ON FUNCTION has_most_rules(regclass, text[]) IS
	'inner has_most_rules: whether a relation has more than half of these constraints | 内部函数：关系是否已有半数以上的约束';

-- A table is the workspace's own if it is noted and still is what was noted: a bureau may have put its own in its
-- place.
CREATE FUNCTION is_own_table(workspace regnamespace, relation text, noted text[]) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT 'table ' || relation = ANY (noted) AND EXISTS (
		SELECT FROM pg_catalog.pg_class c
		WHERE c.relnamespace = workspace AND c.relname = relation AND c.relkind IN ('r', 'p', 'f', 'm')
			AND service_eval.has_most_rules(c.oid, ARRAY(
				SELECT substring(o, '^constraint (.*) on ') FROM unnest(noted) AS o
				WHERE o LIKE 'constraint % on ' || relation)));
END;

COMMENT ON FUNCTION is_own_table(regnamespace, text, text[]) IS
	'inner is_own_table: whether a table is what was noted of a workspace | 内部函数：表是否仍为评价库所登记的表';

-- Stands for the type of this name of a workspace in temporary tables that the caller makes.  An expression of an index
-- is planned, with functions in SQL opened and what is constant in them computed, as the owner of the table: in the
-- place of the workspace's own type its owner may have put a function.
CREATE TYPE text_range AS RANGE (subtype = text, collation = "C");

COMMENT ON TYPE text_range IS 'inner text_range: the workspace''s type of this name, in temporary tables | '
	'内部类型：评价库同名类型，供临时表使用';

CREATE FUNCTION check_workspace_name(workspace text) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	IF workspace IS NULL OR workspace = '' THEN
		RAISE EXCEPTION 'the workspace needs a schema name'
			USING ERRCODE = 'invalid_name',
				  HINT = 'For example: SELECT * FROM service_eval.create_workspace(''evaluation''); | '
					'例如：SELECT * FROM service_eval.create_workspace(''evaluation'');';
	END IF;
	IF octet_length(workspace) > 63 OR workspace ~ '["$''\\%]' THEN
		RAISE EXCEPTION 'invalid workspace name "%"', workspace
			USING ERRCODE = 'invalid_name',
				  DETAIL = 'The name is longer than 63 bytes or contains a quote, a dollar sign, a percent sign or a '
					'backslash.',
				  HINT = 'Use letters, digits and underscores. | 请用字母、数字和下划线。';
	END IF;
	IF workspace IN ('service_eval', 'information_schema') OR workspace LIKE 'pg\_%' THEN
		RAISE EXCEPTION 'schema "%" cannot be a workspace', workspace
			USING ERRCODE = 'reserved_name',
				  HINT = 'Choose a schema of your own; it is created when it does not exist. | '
					'请另选一个模式，不存在时自动创建。';
	END IF;
END
$function$;

COMMENT ON FUNCTION check_workspace_name(text) IS
	'inner check_workspace_name: refuses a schema name that no workspace can have | 内部函数：拒绝不能用作评价库的模式名';

-- Whoever may create in the schema of a workspace can add a function that fits a call of the workspace's better than
-- PostgreSQL's own.  Everybody who reads or refreshes would run it.
CREATE FUNCTION refuse_strangers(workspace regnamespace) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	stranger	text := (
		SELECT coalesce(min(r.rolname::text), 'PUBLIC')
		FROM pg_namespace n
			CROSS JOIN LATERAL aclexplode(n.nspacl) a
			LEFT JOIN pg_roles r ON r.oid = a.grantee
		WHERE n.oid = workspace AND a.privilege_type = 'CREATE' AND a.grantee <> n.nspowner AND r.rolsuper IS NOT TRUE
			-- who is the owner by membership can do as the owner
			AND NOT coalesce(pg_has_role(a.grantee, n.nspowner, 'MEMBER'), false)
		HAVING count(*) > 0);
	names		text[] := ARRAY(
		SELECT coalesce(p.relation, p.part) FROM service_eval.workspace_plan('workspace', '^[0-9]') p
		WHERE p.command IN ('CREATE TABLE', 'CREATE VIEW', 'CREATE TYPE'));
	planted		record;
BEGIN
	IF stranger IS NOT NULL THEN
		RAISE EXCEPTION 'others may create in schema "%"', workspace
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('CREATE is granted to %s.', stranger),
				  HINT = format('REVOKE CREATE ON SCHEMA %s FROM %s. | 请收回该权限。', workspace,
					CASE stranger WHEN 'PUBLIC' THEN stranger ELSE quote_ident(stranger) END);
	END IF;

	-- what was made while others might create stays when they may no more
	SELECT x.object, r.rolname INTO planted
	FROM (SELECT p.pronamespace, p.proowner, CASE p.prokind WHEN 'a' THEN 'aggregate ' WHEN 'p' THEN 'procedure '
				ELSE 'function ' END || p.oid::regprocedure
		  FROM pg_proc p
		  UNION ALL
		  SELECT o.oprnamespace, o.oprowner, 'operator ' || o.oid::regoperator
		  FROM pg_operator o
		  UNION ALL
		  -- relations and types that would be taken for the bureau's own; whoever reads a view runs what it calls
		  SELECT c.relnamespace, c.relowner, CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view '
				WHEN 'f' THEN 'foreign table ' ELSE 'table ' END || c.oid::regclass
		  FROM pg_class c
		  WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm')
			AND (c.relname ~ '^(indicator|limiter)_' OR c.relname = ANY (names))
		  UNION ALL
		  SELECT t.typnamespace, t.typowner, 'type ' || t.oid::regtype
		  FROM pg_type t
		  WHERE t.typrelid = 0 AND t.typname = ANY (names)) x (home, owner, object)
		JOIN pg_namespace n ON n.oid = x.home
		JOIN pg_roles r ON r.oid = x.owner AND NOT r.rolsuper AND NOT pg_has_role(r.oid, n.nspowner, 'MEMBER')
	WHERE x.home = workspace
	ORDER BY x.object
	LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION '% belongs to somebody else than schema "%"', planted.object, workspace
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('It belongs to %s.', planted.rolname),
				  HINT = 'Drop it if you do not know what it does, otherwise change its owner. | '
					'不明用途请删除，否则请更改其所有者。';
	END IF;
END
$function$;

COMMENT ON FUNCTION refuse_strangers(regnamespace) IS
	'inner refuse_strangers: refuses a schema in which others than its owner may create, or have made what it '
	'would run | 内部函数：拒绝他人可建对象的模式';

-- What the extension made is noted, so that nothing is guessed from names.
CREATE FUNCTION noted_parts(workspace regnamespace) RETURNS text[]
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	manifest	regclass := (SELECT c.oid FROM pg_class c
							 WHERE c.relnamespace = workspace AND c.relname = 'workspace_part');
BEGIN
	IF manifest IS NULL THEN
		RETURN '{}';
	END IF;
	IF NOT service_eval.has_rules(manifest, '{workspace_part_pkey}')
		OR (SELECT count(*) FROM pg_attribute a
			WHERE a.attrelid = manifest AND a.attname IN ('object', 'kind', 'version') AND NOT a.attisdropped) < 3
	THEN
		RAISE EXCEPTION 'relation "%" is in the way', manifest
			USING ERRCODE = 'duplicate_table',
				  HINT = 'Rename it: a workspace keeps under this name what it is made of. | '
					'请改名：评价库以此名记录其组成部分。';
	END IF;
	RETURN service_eval.ask_as_owner(workspace, 'SELECT object FROM workspace_part');
END
$function$;

COMMENT ON FUNCTION noted_parts(regnamespace) IS
	'inner noted_parts: what the extension made in a workspace; nothing if it is none | 内部函数：扩展在评价库中所建的对象';

-- Tables that are kept get nothing new, so a workspace of an earlier version must not be noted as one of this version.
CREATE FUNCTION refuse_other_workspace(workspace regnamespace) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	name	text := (SELECT n.nspname FROM pg_namespace n WHERE n.oid = workspace);
	here	text := (SELECT e.extversion FROM pg_extension e WHERE e.extname = 'service_eval');
	version	text;
BEGIN
	FOREACH version IN ARRAY service_eval.ask_as_owner(workspace,
		'SELECT version FROM workspace_part WHERE object = ''table workspace_part''')
	LOOP
		IF version <> here THEN
			RAISE EXCEPTION 'workspace "%" is of version %, extension service_eval of %', name, version, here
				USING ERRCODE = 'object_not_in_prerequisite_state',
					  HINT = format('SELECT * FROM service_eval.upgrade_workspace(%L); then call again. | '
						'请先执行该语句再重试。', name);
		END IF;
	END LOOP;
END
$function$;

COMMENT ON FUNCTION refuse_other_workspace(regnamespace) IS
	'inner refuse_other_workspace: refuses a workspace that is not upgraded to the version of the extension yet | '
	'内部函数：评价库尚未升级到扩展的版本时拒绝';

CREATE FUNCTION note_parts(workspace regnamespace, objects text[], kinds text[]) RETURNS void
LANGUAGE sql VOLATILE
BEGIN ATOMIC
	SELECT service_eval.run_as_owner(workspace, format(
		'INSERT INTO workspace_part (object, kind, version) '
		'SELECT o, k, %L FROM unnest(%L::text[], %L::text[]) AS x (o, k) '
		'ON CONFLICT (object) DO UPDATE SET kind = excluded.kind, version = excluded.version '
		'WHERE (workspace_part.kind, workspace_part.version) IS DISTINCT FROM (excluded.kind, excluded.version)',
		(SELECT e.extversion FROM pg_catalog.pg_extension e WHERE e.extname = 'service_eval'), objects, kinds));
END;

COMMENT ON FUNCTION note_parts(regnamespace, text[], text[]) IS
	'inner note_parts: notes in workspace_part what was made, and in which version | '
	'内部函数：在 workspace_part 登记所建对象及版本';

-- A relation of the bureau's own in the place of a table must have the table's columns: views, functions and measures
-- read them.
CREATE FUNCTION refuse_missing_columns(relation regclass, columns text[]) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	missing		text := (
		SELECT string_agg(c.name, ', ' ORDER BY c.place)
		FROM unnest(columns) WITH ORDINALITY AS c (name, place)
		WHERE NOT EXISTS (SELECT FROM pg_attribute a
						  WHERE a.attrelid = relation AND a.attname = c.name AND a.attnum > 0 AND NOT a.attisdropped));
BEGIN
	IF missing IS NOT NULL THEN
		RAISE EXCEPTION 'relation "%" lacks columns of the workspace''s table', relation
			USING ERRCODE = 'undefined_column',
				  DETAIL = format('It has no %s.', missing),
				  HINT = 'Add them to your table or view: NULL::type AS name where you have nothing to say. '
					'Or rename the relation, and the workspace makes a table of its own. | '
					'请补列（无值可用NULL::类型 AS 列名），或将其改名，由评价库新建。';
	END IF;
END
$function$;

COMMENT ON FUNCTION refuse_missing_columns(regclass, text[]) IS
	'inner refuse_missing_columns: refuses a bureau''s own relation that lacks columns which the workspace''s '
	'table has | 内部函数：拒绝缺少所需列的自有关系';

CREATE FUNCTION has_part(relation oid, part text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT EXISTS (SELECT FROM pg_catalog.pg_constraint c WHERE c.conrelid = relation AND c.conname = part)
		OR EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = relation AND t.tgname = part)
		OR EXISTS (SELECT FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
				   WHERE i.indrelid = relation AND c.relname = part);
END;

COMMENT ON FUNCTION has_part(oid, text) IS
	'inner has_part: whether a relation has a constraint, trigger or index of this name | 内部函数：关系是否有此名称的约束、触发器或索引';

-- What is there stays: a bureau's own table or view under one of the names is used as it is.  Foreign keys, indexes and
-- triggers are put on the workspace's own tables only; what is left out is said.  To upgrade, tables get what this
-- version has more, and views and functions become those of this version; views only ever append columns, so who may
-- read them stays as it is.
--
-- What a bureau has put in the place of a noted table or view is noted no more.
CREATE FUNCTION build_floors(workspace text, upgrade boolean, OUT object text, OUT action text, OUT reason text)
RETURNS SETOF record
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $function$
DECLARE
	home		regnamespace := quote_ident(workspace)::regnamespace;
	noted		text[] := service_eval.noted_parts(home);	-- the workspace's, before
	s			record;
	created		text[] := '{}';	-- relations made by this call
	ours		text[] := '{}';	-- relations of the workspace's making, now or before
	made		text[] := '{}';	-- objects to be noted, and their floors
	floors		text[] := '{}';
	words		text := '';		-- comments that are still to be made: one call is faster
	relation	record;			-- that a statement is about, if it exists
	change		record;			-- what a table got
	unwatched	text;			-- why triggers do not see all that is written to a table
BEGIN
	-- the name stands in the statements
	PERFORM service_eval.check_workspace_name(workspace);
	FOR s IN SELECT * FROM service_eval.workspace_plan(workspace, '^[0-9]') LOOP
		SELECT c.oid, c.relkind INTO relation
		FROM pg_class c
		WHERE c.relnamespace = home AND c.relname = s.relation AND c.relkind IN ('r', 'p', 'f', 'v', 'm');
		object := NULL;
		reason := NULL;
		IF s.command <> 'COMMENT' AND words <> '' THEN
			PERFORM service_eval.run_as_owner(home, words);
			words := '';
		END IF;

		IF s.command IN ('CREATE TABLE', 'CREATE VIEW') THEN
			object := s.object;
			action := 'kept';
			-- a partition is written past its table, and so past the table's triggers
			unwatched := CASE WHEN EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = relation.oid) THEN
				CASE WHEN s.floor IN ('measures', 'results') THEN 'nothing can be sealed, for it has partitions'
					ELSE 'not watched, for it has partitions; read at each refresh' END END;
			IF relation.oid IS NULL THEN
				PERFORM service_eval.run_as_owner(home, s.statement);
				action := 'created';
				created := created || s.relation;
				ours := ours || s.relation;
			ELSIF (s.command = 'CREATE VIEW' AND object = ANY (noted) AND relation.relkind = 'v')
				OR (s.command = 'CREATE TABLE' AND service_eval.is_own_table(home, s.relation, noted))
			THEN
				ours := ours || s.relation;
				IF upgrade AND s.command = 'CREATE VIEW' THEN
					action := service_eval.upgrade_view(home, relation.oid, s.statement);
					IF action = 'own' THEN
						ours := array_remove(ours, s.relation);
						action := 'kept';
					END IF;
				ELSIF upgrade THEN
					FOR change IN SELECT * FROM service_eval.upgrade_table(workspace, s.relation, s.statement) LOOP
						object := change.object;
						action := change.action;
						RETURN NEXT;
					END LOOP;
					action := 'kept';
				END IF;
				reason := unwatched;
			ELSE
				IF s.command = 'CREATE TABLE' THEN
					PERFORM service_eval.refuse_missing_columns(relation.oid, s.columns);
					reason := 'it is the bureau''s own: ' || coalesce(unwatched, 'checked at each refresh');
				ELSE
					reason := 'it is the bureau''s own';
					IF upgrade THEN
						RAISE WARNING '"%" is kept: it is not the workspace''s view of this name',
							relation.oid::regclass
							USING HINT = 'Rename it and upgrade again to have that as well. | 请改名后再次升级。';
					END IF;
				END IF;
				PERFORM service_eval.run_as_owner(home, format(
					'DELETE FROM workspace_part WHERE object = %L OR right(object, %s) = %L',
					object, length(s.relation) + 4, ' on ' || s.relation))
				WHERE object = ANY (noted);
			END IF;
			IF s.relation = ANY (ours) THEN
				made := made || s.object
					|| ARRAY(SELECT format('constraint %s on %s', r, s.relation) FROM unnest(s.rules) r);
			END IF;

		ELSIF s.command = 'CREATE TYPE' THEN
			IF NOT EXISTS (SELECT FROM pg_type t WHERE t.typnamespace = home AND t.typname = s.part) THEN
				PERFORM service_eval.run_as_owner(home, s.statement);
				made := made || s.object;
			ELSIF s.object = ANY (noted) THEN
				made := made || s.object;
			END IF;

		ELSIF s.command IN ('INSERT', 'UPDATE', 'COMMENT') AND s.relation IS NOT NULL THEN
			-- first rows and descriptions belong to what was made just now, never to what was found; but what a column
			-- means is what this version means by it, and words that it needs are added
			IF s.relation = ANY (created)
				OR (upgrade AND s.relation = ANY (ours) AND s.statement ~
					'\m(COMMENT ON (COLUMN|VIEW)\M|INSERT INTO label\M.*ON CONFLICT DO NOTHING)')
			THEN
				IF s.command = 'COMMENT' THEN
					words := concat(words, s.statement, ';');
				ELSE
					PERFORM service_eval.run_as_owner(home, s.statement);
				END IF;
			END IF;

		ELSIF s.relation IS NULL THEN
			-- functions, procedures and their comments: ours, and always the newest.  A block looks at what is noted.
			IF s.command = 'DO' THEN
				PERFORM service_eval.note_parts(home, made, floors);
			END IF;
			IF s.command = 'COMMENT' THEN
				words := concat(words, s.statement, ';');
			ELSE
				PERFORM service_eval.run_as_owner(home, s.statement);
			END IF;
			IF s.object IS NOT NULL THEN
				made := made || s.object;
			END IF;

		ELSIF s.relation <> ALL (ours) OR s.referenced <> ALL (ours) THEN
			object := format('%s on %s', s.part, s.relation);
			action := 'skipped';
			reason := format('%s is the bureau''s own',
				CASE WHEN s.relation = ANY (ours) THEN s.referenced ELSE s.relation END);

		ELSIF NOT service_eval.has_part(relation.oid, s.part) THEN
			PERFORM service_eval.run_as_owner(home, s.statement);
			made := made || s.object;
			IF s.relation <> ALL (created) THEN
				object := format('%s on %s', s.part, s.relation);
				action := 'created';
			END IF;

		ELSIF s.object = ANY (noted) THEN
			made := made || s.object;
			IF upgrade AND s.command = 'CREATE TRIGGER' THEN
				object := format('%s on %s', s.part, s.relation);
				action := service_eval.upgrade_trigger(home, relation.oid, s.part, s.statement);
			END IF;
		END IF;

		floors := floors || array_fill(s.floor, ARRAY[cardinality(made) - cardinality(floors)]);
		IF object IS NOT NULL AND NOT (upgrade AND action IN ('kept', 'skipped')) THEN
			RETURN NEXT;
		END IF;
	END LOOP;
	IF words <> '' THEN
		PERFORM service_eval.run_as_owner(home, words);
	END IF;
	PERFORM service_eval.note_parts(home, made, floors);
END
$function$;

COMMENT ON FUNCTION build_floors(text, boolean) IS
	'inner build_floors: makes or upgrades the tables, views and functions of a workspace, and tells what it did '
	'| 内部函数：建立或升级评价库的表、视图与函数，并列出所做';

-- A pack is rows: words and schemes of a service.  What is there stays.
CREATE FUNCTION add_pack(workspace text, pack text, OUT object text, OUT action text, OUT reason text)
RETURNS SETOF record
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	home	regnamespace := quote_ident(workspace)::regnamespace;
	noted	text[] := service_eval.noted_parts(home);
	s		record;
BEGIN
	object := 'pack ' || pack;
	IF object = ANY (noted) THEN
		action := 'kept';
		RETURN NEXT;
		RETURN;
	END IF;
	FOR s IN SELECT * FROM service_eval.workspace_plan(workspace, format('^packs/%s\.sql$', pack)) LOOP
		IF 'table ' || s.relation = ANY (noted) THEN
			PERFORM service_eval.run_as_owner(home, s.statement);
		ELSE
			object := format('rows of pack %s for %s', pack, s.relation);
			action := 'skipped';
			reason := format('%s is the bureau''s own', s.relation);
			RETURN NEXT;
		END IF;
	END LOOP;
	object := 'pack ' || pack;
	action := 'created';
	reason := NULL;
	PERFORM service_eval.note_parts(home, ARRAY[object], '{pack}');
	RETURN NEXT;
END
$function$;

COMMENT ON FUNCTION add_pack(text, text) IS
	'inner add_pack: adds the words and schemes of a service pack to a workspace, once | '
	'内部函数：将一个服务包的词语与方案加入评价库，只加一次';

CREATE FUNCTION create_workspace(workspace text, pack text DEFAULT NULL,
	OUT object text, OUT action text, OUT reason text)
RETURNS SETOF record
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	packs	text[] := ARRAY(SELECT substring(f.file, '^packs/(.*)\.sql$') FROM service_eval.workspace_files() f
							WHERE f.file LIKE 'packs/%');
	home	regnamespace;
	fresh	boolean;
BEGIN
	PERFORM service_eval.check_workspace_name(workspace);
	IF pack <> ALL (packs) THEN
		RAISE EXCEPTION 'there is no service pack "%"', pack
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = format('Packs are %s. | 可选服务包：%1$s。', array_to_string(packs, ', '));
	END IF;

	PERFORM service_eval.refuse_other_version();
	PERFORM service_eval.refuse_distributed(workspace);
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
	PERFORM service_eval.refuse_strangers(home);
	PERFORM service_eval.lock_workspace(home);

	fresh := cardinality(service_eval.noted_parts(home)) = 0;
	IF NOT fresh THEN
		PERFORM service_eval.refuse_other_workspace(home);
	END IF;
	RETURN QUERY SELECT * FROM service_eval.build_floors(workspace, false);
	IF fresh THEN
		PERFORM service_eval.migrate_workspace(workspace, true);
	END IF;
	IF pack IS NULL AND service_eval.ask_as_owner(home,
		'SELECT object FROM workspace_part WHERE kind = ''pack''') = '{}'
	THEN
		pack := 'children_homes';
	END IF;
	IF pack IS NOT NULL THEN
		RETURN QUERY SELECT * FROM service_eval.add_pack(workspace, pack);
	END IF;
	-- to who makes one for the first time; whoever calls again knows
	IF fresh THEN
		RAISE NOTICE 'workspace "%" is ready', workspace
			USING HINT = format('Next: (1) SET search_path = %1$s, service_eval (2) enter the facts (the guide: The '
				'facts, from CSV files: examples/load_year.sql)%2$s (3) CALL refresh_rankings() (4) SELECT * FROM '
				'village_ranking | 下一步：（1）SET search_path = %1$s, service_eval（2）录入数据（见使用指南，CSV文件用'
				'examples/load_year.sql）%3$s（3）CALL refresh_rankings()（4）SELECT * FROM village_ranking', home,
				CASE pack WHEN 'blank' THEN ' and a scheme (the guide: Schemes)' END,
				CASE pack WHEN 'blank' THEN '与评分方案' END);
	END IF;
END
$function$;

COMMENT ON FUNCTION create_workspace(text, text) IS
	'make a workspace: the tables, views and functions of an evaluation workspace in a schema, with the words '
	'and schemes of a service pack (children_homes if there is none yet); keeps what is there, and lists what it '
	'did | 建立评价库：在模式中建立评价库的表、视图与函数及服务包的词语和方案（尚无时为 children_homes）；已有的保留，并列出所做';

-- A view in the place of a table cannot carry the table's rules, and a bureau's own table may lack them, so they are
-- applied to what it shows: the rows of one project go into a temporary table that is made by the same statements, and
-- PostgreSQL itself refuses what the workspace's own table would have refused, with the same SQLSTATE and the same name
-- of the rule.  The tables on the other side of its foreign keys come along.
--
-- What the bureau's views and the workspace's triggers call is run by the INSERTs alone.  They run as the owner where
-- the caller may become that role, a superuser above all.  Otherwise they run as the caller: a role that refreshes and
-- owns nothing.  Names are looked up as under the path pg_catalog, pg_temp, as in upgrade_table().
-- Foreign keys are made by the caller, and look at the tables: with constraint_exclusion PostgreSQL would compute, as
-- the caller, what is constant in the CHECKs.
CREATE FUNCTION check_supplied_facts(workspace regnamespace, project_id bigint) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_temp
SET client_min_messages = warning
SET constraint_exclusion = off
AS $function$
#variable_conflict use_column
DECLARE
	name		text := (SELECT n.nspname FROM pg_namespace n WHERE n.oid = workspace);
	noted		text[];		-- what the workspace is made of; nothing for whom may not read that
	supplied	text[];		-- facts in relations without the workspace's rules
	involved	text[];		-- these, and the tables that foreign keys join to them
	taken		text;		-- the name of one of them, used by a temporary table of the session
	owner		regrole := service_eval.acting_owner(workspace);
	s			record;
	fact		text;
	shown		text;		-- the columns that both sides have
	copy		text;
BEGIN
	-- Of the bureau's own is what lacks a rule.  A copy of a table has its constraints but neither its triggers nor its
	-- foreign keys.  check_scheme() looks after the schemes.  The workspace's own table may lack what is not noted of
	-- it: that is of a later version, to which the workspace is not upgraded yet.  What would refer to a table of the
	-- bureau's own is not noted either, and is looked at.
	IF owner IS NOT NULL THEN
		noted := service_eval.noted_parts(workspace);
	ELSIF (SELECT service_eval.has_rules(c.oid, '{workspace_part_pkey}') AND has_table_privilege(c.oid, 'SELECT')
		   FROM pg_class c WHERE c.relnamespace = workspace AND c.relname = 'workspace_part')
	THEN
		EXECUTE format('SELECT array_agg(object) FROM %s.workspace_part', workspace) INTO noted;
	END IF;
	noted := coalesce(noted, '{}');
	supplied := ARRAY(
		WITH plan AS MATERIALIZED (
			SELECT p.*, c.oid
			FROM service_eval.workspace_plan(name, '^[12]_') p
				JOIN pg_class c ON c.relnamespace = workspace AND c.relname = p.relation
		), fact AS MATERIALIZED (
			SELECT p.relation, service_eval.has_rules(p.oid, ARRAY(
				SELECT r FROM unnest(p.rules) AS r
				WHERE p.object <> ALL (noted) OR format('constraint %s on %s', r, p.relation) = ANY (noted)))
				AS has_rules
			FROM plan p
			WHERE p.floor = 'facts' AND p.command = 'CREATE TABLE'
		)
		SELECT f.relation FROM fact f WHERE NOT f.has_rules
		UNION
		SELECT p.relation
		FROM plan p JOIN fact f ON f.relation = p.relation LEFT JOIN fact r ON r.relation = p.referenced
		WHERE (p.command = 'CREATE TRIGGER' OR r.has_rules)
			AND (p.object = ANY (noted) OR 'table ' || p.relation <> ALL (noted)
				OR 'table ' || p.referenced <> ALL (noted))
			AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = p.oid AND t.tgname = p.part)
			AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conrelid = p.oid AND c.conname = p.part));
	IF supplied = '{}' THEN
		RETURN;
	END IF;
	involved := ARRAY(SELECT x.relation
					  FROM (SELECT w.relation FROM service_eval.workspace_plan(name, '^1_facts/') w
							WHERE w.referenced = ANY (supplied)
							UNION SELECT w.referenced FROM service_eval.workspace_plan(name, '^1_facts/') w
							WHERE w.relation = ANY (supplied) AND w.referenced IS NOT NULL
							UNION SELECT unnest(supplied)) x
						JOIN pg_class c ON c.relnamespace = workspace AND c.relname = x.relation);

	taken := (SELECT c.relname FROM pg_class c
			  WHERE c.relnamespace = pg_my_temp_schema() AND c.relname = ANY (involved) LIMIT 1);
	IF taken IS NOT NULL THEN
		RAISE EXCEPTION 'temporary table "%" is in the way', taken
			USING ERRCODE = 'duplicate_table',
				  DETAIL = 'Facts of the bureau''s own are checked in temporary tables '
					'under the names of the workspace.',
				  HINT = 'Drop the temporary table, or refresh from another session. | '
					'请删除该临时表，或换一个会话刷新。';
	END IF;

	-- relations are made in pg_temp and found there; trigger functions are those of the workspace
	FOR s IN SELECT * FROM service_eval.workspace_plan(name, '^[12]_') LOOP
		IF s.relation = ANY (involved)
			AND (s.command = 'CREATE TABLE'
				-- to look at rows is no act and no change: triggers that note these are left out
				OR (s.command = 'CREATE TRIGGER' AND s.relation = ANY (supplied) AND s.part !~ '^(audit|touch)_')
				OR (s.referenced = ANY (involved) AND (s.relation = ANY (supplied) OR s.referenced = ANY (supplied))
					-- may be an activity of another project, whose facts are not looked at
					AND s.part <> 'duplicate_review_earlier_activity_fkey'))
		THEN
			EXECUTE CASE s.command
				WHEN 'CREATE TRIGGER' THEN
					replace(s.statement, 'EXECUTE FUNCTION ', format('EXECUTE FUNCTION %s.', workspace))
				ELSE replace(s.statement, format('%s.text_range(', workspace), 'service_eval.text_range(') END;
		END IF;
	END LOOP;

	FOR fact IN
		SELECT w.relation FROM service_eval.workspace_plan(name, '^1_facts/') w
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
	'check own tables: refuses what a bureau''s own relations show of a project and the workspace''s tables would '
	'not have taken | 检查自有数据：自有关系中某项目的数据若评价库的表不会接受，则拒绝';

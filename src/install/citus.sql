-- SPDX-License-Identifier: PostgreSQL
-- A workspace on Citus, whose schema is placed on a node as a whole (schema-based sharding).
--
-- Citus makes a table of such a schema a distributed one only where CREATE TABLE is a statement of the client's.  So
-- create_workspace() refuses, and the statements are run by psql: workspace_script() ... \gexec.
--
-- All tables of a schema stand on one node, each in one shard.  There the workspace's triggers run, within the
-- statement that fires them, and what they read and write is on the same node: citus.enable_unsafe_triggers allows
-- that.  So what they guarantee holds.

-- The node of a distributed schema, by the tables of Citus; NULL where there is no Citus, or the schema is an ordinary
-- one.
CREATE FUNCTION is_distributed(workspace text) RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	found	boolean := false;
BEGIN
	IF to_regclass('pg_catalog.pg_dist_schema') IS NOT NULL THEN
		EXECUTE 'SELECT EXISTS (SELECT FROM pg_catalog.pg_dist_schema d '
			'JOIN pg_catalog.pg_namespace n ON n.oid = d.schemaid WHERE n.nspname = $1)' INTO found USING workspace;
	END IF;
	RETURN found;
END
$function$;

COMMENT ON FUNCTION is_distributed(text) IS
	'inner is_distributed: whether Citus has placed a schema on a node as a whole | 内部是否分布：模式是否由Citus整体置于某节点';

CREATE FUNCTION refuse_distributed(workspace text) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	IF service_eval.is_distributed(workspace) OR (to_regnamespace(quote_ident(workspace)) IS NULL
		AND coalesce(current_setting('citus.enable_schema_based_sharding', true), 'off') IN ('on', 'true', 'yes', '1'))
	THEN
		RAISE EXCEPTION 'schema "%" is distributed by Citus', workspace
			USING ERRCODE = 'feature_not_supported',
				  DETAIL = 'Citus distributes only tables that a client makes by a statement of its own.',
				  HINT = format('In psql: SELECT * FROM service_eval.workspace_script(%L) \gexec '
					'(doc/several_machines.md). | 请在psql中逐条执行workspace_script()的语句。', workspace);
	END IF;
END
$function$;

COMMENT ON FUNCTION refuse_distributed(text) IS
	'inner refuse_distributed: refuses a schema that Citus distributes, whose tables no function can make | '
	'内部拒绝分布：拒绝由Citus分布的模式';

CREATE FUNCTION workspace_script(workspace text, pack text DEFAULT 'children_homes') RETURNS SETOF text
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	s		record;
	made	text[] := '{}';		-- parts to be noted, and their floors
	floors	text[] := '{}';
	note	text := format('INSERT INTO %I.workspace_part (object, kind, version) SELECT o, k, %L '
		'FROM unnest(%%L::text[], %%L::text[]) AS x (o, k) ON CONFLICT DO NOTHING', workspace,
		(SELECT e.extversion FROM pg_extension e WHERE e.extname = 'service_eval'));
BEGIN
	PERFORM service_eval.check_workspace_name(workspace);
	PERFORM service_eval.refuse_other_version();
	IF NOT EXISTS (SELECT FROM service_eval.workspace_files() f WHERE f.file = format('packs/%s.sql', pack)) THEN
		RAISE EXCEPTION 'there is no service pack "%"', pack USING ERRCODE = 'invalid_parameter_value';
	END IF;
	IF to_regclass(format('%I.workspace_part', workspace)) IS NOT NULL THEN
		RAISE EXCEPTION 'there is a workspace in schema "%"', workspace
			USING ERRCODE = 'duplicate_object',
				  HINT = 'The script makes a new one. | 该脚本仅用于新建。';
	END IF;
	RETURN NEXT 'SET citus.enable_schema_based_sharding = on';
	RETURN NEXT 'SET citus.enable_unsafe_triggers = on';
	RETURN NEXT format('CREATE SCHEMA IF NOT EXISTS %I', workspace);
	RETURN NEXT format('SET search_path = %I, pg_temp', workspace);
	FOR s IN SELECT * FROM service_eval.workspace_plan(workspace, '^[0-9]') LOOP
		-- Citus knows no range types but those of extensions
		CONTINUE WHEN s.command = 'CREATE TYPE' OR s.statement ~ '\mCOMMENT ON TYPE\M';
		-- a block looks at what is noted
		IF s.command = 'DO' AND made <> '{}' THEN
			RETURN NEXT format(note, made, floors);
			made := '{}';
			floors := '{}';
		END IF;
		RETURN NEXT replace(s.statement, format('%I.text_range(', workspace), 'service_eval.text_range(');
		made := made || s.object
			|| ARRAY(SELECT format('constraint %s on %s', r, s.relation) FROM unnest(s.rules) AS r);
		made := array_remove(made, NULL);
		floors := floors || array_fill(s.floor, ARRAY[cardinality(made) - cardinality(floors)]);
	END LOOP;
	made := made || ARRAY(SELECT 'migration ' || substring(f.file, '^migrations/(.*)\.sql$')
		FROM service_eval.workspace_files() f WHERE f.file LIKE 'migrations/%');
	floors := floors || array_fill('migration'::text, ARRAY[cardinality(made) - cardinality(floors)]);
	FOR s IN SELECT * FROM service_eval.workspace_plan(workspace, format('^packs/%s\.sql$', pack)) LOOP
		RETURN NEXT s.statement;
	END LOOP;
	RETURN NEXT format(note, made || ('pack ' || pack), floors || 'pack'::text);
	RETURN NEXT 'RESET search_path';
END
$function$;

COMMENT ON FUNCTION workspace_script(text, text) IS
	'workspace script: the statements that make a workspace in a schema that Citus distributes, for \gexec of psql | '
	'评价库脚本：在Citus分布的模式中新建评价库的语句，供psql的\gexec执行';

-- SPDX-License-Identifier: PostgreSQL
-- The roles of a workspace: group roles, and what each of them may see and do.
--
-- The list is the workspace's (role_right, row_rule).  create_roles() compares it with what is granted, and grants or
-- revokes the difference.  Roles belong to the whole server: their names begin with those of database and workspace,
-- and a comment says whose they are.

CREATE FUNCTION role_name(workspace text, role text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN octet_length(format('%s_%s_%s', current_database(), workspace, role)) <= 63
	THEN format('%s_%s_%s', current_database(), workspace, role)
	ELSE format('service_eval_%s_%s', md5(format('%I.%I', current_database(), workspace)), role) END;

COMMENT ON FUNCTION role_name(text, text) IS
	'name of a role: of a workspace: <database>_<workspace>_<role>, with a digest in the place of names that are '
	'too long | 角色名称：评价库组角色的名称：<数据库>_<评价库>_<角色>，过长时以摘要代替';

-- A role of this name may be somebody else's: of database "a" and workspace "b_c", or of "a_b" and "c".
CREATE FUNCTION make_role(workspace text, role text) RETURNS boolean
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	name	text := service_eval.role_name(workspace, role);
	mark	text := format('service_eval: %s of workspace %I in database %I', role, workspace, current_database());
	found	pg_roles := (SELECT r FROM pg_roles r WHERE r.rolname = name);
BEGIN
	-- the owner of the workspace writes the list; the caller, perhaps a superuser, makes the role
	IF role !~ '^[a-z_]{1,20}$' THEN
		RAISE EXCEPTION 'invalid role "%"', role
			USING ERRCODE = 'invalid_name',
				  DETAIL = 'The name of a role in role_right has 1 to 20 small letters and underscores.';
	END IF;
	IF found.oid IS NULL THEN
		EXECUTE format('CREATE ROLE %I NOLOGIN', name);
		EXECUTE format('COMMENT ON ROLE %I IS %L', name, mark);
		RETURN true;
	END IF;
	IF shobj_description(found.oid, 'pg_authid') IS DISTINCT FROM mark OR found.rolsuper OR found.rolcanlogin
		OR found.rolbypassrls OR found.rolcreaterole
	THEN
		RAISE EXCEPTION 'role "%" is in the way', name
			USING ERRCODE = 'duplicate_object',
				  DETAIL = 'It is not the group role of this workspace, or it may log in or do more than such a role.',
				  HINT = 'Rename it, or use another name for the workspace. | 请将其改名，或另选评价库名称。';
	END IF;
	RETURN false;
END
$function$;

COMMENT ON FUNCTION make_role(text, text) IS
	'inner make_role: makes a group role of a workspace; false if it is there; an error where the name is taken '
	'| 内部函数：建立评价库的一个组角色；已有为 false；名称被占用则报错';

-- Statements that grant what is listed and not granted, or revoke what is granted and not listed.  A right on a whole
-- table contains that on its columns.
CREATE FUNCTION changed_rights(workspace regnamespace, rights jsonb, OUT statement text, OUT object text,
	OUT action text)
RETURNS SETOF record
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH wanted AS MATERIALIZED (
		SELECT DISTINCT w.name, w.relation, w.privilege, k.column_name
		FROM jsonb_to_recordset(rights) AS w (name text, relation text, privilege text, columns text[])
			CROSS JOIN LATERAL (SELECT NULL::text WHERE w.columns IS NULL UNION ALL SELECT unnest(w.columns))
				AS k (column_name)
	), needed AS MATERIALIZED (
		SELECT w.* FROM wanted w
		WHERE w.column_name IS NULL OR NOT EXISTS (SELECT FROM wanted o WHERE (o.name, o.relation, o.privilege)
			= (w.name, w.relation, w.privilege) AND o.column_name IS NULL)
	), granted AS MATERIALIZED (
		SELECT r.rolname::text AS name, c.relname::text AS relation, a.privilege_type AS privilege,
			a.column_name::text AS column_name
		FROM pg_catalog.pg_class c
			CROSS JOIN LATERAL (
				SELECT x.grantee, x.privilege_type, NULL::name AS column_name
				FROM pg_catalog.aclexplode(c.relacl) x
				UNION ALL
				SELECT x.grantee, x.privilege_type, t.attname
				FROM pg_catalog.pg_attribute t CROSS JOIN LATERAL pg_catalog.aclexplode(t.attacl) x
				WHERE t.attrelid = c.oid) a
			JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
		WHERE c.relnamespace = workspace AND r.rolname IN (SELECT w.name FROM wanted w)
	), difference AS (
		SELECT 'GRANT' AS verb, 'TO' AS whom, 'granted' AS done, n.*
		FROM (TABLE needed EXCEPT TABLE granted) n
		UNION ALL
		SELECT 'REVOKE', 'FROM', 'revoked', g.* FROM (TABLE granted EXCEPT TABLE needed) g
	)
	SELECT format('%s %s%s ON %s.%I %s %I', d.verb, d.privilege,
			' (' || string_agg(quote_ident(d.column_name), ', ' ORDER BY d.column_name) || ')', workspace, d.relation,
			d.whom, d.name),
		format('%s%s on %s: %s', d.privilege,
			' (' || string_agg(quote_ident(d.column_name), ', ' ORDER BY d.column_name) || ')', d.relation, d.name),
		d.done
	FROM difference d
	GROUP BY d.verb, d.whom, d.done, d.name, d.relation, d.privilege, d.column_name IS NULL
	ORDER BY d.done DESC, d.name, d.relation COLLATE "C", d.privilege;
END;

COMMENT ON FUNCTION changed_rights(regnamespace, jsonb) IS
	'inner changed_rights: statements that make what is granted to the roles of a workspace what is listed | '
	'内部函数：使授权与清单一致的语句';

-- The same of row security.  A table of which somebody sees a part is put under it, and every role that may read or
-- write it gets a policy for each privilege.  The comment of a policy tells by a digest whether its role or condition
-- changed.
CREATE FUNCTION changed_policies(workspace regnamespace, rights jsonb, OUT statement text, OUT object text,
	OUT action text)
RETURNS SETOF record
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH limited AS MATERIALIZED (
		SELECT DISTINCT c.oid, c.relname, c.relrowsecurity
		FROM jsonb_to_recordset(rights) AS w (relation text, condition text)
			JOIN pg_catalog.pg_class c ON c.relnamespace = workspace AND c.relname = w.relation
				AND c.relkind IN ('r', 'p')
		WHERE w.condition <> 'true'
	), wanted AS MATERIALIZED (
		SELECT l.oid, l.relname, w.role || '_' || lower(w.privilege) AS policy, w.name, w.privilege,
			CASE WHEN bool_or(w.condition = 'true') THEN 'true'
				ELSE string_agg(DISTINCT '(' || w.condition || ')', ' OR ') END AS condition
		FROM jsonb_to_recordset(rights)
				AS w (role text, name text, relation text, privilege text, condition text)
			JOIN limited l ON l.relname = w.relation
		GROUP BY l.oid, l.relname, w.role, w.name, w.privilege
	), marked AS MATERIALIZED (
		SELECT w.*, format('service_eval %s', md5(w.name || w.condition)) AS mark FROM wanted w
	), present AS MATERIALIZED (
		SELECT p.polrelid AS oid, c.relname, p.polname::text AS policy,
			pg_catalog.obj_description(p.oid, 'pg_policy') AS mark
		FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid AND c.relnamespace = workspace
		WHERE pg_catalog.obj_description(p.oid, 'pg_policy') LIKE 'service_eval %'
	)
	SELECT format('DROP POLICY %I ON %s.%I', p.policy, workspace, p.relname),
		format('policy %s on %s', p.policy, p.relname), 'dropped'
	FROM present p
	WHERE NOT EXISTS (SELECT FROM marked m WHERE (m.oid, m.policy, m.mark) = (p.oid, p.policy, p.mark))
	UNION ALL
	SELECT format('CREATE POLICY %I ON %s.%I FOR %s TO %I%s%s; COMMENT ON POLICY %1$I ON %2$s.%3$I IS %8$L',
			m.policy, workspace, m.relname, m.privilege, m.name,
			CASE WHEN m.privilege <> 'INSERT' THEN format(' USING (%s)', m.condition) END,
			CASE WHEN m.privilege IN ('INSERT', 'UPDATE') THEN format(' WITH CHECK (%s)', m.condition) END, m.mark),
		format('policy %s on %s', m.policy, m.relname), 'created'
	FROM marked m
	WHERE NOT EXISTS (SELECT FROM present p WHERE (m.oid, m.policy, m.mark) = (p.oid, p.policy, p.mark))
	UNION ALL
	SELECT format('ALTER TABLE %s.%I ENABLE ROW LEVEL SECURITY', workspace, l.relname),
		format('row security on %s', l.relname), 'enabled'
	FROM limited l
	WHERE NOT l.relrowsecurity;
END;

COMMENT ON FUNCTION changed_policies(regnamespace, jsonb) IS
	'inner changed_policies: statements that make the row security of a workspace what is listed | '
	'内部函数：使行级安全与清单一致的语句';

CREATE FUNCTION create_roles(workspace text, OUT object text, OUT action text, OUT reason text) RETURNS SETOF record
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	home		regnamespace;
	listed		jsonb;		-- role_right with the conditions of its rows
	present		text[];		-- relations of the workspace
	noted		text[];		-- what the extension made
	others		text[];		-- relations of other owners
	supplied	text[];		-- relations of the bureau's own, whose rows cannot be limited
	r			record;
BEGIN
	PERFORM service_eval.check_workspace_name(workspace);
	home := to_regnamespace(quote_ident(workspace));
	IF home IS NULL OR to_regclass(format('%I.role_right', workspace)) IS NULL THEN
		RAISE EXCEPTION 'there is no workspace "%" of this version', workspace
			USING ERRCODE = 'invalid_schema_name',
				  HINT = 'create_workspace() makes one, upgrade_workspace() brings one to this version. | '
					'create_workspace()可新建，upgrade_workspace()可升级到当前版本。';
	END IF;
	IF service_eval.is_distributed(workspace) THEN
		RAISE EXCEPTION 'roles of workspace "%" cannot be made', workspace
			USING ERRCODE = 'feature_not_supported',
				  DETAIL = 'Its schema is distributed by Citus, which cannot ask role_right.',
				  HINT = 'Grant by hand what the guide lists (Roles). | 请按指南（角色一节）手工授权。';
	END IF;
	PERFORM service_eval.run_as_owner(home, '');
	PERFORM service_eval.refuse_strangers(home);
	PERFORM service_eval.lock_workspace(home);

	listed := (
		SELECT jsonb_agg(l || jsonb_build_object('name', service_eval.role_name(workspace, l ->> 'role')))
		FROM unnest(service_eval.ask_as_owner(home, $query$
			SELECT to_jsonb(a) || jsonb_build_object('condition', replace(w.condition, 'ROLE', a.role))
			FROM role_right a JOIN row_rule w ON w.rows = a.rows$query$)) AS t (line)
			CROSS JOIN LATERAL (SELECT t.line::jsonb) AS j (l));
	SELECT x.role, x.relation INTO r
	FROM jsonb_to_recordset(listed) AS x (role text, relation text, listed boolean)
	WHERE NOT x.listed
		AND x.relation = ANY (service_eval.ask_as_owner(home, 'SELECT unnest(protected_tables())'))
	LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'an answer of role "%" reads "%", which is protected', r.role, r.relation
			USING ERRCODE = 'insufficient_privilege',
				  HINT = 'List the table in role_right, or give the answer to another role. | '
					'请在role_right中列明该表，或将该回答改授其他角色。';
	END IF;

	FOR r IN SELECT DISTINCT x.role FROM jsonb_to_recordset(listed) AS x (role text) ORDER BY 1 LOOP
		IF service_eval.make_role(workspace, r.role) THEN
			object := 'role ' || service_eval.role_name(workspace, r.role);
			action := 'created';
			RETURN NEXT;
		END IF;
		IF NOT has_schema_privilege(service_eval.role_name(workspace, r.role), home, 'USAGE') THEN
			PERFORM service_eval.run_as_owner(home, format('GRANT USAGE ON SCHEMA %I TO %I', workspace,
				service_eval.role_name(workspace, r.role)));
		END IF;
	END LOOP;

	-- What belongs to somebody else is his to grant.  What is the bureau's own carries no policies: who may see a part
	-- of it gets nothing.
	present := ARRAY(
		SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = home AND c.relkind IN ('r', 'p', 'f', 'v', 'm'));
	others := ARRAY(
		SELECT c.relname::text FROM pg_class c
		WHERE c.relnamespace = home AND c.relname = ANY (present)
			AND NOT pg_has_role(service_eval.acting_owner(home), c.relowner, 'USAGE'));
	noted := service_eval.noted_parts(home);
	supplied := ARRAY(
		SELECT c.relname::text FROM pg_class c
		WHERE c.relnamespace = home AND c.relname = ANY (present)
			AND CASE c.relkind WHEN 'v' THEN 'view ' ELSE 'table ' END || c.relname <> ALL (noted));
	FOR object, reason IN
		SELECT format('rights on %s', x.relation),
			CASE WHEN x.relation = ANY (present) THEN 'it belongs to somebody else' ELSE 'it does not exist' END
		FROM jsonb_to_recordset(listed) AS x (relation text)
		WHERE x.relation = ANY (others) OR x.relation <> ALL (present)
		UNION
		SELECT format('%s on %s: %s', x.privilege, x.relation, x.name), format('%s is the bureau''s own', x.relation)
		FROM jsonb_to_recordset(listed) AS x (name text, relation text, privilege text, condition text)
		WHERE x.relation = ANY (supplied) AND x.relation <> ALL (others) AND x.condition <> 'true'
		ORDER BY 1
	LOOP
		action := 'skipped';
		RETURN NEXT;
	END LOOP;
	reason := NULL;
	listed := (SELECT jsonb_agg(l) FROM jsonb_array_elements(listed) AS l
			   WHERE l ->> 'relation' = ANY (present) AND l ->> 'relation' <> ALL (others)
				AND (l ->> 'relation' <> ALL (supplied) OR l ->> 'condition' = 'true'));

	FOR r IN
		SELECT * FROM service_eval.changed_policies(home, listed)
		UNION ALL SELECT * FROM service_eval.changed_rights(home, listed)
	LOOP
		PERFORM service_eval.run_as_owner(home, r.statement);
		object := r.object;
		action := r.action;
		RETURN NEXT;
	END LOOP;
END
$function$;

COMMENT ON FUNCTION create_roles(text) IS
	'make roles: the group roles of a workspace: grants what its list role_right says, revokes what it does not '
	'say, sets row security, and lists what it did. Needs CREATEROLE | '
	'建立角色：建立评价库的组角色：按 role_right 授权并撤销其余，设置行级安全，列出所做；需 CREATEROLE 权限';

-- SPDX-License-Identifier: PostgreSQL
-- Whoever owns the schema of the extension, or may create in it, can add a function that fits a call better than ours
-- does, also where the schema is named: service_eval.grade(numeric).  Everybody who uses the extension would run it.
-- CREATE EXTENSION makes the schema, but takes one that is there, whoever made it; such a one is looked at here.
DO $check$
DECLARE
	-- the path of an installation begins with the schema in question
	path		pg_catalog.text := pg_catalog.current_setting('search_path');
	home		record;
	stranger	pg_catalog.text;
BEGIN
	PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);

	-- not current_user: a trusted extension is installed by a superuser in the name of whoever asks for it
	SELECT e.oid AS extension, e.extowner AS installer, n.oid AS schema, n.nspname AS name, n.nspowner AS owner,
		n.nspacl AS rights INTO home
	FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
	WHERE e.extname = 'service_eval';

	-- a superuser's schema can be used by all: who owns it needs none of our functions to do harm
	IF home.owner <> home.installer AND NOT (SELECT r.rolsuper FROM pg_roles r WHERE r.oid = home.owner) THEN
		RAISE EXCEPTION 'schema "%" belongs to another role', home.name
			USING ERRCODE = 'insufficient_privilege',
				  DETAIL = format('Its owner is "%s", the extension would be installed by "%s".',
					pg_get_userbyid(home.owner), pg_get_userbyid(home.installer)),
				  HINT = 'Install it as that role, or drop the schema first: CREATE EXTENSION makes it. | '
					'请以该角色安装，或先删除该模式。';
	END IF;

	stranger := (SELECT coalesce(min(r.rolname::text), 'PUBLIC')
				 FROM aclexplode(home.rights) a LEFT JOIN pg_roles r ON r.oid = a.grantee
				 WHERE a.privilege_type = 'CREATE' AND a.grantee NOT IN (home.owner, home.installer)
					AND r.rolsuper IS NOT TRUE
				 HAVING count(*) > 0);
	IF stranger IS NOT NULL THEN
		RAISE EXCEPTION 'others may create in schema "%"', home.name
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('CREATE is granted to %s.', stranger),
				  HINT = format('CREATE SCHEMA %I, if it is not there, and REVOKE CREATE ON SCHEMA %I FROM %s. | '
					'请新建该模式并收回该权限。',
					home.name, home.name, CASE stranger WHEN 'PUBLIC' THEN stranger ELSE quote_ident(stranger) END);
	END IF;

	-- the extension itself depends on its schema; default rights are nothing that could be found by a name
	stranger := (SELECT min(pg_describe_object(d.classid, d.objid, d.objsubid))
				 FROM pg_depend d
				 WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = home.schema
					AND d.classid NOT IN ('pg_extension'::regclass, 'pg_default_acl'::regclass)
					AND NOT EXISTS (SELECT FROM pg_depend m
									WHERE m.classid = d.classid AND m.objid = d.objid AND m.deptype = 'e'
										AND m.refclassid = 'pg_extension'::regclass AND m.refobjid = home.extension));
	IF stranger IS NOT NULL THEN
		RAISE EXCEPTION 'schema "%" is not empty', home.name
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('There is %s.', stranger),
				  HINT = 'Move what is in it to another schema, or drop it. | 请将其中对象移走或删除。';
	END IF;

	PERFORM pg_catalog.set_config('search_path', path, true);
END
$check$;

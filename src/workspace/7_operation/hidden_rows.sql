-- SPDX-License-Identifier: PostgreSQL
-- Whom row security shows a part of the rows neither computes nor verifies: results of the part would take the place of
-- those of all, and what is not seen would seem to be in order.
--
-- PostgreSQL's own row_security = off refuses whoever is under row security at all, also where a policy shows
-- everything: the job, an auditor.  So the policies are looked at: one that is plainly true must hold for whoever
-- reads, and none that restricts.  Views are followed to the tables beneath, as the role that PostgreSQL reads them as.
CREATE OR REPLACE FUNCTION refuse_hidden_rows() RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	hidden	regclass;
BEGIN
	IF NOT EXISTS (SELECT FROM pg_class c WHERE c.relrowsecurity) THEN
		RETURN;
	END IF;
	WITH RECURSIVE beneath (relation, reader) AS (
		SELECT c.oid, r.oid
		FROM pg_class c, pg_roles r
		WHERE c.relnamespace = '@workspace@'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND r.rolname = current_user
		UNION
		SELECT d.refobjid, CASE WHEN o.invoker THEN b.reader ELSE v.relowner END
		FROM beneath b
			JOIN pg_class v ON v.oid = b.relation AND v.relkind = 'v'
			JOIN pg_rewrite w ON w.ev_class = v.oid
			JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
				AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> v.oid
			CROSS JOIN LATERAL (
				SELECT coalesce(bool_or(p.option_value::boolean), false) AS invoker
				FROM pg_options_to_table(v.reloptions) p
				WHERE p.option_name = 'security_invoker') o
	)
	SELECT c.oid INTO hidden
	FROM beneath b
		JOIN pg_class c ON c.oid = b.relation AND c.relrowsecurity
		JOIN pg_roles r ON r.oid = b.reader AND NOT r.rolsuper AND NOT r.rolbypassrls
		CROSS JOIN (VALUES ('r', 'SELECT'), ('w', 'UPDATE'), ('d', 'DELETE')) AS k (command, privilege)
	WHERE (c.relforcerowsecurity OR NOT pg_has_role(r.oid, c.relowner, 'USAGE'))
		AND CASE k.command WHEN 'd' THEN has_table_privilege(r.oid, c.oid, 'DELETE')
			ELSE has_any_column_privilege(r.oid, c.oid, k.privilege) END
		AND NOT coalesce((
			SELECT bool_or(p.polpermissive AND q.condition = 'true')
				AND bool_and(p.polpermissive OR q.condition = 'true')
			FROM pg_policy p
				CROSS JOIN LATERAL (SELECT pg_get_expr(p.polqual, p.polrelid) AS condition) q
			WHERE p.polrelid = c.oid AND p.polcmd IN (k.command::"char", '*') AND EXISTS (
				SELECT FROM unnest(p.polroles) AS m WHERE m = 0 OR pg_has_role(r.oid, m, 'USAGE'))), false)
	ORDER BY c.relname COLLATE "C"
	LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'row security hides rows of "%" from role "%"', hidden, current_user
			USING ERRCODE = 'insufficient_privilege',
				  DETAIL = 'Who sees a part of the rows can neither refresh nor verify.',
				  HINT = 'Call this as the owner of the workspace, or with a role that sees all rows, such as the one '
					'that create_roles() makes for the job. | '
					'请以评价库所有者或可见全部数据的角色调用，如create_roles()为夜间任务建立的角色。';
	END IF;
END
$$;
COMMENT ON FUNCTION refuse_hidden_rows() IS
	'inner refuse_hidden_rows: refuses whom row security shows a part of the rows | 内部拒绝部分可见：拒绝仅可见部分数据的角色';

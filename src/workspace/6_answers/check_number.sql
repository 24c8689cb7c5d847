-- SPDX-License-Identifier: PostgreSQL
-- The check number of a sealed run, to be printed on what is filed or put up: the head of the audit log as it was when
-- the run was sealed.  Whoever keeps the paper can ask for verify_chain() with it.
CREATE OR REPLACE FUNCTION check_number(project_id bigint, run_id bigint) RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	RETURN (SELECT chain_head(l.project_id, l.entry_no)
		FROM audit_log l
		WHERE l.project_id = $1 AND l.act = 'run sealed' AND l.subject = 'run ' || $2
		ORDER BY l.entry_no DESC
		LIMIT 1);
END
$$;
COMMENT ON FUNCTION check_number(bigint, bigint) IS
	'check number: of a sealed run, for verify_chain(); NULL if it is not sealed | 校验码：已封存批次的校验码，未封存为空';

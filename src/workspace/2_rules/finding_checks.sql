-- SPDX-License-Identifier: PostgreSQL
-- Under the rule deduct a finding takes points off, so its points are not negative.  Asked when it is entered, and at
-- every refresh: the scheme may have come later, and a bureau's own view carries no triggers.
CREATE OR REPLACE FUNCTION check_findings(project_id bigint) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	x	record;
BEGIN
	SELECT f.code, f.points, f.found_on, f.reason, i.name_en, s.scheme_id INTO x
	FROM finding f
		JOIN project p ON p.project_id = f.project_id
		JOIN current_scheme s ON s.service = p.service
		JOIN indicator i ON i.scheme_id = s.scheme_id AND i.version = s.version AND i.code = f.code
			AND i.rule = 'deduct'
	WHERE f.project_id = $1 AND f.points < 0 AND f.withdrawn_on IS NULL
	ORDER BY f.finding_id, s.display_order, s.scheme_id COLLATE "C"
	LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'a finding of the code "%" takes off % points', x.code, trim_scale(x.points)
			USING ERRCODE = 'check_violation',
				  DETAIL = format('It was found on %s: %s. Scheme "%s" deducts what is found by this code.',
					to_char(x.found_on, 'YYYY-MM-DD'), x.reason, x.scheme_id),
				  HINT = 'Write the points that it takes off without a sign. | 扣分请填正数，不带负号。',
				  SCHEMA = '@workspace@', TABLE = 'finding', COLUMN = 'points';
	END IF;
END
$$;
COMMENT ON FUNCTION check_findings(bigint) IS
	'check_findings: refuses a finding that would deduct less than nothing | 检查发现问题：扣分为负则拒绝';

CREATE OR REPLACE FUNCTION refuse_negative_deduction() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	PERFORM check_findings(n.project_id) FROM (SELECT DISTINCT t.project_id FROM touched t WHERE t.points < 0) n;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_negative_deduction() IS
	'trigger: what a finding deducts is not negative | 触发器：扣分不得为负';

CREATE TRIGGER finding_insert_points AFTER INSERT ON finding
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_negative_deduction();
CREATE TRIGGER finding_update_points AFTER UPDATE ON finding
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_negative_deduction();

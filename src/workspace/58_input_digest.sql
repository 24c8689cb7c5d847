-- Has anything changed on which the results of a project rest?  The digest of a run has two parts: that of the facts, and that of
-- what judges them.  They detect change; they are no signature.  The day up to which facts count is kept beside them.

-- Tables of facts.  Where one is added, so are its triggers in the file of touched_project.
CREATE OR REPLACE FUNCTION fact_tables() RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY['project', 'contract', 'contract_item', 'site', 'director_post', 'beneficiary', 'activity', 'visit', 'response', 'allocation',
	'photo', 'photo_rule', 'duplicate_review', 'visit_plan', 'payment', 'need', 'attendance', 'assessment'];
COMMENT ON FUNCTION fact_tables() IS 'tables of which the rows of a project are digested | 计入摘要的数据表';

-- Rows of a project in one of them, all columns.  A bureau's own table may have columns of types that rows_digest() does not know; of
-- these it is the text that counts.
CREATE OR REPLACE FUNCTION fact_digest(fact text, project_id bigint) RETURNS bytea
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	columns	text;
	digest	bytea;
BEGIN
	SELECT string_agg(format(CASE WHEN a.atttypid = ANY (ARRAY['boolean', 'smallint', 'integer', 'bigint', 'real', 'double precision', 'numeric', 'text', 'varchar', 'bpchar',
			'bytea', 'date', 'time', 'timestamp', 'timestamptz', 'interval', 'uuid', 'jsonb']::regtype[]) THEN 't.%I' ELSE 't.%I::text' END, a.attname),
		', ' ORDER BY a.attname COLLATE "C") INTO columns
	FROM pg_attribute a
	WHERE a.attrelid = to_regclass(quote_ident(fact)) AND a.attnum > 0 AND NOT a.attisdropped;
	EXECUTE format('SELECT service_eval.rows_digest(ROW(%s)) FROM %I t WHERE t.project_id = $1', columns, fact)
	INTO digest USING $2;
	RETURN digest;
END
$$;
COMMENT ON FUNCTION fact_digest(text, bigint) IS 'digest of the rows of a project in one table of facts; NULL without rows | 项目在某数据表中的记录摘要';

-- What judges: the schemes, the definitions of their indicators, and the version that computes.  A definition is printed as
-- settings of the session ask for; hence the SET clauses.  A constant without a name in a later branch of a UNION is printed
-- without one, and after dump and restore with the name of its type: such a name does not count.
CREATE OR REPLACE FUNCTION rules_digest() RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
SET IntervalStyle = 'iso_8601'
SET TimeZone = 'UTC'
SET bytea_output = 'hex'
SET extra_float_digits = 1
SET quote_all_identifiers = off
AS $$
	SELECT encode(sha256(convert_to(concat(
		(SELECT encode(service_eval.rows_digest(ROW(s, i, v.definition)), 'hex')
		 FROM current_scheme s
			JOIN indicator i USING (scheme_id, version)
			LEFT JOIN (
				SELECT DISTINCT ON (c.code) c.code,
					regexp_replace(pg_get_viewdef(to_regclass('indicator_' || lower(c.code))),
						'(::[a-z ]+(\([0-9,]+\))?) AS "?(text|int2|int4|int8|numeric|float4|float8|bool|date|timestamp|timestamptz|interval)"?(?=[,\s])',
						'\1', 'g') AS definition
				FROM indicator c
			) v USING (code)),
		'/', e.extversion), 'UTF8')), 'hex')
	FROM pg_extension e
	WHERE e.extname = 'service_eval'
$$;
COMMENT ON FUNCTION rules_digest() IS 'digest of the schemes that judge, of the definitions of their indicators and of the version that computes | 评估规则摘要（方案、指标定义、扩展版本）';

CREATE OR REPLACE FUNCTION input_digest(project_id bigint) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
	SELECT encode(sha256(convert_to(string_agg(concat(f.fact, ':', encode(f.digest, 'hex')), E'\n' ORDER BY f.place), 'UTF8')), 'hex') || '/' || rules_digest()
	FROM (
		SELECT t.place, t.fact, fact_digest(t.fact, $1) AS digest
		FROM unnest(fact_tables()) WITH ORDINALITY AS t (fact, place)
		-- what belongs to no project, as far as this one rests on it
		UNION ALL
		SELECT 1000, 'village', service_eval.rows_digest(ROW(v.division_code::text, v.name::text, v.township::text, v.county::text))
		FROM village v
		WHERE v.division_code IN (SELECT s.division_code FROM site s WHERE s.project_id = $1)
		UNION ALL
		SELECT 1001, 'rest_day', service_eval.rows_digest(ROW(d.day)) FROM rest_day d
	) f
$$;
COMMENT ON FUNCTION input_digest(bigint) IS 'digest of the facts that the results of a project rest on, and after a slash that of what judges them | 项目输入数据摘要';

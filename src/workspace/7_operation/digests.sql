-- SPDX-License-Identifier: PostgreSQL
-- Has anything changed on which the results of a project rest?  The digest of a snapshot has two parts: that of the
-- facts, and after a slash that of what measures them.  They detect change; they are no signature.  The days that count
-- are kept beside them.  What judges is digested apart, with the run: a scheme that changes judges stored snapshots
-- again.

-- Rows of one relation, all columns in the order of their names, whatever the order of the rows.  Columns of types that
-- rows_digest() does not know count as text; a bureau's own table may have such.  The settings decide how those are
-- printed.  A key limits the rows to those of a project, a snapshot or a run.
CREATE OR REPLACE FUNCTION row_columns(relation regclass, but text[] DEFAULT '{}') RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
SELECT string_agg(format(CASE WHEN a.atttypid = ANY (ARRAY['boolean', 'smallint', 'integer', 'bigint', 'real',
		'double precision', 'numeric', 'text', 'varchar', 'bpchar', 'bytea', 'date', 'time', 'timestamp', 'timestamptz',
		'interval', 'uuid', 'jsonb']::regtype[]) THEN 't.%I' ELSE 't.%I::text' END, a.attname),
	', ' ORDER BY a.attname COLLATE "C")
FROM pg_attribute a
WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> ALL (but)
$$;
COMMENT ON FUNCTION row_columns(regclass, text[]) IS
	'inner row_columns: columns of a relation as its rows are digested | 内部摘要列：计入摘要的各列';

CREATE OR REPLACE FUNCTION relation_digest(relation regclass, project_id bigint DEFAULT NULL) RETURNS bytea
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
SET IntervalStyle = 'iso_8601'
SET TimeZone = 'UTC'
SET bytea_output = 'hex'
SET extra_float_digits = 1
AS $$
DECLARE
	digest	bytea;
BEGIN
	EXECUTE format('SELECT service_eval.rows_digest(ROW(%s)) FROM %s t%s', row_columns(relation), relation,
		CASE WHEN $2 IS NOT NULL THEN ' WHERE t.project_id = $1' END)
	INTO digest USING $2;
	RETURN digest;
END
$$;
COMMENT ON FUNCTION relation_digest(regclass, bigint) IS
	'inner relation_digest: digest of the rows of a relation, all or those of a project; empty without rows | '
	'内部记录摘要：某表全部或某项目记录的摘要';

-- Views of a bureau's own that schemes of the service read: of indicators and of limiters.
CREATE OR REPLACE FUNCTION own_view(service text) RETURNS TABLE (code text, scope text, view regclass)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT v.code, v.scope, to_regclass('@workspace@.' || v.name)
FROM (
	SELECT i.code, min(i.scope) AS scope, 'indicator_' || lower(i.code) AS name
	FROM current_scheme s JOIN indicator i ON i.scheme_id = s.scheme_id AND i.version = s.version
	-- of findings all is stored, whatever a scheme makes of them
	WHERE s.service = $1 AND NOT by_findings(i.rule)
	GROUP BY i.code
	UNION ALL
	SELECT DISTINCT l.code, 'limiter', 'limiter_' || l.code
	FROM current_scheme s JOIN scheme_limiter l ON l.scheme_id = s.scheme_id AND l.version = s.version
	WHERE s.service = $1
) v
$$;
COMMENT ON FUNCTION own_view(text) IS
	'inner own_view: codes of a service, with the views of the bureau''s own that hold them | 内部自有视图：各代码的自有视图';

-- What these views rest on, through views and functions: a definition counts as it is printed, any other relation (a
-- table, partitions, a foreign table, what was materialized) is read in full, except what is digested or made anyway:
-- facts, schemes, results and logs of the workspace.  A function whose body is a string hides what it reads.
CREATE OR REPLACE FUNCTION own_source(service text) RETURNS TABLE (catalog regclass, object oid, read boolean)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	found_now	oid[] := ARRAY(SELECT v.view FROM own_view($1) v WHERE v.view IS NOT NULL);
	known		oid[];		-- digested or made anyway, or found before
BEGIN
	IF found_now = '{}' THEN
		RETURN;
	END IF;
	known := ARRAY(
		SELECT to_regclass('@workspace@.' || quote_ident(k.name))
		FROM unnest(fact_tables() || shared_tables() || state_tables() || ARRAY['village', 'scheme', 'indicator',
				'indicator_step', 'scheme_limiter', 'snapshot', 'evaluation_run', 'touched_project', 'project_claim',
				'refresh_job', 'audit_log', 'fact_change', 'person_key']
			|| ARRAY(SELECT r.relation FROM result_tables() r)) AS k (name));
	WHILE found_now <> '{}' LOOP
		RETURN QUERY
		SELECT 'pg_class'::regclass, c.oid, c.relkind <> 'v'
		FROM pg_class c
		WHERE c.oid = ANY (found_now) AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
		UNION ALL
		SELECT 'pg_proc'::regclass, p.oid, false FROM pg_proc p WHERE p.oid = ANY (found_now);
		known := known || found_now;
		found_now := ARRAY(
			SELECT DISTINCT d.refobjid
			FROM pg_depend d
			WHERE (d.classid = 'pg_proc'::regclass AND d.objid = ANY (found_now)
				OR d.classid = 'pg_rewrite'::regclass AND d.objid = ANY (ARRAY(
					SELECT w.oid FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class
					WHERE w.ev_class = ANY (found_now) AND c.relkind = 'v')))
				AND d.refclassid IN ('pg_class'::regclass, 'pg_proc'::regclass) AND d.deptype IN ('n', 'i')
				-- what PostgreSQL and extensions bring changes with their versions
				AND d.refobjid >= 16384 AND d.refobjid <> ALL (known)
				AND NOT EXISTS (SELECT FROM pg_depend e
					WHERE e.classid = d.refclassid AND e.objid = d.refobjid AND e.deptype = 'e'));
	END LOOP;
END
$$;
COMMENT ON FUNCTION own_source(text) IS
	'inner own_source: views, functions and tables that a bureau''s own indicators and limiters rest on | '
	'内部自有来源：自建指标与限级所依据的对象';

-- A constant without a name in a later branch of a UNION is printed without one, and after dump and restore with the
-- name of its type.  Such a name does not count, or a restored workspace would measure everything again.
CREATE OR REPLACE FUNCTION printed_view(view oid) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
RETURN regexp_replace(pg_get_viewdef(view),
	'(::[a-z ]+(\([0-9,]+\))?) AS '
	'"?(text|int2|int4|int8|numeric|float4|float8|bool|date|timestamp|timestamptz|interval)"?(?=[,\s])',
	'\1', 'g');
COMMENT ON FUNCTION printed_view(oid) IS
	'inner printed_view: definition of a view, the same after dump and restore | 内部视图定义：视图定义文本，转储恢复前后一致';

-- What measures: the version of the extension and that of the workspace's SQL, which follows when it is upgraded, and
-- the definitions of a bureau's own indicators and limiters.  They are printed as settings of the session ask for:
-- hence the SET clauses.
CREATE OR REPLACE FUNCTION rules_digest(service text) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
SET IntervalStyle = 'iso_8601'
SET TimeZone = 'UTC'
SET bytea_output = 'hex'
SET extra_float_digits = 1
SET quote_all_identifiers = off
AS $$
SELECT encode(sha256(convert_to(concat_ws(E'\n', e.extversion,
	(SELECT p.version FROM workspace_part p WHERE p.object = 'table workspace_part'),
	(SELECT string_agg(concat_ws(' ', v.code, v.scope, v.view), E'\n' ORDER BY v.code COLLATE "C", v.scope)
	 FROM own_view($1) v
	 -- of a shipped one the scheme alone tells the rest
	 WHERE v.view IS NOT NULL
		OR (v.scope <> 'limiter' AND to_regprocedure('@workspace@.indicator_' || lower(v.code) || '(bigint,bigint[])')
			IS NULL)),
	(SELECT string_agg(o.definition, E'\n' ORDER BY o.definition COLLATE "C")
	 FROM (
		SELECT CASE WHEN s.catalog = 'pg_class'::regclass THEN concat(s.object::regclass, ': ', printed_view(s.object))
			ELSE concat(s.object::regprocedure, ': ',
				(SELECT concat(p.prosrc, pg_get_function_sqlbody(p.oid)) FROM pg_proc p
				WHERE p.oid = s.object)) END AS definition
		FROM own_source($1) s
		WHERE NOT s.read
	) o)), 'UTF8')), 'hex')
FROM pg_extension e
WHERE e.extname = 'service_eval'
$$;
COMMENT ON FUNCTION rules_digest(text) IS
	'inner rules_digest: digest of what measures projects of a service: versions and own definitions | '
	'内部规则摘要：扩展与评价库版本、自建定义的摘要';

-- What judges.  To withdraw a scheme changes nothing that it has judged.
CREATE OR REPLACE FUNCTION scheme_digest(scheme_id text, version integer) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT encode(sha256(convert_to(concat_ws(E'\n', to_jsonb(s) - ARRAY['frozen_at', 'withdrawn_on'],
	(SELECT jsonb_agg(to_jsonb(i) ORDER BY i.code COLLATE "C") FROM indicator i WHERE i.scheme_id = $1
		AND i.version = $2),
	(SELECT jsonb_agg(to_jsonb(t) ORDER BY t.code COLLATE "C", t.from_value) FROM indicator_step t
	 WHERE t.scheme_id = $1 AND t.version = $2),
	(SELECT jsonb_agg(to_jsonb(l) ORDER BY l.code COLLATE "C") FROM scheme_limiter l
	 WHERE l.scheme_id = $1 AND l.version = $2)), 'UTF8')), 'hex')
FROM scheme s
WHERE s.scheme_id = $1 AND s.version = $2
$$;
COMMENT ON FUNCTION scheme_digest(text, integer) IS
	'inner scheme_digest: digest of a version of a scheme with all its parts | 内部方案摘要：方案某版本及其全部内容的摘要';

CREATE OR REPLACE FUNCTION input_digest(project_id bigint) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT encode(sha256(convert_to(string_agg(concat(f.fact, ':', encode(f.digest, 'hex')),
	E'\n' ORDER BY f.fact COLLATE "C"),
	'UTF8')), 'hex') || '/' || (SELECT rules_digest(min(p.service)) FROM project p WHERE p.project_id = $1)
FROM (
	SELECT t.fact, relation_digest(to_regclass('@workspace@.' || quote_ident(t.fact)), $1) AS digest
	FROM unnest(fact_tables()) AS t (fact)
	-- what belongs to no project, as far as this one rests on it
	UNION ALL
	SELECT 'village',
		service_eval.rows_digest(ROW(v.division_code::text, v.name::text, v.township::text, v.county::text))
	FROM village v
	WHERE v.division_code IN (SELECT s.division_code FROM site s WHERE s.project_id = $1)
	UNION ALL SELECT 'rest_day', service_eval.rows_digest(ROW(d.day)) FROM rest_day d
	UNION ALL SELECT 'need_level', service_eval.rows_digest(ROW(l.code::text, l.weight::numeric, l.is_key))
		FROM need_level l
	UNION ALL SELECT 'respondent_group', service_eval.rows_digest(ROW(g.code::text, g.is_served))
		FROM respondent_group g
	UNION ALL SELECT 'post_role', service_eval.rows_digest(ROW(o.code::text, o.display_order::integer)) FROM post_role o
	UNION ALL SELECT 'setting', service_eval.rows_digest(ROW(s.small_count::integer, s.time_zone::text)) FROM setting s
	-- payments wait for milestones
	UNION ALL
	SELECT 'seal', service_eval.rows_digest(ROW(r.period, r.scheme_id, r.sealed_at, r.result_digest))
	FROM evaluation_run r JOIN milestone m ON m.project_id = r.project_id AND m.code = r.period
	WHERE r.project_id = $1 AND r.sealed_at IS NOT NULL
	-- what others uploaded, as far as the photos of this one are compared with it
	UNION ALL
	SELECT 'other '
		'photo', service_eval.rows_digest(ROW(s.project_id, s.photo_id, s.activity_id, s.sha256, s.phash, s.taken_at,
		a.held_on, a.reported_at))
	FROM photo_rule r
		CROSS JOIN LATERAL scope_photo(r.project_id) s
		JOIN activity a ON a.project_id = s.project_id AND a.activity_id = s.activity_id
	WHERE r.project_id = $1 AND r.scope <> 'project' AND s.project_id <> $1
	-- what a bureau's own indicators and limiters read beside
	UNION ALL
	SELECT 'own ' || o.object::regclass, relation_digest(o.object::regclass)
	FROM project p CROSS JOIN LATERAL own_source(p.service) o
	WHERE p.project_id = $1 AND o.read
) f
$$;
COMMENT ON FUNCTION input_digest(bigint) IS
	'inner input_digest: digest of what a project''s results rest on, and after a slash of what measures them | '
	'内部输入摘要：项目数据摘要，斜线后为规则摘要';

-- What runs and their snapshots have stored: number of rows, tables that have any, and digest.
--
-- The digest is in a form with a number, told before the colon; seals keep it.  Form 1: of what the run is about and
-- rests on, and of each table that has rows of it, all columns but those that tell whose they are.  A version of the
-- workspace that gives one of these tables another column makes form 2, and leaves that column out of form 1, so that
-- old seals can be verified for ever.
CREATE OR REPLACE FUNCTION run_content(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, results bigint, stored text[], digest text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
BEGIN
	-- Materialized: a planner that does not know the tables yet would digest them all again for each run.
	RETURN QUERY EXECUTE format($query$
		WITH part AS MATERIALIZED (%s)
		SELECT r.run_id, coalesce(sum(p.rows), 0)::bigint,
			coalesce(array_agg(p.relation ORDER BY p.relation COLLATE "C") FILTER (WHERE p.rows > 0), '{}'),
			'1:' || encode(sha256(
				(SELECT service_eval.rows_digest(ROW(r.project_id, r.period, r.scheme_id, r.version, r.seed,
					r.extension_version,
					s.kind, s.from_on, s.until_on, s.end_on, s.contract_id, s.input_digest)))
				|| convert_to(coalesce(string_agg(concat(p.relation, ':', encode(p.digest, 'hex')), E'\n'
					ORDER BY p.relation COLLATE "C"), ''), 'UTF8')), 'hex')
		FROM evaluation_run r
			JOIN snapshot s ON s.project_id = r.project_id AND s.snapshot_id = r.snapshot_id
			LEFT JOIN part p ON p.id = CASE p.key WHEN 'run_id' THEN r.run_id ELSE r.snapshot_id END
		WHERE r.project_id = $1 AND r.run_id = ANY ($2)
		GROUP BY r.project_id, r.run_id, s.project_id, s.snapshot_id$query$,
		(SELECT string_agg(format('SELECT %L AS relation, %L AS key, t.%I AS id, count(*) AS rows, '
				'service_eval.rows_digest(ROW(%s)) AS digest FROM %I t WHERE t.project_id = $1 AND t.%I = ANY (%s) '
				'GROUP BY t.%I',
				t.relation, t.key, t.key, row_columns(t.relation::regclass, ARRAY['project_id', t.key]), t.relation,
					t.key,
				CASE t.key WHEN 'run_id' THEN '$2' ELSE 'ARRAY(SELECT k.snapshot_id FROM evaluation_run k '
					'WHERE k.project_id = $1 AND k.run_id = ANY ($2))' END, t.key), ' UNION ALL ')
		 FROM result_tables() t))
	USING $1, $2;
END
$$;
COMMENT ON FUNCTION run_content(bigint, bigint[]) IS
	'inner run_content: what runs and their snapshots have stored: rows, tables and digest | 内部批次内容：各批次存入的行数、表与摘要';

CREATE OR REPLACE FUNCTION result_digest(project_id bigint, run_id bigint) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT c.digest FROM run_content($1, ARRAY[$2]) c
$$;
COMMENT ON FUNCTION result_digest(bigint, bigint) IS
	'result digest: of the results of a run as they are now, and of what they rest on | 结果摘要：批次现有结果及其依据的摘要';

-- Results that are gone: truncated, or left out of a dump.  Of each table that a run stored rows in it is asked for
-- one, by the key; to count all of them every night would cost what is stored, not what has changed.  Who writes to
-- results is noted by triggers (touched_project), and then their digest is taken.  verify_results() takes the digest of
-- all.
CREATE OR REPLACE FUNCTION lost_run(only_project bigint DEFAULT NULL)
RETURNS TABLE (project_id bigint, run_id bigint, period text, scheme_id text, sealed_at timestamptz)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
BEGIN
	PERFORM refuse_hidden_rows();
	RETURN QUERY EXECUTE format($query$
		SELECT r.project_id, r.run_id, r.period, r.scheme_id, r.sealed_at
		FROM evaluation_run r
		WHERE (r.status = 'finished' OR r.sealed_at IS NOT NULL) AND ($1 IS NULL OR r.project_id = $1)
			AND (r.stored IS NULL OR %s)$query$,
		-- a scalar subquery is never turned into a join that reads all
		(SELECT string_agg(format('(%L = ANY (r.stored) AND (SELECT 1 FROM %I t WHERE t.project_id = r.project_id AND '
			't.%I = r.%I '
				'LIMIT 1) IS NULL)', t.relation, t.relation, t.key, t.key), ' OR ')
		 FROM result_tables() t))
	USING only_project;
END
$$;
COMMENT ON FUNCTION lost_run(bigint) IS
	'inner lost_run: runs that have lost what they stored | 内部丢失批次：存入结果已丢失的批次';

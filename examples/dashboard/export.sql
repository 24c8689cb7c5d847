-- SPDX-License-Identifier: PostgreSQL
-- Writes what the dashboard shows, one JSON document a line.  export.mjs runs it and makes files of the lines; run by
-- hand it shows what they would hold:
--
--   cd examples/dashboard && psql -X -q -d bureau -v workspace=evaluation -f export.sql
--
-- -v role=dashboard goes down to the rights of a role of the workspace (create_roles).  Without it the rights are those
-- of the login.  -v explain=term explains the results of the whole term alone, -v explain=none none.
--
-- Which columns of which answers are read stands in contract.json.  An answer that the role may not read is left out,
-- and said.  All lines show the same moment.

\set ON_ERROR_STOP on
\set QUIET on
\pset format unaligned
\pset tuples_only on
\pset pager off
\encoding UTF8
\if :{?workspace}
\else
	\set workspace evaluation
\endif
\set contract `cat contract.json`
-- rows come in portions, so that psql does not hold a whole answer
\set FETCH_COUNT 1000

\if :{?role}
\else
	\set role login
\endif
\if :{?explain}
\else
	\set explain all
\endif
SELECT format('SET ROLE %I', service_eval.role_name(:'workspace', :'role')) WHERE :'role' <> 'login' \gexec

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL timezone = 'UTC';
SET LOCAL extra_float_digits = 1;
SET LOCAL jit = off;
-- the results of these are of no interest
\o /dev/null
SELECT set_config('service_eval.workspace', :'workspace', true), set_config('service_eval.contract', :'contract', true),
	set_config('search_path', format('pg_catalog, %I', :'workspace'), true);
\o

DO $$
BEGIN
	IF to_regclass(format('%I.current_run', current_setting('service_eval.workspace'))) IS NULL THEN
		RAISE EXCEPTION 'there is no workspace "%"', current_setting('service_eval.workspace')
			USING ERRCODE = 'invalid_schema_name',
				  HINT = 'create_workspace() makes one. | create_workspace()可新建评价库。';
	END IF;
END
$$;

-- What the pages need, and what of it is there.  A name that ends with ? may be missing, one with () is a function.
SELECT $query$
WITH listed AS (
	SELECT p.page, rtrim(v.view, '()?') AS view, v.view LIKE '%()%' AS is_function, v.view LIKE '%?' AS view_optional,
		rtrim(c.name, '?') AS name, c.name LIKE '%?' AS optional, p.place * 1000000 + v.place * 1000 + c.place AS place
	FROM json_each(current_setting('service_eval.contract')::json -> 'pages') WITH ORDINALITY AS p (page, views, place)
		CROSS JOIN LATERAL json_each(p.views) WITH ORDINALITY AS v (view, columns, place)
		CROSS JOIN LATERAL json_array_elements_text(v.columns) WITH ORDINALITY AS c (name, place)
), needed AS (
	SELECT l.*, c.oid AS relation, a.attnum, coalesce(c.oid, f.oid) IS NOT NULL AS view_found,
		CASE WHEN l.is_function THEN l.name = ANY (f.proargnames) ELSE a.attnum IS NOT NULL END AS found,
		CASE WHEN l.is_function THEN current_setting('service_eval.may_explain', true) = 'true'
			ELSE has_column_privilege(c.oid, a.attnum, 'SELECT') END AS may
	FROM listed l
		CROSS JOIN to_regnamespace(quote_ident(current_setting('service_eval.workspace'))) AS n (oid)
		LEFT JOIN pg_class c ON c.relname = l.view AND c.relnamespace = n.oid AND NOT l.is_function
		LEFT JOIN pg_proc f ON f.proname = l.view AND f.pronamespace = n.oid AND l.is_function
		LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = l.name AND NOT a.attisdropped
), shown AS (
	-- once, whichever pages show it
	SELECT n.view, n.name, n.is_function, n.relation, n.attnum, min(n.place) AS place,
		bool_and(n.may) OVER (PARTITION BY n.view) AS may
	FROM needed n
	WHERE n.found
	GROUP BY n.view, n.name, n.is_function, n.relation, n.attnum, n.may
)
$query$ AS contract_columns \gset

-- A column that is gone breaks a page: better no new data than a part of them.
\o /dev/null
:contract_columns
SELECT set_config('service_eval.broken', coalesce(string_agg(format('page "%s" needs %s', n.page,
	CASE WHEN n.view_found THEN format('column "%s" of "%s"', n.name, n.view) ELSE format('"%s"', n.view) END), '; '
	ORDER BY n.place), ''), true)
FROM needed n
WHERE NOT coalesce(n.found, false) AND NOT n.optional AND NOT (n.view_optional AND NOT n.view_found);
\o
DO $$
BEGIN
	IF current_setting('service_eval.broken') <> '' THEN
		RAISE EXCEPTION 'the dashboard does not fit the workspace: %', current_setting('service_eval.broken')
			USING ERRCODE = 'undefined_column',
				  HINT = 'Take the dashboard of the same version, or call upgrade_workspace(). | '
					'请使用同一版本的看板，或调用upgrade_workspace()。';
	END IF;
END
$$;

-- explain_score() reads more than an answer does; whether all of it may be read is found by trying.
DO $$
DECLARE
	one		record;
BEGIN
	PERFORM set_config('service_eval.may_explain', 'true', true);
	SELECT r.run_id, s.site_id INTO one
	FROM current_run r JOIN site_score s ON s.project_id = r.project_id AND s.run_id = r.run_id
	LIMIT 1;
	IF FOUND THEN
		PERFORM FROM explain_score(one.site_id, run_id => one.run_id);
	END IF;
EXCEPTION WHEN insufficient_privilege THEN
	PERFORM set_config('service_eval.may_explain', 'false', true);
END
$$;

-- Who reads, when, and where.
SELECT jsonb_build_object('about', jsonb_build_object('exported_at', now(), 'workspace', :'workspace',
	'role', CASE :'role' WHEN 'login' THEN current_user ELSE :'role' END, 'time_zone', s.time_zone,
	'version', e.extversion))
FROM setting s, pg_extension e
WHERE e.extname = 'service_eval';

-- Projects that have results, and their periods.  Who may not read milestones sees their codes.
SELECT jsonb_build_object('project', jsonb_build_array(p.project_id, p.name))
FROM project p
WHERE p.project_id IN (SELECT r.project_id FROM current_run r)
ORDER BY p.project_id;

SELECT format($query$
	SELECT jsonb_build_object('run', jsonb_build_array(r.project_id, r.period, r.kind, r.from_on, r.until_on,
		r.profile, r.finished_at, r.sealed_at IS NOT NULL, coalesce(m.name, r.period),
		chinese_period(r.period, m.name)))
	FROM current_run r
		JOIN scheme s ON s.scheme_id = r.profile AND s.version = r.version
		LEFT JOIN (%s) m ON m.project_id = r.project_id AND m.code = r.period
	ORDER BY r.project_id, r.kind <> 'term', r.end_on, r.from_on DESC, r.period, s.display_order,
		s.scheme_id COLLATE "C"
	$query$, CASE WHEN has_table_privilege('milestone', 'SELECT') THEN 'SELECT project_id, code, name FROM milestone'
		ELSE 'SELECT NULL::bigint AS project_id, NULL AS code, NULL AS name' END) \gexec

-- Words of views and columns, from their COMMENTs: label: explanation | 标签：说明.  And the kind of codes of a column.
:contract_columns
SELECT jsonb_build_object('words', jsonb_build_array(s.view, w.name, w.words, w.kind))
FROM (SELECT DISTINCT view, relation FROM shown) s
	CROSS JOIN LATERAL (
		SELECT NULL::text AS name, NULL AS kind, 0 AS place, coalesce(obj_description(s.relation, 'pg_class'),
			obj_description(to_regproc(quote_ident(:'workspace') || '.' || quote_ident(s.view)), 'pg_proc')) AS words
		UNION ALL
		SELECT o.name, CASE WHEN a.atttypid IN ('timestamptz'::regtype, 'timestamp'::regtype) THEN 'moment'
				WHEN a.atttypid = 'boolean'::regtype THEN 'boolean'
				ELSE coalesce((SELECT k.kind FROM service_eval.coded_columns() k
					WHERE k.name = o.name AND coalesce(k.view = o.view, true) ORDER BY k.view LIMIT 1),
					(SELECT l.kind FROM label l WHERE l.kind = o.name LIMIT 1)) END, o.place,
			col_description(o.relation, o.attnum)
		FROM shown o JOIN pg_attribute a ON a.attrelid = o.relation AND a.attnum = o.attnum
		WHERE o.view = s.view
	) w
ORDER BY s.view, w.place;

SELECT DISTINCT ON (w.kind, w.code) jsonb_build_object('code', jsonb_build_array(w.kind, w.code, w.en, w.zh))
FROM coded_word w
-- words of views came before
WHERE w.kind <> 'relation' AND w.code IS NOT NULL
ORDER BY w.kind, w.code, w.place;

-- The answers.  Rows come in the order of the files that export.mjs makes, then as their columns are listed, so that
-- the same results give the same bytes.
:contract_columns
, query AS (
	SELECT s.view, bool_and(s.may) AS may, min(s.place) AS place, json_agg(s.name ORDER BY s.place) AS names,
		string_agg(format('v.%I', s.name), ', ' ORDER BY s.place) AS columns,
		concat(CASE WHEN bool_or(s.name = 'project_id') THEN 'v.project_id, ' END,
			CASE f.file WHEN 'site' THEN 'v.site_id, ' WHEN 'period' THEN 'v.period, ' END) AS file_key
	FROM shown s
		CROSS JOIN LATERAL (SELECT current_setting('service_eval.contract')::json -> 'files' ->> s.view AS file) f
	WHERE NOT s.is_function
	GROUP BY s.view, f.file
)
SELECT l.line
FROM query q
	CROSS JOIN LATERAL (VALUES
		(1, format('SELECT jsonb_build_object(''view'', %L, ''columns'', %L::json, ''may'', %L::boolean)', q.view,
			q.names, q.may)),
		(2, CASE WHEN q.may THEN format('SELECT jsonb_build_array(%s) FROM %I v ORDER BY %s%1$s', q.columns, q.view,
			q.file_key) END)
	) AS l (place, line)
WHERE l.line IS NOT NULL
ORDER BY q.place, l.place \gexec

-- Each site is explained in each run that it is in, or in those of the whole term.  An explanation takes some 10 ms.
:contract_columns
, query AS (
	SELECT s.view, bool_and(s.may) AS may, string_agg(format('e.%I', s.name), ', ' ORDER BY s.place) AS columns,
		'["project_id", "site_id", "period", "profile"]'::jsonb || jsonb_agg(s.name ORDER BY s.place) AS names
	FROM shown s
	WHERE s.view = 'explain_score'
	GROUP BY s.view
)
SELECT l.line
FROM query q
	CROSS JOIN LATERAL (VALUES
		(1, format('SELECT jsonb_build_object(''view'', %L, ''columns'', %L::json, ''may'', %L::boolean)', q.view,
			q.names, q.may AND :'explain' <> 'none')),
		(2, CASE WHEN q.may AND :'explain' <> 'none' THEN format('
			SELECT jsonb_build_array(r.project_id, s.site_id, r.period, r.profile, %s)
			FROM current_run r
				JOIN site_score s ON s.project_id = r.project_id AND s.run_id = r.run_id
				CROSS JOIN LATERAL explain_score(s.site_id, run_id => r.run_id) e
			%s
			ORDER BY r.project_id, s.site_id, r.period, r.profile, e.step', q.columns,
			CASE :'explain' WHEN 'term' THEN 'WHERE r.kind = ''term''' END) END)
	) AS l (place, line)
WHERE l.line IS NOT NULL
ORDER BY l.place \gexec

\echo '{"end": true}'
COMMIT;

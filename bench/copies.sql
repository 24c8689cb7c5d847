-- More projects out of those that are there: each is copied with its facts, its villages and its results. size.bash
-- needs thousands, and to load and evaluate these takes hours.
--
--   psql -v workspace=wide -v projects=20 -v first=1 -v last=99 -v step=1 -f bench/copies.sql
--
-- copies the first 20 projects 99 times. With step=2, every other copy: two sessions share the work.
--
-- A copy differs from its original in numbers alone: project, site, run and so on, and the codes of villages and
-- persons. Neither constraints nor triggers look at it. The digests of its runs are those of its original: a refresh
-- does not read them where nothing was written. The log, with its chain of digests, is not copied.

\set ON_ERROR_STOP on
SET search_path = :"workspace", pg_temp;
SET client_min_messages = warning;
SET session_replication_role = replica;
SET synchronous_commit = off;

-- Numbers of rows of projects, by the name that the column has where they are given. A copy adds this much to each.
CREATE TEMPORARY TABLE number_span (name text PRIMARY KEY, span bigint NOT NULL);
CREATE PROCEDURE pg_temp.find_spans(projects bigint) LANGUAGE plpgsql AS $$
DECLARE
	t	record;
BEGIN
	FOR t IN
		SELECT c.oid::regclass AS relation, a.attname AS name
		FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
		WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relkind = 'r' AND a.attidentity <> ''
			AND EXISTS (SELECT FROM pg_attribute p WHERE p.attrelid = c.oid AND p.attname = 'project_id')
			AND c.relname NOT IN ('audit_log', 'fact_change')
	LOOP
		EXECUTE format('INSERT INTO number_span SELECT %L, coalesce(max(%I), 0) FROM %s WHERE project_id <= $1', t.name,
			t.name, t.relation) USING projects;
	END LOOP;
	INSERT INTO number_span
	SELECT a.alias, n.span
	FROM (VALUES ('successor_id', 'site_id'), ('rerun_id', 'run_id'), ('earlier_project_id', 'project_id'),
		('earlier_activity_id', 'activity_id')) AS a (alias, name)
		JOIN number_span n USING (name);
END
$$;
CALL pg_temp.find_spans(:projects);

-- What a column of a copy is, as an expression: $1 is the number of the copy.
CREATE FUNCTION pg_temp.copied_column(relation text, name text) RETURNS text LANGUAGE sql STABLE AS $$
SELECT CASE
	WHEN n.span IS NOT NULL THEN format('t.%I + $1 * %s', $2, n.span)
	WHEN $2 = 'division_code' THEN format('to_char(t.division_code::bigint + $1 * %s, ''FM000000000000'')',
		(SELECT s.span FROM number_span s WHERE s.name = 'site_id'))
	WHEN $2 IN ('beneficiary_id', 'person_code', 'person') THEN format('t.%I || ''.'' || $1', $2)
	WHEN $1 = 'village' AND $2 <> 'name' THEN format('t.%I || ''.'' || $1', $2)
	WHEN $1 = 'project' AND $2 = 'name' THEN 't.name || ''.'' || $1'
	ELSE format('t.%I', $2) END
FROM (VALUES (1)) AS v LEFT JOIN number_span n ON n.name = $2
$$;

CREATE PROCEDURE pg_temp.copy_projects(projects bigint, first integer, last integer, step integer) LANGUAGE plpgsql
AS $$
DECLARE
	statements	text[];
	statement	text;
	copy		integer;
BEGIN
	SELECT array_agg(format('INSERT INTO %1$I (%2$s) OVERRIDING SYSTEM VALUE SELECT %3$s FROM %1$I t WHERE %4$s',
		c.relname, c.columns, c.expressions, CASE WHEN c.relname = 'village'
			THEN 't.division_code IN (SELECT s.division_code FROM site s WHERE s.project_id <= $2)'
			ELSE 't.project_id <= $2' END) ORDER BY c.relname <> 'village', c.relname)
	INTO statements
	FROM (SELECT c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns,
			string_agg(pg_temp.copied_column(c.relname, a.attname), ', ' ORDER BY a.attnum) AS expressions
		FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
		WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relkind = 'r' AND a.attnum > 0
			AND NOT a.attisdropped AND a.attgenerated = ''
			AND c.relname NOT IN ('audit_log', 'fact_change', 'touched_project', 'refresh_job')
		GROUP BY c.relname
		HAVING c.relname = 'village' OR bool_or(a.attname = 'project_id')) c;
	FOR copy IN SELECT * FROM generate_series(first, last, step) LOOP
		FOREACH statement IN ARRAY statements LOOP
			EXECUTE statement USING copy, projects;
		END LOOP;
		COMMIT;
	END LOOP;
END
$$;
CALL pg_temp.copy_projects(:projects, :first, :last, :step);

-- what was given without numbers goes on behind the largest
SELECT count(setval(pg_get_serial_sequence(format('%I.%I', current_schema(), c.relname), a.attname),
	n.span * 1000000))
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN number_span n ON n.name = a.attname
WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relkind = 'r' AND a.attidentity <> ''
	AND c.relname NOT IN ('audit_log', 'fact_change') AND n.span > 0 \gset ignored_

-- SPDX-License-Identifier: PostgreSQL
-- Loads the facts of a year from CSV files into a workspace, and computes the rankings.
--
--   psql -d bureau -v workspace=evaluation -v folder=year -f examples/load_year.sql
--
-- One file for each table of facts, named after it: organization.csv, village.csv, ...; those that are not there are
-- left out.  The first line names the columns, in any order.  A column that is left out has its default; a number that
-- is left out (org_id, site_id, activity_id, ...) is the next one that is free.  An empty field is NULL, "" is an empty
-- text; dates are 2024-12-31.  Files are UTF-8, or as -v encoding=GBK says.  export_year.sql writes such files.  Its
-- second line, which says in Chinese what the columns are, is left out where it is there.
--
-- All or nothing: what is wrong with a row stops the load and leaves everything as it was.  The message names the
-- table, which is the file, and the line; or the numbers in the row, where it breaks a rule between two tables.
-- Afterwards the numbers that the database gives go on behind the largest one loaded.  While the load runs others can
-- read the tables, not write to them.
--
-- The workspace's lists come with its pack.  Codes of your own (a need level, a group of respondents) are added to the
-- lists before the files that use them are loaded.

\set ON_ERROR_STOP on
\set QUIET on
\if :{?workspace}
\else
	\set workspace evaluation
\endif
\if :{?folder}
\else
	\set folder .
\endif
\if :{?encoding}
	\set check_utf8 off
\else
	\set encoding UTF8
	\set check_utf8 on
\endif
\ir year_tables.sql

BEGIN;
SET LOCAL datestyle = 'ISO, YMD';

-- Which files there are, and the first lines of those that are named after a table, without what editors put at the
-- beginning (a byte order mark) and at the end of them.  Files may be in another encoding than the messages on the
-- screen, so their lines come as digits.
\set names `cd -- :'folder' && for f in *.csv; do if test -f "$f"; then printf '%s\n' "${f%.csv}"; fi; done`
SELECT coalesce(string_agg(name || '.csv', ' '), '') AS files
FROM unnest(string_to_array(:'tables', ' ')) AS name
WHERE name = ANY (string_to_array(:'names', E'\n')) \gset
\setenv LC_ALL C
-- A file of GBK that is read as UTF-8 ends in a message that does not help.  Where iconv is there, it finds the first.
\set wrong_line
\if :check_utf8
	\set wrong_line `cd -- :'folder' && command -v iconv >/dev/null && for f in :files; do if ! iconv -f UTF-8 -t UTF-8 "$f" >/dev/null 2>&1; then printf '%s, line %s' "$f" $(($(iconv -f UTF-8 -t UTF-8 "$f" 2>/dev/null | wc -l) + 1)); break; fi; done`
\endif
SELECT set_config('service_eval.wrong_line', :'wrong_line', true) AS wrong_line \gset
DO $$
BEGIN
	IF current_setting('service_eval.wrong_line') <> '' THEN
		RAISE EXCEPTION '%: the text is not UTF-8', current_setting('service_eval.wrong_line')
			USING ERRCODE = 'character_not_in_repertoire',
				  HINT = 'Save the file as CSV in UTF-8; or load it with -v encoding=GBK, if it is in GBK.';
	END IF;
END
$$;
\set headers `cd -- :'folder' && awk 'FNR == 1 {sub(/^\357\273\277/, ""); sub(/\r$/, ""); print FILENAME "\t" $0}' /dev/null :files | od -An -v -tx1 | tr -d ' \n'`
-- Second lines without blanks and quotes: most are facts, in whatever bytes
\set seconds `cd -- :'folder' && for f in :files; do printf '%s\t' "$f"; sed -n 2p "$f" | tr -d '" \t\r\n' | od -An -v -tx1 | tr -d ' \n'; echo; done`
\setenv YEAR_FOLDER :folder

CREATE TEMPORARY TABLE year_file ON COMMIT DROP AS
SELECT t.place, f.name,
	CASE WHEN t.name IS NOT NULL THEN to_regclass(format('%I.%I', :'workspace', t.name)) END AS relation, h.columns,
	decode(coalesce(s.digits, ''), 'hex') AS second_line
FROM unnest(string_to_array(rtrim(:'names', E'\n'), E'\n')) AS f (name)
	LEFT JOIN unnest(string_to_array(:'tables', ' ')) WITH ORDINALITY AS t (name, place) USING (name)
	LEFT JOIN (
		SELECT replace(split_part(line, E'\t', 1), '.csv', '') AS name,
			string_to_array(split_part(line, E'\t', 2), ',') AS columns
		FROM unnest(string_to_array(convert_from(decode(:'headers', 'hex'), :'encoding'), E'\n')) AS line
	) h USING (name)
	LEFT JOIN (
		SELECT replace(split_part(line, E'\t', 1), '.csv', '') AS name, split_part(line, E'\t', 2) AS digits
		FROM unnest(string_to_array(:'seconds', E'\n')) AS line
	) s USING (name)
WHERE f.name <> '';

CREATE TEMPORARY TABLE year_column ON COMMIT DROP AS
SELECT f.place, f.name AS file, btrim(c.name, ' "') AS name, c.place AS column_place, a.attname, a.attidentity,
	:chinese_label AS label
FROM year_file f
	CROSS JOIN unnest(f.columns) WITH ORDINALITY AS c (name, place)
	LEFT JOIN pg_attribute a ON a.attrelid = f.relation AND a.attname = btrim(c.name, ' "') AND a.attnum > 0
		AND NOT a.attisdropped
WHERE f.place IS NOT NULL;

-- A text as a file of this encoding has it; NULL where the encoding does not know it
CREATE FUNCTION pg_temp.bytes_in_file(line text, encoding text) RETURNS bytea
LANGUAGE plpgsql STABLE
AS $$
BEGIN
	RETURN convert_to(line, encoding);
EXCEPTION WHEN untranslatable_character THEN
	RETURN NULL;
END
$$;

-- The block cannot see psql's variables, but settings.
SELECT set_config('service_eval.workspace', :'workspace', true) AS workspace,
	set_config('service_eval.folder', :'folder', true) AS folder \gset
DO $$
DECLARE
	unknown	text;
BEGIN
	IF NOT EXISTS (SELECT FROM year_file WHERE place IS NOT NULL) THEN
		RAISE EXCEPTION 'no file of facts in folder "%"', current_setting('service_eval.folder')
			USING ERRCODE = 'undefined_file',
				  HINT = 'Files are named after the tables: organization.csv, village.csv, ...';
	END IF;
	SELECT string_agg(name, ', ' ORDER BY place) INTO unknown FROM year_file
	WHERE place IS NOT NULL AND relation IS NULL;
	IF unknown IS NOT NULL THEN
		RAISE EXCEPTION 'workspace "%" has no table %', current_setting('service_eval.workspace'), unknown
			USING ERRCODE = 'undefined_table',
				  HINT = 'create_workspace() makes a workspace.';
	END IF;
	SELECT string_agg(format('"%s" of %s.csv', name, file), ', ' ORDER BY place, column_place) INTO unknown
	FROM year_column WHERE attname IS NULL;
	IF unknown IS NOT NULL THEN
		RAISE EXCEPTION 'unknown columns: %', unknown
			USING ERRCODE = 'undefined_column',
				  HINT = 'The first line of a file names columns of its table, separated by commas.'
					' Nothing was loaded.';
	END IF;
END
$$;

SELECT 'not there: ' || string_agg(t.name || '.csv', ', ' ORDER BY t.place) AS missing
FROM unnest(string_to_array(:'tables', ' ')) WITH ORDINALITY AS t (name, place)
WHERE t.name NOT IN (SELECT name FROM year_file) \gset
SELECT 'left alone, not named after a table of facts: ' || string_agg(name || '.csv', ', ' ORDER BY name) AS unknown
FROM year_file WHERE place IS NULL \gset
\if :{?missing}
	\echo :missing
\endif
\if :{?unknown}
	\echo :unknown
\endif

-- Nobody takes a number while the load decides where numbers go on
SELECT format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE',
	string_agg(format('%I.%I', :'workspace', name), ', ' ORDER BY place))
FROM year_file WHERE place IS NOT NULL \gexec

-- nextval() is not undone where a load fails, but what happens to a sequence that was restarted in the same
-- transaction is: files that leave numbers out can be corrected and loaded again, and get the same ones.
DO $$
DECLARE
	sequence	text;
	next		bigint;
BEGIN
	FOR sequence IN
		SELECT pg_get_serial_sequence(format('%I.%I', current_setting('service_eval.workspace'), f.name), a.attname)
		FROM year_file f JOIN pg_attribute a ON a.attrelid = f.relation AND a.attidentity <> ''
	LOOP
		EXECUTE format('SELECT last_value + is_called::integer FROM %s', sequence) INTO next;
		EXECUTE format('ALTER SEQUENCE %s RESTART WITH %s', sequence, next);
	END LOOP;
END
$$;

-- \copy expands no variables, so its lines are written to a script, which removes itself
\set skip_labels 'awk ''NR > 2 {print} NR == 2 {print /\\r$/ ? "\\"\\r\\"\\r" : "\\"\\r\\""}'''
\set script `mktemp "${TMPDIR:-/tmp}/load_year.XXXXXX"`
SELECT line
FROM (
	SELECT 0 AS place, 1 AS step, $$\set removed `rm -f -- :'script'`$$ AS line
	UNION ALL
	SELECT f.place, line.step, line.line
	FROM year_file f
		CROSS JOIN LATERAL (
			SELECT string_agg(quote_ident(c.attname), ', ' ORDER BY c.column_place) AS columns,
				pg_temp.bytes_in_file(translate(string_agg(c.label, ',' ORDER BY c.column_place), ' "', ''), :'encoding')
					IS NOT DISTINCT FROM f.second_line AS says_labels
			FROM year_column c
			WHERE c.file = f.name
		) c
		-- The program puts a header of two lines in the place of both, so that errors count as the file does: an end of
		-- line within quotes counts, and before COPY has seen which one the file has, that is CR.
		CROSS JOIN LATERAL (VALUES
			(1, format('\echo -n %L', f.name || '.csv: ')),
			(2, format('\copy %I.%I (%s) from %s with (format csv, header, encoding %L)', :'workspace', f.name, c.columns,
				CASE WHEN c.says_labels
					THEN format('program ''%s < "$YEAR_FOLDER"/%s.csv''', replace(:'skip_labels', '''', ''''''), f.name)
					ELSE '''' || replace(:'folder' || '/' || f.name || '.csv', '''', '''''') || '''' END, :'encoding')),
			(3, '\echo :ROW_COUNT rows')
		) AS line (step, line)
	WHERE f.place IS NOT NULL
) s
ORDER BY place, step
\g (format=unaligned tuples_only=on) :script
\i :script

-- Numbers go on behind the largest, and never back
\o /dev/null
SELECT format('SELECT setval(%L, m.largest) FROM (SELECT max(%I) AS largest FROM %I.%I) m, %s s '
	'WHERE m.largest > s.last_value OR (m.largest = s.last_value AND NOT s.is_called)',
	s.sequence, c.attname, :'workspace', c.file, s.sequence)
FROM year_column c
	CROSS JOIN LATERAL (SELECT pg_get_serial_sequence(format('%I.%I', :'workspace', c.file), c.attname) AS sequence) s
WHERE c.attidentity <> ''
ORDER BY c.place \gexec
\o

SELECT string_agg(format('%I.%I', :'workspace', name), ', ' ORDER BY place) AS loaded FROM year_file
WHERE place IS NOT NULL \gset
COMMIT;

ANALYZE :loaded;
CALL :"workspace".refresh_rankings();
-- The views read the results, which the planner does not know yet
SELECT string_agg(format('%I.%I', :'workspace', relation), ', ') AS results
FROM (SELECT relation FROM :"workspace".result_tables() UNION VALUES ('snapshot'), ('evaluation_run')) r \gset
ANALYZE :results;

-- What was loaded and counts nowhere, or counts twice
SELECT count(*) > 0 AS some_outside FROM :"workspace".fact_outside \gset
SELECT count(*) > 0 AS some_repeated FROM :"workspace".repeated_row \gset
\pset footer off
\if :some_outside
	\echo 'outside of a period or a contract (fact_outside lists them):'
	SELECT relation AS "table", reason, count(*) AS facts, min(day) AS first_day, max(day) AS last_day
	FROM :"workspace".fact_outside GROUP BY relation, reason ORDER BY relation, reason;
\endif
\if :some_repeated
	\echo 'entered twice (repeated_row lists them):'
	SELECT site_id, count(*) AS activities FROM :"workspace".repeated_row GROUP BY site_id ORDER BY site_id;
\endif

-- SPDX-License-Identifier: PostgreSQL
-- Writes the facts of a workspace as CSV files, one for each table, for load_year.sql.
--
--   psql -d bureau -v workspace=evaluation -v folder=year -f examples/export_year.sql
--
-- The folder is made if it is not there; files of the same names are replaced.  The first line names the columns, the
-- second says in Chinese what they are.  A file in UTF-8 begins with a byte order mark, so that spreadsheets know it.
-- -v chinese=off leaves the mark and the second line out, for programs.  A table without rows gives
-- a file with these lines alone, so that a new workspace gives a set of forms to fill in.  All files show the same
-- moment.  -v encoding=GBK writes in another encoding than UTF-8; messages stay in that of the terminal.

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
\else
	\set encoding UTF8
\endif
\if :{?chinese}
\else
	\set chinese on
\endif
\ir year_tables.sql

-- what a file of UTF-8 begins with, as a command for a shell within a quoted text
SELECT CASE pg_char_to_encoding(:'encoding') WHEN pg_char_to_encoding('UTF8')
	THEN 'printf "\357\273\277"; ' ELSE '' END AS mark \gset

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL bytea_output = hex;

\set made `mkdir -p -- :'folder'`

-- \copy expands no variables, so its lines are written to a script, which removes itself.  The shell knows the folder.
\setenv YEAR_FOLDER :folder
\set script `mktemp "${TMPDIR:-/tmp}/export_year.XXXXXX"`
SELECT line
FROM (
	SELECT 0 AS place, 1 AS step, $$\set removed `rm -f -- :'script'`$$ AS line
	UNION ALL
	SELECT t.place, line.step, line.line
	FROM unnest(string_to_array(:'tables', ' ')) WITH ORDINALITY AS t (name, place)
		-- sorted by the key, so that the same facts give the same files
		CROSS JOIN LATERAL (
			SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns,
				string_agg(format('%L AS %I', :chinese_label, a.attname), ', ' ORDER BY a.attnum) AS labels,
				string_agg(quote_ident(a.attname) || CASE WHEN a.attcollation <> 0 THEN ' COLLATE "C"' ELSE '' END, ', '
					ORDER BY a.attnum) FILTER (WHERE a.attnum = ANY (k.conkey)) AS key
			FROM pg_attribute a LEFT JOIN pg_constraint k ON k.conrelid = a.attrelid AND k.contype = 'p'
			WHERE a.attrelid = to_regclass(format('%I.%I', :'workspace', t.name)) AND a.attnum > 0
				AND NOT a.attisdropped AND a.attgenerated = ''
		) c
		CROSS JOIN LATERAL (VALUES
			(1, CASE WHEN :'chinese'::boolean
				THEN format('\copy (SELECT %s) to program ''(%scat) > "$YEAR_FOLDER"/%s.csv'' '
					'with (format csv, header, encoding %L)', c.labels, :'mark', t.name, :'encoding') END),
			(2, format('\copy (SELECT %s FROM %I.%I%s) to program ''cat %s "$YEAR_FOLDER"/%s.csv'' '
				'with (format csv, header %s, encoding %L)', c.columns, :'workspace', t.name, ' ORDER BY ' || c.key,
				CASE WHEN :'chinese'::boolean THEN '>>' ELSE '>' END, t.name,
				CASE WHEN :'chinese'::boolean THEN 'off' ELSE 'on' END, :'encoding')),
			(3, format('\echo %s.csv: :ROW_COUNT rows', t.name))
		) AS line (step, line)
	WHERE c.columns IS NOT NULL AND line.line IS NOT NULL
) s
ORDER BY place, step
\g (format=unaligned tuples_only=on) :script
\i :script
COMMIT;

"""Shared by test_upgrade and test_released: what a workspace is, what it says, and TAP.

The server is the one of PGHOST, PGPORT, PGUSER, with service_eval installed; PG_BINDIR is the folder of psql.
"""

import difflib
import json
import os
import subprocess
import sys

ROOT = os.path.realpath(os.path.join(os.path.realpath(__file__), "../../.."))

# one line for each object and column of a workspace; the order of columns is that in which they came
WORKSPACE = """
	SET search_path = pg_catalog;
	SELECT line FROM (
		SELECT format('%s %s %s %s', c.relkind, c.relname, c.reloptions, obj_description(c.oid, 'pg_class'))
		FROM pg_class c WHERE c.relnamespace = 'w'::regnamespace AND c.relkind IN ('r', 'v')
		UNION ALL
		SELECT format('column %s.%s %s %s %s %s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
			nullif(a.attcollation, 0)::regcollation, a.attnotnull, a.attidentity, a.attgenerated,
			pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum))
		FROM pg_class c
			JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
			LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
		WHERE c.relnamespace = 'w'::regnamespace AND c.relkind IN ('r', 'v')
		UNION ALL
		SELECT format('view %s %s', c.relname, pg_get_viewdef(c.oid))
		FROM pg_class c WHERE c.relnamespace = 'w'::regnamespace AND c.relkind = 'v'
		UNION ALL
		SELECT format('rule %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
		FROM pg_constraint WHERE connamespace = 'w'::regnamespace AND conrelid <> 0 AND contype <> 'n'
		UNION ALL
		SELECT format('index %s', pg_get_indexdef(indexrelid))
		FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE c.relnamespace = 'w'::regnamespace
		UNION ALL
		SELECT format('trigger %s', pg_get_triggerdef(t.oid))
		FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
		WHERE c.relnamespace = 'w'::regnamespace AND NOT tgisinternal
		UNION ALL
		SELECT format('function %s %s %s', pg_get_functiondef(oid), obj_description(oid, 'pg_proc'),
			has_function_privilege('public', oid, 'EXECUTE'))
		FROM pg_proc WHERE pronamespace = 'w'::regnamespace
		UNION ALL
		SELECT format('type %s %s', typname, rngsubtype::regtype) FROM pg_type LEFT JOIN pg_range ON rngtypid = oid
		WHERE typnamespace = 'w'::regnamespace
		UNION ALL
		SELECT format('part %s %s %s', object, kind, version) FROM w.workspace_part
		UNION ALL
		SELECT format('scheme %s', to_jsonb(s) - 'frozen_at') FROM w.scheme s
		UNION ALL
		SELECT format('indicator %s', to_jsonb(i)) FROM w.indicator i
		UNION ALL
		SELECT format('label %s', to_jsonb(l)) FROM w.label l
	) x (line) ORDER BY line COLLATE "C";"""

UPGRADE = "SELECT object, action FROM service_eval.upgrade_workspace('w') ORDER BY object COLLATE \"C\""

# the columns of each table and view, in their order
COLUMNS = """
	SELECT jsonb_object_agg(relname, columns) FROM (
		SELECT c.relname, jsonb_agg(a.attname ORDER BY a.attnum) AS columns
		FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
		WHERE c.relnamespace = 'w'::regnamespace AND c.relkind IN ('r', 'v') GROUP BY c.relname) x"""

# what was published, without the number of the run
RANKINGS = """
	SELECT {village_ranking} FROM w.village_ranking t ORDER BY t.project_id, t.period, t.profile, t.site_id;
	SELECT {village_scorecard} FROM w.village_scorecard t ORDER BY t.project_id, t.period, t.profile, t.site_id, t.code"""

# every row of every table of facts, but for the columns named and those that are not among the known ones of its table
FACTS = """
	SELECT format('SELECT %L, count(*), md5(string_agg(r, E''\\n'' ORDER BY r COLLATE "C"))'
		|| ' FROM (SELECT (to_jsonb(t) - %L::text[])::text FROM w.%I t) x (r);', relname, '{{{but}}}'::text[] || ARRAY(
			SELECT a.attname::text FROM pg_attribute a
			WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
				AND NOT '{known}'::jsonb -> c.relname::text ? a.attname::text), relname)
	FROM pg_class c
	WHERE relnamespace = 'w'::regnamespace AND relkind = 'r' AND relname IN (
		SELECT substr(object, 7) FROM w.workspace_part WHERE kind = 'facts' AND object LIKE 'table %')
	ORDER BY relname COLLATE "C" \\gexec"""

count = failures = 0


def ok(passed, name, *details):
	global count, failures
	count += 1
	failures += not passed
	print(f"{'ok' if passed else 'not ok'} {count} - {name}")
	for detail in details if not passed else ():
		print("\n".join(f"# {line}" for line in str(detail).splitlines()[:40]))
	sys.stdout.flush()


def same(got, expected, name):
	ok(got == expected, name, "\n".join(difflib.unified_diff(expected.splitlines(), got.splitlines(), "expected", "got",
		lineterm="", n=0)))


def refused(database, query, reason, name):
	try:
		sql(f"BEGIN; {query}; COMMIT;", database)
		ok(False, name, "accepted")
	except RuntimeError as error:
		ok(reason in str(error), name, error)


def end():
	"""The plan, and whether all is well."""
	print(f"1..{count}")
	sys.exit(failures != 0)


def psql_command(database, *arguments):
	return [os.path.join(os.environ.get("PG_BINDIR", ""), "psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d",
		database, *arguments]


def psql(database, query, *arguments):
	"""What it answers, and what it warns of."""
	run = subprocess.run(psql_command(database, *arguments), input=query, capture_output=True, text=True,
		env={**os.environ, "PGOPTIONS": "-c client_min_messages=warning"}, check=False)
	if run.returncode:
		raise RuntimeError(run.stderr)
	return run.stdout.strip(), run.stderr.strip()


def sql(query, database="upgrade"):
	return psql(database, query)[0]


def known_columns(database="upgrade"):
	return json.loads(sql(COLUMNS, database))


def columns_of(query, known, database):
	"""What a query answers in which {relation} stands for the known columns of t."""
	return sql(query.format(**{name: ", ".join(f't."{column}"' for column in columns)
		for name, columns in known.items()}), database)


def rankings(known, database="upgrade"):
	return columns_of(RANKINGS, known, database)


def facts(database="upgrade", but="", known=None):
	"""Every table of facts with the digest of its rows, without some columns; columns that came since do not count."""
	return sql(FACTS.format(but=but, known=json.dumps(known or {})), database)

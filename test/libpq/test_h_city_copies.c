/*
 * test_h_city_copies.c - the rankings of H City are the same after dump and restore, with parallel plans, with rows in
 * another order, and under other session settings
 *
 * Needs PG_BINDIR (psql, pg_dump) and SRCDIR (top of the tree) in the environment, and an empty database.
 */
#define TAP_LIBPQ
#include "tap.h"

#include <string.h>
#include <sys/wait.h>

/* Everything a reader of the workspace can see of the scores, as one digest. */
#define RANKINGS \
	"SELECT md5(string_agg(r::text, E'\\n' ORDER BY r::text COLLATE \"C\")) || ' ' || count(*) FROM (" \
	" SELECT 'ranking', v::text FROM h_city.village_ranking v" \
	" UNION ALL SELECT 'scorecard', v::text FROM h_city.village_scorecard v" \
	" UNION ALL SELECT 'fulfilment', v::text FROM h_city.contract_fulfilment v" \
	" UNION ALL SELECT 'satisfaction', v::text FROM h_city.village_satisfaction v" \
	" UNION ALL SELECT 'project', v::text FROM h_city.project_satisfaction v" \
	" UNION ALL SELECT 'sensitivity', v::text FROM h_city.rank_sensitivity v" \
	" UNION ALL SELECT 'bands', v::text FROM h_city.band_comparison v" \
	" UNION ALL SELECT 'resources', v::text FROM h_city.resource_concentration v" \
	" UNION ALL SELECT 'suspension', v::text FROM h_city.village_suspension v" \
	" UNION ALL SELECT 'inclusion', v::text FROM h_city.inclusion v" \
	" UNION ALL SELECT 'needs', v::text FROM h_city.need_match v" \
	" UNION ALL SELECT 'summary', v::text FROM h_city.project_summary v" \
	" UNION ALL SELECT 'payment', v::text FROM h_city.payment_statement v" \
	" UNION ALL SELECT 'digest', concat(v.profile, v.period, h_city.result_digest(v.project_id, v.run_id)) FROM" \
	" h_city.current_run v) r"

/* One step of a refresh over the snapshots that are current. */
#define STEP(name) \
	"SELECT '" name "', v::text FROM h_city." name "(1, ARRAY(SELECT snapshot_id FROM h_city.current_snapshot)) v"

/* What a refresh measures of the facts, by the steps of which it is made. */
#define MEASURES \
	"SELECT md5(string_agg(m::text, E'\\n' ORDER BY m::text COLLATE \"C\")) || ' ' || count(*) FROM (" \
	STEP("measure_items") " UNION ALL " STEP("measure_contract_items") " UNION ALL " \
	STEP("measure_levels") " UNION ALL " STEP("measure_sites") " UNION ALL " STEP("measure_project") " UNION ALL " \
	STEP("measure_site_indicators") " UNION ALL " STEP("measure_project_indicators") " UNION ALL " \
	STEP("measure_places") " UNION ALL " STEP("measure_left_out") ") m"

/* Whether facts and rules have the digest that the current runs have. */
#define AS_STORED "SELECT bool_and(r.input_digest = h_city.input_digest(r.project_id)) FROM h_city.current_run r"

#define FORCED_REFRESH "CALL h_city.refresh_rankings(force => true)"

/* The only value of a query, to be freed; empty for NULL. */
static char *
value_of(PGconn *conn, const char *sql)
{
	PGresult   *result = tap_query(conn, "%s", sql);
	char	   *value = strdup(PQntuples(result) == 1 ? PQgetvalue(result, 0, 0) : "");

	PQclear(result);
	return value;
}

static void
run(PGconn *conn, const char *sql)
{
	PQclear(tap_query(conn, "%s", sql));
}

/* Runs a shell command made by printf; anything but success ends the program. */
__attribute__((format(printf, 1, 2)))
static void
run_shell(const char *fmt,...)
{
	char		command[4096];
	va_list		args;
	int			length;

	va_start(args, fmt);
	length = vsnprintf(command, sizeof(command), fmt, args);
	va_end(args);
	if (length < 0 || length >= (int) sizeof(command))
		tap_bail_out("command too long");
	fflush(stdout);
	if (system(command) != 0)
	{
		fprintf(stderr, "# %s\n", command);
		tap_bail_out("command failed");
	}
}

/* Puts the rows of a table in reverse order. */
static void
reverse(PGconn *conn, const char *table, const char *column)
{
	PQclear(tap_query(conn, "CREATE INDEX reversed ON h_city.%s (%s DESC)", table, column));
	PQclear(tap_query(conn, "CLUSTER h_city.%s USING reversed", table));
	PQclear(tap_query(conn, "DROP INDEX h_city.reversed"));
}

static int	parallel_plans = 0;

/* Takes the plans that auto_explain tells, and counts those with parallel workers. */
static void
count_parallel_plans(void *unused, const char *message)
{
	(void) unused;
	if (strstr(message, "Workers Planned: 2") != NULL)
		parallel_plans++;
}

/* Whether the server tells the plans of statements inside functions from now on.  A server without contrib cannot. */
static bool
tell_plans(PGconn *conn)
{
	PGresult   *result = PQexec(conn, "LOAD 'auto_explain'");
	bool		loaded = PQresultStatus(result) == PGRES_COMMAND_OK;

	PQclear(result);
	if (!loaded)
		return false;
	run(conn, "SET auto_explain.log_nested_statements = on");
	run(conn, "SET auto_explain.log_min_duration = 0");
	PQsetNoticeProcessor(conn, count_parallel_plans, NULL);
	run(conn, "SET client_min_messages = log");
	return true;
}

/* Whether the plan of a query has parallel workers. */
static bool
has_workers(PGconn *conn, const char *sql)
{
	PGresult   *result = tap_query(conn, "EXPLAIN (COSTS OFF) %s", sql);
	bool		found = false;

	for (int row = 0; row < PQntuples(result); row++)
		found = found || strstr(PQgetvalue(result, row, 0), "Workers Planned: 2") != NULL;
	PQclear(result);
	return found;
}

/* Refresh by force and compare everything with what was seen before. */
static void
same_after_refresh(PGconn *conn, const char *expected, const char *name)
{
	char	   *now;

	run(conn, FORCED_REFRESH);
	now = value_of(conn, RANKINGS);
	tap_ok(strcmp(now, expected) == 0, "same rankings %s", name);
	if (strcmp(now, expected) != 0)
		printf("# %s\n# instead of\n# %s\n", now, expected);
	free(now);
}

int
main(void)
{
	const char *bindir = getenv("PG_BINDIR");
	const char *srcdir = getenv("SRCDIR");
	PGconn	   *conn = tap_connect();
	PGconn	   *restored;
	char	   *first;
	char	   *measures;
	char	   *value;
	bool		told;

	if (bindir == NULL || srcdir == NULL)
		tap_bail_out("PG_BINDIR and SRCDIR are not set");

	run_shell("'%s/psql' -X -q -v ON_ERROR_STOP=1 -v workspace=h_city -f '%s/examples/h_city.sql' >/dev/null 2>&1",
			  bindir, srcdir);
	run(conn, "SET client_min_messages = warning");
	first = value_of(conn, RANKINGS);
	value = value_of(conn, "SELECT count(*) FROM h_city.village_ranking");
	tap_ok(strcmp(value, "1400") == 0, "100 villages, 7 periods, 2 profiles: %s rows", value);
	free(value);

	same_after_refresh(conn, first, "when computed again");

	run(conn, "SET jit = off");
	run(conn, "SET enable_nestloop = off");
	run(conn, "SET max_parallel_workers_per_gather = 0");
	measures = value_of(conn, MEASURES);
	run(conn, "SET parallel_setup_cost = 0");
	run(conn, "SET parallel_tuple_cost = 0");
	run(conn, "SET min_parallel_table_scan_size = 0");
	run(conn, "SET min_parallel_index_scan_size = 0");
	run(conn, "SET max_parallel_workers_per_gather = 2");
	told = tell_plans(conn);
	value = value_of(conn, MEASURES);
	tap_ok(strcmp(value, measures) == 0, "what workers measure is the same, to the last digit");
	tap_ok(!told || parallel_plans > 10, "the plans of the steps have workers: %d%s", parallel_plans,
		   told ? "" : " # SKIP there is no auto_explain");
	run(conn, "SET client_min_messages = warning");
	if (told)
		run(conn, "SET auto_explain.log_min_duration = -1");
	free(value);
	free(measures);
	tap_ok(has_workers(conn, "SELECT service_eval.rows_digest(r) FROM h_city.response r"), "so can what is digested");
	value = value_of(conn, AS_STORED);
	tap_ok(strcmp(value, "t") == 0, "and the digest is the same");
	free(value);
	same_after_refresh(conn, first, "with parallel plans");
	run(conn, "RESET ALL");
	run(conn, "SET client_min_messages = warning");

	/* every second answer, activity and visit and some children are moved to the end of its table */
	run(conn, "UPDATE h_city.response SET rating = rating WHERE response_id % 2 = 0");
	run(conn, "UPDATE h_city.activity SET item = item WHERE activity_id % 2 = 0");
	run(conn, "UPDATE h_city.visit SET outcome = outcome WHERE visit_id % 2 = 0");
	run(conn, "UPDATE h_city.roster SET need_level = need_level WHERE beneficiary_id LIKE '%1'");
	run(conn, "CREATE TEMPORARY TABLE before AS SELECT max(run_id) AS run_id FROM h_city.evaluation_run");
	run(conn, "CALL h_city.refresh_rankings()");
	value = value_of(conn, "SELECT max(r.run_id) = max(b.run_id) FROM h_city.evaluation_run r, before b");
	tap_ok(strcmp(value, "t") == 0, "rows in another order count as unchanged");
	free(value);
	/* and of these the last comes first */
	reverse(conn, "response", "response_id");
	reverse(conn, "activity", "activity_id");
	reverse(conn, "visit", "visit_id");
	reverse(conn, "photo", "photo_id");
	reverse(conn, "attendance", "activity_id");
	reverse(conn, "roster", "beneficiary_id");
	reverse(conn, "site", "site_id");
	value = value_of(conn, AS_STORED);
	tap_ok(strcmp(value, "t") == 0, "rows in reverse order have the same digest");
	free(value);
	same_after_refresh(conn, first, "with rows in another order");

	run(conn, "SET enable_hashjoin = off");
	run(conn, "SET enable_hashagg = off");
	run(conn, "SET DateStyle = 'SQL, DMY'");
	run(conn, "SET TimeZone = 'Asia/Shanghai'");
	run(conn, "SET extra_float_digits = -5");
	run(conn, FORCED_REFRESH);
	run(conn, "RESET ALL");
	run(conn, "SET client_min_messages = warning");
	value = value_of(conn, RANKINGS);
	tap_ok(strcmp(value, first) == 0, "same rankings under other session settings");
	free(value);

	/* into another database, as an administrator would */
	value = value_of(conn, "SELECT current_database()");
	PQclear(tap_query(conn, "CREATE DATABASE %s_restored TEMPLATE template0", value));
	run_shell("'%s/pg_dump' '%s' | '%s/psql' -X -q -v ON_ERROR_STOP=1 -d '%s_restored' >/dev/null", bindir, value,
			  bindir, value);
	{
		char		name[200];

		snprintf(name, sizeof(name), "%s_restored", value);
		setenv("PGDATABASE", name, 1);
	}
	free(value);
	restored = tap_connect();
	run(restored, "SET client_min_messages = warning");

	value = value_of(restored, RANKINGS);
	tap_ok(strcmp(value, first) == 0, "same rankings after pg_dump and restore");
	free(value);
	value = value_of(restored, AS_STORED);
	tap_ok(strcmp(value, "t") == 0, "the restored facts have the same digest, and so have the rules");
	free(value);
	value = value_of(restored, "SELECT state FROM h_city.refresh_state()");
	tap_ok(strcmp(value, "unchanged") == 0, "the restored workspace is up to date: %s", value);
	free(value);
	same_after_refresh(restored, first, "after a forced refresh in the restored database");

	/* the restored workspace works on: identities continue, rules hold */
	run(restored,
		"INSERT INTO h_city.response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)"
		" VALUES (1, 1, '2022-04-01', 'child', 'C', 5, 1)");
	value = value_of(restored, "SELECT count(*) = max(response_id) FROM h_city.response");
	tap_ok(strcmp(value, "t") == 0, "numbers go on after restore");
	free(value);

	free(first);
	PQfinish(restored);
	PQfinish(conn);
	return tap_done();
}

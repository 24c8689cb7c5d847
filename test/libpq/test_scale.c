/*
 * test_scale.c - many groups in little memory, a hundred million rows in a summary, a thousand sessions
 *
 * Each part states how much memory it may take.  Peaks are of a session of its own; what it touched of the shared
 * buffers counts.
 */
#define TAP_LIBPQ
#include "tap.h"
#include "process_memory.h"

#include <math.h>

/* A session after a statement that did little, so that what is cached is cached. */
static PGconn *
session(void)
{
	PGconn	   *conn = tap_connect();

	PQclear(tap_query(conn, "SET search_path = service_eval, public"));
	PQclear(tap_query(conn, "SET max_parallel_workers_per_gather = 0"));
	PQclear(tap_query(conn, "SELECT gini(x), gini(distribution(x)) FROM (VALUES (1.0::float8), (2)) v (x)"));
	return conn;
}

static double
number(PGconn *conn, const char *sql)
{
	PGresult   *result = tap_query(conn, "%s", sql);
	double		value = strtod(PQgetvalue(result, 0, 0), NULL);

	PQclear(result);
	return value;
}

/*
 * 50,000 groups of 20 rows, whose states take some 25 MB: with 1 MB the executor puts rows of most groups on disk
 * first.  The results are those of a session that keeps all in memory.
 */
static void
groups(void)
{
	const char *const query = "SELECT sum(hashtext(y::text)::bigint) FROM (SELECT g, ROW(gini(x), gini(x, w), hhi(x),"
		" gini(distribution(x))) AS y FROM many GROUP BY g) s";
	PGconn	   *conn = session();
	PGresult   *plan;
	double		wanted;
	double		found;
	long		kb;
	int			batches = 0;

	PQclear(tap_query(conn, "CREATE TABLE many AS SELECT i %% 50000 AS g, (i * 37 %% 1009)::float8 AS x,"
					  " (1 + i %% 3)::float8 AS w FROM generate_series(1, 1000000) i"));
	PQclear(tap_query(conn, "ANALYZE many"));
	PQclear(tap_query(conn, "SET enable_sort = off"));
	PQclear(tap_query(conn, "SET work_mem = '1GB'"));
	wanted = number(conn, query);
	PQfinish(conn);

	conn = session();
	PQclear(tap_query(conn, "SET enable_sort = off"));
	PQclear(tap_query(conn, "SET work_mem = '1MB'"));
	PQclear(tap_query(conn, "SET hash_mem_multiplier = 1"));
	kb = process_kb(PQbackendPID(conn), "VmHWM");
	found = number(conn, query);
	kb = process_kb(PQbackendPID(conn), "VmHWM") - kb;
	tap_ok(found == wanted, "50,000 groups in 1 MB: the same results as in 1 GB");
	tap_ok(kb <= 64 * 1024, "50,000 groups in 1 MB take 64 MB at most, shared buffers among them");
	printf("# %ld kB\n", kb);
	plan = tap_query(conn, "EXPLAIN (ANALYZE, TIMING OFF) %s", query);
	for (int i = 0; i < PQntuples(plan); i++)
	{
		const char *place = strstr(PQgetvalue(plan, i, 0), "Batches: ");

		if (place != NULL)
			batches = atoi(place + strlen("Batches: "));
	}
	tap_ok(batches > 1, "and the executor put groups on disk");
	PQclear(plan);
	PQclear(tap_query(conn, "DROP TABLE many"));
	PQfinish(conn);
}

/* Of 1 ... n the Gini is (n - 1) / (3 n). */
static void
rows(void)
{
	PGconn	   *conn = session();
	long		kb = process_kb(PQbackendPID(conn), "VmHWM");
	PGresult   *result = tap_query(conn, "SELECT gini(d), gini_error(d), pg_column_size(d) FROM (SELECT"
								   " distribution((10000 * i + j)::float8) AS d FROM generate_series(0, 9999) i,"
								   " generate_series(1, 10000) j) s");
	double		gini = strtod(PQgetvalue(result, 0, 0), NULL);
	double		error = strtod(PQgetvalue(result, 0, 1), NULL);
	long		stored = strtol(PQgetvalue(result, 0, 2), NULL, 10);

	kb = process_kb(PQbackendPID(conn), "VmHWM") - kb;
	tap_ok(fabs(gini - (1e8 - 1) / 3e8) <= error && error < 1e-5, "100 million rows: a Gini within its error");
	tap_ok(stored <= 64 * 1024, "100 million rows are stored in 64 kB at most");
	tap_ok(kb <= 16 * 1024, "100 million rows take 16 MB at most");
	printf("# gini %.17g +- %g, %ld bytes, %ld kB\n", gini, error, stored, kb);
	PQclear(result);
	PQfinish(conn);
}

/* The process from which all others are made keeps nothing of them; the last is no larger than an early one. */
static void
sessions(void)
{
	PGconn	   *conn = session();
	int			postmaster = (int) number(conn, "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int");
	long		own = 0;
	long		early = 0;
	long		late = 0;

	PQfinish(conn);
	for (int i = 1; i <= 1000; i++)
	{
		conn = session();
		if (i == 10)
		{
			own = process_kb(postmaster, "RssAnon");
			early = process_kb(PQbackendPID(conn), "RssAnon");
		}
		late = process_kb(PQbackendPID(conn), "RssAnon");
		PQfinish(conn);
	}
	own = process_kb(postmaster, "RssAnon") - own;
	tap_ok(own <= 256, "the server does not grow with 1,000 sessions");
	tap_ok(late <= early + 256, "the last of 1,000 sessions is no larger than the tenth");
	printf("# the server grew by %ld kB; a session has %ld, later %ld kB\n", own, early, late);
}

int
main(void)
{
	PGconn	   *conn = tap_connect();

	PQclear(tap_query(conn, "SET client_min_messages = warning"));
	PQclear(tap_query(conn, "CREATE EXTENSION IF NOT EXISTS service_eval"));
	PQfinish(conn);
	groups();
	rows();
	sessions();
	return tap_done();
}

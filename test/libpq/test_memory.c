/*
 * test_memory.c - a session does not grow with the number of groups, queries and errors behind it
 *
 * Compares the memory of one backend, all contexts together and resident, before and after.  And of
 * score_units() the memory that it has where its result is made: that of its state, not of rows that are done with.
 */
#define TAP_LIBPQ
#include "tap.h"
#include "process_memory.h"

#define EVERYTHING \
	"gini(x), gini(x, w), gini_absolute(x), lorenz_curve(x, 4), share_of_top(x, 0.2), hhi(x)," \
	" concentration_index(x, w)," \
	" gini(x::numeric), share_of_bottom(x::numeric, 0.2, w::numeric)"

/* Plans and catalog entries are kept on purpose; the allocator rounds. */
#define MAY_GROW_KB		1024

static void
run(PGconn *conn, const char *sql)
{
	PQclear(tap_query(conn, "%s", sql));
}

/* kB that the backend's memory contexts have */
static long
contexts_kb(PGconn *conn)
{
	PGresult   *result = tap_query(conn, "SELECT sum(total_bytes) / 1024 FROM pg_backend_memory_contexts");
	long		kb = strtol(PQgetvalue(result, 0, 0), NULL, 10);

	PQclear(result);
	return kb;
}

/* Run a query once, so that what is cached is cached, and then again and again. */
static void
does_not_grow(PGconn *conn, const char *sql, int times, bool fails, const char *name)
{
	long		contexts = 0;
	long		resident = 0;
	int			i;

	for (i = 0; i <= times; i++)
	{
		PGresult   *result = PQexec(conn, sql);

		if ((PQresultStatus(result) != PGRES_TUPLES_OK) != fails)
			tap_bail_out(PQerrorMessage(conn));
		PQclear(result);
		if (i == 0)
		{
			contexts = contexts_kb(conn);
			resident = process_kb(PQbackendPID(conn), "RssAnon");
		}
	}
	contexts = contexts_kb(conn) - contexts;
	resident = process_kb(PQbackendPID(conn), "RssAnon") - resident;
	tap_ok(contexts <= MAY_GROW_KB && resident <= MAY_GROW_KB, "%s", name);
	printf("# contexts grew by %ld kB, resident memory by %ld kB\n", contexts, resident);
}

/* kB in use in memory contexts while the first result of score_units() is made, with the states of all groups. */
static long
kb_while_scoring(PGconn *conn, const char *arguments, int rows, const char *group_by)
{
	PGresult   *result = tap_query(conn, "SELECT (SELECT sum(used_bytes) / 1024 FROM pg_backend_memory_contexts),"
								   " score_units(%s)"
								   " FROM (SELECT generate_series(0, %d - 1) AS i) r, arrays %s",
								   arguments, rows, group_by);
	long		kb = strtol(PQgetvalue(result, 0, 0), NULL, 10);

	PQclear(result);
	return kb;
}

/* Many rows take little more than few of them. */
static void
takes_little(PGconn *conn, const char *arguments, int few, int many, const char *group_by, long may_grow_kb,
			 const char *name)
{
	long		before = kb_while_scoring(conn, arguments, few, group_by);
	long		grown = kb_while_scoring(conn, arguments, many, group_by) - before;

	tap_ok(grown <= may_grow_kb, "%s", name);
	printf("# contexts grew by %ld kB\n", grown);
}

int
main(void)
{
	PGconn	   *conn = tap_connect();

	run(conn, "SET client_min_messages = warning");
	run(conn, "CREATE EXTENSION IF NOT EXISTS service_eval");
	run(conn, "SET search_path = service_eval, public");
	run(conn, "SET max_parallel_workers_per_gather = 0");
	run(conn, "SET work_mem = '1GB'");
	run(conn, "CREATE TABLE member AS SELECT i % 100000 AS g, (i * 37 % 1009)::float8 AS x, (1 + i % 3)::float8 AS w"
		" FROM generate_series(1, 300000) i");
	run(conn, "ANALYZE member");
	run(conn, "CREATE TABLE few AS SELECT * FROM member WHERE g < 100");

	does_not_grow(conn, "SELECT count(s) FROM (SELECT g, " EVERYTHING " FROM member GROUP BY g) s", 2, false,
				  "100,000 groups in a hash table");
	run(conn, "SET enable_hashagg = off");
	does_not_grow(conn, "SELECT sum(y) FROM (SELECT g, gini(x) + gini(x, w) + share_of_top(x::numeric, 0.2) AS y"
						" FROM member GROUP BY g) s",
				  2, false, "100,000 groups one after the other");
	does_not_grow(conn, "SELECT " EVERYTHING " FROM few", 10000, false, "10,000 queries");
	does_not_grow(conn, "SELECT gini(CASE WHEN i < 50000 THEN i ELSE -1 END) FROM generate_series(1, 50000) i", 200,
				  true,
				  "200 queries that end in an error");
	does_not_grow(conn,
				  "SELECT sum(y) FROM (SELECT gini(x) OVER (ORDER BY g ROWS BETWEEN 100 PRECEDING AND CURRENT ROW) AS y"
				  " FROM member WHERE g < 3000) s", 20, false, "moving frames");

	run(conn, "CREATE TABLE arrays AS SELECT array_fill(1.0::float8, ARRAY[1000]) AS a");
	takes_little(conn, "i / 1000, 1 + i % 1000, i, a, a", 1000, 4000, "", MAY_GROW_KB,
				 "3,000 rows more whose arrays are compressed");
	takes_little(conn, "i / 1000, 1 + i % 1000, i, array_append(a, 1), array_append(a, 1)", 1000, 4000, "", MAY_GROW_KB,
				 "3,000 rows more whose arrays are expanded");
	run(conn, "SET enable_hashagg = on");
	run(conn, "SET enable_sort = off");
	takes_little(conn, "i % 5, 1 + i / 5 % 20, i, a[:20], a[:20]", 100, 100000, "GROUP BY i / 100", 1000 * 16,
				 "1,000 groups of 5 units with 20 indicators take 16 kB each at most");

	PQfinish(conn);
	return tap_done();
}

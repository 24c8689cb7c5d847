/*
 * test_reference_copeland.c - copeland_score against COINr
 *
 *	test_reference_copeland <folder>
 *
 * The folder holds coin_index.csv, COINr's aggregates of 51 countries.  C20 is
 * C03 with the Copeland method at its last level: the Index of Conn and Sust,
 * which weigh the same.  Each Index of C20 gives one TAP line; with or without
 * it, the scores of C03 are compared with those of the outranking matrix, made
 * in SQL.
 *
 * Connects as the environment says (PGHOST, PGPORT, PGDATABASE, ...) to a
 * database that has the extension.
 */
#define TAP_LIBPQ
#include "../tap.h"
#include "../reference.h"

static void
load(PGconn *conn, const char *folder)
{
	static const char *const column[] = {"cfg", "uCode", "iCode", "value"};

	execute(conn, "SET search_path = service_eval, public");
	execute(conn, "CREATE TEMP TABLE coin (cfg text, unit text, code text, value float8)");
	load_table(conn, folder, "coin_index.csv", "coin", column, COUNT(column));
	execute(conn, "CREATE TEMP VIEW unit AS SELECT unit, array_agg(value ORDER BY code) AS v FROM coin "
			"WHERE cfg = 'C03' AND code IN ('Conn', 'Sust') GROUP BY unit");
	execute(conn, "CREATE TEMP VIEW got AS SELECT unit, copeland_score(v, '{1,1}') OVER () AS score FROM unit");
}

static void
test_matrix(PGconn *conn)
{
	PGresult   *result = tap_query(conn,
								   "SELECT count(*) = 51 AND bool_and(score = expected) FROM got JOIN ("
								   "SELECT a.unit, sum(sign((a.v[1] > b.v[1])::int + (a.v[1] = b.v[1])::int / 2.0 "
								   "+ (a.v[2] > b.v[2])::int + (a.v[2] = b.v[2])::int / 2.0 - 1)) AS expected "
								   "FROM unit a JOIN unit b ON a.unit <> b.unit GROUP BY a.unit) m USING (unit)");

	tap_ok(strcmp(PQgetvalue(result, 0, 0), "t") == 0, "51 scores are those of the outranking matrix");
	PQclear(result);
}

static void
test_index(PGconn *conn)
{
	PGresult   *result = tap_query(conn,
								   "SELECT unit, score, value, score = value FROM got FULL JOIN coin USING (unit) "
								   "WHERE cfg = 'C20' AND code = 'Index' ORDER BY unit");
	int			n = PQntuples(result);
	int			i;

	for (i = 0; i < n; i++)
		tap_ok(strcmp(PQgetvalue(result, i, 3), "t") == 0, "%s: score %s, COINr %s",
			   PQgetvalue(result, i, 0), PQgetvalue(result, i, 1), PQgetvalue(result, i, 2));
	if (n == 0)
		printf("# coin_index.csv has no Index of C20 to compare with\n");
	else
		tap_ok(n == 51, "COINr has a score for each unit");
	PQclear(result);
}

int
main(int argc, char **argv)
{
	PGconn	   *conn;

	if (argc != 2)
		tap_bail_out("usage: test_reference_copeland <folder>");
	conn = tap_connect();
	load(conn, argv[1]);
	test_matrix(conn);
	test_index(conn);
	PQfinish(conn);
	return tap_done();
}

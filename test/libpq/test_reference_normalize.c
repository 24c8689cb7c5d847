/*
 * test_reference_normalize.c - normalisation and ranks against values computed by other tools
 *
 *	test_reference_normalize <folder>
 *
 * The folder holds coin_normalise_hand.csv (COINr) and ranks.csv (R, and COINr):
 * cases of some values each, and what a function makes of each value.  Each
 * gives one TAP line, as in test_reference.c.  Where the other tool says NA or
 * NaN, we say NULL; where a case has an infinite value, we refuse it.
 *
 * Connects as the environment says (PGHOST, PGPORT, PGDATABASE, ...) to a
 * database that has the extension.
 */
#define TAP_LIBPQ
#include "../tap.h"

#include "../reference.h"

static Question normalised[] = {
	{"n_minmax", NULL, "normalize_minmax(x, 0, 100, 1) OVER ()"},
	{"n_minmax(1;10)", NULL, "normalize_minmax(x, 1, 10, 1) OVER ()"},
	{"n_dist2max", NULL, "normalize_minmax(x, 0, 1, 1) OVER ()"},
	{"n_zscore", NULL, "normalize_zscore(x, 1) OVER ()"},
	{"n_rank", NULL, "normalize_rank(x, 1) OVER ()"},
	{"n_prank", NULL, "normalize_percent_rank(x, 1) OVER ()"},
	{"n_borda", NULL, "normalize_borda(x, 1) OVER ()"},
	{"n_goalposts(0;8;100)", NULL, "score_goalpost(x, 0, 8)"},
	{"n_goalposts(0;8;100;dir=-1)", NULL, "score_goalpost(x, 8, 0)"},
	{"n_goalposts(0;8;1;notrunc)", NULL, .reason = "scores are clipped"},
	{"n_scaled", NULL, .reason = "scores are clipped"},
	{"n_dist2ref(iref=2)", NULL, .reason = "not offered"},
	{"n_fracmax", NULL, .reason = "not offered"},
	{"n_dist2targ(targ=8)", NULL, .reason = "scores are clipped"},
	{"n_dist2targ(targ=8;cap)", NULL, "score_distance_to_target(x, min(x) OVER (), 8) / 100"},
	{"n_dist2targ(targ=0;dir=-1)", NULL, .reason = "scores are clipped"},
};

static Question ranks[] = {
	{"rank_min", NULL, "normalize_rank(x, 1) OVER ()"},
	{"rank_max", NULL, "count(x) OVER () + 1 - normalize_rank(x, -1) OVER ()"},
	{"rank_average", NULL, "fractional_rank(x) OVER () * count(x) OVER () + 0.5"},
	{"coin_rank", NULL, "normalize_rank(x, 1) OVER ()"},
	{"coin_prank_min", NULL, "normalize_percent_rank(x, 1) OVER ()"},
	{"coin_borda", NULL, "normalize_borda(x, 1) OVER ()"},
	{"percent_rank", NULL, "normalize_percent_rank(x, 1) OVER ()"},
	{"cume_dist", NULL, "1 - normalize_borda(x, -1) OVER () / count(x) OVER ()"},
	{"rank_first", NULL, .reason = "splits ties"},
	{"dense_rank", NULL, .reason = "not offered"},
	{"ntile5", NULL, .reason = "splits ties"},
	{"ntile10", NULL, .reason = "splits ties"},
	{"quintile_cut2", NULL, .reason = "another rule"},
	{"quintile_cut_type2_right", NULL, .reason = "another rule"},
	{"quintile_cut_type7_right", NULL, .reason = "another rule"},
	{"quintile_dineq", NULL, .reason = "another rule"},
	{"quintile_statar_xtile", NULL, .reason = "another rule"},
};

/* Does the query give NULL? */
static void
check_null(PGconn *conn, Question *question, const char *sql)
{
	PGresult   *result = PQexec(conn, sql);
	bool		answered = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1;
	bool		pass = answered && PQgetisnull(result, 0, 0);

	question->rows++;
	tap_ok(pass, "%s", sql);
	if (!pass)
		printf("# got %s, expected NULL\n", answered ? PQgetvalue(result, 0, 0) : "an error");
	PQclear(result);
}

/* Is the query refused because a number is out of range? */
static void
check_refused(PGconn *conn, Question *question, const char *sql)
{
	PGresult   *result = PQexec(conn, sql);
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);

	question->rows++;
	tap_ok(state != NULL && strcmp(state, "22003") == 0, "%s: refused", sql);
	PQclear(result);
}

/*
 * The values of each case are loaded once, from the rows of the first
 * function; then each row is a question.
 */
static void
test_cases(PGconn *conn, const char *folder, const char *file, const char *function_column, Question *question,
		   size_t n)
{
	Csv		   *csv = csv_open(folder, file);
	static const char *const column[] = {"case", "i", "x", "function"};
	const char *columns[COUNT(column)];
	size_t		i;

	memcpy(columns, column, sizeof column);
	columns[3] = function_column;
	execute(conn, "CREATE TEMP TABLE loaded (name text, i int, x float8, function text)");
	load_table(conn, folder, file, "loaded", columns, COUNT(columns));
	execute(conn, "DROP TABLE IF EXISTS input");
	execute(conn, "CREATE TEMP TABLE input AS SELECT DISTINCT name, i, x FROM loaded");
	execute(conn, "DROP TABLE loaded");

	while (csv_next(csv))
	{
		const char *function = csv_get(csv, function_column);
		const char *value = csv_get(csv, "value");
		Question   *asked = NULL;
		char		sql[512];

		for (i = 0; i < n && asked == NULL; i++)
		{
			if (strcmp(question[i].measure, function) == 0)
				asked = &question[i];
		}
		if (asked == NULL)
			tap_ok(false, "%s: nothing is said about %s", file, function);
		else if (asked->call == NULL)
			asked->rows++;
		else
		{
			bool		one_row = strstr(asked->call, "OVER") == NULL;

			if (snprintf(sql, sizeof sql,
						 "SELECT y FROM (SELECT i, %s AS y FROM input WHERE name = '%s') s WHERE i = %s",
						 asked->call, csv_get(csv, "case"), csv_get(csv, "i")) >= (int) sizeof sql)
				tap_bail_out("a query is too long");
			if (strcmp(csv_get(csv, "case"), "withinf") == 0 && (!one_row || strcmp(csv_get(csv, "x"), "Inf") == 0))
				check_refused(conn, asked, sql);
			else if (value[0] == '\0' || strcmp(value, "NA") == 0 || strcmp(value, "NaN") == 0)
				check_null(conn, asked, sql);
			else
				check_number(conn, asked, sql, value, BAR_OTHER);
		}
	}
	csv_close(csv);
	report_questions(file, question, n);
}

int
main(int argc, char **argv)
{
	PGconn	   *conn;

	if (argc != 2)
		tap_bail_out("usage: test_reference_normalize <folder>");
	conn = tap_connect();
	execute(conn, "SET extra_float_digits = 1");
	execute(conn, "SET client_min_messages = warning");
	execute(conn, "SET search_path = service_eval, public");
	test_cases(conn, argv[1], "coin_normalise_hand.csv", "f", normalised, COUNT(normalised));
	test_cases(conn, argv[1], "ranks.csv", "method", ranks, COUNT(ranks));
	PQfinish(conn);
	return tap_done();
}

/*
 * test_reference_composite.c - composite scores against those of COINr
 *
 *	test_reference_composite <folder>
 *
 * The folder holds means of a few values (coin_aggregate_hand.csv), and an index
 * of 51 countries in several configurations (coin_index.csv): asem_treated.csv
 * and asem_denominated.csv are its 49 indicators, asem_iMeta.csv says where each
 * belongs.  An index is asked for as a user would: one query that normalises
 * the indicators and takes one mean after another.  Every mean is compared.
 *
 * Connects as the environment says (PGHOST, PGPORT, PGDATABASE, ...) to a
 * database that has the extension.
 */
#define TAP_LIBPQ
#include "../tap.h"

#include "../reference.h"

#define BAR_MEAN		1e-14
#define BAR_INDEX		1e-12

#define UNITS			51
#define AGGREGATES		11

/*
 * Rows of coin_aggregate_hand.csv: x is the value, w the weight, and $ what follows p= in
 * the args.  The first that fits.
 */
static Question hand[] = {
	{"a_amean", NULL, "arithmetic_score(x, w)"},
	{"a_gmean", NULL, "geometric_score(x, w)"},
	{"a_hmean", .subset = "x=neg;w=1;2;1", .reason = "a value below 0 is an error"},
	{"a_hmean", NULL, "harmonic_score(x, w)"},
	{"a_genmean", .subset = "x=na;w=1;2;1", .reason = "a_genmean does not leave out what is missing"},
	{"a_genmean", "p=0.5", .subset = "x=neg;w=1;2;1", .reason = "a value below 0 is an error"},
	{"a_genmean", "p=2", .subset = "x=neg;w=1;2;1", .reason = "a value below 0 is an error, lest -1 be as good as 1"},
	{"a_genmean", NULL, "power_score(x, w, $)"},
	{"winsorise", .reason = "not a mean"},
	{"log_", .reason = "not a mean"},
};

static const struct
{
	const char *subset;
	const char *values;
}			hand_values[] = {
	{"x=full;w=1;2;1", "{2,4,8}"},
	{"x=na;w=1;2;1", "{2,NULL,8}"},
	{"x=zero;w=1;2;1", "{0,4,8}"},
	{"x=neg;w=1;2;1", "{-1,4,8}"},
	{"x=allna;w=1;2;1", "{NULL,NULL,NULL}"},
};

/* From indicators to the index, level by level. */
#define INDEX(indicators, normalised, mean) \
	"WITH normalised AS (" \
	"	SELECT unit, code, " normalised " OVER (PARTITION BY code) AS value" \
	"	FROM " indicators " JOIN indicator USING (code)" \
	"), level_2 AS (" \
	"	SELECT unit, parent AS code, " mean " AS value" \
	"	FROM normalised JOIN indicator USING (code) GROUP BY unit, parent" \
	"), level_3 AS (" \
	"	SELECT unit, parent AS code, " mean " AS value" \
	"	FROM level_2 JOIN indicator USING (code) GROUP BY unit, parent" \
	"), level_4 AS (" \
	"	SELECT unit, parent AS code, " mean " AS value" \
	"	FROM level_3 JOIN indicator USING (code) GROUP BY unit, parent" \
	") SELECT * FROM level_2 UNION ALL SELECT * FROM level_3 UNION ALL SELECT * FROM level_4"

static const struct
{
	const char *configuration;
	const char *query;
}			indices[] = {
	{"C02", INDEX("treated", "normalize_minmax(value, 0, 100, direction)", "arithmetic_score(value, weight)")},
	{"C03", INDEX("treated", "normalize_minmax(value, 1, 100, direction)", "arithmetic_score(value, weight)")},
	{"C05", INDEX("treated", "normalize_zscore(value, direction)", "arithmetic_score(value, weight)")},
	{"C08", INDEX("treated", "normalize_percent_rank(value, direction)", "arithmetic_score(value, weight)")},
	{"C14", INDEX("treated", "normalize_minmax(value, 1, 100, direction)", "geometric_score(value, weight)")},
	{"C18", INDEX("treated", "normalize_minmax(value, 1, 100, direction)", "power_score(value, weight, 2)")},
	{"C21", INDEX("denominated", "normalize_minmax(value, 1, 100, direction)", "arithmetic_score(value, weight)")},
	{"C22", INDEX("denominated", "normalize_minmax(value, 1, 100, direction)", "arithmetic_score(value, weight, 0.5)")},
};

static void
load_inputs(PGconn *conn, const char *folder)
{
	static const char *const indicator[] = {"iCode", "Parent", "Direction", "Weight"};
	static const char *const value[] = {"uCode", "iCode", "value"};
	static const char *const index[] = {"cfg", "uCode", "iCode", "value"};

	execute(conn, "SET extra_float_digits = 1");
	execute(conn, "SET client_min_messages = warning");
	execute(conn, "SET search_path = service_eval, public");
	execute(conn, "CREATE TEMP TABLE indicator (code text PRIMARY KEY, parent text, direction int, weight float8)");
	execute(conn, "CREATE TEMP TABLE treated (unit text, code text, value float8, PRIMARY KEY (unit, code))");
	execute(conn, "CREATE TEMP TABLE denominated (LIKE treated)");
	execute(conn, "CREATE TEMP TABLE coin_index "
			"(configuration text, unit text, code text, value float8, PRIMARY KEY (configuration, unit, code))");
	load_table(conn, folder, "asem_iMeta.csv", "indicator", indicator, COUNT(indicator));
	load_table(conn, folder, "asem_treated.csv", "treated", value, COUNT(value));
	load_table(conn, folder, "asem_denominated.csv", "denominated", value, COUNT(value));
	load_table(conn, folder, "coin_index.csv", "coin_index", index, COUNT(index));
}

/* SELECT call FROM the values of a subset, with what $ stands for; false if the subset is unknown. */
static bool
write_query(char *sql, size_t size, const Question *question, const char *subset, const char *args)
{
	const char *option = strchr(question->call, '$');
	const char *p = strchr(args, '=');
	int			i;

	for (i = 0; i < (int) COUNT(hand_values); i++)
	{
		int			length;

		if (strcmp(hand_values[i].subset, subset) != 0)
			continue;
		if (option == NULL)
			length = snprintf(sql, size, "SELECT %s", question->call);
		else
			length = snprintf(sql, size, "SELECT %.*s%s%s", (int) (option - question->call), question->call,
							  p != NULL ? p + 1 : "", option + 1);
		snprintf(sql + length, size - length, " FROM unnest('%s'::float8[], '{1,2,1}'::float8[]) v (x, w)",
				 hand_values[i].values);
		return true;
	}
	return false;
}

/* The one number of a query is what is expected; an error where that is one, NULL where it is NA. */
static void
check_mean(PGconn *conn, Question *question, const char *sql, const char *expected)
{
	PGresult   *result = PQexec(conn, sql);
	bool		pass;

	question->rows++;
	if (strncmp(expected, "ERROR:", 6) == 0)
	{
		const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);

		pass = state != NULL && strcmp(state, "22003") == 0;
	}
	else if (PQresultStatus(result) != PGRES_TUPLES_OK || PQntuples(result) != 1)
		pass = false;
	else if (PQgetisnull(result, 0, 0))
		pass = strcmp(expected, "NA") == 0;
	else
	{
		char	   *end;
		double		value = strtod(expected, &end);
		double		error = fabs(strtod(PQgetvalue(result, 0, 0), NULL) - value) / fabs(value);

		pass = *expected != '\0' && *end == '\0' && error <= BAR_MEAN;
		question->worst = fmax(question->worst, error);
	}
	tap_ok(pass, "%s", sql);
	if (!pass)
		printf("# got %s, expected %.60s\n",
			   PQresultStatus(result) != PGRES_TUPLES_OK ? "an error" : PQgetvalue(result, 0, 0), expected);
	PQclear(result);
}

static void
test_means(PGconn *conn, const char *folder)
{
	const char *file = "coin_aggregate_hand.csv";
	Csv		   *csv = csv_open(folder, file);
	int			i;

	while (csv_next(csv))
	{
		const char *measure = csv_get(csv, "measure");
		const char *args = csv_get(csv, "args");
		const char *subset = csv_get(csv, "subset");
		char		sql[256];

		for (i = 0; i < (int) COUNT(hand); i++)
		{
			if (strncmp(hand[i].measure, measure, strlen(hand[i].measure)) == 0 &&
				(hand[i].args == NULL || strcmp(hand[i].args, args) == 0) &&
				(hand[i].subset == NULL || strcmp(hand[i].subset, subset) == 0))
				break;
		}
		if (i == (int) COUNT(hand))
			tap_ok(false, "%s: nothing is said about %s %s", file, measure, args);
		else if (hand[i].call == NULL)
			hand[i].rows++;
		else if (!write_query(sql, sizeof sql, &hand[i], subset, args))
			tap_ok(false, "%s: %s is not understood", file, subset);
		else
			check_mean(conn, &hand[i], sql, csv_get(csv, "value"));
	}
	csv_close(csv);

	report_questions(file, hand, COUNT(hand));
}

/* Compare all means of one configuration: one line for each, over all units. */
static void
check_index(PGconn *conn, const char *configuration, const char *query)
{
	PGresult   *result;
	int			i;

	result = tap_query(conn,
					   "SELECT code, count(*), count(ours.value + theirs.value), "
					   "max(abs(ours.value - theirs.value) / abs(theirs.value)) "
					   "FROM (%s) ours FULL JOIN (SELECT * FROM coin_index WHERE configuration = '%s') theirs "
					   "USING (unit, code) GROUP BY code ORDER BY code",
					   query, configuration);
	for (i = 0; i < PQntuples(result); i++)
	{
		bool		complete = atoi(PQgetvalue(result, i, 1)) == UNITS && atoi(PQgetvalue(result, i, 2)) == UNITS;

		double		worst = strtod(PQgetvalue(result, i, 3), NULL);

		tap_ok(complete && worst <= BAR_INDEX, "%s %s: %s units, worst relative error %.1e",
			   configuration, PQgetvalue(result, i, 0), PQgetvalue(result, i, 2), worst);
	}
	tap_ok(PQntuples(result) == AGGREGATES, "%s: %d means of %d units", configuration, PQntuples(result), UNITS);
	PQclear(result);
}

static void
test_indices(PGconn *conn)
{
	PGresult   *result = tap_query(conn, "SELECT DISTINCT configuration FROM coin_index "
								   "WHERE configuration <> 'C20'");	/* test_reference_copeland's */
	int			configurations = PQntuples(result);
	int			i;

	PQclear(result);
	for (i = 0; i < (int) COUNT(indices); i++)
		check_index(conn, indices[i].configuration, indices[i].query);
	tap_ok(configurations == (int) COUNT(indices), "all %d configurations of coin_index.csv are compared",
		   configurations);
}

int
main(int argc, char **argv)
{
	PGconn	   *conn;

	if (argc != 2)
		tap_bail_out("usage: test_reference_composite <folder>");
	conn = tap_connect();
	load_inputs(conn, argv[1]);
	test_means(conn, argv[1]);
	test_indices(conn);
	PQfinish(conn);
	return tap_done();
}

/*
 * test_reference.c - the extension against values computed by other tools
 *
 *	test_reference <folder>
 *
 * The folder holds inequality.csv, concentration.csv, hand.csv and ilocos.csv.
 * Each expected value there names the tool it is from; EXACT is rational
 * arithmetic.  The inputs are loaded into temporary tables, every expected
 * value of gini, gini_absolute, hhi and concentration_index is asked for in
 * SQL as a user would, and each gives one TAP line.
 *
 * Connects as the environment says (PGHOST, PGPORT, PGDATABASE, ...) to a
 * database that has the extension.
 */
#define TAP_LIBPQ
#include "../tap.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#define MAX_FIELDS		32

/* Where other tools have printed rounding of their own. */
#define BAR_EXACT_GINI	1e-14
#define BAR_GINI		1e-13
#define BAR_OTHER		1e-12
#define BAR_ABSOLUTE	1e-15

/* A CSV file with a header; fields may be quoted. */
typedef struct Csv
{
	FILE	   *file;
	char		path[1024];
	char	   *line;
	size_t		line_size;
	char	   *name_line;
	char	   *name[MAX_FIELDS];
	char	   *field[MAX_FIELDS];
	int			n_names;
	int			n_fields;
} Csv;

static void *
must_have(void *memory)
{
	if (memory == NULL)
		tap_bail_out("out of memory");
	return memory;
}

/* Cut a line into fields, in place.  Returns how many there are. */
static int
split_fields(char *line, char **field)
{
	char	   *from = line;
	char	   *to = line;
	int			n = 0;

	for (;;)
	{
		bool		quoted = false;
		char		end;

		if (n == MAX_FIELDS)
			tap_bail_out("too many fields in a line of CSV");
		field[n++] = to;
		for (;; from++)
		{
			if (*from == '"')
			{
				if (quoted && from[1] == '"')
					*to++ = *from++;	/* "" is a quote */
				else
					quoted = !quoted;
			}
			else if (*from == '\0' || (*from == ',' && !quoted))
				break;
			else
				*to++ = *from;
		}
		end = *from++;
		*to++ = '\0';
		if (end == '\0')
			return n;
	}
}

/* Read one line, of any length and with any line end; false at the end of the file. */
static bool
read_line(Csv *csv)
{
	size_t		length = 0;
	bool		quoted = false;
	int			c;

	while ((c = getc(csv->file)) != EOF && (c != '\n' || quoted))
	{
		if (c == '"')
			quoted = !quoted;
		if (length + 2 > csv->line_size)
		{
			csv->line_size = csv->line_size * 2 + 256;
			csv->line = must_have(realloc(csv->line, csv->line_size));
		}
		if (c != '\r')
			csv->line[length++] = (char) c;
	}
	if (c == EOF && length == 0)
		return false;
	if (length + 1 > csv->line_size)
	{
		csv->line_size = length + 256;
		csv->line = must_have(realloc(csv->line, csv->line_size));
	}
	csv->line[length] = '\0';
	return true;
}

static Csv *
csv_open(const char *folder, const char *name)
{
	Csv		   *csv = must_have(calloc(1, sizeof(Csv)));

	snprintf(csv->path, sizeof csv->path, "%s/%s", folder, name);
	csv->file = fopen(csv->path, "r");
	if (csv->file == NULL || !read_line(csv))
	{
		fprintf(stderr, "# cannot read %s\n", csv->path);
		tap_bail_out("a reference file is missing");
	}
	csv->name_line = must_have(strdup(csv->line));
	csv->n_names = split_fields(csv->name_line, csv->name);
	return csv;
}

/* The next row that is not an empty line. */
static bool
csv_next(Csv *csv)
{
	while (read_line(csv))
	{
		if (csv->line[0] == '\0')
			continue;
		csv->n_fields = split_fields(csv->line, csv->field);
		return true;
	}
	return false;
}

/* A field of the row by its name in the header; "" if the row ends before it. */
static const char *
csv_get(const Csv *csv, const char *name)
{
	int			i;

	for (i = 0; i < csv->n_names; i++)
	{
		if (strcmp(csv->name[i], name) == 0)
			return i < csv->n_fields ? csv->field[i] : "";
	}
	fprintf(stderr, "# %s has no column \"%s\"\n", csv->path, name);
	tap_bail_out("a reference file is not as expected");
}

static void
csv_close(Csv *csv)
{
	fclose(csv->file);
	free(csv->line);
	free(csv->name_line);
	free(csv);
}

static void
execute(PGconn *conn, const char *sql)
{
	PQclear(tap_query(conn, "%s", sql));
}

/* Copy columns of a file into a table; empty fields are NULL. */
static void
load_table(PGconn *conn, const char *folder, const char *file, const char *table, const char *const *column, int n)
{
	Csv		   *csv = csv_open(folder, file);
	char		sql[1024];
	int			length;
	int			i;

	length = snprintf(sql, sizeof sql, "INSERT INTO %s VALUES (", table);
	for (i = 0; i < n; i++)
		length += snprintf(sql + length, sizeof sql - length, "%s$%d", i > 0 ? ", " : "", i + 1);
	snprintf(sql + length, sizeof sql - length, ")");

	execute(conn, "BEGIN");
	while (csv_next(csv))
	{
		const char *value[MAX_FIELDS];
		PGresult   *result;

		for (i = 0; i < n; i++)
		{
			value[i] = csv_get(csv, column[i]);
			if (value[i][0] == '\0' || strcmp(value[i], "NA") == 0)
				value[i] = NULL;
		}
		result = PQexecParams(conn, sql, n, NULL, value, NULL, NULL, 0);
		if (PQresultStatus(result) != PGRES_COMMAND_OK)
			tap_bail_out(PQerrorMessage(conn));
		PQclear(result);
	}
	execute(conn, "COMMIT");
	csv_close(csv);
}

static void
load_inputs(PGconn *conn, const char *folder)
{
	static const char *const hand[] = {"case", "x", "w", "y"};
	static const char *const ilocos[] = {"province", "income", "family_size", "AP_income", "AP_weight"};

	execute(conn, "SET extra_float_digits = 1");
	execute(conn, "SET client_min_messages = warning");
	execute(conn, "CREATE TEMP TABLE hand (subset text, x float8, w float8, y float8)");
	execute(conn, "CREATE TEMP TABLE ilocos "
			"(province text, income float8, family_size float8, ap_income float8, ap_weight float8)");
	load_table(conn, folder, "hand.csv", "hand", hand, 4);
	load_table(conn, folder, "ilocos.csv", "ilocos", ilocos, 5);
}

/* Compare the one number of a query with what is expected. */
static void
check_number(PGconn *conn, const char *sql, const char *subset, const char *expected_text,
			 double bar, const char *test)
{
	PGresult   *result = PQexecParams(conn, sql, 1, NULL, &subset, NULL, NULL, 0);
	char	   *end;
	double		expected = strtod(expected_text, &end);
	double		got;
	double		error;

	if (end == expected_text || *end != '\0')
		tap_ok(false, "%s: expected value \"%s\" is not a number", test, expected_text);
	else if (PQresultStatus(result) != PGRES_TUPLES_OK)
	{
		tap_ok(false, "%s", test);
		printf("# %s# expected %s\n", PQerrorMessage(conn), expected_text);
	}
	else if (PQntuples(result) != 1 || PQgetisnull(result, 0, 0))
	{
		tap_ok(false, "%s", test);
		printf("# got NULL, expected %s\n", expected_text);
	}
	else
	{
		got = strtod(PQgetvalue(result, 0, 0), NULL);
		error = fabs(got - expected);
		tap_ok(error <= bar * fabs(expected) || (fabs(expected) < BAR_ABSOLUTE && error <= BAR_ABSOLUTE),
			   "%s", test);
		if (!(error <= bar * fabs(expected)) && !(fabs(expected) < BAR_ABSOLUTE && error <= BAR_ABSOLUTE))
			printf("# got %.17g, expected %s, relative error %.2g, allowed %.2g\n",
				   got, expected_text, error / fabs(expected), bar);
	}
	PQclear(result);
}

/*
 * The query for a subset of the Ilocos households, such as "all;income",
 * "all;income;w=family.size" or "province=La Union;income".  The part before
 * the first semicolon is given back as the parameter of the query; false if the
 * subset is not understood.
 */
static bool
ilocos_query(const char *measure, const char *subset, bool weighted, char *sql, size_t size,
			 char *who, size_t who_size)
{
	char		copy[256];
	char	   *variable;
	char	   *weight;
	char	   *c;

	snprintf(copy, sizeof copy, "%s", subset);
	variable = strchr(copy, ';');
	if (variable == NULL)
		return false;
	*variable++ = '\0';
	weight = strchr(variable, ';');
	if (weight != NULL)
	{
		*weight++ = '\0';
		if (strncmp(weight, "w=", 2) == 0)
			weight += 2;
	}
	else if (weighted)
		weight = "family.size";	/* the package's weight for its own variable */
	if (!weighted)
		weight = NULL;

	snprintf(who, who_size, "%s", strncmp(copy, "province=", 9) == 0 ? copy + 9 : copy);
	snprintf(sql, size, "SELECT service_eval.%s(%s%s%s) FROM ilocos WHERE $1 IN ('all', province)",
			 measure, variable, weight != NULL ? ", " : "", weight != NULL ? weight : "");
	/* R writes family.size and AP.income; the columns are family_size and ap_income */
	for (c = strchr(sql, '('); c < strchr(sql, ')'); c++)
		*c = *c == '.' ? '_' : (char) tolower((unsigned char) *c);
	return true;
}

static void
test_inequality(PGconn *conn, const char *folder)
{
	Csv		   *csv = csv_open(folder, "inequality.csv");

	while (csv_next(csv))
	{
		const char *input = csv_get(csv, "input");
		const char *subset = csv_get(csv, "subset");
		const char *measure = csv_get(csv, "measure");
		const char *param = csv_get(csv, "param");
		bool		weighted = csv_get(csv, "weighted")[0] != '\0';
		bool		exact = strcmp(csv_get(csv, "value_from"), "EXACT") == 0;
		bool		is_gini = strcmp(measure, "gini") == 0;
		char		sql[512];
		char		who[256];
		char		test[512];

		if (strcmp(csv_get(csv, "use"), "oracle") != 0 || param[0] != '\0')
			continue;
		if (!is_gini && strcmp(measure, "gini_absolute") != 0 && strcmp(measure, "hhi") != 0)
			continue;

		snprintf(test, sizeof test, "%s %s/%s%s", measure, input, subset, weighted ? " weighted" : "");
		if (strcmp(input, "hand") == 0)
		{
			snprintf(who, sizeof who, "%s", subset);
			snprintf(sql, sizeof sql, "SELECT service_eval.%s(x%s) FROM hand WHERE subset = $1",
					 measure, weighted ? ", w" : "");
		}
		else if (strcmp(input, "ilocos") != 0 ||
				 !ilocos_query(measure, subset, weighted, sql, sizeof sql, who, sizeof who))
		{
			tap_ok(false, "%s: unknown input", test);
			continue;
		}
		check_number(conn, sql, who, csv_get(csv, "value"),
					 is_gini ? (exact ? BAR_EXACT_GINI : BAR_GINI) : BAR_OTHER, test);
	}
	csv_close(csv);
}

static void
test_concentration(PGconn *conn, const char *folder)
{
	Csv		   *csv = csv_open(folder, "concentration.csv");

	while (csv_next(csv))
	{
		const char *subset = csv_get(csv, "subset");
		char		test[512];

		if (strcmp(csv_get(csv, "measure"), "ci") != 0 ||
			strcmp(csv_get(csv, "args"), "truezero") != 0 ||
			strcmp(csv_get(csv, "input"), "hand") != 0)
			continue;
		snprintf(test, sizeof test, "concentration_index hand/%s", subset);
		check_number(conn, "SELECT service_eval.concentration_index(x, y, w) FROM hand WHERE subset = $1",
					 subset, csv_get(csv, "value"), BAR_OTHER, test);
	}
	csv_close(csv);
}

int
main(int argc, char **argv)
{
	PGconn	   *conn;

	if (argc != 2)
		tap_bail_out("usage: test_reference <folder>");
	conn = tap_connect();
	load_inputs(conn, argv[1]);
	test_inequality(conn, argv[1]);
	test_concentration(conn, argv[1]);
	PQfinish(conn);
	return tap_done();
}

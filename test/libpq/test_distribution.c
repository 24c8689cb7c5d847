/*
 * test_distribution.c - distributions and exact sums over the wire: binary parameters and COPY keep every byte, and
 * bytes that are neither are refused
 */
#define TAP_LIBPQ
#include "tap.h"

#include <string.h>

#define MAX_SIZE	(256 * 1024)

typedef struct Bytes
{
	int			size;
	char		byte[MAX_SIZE];
} Bytes;

static PGconn *conn;

static void
keep(Bytes *bytes, const PGresult *result)
{
	bytes->size = PQgetlength(result, 0, 0);
	if (bytes->size > MAX_SIZE)
		tap_bail_out("a distribution is too large");
	memcpy(bytes->byte, PQgetvalue(result, 0, 0), (size_t) bytes->size);
}

/* The binary form of the only value of a query, whose parameters are distributions in binary. */
static PGresult *
ask(const char *sql, const Bytes *a, const Bytes *b)
{
	const char *value[2] = {a == NULL ? NULL : a->byte, b == NULL ? NULL : b->byte};
	int			length[2] = {a == NULL ? 0 : a->size, b == NULL ? 0 : b->size};
	int			format[2] = {1, 1};

	return PQexecParams(conn, sql, (a != NULL) + (b != NULL), NULL, value, length, format, 1);
}

static void
get(Bytes *bytes, const char *sql, const Bytes *a, const Bytes *b)
{
	PGresult   *result = ask(sql, a, b);

	if (PQresultStatus(result) != PGRES_TUPLES_OK)
		tap_bail_out(PQerrorMessage(conn));
	keep(bytes, result);
	PQclear(result);
}

static bool
same(const Bytes *a, const Bytes *b)
{
	return a->size == b->size && memcmp(a->byte, b->byte, (size_t) a->size) == 0;
}

static bool
is_true(const char *sql)
{
	PGresult   *result = tap_query(conn, "%s", sql);
	bool		yes = strcmp(PQgetvalue(result, 0, 0), "t") == 0;

	PQclear(result);
	return yes;
}

static void
test_copy(void)
{
	PGconn	   *other = tap_connect();
	char	   *line;
	int			length;

	PQclear(tap_query(conn, "CREATE TABLE copied (name text, d distribution)"));
	PQclear(PQexec(conn, "COPY part TO STDOUT (FORMAT binary)"));
	PQclear(PQexec(other, "COPY service_eval.copied FROM STDIN (FORMAT binary)"));
	while ((length = PQgetCopyData(conn, &line, 0)) > 0)
	{
		if (PQputCopyData(other, line, length) != 1)
			tap_bail_out(PQerrorMessage(other));
		PQfreemem(line);
	}
	PQputCopyEnd(other, NULL);
	PQclear(PQgetResult(conn));
	PQclear(PQgetResult(conn));
	PQclear(PQgetResult(other));
	PQfinish(other);
	tap_ok(is_true("SELECT count(*) = 4 AND bool_and(distribution_send(c.d) = distribution_send(p.d)) FROM part p"
				   " JOIN copied c USING (name)"),
		   "COPY BINARY keeps every byte");
}

static void
test_merge(const char *name)
{
	static Bytes whole,
				first,
				second,
				merged;
	char		sql[200];

	snprintf(sql, sizeof sql, "SELECT rollup(d) FROM part WHERE name LIKE '%s%%'", name);
	get(&whole, sql, NULL, NULL);
	snprintf(sql, sizeof sql, "SELECT d FROM part WHERE name = '%s 1'", name);
	get(&first, sql, NULL, NULL);
	snprintf(sql, sizeof sql, "SELECT d FROM part WHERE name = '%s 2'", name);
	get(&second, sql, NULL, NULL);
	get(&merged, "SELECT merge($1::distribution, $2::distribution)", &first, &second);
	tap_ok(same(&whole, &merged), "%s: merged through binary, %d bytes", name, whole.size);
	get(&merged, "SELECT merge($2::distribution, $1::distribution)", &first, &second);
	tap_ok(same(&whole, &merged), "%s: the other way round", name);
	get(&merged, "SELECT merge($1::distribution::text::distribution, $2::distribution::text::distribution)", &first,
		&second);
	tap_ok(same(&whole, &merged), "%s: merged through text", name);
}

/* The value of one query with bytes changed: another query refuses it, or writes it as it was read. */
static void
test_mutations(const char *name, const char *value, const char *answer, int times)
{
	static Bytes bytes,
				mutant,
				again;
	bool		right = true;
	int			accepted = 0;
	int			i;

	get(&bytes, value, NULL, NULL);
	for (i = 0; i < times; i++)
	{
		int			place = rand() % (i % 2 == 0 || bytes.size < 40 ? bytes.size : 40);
		PGresult   *result;

		mutant = bytes;
		switch (rand() % 4)
		{
			case 0:
				mutant.byte[place] = (char) rand();
				break;
			case 1:
				mutant.byte[place] ^= (char) (1 << rand() % 8);
				break;
			case 2:
				mutant.size = place;
				break;
			default:
				memmove(mutant.byte + place + 1, mutant.byte + place, (size_t) (mutant.size - place));
				mutant.size++;
		}
		result = ask(answer, &mutant, NULL);
		if (PQresultStatus(result) == PGRES_TUPLES_OK)
		{
			accepted++;
			keep(&again, result);
			right &= same(&mutant, &again);
		}
		else if (strcmp(PQresultErrorField(result, PG_DIAG_SQLSTATE), "22P03") != 0 ||
				 PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL) == NULL)
		{
			printf("# %s", PQerrorMessage(conn));
			right = false;
		}
		PQclear(result);
	}
	tap_ok(right, "%s: %d mutations, %d accepted, the others refused with 22P03 and a detail", name, times, accepted);
}

/* FUZZ_VALUES is how many mutations are tried, FUZZ_SEED repeats a run. */
int
main(void)
{
	const char *values = getenv("FUZZ_VALUES");
	const char *seed = getenv("FUZZ_SEED");
	const char *distribution = "SELECT distribution_send($1) FROM quantile($1, 0.5) q, mean($1) m, merge($1, NULL) n";

	conn = tap_connect();
	PQclear(tap_query(conn, "CREATE EXTENSION service_eval"));
	PQclear(tap_query(conn, "SET search_path = service_eval, public"));
	PQclear(tap_query(conn, "CREATE TABLE part AS"
					  " SELECT 'few ' || 1 + i %% 2 AS name, distribution(i %% 19 / 8.0::float8) AS d FROM"
					  " generate_series(1, 100) i GROUP BY 1"
					  " UNION ALL SELECT 'many ' || 1 + i %% 2, distribution(exp(i * 7919::bigint %% 50021 /"
					  " 5e4::float8)) FROM generate_series(1, 50000) i GROUP BY 1"));
	srand(seed == NULL ? 1 : (unsigned) atoi(seed));
	test_copy();
	test_merge("few");
	test_merge("many");
	test_mutations("few", "SELECT d FROM part WHERE name = 'few 1'", distribution,
				   values == NULL ? 2000 : atoi(values));
	test_mutations("many", "SELECT d FROM part WHERE name = 'many 1'", distribution,
				   values == NULL ? 300 : atoi(values) / 4);
	PQclear(tap_query(conn, "CREATE AGGREGATE pg_temp.sums(float8) (SFUNC = kish_effective_n_accum, STYPE ="
					  " exact_sums)"));
	test_mutations("exact sums", "SELECT pg_temp.sums(i / 8.0::float8) FROM generate_series(1, 100) i",
				   "SELECT exact_sums_send($1)", values == NULL ? 2000 : atoi(values));
	PQfinish(conn);
	return tap_done();
}

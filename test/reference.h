/*
 * reference.h - what the comparisons with values of other tools share
 *
 * Include after tap.h with TAP_LIBPQ.
 */
#ifndef REFERENCE_H
#define REFERENCE_H

#include <math.h>
#include <stdlib.h>

#include "csv.h"

/* Other tools have rounding of their own. */
#define BAR_OTHER		1e-12
#define BAR_ABSOLUTE	1e-15

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

/*
 * How a measure of a reference file is asked for.  In `call`, $x and $y stand
 * for the columns, $w for a comma and the weight if there is one, and $o for
 * what `args` says after a name, if any: "0, 10" in "limits=0;10".  Without a
 * call, `reason` says why the measure is not compared where no question before
 * this one does.  NULL args and subsets are any.
 */
typedef struct Question
{
	const char *measure;
	const char *args;
	const char *call;
	const char *reason;
	const char *subset;
	int			rows;
	double		worst;			/* relative error */
} Question;

static inline void
execute(PGconn *conn, const char *sql)
{
	PQclear(tap_query(conn, "%s", sql));
}

/* Copy columns of a file into a table; empty fields are NULL. */
static inline void
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

/* Compare the one number of a query with what is expected. */
static inline void
check_number(PGconn *conn, Question *question, const char *sql, const char *expected_text, double bar)
{
	PGresult   *result = PQexec(conn, sql);
	char	   *end;
	double		expected = strtod(expected_text, &end);

	question->rows++;
	if (end == expected_text || *end != '\0')
		tap_ok(false, "%s: expected value \"%s\" is not a number", sql, expected_text);
	else if (PQresultStatus(result) != PGRES_TUPLES_OK)
	{
		tap_ok(false, "%s", sql);
		printf("# %s# expected %s\n", PQerrorMessage(conn), expected_text);
	}
	else if (PQntuples(result) != 1 || PQgetisnull(result, 0, 0))
	{
		tap_ok(false, "%s", sql);
		printf("# got NULL, expected %s\n", expected_text);
	}
	else
	{
		double		error = fabs(strtod(PQgetvalue(result, 0, 0), NULL) - expected);
		bool		near_zero = fabs(expected) < BAR_ABSOLUTE && error <= BAR_ABSOLUTE;
		bool		pass = near_zero || error <= bar * fabs(expected);

		tap_ok(pass, "%s", sql);
		if (!near_zero)
			question->worst = fmax(question->worst, error / fabs(expected));
		if (!pass)
			printf("# got %s, expected %s, relative error %.2g, allowed %.2g\n",
				   PQgetvalue(result, 0, 0), expected_text, error / fabs(expected), bar);
	}
	PQclear(result);
}

/* Tell what was compared, and what was not for which reason; a question that no row asks is a failure. */
static inline void
report_questions(const char *file, const Question *question, size_t n)
{
	size_t		i;

	for (i = 0; i < n; i++)
	{
		if (question[i].call != NULL)
			printf("# %s: %s, %d rows, worst relative error %.1e\n",
				   file, question[i].call, question[i].rows, question[i].worst);
		else
			printf("# %s: %s %s, %d rows not compared: %s\n", file, question[i].measure,
				   question[i].args != NULL ? question[i].args : question[i].subset != NULL ? question[i].subset : "",
				   question[i].rows, question[i].reason);
		if (question[i].rows == 0)
			tap_ok(false, "%s: no row for %s", file, question[i].measure);
	}
}

#endif							/* REFERENCE_H */

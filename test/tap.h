/*
 * tap.h - lines of the Test Anything Protocol for small C test programs
 *
 *	tap_ok(pass, "name of the test, with %d", 7)	prints `ok N - ...` or `not ok N - ...`
 *	return tap_done();								at the end of main: prints the plan `1..N`; 1 if anything failed
 *
 * A program that talks to a server defines TAP_LIBPQ before it includes this
 * file, and then also has
 *
 *	conn = tap_connect();							by PGHOST, PGPORT, PGDATABASE, ...
 *	result = tap_query(conn, "SELECT %d", 1);		the caller clears the result
 *
 * Both end the program with `Bail out!` when the server says no.
 */
#ifndef TAP_H
#define TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef TAP_LIBPQ
#include <libpq-fe.h>
#endif

static int	tap_tests = 0;
static int	tap_failures = 0;

/* Report one test; the format gives its name. */
__attribute__((format(printf, 2, 3)))
static void
tap_ok(bool pass, const char *fmt,...)
{
	va_list		args;

	tap_tests++;
	if (!pass)
		tap_failures++;
	printf("%s %d - ", pass ? "ok" : "not ok", tap_tests);
	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	putchar('\n');
	fflush(stdout);
}

/* Print the plan.  Returns the exit status of the program: no test at all is a failure too. */
static int
tap_done(void)
{
	printf("1..%d\n", tap_tests);
	return (tap_failures > 0 || tap_tests == 0) ? 1 : 0;
}

#ifdef TAP_LIBPQ

/* Give up: the rest of the program cannot run. */
__attribute__((noreturn))
static void
tap_bail_out(const char *message)
{
	const char *c;

	/* one line, or the reader of the protocol loses the rest */
	fputs("Bail out! ", stdout);
	for (c = message; *c != '\0'; c++)
		putchar(*c == '\n' ? ' ' : *c);
	putchar('\n');
	exit(255);
}

/* Connect as the environment says. */
static PGconn *
tap_connect(void)
{
	PGconn	   *conn = PQconnectdb("");

	if (PQstatus(conn) != CONNECTION_OK)
		tap_bail_out(PQerrorMessage(conn));
	return conn;
}

/* Run one command made by printf; anything but success ends the program. */
__attribute__((format(printf, 2, 3)))
static PGresult *
tap_query(PGconn *conn, const char *fmt,...)
{
	PGresult   *result;
	ExecStatusType status;
	va_list		args;
	char	   *sql;
	int			length;

	va_start(args, fmt);
	length = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	sql = length < 0 ? NULL : malloc((size_t) length + 1);
	if (sql == NULL)
		tap_bail_out("out of memory");
	va_start(args, fmt);
	vsnprintf(sql, (size_t) length + 1, fmt, args);
	va_end(args);

	result = PQexec(conn, sql);
	status = PQresultStatus(result);
	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
	{
		fprintf(stderr, "# %s\n", sql);
		tap_bail_out(PQerrorMessage(conn));
	}
	free(sql);
	return result;
}

#endif							/* TAP_LIBPQ */

#endif							/* TAP_H */

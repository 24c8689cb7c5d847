/*
 * test_refresh_job.c - a refresh that is cancelled, or whose session is gone, shows as aborted, also to somebody
 * without rights over other sessions; and leaves nothing behind
 *
 * Needs an empty database.
 */
#define TAP_LIBPQ
#include "tap.h"

#include <string.h>
#include <unistd.h>

#define STATUS \
	"SELECT concat_ws(' ', s.state, s.done, s.total, s.current_project, s.errors) FROM job.refresh_status s ORDER" \
	" BY s.job_id DESC LIMIT 1"
#define HEALTH \
	"SELECT concat(h.needs_attention, ' ', regexp_replace(h.reason, 'job \\d+', 'job')) FROM job.job_health h WHERE" \
	" h.project_id IS NULL"

static void
run(PGconn *conn, const char *sql)
{
	PQclear(tap_query(conn, "%s", sql));
}

/* Asks until the answer is the expected one, for a minute at most; what was answered last is shown. */
static void
comes_to(PGconn *conn, const char *sql, const char *expected, const char *name)
{
	char		answer[200] = "";

	for (int i = 0; i < 600 && strcmp(answer, expected) != 0; i++)
	{
		PGresult   *result = tap_query(conn, "%s", sql);

		snprintf(answer, sizeof(answer), "%s", PQntuples(result) == 1 ? PQgetvalue(result, 0, 0) : "");
		PQclear(result);
		if (strcmp(answer, expected) != 0)
			usleep(100000);
	}
	tap_ok(strcmp(answer, expected) == 0, "%s: %s", name, answer);
}

/* Begins a refresh, which stops in the middle of its results while somebody holds the lock of wait_here(). */
static void
begin_refresh(PGconn *conn)
{
	if (!PQsendQuery(conn, "CALL job.refresh_rankings()"))
		tap_bail_out(PQerrorMessage(conn));
}

/* The refresh ends with an error, or with its session. */
static void
end_refresh(PGconn *conn)
{
	PGresult   *result;

	while ((result = PQgetResult(conn)) != NULL)
		PQclear(result);
}

int
main(void)
{
	PGconn	   *holder = tap_connect();
	PGconn	   *reader = tap_connect();
	PGconn	   *worker = tap_connect();
	PGcancel   *cancel;
	char		error[256];

	run(holder, "SET client_min_messages = warning");
	run(worker, "SET client_min_messages = error");
	run(holder, "CREATE EXTENSION service_eval");
	run(holder, "SELECT count(*) FROM service_eval.create_workspace('job', pack => 'blank')");
	run(holder, "INSERT INTO job.scheme (scheme_id, name_en, name_zh, service, points) VALUES ('quantity', 'quantity',"
				" '数量', 'other', 10)");
	run(holder, "INSERT INTO job.indicator (scheme_id, code, dimension, name_en, name_zh, target, points) VALUES"
				" ('quantity', 'O1', 'output', 'verified', '核实', 1, 10)");
	run(holder, "UPDATE job.scheme SET frozen_at = now()");
	run(holder, "INSERT INTO job.organization (name, kind) VALUES ('bureau', 'government')");
	run(holder, "INSERT INTO job.project (name, buyer_id, service, start_on, end_on) SELECT 'p' || i, 1, 'other',"
				" '2021-07-01', '2021-09-30' FROM generate_series(1, 2) i");
	run(holder, "CREATE FUNCTION job.wait_here() RETURNS trigger LANGUAGE plpgsql AS"
				" 'BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NULL; END'");
	run(holder, "CREATE TRIGGER wait_here AFTER INSERT ON job.site_score EXECUTE FUNCTION job.wait_here()");
	run(holder, "CREATE ROLE regress_service_eval_monitor");
	run(holder, "GRANT USAGE ON SCHEMA job TO regress_service_eval_monitor");
	run(holder, "GRANT SELECT ON ALL TABLES IN SCHEMA job TO regress_service_eval_monitor");
	run(reader, "SET ROLE regress_service_eval_monitor");
	comes_to(reader, HEALTH, "t no refresh of all projects has ever succeeded", "before the first refresh");

	run(holder, "BEGIN");
	run(holder, "SELECT pg_advisory_xact_lock(1)");
	begin_refresh(worker);
	comes_to(reader, STATUS, "running 0 2 1 0", "while it works");
	usleep(6000000);
	comes_to(reader, STATUS, "running 0 2 1 0", "and works on for longer than a sign of life lasts");
	cancel = PQgetCancel(worker);
	if (cancel == NULL || !PQcancel(cancel, error, sizeof(error)))
		tap_bail_out("cannot cancel");
	PQfreeCancel(cancel);
	end_refresh(worker);
	comes_to(reader, STATUS, "aborted 0 2 1 0", "after it was cancelled, in a session that goes on");
	comes_to(reader, HEALTH, "t job was aborted after 0 of 2 projects", "which needs a person");

	begin_refresh(worker);
	comes_to(reader, STATUS, "running 0 2 1 0", "another refresh in that session");
	PQclear(tap_query(holder, "SELECT pg_terminate_backend(%d)", PQbackendPID(worker)));
	end_refresh(worker);
	PQfinish(worker);
	comes_to(reader, STATUS, "aborted 0 2 1 0", "after its session is gone");
	run(holder, "ROLLBACK");
	comes_to(reader, "SELECT (SELECT count(*) FROM job.evaluation_run) + (SELECT count(*) FROM job.snapshot)", "0",
			 "nothing is left behind");

	worker = tap_connect();
	run(worker, "SET client_min_messages = error");
	run(worker, "CALL job.refresh_rankings()");
	comes_to(reader, STATUS, "finished 2 2 0", "the next one");
	comes_to(reader, HEALTH, "f ", "is all that is needed");

	run(holder, "DROP SCHEMA job CASCADE");
	run(holder, "DROP OWNED BY regress_service_eval_monitor");
	run(holder, "DROP ROLE regress_service_eval_monitor");
	PQfinish(worker);
	PQfinish(reader);
	PQfinish(holder);
	return tap_done();
}

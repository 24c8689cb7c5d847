/*
 * test_reference_rank_confidence.c - confidence sets for ranks against those of csranks
 *
 *	test_reference_rank_confidence <folder>
 *
 * The folder holds, under inference, estimates with standard errors or
 * covariances (g1_input.csv, g1_input_cov.csv), and what csranks 1.2.2.9001 and
 * an independent program made of them with several seeds: sets for ranks
 * (g1_csranks.csv), membership of the tau best and worst (g1_tau.csv), and first
 * critical values (g1_critical.csv).
 *
 * All of it is simulated.  Where all seeds of both programs agree (stable), ours
 * must agree too, with draws enough for that; elsewhere it must be in the range of
 * theirs, widened by 1.  A critical value must be within 4 standard deviations of
 * their seeds.
 *
 * Connects as the environment says (PGHOST, PGPORT, PGDATABASE, ...) to a
 * database that has the extension.
 */
#define TAP_LIBPQ
#include "../tap.h"

#include "../reference.h"

/* Draws for so many units. */
#define DRAWS	"CASE WHEN units <= 10 THEN 200000 WHEN units = 40 THEN 50000 ELSE 100000 END"

static void
load(PGconn *conn, const char *folder)
{
	static const char *const input[] = {"set", "unit", "estimate", "std_error"};
	static const char *const covariance[] = {"set", "row", "col", "covariance"};
	static const char *const set[] = {
		"set", "coverage", "stepwise", "simultaneous", "unit", "rank", "lower", "upper", "lower_min5", "lower_max5",
		"upper_min5", "upper_max5", "own_lower_min3", "own_lower_max3", "own_upper_min3", "own_upper_max3", "stable"
	};
	static const char *const tau[] = {
		"set", "coverage", "stepwise", "tau", "unit", "in_tau_best", "in_tau_worst", "n_best_of_5_seeds",
		"n_worst_of_5_seeds", "own_in_tau_best", "own_in_tau_worst", "stable"
	};
	static const char *const critical[] = {
		"set", "coverage", "kind", "unit", "critical_reference", "sd_over_5_seeds"
	};

	execute(conn, "SET extra_float_digits = 1");
	execute(conn, "SET client_min_messages = warning");
	execute(conn, "SET search_path = service_eval, public");
	execute(conn, "CREATE TEMP TABLE input (set text, unit int, estimate float8, std_error float8)");
	execute(conn, "CREATE TEMP TABLE covariance (set text, row int, col int, covariance float8)");
	execute(conn, "CREATE TEMP TABLE rank_set (set text, coverage float8, stepwise int, simultaneous int, unit int, "
			"rank int, lower int, upper int, lower_from int, lower_to int, upper_from int, upper_to int, "
			"own_lower_from int, own_lower_to int, own_upper_from int, own_upper_to int, stable int)");
	execute(conn, "CREATE TEMP TABLE tau (set text, coverage float8, stepwise int, tau int, unit int, best int, "
			"worst int, n_best int, n_worst int, own_best int, own_worst int, stable int)");
	execute(conn, "CREATE TEMP TABLE critical (set text, coverage float8, kind text, unit int, value float8, "
			"deviation float8)");
	load_table(conn, folder, "inference/g1_input.csv", "input", input, COUNT(input));
	load_table(conn, folder, "inference/g1_input_cov.csv", "covariance", covariance, COUNT(covariance));
	load_table(conn, folder, "inference/g1_csranks.csv", "rank_set", set, COUNT(set));
	load_table(conn, folder, "inference/g1_tau.csv", "tau", tau, COUNT(tau));
	load_table(conn, folder, "inference/g1_critical.csv", "critical", critical, COUNT(critical));
}

/* Our sets of all inputs, coverages and fractions; with a fraction of tau / units, that of tau. */
static void
compute(PGconn *conn)
{
	execute(conn, "CREATE TEMP TABLE question AS "
			"SELECT i.*, q.coverage, q.stepwise, q.tau, "
			"	(SELECT array_agg(c.covariance ORDER BY c.col) FROM covariance c "
			"		WHERE c.set = i.set AND c.row = i.unit) AS covariance "
			"FROM (SELECT *, count(*) OVER (PARTITION BY set) AS units FROM input) i "
			"	JOIN (SELECT set, coverage, stepwise, 1 AS tau FROM rank_set "
			"		UNION SELECT set, coverage, stepwise, tau FROM tau) q USING (set)");
	execute(conn, "CREATE TEMP TABLE answer AS "
			"SELECT set, coverage, stepwise, tau, unit, (r).* FROM ("
			"	SELECT *, rank_confidence(estimate, std_error, coverage, " DRAWS ", 7, tau / units::float8, "
			"		stepwise = 1) OVER (PARTITION BY set, coverage, stepwise, tau) AS r "
			"	FROM question WHERE covariance IS NULL) s "
			"UNION ALL "
			"SELECT set, coverage, stepwise, tau, unit, (r).* FROM ("
			"	SELECT *, rank_confidence_covariance(estimate, covariance, coverage, " DRAWS ", 7, "
			"		tau / units::float8, stepwise = 1) "
			"		OVER (PARTITION BY set, coverage, stepwise, tau ORDER BY unit) AS r "
			"	FROM question WHERE covariance IS NOT NULL) s");
	execute(conn, "CREATE TEMP VIEW compared AS "
			"SELECT s.*, a.rank AS our_rank, "
			"	CASE simultaneous WHEN 1 THEN a.lower ELSE a.marginal_lower END AS our_lower, "
			"	CASE simultaneous WHEN 1 THEN a.upper ELSE a.marginal_upper END AS our_upper "
			"FROM rank_set s JOIN answer a USING (set, coverage, stepwise, unit) WHERE a.tau = 1");
}

/* Nothing of a kind of row may be wrong, and there are so many of them. */
static void
check(PGconn *conn, const char *name, int rows, const char *table, const char *columns, const char *is_right)
{
	PGresult   *counts = tap_query(conn, "SELECT count(*), count(*) FILTER (WHERE (%s) IS NOT TRUE) FROM %s",
								   is_right, table);
	PGresult   *wrong = tap_query(conn, "SELECT concat_ws(' ', %s) FROM %s WHERE (%s) IS NOT TRUE LIMIT 20",
								  columns, table, is_right);
	int			i;

	tap_ok(atoi(PQgetvalue(counts, 0, 0)) == rows && strcmp(PQgetvalue(counts, 0, 1), "0") == 0,
		   "%s: %s rows, %s are wrong", name, PQgetvalue(counts, 0, 0), PQgetvalue(counts, 0, 1));
	for (i = 0; i < PQntuples(wrong); i++)
		printf("# %s\n", PQgetvalue(wrong, i, 0));
	PQclear(wrong);
	PQclear(counts);
}

int
main(int argc, char **argv)
{
	static const char *const set_columns =
		"set, coverage, stepwise, simultaneous, unit, our_lower, our_upper, 'not', lower, upper";
	PGconn	   *conn;

	if (argc != 2)
		tap_bail_out("usage: test_reference_rank_confidence <folder>");
	conn = tap_connect();
	load(conn, argv[1]);
	compute(conn);
	check(conn, "ranks", 1800, "compared", set_columns, "our_rank = rank");
	check(conn, "sets on which all seeds agree", 1193, "(SELECT * FROM compared WHERE stable = 1) s", set_columns,
		  "our_lower = lower AND our_upper = upper");
	check(conn, "all sets", 1800, "compared", set_columns,
		  "our_lower BETWEEN least(lower_from, own_lower_from) - 1 AND greatest(lower_to, own_lower_to) + 1 "
		  "AND our_upper BETWEEN least(upper_from, own_upper_from) - 1 AND greatest(upper_to, own_upper_to) + 1");
	check(conn, "the tau best and worst", 1400, "tau JOIN answer USING (set, coverage, stepwise, tau, unit)",
		  "set, coverage, stepwise, tau, unit, top_possible, bottom_possible, 'not', best, worst",
		  "CASE stable WHEN 1 THEN top_possible = (best = 1) AND bottom_possible = (worst = 1) "
		  "ELSE (top_possible = (best = 1) OR n_best BETWEEN 1 AND 4 OR best <> own_best) "
		  "AND (bottom_possible = (worst = 1) OR n_worst BETWEEN 1 AND 4 OR worst <> own_worst) END");
	check(conn, "first critical values", 48, "critical c JOIN answer a ON a.set = c.set AND a.coverage = c.coverage "
		  "AND a.stepwise = 0 AND a.tau = 1 AND a.unit = coalesce(c.unit, 1)",
		  "c.set, c.coverage, kind, c.unit, critical_value, marginal_critical_value, 'not', c.value, c.deviation",
		  "abs(CASE kind WHEN 'simultaneous_first_step' THEN critical_value ELSE marginal_critical_value END "
		  "- c.value) <= 4 * deviation");
	PQfinish(conn);
	return tap_done();
}

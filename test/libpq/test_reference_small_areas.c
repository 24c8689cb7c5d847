/*
 * test_reference_small_areas.c - fay_herriot against values with 30 digits
 *
 *	test_reference_small_areas <folder>
 *
 * The folder's folder inference holds g2_input.csv, the areas of some sets, and
 * for each set and method g2_variance.csv, g2_beta.csv and g2_fh.csv: the model
 * variance, the coefficients, and the estimate and mean squared error of each
 * area.  Each set and method gives one TAP line.
 *
 * Connects as the environment says (PGHOST, PGPORT, PGDATABASE, ...) to a
 * database that has the extension.
 */
#define TAP_LIBPQ
#include "../tap.h"
#include "../reference.h"

/* What README.md beside the files allows. */
#define BAR		"1e-8"

static void
load(PGconn *conn, const char *folder)
{
	static const char *const input[] = {"set", "area", "direct", "vardir", "x1", "x2"};
	static const char *const variance[] = {"set", "method", "p", "variance"};
	static const char *const beta[] = {"set", "method", "coef", "beta"};
	static const char *const area[] = {"set", "method", "area", "eblup", "mse", "gamma"};
	char		path[1024];

	snprintf(path, sizeof path, "%s/inference", folder);
	execute(conn, "SET search_path = service_eval, public");
	execute(conn, "CREATE TEMP TABLE input (set text, area int, direct float8, vardir float8, x1 float8, x2 float8)");
	execute(conn, "CREATE TEMP TABLE model (set text, method text, p int, variance float8)");
	execute(conn, "CREATE TEMP TABLE coefficient (set text, method text, coef int, beta float8)");
	execute(conn, "CREATE TEMP TABLE expected (set text, method text, area int, eblup float8, mse float8, "
			"gamma float8)");
	load_table(conn, path, "g2_input.csv", "input", input, COUNT(input));
	load_table(conn, path, "g2_variance.csv", "model", variance, COUNT(variance));
	load_table(conn, path, "g2_beta.csv", "coefficient", beta, COUNT(beta));
	load_table(conn, path, "g2_fh.csv", "expected", area, COUNT(area));
}

int
main(int argc, char **argv)
{
	PGconn	   *conn;
	PGresult   *result;
	int			i;

	if (argc != 2)
		tap_bail_out("usage: test_reference_small_areas <folder>");
	conn = tap_connect();
	load(conn, argv[1]);
	execute(conn, "CREATE FUNCTION pg_temp.off(got float8, expected float8) RETURNS float8 LANGUAGE sql "
			"AS 'SELECT CASE WHEN got = expected THEN 0 ELSE abs(got - expected) / abs(expected) END'");
	execute(conn, "CREATE TEMP TABLE got AS "
			"SELECT m.set, m.method, m.p, i.area, fay_herriot(i.direct, i.vardir, "
			"CASE m.p WHEN 2 THEN ARRAY[x1] WHEN 3 THEN ARRAY[x1, x2] END, "
			"CASE m.method WHEN 'amrl' THEN 'li_lahiri' WHEN 'amrl_yl' THEN 'yoshimori_lahiri' ELSE m.method END) "
			"OVER (PARTITION BY m.set, m.method) AS got FROM model m JOIN input i USING (set)");
	result = tap_query(conn, "SELECT g.set, g.method, count(*), max(pg_temp.off((got).model_variance, m.variance)), "
					   "max((SELECT max(pg_temp.off((got).beta[coef + 1], c.beta)) FROM coefficient c "
					   "WHERE (c.set, c.method) = (g.set, g.method) HAVING count(*) = g.p)), "
					   "max(pg_temp.off((got).estimate, e.eblup)), max(pg_temp.off((got).mse, e.mse)), "
					   "count(e.area) = count(*) AND bool_and(pg_temp.off((got).model_variance, m.variance) <= " BAR
					   " AND pg_temp.off((got).estimate, e.eblup) <= " BAR " AND pg_temp.off((got).mse, e.mse) <= " BAR
					   " AND pg_temp.off((got).own_weight, e.gamma) <= " BAR
					   " AND (SELECT bool_and(pg_temp.off((got).beta[coef + 1], c.beta) <= " BAR ") "
					   "FROM coefficient c WHERE (c.set, c.method) = (g.set, g.method))) "
					   "FROM got g JOIN model m USING (set, method) LEFT JOIN expected e USING (set, method, area) "
					   "GROUP BY g.set, g.method ORDER BY g.set, g.method");
	for (i = 0; i < PQntuples(result); i++)
		tap_ok(strcmp(PQgetvalue(result, i, 7), "t") == 0,
			   "%s by %s, %s areas: off by %s (variance), %s (coefficients), %s (estimates), %s (mse)",
			   PQgetvalue(result, i, 0), PQgetvalue(result, i, 1), PQgetvalue(result, i, 2), PQgetvalue(result, i, 3),
			   PQgetvalue(result, i, 4), PQgetvalue(result, i, 5), PQgetvalue(result, i, 6));
	tap_ok(PQntuples(result) == 24, "six sets by four methods");
	PQclear(result);
	PQfinish(conn);
	return tap_done();
}

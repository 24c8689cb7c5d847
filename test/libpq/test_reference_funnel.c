/*
 * test_reference_funnel.c - funnel limits against those of other tools
 *
 *	test_reference_funnel <folder>
 *
 * In the folder's inference/: g4_input.csv, shares of three sets of units;
 * g4_limits.csv, limits by scipy, by sums of 40 digits and by R; phi and tau2 in
 * g4_overdispersion.csv; g4_funnelplotr.csv, limits of FunnelPlotR 0.6.0, which
 * work on the scale of the arc sine.  Every number is compared; of exact_limit
 * above the target, which is r - alpha, ours is r + 1 - alpha (doc/methods.md,
 * Funnel limits).
 *
 * Connects as the environment says (PGHOST, PGPORT, PGDATABASE, ...) to a
 * database that has the extension.
 */
#define TAP_LIBPQ
#include "../tap.h"

#include "../reference.h"

/* The oracle's own bar, and that of FunnelPlotR's rounded quantiles of the normal distribution. */
#define BAR_LIMITS		1e-10
#define BAR_FUNNELPLOTR	1e-7

typedef struct Comparison
{
	const char *title;
	const char *ours;			/* what is compared, in `joined` */
	const char *theirs;
	const char *joined;
	int			rows;
	double		bar;
} Comparison;

/* Of our limits the lower one below the target, the upper one above it. */
#define LIMIT(method)	"CASE WHEN p < 0.5 THEN (" method ").lower ELSE (" method ").upper END"

static const Comparison comparisons[] = {
	{"exact limit, clipped", LIMIT("exact"),
		"greatest(0, least(1, exact_limit + CASE WHEN p > 0.5 THEN 1 / n ELSE 0 END))", "limits", 372, BAR_LIMITS},
	{"exact limit below the target, as they clip it", "(exact).lower", "exact_limit_clipped01",
		"limits WHERE p < 0.5", 186, BAR_LIMITS},
	{"quantile of the binomial distribution: the whole number above the lower limit", "ceil((exact).lower * n - 1e-9)",
		"exact_quantile_r", "limits WHERE p < 0.5", 186, 0.0},
	{"and the one at which the upper limit begins", "least(n, floor((exact).upper * n + 1e-9))",
		"exact_quantile_r", "limits WHERE p > 0.5", 186, 0.0},
	{"normal limit", LIMIT("normal"), "greatest(0, least(1, normal_limit))", "limits", 372, BAR_LIMITS},
	{"multiplicative limit", LIMIT("multiplicative"), "greatest(0, least(1, normal_limit_multiplicative))", "limits",
		372, BAR_LIMITS},
	{"additive limit", LIMIT("additive"), "greatest(0, least(1, normal_limit_additive))", "limits", 372, BAR_LIMITS},
	{"target", "(exact).target", "target", "limits", 372, BAR_LIMITS},
	{"phi", "(f).phi", "phi_winsorised", "dispersion", 9, BAR_LIMITS},
	{"phi not winsorised", "(raw).phi", "phi_raw", "dispersion", 9, BAR_LIMITS},
	{"phi of the limits", "greatest(1, (f).phi)", "phi_used_max1", "dispersion", 9, BAR_LIMITS},
	{"tau2", "(f).tau2", "tau2_winsorised", "dispersion", 9, BAR_LIMITS},
	{"tau2 not winsorised", "(raw).tau2", "tau2_unwinsorised", "dispersion", 9, BAR_LIMITS},
	{"FunnelPlotR: phi", "(plain).phi", "phi", "arcsine", 93, BAR_FUNNELPLOTR},
	{"FunnelPlotR: tau2", "(plain).tau2", "tau2", "arcsine", 93, BAR_FUNNELPLOTR},
	{"FunnelPlotR: z", "(plain).z", "z", "arcsine", 93, BAR_FUNNELPLOTR},
	{"FunnelPlotR: z winsorised", "greatest(low, least(high, (plain).z))", "winsorised_z", "arcsine", 93,
		BAR_FUNNELPLOTR},
	{"FunnelPlotR: lower limit, 95 %", "sin((plain).lower) ^ 2", "ll95", "arcsine", 93, BAR_FUNNELPLOTR},
	{"FunnelPlotR: upper limit, 95 %", "sin((plain).upper) ^ 2", "ul95", "arcsine", 93, BAR_FUNNELPLOTR},
	{"FunnelPlotR: lower limit, 99.8 %", "sin(greatest(0, (plain998).lower)) ^ 2", "ll998", "arcsine", 93,
		BAR_FUNNELPLOTR},
	{"FunnelPlotR: upper limit, 99.8 %", "sin((plain998).upper) ^ 2", "ul998", "arcsine", 93, BAR_FUNNELPLOTR},
	{"FunnelPlotR: lower limit with overdispersion, 95 %", "sin(greatest(0, (wide).lower)) ^ 2", "odll95", "arcsine",
		93, BAR_FUNNELPLOTR},
	{"FunnelPlotR: upper limit with overdispersion, 95 %", "sin((wide).upper) ^ 2", "odul95", "arcsine", 93,
		BAR_FUNNELPLOTR},
	{"FunnelPlotR: lower limit with overdispersion, 99.8 %", "sin(greatest(0, (wide998).lower)) ^ 2", "odll998",
		"arcsine", 93, BAR_FUNNELPLOTR},
	{"FunnelPlotR: upper limit with overdispersion, 99.8 %", "sin((wide998).upper) ^ 2", "odul998", "arcsine", 93,
		BAR_FUNNELPLOTR},
};

static void
load_inputs(PGconn *conn, const char *folder)
{
	static const char *const input[] = {"case", "unit", "events", "n"};
	static const char *const limit[] = {
		"case", "unit", "target", "p", "exact_quantile_r", "exact_limit", "exact_limit_clipped01", "normal_limit",
		"normal_limit_multiplicative", "normal_limit_additive"
	};
	static const char *const dispersion[] = {
		"case", "target", "target_kind", "winsor_q", "phi_raw", "phi_winsorised", "phi_used_max1", "tau2_winsorised",
		"tau2_unwinsorised"
	};
	static const char *const funnelplotr[] = {
		"case", "unit", "phi", "tau2", "z", "winsorised_z", "ll95", "ul95", "ll998", "ul998", "odll95", "odul95",
		"odll998", "odul998"
	};

	execute(conn, "SET extra_float_digits = 1");
	execute(conn, "SET search_path = service_eval, public");
	execute(conn, "CREATE TEMP TABLE input (name text, unit int, events float8, n float8)");
	execute(conn, "CREATE TEMP TABLE g4_limit (name text, unit int, target float8, p float8, exact_quantile_r float8, "
			"exact_limit float8, exact_limit_clipped01 float8, normal_limit float8, "
			"normal_limit_multiplicative float8, normal_limit_additive float8)");
	execute(conn, "CREATE TEMP TABLE g4_dispersion (name text, target float8, target_kind text, winsor_q float8, "
			"phi_raw float8, phi_winsorised float8, phi_used_max1 float8, tau2_winsorised float8, "
			"tau2_unwinsorised float8)");
	execute(conn, "CREATE TEMP TABLE funnelplotr (name text, unit int, phi float8, tau2 float8, z float8, "
			"winsorised_z float8, ll95 float8, ul95 float8, ll998 float8, ul998 float8, odll95 float8, odul95 float8, "
			"odll998 float8, odul998 float8)");
	load_table(conn, folder, "inference/g4_input.csv", "input", input, COUNT(input));
	load_table(conn, folder, "inference/g4_limits.csv", "g4_limit", limit, COUNT(limit));
	load_table(conn, folder, "inference/g4_overdispersion.csv", "g4_dispersion", dispersion, COUNT(dispersion));
	load_table(conn, folder, "inference/g4_funnelplotr.csv", "funnelplotr", funnelplotr, COUNT(funnelplotr));

	/* pooled targets are left to the function */
	execute(conn, "CREATE TEMP VIEW targeted AS SELECT i.*, d.target FROM input i JOIN "
			"(SELECT DISTINCT name, CASE target_kind WHEN 'fixed' THEN target END AS target FROM g4_dispersion) d "
			"USING (name)");
	execute(conn, "CREATE TEMP VIEW limits AS SELECT * FROM g4_limit JOIN ("
			"SELECT v.p, i.name, i.unit, i.n, "
			"funnel_limits(events, n, target, abs(1 - 2 * v.p), 'exact') OVER w AS exact, "
			"funnel_limits(events, n, target, abs(1 - 2 * v.p), 'normal') OVER w AS normal, "
			"funnel_limits(events, n, target, abs(1 - 2 * v.p), 'multiplicative') OVER w AS multiplicative, "
			"funnel_limits(events, n, target, abs(1 - 2 * v.p), 'additive') OVER w AS additive "
			"FROM targeted i, (SELECT DISTINCT p FROM g4_limit) v WINDOW w AS (PARTITION BY name, v.p)) f "
			"USING (name, unit, p)");
	execute(conn, "CREATE TEMP VIEW dispersion AS SELECT * FROM g4_dispersion JOIN ("
			"SELECT DISTINCT i.name, v.winsor_q, "
			"funnel_limits(events, n, target, 0.95, 'normal', v.winsor_q) OVER w AS f, "
			"funnel_limits(events, n, target, 0.95, 'normal', 0) OVER w AS raw, row_number() OVER w AS place "
			"FROM targeted i, (SELECT DISTINCT winsor_q FROM g4_dispersion) v "
			"WINDOW w AS (PARTITION BY name, v.winsor_q)) f USING (name, winsor_q) WHERE place = 1");
	execute(conn, "CREATE TEMP VIEW plotted AS SELECT i.name, unit, asin(sqrt(events / n)) AS y, 0.5 / sqrt(n) AS s, "
			"asin(sqrt(sum(events) OVER (PARTITION BY name) / sum(n) OVER (PARTITION BY name))) AS t FROM input i");
	execute(conn, "CREATE TEMP VIEW arcsine AS SELECT * FROM funnelplotr JOIN (SELECT name, unit, "
			"funnel_limits_mean(y, s, t, 0.95, 'normal') OVER w AS plain, "
			"funnel_limits_mean(y, s, t, 0.998, 'normal') OVER w AS plain998, "
			"funnel_limits_mean(y, s, t, 0.95, 'additive') OVER w AS wide, "
			"funnel_limits_mean(y, s, t, 0.998, 'additive') OVER w AS wide998 "
			"FROM plotted WINDOW w AS (PARTITION BY name)) f USING (name, unit) JOIN ("
			"SELECT name, percentile_cont(0.1) WITHIN GROUP (ORDER BY (y - t) / s) AS low, "
			"percentile_cont(0.9) WITHIN GROUP (ORDER BY (y - t) / s) AS high FROM plotted GROUP BY name) q "
			"USING (name)");
}

int
main(int argc, char **argv)
{
	PGconn	   *conn;
	size_t		i;

	if (argc != 2)
	{
		fprintf(stderr, "usage: %s <folder with the reference data>\n", argv[0]);
		return 2;
	}
	conn = tap_connect();
	load_inputs(conn, argv[1]);
	for (i = 0; i < COUNT(comparisons); i++)
	{
		const Comparison *c = &comparisons[i];
		PGresult   *result = tap_query(conn, "SELECT count(*), count(%s), coalesce(max(abs((%s) - (%s))), 'Infinity') "
									   "FROM %s", c->ours, c->ours, c->theirs, c->joined);
		double		worst = strtod(PQgetvalue(result, 0, 2), NULL);

		tap_ok(atoi(PQgetvalue(result, 0, 0)) == c->rows && atoi(PQgetvalue(result, 0, 1)) == c->rows &&
			   worst <= c->bar, "%s, %d rows", c->title, c->rows);
		printf("# %s rows, largest difference %.1e, allowed %.0e\n", PQgetvalue(result, 0, 0), worst, c->bar);
		PQclear(result);
	}
	PQfinish(conn);
	return tap_done();
}

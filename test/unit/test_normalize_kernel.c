/* sources: src/ranking/normalize_kernel.c src/math/exact_sum.c src/math/values.c */
/*
 * Min-max normalisation and z-scores.  Expected z-scores are the formula
 * evaluated with Python's decimal at 60 digits, on the same doubles.
 */
#include <float.h>
#include <math.h>

#include "../tap.h"
#include "kernel_host.h"
#include "ranking/normalize_kernel.h"

#define MAX_VALUES	4

typedef struct Case
{
	const char *name;
	double		x[MAX_VALUES];
	double		z[MAX_VALUES];
} Case;

static const Case cases[] = {
	{"1, 2, 4, 8", {1, 2, 4, 8},
	{-0.888330138395973085568881, -0.565300997161073781725651, 0.080757285308724825960807, 1.372873850248322041333725}},
	{"an offset of 1e15", {1e15 + 0.125, 1e15 + 0.25, 1e15 + 0.5, 1e15 + 1},
	{-0.888330138395973085568881, -0.565300997161073781725651, 0.080757285308724825960807, 1.372873850248322041333725}},
	{"1e308", {1e300, -1e308, 1.7e308, 1.7e308},
	{-0.449719008281331437738243, -1.199250705614680238522552, 0.824484856948005838130398, 0.824484856948005838130398}},
	{"subnormal values", {5e-324, 1e-323, 1e-310, 0},
	{-0.5, -0.499999999999901186870832, 1.5, -0.500000000000098813129168}},
	{"not exact in binary", {0.1, 0.1, 0.3, 1e-20},
	{-0.198679853559756536176754, -0.198679853559756536176754, 1.390758974918295973657284,
		-0.993399267798782901303775}},
	{"far apart", {1e-300, 1, 2, 3},
	{-1.161895003862225065553780, -0.387298334620741688517927, 0.387298334620741688517927, 1.161895003862225065553780}},
};

/* z-scores of four values in the order that starts at `first`. */
static void
zscores(const double *x, int first, bool lower_is_better, double *z)
{
	ZScore		zscore;
	double		largest = 0.0;
	int			i;

	for (i = 0; i < MAX_VALUES; i++)
		largest = fmax(largest, fabs(x[i]));
	zscore_init(&zscore, largest, lower_is_better);
	for (i = 0; i < MAX_VALUES; i++)
		zscore_add_value(&zscore, x[(first + i) % MAX_VALUES]);
	zscore_set_mean(&zscore);
	for (i = 0; i < MAX_VALUES; i++)
		zscore_add_deviation(&zscore, x[(first + 3 * i) % MAX_VALUES]);
	zscore_set_deviation(&zscore);
	for (i = 0; i < MAX_VALUES; i++)
		z[i] = zscore_of(&zscore, x[i]);
	exact_sum_clear(&zscore.sum);
	exact_sum_clear(&zscore.squares);
}

static void
test_zscores(void)
{
	size_t		c;

	for (c = 0; c < sizeof cases / sizeof cases[0]; c++)
	{
		double		z[MAX_VALUES];
		bool		near = true;
		bool		same = true;
		bool		turned = true;
		int			first;
		int			i;

		for (first = 0; first < MAX_VALUES; first++)
		{
			double		again[MAX_VALUES];

			zscores(cases[c].x, first, false, first == 0 ? z : again);
			for (i = 0; i < MAX_VALUES && first > 0; i++)
				same = same && again[i] == z[i];
		}
		for (i = 0; i < MAX_VALUES; i++)
		{
			near = near && fabs(z[i] - cases[c].z[i]) <= 1e-15 * fabs(cases[c].z[i]);
			if (fabs(z[i] - cases[c].z[i]) > 1e-15 * fabs(cases[c].z[i]))
				printf("# got %.17g, expected %.17g\n", z[i], cases[c].z[i]);
		}
		tap_ok(near, "z-scores: %s", cases[c].name);
		tap_ok(same, "z-scores: %s, the same bits in any order", cases[c].name);
		zscores(cases[c].x, 2, true, z);
		for (i = 0; i < MAX_VALUES; i++)
			turned = turned && fabs(z[i] + cases[c].z[i]) <= 1e-15 * fabs(cases[c].z[i]);
		tap_ok(turned, "z-scores: %s, lower is better", cases[c].name);
	}
}

static void
minmax_is(double min, double max, double lo, double hi, bool lower, double x, double expected)
{
	MinMax		minmax;
	double		got;

	minmax_init(&minmax, min, max, lo, hi, lower);
	got = minmax_of(&minmax, x);
	tap_ok(got == expected, "%g of %g to %g becomes %.17g of %g to %g%s", x, min, max, expected, lo, hi, lower ?
		   ", lower is better" : "");
	if (got != expected)
		printf("# got %.17g\n", got);
}

static void
test_minmax(void)
{
	minmax_is(0, 1000, 0, 100, false, 884, 88.4);
	minmax_is(0, 1000, 0, 100, true, 116, 88.4);
	minmax_is(-5, 20, 1, 10, false, 0, 2.8);
	minmax_is(0.1, 0.3, 0.1, 0.7, false, 0.3, 0.7);
	minmax_is(0.1, 0.3, 0.1, 0.7, true, 0.1, 0.7);
	minmax_is(0.1, 0.3, 0.1, 0.7, true, 0.3, 0.1);
	minmax_is(-DBL_MAX, DBL_MAX, -1, 1, false, 0, 0);
	minmax_is(-DBL_MAX, DBL_MAX, -1, 1, false, DBL_MAX / 2, 0.5);
	minmax_is(-DBL_MAX, DBL_MAX, -DBL_MAX, DBL_MAX, false, 0, 0);
	minmax_is(-DBL_MAX, DBL_MAX, -DBL_MAX, DBL_MAX, true, DBL_MAX, -DBL_MAX);
	minmax_is(0, DBL_MAX, 0, DBL_MAX, false, DBL_MAX / 4, DBL_MAX / 4);
	minmax_is(0, 4 * 5e-324, 0, 1, false, 5e-324, 0.25);
	minmax_is(0, 4 * 5e-324, 0, 4e-300, false, 5e-324, 1e-300);
	minmax_is(1, 5, 0, 8 * 5e-324, false, 2, 2 * 5e-324);
}

int
main(void)
{
	test_zscores();
	test_minmax();
	return tap_done();
}

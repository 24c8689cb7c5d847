/* sources: src/concentration_kernel.c src/mean.c src/inequality_kernel.c */
/*
 * The concentration index.  Expected values are fractions by Python 3.11's
 * fractions.Fraction; conindex 1.7.0 prints the first three of them as
 * 0.17658730158730163, 0.16071428571428581 and -0.10144927536231869.
 */
#include <math.h>
#include <stddef.h>

#include "../tap.h"
#include "concentration_kernel.h"

static void
index_is(int64_t n, const double *rank_by, const double *x, const double *w, double expected, const char *name)
{
	RankedValues values = {n, 1, rank_by, x, w};
	double		got = -9.0;
	bool		defined = concentration_index_of(&values, &got);
	bool		pass = defined && fabs(got - expected) <= 1e-15 * fabs(expected);

	tap_ok(pass, "%s", name);
	if (!pass)
		printf("# got %.17g, expected %.17g\n", got, expected);
}

int
main(void)
{
	const double no_ties[] = {10, 20, 30, 40, 50, 60, 70, 80};
	const double ties[] = {10, 10, 20, 20, 20, 30, 40, 40};
	const double same[] = {7, 7, 7, 7, 7, 7, 7, 7};
	const double negative[] = {-80, -70, -60, -50, -40, -30, -20, -10};
	const double x[] = {3, 1, 4, 1.5, 5, 9, 2, 6};
	const double huge[] = {3e300, 1e300, 4e300, 1.5e300, 5e300, 9e300, 2e300, 6e300};
	const double binary[] = {1, 0, 1, 0, 0, 1, 0, 0};
	const double w[] = {1, 2, 1, 3, 1, 1, 2, .5};
	const double equal[] = {88.4, 88.4, 88.4, 88.4, 88.4, 88.4, 88.4, 88.4};
	const double offset[] = {1e15 + 3, 1e15 + 1, 1e15 + 4, 1e15 + 1};
	const double zeros[] = {0, 0};
	RankedValues none = {0, 1, no_ties, x, NULL};
	RankedValues nothing = {2, 1, no_ties, zeros, NULL};
	double		ignored;

	index_is(8, no_ties, x, NULL, 89.0 / 504, "no ties");
	index_is(8, ties, x, NULL, 9.0 / 56, "ties");
	index_is(8, ties, binary, w, -7.0 / 69, "ties, 0 and 1, weights");
	index_is(8, ties, x, w, 11.0 / 69, "ties, weights");
	index_is(8, negative, x, NULL, 89.0 / 504, "only the order of ranks counts");
	index_is(8, no_ties, huge, NULL, 89.0 / 504, "values of 1e300");
	index_is(8, same, x, w, 0.0, "all in one tie: 0");
	index_is(8, ties, equal, w, 0.0, "equal values: exactly 0");
	index_is(4, no_ties, offset, NULL, -3.0 / 16000000000000036.0, "an offset of 1e15");
	index_is(1, no_ties, x, NULL, 0.0, "one member: 0");
	tap_ok(!concentration_index_of(&none, &ignored), "not defined without members");
	tap_ok(!concentration_index_of(&nothing, &ignored), "not defined for a total of 0");
	return tap_done();
}

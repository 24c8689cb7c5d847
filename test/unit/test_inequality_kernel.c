/* sources: src/math/values.c src/inequality/inequality_kernel.c */
/*
 * Gini, Lorenz curve and shares.  Expected values are exact: by hand, or by
 * Python 3.11's fractions.Fraction on the same doubles.
 */
#include <math.h>
#include <stdlib.h>

#include "../tap.h"
#include "inequality/inequality_kernel.h"
#include "kernel_host.h"
#include "near.h"

#define COUNT(array)	((int64_t) (sizeof(array) / sizeof((array)[0])))
#define UNWEIGHTED(x)	((const SortedValues) {COUNT(x), 1, (x), NULL})
#define WEIGHTED(x, w)	((const SortedValues) {COUNT(x), 1, (x), (w)})

static void
gini_is(SortedValues values, double expected, const char *name)
{
	double		got;

	tap_ok(gini_of(&values, &got) && near(got, expected, 1e-15), "gini: %s", name);
}

static void
test_gini(void)
{
	const double seq10[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
	const double offset15[] = {
		1e15 + 1, 1e15 + 2, 1e15 + 3, 1e15 + 4, 1e15 + 5, 1e15 + 6, 1e15 + 7, 1e15 + 8, 1e15 + 9, 1e15 + 10
	};
	const double one_has_all[] = {0, 0, 0, 0, 100};
	const double equal[] = {88.4, 88.4, 88.4};
	const double five[] = {5};
	const double zeros[] = {0, 0};
	const double huge[] = {1e300, 1e300, 1e308};
	const double tiny[] = {5e-324, 1.5e-323, 1e-310};
	const double far_apart[] = {1e-9, 1e-9, 1e-9, 1e9};
	const double frac[] = {1.25, 2.5, 4, 4, 7.75, 9};
	const double frac_w[] = {1.5, .5, 1, 2.75, .1, .25};
	const double frac_w_scaled[] = {1.5e300, .5e300, 1e300, 2.75e300, .1e300, .25e300};
	const double three[] = {1, 2, 3};
	const double falling_w[] = {1e20, 1, 1e-20};
	const double rising_w[] = {1e-20, 1, 1e20};
	const double split[] = {1, 5, 5, 5, 9};
	const double split_w[] = {1, 1, 2, 3, 1};
	const double merged[] = {1, 5, 9};
	const double merged_w[] = {1, 6, 1};
	const double interleaved[] = {1, 1, 5, 6, 9, 1};
	double		ignored;
	SortedValues none = {0, 1, seq10, NULL};
	SortedValues all_zero = UNWEIGHTED(zeros);
	SortedValues strided = {3, 2, interleaved, interleaved + 1};

	gini_is(UNWEIGHTED(seq10), 0.3, "1 .. 10");
	gini_is(UNWEIGHTED(offset15), 1.649999999999990925e-15, "1e15 + 1 .. 10");
	gini_is(UNWEIGHTED(one_has_all), 0.8, "one of five has all");
	gini_is(UNWEIGHTED(equal), 0.0, "equal values");
	gini_is(UNWEIGHTED(five), 0.0, "one value");
	gini_is(UNWEIGHTED(huge), 0.66666664666666706667, "1e308");
	gini_is(UNWEIGHTED(tiny), 0.66666666666650197812, "subnormal values");
	gini_is(UNWEIGHTED(far_apart), 0.749999999999999997, "1e-9 and 1e9");
	gini_is(WEIGHTED(frac, frac_w), 0.23485641204511103406, "fractional weights");
	gini_is(WEIGHTED(frac, frac_w_scaled), 0.23485641204511103406, "weights of 1e300");
	gini_is(WEIGHTED(three, falling_w), 9.9999999999999999999e-21, "weights that fall by 1e20");
	gini_is(WEIGHTED(three, rising_w), 3.3333333333333333333e-21, "weights that rise by 1e20");
	gini_is(WEIGHTED(split, split_w), 0.175, "ties split into rows");
	gini_is(WEIGHTED(merged, merged_w), 0.175, "ties merged into one row");
	gini_is(strided, 0.175, "values and weights in turn");
	tap_ok(!gini_of(&none, &ignored), "gini: not defined without values");
	tap_ok(!gini_of(&all_zero, &ignored), "gini: not defined for a total of 0");
}

static void
test_gini_absolute(void)
{
	const double seq10[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
	const double mean_zero[] = {-3, -1, 1, 3};
	const double extremes[] = {-1.7976931348623157e308, 1.7976931348623157e308};
	const double smallest[] = {0, 2e-323};
	const double one[] = {-5};
	const double zeros[] = {0, 0};
	SortedValues values;
	double		got;

	values = UNWEIGHTED(seq10);
	tap_ok(gini_absolute_of(&values, &got) && near(got, 1.65, 1e-15), "gini_absolute: 1 .. 10");
	/* differences 2 2 2 4 4 6 of the six pairs: 20 / 4^2 */
	values = UNWEIGHTED(mean_zero);
	tap_ok(gini_absolute_of(&values, &got) && near(got, 1.25, 1e-15), "gini_absolute: mean 0");
	values = UNWEIGHTED(extremes);
	tap_ok(gini_absolute_of(&values, &got) && near(got, 8.9884656743115785e307, 1e-15),
		   "gini_absolute: the whole range");
	values = UNWEIGHTED(smallest);
	tap_ok(gini_absolute_of(&values, &got) && got == 5e-324, "gini_absolute: the smallest");
	values = UNWEIGHTED(one);
	tap_ok(gini_absolute_of(&values, &got) && got == 0.0, "gini_absolute: one value");
	values = UNWEIGHTED(zeros);
	tap_ok(gini_absolute_of(&values, &got) && got == 0.0, "gini_absolute: a total of 0");
	values.n = 0;
	tap_ok(!gini_absolute_of(&values, &got), "gini_absolute: not defined without values");
}

static void
test_lorenz(void)
{
	const double seq10[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
	const double one[] = {5};
	const double zeros[] = {0, 0};
	const double x[] = {1, 5, 9};
	const double w[] = {1, 6, 1};
	double		ordinate[7];
	SortedValues values;
	bool		straight = true;
	int			k;

	values = UNWEIGHTED(seq10);
	tap_ok(lorenz_curve_of(&values, 5, ordinate) && ordinate[0] == 0.0 && near(ordinate[1], 3.0 / 55, 1e-15) &&
		   near(ordinate[2], 10.0 / 55, 1e-15) && near(ordinate[3], 21.0 / 55, 1e-15) &&
		   near(ordinate[4], 36.0 / 55, 1e-15) && ordinate[5] == 1.0, "lorenz: 1 .. 10 in fifths");
	/* a third: 1 + 2 + 3 + 4 / 3 of 55 */
	tap_ok(lorenz_curve_of(&values, 3, ordinate) && near(ordinate[1], (6 + 4.0 / 3) / 55, 1e-15),
		   "lorenz: between two values");
	values = UNWEIGHTED(one);
	tap_ok(lorenz_curve_of(&values, 6, ordinate), "lorenz: one value");
	for (k = 0; k <= 6; k++)
		straight = straight && near(ordinate[k], k / 6.0, 2e-16);
	tap_ok(straight, "lorenz: one value gives the diagonal");
	/* an eighth of the weight has 1 of 40, seven eighths have 31 of 40 */
	values = WEIGHTED(x, w);
	tap_ok(lorenz_curve_of(&values, 4, ordinate) && near(ordinate[1], 6.0 / 40, 1e-15) &&
		   near(ordinate[2], 16.0 / 40, 1e-15) && near(ordinate[3], 26.0 / 40, 1e-15), "lorenz: weights");
	values = UNWEIGHTED(zeros);
	tap_ok(!lorenz_curve_of(&values, 4, ordinate), "lorenz: not defined for a total of 0");
	values.n = 0;
	tap_ok(!lorenz_curve_of(&values, 4, ordinate), "lorenz: not defined without values");
}

static void
test_shares(void)
{
	const double seq10[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
	const double rich[] = {1e-20, 1e-20, 1e-20, 1e-20, 1};
	const double four[] = {1e-3, 1, 1, 1e6};
	SortedValues values = UNWEIGHTED(seq10);
	double		got;

	tap_ok(share_of_top_of(&values, .2, &got) && near(got, 19.0 / 55, 1e-15), "share of top 20 %% of 1 .. 10");
	tap_ok(share_of_bottom_of(&values, .2, &got) && near(got, 3.0 / 55, 1e-15), "share of bottom 20 %% of 1 .. 10");
	tap_ok(share_of_top_of(&values, .25, &got) && near(got, 23.0 / 55, 1e-15), "share of top 25 %%: half of a row");
	tap_ok(share_of_top_of(&values, 0.0, &got) && got == 0.0, "share of nobody");
	tap_ok(share_of_top_of(&values, 1.0, &got) && got == 1.0, "share of all, from the top");
	tap_ok(share_of_bottom_of(&values, 1.0, &got) && got == 1.0, "share of all, from the bottom");
	values = UNWEIGHTED(four);
	tap_ok(share_of_top_of(&values, 1e-12, &got) && near(got, 3.9999919960160158915e-12, 1e-15),
		   "a small share keeps its digits");
	values = UNWEIGHTED(rich);
	tap_ok(share_of_bottom_of(&values, .8, &got) && near(got, 4e-20, 1e-15), "the poor have 4e-20");
	values.n = 0;
	tap_ok(!share_of_top_of(&values, .5, &got) && !share_of_bottom_of(&values, .5, &got), "of nobody no share");
}

/*
 * More values than a block, 0 to 2,000 of them: the sum of ranks times whole numbers has
 * no rounding to compare with.
 */
static void
test_blocks(void)
{
	enum { MOST = 2000 };
	static double x[MOST];
	bool		gini = true;
	bool		top = true;
	bool		bottom = true;
	int64_t		total = 0;
	int64_t		of_ranks = 0;	/* sum of i x_i */
	int64_t		below = 0;		/* of the lower half */
	int64_t		n;

	for (n = 1; n <= MOST; n++)
	{
		SortedValues values = {n, 1, x, NULL};
		double		got;

		x[n - 1] = (double) (n * n % 7 + n * n / 3);
		total += (int64_t) x[n - 1];
		of_ranks += n * (int64_t) x[n - 1];
		if (n % 2 == 0)
			below += (int64_t) x[n / 2 - 1];
		if (n > 1 && x[n - 1] < x[n - 2])
			tap_ok(false, "ascending values");
		gini = gini && gini_of(&values, &got) &&
			near(got, (double) (2 * of_ranks - (n + 1) * total) / ((double) n * (double) total), 1e-15);
		if (n % 2 == 0)
		{
			bottom = bottom && share_of_bottom_of(&values, .5, &got) &&
				near(got, (double) below / (double) total, 1e-15);
			top = top && share_of_top_of(&values, .5, &got) &&
				near(got, (double) (total - below) / (double) total, 1e-15);
		}
	}
	tap_ok(gini, "gini: 1 to 2,000 values, in blocks and beyond");
	tap_ok(bottom && top, "shares: the halves of 2 to 2,000 values");
}

/*
 * Ten values a million times each keep the Gini of the ten, also at an offset where sums
 * of ranks times values lose all digits.
 */
static void
test_long(void)
{
	int64_t		n = 10000000;
	double	   *x = malloc(sizeof(double) * (size_t) n);
	double		got;
	int64_t		i;
	SortedValues values = {n, 1, x, NULL};

	if (x == NULL)
		abort();
	for (i = 0; i < n; i++)
		x[i] = 1e15 + 1 + (double) (i / (n / 10));
	tap_ok(gini_of(&values, &got) && near(got, 1.649999999999990925e-15, 1e-15),
		   "gini: 1e15 + 1 .. 10, a million times each");
	for (i = 0; i < n; i++)
		x[i] = (double) (i + 1);
	/* (n - 1) / 3n */
	tap_ok(gini_of(&values, &got) && near(got, 0.3333333, 1e-15), "gini: 1 .. 10,000,000");
	free(x);
}

/* Of 1 .. 10: 19 to 3 and 10 to 10 of 55.  Of 1 .. 5 with weights 3 1 2 1 3: 10 to 2 and 5 to 5 of 30. */
static void
test_unbiased_and_ratios(void)
{
	const double seq10[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
	const double one_has_all[] = {0, 0, 0, 0, 100};
	const double five[] = {1, 2, 3, 4, 5};
	const double five_w[] = {3, 1, 2, 1, 3};
	SortedValues values = UNWEIGHTED(seq10);
	SortedValues poor = UNWEIGHTED(one_has_all);
	SortedValues one = {1, 1, seq10, NULL};
	SortedValues weighted = WEIGHTED(five, five_w);
	double		got;

	tap_ok(gini_unbiased_of(&values, &got) && near(got, 1.0 / 3, 1e-15), "gini_unbiased: 1 .. 10");
	tap_ok(gini_unbiased_of(&poor, &got) && got == 1.0, "gini_unbiased: one of five has all");
	tap_ok(!gini_unbiased_of(&one, &got), "gini_unbiased: not defined for one value");
	tap_ok(quintile_share_ratio_of(&values, &got) && near(got, 19.0 / 3, 1e-15), "quintile_share_ratio: 1 .. 10");
	tap_ok(quintile_share_ratio_of(&weighted, &got) && near(got, 5.0, 1e-15), "quintile_share_ratio: weights");
	tap_ok(!quintile_share_ratio_of(&poor, &got), "quintile_share_ratio: not defined if the poor have nothing");
	tap_ok(palma_of(&values, &got) && near(got, 1.0, 1e-15), "palma: 1 .. 10");
	tap_ok(palma_of(&weighted, &got) && near(got, 1.0, 1e-15), "palma: weights");
	tap_ok(!palma_of(&poor, &got), "palma: not defined if the poor have nothing");
}

int
main(void)
{
	test_blocks();
	test_long();
	test_gini();
	test_gini_absolute();
	test_lorenz();
	test_shares();
	test_unbiased_and_ratios();
	return tap_done();
}

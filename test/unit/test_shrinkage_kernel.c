/* sources: src/scores/shrinkage_kernel.c src/math/exact_sum.c */
/*
 * Means drawn to the common mean.  Expected values are the formulas at the head
 * of src/scores/shrinkage_kernel.c in exact rational arithmetic (Python 3.11,
 * fractions.Fraction; roots by decimal with 60 digits), rounded once.
 */
#include <float.h>
#include <math.h>
#include <string.h>

#include "../tap.h"
#include "kernel_host.h"
#include "near.h"
#include "random_numbers.h"
#include "scores/shrinkage_kernel.h"

#define LENGTH(array)	((int) (sizeof(array) / sizeof((array)[0])))

typedef struct Expected
{
	double		level;
	double		error;
} Expected;

/* The groups, and last what is said of a group without answers. */
static void
shrinks_to(const GroupMean *group, int n, const Expected *expected, const char *name)
{
	Shrinkage	shrinkage;
	bool		pass = shrinkage_of(group, n, &shrinkage);
	int			i;

	for (i = 0; pass && i <= n; i++)
	{
		double		answers = i < n ? group[i].n : 0.0;
		double		error;

		pass = shrunken_std_error_of(&shrinkage, answers, &error) &&
			near(shrunken_mean_of(&shrinkage, i < n ? group[i].mean : 0.0, answers), expected[i].level, 3e-16) &&
			near(error, expected[i].error, 1e-15);
	}
	tap_ok(pass, "%s", name);
}

/*
 * Yield of dyestuff from six batches (Davies and Goldsmith 1972, Statistical
 * Methods in Research and Production; Dyestuff in R's lme4), whose variances by
 * REML, which is the analysis of variance for equal n, are published as
 * 1764.05 between and 2451.25 within batches.
 */
static void
test_dyestuff(void)
{
	const GroupMean batch[] = {
		{1505, 5, 3975}, {1528, 5, 1107.5}, {1564, 5, 1442.5}, {1498, 5, 4720}, {1600, 5, 2500}, {1470, 5, 962.5}
	};
	const double effect[] = {-17.60685, 0.39126, 28.56223, -23.08454, 56.73319, -44.99529};
	Shrinkage	shrinkage;
	double		error = -1.0;
	bool		pass = true;
	int			i;

	shrinkage_of(batch, 6, &shrinkage);
	tap_ok(near(shrinkage.s_w * shrinkage.s_w, 2451.25, 1e-15) && near(shrinkage.s_b * shrinkage.s_b, 1764.05, 1e-15) &&
		   shrinkage.mu.hi == 1527.5, "dyestuff: the variances of lme4");
	for (i = 0; i < 6; i++)
		pass = pass && fabs(shrunken_mean_of(&shrinkage, batch[i].mean, 5) - 1527.5 - effect[i]) < 0.5e-5;
	tap_ok(pass, "dyestuff: the effects of lme4");

	/* lme4 publishes 19.38 for the intercept; (2451.25 + 5 * 1764.05) / 30, of which a batch has 1 - k */
	tap_ok(near(shrinkage.s_mu, sqrt(11271.5 / 30), 1e-15) && fabs(shrinkage.s_mu - 19.38) < 0.005 &&
		   shrunken_common_error_of(&shrinkage, 0, &error) && error == shrinkage.s_mu &&
		   shrunken_common_error_of(&shrinkage, 5, &error) && near(error, shrinkage.s_mu * 2451.25 / 11271.5, 1e-15),
		   "dyestuff: the error of the common mean");
}

static void
test_values(void)
{
	const GroupMean unequal[] = {{80.5, 40, 150.25}, {92, 3, 25}, {60, 2, 450}, {100, 1, 0}, {74, 15, 200.5}};
	const GroupMean offset9[] = {
		{1e9 + 80.5, 40, 150.25}, {1e9 + 92, 3, 25}, {1e9 + 60, 2, 450}, {1e9 + 100, 1, 0}, {1e9 + 74, 15, 200.5}
	};
	const GroupMean offset15[] = {{1e15 + 1, 4, 2}, {1e15 + 5, 9, 3}, {1e15 + 2.5, 1, 0}};
	const GroupMean decimal[] = {{0.1, 3, 0.3}, {0.7, 5, 0.1}, {0.4, 2, 0.05}};
	const GroupMean huge[] = {{1e308, 4, 1e300}, {-9e307, 9, 1e308}, {0, 1, 0}};
	const GroupMean tiny[] = {{1e-150, 4, 1e-300}, {3e-150, 9, 2e-300}, {0, 1, 0}};
	const GroupMean giant[] = {{5, 1e18, 4}, {6, 1, 0}, {8, 2, 3}};
	const GroupMean far_apart[] = {{1e200, 4, 1}, {2e200, 9, 1}};
	const GroupMean too_far_apart[] = {{1, 4, 1e300}, {2, 9, 1e300}};
	const Expected of_unequal[] = {
		{80.39107606803786, 1.9417815484576881},
		{85.14182840100027, 5.051960776271516},
		{72.05310760630975, 5.498792238664595},
		{83.84668678127653, 6.08994208378232},
		{74.94821577881461, 2.9815586810822796},
		{79.11475409836065, 6.924718953092819}
	};
	const Expected of_offset9[] = {
		{1000000080.3910761, 1.9417815484576881},
		{1000000085.1418284, 5.051960776271516},
		{1000000072.0531076, 5.498792238664595},
		{1000000083.8466868, 6.08994208378232},
		{1000000074.9482157, 2.9815586810822796},
		{1000000079.1147541, 6.924718953092819}
	};
	const Expected of_offset15[] = {
		{1000000000000001.2, 0.7808324142775945},
		{1000000000000004.9, 0.5365586613908297},
		{1000000000000002.9, 1.3606350345674867},
		{1000000000000003.6, 2.4008637128579364}
	};
	const Expected of_decimal[] = {
		{0.260806916426513, 0.16633011168117814},
		{0.6216842105263157, 0.14216373066218216},
		{0.43286219081272087, 0.18417997036621256},
		{0.45999999999999996, 0.24886840673530203}
	};
	const Expected of_huge[] = {
		{1e+308, 4.264014335107236e+153},
		{-9e+307, 2.842676223404824e+153},
		{-0.14777152106902655, 8.528028670214472e+153},
		{-2.928571428571429e+307, 1.2005525938551151e+308}
	};
	const Expected of_tiny[] = {
		{1.230479102956167e-150, 5.914865694020172e-151},
		{2.925905292479109e-150, 4.169181696045547e-151},
		{1.0711873213821771e-150, 9.442900986237074e-151},
		{2.2142857142857144e-150, 1.3576554056059505e-150}
	};
	const Expected of_giant[] = {
		{5.0, 2e-09},
		{5.314285714285714, 1.1212238211627763},
		{6.434782608695652, 0.9780192938436515},
		{5.0, 1.35400640077266}
	};
	const Expected of_far_apart[] = {
		{1e+200, 0.5},
		{2e+200, 0.3333333333333333},
		{1.6923076923076922e+200, 7.071067811865475e+199}
	};
	const Expected of_too_far_apart[] = {
		{1.6923076923076923, 0.0},
		{1.6923076923076923, 0.0},
		{1.6923076923076923, 0.0}
	};

	shrinks_to(unequal, LENGTH(unequal), of_unequal, "unequal numbers of answers");
	shrinks_to(offset9, LENGTH(offset9), of_offset9, "1e9 + the same");
	shrinks_to(offset15, LENGTH(offset15), of_offset15, "1e15 + a few");
	shrinks_to(decimal, LENGTH(decimal), of_decimal, "decimal fractions");
	shrinks_to(huge, LENGTH(huge), of_huge, "1e308");
	shrinks_to(tiny, LENGTH(tiny), of_tiny, "1e-150");
	shrinks_to(giant, LENGTH(giant), of_giant, "one group has nearly all answers");
	shrinks_to(far_apart, LENGTH(far_apart), of_far_apart, "the difference is beyond doubt");
	shrinks_to(too_far_apart, LENGTH(too_far_apart), of_too_far_apart, "the difference is negligible");
}

static void
test_edges(void)
{
	const GroupMean no_difference[] = {{5, 10, 40}, {5.25, 9, 40}};
	const GroupMean as_by_chance[] = {{0, 3, 1}, {0, 3, 1}, {1, 3, 1}};
	const GroupMean certain[] = {{1, 4, 0}, {2, 2, 0}, {9, 1, 0}};
	const GroupMean equal[] = {{0.1, 3, 0.7}, {0.1, 7, 0.3}, {0.1, 1, 0}};
	const GroupMean one_each[] = {{1, 1, 0}, {2, 1, 0}, {6, 1, 0}};
	const GroupMean extremes[] = {{DBL_MAX, 1, 0}, {-DBL_MAX, 1, 0}};
	Shrinkage	shrinkage;
	double		error = -1.0;

	tap_ok(!shrinkage_of(equal, 0, &shrinkage), "no groups");

	/* mu = (50 + 47.25) / 19, and chance explains more than there is */
	tap_ok(shrinkage_of(no_difference, 2, &shrinkage) && !shrinkage.differ &&
		   shrunken_mean_of(&shrinkage, 5, 10) == 97.25 / 19 &&
		   shrunken_std_error_of(&shrinkage, 10, &error) && error == 0.0, "no more difference than by chance");
	tap_ok(shrunken_common_error_of(&shrinkage, 10, &error) && near(error, sqrt(40.0 / 19), 1e-15),
		   "then all have the error of the mean of all");
	/* 3 (1/9 + 1/9 + 4/9) = 2 * 1, though a third is no double */
	tap_ok(shrinkage_of(as_by_chance, 3, &shrinkage) && !shrinkage.differ &&
		   shrunken_mean_of(&shrinkage, 1, 3) == 1.0 / 3.0, "as much difference as by chance");
	tap_ok(shrinkage_of(certain, 3, &shrinkage) && shrunken_mean_of(&shrinkage, 9, 1) == 9 &&
		   shrunken_std_error_of(&shrinkage, 1, &error) && error == 0.0 &&
		   shrunken_std_error_of(&shrinkage, 0, &error) && error > 0.0, "no variance within groups");
	tap_ok(shrinkage_of(equal, 3, &shrinkage) && !shrinkage.differ && shrunken_mean_of(&shrinkage, 0.1, 3) == 0.1 &&
		   shrunken_mean_of(&shrinkage, 0, 0) == 0.1, "equal means");
	tap_ok(shrinkage_of(equal, 1, &shrinkage) && shrunken_mean_of(&shrinkage, 0.1, 3) == 0.1 &&
		   shrunken_std_error_of(&shrinkage, 3, &error) && error == sqrt(0.7) / sqrt(3.0) &&
		   !shrunken_std_error_of(&shrinkage, 0, &error), "one group: the error of a plain mean");
	tap_ok(shrunken_common_error_of(&shrinkage, 3, &error) && error == 0.0 &&
		   shrunken_common_error_of(&shrinkage, 0, &error) && near(error, sqrt(0.7 / 3), 1e-15),
			   "and nothing in common with others");
	tap_ok(shrinkage_of(equal + 2, 1, &shrinkage) && shrunken_mean_of(&shrinkage, 0.1, 1) == 0.1 &&
		   !shrunken_std_error_of(&shrinkage, 1, &error) && !shrunken_common_error_of(&shrinkage, 1, &error),
			   "one answer");
	/* ((1 - 3)^2 + (2 - 3)^2 + (6 - 3)^2) / 2 = 7 */
	tap_ok(shrinkage_of(one_each, 3, &shrinkage) && shrunken_mean_of(&shrinkage, 6, 1) == 3 &&
		   shrunken_std_error_of(&shrinkage, 1, &error) && error == sqrt(7.0) &&
		   shrunken_std_error_of(&shrinkage, 0, &error) && error == sqrt(7.0), "one answer each: the deviation of all");
	tap_ok(shrunken_common_error_of(&shrinkage, 1, &error) && error == 0.0 &&
		   shrunken_common_error_of(&shrinkage, 0, &error) && near(error, sqrt(7.0 / 3), 1e-15),
			   "and nothing in common beyond it");
	tap_ok(shrinkage_of(extremes, 2, &shrinkage) && shrunken_mean_of(&shrinkage, DBL_MAX, 1) == 0.0 &&
		   shrunken_std_error_of(&shrinkage, 1, &error) && isinf(error),
			   "an error beyond the largest double is infinite");
}

static void
test_order(void)
{
	static GroupMean group[1000];
	Shrinkage	first;
	bool		same = true;
	int			i;
	int			k;

	for (i = 0; i < LENGTH(group); i++)
	{
		group[i].n = 1.0 + floor(50.0 * random_uniform());
		group[i].mean = 1e6 + 100.0 * random_uniform();
		group[i].variance = 1e3 * random_uniform();
	}
	shrinkage_of(group, LENGTH(group), &first);
	for (k = 0; k < 20; k++)
	{
		Shrinkage	next;

		for (i = LENGTH(group) - 1; i > 0; i--)
		{
			int			other = (int) (random_uniform() * (i + 1));
			GroupMean	swapped = group[i];

			group[i] = group[other];
			group[other] = swapped;
		}
		shrinkage_of(group, LENGTH(group), &next);
		same = same && memcmp(&first.mu, &next.mu, sizeof(first.mu)) == 0 &&
			memcmp(&first.ratio, &next.ratio, sizeof(first.ratio)) == 0 &&
			memcmp(&first.s_b, &next.s_b, sizeof(double)) == 0 && memcmp(&first.s_w, &next.s_w, sizeof(double)) == 0;
	}
	tap_ok(first.differ && same, "the same bits in any order");
}

int
main(void)
{
	test_dyestuff();
	test_values();
	test_edges();
	test_order();
	return tap_done();
}

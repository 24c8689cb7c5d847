/* sources: src/math/quantiles.c src/math/radix_sort.c src/math/merge_runs.c */
/*
 * Kendall's tau-b against a comparison of each row with each, and Spearman's
 * rho against sums of 128 bits, both divided as long doubles.  The source is
 * read in, so that its sums can be tested for more rows than there is memory.
 */
#include <float.h>
#include <stdlib.h>

#include "../tap.h"
#include "kernel_host.h"
#include "random_numbers.h"
#include "ranking/rank_correlation_kernel.c"

#define SMALL		60
#define LARGE		3000000

static bool
near(double got, long double expected)
{
	if (fabsl(got - expected) <= 1.5 * DBL_EPSILON / 2 * fabsl(expected))
		return true;
	printf("# got %.17g, expected %.20Lg\n", got, expected);
	return false;
}

/* Both measures of rows in any order. */
static bool
measures_of(const double *row, int64_t n, double *tau, double *rho)
{
	double	   *number = malloc(sizeof(double) * (2 * n + 1));
	double	   *scratch = malloc(sizeof(double) * (2 * n + 1));
	RankPairs	pairs = {n, number};
	bool		defined;

	memcpy(number, row, sizeof(double) * 2 * n);
	sort_rows(number, n, 2, 0);
	defined = kendall_tau_of(&pairs, scratch, tau);
	if (spearman_rho_of(&pairs, scratch, rho) != defined)
		tap_ok(false, "the measures are defined for the same rows");
	free(number);
	free(scratch);
	return defined;
}

/* The formulas of the head of the source, by comparing each row with each. */
static bool
brute_force(const double *row, int64_t n, long double *tau, long double *rho)
{
	__int128	difference = 0;
	__int128	untied_x = 0;
	__int128	untied_y = 0;
	__int128	xx = 0;
	__int128	yy = 0;
	__int128	xy = 0;
	int64_t		i;
	int64_t		j;

	for (i = 0; i < n; i++)
	{
		int64_t		a = 0;		/* twice the mid-rank less n + 1: rows below less rows above */
		int64_t		b = 0;

		for (j = 0; j < n; j++)
		{
			int			x = (row[2 * i] > row[2 * j]) - (row[2 * i] < row[2 * j]);
			int			y = (row[2 * i + 1] > row[2 * j + 1]) - (row[2 * i + 1] < row[2 * j + 1]);

			a += x;
			b += y;
			difference += x * y;
			untied_x += x != 0;
			untied_y += y != 0;
		}
		xx += a * a;
		yy += b * b;
		xy += a * b;
	}
	if (xx == 0 || yy == 0)
		return false;
	*tau = (long double) difference / sqrtl((long double) untied_x * (long double) untied_y);
	*rho = (long double) xy / sqrtl((long double) xx * (long double) yy);
	return true;
}

static void
test_small(void)
{
	int			wrong = 0;
	int			undefined = 0;
	int			round;

	for (round = 0; round < 20000; round++)
	{
		double		row[2 * SMALL];
		int64_t		n = random_bits() % (SMALL + 1);
		int			x_values = 1 + random_bits() % (round % 2 == 0 ? 5 : 100);
		int			y_values = 1 + random_bits() % (round % 4 < 2 ? 5 : 100);
		double		tau;
		double		rho;
		long double expected_tau;
		long double expected_rho;
		bool		defined;
		int64_t		i;

		for (i = 0; i < n; i++)
		{
			row[2 * i] = (double) (random_bits() % x_values) - 3.0;
			row[2 * i + 1] = (double) (random_bits() % y_values) + (round % 3 == 0 ? row[2 * i] : 0.0);
		}
		defined = brute_force(row, n, &expected_tau, &expected_rho);
		if (measures_of(row, n, &tau, &rho) != defined)
			wrong++;
		else if (!defined)
			undefined++;
		else
			wrong += !near(tau, expected_tau) + !near(rho, expected_rho);
	}
	tap_ok(wrong == 0, "20000 small tables against each with each, %d of them without a correlation", undefined);
}

static void
test_large(void)
{
	double	   *row = malloc(sizeof(double) * 2 * LARGE);
	double		tau;
	double		rho;
	int64_t		before;
	int64_t		i;

	for (i = 0; i < LARGE; i++)
	{
		row[2 * i] = (double) i;
		row[2 * i + 1] = (double) -i * (double) i;
	}
	tap_ok(measures_of(row, LARGE, &tau, &rho) && tau == -1.0 && rho == -1.0, "reversed: -1 exactly");
	for (i = 0; i < LARGE; i++)
		row[2 * i + 1] = row[2 * i] = (double) (i / 7);
	tap_ok(measures_of(row, LARGE, &tau, &rho) && tau == 1.0 && rho == 1.0, "the same ties: 1 exactly");

	/* y is x with its halves exchanged: C - D = 2 (n/2) (n/2 - 1) / 2 - (n/2)^2 = -n/2; all ranks differ by n/2 */
	for (i = 0; i < LARGE; i++)
	{
		row[2 * i] = (double) i;
		row[2 * i + 1] = (double) ((i + LARGE / 2) % LARGE);
	}
	before = stops_asked;
	tap_ok(measures_of(row, LARGE, &tau, &rho) && near(tau, -1.0L / (LARGE - 1)), "halves exchanged: tau");
	tap_ok(near(rho, 1.0L - 1.5L * LARGE * (long double) LARGE / ((long double) LARGE * LARGE - 1.0L)),
		   "halves exchanged: rho");
	tap_ok(stops_asked > before, "a large merge can be interrupted");
	free(row);
}

/* Exactly what the parts of a double-double add up to. */
static bool
is_integer(DoubleDouble number, __int128 expected)
{
	return (__int128) number.hi + (__int128) number.lo == expected;
}

/* As many rows as are allowed, in ties of any size: every sum is the integer that it stands for. */
static void
test_sums(void)
{
	const int64_t n = MAX_RANK_PAIRS;
	int			wrong = 0;
	int			round;

	for (round = 0; round < 200; round++)
	{
		DoubleDouble sum_xx = {0.0, 0.0};
		DoubleDouble sum_xy = {0.0, 0.0};
		__int128	xx = 0;
		__int128	xy = 0;
		int64_t		first;
		int64_t		end;

		for (first = 0; first < n; first = end)
		{
			int64_t		rank;
			int64_t		ranks = (int64_t) random_bits() / (2 + (int64_t) (random_bits() % 1000));

			end = first + 1 + (int64_t) (random_bits() % (uint64_t) (round < 100 ? n / 300 : n / 3));
			end = end > n ? n : end;
			rank = first + end - n;
			sum_xx = dd_add(sum_xx, squares_of(end - first, rank));
			xx += (__int128) (end - first) * rank * rank;
			sum_xy = dd_add(sum_xy, dd_mul_double(dd_from_integer(ranks), (double) rank));
			xy += (__int128) ranks * rank;
			wrong += !is_integer(sum_xx, xx) + !is_integer(sum_xy, xy);
		}
	}
	tap_ok(wrong == 0, "sums over 2^32 rows are exact");
	tap_ok(is_integer(dd_from_integer(INT64_MAX), INT64_MAX) && is_integer(dd_from_integer(-INT64_MAX), -INT64_MAX) &&
		   is_integer(dd_from_integer(-1), -1) && is_integer(dd_from_integer((INT64_C(1) << 53) + 1),
															 (INT64_C(1) << 53) + 1),
		   "integers of 64 bits are exact");
	tap_ok(pairs_among(0) == 0 && pairs_among(1) == 0 && pairs_among(2) == 1 && pairs_among(7) == 21 &&
		   pairs_among(n) == UINT64_C(9223372030412324865), "n (n - 1) / 2");
}

static void
test_edges(void)
{
	const double one[] = {1, 1};
	const double equal_x[] = {1, 1, 1, 2, 1, 3};
	const double equal_y[] = {1, 1, 2, 1, 3, 1};
	const double wide[] = {-DBL_MAX, DBL_MIN, 0, -DBL_MAX, 5e-324, 5e-324, DBL_MAX, DBL_MAX};
	double		tau;
	double		rho;

	tap_ok(!measures_of(one, 0, &tau, &rho) && !measures_of(one, 1, &tau, &rho), "not defined without two rows");
	tap_ok(!measures_of(equal_x, 3, &tau, &rho) && !measures_of(equal_y, 3, &tau, &rho),
		   "not defined for equal values");
	/* y ranks 3 1 2 4: 4 of 6 pairs agree; 1 - 6 * (4 + 1 + 1) / (4 * 15) */
	tap_ok(measures_of(wide, 4, &tau, &rho) && near(tau, 1.0L / 3) && near(rho, 0.4L), "from -1e308 to 1e308");
}

int
main(void)
{
	test_edges();
	test_small();
	test_large();
	test_sums();
	return tap_done();
}

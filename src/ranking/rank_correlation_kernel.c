/* SPDX-License-Identifier: PostgreSQL */
/*
 * rank_correlation_kernel.c - do two orders agree?
 *
 * Kendall's tau-b (Kendall 1945, Biometrika 33) compares each of the
 * n0 = n (n - 1) / 2 pairs of rows: C of them are concordant, D discordant, n1
 * tied in x, n2 in y, and n3 in both, where
 *
 *	tau = (C - D) / sqrt((n0 - n1) (n0 - n2))	and		C + D = n0 - n1 - n2 + n3
 *
 * With the rows in order of x, and of y where x is equal, D is the number of
 * exchanges by which a merge sort puts y in order (Knight 1966, Journal of the
 * American Statistical Association 61): O(n log n).
 *
 * Spearman's rho (Spearman 1904) is Pearson's correlation of the mid-ranks,
 * with a and b twice the mid-rank less n + 1, which are integers with the mean 0:
 *
 *	rho = (sum of a b) / sqrt((sum of a^2) (sum of b^2))
 *
 * Tied rows have the same b, so the first sum is that of b times the sum of a,
 * over the groups of equal y.
 *
 * Counts are 64-bit integers.  The sums of Spearman's rho are integers below
 * n^3 < 2^96, and so is every number on the way to them: double-doubles hold
 * these exactly.  Only the product under the root, the root and the division
 * are rounded, to about 2^-100 before the result becomes a double.
 *
 * Cost: of tau, 12 bytes a row, and about as long as sorting y; of rho, 16
 * bytes a row for what is sorted by y, 16 more while it is, and two passes.
 *
 * Functions return false, and leave the result alone, where the measure is not
 * defined: fewer than two rows, all x equal, or all y.
 */
#include "ranking/rank_correlation_kernel.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "math/double_double.h"
#include "math/quantiles.h"
#include "math/radix_sort.h"

/* So many numbers are put in order by comparing each with each. */
#define FEW					12

/* The largest rho that has a bound above it. */
#define ALMOST_ONE			0.999999

/* n (n - 1) / 2 */
static inline uint64_t
pairs_among(int64_t n)
{
	return n % 2 == 0 ? (uint64_t) (n / 2) * (uint64_t) (n - 1) : (uint64_t) n * (uint64_t) ((n - 1) / 2);
}

/* An integer exactly; in two halves, as the nearest double may not be an integer of 64 bits. */
static inline DoubleDouble
dd_from_integer(int64_t number)
{
	const int64_t base = INT64_C(1) << 32;
	const int64_t high = number / base;

	return two_sum((double) high * (double) base, (double) (number % base));
}

/* a / sqrt(b c), which lies between -1 and 1 but for rounding; b and c are above 0. */
static double
correlation(DoubleDouble a, DoubleDouble b, DoubleDouble c)
{
	DoubleDouble product = dd_mul(b, c);
	double		near = sqrt(product.hi);
	double		rest = dd_sub(product, two_prod(near, near)).hi;
	double		result = dd_quotient(a, fast_two_sum(near, rest / (2.0 * near)));

	return result < -1.0 ? -1.0 : result > 1.0 ? 1.0 : result + 0.0;
}

/* Merge the numbers before `middle` with those from there on, both in order; returns how many pairs were not. */
static uint64_t
merge(double *number, int64_t middle, int64_t n, double *head)
{
	uint64_t	exchanges = 0;
	int64_t		i = 0;			/* of head, which is what lay before the
								 * middle */
	int64_t		j = middle;		/* what lies before it has room for what comes
								 * out */

	memcpy(head, number, sizeof(double) * middle);
	while (i < middle && j < n)
	{
		/* so many turns need not test for the ends */
		int64_t		turns = middle - i < n - j ? middle - i : n - j;

		if (turns > ROWS_PER_STOP)
			turns = ROWS_PER_STOP;
		for (; turns > 0; turns--)
		{
			const double x = head[i];
			const double y = number[j];
			const int	from_tail = y < x;

			number[i + j - middle] = from_tail ? y : x;
			exchanges += (uint64_t) (middle - i) & -(uint64_t) from_tail;
			j += from_tail;
			i += !from_tail;
		}
		if (n >= ROWS_PER_STOP)
			stop_if_asked();
	}
	memcpy(number + i + j - middle, head + i, sizeof(double) * (middle - i));
	return exchanges;
}

/*
 * Put n numbers in order by exchanges of neighbours; returns how many that
 * takes.  `scratch` has room for half of them.
 */
static uint64_t
sort_and_count(double *number, int64_t n, double *scratch)
{
	int64_t		middle = n / 2;
	uint64_t	exchanges;

	if (n <= FEW)
		return (uint64_t) sort_few_numbers(number, (int) n);
	exchanges = sort_and_count(number, middle, scratch);
	exchanges += sort_and_count(number + middle, n - middle, scratch);
	if (number[middle - 1] > number[middle])
		exchanges += merge(number, middle, n, scratch);
	return exchanges;
}

/* The end of the group of numbers that are equal to the one at `first`. */
static inline int64_t
end_of_tie(const double *number, int64_t n, int stride, int64_t first)
{
	int64_t		end = first + 1;

	for (; end < n && number[end * stride] == number[first * stride]; end++)
		stop_if_asked_at(end);
	return end;
}

/* n1 and n3 of the head of this file. */
static void
count_ties(const RankPairs *pairs, uint64_t *tied_x, uint64_t *tied_both)
{
	int64_t		first;
	int64_t		end;

	*tied_x = *tied_both = 0;
	for (first = 0; first < pairs->n; first = end)
	{
		const double *y = pairs->number + 2 * first + 1;
		int64_t		i;
		int64_t		next;

		stop_if_asked_at(first);
		end = end_of_tie(pairs->number, pairs->n, 2, first);
		*tied_x += pairs_among(end - first);
		for (i = 0; i < end - first; i = next)
		{
			next = end_of_tie(y, end - first, 2, i);
			*tied_both += pairs_among(next - i);
		}
	}
}

/*
 * Kendall's tau-b: -1 .. 1, 1 if y orders the rows as x does, -1 if the other
 * way round, near 0 if x says nothing about y; no unit.  The double nearest to
 * the formula of the head of this file, or next to it.
 */
bool
kendall_tau_of(const RankPairs *pairs, double *scratch, double *result)
{
	uint64_t	all = pairs_among(pairs->n);
	uint64_t	tied_x;
	uint64_t	tied_y = 0;
	uint64_t	tied_both;
	uint64_t	discordant;
	int64_t		concordant;
	int64_t		first;
	int64_t		end;
	int64_t		i;

	count_ties(pairs, &tied_x, &tied_both);
	if (tied_x == all)
		return false;
	for (i = 0; i < pairs->n; i++)
	{
		stop_if_asked_at(i);
		scratch[i] = pairs->number[2 * i + 1];
	}
	discordant = sort_and_count(scratch, pairs->n, scratch + pairs->n);
	for (first = 0; first < pairs->n; first = end)
	{
		stop_if_asked_at(first);
		end = end_of_tie(scratch, pairs->n, 1, first);
		tied_y += pairs_among(end - first);
	}
	if (tied_y == all)
		return false;

	concordant = (int64_t) (all - tied_x - (tied_y - tied_both) - discordant);
	*result = correlation(dd_from_integer(concordant - (int64_t) discordant),
						  dd_from_integer((int64_t) (all - tied_x)), dd_from_integer((int64_t) (all - tied_y)));
	return true;
}

/* t a^2 of a tie of t rows */
static inline DoubleDouble
squares_of(int64_t rows, int64_t rank)
{
	return dd_mul_double(two_prod((double) rank, (double) rank), (double) rows);
}

/*
 * Spearman's rho with mid-ranks: -1 .. 1, 1 if y orders the rows as x does, -1
 * if the other way round, near 0 if x says nothing about y; no unit.  The
 * double nearest to the formula of the head of this file, or next to it.
 */
bool
spearman_rho_of(const RankPairs *pairs, double *scratch, double *result)
{
	int64_t		n = pairs->n;
	DoubleDouble sum_xx = {0.0, 0.0};
	DoubleDouble sum_yy = {0.0, 0.0};
	DoubleDouble sum_xy = {0.0, 0.0};
	int64_t		first;
	int64_t		end;
	int64_t		i;

	for (first = 0; first < n; first = end)
	{
		int64_t		rank;

		stop_if_asked_at(first);
		end = end_of_tie(pairs->number, n, 2, first);
		rank = first + end - n;
		sum_xx = dd_add(sum_xx, squares_of(end - first, rank));
		for (i = first; i < end; i++)
		{
			stop_if_asked_at(i);
			scratch[2 * i] = pairs->number[2 * i + 1];
			scratch[2 * i + 1] = (double) rank;
		}
	}
	if (sum_xx.hi == 0.0)
		return false;

	sort_rows(scratch, n, 2, 0);
	for (first = 0; first < n; first = end)
	{
		int64_t		ranks = 0;	/* of x, added up */
		int64_t		rank;

		stop_if_asked_at(first);
		end = end_of_tie(scratch, n, 2, first);
		rank = first + end - n;
		for (i = first; i < end; i++)
		{
			stop_if_asked_at(i);
			ranks += (int64_t) scratch[2 * i + 1];
		}
		sum_yy = dd_add(sum_yy, squares_of(end - first, rank));
		sum_xy = dd_add(sum_xy, dd_mul_double(dd_from_integer(ranks), (double) rank));
	}
	if (sum_yy.hi == 0.0)
		return false;
	*result = correlation(sum_xy, sum_xx, sum_yy);
	return true;
}

/* How many different numbers there are; they are left in order. */
static int64_t
count_different(double *number, int64_t n)
{
	int64_t		different = 0;
	int64_t		first;

	sort_rows(number, n, 1, 0);
	for (first = 0; first < n; first = end_of_tie(number, n, 1, first))
	{
		stop_if_asked_at(first);
		different++;
	}
	return different;
}

/*
 * The mean of Spearman's rho over the strata where it is defined, each counting
 * by its rows, with bounds.  On the scale of atanh rho its variance is
 * (1 + rho^2 / 2) / (G - 3) (Bonett and Wright 2000, Psychometrika 65), here with
 * the G clusters as if each had told only once, and Student's t with G - 2 degrees
 * of freedom.  A rho of 1 lies at infinity on that scale, so there it is taken as
 * ALMOST_ONE.  The error is that on the scale of rho, (1 - rho^2) times as large.
 * Strata without a rho tell nothing, nor do clusters that have no others.
 *
 * Not defined where rho is in no stratum; without error and bounds with fewer
 * than four clusters in strata that have one.
 */
bool
spearman_over_strata(const RankStrata *rows, double level, Estimate *result)
{
	const int	width = RANK_STRATA_WIDTH;
	int64_t		n = rows->n;
	double	   *pair = memory_get(5 * n, sizeof(double));
	double	   *scratch = pair + 2 * n;
	double	   *cluster = pair + 4 * n;
	double		sum = 0.0;
	int64_t		counted = 0;
	int64_t		clusters;
	int64_t		first;
	int64_t		end;
	int64_t		i;

	for (first = 0; first < n; first = end)
	{
		RankPairs	pairs = {0, pair};
		double		rho;

		stop_if_asked_at(first);
		end = first + end_of_tie(rows->number + first * width, n - first, width, 0);
		for (i = first; i < end; i++)
		{
			stop_if_asked_at(i);
			pair[2 * pairs.n] = rows->number[i * width + 1];
			pair[2 * pairs.n + 1] = rows->number[i * width + 2];
			pairs.n++;
		}
		if (spearman_rho_of(&pairs, scratch, &rho))
		{
			sum += rho * (double) pairs.n;
			for (i = first; i < end; i++)
			{
				stop_if_asked_at(i);
				cluster[counted++] = rows->number[i * width + 3];
			}
		}
	}
	clusters = count_different(cluster, counted);
	memory_release(pair);
	if (counted == 0)
		return false;

	*result = (Estimate) {.n = n, .estimate = sum / (double) counted};
	if (clusters > 3)
	{
		double		rho = fmax(fmin(result->estimate, ALMOST_ONE), -ALMOST_ONE);
		double		error = sqrt((1.0 + rho * rho / 2.0) / (double) (clusters - 3));
		double		margin = student_two_sided(level, (double) (clusters - 2)) * error;

		result->std_error = (1.0 - rho * rho) * error;
		result->lower = tanh(atanh(rho) - margin);
		result->upper = tanh(atanh(rho) + margin);
		result->has_error = result->has_lower = result->has_upper = true;
	}
	return true;
}

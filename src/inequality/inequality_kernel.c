/* SPDX-License-Identifier: PostgreSQL */
/*
 * inequality_kernel.c - Gini, Lorenz curve and shares of sorted values
 *
 * One pass over values that are already in ascending order; no memory is
 * taken.  Every function returns false, and leaves the result alone, where the
 * measure is not defined: no value, or a total of 0.  A negative value is not
 * expected, except by gini_absolute_of().
 *
 * Values and weights are multiplied by a power of two, which costs no digit,
 * so that the largest lies below 2^300: no product of three of them and no sum
 * of 2^40 such products can overflow.  What is 10^-400 times the largest or
 * less counts as 0.
 *
 * The Gini is a sum of non-negative terms only, divided by another one:
 *
 *	sum over i < j of w_i w_j (x_j - x_i)  /  (W * sum of w x)
 *
 * which is the mean difference between two members, over twice the mean
 * (Gini 1912; Yitzhaki and Schechtman, The Gini Methodology, 2013, chapter 2).
 * The numerator grows with D_j = sum over i < j of w_i (x_j - x_i), and that
 * with the gaps between neighbours: D_(j+1) = D_j + W_j (x_(j+1) - x_j), W_j the
 * weight up to j.  No two large numbers are ever subtracted, so an offset of
 * 10^15 or a spread of weights costs no digits; the usual sum of ranks times
 * values loses them all.
 *
 * Sums are carried in double-double.  Without weights, blocks of up to 64 terms
 * are first summed in eight plain doubles each of which takes every eighth term:
 *
 *	term		0 1 2 3 4 5 6 7 | 8 9 ...
 *	into lane	0 1 2 3 4 5 6 7 | 0 1 ...	->	one number in a block, into the double-double
 *
 * which the processor does several at a time.  A term passes through at most 11
 * roundings then, and no term is negative.  Relative error: below 4 * 10^-15 at
 * the worst, 10^-16 as a rule.
 */
#include "inequality/inequality_kernel.h"

#include <math.h>
#include <stddef.h>

#include "base/memory.h"
#include "math/double_double.h"

/* The values as the loops see them: in range, and from the bottom or from the top. */
typedef struct Scan
{
	const SortedValues *values;
	double		value_scale;
	double		weight_scale;
	bool		from_top;
} Scan;

#define LANES	8
#define BLOCK	64

/* Sums over a whole sample. */
typedef struct Totals
{
	DoubleDouble weight;
	DoubleDouble total;			/* of w x */
} Totals;

static Scan
scan_of(const SortedValues *values, bool from_top)
{
	Scan		scan = {values, 1.0, 1.0, from_top};
	double		first = fabs(values->value[0]);
	double		last = fabs(values->value[(values->n - 1) * values->stride]);

	scan.value_scale = scale_for(first > last ? first : last);
	if (values->weight != NULL)
		scan.weight_scale = scale_for(largest_weight(values));
	return scan;
}

static inline int64_t
place(const Scan *scan, int64_t i)
{
	return (scan->from_top ? scan->values->n - 1 - i : i) * scan->values->stride;
}

static inline double
value_at(const Scan *scan, int64_t i)
{
	return scan->values->value[place(scan, i)] * scan->value_scale;
}

static inline double
weight_at(const Scan *scan, int64_t i)
{
	return scan->values->weight[place(scan, i)] * scan->weight_scale;
}

static inline double
sum_of_lanes(const double lane[LANES])
{
	return ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
}

/* The sum of n values without weights, in range. */
static DoubleDouble
sum_of_values(const double *value, int64_t n, double scale)
{
	DoubleDouble sum = {0.0, 0.0};
	int64_t		i = 0;
	int			l;

	while (i < n)
	{
		int64_t		end = i + BLOCK < n ? i + BLOCK : n;
		double		lane[LANES] = {0.0};

		stop_if_asked_at(end - 1);
		for (; i + LANES <= end; i += LANES)
			for (l = 0; l < LANES; l++)
				lane[l] += value[i + l] * scale;
		for (l = 0; i < end; i++)
			lane[l++] += value[i] * scale;
		sum = dd_add_double(sum, sum_of_lanes(lane));
	}
	return sum;
}

static Totals
totals_of(const Scan *scan)
{
	Totals		totals = {{0.0, 0.0}, {0.0, 0.0}};
	int64_t		i;

	if (scan->values->weight == NULL)
	{
		totals.weight = dd_from((double) scan->values->n);
		totals.total = sum_of_values(scan->values->value, scan->values->n, scan->value_scale);
		return totals;
	}
	for (i = 0; i < scan->values->n; i++)
	{
		double		w = weight_at(scan, i);

		stop_if_asked_at(i);
		totals.weight = dd_add_double(totals.weight, w);
		totals.total = dd_add(totals.total, two_prod(w, value_at(scan, i)));
	}
	return totals;
}

/*
 * sum over i < j of x_j - x_i, which is the sum of the gaps between neighbours,
 * each as often as there are pairs on both sides of it: i (n - i) times.
 */
static DoubleDouble
sum_of_gaps(const double *value, int64_t n, double scale)
{
	DoubleDouble sum = {0.0, 0.0};
	double		below[LANES];	/* i, which is a whole number below 2^53 */
	int64_t		i = 1;
	int			l;

	for (l = 0; l < LANES; l++)
		below[l] = l + 1;
	while (i < n)
	{
		int64_t		end = i + BLOCK < n ? i + BLOCK : n;
		double		lane[LANES] = {0.0};

		stop_if_asked_at(end - 2);
		for (; i + LANES <= end; i += LANES)
			for (l = 0; l < LANES; l++)
			{
				lane[l] += (value[i + l] * scale - value[i + l - 1] * scale) * (below[l] * ((double) n - below[l]));
				below[l] += LANES;
			}
		for (l = 0; i < end; i++, l++)
			lane[l] += (value[i] * scale - value[i - 1] * scale) * (below[l] * ((double) n - below[l]));
		sum = dd_add_double(sum, sum_of_lanes(lane));
	}
	return sum;
}

/* sum over i < j of w_i w_j (x_j - x_i) */
static DoubleDouble
sum_of_differences(const Scan *scan)
{
	DoubleDouble sum = {0.0, 0.0};
	DoubleDouble from_below = {0.0, 0.0};	/* D_j */
	DoubleDouble below = {0.0, 0.0};	/* W_j */
	int64_t		n = scan->values->n;
	int64_t		i;

	if (scan->values->weight == NULL)
		return sum_of_gaps(scan->values->value, n, scan->value_scale);
	for (i = 0; i < n; i++)
	{
		double		w = weight_at(scan, i);

		stop_if_asked_at(i);
		if (i > 0)
			from_below = dd_add_double(from_below, below.hi * (value_at(scan, i) - value_at(scan, i - 1)));
		sum = dd_add_double(sum, w * from_below.hi);
		below = dd_add_double(below, w);
	}
	return sum;
}

static double
between_0_and_1(double share)
{
	return share < 0.0 ? 0.0 : share > 1.0 ? 1.0 : share;
}

/*
 * The Gini index in its population form: 0 for equality, (n-1)/n where one has
 * all; no unit.
 */
bool
gini_of(const SortedValues *values, double *result)
{
	Scan		scan;
	Totals		totals;
	double		gini;

	if (values->n == 0)
		return false;
	scan = scan_of(values, false);
	totals = totals_of(&scan);
	if (totals.total.hi == 0.0)
		return false;
	gini = dd_quotient(sum_of_differences(&scan), dd_mul(totals.weight, totals.total));
	*result = gini < 1.0 ? gini : 1.0;
	return true;
}

/*
 * n / (n - 1) times the Gini index, whose numerator is an unbiased estimate of
 * the mean difference in a simple random sample (Deltas 2003, Review of
 * Economics and Statistics 85): 1 where one has all.  Not defined for n = 1;
 * without weights.
 */
bool
gini_unbiased_of(const SortedValues *values, double *result)
{
	double		n = (double) values->n;

	if (values->n < 2 || !gini_of(values, result))
		return false;
	*result = between_0_and_1(*result * n / (n - 1.0));
	return true;
}

/*
 * Half the mean absolute difference between two members, in the unit of the
 * values: the Gini index times the mean.  Values may be negative.
 */
bool
gini_absolute_of(const SortedValues *values, double *result)
{
	Scan		scan;
	DoubleDouble weight;

	if (values->n == 0)
		return false;
	scan = scan_of(values, false);
	weight = totals_of(&scan).weight;
	*result = dd_quotient(sum_of_differences(&scan), dd_mul(weight, weight)) / scan.value_scale;
	return true;
}

/*
 * The part of the total that is met before the scan has passed a given weight;
 * inside a row it grows in proportion.  Takes up where it was left, so that a
 * whole curve is one pass.
 */
typedef struct Climb
{
	const Scan *scan;
	int64_t		i;				/* rows passed */
	DoubleDouble weight;		/* of these rows */
	DoubleDouble sum;			/* of w x of these rows */
} Climb;

/*
 * Without weights it is known how many rows to pass.  Where the high part of
 * that number is whole, its low part is 0: it is a product or a quotient of
 * whole numbers, or a double.
 */
static DoubleDouble
climb_rows_to(Climb *climb, DoubleDouble rows)
{
	const Scan *scan = climb->scan;
	int64_t		n = scan->values->n;
	int64_t		end = (int64_t) rows.hi;

	if (end > n)
		end = n;
	if (end > climb->i)
	{
		const double *lowest = scan->values->value + (scan->from_top ? n - end : climb->i);

		climb->sum = dd_add(climb->sum, sum_of_values(lowest, end - climb->i, scan->value_scale));
		climb->i = end;
	}
	if (end == n)
		return climb->sum;
	return dd_add(climb->sum, dd_mul_double(dd_sub(rows, dd_from((double) end)), value_at(scan, end)));
}

static DoubleDouble
climb_to(Climb *climb, DoubleDouble weight)
{
	const Scan *scan = climb->scan;

	if (scan->values->weight == NULL)
		return climb_rows_to(climb, weight);
	for (; climb->i < scan->values->n; climb->i++)
	{
		double		w = weight_at(scan, climb->i);
		double		x = value_at(scan, climb->i);
		DoubleDouble next = dd_add_double(climb->weight, w);

		stop_if_asked_at(climb->i);
		if (dd_compare(next, weight) > 0)
			return dd_add(climb->sum, dd_mul_double(dd_sub(weight, climb->weight), x));
		climb->weight = next;
		climb->sum = dd_add(climb->sum, two_prod(w, x));
	}
	return climb->sum;
}

/*
 * Lorenz curve (Lorenz 1905): ordinate[k] is the share of the total that the
 * lowest k/points of the weight has, for k = 0 .. points; straight lines
 * between members.  The first is 0, the last is 1, and none is below the one
 * before.
 */
bool
lorenz_curve_of(const SortedValues *values, int points, double *ordinate)
{
	Scan		scan;
	Totals		totals;
	Climb		climb = {&scan, 0, {0.0, 0.0}, {0.0, 0.0}};
	int			k;

	if (values->n == 0)
		return false;
	scan = scan_of(values, false);
	totals = totals_of(&scan);
	if (totals.total.hi == 0.0)
		return false;

	ordinate[0] = 0.0;
	for (k = 1; k < points; k++)
	{
		DoubleDouble weight = dd_div(dd_mul_double(totals.weight, k), dd_from(points));
		double		share = between_0_and_1(dd_quotient(climb_to(&climb, weight), totals.total));

		ordinate[k] = share > ordinate[k - 1] ? share : ordinate[k - 1];
	}
	ordinate[points] = 1.0;
	return true;
}

/*
 * p times the weight is rounded to a double on purpose: the double 0.8 is
 * 4.4e-17 more than what the user wrote, and 0.8 of five rows shall be four
 * rows, without a trace of the fifth.
 */
static bool
share_of(const SortedValues *values, double p, bool from_top, double *result)
{
	Scan		scan;
	Totals		totals;
	Climb		climb = {&scan, 0, {0.0, 0.0}, {0.0, 0.0}};

	if (values->n == 0)
		return false;
	scan = scan_of(values, from_top);
	totals = totals_of(&scan);
	if (totals.total.hi == 0.0)
		return false;
	if (p == 0.0 || p == 1.0)
		*result = p;
	else
		*result = between_0_and_1(dd_quotient(climb_to(&climb, dd_from(p * totals.weight.hi)), totals.total));
	return true;
}

/* Share of the total that the lowest p of the weight has: the Lorenz curve at p, 0 <= p <= 1. */
bool
share_of_bottom_of(const SortedValues *values, double p, double *result)
{
	return share_of(values, p, false, result);
}

/*
 * Share of the total that the highest p of the weight has: 1 - L(1-p), added up
 * from the top so that a small share keeps its digits.
 */
bool
share_of_top_of(const SortedValues *values, double p, double *result)
{
	return share_of(values, p, true, result);
}

/* What the highest `top` of the weight has, as a multiple of what the lowest `bottom` has; not defined if that is 0. */
static bool
share_ratio_of(const SortedValues *values, double top, double bottom, double *result)
{
	double		of_top;
	double		of_bottom;

	if (!share_of_top_of(values, top, &of_top) || !share_of_bottom_of(values, bottom, &of_bottom) || of_bottom == 0.0)
		return false;
	*result = of_top / of_bottom;
	return true;
}

/* S80/S20, (1 - L(.8)) / L(.2), from the Lorenz curve and not from quantiles. */
bool
quintile_share_ratio_of(const SortedValues *values, double *result)
{
	return share_ratio_of(values, 0.2, 0.2, result);
}

/* The Palma ratio (1 - L(.9)) / L(.4) (Palma 2011, Development and Change 42; Cobham and Sumner 2013). */
bool
palma_of(const SortedValues *values, double *result)
{
	return share_ratio_of(values, 0.1, 0.4, result);
}

/* SPDX-License-Identifier: PostgreSQL */
/*
 * normalize_kernel.c - values on the scale of their minimum and maximum, or of their mean and standard deviation
 *
 * For all, values are finite and not all equal; lower_is_better stands for the
 * same with -x in place of x.
 *
 * minmax_of() multiplies before it divides where it can, as score_goalpost()
 * does, so that 884 on a range of 0 to 1000 is 88.4.
 *
 * z-scores need two passes, zscore_add_value() and zscore_add_deviation() for
 * each value.  Both sums are exact, so the order of the values makes no
 * difference.  The mean keeps about 100 bits, so a deviation from it has all its
 * digits where values share a large offset; it is rounded to a double before it
 * is squared.  Values are scaled by a power of two, which z-scores do not
 * notice, and nothing overflows.
 *
 * This file knows nothing of PostgreSQL.
 */
#include "ranking/normalize_kernel.h"

#include <float.h>
#include <math.h>

#include "math/values.h"

/* min < max and lo < hi. */
void
minmax_init(MinMax *minmax, double min, double max, double lo, double hi, bool lower_is_better)
{
	minmax->scale = isinf(max - min) ? 0.5 : 1.0;
	minmax->min = min * minmax->scale;
	minmax->max = max * minmax->scale;
	minmax->range = minmax->max - minmax->min;
	minmax->lo = lo;
	minmax->hi = hi;
	minmax->width = hi - lo;
	minmax->lower_is_better = lower_is_better;
}

/* lo + (hi - lo) * (x - min) / (max - min), exactly lo and hi at the ends and never beyond; min <= x <= max. */
double
minmax_of(const MinMax *minmax, double x)
{
	double		scaled = x * minmax->scale;
	double		part = minmax->lower_is_better ? minmax->max - scaled : scaled - minmax->min;
	double		product = part * minmax->width;
	double		share;
	double		result;

	if (scaled == (minmax->lower_is_better ? minmax->min : minmax->max))
		return minmax->hi;
	if (product >= DBL_MIN && product <= DBL_MAX)
		result = minmax->lo + product / minmax->range;
	else
	{
		share = part / minmax->range;
		if (isinf(minmax->width))
			result = 2.0 * (0.5 * minmax->lo + share * (0.5 * minmax->hi - 0.5 * minmax->lo));
		else
			result = minmax->lo + share * minmax->width;
	}
	return fmin(minmax->hi, fmax(minmax->lo, result));
}

/* The largest is that of the absolute values. */
void
zscore_init(ZScore *zscore, double largest, bool lower_is_better)
{
	zscore->scale = scale_for(largest);
	zscore->n = 0;
	exact_sum_init(&zscore->sum);
	exact_sum_init(&zscore->squares);
	zscore->lower_is_better = lower_is_better;
}

/* First pass. */
void
zscore_add_value(ZScore *zscore, double x)
{
	zscore->n++;
	exact_sum_add(&zscore->sum, x * zscore->scale);
}

/* After the first pass; there must be two values at least. */
void
zscore_set_mean(ZScore *zscore)
{
	zscore->mean = exact_sum_ratio(&zscore->sum, NULL, (double) zscore->n);
}

static double
deviation_of(const ZScore *zscore, double x)
{
	return dd_sub(dd_from(x * zscore->scale), zscore->mean).hi;
}

/* Second pass. */
void
zscore_add_deviation(ZScore *zscore, double x)
{
	double		deviation = deviation_of(zscore, x);

	exact_sum_add_product(&zscore->squares, deviation, deviation);
}

/* After the second pass: the standard deviation of a sample, with n - 1. */
void
zscore_set_deviation(ZScore *zscore)
{
	zscore->deviation = sqrt(exact_sum_ratio(&zscore->squares, NULL, (double) (zscore->n - 1)).hi);
}

/* (x - mean) / standard deviation, never -0 */
double
zscore_of(const ZScore *zscore, double x)
{
	double		deviation = deviation_of(zscore, x);

	return (zscore->lower_is_better ? -deviation : deviation) / zscore->deviation + 0.0;
}

/* SPDX-License-Identifier: PostgreSQL */
/*
 * mean.c - weighted mean of values, and deviations from it that keep their digits
 *
 * The mean is kept as the least value plus the mean of what exceeds it.  So
 * x - mean is the difference of two excesses: it has all its digits where the
 * values share a large offset, and is 0 exactly where they are equal.
 *
 * Weights are scaled to below 1, so that a sum of weighted terms overflows only
 * if their mean does.  A weight of 10^-308 times the largest counts as 0, and
 * sums may be infinities or no numbers when weights are that far apart.
 */
#include "math/mean.h"

#include <math.h>

#include "base/memory.h"

/* Here, unlike elsewhere, the values may come in any order.  There must be at least one. */
Mean
mean_of(const SortedValues *values)
{
	double		largest = 0.0;
	int64_t		i;

	for (i = 0; i < values->n; i++)
	{
		stop_if_asked_at(i);
		largest = fmax(largest, fabs(values->value[i * values->stride]));
	}
	return mean_within(values, largest);
}

/* The same where something larger than the values has to be scaled with them. */
Mean
mean_within(const SortedValues *values, double largest)
{
	Mean		mean = {
		.weight = {0.0, 0.0},
		.excess = {0.0, 0.0}
	};
	double		least = values->value[0];
	int64_t		i;

	for (i = 1; i < values->n; i++)
	{
		stop_if_asked_at(i);
		least = fmin(least, values->value[i * values->stride]);
	}
	mean.value_scale = scale_for(largest);
	mean.weight_scale = values->weight == NULL ? 1.0 : ldexp(scale_for(largest_weight(values)), -SCALED_EXPONENT);
	mean.least = least * mean.value_scale;

	for (i = 0; i < values->n; i++)
	{
		double		w = scaled_weight(&mean, values, i);

		stop_if_asked_at(i);
		mean.weight = dd_add_double(mean.weight, w);
		mean.excess = dd_add(mean.excess, dd_mul_double(excess_of(&mean, values->value[i * values->stride]), w));
	}
	mean.excess = dd_div(mean.excess, mean.weight);
	mean.mean = dd_add_double(mean.excess, mean.least);
	return mean;
}

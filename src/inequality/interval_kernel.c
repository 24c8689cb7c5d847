/* SPDX-License-Identifier: PostgreSQL */
/*
 * interval_kernel.c - what each value adds to the sampling error of the Gini index
 *
 * The Gini index G is a smooth function of the distribution, so its sampling
 * error is that of a mean: of its influence function
 *
 *	z_k = (sum_j w_j |x_k - x_j| / W) / mu - G - G x_k / mu
 *
 * (Deville 1999, Survey Methodology 25; Langel and Tille 2013, J. Royal
 * Statistical Society A 176), whose weighted mean is 0.  A value adds
 * u_k = w_k z_k / W; the rest is in estimate.c.
 */
#include "inequality/interval_kernel.h"

#include "base/memory.h"
#include "inequality/inequality_kernel.h"
#include "math/mean.h"

/*
 * A walk over the values with the weighted distances to all others, which grow
 * with the gaps between neighbours as in inequality_kernel.c:
 *
 *	distances of x_(k+1) = distances of x_k + (weight up to k - weight above k) (x_(k+1) - x_k)
 */
typedef struct Walk
{
	DoubleDouble excess;		/* x_k - least */
	DoubleDouble up_to;			/* weight up to x_k */
	DoubleDouble distances;		/* sum_j w_j |x_k - x_j| */
} Walk;

static Walk
start_walk(const Mean *mean)
{
	Walk		walk = {{0.0, 0.0}, {0.0, 0.0}, dd_mul(mean->weight, mean->excess)};

	return walk;
}

static void
walk_on(Walk *walk, const Mean *mean, const SortedValues *values, int64_t k)
{
	DoubleDouble excess = excess_of(mean, values->value[k * values->stride]);
	DoubleDouble balance = dd_sub(dd_add(walk->up_to, walk->up_to), mean->weight);

	/* the first value has no gap below it */
	walk->distances = dd_add(walk->distances, dd_mul(balance, dd_sub(excess, walk->excess)));
	walk->up_to = dd_add_double(walk->up_to, scaled_weight(mean, values, k));
	walk->excess = excess;
}

/*
 * The Gini index, and u_k of each value as influence[k].value.  Returns false
 * where the index is not defined.  The terms of z nearly cancel out for what
 * has nearly all of the weight, so they are double-doubles.
 */
bool
gini_influence_of(const SortedValues *values, double *gini, Influence *influence)
{
	Mean		mean;
	DoubleDouble total;			/* W mu */
	DoubleDouble index = {0.0, 0.0};	/* G */
	Walk		walk;
	int64_t		k;

	if (!gini_of(values, gini))
		return false;
	mean = mean_of(values);
	total = dd_mul(mean.weight, mean.mean);

	walk = start_walk(&mean);
	for (k = 0; k < values->n; k++)
	{
		stop_if_asked_at(k);
		walk_on(&walk, &mean, values, k);
		index = dd_add(index, dd_mul_double(walk.distances, scaled_weight(&mean, values, k)));
	}
	index = dd_div(dd_div(index, dd_add(mean.weight, mean.weight)), total);

	walk = start_walk(&mean);
	for (k = 0; k < values->n; k++)
	{
		DoubleDouble relative;	/* x / mu + 1 */
		DoubleDouble z;

		stop_if_asked_at(k);
		walk_on(&walk, &mean, values, k);
		relative = dd_add_double(dd_div(dd_add_double(walk.excess, mean.least), mean.mean), 1.0);
		z = dd_sub(dd_div(walk.distances, total), dd_mul(index, relative));
		influence[k].value = scaled_weight(&mean, values, k) / mean.weight.hi * z.hi;
	}
	return true;
}

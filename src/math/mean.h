/* SPDX-License-Identifier: PostgreSQL */
/*
 * mean.h - weighted mean of values, and deviations from it that keep their digits
 *
 * See mean.c for the method.
 */
#ifndef MEAN_H
#define MEAN_H

#include <stddef.h>

#include "math/double_double.h"
#include "math/values.h"

typedef struct Mean
{
	double		value_scale;	/* a power of two, see values.c */
	double		weight_scale;	/* a power of two that brings weights below 1 */
	double		least;			/* the least value, scaled, as is all that
								 * follows */
	DoubleDouble weight;		/* W, the sum of the weights */
	DoubleDouble excess;		/* the mean of x - least */
	DoubleDouble mean;
} Mean;

extern Mean mean_of(const SortedValues *values);
extern Mean mean_within(const SortedValues *values, double largest);

/* w */
static inline double
scaled_weight(const Mean *mean, const SortedValues *values, int64_t i)
{
	return values->weight == NULL ? 1.0 : values->weight[i * values->stride] * mean->weight_scale;
}

/* x - least, exactly */
static inline DoubleDouble
excess_of(const Mean *mean, double x)
{
	return two_sum(x * mean->value_scale, -mean->least);
}

/* x / mean */
static inline double
relative_value(const Mean *mean, double x)
{
	return x * mean->value_scale / mean->mean.hi;
}

/* (x - mean) / mean: -1 for 0, and exactly 0 where all values are equal */
static inline double
relative_deviation(const Mean *mean, double x)
{
	return dd_sub(excess_of(mean, x), mean->excess).hi / mean->mean.hi;
}

#endif							/* MEAN_H */

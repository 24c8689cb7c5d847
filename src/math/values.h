/* SPDX-License-Identifier: PostgreSQL */
/*
 * values.h - the values that a measure is computed from
 *
 * See values.c for how they are scaled.
 */
#ifndef VALUES_H
#define VALUES_H

#include <math.h>
#include <stdint.h>

/*
 * n values in ascending order, value[i * stride], with their weights
 * weight[i * stride]; no weight array: all weights are 1, and the stride is.
 * All are finite and weights are above 0.
 */
typedef struct SortedValues
{
	int64_t		n;
	int			stride;
	const double *value;
	const double *weight;
} SortedValues;

/*
 * n members in ascending order of rank_by[i * stride], with values
 * value[i * stride] and weights weight[i * stride] > 0; no weight array: all
 * weights are 1.  All are finite.  Values are at least 0 where the index is
 * relative to the mean, and between the limits where it has some.
 */
typedef struct RankedValues
{
	int64_t		n;
	int			stride;
	const double *rank_by;
	const double *value;
	const double *weight;
	double		nu;				/* of the extended index: at least 1 */
	double		lo;				/* of Erreygers' and Wagstaff's indices: lo <
								 * hi */
	double		hi;
} RankedValues;

/* scale_for() brings the largest number to [2^299, 2^300), or as near as a factor that is a double can. */
#define SCALED_EXPONENT		300

/* (number - center) / 2^exponent, whose halves do not overflow */
static inline double
centered(double number, double center, int exponent)
{
	return ldexp(number / 2.0 - center / 2.0, 1 - exponent);
}

extern double scale_for(double largest);
extern double largest_weight(const SortedValues *values);

#endif							/* VALUES_H */

/* SPDX-License-Identifier: PostgreSQL */
/*
 * normalize_kernel.h - values on the scale of their minimum and maximum, or of their mean and standard deviation
 *
 * See normalize_kernel.c for the methods.
 */
#ifndef NORMALIZE_KERNEL_H
#define NORMALIZE_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

#include "math/exact_sum.h"

typedef struct MinMax
{
	double		min;			/* of the values, scaled */
	double		max;
	double		range;			/* max - min */
	double		scale;			/* 0.5 where the range would be infinite, else
								 * 1 */
	double		lo;				/* what they become */
	double		hi;
	double		width;			/* hi - lo, perhaps infinite */
	bool		lower_is_better;
} MinMax;

typedef struct ZScore
{
	double		scale;			/* a power of two */
	int64_t		n;
	ExactSum	sum;			/* of the values */
	ExactSum	squares;		/* of the deviations */
	DoubleDouble mean;
	double		deviation;		/* standard */
	bool		lower_is_better;
} ZScore;

extern void minmax_init(MinMax *minmax, double min, double max, double lo, double hi, bool lower_is_better);
extern double minmax_of(const MinMax *minmax, double x);

extern void zscore_init(ZScore *zscore, double largest, bool lower_is_better);
extern void zscore_add_value(ZScore *zscore, double x);
extern void zscore_set_mean(ZScore *zscore);
extern void zscore_add_deviation(ZScore *zscore, double x);
extern void zscore_set_deviation(ZScore *zscore);
extern double zscore_of(const ZScore *zscore, double x);

#endif							/* NORMALIZE_KERNEL_H */

/*
 * inequality_kernel.h - Gini, Lorenz curve and shares of sorted values
 *
 * See inequality_kernel.c for the methods.
 */
#ifndef INEQUALITY_KERNEL_H
#define INEQUALITY_KERNEL_H

#include <stdbool.h>
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

/* scale_for() brings the largest number to [2^299, 2^300), or as near as a factor that is a double can. */
#define SCALED_EXPONENT		300

extern double scale_for(double largest);
extern double largest_weight(const SortedValues *values);

extern bool gini_of(const SortedValues *values, double *result);
extern bool gini_unbiased_of(const SortedValues *values, double *result);
extern bool gini_absolute_of(const SortedValues *values, double *result);
extern bool lorenz_curve_of(const SortedValues *values, int points, double *ordinate);
extern bool share_of_bottom_of(const SortedValues *values, double p, double *result);
extern bool share_of_top_of(const SortedValues *values, double p, double *result);
extern bool quintile_share_ratio_of(const SortedValues *values, double *result);
extern bool palma_of(const SortedValues *values, double *result);

#endif							/* INEQUALITY_KERNEL_H */

/*
 * concentration_kernel.h - concentration of values along another order
 *
 * See concentration_kernel.c for the methods.
 */
#ifndef CONCENTRATION_KERNEL_H
#define CONCENTRATION_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

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
	double		lo;				/* of Erreygers' and Wagstaff's indices: lo < hi */
	double		hi;
} RankedValues;

extern bool concentration_index_of(const RankedValues *values, double *result);
extern bool concentration_generalized_of(const RankedValues *values, double *result);
extern bool concentration_erreygers_of(const RankedValues *values, double *result);
extern bool concentration_wagstaff_of(const RankedValues *values, double *result);
extern bool concentration_extended_of(const RankedValues *values, double *result);
extern bool concentration_error_of(const RankedValues *values, double *result);

#endif							/* CONCENTRATION_KERNEL_H */

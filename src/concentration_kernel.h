/*
 * concentration_kernel.h - concentration index of values along another order
 *
 * See concentration_kernel.c for the method.
 */
#ifndef CONCENTRATION_KERNEL_H
#define CONCENTRATION_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

/*
 * n members in ascending order of rank_by[i * stride], with values
 * value[i * stride] >= 0 and weights weight[i * stride] > 0; no weight array:
 * all weights are 1.  All are finite.
 */
typedef struct RankedValues
{
	int64_t		n;
	int			stride;
	const double *rank_by;
	const double *value;
	const double *weight;
} RankedValues;

extern bool concentration_index_of(const RankedValues *values, double *result);

#endif							/* CONCENTRATION_KERNEL_H */

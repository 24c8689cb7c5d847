/* SPDX-License-Identifier: PostgreSQL */
/*
 * slope_kernel.h - a slope where x is known with error
 *
 * See slope_kernel.c for the methods.
 */
#ifndef SLOPE_KERNEL_H
#define SLOPE_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

#include "math/estimate.h"

/* n members, of which those of a stratum stand together; each column is column[i * stride], all finite. */
typedef struct SlopeRows
{
	int64_t		n;
	int			stride;
	const double *stratum;
	const double *x;
	const double *error_variance;	/* of x, at least 0 */
	const double *y;			/* the slope alone needs it and the clusters */
	const double *cluster;
} SlopeRows;

extern bool reliability_of(const SlopeRows *rows, double *result);
extern bool slope_of(const SlopeRows *rows, double level, Estimate *result);

#endif							/* SLOPE_KERNEL_H */

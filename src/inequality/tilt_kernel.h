/* SPDX-License-Identifier: PostgreSQL */
/*
 * tilt_kernel.h - do resources follow an order, beyond need?
 *
 * See tilt_kernel.c for the methods.
 */
#ifndef TILT_KERNEL_H
#define TILT_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

#include "math/estimate.h"

/*
 * n members in ascending order of the stratum, and of rank_by within it; each
 * column is column[i * stride].  All are finite, values and need at least 0,
 * weights above 0.
 */
typedef struct RankedStrata
{
	int64_t		n;
	int			stride;
	const double *stratum;
	const double *rank_by;
	const double *value;
	const double *need;			/* NULL: the same for all */
	const double *weight;
	const double *cluster;
} RankedStrata;

/* n members x w cluster, in three columns; all those of the bottom band, then all those of the top one. */
typedef struct Bands
{
	int64_t		n;
	int64_t		bottom;			/* how many are of the bottom */
	int			stride;
	const double *value;
	const double *weight;
	const double *cluster;
} Bands;

extern bool tilt_of(const RankedStrata *rows, double level, Estimate *result);
extern bool gini_correlation_of(const RankedStrata *rows, double level, Estimate *result);
extern bool band_ratio_of(const Bands *bands, double level, Estimate *result);

#endif							/* TILT_KERNEL_H */

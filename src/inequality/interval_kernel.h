/*
 * interval_kernel.h - sampling error of the Gini index, and confidence bounds
 *
 * See interval_kernel.c for the methods.
 */
#ifndef INTERVAL_KERNEL_H
#define INTERVAL_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

#include "math/values.h"

/* What a unit, or a cluster of units, adds to the deviation of an estimate. */
typedef struct Influence
{
	double		cluster;
	double		value;
} Influence;

extern bool gini_influence_of(const SortedValues *values, double *gini, Influence *influence);
extern int64_t sum_by_cluster(Influence *influence, int64_t n);
extern bool sampling_error_of(const Influence *influence, int64_t n, double *result);
extern bool logit_bounds(double share, double margin, double *lower, double *upper);

#endif							/* INTERVAL_KERNEL_H */

/* SPDX-License-Identifier: PostgreSQL */
/*
 * entropy_kernel.h - inequality as a mean over the deviations from equality
 *
 * See entropy_kernel.c for the methods.
 */
#ifndef ENTROPY_KERNEL_H
#define ENTROPY_KERNEL_H

#include <stdbool.h>

#include "math/values.h"

/* What an index splits into when the members belong to groups. */
typedef struct EntropyParts
{
	double		within;
	double		between;
} EntropyParts;

extern bool generalized_entropy_of(const SortedValues *values, double alpha, double *result);
extern bool atkinson_of(const SortedValues *values, double epsilon, double *result);
extern bool hoover_of(const SortedValues *values, double *result);
extern bool coefficient_of_variation_of(const SortedValues *values, double *result);
extern bool entropy_parts_of(const SortedValues *means, const double *entropy, double alpha, EntropyParts *result);

#endif							/* ENTROPY_KERNEL_H */

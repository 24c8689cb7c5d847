/* SPDX-License-Identifier: PostgreSQL */
/*
 * interval_kernel.h - what each value adds to the sampling error of the Gini index
 *
 * See interval_kernel.c for the method.
 */
#ifndef INTERVAL_KERNEL_H
#define INTERVAL_KERNEL_H

#include <stdbool.h>

#include "math/estimate.h"
#include "math/values.h"

extern bool gini_influence_of(const SortedValues *values, double *gini, Influence *influence);

#endif							/* INTERVAL_KERNEL_H */

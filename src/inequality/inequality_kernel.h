/* SPDX-License-Identifier: PostgreSQL */
/*
 * inequality_kernel.h - Gini, Lorenz curve and shares of sorted values
 *
 * See inequality_kernel.c for the methods.
 */
#ifndef INEQUALITY_KERNEL_H
#define INEQUALITY_KERNEL_H

#include <stdbool.h>

#include "math/values.h"

extern bool gini_of(const SortedValues *values, double *result);
extern bool gini_unbiased_of(const SortedValues *values, double *result);
extern bool gini_absolute_of(const SortedValues *values, double *result);
extern bool lorenz_curve_of(const SortedValues *values, int points, double *ordinate);
extern bool share_of_bottom_of(const SortedValues *values, double p, double *result);
extern bool share_of_top_of(const SortedValues *values, double p, double *result);
extern bool quintile_share_ratio_of(const SortedValues *values, double *result);
extern bool palma_of(const SortedValues *values, double *result);

#endif							/* INEQUALITY_KERNEL_H */

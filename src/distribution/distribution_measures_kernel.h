/* SPDX-License-Identifier: PostgreSQL */
/*
 * distribution_measures_kernel.h - what is computed from the buckets of a distribution
 *
 * See distribution_measures_kernel.c for the methods.
 */
#ifndef DISTRIBUTION_MEASURES_KERNEL_H
#define DISTRIBUTION_MEASURES_KERNEL_H

#include <stdbool.h>

#include "distribution/distribution_state_kernel.h"
#include "math/values.h"

extern double summary_total(const Summary *summary);
extern double summary_total_weight(const Summary *summary);
extern double summary_mean(const Summary *summary);
extern double summary_quantile(const Summary *summary, double p);
extern bool summary_gini(const Summary *summary, double *gini, double *error);
extern SortedValues summary_values(const Summary *summary, double *value, double *weight);

#endif							/* DISTRIBUTION_MEASURES_KERNEL_H */

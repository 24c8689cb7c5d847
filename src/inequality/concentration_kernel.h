/*
 * concentration_kernel.h - concentration of values along another order
 *
 * See concentration_kernel.c for the methods.
 */
#ifndef CONCENTRATION_KERNEL_H
#define CONCENTRATION_KERNEL_H

#include <stdbool.h>

#include "math/values.h"

extern bool concentration_index_of(const RankedValues *values, double *result);
extern bool concentration_generalized_of(const RankedValues *values, double *result);
extern bool concentration_erreygers_of(const RankedValues *values, double *result);
extern bool concentration_wagstaff_of(const RankedValues *values, double *result);
extern bool concentration_extended_of(const RankedValues *values, double *result);
extern bool concentration_error_of(const RankedValues *values, double *result);

#endif							/* CONCENTRATION_KERNEL_H */

/* SPDX-License-Identifier: PostgreSQL */
/*
 * concentration_kernel.h - concentration of values along another order
 *
 * See concentration_kernel.c for the methods.
 */
#ifndef CONCENTRATION_KERNEL_H
#define CONCENTRATION_KERNEL_H

#include <stdbool.h>

#include "math/estimate.h"
#include "math/values.h"

/* Do all members have the same rank?  Then the sampling error of an index is not defined. */
static inline bool
has_one_rank(const RankedValues *values)
{
	return values->rank_by[0] == values->rank_by[(values->n - 1) * values->stride];
}

extern bool concentration_index_of(const RankedValues *values, double *result);
extern bool concentration_generalized_of(const RankedValues *values, double *result);
extern bool concentration_erreygers_of(const RankedValues *values, double *result);
extern bool concentration_wagstaff_of(const RankedValues *values, double *result);
extern bool concentration_extended_of(const RankedValues *values, double *result);
extern bool concentration_influence_of(const RankedValues *values, double *index, Influence *influence);
extern bool concentration_full_influence_of(const RankedValues *values, double *index, Influence *influence);

#endif							/* CONCENTRATION_KERNEL_H */

/* SPDX-License-Identifier: PostgreSQL */
/*
 * distribution.h - values of the type distribution
 *
 * See distribution.c.
 */
#ifndef DISTRIBUTION_H
#define DISTRIBUTION_H

#include "fmgr.h"

#include "distribution/distribution_state_kernel.h"

#define IS_STORED_FORM(state)	((state)->form == DISTRIBUTION_VERSION)

extern DistributionState *distribution_of_datum(Datum datum);
extern Summary distribution_to_summary(const DistributionState *state);
extern Datum distribution_from_sorted(const double *value, int64 n);
extern Datum distribution_from_summary(const Summary *summary);

#endif							/* DISTRIBUTION_H */

/* SPDX-License-Identifier: PostgreSQL */
/*
 * exact_state.h - aggregate state of a few exact sums
 *
 * See exact_state.c for the layout and the cost.
 */
#ifndef EXACT_STATE_H
#define EXACT_STATE_H

#include "fmgr.h"

#include "base/check.h"
#include "math/exact_sum.h"

#define EXACT_STATE_MAX_SUMS	4

typedef struct ExactState
{
	int32		vl_len_;		/* for PostgreSQL's macros alone */
	int32		n_sums;
	Option		option;
	Option		power;			/* p of a power mean, whose option is
								 * min_coverage */
	double		min;			/* of the values, where the measure asks for
								 * them */
	double		max;
	int			window;			/* of the sums of powers (composite.c) */
	ExactSum	sum[FLEXIBLE_ARRAY_MEMBER];
} ExactState;

/* Adds the sums of another state, which stays as it is. */
typedef void (*ExactMerge) (ExactState *state, const ExactState *other);

extern ExactState *exact_state_of(FunctionCallInfo fcinfo, int n_sums);
extern ExactState *exact_state_for_row(FunctionCallInfo fcinfo, int n_sums);
extern Datum exact_state_datum(ExactState *state);
extern Datum exact_state_unchanged(FunctionCallInfo fcinfo);
extern Datum exact_state_combine(FunctionCallInfo fcinfo, int n_sums, ExactMerge merge);

#endif							/* EXACT_STATE_H */

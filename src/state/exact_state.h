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
	Option		option;
	Option		power;			/* p of a power mean, whose option is
								 * min_coverage */
	double		min;			/* of the values, where the measure asks for
								 * them */
	double		max;
	int			n_sums;
	int			window;			/* of the sums of powers (composite.c) */
	ExactSum	sum[FLEXIBLE_ARRAY_MEMBER];
} ExactState;

/* Adds the sums of another state, which stays as it is. */
typedef void (*ExactMerge) (ExactState *state, const ExactState *other);

extern ExactState *exact_state_of(FunctionCallInfo fcinfo);
extern ExactState *exact_state_for_row(FunctionCallInfo fcinfo, int n_sums, MemoryContext *previous);
extern Datum exact_state_combine(FunctionCallInfo fcinfo, ExactMerge merge);

#define PG_RETURN_EXACT_STATE(state) \
	do { \
		ExactState *returned = (state); \
		if (returned == NULL) \
			PG_RETURN_NULL(); \
		PG_RETURN_POINTER(returned); \
	} while (0)

#endif							/* EXACT_STATE_H */

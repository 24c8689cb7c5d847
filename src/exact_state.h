/*
 * exact_state.h - aggregate state of a few exact sums
 *
 * See exact_state.c for the layout and the cost.
 */
#ifndef EXACT_STATE_H
#define EXACT_STATE_H

#include "fmgr.h"

#include "check.h"
#include "exact_sum.h"

#define EXACT_STATE_MAX_SUMS	4

typedef struct ExactState
{
	Option		option;
	double		min;			/* of the values, where the measure asks for them */
	double		max;
	int			n_sums;
	ExactSum	sum[FLEXIBLE_ARRAY_MEMBER];
} ExactState;

extern ExactState *exact_state_of(FunctionCallInfo fcinfo);
extern ExactState *exact_state_for_row(FunctionCallInfo fcinfo, int n_sums, MemoryContext *previous);

#define PG_RETURN_EXACT_STATE(state) \
	do { \
		ExactState *returned = (state); \
		if (returned == NULL) \
			PG_RETURN_NULL(); \
		PG_RETURN_POINTER(returned); \
	} while (0)

#endif							/* EXACT_STATE_H */

/* SPDX-License-Identifier: PostgreSQL */
/*
 * effective_n.c - kish_effective_n
 *
 * A formula of two exact sums (ExactState, exact_state.c draws it: 150 to 300
 * bytes a group, whatever the number of rows):
 *
 *	sum[0]	w
 *	sum[1]	w * w
 */
#include "postgres.h"

#include <math.h>

#include "base/numeric_decode.h"
#include "state/exact_state.h"

PG_FUNCTION_INFO_V1(kish_accum);
PG_FUNCTION_INFO_V1(kish_accum_numeric);
PG_FUNCTION_INFO_V1(kish_final);

enum
{
	KISH_TOTAL,
	KISH_SQUARES,
	KISH_SUMS
};

static Datum
kish_accumulate(FunctionCallInfo fcinfo, double w)
{
	ExactState *state;

	w = check_weight(w);
	state = exact_state_for_row(fcinfo, KISH_SUMS);
	exact_sum_add(&state->sum[KISH_TOTAL], w);
	exact_sum_add_product(&state->sum[KISH_SQUARES], w, w);
	return exact_state_datum(state);
}

/* kish_accum(exact_sums, w float8) returns exact_sums */
Datum
kish_accum(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1))
		return exact_state_unchanged(fcinfo);
	return kish_accumulate(fcinfo, PG_GETARG_FLOAT8(1));
}

/* kish_accum(exact_sums, w numeric) returns exact_sums */
Datum
kish_accum_numeric(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1))
		return exact_state_unchanged(fcinfo);
	return kish_accumulate(fcinfo, numeric_to_double(PG_GETARG_NUMERIC_PACKED(1)));
}

/*
 * kish_final(exact_sums) returns float8
 *
 * (sum of w)^2 / sum of w^2: how many equally weighted answers say as much
 * (Kish 1965, Survey Sampling), 1 .. n, and n exactly for equal weights.  NULL
 * without rows or if all weights are 0.
 */
Datum
kish_final(PG_FUNCTION_ARGS)
{
	ExactState *state = exact_state_of(fcinfo, KISH_SUMS);
	DoubleDouble total;
	DoubleDouble squares;
	int			total_exponent;
	int			squares_exponent;

	if (state == NULL || exact_sum_is_zero(&state->sum[KISH_TOTAL]))
		PG_RETURN_NULL();
	total = exact_sum_parts(&state->sum[KISH_TOTAL], &total_exponent);
	squares = exact_sum_parts(&state->sum[KISH_SQUARES], &squares_exponent);
	PG_RETURN_FLOAT8(ldexp(dd_div(dd_mul(total, total), squares).hi, 2 * total_exponent - squares_exponent));
}

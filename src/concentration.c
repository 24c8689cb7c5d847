/*
 * concentration.c - hhi, concentration_index
 *
 * hhi needs two sums only (ExactState, exact_state.c draws it: about 250 bytes
 * a group):
 *
 *	sum[0]	x
 *	sum[1]	x * x
 *
 * concentration_index keeps its rows (Sample of rank_by and x, or of rank_by, x
 * and w, sample.c: 16 or 24 bytes a row); the arithmetic is in
 * concentration_kernel.c.
 */
#include "postgres.h"

#include <math.h>

#include "concentration_kernel.h"
#include "exact_state.h"
#include "numeric_decode.h"
#include "sample.h"

PG_FUNCTION_INFO_V1(hhi_accum);
PG_FUNCTION_INFO_V1(hhi_accum_numeric);
PG_FUNCTION_INFO_V1(hhi_final);
PG_FUNCTION_INFO_V1(concentration_index_final);

enum
{
	HHI_TOTAL,
	HHI_SQUARES,
	HHI_SUMS
};

static Datum
hhi_accumulate(FunctionCallInfo fcinfo, double x)
{
	ExactState *state;
	MemoryContext previous;

	x = check_value(check_finite(x, "value"), NOT_NEGATIVE);
	state = exact_state_for_row(fcinfo, HHI_SUMS, &previous);
	exact_sum_add(&state->sum[HHI_TOTAL], x);
	exact_sum_add_product(&state->sum[HHI_SQUARES], x, x);
	MemoryContextSwitchTo(previous);
	PG_RETURN_POINTER(state);
}

/* hhi_accum(internal, x float8) returns internal */
Datum
hhi_accum(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1))
		PG_RETURN_EXACT_STATE(exact_state_of(fcinfo));
	return hhi_accumulate(fcinfo, PG_GETARG_FLOAT8(1));
}

/* hhi_accum(internal, x numeric) returns internal */
Datum
hhi_accum_numeric(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1))
		PG_RETURN_EXACT_STATE(exact_state_of(fcinfo));
	return hhi_accumulate(fcinfo, numeric_to_double(PG_GETARG_NUMERIC_PACKED(1)));
}

/*
 * hhi_final(internal) returns float8
 *
 * Herfindahl-Hirschman index, the sum of squared shares: 1/n .. 1 (Hirschman
 * 1945; Herfindahl 1950).  NULL without rows or if the total is 0.
 */
Datum
hhi_final(PG_FUNCTION_ARGS)
{
	ExactState *state = exact_state_of(fcinfo);
	DoubleDouble total;
	DoubleDouble squares;
	int			total_exponent;
	int			squares_exponent;

	if (state == NULL || exact_sum_is_zero(&state->sum[HHI_TOTAL]))
		PG_RETURN_NULL();
	total = exact_sum_parts(&state->sum[HHI_TOTAL], &total_exponent);
	squares = exact_sum_parts(&state->sum[HHI_SQUARES], &squares_exponent);
	PG_RETURN_FLOAT8(ldexp(dd_div(squares, dd_mul(total, total)).hi, squares_exponent - 2 * total_exponent));
}

/* concentration_accum(internal, x, rank_by [, w]) returns internal, for float8 and numeric */
SAMPLE_ACCUM(concentration_accum, .value = 1, .rank_by = 2, .rule = NOT_NEGATIVE);
SAMPLE_ACCUM(concentration_accum_weighted, .value = 1, .rank_by = 2, .weight = 3, .rule = NOT_NEGATIVE);
SAMPLE_ACCUM(concentration_accum_numeric, .value = 1, .rank_by = 2, .numeric = true, .rule = NOT_NEGATIVE);
SAMPLE_ACCUM(concentration_accum_weighted_numeric, .value = 1, .rank_by = 2, .weight = 3, .numeric = true, .rule = NOT_NEGATIVE);

/*
 * concentration_index_final(internal) returns float8
 *
 * The standard concentration index; NULL without rows or if the total is 0.
 */
Datum
concentration_index_final(PG_FUNCTION_ARGS)
{
	Sample	   *sample = sample_sorted(fcinfo);
	RankedValues values;
	double		result;

	if (sample == NULL)
		PG_RETURN_NULL();
	values.n = sample->n;
	values.stride = sample->width;
	values.rank_by = sample->number;
	values.value = sample->number + 1;
	values.weight = sample->width == 3 ? sample->number + 2 : NULL;
	if (!concentration_index_of(&values, &result))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(result);
}

/* SPDX-License-Identifier: PostgreSQL */
/*
 * concentration.c - hhi, hhi_normalized, concentration_index and its relatives
 *
 * hhi needs two sums only (ExactState, exact_state.c draws it: 150 to 300 bytes
 * a group):
 *
 *	sum[0]	x
 *	sum[1]	x * x
 *
 * hhi_normalized would lose its digits in them where shares are nearly equal,
 * and keeps its rows as the measures of inequality.c do.
 *
 * The concentration indices keep their rows (Sample of rank_by and x, or of
 * rank_by, x and w, sample.c: 16 or 24 bytes a row); the arithmetic is in
 * concentration_kernel.c.
 */
#include "postgres.h"

#include <math.h>

#include "base/check.h"
#include "base/numeric_decode.h"
#include "inequality/concentration_kernel.h"
#include "inequality/entropy_kernel.h"
#include "state/exact_state.h"
#include "state/measure.h"
#include "state/options.h"

PG_FUNCTION_INFO_V1(hhi_accum);
PG_FUNCTION_INFO_V1(hhi_accum_numeric);
PG_FUNCTION_INFO_V1(hhi_final);
PG_FUNCTION_INFO_V1(hhi_normalized_final);
PG_FUNCTION_INFO_V1(concentration_index_final);
PG_FUNCTION_INFO_V1(concentration_index_generalized_final);
PG_FUNCTION_INFO_V1(concentration_index_erreygers_final);
PG_FUNCTION_INFO_V1(concentration_index_wagstaff_final);
PG_FUNCTION_INFO_V1(concentration_index_extended_final);

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

	x = check_value(check_finite(x, "value"), NOT_NEGATIVE);
	state = exact_state_for_row(fcinfo, HHI_SUMS);
	exact_sum_add(&state->sum[HHI_TOTAL], x);
	exact_sum_add_product(&state->sum[HHI_SQUARES], x, x);
	return exact_state_datum(state);
}

/* hhi_accum(exact_sums, x float8) returns exact_sums */
Datum
hhi_accum(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1))
		return exact_state_unchanged(fcinfo);
	return hhi_accumulate(fcinfo, PG_GETARG_FLOAT8(1));
}

/* hhi_accum(exact_sums, x numeric) returns exact_sums */
Datum
hhi_accum_numeric(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1))
		return exact_state_unchanged(fcinfo);
	return hhi_accumulate(fcinfo, numeric_to_double(PG_GETARG_NUMERIC_PACKED(1)));
}

/*
 * hhi_final(exact_sums) returns float8
 *
 * Herfindahl-Hirschman index, the sum of squared shares: 1/n .. 1 (Hirschman
 * 1945; Herfindahl 1950).  NULL without rows or if the total is 0.
 */
Datum
hhi_final(PG_FUNCTION_ARGS)
{
	ExactState *state = exact_state_of(fcinfo, HHI_SUMS);
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

/*
 * (H - 1/n) / (1 - 1/n), 0 .. 1; not defined for n = 1.  Without the
 * differences it is cv^2 / (n - 1), cv the coefficient of variation, as
 * H = (1 + cv^2) / n.
 */
static bool
hhi_normalized_of(const SortedValues *values, double *result)
{
	double		cv;

	if (values->n < 2 || !coefficient_of_variation_of(values, &cv))
		return false;
	*result = Min(cv * cv / (double) (values->n - 1), 1.0);
	return true;
}

/* hhi_normalized_final(internal) returns float8 */
Datum
hhi_normalized_final(PG_FUNCTION_ARGS)
{
	return apply_measure(fcinfo, hhi_normalized_of);
}

/* concentration_accum(internal, x, rank_by [, w]) returns internal, for float8 and numeric */
SAMPLE_ACCUM(concentration_accum, .value = 1, .rank_by = 2, .rule = NOT_NEGATIVE_RANKED);
SAMPLE_ACCUM(concentration_accum_weighted, .value = 1, .rank_by = 2, .weight = 3, .rule = NOT_NEGATIVE_RANKED);
SAMPLE_ACCUM(concentration_accum_numeric, .value = 1, .rank_by = 2, .numeric = true, .rule = NOT_NEGATIVE_RANKED);
SAMPLE_ACCUM(concentration_accum_weighted_numeric, .value = 1, .rank_by = 2, .weight = 3, .numeric = true,
			 .rule = NOT_NEGATIVE_RANKED);

/* The same for the generalized index, which takes negative values. */
SAMPLE_ACCUM(concentration_signed_accum, .value = 1, .rank_by = 2);
SAMPLE_ACCUM(concentration_signed_accum_weighted, .value = 1, .rank_by = 2, .weight = 3);
SAMPLE_ACCUM(concentration_signed_accum_numeric, .value = 1, .rank_by = 2, .numeric = true);
SAMPLE_ACCUM(concentration_signed_accum_weighted_numeric, .value = 1, .rank_by = 2, .weight = 3, .numeric = true);

/* concentration_limits_accum(internal, x, rank_by, lo float8, hi float8 [, w]) returns internal */
SAMPLE_ACCUM(concentration_limits_accum, .value = 1, .rank_by = 2, .limits = 3);
SAMPLE_ACCUM(concentration_limits_accum_weighted, .value = 1, .rank_by = 2, .limits = 3, .weight = 5);
SAMPLE_ACCUM(concentration_limits_accum_numeric, .value = 1, .rank_by = 2, .limits = 3, .numeric = true);
SAMPLE_ACCUM(concentration_limits_accum_weighted_numeric,
			 .value = 1, .rank_by = 2, .limits = 3, .weight = 5, .numeric = true);

/* concentration_extended_accum(internal, x, rank_by, nu float8 [, w]) returns internal */
RANKED_ACCUM_WITH_OPTION(concentration_extended_accum,
						 .option_name = "nu", .check_option = check_nu, .rule = NOT_NEGATIVE_RANKED);

/* concentration_index_final(internal) returns float8 */
Datum
concentration_index_final(PG_FUNCTION_ARGS)
{
	return apply_ranked_measure(fcinfo, concentration_index_of);
}

/* concentration_index_generalized_final(internal) returns float8 */
Datum
concentration_index_generalized_final(PG_FUNCTION_ARGS)
{
	return apply_ranked_measure(fcinfo, concentration_generalized_of);
}

/* concentration_index_erreygers_final(internal) returns float8 */
Datum
concentration_index_erreygers_final(PG_FUNCTION_ARGS)
{
	return apply_ranked_measure(fcinfo, concentration_erreygers_of);
}

/* concentration_index_wagstaff_final(internal) returns float8 */
Datum
concentration_index_wagstaff_final(PG_FUNCTION_ARGS)
{
	return apply_ranked_measure(fcinfo, concentration_wagstaff_of);
}

/* concentration_index_extended_final(internal) returns float8 */
Datum
concentration_index_extended_final(PG_FUNCTION_ARGS)
{
	return apply_ranked_measure(fcinfo, concentration_extended_of);
}

/* SPDX-License-Identifier: PostgreSQL */
/*
 * satisfaction.c - satisfaction_weighted_quantity, satisfaction_weighted_index
 *
 * The aggregates are formulas of exact sums (ExactState, exact_state.c draws
 * it: 150 to 400 bytes a group, whatever the number of rows):
 *
 *	satisfaction_weighted_quantity	quantity * satisfaction
 *	satisfaction_weighted_index		w * score * satisfaction | w
 *
 * Satisfaction is a percentage, 0 .. 100; the division by 100 comes last.
 */
#include "postgres.h"

#include <math.h>

#include "state/exact_state.h"

PG_FUNCTION_INFO_V1(satisfaction_quantity_accum);
PG_FUNCTION_INFO_V1(satisfaction_quantity_final);
PG_FUNCTION_INFO_V1(satisfaction_index_accum);
PG_FUNCTION_INFO_V1(satisfaction_index_final);

enum
{
	QUANTITY_SATISFIED,
	QUANTITY_SUMS
};

enum
{
	INDEX_SATISFIED,
	INDEX_WEIGHT,
	INDEX_SUMS
};

static double
check_satisfaction(double satisfaction)
{
	return check_between(satisfaction, 0.0, 100.0, "satisfaction");
}

/* satisfaction_quantity_accum(exact_sums, quantity float8, satisfaction float8) returns exact_sums */
Datum
satisfaction_quantity_accum(PG_FUNCTION_ARGS)
{
	ExactState *state;
	double		quantity;
	double		satisfaction;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return exact_state_unchanged(fcinfo);
	quantity = check_not_negative(PG_GETARG_FLOAT8(1), "quantity");
	satisfaction = check_satisfaction(PG_GETARG_FLOAT8(2));

	state = exact_state_for_row(fcinfo, QUANTITY_SUMS);
	exact_sum_add_product(&state->sum[QUANTITY_SATISFIED], quantity, satisfaction);
	return exact_state_datum(state);
}

/*
 * satisfaction_quantity_final(exact_sums) returns float8
 *
 * sum of quantity * satisfaction / 100, in the unit of the quantity; NULL
 * without rows; error if it is too large for float8.
 */
Datum
satisfaction_quantity_final(PG_FUNCTION_ARGS)
{
	ExactState *state = exact_state_of(fcinfo, QUANTITY_SUMS);
	double		result;

	if (state == NULL)
		PG_RETURN_NULL();
	result = exact_sum_ratio(&state->sum[QUANTITY_SATISFIED], NULL, 100.0).hi;
	if (isinf(result))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("sum of satisfaction-weighted quantities is too large for double precision")));
	PG_RETURN_FLOAT8(result);
}

/*
 * satisfaction_index_accum(exact_sums, score float8, satisfaction float8 [, weight float8 [, theta float8]])
 * returns exact_sums
 */
Datum
satisfaction_index_accum(PG_FUNCTION_ARGS)
{
	ExactState *state;
	bool		has_weight = PG_NARGS() > 3;
	bool		has_theta = PG_NARGS() > 4;
	double		score;
	double		satisfaction;
	double		weight = 1.0;
	double		theta = 1.0;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || (has_weight && PG_ARGISNULL(3)))
		return exact_state_unchanged(fcinfo);
	if (has_theta)
	{
		check_option_not_null(PG_ARGISNULL(4), "theta");
		theta = check_not_negative(PG_GETARG_FLOAT8(4), "theta");
	}
	score = check_finite(PG_GETARG_FLOAT8(1), "score");
	satisfaction = check_finite(PG_GETARG_FLOAT8(2), "satisfaction");
	if (has_weight)
		weight = check_weight(PG_GETARG_FLOAT8(3));
	if (weight > 0.0)
	{
		score = check_not_negative(score, "score");
		satisfaction = check_satisfaction(satisfaction);
	}

	state = exact_state_for_row(fcinfo, INDEX_SUMS);
	if (has_theta)
		set_option(&state->option, theta, "theta");
	if (weight > 0.0)
	{
		/* without a power there is nothing to round */
		if (theta != 1.0)
			satisfaction = 100.0 * pow(satisfaction / 100.0, theta);
		exact_sum_add_product3(&state->sum[INDEX_SATISFIED], weight, score, satisfaction);
		exact_sum_add(&state->sum[INDEX_WEIGHT], weight);
	}
	return exact_state_datum(state);
}

/*
 * satisfaction_index_final(exact_sums) returns float8
 *
 * sum of w * score * (satisfaction / 100)^theta / sum of w, in the unit of the
 * score; NULL without rows or if all weights are 0.
 */
Datum
satisfaction_index_final(PG_FUNCTION_ARGS)
{
	ExactState *state = exact_state_of(fcinfo, INDEX_SUMS);

	if (state == NULL || exact_sum_is_zero(&state->sum[INDEX_WEIGHT]))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(exact_sum_ratio(&state->sum[INDEX_SATISFIED], &state->sum[INDEX_WEIGHT], 100.0).hi);
}

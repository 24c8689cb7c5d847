/*
 * composite.c - score_ratio, score_goalpost, evaluation_score, arithmetic_score, geometric_score
 *
 * The aggregates are formulas of exact sums (ExactState, exact_state.c draws
 * it: 150 to 500 bytes a group, whatever the number of rows):
 *
 *	evaluation_score	earned | available
 *	arithmetic_score	weight present | weight missing | w * value
 *	geometric_score		weight present | weight missing | w * exponent | w * ln(mantissa)
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "exact_state.h"

PG_FUNCTION_INFO_V1(score_ratio);
PG_FUNCTION_INFO_V1(score_goalpost);
PG_FUNCTION_INFO_V1(evaluation_accum);
PG_FUNCTION_INFO_V1(evaluation_final);
PG_FUNCTION_INFO_V1(arithmetic_accum);
PG_FUNCTION_INFO_V1(arithmetic_final);
PG_FUNCTION_INFO_V1(geometric_accum);
PG_FUNCTION_INFO_V1(geometric_final);

enum
{
	EVALUATION_EARNED,
	EVALUATION_AVAILABLE,
	EVALUATION_SUMS
};

/* what all means begin with */
enum
{
	MEAN_PRESENT,
	MEAN_MISSING,
	MEAN_SUMS
};

enum
{
	ARITHMETIC_VALUES = MEAN_SUMS,
	ARITHMETIC_SUMS
};

enum
{
	GEOMETRIC_EXPONENTS = MEAN_SUMS,
	GEOMETRIC_LOGARITHMS,
	GEOMETRIC_SUMS
};

/* 100 * part / whole for 0 < part < whole, where 100 * part may be too large. */
static double
percent(double part, double whole)
{
	double		result;

	if (part <= DBL_MAX / 100.0)
		result = 100.0 * part / whole;
	else
		result = part / whole * 100.0;
	return Min(result, 100.0);
}

/*
 * score_ratio(value float8, target float8) returns float8
 *
 * 100 * value / target, clipped to 0 .. 100.  The product comes first, so that
 * 884 of 1000 is 88.4 to the bit.  NULL if an argument is NULL or the target
 * is 0; a negative target is an error.
 */
Datum
score_ratio(PG_FUNCTION_ARGS)
{
	double		value = check_finite(PG_GETARG_FLOAT8(0), "value");
	double		target = check_not_negative(PG_GETARG_FLOAT8(1), "target");

	if (target == 0.0)
		PG_RETURN_NULL();
	if (value <= 0.0)
		PG_RETURN_FLOAT8(0.0);
	if (value >= target)
		PG_RETURN_FLOAT8(100.0);
	PG_RETURN_FLOAT8(percent(value, target));
}

/*
 * score_goalpost(value float8, lo float8, hi float8) returns float8
 *
 * 100 * (value - lo) / (hi - lo), clipped to 0 .. 100: the dimension index of
 * the Human Development Index (UNDP, Human Development Report, technical
 * note 1).  lo > hi means that lower is better.  NULL if an argument is NULL
 * or lo = hi.
 */
Datum
score_goalpost(PG_FUNCTION_ARGS)
{
	double		value = check_finite(PG_GETARG_FLOAT8(0), "value");
	double		lo = check_finite(PG_GETARG_FLOAT8(1), "lo");
	double		hi = check_finite(PG_GETARG_FLOAT8(2), "hi");
	double		scale;

	if (lo == hi)
		PG_RETURN_NULL();
	if (lo < hi ? value <= lo : value >= lo)
		PG_RETURN_FLOAT8(0.0);
	if (lo < hi ? value >= hi : value <= hi)
		PG_RETURN_FLOAT8(100.0);

	/* between the goalposts; only their distance can overflow */
	scale = isinf(hi - lo) ? 0.5 : 1.0;
	PG_RETURN_FLOAT8(percent(fabs(value * scale - lo * scale), fabs(hi * scale - lo * scale)));
}

/* evaluation_accum(internal, earned float8, available float8) returns internal */
Datum
evaluation_accum(PG_FUNCTION_ARGS)
{
	ExactState *state;
	MemoryContext previous;
	double		earned;
	double		available;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_EXACT_STATE(exact_state_of(fcinfo));
	earned = check_not_negative(PG_GETARG_FLOAT8(1), "earned points");
	available = check_not_negative(PG_GETARG_FLOAT8(2), "available points");
	if (earned > available)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("earned points %s are more than the available points %s",
						float8_text(earned), float8_text(available)),
				 errhint("The arguments are evaluation_score(earned, available).")));

	state = exact_state_for_row(fcinfo, EVALUATION_SUMS, &previous);
	exact_sum_add(&state->sum[EVALUATION_EARNED], earned);
	exact_sum_add(&state->sum[EVALUATION_AVAILABLE], available);
	MemoryContextSwitchTo(previous);
	PG_RETURN_POINTER(state);
}

/*
 * evaluation_final(internal) returns float8
 *
 * 100 * sum of earned / sum of available points, 0 .. 100; NULL without rows
 * or if no point is available.
 */
Datum
evaluation_final(PG_FUNCTION_ARGS)
{
	ExactState *state = exact_state_of(fcinfo);
	DoubleDouble share;

	if (state == NULL || exact_sum_is_zero(&state->sum[EVALUATION_AVAILABLE]))
		PG_RETURN_NULL();
	share = exact_sum_ratio(&state->sum[EVALUATION_EARNED], &state->sum[EVALUATION_AVAILABLE], 1.0);
	PG_RETURN_FLOAT8(dd_mul_double(share, 100.0).hi);
}

/* Tells what a mean does with one value that is present and has a weight. */
typedef void (*MeanStep) (ExactState *state, double value, double weight);

/* (internal, value float8, weight float8 [, min_coverage float8]) for both means */
static Datum
mean_accumulate(FunctionCallInfo fcinfo, int n_sums, bool positive, MeanStep step)
{
	ExactState *state;
	MemoryContext previous;
	bool		has_option = PG_NARGS() > 3;
	double		min_coverage = 0.0;
	double		value = 0.0;
	double		weight;

	/* without a weight, a row says nothing; without a value, that something is missing */
	if (PG_ARGISNULL(2))
		PG_RETURN_EXACT_STATE(exact_state_of(fcinfo));
	if (has_option)
	{
		check_option_not_null(PG_ARGISNULL(3), "min_coverage");
		min_coverage = check_between(PG_GETARG_FLOAT8(3), 0.0, 1.0, "min_coverage");
	}
	if (!PG_ARGISNULL(1))
		value = check_finite(PG_GETARG_FLOAT8(1), "value");
	weight = check_weight(PG_GETARG_FLOAT8(2));
	if (positive && !PG_ARGISNULL(1) && weight > 0.0 && value <= 0.0)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("value of a geometric mean must be above 0, not %s", float8_text(value)),
				 errhint("Give every score a lower bound above 0, or use arithmetic_score().")));

	state = exact_state_for_row(fcinfo, n_sums, &previous);
	if (has_option)
		set_option(&state->option, min_coverage, "min_coverage");
	if (weight > 0.0)
	{
		exact_sum_add(&state->sum[PG_ARGISNULL(1) ? MEAN_MISSING : MEAN_PRESENT], weight);
		if (!PG_ARGISNULL(1))
			step(state, value, weight);
	}
	MemoryContextSwitchTo(previous);
	PG_RETURN_POINTER(state);
}

/* Is enough of the weight present?  The share is rounded once, so that 7 of 10 is not less than 0.7. */
static bool
mean_is_defined(const ExactState *state)
{
	ExactSum	all;

	if (state == NULL || exact_sum_is_zero(&state->sum[MEAN_PRESENT]))
		return false;
	if (!state->option.known || exact_sum_is_zero(&state->sum[MEAN_MISSING]))
		return true;
	exact_sum_init(&all);
	exact_sum_merge(&all, &state->sum[MEAN_PRESENT]);
	exact_sum_merge(&all, &state->sum[MEAN_MISSING]);
	return exact_sum_ratio(&state->sum[MEAN_PRESENT], &all, 1.0).hi >= state->option.value;
}

static void
arithmetic_step(ExactState *state, double value, double weight)
{
	exact_sum_add_product(&state->sum[ARITHMETIC_VALUES], weight, value);
}

/*
 * The logarithm of a value is split at its power of two.  Exponents are summed
 * exactly and only ln(mantissa), -0.7 .. 0, is rounded, so the mean of numbers
 * of any size is as good as that of numbers near 1.
 */
static void
geometric_step(ExactState *state, double value, double weight)
{
	int			exponent;
	double		mantissa = frexp(value, &exponent);

	exact_sum_add_product(&state->sum[GEOMETRIC_EXPONENTS], weight, exponent);
	exact_sum_add_product(&state->sum[GEOMETRIC_LOGARITHMS], weight, log(mantissa));
	state->min = Min(state->min, value);
	state->max = Max(state->max, value);
}

/* arithmetic_accum(internal, value float8, weight float8 [, min_coverage float8]) returns internal */
Datum
arithmetic_accum(PG_FUNCTION_ARGS)
{
	return mean_accumulate(fcinfo, ARITHMETIC_SUMS, false, arithmetic_step);
}

/*
 * arithmetic_final(internal) returns float8
 *
 * sum of w * value / sum of w over the values that are present, in the unit of
 * the values; NULL if there are none, or too few.
 */
Datum
arithmetic_final(PG_FUNCTION_ARGS)
{
	ExactState *state = exact_state_of(fcinfo);

	if (!mean_is_defined(state))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(exact_sum_ratio(&state->sum[ARITHMETIC_VALUES], &state->sum[MEAN_PRESENT], 1.0).hi + 0.0);
}

/* geometric_accum(internal, value float8, weight float8 [, min_coverage float8]) returns internal */
Datum
geometric_accum(PG_FUNCTION_ARGS)
{
	return mean_accumulate(fcinfo, GEOMETRIC_SUMS, true, geometric_step);
}

/*
 * geometric_final(internal) returns float8
 *
 * exp(sum of w * ln(value) / sum of w) over the values that are present, in
 * the unit of the values; NULL if there are none, or too few.
 */
Datum
geometric_final(PG_FUNCTION_ARGS)
{
	ExactState *state = exact_state_of(fcinfo);
	DoubleDouble exponent;
	DoubleDouble logarithm;
	double		whole;
	double		result;

	if (!mean_is_defined(state))
		PG_RETURN_NULL();
	exponent = exact_sum_ratio(&state->sum[GEOMETRIC_EXPONENTS], &state->sum[MEAN_PRESENT], 1.0);
	logarithm = exact_sum_ratio(&state->sum[GEOMETRIC_LOGARITHMS], &state->sum[MEAN_PRESENT], 1.0);
	whole = rint(exponent.hi);
	result = ldexp(exp(((exponent.hi - whole) + exponent.lo) * M_LN2 + logarithm.hi), (int) whole);

	/* a mean is never outside of its values; so equal values have exactly that mean */
	PG_RETURN_FLOAT8(Max(state->min, Min(state->max, result)));
}

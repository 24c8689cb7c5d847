/* SPDX-License-Identifier: PostgreSQL */
/*
 * composite.c - evaluation_score, arithmetic_score, geometric_score, harmonic_score, power_score
 *
 * The aggregates are formulas of exact sums (ExactState, exact_state.c draws
 * it: 200 to 500 bytes a group, whatever the number of rows):
 *
 *	evaluation_score	earned | available
 *	arithmetic_score	weight present | weight missing | w * value
 *	geometric_score		weight present | weight missing | w * exponent | w * ln(mantissa)
 *	harmonic_score		weight present | weight missing | w * value^-1 in the window | and in the one below
 *	power_score			the same with value^p; p = 0 as geometric_score, p = 1 as arithmetic_score,
 *						|p| below 2^-10: w * (value^p - 1) in place of the windows
 *
 * The lower window has no digits where powers are not far apart.
 *
 * Powers of 10^300 exceed all that an exact sum can hold.  Their exponents are
 * cut into windows of 4096, the first one around 0, and only the highest window
 * that is in use and the one below it are kept.  So each sum tells about all
 * rows of its window, in whatever order they came; what lies below is less
 * than 2^-3900 of the whole.
 */
#include "postgres.h"

#include <math.h>

#include "math/power_kernel.h"
#include "state/exact_state.h"

PG_FUNCTION_INFO_V1(evaluation_accum);
PG_FUNCTION_INFO_V1(evaluation_final);
PG_FUNCTION_INFO_V1(arithmetic_accum);
PG_FUNCTION_INFO_V1(arithmetic_final);
PG_FUNCTION_INFO_V1(geometric_accum);
PG_FUNCTION_INFO_V1(geometric_final);
PG_FUNCTION_INFO_V1(harmonic_accum);
PG_FUNCTION_INFO_V1(power_accum);
PG_FUNCTION_INFO_V1(power_combine);
PG_FUNCTION_INFO_V1(power_final);

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

enum
{
	POWER_HIGH = MEAN_SUMS,
	POWER_LOW,
	POWER_SUMS
};

#define POWER_WINDOW	4096

/* A rest of a power that is smaller than this cannot count. */
#define REST_MIN		0x1p-300

/* Means by their p. */
#define HARMONIC		(-1.0)
#define GEOMETRIC		0.0
#define ARITHMETIC		1.0

/* evaluation_accum(exact_sums, earned float8, available float8) returns exact_sums */
Datum
evaluation_accum(PG_FUNCTION_ARGS)
{
	ExactState *state;
	double		earned;
	double		available;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return exact_state_unchanged(fcinfo);
	earned = check_not_negative(PG_GETARG_FLOAT8(1), "earned points");
	available = check_not_negative(PG_GETARG_FLOAT8(2), "available points");
	if (earned > available)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("earned points %s are more than the available points %s",
						float8_text(earned), float8_text(available)),
				 errhint("The arguments are evaluation_score(earned, available).")));

	state = exact_state_for_row(fcinfo, EVALUATION_SUMS);
	exact_sum_add(&state->sum[EVALUATION_EARNED], earned);
	exact_sum_add(&state->sum[EVALUATION_AVAILABLE], available);
	return exact_state_datum(state);
}

/*
 * evaluation_final(exact_sums) returns float8
 *
 * 100 * sum of earned / sum of available points, 0 .. 100; NULL without rows
 * or if no point is available.
 */
Datum
evaluation_final(PG_FUNCTION_ARGS)
{
	ExactState *state = exact_state_of(fcinfo, EVALUATION_SUMS);
	DoubleDouble share;

	if (state == NULL || exact_sum_is_zero(&state->sum[EVALUATION_AVAILABLE]))
		PG_RETURN_NULL();
	share = exact_sum_ratio(&state->sum[EVALUATION_EARNED], &state->sum[EVALUATION_AVAILABLE], 1.0);
	PG_RETURN_FLOAT8(dd_mul_double(share, 100.0).hi);
}

/* Only the arithmetic mean knows values below 0, and none with p <= 0 a value of 0. */
static void
check_mean_value(double value, double p)
{
	char	   *mean;

	if (likely(value > 0.0 || (value == 0.0 && p > 0.0) || p == ARITHMETIC))
		return;
	if (p == GEOMETRIC)
		mean = "a geometric mean";
	else if (p == HARMONIC)
		mean = "a harmonic mean";
	else
		mean = psprintf("a power mean with p = %s", float8_text(p));
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg(p > 0.0 ? "value of %s must be at least 0, not %s" : "value of %s must be above 0, not %s",
					mean, float8_text(value)),
			 p > 0.0 ? errhint("Give every score a lower bound of 0, or use arithmetic_score().") :
			 errhint("Give every score a lower bound above 0, or use arithmetic_score().")));
}

/* Tells what a mean does with one value that is present and has a weight. */
typedef void (*MeanStep) (ExactState *state, double value, double weight);

/*
 * For all means: (exact_sums, value float8, weight float8, ... [, min_coverage
 * float8]), where min_coverage is argument number `coverage` if there are so
 * many.  Inlined, so that each mean has a loop of its own.
 */
static pg_attribute_always_inline Datum
mean_accumulate(FunctionCallInfo fcinfo, int coverage, int n_sums, double p, MeanStep step)
{
	ExactState *state;
	bool		has_option = PG_NARGS() > coverage;
	double		min_coverage = 0.0;
	double		value = 0.0;
	double		weight;

	/*
	 * without a weight, a row says nothing; without a value, that something
	 * is missing
	 */
	if (PG_ARGISNULL(2))
		return exact_state_unchanged(fcinfo);
	if (has_option)
	{
		check_option_not_null(PG_ARGISNULL(coverage), "min_coverage");
		min_coverage = check_between(PG_GETARG_FLOAT8(coverage), 0.0, 1.0, "min_coverage");
	}
	if (!PG_ARGISNULL(1))
		value = check_finite(PG_GETARG_FLOAT8(1), "value");
	weight = check_weight(PG_GETARG_FLOAT8(2));
	if (!PG_ARGISNULL(1) && weight > 0.0)
		check_mean_value(value, p);

	state = exact_state_for_row(fcinfo, n_sums);
	if (has_option)
		set_option(&state->option, min_coverage, "min_coverage");
	if (n_sums == POWER_SUMS)
		set_option(&state->power, p, "p");
	if (weight > 0.0)
	{
		exact_sum_add(&state->sum[PG_ARGISNULL(1) ? MEAN_MISSING : MEAN_PRESENT], weight);
		if (!PG_ARGISNULL(1))
			step(state, value, weight);
	}
	return exact_state_datum(state);
}

/* Is enough of the weight present?  The share is rounded once, so that 7 of 10 is not less than 0.7. */
static bool
mean_is_defined(const ExactState *state)
{
	ExactSum	all;

	if (state == NULL || exact_sum_is_zero(&state->sum[MEAN_PRESENT]))
		return false;
	if (!option_is_known(&state->option) || exact_sum_is_zero(&state->sum[MEAN_MISSING]))
		return true;
	exact_sum_init(&all);
	exact_sum_merge(&all, &state->sum[MEAN_PRESENT]);
	exact_sum_merge(&all, &state->sum[MEAN_MISSING]);
	return exact_sum_ratio(&state->sum[MEAN_PRESENT], &all, 1.0).hi >= state->option.value;
}

/* What a sum of the state is per weight. */
static DoubleDouble
per_weight(const ExactState *state, int sum)
{
	return exact_sum_ratio(&state->sum[sum], &state->sum[MEAN_PRESENT], 1.0);
}

static void
take_bounds(ExactState *state, double value)
{
	state->min = Min(state->min, value);
	state->max = Max(state->max, value);
}

/* A mean is never outside of its values; so equal values have exactly that mean. */
static double
within_bounds(const ExactState *state, double mean)
{
	return Max(state->min, Min(state->max, mean));
}

static void
arithmetic_step(ExactState *state, double value, double weight)
{
	exact_sum_add_product(&state->sum[ARITHMETIC_VALUES], weight, value);
}

static double
arithmetic_mean(const ExactState *state)
{
	return per_weight(state, ARITHMETIC_VALUES).hi + 0.0;
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
	take_bounds(state, value);
}

static double
geometric_mean(const ExactState *state)
{
	DoubleDouble exponent = per_weight(state, GEOMETRIC_EXPONENTS);
	DoubleDouble logarithm = per_weight(state, GEOMETRIC_LOGARITHMS);
	/* what a state from elsewhere says is cut to what a double can be */
	double		whole = Max(-2200.0, Min(2200.0, rint(exponent.hi)));
	double		result = ldexp(exp(((exponent.hi - whole) + exponent.lo) * M_LN2 + logarithm.hi), (int) whole);

	return within_bounds(state, result);
}

static bool
has_no_powers(const ExactState *state)
{
	return state->sum[POWER_HIGH].count == 0 && state->sum[POWER_LOW].count == 0;
}

/* Let the window be in use, which leaves behind what is now too low to count. */
static void
raise_window(ExactState *state, int window)
{
	ExactSum   *high = &state->sum[POWER_HIGH];
	ExactSum   *low = &state->sum[POWER_LOW];

	if (has_no_powers(state))
		state->window = window;
	else if (window > state->window)
	{
		exact_sum_clear(low);
		if (window == state->window + 1)
		{
			*low = *high;
			exact_sum_init(high);
		}
		else
			exact_sum_clear(high);
		state->window = window;
	}
}

/* Add weight * value^p, or weight * (value^p - 1). */
static void
power_step(ExactState *state, double value, double weight)
{
	double		p = state->power.value;

	take_bounds(state, value);
	if (power_is_near_zero(p))
	{
		DoubleDouble excess = power_excess(value, p);

		exact_sum_add_product(&state->sum[POWER_HIGH], weight, excess.hi);
		exact_sum_add_product(&state->sum[POWER_HIGH], weight, excess.lo);
	}
	else if (value > 0.0)
	{
		int			exponent;
		int			window;
		double		mantissa = frexp(weight, &exponent);
		ScaledPower power = power_of(value, p);

		exponent += power.exponent;
		window = (int) floor((double) exponent / POWER_WINDOW + 0.5);
		exponent -= window * POWER_WINDOW;
		raise_window(state, window);
		if (window >= state->window - 1)
		{
			ExactSum   *sum = &state->sum[window == state->window ? POWER_HIGH : POWER_LOW];

			exact_sum_add_scaled_product(sum, mantissa, power.number.hi, exponent);

			/*
			 * the rest has digits below any that count, and might leave the
			 * range of the sum
			 */
			if (fabs(power.number.lo) > REST_MIN)
				exact_sum_add_scaled_product(sum, mantissa, power.number.lo, exponent);
		}
	}
}

static double
power_mean(const ExactState *state)
{
	double		p = state->power.value;
	ScaledPower mean;
	DoubleDouble low;
	DoubleDouble weight;
	int			low_exponent;
	int			weight_exponent;
	double		result;

	if (power_is_near_zero(p))
		result = power_excess_root(per_weight(state, POWER_HIGH), p);
	else if (has_no_powers(state))
		result = 0.0;
	else
	{
		mean.number = exact_sum_parts(&state->sum[POWER_HIGH], &mean.exponent);
		low = exact_sum_parts(&state->sum[POWER_LOW], &low_exponent);
		weight = exact_sum_parts(&state->sum[MEAN_PRESENT], &weight_exponent);
		low_exponent -= POWER_WINDOW + mean.exponent;
		mean.number = dd_div(dd_add(mean.number, dd_ldexp(low, low_exponent)), weight);
		mean.exponent += state->window * POWER_WINDOW - weight_exponent;
		result = power_root(mean, p);
	}
	return within_bounds(state, result);
}

/* arithmetic_accum(exact_sums, value float8, weight float8 [, min_coverage float8]) returns exact_sums */
Datum
arithmetic_accum(PG_FUNCTION_ARGS)
{
	return mean_accumulate(fcinfo, 3, ARITHMETIC_SUMS, ARITHMETIC, arithmetic_step);
}

/*
 * arithmetic_final(exact_sums) returns float8
 *
 * sum of w * value / sum of w over the values that are present, in the unit of
 * the values; NULL if there are none, or too few.
 */
Datum
arithmetic_final(PG_FUNCTION_ARGS)
{
	ExactState *state = exact_state_of(fcinfo, ARITHMETIC_SUMS);

	if (!mean_is_defined(state))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(arithmetic_mean(state));
}

/* geometric_accum(exact_sums, value float8, weight float8 [, min_coverage float8]) returns exact_sums */
Datum
geometric_accum(PG_FUNCTION_ARGS)
{
	return mean_accumulate(fcinfo, 3, GEOMETRIC_SUMS, GEOMETRIC, geometric_step);
}

/*
 * geometric_final(exact_sums) returns float8
 *
 * exp(sum of w * ln(value) / sum of w) over the values that are present, in
 * the unit of the values; NULL if there are none, or too few.
 */
Datum
geometric_final(PG_FUNCTION_ARGS)
{
	ExactState *state = exact_state_of(fcinfo, GEOMETRIC_SUMS);

	if (!mean_is_defined(state))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(geometric_mean(state));
}

/* harmonic_accum(exact_sums, value float8, weight float8 [, min_coverage float8]) returns exact_sums */
Datum
harmonic_accum(PG_FUNCTION_ARGS)
{
	return mean_accumulate(fcinfo, 3, POWER_SUMS, HARMONIC, power_step);
}

/* power_accum(exact_sums, value float8, weight float8, p float8 [, min_coverage float8]) returns exact_sums */
Datum
power_accum(PG_FUNCTION_ARGS)
{
	double		p;

	if (PG_ARGISNULL(2))
		return exact_state_unchanged(fcinfo);
	check_option_not_null(PG_ARGISNULL(3), "p");
	p = check_between(PG_GETARG_FLOAT8(3), -POWER_MAX, POWER_MAX, "p");
	if (p == ARITHMETIC)
		return mean_accumulate(fcinfo, 4, POWER_SUMS, p, arithmetic_step);
	if (p == GEOMETRIC)
		return mean_accumulate(fcinfo, 4, POWER_SUMS, p, geometric_step);
	return mean_accumulate(fcinfo, 4, POWER_SUMS, p, power_step);
}

static void
merge_powers(ExactState *state, const ExactState *other)
{
	exact_sum_merge(&state->sum[MEAN_PRESENT], &other->sum[MEAN_PRESENT]);
	exact_sum_merge(&state->sum[MEAN_MISSING], &other->sum[MEAN_MISSING]);
	if (!has_no_powers(other))
	{
		int			below;
		int			i;

		raise_window(state, other->window);
		below = state->window - other->window;
		for (i = POWER_HIGH; i <= POWER_LOW - below; i++)
			exact_sum_merge(&state->sum[i + below], &other->sum[i]);
	}
}

/* power_combine(exact_sums, exact_sums) returns exact_sums: harmonic_score() and power_score() */
Datum
power_combine(PG_FUNCTION_ARGS)
{
	return exact_state_combine(fcinfo, POWER_SUMS, merge_powers);
}

/*
 * power_final(exact_sums) returns float8
 *
 * (sum of w * value^p / sum of w)^(1/p) over the values that are present, in
 * the unit of the values: harmonic_score() for p = -1; the geometric mean for
 * p = 0, to which p near 0 comes near.  NULL if there are none, or too few.
 */
Datum
power_final(PG_FUNCTION_ARGS)
{
	ExactState *state = exact_state_of(fcinfo, POWER_SUMS);

	if (!mean_is_defined(state))
		PG_RETURN_NULL();
	if (state->power.value == ARITHMETIC)
		PG_RETURN_FLOAT8(arithmetic_mean(state));
	if (state->power.value == GEOMETRIC)
		PG_RETURN_FLOAT8(geometric_mean(state));
	PG_RETURN_FLOAT8(power_mean(state));
}

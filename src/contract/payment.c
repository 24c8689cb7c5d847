/* SPDX-License-Identifier: PostgreSQL */
/*
 * payment.c - performance_payment
 *
 * What a contract pays by quantity and by quality.  Of the price P the share a
 * is paid for what was verified, V of the target T, and the rest for the score
 * Q, 0 .. 100:
 *
 *	quantity	a P min(V, T) / T
 *	quality		(1 - a) P m(Q),		m(Q) = min(1, max(0, (Q - lo) / (hi - lo)))
 *
 * m is a slope: a tenth of a point more or less never costs more than a tenth
 * of a point is worth, while a step would pay a score of 79.9 and one of 80 as
 * if they were worlds apart.
 *
 * Money is exact.  In cents both parts are fractions
 *
 *	100 a P min(V, T) / T  and  100 (1 - a) P (min(max(Q, lo), hi) - lo) / (hi - lo)
 *
 * whose numerators and denominators have all their digits.  Their sum is rounded
 * half up to a cent, and the parts by the largest remainder, so that they add up
 * to it; two equal remainders give the cent to the quantity.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"

#include "base/exact_numeric.h"
#include "base/result.h"

PG_FUNCTION_INFO_V1(performance_payment);
PG_FUNCTION_INFO_V1(performance_payment_float8);

/* The fields of performance_payment. */
enum
{
	QUANTITY,
	QUALITY,
	TOTAL,
	FIELDS
};

/* An amount of whole + rest / divisor cents. */
typedef struct Cents
{
	Numeric		whole;
	Numeric		rest;
	Numeric		divisor;
} Cents;

/* 100 amount part / all cents */
static Cents
cents_of(Numeric amount, Numeric part, Numeric all)
{
	Numeric		product = numeric_scaled(numeric_times(amount, part), 2);
	Cents		cents;

	cents.whole = numeric_whole(product, all);
	cents.rest = numeric_rest(product, all);
	cents.divisor = all;
	return cents;
}

/* Do the cents' rests together reach so many halves of a cent? */
static bool
rests_reach(const Cents *a, const Cents *b, int halves)
{
	Numeric		sum = numeric_plus(numeric_times(a->rest, b->divisor), numeric_times(b->rest, a->divisor));
	Numeric		unit = numeric_times(a->divisor, b->divisor);

	return numeric_compare(numeric_times(int64_to_numeric(2), sum), numeric_times(int64_to_numeric(halves), unit)) >= 0;
}

/* Is the rest of a at least that of b? */
static bool
rest_is_largest(const Cents *a, const Cents *b)
{
	return numeric_compare(numeric_times(a->rest, b->divisor), numeric_times(b->rest, a->divisor)) >= 0;
}

/* Cents, and one more or not, as an amount with two decimals. */
static Datum
amount_of(const Cents *cents, bool one_more)
{
	return NumericGetDatum(numeric_rounded(numeric_scaled(numeric_plus(cents->whole, int64_to_numeric(one_more)), -2),
										   2));
}

/* 100 a P min(V, T) / T; false if T = 0 and something depends on it */
static bool
quantity_cents(Numeric price, Numeric share, Numeric verified, Numeric target, Cents *cents)
{
	Numeric		budget = numeric_times(share, price);

	if (numeric_sign_of(budget) == 0)
		*cents = cents_of(budget, budget, int64_to_numeric(1));
	else if (numeric_sign_of(target) == 0)
		return false;
	else
		*cents = cents_of(budget, numeric_least(verified, target), target);
	return true;
}

/* 100 (1 - a) P m(Q) */
static Cents
quality_cents(Numeric price, Numeric share, Numeric score, Numeric lo, Numeric hi)
{
	Numeric		budget = numeric_times(numeric_minus(int64_to_numeric(1), share), price);
	Numeric		gained = numeric_minus(numeric_least(score, hi), lo);

	if (numeric_sign_of(gained) < 0)
		gained = int64_to_numeric(0);
	return cents_of(budget, gained, numeric_minus(hi, lo));
}

/* The argument, of either type. */
static Numeric
get_number(FunctionCallInfo fcinfo, int argument, bool is_float8)
{
	return is_float8 ? numeric_of_double(PG_GETARG_FLOAT8(argument)) : PG_GETARG_NUMERIC(argument);
}

/* The argument, or NULL. */
static Numeric
get_argument(FunctionCallInfo fcinfo, int argument, bool is_float8)
{
	return PG_ARGISNULL(argument) ? NULL : get_number(fcinfo, argument, is_float8);
}

/* An option that must not be NULL, from 0 to 100; the default if it is not given. */
static Numeric
get_score_option(FunctionCallInfo fcinfo, int argument, bool is_float8, const char *value, const char *name)
{
	if (argument >= PG_NARGS())
		return numeric_of(value);
	if (PG_ARGISNULL(argument))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s must not be null", name)));
	return check_numeric_between(get_number(fcinfo, argument, is_float8), "0", "100", name);
}

/*
 * performance_payment(price numeric, quantity_share numeric, verified numeric, target numeric, score numeric
 * [, lo numeric, hi numeric]) returns performance_payment
 *
 * The parts of the head of this file in the unit of the price, to 0.01, and
 * their sum; lo = 60 and hi = 90 if they are not given.  Verified and target are
 * in any unit, also in yuan where items have tariffs of their own: for T = a P
 * the quantity is min(V, a P).
 *
 * NULL if price or quantity_share is.  A part is NULL where what it depends on
 * is: verified or target, or a target of 0, for the quantity (unless nothing is
 * paid for it: then 0), score for the quality.  The total is NULL where a part
 * is: what is not known is not 0.  Numbers that are negative or not finite, a
 * share above 1, a score above 100 and lo >= hi are errors (22003), and so is
 * NULL for lo or hi (22004).
 *
 * Payment for verified quantity and for a score of quality, as in
 * performance-based financing (Gergen et al. 2017, Global Health: Science and
 * Practice 5, compare the formulas of 32 programmes, many of them with a
 * threshold).  The slope is this project's.
 */
static Datum
payment(FunctionCallInfo fcinfo, bool is_float8)
{
	Numeric		price = get_argument(fcinfo, 0, is_float8);
	Numeric		share = get_argument(fcinfo, 1, is_float8);
	Numeric		verified = get_argument(fcinfo, 2, is_float8);
	Numeric		target = get_argument(fcinfo, 3, is_float8);
	Numeric		score = get_argument(fcinfo, 4, is_float8);
	Numeric		lo = get_score_option(fcinfo, 5, is_float8, "60", "lo");
	Numeric		hi = get_score_option(fcinfo, 6, is_float8, "90", "hi");
	Cents		quantity;
	Cents		quality;
	Datum		field[FIELDS] = {0};
	bool		is_null[FIELDS] = {true, true, true};

	if (numeric_compare(lo, hi) >= 0)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("lo must be below hi = %s, not %s", numeric_text(hi), numeric_text(lo)),
				 errhint("The quality part rises from nothing at lo to all at hi.")));
	if (price != NULL)
		check_numeric_not_negative(price, "price");
	if (share != NULL)
		check_numeric_between(share, "0", "1", "quantity_share");
	if (verified != NULL)
		check_numeric_not_negative(verified, "verified");
	if (target != NULL)
		check_numeric_not_negative(target, "target");
	if (score != NULL)
		check_numeric_between(score, "0", "100", "score");
	if (price == NULL || share == NULL)
		PG_RETURN_NULL();

	if (verified != NULL && target != NULL)
		is_null[QUANTITY] = !quantity_cents(price, share, verified, target, &quantity);
	if (score != NULL)
	{
		quality = quality_cents(price, share, score, lo, hi);
		is_null[QUALITY] = false;
	}
	is_null[TOTAL] = is_null[QUANTITY] || is_null[QUALITY];
	if (is_null[TOTAL])
	{
		/* a part alone is rounded by itself */
		Cents		none = {int64_to_numeric(0), int64_to_numeric(0), int64_to_numeric(1)};

		if (!is_null[QUANTITY])
			field[QUANTITY] = amount_of(&quantity, rests_reach(&quantity, &none, 1));
		if (!is_null[QUALITY])
			field[QUALITY] = amount_of(&quality, rests_reach(&quality, &none, 1));
	}
	else
	{
		bool		one = rests_reach(&quantity, &quality, 1);
		bool		both = rests_reach(&quantity, &quality, 3);
		bool		quantity_first = rest_is_largest(&quantity, &quality);

		field[QUANTITY] = amount_of(&quantity, both || (one && quantity_first));
		field[QUALITY] = amount_of(&quality, both || (one && !quantity_first));
		field[TOTAL] = NumericGetDatum(numeric_plus(DatumGetNumeric(field[QUANTITY]), DatumGetNumeric(field[QUALITY])));
	}
	return composite_result(fcinfo, field, is_null);
}

Datum
performance_payment(PG_FUNCTION_ARGS)
{
	return payment(fcinfo, false);
}

/* The same of float8; each stands for the shortest decimal that reads back as it. */
Datum
performance_payment_float8(PG_FUNCTION_ARGS)
{
	if (!PG_ARGISNULL(0))
		(void) numeric_of_amount(PG_GETARG_FLOAT8(0), "price");
	return payment(fcinfo, true);
}

/* SPDX-License-Identifier: PostgreSQL */
/*
 * exact_numeric.c - numeric arithmetic that rounds nowhere, for money and for decimal fractions
 *
 * Sums, differences and products of numeric have all their digits.  A quotient
 * has not, so what is divided is kept as a whole number of times and a rest,
 *
 *	a = numeric_whole(a, b) * b + numeric_rest(a, b),		a >= 0, b > 0
 *
 * both of which are exact, and rests of the same divisor can be compared.
 */
#include "postgres.h"

#include "utils/builtins.h"

#include "base/check.h"
#include "base/exact_numeric.h"

static Numeric
call_with_two(PGFunction function, Numeric a, Numeric b)
{
	return DatumGetNumeric(DirectFunctionCall2(function, NumericGetDatum(a), NumericGetDatum(b)));
}

/* A number as it is written: "0.5". */
Numeric
numeric_of(const char *digits)
{
	return DatumGetNumeric(DirectFunctionCall3(numeric_in, CStringGetDatum(digits),
											   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
}

/* The shortest decimal that reads back as this number: 0.2 is 0.2. */
Numeric
numeric_of_double(double number)
{
	return numeric_of(float8_text(number));
}

/*
 * The same of money, of which every cent counts.  A double has 15 digits for certain: an amount with two decimals that
 * needs more may have been another before it was a double.
 */
Numeric
numeric_of_amount(double amount, const char *name)
{
	if (fabs(amount) >= 1e13)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s is too large for a float8 to keep its decimals: %s", name, float8_text(amount)),
				 errhint("Cast all arguments to numeric.")));
	return numeric_of_double(amount);
}

/* The number as a user would type it. */
char *
numeric_text(Numeric number)
{
	return DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(number)));
}

int
numeric_compare(Numeric a, Numeric b)
{
	return DatumGetInt32(DirectFunctionCall2(numeric_cmp, NumericGetDatum(a), NumericGetDatum(b)));
}

/* -1, 0 or 1 */
int
numeric_sign_of(Numeric number)
{
	return numeric_compare(number, int64_to_numeric(0));
}

Numeric
numeric_plus(Numeric a, Numeric b)
{
	return call_with_two(numeric_add, a, b);
}

Numeric
numeric_minus(Numeric a, Numeric b)
{
	return call_with_two(numeric_sub, a, b);
}

Numeric
numeric_times(Numeric a, Numeric b)
{
	return call_with_two(numeric_mul, a, b);
}

Numeric
numeric_least(Numeric a, Numeric b)
{
	return numeric_compare(a, b) <= 0 ? a : b;
}

/* How many times b goes into a. */
Numeric
numeric_whole(Numeric a, Numeric b)
{
	return call_with_two(numeric_div_trunc, a, b);
}

/* And what is left over, less than b. */
Numeric
numeric_rest(Numeric a, Numeric b)
{
	return call_with_two(numeric_mod, a, b);
}

/* Half away from zero; written with so many decimals. */
Numeric
numeric_rounded(Numeric number, int scale)
{
	return DatumGetNumeric(DirectFunctionCall2(numeric_round, NumericGetDatum(number), Int32GetDatum(scale)));
}

/* number * 10^digits; a negative number of digits moves the point to the left. */
Numeric
numeric_scaled(Numeric number, int digits)
{
	char	   *power = psprintf("1e%d", digits);
	Numeric		scaled = numeric_times(number, numeric_of(power));

	pfree(power);
	return scaled;
}

/* Neither NaN nor infinite. */
Numeric
check_numeric_finite(Numeric number, const char *name)
{
	if (unlikely(numeric_is_nan(number) || numeric_is_inf(number)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s must be finite, not %s", name, numeric_text(number))));
	return number;
}

/* Finite and at least 0. */
Numeric
check_numeric_not_negative(Numeric number, const char *name)
{
	check_numeric_finite(number, name);
	if (unlikely(numeric_sign_of(number) < 0))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s must be at least 0, not %s", name, numeric_text(number))));
	return number;
}

/* 70 where a share is asked for */
static bool
may_be_percentage(Numeric number, const char *highest)
{
	return strcmp(highest, "1") == 0 && numeric_compare(number, numeric_of("1")) > 0 &&
		numeric_compare(number, numeric_of("100")) <= 0;
}

/* lowest <= number <= highest; NaN, which is greater than all, and infinities are outside. */
Numeric
check_numeric_between(Numeric number, const char *lowest, const char *highest, const char *name)
{
	if (unlikely(numeric_compare(number, numeric_of(lowest)) < 0 ||
				 numeric_compare(number, numeric_of(highest)) > 0))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s must be between %s and %s, not %s", name, lowest, highest, numeric_text(number)),
				 hint_for_percentage(may_be_percentage(number, highest))));
	return number;
}

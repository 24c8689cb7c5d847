/* SPDX-License-Identifier: PostgreSQL */
/*
 * power_kernel.c - powers and roots with exponents of any size, for power means
 *
 * The mean of order p of values x with weights w (Hardy, Littlewood and Polya,
 * Inequalities, 1934, chapter 2) is
 *
 *	M = (sum of w x^p / sum of w)^(1/p)
 *
 * The 1/p magnifies what powers have lost: an error of 2^-53 in x^p would be
 * one of 2^-53 / p in M.  So powers are double-doubles:
 *
 *	p = 1 .. 64, -1 .. -64	products of the mantissa; 3^2 is 9 exactly
 *	|p| below 2^-10			x^p - 1, since all x^p are near 1
 *	other p					exp(p ln x)
 *
 * Powers of 2 are split off before, so that nothing overflows.  The logarithm
 * starts with that of the C library and is made a double-double by one step of
 * Newton's method; the exponential is its series.  What is left of all errors is
 * below 2^-80 and rounded once, at the end.  Cost: some 50 floating point
 * operations for small integers p, some 1,500 for other p.
 *
 * A |p| below 2^-100 counts as 2^-100, which no double can tell from it.
 */
#include "math/power_kernel.h"

#include <math.h>

#define PRODUCTS_MAX	64.0	/* the largest |p| for which powers are
								 * products */
#define NEAR_ZERO		0x1p-10
#define NEXT_TO_ZERO	0x1p-100

static const DoubleDouble ln_2 = {0.6931471805599453, 2.3190468138462996e-17};

/* e^x - 1 for |x| up to 1.5, as precisely as any x, however small. */
static DoubleDouble
dd_expm1(DoubleDouble x)
{
	static const DoubleDouble inverse_factorial[] = {
		{0.5, 0.0},
		{0.16666666666666666, 9.25185853854297e-18},
		{0.041666666666666664, 2.3129646346357427e-18},
		{0.008333333333333333, 1.1564823173178714e-19},
		{0.001388888888888889, -5.300543954373577e-20},
		{0.0001984126984126984, 1.7209558293420705e-22},
		{2.48015873015873e-05, 2.1511947866775882e-23},
		{2.7557319223985893e-06, -1.858393274046472e-22},
	};
	const int	halvings = 10;
	const int	n = sizeof inverse_factorial / sizeof inverse_factorial[0];
	DoubleDouble result = inverse_factorial[n - 1];
	int			i;

	x = dd_ldexp(x, -halvings);
	for (i = n - 2; i >= 0; i--)
		result = dd_add(dd_mul(result, x), inverse_factorial[i]);
	result = dd_add(dd_mul(dd_mul(result, x), x), x);

	/* e^2x - 1 = (e^x - 1)^2 + 2 (e^x - 1) */
	for (i = 0; i < halvings; i++)
		result = dd_add(dd_mul(result, result), dd_add(result, result));
	return result;
}

/* ln(1 + x) for x between -0.75 and 2, as precisely as any x, however small. */
static DoubleDouble
dd_log1p(DoubleDouble x)
{
	double		start = log1p(x.hi);
	DoubleDouble inverse = dd_expm1(dd_from(-start));	/* 1 / (1 + x) - 1,
														 * nearly */
	DoubleDouble rest = dd_add(dd_add(x, inverse), dd_mul(x, inverse));

	/* ln of 1 + rest, which is next to 1 */
	rest = dd_add_double(rest, -0.5 * rest.hi * rest.hi);
	return dd_add_double(rest, start);
}

/* ln of a number * 2^exponent; the number must be above 0. */
static DoubleDouble
logarithm(DoubleDouble number, int exponent)
{
	int			shift;
	DoubleDouble excess;		/* mantissa - 1 */

	/* a mantissa near 1 stays so: between 0.75 and 1.5 */
	excess.hi = frexp(number.hi, &shift);
	if (excess.hi < 0.75)
	{
		excess.hi *= 2.0;
		shift--;
	}
	excess.lo = ldexp(number.lo, -shift);
	excess = dd_add_double(excess, -1.0);
	return dd_add(dd_mul_double(ln_2, (double) exponent + shift), dd_log1p(excess));
}

/* e^x as number * 2^exponent, for |x| below 2^30. */
static ScaledPower
exponential(DoubleDouble x)
{
	ScaledPower result;
	double		whole = rint(x.hi / ln_2.hi);

	result.exponent = (int) whole;
	result.number = dd_add_double(dd_expm1(dd_sub(x, dd_mul_double(ln_2, whole))), 1.0);
	return result;
}

/* x^p for p = 1, 2, 3, ... by squares and products */
static DoubleDouble
product_of(double x, int p)
{
	DoubleDouble result = dd_from(1.0);
	DoubleDouble square = dd_from(x);

	for (;;)
	{
		if (p & 1)
			result = dd_mul(result, square);
		p >>= 1;
		if (p == 0)
			return result;
		square = dd_mul(square, square);
	}
}

static double
not_next_to_zero(double p)
{
	return fabs(p) < NEXT_TO_ZERO ? copysign(NEXT_TO_ZERO, p) : p;
}

/* Is p so small that x^p - 1 is asked for, not x^p? */
bool
power_is_near_zero(double p)
{
	return fabs(p) < NEAR_ZERO;
}

/* value^p, for a value above 0 and |p| from NEAR_ZERO to POWER_MAX.  The number is between 2^-65 and 2^65. */
ScaledPower
power_of(double value, double p)
{
	ScaledPower result;

	if (fabs(p) <= PRODUCTS_MAX && p == rint(p))
	{
		double		mantissa = frexp(value, &result.exponent);

		result.number = product_of(mantissa, (int) fabs(p));
		if (p < 0.0)
			result.number = dd_div(dd_from(1.0), result.number);
		result.exponent *= (int) p;
	}
	else
		result = exponential(dd_mul_double(logarithm(dd_from(value), 0), p));
	return result;
}

/* The M of which the power p is this mean of powers, above 0. */
double
power_root(ScaledPower mean, double p)
{
	ScaledPower root;

	if (p == -1.0)
	{
		root.number = dd_div(dd_from(1.0), mean.number);
		root.exponent = -mean.exponent;
	}
	else
		root = exponential(dd_div(logarithm(mean.number, mean.exponent), dd_from(p)));
	return ldexp(root.number.hi, root.exponent);
}

/* value^p - 1 for |p| below NEAR_ZERO; the value may be 0 if p is above 0. */
DoubleDouble
power_excess(double value, double p)
{
	if (value == 0.0)
		return dd_from(-1.0);
	return dd_expm1(dd_mul_double(logarithm(dd_from(value), 0), not_next_to_zero(p)));
}

/* The M of which value^p - 1 is this mean of such excesses. */
double
power_excess_root(DoubleDouble mean, double p)
{
	DoubleDouble x;
	ScaledPower root;

	/*
	 * values of 0 can leave so little of the mean that nothing is left of its
	 * root
	 */
	if (mean.hi < -0.75)
		return 0.0;
	x = dd_div(dd_log1p(mean), dd_from(not_next_to_zero(p)));
	if (x.hi < -800.0)
		return 0.0;
	root = exponential(x);
	return ldexp(root.number.hi, root.exponent);
}

/* sources: src/math/power_kernel.c */
/*
 * Powers and roots as double-doubles.  Expected values are from Python's mpmath
 * 1.3.0 at 1,200 bits.
 */
#include <math.h>
#include <stdlib.h>

#include "../tap.h"
#include "math/power_kernel.h"

#define COUNT(array)	((int) (sizeof(array) / sizeof((array)[0])))

/* What is left of all errors, relative to the result. */
#define BAR			0x1p-76

static bool
near(DoubleDouble got, DoubleDouble expected)
{
	double		error = fabs(dd_sub(got, expected).hi);

	if (error <= BAR * fabs(expected.hi))
		return true;
	printf("# got %.17g + %.17g, expected %.17g + %.17g, relative error %.2g\n",
		   got.hi, got.lo, expected.hi, expected.lo, error / fabs(expected.hi));
	return false;
}

static void
test_powers(void)
{
	static const struct
	{
		double		value;
		double		p;
		DoubleDouble number;
		int			exponent;
	}			power[] = {
		{3.0, 2.0, {0.5625, 0.0}, 4},
		{88.4, -1.0, {0.7239819004524887, -2.7966409107027495e-17}, -6},
		{0.1, 64.0, {0.6582018229284847, 2.977009396153629e-17}, -212},
		{1e+308, -64.0, {0.5560912648158293, -3.9640905383678376e-17}, -65481},
		{5e-324, 7.0, {0.5, 0.0}, -7517},
		{3.0, 0.5, {0.8660254037844386, 5.0175421109034514e-17}, 1},
		{1.0000000000000002, 0.5, {0.5, 5.551115123125783e-17}, 1},
		{0.9999999999999999, -1000.25, {0.5000000000000555, 1.3877787810900567e-17}, 1},
		{1e+300, 1000000.0, {0.6907371408770168, 1.530496059525364e-17}, 996578429},
		{5e-324, 1000000.0, {0.5, 0.0}, -1073999999},
		{5e-324, -1000000.0, {0.5, 0.0}, 1074000001},
		{88.4, 0.0009765625, {0.5021932101984778, 4.22540082481993e-17}, 1},
		{1e-300, -0.001, {0.9976311574844399, -5.2747366773956286e-17}, 1},
		{2.0, 65.0, {0.5, 0.0}, 66},
		{60.0, 0.3333333333333333, {0.9787169102922159, -3.340564674705507e-17}, 2},
	};
	int			i;

	for (i = 0; i < COUNT(power); i++)
	{
		ScaledPower got = power_of(power[i].value, power[i].p);

		tap_ok(fabs(got.number.hi) >= 0x1p-65 && fabs(got.number.hi) <= 0x1p65 &&
			   abs(got.exponent - power[i].exponent) <= 65, "%.17g^%.17g is scaled", power[i].value, power[i].p);
		got.number.hi = ldexp(got.number.hi, got.exponent - power[i].exponent);
		got.number.lo = ldexp(got.number.lo, got.exponent - power[i].exponent);
		tap_ok(near(got.number, power[i].number), "%.17g^%.17g", power[i].value, power[i].p);
	}
}

static void
test_excesses(void)
{
	static const struct
	{
		double		value;
		double		p;
		DoubleDouble excess;
	}			power[] = {
		{88.4, 0.0001, {0.0004482876478524947, -2.5959185726866578e-20}},
		{1e+308, 0.00097, {0.9895735561551123, 3.190242835787165e-17}},
		{5e-324, 0.00097, {-0.5142721880864991, -2.0370777777728303e-17}},
		{5e-324, -0.00097, {1.0587661967729398, -8.856820708069582e-17}},
		{1.0000000000000002, 1e-05, {2.220446049250313e-21, 1.2964162457189464e-37}},
		{0.9999999999999999, -1e-20, {1.1102230246251565e-36, 6.162975822039154e-53}},
		{60.0, 1e-30, {4.094344562222101e-30, 5.672611743424954e-47}},
		{3.0, -7.888609052210118e-31, {-8.666522845256526e-31, 7.155991748332206e-47}},
	};
	int			i;

	for (i = 0; i < COUNT(power); i++)
		tap_ok(power_is_near_zero(power[i].p) && near(power_excess(power[i].value, power[i].p), power[i].excess),
			   "%.17g^%.17g - 1", power[i].value, power[i].p);
	tap_ok(!power_is_near_zero(0x1p-10) && !power_is_near_zero(-0x1p-10), "2^-10 is not near 0");
	tap_ok(power_excess(0.0, 1e-4).hi == -1.0, "0^0.0001 - 1");
	tap_ok(power_excess(88.4, 5e-324).hi == power_excess(88.4, 0x1p-100).hi, "next to 0 is 2^-100");
}

/* The root of a power is the value, to the bit. */
static void
test_roots(void)
{
	static const double value[] = {
		1.0, 2.0, 3.0, 88.4, 0.1, 1.0000000000000002, 0.9999999999999999, 1e-300, 1e300, 1.7976931348623157e308,
		2.2250738585072014e-308, 5e-324
	};
	static const double p[] = {
		2.0, 3.0, 64.0, -1.0, -2.0, -64.0, 0.5, -0.5, 65.0, 0x1p-10, -0x1p-10, 1000.25, 1e6, -1e6, 1e-3, 9e-4, -9e-4,
			1e-9, -1e-30,
		5e-324
	};
	int			i;
	int			k;

	for (i = 0; i < COUNT(p); i++)
	{
		bool		pass = true;

		for (k = 0; k < COUNT(value); k++)
		{
			double		root = power_is_near_zero(p[i]) ? power_excess_root(power_excess(value[k], p[i]), p[i]) :
				power_root(power_of(value[k], p[i]), p[i]);

			if (root != value[k])
				printf("# got %.17g, expected %.17g\n", root, value[k]);
			pass = pass && root == value[k];
		}
		tap_ok(pass, "roots for p = %g", p[i]);
	}
	tap_ok(power_root((ScaledPower) {{25.0, 0.0}, 0}, 2.0) == 5.0, "the root of 25");
	tap_ok(power_root((ScaledPower) {{25.0, 0.0}, 2000}, 2.0) == 0x5p1000, "the root of 25 * 2^2000");
	tap_ok(power_excess_root(dd_from(-1.0), 1e-4) == 0.0, "the root of 0");
	tap_ok(power_excess_root(dd_from(-0.5), 1e-30) == 0.0, "a root of 0.5 that no double can hold");
	tap_ok(power_excess_root(dd_from(-0.25), 9e-4) == 1.5107115387092172e-139, "0.75^(1 / 0.0009)");
}

int
main(void)
{
	test_powers();
	test_excesses();
	test_roots();
	return tap_done();
}

/* SPDX-License-Identifier: PostgreSQL */
/*
 * quantiles.c - quantiles of the normal and of Student's distribution
 *
 * Both are two-sided: a variable lies within -q .. q with the given probability.
 */
#include "math/quantiles.h"

#include <math.h>

/*
 * z such that a standard normal variable is within -z .. z with probability
 * level, 0 < level < 1: Newton's method on erfc(z / sqrt 2) = 1 - level.
 * erfc is convex, so from 0 the steps lead up to the root and not beyond it,
 * and the first step that does not go up is a matter of rounding.
 */
double
normal_two_sided(double level)
{
	const double root_half = sqrt(0.5);
	const double root_half_pi = sqrt(acos(0.0));
	double		z = 0.0;

	for (;;)
	{
		double		missing = level < 0.5 ? level - erf(z * root_half) : erfc(z * root_half) - (1.0 - level);
		double		next = z + missing * root_half_pi * exp(z * z / 2.0);

		if (!(next > z))
			return z;
		z = next;
	}
}

/*
 * Probability that a variable with Student's distribution is within
 * -t .. t, for t = sqrt(df) tan(angle) and df = 1, 2, 3, ... (Abramowitz and
 * Stegun 26.7.3 and 26.7.4).
 */
static double
student_within(double angle, int df)
{
	double		square = cos(angle) * cos(angle);
	double		term = df % 2 == 0 ? 1.0 : cos(angle);
	double		sum = 0.0;
	int			k;

	for (k = df % 2; k <= df - 2; k += 2)
	{
		sum += term;
		term *= square * (k + 1.0) / (k + 2.0);
	}
	if (df % 2 == 0)
		return sin(angle) * sum;
	return (angle + sin(angle) * sum) / acos(0.0);
}

/*
 * t such that a variable with Student's distribution of df degrees of freedom, a
 * whole number, is within -t .. t with probability level, 0 < level < 1: the
 * angle by halving; from 1,000 on by the expansion in powers of 1 / df
 * (Abramowitz and Stegun 26.7.5).
 */
double
student_two_sided(double level, double df)
{
	double		low = 0.0;
	double		high = acos(0.0);

	if (df > 1000.0)
	{
		double		z = normal_two_sided(level);
		double		square = z * z;

		return z * (1.0 + (square + 1.0) / (4.0 * df) +
					((5.0 * square + 16.0) * square + 3.0) / (96.0 * df * df) +
					(((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / (384.0 * df * df * df));
	}
	for (;;)
	{
		double		middle = low + (high - low) / 2.0;

		if (!(middle > low && middle < high))
			return sqrt(df) * tan(low);
		if (student_within(middle, (int) df) < level)
			low = middle;
		else
			high = middle;
	}
}

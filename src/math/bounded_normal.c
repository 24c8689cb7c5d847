/* SPDX-License-Identifier: PostgreSQL */
/*
 * bounded_normal.c - random numbers from 0 to 1 with a given mean and standard deviation
 *
 * A normal deviate z, stretched and shifted, and then bent into the bounds by
 * the normal distribution function P:
 *
 *	x = P((h + z sqrt(r)) / sqrt(1 - r)),	P(h) = mean,	0 <= r < 1
 *
 * The mean of x is exactly P(h), whatever r is.  Its variance is the bivariate
 * normal probability P(h, h; r) - P(h)^2, and as the derivative of that by the
 * correlation is the density (Plackett 1954, Biometrika 41), it is
 *
 *	variance = integral from 0 to r of exp(-h^2 / (1 + t)) / (2 pi sqrt(1 - t^2)) dt
 *
 * from which r follows by Newton's method.  This is the distribution of Vasicek
 * (2002, "The distribution of loan portfolio value", Risk 15).  Far from the
 * bounds it is a normal distribution.  It has one mode for r < 1/2, is
 * monotone or flat for r = 1/2, and has a mode at either bound beyond.
 *
 * r is at most 1/2: nobody means by an error that the truth is at one of the
 * bounds, and nowhere in between.  Where the error is too large for that at the
 * mean, as it always is at a bound, the mean moves inwards until it is not: to
 * where r = 1/2 has that error; but to no more than half an error from the
 * bound.  What the error then still has too much is cut off.  With an error of 1
 * or more nothing is known: all numbers are alike.
 *
 * Nothing but + - * /, the root and tables, so that a seed gives the same
 * numbers everywhere (random.c).
 */
#include "math/bounded_normal.h"

#include <math.h>
#include <stdbool.h>

#include "math/probability_table.h"
#include "math/random.h"

#define TWO_PI			6.283185307179586
#define ROOT_2			1.4142135623730951
#define LARGEST_R		0.5
#define FLAT_VARIANCE	(1.0 / 12.0)
#define NODES			5
#define MAX_STEPS		50

/* Gauss-Legendre, for 0 .. 1. */
static const double node[NODES] = {
	0.046910077030668004, 0.23076534494715845, 0.5, 0.76923465505284155, 0.953089922969332
};
static const double node_weight[NODES] = {
	0.11846344252809454, 0.23931433524968324, 0.28444444444444444, 0.23931433524968324, 0.11846344252809454
};

/* P(Z <= z), off by less than 3e-8; beyond the table what it ends with, 4e-11 from 0 or 1. */
static inline double
probability_of(double z)
{
	double		place = (z + PROBABILITY_HALF_WIDTH) * PROBABILITY_PER_UNIT;
	const double *c;
	int32_t		segment;
	double		t;

	place = place < 0.0 ? 0.0 : place;
	place = place > PROBABILITY_SEGMENTS - 1e-9 ? PROBABILITY_SEGMENTS - 1e-9 : place;
	segment = (int32_t) place;
	t = place - segment;
	c = probability_table[segment];
	return c[0] + t * (c[1] + t * (c[2] + t * c[3]));
}

/* One probability, 0 .. 1; as bounded_normals() makes many.  z is a number. */
double
normal_probability(double z)
{
	return probability_of(z);
}

/* The integrand of the variance, with square = h^2. */
static double
density_at(double square, double t)
{
	return portable_exp(-square / (1.0 + t)) / (TWO_PI * sqrt(1.0 - t * t));
}

/* The variance, good to 1e-6 of itself for h up to 4.5. */
static double
variance_of(double square, double r)
{
	double		sum = 0.0;
	int			i;

	for (i = 0; i < NODES; i++)
		sum += node_weight[i] * density_at(square, r * node[i]);
	return r * sum;
}

/*
 * r with this variance, if r = 1/2 has as much: the variance grows with r, the
 * faster the larger it is, so Newton's steps come down to the root from above.
 */
static double
r_of(double square, double variance)
{
	double		r = variance / density_at(square, 0.0);
	int			step;

	if (!(r < LARGEST_R))
		r = LARGEST_R;
	for (step = 0; step < MAX_STEPS; step++)
	{
		double		down = (variance_of(square, r) - variance) / density_at(square, r);

		if (!(down > 1e-12 * r))
			break;
		r -= down;
	}
	return r;
}

/*
 * h^2 for which r = 1/2 has this variance: the logarithm of the variance falls
 * nearly straight.
 */
static double
square_of(double variance)
{
	double		square = 0.0;
	int			step;

	if (variance >= FLAT_VARIANCE)
		return 0.0;
	for (step = 0; step < MAX_STEPS; step++)
	{
		double		sum = 0.0;
		double		slope = 0.0;
		double		next;
		int			i;

		for (i = 0; i < NODES; i++)
		{
			double		t = LARGEST_R * node[i];
			double		part = LARGEST_R * node_weight[i] * density_at(square, t);

			sum += part;
			slope += part / (1.0 + t);
		}
		next = square + portable_log(sum / variance) * sum / slope;
		if (!(fabs(next - square) > 1e-12 * next))
			return next;
		square = next < 0.0 ? 0.0 : next;
	}
	return square;
}

/*
 * The numbers with this mean, 0 .. 1, and standard deviation, > 0 and finite; or
 * what comes near, see above.
 */
BoundedNormal
bounded_normal(double mean, double error)
{
	double		variance = error < 1e-100 ? 1e-200 : error < 1.0 ? error * error : 1.0;
	bool		upper = mean > 0.5;
	double		h = normal_quantile(upper ? 1.0 - mean : mean);
	BoundedNormal result;

	if (variance_of(h * h, LARGEST_R) >= variance)
	{
		double		r = r_of(h * h, variance);

		result.spread = sqrt(r / (1.0 - r));
		result.center = h / sqrt(1.0 - r);
	}
	else
	{
		double		inwards = fmin(-sqrt(square_of(variance)), normal_quantile(error / 2.0));

		result.spread = 1.0;
		result.center = fmax(h, inwards) * ROOT_2;
	}
	if (upper)
		result.center = -result.center;
	return result;
}

/* Makes of standard normal deviates the numbers of as many distributions, in place. */
void
bounded_normals(const double *center, const double *spread, int64_t count, double *normal)
{
	int64_t		i;

	for (i = 0; i < count; i++)
		normal[i] = probability_of(center[i] + spread[i] * normal[i]);
}

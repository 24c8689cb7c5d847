/* SPDX-License-Identifier: PostgreSQL */
/*
 * goalpost.c - how far a value is on the way from one point to another
 *
 * The product comes before the quotient, so that 884 on the way from 0 to 1000
 * is 88.4 of 100 to the bit.
 */
#include "math/goalpost.h"

#include <float.h>
#include <math.h>

#include "base/compiler.h"

/* points * part / whole for 0 < part < whole and points up to 100, where the product may be too large. */
double
share_of(double points, double part, double whole)
{
	double		result;

	if (part <= DBL_MAX / 100.0)
		result = points * part / whole;
	else
		result = part / whole * points;
	return Min(result, points);
}

/* How far the value is on the way from one point to another, which it lies between: 0 .. points. */
double
way_from(double from, double to, double value, double points)
{
	/* only the length of the way can overflow */
	double		scale = isinf(to - from) ? 0.5 : 1.0;

	return share_of(points, fabs(value * scale - from * scale), fabs(to * scale - from * scale));
}

/* 100 * (value - lo) / (hi - lo), clipped to 0 .. 100; lo > hi: lower is better.  lo and hi differ, all are finite. */
double
goalpost_score(double value, double lo, double hi)
{
	if (lo < hi ? value <= lo : value >= lo)
		return 0.0;
	if (lo < hi ? value >= hi : value <= hi)
		return 100.0;
	return way_from(lo, hi, value, 100.0);
}

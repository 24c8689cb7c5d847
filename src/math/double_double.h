/* SPDX-License-Identifier: PostgreSQL */
/*
 * double_double.h - numbers of about 106 bits as the sum of two doubles
 *
 * value = hi + lo, where hi is the double nearest to the value.  The building
 * blocks two_sum and two_prod are exact (Knuth; Dekker 1971, "A floating-point
 * technique for extending the available precision"), the operations made of
 * them are good to about 2^-100.  There is no fused multiply-add here and the
 * compiler must not make one (-ffp-contract=off), so the bits are the same on
 * every machine with IEEE arithmetic.
 *
 * Nothing is checked for overflow: callers scale their numbers first, to below
 * 2^990 for anything that is multiplied.
 */
#ifndef DOUBLE_DOUBLE_H
#define DOUBLE_DOUBLE_H

#include <math.h>

typedef struct DoubleDouble
{
	double		hi;
	double		lo;
} DoubleDouble;

/* a + b exactly, for any a and b. */
static inline DoubleDouble
two_sum(double a, double b)
{
	DoubleDouble s;
	double		from_b;

	s.hi = a + b;
	from_b = s.hi - a;
	s.lo = (a - (s.hi - from_b)) + (b - from_b);
	return s;
}

/* a + b exactly, for |a| >= |b| or a = 0. */
static inline DoubleDouble
fast_two_sum(double a, double b)
{
	DoubleDouble s;

	s.hi = a + b;
	s.lo = b - (s.hi - a);
	return s;
}

/* Cut a into two halves of at most 26 bits each; a = hi + lo exactly. */
static inline DoubleDouble
split_in_halves(double a)
{
	DoubleDouble s;
	double		t = 134217729.0 * a;	/* 2^27 + 1 */

	s.hi = t - (t - a);
	s.lo = a - s.hi;
	return s;
}

/* a * b exactly, unless the low part is below the smallest double. */
static inline DoubleDouble
two_prod(double a, double b)
{
	DoubleDouble p;
	DoubleDouble x = split_in_halves(a);
	DoubleDouble y = split_in_halves(b);

	p.hi = a * b;
	p.lo = ((x.hi * y.hi - p.hi) + x.hi * y.lo + x.lo * y.hi) + x.lo * y.lo;
	return p;
}

static inline DoubleDouble
dd_from(double a)
{
	DoubleDouble r = {a, 0.0};

	return r;
}

static inline DoubleDouble
dd_neg(DoubleDouble a)
{
	DoubleDouble r = {-a.hi, -a.lo};

	return r;
}

static inline DoubleDouble
dd_add(DoubleDouble a, DoubleDouble b)
{
	DoubleDouble s = two_sum(a.hi, b.hi);
	DoubleDouble t = two_sum(a.lo, b.lo);

	s = fast_two_sum(s.hi, s.lo + t.hi);
	return fast_two_sum(s.hi, s.lo + t.lo);
}

static inline DoubleDouble
dd_sub(DoubleDouble a, DoubleDouble b)
{
	return dd_add(a, dd_neg(b));
}

static inline DoubleDouble
dd_add_double(DoubleDouble a, double b)
{
	DoubleDouble s = two_sum(a.hi, b);

	return fast_two_sum(s.hi, s.lo + a.lo);
}

static inline DoubleDouble
dd_mul(DoubleDouble a, DoubleDouble b)
{
	DoubleDouble p = two_prod(a.hi, b.hi);

	return fast_two_sum(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
}

static inline DoubleDouble
dd_mul_double(DoubleDouble a, double b)
{
	DoubleDouble p = two_prod(a.hi, b);

	return fast_two_sum(p.hi, p.lo + a.lo * b);
}

/* a / b by long division, three digits of 53 bits; b must not be 0. */
static inline DoubleDouble
dd_div(DoubleDouble a, DoubleDouble b)
{
	double		q1 = a.hi / b.hi;
	double		q2;
	double		q3;
	DoubleDouble rest = dd_sub(a, dd_mul_double(b, q1));

	q2 = rest.hi / b.hi;
	rest = dd_sub(rest, dd_mul_double(b, q2));
	q3 = rest.hi / b.hi;
	return dd_add_double(fast_two_sum(q1, q2), q3);
}

/* The double nearest to a / b, or next to it; b must not be 0. */
static inline double
dd_quotient(DoubleDouble a, DoubleDouble b)
{
	double		q = a.hi / b.hi;

	return q + dd_sub(a, dd_mul_double(b, q)).hi / b.hi;
}

/* a * 2^exponent: exactly, where it is in the range of doubles with all its digits. */
static inline DoubleDouble
dd_ldexp(DoubleDouble a, int exponent)
{
	DoubleDouble r = {ldexp(a.hi, exponent), ldexp(a.lo, exponent)};

	return r;
}

/* -1, 0 or 1 as a is below, at or above b. */
static inline int
dd_compare(DoubleDouble a, DoubleDouble b)
{
	DoubleDouble d = dd_sub(a, b);

	return (d.hi > 0.0) - (d.hi < 0.0);
}

#endif							/* DOUBLE_DOUBLE_H */

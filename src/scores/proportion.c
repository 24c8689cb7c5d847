/* SPDX-License-Identifier: PostgreSQL */
/*
 * proportion.c - wilson_lower, wilson_upper
 *
 * The two-sided score interval of a proportion (Wilson 1927, J. American
 * Statistical Association 22), without continuity correction: the proportions
 * p that s successes of n do not contradict,
 *
 *	|s - n p| <= z sqrt(n p (1 - p))
 *
 * z being the normal quantile of the level.  The bounds are the roots of
 *
 *	(n + z^2) p^2 - (2 s + z^2) p + s^2 / n = 0
 *
 * s and n need not be whole numbers: of weighted answers, n is their effective
 * number and s / n the weighted share.
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"

#include "base/check.h"
#include "math/quantiles.h"

PG_FUNCTION_INFO_V1(wilson_lower);
PG_FUNCTION_INFO_V1(wilson_upper);

typedef struct Proportion
{
	double		successes;
	double		n;
	double		z;
} Proportion;

/* False if there is none: n = 0. */
static bool
get_proportion(FunctionCallInfo fcinfo, Proportion *result)
{
	double		successes = check_not_negative(PG_GETARG_FLOAT8(0), "successes");
	double		n = check_not_negative(PG_GETARG_FLOAT8(1), "n");
	double		level = check_inside(PG_GETARG_FLOAT8(2), 0.0, 1.0, "level");

	if (successes > n)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("successes must be between 0 and n = %s, not %s", float8_text(n), float8_text(successes))));
	if (n == 0.0)
		return false;
	result->successes = successes;
	result->n = n;
	result->z = normal_two_sided(level);
	return true;
}

/* Half of the sum of the roots and half of their distance, times n + z^2. */
static double
sum_of_halves(Proportion p)
{
	double		failures = p.n - p.successes;

	return p.successes + p.z * p.z / 2.0 + p.z * sqrt(p.successes * (failures / p.n) + p.z * p.z / 4.0);
}

/* The product of the roots over the larger one: the difference would lose digits where successes are few. */
static double
lower_bound(Proportion p)
{
	return p.successes * (p.successes / p.n) / sum_of_halves(p);
}

/* For failures it is the other bound of successes; this way, it is never above 1. */
static double
upper_bound(Proportion p)
{
	Proportion	failures = {p.n - p.successes, p.n, p.z};

	if (p.successes > failures.successes)
		return 1.0 - lower_bound(failures);
	return sum_of_halves(p) / (p.n + p.z * p.z);
}

/*
 * wilson_lower(successes float8, n float8, level float8) returns float8
 *
 * The lower bound, 0 .. 1, and 0 exactly without successes.  NULL if an
 * argument is NULL or n = 0.
 */
Datum
wilson_lower(PG_FUNCTION_ARGS)
{
	Proportion	p;

	if (!get_proportion(fcinfo, &p))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(lower_bound(p));
}

/*
 * wilson_upper(successes float8, n float8, level float8) returns float8
 *
 * The upper bound, 0 .. 1, and 1 exactly without failures.  NULL if an argument
 * is NULL or n = 0.
 */
Datum
wilson_upper(PG_FUNCTION_ARGS)
{
	Proportion	p;

	if (!get_proportion(fcinfo, &p))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(upper_bound(p));
}

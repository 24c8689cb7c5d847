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
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"

#include "check.h"
#include "interval_kernel.h"

PG_FUNCTION_INFO_V1(wilson_lower);
PG_FUNCTION_INFO_V1(wilson_upper);

typedef struct Proportion
{
	int64		successes;
	int64		n;
	double		z;
} Proportion;

/* False if there is none: n = 0. */
static bool
get_proportion(FunctionCallInfo fcinfo, Proportion *result)
{
	int64		successes = PG_GETARG_INT64(0);
	int64		n = PG_GETARG_INT64(1);
	double		level = check_inside(PG_GETARG_FLOAT8(2), 0.0, 1.0, "level");

	if (n < 0)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("n must be at least 0, not " INT64_FORMAT, n)));
	if (successes < 0 || successes > n)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("successes must be between 0 and n = " INT64_FORMAT ", not " INT64_FORMAT, n, successes)));
	if (n == 0)
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
	double		s = (double) p.successes;
	double		failures = (double) (p.n - p.successes);

	return s + p.z * p.z / 2.0 + p.z * sqrt(s * (failures / (double) p.n) + p.z * p.z / 4.0);
}

/* The product of the roots over the larger one: the difference would lose digits where successes are few. */
static double
lower_bound(Proportion p)
{
	double		s = (double) p.successes;

	return s * (s / (double) p.n) / sum_of_halves(p);
}

/* For failures it is the other bound of successes; this way, it is never above 1. */
static double
upper_bound(Proportion p)
{
	Proportion	failures = {p.n - p.successes, p.n, p.z};

	if (p.successes > failures.successes)
		return 1.0 - lower_bound(failures);
	return sum_of_halves(p) / ((double) p.n + p.z * p.z);
}

/*
 * wilson_lower(successes bigint, n bigint, level float8) returns float8
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
 * wilson_upper(successes bigint, n bigint, level float8) returns float8
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

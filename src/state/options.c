/* SPDX-License-Identifier: PostgreSQL */
/*
 * options.c - options that several measures have
 *
 * Each reads an argument of a call and returns it as the measure takes it; an
 * argument that no measure takes is an error.
 */
#include "postgres.h"

#include "base/check.h"
#include "state/options.h"

/* A part of the weight. */
double
check_p(FunctionCallInfo fcinfo, int argument)
{
	return check_between(PG_GETARG_FLOAT8(argument), 0.0, 1.0, "p");
}

/* Of a Lorenz curve, besides that at 0. */
double
check_points(FunctionCallInfo fcinfo, int argument)
{
	return check_whole(check_between(PG_GETARG_FLOAT8(argument), 1.0, MAX_LORENZ_POINTS, "points"), "points");
}

/* The order of a generalized entropy. */
double
check_alpha(FunctionCallInfo fcinfo, int argument)
{
	return check_finite(PG_GETARG_FLOAT8(argument), "alpha");
}

/* How much inequality is disliked. */
double
check_epsilon(FunctionCallInfo fcinfo, int argument)
{
	return check_not_negative(PG_GETARG_FLOAT8(argument), "epsilon");
}

/* How much more the low ranks count: 1 is not at all. */
double
check_nu(FunctionCallInfo fcinfo, int argument)
{
	return check_at_least(PG_GETARG_FLOAT8(argument), 1.0, "nu");
}

/* The probability that an interval covers. */
double
check_level(FunctionCallInfo fcinfo, int argument)
{
	return check_inside(PG_GETARG_FLOAT8(argument), 0.0, 1.0, "level");
}

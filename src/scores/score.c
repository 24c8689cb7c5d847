/* SPDX-License-Identifier: PostgreSQL */
/*
 * score.c - score_ratio, score_goalpost, score_distance_to_target, score_achieve_improve
 *
 * From what was measured to 0 .. 100: functions of one row.
 */
#include "postgres.h"

#include "fmgr.h"

#include "base/check.h"
#include "math/goalpost.h"

PG_FUNCTION_INFO_V1(score_ratio);
PG_FUNCTION_INFO_V1(score_goalpost);
PG_FUNCTION_INFO_V1(score_distance_to_target);
PG_FUNCTION_INFO_V1(score_achieve_improve);

/*
 * score_ratio(value float8, target float8) returns float8
 *
 * 100 * value / target, clipped to 0 .. 100.  The product comes first, so that
 * 884 of 1000 is 88.4 to the bit.  NULL if an argument is NULL or the target
 * is 0; a negative target is an error.
 */
Datum
score_ratio(PG_FUNCTION_ARGS)
{
	double		value = check_finite(PG_GETARG_FLOAT8(0), "value");
	double		target = check_not_negative(PG_GETARG_FLOAT8(1), "target");

	if (target == 0.0)
		PG_RETURN_NULL();
	if (value <= 0.0)
		PG_RETURN_FLOAT8(0.0);
	if (value >= target)
		PG_RETURN_FLOAT8(100.0);
	PG_RETURN_FLOAT8(share_of(100.0, value, target));
}

/* 100 * (value - lo) / (hi - lo), clipped to 0 .. 100; NULL if lo = hi.  The name is what the caller calls hi. */
static Datum
goalpost(FunctionCallInfo fcinfo, const char *hi_name)
{
	double		value = check_finite(PG_GETARG_FLOAT8(0), "value");
	double		lo = check_finite(PG_GETARG_FLOAT8(1), "lo");
	double		hi = check_finite(PG_GETARG_FLOAT8(2), hi_name);

	if (lo == hi)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(goalpost_score(value, lo, hi));
}

/*
 * score_goalpost(value float8, lo float8, hi float8) returns float8
 *
 * 100 * (value - lo) / (hi - lo), clipped to 0 .. 100: the dimension index of
 * the Human Development Index (UNDP, Human Development Report, technical
 * note 1).  lo > hi means that lower is better.  NULL if an argument is NULL
 * or lo = hi.
 */
Datum
score_goalpost(PG_FUNCTION_ARGS)
{
	return goalpost(fcinfo, "hi");
}

/*
 * score_distance_to_target(value float8, lo float8, target float8) returns float8
 *
 * The share of the way from lo to the target that has been gone, as 0 .. 100:
 * the formula of score_goalpost() under the name that it has where hi is an aim
 * and not the best that there is (OECD and JRC, Handbook on Constructing
 * Composite Indicators, 2008, step 5).  lo > target means that lower is better.
 * NULL if an argument is NULL or lo = target.
 */
Datum
score_distance_to_target(PG_FUNCTION_ARGS)
{
	return goalpost(fcinfo, "target");
}

/*
 * score_achieve_improve(value float8, baseline float8, threshold float8, benchmark float8) returns float8
 *
 * The better of achievement and improvement, 0 .. 100: ten times the points of
 * the US Hospital Value-Based Purchasing Program before they are rounded (42
 * CFR 412.165(a); the formulas are in Federal Register 76, 26490, 2011).
 *
 *	achievement		0 below the threshold, 90 (x - T) / (B - T) + 5 from there on
 *	improvement		0 up to the baseline, 100 (x - x0) / (B - x0) - 5 above it, but never below 0
 *	both			100 at the benchmark and beyond
 *
 * threshold > benchmark means that lower is better.  Without a baseline, or
 * with one that is at the benchmark already, there is no improvement.  NULL if
 * another argument is NULL, or if threshold = benchmark, which does not say
 * what is better.
 */
Datum
score_achieve_improve(PG_FUNCTION_ARGS)
{
	bool		has_baseline = !PG_ARGISNULL(1);
	double		value;
	double		baseline = 0.0;
	double		threshold;
	double		benchmark;
	double		sign;
	double		result = 0.0;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		PG_RETURN_NULL();
	value = check_finite(PG_GETARG_FLOAT8(0), "value");
	if (has_baseline)
		baseline = check_finite(PG_GETARG_FLOAT8(1), "baseline");
	threshold = check_finite(PG_GETARG_FLOAT8(2), "threshold");
	benchmark = check_finite(PG_GETARG_FLOAT8(3), "benchmark");
	if (threshold == benchmark)
		PG_RETURN_NULL();

	/* if lower is better, the mirror image */
	sign = threshold < benchmark ? 1.0 : -1.0;
	value *= sign;
	baseline *= sign;
	threshold *= sign;
	benchmark *= sign;

	if (value >= benchmark)
		PG_RETURN_FLOAT8(100.0);
	if (value == threshold)
		result = 5.0;
	else if (value > threshold)
		result = way_from(threshold, benchmark, value, 90.0) + 5.0;
	if (has_baseline && value > baseline)
		result = Max(result, way_from(baseline, benchmark, value, 100.0) - 5.0);
	PG_RETURN_FLOAT8(result);
}

/* SPDX-License-Identifier: PostgreSQL */
/*
 * rating.c - rating_score, nps, top_box
 *
 * Ratings are given on a scale of 1 .. m, m being the best; every rating is
 * judged on its own scale.  The aggregates are ratios of two exact sums
 * (ExactState, exact_state.c draws it: about 150 bytes a group, whatever the
 * number of rows):
 *
 *	sum[0]	nps: promoters - detractors; top_box: ratings m
 *	sum[1]	ratings
 */
#include "postgres.h"

#include "state/exact_state.h"

PG_FUNCTION_INFO_V1(rating_score);
PG_FUNCTION_INFO_V1(nps_accum);
PG_FUNCTION_INFO_V1(nps_final);
PG_FUNCTION_INFO_V1(top_box_accum);
PG_FUNCTION_INFO_V1(top_box_final);

enum
{
	RATING_POINTS,
	RATING_ANSWERS,
	RATING_SUMS
};

static double
check_rating(double rating, double scale_max)
{
	check_exact_whole(check_at_least(scale_max, 2.0, "scale_max"), "scale_max");
	return check_between(rating, 1.0, scale_max, "rating");
}

/*
 * rating_score(rating float8, scale_max float8) returns float8
 *
 * 100 * (r - 1) / (m - 1): a rating on a scale of 1 .. m as 0 .. 100.  NULL if
 * an argument is NULL; error if the rating is not on the scale, or the scale
 * has no second step.
 */
Datum
rating_score(PG_FUNCTION_ARGS)
{
	double		scale_max = PG_GETARG_FLOAT8(1);
	double		rating = check_rating(PG_GETARG_FLOAT8(0), scale_max);

	PG_RETURN_FLOAT8(100.0 * (rating - 1.0) / (scale_max - 1.0));
}

/* Tells how a rating, which is on its scale, counts: -1, 0 or 1. */
typedef double (*RatingPoints) (double rating, double scale_max);

/* (exact_sums, rating float8, scale_max float8) for both aggregates */
static Datum
rating_accumulate(FunctionCallInfo fcinfo, RatingPoints points)
{
	ExactState *state;
	double		scale_max;
	double		rating;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return exact_state_unchanged(fcinfo);
	scale_max = PG_GETARG_FLOAT8(2);
	rating = check_rating(PG_GETARG_FLOAT8(1), scale_max);

	state = exact_state_for_row(fcinfo, RATING_SUMS);
	exact_sum_add(&state->sum[RATING_POINTS], points(rating, scale_max));
	exact_sum_add(&state->sum[RATING_ANSWERS], 1.0);
	return exact_state_datum(state);
}

/*
 * 10 (r - 1) / (m - 1), the rating as 0 .. 10, is at least 9 if r is at least
 * (9 m + 1) / 10, and at most 6 if r is at most (6 m + 4) / 10.  These are
 * rounded once, so that 4.6 on a scale of 5 is 4.6.
 */
static double
nps_points(double rating, double scale_max)
{
	if (rating >= (9.0 * scale_max + 1.0) / 10.0)
		return 1.0;
	if (rating <= (6.0 * scale_max + 4.0) / 10.0)
		return -1.0;
	return 0.0;
}

static double
top_box_points(double rating, double scale_max)
{
	return rating == scale_max ? 1.0 : 0.0;
}

/* nps_accum(exact_sums, rating float8, scale_max float8) returns exact_sums */
Datum
nps_accum(PG_FUNCTION_ARGS)
{
	return rating_accumulate(fcinfo, nps_points);
}

/*
 * nps_final(exact_sums) returns float8
 *
 * Net promoter score, -100 .. 100 (Reichheld 2003, Harvard Business Review 81):
 * 100 (promoters - detractors) / ratings.  NULL without rows.
 */
Datum
nps_final(PG_FUNCTION_ARGS)
{
	ExactState *state = exact_state_of(fcinfo, RATING_SUMS);
	DoubleDouble balance;

	if (state == NULL)
		PG_RETURN_NULL();
	balance = exact_sum_ratio(&state->sum[RATING_POINTS], &state->sum[RATING_ANSWERS], 1.0);
	PG_RETURN_FLOAT8(dd_mul_double(balance, 100.0).hi + 0.0);
}

/* top_box_accum(exact_sums, rating float8, scale_max float8) returns exact_sums */
Datum
top_box_accum(PG_FUNCTION_ARGS)
{
	return rating_accumulate(fcinfo, top_box_points);
}

/*
 * top_box_final(exact_sums) returns float8
 *
 * The share of ratings, 0 .. 1, that are the best of their scale.  NULL
 * without rows.
 */
Datum
top_box_final(PG_FUNCTION_ARGS)
{
	ExactState *state = exact_state_of(fcinfo, RATING_SUMS);

	if (state == NULL)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(exact_sum_ratio(&state->sum[RATING_POINTS], &state->sum[RATING_ANSWERS], 1.0).hi);
}

/* SPDX-License-Identifier: PostgreSQL */
/*
 * slope.c - slope_interval, reliability: a slope where x is known with error
 *
 * The states are Samples (sample.c) whose rows are
 *
 *	stratum, x, error variance, y, cluster	slope_interval: 40 bytes a row, and 16 for a while in the final function
 *	stratum, x, error variance				reliability: 24 bytes a row
 *
 * `option` holds the level.  The arithmetic is in slope_kernel.c.
 */
#include "postgres.h"

#include "base/result.h"
#include "inequality/slope_kernel.h"
#include "state/estimate.h"
#include "state/options.h"
#include "state/sample.h"

PG_FUNCTION_INFO_V1(slope_accum);
PG_FUNCTION_INFO_V1(slope_final);
PG_FUNCTION_INFO_V1(reliability_accum);
PG_FUNCTION_INFO_V1(reliability_final);

/* Where the numbers of a row stand. */
enum
{
	ROW_STRATUM,
	ROW_X,
	ROW_VARIANCE,
	RELIABILITY_WIDTH,
	ROW_Y = RELIABILITY_WIDTH,
	ROW_CLUSTER,
	SLOPE_WIDTH
};

/*
 * slope_accum(internal, y float8, x float8, error_variance float8, level float8, stratum bigint, cluster bigint)
 * returns internal
 *
 * Add one row, unless any of its arguments but the level is NULL.
 */
Datum
slope_accum(PG_FUNCTION_ARGS)
{
	Sample	   *sample;
	double		row[SLOPE_WIDTH];

	if (any_argument_is_null(fcinfo, 1, 3) || any_argument_is_null(fcinfo, 5, 6))
		PG_RETURN_SAMPLE(sample_of(fcinfo));
	sample = sample_with_level(fcinfo, 4, SLOPE_WIDTH);
	row[ROW_Y] = check_finite(PG_GETARG_FLOAT8(1), "y");
	row[ROW_X] = check_finite(PG_GETARG_FLOAT8(2), "x");
	row[ROW_VARIANCE] = check_not_negative(PG_GETARG_FLOAT8(3), "error_variance");
	row[ROW_STRATUM] = sample_label(fcinfo, 5, "stratum");
	row[ROW_CLUSTER] = sample_label(fcinfo, 6, "cluster");
	PG_RETURN_POINTER(sample_add(sample, row));
}

/*
 * reliability_accum(internal, x float8, error_variance float8, stratum bigint) returns internal
 *
 * Add one row, unless any of its arguments is NULL.
 */
Datum
reliability_accum(PG_FUNCTION_ARGS)
{
	double		row[RELIABILITY_WIDTH];

	if (any_argument_is_null(fcinfo, 1, 3))
		PG_RETURN_SAMPLE(sample_of(fcinfo));
	row[ROW_X] = check_finite(PG_GETARG_FLOAT8(1), "x");
	row[ROW_VARIANCE] = check_not_negative(PG_GETARG_FLOAT8(2), "error_variance");
	row[ROW_STRATUM] = sample_label(fcinfo, 3, "stratum");
	PG_RETURN_POINTER(sample_add(sample_for_row(fcinfo, RELIABILITY_WIDTH), row));
}

/* The rows of a state of either kind. */
static SlopeRows
slope_rows(const Sample *sample)
{
	bool		has_y = sample->width == SLOPE_WIDTH;
	SlopeRows	rows = {
		.n = sample->n, .stride = sample->width,
		.stratum = sample->number + ROW_STRATUM, .x = sample->number + ROW_X,
		.error_variance = sample->number + ROW_VARIANCE,
		.y = has_y ? sample->number + ROW_Y : NULL, .cluster = has_y ? sample->number + ROW_CLUSTER : NULL
	};

	return rows;
}

/* slope_final(internal) returns estimate */
Datum
slope_final(PG_FUNCTION_ARGS)
{
	Sample	   *sample = sample_sorted(fcinfo, SLOPE_WIDTH, SLOPE_WIDTH);
	SlopeRows	rows;
	Estimate	result;

	if (sample == NULL)
		PG_RETURN_NULL();
	rows = slope_rows(sample);
	if (!slope_of(&rows, sample->option.value, &result))
		PG_RETURN_NULL();
	return estimate_result(fcinfo, &result);
}

/* reliability_final(internal) returns float8 */
Datum
reliability_final(PG_FUNCTION_ARGS)
{
	Sample	   *sample = sample_sorted(fcinfo, RELIABILITY_WIDTH, RELIABILITY_WIDTH);
	SlopeRows	rows;
	double		result;

	if (sample == NULL)
		PG_RETURN_NULL();
	rows = slope_rows(sample);
	if (!reliability_of(&rows, &result))
		PG_RETURN_NULL();
	return finite_result(result);
}

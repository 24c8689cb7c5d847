/* SPDX-License-Identifier: PostgreSQL */
/*
 * tilt.c - tilt_interval, gini_correlation_interval, band_ratio_interval: do resources follow an order, beyond need?
 *
 * The states are Samples (sample.c) whose rows are
 *
 *	stratum, rank_by, x, w, cluster, need		tilt_interval: 48 bytes a row
 *	stratum, rank_by, x, w, cluster				gini_correlation_interval: 40 bytes a row
 *	1 for the top and 0 for the bottom, x, w, cluster	band_ratio_interval: 32 bytes a row
 *
 * `option` holds the level.  The final functions take up to 56 bytes a row for a
 * while.  The arithmetic is in tilt_kernel.c.
 */
#include "postgres.h"

#include "utils/builtins.h"

#include "base/memory.h"
#include "inequality/tilt_kernel.h"
#include "state/estimate.h"
#include "state/sample.h"

PG_FUNCTION_INFO_V1(tilt_accum);
PG_FUNCTION_INFO_V1(tilt_final);
PG_FUNCTION_INFO_V1(gini_correlation_accum);
PG_FUNCTION_INFO_V1(gini_correlation_final);
PG_FUNCTION_INFO_V1(band_ratio_accum);
PG_FUNCTION_INFO_V1(band_ratio_final);

/* Where the numbers of a row stand. */
enum
{
	ROW_STRATUM,
	ROW_RANK_BY,
	ROW_VALUE,
	ROW_WEIGHT,
	ROW_CLUSTER,
	CORRELATION_WIDTH,
	ROW_NEED = CORRELATION_WIDTH,
	TILT_WIDTH
};

enum
{
	BAND_TOP,
	BAND_VALUE,
	BAND_WEIGHT,
	BAND_CLUSTER,
	BAND_WIDTH
};

/*
 * tilt_accum(internal, x float8, need float8, rank_by float8, level float8, w float8, stratum bigint,
 * cluster bigint) returns internal
 *
 * Add one row, unless any of its arguments but the level is NULL or its weight is 0.
 */
Datum
tilt_accum(PG_FUNCTION_ARGS)
{
	Sample	   *sample;
	double		row[TILT_WIDTH];

	if (any_argument_is_null(fcinfo, 1, 3) || any_argument_is_null(fcinfo, 5, 7))
		PG_RETURN_SAMPLE(sample_of(fcinfo));
	row[ROW_VALUE] = check_finite(PG_GETARG_FLOAT8(1), "x");
	row[ROW_NEED] = check_finite(PG_GETARG_FLOAT8(2), "need");
	row[ROW_RANK_BY] = check_finite(PG_GETARG_FLOAT8(3), "rank_by");
	row[ROW_WEIGHT] = check_weight(PG_GETARG_FLOAT8(5));
	row[ROW_STRATUM] = sample_label(fcinfo, 6, "stratum");
	row[ROW_CLUSTER] = sample_label(fcinfo, 7, "cluster");
	sample = sample_with_level(fcinfo, 4, TILT_WIDTH);
	if (row[ROW_WEIGHT] == 0.0)
		PG_RETURN_POINTER(sample);
	check_not_negative(row[ROW_VALUE], "x");
	check_not_negative(row[ROW_NEED], "need");
	PG_RETURN_POINTER(sample_add(sample, row));
}

/*
 * gini_correlation_accum(internal, x float8, rank_by float8, level float8, w float8, stratum bigint,
 * cluster bigint) returns internal
 */
Datum
gini_correlation_accum(PG_FUNCTION_ARGS)
{
	Sample	   *sample;
	double		row[CORRELATION_WIDTH];

	if (any_argument_is_null(fcinfo, 1, 2) || any_argument_is_null(fcinfo, 4, 6))
		PG_RETURN_SAMPLE(sample_of(fcinfo));
	row[ROW_VALUE] = check_finite(PG_GETARG_FLOAT8(1), "x");
	row[ROW_RANK_BY] = check_finite(PG_GETARG_FLOAT8(2), "rank_by");
	row[ROW_WEIGHT] = check_weight(PG_GETARG_FLOAT8(4));
	row[ROW_STRATUM] = sample_label(fcinfo, 5, "stratum");
	row[ROW_CLUSTER] = sample_label(fcinfo, 6, "cluster");
	sample = sample_with_level(fcinfo, 3, CORRELATION_WIDTH);
	if (row[ROW_WEIGHT] == 0.0)
		PG_RETURN_POINTER(sample);
	check_not_negative(row[ROW_VALUE], "x");
	PG_RETURN_POINTER(sample_add(sample, row));
}

/* A final function: the kernel over the rows in order. */
static Datum
estimate_over_strata(FunctionCallInfo fcinfo, bool (*kernel) (const RankedStrata *, double, Estimate *))
{
	Sample	   *sample = sample_sorted(fcinfo, CORRELATION_WIDTH, TILT_WIDTH);
	RankedStrata rows;
	Estimate	result;

	if (sample == NULL)
		PG_RETURN_NULL();
	rows = (RankedStrata) {
		.n = sample->n, .stride = sample->width,
		.stratum = sample->number + ROW_STRATUM, .rank_by = sample->number + ROW_RANK_BY,
		.value = sample->number + ROW_VALUE, .weight = sample->number + ROW_WEIGHT,
		.cluster = sample->number + ROW_CLUSTER,
		.need = sample->width == TILT_WIDTH ? sample->number + ROW_NEED : NULL
	};
	if (!kernel(&rows, sample->option.value, &result))
		PG_RETURN_NULL();
	return estimate_result(fcinfo, &result);
}

/* tilt_final(internal) returns estimate */
Datum
tilt_final(PG_FUNCTION_ARGS)
{
	return estimate_over_strata(fcinfo, tilt_of);
}

/* gini_correlation_final(internal) returns estimate */
Datum
gini_correlation_final(PG_FUNCTION_ARGS)
{
	return estimate_over_strata(fcinfo, gini_correlation_of);
}

/* Is the argument this word? */
static bool
is_word(const text *argument, const char *word)
{
	return VARSIZE_ANY_EXHDR(argument) == strlen(word) && memcmp(VARDATA_ANY(argument), word, strlen(word)) == 0;
}

/*
 * band_ratio_accum(internal, x float8, band text, level float8, w float8, cluster bigint) returns internal
 *
 * Add one row of the top or of the bottom.  One of the middle is as good as absent.
 */
Datum
band_ratio_accum(PG_FUNCTION_ARGS)
{
	Sample	   *sample;
	const text *band;
	bool		top;
	bool		bottom;
	double		row[BAND_WIDTH];

	if (any_argument_is_null(fcinfo, 1, 2) || any_argument_is_null(fcinfo, 4, 5))
		PG_RETURN_SAMPLE(sample_of(fcinfo));
	band = PG_GETARG_TEXT_PP(2);
	top = is_word(band, "top");
	bottom = is_word(band, "bottom");
	if (!top && !bottom && !is_word(band, "middle"))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("band must be top, middle or bottom, not \"%s\"", text_to_cstring(band)),
				 errhint("performance_band() tells the band of a score.")));
	row[BAND_TOP] = top ? 1.0 : 0.0;
	row[BAND_VALUE] = check_finite(PG_GETARG_FLOAT8(1), "x");
	row[BAND_WEIGHT] = check_weight(PG_GETARG_FLOAT8(4));
	row[BAND_CLUSTER] = sample_label(fcinfo, 5, "cluster");
	sample = sample_with_level(fcinfo, 3, BAND_WIDTH);
	if (row[BAND_WEIGHT] == 0.0 || (!top && !bottom))
		PG_RETURN_POINTER(sample);
	check_not_negative(row[BAND_VALUE], "x");
	PG_RETURN_POINTER(sample_add(sample, row));
}

/* band_ratio_final(internal) returns estimate */
Datum
band_ratio_final(PG_FUNCTION_ARGS)
{
	Sample	   *sample = sample_sorted(fcinfo, BAND_WIDTH, BAND_WIDTH);
	Bands		bands;
	Estimate	result;

	if (sample == NULL)
		PG_RETURN_NULL();
	bands = (Bands) {
		.n = sample->n, .stride = BAND_WIDTH, .value = sample->number + BAND_VALUE,
		.weight = sample->number + BAND_WEIGHT, .cluster = sample->number + BAND_CLUSTER
	};
	while (bands.bottom < bands.n && sample->number[bands.bottom * BAND_WIDTH + BAND_TOP] == 0.0)
		stop_if_asked_at(bands.bottom++);
	if (!band_ratio_of(&bands, sample->option.value, &result))
		PG_RETURN_NULL();
	return estimate_result(fcinfo, &result);
}

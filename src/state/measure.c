/* SPDX-License-Identifier: PostgreSQL */
/*
 * measure.c - final functions of measures over rows in order
 *
 * A measure is a kernel function over values in order (Measure in measure.h).
 * What is the same for all of them is here: without rows, and where the measure
 * is not defined, the result is NULL.  A result that no double can hold is an
 * error, never an infinity.
 */
#include "postgres.h"

#include "base/result.h"
#include "state/measure.h"

/* The rows of a state of x, of x and w, or of x, w and a cluster. */
SortedValues
sorted_values(const Sample *sample)
{
	SortedValues values = {sample->n, sample->width, sample->number, NULL};

	if (sample->width >= 2)
		values.weight = sample->number + 1;
	return values;
}

/* The rows of a state of rank_by and x, or of rank_by, x and w. */
RankedValues
ranked_values(const Sample *sample)
{
	RankedValues values = {
		.n = sample->n, .stride = sample->width, .rank_by = sample->number, .value = sample->number + 1,
		.nu = sample->option.value, .lo = sample->option.value, .hi = sample->hi
	};

	if (sample->width >= 3)
		values.weight = sample->number + 2;
	return values;
}

Datum
apply_measure_to_values(FunctionCallInfo fcinfo, Measure kernel, const SortedValues *values)
{
	double		result;

	if (!kernel(values, &result))
		PG_RETURN_NULL();
	return finite_result(result);
}

Datum
apply_measure_with_option_to_values(FunctionCallInfo fcinfo, MeasureWithOption kernel,
									const SortedValues *values, double option)
{
	double		result;

	if (!kernel(values, option, &result))
		PG_RETURN_NULL();
	return finite_result(result);
}

Datum
apply_measure(FunctionCallInfo fcinfo, Measure kernel)
{
	Sample	   *sample = sample_sorted(fcinfo, 1, 2);
	SortedValues values;

	if (sample == NULL)
		PG_RETURN_NULL();
	values = sorted_values(sample);
	return apply_measure_to_values(fcinfo, kernel, &values);
}

Datum
apply_measure_with_option(FunctionCallInfo fcinfo, MeasureWithOption kernel)
{
	Sample	   *sample = sample_sorted(fcinfo, 1, 2);
	SortedValues values;

	if (sample == NULL)
		PG_RETURN_NULL();
	values = sorted_values(sample);
	return apply_measure_with_option_to_values(fcinfo, kernel, &values, sample->option.value);
}

Datum
apply_ranked_measure(FunctionCallInfo fcinfo, RankedMeasure kernel)
{
	Sample	   *sample = sample_sorted(fcinfo, 2, 3);
	RankedValues values;
	double		result;

	if (sample == NULL)
		PG_RETURN_NULL();
	values = ranked_values(sample);
	if (!kernel(&values, &result))
		PG_RETURN_NULL();
	return finite_result(result);
}

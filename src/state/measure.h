/* SPDX-License-Identifier: PostgreSQL */
/*
 * measure.h - final functions of measures over rows in order
 *
 * See measure.c.
 */
#ifndef MEASURE_H
#define MEASURE_H

#include "math/values.h"
#include "state/sample.h"

typedef bool (*Measure) (const SortedValues *values, double *result);
typedef bool (*MeasureWithOption) (const SortedValues *values, double option, double *result);
typedef bool (*RankedMeasure) (const RankedValues *values, double *result);

extern SortedValues sorted_values(const Sample *sample);
extern RankedValues ranked_values(const Sample *sample);

/* Of values from elsewhere; NULL where the measure is not defined. */
extern Datum apply_measure_to_values(FunctionCallInfo fcinfo, Measure kernel, const SortedValues *values);
extern Datum apply_measure_with_option_to_values(FunctionCallInfo fcinfo, MeasureWithOption kernel,
												 const SortedValues *values, double option);

extern Datum apply_measure(FunctionCallInfo fcinfo, Measure kernel);
extern Datum apply_measure_with_option(FunctionCallInfo fcinfo, MeasureWithOption kernel);
extern Datum apply_ranked_measure(FunctionCallInfo fcinfo, RankedMeasure kernel);

#endif							/* MEASURE_H */

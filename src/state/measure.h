/*
 * measure.h - final functions of measures over rows in order
 *
 * See measure.c.
 */
#ifndef MEASURE_H
#define MEASURE_H

#include "inequality/concentration_kernel.h"
#include "inequality/inequality_kernel.h"
#include "state/sample.h"

typedef bool (*Measure) (const SortedValues *values, double *result);
typedef bool (*MeasureWithOption) (const SortedValues *values, double option, double *result);
typedef bool (*RankedMeasure) (const RankedValues *values, double *result);

extern SortedValues sorted_values(const Sample *sample);
extern RankedValues ranked_values(const Sample *sample);

/* Options that several measures have. */
extern double check_p(FunctionCallInfo fcinfo, int argument);
extern double check_points(FunctionCallInfo fcinfo, int argument);
extern double check_nu(FunctionCallInfo fcinfo, int argument);
extern double check_alpha(FunctionCallInfo fcinfo, int argument);
extern double check_epsilon(FunctionCallInfo fcinfo, int argument);
extern double check_level(FunctionCallInfo fcinfo, int argument);

/* Of values from elsewhere; NULL where the measure is not defined. */
extern Datum measure_of_values(FunctionCallInfo fcinfo, Measure kernel, const SortedValues *values);
extern Datum measure_of_values_with_option(FunctionCallInfo fcinfo, MeasureWithOption kernel,
										   const SortedValues *values, double option);
extern Datum lorenz_curve_of_values(FunctionCallInfo fcinfo, const SortedValues *values, int points);

extern Datum measure(FunctionCallInfo fcinfo, Measure kernel);
extern Datum measure_with_option(FunctionCallInfo fcinfo, MeasureWithOption kernel);
extern Datum ranked_measure(FunctionCallInfo fcinfo, RankedMeasure kernel);
extern Datum measure_result(double result);
extern Datum composite_result(FunctionCallInfo fcinfo, Datum *field, bool *is_null);

#endif							/* MEASURE_H */

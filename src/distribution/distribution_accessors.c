/* SPDX-License-Identifier: PostgreSQL */
/*
 * distribution_accessors.c - what can be asked of a distribution
 *
 * Every function reads the buckets of its first argument, 0.2 milliseconds
 * where there are thousands of them, and computes as
 * distribution_measures_kernel.c says.  Measures that are shares of a total refuse
 * negative values, as the aggregates of the same names do.
 */
#include "postgres.h"

#include <math.h>

#include "utils/float.h"

#include "base/check.h"
#include "distribution/distribution.h"
#include "distribution/distribution_measures_kernel.h"
#include "inequality/entropy_kernel.h"
#include "inequality/inequality.h"
#include "inequality/inequality_kernel.h"
#include "state/measure.h"
#include "state/options.h"

PG_FUNCTION_INFO_V1(distribution_rows);
PG_FUNCTION_INFO_V1(distribution_total_weight);
PG_FUNCTION_INFO_V1(distribution_total);
PG_FUNCTION_INFO_V1(distribution_mean);
PG_FUNCTION_INFO_V1(distribution_min_value);
PG_FUNCTION_INFO_V1(distribution_max_value);
PG_FUNCTION_INFO_V1(distribution_quantile);
PG_FUNCTION_INFO_V1(distribution_gini);
PG_FUNCTION_INFO_V1(distribution_gini_error);
PG_FUNCTION_INFO_V1(distribution_lorenz_curve);
PG_FUNCTION_INFO_V1(distribution_share_of_top);
PG_FUNCTION_INFO_V1(distribution_share_of_bottom);
PG_FUNCTION_INFO_V1(distribution_theil);
PG_FUNCTION_INFO_V1(distribution_mean_log_deviation);
PG_FUNCTION_INFO_V1(distribution_generalized_entropy);
PG_FUNCTION_INFO_V1(distribution_atkinson);
PG_FUNCTION_INFO_V1(distribution_hoover);
PG_FUNCTION_INFO_V1(distribution_coefficient_of_variation);

static Summary
summary_argument(FunctionCallInfo fcinfo)
{
	return distribution_to_summary(distribution_of_datum(PG_GETARG_DATUM(0)));
}

/* The argument of a measure that is a share of a total. */
static Summary
share_argument(FunctionCallInfo fcinfo)
{
	Summary		summary = summary_argument(fcinfo);

	check_value(summary.min, NOT_NEGATIVE);
	return summary;
}

/* Its buckets as rows: their means and weights. */
static SortedValues
share_values(FunctionCallInfo fcinfo)
{
	Summary		summary = share_argument(fcinfo);

	return summary_values(&summary, palloc(sizeof(double) * summary.n), palloc(sizeof(double) * summary.n));
}

static Datum
apply_measure_to_distribution(FunctionCallInfo fcinfo, Measure kernel)
{
	SortedValues values = share_values(fcinfo);

	return apply_measure_to_values(fcinfo, kernel, &values);
}

static Datum
apply_measure_with_option_to_distribution(FunctionCallInfo fcinfo, MeasureWithOption kernel, double option)
{
	SortedValues values = share_values(fcinfo);

	return apply_measure_with_option_to_values(fcinfo, kernel, &values, option);
}

/* n_values(distribution) returns bigint */
Datum
distribution_rows(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(summary_argument(fcinfo).n_values);
}

/* total_weight(distribution) returns float8 */
Datum
distribution_total_weight(PG_FUNCTION_ARGS)
{
	Summary		summary = summary_argument(fcinfo);

	PG_RETURN_FLOAT8(summary_total_weight(&summary));
}

/* total(distribution) returns float8 */
Datum
distribution_total(PG_FUNCTION_ARGS)
{
	Summary		summary = summary_argument(fcinfo);
	double		total = summary_total(&summary);

	if (isinf(total))
		float_overflow_error();
	PG_RETURN_FLOAT8(total);
}

/* mean(distribution) returns float8 */
Datum
distribution_mean(PG_FUNCTION_ARGS)
{
	Summary		summary = summary_argument(fcinfo);

	PG_RETURN_FLOAT8(summary_mean(&summary));
}

/* min_value(distribution) returns float8 */
Datum
distribution_min_value(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(summary_argument(fcinfo).min);
}

/* max_value(distribution) returns float8 */
Datum
distribution_max_value(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(summary_argument(fcinfo).max);
}

/* quantile(distribution, p float8) returns float8 */
Datum
distribution_quantile(PG_FUNCTION_ARGS)
{
	double		p = check_p(fcinfo, 1);
	Summary		summary = summary_argument(fcinfo);

	PG_RETURN_FLOAT8(summary_quantile(&summary, p));
}

/* gini(distribution) returns float8 */
Datum
distribution_gini(PG_FUNCTION_ARGS)
{
	Summary		summary = share_argument(fcinfo);
	double		gini;
	double		error;

	if (!summary_gini(&summary, &gini, &error))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(gini);
}

/* gini_error(distribution) returns float8 */
Datum
distribution_gini_error(PG_FUNCTION_ARGS)
{
	Summary		summary = share_argument(fcinfo);
	double		gini;
	double		error;

	if (!summary_gini(&summary, &gini, &error))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(error);
}

/* lorenz_curve(distribution, points int) returns float8[] */
Datum
distribution_lorenz_curve(PG_FUNCTION_ARGS)
{
	int			points = (int) check_points(fcinfo, 1);
	SortedValues values = share_values(fcinfo);

	return lorenz_curve_of_values(fcinfo, &values, points);
}

/* share_of_top(distribution, p float8) returns float8 */
Datum
distribution_share_of_top(PG_FUNCTION_ARGS)
{
	return apply_measure_with_option_to_distribution(fcinfo, share_of_top_of, check_p(fcinfo, 1));
}

/* share_of_bottom(distribution, p float8) returns float8 */
Datum
distribution_share_of_bottom(PG_FUNCTION_ARGS)
{
	return apply_measure_with_option_to_distribution(fcinfo, share_of_bottom_of, check_p(fcinfo, 1));
}

/* theil(distribution) returns float8 */
Datum
distribution_theil(PG_FUNCTION_ARGS)
{
	return apply_measure_with_option_to_distribution(fcinfo, generalized_entropy_of, 1.0);
}

/* mean_log_deviation(distribution) returns float8 */
Datum
distribution_mean_log_deviation(PG_FUNCTION_ARGS)
{
	return apply_measure_with_option_to_distribution(fcinfo, generalized_entropy_of, 0.0);
}

/* generalized_entropy(distribution, alpha float8) returns float8 */
Datum
distribution_generalized_entropy(PG_FUNCTION_ARGS)
{
	return apply_measure_with_option_to_distribution(fcinfo, generalized_entropy_of, check_alpha(fcinfo, 1));
}

/* atkinson(distribution, epsilon float8) returns float8 */
Datum
distribution_atkinson(PG_FUNCTION_ARGS)
{
	return apply_measure_with_option_to_distribution(fcinfo, atkinson_of, check_epsilon(fcinfo, 1));
}

/* hoover(distribution) returns float8 */
Datum
distribution_hoover(PG_FUNCTION_ARGS)
{
	return apply_measure_to_distribution(fcinfo, hoover_of);
}

/* coefficient_of_variation(distribution) returns float8 */
Datum
distribution_coefficient_of_variation(PG_FUNCTION_ARGS)
{
	return apply_measure_to_distribution(fcinfo, coefficient_of_variation_of);
}

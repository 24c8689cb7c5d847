/* SPDX-License-Identifier: PostgreSQL */
/*
 * inequality.c - gini and its relatives, lorenz_curve, shares and their ratios
 *
 * The state is a Sample of x, or of x and w (sample.c draws it: 8 or 16 bytes
 * a row, sorted once by the final function); the arithmetic is in
 * inequality_kernel.c.  Here is only what arguments mean.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"

#include "inequality/concentration_kernel.h"
#include "inequality/inequality.h"
#include "inequality/inequality_kernel.h"
#include "state/measure.h"
#include "state/options.h"

PG_FUNCTION_INFO_V1(gini_final);
PG_FUNCTION_INFO_V1(gini_unbiased_final);
PG_FUNCTION_INFO_V1(gini_absolute_final);
PG_FUNCTION_INFO_V1(gini_extended_final);
PG_FUNCTION_INFO_V1(lorenz_final);
PG_FUNCTION_INFO_V1(share_of_top_final);
PG_FUNCTION_INFO_V1(share_of_bottom_final);
PG_FUNCTION_INFO_V1(quintile_share_ratio_final);
PG_FUNCTION_INFO_V1(palma_final);

/* lorenz_accum(internal, x, points float8 [, w]) returns internal, for float8 and numeric */
SAMPLE_ACCUM_WITH_OPTION(lorenz_accum, .option_name = "points", .check_option = check_points, .rule = NOT_NEGATIVE);

/* share_accum(internal, x, p float8 [, w]) returns internal, for float8 and numeric */
SAMPLE_ACCUM_WITH_OPTION(share_accum, .option_name = "p", .check_option = check_p, .rule = NOT_NEGATIVE);

/* gini_extended_accum(internal, x, nu float8 [, w]) returns internal, for float8 and numeric */
SAMPLE_ACCUM_WITH_OPTION(gini_extended_accum, .option_name = "nu", .check_option = check_nu, .rule = NOT_NEGATIVE);

/* gini_final(internal) returns float8 */
Datum
gini_final(PG_FUNCTION_ARGS)
{
	return apply_measure(fcinfo, gini_of);
}

/* gini_unbiased_final(internal) returns float8 */
Datum
gini_unbiased_final(PG_FUNCTION_ARGS)
{
	return apply_measure(fcinfo, gini_unbiased_of);
}

/* gini_absolute_final(internal) returns float8 */
Datum
gini_absolute_final(PG_FUNCTION_ARGS)
{
	return apply_measure(fcinfo, gini_absolute_of);
}

/* The concentration of the values along their own order. */
static bool
gini_extended_of(const SortedValues *values, double nu, double *result)
{
	RankedValues ranked = {values->n, values->stride, values->value, values->value, values->weight, .nu = nu};

	return concentration_extended_of(&ranked, result);
}

/* gini_extended_final(internal) returns float8 */
Datum
gini_extended_final(PG_FUNCTION_ARGS)
{
	return apply_measure_with_option(fcinfo, gini_extended_of);
}

/* quintile_share_ratio_final(internal) returns float8 */
Datum
quintile_share_ratio_final(PG_FUNCTION_ARGS)
{
	return apply_measure(fcinfo, quintile_share_ratio_of);
}

/* palma_final(internal) returns float8 */
Datum
palma_final(PG_FUNCTION_ARGS)
{
	return apply_measure(fcinfo, palma_of);
}

/* The points + 1 ordinates of the Lorenz curve as float8[]; NULL if the total is 0. */
Datum
lorenz_curve_of_values(FunctionCallInfo fcinfo, const SortedValues *values, int points)
{
	double	   *ordinate = palloc(sizeof(double) * (points + 1));
	Datum	   *element;
	int			k;

	if (!lorenz_curve_of(values, points, ordinate))
		PG_RETURN_NULL();
	element = palloc(sizeof(Datum) * (points + 1));
	for (k = 0; k <= points; k++)
		element[k] = Float8GetDatum(ordinate[k]);
	PG_RETURN_ARRAYTYPE_P(construct_array(element, points + 1, FLOAT8OID, 8, FLOAT8PASSBYVAL, 'd'));
}

/* lorenz_final(internal) returns float8[] */
Datum
lorenz_final(PG_FUNCTION_ARGS)
{
	Sample	   *sample = sample_sorted(fcinfo, 1, 2);
	SortedValues values;

	if (sample == NULL)
		PG_RETURN_NULL();
	values = sorted_values(sample);
	return lorenz_curve_of_values(fcinfo, &values, sample_count_option(sample, MAX_LORENZ_POINTS));
}

/* share_of_top_final(internal) returns float8 */
Datum
share_of_top_final(PG_FUNCTION_ARGS)
{
	return apply_measure_with_option(fcinfo, share_of_top_of);
}

/* share_of_bottom_final(internal) returns float8 */
Datum
share_of_bottom_final(PG_FUNCTION_ARGS)
{
	return apply_measure_with_option(fcinfo, share_of_bottom_of);
}

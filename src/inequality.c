/*
 * inequality.c - gini, gini_absolute, lorenz_curve, share_of_top, share_of_bottom
 *
 * The state is a Sample of x, or of x and w (sample.c draws it: 8 or 16 bytes
 * a row, sorted once by the final function); the arithmetic is in
 * inequality_kernel.c.  Here is only what arguments mean.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"

#include "inequality_kernel.h"
#include "sample.h"

#define MAX_LORENZ_POINTS	1000000

PG_FUNCTION_INFO_V1(gini_final);
PG_FUNCTION_INFO_V1(gini_absolute_final);
PG_FUNCTION_INFO_V1(lorenz_final);
PG_FUNCTION_INFO_V1(share_of_top_final);
PG_FUNCTION_INFO_V1(share_of_bottom_final);

static double
check_p(FunctionCallInfo fcinfo, int argument)
{
	return check_between(PG_GETARG_FLOAT8(argument), 0.0, 1.0, "p");
}

static double
check_points(FunctionCallInfo fcinfo, int argument)
{
	return check_between(PG_GETARG_INT32(argument), 1.0, MAX_LORENZ_POINTS, "points");
}

/* lorenz_accum(internal, x, points int [, w]) returns internal, for float8 and numeric */
SAMPLE_ACCUM_WITH_OPTION(lorenz_accum, .option_name = "points", .check_option = check_points, .rule = NOT_NEGATIVE);

/* share_accum(internal, x, p float8 [, w]) returns internal, for float8 and numeric */
SAMPLE_ACCUM_WITH_OPTION(share_accum, .option_name = "p", .check_option = check_p, .rule = NOT_NEGATIVE);

static SortedValues
sorted_values(const Sample *sample)
{
	SortedValues values = {sample->n, sample->width, sample->number, NULL};

	if (sample->width == 2)
		values.weight = sample->number + 1;
	return values;
}

/*
 * gini_final(internal) returns float8
 *
 * The Gini index; NULL without rows or if the total is 0.
 */
Datum
gini_final(PG_FUNCTION_ARGS)
{
	Sample	   *sample = sample_sorted(fcinfo);
	SortedValues values;
	double		result;

	if (sample == NULL)
		PG_RETURN_NULL();
	values = sorted_values(sample);
	if (!gini_of(&values, &result))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(result);
}

/*
 * gini_absolute_final(internal) returns float8
 *
 * Half the mean absolute difference; NULL without rows.
 */
Datum
gini_absolute_final(PG_FUNCTION_ARGS)
{
	Sample	   *sample = sample_sorted(fcinfo);
	SortedValues values;
	double		result;

	if (sample == NULL)
		PG_RETURN_NULL();
	values = sorted_values(sample);
	if (!gini_absolute_of(&values, &result))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(result);
}

/*
 * lorenz_final(internal) returns float8[]
 *
 * The points + 1 ordinates of the Lorenz curve; NULL without rows or if the
 * total is 0.
 */
Datum
lorenz_final(PG_FUNCTION_ARGS)
{
	Sample	   *sample = sample_sorted(fcinfo);
	SortedValues values;
	double	   *ordinate;
	Datum	   *element;
	int			points;
	int			k;

	if (sample == NULL)
		PG_RETURN_NULL();
	values = sorted_values(sample);
	points = (int) sample->option.value;
	ordinate = palloc(sizeof(double) * (points + 1));
	if (!lorenz_curve_of(&values, points, ordinate))
		PG_RETURN_NULL();
	element = palloc(sizeof(Datum) * (points + 1));
	for (k = 0; k <= points; k++)
		element[k] = Float8GetDatum(ordinate[k]);
	PG_RETURN_ARRAYTYPE_P(construct_array(element, points + 1, FLOAT8OID, 8, FLOAT8PASSBYVAL, 'd'));
}

/*
 * share_of_top_final(internal) returns float8
 *
 * Share of the total that the highest p has; NULL without rows or if the total
 * is 0.
 */
Datum
share_of_top_final(PG_FUNCTION_ARGS)
{
	Sample	   *sample = sample_sorted(fcinfo);
	SortedValues values;
	double		result;

	if (sample == NULL)
		PG_RETURN_NULL();
	values = sorted_values(sample);
	if (!share_of_top_of(&values, sample->option.value, &result))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(result);
}

/*
 * share_of_bottom_final(internal) returns float8
 *
 * Share of the total that the lowest p has; NULL without rows or if the total
 * is 0.
 */
Datum
share_of_bottom_final(PG_FUNCTION_ARGS)
{
	Sample	   *sample = sample_sorted(fcinfo);
	SortedValues values;
	double		result;

	if (sample == NULL)
		PG_RETURN_NULL();
	values = sorted_values(sample);
	if (!share_of_bottom_of(&values, sample->option.value, &result))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(result);
}

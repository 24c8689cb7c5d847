/*
 * interval.c - gini_interval, concentration_interval: estimates with their sampling error; student_two_sided
 *
 * The states are those of inequality.c and concentration.c; with clusters, a
 * row is x, w and the cluster (sample.c).  The final function of gini_interval
 * takes 16 bytes a row for a while.  The arithmetic is in interval_kernel.c
 * and concentration_kernel.c.
 */
#include "postgres.h"


#include "base/memory.h"
#include "base/result.h"
#include "inequality/concentration_kernel.h"
#include "inequality/inequality_kernel.h"
#include "inequality/interval_kernel.h"
#include "math/quantiles.h"
#include "math/radix_sort.h"
#include "state/measure.h"
#include "state/options.h"

PG_FUNCTION_INFO_V1(gini_interval_final);
PG_FUNCTION_INFO_V1(gini_interval_clustered_final);
PG_FUNCTION_INFO_V1(concentration_interval_final);
PG_FUNCTION_INFO_V1(student_two_sided_sql);

/* The fields of both result types. */
enum
{
	ESTIMATE,
	STD_ERROR,
	LOWER,
	UPPER,
	N,
	INTERVAL_FIELDS
};

/* gini_interval_accum(internal, x, level float8 [, w]) returns internal, for float8 and numeric */
SAMPLE_ACCUM_WITH_OPTION(gini_interval_accum,
						 .option_name = "level", .check_option = check_level, .rule = NOT_NEGATIVE);

/* gini_interval_accum(internal, x, level float8, w, cluster bigint) returns internal, for float8 and numeric */
SAMPLE_ACCUM(gini_interval_accum_clustered, .value = 1, .option = 2, .weight = 3, .cluster = 4,
			 .option_name = "level", .check_option = check_level, .rule = NOT_NEGATIVE);
SAMPLE_ACCUM(gini_interval_accum_clustered_numeric, .value = 1, .option = 2, .weight = 3, .cluster = 4, .numeric = true,
			 .option_name = "level", .check_option = check_level, .rule = NOT_NEGATIVE);

/* concentration_interval_accum(internal, x, rank_by, level float8 [, w]) returns internal, for float8 and numeric */
RANKED_ACCUM_WITH_OPTION(concentration_interval_accum,
						 .option_name = "level", .check_option = check_level, .rule = NOT_NEGATIVE_RANKED);

static Datum
gini_interval(FunctionCallInfo fcinfo, bool clustered)
{
	Sample	   *sample = sample_sorted(fcinfo);
	SortedValues values;
	Influence  *influence;
	int64		units;
	int64		i;
	double		estimate;
	double		error = 0.0;
	double		lower = 0.0;
	double		upper = 0.0;
	Datum		field[INTERVAL_FIELDS];
	bool		is_null[INTERVAL_FIELDS] = {false};

	if (sample == NULL)
		PG_RETURN_NULL();
	values = sorted_values(sample);
	influence = memory_get(values.n, sizeof(Influence));
	if (!gini_influence_of(&values, &estimate, influence))
		PG_RETURN_NULL();
	units = values.n;
	if (clustered)
	{
		for (i = 0; i < values.n; i++)
		{
			stop_if_asked_at(i);
			influence[i].cluster = sample->number[i * sample->width + 2];
		}
		sort_rows((double *) influence, values.n, 2, 0);
		units = sum_by_cluster(influence, values.n);
	}

	is_null[STD_ERROR] = !sampling_error_of(influence, units, &error);
	is_null[LOWER] = is_null[UPPER] = is_null[STD_ERROR] ||
		!logit_bounds(estimate, normal_two_sided(sample->option.value) * error, &lower, &upper);
	memory_release(influence);
	field[ESTIMATE] = finite_result(estimate);
	field[STD_ERROR] = finite_result(error);
	field[LOWER] = finite_result(lower);
	field[UPPER] = finite_result(upper);
	field[N] = Int64GetDatum(values.n);
	return composite_result(fcinfo, field, is_null);
}

/* gini_interval_final(internal) returns gini_interval */
Datum
gini_interval_final(PG_FUNCTION_ARGS)
{
	return gini_interval(fcinfo, false);
}

/* gini_interval_clustered_final(internal) returns gini_interval */
Datum
gini_interval_clustered_final(PG_FUNCTION_ARGS)
{
	return gini_interval(fcinfo, true);
}

/* concentration_interval_final(internal) returns concentration_interval */
Datum
concentration_interval_final(PG_FUNCTION_ARGS)
{
	Sample	   *sample = sample_sorted(fcinfo);
	RankedValues values;
	double		estimate;
	double		error = 0.0;
	double		margin;
	Datum		field[INTERVAL_FIELDS];
	bool		is_null[INTERVAL_FIELDS] = {false};

	if (sample == NULL)
		PG_RETURN_NULL();
	values = ranked_values(sample);
	if (!concentration_index_of(&values, &estimate))
		PG_RETURN_NULL();
	is_null[STD_ERROR] = is_null[LOWER] = is_null[UPPER] = !concentration_error_of(&values, &error);
	margin = normal_two_sided(sample->option.value) * error;
	field[ESTIMATE] = finite_result(estimate);
	field[STD_ERROR] = finite_result(error);
	field[LOWER] = finite_result(estimate - margin);
	field[UPPER] = finite_result(estimate + margin);
	field[N] = Int64GetDatum(values.n);
	return composite_result(fcinfo, field, is_null);
}

/*
 * student_two_sided(level float8, df float8) returns float8
 *
 * t such that a variable with Student's distribution of df degrees of freedom, a
 * whole number of at least 1, lies within -t .. t with probability level.  NULL
 * if an argument is NULL.
 */
Datum
student_two_sided_sql(PG_FUNCTION_ARGS)
{
	double		level = check_level(fcinfo, 0);
	double		df = check_at_least(PG_GETARG_FLOAT8(1), 1.0, "df");

	if (df != floor(df))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("df must be a whole number, not %s", float8_text(df))));
	return finite_result(student_two_sided(level, df));
}

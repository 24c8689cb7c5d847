/* SPDX-License-Identifier: PostgreSQL */
/*
 * interval.c - gini_interval, concentration_interval: estimates with their sampling error; student_two_sided
 *
 * The states are those of inequality.c and concentration.c; with clusters, a
 * row ends with the cluster (sample.c).  The final functions take 16 bytes a row
 * for a while.  The arithmetic is in interval_kernel.c, concentration_kernel.c
 * and estimate.c.
 */
#include "postgres.h"

#include <math.h>

#include "base/memory.h"
#include "base/result.h"
#include "inequality/concentration_kernel.h"
#include "inequality/inequality_kernel.h"
#include "inequality/interval_kernel.h"
#include "math/quantiles.h"
#include "math/radix_sort.h"
#include "state/estimate.h"
#include "state/measure.h"
#include "state/options.h"

PG_FUNCTION_INFO_V1(gini_interval_final);
PG_FUNCTION_INFO_V1(gini_interval_clustered_final);
PG_FUNCTION_INFO_V1(concentration_interval_final);
PG_FUNCTION_INFO_V1(concentration_interval_clustered_final);
PG_FUNCTION_INFO_V1(student_two_sided_sql);

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

/* concentration_interval_accum(internal, x, rank_by, level float8, w, cluster bigint) returns internal */
SAMPLE_ACCUM(concentration_interval_accum_clustered, .value = 1, .rank_by = 2, .option = 3, .weight = 4, .cluster = 5,
			 .option_name = "level", .check_option = check_level, .rule = NOT_NEGATIVE_RANKED);
SAMPLE_ACCUM(concentration_interval_accum_clustered_numeric,
			 .value = 1, .rank_by = 2, .option = 3, .weight = 4, .cluster = 5, .numeric = true,
			 .option_name = "level", .check_option = check_level, .rule = NOT_NEGATIVE_RANKED);

/* The influences summed by cluster, which is the last number of a row.  Returns how many clusters there are. */
static int64
sum_sample_by_cluster(const Sample *sample, Influence *influence)
{
	int64		i;

	for (i = 0; i < sample->n; i++)
	{
		stop_if_asked_at(i);
		influence[i].cluster = sample->number[i * sample->width + sample->width - 1];
	}
	sort_rows((double *) influence, sample->n, 2, 0);
	return sum_by_cluster(influence, sample->n);
}

static Datum
gini_interval(FunctionCallInfo fcinfo, bool clustered)
{
	Sample	   *sample = sample_sorted(fcinfo, clustered ? 3 : 1, clustered ? 3 : 2);
	SortedValues values;
	Influence  *influence;
	Estimate	result = {0};

	if (sample == NULL)
		PG_RETURN_NULL();
	values = sorted_values(sample);
	influence = memory_get(values.n, sizeof(Influence));
	if (!gini_influence_of(&values, &result.estimate, influence))
		PG_RETURN_NULL();
	result.n = values.n;
	result.has_error = sampling_error_of(influence, clustered ? sum_sample_by_cluster(sample, influence) : values.n, 1,
										 &result.std_error);
	memory_release(influence);
	result.has_lower = result.has_upper = result.has_error &&
		logit_bounds(result.estimate, normal_two_sided(sample->option.value) * result.std_error,
					 &result.lower, &result.upper);
	return estimate_result(fcinfo, &result);
}

/* gini_interval_final(internal) returns estimate */
Datum
gini_interval_final(PG_FUNCTION_ARGS)
{
	return gini_interval(fcinfo, false);
}

/* gini_interval_clustered_final(internal) returns estimate */
Datum
gini_interval_clustered_final(PG_FUNCTION_ARGS)
{
	return gini_interval(fcinfo, true);
}

/*
 * The variance of n rows has the factor n / (n - 2), known as HC1.  That of G
 * clusters has G / (G - 1) (n - 1) / (n - 2) (Cameron and Miller 2015, J. Human
 * Resources 50), which is the same if each row is a cluster.
 */
static Datum
concentration_interval(FunctionCallInfo fcinfo, bool clustered)
{
	Sample	   *sample = sample_sorted(fcinfo, clustered ? 4 : 2, clustered ? 4 : 3);
	RankedValues values;
	Influence  *influence;
	Estimate	result = {0};

	if (sample == NULL)
		PG_RETURN_NULL();
	values = ranked_values(sample);
	influence = memory_get(values.n, sizeof(Influence));
	if (!concentration_influence_of(&values, &result.estimate, influence))
		PG_RETURN_NULL();
	result.n = values.n;
	if (values.n > 2 && !has_one_rank(&values))
	{
		int64		units = clustered ? sum_sample_by_cluster(sample, influence) : values.n;

		result.has_error = sampling_error_of(influence, units, clustered ? 1 : 2, &result.std_error);
		if (clustered)
			result.std_error *= sqrt((double) (values.n - 1) / (double) (values.n - 2));
	}
	memory_release(influence);
	if (result.has_error)
		set_bounds(&result, normal_two_sided(sample->option.value) * result.std_error);
	return estimate_result(fcinfo, &result);
}

/* concentration_interval_final(internal) returns estimate */
Datum
concentration_interval_final(PG_FUNCTION_ARGS)
{
	return concentration_interval(fcinfo, false);
}

/* concentration_interval_clustered_final(internal) returns estimate */
Datum
concentration_interval_clustered_final(PG_FUNCTION_ARGS)
{
	return concentration_interval(fcinfo, true);
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

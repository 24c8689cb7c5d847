/* SPDX-License-Identifier: PostgreSQL */
/*
 * entropy.c - theil, mean_log_deviation, generalized_entropy, atkinson, hoover, coefficient_of_variation
 *
 * The state is that of inequality.c, and shared with it where there is no
 * option; the arithmetic is in entropy_kernel.c.  entropy_decomposition()
 * works on the results for groups.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"

#include "base/result.h"
#include "inequality/entropy_kernel.h"
#include "math/radix_sort.h"
#include "state/measure.h"
#include "state/options.h"

PG_FUNCTION_INFO_V1(theil_final);
PG_FUNCTION_INFO_V1(mean_log_deviation_final);
PG_FUNCTION_INFO_V1(generalized_entropy_final);
PG_FUNCTION_INFO_V1(atkinson_final);
PG_FUNCTION_INFO_V1(hoover_final);
PG_FUNCTION_INFO_V1(coefficient_of_variation_final);
PG_FUNCTION_INFO_V1(entropy_decomposition);

/* generalized_entropy_accum(internal, x, alpha float8 [, w]) returns internal, for float8 and numeric */
SAMPLE_ACCUM_WITH_OPTION(generalized_entropy_accum,
						 .option_name = "alpha", .check_option = check_alpha, .rule = NOT_NEGATIVE);

/* atkinson_accum(internal, x, epsilon float8 [, w]) returns internal, for float8 and numeric */
SAMPLE_ACCUM_WITH_OPTION(atkinson_accum, .option_name = "epsilon", .check_option = check_epsilon, .rule = NOT_NEGATIVE);

static bool
theil_of(const SortedValues *values, double *result)
{
	return generalized_entropy_of(values, 1.0, result);
}

/* theil_final(internal) returns float8 */
Datum
theil_final(PG_FUNCTION_ARGS)
{
	return apply_measure(fcinfo, theil_of);
}

static bool
mean_log_deviation_of(const SortedValues *values, double *result)
{
	return generalized_entropy_of(values, 0.0, result);
}

/* mean_log_deviation_final(internal) returns float8 */
Datum
mean_log_deviation_final(PG_FUNCTION_ARGS)
{
	return apply_measure(fcinfo, mean_log_deviation_of);
}

/* generalized_entropy_final(internal) returns float8 */
Datum
generalized_entropy_final(PG_FUNCTION_ARGS)
{
	return apply_measure_with_option(fcinfo, generalized_entropy_of);
}

/* atkinson_final(internal) returns float8 */
Datum
atkinson_final(PG_FUNCTION_ARGS)
{
	return apply_measure_with_option(fcinfo, atkinson_of);
}

/* hoover_final(internal) returns float8 */
Datum
hoover_final(PG_FUNCTION_ARGS)
{
	return apply_measure(fcinfo, hoover_of);
}

/* coefficient_of_variation_final(internal) returns float8 */
Datum
coefficient_of_variation_final(PG_FUNCTION_ARGS)
{
	return apply_measure(fcinfo, coefficient_of_variation_of);
}

/* The elements of an array argument; there must be n of them, if n is not below 0. */
static int
array_argument(FunctionCallInfo fcinfo, int argument, int n, Datum **element, bool **is_null)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(argument);
	int			length;

	if (ARR_NDIM(array) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("array must have one dimension, not %d", ARR_NDIM(array))));
	deconstruct_array(array, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, element, is_null, &length);
	if (n >= 0 && length != n)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("weights, means and entropies must have the same number of elements"),
				 errdetail("There are %d and %d.", n, length)));
	return length;
}

/*
 * entropy_decomposition(alpha float8, weights float8[], means float8[], entropies float8[])
 * returns entropy_decomposition
 *
 * Element i of the arrays is about group i.  As rows of an aggregate, a group
 * whose weight is NULL or 0 or whose mean is NULL is ignored.  The entropy of a
 * group is NULL where its mean is 0, and then not needed, or where it is
 * infinite, and then so is the whole.
 */
Datum
entropy_decomposition(PG_FUNCTION_ARGS)
{
	double		alpha = check_finite(PG_GETARG_FLOAT8(0), "alpha");
	Datum	   *weight;
	Datum	   *mean;
	Datum	   *entropy;
	bool	   *no_weight;
	bool	   *no_mean;
	bool	   *no_entropy;
	int			n = array_argument(fcinfo, 1, -1, &weight, &no_weight);
	double	   *row = palloc(sizeof(double) * 3 * Max(n, 1));
	SortedValues means = {0, 3, row, row + 1};
	EntropyParts parts;
	Datum		field[3];
	bool		is_null[3] = {false, false, false};
	int			i;

	array_argument(fcinfo, 2, n, &mean, &no_mean);
	array_argument(fcinfo, 3, n, &entropy, &no_entropy);
	for (i = 0; i < n; i++)
	{
		double	   *next = row + 3 * means.n;

		if (no_weight[i] || no_mean[i])
			continue;
		next[0] = check_not_negative(DatumGetFloat8(mean[i]), "mean");
		next[1] = check_weight(DatumGetFloat8(weight[i]));
		next[2] = no_entropy[i] ? 0.0 : check_not_negative(DatumGetFloat8(entropy[i]), "entropy");
		if (next[1] == 0.0)
			continue;
		if (no_entropy[i] && next[0] > 0.0)
			is_null[0] = is_null[1] = true;
		means.n++;
	}

	/* in order, so that the bits do not depend on the order of the groups */
	sort_rows(row, means.n, 3, 0);
	if (!entropy_parts_of(&means, row + 2, alpha, &parts))
		PG_RETURN_NULL();
	field[0] = finite_result(parts.within + parts.between);
	field[1] = finite_result(parts.within);
	field[2] = finite_result(parts.between);
	return composite_result(fcinfo, field, is_null);
}

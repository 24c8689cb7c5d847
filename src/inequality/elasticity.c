/* SPDX-License-Identifier: PostgreSQL */
/*
 * elasticity.c - elasticity_interval: by how many per cent is y higher where x is higher by one per cent?
 *
 * The state is a Sample whose rows are cluster, stratum, y, the variance of the
 * error of ln x, ln x and the logarithms of the controls: 8 bytes times 5 + k for
 * each row with k controls, and 8 times 11 + 2 k for a while in the final
 * function.  `option` holds the level.  An error e of x is one of e / x of ln x.
 * The arithmetic is in elasticity_kernel.c.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"

#include "base/memory.h"
#include "base/result.h"
#include "inequality/elasticity_kernel.h"
#include "state/options.h"
#include "state/sample.h"

PG_FUNCTION_INFO_V1(elasticity_accum);
PG_FUNCTION_INFO_V1(elasticity_with_errors_accum);
PG_FUNCTION_INFO_V1(elasticity_final);

/* The fields of the type elasticity_estimate. */
enum
{
	ESTIMATE,
	STD_ERROR,
	LOWER,
	UPPER,
	N,
	NOT_REJECTED,
	ELASTICITY_FIELDS
};

/* The logarithm of a number that must have one. */
static double
log_of(double value, const char *name)
{
	if (!(check_finite(value, name) > 0.0))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s must be positive, not %s", name, float8_text(value)),
				 errdetail("An elasticity compares logarithms."),
				 errhint("Leave such rows out with FILTER, or set a floor with greatest(%s, ...).", name)));
	return log(value);
}

/* The array of controls, of one dimension or none; `n` is the number of its elements. */
static const double *
check_controls(ArrayType *array, int *n)
{
	*n = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	if (ARR_NDIM(array) > 1 || *n > ELASTICITY_CONTROLS)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("controls must be an array of one dimension with at most %d elements", ELASTICITY_CONTROLS)));
	return (const double *) ARR_DATA_PTR(array);
}

/*
 * Add one row, unless any of its arguments or elements is NULL.  The arguments
 * from the controls on begin at `first`; the one before it is the standard error
 * of x, if there is one.
 */
static Datum
accumulate(FunctionCallInfo fcinfo, int first)
{
	Sample	   *sample = PG_ARGISNULL(0) ? NULL : (Sample *) PG_GETARG_POINTER(0);
	ArrayType  *array = PG_ARGISNULL(first) ? NULL : PG_GETARG_ARRAYTYPE_P(first);
	bool		has_error = first > 3;
	const double *control;
	double		level;
	double		amount;
	double		x;
	double		log_x;
	double		error = 0.0;
	double		cluster;
	double		stratum;
	double	   *row;
	int			n;
	int			i;

	if (any_argument_is_null(fcinfo, 1, first + 2) || array_contains_nulls(array))
	{
		if (sample == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(sample);
	}

	check_option_not_null(PG_ARGISNULL(first + 3), "level");
	level = check_level(fcinfo, first + 3);
	control = check_controls(array, &n);
	amount = check_not_negative(PG_GETARG_FLOAT8(1), "y");
	x = PG_GETARG_FLOAT8(2);
	log_x = log_of(x, "x");
	if (has_error)
		error = check_not_negative(PG_GETARG_FLOAT8(3), "std_error") / x;
	stratum = sample_label(fcinfo, first + 1, "stratum");
	cluster = sample_label(fcinfo, first + 2, "cluster");
	if (sample == NULL)
		sample = sample_new(aggregate_context(fcinfo), ROW_CONTROLS + n);
	if (n != sample->width - ROW_CONTROLS)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the number of controls must be the same in all rows of a group, not %d and %d",
						sample->width - ROW_CONTROLS, n)));
	set_option(&sample->option, level, "level");

	sample = sample_reserve(sample, 1);
	row = sample->number + sample->n * sample->width;
	row[ROW_CLUSTER] = cluster;
	row[ROW_STRATUM] = stratum;
	row[ROW_AMOUNT] = amount;
	row[ROW_VARIANCE] = check_finite(error * error, "(std_error / x)^2");
	row[ROW_LOG_X] = log_x + 0.0;
	for (i = 0; i < n; i++)
		row[ROW_CONTROLS + i] = log_of(control[i], "control") + 0.0;
	sample->n++;
	PG_RETURN_POINTER(sample);
}

/*
 * elasticity_accum(internal, y float8, x float8, controls float8[], stratum bigint, cluster bigint, level float8)
 * returns internal
 */
Datum
elasticity_accum(PG_FUNCTION_ARGS)
{
	return accumulate(fcinfo, 3);
}

/*
 * elasticity_with_errors_accum(internal, y float8, x float8, std_error float8, controls float8[], stratum bigint,
 * cluster bigint, level float8) returns internal
 */
Datum
elasticity_with_errors_accum(PG_FUNCTION_ARGS)
{
	return accumulate(fcinfo, 4);
}

/* All values that are not rejected, as a multirange; its input function is the same in every version of the server. */
static Datum
parts_result(const Elasticity *result)
{
	StringInfoData text;
	int			i;

	initStringInfo(&text);
	appendStringInfoChar(&text, '{');
	for (i = 0; i < result->parts; i++)
	{
		const ElasticityPart *part = &result->part[i];

		appendStringInfoString(&text, i > 0 ? "," : "");
		if (isfinite(part->lower))
			appendStringInfo(&text, "[%s,", float8_text(part->lower));
		else
			appendStringInfoString(&text, "(,");
		if (isfinite(part->upper))
			appendStringInfo(&text, "%s]", float8_text(part->upper));
		else
			appendStringInfoChar(&text, ')');
	}
	appendStringInfoChar(&text, '}');
	return OidInputFunctionCall(F_MULTIRANGE_IN, text.data, NUMMULTIRANGEOID, -1);
}

/*
 * elasticity_final(internal) returns elasticity_estimate
 *
 * NULL without rows, and where the elasticity is not defined; a bound that the
 * data do not set is NULL.
 */
Datum
elasticity_final(PG_FUNCTION_ARGS)
{
	Sample	   *sample = sample_sorted(fcinfo, ROW_CONTROLS, ROW_CONTROLS + ELASTICITY_CONTROLS);
	ElasticityRows rows;
	Elasticity	result;
	const Estimate *estimate = &result.estimate;
	Datum		field[ELASTICITY_FIELDS] = {0};
	bool		is_null[ELASTICITY_FIELDS] = {false};
	double	   *scratch;
	bool		defined;

	if (sample == NULL)
		PG_RETURN_NULL();
	rows = (ElasticityRows) {sample->n, sample->width - ROW_CONTROLS, sample->number};
	scratch = memory_get(ELASTICITY_SCRATCH(rows.n, rows.controls), sizeof(double));
	defined = elasticity_of(&rows, sample->option.value, scratch, &result);
	memory_release(scratch);
	if (!defined)
		PG_RETURN_NULL();
	is_null[LOWER] = !estimate->has_lower;
	is_null[UPPER] = !estimate->has_upper;
	field[ESTIMATE] = finite_result(estimate->estimate);
	field[STD_ERROR] = finite_result(estimate->std_error);
	if (estimate->has_lower)
		field[LOWER] = finite_result(estimate->lower);
	if (estimate->has_upper)
		field[UPPER] = finite_result(estimate->upper);
	field[N] = Int64GetDatum(estimate->n);
	field[NOT_REJECTED] = parts_result(&result);
	return composite_result(fcinfo, field, is_null);
}

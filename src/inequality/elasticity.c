/*
 * elasticity.c - elasticity_interval: by how many per cent is y higher where x is higher by one per cent?
 *
 * The state is a Sample whose rows are cluster, stratum, y, ln x and the
 * logarithms of the controls: 8 bytes times 4 + k for each row with k controls,
 * and 8 times 10 + 2 k for a while in the final function.  `option` holds the
 * level.  The arithmetic is in elasticity_kernel.c.
 */
#include "postgres.h"

#include "utils/array.h"

#include "base/memory.h"
#include "inequality/elasticity_kernel.h"
#include "state/estimate.h"
#include "state/options.h"
#include "state/sample.h"

PG_FUNCTION_INFO_V1(elasticity_accum);
PG_FUNCTION_INFO_V1(elasticity_final);

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

/*
 * elasticity_accum(internal, y float8, x float8, controls float8[], stratum bigint, cluster bigint, level float8)
 * returns internal
 *
 * Add one row, unless any of its arguments or elements is NULL.
 */
Datum
elasticity_accum(PG_FUNCTION_ARGS)
{
	Sample	   *sample = PG_ARGISNULL(0) ? NULL : (Sample *) PG_GETARG_POINTER(0);
	ArrayType  *array = PG_ARGISNULL(3) ? NULL : PG_GETARG_ARRAYTYPE_P(3);
	double		level;
	double		amount;
	double		log_x;
	double		cluster;
	double		stratum;
	double	   *control;
	double	   *row;
	int			n;
	int			i;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || array == NULL || array_contains_nulls(array) ||
		PG_ARGISNULL(4) || PG_ARGISNULL(5))
	{
		if (sample == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(sample);
	}

	check_option_not_null(PG_ARGISNULL(6), "level");
	level = check_level(fcinfo, 6);
	n = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	if (ARR_NDIM(array) > 1 || n > ELASTICITY_CONTROLS)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("controls must be an array of one dimension with at most %d elements", ELASTICITY_CONTROLS)));
	amount = check_not_negative(PG_GETARG_FLOAT8(1), "y");
	log_x = log_of(PG_GETARG_FLOAT8(2), "x");
	stratum = sample_label(fcinfo, 4, "stratum");
	cluster = sample_label(fcinfo, 5, "cluster");
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
	row[ROW_LOG_X] = log_x + 0.0;
	control = (double *) ARR_DATA_PTR(array);
	for (i = 0; i < n; i++)
		row[ROW_CONTROLS + i] = log_of(control[i], "control") + 0.0;
	sample->n++;
	PG_RETURN_POINTER(sample);
}

/*
 * elasticity_final(internal) returns estimate
 *
 * NULL without rows, and where the elasticity is not defined; a bound that the
 * data do not set is NULL.
 */
Datum
elasticity_final(PG_FUNCTION_ARGS)
{
	Sample	   *sample = sample_sorted(fcinfo);
	ElasticityRows rows;
	Estimate	result;
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
	return estimate_result(fcinfo, &result);
}

/* SPDX-License-Identifier: PostgreSQL */
/*
 * fay_herriot.c - fay_herriot
 *
 * A window function (partition.c) over one row for each area.  At the first row
 * of a partition it reads all areas,
 *
 *	direct | variance | covariates		of each area
 *
 * 8 bytes for each number while the model is fitted.  What stays for the length
 * of the partition is the fit; the result of a row follows from that and its
 * own arguments.  The arithmetic is in fay_herriot_kernel.c.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/memutils.h"

#include "base/check.h"
#include "base/float_array.h"
#include "base/memory.h"
#include "base/result.h"
#include "scores/fay_herriot_kernel.h"
#include "state/partition.h"

PG_FUNCTION_INFO_V1(fay_herriot);

/* The arguments. */
enum
{
	DIRECT,
	VARIANCE,
	COVARIATES,
	METHOD
};

/* The fields of the result. */
enum
{
	ESTIMATE,
	STD_ERROR,
	MSE,
	OWN_WEIGHT,
	MODEL_VARIANCE,
	BETA,
	RESULT_FIELDS
};

typedef struct SmallAreas
{
	Partition	partition;
	bool		fitted;			/* is there an area that was observed */
	FayHerriot	fit;
	Datum		beta;			/* float8[], if there is one */
	double	   *covariate;		/* of the current row */
} SmallAreas;

/* What is read of the partition. */
typedef struct Reader
{
	double	   *direct;			/* NaN: not observed */
	double	   *variance;
	double	   *covariate;
	int			covariates;
	bool		bare_area;		/* was an area without covariates observed */
	FayHerriotMethod method;
} Reader;

static const struct
{
	const char *name;
	FayHerriotMethod method;
} methods[] = {
	{"yoshimori_lahiri", FAY_HERRIOT_YOSHIMORI_LAHIRI},
	{"li_lahiri", FAY_HERRIOT_LI_LAHIRI},
	{"reml", FAY_HERRIOT_REML},
	{"ml", FAY_HERRIOT_ML}
};

static FayHerriotMethod
method_named(Datum value, bool isnull)
{
	char	   *name;
	size_t		i;

	check_option_not_null(isnull, "method");
	name = text_to_cstring(DatumGetTextPP(value));
	for (i = 0; i < lengthof(methods); i++)
	{
		if (strcmp(name, methods[i].name) == 0)
		{
			pfree(name);
			return methods[i].method;
		}
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("there is no method \"%s\" of fay_herriot()", name),
			 errhint("Methods are yoshimori_lahiri, li_lahiri, reml and ml.")));
}

/* The covariates of a row, which must all be there. */
static void
copy_covariates(Datum value, int covariates, double *covariate)
{
	FloatArray	array = float_array_open(value, "covariates");
	int			i;

	if (array.n != covariates)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("covariates must have as many elements in all rows of a partition"),
				 errdetail("An array has %d, another one has %d.", array.n, covariates)));
	for (i = 0; i < array.n; i++)
	{
		if (!float_array_next(&array, &covariate[i]))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("covariate must not be null"),
					 errdetail("Element %d of covariates is null.", i + 1),
					 errhint("With NULL for the whole array and for the direct estimate the area does not count.")));
		covariate[i] = check_finite(covariate[i], "covariate");
	}
	float_array_close(&array);
}

/* The direct estimate of a row, NaN if the area was not observed, and its variance. */
static double
direct_estimate(Datum direct, bool no_direct, Datum variance, bool no_variance, double *result)
{
	*result = 0.0;
	if (no_direct)
		return get_float8_nan();
	if (no_variance)
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("variance of a direct estimate must not be null"),
				 errdetail("The direct estimate is %s.", float8_text(DatumGetFloat8(direct))),
				 errhint("Of an area that was not observed, both are NULL.")));
	*result = check_not_negative(DatumGetFloat8(variance), "variance");
	return check_finite(DatumGetFloat8(direct), "direct estimate");
}

/* Read a row; place is that of the area among those read. */
static void
read_row(WindowObject window, Partition *partition, int64 row, Reader *reader)
{
	bool		isnull;
	bool		no_variance;
	Datum		variance;
	Datum		value;
	FayHerriotMethod method;

	value = partition_argument(window, METHOD, row, &isnull);
	method = method_named(value, isnull);
	if (row > 0 && method != reader->method)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("method must be the same in all rows of a partition")));
	reader->method = method;

	variance = partition_argument(window, VARIANCE, row, &no_variance);
	value = partition_argument(window, DIRECT, row, &isnull);
	reader->direct[row] = direct_estimate(value, isnull, variance, no_variance, &reader->variance[row]);

	value = partition_argument(window, COVARIATES, row, &isnull);
	if (isnull)
	{
		reader->bare_area = reader->bare_area || !isnan(reader->direct[row]);
		return;
	}
	if (reader->covariate == NULL)
	{
		FloatArray	array = float_array_open(value, "covariates");

		reader->covariates = array.n;
		float_array_close(&array);
		reader->covariate = partition_alloc(partition, partition->rows * reader->covariates, sizeof(double));
	}
	copy_covariates(value, reader->covariates, reader->covariate + row * reader->covariates);
}

static Datum
beta_array(const FayHerriot *fit)
{
	Datum	   *element = palloc(sizeof(Datum) * fit->parameters);
	int			i;

	for (i = 0; i < fit->parameters; i++)
		element[i] = finite_result(fit->beta[i]);
	return PointerGetDatum(construct_array(element, fit->parameters, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL,
										   TYPALIGN_DOUBLE));
}

/* Fit the model to all rows. */
static void
fit_partition(WindowObject window, SmallAreas *areas)
{
	Partition  *partition = &areas->partition;
	Reader		reader = {0};
	FayHerriotAreas read;
	MemoryContext previous;
	int64		row;

	reader.direct = partition_alloc(partition, partition->rows, sizeof(double));
	reader.variance = partition_alloc(partition, partition->rows, sizeof(double));
	for (row = 0; row < partition->rows; row++)
		read_row(window, partition, row, &reader);
	if (reader.covariates > 0 && reader.bare_area)
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("covariates of an area that was observed must not be null"),
				 errdetail("In other rows of the partition the array has elements: %d.", reader.covariates)));

	read = (FayHerriotAreas) {
		.n = partition->rows, .covariates = reader.covariates, .direct = reader.direct,
		.variance = reader.variance, .covariate = reader.covariate
	};
	previous = MemoryContextSwitchTo(partition->context);
	switch (fay_herriot_fit(&read, reader.method, &areas->fit))
	{
		case FAY_HERRIOT_NO_AREAS:
			break;
		case FAY_HERRIOT_DEPENDENT:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("a covariate follows from the others or from the intercept"),
					 errdetail("Covariates: %d; observed areas: " INT64_FORMAT ".",
							   reader.covariates, areas->fit.observed),
					 errhint("The intercept is there without being asked for. Leave out what the others say.")));
			break;
		case FAY_HERRIOT_FITTED:
			areas->fitted = true;
			if (areas->fit.has_beta)
				areas->beta = beta_array(&areas->fit);
			areas->covariate = memory_get(reader.covariates, sizeof(double));
			break;
	}
	MemoryContextSwitchTo(previous);
	pfree(reader.direct);
	pfree(reader.variance);
	if (reader.covariate != NULL)
		pfree(reader.covariate);
	partition->loaded = true;
}

/* The current row as an area.  False if nothing can be said of it. */
static bool
current_area(WindowObject window, SmallAreas *areas, FayHerriotArea *result)
{
	bool		no_direct;
	bool		no_variance;
	bool		isnull;
	Datum		direct = WinGetFuncArgCurrent(window, DIRECT, &no_direct);
	Datum		sampling = WinGetFuncArgCurrent(window, VARIANCE, &no_variance);
	Datum		covariates = WinGetFuncArgCurrent(window, COVARIATES, &isnull);
	double		variance;
	double		estimate = direct_estimate(direct, no_direct, sampling, no_variance, &variance);

	if (isnull && areas->fit.parameters > 1)
		return false;
	if (!isnull)
		copy_covariates(covariates, areas->fit.parameters - 1, areas->covariate);
	*result = fay_herriot_area(&areas->fit, estimate, variance, areas->covariate);
	return result->has_estimate;
}

/*
 * fay_herriot(direct float8, variance float8, covariates float8[], method text) OVER (...) returns small_area
 *
 * The level of an area from its direct estimate, whose sampling variance is
 * known, and from all other areas of the partition.  See fay_herriot_kernel.c.
 *
 *	direct		NULL: the area was not observed, and its level is predicted
 *	covariates	besides the intercept; NULL: none
 *
 * NULL if no area was observed, and for an area without covariates that was not
 * observed where others have some.  Fields are NULL where there are too few
 * areas to say: see fay_herriot_kernel.c.
 */
Datum
fay_herriot(PG_FUNCTION_ARGS)
{
	WindowObject window = PG_WINDOW_OBJECT();
	SmallAreas *areas = partition_open(window, sizeof(SmallAreas));
	FayHerriotArea area;
	Datum		field[RESULT_FIELDS] = {0};
	bool		is_null[RESULT_FIELDS] = {false};

	if (!areas->partition.loaded)
		fit_partition(window, areas);
	if (!areas->fitted || !current_area(window, areas, &area))
		PG_RETURN_NULL();

	field[ESTIMATE] = finite_result(area.estimate);
	field[OWN_WEIGHT] = Float8GetDatum(area.own_weight);
	is_null[STD_ERROR] = is_null[MSE] = !area.has_error;
	if (area.has_error)
	{
		field[STD_ERROR] = finite_result(area.std_error);
		field[MSE] = finite_result(area.mse);
	}
	is_null[MODEL_VARIANCE] = !areas->fit.has_variance;
	if (areas->fit.has_variance)
		field[MODEL_VARIANCE] = finite_result(areas->fit.variance);
	is_null[BETA] = !areas->fit.has_beta;
	field[BETA] = areas->beta;
	return composite_result(fcinfo, field, is_null);
}

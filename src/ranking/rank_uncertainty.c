/* SPDX-License-Identifier: PostgreSQL */
/*
 * rank_uncertainty.c - rank_uncertainty: how sure a rank is
 *
 * A window function of whole partitions (partition.c).  At the first row of a
 * partition it reads
 *
 *	point[unit][criterion] | error[unit][criterion] | result index of each row
 *
 * of the rated units, 16 bytes for each point, and lets the kernel rank them in
 * all draws (rank_uncertainty_kernel.c), which takes up to 20 bytes more for
 * each point, and 4 bytes * units * min(units, 3 / 20 * draws + 19) at most for
 * the ranks: not more than 1 GB.  Some 170 bytes more a unit serve to rank it and to
 * find its ranks.  What is left then for the length of the partition are 8 bytes a
 * row and 48 bytes a unit.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/float.h"
#include "utils/memutils.h"

#include "base/check.h"
#include "base/float_array.h"
#include "base/memory.h"
#include "base/result.h"
#include "ranking/rank_uncertainty_kernel.h"
#include "state/partition.h"

PG_FUNCTION_INFO_V1(rank_uncertainty);

#define MAX_DRAWS		10000000
#define MAX_COUNTERS	(INT64CONST(1) << 28)	/* of the kernel: 1 GB */
#define NOT_RATED		(-1)

/* The arguments. */
enum
{
	POINTS,
	ERRORS,
	WEIGHTS,
	DRAWS,
	CONCENTRATION,
	SEED,
	BONUS
};

/* The fields of the result. */
enum
{
	RANK,
	EXPECTED_RANK,
	RANK_LOW,
	RANK_HIGH,
	P_TOP,
	P_BOTTOM,
	RESULT_FIELDS
};

typedef struct UncertainRanks
{
	Partition	partition;
	int64	   *unit;			/* of each row, or NOT_RATED */
	RankResult *result;			/* of each unit */
} UncertainRanks;

/* What is read; point, error, weight and bonus are arrays of the model. */
typedef struct Reader
{
	WindowObject window;
	int64		rows;
	int64		row;			/* that is being read */
	RankModel	model;			/* without any criteria until a row with
								 * points has come */
	double	   *weight;
	double	   *point;
	double	   *error;			/* NULL until a row with errors has come */
	double	   *bonus;			/* NULL until a row with a bonus has come */
	double	   *element;		/* room for one array */
	Option		draws;
	Option		concentration;
	bool		seed_known;
	bool		seed_is_float8;
} Reader;

/*
 * The elements of an array argument of the row in reader->element, NaN where they are NULL.
 * False if the array is NULL.  Every array has as many elements as the weights.
 */
static bool
read_array(Reader *reader, int argument, const char *name)
{
	bool		isnull;
	Datum		value = partition_argument(reader->window, argument, reader->row, &isnull);
	FloatArray	array;
	int			i;

	if (isnull)
		return false;
	array = float_array_open(value, name);
	if (reader->model.criteria == 0)
	{
		reader->model.criteria = array.n;
		reader->element = memory_get(array.n, sizeof(double));
	}
	if (array.n != reader->model.criteria)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("points, errors and weights must have as many elements as each other "
						"in all rows of a partition"),
				 errdetail("An array of %s has %d, another one has %d.", name, array.n, reader->model.criteria)));

	for (i = 0; i < array.n; i++)
	{
		double		element;

		reader->element[i] = float_array_next(&array, &element) ? check_finite(element, name) : get_float8_nan();
	}
	float_array_close(&array);
	return true;
}

/* The weights, from the first row; all others must say the same. */
static void
read_weights(Reader *reader)
{
	bool		first = reader->weight == NULL;
	int			i;

	check_option_not_null(!read_array(reader, WEIGHTS, "weights"), "weights");
	if (first)
		reader->weight = memory_get(reader->model.criteria, sizeof(double));
	for (i = 0; i < reader->model.criteria; i++)
	{
		double		weight = reader->element[i];

		check_option_not_null(isnan(weight), "an element of weights");
		weight = check_weight(weight);
		if (weight > 0.0)
			check_between(weight, RANK_MIN_WEIGHT, RANK_MAX_WEIGHT, "weight above 0");
		if (first)
			reader->weight[i] = weight;
		else
			check_same_weight(weight, reader->weight[i], i + 1);
	}
	reader->model.weight = reader->weight;
}

/* Draws, concentration and seed. */
static void
read_options(Reader *reader)
{
	bool		isnull;
	Datum		value;
	double		concentration;
	int64		seed;

	value = partition_argument(reader->window, DRAWS, reader->row, &isnull);
	check_option_not_null(isnull, "draws");
	set_partition_option(&reader->draws,
						 check_whole(check_between(DatumGetFloat8(value), 1, MAX_DRAWS, "draws"), "draws"),
						 "draws");

	value = partition_argument(reader->window, CONCENTRATION, reader->row, &isnull);
	concentration = isnull ? get_float8_infinity() : DatumGetFloat8(value);
	if (!(concentration > 0.0))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("concentration must be above 0, not %s", float8_text(concentration)),
				 errhint("With NULL or Infinity the weights stay as they are.")));
	set_partition_option(&reader->concentration, concentration, "concentration");

	value = partition_argument(reader->window, SEED, reader->row, &isnull);
	check_option_not_null(isnull, "seed");
	seed = reader->seed_is_float8 ? (int64) check_exact_whole(DatumGetFloat8(value), "seed") : DatumGetInt64(value);
	if (!reader->seed_known)
		reader->model.seed = seed;
	else if (seed != reader->model.seed)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("seed must be the same in all rows of a partition"),
				 errdetail("It is " INT64_FORMAT " in one row and " INT64_FORMAT " in another.",
						   reader->model.seed, seed)));
	reader->seed_known = true;
}

/* The standard errors of the points of a unit. */
static void
read_errors(Reader *reader, const double *point)
{
	bool		known = read_array(reader, ERRORS, "errors");
	double	   *error;
	int			i;

	if (known && reader->error == NULL)
	{
		int64		elements = reader->rows * reader->model.criteria;

		reader->error = memory_get(elements, sizeof(double));
		memset(reader->error, 0, sizeof(double) * elements);
	}
	if (reader->error == NULL)
		return;

	/* a row that was not rated may have left something */
	error = reader->error + reader->model.units * reader->model.criteria;
	for (i = 0; i < reader->model.criteria; i++)
		error[i] = 0.0;
	for (i = 0; known && i < reader->model.criteria; i++)
	{
		if (!isnan(reader->element[i]))
			error[i] = check_not_negative(reader->element[i], "standard error");
		else if (!isnan(point[i]))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("standard error of a point must not be null"),
					 errdetail("Element %d of points is %s.", i + 1, float8_text(point[i])),
					 errhint("Write 0 for a point that is known exactly, or NULL for the whole array if all are.")));
	}
}

/* What is added to the score of a unit. */
static void
read_bonus(Reader *reader)
{
	bool		isnull;
	Datum		value = partition_argument(reader->window, BONUS, reader->row, &isnull);
	double		bonus;

	check_option_not_null(isnull, "bonus");
	bonus = check_between(DatumGetFloat8(value), -RANK_MAX_BONUS, RANK_MAX_BONUS, "bonus");
	if (bonus != 0.0 && reader->bonus == NULL)
	{
		reader->bonus = memory_get(reader->rows, sizeof(double));
		memset(reader->bonus, 0, sizeof(double) * reader->rows);
	}
	/* a row that was not rated may have left something */
	if (reader->bonus != NULL)
		reader->bonus[reader->model.units] = bonus;
}

/* One row: its unit, or NOT_RATED.  Nothing else of a row without points is read. */
static int64
read_row(Reader *reader)
{
	double	   *point;
	int			i;

	if (!read_array(reader, POINTS, "points"))
		return NOT_RATED;
	if (reader->point == NULL)
		reader->point = memory_get(reader->rows * reader->model.criteria, sizeof(double));
	point = reader->point + reader->model.units * reader->model.criteria;
	memcpy(point, reader->element, sizeof(double) * reader->model.criteria);

	read_weights(reader);
	read_options(reader);
	for (i = 0; i < reader->model.criteria; i++)
	{
		if (!isnan(point[i]) && !(point[i] >= 0.0 && point[i] <= reader->weight[i]))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("earned points must be between 0 and the %s available, not %s",
							float8_text(reader->weight[i]), float8_text(point[i])),
					 errdetail("Element %d of points and of weights.", i + 1)));
	}
	read_errors(reader, point);
	read_bonus(reader);
	if (!rank_unit_is_rated(reader->weight, point, reader->model.criteria))
		return NOT_RATED;
	return reader->model.units++;
}

/* Read all rows of the partition, and compute all results. */
static void
rank_partition(WindowObject window, UncertainRanks *ranks, bool seed_is_float8)
{
	Partition  *partition = &ranks->partition;
	Reader		reader = {
		.window = window, .rows = partition->rows, .seed_is_float8 = seed_is_float8
	};
	RankModel  *model = &reader.model;

	/* of all that is gone when the results are there */
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "rank_uncertainty", ALLOCSET_DEFAULT_SIZES);
	MemoryContext previous = MemoryContextSwitchTo(context);

	ranks->unit = partition_alloc(partition, partition->rows, sizeof(int64));
	for (reader.row = 0; reader.row < reader.rows; reader.row++)
		ranks->unit[reader.row] = read_row(&reader);

	if (model->units > 0)
	{
		model->point = reader.point;
		model->error = reader.error;
		model->bonus = reader.bonus;
		model->draws = (int) reader.draws.value;
		model->concentration = reader.concentration.value;
		if (rank_counters(model->units, model->draws) > MAX_COUNTERS)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("too many units and draws to keep their ranks in memory"),
					 errdetail("The ranks of " INT64_FORMAT " units in %d draws take " INT64_FORMAT " numbers; "
							   "there may be " INT64_FORMAT ".", model->units, model->draws,
							   rank_counters(model->units, model->draws), MAX_COUNTERS),
					 errhint("Rank the units in smaller partitions, or with fewer draws.")));
		ranks->result = partition_alloc(partition, model->units, sizeof(RankResult));
		rank_uncertainty_of(model, ranks->result);
	}
	MemoryContextSwitchTo(previous);
	MemoryContextDelete(context);
	partition->loaded = true;
}

/*
 * rank_uncertainty(points float8[], errors float8[], weights float8[], draws float8, concentration float8,
 * seed bigint or float8, bonus float8) OVER (...) returns rank_uncertainty
 *
 * What becomes of the rank of a unit if its points have standard errors and
 * the weights of the criteria are not certain: mean and 5 % and 95 % points of
 * its ranks, and how often it is in the top and the bottom fifth, in so many
 * draws.  rank_uncertainty_kernel.c says how.
 *
 *	points			earned, 0 .. weight; an element that is NULL takes no part
 *	errors			standard errors of the points, in points; NULL: all of them 0
 *	weights			points available; a criterion of weight 0 takes no part
 *	concentration	of the Dirichlet distribution of the weights around what
 *					they are; NULL or Infinity: they are certain
 *	bonus			added to the score of the unit in each draw; the score
 *					stays from 0 to 100
 *
 * NULL if the unit has no points at all: then it is in nobody's way.  All but
 * points, errors and bonus must be the same in all rows that have points.
 */
Datum
rank_uncertainty(PG_FUNCTION_ARGS)
{
	WindowObject window = PG_WINDOW_OBJECT();
	UncertainRanks *ranks = partition_open(window, sizeof(UncertainRanks));
	const RankResult *result;
	int64		unit;
	Datum		field[RESULT_FIELDS];
	bool		is_null[RESULT_FIELDS] = {false};

	if (!ranks->partition.loaded)
		rank_partition(window, ranks, get_fn_expr_argtype(fcinfo->flinfo, SEED) == FLOAT8OID);
	unit = ranks->unit[WinGetCurrentPosition(window)];
	if (unit == NOT_RATED)
		PG_RETURN_NULL();
	result = &ranks->result[unit];
	field[RANK] = Int32GetDatum((int32) result->rank);
	field[EXPECTED_RANK] = Float8GetDatum(result->expected_rank);
	field[RANK_LOW] = Int32GetDatum((int32) result->rank_low);
	field[RANK_HIGH] = Int32GetDatum((int32) result->rank_high);
	field[P_TOP] = Float8GetDatum(result->p_top);
	field[P_BOTTOM] = Float8GetDatum(result->p_bottom);
	return composite_result(fcinfo, field, is_null);
}

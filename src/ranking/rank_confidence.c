/* SPDX-License-Identifier: PostgreSQL */
/*
 * rank_confidence.c - rank_confidence: which ranks a unit may have
 *
 * Window functions of whole partitions (partition.c).  At the first row of a
 * partition they read
 *
 *	score of each unit | its errors | result index of each row
 *
 * where the errors of a unit are a number, a row of a covariance matrix, or an
 * array of bootstrap scores, and let the kernel compare the units in all draws
 * (rank_confidence_kernel.c): not more than 1 GB.  What is left then for the
 * length of the partition are 8 bytes a row and 56 bytes a unit.
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "base/float_array.h"
#include "base/memory.h"
#include "base/result.h"
#include "ranking/rank_confidence_kernel.h"
#include "ranking/scored_units.h"

PG_FUNCTION_INFO_V1(rank_confidence);
PG_FUNCTION_INFO_V1(rank_confidence_covariance);
PG_FUNCTION_INFO_V1(rank_confidence_bootstrap);

#define MAX_DRAWS		1000000
#define MAX_NUMBERS		(INT64CONST(1) << 27)	/* of the kernel: 1 GB */

/* Where the options of a function are; 0: it has none. */
typedef struct Arguments
{
	int			draws;
	int			seed;
	int			fraction;
	int			stepwise;
	int			marginal;
} Arguments;

/* The fields of the result. */
enum
{
	RANK,
	LOWER,
	UPPER,
	MARGINAL_LOWER,
	MARGINAL_UPPER,
	TOP_CERTAIN,
	TOP_POSSIBLE,
	BOTTOM_CERTAIN,
	BOTTOM_POSSIBLE,
	CRITICAL_VALUE,
	MARGINAL_CRITICAL_VALUE,
	RESULT_FIELDS
};

typedef struct Confidence
{
	Partition	partition;
	int64	   *unit;			/* of each row, or NOT_SCORED */
	RankConfidence *result;		/* of each unit */
	bool		marginal;		/* are there marginal sets */
	Bands		bands;
} Confidence;

/* What is read. */
typedef struct Reader
{
	ScoredUnits units;
	ConfidenceModel model;
} Reader;

/* ---------------------------------------------------------------- what is read */

static double
check_level(double value, const char *name)
{
	return check_inside(value, 0.0, 1.0, name);
}

static double
check_draws(double value, const char *name)
{
	return check_whole(check_between(value, 2.0, MAX_DRAWS, name), name);
}

static void
check_memory(const ConfidenceModel *model)
{
	if (rank_confidence_numbers(model) > MAX_NUMBERS)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many units and draws to compare them in memory"),
				 errdetail("There are " INT64_FORMAT " units and %d draws, which take " INT64_FORMAT
						   " numbers; the limit is " INT64_FORMAT ".",
						   model->units, model->draws, rank_confidence_numbers(model), MAX_NUMBERS),
				 errhint("Rank the units in smaller partitions, or with fewer draws.")));
}

static void
read_std_errors(Reader *reader)
{
	check_memory(&reader->model);
	reader->model.std_error = scored_units_std_error(&reader->units);
}

/* Row i and column j of a covariance matrix must say the same, up to the last digits. */
static void
check_symmetry(const double *covariance, int64 n)
{
	int64		i;
	int64		j;

	for (i = 0; i < n; i++)
	{
		stop_if_asked();
		check_not_negative(covariance[i * n + i], "variance");
		for (j = 0; j < i; j++)
		{
			double		a = covariance[i * n + j];
			double		b = covariance[j * n + i];

			if (fabs(a - b) > 1e-9 * Max(fabs(a), fabs(b)))
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						 errmsg("covariance must be symmetric"),
						 errdetail("Of units " INT64_FORMAT " and " INT64_FORMAT " with a score it is %s in one row "
								   "and %s in the other.", j + 1, i + 1, float8_text(b), float8_text(a)),
						 errhint("Element k of an array is about row k of the partition; "
								 "say ORDER BY in OVER (...).")));
		}
	}
}

/* The rows of a covariance matrix; element k of each is about row k of the partition. */
static void
read_covariance(Reader *reader)
{
	const ScoredUnits *units = &reader->units;
	int64		n = units->units;
	double	   *covariance;
	int64		row;

	/* for the limit alone */
	reader->model.covariance = reader->model.score;
	check_memory(&reader->model);
	reader->model.covariance = covariance = memory_get(n * n, sizeof(double));
	for (row = 0; row < units->rows; row++)
	{
		int64		unit = units->unit[row];
		bool		isnull;
		Datum		value;
		FloatArray	array;
		int64		other;

		if (unit == NOT_SCORED)
			continue;
		value = partition_argument(units->window, ERROR_ARGUMENT, row, &isnull);
		if (isnull)
			scored_units_error_missing(units, unit, "covariance");
		array = float_array_open(value, "covariance");
		if (array.n != units->rows)
			ereport(ERROR,
					(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
					 errmsg("covariance must have an element for each row of the partition"),
					 errdetail("An array has %d elements, the partition has " INT64_FORMAT " rows.",
							   array.n, units->rows)));
		for (other = 0; other < units->rows; other++)
		{
			double		element;
			bool		known = float_array_next(&array, &element);

			if (units->unit[other] == NOT_SCORED)
				continue;
			if (!known)
				scored_units_error_missing(units, unit, "covariance");
			covariance[unit * n + units->unit[other]] = check_finite(element, "covariance");
		}
		float_array_close(&array);
	}
	check_symmetry(covariance, n);
}

/* The bootstrap scores of a row, as many as the first one has. */
static void
read_drawn(Reader *reader, FloatArray *array, double *drawn)
{
	int			draw;

	if (array->n != reader->model.draws)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("bootstrap must have as many elements in all rows of a partition"),
				 errdetail("One array has %d, another one has %d.", reader->model.draws, array->n)));
	for (draw = 0; draw < array->n; draw++)
	{
		if (!float_array_next(array, &drawn[draw]))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("an element of bootstrap must not be null"),
					 errdetail("Element %d is.", draw + 1),
					 errhint("A draw is about all units: leave out a draw in which one has no score.")));
		drawn[draw] = check_finite(drawn[draw], "element of bootstrap");
	}
}

static void
read_bootstrap(Reader *reader)
{
	const ScoredUnits *units = &reader->units;
	double	   *bootstrap = NULL;
	int64		row;

	for (row = 0; row < units->rows; row++)
	{
		int64		unit = units->unit[row];
		bool		isnull;
		Datum		value;
		FloatArray	array;

		if (unit == NOT_SCORED)
			continue;
		value = partition_argument(units->window, ERROR_ARGUMENT, row, &isnull);
		if (isnull)
			scored_units_error_missing(units, unit, "bootstrap");
		array = float_array_open(value, "bootstrap");
		if (bootstrap == NULL)
		{
			if (array.n < 2)
				ereport(ERROR,
						(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
						 errmsg("bootstrap must have at least 2 elements, not %d", array.n)));
			reader->model.draws = array.n;
			/* for the limit alone */
			reader->model.bootstrap = reader->model.score;
			check_memory(&reader->model);
			reader->model.bootstrap = bootstrap = memory_get(reader->model.units * array.n, sizeof(double));
		}
		read_drawn(reader, &array, bootstrap + unit * reader->model.draws);
		float_array_close(&array);
	}
}

/* ---------------------------------------------------------------- what comes of it */

/* Read all rows of the partition, and compute all results. */
static void
compare_partition(WindowObject window, Confidence *confidence, Arguments arguments,
				  void (*read_errors) (Reader *reader))
{
	Partition  *partition = &confidence->partition;
	Reader		reader = {.model = {0}};
	const ScoredUnits *units = &reader.units;
	ConfidenceModel *model = &reader.model;

	/* of all that is gone when the results are there */
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "rank_confidence", ALLOCSET_DEFAULT_SIZES);
	MemoryContext previous = MemoryContextSwitchTo(context);

	reader.units = scored_units_read(window, partition);
	confidence->unit = units->unit;
	if (units->units > 0)
	{
		model->units = units->units;
		model->score = units->score;
		model->level = scored_units_option(units, FIRST_OPTION, "level", check_level);
		model->stepwise = scored_units_choice(units, arguments.stepwise, "stepwise");
		model->marginal = scored_units_choice(units, arguments.marginal, "marginal");
		confidence->marginal = model->marginal;
		confidence->bands = scored_units_bands(units, arguments.fraction);
		if (arguments.draws > 0)
		{
			model->draws = (int) scored_units_option(units, arguments.draws, "draws", check_draws);
			model->seed = (int64) scored_units_option(units, arguments.seed, "seed", check_exact_whole);
		}
		read_errors(&reader);
		confidence->result = partition_alloc(partition, model->units, sizeof(RankConfidence));
		if (!rank_confidence_of(model, confidence->result))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("no errors can have this covariance"),
					 errdetail("The matrix is not positive semidefinite."),
					 errhint("Element k of an array is about row k of the partition; "
							 "say ORDER BY in OVER (...).")));
	}
	MemoryContextSwitchTo(previous);
	MemoryContextDelete(context);
	partition->loaded = true;
}

static Datum
confidence_in_row(FunctionCallInfo fcinfo, Arguments arguments, void (*read_errors) (Reader *reader))
{
	WindowObject window = PG_WINDOW_OBJECT();
	Confidence *confidence = partition_open(window, sizeof(Confidence));
	const RankConfidence *result;
	const Bands *bands = &confidence->bands;
	int64		unit;
	Datum		field[RESULT_FIELDS];
	bool		is_null[RESULT_FIELDS] = {false};

	if (!confidence->partition.loaded)
		compare_partition(window, confidence, arguments, read_errors);
	unit = confidence->unit[WinGetCurrentPosition(window)];
	if (unit == NOT_SCORED)
		PG_RETURN_NULL();
	result = &confidence->result[unit];
	field[RANK] = Int32GetDatum((int32) result->rank);
	field[LOWER] = Int32GetDatum((int32) result->simultaneous.lower);
	field[UPPER] = Int32GetDatum((int32) result->simultaneous.upper);
	field[MARGINAL_LOWER] = Int32GetDatum((int32) result->marginal.lower);
	field[MARGINAL_UPPER] = Int32GetDatum((int32) result->marginal.upper);
	/* a rank is 1 + how many are strictly better */
	field[TOP_CERTAIN] = BoolGetDatum(result->simultaneous.upper - 1 < bands->top_end);
	field[TOP_POSSIBLE] = BoolGetDatum(result->simultaneous.lower - 1 < bands->top_end);
	field[BOTTOM_CERTAIN] = BoolGetDatum(result->simultaneous.lower - 1 >= bands->bottom_start);
	field[BOTTOM_POSSIBLE] = BoolGetDatum(result->simultaneous.upper - 1 >= bands->bottom_start);
	field[CRITICAL_VALUE] = Float8GetDatum(result->simultaneous.critical_value);
	field[MARGINAL_CRITICAL_VALUE] = Float8GetDatum(result->marginal.critical_value);
	is_null[MARGINAL_LOWER] = is_null[MARGINAL_UPPER] = is_null[MARGINAL_CRITICAL_VALUE] = !confidence->marginal;
	return composite_result(fcinfo, field, is_null);
}

/*
 * rank_confidence(score float8, std_error float8, level float8, draws float8, seed float8, fraction float8,
 * stepwise boolean, marginal boolean) OVER (...) returns rank_confidence
 *
 * The ranks that a unit may have, if scores have independent errors.
 * rank_confidence_kernel.c says how.
 *
 *	score			a high one is good; NULL: the result is NULL, and the unit
 *					is in nobody's way
 *	std_error		of the score, in its unit; 0: it is known exactly
 *	level			probability that the sets cover
 *	draws			of errors, to find critical values
 *	fraction		of the units that are the top, and the bottom
 *	stepwise		false: single step
 *	marginal		false: without marginal sets
 *
 * All but score and std_error must be the same in all rows that have a score.
 */
Datum
rank_confidence(PG_FUNCTION_ARGS)
{
	return confidence_in_row(fcinfo, (Arguments) {.draws = FIRST_OPTION + 1, .seed = FIRST_OPTION + 2,
							 .fraction = FIRST_OPTION + 3, .stepwise = FIRST_OPTION + 4,
							 .marginal = FIRST_OPTION + 5}, read_std_errors);
}

/*
 * rank_confidence_covariance(score float8, covariance float8[], level float8, draws float8, seed float8,
 * fraction float8, stepwise boolean, marginal boolean) OVER (...) returns rank_confidence
 *
 * The same with errors that go together: element k of a row's covariance is
 * with row k of the partition.
 */
Datum
rank_confidence_covariance(PG_FUNCTION_ARGS)
{
	return confidence_in_row(fcinfo, (Arguments) {.draws = FIRST_OPTION + 1, .seed = FIRST_OPTION + 2,
							 .fraction = FIRST_OPTION + 3, .stepwise = FIRST_OPTION + 4,
							 .marginal = FIRST_OPTION + 5}, read_covariance);
}

/*
 * rank_confidence_bootstrap(score float8, bootstrap float8[], level float8, fraction float8, stepwise boolean,
 * marginal boolean) OVER (...) returns rank_confidence
 *
 * The same with scores that were drawn together: element b of all rows is one
 * draw.
 */
Datum
rank_confidence_bootstrap(PG_FUNCTION_ARGS)
{
	return confidence_in_row(fcinfo, (Arguments) {.fraction = FIRST_OPTION + 1, .stepwise = FIRST_OPTION + 2,
							 .marginal = FIRST_OPTION + 3}, read_bootstrap);
}

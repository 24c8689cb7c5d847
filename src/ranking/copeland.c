/* SPDX-License-Identifier: PostgreSQL */
/*
 * copeland.c - copeland_score
 *
 * A window function that compares each row with each other row of its partition,
 * whatever the ORDER BY and the frame (partition.c).  At the first row it reads
 * all values into a matrix and computes all scores; the arithmetic is in
 * copeland_kernel.c.
 *
 *	Scores	partition | score of each row
 *
 * Cost: 8 bytes for each value of each row while the scores are computed, 4
 * bytes a row for the length of the partition, and a time that grows with the
 * square of the rows.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "base/check.h"
#include "base/float_array.h"
#include "ranking/copeland_kernel.h"
#include "state/partition.h"

PG_FUNCTION_INFO_V1(copeland_score);

/* Of a row without a value on a criterion that has a weight; no score is as low. */
#define NO_SCORE			PG_INT32_MIN

typedef struct Scores
{
	Partition	partition;
	int32	   *score;
} Scores;

/* What the rows have in common, once there is one that has values. */
typedef struct Criteria
{
	int			n;
	double	   *weight;
	int64	   *place;			/* of the criterion among those that have a
								 * weight, or -1 */
	Outranking	outranking;		/* of those; its value is NULL before the
								 * first row */
} Criteria;

/* A weight: finite, at least 0 and not NULL. */
static double
next_weight(FloatArray *weights)
{
	double		weight;

	if (!float_array_next(weights, &weight))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("weight must not be null"),
				 errdetail("Element %d of weights is null.", weights->read),
				 errhint("A weight of 0 leaves a criterion out.")));
	return check_weight(weight);
}

/* Take the weights from the first row that has values, and make room for the values of all rows. */
static void
set_criteria(Criteria *criteria, Partition *partition, FloatArray *weights)
{
	Outranking *outranking = &criteria->outranking;
	int			k;

	criteria->n = weights->n;
	criteria->weight = partition_alloc(partition, weights->n, sizeof(double));
	criteria->place = partition_alloc(partition, weights->n, sizeof(int64));
	outranking->units = partition->rows;
	outranking->criteria = 0;
	outranking->weight = partition_alloc(partition, weights->n, sizeof(double));
	for (k = 0; k < weights->n; k++)
	{
		double		weight = next_weight(weights);

		criteria->weight[k] = weight;
		criteria->place[k] = weight > 0.0 ? outranking->criteria : -1;
		if (weight > 0.0)
			outranking->weight[outranking->criteria++] = weight;
	}
	/* neither rows nor elements of an array are so many that this overflows */
	outranking->value = partition_alloc(partition, outranking_cells(outranking), sizeof(double));
	outranking_clear(outranking);
}

/* See that the weights are those of the rows before. */
static void
check_same_weights(const Criteria *criteria, FloatArray *weights)
{
	int			k;

	if (weights->n != criteria->n)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("weights must be the same in all rows of a partition"),
				 errdetail("There are %d in one row and %d in another.", criteria->n, weights->n)));
	for (k = 0; k < weights->n; k++)
		check_same_weight(next_weight(weights), criteria->weight[k], k + 1);
}

/* Keep the values of a row; false if it has none that has a weight. */
static bool
set_values(Criteria *criteria, int64 row, FloatArray *values)
{
	double	   *cell = outranking_unit(&criteria->outranking, row);
	bool		rated = false;
	int			k;

	if (values->n != criteria->n)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("values must have as many elements as weights"),
				 errdetail("There are %d values and %d weights.", values->n, criteria->n)));
	for (k = 0; k < values->n; k++)
	{
		double		value;

		if (!float_array_next(values, &value))
			continue;
		value = check_finite(value, "value");
		if (criteria->place[k] < 0)
			continue;
		cell[criteria->place[k] * OUTRANKING_BLOCK] = value;
		rated = true;
	}
	return rated;
}

static void
compute_scores(WindowObject window, Scores *scores)
{
	Partition  *partition = &scores->partition;
	Criteria	criteria = {0};
	int64		row;
	int64		block;

	scores->score = partition_alloc(partition, partition->rows, sizeof(int32));
	for (row = 0; row < partition->rows; row++)
	{
		bool		isnull;
		Datum		value;
		FloatArray	values;
		FloatArray	weights;

		scores->score[row] = NO_SCORE;
		value = partition_argument(window, 0, row, &isnull);
		if (isnull)
			continue;
		values = float_array_open(value, "values");
		value = partition_argument(window, 1, row, &isnull);
		check_option_not_null(isnull, "weights");
		weights = float_array_open(value, "weights");
		if (criteria.outranking.value == NULL)
			set_criteria(&criteria, partition, &weights);
		else
			check_same_weights(&criteria, &weights);
		if (set_values(&criteria, row, &values))
			scores->score[row] = 0;
		float_array_close(&values);
		float_array_close(&weights);
	}

	/*
	 * a row without values ties with all, so it changes no score, and its own
	 * adds up to nothing
	 */
	if (criteria.outranking.value != NULL)
	{
		for (block = 0; block < outranking_blocks(&criteria.outranking); block++)
		{
			for (row = block * OUTRANKING_BLOCK + 1; row < partition->rows; row++)
			{
				CHECK_FOR_INTERRUPTS();
				outranking_compare(&criteria.outranking, row, block, scores->score);
			}
		}
		pfree(criteria.outranking.value);
	}
	partition->loaded = true;
}

/*
 * copeland_score("values" float8[], weights float8[]) OVER (...) returns int
 *
 * How many rows of the partition this one outranks less how many outrank it:
 * -(n - 1) .. n - 1 with n rated rows.  A row outranks another if it is better
 * (higher) on more of the weight of the criteria on which both have a value
 * than the other; see copeland_kernel.c for sources and for when weights are
 * equal.
 *
 * A NULL element is a value that is missing; NULL, or an array without any value
 * on a criterion that has a weight, is a row that is not rated: NULL, and not
 * compared.  Weights are the same in all rows that are not NULL (22023), at least
 * 0 and finite (22003) and not NULL (22004); as many as values, in one dimension
 * (2202E).
 */
Datum
copeland_score(PG_FUNCTION_ARGS)
{
	WindowObject window = PG_WINDOW_OBJECT();
	Scores	   *scores = partition_open(window, sizeof(Scores));
	int32		score;

	if (!scores->partition.loaded)
		compute_scores(window, scores);
	score = scores->score[WinGetCurrentPosition(window)];
	if (score == NO_SCORE)
		PG_RETURN_NULL();
	PG_RETURN_INT32(score);
}

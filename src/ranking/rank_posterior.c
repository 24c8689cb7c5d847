/* SPDX-License-Identifier: PostgreSQL */
/*
 * rank_posterior.c - rank_posterior: ranks of the levels behind scores
 *
 * A window function of whole partitions (partition.c).  At the first row of a
 * partition it reads the scores and standard errors of all rows, 24 bytes each,
 * and the kernel finds the results of all (rank_posterior_kernel.c), with some
 * 120 bytes a unit.  What is left then for the length of the partition are 8
 * bytes a row and 48 bytes a unit.
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "base/result.h"
#include "ranking/rank_posterior_kernel.h"
#include "ranking/scored_units.h"

PG_FUNCTION_INFO_V1(rank_posterior);

#define MAX_DRAWS		1000000

/* The arguments after score and error. */
enum
{
	DRAWS = FIRST_OPTION,
	SEED,
	FRACTION
};

/* The fields of the result. */
enum
{
	RANK,
	SHRUNKEN_SCORE,
	SHRUNKEN_ERROR,
	EXPECTED_RANK,
	P_TOP,
	P_BOTTOM,
	RESULT_FIELDS
};

typedef struct Posteriors
{
	Partition	partition;
	int64	   *unit;			/* of each row, or NOT_SCORED */
	RankPosterior *result;		/* of each unit */
} Posteriors;

static double
check_draws(double value, const char *name)
{
	return check_whole(check_between(value, 1.0, MAX_DRAWS, name), name);
}

/* Read all rows of the partition, and compute all results. */
static void
rank_partition(WindowObject window, Posteriors *posteriors)
{
	Partition  *partition = &posteriors->partition;

	/* of all that is gone when the results are there */
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "rank_posterior", ALLOCSET_DEFAULT_SIZES);
	MemoryContext previous = MemoryContextSwitchTo(context);
	ScoredUnits units = scored_units_read(window, partition);

	posteriors->unit = units.unit;
	if (units.units > 0)
	{
		Bands		bands = scored_units_bands(&units, FRACTION);
		PosteriorModel model = {
			.units = units.units, .score = units.score, .std_error = scored_units_std_error(&units),
			.draws = (int) scored_units_option(&units, DRAWS, "draws", check_draws),
			.seed = (int64) scored_units_option(&units, SEED, "seed", check_exact_whole),
			.top_end = bands.top_end, .bottom_start = bands.bottom_start
		};

		posteriors->result = partition_alloc(partition, units.units, sizeof(RankPosterior));
		rank_posterior_of(&model, posteriors->result);
	}
	MemoryContextSwitchTo(previous);
	MemoryContextDelete(context);
	partition->loaded = true;
}

/*
 * rank_posterior(score float8, std_error float8, draws float8, seed float8, fraction float8) OVER (...)
 * returns rank_posterior
 *
 * The level behind a score, if levels are normal, and its rank.
 * rank_posterior_kernel.c says how.
 *
 *	score			a high one is good; NULL: the result is NULL, and the unit
 *					is in nobody's way
 *	std_error		of the score, in its unit; 0: it is known exactly
 *	draws			of levels, for the probabilities of the top and the bottom
 *	fraction		of the units that are the top, and the bottom
 */
Datum
rank_posterior(PG_FUNCTION_ARGS)
{
	WindowObject window = PG_WINDOW_OBJECT();
	Posteriors *posteriors = partition_open(window, sizeof(Posteriors));
	const RankPosterior *result;
	int64		unit;
	Datum		field[RESULT_FIELDS];
	bool		is_null[RESULT_FIELDS] = {false};

	if (!posteriors->partition.loaded)
		rank_partition(window, posteriors);
	unit = posteriors->unit[WinGetCurrentPosition(window)];
	if (unit == NOT_SCORED)
		PG_RETURN_NULL();
	result = &posteriors->result[unit];
	field[RANK] = Int32GetDatum((int32) result->rank);
	field[SHRUNKEN_SCORE] = finite_result(result->score);
	field[SHRUNKEN_ERROR] = finite_result(result->std_error);
	field[EXPECTED_RANK] = Float8GetDatum(result->expected_rank);
	field[P_TOP] = Float8GetDatum(result->p_top);
	field[P_BOTTOM] = Float8GetDatum(result->p_bottom);
	return composite_result(fcinfo, field, is_null);
}

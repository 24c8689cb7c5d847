/* SPDX-License-Identifier: PostgreSQL */
/*
 * rank_correlation.c - kendall_tau, spearman_rho, spearman_interval
 *
 * The first two keep their rows in one state, if they have the same arguments
 * (Sample of x and y, sample.c: 16 bytes a row).  A row of spearman_interval is
 * stratum, x, y and cluster: 32 bytes; `option` holds the level.  The final
 * functions take 12, 32 and 32 bytes a row for a while.  The arithmetic is in
 * rank_correlation_kernel.c.
 */
#include "postgres.h"

#include "base/memory.h"
#include "ranking/rank_correlation_kernel.h"
#include "state/estimate.h"
#include "state/options.h"
#include "state/sample.h"

PG_FUNCTION_INFO_V1(rank_correlation_accum);
PG_FUNCTION_INFO_V1(rank_correlation_accum_numeric);
PG_FUNCTION_INFO_V1(kendall_tau_final);
PG_FUNCTION_INFO_V1(spearman_rho_final);
PG_FUNCTION_INFO_V1(spearman_accum);
PG_FUNCTION_INFO_V1(spearman_final);

/* Add one row, unless x or y is NULL. */
static pg_attribute_always_inline Datum
accumulate_pair(FunctionCallInfo fcinfo, bool numeric)
{
	Sample	   *sample = PG_ARGISNULL(0) ? NULL : (Sample *) PG_GETARG_POINTER(0);
	double		x;
	double		y;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
	{
		if (sample == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(sample);
	}
	x = sample_number(fcinfo, 1, numeric, "x");
	y = sample_number(fcinfo, 2, numeric, "y");

	if (unlikely(sample == NULL))
		sample = sample_new(aggregate_context(fcinfo), 2);
	if (unlikely(sample->n == sample->capacity))
		sample = sample_reserve(sample, 1);
	sample->number[2 * sample->n] = x;
	sample->number[2 * sample->n + 1] = y;
	sample->n++;
	PG_RETURN_POINTER(sample);
}

/* rank_correlation_accum(internal, x float8, y float8) returns internal */
Datum
rank_correlation_accum(PG_FUNCTION_ARGS)
{
	return accumulate_pair(fcinfo, false);
}

/* rank_correlation_accum(internal, x numeric, y numeric) returns internal */
Datum
rank_correlation_accum_numeric(PG_FUNCTION_ARGS)
{
	return accumulate_pair(fcinfo, true);
}

static void
check_rank_pairs(const Sample *sample)
{
	if (sample->n > MAX_RANK_PAIRS)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a group has too many rows to correlate their ranks"),
				 errdetail("It has " INT64_FORMAT " rows; the limit is " INT64_FORMAT ".", sample->n, MAX_RANK_PAIRS)));
}

/* The rows of the state in order; false without rows. */
static bool
open_pairs(FunctionCallInfo fcinfo, RankPairs *pairs)
{
	Sample	   *sample = sample_sorted(fcinfo, 2, 2);

	if (sample == NULL)
		return false;
	check_rank_pairs(sample);
	pairs->n = sample->n;
	pairs->number = sample->number;
	return true;
}

/*
 * kendall_tau_final(internal) returns float8
 *
 * Kendall's tau-b, -1 .. 1.  NULL for fewer than two rows, and where all x or
 * all y are equal.
 */
Datum
kendall_tau_final(PG_FUNCTION_ARGS)
{
	RankPairs	pairs;
	double	   *scratch;
	double		tau;
	bool		defined;

	if (!open_pairs(fcinfo, &pairs))
		PG_RETURN_NULL();
	scratch = memory_get(KENDALL_SCRATCH(pairs.n), sizeof(double));
	defined = kendall_tau_of(&pairs, scratch, &tau);
	memory_release(scratch);
	if (!defined)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(tau);
}

/*
 * spearman_rho_final(internal) returns float8
 *
 * Spearman's rho of the mid-ranks, -1 .. 1.  NULL for fewer than two rows, and
 * where all x or all y are equal.
 */
Datum
spearman_rho_final(PG_FUNCTION_ARGS)
{
	RankPairs	pairs;
	double	   *scratch;
	double		rho;
	bool		defined;

	if (!open_pairs(fcinfo, &pairs))
		PG_RETURN_NULL();
	scratch = memory_get(SPEARMAN_SCRATCH(pairs.n), sizeof(double));
	defined = spearman_rho_of(&pairs, scratch, &rho);
	memory_release(scratch);
	if (!defined)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(rho);
}

/*
 * spearman_accum(internal, x float8, y float8, level float8, stratum bigint, cluster bigint) returns internal
 *
 * Add one row, unless any of its arguments but the level is NULL.
 */
Datum
spearman_accum(PG_FUNCTION_ARGS)
{
	Sample	   *sample;
	double		row[RANK_STRATA_WIDTH];

	if (any_argument_is_null(fcinfo, 1, 2) || any_argument_is_null(fcinfo, 4, 5))
		PG_RETURN_SAMPLE(sample_of(fcinfo));
	sample = sample_with_level(fcinfo, 3, RANK_STRATA_WIDTH);
	row[0] = sample_label(fcinfo, 4, "stratum");
	row[1] = check_finite(PG_GETARG_FLOAT8(1), "x");
	row[2] = check_finite(PG_GETARG_FLOAT8(2), "y");
	row[3] = sample_label(fcinfo, 5, "cluster");
	PG_RETURN_POINTER(sample_add(sample, row));
}

/*
 * spearman_final(internal) returns estimate
 *
 * NULL where no stratum has a rho.
 */
Datum
spearman_final(PG_FUNCTION_ARGS)
{
	Sample	   *sample = sample_sorted(fcinfo, RANK_STRATA_WIDTH, RANK_STRATA_WIDTH);
	RankStrata	rows;
	Estimate	result;

	if (sample == NULL)
		PG_RETURN_NULL();
	check_rank_pairs(sample);
	rows = (RankStrata) {sample->n, sample->number};
	if (!spearman_over_strata(&rows, sample->option.value, &result))
		PG_RETURN_NULL();
	return estimate_result(fcinfo, &result);
}

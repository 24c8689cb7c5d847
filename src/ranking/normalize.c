/* SPDX-License-Identifier: PostgreSQL */
/*
 * normalize.c - normalize_minmax, normalize_zscore, normalize_rank, normalize_percent_rank, normalize_borda
 *
 * Window functions that bring the values of a partition, say of one indicator,
 * to a scale on which they can be compared and added up with others; whatever
 * the ORDER BY and the frame.  They are the functions n_minmax, n_zscore,
 * n_rank, n_prank and n_borda of the R package COINr (Becker et al. 2022,
 * Journal of Open Source Software 7(78), 4567).  partition_numbers.c has the
 * layout and the cost, normalize_kernel.c the arithmetic.
 *
 * A direction of -1 says that lower is better: then all is as if the values were
 * multiplied by -1.  So more is always better in the result.  The result is NULL
 * where the value is, and such rows are not in n, and where the formula has no
 * value, which is 0 / 0 then.
 */
#include "postgres.h"

#include "base/memory.h"
#include "ranking/normalize_kernel.h"
#include "state/partition_numbers.h"

PG_FUNCTION_INFO_V1(normalize_minmax);
PG_FUNCTION_INFO_V1(normalize_zscore);
PG_FUNCTION_INFO_V1(normalize_rank);
PG_FUNCTION_INFO_V1(normalize_percent_rank);
PG_FUNCTION_INFO_V1(normalize_borda);

static double
direction_number(Datum value)
{
	double		direction = DatumGetFloat8(value);

	if (direction != 1.0 && direction != -1.0)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("direction must be 1 (higher is better) or -1 (lower is better), not %s",
						float8_text(direction))));
	return direction;
}

static double
lo_number(Datum value)
{
	return check_finite(DatumGetFloat8(value), "lo");
}

static double
hi_number(Datum value)
{
	return check_finite(DatumGetFloat8(value), "hi");
}

/* The options of normalize_minmax(). */
enum
{
	LO,
	HI,
	DIRECTION,
	MINMAX_OPTIONS
};

static const OptionRule minmax_rule[MINMAX_OPTIONS] = {
	[LO] = {1, "lo", lo_number},
	[HI] = {2, "hi", hi_number},
	[DIRECTION] = {3, "direction", direction_number}
};

/* That of the others. */
static const OptionRule direction_rule = {1, "direction", direction_number};

/* The least and the greatest value; there must be one. */
static void
find_limits(const PartitionNumbers *numbers, double *min, double *max)
{
	int64		i;

	*min = INFINITY;
	*max = -INFINITY;
	for (i = 0; i < numbers->partition.rows; i++)
	{
		stop_if_asked_at(i);
		/* a comparison with NaN is false */
		*min = numbers->number[i] < *min ? numbers->number[i] : *min;
		*max = numbers->number[i] > *max ? numbers->number[i] : *max;
	}
}

/* No value has a result. */
static void
set_all_null(PartitionNumbers *numbers)
{
	int64		i;

	for (i = 0; i < numbers->partition.rows; i++)
	{
		stop_if_asked_at(i);
		numbers->number[i] = (double) NAN;
	}
}

static void
compute_minmax(PartitionNumbers *numbers, const Option *option)
{
	MinMax		minmax;
	double		lo;
	double		hi;
	double		min;
	double		max;
	int64		i;

	if (numbers->n == 0)
		return;
	lo = option[LO].value;
	hi = option[HI].value;
	if (!(lo < hi))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("lo must be below hi, but lo is %s and hi is %s", float8_text(lo), float8_text(hi)),
				 errhint("Where lower values are better, the direction is -1.")));
	find_limits(numbers, &min, &max);
	if (min == max)
	{
		set_all_null(numbers);
		return;
	}
	minmax_init(&minmax, min, max, lo, hi, option[DIRECTION].value < 0.0);
	for (i = 0; i < numbers->partition.rows; i++)
	{
		stop_if_asked_at(i);
		if (has_number(numbers, i))
			numbers->number[i] = minmax_of(&minmax, numbers->number[i]);
	}
}

/*
 * normalize_minmax(x float8, lo float8, hi float8, direction float8) OVER (...) returns float8
 *
 * lo + (hi - lo) * (x - min) / (max - min): the worst value becomes lo and the
 * best one hi.  NULL if all values are equal.
 */
Datum
normalize_minmax(PG_FUNCTION_ARGS)
{
	Option		option[MINMAX_OPTIONS];
	PartitionNumbers *numbers = partition_numbers_open_options(fcinfo, "value", MINMAX_OPTIONS, minmax_rule, option);

	if (!numbers->partition.loaded)
	{
		compute_minmax(numbers, option);
		numbers->partition.loaded = true;
	}
	PG_RETURN_PARTITION_NUMBER(numbers);
}

static void
compute_zscores(PartitionNumbers *numbers, bool lower)
{
	ZScore		zscore;
	double		min;
	double		max;
	int64		i;

	if (numbers->n == 0)
		return;
	find_limits(numbers, &min, &max);
	if (min == max)
	{
		set_all_null(numbers);
		return;
	}
	zscore_init(&zscore, fmax(fabs(min), fabs(max)), lower);
	for (i = 0; i < numbers->partition.rows; i++)
	{
		stop_if_asked_at(i);
		if (has_number(numbers, i))
			zscore_add_value(&zscore, numbers->number[i]);
	}
	zscore_set_mean(&zscore);
	for (i = 0; i < numbers->partition.rows; i++)
	{
		stop_if_asked_at(i);
		if (has_number(numbers, i))
			zscore_add_deviation(&zscore, numbers->number[i]);
	}
	zscore_set_deviation(&zscore);
	for (i = 0; i < numbers->partition.rows; i++)
	{
		stop_if_asked_at(i);
		if (has_number(numbers, i))
			numbers->number[i] = zscore_of(&zscore, numbers->number[i]);
	}
}

/*
 * normalize_zscore(x float8, direction float8) OVER (...) returns float8
 *
 * (x - mean) / standard deviation, which is that of a sample (n - 1), as
 * stddev(x).  NULL if all values are equal.
 */
Datum
normalize_zscore(PG_FUNCTION_ARGS)
{
	Option		direction;
	PartitionNumbers *numbers = partition_numbers_open_options(fcinfo, "value", 1, &direction_rule, &direction);

	if (!numbers->partition.loaded)
	{
		compute_zscores(numbers, direction.value < 0.0);
		numbers->partition.loaded = true;
	}
	PG_RETURN_PARTITION_NUMBER(numbers);
}

static Datum
rank_by_rule(FunctionCallInfo fcinfo, TieRule rule)
{
	Option		direction;
	PartitionNumbers *numbers = partition_numbers_open_options(fcinfo, "value", 1, &direction_rule, &direction);

	if (!numbers->partition.loaded)
	{
		partition_rank_by(numbers, rule, &direction);
		numbers->partition.loaded = true;
	}
	PG_RETURN_PARTITION_NUMBER(numbers);
}

/* How many values are worse than those of a tie. */
static double
borda_rule(const Tie *tie, const void *direction)
{
	return (double) (((const Option *) direction)->value < 0.0 ? tie->above : tie->below);
}

static double
rank_rule(const Tie *tie, const void *direction)
{
	return borda_rule(tie, direction) + 1.0;
}

static double
percent_rank_rule(const Tie *tie, const void *direction)
{
	return tie->n == 1 ? (double) NAN : borda_rule(tie, direction) / (double) (tie->n - 1);
}

/*
 * normalize_rank(x float8, direction float8) OVER (...) returns float8
 *
 * 1 for the worst value, n for the best one; equal values have the lowest of
 * their ranks.
 */
Datum
normalize_rank(PG_FUNCTION_ARGS)
{
	return rank_by_rule(fcinfo, rank_rule);
}

/*
 * normalize_percent_rank(x float8, direction float8) OVER (...) returns float8
 *
 * (rank - 1) / (n - 1) with the rank of normalize_rank(): the share of the
 * others that are worse, 0 .. 1.  NULL for one value alone.
 */
Datum
normalize_percent_rank(PG_FUNCTION_ARGS)
{
	return rank_by_rule(fcinfo, percent_rank_rule);
}

/*
 * normalize_borda(x float8, direction float8) OVER (...) returns float8
 *
 * rank - 1 with the rank of normalize_rank(): how many values are worse, the
 * points of a Borda count.
 */
Datum
normalize_borda(PG_FUNCTION_ARGS)
{
	return rank_by_rule(fcinfo, borda_rule);
}

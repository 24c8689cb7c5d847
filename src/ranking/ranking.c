/* SPDX-License-Identifier: PostgreSQL */
/*
 * ranking.c - score_quintile, performance_band, fractional_rank
 *
 * Window functions that compare each row with its whole partition, whatever
 * the ORDER BY and the frame (partition_numbers.c: the layout and the cost).
 * The scores of a partition are sorted once, and the result of each tie goes to
 * all its rows.
 *
 * Quintiles and bands are said in terms of b, the number of scores that are
 * strictly better than that of the row; fractional ranks in terms of the weight
 * that is strictly below and the weight that is tied.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "base/exact_numeric.h"
#include "base/memory.h"
#include "math/exact_sum.h"
#include "ranking/bands.h"
#include "state/partition_numbers.h"

PG_FUNCTION_INFO_V1(score_quintile);
PG_FUNCTION_INFO_V1(performance_band);
PG_FUNCTION_INFO_V1(fractional_rank);

static double
quintile_rule(const Tie *tie, const void *arg)
{
	int64		quintile = 5 - 5 * tie->above / tie->n;

	return (double) quintile;
}

/*
 * score_quintile(score float8) OVER (...) returns int
 *
 * 5 - floor(5 b / n): 5 is the best fifth.  NULL scores have no quintile and
 * are not in n.  With fewer than five scores the low quintiles stay empty.
 */
Datum
score_quintile(PG_FUNCTION_ARGS)
{
	PartitionNumbers *numbers = partition_numbers_open(fcinfo, "score");
	double		result;

	if (!numbers->partition.loaded)
	{
		partition_rank_by(numbers, quintile_rule, NULL);
		numbers->partition.loaded = true;
	}
	result = current_result(fcinfo, numbers);
	if (isnan(result))
		PG_RETURN_NULL();
	PG_RETURN_INT32((int32) result);
}

/* The fraction of performance_band() as far as rows with a score have been read. */
typedef struct Fraction
{
	MemoryContext context;
	Oid			type;			/* numeric, float8 or real */
	Numeric		value;			/* NULL before the first row */
} Fraction;

static void
read_fraction(void *arg, int64 row, Datum value, bool isnull)
{
	Fraction   *fraction = arg;
	MemoryContext previous;
	Numeric		number;

	check_option_not_null(isnull, "fraction");
	if (fraction->type == FLOAT8OID)
		number = numeric_of_double(DatumGetFloat8(value));
	else if (fraction->type == FLOAT4OID)
		number = numeric_of(DatumGetCString(DirectFunctionCall1(float4out, value)));
	else
		number = DatumGetNumeric(value);
	if (fraction->value == NULL)
	{
		check_band_fraction(number);
		previous = MemoryContextSwitchTo(fraction->context);
		fraction->value = DatumGetNumericCopy(NumericGetDatum(number));
		MemoryContextSwitchTo(previous);
	}
	else if (numeric_compare(fraction->value, number) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("fraction must be the same in all rows of a partition"),
				 errdetail("It is %s in one row and %s in another.",
						   numeric_text(fraction->value), numeric_text(number))));
	if (fraction->type != NUMERICOID || (Pointer) number != DatumGetPointer(value))
		pfree(number);
}

/* The bands of the partition; it has at least one score. */
static Bands
bands_of(FunctionCallInfo fcinfo, PartitionNumbers *numbers)
{
	Fraction	fraction = {numbers->partition.context, get_fn_expr_argtype(fcinfo->flinfo, 1), NULL};

	if (PG_NARGS() == 1)
		return bands_of_fifths(numbers->n);
	if (partition_option_is_stable(fcinfo, 1))
	{
		bool		isnull;
		Datum		value = WinGetFuncArgCurrent(PG_WINDOW_OBJECT(), 1, &isnull);

		read_fraction(&fraction, 0, value, isnull);
	}
	else
		partition_read_rows(fcinfo, numbers, 1, &fraction, read_fraction);
	return bands_of_fraction(numbers->n, fraction.value);
}

static double
band_rule(const Tie *tie, const void *arg)
{
	return band_of(arg, tie->above);
}

/*
 * performance_band(score float8 [, fraction numeric, float8 or real]) OVER (...) returns text
 *
 * 'top' where b < fraction * n, else 'bottom' where b >= (1 - fraction) * n,
 * else 'middle'; compared exactly.  The fraction is 0.2 if it is not given; what
 * is no numeric stands for the shortest decimal that reads back as it.
 * NULL scores have no band and are not in n.
 */
Datum
performance_band(PG_FUNCTION_ARGS)
{
	PartitionNumbers *numbers = partition_numbers_open(fcinfo, "score");
	double		band;

	if (!numbers->partition.loaded)
	{
		if (numbers->n > 0)
		{
			Bands		bands = bands_of(fcinfo, numbers);

			partition_rank_by(numbers, band_rule, &bands);
		}
		numbers->partition.loaded = true;
	}
	band = current_result(fcinfo, numbers);
	if (isnan(band))
		PG_RETURN_NULL();
	PG_RETURN_DATUM(band_text(fcinfo->flinfo, (Band) band));
}

/* (scores below + half of the tied) / n */
static double
fractional_rank_rule(const Tie *tie, const void *arg)
{
	return (double) (tie->below + tie->n - tie->above) / (2.0 * (double) tie->n);
}

/*
 * (weight below + half of the tied) / W, from sums without rounding, so that
 * the order of the rows makes no difference.
 */
static void
compute_weighted_ranks(PartitionNumbers *numbers, double *weight)
{
	RankedRow  *ranked;
	ExactSum	whole;
	ExactSum	twice;			/* 2 * weight below + weight tied */
	bool		defined;
	int64		n;
	int64		i;
	int64		end;

	exact_sum_init(&whole);
	exact_sum_init(&twice);
	for (i = 0; i < numbers->partition.rows; i++)
	{
		stop_if_asked_at(i);
		if (!has_number(numbers, i))
			continue;
		if (isnan(weight[i]))
		{
			numbers->number[i] = weight[i];
			numbers->n--;
		}
		else
			exact_sum_add(&whole, check_weight(weight[i]));
	}
	defined = !exact_sum_is_zero(&whole);
	n = numbers->n;
	ranked = partition_rank(numbers);
	for (i = 0; i < n; i = end)
	{
		int64		first = i;
		double		rank = (double) NAN;

		stop_if_asked_at(i);
		end = end_of_ties(ranked, i, n);
		for (; i < end; i++)
		{
			stop_if_asked_at(i);
			exact_sum_add(&twice, weight[(int64) ranked[i].position]);
		}
		if (defined)
			rank = exact_sum_ratio(&twice, &whole, 2.0).hi;
		for (i = first; i < end; i++)
		{
			stop_if_asked_at(i);
			exact_sum_add(&twice, weight[(int64) ranked[i].position]);
			set_result(numbers, &ranked[i], rank);
		}
	}
	memory_release(ranked);
	memory_release(weight);
}

/*
 * fractional_rank(score float8 [, w float8]) OVER (...) returns float8
 *
 * (weight of the scores strictly below + half of the weight tied with it) / W,
 * 0 .. 1: the fractional rank of the concentration index (Kakwani, Wagstaff
 * and van Doorslaer 1997, Journal of Econometrics 77).  Without w, all
 * weights are 1.  NULL where score or weight is, and such rows are not in W;
 * a row of weight 0 adds nothing, and has its rank among the others.  NULL if
 * W = 0.
 */
Datum
fractional_rank(PG_FUNCTION_ARGS)
{
	PartitionNumbers *numbers;
	double	   *weight = NULL;

	if (PG_NARGS() > 1)
		numbers = partition_numbers_open_weighted(fcinfo, "score", &weight);
	else
		numbers = partition_numbers_open(fcinfo, "score");
	if (!numbers->partition.loaded)
	{
		if (weight != NULL)
			compute_weighted_ranks(numbers, weight);
		else
			partition_rank_by(numbers, fractional_rank_rule, NULL);
		numbers->partition.loaded = true;
	}
	PG_RETURN_PARTITION_NUMBER(numbers);
}

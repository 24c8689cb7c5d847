/*
 * ranking.c - score_quintile, performance_band
 *
 * Window functions that compare each row with its whole partition, whatever
 * the ORDER BY and the frame.  At the first row of a partition they read all
 * its scores and sort them:
 *
 *	PartitionScores	loaded | n | top_end | bottom_start | score[0] <= ... <= score[n - 1]
 *
 * Cost: 8 bytes a row for the length of the partition, one sort, and one binary
 * search a row.  The memory is the partition's own (WinGetPartitionLocalMemory),
 * which ends at 1 GB: 134 million rows.
 *
 * All is said in terms of b, the number of scores that are strictly better than
 * that of the row: equal scores have the same b, and so the same result.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/numeric.h"
#include "windowapi.h"

#include "check.h"

/* Where a function's fraction comes from. */
typedef enum FractionSource
{
	NO_FRACTION,				/* it has no bands */
	USUAL_FRACTION,				/* 0.2 */
	FRACTION_ARGUMENT			/* the second argument, the same in all rows that have a score */
} FractionSource;

typedef struct PartitionScores
{
	bool		loaded;
	int64		n;				/* scores that are not NULL */
	int64		top_end;		/* performance_band: b < top_end is the top, */
	int64		bottom_start;	/* b >= bottom_start is the bottom */
	double		score[FLEXIBLE_ARRAY_MEMBER];
} PartitionScores;

#define ST_SORT sort_scores
#define ST_ELEMENT_TYPE double
#define ST_COMPARE(x, y) (*(x) < *(y) ? -1 : *(x) > *(y))
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

PG_FUNCTION_INFO_V1(score_quintile);
PG_FUNCTION_INFO_V1(performance_band);

static Numeric
as_numeric(const char *digits)
{
	return DatumGetNumeric(DirectFunctionCall3(numeric_in, CStringGetDatum(digits),
											   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
}

static int
compare_numeric(Numeric a, Numeric b)
{
	return DatumGetInt32(DirectFunctionCall2(numeric_cmp, NumericGetDatum(a), NumericGetDatum(b)));
}

static char *
numeric_text(Numeric number)
{
	return DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(number)));
}

/*
 * Where the bands of n scores end.  With integer b, b < f n is b < ceil(f n),
 * and b >= (1 - f) n is b >= n - floor(f n); f n is exact, because f is numeric.
 */
static void
set_bands(PartitionScores *scores, Numeric fraction)
{
	Datum		share = DirectFunctionCall2(numeric_mul, NumericGetDatum(fraction),
											NumericGetDatum(int64_to_numeric(scores->n)));

	scores->top_end = DatumGetInt64(DirectFunctionCall1(numeric_int8, DirectFunctionCall1(numeric_ceil, share)));
	scores->bottom_start = scores->n -
		DatumGetInt64(DirectFunctionCall1(numeric_int8, DirectFunctionCall1(numeric_floor, share)));
}

/* The fraction of performance_band() in one row that has a score. */
static Numeric
checked_fraction(Datum value, bool isnull)
{
	Numeric		fraction;

	check_option_not_null(isnull, "fraction");
	fraction = DatumGetNumeric(value);
	if (compare_numeric(fraction, int64_to_numeric(0)) <= 0 || compare_numeric(fraction, as_numeric("0.5")) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("fraction must be above 0 and at most 0.5, not %s", numeric_text(fraction))));
	return fraction;
}

/*
 * The scores of the partition, read and sorted at its first row, and where its
 * bands end.
 */
static PartitionScores *
partition_scores(WindowObject window, FractionSource source)
{
	int64		rows = WinGetPartitionRowCount(window);
	PartitionScores *scores;
	Numeric		fraction = NULL;
	int64		i;

	if (rows > (int64) ((MaxAllocSize - offsetof(PartitionScores, score)) / sizeof(double)))
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a partition has too many rows to keep their scores in memory"),
				 errdetail("It has " INT64_FORMAT " rows; about 134 million fit.", rows)));
	scores = WinGetPartitionLocalMemory(window, offsetof(PartitionScores, score) + rows * sizeof(double));
	if (scores->loaded)
		return scores;

	for (i = 0; i < rows; i++)
	{
		bool		isnull;
		bool		isout;
		Datum		value;

		CHECK_FOR_INTERRUPTS();
		value = WinGetFuncArgInPartition(window, 0, (int) i, WINDOW_SEEK_HEAD, false, &isnull, &isout);
		if (isnull)
			continue;
		scores->score[scores->n++] = check_finite(DatumGetFloat8(value), "score");

		if (source == FRACTION_ARGUMENT)
		{
			value = WinGetFuncArgInPartition(window, 1, (int) i, WINDOW_SEEK_HEAD, false, &isnull, &isout);
			if (fraction == NULL)
				fraction = DatumGetNumericCopy(NumericGetDatum(checked_fraction(value, isnull)));
			else
			{
				check_option_not_null(isnull, "fraction");
				if (compare_numeric(fraction, DatumGetNumeric(value)) != 0)
					ereport(ERROR,
							(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
							 errmsg("fraction must be the same in all rows of a partition"),
							 errdetail("It is %s in one row and %s in another.",
									   numeric_text(fraction), numeric_text(DatumGetNumeric(value)))));
			}
		}
	}
	sort_scores(scores->score, scores->n);
	if (source == USUAL_FRACTION)
		fraction = as_numeric("0.2");
	if (fraction != NULL)
		set_bands(scores, fraction);
	scores->loaded = true;
	return scores;
}

/* b: how many scores of the partition are strictly better than this one. */
static int64
number_better(const PartitionScores *scores, double score)
{
	int64		low = 0;
	int64		high = scores->n;

	/* find the first that is better */
	while (low < high)
	{
		int64		middle = low + (high - low) / 2;

		if (scores->score[middle] > score)
			high = middle;
		else
			low = middle + 1;
	}
	return scores->n - low;
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
	WindowObject window = PG_WINDOW_OBJECT();
	PartitionScores *scores = partition_scores(window, NO_FRACTION);
	bool		isnull;
	Datum		score = WinGetFuncArgCurrent(window, 0, &isnull);

	if (isnull)
		PG_RETURN_NULL();
	PG_RETURN_INT32((int32) (5 - 5 * number_better(scores, DatumGetFloat8(score)) / scores->n));
}

/*
 * performance_band(score float8 [, fraction numeric]) OVER (...) returns text
 *
 * 'top' where b < fraction * n, else 'bottom' where b >= (1 - fraction) * n,
 * else 'middle'; compared exactly.  The fraction is 0.2 if it is not given.
 * NULL scores have no band and are not in n.
 */
Datum
performance_band(PG_FUNCTION_ARGS)
{
	WindowObject window = PG_WINDOW_OBJECT();
	PartitionScores *scores = partition_scores(window, PG_NARGS() > 1 ? FRACTION_ARGUMENT : USUAL_FRACTION);
	bool		isnull;
	Datum		score = WinGetFuncArgCurrent(window, 0, &isnull);
	int64		better;

	if (isnull)
		PG_RETURN_NULL();
	better = number_better(scores, DatumGetFloat8(score));
	if (better < scores->top_end)
		PG_RETURN_TEXT_P(cstring_to_text("top"));
	if (better >= scores->bottom_start)
		PG_RETURN_TEXT_P(cstring_to_text("bottom"));
	PG_RETURN_TEXT_P(cstring_to_text("middle"));
}

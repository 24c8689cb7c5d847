/*
 * shrinkage.c - shrunken_mean, shrunken_std_error, shrunken_common_error
 *
 * Window functions (partition.c) over one row for each group.  At the first row
 * of a partition they read all its groups, 24 bytes each, and keep the mean
 * and the variances of all:
 *
 *	Shrunken	partition | answered | shrinkage
 *
 * which is a few bytes for the length of the partition; the result of a row
 * follows from that and its own arguments.  The arithmetic is in
 * shrinkage_kernel.c.
 */
#include "postgres.h"

#include "base/check.h"
#include "base/result.h"
#include "scores/shrinkage_kernel.h"
#include "state/partition.h"

PG_FUNCTION_INFO_V1(shrunken_mean);
PG_FUNCTION_INFO_V1(shrunken_std_error);
PG_FUNCTION_INFO_V1(shrunken_common_error);

/* The arguments of all three functions. */
enum
{
	MEAN,
	N,
	VARIANCE,
	ARGUMENTS
};

typedef struct Shrunken
{
	Partition	partition;
	bool		answered;		/* did anybody */
	Shrinkage	shrinkage;
} Shrunken;

/*
 * A row's arguments as a group.  False if n is NULL: then the row does not
 * count and has no result.
 */
static bool
group_of(const Datum *value, const bool *is_null, GroupMean *group)
{
	double		n;

	if (is_null[N])
		return false;
	n = check_whole(check_not_negative(DatumGetFloat8(value[N]), "n"), "n");
	group->n = n;
	group->mean = is_null[MEAN] ? 0.0 : check_finite(DatumGetFloat8(value[MEAN]), "mean");
	group->variance = is_null[VARIANCE] ? 0.0 : check_not_negative(DatumGetFloat8(value[VARIANCE]), "variance");
	if (n > 0 && is_null[MEAN])
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("mean of %.0f answers must not be null", n),
				 errhint("Where nobody answered, n is 0.")));
	if (n > 1 && is_null[VARIANCE])
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("variance of %.0f answers must not be null", n),
				 errhint("It is what var_samp() returns.")));
	return true;
}

/* What all groups of the partition tell, found at its first row. */
static Shrunken *
shrunken_partition(WindowObject window)
{
	Shrunken   *shrunken = partition_open(window, sizeof(Shrunken));
	GroupMean  *group;
	int64		groups = 0;
	int64		row;

	if (shrunken->partition.loaded)
		return shrunken;

	group = partition_alloc(&shrunken->partition, shrunken->partition.rows, sizeof(GroupMean));
	for (row = 0; row < shrunken->partition.rows; row++)
	{
		Datum		value[ARGUMENTS];
		bool		is_null[ARGUMENTS];
		int			i;

		for (i = 0; i < ARGUMENTS; i++)
			value[i] = partition_argument(window, i, row, &is_null[i]);
		if (group_of(value, is_null, &group[groups]) && group[groups].n > 0.0)
			groups++;
	}
	shrunken->answered = shrinkage_of(group, groups, &shrunken->shrinkage);
	pfree(group);
	shrunken->partition.loaded = true;
	return shrunken;
}

/* The current row as a group; false if it has no result. */
static bool
current_group(WindowObject window, GroupMean *group)
{
	Datum		value[ARGUMENTS];
	bool		is_null[ARGUMENTS];
	int			i;

	for (i = 0; i < ARGUMENTS; i++)
		value[i] = WinGetFuncArgCurrent(window, i, &is_null[i]);
	return group_of(value, is_null, group);
}

/*
 * shrunken_mean(mean float8, n float8, variance float8) OVER (...) returns float8
 *
 * The empirical Bayes estimate of a group's level, in the unit of the mean: k
 * mean + (1 - k) mu, mu being the mean of all answers of the partition.  A
 * group without answers is at mu.  NULL if n is NULL or nobody answered at all.
 * For the formulas and where they come from see shrinkage_kernel.c.
 */
Datum
shrunken_mean(PG_FUNCTION_ARGS)
{
	WindowObject window = PG_WINDOW_OBJECT();
	Shrunken   *shrunken = shrunken_partition(window);
	GroupMean	group;

	if (!shrunken->answered || !current_group(window, &group))
		PG_RETURN_NULL();
	return finite_result(shrunken_mean_of(&shrunken->shrinkage, group.mean, group.n));
}

/* The result of an error of the current row; NULL where shrunken_mean() is, and where nothing bounds the error. */
static Datum
current_error(FunctionCallInfo fcinfo, bool (*error_of) (const Shrinkage *shrinkage, double n, double *result))
{
	WindowObject window = PG_WINDOW_OBJECT();
	Shrunken   *shrunken = shrunken_partition(window);
	GroupMean	group;
	double		result;

	if (!shrunken->answered || !current_group(window, &group) || !error_of(&shrunken->shrinkage, group.n, &result))
		PG_RETURN_NULL();
	return finite_result(result);
}

/*
 * shrunken_std_error(mean float8, n float8, variance float8) OVER (...) returns float8
 *
 * The standard deviation of a group's level around its shrunken mean, in the
 * unit of the mean, as if the mean of all answers was known.  See
 * shrunken_std_error_of() in shrinkage_kernel.c.
 */
Datum
shrunken_std_error(PG_FUNCTION_ARGS)
{
	return current_error(fcinfo, shrunken_std_error_of);
}

/*
 * shrunken_common_error(mean float8, n float8, variance float8) OVER (...) returns float8
 *
 * The standard error that a group's shrunken mean has in common with those of
 * all other groups, in the unit of the mean: that of the mean to which they
 * are drawn, as far as this one is.  For sums over groups: their own errors make
 * up for each other, this one adds up.
 */
Datum
shrunken_common_error(PG_FUNCTION_ARGS)
{
	return current_error(fcinfo, shrunken_common_error_of);
}

/* SPDX-License-Identifier: PostgreSQL */
/*
 * shrinkage.c - shrunken_mean
 *
 * A window function (partition.c) over one row for each group.  At the first row
 * of a partition it reads all its groups, 24 bytes each, and keeps what all tell
 * of the variances and the mean:
 *
 *	Shrunken	partition | answered | shrinkage | quantiles
 *
 * which is some kilobytes for the length of the partition; the result of a row
 * follows from that and its own arguments.  The arithmetic is in
 * shrinkage_kernel.c.
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "base/check.h"
#include "base/result.h"
#include "math/quantiles.h"
#include "scores/shrinkage_kernel.h"
#include "state/partition.h"

PG_FUNCTION_INFO_V1(shrunken_mean);

/* The arguments. */
enum
{
	MEAN,
	N,
	VARIANCE,
	INTERVAL_LEVEL,
	ARGUMENTS
};

/* The fields of the result. */
enum
{
	ESTIMATE,
	STD_ERROR,
	LOWER,
	UPPER,
	COMMON_ERROR,
	OWN_WEIGHT,
	RESULT_FIELDS
};

typedef struct Shrunken
{
	Partition	partition;
	bool		answered;		/* did anybody */
	Option		level;
	Shrinkage	shrinkage;
	double		freedom;		/* of the quantile that was found last */
	double		quantile;
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
	MemoryContext previous;
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
		if (!group_of(value, is_null, &group[groups]))
			continue;
		check_option_not_null(is_null[INTERVAL_LEVEL], "level");
		set_partition_option(&shrunken->level, check_inside(DatumGetFloat8(value[INTERVAL_LEVEL]), 0, 1, "level"),
							 "level");
		if (group[groups].n > 0.0)
			groups++;
	}
	previous = MemoryContextSwitchTo(shrunken->partition.context);
	shrunken->answered = shrinkage_of(group, groups, &shrunken->shrinkage);
	MemoryContextSwitchTo(previous);
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

/* How many errors an interval goes to both sides. */
static double
quantile_of(Shrunken *shrunken, double freedom)
{
	if (shrunken->freedom != freedom)
	{
		shrunken->freedom = freedom;
		shrunken->quantile = student_two_sided(shrunken->level.value, freedom);
	}
	return shrunken->quantile;
}

/*
 * shrunken_mean(mean float8, n float8, variance float8, level float8) OVER (...) returns shrunken_mean
 *
 * The level of a group in the unit of the mean, drawn to the mean of all groups
 * of the partition as far as chance explains the difference.  NULL if n is NULL
 * or nobody answered at all; errors and bounds are NULL where nothing bounds
 * them.  For the formulas and where they come from see shrinkage_kernel.c.
 */
Datum
shrunken_mean(PG_FUNCTION_ARGS)
{
	WindowObject window = PG_WINDOW_OBJECT();
	Shrunken   *shrunken = shrunken_partition(window);
	GroupMean	group;
	ShrunkenMean result;
	Datum		field[RESULT_FIELDS] = {0};
	bool		is_null[RESULT_FIELDS] = {false};

	if (!shrunken->answered || !current_group(window, &group))
		PG_RETURN_NULL();
	result = shrunken_mean_of(&shrunken->shrinkage, group.mean, group.n);

	field[ESTIMATE] = finite_result(result.estimate);
	field[OWN_WEIGHT] = finite_result(result.own_weight);
	is_null[STD_ERROR] = is_null[LOWER] = is_null[UPPER] = is_null[COMMON_ERROR] = !result.has_error;
	if (result.has_error)
	{
		double		margin = quantile_of(shrunken, result.freedom) * result.std_error;

		field[STD_ERROR] = finite_result(result.std_error);
		field[LOWER] = finite_result(result.estimate - margin);
		field[UPPER] = finite_result(result.estimate + margin);
		field[COMMON_ERROR] = finite_result(result.common_error);
	}
	return composite_result(fcinfo, field, is_null);
}

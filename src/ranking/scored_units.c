/* SPDX-License-Identifier: PostgreSQL */
/*
 * scored_units.c - the units of a partition that have a score, and how sure it is
 *
 * For window functions of whole partitions (partition.c) whose first arguments
 * are a score, NULL for a unit that is in nobody's way, and its error.  Nothing
 * else is read of a row without a score.  Options must be the same in all other
 * rows.
 *
 * Arrays are in the current context, but for the unit of each row: that lives as
 * long as the partition.
 */
#include "postgres.h"

#include "base/exact_numeric.h"
#include "base/memory.h"
#include "ranking/scored_units.h"

/* The scores, and which rows have one. */
ScoredUnits
scored_units_read(WindowObject window, Partition *partition)
{
	ScoredUnits units = {.window = window, .rows = partition->rows};
	int64		row;

	units.unit = partition_alloc(partition, units.rows, sizeof(int64));
	units.score = memory_get(units.rows, sizeof(double));
	for (row = 0; row < units.rows; row++)
	{
		bool		isnull;
		Datum		value = partition_argument(window, SCORE_ARGUMENT, row, &isnull);

		units.unit[row] = isnull ? NOT_SCORED : units.units;
		if (!isnull)
			units.score[units.units++] = check_finite(DatumGetFloat8(value), "score");
	}
	return units;
}

/* How sure a score is must be known where the score is. */
void
scored_units_error_missing(const ScoredUnits *units, int64 unit, const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
			 errmsg("%s of a score must not be null", what),
			 errdetail("The score is %s.", float8_text(units->score[unit])),
			 errhint("Where that is not known, make the score NULL: the unit is then in nobody's way.")));
}

/* The standard errors of all units. */
double *
scored_units_std_error(const ScoredUnits *units)
{
	double	   *std_error = memory_get(units->units, sizeof(double));
	int64		row;

	for (row = 0; row < units->rows; row++)
	{
		bool		isnull;
		Datum		value;

		if (units->unit[row] == NOT_SCORED)
			continue;
		value = partition_argument(units->window, ERROR_ARGUMENT, row, &isnull);
		if (isnull)
			scored_units_error_missing(units, units->unit[row], "standard error");
		std_error[units->unit[row]] = check_not_negative(DatumGetFloat8(value), "standard error");
	}
	return std_error;
}

/* An option, a float8 that is checked in every row; there is a row with a score. */
double
scored_units_option(const ScoredUnits *units, int argument, const char *name,
					double (*check) (double value, const char *name))
{
	Option		option = {0};
	int64		row;

	for (row = 0; row < units->rows; row++)
	{
		bool		isnull;
		Datum		value;

		if (units->unit[row] == NOT_SCORED)
			continue;
		value = partition_argument(units->window, argument, row, &isnull);
		check_option_not_null(isnull, name);
		set_partition_option(&option, check(DatumGetFloat8(value), name), name);
	}
	return option.value;
}

/* The same for a boolean. */
bool
scored_units_choice(const ScoredUnits *units, int argument, const char *name)
{
	bool		known = false;
	bool		choice = false;
	int64		row;

	for (row = 0; row < units->rows; row++)
	{
		bool		isnull;
		Datum		value;

		if (units->unit[row] == NOT_SCORED)
			continue;
		value = partition_argument(units->window, argument, row, &isnull);
		check_option_not_null(isnull, name);
		if (known && choice != DatumGetBool(value))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("%s must be the same in all rows of a partition", name)));
		choice = DatumGetBool(value);
		known = true;
	}
	return choice;
}

/* The bands of a fraction, a float8 that stands for the shortest decimal that reads back as it. */
Bands
scored_units_bands(const ScoredUnits *units, int argument)
{
	Numeric		fraction = numeric_of_double(scored_units_option(units, argument, "fraction", check_finite));

	check_band_fraction(fraction);
	return bands_of_fraction(units->units, fraction);
}

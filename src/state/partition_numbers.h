/* SPDX-License-Identifier: PostgreSQL */
/*
 * partition_numbers.h - the numbers of a partition, by position and in order
 *
 * See partition_numbers.c.
 */
#ifndef PARTITION_NUMBERS_H
#define PARTITION_NUMBERS_H

#include <math.h>

#include "fmgr.h"

#include "base/check.h"
#include "base/memory.h"
#include "state/partition.h"

/* What a window function of numbers keeps: first its argument, then its result in each row. */
typedef struct PartitionNumbers
{
	Partition	partition;
	int64		n;				/* rows whose argument is not NULL */
	double	   *number;			/* by position; NaN for NULL */
} PartitionNumbers;

/* A row that has a number. */
typedef struct RankedRow
{
	double		number;
	double		position;		/* in the partition; every int is a double */
} RankedRow;

/* How many numbers are below those of a tie, above them, and in all.  A number alone is a tie of one. */
typedef struct Tie
{
	int64		below;
	int64		above;
	int64		n;
} Tie;

/* The result of all rows of a tie; NaN for NULL. */
typedef double (*TieRule) (const Tie *tie, const void *arg);

/* An option of a window function: its argument, what errors call it, and what makes a number of it and checks it. */
typedef struct OptionRule
{
	int			argument;
	const char *name;
	double		(*number_of) (Datum value);
} OptionRule;

/*
 * Takes the value of an argument in one row.  It leaves nothing behind in the
 * current context, as there may be many rows.
 */
typedef void (*PartitionRow) (void *arg, int64 row, Datum value, bool isnull);

extern PartitionNumbers *partition_numbers_open(FunctionCallInfo fcinfo, const char *name);
extern PartitionNumbers *partition_numbers_open_options(FunctionCallInfo fcinfo, const char *name,
														int n_options, const OptionRule *rule, Option *option);
extern PartitionNumbers *partition_numbers_open_weighted(FunctionCallInfo fcinfo, const char *name, double **weight);
extern void partition_read_rows(FunctionCallInfo fcinfo, PartitionNumbers *numbers, int argument, void *arg,
								PartitionRow read_row);
extern bool partition_option_is_stable(FunctionCallInfo fcinfo, int argument);
extern RankedRow *partition_rank(const PartitionNumbers *numbers);
extern void partition_rank_by(PartitionNumbers *numbers, TieRule rule, const void *arg);

/* The end of the rows that have the same number as the first one. */
static inline int64
end_of_ties(const RankedRow *row, int64 first, int64 n)
{
	int64		end = first + 1;

	for (; end < n && row[end].number == row[first].number; end++)
		stop_if_asked_at(end);
	return end;
}

/* Is there a number in this row? */
static inline bool
has_number(const PartitionNumbers *numbers, int64 row)
{
	return !isnan(numbers->number[row]);
}

/* Leave a result in a row. */
static inline void
set_result(PartitionNumbers *numbers, const RankedRow *row, double result)
{
	numbers->number[(int64) row->position] = result;
}

/* The result in the current row. */
static inline double
current_result(FunctionCallInfo fcinfo, const PartitionNumbers *numbers)
{
	return numbers->number[WinGetCurrentPosition(PG_WINDOW_OBJECT())];
}

#define PG_RETURN_PARTITION_NUMBER(numbers) \
	do { \
		double returned = current_result(fcinfo, numbers); \
		if (isnan(returned)) \
			PG_RETURN_NULL(); \
		PG_RETURN_FLOAT8(returned); \
	} while (0)

#endif							/* PARTITION_NUMBERS_H */

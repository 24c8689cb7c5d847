/* SPDX-License-Identifier: PostgreSQL */
/*
 * partition_numbers.c - the numbers of a partition, by position and in order
 *
 * For window functions whose first argument is a number and whose result can
 * be kept as one, ranks and normalised values:
 *
 *	number	by position		x0 | x1 | NaN | x3 | ...	read; then overwritten by the results
 *	rank	in order		x3 3 | x0 0 | x1 1 | ...	for those that need one: (number, position)
 *
 *	PartitionNumbers *numbers = partition_numbers_open(fcinfo, "score");
 *
 *	if (!numbers->partition.loaded)
 *	{
 *		partition_rank_by(numbers, rule, NULL);
 *		numbers->partition.loaded = true;
 *	}
 *	PG_RETURN_PARTITION_NUMBER(numbers);
 *
 * Cost: 8 bytes a row for the length of the partition; until all is loaded, 8
 * more for weights, 16 more to put the numbers in order, and as many again for
 * the sort if they can be had.  The rows are read once, and once more for an
 * option that is neither a number nor a constant of the query.
 */
#include "postgres.h"

#include "base/memory.h"
#include "math/radix_sort.h"
#include "state/partition_numbers.h"

#define MAX_OPTIONS		3

typedef struct Column
{
	double	   *number;
	const char *name;
	int64		n;
} Column;

/* Read one argument, a float8, of one row; true unless it is NULL. */
static inline bool
read_number(WindowObject window, int argument, int64 row, Column *column)
{
	bool		isnull;
	Datum		value = partition_argument(window, argument, row, &isnull);

	column->number[row] = isnull ? (double) NAN : check_finite(DatumGetFloat8(value), column->name);
	column->n += !isnull;
	return !isnull;
}

/*
 * What the function keeps for the partition.  When it is not yet loaded, the
 * first argument, a float8, has been read; errors call it by its name.
 */
PartitionNumbers *
partition_numbers_open(FunctionCallInfo fcinfo, const char *name)
{
	return partition_numbers_open_options(fcinfo, name, 0, NULL, NULL);
}

static void
take_option(const OptionRule *rule, Option *option, Datum value, bool isnull)
{
	check_option_not_null(isnull, rule->name);
	set_partition_option(option, rule->number_of(value), rule->name);
}

/*
 * The same with options, arguments that must be the same in all rows that have
 * a number: option[i] is what rule[i] tells about, not known if there is no
 * such row.  Those that are constants of the query are read once, the
 * others row by row: see partition_numbers_open_weighted().
 */
PartitionNumbers *
partition_numbers_open_options(FunctionCallInfo fcinfo, const char *name,
							   int n_options, const OptionRule *rule, Option *option)
{
	WindowObject window = PG_WINDOW_OBJECT();
	PartitionNumbers *numbers = partition_open(window, sizeof(PartitionNumbers));

	if (unlikely(!numbers->partition.loaded))
	{
		Column		column = {.name = name};
		bool		stable[MAX_OPTIONS];
		Datum		value;
		bool		isnull;
		int64		row;
		int			i;

		Assert(n_options <= MAX_OPTIONS);
		for (i = 0; i < n_options; i++)
		{
			stable[i] = partition_option_is_stable(fcinfo, rule[i].argument);
			option[i] = (Option) {0};
		}
		column.number = partition_alloc(&numbers->partition, numbers->partition.rows, sizeof(double));
		for (row = 0; row < numbers->partition.rows; row++)
		{
			if (!read_number(window, 0, row, &column))
				continue;
			for (i = 0; i < n_options; i++)
			{
				if (stable[i])
					continue;
				value = partition_argument(window, rule[i].argument, row, &isnull);
				take_option(&rule[i], &option[i], value, isnull);
			}
		}
		for (i = 0; i < n_options; i++)
		{
			if (!stable[i] || column.n == 0)
				continue;
			value = WinGetFuncArgCurrent(window, rule[i].argument, &isnull);
			take_option(&rule[i], &option[i], value, isnull);
		}
		numbers->number = column.number;
		numbers->n = column.n;
	}
	return numbers;
}

/*
 * The same with the second argument, a float8 called weight, of the rows that
 * have a number: *weight is by position, NaN for NULL, and anything in the other
 * rows.  The caller frees it when all is loaded.
 *
 * Both are read row by row, because the way back to the first row takes
 * several times as long as that from it where the rows do not fit into memory.
 */
PartitionNumbers *
partition_numbers_open_weighted(FunctionCallInfo fcinfo, const char *name, double **weight)
{
	PartitionNumbers *numbers = partition_open(PG_WINDOW_OBJECT(), sizeof(PartitionNumbers));

	if (unlikely(!numbers->partition.loaded))
	{
		Column		column = {.name = name};
		Column		second = {.name = "weight"};
		int64		row;

		column.number = partition_alloc(&numbers->partition, numbers->partition.rows, sizeof(double));
		second.number = partition_alloc(&numbers->partition, numbers->partition.rows, sizeof(double));
		for (row = 0; row < numbers->partition.rows; row++)
		{
			if (read_number(PG_WINDOW_OBJECT(), 0, row, &column))
				read_number(PG_WINDOW_OBJECT(), 1, row, &second);
		}
		numbers->number = column.number;
		numbers->n = column.n;
		*weight = second.number;
	}
	return numbers;
}

/* The value of an argument in each row that has a number, the first row first. */
void
partition_read_rows(FunctionCallInfo fcinfo, PartitionNumbers *numbers, int argument, void *arg, PartitionRow read_row)
{
	int64		row;

	for (row = 0; row < numbers->partition.rows; row++)
	{
		bool		isnull;
		Datum		value;

		if (!has_number(numbers, row))
			continue;
		value = partition_argument(PG_WINDOW_OBJECT(), argument, row, &isnull);
		read_row(arg, row, value, isnull);
	}
}

/* Is the argument a constant of the query?  Then WinGetFuncArgCurrent() tells it for all rows. */
bool
partition_option_is_stable(FunctionCallInfo fcinfo, int argument)
{
	return get_fn_expr_arg_stable(fcinfo->flinfo, argument);
}

/* The rows that have a number, from the least on, equal ones by position.  The caller frees them. */
RankedRow *
partition_rank(const PartitionNumbers *numbers)
{
	RankedRow  *ranked = memory_get(numbers->n, sizeof(RankedRow));
	int64		n = 0;
	int64		i;

	for (i = 0; i < numbers->partition.rows; i++)
	{
		stop_if_asked_at(i);
		if (!has_number(numbers, i))
			continue;
		ranked[n].number = numbers->number[i];
		ranked[n].position = (double) i;
		n++;
	}
	Assert(n == numbers->n);
	sort_rows(&ranked->number, n, sizeof(RankedRow) / sizeof(double), 0);
	return ranked;
}

/* Put the numbers in order, and in the place of each the result that the rule has for its tie. */
void
partition_rank_by(PartitionNumbers *numbers, TieRule rule, const void *arg)
{
	RankedRow  *ranked = partition_rank(numbers);
	int64		n = numbers->n;
	int64		i;
	int64		end;

	for (i = 0; i < n; i = end)
	{
		Tie			tie;
		double		result;

		stop_if_asked_at(i);
		end = end_of_ties(ranked, i, n);
		tie = (Tie) {
			.below = i,
			.above = n - end,
			.n = n
		};
		result = rule(&tie, arg);
		for (; i < end; i++)
		{
			stop_if_asked_at(i);
			set_result(numbers, &ranked[i], result);
		}
	}
	memory_release(ranked);
}

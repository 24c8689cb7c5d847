/* SPDX-License-Identifier: PostgreSQL */
/*
 * partition.c - window functions that compare each row with its whole partition
 *
 * Such a function ignores the ORDER BY and the frame.  At the first row of a
 * partition it reads the arguments of all rows and computes all results; at
 * every row it returns the one at WinGetCurrentPosition():
 *
 *	typedef struct Ranks
 *	{
 *		Partition	partition;
 *		double	   *rank;
 *	} Ranks;
 *
 *	Ranks	   *ranks = partition_open(window, sizeof(Ranks));
 *
 *	if (!ranks->partition.loaded)
 *		compute_ranks(window, ranks);
 *
 * What it keeps is freed at the end of the partition.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "base/memory.h"
#include "state/partition.h"

/* From here on, what the evaluation of arguments leaves behind is worth cleaning up row by row. */
#define MANY_ROWS	1024

/*
 * What the function keeps for the partition of the current row: a struct of
 * this size that begins with a Partition, zeroed but for rows and context
 * when the partition is new.
 */
void *
partition_open(WindowObject window, Size size)
{
	Partition  *partition = WinGetPartitionLocalMemory(window, size);

	if (partition->context == NULL)
	{
		partition->rows = WinGetPartitionRowCount(window);
		partition->context = GetMemoryChunkContext(partition);
		if (partition->rows >= MANY_ROWS)
			partition->row_context = AllocSetContextCreate(partition->context, "row of a partition",
														   ALLOCSET_SMALL_SIZES);
		if (partition->rows > PG_INT32_MAX)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("a partition has too many rows to compare them with one another"),
					 errdetail("It has " INT64_FORMAT " rows; the limit is %d.", partition->rows, PG_INT32_MAX)));
	}
	return partition;
}

/* An array that lives as long as the partition; it may be larger than 1 GB. */
void *
partition_alloc(Partition *partition, int64 count, Size size)
{
	MemoryContext previous = MemoryContextSwitchTo(partition->context);
	void	   *array = memory_get(count, size);

	MemoryContextSwitchTo(previous);
	return array;
}

/*
 * An argument, numbered from 0, of a row of the partition, numbered from 0.
 * Rows are read fastest in their order; what is not passed by value is good
 * until the next argument is read.  The function has called partition_open().
 */
Datum
partition_argument(WindowObject window, int argument, int64 row, bool *isnull)
{
	Partition  *partition = WinGetPartitionLocalMemory(window, sizeof(Partition));
	MemoryContext previous;
	Datum		value;
	bool		isout;

	CHECK_FOR_INTERRUPTS();
	if (partition->row_context == NULL)
		return WinGetFuncArgInPartition(window, argument, (int) row, WINDOW_SEEK_HEAD, false, isnull, &isout);

	/*
	 * a cast in the argument leaves something behind, which the executor
	 * would keep until the function returns
	 */
	if (row != partition->row)
		MemoryContextReset(partition->row_context);
	partition->row = row;
	previous = MemoryContextSwitchTo(partition->row_context);
	value = WinGetFuncArgInPartition(window, argument, (int) row, WINDOW_SEEK_HEAD, false, isnull, &isout);
	MemoryContextSwitchTo(previous);
	return value;
}

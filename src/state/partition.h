/* SPDX-License-Identifier: PostgreSQL */
/*
 * partition.h - window functions that compare each row with its whole partition
 *
 * See partition.c.
 */
#ifndef PARTITION_H
#define PARTITION_H

#include "windowapi.h"

/* Begins what a window function keeps for the length of a partition. */
typedef struct Partition
{
	bool		loaded;			/* false at the first row; the function sets
								 * it when all is computed */
	int64		rows;
	MemoryContext context;		/* lives as long as the partition */
	MemoryContext row_context;	/* of what reading a row leaves behind; NULL
								 * if there are few */
	int64		row;			/* that was read last */
} Partition;

extern void *partition_open(WindowObject window, Size size);
extern void *partition_alloc(Partition *partition, int64 count, Size size);
extern Datum partition_argument(WindowObject window, int argument, int64 row, bool *isnull);

#endif							/* PARTITION_H */

/* SPDX-License-Identifier: PostgreSQL */
/*
 * memory.h - how a kernel gets memory, gives it back, and asks whether to stop
 *
 * See memory.c for what these do in the server.  Unit tests have their own
 * (test/unit/kernel_host.h).  So a kernel knows nothing of PostgreSQL.
 *
 * A kernel takes its memory once for a call, not row by row.  memory_get(),
 * memory_try() and the functions that stop may leave the kernel by an error and
 * not come back.  Then the server frees what the kernel has taken, so a kernel has
 * nothing to tidy up.
 */
#ifndef MEMORY_H
#define MEMORY_H

#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"

/* Room for so many elements of this size, at least for one; it may be larger than 1 GB.  Never NULL. */
extern void *memory_get(int64_t count, size_t size);

/* The same, but NULL if there is no memory: for those who have a way without it. */
extern void *memory_try(int64_t count, size_t size);

extern void memory_release(void *memory);

/* For the owner of memory that is still to be used, and of more than MEMORY_LARGE bytes: see memory.c. */
#define MEMORY_LARGE	((size_t) 4 << 20)
extern void memory_advise(void *memory, size_t size);

/* Has the user cancelled the query?  Then this does not return. */
extern void stop_if_asked(void);

/* Loops over rows ask once in so many rows, a power of two. */
#define ROWS_PER_STOP	((int64_t) 1 << 16)

/* In each turn of a loop over rows, which is number `row`. */
static inline void
stop_if_asked_at(int64_t row)
{
	if (unlikely((row & (ROWS_PER_STOP - 1)) == ROWS_PER_STOP - 1))
		stop_if_asked();
}

/* Where to ask next in a loop from `row` to n that has no time to think of it in each turn. */
static inline int64_t
next_stop(int64_t row, int64_t n)
{
	return n - row < ROWS_PER_STOP ? n : row + ROWS_PER_STOP;
}

#endif							/* MEMORY_H */

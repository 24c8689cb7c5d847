/* SPDX-License-Identifier: PostgreSQL */
/*
 * memory.c - memory of the server for kernels, and its interrupts
 *
 * Memory comes from the context that is current when the kernel is called, and
 * is freed with it.  So the caller of a kernel chooses how long its memory lives.
 */
#include "postgres.h"

#include <sys/mman.h>
#include <unistd.h>

#include "miscadmin.h"
#include "utils/memutils.h"

#include "base/memory.h"

/* Bytes of at least one element; SIZE_MAX if the product is larger. */
static Size
bytes_of(int64_t count, size_t size)
{
	if (count < 1)
		count = 1;
	return (uint64) count > SIZE_MAX / size ? SIZE_MAX : (Size) count * size;
}

static Size
possible_bytes_of(int64_t count, size_t size)
{
	Size		bytes = bytes_of(count, size);

	if (unlikely(bytes > MaxAllocHugeSize))
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("there are too many rows to keep them in memory"),
				 errdetail("There are " INT64_FORMAT " elements of %zu bytes.", (int64) count, size)));
	return bytes;
}

/*
 * Ask for large pages, before memory is used for the first time: each first
 * touch of a page enters the operating system, and 80 MB have 20,000 pages of
 * 4 kB.  It is advice: where it is not taken, or large pages are on or off for
 * all, nothing changes.
 */
void
memory_advise(void *memory, size_t size)
{
#ifdef MADV_HUGEPAGE
	const uintptr_t page = (uintptr_t) sysconf(_SC_PAGESIZE);
	uintptr_t	first = ((uintptr_t) memory + page - 1) & ~(page - 1);
	uintptr_t	end = ((uintptr_t) memory + size) & ~(page - 1);

	if (size >= MEMORY_LARGE)
		(void) madvise((void *) first, end - first, MADV_HUGEPAGE);
#endif
}

void *
memory_get(int64_t count, size_t size)
{
	Size		bytes = possible_bytes_of(count, size);
	void	   *memory = MemoryContextAllocHuge(CurrentMemoryContext, bytes);

	memory_advise(memory, bytes);
	return memory;
}

void *
memory_try(int64_t count, size_t size)
{
	Size		bytes = possible_bytes_of(count, size);
	void	   *memory = MemoryContextAllocExtended(CurrentMemoryContext, bytes,
													MCXT_ALLOC_HUGE | MCXT_ALLOC_NO_OOM);

	if (memory != NULL)
		memory_advise(memory, bytes);
	return memory;
}

void
memory_release(void *memory)
{
	pfree(memory);
}

void
stop_if_asked(void)
{
	CHECK_FOR_INTERRUPTS();
}

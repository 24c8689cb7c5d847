/*
 * memory.c - memory of the server for kernels, and its interrupts
 *
 * Memory comes from the context that is current when the kernel is called, and
 * is freed with it.  So the caller of a kernel chooses how long its memory lives.
 */
#include "postgres.h"

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

void *
memory_get(int64_t count, size_t size)
{
	return MemoryContextAllocHuge(CurrentMemoryContext, possible_bytes_of(count, size));
}

void *
memory_try(int64_t count, size_t size)
{
	return MemoryContextAllocExtended(CurrentMemoryContext, possible_bytes_of(count, size),
									  MCXT_ALLOC_HUGE | MCXT_ALLOC_NO_OOM);
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

/*
 * kernel_host.h - memory and interrupts for kernels where there is no server (src/base/memory.h)
 *
 * A test may look at what the kernel has taken and asked, and may be short of
 * memory.  Include it in one file of a program.
 */
#ifndef KERNEL_HOST_H
#define KERNEL_HOST_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static bool memory_is_short = false;
static int64_t blocks_in_use = 0;
static int64_t stops_asked = 0;

void *
memory_get(int64_t count, size_t size)
{
	size_t		bytes = (count > 0 ? (size_t) count : 1) * size;
	void	   *memory = malloc(bytes);

	if (memory == NULL)
		abort();
	/* what nobody has written must not matter */
	memset(memory, 0x5a, bytes);
	blocks_in_use++;
	return memory;
}

void *
memory_try(int64_t count, size_t size)
{
	return memory_is_short ? NULL : memory_get(count, size);
}

void
memory_release(void *memory)
{
	if (memory == NULL)
		abort();
	free(memory);
	blocks_in_use--;
}

void
stop_if_asked(void)
{
	stops_asked++;
}

#endif							/* KERNEL_HOST_H */

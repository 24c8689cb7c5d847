/*
 * exact_sum_memory.h - memory for src/math/exact_sum.c where there is no server
 */
#ifndef EXACT_SUM_MEMORY_H
#define EXACT_SUM_MEMORY_H

#include <stdlib.h>

#include "math/exact_sum.h"

void *
exact_sum_alloc(size_t size)
{
	void	   *memory = malloc(size);

	if (memory == NULL)
		abort();
	return memory;
}

void
exact_sum_free(void *memory)
{
	free(memory);
}

#endif							/* EXACT_SUM_MEMORY_H */

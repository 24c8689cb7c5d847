/* SPDX-License-Identifier: PostgreSQL */
/*
 * copeland_kernel.h - which of two units is better on more of the weight
 *
 * See copeland_kernel.c for the layout and the method.
 */
#ifndef COPELAND_KERNEL_H
#define COPELAND_KERNEL_H

#include <stdint.h>

/* Units whose values of a criterion lie side by side. */
#define OUTRANKING_BLOCK	64

typedef struct Outranking
{
	int64_t		units;
	int64_t		criteria;
	double	   *weight;			/* of each criterion, above 0 */
	double	   *value;			/* outranking_cells() of them, finite, or NaN
								 * where there is none */
} Outranking;

static inline int64_t
outranking_blocks(const Outranking *outranking)
{
	return (outranking->units + OUTRANKING_BLOCK - 1) / OUTRANKING_BLOCK;
}

static inline int64_t
outranking_cells(const Outranking *outranking)
{
	return outranking_blocks(outranking) * outranking->criteria * OUTRANKING_BLOCK;
}

/* The value of a unit on its first criterion; that on the next one is OUTRANKING_BLOCK further. */
static inline double *
outranking_unit(const Outranking *outranking, int64_t unit)
{
	int64_t		block = unit / OUTRANKING_BLOCK;

	return outranking->value + block * OUTRANKING_BLOCK * outranking->criteria + unit % OUTRANKING_BLOCK;
}

extern void outranking_clear(Outranking *outranking);
extern void outranking_compare(const Outranking *outranking, int64_t unit, int64_t block, int32_t *score);

#endif							/* COPELAND_KERNEL_H */

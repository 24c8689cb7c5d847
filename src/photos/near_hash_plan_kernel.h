/* SPDX-License-Identifier: PostgreSQL */
/*
 * near_hash_plan_kernel.h - how to cut the bits of hashes into chunks
 *
 * See near_hash_plan_kernel.c.
 */
#ifndef NEAR_HASH_PLAN_KERNEL_H
#define NEAR_HASH_PLAN_KERNEL_H

#include "photos/near_hash_kernel.h"

/* Chunks 0 .. chunks - 1 of so many bits each, the lowest bits first; plan_threshold() of them. */
typedef struct NearHashPlan
{
	int			chunks;
	int			width;			/* 0: one bucket of all */
} NearHashPlan;

extern NearHashPlan near_hash_plan(const NearHashes *hashes);
extern void near_hash_bits(const NearHashPlan *plan, const NearHashes *hashes, int *source);
extern int	plan_threshold(const NearHashPlan *plan, int max_distance, int chunk);
extern double plan_neighbours(int bits, int radius);

/* How many bits are set: those of halves are added up, in parallel. */
static inline int
bits_set(uint64_t x)
{
	x -= (x >> 1) & UINT64_C(0x5555555555555555);
	x = (x & UINT64_C(0x3333333333333333)) + ((x >> 2) & UINT64_C(0x3333333333333333));
	x = (x + (x >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
	return (int) ((x * UINT64_C(0x0101010101010101)) >> 56);
}

#endif							/* NEAR_HASH_PLAN_KERNEL_H */

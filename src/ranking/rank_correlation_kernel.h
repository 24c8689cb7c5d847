/* SPDX-License-Identifier: PostgreSQL */
/*
 * rank_correlation_kernel.h - do two orders agree?
 *
 * See rank_correlation_kernel.c for the methods.
 */
#ifndef RANK_CORRELATION_KERNEL_H
#define RANK_CORRELATION_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

#include "math/estimate.h"

/* Up to here all counts are 64-bit integers. */
#define MAX_RANK_PAIRS		((int64_t) UINT32_MAX)

/* n pairs x y x y ..., finite and not -0, in ascending order of x, and of y where x is equal. */
typedef struct RankPairs
{
	int64_t		n;				/* at most MAX_RANK_PAIRS */
	const double *number;
} RankPairs;

/*
 * n rows stratum x y cluster ..., finite and not -0, in ascending order of the
 * stratum, of x within it, and of y where x is equal.
 */
typedef struct RankStrata
{
	int64_t		n;				/* at most MAX_RANK_PAIRS */
	const double *number;
} RankStrata;

/* Numbers in a row of RankStrata. */
#define RANK_STRATA_WIDTH	4

/* Numbers that the scratch of each function has room for. */
#define KENDALL_SCRATCH(n)	((n) + (n) / 2)
#define SPEARMAN_SCRATCH(n)	(2 * (n))

extern bool kendall_tau_of(const RankPairs *pairs, double *scratch, double *result);
extern bool spearman_rho_of(const RankPairs *pairs, double *scratch, double *result);
extern bool spearman_over_strata(const RankStrata *rows, double level, Estimate *result);

#endif							/* RANK_CORRELATION_KERNEL_H */

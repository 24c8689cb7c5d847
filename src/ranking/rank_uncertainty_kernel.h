/* SPDX-License-Identifier: PostgreSQL */
/*
 * rank_uncertainty_kernel.h - ranks of units whose points and weights are not certain
 *
 * See rank_uncertainty_kernel.c for the method.
 */
#ifndef RANK_UNCERTAINTY_KERNEL_H
#define RANK_UNCERTAINTY_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What weights may be, so that no sum and no quotient of them is out of range. */
#define RANK_MIN_WEIGHT		1e-150
#define RANK_MAX_WEIGHT		1e150

/* What may be added to a score of 0 .. 100, or taken off it. */
#define RANK_MAX_BONUS		100.0

/* The units and what is to be done with them. */
typedef struct RankModel
{
	int64_t		units;			/* all of them rated: see rank_unit_is_rated() */
	int			criteria;
	const double *weight;		/* of each criterion: the points available, 0
								 * or RANK_MIN_WEIGHT .. RANK_MAX_WEIGHT */
	const double *point;		/* [unit][criterion]: 0 .. weight, NaN where
								 * there is none */
	const double *error;		/* [unit][criterion]: standard error, >= 0;
								 * NULL: all of them 0 */
	int			draws;			/* >= 1 */
	double		concentration;	/* > 0; INFINITY: the weights are certain */
	int64_t		seed;
	const double *bonus;		/* of each unit: added to its score in all
								 * draws, within RANK_MAX_BONUS; NULL: none */
} RankModel;

/* What becomes of a unit. */
typedef struct RankResult
{
	int64_t		rank;			/* as the points and weights stand: 1 + how
								 * many are strictly better */
	double		expected_rank;	/* mean of the ranks of all draws */
	int64_t		rank_low;		/* where 5 % of them are reached, from the
								 * best */
	int64_t		rank_high;		/* 95 % */
	double		p_top;			/* share of the draws with 5 b < n, b strictly
								 * better of n */
	double		p_bottom;		/* with 5 b >= 4 n */
} RankResult;

extern bool rank_unit_is_rated(const double *weight, const double *point, int criteria);
extern int64_t rank_counters(int64_t units, int draws);
extern int32_t score_key(double score);
extern void rank_uncertainty_of(const RankModel *model, RankResult *result);

#endif							/* RANK_UNCERTAINTY_KERNEL_H */

/* SPDX-License-Identifier: PostgreSQL */
/*
 * rank_confidence_kernel.h - confidence sets for ranks
 *
 * See rank_confidence_kernel.c for the method.
 */
#ifndef RANK_CONFIDENCE_KERNEL_H
#define RANK_CONFIDENCE_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

/* What is known of the units.  Of the three arrays that say how their scores vary one is given, the others are NULL. */
typedef struct ConfidenceModel
{
	int64_t		units;			/* at least 1 */
	const double *score;		/* finite; a high one is good */
	const double *std_error;	/* of each unit, >= 0: errors are independent */
	const double *covariance;	/* [unit][unit], symmetric */
	const double *bootstrap;	/* [unit][draw]: scores drawn together */
	int			draws;			/* at least 2 */
	int64_t		seed;			/* of the draws; a bootstrap has its own */
	double		level;			/* that sets cover, 0 .. 1 without the ends */
	bool		stepwise;		/* false: single step, which is wider */
	bool		marginal;		/* false: without marginal sets, which cost
								 * most of the time */
} ConfidenceModel;

/* The ranks that a unit may have. */
typedef struct RankSet
{
	int64_t		lower;			/* the best one, 1 .. upper */
	int64_t		upper;			/* the worst one, lower .. units */
	double		critical_value;	/* of the differences, in standard errors */
} RankSet;

/* What becomes of a unit. */
typedef struct RankConfidence
{
	int64_t		rank;			/* by the scores: 1 + how many are strictly
								 * better */
	RankSet		simultaneous;	/* covers with the sets of all other units */
	RankSet		marginal;		/* covers by itself; not set unless asked for */
} RankConfidence;

extern int64_t rank_confidence_numbers(const ConfidenceModel *model);
extern bool rank_confidence_of(const ConfidenceModel *model, RankConfidence *result);

#endif							/* RANK_CONFIDENCE_KERNEL_H */

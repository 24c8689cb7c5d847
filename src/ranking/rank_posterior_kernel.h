/* SPDX-License-Identifier: PostgreSQL */
/*
 * rank_posterior_kernel.h - ranks of levels that are known by estimates with errors
 *
 * See rank_posterior_kernel.c for the method.
 */
#ifndef RANK_POSTERIOR_KERNEL_H
#define RANK_POSTERIOR_KERNEL_H

#include <stdint.h>

typedef struct PosteriorModel
{
	int64_t		units;			/* at least 1 */
	const double *score;		/* finite; a high one is good */
	const double *std_error;	/* >= 0 */
	int			draws;			/* at least 1 */
	int64_t		seed;
	int64_t		top_end;		/* fewer are strictly better: top */
	int64_t		bottom_start;	/* so many or more are: bottom */
} PosteriorModel;

/* What becomes of a unit. */
typedef struct RankPosterior
{
	int64_t		rank;			/* of the expected rank, 1 is the least */
	double		score;			/* mean of the level */
	double		std_error;		/* its standard deviation */
	double		expected_rank;
	double		p_top;
	double		p_bottom;
} RankPosterior;

extern void rank_posterior_of(const PosteriorModel *model, RankPosterior *result);

#endif							/* RANK_POSTERIOR_KERNEL_H */

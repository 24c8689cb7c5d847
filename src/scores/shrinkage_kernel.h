/* SPDX-License-Identifier: PostgreSQL */
/*
 * shrinkage_kernel.h - means of groups drawn to the common mean as far as chance explains them
 *
 * See shrinkage_kernel.c for the method.
 */
#ifndef SHRINKAGE_KERNEL_H
#define SHRINKAGE_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

/* A group that answered, n >= 1. */
typedef struct GroupMean
{
	double		mean;
	double		n;				/* a whole number */
	double		variance;		/* of its answers, divisor n - 1; not asked
								 * for if n = 1 */
} GroupMean;

/* What the answers can tell. */
typedef enum ShrinkageCase
{
	GROUPS_ARE_DRAWN,
	TOO_FEW_GROUPS,				/* to say how they differ */
	ONE_ANSWER_EACH,			/* several groups, of which only the variance
								 * of all is known */
	NO_VARIANCE					/* nothing tells how answers vary */
} ShrinkageCase;

/*
 * One ratio of the variances between and within groups, and what is known if it
 * is the true one.  Means are less `center` and in units of 2^exponent.
 */
typedef struct RatioNode
{
	double		probability;
	double		ratio;
	double		mu;
	double		mu_variance;
	double		within;			/* variance */
} RatioNode;

typedef struct Shrinkage
{
	ShrinkageCase what;
	double		center;			/* of the means */
	int			exponent;
	double		groups;			/* that answered */
	double		freedom;		/* degrees of the variance within groups */
	double		mu;				/* for groups without answers */
	double		within;			/* variance; that of all where there is one
								 * answer each */
	int64_t		nodes;			/* if groups are drawn */
	RatioNode  *node;			/* the first one is the peak */
} Shrinkage;

/* What is said of a group. */
typedef struct ShrunkenMean
{
	bool		has_error;
	double		estimate;
	double		std_error;
	double		common_error;
	double		freedom;		/* degrees of Student's distribution that goes
								 * with the error */
	double		own_weight;		/* of the group's mean, 0 .. 1 */
} ShrunkenMean;

extern bool shrinkage_of(const GroupMean *group, int64_t n, Shrinkage *result);
extern void shrinkage_release(Shrinkage *shrinkage);
extern ShrunkenMean shrunken_mean_of(const Shrinkage *shrinkage, double mean, double n);

#endif							/* SHRINKAGE_KERNEL_H */

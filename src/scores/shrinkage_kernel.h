/*
 * shrinkage_kernel.h - means of groups drawn to the common mean as far as chance explains them
 *
 * See shrinkage_kernel.c for the method.
 */
#ifndef SHRINKAGE_KERNEL_H
#define SHRINKAGE_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

#include "math/double_double.h"

/* A group that answered, n >= 1. */
typedef struct GroupMean
{
	double		mean;
	double		n;				/* a whole number */
	double		variance;		/* of its answers, divisor n - 1; not asked
								 * for if n = 1 */
} GroupMean;

/* What can be told apart. */
typedef enum ShrinkageCase
{
	BOTH_VARIANCES,
	ONE_GROUP,					/* nothing to differ from; the variance within
								 * is known */
	ONE_ANSWER,					/* nor that */
	ONE_ANSWER_EACH				/* several groups, of which only the variance
								 * of all is known */
} ShrinkageCase;

typedef struct Shrinkage
{
	ShrinkageCase what;
	int			exponent;		/* mu is in units of 2^exponent */
	DoubleDouble mu;			/* mean of all answers */
	bool		differ;			/* do the groups: s_b > 0 */
	DoubleDouble ratio;			/* s_w^2 / s_b^2, if they do */
	double		s_w;			/* standard deviation within groups */
	double		s_b;			/* between groups; that of all where they
								 * cannot be told apart */
	double		s_mu;			/* standard error of mu */
} Shrinkage;

extern bool shrinkage_of(const GroupMean *group, int64_t n, Shrinkage *result);
extern double shrunken_mean_of(const Shrinkage *shrinkage, double mean, double n);
extern bool shrunken_std_error_of(const Shrinkage *shrinkage, double n, double *result);
extern bool shrunken_common_error_of(const Shrinkage *shrinkage, double n, double *result);

#endif							/* SHRINKAGE_KERNEL_H */

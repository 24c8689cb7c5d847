/* SPDX-License-Identifier: PostgreSQL */
/*
 * estimate.h - an estimate with its sampling error and its bounds
 *
 * See estimate.c.
 */
#ifndef ESTIMATE_H
#define ESTIMATE_H

#include <stdbool.h>
#include <stdint.h>

/* What a unit, or a cluster of units, adds to the deviation of an estimate. */
typedef struct Influence
{
	double		cluster;
	double		value;
} Influence;

typedef struct Estimate
{
	double		estimate;
	double		std_error;
	double		lower;
	double		upper;
	bool		has_error;		/* else std_error is not known, and so on */
	bool		has_lower;
	bool		has_upper;
	int64_t		n;				/* rows */
} Estimate;

extern int64_t sum_by_cluster(Influence *influence, int64_t n);
extern bool sampling_error_of(const Influence *influence, int64_t n, int parameters, double *result);
extern void set_bounds(Estimate *estimate, double margin);
extern bool logit_bounds(double share, double margin, double *lower, double *upper);

#endif							/* ESTIMATE_H */

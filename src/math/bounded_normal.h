/* SPDX-License-Identifier: PostgreSQL */
/*
 * bounded_normal.h - random numbers from 0 to 1 with a given mean and standard deviation
 *
 * See bounded_normal.c.
 */
#ifndef BOUNDED_NORMAL_H
#define BOUNDED_NORMAL_H

#include <stdint.h>

/* P(Z <= center + spread z) of a standard normal deviate z. */
typedef struct BoundedNormal
{
	double		center;
	double		spread;
} BoundedNormal;

extern double normal_probability(double z);
extern BoundedNormal bounded_normal(double mean, double error);
extern void bounded_normals(const double *center, const double *spread, int64_t count, double *normal);

#endif							/* BOUNDED_NORMAL_H */

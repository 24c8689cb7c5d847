/* SPDX-License-Identifier: PostgreSQL */
/*
 * normal_levels.h - how much levels differ of which there are estimates with known errors
 *
 * See normal_levels.c.
 */
#ifndef NORMAL_LEVELS_H
#define NORMAL_LEVELS_H

#include <stdbool.h>
#include <stdint.h>

/* One value of the variance between levels, and what is known of their mean if it is the true one. */
typedef struct LevelNode
{
	double		probability;
	double		variance;		/* A */
	double		mean;			/* mu */
	double		mean_variance;
} LevelNode;

typedef struct NormalLevels
{
	int64_t		nodes;
	LevelNode  *node;			/* by ascending variance */
} NormalLevels;

extern bool normal_levels_of(const double *estimate, const double *variance, int64_t n, NormalLevels *result);
extern void normal_levels_release(NormalLevels *levels);

#endif							/* NORMAL_LEVELS_H */

/* SPDX-License-Identifier: PostgreSQL */
/*
 * random.h - random numbers that are a function of a seed and a place
 *
 * See random.c.
 */
#ifndef RANDOM_H
#define RANDOM_H

#include <stdint.h>

#define RANDOM_ROUNDS		10
#define RANDOM_WORDS		4	/* of a block */

/* What a number is for.  Numbers for one thing have nothing to do with those for another, in the same draw. */
typedef enum RandomPurpose
{
	RANDOM_POINTS = 1,			/* errors of measurement */
	RANDOM_WEIGHTS = 2,			/* weights of indicators */
	RANDOM_SCORES = 3,			/* errors of scores */
	RANDOM_LEVELS = 4			/* levels behind scores */
} RandomPurpose;

/* A seed, made ready for all rounds. */
typedef struct RandomSeed
{
	uint32_t	key[RANDOM_ROUNDS][2];
} RandomSeed;

extern RandomSeed random_seed(uint64_t seed);
extern void random_block(const RandomSeed *seed, const uint32_t counter[RANDOM_WORDS], uint32_t word[RANDOM_WORDS]);
extern double random_uniform(uint32_t high, uint32_t low);
extern double random_normal(uint32_t word);
extern double normal_quantile(double p);
extern void random_normals(const RandomSeed *seed, RandomPurpose purpose, uint32_t draw,
						   uint64_t first_block, int64_t blocks, double *normal);
extern double random_log_gamma(const RandomSeed *seed, RandomPurpose purpose, uint32_t draw, uint32_t place,
							   double shape);

/* ln and e^x, the same on every platform. */
extern double portable_log(double x);
extern double portable_exp(double x);

#endif							/* RANDOM_H */

/*
 * random_numbers.h - the same random numbers on every machine, from the start of a program
 */
#ifndef RANDOM_NUMBERS_H
#define RANDOM_NUMBERS_H

#include <stdint.h>

/* xorshift64* */
static inline uint64_t
random_bits(void)
{
	static uint64_t state = 1;

	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return state * UINT64_C(2685821657736338717);
}

/* 0 .. 1, without 1 */
static inline double
random_uniform(void)
{
	return (double) (random_bits() >> 11) / 9007199254740992.0;
}

#endif							/* RANDOM_NUMBERS_H */

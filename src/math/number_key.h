/* SPDX-License-Identifier: PostgreSQL */
/*
 * number_key.h - integers in the order of the doubles
 *
 * All bits of a negative number are turned, of another one the sign.
 */
#ifndef NUMBER_KEY_H
#define NUMBER_KEY_H

#include <stdint.h>
#include <string.h>

static inline uint64_t
number_key(double number)
{
	uint64_t	bits;

	memcpy(&bits, &number, sizeof(bits));
	return bits ^ ((bits >> 63) != 0 ? ~UINT64_C(0) : UINT64_C(1) << 63);
}

static inline double
number_of_key(uint64_t key)
{
	uint64_t	bits = key ^ ((key >> 63) != 0 ? UINT64_C(1) << 63 : ~UINT64_C(0));
	double		number;

	memcpy(&number, &bits, sizeof(number));
	return number;
}

#endif							/* NUMBER_KEY_H */

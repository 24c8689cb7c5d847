/* SPDX-License-Identifier: PostgreSQL */
/*
 * byte_order.h - eight bytes in memory, the least one first on every machine
 */
#ifndef BYTE_ORDER_H
#define BYTE_ORDER_H

#include <stdint.h>
#include <string.h>

static inline uint64_t
least_byte_first(uint64_t number)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return __builtin_bswap64(number);
#else
	return number;
#endif
}

static inline void
put_8_bytes(uint8_t *at, uint64_t number)
{
	number = least_byte_first(number);
	memcpy(at, &number, sizeof(number));
}

static inline uint64_t
get_8_bytes(const uint8_t *at)
{
	uint64_t	number;

	memcpy(&number, at, sizeof(number));
	return least_byte_first(number);
}

#endif							/* BYTE_ORDER_H */

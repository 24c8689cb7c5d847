/* SPDX-License-Identifier: PostgreSQL */
/*
 * compiler.h - what kernels tell the compiler, without a header of PostgreSQL
 *
 * The names that PostgreSQL has too mean the same there.
 */
#ifndef COMPILER_H
#define COMPILER_H

#ifndef likely
#define likely(x)		__builtin_expect((x) != 0, 1)
#define unlikely(x)		__builtin_expect((x) != 0, 0)
#endif

#ifndef Min
#define Min(x, y)		((x) < (y) ? (x) : (y))
#define Max(x, y)		((x) > (y) ? (x) : (y))
#endif

#define ALWAYS_INLINE	inline __attribute__((always_inline))
#define NEVER_INLINE	__attribute__((noinline))

#endif							/* COMPILER_H */

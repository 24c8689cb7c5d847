/* SPDX-License-Identifier: PostgreSQL */
/*
 * exact_sum.h - sums of doubles and of their products without any rounding
 *
 * See exact_sum.c for the layout and the cost.
 */
#ifndef EXACT_SUM_H
#define EXACT_SUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "math/double_double.h"

/* Digit 0 of the full range counts units of 2^EXACT_SUM_LOWEST: below the product of three smallest doubles. */
#define EXACT_SUM_LOWEST	(-3232)
/* Up to 2^3072, the product of three largest doubles, and 2^64 of them, and a sign. */
#define EXACT_SUM_DIGITS	202

typedef struct ExactSum
{
	double		hi;				/* hi + lo is the sum while count is 0; else
								 * both are 0 */
	double		lo;
	int64_t    *digit;			/* the window; NULL while count is 0 */
	uint32_t	pending;		/* additions since carries were last moved on */
	int16_t		first;			/* digit[0] counts 2^(32 * first +
								 * EXACT_SUM_LOWEST) */
	int16_t		count;			/* digits in the window */
	bool		borrowed;		/* the window is in somebody else's memory: it
								 * is written to, but not released here */
} ExactSum;

extern void exact_sum_init(ExactSum *sum);
extern void exact_sum_clear(ExactSum *sum);
extern void exact_sum_add(ExactSum *sum, double x);
extern void exact_sum_add_product(ExactSum *sum, double a, double b);
extern void exact_sum_add_scaled_product(ExactSum *sum, double a, double b, int exponent);
extern void exact_sum_add_product3(ExactSum *sum, double a, double b, double c);
extern void exact_sum_merge(ExactSum *sum, const ExactSum *other);
extern void exact_sum_settle(ExactSum *sum);
extern bool exact_sum_store(const ExactSum *sum, int *first, int *count, uint32_t *digit);
extern bool exact_sum_load(ExactSum *sum, bool negative, int first, int count, const uint32_t *digit);
extern DoubleDouble exact_sum_parts(const ExactSum *sum, int *exponent);
extern bool exact_sum_is_zero(const ExactSum *sum);
extern double exact_sum_value(const ExactSum *sum);
extern DoubleDouble exact_sum_ratio(const ExactSum *numerator, const ExactSum *denominator, double per);

#endif							/* EXACT_SUM_H */

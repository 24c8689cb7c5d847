/* SPDX-License-Identifier: PostgreSQL */
/*
 * values.c - the values that a measure is computed from
 *
 * Kernels multiply values and weights by a power of two, which costs no digit,
 * so that sums and products of them do not overflow.
 */
#include "math/values.h"

#include <float.h>
#include <math.h>
#include <stddef.h>

#include "base/memory.h"

/* The power of two that brings a number of this size to where nothing overflows. */
double
scale_for(double largest)
{
	int			exponent;

	if (largest == 0.0)
		return 1.0;
	frexp(largest, &exponent);
	exponent = SCALED_EXPONENT - exponent;
	return ldexp(1.0, exponent < DBL_MAX_EXP ? exponent : DBL_MAX_EXP - 1);
}

/* The largest of the weights, of which there must be an array. */
double
largest_weight(const SortedValues *values)
{
	double		largest = 0.0;
	int64_t		i;

	for (i = 0; i < values->n; i++)
	{
		double		w = values->weight[i * values->stride];

		stop_if_asked_at(i);
		if (w > largest)
			largest = w;
	}
	return largest;
}

/* SPDX-License-Identifier: PostgreSQL */
/*
 * copeland_kernel.c - which of two units is better on more of the weight
 *
 * The outranking matrix has, for units a and b, the weight of the criteria on
 * which a is better, B, plus half of the weight of the ties, T, over the weight
 * of the criteria on which both have a value:
 *
 *	orm[a, b] = (B + T / 2) / (B + T + W)		orm[b, a] = (W + T / 2) / (B + T + W) = 1 - orm[a, b]
 *
 * W is the weight on which b is better.  The Copeland score of a unit is the
 * number of units that it outranks (orm > 1/2) less the number of those that
 * outrank it (Copeland 1951).  As orm[a, b] > 1/2 is B > W, neither the ties nor
 * the matrix are needed, and a pair without a common criterion is a tie.
 *
 * B and W are sums of the same weights in the same order, so they are exchanged
 * to the last bit when a and b are.  But 0.1 + 0.2 is not 0.3 for a computer,
 * and 1/6 + 1/3 not 1/2, and rounding must not decide who is better: sums that
 * differ by no more than 1e-9 of B + W are equal.  That is far beyond their
 * rounding errors, and a unit that is better on all criteria on which the two
 * differ still outranks the other, however little they weigh.
 *
 * A missing value is NaN, which is neither above nor below any other.  The
 * values lie in blocks of OUTRANKING_BLOCK units, criterion by criterion, so that a
 * unit is compared with a block by instructions that work on several numbers at
 * once, without a branch; NaN fills the last block:
 *
 *	value	block 0: criterion 0 of units 0 .. 63 | criterion 1 of units 0 .. 63 | ...
 *			block 1: criterion 0 of units 64 .. 127 | ...
 *
 * Cost: 8 bytes for each value, and two comparisons for each criterion of each
 * pair.
 */
#include "ranking/copeland_kernel.h"

#include <float.h>
#include <math.h>

#include "base/memory.h"

/* Sums of weights whose difference is at most this part of them are equal. */
#define EQUAL_WEIGHT		1e-9

/* Without any value; and weights, if their sum would be beyond the largest double, 2^32 times lower. */
void
outranking_clear(Outranking *outranking)
{
	double		largest = 0.0;
	int64_t		cells = outranking_cells(outranking);
	int64_t		i;

	for (i = 0; i < cells; i++)
	{
		stop_if_asked_at(i);
		outranking->value[i] = NAN;
	}
	for (i = 0; i < outranking->criteria; i++)
		largest = fmax(largest, outranking->weight[i]);
	if (largest > DBL_MAX / (double) outranking->criteria)
	{
		for (i = 0; i < outranking->criteria; i++)
			outranking->weight[i] = ldexp(outranking->weight[i], -32);
	}
}

/* At the start of a cache line: a comparison takes a quarter longer where a vector lies across the end of one. */
#ifdef __GNUC__
#define ON_CACHE_LINE		__attribute__((aligned(64)))
#else
#define ON_CACHE_LINE
#endif

/* B and W of a unit and each unit of a block. */
static void
add_weights(const Outranking *outranking, const double *unit, const double *block,
			double *restrict better, double *restrict worse)
{
	int64_t		k;
	int			j;

	for (j = 0; j < OUTRANKING_BLOCK; j++)
		better[j] = worse[j] = 0.0;
	for (k = 0; k < outranking->criteria; k++)
	{
		const double *other = block + k * OUTRANKING_BLOCK;
		const double value = unit[k * OUTRANKING_BLOCK];
		const double weight = outranking->weight[k];

		/*
		 * so many times that compilers need no second loop for what is left
		 * over
		 */
		for (j = 0; j < OUTRANKING_BLOCK; j++)
		{
			better[j] += value > other[j] ? weight : 0.0;
			worse[j] += value < other[j] ? weight : 0.0;
		}
	}
}

/*
 * Compare a unit with those units of a block that come before it, and add 1 to
 * the score of the better one of each pair and -1 to that of the other.  Scores
 * are Copeland's when each unit was compared with the blocks up to its own.
 */
void
outranking_compare(const Outranking *outranking, int64_t unit, int64_t block, int32_t *score)
{
	double		better[OUTRANKING_BLOCK] ON_CACHE_LINE;
	double		worse[OUTRANKING_BLOCK] ON_CACHE_LINE;
	int64_t		first = block * OUTRANKING_BLOCK;
	int64_t		n = unit - first < OUTRANKING_BLOCK ? unit - first : OUTRANKING_BLOCK;
	int32_t		sum = 0;
	int64_t		j;

	add_weights(outranking, outranking_unit(outranking, unit), outranking_unit(outranking, first), better, worse);
	for (j = 0; j < n; j++)
	{
		double		difference = better[j] - worse[j];
		double		equal = EQUAL_WEIGHT * (better[j] + worse[j]);
		int32_t		outranks = (difference > equal) - (difference < -equal);

		score[first + j] -= outranks;
		sum += outranks;
	}
	score[unit] += sum;
}

/* SPDX-License-Identifier: PostgreSQL */
/*
 * sort_template.h - puts elements of any type in order
 *
 * Include it after
 *
 *	#define SORT				sort_buckets		what the functions are called
 *	#define SORT_ELEMENT		Bucket				what they sort
 *	#define SORT_BEFORE(a, b)	(a->key < b->key)	must a stand before b?  Both are pointers.
 *	#define SORT_CONTEXT		const Ranking *		optional: the type of `context`, which SORT_BEFORE may use
 *
 * and it defines
 *
 *	sort_buckets_few(element, n [, context])	by insertion: elements that are equal stay in their order
 *	sort_buckets(element, n [, context])		by quicksort, in place; heapsort where that would take long
 *
 * With SORT_DIGIT(a) instead of SORT_BEFORE, the bits to sort by as a uint64_t, it defines
 *
 *	sort_pairs_by_digits(element, scratch, n, bits, digits [, context])
 *
 * by radix sort: `digits` digits of `bits` bits, the lowest first.  Elements that
 * are equal stay in their order.  It returns where the elements are then: `element`
 * or `scratch`, which has room for as many.
 *
 * All of them can be interrupted.
 */
#include <stdint.h>
#include <string.h>

#include "base/memory.h"

#ifndef SORT_TEMPLATE_H
#define SORT_TEMPLATE_H

#define SORT_JOIN_(a, b)	a##b
#define SORT_JOIN(a, b)		SORT_JOIN_(a, b)

/* Fewer than this are sorted faster by insertion. */
#define SORT_FEW			12
/* From here on the pivot is chosen among nine. */
#define SORT_MANY			64

#endif							/* SORT_TEMPLATE_H */

#ifdef SORT_CONTEXT
#define SORT_PARAMETER		, SORT_CONTEXT context
#define SORT_ARGUMENT		, context
#else
#define SORT_PARAMETER
#define SORT_ARGUMENT
#endif

#ifdef SORT_BEFORE

#define SORT_INSERT			SORT_JOIN(SORT, _few)

static inline void
SORT_INSERT(SORT_ELEMENT *element, int64_t n SORT_PARAMETER)
{
	int64_t		i;

	for (i = 1; i < n; i++)
	{
		const SORT_ELEMENT moved = element[i];
		int64_t		place = i;

		for (; place > 0 && SORT_BEFORE((&moved), (&element[place - 1])); place--)
			element[place] = element[place - 1];
		element[place] = moved;
	}
}

#ifndef SORT_ONLY_FEW

#define SORT_SIFT			SORT_JOIN(SORT, _sift)
#define SORT_HEAP			SORT_JOIN(SORT, _by_heap)
#define SORT_MEDIAN			SORT_JOIN(SORT, _median)
#define SORT_PART			SORT_JOIN(SORT, _part)

/* Let the element at `root` of a heap sink to where it belongs. */
static void
SORT_SIFT(SORT_ELEMENT *element, int64_t root, int64_t n SORT_PARAMETER)
{
	const SORT_ELEMENT moved = element[root];
	int64_t		child;

	for (; (child = 2 * root + 1) < n; root = child)
	{
		if (child + 1 < n && SORT_BEFORE((&element[child]), (&element[child + 1])))
			child++;
		if (!SORT_BEFORE((&moved), (&element[child])))
			break;
		element[root] = element[child];
	}
	element[root] = moved;
}

static void
SORT_HEAP(SORT_ELEMENT *element, int64_t n SORT_PARAMETER)
{
	int64_t		i;

	for (i = n / 2 - 1; i >= 0; i--)
	{
		stop_if_asked_at(i);
		SORT_SIFT(element, i, n SORT_ARGUMENT);
	}
	for (i = n - 1; i > 0; i--)
	{
		const SORT_ELEMENT last = element[i];

		stop_if_asked_at(i);
		element[i] = element[0];
		element[0] = last;
		SORT_SIFT(element, 0, i SORT_ARGUMENT);
	}
}

static inline int64_t
SORT_MEDIAN(const SORT_ELEMENT *element, int64_t a, int64_t b, int64_t c SORT_PARAMETER)
{
	if (SORT_BEFORE((&element[a]), (&element[b])))
	{
		if (SORT_BEFORE((&element[b]), (&element[c])))
			return b;
		return SORT_BEFORE((&element[a]), (&element[c])) ? c : a;
	}
	if (SORT_BEFORE((&element[a]), (&element[c])))
		return a;
	return SORT_BEFORE((&element[b]), (&element[c])) ? c : b;
}

/* `patience` is how many more times the elements may be parted. */
static void
SORT_PART(SORT_ELEMENT *element, int64_t n, int patience SORT_PARAMETER)
{
	while (n > SORT_FEW)
	{
		int64_t		middle = SORT_MEDIAN(element, 0, n / 2, n - 1 SORT_ARGUMENT);
		int64_t		i = -1;
		int64_t		j = n;
		int64_t		swaps = 0;
		SORT_ELEMENT pivot;

		if (patience-- == 0)
		{
			SORT_HEAP(element, n SORT_ARGUMENT);
			return;
		}
		if (n >= SORT_MANY)
		{
			int64_t		eighth = n / 8;

			if (n >= ROWS_PER_STOP)
				stop_if_asked();
			middle = SORT_MEDIAN(element,
								 SORT_MEDIAN(element, 0, eighth, 2 * eighth SORT_ARGUMENT),
								 SORT_MEDIAN(element, 3 * eighth, 4 * eighth, 5 * eighth SORT_ARGUMENT),
								 SORT_MEDIAN(element, 6 * eighth, 7 * eighth, n - 1 SORT_ARGUMENT) SORT_ARGUMENT);
		}
		pivot = element[middle];

		/* then no element before j is above the pivot, and none from j on is below it; both parts are smaller than n */
		for (;; swaps++)
		{
			SORT_ELEMENT swap;

			do
				i++;
			while (SORT_BEFORE((&element[i]), (&pivot)));
			do
				j--;
			while (SORT_BEFORE((&pivot), (&element[j])));
			if (i >= j)
				break;
			stop_if_asked_at(swaps);
			swap = element[i];
			element[i] = element[j];
			element[j] = swap;
		}
		j++;
		if (j <= n - j)
		{
			SORT_PART(element, j, patience SORT_ARGUMENT);
			element += j;
			n -= j;
		}
		else
		{
			SORT_PART(element + j, n - j, patience SORT_ARGUMENT);
			n = j;
		}
	}
	SORT_INSERT(element, n SORT_ARGUMENT);
}

static inline void
SORT(SORT_ELEMENT *element, int64_t n SORT_PARAMETER)
{
	int			patience = 0;
	int64_t		rest;

	for (rest = n; rest > 0; rest /= 2)
		patience += 3;
	SORT_PART(element, n, patience SORT_ARGUMENT);
}

#undef SORT_SIFT
#undef SORT_HEAP
#undef SORT_MEDIAN
#undef SORT_PART
#endif							/* SORT_ONLY_FEW */
#undef SORT_INSERT
#endif							/* SORT_BEFORE */

#ifdef SORT_DIGIT

#define SORT_BY_DIGITS		SORT_JOIN(SORT, _by_digits)

static ALWAYS_INLINE SORT_ELEMENT *
SORT_BY_DIGITS(SORT_ELEMENT *element, SORT_ELEMENT *scratch, int64_t n, int bits, int digits SORT_PARAMETER)
{
	int64_t		place[SORT_MAX_DIGITS][1 << SORT_MAX_BITS];
	const uint64_t mask = (UINT64_C(1) << bits) - 1;
	SORT_ELEMENT *from = element;
	SORT_ELEMENT *to = scratch;
	int64_t		i;
	int64_t		end;
	int			d;

	for (d = 0; d < digits; d++)
		memset(place[d], 0, sizeof(int64_t) << bits);
	for (i = 0; i < n;)
	{
		for (end = next_stop(i, n); i < end; i++)
		{
			uint64_t	value = SORT_DIGIT((&element[i]));

			for (d = 0; d < digits; d++)
				place[d][value >> (d * bits) & mask]++;
		}
		if (i < n)
			stop_if_asked();
	}
	for (d = 0; d < digits; d++)
	{
		int			shift = d * bits;
		int64_t		next = 0;
		SORT_ELEMENT *swap;
		uint64_t	value;

		/* a digit that is the same in all elements changes nothing */
		if (place[d][SORT_DIGIT((&from[0])) >> shift & mask] == n)
			continue;
		for (value = 0; value <= mask; value++)
		{
			int64_t		count = place[d][value];

			place[d][value] = next;
			next += count;
		}
		for (i = 0; i < n;)
		{
			for (end = next_stop(i, n); i < end; i++)
				to[place[d][SORT_DIGIT((&from[i])) >> shift & mask]++] = from[i];
			if (i < n)
				stop_if_asked();
		}
		swap = from;
		from = to;
		to = swap;
	}
	return from;
}

#undef SORT_BY_DIGITS
#undef SORT_MAX_DIGITS
#undef SORT_MAX_BITS
#endif							/* SORT_DIGIT */

#undef SORT
#undef SORT_ELEMENT
#undef SORT_BEFORE
#undef SORT_DIGIT
#undef SORT_CONTEXT
#undef SORT_ONLY_FEW
#undef SORT_PARAMETER
#undef SORT_ARGUMENT

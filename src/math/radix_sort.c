/* SPDX-License-Identifier: PostgreSQL */
/*
 * radix_sort.c - puts rows of doubles in order
 *
 * A row is one or more numbers, finite and not -0, and is compared from the
 * first number to the last.  So rows that compare equal have equal bits, and
 * the result does not depend on the method:
 *
 *	- a few ascending runs one behind the other, as parallel workers send them
 *	  and as growing frames leave them, are merged (numbers by merge_runs.c);
 *	- one row behind others in order: put into its place;
 *	- few numbers: each is compared with each, without a branch to mispredict;
 *	- few longer rows, or no memory for a second array: quicksort, in place;
 *	- rows of more than SORT_MAX_WIDTH numbers: quicksort of pointers to them;
 *	- else: radix sort, which takes a second array for the time it runs.
 *
 * The radix sort maps doubles to integers of the same order and looks at the
 * bits in which the rows differ.  Only the leading ones are sorted by, 8 bits
 * in a pass from the last digit to the first, and only as many as it takes to
 * tell n rows apart: log2(n) and 8 more.
 *
 *	key - lowest key	0000000 | digit | digit | digit | 01100111010..
 *								  pass 3  pass 2  pass 1	not used
 *
 * Rows that are still equal lie side by side then.  Such a run is sorted by
 * itself: by the bits that follow, and when there are none left by the next
 * number of the row.
 *
 * Cost: for 10 million numbers four passes and three more that only read, about
 * half of the time that sorting by all bits takes, and a tenth of quicksort's.
 */
#include "math/radix_sort.h"

#include <stdbool.h>

#include "base/memory.h"
#include "math/merge_runs.h"
#include "math/number_key.h"

/* A run is merged if it is at least this part of the rows; else all are sorted at once. */
#define MERGE_MIN_PART		16
/* The part is rounded down, so there may be more runs than 16: of 63 rows, 21. */
#define MAX_RUNS			(2 * MERGE_MIN_PART)

#define DIGIT_BITS			8
#define MAX_DIGITS			(64 / DIGIT_BITS)

typedef struct Single
{
	double		number[1];
} Single;

typedef struct Pair
{
	double		number[2];
} Pair;

typedef struct Triple
{
	double		number[3];
} Triple;

/* A row of any width. */
typedef const double *Row;

static inline int
compare_rows(const double *x, const double *y, int width)
{
	int			i;

	for (i = 0; i < width - 1 && x[i] == y[i]; i++)
		;
	return x[i] < y[i] ? -1 : x[i] > y[i];
}

static inline void
copy_row(double *to, const double *from, int width)
{
	int			i;

	for (i = 0; i < width; i++)
		to[i] = from[i];
}

/* Which bits of which column to sort by. */
typedef struct Digits
{
	int			column;
	uint64_t	lowest;			/* key */
	int			shift;			/* bits behind the last digit */
	int			n;				/* digits; 0 if all keys are the same */
} Digits;

/* The place of the highest bit that is set, from 0. */
static inline int
highest_bit(uint64_t bits)
{
	return 63 - __builtin_clzll(bits);
}

static ALWAYS_INLINE Digits
choose_digits(const double *row, int64_t n, int width, int column)
{
	Digits		digits = {column, 0, 0, 0};
	uint64_t	highest;
	int64_t		i;
	int64_t		end;
	int			bits;
	int			useful = highest_bit((uint64_t) n) + 1 + 8;

	digits.lowest = highest = number_key(row[column]);
	for (i = 1; i < n;)
	{
		for (end = next_stop(i, n); i < end; i++)
		{
			uint64_t	key = number_key(row[i * width + column]);

			digits.lowest = key < digits.lowest ? key : digits.lowest;
			highest = key > highest ? key : highest;
		}
		if (i < n)
			stop_if_asked();
	}
	if (highest == digits.lowest)
		return digits;
	bits = highest_bit(highest - digits.lowest) + 1;
	digits.n = (Min(bits, useful) + DIGIT_BITS - 1) / DIGIT_BITS;
	digits.shift = Max(bits - digits.n * DIGIT_BITS, 0);
	return digits;
}

/* All digits of a number, the last one lowest. */
static inline uint64_t
digits_of(double number, const Digits *digits)
{
	return (number_key(number) - digits->lowest) >> digits->shift;
}

#define SORT					sort_singles
#define SORT_ELEMENT			Single
#define SORT_BEFORE(a, b)		(compare_rows((a)->number, (b)->number, 1) < 0)
#include "math/sort_template.h"

#define SORT					sort_singles
#define SORT_ELEMENT			Single
#define SORT_DIGIT(a)			digits_of((a)->number[0], &context)
#define SORT_CONTEXT			const Digits
#define SORT_MAX_DIGITS			MAX_DIGITS
#define SORT_MAX_BITS			DIGIT_BITS
#include "math/sort_template.h"

#define SORT					sort_pairs
#define SORT_ELEMENT			Pair
#define SORT_BEFORE(a, b)		(compare_rows((a)->number, (b)->number, 2) < 0)
#include "math/sort_template.h"

#define SORT					sort_pairs
#define SORT_ELEMENT			Pair
#define SORT_DIGIT(a)			digits_of((a)->number[context.column], &context)
#define SORT_CONTEXT			const Digits
#define SORT_MAX_DIGITS			MAX_DIGITS
#define SORT_MAX_BITS			DIGIT_BITS
#include "math/sort_template.h"

#define SORT					sort_triples
#define SORT_ELEMENT			Triple
#define SORT_BEFORE(a, b)		(compare_rows((a)->number, (b)->number, 3) < 0)
#include "math/sort_template.h"

#define SORT					sort_triples
#define SORT_ELEMENT			Triple
#define SORT_DIGIT(a)			digits_of((a)->number[context.column], &context)
#define SORT_CONTEXT			const Digits
#define SORT_MAX_DIGITS			MAX_DIGITS
#define SORT_MAX_BITS			DIGIT_BITS
#include "math/sort_template.h"

#define SORT					sort_pointers
#define SORT_ELEMENT			Row
#define SORT_BEFORE(a, b)		(compare_rows(*(a), *(b), context) < 0)
#define SORT_CONTEXT			int
#include "math/sort_template.h"

/* In place: few rows, or where there is no memory for a second array. */
static void
quicksort_rows(double *row, int64_t n, int width)
{
	switch (width)
	{
		case 1:
			sort_singles((Single *) row, n);
			break;
		case 2:
			sort_pairs((Pair *) row, n);
			break;
		case 3:
			sort_triples((Triple *) row, n);
			break;
	}
}

static inline void
sort_few_rows(double *row, int64_t n, int width)
{
	if (width == 1)
		(void) sort_few_numbers(row, (int) n);
	else
		quicksort_rows(row, n, width);
}

/* Wider rows are moved only once, when it is known where each belongs. */
static void
sort_wide_rows(double *row, int64_t n, int width)
{
	Row		   *source = memory_get(n, sizeof(Row));
	double	   *first = memory_get(width, sizeof(double));
	int64_t		i;

	for (i = 0; i < n; i++)
	{
		stop_if_asked_at(i);
		source[i] = row + i * width;
	}
	sort_pointers(source, n, width);

	/*
	 * row i takes the place of the one that is moved first, and so on until
	 * that one has a place
	 */
	for (i = 0; i < n; i++)
	{
		double	   *target = row + i * width;

		stop_if_asked_at(i);
		if (source[i] == target)
			continue;
		memcpy(first, target, sizeof(double) * (size_t) width);
		for (;;)
		{
			int64_t		place = (target - row) / width;
			const double *next = source[place];

			source[place] = target;
			if (next == row + i * width)
				break;
			memcpy(target, next, sizeof(double) * (size_t) width);
			target = row + (next - row);
		}
		memcpy(target, first, sizeof(double) * (size_t) width);
	}
	memory_release(first);
	memory_release(source);
}

/* Sort by the digits; the result is in `row` again. */
static ALWAYS_INLINE void
sort_by_digits(double *row, double *scratch, int64_t n, int width, const Digits *digits)
{
	const double *sorted = row;

	switch (width)
	{
		case 1:
			sorted = sort_singles_by_digits((Single *) row, (Single *) scratch, n, DIGIT_BITS, digits->n,
											*digits)->number;
			break;
		case 2:
			sorted = sort_pairs_by_digits((Pair *) row, (Pair *) scratch, n, DIGIT_BITS, digits->n,
										  *digits)->number;
			break;
		case 3:
			sorted = sort_triples_by_digits((Triple *) row, (Triple *) scratch, n, DIGIT_BITS, digits->n,
											*digits)->number;
			break;
	}
	if (sorted != row)
		memcpy(row, sorted, sizeof(double) * (size_t) (n * width));
}

static void radix_sort_from(double *row, double *scratch, int64_t n, int width, int column);

/* The rows are equal in all columns before this one. */
static ALWAYS_INLINE void
radix_sort(double *row, double *scratch, int64_t n, int width, int column)
{
	Digits		digits = choose_digits(row, n, width, column);
	int64_t		i;
	int64_t		end;

	while (digits.n == 0)
	{
		if (++column == width)
			return;
		digits = choose_digits(row, n, width, column);
	}
	sort_by_digits(row, scratch, n, width, &digits);
	if (digits.shift == 0 && column == width - 1)
		return;

	for (i = 0; i < n; i = end)
	{
		uint64_t	value = digits_of(row[i * width + column], &digits);

		for (end = i + 1; end < n && digits_of(row[end * width + column], &digits) == value; end++)
			stop_if_asked_at(end);
		stop_if_asked_at(i);
		if (end - i >= SORT_FEW_NUMBERS)
			radix_sort_from(row + i * width, scratch, end - i, width, column);
		else if (end - i > 1)
			sort_few_rows(row + i * width, end - i, width);
	}
}

/* One copy of the code for each width. */
static void
radix_sort_from(double *row, double *scratch, int64_t n, int width, int column)
{
	switch (width)
	{
		case 1:
			radix_sort(row, scratch, n, 1, column);
			break;
		case 2:
			radix_sort(row, scratch, n, 2, column);
			break;
		case 3:
			radix_sort(row, scratch, n, 3, column);
			break;
	}
}

/* Merge the rows before `middle` with those from there on, both in order; `tail` has room for the latter. */
static ALWAYS_INLINE void
merge_rows(double *row, int64_t middle, int64_t n, int width, double *tail)
{
	int64_t		i = middle - 1;
	int64_t		j = n - middle - 1;
	int64_t		k;

	memcpy(tail, row + middle * width, sizeof(double) * (n - middle) * width);
	for (k = n - 1; i >= 0 && j >= 0; k--)
	{
		const double *x = row + i * width;
		const double *y = tail + j * width;
		bool		from_head = compare_rows(x, y, width) > 0;

		copy_row(row + k * width, from_head ? x : y, width);
		i -= from_head;
		j -= !from_head;
		stop_if_asked_at(k);
	}
	memcpy(row, tail, sizeof(double) * (j + 1) * width);
}

/* One copy of the code for each width. */
static void
merge_tail(double *row, int64_t middle, int64_t n, int width, double *tail)
{
	switch (width)
	{
		case 1:
			merge_rows(row, middle, n, 1, tail);
			break;
		case 2:
			merge_rows(row, middle, n, 2, tail);
			break;
		case 3:
			merge_rows(row, middle, n, 3, tail);
			break;
	}
}

/* The end of an ascending run that is known to reach to `end` at least. */
static int64_t
end_of_run(const double *row, int64_t end, int64_t n, int width)
{
	for (; end < n && compare_rows(row + (end - 1) * width, row + end * width, width) <= 0; end++)
		stop_if_asked_at(end);
	return end;
}

/* The first of n rows in order that is not before this one. */
static int64_t
first_not_before(const double *row, int64_t n, int width, const double *sought)
{
	int64_t		least = 0;

	while (least < n)
	{
		int64_t		middle = least + (n - least) / 2;

		if (compare_rows(row + middle * width, sought, width) < 0)
			least = middle + 1;
		else
			n = middle;
	}
	return least;
}

/* Which of n rows in order is equal to this one: -1 if there is none. */
int64_t
find_row(const double *row, int64_t n, int width, const double *sought)
{
	int64_t		i = first_not_before(row, n, width, sought);

	return i < n && compare_rows(row + i * width, sought, width) == 0 ? i : -1;
}

/* Put the last row into its place among those before it, which are in order. */
static void
insert_last_row(double *row, int64_t n, int width)
{
	double		last[SORT_MAX_WIDTH] = {0.0};
	int64_t		i;

	copy_row(last, row + (n - 1) * width, width);
	i = first_not_before(row, n - 1, width, last);
	memmove(row + (i + 1) * width, row + i * width, sizeof(double) * (size_t) ((n - 1 - i) * width));
	copy_row(row + i * width, last, width);
}

/*
 * Put n rows of `width` numbers in order; it is known already that the first
 * `sorted` of them are.
 */
void
sort_rows(double *row, int64_t n, int width, int64_t sorted)
{
	double	   *scratch;
	int64_t		run_end[MAX_RUNS];
	int			runs = 0;
	int64_t		end;
	bool		in_place;

	if (sorted == n - 1 && sorted > 0 && width <= SORT_MAX_WIDTH)
	{
		insert_last_row(row, n, width);
		return;
	}
	if (n < SORT_FEW_NUMBERS && width <= SORT_MAX_WIDTH)
	{
		sort_few_rows(row, n, width);
		return;
	}
	sorted = end_of_run(row, Max(sorted, 1), n, width);
	if (sorted >= n)
		return;
	if (width > SORT_MAX_WIDTH)
	{
		sort_wide_rows(row, n, width);
		return;
	}
	if (sorted < n / MERGE_MIN_PART)
		sorted = 0;

	/* few numbers behind many are merged in place */
	in_place = width > 1 || n - sorted < n / MERGE_MIN_PART;
	scratch = memory_try(in_place ? n - sorted : n, sizeof(double) * (size_t) width);
	if (scratch == NULL)
	{
		quicksort_rows(row, n, width);
		return;
	}
	if (sorted > 0)
		run_end[runs++] = sorted;
	for (; sorted < n; sorted = end)
	{
		end = end_of_run(row, sorted + 1, n, width);
		if (end - sorted < n / MERGE_MIN_PART)
		{
			end = n;
			radix_sort_from(row + sorted * width, scratch, n - sorted, width, 0);
		}
		if (in_place && sorted > 0)
			merge_tail(row, sorted, end, width, scratch);
		run_end[runs++] = end;
	}
	if (!in_place)
		merge_runs(row, scratch, run_end, runs);
	memory_release(scratch);
}

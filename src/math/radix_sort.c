/*
 * radix_sort.c - puts rows of doubles in order
 *
 * A row is 1 to SORT_MAX_WIDTH numbers, finite and not -0, and is compared from
 * the first number to the last.  So rows that compare equal have equal bits, and
 * the result does not depend on the method:
 *
 *	- a few ascending runs one behind the other, as parallel workers send them
 *	  and as growing frames leave them, are merged;
 *	- few numbers: each is compared with each, without a branch to mispredict;
 *	- few longer rows, or no memory for a second array: quicksort, in place;
 *	- else: radix sort, which takes a second array for the time it runs.
 *
 * The radix sort maps doubles to integers of the same order and looks at the
 * bits in which the rows differ.  Only the leading ones are sorted by, 8 bits
 * in a pass from the last digit to the first, and only as many as it takes to
 * tell n rows apart: log2(n) and 8 more.
 *
 *	key - lowest key	0000000 | digit | digit | digit | 01100111010..
 *								  pass 3  pass 2  pass 1	not looked at
 *
 * Rows that are still equal lie side by side then.  Such a run is sorted by
 * itself: by the bits that follow, and when there are none left by the next
 * number of the row.
 *
 * Cost: for 10 million numbers four passes and three more that only read, about
 * half of the time that sorting by all bits takes, and a tenth of quicksort's.
 */
#include "c.h"

#include "port/pg_bitutils.h"

#include "math/radix_sort.h"

/* Fewer rows than this are sorted faster by comparisons. */
#define RADIX_MIN_ROWS		48

/* A run is merged if it is at least this part of the rows; else all are sorted at once. */
#define MERGE_MIN_PART		16

#define DIGIT_BITS			8
#define DIGIT_VALUES		(1 << DIGIT_BITS)
#define MAX_DIGITS			(64 / DIGIT_BITS)

/* This many rows are moved between two looks for interrupts. */
#define INTERRUPT_ROWS		(1 << 20)

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

static inline int
compare_rows(const double *x, const double *y, int width)
{
	int			i;

	for (i = 0; i < width - 1 && x[i] == y[i]; i++)
		;
	return x[i] < y[i] ? -1 : x[i] > y[i];
}

#define CHECK_FOR_INTERRUPTS()	sort_check_for_interrupts()

#define ST_SORT quicksort_singles
#define ST_ELEMENT_TYPE Single
#define ST_COMPARE(x, y) compare_rows((x)->number, (y)->number, 1)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

#define ST_SORT quicksort_pairs
#define ST_ELEMENT_TYPE Pair
#define ST_COMPARE(x, y) compare_rows((x)->number, (y)->number, 2)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

#define ST_SORT quicksort_triples
#define ST_ELEMENT_TYPE Triple
#define ST_COMPARE(x, y) compare_rows((x)->number, (y)->number, 3)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

static void
quicksort_rows(double *row, int64_t n, int width)
{
	switch (width)
	{
		case 1:
			quicksort_singles((Single *) row, n);
			break;
		case 2:
			quicksort_pairs((Pair *) row, n);
			break;
		case 3:
			quicksort_triples((Triple *) row, n);
			break;
	}
}

/* Put each number where it belongs: behind those that are less, and behind equal ones that came before. */
static void
sort_few(double *number, int n)
{
	double		copy[RADIX_MIN_ROWS];
	int			place[RADIX_MIN_ROWS];
	int			i;
	int			j;

	Assert(n < RADIX_MIN_ROWS);
	memcpy(copy, number, sizeof(double) * n);
	for (i = 0; i < n; i++)
	{
		int			less = i;

		for (j = 0; j < i; j++)
		{
			int			swap = copy[j] > copy[i];

			place[j] += swap;
			less -= swap;
		}
		place[i] = less;
	}
	for (i = 0; i < n; i++)
		number[place[i]] = copy[i];
}

static inline void
sort_few_rows(double *row, int64_t n, int width)
{
	if (width == 1)
		sort_few(row, (int) n);
	else
		quicksort_rows(row, n, width);
}

static inline void
copy_row(double *to, const double *from, int width)
{
	int			i;

	for (i = 0; i < width; i++)
		to[i] = from[i];
}

/* An integer of the same order: all bits of a negative number are turned, of another one the sign. */
static inline uint64_t
key_of(double number)
{
	uint64_t	bits;

	memcpy(&bits, &number, sizeof(bits));
	return bits ^ ((bits >> 63) != 0 ? ~UINT64CONST(0) : UINT64CONST(1) << 63);
}

/* Which bits of a column to sort by. */
typedef struct Digits
{
	uint64_t	lowest;			/* key */
	int			shift;			/* bits behind the last digit */
	int			n;				/* digits; 0 if all keys are the same */
} Digits;

static pg_attribute_always_inline Digits
choose_digits(const double *column, int64_t n, int width)
{
	Digits		digits = {0, 0, 0};
	uint64_t	highest;
	int64_t		i;
	int			bits;
	int			useful = pg_leftmost_one_pos64(n) + 1 + 8;

	digits.lowest = highest = key_of(column[0]);
	for (i = 1; i < n; i++)
	{
		uint64_t	key = key_of(column[i * width]);

		digits.lowest = key < digits.lowest ? key : digits.lowest;
		highest = key > highest ? key : highest;
	}
	if (highest == digits.lowest)
		return digits;
	bits = pg_leftmost_one_pos64(highest - digits.lowest) + 1;
	digits.n = (Min(bits, useful) + DIGIT_BITS - 1) / DIGIT_BITS;
	digits.shift = Max(bits - digits.n * DIGIT_BITS, 0);
	return digits;
}

/* All digits of a number, the last one lowest. */
static inline uint64_t
digits_of(double number, const Digits *digits)
{
	return (key_of(number) - digits->lowest) >> digits->shift;
}

/* Sort by the digits; the result is in `row` again. */
static pg_attribute_always_inline void
sort_by_digits(double *row, double *scratch, int64_t n, int width, int column, const Digits *digits)
{
	int64_t		place[MAX_DIGITS][DIGIT_VALUES];
	double	   *from = row;
	double	   *to = scratch;
	int64_t		i;
	int			d;

	memset(place, 0, sizeof(place[0]) * digits->n);
	for (i = 0; i < n; i++)
	{
		uint64_t	value = digits_of(row[i * width + column], digits);

		for (d = 0; d < digits->n; d++)
			place[d][(value >> (d * DIGIT_BITS)) % DIGIT_VALUES]++;
	}
	for (d = 0; d < digits->n; d++)
	{
		int			shift = d * DIGIT_BITS;
		int64_t		next = 0;
		int64_t		end;
		double	   *swap;
		int			value;

		/* a digit that is the same in all rows changes nothing */
		if (place[d][(digits_of(from[column], digits) >> shift) % DIGIT_VALUES] == n)
			continue;
		for (value = 0; value < DIGIT_VALUES; value++)
		{
			int64_t		count = place[d][value];

			place[d][value] = next;
			next += count;
		}
		for (i = 0; i < n; i = end)
		{
			sort_check_for_interrupts();
			for (end = Min(n, i + INTERRUPT_ROWS); i < end; i++)
			{
				const double *source = from + i * width;
				uint64_t	digit = (digits_of(source[column], digits) >> shift) % DIGIT_VALUES;

				copy_row(to + place[d][digit]++ * width, source, width);
			}
		}
		swap = from;
		from = to;
		to = swap;
	}
	if (from != row)
		memcpy(row, from, sizeof(double) * n * width);
}

static void radix_sort_from(double *row, double *scratch, int64_t n, int width, int column);

/* The rows are equal in all columns before this one. */
static pg_attribute_always_inline void
radix_sort(double *row, double *scratch, int64_t n, int width, int column)
{
	Digits		digits = choose_digits(row + column, n, width);
	int64_t		i;
	int64_t		end;

	while (digits.n == 0)
	{
		if (++column == width)
			return;
		digits = choose_digits(row + column, n, width);
	}
	sort_by_digits(row, scratch, n, width, column, &digits);
	if (digits.shift == 0 && column == width - 1)
		return;

	for (i = 0; i < n; i = end)
	{
		uint64_t	value = digits_of(row[i * width + column], &digits);

		for (end = i + 1; end < n && digits_of(row[end * width + column], &digits) == value; end++)
			;
		if (end - i >= RADIX_MIN_ROWS)
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
static pg_attribute_always_inline void
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
		if (unlikely(k % INTERRUPT_ROWS == 0))
			sort_check_for_interrupts();
	}
	memcpy(row, tail, sizeof(double) * (j + 1) * width);
}

/* One copy of the code for each width. */
static void
merge_runs(double *row, int64_t middle, int64_t n, int width, double *tail)
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
	while (end < n && compare_rows(row + (end - 1) * width, row + end * width, width) <= 0)
		end++;
	return end;
}

/*
 * Put n rows of `width` numbers in order; it is known already that the first
 * `sorted` of them are.
 */
void
sort_rows(double *row, int64_t n, int width, int64_t sorted)
{
	double	   *scratch;
	int64_t		end;

	if (n < RADIX_MIN_ROWS)
	{
		sort_few_rows(row, n, width);
		return;
	}
	sorted = end_of_run(row, Max(sorted, 1), n, width);
	if (sorted == n)
		return;
	if (sorted < n / MERGE_MIN_PART)
		sorted = 0;

	/* when runs are merged, the longest of the others is all that is used of it */
	scratch = sort_alloc(sizeof(double) * (n - sorted) * width);
	if (scratch == NULL)
	{
		quicksort_rows(row, n, width);
		return;
	}
	for (; sorted < n; sorted = end)
	{
		end = end_of_run(row, sorted + 1, n, width);
		if (end - sorted < n / MERGE_MIN_PART)
		{
			end = n;
			radix_sort_from(row + sorted * width, scratch, n - sorted, width, 0);
		}
		if (sorted > 0)
			merge_runs(row, sorted, end, width, scratch);
	}
	sort_free(scratch);
}

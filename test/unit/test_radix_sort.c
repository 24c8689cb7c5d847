/* sources: src/math/radix_sort.c src/math/merge_runs.c */
/*
 * Rows of one, two, three and more numbers against the C library's qsort, bit for
 * bit; with and without memory for a second array.
 */
#include <float.h>
#include <string.h>

#include "../tap.h"
#include "math/radix_sort.h"
#include "kernel_host.h"
#include "random_numbers.h"

#define MANY	1000000

static double
from_bits(uint64_t bits)
{
	double		number;

	memcpy(&number, &bits, sizeof(number));
	return number;
}

/* The kinds of numbers, each with its own trap. */
typedef enum Kind
{
	UNIFORM,
	ALL_BITS,					/* any finite double: all exponents, subnormals, both signs */
	WHOLE,						/* few values, many ties */
	EQUAL,
	ASCENDING,
	DESCENDING,
	SUBNORMAL,
	OFFSET,						/* 0 and numbers that differ in the last bits only */
	THREE_RUNS,
	SORTED_BUT_FOR_THE_END,
	KINDS
} Kind;

static const char *const kind_name[KINDS] = {
	"uniform", "all bits", "ties", "all equal", "ascending", "descending", "subnormal", "0 and a large offset",
	"three runs", "a run and a tail"
};

static double
number_of_kind(Kind kind, int64_t i, int64_t n)
{
	double		number;

	switch (kind)
	{
		case UNIFORM:
			return (double) (random_bits() >> 11) / 9007199254740992.0;
		case ALL_BITS:
			do
				number = from_bits(random_bits());
			while (!(number >= -DBL_MAX && number <= DBL_MAX));
			return number + 0.0;
		case WHOLE:
			return (double) (random_bits() % 7) - 3.0;
		case EQUAL:
			return 88.4;
		case ASCENDING:
			return (double) i;
		case DESCENDING:
			return (double) (n - i);
		case SUBNORMAL:
			return from_bits(random_bits() % 1000);
		case OFFSET:
			return random_bits() % 10 == 0 ? 0.0 : 1e15 + (double) (random_bits() % 100000);
		case THREE_RUNS:
			return (double) (i % (n / 3 + 1)) + (double) (random_bits() % 2) / 4.0;
		case SORTED_BUT_FOR_THE_END:
			return i < n - 3 ? (double) i : (double) (random_bits() % (uint64_t) n);
		default:
			return 0.0;
	}
}

static int	compared_width;

static int
compare(const void *a, const void *b)
{
	const double *x = a;
	const double *y = b;
	int			i;

	for (i = 0; i < compared_width; i++)
		if (x[i] != y[i])
			return x[i] < y[i] ? -1 : 1;
	return 0;
}

/* Sort n rows, one of them known to be in place, and compare with qsort. */
static bool
sorts(Kind kind, int64_t n, int width)
{
	size_t		size = sizeof(double) * (size_t) (n * width);
	double	   *row = malloc(size + 1);
	double	   *expected = malloc(size + 1);
	bool		same;
	int64_t		i;
	int			j;

	for (i = 0; i < n; i++)
		for (j = 0; j < width; j++)
			row[i * width + j] = number_of_kind(j == 0 ? kind : (Kind) ((kind + j) % KINDS), i, n);
	memcpy(expected, row, size);
	compared_width = width;
	qsort(expected, (size_t) n, sizeof(double) * (size_t) width, compare);
	sort_rows(row, n, width, n > 0);
	same = memcmp(row, expected, size) == 0 && blocks_in_use == 0;
	if (!same)
		printf("# %s: %ld rows of %d are not in order\n", kind_name[kind], (long) n, width);
	free(expected);
	free(row);
	return same;
}

/* A row moves as a whole: the second number says where the first came from. */
static void
test_payload(void)
{
	int64_t		n = 50000;
	double	   *row = malloc(sizeof(double) * 2 * (size_t) n);
	double	   *origin = malloc(sizeof(double) * (size_t) n);
	bool		together = true;
	bool		in_order = true;
	int64_t		i;

	for (i = 0; i < n; i++)
	{
		row[2 * i] = origin[i] = (double) (random_bits() % 100);
		row[2 * i + 1] = (double) i;
	}
	sort_rows(row, n, 2, 0);
	for (i = 0; i < n; i++)
	{
		together = together && origin[(int64_t) row[2 * i + 1]] == row[2 * i];
		in_order = in_order && (i == 0 || row[2 * i - 2] < row[2 * i] || row[2 * i - 1] < row[2 * i + 1]);
	}
	tap_ok(together && in_order, "a row keeps its numbers, and ties are in the order of the second");
	free(origin);
	free(row);
}

/* What is said to be sorted is not looked at again; a longer run is found. */
static void
test_sorted_prefix(void)
{
	double		row[1000];
	bool		in_order = true;
	int			n;
	int			i;

	for (n = 0; n < 1000; n++)
	{
		row[n] = number_of_kind(UNIFORM, n, 1000);
		sort_rows(row, n + 1, 1, n);
		for (i = 1; i <= n; i++)
			in_order = in_order && row[i - 1] <= row[i];
	}
	tap_ok(in_order, "1,000 rows that come one by one, as in a growing frame");
}

/* A row goes to its place, is found there, and is gone when it is taken out, as in a moving frame. */
static void
test_moving(int width)
{
	enum {FRAME = 100, ROWS = 2000};
	double	   *all = malloc(sizeof(double) * ROWS * (size_t) width);
	double	   *row = malloc(sizeof(double) * (FRAME + 1) * (size_t) width);
	double	   *expected = malloc(sizeof(double) * FRAME * (size_t) width);
	size_t		row_size = sizeof(double) * (size_t) width;
	bool		same = true;
	int			first;
	int			i;

	for (i = 0; i < ROWS * width; i++)
		all[i] = (double) (random_bits() % 9);
	memcpy(row, all, row_size * FRAME);
	sort_rows(row, FRAME, width, 0);
	compared_width = width;
	for (first = 1; first + FRAME <= ROWS; first++)
	{
		int64_t		gone = find_row(row, FRAME, width, all + (first - 1) * width);

		same = same && gone >= 0 && memcmp(row + gone * width, all + (first - 1) * width, row_size) == 0;
		if (!same)
			break;
		memmove(row + gone * width, row + (gone + 1) * width, row_size * (size_t) (FRAME - gone - 1));
		memcpy(row + (FRAME - 1) * width, all + (first + FRAME - 1) * width, row_size);
		sort_rows(row, FRAME, width, FRAME - 1);
		memcpy(expected, all + first * width, row_size * FRAME);
		qsort(expected, FRAME, row_size, compare);
		same = memcmp(row, expected, row_size * FRAME) == 0;
	}
	row[0] = 9.5;
	tap_ok(same && find_row(expected, FRAME, width, row) == -1 && find_row(expected, 0, width, row) == -1,
		   "a frame of rows of %d moves on", width);
	free(expected);
	free(row);
	free(all);
}

int
main(void)
{
	int			width;
	int			kind;
	int64_t		n;

	for (width = 1; width <= SORT_MAX_WIDTH + 4; width++)
		for (kind = 0; kind < KINDS; kind++)
		{
			bool		all = true;

			for (n = 0; n <= 1000; n++)
				all = all && sorts((Kind) kind, n, width);
			tap_ok(all && sorts((Kind) kind, 70000, width), "%s, rows of %d: 0 to 1,000 and 70,000", kind_name[kind],
				   width);
		}
	for (kind = 0; kind < KINDS; kind++)
	{
		stops_asked = 0;
		tap_ok(sorts((Kind) kind, MANY, 1), "%s: a million", kind_name[kind]);
	}
	stops_asked = 0;
	sorts(UNIFORM, MANY, 1);
	tap_ok(stops_asked > 0, "a long sort can be interrupted");
	test_payload();
	test_sorted_prefix();
	for (width = 1; width <= SORT_MAX_WIDTH + 1; width++)
		test_moving(width);

	memory_is_short = true;
	for (kind = 0; kind < KINDS; kind++)
		tap_ok(sorts((Kind) kind, 20000, 1) && sorts((Kind) kind, 20000, 2) && sorts((Kind) kind, 20000, 3),
			   "%s, without memory", kind_name[kind]);
	return tap_done();
}

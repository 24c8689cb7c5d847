/* sources: src/math/merge_runs.c */
/*
 * Ascending runs of any lengths, against the C library's qsort, bit for bit.
 */
#include <string.h>

#include "../tap.h"
#include "math/merge_runs.h"
#include "kernel_host.h"
#include "random_numbers.h"

#define MOST_RUNS	32

static int
compare(const void *a, const void *b)
{
	const double *x = a;
	const double *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Runs of up to `longest` numbers with `values` different ones; `apart`: each run lies above those before. */
static bool
merges(int runs, int64_t longest, uint64_t values, bool apart)
{
	int64_t		end[MOST_RUNS];
	int64_t		n = 0;
	double	   *number;
	double	   *scratch;
	double	   *expected;
	bool		same;
	int			r;
	int64_t		i;

	for (r = 0; r < runs; r++)
	{
		n += (int64_t) (random_bits() % (uint64_t) (longest + 1));
		end[r] = n;
	}
	number = malloc(sizeof(double) * (size_t) n + 1);
	scratch = malloc(sizeof(double) * (size_t) n + 1);
	expected = malloc(sizeof(double) * (size_t) n + 1);
	for (r = 0, i = 0; r < runs; r++)
	{
		int64_t		first = i;

		for (; i < end[r]; i++)
			number[i] = (double) (random_bits() % values + (apart ? values * (uint64_t) (runs - r) : 0));
		qsort(number + first, (size_t) (end[r] - first), sizeof(double), compare);
	}
	memcpy(expected, number, sizeof(double) * (size_t) n);
	qsort(expected, (size_t) n, sizeof(double), compare);
	merge_runs(number, scratch, end, runs);
	same = memcmp(number, expected, sizeof(double) * (size_t) n) == 0;
	free(expected);
	free(scratch);
	free(number);
	return same;
}

int
main(void)
{
	int			runs;
	int			turn;

	for (runs = 1; runs <= MOST_RUNS; runs += runs < 9 ? 1 : 7)
	{
		bool		all = true;

		for (turn = 0; turn < 50; turn++)
			all = all && merges(runs, turn, 1000, false) && merges(runs, 300, 3, false) &&
				merges(runs, 300, 1, false) && merges(runs, 300, 1000, true);
		tap_ok(all && merges(runs, 20000, 1 << 30, false), "%d runs", runs);
	}
	stops_asked = 0;
	merges(2, 1000000, 1 << 30, false);
	tap_ok(stops_asked > 0, "a long merge can be interrupted");
	return tap_done();
}

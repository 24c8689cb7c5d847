/* SPDX-License-Identifier: PostgreSQL */
/*
 * merge_runs.c - merges ascending runs of numbers
 *
 * Two runs are merged in four lanes.  Each lane makes a quarter of the result
 * from the part of each run that belongs there, which bisection finds:
 *
 *	a		| 1      | 2  | 3     | 4   |
 *	b		| 1  | 2      | 3   | 4     |		->	| 1 | 2 | 3 | 4 |
 *
 * One step of a lane waits for the step before, so a processor does four lanes
 * in the time of one.  A step has no branch to mispredict.
 *
 * Cost: 2 ns a number, and a second array for the time it runs.
 */
#include "math/merge_runs.h"

#include <stdbool.h>
#include <string.h>

#include "base/compiler.h"
#include "base/memory.h"

#define LANES	4

/* What is left of two runs, and where the result goes. */
typedef struct Lane
{
	const double *a;
	const double *b;
	const double *end_of_a;
	const double *end_of_b;
	double	   *out;
} Lane;

/* How many of the first k numbers of the result come from a; of equal ones those of a come first. */
static int64_t
first_from_a(const double *a, int64_t n_a, const double *b, int64_t n_b, int64_t k)
{
	int64_t		least = k > n_b ? k - n_b : 0;
	int64_t		most = Min(k, n_a);

	while (least < most)
	{
		int64_t		i = least + (most - least) / 2;

		if (b[k - i - 1] < a[i])
			most = i;
		else
			least = i + 1;
	}
	return least;
}

static ALWAYS_INLINE void
merge_step(Lane *lane)
{
	double		x = *lane->a;
	double		y = *lane->b;
	bool		from_b = y < x;

	*lane->out++ = from_b ? y : x;
	lane->a += !from_b;
	lane->b += from_b;
}

/* Steps that no run of any lane ends before. */
static inline int64_t
safe_steps(const Lane *lane)
{
	int64_t		steps = ROWS_PER_STOP;
	int			l;

	for (l = 0; l < LANES; l++)
	{
		steps = Min(steps, lane[l].end_of_a - lane[l].a);
		steps = Min(steps, lane[l].end_of_b - lane[l].b);
	}
	return steps;
}

/* When one of the runs has ended in some lane. */
static void
finish_lane(Lane *lane)
{
	int64_t		steps = 0;

	for (; lane->a < lane->end_of_a && lane->b < lane->end_of_b; steps++)
	{
		stop_if_asked_at(steps);
		merge_step(lane);
	}
	memcpy(lane->out, lane->a, (size_t) ((const char *) lane->end_of_a - (const char *) lane->a));
	lane->out += lane->end_of_a - lane->a;
	memcpy(lane->out, lane->b, (size_t) ((const char *) lane->end_of_b - (const char *) lane->b));
}

static void
merge_two(const double *a, int64_t n_a, const double *b, int64_t n_b, double *out)
{
	Lane		lane[LANES];
	int64_t		steps;
	int			l;

	for (l = 0; l < LANES; l++)
	{
		int64_t		first = (n_a + n_b) / LANES * l;
		int64_t		end = l == LANES - 1 ? n_a + n_b : (n_a + n_b) / LANES * (l + 1);
		int64_t		first_a = first_from_a(a, n_a, b, n_b, first);
		int64_t		end_a = first_from_a(a, n_a, b, n_b, end);

		lane[l] = (Lane) {a + first_a, b + first - first_a, a + end_a, b + end - end_a, out + first};
	}
	while ((steps = safe_steps(lane)) > 0)
	{
		/* copies of their own, so that the compiler keeps them in registers */
		Lane		w = lane[0];
		Lane		x = lane[1];
		Lane		y = lane[2];
		Lane		z = lane[3];

		stop_if_asked();
		while (steps-- > 0)
		{
			merge_step(&w);
			merge_step(&x);
			merge_step(&y);
			merge_step(&z);
		}
		lane[0] = w;
		lane[1] = x;
		lane[2] = y;
		lane[3] = z;
	}
	for (l = 0; l < LANES; l++)
		finish_lane(&lane[l]);
}

/*
 * Merge runs that lie one behind the other: the first one from 0 to end[0], the
 * next one from there to end[1], ...  Each is in ascending order, without NaN.
 * The result is in `number`; `scratch` has room for all.
 */
void
merge_runs(double *number, double *scratch, const int64_t *end, int runs)
{
	int64_t		n = end[runs - 1];
	double	   *from = number;
	double	   *to = scratch;
	int			merged;			/* runs that are one by now */

	for (merged = 1; merged < runs; merged *= 2)
	{
		double	   *swap = from;
		int			r;

		for (r = 0; r < runs; r += 2 * merged)
		{
			int64_t		first = r == 0 ? 0 : end[r - 1];
			int64_t		middle = end[Min(r + merged, runs) - 1];
			int64_t		last = end[Min(r + 2 * merged, runs) - 1];

			merge_two(from + first, middle - first, from + middle, last - middle, to + first);
		}
		from = to;
		to = swap;
	}
	if (from != number)
		memcpy(number, from, sizeof(double) * (size_t) n);
}

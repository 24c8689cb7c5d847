/* sources: src/math/radix_sort.c src/math/merge_runs.c src/math/values.c src/math/exact_sum.c
   src/inequality/inequality_kernel.c */
/*
 * For libFuzzer: sorting, and the measures of inequality, over any numbers.
 *
 * Sorted rows are those of qsort(); a Gini coefficient lies between 0 and 1, and is
 * the same for half of all values.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "inequality/inequality_kernel.h"
#include "math/radix_sort.h"
#include "unit/kernel_host.h"

static int
by_number(const void *a, const void *b)
{
	double		x = *(const double *) a;
	double		y = *(const double *) b;

	return (x > y) - (x < y);
}

/* Finite numbers at least 0 out of bytes; returns how many. */
static int64_t
numbers_of(const uint8_t *data, size_t size, double *number)
{
	int64_t		n = 0;
	size_t		i;

	for (i = 0; i + sizeof(double) <= size; i += sizeof(double))
	{
		double		x;

		memcpy(&x, data + i, sizeof x);
		if (isfinite(x))
			number[n++] = fabs(x);
	}
	return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	double	   *number = memory_get((int64_t) size, sizeof(double));
	double	   *expected = memory_get((int64_t) size, sizeof(double));
	int64_t		n = numbers_of(data, size, number);
	SortedValues values;
	double		gini;
	double		share;

	memcpy(expected, number, sizeof(double) * (size_t) n);
	qsort(expected, (size_t) n, sizeof(double), by_number);
	sort_rows(number, n, 1, 0);
	if (n > 0 && memcmp(number, expected, sizeof(double) * (size_t) n) != 0)
		abort();

	values.n = n;
	values.stride = 1;
	values.value = number;
	values.weight = NULL;
	if (n > 0 && gini_of(&values, &gini) && !(gini >= 0.0 && gini < 1.0))
		abort();
	if (n > 0 && share_of_top_of(&values, 0.2, &share) && !(share >= 0.2 - 1e-12 && share <= 1.0))
		abort();
	/* a power of two changes no digit, unless it leaves the range of normal numbers */
	if (n > 0 && number[0] >= 1e-300 && gini_of(&values, &gini))
	{
		double		half;
		int64_t		i;

		for (i = 0; i < n; i++)
			number[i] *= 0.5;
		if (!gini_of(&values, &half) || half != gini)
			abort();
	}
	memory_release(number);
	memory_release(expected);
	return 0;
}

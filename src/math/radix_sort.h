/* SPDX-License-Identifier: PostgreSQL */
/*
 * radix_sort.h - puts rows of doubles in order
 *
 * See radix_sort.c for the methods and their cost.
 */
#ifndef RADIX_SORT_H
#define RADIX_SORT_H

#include <stdint.h>
#include <string.h>

/* Rows of more numbers are sorted too, but slower. */
#define SORT_MAX_WIDTH		3

/* Fewer numbers than this are sorted faster by comparing each with each. */
#define SORT_FEW_NUMBERS	48

extern int64_t find_row(const double *row, int64_t n, int width, const double *sought);
extern void sort_rows(double *row, int64_t n, int width, int64_t sorted);

/*
 * Put less than SORT_FEW_NUMBERS numbers in order: each behind those that are less,
 * and behind equal ones that came before, without a branch to mispredict.  Returns
 * how many pairs were not in order.
 */
static inline int
sort_few_numbers(double *number, int n)
{
	double		copy[SORT_FEW_NUMBERS];
	int			place[SORT_FEW_NUMBERS];
	int			exchanges = 0;
	int			i;
	int			j;

	memcpy(copy, number, sizeof(double) * (size_t) n);
	for (i = 0; i < n; i++)
	{
		int			greater = 0;

		for (j = 0; j < i; j++)
		{
			int			swap = copy[j] > copy[i];

			place[j] += swap;
			greater += swap;
		}
		place[i] = i - greater;
		exchanges += greater;
	}
	for (i = 0; i < n; i++)
		number[place[i]] = copy[i];
	return exchanges;
}

#endif							/* RADIX_SORT_H */

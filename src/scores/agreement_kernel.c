/* SPDX-License-Identifier: PostgreSQL */
/*
 * agreement_kernel.c - do those who judge the same say the same?
 *
 * Krippendorff's alpha for interval data (Krippendorff 2011, "Computing
 * Krippendorff's Alpha-Reliability"; 2004, Content Analysis, chapter 11)
 * compares what is seen with chance,
 *
 *	alpha = 1 - D_o / D_e
 *	D_o = 1/n sum_u 1/(m_u - 1) sum over pairs within u of (x - y)^2
 *	D_e = 1/(n (n - 1)) sum over all pairs of (x - y)^2
 *
 * over the units u that at least two have judged, with m_u judgements each and n
 * in all.  A sum over the pairs of m values is 2 m times that of the squared
 * deviations from their mean.  So with SS_u within a unit and SS over all,
 *
 *	alpha = 1 - (n - 1)/n sum_u m_u/(m_u - 1) SS_u / SS
 *
 * Values are taken as what exceeds the least one, so a large offset costs no
 * digit and equal values give 0 exactly, and in double-double.  Three passes,
 * no memory.
 */
#include "scores/agreement_kernel.h"

#include <math.h>

#include "base/memory.h"
#include "math/double_double.h"
#include "math/values.h"

/* Judgements first .. end - 1 of one unit that at least two have judged. */
typedef struct Unit
{
	int64_t		first;
	int64_t		end;
} Unit;

/* The next unit after this one, the first after a unit of zeros; false at the end. */
static bool
next_unit(const Judgements *judgements, Unit *unit)
{
	do
	{
		int64_t		i = unit->first = unit->end;

		if (i == judgements->n)
			return false;
		for (; i < judgements->n && judgements->number[2 * i] == judgements->number[2 * unit->first]; i++)
			stop_if_asked_at(i);
		unit->end = i;
	} while (unit->end - unit->first < 2);
	return true;
}

static inline double
value_at(const Judgements *judgements, int64_t i)
{
	return judgements->number[2 * i + 1];
}

/*
 * alpha: 1 if those who judge a unit always agree, 0 if they agree as if by
 * chance, below 0 if less; no unit.  False if no unit has two judgements, or if
 * all values that count are equal.
 */
bool
krippendorff_alpha_of(const Judgements *judgements, double *result)
{
	Unit		unit = {0, 0};
	int64_t		n = 0;
	double		least = INFINITY;
	double		largest = 0.0;
	double		scale;
	DoubleDouble sum = {0.0, 0.0};
	DoubleDouble mean;
	DoubleDouble within = {0.0, 0.0};	/* sum of m/(m - 1) SS_u */
	DoubleDouble all = {0.0, 0.0};	/* SS */
	int64_t		i;

	while (next_unit(judgements, &unit))
	{
		n += unit.end - unit.first;
		for (i = unit.first; i < unit.end; i++)
		{
			stop_if_asked_at(i);
			least = fmin(least, value_at(judgements, i));
			largest = fmax(largest, fabs(value_at(judgements, i)));
		}
	}
	if (n == 0)
		return false;

	scale = scale_for(largest);
	least *= scale;
	unit = (Unit) {0, 0};
	while (next_unit(judgements, &unit))
	{
		for (i = unit.first; i < unit.end; i++)
		{
			stop_if_asked_at(i);
			sum = dd_add(sum, two_sum(value_at(judgements, i) * scale, -least));
		}
	}
	mean = dd_div(sum, dd_from((double) n));

	unit = (Unit) {0, 0};
	while (next_unit(judgements, &unit))
	{
		double		m = (double) (unit.end - unit.first);
		DoubleDouble unit_mean;
		DoubleDouble squares = {0.0, 0.0};	/* SS_u */
		DoubleDouble apart;

		sum = dd_from(0.0);
		for (i = unit.first; i < unit.end; i++)
		{
			stop_if_asked_at(i);
			sum = dd_add(sum, two_sum(value_at(judgements, i) * scale, -least));
		}
		unit_mean = dd_div(sum, dd_from(m));
		for (i = unit.first; i < unit.end; i++)
		{
			DoubleDouble d = dd_sub(two_sum(value_at(judgements, i) * scale, -least), unit_mean);

			stop_if_asked_at(i);
			squares = dd_add(squares, dd_mul(d, d));
		}
		apart = dd_sub(unit_mean, mean);
		within = dd_add(within, dd_div(dd_mul_double(squares, m), dd_from(m - 1.0)));
		all = dd_add(all, dd_add(squares, dd_mul_double(dd_mul(apart, apart), m)));
	}
	if (all.hi == 0.0)
		return false;
	all = dd_mul_double(all, (double) n);
	*result = dd_quotient(dd_sub(all, dd_mul_double(within, (double) (n - 1))), all) + 0.0;
	return true;
}

/* SPDX-License-Identifier: PostgreSQL */
/*
 * concentration_kernel.c - concentration of values along another order
 *
 * With r the fractional mid-rank of a member, (weight below + half of its tie
 * group) / W, the index is (2 / mu) times the weighted covariance of x and r
 * (Kakwani, Wagstaff and van Doorslaer 1997, J. Econometrics 77, equation 7;
 * O'Donnell et al. 2008, Analyzing Health Equity, chapter 8).  All its
 * relatives are built on
 *
 *	K = sum over tie groups g of S_g (2 B_g + w_g - W)  =  W^2 mu C
 *
 * where B_g is the weight below the group, w_g its own, and S_g its sum of
 * w (x - least).  The least value changes nothing in real numbers, because the
 * factors in brackets cancel out; here it keeps the digits of values that share
 * a large offset, and makes equal values give 0 exactly.
 *
 * The terms have both signs, so everything is carried in double-double: the
 * error is about 10^-30 of the sum of their sizes.  A few passes, no memory.
 * Scaling is that of mean.c.
 *
 * Functions return false, and leave the result alone, where the measure is not
 * defined: no member, or a denominator of 0.
 */
#include "inequality/concentration_kernel.h"

#include <math.h>
#include <stddef.h>

#include "base/memory.h"
#include "math/double_double.h"
#include "math/mean.h"

/* A walk over the groups of members with the same rank. */
typedef struct TieGroup
{
	int64_t		first;			/* members first .. end - 1 */
	int64_t		end;
	DoubleDouble below;			/* B_g */
	DoubleDouble weight;		/* w_g */
	DoubleDouble excess;		/* S_g */
} TieGroup;

static SortedValues
values_of(const RankedValues *values)
{
	SortedValues unranked = {values->n, values->stride, values->value, values->weight};

	return unranked;
}

/* The next group after this one, the first after a group of zeros; false at the end. */
static bool
next_group(const RankedValues *values, const Mean *mean, TieGroup *group)
{
	SortedValues unranked = values_of(values);
	int64_t		i = group->end;

	if (i == values->n)
		return false;
	group->first = i;
	group->below = dd_add(group->below, group->weight);
	group->weight = group->excess = dd_from(0.0);
	for (; i < values->n &&
		 values->rank_by[i * values->stride] == values->rank_by[group->first * values->stride]; i++)
	{
		double		w = scaled_weight(mean, &unranked, i);

		stop_if_asked_at(i);
		group->weight = dd_add_double(group->weight, w);
		group->excess = dd_add(group->excess, dd_mul_double(excess_of(mean, values->value[i * values->stride]), w));
	}
	group->end = i;
	return true;
}

/* 2 B_g + w_g - W: 2 W (r - 1/2) of the members of the group */
static DoubleDouble
position_of(const TieGroup *group, const Mean *mean)
{
	return dd_sub(dd_add(dd_add(group->below, group->below), group->weight), mean->weight);
}

/* K of the head of this file */
static DoubleDouble
covariance_of(const RankedValues *values, const Mean *mean)
{
	TieGroup	group = {0};
	DoubleDouble sum = {0.0, 0.0};

	while (next_group(values, mean, &group))
		sum = dd_add(sum, dd_mul(group.excess, position_of(&group, mean)));
	return sum;
}

/* C, if the mean is not 0 */
static DoubleDouble
relative_covariance_of(const RankedValues *values, const Mean *mean)
{
	return dd_div(covariance_of(values, mean), dd_mul(dd_mul(mean->weight, mean->weight), mean->mean));
}

static double
between_minus_1_and_1(double index)
{
	return index < -1.0 ? -1.0 : index > 1.0 ? 1.0 : index + 0.0;
}

/*
 * The standard concentration index C: -1 .. 1, negative where the low ranks
 * have more; no unit.
 */
bool
concentration_index_of(const RankedValues *values, double *result)
{
	SortedValues unranked = values_of(values);
	Mean		mean;

	if (values->n == 0)
		return false;
	mean = mean_of(&unranked);
	if (mean.mean.hi == 0.0)
		return false;
	*result = between_minus_1_and_1(relative_covariance_of(values, &mean).hi);
	return true;
}

/*
 * The generalized index mu C, in the unit of x; values may be negative
 * (Wagstaff, Paci and van Doorslaer 1991, Social Science & Medicine 33).
 */
bool
concentration_generalized_of(const RankedValues *values, double *result)
{
	SortedValues unranked = values_of(values);
	Mean		mean;

	if (values->n == 0)
		return false;
	mean = mean_of(&unranked);
	*result = dd_div(covariance_of(values, &mean), dd_mul(mean.weight, mean.weight)).hi / mean.value_scale + 0.0;
	return true;
}

/*
 * Erreygers' index 4 mu C / (hi - lo) for values between lo and hi, lo < hi
 * (Erreygers 2009, J. Health Economics 28).
 */
bool
concentration_erreygers_of(const RankedValues *values, double *result)
{
	SortedValues unranked = values_of(values);
	Mean		mean;
	DoubleDouble range;

	if (values->n == 0)
		return false;
	mean = mean_within(&unranked, fmax(fabs(values->lo), fabs(values->hi)));
	range = two_sum(values->hi * mean.value_scale, -values->lo * mean.value_scale);
	*result = between_minus_1_and_1(dd_div(dd_mul_double(covariance_of(values, &mean), 4.0),
										   dd_mul(dd_mul(mean.weight, mean.weight), range)).hi);
	return true;
}

/*
 * Wagstaff's index mu C (hi - lo) / ((hi - mu) (mu - lo)) for values between
 * lo and hi, lo < hi (Wagstaff 2005, Health Economics 14); not defined where
 * all values are lo or all are hi.
 */
bool
concentration_wagstaff_of(const RankedValues *values, double *result)
{
	SortedValues unranked = values_of(values);
	Mean		mean;
	double		lo;
	double		hi;
	DoubleDouble range;
	DoubleDouble above_lo;		/* mu - lo */
	DoubleDouble below_hi;		/* hi - mu */
	DoubleDouble covariance;

	if (values->n == 0)
		return false;
	mean = mean_within(&unranked, fmax(fabs(values->lo), fabs(values->hi)));
	lo = values->lo * mean.value_scale;
	hi = values->hi * mean.value_scale;
	range = two_sum(hi, -lo);
	above_lo = dd_add(two_sum(mean.least, -lo), mean.excess);
	below_hi = dd_sub(two_sum(hi, -mean.least), mean.excess);
	if (above_lo.hi <= 0.0 || below_hi.hi <= 0.0)
		return false;
	covariance = dd_div(covariance_of(values, &mean), dd_mul(mean.weight, mean.weight));
	*result = between_minus_1_and_1(dd_div(dd_mul(covariance, range), dd_mul(above_lo, below_hi)).hi);
	return true;
}

/*
 * The extended index of aversion nu >= 1, for tie groups g of mean x_g with the
 * weight share s_g above them (Yitzhaki 1983, International Economic Review 24;
 * Wagstaff 2002, J. Health Economics 21):
 *
 *	1 - sum (x_g / mu) (s_(g-1)^nu - s_g^nu)  =  sum (x_(g+1) - x_g) (s_g - s_g^nu) / mu
 *
 * The second form is the first one summed by parts.  Its brackets are not
 * negative, and as -s expm1((nu - 1) ln s) they keep their digits for nu near 1.
 * So along the order of the values themselves, where it is the extended Gini,
 * nothing cancels out.  nu = 2 gives the standard index, nu = 1 gives 0.
 */
bool
concentration_extended_of(const RankedValues *values, double *result)
{
	SortedValues unranked = values_of(values);
	TieGroup	group = {0};
	Mean		mean;
	DoubleDouble before = {0.0, 0.0};	/* x_g - least of the group before */
	DoubleDouble sum = {0.0, 0.0};
	double		bracket = 0.0;

	if (values->n == 0)
		return false;
	mean = mean_of(&unranked);
	if (mean.mean.hi == 0.0)
		return false;
	while (next_group(values, &mean, &group))
	{
		DoubleDouble here;
		DoubleDouble up_to;
		DoubleDouble above;

		if (group.weight.hi == 0.0)
			continue;			/* next to nothing, see mean.c */
		here = dd_div(group.excess, group.weight);
		up_to = dd_div(dd_add(group.below, group.weight), mean.weight);
		above = dd_sub(dd_from(1.0), up_to);
		sum = dd_add(sum, dd_mul_double(dd_sub(here, before), bracket));
		if (above.hi > 0.0)
			bracket = -above.hi * expm1((values->nu - 1.0) * (up_to.hi < 0.5 ? log1p(-up_to.hi) : log(above.hi)));
		before = here;
	}
	*result = dd_div(sum, mean.mean).hi + 0.0;
	return true;
}

/*
 * The standard index C, and what each member adds to its deviation by the
 * convenient regression
 *
 *	2 var(r) x / mu = a + C r + e
 *
 * (Kakwani, Wagstaff and van Doorslaer 1997) by weighted least squares.  With
 * p = 2 (r - 1/2), whose weighted mean is 0, S = sum w p^2 and
 * e = (S / W) (x - mu) / mu - C p it is
 *
 *	u = w p e / S
 *
 * as in White's robust variance, which takes ranks and the mean as given.  All
 * are 0 if all have the same rank.
 */
bool
concentration_influence_of(const RankedValues *values, double *index, Influence *influence)
{
	SortedValues unranked = values_of(values);
	TieGroup	group = {0};
	Mean		mean;
	DoubleDouble squares = {0.0, 0.0};	/* S */
	DoubleDouble slope;			/* C */
	DoubleDouble variance;		/* S / W */

	if (!concentration_index_of(values, index))
		return false;
	mean = mean_of(&unranked);
	slope = relative_covariance_of(values, &mean);
	while (next_group(values, &mean, &group))
	{
		DoubleDouble p = dd_div(position_of(&group, &mean), mean.weight);

		squares = dd_add(squares, dd_mul(group.weight, dd_mul(p, p)));
	}

	variance = dd_div(squares, mean.weight);
	group = (TieGroup) {0};
	while (next_group(values, &mean, &group))
	{
		DoubleDouble p = dd_div(position_of(&group, &mean), mean.weight);
		DoubleDouble fitted = dd_mul(slope, p);
		int64_t		i;

		for (i = group.first; i < group.end; i++)
		{
			DoubleDouble deviation = dd_sub(excess_of(&mean, values->value[i * values->stride]), mean.excess);
			DoubleDouble rest = dd_sub(dd_mul(variance, dd_div(deviation, mean.mean)), fitted);

			stop_if_asked_at(i);
			influence[i].value = squares.hi == 0.0 ? 0.0 :
				scaled_weight(&mean, &unranked, i) * p.hi * rest.hi / squares.hi;
		}
	}
	return true;
}

/*
 * The same where ranks and the mean come from the sample as well: with
 * D = sum of w (x - mu) over what lies above the member, and half of its tie,
 *
 *	u = w / (W mu) ((x - mu) (p - C) + 2 D / W - 2 C mu)
 *
 * which is the derivative of C by the weight of the member, times w (Deville
 * 1999, Survey Methodology 25).
 */
bool
concentration_full_influence_of(const RankedValues *values, double *index, Influence *influence)
{
	SortedValues unranked = values_of(values);
	TieGroup	group = {0};
	Mean		mean;
	DoubleDouble slope;			/* C */
	DoubleDouble total;			/* W mu */
	DoubleDouble up_to = {0.0, 0.0};	/* sum of w (x - mu) up to the group,
										 * -D but for half of the tie */

	if (!concentration_index_of(values, index))
		return false;
	mean = mean_of(&unranked);
	slope = relative_covariance_of(values, &mean);
	total = dd_mul(mean.weight, mean.mean);
	while (next_group(values, &mean, &group))
	{
		DoubleDouble p = dd_sub(dd_div(position_of(&group, &mean), mean.weight), slope);
		DoubleDouble tied = dd_sub(group.excess, dd_mul(group.weight, mean.excess));
		DoubleDouble same;		/* what is the same for all of the tie */
		int64_t		i;

		up_to = dd_add(up_to, tied);
		same = dd_div(dd_sub(tied, dd_add(up_to, up_to)), mean.weight);
		same = dd_sub(same, dd_mul(dd_add(slope, slope), mean.mean));
		for (i = group.first; i < group.end; i++)
		{
			DoubleDouble deviation = dd_sub(excess_of(&mean, values->value[i * values->stride]), mean.excess);

			stop_if_asked_at(i);
			influence[i].value = scaled_weight(&mean, &unranked, i) *
				dd_div(dd_add(dd_mul(deviation, p), same), total).hi;
		}
	}
	return true;
}

/*
 * concentration_kernel.c - concentration index of values along another order
 *
 * With r the fractional mid-rank of a member, (weight below + half of its tie
 * group) / W, the index is (2 / mu) times the weighted covariance of x and r
 * (Kakwani, Wagstaff and van Doorslaer 1997, J. Econometrics 77, equation 7;
 * O'Donnell et al. 2008, Analyzing Health Equity, chapter 8):
 *
 *	C = sum over tie groups g of S_g (2 B_g + w_g - W)  /  (W * sum of w x)
 *
 * where B_g is the weight below the group, w_g its own, and S_g its sum of
 * w (x - x0).  The shift x0, the least value, changes nothing in real numbers,
 * because the factors in brackets cancel out; here it keeps the digits of
 * values that share a large offset, and makes equal values give 0 exactly.
 *
 * The terms have both signs, so everything is carried in double-double: the
 * error is about 10^-30 of the sum of their sizes.  Two passes, no memory.
 * Scaling is that of inequality_kernel.c.
 */
#include "concentration_kernel.h"

#include <stddef.h>

#include "double_double.h"
#include "inequality_kernel.h"

/*
 * The standard concentration index: -1 .. 1, negative where the low ranks have
 * more; no unit.  Returns false if there is no member or the total is 0.
 */
bool
concentration_index_of(const RankedValues *values, double *result)
{
	SortedValues weights = {values->n, values->stride, values->value, values->weight};
	double		weight_scale = values->weight != NULL ? scale_for(largest_weight(&weights)) : 1.0;
	double		value_scale;
	double		least;
	double		largest;
	DoubleDouble weight = {0.0, 0.0};
	DoubleDouble total = {0.0, 0.0};
	DoubleDouble sum = {0.0, 0.0};
	DoubleDouble below = {0.0, 0.0};
	int64_t		i;
	int64_t		end;

	if (values->n == 0)
		return false;

	least = largest = values->value[0];
	for (i = 1; i < values->n; i++)
	{
		double		x = values->value[i * values->stride];

		if (x < least)
			least = x;
		if (x > largest)
			largest = x;
	}
	value_scale = scale_for(largest);
	least *= value_scale;

	for (i = 0; i < values->n; i++)
	{
		double		w = values->weight != NULL ? values->weight[i * values->stride] * weight_scale : 1.0;

		weight = dd_add_double(weight, w);
		total = dd_add(total, two_prod(w, values->value[i * values->stride] * value_scale));
	}
	if (total.hi == 0.0)
		return false;

	for (i = 0; i < values->n; i = end)
	{
		double		rank_by = values->rank_by[i * values->stride];
		DoubleDouble group_weight = {0.0, 0.0};
		DoubleDouble group_sum = {0.0, 0.0};
		DoubleDouble position;	/* 2 B_g + w_g - W */

		for (end = i; end < values->n && values->rank_by[end * values->stride] == rank_by; end++)
		{
			double		w = values->weight != NULL ? values->weight[end * values->stride] * weight_scale : 1.0;
			DoubleDouble excess = two_sum(values->value[end * values->stride] * value_scale, -least);

			group_weight = dd_add_double(group_weight, w);
			group_sum = dd_add(group_sum, dd_mul_double(excess, w));
		}
		position = dd_sub(dd_add(dd_add(below, below), group_weight), weight);
		sum = dd_add(sum, dd_mul(group_sum, position));
		below = dd_add(below, group_weight);
	}

	*result = dd_div(sum, dd_mul(weight, total)).hi + 0.0;
	if (*result > 1.0)
		*result = 1.0;
	else if (*result < -1.0)
		*result = -1.0;
	return true;
}

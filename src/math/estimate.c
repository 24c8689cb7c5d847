/* SPDX-License-Identifier: PostgreSQL */
/*
 * estimate.c - an estimate with its sampling error and its bounds
 *
 * An estimate that is a smooth function of the data deviates from the truth as
 * the sum of what the units add, u.  Units of a cluster were drawn together, so
 * their u are added up first.  With m units or clusters, of which as many as
 * the estimate has parameters tell nothing,
 *
 *	variance = m / (m - parameters) * sum u^2
 *
 * which with one parameter is the variance of a total over what was drawn with
 * replacement (Binder 1983, International Statistical Review 51), and with two
 * that of a slope, known as HC1 (MacKinnon and White 1985, J. Econometrics 29).
 */
#include "math/estimate.h"

#include <math.h>

#include "base/memory.h"
#include "math/double_double.h"

/* Sums over clusters, of which the members stand together.  Returns how many there are. */
int64_t
sum_by_cluster(Influence *influence, int64_t n)
{
	int64_t		clusters = 0;
	int64_t		i = 0;

	while (i < n)
	{
		double		cluster = influence[i].cluster;
		DoubleDouble sum = {0.0, 0.0};

		for (; i < n && influence[i].cluster == cluster; i++)
		{
			stop_if_asked_at(i);
			sum = dd_add_double(sum, influence[i].value);
		}
		influence[clusters].cluster = cluster;
		influence[clusters++].value = sum.hi;
	}
	return clusters;
}

/* The root of the variance at the head of this file; not defined for as many units as parameters, or fewer. */
bool
sampling_error_of(const Influence *influence, int64_t n, int parameters, double *result)
{
	DoubleDouble squares = {0.0, 0.0};
	int64_t		i;

	if (n <= parameters)
		return false;
	for (i = 0; i < n; i++)
	{
		stop_if_asked_at(i);
		squares = dd_add_double(squares, influence[i].value * influence[i].value);
	}
	*result = sqrt(squares.hi * ((double) n / (double) (n - parameters)));
	return true;
}

/* Bounds as far as the margin on both sides of the estimate. */
void
set_bounds(Estimate *estimate, double margin)
{
	estimate->lower = estimate->estimate - margin;
	estimate->upper = estimate->estimate + margin;
	estimate->has_lower = estimate->has_upper = true;
}

/*
 * Bounds of a share that lies between 0 and 1, margin being its standard error
 * times the quantile: symmetric on the scale of ln (share / (1 - share)), so
 * that they stay between 0 and 1 too.  Not defined at 0 and 1.
 */
bool
logit_bounds(double share, double margin, double *lower, double *upper)
{
	double		odds;
	double		factor;

	if (!(share > 0.0 && share < 1.0))
		return false;
	odds = share / (1.0 - share);
	factor = exp(margin / (share * (1.0 - share)));
	*lower = odds / (odds + factor);
	*upper = 1.0 / (1.0 + 1.0 / odds / factor);
	return true;
}

/* SPDX-License-Identifier: PostgreSQL */
/*
 * funnel_kernel.c - control limits of a funnel plot
 *
 * Which units differ from a target by more than chance explains?  Small units
 * vary more, so their limits are wider: drawn over the number of cases the
 * limits are a funnel (Spiegelhalter 2005, Statistics in Medicine 24).  With y
 * the value of a unit, t the target, s the standard error of y if t holds, which
 * of a share is sqrt(t (1 - t) / n), and I units,
 *
 *	z    = (y - t) / s
 *	phi  = mean of z^2, after z were moved to their quantiles q and 1 - q if they lie beyond (winsorised; type 7
 *		   of Hyndman and Fan 1996)
 *	tau2 = (I phi - (I - 1)) / (sum w - sum w^2 / sum w), w = 1 / s^2, at least 0 (DerSimonian and Laird 1986)
 *
 *	normal			t -+ z_p s
 *	multiplicative	t -+ z_p s sqrt(phi), phi at least 1
 *	additive		t -+ z_p sqrt(s^2 + tau2)
 *
 * Exact limits of a share: the binomial distribution function, as straight lines
 * between its values at whole numbers.  With F and P that function and the
 * probability of r,
 *
 *	lower = (r - (F(r) - p) / P(r)) / n		r the smallest with F(r) >= p
 *	upper = 1 - lower of the failures		= (r + 1 - (F(r) - (1 - p)) / P(r)) / n, r the smallest with F(r) >= 1 - p
 *
 * So a unit that is as the target lies below with probability p at most, and
 * above with p at most, whatever n is.  Limits of shares stay between 0 and 1.
 */
#include "ranking/funnel_kernel.h"

#include <math.h>

#include "base/memory.h"
#include "math/binomial.h"
#include "math/double_double.h"
#include "math/quantiles.h"
#include "math/radix_sort.h"

/* The standard error of a share of n trials if the target holds. */
double
share_error(double target, double n)
{
	return sqrt(target * (1.0 - target) / n);
}

/*
 * The target that the units say themselves: of shares all successes over all
 * trials, of means the mean weighted by 1 / s^2.  False without units.
 */
bool
pooled_target(const FunnelUnit *unit, int64_t n, double *target)
{
	DoubleDouble sum = {0.0, 0.0};
	DoubleDouble weights = {0.0, 0.0};
	double		least = INFINITY;
	int64_t		i;

	for (i = 0; i < n; i++)
	{
		stop_if_asked_at(i);
		least = fmin(least, unit[i].std_error);
	}
	for (i = 0; i < n; i++)
	{
		double		precision = least / unit[i].std_error;
		double		weight = unit[i].n > 0.0 ? unit[i].n : precision * precision;

		stop_if_asked_at(i);
		/* of a share exactly the successes */
		sum = dd_add_double(sum, unit[i].n > 0.0 ? rint(weight * unit[i].value) : weight * unit[i].value);
		weights = dd_add_double(weights, weight);
	}
	if (n == 0)
		return false;
	*target = dd_quotient(sum, weights);
	return true;
}

/* The quantile of numbers in order, type 7: (n - 1) probability from the first on. */
static double
quantile_of(const double *number, int64_t n, double probability)
{
	double		place = (double) (n - 1) * probability;
	int64_t		below = (int64_t) floor(place);

	if (below >= n - 1)
		return number[n - 1];
	return number[below] + (place - (double) below) * (number[below + 1] - number[below]);
}

/*
 * sum w - sum w^2 / sum w of the units that have a standard error, in units of
 * the largest weight, that of the least error.  Taken as sum w_i (sum w - w_i) /
 * sum w: so nothing is lost where one unit is nearly exact, and has nearly all
 * of the weight.
 */
static double
effective_weight(const FunnelUnit *unit, int64_t n, double least)
{
	DoubleDouble others = {0.0, 0.0};	/* but the first with the least error */
	DoubleDouble products = {0.0, 0.0};
	int64_t		first = -1;
	int64_t		i;

	for (i = 0; i < n; i++)
	{
		double		precision = least / unit[i].std_error;

		stop_if_asked_at(i);
		if (first < 0 && unit[i].std_error == least)
			first = i;
		else if (unit[i].std_error > 0.0)
			others = dd_add_double(others, precision * precision);
	}
	products = others;
	for (i = 0; i < n; i++)
	{
		double		precision = least / unit[i].std_error;
		double		weight = precision * precision;

		stop_if_asked_at(i);
		if (i != first && unit[i].std_error > 0.0)
			products = dd_add_double(products, weight * (1.0 + (others.hi - weight)));
	}
	return products.hi / (1.0 + others.hi);
}

/* phi and the root of tau2 of the units that have a standard error. */
Dispersion
dispersion_of(const FunnelUnit *unit, int64_t n, double winsorise)
{
	Dispersion	result = {0};
	double	   *z = memory_get(n, sizeof(double));
	DoubleDouble squares = {0.0, 0.0};
	double		least = INFINITY;
	double		lowest;
	double		highest;
	int64_t		units = 0;
	int64_t		i;

	for (i = 0; i < n; i++)
	{
		stop_if_asked_at(i);
		if (!(unit[i].std_error > 0.0))
			continue;
		least = fmin(least, unit[i].std_error);
		z[units++] = (unit[i].value - unit[i].target) / unit[i].std_error;
	}
	if (units > 0)
	{
		sort_rows(z, units, 1, 0);
		lowest = quantile_of(z, units, winsorise);
		highest = quantile_of(z, units, 1.0 - winsorise);
		for (i = 0; i < units; i++)
		{
			double		moved = fmax(lowest, fmin(highest, z[i]));

			stop_if_asked_at(i);
			squares = dd_add_double(squares, moved * moved);
		}
		result.has_phi = true;
		result.phi = squares.hi / (double) units;
	}
	if (units > 1)
	{
		double		excess = fmax(0.0, squares.hi - (double) (units - 1));
		double		weight = effective_weight(unit, n, least);

		/* no weight is left where all others have errors beyond all measure */
		result.has_tau2 = weight > 0.0;
		if (result.has_tau2)
			/* the root, as the square of a small or large number may not be one */
			result.tau = least * sqrt(excess / weight);
	}
	memory_release(z);
	return result;
}

/* Limits of a share stay where shares are. */
static void
keep_share(FunnelLimits *limits)
{
	limits->lower = fmax(0.0, fmin(1.0, limits->lower));
	limits->upper = fmax(0.0, fmin(1.0, limits->upper));
}

/*
 * z and the limits of a unit.  Where the target is a share of 0 or 1 chance
 * changes nothing: no z, and limits at the target.  No limits by a dispersion
 * that is not known.
 */
FunnelLimits
funnel_limits_of(const FunnelUnit *unit, const Dispersion *dispersion, FunnelMethod method, double level)
{
	FunnelLimits result = {.has_limits = true, .lower = unit->target, .upper = unit->target};
	double		margin = 0.0;
	double		p = (1.0 - level) / 2.0;

	if (!(unit->std_error > 0.0))
		return result;
	result.has_z = true;
	result.z = (unit->value - unit->target) / unit->std_error;
	switch (method)
	{
		case FUNNEL_EXACT:
			result.lower = binomial_interpolated_quantile(unit->n, unit->target, p) / unit->n;
			result.upper = 1.0 - binomial_interpolated_quantile(unit->n, 1.0 - unit->target, p) / unit->n;
			keep_share(&result);
			return result;
		case FUNNEL_NORMAL:
			margin = unit->std_error;
			break;
		case FUNNEL_MULTIPLICATIVE:
			result.has_limits = dispersion->has_phi;
			margin = unit->std_error * sqrt(fmax(1.0, dispersion->phi));
			break;
		case FUNNEL_ADDITIVE:
			result.has_limits = dispersion->has_tau2;
			margin = hypot(unit->std_error, dispersion->tau);
			break;
	}
	margin *= normal_two_sided(level);
	result.lower -= margin;
	result.upper += margin;
	if (unit->n > 0.0)
		keep_share(&result);
	return result;
}

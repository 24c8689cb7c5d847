/* SPDX-License-Identifier: PostgreSQL */
/*
 * entropy_kernel.c - inequality as a mean over the deviations from equality
 *
 * Generalized entropy, Atkinson, Hoover and the coefficient of variation are
 * all functions of d = (x - mean) / mean, which mean.c computes with all its
 * digits.  With p the weight shares,
 *
 *	GE(alpha)	sum p ((1 + d)^alpha - 1) / (alpha (alpha - 1))
 *	GE(1)		sum p (1 + d) ln (1 + d)			Theil's T
 *	GE(0)		-sum p ln (1 + d)					mean log deviation, Theil's L
 *
 * (Theil 1967, Economics and Information Theory; Shorrocks 1980, Econometrica
 * 48).  Terms of these sums have both signs and cancel out where
 * values are nearly equal.  But sum p d = 0, so a multiple of d can be added to
 * every term; what makes each term at least 0 is
 *
 *	g(d) = ((1 + d)^alpha - 1 - alpha d) / (alpha (alpha - 1))
 *		 = ((1 + d) E(alpha - 1) - d) / alpha		for alpha > 1/2
 *		 = (d - E(alpha)) / (1 - alpha)				else
 *
 * where E(a) = ((1 + d)^a - 1) / a, and ln (1 + d) at a = 0: both forms pass
 * through GE(1) and GE(0) without a break.  Where d is small the binomial
 * series of g, d^2/2 (1 + (alpha-2)/3 d + (alpha-2)(alpha-3)/(3*4) d^2 + ...),
 * takes over.  So no digit is lost anywhere; relative error below 10^-13, most
 * of it from the power where it is very large.
 *
 * Functions return false, and leave the result alone, where the measure is not
 * defined: no value, a total of 0, or an infinity because of zeros.  A result
 * that is beyond the largest double, or comes near it, is INFINITY.  No value is
 * negative.
 */
#include "inequality/entropy_kernel.h"

#include <math.h>
#include <stddef.h>

#include "base/memory.h"
#include "math/mean.h"

#define SERIES_BELOW	0.1		/* of |d| and |alpha d| */

/* ln (x / mean), also where the quotient is no double */
static double
log_ratio(const Mean *mean, double x)
{
	int			x_exponent;
	int			mean_exponent;
	double		x_fraction = frexp(x, &x_exponent);
	double		mean_fraction = frexp(mean->mean.hi, &mean_exponent);

	return log(x_fraction / mean_fraction) + M_LN2 * (x_exponent + ilogb(mean->value_scale) - mean_exponent);
}

/* ln (1 + d) */
static double
log_of(const Mean *mean, double x, double d)
{
	return d > -0.5 ? log1p(d) : log_ratio(mean, x);
}

/* E(a) of the head of this file, given ln (1 + d) */
static double
power_slope(double a, double log1p_d)
{
	double		y = a * log1p_d;

	return fabs(y) < 1e-17 ? log1p_d : expm1(y) / a;
}

/* g(d) of the head of this file */
static double
entropy_term(const Mean *mean, double x, double alpha)
{
	double		d = relative_deviation(mean, x);

	if (x == 0.0)
		return alpha > 0.0 ? 1.0 / alpha : INFINITY;
	if (alpha == 2.0)
		return d * d / 2.0;
	if (fabs(d) < SERIES_BELOW && fabs(alpha * d) < SERIES_BELOW)
	{
		double		sum = 1.0;
		double		term = 1.0;
		int			k;

		for (k = 2; fabs(term) > 1e-17; k++)
		{
			term *= (alpha - k) / (k + 1) * d;
			sum += term;
		}
		return d * d / 2.0 * sum;
	}
	if (alpha > 0.5)
		return (relative_value(mean, x) * power_slope(alpha - 1.0, log_of(mean, x, d)) - d) / alpha;
	return (d - power_slope(alpha, log_of(mean, x, d))) / (1.0 - alpha);
}

/*
 * Generalized entropy: 0 for equality; alpha = 0 is the mean log deviation,
 * alpha = 1 the Theil index, alpha = 2 half the squared coefficient of
 * variation.
 */
bool
generalized_entropy_of(const SortedValues *values, double alpha, double *result)
{
	Mean		mean;
	DoubleDouble sum = {0.0, 0.0};
	int64_t		i;

	if (values->n == 0)
		return false;
	mean = mean_of(values);
	if (mean.mean.hi == 0.0 || (alpha <= 0.0 && values->value[0] == 0.0))
		return false;
	for (i = 0; i < values->n; i++)
	{
		double		term = entropy_term(&mean, values->value[i * values->stride], alpha);

		stop_if_asked_at(i);
		sum = dd_add_double(sum, scaled_weight(&mean, values, i) * term);
	}
	*result = isfinite(sum.hi) ? dd_div(sum, mean.weight).hi : INFINITY;
	return true;
}

/*
 * ln of (sum p (x / mean)^power) / power, for power < 0: the largest term is
 * that of the least value, and is taken out, so that nothing overflows.
 */
static double
log_power_mean(const SortedValues *values, double power)
{
	Mean		mean = mean_of(values);
	double		largest = log_of(&mean, values->value[0], relative_deviation(&mean, values->value[0]));
	DoubleDouble sum = {0.0, 0.0};
	int64_t		i;

	for (i = 0; i < values->n; i++)
	{
		double		x = values->value[i * values->stride];
		double		log_x = log_of(&mean, x, relative_deviation(&mean, x));

		stop_if_asked_at(i);
		sum = dd_add_double(sum, scaled_weight(&mean, values, i) * exp(power * (log_x - largest)));
	}
	return largest + log(dd_div(sum, mean.weight).hi) / power;
}

/*
 * Atkinson index 1 - M / mean, M the power mean of order 1 - epsilon (Atkinson
 * 1970, J. Economic Theory 2): 0 for equality, 1 at most.  As
 *
 *	sum p (x / mean)^q = 1 + q (q - 1) GE(q),	q = 1 - epsilon,
 *
 * it takes its digits from the generalized entropy.
 */
bool
atkinson_of(const SortedValues *values, double epsilon, double *result)
{
	double		q = 1.0 - epsilon;
	double		entropy;
	double		growth;

	if (!generalized_entropy_of(values, 1.0, &entropy))
		return false;
	if (entropy == 0.0 || epsilon == 0.0)
		*result = 0.0;
	else if (!generalized_entropy_of(values, q, &entropy))
		*result = 1.0;			/* a zero, and epsilon >= 1 */
	else if (q == 0.0)
		*result = -expm1(-entropy);
	else
	{
		growth = -q * epsilon * entropy;
		*result = -expm1(isfinite(growth) ? log1p(growth) / q : log_power_mean(values, q));
	}
	return true;
}

/*
 * Hoover index: the part of the total that would have to move for equality,
 * half the mean of |d| (Hoover 1936, Review of Economic Statistics 18).
 */
bool
hoover_of(const SortedValues *values, double *result)
{
	Mean		mean;
	DoubleDouble sum = {0.0, 0.0};
	int64_t		i;

	if (values->n == 0)
		return false;
	mean = mean_of(values);
	if (mean.mean.hi == 0.0)
		return false;
	for (i = 0; i < values->n; i++)
	{
		stop_if_asked_at(i);
		sum = dd_add_double(sum, scaled_weight(&mean, values, i) *
							fabs(relative_deviation(&mean, values->value[i * values->stride])));
	}
	*result = dd_div(sum, dd_add(mean.weight, mean.weight)).hi;
	return true;
}

/* The population standard deviation over the mean. */
bool
coefficient_of_variation_of(const SortedValues *values, double *result)
{
	double		entropy;

	if (!generalized_entropy_of(values, 2.0, &entropy))
		return false;
	*result = sqrt(2.0 * entropy);
	return true;
}

/*
 * The parts of generalized entropy, given the means, weights and entropies
 * (entropy[i * stride]) of groups (Shorrocks 1980):
 *
 *	within		sum p (mean of the group / mean)^alpha GE of the group
 *	between		GE of the means
 *
 * A group whose mean is 0 has no entropy; it adds nothing to what is within.
 */
bool
entropy_parts_of(const SortedValues *means, const double *entropy, double alpha, EntropyParts *result)
{
	Mean		mean;
	DoubleDouble within = {0.0, 0.0};
	int64_t		i;

	if (!generalized_entropy_of(means, alpha, &result->between))
		return false;
	mean = mean_of(means);
	for (i = 0; i < means->n; i++)
	{
		double		x = means->value[i * means->stride];
		double		power;

		stop_if_asked_at(i);
		if (x == 0.0)
			continue;
		power = exp(alpha * log_of(&mean, x, relative_deviation(&mean, x)));
		within = dd_add_double(within, scaled_weight(&mean, means, i) * power * entropy[i * means->stride]);
	}
	result->within = isfinite(within.hi) ? dd_div(within, mean.weight).hi : INFINITY;
	return true;
}

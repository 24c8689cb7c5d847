/* SPDX-License-Identifier: PostgreSQL */
/*
 * binomial.c - the binomial distribution
 *
 * Of n trials, r succeed; each does so with probability `share`.  r and n are
 * whole numbers below 2^53.
 *
 * A probability is what the saddle point says, times the errors of Stirling's
 * formula (Loader 2000, Fast and Accurate Computation of Binomial
 * Probabilities): with q = 1 - share,
 *
 *	P(r) = sqrt(n / (2 pi r (n - r))) exp(d(n) - d(r) - d(n - r) - n share h(r / (n share)) - n q h((n - r) / (n q)))
 *	h(x) = x ln x - x + 1, d(n) = ln n! - ln (sqrt(2 pi n) (n / e)^n)
 *
 * so that no digits are lost between logarithms of huge factorials.
 */
#include "math/binomial.h"

#include <math.h>

#include "base/memory.h"
#include "math/quantiles.h"

/* From this variance on, what Cornish and Fisher say is as good: see binomial_interpolated_quantile(). */
#define LARGE_VARIANCE		1e8

/* d(n): the logarithm of what Stirling's formula leaves out of n!, n >= 1. */
static double
stirling_error(double n)
{
	double		over = 1.0 / (n * n);

	if (n < 16.0)
		return lgamma(n + 1.0) - (n + 0.5) * log(n) + n - 0.5 * log(4.0 * acos(0.0));
	return (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - (1.0 / 1680.0 - over / 1188.0) * over) * over) * over) / n;
}

/* expected h(r / expected), near 0 where r is near what is expected */
static double
deviance(double r, double expected)
{
	double		excess = (r - expected) / expected;

	return expected * ((1.0 + excess) * log1p(excess) - excess);
}

/* P(r), 0 <= r <= n. */
double
binomial_probability(double r, double n, double share)
{
	double		rest = n - r;

	if (share == 0.0 || share == 1.0)
		return r == (share == 0.0 ? 0.0 : n) ? 1.0 : 0.0;
	if (r == 0.0)
		return exp(n * log1p(-share));
	if (rest == 0.0)
		return exp(n * log(share));
	return sqrt(n / (4.0 * acos(0.0) * r * rest)) *
		exp(stirling_error(n) - stirling_error(r) - stirling_error(rest) -
			deviance(r, n * share) - deviance(rest, n * (1.0 - share)));
}

/*
 * P(0) + ... + P(r) over P(r), from the largest term on, as long as they count;
 * for r up to what is expected.  `odds` are those of failure.
 */
static double
lower_tail(double r, double n, double odds)
{
	double		term = 1.0;
	double		sum = 0.0;
	int64_t		steps = 0;

	while (term > sum * 1e-17)
	{
		stop_if_asked_at(steps++);
		sum += term;
		term *= r / (n - r + 1.0) * odds;
		r -= 1.0;
	}
	return sum;
}

/*
 * The probability of r or fewer, 0 <= r <= n: from P(r) downwards, or what is
 * left by those from P(n) downwards.
 */
double
binomial_up_to(double r, double n, double share)
{
	if (share == 0.0 || r == n)
		return 1.0;
	if (share == 1.0)
		return 0.0;
	if (r <= n * share)
		return binomial_probability(r, n, share) * lower_tail(r, n, (1.0 - share) / share);
	return 1.0 - binomial_probability(r + 1.0, n, share) * lower_tail(n - r - 1.0, n, share / (1.0 - share));
}

/*
 * Where the distribution function, drawn as straight lines between its values
 * at whole numbers, has this probability, 0 < probability <= 0.5:
 *
 *	r - (F(r) - probability) / P(r), r the smallest with F(r) >= probability
 *
 * which is above -1.  The search begins at the quantile of Cornish and Fisher
 * (1938), which lies next to r.  Where the variance is large that is the result:
 * it is off by some 1 / (standard deviation), below 1e-4 of a success.
 */
double
binomial_interpolated_quantile(double n, double share, double probability)
{
	double		z = -normal_two_sided(1.0 - 2.0 * probability);
	double		deviation = sqrt(n * share * (1.0 - share));
	double		near = n * share - 0.5 + z * deviation + (1.0 - 2.0 * share) * (z * z - 1.0) / 6.0;
	double		r = fmax(0.0, fmin(n, ceil(near)));
	double		up_to;
	double		here;
	int64_t		steps = 0;

	if (share == 0.0 || share == 1.0)
		return n * share;
	if (deviation * deviation > LARGE_VARIANCE)
		return near;
	up_to = binomial_up_to(r, n, share);
	while (up_to < probability && r < n)
	{
		stop_if_asked_at(steps++);
		r += 1.0;
		up_to += binomial_probability(r, n, share);
	}
	for (;;)
	{
		here = binomial_probability(r, n, share);
		if (r == 0.0 || up_to - here < probability)
			return r - (binomial_up_to(r, n, share) - probability) / here;
		stop_if_asked_at(steps++);
		r -= 1.0;
		up_to -= here;
	}
}

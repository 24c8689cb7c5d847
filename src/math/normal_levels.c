/* SPDX-License-Identifier: PostgreSQL */
/*
 * normal_levels.c - how much levels differ of which there are estimates with known errors
 *
 *	y_i     = theta_i + e_i		e_i normal with variance D_i, which is known
 *	theta_i = mu + v_i			v_i normal with variance A
 *
 * With w_i = 1 / (A + D_i), mu_A = sum w_i y_i / sum w_i, and A and mu as likely
 * to be one value as another, A has the density (restricted likelihood)
 *
 *	f(A) ~ prod w_i^1/2 (sum w_i)^-1/2 exp(-1/2 sum w_i (y_i - mu_A)^2)
 *
 * and mu, were A known, is normal with mean mu_A and variance 1 / sum w_i.  The
 * likeliest A may be 0, and taking it for the true one makes levels too sure; so
 * the whole density is used (Morris and Tang 2011, Statistical Science 26; Morris
 * and Lysy 2012, ibid. 27).  For three estimates or fewer it has no end.  Nor has
 * it one at A = 0 where D_i = 0 for three or more that are all the same: then
 * only A from the lowest density below the peak on are taken.
 *
 * A mean over A is a sum over equal steps of ln A, of which A f(A) is the density:
 * it falls off at both ends exponentially, and then so does the error of the sum.
 *
 * Cost: some 100 passes over the estimates.
 */
#include "math/normal_levels.h"

#include <math.h>

#include "base/memory.h"

/* Parts of the density below e^-NEGLIGIBLE of its peak are left out. */
#define NEGLIGIBLE		20.0
/* The longest step of ln A, and a part of the width of the peak. */
#define LONGEST_STEP	0.5
#define PART_OF_WIDTH	0.9
/* For the width, the density is looked at so far beside the peak. */
#define BESIDE			0.1
/* The peak is sought so far beyond the smallest and the largest variance. */
#define BELOW			40.0
#define ABOVE			10.0
/* Where the density has no end at A = 0, what falls no more than by this is as low as it comes. */
#define FLAT			1e-6
#define MAX_NODES		4096

typedef struct Estimates
{
	int64_t		n;
	const double *y;
	const double *variance;
	bool		grows_at_0;		/* the density, without end */
} Estimates;

/* ln of the density of ln A at x, up to a constant, and what is known at that A. */
static double
log_density(const Estimates *estimates, double x, LevelNode *node)
{
	double		a = exp(x);
	double		center = estimates->y[0];
	double		logs = 0.0;
	double		weights = 0.0;
	double		total = 0.0;
	double		squares = 0.0;
	int64_t		i;

	stop_if_asked();
	for (i = 0; i < estimates->n; i++)
	{
		double		variance = a + estimates->variance[i];

		logs += log(variance);
		weights += 1.0 / variance;
		total += (estimates->y[i] - center) / variance;
	}
	node->variance = a;
	node->mean = center + total / weights;
	node->mean_variance = 1.0 / weights;
	for (i = 0; i < estimates->n; i++)
	{
		double		deviation = estimates->y[i] - node->mean;

		squares += deviation / (a + estimates->variance[i]) * deviation;
	}
	return x - 0.5 * (logs + log(weights) + squares);
}

/* Has the density no end at A = 0: are there three or more without error, all of them the same? */
static bool
grows_at_0(const Estimates *estimates)
{
	int64_t		exact = 0;
	double		level = 0.0;
	int64_t		i;

	for (i = 0; i < estimates->n; i++)
	{
		if (estimates->variance[i] > 0.0)
			continue;
		if (exact > 0 && estimates->y[i] != level)
			return false;
		level = estimates->y[i];
		exact++;
	}
	return exact >= 3;
}

/* Between which x the peak is sought. */
static void
range_of(const Estimates *estimates, double *low, double *high)
{
	double		least = INFINITY;
	double		most = 0.0;
	int64_t		i;

	for (i = 0; i < estimates->n; i++)
	{
		double		square = pow(estimates->y[i] - estimates->y[0], 2.0);

		most = fmax(most, fmax(square, estimates->variance[i]));
		if (estimates->variance[i] > 0.0)
			least = fmin(least, estimates->variance[i]);
		if (square > 0.0)
			least = fmin(least, square);
	}
	*low = log(least) - BELOW;
	*high = log(most) + ABOVE;
}

/*
 * The x of the peak: the best of some, and then halves of what is beside it.
 * Where the density has no end at A = 0, the peak is beyond where it has fallen.
 * False if there is none.
 */
static bool
find_peak(const Estimates *estimates, double low, double high, double *peak)
{
	double		best = low;
	double		highest = -INFINITY;
	double		before = INFINITY;
	double		step = 1.0;
	double		x;
	LevelNode	node;

	for (x = low; x <= high; x += step)
	{
		double		density = log_density(estimates, x, &node);

		if (density > highest && (!estimates->grows_at_0 || density > before + FLAT))
		{
			highest = density;
			best = x;
		}
		before = density;
	}
	if (isinf(highest))
		return false;
	while (step > 1e-3)
	{
		double		above = log_density(estimates, best + step / 2.0, &node);
		double		below = log_density(estimates, best - step / 2.0, &node);

		step /= 2.0;
		if (above > highest || below > highest)
		{
			best += above > below ? step : -step;
			highest = fmax(above, below);
		}
	}
	*peak = best;
	return true;
}

/* How long the steps of ln A may be. */
static double
step_at(const Estimates *estimates, double peak, double density)
{
	LevelNode	node;
	double		bend = (2.0 * density - log_density(estimates, peak + BESIDE, &node) -
						log_density(estimates, peak - BESIDE, &node)) / (BESIDE * BESIDE);

	return bend > 0.0 ? fmin(LONGEST_STEP, PART_OF_WIDTH / sqrt(bend)) : LONGEST_STEP;
}

/* In how many steps from the peak down the density counts. */
static int64_t
steps_below(const Estimates *estimates, double peak, double highest, double step)
{
	double		lowest = highest;
	int64_t		steps;
	LevelNode	node;

	for (steps = 0; steps < MAX_NODES / 2; steps++)
	{
		double		density = log_density(estimates, peak - (double) (steps + 1) * step, &node);

		if (density < highest - NEGLIGIBLE || (estimates->grows_at_0 && density > lowest - FLAT))
			break;
		lowest = density;
	}
	return steps;
}

/*
 * The distribution of the variance between the levels behind n estimates with
 * these variances, which are at least 0; numbers must be of a size that their
 * squares do not overflow.  Sums are in the order of the estimates.  False where
 * nothing bounds the variance: of three or fewer, and where its density only
 * falls.  Else the caller releases the result.
 */
bool
normal_levels_of(const double *estimate, const double *variance, int64_t n, NormalLevels *result)
{
	Estimates	estimates = {.n = n, .y = estimate, .variance = variance};
	LevelNode  *node;
	LevelNode	ignored;
	double		low;
	double		high;
	double		peak;
	double		highest;
	double		step;
	double		total = 0.0;
	int64_t		first;
	int64_t		nodes;
	int64_t		i;

	if (n <= 3)
		return false;
	estimates.grows_at_0 = grows_at_0(&estimates);
	range_of(&estimates, &low, &high);
	if (!find_peak(&estimates, low, high, &peak))
		return false;
	result->node = node = memory_get(MAX_NODES, sizeof(LevelNode));
	highest = log_density(&estimates, peak, &ignored);
	step = step_at(&estimates, peak, highest);

	/* from where the density counts until it does no more */
	first = steps_below(&estimates, peak, highest, step);
	for (nodes = 0; nodes < MAX_NODES; nodes++)
	{
		double		density = log_density(&estimates, peak + (double) (nodes - first) * step, &node[nodes]);

		if (nodes > first && density < highest - NEGLIGIBLE)
			break;
		node[nodes].probability = exp(density - highest);
		total += node[nodes].probability;
	}
	for (i = 0; i < nodes; i++)
		node[i].probability /= total;
	result->nodes = nodes;
	return true;
}

/* What normal_levels_of() has found. */
void
normal_levels_release(NormalLevels *levels)
{
	memory_release(levels->node);
}

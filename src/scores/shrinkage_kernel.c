/* SPDX-License-Identifier: PostgreSQL */
/*
 * shrinkage_kernel.c - means of groups drawn to the common mean as far as chance explains them
 *
 * The one-way random effects model: group i has a level theta_i, and its n_i
 * answers vary around that:
 *
 *	xbar_i  = theta_i + e_i		e_i normal with variance s^2 / n_i
 *	theta_i = mu + v_i			v_i normal with variance A = lambda s^2
 *
 * There are I groups with N answers.  Were lambda known, all would be least
 * squares.  With
 *
 *	w_i	= n_i / (1 + n_i lambda)		k_i = lambda w_i
 *	mu	= sum w_i xbar_i / sum w_i		Q = sum w_i (xbar_i - mu)^2
 *	S_w = sum (n_i - 1) var_i			s^2 = (S_w + Q) / (N - 3)
 *
 * theta_i would have Student's distribution with N - 3 degrees of freedom around
 *
 *	m_i	= k_i xbar_i + (1 - k_i) mu
 *
 * with the squared scale
 *
 *	v_i	= s^2 k_i / n_i + (1 - k_i)^2 s^2 / sum w_i
 *
 * lambda is not known, and taking the likeliest value for the true one makes
 * errors too small.  So its whole distribution is used (hierarchical Bayes).
 * With A and mu as likely to be one value as another, and so the logarithm of
 * s^2, the answers give lambda the density
 *
 *	f(lambda) ~ prod (1 + n_i lambda)^-1/2 (sum w_i)^-1/2 (S_w + Q)^-(N - 3)/2
 *
 * and with E for the mean over that
 *
 *	estimate		= E m_i
 *	std_error^2		= E v_i + E (m_i - estimate)^2
 *	common_error^2	= E (1 - k_i)^2 s^2 / sum w_i		what all groups share: the error of mu
 *
 * An interval is as many of these errors to both sides as Student's distribution
 * with N - I degrees of freedom says, for a group without answers with I - 1.
 *
 * The error counts that mu, A and s^2 are estimated, and is above 0.  With equal
 * n_i and s^2 known, a flat density of A makes its square an estimate of the mean
 * squared error that is unbiased up to the second order.  For three groups or
 * fewer f has no end: they stand as they are, as with Stein's estimator.
 *
 * A group without answers is at E mu.  Its error is that of A and mu at the
 * peak of lambda f(lambda), where A is never 0: the adjusted likelihood of Li
 * and Lahiri with s^2 unknown.  (The mean of A would be infinite for up to five
 * groups.)
 *
 * Sources: Datta and Ghosh 1991, Annals of Statistics 19; Morris and Tang 2011,
 * Statistical Science 26; Datta, Rao and Smith 2005, Biometrika 92; Li and Lahiri
 * 2010, J. Multivariate Analysis 101; Rao and Molina 2015, Small Area
 * Estimation, chapter 10.
 *
 * The mean over lambda is the sum over equal steps of ln lambda, which for a
 * density that falls off at both ends exponentially has an error that does too.
 * Numbers are centered and scaled by powers of two, and groups sorted first, so
 * results do not depend on their order.
 *
 * Cost: some hundreds of passes over the groups, and 40 bytes for each step.
 */
#include "scores/shrinkage_kernel.h"

#include <math.h>
#include <string.h>

#include "base/compiler.h"
#include "base/memory.h"
#include "math/random.h"
#include "math/values.h"

/* Parts of the density below e^-NEGLIGIBLE of its peak are left out. */
#define NEGLIGIBLE		40.0

/* The longest step of ln lambda. */
#define LONGEST_STEP	0.25

/* A variance within groups below 2^LEAST_EXPONENT of the square of the largest deviation is as good as 0. */
#define LEAST_EXPONENT	(-400)

/* So lambda is never as large as 2^MOST_EXPONENT. */
#define MOST_EXPONENT	900

/* Groups in units of the model. */
typedef struct Groups
{
	const GroupMean *group;		/* sorted */
	int64_t		n;
	double		center;
	int			exponent;
	double		answers;		/* N */
	double		freedom;		/* N - I */
	double		squares;		/* S_w */
} Groups;

/* The logarithm of lambda f(lambda), but for a constant, and what goes with it. */
typedef struct Density
{
	double		log;
	double		slope;			/* along ln lambda */
	double		mu;
	double		weights;		/* sum w_i */
	double		Q;
} Density;

/* Nodes as they are found. */
typedef struct NodeList
{
	RatioNode  *node;
	int64_t		n;
	int64_t		room;
} NodeList;

/* ln (1 + x) for x >= 0, also where x is small (Kahan). */
static double
log_of_1_plus(double x)
{
	double		sum = 1.0 + x;

	return sum == 1.0 ? x : portable_log(sum) * (x / (sum - 1.0));
}

static Density
density_of(const Groups *groups, double lambda)
{
	Density		density = {0};
	double		logs = 0.0;
	double		drawn = 0.0;	/* sum of k */
	double		total = 0.0;
	double		squares = 0.0;	/* sum of w^2 */
	double		slope = 0.0;	/* of Q */
	int64_t		i;

	for (i = 0; i < groups->n; i++)
	{
		const GroupMean *group = &groups->group[i];
		double		x = group->n * lambda;
		double		w = group->n / (1.0 + x);

		stop_if_asked_at(i);
		logs += log_of_1_plus(x);
		drawn += lambda * w;
		density.weights += w;
		squares += w * w;
		total += w * centered(group->mean, groups->center, groups->exponent);
	}
	density.mu = total / density.weights;
	for (i = 0; i < groups->n; i++)
	{
		const GroupMean *group = &groups->group[i];
		double		w = group->n / (1.0 + group->n * lambda);
		double		d = centered(group->mean, groups->center, groups->exponent) - density.mu;

		density.Q += w * d * d;
		slope += w * w * d * d;
	}
	density.log = portable_log(lambda) - 0.5 * (logs + portable_log(density.weights)) -
		0.5 * (groups->answers - 3.0) * log_of_1_plus(density.Q / groups->squares);
	density.slope = 1.0 - 0.5 * (drawn - lambda * squares / density.weights) +
		0.5 * (groups->answers - 3.0) * (lambda * slope / (groups->squares + density.Q));
	return density;
}

/* lambda at the highest peak of the density: first over powers of two, then by halving. */
static double
peak_of(const Groups *groups)
{
	double		most_answers = 1.0;
	double		low;
	double		high;
	double		best_log = -INFINITY;
	int			best = 0;
	int			lowest;
	int			k;
	int64_t		i;

	for (i = 0; i < groups->n; i++)
		most_answers = fmax(most_answers, groups->group[i].n);
	(void) frexp(most_answers, &lowest);
	lowest = -lowest - 60;
	for (k = lowest; k < MOST_EXPONENT; k++)
	{
		Density		density = density_of(groups, ldexp(1.0, k));

		if (density.log > best_log)
		{
			best = k;
			best_log = density.log;
		}
		if (k > 0 && density.slope < 0.0 && density.log < best_log - 1.0)
			break;
	}
	low = ldexp(1.0, best);
	if (density_of(groups, low).slope < 0.0)
		low /= 2.0;
	high = 2.0 * low;
	for (;;)
	{
		double		middle = sqrt(low) * sqrt(high);

		if (!(middle > low && middle < high))
			return low;
		if (density_of(groups, middle).slope > 0.0)
			low = middle;
		else
			high = middle;
	}
}

/* How far ln lambda goes from step to step: half of the width of the peak. */
static double
step_at(const Groups *groups, double peak)
{
	const double near = 0x1p-10;
	double		curvature = (density_of(groups, peak * (1.0 - near)).slope -
							 density_of(groups, peak * (1.0 + near)).slope) / (2.0 * near);

	return curvature * LONGEST_STEP * LONGEST_STEP > 0.25 ? 0.5 / sqrt(curvature) : LONGEST_STEP;
}

static void
add_node(NodeList *list, const Groups *groups, double lambda, const Density *density, double peak_log)
{
	double		within = (groups->squares + density->Q) / (groups->answers - 3.0);

	if (list->n == list->room)
	{
		RatioNode  *more = memory_get(2 * list->room, sizeof(RatioNode));

		memcpy(more, list->node, list->n * sizeof(RatioNode));
		memory_release(list->node);
		list->node = more;
		list->room *= 2;
	}
	list->node[list->n++] = (RatioNode) {
		.probability = portable_exp(density->log - peak_log), .ratio = lambda, .mu = density->mu,
		.mu_variance = within / density->weights, .within = within
	};
}

/* Nodes at all steps from the peak on, down or up, where the density is worth it. */
static void
walk(NodeList *list, const Groups *groups, double peak, double peak_log, double step)
{
	int64_t		k;

	for (k = 1;; k++)
	{
		double		lambda = peak * portable_exp(step * (double) k);
		Density		density = density_of(groups, lambda);

		stop_if_asked();
		if (!(density.log >= peak_log - NEGLIGIBLE))
			return;
		add_node(list, groups, lambda, &density, peak_log);
	}
}

/* The distribution of lambda. */
static void
integrate(Shrinkage *shrinkage, const Groups *groups)
{
	double		peak = peak_of(groups);
	Density		density = density_of(groups, peak);
	double		step = step_at(groups, peak);
	NodeList	list = {.room = 256};
	double		total = 0.0;
	int64_t		i;

	list.node = memory_get(list.room, sizeof(RatioNode));
	add_node(&list, groups, peak, &density, density.log);
	walk(&list, groups, peak, density.log, -step);
	walk(&list, groups, peak, density.log, step);
	for (i = 0; i < list.n; i++)
		total += list.node[i].probability;
	for (i = 0; i < list.n; i++)
		list.node[i].probability /= total;
	shrinkage->nodes = list.n;
	shrinkage->node = list.node;
}

#define SORT				sort_groups
#define SORT_ELEMENT		GroupMean
#define SORT_BEFORE(a, b)	group_before(a, b)

static bool
group_before(const GroupMean *a, const GroupMean *b)
{
	if (a->mean != b->mean)
		return a->mean < b->mean;
	if (a->n != b->n)
		return a->n < b->n;
	return a->n > 1.0 && a->variance < b->variance;
}

#include "math/sort_template.h"

/* Find the unit of the model, and add up what does not depend on lambda. */
static void
prepare_groups(Groups *groups)
{
	double		least = groups->group[0].mean;
	double		greatest = groups->group[groups->n - 1].mean;
	double		deviation = greatest / 2.0 - least / 2.0;
	int64_t		i;

	for (i = 0; i < groups->n; i++)
	{
		if (groups->group[i].n > 1.0)
			deviation = fmax(deviation, sqrt(groups->group[i].variance));
	}
	groups->center = least / 2.0 + greatest / 2.0;
	(void) frexp(deviation, &groups->exponent);
	for (i = 0; i < groups->n; i++)
	{
		const GroupMean *group = &groups->group[i];

		groups->answers += group->n;
		groups->freedom += group->n - 1.0;
		if (group->n > 1.0)
			groups->squares += (group->n - 1.0) * ldexp(group->variance, -2 * groups->exponent);
	}
}

/* The mean of the groups' means, each counting the same, and their variance, 0 for one group. */
static void
compare_means(const Groups *groups, double *mean, double *variance)
{
	double		total = 0.0;
	double		squares = 0.0;
	int64_t		i;

	for (i = 0; i < groups->n; i++)
		total += centered(groups->group[i].mean, groups->center, groups->exponent);
	*mean = total / (double) groups->n;
	for (i = 0; i < groups->n; i++)
	{
		double		d = centered(groups->group[i].mean, groups->center, groups->exponent) - *mean;

		squares += d * d;
	}
	*variance = groups->n > 1 ? squares / (double) (groups->n - 1) : 0.0;
}

/*
 * What the groups, which may come in any order, tell about mu and the
 * variances.  False if there are none, else the caller releases the result.
 */
bool
shrinkage_of(const GroupMean *group, int64_t n, Shrinkage *result)
{
	GroupMean  *sorted;
	Groups		groups = {.n = n};
	double		variance = 0.0;

	if (n == 0)
		return false;
	sorted = memory_get(n, sizeof(GroupMean));
	memcpy(sorted, group, n * sizeof(GroupMean));
	sort_groups(sorted, n);
	groups.group = sorted;
	prepare_groups(&groups);

	*result = (Shrinkage) {
		.center = groups.center, .exponent = groups.exponent, .groups = (double) n, .freedom = groups.freedom
	};
	compare_means(&groups, &result->mu, &variance);
	if (groups.freedom == 0.0 && n > 1)
	{
		result->what = ONE_ANSWER_EACH;
		result->within = variance;
	}
	else if (groups.squares < ldexp(1.0, LEAST_EXPONENT))
		result->what = NO_VARIANCE;
	else
	{
		result->what = n > 3 ? GROUPS_ARE_DRAWN : TOO_FEW_GROUPS;
		result->within = groups.squares / groups.freedom;
		if (n > 3)
			integrate(result, &groups);
	}
	memory_release(sorted);
	return true;
}

/* What shrinkage_of() has found, after which there may be nothing to release. */
void
shrinkage_release(Shrinkage *shrinkage)
{
	if (shrinkage->node != NULL)
		memory_release(shrinkage->node);
}

/* A group that is drawn: the means over the distribution of lambda, in units of the model. */
static ShrunkenMean
drawn_mean_of(const Shrinkage *shrinkage, double mean, double n)
{
	ShrunkenMean result = {.has_error = true};
	double		variance = 0.0;
	double		common = 0.0;
	int64_t		i;

	for (i = 0; i < shrinkage->nodes; i++)
	{
		const RatioNode *node = &shrinkage->node[i];
		double		own = n * node->ratio / (1.0 + n * node->ratio);

		result.own_weight += node->probability * own;
		result.estimate += node->probability * (node->mu + own * (mean - node->mu));
	}
	for (i = 0; i < shrinkage->nodes; i++)
	{
		const RatioNode *node = &shrinkage->node[i];
		double		rest = 1.0 / (1.0 + n * node->ratio);
		double		deviation = node->mu + (1.0 - rest) * (mean - node->mu) - result.estimate;

		if (n > 0.0)
			variance += node->probability * node->within * node->ratio * rest;
		variance += node->probability * deviation * deviation;
		common += node->probability * rest * rest * node->mu_variance;
	}
	if (n == 0.0)
	{
		/* the first node is the peak */
		variance += shrinkage->node[0].ratio * shrinkage->node[0].within;
		common = shrinkage->node[0].mu_variance;
	}
	result.std_error = sqrt(variance + common);
	result.common_error = sqrt(common);
	return result;
}

/*
 * The level of a group; its mean is not asked for if it has no answers.  Where
 * groups are not drawn:
 *
 *	too few groups		the mean with the error of a mean, s_w / sqrt n; without answers the mean of all means
 *	one answer each		nothing tells chance from difference: the mean of all, with the deviation of all, the most
 *						that either can explain
 *	no variance			the mean
 *
 * Without an error where none is said.
 */
ShrunkenMean
shrunken_mean_of(const Shrinkage *shrinkage, double mean, double n)
{
	double		own = n > 0.0 ? centered(mean, shrinkage->center, shrinkage->exponent) : 0.0;
	ShrunkenMean result = {0};

	if (shrinkage->what == GROUPS_ARE_DRAWN)
		result = drawn_mean_of(shrinkage, own, n);
	else if (shrinkage->what == ONE_ANSWER_EACH)
	{
		result.has_error = true;
		result.estimate = shrinkage->mu;
		result.std_error = sqrt(shrinkage->within);
	}
	else
	{
		result.has_error = shrinkage->what == TOO_FEW_GROUPS && n > 0.0;
		result.estimate = n > 0.0 ? own : shrinkage->mu;
		result.own_weight = n > 0.0 ? 1.0 : 0.0;
		result.std_error = result.has_error ? sqrt(shrinkage->within / n) : 0.0;
	}

	result.freedom = n > 0.0 && shrinkage->what != ONE_ANSWER_EACH ? shrinkage->freedom : shrinkage->groups - 1.0;

	/* a mean that stands keeps all its digits */
	result.estimate = result.own_weight == 1.0 ? mean :
		ldexp(result.estimate, shrinkage->exponent) + shrinkage->center;
	result.std_error = ldexp(result.std_error, shrinkage->exponent);
	result.common_error = ldexp(result.common_error, shrinkage->exponent);
	return result;
}

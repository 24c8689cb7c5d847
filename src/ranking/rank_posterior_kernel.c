/* SPDX-License-Identifier: PostgreSQL */
/*
 * rank_posterior_kernel.c - ranks of levels that are known by estimates with errors
 *
 * Score y_i with standard error s_i is about a level theta_i, and levels are
 * normal with mean mu and variance A.  The scores say how likely each A is, and
 * each mu for it (normal_levels.c).  Were both known, theta_i would be normal
 * and independent of the others with
 *
 *	mean c_i = g_i y_i + (1 - g_i) mu, variance v_i = g_i s_i^2, g_i = A / (A + s_i^2)
 *
 * Lin, Louis, Paddock and Ridgeway 2006, "Loss function based ranking in
 * two-stage hierarchical models", Bayesian Analysis 1: the mean of the rank is
 * the estimate with the least squared error, and the probability of the bottom
 * classifies with the fewest errors.
 *
 *	expected rank	1 + sum over j of P(theta_j > theta_i), by the normal distribution
 *	P(bottom)		the mean over draws of P(theta_i < the bottom_start-th largest of the others)
 *	P(top)			the same with top_end, and not less
 *
 * In a draw A, mu and all levels are drawn, and the probability is that of one
 * level among those of the others, by the normal distribution again: so some
 * hundred draws give two digits.  A takes its quantiles in turn.  Where nothing
 * bounds A (normal_levels.c), g_i = 1.
 *
 * Units are sorted first and random numbers are functions of draw and place
 * (random.c), so results do not depend on how the units come.  Units that are
 * equal would differ by their luck: they get what they have on average.
 *
 * Cost: n^2 / 2 normal probabilities for each of some 20 to 100 values of A, and in
 * a draw n normal deviates, a sort, and 2 n probabilities.
 */
#include "ranking/rank_posterior_kernel.h"

#include <math.h>
#include <stdbool.h>

#include "base/memory.h"
#include "math/normal_levels.h"
#include "math/radix_sort.h"
#include "math/random.h"
#include "math/values.h"

/* A normal variable is within so many standard deviations, to the last digit of a double. */
#define FAR				8.5

typedef struct Posterior
{
	const PosteriorModel *model;
	int64_t		n;
	double		scale;			/* of scores and errors: a power of two */
	int64_t    *unit;			/* at each place; arrays below are by place */
	double	   *score;
	double	   *variance;		/* s^2 */
	NormalLevels levels;
	double	   *own_weight;		/* g_i of the A that is looked at */
	double	   *center;			/* c_i of it, and of mu */
	double	   *spread;			/* root of v_i */
	RankPosterior *result;
} Posterior;

static inline bool
stands_before(const PosteriorModel *model, int64_t a, int64_t b)
{
	if (model->score[a] != model->score[b])
		return model->score[a] > model->score[b];
	return model->std_error[a] > model->std_error[b];
}

#define SORT				sort_units
#define SORT_ELEMENT		int64_t
#define SORT_BEFORE(a, b)	stands_before(context, *(a), *(b))
#define SORT_CONTEXT		const PosteriorModel *
#include "math/sort_template.h"

/* P(a standard normal variable < x), 0 or 1 for infinities. */
static inline double
normal_below(double x)
{
	if (x > FAR)
		return 1.0;
	return x < -FAR ? 0.0 : 0.5 * erfc(-x * 0.70710678118654752);
}

/* P(a normal variable < limit); one without a spread is where it is. */
static inline double
level_below(double center, double spread, double limit)
{
	return spread > 0.0 ? normal_below((limit - center) / spread) : center < limit;
}

static void
prepare(Posterior *p, const PosteriorModel *model)
{
	double		largest = 0.0;
	int64_t		i;

	*p = (Posterior) {.model = model, .n = model->units};
	p->unit = memory_get(p->n, sizeof(int64_t));
	p->score = memory_get(p->n, sizeof(double));
	p->variance = memory_get(p->n, sizeof(double));
	p->own_weight = memory_get(p->n, sizeof(double));
	p->center = memory_get(p->n, sizeof(double));
	p->spread = memory_get(p->n, sizeof(double));
	p->result = memory_get(p->n, sizeof(RankPosterior));
	for (i = 0; i < p->n; i++)
	{
		p->unit[i] = i;
		largest = fmax(largest, fmax(fabs(model->score[i]), model->std_error[i]));
	}
	p->scale = scale_for(largest);
	sort_units(p->unit, p->n, model);
	for (i = 0; i < p->n; i++)
	{
		double		error = model->std_error[p->unit[i]] * p->scale;

		p->score[i] = model->score[p->unit[i]] * p->scale;
		p->variance[i] = error * error;
		p->result[i] = (RankPosterior) {.expected_rank = (double) (i + 1)};
		if (i > 0 && p->score[i] == p->score[i - 1])
			p->result[i].expected_rank = p->result[i - 1].expected_rank;
	}
	if (!normal_levels_of(p->score, p->variance, p->n, &p->levels))
	{
		/* as if A was infinite: scores stand as they are */
		p->levels.nodes = 1;
		p->levels.node = memory_get(1, sizeof(LevelNode));
		p->levels.node[0] = (LevelNode) {.probability = 1.0, .variance = INFINITY};
	}
}

/* g, c and v of all places for a node and a mean. */
static void
look_at(Posterior *p, const LevelNode *node, double mean)
{
	int64_t		i;

	for (i = 0; i < p->n; i++)
	{
		double		g = isinf(node->variance) ? 1.0 : node->variance / (node->variance + p->variance[i]);

		p->own_weight[i] = g;
		p->center[i] = g * p->score[i] + (1.0 - g) * mean;
		p->spread[i] = sqrt(g * p->variance[i]);
	}
}

/*
 * What levels, their deviations and ranks are for one A more than the scores are
 * and their ranks; mu varies around its mean.
 */
static void
add_node(Posterior *p, const LevelNode *node)
{
	int64_t		i;
	int64_t		j;

	look_at(p, node, node->mean);
	for (i = 0; i < p->n; i++)
	{
		double		drawn = 1.0 - p->own_weight[i];

		stop_if_asked();
		p->result[i].score += node->probability * (p->center[i] - p->score[i]);
		p->result[i].std_error += node->probability *
			(p->spread[i] * p->spread[i] + drawn * drawn * node->mean_variance);
		for (j = 0; j < i; j++)
		{
			double		shared = p->own_weight[i] - p->own_weight[j];
			double		spread = sqrt(p->spread[i] * p->spread[i] + p->spread[j] * p->spread[j] +
									  shared * shared * node->mean_variance);
			double		j_better = level_below(p->center[i], spread, p->center[j]);
			double		i_better = spread > 0.0 ? 1.0 - j_better : p->center[i] > p->center[j];

			/* by score, no i is better than a j before it */
			p->result[i].expected_rank += node->probability * (j_better - (p->score[j] > p->score[i]));
			p->result[j].expected_rank += node->probability * i_better;
		}
	}
}

/* What needs no draws. */
static void
add_nodes(Posterior *p)
{
	int64_t		k;
	int64_t		i;

	for (k = 0; k < p->levels.nodes; k++)
		add_node(p, &p->levels.node[k]);
	for (i = 0; i < p->n; i++)
		p->result[i].score += p->score[i];
	/* levels differ between values of A */
	for (k = 0; k < p->levels.nodes; k++)
	{
		const LevelNode *node = &p->levels.node[k];

		look_at(p, node, node->mean);
		for (i = 0; i < p->n; i++)
			p->result[i].std_error += node->probability * pow(p->center[i] - p->result[i].score, 2.0);
	}
	for (i = 0; i < p->n; i++)
	{
		p->result[i].score /= p->scale;
		p->result[i].std_error = sqrt(p->result[i].std_error) / p->scale;
	}
}

/* The k-th largest of all levels but one, which are in ascending order; k = 0: above all, k = n: below all. */
static inline double
largest_of_others(const double *sorted, int64_t n, int64_t k, double level)
{
	if (k == 0)
		return INFINITY;
	if (k >= n)
		return -INFINITY;
	return level >= sorted[n - k] ? sorted[n - k - 1] : sorted[n - k];
}

/* The probabilities of one draw. */
static void
add_draw(Posterior *p, const LevelNode *node, const double *normal, double *level, double *sorted)
{
	int64_t		i;

	look_at(p, node, node->mean + sqrt(node->mean_variance) * normal[0]);
	for (i = 0; i < p->n; i++)
	{
		sorted[i] = level[i] = p->center[i] + p->spread[i] * normal[i + 1] + 0.0;
	}
	sort_rows(sorted, p->n, 1, 0);
	for (i = 0; i < p->n; i++)
	{
		double		bottom = largest_of_others(sorted, p->n, p->model->bottom_start, level[i]);
		double		top = largest_of_others(sorted, p->n, p->model->top_end, level[i]);

		p->result[i].p_bottom += level_below(p->center[i], p->spread[i], bottom);
		p->result[i].p_top += 1.0 - level_below(p->center[i], p->spread[i], top);
	}
}

static void
add_draws(Posterior *p)
{
	RandomSeed	seed = random_seed((uint64_t) p->model->seed);
	int64_t		blocks = (p->n + 1 + RANDOM_WORDS - 1) / RANDOM_WORDS;
	double	   *normal = memory_get(blocks * RANDOM_WORDS, sizeof(double));
	double	   *level = memory_get(p->n, sizeof(double));
	double	   *sorted = memory_get(p->n, sizeof(double));
	double		reached = p->levels.node[0].probability;
	int64_t		k = 0;
	int64_t		i;
	int			draw;

	for (draw = 0; draw < p->model->draws; draw++)
	{
		stop_if_asked();
		while (k + 1 < p->levels.nodes && reached < (draw + 0.5) / p->model->draws)
			reached += p->levels.node[++k].probability;
		random_normals(&seed, RANDOM_LEVELS, (uint32_t) draw, 0, blocks, normal);
		add_draw(p, &p->levels.node[k], normal, level, sorted);
	}
	for (i = 0; i < p->n; i++)
	{
		p->result[i].p_bottom /= p->model->draws;
		p->result[i].p_top /= p->model->draws;
	}
	memory_release(sorted);
	memory_release(level);
	memory_release(normal);
}

/* Units that are equal get their mean. */
static void
share_luck(Posterior *p)
{
	int64_t		start;
	int64_t		end;
	int64_t		i;

	for (start = 0; start < p->n; start = end)
	{
		RankPosterior mean = p->result[start];

		for (end = start + 1; end < p->n && p->score[end] == p->score[start] &&
			 p->variance[end] == p->variance[start]; end++)
		{
			mean.expected_rank += p->result[end].expected_rank;
			mean.p_bottom += p->result[end].p_bottom;
			mean.p_top += p->result[end].p_top;
		}
		for (i = start; i < end; i++)
		{
			p->result[i].expected_rank = mean.expected_rank / (double) (end - start);
			p->result[i].p_bottom = mean.p_bottom / (double) (end - start);
			p->result[i].p_top = mean.p_top / (double) (end - start);
		}
	}
}

/* Ranks of expected ranks; those that are equal share the smallest. */
static void
rank_expected(Posterior *p)
{
	double	   *sorted = memory_get(p->n, sizeof(double));
	int64_t		i;

	for (i = 0; i < p->n; i++)
		sorted[i] = p->result[i].expected_rank;
	sort_rows(sorted, p->n, 1, 0);
	for (i = 0; i < p->n; i++)
	{
		int64_t		low = 0;
		int64_t		high = p->n - 1;

		while (low < high)
		{
			int64_t		middle = low + (high - low) / 2;

			if (sorted[middle] < p->result[i].expected_rank)
				low = middle + 1;
			else
				high = middle;
		}
		p->result[i].rank = low + 1;
	}
	memory_release(sorted);
}

/* The levels behind scores and their ranks, in the order of the model. */
void
rank_posterior_of(const PosteriorModel *model, RankPosterior *result)
{
	Posterior	p;
	int64_t		i;

	prepare(&p, model);
	add_nodes(&p);
	add_draws(&p);
	share_luck(&p);
	rank_expected(&p);
	for (i = 0; i < p.n; i++)
		result[p.unit[i]] = p.result[i];
	normal_levels_release(&p.levels);
	memory_release(p.result);
	memory_release(p.spread);
	memory_release(p.center);
	memory_release(p.own_weight);
	memory_release(p.variance);
	memory_release(p.score);
	memory_release(p.unit);
}

/* SPDX-License-Identifier: PostgreSQL */
/*
 * rank_confidence_kernel.c - confidence sets for ranks
 *
 * Mogstad, Romano, Shaikh and Wilhelm 2024, "Inference for ranks with
 * applications to mobility across neighbourhoods and academic achievement
 * across countries", Review of Economic Studies 91.  The rank of unit i is
 * 1 + how many units are truly better.  For each pair there are two hypotheses,
 * that i is not better than j and that j is not better than i, with
 *
 *	T_ij = (score_i - score_j) / s_ij		s_ij: standard error of the difference
 *	Z_ij = (error_i - error_j) / s_ij		the same of errors that were drawn
 *
 * "i is not better than j" is rejected where T_ij > c.  With c the quantile
 * (type 7) of max Z_ij over a set of hypotheses, a true one in it is rejected
 * with probability 1 - level at most.  Stepwise (Romano and Wolf 2005,
 * Econometrica 73): those that are not rejected are tested again among
 * themselves, with the smaller c of their maximum, until no more is rejected.
 * The set begins with both hypotheses of
 *
 *	all pairs						simultaneous sets, for the ranks of all units
 *	all pairs of one unit			its marginal set
 *
 * and the set for the rank of a unit is
 *
 *	1 + how many are better for certain .. n - how many are not better for certain
 *
 * Where s_ij = 0, the difference is what it is, and no hypothesis is needed.
 *
 * The units stand in the descending order of their scores, so T_ij >= 0 for
 * i < j.  Then only "i is not better than j" can be rejected, and it is one of
 * those that are left while T_ij <= c.
 *
 * Random numbers are functions of seed, draw and place in that order (random.c),
 * so results do not depend on how the rows come.  Units with equal scores and
 * errors would differ by their luck alone: they get what the first of them has.
 * With a covariance, units with equal scores and variances keep the order in
 * which they come.
 *
 * State, n units and B draws:
 *
 *	deviation	[draw][place]	what the score of a unit is off by in a draw
 *	per_error	[place][place]	1 / s_ij; 0 where s_ij = 0
 *	largest		(bound of the largest Z of a draw, draw) for the set of hypotheses that is being looked at
 *
 * A quantile needs only the largest (1 - level) B maxima.  So a draw is looked at
 * only when its bound says that it may be one of them: draws wait in a heap by
 * their bounds, and what was found before bounds what is found of fewer
 * hypotheses.  The first bound of independent errors is that of Cauchy and
 * Schwarz, |Z_ij| <= sqrt(z_i^2 + z_j^2) with z = error / standard error; other
 * errors have none.
 *
 * Cost: some n^2 B / 5 looks at a pair in a draw if errors are independent, n^2 B
 * if not, of a nanosecond or less.
 */
#include "ranking/rank_confidence_kernel.h"

#include <math.h>

#include "base/memory.h"
#include "math/random.h"
#include "math/values.h"

#define LANES			4		/* maxima side by side, for wide registers */
#define TILE_UNITS		16		/* so many bootstraps fit into the cache */

/* A part of a variance that is due to rounding, for each unit of a matrix. */
#define ROUNDING		0x1p-44
/* The variance of a difference below this part of the variances is 0. */
#define SAME_UNIT		1e-14
/* Bounds are a little larger than what rounding could make of what they bound. */
#define BOUND_MARGIN	(1.0 + 1e-9)

/* The largest Z of a draw. */
typedef struct Largest
{
	double		value;			/* itself, or a bound of it */
	int64_t		draw;
} Largest;

typedef struct Comparison
{
	const ConfidenceModel *model;
	int64_t		n;
	int64_t		draws;
	double		scale;			/* of score and errors: a power of two */
	int64_t    *unit;			/* at each place; arrays below are by place */
	double	   *score;			/* descending */
	double	   *deviation;		/* [draw][place] */
	double	   *per_error;		/* [place][place] */
	double	   *own_error;		/* of independent errors; else NULL */
	double	   *peak;			/* of independent errors: the largest z^2 of
								 * each draw */
	int64_t		tail;			/* the quantile lies between the tail-th
								 * largest value and the one before it */
	double		quantile_part;	/* this part of the way */
	Largest    *largest;		/* [draw]: first the heap of bounds, then what
								 * is known */
	Largest    *top;			/* the largest `tail` values that are known,
								 * negative: a heap whose top is the least */
} Comparison;

/* A place, or the hypotheses of all places. */
#define ALL_PLACES		((int64_t) -1)

/* How many numbers of 8 bytes the kernel and the arrays of the model take at most. */
int64_t
rank_confidence_numbers(const ConfidenceModel *model)
{
	int64_t		matrices = model->covariance != NULL ? 3 : 1;
	int64_t		draws = model->bootstrap != NULL ? 3 : 1;

	return model->units * (matrices * model->units + draws * model->draws);
}

/* ---------------------------------------------------------------- order */

/* Descending by score; the less certain one first. */
static inline bool
stands_before(const ConfidenceModel *model, int64_t a, int64_t b)
{
	double		error_a = 0.0;
	double		error_b = 0.0;

	if (model->score[a] != model->score[b])
		return model->score[a] > model->score[b];
	if (model->std_error != NULL)
	{
		error_a = model->std_error[a];
		error_b = model->std_error[b];
	}
	else if (model->covariance != NULL)
	{
		error_a = model->covariance[a * model->units + a];
		error_b = model->covariance[b * model->units + b];
	}
	if (error_a != error_b)
		return error_a > error_b;
	return a < b;
}

#define SORT				sort_units
#define SORT_ELEMENT		int64_t
#define SORT_BEFORE(a, b)	stands_before(context, *(a), *(b))
#define SORT_CONTEXT		const ConfidenceModel *
#include "math/sort_template.h"

/* The largest of scores and errors, so that squares do not overflow. */
static double
largest_number(const ConfidenceModel *model)
{
	double		largest = 0.0;
	int64_t		n = model->units;
	int64_t		i;

	for (i = 0; i < n; i++)
	{
		stop_if_asked_at(i);
		largest = fmax(largest, fabs(model->score[i]));
		if (model->std_error != NULL)
			largest = fmax(largest, model->std_error[i]);
		if (model->covariance != NULL)
			largest = fmax(largest, sqrt(fabs(model->covariance[i * n + i])));
	}
	for (i = 0; model->bootstrap != NULL && i < n * model->draws; i++)
	{
		stop_if_asked_at(i);
		largest = fmax(largest, fabs(model->bootstrap[i]));
	}
	return largest;
}

static void
prepare(Comparison *c, const ConfidenceModel *model)
{
	double		place;
	int64_t		i;

	*c = (Comparison) {.model = model, .n = model->units, .draws = model->draws};
	c->scale = scale_for(largest_number(model));
	c->unit = memory_get(c->n, sizeof(int64_t));
	c->score = memory_get(c->n, sizeof(double));
	for (i = 0; i < c->n; i++)
		c->unit[i] = i;
	sort_units(c->unit, c->n, model);
	for (i = 0; i < c->n; i++)
		c->score[i] = model->score[c->unit[i]] * c->scale;
	c->deviation = memory_get(c->n * c->draws, sizeof(double));
	c->per_error = memory_get(c->n * c->n, sizeof(double));
	c->own_error = memory_get(c->n, sizeof(double));
	c->peak = memory_get(c->draws, sizeof(double));

	/* type 7 of Hyndman and Fan 1996: place (B - 1) level, counted from 0 */
	place = (double) (c->draws - 1) * model->level;
	c->tail = c->draws - (int64_t) floor(place);
	c->quantile_part = place - floor(place);
	c->largest = memory_get(c->draws, sizeof(Largest));
	c->top = memory_get(c->tail, sizeof(Largest));
}

static void
release(Comparison *c)
{
	memory_release(c->top);
	memory_release(c->largest);
	memory_release(c->peak);
	memory_release(c->own_error);
	memory_release(c->per_error);
	memory_release(c->deviation);
	memory_release(c->score);
	memory_release(c->unit);
}

static inline double
per_root(double variance)
{
	return variance > 0.0 ? 1.0 / sqrt(variance) : 0.0;
}

/* ---------------------------------------------------------------- independent errors */

/* Standard normal deviates of all places in a draw; there is room for whole blocks. */
static void
draw_normals(const Comparison *c, const RandomSeed *seed, int64_t draw, double *normal)
{
	random_normals(seed, RANDOM_SCORES, (uint32_t) draw, 0, (c->n + RANDOM_WORDS - 1) / RANDOM_WORDS, normal);
}

static void
prepare_independent(Comparison *c)
{
	RandomSeed	seed = random_seed((uint64_t) c->model->seed);
	double	   *error = c->own_error;
	double	   *normal = memory_get(c->n + RANDOM_WORDS, sizeof(double));
	int64_t		i;
	int64_t		j;
	int64_t		draw;

	for (i = 0; i < c->n; i++)
		error[i] = c->model->std_error[c->unit[i]] * c->scale;
	for (i = 0; i < c->n; i++)
	{
		stop_if_asked();
		for (j = 0; j < c->n; j++)
			c->per_error[i * c->n + j] = i == j ? 0.0 : per_root(error[i] * error[i] + error[j] * error[j]);
	}
	for (draw = 0; draw < c->draws; draw++)
	{
		stop_if_asked();
		draw_normals(c, &seed, draw, normal);
		c->peak[draw] = 0.0;
		for (i = 0; i < c->n; i++)
		{
			c->deviation[draw * c->n + i] = error[i] * normal[i];
			if (error[i] > 0.0)
				c->peak[draw] = Max(c->peak[draw], normal[i] * normal[i]);
		}
	}
	memory_release(normal);
}

/* ---------------------------------------------------------------- covariance */

/*
 * The lower triangular root of a covariance matrix, by columns (Cholesky), in
 * place; a unit that follows from those before it has a column of 0.  False if
 * no errors can have this covariance.
 */
static bool
take_root(double *matrix, int64_t n)
{
	double	   *variance = memory_get(n, sizeof(double));
	bool		possible = true;
	int64_t		i;
	int64_t		j;
	int64_t		k;

	for (i = 0; i < n; i++)
	{
		variance[i] = matrix[i * n + i];
		possible &= variance[i] >= 0.0;
	}
	for (k = 0; k < n && possible; k++)
	{
		double		rounding = variance[k] * ROUNDING * (double) n;
		double		pivot = matrix[k * n + k];
		bool		follows = pivot <= rounding;

		stop_if_asked();
		possible = pivot >= -rounding;
		for (i = k + 1; i < n && possible && follows; i++)
			possible = fabs(matrix[i * n + k]) <= sqrt(ROUNDING * (double) n) * sqrt(variance[k]) * sqrt(variance[i]);
		pivot = follows ? 0.0 : sqrt(pivot);
		matrix[k * n + k] = pivot;
		for (i = k + 1; i < n; i++)
			matrix[i * n + k] = follows ? 0.0 : matrix[i * n + k] / pivot;
		for (i = k + 1; i < n && !follows; i++)
		{
			for (j = k + 1; j <= i; j++)
				matrix[i * n + j] -= matrix[i * n + k] * matrix[j * n + k];
		}
	}
	memory_release(variance);
	return possible;
}

static bool
prepare_covariance(Comparison *c)
{
	RandomSeed	seed = random_seed((uint64_t) c->model->seed);
	double	   *root = memory_get(c->n * c->n, sizeof(double));
	double	   *normal = memory_get(c->n + RANDOM_WORDS, sizeof(double));
	int64_t		n = c->n;
	bool		possible;
	int64_t		i;
	int64_t		j;
	int64_t		draw;

	for (i = 0; i < n; i++)
	{
		stop_if_asked();
		for (j = 0; j < n; j++)
			root[i * n + j] = c->model->covariance[c->unit[i] * n + c->unit[j]] * c->scale * c->scale;
	}
	for (i = 0; i < n; i++)
	{
		stop_if_asked();
		for (j = 0; j < n; j++)
		{
			double		both = root[i * n + i] + root[j * n + j];
			double		difference = both - 2.0 * root[i * n + j];

			c->per_error[i * n + j] = i == j || difference <= SAME_UNIT * both ? 0.0 : per_root(difference);
		}
	}
	possible = take_root(root, n);
	for (draw = 0; draw < c->draws && possible; draw++)
	{
		stop_if_asked();
		draw_normals(c, &seed, draw, normal);
		for (i = 0; i < n; i++)
		{
			double		sum = 0.0;

			for (j = 0; j <= i; j++)
				sum += root[i * n + j] * normal[j];
			c->deviation[draw * n + i] = sum;
		}
	}
	memory_release(normal);
	memory_release(root);
	return possible;
}

/* ---------------------------------------------------------------- bootstrap */

/* sum of (a - b)^2 */
static double
squared_distance(const double *a, const double *b, int64_t n)
{
	double		lane[LANES] = {0.0};
	double		sum = 0.0;
	int64_t		i;
	int			k;

	for (i = 0; i + LANES <= n; i += LANES)
	{
		for (k = 0; k < LANES; k++)
			lane[k] += (a[i + k] - b[i + k]) * (a[i + k] - b[i + k]);
	}
	for (; i < n; i++)
		sum += (a[i] - b[i]) * (a[i] - b[i]);
	for (k = 0; k < LANES; k++)
		sum += lane[k];
	return sum;
}

/* The bootstrap of each place around its mean, which costs the last digits of large numbers. */
static double *
centred_bootstrap(const Comparison *c)
{
	double	   *centred = memory_get(c->n * c->draws, sizeof(double));
	int64_t		i;
	int64_t		draw;

	for (i = 0; i < c->n; i++)
	{
		const double *drawn = c->model->bootstrap + c->unit[i] * c->draws;
		double	   *row = centred + i * c->draws;
		double		sum = 0.0;

		stop_if_asked();
		/* around the first one, so that a constant is its own mean */
		for (draw = 0; draw < c->draws; draw++)
		{
			row[draw] = drawn[draw] * c->scale - drawn[0] * c->scale;
			sum += row[draw];
		}
		for (draw = 0; draw < c->draws; draw++)
			row[draw] -= sum / (double) c->draws;
	}
	return centred;
}

static void
prepare_bootstrap(Comparison *c)
{
	double	   *centred = centred_bootstrap(c);
	int64_t		tile;
	int64_t		i;
	int64_t		j;
	int64_t		draw;

	for (tile = 0; tile < c->n; tile += TILE_UNITS)
	{
		int64_t		end = Min(tile + TILE_UNITS, c->n);

		for (j = tile; j < c->n; j++)
		{
			stop_if_asked();
			for (i = tile; i < end && i <= j; i++)
			{
				double		sum = squared_distance(centred + i * c->draws, centred + j * c->draws, c->draws);

				c->per_error[i * c->n + j] = c->per_error[j * c->n + i] = per_root(sum / (double) (c->draws - 1));
			}
		}
	}
	for (i = 0; i < c->n; i++)
	{
		stop_if_asked();
		for (draw = 0; draw < c->draws; draw++)
			c->deviation[draw * c->n + i] = centred[i * c->draws + draw];
	}
	memory_release(centred);
}

/* ---------------------------------------------------------------- the largest Z of a draw */

/* The larger of a maximum and |Z|. */
static ALWAYS_INLINE double
larger_distance(double largest, double z)
{
	double		distance = z > -z ? z : -z;

	return distance > largest ? distance : largest;
}

/* The larger of a maximum and Z in both directions, of which that of T counts while it is not beyond the limit. */
static ALWAYS_INLINE double
larger_statistic(double largest, double z, double t, double limit)
{
	double		left = t <= limit ? z : 0.0;
	double		larger = left > -z ? left : -z;

	return larger > largest ? larger : largest;
}

/*
 * The largest Z of hypotheses of one unit, i, with n others: that the better
 * one by score is not better, while T <= limit, and always that the other one is
 * not; at least 0.  sign is 1 if i is the better one, or -1.
 */
static ALWAYS_INLINE double
largest_statistic(const double *other_deviation, const double *other_score, const double *per_error, int64_t n,
				  double deviation, double score, double sign, double limit)
{
	double		lane[LANES] = {0.0};
	int64_t		j;
	int			k;

	for (j = 0; j + LANES <= n; j += LANES)
	{
		for (k = 0; k < LANES; k++)
		{
			double		per = sign * per_error[j + k];
			double		z = (deviation - other_deviation[j + k]) * per;

			lane[k] = isinf(limit) ? larger_distance(lane[k], z) :
				larger_statistic(lane[k], z, (score - other_score[j + k]) * per, limit);
		}
	}
	for (; j < n; j++)
		lane[0] = larger_statistic(lane[0], (deviation - other_deviation[j]) * sign * per_error[j],
								   (score - other_score[j]) * sign * per_error[j], limit);
	for (k = 1; k < LANES; k++)
		lane[0] = Max(lane[0], lane[k]);
	return lane[0];
}

/* The same over the hypotheses of a place with all others, or with those of lower scores alone. */
static double
largest_of_place(const Comparison *c, int64_t place, const double *deviation, bool with_better, double limit)
{
	const double *per_error = c->per_error + place * c->n;
	double		score = c->score[place];
	double		own = deviation[place];
	int64_t		next = place + 1;
	double		largest;
	double		other;

	/* the limit that is a constant gives a shorter loop */
	if (isinf(limit))
	{
		int64_t		first = with_better ? 0 : next;

		return largest_statistic(deviation + first, c->score + first, per_error + first, c->n - first,
								 own, score, 1.0, INFINITY);
	}
	largest = largest_statistic(deviation + next, c->score + next, per_error + next, c->n - next,
								own, score, 1.0, limit);
	if (!with_better)
		return largest;
	other = largest_statistic(deviation, c->score, per_error, place, own, score, -1.0, limit);
	return Max(largest, other);
}

/* The largest Z of a draw over the hypotheses of a place, or of all, that are left at a limit. */
static double
largest_in_draw(const Comparison *c, int64_t place, int64_t draw, double limit)
{
	const double *deviation = c->deviation + draw * c->n;
	double		largest = 0.0;
	int64_t		i;

	if (place != ALL_PLACES)
		return largest_of_place(c, place, deviation, true, limit);
	for (i = 0; i < c->n; i++)
	{
		double		of_place = largest_of_place(c, i, deviation, false, limit);

		largest = Max(largest, of_place);
	}
	return largest;
}

/* ---------------------------------------------------------------- critical values */

/* Let an element of a heap, whose top is the largest, sink to its place. */
static void
sink(Largest *heap, int64_t n, int64_t i)
{
	Largest		element = heap[i];
	int64_t		child;

	while ((child = 2 * i + 1) < n)
	{
		if (child + 1 < n && heap[child + 1].value > heap[child].value)
			child++;
		if (heap[child].value <= element.value)
			break;
		heap[i] = heap[child];
		i = child;
	}
	heap[i] = element;
}

static void
make_heap(Largest *heap, int64_t n)
{
	int64_t		i;

	for (i = n / 2 - 1; i >= 0; i--)
		sink(heap, n, i);
}

/* The quantile, when the largest `tail` values are on the heap of what is known. */
static double
quantile_on_top(const Comparison *c)
{
	double		least = -c->top[0].value;
	double		next;

	if (c->quantile_part == 0.0)	/* as where the tail is 1 */
		return least;
	next = -c->top[1].value;
	if (c->tail > 2)
		next = Min(next, -c->top[2].value);
	return least + c->quantile_part * (next - least);
}

/*
 * The quantile of the largest Z over the hypotheses of a place, or of all, that
 * are left at a limit; c->largest has bounds of all draws.  Draws are looked at
 * in the order of their bounds, until none that is left can be among the
 * largest `tail`.
 */
static double
quantile_at(const Comparison *c, int64_t place, double limit)
{
	int64_t		waiting = c->draws;
	int64_t		known = 0;

	make_heap(c->largest, waiting);
	while (known < c->tail || c->largest[0].value > -c->top[0].value)
	{
		Largest		next = c->largest[0];

		stop_if_asked();
		next.value = largest_in_draw(c, place, next.draw, limit);
		c->largest[0] = c->largest[--waiting];
		sink(c->largest, waiting, 0);
		c->largest[waiting] = next;
		next.value = -next.value;
		if (known < c->tail)
		{
			c->top[known++] = next;
			if (known == c->tail)
				make_heap(c->top, known);
		}
		else if (next.value < c->top[0].value)
		{
			c->top[0] = next;
			sink(c->top, known, 0);
		}
		if (waiting == 0)
			break;
	}
	return quantile_on_top(c);
}

/* How many hypotheses of a place, or of all, are rejected. */
static int64_t
rejected_at(const Comparison *c, int64_t place, double critical_value)
{
	int64_t		first = place == ALL_PLACES ? 0 : place;
	int64_t		last = place == ALL_PLACES ? c->n - 1 : place;
	int64_t		rejected = 0;
	int64_t		i;
	int64_t		j;

	for (i = first; i <= last; i++)
	{
		for (j = place == ALL_PLACES ? i + 1 : 0; j < c->n; j++)
			rejected += fabs(c->score[i] - c->score[j]) * c->per_error[i * c->n + j] > critical_value;
	}
	return rejected;
}

/* The last critical value, from the first one. */
static double
step_down(const Comparison *c, int64_t place, double critical_value)
{
	int64_t		rejected = 0;
	int64_t		before;

	while (c->model->stepwise)
	{
		before = rejected;
		rejected = rejected_at(c, place, critical_value);
		if (rejected == before)
			break;
		critical_value = quantile_at(c, place, critical_value);
	}
	return critical_value;
}

/* Bounds of the largest Z of a place in all draws. */
static void
bound_place(const Comparison *c, int64_t place)
{
	bool		independent = c->model->std_error != NULL;
	double		per_error = independent && c->own_error[place] > 0.0 ? 1.0 / c->own_error[place] : 0.0;
	int64_t		draw;

	for (draw = 0; draw < c->draws; draw++)
	{
		double		z = c->deviation[draw * c->n + place] * per_error;

		c->largest[draw].draw = draw;
		c->largest[draw].value = independent ? sqrt(z * z + c->peak[draw]) * BOUND_MARGIN : INFINITY;
	}
}

/* ---------------------------------------------------------------- sets */

/* The ranks that a place may have if differences beyond a critical value are certain. */
static RankSet
rank_set(const Comparison *c, int64_t place, double critical_value)
{
	RankSet		set = {1, c->n, critical_value};
	double		score = c->model->score[c->unit[place]];
	int64_t		j;

	for (j = 0; j < c->n; j++)
	{
		double		per_error = c->per_error[place * c->n + j];
		double		other = c->model->score[c->unit[j]];
		double		statistic = fabs(c->score[place] - c->score[j]) * per_error;
		bool		certain = per_error == 0.0 || statistic > critical_value;

		if (j == place || !certain)
			continue;
		if (other > score)
			set.lower++;
		else
			set.upper--;
	}
	return set;
}

/* Nothing but luck tells a place from the one before it. */
static bool
equals_previous(const Comparison *c, int64_t place)
{
	const ConfidenceModel *model = c->model;
	int64_t		a;
	int64_t		b;

	if (place == 0 || model->std_error == NULL)
		return false;
	a = c->unit[place - 1];
	b = c->unit[place];
	return model->score[a] == model->score[b] && model->std_error[a] == model->std_error[b];
}

/* The marginal sets of all units, if asked for; overall[draw] becomes a bound of the largest Z of all pairs. */
static void
find_marginal_sets(const Comparison *c, double *overall, RankConfidence *result)
{
	double		critical_value = 0.0;
	int64_t		i;
	int64_t		draw;

	for (draw = 0; draw < c->draws; draw++)
		overall[draw] = 0.0;
	for (i = 0; i < c->n; i++)
	{
		bool		sought = c->model->marginal && !equals_previous(c, i);

		stop_if_asked();
		bound_place(c, i);
		if (sought)
			critical_value = quantile_at(c, i, INFINITY);
		for (draw = 0; draw < c->draws; draw++)
		{
			double	   *bound = &overall[c->largest[draw].draw];

			*bound = Max(*bound, c->largest[draw].value);
		}
		if (sought)
			critical_value = step_down(c, i, critical_value);
		if (c->model->marginal)
			result[c->unit[i]].marginal = rank_set(c, i, critical_value);
	}
}

static void
find_simultaneous_sets(const Comparison *c, const double *overall, RankConfidence *result)
{
	double		critical_value;
	int64_t		i;
	int64_t		draw;

	for (draw = 0; draw < c->draws; draw++)
		c->largest[draw] = (Largest) {overall[draw], draw};
	critical_value = step_down(c, ALL_PLACES, quantile_at(c, ALL_PLACES, INFINITY));
	for (i = 0; i < c->n; i++)
	{
		stop_if_asked();
		result[c->unit[i]].simultaneous = rank_set(c, i, critical_value);
	}
}

/*
 * Confidence sets for the ranks of all units, in the order of the model.  False
 * if no errors can have the covariance.
 */
bool
rank_confidence_of(const ConfidenceModel *model, RankConfidence *result)
{
	Comparison	c;
	double	   *overall = memory_get(model->draws, sizeof(double));
	bool		possible = true;
	int64_t		i;

	prepare(&c, model);
	if (model->bootstrap != NULL)
		prepare_bootstrap(&c);
	else if (model->covariance != NULL)
		possible = prepare_covariance(&c);
	else
		prepare_independent(&c);

	if (possible)
	{
		find_marginal_sets(&c, overall, result);
		find_simultaneous_sets(&c, overall, result);
		for (i = 0; i < c.n; i++)
		{
			bool		tied = i > 0 && model->score[c.unit[i]] == model->score[c.unit[i - 1]];

			result[c.unit[i]].rank = tied ? result[c.unit[i - 1]].rank : i + 1;
		}
	}
	release(&c);
	memory_release(overall);
	return possible;
}

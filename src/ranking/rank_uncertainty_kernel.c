/* SPDX-License-Identifier: PostgreSQL */
/*
 * rank_uncertainty_kernel.c - ranks of units whose points and weights are not certain
 *
 * In each draw, all n units are scored and ranked with
 *
 *	point of unit i, criterion k	p'_ik from 0 to w_k, with the mean p_ik and the standard deviation e_ik
 *	weights of the draw				w' = Dirichlet(concentration * w / sum of w), for all units the same
 *	score of unit i					100 sum_k w'_k p'_ik / w_k / sum_k w'_k, over the points that it has
 *
 * and scores rounded to 4 decimals as they are when they are stored.  How points
 * respect their bounds, and what becomes of an error at a bound, says
 * bounded_normal.c.  A criterion of which no unit has a point is not there: the
 * concentration is that of the others.  The bonus of a unit, rounded likewise, is added to its
 * score, which stays from 0 to 100.  A Dirichlet vector is proportional to gamma deviates with
 * shapes that are proportional to w.  Shares of the draws in which a unit has
 * a rank are its rank acceptabilities (Lahdelma, Hokkanen and Salminen 1998,
 * European J. of Operational Research 106; Saisana, Saltelli and Tarantola 2005,
 * J. Royal Statistical Society A 168).
 *
 * Random numbers are functions of seed, draw and place (random.c), and the
 * place of a unit is where it stands when all are sorted by their points,
 * errors and bonus.  So results depend on what the units are and not on the order in
 * which they come.  Units that are equal in all would differ by their luck
 * alone: they get what they have on average.  The numbers for points do not
 * depend on those for weights: with and without uncertain weights, a draw has
 * the same points.
 *
 * State, n units with K criteria:
 *
 *	noisy	c | s | k	center and spread for each point with an error that counts, unit by unit
 *	exact	p | k		for each other point that counts
 *	count	how often each unit had each rank: n * n numbers of 4 bytes; or, if that is less,
 *	sums	of its ranks, and how many of them are in either fifth: 32 bytes a unit; and
 *	tails	where either tail of its ranks is, and how full: 48 bytes a unit; and the
 *			best and the worst twentieth: 4 bytes * n * (draws * 3 / 20 + 19) at most
 *
 * Where 5 % and 95 % of the ranks are reached is in the tails.  A tail has room
 * for half as many ranks again as it needs, and 8 more.  When that is full, it keeps those it
 * needs, and from then on it takes better ones alone.  So of 10,000 draws about 1 in 4
 * writes to either tail, and all others touch the sums only, which stay in the cache.
 *
 * Cost of a draw: some 7 ns for each noisy point, 1 to 2 ns for each exact one
 * if weights are drawn, and 10 to 50 ns for each unit to be ranked.
 */
#include "ranking/rank_uncertainty_kernel.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "math/bounded_normal.h"
#include "math/double_double.h"
#include "math/random.h"

#define TICKS			10000	/* of a point of a score: 4 decimals */
#define BEST_KEY		(100 * TICKS)
#define CHUNK_CELLS		1024	/* so many normal deviates are made at once,
								 * or those of one unit */
#define FEW_UNITS		24		/* are sorted by insertion */
#define MANY_UNITS		400		/* are sorted by digits of 10 bits, others by
								 * digits of 7 */

/* The ranks that a tail needs are one in so many. */
#define TAIL_PART		20
#define MIN_SPARE		8		/* ranks that it has room for beyond them */

/* A sum of drawn weights below this would have lost digits, or all. */
#define TINY_WEIGHT		1e-280

/* The points of all units that are either noisy or exact; those of unit i are start[i] .. start[i + 1] - 1. */
typedef struct Cells
{
	int64_t    *start;
	double	   *point;			/* of a noisy one the center, and */
	double	   *spread;			/* that of its draws; NULL if exact */
	int32_t    *criterion;
} Cells;

/* What the ranks of equal units add up to; b is how many units are better. */
typedef struct RankSums
{
	int64_t		better;			/* sum of b */
	int64_t		top;			/* draws with 5 b < n */
	int64_t		bottom;			/* with 5 b >= 4 n */
	uint32_t	best_limit;		/* ranks with b from here on are not in the
								 * best tail, */
	uint32_t	worst_limit;	/* with n - 1 - b from here on not in the worst
								 * one */
} RankSums;

/* The least of some numbers that come one by one. */
typedef struct Tail
{
	uint32_t	needed;			/* so many */
	uint32_t	room;
	uint32_t	n;				/* that are there */
	uint32_t   *number;
} Tail;

typedef struct Tails
{
	Tail		best;			/* of b */
	Tail		worst;			/* of n - 1 - b */
} Tails;

/* What a draw needs. */
typedef struct Ranking
{
	const RankModel *model;
	RandomSeed	seed;
	bool		fixed;			/* weights are certain */
	int			criteria;		/* with a weight above 0; all arrays by
								 * criterion are about these */
	int32_t    *place;			/* which of all criteria each is */
	double	   *weight;
	double	   *shape;			/* of its gamma deviate */
	double	   *log_drawn;		/* ln of the drawn weight, */
	double	   *drawn;			/* itself, the largest being 1, */
	double	   *per_point;		/* and divided by the weight, for exact points */
	double		drawn_total;
	int64_t    *unit;			/* the unit at each place of the sorted order;
								 * arrays by unit are in this order */
	int64_t    *group;			/* at the first of equal units: how many they
								 * are, at the others 0 */
	int64_t    *counted_as;		/* the place whose counters or tails its ranks
								 * go to */
	Cells		noisy;
	Cells		exact;
	int64_t    *chunk;			/* chunk c is units chunk[c] .. chunk[c + 1] -
								 * 1 */
	int64_t		chunks;
	double	   *share;			/* deviates of a chunk, then the shares of the
								 * weights that its noisy points are */
	double	   *base;			/* sum of the exact points */
	double	   *available;		/* sum of the weights of all points */
	int32_t    *bonus_key;		/* added to keys of scores; NULL: none */
	int32_t    *plain_key;		/* of the score as it stands */
	uint64_t   *item;			/* to be sorted: BEST_KEY - key, then a place */
	uint64_t   *other;
	bool		by_rank;		/* each rank is counted, else sums and tails */
	uint32_t   *count;			/* count[i * n + b], */
	RankSums   *sums;			/* or by the first of equal units */
	Tails	   *tails;
	uint32_t   *tail_numbers;	/* of all tails */
} Ranking;

/* Does the unit have a point that counts? */
bool
rank_unit_is_rated(const double *weight, const double *point, int criteria)
{
	int			k;

	for (k = 0; k < criteria; k++)
	{
		if (weight[k] > 0.0 && !isnan(point[k]))
			return true;
	}
	return false;
}

/* The ranks that the tails of so many need: the last of the best ones is where 5 % are reached, the other one 95 %. */
static inline int64_t
best_needed(int64_t ranks)
{
	return (ranks + TAIL_PART - 1) / TAIL_PART;
}

static inline int64_t
worst_needed(int64_t ranks)
{
	return ranks / TAIL_PART + 1;
}

static inline int64_t
tail_room(int64_t needed)
{
	return needed + needed / 2 + MIN_SPARE;
}

/* How many numbers both tails of a unit have room for. */
static int64_t
tails_room(int64_t ranks)
{
	return tail_room(best_needed(ranks)) + tail_room(worst_needed(ranks));
}

/* How many numbers of 4 bytes the ranks of so many units in so many draws take at most. */
int64_t
rank_counters(int64_t units, int draws)
{
	int64_t		tails = tails_room(draws);

	return units * (units < tails ? units : tails);
}

/*
 * A score of 0 .. 100 in units of 0.0001, as round(score::numeric, 4) has it:
 * to 15 significant digits first, then half up.  Only near a half do the 15
 * digits make a difference.
 */
int32_t
score_key(double score)
{
	double		ticks = score * TICKS;
	double		whole = floor(ticks);
	double		beyond_half = ticks - whole - 0.5;
	double		limit;
	double		scale = 1e12;
	double		step = 1e8;
	DoubleDouble digits;
	double		rounded;

	if (ticks >= BEST_KEY)
		return BEST_KEY;
	if (fabs(beyond_half) > 1e-8)
		return (int32_t) whole + (beyond_half > 0.0);

	/* the 15 digits as an integer, and how many of them are a tick */
	for (limit = 100.0; score < limit; limit /= 10.0)
	{
		scale *= 10.0;
		step *= 10.0;
	}
	digits = two_prod(score, scale);
	rounded = floor(digits.hi);
	rounded += floor((digits.hi - rounded) + digits.lo + 0.5);
	return (int32_t) floor(rounded / step + 0.5);
}

/* The point, standard error and presence of a criterion of a unit, from the model. */
static inline double
point_at(const Ranking *ranking, int64_t unit, int k)
{
	return ranking->model->point[unit * ranking->model->criteria + ranking->place[k]];
}

static inline double
error_at(const Ranking *ranking, int64_t unit, int k)
{
	return ranking->model->error == NULL ? 0.0 :
		ranking->model->error[unit * ranking->model->criteria + ranking->place[k]];
}

static inline double
bonus_of(const Ranking *ranking, int64_t unit)
{
	return ranking->model->bonus == NULL ? 0.0 : ranking->model->bonus[unit];
}

/*
 * -1, 0 or 1: by the points, a missing one after all others, and where they are equal by their errors; where all are
 * equal by the bonus.
 */
static int
compare_units(const Ranking *ranking, int64_t a, int64_t b)
{
	int			k;

	for (k = 0; k < ranking->criteria; k++)
	{
		double		x = point_at(ranking, a, k);
		double		y = point_at(ranking, b, k);

		if (isnan(x) || isnan(y))
		{
			if (isnan(x) && isnan(y))
				continue;
			return isnan(x) ? 1 : -1;
		}
		if (x == y)
		{
			x = error_at(ranking, a, k);
			y = error_at(ranking, b, k);
		}
		if (x != y)
			return x < y ? -1 : 1;
	}
	if (bonus_of(ranking, a) != bonus_of(ranking, b))
		return bonus_of(ranking, a) < bonus_of(ranking, b) ? -1 : 1;
	return 0;
}

#define SORT				sort_units
#define SORT_ELEMENT		int64_t
#define SORT_BEFORE(a, b)	(compare_units(context, *(a), *(b)) < 0)
#define SORT_CONTEXT		const Ranking *
#include "math/sort_template.h"

/* Sort all units by what they are, and find which are equal. */
static void
group_units(Ranking *ranking)
{
	int64_t		n = ranking->model->units;
	int64_t    *unit = memory_get(n, sizeof(int64_t));
	int64_t    *group = memory_get(n, sizeof(int64_t));
	int64_t		first = 0;
	int64_t		i;

	for (i = 0; i < n; i++)
		unit[i] = i;
	sort_units(unit, n, ranking);
	for (i = 0; i < n; i++)
	{
		stop_if_asked_at(i);
		if (i == 0 || compare_units(ranking, unit[i - 1], unit[i]) != 0)
			first = i;
		group[i] = 0;
		group[first]++;
	}
	ranking->unit = unit;
	ranking->group = group;
}

/* Does some unit have a point of the criterion, and the criterion a weight? */
static bool
criterion_counts(const RankModel *model, int k)
{
	int64_t		i;

	if (model->weight[k] > 0.0)
	{
		for (i = 0; i < model->units; i++)
		{
			stop_if_asked_at(i);
			if (!isnan(model->point[i * model->criteria + k]))
				return true;
		}
	}
	return false;
}

/* Criteria that count, their weights and the shapes of these. */
static void
prepare_criteria(Ranking *ranking)
{
	const RankModel *model = ranking->model;
	DoubleDouble total = {0.0, 0.0};
	double		concentration = model->concentration;
	int			k;

	ranking->place = memory_get(model->criteria, sizeof(int32_t));
	ranking->weight = memory_get(model->criteria, sizeof(double));
	ranking->shape = memory_get(model->criteria, sizeof(double));
	ranking->log_drawn = memory_get(model->criteria, sizeof(double));
	ranking->drawn = memory_get(model->criteria, sizeof(double));
	ranking->per_point = memory_get(model->criteria, sizeof(double));
	ranking->criteria = 0;
	for (k = 0; k < model->criteria; k++)
	{
		if (criterion_counts(model, k))
		{
			ranking->place[ranking->criteria] = k;
			ranking->weight[ranking->criteria++] = model->weight[k];
			total = dd_add_double(total, model->weight[k]);
		}
	}

	/*
	 * below, nothing changes any more but that logarithms overflow: each draw
	 * is about one criterion
	 */
	if (concentration < 1e-100)
		concentration = 1e-100;
	for (k = 0; k < ranking->criteria; k++)
		ranking->shape[k] = concentration * (ranking->weight[k] / total.hi);
}

/* How many points that count have an error that counts, and how many have none. */
static void
count_cells(const Ranking *ranking, int64_t *noisy, int64_t *exact)
{
	int64_t		i;
	int			k;

	*noisy = *exact = 0;
	for (i = 0; i < ranking->model->units; i++)
	{
		stop_if_asked_at(i);
		for (k = 0; k < ranking->criteria; k++)
		{
			if (isnan(point_at(ranking, i, k)))
				continue;
			if (error_at(ranking, i, k) > 0.0)
				++*noisy;
			else
				++*exact;
		}
	}
}

static void
allocate_cells(Ranking *ranking, Cells *cells, int64_t count, bool has_error)
{
	cells->start = memory_get(ranking->model->units + 1, sizeof(int64_t));
	cells->point = memory_get(count, sizeof(double));
	cells->spread = has_error ? memory_get(count, sizeof(double)) : NULL;
	cells->criterion = memory_get(count, sizeof(int32_t));
	cells->start[0] = 0;
}

/* The key of a score, with the bonus of the unit. */
static inline int32_t
key_with_bonus(const Ranking *ranking, int64_t i, double score)
{
	int32_t		key = score_key(score);

	if (ranking->bonus_key == NULL)
		return key;
	key += ranking->bonus_key[i];
	return key < 0 ? 0 : key > BEST_KEY ? BEST_KEY : key;
}

static void
prepare_bonus(Ranking *ranking)
{
	int64_t		i;

	if (ranking->model->bonus == NULL)
		return;
	ranking->bonus_key = memory_get(ranking->model->units, sizeof(int32_t));
	for (i = 0; i < ranking->model->units; i++)
	{
		stop_if_asked_at(i);
		ranking->bonus_key[i] = (int32_t) floor(bonus_of(ranking, ranking->unit[i]) * TICKS + 0.5);
	}
}

/* The cells of all units, and the scores as they stand. */
static void
prepare_units(Ranking *ranking)
{
	int64_t		n = ranking->model->units;
	int64_t		noisy;
	int64_t		exact;
	int64_t		longest = CHUNK_CELLS;
	int64_t		i;
	int			k;

	count_cells(ranking, &noisy, &exact);
	allocate_cells(ranking, &ranking->noisy, noisy, true);
	allocate_cells(ranking, &ranking->exact, exact, false);
	ranking->base = memory_get(n, sizeof(double));
	ranking->available = memory_get(n, sizeof(double));
	ranking->plain_key = memory_get(n, sizeof(int32_t));
	ranking->chunk = memory_get(n + 1, sizeof(int64_t));
	ranking->chunks = 0;
	ranking->chunk[0] = 0;

	noisy = exact = 0;
	for (i = 0; i < n; i++)
	{
		DoubleDouble earned = {0.0, 0.0};
		DoubleDouble available = {0.0, 0.0};
		double		base = 0.0;

		if (i % 1024 == 0)
			stop_if_asked();
		for (k = 0; k < ranking->criteria; k++)
		{
			double		point = point_at(ranking, ranking->unit[i], k);
			double		error = error_at(ranking, ranking->unit[i], k);

			if (isnan(point))
				continue;
			earned = dd_add_double(earned, point);
			available = dd_add_double(available, ranking->weight[k]);
			if (error > 0.0)
			{
				BoundedNormal scale = bounded_normal(point / ranking->weight[k], error / ranking->weight[k]);

				ranking->noisy.point[noisy] = scale.center;
				ranking->noisy.spread[noisy] = scale.spread;
				ranking->noisy.criterion[noisy++] = k;
			}
			else
			{
				base += point;
				ranking->exact.point[exact] = point;
				ranking->exact.criterion[exact++] = k;
			}
		}
		ranking->base[i] = base;
		ranking->available[i] = available.hi;
		ranking->plain_key[i] = key_with_bonus(ranking, i, dd_mul_double(dd_div(earned, available), 100.0).hi);

		/* a chunk ends before a unit that does not fit */
		if (noisy - ranking->noisy.start[ranking->chunk[ranking->chunks]] > CHUNK_CELLS &&
			ranking->chunk[ranking->chunks] < i)
			ranking->chunk[++ranking->chunks] = i;
		ranking->noisy.start[i + 1] = noisy;
		ranking->exact.start[i + 1] = exact;
		if (noisy - ranking->noisy.start[i] > longest)
			longest = noisy - ranking->noisy.start[i];
	}
	ranking->chunk[++ranking->chunks] = n;

	/* whole blocks are made: up to one less word at both ends */
	ranking->share = memory_get(longest + INT64_C(2) * RANDOM_WORDS, sizeof(double));
}

/* The weights of a draw. */
static void
draw_weights(Ranking *ranking, int draw)
{
	double		largest = -INFINITY;
	double		total = 0.0;
	int			k;

	for (k = 0; k < ranking->criteria; k++)
	{
		ranking->log_drawn[k] = random_log_gamma(&ranking->seed, RANDOM_WEIGHTS, (uint32_t) draw,
												 (uint32_t) ranking->place[k], ranking->shape[k]);
		if (ranking->log_drawn[k] > largest)
			largest = ranking->log_drawn[k];
	}
	for (k = 0; k < ranking->criteria; k++)
	{
		ranking->drawn[k] = portable_exp(ranking->log_drawn[k] - largest);
		ranking->per_point[k] = ranking->drawn[k] / ranking->weight[k];
		total += ranking->drawn[k];
	}
	ranking->drawn_total = total;
}

/* The score of a unit with the weights as they stand. */
static inline double
score_with_fixed_weights(const Ranking *ranking, int64_t i, const double *share)
{
	const Cells *noisy = &ranking->noisy;
	int64_t		end = noisy->start[i + 1];
	double		earned = ranking->base[i];
	int64_t		c;

	for (c = noisy->start[i]; c < end; c++)
		earned += ranking->weight[noisy->criterion[c]] * *share++;
	return 100.0 * earned / ranking->available[i];
}

/*
 * The score of a unit whose criteria have next to no weight in this draw: by
 * the ratios of their weights, or as the weights stand if these have none.
 */
static double
score_with_tiny_weights(const Ranking *ranking, int64_t i, const double *share)
{
	const Cells *noisy = &ranking->noisy;
	const Cells *exact = &ranking->exact;
	double		largest = -INFINITY;
	double		earned = 0.0;
	double		total = 0.0;
	int64_t		c;

	for (c = noisy->start[i]; c < noisy->start[i + 1]; c++)
		largest = fmax(largest, ranking->log_drawn[noisy->criterion[c]]);
	for (c = exact->start[i]; c < exact->start[i + 1]; c++)
		largest = fmax(largest, ranking->log_drawn[exact->criterion[c]]);
	if (isinf(largest))
		return score_with_fixed_weights(ranking, i, share);
	for (c = noisy->start[i]; c < noisy->start[i + 1]; c++)
	{
		int			k = noisy->criterion[c];
		double		drawn = portable_exp(ranking->log_drawn[k] - largest);

		earned += drawn * *share++;
		total += drawn;
	}
	for (c = exact->start[i]; c < exact->start[i + 1]; c++)
	{
		int			k = exact->criterion[c];
		double		drawn = portable_exp(ranking->log_drawn[k] - largest);

		earned += drawn * (exact->point[c] / ranking->weight[k]);
		total += drawn;
	}
	return 100.0 * earned / total;
}

/* The score of a unit with the weights of the draw. */
static inline double
score_with_drawn_weights(const Ranking *ranking, int64_t i, const double *share)
{
	const Cells *noisy = &ranking->noisy;
	const Cells *exact = &ranking->exact;
	const double *next = share;
	double		earned = 0.0;
	double		total = ranking->drawn_total;
	int64_t		c;

	for (c = noisy->start[i]; c < noisy->start[i + 1]; c++)
		earned += ranking->drawn[noisy->criterion[c]] * *next++;
	for (c = exact->start[i]; c < exact->start[i + 1]; c++)
		earned += ranking->per_point[exact->criterion[c]] * exact->point[c];
	if (noisy->start[i + 1] - noisy->start[i] + exact->start[i + 1] - exact->start[i] < ranking->criteria)
	{
		total = 0.0;
		for (c = noisy->start[i]; c < noisy->start[i + 1]; c++)
			total += ranking->drawn[noisy->criterion[c]];
		for (c = exact->start[i]; c < exact->start[i + 1]; c++)
			total += ranking->drawn[exact->criterion[c]];
		if (total < TINY_WEIGHT)
			return score_with_tiny_weights(ranking, i, share);
	}
	return 100.0 * earned / total;
}

#define SORT				sort_items
#define SORT_ELEMENT		uint64_t
#define SORT_BEFORE(a, b)	(*(a) < *(b))
#define SORT_ONLY_FEW
#include "math/sort_template.h"

#define SORT				sort_items
#define SORT_ELEMENT		uint64_t
#define SORT_DIGIT(a)		(*(a) >> 32)
#define SORT_MAX_DIGITS		3
#define SORT_MAX_BITS		10
#include "math/sort_template.h"

/* Sort the items by their keys, which have 20 bits; returns where they are then. */
static const uint64_t *
sort_items(uint64_t *item, uint64_t *other, int64_t n)
{
	if (n > MANY_UNITS)
		return sort_items_by_digits(item, other, n, 10, 2);
	if (n > FEW_UNITS)
		return sort_items_by_digits(item, other, n, 7, 3);
	sort_items_few(item, n);
	return item;
}

static inline uint64_t
make_item(int32_t key, int64_t i)
{
	return (uint64_t) (BEST_KEY - key) << 32 | (uint64_t) i;
}

/* Put the k least of n numbers first, the greatest of these as the last of them; 1 <= k <= n. */
static void
select_least(uint32_t *number, int64_t n, int64_t k)
{
	while (n > 1)
	{
		uint32_t	a = number[0];
		uint32_t	b = number[n / 2];
		uint32_t	c = number[n - 1];
		uint32_t	pivot = Max(Min(a, b), Min(Max(a, b), c));
		int64_t		i = -1;
		int64_t		j = n;

		for (;;)
		{
			uint32_t	swap;

			do
				i++;
			while (number[i] < pivot);
			do
				j--;
			while (number[j] > pivot);
			if (i >= j)
				break;
			swap = number[i];
			number[i] = number[j];
			number[j] = swap;
		}

		/* none before i is above the pivot, and none behind j below it; what lies between is equal to it */
		if (k <= j + 1 && j + 1 < n)
			n = j + 1;
		else if (k > i && i > 0)
		{
			number += i;
			n -= i;
			k -= i;
		}
		else
			return;
	}
}

/* One more number, which is below the limit. */
static inline void
add_to_tail(Tail *tail, uint32_t number, uint32_t *limit)
{
	tail->number[tail->n++] = number;
	if (tail->n == tail->room)
	{
		select_least(tail->number, tail->n, tail->needed);
		tail->n = tail->needed;
		*limit = tail->number[tail->n - 1];
	}
}

/* The last number of a tail. */
static uint32_t
end_of_tail(Tail *tail)
{
	select_least(tail->number, tail->n, tail->needed);
	return tail->number[tail->needed - 1];
}

static uint32_t *
open_tail(Tail *tail, int64_t needed, uint32_t *number)
{
	tail->needed = (uint32_t) needed;
	tail->room = (uint32_t) tail_room(needed);
	tail->n = 0;
	tail->number = number;
	return number + tail->room;
}

static void
prepare_counts(Ranking *ranking)
{
	int64_t		n = ranking->model->units;
	int			draws = ranking->model->draws;
	int64_t		counters = rank_counters(n, draws);
	uint32_t   *number;
	int64_t		i;

	ranking->item = memory_get(n, sizeof(uint64_t));
	ranking->other = memory_get(n, sizeof(uint64_t));
	ranking->counted_as = memory_get(n, sizeof(int64_t));
	ranking->by_rank = n <= tails_room(draws);
	number = memory_get(counters, sizeof(uint32_t));
	if (ranking->by_rank)
	{
		ranking->count = number;
		for (i = 0; i < n; i++)
		{
			stop_if_asked();
			ranking->counted_as[i] = i;
			memset(number + i * n, 0, sizeof(uint32_t) * (size_t) n);
		}
		return;
	}
	ranking->tail_numbers = number;
	ranking->sums = memory_get(n, sizeof(RankSums));
	ranking->tails = memory_get(n, sizeof(Tails));
	for (i = 0; i < n; i++)
	{
		int64_t		ranks = ranking->group[i] * draws;

		stop_if_asked_at(i);
		ranking->counted_as[i] = ranks > 0 ? i : ranking->counted_as[i - 1];
		if (ranks == 0)
			continue;
		ranking->sums[i] = (RankSums) {.best_limit = UINT32_MAX, .worst_limit = UINT32_MAX};
		number = open_tail(&ranking->tails[i].best, best_needed(ranks), number);
		number = open_tail(&ranking->tails[i].worst, worst_needed(ranks), number);
	}
}

/* One rank of a unit in a draw with `better` better ones. */
static inline void
add_rank(Ranking *ranking, int64_t place, int64_t n, int64_t better)
{
	RankSums   *sums = &ranking->sums[place];

	sums->better += better;
	sums->top += 5 * better < n;
	sums->bottom += 5 * better >= 4 * n;
	if (better < sums->best_limit)
		add_to_tail(&ranking->tails[place].best, (uint32_t) better, &sums->best_limit);
	if (n - 1 - better < sums->worst_limit)
		add_to_tail(&ranking->tails[place].worst, (uint32_t) (n - 1 - better), &sums->worst_limit);
}

/* Count the rank of each unit of a draw, equal keys sharing the best. */
static void
count_ranks(Ranking *ranking)
{
	int64_t		n = ranking->model->units;
	const uint64_t *sorted = sort_items(ranking->item, ranking->other, n);
	uint64_t	last = UINT64_MAX;
	int64_t		better = 0;
	int64_t		i;

	for (i = 0; i < n; i++)
	{
		int64_t		place = (int64_t) (sorted[i] & UINT32_MAX);

		/* one number of each unit is in a page of memory of its own, perhaps */
		if (i % CHUNK_CELLS == CHUNK_CELLS - 1)
			stop_if_asked();
		if (sorted[i] >> 32 != last)
		{
			last = sorted[i] >> 32;
			better = i;
		}
		if (ranking->by_rank)
			ranking->count[place * n + better]++;
		else
			add_rank(ranking, place, n, better);
	}
}

static void
run_draw(Ranking *ranking, int draw)
{
	int64_t		chunk;

	if (!ranking->fixed)
		draw_weights(ranking, draw);
	for (chunk = 0; chunk < ranking->chunks; chunk++)
	{
		int64_t		first = ranking->chunk[chunk];
		int64_t		end = ranking->chunk[chunk + 1];
		int64_t		from = ranking->noisy.start[first] / RANDOM_WORDS;
		int64_t		to = (ranking->noisy.start[end] + RANDOM_WORDS - 1) / RANDOM_WORDS;
		int64_t		i;

		stop_if_asked();
		if (ranking->noisy.start[first] < ranking->noisy.start[end])
		{
			random_normals(&ranking->seed, RANDOM_POINTS, (uint32_t) draw, (uint64_t) from, to - from, ranking->share);
			bounded_normals(ranking->noisy.point + ranking->noisy.start[first],
							ranking->noisy.spread + ranking->noisy.start[first],
							ranking->noisy.start[end] - ranking->noisy.start[first],
							ranking->share + (ranking->noisy.start[first] - from * RANDOM_WORDS));
		}
		for (i = first; i < end; i++)
		{
			const double *share = ranking->share + (ranking->noisy.start[i] - from * RANDOM_WORDS);
			int32_t		key;

			if (!ranking->fixed)
				key = key_with_bonus(ranking, i, score_with_drawn_weights(ranking, i, share));
			else if (ranking->noisy.start[i] < ranking->noisy.start[i + 1])
				key = key_with_bonus(ranking, i, score_with_fixed_weights(ranking, i, share));
			else
				key = ranking->plain_key[i];
			ranking->item[i] = make_item(key, ranking->counted_as[i]);
		}
	}
	count_ranks(ranking);
}

/* What the counters of equal units say; ranks come from the best to the worst. */
typedef struct Tally
{
	int64_t		units;			/* n, all of them */
	int64_t		total;			/* ranks to come */
	int64_t		so_far;
	int64_t		sum;
	int64_t		top;
	int64_t		bottom;
	RankResult	result;
} Tally;

/* So many draws in which so many units are better. */
static inline void
add_to_tally(Tally *tally, int64_t better, int64_t count)
{
	if (count == 0)
		return;
	tally->so_far += count;
	tally->sum += count * (better + 1);
	if (5 * better < tally->units)
		tally->top += count;
	if (5 * better >= 4 * tally->units)
		tally->bottom += count;
	if (tally->result.rank_low == 0 && 20 * tally->so_far >= tally->total)
		tally->result.rank_low = better + 1;
	if (tally->result.rank_high == 0 && 20 * tally->so_far >= 19 * tally->total)
		tally->result.rank_high = better + 1;
}

/* What the counters of equal units say, the first of them and so many.  `sum` has room for a number for each unit. */
static RankResult
result_by_rank(const Ranking *ranking, int64_t first, int64_t members, uint64_t *sum)
{
	int64_t		n = ranking->model->units;
	Tally		counts = {.units = n, .total = members * ranking->model->draws};
	int64_t		i;
	int64_t		b;

	memset(sum, 0, sizeof(uint64_t) * (size_t) n);
	for (i = first; i < first + members; i++)
	{
		stop_if_asked();
		for (b = 0; b < n; b++)
			sum[b] += ranking->count[i * n + b];
	}
	for (b = 0; b < n; b++)
		add_to_tally(&counts, b, (int64_t) sum[b]);
	counts.result.expected_rank = (double) counts.sum / (double) counts.total;
	counts.result.p_top = (double) counts.top / (double) counts.total;
	counts.result.p_bottom = (double) counts.bottom / (double) counts.total;
	return counts.result;
}

/* The same from their sums and tails. */
static RankResult
result_by_tails(const Ranking *ranking, int64_t first, int64_t members)
{
	const RankSums *sums = &ranking->sums[first];
	int64_t		total = members * ranking->model->draws;
	RankResult	result = {
		.expected_rank = (double) (sums->better + total) / (double) total,
		.rank_low = end_of_tail(&ranking->tails[first].best) + INT64_C(1),
		.rank_high = ranking->model->units - end_of_tail(&ranking->tails[first].worst),
		.p_top = (double) sums->top / (double) total,
		.p_bottom = (double) sums->bottom / (double) total
	};

	return result;
}

/* The ranks by the points and weights as they are given. */
static void
rank_as_given(Ranking *ranking, RankResult *result)
{
	int64_t		n = ranking->model->units;
	int64_t		better = 0;
	const uint64_t *sorted;
	int64_t		i;

	for (i = 0; i < n; i++)
	{
		stop_if_asked_at(i);
		ranking->item[i] = make_item(ranking->plain_key[i], i);
	}
	sorted = sort_items(ranking->item, ranking->other, n);
	for (i = 0; i < n; i++)
	{
		stop_if_asked_at(i);
		if (i > 0 && sorted[i] >> 32 != sorted[i - 1] >> 32)
			better = i;
		result[ranking->unit[sorted[i] & UINT32_MAX]].rank = better + 1;
	}
}

static void
release_cells(Cells *cells)
{
	memory_release(cells->start);
	memory_release(cells->point);
	if (cells->spread != NULL)
		memory_release(cells->spread);
	memory_release(cells->criterion);
}

static void
release_all(Ranking *ranking)
{
	memory_release(ranking->place);
	memory_release(ranking->weight);
	memory_release(ranking->shape);
	memory_release(ranking->log_drawn);
	memory_release(ranking->drawn);
	memory_release(ranking->per_point);
	memory_release(ranking->unit);
	memory_release(ranking->group);
	release_cells(&ranking->noisy);
	release_cells(&ranking->exact);
	memory_release(ranking->chunk);
	memory_release(ranking->share);
	memory_release(ranking->base);
	memory_release(ranking->available);
	if (ranking->bonus_key != NULL)
		memory_release(ranking->bonus_key);
	memory_release(ranking->plain_key);
	memory_release(ranking->item);
	memory_release(ranking->other);
	memory_release(ranking->counted_as);
	if (ranking->by_rank)
		memory_release(ranking->count);
	else
	{
		memory_release(ranking->tail_numbers);
		memory_release(ranking->tails);
		memory_release(ranking->sums);
	}
}

/*
 * The results of all units, in the order of the model; none of them is not
 * defined, as every unit is rated.  Takes up to 20 bytes for each point, some
 * 200 bytes for each unit and 4 bytes for each of rank_counters().  Asks whether
 * to stop at least every CHUNK_CELLS points or one unit.
 */
void
rank_uncertainty_of(const RankModel *model, RankResult *result)
{
	Ranking		ranking = {
		.model = model,
		.seed = random_seed((uint64_t) model->seed), .fixed = isinf(model->concentration)
	};
	int64_t		n = model->units;
	int64_t		i;
	int64_t		k;
	int			draw;

	if (n == 0)
		return;
	prepare_criteria(&ranking);
	group_units(&ranking);
	prepare_bonus(&ranking);
	prepare_units(&ranking);
	prepare_counts(&ranking);
	for (draw = 0; draw < model->draws; draw++)
		run_draw(&ranking, draw);

	for (i = 0; i < n; i += ranking.group[i])
	{
		int64_t		members = ranking.group[i];
		RankResult	common = ranking.by_rank ? result_by_rank(&ranking, i, members, ranking.item) :
			result_by_tails(&ranking, i, members);

		stop_if_asked();
		for (k = i; k < i + ranking.group[i]; k++)
			result[ranking.unit[k]] = common;
	}
	rank_as_given(&ranking, result);
	release_all(&ranking);
}

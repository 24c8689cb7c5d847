/* SPDX-License-Identifier: PostgreSQL */
/*
 * score_units_kernel.c - scores and ranks of units from the values of their indicators
 *
 * Values come one by one, in any order, and are kept in a matrix:
 *
 *	key		of each unit			hash table: key -> unit, where units do not come in order
 *	block	[unit][indicator]		NaN where there is none; in blocks of 1024 units, the first one grows from 16
 *
 * Then each value becomes a score of 0 .. 100, by the goalposts of its indicator
 * or by the range of its values; the score of a unit is their weighted mean over
 * the values that it has, from exact sums; and units are ranked by it.  All is
 * what goalpost_score() or minmax_of(), arithmetic_score() and a rank of equal
 * scores say one after the other, to the bit.
 *
 * Cost: 8 bytes for each indicator and each unit that there is room for: at least
 * 16, less than twice the units and less than 1024 units more.  Above that, 8 to 16
 * bytes for each unit, or 24 to 48 with a hash table, half as many again while it
 * grows; to rank, 64 for each unit.
 */
#include "ranking/score_units_kernel.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "math/exact_sum.h"
#include "math/goalpost.h"
#include "math/radix_sort.h"

#define SLOTS_PER_UNIT	2		/* at least */

/* No units as yet, of at least one indicator. */
void
unit_values_init(UnitValues *values, int indicators)
{
	*values = (UnitValues) {.indicators = indicators, .last = -1, .in_order = true};
}

/*
 * A number whose every bit goes by all bits of the key: keys may differ in high or
 * in low bits alone.  The last step of MurmurHash3 (Appleby).
 */
static uint64_t
hash_of(int64_t key)
{
	uint64_t	hash = (uint64_t) key;

	hash = (hash ^ hash >> 33) * UINT64_C(0xFF51AFD7ED558CCD);
	hash = (hash ^ hash >> 33) * UINT64_C(0xC4CEB9FE1A85EC53);
	return hash ^ hash >> 33;
}

/* Where the unit is in the hash table, or would be. */
static int64_t
slot_of(const UnitValues *values, int64_t key)
{
	int64_t		place = (int64_t) (hash_of(key) & (uint64_t) (values->slots - 1));

	while (values->slot[place] >= 0 && values->key[values->slot[place]] != key)
		place = (place + 1) & (values->slots - 1);
	return place;
}

static int64_t
blocks_of(int64_t units)
{
	return (units + UNITS_PER_BLOCK - 1) / UNITS_PER_BLOCK;
}

static void *
copy_to_larger(void *old, int64_t used, int64_t room, size_t size)
{
	void	   *larger = memory_get(room, size);

	if (old != NULL)
	{
		memcpy(larger, old, (size_t) used * size);
		memory_release(old);
	}
	return larger;
}

/* Make the hash table, for as many units as there is room for. */
static void
make_slots(UnitValues *values)
{
	int64_t		i;

	if (values->slot != NULL)
		memory_release(values->slot);
	values->slots = values->room * SLOTS_PER_UNIT;
	values->slot = memory_get(values->slots, sizeof(int64_t));
	memset(values->slot, 0xff, sizeof(int64_t) * (size_t) values->slots);
	for (i = 0; i < values->units; i++)
	{
		stop_if_asked_at(i);
		values->slot[slot_of(values, values->key[i])] = i;
	}
}

static size_t
row_size(const UnitValues *values)
{
	return sizeof(double) * (size_t) values->indicators;
}

/* Make room for twice as many units; blocks after the first one are made when they are needed. */
static void
grow(UnitValues *values)
{
	double	   *first = values->room > 0 ? values->block[0] : NULL;

	values->room = values->room > 0 ? 2 * values->room : UNITS_AT_FIRST;
	values->key = copy_to_larger(values->key, values->units, values->room, sizeof(int64_t));
	values->block = copy_to_larger(values->block, blocks_of(values->units), blocks_of(values->room), sizeof(double *));
	if (values->room <= UNITS_PER_BLOCK)
		values->block[0] = copy_to_larger(first, values->units, values->room, row_size(values));
	if (values->slot != NULL)
		make_slots(values);
}

static int64_t
add_unit(UnitValues *values, int64_t key)
{
	int64_t		unit = values->units;
	double	   *row;
	int			k;

	if (unit == values->room)
		grow(values);
	if (unit > 0 && unit % UNITS_PER_BLOCK == 0)
		values->block[unit / UNITS_PER_BLOCK] = memory_get(UNITS_PER_BLOCK, row_size(values));
	row = unit_values_row(values, unit);
	for (k = 0; k < values->indicators; k++)
		row[k] = (double) NAN;
	values->in_order &= unit == 0 || values->key[unit - 1] < key;
	values->key[unit] = key;
	values->units++;
	if (values->slot != NULL)
		values->slot[slot_of(values, key)] = unit;
	return unit;
}

/*
 * The unit with this key, which is not that of the one before; a new one has no
 * values.  Units that come in order, once or again and again, are found without
 * the hash table.
 */
int64_t
unit_values_find(UnitValues *values, int64_t key)
{
	int64_t		place;

	if (values->last + 1 < values->units && values->key[values->last + 1] == key)
		return values->last + 1;
	if (values->units == 0 || (values->in_order && values->key[values->units - 1] < key))
		return add_unit(values, key);
	if (values->slot == NULL)
		make_slots(values);
	place = slot_of(values, key);
	return values->slot[place] >= 0 ? values->slot[place] : add_unit(values, key);
}

/* Find the range of the values of each indicator that goes by it; one whose values are all equal has no scores. */
void
indicator_ranges(const UnitValues *values, IndicatorScale *scale)
{
	int			n = values->indicators;
	double	   *min = memory_get(n, sizeof(double));
	double	   *max = memory_get(n, sizeof(double));
	int64_t		i;
	int			k;

	for (k = 0; k < n; k++)
	{
		min[k] = INFINITY;
		max[k] = -INFINITY;
	}
	for (i = 0; i < values->units; i++)
	{
		const double *row = unit_values_row(values, i);

		stop_if_asked_at(i);
		/* a comparison with NaN is false */
		for (k = 0; k < n; k++)
		{
			min[k] = row[k] < min[k] ? row[k] : min[k];
			max[k] = row[k] > max[k] ? row[k] : max[k];
		}
	}
	for (k = 0; k < n; k++)
	{
		if (scale[k].rule != BY_RANGE)
			continue;
		if (min[k] < max[k])
			minmax_init(&scale[k].minmax, min[k], max[k], 0.0, 100.0, scale[k].lower_is_better);
		else
			scale[k].rule = NO_SCORES;
	}
	memory_release(max);
	memory_release(min);
}

/* The score of a value; NaN if there is none. */
double
indicator_score(const IndicatorScale *scale, double value)
{
	if (isnan(value) || scale->rule == NO_SCORES)
		return (double) NAN;
	return scale->rule == BY_RANGE ? minmax_of(&scale->minmax, value) : goalpost_score(value, scale->lo, scale->hi);
}

/* The weighted mean of the scores that a unit has; NaN if none of them has a weight. */
static double
score_of_unit(const UnitValues *values, int64_t unit, const IndicatorScale *scale)
{
	const double *row = unit_values_row(values, unit);
	ExactSum	weights;
	ExactSum	products;
	double		result = (double) NAN;
	int			k;

	exact_sum_init(&weights);
	exact_sum_init(&products);
	for (k = 0; k < values->indicators; k++)
	{
		double		score = indicator_score(&scale[k], row[k]);

		if (isnan(score) || scale[k].weight == 0.0)
			continue;
		exact_sum_add(&weights, scale[k].weight);
		exact_sum_add_product(&products, scale[k].weight, score);
	}
	if (!exact_sum_is_zero(&weights))
		result = exact_sum_ratio(&products, &weights, 1.0).hi + 0.0;
	exact_sum_clear(&weights);
	exact_sum_clear(&products);
	return result;
}

#define SORT				sort_by_key
#define SORT_ELEMENT		int64_t
#define SORT_BEFORE(a, b)	(context[*(a)] < context[*(b)])
#define SORT_CONTEXT		const int64_t *
#include "math/sort_template.h"

/* The units in the order of their keys, as which they often come. */
static int64_t *
units_by_key(const UnitValues *values)
{
	int64_t    *unit = memory_get(values->units, sizeof(int64_t));
	int64_t		i;

	for (i = 0; i < values->units; i++)
	{
		stop_if_asked_at(i);
		unit[i] = i;
	}
	if (!values->in_order)
		sort_by_key(unit, values->units, values->key);
	return unit;
}

/* What is sorted. */
typedef struct RankedUnit
{
	double		minus_score;
	double		place;			/* in the order of the keys; every place is a
								 * double */
} RankedUnit;

/*
 * Score and rank all units: `score` has room for each.  They come from the best
 * to the worst, those with equal scores by their keys, and those that are not
 * rated at the end.  Returns how many are rated.
 */
int64_t
score_units_of(const UnitValues *values, const IndicatorScale *scale, UnitScore *score)
{
	int64_t    *unit = units_by_key(values);
	RankedUnit *ranked = memory_get(values->units, sizeof(RankedUnit));
	int64_t		unrated = values->units;
	int64_t		n = 0;
	int64_t		i;

	/* from the last on, so that those that are not rated stand in their order */
	for (i = values->units - 1; i >= 0; i--)
	{
		double		mean = score_of_unit(values, unit[i], scale);

		stop_if_asked_at(i);
		if (isnan(mean))
			score[--unrated] = (UnitScore) {.unit = unit[i], .score = mean};
		else
			ranked[n++] = (RankedUnit) {.minus_score = 0.0 - mean, .place = (double) i};
	}
	sort_rows(&ranked->minus_score, n, sizeof(RankedUnit) / sizeof(double), 0);
	for (i = 0; i < n; i++)
	{
		stop_if_asked_at(i);
		score[i] = (UnitScore) {
			.unit = unit[(int64_t) ranked[i].place],
			.score = 0.0 - ranked[i].minus_score,
			.better = i > 0 && ranked[i].minus_score == ranked[i - 1].minus_score ? score[i - 1].better : i
		};
	}
	memory_release(ranked);
	memory_release(unit);
	return n;
}

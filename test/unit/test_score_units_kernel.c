/* sources: src/ranking/score_units_kernel.c src/ranking/normalize_kernel.c src/math/goalpost.c src/math/exact_sum.c
   src/math/radix_sort.c src/math/merge_runs.c src/math/values.c */
/*
 * Scores and ranks of units: worked out by hand, and against a plain reading of
 * the definition for units that come in several orders.
 */
#include <math.h>
#include <string.h>

#include "../tap.h"
#include "kernel_host.h"
#include "ranking/score_units_kernel.h"

#define MAX_UNITS	5000
#define INDICATORS	3
#define HARD_KEYS	4096		/* a power of two: the hash table is as full as it gets */

static UnitScore result[MAX_UNITS];

static void
put(UnitValues *values, int64_t key, int indicator, double value)
{
	int64_t		unit = unit_values_unit(values, key);

	unit_values_row(values, unit)[indicator] = value;
}

static void
release(UnitValues *values)
{
	int64_t		i;

	for (i = 0; i < values->units; i += UNITS_PER_BLOCK)
		memory_release(values->block[i / UNITS_PER_BLOCK]);
	if (values->units > 0)
	{
		memory_release(values->block);
		memory_release(values->key);
	}
	if (values->slot != NULL)
		memory_release(values->slot);
	if (blocks_in_use != 0)
		abort();
}

static bool
is(const UnitValues *values, int place, int64_t key, double score, int64_t better)
{
	const UnitScore *r = &result[place];

	return values->key[r->unit] == key && (isnan(score) ? isnan(r->score) : r->score == score && r->better == better);
}

static void
test_by_hand(void)
{
	UnitValues	values;
	IndicatorScale scale[2] = {
		{.rule = BY_RANGE, .weight = 1.0}, {.rule = BY_RANGE, .weight = 3.0, .lower_is_better = true}
	};
	int64_t		rated;

	unit_values_init(&values, 2);
	tap_ok(score_units_of(&values, scale, result) == 0, "no units");
	put(&values, 30, 0, 5.0);	/* 0 */
	put(&values, 30, 1, 10.0);	/* 100: 75 in all */
	put(&values, 10, 0, 9.0);	/* 100 */
	put(&values, 10, 1, 30.0);	/* 0: 25 */
	put(&values, 20, 0, 6.0);	/* 25 and nothing else */
	unit_values_unit(&values, 7);
	put(&values, -5, 0, 8.0);	/* 75 */
	unit_values_unit(&values, 8);
	indicator_ranges(&values, scale);
	rated = score_units_of(&values, scale, result);
	tap_ok(rated == 4 && is(&values, 0, -5, 75.0, 0) && is(&values, 1, 30, 75.0, 0) && is(&values, 2, 10, 25.0, 2) &&
		   is(&values, 3, 20, 25.0, 2), "ranks of ties, in the order of their keys");
	tap_ok(is(&values, 4, 7, NAN, 0) && is(&values, 5, 8, NAN, 0), "those that are not rated come last");
	tap_ok(indicator_score(&scale[1], 30.0) == 0.0 && isnan(indicator_score(&scale[1], NAN)), "lower is better");

	scale[0] = (IndicatorScale) {.rule = BY_GOALPOSTS, .weight = 1.0, .lo = 0.0, .hi = 7.0};
	scale[1] = (IndicatorScale) {.rule = NO_SCORES, .weight = 1.0};
	indicator_ranges(&values, scale);
	rated = score_units_of(&values, scale, result);
	tap_ok(rated == 4 && is(&values, 0, -5, 100.0, 0) && is(&values, 1, 10, 100.0, 0) &&
		   is(&values, 2, 20, 100.0 * 6.0 / 7.0, 2) && is(&values, 3, 30, 100.0 * 5.0 / 7.0, 3),
		   "goalposts, and an indicator without scores");

	scale[0].weight = 0.0;
	tap_ok(score_units_of(&values, scale, result) == 0, "no weight, no score");
	scale[0] = (IndicatorScale) {.rule = BY_RANGE, .weight = 1.0};
	release(&values);

	unit_values_init(&values, 1);
	put(&values, 1, 0, 4.0);
	put(&values, 2, 0, 4.0);
	indicator_ranges(&values, scale);
	tap_ok(scale[0].rule == NO_SCORES && score_units_of(&values, scale, result) == 0, "equal values have no scores");
	release(&values);
}

static double
value_of(int64_t key, int k)
{
	return (double) (((uint64_t) key * 7919 + (uint64_t) k * 104729 + 13) * UINT64_C(0x9E3779B97F4A7C15) >> 44);
}

/* Units that come in this order: the i-th key. */
static int64_t
key_at(int order, int n, int i)
{
	switch (order)
	{
		case 0:
			return i * 3 - 100;	/* ascending */
		case 1:
			return (n - 1 - i) * 3 - 100;
		case 2:
			return (int64_t) (i * 2477 % n) * 3 - 100;
		default:
			return (int64_t) (i * 2477 % n) << 40;	/* low bits are all the same */
	}
}

static void
test_orders(void)
{
	static double score[MAX_UNITS];
	static const int sizes[] = {1, 2, 16, 17, 513, 1023, 1024, 1025, 2049, 5000};
	int			order;
	int			s;

	for (order = 0; order < 8; order++)
	{
		bool		by_indicator = order >= 4;
		bool		right = true;

		for (s = 0; s < (int) (sizeof(sizes) / sizeof(*sizes)); s++)
		{
			int			n = sizes[s];
			UnitValues	values;
			IndicatorScale scale[INDICATORS];
			int			i;
			int			k;

			unit_values_init(&values, INDICATORS);
			for (i = 0; i < n * INDICATORS; i++)
			{
				int64_t		key = key_at(order % 4, n, by_indicator ? i % n : i / INDICATORS);

				k = by_indicator ? i / n : i % INDICATORS;
				put(&values, key, k, value_of(key, k));
			}
			for (k = 0; k < INDICATORS; k++)
				scale[k] = (IndicatorScale) {
				.rule = BY_GOALPOSTS, .weight = 1.0, .lo = 0.0, .hi = 1048576.0
			};
			right &= values.units == n && score_units_of(&values, scale, result) == n;
			for (i = 0; i < n; i++)
			{
				int64_t		key = key_at(order % 4, n, i);

				score[i] = 0.0;
				for (k = 0; k < INDICATORS; k++)
					score[i] += value_of(key, k);
			}
			for (i = 0; i < n; i++)
			{
				double		sum = 0.0;

				for (k = 0; k < INDICATORS; k++)
					sum += value_of(values.key[result[i].unit], k);
				right &= fabs(result[i].score - 100.0 * sum / 1048576.0 / INDICATORS) < 1e-9;
				right &= i == 0 || result[i].score < result[i - 1].score ||
					(result[i].score == result[i - 1].score && result[i].better == result[i - 1].better &&
					 values.key[result[i - 1].unit] < values.key[result[i].unit]);
				right &= result[i].better == i || (i > 0 && result[i].score == result[i - 1].score);
			}
			release(&values);
		}
		tap_ok(right, "order %d of the units, indicator by %s", order % 4, by_indicator ? "indicator" : "unit");
	}
}

/* Keys of which a hash of some of their bits makes nothing: the i-th, in no order. */
static int64_t
hard_key_at(int kind, int i)
{
	uint64_t	number = (uint64_t) (i * 2477 % HARD_KEYS);

	switch (kind)
	{
		case 0:
			return (int64_t) number;
		case 1:
			return -(int64_t) number;
		case 2:
			return (int64_t) (number << 22 | 77);	/* a moment, and the same
													 * node and count */
		case 3:
			return (int64_t) (number << 32);
		case 4:
			return (int64_t) (number << 48);
		case 5:
			return (int64_t) (number << 52);	/* also negative ones */
		case 6:
			return (int64_t) (number * 3 << 50);
		default:
			return (int64_t) (number * UINT64_C(0x9E3779B97F4A7C15));
	}
}

/* The most slots that any search in the hash table reads: those that are taken one after the other, and a free one. */
static int64_t
longest_search(const UnitValues *values)
{
	int64_t		longest = 0;
	int64_t		run = 0;
	int64_t		i;

	/* twice around, for runs across the end */
	for (i = 0; i < 2 * values->slots; i++)
	{
		run = values->slot[i & (values->slots - 1)] >= 0 ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest + 1;
}

static void
test_hash_table(void)
{
	static const char *const name[] = {
		"in sequence", "negative", "moments << 22", "<< 32", "<< 48", "<< 52", "* 3 << 50", "* 2^64 / golden ratio"
	};
	int			kind;

	for (kind = 0; kind < (int) (sizeof(name) / sizeof(*name)); kind++)
	{
		UnitValues	values;
		int64_t		longest;
		bool		right = true;
		int			i;

		unit_values_init(&values, 1);
		for (i = 0; i < HARD_KEYS; i++)
			put(&values, hard_key_at(kind, i), 0, (double) i);
		longest = longest_search(&values);
		right &= values.units == HARD_KEYS && values.slots == 2 * HARD_KEYS;
		for (i = HARD_KEYS - 1; i >= 0; i--)
			right &= *unit_values_row(&values, unit_values_unit(&values, hard_key_at(kind, i))) == (double) i;
		right &= values.units == HARD_KEYS;
		tap_ok(right && longest <= 100, "keys %s", name[kind]);
		printf("# the longest search reads %d of %d slots\n", (int) longest, (int) values.slots);
		release(&values);
	}
}

/* What a few units take is not what a thousand do. */
static void
test_room(void)
{
	UnitValues	values;
	bool		right = true;
	int			i;

	unit_values_init(&values, INDICATORS);
	for (i = 1; i <= MAX_UNITS; i++)
	{
		put(&values, i, 0, 1.0);
		right &= values.room >= i && (values.room == UNITS_AT_FIRST || values.room < 2 * i);
	}
	tap_ok(right && values.units == MAX_UNITS, "room for 16 units, or for less than twice as many as there are");
	release(&values);
}

int
main(void)
{
	test_by_hand();
	test_orders();
	test_hash_table();
	test_room();
	return tap_done();
}

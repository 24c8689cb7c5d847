/* SPDX-License-Identifier: PostgreSQL */
/*
 * near_hash_plan_kernel.c - how to cut the bits of hashes into chunks
 *
 * The search (near_hash_kernel.c) compares hashes that are near each other in
 * one of some disjoint chunks of their bits.  Any number and width of chunks
 * finds all pairs; this file chooses those that take least, by what each would
 * cost for random hashes, and deals the bits of these hashes to them so that they
 * come as near to random as they can.
 */
#include "photos/near_hash_plan_kernel.h"

#include <math.h>
#include <string.h>

#include "base/compiler.h"

/* What things cost, in ns. */
#define PAIR_COST			0.4
#define VISIT_COST			1.5 /* of a bucket in the cache */
#define FAR_VISIT_COST		6.0
#define SORT_COST			15.0
#define NEAR_WIDTH			17	/* tables of wider chunks are not in the cache */

#define MAX_WIDTH			24
#define MAX_MASKS			20000	/* buckets that one is compared with */
#define SAMPLE_WORDS		64	/* 64 hashes each tell which bits to take */

/* How far apart hashes may be in a chunk: sum of (threshold + 1) = max_distance + 1. */
int
plan_threshold(const NearHashPlan *plan, int max_distance, int chunk)
{
	return (max_distance + 1) / plan->chunks - 1 + (chunk < (max_distance + 1) % plan->chunks);
}

/* How many values of so many bits are within the distance of one. */
double
plan_neighbours(int bits, int radius)
{
	double		binomial = 1.0;
	double		sum = 1.0;
	int			i;

	for (i = 1; i <= radius && i <= bits; i++)
	{
		binomial = binomial * (bits - i + 1) / i;
		sum += binomial;
	}
	return sum;
}

/* What a plan takes for random hashes, in ns.  Where all are compared, those that have been reached are not. */
static double
cost(const NearHashPlan *plan, const NearHashes *hashes)
{
	double		fresh = (double) hashes->fresh.n;
	double		known = (double) hashes->known.n;
	double		pairs = fresh * ((hashes->apart ? 0.0 : fresh / 2.0) + known);
	double		keys = (double) (UINT32_C(1) << plan->width);
	double		sum = 0.0;
	int			i;

	if (plan->width == 0)
	{
		double		matching = plan_neighbours(HASH_BITS, hashes->max_distance);

		return PAIR_COST * Min(pairs, 3.0 * (fresh + known) * pow(2.0, HASH_BITS) / matching);
	}
	for (i = 0; i < plan->chunks; i++)
	{
		double		neighbours = plan_neighbours(plan->width, plan_threshold(plan, hashes->max_distance, i));

		if (neighbours > MAX_MASKS)
			return INFINITY;
		sum += PAIR_COST * pairs * neighbours / keys + SORT_COST * (fresh + known) + VISIT_COST * keys +
			(plan->width <= NEAR_WIDTH ? VISIT_COST : FAR_VISIT_COST) * Min(fresh, keys) * neighbours;
	}
	return sum;
}

/* The plan that takes least, or the one that is asked for. */
NearHashPlan
near_hash_plan(const NearHashes *hashes)
{
	NearHashPlan best = {1, 0};
	double		least = cost(&best, hashes);
	NearHashPlan plan = {hashes->chunks, hashes->width};

	if (plan.chunks > 0)
		return plan;
	for (plan.chunks = 1; plan.chunks <= hashes->max_distance + 1 && plan.chunks <= HASH_BITS / 4; plan.chunks++)
	{
		for (plan.width = 4; plan.width <= HASH_BITS / plan.chunks && plan.width <= MAX_WIDTH; plan.width++)
		{
			double		time;

			if ((INT64_C(1) << plan.width) > hashes->fresh.n + hashes->known.n)
				break;
			time = cost(&plan, hashes);
			if (time < least)
			{
				least = time;
				best = plan;
			}
		}
	}
	return best;
}

/* The bits of some hashes, bit by bit. */
typedef struct BitSample
{
	int			n;
	uint64_t	column[HASH_BITS][SAMPLE_WORDS];
	double		ones[HASH_BITS];
	double		variance[HASH_BITS];	/* times the square of n */
} BitSample;

static void
take_sample(BitSample *sample, const NearHashes *hashes)
{
	int64_t		n = hashes->fresh.n + hashes->known.n;
	int			bit;
	int			i;

	memset(sample, 0, sizeof(BitSample));
	sample->n = (int) Min(n, INT64_C(64) * SAMPLE_WORDS);
	for (i = 0; i < sample->n; i++)
	{
		int64_t		at = (int64_t) ((double) i * (double) n / sample->n);
		uint64_t	hash = at < hashes->fresh.n ? hashes->fresh.hash[at] : hashes->known.hash[at - hashes->fresh.n];

		for (bit = 0; bit < HASH_BITS; bit++)
			sample->column[bit][i / 64] |= (hash >> bit & 1) << (i % 64);
	}
	for (bit = 0; bit < HASH_BITS; bit++)
	{
		for (i = 0; i < SAMPLE_WORDS; i++)
			sample->ones[bit] += bits_set(sample->column[bit][i]);
		sample->variance[bit] = sample->ones[bit] * (sample->n - sample->ones[bit]);
	}
}

/* The square of the correlation coefficient of two bits; 0 if one of them is always the same. */
static double
correlation(const BitSample *sample, int a, int b)
{
	double		variances = sample->variance[a] * sample->variance[b];
	double		both = 0.0;
	double		excess;
	int			i;

	if (variances == 0.0)
		return 0.0;
	for (i = 0; i < SAMPLE_WORDS; i++)
		both += bits_set(sample->column[a][i] & sample->column[b][i]);
	excess = both * sample->n - sample->ones[a] * sample->ones[b];
	return excess * excess / variances;
}

/* Those that are nearer to half and half come first. */
#define SORT				sort_bits
#define SORT_ELEMENT		int
#define SORT_BEFORE(a, b)	(context->variance[*(a)] > context->variance[*(b)])
#define SORT_CONTEXT		const BitSample *
#define SORT_ONLY_FEW
#include "math/sort_template.h"

/*
 * Deal the bits to the chunks: source[k] is the bit that becomes bit k.  Those that
 * are nearest to half and half come first; each goes to the chunk whose bits it
 * goes with least, of those chunks that have no more bits than another.
 */
void
near_hash_bits(const NearHashPlan *plan, const NearHashes *hashes, int *source)
{
	BitSample	sample;
	int			order[HASH_BITS];
	int			size[HASH_BITS] = {0};
	int			next;
	int			i;

	take_sample(&sample, hashes);
	for (next = 0; next < HASH_BITS; next++)
		order[next] = next;
	sort_bits_few(order, HASH_BITS, &sample);
	for (next = 0; next < plan->chunks * plan->width; next++)
	{
		int			round = next / plan->chunks;
		int			best = -1;
		double		least = INFINITY;
		int			chunk;

		for (chunk = 0; chunk < plan->chunks; chunk++)
		{
			double		sum = 0.0;

			if (size[chunk] > round)
				continue;
			for (i = 0; i < round; i++)
				sum += correlation(&sample, order[next], source[chunk * plan->width + i]);
			if (sum < least)
			{
				least = sum;
				best = chunk;
			}
		}
		source[best * plan->width + size[best]++] = order[next];
	}
	/* those that nobody needs */
	for (; next < HASH_BITS; next++)
		source[next] = order[next];
}

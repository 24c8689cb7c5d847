/* SPDX-License-Identifier: PostgreSQL */
/*
 * near_hash_kernel.c - pairs of 64-bit hashes that differ in few bits
 *
 * Joins the trees of all photos whose hashes are at most d bits apart, and
 * whose times are within a window.  No pair is missed.
 *
 * Multi-index hashing (Norouzi, Punjani and Fleet 2012, CVPR) with the general
 * pigeonhole principle (Qin et al. 2018, IEEE ICDE): m disjoint chunks of the
 * bits have thresholds t_1 .. t_m with
 *
 *	sum of (t_i + 1) = d + 1
 *
 * If two hashes were more than t_i apart in each chunk i, they would be at
 * least d + 1 apart in all; so a pair within d is within t_i in some chunk.
 * For d = 8: four chunks of 16 bits with thresholds 2, 1, 1, 1.  The chunks
 * need not use all bits.  How many there are and how wide they are, and which bits
 * go where, is chosen before (near_hash_plan_kernel.c); for large d and for few hashes all
 * pairs are compared, as one bucket of a chunk without bits.
 *
 * For each chunk, the hashes are copied into buckets by its bits (counting
 * sort), so that they are read one behind the other.  A bucket is compared with
 * itself, and with each bucket after it whose bits differ in at most t_i; so each
 * pair of buckets meets once.
 *
 * Only trees matter, not pairs.  Where many hashes are alike, buckets are large
 * and most of their members in one tree soon:
 *
 *	- buckets that lie in one tree are not compared;
 *	- large buckets are searched breadth-first, and what has been reached is not
 *	  compared again: a bucket of s hashes, each of which matches a part p of
 *	  the others, takes s / p comparisons and not s * s (join_dense());
 *	- members of a large tree that has been reached are reached all at once;
 *	- where hashes match and times do not, buckets are cut in time (join_large());
 *	- bits are dealt to chunks by how much they tell, those that go together to
 *	  different chunks (near_hash_bits()), so that bits that are always the same or
 *	  always equal to others do not make a few large buckets.
 *
 * Measured on one core, with d = 8, without the reading of rows: 0.06 s for
 * 100,000 random hashes, 0.6 s for a million, 14 s for 8 million.  A million hashes
 * that are all alike 0.02 s, at most 4 bits from one 0.05 s, 10 bits from
 * one 0.25 s, all values of 5 bits in each quarter 0.1 s; 300,000 with 12 to 20 bits
 * turned 0.2 to 0.8 s; a million with 16 bits that are always 0, or with each bit set
 * in one of four, 5 to 6 s; a million at most 4 bits from one, at two times just more than
 * the window apart, 4 s.
 *
 * So all that is guaranteed is that no pair of buckets of a chunk is compared more
 * than once, if they are not cut, and that what has been reached is not compared again.
 * What remains quadratic are many hashes that are near each other in some chunk and
 * yet do not match: 0.2 s for 30,000 that are all compared.  To be alike in a quarter of
 * the bits and never within 8 in all, they must be a code, made for the purpose.
 *
 * Layout, for n hashes in all, besides what the caller has:
 *
 *	hash	8 bytes		in the order of the buckets
 *	node	4 bytes		which of the caller's it is
 *	start	4 bytes		for each value of the chunk, of which there are at most n
 *	pure	1 byte		likewise: is the bucket in one tree?
 *
 * the last two also for known hashes.
 */
#include "photos/near_hash_kernel.h"

#include <string.h>

#include "base/memory.h"
#include "photos/near_hash_plan_kernel.h"

#define SMALL_JOIN			4096	/* pairs of buckets up to this are
									 * compared without further ado */
#define PURE_MIN			4	/* with fewer hashes it is not tested whether
								 * they are in one tree */
#define LARGE_TREE			32	/* its members are worth looking for */
#define WORK_PER_STOP		(INT64_C(1) << 21)	/* comparisons after which to
												 * ask whether to stop */
#define KEY_WORK			8	/* comparisons that finding a bucket takes the
								 * time of */

/* Hashes by bucket. */
typedef struct Buckets
{
	const HashNodes *nodes;
	uint64_t   *hash;
	int32_t    *node;
	uint32_t   *start;			/* bucket k is start[k] .. start[k + 1] - 1 */
	bool	   *pure;			/* is the bucket in one tree? */
} Buckets;

/* A bucket, or what is left of it. */
typedef struct Bucket
{
	const HashNodes *nodes;
	uint64_t   *hash;
	int32_t    *node;
	int64_t		n;
} Bucket;

typedef struct Search Search;
struct Search
{
	const NearHashes *hashes;
	int			max_distance;
	void		(*join_chunk) (Search *search);
	bool		(*join_dense) (Search *search, const Bucket *a, const Bucket *b, bool self);
	Buckets		fresh;
	Buckets		known;
	uint32_t	keys;			/* of a chunk */
	uint32_t   *mask;			/* which bits of the chunk neighbours differ
								 * in */
	int			masks;
	int64_t		work;			/* since it was last asked whether to stop */
};

static inline void
add_work(Search *search, int64_t work)
{
	search->work += work;
	if (unlikely(search->work > WORK_PER_STOP))
	{
		search->work = 0;
		stop_if_asked();
	}
}

/* In how many bits two hashes differ, perhaps with the processor's help. */
static ALWAYS_INLINE int
distance(uint64_t a, uint64_t b, bool native)
{
	return native ? __builtin_popcountll(a ^ b) : bits_set(a ^ b);
}

static inline int32_t
photo_of(const Bucket *bucket, int64_t i)
{
	return bucket->nodes->photo[bucket->node[i]];
}

static inline int32_t
root_of(const Search *search, const Bucket *bucket, int64_t i)
{
	return forest_root(search->hashes->forest, photo_of(bucket, i));
}

/* Are these two, whose hashes match, within the window? */
static bool
times_match(const Search *search, const Bucket *a, int64_t i, const Bucket *b, int64_t j)
{
	int32_t		x = a->node[i];
	int32_t		y = b->node[j];

	if (a->nodes->from == NULL)
		return true;
	return intervals_match(a->nodes->from[x], a->nodes->until[x], b->nodes->from[y], b->nodes->until[y],
						   search->hashes->window);
}

static NEVER_INLINE void
hashes_match(Search *search, const Bucket *a, int64_t i, const Bucket *b, int64_t j)
{
	if (times_match(search, a, i, b, j))
		forest_unite(search->hashes->forest, photo_of(a, i), photo_of(b, j));
}

/* Compare each with each. */
static ALWAYS_INLINE void
join_small(Search *search, const Bucket *a, const Bucket *b, bool self, bool native)
{
	int64_t		i;
	int64_t		j;

	for (i = 0; i < a->n; i++)
	{
		uint64_t	hash = a->hash[i];

		for (j = self ? i + 1 : 0; j < b->n; j++)
		{
			if (unlikely(distance(hash, b->hash[j], native) <= search->max_distance))
				hashes_match(search, a, i, b, j);
		}
	}
}

static inline void
swap_members(Bucket *bucket, int64_t i, int64_t j)
{
	uint64_t	hash = bucket->hash[i];
	int32_t		node = bucket->node[i];

	bucket->hash[i] = bucket->hash[j];
	bucket->node[i] = bucket->node[j];
	bucket->hash[j] = hash;
	bucket->node[j] = node;
}

/*
 * One side of a breadth-first search, whose bucket changes its order on the way:
 *
 *	0 .. left - 1		not reached
 *	left .. done - 1	reached, to be compared with those not reached on the other side
 *	done .. n - 1		compared
 */
typedef struct Side
{
	Bucket		bucket;
	int64_t		left;
	int64_t		done;
} Side;

/* A breadth-first search; what ends a patience is said where it is used. */
typedef struct Crowd
{
	Search	   *search;
	Side		side[2];
	int			sides;			/* 1: a bucket with itself */
	int64_t		tree_patience;
	int64_t		time_patience;
} Crowd;

static inline void
mark_reached(Side *side, int64_t i)
{
	swap_members(&side->bucket, i, --side->left);
}

/*
 * Reach all of a tree that are left, if it is large.  That takes about as long as
 * comparing one hash several times over, so it must pay: the patience ends when
 * too little has been found too often.
 */
static NEVER_INLINE void
mark_tree_reached(Crowd *crowd, int32_t root)
{
	Search	   *search = crowd->search;
	int64_t		found = 0;
	int			s;

	if (search->hashes->forest[root] > -LARGE_TREE || crowd->tree_patience <= 0)
		return;
	for (s = 0; s < crowd->sides; s++)
	{
		Side	   *side = &crowd->side[s];
		int64_t		i;

		add_work(search, 4 * side->left);
		for (i = side->left - 1; i >= 0; i--)
		{
			if (root_of(search, &side->bucket, i) == root)
			{
				mark_reached(side, i);
				found++;
			}
		}
	}
	crowd->tree_patience += found / 4 - 1;
}

/* Compare one that has been reached with those that are left. */
static ALWAYS_INLINE void
reach_from(Crowd *crowd, const Side *from, int64_t i, Side *to, bool native)
{
	Search	   *search = crowd->search;
	uint64_t	hash = from->bucket.hash[i];
	const uint64_t *other = to->bucket.hash;
	bool		large = false;
	int64_t		j = 0;

	add_work(search, to->left);
	crowd->time_patience += to->left / 16;
	for (;;)
	{
		int64_t		left = to->left;

		while (j < left && distance(hash, other[j], native) > search->max_distance)
			j++;
		if (j >= left)
			break;
		if (times_match(search, &from->bucket, i, &to->bucket, j))
		{
			int32_t    *forest = search->hashes->forest;
			int32_t		root = root_of(search, &to->bucket, j);
			bool		is_large = forest[root] <= -LARGE_TREE;

			if (forest_unite(forest, photo_of(&from->bucket, i), root))
				large |= is_large;
			mark_reached(to, j);
		}
		else
		{
			crowd->time_patience--;
			j++;
		}
	}
	if (large)
		mark_tree_reached(crowd, root_of(search, &from->bucket, i));
}

/*
 * Compare large buckets, or one with itself, breadth-first.  A pair is left out
 * if one of the two had been reached before the other was compared: then it was
 * reached because it is in the same tree.
 *
 * False if not all has been compared, because many hashes match whose times do not:
 * one for each member, and one in 16 comparisons besides.
 */
static ALWAYS_INLINE bool
join_dense(Search *search, const Bucket *a, const Bucket *b, bool self, bool native)
{
	Crowd		crowd = {search, {{*a, a->n, a->n}, {*b, b->n, b->n}}, self ? 1 : 2, 16, a->n + b->n};
	Side	   *first = &crowd.side[0];
	Side	   *last = &crowd.side[crowd.sides - 1];

	while (first->left > 0 && last->left > 0)
	{
		mark_reached(first, first->left - 1);
		mark_tree_reached(&crowd, root_of(search, &first->bucket, first->left));
		while (first->done > first->left || last->done > last->left)
		{
			int			s;

			for (s = 0; s < crowd.sides; s++)
			{
				Side	   *from = &crowd.side[s];

				while (from->done > from->left)
				{
					if (unlikely(crowd.time_patience < 0))
						return false;
					from->done--;
					reach_from(&crowd, from, from->done, &crowd.side[crowd.sides - 1 - s], native);
				}
			}
		}
	}
	return true;
}

static inline Bucket
bucket_of(const Buckets *buckets, uint32_t key)
{
	uint32_t	start = buckets->start[key];
	Bucket		bucket = {
		buckets->nodes, buckets->hash + start, buckets->node + start, buckets->start[key + 1] - start
	};

	return bucket;
}

/* The first and the last of the times in a bucket. */
typedef struct Span
{
	uint64_t	first_from;
	uint64_t	last_from;
	uint64_t	first_until;
	uint64_t	last_until;
} Span;

static Span
span_of(const Bucket *bucket)
{
	Span		span = {UINT64_MAX, 0, UINT64_MAX, 0};
	int64_t		i;

	for (i = 0; i < bucket->n; i++)
	{
		uint64_t	from = bucket->nodes->from[bucket->node[i]];
		uint64_t	until = bucket->nodes->until[bucket->node[i]];

		span.first_from = Min(span.first_from, from);
		span.last_from = Max(span.last_from, from);
		span.first_until = Min(span.first_until, until);
		span.last_until = Max(span.last_until, until);
	}
	return span;
}

static inline uint64_t
width_of(const Span *span)
{
	return Max(span->last_from - span->first_from, span->last_until - span->first_until);
}

/*
 * Cut a bucket in the middle of its times, of which it has two or more.  It keeps
 * the earlier ones, and the others are returned.
 */
static Bucket
cut_in_time(Bucket *bucket, const Span *span)
{
	bool		by_from = span->last_from - span->first_from == width_of(span);
	const uint64_t *time = by_from ? bucket->nodes->from : bucket->nodes->until;
	uint64_t	middle = (by_from ? span->first_from : span->first_until) + width_of(span) / 2;
	Bucket		later = *bucket;
	int64_t		i;

	bucket->n = 0;
	for (i = 0; i < later.n; i++)
	{
		if (time[bucket->node[i]] <= middle)
			swap_members(bucket, i, bucket->n++);
	}
	later.hash += bucket->n;
	later.node += bucket->n;
	later.n -= bucket->n;
	return later;
}

/*
 * Compare large buckets, or one with itself.  Where hashes match and times do
 * not, nobody is reached, and each would be compared with each; then the buckets
 * are cut in time, until nearly all times match, or none.  A cut halves a span of
 * times, so there are at most 4 * 64 of them one inside the other.
 */
static void
join_large(Search *search, Bucket a, Bucket b, bool self)
{
	Span		span_a;
	Span		span_b;
	Bucket		later;

	if (search->join_dense(search, &a, &b, self))
		return;
	add_work(search, KEY_WORK * (a.n + b.n));
	span_a = span_of(&a);
	span_b = span_of(&b);
	if (!intervals_match(span_a.first_from, span_a.last_until, span_b.first_from, span_b.last_until,
						 search->hashes->window))
		return;
	if (self)
	{
		later = cut_in_time(&a, &span_a);
		join_large(search, a, a, true);
		join_large(search, later, later, true);
		join_large(search, a, later, false);
	}
	else if (width_of(&span_a) >= width_of(&span_b))
	{
		later = cut_in_time(&a, &span_a);
		join_large(search, a, b, false);
		join_large(search, later, b, false);
	}
	else
	{
		later = cut_in_time(&b, &span_b);
		join_large(search, a, b, false);
		join_large(search, a, later, false);
	}
}

static ALWAYS_INLINE void
join_buckets(Search *search, const Bucket *a, const Bucket *b, bool self, bool native)
{
	if (a->n * b->n <= SMALL_JOIN)
	{
		add_work(search, a->n * b->n);
		join_small(search, a, b, self, native);
	}
	else
		join_large(search, *a, *b, self);
}

/* Are these two buckets one tree, as far as is known? */
static inline bool
are_one_tree(const Search *search, const Bucket *a, bool a_is_pure, const Bucket *b, bool b_is_pure)
{
	return a_is_pure && b_is_pure && root_of(search, a, 0) == root_of(search, b, 0);
}

static bool
is_pure(const Search *search, const Bucket *bucket)
{
	int32_t		root;
	int64_t		i;

	if (bucket->n < PURE_MIN)
		return false;
	root = root_of(search, bucket, 0);
	for (i = 1; i < bucket->n; i++)
	{
		if (root_of(search, bucket, i) != root)
			return false;
	}
	return true;
}

static void
find_pure(Search *search, Buckets *buckets)
{
	uint32_t	key;

	for (key = 0; key < search->keys; key++)
	{
		Bucket		bucket = bucket_of(buckets, key);

		add_work(search, KEY_WORK + bucket.n);
		buckets->pure[key] = is_pure(search, &bucket);
	}
}

/* Compare all buckets of a chunk with those that are near. */
static ALWAYS_INLINE void
join_chunk(Search *search, bool native)
{
	const Buckets *fresh = &search->fresh;
	const Buckets *known = &search->known;
	bool		apart = search->hashes->apart;
	bool		any_known = known->nodes->n > 0;
	uint32_t	key;

	for (key = 0; key < search->keys && !apart; key++)
	{
		Bucket		bucket = bucket_of(fresh, key);

		if (bucket.n > 1)
			join_buckets(search, &bucket, &bucket, true, native);
		add_work(search, KEY_WORK);
	}
	find_pure(search, &search->fresh);
	if (any_known)
		find_pure(search, &search->known);

	for (key = 0; key < search->keys; key++)
	{
		Bucket		bucket = bucket_of(fresh, key);
		bool		pure = fresh->pure[key];
		int			m;

		if (bucket.n == 0)
			continue;
		add_work(search, (int64_t) KEY_WORK * search->masks);
		for (m = 0; m < search->masks; m++)
		{
			uint32_t	other = key ^ search->mask[m];
			Bucket		neighbour;

			if (other > key && !apart && fresh->start[other] < fresh->start[other + 1])
			{
				neighbour = bucket_of(fresh, other);
				if (!are_one_tree(search, &bucket, pure, &neighbour, fresh->pure[other]))
					join_buckets(search, &bucket, &neighbour, false, native);
			}
			if (any_known && known->start[other] < known->start[other + 1])
			{
				neighbour = bucket_of(known, other);
				if (!are_one_tree(search, &bucket, pure, &neighbour, known->pure[other]))
					join_buckets(search, &bucket, &neighbour, false, native);
			}
		}
	}
}

/*
 * The count of bits is an instruction that nearly all x86-64 processors have and
 * that compilers may not take for granted; elsewhere they know what is best.
 */
#if defined(__x86_64__) && !defined(__POPCNT__)
#define NATIVE			__attribute__((target("popcnt")))
#define has_native()	__builtin_cpu_supports("popcnt")
#else
#define NATIVE
#define has_native()	true
#endif

NATIVE static void
join_chunk_native(Search *search)
{
	join_chunk(search, true);
}

NATIVE static bool
join_dense_native(Search *search, const Bucket *a, const Bucket *b, bool self)
{
	return join_dense(search, a, b, self, true);
}

static void
join_chunk_portable(Search *search)
{
	join_chunk(search, false);
}

static bool
join_dense_portable(Search *search, const Bucket *a, const Bucket *b, bool self)
{
	return join_dense(search, a, b, self, false);
}

/* Put the bits of all hashes in this order, byte by byte with tables. */
static void
permute(HashNodes *nodes, const int *source)
{
	uint64_t	table[HASH_BITS / 8][256];
	int			target[HASH_BITS];
	int64_t		i;
	int			byte;
	int			value;
	int			bit;

	for (bit = 0; bit < HASH_BITS; bit++)
		target[source[bit]] = bit;
	for (byte = 0; byte < HASH_BITS / 8; byte++)
	{
		table[byte][0] = 0;
		for (value = 1; value < 256; value++)
		{
			for (bit = 0; (value >> bit & 1) == 0; bit++)
				;
			table[byte][value] = table[byte][value & (value - 1)] | UINT64_C(1) << target[byte * 8 + bit];
		}
	}
	for (i = 0; i < nodes->n; i++)
	{
		uint64_t	hash = nodes->hash[i];
		uint64_t	permuted = 0;

		for (byte = 0; byte < HASH_BITS / 8; byte++)
			permuted |= table[byte][hash >> (byte * 8) & 255];
		nodes->hash[i] = permuted;
		stop_if_asked_at(i);
	}
}

static void
allocate_buckets(Buckets *buckets, const HashNodes *nodes, uint32_t keys)
{
	buckets->nodes = nodes;
	buckets->hash = memory_get(nodes->n, sizeof(uint64_t));
	buckets->node = memory_get(nodes->n, sizeof(int32_t));
	buckets->start = memory_get((int64_t) keys + 1, sizeof(uint32_t));
	buckets->pure = memory_get(keys, sizeof(bool));
}

static void
release_buckets(Buckets *buckets)
{
	memory_release(buckets->hash);
	memory_release(buckets->node);
	memory_release(buckets->start);
	memory_release(buckets->pure);
}

/* Copy the hashes into the buckets of a chunk. */
static void
fill_buckets(Search *search, Buckets *buckets, int shift)
{
	const HashNodes *nodes = buckets->nodes;
	uint32_t	last = search->keys - 1;
	uint32_t	next = 0;
	uint32_t	key;
	int64_t		i;

	memset(buckets->start, 0, sizeof(uint32_t) * ((size_t) search->keys + 1));
	for (i = 0; i < nodes->n; i++)
	{
		buckets->start[(nodes->hash[i] >> shift) & last]++;
		stop_if_asked_at(i);
	}
	for (key = 0; key <= last; key++)
	{
		uint32_t	count = buckets->start[key];

		buckets->start[key] = next;
		next += count;
	}
	for (i = 0; i < nodes->n; i++)
	{
		uint32_t	place = buckets->start[(nodes->hash[i] >> shift) & last]++;

		buckets->hash[place] = nodes->hash[i];
		buckets->node[place] = (int32_t) i;
		stop_if_asked_at(i);
	}
	/* every start has become that of the next bucket */
	memmove(buckets->start + 1, buckets->start, sizeof(uint32_t) * search->keys);
	buckets->start[0] = 0;
}

/* Which bits two values of a chunk may differ in, from none on, those with fewer bits first. */
static void
find_masks(Search *search, const NearHashPlan *plan, int radius)
{
	int			count;

	search->masks = 0;
	for (count = 0; count <= radius && count <= plan->width; count++)
	{
		uint32_t	mask = (UINT32_C(1) << count) - 1;

		while (mask < search->keys)
		{
			uint32_t	lowest = mask & (~mask + 1);
			uint32_t	carried = mask + lowest;

			search->mask[search->masks++] = mask;
			if (mask == 0)
				break;
			/* the next number with as many bits */
			mask = carried | ((mask ^ carried) >> 2) / lowest;
		}
	}
}

/*
 * Join the trees of all pairs that match.  Fresh nodes of equal hashes are no
 * pair: those that match are one node.  The bits of the hashes are in another
 * order afterwards.
 */
void
near_hash_join(NearHashes *hashes)
{
	Search		search = {
		.hashes = hashes,
		.max_distance = hashes->max_distance
	};
	bool		native = !hashes->portable && has_native();
	NearHashPlan plan;
	int64_t		masks = 1;
	int			chunk;

	/* equal hashes that are fresh are together already, as far as they match */
	if (hashes->fresh.n == 0 ||
		(hashes->known.n == 0 && (hashes->fresh.n == 1 || hashes->apart || hashes->max_distance == 0)))
		return;
	search.join_chunk = native ? join_chunk_native : join_chunk_portable;
	search.join_dense = native ? join_dense_native : join_dense_portable;
	plan = near_hash_plan(hashes);
	if (plan.width > 0)
	{
		int			source[HASH_BITS];

		near_hash_bits(&plan, hashes, source);
		permute(&hashes->fresh, source);
		permute(&hashes->known, source);
	}
	search.keys = UINT32_C(1) << plan.width;
	if (plan.width > 0)
		masks = (int64_t) plan_neighbours(plan.width, plan_threshold(&plan, hashes->max_distance, 0));
	search.mask = memory_get(masks, sizeof(uint32_t));
	allocate_buckets(&search.fresh, &hashes->fresh, search.keys);
	allocate_buckets(&search.known, &hashes->known, search.keys);
	for (chunk = 0; chunk < plan.chunks; chunk++)
	{
		find_masks(&search, &plan, plan.width == 0 ? 0 : plan_threshold(&plan, hashes->max_distance, chunk));
		fill_buckets(&search, &search.fresh, chunk * plan.width);
		fill_buckets(&search, &search.known, chunk * plan.width);
		search.join_chunk(&search);
	}
	release_buckets(&search.fresh);
	release_buckets(&search.known);
	memory_release(search.mask);
}

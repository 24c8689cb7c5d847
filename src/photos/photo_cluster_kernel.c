/* SPDX-License-Identifier: PostgreSQL */
/*
 * photo_cluster_kernel.c - which photos show the same, or are the same file
 *
 * Two photos match if
 *
 *	(their digests are equal, or their hashes differ in at most d bits)
 *	and their times are at most a window apart, or one of them is not known
 *
 * and clusters are the connected components of the matches.  They are found as
 * trees of a forest (union-find, by size and with halved paths; Tarjan and van
 * Leeuwen 1984, J. ACM 31), in these steps:
 *
 *	1. Photos with the same known cluster are one tree.
 *	2. Equal digests, side by side after a sort by time and digest, are chained.
 *	3. Equal hashes likewise, into runs: (hash, first time, last time).
 *	4. Runs whose hashes are near and whose times are too are found by
 *	   near_hash_kernel.c.
 *	5. Each tree gets the least id.
 *
 * Chains.  In order of time, photos that are all equal and not more than the
 * window from the one before are one cluster, whose first and last time may be
 * further apart.  So it is enough to look at neighbours.
 *
 * Runs.  If times [a, b] and [c, d] of two runs are a gap apart, the gap is
 * between a photo of one and a photo of the other.  If they overlap, an end of one
 * lies in the other one, say a in [c, d]; then the other has photos at times
 * s <= a <= t that follow each other, t - s is at most the window, and so is
 * a - s.  In both cases: if the hashes are near, some photo of one matches some
 * photo of the other if and only if the gap (0 where they overlap) is at most the
 * window.  Without a time, or without a window, all of a hash is one run without
 * bounds.  So photos that are all alike cost no more than a sort.
 *
 * Known clusters.  A photo with a known cluster has been compared with the others
 * that have one, and they are not compared again: not chained, and in step 4
 * searched only by fresh ones, which have none.  A run of known photos is of one
 * cluster, the times in it not more than the window apart, so that the above
 * holds for it too.
 *
 * Slabs.  With a window, runs are cut into slabs of time: those that start in
 * them, and those before whose end is within the window of the start.  A slab
 * is at least two windows long, and has at least SLAB_MIN runs of its own and as
 * many as it takes over; so no pair is missed, and all slabs but the last together
 * have at most twice as many runs as there are.  Therefore photos of one place, all
 * alike and spread over years, are not compared with one another.  Runs without
 * bounds are in no slab, but searched once, by themselves.
 *
 * Layout, bytes for each photo; the first line is the caller's:
 *
 *	flags 1 | id 8 | hash 8 | time 8 | digest 32 | known cluster 8
 *	forest	4		the link of each, see near_hash_kernel.h
 *	pair	16 + 16	(key, photo), to be sorted and where they are sorted to
 *	run		12 or 28	hash, photo, with a window first and last time
 *
 * At most 101 at a time: while digests are sorted, after which they are released.
 * In step 4 it is flags, id, forest and runs, with a window up to 36 for slabs, and up
 * to 22 for the search: 99.  Without digests, known clusters and a window, it is at most
 * 61, while runs are made.  Cost: a sort takes at most 6 passes; there are two by time
 * and two for digests and hashes, one of the starts of runs, and the search.
 */
#include "photos/photo_cluster_kernel.h"

#include <string.h>

#include "base/memory.h"
#include "photos/near_hash_kernel.h"

#define DIGIT_BITS		11
#define DIGITS			6		/* of a key */
#define FEW_PAIRS		64		/* are sorted by insertion */
#define DIGEST_WORDS	(DIGEST_BYTES / 8)
#define SLAB_MIN		512

/* To be sorted by the key; the photo is what comes with it. */
typedef struct Pair
{
	uint64_t	key;
	int32_t		photo;
} Pair;

typedef struct Clustering
{
	Photos	   *photos;
	int32_t    *forest;
	Pair	   *pair;
	Pair	   *scratch;
} Clustering;

#define SORT				sort_pairs
#define SORT_ELEMENT		Pair
#define SORT_BEFORE(a, b)	((a)->key < (b)->key)
#define SORT_ONLY_FEW
#include "math/sort_template.h"

#define SORT				sort_pairs
#define SORT_ELEMENT		Pair
#define SORT_DIGIT(a)		(a)->key
#define SORT_MAX_DIGITS		DIGITS
#define SORT_MAX_BITS		DIGIT_BITS
#include "math/sort_template.h"

/* Sort by the key; equal keys stay in their order. */
static void
sort_pairs(Pair *pair, Pair *scratch, int64_t n)
{
	const Pair *sorted;

	if (n < FEW_PAIRS)
	{
		sort_pairs_few(pair, n);
		return;
	}
	sorted = sort_pairs_by_digits(pair, scratch, n, DIGIT_BITS, DIGITS);
	if (sorted != pair)
		memcpy(pair, sorted, sizeof(Pair) * (size_t) n);
}

static inline bool
is_known(const Photos *photos, int32_t photo)
{
	return (photos->flags[photo] & PHOTO_HAS_CLUSTER) != 0;
}

/* Without a window, no time makes a difference. */
static inline bool
has_time(const Photos *photos, int32_t photo)
{
	return photos->window != NO_WINDOW && photos->time[photo] != TIME_UNKNOWN;
}

/* Are these times, one after the other, within the window? */
static inline bool
follows(const Photos *photos, int32_t earlier, int32_t later)
{
	return photos->time[later] - photos->time[earlier] <= photos->window;
}

static void
allocate_pairs(Clustering *clustering, int64_t n)
{
	clustering->pair = memory_get(n, sizeof(Pair));
	clustering->scratch = memory_get(n, sizeof(Pair));
}

static void
release_pairs(Clustering *clustering)
{
	memory_release(clustering->scratch);
	memory_release(clustering->pair);
}

/* The photos with these flags as pairs, in order of time if that makes a difference; returns how many. */
static int64_t
collect(Clustering *clustering, int mask, int flags)
{
	const Photos *photos = clustering->photos;
	int64_t		n = 0;
	int64_t		i;

	for (i = 0; i < photos->n; i++)
	{
		stop_if_asked_at(i);
		n += (photos->flags[i] & mask) == flags;
	}
	allocate_pairs(clustering, n);
	n = 0;
	for (i = 0; i < photos->n; i++)
	{
		stop_if_asked_at(i);
		if ((photos->flags[i] & mask) == flags)
			clustering->pair[n++] = (Pair) {photos->time[i], (int32_t) i};
	}
	if (photos->window != NO_WINDOW)
		sort_pairs(clustering->pair, clustering->scratch, n);
	return n;
}

/* Join photos of the same known cluster. */
static void
join_known(Clustering *clustering)
{
	const Photos *photos = clustering->photos;
	int64_t		n = collect(clustering, PHOTO_HAS_CLUSTER, PHOTO_HAS_CLUSTER);
	Pair	   *pair = clustering->pair;
	int64_t		i;

	for (i = 0; i < n; i++)
		pair[i].key = (uint64_t) photos->cluster[pair[i].photo];
	sort_pairs(pair, clustering->scratch, n);
	for (i = 1; i < n; i++)
	{
		stop_if_asked_at(i);
		if (pair[i].key == pair[i - 1].key)
			forest_unite(clustering->forest, pair[i].photo, pair[i - 1].photo);
	}
	release_pairs(clustering);
}

/*
 * Join what matches of photos with the same digest, in order of time, those
 * without one first.
 *
 * A fresh one without a time matches all.  A known one without a time matches all
 * fresh ones.  Others match within the window: it is enough to look from each
 * fresh one to the next, and from a known one to the fresh ones next to it, as
 * those beyond are within the window of these.
 */
static void
join_equal(Clustering *clustering, const Pair *pair, int64_t n)
{
	const Photos *photos = clustering->photos;
	int32_t    *forest = clustering->forest;
	int32_t		fresh = -1;		/* any, preferably without a time */
	int32_t		last = -1;
	int64_t		timeless = 0;
	int64_t		i;

	for (i = n - 1; i >= 0; i--)
	{
		stop_if_asked_at(i);
		if (!is_known(photos, pair[i].photo))
			fresh = pair[i].photo;
		timeless += !has_time(photos, pair[i].photo);
	}
	if (fresh < 0)
		return;
	if (timeless > 0)
	{
		bool		all = false;

		for (i = 0; i < timeless && !all; i++)
		{
			all = !is_known(photos, pair[i].photo);
			if (all)
				fresh = pair[i].photo;
		}
		for (i = 0; i < n; i++)
		{
			stop_if_asked_at(i);
			if (all || i < timeless || !is_known(photos, pair[i].photo))
				forest_unite(forest, pair[i].photo, fresh);
		}
		if (all)
			return;
	}
	for (i = timeless; i < n; i++)
	{
		int32_t		photo = pair[i].photo;

		stop_if_asked_at(i);
		if (last >= 0 && follows(photos, last, photo))
			forest_unite(forest, last, photo);
		if (!is_known(photos, photo))
			last = photo;
	}
	if (photos->cluster == NULL)
		return;
	last = -1;
	for (i = n - 1; i >= timeless; i--)
	{
		int32_t		photo = pair[i].photo;

		stop_if_asked_at(i);
		if (last >= 0 && follows(photos, photo, last))
			forest_unite(forest, photo, last);
		if (!is_known(photos, photo))
			last = photo;
	}
}

static inline uint64_t
digest_word(const Photos *photos, int32_t photo, int word)
{
	uint64_t	bits;

	memcpy(&bits, photos->digest + (size_t) photo * DIGEST_BYTES + (size_t) word * sizeof(bits), sizeof(bits));
	return bits;
}

/* Bring equal digests together and join what matches; the words before this one are equal. */
static void
join_digests(Clustering *clustering, Pair *pair, int64_t n, int word)
{
	int64_t		i;
	int64_t		end;

	for (i = 0; i < n; i++)
	{
		stop_if_asked_at(i);
		pair[i].key = digest_word(clustering->photos, pair[i].photo, word);
	}
	sort_pairs(pair, clustering->scratch, n);
	for (i = 0; i < n; i = end)
	{
		stop_if_asked_at(i);
		for (end = i + 1; end < n && pair[end].key == pair[i].key; end++)
			;
		if (end - i == 1)
			continue;
		if (word + 1 < DIGEST_WORDS)
			join_digests(clustering, pair + i, end - i, word + 1);
		else
			join_equal(clustering, pair + i, end - i);
	}
}

/*
 * The runs of photos with these flags.  Where a time is missing, all fresh photos of
 * a hash are one run, and those known ones that are of the same cluster and come
 * next to it.  Fresh photos of a run are joined.
 */
static void
make_runs(Clustering *clustering, int flags, HashNodes *runs)
{
	const Photos *photos = clustering->photos;
	bool		known = (flags & PHOTO_HAS_CLUSTER) != 0;
	bool		timed = photos->window != NO_WINDOW;
	int64_t		n = collect(clustering, PHOTO_HAS_HASH | PHOTO_HAS_CLUSTER, flags);
	Pair	   *pair = clustering->pair;
	int64_t		i;

	for (i = 0; i < n; i++)
	{
		stop_if_asked_at(i);
		pair[i].key = photos->hash[pair[i].photo];
	}
	sort_pairs(pair, clustering->scratch, n);
	memory_release(clustering->scratch);

	*runs = (HashNodes) {0};
	runs->hash = memory_get(n, sizeof(uint64_t));
	runs->photo = memory_get(n, sizeof(int32_t));
	if (timed)
	{
		runs->from = memory_get(n, sizeof(uint64_t));
		runs->until = memory_get(n, sizeof(uint64_t));
	}
	for (i = 0; i < n; i++)
	{
		int32_t		photo = pair[i].photo;
		int64_t		run = runs->n - 1;
		bool		has = has_time(photos, photo);
		bool		same = run >= 0 && runs->hash[run] == pair[i].key;

		stop_if_asked_at(i);
		if (same && known)
			same = photos->cluster[runs->photo[run]] == photos->cluster[photo];
		if (same && timed && runs->until[run] != UINT64_MAX)
			same = photos->time[photo] - runs->until[run] <= photos->window;
		if (!same)
		{
			run = runs->n++;
			runs->hash[run] = pair[i].key;
			runs->photo[run] = photo;
			if (timed)
				runs->from[run] = has ? photos->time[photo] : 0;
		}
		else if (!known)
			forest_unite(clustering->forest, photo, runs->photo[run]);
		if (timed && (!same || runs->until[run] != UINT64_MAX))
			runs->until[run] = has ? photos->time[photo] : UINT64_MAX;
	}
	memory_release(pair);
}

static void
release_runs(HashNodes *runs)
{
	memory_release(runs->hash);
	memory_release(runs->photo);
	if (runs->from != NULL)
	{
		memory_release(runs->from);
		memory_release(runs->until);
	}
}

/* The runs of one kind on the way through the slabs. */
typedef struct Slabs
{
	const HashNodes *runs;
	int32_t    *order;			/* by their start */
	int64_t		next;			/* in this order, the first that is in no slab
								 * yet */
	int32_t    *member;			/* of the slab; first those that are taken
								 * over */
	int64_t		n;
} Slabs;

static void
open_slabs(Slabs *slabs, const HashNodes *runs)
{
	Pair	   *pair = memory_get(runs->n, sizeof(Pair));
	Pair	   *scratch = memory_get(runs->n, sizeof(Pair));
	int64_t		i;

	for (i = 0; i < runs->n; i++)
		pair[i] = (Pair) {runs->from[i], (int32_t) i};
	sort_pairs(pair, scratch, runs->n);
	memory_release(scratch);
	*slabs = (Slabs) {.runs = runs};
	slabs->order = memory_get(runs->n, sizeof(int32_t));
	slabs->member = memory_get(runs->n, sizeof(int32_t));
	for (i = 0; i < runs->n; i++)
		slabs->order[i] = pair[i].photo;
	memory_release(pair);
}

/* The start of the next run; later than any if there is none. */
static inline uint64_t
next_start(const Slabs *slabs)
{
	return slabs->next < slabs->runs->n ? slabs->runs->from[slabs->order[slabs->next]] : UINT64_MAX;
}

/* Of the members, keep those whose end is within the window of the start of the next slab. */
static void
take_over(Slabs *slabs, uint64_t start, uint64_t window)
{
	int64_t		kept = 0;
	int64_t		i;

	for (i = 0; i < slabs->n; i++)
	{
		uint64_t	until = slabs->runs->until[slabs->member[i]];

		if (start <= until || start - until <= window)
			slabs->member[kept++] = slabs->member[i];
	}
	slabs->n = kept;
}

/* Make room for copies of so many runs. */
static void
allocate_copies(HashNodes *copies, int64_t n, bool timed)
{
	*copies = (HashNodes) {0};
	copies->hash = memory_get(n, sizeof(uint64_t));
	copies->photo = memory_get(n, sizeof(int32_t));
	if (timed)
	{
		copies->from = memory_get(n, sizeof(uint64_t));
		copies->until = memory_get(n, sizeof(uint64_t));
	}
}

static void
copy_runs(HashNodes *copies, const HashNodes *runs, const int32_t *which, int64_t n)
{
	int64_t		i;

	for (i = 0; i < n; i++)
	{
		int64_t		copy = copies->n++;

		stop_if_asked_at(i);
		copies->hash[copy] = runs->hash[which[i]];
		copies->photo[copy] = runs->photo[which[i]];
		if (copies->from != NULL)
		{
			copies->from[copy] = runs->from[which[i]];
			copies->until[copy] = runs->until[which[i]];
		}
	}
}

/*
 * Search for all that is near runs without bounds, the first of each kind: those
 * are in no slab.
 */
static void
search_timeless(const NearHashes *hashes, Slabs *fresh, Slabs *known)
{
	NearHashes	part = *hashes;
	int64_t		fresh_n = fresh->runs->n;
	int64_t		known_n = known->runs->n;

	while (next_start(fresh) == 0)
		fresh->next++;
	while (next_start(known) == 0)
		known->next++;
	if (fresh->next > 0)
	{
		allocate_copies(&part.fresh, fresh->next, false);
		allocate_copies(&part.known, fresh_n - fresh->next + known_n, false);
		copy_runs(&part.fresh, fresh->runs, fresh->order, fresh->next);
		copy_runs(&part.known, fresh->runs, fresh->order + fresh->next, fresh_n - fresh->next);
		copy_runs(&part.known, known->runs, known->order, known_n);
		near_hash_join(&part);
		release_runs(&part.fresh);
		release_runs(&part.known);
	}
	if (known->next > 0)
	{
		part.apart = true;
		allocate_copies(&part.fresh, fresh_n - fresh->next, false);
		allocate_copies(&part.known, known->next, false);
		copy_runs(&part.fresh, fresh->runs, fresh->order + fresh->next, fresh_n - fresh->next);
		copy_runs(&part.known, known->runs, known->order, known->next);
		near_hash_join(&part);
		release_runs(&part.fresh);
		release_runs(&part.known);
	}
}

/* Search slab by slab. */
static void
search_slabs(const NearHashes *hashes)
{
	uint64_t	window = hashes->window;
	uint64_t	least = window > UINT64_MAX / 2 ? UINT64_MAX : 2 * window;
	Slabs		fresh;
	Slabs		known;

	open_slabs(&fresh, &hashes->fresh);
	open_slabs(&known, &hashes->known);
	search_timeless(hashes, &fresh, &known);
	while (fresh.next < fresh.runs->n || known.next < known.runs->n)
	{
		uint64_t	start = Min(next_start(&fresh), next_start(&known));
		int64_t		wanted;
		int64_t		own;

		take_over(&fresh, start, window);
		take_over(&known, start, window);
		wanted = Max(fresh.n + known.n, SLAB_MIN);
		for (own = 0;; own++)
		{
			Slabs	   *from = next_start(&fresh) <= next_start(&known) ? &fresh : &known;

			/* later than any: there are no more */
			if (next_start(from) == UINT64_MAX || (own >= wanted && next_start(from) - start > least))
				break;
			stop_if_asked_at(own);
			from->member[from->n++] = from->order[from->next++];
		}
		if (fresh.n > 0)
		{
			NearHashes	slab = *hashes;

			allocate_copies(&slab.fresh, fresh.n, true);
			allocate_copies(&slab.known, known.n, true);
			copy_runs(&slab.fresh, fresh.runs, fresh.member, fresh.n);
			copy_runs(&slab.known, known.runs, known.member, known.n);
			near_hash_join(&slab);
			release_runs(&slab.fresh);
			release_runs(&slab.known);
		}
	}
	memory_release(fresh.order);
	memory_release(fresh.member);
	memory_release(known.order);
	memory_release(known.member);
}

/* Find the cluster of each photo, which then is its id: the least one of the cluster. */
void
photo_cluster_of(Photos *photos)
{
	Clustering	clustering = {.photos = photos};
	NearHashes	hashes = {
		.max_distance = photos->max_distance,
		.window = photos->window,
		.portable = photos->portable
	};
	int32_t    *forest = memory_get(photos->n, sizeof(int32_t));
	int64_t		n;
	int64_t		i;

	clustering.forest = hashes.forest = forest;
	for (i = 0; i < photos->n; i++)
	{
		stop_if_asked_at(i);
		forest[i] = -1;
	}
	if (photos->cluster != NULL)
		join_known(&clustering);
	if (photos->digest != NULL)
	{
		n = collect(&clustering, PHOTO_HAS_DIGEST, PHOTO_HAS_DIGEST);
		join_digests(&clustering, clustering.pair, n, 0);
		release_pairs(&clustering);
		memory_release(photos->digest);
	}
	make_runs(&clustering, PHOTO_HAS_HASH, &hashes.fresh);
	make_runs(&clustering, PHOTO_HAS_HASH | PHOTO_HAS_CLUSTER, &hashes.known);
	memory_release(photos->hash);
	memory_release(photos->time);
	if (photos->cluster != NULL)
		memory_release(photos->cluster);
	if (photos->window == NO_WINDOW)
		near_hash_join(&hashes);
	else
		search_slabs(&hashes);
	release_runs(&hashes.fresh);
	release_runs(&hashes.known);

	/* that of a root becomes the least; nobody else needs what it was */
	for (i = 0; i < photos->n; i++)
	{
		int32_t		root = forest_root(forest, (int32_t) i);

		stop_if_asked_at(i);
		photos->id[root] = Min(photos->id[root], photos->id[i]);
	}
	for (i = 0; i < photos->n; i++)
	{
		stop_if_asked_at(i);
		photos->id[i] = photos->id[forest_root(forest, (int32_t) i)];
	}
	memory_release(forest);
}

/* SPDX-License-Identifier: PostgreSQL */
/*
 * near_hash_kernel.h - pairs of 64-bit hashes that differ in few bits
 *
 * See near_hash_kernel.c for the method.
 */
#ifndef NEAR_HASH_KERNEL_H
#define NEAR_HASH_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

#define HASH_BITS			64

/* Hashes, each of them with the times at which it came, and the photo that stands for it in the forest. */
typedef struct HashNodes
{
	int64_t		n;
	uint64_t   *hash;
	int32_t    *photo;
	uint64_t   *from;			/* NULL if times make no difference */
	uint64_t   *until;
} HashNodes;

/* What is to be found. */
typedef struct NearHashes
{
	HashNodes	fresh;			/* are compared with each other, */
	bool		apart;			/* unless this is set, */
	HashNodes	known;			/* and with these, which are not */
	int			max_distance;
	uint64_t	window;			/* that may be between the times */
	bool		portable;		/* see Photos */
	int			chunks;			/* what the bits are cut into; 0: as it costs
								 * least */
	int			width;			/* bits of each chunk, 0 .. 24; chunks * width
								 * <= HASH_BITS */
	int32_t    *forest;			/* whose trees the matches are to join */
} NearHashes;

extern void near_hash_join(NearHashes *hashes);

/*
 * A forest: the link of a node is its parent, or minus the size of its tree.
 */

/* The root of the tree in which a node is. */
static inline int32_t
forest_root(int32_t *link, int32_t node)
{
	for (;;)
	{
		int32_t		parent = link[node];

		if (parent < 0)
			return node;
		if (link[parent] < 0)
			return parent;
		node = link[node] = link[parent];
	}
}

/* Make one tree of two; false if they are one already. */
static inline bool
forest_unite(int32_t *link, int32_t a, int32_t b)
{
	a = forest_root(link, a);
	b = forest_root(link, b);
	if (a == b)
		return false;
	if (link[a] > link[b])
	{
		int32_t		smaller = a;

		a = b;
		b = smaller;
	}
	link[a] += link[b];
	link[b] = a;
	return true;
}

/* Is the time from the end of the earlier of two intervals to the start of the later one within the window? */
static inline bool
intervals_match(uint64_t from_a, uint64_t until_a, uint64_t from_b, uint64_t until_b, uint64_t window)
{
	return (from_b <= until_a || from_b - until_a <= window) && (from_a <= until_b || from_a - until_b <= window);
}

#endif							/* NEAR_HASH_KERNEL_H */

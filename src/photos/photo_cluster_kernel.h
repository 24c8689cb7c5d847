/* SPDX-License-Identifier: PostgreSQL */
/*
 * photo_cluster_kernel.h - which photos show the same, or are the same file
 *
 * See photo_cluster_kernel.c for clusters, near_hash_kernel.c for the search.
 */
#ifndef PHOTO_CLUSTER_KERNEL_H
#define PHOTO_CLUSTER_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "photos/near_hash_kernel.h"

#define DIGEST_BYTES		32
#define NO_WINDOW			UINT64_MAX	/* wider than any two times are apart */

/* What is known of a photo. */
#define PHOTO_HAS_HASH		1
#define PHOTO_HAS_DIGEST	2
#define PHOTO_HAS_CLUSTER	4	/* it has been compared with the others that
								 * have one */

/* A time in microseconds as a number that can be compared, and is neither of those that stand for no time. */
#define TIME_KEY(microseconds)	((uint64_t) (microseconds) ^ (UINT64_C(1) << 63))
#define TIME_UNKNOWN		UINT64_C(0)

/*
 * The photos, and when they match.  All arrays but flags and id are from
 * memory_get(), and belong to the kernel: it releases them as soon as it can.
 */
typedef struct Photos
{
	int64_t		n;				/* at most INT32_MAX */
	uint8_t    *flags;			/* PHOTO_HAS_... */
	int64_t    *id;				/* in the end, of the cluster */
	uint64_t   *hash;
	uint64_t   *time;			/* TIME_KEY or TIME_UNKNOWN */
	uint8_t    *digest;			/* of DIGEST_BYTES each; NULL if there is none */
	int64_t    *cluster;		/* known cluster; NULL if there is none */
	int			max_distance;	/* 0 .. HASH_BITS */
	uint64_t	window;			/* microseconds, or NO_WINDOW */
	bool		portable;		/* do not use the processor's own count of
								 * bits; results are the same */
} Photos;

extern void photo_cluster_of(Photos *photos);

#endif							/* PHOTO_CLUSTER_KERNEL_H */

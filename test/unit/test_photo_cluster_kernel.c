/* sources: src/photos/photo_cluster_kernel.c src/photos/near_hash_kernel.c src/photos/near_hash_plan_kernel.c */
/*
 * Clusters of photos: against a union over all pairs, one by one, of photos from
 * a generator that knows nothing of the search; and of many photos where the
 * clusters are known.
 */
#include <stdlib.h>
#include <string.h>

#include "../tap.h"
#include "photos/near_hash_kernel.h"
#include "photos/photo_cluster_kernel.h"
#include "kernel_host.h"
#include "random_numbers.h"

#define MAX_PHOTOS		(1 << 20)
#define MANY			20000
#define RULES			14
#define FAR_RULES		12		/* from here on they are about pairs far apart */

/* The photos, as they are given. */
static uint8_t flags[MAX_PHOTOS];
static int64_t id[MAX_PHOTOS];
static uint64_t hash[MAX_PHOTOS];
static int64_t taken[MAX_PHOTOS];
static bool timed[MAX_PHOTOS];
static int32_t file[MAX_PHOTOS];	/* photos with the same number are the same file */
static int64_t cluster[MAX_PHOTOS];

static int64_t got[MAX_PHOTOS];
static int64_t expected[MAX_PHOTOS];
static int32_t parent[MAX_PHOTOS];

static bool portable = false;

/* Digests of files differ in their last bytes only, those of files a million apart in the first. */
static void
write_digest(uint8_t *digest, int32_t number)
{
	memset(digest, 0, DIGEST_BYTES);
	memcpy(digest + DIGEST_BYTES - 4, &number, 4);
	digest[0] = (uint8_t) (number / 1000000);
}

/* The clusters of the first n photos as the kernel finds them. */
static void
find_clusters(int64_t n, int max_distance, uint64_t window)
{
	Photos		photos = {.n = n, .flags = flags, .id = got, .max_distance = max_distance, .window = window,
		.portable = portable};
	int64_t		i;

	photos.hash = memory_get(n, sizeof(uint64_t));
	photos.time = memory_get(n, sizeof(uint64_t));
	memcpy(got, id, sizeof(id[0]) * (size_t) n);
	memcpy(photos.hash, hash, sizeof(hash[0]) * (size_t) n);
	for (i = 0; i < n; i++)
	{
		photos.time[i] = timed[i] ? TIME_KEY(taken[i]) : TIME_UNKNOWN;
		if (photos.digest == NULL && (flags[i] & PHOTO_HAS_DIGEST) != 0)
			photos.digest = memory_get(n, DIGEST_BYTES);
		if (photos.cluster == NULL && (flags[i] & PHOTO_HAS_CLUSTER) != 0)
			photos.cluster = memory_get(n, sizeof(int64_t));
		if ((flags[i] & PHOTO_HAS_DIGEST) != 0)
			write_digest(photos.digest + i * DIGEST_BYTES, file[i]);
		if ((flags[i] & PHOTO_HAS_CLUSTER) != 0)
			photos.cluster[i] = cluster[i];
	}
	photo_cluster_of(&photos);
}

static int32_t
root(int32_t *up, int32_t i)
{
	for (; up[i] != i; i = up[i])
		up[i] = up[up[i]];
	return i;
}

static void
unite(int32_t *up, int32_t i, int32_t j)
{
	up[root(up, i)] = root(up, j);
}

static int
bits_apart(uint64_t a, uint64_t b)
{
	return __builtin_popcountll(a ^ b);
}

static bool
times_match(int64_t i, int64_t j, uint64_t window)
{
	if (!timed[i] || !timed[j])
		return true;
	return (taken[i] > taken[j] ? (uint64_t) taken[i] - (uint64_t) taken[j] :
			(uint64_t) taken[j] - (uint64_t) taken[i]) <= window;
}

/* The definition. */
static bool
match(int64_t i, int64_t j, int max_distance, uint64_t window)
{
	uint8_t		both = flags[i] & flags[j];

	if ((both & PHOTO_HAS_CLUSTER) != 0)
		return cluster[i] == cluster[j];
	return (((both & PHOTO_HAS_DIGEST) != 0 && file[i] == file[j]) ||
			((both & PHOTO_HAS_HASH) != 0 && bits_apart(hash[i], hash[j]) <= max_distance)) &&
				times_match(i, j, window);
}

static void
least_ids(int32_t *up, int64_t n)
{
	int64_t		i;

	for (i = 0; i < n; i++)
		expected[i] = INT64_MAX;
	for (i = 0; i < n; i++)
	{
		int32_t		r = root(up, (int32_t) i);

		expected[r] = id[i] < expected[r] ? id[i] : expected[r];
	}
	for (i = 0; i < n; i++)
		expected[i] = expected[root(up, (int32_t) i)];
}

static void
reset(int32_t *up, int64_t n)
{
	int64_t		i;

	for (i = 0; i < n; i++)
		up[i] = (int32_t) i;
}

/* The clusters by comparing all pairs. */
static void
expect_by_pairs(int64_t n, int max_distance, uint64_t window)
{
	int64_t		i;
	int64_t		j;

	reset(parent, n);
	for (i = 0; i < n; i++)
	{
		for (j = 0; j < i; j++)
		{
			if (match(i, j, max_distance, window))
				unite(parent, (int32_t) i, (int32_t) j);
		}
	}
	least_ids(parent, n);
}

static bool
as_expected(int64_t n)
{
	int64_t		i;

	for (i = 0; i < n; i++)
	{
		if (got[i] != expected[i])
		{
			printf("# photo %lld of %lld: cluster %lld, expected %lld\n", (long long) i, (long long) n,
				   (long long) got[i],
				   (long long) expected[i]);
			return false;
		}
	}
	return blocks_in_use == 0;
}

static uint64_t
flipped(uint64_t bits, int count)
{
	for (; count > 0; count--)
		bits ^= UINT64_C(1) << (random_bits() % HASH_BITS);
	return bits;
}

/*
 * Photos with random hashes, of which some are earlier ones with some bits turned,
 * or the same file with another hash; and where something is missing.  Only the
 * bits of the mask vary.
 */
static void
make_photos(int64_t n, uint64_t mask, int copies_percent, int64_t span)
{
	int64_t		i;

	for (i = 0; i < n; i++)
	{
		uint64_t	luck = random_bits() % 100;

		/* ids are different, and in no order */
		id[i] = (int64_t) ((uint64_t) i * UINT64_C(0x9E3779B97F4A7C15));
		flags[i] = PHOTO_HAS_HASH | PHOTO_HAS_DIGEST;
		hash[i] = random_bits() & mask;
		file[i] = (int32_t) (i + (int64_t) (random_bits() % 2) * 1000000);
		taken[i] = span > 0 ? (int64_t) (random_bits() % (uint64_t) span) - span / 2 : 0;
		timed[i] = true;
		cluster[i] = 0;
		if (i > 0 && luck < (uint64_t) copies_percent)
		{
			int64_t		earlier = (int64_t) (random_bits() % (uint64_t) i);

			hash[i] = flipped(hash[earlier], (int) (random_bits() % 15));
			if (random_bits() % 2 == 0)
				taken[i] = taken[earlier] + (int64_t) (random_bits() % 2000) - 1000;
		}
		else if (i > 0 && luck < (uint64_t) copies_percent + 3)
			file[i] = file[random_bits() % (uint64_t) i];
		if (random_bits() % 50 == 0)
			flags[i] &= (uint8_t) ~PHOTO_HAS_HASH;
		if (random_bits() % 50 == 0)
			flags[i] &= (uint8_t) ~PHOTO_HAS_DIGEST;
		if (random_bits() % 400 == 0)
			hash[i] = random_bits() % 2 == 0 ? 0 : UINT64_MAX;
	}
}

static void
forget_times(int64_t n, int one_of)
{
	int64_t		i;

	for (i = 0; i < n; i++)
		timed[i] = random_bits() % (uint64_t) one_of != 0;
}

typedef struct Rule
{
	int			max_distance;
	uint64_t	window;
} Rule;

/* Many photos and many rules at once, as it is the distances that take time. */
static void
test_many(int64_t n, uint64_t mask, int copies_percent, bool all_timed, int rules, const char *what)
{
	static const Rule rule[RULES] = {
		{0, NO_WINDOW}, {1, NO_WINDOW}, {4, NO_WINDOW}, {8, NO_WINDOW}, {12, NO_WINDOW}, {20, NO_WINDOW},
		{0, 5000}, {1, 700}, {4, 30000}, {8, 1000}, {12, 100000}, {20, 40}, {64, NO_WINDOW}, {64, 40}
	};
	static int32_t up[RULES][MANY];
	int64_t		i;
	int64_t		j;
	int			r;

	make_photos(n, mask, copies_percent, 10000000);
	if (!all_timed)
		forget_times(n, 500);
	for (r = 0; r < rules; r++)
		reset(up[r], n);
	for (i = 0; i < n; i++)
	{
		for (j = 0; j < i; j++)
		{
			uint8_t		both = flags[i] & flags[j];
			int			apart = (both & PHOTO_HAS_HASH) != 0 ? bits_apart(hash[i], hash[j]) : 99;

			if ((both & PHOTO_HAS_DIGEST) != 0 && file[i] == file[j])
				apart = 0;
			for (r = apart <= 20 ? 0 : FAR_RULES; r < rules; r++)
			{
				if (apart <= rule[r].max_distance && times_match(i, j, rule[r].window))
					unite(up[r], (int32_t) i, (int32_t) j);
			}
		}
	}
	for (r = 0; r < rules; r++)
	{
		least_ids(up[r], n);
		find_clusters(n, rule[r].max_distance, rule[r].window);
		tap_ok(as_expected(n), "%lld photos, %s: distance %d, %s window", (long long) n, what, rule[r].max_distance,
			   rule[r].window == NO_WINDOW ? "no" : "a");
	}
	portable = true;
	least_ids(up[9], n);
	find_clusters(n, rule[9].max_distance, rule[9].window);
	tap_ok(as_expected(n), "%lld photos, %s: the same without the processor's count of bits", (long long) n, what);
	portable = false;
}

/* So many random bits of 64. */
static uint64_t
random_mask(int bits)
{
	uint64_t	mask = 0;

	while (bits_apart(mask, 0) < bits)
		mask |= UINT64_C(1) << (random_bits() % HASH_BITS);
	return mask;
}

static void
test_few(void)
{
	bool		right = true;
	bool		limits = true;
	bool		known = true;
	int			round;

	for (round = 0; round < 1200 && right; round++)
	{
		int64_t		n = (int64_t) (random_bits() % 200);
		int			distance = (int) (random_bits() % 65);
		uint64_t	window = random_bits() % 4 == 0 ? NO_WINDOW : random_bits() % 3 == 0 ? 0 : random_bits() % 5000;

		if (random_bits() % 2 == 0)
			distance %= 13;
		make_photos(n, random_mask((int) (random_bits() % 65)), (int) (random_bits() % 60),
					1 + (int64_t) (random_bits() % 100000));
		if (random_bits() % 2 == 0)
			forget_times(n, 2 + (int) (random_bits() % 100));
		portable = random_bits() % 2 == 0;
		find_clusters(n, distance, window);
		expect_by_pairs(n, distance, window);
		right &= as_expected(n);
	}
	tap_ok(right, "1,200 times some photos, with any distance and window");

	for (round = 0; round < 12 && limits; round++)
	{
		static const int64_t size[] = {0, 1, 2, 63, 64, 65, 511, 512, 513, 1023, 1024, 1025};
		int			bits;

		for (bits = 4; bits <= 64 && limits; bits += 12)
		{
			make_photos(size[round], random_mask(bits), 20, bits * 10000);
			find_clusters(size[round], 5, 600);
			expect_by_pairs(size[round], 5, 600);
			limits &= as_expected(size[round]);
			find_clusters(size[round], 3, NO_WINDOW);
			expect_by_pairs(size[round], 3, NO_WINDOW);
			limits &= as_expected(size[round]);
		}
	}
	tap_ok(limits, "as many photos as fill a slab or a word, or one more or less");

	/* whatever known clusters say, and be it wrong: known photos are not compared */
	for (round = 0; round < 1200 && known; round++)
	{
		int64_t		n = (int64_t) (random_bits() % 150);
		int			distance = (int) (random_bits() % 20);
		uint64_t	window = random_bits() % 4 == 0 ? NO_WINDOW : random_bits() % 5000;
		int			labels = 1 + (int) (random_bits() % 100);
		int			part = 1 + (int) (random_bits() % 9);
		int64_t		i;

		make_photos(n, random_mask((int) (random_bits() % 33)), (int) (random_bits() % 60),
					1 + (int64_t) (random_bits() % 100000));
		if (random_bits() % 2 == 0)
			forget_times(n, 2 + (int) (random_bits() % 30));
		for (i = 0; i < n; i++)
		{
			if (random_bits() % 10 < (uint64_t) part)
			{
				flags[i] |= PHOTO_HAS_CLUSTER;
				cluster[i] = (int64_t) (random_bits() % (uint64_t) labels) - 50;
			}
		}
		portable = false;
		find_clusters(n, distance, window);
		expect_by_pairs(n, distance, window);
		known &= as_expected(n);
	}
	tap_ok(known, "1,200 times some photos with known clusters of any kind");
}

/* Cluster some, then all with what is known of these: the same as all at once. */
static void
test_increments(void)
{
	static const Rule rule[] = {{8, NO_WINDOW}, {8, 3000}, {0, 500}, {3, NO_WINDOW}, {14, 20000}};
	static const int known_percent[] = {1, 30, 50, 90, 99};
	static bool old[MANY];
	static int64_t all[MANY];
	int			r;
	int			p;

	for (r = 0; r < 5; r++)
	{
		for (p = 0; p < 5; p++)
		{
			int64_t		n = MANY / 2 + 977 * p;
			int64_t		i;

			make_photos(n, random_mask(64 - 8 * p), 30, 3000000);
			forget_times(n, 300);
			find_clusters(n, rule[r].max_distance, rule[r].window);
			memcpy(all, got, sizeof(got[0]) * (size_t) n);

			/* photos that do not count are as good as absent: nothing is known of them, and they match nothing */
			for (i = 0; i < n; i++)
			{
				old[i] = random_bits() % 100 < (uint64_t) known_percent[p];
				cluster[i] = flags[i];
				if (!old[i])
					flags[i] = 0;
			}
			find_clusters(n, rule[r].max_distance, rule[r].window);
			for (i = 0; i < n; i++)
			{
				flags[i] = (uint8_t) cluster[i];
				cluster[i] = got[i];
				if (old[i])
					flags[i] |= PHOTO_HAS_CLUSTER;
			}
			find_clusters(n, rule[r].max_distance, rule[r].window);
			memcpy(expected, all, sizeof(got[0]) * (size_t) n);
			tap_ok(as_expected(n), "%d %% of %lld photos are known: distance %d, %s window", known_percent[p],
				   (long long) n,
				   rule[r].max_distance, rule[r].window == NO_WINDOW ? "no" : "a");
		}
	}
}

/* Every way to cut the bits finds the same. */
static void
test_plans(void)
{
	static uint64_t copy[2000];
	static int32_t photo[2000];
	static int32_t forest[2000];
	static uint64_t from[2000];
	static uint64_t until[2000];
	int			round;

	for (round = 0; round < 16; round++)
	{
		int64_t		n = round % 3 == 2 ? 2000 : 700;
		int64_t		known = round % 2 == 0 ? 0 : n / 3;
		int			distance = round < 2 ? 1 - round : 1 + (int) (random_bits() % 14);
		int			plans = 0;
		bool		apart = round % 8 >= 5;
		bool		right = true;
		int			chunks;
		int64_t		i;
		int64_t		j;

		make_photos(n, random_mask(8 + round * 56 / 15), 50, 1000000);
		reset(parent, n);
		for (i = 0; i < n; i++)
		{
			flags[i] = PHOTO_HAS_HASH;
			for (j = 0; j < i && i < n - known && !apart; j++)
			{
				if (match(i, j, distance, round % 4 < 2 ? NO_WINDOW : 200000))
					unite(parent, (int32_t) i, (int32_t) j);
			}
			for (j = 0; j < n - known && i >= n - known; j++)
			{
				if (match(i, j, distance, round % 4 < 2 ? NO_WINDOW : 200000))
					unite(parent, (int32_t) i, (int32_t) j);
			}
		}
		least_ids(parent, n);
		for (chunks = 1; chunks <= distance + 1; chunks++)
		{
			int			width;

			for (width = 0; width <= HASH_BITS / chunks && width <= 14; width += 1 + (int) (random_bits() % 3))
			{
				NearHashes	hashes = {.max_distance = distance, .window = 200000, .chunks = chunks, .width = width,
					.apart = apart, .forest = forest};

				if (width == 0 && chunks > 1)
					continue;
				hashes.fresh = (HashNodes) {n - known, copy, photo, from, until};
				hashes.known = (HashNodes) {known, copy + n - known, photo + n - known, from + n - known,
					until + n - known};
				hashes.portable = plans % 2 == 0;
				if (round % 4 < 2)
					hashes.fresh.from = hashes.fresh.until = hashes.known.from = hashes.known.until = NULL;
				for (i = 0; i < n; i++)
				{
					copy[i] = hash[i];
					photo[i] = (int32_t) i;
					forest[i] = -1;
					from[i] = until[i] = TIME_KEY(taken[i]);
				}
				near_hash_join(&hashes);
				for (i = 0; i < n; i++)
					parent[i] = forest_root(forest, (int32_t) i);
				memcpy(got, expected, sizeof(got[0]) * (size_t) n);
				least_ids(parent, n);
				right &= as_expected(n);
				memcpy(expected, got, sizeof(got[0]) * (size_t) n);
				plans++;
			}
		}
		tap_ok(right && plans > 3, "%lld hashes, %lld of them known%s, distance %d: %d ways to cut them",
			   (long long) n, (long long) known,
			   apart ? " and the others apart" : "", distance, plans);
	}
}

/* n photos with hashes only. */
static void
plain(int64_t n)
{
	int64_t		i;

	for (i = 0; i < n; i++)
	{
		id[i] = n - i;
		flags[i] = PHOTO_HAS_HASH;
		timed[i] = true;
		taken[i] = 0;
	}
}

/* All are one cluster, or each is alone. */
static bool
all_in_one(int64_t n)
{
	int64_t		i;

	for (i = 0; i < n; i++)
		expected[i] = 1;
	return as_expected(n);
}

static bool
all_alone(int64_t n)
{
	memcpy(expected, id, sizeof(id[0]) * (size_t) n);
	return as_expected(n);
}

/* x * y of the field with 2^16 elements, modulo x^16 + x^12 + x^3 + x + 1 */
static uint32_t
field_product(uint32_t x, uint32_t y)
{
	uint32_t	product = 0;

	for (; y > 0; y >>= 1)
	{
		product ^= (y & 1) != 0 ? x : 0;
		x = (x << 1) ^ ((x & 0x8000) != 0 ? 0x1100b : 0);
	}
	return product;
}

/* Data that would make a search take the square of its time. */
static void
test_crowds(void)
{
	const int64_t million = 1000000;
	const int64_t cube = 1 << 20;
	const int64_t copies = 300000;
	const uint64_t base = UINT64_C(0x0123456789abcdef);
	const uint64_t hour = UINT64_C(3600000000);
	int64_t		i;
	int			k;
	bool		right = true;

	plain(million);
	memset(hash, 0, sizeof(hash));
	for (i = 0; i < million; i++)
		taken[i] = i * (int64_t) hour;
	find_clusters(million, 8, NO_WINDOW);
	tap_ok(all_in_one(million), "a million hashes of 0");
	find_clusters(million, 64, hour);
	tap_ok(all_in_one(million), "and one an hour, with a window of an hour");
	find_clusters(million, 8, hour - 1);
	tap_ok(all_alone(million), "and less");
	timed[777] = false;
	find_clusters(million, 0, 0);
	tap_ok(all_in_one(million), "one photo without a time joins them all");
	for (i = 0; i < million; i++)
	{
		flags[i] = PHOTO_HAS_DIGEST;
		file[i] = 5;
	}
	find_clusters(million, 0, 0);
	tap_ok(all_in_one(million), "a million copies of a file likewise");
	timed[777] = true;
	find_clusters(million, 0, hour - 1);
	tap_ok(all_alone(million), "each too late for the one before");

	plain(cube);
	for (i = 0; i < cube; i++)
	{
		hash[i] = base;
		for (k = 0; k < 4; k++)
			hash[i] ^= ((uint64_t) i >> (5 * k) & 31) << (16 * k);
	}
	find_clusters(cube, 8, NO_WINDOW);
	tap_ok(all_in_one(cube), "all values of five bits in each quarter");
	find_clusters(cube, 1, NO_WINDOW);
	tap_ok(all_in_one(cube), "at distance 1");
	find_clusters(cube, 0, NO_WINDOW);
	tap_ok(all_alone(cube), "at distance 0");

	plain(million);
	for (i = 0; i < million; i++)
		hash[i] = flipped(base, (int) (random_bits() % 5));
	find_clusters(million, 8, NO_WINDOW);
	tap_ok(all_in_one(million), "a million hashes that are at most 4 bits from one");
	plain(copies);
	for (i = 0; i < copies; i++)
		hash[i] = flipped(base, 8);
	hash[12345] = base;
	find_clusters(copies, 8, NO_WINDOW);
	tap_ok(all_in_one(copies), "300,000 hashes that are at most 8 bits from one");
	for (i = 0; i < copies; i++)
		taken[i] = i * (int64_t) hour;
	find_clusters(copies, 8, hour - 1);
	tap_ok(all_alone(copies), "of which no two were taken within the window");

	/*
	 * nearly alike, in two campaigns between which there is just more than the window:
	 * alternately, and of the second one all known
	 */
	plain(copies);
	for (i = 0; i < copies; i++)
	{
		hash[i] = flipped(base, 4);
		taken[i] = i % 2 * (int64_t) (hour + 1);
		cluster[i] = i;
	}
	hash[0] = hash[1] = base;
	for (k = 0; k < 2; k++)
	{
		for (i = 0; i < copies; i++)
		{
			flags[i] = PHOTO_HAS_HASH | (k == 1 && i % 2 == 1 ? PHOTO_HAS_CLUSTER : 0);
			expected[i] = i % 2 == 0 ? 2 : k == 0 ? 1 : id[i];
		}
		stops_asked = 0;
		find_clusters(copies, 8, hour);
		printf("# asked %ld times whether to stop\n", (long) stops_asked);
		tap_ok(as_expected(copies) && stops_asked < 3000, "two campaigns of 150,000 photos that are nearly alike, %s",
			   k == 0 ? "all new" : "one known");
	}

	/* in Gray's code, one bit from number to number */
	plain(MANY);
	for (i = 0; i < MANY; i++)
	{
		hash[i] = (uint64_t) (i ^ i >> 1);
		taken[i] = i * (int64_t) hour;
	}
	find_clusters(MANY, 1, hour);
	tap_ok(all_in_one(MANY), "a bit an hour, with a window of an hour");
	find_clusters(MANY, 1, hour - 1);
	tap_ok(all_alone(MANY), "and less");

	/* (x, a x, b x, c x): different ones differ in each quarter */
	plain(65536);
	for (i = 0; i < 65536; i++)
		hash[i] = (uint64_t) i | (uint64_t) field_product((uint32_t) i,
														  2) << 16 | (uint64_t) field_product((uint32_t) i,
																							  0x1234) << 32 |
			(uint64_t) field_product((uint32_t) i, 0xbeef) << 48;
	find_clusters(65536, 3, NO_WINDOW);
	tap_ok(all_alone(65536), "a code of distance 4, at 3");
	/* pairs of bits that are always equal: 4 bits apart are 2 */
	for (i = 0; i < MANY; i++)
	{
		uint64_t	half = random_bits() & UINT64_C(0xffffffff);

		hash[i] = half | half << 32;
	}
	plain(MANY);
	find_clusters(MANY, 8, NO_WINDOW);
	expect_by_pairs(MANY, 8, NO_WINDOW);
	right &= as_expected(MANY);
	find_clusters(MANY, 4, NO_WINDOW);
	expect_by_pairs(MANY, 4, NO_WINDOW);
	right &= as_expected(MANY);
	tap_ok(right, "hashes whose halves are equal");
}

/* Least and greatest numbers. */
static void
test_extremes(void)
{
	static const uint64_t some[] = {0, UINT64_MAX, UINT64_C(1) << 63, INT64_MAX, 1, UINT64_MAX - 1};
	static const int64_t times[] = {INT64_C(-211813488000000000), INT64_C(9223371331199999999), 0, -1, 1, 0};
	bool		right = true;
	int			distance;
	int			i;

	for (distance = 0; distance <= 64; distance++)
	{
		static const uint64_t window[] = {0, 1, 2, UINT64_C(9223371331199999999), UINT64_C(9435184819199999998),
			UINT64_C(9435184819199999999),
			UINT64_MAX - 1, NO_WINDOW};
		int			w;

		for (w = 0; w < 8; w++)
		{
			plain(6);
			for (i = 0; i < 6; i++)
			{
				hash[i] = some[i];
				taken[i] = times[i];
				id[i] = i % 2 == 0 ? INT64_MIN + i : INT64_MAX - i;
			}
			find_clusters(6, distance, window[w]);
			expect_by_pairs(6, distance, window[w]);
			right &= as_expected(6);
		}
	}
	tap_ok(right, "the ends of hashes, times, windows and ids");
	plain(3);
	for (i = 0; i < 3; i++)
		flags[i] = 0;
	find_clusters(3, 64, NO_WINDOW);
	tap_ok(all_alone(3), "photos of which nothing is known");
}

/* Whoever waits can stop it, also where all pairs are compared. */
static void
test_interrupts(void)
{
	int64_t		i;

	plain(65536);
	for (i = 0; i < 65536; i++)
		hash[i] = random_bits();
	stops_asked = 0;
	find_clusters(65536, 13, NO_WINDOW);
	printf("# asked %ld times whether to stop\n", (long) stops_asked);
	tap_ok(stops_asked > 10, "it asks whether to stop");
}

int
main(void)
{
	test_few();
	test_plans();
	test_extremes();
	test_many(MANY, UINT64_MAX, 10, true, RULES, "random hashes");
	test_many(MANY, UINT64_MAX, 10, false, FAR_RULES, "random hashes, times missing");
	test_many(10000, UINT64_C(0x00ff00ff0f0f0fff), 30, false, FAR_RULES, "fewer bits");
	test_many(5000, random_mask(24), 5, true, RULES, "24 bits");
	test_increments();
	test_crowds();
	test_interrupts();
	return tap_done();
}

/* SPDX-License-Identifier: PostgreSQL */
/*
 * distribution_state_kernel.c - buckets of a distribution, and the state that takes in rows
 *
 * A bucket holds the values whose doubles agree in the sign, the exponent and
 * the k leading bits of the mantissa:
 *
 *	bits of |x|		| exponent (11) | k bits | shift = 52 - k bits |
 *	key				+-(the bits left of shift + 1); 0 is the key of 0
 *	offset			the bits right of shift, as a whole number
 *
 * so keys are in the order of values, -0 aside, and inside of a bucket a value
 * is the end next to 0 plus its offset times the unit of the last bit.  With
 * k = 52 a bucket is one value.  When there are more than 4,096 buckets k falls
 * to the largest number that needs no more.  Buckets only ever join, so this k
 * depends on the values alone: not on their order, nor on what was merged with
 * what.  k = 0 always fits: 2 * 2047 exponents and 0.
 *
 * Offsets are whole numbers below 2^52 and rows are fewer than 2^53, so a sum
 * of unweighted offsets is below 2^105, which a DoubleDouble holds without
 * rounding, and in one way only: states are equal to the bit however rows were
 * split and merged.  The same goes for whole weights.  Others are rounded at
 * 2^-105 of the sum.
 *
 * A state is one block of memory that its owner replaces by a larger one when
 * distribution_add() says there is no room.  A few rows are just kept:
 *
 *	rows	head | x x x x ...		or	head | x w  x w  x w ...
 *	table	head | n_values | min | max | Bucket ... (capacity) | index, uint16 ... (2^index_bits)
 *
 * A table has its buckets in the order in which they came, and an open-addressed
 * index of 1.6 times as many slots: 0 or the number of a bucket, from 1.  It may
 * have a quarter more buckets than a stored distribution, so that k need not
 * fall with every bucket that is one too many.
 *
 * Cost: 16 bytes and 8 (16) a row, in powers of two from 128 bytes to 2 kB; then
 * 43 bytes a bucket, in powers of two times 40 buckets, to 5,120 of them, which
 * is 221 kB.
 *
 * This file knows nothing of PostgreSQL.
 */
#include "distribution/distribution_state_kernel.h"

#include <string.h>

#define SIGN_BIT		((uint64_t) 1 << 63)
#define TWO_52			4503599627370496.0
#define HASH_FACTOR		UINT64_C(0x9e3779b97f4a7c15)	/* 2^64 over the golden
														 * ratio */

#define ROWS_FIRST_SIZE	128
#define ROWS_LAST_SIZE	2048
#define TABLE_MIN		40
#define TABLE_MAX		(TABLE_MIN << 7)
#define INDEX_MIN_BITS	6

typedef struct Rows
{
	DistributionState head;
	double		number[];
} Rows;

typedef struct Table
{
	DistributionState head;
	int64_t		n_values;
	double		min;
	double		max;
	Bucket		bucket[];
} Table;

/* What the smallest table has after its head; others have 2, 4, 8, ... times that. */
#define SMALLEST_TABLE	(TABLE_MIN * sizeof(Bucket) + (sizeof(uint16_t) << INDEX_MIN_BITS))

static inline uint64_t
bits_of(double x)
{
	uint64_t	bits;

	memcpy(&bits, &x, sizeof bits);
	return bits;
}

static inline double
double_of(uint64_t bits)
{
	double		x;

	memcpy(&x, &bits, sizeof x);
	return x;
}

static inline int64_t
key_of(double x, int shift)
{
	uint64_t	bits = bits_of(x);
	uint64_t	magnitude = bits & ~SIGN_BIT;
	int64_t		key = (int64_t) (magnitude >> shift) + 1;

	if (magnitude == 0)
		return 0;
	return bits & SIGN_BIT ? -key : key;
}

static inline double
offset_of(double x, int shift)
{
	return (double) (int64_t) (bits_of(x) & (((uint64_t) 1 << shift) - 1));
}

/* The bucket of a finite value. */
int64_t
bucket_key(double x, int shift)
{
	return key_of(x, shift);
}

/* How far a value is from the end of its bucket that is next to 0, in bucket_unit(). */
double
bucket_offset_of(double x, int shift)
{
	return offset_of(x, shift);
}

/* The end of a bucket that is next to 0, with its sign. */
double
bucket_end(int64_t key, int shift)
{
	if (key == 0)
		return 0.0;
	if (key < 0)
		return -double_of((uint64_t) (-key - 1) << shift);
	return double_of((uint64_t) (key - 1) << shift);
}

/* What the last bit of the values in a bucket counts, with their sign. */
double
bucket_unit(int64_t key, int shift)
{
	uint64_t	bits = bits_of(bucket_end(key, shift));
	uint64_t	exponent = bits << 1 >> 53;
	uint64_t	unit = exponent > 52 ? (exponent - 52) << 52 :
		(uint64_t) 1 << (exponent > 0 ? exponent - 1 : 0);

	return double_of(unit | (bits & SIGN_BIT));
}

/*
 * In a table the low part of an offset may grow to 2^53, as whole numbers do
 * without rounding: adding to it costs a tenth of a sum in double-double.
 */
static inline void
settle(Bucket *bucket)
{
	bucket->offset = two_sum(bucket->offset.hi, bucket->offset.lo);
}

/* A bucket as part of a wider one. */
static inline void
coarsen(Bucket *bucket, int shift, int more)
{
	uint64_t	prefix;
	uint64_t	lost;
	int64_t		key;

	if (bucket->key == 0 || more == 0)
		return;
	prefix = (uint64_t) (bucket->key < 0 ? -bucket->key : bucket->key) - 1;
	lost = (prefix & (((uint64_t) 1 << more) - 1)) << shift;
	key = (int64_t) (prefix >> more) + 1;
	bucket->offset = dd_add(bucket->offset, dd_mul_double(bucket->weight, (double) (int64_t) lost));
	bucket->key = bucket->key < 0 ? -key : key;
}

/* Rows of equal values are in the order of their weights, so that sums of rows do not depend on how they came. */
#define SORT				sort_buckets
#define SORT_ELEMENT		Bucket
#define SORT_BEFORE(a, b)	((a)->key < (b)->key || ((a)->key == (b)->key && (a)->weight.hi < (b)->weight.hi))
#include "math/sort_template.h"

/* Leave `more` bits more open in sorted buckets, and join those that become one. */
static void
widen(Summary *summary, int more)
{
	Bucket	   *bucket = summary->bucket;
	int			n = 0;
	int			i;

	for (i = 0; i < summary->n; i++)
	{
		Bucket		next = bucket[i];

		settle(&next);
		coarsen(&next, summary->shift, more);
		if (n > 0 && bucket[n - 1].key == next.key)
		{
			bucket[n - 1].weight = dd_add(bucket[n - 1].weight, next.weight);
			bucket[n - 1].offset = dd_add(bucket[n - 1].offset, next.offset);
		}
		else
			bucket[n++] = next;
	}
	summary->n = n;
	summary->shift += more;
}

/*
 * How many bits more sorted buckets must leave open to become at most
 * DISTRIBUTION_MAX_BUCKETS: two neighbours join when all bits in which they
 * differ are open.
 */
static int
bits_to_open(const Summary *summary)
{
	int			joined_by[65] = {0};
	int			n = summary->n;
	int			more;
	int			i;

	if (n <= DISTRIBUTION_MAX_BUCKETS)
		return 0;
	for (i = 1; i < summary->n; i++)
	{
		int64_t		a = summary->bucket[i - 1].key;
		int64_t		b = summary->bucket[i].key;
		uint64_t	differ;
		int			bits = 0;

		if ((a < 0) != (b < 0) || a == 0 || b == 0)
			continue;
		differ = a < 0 ? (uint64_t) (-a - 1) ^ (uint64_t) (-b - 1) : (uint64_t) (a - 1) ^ (uint64_t) (b - 1);
		for (; differ != 0; differ >>= 1)
			bits++;
		joined_by[bits]++;
	}
	for (more = 0; n > DISTRIBUTION_MAX_BUCKETS && more < 64; more++)
		n -= joined_by[more + 1];
	return more;
}

static uint16_t *
index_of(Table *table)
{
	return (uint16_t *) (table->bucket + table->head.capacity);
}

static inline uint32_t
first_slot(const Table *table, int64_t key)
{
	return (uint32_t) (((uint64_t) key * HASH_FACTOR) >> (64 - table->head.index_bits));
}

/* The slot of this key: its bucket's, or the free one where that would be. */
static inline uint16_t *
find_slot(Table *table, int64_t key)
{
	uint16_t   *index = index_of(table);
	uint32_t	mask = ((uint32_t) 1 << table->head.index_bits) - 1;
	uint32_t	slot = first_slot(table, key);

	while (index[slot] != 0 && table->bucket[index[slot] - 1].key != key)
		slot = (slot + 1) & mask;
	return &index[slot];
}

/* The bucket of this key, made if there is none; NULL if there is no room for it. */
static Bucket *
find_bucket(Table *table, int64_t key)
{
	uint16_t   *slot = find_slot(table, key);
	Bucket	   *bucket;

	if (*slot != 0)
		return &table->bucket[*slot - 1];
	if (table->head.n == table->head.capacity)
		return NULL;
	bucket = &table->bucket[table->head.n++];
	*slot = (uint16_t) table->head.n;
	memset(bucket, 0, sizeof *bucket);
	bucket->key = key;
	return bucket;
}

static void
rebuild_index(Table *table)
{
	uint32_t	i;

	memset(index_of(table), 0, sizeof(uint16_t) << table->head.index_bits);
	for (i = 0; i < table->head.n; i++)
		*find_slot(table, table->bucket[i].key) = (uint16_t) (i + 1);
}

/* Leave at least so many bits open, and as many as a full table needs. */
static void
widen_table(Table *table, int shift)
{
	Summary		summary = distribution_buckets(&table->head);

	sort_buckets(summary.bucket, summary.n);
	if (summary.shift < shift)
		widen(&summary, shift - summary.shift);
	if (summary.n == (int) table->head.capacity)
		widen(&summary, bits_to_open(&summary));
	table->head.shift = (uint8_t) summary.shift;
	table->head.n = (uint32_t) summary.n;
	rebuild_index(table);
}

/* A table that cannot grow makes room by leaving more bits open; then keys are others. */
static bool
make_room(Table *table)
{
	if (table->head.capacity < TABLE_MAX)
		return false;
	widen_table(table, 0);
	return true;
}

/* Memory for the first rows. */
size_t
distribution_first_size(void)
{
	return ROWS_FIRST_SIZE;
}

/* Memory for a table of at least n buckets, which must not be more than a distribution has. */
size_t
distribution_table_size(int n)
{
	int			doublings = 0;

	while (TABLE_MIN << doublings < n)
		doublings++;
	return sizeof(Table) + (SMALLEST_TABLE << doublings);
}

/* Memory for the next larger state. */
size_t
distribution_next_size(const DistributionState *state)
{
	if (state->form == DISTRIBUTION_TABLE)
		return distribution_table_size(2 * (int) state->capacity);
	if (state->capacity < (ROWS_LAST_SIZE - sizeof(Rows)) / sizeof(double) / (state->weighted ? 2 : 1))
	{
		size_t		size = ROWS_FIRST_SIZE;

		while (size < sizeof(Rows) + (size_t) (state->capacity + 1) * sizeof(double) * (state->weighted ? 2 : 1))
			size *= 2;
		return size;
	}

	/*
	 * the smallest table would fit into the last size of rows, and be taken
	 * for rows again
	 */
	return distribution_table_size(state->n > TABLE_MIN ? (int) state->n : TABLE_MIN + 1);
}

_Static_assert(sizeof(Rows) + DISTRIBUTION_MAX_ROWS_KEPT * sizeof(double) == ROWS_LAST_SIZE,
			   "rows fill their last size");

_Static_assert(sizeof(Table) + 2 * SMALLEST_TABLE > ROWS_LAST_SIZE,
			   "a state that has outgrown its rows becomes a table");

/* An empty state of rows. */
void
distribution_start(DistributionState *state, size_t size, bool weighted)
{
	memset(state, 0, sizeof *state);
	state->form = DISTRIBUTION_ROWS;
	state->weighted = weighted;
	state->capacity = (uint32_t) ((size - sizeof(Rows)) / sizeof(double) / (weighted ? 2 : 1));
}

/* An empty table. */
void
distribution_start_table(DistributionState *state, size_t size)
{
	Table	   *table = (Table *) state;
	int			doublings = 0;

	while (sizeof(Table) + (SMALLEST_TABLE << doublings) < size)
		doublings++;
	memset(table, 0, sizeof *table);
	state->form = DISTRIBUTION_TABLE;
	state->capacity = TABLE_MIN << doublings;
	state->index_bits = (uint8_t) (INDEX_MIN_BITS + doublings);
	memset(index_of(table), 0, sizeof(uint16_t) << state->index_bits);
}

/* A state with the rows of an old one in memory of distribution_next_size(). */
void
distribution_grow(DistributionState *state, size_t size, const DistributionState *old)
{
	uint32_t	first = 0;

	if (old->form == DISTRIBUTION_TABLE)
	{
		const Table *from = (const Table *) old;
		Table	   *table = (Table *) state;

		distribution_start_table(state, size);
		state->weighted = old->weighted;
		state->shift = old->shift;
		state->n = old->n;
		table->n_values = from->n_values;
		table->min = from->min;
		table->max = from->max;
		memcpy(table->bucket, from->bucket, old->n * sizeof(Bucket));
		rebuild_index(table);
	}
	else if (size <= ROWS_LAST_SIZE)
	{
		distribution_start(state, size, old->weighted);
		state->n = old->n;
		memcpy(((Rows *) state)->number, ((const Rows *) old)->number,
			   old->n * sizeof(double) * (old->weighted ? 2 : 1));
	}
	else
	{
		distribution_start_table(state, size);
		distribution_add_rows(state, old, &first);
	}
}

static inline void __attribute__((always_inline))
add_to_bucket(Table *table, Bucket *bucket, double x, double w)
{
	double		offset = offset_of(x, table->head.shift);

	if (w == 1.0 && !table->head.weighted)
	{
		bucket->weight.hi += 1.0;	/* a count, below 2^53 */
		bucket->offset.lo += offset;
		if (bucket->offset.lo >= TWO_52)
			settle(bucket);
	}
	else
	{
		settle(bucket);
		bucket->weight = dd_add_double(bucket->weight, w);
		bucket->offset = dd_add(bucket->offset, two_prod(w, offset));
		table->head.weighted |= w != 1.0;
	}
	if (x < table->min)
		table->min = x;
	if (x > table->max)
		table->max = x;
	table->n_values++;
}

/* What distribution_add() does rarely, apart so that the usual case is short. */
static bool __attribute__((noinline))
add_elsewhere(DistributionState *state, double x, double w)
{
	Rows	   *rows = (Rows *) state;

	if (state->form == DISTRIBUTION_TABLE)
	{
		Table	   *table = (Table *) state;
		Bucket	   *bucket;

		while ((bucket = find_bucket(table, key_of(x, state->shift))) == NULL)
		{
			if (!make_room(table))
				return false;
		}
		if (table->n_values == 0)
			table->min = table->max = x;
		add_to_bucket(table, bucket, x, w);
		return true;
	}
	if (!state->weighted || state->n == state->capacity)
		return false;
	rows->number[2 * (size_t) state->n] = x;
	rows->number[2 * (size_t) state->n + 1] = w;
	state->n++;
	return true;
}

/* Take in a finite value, of a weight above 0; false if that needs a larger state. */
bool
distribution_add(DistributionState *state, double x, double w)
{
	if (state->form == DISTRIBUTION_TABLE)
	{
		Table	   *table = (Table *) state;
		uint16_t	slot = *find_slot(table, key_of(x, state->shift));

		if (slot != 0)
		{
			add_to_bucket(table, &table->bucket[slot - 1], x, w);
			return true;
		}
	}
	else if (w == 1.0 && !state->weighted && state->n < state->capacity)
	{
		((Rows *) state)->number[state->n++] = x;
		return true;
	}
	return add_elsewhere(state, x, w);
}

/* Take in rows of another state from *first on; false, and *first moved on, if that needs a larger state. */
bool
distribution_add_rows(DistributionState *state, const DistributionState *other, uint32_t *first)
{
	const double *number = ((const Rows *) other)->number;

	for (; *first < other->n; (*first)++)
	{
		bool		fits;

		if (other->weighted)
			fits = distribution_add(state, number[2 * (size_t) *first], number[2 * (size_t) *first + 1]);
		else
			fits = distribution_add(state, number[*first], 1.0);
		if (!fits)
			return false;
	}
	return true;
}

/*
 * Take in buckets, in any order, from `first` on; returns the number of the
 * first that needs a larger table.  Rows, least and greatest value are counted
 * with the last.
 */
int
distribution_add_buckets(DistributionState *state, const Summary *other, int first)
{
	Table	   *table = (Table *) state;
	int			i;

	if (other->shift > state->shift)
		widen_table(table, other->shift);
	for (i = first; i < other->n; i++)
	{
		Bucket		next;
		Bucket	   *bucket;

		for (;;)
		{
			next = other->bucket[i];
			settle(&next);
			coarsen(&next, other->shift, state->shift - other->shift);
			bucket = find_bucket(table, next.key);
			if (bucket != NULL)
				break;
			if (!make_room(table))
				return i;
		}
		settle(bucket);
		bucket->weight = dd_add(bucket->weight, next.weight);
		bucket->offset = dd_add(bucket->offset, next.offset);
	}
	if (other->min < table->min || table->n_values == 0)
		table->min = other->min;
	if (other->max > table->max || table->n_values == 0)
		table->max = other->max;
	table->n_values += other->n_values;
	state->weighted |= other->weighted;
	return other->n;
}

/* Is this block as large as such a state?  Asked of memory that may have been stored. */
bool
distribution_is_valid(const DistributionState *state, size_t size)
{
	if (size < sizeof *state || state->n > state->capacity)
		return false;
	if (state->form == DISTRIBUTION_ROWS)
		return state->capacity <= (size - sizeof(Rows)) / sizeof(double) / (state->weighted ? 2 : 1);
	return state->form == DISTRIBUTION_TABLE && state->shift <= DISTRIBUTION_MANTISSA_BITS &&
		state->capacity <= TABLE_MAX && size == distribution_table_size((int) state->capacity) &&
		state->index_bits <= 16 && state->capacity == (uint32_t) TABLE_MIN << state->index_bits >> INDEX_MIN_BITS;
}

/* How many rows it holds. */
int64_t
distribution_n_values(const DistributionState *state)
{
	return state->form == DISTRIBUTION_ROWS ? state->n : ((const Table *) state)->n_values;
}

/* The values of a state of rows without weights, state->n of them in any order; NULL for other states. */
const double *
distribution_plain_values(const DistributionState *state)
{
	return state->form == DISTRIBUTION_ROWS && !state->weighted ? ((const Rows *) state)->number : NULL;
}

/* What a table holds, as it is. */
Summary
distribution_buckets(const DistributionState *state)
{
	Table	   *table = (Table *) state;
	Summary		summary = {
		.shift = state->shift, .weighted = state->weighted, .n = (int) state->n,
		.n_values = table->n_values, .min = table->min, .max = table->max, .bucket = table->bucket
	};

	return summary;
}

static Summary
buckets_of_rows(const DistributionState *state, Bucket *bucket)
{
	const double *number = ((const Rows *) state)->number;
	Summary		summary = {
		.n = (int) state->n,
		.n_values = state->n,
		.bucket = bucket
	};
	uint32_t	i;

	memset(bucket, 0, state->n * sizeof(Bucket));
	for (i = 0; i < state->n; i++)
	{
		double		w = state->weighted ? number[2 * i + 1] : 1.0;

		bucket[i].key = key_of(number[state->weighted ? 2 * i : i], 0);
		bucket[i].weight.hi = w;
		summary.weighted |= w != 1.0;
	}
	return summary;
}

/* The canonical form; `bucket` has room for state->n of them, of which there must be one. */
Summary
distribution_summary(const DistributionState *state, Bucket *bucket)
{
	Summary		summary;

	if (state->form == DISTRIBUTION_TABLE)
	{
		summary = distribution_buckets(state);
		memcpy(bucket, summary.bucket, state->n * sizeof(Bucket));
		summary.bucket = bucket;
		sort_buckets(bucket, summary.n);
		widen(&summary, bits_to_open(&summary));
		return summary;
	}
	summary = buckets_of_rows(state, bucket);
	sort_buckets(bucket, summary.n);
	summary.min = bucket_end(bucket[0].key, 0);
	summary.max = bucket_end(bucket[summary.n - 1].key, 0);
	widen(&summary, 0);
	return summary;
}

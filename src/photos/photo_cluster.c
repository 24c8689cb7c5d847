/* SPDX-License-Identifier: PostgreSQL */
/*
 * photo_cluster.c - phash_distance, photo_cluster: which photos were handed in more than once
 *
 * photo_cluster is a window function of whole partitions (partition.c).  At
 * the first row it reads all photos into arrays, 57 bytes a row with digests (25
 * without, 8 more for known clusters), and lets the kernel find the clusters
 * (photo_cluster_kernel.c, which says what it needs besides).  What is left then
 * for the length of the partition is
 *
 *	cluster 8 | flags 1		of each row
 */
#include "postgres.h"

#include "port/pg_bitutils.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include "base/check.h"
#include "base/memory.h"
#include "photos/photo_cluster_kernel.h"
#include "state/partition.h"
#include "state/partition_numbers.h"

PG_FUNCTION_INFO_V1(phash_distance);
PG_FUNCTION_INFO_V1(photo_cluster);

/* Besides those of the kernel: the row has a photo_id. */
#define ROW_IS_PHOTO		8

/* The arguments. */
enum
{
	PHOTO_ID,
	SHA256,
	PHASH,
	TAKEN_AT,
	MAX_DISTANCE,
	WITHIN,
	KNOWN_CLUSTER
};

typedef struct PhotoClusters
{
	Partition	partition;
	uint8	   *flags;			/* of each row */
	int64	   *cluster;		/* of each row that has a photo */
} PhotoClusters;

/* What is read. */
typedef struct Reader
{
	WindowObject window;
	Photos		photos;
	Option		max_distance;
	bool		within_known;
	bool		within_is_null;
	Interval	within;
} Reader;

/*
 * phash_distance(a bigint, b bigint) returns int
 *
 * In how many of their 64 bits two hashes differ, 0 .. 64 (Hamming distance).
 * STRICT.
 */
Datum
phash_distance(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(pg_popcount64((uint64) PG_GETARG_INT64(0) ^ (uint64) PG_GETARG_INT64(1)));
}

static char *
interval_text(const Interval *interval)
{
	return DatumGetCString(DirectFunctionCall1(interval_out, IntervalPGetDatum(interval)));
}

/*
 * Microseconds as PostgreSQL compares intervals, with months of 30 days and
 * days of 24 hours; NO_WINDOW if that is more than any two times are apart.
 */
static uint64
window_of(const Interval *interval)
{
	int64		days = (int64) interval->month * DAYS_PER_MONTH + interval->day + interval->time / USECS_PER_DAY;
	int64		rest = interval->time % USECS_PER_DAY;

	if (rest < 0)
	{
		days--;
		rest += USECS_PER_DAY;
	}
#ifdef INTERVAL_NOT_FINITE
	if (INTERVAL_IS_NOEND(interval))
		return NO_WINDOW;
#endif
	if (days < 0)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("within must be at least 0, not %s", interval_text(interval))));
	if (days >= PG_INT64_MAX / USECS_PER_DAY * 2)
		return NO_WINDOW;
	return (uint64) days * USECS_PER_DAY + (uint64) rest;
}

static void
take_max_distance(Reader *reader, Datum value, bool isnull)
{
	check_option_not_null(isnull, "max_distance");
	set_partition_option(&reader->max_distance,
						 check_whole(check_between(DatumGetFloat8(value), 0, HASH_BITS, "max_distance"),
									 "max_distance"),
						 "max_distance");
}

static void
take_within(Reader *reader, Datum value, bool isnull)
{
	uint64		window = isnull ? NO_WINDOW : window_of(DatumGetIntervalP(value));

	if (!reader->within_known)
	{
		reader->photos.window = window;
		reader->within_known = true;
		reader->within_is_null = isnull;
		if (!isnull)
			reader->within = *DatumGetIntervalP(value);
	}
	else if (window != reader->photos.window)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("within must be the same in all rows of a partition"),
				 errdetail("It is %s in one row and %s in another.",
						   reader->within_is_null ? "null" : interval_text(&reader->within),
						   isnull ? "null" : interval_text(DatumGetIntervalP(value)))));
}

/* Keep a digest; there is room for those of all rows once there is one. */
static void
take_digest(Reader *reader, int64 row, Datum value)
{
	bytea	   *digest = DatumGetByteaPP(value);
	Photos	   *photos = &reader->photos;

	if (VARSIZE_ANY_EXHDR(digest) != DIGEST_BYTES)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("sha256 must have %d bytes", DIGEST_BYTES),
				 errdetail("It has %d.", (int) VARSIZE_ANY_EXHDR(digest)),
				 errhint("sha256() returns so many; a text of 64 hexadecimal digits becomes so many with "
						 "decode(..., 'hex').")));
	if (photos->digest == NULL)
		photos->digest = memory_get(photos->n, DIGEST_BYTES);
	memcpy(photos->digest + row * DIGEST_BYTES, VARDATA_ANY(digest), DIGEST_BYTES);
	if ((Pointer) digest != DatumGetPointer(value))
		pfree(digest);
}

static uint64
time_key(Datum value)
{
	TimestampTz time = DatumGetTimestampTz(value);

	if (TIMESTAMP_NOT_FINITE(time))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("taken_at must be finite, not %s", TIMESTAMP_IS_NOBEGIN(time) ? "-infinity" : "infinity"),
				 errhint("Where the time is not known, taken_at is NULL.")));
	return TIME_KEY(time);
}

/* One row: its flags.  Nothing else of a row without a photo_id is read. */
static uint8
read_row(Reader *reader, int64 row, bool known_form)
{
	Photos	   *photos = &reader->photos;
	WindowObject window = reader->window;
	uint8		flags = ROW_IS_PHOTO;
	bool		isnull;
	Datum		value;

	value = partition_argument(window, PHOTO_ID, row, &isnull);
	photos->id[row] = isnull ? 0 : DatumGetInt64(value);
	if (isnull)
		return 0;
	value = partition_argument(window, SHA256, row, &isnull);
	if (!isnull)
	{
		take_digest(reader, row, value);
		flags |= PHOTO_HAS_DIGEST;
	}
	value = partition_argument(window, PHASH, row, &isnull);
	if (!isnull)
	{
		photos->hash[row] = (uint64) DatumGetInt64(value);
		flags |= PHOTO_HAS_HASH;
	}
	value = partition_argument(window, TAKEN_AT, row, &isnull);
	photos->time[row] = isnull ? TIME_UNKNOWN : time_key(value);
	if (known_form)
	{
		value = partition_argument(window, KNOWN_CLUSTER, row, &isnull);
		if (!isnull)
		{
			if (photos->cluster == NULL)
				photos->cluster = memory_get(photos->n, sizeof(int64));
			photos->cluster[row] = DatumGetInt64(value);
			flags |= PHOTO_HAS_CLUSTER;
		}
	}
	return flags;
}

/* Read all rows of the partition, and find all clusters. */
static void
cluster_partition(FunctionCallInfo fcinfo, PhotoClusters *clusters)
{
	WindowObject window = PG_WINDOW_OBJECT();
	Partition  *partition = &clusters->partition;
	Reader		reader = {
		.window = window
	};
	Photos	   *photos = &reader.photos;

	/* of all that is gone when the clusters are there */
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "photo_cluster", ALLOCSET_DEFAULT_SIZES);
	MemoryContext previous = MemoryContextSwitchTo(context);
	bool		distance_is_stable = partition_option_is_stable(fcinfo, MAX_DISTANCE);
	bool		within_is_stable = partition_option_is_stable(fcinfo, WITHIN);
	bool		any = false;
	bool		isnull;
	Datum		value;
	int64		row;

	photos->n = partition->rows;
	photos->flags = clusters->flags = partition_alloc(partition, partition->rows, sizeof(uint8));
	photos->id = clusters->cluster = partition_alloc(partition, partition->rows, sizeof(int64));
	photos->hash = memory_get(partition->rows, sizeof(uint64));
	photos->time = memory_get(partition->rows, sizeof(uint64));
	for (row = 0; row < partition->rows; row++)
	{
		photos->flags[row] = read_row(&reader, row, PG_NARGS() > KNOWN_CLUSTER);
		if (photos->flags[row] == 0)
			continue;
		any = true;
		if (!distance_is_stable)
		{
			value = partition_argument(window, MAX_DISTANCE, row, &isnull);
			take_max_distance(&reader, value, isnull);
		}
		if (!within_is_stable)
		{
			value = partition_argument(window, WITHIN, row, &isnull);
			take_within(&reader, value, isnull);
		}
	}
	if (any)
	{
		if (distance_is_stable)
		{
			value = WinGetFuncArgCurrent(window, MAX_DISTANCE, &isnull);
			take_max_distance(&reader, value, isnull);
		}
		if (within_is_stable)
		{
			value = WinGetFuncArgCurrent(window, WITHIN, &isnull);
			take_within(&reader, value, isnull);
		}
		photos->max_distance = (int) reader.max_distance.value;
		photo_cluster_of(photos);
	}
	MemoryContextSwitchTo(previous);
	MemoryContextDelete(context);
	partition->loaded = true;
}

/*
 * photo_cluster(photo_id bigint, sha256 bytea, phash bigint, taken_at timestamptz, max_distance int, within interval
 * [, known_cluster bigint]) OVER (...) returns bigint
 *
 * The least photo_id of the cluster to which a photo belongs.  Clusters are the
 * connected components of the pairs of photos that match: the same file
 * (sha256), or hashes that differ in at most max_distance bits; and times at most
 * `within` apart.
 *
 *	sha256			32 bytes (else 22023); NULL: only the hash can match
 *	phash			any 64 bits; NULL: only the file can match
 *	taken_at		finite (else 22003); NULL: within any time of any other photo
 *	max_distance	0 .. 64 (else 22003), not NULL (22004), the same in all rows (22023)
 *	within			at least 0 (else 22003), the same in all rows (22023), with
 *					months of 30 days and days of 24 hours; NULL: no limit
 *	known_cluster	of a photo that has been compared with all others that have
 *					one: it is in a cluster with those that have the same, and is
 *					only compared with those that have none
 *
 * NULL if photo_id is NULL: then nothing else of the row is read.
 */
Datum
photo_cluster(PG_FUNCTION_ARGS)
{
	WindowObject window = PG_WINDOW_OBJECT();
	PhotoClusters *clusters = partition_open(window, sizeof(PhotoClusters));
	int64		row;

	if (!clusters->partition.loaded)
		cluster_partition(fcinfo, clusters);
	row = WinGetCurrentPosition(window);
	if (clusters->flags[row] == 0)
		PG_RETURN_NULL();
	PG_RETURN_INT64(clusters->cluster[row]);
}

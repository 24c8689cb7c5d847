/* SPDX-License-Identifier: PostgreSQL */
/*
 * rows_digest.c - rows_digest, row_digest
 *
 * A digest of rows as a multiset: the same rows give the same digest in any
 * order, split among workers in any way; a row more or less, twice instead of
 * once, or different in one value gives another.  The rows' SHA-256 are added
 * up modulo 2^256 (Bellare and Micciancio 1997, "A new paradigm for collision-free
 * hashing", AdHash), and the digest is the SHA-256 of their number and sum.
 * It tells that rows changed, by accident or in the course of work.  Whoever
 * may choose the rows can make two sets with one sum: it is no signature.
 *
 * State: a bytea of 40 bytes, high byte first, so it travels between servers:
 *
 *	 0	number of rows
 *	 8	sum of their SHA-256, as an integer below 2^256
 */
#include "postgres.h"

#include "common/cryptohash.h"
#include "common/sha2.h"
#include "fmgr.h"
#include "port/pg_bswap.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include "install/canonical.h"

PG_FUNCTION_INFO_V1(row_digest);
PG_FUNCTION_INFO_V1(rows_digest_accum);
PG_FUNCTION_INFO_V1(rows_digest_accum_digest);
PG_FUNCTION_INFO_V1(rows_digest_combine);
PG_FUNCTION_INFO_V1(rows_digest_final);

#define COUNT_BYTES		8
#define STATE_BYTES		(COUNT_BYTES + PG_SHA256_DIGEST_LENGTH)

static uint64
load64(const uint8 *bytes)
{
	uint64		value;

	memcpy(&value, bytes, sizeof(value));
	return pg_ntoh64(value);
}

static void
store64(uint8 *bytes, uint64 value)
{
	value = pg_hton64(value);
	memcpy(bytes, &value, sizeof(value));
}

static void
sha256_of(const void *bytes, size_t length, uint8 *result)
{
	pg_cryptohash_ctx *context = pg_cryptohash_create(PG_SHA256);

	if (pg_cryptohash_init(context) < 0 || pg_cryptohash_update(context, bytes, length) < 0
		|| pg_cryptohash_final(context, result, PG_SHA256_DIGEST_LENGTH) < 0)
		elog(ERROR, "could not compute SHA-256: %s", pg_cryptohash_error(context));
	pg_cryptohash_free(context);
}

/* a += b, modulo 2^256 */
static void
add_digest(uint8 *a, const uint8 *b)
{
	uint64		carry = 0;

	for (int i = PG_SHA256_DIGEST_LENGTH - 8; i >= 0; i -= 8)
	{
		uint64		sum = load64(b + i) + carry;

		carry = sum < carry;
		sum += load64(a + i);
		carry += sum < load64(a + i);
		store64(a + i, sum);
	}
}

/* The state's bytes; a state that comes from elsewhere may be anything. */
static uint8 *
state_bytes(bytea *state)
{
	if (VARSIZE_ANY_EXHDR(state) != STATE_BYTES)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("state of rows_digest has %d bytes instead of %d",
						(int) VARSIZE_ANY_EXHDR(state), STATE_BYTES)));
	return (uint8 *) VARDATA_ANY(state);
}

/* The first argument, to be changed: an aggregate's own, or else a copy. */
static bytea *
own_state(FunctionCallInfo fcinfo)
{
	return AggCheckCallContext(fcinfo, NULL) ? PG_GETARG_BYTEA_PP(0) : PG_GETARG_BYTEA_P_COPY(0);
}

/* The SHA-256 of a row's content. */
static void
digest_of_row(HeapTupleHeader row, uint8 *digest)
{
	StringInfoData content;

	initStringInfo(&content);
	append_canonical_row(&content, row);
	sha256_of(content.data, content.len, digest);
	pfree(content.data);
}

static Datum
count_digest(bytea *state, const uint8 *digest)
{
	uint8	   *bytes = state_bytes(state);

	store64(bytes, load64(bytes) + 1);
	add_digest(bytes + COUNT_BYTES, digest);
	PG_RETURN_BYTEA_P(state);
}

/* row_digest(row record) returns bytea: the 32 bytes that rows_digest() adds up */
Datum
row_digest(PG_FUNCTION_ARGS)
{
	bytea	   *result = palloc(VARHDRSZ + PG_SHA256_DIGEST_LENGTH);

	SET_VARSIZE(result, VARHDRSZ + PG_SHA256_DIGEST_LENGTH);
	digest_of_row(PG_GETARG_HEAPTUPLEHEADER(0), (uint8 *) VARDATA(result));
	PG_RETURN_BYTEA_P(result);
}

/* rows_digest_accum(state bytea, row record) returns bytea */
Datum
rows_digest_accum(PG_FUNCTION_ARGS)
{
	uint8		digest[PG_SHA256_DIGEST_LENGTH];

	digest_of_row(PG_GETARG_HEAPTUPLEHEADER(1), digest);
	return count_digest(own_state(fcinfo), digest);
}

/* rows_digest_accum(state bytea, digest bytea) returns bytea */
Datum
rows_digest_accum_digest(PG_FUNCTION_ARGS)
{
	bytea	   *digest = PG_GETARG_BYTEA_PP(1);

	if (VARSIZE_ANY_EXHDR(digest) != PG_SHA256_DIGEST_LENGTH)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("digest of a row has %d bytes instead of %d",
						(int) VARSIZE_ANY_EXHDR(digest), PG_SHA256_DIGEST_LENGTH),
				 errhint("Give what row_digest() returns, or a row: rows_digest(ROW(...)).")));
	return count_digest(own_state(fcinfo), (const uint8 *) VARDATA_ANY(digest));
}

/* rows_digest_combine(a bytea, b bytea) returns bytea */
Datum
rows_digest_combine(PG_FUNCTION_ARGS)
{
	bytea	   *state = own_state(fcinfo);
	uint8	   *a = state_bytes(state);
	uint8	   *b = state_bytes(PG_GETARG_BYTEA_PP(1));

	store64(a, load64(a) + load64(b));
	add_digest(a + COUNT_BYTES, b + COUNT_BYTES);
	PG_RETURN_BYTEA_P(state);
}

/*
 * rows_digest_final(state bytea) returns bytea
 *
 * The 32 bytes of the digest; NULL without rows.
 */
Datum
rows_digest_final(PG_FUNCTION_ARGS)
{
	uint8	   *bytes = state_bytes(PG_GETARG_BYTEA_PP(0));
	bytea	   *result;

	if (load64(bytes) == 0)
		PG_RETURN_NULL();
	result = palloc(VARHDRSZ + PG_SHA256_DIGEST_LENGTH);
	SET_VARSIZE(result, VARHDRSZ + PG_SHA256_DIGEST_LENGTH);
	sha256_of(bytes, STATE_BYTES, (uint8 *) VARDATA(result));
	PG_RETURN_BYTEA_P(result);
}

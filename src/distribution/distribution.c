/* SPDX-License-Identifier: PostgreSQL */
/*
 * distribution.c - the type distribution: input, output, equality
 *
 * A value is one of three things behind PostgreSQL's length word; the first
 * byte says which:
 *
 *	stored form		what tables, text and binary clients see (distribution_code_kernel.c)
 *	rows, table		working states of aggregates (distribution_state_kernel.c)
 *
 * Working states are flat too, so that an aggregate has this type, and not
 * `internal`, as its state, at the speed of changing memory in place: nothing
 * has to be expanded or flattened, a group of up to 14 rows costs 128 bytes and no
 * memory context, and an executor that copies states or sends them as text, as
 * distributed databases do, gets them right.  Final functions and merge()
 * return the stored form, but every function here reads all three, since
 * partial states of parallel workers come as they are.
 *
 * The bytes of the stored form, the binary format and what the text format
 * encodes are the same, so there is one reader to trust.  Equal distributions
 * have equal bytes, which is what = compares.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "libpq/pqformat.h"

#include "distribution/distribution.h"
#include "distribution/distribution_code_kernel.h"
#include "state/aggregate.h"

#define TEXT_VERSION	"1:"

/* The bytes of a stored form begin with the version, which is where states have their form. */
#define CODE_OFFSET		offsetof(DistributionState, form)

StaticAssertDecl(CODE_OFFSET == VARHDRSZ, "the first byte after the length word must be the form");

/* Bytes of a stored form, wherever they are. */
typedef struct Code
{
	const uint8 *bytes;
	size_t		size;
} Code;

PG_FUNCTION_INFO_V1(distribution_in);
PG_FUNCTION_INFO_V1(distribution_out);
PG_FUNCTION_INFO_V1(distribution_recv);
PG_FUNCTION_INFO_V1(distribution_send);
PG_FUNCTION_INFO_V1(distribution_eq);
PG_FUNCTION_INFO_V1(distribution_ne);
PG_FUNCTION_INFO_V1(distribution_cmp);
PG_FUNCTION_INFO_V1(distribution_lt);
PG_FUNCTION_INFO_V1(distribution_le);
PG_FUNCTION_INFO_V1(distribution_gt);
PG_FUNCTION_INFO_V1(distribution_ge);
PG_FUNCTION_INFO_V1(distribution_hash);
PG_FUNCTION_INFO_V1(distribution_hash_extended);

/* A value in memory, not compressed; an aggregate's own state is returned as it is. */
DistributionState *
distribution_of_datum(Datum datum)
{
	DistributionState *state = (DistributionState *) PG_DETOAST_DATUM(datum);

	if (VARSIZE(state) <= CODE_OFFSET ||
		(!IS_STORED_FORM(state) && !distribution_is_valid(state, VARSIZE(state))))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("invalid stored value of type %s", "distribution")));
	return state;
}

static Code
stored_code(const DistributionState *stored)
{
	Code		code = {(const uint8 *) stored + CODE_OFFSET, VARSIZE(stored) - CODE_OFFSET};

	return code;
}

/* The buckets that bytes from anywhere stand for. */
static Summary
read_code(Code code, int errcode_if_wrong, const char *where)
{
	Summary		summary;
	Bucket	   *bucket = palloc(sizeof(Bucket) * (distribution_decode_bound(code.size) + 1));
	const char *wrong;

	if (!distribution_decode(code.bytes, code.size, &summary, bucket, &wrong))
		ereport(ERROR,
				(errcode(errcode_if_wrong),
				 errmsg("invalid %s of type %s", where, "distribution"),
				 errdetail_internal("%s", wrong)));
	return summary;
}

/* The buckets of a value, in a new array. */
Summary
distribution_to_summary(const DistributionState *state)
{
	if (IS_STORED_FORM(state))
		return read_code(stored_code(state), ERRCODE_DATA_CORRUPTED, "stored value");
	return distribution_summary(state, palloc(sizeof(Bucket) * state->n));
}

/* The stored form. */
Datum
distribution_from_summary(const Summary *summary)
{
	char	   *stored = palloc(CODE_OFFSET + distribution_code_bound(summary));
	size_t		size = distribution_encode(summary, (uint8 *) stored + CODE_OFFSET);

	SET_VARSIZE(stored, CODE_OFFSET + size);
	return PointerGetDatum(stored);
}

/* The stored form of values in ascending order; NULL if so many different values need wider buckets. */
Datum
distribution_from_sorted(const double *value, int64 n)
{
	char	   *stored = palloc(CODE_OFFSET + distribution_sorted_code_bound(n));
	size_t		size = distribution_encode_sorted(value, n, (uint8 *) stored + CODE_OFFSET);

	SET_VARSIZE(stored, CODE_OFFSET + size);
	return size == 0 ? (Datum) 0 : PointerGetDatum(stored);
}

/* The bytes of the stored form of a value of any form. */
static Code
code_of_datum(Datum datum)
{
	DistributionState *state = distribution_of_datum(datum);
	Summary		summary;

	if (IS_STORED_FORM(state))
		return stored_code(state);
	summary = distribution_to_summary(state);
	return stored_code((DistributionState *) DatumGetPointer(distribution_from_summary(&summary)));
}

static Datum
stored_datum(Code code)
{
	char	   *stored = palloc(CODE_OFFSET + code.size);

	SET_VARSIZE(stored, CODE_OFFSET + code.size);
	memcpy(stored + CODE_OFFSET, code.bytes, code.size);
	return PointerGetDatum(stored);
}

/*
 * distribution_in(cstring) returns distribution
 */
Datum
distribution_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	size_t		length = strlen(text);
	size_t		prefix = strlen(TEXT_VERSION);
	uint8	   *bytes;
	Code		code;

	if (strncmp(text, TEXT_VERSION, prefix) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid text form of type %s", "distribution"),
				 errdetail("It does not begin with \"%s\".", TEXT_VERSION)));
	bytes = palloc(1 + length);
	bytes[0] = DISTRIBUTION_VERSION;
	if (!base64_decode(text + prefix, length - prefix, bytes + 1, &code.size))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid text form of type %s", "distribution"),
				 errdetail("What follows \"%s\" is not base64 without padding.", TEXT_VERSION)));
	code.bytes = bytes;
	code.size++;
	(void) read_code(code, ERRCODE_INVALID_TEXT_REPRESENTATION, "text form");
	return stored_datum(code);
}

/*
 * distribution_out(distribution) returns cstring
 */
Datum
distribution_out(PG_FUNCTION_ARGS)
{
	Code		code = code_of_datum(PG_GETARG_DATUM(0));
	size_t		prefix = strlen(TEXT_VERSION);
	char	   *text = palloc(prefix + code.size * 4 / 3 + 2);

	memcpy(text, TEXT_VERSION, prefix);
	text[prefix + base64_encode(code.bytes + 1, code.size - 1, text + prefix)] = '\0';
	PG_RETURN_CSTRING(text);
}

/*
 * distribution_recv(internal) returns distribution
 */
Datum
distribution_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buffer = (StringInfo) PG_GETARG_POINTER(0);
	Code		code;

	code.size = buffer->len - buffer->cursor;
	code.bytes = (const uint8 *) pq_getmsgbytes(buffer, (int) code.size);
	(void) read_code(code, ERRCODE_INVALID_BINARY_REPRESENTATION, "binary form");
	return stored_datum(code);
}

/*
 * distribution_send(distribution) returns bytea
 */
Datum
distribution_send(PG_FUNCTION_ARGS)
{
	return stored_datum(code_of_datum(PG_GETARG_DATUM(0)));
}

static bool
equal_codes(FunctionCallInfo fcinfo)
{
	Code		a = code_of_datum(PG_GETARG_DATUM(0));
	Code		b = code_of_datum(PG_GETARG_DATUM(1));

	return a.size == b.size && memcmp(a.bytes, b.bytes, a.size) == 0;
}

/* distribution_eq(distribution, distribution) returns boolean */
Datum
distribution_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(equal_codes(fcinfo));
}

/* distribution_ne(distribution, distribution) returns boolean */
Datum
distribution_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!equal_codes(fcinfo));
}

/*
 * Less than, equal to or greater than 0: the canonical forms byte by byte, and of two that begin alike the shorter one
 * first.  The order says nothing about the values; it lets distributions be sorted, counted and indexed.
 */
static int
compare_codes(FunctionCallInfo fcinfo)
{
	Code		a = code_of_datum(PG_GETARG_DATUM(0));
	Code		b = code_of_datum(PG_GETARG_DATUM(1));
	int			order = memcmp(a.bytes, b.bytes, Min(a.size, b.size));

	if (order != 0)
		return order;
	return a.size < b.size ? -1 : a.size > b.size;
}

/* distribution_cmp(distribution, distribution) returns int */
Datum
distribution_cmp(PG_FUNCTION_ARGS)
{
	int			order = compare_codes(fcinfo);

	PG_RETURN_INT32(order < 0 ? -1 : order > 0);
}

/* distribution_lt(distribution, distribution) returns boolean */
Datum
distribution_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_codes(fcinfo) < 0);
}

/* distribution_le(distribution, distribution) returns boolean */
Datum
distribution_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_codes(fcinfo) <= 0);
}

/* distribution_gt(distribution, distribution) returns boolean */
Datum
distribution_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_codes(fcinfo) > 0);
}

/* distribution_ge(distribution, distribution) returns boolean */
Datum
distribution_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_codes(fcinfo) >= 0);
}

/* distribution_hash(distribution) returns int */
Datum
distribution_hash(PG_FUNCTION_ARGS)
{
	Code		code = code_of_datum(PG_GETARG_DATUM(0));

	return hash_any(code.bytes, (int) code.size);
}

/* distribution_hash_extended(distribution, seed bigint) returns bigint */
Datum
distribution_hash_extended(PG_FUNCTION_ARGS)
{
	Code		code = code_of_datum(PG_GETARG_DATUM(0));

	return hash_any_extended(code.bytes, (int) code.size, PG_GETARG_INT64(1));
}

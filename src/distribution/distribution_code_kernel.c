/* SPDX-License-Identifier: PostgreSQL */
/*
 * distribution_code_kernel.c - the stored form of a distribution, as bytes and as text
 *
 *	version | kind | k | n | [n_values] | [min | max] | n buckets
 *
 *	version, kind, k	a byte each; kind 0: all weights are 1, 1: sums of weights are whole, 2: they are not
 *	n, n_values			varints; n_values where kind is not 0, else it is the sum of the counts
 *	min, max			doubles, where k < 52, else they are the first and the last bucket
 *	bucket, kind 0, 1	key | weight - 1 as varint | offset in as many bytes as weight and k allow, least first
 *	bucket, kind 2		key | weight, two doubles | offset, two doubles, where k < 52
 *	key					varint: of the first bucket 2 key or -2 key - 1, then the distance from the one before - 1
 *
 * Varints have seven bits a byte, least first, and no byte more than they need;
 * doubles are eight bytes, sign first.  So equal distributions have equal bytes
 * on every machine, and most of what must not be (buckets out of order, or
 * twice, or empty) cannot be written.  What can be written and must not be is
 * refused by distribution_decode().
 *
 * The text form is the version in decimal, a colon, and the bytes after the
 * first in base64 (RFC 4648) without padding.
 *
 * Cost: of log-normal values at k = 7, ten million in 2,000 buckets, 13 bytes a
 * bucket; at most 16 up to 10^12 rows.  With weights that are not whole, at
 * most 40.
 *
 * This file knows nothing of PostgreSQL.
 */
#include "distribution/distribution_code_kernel.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "math/byte_order.h"

enum
{
	ALL_WEIGHTS_1,
	WHOLE_WEIGHTS,
	REAL_WEIGHTS
};

#define VARINT_MAX		10
#define HEAD_MAX		(3 + 3 * VARINT_MAX + 2 * sizeof(double))
#define BUCKET_MAX		(VARINT_MAX + 4 * sizeof(double))
#define MAX_WHOLE		((double) DISTRIBUTION_MAX_ROWS)
#define TWO_52			4503599627370496.0
/* Sums of weights that are not whole are rounded, at 2^-105 times the number of rows. */
#define TOLERANCE		8.9e-16

typedef struct Reader
{
	const uint8_t *at;
	const uint8_t *end;
	const char *wrong;			/* NULL as long as nothing is */
} Reader;

/* A whole number below 2^105. */
typedef struct Whole
{
	uint64_t	low;			/* 64 bits */
	uint64_t	high;
} Whole;

static bool
is_whole(DoubleDouble a)
{
	return a.hi == floor(a.hi) && a.lo == floor(a.lo);
}

/* a must be whole, at least 0 and below 2^105 */
static Whole
whole_from(DoubleDouble a)
{
	double		high = floor(a.hi / TWO_52);
	double		low = (a.hi - high * TWO_52) + a.lo;
	Whole		whole;

	if (low < 0.0)
	{
		low += TWO_52;
		high -= 1.0;
	}
	whole.high = (uint64_t) high >> 12;
	whole.low = (uint64_t) high << 52 | (uint64_t) low;
	return whole;
}

static DoubleDouble
whole_to_dd(Whole whole)
{
	double		low = (double) (whole.low & (((uint64_t) 1 << 52) - 1));
	double		high = (double) ((whole.high << 12) | (whole.low >> 52));

	return two_sum(high * TWO_52, low);
}

/* The offset of a whole weight has so many bytes: it is below weight * 2^shift. */
static int
offset_size(uint64_t weight, int shift)
{
	int			bits = shift;

	if (shift == 0)
		return 0;
	for (; weight != 0; weight >>= 1)
		bits++;
	return (bits + 7) / 8;
}

/* 56 bits as eight bytes of seven, the least one lowest. */
static inline uint64_t
sevens(uint64_t bits)
{
	bits = (bits & 0x000000000fffffff) | (bits & 0x00fffffff0000000) << 4;
	bits = (bits & 0x00003fff00003fff) | (bits & 0x0fffc0000fffc000) << 2;
	return (bits & 0x007f007f007f007f) | (bits & 0x3f803f803f803f80) << 1;
}

/* Writes VARINT_MAX bytes at most, whatever it returns: so that most numbers are written at once. */
static uint8_t *
put_varint(uint8_t *at, uint64_t number)
{
	if (number < 0x80)
	{
		*at++ = (uint8_t) number;
		return at;
	}
	put_8_bytes(at, sevens(number & 0x00ffffffffffffff) | 0x8080808080808080);
	if (number >> 56 != 0)
	{
		number >>= 56;
		at += 8;
		if (number >= 0x80)
		{
			*at++ = (uint8_t) (number | 0x80);
			number >>= 7;
		}
		*at++ = (uint8_t) number;
		return at;
	}
	at += (63 - __builtin_clzll(number)) / 7;
	*at++ &= 0x7f;
	return at;
}

static uint8_t *
put_first_key(uint8_t *at, int64_t key)
{
	return put_varint(at, key < 0 ? (uint64_t) -key * 2 - 1 : (uint64_t) key * 2);
}

static uint8_t *
put_double(uint8_t *at, double number)
{
	uint64_t	bits;
	int			i;

	number += 0.0;				/* no -0 */
	memcpy(&bits, &number, sizeof bits);
	for (i = 56; i >= 0; i -= 8)
		*at++ = (uint8_t) (bits >> i);
	return at;
}

static uint8_t *
put_whole(uint8_t *at, Whole number, int size)
{
	int			i;

	for (i = 0; i < size; i++)
	{
		*at++ = (uint8_t) number.low;
		number.low = (number.low >> 8) | (number.high << 56);
		number.high >>= 8;
	}
	return at;
}

static int
kind_of(const Summary *summary)
{
	int			i;

	if (!summary->weighted)
		return ALL_WEIGHTS_1;
	for (i = 0; i < summary->n; i++)
	{
		const Bucket *bucket = &summary->bucket[i];

		if (!is_whole(bucket->weight) || bucket->weight.hi > MAX_WHOLE || bucket->weight.lo != 0.0 ||
			!is_whole(bucket->offset))
			return REAL_WEIGHTS;
	}
	return WHOLE_WEIGHTS;
}

/* Memory that is enough for the bytes. */
size_t
distribution_code_bound(const Summary *summary)
{
	return HEAD_MAX + (size_t) summary->n * BUCKET_MAX;
}

/* Write a canonical distribution; returns the number of bytes. */
size_t
distribution_encode(const Summary *summary, uint8_t *code)
{
	int			kind = kind_of(summary);
	uint8_t    *at = code;
	int			i;

	*at++ = DISTRIBUTION_VERSION;
	*at++ = (uint8_t) kind;
	*at++ = (uint8_t) (DISTRIBUTION_MANTISSA_BITS - summary->shift);
	at = put_varint(at, (uint64_t) summary->n);
	if (kind != ALL_WEIGHTS_1)
		at = put_varint(at, (uint64_t) summary->n_values);
	if (summary->shift > 0)
	{
		at = put_double(at, summary->min);
		at = put_double(at, summary->max);
	}
	for (i = 0; i < summary->n; i++)
	{
		const Bucket *bucket = &summary->bucket[i];

		if (i == 0)
			at = put_first_key(at, bucket->key);
		else
			at = put_varint(at, (uint64_t) bucket->key - (uint64_t) bucket[-1].key - 1);
		if (kind != REAL_WEIGHTS)
		{
			uint64_t	weight = (uint64_t) bucket->weight.hi;

			at = put_varint(at, weight - 1);
			at = put_whole(at, whole_from(bucket->offset), offset_size(weight, summary->shift));
			continue;
		}
		at = put_double(at, bucket->weight.hi);
		at = put_double(at, bucket->weight.lo);
		if (summary->shift > 0)
		{
			at = put_double(at, bucket->offset.hi);
			at = put_double(at, bucket->offset.lo);
		}
	}
	return (size_t) (at - code);
}

/* How many different values there are among n in ascending order; at most one more than a distribution has buckets. */
static int
distinct_values(const double *value, int64_t n)
{
	int			distinct = n > 0;
	int64_t		i;

	for (i = 1; i < n && distinct <= DISTRIBUTION_MAX_BUCKETS; i++)
	{
		stop_if_asked_at(i);
		distinct += value[i] != value[i - 1];
	}
	return distinct;
}

/* Memory that is enough for the bytes of n values without weights. */
size_t
distribution_sorted_code_bound(int64_t n)
{
	return HEAD_MAX + (size_t) (n < DISTRIBUTION_MAX_BUCKETS ? n : DISTRIBUTION_MAX_BUCKETS) * 2 * VARINT_MAX;
}

/*
 * Write the distribution of n > 0 values in ascending order, without weights: the
 * same bytes as by way of buckets, of which each is one value.  Returns their
 * number, 0 if there are more different values than a distribution has buckets.
 */
size_t
distribution_encode_sorted(const double *value, int64_t n, uint8_t *code)
{
	int			distinct = distinct_values(value, n);
	uint8_t    *at = code;
	int64_t		before = 0;
	int64_t		i;
	int64_t		end;

	if (distinct > DISTRIBUTION_MAX_BUCKETS)
		return 0;
	*at++ = DISTRIBUTION_VERSION;
	*at++ = ALL_WEIGHTS_1;
	*at++ = DISTRIBUTION_MANTISSA_BITS;
	at = put_varint(at, (uint64_t) distinct);
	for (i = 0; i < n; i = end)
	{
		int64_t		key = bucket_key(value[i], 0);

		for (end = i + 1; end < n && value[end] == value[i]; end++)
			stop_if_asked_at(end);
		at = i == 0 ? put_first_key(at, key) : put_varint(at, (uint64_t) key - (uint64_t) before - 1);
		at = put_varint(at, (uint64_t) (end - i - 1));
		before = key;
	}
	return (size_t) (at - code);
}

/* Note the first thing that is wrong.  The caller reads on, and asks at the end whether there is one. */
static void
refuse_if(Reader *reader, bool is_wrong, const char *wrong)
{
	if (is_wrong && reader->wrong == NULL)
		reader->wrong = wrong;
}

static uint8_t
get_byte(Reader *reader)
{
	if (reader->at == reader->end)
	{
		refuse_if(reader, true, "It ends too early.");
		return 0;
	}
	return *reader->at++;
}

static uint64_t
get_varint(Reader *reader)
{
	uint64_t	number = 0;
	int			shift = 0;
	uint8_t		byte;

	do
	{
		byte = get_byte(reader);
		refuse_if(reader, shift == 63 && byte > 1, "A number has more than 64 bits.");
		refuse_if(reader, shift > 0 && byte == 0, "A number is longer than it needs to be.");
		if (reader->wrong != NULL)
			return 0;
		number |= (uint64_t) (byte & 0x7f) << shift;
		shift += 7;
	} while (byte & 0x80);
	return number;
}

/* A finite number, and no -0, which would be a second way to write 0. */
static double
get_double(Reader *reader)
{
	uint64_t	bits = 0;
	double		number;
	int			i;

	for (i = 0; i < 8; i++)
		bits = bits << 8 | get_byte(reader);
	memcpy(&number, &bits, sizeof number);
	refuse_if(reader, !isfinite(number), "A number is not finite.");
	refuse_if(reader, number == 0.0 && bits != 0, "A number is -0.");
	return isfinite(number) ? number : 0.0;
}

static DoubleDouble
get_double_double(Reader *reader)
{
	DoubleDouble number;

	number.hi = get_double(reader);
	number.lo = get_double(reader);
	refuse_if(reader, number.hi + number.lo != number.hi, "The two parts of a number overlap.");
	return number;
}

static Whole
get_whole(Reader *reader, int size)
{
	Whole		number = {0, 0};
	int			i;

	for (i = 0; i < size; i++)
	{
		uint64_t	byte = get_byte(reader);

		if (i < 8)
			number.low |= byte << (8 * i);
		else
			number.high |= byte << (8 * (i - 8));
	}
	refuse_if(reader, number.high >> 41 != 0, "The sum of a bucket is not one of values in it.");
	if (reader->wrong != NULL)
		number.high = 0;
	return number;
}

static int64_t
get_key(Reader *reader, int shift, int64_t before, bool is_first)
{
	int64_t		greatest = bucket_key(1.7976931348623157e308, shift);
	uint64_t	number = get_varint(reader);
	bool		outside;

	if (is_first)
	{
		outside = number > (uint64_t) greatest * 2;
		refuse_if(reader, outside, "A bucket is not one of finite numbers.");
		return outside ? 0 : number % 2 == 1 ? -(int64_t) (number / 2) - 1 : (int64_t) (number / 2);
	}
	outside = before >= greatest || number > (uint64_t) greatest - (uint64_t) before - 1;
	refuse_if(reader, outside, "A bucket is not one of finite numbers.");
	return outside ? before : (int64_t) ((uint64_t) before + number + 1);
}

/*
 * Can the offset of a bucket be the sum of offsets of values in it?  The first
 * bucket has the least value as one of them, the last one the greatest.
 */
static bool
offset_is_possible(const Summary *summary, int i)
{
	const Bucket *bucket = &summary->bucket[i];
	double		least = 0.0;
	double		greatest = bucket->key == 0 ? 0.0 : (double) (((int64_t) 1 << summary->shift) - 1);
	bool		has_least = false;
	bool		has_greatest = false;
	DoubleDouble lower;
	DoubleDouble upper;

	if (i == 0 || i == summary->n - 1)
	{
		bool		negative = bucket->key < 0;

		if (i == 0 && bucket_key(summary->min, summary->shift) != bucket->key)
			return false;
		if (i == summary->n - 1 && bucket_key(summary->max, summary->shift) != bucket->key)
			return false;
		has_least = negative ? i == summary->n - 1 : i == 0;
		has_greatest = negative ? i == 0 : i == summary->n - 1;
		if (has_least)
			least = bucket_offset_of(negative ? summary->max : summary->min, summary->shift);
		if (has_greatest)
			greatest = bucket_offset_of(negative ? summary->min : summary->max, summary->shift);
	}
	lower = dd_mul_double(bucket->weight, least);
	upper = dd_mul_double(bucket->weight, greatest);
	if (!summary->weighted)
	{
		if (has_greatest)
			lower = dd_add_double(lower, greatest - least);
		if (has_least)
			upper = dd_add_double(upper, least - greatest);
		return dd_compare(bucket->offset, lower) >= 0 && dd_compare(bucket->offset, upper) <= 0;
	}
	return least <= greatest && bucket->offset.hi >= lower.hi * (1.0 - TOLERANCE) &&
		bucket->offset.hi <= upper.hi * (1.0 + TOLERANCE);
}

/* Can a bucket have values on both sides of its middle? */
static bool
is_divisible(const Summary *summary, int i)
{
	const Bucket *bucket = &summary->bucket[i];
	double		middle = (double) ((int64_t) 1 << (summary->shift - 1));
	double		greatest = 2.0 * middle - 1.0;
	DoubleDouble most;

	if (bucket->key == 0)
		return false;
	if (summary->weighted)
		return bucket->offset.hi > 0.0 && bucket->offset.hi < bucket->weight.hi * greatest * (1.0 + TOLERANCE);
	most = dd_add_double(dd_mul_double(bucket->weight, greatest), middle - 1.0 - greatest);
	return bucket->weight.hi >= 2.0 && dd_compare(bucket->offset, dd_from(middle)) >= 0 &&
		dd_compare(bucket->offset, most) <= 0;
}

/* What a distribution has to fulfil beyond what get_...() has seen. */
static void
check_summary(Reader *reader, const Summary *summary, int kind)
{
	int64_t		n_values = summary->n;
	int			divisible = 0;
	int			i;

	refuse_if(reader, kind == REAL_WEIGHTS && kind_of(summary) != REAL_WEIGHTS,
			  "Its weights are whole, but not written so.");
	for (i = 0; i < summary->n && reader->wrong == NULL; i++)
	{
		refuse_if(reader, summary->bucket[i].weight.hi > (double) summary->n_values * DISTRIBUTION_MAX_WEIGHT,
				  "A weight is too large.");
		refuse_if(reader, !offset_is_possible(summary, i), "The sum of a bucket is not one of values in it.");
		if (reader->wrong == NULL && summary->shift > 0)
			divisible += is_divisible(summary, i);
	}

	/*
	 * with one bit more its values must need too many buckets, and one more
	 * row for each
	 */
	if (divisible > summary->n_values - n_values)
		divisible = (int) (summary->n_values - n_values);
	refuse_if(reader, summary->shift > 0 && summary->n + divisible <= DISTRIBUTION_MAX_BUCKETS,
			  "Its buckets are wider than they need to be.");
}

/* How many buckets so many bytes can hold. */
int
distribution_decode_bound(size_t size)
{
	return size / 2 < DISTRIBUTION_MAX_BUCKETS ? (int) (size / 2) : DISTRIBUTION_MAX_BUCKETS;
}

/*
 * Read what distribution_encode() wrote, into room for distribution_decode_bound()
 * buckets.  False, and a sentence that says why, for any other bytes.
 */
bool
distribution_decode(const uint8_t *code, size_t size, Summary *summary, Bucket *bucket, const char **wrong)
{
	Reader		reader = {code, code + size, NULL};
	int64_t		n_values = 0;
	uint64_t	n;
	int			kind;
	int			k;
	int			i;

	refuse_if(&reader, get_byte(&reader) != DISTRIBUTION_VERSION, "Its version is not 1.");
	kind = get_byte(&reader);
	refuse_if(&reader, kind > REAL_WEIGHTS, "Its kind is not 0, 1 or 2.");
	k = get_byte(&reader);
	refuse_if(&reader, k > DISTRIBUTION_MANTISSA_BITS, "Its buckets have more than 52 bits.");
	n = get_varint(&reader);
	refuse_if(&reader, n < 1 || n > DISTRIBUTION_MAX_BUCKETS, "Its buckets are not 1 to 4096.");
	refuse_if(&reader, n > (uint64_t) distribution_decode_bound(size), "It ends too early.");
	if (kind != ALL_WEIGHTS_1)
	{
		uint64_t	number = get_varint(&reader);

		refuse_if(&reader, number < n || number > (uint64_t) DISTRIBUTION_MAX_ROWS, "It cannot have so many rows.");
		n_values = (int64_t) number;
	}
	*wrong = reader.wrong;
	if (reader.wrong != NULL)
		return false;

	memset(summary, 0, sizeof *summary);
	summary->shift = DISTRIBUTION_MANTISSA_BITS - k;
	summary->weighted = kind != ALL_WEIGHTS_1;
	summary->n = (int) n;
	summary->bucket = bucket;
	if (summary->shift > 0)
	{
		summary->min = get_double(&reader);
		summary->max = get_double(&reader);
		refuse_if(&reader, summary->min > summary->max, "Its least value is above its greatest.");
	}
	memset(bucket, 0, n * sizeof(Bucket));
	for (i = 0; i < summary->n && reader.wrong == NULL; i++)
	{
		bucket[i].key = get_key(&reader, summary->shift, i == 0 ? 0 : bucket[i - 1].key, i == 0);
		if (kind != REAL_WEIGHTS)
		{
			uint64_t	weight = get_varint(&reader);

			refuse_if(&reader, weight >= (uint64_t) DISTRIBUTION_MAX_ROWS, "It cannot have so many rows.");
			if (reader.wrong != NULL)
				break;
			weight++;
			bucket[i].weight.hi = (double) weight;
			bucket[i].offset = whole_to_dd(get_whole(&reader, offset_size(weight, summary->shift)));
			if (kind == ALL_WEIGHTS_1)
				n_values += (int64_t) weight;
			refuse_if(&reader, n_values > DISTRIBUTION_MAX_ROWS, "It cannot have so many rows.");
			continue;
		}
		bucket[i].weight = get_double_double(&reader);
		refuse_if(&reader, bucket[i].weight.hi <= 0.0, "A weight is not above 0.");
		if (summary->shift > 0)
			bucket[i].offset = get_double_double(&reader);
	}
	refuse_if(&reader, reader.at != reader.end, "It goes on after its end.");
	summary->n_values = n_values;
	if (reader.wrong == NULL && summary->shift == 0)
	{
		summary->min = bucket_end(bucket[0].key, 0);
		summary->max = bucket_end(bucket[n - 1].key, 0);
	}
	if (reader.wrong == NULL)
		check_summary(&reader, summary, kind);
	*wrong = reader.wrong;
	return reader.wrong == NULL;
}

static const char base64_digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* Four digits for three bytes; returns their number, which is at most size * 4 / 3 + 1.  No end is marked. */
size_t
base64_encode(const uint8_t *bytes, size_t size, char *text)
{
	char	   *at = text;
	uint32_t	bits = 0;
	int			n_bits = 0;
	size_t		i;

	for (i = 0; i < size; i++)
	{
		bits = bits << 8 | bytes[i];
		for (n_bits += 8; n_bits >= 6; n_bits -= 6)
			*at++ = base64_digit[bits >> (n_bits - 6) & 63];
	}
	if (n_bits > 0)
		*at++ = base64_digit[bits << (6 - n_bits) & 63];
	return (size_t) (at - text);
}

/* The bytes, at most length * 3 / 4 of them; false if base64_encode() does not write such text. */
bool
base64_decode(const char *text, size_t length, uint8_t *bytes, size_t *size)
{
	uint8_t    *at = bytes;
	uint32_t	bits = 0;
	int			n_bits = 0;
	size_t		i;

	for (i = 0; i < length; i++)
	{
		const char *digit = text[i] == '\0' ? NULL : strchr(base64_digit, text[i]);

		if (digit == NULL)
			return false;
		bits = bits << 6 | (uint32_t) (digit - base64_digit);
		n_bits += 6;
		if (n_bits >= 8)
		{
			n_bits -= 8;
			*at++ = (uint8_t) (bits >> n_bits);
		}
	}
	*size = (size_t) (at - bytes);
	return n_bits < 6 && (bits & ((1U << n_bits) - 1)) == 0;
}

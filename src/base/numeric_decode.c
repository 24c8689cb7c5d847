/* SPDX-License-Identifier: PostgreSQL */
/*
 * numeric_decode.c - a numeric as the nearest double
 *
 * PostgreSQL's own conversion writes the number as text and reads it again.
 * Here the stored digits are taken as they are:
 *
 *	short	header uint16: 10 | sign | dscale 6 bits | weight 7 bits, signed	digit int16 ...
 *	long	header uint16: 0 | sign | dscale 14 bits	weight int16			digit int16 ...
 *	other	header uint16: 1100 NaN, 1101 Infinity, 1111 -Infinity
 *
 * and the number is the sum of digit[i] * 10000^(weight - i), without zeros at
 * either end.  That layout is not in PostgreSQL's headers, but the same in all
 * versions from 15 to 18; a regression test compares with the server's result.
 *
 * A whole number below 2^53, times or divided by a power of ten up to 10^22, is
 * one operation on two exact doubles, so its result is the nearest double
 * (Clinger 1990, "How to read floating point numbers accurately").  That covers
 * all numbers of up to 15 significant digits that are not extremely large or
 * small.  Others go through text.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/float.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include "base/numeric_decode.h"

#define HEADER_KIND			0xC000
#define HEADER_SHORT		0x8000
#define HEADER_SPECIAL		0xC000
#define LONG_NEGATIVE		0x4000
#define SHORT_NEGATIVE		0x2000
#define SHORT_WEIGHT_SIGN	0x0040
#define SHORT_WEIGHT		0x003F
#define SPECIAL_KIND		0xF000
#define SPECIAL_NAN			0xC000
#define SPECIAL_INFINITY	0xD000

#define DIGIT_BASE			10000
#define DIGIT_PLACES		4
#define MAX_DIGITS			5	/* 1 + 3 * 4 + 2 decimal places may take as
								 * many */
#define EXACT_WHOLE			(UINT64CONST(1) << 53)
#define EXACT_POWER			22

static const double power_of_ten[EXACT_POWER + 1] = {
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22
};

/* A number is not aligned when its length word is a short one. */
static inline uint16
uint16_at(const char *place)
{
	uint16		value;

	memcpy(&value, place, sizeof(value));
	return value;
}

/* The double nearest to the number; NaN and infinities stay what they are.  The number may be packed. */
double
numeric_to_double(Numeric number)
{
	const char *place = VARDATA_ANY(number);
	int			size = VARSIZE_ANY_EXHDR(number);
	uint16		header = uint16_at(place);
	bool		negative;
	int			weight;
	int			n;
	int			i;
	int			exponent;		/* of ten */
	unsigned	last;
	unsigned	base = DIGIT_BASE;
	uint64		whole = 0;
	double		result;

	if ((header & HEADER_KIND) == HEADER_SPECIAL)
	{
		if ((header & SPECIAL_KIND) == SPECIAL_NAN)
			return get_float8_nan();
		return (header & SPECIAL_KIND) == SPECIAL_INFINITY ? get_float8_infinity() : -get_float8_infinity();
	}
	if ((header & HEADER_KIND) == HEADER_SHORT)
	{
		negative = (header & SHORT_NEGATIVE) != 0;
		weight = header & SHORT_WEIGHT;
		if ((header & SHORT_WEIGHT_SIGN) != 0)
			weight -= SHORT_WEIGHT + 1;
		place += sizeof(uint16);
		n = (int) (size / sizeof(uint16)) - 1;
	}
	else
	{
		negative = (header & LONG_NEGATIVE) != 0;
		weight = (int16) uint16_at(place + sizeof(uint16));
		place += 2 * sizeof(uint16);
		n = (int) (size / sizeof(uint16)) - 2;
	}
	if (n == 0)
		return 0.0;
	if (n > MAX_DIGITS)
		goto through_text;

	for (i = 0; i < n - 1; i++)
		whole = whole * DIGIT_BASE + uint16_at(place + i * sizeof(uint16));
	last = uint16_at(place + i * sizeof(uint16));
	exponent = DIGIT_PLACES * (weight - i);

	/*
	 * of the last digit only the decimal places that are used, where they may
	 * be one too many
	 */
	if (n >= MAX_DIGITS - 1)
		for (; base > 1 && last % 10 == 0; last /= 10, base /= 10)
			exponent++;
	if (whole > EXACT_WHOLE / base)
		goto through_text;
	whole = whole * base + last;
	if (whole > EXACT_WHOLE || exponent < -EXACT_POWER || exponent > EXACT_POWER)
		goto through_text;

	result = exponent < 0 ? (double) whole / power_of_ten[-exponent] : (double) whole * power_of_ten[exponent];
	return negative ? -result : result;

through_text:
	return DatumGetFloat8(DirectFunctionCall1(numeric_float8, NumericGetDatum(number)));
}

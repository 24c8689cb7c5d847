/* SPDX-License-Identifier: PostgreSQL */
/*
 * bands.h - where the top and the bottom band end, and what bands are called
 *
 * See bands.c.
 */
#ifndef BANDS_H
#define BANDS_H

#include "fmgr.h"
#include "utils/numeric.h"

typedef enum Band
{
	BAND_TOP,
	BAND_MIDDLE,
	BAND_BOTTOM,
	N_BANDS
} Band;

/* b < top_end is the top, b >= bottom_start is the bottom, b being how many are strictly better. */
typedef struct Bands
{
	int64		top_end;
	int64		bottom_start;
} Bands;

extern void check_band_fraction(Numeric fraction);
extern Bands bands_of_fraction(int64 n, Numeric fraction);
extern Bands bands_of_fifths(int64 n);
extern Datum band_text(FmgrInfo *flinfo, Band band);

/* The band of a unit with so many strictly better ones. */
static inline Band
band_of(const Bands *bands, int64 better)
{
	return better < bands->top_end ? BAND_TOP : better >= bands->bottom_start ? BAND_BOTTOM : BAND_MIDDLE;
}

#endif							/* BANDS_H */

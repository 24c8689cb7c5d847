/*
 * bands.h - where the top and the bottom band end
 *
 * See bands.c.
 */
#ifndef BANDS_H
#define BANDS_H

#include "utils/numeric.h"

/* b < top_end is the top, b >= bottom_start is the bottom, b being how many are strictly better. */
typedef struct Bands
{
	int64		top_end;
	int64		bottom_start;
} Bands;

extern void check_band_fraction(Numeric fraction);
extern Bands bands_of_fraction(int64 n, Numeric fraction);
extern Bands bands_of_fifths(int64 n);

#endif							/* BANDS_H */

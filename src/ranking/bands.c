/*
 * bands.c - where the top and the bottom band end
 *
 * A unit with b strictly better ones among n is in the top band where b < f n,
 * and in the bottom band where b >= (1 - f) n.
 */
#include "postgres.h"

#include "utils/builtins.h"

#include "base/exact_numeric.h"
#include "ranking/bands.h"

/* A fraction whose bands do not overlap. */
void
check_band_fraction(Numeric fraction)
{
	if (numeric_compare(fraction, int64_to_numeric(0)) <= 0 || numeric_compare(fraction, numeric_of("0.5")) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("fraction must be above 0 and at most 0.5, not %s", numeric_text(fraction))));
}

/*
 * Where the bands of n scores end.  With integer b, b < f n is b < ceil(f n),
 * and b >= (1 - f) n is b >= n - floor(f n); f n is exact, because f is numeric.
 */
Bands
bands_of_fraction(int64 n, Numeric fraction)
{
	Datum		share = DirectFunctionCall2(numeric_mul, NumericGetDatum(fraction),
											NumericGetDatum(int64_to_numeric(n)));
	Bands		bands;

	bands.top_end = DatumGetInt64(DirectFunctionCall1(numeric_int8, DirectFunctionCall1(numeric_ceil, share)));
	bands.bottom_start = n -
		DatumGetInt64(DirectFunctionCall1(numeric_int8, DirectFunctionCall1(numeric_floor, share)));
	return bands;
}

/* The same for the fraction 1 / 5. */
Bands
bands_of_fifths(int64 n)
{
	Bands		bands = {(n + 4) / 5, n - n / 5};

	return bands;
}

/* SPDX-License-Identifier: PostgreSQL */
/*
 * bands.c - where the top and the bottom band end, and what bands are called
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

/*
 * A band as text, made once for a query: the function that is called keeps nothing
 * else in its fn_extra.
 */
Datum
band_text(FmgrInfo *flinfo, Band band)
{
	static const char *const name[N_BANDS] = {"top", "middle", "bottom"};
	text	  **made = flinfo->fn_extra;

	if (unlikely(made == NULL))
	{
		MemoryContext previous = MemoryContextSwitchTo(flinfo->fn_mcxt);
		int			i;

		made = palloc(sizeof(text *) * N_BANDS);
		for (i = 0; i < N_BANDS; i++)
			made[i] = cstring_to_text(name[i]);
		MemoryContextSwitchTo(previous);
		flinfo->fn_extra = made;
	}
	return PointerGetDatum(made[band]);
}

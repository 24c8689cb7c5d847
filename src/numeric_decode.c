/*
 * numeric_decode.c - a numeric as the nearest double
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"

#include "numeric_decode.h"

/* The double nearest to the number; NaN and infinities stay what they are. */
double
numeric_to_double(Numeric number)
{
	return DatumGetFloat8(DirectFunctionCall1(numeric_float8, NumericGetDatum(number)));
}

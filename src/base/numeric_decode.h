/* SPDX-License-Identifier: PostgreSQL */
/*
 * numeric_decode.h - a numeric as the nearest double
 */
#ifndef NUMERIC_DECODE_H
#define NUMERIC_DECODE_H

#include "utils/numeric.h"

/* An argument as it lies in the row: not copied only because its header is a short one. */
#define PG_GETARG_NUMERIC_PACKED(n)		((Numeric) PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(n)))

extern double numeric_to_double(Numeric number);

#endif							/* NUMERIC_DECODE_H */

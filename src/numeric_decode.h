/*
 * numeric_decode.h - a numeric as the nearest double
 */
#ifndef NUMERIC_DECODE_H
#define NUMERIC_DECODE_H

#include "utils/numeric.h"

extern double numeric_to_double(Numeric number);

#endif							/* NUMERIC_DECODE_H */

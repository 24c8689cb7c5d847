/* SPDX-License-Identifier: PostgreSQL */
/*
 * exact_numeric.h - numeric arithmetic that rounds nowhere, for money and for decimal fractions
 *
 * See exact_numeric.c.
 */
#ifndef EXACT_NUMERIC_H
#define EXACT_NUMERIC_H

#include "utils/numeric.h"

extern Numeric numeric_of(const char *digits);
extern Numeric numeric_of_double(double number);
extern Numeric numeric_of_amount(double amount, const char *name);
extern char *numeric_text(Numeric number);
extern int	numeric_compare(Numeric a, Numeric b);
extern int	numeric_sign_of(Numeric number);
extern Numeric numeric_plus(Numeric a, Numeric b);
extern Numeric numeric_minus(Numeric a, Numeric b);
extern Numeric numeric_times(Numeric a, Numeric b);
extern Numeric numeric_least(Numeric a, Numeric b);
extern Numeric numeric_whole(Numeric a, Numeric b);
extern Numeric numeric_rest(Numeric a, Numeric b);
extern Numeric numeric_rounded(Numeric number, int scale);
extern Numeric numeric_scaled(Numeric number, int digits);

extern Numeric check_numeric_finite(Numeric number, const char *name);
extern Numeric check_numeric_not_negative(Numeric number, const char *name);
extern Numeric check_numeric_between(Numeric number, const char *lowest, const char *highest, const char *name);

#endif							/* EXACT_NUMERIC_H */

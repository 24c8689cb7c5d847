/* SPDX-License-Identifier: PostgreSQL */
/*
 * inequality.h - a Lorenz curve as a value of SQL
 *
 * See inequality.c.
 */
#ifndef INEQUALITY_H
#define INEQUALITY_H

#include "fmgr.h"

#include "math/values.h"

extern Datum lorenz_curve_of_values(FunctionCallInfo fcinfo, const SortedValues *values, int points);

#endif							/* INEQUALITY_H */

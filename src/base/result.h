/* SPDX-License-Identifier: PostgreSQL */
/*
 * result.h - what a function returns
 *
 * See result.c.
 */
#ifndef RESULT_H
#define RESULT_H

#include "fmgr.h"

extern Datum finite_result(double result);
extern Datum composite_result(FunctionCallInfo fcinfo, Datum *field, bool *is_null);

#endif							/* RESULT_H */

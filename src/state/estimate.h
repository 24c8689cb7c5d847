/* SPDX-License-Identifier: PostgreSQL */
/*
 * estimate.h - an estimate as a value of SQL
 *
 * See estimate.c.
 */
#ifndef STATE_ESTIMATE_H
#define STATE_ESTIMATE_H

#include "fmgr.h"

#include "math/estimate.h"

extern Datum estimate_result(FunctionCallInfo fcinfo, const Estimate *estimate);

#endif							/* STATE_ESTIMATE_H */

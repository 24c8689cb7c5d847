/* SPDX-License-Identifier: PostgreSQL */
/*
 * options.h - options that several measures have
 *
 * See options.c.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "fmgr.h"

/* Of a curve, besides that at 0. */
#define MAX_LORENZ_POINTS	1000000

extern double check_p(FunctionCallInfo fcinfo, int argument);
extern double check_points(FunctionCallInfo fcinfo, int argument);
extern double check_nu(FunctionCallInfo fcinfo, int argument);
extern double check_alpha(FunctionCallInfo fcinfo, int argument);
extern double check_epsilon(FunctionCallInfo fcinfo, int argument);
extern double check_level(FunctionCallInfo fcinfo, int argument);

#endif							/* OPTIONS_H */

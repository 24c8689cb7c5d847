/* SPDX-License-Identifier: PostgreSQL */
/*
 * service_eval.c - the module itself
 *
 * Every concept has its own file; here is only what PostgreSQL looks for when
 * it loads the library.
 */
#include "postgres.h"

#include "fmgr.h"

PG_MODULE_MAGIC;

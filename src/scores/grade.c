/* SPDX-License-Identifier: PostgreSQL */
/*
 * grade.c - the check behind grade()
 *
 * Grades themselves are SQL (grade.sql), where their limits can be read;
 * SQL has no way to raise an error in an expression, so that is here.
 */
#include "postgres.h"

#include "fmgr.h"

#include "base/check.h"

PG_FUNCTION_INFO_V1(check_score);

/*
 * check_score(score float8) returns float8
 *
 * The score, if it is in 0 .. 100; else an error.  NULL if it is NULL.
 */
Datum
check_score(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(check_between(PG_GETARG_FLOAT8(0), 0.0, 100.0, "score"));
}

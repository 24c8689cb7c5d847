/* SPDX-License-Identifier: PostgreSQL */
/*
 * canonical.h - bytes that stand for the content of a row
 */
#ifndef CANONICAL_H
#define CANONICAL_H

#include "funcapi.h"
#include "lib/stringinfo.h"

extern void append_canonical_row(StringInfo out, HeapTupleHeader row);

#endif							/* CANONICAL_H */

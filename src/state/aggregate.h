/*
 * aggregate.h - two things that every kind of aggregate state needs
 */
#ifndef AGGREGATE_H
#define AGGREGATE_H

#include "fmgr.h"
#include "lib/stringinfo.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

/* The context that lives as long as the aggregate's state. */
static inline MemoryContext
aggregate_context(FunctionCallInfo fcinfo)
{
	MemoryContext context;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "aggregate support function called outside of an aggregate");
	return context;
}

/* Read a serialized state with pq_getmsg...(), which see to it that nothing is read beyond its end. */
static inline void
open_serialized(StringInfo buffer, bytea *serialized)
{
	buffer->data = VARDATA_ANY(serialized);
	buffer->len = VARSIZE_ANY_EXHDR(serialized);
	buffer->maxlen = buffer->len;
	buffer->cursor = 0;
}

#endif							/* AGGREGATE_H */

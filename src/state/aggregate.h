/* SPDX-License-Identifier: PostgreSQL */
/*
 * aggregate.h - what every kind of aggregate state needs
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

/*
 * The head of every state of type internal.  A superuser can make an aggregate of
 * functions that do not fit each other, and its functions must not read what is
 * not there.  So each looks at the kind: the numbers in a row of a Sample, or one
 * of those below.
 */
typedef struct StateHead
{
	int32		vl_len_;		/* varlena header, of a serialized state */
	int32		kind;
} StateHead;

#define SCORE_STATE		(-1)

static inline void
check_state_fits(bool fits)
{
	if (unlikely(!fits))
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("the state is that of another aggregate"),
				 errhint("Use the aggregates of service_eval as they are.")));
}

static inline void
check_state_kind(const void *state, int32 least, int32 most)
{
	int32		kind = ((const StateHead *) state)->kind;

	check_state_fits(kind >= least && kind <= most);
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

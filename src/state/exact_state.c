/*
 * exact_state.c - aggregate state of a few exact sums
 *
 *	ExactState	option | power | min | max | n_sums | window | sum[0] | ... | sum[n_sums - 1]
 *																|
 *																+-> 3 to 5 digits of 8 bytes, if any (exact_sum.c)
 *
 * The state of every measure that is a formula of sums: its size does not
 * depend on the number of rows.  Cost: about 150 to 300 bytes for a group, and 50
 * to 80 more for each sum that needs digits, with what the allocator adds.  What
 * each sum holds is said where it is used.
 *
 *	serialized	option, power: value float8 | name 24 bytes | min, max float8 | n_sums, window int32 |
 *				for each sum: first int16 | count int16 | count digits int64
 */
#include "postgres.h"

#include "libpq/pqformat.h"
#include "utils/float.h"
#include "utils/memutils.h"

#include "state/aggregate.h"
#include "state/exact_state.h"

PG_FUNCTION_INFO_V1(exact_combine);
PG_FUNCTION_INFO_V1(exact_serial);
PG_FUNCTION_INFO_V1(exact_deserial);

static ExactState *
new_exact_state(MemoryContext context, int n_sums)
{
	ExactState *state = MemoryContextAllocZero(context,
											   offsetof(ExactState, sum) + n_sums * sizeof(ExactSum));

	state->n_sums = n_sums;
	state->min = get_float8_infinity();
	state->max = -get_float8_infinity();
	return state;
}

/* The state so far, NULL before the first row that counts. */
ExactState *
exact_state_of(FunctionCallInfo fcinfo)
{
	(void) aggregate_context(fcinfo);
	return PG_ARGISNULL(0) ? NULL : (ExactState *) PG_GETARG_POINTER(0);
}

/*
 * For transition functions, when the row is known to count: the state, made if
 * there is none.  Sums grow in the context that is current, so this switches to
 * the aggregate's; the caller switches back to *previous.
 */
ExactState *
exact_state_for_row(FunctionCallInfo fcinfo, int n_sums, MemoryContext *previous)
{
	MemoryContext context = aggregate_context(fcinfo);

	*previous = MemoryContextSwitchTo(context);
	if (PG_ARGISNULL(0))
		return new_exact_state(context, n_sums);
	return (ExactState *) PG_GETARG_POINTER(0);
}

/*
 * For combine functions: the rows of both states, (internal, internal) returns
 * internal.  The sums are left to merge().
 */
Datum
exact_state_combine(FunctionCallInfo fcinfo, ExactMerge merge)
{
	MemoryContext context = aggregate_context(fcinfo);
	MemoryContext previous;
	ExactState *state = PG_ARGISNULL(0) ? NULL : (ExactState *) PG_GETARG_POINTER(0);
	ExactState *other = PG_ARGISNULL(1) ? NULL : (ExactState *) PG_GETARG_POINTER(1);

	if (other == NULL)
		PG_RETURN_EXACT_STATE(state);

	previous = MemoryContextSwitchTo(context);
	if (state == NULL)
		state = new_exact_state(context, other->n_sums);
	if (state->n_sums != other->n_sums)
		elog(ERROR, "cannot combine states of %d and %d sums", state->n_sums, other->n_sums);
	combine_option(&state->option, &other->option);
	combine_option(&state->power, &other->power);
	state->min = Min(state->min, other->min);
	state->max = Max(state->max, other->max);
	merge(state, other);
	MemoryContextSwitchTo(previous);
	PG_RETURN_POINTER(state);
}

static void
merge_sums(ExactState *state, const ExactState *other)
{
	int			i;

	for (i = 0; i < state->n_sums; i++)
		exact_sum_merge(&state->sum[i], &other->sum[i]);
}

/* exact_combine(internal, internal) returns internal */
Datum
exact_combine(PG_FUNCTION_ARGS)
{
	return exact_state_combine(fcinfo, merge_sums);
}

static void
send_option(StringInfo buffer, const Option *option)
{
	pq_sendfloat8(buffer, option->value);
	pq_sendbytes(buffer, option->name, OPTION_NAME_SIZE);
}

static Option
receive_option(StringInfo buffer)
{
	Option		option;

	option.value = pq_getmsgfloat8(buffer);
	pq_copymsgbytes(buffer, option.name, OPTION_NAME_SIZE);
	check_option_name(&option);
	return option;
}

/*
 * exact_serial(internal) returns bytea
 */
Datum
exact_serial(PG_FUNCTION_ARGS)
{
	MemoryContext context = aggregate_context(fcinfo);
	MemoryContext previous;
	ExactState *state = (ExactState *) PG_GETARG_POINTER(0);
	StringInfoData buffer;
	int			i;
	int			k;

	pq_begintypsend(&buffer);
	send_option(&buffer, &state->option);
	send_option(&buffer, &state->power);
	pq_sendfloat8(&buffer, state->min);
	pq_sendfloat8(&buffer, state->max);
	pq_sendint32(&buffer, state->n_sums);
	pq_sendint32(&buffer, state->window);
	for (i = 0; i < state->n_sums; i++)
	{
		ExactSum   *sum = &state->sum[i];

		previous = MemoryContextSwitchTo(context);
		exact_sum_settle(sum);
		MemoryContextSwitchTo(previous);
		pq_sendint16(&buffer, sum->first);
		pq_sendint16(&buffer, sum->count);
		for (k = 0; k < sum->count; k++)
			pq_sendint64(&buffer, sum->digit[k]);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&buffer));
}

/*
 * exact_deserial(bytea, internal) returns internal
 */
Datum
exact_deserial(PG_FUNCTION_ARGS)
{
	bytea	   *serialized = PG_GETARG_BYTEA_PP(0);
	StringInfoData buffer;
	ExactState *state;
	Option		option;
	Option		power;
	double		min;
	double		max;
	int			n_sums;
	int			window;
	int			i;

	/*
	 * The result is short-lived: exact_combine() copies it.  So it need not
	 * go to the aggregate's context.
	 */
	(void) aggregate_context(fcinfo);
	open_serialized(&buffer, serialized);

	option = receive_option(&buffer);
	power = receive_option(&buffer);
	min = pq_getmsgfloat8(&buffer);
	max = pq_getmsgfloat8(&buffer);
	n_sums = (int) pq_getmsgint(&buffer, 4);
	window = (int) pq_getmsgint(&buffer, 4);
	if (n_sums < 1 || n_sums > EXACT_STATE_MAX_SUMS)
		elog(ERROR, "invalid number of serialized sums: %d", n_sums);
	state = new_exact_state(CurrentMemoryContext, n_sums);
	state->option = option;
	state->power = power;
	state->min = min;
	state->max = max;
	state->window = window;
	for (i = 0; i < n_sums; i++)
	{
		int64_t		digit[EXACT_SUM_DIGITS];
		int			first = pq_getmsgint(&buffer, 2);
		int			count = pq_getmsgint(&buffer, 2);
		int			k;

		if (count > EXACT_SUM_DIGITS)
			elog(ERROR, "invalid size of a serialized sum: %d", count);
		for (k = 0; k < count; k++)
			digit[k] = pq_getmsgint64(&buffer);
		if (!exact_sum_load(&state->sum[i], first, count, digit))
			elog(ERROR, "invalid digits of a serialized sum");
	}
	pq_getmsgend(&buffer);
	PG_RETURN_POINTER(state);
}

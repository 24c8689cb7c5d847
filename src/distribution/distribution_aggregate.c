/* SPDX-License-Identifier: PostgreSQL */
/*
 * distribution_aggregate.c - distribution(x [, w]), rollup(d), merge(a, b)
 *
 * The states are the flat working states of distribution_state_kernel.c.  Within an
 * aggregate the executor has put the state into memory of the aggregate, so
 * that it may be changed in place; where it has to grow, a larger one is
 * returned, and the executor copies it there and frees the old one.  What is
 * not an aggregate's own, or not a working state, is never changed: called by
 * itself, every function here works on a copy.
 *
 * Over a frame that moves the state is a Sample, 8 bytes a row of the frame: a
 * row can be taken out of it at any time, but out of buckets that have become
 * wider not so that they are narrow again.  With weights there is no inverse,
 * as their sums would be rounded in another order.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "base/memory.h"
#include "distribution/distribution.h"
#include "math/radix_sort.h"
#include "state/sample.h"

PG_FUNCTION_INFO_V1(distribution_accum);
PG_FUNCTION_INFO_V1(distribution_accum_weighted);
PG_FUNCTION_INFO_V1(distribution_accum_numeric);
PG_FUNCTION_INFO_V1(distribution_accum_numeric_weighted);
PG_FUNCTION_INFO_V1(distribution_merge);
PG_FUNCTION_INFO_V1(distribution_final);
PG_FUNCTION_INFO_V1(distribution_of_sample);

/*
 * Memory for a state, cleared of what was there before: an aggregate without a
 * final function makes a value of a state as it is.
 */
static DistributionState *
new_state(size_t size)
{
	return palloc0(size);
}

static DistributionState *
first_rows(bool weighted)
{
	size_t		size = distribution_first_size();
	DistributionState *state = new_state(size);

	distribution_start(state, size, weighted);
	SET_VARSIZE(state, size);
	return state;
}

static DistributionState *
new_table(int n)
{
	size_t		size = distribution_table_size(n);
	DistributionState *state = new_state(size);

	distribution_start_table(state, size);
	SET_VARSIZE(state, size);
	return state;
}

static DistributionState *
larger_state(const DistributionState *old)
{
	size_t		size = distribution_next_size(old);
	DistributionState *state;

	CHECK_FOR_INTERRUPTS();
	state = new_state(size);
	distribution_grow(state, size, old);
	SET_VARSIZE(state, size);
	return state;
}

static void
check_n_values(int64 n_values)
{
	if (unlikely(n_values > DISTRIBUTION_MAX_ROWS))
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a distribution cannot have more than " INT64_FORMAT " rows", DISTRIBUTION_MAX_ROWS)));
}

/* The state with a value in addition. */
static inline DistributionState *
add_value(DistributionState *state, double value, double weight)
{
	while (unlikely(!distribution_add(state, value, weight)))
		state = larger_state(state);
	return state;
}

/* The state with the rows of another one in addition. */
static DistributionState *
add_rows(DistributionState *state, const DistributionState *other)
{
	uint32		first = 0;

	while (!distribution_add_rows(state, other, &first))
		state = larger_state(state);
	return state;
}

/* The state with the buckets of a distribution in addition. */
static DistributionState *
add_summary(DistributionState *state, const Summary *summary)
{
	int			done = 0;

	if (state->form == DISTRIBUTION_ROWS)
		state = add_rows(new_table(Max((int) state->n, summary->n)), state);
	while ((done = distribution_add_buckets(state, summary, done)) < summary->n)
		state = larger_state(state);
	return state;
}

/* The state with another distribution, of any form, in addition. */
static DistributionState *
add_distribution(DistributionState *state, const DistributionState *other)
{
	Summary		summary;

	if (other->form == DISTRIBUTION_ROWS)
	{
		check_n_values(distribution_n_values(state) + other->n);
		return add_rows(state, other);
	}
	if (other->form == DISTRIBUTION_TABLE)
		summary = distribution_buckets(other);
	else
		summary = distribution_to_summary(other);
	check_n_values(distribution_n_values(state) + summary.n_values);
	return add_summary(state, &summary);
}

/* A working state with the rows of a distribution, which stays as it is. */
static DistributionState *
working_copy(const DistributionState *other)
{
	return add_distribution(first_rows(other->form == DISTRIBUTION_ROWS && other->weighted), other);
}

/* The first argument as a state that may be changed. */
static inline DistributionState *
own_state(FunctionCallInfo fcinfo)
{
	DistributionState *state = (DistributionState *) PG_GETARG_POINTER(0);

	if (likely(!VARATT_IS_EXTENDED(state) && !IS_STORED_FORM(state) && AggCheckCallContext(fcinfo, NULL)))
		return state;
	return working_copy(distribution_of_datum(PG_GETARG_DATUM(0)));
}

/* The stored form of few values, which are the whole of a small group. */
static Datum
from_plain_values(const double *value, int n)
{
	double		sorted[DISTRIBUTION_MAX_ROWS_KEPT];

	memcpy(sorted, value, sizeof(double) * n);
	sort_rows(sorted, n, 1, 0);
	return distribution_from_sorted(sorted, n);
}

/* The stored form of a value of any form. */
static Datum
stored_form(DistributionState *state)
{
	const double *value;
	Summary		summary;

	if (IS_STORED_FORM(state))
		PG_RETURN_POINTER(state);
	value = distribution_plain_values(state);
	if (value != NULL && state->n <= DISTRIBUTION_MAX_ROWS_KEPT)
		return from_plain_values(value, (int) state->n);
	check_n_values(distribution_n_values(state));
	summary = distribution_to_summary(state);
	return distribution_from_summary(&summary);
}

/* For rows that do not count. */
static inline Datum
same_state(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	PG_RETURN_DATUM(PG_GETARG_DATUM(0));
}

/* The body of every transition function. */
static pg_attribute_always_inline Datum
add_row(FunctionCallInfo fcinfo, bool numeric, bool weighted)
{
	DistributionState *state;
	double		value;
	double		weight = 1.0;

	if (PG_ARGISNULL(1) || (weighted && PG_ARGISNULL(2)))
		return same_state(fcinfo);
	value = sample_number(fcinfo, 1, numeric, "value");
	if (weighted)
	{
		weight = check_weight(sample_number(fcinfo, 2, numeric, "weight"));
		if (unlikely(weight > DISTRIBUTION_MAX_WEIGHT))
			check_between(weight, 0.0, DISTRIBUTION_MAX_WEIGHT, "weight");
		if (weight == 0.0)
			return same_state(fcinfo);
	}

	state = add_value(PG_ARGISNULL(0) ? first_rows(weighted) : own_state(fcinfo), value, weight);
	if (unlikely(fcinfo->context == NULL))
		return stored_form(state);	/* called by itself */
	PG_RETURN_POINTER(state);
}

/* distribution_accum(distribution, x float8) returns distribution */
Datum
distribution_accum(PG_FUNCTION_ARGS)
{
	return add_row(fcinfo, false, false);
}

/* distribution_accum(distribution, x float8, w float8) returns distribution */
Datum
distribution_accum_weighted(PG_FUNCTION_ARGS)
{
	return add_row(fcinfo, false, true);
}

/* distribution_accum(distribution, x numeric) returns distribution */
Datum
distribution_accum_numeric(PG_FUNCTION_ARGS)
{
	return add_row(fcinfo, true, false);
}

/* distribution_accum(distribution, x numeric, w numeric) returns distribution */
Datum
distribution_accum_numeric_weighted(PG_FUNCTION_ARGS)
{
	return add_row(fcinfo, true, true);
}

/*
 * distribution_merge(distribution, distribution) returns distribution
 *
 * The rows of both; NULL stands for no rows.  This is merge(), and it combines
 * the states of aggregates, which then stay working states.
 */
Datum
distribution_merge(PG_FUNCTION_ARGS)
{
	DistributionState *state;

	if (PG_ARGISNULL(1))
		return same_state(fcinfo);
	state = distribution_of_datum(PG_GETARG_DATUM(1));
	if (!PG_ARGISNULL(0))
		state = add_distribution(own_state(fcinfo), state);
	if (AggCheckCallContext(fcinfo, NULL))
		PG_RETURN_POINTER(state);
	return stored_form(state);
}

/*
 * distribution_final(distribution) returns distribution
 *
 * The stored form of a state; NULL without rows.
 */
Datum
distribution_final(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	return stored_form(distribution_of_datum(PG_GETARG_DATUM(0)));
}

/*
 * distribution_of_sample(internal) returns distribution
 *
 * For a moving frame, whose state is the sample of its rows: what leaves it can be
 * taken out of a sample, and not out of wide buckets.
 */
Datum
distribution_of_sample(PG_FUNCTION_ARGS)
{
	Sample	   *sample = sample_sorted(fcinfo, 1, 1);
	DistributionState *state;
	Datum		stored;
	int64		i;

	if (sample == NULL)
		PG_RETURN_NULL();
	stored = distribution_from_sorted(sample->number, sample->n);
	if (stored != (Datum) 0)
		PG_RETURN_DATUM(stored);
	state = new_table(DISTRIBUTION_MAX_BUCKETS);
	for (i = 0; i < sample->n; i++)
	{
		stop_if_asked_at(i);
		state = add_value(state, sample->number[i], 1.0);
	}
	return stored_form(state);
}

/* SPDX-License-Identifier: PostgreSQL */
/*
 * sample.h - aggregate state that keeps all rows, for measures that sort them
 *
 * See sample.c for the layout and the cost.
 */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "base/check.h"
#include "base/numeric_decode.h"
#include "state/aggregate.h"

/* Numbers in a row: the sources of gini_by_source(), and two more. */
#define SAMPLE_MAX_WIDTH	1002

typedef struct Sample
{
	int32		vl_len_;		/* as in StateHead */
	int			width;			/* numbers in a row, 1 to SAMPLE_MAX_WIDTH: the
								 * kind of this state */
	int64		n;				/* rows */
	int64		sorted;			/* rows, from the first one, that are in order */
	int64		capacity;		/* rows that there is room for */
	int64		moved;			/* rows, since the last result, to close the
								 * gaps of those that left the frame */
	Size		code_size;		/* of a serialized state: bytes of code in
								 * place of `number`, 0 if there is none */
	Option		option;			/* of lorenz_curve, the shares and so on; lo
								 * where values have limits */
	double		hi;				/* the other limit */
	double		number[FLEXIBLE_ARRAY_MEMBER];	/* n * width, row by row */
} Sample;

/* How a transition function reads its arguments; an argument number of 0 says that there is none. */
typedef struct SampleColumns
{
	int			rank_by;		/* finite, of any sign; comes first in a row */
	int			value;			/* then the value */
	int			weight;			/* and the weight, if any */
	int			cluster;		/* a whole number, last */
	bool		numeric;		/* value, weight and rank_by are numeric, not
								 * float8 */
	int			option;
	const char *option_name;
	double		(*check_option) (FunctionCallInfo fcinfo, int argument);
	int			limits;			/* of the values: lo, and hi after it */
	ValueRule	rule;
} SampleColumns;

extern Sample *sample_new(MemoryContext context, int width);
extern Sample *sample_reserve(Sample *sample, int64 more);
extern Sample *sample_sorted(FunctionCallInfo fcinfo, int least, int most);
extern int	sample_count_option(const Sample *sample, int most);
extern void sample_set_limits(Sample *sample, FunctionCallInfo fcinfo, int argument);
extern double sample_label(FunctionCallInfo fcinfo, int argument, const char *name);
extern Sample *sample_for_row(FunctionCallInfo fcinfo, int width);
extern Sample *sample_with_level(FunctionCallInfo fcinfo, int argument, int width);
extern Datum sample_without_row(FunctionCallInfo fcinfo, const double *row, int width);
extern Sample *sample_add(Sample *sample, const double *row);

/* The state so far, NULL before the first row that counts. */
static inline Sample *
sample_of(FunctionCallInfo fcinfo)
{
	return PG_ARGISNULL(0) ? NULL : (Sample *) PG_GETARG_POINTER(0);
}

#define PG_RETURN_SAMPLE(sample) \
	do { \
		Sample	   *returned = (sample); \
		if (returned == NULL) \
			PG_RETURN_NULL(); \
		PG_RETURN_POINTER(returned); \
	} while (0)

/* Is one of these arguments NULL?  Then the row does not count. */
static inline bool
any_argument_is_null(FunctionCallInfo fcinfo, int first, int last)
{
	int			i;

	for (i = first; i <= last; i++)
	{
		if (PG_ARGISNULL(i))
			return true;
	}
	return false;
}

/* An argument that is a number, checked to be finite. */
static pg_attribute_always_inline double
sample_number(FunctionCallInfo fcinfo, int argument, bool numeric, const char *name)
{
	return check_finite(numeric ? numeric_to_double(PG_GETARG_NUMERIC_PACKED(argument)) : PG_GETARG_FLOAT8(argument),
						name);
}

/*
 * For transition functions, when the row does not count: NULL before the first
 * row that does, but a frame that moves must have a state.
 */
static inline Datum
sample_unchanged(FunctionCallInfo fcinfo, int width)
{
	if (!PG_ARGISNULL(0))
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	if (AggCheckCallContext(fcinfo, NULL) != AGG_CONTEXT_WINDOW)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(sample_new(aggregate_context(fcinfo), width));
}

/*
 * The body of every transition function: add one row, unless its value, weight,
 * rank variable or cluster is NULL or its weight is 0.  The state stays NULL until
 * there is a row that is not NULL.
 *
 * Inline, for the columns are constants: what is left for sample_accum(x) is a
 * few comparisons and a store.
 */
static pg_attribute_always_inline Datum
sample_accumulate(FunctionCallInfo fcinfo, const SampleColumns *columns)
{
	Sample	   *sample = PG_ARGISNULL(0) ? NULL : (Sample *) PG_GETARG_POINTER(0);
	int			width = 1 + (columns->rank_by != 0) + (columns->weight != 0) + (columns->cluster != 0);
	double		value;
	double		weight = 1.0;
	double		rank_by = 0.0;
	double		option = 0.0;
	double		cluster = 0.0;
	double	   *row;

	if (PG_ARGISNULL(columns->value) ||
		(columns->weight != 0 && PG_ARGISNULL(columns->weight)) ||
		(columns->rank_by != 0 && PG_ARGISNULL(columns->rank_by)) ||
		(columns->cluster != 0 && PG_ARGISNULL(columns->cluster)))
		return sample_unchanged(fcinfo, width);

	if (columns->option != 0)
	{
		check_option_not_null(PG_ARGISNULL(columns->option), columns->option_name);
		option = columns->check_option(fcinfo, columns->option);
	}
	value = sample_number(fcinfo, columns->value, columns->numeric, "value");
	if (columns->rank_by != 0)
		rank_by = sample_number(fcinfo, columns->rank_by, columns->numeric, "rank_by");
	if (columns->weight != 0)
		weight = check_weight(sample_number(fcinfo, columns->weight, columns->numeric, "weight"));
	if (columns->cluster != 0)
		cluster = sample_label(fcinfo, columns->cluster, "cluster");
	if (weight > 0.0)
		value = check_value(value, columns->rule);

	if (unlikely(sample == NULL))
		sample = sample_new(aggregate_context(fcinfo), width);
	if (columns->option != 0)
		set_option(&sample->option, option, columns->option_name);
	if (columns->limits != 0)
		sample_set_limits(sample, fcinfo, columns->limits);
	if (weight == 0.0)
		PG_RETURN_POINTER(sample);
	if (columns->limits != 0)
		check_between(value, sample->option.value, sample->hi, "value");

	if (unlikely(sample->n == sample->capacity))
		sample = sample_reserve(sample, 1);
	row = sample->number + sample->n * width;
	if (columns->rank_by != 0)
		*row++ = rank_by;
	*row++ = value;
	if (columns->weight != 0)
		*row++ = weight;
	if (columns->cluster != 0)
		*row = cluster;
	sample->n++;

	PG_RETURN_POINTER(sample);
}

/*
 * The body of every inverse transition function: take one row out again, as a
 * frame moves on.  What arguments may be was checked when the row came.
 */
static pg_attribute_always_inline Datum
sample_remove_row(FunctionCallInfo fcinfo, bool numeric, bool weighted)
{
	double		row[2];

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	if (PG_ARGISNULL(1) || (weighted && PG_ARGISNULL(2)))
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	row[0] = sample_number(fcinfo, 1, numeric, "value");
	row[1] = weighted ? sample_number(fcinfo, 2, numeric, "weight") : 1.0;
	if (row[1] == 0.0)
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	return sample_without_row(fcinfo, row, weighted ? 2 : 1);
}

/*
 * Defines a transition function: its name, then the SampleColumns.
 *
 * Aggregates with the same transition function over the same arguments share
 * one state.  So measures without an option use sample_accum() or
 * signed_sample_accum() of sample.c and have none of their own.
 */
#define SAMPLE_ACCUM(function, ...) \
extern PGDLLEXPORT Datum function(PG_FUNCTION_ARGS); \
Datum \
function(PG_FUNCTION_ARGS) \
{ \
	static const SampleColumns columns = {__VA_ARGS__}; \
	return sample_accumulate(fcinfo, &columns); \
} \
PG_FUNCTION_INFO_V1(function)

/*
 * The four transition functions of a measure with an option, which stands
 * between value and weight; the name, then the option and the rule:
 *
 *	SAMPLE_ACCUM_WITH_OPTION(share_accum, .option_name = "p", .check_option = check_p, .rule = NOT_NEGATIVE);
 *
 *	share_accum(internal, x float8, p float8)
 *	share_accum_weighted(internal, x float8, p float8, w float8)
 *	share_accum_numeric(internal, x numeric, p float8)
 *	share_accum_weighted_numeric(internal, x numeric, p float8, w numeric)
 */
#define SAMPLE_ACCUM_WITH_OPTION(function, ...) \
SAMPLE_ACCUM(function, .value = 1, .option = 2, __VA_ARGS__); \
SAMPLE_ACCUM(function##_weighted, .value = 1, .option = 2, .weight = 3, __VA_ARGS__); \
SAMPLE_ACCUM(function##_numeric, .value = 1, .option = 2, .numeric = true, __VA_ARGS__); \
SAMPLE_ACCUM(function##_weighted_numeric, .value = 1, .option = 2, .weight = 3, .numeric = true, __VA_ARGS__)

/* The same along the order of another variable, which follows the value. */
#define RANKED_ACCUM_WITH_OPTION(function, ...) \
SAMPLE_ACCUM(function, .value = 1, .rank_by = 2, .option = 3, __VA_ARGS__); \
SAMPLE_ACCUM(function##_weighted, .value = 1, .rank_by = 2, .option = 3, .weight = 4, __VA_ARGS__); \
SAMPLE_ACCUM(function##_numeric, .value = 1, .rank_by = 2, .option = 3, .numeric = true, __VA_ARGS__); \
SAMPLE_ACCUM(function##_weighted_numeric, .value = 1, .rank_by = 2, .option = 3, .weight = 4, .numeric = true, \
			 __VA_ARGS__)

#endif							/* SAMPLE_H */

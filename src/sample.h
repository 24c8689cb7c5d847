/*
 * sample.h - aggregate state that keeps all rows, for measures that sort them
 *
 * See sample.c for the layout and the cost.
 */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "fmgr.h"

#include "check.h"

/* The sources of gini_by_source() and what goes with them. */
#define SAMPLE_MAX_WIDTH	1002

typedef struct Sample
{
	int64		n;				/* rows */
	int64		capacity;		/* rows that `number` has room for */
	int			width;			/* numbers in a row: 1 to SAMPLE_MAX_WIDTH */
	bool		sorted;
	Option		option;			/* points, p, nu, level, ... */
	Option		lo;				/* limits of the values, where the measure has them */
	Option		hi;
	double	   *number;			/* n * width, row by row */
} Sample;

/* How a transition function reads its arguments; an argument number of 0 says that there is none. */
typedef struct SampleColumns
{
	int			rank_by;		/* finite, of any sign; comes first in a row */
	int			value;			/* then the value */
	int			weight;			/* and the weight, if any */
	int			cluster;		/* a bigint, last */
	bool		numeric;		/* all three are numeric, not float8 */
	int			option;
	const char *option_name;
	double		(*check_option) (FunctionCallInfo fcinfo, int argument);
	int			limits;			/* of the values: lo, and hi after it */
	ValueRule	rule;
} SampleColumns;

extern Datum sample_accumulate(FunctionCallInfo fcinfo, const SampleColumns *columns);
extern Sample *sample_sorted(FunctionCallInfo fcinfo);

/* For states that are filled in another way, and for rows that are no state. */
extern Sample *new_sample(MemoryContext context, int width);
extern double *sample_new_row(MemoryContext context, Sample *sample);
extern void sort_rows(double *number, int64 n, int width);

/* Options that several measures have. */
extern double check_nu(FunctionCallInfo fcinfo, int argument);
extern double check_level(FunctionCallInfo fcinfo, int argument);

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
SAMPLE_ACCUM(function##_weighted_numeric, .value = 1, .rank_by = 2, .option = 3, .weight = 4, .numeric = true, __VA_ARGS__)

#endif							/* SAMPLE_H */

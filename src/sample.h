/*
 * sample.h - aggregate state that keeps all rows, for measures that sort them
 *
 * See sample.c for the layout and the cost.
 */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "fmgr.h"

#include "check.h"

#define SAMPLE_MAX_WIDTH	3

typedef struct Sample
{
	int64		n;				/* rows */
	int64		capacity;		/* rows that `number` has room for */
	int			width;			/* numbers in a row: 1 to SAMPLE_MAX_WIDTH */
	bool		sorted;
	Option		option;			/* of lorenz_curve and the shares */
	double	   *number;			/* n * width, row by row */
} Sample;

/* How a transition function reads its arguments; an argument number of 0 says that there is none. */
typedef struct SampleColumns
{
	int			width;
	int			rank_by;		/* finite, of any sign; comes first in a row */
	int			value;			/* then the value */
	int			weight;			/* and the weight, if any */
	int			option;
	const char *option_name;
	double		(*check_option) (FunctionCallInfo fcinfo, int argument);
	ValueRule	rule;
} SampleColumns;

extern Datum sample_accumulate(FunctionCallInfo fcinfo, const SampleColumns *columns);
extern Sample *sample_sorted(FunctionCallInfo fcinfo);

#endif							/* SAMPLE_H */

/*
 * sample.c - aggregate state that keeps all rows, for measures that sort them
 *
 *	Sample	n | capacity | width | sorted | option | number -+
 *	                                                         v
 *	width 1		x x x x ...							gini(x), share_of_top(x, p), ...
 *	width 2		x w  x w  x w ...					the same with weights
 *				r x  r x  r x ...					concentration_index(x, rank_by)
 *	width 3		r x w  r x w ...					concentration_index(x, rank_by, w)
 *				x w c  x w c ...					gini_interval(x, level, w, cluster)
 *	more		t s s ... s  t s s ... s ...		gini_by_source(sources), t their sum
 *
 * Cost: 8 bytes times the width for each row, at most twice that while the
 * array doubles, and about 100 bytes for a group.
 *
 * Rows are sorted as a whole, from the first number of a row to the last.
 * Equal rows have equal bits (there is no NaN and no -0), so the sorted array,
 * and all that is computed from it in its order, does not depend on the order
 * in which rows came.  A final function sorts in place.  That is allowed
 * although it must not change the state: the order of the rows has no meaning,
 * so it is well for rows to follow (moving frames, which then are computed
 * anew) and for other aggregates that share the state.
 *
 * Partial states of parallel workers are sent as they are and put one behind
 * the other:
 *
 *	serialized	n int64 | width int32 | for option, lo and hi: known byte, value float8 |
 *				n * width doubles of this machine
 */
#include "postgres.h"

#include <float.h>

#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "aggregate.h"
#include "numeric_decode.h"
#include "sample.h"

#define FIRST_CAPACITY		8

/* 2^53: up to here every whole number is a double. */
#define MAX_CLUSTER			(INT64CONST(1) << 53)

/* What precedes the numbers of a serialized state, with the length word of bytea. */
#define SERIALIZED_HEADER	(VARHDRSZ + sizeof(int64) + sizeof(int32) + 3 * (1 + sizeof(float8)))

typedef struct Pair
{
	double		a;
	double		b;
} Pair;

typedef struct Triple
{
	double		a;
	double		b;
	double		c;
} Triple;

#define ORDER(x, y)		((x) < (y) ? -1 : (x) > (y))

#define ST_SORT sort_singles
#define ST_ELEMENT_TYPE double
#define ST_COMPARE(x, y) ORDER(*(x), *(y))
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

#define ST_SORT sort_pairs
#define ST_ELEMENT_TYPE Pair
#define ST_COMPARE(x, y) ((x)->a != (y)->a ? ORDER((x)->a, (y)->a) : ORDER((x)->b, (y)->b))
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

#define ST_SORT sort_triples
#define ST_ELEMENT_TYPE Triple
#define ST_COMPARE(x, y) \
	((x)->a != (y)->a ? ORDER((x)->a, (y)->a) : \
	 (x)->b != (y)->b ? ORDER((x)->b, (y)->b) : ORDER((x)->c, (y)->c))
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

/* sample_accum(internal, x [, w]) returns internal, for float8 and numeric: measures that are shares of a total */
SAMPLE_ACCUM(sample_accum, .value = 1, .rule = NOT_NEGATIVE);
SAMPLE_ACCUM(sample_accum_weighted, .value = 1, .weight = 2, .rule = NOT_NEGATIVE);
SAMPLE_ACCUM(sample_accum_numeric, .value = 1, .numeric = true, .rule = NOT_NEGATIVE);
SAMPLE_ACCUM(sample_accum_weighted_numeric, .value = 1, .weight = 2, .numeric = true, .rule = NOT_NEGATIVE);

/* signed_sample_accum(internal, x [, w]) returns internal: measures that allow negative values */
SAMPLE_ACCUM(signed_sample_accum, .value = 1);
SAMPLE_ACCUM(signed_sample_accum_weighted, .value = 1, .weight = 2);
SAMPLE_ACCUM(signed_sample_accum_numeric, .value = 1, .numeric = true);
SAMPLE_ACCUM(signed_sample_accum_weighted_numeric, .value = 1, .weight = 2, .numeric = true);

PG_FUNCTION_INFO_V1(sample_combine);
PG_FUNCTION_INFO_V1(sample_serial);
PG_FUNCTION_INFO_V1(sample_deserial);

Sample *
new_sample(MemoryContext context, int width)
{
	Sample	   *sample = MemoryContextAllocZero(context, sizeof(Sample));

	sample->width = width;
	return sample;
}

/* Make room for `more` rows.  The array keeps the context in which it was first allocated. */
static void
reserve(MemoryContext context, Sample *sample, int64 more)
{
	Size		row_size = sizeof(double) * sample->width;
	int64		most = MaxAllocHugeSize / row_size;
	int64		capacity;

	if (more <= sample->capacity - sample->n)
		return;
	if (more > most - sample->n)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a group has too many rows to keep them in memory")));

	capacity = sample->capacity <= most / 2 ? sample->capacity * 2 : most;
	capacity = Max(capacity, sample->n + more);
	capacity = Max(capacity, FIRST_CAPACITY);
	if (sample->number == NULL)
		sample->number = MemoryContextAllocHuge(context, row_size * capacity);
	else
		sample->number = repalloc_huge(sample->number, row_size * capacity);
	sample->capacity = capacity;
}

/* Room for one more row, which the caller fills. */
double *
sample_new_row(MemoryContext context, Sample *sample)
{
	reserve(context, sample, 1);
	sample->sorted = false;
	return sample->number + sample->n++ * sample->width;
}

/* An argument that is a number, checked to be finite. */
static inline double
number_argument(FunctionCallInfo fcinfo, int argument, bool numeric, const char *name)
{
	if (numeric)
		return check_finite(numeric_to_double(PG_GETARG_NUMERIC(argument)), name);
	return check_finite(PG_GETARG_FLOAT8(argument), name);
}

/* How much more the low ranks count: 1 is not at all. */
double
check_nu(FunctionCallInfo fcinfo, int argument)
{
	return check_between(PG_GETARG_FLOAT8(argument), 1.0, DBL_MAX, "nu");
}

/* The probability that an interval covers. */
double
check_level(FunctionCallInfo fcinfo, int argument)
{
	return check_inside(PG_GETARG_FLOAT8(argument), 0.0, 1.0, "level");
}

/* A bigint that a double can tell from its neighbours. */
static double
cluster_argument(FunctionCallInfo fcinfo, int argument)
{
	int64		cluster = PG_GETARG_INT64(argument);

	if (cluster < -MAX_CLUSTER || cluster > MAX_CLUSTER)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("cluster must be between " INT64_FORMAT " and " INT64_FORMAT ", not " INT64_FORMAT,
						-MAX_CLUSTER, MAX_CLUSTER, cluster),
				 errhint("Number the clusters with dense_rank().")));
	return (double) cluster;
}

/* Take in lo and hi, which are options, and see that lo is the lower one. */
static void
set_limits(FunctionCallInfo fcinfo, int argument, Sample *sample)
{
	double		lo;
	double		hi;

	check_option_not_null(PG_ARGISNULL(argument), "lo");
	check_option_not_null(PG_ARGISNULL(argument + 1), "hi");
	lo = check_finite(PG_GETARG_FLOAT8(argument), "lo");
	hi = check_finite(PG_GETARG_FLOAT8(argument + 1), "hi");
	if (!(lo < hi))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("lo must be below hi, but lo is %s and hi is %s", float8_text(lo), float8_text(hi))));
	set_option(&sample->lo, lo, "lo");
	set_option(&sample->hi, hi, "hi");
}

/*
 * The body of every transition function: add one row, unless its value, weight,
 * rank variable or cluster is NULL or its weight is 0.  The state stays NULL
 * until there is something to keep.
 */
Datum
sample_accumulate(FunctionCallInfo fcinfo, const SampleColumns *columns)
{
	MemoryContext context = aggregate_context(fcinfo);
	Sample	   *sample = PG_ARGISNULL(0) ? NULL : (Sample *) PG_GETARG_POINTER(0);
	double		value;
	double		weight = 1.0;
	double		rank_by = 0.0;
	double		cluster = 0.0;
	double	   *row;

	if (PG_ARGISNULL(columns->value) ||
		(columns->weight != 0 && PG_ARGISNULL(columns->weight)) ||
		(columns->rank_by != 0 && PG_ARGISNULL(columns->rank_by)) ||
		(columns->cluster != 0 && PG_ARGISNULL(columns->cluster)))
	{
		if (sample == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(sample);
	}

	if (sample == NULL)
		sample = new_sample(context, 1 + (columns->rank_by != 0) + (columns->weight != 0) + (columns->cluster != 0));
	if (columns->option != 0)
	{
		check_option_not_null(PG_ARGISNULL(columns->option), columns->option_name);
		set_option(&sample->option, columns->check_option(fcinfo, columns->option), columns->option_name);
	}
	if (columns->limits != 0)
		set_limits(fcinfo, columns->limits, sample);
	value = number_argument(fcinfo, columns->value, columns->numeric, "value");
	if (columns->rank_by != 0)
		rank_by = number_argument(fcinfo, columns->rank_by, columns->numeric, "rank_by");
	if (columns->weight != 0)
		weight = check_weight(number_argument(fcinfo, columns->weight, columns->numeric, "weight"));
	if (columns->cluster != 0)
		cluster = cluster_argument(fcinfo, columns->cluster);
	if (weight == 0.0)
		PG_RETURN_POINTER(sample);

	value = check_value(value, columns->rule);
	if (columns->limits != 0)
		value = check_between(value, sample->lo.value, sample->hi.value, "value");
	row = sample_new_row(context, sample);
	if (columns->rank_by != 0)
		*row++ = rank_by;
	*row++ = value;
	if (columns->weight != 0)
		*row++ = weight;
	if (columns->cluster != 0)
		*row = cluster;
	PG_RETURN_POINTER(sample);
}

static int
compare_rows(const void *a, const void *b, void *width)
{
	const double *x = a;
	const double *y = b;
	int			i;

	for (i = 0; i < *(int *) width; i++)
	{
		if (x[i] != y[i])
			return ORDER(x[i], y[i]);
	}
	return 0;
}

/* Put rows in order, by their first number, then by their second one, and so on. */
void
sort_rows(double *number, int64 n, int width)
{
	switch (width)
	{
		case 1:
			sort_singles(number, n);
			break;
		case 2:
			sort_pairs((Pair *) number, n);
			break;
		case 3:
			sort_triples((Triple *) number, n);
			break;
		default:
			qsort_arg(number, n, sizeof(double) * width, compare_rows, &width);
	}
}

/* For final functions: the state with its rows in order, or NULL if there are none. */
Sample *
sample_sorted(FunctionCallInfo fcinfo)
{
	Sample	   *sample;

	(void) aggregate_context(fcinfo);
	if (PG_ARGISNULL(0))
		return NULL;
	sample = (Sample *) PG_GETARG_POINTER(0);
	if (sample->n == 0)
		return NULL;
	if (!sample->sorted)
	{
		sort_rows(sample->number, sample->n, sample->width);
		sample->sorted = true;
	}
	return sample;
}

/*
 * sample_combine(internal, internal) returns internal
 *
 * The rows of both states.
 */
Datum
sample_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = aggregate_context(fcinfo);
	Sample	   *sample = PG_ARGISNULL(0) ? NULL : (Sample *) PG_GETARG_POINTER(0);
	Sample	   *other = PG_ARGISNULL(1) ? NULL : (Sample *) PG_GETARG_POINTER(1);

	if (other == NULL)
	{
		if (sample == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(sample);
	}
	if (sample == NULL)
		sample = new_sample(context, other->width);
	if (other->option.known)
		set_option(&sample->option, other->option.value, "option");
	if (other->lo.known)
	{
		set_option(&sample->lo, other->lo.value, "lo");
		set_option(&sample->hi, other->hi.value, "hi");
	}
	if (sample->width != other->width)
		elog(ERROR, "cannot combine samples of width %d and %d", sample->width, other->width);

	if (other->n > 0)
	{
		reserve(context, sample, other->n);
		memcpy(sample->number + sample->n * sample->width, other->number,
			   sizeof(double) * other->n * other->width);
		sample->n += other->n;
		sample->sorted = false;
	}
	PG_RETURN_POINTER(sample);
}

static void
send_option(StringInfo buffer, const Option *option)
{
	pq_sendbyte(buffer, option->known);
	pq_sendfloat8(buffer, option->value);
}

static void
get_option(StringInfo buffer, Option *option)
{
	option->known = pq_getmsgbyte(buffer) != 0;
	option->value = pq_getmsgfloat8(buffer);
}

/*
 * sample_serial(internal) returns bytea
 */
Datum
sample_serial(PG_FUNCTION_ARGS)
{
	Sample	   *sample = (Sample *) PG_GETARG_POINTER(0);
	Size		row_size = sizeof(double) * sample->width;
	StringInfoData buffer;

	(void) aggregate_context(fcinfo);
	if ((uint64) sample->n > (MaxAllocSize - SERIALIZED_HEADER - 1) / row_size)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a group has too many rows to hand them from a parallel worker to its leader"),
				 errhint("Set max_parallel_workers_per_gather to 0 for this query.")));

	pq_begintypsend(&buffer);
	enlargeStringInfo(&buffer, (int) (SERIALIZED_HEADER + sample->n * row_size));
	pq_sendint64(&buffer, sample->n);
	pq_sendint32(&buffer, sample->width);
	send_option(&buffer, &sample->option);
	send_option(&buffer, &sample->lo);
	send_option(&buffer, &sample->hi);
	/* the reader is a process of the same server: no need to turn bytes around */
	if (sample->n > 0)
		pq_sendbytes(&buffer, (char *) sample->number, (int) (sample->n * row_size));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buffer));
}

/*
 * sample_deserial(bytea, internal) returns internal
 */
Datum
sample_deserial(PG_FUNCTION_ARGS)
{
	bytea	   *serialized = PG_GETARG_BYTEA_PP(0);
	MemoryContext context = CurrentMemoryContext;
	StringInfoData buffer;
	Sample	   *sample;
	int64		n;
	int			width;
	Size		row_size;

	/* The result is short-lived: sample_combine() copies it.  So it need not go to the aggregate's context. */
	(void) aggregate_context(fcinfo);
	open_serialized(&buffer, serialized);

	n = pq_getmsgint64(&buffer);
	width = pq_getmsgint(&buffer, 4);
	if (width < 1 || width > SAMPLE_MAX_WIDTH)
		elog(ERROR, "invalid width of a serialized sample: %d", width);
	sample = new_sample(context, width);
	get_option(&buffer, &sample->option);
	get_option(&buffer, &sample->lo);
	get_option(&buffer, &sample->hi);

	row_size = sizeof(double) * width;
	if (n < 0 || (uint64) n > (uint64) (buffer.len - buffer.cursor) / row_size)
		elog(ERROR, "invalid number of rows of a serialized sample: " INT64_FORMAT, n);
	if (n > 0)
	{
		reserve(context, sample, n);
		pq_copymsgbytes(&buffer, (char *) sample->number, (int) (n * row_size));
		sample->n = n;
	}
	pq_getmsgend(&buffer);
	PG_RETURN_POINTER(sample);
}

/* SPDX-License-Identifier: PostgreSQL */
/*
 * sample.c - aggregate state that keeps all rows, for measures that sort them
 *
 *	Sample	varlena header | width | n | sorted | capacity | moved | size of code | option | hi | number ...
 *
 *	width 1		x x x x ...							gini(x), share_of_top(x, p), ...
 *	width 2		x w  x w  x w ...					the same with weights
 *				r x  r x  r x ...					concentration_index(x, rank_by)
 *	width 3		r x w  r x w ...					concentration_index(x, rank_by, w)
 *				x w c  x w c ...					gini_interval(x, level, w, cluster)
 *	width 4		r x w c  r x w c ...				concentration_interval(x, rank_by, level, w, cluster)
 *	more		t s s ... s  t s s ... s ...		gini_by_source(sources), t their sum
 *
 * One piece of memory, of 256 bytes at first (21 numbers) and then twice that
 * each time it is full.  Cost: 8 bytes times the width for each row, and up to as
 * much again as room for more rows.  The leader of parallel workers makes room for
 * three times the rows of a large first part, and rounds it up to a power of two.
 * A large state is copied when it grows, so for a moment the old one is there as
 * well.  Sorting a large group takes as much as the rows once more, if it can be had.
 *
 * Rows are sorted as a whole, from the first number of a row to the last.
 * Equal rows have equal bits (there is no NaN and no -0), so the sorted array,
 * and all that is computed from it in its order, does not depend on the order
 * in which rows came.  A final function sorts in place.  That is allowed
 * although it must not change the state: the order of the rows has no meaning,
 * so it is well for rows to follow and for other aggregates that share the
 * state.  The state remembers how many rows from the first one are in order.  So
 * in a frame that moves by one row, the new row is put into its place, and the
 * old one is found by bisection and taken out: equal rows have equal bits, so
 * nothing is left of it, and the result is that of the rows alone.  Where very
 * many rows leave a large frame before the next result, as with RANGE and GROUPS,
 * the rows behind each gap would be moved too often: then the frame is computed anew.
 *
 * Parallel workers sort their rows before they send them.  The executor copies
 * each part several times on its way, and the leader's copies are made when the
 * workers have nothing left to do.  So many numbers are sent in fewer bytes
 * (run_code.c), and the leader reads them straight into its own array.
 * Other rows are sent as they are: the state begins as a bytea does, and the
 * reader, a process of the same server, uses it where it lies.  The leader puts
 * the parts one behind the other, and its final function merges them.
 *
 * A large state lies in large pages of memory, if the system has them: so from
 * 4 MB on it is not enlarged in place but copied (memory_advise()).
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "base/memory.h"
#include "math/radix_sort.h"
#include "math/run_code.h"
#include "state/options.h"
#include "state/sample.h"

/* A worker hands over so many numbers or more in code; fewer cost less as they are. */
#define CODE_MIN_ROWS		1024

/* Where the first part has more rows than this, room is made at once for so many parts. */
#define LARGE_PART			(1 << 18)
#define PARTS_EXPECTED		3

/* A frame is computed anew when so many rows were moved for each of its rows. */
#define MOVED_PER_ADDED		256

/* Bytes of a state when it is made; then it doubles.  Powers of two are what the allocator gives anyway. */
#define FIRST_SIZE			256

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

PG_FUNCTION_INFO_V1(sample_remove);
PG_FUNCTION_INFO_V1(sample_remove_weighted);
PG_FUNCTION_INFO_V1(sample_remove_numeric);
PG_FUNCTION_INFO_V1(sample_remove_weighted_numeric);
PG_FUNCTION_INFO_V1(sample_combine);
PG_FUNCTION_INFO_V1(sample_serial);
PG_FUNCTION_INFO_V1(sample_deserial);

static inline Size
row_size(int width)
{
	return sizeof(double) * width;
}

/* Bytes of a state and its rows, without the room for more. */
static inline Size
sample_size(const Sample *sample)
{
	return offsetof(Sample, number) + row_size(sample->width) * sample->n;
}

/* Note how many rows a state of `size` bytes has room for; returns it. */
static Sample *
with_capacity(Sample *sample, Size size)
{
	sample->capacity = (int64) ((size - offsetof(Sample, number)) / row_size(sample->width));
	return sample;
}

/* A state without rows. */
Sample *
sample_new(MemoryContext context, int width)
{
	Sample	   *sample = MemoryContextAlloc(context, FIRST_SIZE);

	memset(sample, 0, offsetof(Sample, number));
	sample->width = width;
	return with_capacity(sample, FIRST_SIZE);
}

/* The state in memory of another size; a large one is copied, so that its new pages are large ones too. */
static Sample *
resize(Sample *sample, Size size)
{
	Sample	   *larger;

	if (size < MEMORY_LARGE)
		return repalloc(sample, size);
	larger = MemoryContextAllocHuge(GetMemoryChunkContext(sample), size);
	memory_advise(larger, size);
	memcpy(larger, sample, sample_size(sample));
	pfree(sample);
	return larger;
}

/* Make room for `more` rows: returns the state, which may have moved within its context. */
Sample *
sample_reserve(Sample *sample, int64 more)
{
	Size		size;
	Size		most = MaxAllocHugeSize;
	Size		needed;

	if (likely(more <= sample->capacity - sample->n))
		return sample;
	if (more > (int64) ((most - sample_size(sample)) / row_size(sample->width)))
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a group has too many rows to keep them in memory")));
	needed = sample_size(sample) + row_size(sample->width) * more;
	for (size = FIRST_SIZE; size < needed; size = size <= most / 2 ? size * 2 : most)
		;
	return with_capacity(resize(sample, size), size);
}

/* The option, and hi beside it, which is known when lo is; elsewhere it is 0. */
static void
set_sample_options(Sample *sample, double value, const char *name, double hi)
{
	Option		hi_option = sample->option;

	hi_option.value = sample->hi;
	set_option(&sample->option, value, name);
	set_option(&hi_option, hi, "hi");
	sample->hi = hi;
}

/* For transition functions: take in lo and hi, which are options, and see that lo is the lower one. */
void
sample_set_limits(Sample *sample, FunctionCallInfo fcinfo, int argument)
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
	set_sample_options(sample, lo, "lo", hi);
}

/* For transition functions: a number that names something, as a cluster or a stratum. */
double
sample_label(FunctionCallInfo fcinfo, int argument, const char *name)
{
	double		label = check_whole(PG_GETARG_FLOAT8(argument), name);

	if (fabs(label) > MAX_WHOLE)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s must be between %.0f and %.0f, not %.0f", name, -MAX_WHOLE, MAX_WHOLE, label),
				 errhint("dense_rank() numbers them from 1 on.")));
	return label;
}

/* For transition functions, when the row is known to count: the state, made if there is none. */
Sample *
sample_for_row(FunctionCallInfo fcinfo, int width)
{
	MemoryContext context = aggregate_context(fcinfo);
	Sample	   *sample = sample_of(fcinfo);

	return sample != NULL ? sample : sample_new(context, width);
}

/* The same, with the level of confidence that an argument of the row gives. */
Sample *
sample_with_level(FunctionCallInfo fcinfo, int argument, int width)
{
	double		level;
	Sample	   *sample;

	check_option_not_null(PG_ARGISNULL(argument), "level");
	level = check_level(fcinfo, argument);
	sample = sample_for_row(fcinfo, width);
	set_option(&sample->option, level, "level");
	return sample;
}

/* Add a row of as many numbers as the state has in one: returns the state, which may have moved. */
Sample *
sample_add(Sample *sample, const double *row)
{
	sample = sample_reserve(sample, 1);
	memcpy(sample->number + sample->n * sample->width, row, row_size(sample->width));
	sample->n++;
	return sample;
}

static void
sort_sample(Sample *sample)
{
	if (sample->sorted == sample->n)
		return;
	sort_rows(sample->number, sample->n, sample->width, sample->sorted);
	sample->sorted = sample->n;
}

/*
 * For inverse transition functions: the state without one such row.  NULL if it
 * has none, or if so many rows were moved since the last result that a new state
 * costs less: then the executor makes the state of the frame anew.
 */
Datum
sample_without_row(FunctionCallInfo fcinfo, const double *row, int width)
{
	Sample	   *sample = (Sample *) PG_GETARG_POINTER(0);
	double	   *place;
	int64		i;

	(void) aggregate_context(fcinfo);
	check_state_kind(sample, width, width);
	sort_sample(sample);
	i = find_row(sample->number, sample->n, sample->width, row);
	if (i < 0)
		PG_RETURN_NULL();
	sample->moved += sample->n - i - 1;
	if (sample->moved / MOVED_PER_ADDED > sample->n)
		PG_RETURN_NULL();
	place = sample->number + i * sample->width;
	memmove(place, place + sample->width, row_size(sample->width) * (sample->n - i - 1));
	sample->sorted = --sample->n;
	PG_RETURN_POINTER(sample);
}

/* sample_remove(internal, x [, w]) returns internal, for float8 and numeric: the inverse of (signed_)sample_accum() */
Datum
sample_remove(PG_FUNCTION_ARGS)
{
	return sample_remove_row(fcinfo, false, false);
}

Datum
sample_remove_weighted(PG_FUNCTION_ARGS)
{
	return sample_remove_row(fcinfo, false, true);
}

Datum
sample_remove_numeric(PG_FUNCTION_ARGS)
{
	return sample_remove_row(fcinfo, true, false);
}

Datum
sample_remove_weighted_numeric(PG_FUNCTION_ARGS)
{
	return sample_remove_row(fcinfo, true, true);
}

/*
 * For final functions: the state with its rows in order, or NULL if there are
 * none.  Its rows have at least so many numbers and at most so many.
 */
Sample *
sample_sorted(FunctionCallInfo fcinfo, int least, int most)
{
	Sample	   *sample;

	(void) aggregate_context(fcinfo);
	if (PG_ARGISNULL(0))
		return NULL;
	sample = (Sample *) PG_GETARG_POINTER(0);
	if (sample->n == 0)
		return NULL;
	check_state_kind(sample, least, most);
	sort_sample(sample);
	sample->moved = 0;
	return sample;
}

/*
 * For final functions: an option that is a number of things, from 1 to `most`.
 * Any other number is the option of another aggregate, which is an error.
 */
int
sample_count_option(const Sample *sample, int most)
{
	double		count = sample->option.value;

	check_state_fits(count >= 1.0 && count <= most);
	return (int) count;
}

/* Put the rows of a part, which may be in code, behind those of the state, which has room for them. */
static void
append_rows(Sample *sample, const Sample *part)
{
	double	   *end = sample->number + sample->n * sample->width;

	if (part->code_size == 0)
		memcpy(end, part->number, row_size(part->width) * part->n);
	else if (!run_decode((const uint8_t *) part->number, part->code_size, end, part->n))
		elog(ERROR, "invalid rows of a serialized sample");
	sample->n += part->n;
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
	check_state_kind(other, 1, SAMPLE_MAX_WIDTH);
	if (sample == NULL)
		sample = sample_new(context, other->width);
	check_state_kind(sample, 1, SAMPLE_MAX_WIDTH);
	if (option_is_known(&other->option))
		set_sample_options(sample, other->option.value, other->option.name, other->hi);

	/*
	 * a transition function that takes an array compares the rows of its own
	 * part with each other
	 */
	if (sample->width != other->width)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the array must have the same number of elements in all rows of a group"),
				 errdetail("It has %d more in some rows than in others.", abs(sample->width - other->width))));

	/* where one large part comes, others follow */
	if (sample->n == 0 && other->n > LARGE_PART)
		sample = sample_reserve(sample, PARTS_EXPECTED * other->n);
	sample = sample_reserve(sample, other->n);
	if (sample->n == 0)
		sample->sorted = other->sorted;
	append_rows(sample, other);
	PG_RETURN_POINTER(sample);
}

/* A tuple needs some room as well. */
static void
check_handed_over(const Sample *sample, Size size)
{
	if (size > MaxAllocSize - 1024)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a group has too many rows to hand them from a parallel worker to its leader"),
				 errdetail("A worker has " INT64_FORMAT " rows, and can hand over 1 GB.", sample->n),
				 errhint("Set max_parallel_workers_per_gather to 0 for this query, "
						 "or use distribution(x), whose size is bounded.")));
}

/* A state of sorted numbers whose rows are in code. */
static Sample *
sample_in_code(const Sample *sample)
{
	Size		code_size = run_code_size(sample->number, sample->n);
	Size		size = offsetof(Sample, number) + code_size;
	Sample	   *coded;

	check_handed_over(sample, size);
	coded = memory_get(1, size);
	memcpy(coded, sample, offsetof(Sample, number));
	coded->code_size = code_size;
	run_encode(sample->number, sample->n, (uint8_t *) coded->number);
	SET_VARSIZE(coded, size);
	return coded;
}

/*
 * sample_serial(internal) returns bytea
 *
 * Many numbers in code; else the state itself, which outlives the row that it is
 * part of.
 */
Datum
sample_serial(PG_FUNCTION_ARGS)
{
	Sample	   *sample = (Sample *) PG_GETARG_POINTER(0);

	(void) aggregate_context(fcinfo);
	check_state_kind(sample, 1, SAMPLE_MAX_WIDTH);
	if (sample->width > 1 || sample->n < CODE_MIN_ROWS)
		check_handed_over(sample, sample_size(sample));
	sort_sample(sample);
	if (sample->width == 1 && sample->n >= CODE_MIN_ROWS)
		PG_RETURN_BYTEA_P(sample_in_code(sample));
	SET_VARSIZE(sample, sample_size(sample));
	PG_RETURN_BYTEA_P(sample);
}

/* Do the numbers in the head of a serialized state agree with each other and with its size? */
static bool
is_serialized_sample(const Sample *sample, Size size)
{
	Size		size_of_rows = size - offsetof(Sample, number);

	if (sample->width < 1 || sample->width > SAMPLE_MAX_WIDTH || sample->n < 0 ||
		sample->sorted < 0 || sample->sorted > sample->n)
		return false;
	if (sample->code_size == 0)
		return size_of_rows % row_size(sample->width) == 0 &&
			(uint64) sample->n == size_of_rows / row_size(sample->width);
	return sample->width == 1 && sample->code_size == size_of_rows &&
		(uint64) sample->n <= run_code_max_rows(size_of_rows);
}

/*
 * sample_deserial(bytea, internal) returns internal
 *
 * Short-lived, as sample_combine() copies the rows: so it is used where it
 * lies, unless it was moved off its alignment or got a short header.
 */
Datum
sample_deserial(PG_FUNCTION_ARGS)
{
	bytea	   *serialized = PG_GETARG_BYTEA_PP(0);
	Size		size = VARHDRSZ + VARSIZE_ANY_EXHDR(serialized);
	Sample	   *sample = (Sample *) serialized;

	(void) aggregate_context(fcinfo);
	if (size < offsetof(Sample, number))
		elog(ERROR, "invalid size of a serialized sample: %zu", size);
	if (VARATT_IS_SHORT(serialized) || (uintptr_t) serialized % sizeof(int64) != 0)
	{
		sample = palloc(size);
		memcpy((char *) sample + VARHDRSZ, VARDATA_ANY(serialized), size - VARHDRSZ);
	}
	if (!is_serialized_sample(sample, size))
		elog(ERROR, "invalid size of a serialized sample: %zu", size);
	check_option_name(&sample->option);
	PG_RETURN_POINTER(sample);
}

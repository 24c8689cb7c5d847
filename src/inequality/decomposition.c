/* SPDX-License-Identifier: PostgreSQL */
/*
 * decomposition.c - gini_by_source: which source of a total makes it unequal
 *
 * The state is a Sample of the total and the sources, or of the total, the
 * weight and the sources: 8 bytes times k + 1 or k + 2 for each row with k
 * sources, and 8 or 16 more for a while in the final function.  `option` holds k.
 *
 * With S a source's share of the total, G its Gini index and R the Gini
 * correlation of the source with the total, its contribution to the Gini index
 * of the total is S G R, and these add up to it (Lerman and Yitzhaki 1985,
 * Review of Economics and Statistics 67).  G R is the concentration index of
 * the source along the order of the total.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/float.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

#include "base/memory.h"
#include "base/result.h"
#include "inequality/concentration_kernel.h"
#include "inequality/inequality_kernel.h"
#include "math/mean.h"
#include "math/radix_sort.h"
#include "state/sample.h"

PG_FUNCTION_INFO_V1(gini_by_source_accum);
PG_FUNCTION_INFO_V1(gini_by_source_accum_weighted);
PG_FUNCTION_INFO_V1(gini_by_source_final);

#define MAX_SOURCES			(SAMPLE_MAX_WIDTH - 2)
#define SOURCE_FIELDS		5

/*
 * Add one row, unless its weight is NULL or 0, or the array or one of its
 * elements is NULL: then the total is not known either.
 */
static Datum
accumulate_sources(FunctionCallInfo fcinfo, bool weighted)
{
	Sample	   *sample = PG_ARGISNULL(0) ? NULL : (Sample *) PG_GETARG_POINTER(0);
	ArrayType  *array = PG_ARGISNULL(1) ? NULL : PG_GETARG_ARRAYTYPE_P(1);
	DoubleDouble total = {0.0, 0.0};
	double		weight = 1.0;
	double	   *source;
	double	   *row;
	int			n;
	int			i;

	if (array == NULL || array_contains_nulls(array) || (weighted && PG_ARGISNULL(2)))
	{
		if (sample == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(sample);
	}

	n = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	if (ARR_NDIM(array) != 1 || n > MAX_SOURCES)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("sources must be an array of one dimension with 1 to %d elements", MAX_SOURCES)));
	if (sample == NULL)
		sample = sample_new(aggregate_context(fcinfo), 1 + weighted + n);
	set_option(&sample->option, n, "the number of sources");

	source = (double *) ARR_DATA_PTR(array);
	for (i = 0; i < n; i++)
		total = dd_add_double(total, check_finite(source[i], "source"));
	if (!isfinite(total.hi))
		float_overflow_error();
	if (weighted)
		weight = check_weight(PG_GETARG_FLOAT8(2));
	if (weight == 0.0)
		PG_RETURN_POINTER(sample);

	sample = sample_reserve(sample, 1);
	row = sample->number + sample->n++ * sample->width;
	*row++ = total.hi;
	if (weighted)
		*row++ = weight;
	for (i = 0; i < n; i++)
		*row++ = check_value(source[i] + 0.0, NOT_NEGATIVE);
	PG_RETURN_POINTER(sample);
}

/* gini_by_source_accum(internal, sources float8[]) returns internal */
Datum
gini_by_source_accum(PG_FUNCTION_ARGS)
{
	return accumulate_sources(fcinfo, false);
}

/* gini_by_source_accum(internal, sources float8[], w float8) returns internal */
Datum
gini_by_source_accum_weighted(PG_FUNCTION_ARGS)
{
	return accumulate_sources(fcinfo, true);
}

/* The Gini index of one column of the rows, which stand in some order; `sorted` has room for it and the weights. */
static bool
gini_of_column(const SortedValues *column, double *sorted, double *result)
{
	int			width = column->weight == NULL ? 1 : 2;
	SortedValues values = {column->n, width, sorted, column->weight == NULL ? NULL : sorted + 1};
	int64		i;

	for (i = 0; i < column->n; i++)
	{
		stop_if_asked_at(i);
		sorted[i * width] = column->value[i * column->stride];
		if (width == 2)
			sorted[i * width + 1] = column->weight[i * column->stride];
	}
	sort_rows(sorted, column->n, width, 0);
	return gini_of(&values, result);
}

/*
 * gini_by_source_final(internal) returns gini_source[]
 *
 * An element for each source, in their order; NULL without rows or if the total
 * is 0.  A source that nobody has is no part of the inequality, and has neither
 * a Gini index nor a correlation.
 */
Datum
gini_by_source_final(PG_FUNCTION_ARGS)
{
	Sample	   *sample = sample_sorted(fcinfo, 2, SAMPLE_MAX_WIDTH);
	Oid			type = get_element_type(get_func_rettype(fcinfo->flinfo->fn_oid));
	TupleDesc	desc;
	SortedValues total;
	Mean		mean_total;
	double		largest;
	double	   *sorted;
	double		gini_total;
	Datum	   *element;
	int			n;
	int			k;

	if (sample == NULL)
		PG_RETURN_NULL();
	n = sample_count_option(sample, MAX_SOURCES);
	check_state_kind(sample, n + 1, n + 2);
	total = (SortedValues) {
		sample->n, sample->width, sample->number, sample->width > n + 1 ? sample->number + 1 : NULL
	};
	sorted = memory_get(2 * sample->n, sizeof(double));
	if (!gini_of_column(&total, sorted, &gini_total))
		PG_RETURN_NULL();
	largest = total.value[(total.n - 1) * total.stride];
	mean_total = mean_within(&total, largest);
	desc = lookup_rowtype_tupdesc(type, -1);
	element = palloc(sizeof(Datum) * n);

	for (k = 0; k < n; k++)
	{
		SortedValues source = {total.n, total.stride, sample->number + sample->width - n + k, total.weight};
		RankedValues ranked = {
			.n = total.n, .stride = total.stride, .rank_by = total.value, .value = source.value, .weight = total.weight
		};
		double		share = mean_within(&source, largest).mean.hi / mean_total.mean.hi;
		double		gini = 0.0;
		double		along_total = 0.0;	/* G R */
		bool		has_gini = gini_of_column(&source, sorted, &gini);
		Datum		field[SOURCE_FIELDS];
		bool		is_null[SOURCE_FIELDS] = {false};

		CHECK_FOR_INTERRUPTS();
		(void) concentration_index_of(&ranked, &along_total);
		is_null[1] = !has_gini;
		is_null[2] = gini == 0.0;
		is_null[4] = gini_total == 0.0;
		field[0] = finite_result(share);
		field[1] = finite_result(gini);
		field[2] = finite_result(is_null[2] ? 0.0 : along_total / gini);
		field[3] = finite_result(share * along_total);
		field[4] = finite_result(is_null[4] ? 0.0 : share * along_total / gini_total - share);
		element[k] = HeapTupleGetDatum(heap_form_tuple(desc, field, is_null));
	}
	memory_release(sorted);
	ReleaseTupleDesc(desc);
	PG_RETURN_ARRAYTYPE_P(construct_array(element, n, type, -1, false, TYPALIGN_DOUBLE));
}

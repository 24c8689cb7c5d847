/* SPDX-License-Identifier: PostgreSQL */
/*
 * score_units.c - score_units: normalises, scores, ranks and bands in one pass
 *
 * An aggregate over the values of all units, one row each.  It keeps them by unit and indicator, and the final function
 * computes all results from that (score_units_kernel.c, which says what it takes):
 *
 *	scheme	weights | directions		of each indicator, from the first row; or weights | lo | hi
 *	values	key | value[indicator]		of each unit
 *
 * The result is an array of rows, one for each unit, made of its tuples as they stand:
 *
 *	array header | unit, score, rank, band, scores | unit, ... | ...
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "nodes/primnodes.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

#include "base/check.h"
#include "base/float_array.h"
#include "base/memory.h"
#include "catalog/pg_type.h"
#include "ranking/bands.h"
#include "ranking/score_units_kernel.h"
#include "state/aggregate.h"

PG_FUNCTION_INFO_V1(score_units_accum);
PG_FUNCTION_INFO_V1(score_units_goalposts_accum);
PG_FUNCTION_INFO_V1(score_units_final);

/* The arguments of the transition functions. */
enum
{
	STATE,
	UNIT,
	INDICATOR,
	VALUE,
	SCHEME						/* weights; from here on arrays */
};

#define MAX_ARRAYS	3

#define UNITS_AHEAD	8			/* whose values are fetched into the cache */
#define CACHE_LINE	64

/* The fields of a result. */
enum
{
	FIELD_UNIT,
	FIELD_SCORE,
	FIELD_RANK,
	FIELD_BAND,
	FIELD_SCORES,
	RESULT_FIELDS
};

typedef struct ScoreState
{
	StateHead	head;
	UnitValues	values;
	IndicatorScale *scale;
	struct varlena *array[MAX_ARRAYS];	/* of the first row, to be compared
										 * with */
	bool		arrays_change;	/* perhaps, from row to row */
} ScoreState;

static const char *const range_array[] = {"weights", "directions"};
static const char *const goalpost_array[] = {"weights", "lo", "hi"};

/* An element that must not be NULL. */
static double
next_element(FloatArray *array, const char *name)
{
	double		element;

	if (!float_array_next(array, &element))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("an element of %s must not be null", name),
				 errdetail("Element %d is null.", array->read)));
	return element;
}

/* One element of each array. */
static void
read_scale(IndicatorScale *scale, FloatArray *array, int n_arrays)
{
	scale->weight = check_weight(next_element(&array[0], "weights"));
	if (n_arrays == lengthof(range_array))
	{
		double		direction = next_element(&array[1], "directions");

		if (direction != 1.0 && direction != -1.0)
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("direction must be 1 (higher is better) or -1 (lower is better), not %s",
							float8_text(direction))));
		scale->rule = BY_RANGE;
		scale->lower_is_better = direction < 0.0;
	}
	else
	{
		bool		has_lo = float_array_next(&array[1], &scale->lo);
		bool		has_hi = float_array_next(&array[2], &scale->hi);

		if (has_lo)
			scale->lo = check_finite(scale->lo, "lo");
		if (has_hi)
			scale->hi = check_finite(scale->hi, "hi");
		scale->rule = has_lo && has_hi && scale->lo != scale->hi ? BY_GOALPOSTS : NO_SCORES;
	}
}

/* Could an array be another one in each row?  Not a constant, nor a parameter: the result of a subquery is one. */
static bool
arrays_may_change(FunctionCallInfo fcinfo, int n_arrays)
{
	Aggref	   *call = AggGetAggref(fcinfo);
	int			i;

	if (call == NULL)
		return true;
	for (i = 0; i < n_arrays; i++)
	{
		/* the state is no argument of the call */
		Expr	   *array = ((TargetEntry *) list_nth(call->args, SCHEME - 1 + i))->expr;

		if (!IsA(array, Const) && !IsA(array, Param))
			return true;
	}
	return false;
}

/* What the first row says of the indicators. */
static ScoreState *
open_state(FunctionCallInfo fcinfo, const char *const *name, int n_arrays)
{
	ScoreState *state = memory_get(1, sizeof(ScoreState));
	FloatArray	array[MAX_ARRAYS];
	int			i;
	int			k;

	for (i = 0; i < n_arrays; i++)
	{
		check_option_not_null(PG_ARGISNULL(SCHEME + i), name[i]);
		array[i] = float_array_open(PG_GETARG_DATUM(SCHEME + i), name[i]);
		if (array[i].n != array[0].n)
			ereport(ERROR,
					(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
					 errmsg("%s must have as many elements as weights", name[i]),
					 errdetail("There are %d and %d.", array[i].n, array[0].n)));
		state->array[i] = (struct varlena *) array[i].copy;
	}
	state->arrays_change = arrays_may_change(fcinfo, n_arrays);
	state->scale = memory_get(array[0].n, sizeof(IndicatorScale));
	for (k = 0; k < array[0].n; k++)
		read_scale(&state->scale[k], array, n_arrays);
	unit_values_init(&state->values, array[0].n);
	state->head.kind = SCORE_STATE;
	return state;
}

/*
 * The arrays are those of the first row, byte for byte.  One that is compressed,
 * elsewhere or expanded is copied for this: in the context of the row.
 */
static inline void
check_same_arrays(FunctionCallInfo fcinfo, const ScoreState *state, const char *const *name, int n_arrays)
{
	int			i;

	for (i = 0; i < n_arrays; i++)
	{
		struct varlena *array = NULL;

		if (!PG_ARGISNULL(SCHEME + i))
			array = PG_GETARG_VARLENA_PP(SCHEME + i);
		if (unlikely(array == NULL || VARSIZE_ANY_EXHDR(array) != VARSIZE_ANY_EXHDR(state->array[i]) ||
					 memcmp(VARDATA_ANY(array), VARDATA_ANY(state->array[i]), VARSIZE_ANY_EXHDR(array)) != 0))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("%s must be the same in all rows of a group", name[i])));
	}
}

static void
refuse_indicator(int64 indicator, int n)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("indicator must be between 1 and %d, not " INT64_FORMAT, n, indicator),
			 errhint("It is the place of the indicator in weights.")));
}

static void
refuse_second_value(int64 unit, int64 indicator)
{
	ereport(ERROR,
			(errcode(ERRCODE_CARDINALITY_VIOLATION),
			 errmsg("unit " INT64_FORMAT " has more than one value of indicator " INT64_FORMAT, unit,
					indicator),
			 errhint("Put several values together before, or group by the period.")));
}

static inline Datum
accumulate(FunctionCallInfo fcinfo, const char *const *name, int n_arrays)
{
	MemoryContext context = aggregate_context(fcinfo);
	MemoryContext previous;
	ScoreState *state;
	double	   *cell;
	int64		unit;
	int64		indicator;

	if (PG_ARGISNULL(STATE))
	{
		previous = MemoryContextSwitchTo(context);
		state = open_state(fcinfo, name, n_arrays);
		MemoryContextSwitchTo(previous);
	}
	else
	{
		state = (ScoreState *) PG_GETARG_POINTER(STATE);
		check_state_kind(state, SCORE_STATE, SCORE_STATE);
		if (state->arrays_change)
			check_same_arrays(fcinfo, state, name, n_arrays);
	}
	check_option_not_null(PG_ARGISNULL(UNIT), "unit");
	check_option_not_null(PG_ARGISNULL(INDICATOR), "indicator");
	indicator = PG_GETARG_INT64(INDICATOR);
	if (unlikely(indicator < 1 || indicator > state->values.indicators))
		refuse_indicator(indicator, state->values.indicators);
	previous = MemoryContextSwitchTo(context);
	unit = unit_values_unit(&state->values, PG_GETARG_INT64(UNIT));
	MemoryContextSwitchTo(previous);
	if (!PG_ARGISNULL(VALUE))
	{
		cell = unit_values_row(&state->values, unit) + indicator - 1;
		if (unlikely(!isnan(*cell)))
			refuse_second_value(PG_GETARG_INT64(UNIT), indicator);
		*cell = check_finite(PG_GETARG_FLOAT8(VALUE), "value");
	}
	PG_RETURN_POINTER(state);
}

/*
 * score_units_accum(internal, unit bigint, indicator bigint, value float8, weights float8[], directions float8[])
 * returns internal
 */
Datum
score_units_accum(PG_FUNCTION_ARGS)
{
	return accumulate(fcinfo, range_array, lengthof(range_array));
}

/*
 * score_units_goalposts_accum(internal, unit bigint, indicator bigint, value float8, weights float8[], lo float8[],
 * hi float8[]) returns internal
 */
Datum
score_units_goalposts_accum(PG_FUNCTION_ARGS)
{
	return accumulate(fcinfo, goalpost_array, lengthof(goalpost_array));
}

/* The scores of the indicators of a unit as an array. */
static Datum
scores_datum(const ScoreState *state, int64 unit, Datum *element, bool *is_null)
{
	const double *row = unit_values_row(&state->values, unit);
	int			n = state->values.indicators;
	int			one = 1;
	int			k;

	for (k = 0; k < n; k++)
	{
		double		score = indicator_score(&state->scale[k], row[k]);

		is_null[k] = isnan(score);
		element[k] = Float8GetDatum(score);
	}
	return PointerGetDatum(construct_md_array(element, is_null, 1, &n, &one, FLOAT8OID, sizeof(float8),
											  FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

/* The composite type of the elements of the array that is returned. */
static TupleDesc
result_row_type(FunctionCallInfo fcinfo, Oid *type)
{
	Oid			array_type;

	get_call_result_type(fcinfo, &array_type, NULL);
	*type = get_element_type(array_type);
	return lookup_rowtype_tupdesc_copy(*type, -1);
}

/* The array of results as far as it is made. */
typedef struct ResultArray
{
	char	   *bytes;
	Size		size;
	Size		room;
} ResultArray;

/* It has so many elements, and none is NULL. */
static Datum
finish_array(const ResultArray *made, int64 n, Oid type)
{
	ArrayType  *array = (ArrayType *) made->bytes;

	SET_VARSIZE(array, made->size);
	array->ndim = 1;
	array->dataoffset = 0;
	array->elemtype = type;
	*ARR_DIMS(array) = (int) n;
	*ARR_LBOUND(array) = 1;
	return PointerGetDatum(array);
}

/* Room for the elements that are there and for so many more of this size. */
static Size
array_room(Size needed, int64 more, Size size)
{
	if (needed > MaxAllocSize)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("the scores of so many units are more than an array can hold"),
				 errdetail("It can hold %zu bytes.", (Size) MaxAllocSize),
				 errhint("Score them in groups, by a column of GROUP BY.")));
	return Min(needed + more * size, MaxAllocSize);
}

/* Append a tuple, after which come so many more, of about its size. */
static void
append_tuple(ResultArray *made, HeapTuple tuple, int64 more)
{
	Size		padded = MAXALIGN(tuple->t_len);
	char	   *element;

	if (made->size + padded > made->room)
	{
		made->room = array_room(made->size + padded, more, padded);
		made->bytes = repalloc(made->bytes, made->room);
	}
	element = made->bytes + made->size;
	memcpy(element, tuple->t_data, tuple->t_len);
	memset(element + tuple->t_len, 0, padded - tuple->t_len);
	made->size += padded;
}

/* The values of a unit are wanted soon: units come by their scores, anywhere in memory. */
static inline void
prefetch_row(const UnitValues *values, int64 unit)
{
	const char *row = (const char *) unit_values_row(values, unit);
	Size		size = sizeof(double) * values->indicators;
	Size		i;

	for (i = 0; i < size; i += CACHE_LINE)
		__builtin_prefetch(row + i);
}

/* All results as an array, from the best to the worst. */
static Datum
results_datum(FunctionCallInfo fcinfo, const ScoreState *state, const UnitScore *score, int64 rated)
{
	Oid			type;
	TupleDesc	desc = result_row_type(fcinfo, &type);
	Bands		bands = bands_of_fifths(rated);
	Datum	   *element = memory_get(state->values.indicators, sizeof(Datum));
	bool	   *is_null = memory_get(state->values.indicators, sizeof(bool));
	Size		head = ARR_OVERHEAD_NONULLS(1);
	ResultArray made = {.bytes = palloc0(head), .size = head, .room = head};
	MemoryContext row_context = AllocSetContextCreate(CurrentMemoryContext, "score_units row", ALLOCSET_DEFAULT_SIZES);
	int64		i;

	for (i = 0; i < state->values.units; i++)
	{
		MemoryContext previous = MemoryContextSwitchTo(row_context);
		const UnitScore *of = &score[i];
		bool		unrated = i >= rated;
		bool		null[RESULT_FIELDS] = {[FIELD_SCORE] = unrated, [FIELD_RANK] = unrated, [FIELD_BAND] = unrated};
		Datum		field[RESULT_FIELDS];

		CHECK_FOR_INTERRUPTS();
		if (i + UNITS_AHEAD < state->values.units)
			prefetch_row(&state->values, score[i + UNITS_AHEAD].unit);
		field[FIELD_UNIT] = Int64GetDatum(state->values.key[of->unit]);
		field[FIELD_SCORES] = scores_datum(state, of->unit, element, is_null);
		field[FIELD_SCORE] = Float8GetDatum(of->score);
		field[FIELD_RANK] = Int64GetDatum(of->better + 1);
		field[FIELD_BAND] = band_text(fcinfo->flinfo, band_of(&bands, of->better));
		append_tuple(&made, heap_form_tuple(desc, field, null), state->values.units - i - 1);
		MemoryContextSwitchTo(previous);
		MemoryContextReset(row_context);
	}
	MemoryContextDelete(row_context);
	return finish_array(&made, state->values.units, type);
}

/*
 * score_units_final(internal, ...) returns unit_score[]
 *
 * A row for each unit, from the best to the worst: the weighted mean of its
 * scores, its rank, 1 for the best, its band of fifths, and its scores by
 * indicator.  NULL without rows.
 */
Datum
score_units_final(PG_FUNCTION_ARGS)
{
	ScoreState	scored;
	IndicatorScale *scale;
	UnitScore  *score;
	int64		rated;

	(void) aggregate_context(fcinfo);
	if (PG_ARGISNULL(STATE))
		PG_RETURN_NULL();
	check_state_kind(PG_GETARG_POINTER(STATE), SCORE_STATE, SCORE_STATE);
	scored = *(const ScoreState *) PG_GETARG_POINTER(STATE);

	/* the ranges of this moment: more rows may come in a growing frame */
	scale = memory_get(scored.values.indicators, sizeof(IndicatorScale));
	memcpy(scale, scored.scale, sizeof(IndicatorScale) * scored.values.indicators);
	scored.scale = scale;
	indicator_ranges(&scored.values, scale);
	score = memory_get(scored.values.units, sizeof(UnitScore));
	rated = score_units_of(&scored.values, scale, score);
	PG_RETURN_DATUM(results_datum(fcinfo, &scored, score, rated));
}

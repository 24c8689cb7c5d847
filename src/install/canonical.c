/* SPDX-License-Identifier: PostgreSQL */
/*
 * canonical.c - bytes that stand for the content of a row
 *
 * Equal contents give equal bytes on every server, in every session and after
 * a dump: they hold no object number, no dropped column, no name of a column,
 * nothing that a setting changes (as text output of a date or a binary one in
 * the client's encoding would be).  Contents that differ give different bytes:
 * every value says what kind it is, and where its length can vary, how long.
 *
 *	row			'r', number of values, values
 *	NULL		'0'
 *	boolean		'b', 0 or 1
 *	integer		'i', 8 bytes: smallint, int and bigint alike
 *	date		'd', 8 bytes: days since 2000-01-01
 *	time		'h', timestamp 's', timestamptz 'z', 8 bytes: microseconds, since midnight or 2000-01-01 (UTC)
 *	float		'f', 8 bytes: real and double precision alike; one 0, one NaN
 *	text		't', length, bytes in the server's encoding: also varchar, name, json and labels of enums;
 *				bpchar with its blanks
 *	bytea		'y', length, bytes
 *	array		'a', number of dimensions, of each length and lower bound, values
 *	range		'[', flags (empty, inclusive, infinite), bounds that there are
 *	multirange	'{', number of ranges, ranges
 *	others		their own letter, length, what their binary output function sends: of numeric with its scale
 *
 * A domain is as the type beneath it.  Numbers have the high byte first.
 * Types that are not named here are refused, since nobody can promise the same
 * of them.
 */
#include "postgres.h"

#include <math.h>

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/float.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/multirangetypes.h"
#include "utils/rangetypes.h"
#include "utils/timestamp.h"
#include "utils/typcache.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include "install/canonical.h"

static void append_value(StringInfo out, Datum value, bool isnull, Oid type);

static void
append_counted(StringInfo out, char kind, const char *bytes, int length)
{
	appendStringInfoChar(out, kind);
	pq_sendint32(out, length);
	appendBinaryStringInfo(out, bytes, length);
}

static void
append_varlena(StringInfo out, char kind, Datum value)
{
	struct varlena *bytes = PG_DETOAST_DATUM_PACKED(value);

	append_counted(out, kind, VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes));
}

static void
append_integer(StringInfo out, char kind, int64 value)
{
	appendStringInfoChar(out, kind);
	pq_sendint64(out, value);
}

static void
append_float(StringInfo out, double value)
{
	appendStringInfoChar(out, 'f');
	if (isnan(value))
		value = get_float8_nan();
	pq_sendfloat8(out, value + 0.0);	/* -0 is 0 */
}

/* Of a type whose binary form no setting changes. */
static void
append_sent(StringInfo out, char kind, Datum value, Oid type)
{
	Oid			send;
	bool		is_varlena;
	bytea	   *sent;

	getTypeBinaryOutputInfo(type, &send, &is_varlena);
	sent = OidSendFunctionCall(send, value);
	append_counted(out, kind, VARDATA(sent), VARSIZE(sent) - VARHDRSZ);
}

static void
append_array(StringInfo out, Datum value, Oid element)
{
	ArrayType  *array = DatumGetArrayTypeP(value);
	int16		length;
	bool		by_value;
	char		alignment;
	Datum	   *values;
	bool	   *nulls;
	int			n;

	get_typlenbyvalalign(element, &length, &by_value, &alignment);
	deconstruct_array(array, element, length, by_value, alignment, &values, &nulls, &n);
	appendStringInfoChar(out, 'a');
	pq_sendint32(out, ARR_NDIM(array));
	for (int i = 0; i < ARR_NDIM(array); i++)
	{
		pq_sendint32(out, ARR_DIMS(array)[i]);
		pq_sendint32(out, ARR_LBOUND(array)[i]);
	}
	for (int i = 0; i < n; i++)
		append_value(out, values[i], nulls[i], element);
}

static void
append_range(StringInfo out, RangeType *range, TypeCacheEntry *type)
{
	RangeBound	lower;
	RangeBound	upper;
	bool		empty;

	range_deserialize(type, range, &lower, &upper, &empty);
	appendStringInfoChar(out, '[');
	appendStringInfoChar(out, (char) ((empty ? 1 : 0) | (lower.inclusive ? 2 : 0) | (upper.inclusive ? 4 : 0)
									  | (lower.infinite ? 8 : 0) | (upper.infinite ? 16 : 0)));
	if (!empty && !lower.infinite)
		append_value(out, lower.val, false, type->rngelemtype->type_id);
	if (!empty && !upper.infinite)
		append_value(out, upper.val, false, type->rngelemtype->type_id);
}

static void
append_multirange(StringInfo out, Datum value, TypeCacheEntry *type)
{
	RangeType **ranges;
	int32		n;

	multirange_deserialize(type->rngtype, DatumGetMultirangeTypeP(value), &n, &ranges);
	appendStringInfoChar(out, '{');
	pq_sendint32(out, n);
	for (int i = 0; i < n; i++)
		append_range(out, ranges[i], type->rngtype);
}

/* Of a type that the server has not been born with, or one that is made of others. */
static void
append_made(StringInfo out, Datum value, Oid type)
{
	Oid			element = get_element_type(type);

	if (OidIsValid(element))
	{
		append_array(out, value, element);
		return;
	}
	switch (get_typtype(type))
	{
		case TYPTYPE_COMPOSITE:
			append_canonical_row(out, DatumGetHeapTupleHeader(value));
			break;
		case TYPTYPE_DOMAIN:
			append_value(out, value, false, getBaseType(type));
			break;
		case TYPTYPE_ENUM:
			{
				char	   *label = DatumGetCString(DirectFunctionCall1(enum_out, value));

				append_counted(out, 't', label, (int) strlen(label));
				break;
			}
		case TYPTYPE_RANGE:
			append_range(out, DatumGetRangeTypeP(value), lookup_type_cache(type, TYPECACHE_RANGE_INFO));
			break;
		case TYPTYPE_MULTIRANGE:
			append_multirange(out, value, lookup_type_cache(type, TYPECACHE_MULTIRANGE_INFO));
			break;
		default:
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("cannot digest a value of type %s", format_type_be(type)),
					 errdetail("Its output may depend on settings or on object numbers."),
					 errhint("Cast it to text in the row, if its text is what should count.")));
	}
}

static void
append_value(StringInfo out, Datum value, bool isnull, Oid type)
{
	if (isnull)
	{
		appendStringInfoChar(out, '0');
		return;
	}
	switch (type)
	{
		case BOOLOID:
			appendStringInfoChar(out, 'b');
			appendStringInfoChar(out, DatumGetBool(value));
			break;
		case INT2OID:
			append_integer(out, 'i', DatumGetInt16(value));
			break;
		case INT4OID:
			append_integer(out, 'i', DatumGetInt32(value));
			break;
		case INT8OID:
			append_integer(out, 'i', DatumGetInt64(value));
			break;
		case FLOAT4OID:
			append_float(out, DatumGetFloat4(value));
			break;
		case FLOAT8OID:
			append_float(out, DatumGetFloat8(value));
			break;
		case TEXTOID:
		case VARCHAROID:
		case BPCHAROID:
		case JSONOID:
			append_varlena(out, 't', value);
			break;
		case NAMEOID:
			append_counted(out, 't', NameStr(*DatumGetName(value)), (int) strlen(NameStr(*DatumGetName(value))));
			break;
		case JSONBOID:
			{
				Jsonb	   *jsonb = DatumGetJsonbP(value);
				char	   *text = JsonbToCString(NULL, &jsonb->root, VARSIZE(jsonb));

				append_counted(out, 't', text, (int) strlen(text));
				break;
			}
		case BYTEAOID:
			append_varlena(out, 'y', value);
			break;
		case NUMERICOID:
			append_varlena(out, 'n', DirectFunctionCall1(numeric_send, value));
			break;
		case DATEOID:
			append_integer(out, 'd', DatumGetDateADT(value));
			break;
		case TIMESTAMPOID:
			append_integer(out, 's', DatumGetTimestamp(value));
			break;
		case TIMESTAMPTZOID:
			append_integer(out, 'z', DatumGetTimestampTz(value));
			break;
		case TIMEOID:
			append_integer(out, 'h', DatumGetTimeADT(value));
			break;
		case TIMETZOID:
			append_sent(out, 'g', value, type);
			break;
		case INTERVALOID:
			append_sent(out, 'v', value, type);
			break;
		case UUIDOID:
			append_sent(out, 'u', value, type);
			break;
		case BITOID:
		case VARBITOID:
			append_sent(out, 'x', value, type);
			break;
		case MONEYOID:
			append_sent(out, 'm', value, type);
			break;
		case INETOID:
		case CIDROID:
			append_sent(out, 'k', value, type);
			break;
		case RECORDOID:
			append_canonical_row(out, DatumGetHeapTupleHeader(value));
			break;
		default:
			append_made(out, value, type);
	}
}

/* Appends the bytes of a row; 0A000 if a value is of a type that has none. */
void
append_canonical_row(StringInfo out, HeapTupleHeader row)
{
	TupleDesc	columns = lookup_rowtype_tupdesc(HeapTupleHeaderGetTypeId(row), HeapTupleHeaderGetTypMod(row));
	HeapTupleData tuple;
	Datum	   *values = palloc(columns->natts * sizeof(Datum));
	bool	   *nulls = palloc(columns->natts * sizeof(bool));
	int			n = 0;

	check_stack_depth();
	tuple.t_len = HeapTupleHeaderGetDatumLength(row);
	ItemPointerSetInvalid(&tuple.t_self);
	tuple.t_tableOid = InvalidOid;
	tuple.t_data = row;
	heap_deform_tuple(&tuple, columns, values, nulls);

	for (int i = 0; i < columns->natts; i++)
		n += !TupleDescAttr(columns, i)->attisdropped;
	appendStringInfoChar(out, 'r');
	pq_sendint32(out, n);
	for (int i = 0; i < columns->natts; i++)
		if (!TupleDescAttr(columns, i)->attisdropped)
			append_value(out, values[i], nulls[i], TupleDescAttr(columns, i)->atttypid);
	pfree(values);
	pfree(nulls);
	ReleaseTupleDesc(columns);
}

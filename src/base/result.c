/* SPDX-License-Identifier: PostgreSQL */
/*
 * result.c - what a function returns
 */
#include "postgres.h"

#include <math.h>

#include "access/htup_details.h"
#include "funcapi.h"
#include "utils/float.h"

#include "base/result.h"

/*
 * A result: beyond the largest double, or where weights are so far apart (more
 * than 300 powers of ten) that nothing can be said, it is an error.
 */
Datum
finite_result(double result)
{
	if (unlikely(!isfinite(result)))
		float_overflow_error();
	return Float8GetDatum(result);
}

/* A value of the composite type that the function is declared to return. */
Datum
composite_result(FunctionCallInfo fcinfo, Datum *field, bool *is_null)
{
	TupleDesc	desc;

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), field, is_null)));
}

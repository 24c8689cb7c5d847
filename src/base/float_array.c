/* SPDX-License-Identifier: PostgreSQL */
/*
 * float_array.c - the elements of a float8[], one after the other
 *
 * See float_array.h.
 */
#include "postgres.h"

#include "base/float_array.h"

/* A value of the type float8[] that is not NULL.  It must have one dimension (2202E); errors call it by its name. */
FloatArray
float_array_open(Datum value, const char *name)
{
	ArrayType  *array = DatumGetArrayTypePCopy(value);

	if (ARR_NDIM(array) != 1)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("%s must be an array of one dimension with at least one element", name)));
	return (FloatArray) {
		.n = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array)),
		.next = (const double *) ARR_DATA_PTR(array),
		.present = ARR_NULLBITMAP(array),
		.copy = array
	};
}

/* When the elements are no longer needed. */
void
float_array_close(FloatArray *array)
{
	pfree(array->copy);
}

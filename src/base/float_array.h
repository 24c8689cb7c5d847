/* SPDX-License-Identifier: PostgreSQL */
/*
 * float_array.h - the elements of a float8[], one after the other
 *
 *	FloatArray	weights = float_array_open(value, "weights");
 *
 *	for (k = 0; k < weights.n; k++)
 *		present = float_array_next(&weights, &weight);
 *	float_array_close(&weights);
 *
 * They are those of a copy, as the argument of a window function is gone when
 * another one is read.
 */
#ifndef FLOAT_ARRAY_H
#define FLOAT_ARRAY_H

#include "utils/array.h"

typedef struct FloatArray
{
	int			n;				/* elements, at least 1 */
	int			read;			/* of them */
	const double *next;			/* that is not NULL */
	const uint8 *present;		/* a bit for each element; NULL if none of
								 * them is NULL */
	ArrayType  *copy;
} FloatArray;

extern FloatArray float_array_open(Datum value, const char *name);
extern void float_array_close(FloatArray *array);

/* Read the next element, of which there must be one; false if it is NULL.  The caller checks whether it is finite. */
static inline bool
float_array_next(FloatArray *array, double *element)
{
	int			i = array->read++;

	if (array->present != NULL && !(array->present[i / 8] & (1 << (i % 8))))
		return false;
	*element = *array->next++;
	return true;
}

#endif							/* FLOAT_ARRAY_H */

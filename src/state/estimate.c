/* SPDX-License-Identifier: PostgreSQL */
/*
 * estimate.c - an estimate as a value of SQL
 */
#include "postgres.h"

#include "base/result.h"
#include "state/estimate.h"

/* The fields of the type estimate. */
enum
{
	ESTIMATE,
	STD_ERROR,
	LOWER,
	UPPER,
	N,
	ESTIMATE_FIELDS
};

/* A row of the type estimate; what is not known is NULL. */
Datum
estimate_result(FunctionCallInfo fcinfo, const Estimate *estimate)
{
	Datum		field[ESTIMATE_FIELDS] = {0};
	bool		is_null[ESTIMATE_FIELDS] = {false};

	is_null[STD_ERROR] = !estimate->has_error;
	is_null[LOWER] = !estimate->has_lower;
	is_null[UPPER] = !estimate->has_upper;
	field[ESTIMATE] = finite_result(estimate->estimate);
	if (estimate->has_error)
		field[STD_ERROR] = finite_result(estimate->std_error);
	if (estimate->has_lower)
		field[LOWER] = finite_result(estimate->lower);
	if (estimate->has_upper)
		field[UPPER] = finite_result(estimate->upper);
	field[N] = Int64GetDatum(estimate->n);
	return composite_result(fcinfo, field, is_null);
}

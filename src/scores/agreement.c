/* SPDX-License-Identifier: PostgreSQL */
/*
 * agreement.c - krippendorff_alpha
 *
 * The state is a Sample of unit and value (sample.c: 16 bytes a row); the
 * arithmetic is in agreement_kernel.c.
 */
#include "postgres.h"

#include "base/result.h"
#include "scores/agreement_kernel.h"
#include "state/sample.h"

PG_FUNCTION_INFO_V1(krippendorff_accum);
PG_FUNCTION_INFO_V1(krippendorff_alpha_final);

/*
 * krippendorff_accum(internal, unit bigint, value float8) returns internal
 *
 * Add one row, unless unit or value is NULL.
 */
Datum
krippendorff_accum(PG_FUNCTION_ARGS)
{
	Sample	   *sample;
	double		row[2];

	if (any_argument_is_null(fcinfo, 1, 2))
		PG_RETURN_SAMPLE(sample_of(fcinfo));
	row[0] = sample_label(fcinfo, 1, "unit");
	row[1] = check_finite(PG_GETARG_FLOAT8(2), "value");
	sample = sample_for_row(fcinfo, 2);
	PG_RETURN_POINTER(sample_add(sample, row));
}

/*
 * krippendorff_alpha_final(internal) returns float8
 *
 * Krippendorff's alpha for interval data, at most 1.  NULL if no unit has two
 * values, or all of those are equal.
 */
Datum
krippendorff_alpha_final(PG_FUNCTION_ARGS)
{
	Sample	   *sample = sample_sorted(fcinfo, 2, 2);
	Judgements	judgements;
	double		result;

	if (sample == NULL)
		PG_RETURN_NULL();
	judgements = (Judgements) {sample->n, sample->number};
	if (!krippendorff_alpha_of(&judgements, &result))
		PG_RETURN_NULL();
	return finite_result(result);
}

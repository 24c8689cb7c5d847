/* SPDX-License-Identifier: PostgreSQL */
/*
 * suspension.c - verification_factor, suspension_index, suspension_attribution, pretended_completion
 *
 * How much of a service exists on paper alone: functions of one row.  A
 * provider reports a quantity R.  D of it is distinct, the rest are confirmed
 * repeats; V of that is verified, the rest left no trace; and those who were
 * served are satisfied with it to S of 100.  T is the target.
 *
 *	R >= D >= V >= 0, 0 <= S <= 100
 *
 *	verification factor		V / R
 *	suspension index		SI = 1 - (D / R) (V / D) (S / 100)
 *	pretended completion	G = min(1, R / T) - min(1, V / T) S / 100
 *
 * SI and G are one quotient, of the claim c that is met by v at satisfaction S,
 * as a share of the whole w,
 *
 *	(100 c - v S) / (100 w)		c = w = R, v = V for SI
 *								w = T, c = min(R, T), v = min(V, T) for G
 *
 * whose numerator is a difference that can be small.  It is computed with twice
 * the digits (double_double.h), from fractions whose exponents were set aside:
 * so the result is the double nearest to the formula, or next to it, also where
 * a product would be too large or too small for a double, and it is exactly 0
 * where all is met, exactly 1 where nothing is.  Its bits are the same on every
 * machine.
 *
 * The factors of 1 - SI multiply, so their logarithms add up, and each has a
 * share of -ln(1 - SI) that does not depend on the order in which repeats,
 * traces and satisfaction are looked at.  Those bits depend on the C library.
 */
#include "postgres.h"

#include <math.h>

#include "base/check.h"
#include "base/result.h"
#include "math/double_double.h"

PG_FUNCTION_INFO_V1(verification_factor);
PG_FUNCTION_INFO_V1(suspension_index);
PG_FUNCTION_INFO_V1(suspension_attribution);
PG_FUNCTION_INFO_V1(pretended_completion);

/*
 * By how much a part may exceed its whole, relative to it, and still be taken
 * for all of it: V is often an estimate such as D * confirmed / visited, which
 * is rounded when it becomes a float8.
 */
#define ROUNDING		1e-12

/* The fields of suspension_attribution: the factors of 1 - SI. */
enum
{
	DUPLICATES,
	MISSING_TRACE,
	DISSATISFACTION,
	FACTORS
};

typedef struct Quantities
{
	double		reported;
	double		distinct;
	double		verified;
	double		satisfaction;
} Quantities;

static const char *const hint_for_two =
"reported is what the provider claims, verified is the part of it that verification confirmed.";
static const char *const hint_for_three =
"reported is what the provider claims, distinct_reported is what is left of it without confirmed repeats, "
"verified is the part of that which verification confirmed.";

/* The part, which is at most the whole. */
static double
check_part(double part, const char *part_name, double whole, const char *whole_name, const char *hint)
{
	if (unlikely(part - whole > ROUNDING * whole))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s must be between 0 and %s = %s, not %s", part_name, whole_name,
						float8_text(whole), float8_text(part)),
				 errhint("%s", hint)));
	return Min(part, whole);
}

/* The arguments reported, distinct_reported, verified and satisfaction. */
static Quantities
get_quantities(FunctionCallInfo fcinfo)
{
	double		reported = check_not_negative(PG_GETARG_FLOAT8(0), "reported");
	double		distinct = check_not_negative(PG_GETARG_FLOAT8(1), "distinct_reported");
	double		verified = check_not_negative(PG_GETARG_FLOAT8(2), "verified");
	Quantities	q;

	q.reported = reported;
	q.distinct = check_part(distinct, "distinct_reported", reported, "reported", hint_for_three);

	/*
	 * compared with what the caller wrote; what is cut off the distinct ones
	 * cannot be verified
	 */
	verified = check_part(verified, "verified", distinct, "distinct_reported", hint_for_three);
	q.verified = Min(verified, q.distinct);
	q.satisfaction = check_between(PG_GETARG_FLOAT8(3), 0.0, 100.0, "satisfaction");
	return q;
}

/* (100 claimed - met * satisfaction) / (100 whole), for 0 <= met <= claimed <= whole, whole > 0 */
static double
shortfall(double claimed, double met, double satisfaction, double whole)
{
	int			claimed_exponent;
	int			whole_exponent;
	DoubleDouble promise = two_prod(100.0, frexp(claimed, &claimed_exponent));
	DoubleDouble all = two_prod(100.0, frexp(whole, &whole_exponent));
	DoubleDouble kept;
	double		share;

	if (claimed == 0.0)
		return 0.0;
	/* digits are lost only where this is nothing beside the promise */
	kept = two_prod(ldexp(met, -claimed_exponent), satisfaction);
	share = ldexp(dd_quotient(dd_sub(promise, kept), all), claimed_exponent - whole_exponent);
	return Min(share, 1.0);
}

/*
 * -ln(part / whole) for 0 < part <= whole: with all digits where the quotient
 * is close to 1, and where no double can hold it
 */
static double
log_loss(double part, double whole)
{
	int			part_exponent;
	int			whole_exponent;
	double		part_fraction;
	double		whole_fraction;

	/* the difference is exact here */
	if (part >= whole / 2.0)
		return fabs(log1p(-(whole - part) / whole));
	part_fraction = frexp(part, &part_exponent);
	whole_fraction = frexp(whole, &whole_exponent);
	return log(whole_fraction / part_fraction) + M_LN2 * (whole_exponent - part_exponent);
}

/*
 * verification_factor(reported float8, verified float8) returns float8
 *
 * V / R, 0 .. 1: the part of what was reported that was confirmed.  Audits
 * behind payments for results call it so (WHO 2003, The immunization data
 * quality audit procedure, WHO/V&B/03.19).  NULL if an argument is NULL or
 * nothing was reported.
 */
Datum
verification_factor(PG_FUNCTION_ARGS)
{
	double		reported = check_not_negative(PG_GETARG_FLOAT8(0), "reported");
	double		verified = check_not_negative(PG_GETARG_FLOAT8(1), "verified");

	verified = check_part(verified, "verified", reported, "reported", hint_for_two);
	if (reported == 0.0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(verified / reported);
}

/*
 * suspension_index(reported float8, distinct_reported float8, verified float8, satisfaction float8) returns float8
 *
 * SI of the head of this file, 0 .. 1: the part of what was reported that
 * those served cannot have felt.  D cancels out: it is checked, and matters for
 * suspension_attribution().  NULL if an argument is NULL or
 * nothing was reported.
 */
Datum
suspension_index(PG_FUNCTION_ARGS)
{
	Quantities	q = get_quantities(fcinfo);

	if (q.reported == 0.0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(shortfall(q.reported, q.verified, q.satisfaction, q.reported));
}

/*
 * suspension_attribution(reported float8, distinct_reported float8, verified float8, satisfaction float8)
 * returns suspension_attribution
 *
 * The shares of -ln(1 - SI) that are due to each factor, 0 .. 1, which add up
 * to 1:
 *
 *	duplicates			-ln(D / R)
 *	missing_trace		-ln(V / D)
 *	dissatisfaction		-ln(S / 100)
 *
 * A factor of 0 has an infinite logarithm: it takes the whole share, several
 * take equal parts of it.  D = 0 is a factor of 0 by itself, and V / D none at
 * all, for nothing was left that could have had a trace.  NULL if an argument is
 * NULL, nothing was reported, or SI = 0: then there is nothing to share.
 */
Datum
suspension_attribution(PG_FUNCTION_ARGS)
{
	Quantities	q = get_quantities(fcinfo);
	double		part[FACTORS] = {q.distinct, q.verified, q.satisfaction};
	double		whole[FACTORS] = {q.reported, q.distinct, 100.0};
	double		loss[FACTORS];
	double		total = 0.0;
	int			zeros = 0;
	Datum		field[FACTORS];
	bool		is_null[FACTORS] = {false};
	int			i;

	if (q.reported == 0.0)
		PG_RETURN_NULL();
	for (i = 0; i < FACTORS; i++)
		zeros += part[i] == 0.0 && whole[i] > 0.0;
	for (i = 0; i < FACTORS; i++)
	{
		if (zeros > 0)
			loss[i] = part[i] == 0.0 && whole[i] > 0.0;
		else
			loss[i] = log_loss(part[i], whole[i]);
		total += loss[i];
	}
	if (total == 0.0)
		PG_RETURN_NULL();
	for (i = 0; i < FACTORS; i++)
		field[i] = Float8GetDatum(loss[i] / total);
	return composite_result(fcinfo, field, is_null);
}

/*
 * pretended_completion(target float8, reported float8, verified float8, satisfaction float8) returns float8
 *
 * G of the head of this file, 0 .. 1: the part of the target that is completed
 * on paper, but not for those who should have been served.  Nothing counts
 * beyond the target.  NULL if an argument is NULL or the target is 0.
 */
Datum
pretended_completion(PG_FUNCTION_ARGS)
{
	double		target = check_not_negative(PG_GETARG_FLOAT8(0), "target");
	double		reported = check_not_negative(PG_GETARG_FLOAT8(1), "reported");
	double		verified = check_not_negative(PG_GETARG_FLOAT8(2), "verified");
	double		satisfaction = check_between(PG_GETARG_FLOAT8(3), 0.0, 100.0, "satisfaction");

	verified = check_part(verified, "verified", reported, "reported", hint_for_two);
	if (target == 0.0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(shortfall(Min(reported, target), Min(verified, target), satisfaction, target));
}

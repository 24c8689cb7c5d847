/* SPDX-License-Identifier: PostgreSQL */
/*
 * check.c - what every function demands of its arguments, in one place
 *
 * A number is returned as it will be used: -0 becomes 0, so that equal values
 * have equal bits.  Numbers in messages are written as PostgreSQL writes
 * float8, whatever extra_float_digits says.
 */
#include "postgres.h"

#include <math.h>

#include "utils/float.h"

#include "base/check.h"

/* The number as a user would type it. */
char *
float8_text(double value)
{
	return float8out_internal(value);
}

void
not_finite(double value, const char *name)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("%s must be finite, not %s", name, float8_text(value))));
}

void
negative_value(double value, ValueRule rule)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("value must be at least 0, not %s", float8_text(value)),
			 errhint("%s accepts negative values.",
					 rule == NOT_NEGATIVE_RANKED ? "concentration_index_generalized()" : "gini_absolute()")));
}

/* Finite and at least the lowest. */
double
check_at_least(double value, double lowest, const char *name)
{
	value = check_finite(value, name);
	if (unlikely(value < lowest))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s must be at least %s, not %s", name, float8_text(lowest), float8_text(value))));
	return value;
}

/* Finite and at least 0. */
double
check_not_negative(double value, const char *name)
{
	return check_at_least(value, 0.0, name);
}

/* A weight: finite and at least 0. */
double
check_weight(double weight)
{
	return check_not_negative(weight, "weight");
}

/* For ereport(): 80 where a share is asked for is probably meant to be 0.8. */
int
hint_for_percentage(bool may_be_percentage)
{
	return may_be_percentage ? errhint("It is a share: 0.8 stands for 80 %%.") : 0;
}

/* 80 where a share is asked for */
static bool
may_be_percentage(double value, double highest)
{
	return highest == 1.0 && value > 1.0 && value <= 100.0;
}

/* lowest <= value <= highest; NaN and infinities are outside. */
double
check_between(double value, double lowest, double highest, const char *name)
{
	if (unlikely(!(value >= lowest && value <= highest)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s must be between %s and %s, not %s", name,
						float8_text(lowest), float8_text(highest), float8_text(value)),
				 hint_for_percentage(may_be_percentage(value, highest))));
	return value + 0.0;
}

/* Finite and without a fraction: what counts things, as clients bind it, which have one type for all numbers. */
double
check_whole(double value, const char *name)
{
	value = check_finite(value, name);
	if (unlikely(value != floor(value)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s must be a whole number, not %s", name, float8_text(value))));
	return value;
}

/* A whole number that a double can tell from its neighbours. */
double
check_exact_whole(double value, const char *name)
{
	value = check_whole(value, name);
	if (unlikely(fabs(value) > MAX_WHOLE))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s must be between %.0f and %.0f, not %.0f", name, -MAX_WHOLE, MAX_WHOLE, value)));
	return value;
}

/* lowest < value < highest; NaN and infinities are outside. */
double
check_inside(double value, double lowest, double highest, const char *name)
{
	if (unlikely(!(value > lowest && value < highest)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s must be above %s and below %s, not %s", name,
						float8_text(lowest), float8_text(highest), float8_text(value)),
				 hint_for_percentage(may_be_percentage(value, highest))));
	return value;
}

/* An option of a row that counts. */
void
check_option_not_null(bool isnull, const char *name)
{
	if (unlikely(isnull))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s must not be null", name)));
}

/* Take the option from the first row, and see that every other row says the same. */
static void
set_option_within(Option *option, double value, const char *name, const char *rows)
{
	if (!option_is_known(option))
	{
		option->value = value;
		strlcpy(option->name, name, OPTION_NAME_SIZE);
	}
	else if (unlikely(option->value != value))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be the same in all rows of a %s", name, rows),
				 errdetail("It is %s in one row and %s in another.",
						   float8_text(option->value), float8_text(value))));
}

/* An option of an aggregate. */
void
set_option(Option *option, double value, const char *name)
{
	set_option_within(option, value, name, "group");
}

/* An option of a state that is combined with another; the other may not have one. */
void
combine_option(Option *option, const Option *other)
{
	if (option_is_known(other))
		set_option(option, other->value, other->name);
}

/* An option that comes out of a serialized state. */
void
check_option_name(const Option *option)
{
	if (memchr(option->name, '\0', OPTION_NAME_SIZE) == NULL)
		elog(ERROR, "invalid name of a serialized option");
}

/* An option of a window function. */
void
set_partition_option(Option *option, double value, const char *name)
{
	set_option_within(option, value, name, "partition");
}

/* An element of the weights of a partition, counted from 1; the first row has said what it is. */
void
check_same_weight(double weight, double first, int number)
{
	if (unlikely(weight != first))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("weights must be the same in all rows of a partition"),
				 errdetail("Element %d is %s in one row and %s in another.",
						   number, float8_text(first), float8_text(weight))));
}

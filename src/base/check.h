/* SPDX-License-Identifier: PostgreSQL */
/*
 * check.h - what every function demands of its arguments, in one place
 */
#ifndef CHECK_H
#define CHECK_H

#include <math.h>

/* What the values of a measure may be, besides finite. */
typedef enum ValueRule
{
	ANY_VALUE,
	NOT_NEGATIVE,				/* for shares of a total */
	NOT_NEGATIVE_RANKED			/* the same along a rank variable: another
								 * function is the way out */
} ValueRule;

/* 2^53 - 1: beyond, two whole numbers can be one double. */
#define MAX_WHOLE	9007199254740991.0

#define OPTION_NAME_SIZE	24

/*
 * An argument that must be the same in every row of a group: p, points, nu, min_coverage, theta.  It carries its name,
 * letter by letter, because a state travels from worker to leader, and what combines two states has nobody to ask.
 */
typedef struct Option
{
	double		value;
	char		name[OPTION_NAME_SIZE]; /* empty until the first row that
										 * counts */
} Option;

/* Has there been a row that counts? */
static inline bool
option_is_known(const Option *option)
{
	return option->name[0] != '\0';
}

extern char *float8_text(double value);
extern double check_weight(double weight);
extern double check_at_least(double value, double lowest, const char *name);
extern double check_not_negative(double value, const char *name);
extern double check_between(double value, double lowest, double highest, const char *name);
extern double check_whole(double value, const char *name);
extern double check_exact_whole(double value, const char *name);
extern double check_inside(double value, double lowest, double highest, const char *name);
extern void check_option_not_null(bool isnull, const char *name);
extern void set_option(Option *option, double value, const char *name);
extern void combine_option(Option *option, const Option *other);
extern void check_option_name(const Option *option);
extern void set_partition_option(Option *option, double value, const char *name);
extern void check_same_weight(double weight, double first, int number);

extern int	hint_for_percentage(bool may_be_percentage);

extern void not_finite(double value, const char *name);
extern void negative_value(double value, ValueRule rule);

/* Neither NaN nor infinite. */
static inline double
check_finite(double value, const char *name)
{
	if (unlikely(!isfinite(value)))
		not_finite(value, name);
	return value + 0.0;
}

/* The sign of a value that is known to be finite; asked only of rows whose weight is not 0. */
static inline double
check_value(double value, ValueRule rule)
{
	if (unlikely(value < 0.0 && rule != ANY_VALUE))
		negative_value(value, rule);
	return value;
}

#endif							/* CHECK_H */

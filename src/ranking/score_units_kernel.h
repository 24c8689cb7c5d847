/* SPDX-License-Identifier: PostgreSQL */
/*
 * score_units_kernel.h - scores and ranks of units from the values of their indicators
 *
 * See score_units_kernel.c.
 */
#ifndef SCORE_UNITS_KERNEL_H
#define SCORE_UNITS_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

#include "ranking/normalize_kernel.h"

/* Values are kept in blocks, so that they need not be moved when there are more; but the first one begins small. */
#define UNITS_PER_BLOCK		1024
#define UNITS_AT_FIRST		16

/* The values of units, which are found by their keys. */
typedef struct UnitValues
{
	int			indicators;
	int64_t		units;
	int64_t		room;			/* for units */
	int64_t    *key;			/* of each unit */
	double	  **block;			/* [unit][indicator] of UNITS_PER_BLOCK units
								 * each, the only one of as many as there is
								 * room for; NaN where there is none */
	bool		in_order;		/* each key is above the one before it */
	int64_t    *slot;			/* hash table of units: -1 where there is none;
								 * NULL until one is asked for that needs it */
	int64_t		slots;			/* a power of two, above units */
	int64_t		last;			/* unit that was asked for last */
} UnitValues;

/* How the values of an indicator become scores of 0 .. 100. */
typedef enum IndicatorRule
{
	NO_SCORES,					/* not at all */
	BY_GOALPOSTS,
	BY_RANGE
} IndicatorRule;

typedef struct IndicatorScale
{
	IndicatorRule rule;
	double		weight;			/* finite and at least 0 */
	double		lo;				/* goalposts that differ */
	double		hi;
	bool		lower_is_better;	/* by the range of the values */
	MinMax		minmax;			/* set by indicator_ranges() */
} IndicatorScale;

typedef struct UnitScore
{
	int64_t		unit;			/* its place in UnitValues */
	double		score;			/* NaN: not rated */
	int64_t		better;			/* rated units that are strictly better */
} UnitScore;

extern void unit_values_init(UnitValues *values, int indicators);
extern int64_t unit_values_find(UnitValues *values, int64_t key);
extern void indicator_ranges(const UnitValues *values, IndicatorScale *scale);
extern double indicator_score(const IndicatorScale *scale, double value);
extern int64_t score_units_of(const UnitValues *values, const IndicatorScale *scale, UnitScore *score);

/* The unit with this key; a new one has no values. */
static inline int64_t
unit_values_unit(UnitValues *values, int64_t key)
{
	if (values->last >= 0 && values->key[values->last] == key)
		return values->last;
	return values->last = unit_values_find(values, key);
}

/* The values of a unit. */
static inline double *
unit_values_row(const UnitValues *values, int64_t unit)
{
	return values->block[unit / UNITS_PER_BLOCK] + unit % UNITS_PER_BLOCK * values->indicators;
}

#endif							/* SCORE_UNITS_KERNEL_H */

/* SPDX-License-Identifier: PostgreSQL */
/*
 * scored_units.h - the units of a partition that have a score, and how sure it is
 *
 * See scored_units.c.
 */
#ifndef SCORED_UNITS_H
#define SCORED_UNITS_H

#include "base/check.h"
#include "ranking/bands.h"
#include "state/partition.h"

#define NOT_SCORED		((int64) -1)

/* The arguments that all such functions begin with. */
enum
{
	SCORE_ARGUMENT,
	ERROR_ARGUMENT,
	FIRST_OPTION
};

typedef struct ScoredUnits
{
	WindowObject window;
	int64		rows;
	int64		units;
	int64	   *unit;			/* of each row, or NOT_SCORED; lives as long as
								 * the partition */
	double	   *score;			/* of each unit */
} ScoredUnits;

extern ScoredUnits scored_units_read(WindowObject window, Partition *partition);
extern double *scored_units_std_error(const ScoredUnits *units);
/* Before PostgreSQL 18 the word was another one. */
#ifndef pg_noreturn
#define pg_noreturn pg_attribute_noreturn()
#endif

pg_noreturn extern void scored_units_error_missing(const ScoredUnits *units, int64 unit, const char *what);
extern double scored_units_option(const ScoredUnits *units, int argument, const char *name,
								  double (*check) (double value, const char *name));
extern bool scored_units_choice(const ScoredUnits *units, int argument, const char *name);
extern Bands scored_units_bands(const ScoredUnits *units, int argument);

#endif							/* SCORED_UNITS_H */

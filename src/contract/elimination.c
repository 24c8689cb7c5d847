/* SPDX-License-Identifier: PostgreSQL */
/*
 * elimination.c - elimination_candidate: which units to review
 *
 * The rule names units that are almost surely at the bottom for two periods,
 * and for which there is no excuse at hand.  It removes nobody: that is for
 * people to decide, who review the unit first.
 */
#include "postgres.h"

#include "fmgr.h"

#include "base/check.h"

PG_FUNCTION_INFO_V1(elimination_candidate);

#define SURELY_BOTTOM	0.8		/* at least so probable */
#define POOR_BELOW		60.0	/* as in grade() */

/* All that is known of a conjunction. */
typedef struct Conjunction
{
	bool		failed;			/* a condition does not hold */
	bool		unknown;		/* it is not known of a condition whether it
								 * holds */
} Conjunction;

static void
add_condition(Conjunction *all, bool isnull, bool holds)
{
	if (isnull)
		all->unknown = true;
	else if (!holds)
		all->failed = true;
}

/* A probability that must be high. */
static void
add_probability(Conjunction *all, FunctionCallInfo fcinfo, int argument, const char *name)
{
	bool		isnull = PG_ARGISNULL(argument);

	add_condition(all, isnull, !isnull &&
				  check_between(PG_GETARG_FLOAT8(argument), 0.0, 1.0, name) >= SURELY_BOTTOM);
}

/*
 * elimination_candidate(p_bottom float8, previous_p_bottom float8, score float8, post_vacant boolean,
 * resources_below_median boolean) returns boolean
 *
 * p_bottom >= 0.8 in this period and in the one before, and score < 60, and
 * neither is the post vacant nor are the resources below the median.  False if
 * any of these five conditions fails, whatever is known of the others; else
 * NULL if one is not known.  Error if a probability is not in 0 .. 1 or the score
 * not in 0 .. 100, also if another condition has failed.
 */
Datum
elimination_candidate(PG_FUNCTION_ARGS)
{
	Conjunction all = {false, false};
	bool		no_score = PG_ARGISNULL(2);

	add_probability(&all, fcinfo, 0, "p_bottom");
	add_probability(&all, fcinfo, 1, "previous_p_bottom");
	add_condition(&all, no_score, !no_score && check_between(PG_GETARG_FLOAT8(2), 0.0, 100.0, "score") < POOR_BELOW);
	add_condition(&all, PG_ARGISNULL(3), !PG_GETARG_BOOL(3));
	add_condition(&all, PG_ARGISNULL(4), !PG_GETARG_BOOL(4));
	if (all.failed)
		PG_RETURN_BOOL(false);
	if (all.unknown)
		PG_RETURN_NULL();
	PG_RETURN_BOOL(true);
}

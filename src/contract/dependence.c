/* SPDX-License-Identifier: PostgreSQL */
/*
 * dependence.c - mutual_dependence, power_imbalance
 *
 * Who needs whom more, an organization or the buyer of its services: functions
 * of one row.  A share s of the organization's income comes from the buyer, H
 * is the Herfindahl-Hirschman index of its funders, a share b of what the buyer
 * buys comes from the organization, and m organizations met the conditions.
 *
 *	the organization's dependence on the buyer		s H
 *	the buyer's dependence on the organization		b / max(1, m)
 *
 *	mutual dependence		s H + b / max(1, m)			0 .. 2
 *	power imbalance			s H - b / max(1, m)			-1 .. 1
 *
 * That one party depends on the other as far as it wants what the other has and
 * cannot get it elsewhere, and that the other has power over it in the same
 * measure, is Emerson's (1962, "Power-dependence relations", American
 * Sociological Review 27).  That the sum of the two dependences and their
 * difference are different things, and both are to be looked at, is Casciaro and
 * Piskorski's (2005, "Power imbalance, mutual dependence, and constraint
 * absorption", Administrative Science Quarterly 50), who draw on Pfeffer and
 * Salancik (1978, The External Control of Organizations): there, what counts are
 * the importance of a resource and the concentration of control over it.  How
 * the two dependences are measured here is this project's own: importance as a
 * share of money, alternatives as the concentration of the funders on the one
 * side and as the number of qualified bidders on the other.
 *
 * Each dependence is the double nearest to its formula, and the results are the
 * sum and the difference of these two: so they agree to the last bit with what a
 * reader makes of the two numbers, also where their difference is 0.
 */
#include "postgres.h"

#include "fmgr.h"

#include "base/check.h"

PG_FUNCTION_INFO_V1(mutual_dependence);
PG_FUNCTION_INFO_V1(power_imbalance);

typedef struct Dependence
{
	double		on_buyer;		/* the organization's */
	double		on_org;			/* the buyer's */
} Dependence;

/* Of the arguments share_of_org, funder_hhi, share_of_buyer and qualified_bidders. */
static Dependence
get_dependence(FunctionCallInfo fcinfo)
{
	double		share_of_org = check_between(PG_GETARG_FLOAT8(0), 0.0, 1.0, "share_of_org");
	double		funder_hhi = check_between(PG_GETARG_FLOAT8(1), 0.0, 1.0, "funder_hhi");
	double		share_of_buyer = check_between(PG_GETARG_FLOAT8(2), 0.0, 1.0, "share_of_buyer");
	double		qualified_bidders = check_not_negative(PG_GETARG_FLOAT8(3), "qualified_bidders");
	Dependence	d;

	d.on_buyer = share_of_org * funder_hhi;
	/* where nobody qualified, there is no more choice than where one did */
	d.on_org = share_of_buyer / Max(1.0, qualified_bidders);
	return d;
}

/*
 * mutual_dependence(share_of_org float8, funder_hhi float8, share_of_buyer float8, qualified_bidders float8)
 * returns float8
 *
 * The sum of both dependences at the head of this file, 0 .. 2: how much the two
 * have to lose with each other.  NULL if an argument is NULL; 22003 for a share
 * or an index that is not in 0 .. 1 and for a number of bidders that is negative
 * or not finite.
 */
Datum
mutual_dependence(PG_FUNCTION_ARGS)
{
	Dependence	d = get_dependence(fcinfo);

	PG_RETURN_FLOAT8(d.on_buyer + d.on_org);
}

/*
 * power_imbalance(share_of_org float8, funder_hhi float8, share_of_buyer float8, qualified_bidders float8)
 * returns float8
 *
 * The organization's dependence on the buyer less the buyer's on the
 * organization, -1 .. 1: above 0 the buyer has the power, below 0 the
 * organization.  NULL and errors as for mutual_dependence().
 */
Datum
power_imbalance(PG_FUNCTION_ARGS)
{
	Dependence	d = get_dependence(fcinfo);

	PG_RETURN_FLOAT8(d.on_buyer - d.on_org);
}

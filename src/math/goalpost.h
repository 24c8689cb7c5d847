/* SPDX-License-Identifier: PostgreSQL */
/*
 * goalpost.h - how far a value is on the way from one point to another
 *
 * See goalpost.c.
 */
#ifndef GOALPOST_H
#define GOALPOST_H

extern double share_of(double points, double part, double whole);
extern double way_from(double from, double to, double value, double points);
extern double goalpost_score(double value, double lo, double hi);

#endif							/* GOALPOST_H */

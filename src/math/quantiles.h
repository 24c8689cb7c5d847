/* SPDX-License-Identifier: PostgreSQL */
/*
 * quantiles.h - quantiles of the normal and of Student's distribution
 *
 * See quantiles.c.
 */
#ifndef QUANTILES_H
#define QUANTILES_H

extern double normal_two_sided(double level);
extern double student_two_sided(double level, double df);

#endif							/* QUANTILES_H */

/* SPDX-License-Identifier: PostgreSQL */
/*
 * binomial.h - the binomial distribution
 *
 * See binomial.c.
 */
#ifndef BINOMIAL_H
#define BINOMIAL_H

extern double binomial_probability(double r, double n, double share);
extern double binomial_up_to(double r, double n, double share);
extern double binomial_interpolated_quantile(double n, double share, double probability);

#endif							/* BINOMIAL_H */

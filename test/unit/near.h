/*
 * near.h - compares a result with what it must be, up to a relative error
 */
#ifndef NEAR_H
#define NEAR_H

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

static inline bool
near(double got, double expected, double bar)
{
	if (fabs(got - expected) <= bar * fabs(expected))
		return true;
	printf("# got %.17g, expected %.17g\n", got, expected);
	return false;
}

#endif							/* NEAR_H */

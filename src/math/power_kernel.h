/* SPDX-License-Identifier: PostgreSQL */
/*
 * power_kernel.h - powers and roots with exponents of any size, for power means
 *
 * See power_kernel.c for the method.
 */
#ifndef POWER_KERNEL_H
#define POWER_KERNEL_H

#include <stdbool.h>

#include "math/double_double.h"

#define POWER_MAX		1e6		/* the largest |p|, so that exponents fit into
								 * an int */

/* number * 2^exponent */
typedef struct ScaledPower
{
	DoubleDouble number;
	int			exponent;
} ScaledPower;

extern bool power_is_near_zero(double p);
extern ScaledPower power_of(double value, double p);
extern double power_root(ScaledPower mean, double p);
extern DoubleDouble power_excess(double value, double p);
extern double power_excess_root(DoubleDouble mean, double p);

#endif							/* POWER_KERNEL_H */

/* SPDX-License-Identifier: PostgreSQL */
/*
 * funnel_kernel.h - control limits of a funnel plot
 *
 * See funnel_kernel.c for the methods.
 */
#ifndef FUNNEL_KERNEL_H
#define FUNNEL_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

typedef enum FunnelMethod
{
	FUNNEL_EXACT,				/* binomial; of shares alone */
	FUNNEL_NORMAL,
	FUNNEL_MULTIPLICATIVE,		/* normal, wider by the root of phi */
	FUNNEL_ADDITIVE				/* normal, with a variance between units */
} FunnelMethod;

/* A unit: its value, what is expected of it, and the standard error that its value has by chance. */
typedef struct FunnelUnit
{
	double		value;			/* a share, or a mean */
	double		target;
	double		std_error;		/* 0 if the target is a share of 0 or 1 */
	double		n;				/* of a share: trials; else 0 */
} FunnelUnit;

/* How much more units differ than chance explains. */
typedef struct Dispersion
{
	bool		has_phi;		/* is there a unit with a standard error */
	bool		has_tau2;		/* are there two */
	double		phi;
	double		tau;			/* root of tau2 */
} Dispersion;

typedef struct FunnelLimits
{
	bool		has_z;
	bool		has_limits;
	double		z;
	double		lower;
	double		upper;
} FunnelLimits;

extern double share_error(double target, double n);
extern bool pooled_target(const FunnelUnit *unit, int64_t n, double *target);
extern Dispersion dispersion_of(const FunnelUnit *unit, int64_t n, double winsorise);
extern FunnelLimits funnel_limits_of(const FunnelUnit *unit, const Dispersion *dispersion, FunnelMethod method,
									 double level);

#endif							/* FUNNEL_KERNEL_H */

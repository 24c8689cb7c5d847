/* SPDX-License-Identifier: PostgreSQL */
/*
 * elasticity_kernel.h - elasticity of amounts, with bounds
 *
 * See elasticity_kernel.c for the methods.
 */
#ifndef ELASTICITY_KERNEL_H
#define ELASTICITY_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

#include "math/estimate.h"

/* Controls of a regression at most. */
#define ELASTICITY_CONTROLS		16

/* Where the numbers of a row stand; the controls follow. */
enum
{
	ROW_CLUSTER,
	ROW_STRATUM,
	ROW_AMOUNT,					/* at least 0 */
	ROW_VARIANCE,				/* of the error of ln x; 0 where it has none */
	ROW_LOG_X,
	ROW_CONTROLS
};

/* n rows of ROW_CONTROLS + controls numbers, all finite, of which those of a cluster stand together. */
typedef struct ElasticityRows
{
	int64_t		n;
	int			controls;
	const double *number;
} ElasticityRows;

/* Parts of what is not rejected, at most. */
#define ELASTICITY_PARTS		9

/* From lower to upper, infinite where there is no end. */
typedef struct ElasticityPart
{
	double		lower;
	double		upper;
} ElasticityPart;

/* The bounds of the estimate are those of the part in which it lies. */
typedef struct Elasticity
{
	Estimate	estimate;
	int			parts;
	ElasticityPart part[ELASTICITY_PARTS];	/* from below */
} Elasticity;

/* Doubles that elasticity_of() needs to work with. */
#define ELASTICITY_SCRATCH(n, controls)		((n) * (2 * (int64_t) (controls) + 11))

extern bool elasticity_of(const ElasticityRows *rows, double level, double *scratch, Elasticity *result);

#endif							/* ELASTICITY_KERNEL_H */

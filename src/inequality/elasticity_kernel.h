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

/* Doubles that elasticity_of() needs to work with. */
#define ELASTICITY_SCRATCH(n, controls)		((n) * (2 * (int64_t) (controls) + 10))

extern bool elasticity_of(const ElasticityRows *rows, double level, double *scratch, Estimate *result);

#endif							/* ELASTICITY_KERNEL_H */

/* SPDX-License-Identifier: PostgreSQL */
/*
 * agreement_kernel.h - do those who judge the same say the same?
 *
 * See agreement_kernel.c for the method.
 */
#ifndef AGREEMENT_KERNEL_H
#define AGREEMENT_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

/* n judgements unit value unit value ..., all finite, of which those of a unit stand together. */
typedef struct Judgements
{
	int64_t		n;
	const double *number;
} Judgements;

extern bool krippendorff_alpha_of(const Judgements *judgements, double *result);

#endif							/* AGREEMENT_KERNEL_H */

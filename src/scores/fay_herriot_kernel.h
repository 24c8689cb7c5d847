/* SPDX-License-Identifier: PostgreSQL */
/*
 * fay_herriot_kernel.h - the area level model of small areas
 *
 * See fay_herriot_kernel.c for the method.
 */
#ifndef FAY_HERRIOT_KERNEL_H
#define FAY_HERRIOT_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

/* How the variance between areas is estimated. */
typedef enum FayHerriotMethod
{
	FAY_HERRIOT_YOSHIMORI_LAHIRI,
	FAY_HERRIOT_LI_LAHIRI,
	FAY_HERRIOT_REML,
	FAY_HERRIOT_ML
} FayHerriotMethod;

/* The areas, of which each has a place in all arrays. */
typedef struct FayHerriotAreas
{
	int64_t		n;
	int			covariates;		/* besides the intercept */
	const double *direct;		/* estimate; NaN: the area was not observed */
	const double *variance;		/* of sampling, >= 0; not asked for if the
								 * area was not observed */
	const double *covariate;	/* area by area; not asked for without any */
} FayHerriotAreas;

typedef enum FayHerriotProblem
{
	FAY_HERRIOT_FITTED,
	FAY_HERRIOT_NO_AREAS,		/* none was observed */
	FAY_HERRIOT_DEPENDENT		/* a covariate follows from the others */
} FayHerriotProblem;

/* What all areas together tell. */
typedef struct FayHerriot
{
	FayHerriotMethod method;
	int64_t		observed;		/* areas */
	int			parameters;		/* the intercept and a slope for each
								 * covariate */
	bool		has_beta;		/* else there are fewer areas than parameters */
	bool		has_variance;	/* else nothing bounds the variance */
	double		variance;		/* between areas */
	double	   *beta;			/* the intercept first */

	/*
	 * The same in units of the model: direct estimates less `center` in units
	 * of 2^exponent, covariates less their centers in units of their own
	 */
	int			exponent;
	double		center;
	double		model_variance;
	double		estimator_variance; /* of the variance */
	double		estimator_bias; /* of the variance */
	double	   *model_beta;
	double	   *covariate_center;
	int		   *covariate_exponent;
	double	   *root;			/* R of the weighted design, row by row */
	double	   *row;			/* room for one row of the design */
} FayHerriot;

/* What is said of an area. */
typedef struct FayHerriotArea
{
	bool		has_estimate;
	bool		has_error;
	double		estimate;
	double		mse;			/* by the formula of the method's paper: that
								 * of Li and Lahiri may be negative */
	double		std_error;
	double		own_weight;		/* of the direct estimate, 0 .. 1 */
} FayHerriotArea;

extern FayHerriotProblem fay_herriot_fit(const FayHerriotAreas *areas, FayHerriotMethod method, FayHerriot *fit);
extern FayHerriotArea fay_herriot_area(const FayHerriot *fit, double direct, double variance, const double *covariate);
extern void fay_herriot_release(FayHerriot *fit);

#endif							/* FAY_HERRIOT_KERNEL_H */

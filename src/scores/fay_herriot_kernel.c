/* SPDX-License-Identifier: PostgreSQL */
/*
 * fay_herriot_kernel.c - the area level model of small areas (Fay and Herriot 1979)
 *
 * Area i has a level theta_i, of which there is a direct estimate y_i with a
 * known sampling variance D_i:
 *
 *	y_i     = theta_i + e_i			e_i normal with variance D_i
 *	theta_i = x_i' beta + v_i		v_i normal with variance A
 *
 * With V = diag(A + D_i), w_i = 1 / (A + D_i), gamma_i = A w_i and
 * P = V^-1 - V^-1 X (X' V^-1 X)^-1 X' V^-1, the empirical best predictor is
 *
 *	estimate = gamma_i y_i + (1 - gamma_i) x_i' beta,	beta = (X' V^-1 X)^-1 X' V^-1 y
 *
 * A maximizes one of
 *
 *	ML					log L   = -1/2 sum ln (A + D_i) - 1/2 y' P y
 *	REML				log L_R = log L - 1/2 ln |X' V^-1 X|
 *	Li and Lahiri		log L_R + ln A
 *	Yoshimori, Lahiri	log L_R + 1/m ln arctan sum gamma_i
 *
 * of which the last two are never at A = 0.  The mean squared error is
 *
 *	g1 = A D_i w_i			were beta and A known
 *	g2 = (1 - gamma_i)^2 x_i' (X' V^-1 X)^-1 x_i		beta is not
 *	g3 = D_i^2 w_i^3 var A								nor is A, var A = 2 / sum w^2
 *	mse = g1 + g2 + 2 g3 - (1 - gamma_i)^2 bias A
 *
 *	bias A				0 for REML and Yoshimori and Lahiri
 *	ML					-tr[(X' V^-1 X)^-1 X' V^-2 X] / sum w^2
 *	Li and Lahiri		(2 / A) / sum w^2
 *
 * Sources: Fay and Herriot 1979, J. American Statistical Association 74; Prasad
 * and Rao 1990, ibid. 85; Datta and Lahiri 2000, Statistica Sinica 10; Li and
 * Lahiri 2010, J. Multivariate Analysis 101; Yoshimori and Lahiri 2014, ibid.
 * 124; Rao and Molina 2015, Small Area Estimation, chapter 6.
 *
 * Where too few areas were observed nothing bounds A: the likelihood grows as A
 * does.  Then A is as good as infinite, and the limit of the above is the
 * direct estimate with its own variance.  That is so for at most as many areas
 * as parameters, and for up to two more with Li and Lahiri.
 *
 * Numbers are centered and scaled by powers of two first.  The weighted design
 * is taken apart as W^1/2 X = Q R, which gives all sums without inverses.  The
 * likelihood may have more than one peak, so it is looked at over powers of two
 * of A before the highest peak is found by halving.  Areas are sorted first, so
 * results do not depend on their order.
 *
 * Cost: some 100 passes over the areas, each of areas * parameters^2.
 */
#include "scores/fay_herriot_kernel.h"

#include <math.h>

#include "base/compiler.h"
#include "base/memory.h"
#include "math/random.h"
#include "math/values.h"

/* Sampling variances below this part of the largest square are as good as 0. */
#define NEGLIGIBLE_EXPONENT	(-200)

/* A column is a combination of others if no more than this part of it is left. */
#define DEPENDENT			1e-10

/* The observed areas in units of the model, and the design with weights. */
typedef struct Design
{
	int64_t		n;
	int			parameters;
	double	   *y;
	double	   *variance;
	double	   *x;				/* column by column, as all of these are */
	double	   *weight;
	double	   *q;				/* W^1/2 X = Q R */
	double	   *residual;		/* of W^1/2 y from Q */
	double	   *root;			/* R, row by row */
	double	   *projection;		/* Q' W^1/2 y */
} Design;

/* What the likelihood is for one A. */
typedef struct Likelihood
{
	double		log;
	double		slope;			/* along ln A */
} Likelihood;

static double
product(const double *a, const double *b, int64_t n)
{
	double		sum = 0.0;
	int64_t		i;

	for (i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

/*
 * Take out of `column` what the first k columns of Q can say; `part`, which has a place in each `stride`, gets how much
 * it was of each.  The second round takes out what rounding has left.
 */
static void
take_out(const Design *design, double *column, int k, double *part, int stride)
{
	int			round;
	int			j;
	int64_t		i;

	for (j = 0; j < k; j++)
		part[(int64_t) j * stride] = 0.0;
	for (round = 0; round < 2; round++)
	{
		for (j = 0; j < k; j++)
		{
			const double *q = design->q + j * design->n;
			double		along = product(q, column, design->n);

			for (i = 0; i < design->n; i++)
				column[i] -= along * q[i];
			part[(int64_t) j * stride] += along;
		}
	}
}

/* Q, R and the residual with the weights that are there.  False if a column depends on others. */
static bool
decompose(Design *design)
{
	int64_t		n = design->n;
	int			p = design->parameters;
	bool		independent = true;
	int64_t		i;
	int			j;

	for (i = 0; i < n; i++)
		design->residual[i] = sqrt(design->weight[i]) * design->y[i];
	for (j = 0; j < p; j++)
	{
		double	   *q = design->q + j * n;
		double		before;
		double		length;

		stop_if_asked();
		for (i = 0; i < n; i++)
			q[i] = sqrt(design->weight[i]) * design->x[j * n + i];
		before = sqrt(product(q, q, n));
		take_out(design, q, j, design->root + j, p);
		length = sqrt(product(q, q, n));
		if (!(length > DEPENDENT * before))
			independent = false;
		design->root[j * p + j] = length;
		for (i = 0; i < n && length > 0.0; i++)
			q[i] /= length;
	}
	take_out(design, design->residual, p, design->projection, 1);
	return independent;
}

/* Weights for a variance between areas. */
static void
weigh(Design *design, double variance)
{
	int64_t		i;

	for (i = 0; i < design->n; i++)
		design->weight[i] = 1.0 / (variance + design->variance[i]);
	(void) decompose(design);
}

/* sum of w_i q_i' q_i = tr[(X' V^-1 X)^-1 X' V^-2 X] */
static double
sum_of_leverages(const Design *design)
{
	double		sum = 0.0;
	int			j;
	int64_t		i;

	for (j = 0; j < design->parameters; j++)
	{
		const double *q = design->q + j * design->n;

		for (i = 0; i < design->n; i++)
			sum += design->weight[i] * q[i] * q[i];
	}
	return sum;
}

/* The likelihood of A with its slope, as the head of this file has it. */
static Likelihood
likelihood_of(Design *design, FayHerriotMethod method, double variance)
{
	Likelihood	result = {0.0, 0.0};
	double		shrinkage = 0.0;
	double		gamma = 0.0;
	int64_t		i;
	int			j;

	weigh(design, variance);
	for (i = 0; i < design->n; i++)
	{
		double		weight = design->weight[i];
		double		square = design->residual[i] * design->residual[i];

		stop_if_asked_at(i);
		result.log += 0.5 * (portable_log(weight) - square);
		result.slope += 0.5 * variance * weight * (square - 1.0);
		gamma += variance * weight;
		shrinkage += variance * weight * (design->variance[i] * weight);
	}
	if (method != FAY_HERRIOT_ML)
	{
		for (j = 0; j < design->parameters; j++)
			result.log -= portable_log(design->root[j * design->parameters + j]);
		result.slope += 0.5 * variance * sum_of_leverages(design);
	}
	if (method == FAY_HERRIOT_LI_LAHIRI)
	{
		result.log += portable_log(variance);
		result.slope += 1.0;
	}
	if (method == FAY_HERRIOT_YOSHIMORI_LAHIRI)
	{
		result.log += portable_log(atan(gamma)) / (double) design->n;
		result.slope += shrinkage / (atan(gamma) * (1.0 + gamma * gamma)) / (double) design->n;
	}
	return result;
}

/* The peak between two variances, where the slope changes its sign, by halving. */
static double
peak_between(Design *design, FayHerriotMethod method, double low, double high)
{
	for (;;)
	{
		double		middle = sqrt(low) * sqrt(high);

		if (!(middle > low && middle < high))
			return low;
		if (likelihood_of(design, method, middle).slope > 0.0)
			low = middle;
		else
			high = middle;
	}
}

/* The smallest sampling variance above 0, and whether there are some of 0. */
static double
least_variance(const Design *design, bool *some_are_0)
{
	double		least = 1.0;
	int64_t		i;

	*some_are_0 = false;
	for (i = 0; i < design->n; i++)
	{
		if (design->variance[i] > 0.0)
			least = fmin(least, design->variance[i]);
		else
			*some_are_0 = true;
	}
	return least;
}

/*
 * The variance between areas at the highest peak: first over powers of two,
 * from where the likelihood no longer changes to where it falls for good.  That
 * is from 16 n on, for no square and no sampling variance is above 1, and there
 * are as many areas as fit_design() asks for.  Where some sampling variances
 * are 0, a variance of 2^NEGLIGIBLE_EXPONENT stands for 0.
 */
static double
variance_of(Design *design, FayHerriotMethod method)
{
	bool		some_are_0;
	int			count_exponent;
	int			lowest;
	int			best;
	int			k;
	double		best_log;
	Likelihood	likelihood;

	(void) frexp((double) design->n, &count_exponent);
	(void) frexp(least_variance(design, &some_are_0), &lowest);
	lowest = some_are_0 ? NEGLIGIBLE_EXPONENT : lowest - 2 * count_exponent - 10;
	best = lowest;
	best_log = -INFINITY;
	for (k = lowest; k <= count_exponent + 4; k++)
	{
		likelihood = likelihood_of(design, method, ldexp(1.0, k));
		if (likelihood.log > best_log)
		{
			best = k;
			best_log = likelihood.log;
		}
	}
	likelihood = likelihood_of(design, method, ldexp(1.0, best));
	if (likelihood.slope > 0.0)
		return peak_between(design, method, ldexp(1.0, best), ldexp(1.0, best + 1));
	if (best > lowest)
		return peak_between(design, method, ldexp(1.0, best - 1), ldexp(1.0, best));
	return some_are_0 ? ldexp(1.0, NEGLIGIBLE_EXPONENT) : 0.0;
}

#define SORT				sort_areas
#define SORT_ELEMENT		int64_t
#define SORT_CONTEXT		const FayHerriotAreas *
#define SORT_BEFORE(a, b)	area_before(context, *(a), *(b))

/* Does area a stand before area b?  Those that are the same in all may stand in any order. */
static bool
area_before(const FayHerriotAreas *areas, int64_t a, int64_t b)
{
	int			j;

	if (areas->variance[a] != areas->variance[b])
		return areas->variance[a] < areas->variance[b];
	if (areas->direct[a] != areas->direct[b])
		return areas->direct[a] < areas->direct[b];
	for (j = 0; j < areas->covariates; j++)
	{
		double		x = areas->covariate[a * areas->covariates + j];
		double		y = areas->covariate[b * areas->covariates + j];

		if (x != y)
			return x < y;
	}
	return false;
}

#include "math/sort_template.h"

/* The observed areas in an order of their own; the caller releases it. */
static int64_t *
observed_areas(const FayHerriotAreas *areas, int64_t *observed)
{
	int64_t    *area = memory_get(areas->n, sizeof(int64_t));
	int64_t		n = 0;
	int64_t		i;

	for (i = 0; i < areas->n; i++)
	{
		if (!isnan(areas->direct[i]))
			area[n++] = i;
	}
	sort_areas(area, n, areas);
	*observed = n;
	return area;
}

/* The middle of numbers, and the exponent e such that they are less than 2^e away from it.  False if all are equal. */
static bool
center_of(const double *number, int stride, const int64_t *place, int64_t n, double *center, int *exponent)
{
	double		least = number[place[0] * stride];
	double		greatest = least;
	int64_t		i;

	for (i = 1; i < n; i++)
	{
		least = fmin(least, number[place[i] * stride]);
		greatest = fmax(greatest, number[place[i] * stride]);
	}
	*center = least / 2.0 + greatest / 2.0;
	(void) frexp(greatest / 2.0 - least / 2.0, exponent);
	return least < greatest;
}

/* Find centers and units.  False if a covariate is the same everywhere, so it is an intercept. */
static bool
find_units(FayHerriot *fit, const FayHerriotAreas *areas, const int64_t *area)
{
	int64_t		n = fit->observed;
	double		greatest = 0.0;
	int			exponent;
	int64_t		i;
	int			j;

	if (!center_of(areas->direct, 1, area, n, &fit->center, &fit->exponent))
		fit->exponent = NEGLIGIBLE_EXPONENT;
	for (i = 0; i < n; i++)
		greatest = fmax(greatest, areas->variance[area[i]]);
	(void) frexp(sqrt(greatest), &exponent);
	if (greatest > 0.0)
		fit->exponent = Max(fit->exponent, exponent);
	for (j = 0; j < areas->covariates; j++)
	{
		if (!center_of(areas->covariate + j, areas->covariates, area, n, &fit->covariate_center[j],
					   &fit->covariate_exponent[j]) && n >= fit->parameters)
			return false;
	}
	return true;
}

static void
fill_design(Design *design, const FayHerriot *fit, const FayHerriotAreas *areas, const int64_t *area)
{
	int64_t		n = fit->observed;
	int			p = fit->parameters;
	int64_t		i;
	int			j;

	design->n = n;
	design->parameters = p;
	design->y = memory_get(n, sizeof(double));
	design->variance = memory_get(n, sizeof(double));
	design->x = memory_get(n * p, sizeof(double));
	design->weight = memory_get(n, sizeof(double));
	design->q = memory_get(n * p, sizeof(double));
	design->residual = memory_get(n, sizeof(double));
	design->root = fit->root;
	design->projection = memory_get(p, sizeof(double));
	for (i = 0; i < n; i++)
	{
		design->y[i] = centered(areas->direct[area[i]], fit->center, fit->exponent);
		design->variance[i] = ldexp(areas->variance[area[i]], -2 * fit->exponent);
		if (design->variance[i] < ldexp(1.0, NEGLIGIBLE_EXPONENT))
			design->variance[i] = 0.0;
		design->x[i] = 1.0;
		for (j = 1; j < p; j++)
			design->x[j * n + i] = centered(areas->covariate[area[i] * (p - 1) + j - 1],
											fit->covariate_center[j - 1], fit->covariate_exponent[j - 1]);
	}
}

static void
release_design(Design *design)
{
	memory_release(design->y);
	memory_release(design->variance);
	memory_release(design->x);
	memory_release(design->weight);
	memory_release(design->q);
	memory_release(design->residual);
	memory_release(design->projection);
}

/* beta = R^-1 Q' W^1/2 y, in units of the model and in those of the data. */
static void
solve_beta(FayHerriot *fit, const Design *design)
{
	int			p = fit->parameters;
	double		intercept;
	int			j;
	int			k;

	for (j = p - 1; j >= 0; j--)
	{
		double		rest = design->projection[j];

		for (k = j + 1; k < p; k++)
			rest -= fit->root[j * p + k] * fit->model_beta[k];
		fit->model_beta[j] = rest / fit->root[j * p + j];
	}
	intercept = ldexp(fit->model_beta[0], fit->exponent);
	for (j = 1; j < p; j++)
	{
		fit->beta[j] = ldexp(fit->model_beta[j], fit->exponent - fit->covariate_exponent[j - 1]);
		intercept -= fit->beta[j] * fit->covariate_center[j - 1];
	}
	fit->beta[0] = fit->center + intercept;
}

/* Variance and bias of the estimator of the variance. */
static void
find_moments(FayHerriot *fit, const Design *design)
{
	double		squares = product(design->weight, design->weight, design->n);

	fit->estimator_variance = 2.0 / squares;
	switch (fit->method)
	{
		case FAY_HERRIOT_ML:
			fit->estimator_bias = -sum_of_leverages(design) / squares;
			break;
		case FAY_HERRIOT_LI_LAHIRI:
			fit->estimator_bias = 2.0 / fit->model_variance / squares;
			break;
		default:
			fit->estimator_bias = 0.0;
	}
}

/* Fit the model to a design; false if covariates are dependent. */
static bool
fit_design(FayHerriot *fit, Design *design)
{
	int64_t		least = fit->parameters + (fit->method == FAY_HERRIOT_LI_LAHIRI ? 3 : 1);
	int64_t		i;

	/* weights that are equal, as for an infinite variance */
	for (i = 0; i < design->n; i++)
		design->weight[i] = 1.0;
	if (!decompose(design))
		return false;
	fit->has_beta = true;
	fit->has_variance = design->n >= least;
	if (fit->has_variance)
	{
		fit->model_variance = variance_of(design, fit->method);
		weigh(design, fit->model_variance);
		find_moments(fit, design);
		fit->variance = ldexp(fit->model_variance, 2 * fit->exponent);
		if (fit->model_variance <= ldexp(1.0, NEGLIGIBLE_EXPONENT))
			fit->variance = 0.0;
	}
	solve_beta(fit, design);
	return true;
}

/*
 * Fit the model.  The variances of observed areas must be finite and not
 * negative, all numbers finite.  After anything but FAY_HERRIOT_NO_AREAS the
 * caller releases the fit.
 */
FayHerriotProblem
fay_herriot_fit(const FayHerriotAreas *areas, FayHerriotMethod method, FayHerriot *fit)
{
	FayHerriotProblem problem = FAY_HERRIOT_FITTED;
	int			p = areas->covariates + 1;
	int64_t    *area;

	*fit = (FayHerriot) {.method = method, .parameters = p};
	area = observed_areas(areas, &fit->observed);
	if (fit->observed == 0)
	{
		memory_release(area);
		return FAY_HERRIOT_NO_AREAS;
	}
	fit->beta = memory_get(p, sizeof(double));
	fit->model_beta = memory_get(p, sizeof(double));
	fit->covariate_center = memory_get(p, sizeof(double));
	fit->covariate_exponent = memory_get(p, sizeof(int));
	fit->root = memory_get((int64_t) p * p, sizeof(double));
	fit->row = memory_get(p, sizeof(double));
	if (!find_units(fit, areas, area))
		problem = FAY_HERRIOT_DEPENDENT;
	else if (fit->observed >= p)
	{
		Design		design;

		fill_design(&design, fit, areas, area);
		if (!fit_design(fit, &design))
			problem = FAY_HERRIOT_DEPENDENT;
		release_design(&design);
	}
	memory_release(area);
	return problem;
}

/* What fay_herriot_fit() has found. */
void
fay_herriot_release(FayHerriot *fit)
{
	memory_release(fit->beta);
	memory_release(fit->model_beta);
	memory_release(fit->covariate_center);
	memory_release(fit->covariate_exponent);
	memory_release(fit->root);
	memory_release(fit->row);
}

/* x' beta, and x' (X' V^-1 X)^-1 x as the square of the x' R^-1, in units of the model. */
static double
synthetic_estimate(const FayHerriot *fit, const double *covariate, double *square)
{
	int			p = fit->parameters;
	double		estimate = 0.0;
	int			j;
	int			k;

	*square = 0.0;
	for (j = 0; j < p; j++)
	{
		double		x = j == 0 ? 1.0 : centered(covariate[j - 1], fit->covariate_center[j - 1],
												fit->covariate_exponent[j - 1]);

		estimate += x * fit->model_beta[j];
		for (k = 0; k < j; k++)
			x -= fit->root[k * p + j] * fit->row[k];
		fit->row[j] = x / fit->root[j * p + j];
		*square += fit->row[j] * fit->row[j];
	}
	return estimate;
}

/* Where the variance has no bound: the direct estimate as it is; of an area not observed, the fit without an error. */
static FayHerriotArea
area_without_variance(const FayHerriot *fit, double direct, double variance, const double *covariate)
{
	FayHerriotArea result = {0};
	double		square;

	if (!isnan(direct))
	{
		result = (FayHerriotArea) {.has_estimate = true, .has_error = true, .estimate = direct, .mse = variance,
			.std_error = sqrt(variance), .own_weight = 1.0};
	}
	else if (fit->has_beta)
	{
		result.has_estimate = true;
		result.estimate = ldexp(synthetic_estimate(fit, covariate, &square), fit->exponent) + fit->center;
	}
	return result;
}

/*
 * An area, observed or, if `direct` is NaN, not: then its estimate is x' beta,
 * with the error A + x' (X' V^-1 X)^-1 x.  The standard error is the root of the
 * mse; where the correction for the bias of A would take more than g1 and one
 * g3, it is that of g2 + g3, which the estimates of beta and A cost in any case.
 * So it is above 0 wherever the sampling variance is.
 */
FayHerriotArea
fay_herriot_area(const FayHerriot *fit, double direct, double variance, const double *covariate)
{
	FayHerriotArea result = {.has_estimate = true, .has_error = true};
	double		A = fit->model_variance;
	double		square;
	double		synthetic;
	double		D;
	double		weight;
	double		g1;
	double		g2;
	double		g3;
	double		mse;
	double		least;

	if (!fit->has_variance)
		return area_without_variance(fit, direct, variance, covariate);
	synthetic = synthetic_estimate(fit, covariate, &square);
	if (isnan(direct))
	{
		mse = least = A + square;
		result.estimate = ldexp(synthetic, fit->exponent) + fit->center;
	}
	else
	{
		D = ldexp(variance, -2 * fit->exponent);
		weight = 1.0 / (A + D);
		g1 = A * (D * weight);
		g2 = D * weight * (D * weight) * square;
		g3 = D * weight * (D * weight) * weight * fit->estimator_variance;
		least = g2 + g3;
		mse = g1 + g2 + 2.0 * g3 - D * weight * (D * weight) * fit->estimator_bias;
		result.own_weight = A > D ? 1.0 - D * weight : A * weight;

		/* from the nearer end, so that weights of 0 and 1 are exact */
		if (result.own_weight > 0.5)
			result.estimate = direct +
				ldexp(D * weight * (synthetic - centered(direct, fit->center, fit->exponent)), fit->exponent);
		else
			result.estimate = fit->center +
				ldexp(synthetic + A * weight * (centered(direct, fit->center, fit->exponent) - synthetic),
					  fit->exponent);
	}
	result.mse = ldexp(mse, 2 * fit->exponent);
	result.std_error = ldexp(sqrt(fmax(mse, least)), fit->exponent);
	return result;
}

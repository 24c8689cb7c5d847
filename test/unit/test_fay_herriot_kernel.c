/* sources: src/scores/fay_herriot_kernel.c src/math/random.c */
/*
 * Small areas.  sql/fay_herriot.sql has values of other tools; this is what
 * happens at the edges, where hand arithmetic gives the answer.
 */
#include <float.h>
#include <math.h>
#include <string.h>

#include "../tap.h"
#include "kernel_host.h"
#include "near.h"
#include "random_numbers.h"
#include "scores/fay_herriot_kernel.h"

#define LENGTH(array)	((int) (sizeof(array) / sizeof((array)[0])))

static const FayHerriotMethod methods[] = {
	FAY_HERRIOT_YOSHIMORI_LAHIRI, FAY_HERRIOT_LI_LAHIRI, FAY_HERRIOT_REML, FAY_HERRIOT_ML
};

/* The fit and the first area; 0 covariates. */
static FayHerriotArea
first_of(const double *direct, const double *variance, int n, FayHerriotMethod method, FayHerriot *fit)
{
	FayHerriotAreas areas = {.n = n, .direct = direct, .variance = variance};

	fay_herriot_fit(&areas, method, fit);
	return fay_herriot_area(fit, direct[0], variance[0], NULL);
}

/*
 * Equal sampling variances D and sum (y - mean)^2 = S over m areas.  REML: A + D
 * = S / (m - 1); ML: S / m; both at least D.  Li and Lahiri: 1 / A - (m - 1) / 2
 * / (A + D) + S / 2 / (A + D)^2 = 0.
 */
static void
test_equal_variances(void)
{
	/* S = 40 around 5 */
	const double direct[] = {1, 3, 5, 7, 9};
	const double variance[] = {4, 4, 4, 4, 4};
	FayHerriot	fit;
	FayHerriotArea area;
	double		A;

	area = first_of(direct, variance, 5, FAY_HERRIOT_REML, &fit);
	tap_ok(near(fit.variance, 6.0, 1e-14) && near(fit.beta[0], 5.0, 1e-15) && near(area.estimate, 5 - 4 * 0.6, 1e-14) &&
		   near(area.own_weight, 0.6, 1e-14), "REML of equal variances");

	/* g1 = 2.4, g2 = 0.16 * 10 / 5, g3 = 16 / 1000 * 2 / (5 / 100) */
	tap_ok(near(area.mse, 2.4 + 0.32 + 2 * 0.64, 1e-14) && near(area.std_error, 2.0, 1e-14), "its error");
	area = fay_herriot_area(&fit, NAN, 0.0, NULL);
	tap_ok(near(area.estimate, 5.0, 1e-15) && near(area.mse, 6.0 + 10.0 / 5, 1e-14) && area.own_weight == 0.0,
		   "an area that was not observed");
	fay_herriot_release(&fit);

	first_of(direct, variance, 5, FAY_HERRIOT_ML, &fit);
	tap_ok(near(fit.variance, 4.0, 1e-14), "ML of equal variances");
	fay_herriot_release(&fit);

	first_of(direct, variance, 5, FAY_HERRIOT_LI_LAHIRI, &fit);
	A = fit.variance;
	tap_ok(fabs(1 / A - 2 / (A + 4) + 20 / (A + 4) / (A + 4)) < 1e-14, "Li and Lahiri of equal variances");
	fay_herriot_release(&fit);
}

/* Less difference than by chance. */
static void
test_no_difference(void)
{
	const double direct[] = {7, 7, 7, 7, 7};
	const double variance[] = {1, 2, 3, 4, 5};
	bool		pass = true;
	FayHerriot	fit;
	FayHerriotArea area;
	int			i;

	for (i = 0; i < LENGTH(methods); i++)
	{
		bool		adjusted = methods[i] == FAY_HERRIOT_LI_LAHIRI || methods[i] == FAY_HERRIOT_YOSHIMORI_LAHIRI;

		area = first_of(direct, variance, 5, methods[i], &fit);
		pass = pass && adjusted == (fit.variance > 0.0) && near(area.estimate, 7.0, 1e-15) && area.std_error > 0.0;
		fay_herriot_release(&fit);
	}
	tap_ok(pass, "equal estimates: adjusted likelihoods are not at 0, and no error is 0");
}

/* Too few areas: direct estimates stand. */
static void
test_few(void)
{
	const double direct[] = {1, 4, 9};
	const double variance[] = {2, 3, 4};
	bool		pass = true;
	FayHerriot	fit;
	FayHerriotArea area;
	int			m;
	int			i;

	for (i = 0; i < LENGTH(methods); i++)
		for (m = 1; m <= 3; m++)
		{
			bool		told = methods[i] == FAY_HERRIOT_LI_LAHIRI ? m > 3 : m > 1;

			area = first_of(direct, variance, m, methods[i], &fit);
			pass = pass && fit.has_variance == told && fit.has_beta && area.std_error > 0.0 &&
				(told || (area.estimate == 1.0 && area.mse == 2.0 && area.own_weight == 1.0));
			fay_herriot_release(&fit);
		}
	tap_ok(pass, "one, two and three areas");

	first_of(direct, variance, 2, FAY_HERRIOT_LI_LAHIRI, &fit);
	area = fay_herriot_area(&fit, NAN, 0.0, NULL);
	tap_ok(area.has_estimate && area.estimate == 2.5 && !area.has_error, "an area that was not observed among them");
	fay_herriot_release(&fit);
}

static void
test_certain(void)
{
	const double direct[] = {1, 2, 3, 4, 5};
	const double none[] = {0, 0, 0, 0, 0};
	const double same[] = {3, 3, 3, 3, 3};
	const double mixed[] = {0, 1, 1, 1, 1};
	FayHerriot	fit;
	FayHerriotArea area;

	area = first_of(direct, none, 5, FAY_HERRIOT_REML, &fit);
	tap_ok(near(fit.variance, 2.5, 1e-14) && area.estimate == 1.0 && area.std_error == 0.0,
		   "no sampling variance: what is known is known");
	fay_herriot_release(&fit);
	area = first_of(same, none, 5, FAY_HERRIOT_YOSHIMORI_LAHIRI, &fit);
	tap_ok(fit.variance == 0.0 && area.estimate == 3.0 && area.std_error == 0.0 && fit.beta[0] == 3.0,
		   "all known and equal");
	fay_herriot_release(&fit);
	area = first_of(direct, mixed, 5, FAY_HERRIOT_YOSHIMORI_LAHIRI, &fit);
	tap_ok(area.estimate == 1.0 && area.std_error == 0.0 && fit.variance > 0.0 &&
		   fay_herriot_area(&fit, 5.0, 1.0, NULL).std_error > 0.0, "one known area");
	fay_herriot_release(&fit);
	area = first_of(same, mixed, 5, FAY_HERRIOT_REML, &fit);
	tap_ok(fit.variance == 0.0 && area.estimate == 3.0 &&
		   near(fay_herriot_area(&fit, 3.0, 1.0, NULL).estimate, 3.0, 1e-15), "one known area and no variance");
	fay_herriot_release(&fit);
}

/* Offsets and units change what is expected to change. */
static void
test_units(void)
{
	static const double offsets[] = {0, 0x1p45, 0, 0};
	static const double units[] = {1, 1, 0x1p480, 0x1p-480};
	const double direct[] = {1.5, 4, 9, 3, 6.25, 2, 7};
	const double variance[] = {2, 3, 4, 1, 0.5, 2.5, 30};
	const double x[] = {0.5, 1, 2, 1.5, 3, 0, 2};
	double		first = 0.0;
	double		slope = 0.0;
	double		mse = 0.0;
	bool		pass = true;
	int			k;
	int			i;

	for (k = 0; k < LENGTH(units); k++)
	{
		double		y[LENGTH(direct)];
		double		D[LENGTH(direct)];
		double		moved[LENGTH(direct)];
		FayHerriotAreas areas = {.n = LENGTH(direct), .covariates = 1, .direct = y, .variance = D, .covariate = moved};
		FayHerriot	fit;
		FayHerriotArea area;

		for (i = 0; i < LENGTH(direct); i++)
		{
			y[i] = offsets[k] + units[k] * direct[i];
			D[i] = units[k] * units[k] * variance[i];
			moved[i] = 1e6 + 0x1p100 * x[i];
		}
		fay_herriot_fit(&areas, FAY_HERRIOT_YOSHIMORI_LAHIRI, &fit);
		area = fay_herriot_area(&fit, y[1], D[1], &moved[1]);
		if (k == 0)
		{
			first = area.estimate;
			slope = fit.beta[1];
			mse = area.mse;
		}
		pass = pass && near(area.estimate, offsets[k] + units[k] * first, 1e-13) &&
			near(fit.beta[1], units[k] * slope, 1e-12) && near(area.mse, units[k] * units[k] * mse, 1e-12);
		fay_herriot_release(&fit);
	}
	tap_ok(pass && first > 0.0, "offsets and units");
}

static void
test_dependent(void)
{
	const double direct[] = {1, 2, 4, 3, 6};
	const double variance[] = {1, 1, 1, 1, 1};
	const double constant[] = {3, 3, 3, 3, 3};
	const double twice[] = {1, 2, 2, 4, 5, 10, 3, 6, 7, 14};
	FayHerriotAreas areas = {.n = 5, .covariates = 1, .direct = direct, .variance = variance, .covariate = constant};
	FayHerriot	fit;

	tap_ok(fay_herriot_fit(&areas, FAY_HERRIOT_REML, &fit) == FAY_HERRIOT_DEPENDENT, "a second intercept");
	fay_herriot_release(&fit);
	areas.covariates = 2;
	areas.covariate = twice;
	tap_ok(fay_herriot_fit(&areas, FAY_HERRIOT_REML, &fit) == FAY_HERRIOT_DEPENDENT, "a covariate twice");
	fay_herriot_release(&fit);
	areas.n = 2;
	tap_ok(fay_herriot_fit(&areas, FAY_HERRIOT_REML, &fit) == FAY_HERRIOT_FITTED && !fit.has_beta &&
		   !fit.has_variance && !fay_herriot_area(&fit, NAN, 0.0, twice).has_estimate, "fewer areas than parameters");
	fay_herriot_release(&fit);
	areas.n = 0;
	tap_ok(fay_herriot_fit(&areas, FAY_HERRIOT_REML, &fit) == FAY_HERRIOT_NO_AREAS && blocks_in_use == 0, "no areas");
}

static void
test_order(void)
{
	static double y[200];
	static double D[200];
	FayHerriot	first;
	bool		same = true;
	int			i;
	int			k;

	for (i = 0; i < LENGTH(y); i++)
	{
		y[i] = 1e6 + 100.0 * random_uniform();
		D[i] = 1e3 * random_uniform();
	}
	first_of(y, D, LENGTH(y), FAY_HERRIOT_LI_LAHIRI, &first);
	for (k = 0; k < 20; k++)
	{
		FayHerriot	next;

		for (i = LENGTH(y) - 1; i > 0; i--)
		{
			int			other = (int) (random_uniform() * (i + 1));
			double		swapped = y[i];

			y[i] = y[other];
			y[other] = swapped;
			swapped = D[i];
			D[i] = D[other];
			D[other] = swapped;
		}
		first_of(y, D, LENGTH(y), FAY_HERRIOT_LI_LAHIRI, &next);
		same = same && memcmp(&first.variance, &next.variance, sizeof(double)) == 0 &&
			memcmp(first.beta, next.beta, sizeof(double)) == 0;
		fay_herriot_release(&next);
	}
	tap_ok(first.variance > 0.0 && same, "the same bits in any order");
	fay_herriot_release(&first);
}

/* Areas that differ in a covariate alone have an order too. */
static void
test_order_of_covariates(void)
{
	enum
	{
		N = 40
	};
	static double y[2][N];
	static double D[2][N];
	static double x[2][2 * N];
	FayHerriot	fit[2];
	bool		right;
	int			i;

	for (i = 0; i < N; i++)
	{
		int			back = N - 1 - i;

		y[0][i] = y[1][back] = 50.0 + i % 4 / 3.0;
		D[0][i] = D[1][back] = 0.1 + i % 2;
		x[0][2 * i] = x[1][2 * back] = i % 8 / 7.0;
		x[0][2 * i + 1] = x[1][2 * back + 1] = 1.0 / (i + 1);
	}
	for (i = 0; i < 2; i++)
	{
		FayHerriotAreas areas = {.n = N, .covariates = 2, .direct = y[i], .variance = D[i], .covariate = x[i]};

		fay_herriot_fit(&areas, FAY_HERRIOT_LI_LAHIRI, &fit[i]);
	}
	right = fit[0].variance > 0.0 && memcmp(&fit[0].variance, &fit[1].variance, sizeof(double)) == 0 &&
		memcmp(fit[0].beta, fit[1].beta, 3 * sizeof(double)) == 0;
	tap_ok(right, "the same bits forwards and backwards, where areas differ in a covariate alone");
	for (i = 0; i < 2; i++)
		fay_herriot_release(&fit[i]);
}

int
main(void)
{
	test_equal_variances();
	test_no_difference();
	test_few();
	test_certain();
	test_units();
	test_dependent();
	test_order();
	test_order_of_covariates();
	return tap_done();
}

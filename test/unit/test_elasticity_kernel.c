/* sources: src/inequality/elasticity_kernel.c src/math/estimate.c src/math/quantiles.c src/math/radix_sort.c
   src/math/merge_runs.c */
/*
 * The elasticity by pseudo-likelihood: values of R 4.2.2's glm(), data that hold
 * exactly, and how often the bounds hold the truth in samples where most have
 * nothing and few have much.
 */
#include <math.h>
#include <stdlib.h>

#include "../tap.h"
#include "inequality/elasticity_kernel.h"
#include "math/quantiles.h"
#include "kernel_host.h"
#include "near.h"
#include "random_numbers.h"

#define MOST_ROWS		100
#define SAMPLES			2000

static double scratch[ELASTICITY_SCRATCH(MOST_ROWS, ELASTICITY_CONTROLS)];

static void
set_row(double *row, double cluster, double amount, double x)
{
	row[ROW_CLUSTER] = cluster;
	row[ROW_STRATUM] = 0.0;
	row[ROW_AMOUNT] = amount;
	row[ROW_VARIANCE] = 0.0;
	row[ROW_LOG_X] = log(x);
}

static void
test_known(void)
{
	const double x[] = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
	const double y[] = {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68};
	double		number[11 * ROW_CONTROLS];
	ElasticityRows rows = {11, 0, number};
	Elasticity	e;
	Estimate   *r = &e.estimate;
	int			i;

	for (i = 0; i < 11; i++)
		set_row(number + i * ROW_CONTROLS, i, y[i], x[i]);
	tap_ok(elasticity_of(&rows, 0.95, scratch, &e) && near(r->estimate, 0.5862192044735898, 1e-13) &&
		   near(r->std_error, 0.1187653836456271, 1e-12),
		   "Anscombe's first set as in R");
	tap_ok(r->has_lower && r->lower < r->estimate && r->has_upper && r->estimate < r->upper && r->n == 11,
		   "bounds around it");

	for (i = 0; i < 11; i++)
		number[i * ROW_CONTROLS + ROW_AMOUNT] = 1e300 * pow(x[i], -3.0);
	tap_ok(elasticity_of(&rows, 0.95, scratch, &e) && near(r->estimate, -3.0, 1e-12) && near(r->lower, -3.0, 1e-8) &&
		   near(r->upper, -3.0, 1e-8), "a power law, huge");
	for (i = 0; i < 11; i++)
		number[i * ROW_CONTROLS + ROW_AMOUNT] = i == 7 ? 1e-320 : 0.0;
	tap_ok(!elasticity_of(&rows, 0.95, scratch, &e), "not defined: the one with the smallest x has all");
	for (i = 0; i < 11; i++)
		number[i * ROW_CONTROLS + ROW_AMOUNT] = i == 0 ? 1.0 : 0.0;
	tap_ok(elasticity_of(&rows, 0.95, scratch, &e) && !r->has_lower && !r->has_upper,
		   "no bounds: one in the middle has all");
	rows.n = 2;
	tap_ok(!elasticity_of(&rows, 0.95, scratch, &e), "not defined: two rows");
}

/*
 * Errors of x.  The equations at the head of the kernel, solved by R 4.2.2's uniroot(), for Anscombe's first set with
 * an error of 1.2.
 */
static void
test_errors(void)
{
	const double x[] = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
	const double y[] = {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68};
	double		number[11 * ROW_CONTROLS];
	ElasticityRows rows = {11, 0, number};
	Elasticity	e;
	Elasticity	naive;
	int			i;

	for (i = 0; i < 11; i++)
		set_row(number + i * ROW_CONTROLS, i, y[i], x[i]);
	(void) elasticity_of(&rows, 0.95, scratch, &naive);
	for (i = 0; i < 11; i++)
		number[i * ROW_CONTROLS + ROW_VARIANCE] = 1.2 * 1.2 / (x[i] * x[i]);
	tap_ok(elasticity_of(&rows, 0.95, scratch, &e) && near(e.estimate.estimate, 0.693855706571595, 1e-13) &&
		   near(e.estimate.std_error, 0.142007373920623, 1e-12), "corrected for errors as in R");
	tap_ok(near(e.estimate.lower, 0.246578882987939, 1e-9) && near(e.estimate.upper, 1.41831218837404, 1e-9) &&
		   e.parts == 1, "its bounds as in R");
	tap_ok(naive.estimate.estimate < e.estimate.estimate, "errors took something off");

	/* at b = 0 nothing is corrected: a level at which 0 is the bound is the same */
	tap_ok((naive.estimate.lower > 0.0) == (e.estimate.lower > 0.0), "0 is rejected either way");
	for (i = 0; i < 11; i++)
		number[i * ROW_CONTROLS + ROW_VARIANCE] = 0.3;
	tap_ok(!elasticity_of(&rows, 0.95, scratch, &e), "not defined: all that is seen of ln x may be error");
	for (i = 0; i < 11; i++)
		number[i * ROW_CONTROLS + ROW_VARIANCE] = i == 0 ? 1e-300 : 0.0;
	tap_ok(elasticity_of(&rows, 0.95, scratch, &e) && near(e.estimate.estimate, naive.estimate.estimate, 1e-14) &&
		   near(e.estimate.upper, naive.estimate.upper, 1e-9), "errors next to nothing change nothing");
}

/* What is not rejected, in more than one part: as R 4.2.2's uniroot() finds |T| = qt(0.975, 6). */
static void
test_parts(void)
{
	const double open[] = {3, 5, 4, 0, 4, 0, 0, 0};
	const double half_open[] = {270, 4, 1, 2, 3, 0, 3, 0};
	double		number[8 * ROW_CONTROLS];
	ElasticityRows rows = {8, 0, number};
	Elasticity	e;
	int			i;

	for (i = 0; i < 8; i++)
		set_row(number + i * ROW_CONTROLS, i, open[i], i + 1.0);
	tap_ok(elasticity_of(&rows, 0.95, scratch, &e) && e.parts == 2 && near(e.estimate.estimate, -0.855529, 1e-6) &&
		   e.part[0].lower == -INFINITY && near(e.part[0].upper, -0.159781260566, 1e-9) &&
		   near(e.part[1].lower, 0.700297744665, 1e-9) && e.part[1].upper == INFINITY, "two parts, both open");
	tap_ok(!e.estimate.has_lower && e.estimate.has_upper && e.estimate.upper == e.part[0].upper,
		   "the bounds are those of the part with the estimate");
	for (i = 0; i < 8; i++)
		set_row(number + i * ROW_CONTROLS, i, half_open[i], i + 1.0);
	tap_ok(elasticity_of(&rows, 0.95, scratch, &e) && e.parts == 2 && near(e.estimate.estimate, -4.024779, 1e-6) &&
		   near(e.part[0].lower, -9.29326597843, 1e-9) && near(e.part[0].upper, -2.56278178378, 1e-9) &&
		   near(e.part[1].lower, -1.63151427321, 1e-9) && e.part[1].upper == INFINITY, "two parts, one of them open");
}

/* Amounts that do not depend on x: 70 % have nothing, the others exp(1.5 u), u nearly normal. */
static void
test_coverage(void)
{
	static double number[MOST_ROWS * ROW_CONTROLS];
	int			sizes[] = {20, 100};
	int			s;

	for (s = 0; s < 2; s++)
	{
		ElasticityRows rows = {sizes[s], 0, number};
		Elasticity	e;
	Estimate   *r = &e.estimate;
		int			sample;
		int			above = 0;
		int			below = 0;
		int			wald = 0;

		for (sample = 0; sample < SAMPLES; sample++)
		{
			int			i;

			for (i = 0; i < rows.n; i++)
			{
				double		u = -6.0;
				int			k;

				for (k = 0; k < 12; k++)
					u += random_uniform();
				set_row(number + i * ROW_CONTROLS, i, random_uniform() < 0.7 ? 0.0 : exp(1.5 * u),
						20.0 + 80.0 * random_uniform());
			}
			if (!elasticity_of(&rows, 0.95, scratch, &e))
				continue;
			above += r->lower > 0.0;
			below += r->upper < 0.0;
			wald += fabs(r->estimate) > student_two_sided(0.95, rows.n - 2) * r->std_error;
		}
		printf("# %d rows: of %d intervals %d lie above the truth and %d below; by the standard error %d would miss"
			   " it\n",
			   sizes[s], SAMPLES, above, below, wald);
		/* 50 are expected, and four standard deviations more */
		tap_ok(above <= 78 && below <= 78, "intervals hold the truth, %d rows", sizes[s]);
		tap_ok(wald > above + below, "which the standard error alone does not promise");
	}
}

int
main(void)
{
	test_known();
	test_errors();
	test_parts();
	test_coverage();
	return tap_done();
}

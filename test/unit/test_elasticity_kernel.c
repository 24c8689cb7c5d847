/* sources: src/inequality/elasticity_kernel.c src/math/estimate.c src/math/quantiles.c src/math/radix_sort.c */
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
	Estimate	e;
	int			i;

	for (i = 0; i < 11; i++)
		set_row(number + i * ROW_CONTROLS, i, y[i], x[i]);
	tap_ok(elasticity_of(&rows, 0.95, scratch, &e) && near(e.estimate, 0.5862192044735898, 1e-13) &&
		   near(e.std_error, 0.1187653836456271, 1e-12),
		   "Anscombe's first set as in R");
	tap_ok(e.has_lower && e.lower < e.estimate && e.has_upper && e.estimate < e.upper && e.n == 11, "bounds around it");

	for (i = 0; i < 11; i++)
		number[i * ROW_CONTROLS + ROW_AMOUNT] = 1e300 * pow(x[i], -3.0);
	tap_ok(elasticity_of(&rows, 0.95, scratch, &e) && near(e.estimate, -3.0, 1e-12) && near(e.lower, -3.0, 1e-8) &&
		   near(e.upper, -3.0, 1e-8), "a power law, huge");
	for (i = 0; i < 11; i++)
		number[i * ROW_CONTROLS + ROW_AMOUNT] = i == 7 ? 1e-320 : 0.0;
	tap_ok(!elasticity_of(&rows, 0.95, scratch, &e), "not defined: the one with the smallest x has all");
	for (i = 0; i < 11; i++)
		number[i * ROW_CONTROLS + ROW_AMOUNT] = i == 0 ? 1.0 : 0.0;
	tap_ok(elasticity_of(&rows, 0.95, scratch, &e) && !e.has_lower && !e.has_upper,
		   "no bounds: one in the middle has all");
	rows.n = 2;
	tap_ok(!elasticity_of(&rows, 0.95, scratch, &e), "not defined: two rows");
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
		Estimate	e;
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
			above += e.lower > 0.0;
			below += e.upper < 0.0;
			wald += fabs(e.estimate) > student_two_sided(0.95, rows.n - 2) * e.std_error;
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
	test_coverage();
	return tap_done();
}

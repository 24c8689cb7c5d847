/* sources: src/ranking/funnel_kernel.c src/math/binomial.c src/math/quantiles.c src/math/radix_sort.c
   src/math/merge_runs.c */
/*
 * Funnel limits: the binomial distribution against R 4.2.2 and against sums,
 * limits that hold their promise for every number of trials, and what is not
 * defined.  Values of other tools are in sql/funnel_limits.sql.
 */
#include <math.h>
#include <stdlib.h>

#include "../tap.h"
#include "math/binomial.h"
#include "ranking/funnel_kernel.h"
#include "kernel_host.h"
#include "near.h"

/* R 4.2.2: dbinom(r, n, p), pbinom(r, n, p). */
static const struct
{
	double		r;
	double		n;
	double		share;
	double		probability;
	double		up_to;
}			known[] = {
	{0, 10, 0.29999999999999999, 0.02824752489999998, 0.028247524899999987},
	{3, 10, 0.29999999999999999, 0.26682793199999993, 0.64961071840000018},
	{10, 10, 0.29999999999999999, 5.9048999999999949e-06, 1},
	{2, 112, 0.095299999999999996, 0.00092726046171038407, 0.0010993103216193935},
	{17, 112, 0.095299999999999996, 0.017490656268504483, 0.98074984590931202},
	{499000, 1000000, 0.5, 0.00010798197801891509, 0.022804149932691052},
	{501000, 1000000, 0.5, 0.00010798197801891509, 0.97730383204532789},
	{299955000, 1000000000, 0.29999999999999999, 2.2173761816163815e-07, 0.00095042972056054529},
	{300001234, 1000000000, 0.29999999999999999, 2.742996964157513e-05, 0.53394608596490678},
	{4, 1000000000, 1e-08, 0.018916637098369157, 0.029252687509461861},
	{19, 1000000000, 1e-08, 0.0037321625123004831, 0.99654565819209051},
	{299660, 300000, 0.999, 0.0016761973866353851, 0.012428229716279977},
	{150, 1000, 0.10000000000000001, 1.7150019584540181e-07, 0.99999972255590985},
	{50, 1000, 0.10000000000000001, 3.2084573299188302e-09, 5.9951676323795869e-09},
};

static void
test_distribution(void)
{
	bool		probabilities = true;
	bool		sums = true;
	size_t		i;
	double		n;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
	{
		probabilities = probabilities &&
			near(binomial_probability(known[i].r, known[i].n, known[i].share), known[i].probability, 1e-11);
		sums = sums && near(binomial_up_to(known[i].r, known[i].n, known[i].share), known[i].up_to, 1e-11);
	}
	tap_ok(probabilities, "probabilities as in R");
	tap_ok(sums, "their sums as in R");

	for (n = 1.0; n <= 200.0; n += 1.0)
	{
		double		sum = 0.0;
		double		r;

		for (r = 0.0; r <= n; r += 1.0)
		{
			sum += binomial_probability(r, n, 0.37);
			sums = sums && fabs(sum - binomial_up_to(r, n, 0.37)) < 1e-13;
		}
		probabilities = probabilities && fabs(sum - 1.0) < 1e-13;
	}
	tap_ok(probabilities, "they add up to 1");
	tap_ok(sums, "and sums are sums");
	tap_ok(binomial_probability(0, 5, 0.0) == 1.0 && binomial_probability(1, 5, 0.0) == 0.0 &&
		   binomial_probability(5, 5, 1.0) == 1.0 && binomial_up_to(4, 5, 1.0) == 0.0 &&
		   binomial_up_to(0, 5, 0.0) == 1.0, "shares of 0 and 1");
	tap_ok(near(binomial_probability(1, 1e15, 1e-300), 1e-285, 1e-12) &&
		   near(binomial_up_to(0, 10, 1e-320), 1.0, 1e-15), "tiny shares");
}

/* The distribution function, with lines between whole numbers, is back where it began. */
static void
test_quantile(void)
{
	static const double shares[] = {0.5, 0.03, 0.9, 0.999, 1e-6};
	static const double probabilities[] = {0.5, 0.025, 0.001, 1e-9};
	bool		pass = true;
	double		n;
	int			i;
	int			k;

	for (n = 1.0; n < 3e6; n = floor(n * 1.7) + 1.0)
	{
		for (i = 0; i < 5; i++)
		{
			for (k = 0; k < 4; k++)
			{
				double		place = binomial_interpolated_quantile(n, shares[i], probabilities[k]);
				double		above = ceil(place);
				double		at = binomial_probability(above, n, shares[i]);
				double		back = binomial_up_to(above, n, shares[i]) - (above - place) * at;

				if (place <= -1.0 || place > n || fabs(back - probabilities[k]) > 1e-15 + 1e-9 * probabilities[k])
				{
					printf("# n %g, share %g, probability %g: %.15g\n", n, shares[i], probabilities[k], place);
					pass = false;
				}
			}
		}
	}
	tap_ok(pass, "quantiles between whole numbers");
	/* the sum on one side of the switch, the expansion on the other */
	{
		double		below = binomial_interpolated_quantile(399999999.0, 0.5, 0.025);
		double		above = binomial_interpolated_quantile(400000001.0, 0.5, 0.025);

		tap_ok(fabs(above - below - 1.0) < 1e-3, "no step where the method changes");
	}
	tap_ok(binomial_interpolated_quantile(10.0, 0.0, 0.025) == 0.0 &&
		   binomial_interpolated_quantile(10.0, 1.0, 0.025) == 10.0, "shares of 0 and 1 leave one number of successes");
}

/* No unit that is as the target lies outside more often than promised, on either side. */
static void
test_promise(void)
{
	static const double shares[] = {0.5, 0.8, 0.05, 0.99};
	const Dispersion none = {0};
	bool		pass = true;
	double		n;
	int			i;

	for (n = 1.0; n <= 150.0; n += 1.0)
	{
		for (i = 0; i < 4; i++)
		{
			FunnelUnit	unit = {shares[i], shares[i], share_error(shares[i], n), n};
			FunnelLimits limits = funnel_limits_of(&unit, &none, FUNNEL_EXACT, 0.95);
			double		below = 0.0;
			double		above = 0.0;
			double		r;

			for (r = 0.0; r <= n; r += 1.0)
			{
				below += r / n < limits.lower ? binomial_probability(r, n, shares[i]) : 0.0;
				above += r / n > limits.upper ? binomial_probability(r, n, shares[i]) : 0.0;
			}
			pass = pass && below <= 0.025 && above <= 0.025;
		}
	}
	tap_ok(pass, "exact limits miss on each side in 2.5 %% at most");
}

static void
test_dispersion(void)
{
	FunnelUnit	unit[] = {{50, 58, 5, 0}, {60, 58, 10, 0}, {90, 58, 10, 0}};
	FunnelUnit	unequal[] = {{80, 80, 1e-9, 0}, {85, 80, 1, 0}, {75, 80, 1, 0}};
	Dispersion	d = dispersion_of(unit, 3, 0.0);
	double		target;

	/* z -1.6, 0.2, 3.2: squares 2.56, 0.04, 10.24; w 0.04, 0.01, 0.01 */
	tap_ok(d.has_phi && near(d.phi, 12.84 / 3, 1e-14) && d.has_tau2 &&
		   near(d.tau * d.tau, (12.84 - 2) / (0.06 - 0.0018 / 0.06), 1e-14), "phi and tau2 by hand");
	/* quantiles of z at 0.25 and 0.75: -0.7 and 1.7 */
	d = dispersion_of(unit, 3, 0.25);
	tap_ok(near(d.phi, (0.49 + 0.04 + 2.89) / 3, 1e-13), "winsorised");
	tap_ok(pooled_target(unit, 3, &target) && near(target, (2.0 + 0.6 + 0.9) / 0.06, 1e-14) &&
		   !pooled_target(unit, 0, &target), "the target that the units say");
	/* z 0, 5, -5; sum w - sum w^2 / sum w of w = 1e18, 1, 1 is 4, off by 1e-18 of it */
	d = dispersion_of(unequal, 3, 0.0);
	tap_ok(d.has_tau2 && near(d.tau * d.tau, (50.0 - 2.0) / 4.0, 1e-14),
		   "one that is nearly exact among others that are not");
	d = dispersion_of(unit, 1, 0.1);
	tap_ok(d.has_phi && !d.has_tau2, "one unit tells no variance between units");
	d = dispersion_of(unit, 0, 0.1);
	tap_ok(!d.has_phi && !d.has_tau2, "none tells nothing");
	tap_ok(blocks_in_use == 0, "all memory is given back");
}

int
main(void)
{
	test_distribution();
	test_quantile();
	test_promise();
	test_dispersion();
	return tap_done();
}

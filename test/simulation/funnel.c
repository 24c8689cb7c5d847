/* sources: src/ranking/funnel_kernel.c src/math/binomial.c src/math/quantiles.c src/math/radix_sort.c
   src/math/merge_runs.c */
/*
 * funnel.c - how often is a site outside the limits of a funnel by chance?
 *
 *	make simulation NAME=funnel [ARGUMENTS="seed repetitions"]
 *
 * First shares of n answers, by sums over the binomial distribution, nothing
 * drawn: the probability to lie below and above 95 % limits where the target
 * holds, for exact limits, for limits that take r - alpha on both sides, and for
 * normal ones.
 *
 * Then means of sites with 5 to 60 answers, which vary by 25 points, where sites
 * differ by a normal deviation: which part of them is outside of 95 % limits of
 * each method, of those with the fewest answers and of those with most.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "math/binomial.h"
#include "ranking/funnel_kernel.h"
#include "../unit/kernel_host.h"

#define MOST_SITES		100
#define LEVEL			0.95
#define DEVIATION		25.0	/* of answers */

static uint64_t state;

/* xorshift64* */
static double
uniform(void)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return ((double) ((state * UINT64_C(2685821657736338717)) >> 11) + 0.5) / 9007199254740992.0;
}

static double
normal(void)
{
	return sqrt(-2.0 * log(uniform())) * cos(4.0 * acos(0.0) * uniform());
}

/* Per cent below and above the limits. */
static void
print_tails(double n, double target, double lower, double upper)
{
	double		below = 0.0;
	double		above = 0.0;
	double		r;

	for (r = 0.0; r <= n; r += 1.0)
	{
		double		probability = binomial_probability(r, n, target);

		below += r / n < lower ? probability : 0.0;
		above += r / n > upper ? probability : 0.0;
	}
	printf(" %.1f | %.1f |", 100.0 * below, 100.0 * above);
}

static void
print_shares(void)
{
	static const double targets[] = {0.5, 0.8, 0.95};
	static const double sizes[] = {5.0, 10.0, 20.0, 50.0, 200.0, 1000.0};
	const Dispersion none = {0};
	int			t;
	int			i;

	printf("| target | n | exact: below, %% | above, %% | r - alpha on both sides: below, %% | above, %% "
		   "| normal: below, %% | above, %% |\n|---|---|---|---|---|---|---|---|\n");
	for (t = 0; t < 3; t++)
	{
		for (i = 0; i < 6; i++)
		{
			FunnelUnit	unit = {targets[t], targets[t], share_error(targets[t], sizes[i]), sizes[i]};
			FunnelLimits exact = funnel_limits_of(&unit, &none, FUNNEL_EXACT, LEVEL);
			FunnelLimits rough = funnel_limits_of(&unit, &none, FUNNEL_NORMAL, LEVEL);
			double		n = sizes[i];

			printf("| %g | %g |", targets[t], n);
			print_tails(n, targets[t], exact.lower, exact.upper);
			print_tails(n, targets[t], exact.lower,
						1.0 - (binomial_interpolated_quantile(n, 1.0 - targets[t], (1.0 - LEVEL) / 2.0) + 1.0) / n);
			print_tails(n, targets[t], rough.lower, rough.upper);
			printf("\n");
		}
	}
}

/* Of how many sites how many were outside. */
typedef struct Outside
{
	int			few;			/* of those with at most 15 answers */
	int			many;			/* of those with 46 or more */
	int			all;
} Outside;

static void
draw_sites(FunnelUnit *unit, int sites, double between, double *answers)
{
	double		target;
	int			i;

	for (i = 0; i < sites; i++)
	{
		answers[i] = 5.0 + floor(56.0 * uniform());
		unit[i].std_error = DEVIATION / sqrt(answers[i]);
		unit[i].value = 70.0 + between * normal() + unit[i].std_error * normal();
		unit[i].n = 0.0;
	}
	(void) pooled_target(unit, sites, &target);
	for (i = 0; i < sites; i++)
		unit[i].target = target;
}

static void
print_means(int repetitions)
{
	static const char *const names[] = {
		[FUNNEL_NORMAL] = "normal", [FUNNEL_MULTIPLICATIVE] = "multiplicative", [FUNNEL_ADDITIVE] = "additive"
	};
	static const int sizes[] = {20, 100};
	static const double betweens[] = {0.0, 5.0, 10.0};
	FunnelUnit	unit[MOST_SITES];
	double		answers[MOST_SITES];
	int			s;
	int			b;

	printf("\n| sites | sites differ by | method | outside, 5 to 15 answers, %% | outside, 46 to 60 answers, %% "
		   "| outside, all, %% |\n|---|---|---|---|---|---|\n");
	for (s = 0; s < 2; s++)
	{
		for (b = 0; b < 3; b++)
		{
			Outside		outside[FUNNEL_ADDITIVE + 1] = {{0}};
			Outside		seen = {0};
			int			method;
			int			k;
			int			i;

			for (k = 0; k < repetitions; k++)
			{
				Dispersion	dispersion;

				draw_sites(unit, sizes[s], betweens[b], answers);
				dispersion = dispersion_of(unit, sizes[s], 0.1);
				for (i = 0; i < sizes[s]; i++)
				{
					seen.few += answers[i] <= 15.0;
					seen.many += answers[i] >= 46.0;
					seen.all++;
					for (method = FUNNEL_NORMAL; method <= FUNNEL_ADDITIVE; method++)
					{
						FunnelLimits limits = funnel_limits_of(&unit[i], &dispersion, method, LEVEL);
						bool		is_outside = unit[i].value < limits.lower || unit[i].value > limits.upper;

						outside[method].few += is_outside && answers[i] <= 15.0;
						outside[method].many += is_outside && answers[i] >= 46.0;
						outside[method].all += is_outside;
					}
				}
			}
			for (method = FUNNEL_NORMAL; method <= FUNNEL_ADDITIVE; method++)
				printf("| %d | %g | %s | %.1f | %.1f | %.1f |\n", sizes[s], betweens[b], names[method],
					   100.0 * outside[method].few / seen.few, 100.0 * outside[method].many / seen.many,
					   100.0 * outside[method].all / seen.all);
		}
	}
}

int
main(int argc, char **argv)
{
	uint64_t	seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
	int			repetitions = argc > 2 ? atoi(argv[2]) : 2000;

	state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
	print_shares();
	print_means(repetitions);
	return 0;
}

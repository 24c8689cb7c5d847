/* sources: src/ranking/rank_posterior_kernel.c src/math/normal_levels.c src/math/random.c src/math/radix_sort.c
   src/math/merge_runs.c
   src/math/values.c */
/*
 * Ranks of levels behind scores: against integrals by small steps, and where
 * they can be told by hand.
 */
#include <math.h>
#include <string.h>

#include "../tap.h"
#include "kernel_host.h"
#include "math/normal_levels.h"
#include "near.h"
#include "ranking/rank_posterior_kernel.h"

#define UNITS		6
#define STEPS_A		600
#define STEPS_MU	60
#define STEPS_LEVEL	120

static void
run(const PosteriorModel *model, RankPosterior *result)
{
	memset(result, 0, sizeof(RankPosterior) * (size_t) model->units);
	rank_posterior_of(model, result);
	if (blocks_in_use != 0)
		abort();
}

static double
normal_below(double x)
{
	return 0.5 * erfc(-x / sqrt(2.0));
}

/* P(at least `least` of the others are better than a level), each with a probability of its own. */
static double
enough_better(const double *better, int skip, int least)
{
	double		count[UNITS] = {1.0};
	double		sum = 0.0;
	int			j;
	int			k;

	for (j = 0; j < UNITS; j++)
	{
		if (j == skip)
			continue;
		for (k = UNITS - 1; k > 0; k--)
			count[k] = count[k] * (1.0 - better[j]) + count[k - 1] * better[j];
		count[0] *= 1.0 - better[j];
	}
	for (k = least; k < UNITS; k++)
		sum += count[k];
	return sum;
}

/* P(at least `least` are better) of all units for one A and mu. */
static void
add_probabilities(const double *y, const double *d, double a, double mu, int least, double weight, double *result)
{
	int			i;
	int			j;
	int			k;

	for (i = 0; i < UNITS; i++)
	{
		double		g = a / (a + d[i]);
		double		center = g * y[i] + (1.0 - g) * mu;
		double		spread = sqrt(g * d[i]);

		for (k = 0; k < STEPS_LEVEL; k++)
		{
			double		z = -6.0 + 12.0 * (k + 0.5) / STEPS_LEVEL;
			double		better[UNITS];

			for (j = 0; j < UNITS; j++)
			{
				double		other = a / (a + d[j]);

				better[j] = normal_below((other * y[j] + (1.0 - other) * mu - center - spread * z) /
										 sqrt(other * d[j]));
			}
			result[i] += weight * enough_better(better, i, least) *
				exp(-z * z / 2.0) / sqrt(2.0 * acos(-1.0)) * 12.0 / STEPS_LEVEL;
		}
	}
}

/* The posterior of six units by sums over A, mu and levels. */
static void
test_integrals(void)
{
	static const double y[UNITS] = {3.0, 1.0, -2.0, 0.5, 4.0, 0.0};
	static const double s[UNITS] = {1.0, 0.5, 1.5, 2.0, 1.0, 0.25};
	PosteriorModel model = {.units = UNITS, .score = y, .std_error = s, .draws = 100000, .top_end = 2,
	.bottom_start = 5};
	RankPosterior result[UNITS];
	double		d[UNITS];
	double		mean[UNITS] = {0.0};
	double		square[UNITS] = {0.0};
	double		rank[UNITS] = {0.0};
	double		bottom[UNITS] = {0.0};
	double		not_top[UNITS] = {0.0};
	double		total = 0.0;
	bool		moments = true;
	bool		ranks = true;
	bool		draws = true;
	int			i;
	int			j;
	int			k;
	int			m;

	for (i = 0; i < UNITS; i++)
		d[i] = s[i] * s[i];
	for (k = 0; k < STEPS_A; k++)
	{
		double		x = log(1e-5) + log(1e18) * k / STEPS_A;
		double		a = exp(x);
		double		weights = 0.0;
		double		mu = 0.0;
		double		density = x;

		for (i = 0; i < UNITS; i++)
		{
			weights += 1.0 / (a + d[i]);
			mu += y[i] / (a + d[i]);
		}
		mu /= weights;
		for (i = 0; i < UNITS; i++)
			density -= 0.5 * (log(a + d[i]) + (y[i] - mu) * (y[i] - mu) / (a + d[i]));
		density = exp(density) / sqrt(weights);
		total += density;
		for (i = 0; i < UNITS; i++)
		{
			double		g = a / (a + d[i]);
			double		center = g * y[i] + (1.0 - g) * mu;

			mean[i] += density * center;
			square[i] += density * (center * center + g * d[i] + (1.0 - g) * (1.0 - g) / weights);
			for (j = 0; j < UNITS; j++)
			{
				double		other = a / (a + d[j]);

				if (j != i)
					rank[i] += density * normal_below((other * y[j] + (1.0 - other) * mu - center) /
													  sqrt(g * d[i] + other * d[j] +
														   (g - other) * (g - other) / weights));
			}
		}
		/* every sixth is enough for two digits */
		for (m = 0; m < STEPS_MU && k % 6 == 0; m++)
		{
			double		z = -4.0 + 8.0 * (m + 0.5) / STEPS_MU;
			double		weight = density * exp(-z * z / 2.0) / sqrt(2.0 * acos(-1.0)) * 8.0 / STEPS_MU;

			add_probabilities(y, d, a, mu + z / sqrt(weights), 5, weight, bottom);
			add_probabilities(y, d, a, mu + z / sqrt(weights), 2, weight, not_top);
		}
	}
	run(&model, result);
	for (i = 0; i < UNITS; i++)
	{
		mean[i] /= total;
		moments &= near(result[i].score, mean[i], 1e-6) &&
			near(result[i].std_error, sqrt(square[i] / total - mean[i] * mean[i]), 1e-6);
		ranks &= near(result[i].expected_rank, 1.0 + rank[i] / total, 1e-6);
		draws &= fabs(result[i].p_bottom - 6.0 * bottom[i] / total) < 0.004 &&
			fabs(result[i].p_top - 1.0 + 6.0 * not_top[i] / total) < 0.004;
		if (!draws)
			printf("# got %.4f %.4f, expected %.4f %.4f\n", result[i].p_bottom, result[i].p_top,
				   6.0 * bottom[i] / total, 1.0 - 6.0 * not_top[i] / total);
	}
	tap_ok(moments, "levels and their errors are those of the integral");
	tap_ok(ranks, "so are the expected ranks");
	tap_ok(draws, "so are the probabilities, but for the draws");
	tap_ok(result[4].rank == 1 && result[2].rank == 6, "ranks are those of the expected ranks");
	model.draws = 300;
	model.seed = 8;
	run(&model, result);
	for (i = 0; i < UNITS; i++)
		draws &= fabs(result[i].p_bottom - 6.0 * bottom[i] / total) < 0.03;
	tap_ok(draws, "300 draws give two digits, more or less");
}

static void
test_by_hand(void)
{
	static const double score[] = {7.0, 7.0, 3.0, 9.0, 1.0};
	static const double zero[] = {0.0, 0.0, 0.0, 0.0, 0.0};
	static const double two[] = {1.0, 2.0};
	static const double equal[] = {4.0, 4.0, 4.0, 4.0, 4.0};
	static const double wide[] = {1e300, 1e300, 1e300, 1e300, 1e300};
	PosteriorModel model = {.units = 5, .score = score, .std_error = zero, .draws = 10, .top_end = 1,
	.bottom_start = 4};
	RankPosterior result[5];
	bool		known = true;
	int			i;

	run(&model, result);
	for (i = 0; i < 5; i++)
		known &= result[i].score == score[i] && result[i].std_error == 0.0 &&
			result[i].expected_rank == result[i].rank && result[i].p_top == (i == 3) && result[i].p_bottom == (i == 4);
	tap_ok(known && result[0].rank == 2 && result[1].rank == 2 && result[2].rank == 4,
		   "known scores are what they are");
	model.score = zero;
	run(&model, result);
	tap_ok(result[0].expected_rank == 1.0 && result[0].p_top == 1.0 && result[0].p_bottom == 0.0,
		   "all are known and equal");

	/* better by 1 with errors of 1 and 2: Phi(1 / root 5) = 0.67264 (tables of the normal distribution) */
	model = (PosteriorModel) {.units = 2, .score = two, .std_error = two, .draws = 20000, .top_end = 1,
	.bottom_start = 2};
	run(&model, result);
	tap_ok(near(result[0].expected_rank, 1.6726395769907, 1e-9) &&
		   near(result[1].expected_rank, 1.3273604230093, 1e-9) && result[0].score == 1.0 &&
		   result[1].std_error == 2.0, "two units are not drawn together");
	tap_ok(fabs(result[1].p_top - 0.67264) < 0.01 && result[0].p_bottom == 0.0, "nor are their probabilities");
	model.top_end = model.bottom_start = 0;
	run(&model, result);
	tap_ok(result[0].p_top == 0.0 && result[1].p_top == 0.0 && result[0].p_bottom == 1.0 && result[1].p_bottom == 1.0,
		   "where the bottom begins before the first unit, all are in it and nobody is at the top");

	model = (PosteriorModel) {.units = 5, .score = equal, .std_error = equal, .draws = 100, .top_end = 1,
	.bottom_start = 4};
	run(&model, result);
	tap_ok(near(result[0].score, 4.0, 1e-12) && near(result[3].expected_rank, 3.0, 1e-12) &&
		   result[0].p_bottom == result[4].p_bottom && fabs(result[0].p_bottom - 0.2) < 0.05 && result[0].rank == 1 &&
		   result[4].rank == 1, "units that are equal have equal chances");
	model.score = wide;
	model.std_error = wide;
	run(&model, result);
	tap_ok(near(result[0].score, 1e300, 1e-12) && isfinite(result[0].std_error) && result[0].std_error > 1e298,
		   "numbers of any size");
	model.units = 1;
	run(&model, result);
	tap_ok(result[0].rank == 1 && result[0].expected_rank == 1.0 && result[0].p_top == 1.0 && result[0].p_bottom == 0.0,
		   "a unit alone is at the top");
}

/* With errors that are all the same, Morris' shrinkage: E (1 - g) from the chi-square density of 1 / (A + D). */
static void
test_equal_errors(void)
{
	static const double y[] = {2.0, -1.0, 3.0, 0.0, -4.0, 1.0, 5.0, -2.0, 2.5, -0.5};
	static const double d[] = {2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0};
	NormalLevels levels;
	double		mean = 0.0;
	double		squares = 0.0;
	double		shrink = 0.0;
	double		above = 0.0;
	double		below = 0.0;
	int64_t		k;

	for (k = 0; k < 10; k++)
		mean += y[k] / 10.0;
	for (k = 0; k < 10; k++)
		squares += (y[k] - mean) * (y[k] - mean);
	/* B = D / (A + D) has the density B^((n - 3) / 2 - 1) exp(-B squares / (2 D)) on 0 .. 1 */
	for (k = 0; k < 200000; k++)
	{
		double		b = (k + 0.5) / 200000.0;
		double		density = pow(b, 2.5) * exp(-b * squares / 4.0);

		above += b * density;
		below += density;
	}
	tap_ok(normal_levels_of(y, d, 10, &levels), "ten estimates say how levels differ");
	for (k = 0; k < levels.nodes; k++)
	{
		shrink += levels.node[k].probability * 2.0 / (levels.node[k].variance + 2.0);
		if (!near(levels.node[k].mean, mean, 1e-12))
			abort();
	}
	tap_ok(near(shrink, above / below, 1e-8), "they are drawn as far as the density of B says");
	tap_ok(levels.nodes < 200, "by a sum of some nodes");
	normal_levels_release(&levels);
	tap_ok(!normal_levels_of(y, d, 3, &levels) && blocks_in_use == 0, "three do not");
}

/* f(A) as the head of normal_levels.c has it, but for a constant. */
static double
restricted_likelihood(const double *y, const double *variance, int n, double a)
{
	double		weights = 0.0;
	double		mean = 0.0;
	double		log_f = 0.0;
	int			i;

	for (i = 0; i < n; i++)
	{
		weights += 1.0 / (a + variance[i]);
		mean += y[i] / (a + variance[i]);
	}
	mean /= weights;
	for (i = 0; i < n; i++)
		log_f -= 0.5 * (log(a + variance[i]) + (y[i] - mean) * (y[i] - mean) / (a + variance[i]));
	return exp(log_f - 0.5 * log(weights));
}

/*
 * Of k levels that are known exactly and are the same, A f(A) goes as A^((3 - k) / 2) near 0: for 3 or more it has
 * no integral, for 2 it has.
 */
static void
test_equal_levels(void)
{
	static const double score[] = {80, 80, 80, 80, 81, 79};
	static const double error[] = {0, 0, 0, 0, 1, 2};
	static const double variance[] = {0, 0, 0, 0, 1, 4};
	static const double other[] = {80, 80, 80, 84, 81, 79};
	static const double far[] = {80, 80, 80, 80, 95, 60};
	double		shrink = 0.0;
	NormalLevels levels;
	RankPosterior result[6];
	PosteriorModel model = {.units = 6, .score = score, .std_error = error, .draws = 200, .seed = 1,
	.top_end = 2, .bottom_start = 4};

	double		mass[2] = {0.0, 0.0};
	int64_t		k;

	tap_ok(!normal_levels_of(score, variance, 6, &levels) && !normal_levels_of(score + 1, variance + 1, 5, &levels),
		   "three equal levels or more without error, and none that differs much: nothing bounds the variance");
	tap_ok(normal_levels_of(score + 2, variance + 2, 4, &levels), "two do bound it");
	normal_levels_release(&levels);
	tap_ok(normal_levels_of(other, variance, 6, &levels), "and some where another one differs");
	normal_levels_release(&levels);
	/* the same by a sum of its own over A, from e^-3 on: below that is no end, and between next to nothing */
	tap_ok(normal_levels_of(far, variance, 6, &levels), "or others differ by more than their errors");
	for (k = 0; k < 200000; k++)
	{
		double		a = exp(-3.0 + 25.0 * k / 200000.0);
		double		f = a * restricted_likelihood(far, variance, 6, a);

		mass[0] += f;
		mass[1] += f / (a + 1.0);
	}
	for (k = 0; k < levels.nodes; k++)
		shrink += levels.node[k].probability / (levels.node[k].variance + 1.0);
	tap_ok(near(shrink, mass[1] / mass[0], 1e-6) && levels.nodes < 200,
		   "then the variance is where they say");
	normal_levels_release(&levels);
	run(&model, result);
	tap_ok(result[4].score == 81 && result[4].std_error == 1 && result[5].std_error == 2 &&
		   near(result[4].expected_rank, 1 + 4 * 0.15865525393145705 + 0.18554668476134878, 1e-12) &&
		   result[4].rank == 1 && result[5].rank == 6, "then scores stand as they are");
}

int
main(void)
{
	test_integrals();
	test_by_hand();
	test_equal_errors();
	test_equal_levels();
	return tap_done();
}

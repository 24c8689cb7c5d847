/* sources: src/ranking/rank_uncertainty_kernel.c src/math/bounded_normal.c src/math/random.c */
/*
 * Are the chances of the top and of the bottom band what they say, where points
 * are near their bounds?  Projects of homes with true shares are drawn, what was
 * seen of them, and the ranks around what follows from that.  Draws from 0 to 1
 * with the given mean and error stand beside normal ones that are clipped.
 *
 * Arguments: seed, projects.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/kernel_host.h"
#include "math/bounded_normal.h"
#include "math/random.h"
#include "ranking/rank_uncertainty_kernel.h"

#define HOMES		60
#define CRITERIA	8
#define CHECKS		12			/* of each home and criterion */
#define DRAWS		1000
#define DECILES		10
#define CELLS		(HOMES * CRITERIA)

static uint64_t state;

/* Uniform, above 0 and below 1 (splitmix64). */
static double
uniform(void)
{
	uint64_t	x = state += UINT64_C(0x9E3779B97F4A7C15);

	x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
	return ((double) ((x ^ x >> 31) >> 12) + 0.5) * 0x1p-52;
}

static double
normal(void)
{
	return sqrt(-2.0 * log(uniform())) * cos(8.0 * atan(1.0) * uniform());
}

/* Marsaglia and Tsang 2000. */
static double
gamma_of(double shape)
{
	double		d = shape - 1.0 / 3.0;

	if (shape < 1.0)
		return gamma_of(shape + 1.0) * pow(uniform(), 1.0 / shape);
	for (;;)
	{
		double		x = normal();
		double		v = pow(1.0 + x / sqrt(9.0 * d), 3.0);

		if (v > 0.0 && log(uniform()) < x * x / 2.0 + d * (1.0 - v + log(v)))
			return d * v;
	}
}

static double
beta_of(double a, double b)
{
	double		x = gamma_of(a);

	return x / (x + gamma_of(b));
}

/* A truth: shares from one beta distribution, or a part of them from another. */
typedef struct Truth
{
	const char *name;
	double		a;
	double		b;
	double		other;			/* share of the homes of the other kind */
	double		other_a;
	double		other_b;
} Truth;

static const Truth truths[] = {
	{"in the middle", 5.0, 5.0, 0.0, 1.0, 1.0},
	{"near full points", 9.0, 1.0, 0.0, 1.0, 1.0},
	{"skewed", 18.0, 1.5, 0.15, 2.0, 3.0}
};

#define TRUTHS	3

/* The beta distribution with the mean and the variance of a truth: what an empirical Bayes estimate finds. */
static void
prior_of(const Truth *t, double *a, double *b)
{
	double		mean_1 = t->a / (t->a + t->b);
	double		mean_2 = t->other_a / (t->other_a + t->other_b);
	double		square_1 = mean_1 * (t->a + 1.0) / (t->a + t->b + 1.0);
	double		square_2 = mean_2 * (t->other_a + 1.0) / (t->other_a + t->other_b + 1.0);
	double		mean = (1.0 - t->other) * mean_1 + t->other * mean_2;
	double		variance = (1.0 - t->other) * square_1 + t->other * square_2 - mean * mean;
	double		total = mean * (1.0 - mean) / variance - 1.0;

	*a = mean * total;
	*b = (1.0 - mean) * total;
}

/* Which homes are in the top and in the bottom band, of these scores. */
static void
bands_of(const double *score, int *top, int *bottom)
{
	int			i;
	int			k;

	for (i = 0; i < HOMES; i++)
	{
		int			better = 0;

		for (k = 0; k < HOMES; k++)
			better += score[k] > score[i];
		top[i] = 5 * better < HOMES;
		bottom[i] = 5 * better >= 4 * HOMES;
	}
}

/* Chances with normal errors that are clipped. */
static void
clipped_chances(const double *mean, const double *error, uint64_t seed_of, double *p_top, double *p_bottom)
{
	RandomSeed	seed = random_seed(seed_of);
	static double z[CELLS];
	int			draw;
	int			i;
	int			k;

	memset(p_top, 0, sizeof(double) * HOMES);
	memset(p_bottom, 0, sizeof(double) * HOMES);
	for (draw = 0; draw < DRAWS; draw++)
	{
		double		score[HOMES] = {0.0};
		int			top[HOMES];
		int			bottom[HOMES];

		random_normals(&seed, RANDOM_POINTS, (uint32_t) draw, 0, CELLS / RANDOM_WORDS, z);
		for (i = 0; i < HOMES; i++)
		{
			for (k = 0; k < CRITERIA; k++)
			{
				int			cell = i * CRITERIA + k;

				score[i] += fmin(fmax(mean[cell] + error[cell] * z[cell], 0.0), 1.0);
			}
		}
		bands_of(score, top, bottom);
		for (i = 0; i < HOMES; i++)
		{
			p_top[i] += (double) top[i] / DRAWS;
			p_bottom[i] += (double) bottom[i] / DRAWS;
		}
	}
}

static void
bounded_chances(const double *mean, const double *error, uint64_t seed, double *p_top, double *p_bottom)
{
	static const double weight[CRITERIA] = {1, 1, 1, 1, 1, 1, 1, 1};
	RankModel	model = {HOMES, CRITERIA, weight, mean, error, DRAWS, INFINITY, (int64_t) seed, NULL};
	RankResult	result[HOMES];
	int			i;

	rank_uncertainty_of(&model, result);
	for (i = 0; i < HOMES; i++)
	{
		p_top[i] = result[i].p_top;
		p_bottom[i] = result[i].p_bottom;
	}
}

/* What was said with a chance, and how often it was so. */
typedef struct Calibration
{
	double		said[DECILES];
	double		came[DECILES];
	double		cases[DECILES];
} Calibration;

static void
note(Calibration *c, double p, int came)
{
	int			d = (int) fmin(p * DECILES, DECILES - 1);

	c->said[d] += p;
	c->came[d] += came;
	c->cases[d] += 1.0;
}

enum
{
	POSTERIOR_BOUNDED, POSTERIOR_CLIPPED, OBSERVED_BOUNDED, OBSERVED_CLIPPED, WAYS
};
static const char *way_name[WAYS] = {
	"posterior, from 0 to 1", "posterior, clipped", "what was seen, from 0 to 1", "what was seen, clipped"
};

static void
one_project(const Truth *t, Calibration *calibration)
{
	static double mean[2][CELLS];
	static double error[2][CELLS];
	double		truth[HOMES] = {0.0};
	double		p_top[HOMES];
	double		p_bottom[HOMES];
	int			top[HOMES];
	int			bottom[HOMES];
	double		a;
	double		b;
	int			way;
	int			i;
	int			c;
	int			n;

	prior_of(t, &a, &b);
	for (i = 0; i < CELLS; i++)
	{
		double		share = uniform() < t->other ? beta_of(t->other_a, t->other_b) : beta_of(t->a, t->b);
		int			seen = 0;

		for (n = 0; n < CHECKS; n++)
			seen += uniform() < share;
		truth[i / CRITERIA] += share;
		mean[0][i] = (a + seen) / (a + b + CHECKS);
		error[0][i] = sqrt(mean[0][i] * (1.0 - mean[0][i]) / (a + b + CHECKS + 1.0));
		/* as the error of a share of which nothing was known before */
		mean[1][i] = (double) seen / CHECKS;
		error[1][i] = sqrt((seen + 1.0) * (CHECKS - seen + 1.0) / ((CHECKS + 2.0) * (CHECKS + 2.0) * (CHECKS + 3.0)));
	}
	bands_of(truth, top, bottom);
	for (way = 0; way < WAYS; way++)
	{
		uint64_t	seed = state;

		if (way == POSTERIOR_BOUNDED || way == OBSERVED_BOUNDED)
			bounded_chances(mean[way / 2], error[way / 2], seed, p_top, p_bottom);
		else
			clipped_chances(mean[way / 2], error[way / 2], seed, p_top, p_bottom);
		for (c = 0; c < HOMES; c++)
		{
			note(&calibration[way], p_top[c], top[c]);
			note(&calibration[way], p_bottom[c], bottom[c]);
		}
	}
}

/* Normal with this mean and deviation, clipped to 0 .. 1: its mean and deviation. */
static void
clipped_moments(double mean, double error, double *m, double *s)
{
	double		square = 0.0;
	double		total = 0.0;
	int			i;

	*m = 0.0;
	for (i = -4000; i <= 4000; i++)
	{
		double		z = i / 500.0;
		double		x = fmin(fmax(mean + error * z, 0.0), 1.0);
		double		density = exp(-z * z / 2.0);

		total += density;
		*m += density * x;
		square += density * x * x;
	}
	*m /= total;
	*s = sqrt(square / total - *m * *m);
}

static void
bounded_moments(double mean, double error, double *m, double *s)
{
	BoundedNormal scale = bounded_normal(mean, error);
	double		square = 0.0;
	double		total = 0.0;
	int			i;

	*m = 0.0;
	for (i = -4000; i <= 4000; i++)
	{
		double		z = i / 500.0;
		double		x = normal_probability(scale.center + scale.spread * z);
		double		density = exp(-z * z / 2.0);

		total += density;
		*m += density * x;
		square += density * x * x;
	}
	*m /= total;
	*s = sqrt(square / total - *m * *m);
}

int
main(int argc, char **argv)
{
	int			projects = argc > 2 ? atoi(argv[2]) : 400;
	static Calibration calibration[TRUTHS][WAYS];
	static const double means[] = {0.5, 0.9, 0.95, 0.97, 0.99, 1.0};
	int			t;
	int			way;
	int			d;
	int			p;
	size_t		i;

	state = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
	printf("| share, error 0.05 | from 0 to 1: mean, deviation | clipped: mean, deviation |\n|---|---|---|\n");
	for (i = 0; i < sizeof(means) / sizeof(means[0]); i++)
	{
		double		m[2];
		double		s[2];

		bounded_moments(means[i], 0.05, &m[0], &s[0]);
		clipped_moments(means[i], 0.05, &m[1], &s[1]);
		printf("| %.2f | %.4f, %.4f | %.4f, %.4f |\n", means[i], m[0], s[0], m[1], s[1]);
	}

	for (t = 0; t < TRUTHS; t++)
	{
		for (p = 0; p < projects; p++)
			one_project(&truths[t], calibration[t]);
	}
	printf("\n| truth | draws around | largest difference in a tenth | mean difference |\n|---|---|---|---|\n");
	for (t = 0; t < TRUTHS; t++)
	{
		for (way = 0; way < WAYS; way++)
		{
			const Calibration *c = &calibration[t][way];
			double		largest = 0.0;
			double		sum = 0.0;
			double		cases = 0.0;

			for (d = 0; d < DECILES; d++)
			{
				double		difference = fabs(c->said[d] - c->came[d]) / c->cases[d];

				/* a share of fewer may differ by as much by chance */
				if (c->cases[d] >= 400)
					largest = fmax(largest, difference);
				sum += difference * c->cases[d];
				cases += c->cases[d];
			}
			printf("| %s | %s | %.3f | %.3f |\n", truths[t].name, way_name[way], largest, sum / cases);
		}
	}
	printf("\n| chance said |");
	for (t = 0; t < TRUTHS; t++)
		printf(" %s: said, came true |", truths[t].name);
	printf("\n|---|---|---|---|\n");
	for (d = 0; d < DECILES; d++)
	{
		printf("| %d to %d %% |", d * 10, d * 10 + 10);
		for (t = 0; t < TRUTHS; t++)
		{
			const Calibration *c = &calibration[t][POSTERIOR_BOUNDED];

			printf(" %.3f, %.3f |", c->said[d] / c->cases[d], c->came[d] / c->cases[d]);
		}
		printf("\n");
	}
	return 0;
}

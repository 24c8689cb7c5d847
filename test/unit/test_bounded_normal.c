/* sources: src/math/bounded_normal.c src/math/random.c */
/*
 * Numbers from 0 to 1: their mean and standard deviation by integrating over
 * the error function of the C library, and what is published of their
 * distribution.
 */
#include <math.h>
#include <stdlib.h>

#include "../tap.h"
#include "math/bounded_normal.h"
#include "math/random.h"

#define STEPS	4000			/* of an integral from -10 to 10 */
#define DRAWS	400000

typedef struct Moments
{
	double		mean;
	double		error;
} Moments;

/* Of P(Z <= center + spread z) over all z: the trapezoid rule, which is exact to rounding for such smooth functions. */
static Moments
moments_of(BoundedNormal scale)
{
	Moments		result = {0.0, 0.0};
	double		total = 0.0;
	int			pass;
	int			i;

	for (pass = 0; pass < 2; pass++)
	{
		for (i = 0; i <= STEPS; i++)
		{
			double		z = -10.0 + 20.0 * i / STEPS;
			double		density = exp(-z * z / 2.0);
			double		x = 0.5 * erfc(-(scale.center + scale.spread * z) * sqrt(0.5));

			if (pass == 0)
			{
				total += density;
				result.mean += density * x;
			}
			else
				result.error += density * (x - result.mean) * (x - result.mean);
		}
		if (pass == 0)
			result.mean /= total;
	}
	result.error = sqrt(result.error / total);
	return result;
}

static bool
moments_are(BoundedNormal scale, double mean, double error)
{
	Moments		got = moments_of(scale);

	if (fabs(got.mean - mean) <= 1e-9 && fabs(got.error - error) <= 2e-6 * error + 1e-12)
		return true;
	printf("# got %.12g and %.12g, expected %.12g and %.12g\n", got.mean, got.error, mean, error);
	return false;
}

static void
test_probability(void)
{
	double		off = 0.0;
	double		inverse = 0.0;
	bool		rises = true;
	double		last = 0.0;
	int			i;

	for (i = -70000; i <= 70000; i++)
	{
		double		z = i / 10000.0;
		double		p = normal_probability(z);

		off = fmax(off, fabs(p - 0.5 * erfc(-z * sqrt(0.5))));
		rises &= p >= last;
		last = p;
		if (z < 0.0 && z > -6.3)
			inverse = fmax(inverse, fabs(normal_quantile(0.5 * erfc(-z * sqrt(0.5))) - z));
	}
	printf("# normal_probability() is off by at most %.2g, normal_quantile() by %.2g\n", off, inverse);
	tap_ok(off < 3e-8, "the normal distribution function, against erfc");
	tap_ok(rises && normal_probability(-1e300) >= 0.0 && normal_probability(-1e300) < 1e-10 &&
		   normal_probability(1e300) <= 1.0 && normal_probability(1e300) > 1.0 - 1e-10,
		   "it never falls, and ends where the table ends");
	tap_ok(inverse < 1e-9, "quantiles, against erfc");
	tap_ok(normal_quantile(0.5) == 0.0 && normal_quantile(0.0) == normal_quantile(1e-12) &&
		   normal_quantile(0.0) < -6.3, "quantiles at the ends");
}

static void
test_inside(void)
{
	static const double means[] = {1e-4, 0.001, 0.01, 0.05, 0.2, 0.5, 0.7, 0.9, 0.97, 0.995, 0.9999};
	static const double ratios[] = {1e-6, 0.001, 0.05, 0.2, 0.4, 0.6, 0.9, 0.9999};
	bool		right = true;
	size_t		i;
	size_t		j;

	for (i = 0; i < sizeof(means) / sizeof(means[0]); i++)
	{
		/* the largest error at this mean: r = 1/2 */
		double		h = normal_quantile(fmin(means[i], 1.0 - means[i]));
		BoundedNormal flat = {(means[i] < 0.5 ? h : -h) * sqrt(2.0), 1.0};
		double		most = moments_of(flat).error;

		for (j = 0; j < sizeof(ratios) / sizeof(ratios[0]); j++)
		{
			BoundedNormal scale = bounded_normal(means[i], ratios[j] * most);

			right &= moments_are(scale, means[i], ratios[j] * most) && scale.spread <= 1.0;
		}
	}
	tap_ok(right, "mean and error are those that are asked for, up to the largest at each mean");
	tap_ok(moments_are(bounded_normal(0.5, 1.0 / sqrt(12.0)), 0.5, 1.0 / sqrt(12.0)) &&
		   fabs(bounded_normal(0.5, 1.0 / sqrt(12.0)).spread - 1.0) < 1e-6,
		   "mean 1/2, error 1 / sqrt 12: all numbers alike");
}

/* At a bound, and near one, the mean moves, and no further than it must; of a large error only a part is left. */
static void
test_edges(void)
{
	static const double errors[] = {0.001, 0.01, 0.05, 0.09};
	static const double large[][3] = {
		{1.0, 0.2, 0.9}, {0.98, 0.2, 0.9}, {0.9, 0.2, 0.9}, {0.75, 0.375, 0.75}, {0.9, 0.4, 0.8}, {0.5, 0.4, 0.5},
		{0.0, 0.6, 0.3}
	};
	bool		right = true;
	bool		alike = true;
	bool		first = true;
	size_t		i;

	for (i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
	{
		BoundedNormal full = bounded_normal(1.0, errors[i]);
		BoundedNormal none = bounded_normal(0.0, errors[i]);
		BoundedNormal near = bounded_normal(1.0 - errors[i] / 20.0, errors[i]);
		Moments		got = moments_of(full);
		double		inside = got.mean - 1e-4 * errors[i];

		right &= fabs(got.error - errors[i]) < 2e-6 * errors[i] && full.spread == 1.0;
		alike &= none.center == -full.center && near.center == full.center && near.spread == 1.0;
		printf("# at a bound, error %g: the mean is %.4f of it away\n", errors[i], (1.0 - got.mean) / errors[i]);
		/* what lies just inside of that mean stays where it is */
		first &= moments_are(bounded_normal(inside, errors[i]), inside, errors[i]);
	}
	tap_ok(right, "at a bound the error is what it is, and the mean moves in");
	tap_ok(alike, "the same at both bounds, and nearer to one than that mean");
	tap_ok(first, "inside of that mean nothing moves");
	for (i = 0, right = true; i < sizeof(large) / sizeof(large[0]); i++)
	{
		BoundedNormal scale = bounded_normal(large[i][0], large[i][1]);
		Moments		got = moments_of(scale);

		printf("# %g with %g: mean %.4f, deviation %.4f\n", large[i][0], large[i][1], got.mean, got.error);
		right &= fabs(got.mean - large[i][2]) < 1e-8 && got.error < large[i][1] && scale.spread == 1.0;
	}
	tap_ok(right, "large errors: half of the error from the bound at most, and what is too much is cut off");
	tap_ok(bounded_normal(0.0, 1.0).center == 0.0 && bounded_normal(1.0, 1e300).center == 0.0 &&
		   bounded_normal(0.2, 1.0).center == 0.0, "nothing is known: all numbers alike");
	tap_ok(isfinite(bounded_normal(0.0, 1e-300).center) && isfinite(bounded_normal(1.0, 5e-324).center) &&
		   isfinite(bounded_normal(0.5, 1e-300).spread) && isfinite(bounded_normal(5e-324, 0.1).center),
		   "tiny numbers");
}

/* What comes of the deviates that ranks are drawn with. */
static void
test_draws(void)
{
	static const double cases[][2] = {{0.8, 0.1}, {0.97, 0.03}, {0.3, 0.02}, {0.02, 0.02}};
	static double center[RANDOM_WORDS];
	static double spread[RANDOM_WORDS];
	RandomSeed	seed = random_seed(20260101);
	int			c;

	for (c = 0; c < 4; c++)
	{
		BoundedNormal scale = bounded_normal(cases[c][0], cases[c][1]);
		double		sum = 0.0;
		double		square = 0.0;
		bool		inside = true;
		int			i;
		int			k;

		for (k = 0; k < RANDOM_WORDS; k++)
		{
			center[k] = scale.center;
			spread[k] = scale.spread;
		}
		for (i = 0; i < DRAWS / RANDOM_WORDS; i++)
		{
			double		x[RANDOM_WORDS];

			random_normals(&seed, RANDOM_POINTS, 1, (uint64_t) i, 1, x);
			bounded_normals(center, spread, RANDOM_WORDS, x);
			for (k = 0; k < RANDOM_WORDS; k++)
			{
				inside &= x[k] >= 0.0 && x[k] <= 1.0;
				sum += x[k];
				square += x[k] * x[k];
			}
		}
		sum /= DRAWS;
		square = sqrt(square / DRAWS - sum * sum);
		/* six standard errors; that of a standard deviation with a generous kurtosis */
		tap_ok(inside && fabs(sum - cases[c][0]) < 6.0 * cases[c][1] / sqrt(DRAWS) &&
			   fabs(square - cases[c][1]) < 6.0 * 2.0 * cases[c][1] / sqrt(DRAWS),
			   "drawn around %g with %g: mean %.5f, deviation %.5f", cases[c][0], cases[c][1], sum, square);
	}
}

/*
 * Next to the largest error, where all numbers are alike, half an error is further from the bound than the mean has to
 * move: so that is where it stays, however near the largest error.
 */
static void
test_largest_error(void)
{
	bool		right = true;
	double		less;

	for (less = 1e-17; less < 1e-4; less *= 1.03)
	{
		double		error = sqrt(1.0 / 12.0 - less);
		BoundedNormal none = bounded_normal(0.0, error);
		BoundedNormal full = bounded_normal(1.0, error);
		double		half = normal_quantile(error / 2.0) * 1.4142135623730951;

		right &= none.center == half && none.spread == 1.0 && full.center == -half && full.spread == 1.0;
	}
	tap_ok(right, "next to the largest error");
}

int
main(void)
{
	test_probability();
	test_inside();
	test_edges();
	test_largest_error();
	test_draws();
	return tap_done();
}

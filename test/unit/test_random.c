/* sources: src/math/random.c */
/*
 * Random numbers: bits against published vectors, normal deviates against the
 * error function of the C library, samples with fixed seeds against the moments
 * and shares that they must have.  Bars of samples are six standard errors.
 */
#include <math.h>
#include <string.h>

#include "../tap.h"
#include "math/random.h"

#define DRAWS			1000000
#define CELLS			64

static bool
near(double got, double expected, double bar)
{
	if (fabs(got - expected) <= bar)
		return true;
	printf("# got %.17g, expected %.17g within %g\n", got, expected, bar);
	return false;
}

/* Known answers for philox4x32 with 10 rounds: kat_vectors of Random123 (D. E. Shaw Research), version 1.14. */
static void
test_philox(void)
{
	static const struct
	{
		uint32_t	counter[4];
		uint64_t	seed;
		uint32_t	word[4];
	}			known[] =
	{
		{{0, 0, 0, 0}, 0, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
		{{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, UINT64_MAX,
			{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
		{{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, UINT64_C(0x299f31d0a4093822),
			{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}}
	};
	size_t		i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
	{
		RandomSeed	seed = random_seed(known[i].seed);
		uint32_t	word[4];

		random_block(&seed, known[i].counter, word);
		tap_ok(memcmp(word, known[i].word, sizeof(word)) == 0, "philox4x32-10, known answer %zu", i + 1);
	}
}

/* A number depends on its place alone, not on where a call begins. */
static void
test_places(void)
{
	RandomSeed	seed = random_seed(1);
	RandomSeed	other = random_seed(2);
	double		all[1000 * RANDOM_WORDS];
	double		one[RANDOM_WORDS];
	uint32_t	counter[RANDOM_WORDS] = {3, 700, 5, RANDOM_POINTS};
	uint32_t	word[RANDOM_WORDS];
	const uint64_t first = (UINT64_C(5) << 32) + 200;

	random_normals(&seed, RANDOM_POINTS, 3, first, 1000, all);
	random_normals(&seed, RANDOM_POINTS, 3, first + 500, 1, one);
	tap_ok(memcmp(all + 500 * RANDOM_WORDS, one, sizeof(one)) == 0, "one block alone is what it is among others");
	random_block(&seed, counter, word);
	tap_ok(one[0] == random_normal(word[0]) && one[3] == random_normal(word[3]),
		   "block and words are those of the counter");
	random_normals(&seed, RANDOM_WEIGHTS, 3, first + 500, 1, one);
	tap_ok(one[0] != all[500 * RANDOM_WORDS], "another purpose");
	random_normals(&seed, RANDOM_POINTS, 4, first + 500, 1, one);
	tap_ok(one[0] != all[500 * RANDOM_WORDS], "another draw");
	random_normals(&other, RANDOM_POINTS, 3, first + 500, 1, one);
	tap_ok(one[0] != all[500 * RANDOM_WORDS], "another seed");
}

/* The z that the word m stands for, less the quantile of (m + 1/2) / 2^32. */
static double
quantile_error(uint32_t m)
{
	double		z = random_normal(m);
	double		p = (m + 0.5) / 4294967296.0;

	return (0.5 * erfc(-z / sqrt(2.0)) - p) / (exp(-z * z / 2.0) / sqrt(2.0 * M_PI));
}

/*
 * Every segment of the table, at 100 points and on both sides of both borders
 * (or at all its points, if it has fewer).
 */
static void
test_quantiles(void)
{
	double		largest = 0.0;
	bool		rising = true;
	bool		symmetric = true;
	int			segments = 0;
	int			octave;
	int			j;

	for (octave = -1; octave <= 30; octave++)
	{
		for (j = 0; j < 8; j++)
		{
			double		low = ceil(ldexp(1.0 + j / 8.0, octave) - 0.5);
			double		high = ceil(ldexp(1.0 + (j + 1) / 8.0, octave) - 0.5) - 1.0;
			double		last = NAN;
			int			i;

			if (low > high)
				continue;
			segments++;
			for (i = -1; i <= 101; i++)
			{
				double		m = i < 0 ? low - 1.0 : i > 100 ? high + 1.0 : floor(low + (high - low) * i / 100.0);
				double		z;

				if (m < 0.0 || m >= 2147483648.0)
					continue;
				z = random_normal((uint32_t) m);
				largest = fmax(largest, fabs(quantile_error((uint32_t) m)));
				rising &= isnan(last) || z >= last;
				symmetric &= random_normal((uint32_t) m | UINT32_C(0x80000000)) == -z;
				last = z;
			}
		}
	}
	printf("# largest error %.3g\n", largest);
	tap_ok(segments > 220 && largest < 1e-10, "normal quantiles of all %d segments that have any, within 1e-10",
		   segments);
	tap_ok(rising, "they rise within segments and across borders");
	tap_ok(symmetric, "the high bit is the sign");

	/* Phi^-1 from tables: p = 0.025 and 0.05, 0.001, 1e-6 to the next m */
	tap_ok(near(random_normal((uint32_t) (0.025 * 4294967296.0)), -1.959963984540054, 1e-8) &&
		   near(random_normal((uint32_t) (0.05 * 4294967296.0)), -1.644853626951473, 1e-8) &&
		   near(random_normal((uint32_t) (0.001 * 4294967296.0)), -3.090232306167813, 1e-6) &&
		   near(random_normal((uint32_t) (1e-6 * 4294967296.0)), -4.753424308822899, 1e-4), "quantiles from tables");
	tap_ok(fabs(random_normal(UINT32_C(0x7FFFFFFF))) < 1e-9, "the least deviates are next to 0");
	tap_ok(near(random_normal(0), -6.33795775455, 1e-9), "the largest is 6.338");
}

static void
test_normal_sample(void)
{
	RandomSeed	seed = random_seed(20221);
	static double normal[DRAWS];
	double		sum[5] = {0};
	double		pairs = 0.0;
	double		cell[CELLS] = {0};
	double		chi_square = 0.0;
	int			beyond_2 = 0;
	int			beyond_3 = 0;
	int			beyond_4 = 0;
	int			i;

	random_normals(&seed, RANDOM_POINTS, 0, 0, DRAWS / RANDOM_WORDS, normal);
	for (i = 0; i < DRAWS; i++)
	{
		double		z = normal[i];

		sum[1] += z;
		sum[2] += z * z;
		sum[3] += z * z * z;
		sum[4] += z * z * z * z;
		if (i > 0)
			pairs += z * normal[i - 1];
		beyond_2 += fabs(z) > 2.0;
		beyond_3 += fabs(z) > 3.0;
		beyond_4 += fabs(z) > 4.0;
		cell[(int) (0.5 * erfc(-z / sqrt(2.0)) * CELLS)]++;
	}
	/* variances of z^k: 1, 2, 15, 96 */
	tap_ok(near(sum[1] / DRAWS, 0.0, 6.0 * sqrt(1.0 / DRAWS)), "mean 0");
	tap_ok(near(sum[2] / DRAWS, 1.0, 6.0 * sqrt(2.0 / DRAWS)), "variance 1");
	tap_ok(near(sum[3] / DRAWS, 0.0, 6.0 * sqrt(15.0 / DRAWS)), "third moment 0");
	tap_ok(near(sum[4] / DRAWS, 3.0, 6.0 * sqrt(96.0 / DRAWS)), "fourth moment 3");
	tap_ok(near(pairs / DRAWS, 0.0, 6.0 * sqrt(1.0 / DRAWS)), "neighbours are not correlated");
	tap_ok(near(beyond_2, DRAWS * erfc(2.0 / sqrt(2.0)), 6.0 * sqrt(DRAWS * erfc(2.0 / sqrt(2.0)))) &&
		   near(beyond_3, DRAWS * erfc(3.0 / sqrt(2.0)), 6.0 * sqrt(DRAWS * erfc(3.0 / sqrt(2.0)))) &&
		   near(beyond_4, DRAWS * erfc(4.0 / sqrt(2.0)), 6.0 * sqrt(DRAWS * erfc(4.0 / sqrt(2.0)))),
			   "tails beyond 2, 3 and 4");
	for (i = 0; i < CELLS; i++)
	{
		const double expected = (double) DRAWS / CELLS;

		chi_square += (cell[i] - expected) * (cell[i] - expected) / expected;
	}
	printf("# chi-square %.1f with %d degrees of freedom\n", chi_square, CELLS - 1);
	/* 63 degrees: 0.001 is below 32.9, and above 103.4 */
	tap_ok(chi_square > 32.9 && chi_square < 103.4, "%d cells of equal probability", CELLS);
}

static void
test_uniform_sample(void)
{
	RandomSeed	seed = random_seed(7);
	double		sum = 0.0;
	double		squares = 0.0;
	uint32_t	i;

	for (i = 0; i < DRAWS; i++)
	{
		uint32_t	counter[RANDOM_WORDS] = {i, 0, 0, 0};
		uint32_t	word[RANDOM_WORDS];
		double		u;

		random_block(&seed, counter, word);
		u = random_uniform(word[0], word[1]);
		sum += u;
		squares += u * u;
	}
	tap_ok(near(sum / DRAWS, 0.5, 6.0 * sqrt(1.0 / 12.0 / DRAWS)) &&
		   near(squares / DRAWS, 1.0 / 3.0, 6.0 * sqrt(4.0 / 45.0 / DRAWS)), "uniform numbers: mean and mean square");
	tap_ok(random_uniform(0, 0) == 0x1p-53 && random_uniform(UINT32_MAX, UINT32_MAX) == 1.0 - 0x1p-53,
		   "they are above 0 and below 1");
}

/* ln and e^x against those of the C library, over their whole ranges. */
static void
test_log_and_exp(void)
{
	double		largest_log = 0.0;
	double		largest_exp = 0.0;
	double		x;

	for (x = 5e-324; x < 1e308; x *= x < 0.4 || x > 2.5 ? 1.37 : 1.0001)
	{
		largest_log = fmax(largest_log, fabs(portable_log(x) - log(x)) / fmax(fabs(log(x)), 1e-300));
		if (x < 1e-300)
			x *= 2.0;
	}
	for (x = -745.0; x < 709.7; x += 0.0137)
	{
		/* below the normal numbers the last digit is coarser */
		if (x > -708.0)
			largest_exp = fmax(largest_exp, fabs(portable_exp(x) - exp(x)) / exp(x));
	}
	printf("# largest relative errors %.3g, %.3g\n", largest_log, largest_exp);
	tap_ok(largest_log < 1e-15, "ln within 1e-15");
	tap_ok(largest_exp < 1e-15, "e^x within 1e-15");
	tap_ok(portable_log(1.0) == 0.0 && portable_exp(0.0) == 1.0 && portable_exp(-INFINITY) == 0.0 &&
		   portable_exp(-800.0) == 0.0 && isinf(portable_exp(710.0)) && portable_exp(-740.0) > 0.0,
			   "ln 1, e^0, and the ends");
}

/*
 * Gamma deviates: mean and variance are the shape; and the mean of ln G is the
 * digamma function, its variance the trigamma function, which tell the small
 * ones apart.  Values from Abramowitz and Stegun 1964, tables 6.1 and 6.4, and for
 * 0.01 and 100 by the recurrence and the asymptotic series there (6.3.5, 6.4.6, 6.3.18, 6.4.12).
 */
static void
test_gamma(void)
{
	static const struct
	{
		double		shape;
		double		digamma;
		double		trigamma;
	}			known[] =
	{
		{0.01, -100.5608854578687, 10001.621213528313},
		{0.5, -1.9635100260214235, 4.934802200544679},
		{1.0, -0.5772156649015329, 1.6449340668482264},
		{2.0, 0.4227843350984671, 0.6449340668482264},
		{100.0, 4.600161852738087, 0.010050166663333571}
	};
	RandomSeed	seed = random_seed(99);
	size_t		i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
	{
		double		a = known[i].shape;
		double		sum = 0.0;
		double		squares = 0.0;
		double		log_sum = 0.0;
		double		log_squares = 0.0;
		uint32_t	k;

		for (k = 0; k < DRAWS; k++)
		{
			double		log_g = random_log_gamma(&seed, RANDOM_WEIGHTS, k, 1, a);
			double		g = exp(log_g);

			sum += g;
			squares += (g - a) * (g - a);
			log_sum += log_g;
			log_squares += (log_g - known[i].digamma) * (log_g - known[i].digamma);
		}
		/* the fourth central moment of G is 3 a^2 + 6 a; that of ln G is at most 9 times its squared variance */
		tap_ok(near(sum / DRAWS, a, 6.0 * sqrt(a / DRAWS)) &&
			   near(squares / DRAWS, a, 6.0 * sqrt((2.0 * a * a + 6.0 * a) / DRAWS)),
				   "gamma, shape %g: mean and variance", a);
		tap_ok(near(log_sum / DRAWS, known[i].digamma, 6.0 * sqrt(known[i].trigamma / DRAWS)) &&
			   near(log_squares / DRAWS, known[i].trigamma, 6.0 * known[i].trigamma * sqrt(8.0 / DRAWS)),
				   "gamma, shape %g: of its logarithm", a);
	}
	for (i = 0; i < 6; i++)
	{
		static const double shape[] = {1e6, 1e12, 1e17, 1e300, 1e-6, 1e-300};
		double		sum = 0.0;
		double		squares = 0.0;
		bool		finite = true;
		uint32_t	k;

		/* huge: ln G is normal with mean ln a and variance 1 / a; tiny: a ln G is ln U, with mean -1 and variance 1 */
		for (k = 0; k < 10000; k++)
		{
			double		log_g = random_log_gamma(&seed, RANDOM_WEIGHTS, k, 2, shape[i]);
			double		standard = shape[i] > 1.0 ? (log_g - log(shape[i])) * sqrt(shape[i]) : -shape[i] * log_g - 1.0;

			finite &= isfinite(log_g);
			sum += standard;
			squares += standard * standard;
		}
		tap_ok(finite, "gamma, shape %g: logarithms are finite", shape[i]);
		if (shape[i] < 1e13)
			tap_ok(near(sum / 10000, 0.0, 0.06) && near(squares / 10000, 1.0, 0.06 * sqrt(8.0)),
				   "gamma, shape %g: mean and variance", shape[i]);
	}
	tap_ok(random_log_gamma(&seed, RANDOM_WEIGHTS, 0, 0, 0.0) == -INFINITY, "gamma, shape 0");
}

/* Three gamma deviates of shape 1, as shares, are uniform on the triangle: each is Beta(1, 2). */
static void
test_dirichlet(void)
{
	RandomSeed	seed = random_seed(5);
	double		sum[3] = {0};
	double		squares[3] = {0};
	double		product = 0.0;
	int			above_half = 0;
	uint32_t	i;
	uint32_t	k;

	for (i = 0; i < DRAWS; i++)
	{
		double		g[3];
		double		total = 0.0;

		for (k = 0; k < 3; k++)
			total += g[k] = portable_exp(random_log_gamma(&seed, RANDOM_WEIGHTS, i, k, 1.0));
		for (k = 0; k < 3; k++)
		{
			sum[k] += g[k] / total;
			squares[k] += g[k] / total * (g[k] / total);
		}
		product += g[0] / total * (g[1] / total);
		above_half += g[0] / total > 0.5;
	}
	/* E = 1/3, E x^2 = 1/6, variance 1/18, E x^4 = 1/15, E x y = 1/12, E x^2 y^2 = 1/90, P(x > 1/2) = 1/4 */
	for (k = 0; k < 3; k++)
		tap_ok(near(sum[k] / DRAWS, 1.0 / 3.0, 6.0 * sqrt(1.0 / 18.0 / DRAWS)) &&
			   near(squares[k] / DRAWS, 1.0 / 6.0, 6.0 * sqrt((1.0 / 15.0 - 1.0 / 36.0) / DRAWS)),
				   "uniform on the triangle: mean and mean square of share %u", k + 1);
	tap_ok(near(product / DRAWS, 1.0 / 12.0, 6.0 * sqrt((1.0 / 90.0 - 1.0 / 144.0) / DRAWS)) &&
		   near((double) above_half / DRAWS, 0.25, 6.0 * sqrt(0.25 * 0.75 / DRAWS)),
			   "uniform on the triangle: product, and P(share > 1/2)");
}

int
main(void)
{
	test_philox();
	test_places();
	test_quantiles();
	test_normal_sample();
	test_uniform_sample();
	test_log_and_exp();
	test_gamma();
	test_dirichlet();
	return tap_done();
}

/* sources: src/ranking/rank_uncertainty_kernel.c src/math/bounded_normal.c src/math/random.c */
/*
 * Rank uncertainty: against a plain reading of its definition, and where the
 * probabilities are known.  Bars are six standard errors of a share of DRAWS.
 */
#include <math.h>
#include <string.h>

#include "../tap.h"
#include "kernel_host.h"
#include "math/bounded_normal.h"
#include "math/random.h"
#include "ranking/rank_uncertainty_kernel.h"

#define DRAWS			100000
#define MAX_UNITS		600
#define MAX_CRITERIA	8
#define MANY_CRITERIA	1100	/* more than are drawn at once */

static void
run(const RankModel *model, RankResult *result)
{
	memset(result, 0, sizeof(RankResult) * (size_t) model->units);
	rank_uncertainty_of(model, result);
	if (blocks_in_use != 0)
		abort();
}

static bool
share_is(double got, double expected)
{
	if (fabs(got - expected) <= 6.0 * sqrt(expected * (1.0 - expected) / DRAWS) + 1e-12)
		return true;
	printf("# got %.17g, expected %.17g\n", got, expected);
	return false;
}

/* round(score::numeric, 4) * 10000, from the 15 digits as text */
static int32_t
key_of_text(double score)
{
	char		text[40];
	uint64_t	digits = 0;
	uint64_t	step = 1;
	int			exponent;
	const char *c;

	snprintf(text, sizeof(text), "%.14e", score);
	for (c = text; *c != 'e'; c++)
	{
		if (*c != '.')
			digits = digits * 10 + (uint64_t) (*c - '0');
	}
	exponent = atoi(c + 1);
	if (exponent < -6)
		return 0;
	for (; exponent < 10; exponent++)
		step *= 10;
	return (int32_t) ((digits + step / 2) / step);
}

static uint32_t
random_word(uint32_t i)
{
	RandomSeed	seed = random_seed(123);
	uint32_t	counter[RANDOM_WORDS] = {i, 9, 9, 9};
	uint32_t	word[RANDOM_WORDS];

	random_block(&seed, counter, word);
	return word[0];
}

static void
test_score_key(void)
{
	bool		borders = true;
	bool		others = true;
	uint32_t	i;

	for (i = 0; i < 1000000; i += 1 + random_word(i) % 20)
	{
		double		score = (2.0 * i + 1.0) / 20000.0;
		double		low = score;
		double		high = score;
		int			k;

		for (k = 0; k < 12; k++)
		{
			borders &= score_key(low) == key_of_text(low) && score_key(high) == key_of_text(high);
			low = nextafter(low, 0.0);
			high = nextafter(high, 100.0);
		}
		borders &= score_key(score) == (int32_t) i + 1;
		score = random_word(i) / 42949672.96;
		others &= score_key(score) == key_of_text(score);
	}
	tap_ok(borders, "scores next to a half are rounded as numeric rounds their 15 digits");
	tap_ok(others, "scores anywhere");
	tap_ok(score_key(0.0) == 0 && score_key(5e-324) == 0 && score_key(0.00004999999999) == 0 &&
		   score_key(0.00005) == 1 &&
		   score_key(100.0) == 1000000 && score_key(nextafter(100.0, 200.0)) == 1000000 &&
			   score_key(99.99995) == 1000000 &&
		   score_key(99.99994999) == 999999 && score_key(87.12345) == 871235, "scores at the ends");
}

/* Points in steps, so that there are ties; every seventh is missing. */
static void
make_points(double *point, const double *weight, int64_t units, int criteria, int steps)
{
	int64_t		i;

	for (i = 0; i < units * criteria; i++)
	{
		uint32_t	word = random_word((uint32_t) i + 1000);

		point[i] = word % 7 == 0 ? NAN : weight[i % criteria] * (word / 7 % (steps + 1)) / steps;
	}
	/* everyone has something */
	for (i = 0; i < units; i++)
		point[i * criteria] = weight[0] * (random_word((uint32_t) i) % (steps + 1)) / steps;
}

/* Without errors and with certain weights, all draws are the plain ranking. */
static void
test_certain(void)
{
	static const int units[] = {1, 2, 3, 4, 5, 24, 25, 100, 400, 401, 600};
	static double point[MAX_UNITS * 3];
	static RankResult result[MAX_UNITS];
	const double weight[] = {10, 15, 8};
	RankModel	nobody = {0, 3, weight, NULL, NULL, 30, INFINITY, 1};
	size_t		u;

	result[0].rank = 7;
	run(&nobody, result);
	tap_ok(result[0].rank == 7, "nobody is ranked, and nothing written");

	for (u = 0; u < sizeof(units) / sizeof(units[0]); u++)
	{
		int			n = units[u];
		RankModel	model = {n, 3, weight, point, NULL, 30, INFINITY, 1};
		int32_t		key[MAX_UNITS];
		bool		right = true;
		int			i;
		int			k;

		make_points(point, weight, n, 3, 5);
		run(&model, result);
		for (i = 0; i < n; i++)
		{
			double		earned = 0.0;
			double		available = 0.0;

			for (k = 0; k < 3; k++)
			{
				if (!isnan(point[i * 3 + k]))
				{
					earned += point[i * 3 + k];
					available += weight[k];
				}
			}
			key[i] = key_of_text(100.0 * earned / available);
		}
		for (i = 0; i < n; i++)
		{
			int			b = 0;

			for (k = 0; k < n; k++)
				b += key[k] > key[i];
			right &= result[i].rank == b + 1 && result[i].expected_rank == b + 1 && result[i].rank_low == b + 1 &&
				result[i].rank_high == b + 1 && result[i].p_top == (5 * b < n) &&
					result[i].p_bottom == (5 * b >= 4 * n);
		}
		tap_ok(right, "certain points and weights: the plain ranking of %d", n);
	}
}

/*
 * The definition, step by step, for units that come in their order, first those
 * with less of the first criterion: each `members` of them are equal.
 */
static void
naive(const RankModel *model, int members, RankResult *result)
{
	RandomSeed	seed = random_seed((uint64_t) model->seed);
	int			n = (int) model->units;
	static int	count[MAX_UNITS][MAX_UNITS + 1];
	int			draw;
	int			i;
	int			k;

	memset(count, 0, sizeof(count));
	for (draw = 0; draw < model->draws; draw++)
	{
		double		weight[MANY_CRITERIA];
		double		total = 0.0;
		uint64_t	place = 0;
		int32_t		key[MAX_UNITS];

		for (k = 0; k < model->criteria; k++)
			total += model->weight[k];
		for (k = 0; k < model->criteria; k++)
		{
			weight[k] = model->weight[k];
			if (!isinf(model->concentration))
				weight[k] = exp(random_log_gamma(&seed, RANDOM_WEIGHTS, (uint32_t) draw, (uint32_t) k,
												 model->concentration * weight[k] / total));
		}
		for (i = 0; i < n; i++)
		{
			double		earned = 0.0;
			double		available = 0.0;

			for (k = 0; k < model->criteria; k++)
			{
				double		point = model->point[i * model->criteria + k];
				double		error = model->error[i * model->criteria + k];

				if (isnan(point) || model->weight[k] == 0.0)
					continue;
				if (error > 0.0)
				{
					uint32_t	counter[RANDOM_WORDS] = {(uint32_t) draw, (uint32_t) (place / 4), 0, RANDOM_POINTS};
					uint32_t	word[RANDOM_WORDS];

					BoundedNormal scale = bounded_normal(point / model->weight[k], error / model->weight[k]);

					random_block(&seed, counter, word);
					point = model->weight[k] *
						normal_probability(scale.center + scale.spread * random_normal(word[place++ % 4]));
				}
				earned += weight[k] * (point / model->weight[k]);
				available += weight[k];
			}
			key[i] = key_of_text(100.0 * earned / available);
			if (model->bonus != NULL)
				key[i] = (int32_t) fmin(fmax(key[i] + round(model->bonus[i] * 10000.0), 0.0), 1000000.0);
		}
		for (i = 0; i < n; i++)
		{
			int			b = 0;

			for (k = 0; k < n; k++)
				b += key[k] > key[i];
			count[i][b + 1]++;
		}
	}
	for (i = 0; i < n; i++)
	{
		int			first = i - i % members;
		int			total = members * model->draws;
		int			reached = 0;
		int			rank;
		double		sum = 0.0;
		int			top = 0;
		int			bottom = 0;

		result[i].rank_low = result[i].rank_high = 0;
		for (rank = 1; rank <= n; rank++)
		{
			int			times = 0;

			for (k = first; k < first + members; k++)
				times += count[k][rank];
			reached += times;
			sum += (double) rank * times;
			top += 5 * (rank - 1) < n ? times : 0;
			bottom += 5 * (rank - 1) >= 4 * n ? times : 0;
			if (result[i].rank_low == 0 && reached >= 0.05 * total - 1e-9)
				result[i].rank_low = rank;
			if (result[i].rank_high == 0 && reached >= 0.95 * total - 1e-9)
				result[i].rank_high = rank;
		}
		result[i].expected_rank = sum / total;
		result[i].p_top = (double) top / total;
		result[i].p_bottom = (double) bottom / total;
	}
}

static bool
same(const RankResult *a, const RankResult *b)
{
	return a->expected_rank == b->expected_rank && a->rank_low == b->rank_low && a->rank_high == b->rank_high &&
		a->p_top == b->p_top && a->p_bottom == b->p_bottom;
}

static void
test_definition(void)
{
	static double point[MAX_UNITS * MAX_CRITERIA];
	static double error[MAX_UNITS * MAX_CRITERIA];
	static RankResult result[MAX_UNITS];
	static RankResult expected[MAX_UNITS];
	static double bonus[MAX_UNITS];
	const double weight[MAX_CRITERIA] = {10, 0, 15, 8, 3, 1, 20, 0.5};
	static const int units[] = {7, 30, 300, 600};
	static const int draws[] = {6, 20, 100, 700};
	static const double concentration[] = {INFINITY, 40.0, 8.0, 0.5};
	int			u;
	int			d;

	for (u = 0; u < 4; u++)
	{
		int			n = units[u];

		for (d = 0; d < 4; d++)
		{
			RankModel	model = {n, MAX_CRITERIA, weight, point, error, draws[d], concentration[d], 1000 * u + d};
			bool		right = true;
			int			i;

			make_points(point, weight, n, MAX_CRITERIA, 5);
			for (i = 0; i < n * MAX_CRITERIA; i++)
				error[i] = random_word((uint32_t) i) % 3 * 0.1 * weight[i % MAX_CRITERIA];
			for (i = 0; i < n; i++)
				point[i * MAX_CRITERIA] = weight[0] * (i + 1) / (n + 1);
			run(&model, result);
			naive(&model, 1, expected);
			for (i = 0; i < n; i++)
				right &= same(&result[i], &expected[i]);
			tap_ok(right, "the definition itself: %d units, %d draws, concentration %g", n, draws[d], concentration[d]);

			/* -60 .. 60, and none for a third of them */
			for (i = 0; i < n; i++)
				bonus[i] = random_word((uint32_t) i + 77) % 3 == 0 ? 0.0 :
					((int) (random_word((uint32_t) i) % 1200001) - 600000) / 10000.0;
			model.bonus = bonus;
			run(&model, result);
			naive(&model, 1, expected);
			for (i = 0; i < n; i++)
				right &= same(&result[i], &expected[i]);
			tap_ok(right, "the same with a bonus");

			/* three and three are equal; of 7 the last one is left out */
			model.bonus = NULL;
			model.units = n -= n % 3;
			for (i = 0; i < n; i++)
			{
				memcpy(point + i * MAX_CRITERIA, point + (i - i % 3) * MAX_CRITERIA, sizeof(double) * MAX_CRITERIA);
				memcpy(error + i * MAX_CRITERIA, error + (i - i % 3) * MAX_CRITERIA, sizeof(double) * MAX_CRITERIA);
			}
			run(&model, result);
			naive(&model, 3, expected);
			for (i = 0; i < n; i++)
				right &= same(&result[i], &expected[i]);
			tap_ok(right, "the same where three units each are equal");
			n = units[u];
		}
	}
	tap_ok(stops_asked > 0, "it asks whether to stop");
}

/* The definition once more, of units of which each has more points than are drawn at once. */
static void
test_many_criteria(void)
{
	enum
	{
		N = 4
	};
	static double weight[MANY_CRITERIA];
	static double point[N * MANY_CRITERIA];
	static double error[N * MANY_CRITERIA];
	RankResult	result[N];
	RankResult	expected[N];
	RankModel	model = {N, MANY_CRITERIA, weight, point, error, 60, 3000.0, 51};
	bool		right = true;
	int			i;
	int			k;

	for (k = 0; k < MANY_CRITERIA; k++)
	{
		weight[k] = 1.0 + k % 5;
		for (i = 0; i < N; i++)
		{
			point[i * MANY_CRITERIA + k] = weight[k] * (k == 0 ? (i + 1.0) / (N + 1) : 0.4 + (i * 7 + k) % 11 / 50.0);
			error[i * MANY_CRITERIA + k] = i == 1 && k % 2 == 0 ? 0.0 : 0.2 * weight[k];
		}
	}
	run(&model, result);
	naive(&model, 1, expected);
	for (i = 0; i < N; i++)
		right &= same(&result[i], &expected[i]) && result[i].p_top > 0.0 && result[i].p_top < 1.0;
	tap_ok(right, "the definition itself: %d criteria", MANY_CRITERIA);
}

/*
 * The drawn share of a weight has the mean p and the variance p (1 - p) /
 * (concentration + 1): a Dirichlet vector's, p being its share of the criteria
 * that units have points of.  Unit 0 has all of the first criterion and nothing
 * of the others, so its score is 100 x the share; the others have the same
 * share t of each criterion, so theirs is 100 t whatever the weights.  How often
 * unit 0 is above t is in the rank of the unit t: P(share > t), of which
 * the mean is the integral over t, and the mean of the square that of 2 t times it.
 */
static void
test_weight_variance(void)
{
	enum
	{
		LEVELS = 500
	};
	static const double weights[][4] = {{15, 10, 65, 10}, {15, 10, 65, 0}, {50, 50, 1e-9, 10}};
	static const double concentrations[] = {100.0, 10.0, 2.0};
	static double point[(LEVELS + 1) * 4];
	static RankResult result[LEVELS + 1];
	int			c;

	for (c = 0; c < 9; c++)
	{
		const double *weight = weights[c / 3];
		double		concentration = concentrations[c % 3];
		RankModel	model = {LEVELS + 1, 4, weight, point, NULL, 20000, concentration, 5 + c};
		double		total = weight[0] + weight[1] + weight[2];
		double		p = weight[0] / total;
		double		variance = p * (1.0 - p) / (concentration + 1.0);
		double		mean = 0.0;
		double		square = 0.0;
		int			i;
		int			k;

		/* of the last criterion, whatever its weight, nobody has a point */
		for (i = 0; i <= LEVELS; i++)
		{
			for (k = 0; k < 3; k++)
				point[i * 4 + k] = i == 0 ? (k == 0 ? weight[0] : 0.0) : weight[k] * (i - 0.5) / LEVELS;
			point[i * 4 + 3] = NAN;
		}
		run(&model, result);
		for (i = 1; i <= LEVELS; i++)
		{
			double		above = result[i].expected_rank - (LEVELS - i + 1);

			mean += above / LEVELS;
			square += 2.0 * (i - 0.5) / LEVELS * above / LEVELS;
		}
		square -= mean * mean;
		/* six standard errors; of a variance with a kurtosis of up to 6, and the steps between levels */
		tap_ok(fabs(mean - p) < 6.0 * sqrt(variance / 20000) &&
			   fabs(square - variance) < 6.0 * variance * sqrt(5.0 / 20000) + 1e-6,
			   "concentration %g: share %.4f of %.4f, variance %.6f of p (1 - p) / %g = %.6f",
			   concentration, mean, p, square, concentration + 1.0, variance);
	}
}

/* Other orders of the units; equal units. */
static void
test_order(void)
{
	static double point[60 * 4];
	static double shuffled[60 * 4];
	double		error[60 * 4];
	RankResult	result[60];
	RankResult	again[60];
	const double weight[] = {5, 5, 10, 2};
	RankModel	model = {60, 4, weight, point, error, 500, 30.0, -77};
	RankModel	other = {60, 4, weight, shuffled, error, 500, 30.0, -77};
	bool		right = true;
	double		sum = 0.0;
	double		top = 0.0;
	double		bottom = 0.0;
	int			i;
	int			k;

	for (i = 0; i < 60 * 4; i++)
		error[i] = weight[i % 4] * 0.1;
	make_points(point, weight, 60, 4, 7);
	/* units 40 .. 59 are as units 0 .. 19 */
	memcpy(point + 40 * 4, point, sizeof(double) * 20 * 4);
	for (i = 0; i < 60; i++)
		memcpy(shuffled + i * 4, point + (i * 37 + 5) % 60 * 4, sizeof(double) * 4);
	run(&model, result);
	run(&other, again);
	for (i = 0; i < 60; i++)
		right &= same(&again[i], &result[(i * 37 + 5) % 60]) && again[i].rank == result[(i * 37 + 5) % 60].rank;
	tap_ok(right, "the same bits in any order of the units");
	right = true;
	for (i = 0; i < 20; i++)
		right &= same(&result[i], &result[i + 40]);
	tap_ok(right, "equal units have equal results");
	for (i = 0; i < 60; i++)
	{
		sum += result[i].expected_rank;
		top += result[i].p_top;
		bottom += result[i].p_bottom;
		for (k = 0; k < 60; k++)
			right &= result[i].rank_low <= result[i].rank_high;
	}
	tap_ok(right && sum <= 60 * 61 / 2 + 1e-9 && top >= 12.0 - 1e-9 && bottom <= 12.0 + 1e-9,
		   "sums of ranks, tops and bottoms");
}

/* Two units of which one is better by d, both with error s: Phi(d / (s root 2)). */
static void
test_two_normal(void)
{
	static const double d[] = {0.0, 0.5, 1.0, 3.0, 6.0};
	int			i;

	for (i = 0; i < 5; i++)
	{
		const double weight = 100.0;
		const double error[] = {2.0, 2.0};
		double		point[] = {50.0, 50.0 + d[i]};
		RankModel	model = {2, 1, &weight, point, error, DRAWS, INFINITY, 4};
		RankResult	result[2];
		double		p = 0.5 * erfc(-d[i] / 4.0);

		run(&model, result);
		/* two scores are equal to 4 decimals in less than 1 of 50,000 draws */
		if (d[i] == 0.0)
			tap_ok(fabs(result[0].expected_rank - 1.5) < 5e-5 && same(&result[0], &result[1]) &&
				   result[0].rank_low == 1 && result[0].rank_high == 2, "equal units share the ranks");
		else
			tap_ok(share_is(result[1].p_top, p) && share_is(result[0].expected_rank - 1.0, p),
				   "better by %g with errors of 2", d[i]);
	}
}

/* Weights that are uniform on the simplex: probabilities are lengths and areas. */
static void
test_uniform_weights(void)
{
	const double two[] = {50, 50};
	const double line[] = {50, 0, 20, 20};	/* 100 w1 against 40 */
	const double three[] = {7, 7, 7};
	const double triangle[] = {7, 0, 0, 0, 7, 0, 2.8, 2.8, 2.8};	/* w1, w2 and 0.4 */
	RankModel	on_line = {2, 2, two, line, NULL, DRAWS, 2.0, 11};
	RankModel	on_triangle = {3, 3, three, triangle, NULL, DRAWS, 3.0, 12};
	RankModel	four = {4, 3, three, NULL, NULL, DRAWS, 3.0, 13};
	const double missing[] = {7, 0, 0, 0, 7, 0, 0, 0, 7, NAN, NAN, 3.5};
	RankResult	result[4];

	run(&on_line, result);
	tap_ok(share_is(result[0].p_top, 0.6) && share_is(result[1].p_top, 0.4), "two criteria: w1 > 0.4 has length 0.6");
	run(&on_triangle, result);

	/*
	 * w1 > 0.4 has area 0.6^2 = 0.36, w1 and w2 > 0.4 have 0.2^2 = 0.04, half of
	 * which with w1 > w2: the first is best in 0.36 - 0.02, the last in
	 * 1 - 2 * 0.36 + 0.04, and worst in 0.04.
	 */
	tap_ok(share_is(result[0].p_top, 0.34) && share_is(result[1].p_top, 0.34) && share_is(result[2].p_top, 0.32),
		   "three criteria: areas of being best");
	tap_ok(fabs(result[0].expected_rank - 2.14) < 0.02 && fabs(result[2].expected_rank - 1.72) < 0.02,
		   "three criteria: expected ranks 1 + 0.5 + 0.64 and 1 + 2 * 0.36");
	tap_ok(result[2].rank_low == 1 && result[2].rank_high == 2, "three criteria: the third rank has less than 5 %%");

	/* who has the third criterion alone has 50 whatever its weight: better than w1 unless w1 > 1/2, area 1/4 */
	four.point = missing;
	run(&four, result);
	tap_ok(share_is((result[3].expected_rank - 1.0) / 3.0, 0.25), "a criterion that is missing has no weight");
}

/* Concentrations at both ends. */
static void
test_concentration(void)
{
	const double weight[] = {30, 70};
	const double point[] = {30, 0, 0, 70, NAN, 35};
	RankModel	tiny = {2, 2, weight, point, NULL, DRAWS, 1e-300, 21};
	const double second_only[] = {NAN, 35, NAN, 35};
	const double second_error[] = {0, 7, 0, 0};
	const double of_three[] = {40, 45, 15};
	const double rest_point[] = {NAN, 31.5, 4.5, NAN, 22.5, 7.5, 0, 0, 0};
	const double rest_error[] = {0, 4.5, 1.5, 0, 0, 0, 0, 0, 0};
	const double far_apart[] = {1e150, 1e-150};
	const double far_point[] = {NAN, 5e-151, NAN, 4e-151};
	static double many[100 * 4];
	double		error[100 * 4];
	const double four[] = {1, 2, 3, 4};
	RankModel	certain = {100, 4, four, many, error, 300, INFINITY, 22};
	RankModel	huge = {100, 4, four, many, error, 300, 1e300, 22};
	RankResult	result[100];
	RankResult	other[100];
	BoundedNormal spread;
	double		p;
	double		largest = 0.0;
	int			i;

	run(&tiny, result);
	tap_ok(share_is(result[0].p_top, 0.3) && share_is(result[1].p_top, 0.7),
		   "concentration 1e-300: one criterion has all, by its weight");
	tiny.point = point + 2;
	tiny.concentration = 1e-6;
	run(&tiny, result);
	tap_ok(share_is(result[0].p_top, 0.7),
		   "concentration 1e-6: a unit without the criterion of the draw goes by what it has");

	/* the same with an error: 35 +- 7 against 35 */
	tiny.point = second_only;
	tiny.error = second_error;
	run(&tiny, result);
	tap_ok(share_is(result[0].p_top, 0.5) && result[0].p_top < 1.0, "concentration 1e-6: with its errors");

	/*
	 * Where the first criterion has all, the others have next to no weight, and still one of them has all of that: the
	 * second in 45 of 60 draws.  It is above a half with the probability p, the third with 1 - p.
	 */
	tiny = (RankModel) {3, 3, of_three, rest_point, rest_error, DRAWS, 1e-6, 23};
	spread = bounded_normal(0.7, 0.1);
	p = 0.5 * erfc(-spread.center / spread.spread / sqrt(2.0));
	run(&tiny, result);
	tap_ok(share_is(result[0].expected_rank - 1.0, 0.75 * (1.0 - p) + 0.25 * p) && result[2].p_top == 0.0,
		   "concentration 1e-6: by the ratio of weights that are next to nothing");
	tiny.weight = far_apart;
	tiny.point = far_point;
	tiny.error = NULL;
	tiny.concentration = 1e-200;
	run(&tiny, result);
	tap_ok(result[0].p_top == 1.0 && result[1].p_top == 0.0,
		   "a unit whose criteria never have weight goes by its points");

	make_points(many, four, 100, 4, 1000);
	for (i = 0; i < 400; i++)
		error[i] = 0.2 * four[i % 4];
	run(&certain, result);
	run(&huge, other);
	for (i = 0; i < 100; i++)
		largest = fmax(largest, fabs(result[i].expected_rank - other[i].expected_rank));
	tap_ok(largest < 0.05, "concentration 1e300: the same points, and next to certain weights");
}

/* Points at the ends of their range do not leave it: they go as far inwards as their errors take them. */
static void
test_bounds(void)
{
	const double weight = 10.0;
	const double point[] = {10.0, 0.0};
	const double error[] = {1.0, 1e308};
	RankModel	model = {2, 1, &weight, point, error, DRAWS, INFINITY, 31};
	RankResult	result[2];

	/* of the second, with a huge error, all points are alike: the first, x, is better with probability E(x) / 10 */
	double		mean = normal_probability(bounded_normal(1.0, 0.1).center / sqrt(2.0));

	run(&model, result);
	tap_ok(mean > 0.94 && mean < 0.95 && share_is(result[0].p_top, mean) && share_is(result[1].p_top, 1.0 - mean),
		   "errors beyond the ends, and a huge one");
}

/* Whoever waits can stop it: work on many counters asks whether to stop too, not only draws. */
static void
test_interrupts(void)
{
	static double point[2000];
	static RankResult result[2000];
	const double weight = 1.0;
	RankModel	model = {250, 1, &weight, point, NULL, 2000, INFINITY, 1};
	int			i;

	stops_asked = 0;
	run(&model, result);
	tap_ok(stops_asked >= 2000 + 250 + 250,
		   "asks whether to stop in each draw, and for each unit when counters are cleared and added up");
	for (i = 0; i < 2; i++)
	{
		tap_ok(result[model.units - 1].expected_rank == 1.0 && result[0].p_top == 1.0 && result[0].p_bottom == 0.0 &&
			   result[0].rank_low == 1 && result[0].rank_high == 1,
			   "where all of %d units are equal, all are first", (int) model.units);
		model.units = 2000;
		run(&model, result);
	}
}

static int
compare_ranks(const void *a, const void *b)
{
	int32_t		x = *(const int32_t *) a;
	int32_t		y = *(const int32_t *) b;

	return (x > y) - (x < y);
}

/* Where 5 % and 95 % of the ranks are reached, against all of them in order, with fewer draws than units. */
static void
test_tails(void)
{
	enum
	{
		N = 2000
	};
	static const int draws[] = {1, 19, 20, 21, 39, 40, 100};
	static double point[N];
	static double error[N];
	static RankResult one[N];
	static int32_t rank[N][100];
	static double before[N];
	const double weight = 100.0;
	int			draw;
	int			d = 0;
	int			i;

	for (i = 0; i < N; i++)
	{
		point[i] = 30.0 + 40.0 * i / N;
		error[i] = i % 7;
	}

	/* the rank of a draw is what it adds to the sum of them */
	for (draw = 0; draw < 100; draw++)
	{
		RankModel	model = {N, 1, &weight, point, error, draw + 1, INFINITY, 41};
		bool		right = true;

		run(&model, one);
		for (i = 0; i < N; i++)
		{
			double		sum = one[i].expected_rank * (draw + 1);

			rank[i][draw] = (int32_t) floor(sum - before[i] + 0.5);
			before[i] = sum;
		}
		if (draw + 1 != draws[d])
			continue;
		for (i = 0; i < N; i++)
		{
			int32_t		sorted[100];

			memcpy(sorted, rank[i], sizeof(sorted));
			qsort(sorted, (size_t) draws[d], sizeof(int32_t), compare_ranks);
			right &= one[i].rank_low == sorted[(draws[d] + 19) / 20 - 1] &&
				one[i].rank_high == sorted[(19 * draws[d] + 19) / 20 - 1];
		}
		tap_ok(right, "5 %% and 95 %% of %d ranks", draws[d++]);
	}
}

int
main(void)
{
	test_score_key();
	test_certain();
	test_definition();
	test_many_criteria();
	test_weight_variance();
	test_order();
	test_two_normal();
	test_uniform_weights();
	test_concentration();
	test_bounds();
	test_interrupts();
	test_tails();
	/* 5 and 6 of 100 ranks, half as many again, and 8 */
	tap_ok(rank_counters(100, 10000) == 10000 && rank_counters(10000, 100) == 10000 * (15 + 17), "counters");
	return tap_done();
}

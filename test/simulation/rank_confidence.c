/* sources: src/ranking/rank_confidence_kernel.c src/ranking/rank_posterior_kernel.c src/math/normal_levels.c
   src/math/random.c src/math/radix_sort.c src/math/merge_runs.c src/math/values.c */
/*
 * rank_confidence.c - do confidence sets cover true ranks, and do probabilities of the bottom come true?
 *
 *	rank_confidence [seed] [repetitions]
 *
 * Levels are invented, scores are levels and errors.  Prints how often the sets
 * cover the true ranks (the first table), and how often those with a P(bottom)
 * of so much are truly in the bottom fifth (the second one).  Repetitions are
 * those of 10 and 30 units; larger ones have fewer.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../unit/kernel_host.h"
#include "math/random.h"
#include "ranking/rank_confidence_kernel.h"
#include "ranking/rank_posterior_kernel.h"

#define MAX_UNITS		300
#define DRAWS			1000
#define LEVEL			0.95
#define DECILES			10
#define FEW				1000	/* units say too little about a decile */

/* How true levels are spread. */
typedef enum Truth
{
	ALL_EQUAL,
	NORMAL,
	SKEWED,						/* few are far behind: skewness -1 */
	VERY_SKEWED,				/* skewness -2 */
	TWO_GROUPS,					/* a fifth is 20 points behind */
	TRUTHS
} Truth;

static const char *const truth_name[TRUTHS] = {"all equal", "normal", "skewed", "very skewed", "a fifth far behind"};

/* How scores vary around them. */
typedef enum Errors
{
	INDEPENDENT,
	SHARED						/* half of the error is common to neighbours,
								 * ten by ten; known by a bootstrap */
} Errors;

typedef struct Case
{
	int			units;
	Truth		truth;
	Errors		errors;
	int			repetitions;
} Case;

/* What came out of a case. */
typedef struct Coverage
{
	double		all;			/* share of repetitions in which all ranks were
								 * in the simultaneous sets */
	double		each;			/* share of units whose rank was in the
								 * marginal set */
	double		width;			/* mean number of ranks in a simultaneous set */
	double		marginal_width;
	double		bottom_certain; /* share of the truly bottom that are so for
								 * certain */
	double		wrong;			/* repetitions in which one is so and is not
								 * bottom */
} Coverage;

typedef struct Calibration
{
	double		predicted[DECILES];
	double		came_true[DECILES];
	double		units[DECILES];
} Calibration;

static double level[MAX_UNITS];
static double error[MAX_UNITS];
static double score[MAX_UNITS];
static double bootstrap[MAX_UNITS * DRAWS];
static RandomSeed numbers;
static uint64_t next_number;

static double
uniform(void)
{
	uint32_t	counter[RANDOM_WORDS] = {(uint32_t) next_number, (uint32_t) (next_number >> 32), 0, 99};
	uint32_t	word[RANDOM_WORDS];

	next_number++;
	random_block(&numbers, counter, word);
	return random_uniform(word[0], word[1]);
}

static double
normal(void)
{
	return sqrt(-2.0 * log(uniform())) * cos(2.0 * acos(-1.0) * uniform());
}

/* Levels around 65 with a deviation of 10, or so. */
static double
draw_level(Truth truth, int i, int n)
{
	switch (truth)
	{
		case ALL_EQUAL:
			return 65.0;
		case NORMAL:
			return 65.0 + 10.0 * normal();
		case SKEWED:
			return 65.0 + 5.0 * (4.0 + log(uniform() * uniform() * uniform() * uniform()));
		case VERY_SKEWED:
			return 65.0 + 10.0 * (1.0 + log(uniform()));
		default:
			return 65.0 + 3.0 * normal() - (5 * i >= 4 * n ? 20.0 : 0.0);
	}
}

/* Errors of neighbours, half of whose variance they share. */
static void
draw_shared(double *result, int n)
{
	double		shared = 0.0;
	int			i;

	for (i = 0; i < n; i++)
	{
		if (i % 10 == 0)
			shared = normal();
		result[i] = error[i] * sqrt(0.5) * (shared + normal());
	}
}

static void
draw_scores(const Case *c)
{
	double		off[MAX_UNITS];
	int			i;
	int			draw;

	for (i = 0; i < c->units; i++)
	{
		level[i] = draw_level(c->truth, i, c->units);
		error[i] = 3.0 + 5.0 * uniform();
	}
	for (i = 0; i < c->units; i++)
		off[i] = error[i] * normal();
	if (c->errors == SHARED)
		draw_shared(off, c->units);
	for (i = 0; i < c->units; i++)
		score[i] = level[i] + off[i];
	for (draw = 0; draw < DRAWS && c->errors == SHARED; draw++)
	{
		draw_shared(off, c->units);
		for (i = 0; i < c->units; i++)
			bootstrap[i * DRAWS + draw] = score[i] + off[i];
	}
}

static int
true_rank(int unit, int n)
{
	int			rank = 1;
	int			i;

	for (i = 0; i < n; i++)
		rank += level[i] > level[unit];
	return rank;
}

static void
add_coverage(const Case *c, int64_t seed, Coverage *coverage)
{
	static RankConfidence result[MAX_UNITS];
	ConfidenceModel model = {
		.units = c->units, .score = score, .std_error = c->errors == SHARED ? NULL : error,
		.bootstrap = c->errors == SHARED ? bootstrap : NULL, .draws = DRAWS, .seed = seed, .level = LEVEL,
		.stepwise = true, .marginal = true
	};
	int64_t		bottom_start = c->units - c->units / 5;
	double		bottom = 0.0;
	double		certain = 0.0;
	bool		all = true;
	bool		wrong = false;
	int			i;

	rank_confidence_of(&model, result);
	for (i = 0; i < c->units; i++)
	{
		int			rank = true_rank(i, c->units);
		bool		is_certain = result[i].simultaneous.lower - 1 >= bottom_start;

		all &= result[i].simultaneous.lower <= rank && rank <= result[i].simultaneous.upper;
		coverage->each += (result[i].marginal.lower <= rank && rank <= result[i].marginal.upper) / (double) c->units;
		coverage->width += (double) (result[i].simultaneous.upper - result[i].simultaneous.lower + 1) / c->units;
		coverage->marginal_width += (double) (result[i].marginal.upper - result[i].marginal.lower + 1) / c->units;
		bottom += rank - 1 >= bottom_start;
		certain += is_certain && rank - 1 >= bottom_start;
		wrong |= is_certain && rank - 1 < bottom_start;
	}
	coverage->all += all;
	coverage->wrong += wrong;
	coverage->bottom_certain += bottom > 0.0 ? certain / bottom : 0.0;
}

static void
print_coverage(const Case *c, int64_t seed)
{
	Coverage	coverage = {0.0};
	double		n = c->repetitions;
	int			i;

	for (i = 0; i < c->repetitions; i++)
	{
		draw_scores(c);
		add_coverage(c, seed + i, &coverage);
	}
	printf("| %d | %s%s | %d | %.3f | %.4f | %.3f | %.1f | %.1f | %.3f | %.3f |\n", c->units, truth_name[c->truth],
		   c->errors == SHARED ? ", shared errors" : "", c->repetitions, coverage.all / n,
		   sqrt(LEVEL * (1.0 - LEVEL) / n), coverage.each / n, coverage.width / n, coverage.marginal_width / n,
		   coverage.bottom_certain / n, coverage.wrong / n);
	fflush(stdout);
}

static void
add_calibration(const Case *c, int64_t seed, Calibration *calibration)
{
	static RankPosterior result[MAX_UNITS];
	PosteriorModel model = {
		.units = c->units, .score = score, .std_error = error, .draws = 400, .seed = seed,
		.top_end = (c->units + 4) / 5, .bottom_start = c->units - c->units / 5
	};
	int			i;

	rank_posterior_of(&model, result);
	for (i = 0; i < c->units; i++)
	{
		int			decile = (int) fmin(floor(result[i].p_bottom * DECILES), DECILES - 1);

		calibration->predicted[decile] += result[i].p_bottom;
		calibration->came_true[decile] += true_rank(i, c->units) - 1 >= model.bottom_start;
		calibration->units[decile]++;
	}
}

static void
print_calibration(const Case *c, int64_t seed)
{
	Calibration calibration = {{0.0}};
	double		worst = 0.0;
	int			i;

	for (i = 0; i < c->repetitions; i++)
	{
		draw_scores(c);
		add_calibration(c, seed + i, &calibration);
	}
	printf("| %d | %s | %d |", c->units, truth_name[c->truth], c->repetitions);
	for (i = 0; i < DECILES; i++)
	{
		double		units = calibration.units[i];

		if (units < FEW)
			printf(" |");
		else
		{
			printf(" %.2f |", calibration.came_true[i] / units);
			worst = fmax(worst, fabs(calibration.came_true[i] - calibration.predicted[i]) / units);
		}
	}
	printf(" %.3f |\n", worst);
	fflush(stdout);
}

int
main(int argc, char **argv)
{
	static const int sizes[] = {10, 30, 100, 300};
	int64_t		seed = argc > 1 ? atoll(argv[1]) : 1;
	int			repetitions = argc > 2 ? atoi(argv[2]) : 1000;
	int			parts[] = {1, 1, 2, 5};
	int			truth;
	int			i;

	numbers = random_seed((uint64_t) seed);
	printf("| sites | truth | repetitions | all ranks covered | simulation error | each rank covered | "
		   "ranks in a set | in a marginal set | of the bottom, certain | certain, but not bottom |\n"
		   "|---|---|---|---|---|---|---|---|---|---|\n");
	for (truth = 0; truth < TRUTHS; truth++)
	{
		for (i = 0; i < 4; i++)
			print_coverage(&(Case) {sizes[i], (Truth) truth, INDEPENDENT, repetitions / parts[i]}, seed);
	}
	print_coverage(&(Case) {30, NORMAL, SHARED, repetitions}, seed);
	print_coverage(&(Case) {100, NORMAL, SHARED, repetitions / 2}, seed);

	printf("\n| sites | truth | repetitions | 0 | 0.1 | 0.2 | 0.3 | 0.4 | 0.5 | 0.6 | 0.7 | 0.8 | 0.9 | worst |\n"
		   "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
	for (truth = NORMAL; truth < TRUTHS; truth++)
	{
		for (i = 0; i < 4; i++)
			print_calibration(&(Case) {sizes[i], (Truth) truth, INDEPENDENT, 5 * repetitions / parts[i] / parts[i]},
							  seed);
	}
	return 0;
}

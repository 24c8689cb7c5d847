/* sources: src/ranking/rank_confidence_kernel.c src/math/random.c src/math/values.c */
/*
 * Confidence sets for ranks: against a plain reading of their definition, and
 * where they can be told by hand.
 */
#include <math.h>
#include <string.h>

#include "../tap.h"
#include "kernel_host.h"
#include "math/random.h"
#include "ranking/rank_confidence_kernel.h"

#define MAX_UNITS	23
#define MAX_DRAWS	400

static double error_of[MAX_DRAWS][MAX_UNITS];
static double difference_error[MAX_UNITS][MAX_UNITS];

static bool
run(const ConfidenceModel *model, RankConfidence *result)
{
	bool		possible;

	memset(result, 0, sizeof(RankConfidence) * (size_t) model->units);
	possible = rank_confidence_of(model, result);
	if (blocks_in_use != 0)
		abort();
	return possible;
}

static uint32_t
random_word(uint32_t i)
{
	RandomSeed	seed = random_seed(321);
	uint32_t	counter[RANDOM_WORDS] = {i, 8, 8, 8};
	uint32_t	word[RANDOM_WORDS];

	random_block(&seed, counter, word);
	return word[0];
}

/* ---------------------------------------------------------------- the definition */

static int
compare_numbers(const void *a, const void *b)
{
	double		x = *(const double *) a;
	double		y = *(const double *) b;

	return (x > y) - (x < y);
}

/* R's default quantile */
static double
quantile(double *value, int n, double level)
{
	double		place = (n - 1) * level;
	int			below = (int) floor(place);

	qsort(value, (size_t) n, sizeof(double), compare_numbers);
	return below + 1 < n ? value[below] + (place - below) * (value[below + 1] - value[below]) : value[below];
}

/* The set of unit i; open[i][j]: "i is not better than j" is in the set of hypotheses. */
static RankSet
plain_set(const ConfidenceModel *model, int i, bool open[MAX_UNITS][MAX_UNITS])
{
	int			n = (int) model->units;
	bool		rejected[MAX_UNITS][MAX_UNITS] = {{false}};
	RankSet		set = {1, n, 0.0};
	bool		any = true;
	int			a;
	int			b;

	while (any)
	{
		double		largest[MAX_DRAWS];
		int			draw;

		for (draw = 0; draw < model->draws; draw++)
		{
			largest[draw] = 0.0;
			for (a = 0; a < n; a++)
			{
				for (b = 0; b < n; b++)
				{
					if (open[a][b] && !rejected[a][b] && difference_error[a][b] > 0.0)
						largest[draw] = fmax(largest[draw],
											 (error_of[draw][a] - error_of[draw][b]) / difference_error[a][b]);
				}
			}
		}
		set.critical_value = quantile(largest, model->draws, model->level);
		any = false;
		for (a = 0; a < n; a++)
		{
			for (b = 0; b < n; b++)
			{
				if (open[a][b] && !rejected[a][b] && difference_error[a][b] > 0.0 &&
					(model->score[a] - model->score[b]) / difference_error[a][b] > set.critical_value)
					any = rejected[a][b] = true;
			}
		}
		any &= model->stepwise;
	}
	for (a = 0; a < n; a++)
	{
		bool		known = difference_error[a][i] == 0.0;

		if (a == i)
			continue;
		set.lower += known ? model->score[a] > model->score[i] : rejected[a][i];
		set.upper -= known ? model->score[a] <= model->score[i] : rejected[i][a];
	}
	return set;
}

static bool
same_set(RankSet a, RankSet b)
{
	bool		same = a.lower == b.lower && a.upper == b.upper &&
		fabs(a.critical_value - b.critical_value) <= 1e-12 * b.critical_value;

	if (!same)
		printf("# got %d .. %d at %.17g, expected %d .. %d at %.17g\n", (int) a.lower, (int) a.upper,
			   a.critical_value, (int) b.lower, (int) b.upper, b.critical_value);
	return same;
}

/* Are these the sets of the definition, with error_of and difference_error? */
static bool
as_defined(const ConfidenceModel *model, const RankConfidence *result)
{
	bool		open[MAX_UNITS][MAX_UNITS];
	bool		same = true;
	int			n = (int) model->units;
	int			i;
	int			j;

	for (i = 0; i < n; i++)
	{
		int64_t		rank = 1;

		memset(open, true, sizeof(open));
		same &= same_set(result[i].simultaneous, plain_set(model, i, open));
		memset(open, false, sizeof(open));
		for (j = 0; j < n; j++)
		{
			open[i][j] = open[j][i] = j != i;
			rank += model->score[j] > model->score[i];
		}
		/* units that are equal have the set of the first of them */
		for (j = 0; j < i && !(model->std_error != NULL && model->score[j] == model->score[i]); j++)
			;
		same &= j < i ? memcmp(&result[i].marginal, &result[j].marginal, sizeof(RankSet)) == 0 :
			same_set(result[i].marginal, plain_set(model, i, open));
		same &= result[i].rank == rank;
	}
	return same;
}

/* ---------------------------------------------------------------- errors of each kind */

static void
take_bootstrap(const ConfidenceModel *model)
{
	int			n = (int) model->units;
	int			i;
	int			j;
	int			draw;

	for (i = 0; i < n; i++)
	{
		double		mean = 0.0;

		for (draw = 0; draw < model->draws; draw++)
			mean += model->bootstrap[i * model->draws + draw] / model->draws;
		for (draw = 0; draw < model->draws; draw++)
			error_of[draw][i] = model->bootstrap[i * model->draws + draw] - mean;
	}
	for (i = 0; i < n; i++)
	{
		for (j = 0; j < n; j++)
		{
			double		squares = 0.0;

			for (draw = 0; draw < model->draws; draw++)
				squares += pow(error_of[draw][i] - error_of[draw][j], 2.0);
			difference_error[i][j] = sqrt(squares / (model->draws - 1));
			if (difference_error[i][j] < 1e-12)
				difference_error[i][j] = 0.0;
		}
	}
}

/* root is that of the covariance of the descending order; units with equal scores have equal errors. */
static void
take_draws(const ConfidenceModel *model, const double *variance, double root[MAX_UNITS][MAX_UNITS])
{
	RandomSeed	seed = random_seed((uint64_t) model->seed);
	int			n = (int) model->units;
	int			draw;
	int			i;
	int			j;

	for (draw = 0; draw < model->draws; draw++)
	{
		double		normal[MAX_UNITS + RANDOM_WORDS];

		random_normals(&seed, RANDOM_SCORES, (uint32_t) draw, 0, (n + 3) / 4, normal);
		for (i = 0; i < n; i++)
		{
			int			place = 0;

			for (j = 0; j < n; j++)
				place += model->score[j] > model->score[i] || (j < i && model->score[j] == model->score[i]);
			if (root == NULL)
				error_of[draw][i] = sqrt(variance[i]) * normal[place];
			else
			{
				error_of[draw][i] = 0.0;
				for (j = 0; j <= place; j++)
					error_of[draw][i] += root[place][j] * normal[j];
			}
		}
	}
	for (i = 0; i < n; i++)
	{
		for (j = 0; j < n; j++)
			difference_error[i][j] = i == j ? 0.0 : sqrt(variance[i] + variance[j]);
	}
}

/* Scores some standard errors apart, in steps where ties are asked for. */
static void
make_scores(double *score, int n, bool ties, uint32_t salt)
{
	int			i;

	for (i = 0; i < n; i++)
		score[i] = ties ? random_word(salt + (uint32_t) i) % 7 : random_word(salt + (uint32_t) i) / 4e8;
}

static void
test_definition(void)
{
	static const double level[] = {0.95, 0.5, 0.9, 0.999};
	double		score[MAX_UNITS];
	double		std_error[MAX_UNITS];
	double		variance[MAX_UNITS];
	double		bootstrap[MAX_UNITS * MAX_DRAWS];
	RankConfidence result[MAX_UNITS];
	bool		bootstraps = true;
	bool		independent = true;
	int			n;

	for (n = 1; n <= MAX_UNITS; n++)
	{
		ConfidenceModel model = {.units = n, .score = score, .draws = n % 5 == 0 ? 3 : MAX_DRAWS - n, .seed = n,
		.marginal = true};
		int			i;
		int			variant;

		for (variant = 0; variant < 4; variant++)
		{
			model.level = level[variant];
			model.stepwise = variant % 2 == 0 || n % 2 == 0;
			make_scores(score, n, variant == 1, (uint32_t) (1000 * n));
			for (i = 0; i < n * model.draws; i++)
				bootstrap[i] = score[i / model.draws] + random_word((uint32_t) i) / 4e9 +
					random_word((uint32_t) (i % model.draws)) / 2e9;
			/* one that is known, and one that has the luck of another */
			for (i = 0; i < model.draws && n > 3; i++)
			{
				bootstrap[i] = score[0];
				bootstrap[model.draws + i] = bootstrap[2 * model.draws + i];
			}
			model.bootstrap = bootstrap;
			model.std_error = NULL;
			take_bootstrap(&model);
			run(&model, result);
			bootstraps &= as_defined(&model, result);

			make_scores(score, n, variant == 3, (uint32_t) (1000 * n + variant));
			for (i = 0; i < n; i++)
			{
				std_error[i] = variant == 3 ? 1.0 + (int) score[i] % 3 :
					i % 6 == 3 ? 0.0 : random_word((uint32_t) i + 77) / 4e9;
				variance[i] = std_error[i] * std_error[i];
			}
			model.bootstrap = NULL;
			model.std_error = std_error;
			take_draws(&model, variance, NULL);
			run(&model, result);
			independent &= as_defined(&model, result);
		}
	}
	tap_ok(bootstraps, "sets of a bootstrap are those of the definition");
	tap_ok(independent, "so are those of independent errors");
}

/* A covariance of 1 and a half, and one that leaves nothing of its own to the last unit. */
static void
test_covariance(void)
{
	static const double score[] = {1.0, 9.0, 4.0};
	static const double covariance[] = {3.0, 1.0, 2.0, 1.0, 1.0, 1.0, 2.0, 1.0, 5.0};
	static const double singular[] = {1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 2.0};
	static const double impossible[] = {1.0, 2.0, 0.0, 2.0, 1.0, 0.0, 0.0, 0.0, 1.0};
	static const double impossible_0[] = {0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0};
	static const double independent[] = {4.0, 0.0, 0.0, 0.0, 9.0, 0.0, 0.0, 0.0, 0.25};
	static const double std_error[] = {2.0, 3.0, 0.5};

	/* in descending order the units are 1, 2, 0, and the matrix 1 1 1, 1 5 2, 1 2 3 */
	double		root[MAX_UNITS][MAX_UNITS] = {{1.0}, {1.0, 2.0}, {1.0, 0.5}};
	double		variance[] = {3.0, 1.0, 5.0};
	ConfidenceModel model = {
		.units = 3, .score = score, .covariance = covariance, .draws = MAX_DRAWS, .seed = 5, .level = 0.9,
		.stepwise = true, .marginal = true
	};
	RankConfidence result[3];
	RankConfidence other[3];
	int			i;

	root[2][2] = sqrt(1.75);
	take_draws(&model, variance, root);
	difference_error[0][1] = difference_error[1][0] = sqrt(3.0 + 1.0 - 2.0);
	difference_error[0][2] = difference_error[2][0] = sqrt(3.0 + 5.0 - 4.0);
	difference_error[1][2] = difference_error[2][1] = sqrt(1.0 + 5.0 - 2.0);
	tap_ok(run(&model, result) && as_defined(&model, result), "sets with a covariance are those of the definition");

	model.covariance = independent;
	tap_ok(run(&model, result), "a diagonal is a covariance");
	model.covariance = NULL;
	model.std_error = std_error;
	run(&model, other);
	for (i = 0; i < 3; i++)
		tap_ok(memcmp(&result[i], &other[i], sizeof(RankConfidence)) == 0,
			   "unit %d has the set of independent errors", i);

	/* units 0 and 1 err together: their order is known */
	model.std_error = NULL;
	model.covariance = singular;
	tap_ok(run(&model, result) && result[1].simultaneous.lower == 1 && result[0].simultaneous.upper == 3 &&
		   result[0].simultaneous.lower >= 2, "units that err together are in order");
	model.covariance = impossible;
	tap_ok(!run(&model, result), "a correlation above 1 is no covariance");
	model.covariance = impossible_0;
	tap_ok(!run(&model, result), "what does not vary does not vary with another");
}

/* ---------------------------------------------------------------- what can be told by hand */

static bool
set_is(const RankConfidence *result, int64_t lower, int64_t upper)
{
	bool		good = result->simultaneous.lower == lower && result->simultaneous.upper == upper &&
		result->marginal.lower == lower && result->marginal.upper == upper;

	if (!good)
		printf("# got %d .. %d and %d .. %d\n", (int) result->simultaneous.lower, (int) result->simultaneous.upper,
			   (int) result->marginal.lower, (int) result->marginal.upper);
	return good;
}

static void
test_by_hand(void)
{
	static const double known[] = {0.0, 0.0, 0.0, 0.0, 0.0};
	static const double tied[] = {5.0, 7.0, 5.0, 1.0, 7.0};
	static const double far[] = {-1e300, 1e300, 0.0, 5e299, -5e299};
	static const double near[] = {0.1, 0.2, 0.3, 0.4, 0.5};
	static const double wide[] = {1e300, 1e300, 1e300, 1e300, 1e300};
	static const double little[] = {1e-300, 1e-300, 1e-300, 1e-300, 1e-300};
	static const double mixed[] = {0.0, 1.0, 0.0, 0.0, 1.0};
	ConfidenceModel model = {
		.units = 5, .score = tied, .std_error = known, .draws = 100, .seed = 1, .level = 0.95, .stepwise = true,
		.marginal = true
	};
	RankConfidence result[5];
	RankConfidence again[5];

	run(&model, result);
	tap_ok(set_is(&result[1], 1, 1) && set_is(&result[4], 1, 1) && set_is(&result[0], 3, 3) &&
		   set_is(&result[2], 3, 3) && set_is(&result[3], 5, 5), "without errors the sets are the ranks");
	tap_ok(result[0].rank == 3 && result[3].rank == 5 && result[4].rank == 1, "ties share the smallest rank");

	model.score = known;
	run(&model, result);
	tap_ok(set_is(&result[0], 1, 1) && set_is(&result[4], 1, 1), "all are equal, and known to be");
	model.std_error = wide;
	run(&model, result);
	tap_ok(set_is(&result[0], 1, 5) && set_is(&result[4], 1, 5) && result[4].rank == 1, "all look equal");

	model.score = near;
	run(&model, result);
	tap_ok(set_is(&result[0], 1, 5) && set_is(&result[4], 1, 5), "with huge errors nothing is known");
	model.std_error = little;
	run(&model, result);
	tap_ok(set_is(&result[0], 5, 5) && set_is(&result[3], 2, 2), "with tiny ones all is");
	model.score = far;
	model.std_error = wide;
	run(&model, result);
	model.std_error = near;
	run(&model, again);
	tap_ok(set_is(&again[0], 5, 5) && set_is(&again[1], 1, 1) && set_is(&again[2], 3, 3) &&
		   result[0].simultaneous.upper == 5 && isfinite(result[0].simultaneous.critical_value),
		   "differences that no double can hold");

	/* 5, 5 and 1 are known; 7 and 7 have errors of 1, which is too much to be above 5 for certain */
	model.score = tied;
	model.std_error = mixed;
	run(&model, result);
	tap_ok(set_is(&result[0], 1, 3) && set_is(&result[3], 5, 5), "some are known");
	tap_ok(result[0].marginal.upper == result[2].marginal.upper && result[0].marginal.lower == result[2].marginal.lower,
		   "units that are equal have the same set");

	model.units = 1;
	run(&model, result);
	tap_ok(result[0].rank == 1 && set_is(&result[0], 1, 1) && result[0].simultaneous.critical_value == 0.0,
		   "a unit alone is first");
}

/* The draws are of the place in the descending order, not of the row. */
static void
test_order(void)
{
	double		score[MAX_UNITS];
	double		std_error[MAX_UNITS];
	double		other_score[MAX_UNITS];
	double		other_error[MAX_UNITS];
	ConfidenceModel model = {
		.units = MAX_UNITS, .score = score, .std_error = std_error, .draws = 50, .seed = 9, .level = 0.9,
		.stepwise = true, .marginal = true
	};
	RankConfidence result[MAX_UNITS];
	RankConfidence other[MAX_UNITS];
	bool		same = true;
	int			i;

	make_scores(score, MAX_UNITS, true, 5);
	for (i = 0; i < MAX_UNITS; i++)
		std_error[i] = 0.1 + random_word((uint32_t) i) % 2 / 5.0;
	for (i = 0; i < MAX_UNITS; i++)
	{
		other_score[i] = score[i * 5 % MAX_UNITS];
		other_error[i] = std_error[i * 5 % MAX_UNITS];
	}
	run(&model, result);
	model.score = other_score;
	model.std_error = other_error;
	run(&model, other);
	for (i = 0; i < MAX_UNITS; i++)
		same &= memcmp(&other[i], &result[i * 5 % MAX_UNITS], sizeof(RankConfidence)) == 0;
	tap_ok(same, "the order of the units makes no difference");

	model.marginal = false;
	run(&model, result);
	for (i = 0; i < MAX_UNITS; i++)
		same &= memcmp(&other[i].simultaneous, &result[i].simultaneous, sizeof(RankSet)) == 0 &&
			result[i].marginal.upper == 0;
	tap_ok(same, "simultaneous sets are the same without marginal ones");
	stops_asked = 0;
	run(&model, result);
	tap_ok(stops_asked > MAX_UNITS, "it asks whether to stop");
}

int
main(void)
{
	test_definition();
	test_covariance();
	test_by_hand();
	test_order();
	return tap_done();
}

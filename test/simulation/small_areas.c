/* sources: src/scores/shrinkage_kernel.c src/scores/fay_herriot_kernel.c src/math/quantiles.c src/math/random.c */
/*
 * How often intervals of 95 % hold where few answered, and how long they are
 *
 *	small_areas [seed [repetitions]]
 *
 * Sites have levels around 70 with a standard deviation, and answers around
 * their site's level with one of 22.  Ratings are such answers rounded to 0, 25,
 * 50, 75 or 100; then the level of a site is the mean of all ratings that it
 * could give.  Direct is the mean of a site with its own variance and Student's
 * quantile; moments is the estimate by moments of the analysis of variance, with
 * an error as if both variances were known.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/kernel_host.h"
#include "math/quantiles.h"
#include "scores/fay_herriot_kernel.h"
#include "scores/shrinkage_kernel.h"

#define LENGTH(array)	((int) (sizeof(array) / sizeof((array)[0])))
#define LEVEL			0.95
#define MEAN			70.0
#define WITHIN			22.0
#define MOST_SITES		100
#define MOST_ANSWERS	60

/* What happened to the intervals of one method. */
typedef struct Tally
{
	double		intervals;
	double		hold;
	double		width;
	double		square;			/* of the errors */
} Tally;

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
	return sqrt(-2.0 * log(uniform())) * cos(2.0 * acos(-1.0) * uniform());
}

static void
count(Tally *tally, double estimate, double margin, double truth)
{
	tally->intervals++;
	tally->hold += fabs(estimate - truth) <= margin;
	tally->width += 2.0 * margin;
	tally->square += (estimate - truth) * (estimate - truth);
}

static double
percent(const Tally *tally)
{
	return 100.0 * tally->hold / tally->intervals;
}

static double
width_ratio(const Tally *tally, const Tally *other)
{
	return tally->width / tally->intervals / (other->width / other->intervals);
}

static double
error_ratio(const Tally *tally, const Tally *other)
{
	return sqrt(tally->square / tally->intervals / (other->square / other->intervals));
}

/* An answer of a site, and the mean of all that it could give. */
static double
answer(double level, bool ratings)
{
	double		value = level + WITHIN * normal();

	return ratings ? 25.0 * fmin(4.0, fmax(0.0, floor(value / 25.0 + 0.5))) : value;
}

static double
mean_answer(double level, bool ratings)
{
	double		sum = 0.0;
	int			k;

	if (!ratings)
		return level;
	for (k = 1; k <= 4; k++)
		sum += 25.0 * 0.5 * erfc((25.0 * (k - 0.5) - level) / WITHIN / sqrt(2.0));
	return sum;
}

/* The answers of a site. */
static GroupMean
ask(double level, int answers, bool ratings)
{
	double		value[MOST_ANSWERS];
	GroupMean	group = {.n = answers};
	int			j;

	for (j = 0; j < answers; j++)
	{
		value[j] = answer(level, ratings);
		group.mean += value[j] / answers;
	}
	for (j = 0; j < answers; j++)
		group.variance += (value[j] - group.mean) * (value[j] - group.mean) / (answers - 1);
	return group;
}

enum
{
	DIRECT,
	DRAWN,
	MOMENTS,
	UNHEARD,
	PROJECT,
	TALLIES
};

/* The estimate by moments, and its error as if the variances were known. */
static void
by_moments(Tally *tally, const GroupMean *group, int sites, const double *truth)
{
	double		N = 0.0;
	double		squared = 0.0;
	double		mu = 0.0;
	double		within = 0.0;
	double		around = 0.0;
	double		between;
	int			i;

	for (i = 0; i < sites; i++)
	{
		N += group[i].n;
		squared += group[i].n * group[i].n;
		mu += group[i].n * group[i].mean;
		within += (group[i].n - 1.0) * group[i].variance;
	}
	mu /= N;
	within /= N - sites;
	for (i = 0; i < sites; i++)
		around += group[i].n * (group[i].mean - mu) * (group[i].mean - mu);
	between = fmax(0.0, (around - (sites - 1) * within) / (N - squared / N));
	for (i = 0; i < sites; i++)
	{
		double		k = between > 0.0 ? between / (between + within / group[i].n) : 0.0;

		count(tally, mu + k * (group[i].mean - mu), normal_two_sided(LEVEL) * sqrt(k * within / group[i].n), truth[i]);
	}
}

/* One project: sites, one more of which nobody was heard, and their mean. */
static void
one_project(Tally *tally, int sites, const int *answers, double between, bool ratings)
{
	GroupMean	group[MOST_SITES];
	double		truth[MOST_SITES];
	Shrinkage	shrinkage;
	ShrunkenMean shrunken;
	double		quantile;
	double		total = 0.0;
	double		own = 0.0;
	double		common = 0.0;
	double		true_total = 0.0;
	int			i;

	for (i = 0; i < sites; i++)
	{
		double		level = MEAN + between * normal();

		truth[i] = mean_answer(level, ratings);
		group[i] = ask(level, answers[i], ratings);
		count(&tally[DIRECT], group[i].mean,
			  student_two_sided(LEVEL, answers[i] - 1) * sqrt(group[i].variance / answers[i]), truth[i]);
	}
	by_moments(&tally[MOMENTS], group, sites, truth);
	shrinkage_of(group, sites, &shrinkage);
	quantile = student_two_sided(LEVEL, shrinkage.freedom);
	for (i = 0; i < sites; i++)
	{
		shrunken = shrunken_mean_of(&shrinkage, group[i].mean, group[i].n);
		count(&tally[DRAWN], shrunken.estimate, quantile * shrunken.std_error, truth[i]);
		total += shrunken.estimate / sites;
		true_total += truth[i] / sites;
		own += pow(shrunken.std_error / sites, 2) - pow(shrunken.common_error / sites, 2);
		common += shrunken.common_error / sites;
	}
	count(&tally[PROJECT], total, quantile * sqrt(own + common * common), true_total);
	shrunken = shrunken_mean_of(&shrinkage, 0.0, 0.0);
	count(&tally[UNHEARD], shrunken.estimate, student_two_sided(LEVEL, shrunken.freedom) * shrunken.std_error,
		  mean_answer(MEAN + between * normal(), ratings));
	shrinkage_release(&shrinkage);
}

static const double betweens[] = {0, 2, 5, 15};

/* Answers of each site: the typical number everywhere, or from 0.4 to 1.6 of it in turn. */
static void
fill_answers(int *answers, int sites, int typical, bool unequal)
{
	int			i;

	for (i = 0; i < sites; i++)
		answers[i] = unequal ? typical * (4 + 3 * (i % 5)) / 10 : typical;
}

static const struct
{
	bool		ratings;
	bool		unequal;
}			worlds[] = {{false, false}, {true, false}, {true, true}};

/* Normal answers, ratings, and ratings with unequal numbers of answers. */
static void
test_answers(int repetitions)
{
	static const int numbers[] = {5, 10, 30, 100};
	static const int typical[] = {10, 30};
	int			a;
	int			b;
	int			c;
	int			k;
	int			r;

	puts("| sites | answers | SD between | direct holds, % | moments holds, % | "
		 "drawn holds, %: normal | ratings | unequal | length to direct: normal | ratings | unequal | "
		 "error to direct: ratings | unheard site holds, % | project holds, % |");
	puts("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
	for (a = 0; a < LENGTH(numbers); a++)
		for (b = 0; b < LENGTH(typical); b++)
			for (c = 0; c < LENGTH(betweens); c++)
			{
				Tally		tally[LENGTH(worlds)][TALLIES] = {{{0}}};
				const Tally *rated = tally[1];

				for (k = 0; k < LENGTH(worlds); k++)
				{
					int			answers[MOST_SITES];

					fill_answers(answers, numbers[a], typical[b], worlds[k].unequal);
					for (r = 0; r < repetitions; r++)
						one_project(tally[k], numbers[a], answers, betweens[c], worlds[k].ratings);
				}
				printf("| %d | %d | %.0f | %.1f | %.1f |", numbers[a], typical[b], betweens[c],
					   percent(&rated[DIRECT]), percent(&rated[MOMENTS]));
				for (k = 0; k < LENGTH(worlds); k++)
					printf(" %.1f |", percent(&tally[k][DRAWN]));
				for (k = 0; k < LENGTH(worlds); k++)
					printf(" %.2f |", width_ratio(&tally[k][DRAWN], &tally[k][DIRECT]));
				printf(" %.2f | %.1f | %.1f |\n", error_ratio(&rated[DRAWN], &rated[DIRECT]),
					   percent(&rated[UNHEARD]), percent(&rated[PROJECT]));
				fflush(stdout);
			}
	puts("");
}

/* Areas whose sampling variances are known, one more of which was not observed. */
static void
one_set_of_areas(Tally *tally, double *zeros, int n, FayHerriotMethod method, double between)
{
	double		direct[MOST_SITES];
	double		variance[MOST_SITES];
	double		truth[MOST_SITES];
	FayHerriotAreas areas = {.n = n, .direct = direct, .variance = variance};
	FayHerriot	fit;
	FayHerriotArea area;
	double		z = normal_two_sided(LEVEL);
	int			i;

	for (i = 0; i < n; i++)
	{
		truth[i] = MEAN + between * normal();
		variance[i] = WITHIN * WITHIN / (4 + 3 * (i % 5));
		direct[i] = truth[i] + sqrt(variance[i]) * normal();
		count(&tally[DIRECT], direct[i], z * sqrt(variance[i]), truth[i]);
	}
	fay_herriot_fit(&areas, method, &fit);
	*zeros += fit.variance == 0.0;
	for (i = 0; i < n; i++)
	{
		area = fay_herriot_area(&fit, direct[i], variance[i], NULL);
		count(&tally[DRAWN], area.estimate, z * area.std_error, truth[i]);
	}
	area = fay_herriot_area(&fit, NAN, 0.0, NULL);
	count(&tally[UNHEARD], area.estimate, z * area.std_error, MEAN + between * normal());
	fay_herriot_release(&fit);
}

static void
test_areas(int repetitions)
{
	static const int numbers[] = {5, 10, 30, 100};
	static const FayHerriotMethod methods[] = {
		FAY_HERRIOT_ML, FAY_HERRIOT_REML, FAY_HERRIOT_LI_LAHIRI, FAY_HERRIOT_YOSHIMORI_LAHIRI
	};
	uint64_t	seed = state;
	int			a;
	int			c;
	int			m;
	int			r;

	puts("| areas | SD between | variance 0, %: reml | holds, %: ml | reml | li_lahiri | yoshimori_lahiri | "
		 "length to direct: ml | reml | li_lahiri | yoshimori_lahiri | "
		 "not observed holds, %: ml | reml | li_lahiri | yoshimori_lahiri |");
	puts("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
	for (a = 0; a < LENGTH(numbers); a++)
		for (c = 0; c < LENGTH(betweens); c++)
		{
			Tally		tally[LENGTH(methods)][TALLIES] = {{{0}}};
			double		zeros[LENGTH(methods)] = {0};

			for (m = 0; m < LENGTH(methods); m++)
			{
				/* the same areas for each method */
				state = seed + (uint64_t) (a * LENGTH(betweens) + c + 1);
				for (r = 0; r < repetitions; r++)
					one_set_of_areas(tally[m], &zeros[m], numbers[a], methods[m], betweens[c]);
			}
			printf("| %d | %.0f | %.0f |", numbers[a], betweens[c], 100.0 * zeros[1] / repetitions);
			for (m = 0; m < LENGTH(methods); m++)
				printf(" %.1f |", percent(&tally[m][DRAWN]));
			for (m = 0; m < LENGTH(methods); m++)
				printf(" %.2f |", width_ratio(&tally[m][DRAWN], &tally[m][DIRECT]));
			for (m = 0; m < LENGTH(methods); m++)
				printf(" %.1f |", percent(&tally[m][UNHEARD]));
			puts("");
			fflush(stdout);
		}
}

int
main(int argc, char **argv)
{
	int			repetitions = argc > 2 ? atoi(argv[2]) : 1000;

	state = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
	test_answers(repetitions);
	test_areas(repetitions);
	return 0;
}

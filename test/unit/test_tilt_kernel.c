/* sources: src/inequality/tilt_kernel.c src/inequality/slope_kernel.c src/inequality/concentration_kernel.c
   src/inequality/interval_kernel.c src/inequality/inequality_kernel.c src/math/estimate.c src/math/quantiles.c
   src/math/mean.c src/math/values.c src/math/radix_sort.c src/math/merge_runs.c */
/*
 * Tilt, Gini correlation, ratio of bands and slope: what is exact, what is not
 * defined, and how often the intervals hold the truth where sites were seen
 * several times.  Values by another program are in sql/tilt.sql.
 */
#include <math.h>
#include <stdlib.h>

#include "../tap.h"
#include "inequality/slope_kernel.h"
#include "inequality/tilt_kernel.h"
#include "kernel_host.h"
#include "near.h"
#include "random_numbers.h"

#define SITES			40
#define UNITS			4
#define ROWS			(SITES * UNITS)
#define SAMPLES			2000

/* A site in a unit; as the kernels want it, a row of numbers. */
typedef struct Row
{
	double		unit;
	double		score;			/* what is known of it */
	double		given;			/* to a person */
	double		need;
	double		persons;
	double		site;
	double		later;
	double		error_variance;
} Row;

static Row	row[ROWS];

#define STRIDE			((int) (sizeof(Row) / sizeof(double)))

static const RankedStrata strata = {
	.n = ROWS, .stride = STRIDE, .stratum = &row[0].unit, .rank_by = &row[0].score, .value = &row[0].given,
	.need = &row[0].need, .weight = &row[0].persons, .cluster = &row[0].site
};
static const SlopeRows slopes = {
	.n = ROWS, .stride = STRIDE, .stratum = &row[0].unit, .x = &row[0].score,
	.error_variance = &row[0].error_variance, .y = &row[0].later, .cluster = &row[0].site
};

static int
compare_rows(const void *a, const void *b)
{
	const Row  *x = a;
	const Row  *y = b;

	if (x->unit != y->unit)
		return x->unit < y->unit ? -1 : 1;
	return (x->score > y->score) - (x->score < y->score);
}

/* Near enough to normal for what it is used for: variance 1. */
static double
random_bell(void)
{
	double		sum = -6.0;
	int			i;

	for (i = 0; i < 12; i++)
		sum += random_uniform();
	return sum;
}

/*
 * Sites with a true score that stays, seen with an error of deviation 6 where
 * the scores differ by 8; what they get is a lot that they keep in part, times
 * their need.  The score now is 0.8 of the true one before and chance.
 */
static void
draw_rows(void)
{
	int			i;
	int			t;

	for (i = 0; i < SITES; i++)
	{
		double		quality = 60.0 + 6.0 * random_bell();
		double		lot = 0.5 * random_bell();
		double		persons = 5.0 + 20.0 * random_uniform();

		for (t = 0; t < UNITS; t++)
		{
			Row		   *r = &row[i * UNITS + t];
			double		score = quality + 5.3 * random_bell();

			r->unit = t;
			r->site = i;
			r->persons = persons;
			r->error_variance = 36.0;
			r->score = score + 6.0 * random_bell();
			r->later = 10.0 + 0.8 * score + 4.0 * random_bell();
			r->need = 1.0 + random_uniform();
			r->given = r->need * exp(lot + 0.3 * random_bell());
		}
	}
	qsort(row, ROWS, sizeof(Row), compare_rows);
}

static void
test_coverage(void)
{
	int			undefined = 0;
	int			missed_tilt = 0;
	int			missed_slope = 0;
	int			missed_naive = 0;
	int			missed_bands = 0;
	double		slope_sum = 0.0;
	double		squares = 0.0;
	double		mean;
	double		deviation;
	int			sample;

	for (sample = 0; sample < SAMPLES; sample++)
	{
		Estimate	tilt;
		Estimate	slope;
		Estimate	naive;
		Estimate	ratio;
		Bands		bands = {
			.n = ROWS, .bottom = ROWS / 2, .stride = STRIDE, .value = &row[0].given, .weight = &row[0].persons,
			.cluster = &row[0].site
		};
		int			i;

		draw_rows();
		undefined += !tilt_of(&strata, 0.95, &tilt) + !slope_of(&slopes, 0.95, &slope);
		for (i = 0; i < ROWS; i++)
			row[i].error_variance = 0.0;
		undefined += !slope_of(&slopes, 0.95, &naive);
		/* the first two units and the last two are bands that do not differ */
		undefined += !band_ratio_of(&bands, 0.95, &ratio);
		missed_tilt += tilt.lower > 0.0 || tilt.upper < 0.0;
		missed_slope += slope.lower > 0.8 || slope.upper < 0.8;
		missed_naive += naive.lower > 0.8 || naive.upper < 0.8;
		missed_bands += ratio.lower > 1.0 || ratio.upper < 1.0;
		slope_sum += slope.estimate;
		squares += slope.estimate * slope.estimate;
	}
	mean = slope_sum / SAMPLES;
	deviation = sqrt((squares / SAMPLES - mean * mean) / SAMPLES);
	printf("# of %d intervals miss the truth: tilt %d, slope %d (%d if errors are not allowed for), ratio of bands %d;"
		   " mean slope %.4f\n", SAMPLES, missed_tilt, missed_slope, missed_naive, missed_bands, mean);
	tap_ok(undefined == 0, "all are defined");
	/* 100 are expected, four standard deviations are 39, and linearization costs some */
	tap_ok(missed_tilt <= 160, "intervals of the tilt hold the truth");
	tap_ok(missed_slope <= 160, "intervals of the slope hold the truth");
	tap_ok(missed_bands <= 160, "intervals of the ratio hold the truth");
	tap_ok(fabs(mean - 0.8) < 0.01 + 4.0 * deviation, "the slope is right on average");
	tap_ok(missed_naive > 1500, "which without the errors it is not");
}

static void
test_exact(void)
{
	RankedStrata part = strata;
	Estimate	e;
	Estimate	again;
	double		reliability;
	int			i;

	draw_rows();
	for (i = 0; i < ROWS; i++)
		row[i].given = row[i].need * 0.1;
	tap_ok(tilt_of(&strata, 0.95, &e) && fabs(e.estimate) < 1e-16 && e.std_error < 1e-16 && e.n == ROWS,
		   "resources that follow need: no tilt");
	for (i = 0; i < ROWS; i++)
		row[i].given = row[i].score;
	tap_ok(gini_correlation_of(&(const RankedStrata) {
			.n = SITES, .stride = STRIDE, .stratum = &row[0].unit, .rank_by = &row[0].score, .value = &row[0].given,
			.weight = &row[0].persons, .cluster = &row[0].site}, 0.95, &e) &&
		   near(e.estimate, 1.0, 1e-14) && e.std_error < 1e-14, "values along their own order: correlation 1");

	draw_rows();
	tap_ok(tilt_of(&strata, 0.95, &e), "tilt");
	for (i = 0; i < ROWS; i++)
	{
		row[i].given *= 0x1p900;
		row[i].persons *= 0x1p-900;
	}
	tap_ok(tilt_of(&strata, 0.95, &again) && again.estimate == e.estimate && again.std_error == e.std_error,
		   "the same bits in other units");
	part.n = 2;
	tap_ok(tilt_of(&part, 0.95, &e) && !e.has_error && !e.has_lower && !e.has_upper, "no error of two clusters");
	for (i = 0; i < ROWS; i++)
		row[i].given = 0.0;
	tap_ok(!tilt_of(&strata, 0.95, &e) && !gini_correlation_of(&strata, 0.95, &e), "not defined: nobody has anything");

	for (i = 0; i < ROWS; i++)
		row[i].later = 3.0 + 0.5 * row[i].score;
	for (i = 0; i < ROWS; i++)
		row[i].error_variance = 0.0;
	tap_ok(slope_of(&slopes, 0.95, &e) && near(e.estimate, 0.5, 1e-14) && e.std_error < 1e-15 &&
		   reliability_of(&slopes, &reliability) && reliability == 1.0, "a line");
	for (i = 0; i < ROWS; i++)
		row[i].error_variance = 1e6;
	tap_ok(!slope_of(&slopes, 0.95, &e) && reliability_of(&slopes, &reliability) && reliability < 0.0,
		   "not defined: all of x is error");
	for (i = 0; i < ROWS; i++)
		row[i].score = row[i].unit;
	tap_ok(!slope_of(&slopes, 0.95, &e) && !reliability_of(&slopes, &reliability), "not defined: nothing differs");
	tap_ok(blocks_in_use == 0, "all memory is given back");
}

int
main(void)
{
	test_exact();
	test_coverage();
	return tap_done();
}

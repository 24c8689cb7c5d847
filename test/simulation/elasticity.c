/* sources: src/math/estimate.c src/math/quantiles.c src/math/radix_sort.c src/math/merge_runs.c */
/*
 * elasticity.c - how near the elasticity comes to the truth where scores have errors
 *
 *	make simulation NAME=elasticity [ARGUMENTS="seed repetitions"]
 *
 * Years of invented homes, as bench/matthew.sql has them: the true score of a
 * home is 65 + 12 (0.9 q + 0.44 d), q its own and d new each quarter; in each of
 * three quarters it gets exp(b ln score before + 0.5 lot), the lot drawn anew or
 * once.  Scores are seen with normal errors, of which the part `shared` is the
 * same in all quarters of a home.  Controls are the roster and the roster
 * weighted by need.  Compared are
 *
 *	naive		errors are not known
 *	corrected	elasticity_of() that knows them
 *	calibrated	regression calibration: scores drawn to the mean of the quarter, then naive
 *	SIMEX		naive with errors added, 1 + 0.5, 1, 1.5 and 2 times the variance, and a parabola back to none; the
 *				variance is extrapolated as well (Stefanski and Cook 1995)
 *
 * The kernel is included: SIMEX needs thousands of fits without bounds.
 */
#include <stdio.h>

#include "inequality/elasticity_kernel.c"
#include "../unit/kernel_host.h"

#define QUARTERS		3
#define MOST_SITES		300
#define CONTROLS		2
#define WIDTH			(ROW_CONTROLS + CONTROLS)
#define MOST_ROWS		(MOST_SITES * QUARTERS)
#define ADDED			4		/* sizes of errors that SIMEX adds */
#define ADDED_DRAWS		25

static double row[MOST_ROWS * WIDTH];
static double changed[MOST_ROWS * WIDTH];
static double scratch[ELASTICITY_SCRATCH(MOST_ROWS, CONTROLS)];
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

typedef struct Setting
{
	int			sites;
	double		b;
	double		error;			/* points */
	double		shared;			/* part of the variance of the error */
	bool		lot_is_kept;
} Setting;

static double
within(double value)
{
	return fmax(1.0, fmin(100.0, value));
}

/* Rows of a year, those of a site together. */
static void
draw_year(const Setting *setting)
{
	int			i;
	int			q;

	for (i = 0; i < setting->sites; i++)
	{
		double		quality = normal();
		double		kept = normal();
		double		shared = normal();
		double		persons = 8.0 + floor(24.0 * uniform());
		double		need = persons * (1.0 + 0.4 * uniform());

		for (q = 0; q < QUARTERS; q++)
		{
			double	   *r = row + (i * QUARTERS + q) * WIDTH;
			double		truth = within(65.0 + 12.0 * (0.9 * quality + 0.44 * normal()));
			double		error = setting->error *
				(sqrt(setting->shared) * shared + sqrt(1.0 - setting->shared) * normal());
			double		score = within(truth + error);

			r[ROW_CLUSTER] = i;
			r[ROW_STRATUM] = q;
			r[ROW_AMOUNT] = exp(setting->b * log(truth / 65.0) + 0.5 * (setting->lot_is_kept ? kept : normal()));
			r[ROW_VARIANCE] = setting->error * setting->error / (score * score);
			r[ROW_LOG_X] = log(score);
			r[ROW_CONTROLS] = log(need);
			r[ROW_CONTROLS + 1] = log(persons);
		}
	}
}

/* What comes out over the years of a setting. */
typedef struct Outcome
{
	const char *method;
	int			told;
	int			covered;
	int			with_zero;		/* 0 is in the interval */
	int			unbounded;
	int			in_parts;		/* what is not rejected is more than the interval */
	double		sum;
	double		squares;
} Outcome;

static void
note(Outcome *outcome, const Elasticity *e, double truth)
{
	double		lower = e->estimate.has_lower ? e->estimate.lower : -INFINITY;
	double		upper = e->estimate.has_upper ? e->estimate.upper : INFINITY;

	outcome->told++;
	outcome->sum += e->estimate.estimate;
	outcome->squares += e->estimate.estimate * e->estimate.estimate;
	outcome->covered += lower <= truth && truth <= upper;
	outcome->with_zero += lower <= 0.0 && 0.0 <= upper;
	outcome->unbounded += !isfinite(upper - lower);
	outcome->in_parts += e->parts > 1;
}

static ElasticityRows
rows_of(const double *number, const Setting *setting)
{
	return (ElasticityRows) {setting->sites * QUARTERS, CONTROLS, number};
}

/* The rows without errors, in `changed`. */
static void
forget_errors(const Setting *setting)
{
	int			n = setting->sites * QUARTERS;
	int			i;

	memcpy(changed, row, sizeof(double) * n * WIDTH);
	for (i = 0; i < n; i++)
		changed[i * WIDTH + ROW_VARIANCE] = 0.0;
}

/* Each ln score drawn to the mean of its quarter as far as it is error. */
static void
calibrate(const Setting *setting)
{
	int			q;
	int			i;

	forget_errors(setting);
	for (q = 0; q < QUARTERS; q++)
	{
		double		mean = 0.0;
		double		squares = 0.0;
		double		variance;

		for (i = 0; i < setting->sites; i++)
			mean += row[(i * QUARTERS + q) * WIDTH + ROW_LOG_X] / setting->sites;
		for (i = 0; i < setting->sites; i++)
		{
			const double *r = row + (i * QUARTERS + q) * WIDTH;

			squares += (r[ROW_LOG_X] - mean) * (r[ROW_LOG_X] - mean) / (setting->sites - 1) -
				r[ROW_VARIANCE] / setting->sites;
		}
		variance = fmax(squares, 1e-6);
		for (i = 0; i < setting->sites; i++)
		{
			const double *r = row + (i * QUARTERS + q) * WIDTH;

			changed[(i * QUARTERS + q) * WIDTH + ROW_LOG_X] = mean +
				variance / (variance + r[ROW_VARIANCE]) * (r[ROW_LOG_X] - mean);
		}
	}
}

/* Estimate and squared standard error alone, of what is in `changed`. */
static bool
fit(const Setting *setting, double *estimate, double *variance)
{
	ElasticityRows rows = rows_of(changed, setting);
	Model		model = {0};
	double		coefficient[COLUMNS] = {0.0};
	double		scale;
	double		sum;
	double		squares;
	double		information;

	if (!open_model(&model, &rows, scratch) || !choose_columns(&model, &rows, &scale) ||
		!fit_coefficients(&model, 0, coefficient) ||
		!score_sums(&model, coefficient[0], &sum, &squares, &information))
		return false;
	*estimate = coefficient[0] / scale;
	*variance = (double) model.clusters / (double) (model.clusters - 1 - model.columns) * squares /
		(information * information) / (scale * scale);
	return true;
}

/* A parabola through points by least squares, at -1. */
static double
extrapolate(const double *x, const double *y, int n)
{
	double		a[3][4] = {{0.0}};
	int			i;
	int			j;
	int			k;

	for (i = 0; i < n; i++)
	{
		double		power[3] = {1.0, x[i], x[i] * x[i]};

		for (j = 0; j < 3; j++)
		{
			for (k = 0; k < 3; k++)
				a[j][k] += power[j] * power[k];
			a[j][3] += power[j] * y[i];
		}
	}
	for (j = 0; j < 3; j++)
	{
		for (i = 0; i < 3; i++)
		{
			double		factor = a[i][j] / a[j][j];

			for (k = 0; i != j && k < 4; k++)
				a[i][k] -= factor * a[j][k];
		}
	}
	return a[0][3] / a[0][0] - a[1][3] / a[1][1] + a[2][3] / a[2][2];
}

static bool
simex(const Setting *setting, Elasticity *result)
{
	double		size[ADDED + 1];
	double		estimate[ADDED + 1] = {0.0};
	double		variance[ADDED + 1] = {0.0};
	double		b;
	double		v;
	double		t = student_two_sided(0.95, setting->sites - 2 - CONTROLS);
	int			n = setting->sites * QUARTERS;
	int			k;
	int			draw;
	int			i;

	for (k = 0; k <= ADDED; k++)
	{
		int			draws = k == 0 ? 1 : ADDED_DRAWS;
		double		mean = 0.0;
		double		square = 0.0;

		size[k] = 0.5 * k;
		for (draw = 0; draw < draws; draw++)
		{
			forget_errors(setting);
			for (i = 0; i < n; i++)
				changed[i * WIDTH + ROW_LOG_X] += sqrt(size[k] * row[i * WIDTH + ROW_VARIANCE]) * normal();
			if (!fit(setting, &b, &v))
				return false;
			mean += b / draws;
			square += b * b / draws;
			variance[k] += v / draws;
		}
		estimate[k] = mean;
		if (draws > 1)
			variance[k] -= (square - mean * mean) * draws / (draws - 1);
	}
	b = extrapolate(size, estimate, ADDED + 1);
	v = extrapolate(size, variance, ADDED + 1);
	if (!(v > 0.0))
		return false;
	result->estimate = (Estimate) {.estimate = b, .std_error = sqrt(v)};
	set_bounds(&result->estimate, t * sqrt(v));
	result->parts = 1;
	return true;
}

static const Setting settings[] = {
	{30, 2.0, 0.0, 0.0, false},
	{30, 2.0, 4.0, 0.0, false},
	{30, 2.0, 8.0, 0.0, false},
	{100, 2.0, 0.0, 0.0, false},
	{100, 2.0, 4.0, 0.0, false},
	{100, 2.0, 8.0, 0.0, false},
	{300, 2.0, 0.0, 0.0, false},
	{300, 2.0, 4.0, 0.0, false},
	{300, 2.0, 8.0, 0.0, false},
	{100, 0.0, 8.0, 0.0, false},
	{100, 2.0, 8.0, 0.5, false},
	{100, 2.0, 8.0, 1.0, false},
	{100, 2.0, 8.0, 0.5, true},
};

enum
{
	NAIVE,
	CORRECTED,
	CALIBRATED,
	SIMEX,
	METHODS
};

static void
print_outcome(const Setting *setting, const Outcome *o, int repetitions)
{
	double		mean = o->sum / o->told;

	if (o->told == 0)
		return;
	printf("| %d | %g | %g | %g | %s | %s | %.2f | %.2f | %.1f | %.1f | %.1f | %.1f | %d |\n",
		   setting->sites, setting->b, setting->error, setting->shared, setting->lot_is_kept ? "kept" : "new",
		   o->method,
		   mean - setting->b, sqrt(o->squares / o->told - mean * mean),
		   100.0 * o->covered / o->told, 100.0 * o->with_zero / o->told, 100.0 * o->unbounded / o->told,
		   100.0 * o->in_parts / o->told, repetitions - o->told);
}

/* One year by all methods; without errors there is nothing to correct. */
static void
run_year(const Setting *setting, Outcome *outcome)
{
	ElasticityRows known = rows_of(row, setting);
	ElasticityRows rows = rows_of(changed, setting);
	Elasticity	result;

	draw_year(setting);
	forget_errors(setting);
	if (elasticity_of(&rows, 0.95, scratch, &result))
		note(&outcome[NAIVE], &result, setting->b);
	if (setting->error == 0.0)
		return;
	if (elasticity_of(&known, 0.95, scratch, &result))
		note(&outcome[CORRECTED], &result, setting->b);
	calibrate(setting);
	if (elasticity_of(&rows, 0.95, scratch, &result))
		note(&outcome[CALIBRATED], &result, setting->b);
	if (simex(setting, &result))
		note(&outcome[SIMEX], &result, setting->b);
}

int
main(int argc, char **argv)
{
	uint64_t	seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
	int			repetitions = argc > 2 ? atoi(argv[2]) : 400;
	size_t		s;
	int			i;

	printf("| sites | b | error | shared | lot | method | bias | deviation | b in the interval, %% | 0 in it, %% | "
		   "unbounded, %% | more than one part, %% | not told |\n"
		   "|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
	for (s = 0; s < sizeof(settings) / sizeof(settings[0]); s++)
	{
		Outcome		outcome[METHODS] = {
			[NAIVE] = {"naive"}, [CORRECTED] = {"corrected"}, [CALIBRATED] = {"calibrated"}, [SIMEX] = {"SIMEX"}
		};

		state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
		for (i = 0; i < repetitions; i++)
			run_year(&settings[s], outcome);
		for (i = 0; i < METHODS; i++)
			print_outcome(&settings[s], &outcome[i], repetitions);
		fflush(stdout);
	}
	return 0;
}

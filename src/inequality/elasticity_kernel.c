/* SPDX-License-Identifier: PostgreSQL */
/*
 * elasticity_kernel.c - elasticity of amounts, with bounds
 *
 * The elasticity b of y with respect to x, given other variables z, says by how
 * many per cent y is higher where x is higher by one per cent:
 *
 *	E[y] = exp(a_t + b ln x + c' ln z), a_t for each stratum t
 *
 * b and c are estimated by Poisson pseudo-maximum likelihood (Santos Silva and
 * Tenreyro 2006, Review of Economics and Statistics 88), which asks of y no more
 * than this mean.  So a y of 0 is data like any other, which ln y has no room
 * for, and b is not bent where y varies more at some x than at others, as the
 * regression of ln y is.  With mu the fitted values the equations are
 *
 *	sum (y - mu) (ln x, ln z) = 0, sum of mu = sum of y in each stratum
 *
 * of which the second give a_t at once; the others are solved by Newton's
 * method.  What is maximized is concave, so there is one solution, or none:
 * where, say, the member with the largest x has all.
 *
 * Bounds.  They are all values b that a test does not reject.  For b taken as
 * given, c and a_t are fitted; with r what is left of ln x after regression on
 * ln z and the strata with weights mu, a cluster g adds s_g = sum r (y - mu),
 * and
 *
 *	T(b) = sum s_g / sqrt(G / (G - p) sum (s_g - mean of s)^2), G clusters, p = 2 + number of z
 *
 * is compared with Student's t with G - p degrees of freedom: the score test,
 * robust against variances that differ and against what members of a cluster
 * have in common (Boos 1992, The American Statistician 46; Cameron and Miller
 * 2015, J. Human Resources 50).  A bound from the standard error at the estimate
 * would be too narrow just where few members have most of y, as these
 * pull the fit to themselves and have no residual then; here one member that has
 * all gives |T| of about 1, which proves nothing.  The standard error told beside it is the
 * usual one, sqrt(G / (G - p) sum s_g^2) / sum r ln x mu at the estimate.
 *
 * T need not fall all the way, so what is not rejected may have several parts,
 * and parts without an end.  They are looked for from the estimate outwards, in
 * steps that begin with half the margin of the standard error and grow by a
 * quarter; a part that lies between two steps is not seen.
 *
 * Errors.  If instead of ln x one knows ln x + e, e normal with the known
 * variance v of the row and independent of all else, then exp(b e) has the mean
 * exp(b^2 v / 2), and the equations of b that hold in the mean for ln x alone
 * hold in the mean for what is known if
 *
 *	mu = exp(a_t + b (ln x + e) + c' ln z - b^2 v / 2), sum (y - mu) (ln x + e) + b v mu = 0
 *
 * (the corrected score: Nakamura 1990, Biometrika 77).  Nothing is asked of how
 * the true ln x are distributed.  The sums s_g are those of r (y - mu) + b v mu,
 * with r what is left of ln x + e - b v, and the information is less by
 * sum v mu.  At b = 0 all is as if there were no errors: what rejects b = 0
 * does so either way.  Errors that the rows of a cluster share change no
 * equation, and are in s_g.  Where the information is not above 0, errors explain
 * all that is seen of ln x: such b are out of the question, and a part that
 * reaches them has no end.
 *
 * All columns are centred and scaled first.  Cost: some 80 fits of about five
 * steps each, of n (1 + number of z)^2 additions and n exponentials.
 */
#include "inequality/elasticity_kernel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "math/quantiles.h"
#include "math/radix_sort.h"

#define COLUMNS			(1 + ELASTICITY_CONTROLS)
#define MAX_STEPS		100
/* in standard deviations of a column: e to the power of this is as good as infinite */
#define MAX_COEFFICIENT	200.0
#define COLLINEAR		1e-9
/* of the search for bounds: of the margin of the standard error, and by how much a step is longer than the last */
#define FIRST_STEP		0.5
#define STEP_GROWTH		1.25
#define BOUND_ERROR		1e-11
/* on one side: an odd number, since a part has two ends */
#define BORDERS			ELASTICITY_PARTS

typedef struct Matrix
{
	double		at[COLUMNS][COLUMNS];
} Matrix;

typedef struct Model
{
	int64_t		n;
	int64_t		strata;
	int64_t		clusters;
	int			columns;		/* ln x, and the controls that are not the
								 * same as others */
	double	   *column;			/* row by row: `columns` of them */
	double	   *variance;		/* of the error of ln x, as the column is
								 * scaled */
	double	   *amount;			/* over their largest */
	double	   *stratum;		/* its number, from 0 on */
	double	   *fitted;			/* mu */
	double	   *cluster;
	double	   *total;			/* by stratum: sum of amounts */
	double	   *most;			/* by stratum: largest exponent */
	double	   *sum;			/* by stratum: sum of exp(exponent - most) */
	double	   *mean;			/* by stratum, row by row: means of the
								 * columns by mu */
	double		gradient[COLUMNS];
	Matrix		hessian;
} Model;

static int
compare_doubles(const void *a, const void *b)
{
	double		x = *(const double *) a;
	double		y = *(const double *) b;

	return (x > y) - (x < y);
}

/*
 * Solve A x = v for the rows and columns first .. last - 1 of a symmetric matrix
 * by Cholesky's decomposition.  False if it is not positive definite.
 */
static bool
solve_symmetric(const Matrix *a, const double *v, int first, int last, double *x)
{
	double		root[COLUMNS][COLUMNS];
	int			i;
	int			j;
	int			k;

	for (i = first; i < last; i++)
	{
		for (j = first; j <= i; j++)
		{
			double		rest = a->at[i][j];

			for (k = first; k < j; k++)
				rest -= root[i][k] * root[j][k];
			if (i == j)
			{
				if (!(rest > 1e-14 * a->at[i][i]))
					return false;
				root[i][i] = sqrt(rest);
			}
			else
				root[i][j] = rest / root[j][j];
		}
	}
	for (i = first; i < last; i++)
	{
		x[i] = v[i];
		for (k = first; k < i; k++)
			x[i] -= root[i][k] * x[k];
		x[i] /= root[i][i];
	}
	for (i = last - 1; i >= first; i--)
	{
		for (k = i + 1; k < last; k++)
			x[i] -= root[k][i] * x[k];
		x[i] /= root[i][i];
	}
	return true;
}

/* ln x of a row less what its error adds to it where b is `coefficient`: ln x itself without errors */
static inline double
corrected_log_x(const Model *model, int64_t i, double coefficient)
{
	return model->column[i * model->columns] - coefficient * model->variance[i];
}

/*
 * Means of the columns by stratum, and the information: the sums of products
 * around them, with the weights in `fitted`, less what errors add to them.
 */
static void
compute_moments(Model *model, double coefficient)
{
	int			m = model->columns;
	double		errors = 0.0;
	int64_t		i;
	int			j;
	int			l;

	memset(model->sum, 0, sizeof(double) * model->strata);
	memset(model->mean, 0, sizeof(double) * model->strata * m);
	memset(&model->hessian, 0, sizeof(Matrix));
	for (i = 0; i < model->n; i++)
	{
		int64_t		t = (int64_t) model->stratum[i];

		stop_if_asked_at(i);
		model->sum[t] += model->fitted[i];
		errors += model->fitted[i] * model->variance[i];
		model->mean[t * m] += model->fitted[i] * corrected_log_x(model, i, coefficient);
		for (j = 1; j < m; j++)
			model->mean[t * m + j] += model->fitted[i] * model->column[i * m + j];
	}
	for (i = 0; i < model->strata; i++)
	{
		stop_if_asked_at(i);
		for (j = 0; j < m; j++)
			model->mean[i * m + j] = model->sum[i] > 0.0 ? model->mean[i * m + j] / model->sum[i] : 0.0;
	}
	for (i = 0; i < model->n; i++)
	{
		const double *mean = model->mean + (int64_t) model->stratum[i] * m;
		double		deviation[COLUMNS];

		stop_if_asked_at(i);
		deviation[0] = corrected_log_x(model, i, coefficient) - mean[0];
		for (j = 1; j < m; j++)
			deviation[j] = model->column[i * m + j] - mean[j];
		for (j = 0; j < m; j++)
		{
			for (l = 0; l <= j; l++)
				model->hessian.at[j][l] += model->fitted[i] * deviation[j] * deviation[l];
		}
	}
	model->hessian.at[0][0] -= errors;
	for (j = 0; j < m; j++)
	{
		for (l = 0; l < j; l++)
			model->hessian.at[l][j] = model->hessian.at[j][l];
	}
}

/* The fitted values for given coefficients, and what is to be maximized: sum y ln (mu / total of the stratum). */
static double
fit_values(Model *model, const double *coefficient)
{
	int			m = model->columns;
	double		likelihood = 0.0;
	int64_t		i;
	int			j;

	for (i = 0; i < model->strata; i++)
	{
		stop_if_asked_at(i);
		model->most[i] = -INFINITY;
		model->sum[i] = 0.0;
	}
	for (i = 0; i < model->n; i++)
	{
		int64_t		t = (int64_t) model->stratum[i];
		double		exponent = 0.0;

		stop_if_asked_at(i);
		for (j = 0; j < m; j++)
			exponent += coefficient[j] * model->column[i * m + j];
		likelihood += model->amount[i] * exponent;
		exponent -= coefficient[0] * coefficient[0] * model->variance[i] / 2.0;
		model->fitted[i] = exponent;
		if (exponent > model->most[t])
			model->most[t] = exponent;
	}
	for (i = 0; i < model->n; i++)
	{
		int64_t		t = (int64_t) model->stratum[i];

		stop_if_asked_at(i);
		model->fitted[i] = exp(model->fitted[i] - model->most[t]);
		model->sum[t] += model->fitted[i];
	}
	for (i = 0; i < model->n; i++)
	{
		int64_t		t = (int64_t) model->stratum[i];

		stop_if_asked_at(i);
		model->fitted[i] *= model->total[t] / model->sum[t];
	}
	for (i = 0; i < model->strata; i++)
	{
		stop_if_asked_at(i);
		likelihood -= model->total[i] * (model->most[i] + log(model->sum[i]));
	}
	return likelihood;
}

/* Newton's method for the coefficients from `first` on, the others taken as given.  False if there is no solution. */
static bool
fit_coefficients(Model *model, int first, double *coefficient)
{
	int			m = model->columns;
	double		likelihood = fit_values(model, coefficient);
	int			steps;

	for (steps = 0; steps < MAX_STEPS; steps++)
	{
		double		step[COLUMNS] = {0.0};
		double		tried[COLUMNS];
		double		size = 0.0;
		double		part = 1.0;
		double		next;
		int64_t		i;
		int			j;

		stop_if_asked();
		compute_moments(model, coefficient[0]);
		memset(model->gradient, 0, sizeof(model->gradient));
		for (i = 0; i < model->n; i++)
		{
			stop_if_asked_at(i);
			for (j = first; j < m; j++)
				model->gradient[j] += (model->amount[i] - model->fitted[i]) * model->column[i * m + j];
			if (first == 0)
				model->gradient[0] += coefficient[0] * model->variance[i] * model->fitted[i];
		}
		if (first < m && !solve_symmetric(&model->hessian, model->gradient, first, m, step))
			return false;
		for (j = first; j < m; j++)
			size = fmax(size, fabs(step[j]));

		/*
		 * near enough that one more step, whose error is of the order of its
		 * square, is the last
		 */
		if (size < 1e-7)
		{
			for (j = first; j < m; j++)
				coefficient[j] += step[j];
			(void) fit_values(model, coefficient);
			compute_moments(model, coefficient[0]);
			return true;
		}
		for (;;)
		{
			for (j = 0; j < m; j++)
				tried[j] = coefficient[j] + part * step[j];
			next = fit_values(model, tried);
			if (next >= likelihood - 1e-12 * fabs(likelihood) || part < 1e-6)
				break;
			part /= 2.0;
		}
		memcpy(coefficient, tried, sizeof(double) * m);
		likelihood = next;
		for (j = first; j < m; j++)
		{
			if (!(fabs(coefficient[j]) < MAX_COEFFICIENT))
				return false;
		}
	}
	return false;
}

/* After a fit with b = `coefficient`: the sum of s_g, the sum of their squares and the information about b. */
static bool
score_sums(Model *model, double coefficient, double *sum, double *squares, double *information)
{
	int			m = model->columns;
	double		products[COLUMNS];	/* of the columns with ln x */
	double		on_controls[COLUMNS];	/* ln x regressed on the controls */
	int64_t		i;
	int			j;

	memcpy(products, model->hessian.at[0], sizeof(products));
	if (m > 1 && !solve_symmetric(&model->hessian, products, 1, m, on_controls))
		return false;
	*sum = 0.0;
	*squares = 0.0;
	*information = products[0];
	for (j = 1; j < m; j++)
		*information -= on_controls[j] * products[j];
	for (i = 0; i < model->n;)
	{
		double		cluster = model->cluster[i];
		double		score = 0.0;

		for (; i < model->n && model->cluster[i] == cluster; i++)
		{
			const double *mean = model->mean + (int64_t) model->stratum[i] * m;
			const double *value = model->column + i * m;
			double		left = value[0] - mean[0];

			stop_if_asked_at(i);
			for (j = 1; j < m; j++)
				left -= on_controls[j] * (value[j] - mean[j]);
			score += left * (model->amount[i] - model->fitted[i]) + coefficient * model->variance[i] * model->fitted[i];
		}
		*sum += score;
		*squares += score * score;
	}
	return true;
}

/*
 * T(b), NAN if there is no fit, or if at this b errors alone explain more than
 * all that is seen of ln x: then b is out of the question.
 * `coefficient` holds b and where the search for those of the controls begins, then what was found.
 */
static double
score_test(Model *model, double *coefficient)
{
	double		sum;
	double		squares;
	double		information;
	double		n = (double) model->clusters;
	double		variance;

	if (!fit_coefficients(model, 1, coefficient) ||
		!score_sums(model, coefficient[0], &sum, &squares, &information) || !(information > 0.0))
		return NAN;
	variance = n / (n - 1.0 - model->columns) * (squares - sum * sum / n);
	return variance > 0.0 ? sum / sqrt(variance) : NAN;
}

/* A b, and by how much |T| is above t there: below 0 where b is not rejected. */
typedef struct Tried
{
	double		b;
	double		excess;
} Tried;

/*
 * Where |T| reaches t between two b, of which one is rejected: regula falsi in
 * the Illinois form (Dowell and Jarratt 1971, BIT 11), which halves the weight of
 * an end that stays.
 */
static double
find_border(Model *model, double *coefficient, Tried accepted, Tried rejected, double t)
{
	int			i;

	for (i = 0; i < MAX_STEPS && fabs(rejected.b - accepted.b) > BOUND_ERROR * (1.0 + fabs(rejected.b)); i++)
	{
		double		part = accepted.excess / (accepted.excess - rejected.excess);
		Tried		middle;

		coefficient[0] = middle.b = accepted.b + part * (rejected.b - accepted.b);
		if (middle.b == accepted.b || middle.b == rejected.b)
			return middle.b;
		middle.excess = fabs(score_test(model, coefficient)) - t;
		if (fabs(middle.excess) < BOUND_ERROR)
			return middle.b;
		if (middle.excess > 0.0)
		{
			rejected = middle;
			accepted.excess /= 2.0;
		}
		else
		{
			/* also where there is no test */
			accepted.b = middle.b;
			accepted.excess = isnan(middle.excess) ? accepted.excess : middle.excess;
			rejected.excess /= 2.0;
		}
	}
	return accepted.b;
}

/*
 * Where what is not rejected ends and begins again on one side of the estimate,
 * from the estimate outwards, in steps that grow.  The last border is infinite
 * if the last part has no end.  Returns how many borders there are.
 */
static int
find_borders(Model *model, const double *estimate, double step, double t, double *border)
{
	double		coefficient[COLUMNS];
	double		open = step < 0.0 ? -INFINITY : INFINITY;
	Tried		last = {estimate[0], -t};
	bool		accepted = true;
	int			n = 0;

	memcpy(coefficient, estimate, sizeof(coefficient));
	while (n < BORDERS - 1)
	{
		Tried		next = {last.b + step, NAN};

		coefficient[0] = next.b;
		if (fabs(next.b) < MAX_COEFFICIENT)
			next.excess = fabs(score_test(model, coefficient)) - t;
		if (isnan(next.excess))
			break;
		if ((next.excess >= 0.0) == accepted)
		{
			border[n++] = find_border(model, coefficient, accepted ? last : next, accepted ? next : last, t);
			accepted = !accepted;
		}
		last = next;
		step *= STEP_GROWTH;
	}
	if (accepted)
		border[n++] = open;
	return n;
}

/* All b that are not rejected, part by part, from below. */
static void
find_parts(Model *model, const double *estimate, double margin, double t, double scale, Elasticity *result)
{
	double		below[BORDERS];
	double		above[BORDERS];
	int			n_below = find_borders(model, estimate, -FIRST_STEP * margin, t, below);
	int			n_above = find_borders(model, estimate, FIRST_STEP * margin, t, above);
	int			i;

	result->parts = 0;
	for (i = n_below - 1; i > 0; i -= 2)
	{
		result->part[result->parts].lower = below[i] / scale;
		result->part[result->parts++].upper = below[i - 1] / scale;
	}
	result->part[result->parts].lower = below[0] / scale;
	result->part[result->parts++].upper = above[0] / scale;
	for (i = 1; i < n_above; i += 2)
	{
		result->part[result->parts].lower = above[i] / scale;
		result->part[result->parts++].upper = above[i + 1] / scale;
	}
	result->estimate.lower = below[0] / scale;
	result->estimate.upper = above[0] / scale;
	result->estimate.has_lower = isfinite(below[0]);
	result->estimate.has_upper = isfinite(above[0]);
}

/* Number the strata from 0 on, in the order of their values. */
static void
number_strata(Model *model, const ElasticityRows *rows, double *scratch)
{
	int			width = ROW_CONTROLS + rows->controls;
	int64_t		i;

	for (i = 0; i < rows->n; i++)
	{
		stop_if_asked_at(i);
		scratch[i] = rows->number[i * width + ROW_STRATUM];
	}
	sort_rows(scratch, rows->n, 1, 0);
	model->strata = 0;
	for (i = 0; i < rows->n; i++)
	{
		stop_if_asked_at(i);
		if (i == 0 || scratch[i] != scratch[model->strata - 1])
			scratch[model->strata++] = scratch[i];
	}
	for (i = 0; i < rows->n; i++)
	{
		const double *found = bsearch(rows->number + i * width + ROW_STRATUM, scratch, model->strata, sizeof(double),
									  compare_doubles);

		stop_if_asked_at(i);
		model->stratum[i] = (double) (found - scratch);
	}
}

/*
 * Centre and scale the columns, and leave out controls that say what the strata and the controls before
 * them say already.  False if ln x does.
 */
static bool
choose_columns(Model *model, const ElasticityRows *rows, double *scale)
{
	int			width = ROW_CONTROLS + rows->controls;
	int			all = 1 + rows->controls;
	double		centre[COLUMNS];
	double		deviation[COLUMNS] = {0.0};
	Matrix		gram;
	int			kept[COLUMNS] = {0};
	int			n_kept = 0;
	double		ignored[COLUMNS];
	int64_t		i;
	int			j;
	int			l;

	for (j = 0; j < all; j++)
	{
		double		sum = 0.0;
		double		squares = 0.0;

		for (i = 0; i < rows->n; i++)
		{
			stop_if_asked_at(i);
			sum += rows->number[i * width + ROW_LOG_X + j] / (double) rows->n;
		}
		for (i = 0; i < rows->n; i++)
		{
			double		d = rows->number[i * width + ROW_LOG_X + j] - sum;

			stop_if_asked_at(i);
			squares += d * d / (double) rows->n;
		}
		centre[j] = sum;
		/* what is next to nothing is the rounding of a logarithm */
		deviation[j] = sqrt(squares) > 1e-12 * (1.0 + fabs(sum)) ? sqrt(squares) : 0.0;
	}
	*scale = deviation[0];

	model->columns = all;
	for (i = 0; i < rows->n; i++)
	{
		stop_if_asked_at(i);
		model->fitted[i] = 1.0;
		for (j = 0; j < all; j++)
			model->column[i * all + j] = deviation[j] > 0.0 ?
				(rows->number[i * width + ROW_LOG_X + j] - centre[j]) / deviation[j] : 0.0;
	}
	compute_moments(model, 0.0);
	gram = model->hessian;

	/*
	 * the controls one after the other, then ln x: what is left of each after
	 * those before it
	 */
	for (j = 1; j <= all; j++)
	{
		int			candidate = j < all ? j : 0;
		Matrix		reduced;
		double		right[COLUMNS];
		double		left = gram.at[candidate][candidate];

		for (l = 0; l < n_kept; l++)
		{
			int			o;

			right[l] = gram.at[kept[l]][candidate];
			for (o = 0; o < n_kept; o++)
				reduced.at[l][o] = gram.at[kept[l]][kept[o]];
		}
		if (!solve_symmetric(&reduced, right, 0, n_kept, ignored))
			return false;
		for (l = 0; l < n_kept; l++)
			left -= ignored[l] * right[l];
		if (left > COLLINEAR * (double) rows->n)
			kept[n_kept++] = candidate;
		else if (candidate == 0)
			return false;
	}

	/*
	 * ln x first, then the controls that are kept, within the room of the
	 * columns
	 */
	for (i = 0; i < rows->n; i++)
	{
		double		value[COLUMNS];

		stop_if_asked_at(i);
		memcpy(value, model->column + i * all, sizeof(double) * all);
		model->column[i * n_kept] = value[0];
		for (l = 0; l < n_kept - 1; l++)
			model->column[i * n_kept + 1 + l] = value[kept[l]];
	}
	model->columns = n_kept;
	return true;
}

/* Take what a model needs from the scratch memory, and the rows.  False if all amounts are 0. */
static bool
open_model(Model *model, const ElasticityRows *rows, double *scratch)
{
	int			width = ROW_CONTROLS + rows->controls;
	int64_t		n = model->n = rows->n;
	double		largest = 0.0;
	int64_t		i;

	model->column = scratch;
	model->mean = model->column + n * (1 + rows->controls);
	model->amount = model->mean + n * (1 + rows->controls);
	model->variance = model->amount + n;
	model->stratum = model->variance + n;
	model->fitted = model->stratum + n;
	model->cluster = model->fitted + n;
	model->total = model->cluster + n;
	model->most = model->total + n;
	model->sum = model->most + n;

	number_strata(model, rows, model->sum);
	for (i = 0; i < n; i++)
	{
		stop_if_asked_at(i);
		model->cluster[i] = rows->number[i * width + ROW_CLUSTER];
		model->clusters += i == 0 || model->cluster[i] != model->cluster[i - 1];
		model->variance[i] = 0.0;
		largest = fmax(largest, rows->number[i * width + ROW_AMOUNT]);
	}
	memset(model->total, 0, sizeof(double) * model->strata);
	for (i = 0; i < n && largest > 0.0; i++)
	{
		stop_if_asked_at(i);
		model->amount[i] = rows->number[i * width + ROW_AMOUNT] / largest;
		model->total[(int64_t) model->stratum[i]] += model->amount[i];
	}
	return largest > 0.0;
}

/* From here on ln x has errors: their variances in the unit of the column.  False if there are none. */
static bool
take_errors(Model *model, const ElasticityRows *rows, double scale)
{
	int			width = ROW_CONTROLS + rows->controls;
	bool		any = false;
	int64_t		i;

	for (i = 0; i < model->n; i++)
	{
		stop_if_asked_at(i);
		model->variance[i] = rows->number[i * width + ROW_VARIANCE] / (scale * scale);
		any = any || model->variance[i] > 0.0;
	}
	return any;
}

/*
 * The rows of strata that tell anything, to be released: of several rows, in which not all amounts are 0.  In any other
 * one the level of the stratum fits by itself, whatever the elasticity is.
 */
static double *
told_rows(const ElasticityRows *rows, ElasticityRows *told)
{
	int			width = ROW_CONTROLS + rows->controls;
	double	   *number = memory_get(rows->n * width, sizeof(double));
	double	   *pair = memory_get(2 * rows->n, sizeof(double));	/* stratum and amount */
	double	   *stratum = memory_get(rows->n, sizeof(double));
	int64_t		strata = 0;
	int64_t		first;
	int64_t		end;
	int64_t		i;

	for (i = 0; i < rows->n; i++)
	{
		stop_if_asked_at(i);
		pair[2 * i] = rows->number[i * width + ROW_STRATUM];
		pair[2 * i + 1] = rows->number[i * width + ROW_AMOUNT];
	}
	sort_rows(pair, rows->n, 2, 0);
	for (first = 0; first < rows->n; first = end)
	{
		double		largest = 0.0;

		for (end = first; end < rows->n && pair[2 * end] == pair[2 * first]; end++)
		{
			stop_if_asked_at(end);
			largest = fmax(largest, pair[2 * end + 1]);
		}
		if (end - first > 1 && largest > 0.0)
			stratum[strata++] = pair[2 * first];
	}

	*told = (ElasticityRows) {0, rows->controls, number};
	for (i = 0; i < rows->n; i++)
	{
		const double *row = rows->number + i * width;

		stop_if_asked_at(i);
		if (bsearch(row + ROW_STRATUM, stratum, strata, sizeof(double), compare_doubles) != NULL)
			memcpy(number + told->n++ * width, row, sizeof(double) * width);
	}
	memory_release(stratum);
	memory_release(pair);
	return number;
}

/*
 * The elasticity of told rows.  False where it is not defined: all amounts are 0, too few clusters for any degree of
 * freedom, ln x is the same as a control or within each stratum or is error for the most part, or there is no solution.
 */
static bool
elasticity_of_told(const ElasticityRows *rows, double level, double *scratch, Elasticity *result)
{
	Model		model = {0};
	double		coefficient[COLUMNS] = {0.0};
	Estimate   *estimate = &result->estimate;
	double		scale;
	double		sum;
	double		squares;
	double		information;
	double		error;
	double		freedom;
	double		t;

	/* first as if there were no errors: from there the other solution is near */
	if (!open_model(&model, rows, scratch) || !choose_columns(&model, rows, &scale) ||
		model.clusters < 2 + model.columns || !fit_coefficients(&model, 0, coefficient))
		return false;
	if (take_errors(&model, rows, scale) && !fit_coefficients(&model, 0, coefficient))
		return false;
	if (!score_sums(&model, coefficient[0], &sum, &squares, &information) || !(information > 0.0))
		return false;

	freedom = (double) (model.clusters - 1 - model.columns);
	error = sqrt((double) model.clusters / freedom * squares) / information;
	t = student_two_sided(level, freedom);
	*estimate = (Estimate) {.n = rows->n, .has_error = true};
	estimate->estimate = coefficient[0] / scale;
	estimate->std_error = error / scale;
	/* where all lies on the curve nothing is left to be sure or unsure of */
	if (!(error > 1e-9))
	{
		set_bounds(estimate, 0.0);
		result->parts = 1;
		result->part[0] = (ElasticityPart) {estimate->estimate, estimate->estimate};
		return true;
	}
	find_parts(&model, coefficient, t * error, t, scale, result);
	return true;
}

/* The elasticity, as above; n counts all rows. */
bool
elasticity_of(const ElasticityRows *rows, double level, double *scratch, Elasticity *result)
{
	ElasticityRows told;
	double	   *number = told_rows(rows, &told);
	bool		defined = told.n > 0 && elasticity_of_told(&told, level, scratch, result);

	memory_release(number);
	result->estimate.n = rows->n;
	return defined;
}

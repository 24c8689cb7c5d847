/* SPDX-License-Identifier: PostgreSQL */
/*
 * slope_kernel.c - a slope where x is known with error
 *
 * With d and e the deviations of x and y from their means within a stratum of m
 * members, and v the known variance of the error of x, which has v (1 - 1/m) of
 * it left in d^2,
 *
 *	slope = sum d e / (sum d^2 - sum v (1 - 1/m))
 *
 * (Fuller 1987, Measurement Error Models, section 1.2, with a variance for each
 * row).  Without v it is the least squares slope within strata.  Errors of x
 * alone would draw that towards 0: what was high by chance falls back.
 *
 *	reliability = 1 - sum v (1 - 1/m) / sum d^2
 *
 * is the part of the variance of x that is no error.  Where it is small the
 * denominator is next to nothing, and the slope anything.
 *
 * A member adds (d e - slope (d^2 - v (1 - 1/m))) / denominator to the deviation
 * of the slope, v taken as known; estimate.c adds up by cluster, for a slope and
 * a level.  A stratum of one member has no deviations: it tells nothing, nor does
 * a cluster that has no others.  Bounds use Student's t with two degrees of
 * freedom less than clusters.  x and y are scaled by powers of two (values.c).
 */
#include "inequality/slope_kernel.h"

#include <math.h>
#include <stddef.h>

#include "base/memory.h"
#include "math/mean.h"
#include "math/quantiles.h"
#include "math/radix_sort.h"

/* The slope is not told where the reliability is no more than this. */
#define LEAST_RELIABILITY	0.3

/* A walk over the strata, with what their members deviate from. */
typedef struct Stratum
{
	int64_t		first;			/* members first .. end - 1 */
	int64_t		end;
	double		largest_x;		/* of all members, in size */
	double		largest_y;
	Mean		x;
	Mean		y;
} Stratum;

static SortedValues
column_of(const SlopeRows *rows, const double *column, int64_t first, int64_t end)
{
	SortedValues values = {end - first, rows->stride, column + first * rows->stride, NULL};

	return values;
}

static Stratum
start_strata(const SlopeRows *rows)
{
	Stratum		stratum = {0};
	int64_t		i;

	for (i = 0; i < rows->n; i++)
	{
		stop_if_asked_at(i);
		stratum.largest_x = fmax(stratum.largest_x, fabs(rows->x[i * rows->stride]));
		if (rows->y != NULL)
			stratum.largest_y = fmax(stratum.largest_y, fabs(rows->y[i * rows->stride]));
	}
	return stratum;
}

/* The next stratum; false at the end. */
static bool
next_stratum(const SlopeRows *rows, Stratum *stratum)
{
	int64_t		i = stratum->first = stratum->end;
	SortedValues values;

	if (i == rows->n)
		return false;
	for (; i < rows->n && rows->stratum[i * rows->stride] == rows->stratum[stratum->first * rows->stride]; i++)
		stop_if_asked_at(i);
	stratum->end = i;
	values = column_of(rows, rows->x, stratum->first, stratum->end);
	stratum->x = mean_within(&values, stratum->largest_x);
	if (rows->y != NULL)
	{
		values = column_of(rows, rows->y, stratum->first, stratum->end);
		stratum->y = mean_within(&values, stratum->largest_y);
	}
	return true;
}

static inline DoubleDouble
deviation_of(const SlopeRows *rows, const Mean *mean, const double *column, int64_t i)
{
	return dd_sub(excess_of(mean, column[i * rows->stride]), mean->excess);
}

/* v (1 - 1/m), scaled as d^2 is */
static inline DoubleDouble
error_left(const SlopeRows *rows, const Stratum *stratum, int64_t i)
{
	double		m = (double) (stratum->end - stratum->first);
	double		v = rows->error_variance[i * rows->stride] * stratum->x.value_scale * stratum->x.value_scale;

	return dd_div(two_prod(v, m - 1.0), dd_from(m));
}

/* The sums of d^2, v (1 - 1/m) and d e. */
typedef struct Sums
{
	DoubleDouble squares;
	DoubleDouble errors;
	DoubleDouble products;
} Sums;

static Sums
sums_of(const SlopeRows *rows)
{
	Stratum		stratum = start_strata(rows);
	Sums		sums = {{0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}};

	while (next_stratum(rows, &stratum))
	{
		int64_t		i;

		for (i = stratum.first; i < stratum.end; i++)
		{
			DoubleDouble d = deviation_of(rows, &stratum.x, rows->x, i);

			stop_if_asked_at(i);
			sums.squares = dd_add(sums.squares, dd_mul(d, d));
			sums.errors = dd_add(sums.errors, error_left(rows, &stratum, i));
			if (rows->y != NULL)
				sums.products = dd_add(sums.products, dd_mul(d, deviation_of(rows, &stratum.y, rows->y, i)));
		}
	}
	return sums;
}

/* The reliability of x: 1 without errors, below 0 where they are larger than all that is seen. */
static bool
reliability_from(const Sums *sums, double *result)
{
	if (!(sums->squares.hi > 0.0))
		return false;
	*result = dd_quotient(dd_sub(sums->squares, sums->errors), sums->squares);
	return true;
}

/* Not defined where all x of each stratum are equal. */
bool
reliability_of(const SlopeRows *rows, double *result)
{
	Sums		sums = sums_of(rows);

	return reliability_from(&sums, result);
}

/*
 * The slope.  Not defined where all x of each stratum are equal, or too much of
 * their variance is error; without error and bounds with fewer than three
 * clusters in strata of several members.
 */
bool
slope_of(const SlopeRows *rows, double level, Estimate *result)
{
	Sums		sums = sums_of(rows);
	double		reliability;
	DoubleDouble denominator = dd_sub(sums.squares, sums.errors);
	DoubleDouble slope;
	double		unit;			/* of the slope of scaled values */
	Stratum		stratum;
	Influence  *influence;
	int64_t		told = 0;		/* members of strata of several */
	int64_t		clusters;

	if (!reliability_from(&sums, &reliability) || !(reliability > LEAST_RELIABILITY))
		return false;
	slope = dd_div(sums.products, denominator);

	influence = memory_get(rows->n, sizeof(Influence));
	stratum = start_strata(rows);
	unit = scale_for(stratum.largest_x) / scale_for(stratum.largest_y);
	while (next_stratum(rows, &stratum))
	{
		int64_t		i;

		if (stratum.end - stratum.first == 1)
			continue;
		for (i = stratum.first; i < stratum.end; i++)
		{
			DoubleDouble d = deviation_of(rows, &stratum.x, rows->x, i);
			DoubleDouble true_square = dd_sub(dd_mul(d, d), error_left(rows, &stratum, i));
			DoubleDouble product = dd_mul(d, deviation_of(rows, &stratum.y, rows->y, i));

			stop_if_asked_at(i);
			influence[told].cluster = rows->cluster[i * rows->stride];
			influence[told++].value = dd_sub(product, dd_mul(slope, true_square)).hi / denominator.hi;
		}
	}
	sort_rows((double *) influence, told, 2, 0);
	clusters = sum_by_cluster(influence, told);

	*result = (Estimate) {.n = rows->n, .estimate = slope.hi * unit + 0.0};
	result->has_error = sampling_error_of(influence, clusters, 2, &result->std_error);
	memory_release(influence);
	if (result->has_error)
	{
		result->std_error *= unit;
		set_bounds(result, student_two_sided(level, (double) (clusters - 2)) * result->std_error);
	}
	return true;
}

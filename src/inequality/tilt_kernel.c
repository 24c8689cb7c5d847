/* SPDX-License-Identifier: PostgreSQL */
/*
 * tilt_kernel.c - do resources follow an order, beyond need?
 *
 * Members, such as sites, are in strata, such as quarters, and a member of
 * several strata is a cluster.  Ranks are those within a stratum: what a
 * quarter gave is never held against the order of another one.
 *
 * With C_t the concentration index of x in stratum t, and T_t its total of w x,
 *
 *	C = sum T_t C_t / sum T_t
 *
 * weighs strata by what there was to give.  All that is asked is a smooth
 * function of the data, so it deviates as the sum of what the members add
 * (concentration_kernel.c, interval_kernel.c), added up by cluster, and
 *
 *	variance = G / (G - 2) * sum over clusters of (sum of u)^2
 *
 * for G clusters (estimate.c), as in a regression with a slope and a level.
 * Bounds use Student's t with G - 2 degrees of freedom.  With one stratum, and
 * each member a cluster, this is HC1, that of concentration_interval().
 */
#include "inequality/tilt_kernel.h"

#include <math.h>
#include <stddef.h>

#include "base/memory.h"
#include "inequality/concentration_kernel.h"
#include "inequality/interval_kernel.h"
#include "math/mean.h"
#include "math/quantiles.h"
#include "math/radix_sort.h"

typedef bool (*InfluenceOf) (const RankedValues *values, double *index, Influence *influence);

/* A walk over the strata, each with its total of w x. */
typedef struct Stratum
{
	int64_t		first;			/* members first .. end - 1 */
	int64_t		end;
	double		largest;		/* of all values */
	double		weight_scale;	/* for all weights, see mean.c */
	double		total;			/* in the same unit for all strata */
} Stratum;

static Stratum
start_strata(const RankedStrata *rows)
{
	SortedValues all = {rows->n, rows->stride, rows->value, rows->weight};
	Stratum		stratum = {0};
	int64_t		i;

	for (i = 0; i < rows->n; i++)
	{
		stop_if_asked_at(i);
		stratum.largest = fmax(stratum.largest, rows->value[i * rows->stride]);
	}
	stratum.weight_scale = ldexp(scale_for(largest_weight(&all)), -SCALED_EXPONENT);
	return stratum;
}

/* The next stratum; false at the end. */
static bool
next_stratum(const RankedStrata *rows, Stratum *stratum)
{
	int64_t		i = stratum->first = stratum->end;
	SortedValues values;
	Mean		mean;

	if (i == rows->n)
		return false;
	for (; i < rows->n && rows->stratum[i * rows->stride] == rows->stratum[stratum->first * rows->stride]; i++)
		stop_if_asked_at(i);
	stratum->end = i;

	i = stratum->first * rows->stride;
	values = (SortedValues) {stratum->end - stratum->first, rows->stride, rows->value + i, rows->weight + i};
	mean = mean_within(&values, stratum->largest);
	stratum->total = dd_mul(mean.weight, mean.mean).hi * (stratum->weight_scale / mean.weight_scale);
	return true;
}

/* A column of the members of a stratum, along rank_by. */
static RankedValues
ranked_column(const RankedStrata *rows, const Stratum *stratum, const double *column)
{
	int64_t		i = stratum->first * rows->stride;
	RankedValues values = {
		.n = stratum->end - stratum->first, .stride = rows->stride,
		.rank_by = rows->rank_by + i, .value = column + i, .weight = rows->weight + i
	};

	return values;
}

/*
 * C over the strata, less that of need if there is one, and what each member
 * adds to its deviation.  False where that is not defined: nobody has anything,
 * or nobody needs anything in a stratum in which somebody has.  A stratum where
 * nobody has anything is not heard: `*heard` members are in the others, and
 * they alone have an influence.  `*ranked` says if in one of those strata not
 * all have the same rank.
 */
static bool
concentration_over_strata(const RankedStrata *rows, InfluenceOf influence_of, double *result, Influence *influence,
						  int64_t *heard, bool *ranked)
{
	Influence  *of_need = rows->need == NULL ? NULL : memory_get(rows->n, sizeof(Influence));
	Stratum		stratum = start_strata(rows);
	DoubleDouble total = {0.0, 0.0};
	DoubleDouble sum = {0.0, 0.0};
	bool		defined;

	while (next_stratum(rows, &stratum))
		total = dd_add_double(total, stratum.total);
	defined = total.hi > 0.0;
	*heard = 0;
	*ranked = false;

	stratum = start_strata(rows);
	while (defined && next_stratum(rows, &stratum))
	{
		double		share = stratum.total / total.hi;
		RankedValues values = ranked_column(rows, &stratum, rows->value);
		Influence  *of_value = influence + *heard;
		double		index;
		double		need_index = 0.0;
		int64_t		i;

		if (share == 0.0)
			continue;
		defined = influence_of(&values, &index, of_value);
		*ranked = *ranked || !has_one_rank(&values);
		if (of_need != NULL)
		{
			values = ranked_column(rows, &stratum, rows->need);
			defined = influence_of(&values, &need_index, of_need) && defined;
		}
		if (!defined)
			break;
		sum = dd_add_double(sum, share * (index - need_index));
		for (i = 0; i < values.n; i++)
		{
			stop_if_asked_at(i);
			of_value[i].cluster = rows->cluster[(stratum.first + i) * rows->stride];
			of_value[i].value = share * (of_value[i].value - (of_need == NULL ? 0.0 : of_need[i].value));
		}
		*heard += values.n;
	}
	if (of_need != NULL)
		memory_release(of_need);
	*result = sum.hi;			/* which began with 0, so it is not -0 */
	return defined;
}

/* The error and degrees of freedom of what n members add; `known` if it can be known but for their number. */
static int64_t
set_clustered_error(Estimate *result, Influence *influence, int64_t n, bool known)
{
	int64_t		clusters;

	sort_rows((double *) influence, n, 2, 0);
	clusters = sum_by_cluster(influence, n);
	result->has_error = known && sampling_error_of(influence, clusters, 2, &result->std_error);
	return clusters - 2;
}

/*
 * The tilt: C of the values less that of need, -2 .. 2, above 0 if who ranks
 * high has more of the values than of the need.  Without need it is C.  There is
 * no error with fewer than three clusters that are heard, or if nobody ranks
 * above another.
 */
bool
tilt_of(const RankedStrata *rows, double level, Estimate *result)
{
	Influence  *influence = memory_get(rows->n, sizeof(Influence));
	int64_t		heard;
	bool		ranked;
	bool		defined;

	*result = (Estimate) {.n = rows->n};
	defined = concentration_over_strata(rows, concentration_influence_of, &result->estimate, influence, &heard,
										&ranked);
	if (defined)
	{
		int64_t		df = set_clustered_error(result, influence, heard, ranked);

		if (result->has_error)
			set_bounds(result, student_two_sided(level, (double) df) * result->std_error);
	}
	memory_release(influence);
	return defined;
}

/* x, w and cluster of a cluster: the sum of its values over the largest of all, and its largest weight. */
typedef struct Whole
{
	double		value;
	double		weight;
	double		cluster;
} Whole;

/* The clusters in ascending order of their values.  Returns how many there are. */
static int64_t
sum_up_clusters(const RankedStrata *rows, Whole *whole)
{
	double		scale = ldexp(scale_for(start_strata(rows).largest), -SCALED_EXPONENT);
	int64_t		clusters = 0;
	int64_t		i;

	/* by cluster first, in the place of values */
	for (i = 0; i < rows->n; i++)
	{
		stop_if_asked_at(i);
		whole[i].value = rows->cluster[i * rows->stride];
		whole[i].weight = rows->weight[i * rows->stride];
		whole[i].cluster = rows->value[i * rows->stride] * scale;
	}
	sort_rows((double *) whole, rows->n, 3, 0);
	for (i = 0; i < rows->n;)
	{
		Whole		sum = {.cluster = whole[i].value};
		DoubleDouble value = {0.0, 0.0};

		for (; i < rows->n && whole[i].value == sum.cluster; i++)
		{
			stop_if_asked_at(i);
			value = dd_add_double(value, whole[i].cluster);
			sum.weight = fmax(sum.weight, whole[i].weight);
		}
		sum.value = value.hi;
		whole[clusters++] = sum;
	}
	sort_rows((double *) whole, clusters, 3, 0);
	return clusters;
}

/*
 * The Gini correlation C / G (Schechtman and Yitzhaki 1987, Communications in
 * Statistics 16): 1 if rank_by puts the members in the order of their values,
 * -1 if in the opposite one.  G is the Gini index of what the clusters have in
 * all, so with several strata the correlation can go beyond 1.  The influences
 * are those of both, ranks included,
 *
 *	u = (u_C - C / G u_G) / G
 *
 * Not defined where all have the same.
 */
bool
gini_correlation_of(const RankedStrata *rows, double level, Estimate *result)
{
	Influence  *influence = memory_get(2 * rows->n, sizeof(Influence));
	Whole	   *whole = memory_get(rows->n, sizeof(Whole));
	int64_t		clusters = sum_up_clusters(rows, whole);
	SortedValues wholes = {clusters, 3, &whole[0].value, &whole[0].weight};
	double		index;
	double		gini = 0.0;
	int64_t		heard;
	bool		ranked;
	bool		defined;

	*result = (Estimate) {.n = rows->n};
	defined = concentration_over_strata(rows, concentration_full_influence_of, &index, influence, &heard, &ranked) &&
		gini_influence_of(&wholes, &gini, influence + heard) && gini > 0.0;
	if (defined)
	{
		int64_t		df;
		int64_t		i;

		result->estimate = index / gini;
		for (i = 0; i < heard; i++)
		{
			stop_if_asked_at(i);
			influence[i].value /= gini;
		}
		for (i = 0; i < clusters; i++)
		{
			Influence  *of_gini = &influence[heard + i];

			stop_if_asked_at(i);
			of_gini->cluster = whole[i].cluster;
			of_gini->value *= -result->estimate / gini;
		}
		df = set_clustered_error(result, influence, heard + clusters, ranked);
		if (result->has_error)
			set_bounds(result, student_two_sided(level, (double) df) * result->std_error);
	}
	memory_release(whole);
	memory_release(influence);
	return defined;
}

/*
 * The mean of the top band over that of the bottom band, R.  A member of the
 * top adds w (x - mean) / (W mean) to the deviation of ln R, one of the bottom
 * the negative of that.  Bounds are symmetric on the scale of ln R; the error
 * is that of R, R times that of ln R.  Not defined without members in both, or
 * if the bottom has nothing; without error if the top has nothing.
 */
bool
band_ratio_of(const Bands *bands, double level, Estimate *result)
{
	int64_t		top = bands->bottom * bands->stride;
	SortedValues part[2] = {
		{bands->bottom, bands->stride, bands->value, bands->weight},
		{bands->n - bands->bottom, bands->stride, bands->value + top, bands->weight + top}
	};
	Influence  *influence;
	Mean		mean[2];
	double		largest = 0.0;
	int64_t		df;
	int64_t		i;

	if (part[0].n == 0 || part[1].n == 0)
		return false;
	for (i = 0; i < bands->n; i++)
	{
		stop_if_asked_at(i);
		largest = fmax(largest, bands->value[i * bands->stride]);
	}
	mean[0] = mean_within(&part[0], largest);
	mean[1] = mean_within(&part[1], largest);
	if (mean[0].mean.hi == 0.0)
		return false;
	*result = (Estimate) {.n = bands->n};
	result->estimate = dd_quotient(mean[1].mean, mean[0].mean);
	if (result->estimate == 0.0)
		return true;

	influence = memory_get(bands->n, sizeof(Influence));
	for (i = 0; i < bands->n; i++)
	{
		int			of = i >= bands->bottom;
		int64_t		k = of ? i - bands->bottom : i;
		double		deviation = scaled_weight(&mean[of], &part[of], k) *
			relative_deviation(&mean[of], bands->value[i * bands->stride]) / mean[of].weight.hi;

		stop_if_asked_at(i);
		influence[i].cluster = bands->cluster[i * bands->stride];
		influence[i].value = of ? deviation : -deviation;
	}
	df = set_clustered_error(result, influence, bands->n, true);
	memory_release(influence);
	if (result->has_error)
	{
		double		factor = exp(student_two_sided(level, (double) df) * result->std_error);

		result->lower = result->estimate / factor;
		result->upper = result->estimate * factor;
		result->std_error *= result->estimate;
		/* beyond what a double holds the data set no bound */
		result->has_lower = true;
		result->has_upper = isfinite(result->upper);
	}
	return true;
}

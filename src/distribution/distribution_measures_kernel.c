/* SPDX-License-Identifier: PostgreSQL */
/*
 * distribution_measures_kernel.c - what is computed from the buckets of a distribution
 *
 * Between members of different buckets, differences only depend on the sums of
 * the buckets.  Inside of a bucket of weight w, whose values have the mean m
 * and lie between lo and hi, the sum of the differences of all pairs is at
 * least 0, and at most what it is when all are at one of the ends:
 *
 *	w^2 (m - lo) (hi - m) / (hi - lo)
 *
 * So the Gini index lies between that of the means and that plus these; here
 * the middle is the result and half of the distance its error.  The first
 * bucket begins at the least value, the last one ends at the greatest.  The
 * arithmetic is that of inequality_kernel.c, in double-double throughout; the
 * error is made larger by more than what rounding can add.
 *
 * The other measures are those of sorted values, applied to the means.  Sums
 * of values are exact and rounded once: exact_sum.c.
 *
 * Cost: about 0.1 microseconds a bucket.
 */
#include "distribution/distribution_measures_kernel.h"

#include <float.h>
#include <math.h>

#include "math/exact_sum.h"

/* A few times the rounding of the result, and that of the exact aggregate it is compared with. */
#define ROUNDING		(8.0 * DBL_EPSILON)

/* The least and the greatest offset that values in a bucket have. */
static void
offset_range(const Summary *summary, int i, double *least, double *greatest)
{
	int64_t		key = summary->bucket[i].key;

	*least = 0.0;
	*greatest = key == 0 ? 0.0 : (double) (((int64_t) 1 << summary->shift) - 1);
	if (i == 0)
		*(key < 0 ? greatest : least) = bucket_offset_of(summary->min, summary->shift);
	if (i == summary->n - 1)
		*(key < 0 ? least : greatest) = bucket_offset_of(summary->max, summary->shift);
}

/* The mean offset, within what is possible: a sum of weights that are not whole may be rounded beyond. */
static DoubleDouble
mean_offset(const Summary *summary, int i, double least, double greatest)
{
	DoubleDouble mean;

	if (summary->shift == 0)
		return dd_from(0.0);
	mean = dd_div(summary->bucket[i].offset, summary->bucket[i].weight);
	if (dd_compare(mean, dd_from(least)) < 0)
		return dd_from(least);
	if (dd_compare(mean, dd_from(greatest)) > 0)
		return dd_from(greatest);
	return mean;
}

/* The mean of a bucket, as a double in it. */
static double
mean_value(const Summary *summary, int i)
{
	int64_t		key = summary->bucket[i].key;
	double		least;
	double		greatest;

	offset_range(summary, i, &least, &greatest);
	return bucket_end(key, summary->shift) +
		bucket_unit(key, summary->shift) * mean_offset(summary, i, least, greatest).hi;
}

static void
add_product(ExactSum *sum, double factor, DoubleDouble number)
{
	exact_sum_add_product(sum, factor, number.hi);
	exact_sum_add_product(sum, factor, number.lo);
}

static ExactSum
exact_weight(const Summary *summary)
{
	ExactSum	sum;
	int			i;

	exact_sum_init(&sum);
	for (i = 0; i < summary->n; i++)
		add_product(&sum, 1.0, summary->bucket[i].weight);
	return sum;
}

static ExactSum
exact_total(const Summary *summary)
{
	ExactSum	sum;
	int			i;

	exact_sum_init(&sum);
	for (i = 0; i < summary->n; i++)
	{
		const Bucket *bucket = &summary->bucket[i];

		add_product(&sum, bucket_end(bucket->key, summary->shift), bucket->weight);
		add_product(&sum, bucket_unit(bucket->key, summary->shift), bucket->offset);
	}
	return sum;
}

/* The sum of the weights. */
double
summary_total_weight(const Summary *summary)
{
	ExactSum	weight = exact_weight(summary);
	double		result = exact_sum_value(&weight);

	exact_sum_clear(&weight);
	return result;
}

/* The sum of weight times value; infinite if it is too large for a double. */
double
summary_total(const Summary *summary)
{
	ExactSum	total = exact_total(summary);
	double		result = exact_sum_value(&total);

	exact_sum_clear(&total);
	return result;
}

/* The mean of the values. */
double
summary_mean(const Summary *summary)
{
	ExactSum	total = exact_total(summary);
	ExactSum	weight = exact_weight(summary);
	double		result = exact_sum_ratio(&total, &weight, 1.0).hi;

	exact_sum_clear(&total);
	exact_sum_clear(&weight);
	return result;
}

/* The means of the buckets and their weights, in arrays of n. */
SortedValues
summary_values(const Summary *summary, double *value, double *weight)
{
	SortedValues values = {summary->n, 1, value, weight};
	int			i;

	for (i = 0; i < summary->n; i++)
	{
		value[i] = mean_value(summary, i);
		weight[i] = summary->bucket[i].weight.hi;
	}
	return values;
}

/*
 * The least value that at least p of the weight do not exceed: the mean of the
 * bucket it is in.  p times the weight is rounded as in inequality_kernel.c.
 */
double
summary_quantile(const Summary *summary, double p)
{
	DoubleDouble below = {0.0, 0.0};
	double		weight = p * summary_total_weight(summary);
	int			i;

	if (p == 0.0)
		return summary->min;
	if (p == 1.0)
		return summary->max;
	for (i = 0; i < summary->n - 1; i++)
	{
		below = dd_add(below, summary->bucket[i].weight);
		if (dd_compare(below, dd_from(weight)) >= 0)
			break;
	}
	return mean_value(summary, i);
}

/* A number times a power of two; two_prod() would not stand the largest of them. */
static DoubleDouble
scaled(DoubleDouble number, double power)
{
	DoubleDouble result = {number.hi * power, number.lo * power};

	return result;
}

/* The Gini index and how far it may be from that of the values, none of which is negative; false if the total is 0. */
bool
summary_gini(const Summary *summary, double *gini, double *error)
{
	double		value_scale = scale_for(summary->max);
	double		weight_scale;
	DoubleDouble weight = {0.0, 0.0};	/* up to a bucket */
	DoubleDouble total = {0.0, 0.0};
	DoubleDouble from_below = {0.0, 0.0};	/* sum of w (mean - mean of those
											 * below) */
	DoubleDouble between = {0.0, 0.0};
	DoubleDouble within = {0.0, 0.0};
	DoubleDouble before = {0.0, 0.0};
	DoubleDouble whole;
	double		lowest;
	double		highest;
	int			i;

	for (i = 0; i < summary->n; i++)
		weight.hi += summary->bucket[i].weight.hi;
	weight_scale = scale_for(weight.hi);
	weight.hi = 0.0;
	for (i = 0; i < summary->n; i++)
	{
		const Bucket *bucket = &summary->bucket[i];
		double		unit = bucket_unit(bucket->key, summary->shift) * value_scale;
		DoubleDouble w = scaled(bucket->weight, weight_scale);
		DoubleDouble offset;
		DoubleDouble mean;
		double		least;
		double		greatest;

		offset_range(summary, i, &least, &greatest);
		offset = mean_offset(summary, i, least, greatest);
		mean = dd_add_double(scaled(offset, unit), bucket_end(bucket->key, summary->shift) * value_scale);

		from_below = dd_add(from_below, dd_mul(weight, dd_sub(mean, before)));
		between = dd_add(between, dd_mul(w, from_below));
		if (least < greatest)
			within = dd_add_double(within, w.hi * w.hi * unit * dd_add_double(offset, -least).hi *
								   (dd_sub(dd_from(greatest), offset).hi / (greatest - least)));
		weight = dd_add(weight, w);
		total = dd_add(total, dd_mul(w, mean));
		before = mean;
	}
	if (total.hi == 0.0)
		return false;

	whole = dd_mul(weight, total);
	lowest = fmin(dd_div(between, whole).hi, 1.0);
	*gini = lowest;
	*error = 0.0;
	if (summary->shift > 0)
	{
		highest = fmin(dd_div(dd_add(between, within), whole).hi, 1.0);
		*gini = lowest + (highest - lowest) / 2.0;
		*error = fmin(dd_div(within, whole).hi, highest - lowest) / 2.0 + ROUNDING * highest;
	}
	return true;
}

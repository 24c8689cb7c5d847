/*
 * shrinkage_kernel.c - means of groups drawn to the common mean as far as chance explains them
 *
 * The one-way random effects model: group i has a level of its own, and its
 * n_i answers vary around that.  With I groups and N answers, the variances
 * between the levels and of the answers within a group are estimated by the
 * method of moments from the analysis of variance, for unequal n_i (Searle,
 * Casella and McCulloch 1992, Variance Components, chapter 3):
 *
 *	mu    = sum n_i xbar_i / N
 *	s_w^2 = sum (n_i - 1) var_i / (N - I)
 *	s_b^2 = (sum n_i (xbar_i - mu)^2 - (I - 1) s_w^2) / (N - sum n_i^2 / N), at least 0
 *
 * and the level by empirical Bayes (Efron and Morris 1973, J. American
 * Statistical Association 68; Morris 1983, ibid. 78):
 *
 *	k_i   = n_i / (n_i + s_w^2 / s_b^2)
 *	level = k_i xbar_i + (1 - k_i) mu
 *	error = sqrt(s_w^2 / (n_i + s_w^2 / s_b^2))
 *
 * which takes mu as known.  What mu itself is off by, all groups have in common:
 *
 *	s_mu^2       = s_w^2 / N + s_b^2 sum n_i^2 / N^2
 *	common error = (1 - k_i) s_mu
 *
 * Sums are exact and made of terms that depend on one group, mu and s_w only,
 * so results do not depend on the order of the groups.  mu is a double-double,
 * so deviations from it keep their digits where means share a large offset.
 */
#include "scores/shrinkage_kernel.h"

#include <math.h>

#include "base/memory.h"
#include "math/exact_sum.h"

/* Means from here on are divided by 2^LARGE_SHIFT: times the ratio, at most 2^180, they must stay below 2^990. */
#define LARGE_MEAN		0x1p700
#define LARGE_SHIFT		324

/* Less than this part of a difference is the rounding of double-doubles. */
#define NEGLIGIBLE		0x1p-80

/* value * 2^exponent, a variance that need not fit into a double. */
typedef struct Scaled
{
	DoubleDouble value;
	int			exponent;
} Scaled;

static Scaled
scaled_sum(const ExactSum *sum)
{
	Scaled		result;

	result.value = exact_sum_parts(sum, &result.exponent);
	return result;
}

static double
scaled_root(Scaled variance)
{
	if (variance.exponent % 2 != 0)
	{
		variance.value.hi *= 2.0;
		variance.exponent--;
	}
	return ldexp(sqrt(variance.value.hi), variance.exponent / 2);
}

static DoubleDouble
sum_of_counts(const ExactSum *sum)
{
	return exact_sum_ratio(sum, NULL, 1.0);
}

/* xbar - mu */
static DoubleDouble
deviation_of(const Shrinkage *shrinkage, double mean)
{
	return dd_sub(dd_from(ldexp(mean, -shrinkage->exponent)), shrinkage->mu);
}

/* sum n_i (xbar_i - mu)^2 in units of 2^(2 exponent) */
static ExactSum
squares_between(const Shrinkage *shrinkage, const GroupMean *group, int64_t n)
{
	ExactSum	squares;
	int64_t		i;

	exact_sum_init(&squares);
	for (i = 0; i < n; i++)
	{
		DoubleDouble d = deviation_of(shrinkage, group[i].mean);

		stop_if_asked_at(i);
		exact_sum_add_product3(&squares, group[i].n, d.hi, d.hi);
		exact_sum_add_product3(&squares, group[i].n, 2.0 * d.hi, d.lo);
		exact_sum_add_product3(&squares, group[i].n, d.lo, d.lo);
	}
	return squares;
}

/*
 * N - sum n_i^2 / N = sum n_i (N - n_i) / N, which does not cancel out where
 * one group has nearly all answers.  This is without the division.
 */
static DoubleDouble
pairs_between(const GroupMean *group, int64_t n, DoubleDouble answers)
{
	ExactSum	pairs;
	int64_t		i;

	exact_sum_init(&pairs);
	for (i = 0; i < n; i++)
	{
		DoubleDouble others = dd_add_double(answers, -group[i].n);

		stop_if_asked_at(i);
		exact_sum_add_product(&pairs, group[i].n, others.hi);
		exact_sum_add_product(&pairs, group[i].n, others.lo);
	}
	return sum_of_counts(&pairs);
}

/* s_b^2 and the ratio, from s_w^2. */
static void
compare_variances(Shrinkage *shrinkage, const GroupMean *group, int64_t n, DoubleDouble answers, DoubleDouble within)
{
	ExactSum	squares = squares_between(shrinkage, group, n);
	ExactSum	beyond_chance;
	Scaled		between;
	double		unit = ldexp(1.0, -2 * shrinkage->exponent);
	int			exponent;

	if (exact_sum_is_zero(&squares))
		return;
	exact_sum_init(&beyond_chance);
	exact_sum_merge(&beyond_chance, &squares);
	exact_sum_add_product3(&beyond_chance, -(double) (n - 1), within.hi, unit);
	exact_sum_add_product3(&beyond_chance, -(double) (n - 1), within.lo, unit);
	if (exact_sum_ratio(&beyond_chance, &squares, 1.0).hi <= NEGLIGIBLE)
		return;

	between = scaled_sum(&beyond_chance);
	between.value = dd_div(dd_mul(between.value, answers), pairs_between(group, n, answers));
	between.exponent += 2 * shrinkage->exponent;
	shrinkage->differ = true;
	shrinkage->s_b = scaled_root(between);

	/* at most 2^180, because what is negligible is not here */
	(void) frexp(within.hi, &exponent);
	shrinkage->ratio = dd_ldexp(dd_div(dd_ldexp(within, -exponent), between.value), exponent - between.exponent);
}

/* What is added up over all groups. */
typedef struct Sums
{
	ExactSum	answers;
	ExactSum	squared_answers;
	ExactSum	total;			/* of the answers' values, in units of
								 * 2^exponent */
	ExactSum	freedom;		/* N - I */
	ExactSum	squares;		/* within groups */
} Sums;

static void
add_up(Sums *sums, const GroupMean *group, int64_t n, int exponent)
{
	int64_t		i;

	exact_sum_init(&sums->answers);
	exact_sum_init(&sums->squared_answers);
	exact_sum_init(&sums->total);
	exact_sum_init(&sums->freedom);
	exact_sum_init(&sums->squares);
	for (i = 0; i < n; i++)
	{
		stop_if_asked_at(i);
		exact_sum_add(&sums->answers, group[i].n);
		exact_sum_add_product(&sums->squared_answers, group[i].n, group[i].n);
		exact_sum_add_product(&sums->total, group[i].n, ldexp(group[i].mean, -exponent));
		if (group[i].n > 1.0)
		{
			exact_sum_add(&sums->freedom, group[i].n - 1.0);
			exact_sum_add_product(&sums->squares, group[i].n - 1.0, group[i].variance);
		}
	}
}

/* What can be told apart, and the variances as far as they can. */
static void
find_variances(Shrinkage *shrinkage, const GroupMean *group, int64_t n, const Sums *sums)
{
	DoubleDouble within;

	if (exact_sum_is_zero(&sums->freedom))
	{
		shrinkage->what = n == 1 ? ONE_ANSWER : ONE_ANSWER_EACH;
		if (n > 1)
		{
			ExactSum	all = squares_between(shrinkage, group, n);
			Scaled		variance = scaled_sum(&all);

			variance.value = dd_div(variance.value, dd_from((double) (n - 1)));
			variance.exponent += 2 * shrinkage->exponent;
			shrinkage->s_b = scaled_root(variance);
		}
		return;
	}
	within = exact_sum_ratio(&sums->squares, &sums->freedom, 1.0);
	shrinkage->s_w = sqrt(within.hi);
	shrinkage->what = n == 1 ? ONE_GROUP : BOTH_VARIANCES;
	if (n > 1)
		compare_variances(shrinkage, group, n, sum_of_counts(&sums->answers), within);
}

/*
 * What the groups, which may come in any order, tell about mu and the
 * variances.  False if there are none.
 */
bool
shrinkage_of(const GroupMean *group, int64_t n, Shrinkage *result)
{
	Shrinkage	shrinkage = {0};
	Sums		sums;
	double		answers;
	double		least;
	double		greatest;
	int64_t		i;

	if (n == 0)
		return false;
	least = greatest = group[0].mean;
	for (i = 1; i < n; i++)
	{
		stop_if_asked_at(i);
		least = fmin(least, group[i].mean);
		greatest = fmax(greatest, group[i].mean);
	}
	shrinkage.exponent = fmax(-least, greatest) < LARGE_MEAN ? 0 : LARGE_SHIFT;
	add_up(&sums, group, n, shrinkage.exponent);

	/*
	 * a mean is never outside of its values; so it differs from none of them
	 * where all are equal
	 */
	shrinkage.mu = exact_sum_ratio(&sums.total, &sums.answers, 1.0);
	least = ldexp(least, -shrinkage.exponent);
	greatest = ldexp(greatest, -shrinkage.exponent);
	if (dd_compare(shrinkage.mu, dd_from(least)) < 0)
		shrinkage.mu = dd_from(least);
	if (dd_compare(shrinkage.mu, dd_from(greatest)) > 0)
		shrinkage.mu = dd_from(greatest);

	find_variances(&shrinkage, group, n, &sums);
	answers = exact_sum_value(&sums.answers);
	shrinkage.s_mu = hypot(shrinkage.s_w / sqrt(answers),
						   shrinkage.s_b * (sqrt(exact_sum_value(&sums.squared_answers)) / answers));
	*result = shrinkage;
	return true;
}

/* The level of a group; its mean is not asked for if it has no answers. */
double
shrunken_mean_of(const Shrinkage *shrinkage, double mean, double n)
{
	DoubleDouble level = shrinkage->mu;

	if (n > 0.0 && shrinkage->differ)
	{
		/* k mean + (1 - k) mu, with all digits where one of the two is 0 */
		level = dd_mul(shrinkage->ratio, shrinkage->mu);
		level = dd_add(level, two_prod(n, ldexp(mean, -shrinkage->exponent)));
		level = dd_div(level, dd_add_double(shrinkage->ratio, n));
	}
	return ldexp(level.hi, shrinkage->exponent) + 0.0;
}

/*
 * The standard deviation of a group's level around what shrunken_mean_of()
 * says, taking mu and the variances as known.  Where the variances cannot be
 * told apart, the largest that is compatible with what is known: for a single
 * group, that of a plain mean; for one answer each, that of all answers, as if
 * all difference was real.  False where there is no bound.
 */
bool
shrunken_std_error_of(const Shrinkage *shrinkage, double n, double *result)
{
	switch (shrinkage->what)
	{
		case ONE_ANSWER:
			return false;
		case ONE_GROUP:
			*result = shrinkage->s_w / sqrt(n);
			return n > 0.0;
		case ONE_ANSWER_EACH:
			*result = shrinkage->s_b;
			return true;
		case BOTH_VARIANCES:
			break;
	}
	if (!shrinkage->differ)
		*result = 0.0;
	else if (n == 0.0)
		*result = shrinkage->s_b;
	else
		*result = shrinkage->s_w / sqrt(shrinkage->ratio.hi + n);
	return true;
}

/*
 * The standard error that what shrunken_mean_of() says has in common with that
 * of all other groups, because mu is not known either.  For one answer each,
 * shrunken_std_error_of() takes all difference for real, and mu has no error
 * beyond it.  False where there is no bound.
 */
bool
shrunken_common_error_of(const Shrinkage *shrinkage, double n, double *result)
{
	if (shrinkage->what == ONE_ANSWER)
		return false;
	if (n == 0.0)
		*result = shrinkage->s_mu;
	else if (shrinkage->what != BOTH_VARIANCES)
		*result = 0.0;
	else if (!shrinkage->differ)
		*result = shrinkage->s_mu;
	else
		*result = shrinkage->s_mu * (shrinkage->ratio.hi / (shrinkage->ratio.hi + n));
	return true;
}

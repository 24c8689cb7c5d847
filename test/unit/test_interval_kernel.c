/* sources: src/inequality/interval_kernel.c src/math/estimate.c src/math/quantiles.c src/math/mean.c
   src/math/values.c src/inequality/inequality_kernel.c */
/*
 * Sampling error of the Gini index.  Expected values are the formulas evaluated
 * with Python's mpmath 1.3.0 at 2,500 bits; the error with clusters is also
 * compared with a bootstrap over clusters.
 */
#include <math.h>

#include "../tap.h"
#include "inequality/inequality_kernel.h"
#include "inequality/interval_kernel.h"
#include "math/quantiles.h"
#include "kernel_host.h"
#include "near.h"
#include "random_numbers.h"

#define CLUSTERS		200
#define MEMBERS			5
#define ROWS			(CLUSTERS * MEMBERS)
#define REPLICATES		10000

static void
error_is(SortedValues values, double expected, const char *name)
{
	Influence	influence[16];
	double		gini;
	double		error;

	tap_ok(gini_influence_of(&values, &gini, influence) && sampling_error_of(influence, values.n, 1, &error) &&
		   near(error, expected, 1e-14), "standard error: %s", name);
}

static void
test_errors(void)
{
	const double x[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
	const double w[] = {1, 2, 1, 1, .5, 1, 3, 1, 1, 1};
	const double offset15[] = {
		1e15 + 1, 1e15 + 2, 1e15 + 3, 1e15 + 4, 1e15 + 5, 1e15 + 6, 1e15 + 7, 1e15 + 8, 1e15 + 9, 1e15 + 10
	};
	const double huge[] = {1e300, 1e300, 1e308};
	const double tiny[] = {5e-324, 1e-310, 1e-308};
	const double equal[] = {0.1, 0.1, 0.1};
	const double zeros[] = {0, 0};
	const double far_apart[] = {1e-300, 1e300};
	const double far_apart_w[] = {1e-6, 1e12};
	Influence	influence[2];
	SortedValues none = {2, 1, zeros, NULL};
	double		gini;
	double		error;

	error_is((SortedValues) {10, 1, x, NULL}, 0.068313005106397322555, "1 .. 10");
	error_is((SortedValues) {10, 1, x, w}, 0.084077361868124155234, "weights");
	error_is((SortedValues) {10, 1, offset15, NULL}, 2.4221202832779800107e-16, "1e15 + 1 .. 10");
	error_is((SortedValues) {3, 1, huge, NULL}, 0.33333330333333453333, "1e308");
	error_is((SortedValues) {3, 1, tiny, NULL}, 0.32529207954850338576, "subnormal values");
	error_is((SortedValues) {3, 1, equal, NULL}, 0.0, "equal values");
	error_is((SortedValues) {2, 1, far_apart, far_apart_w}, 1.9999999999999999055e-18,
			 "one has all, and nearly all of the weight");
	tap_ok(!sampling_error_of(influence, 1, 1, &error), "standard error: not defined for one unit");
	tap_ok(!gini_influence_of(&none, &gini, influence), "standard error: not defined for a total of 0");
}

static void
test_normal_and_bounds(void)
{
	double		lower;
	double		upper;

	tap_ok(near(normal_two_sided(0.95), 1.9599639845400538556, 1e-14) &&
		   near(normal_two_sided(0.9), 1.6448536269514728225, 1e-14) &&
		   near(normal_two_sided(0.99), 2.5758293035489004539, 1e-14) &&
			   near(normal_two_sided(0.5), 0.6744897501960817432, 1e-14) &&
		   near(normal_two_sided(0.1), 0.12566134685507404122, 1e-14) &&
			   near(normal_two_sided(0.999999), 4.8916384756929317718, 1e-14) &&
		   near(normal_two_sided(1e-5), 0.000012533141373483120411, 1e-14), "normal quantiles");
	/* one and two degrees of freedom have closed forms; the others are R 4.2.2's qt() */
	tap_ok(near(student_two_sided(0.95, 1), tan(0.95 * acos(0.0)), 1e-13) &&
		   near(student_two_sided(0.5, 2), 0.5 * sqrt(2.0 / 0.75), 1e-14) &&
		   near(student_two_sided(0.95, 97), 1.98472318601398, 1e-13) &&
			   near(student_two_sided(0.95, 1000), 1.96233908082641, 1e-13) &&
		   near(student_two_sided(0.95, 1001), 1.96233670528088, 1e-11) &&
			   near(student_two_sided(0.95, 1e300), 1.9599639845400538556, 1e-14),
		   "Student's quantiles");
	tap_ok(logit_bounds(0.3, normal_two_sided(0.95) * 0.068313005106397322555, &lower, &upper) &&
		   near(lower, 0.18469232991642961411, 1e-14) && near(upper, 0.44776094735828442769, 1e-14),
			   "bounds on the logit scale");
	tap_ok(logit_bounds(0.5, 1e6, &lower, &upper) && lower == 0.0 && upper == 1.0, "bounds stay between 0 and 1");
	tap_ok(!logit_bounds(0.0, 0.1, &lower, &upper) && !logit_bounds(1.0, 0.1, &lower, &upper), "no bounds at 0 and 1");
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

typedef struct Row
{
	double		x;
	double		w;
	double		cluster;
} Row;

static int
compare_rows(const void *a, const void *b)
{
	double		x = ((const Row *) a)->x;
	double		y = ((const Row *) b)->x;

	return (x > y) - (x < y);
}

static int
compare_clusters(const void *a, const void *b)
{
	double		x = ((const Influence *) a)->cluster;
	double		y = ((const Influence *) b)->cluster;

	return (x > y) - (x < y);
}

/*
 * Rows of a cluster are alike, so clusters are what the bootstrap draws with
 * replacement: CLUSTERS of them, each time.  A cluster that is drawn k times
 * weighs k times as much, so rows stay in order.  The standard deviation of the
 * replicates is that of the formula times the root of (m - 1) / m, but for the
 * error of the linearization, about 1 in the number of clusters, and that of
 * REPLICATES draws, 1 in the root of twice their number.
 */
static void
test_bootstrap(void)
{
	static Row	row[ROWS];
	static Row	drawn[ROWS];
	static Influence influence[ROWS];
	SortedValues values = {ROWS, 3, &row[0].x, &row[0].w};
	double		gini;
	double		unclustered;
	double		clustered;
	double		bootstrap;
	double		ratio;
	double		sum = 0.0;
	double		squares = 0.0;
	int64_t		clusters;
	int			i;
	int			k;

	for (i = 0; i < ROWS; i++)
	{
		static double level;

		if (i % MEMBERS == 0)
			level = 0.6 * random_bell();
		row[i].x = exp(level + 0.4 * random_bell());
		row[i].w = 0.5 + random_uniform();
		row[i].cluster = i / MEMBERS;
	}
	qsort(row, ROWS, sizeof(Row), compare_rows);

	gini_influence_of(&values, &gini, influence);
	sampling_error_of(influence, ROWS, 1, &unclustered);
	for (i = 0; i < ROWS; i++)
		influence[i].cluster = row[i].cluster;
	qsort(influence, ROWS, sizeof(Influence), compare_clusters);
	clusters = sum_by_cluster(influence, ROWS);
	sampling_error_of(influence, clusters, 1, &clustered);
	tap_ok(clusters == CLUSTERS, "%d clusters", CLUSTERS);

	for (k = 0; k < REPLICATES; k++)
	{
		SortedValues sample = {0, 3, &drawn[0].x, &drawn[0].w};
		int			times[CLUSTERS] = {0};
		double		replicate;

		for (i = 0; i < CLUSTERS; i++)
			times[(int) (random_uniform() * CLUSTERS)]++;
		for (i = 0; i < ROWS; i++)
		{
			drawn[sample.n] = row[i];
			drawn[sample.n].w *= times[(int) row[i].cluster];
			sample.n += times[(int) row[i].cluster] > 0;
		}
		gini_of(&sample, &replicate);
		sum += replicate - gini;
		squares += (replicate - gini) * (replicate - gini);
	}
	bootstrap = sqrt((squares - sum * sum / REPLICATES) / (REPLICATES - 1));
	ratio = bootstrap / (clustered * sqrt((CLUSTERS - 1.0) / CLUSTERS));
	printf("# gini %.6f, standard error %.6f by clusters, %.6f by %d bootstrap replicates, %.6f as if without"
		   " clusters\n",
		   gini, clustered, bootstrap, REPLICATES, unclustered);
	tap_ok(fabs(ratio - 1.0) < 4.0 / sqrt(2.0 * REPLICATES) + 1.0 / CLUSTERS,
		   "the bootstrap over clusters agrees, ratio %.4f", ratio);
	tap_ok(clustered > 1.3 * unclustered, "clusters matter");
}

int
main(void)
{
	test_errors();
	test_normal_and_bounds();
	test_bootstrap();
	return tap_done();
}

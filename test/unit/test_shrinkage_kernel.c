/* sources: src/scores/shrinkage_kernel.c src/math/random.c */
/*
 * Means drawn to the common mean.  Expected values are the formulas at the head
 * of src/scores/shrinkage_kernel.c with 30 digits, the means over lambda by
 * tanh-sinh quadrature (Python 3.11, mpmath 1.3.0).  Of the unequal numbers, a
 * double sum over both variances, which knows nothing of lambda, gives the same
 * estimates and weights to nine digits.
 */
#include <float.h>
#include <math.h>
#include <string.h>

#include "../tap.h"
#include "kernel_host.h"
#include "near.h"
#include "random_numbers.h"
#include "scores/shrinkage_kernel.h"

#define LENGTH(array)	((int) (sizeof(array) / sizeof((array)[0])))

typedef struct Expected
{
	double		estimate;
	double		std_error;
	double		common_error;
	double		own_weight;
} Expected;

/* Near, or nearer than the mean of groups that are `spread` apart can be told. */
static bool
near_mean(double got, double expected, double spread)
{
	return fabs(got - expected) <= 1e-13 * spread || near(got, expected, 1e-13);
}

/* The groups, and last what is said of a group without answers. */
static void
shrinks_to(const GroupMean *group, int n, const Expected *expected, double offset, double unit, double bar,
		   const char *name)
{
	GroupMean	moved[10];
	Shrinkage	shrinkage;
	bool		pass;
	int			i;

	for (i = 0; i < n; i++)
		moved[i] = (GroupMean) {offset + unit * group[i].mean, group[i].n, unit * unit * group[i].variance};
	pass = shrinkage_of(moved, n, &shrinkage) && shrinkage.what == GROUPS_ARE_DRAWN;
	for (i = 0; pass && i <= n; i++)
	{
		ShrunkenMean got = shrunken_mean_of(&shrinkage, i < n ? moved[i].mean : NAN, i < n ? moved[i].n : 0.0);

		pass = got.has_error && near_mean(got.estimate, offset + unit * expected[i].estimate, 100.0 * unit) &&
			near(got.std_error, unit * expected[i].std_error, bar) &&
			near(got.common_error, unit * expected[i].common_error, bar) &&
			near(got.own_weight, expected[i].own_weight, bar);
	}
	shrinkage_release(&shrinkage);
	tap_ok(pass, "%s", name);
}

static void
test_values(void)
{
	const GroupMean unequal[] = {{80.5, 40, 150.25}, {92, 3, 25}, {60, 2, 450}, {100, 1, 0}, {74, 15, 200.5}};
	const Expected of_unequal[] = {
		{80.480731404362019, 2.0151054123131375, 0.18787343376054415, 0.97732219492618757},
		{90.03707622102836, 7.2348708443388532, 1.2863314927027407, 0.83691382986820969},
		{64.203195691968168, 9.0672084962031995, 1.6808362378585241, 0.79009112333237047},
		{93.877400639299882, 11.972174906952166, 2.5655551245810781, 0.69191895935726483},
		{74.29171487594653, 3.2791326678387537, 0.39945654762705371, 0.94926458740844323},
		{80.578023766520992, 22.702430491244851, 9.7596229756210782, 0.0}
	};

	/* yield of dyestuff from six batches (Davies and Goldsmith 1972, Statistical Methods in Research and Production) */
	const GroupMean dyestuff[] = {
		{1505, 5, 3975}, {1528, 5, 1107.5}, {1564, 5, 1442.5}, {1498, 5, 4720}, {1600, 5, 2500}, {1470, 5, 962.5}
	};
	const Expected of_dyestuff[] = {
		{1508.1809750358224, 20.952612051052308, 3.5722500226346823, 0.85862333174122533},
		{1527.9293116658706, 20.760453023233617, 3.5722500226346823, 0.85862333174122533},
		{1558.8397516085547, 21.262563610357896, 3.5722500226346823, 0.85862333174122533},
		{1502.1706117136339, 21.089762277168059, 3.5722500226346823, 0.85862333174122533},
		{1589.7501915512388, 22.677227884223606, 3.5722500226346823, 0.85862333174122533},
		{1478.1291584248795, 21.985602784655684, 3.5722500226346823, 0.85862333174122533},
		{1527.5, 65.771317202515236, 26.21540418632221, 0.0}
	};
	const GroupMean equal[] = {{7, 3, 5}, {7, 7, 2}, {7, 2, 1}, {7, 4, 0}};
	const Expected of_equal[] = {
		{7.0, 0.65407031530043734, 0.21341093067629834, 0.64818636212949993},
		{7.0, 0.4617523124714461, 0.14956078429561884, 0.75508939384775092},
		{7.0, 0.7660253771793627, 0.25074249435105987, 0.59226087305409712},
		{7.0, 0.58270323324699369, 0.18966612039483072, 0.68633176878980189},
		{7.0, 1.1949838628602805, 0.6225068803087246, 0.0}
	};
	const GroupMean four[] = {{1, 4, 2}, {3, 2, 1}, {2, 6, 3}, {9, 3, 0.5}};
	const Expected of_four[] = {
		{1.0454411135889414, 0.72777665019475872, 0.054000219511720951, 0.98330789362096728},
		{3.0227766866287176, 1.0165922150432789, 0.099920382968514531, 0.96855394591029495},
		{2.0196016702423474, 0.59343383170489697, 0.037254300719528492, 0.98861238090348505},
		{8.8850240503109049, 0.85558275554658969, 0.069946961628316501, 0.97821147364660797},
		{3.7432108801927278, 7.0334344570578876, 3.166033781597547, 0.0}
	};
	const GroupMean giant[] = {{5, 1e6, 4}, {15, 1, 0}, {3, 2, 1}, {7, 2, 6}, {4, 3, 2}};
	const Expected of_giant[] = {
		{5.0000001753789457, 0.0019999988194386518, 3.1945634526226327e-7, 0.99999988790157049},
		{14.246563452597469, 2.0661041776646612, 0.25428646407948797, 0.91032185034218161},
		{3.1770707360429422, 1.3973715440701739, 0.13944614966899374, 0.95064949913818031},
		{6.9796687325956635, 1.3863722832723475, 0.13944614966899374, 0.95064949913818031},
		{4.0881928881293912, 1.1424909184837266, 0.09644627560151738, 0.9658605212753802},
		{6.6982991969488822, 7.2599261467443245, 3.0145791833178584, 0.0}
	};
	const GroupMean apart[] = {{0, 3, 1e-6}, {100, 2, 2e-6}, {40, 5, 1e-6}, {75, 2, 3e-6}, {10, 4, 1e-6}};
	const Expected of_apart[] = {
		{6.4814814819276944e-9, 0.0006623793767571445, 4.031112514699525e-9, 0.99999999985596708},
		{99.999999988117284, 0.00081124574464454763, 6.0466687704816326e-9, 0.99999999978395062},
		{40.000000000432099, 0.00051307685898722243, 2.4186675093213645e-9, 0.99999999991358025},
		{74.999999993518519, 0.00081124574454847997, 6.0466687704816326e-9, 0.99999999978395062},
		{10.000000003780864, 0.00057363736720163806, 3.0233343864165575e-9, 0.99999999989197531},
		{44.999999998466049, 65.726706900081778, 26.832815731187552, 0.0}
	};

	shrinks_to(unequal, LENGTH(unequal), of_unequal, 0, 1, 1e-13, "unequal numbers of answers");
	shrinks_to(unequal, LENGTH(unequal), of_unequal, 0x1p40, 1, 1e-12, "2^40 + the same");
	shrinks_to(unequal, LENGTH(unequal), of_unequal, 0, 0x1p500, 1e-13, "2^500 times the same");
	shrinks_to(unequal, LENGTH(unequal), of_unequal, 0, 0x1p-500, 1e-13, "2^-500 times the same");
	shrinks_to(dyestuff, LENGTH(dyestuff), of_dyestuff, 0, 1, 1e-13, "batches of dyestuff");
	shrinks_to(equal, LENGTH(equal), of_equal, 0, 1, 1e-13, "equal means: an error above 0");
	shrinks_to(four, LENGTH(four), of_four, 0, 1, 1e-12, "four groups, the least that are drawn");
	shrinks_to(giant, LENGTH(giant), of_giant, 0, 1, 1e-10, "one group has nearly all answers");
	shrinks_to(apart, LENGTH(apart), of_apart, 0, 1, 1e-11, "the difference is beyond doubt");
}

static bool
says(const GroupMean *group, int n, ShrinkageCase what, double answers, double estimate, double std_error)
{
	Shrinkage	shrinkage;
	ShrunkenMean got;
	bool		pass = shrinkage_of(group, n, &shrinkage) && shrinkage.what == what;

	got = shrunken_mean_of(&shrinkage, group[0].mean, answers);
	shrinkage_release(&shrinkage);
	return pass && near(got.estimate, estimate, 1e-15) && got.has_error == (std_error > 0.0) &&
		near(got.std_error, fmax(0.0, std_error), 1e-15);
}

static void
test_edges(void)
{
	const GroupMean three[] = {{0.1, 3, 0.7}, {0.4, 7, 0.3}, {0.7, 1, 0}};
	const GroupMean certain[] = {{0.1, 4, 0}, {2, 2, 0}, {9, 1, 0}, {3, 2, 0}, {4, 2, 0}};
	const GroupMean one_each[] = {{1, 1, 0}, {2, 1, 0}, {6, 1, 0}};
	const GroupMean extremes[] = {{DBL_MAX, 1, 0}, {-DBL_MAX, 1, 0}};
	Shrinkage	shrinkage;

	tap_ok(!shrinkage_of(three, 0, &shrinkage), "no groups");

	/* s_w^2 = (2 * 0.7 + 6 * 0.3) / 8 = 0.4 */
	tap_ok(says(three, 3, TOO_FEW_GROUPS, 3, 0.1, sqrt(0.4 / 3)), "three groups stand as they are");
	tap_ok(says(three, 3, TOO_FEW_GROUPS, 0, 0.4, -1), "a fourth one without answers has no error");
	tap_ok(says(three, 1, TOO_FEW_GROUPS, 3, 0.1, sqrt(0.7) / sqrt(3.0)), "one group: the error of a plain mean");
	tap_ok(says(three + 2, 1, NO_VARIANCE, 1, 0.7, -1), "one answer");
	tap_ok(says(certain, 5, NO_VARIANCE, 4, 0.1, -1), "no variance within groups");
	/* ((1 - 3)^2 + (2 - 3)^2 + (6 - 3)^2) / 2 = 7 */
	tap_ok(says(one_each, 3, ONE_ANSWER_EACH, 1, 3, sqrt(7.0)) && says(one_each, 3, ONE_ANSWER_EACH, 0, 3, sqrt(7.0)),
		   "one answer each: the mean and the deviation of all");
	tap_ok(shrinkage_of(extremes, 2, &shrinkage) && shrunken_mean_of(&shrinkage, DBL_MAX, 1).estimate == 0.0 &&
		   isinf(shrunken_mean_of(&shrinkage, DBL_MAX, 1).std_error), "an error beyond the largest double is infinite");
}

/* Where groups differ for sure, or have very many answers, errors are those of means. */
static void
test_many(void)
{
	static GroupMean group[2000];
	Shrinkage	shrinkage;
	ShrunkenMean got;
	int			i;

	for (i = 0; i < LENGTH(group); i++)
		group[i] = (GroupMean) {(double) (i % 2), 4, 0.5};
	/* the means vary by 1/4, of which 1/8 is chance: nearly half is kept */
	shrinkage_of(group, LENGTH(group), &shrinkage);
	got = shrunken_mean_of(&shrinkage, 1, 4);
	tap_ok(fabs(got.own_weight - 0.5) < 2e-3 && fabs(got.estimate - 0.75) < 1e-3 &&
		   fabs(got.std_error - 0.25) < 2e-3, "many groups: the variances are known");
	shrinkage_release(&shrinkage);

	for (i = 0; i < LENGTH(group); i++)
		group[i].n = 1e18;
	shrinkage_of(group, LENGTH(group), &shrinkage);
	got = shrunken_mean_of(&shrinkage, 1, 1e18);
	tap_ok(got.estimate == 1.0 && near(got.std_error, sqrt(0.5 / 1e18), 1e-12), "many answers: nothing is drawn");
	shrinkage_release(&shrinkage);
	tap_ok(blocks_in_use == 0, "all memory is given back");
}

static void
test_order(void)
{
	static GroupMean group[300];
	Shrinkage	first;
	bool		same = true;
	int			i;
	int			k;

	for (i = 0; i < LENGTH(group); i++)
	{
		group[i].n = 1.0 + floor(50.0 * random_uniform());
		group[i].mean = 1e6 + 100.0 * random_uniform();
		group[i].variance = 1e3 * random_uniform();
	}
	shrinkage_of(group, LENGTH(group), &first);
	for (k = 0; k < 20; k++)
	{
		Shrinkage	next;

		for (i = LENGTH(group) - 1; i > 0; i--)
		{
			int			other = (int) (random_uniform() * (i + 1));
			GroupMean	swapped = group[i];

			group[i] = group[other];
			group[other] = swapped;
		}
		shrinkage_of(group, LENGTH(group), &next);
		same = same && first.nodes == next.nodes &&
			memcmp(first.node, next.node, first.nodes * sizeof(RatioNode)) == 0;
		shrinkage_release(&next);
	}
	tap_ok(first.nodes > 10 && same, "the same bits in any order");
	shrinkage_release(&first);
}

int
main(void)
{
	test_values();
	test_edges();
	test_order();
	test_many();
	return tap_done();
}

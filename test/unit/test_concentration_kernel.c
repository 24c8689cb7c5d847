/* sources: src/inequality/concentration_kernel.c src/math/estimate.c src/math/mean.c src/math/values.c */
/*
 * The concentration index.  Expected values are fractions by Python 3.11's
 * fractions.Fraction; conindex 1.7.0 prints the first three of them as
 * 0.17658730158730163, 0.16071428571428581 and -0.10144927536231869.  The
 * other members of the family are from Python's mpmath 1.3.0 at 2,500 bits;
 * conindex agrees where it was asked.
 */
#include <math.h>
#include <stddef.h>

#include "../tap.h"
#include "inequality/concentration_kernel.h"
#include "kernel_host.h"
#include "near.h"

static void
index_is(int64_t n, const double *rank_by, const double *x, const double *w, double expected, const char *name)
{
	RankedValues values = {n, 1, rank_by, x, w};
	double		got = -9.0;
	bool		defined = concentration_index_of(&values, &got);
	bool		pass = defined && fabs(got - expected) <= 1e-15 * fabs(expected);

	tap_ok(pass, "%s", name);
	if (!pass)
		printf("# got %.17g, expected %.17g\n", got, expected);
}

/*
 * The values of one case: generalized, Erreygers, Wagstaff, extended for nu = 1.5, 2, 3
 * and 1 + 1e-9, standard error.
 */
static void
family_is(RankedValues values, const double *expected, const char *name)
{
	static const double nu[] = {1.5, 2, 3, 1 + 1e-9};
	Influence	influence[8];
	double		got = -9.0;
	bool		pass = concentration_generalized_of(&values, &got) && near(got, expected[0], 1e-14);
	int			k;

	tap_ok(pass, "generalized: %s", name);
	tap_ok(concentration_erreygers_of(&values, &got) && near(got, expected[1], 1e-14), "Erreygers: %s", name);
	tap_ok(concentration_wagstaff_of(&values, &got) && near(got, expected[2], 1e-14), "Wagstaff: %s", name);
	for (pass = true, k = 0; k < 4; k++)
	{
		values.nu = nu[k];
		pass = concentration_extended_of(&values, &got) && near(got, expected[3 + k], 1e-14) && pass;
	}
	values.nu = 1.0;
	tap_ok(pass && concentration_extended_of(&values, &got) && got == 0.0, "extended: %s", name);
	tap_ok(concentration_influence_of(&values, &got, influence) && sampling_error_of(influence, values.n, 2, &got) &&
		   near(got, expected[7], 1e-14), "standard error: %s", name);
}

static void
test_family(void)
{
	const double no_ties[] = {10, 20, 30, 40, 50, 60, 70, 80};
	const double ties[] = {10, 10, 20, 20, 20, 30, 40, 40};
	const double same[] = {7, 7, 7, 7, 7, 7, 7, 7};
	const double x[] = {3, 1, 4, 1.5, 5, 9, 2, 6};
	const double binary[] = {1, 0, 1, 0, 0, 1, 0, 0};
	const double w[] = {1, 2, 1, 3, 1, 1, 2, .5};
	const double negative[] = {-3, 1, -4, 1.5, 5, -9, 2, 6};
	const double offset[] = {
		1e15 + 3, 1e15 + 1, 1e15 + 4, 1e15 + 1, 1e15 + 5, 1e15 + 9, 1e15 + 2, 1e15 + 6
	};
	Influence	influence[8];
	double		got = -9.0;

	family_is((RankedValues) {8, 1, no_ties, x, NULL, .lo = 0, .hi = 10},
			  (const double[]) {0.6953125, 0.278125, 0.29127802323678612338, 0.10245344591367587096,
							   0.1765873015873015873, 0.27306547619047619048, 2.4817300825670870656e-10,
							   0.10748553628086058989}, "no ties");
	family_is((RankedValues) {8, 1, ties, x, NULL, .lo = 0, .hi = 10},
			  (const double[]) {0.6328125, 0.253125, 0.26509572901325478645, 0.082591307205061667431,
							   0.16071428571428571429, 0.27752976190476190476, 1.5586914676525810232e-10,
							   0.12149958357936309824}, "ties");
	family_is((RankedValues) {8, 1, ties, binary, w, .lo = 0, .hi = 1},
			  (const double[]) {-0.026465028355387523629, -0.10586011342155009452, -0.13725490196078431373,
							   -0.079347168385890183422, -0.10144927536231884058, -0.11846250787649653434,
							   -2.7563014234969019251e-10, 0.32617435160637966005}, "0 and 1, weights");
	family_is((RankedValues) {8, 1, ties, x, w, .lo = -5, .hi = 20},
			  (const double[]) {0.4782608695652173913, 0.076521739130434782609, 0.087915601023017902813,
							   0.082449074422897414722, 0.15942028985507246377, 0.26738993452234185365,
							   1.5163739313758024567e-10, 0.1552132682345425475}, "weights, wider limits");
	family_is((RankedValues) {8, 1, ties, offset, w, .lo = 1e15, .hi = 1e15 + 10},
			  (const double[]) {0.48393194706994328922, 0.19357277882797731569, 0.2365114560236511456,
							   2.5717701310765269448e-16, 4.8393194706994190055e-16, 7.8441686529135962956e-16,
							   4.9649888253321358231e-25, 4.5320447625806528562e-16}, "an offset of 1e15");
	tap_ok(concentration_generalized_of(&(const RankedValues) {8, 1, ties, negative, w}, &got) &&
		   near(got, 0.14555765595463137996, 1e-14), "generalized: negative values");
	tap_ok(concentration_erreygers_of(&(const RankedValues) {8, 1, no_ties, x, NULL, .lo = -1.7e308, .hi = 1.7e308},
									  &got) &&
		   near(got, 4 * 0.6953125 / 1.7e308 / 2, 1e-14), "Erreygers: limits as wide as can be");
	tap_ok(!concentration_wagstaff_of(&(const RankedValues) {2, 1, no_ties, binary + 3, NULL, .lo = 0, .hi = 1},
									  &got) &&
		   !concentration_wagstaff_of(&(const RankedValues) {1, 1, no_ties, binary, NULL, .lo = 0, .hi = 1}, &got),
		   "Wagstaff: not defined where all are lo or all are hi");
	tap_ok(concentration_influence_of(&(const RankedValues) {2, 1, no_ties, x, NULL}, &got, influence) &&
		   !sampling_error_of(influence, 2, 2, &got), "standard error: not defined for two members");
	tap_ok(concentration_influence_of(&(const RankedValues) {8, 1, same, x, NULL}, &got, influence) && got == 0.0 &&
		   influence[0].value == 0.0 && has_one_rank(&(const RankedValues) {8, 1, same, x, NULL}),
		   "standard error: nothing to tell if all are in one tie");
}

int
main(void)
{
	const double no_ties[] = {10, 20, 30, 40, 50, 60, 70, 80};
	const double ties[] = {10, 10, 20, 20, 20, 30, 40, 40};
	const double same[] = {7, 7, 7, 7, 7, 7, 7, 7};
	const double negative[] = {-80, -70, -60, -50, -40, -30, -20, -10};
	const double x[] = {3, 1, 4, 1.5, 5, 9, 2, 6};
	const double huge[] = {3e300, 1e300, 4e300, 1.5e300, 5e300, 9e300, 2e300, 6e300};
	const double binary[] = {1, 0, 1, 0, 0, 1, 0, 0};
	const double w[] = {1, 2, 1, 3, 1, 1, 2, .5};
	const double equal[] = {88.4, 88.4, 88.4, 88.4, 88.4, 88.4, 88.4, 88.4};
	const double offset[] = {1e15 + 3, 1e15 + 1, 1e15 + 4, 1e15 + 1};
	const double zeros[] = {0, 0};
	RankedValues none = {0, 1, no_ties, x, NULL};
	RankedValues nothing = {2, 1, no_ties, zeros, NULL};
	const double next_to_nothing[] = {1e300, 1e-300, 1e300};
	Influence	influence;
	double		got;
	double		ignored;

	index_is(8, no_ties, x, NULL, 89.0 / 504, "no ties");
	index_is(8, ties, x, NULL, 9.0 / 56, "ties");
	index_is(8, ties, binary, w, -7.0 / 69, "ties, 0 and 1, weights");
	index_is(8, ties, x, w, 11.0 / 69, "ties, weights");
	index_is(8, negative, x, NULL, 89.0 / 504, "only the order of ranks counts");
	index_is(8, no_ties, huge, NULL, 89.0 / 504, "values of 1e300");
	index_is(8, same, x, w, 0.0, "all in one tie: 0");
	index_is(8, ties, equal, w, 0.0, "equal values: exactly 0");
	index_is(4, no_ties, offset, NULL, -3.0 / 16000000000000036.0, "an offset of 1e15");
	index_is(1, no_ties, x, NULL, 0.0, "one member: 0");
	tap_ok(!concentration_index_of(&none, &ignored) && !concentration_generalized_of(&none, &ignored) &&
		   !concentration_erreygers_of(&none, &ignored) && !concentration_wagstaff_of(&none, &ignored) &&
		   !concentration_extended_of(&none, &ignored) &&
		   !concentration_influence_of(&none, &ignored, &influence) &&
		   !concentration_full_influence_of(&none, &ignored, &influence), "not defined without members");
	tap_ok(!concentration_index_of(&nothing, &ignored), "not defined for a total of 0");
	/* of 3 and 4 the same weights, 1/2 above the first: (4 - 3) (1/2 - 1/8) / 3.5 */
	tap_ok(concentration_extended_of(&(const RankedValues) {3, 1, no_ties, x, next_to_nothing, .nu = 3}, &got) &&
		   near(got, 0.375 / 3.5, 1e-15), "extended: a weight that is next to nothing beside the others");
	test_family();
	return tap_done();
}

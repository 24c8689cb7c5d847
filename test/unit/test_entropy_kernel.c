/* sources: src/inequality/entropy_kernel.c src/math/mean.c src/math/values.c */
/*
 * Generalized entropy, Atkinson, Hoover and the coefficient of variation.
 * Expected values are the formulas evaluated with Python's mpmath 1.3.0, at
 * 2,500 bits, on the same doubles.
 */
#include <math.h>

#include "../tap.h"
#include "inequality/entropy_kernel.h"
#include "kernel_host.h"

#define MAX_VALUES	10

typedef struct Case
{
	const char *name;
	int64_t		n;
	double		x[MAX_VALUES];
	double		w[MAX_VALUES];	/* of weight 0: no weights */
	double		entropy[6];		/* for alpha = -1, 0, 1e-9, 0.5, 1, 3; NAN: not defined */
	double		atkinson[5];	/* for epsilon = 0.5, 1, 2, 50, 1e6 */
	double		hoover;
	double		variation;
} Case;

static const double alpha[] = {-1, 0, 1e-9, 0.5, 1, 3};
static const double epsilon[] = {0.5, 1, 2, 50, 1e6};

static const Case cases[] = {
	{
		"1 .. 10", 10, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, {0},
		{0.30546626984126984127, 0.19430683493087370512, 0.19430683486450717256, 0.16779759633932028852,
		0.1513033723422097816, 0.13636363636363636364},
		{0.082139046086081802167, 0.17659478397877004324, 0.37924154155017181707, 0.80943397560823896394,
		0.81818139952908244767},
		0.22727272727272727273, 0.52223296786709351453
	},
	{
		"1e15 + 1 .. 10", 10,
		{1e15 + 1, 1e15 + 2, 1e15 + 3, 1e15 + 4, 1e15 + 5, 1e15 + 6, 1e15 + 7, 1e15 + 8, 1e15 + 9, 1e15 + 10}, {0},
		{4.124999999999954625e-30, 4.124999999999954625e-30, 4.124999999999954625e-30, 4.124999999999954625e-30,
		4.124999999999954625e-30, 4.124999999999954625e-30},
		{2.0624999999999773125e-30, 4.124999999999954625e-30, 8.24999999999990925e-30, 2.0624999999999773125e-28,
		4.1249999999999546215e-24},
		1.249999999999993125e-15, 2.8722813232689985324e-15
	},
	{
		"weights", 6, {1.25, 2.5, 4, 4, 7.75, 9}, {1.5, .5, 1, 2.75, .1, .25},
		{0.17587380040051668421, 0.13752490877555216658, 0.13752490875049448605, 0.12764682939069720036,
		0.12255384171391774382, 0.14767554861856203098},
		{0.062805057629504990269, 0.1284873585859839753, 0.26021692259160728704, 0.62900939073544115251,
		0.63947939969037209734},
		0.18011471534317714995, 0.50082506579159755966
	},
	{
		"zeros", 6, {0, 0, 1, 2, 3, 10}, {0},
		{NAN, NAN, 333333333.63816205428, 1.0163002104241580663, 0.75091963180481604647, 1.3509114583333333333},
		{0.44359597285531728542, 1, 1, 1, 1},
		0.47916666666666666667, 1.2930100540985750587
	},
	{
		"subnormal values", 3, {5e-324, 1e-310, 1e-308}, {0},
		{113570153244662.83389, 12.194349197252820811, 12.194349012759039992, 1.4722659945880646764,
		1.0430662133992003582, 1.2892200111100198849},
		{0.60066004986775838275, 0.99999494103781385171, 0.99999999999999559743, 0.9999999999999984992,
		0.99999999999999853248},
		0.65676567656765631041, 1.3932631614435163986
	},
	{
		"1e-300 and 1e300", 2, {1e-300, 1e300}, {0},
		{INFINITY, 690.08238071765375991, 690.08190471569401925, 1.1715728752538099024, 0.69314718055994530942, 0.5},
		{0.5, 1, 1, 1, 1}, 0.5, 1
	},
	{
		"nearly equal", 3, {88.4, 88.4000001, 88.4000002}, {0},
		{4.2655414124455207513e-19, 4.2655414124455207486e-19, 4.2655414124455207486e-19, 4.2655414124455207476e-19,
		4.2655414124455207468e-19, 4.2655414124455207459e-19},
		{2.1327707062227603737e-19, 4.2655414124455207477e-19, 8.5310828248910414954e-19, 2.1327707062227598389e-17,
		4.2655409575758809057e-13},
		3.7707388367292692267e-10, 9.2363861032825178728e-10
	},
	{"equal", 3, {0.1, 0.1, 0.1}, {3, 0.1, 0.7}, {0, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}, 0, 0},
	{"one value", 1, {5}, {0}, {0, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}, 0, 0},
};

static SortedValues
values_of(const Case *c)
{
	SortedValues values = {c->n, 1, c->x, c->w[0] > 0 ? c->w : NULL};

	return values;
}

/* NAN is expected where the measure is not defined. */
static bool
near(bool defined, double got, double expected)
{
	bool		pass = defined ? got == expected || fabs(got - expected) <= 1e-13 * fabs(expected) : isnan(expected);

	if (!pass)
		printf("# got %s %.17g, expected %.17g\n", defined ? "" : "nothing", got, expected);
	return pass;
}

static void
test_cases(void)
{
	size_t		i;
	size_t		k;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++)
	{
		const Case *c = &cases[i];
		SortedValues values = values_of(c);
		bool		pass = true;
		double		got = NAN;
		bool		defined;

		for (k = 0; k < 6; k++)
		{
			defined = generalized_entropy_of(&values, alpha[k], &got);
			pass = near(defined, got, c->entropy[k]) && pass;
		}
		tap_ok(pass, "generalized entropy: %s", c->name);
		for (pass = true, k = 0; k < 5; k++)
		{
			defined = atkinson_of(&values, epsilon[k], &got);
			pass = near(defined, got, c->atkinson[k]) && pass;
		}
		defined = atkinson_of(&values, 0.0, &got);
		tap_ok(near(defined, got, 0.0) && pass, "atkinson: %s", c->name);
		defined = hoover_of(&values, &got);
		tap_ok(near(defined, got, c->hoover), "hoover: %s", c->name);
		defined = coefficient_of_variation_of(&values, &got);
		tap_ok(near(defined, got, c->variation), "coefficient of variation: %s", c->name);
	}
}

/* From one form of a term to another, and through alpha = 0, 1 and 2, the index goes on without a break. */
static void
test_continuity(void)
{
	SortedValues values = values_of(&cases[2]);
	bool		pass = true;
	double		at;
	double		below;
	double		above;
	int			k;

	for (k = -4; k <= 8; k++)
	{
		generalized_entropy_of(&values, k / 2.0, &at);
		generalized_entropy_of(&values, nextafter(k / 2.0, -100.0), &below);
		generalized_entropy_of(&values, nextafter(k / 2.0, 100.0), &above);
		pass = pass && fabs(below - at) <= 1e-14 * at && fabs(above - at) <= 1e-14 * at;
	}
	tap_ok(pass, "generalized entropy is continuous in alpha");
}

static void
test_undefined(void)
{
	const double zeros[] = {0, 0};
	SortedValues none = {0, 1, zeros, NULL};
	SortedValues nothing = {2, 1, zeros, NULL};
	double		ignored;

	tap_ok(!generalized_entropy_of(&none, 1.0, &ignored) && !atkinson_of(&none, 0.5, &ignored) &&
		   !hoover_of(&none, &ignored) && !coefficient_of_variation_of(&none, &ignored), "not defined without values");
	tap_ok(!generalized_entropy_of(&nothing, 1.0, &ignored) && !atkinson_of(&nothing, 2.0, &ignored) &&
		   !hoover_of(&nothing, &ignored) && !coefficient_of_variation_of(&nothing, &ignored),
			   "not defined for a total of 0");
}

/* Parts of 1 .. 10 in the groups 1 .. 4 and 5 .. 10 add up to what the whole has. */
static void
test_parts(void)
{
	const Case *c = &cases[0];
	SortedValues low = {4, 1, c->x, NULL};
	SortedValues high = {6, 1, c->x + 4, NULL};
	const double mean[] = {2.5, 7.5};
	const double weight[] = {4, 6};
	SortedValues means = {2, 1, mean, weight};
	bool		pass = true;
	size_t		k;

	for (k = 0; k < 6; k++)
	{
		EntropyParts parts;
		double		entropy[2];

		generalized_entropy_of(&low, alpha[k], &entropy[0]);
		generalized_entropy_of(&high, alpha[k], &entropy[1]);
		pass = entropy_parts_of(&means, entropy, alpha[k], &parts) &&
			near(true, parts.within + parts.between, c->entropy[k]) && pass;
	}
	tap_ok(pass, "parts within and between groups");
}

int
main(void)
{
	test_cases();
	test_continuity();
	test_undefined();
	test_parts();
	return tap_done();
}

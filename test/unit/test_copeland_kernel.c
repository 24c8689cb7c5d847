/* sources: src/ranking/copeland_kernel.c */
/*
 * Copeland scores against sums of whole weights over each pair, for numbers of
 * units and criteria about those of the blocks, with values missing.
 */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "../tap.h"
#include "ranking/copeland_kernel.h"
#include "kernel_host.h"
#include "random_numbers.h"

#define MAX_UNITS		200
#define MAX_CRITERIA	70

/* Scores of values[unit * criteria + criterion], NaN where there is none. */
static void
scores_of(const double *values, const double *weights, int64_t units, int64_t criteria, int32_t *score)
{
	Outranking	outranking = {units, criteria, NULL, NULL};
	int64_t		block;
	int64_t		i;
	int64_t		k;

	outranking.weight = malloc(sizeof(double) * (criteria + 1));
	outranking.value = malloc(sizeof(double) * (outranking_cells(&outranking) + 1));
	for (k = 0; k < criteria; k++)
		outranking.weight[k] = weights[k];
	outranking_clear(&outranking);
	for (i = 0; i < units; i++)
	{
		score[i] = 0;
		for (k = 0; k < criteria; k++)
			outranking_unit(&outranking, i)[k * OUTRANKING_BLOCK] = values[i * criteria + k];
	}
	for (block = 0; block < outranking_blocks(&outranking); block++)
		for (i = block * OUTRANKING_BLOCK + 1; i < units; i++)
			outranking_compare(&outranking, i, block, score);
	free(outranking.weight);
	free(outranking.value);
}

static void
test_random(void)
{
	static double value[MAX_UNITS * MAX_CRITERIA];
	double		weight[MAX_CRITERIA];
	int32_t		score[MAX_UNITS];
	int			wrong = 0;
	int			ties = 0;
	int			round;

	for (round = 0; round < 400; round++)
	{
		int64_t		units = round < 200 ? round : 1 + random_bits() % MAX_UNITS;
		int64_t		criteria = 1 + random_bits() % (round % 3 == 0 ? 4 : MAX_CRITERIA);
		int			missing = round % 5;	/* of 5 */
		double		per = round % 2 == 0 ? 1.0 : 0.1;
		int64_t		i;
		int64_t		j;
		int64_t		k;

		for (k = 0; k < criteria; k++)
			weight[k] = (double) (1 + random_bits() % 6) * per;
		for (i = 0; i < units * criteria; i++)
			value[i] = (int) (random_bits() % 5) < missing ? NAN : (double) (random_bits() % 7) - 3.0;
		scores_of(value, weight, units, criteria, score);

		for (i = 0; i < units; i++)
		{
			int			expected = 0;

			for (j = 0; j < units; j++)
			{
				int			net = 0;

				for (k = 0; k < criteria; k++)
				{
					double		x = value[i * criteria + k];
					double		y = value[j * criteria + k];

					net += ((x > y) - (x < y)) * (int) lround(weight[k] / per);
				}
				expected += (net > 0) - (net < 0);
				ties += net == 0 && i != j;
			}
			wrong += score[i] != expected;
		}
	}
	tap_ok(wrong == 0, "400 random tables against each with each, %d ties among their pairs", ties / 2);
}

static bool
first_outranks(const double *values, const double *weights, int64_t criteria, int expected)
{
	int32_t		score[2];

	scores_of(values, weights, 2, criteria, score);
	if (score[0] == expected && score[1] == -expected)
		return true;
	printf("# got %d and %d\n", score[0], score[1]);
	return false;
}

static void
test_weights(void)
{
	const double two_against_one[] = {2, 2, 1, 1, 1, 2};
	const double second_only[] = {1, 2, 1, 1};
	const double none_in_common[] = {1, NAN, NAN, 1};
	const double tenths[] = {0.1, 0.2, 0.3};
	const double sixths[] = {1.0 / 6, 1.0 / 3, 0.5};
	const double more[] = {0.1, 0.2, 0.3 * (1 + 1e-8)};
	const double less[] = {0.1, 0.2, 0.3 * (1 - 1e-8)};
	const double huge[] = {DBL_MAX, DBL_MAX, DBL_MAX};
	const double tiny[] = {5e-324, 5e-324, 5e-324};
	const double far_apart[] = {1e300, 1e-300};

	tap_ok(first_outranks(two_against_one, tenths, 3, 0) && first_outranks(two_against_one, sixths, 3, 0),
		   "sums that differ by rounding are equal");
	tap_ok(first_outranks(two_against_one, more, 3, -1) && first_outranks(two_against_one, less, 3, 1),
		   "sums that differ by more than that are not");
	tap_ok(first_outranks(two_against_one, huge, 3, 1) && first_outranks(two_against_one, tiny, 3, 1),
		   "weights from 5e-324 to 1.8e308");
	tap_ok(first_outranks(second_only, far_apart, 2, 1), "the only difference decides, however little it weighs");
	tap_ok(first_outranks(none_in_common, far_apart, 2, 0) && first_outranks(none_in_common, far_apart, 0, 0),
		   "nothing in common is a tie");
}

int
main(void)
{
	test_weights();
	test_random();
	return tap_done();
}

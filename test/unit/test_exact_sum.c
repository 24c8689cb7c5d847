/* sources: src/math/exact_sum.c */
/*
 * Sums of doubles and of products without rounding.  Expected values are from
 * Python 3.11 (fractions.Fraction, which is exact, rounded once by float(), and
 * math.fsum), unless the sum is plain to see.
 */
#include <math.h>
#include <string.h>

#include "../tap.h"
#include "math/exact_sum.h"
#include "kernel_host.h"
#include "random_numbers.h"

static int
random_below(int n)
{
	return (int) ((random_bits() >> 33) % (uint64_t) n);
}

static double
sum_of(const double *x, int n)
{
	ExactSum	sum;
	double		result;
	int			i;

	exact_sum_init(&sum);
	for (i = 0; i < n; i++)
		exact_sum_add(&sum, x[i]);
	result = exact_sum_value(&sum);
	free(sum.digit);
	return result;
}

#define SUM_OF(...) \
	sum_of((const double[]) {__VA_ARGS__}, (int) (sizeof((const double[]) {__VA_ARGS__}) / sizeof(double)))

static void
test_values(void)
{
	ExactSum	sum;

	exact_sum_init(&sum);
	tap_ok(exact_sum_value(&sum) == 0.0 && exact_sum_is_zero(&sum) && sum.count == 0, "nothing: 0, without memory");
	tap_ok(SUM_OF(0.0, -0.0) == 0.0 && !signbit(SUM_OF(0.0, -0.0)), "zeros: 0");
	tap_ok(SUM_OF(88.4) == 88.4, "one value");
	tap_ok(SUM_OF(-88.4) == -88.4, "one negative value");
	tap_ok(SUM_OF(.1, .1, .1, .1, .1, .1, .1, .1, .1, .1) == 1.0, "ten times 0.1 (fsum: 1.0)");
	tap_ok(SUM_OF(1e16, 1.0, 1e-16) == 10000000000000002.0, "1e16 + 1 + 1e-16 rounds up (fsum)");
	tap_ok(SUM_OF(1e16, 1.0) == 1e16, "1e16 + 1: tie to even");
	tap_ok(SUM_OF(1e16, 3.0) == 10000000000000004.0, "1e16 + 3: tie to even, upwards");
	tap_ok(SUM_OF(1e16, 1.0, -1e-300) == 1e16, "just below a tie");
	tap_ok(SUM_OF(1e16, 1.0, 1e-300) == 10000000000000002.0, "just above a tie");
	tap_ok(SUM_OF(-1e16, -1.0, -1e-300) == -10000000000000002.0, "just above a tie, negative");
	tap_ok(SUM_OF(1e308, 1.0, -1e308) == 1.0, "cancellation leaves 1");
	tap_ok(SUM_OF(1e308, 5e-324, -1e308) == 5e-324, "cancellation leaves the smallest double");
	tap_ok(SUM_OF(1e308, 1e308, -1e308) == 1e308, "more than the largest double on the way");
	tap_ok(isinf(SUM_OF(1e308, 1e308)), "more than the largest double at the end");
	tap_ok(SUM_OF(5e-324, 5e-324, 5e-324) == 1.5e-323, "subnormals");
	tap_ok(SUM_OF(2.2250738585072014e-308, -5e-324) == 2.2250738585072009e-308, "from normal to subnormal");
	tap_ok(SUM_OF(3.0, -3.0) == 0.0 && !signbit(SUM_OF(3.0, -3.0)), "cancellation leaves 0");
	tap_ok(SUM_OF(1.0, -5e-324) == 1.0, "1 less next to nothing");
	tap_ok(SUM_OF(4294967296.0, -1.0) == 4294967295.0, "a borrow across digits");
	tap_ok(SUM_OF(-4294967296.0, 1.0) == -4294967295.0, "a borrow across digits, negative");
}

static void
test_products(void)
{
	ExactSum	sum;
	ExactSum	whole;

	exact_sum_init(&sum);
	exact_sum_add_product(&sum, .1, .1);
	exact_sum_add_product(&sum, .2, .2);
	exact_sum_add_product(&sum, .3, .3);
	tap_ok(exact_sum_value(&sum) == 0.13999999999999999, "0.1^2 + 0.2^2 + 0.3^2 (Fraction)");
	free(sum.digit);

	exact_sum_init(&sum);
	exact_sum_add_product3(&sum, .1, .1, .1);
	tap_ok(exact_sum_value(&sum) == 0.0010000000000000002, "0.1^3 (Fraction)");
	exact_sum_add_product3(&sum, -.1, .1, .1);
	tap_ok(exact_sum_is_zero(&sum), "0.1^3 - 0.1^3 is 0");
	free(sum.digit);

	exact_sum_init(&sum);
	exact_sum_add_product(&sum, 1e300, 1e300);
	exact_sum_add_product(&sum, 3.0, 7.0);
	exact_sum_add_product(&sum, -1e300, 1e300);
	tap_ok(exact_sum_value(&sum) == 21.0, "products beyond the largest double cancel");
	free(sum.digit);

	exact_sum_init(&sum);
	exact_sum_add_scaled_product(&sum, .1, .3, 0);
	exact_sum_add_product(&sum, -.1, .3);
	tap_ok(exact_sum_is_zero(&sum), "a product scaled by 1");
	exact_sum_add_scaled_product(&sum, 3.0, -7.0, -2500);
	exact_sum_add_scaled_product(&sum, 3.0, 5.0, 2500);
	exact_sum_add_scaled_product(&sum, 3.0, -5.0, 2500);
	exact_sum_add_product3(&sum, ldexp(21.0, -1000), ldexp(1.0, -1000), ldexp(1.0, -500));
	tap_ok(exact_sum_is_zero(&sum), "products scaled beyond any double");
	exact_sum_add(&sum, 7.0);
	exact_sum_clear(&sum);
	tap_ok(sum.count == 0 && sum.digit == NULL && exact_sum_is_zero(&sum), "cleared: 0, without memory");
	exact_sum_clear(&sum);

	exact_sum_init(&sum);
	exact_sum_add_product3(&sum, 5e-324, 5e-324, 5e-324);
	tap_ok(!exact_sum_is_zero(&sum) && exact_sum_value(&sum) == 0.0, "the smallest product is kept, though no double");
	free(sum.digit);

	exact_sum_init(&sum);
	exact_sum_add_product3(&sum, 1.7976931348623157e308, 1.7976931348623157e308, 1.7976931348623157e308);
	exact_sum_add_product3(&sum, 1.7976931348623157e308, 1.7976931348623157e308, -1.7976931348623157e308);
	tap_ok(exact_sum_is_zero(&sum), "the largest product");
	free(sum.digit);

	exact_sum_init(&sum);
	exact_sum_init(&whole);
	exact_sum_add(&sum, 884.0);
	exact_sum_add(&whole, 1000.0);
	tap_ok(dd_mul_double(exact_sum_ratio(&sum, &whole, 1.0), 100.0).hi == 88.4, "884 / 1000 * 100 = 88.4");
	tap_ok(exact_sum_ratio(&sum, NULL, 100.0).hi == 8.84, "884 / 100 = 8.84");
	free(sum.digit);
	free(whole.digit);

	exact_sum_init(&sum);
	exact_sum_init(&whole);
	exact_sum_add_product(&sum, 88.4, .1);
	exact_sum_add_product(&sum, 88.4, .3);
	exact_sum_add_product(&sum, 88.4, .7);
	exact_sum_add(&whole, .1);
	exact_sum_add(&whole, .3);
	exact_sum_add(&whole, .7);
	tap_ok(exact_sum_ratio(&sum, &whole, 1.0).hi == 88.4, "the mean of equal values is that value");
	free(sum.digit);
	free(whole.digit);
}

#define MANY		1000

/* Any order, any way to split and merge: the same digits. */
static void
test_order_and_merge(void)
{
	static double x[MANY];
	double		expected;
	bool		same = true;
	bool		same_merged = true;
	int			i;
	int			round;

	for (i = 0; i < MANY; i++)
		x[i] = ldexp((double) ((int64_t) random_bits() >> 11), random_below(1800) - 1074);
	expected = sum_of(x, MANY);

	for (round = 0; round < 50; round++)
	{
		ExactSum	part[4];
		int			k;

		for (i = MANY - 1; i > 0; i--)
		{
			int			j = random_below(i + 1);
			double		t = x[i];

			x[i] = x[j];
			x[j] = t;
		}
		same = same && sum_of(x, MANY) == expected;

		for (k = 0; k < 4; k++)
			exact_sum_init(&part[k]);
		for (i = 0; i < MANY; i++)
			exact_sum_add(&part[random_below(4)], x[i]);
		exact_sum_settle(&part[2]);
		for (k = 1; k < 4; k++)
			exact_sum_merge(&part[0], &part[k]);
		same_merged = same_merged && exact_sum_value(&part[0]) == expected;
		for (k = 0; k < 4; k++)
			free(part[k].digit);
	}
	tap_ok(same, "1,000 values of all sizes in 50 orders");
	tap_ok(same_merged, "the same split into four parts and merged");

	/* 0.1 + 0.2 + ... + 100.0: fsum says 50050.0 */
	{
		ExactSum	sum;

		exact_sum_init(&sum);
		for (i = 1; i <= 1000; i++)
			exact_sum_add(&sum, i / 10.0);
		tap_ok(exact_sum_value(&sum) == 50050.0, "0.1 + 0.2 + ... + 100.0 (fsum)");
		tap_ok(sum.count <= 5, "takes %d digits", sum.count);
		free(sum.digit);
	}
}

/* Merge a sum with itself. */
static void
double_sum(ExactSum *sum)
{
	ExactSum	copy;

	exact_sum_init(&copy);
	exact_sum_merge(&copy, sum);
	exact_sum_merge(sum, &copy);
	free(copy.digit);
}

/* Two doubles, as long as they can hold a sum, say the same as digits. */
static void
test_without_digits(void)
{
	bool		same = true;
	bool		same_zero = true;
	int			without = 0;
	int			round;

	for (round = 0; round < 20000; round++)
	{
		ExactSum	sum;
		ExactSum	digits;
		DoubleDouble x;
		DoubleDouble y;
		int			n = 1 + random_below(12);
		int			spread = 1 + random_below(round % 10 == 0 ? 1800 : 30);
		int			middle = round % 7 == 0 ? random_below(2000) - 1000 : 0;
		int			x_exponent;
		int			y_exponent;

		exact_sum_init(&sum);
		exact_sum_init(&digits);
		exact_sum_add(&digits, 1.0);
		exact_sum_settle(&digits);
		exact_sum_add(&digits, -1.0);
		while (n-- > 0)
		{
			double		a = ldexp((double) ((int64_t) random_bits() >> random_below(63)),
								  middle / 2 + random_below(spread) - spread / 2 - 40);
			double		b = ldexp((double) ((int64_t) random_bits() >> (30 + random_below(30))), middle / 2 - 40);

			switch (random_below(4))
			{
				case 0:
					exact_sum_add(&sum, a);
					exact_sum_add(&digits, a);
					break;
				case 1:
					exact_sum_add_product(&sum, a, b);
					exact_sum_add_product(&digits, a, b);
					break;
				case 2:
					exact_sum_add_product3(&sum, a, 3.0, b);
					exact_sum_add_product3(&digits, a, 3.0, b);
					break;
				case 3:
					double_sum(&sum);
					double_sum(&digits);
					break;
			}
		}
		without += sum.count == 0;
		x = exact_sum_parts(&sum, &x_exponent);
		y = exact_sum_parts(&digits, &y_exponent);
		same = same && ldexp(x.hi, x_exponent - y_exponent) == y.hi && ldexp(x.lo, x_exponent - y_exponent) == y.lo &&
			exact_sum_value(&sum) == exact_sum_value(&digits);
		same_zero = same_zero && exact_sum_is_zero(&sum) == exact_sum_is_zero(&digits);
		free(sum.digit);
		free(digits.digit);
	}
	tap_ok(same, "20,000 short sums, with and without digits");
	tap_ok(same_zero, "zeros among them");
	tap_ok(without > 2000, "%d of them need no digits", without);
}

/* Carries move in time, whether terms come one by one or by merging. */
static void
test_carries(void)
{
	ExactSum	sum;
	ExactSum	other;
	bool		settled;
	int			i;

	/* as if 2^30 - 1 terms had filled a digit */
	exact_sum_init(&sum);
	exact_sum_add(&sum, 4294967295.0);
	exact_sum_settle(&sum);
	for (i = 0; i < sum.count; i++)
		sum.digit[i] *= ((int64_t) 1 << 30) - 1;
	sum.pending = ((uint32_t) 1 << 30) - 1;
	exact_sum_init(&other);
	exact_sum_merge(&other, &sum);
	exact_sum_add(&sum, 4294967295.0);
	exact_sum_add(&sum, 4294967295.0);
	tap_ok(exact_sum_value(&sum) == 4294967295.0 * 1073741825.0, "2^30 + 1 terms");
	tap_ok(sum.pending == 1, "carries have moved");

	for (i = 0; i < 6; i++)
		exact_sum_merge(&sum, &other);
	/* (6 * (2^30 - 1) + 2^30 + 1) * (2^32 - 1) */
	tap_ok(exact_sum_value(&sum) == 4294967295.0 * 7516192763.0, "merged six times more");
	free(sum.digit);
	free(other.digit);

	/* the spare digit above that of 1 takes in 2^63, and not three of them */
	exact_sum_init(&sum);
	exact_sum_add(&sum, 1.0);
	exact_sum_settle(&sum);
	for (i = 0; i < 3; i++)
		exact_sum_add(&sum, 0x1p63);
	exact_sum_settle(&sum);
	settled = true;
	for (i = 0; i < sum.count; i++)
		settled &= sum.digit[i] >= 0 && sum.digit[i] < INT64_C(4294967296);
	tap_ok(settled && exact_sum_value(&sum) == 0x1.8p64, "a carry beyond the highest digit: 3 * 2^63 is 2^64 + 2^63");
	exact_sum_add(&sum, -0x1.8p64);
	tap_ok(exact_sum_value(&sum) == 1.0, "and nothing below it is lost");
	free(sum.digit);
}

static void
test_load(void)
{
	ExactSum	sum;
	ExactSum	copy;
	ExactSum	other;
	uint32_t	digit[EXACT_SUM_DIGITS + 1];
	uint32_t	again[EXACT_SUM_DIGITS + 1];
	int			first;
	int			count;
	int			other_first;
	int			other_count;
	bool		negative;

	exact_sum_init(&sum);
	exact_sum_add(&sum, -88.4);
	exact_sum_add(&sum, 1e-10);
	negative = exact_sum_store(&sum, &first, &count, digit);
	tap_ok(negative && exact_sum_load(&copy, negative, first, count, digit)
		   && exact_sum_value(&copy) == exact_sum_value(&sum), "stored and read back");
	exact_sum_add(&copy, 88.4);
	tap_ok(exact_sum_value(&copy) == 1e-10, "and goes on");
	free(copy.digit);

	/* the same sum in another window, with carries that have not moved */
	exact_sum_init(&other);
	exact_sum_add(&other, 0x1p200);
	exact_sum_add(&other, 0x1p-200);
	exact_sum_add(&other, -88.4);
	exact_sum_add(&other, 1e-10);
	exact_sum_add(&other, -0x1p200);
	exact_sum_add(&other, -0x1p-200);
	tap_ok(exact_sum_store(&other, &other_first, &other_count, again) && other_first == first && other_count == count
		   && memcmp(again, digit, count * sizeof digit[0]) == 0, "in the one way there is");
	free(other.digit);

	exact_sum_add(&sum, 88.4);
	exact_sum_add(&sum, -1e-10);
	tap_ok(!exact_sum_store(&sum, &first, &count, digit) && first == 0 && count == 0, "0 has no digits");
	free(sum.digit);

	/* digits of somebody else, who gives them back */
	{
		int64_t		lent[4] = {0, 0, 5};	/* the third counts ones */

		exact_sum_init(&sum);
		sum.digit = lent;
		sum.borrowed = true;
		sum.first = -EXACT_SUM_LOWEST / 32 - 2;
		sum.count = 4;
		exact_sum_add(&sum, 3.0);
		tap_ok(sum.digit == lent && lent[2] == 8, "written in place");
		exact_sum_add(&sum, 0x1p300);
		tap_ok(sum.digit != lent && !sum.borrowed && exact_sum_value(&sum) == 0x1p300 + 8.0,
			   "left when they are too few");
		free(sum.digit);
	}

	memset(digit, 1, sizeof digit);
	tap_ok(exact_sum_load(&copy, false, 0, 0, digit) && copy.count == 0, "nothing is read back as nothing");
	tap_ok(!exact_sum_load(&copy, true, 0, 0, digit), "refuses a negative nothing");
	tap_ok(!exact_sum_load(&copy, false, 1, 0, digit), "refuses a place of nothing");
	tap_ok(!exact_sum_load(&copy, false, -1, 1, digit), "refuses digits below the range");
	tap_ok(!exact_sum_load(&copy, false, 0, -1, digit), "refuses a negative number of digits");
	tap_ok(!exact_sum_load(&copy, false, EXACT_SUM_DIGITS, 1, digit), "refuses digits above the range");
	tap_ok(!exact_sum_load(&copy, false, 1, EXACT_SUM_DIGITS, digit), "refuses too many digits");
	digit[1] = 0;
	tap_ok(!exact_sum_load(&copy, false, 0, 2, digit), "refuses a highest digit of 0");
	tap_ok(!exact_sum_load(&copy, false, 1, 2, &digit[1]), "refuses a lowest digit of 0");
}

int
main(void)
{
	test_values();
	test_products();
	test_order_and_merge();
	test_without_digits();
	test_carries();
	test_load();
	return tap_done();
}

/* SPDX-License-Identifier: PostgreSQL */
/*
 * random.c - random numbers that are a function of a seed and a place
 *
 * There is no state: the numbers of a place (a purpose, a draw, and where in
 * the draw) are computed from it and the seed, in whatever order they are asked
 * for.  They are the same on every platform: nothing but integers, + - * / of
 * doubles, the root, and tables; no logarithm of the C library.
 *
 * Bits: Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011, "Parallel random
 * numbers: as easy as 1, 2, 3"): 128 bits from a counter of 128 bits and a key
 * of 64, by ten rounds of a Feistel network of multiplications
 *
 *	L, R = high word, low word of M * x
 *
 * that passes the test suite BigCrush.  The key is the seed, the counter is
 *
 *	draw | place, 2 words | purpose
 *
 * Normal deviates: a word of 32 bits is a sign and a probability
 * p = (m + 1/2) / 2^32 below 1/2, and its quantile a polynomial of degree 5 in
 * one of 256 segments, which get shorter with the tail (random_table.h).  It is
 * off by less than 1e-10 anywhere, less than p is by having 32 bits.  The
 * largest is 6.338, beyond which there would be one in 4 10^9.
 *
 * Gamma deviates: Marsaglia and Tsang 2000, "A simple method for generating
 * gamma variables", as logarithms, because those of tiny shapes are beyond the
 * range of a double.
 */
#include "math/random.h"

#include <math.h>
#include <string.h>

#include "math/random_table.h"

/* The multipliers of the two halves, and what the key grows by: the golden ratio and the root of 3, less 1. */
#define MULTIPLIER_0	UINT32_C(0xD2511F53)
#define MULTIPLIER_1	UINT32_C(0xCD9E8D57)
#define GROWTH_0		UINT32_C(0x9E3779B9)
#define GROWTH_1		UINT32_C(0xBB67AE85)

#define BATCH_BLOCKS	64		/* of random_normals() */

/* Between two uniform numbers. */
#define UNIT_STEP		0x1p-52

/* ln 2 = high + low; the high part times an exponent is exact. */
#define LN2				0x1.62e42fefa39efp-1
#define LN2_HIGH		0x1.62e42fefap-1
#define LN2_LOW			0x1.cf79abc9e3b3ap-40

/* Any 64 bits are a seed. */
RandomSeed
random_seed(uint64_t seed)
{
	RandomSeed	result;
	int			i;

	result.key[0][0] = (uint32_t) seed;
	result.key[0][1] = (uint32_t) (seed >> 32);
	for (i = 1; i < RANDOM_ROUNDS; i++)
	{
		result.key[i][0] = result.key[i - 1][0] + GROWTH_0;
		result.key[i][1] = result.key[i - 1][1] + GROWTH_1;
	}
	return result;
}

static inline void
philox(const RandomSeed *seed, uint32_t c0, uint32_t c1, uint32_t c2, uint32_t c3, uint32_t word[RANDOM_WORDS])
{
	int			i;

	for (i = 0; i < RANDOM_ROUNDS; i++)
	{
		uint64_t	product_0 = (uint64_t) MULTIPLIER_0 * c0;
		uint64_t	product_1 = (uint64_t) MULTIPLIER_1 * c2;

		c0 = (uint32_t) (product_1 >> 32) ^ c1 ^ seed->key[i][0];
		c1 = (uint32_t) product_1;
		c2 = (uint32_t) (product_0 >> 32) ^ c3 ^ seed->key[i][1];
		c3 = (uint32_t) product_0;
	}
	word[0] = c0;
	word[1] = c1;
	word[2] = c2;
	word[3] = c3;
}

/* The four words of a counter, 128 bits that pass for random ones. */
void
random_block(const RandomSeed *seed, const uint32_t counter[RANDOM_WORDS], uint32_t word[RANDOM_WORDS])
{
	philox(seed, counter[0], counter[1], counter[2], counter[3], word);
}

/* Two words as a number above 0 and below 1: one of the 2^53 middles of equal steps. */
double
random_uniform(uint32_t high, uint32_t low)
{
	uint64_t	bits = (uint64_t) high << 32 | low;

	/* 52 bits, so that the half step fits in too */
	return ((double) (bits >> 12) + 0.5) * UNIT_STEP;
}

/*
 * The quantile of the probability x / 2^32, 1/2 <= x < 2^31.  As a double x has
 * the octave in its exponent, and the segment and what is left in its mantissa.
 */
static inline double
quantile_at(double x)
{
	uint64_t	bits;
	const double *c;
	double		t;

	memcpy(&bits, &x, sizeof(bits));
	c = normal_table[(bits >> 49) - (UINT64_C(1022) << 3)];
	bits = (bits & UINT64_C(0x0001FFFFFFFFFFFF)) | UINT64_C(0x3FF0000000000000);
	memcpy(&t, &bits, sizeof(t));
	t -= 1.0625;
	return c[0] + t * (c[1] + t * (c[2] + t * (c[3] + t * (c[4] + t * c[5]))));
}

/* A word as a standard normal deviate: its high bit is the sign. */
static inline double
normal_of(uint32_t word)
{
	double		z = quantile_at((double) (int32_t) (word & 0x7FFFFFFF) + 0.5);
	uint64_t	sign = (uint64_t) (word & 0x80000000) << 32;
	uint64_t	bits;

	memcpy(&bits, &z, sizeof(bits));
	bits ^= sign;
	memcpy(&z, &bits, sizeof(z));
	return z;
}

/*
 * The quantile of p, 0 <= p <= 1/2, of the normal distribution, from the same
 * table: 0 .. -6.338, which stands for all p below 2^-33.
 */
double
normal_quantile(double p)
{
	double		x = p * 0x1p32;

	if (!(p < 0.5))
		return 0.0;
	return quantile_at(x < 0.5 ? 0.5 : x);
}

/* One word as a standard normal deviate, -6.338 .. 6.338; as random_normals() makes many. */
double
random_normal(uint32_t word)
{
	return normal_of(word);
}

/*
 * The normal deviates of consecutive blocks of a draw, RANDOM_WORDS of each.
 * Some blocks of bits come first and then their deviates, because a processor
 * overlaps the rounds of several blocks if nothing else is in between: 4 ns
 * instead of 9.
 */
void
random_normals(const RandomSeed *seed, RandomPurpose purpose, uint32_t draw,
			   uint64_t first_block, int64_t blocks, double *normal)
{
	uint32_t	word[BATCH_BLOCKS * RANDOM_WORDS];

	while (blocks > 0)
	{
		int			batch = blocks < BATCH_BLOCKS ? (int) blocks : BATCH_BLOCKS;
		int			i;

		for (i = 0; i < batch; i++)
		{
			uint64_t	block = first_block + (uint64_t) i;

			philox(seed, draw, (uint32_t) block, (uint32_t) (block >> 32), purpose,
				   word + (size_t) i * RANDOM_WORDS);
		}
		for (i = 0; i < batch * RANDOM_WORDS; i++)
			normal[i] = normal_of(word[i]);
		normal += (size_t) batch * RANDOM_WORDS;
		first_block += (uint64_t) batch;
		blocks -= batch;
	}
}

/*
 * ln x for x > 0, good to some units in the last place: with x = m 2^e and m
 * near 1, ln m = 2 artanh s = 2 (s + s^3 / 3 + s^5 / 5 + ...), s = (m - 1) / (m + 1),
 * |s| < 0.172.
 */
double
portable_log(double x)
{
	int			e;
	double		m = frexp(x, &e);
	double		s;
	double		square;
	double		sum = 0.0;
	int			k;

	if (m < 0.70710678118654752)
	{
		m *= 2.0;
		e--;
	}
	s = (m - 1.0) / (m + 1.0);
	square = s * s;
	for (k = 23; k >= 3; k -= 2)
		sum = (sum + 1.0 / k) * square;
	return e * LN2_HIGH + (2.0 * s + (2.0 * s * sum + e * LN2_LOW));
}

/* e^x, good to some units in the last place: x = k ln 2 + r, e^r = 1 + r (1 + r / 2 (1 + r / 3 (...))), |r| < 0.35. */
double
portable_exp(double x)
{
	double		k;
	double		r;
	double		sum = 1.0;
	int			i;

	if (x > 709.7)
		return INFINITY;
	if (!(x >= -745.2))
		return 0.0;
	k = floor(x / LN2 + 0.5);
	r = (x - k * LN2_HIGH) - k * LN2_LOW;
	for (i = 15; i >= 1; i--)
		sum = 1.0 + r * sum / i;
	return ldexp(sum, (int) k);
}

/*
 * 3 (ln (1 + y) - y + y^2 / 2 - y^3 / 3), which is -3 y^4 / 4 for small y: as a
 * series where the terms would cancel out.
 */
static double
acceptance_excess(double y)
{
	double		sum = 0.0;
	int			k;

	if (fabs(y) > 0.125)
		return 3.0 * (portable_log(1.0 + y) - y + y * y / 2.0 - y * y * y / 3.0);
	for (k = 20; k >= 4; k--)
		sum = 1.0 / k - y * sum;
	return -3.0 * (y * y) * (y * y) * sum;
}

/* ln of a gamma deviate with a shape of at least 1. */
static double
log_gamma_from_1(const RandomSeed *seed, uint32_t counter[RANDOM_WORDS], double shape)
{
	double		d = shape - 1.0 / 3.0;
	double		c = 1.0 / (3.0 * sqrt(d));

	/* 19 of 20 attempts are good, and 99.99 of 100 for large shapes */
	for (;; counter[2]++)
	{
		uint32_t	word[RANDOM_WORDS];
		double		x;
		double		y;
		double		u;

		random_block(seed, counter, word);
		x = normal_of(word[0]);
		y = c * x;
		if (y <= -1.0)
			continue;
		u = random_uniform(word[2], word[3]);

		/*
		 * ln u < x^2 / 2 + d (1 - v + ln v), v = (1 + y)^3, which the square
		 * squeezes; as 9 d c^2 = 1, the right side is d acceptance_excess(y)
		 */
		if (u < 1.0 - 0.0331 * (x * x) * (x * x) ||
			portable_log(u) < d * acceptance_excess(y))
			return portable_log(d) + 3.0 * portable_log(1.0 + y);
	}
}

/*
 * ln of the gamma deviate of a place in a draw, with the given shape and scale
 * 1; shape >= 0.  Below a shape of 1 it is the deviate of shape + 1 times
 * U^(1 / shape); the logarithm is finite, unless the shape is below 1e-300:
 * then it may be -Infinity, as it is for a shape of 0.
 */
double
random_log_gamma(const RandomSeed *seed, RandomPurpose purpose, uint32_t draw, uint32_t place, double shape)
{
	uint32_t	counter[RANDOM_WORDS] = {draw, place, 1, purpose};
	uint32_t	word[RANDOM_WORDS];
	double		result;

	if (shape >= 1.0)
		return log_gamma_from_1(seed, counter, shape);
	if (shape <= 0.0)
		return -INFINITY;
	result = log_gamma_from_1(seed, counter, shape + 1.0);
	counter[2] = 0;
	random_block(seed, counter, word);
	return result + portable_log(random_uniform(word[0], word[1])) / shape;
}

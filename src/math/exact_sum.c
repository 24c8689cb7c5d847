/* SPDX-License-Identifier: PostgreSQL */
/*
 * exact_sum.c - sums of doubles and of their products without any rounding
 *
 * A sum that is exact does not depend on the order of its terms, so an
 * aggregate built on it gives the same bits whatever the plan and the number
 * of workers.  The method is Kulisch's long accumulator, of which only the
 * digits in use are kept:
 *
 *	full range	2^-3232 ................................................ 2^3232
 *	digits		0 1 2 3 ... first ............ first + count - 1 ... 201
 *							 [  digit[0] | digit[1] | ... | digit[count-1] ]
 *	value		sum over i of digit[i] * 2^(32 * (first + i) - 3232)
 *
 * A digit stands for 32 bits but lives in 64, signed, so that about 2^30 terms
 * can be added before carries have to move (`pending` counts them).  A settled
 * sum has digits in 0 .. 2^32-1, and the sign in the top one.
 *
 * A sum has no digits as long as two doubles can hold it, which is so for short
 * sums of values of similar size: about 106 bits, from the first of the sum to
 * the last of any term.  Each addition finds out by itself, for it leaves a rest
 * when it is not exact.  The first time it does, or when a number is so large or
 * so small that a product could not be taken apart, the sum gets its digits, and
 * keeps them.
 *
 * Cost: 32 bytes, and 8 per digit if there are any.  Sums of values of similar
 * size take 3 to 5 digits, so about 70 bytes; one spare digit on top keeps the
 * window from growing as the sum does.  The worst case is 1.6 kB.  Adding a
 * double is a few operations on doubles, or on integers where there are digits;
 * products are made of the 53-bit mantissas as integers then, so that nothing
 * can underflow or overflow on the way.
 *
 * This file knows nothing of PostgreSQL.
 */
#include "math/exact_sum.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"

#define DIGIT_BITS		32
#define DIGIT_BASE		((int64_t) 1 << DIGIT_BITS)
#define DIGIT_MASK		((uint64_t) DIGIT_BASE - 1)
#define PENDING_MAX		((uint32_t) 1 << 30)

/* Between these, two doubles can be multiplied without loss. */
#define NEAR_MAX		0x1p450
#define NEAR_MIN		0x1p-450

/* A finite double as (-1)^negative * mantissa * 2^exponent. */
typedef struct Decoded
{
	uint64_t	mantissa;
	int			exponent;
	bool		negative;
} Decoded;

/* A sum made ready for rounding: sign and magnitude. */
typedef struct Magnitude
{
	uint32_t	digit[EXACT_SUM_DIGITS + 1];
	int			count;
	int			exponent;		/* of the lowest bit */
	bool		negative;
} Magnitude;

static Decoded
decode(double x)
{
	Decoded		d;
	uint64_t	bits;
	int			biased;

	memcpy(&bits, &x, sizeof bits);
	biased = (int) ((bits >> 52) & 0x7ff);
	d.negative = (bits >> 63) != 0;
	d.mantissa = bits & (((uint64_t) 1 << 52) - 1);
	if (biased == 0)
		biased = 1;				/* subnormal: no hidden bit */
	else
		d.mantissa |= (uint64_t) 1 << 52;
	d.exponent = biased - 1075;
	return d;
}

/* Make the window hold the digits low .. high (high excluded) as well. */
static void
widen(ExactSum *sum, int low, int high)
{
	int			end = sum->first + sum->count;
	int64_t    *digit;

	if (sum->count > 0)
	{
		if (low >= sum->first && high <= end)
			return;
		if (low > sum->first)
			low = sum->first;
		if (high < end)
			high = end;
	}
	if (high > end && high < EXACT_SUM_DIGITS)
		high++;					/* the sum will grow into it */

	digit = memory_get(high - low, sizeof(int64_t));
	memset(digit, 0, (size_t) (high - low) * sizeof(int64_t));
	if (sum->count > 0)
	{
		memcpy(digit + (sum->first - low), sum->digit, (size_t) sum->count * sizeof(int64_t));
		if (!sum->borrowed)
			memory_release(sum->digit);
	}
	sum->digit = digit;
	sum->borrowed = false;
	sum->first = (int16_t) low;
	sum->count = (int16_t) (high - low);
}

/* Add a + b to a sum that has no digits; false, and nothing is done, if it cannot be without rounding. */
static inline bool
add_near(ExactSum *sum, double a, double b)
{
	DoubleDouble high = two_sum(sum->hi, a);
	DoubleDouble low = two_sum(sum->lo, high.lo);
	DoubleDouble last = two_sum(low.hi, b);

	/* also false where something became infinite, and then no number */
	if (!(low.lo == 0.0 && last.lo == 0.0 && fabs(high.hi) < 2.0 * NEAR_MAX * NEAR_MAX))
		return false;
	sum->hi = high.hi;
	sum->lo = last.hi;
	return true;
}

static void add_bits(ExactSum *sum, uint64_t bits, int exponent, bool negative);

/* From now on there are digits. */
static void
make_digits(ExactSum *sum)
{
	Decoded		hi = decode(sum->hi);
	Decoded		lo = decode(sum->lo);

	sum->hi = 0.0;
	sum->lo = 0.0;
	add_bits(sum, hi.mantissa, hi.exponent, hi.negative);
	add_bits(sum, lo.mantissa, lo.exponent, lo.negative);
}

/* Add (-1)^negative * bits * 2^exponent. */
static void
add_bits(ExactSum *sum, uint64_t bits, int exponent, bool negative)
{
	int			position = exponent - EXACT_SUM_LOWEST;
	int			low = position / DIGIT_BITS;
	int			shift = position % DIGIT_BITS;
	uint64_t	chunk[3];
	uint64_t	rest = shift > 0 ? bits >> (DIGIT_BITS - shift) : bits >> DIGIT_BITS;
	int			used;
	int			i;

	if (bits == 0)
		return;
	if (sum->count == 0 && (sum->hi != 0.0 || sum->lo != 0.0))
		make_digits(sum);

	chunk[0] = (bits << shift) & DIGIT_MASK;
	chunk[1] = rest & DIGIT_MASK;
	chunk[2] = rest >> DIGIT_BITS;
	used = chunk[2] != 0 ? 3 : chunk[1] != 0 ? 2 : 1;

	if (sum->pending >= PENDING_MAX)
		exact_sum_settle(sum);
	widen(sum, low, low + used);
	for (i = 0; i < used; i++)
	{
		if (negative)
			sum->digit[low - sum->first + i] -= (int64_t) chunk[i];
		else
			sum->digit[low - sum->first + i] += (int64_t) chunk[i];
	}
	sum->pending++;
}

/* Add (-1)^negative * a * b * 2^exponent. */
static void
add_product_bits(ExactSum *sum, uint64_t a, uint64_t b, int exponent, bool negative)
{
	uint64_t	a_low = a & DIGIT_MASK;
	uint64_t	a_high = a >> DIGIT_BITS;
	uint64_t	b_low = b & DIGIT_MASK;
	uint64_t	b_high = b >> DIGIT_BITS;

	add_bits(sum, a_low * b_low, exponent, negative);
	add_bits(sum, a_high * b_low, exponent + DIGIT_BITS, negative);
	add_bits(sum, a_low * b_high, exponent + DIGIT_BITS, negative);
	add_bits(sum, a_high * b_high, exponent + 2 * DIGIT_BITS, negative);
}

/* Start with 0. */
void
exact_sum_init(ExactSum *sum)
{
	memset(sum, 0, sizeof *sum);
}

/* Start again with 0. */
void
exact_sum_clear(ExactSum *sum)
{
	if (sum->digit != NULL && !sum->borrowed)
		memory_release(sum->digit);
	exact_sum_init(sum);
}

/* Add x, which must be finite. */
void
exact_sum_add(ExactSum *sum, double x)
{
	Decoded		d;

	if (sum->count == 0 && add_near(sum, x, 0.0))
		return;
	d = decode(x);
	add_bits(sum, d.mantissa, d.exponent, d.negative);
}

/* Is a * b the sum of two doubles?  Both are neither too large nor too small, but may be 0. */
static inline bool
can_multiply(double a, double b)
{
	double		x = fabs(a);
	double		y = fabs(b);

	return x < NEAR_MAX && y < NEAR_MAX && (x > NEAR_MIN || x == 0.0) && (y > NEAR_MIN || y == 0.0);
}

/* Add a * b as real numbers; both must be finite. */
void
exact_sum_add_product(ExactSum *sum, double a, double b)
{
	Decoded		x;
	Decoded		y;

	if (sum->count == 0 && can_multiply(a, b))
	{
		DoubleDouble product = two_prod(a, b);

		if (add_near(sum, product.hi, product.lo))
			return;
	}
	x = decode(a);
	y = decode(b);
	add_product_bits(sum, x.mantissa, y.mantissa, x.exponent + y.exponent, x.negative != y.negative);
}

/*
 * Add a * b * 2^exponent as real numbers; both must be finite, and the product
 * within the full range.
 */
void
exact_sum_add_scaled_product(ExactSum *sum, double a, double b, int exponent)
{
	Decoded		x = decode(a);
	Decoded		y = decode(b);

	add_product_bits(sum, x.mantissa, y.mantissa, x.exponent + y.exponent + exponent, x.negative != y.negative);
}

/* Add a * b * c as real numbers; all must be finite. */
void
exact_sum_add_product3(ExactSum *sum, double a, double b, double c)
{
	Decoded		x = decode(a);
	Decoded		y = decode(b);
	Decoded		z = decode(c);
	uint64_t	y_low = y.mantissa & DIGIT_MASK;
	uint64_t	y_high = y.mantissa >> DIGIT_BITS;
	uint64_t	z_low = z.mantissa & DIGIT_MASK;
	uint64_t	z_high = z.mantissa >> DIGIT_BITS;
	int			exponent = x.exponent + y.exponent + z.exponent;
	bool		negative = (x.negative != y.negative) != z.negative;

	add_product_bits(sum, x.mantissa, y_low * z_low, exponent, negative);
	add_product_bits(sum, x.mantissa, y_low * z_high + y_high * z_low, exponent + DIGIT_BITS, negative);
	add_product_bits(sum, x.mantissa, y_high * z_high, exponent + 2 * DIGIT_BITS, negative);
}

/* Add the terms of another sum, which stays as it is. */
void
exact_sum_merge(ExactSum *sum, const ExactSum *other)
{
	int			i;

	if (other->count == 0)
	{
		exact_sum_add(sum, other->hi);
		exact_sum_add(sum, other->lo);
		return;
	}
	if (sum->count == 0)
		make_digits(sum);
	if (sum->pending + other->pending >= PENDING_MAX)
		exact_sum_settle(sum);
	widen(sum, other->first, other->first + other->count);
	for (i = 0; i < other->count; i++)
		sum->digit[other->first - sum->first + i] += other->digit[i];
	sum->pending += other->pending + 1;
}

/*
 * Give the sum digits, unless it is 0, and move carries on, so that the digits
 * are in 0 .. 2^32-1 and only the top one may be negative.
 */
void
exact_sum_settle(ExactSum *sum)
{
	int64_t		carry = 0;
	int			i;

	if (sum->count == 0)
		make_digits(sum);
	for (i = 0; i < sum->count; i++)
	{
		int64_t		total = sum->digit[i] + carry;

		if (i == sum->count - 1)
		{
			if (total > -DIGIT_BASE && total < DIGIT_BASE)
			{
				sum->digit[i] = total;
				break;
			}
			widen(sum, sum->first, sum->first + sum->count + 1);
		}
		sum->digit[i] = (int64_t) ((uint64_t) total & DIGIT_MASK);
		carry = (total - sum->digit[i]) / DIGIT_BASE;
	}
	sum->pending = 0;
}

static void
take_magnitude(const ExactSum *sum, Magnitude *m)
{
	int64_t		carry = 0;
	int64_t		sign = 1;
	int			i;

	m->exponent = DIGIT_BITS * sum->first + EXACT_SUM_LOWEST;
	m->negative = false;
	m->count = 0;

	/*
	 * Only the last carry knows the sign: if it is negative, do it again for
	 * the negated sum.
	 */
	for (;;)
	{
		for (i = 0; i < sum->count; i++)
		{
			int64_t		total = sign * sum->digit[i] + carry;

			m->digit[i] = (uint32_t) ((uint64_t) total & DIGIT_MASK);
			carry = (total - (int64_t) m->digit[i]) / DIGIT_BASE;
		}
		if (carry >= 0)
			break;
		m->negative = true;
		sign = -1;
		carry = 0;
	}
	if (sum->count > 0)
	{
		m->digit[sum->count] = (uint32_t) carry;
		m->count = sum->count + 1;
	}
	while (m->count > 0 && m->digit[m->count - 1] == 0)
		m->count--;
}

/*
 * Write the sum as sign and digits, the lowest first, in the one way there is:
 * neither the lowest nor the highest is 0, and 0 has none.  `digit` has room
 * for EXACT_SUM_DIGITS + 1.  Returns whether the sum is negative.
 */
bool
exact_sum_store(const ExactSum *sum, int *first, int *count, uint32_t *digit)
{
	ExactSum	copy = *sum;
	Magnitude	m;
	int			low = 0;

	if (sum->count == 0)
	{
		make_digits(&copy);
		take_magnitude(&copy, &m);
		exact_sum_clear(&copy);
	}
	else
		take_magnitude(sum, &m);

	while (low < m.count && m.digit[low] == 0)
		low++;
	*count = m.count - low;
	*first = *count > 0 ? (m.exponent - EXACT_SUM_LOWEST) / DIGIT_BITS + low : 0;
	memcpy(digit, m.digit + low, (size_t) *count * sizeof(uint32_t));
	return m.negative;			/* which 0 never is */
}

/*
 * Set a sum to what exact_sum_store() wrote.  Returns false, and leaves 0, if
 * it cannot have come from there.
 */
bool
exact_sum_load(ExactSum *sum, bool negative, int first, int count, const uint32_t *digit)
{
	int			i;

	exact_sum_init(sum);
	if (first < 0 || count < 0 || first > EXACT_SUM_DIGITS || count > EXACT_SUM_DIGITS - first)
		return false;
	if (count == 0)
		return first == 0 && !negative;
	if (digit[0] == 0 || digit[count - 1] == 0)
		return false;
	sum->digit = memory_get(count, sizeof(int64_t));
	for (i = 0; i < count; i++)
		sum->digit[i] = negative ? -(int64_t) digit[i] : (int64_t) digit[i];
	sum->first = (int16_t) first;
	sum->count = (int16_t) count;
	sum->pending = 1;
	return true;
}

static uint64_t
digit_at(const Magnitude *m, int i)
{
	return i < m->count ? m->digit[i] : 0;
}

/*
 * The 53 leading bits, rounded half to even, as a double that stands for
 * itself times 2^(m->exponent + *position).  What was rounded away stays in m.
 */
static double
take_leading_bits(Magnitude *m, int *position)
{
	int			top;
	int			low;
	int			i;
	int			shift;
	uint64_t	leading;
	bool		half;
	bool		more = false;
	bool		negative = m->negative;
	double		result;

	*position = 0;
	if (m->count == 0)
		return 0.0;

	top = (m->count - 1) * DIGIT_BITS;
	for (leading = m->digit[m->count - 1]; leading > 1; leading >>= 1)
		top++;
	low = top > 52 ? top - 52 : 0;
	i = low / DIGIT_BITS;
	shift = low % DIGIT_BITS;

	leading = digit_at(m, i) >> shift;
	leading |= digit_at(m, i + 1) << (DIGIT_BITS - shift);
	if (shift > 0)
		leading |= digit_at(m, i + 2) << (2 * DIGIT_BITS - shift);

	/* what remains below */
	m->digit[i] &= ((uint32_t) 1 << shift) - 1;
	m->count = i + 1;
	half = low > 0 && ((m->digit[(low - 1) / DIGIT_BITS] >> ((low - 1) % DIGIT_BITS)) & 1) != 0;
	if (half)
	{
		uint32_t	below = m->digit[(low - 1) / DIGIT_BITS] & (((uint32_t) 1 << ((low - 1) % DIGIT_BITS)) - 1);
		int			k;

		more = below != 0;
		for (k = (low - 1) / DIGIT_BITS - 1; k >= 0 && !more; k--)
			more = m->digit[k] != 0;
	}
	if (half && (more || (leading & 1) != 0))
	{
		int64_t		borrow = 0;
		int			k;

		/* rounded up: the rest is 2^low less, and so of the other sign */
		leading++;
		for (k = 0; k <= i; k++)
		{
			int64_t		total = borrow - (int64_t) m->digit[k];

			if (k == i)
				total += (int64_t) 1 << shift;
			m->digit[k] = (uint32_t) ((uint64_t) total & DIGIT_MASK);
			borrow = (total - (int64_t) m->digit[k]) / DIGIT_BASE;
		}
		m->negative = !m->negative;
	}
	while (m->count > 0 && m->digit[m->count - 1] == 0)
		m->count--;

	*position = low;
	result = (double) leading;
	return negative ? -result : result;
}

/*
 * The sum as (hi + lo) * 2^exponent, to 106 bits.  hi is an integer below 2^53
 * or that, so no operation on it can overflow; lo is at most half of its unit.
 */
DoubleDouble
exact_sum_parts(const ExactSum *sum, int *exponent)
{
	Magnitude	m;
	DoubleDouble result;
	int			position;
	int			below;

	if (sum->count == 0)
	{
		result = two_sum(sum->hi, sum->lo);
		result.hi = ldexp(frexp(result.hi, &position), DBL_MANT_DIG);
		position -= DBL_MANT_DIG;
		result.lo = ldexp(result.lo, -position);
		*exponent = position;
		return result;
	}
	take_magnitude(sum, &m);
	result.hi = take_leading_bits(&m, &position);
	result.lo = take_leading_bits(&m, &below);
	result.lo = ldexp(result.lo, below - position);
	*exponent = m.exponent + position;
	return result;
}

/* Is the sum exactly 0? */
bool
exact_sum_is_zero(const ExactSum *sum)
{
	Magnitude	m;

	if (sum->count == 0)
		return sum->hi == -sum->lo;
	take_magnitude(sum, &m);
	return m.count == 0;
}

/*
 * The double nearest to the sum (ties to even), infinite if it is too large.
 * A sum with products that ends below 2^-1022 is rounded twice.
 */
double
exact_sum_value(const ExactSum *sum)
{
	int			exponent;
	DoubleDouble parts = exact_sum_parts(sum, &exponent);

	return ldexp(parts.hi, exponent);
}

/*
 * numerator / (denominator * per) to about 2^-100, so that its hi is the
 * nearest double for all that a user can notice: 884 / 1000 times 100 is 88.4.
 * The denominator must not be 0.  NULL stands for a denominator of 1.
 */
DoubleDouble
exact_sum_ratio(const ExactSum *numerator, const ExactSum *denominator, double per)
{
	int			exponent;
	int			exponent_below = 0;
	DoubleDouble above = exact_sum_parts(numerator, &exponent);
	DoubleDouble below = dd_from(1.0);

	if (denominator != NULL)
		below = exact_sum_parts(denominator, &exponent_below);
	return dd_ldexp(dd_div(above, dd_mul_double(below, per)), exponent - exponent_below);
}

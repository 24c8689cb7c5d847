/* sources: src/distribution/distribution_state_kernel.c src/distribution/distribution_code_kernel.c
   src/distribution/distribution_measures_kernel.c
   src/math/values.c src/inequality/inequality_kernel.c src/math/exact_sum.c
   src/math/radix_sort.c src/math/merge_runs.c */
/*
 * Distributions: whatever the order, the splits and the merges, the bytes are
 * the same; the exact Gini lies within the error; bytes that nobody wrote are
 * refused, or are as good as if somebody had.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../tap.h"
#include "distribution/distribution_code_kernel.h"
#include "distribution/distribution_measures_kernel.h"
#include "inequality/inequality_kernel.h"
#include "math/exact_sum.h"
#include "math/radix_sort.h"
#include "kernel_host.h"

#define COUNT(array)	((int) (sizeof(array) / sizeof((array)[0])))
#define N_VALUES		30000

/* splitmix64 (Steele, Lea and Flood 2014) */
static uint64_t seed;

static uint64_t
next_random(void)
{
	uint64_t	z = (seed += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* above 0, below 1 */
static double
uniform(void)
{
	return ((double) (next_random() >> 12) + 0.5) / 4503599627370496.0;
}

static double
normal(void)
{
	return sqrt(-2.0 * log(uniform())) * cos(6.283185307179586 * uniform());
}

typedef struct Bytes
{
	size_t		size;
	uint8_t    *byte;
} Bytes;

static void *
allocate(size_t size)
{
	return memory_get(1, size);
}

/* A state that grows. */
static DistributionState *
start(bool weighted)
{
	DistributionState *state = allocate(distribution_first_size());

	distribution_start(state, distribution_first_size(), weighted);
	return state;
}

static DistributionState *
grow(DistributionState *old)
{
	size_t		size = distribution_next_size(old);
	DistributionState *state = allocate(size);

	distribution_grow(state, size, old);
	if (!distribution_is_valid(state, size) || distribution_n_values(state) != distribution_n_values(old))
		abort();
	free(old);
	return state;
}

static DistributionState *
add(DistributionState *state, double x, double w)
{
	while (!distribution_add(state, x, w))
		state = grow(state);
	return state;
}

static DistributionState *
add_summary(DistributionState *state, const Summary *summary)
{
	int			done = 0;

	if (state->form == DISTRIBUTION_ROWS)
	{
		size_t		size = distribution_table_size((int) state->n);
		DistributionState *table = allocate(size);
		uint32_t	first = 0;

		distribution_start_table(table, size);
		while (!distribution_add_rows(table, state, &first))
			table = grow(table);
		free(state);
		state = table;
	}
	while ((done = distribution_add_buckets(state, summary, done)) < summary->n)
		state = grow(state);
	return state;
}

static Summary
summary_of(const DistributionState *state)
{
	return distribution_summary(state, allocate(sizeof(Bucket) * state->n));
}

static Bytes
encode(const Summary *summary)
{
	Bytes		bytes;

	bytes.byte = allocate(distribution_code_bound(summary));
	bytes.size = distribution_encode(summary, bytes.byte);
	return bytes;
}

static Bytes
bytes_of(DistributionState *state)
{
	Summary		summary = summary_of(state);
	Bytes		bytes = encode(&summary);

	free(summary.bucket);
	free(state);
	return bytes;
}

/* Through text and back. */
static Summary
read_back(Bytes bytes)
{
	char	   *text = allocate(bytes.size * 4 / 3 + 2);
	size_t		length = base64_encode(bytes.byte, bytes.size, text);
	uint8_t    *again = allocate(length + 1);
	size_t		size;
	Summary		summary;
	const char *wrong = "base64";
	Bucket	   *bucket = allocate(sizeof(Bucket) * (size_t) (distribution_decode_bound(bytes.size) + 1));

	if (!base64_decode(text, length, again, &size) || size != bytes.size || memcmp(again, bytes.byte, size) != 0 ||
		!distribution_decode(again, size, &summary, bucket, &wrong))
	{
		printf("# %s\n", wrong);
		abort();
	}
	free(text);
	free(again);
	return summary;
}

static bool
same(Bytes a, Bytes b)
{
	return a.size == b.size && memcmp(a.byte, b.byte, a.size) == 0;
}

/*
 * Rows first .. last - 1 in one state, or split somewhere, done apart and
 * merged: as working states, or by way of the stored form of one or both.
 */
static DistributionState *
build(const double *x, const double *w, int first, int last)
{
	DistributionState *state;
	DistributionState *other;
	Summary		summary;
	uint32_t	done = 0;
	int			i;

	if (last - first < 2 || next_random() % 4 == 0)
	{
		state = start(w != NULL);
		for (i = first; i < last; i++)
			state = add(state, x[i], w == NULL ? 1.0 : w[i]);
		return state;
	}
	i = first + 1 + (int) (next_random() % (uint64_t) (last - first - 1));
	state = build(x, w, first, i);
	other = build(x, w, i, last);
	if (next_random() % 2 == 0)
	{
		Bytes		bytes = bytes_of(other);

		summary = read_back(bytes);
		state = add_summary(state, &summary);
		free(summary.bucket);
		free(bytes.byte);
		return state;
	}
	if (other->form == DISTRIBUTION_TABLE)
	{
		summary = distribution_buckets(other);
		state = add_summary(state, &summary);
	}
	else
	{
		while (!distribution_add_rows(state, other, &done))
			state = grow(state);
	}
	free(other);
	return state;
}

static void
shuffle(double *x, double *w, int n)
{
	int			i;

	for (i = n - 1; i > 0; i--)
	{
		int			k = (int) (next_random() % (uint64_t) (i + 1));
		double		kept = x[i];

		x[i] = x[k];
		x[k] = kept;
		if (w != NULL)
		{
			kept = w[i];
			w[i] = w[k];
			w[k] = kept;
		}
	}
}

typedef struct Row
{
	double		x;
	double		w;
} Row;

static int
compare_rows(const void *left, const void *right)
{
	const Row  *a = left;
	const Row  *b = right;

	return (a->x > b->x) - (a->x < b->x);
}

/* How many buckets the values need. */
static int
count_buckets(const Row *row, int n, int shift)
{
	int			count = 1;
	int			i;

	for (i = 1; i < n; i++)
		count += bucket_key(row[i].x, shift) != bucket_key(row[i - 1].x, shift);
	return count;
}

/* Whatever a distribution says must be consistent with its rows. */
static bool
agrees_with_rows(const Summary *summary, const double *x, const double *w, int n)
{
	Row		   *row = allocate(sizeof(Row) * (size_t) n);
	SortedValues values = {n, 2, &row->x, &row->w};
	ExactSum	total;
	double		gini = 0.0;
	double		about = 0.0;
	double		error = 0.0;
	double		p;
	bool		right;
	int			i;

	for (i = 0; i < n; i++)
	{
		row[i].x = x[i];
		row[i].w = w == NULL ? 1.0 : w[i];
	}
	qsort(row, (size_t) n, sizeof(Row), compare_rows);

	right = summary->n_values == n && summary->min == row[0].x && summary->max == row[n - 1].x &&
		summary->n == count_buckets(row, n, summary->shift) && summary->n <= DISTRIBUTION_MAX_BUCKETS &&
		(summary->shift == 0 || count_buckets(row, n, summary->shift - 1) > DISTRIBUTION_MAX_BUCKETS);
	if (!right)
		printf("# %d buckets, %d bits left open\n", summary->n, summary->shift);

	exact_sum_init(&total);
	for (i = 0; i < n; i++)
		exact_sum_add_product(&total, row[i].x, row[i].w);
	if (w == NULL ? summary_total(summary) != exact_sum_value(&total) :
		fabs(summary_total(summary) - exact_sum_value(&total)) > 1e-14 * fabs(exact_sum_value(&total)))
	{
		printf("# total %.17g, exact %.17g\n", summary_total(summary), exact_sum_value(&total));
		right = false;
	}
	exact_sum_clear(&total);

	for (p = 0.0; p <= 1.0 && w == NULL; p += 0.0625)
	{
		i = (int) ceil(p * n);
		i = i > 0 ? i - 1 : 0;
		if (bucket_key(summary_quantile(summary, p), summary->shift) != bucket_key(row[i].x, summary->shift))
		{
			printf("# quantile %g is %.17g, exact %.17g\n", p, summary_quantile(summary, p), row[i].x);
			right = false;
		}
	}

	if (row[0].x >= 0.0 && gini_of(&values, &gini))
	{
		bool		within = summary_gini(summary, &about, &error) &&
			fabs(gini - about) <= error + 1e-14 * gini * (summary->shift == 0);

		if (!within || error < 0.0 || (summary->shift == 0 && error != 0.0))
		{
			printf("# gini %.17g, said to be %.17g +- %.17g\n", gini, about, error);
			right = false;
		}
	}
	free(row);
	return right;
}

typedef enum Shape
{
	LOG_NORMAL, PARETO, UNIFORM, INTEGERS, MONEY, RATINGS, MIXTURE, ALL_RANGE, HUGE_VALUES, SUBNORMAL, OFFSET,
		NEARLY_EQUAL,
	SHAPES
} Shape;

static const char *const shape_name[SHAPES] = {
	"log-normal", "Pareto", "uniform", "integers", "money", "ratings", "zeros and negatives", "the whole range", "huge",
	"subnormal", "offset 1e15", "nearly equal"
};

static double
draw(Shape shape)
{
	switch (shape)
	{
		case LOG_NORMAL:
			return exp(normal());
		case PARETO:
			return pow(uniform(), -1.0 / 1.2);
		case UNIFORM:
			return uniform();
		case INTEGERS:
			return (double) (next_random() % 20000);
		case MONEY:
			return floor(100.0 * exp(6.0 + normal())) / 100.0;
		case RATINGS:
			return (double) (next_random() % 6);
		case MIXTURE:
			return next_random() % 3 == 0 ? 0.0 : normal() * exp(4.0 * normal());
		case ALL_RANGE:
			return ldexp(uniform(), (int) (next_random() % 2097) - 1073);
		case HUGE_VALUES:
			return 1e308 * uniform();
		case SUBNORMAL:
			return ldexp((double) (next_random() % 1000000), -1074);
		case OFFSET:
			return 1e15 + floor(100000.0 * uniform()) / 8.0;
		default:
			return 1.0 + 1e-9 * uniform();
	}
}

static void
test_properties(void)
{
	double	   *x = allocate(sizeof(double) * N_VALUES);
	double	   *w = allocate(sizeof(double) * N_VALUES);
	int			shape;
	int			round;
	int			i;

	for (shape = 0; shape < SHAPES; shape++)
	{
		bool		same_bytes = true;
		bool		same_whole = true;
		bool		right = true;
		size_t		largest = 0;
		size_t		largest_weighted = 0;

		for (round = 0; round < 3; round++)
		{
			int			n = round == 0 ? 1 + (int) (next_random() % 300) : round == 1 ? 5000 : N_VALUES;
			int			again;
			Bytes		first;
			Bytes		weighted;

			for (i = 0; i < n; i++)
			{
				x[i] = draw(shape);
				w[i] = (double) (1 + next_random() % 5);
			}
			for (again = 0; again < 6; again++)
			{
				DistributionState *state = build(x, NULL, 0, n);
				Summary		summary = summary_of(state);
				Bytes		bytes = bytes_of(state);
				Bytes		whole = bytes_of(build(x, w, 0, n));

				if (again == 0)
				{
					first = bytes;
					weighted = whole;
					right &= agrees_with_rows(&summary, x, NULL, n);
					largest = bytes.size > largest ? bytes.size : largest;
				}
				else
				{
					same_bytes &= same(first, bytes);
					same_whole &= same(weighted, whole);
					free(bytes.byte);
					free(whole.byte);
				}
				free(summary.bucket);
				shuffle(x, w, n);
			}
			free(first.byte);
			free(weighted.byte);

			/* and weights that are not whole */
			for (i = 0; i < n; i++)
				w[i] = exp(3.0 * normal());
			first = bytes_of(build(x, w, 0, n));
			largest_weighted = first.size > largest_weighted ? first.size : largest_weighted;
			{
				Summary		summary = read_back(first);

				right &= agrees_with_rows(&summary, x, w, n);
				free(summary.bucket);
			}
			free(first.byte);
		}
		tap_ok(right, "%s: agrees with the rows", shape_name[shape]);
		tap_ok(same_bytes, "%s: the same bytes whatever was split, merged and shuffled", shape_name[shape]);
		tap_ok(same_whole, "%s: with whole weights too", shape_name[shape]);
		tap_ok(largest <= 65536 && largest_weighted <= 163840, "%s: %zu bytes, with fractional weights %zu",
			   shape_name[shape], largest, largest_weighted);
	}
	free(x);
	free(w);
}

/* The Gini does not depend on the scale of weights or values. */
static void
test_scales(void)
{
	const double scale[] = {1e-323, 1e-300, 1e-150, 1.0, 1e150, 1e249};
	double		first = 0.0;
	bool		right = true;
	int			i;
	int			k;

	for (i = 0; i < COUNT(scale); i++)
	{
		for (k = 0; k < COUNT(scale); k++)
		{
			DistributionState *state = start(true);
			Summary		summary;
			double		gini = NAN;
			double		error = NAN;
			int			x;

			for (x = 1; x <= 5000; x++)
				state = add(state, (1 + x / 7) * scale[i], (1 + x % 3) * scale[k]);
			summary = summary_of(state);
			if (i == 0 && k == 0)
				(void) summary_gini(&summary, &first, &error);
			right &= summary_gini(&summary, &gini, &error) && fabs(gini - first) <= 1e-14 * first && error == 0.0;
			free(summary.bucket);
			free(state);
		}
	}
	tap_ok(right, "the scale of weights and values makes no difference");
}

static Bytes
bytes_of_values(const double *x, const double *w, int n)
{
	DistributionState *state = start(w != NULL);
	int			i;

	for (i = 0; i < n; i++)
		state = add(state, x[i], w == NULL ? 1.0 : w[i]);
	return bytes_of(state);
}

/* Every mutation is refused with a reason, or means what it says: it is written as it was read, and can be used. */
static void
mutate(Bytes bytes, int times, const char *name)
{
	uint8_t    *mutant = allocate(bytes.size + 16);
	Bucket	   *bucket = allocate(sizeof(Bucket) * (DISTRIBUTION_MAX_BUCKETS + 1));
	double	   *value = allocate(sizeof(double) * 2 * DISTRIBUTION_MAX_BUCKETS);
	bool		right = true;
	int			accepted = 0;
	int			i;

	for (i = 0; i < times; i++)
	{
		size_t		size = bytes.size;
		int			changes = 1 + (int) (next_random() % 3);
		uint8_t    *exact;
		Summary		summary;
		const char *wrong;

		memcpy(mutant, bytes.byte, size);
		for (; changes > 0; changes--)
		{
			size_t		place = (size_t) (next_random() % (next_random() % 2 == 0 && size > 40 ? 40 : size));

			switch (next_random() % 6)
			{
				case 0:
					mutant[place] = (uint8_t) next_random();
					break;
				case 1:
					mutant[place] ^= (uint8_t) (1 << next_random() % 8);
					break;
				case 2:
					mutant[place] = next_random() % 2 == 0 ? 0 : 0xff;
					break;
				case 3:
					size = place + 1;
					break;
				case 4:
					memmove(mutant + place, mutant + place + 1, size - place - 1);
					size -= size > 1;
					break;
				default:
					if (size < bytes.size + 8)
					{
						memmove(mutant + place + 1, mutant + place, size - place);
						mutant[place] = (uint8_t) next_random();
						size++;
					}
			}
		}
		/* memory of its own, so that a tool can see what is read beyond the end */
		exact = allocate(size);
		memcpy(exact, mutant, size);
		if (distribution_decode(exact, size, &summary, bucket, &wrong))
		{
			Bytes		again = encode(&summary);
			DistributionState *state = start(false);
			Bytes		merged;
			double		gini;
			double		error;

			accepted++;
			if (again.size != size || memcmp(again.byte, exact, size) != 0)
			{
				printf("# not written as it was read\n");
				right = false;
			}
			merged = bytes_of(add_summary(state, &summary));
			if (!same(merged, again))
			{
				printf("# not the same by way of a state\n");
				right = false;
			}
			(void) summary_total(&summary);
			(void) summary_quantile(&summary, 0.5);
			(void) summary_values(&summary, value, value + DISTRIBUTION_MAX_BUCKETS);
			if (summary.min >= 0.0 && summary_gini(&summary, &gini, &error) &&
				!(gini >= 0.0 && gini <= 1.0 && error >= 0.0))
			{
				printf("# gini %.17g +- %.17g\n", gini, error);
				right = false;
			}
			free(again.byte);
			free(merged.byte);
		}
		else if (wrong == NULL)
			right = false;
		free(exact);
	}
	tap_ok(right, "%d mutations, %d of them accepted: %s", times, accepted, name);
	free(mutant);
	free(bucket);
	free(value);
	free(bytes.byte);
}

static void
test_mutations(void)
{
	double	   *x = allocate(sizeof(double) * N_VALUES);
	double	   *w = allocate(sizeof(double) * N_VALUES);
	int			i;

	for (i = 0; i < N_VALUES; i++)
	{
		x[i] = draw(i % 2 == 0 ? LOG_NORMAL : MIXTURE);
		w[i] = uniform();
	}
	mutate(bytes_of_values(x, NULL, 1), 20000, "one value");
	mutate(bytes_of_values(x, NULL, 20), 20000, "a few values");
	mutate(bytes_of_values(x, w, 20), 20000, "a few weighted values");
	mutate(bytes_of_values(x, NULL, N_VALUES), 500, "many values");
	mutate(bytes_of_values(x, w, N_VALUES), 500, "many weighted values");
	for (i = 0; i < N_VALUES; i++)
		w[i] = 2.0;
	mutate(bytes_of_values(x, w, N_VALUES), 500, "many values with whole weights");
	free(x);
	free(w);
}

static void
is_refused(const uint8_t *byte, size_t size, const char *expected)
{
	Summary		summary;
	Bucket	   *bucket = allocate(sizeof(Bucket) * (size_t) (distribution_decode_bound(size) + 1));
	uint8_t    *exact = allocate(size + 1);
	const char *wrong = "nothing";

	memcpy(exact, byte, size);
	distribution_decode(exact, size, &summary, bucket, &wrong);
	tap_ok(wrong != NULL && strcmp(wrong, expected) == 0, "refused: %s", expected);
	if (wrong == NULL || strcmp(wrong, expected) != 0)
		printf("# %s\n", wrong == NULL ? "accepted" : wrong);
	free(exact);
	free(bucket);
}

#define REFUSED(expected, ...) \
	is_refused((const uint8_t[]) {__VA_ARGS__}, sizeof((const uint8_t[]) {__VA_ARGS__}), expected)
#define ONE_FIRST		0x3f, 0xf0, 0, 0, 0, 0, 0, 0

static void
test_refusals(void)
{
	/* twice the value 0: version 1, kind 0, k = 52, one bucket, key 0, weight - 1 = 1 */
	const double zeros[] = {0.0, -0.0};
	const uint8_t expected[] = {1, 0, 52, 1, 0, 1};
	Bytes		bytes = bytes_of_values(zeros, NULL, 2);

	tap_ok(bytes.size == sizeof expected && memcmp(bytes.byte, expected, sizeof expected) == 0,
		   "two zeros are six bytes; -0 is 0");
	free(bytes.byte);
	is_refused(expected, 0, "It ends too early.");
	REFUSED("Its version is not 1.", 2, 0, 52, 1, 0, 1);
	REFUSED("Its kind is not 0, 1 or 2.", 1, 3, 52, 1, 0, 1);
	REFUSED("Its buckets have more than 52 bits.", 1, 0, 53, 1, 0, 1);
	REFUSED("Its buckets are not 1 to 4096.", 1, 0, 52, 0);
	REFUSED("Its buckets are not 1 to 4096.", 1, 0, 52, 0x81, 0x20, 0, 0);
	REFUSED("It ends too early.", 1, 0, 52, 0x80, 0x20, 0, 0);
	REFUSED("It ends too early.", 1, 0, 52, 1, 0);
	REFUSED("It goes on after its end.", 1, 0, 52, 1, 0, 1, 0);
	REFUSED("A number is longer than it needs to be.", 1, 0, 52, 1, 0x80, 0, 1);
	REFUSED("A number has more than 64 bits.", 1, 0, 52, 1, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2);
	REFUSED("It cannot have so many rows.", 1, 0, 52, 1, 0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10);
	REFUSED("It cannot have so many rows.", 1, 1, 52, 1, 0, 0, 1);
	/* beyond the greatest double: 2 * 0x7ff0000000000001 */
	REFUSED("A bucket is not one of finite numbers.", 1, 0, 52, 1, 0x82, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0xf0,
			0xff, 1, 0);
	REFUSED("A number is not finite.", 1, 0, 8, 1, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0, ONE_FIRST, 0, 0);
	REFUSED("A number is -0.", 1, 0, 8, 1, 0x80, 0, 0, 0, 0, 0, 0, 0, ONE_FIRST, 0, 0);
	REFUSED("Its least value is above its greatest.", 1, 0, 8, 1, ONE_FIRST, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
	/* one value of 1 that does not need wide buckets, and one that is not in its bucket */
	REFUSED("Its buckets are wider than they need to be.", 1, 0, 0, 1, ONE_FIRST, ONE_FIRST, 0x80, 0x10, 0, 0, 0, 0, 0,
			0, 0, 0);
	REFUSED("The sum of a bucket is not one of values in it.", 1, 0, 0, 1, ONE_FIRST, ONE_FIRST, 0x80, 0x10, 0, 1, 0,
			0, 0, 0, 0, 0);
	REFUSED("The sum of a bucket is not one of values in it.", 1, 0, 0, 1, ONE_FIRST, ONE_FIRST, 0x7e, 0, 0, 0, 0, 0,
			0, 0, 0);
	REFUSED("A weight is not above 0.", 1, 2, 52, 1, 1, 0, 0xbf, 0xf0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
	REFUSED("The two parts of a number overlap.", 1, 2, 52, 1, 1, 0, ONE_FIRST, ONE_FIRST);
	REFUSED("Its weights are whole, but not written so.", 1, 2, 52, 1, 1, 0, ONE_FIRST, 0, 0, 0, 0, 0, 0, 0, 0);
	REFUSED("A weight is too large.", 1, 2, 52, 1, 1, 0, 0x7f, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}

/* Values in order and without weights, written at once, have the bytes that buckets have. */
static void
test_sorted_values(void)
{
	static const int sizes[] = {1, 2, 17, 47, 48, 254, 255, 4096, 4097, 5000};
	double	   *x = allocate(sizeof(double) * 5000);
	bool		same_bytes = true;
	bool		refused = true;
	int			kind;
	int			s;
	int			i;

	for (kind = 0; kind < 4; kind++)
		for (s = 0; s < COUNT(sizes); s++)
		{
			int			n = sizes[s];
			uint8_t    *code = allocate(distribution_sorted_code_bound(n));
			Bytes		written = {0, code};
			Bytes		expected;

			for (i = 0; i < n; i++)
				x[i] = kind == 0 ? exp(5.0 * normal()) : kind == 1 ? (double) (next_random() % 9) - 4.0 :
					kind == 2 ? normal() * 1e300 : i * 5e-324;
			expected = bytes_of(build(x, NULL, 0, n));
			sort_rows(x, n, 1, 0);
			written.size = distribution_encode_sorted(x, n, code);
			if (n > DISTRIBUTION_MAX_BUCKETS && kind != 1)
				refused = refused && written.size == 0;
			else
				same_bytes = same_bytes && same(written, expected);
			free(expected.byte);
			free(code);
		}
	free(x);
	tap_ok(same_bytes, "values in order, written at once: the same bytes as by way of buckets");
	tap_ok(refused, "more than 4,096 different values are not written at once");
}

/* A sum of offsets whose upper half is rounded up: 2^60 - 1 is 2^60 and -1. */
static void
test_offset_with_borrow(void)
{
	const double far = ldexp(4503599627370496.0 + 1073741823.0, -50);	/* 4, and 2^30 - 1 of its last bit */
	const uint8_t offset[] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f};	/* 2^60 - 1, the lowest first */
	DistributionState *state = start(true);
	Bytes		bytes;
	Summary		summary;
	Bucket	   *last;
	size_t		zeros = 0;
	int			i;

	for (i = 0; i < 5000; i++)
		state = add(state, 1.0 + uniform(), 1.0);
	bytes = bytes_of(add(state, far, 1073741825.0));	/* 2^30 + 1 */
	while (bytes.byte[bytes.size - 1 - zeros] == 0)
		zeros++;
	tap_ok(memcmp(bytes.byte + bytes.size - zeros - sizeof offset, offset, sizeof offset) == 0,
		   "an offset is written as a whole number");
	summary = read_back(bytes);
	last = &summary.bucket[summary.n - 1];
	tap_ok(summary.shift > 30 && last->weight.hi == 1073741825.0 && last->offset.hi == 0x1p60 &&
		   last->offset.lo == -1.0 && summary_quantile(&summary, 0.9999999) == far, "and read back");
	free(summary.bucket);
	free(bytes.byte);
}

/*
 * Values that are all the same, in one wide bucket: with weights that are not whole their mean may be rounded to either
 * side of the value, and there is still no inequality.
 */
static void
test_equal_values(void)
{
	const double value = 1.0 + 12345.0 / 1048576.0;
	const int	shift = 40;
	Bucket		bucket = {.key = bucket_key(value, shift)};
	Summary		summary = {
		.shift = shift, .weighted = true, .n = 1, .n_values = 6, .min = value, .max = value, .bucket = &bucket
	};
	DoubleDouble offset = dd_from(bucket_offset_of(value, shift));
	bool		right = true;
	int			below = 0;
	int			above = 0;
	int			i;
	int			k;

	for (i = 0; i < 2000; i++)
	{
		double		gini = -1.0;
		double		error = -1.0;

		bucket.weight = bucket.offset = dd_from(0.0);
		for (k = 0; k < 6; k++)
		{
			double		w = exp(20.0 * normal());

			bucket.weight = dd_add_double(bucket.weight, w);
			bucket.offset = dd_add(bucket.offset, two_prod(w, offset.hi));
		}
		below += dd_compare(dd_div(bucket.offset, bucket.weight), offset) < 0;
		above += dd_compare(dd_div(bucket.offset, bucket.weight), offset) > 0;
		right &= summary_gini(&summary, &gini, &error) && gini == 0.0 && error == 0.0 &&
			summary_quantile(&summary, 0.5) == value;
	}
	printf("# rounded below %d times, above %d times\n", below, above);
	tap_ok(right && below > 10 && above > 10, "equal values with weights of any size are equal");
}

static void
test_valid(void)
{
	DistributionState *state = start(false);
	size_t		size = distribution_first_size();

	tap_ok(distribution_is_valid(state, size) && !distribution_is_valid(state, sizeof *state - 1) &&
		   !distribution_is_valid(state, size - 1), "a state is not shorter than what it holds");
	state->n = state->capacity + 1;
	tap_ok(!distribution_is_valid(state, size), "nor has it more rows than room");
	free(state);
	size = distribution_table_size(100);
	state = allocate(size + 8);
	distribution_start_table(state, size);
	tap_ok(distribution_is_valid(state, size) && !distribution_is_valid(state, size - 8) &&
		   !distribution_is_valid(state, size + 8), "a table has one size");
	free(state);
}

static void
test_base64(void)
{
	/* RFC 4648, section 10, without padding */
	const char *const plain[] = {"", "f", "fo", "foo", "foob", "fooba", "foobar"};
	const char *const coded[] = {"", "Zg", "Zm8", "Zm9v", "Zm9vYg", "Zm9vYmE", "Zm9vYmFy"};
	const char *const malformed[] = {"Z", "Zh", "Zm9", "Zg==", "Zm 9v", "Zm9v\n", "Zm-v"};
	bool		right = true;
	bool		refused = true;
	char		text[16];
	uint8_t		bytes[16];
	size_t		size;
	int			i;

	for (i = 0; i < COUNT(plain); i++)
	{
		right &= base64_encode((const uint8_t *) plain[i], strlen(plain[i]), text) == strlen(coded[i]) &&
			memcmp(text, coded[i], strlen(coded[i])) == 0;
		right &= base64_decode(coded[i], strlen(coded[i]), bytes, &size) && size == strlen(plain[i]) &&
			memcmp(bytes, plain[i], size) == 0;
	}
	for (i = 0; i < COUNT(malformed); i++)
		refused &= !base64_decode(malformed[i], strlen(malformed[i]), bytes, &size);
	tap_ok(right, "base64: the test vectors");
	tap_ok(refused, "base64: nothing else");
}

int
main(void)
{
	int			round;

	for (round = 1; round <= 3; round++)
	{
		printf("# seed %d\n", round);
		seed = (uint64_t) round;
		test_properties();
		test_mutations();
	}
	test_scales();
	test_refusals();
	test_sorted_values();
	test_offset_with_borrow();
	test_equal_values();
	test_valid();
	test_base64();
	return tap_done();
}

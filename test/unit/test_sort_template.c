/* sources: */
/*
 * Sorting by src/math/sort_template.h: order, stability, and that nobody can make
 * it slow.  The adversary is that of McIlroy 1999, "A killer adversary for
 * quicksort", Software: Practice and Experience 29: it decides how elements
 * compare only when they are compared, so that each pivot is among the least.
 */
#include "../tap.h"
#include "kernel_host.h"
#include "random_numbers.h"

#define MANY	200000

typedef struct Keyed
{
	uint64_t	key;
	int			place;
} Keyed;

static int64_t comparisons = 0;

static bool
is_before(const Keyed *a, const Keyed *b)
{
	comparisons++;
	return a->key < b->key;
}

#define SORT				sort_keyed
#define SORT_ELEMENT		Keyed
#define SORT_BEFORE(a, b)	is_before(a, b)
#include "math/sort_template.h"

#define SORT				sort_keyed
#define SORT_ELEMENT		Keyed
#define SORT_DIGIT(a)		(a)->key
#define SORT_MAX_DIGITS		8
#define SORT_MAX_BITS		8
#include "math/sort_template.h"

/* What the adversary has decided; UNDECIDED is above all that it has. */
#define UNDECIDED	INT64_MAX

typedef struct Adversary
{
	int64_t    *value;
	int64_t		decided;
	int64_t		candidate;		/* for a pivot */
	int64_t		comparisons;
} Adversary;

static bool
adversary_says(Adversary *adversary, int64_t a, int64_t b)
{
	int64_t    *value = adversary->value;

	adversary->comparisons++;
	if (value[a] == UNDECIDED && value[b] == UNDECIDED)
		value[a == adversary->candidate ? a : b] = adversary->decided++;
	if (value[a] == UNDECIDED)
		adversary->candidate = a;
	else if (value[b] == UNDECIDED)
		adversary->candidate = b;
	return value[a] < value[b];
}

#define SORT				sort_against
#define SORT_ELEMENT		int64_t
#define SORT_BEFORE(a, b)	adversary_says(context, *(a), *(b))
#define SORT_CONTEXT		Adversary *
#include "math/sort_template.h"

static Keyed element[MANY];
static Keyed scratch[MANY];

static void
fill(int64_t n, uint64_t keys)
{
	int64_t		i;

	for (i = 0; i < n; i++)
		element[i] = (Keyed) {random_bits() % keys, (int) i};
}

static bool
in_order(const Keyed *sorted, int64_t n, bool stable)
{
	int64_t		i;

	for (i = 1; i < n; i++)
	{
		if (sorted[i - 1].key > sorted[i].key ||
			(stable && sorted[i - 1].key == sorted[i].key && sorted[i - 1].place > sorted[i].place))
			return false;
	}
	return true;
}

int
main(void)
{
	int64_t    *number = malloc(sizeof(int64_t) * MANY);
	Adversary	adversary = {malloc(sizeof(int64_t) * MANY), 0, 0, 0};
	bool		all = true;
	bool		few = true;
	bool		digits = true;
	int64_t		n;
	int64_t		i;

	for (n = 0; n < 300; n++)
	{
		fill(n, n % 3 == 0 ? 5 : 1000);
		sort_keyed(element, n);
		all = all && in_order(element, n, false);
		fill(n, n % 3 == 0 ? 5 : 1000);
		sort_keyed_few(element, n);
		few = few && in_order(element, n, true);
		if (n > 0)
		{
			fill(n, n % 3 == 0 ? 5 : UINT64_MAX);
			digits = digits && in_order(sort_keyed_by_digits(element, scratch, n, 8, 8), n, true);
		}
	}
	tap_ok(all, "quicksort of 0 to 299");
	tap_ok(few, "insertion of 0 to 299, equal keys stay in their order");
	tap_ok(digits, "by digits, 1 to 299, equal keys stay in their order");

	fill(MANY, 10);
	comparisons = 0;
	stops_asked = 0;
	sort_keyed(element, MANY);
	tap_ok(in_order(element, MANY, false) && comparisons < 40 * (int64_t) MANY, "many equal keys");
	tap_ok(stops_asked > 0, "quicksort can be interrupted");
	comparisons = 0;
	sort_keyed(element, MANY);
	tap_ok(in_order(element, MANY, false) && comparisons < 40 * (int64_t) MANY, "keys that are in order already");
	fill(MANY, UINT64_MAX);
	stops_asked = 0;
	tap_ok(in_order(sort_keyed_by_digits(element, scratch, MANY, 8, 8), MANY, true) && stops_asked > 0,
		   "by digits, many, can be interrupted");

	for (i = 0; i < MANY; i++)
	{
		number[i] = i;
		adversary.value[i] = UNDECIDED;
	}
	stops_asked = 0;
	sort_against(number, MANY, &adversary);
	printf("# %ld comparisons\n", (long) adversary.comparisons);
	all = true;
	for (i = 1; i < MANY; i++)
		all = all && adversary.value[number[i - 1]] <= adversary.value[number[i]];
	tap_ok(all && adversary.comparisons < 200 * (int64_t) MANY, "the adversary of quicksort");
	tap_ok(stops_asked > 0 && blocks_in_use == 0, "heapsort can be interrupted, and takes no memory");
	free(number);
	free(adversary.value);
	return tap_done();
}

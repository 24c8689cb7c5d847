/* sources: src/math/run_code.c src/math/radix_sort.c src/math/merge_runs.c */
/*
 * Ascending numbers in fewer bytes: what is read is what was written, bit for bit;
 * bytes that nobody wrote are refused, or are ascending finite numbers all the same.
 */
#include <float.h>
#include <string.h>

#include "../tap.h"
#include "math/radix_sort.h"
#include "math/run_code.h"
#include "kernel_host.h"
#include "random_numbers.h"

#define MANY	5000

static double
any_finite(void)
{
	uint64_t	bits;
	double		number;

	do
	{
		bits = random_bits();
		memcpy(&number, &bits, sizeof(number));
	} while (!(number >= -DBL_MAX && number <= DBL_MAX));
	return number + 0.0;
}

static double
number_of_kind(int kind)
{
	switch (kind)
	{
		case 0:
			return (double) (random_bits() >> 11) / 9007199254740992.0;
		case 1:
			return any_finite();
		case 2:
			return (double) (random_bits() % 7) - 3.0;
		case 3:
			return -DBL_MAX;
		case 4:
			return random_bits() % 2 == 0 ? -DBL_MAX : DBL_MAX;
		default:
			return (double) (random_bits() % 1000) / 100.0;
	}
}

static void
fill(double *number, int64_t n, int kind)
{
	int64_t		i;

	for (i = 0; i < n; i++)
		number[i] = number_of_kind(kind);
	sort_rows(number, n, 1, 0);
}

/* In memory of exactly this size, so that a read or write beyond it is seen. */
static uint8_t *
encode(const double *number, int64_t n, size_t *size)
{
	uint8_t    *code;

	*size = run_code_size(number, n);
	code = malloc(*size);
	run_encode(number, n, code);
	return code;
}

static bool
comes_back(int64_t n, int kind)
{
	double	   *number = malloc(sizeof(double) * (size_t) n + 1);
	double	   *read = malloc(sizeof(double) * (size_t) n + 1);
	size_t		size;
	uint8_t    *code;
	bool		same;

	fill(number, n, kind);
	code = encode(number, n, &size);
	same = run_decode(code, size, read, n) && memcmp(number, read, sizeof(double) * (size_t) n) == 0 &&
		(size_t) n <= run_code_max_rows(size);
	free(code);
	free(read);
	free(number);
	return same;
}

/* Change, cut and lengthen what was written: never is a byte touched that does not belong to it. */
static bool
survives(int64_t n, int kind)
{
	double	   *number = malloc(sizeof(double) * (size_t) n);
	double	   *read = malloc(sizeof(double) * (size_t) (n + 64));
	size_t		size;
	uint8_t    *code;
	bool		fine = true;
	int			turn;

	fill(number, n, kind);
	code = encode(number, n, &size);
	for (turn = 0; turn < 3000; turn++)
	{
		size_t		other = turn % 3 == 0 ? random_bits() % (size + 20) : size;
		uint8_t    *bytes = calloc(1, other + 1);
		uint8_t    *exact;
		int			changes;
		int64_t		i;

		memcpy(bytes, code, other < size ? other : size);
		for (changes = turn % 3 == 2 ? 3 : 1; changes > 0 && other > 0; changes--)
			bytes[random_bits() % other] ^= (uint8_t) (1 + random_bits() % 255);
		exact = malloc(other);
		memcpy(exact, bytes, other);
		if (run_decode(exact, other, read, n))
			for (i = 0; i < n; i++)
				fine = fine && read[i] >= -DBL_MAX && read[i] <= DBL_MAX && (i == 0 || read[i - 1] <= read[i]);
		free(exact);
		free(bytes);
	}
	fine = fine && !run_decode(code, size, read, n + 64) && !run_decode(code, size - 1, read, n);
	free(code);
	free(read);
	free(number);
	return fine;
}

int
main(void)
{
	static const char *const kind_name[] = {
		"uniform", "all bits", "ties", "all the lowest", "lowest and highest", "two decimals"
	};
	double		equal[640];
	double		few[64 * 2];
	int			kind;
	int64_t		n;
	int			i;

	for (kind = 0; kind < 6; kind++)
	{
		bool		all = true;

		for (n = 0; n <= 300; n++)
			all = all && comes_back(n, kind);
		tap_ok(all && comes_back(MANY, kind), "%s: 0 to 300 and 5,000 numbers come back", kind_name[kind]);
		tap_ok(survives(200, kind) && survives(3, kind), "%s: changed bytes do no harm", kind_name[kind]);
	}
	for (i = 0; i < 640; i++)
		equal[i] = 88.4;
	tap_ok(run_code_size(equal, 640) == 10 + 64 * 8 + 8, "equal numbers: a byte for 64, but for the first block");
	for (i = 0; i < 128; i++)
		few[i] = i;
	tap_ok(run_code_size(few, 0) == 8 && run_code_size(few, 1) == 1 + 8 + 8, "no number, and one");
	return tap_done();
}

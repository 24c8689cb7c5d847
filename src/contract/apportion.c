/* SPDX-License-Identifier: PostgreSQL */
/*
 * apportion.c - apportion
 *
 * A window function that divides a total among the rows of its partition in
 * proportion to their weights, in whole units of 10^-scale that add up to it
 * (partition.c).  The method of largest remainders, or Hamilton's (Balinski and
 * Young 2001, Fair Representation, 2nd edition): with a house of N units and the
 * weights w_i, whose sum is W > 0,
 *
 *	quota		q_i = N w_i / W
 *	share		floor(q_i), and one more for the N - sum of floor(q_i) rows
 *				with the largest remainders q_i - floor(q_i)
 *
 * Equal remainders: the row that comes first in the ORDER BY.  So every share is
 * its quota rounded down or up, and a quota that is a whole number is the share.
 *
 * All is exact: N w_i is divided by W into a whole number and a rest, and rests
 * of the same W are compared as they are (exact_numeric.c).  Of a negative total
 * the shares are those of its amount, with the sign changed.
 *
 *	Shares	partition | share of each row
 *
 * Cost: a numeric of some 10 to 20 bytes and a pointer a row for the length of
 * the partition, and while it is computed weight, rest and place as well; one sort.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "base/check.h"
#include "base/exact_numeric.h"
#include "state/partition.h"

PG_FUNCTION_INFO_V1(apportion);

/* As many decimals as a numeric column can be declared to have. */
#define MAX_SCALE			NUMERIC_MAX_PRECISION

typedef struct Shares
{
	Partition	partition;
	Numeric    *share;			/* NULL where there is none */
} Shares;

/* What the rows that have a weight above 0 say alike. */
typedef struct House
{
	bool		is_float8;		/* total and weight are float8, not numeric */
	bool		known;			/* false before the first of them */
	Numeric		total;			/* NULL if it is not known */
	int			scale;
} House;

/* A row with a weight. */
typedef struct Claim
{
	Numeric		weight;
	Numeric		rest;			/* of N w_i divided by W */
	int64		position;
} Claim;

static Numeric
copy_numeric(Partition *partition, Numeric number)
{
	MemoryContext previous = MemoryContextSwitchTo(partition->context);
	Numeric		copy = DatumGetNumericCopy(NumericGetDatum(number));

	MemoryContextSwitchTo(previous);
	return copy;
}

static void
set_total(House *house, Partition *partition, Datum value, bool isnull)
{
	Numeric		total = NULL;

	if (!isnull)
		total = check_numeric_finite(house->is_float8 ? numeric_of_amount(DatumGetFloat8(value), "total") :
									 DatumGetNumeric(value), "total");

	if (!house->known)
		house->total = isnull ? NULL : copy_numeric(partition, total);
	else if (isnull != (house->total == NULL) || (!isnull && numeric_compare(total, house->total) != 0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("total must be the same in all rows of a partition"),
				 errdetail("It is %s in one row and %s in another.",
						   house->total == NULL ? "null" : numeric_text(house->total),
						   isnull ? "null" : numeric_text(total))));
}

static void
set_scale(House *house, Datum value, bool isnull)
{
	double		decimals;
	int			scale;

	check_option_not_null(isnull, "scale");
	decimals = DatumGetFloat8(value);
	if (!(decimals >= 0.0 && decimals <= MAX_SCALE && decimals == floor(decimals)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("scale must be between 0 and %d, not %s", MAX_SCALE, float8_text(decimals)),
				 errhint("It is the number of decimals: 2 for yuan and fen.")));
	scale = (int) decimals;
	if (!house->known)
		house->scale = scale;
	else if (house->scale != scale)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("scale must be the same in all rows of a partition"),
				 errdetail("It is %d in one row and %d in another.", house->scale, scale)));
}

/* The rows that have a weight, in their order; returns how many. */
static int64
read_claims(WindowObject window, Partition *partition, House *house, Claim *claim)
{
	int64		n = 0;
	int64		row;

	for (row = 0; row < partition->rows; row++)
	{
		bool		isnull;
		Datum		value = partition_argument(window, 1, row, &isnull);
		Numeric		weight;

		if (isnull)
			continue;
		weight = house->is_float8 ? numeric_of_double(DatumGetFloat8(value)) : DatumGetNumeric(value);
		claim[n].weight = copy_numeric(partition, check_numeric_not_negative(weight, "weight"));
		claim[n].position = row;
		if (numeric_sign_of(claim[n++].weight) == 0)
			continue;
		value = partition_argument(window, 0, row, &isnull);
		set_total(house, partition, value, isnull);
		value = partition_argument(window, 2, row, &isnull);
		set_scale(house, value, isnull);
		house->known = true;
	}
	return n;
}

/* From the largest rest on, equal ones in the order of the rows. */
static int
compare_rests(const void *a, const void *b)
{
	const Claim *left = a;
	const Claim *right = b;
	int			order = numeric_compare(right->rest, left->rest);

	if (order != 0)
		return order;
	return left->position < right->position ? -1 : left->position > right->position;
}

static Numeric
sum_of_weights(const Claim *claim, int64 n)
{
	Numeric		sum = int64_to_numeric(0);
	int64		i;

	for (i = 0; i < n; i++)
	{
		Numeric		more = numeric_plus(sum, claim[i].weight);

		CHECK_FOR_INTERRUPTS();
		pfree(sum);
		sum = more;
	}
	return sum;
}

/* N of the head of this file: the total rounded half away from zero, without its sign, in units of the scale. */
static Numeric
units_of(const House *house)
{
	Numeric		units = numeric_scaled(numeric_rounded(house->total, house->scale), house->scale);

	return numeric_sign_of(units) < 0 ? numeric_minus(int64_to_numeric(0), units) : units;
}

/* The share in units as a number with the total's sign. */
static Numeric
share_of_units(const House *house, Numeric units)
{
	Numeric		share = numeric_rounded(numeric_scaled(units, -house->scale), house->scale);

	return numeric_sign_of(house->total) < 0 ? numeric_minus(int64_to_numeric(0), share) : share;
}

static void
divide(Shares *shares, const House *house, Claim *claim, int64 n)
{
	Partition  *partition = &shares->partition;
	MemoryContext caller = CurrentMemoryContext;
	MemoryContext scratch = AllocSetContextCreate(caller, "apportion", ALLOCSET_DEFAULT_SIZES);
	MemoryContext row_scratch = AllocSetContextCreate(caller, "row of apportion", ALLOCSET_SMALL_SIZES);
	Numeric		whole;			/* W */
	Numeric		units;			/* N */
	Numeric		given;			/* sum of floor(q_i) */
	int64		left;
	int64		i;

	MemoryContextSwitchTo(scratch);
	whole = sum_of_weights(claim, n);
	if (numeric_sign_of(whole) > 0)
	{
		units = units_of(house);
		given = int64_to_numeric(0);
		for (i = 0; i < n; i++)
		{
			Numeric		product;
			Numeric		floor;
			Numeric		sum;

			CHECK_FOR_INTERRUPTS();
			MemoryContextSwitchTo(row_scratch);
			product = numeric_times(units, claim[i].weight);
			floor = numeric_whole(product, whole);
			shares->share[claim[i].position] = copy_numeric(partition, floor);
			claim[i].rest = copy_numeric(partition, numeric_rest(product, whole));
			MemoryContextSwitchTo(scratch);
			sum = numeric_plus(given, floor);
			pfree(given);
			given = sum;
			MemoryContextReset(row_scratch);
		}

		/*
		 * rests add up to so many times W, and each is less than that: fewer
		 * than there are rows
		 */
		left = DatumGetInt64(DirectFunctionCall1(numeric_int8, NumericGetDatum(numeric_minus(units, given))));
		qsort(claim, n, sizeof(Claim), compare_rests);
		for (i = 0; i < n; i++)
		{
			int64		position = claim[i].position;
			Numeric		share = shares->share[position];

			CHECK_FOR_INTERRUPTS();
			MemoryContextSwitchTo(row_scratch);
			if (i < left)
				share = numeric_plus(share, int64_to_numeric(1));
			share = copy_numeric(partition, share_of_units(house, share));
			pfree(shares->share[position]);
			shares->share[position] = share;
			MemoryContextReset(row_scratch);
		}
	}
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(row_scratch);
	MemoryContextDelete(scratch);
}

static void
compute_shares(WindowObject window, Shares *shares, bool is_float8)
{
	Partition  *partition = &shares->partition;
	Claim	   *claim = partition_alloc(partition, partition->rows, sizeof(Claim));
	House		house = {.is_float8 = is_float8};
	int64		n;
	int64		i;

	shares->share = partition_alloc(partition, partition->rows, sizeof(Numeric));
	for (i = 0; i < partition->rows; i++)
		shares->share[i] = NULL;
	n = read_claims(window, partition, &house, claim);
	for (i = 0; i < n; i++)
		claim[i].rest = NULL;
	if (n > 0 && house.total != NULL)
		divide(shares, &house, claim, n);
	for (i = 0; i < n; i++)
	{
		pfree(claim[i].weight);
		if (claim[i].rest != NULL)
			pfree(claim[i].rest);
	}
	pfree(claim);
	partition->loaded = true;
}

/*
 * apportion(total, weight, scale float8) OVER (ORDER BY ...) returns numeric, for numeric and float8
 *
 * The row's share of the total, with so many decimals; the shares add up to the
 * total, which is rounded half away from zero to the scale first.  A row without a
 * weight has no share (NULL); one of weight 0 has 0, whatever else it says.  NULL for
 * all where the weights add up to 0 or the total is NULL.  The total and the scale
 * are the same in all rows with a weight above 0 (22023), the scale 0 .. 1000 (22003)
 * and not NULL (22004); a weight that is negative, and a number that is not
 * finite, is an error (22003).
 *
 * The frame makes no difference; the ORDER BY decides between equal remainders,
 * and should itself leave none equal.
 */
Datum
apportion(PG_FUNCTION_ARGS)
{
	WindowObject window = PG_WINDOW_OBJECT();
	Shares	   *shares = partition_open(window, sizeof(Shares));
	Numeric		share;

	if (!shares->partition.loaded)
		compute_shares(window, shares, get_fn_expr_argtype(fcinfo->flinfo, 1) == FLOAT8OID);
	share = shares->share[WinGetCurrentPosition(window)];
	if (share == NULL)
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(share);
}

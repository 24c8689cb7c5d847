/* SPDX-License-Identifier: PostgreSQL */
/*
 * funnel.c - funnel_limits, funnel_limits_mean: which units differ from a target by more than chance explains?
 *
 * Window functions of whole partitions (partition.c).  At the first row of a
 * partition they read its units, 32 bytes each, which stay for the length of
 * the partition, with 8 bytes a row to find them; until all are read, 8 more
 * for each to put z in order.  The limits of a unit are computed when its row is
 * asked for.  The arithmetic is in funnel_kernel.c.
 */
#include "postgres.h"

#include "utils/builtins.h"

#include "base/check.h"
#include "base/result.h"
#include "ranking/funnel_kernel.h"
#include "state/partition.h"

PG_FUNCTION_INFO_V1(funnel_limits);
PG_FUNCTION_INFO_V1(funnel_limits_mean);

#define NO_UNIT		(-1)

/* The arguments of both functions: successes and n, or value and std_error, then */
enum
{
	TARGET = 2,
	LEVEL,
	METHOD,
	WINSORISE
};

/* The fields of the result. */
enum
{
	RESULT_TARGET,
	RESULT_Z,
	RESULT_PHI,
	RESULT_TAU2,
	RESULT_LOWER,
	RESULT_UPPER,
	RESULT_OUTSIDE,
	RESULT_FIELDS
};

typedef struct Funnel
{
	Partition	partition;
	int64	   *place;			/* of each row: its unit, or NO_UNIT */
	FunnelUnit *unit;
	int64		units;
	Dispersion	dispersion;
	Option		level;
	Option		winsorise;
	bool		has_method;		/* has there been a row that counts? */
	FunnelMethod method;
} Funnel;

/* Reads the unit of a row but for its target; false if the row does not count. */
typedef bool (*ReadUnit) (WindowObject window, int64 row, FunnelUnit *unit);

/* Two numbers of a row; false if one of them is NULL. */
static bool
read_pair(WindowObject window, int64 row, double *first, double *second)
{
	bool		isnull;

	*first = DatumGetFloat8(partition_argument(window, 0, row, &isnull));
	if (isnull)
		return false;
	*second = DatumGetFloat8(partition_argument(window, 1, row, &isnull));
	return !isnull;
}

/* Successes of n: whole numbers.  Nobody asked nobody: n = 0 does not count. */
static bool
read_share(WindowObject window, int64 row, FunnelUnit *unit)
{
	double		successes;

	unit->std_error = 0.0;		/* follows from the target */
	if (!read_pair(window, row, &successes, &unit->n))
		return false;
	successes = check_exact_whole(check_not_negative(successes, "successes"), "successes");
	unit->n = check_exact_whole(check_not_negative(unit->n, "n"), "n");
	if (successes > unit->n)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("successes must be between 0 and n = %s, not %s",
						float8_text(unit->n), float8_text(successes))));
	if (unit->n == 0.0)
		return false;
	unit->value = successes / unit->n;
	return true;
}

/* A mean and its standard error. */
static bool
read_mean(WindowObject window, int64 row, FunnelUnit *unit)
{
	unit->n = 0.0;
	if (!read_pair(window, row, &unit->value, &unit->std_error))
		return false;
	check_finite(unit->value, "value");
	if (!(check_not_negative(unit->std_error, "std_error") > 0.0))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("std_error must be above 0"),
				 errdetail("The value is %s.", float8_text(unit->value)),
				 errhint("What is known exactly has no place in a funnel: write nullif(std_error, 0), "
						 "and the row does not count.")));
	return true;
}

static const char *const method_names[] = {
	[FUNNEL_EXACT] = "exact", [FUNNEL_NORMAL] = "normal", [FUNNEL_MULTIPLICATIVE] = "multiplicative",
	[FUNNEL_ADDITIVE] = "additive"
};

/* The method of this name.  Of means none is exact. */
static FunnelMethod
method_of(Datum value, bool shares)
{
	char	   *name = text_to_cstring(DatumGetTextPP(value));
	int			method = shares ? FUNNEL_EXACT : FUNNEL_NORMAL;

	while (method <= FUNNEL_ADDITIVE && strcmp(name, method_names[method]) != 0)
		method++;
	if (method > FUNNEL_ADDITIVE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("method must be %snormal, multiplicative or additive, not \"%s\"",
						shares ? "exact, " : "", name),
				 shares ? 0 : errhint("Exact limits are those of successes of n: funnel_limits().")));
	pfree(name);
	return method;
}

/* The method must be the same in all rows that count. */
static void
set_method(Funnel *funnel, FunnelMethod method)
{
	if (funnel->has_method && funnel->method != method)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("method must be the same in all rows of a partition"),
				 errdetail("It is %s in one row and %s in another.",
						   method_names[funnel->method], method_names[method])));
	funnel->has_method = true;
	funnel->method = method;
}

/* Level, method and winsorise of a row that counts. */
static void
read_options(WindowObject window, int64 row, bool shares, Funnel *funnel)
{
	bool		isnull;
	Datum		value = partition_argument(window, LEVEL, row, &isnull);

	check_option_not_null(isnull, "level");
	set_partition_option(&funnel->level, check_inside(DatumGetFloat8(value), 0.0, 1.0, "level"), "level");

	value = partition_argument(window, METHOD, row, &isnull);
	check_option_not_null(isnull, "method");
	set_method(funnel, method_of(value, shares));

	value = partition_argument(window, WINSORISE, row, &isnull);
	check_option_not_null(isnull, "winsorise");
	set_partition_option(&funnel->winsorise, check_between(DatumGetFloat8(value), 0.0, 0.5, "winsorise"), "winsorise");
}

/* The target of a row, NaN if it is left to the units. */
static double
read_target(WindowObject window, int64 row, bool shares)
{
	bool		isnull;
	double		target = DatumGetFloat8(partition_argument(window, TARGET, row, &isnull));

	if (isnull)
		return NAN;
	return shares ? check_between(target, 0.0, 1.0, "target") : check_finite(target, "target");
}

/* All units of the partition, and how far they are dispersed. */
static void
load_funnel(WindowObject window, Funnel *funnel, ReadUnit read_unit, bool shares)
{
	double		pooled = 0.0;
	int64		row;
	int64		i;

	funnel->place = partition_alloc(&funnel->partition, funnel->partition.rows, sizeof(int64));
	funnel->unit = partition_alloc(&funnel->partition, funnel->partition.rows, sizeof(FunnelUnit));
	for (row = 0; row < funnel->partition.rows; row++)
	{
		FunnelUnit *unit = &funnel->unit[funnel->units];

		funnel->place[row] = NO_UNIT;
		if (!read_unit(window, row, unit))
			continue;
		read_options(window, row, shares, funnel);
		unit->target = read_target(window, row, shares);
		funnel->place[row] = funnel->units++;
	}
	(void) pooled_target(funnel->unit, funnel->units, &pooled);
	for (i = 0; i < funnel->units; i++)
	{
		FunnelUnit *unit = &funnel->unit[i];

		if (isnan(unit->target))
			unit->target = pooled;
		if (shares)
			unit->std_error = share_error(unit->target, unit->n);
	}
	funnel->dispersion = dispersion_of(funnel->unit, funnel->units, funnel->winsorise.value);
	funnel->partition.loaded = true;
}

/* The result of a unit. */
static Datum
limits_result(FunctionCallInfo fcinfo, const Funnel *funnel, const FunnelUnit *unit)
{
	const Dispersion *dispersion = &funnel->dispersion;
	FunnelLimits limits = funnel_limits_of(unit, dispersion, funnel->method, funnel->level.value);
	const char *outside = unit->value < limits.lower ? "below" : unit->value > limits.upper ? "above" : "within";
	Datum		field[RESULT_FIELDS] = {0};
	bool		is_null[RESULT_FIELDS] = {false};

	is_null[RESULT_Z] = !limits.has_z;
	is_null[RESULT_PHI] = !dispersion->has_phi;
	is_null[RESULT_TAU2] = !dispersion->has_tau2;
	is_null[RESULT_LOWER] = is_null[RESULT_UPPER] = is_null[RESULT_OUTSIDE] = !limits.has_limits;
	field[RESULT_TARGET] = finite_result(unit->target);
	if (limits.has_z)
		field[RESULT_Z] = finite_result(limits.z);
	if (dispersion->has_phi)
		field[RESULT_PHI] = finite_result(dispersion->phi);
	if (dispersion->has_tau2)
		field[RESULT_TAU2] = finite_result(dispersion->tau * dispersion->tau);
	if (limits.has_limits)
	{
		field[RESULT_LOWER] = finite_result(limits.lower);
		field[RESULT_UPPER] = finite_result(limits.upper);
		field[RESULT_OUTSIDE] = CStringGetTextDatum(outside);
	}
	return composite_result(fcinfo, field, is_null);
}

/* The current row of either function. */
static Datum
funnel_of(FunctionCallInfo fcinfo, ReadUnit read_unit, bool shares)
{
	WindowObject window = PG_WINDOW_OBJECT();
	Funnel	   *funnel = partition_open(window, sizeof(Funnel));
	int64		place;

	if (!funnel->partition.loaded)
		load_funnel(window, funnel, read_unit, shares);
	place = funnel->place[WinGetCurrentPosition(window)];
	if (place == NO_UNIT)
		PG_RETURN_NULL();
	return limits_result(fcinfo, funnel, &funnel->unit[place]);
}

/*
 * funnel_limits(successes float8, n float8, target float8, level float8, method text, winsorise float8) OVER (...)
 * returns funnel_limits
 *
 *	successes, n	whole numbers
 *	target			share that is expected, 0 .. 1; NULL: that of all units together
 *	level			probability to lie within the limits if all is as the target says
 *	method			exact, normal, multiplicative, additive
 *	winsorise		part of z moved inwards on either side, 0 .. 0.5
 *
 * NULL if successes or n are, or n = 0: then the row does not count.
 */
Datum
funnel_limits(PG_FUNCTION_ARGS)
{
	return funnel_of(fcinfo, read_share, true);
}

/*
 * funnel_limits_mean(value float8, std_error float8, target float8, level float8, method text, winsorise float8)
 * OVER (...) returns funnel_limits
 *
 * The same of values with standard errors above 0, in the unit of the values.
 * Without a target it is the mean weighted by 1 / std_error^2; no exact limits.
 */
Datum
funnel_limits_mean(PG_FUNCTION_ARGS)
{
	return funnel_of(fcinfo, read_mean, false);
}

/* SPDX-License-Identifier: PostgreSQL */
/*
 * exact_state.c - aggregate state of a few exact sums: the type exact_sums
 *
 * The state of every measure that is a formula of sums: its size does not
 * depend on the number of rows.  It is one flat block of memory behind
 * PostgreSQL's length word:
 *
 *	ExactState	n_sums | option | power | min | max | window | sum[0] | ... | sum[n_sums - 1] | digits ...
 *
 * Behind the sums stand their digits, 8 bytes each, 3 to 5 for a sum that has
 * any (exact_sum.c).  What each sum holds is said where it is used.  Cost: 110
 * bytes and 40 a sum, and 30 to 50 more for each that has digits; at most 7 kB.
 *
 * A flat state can be the type of an aggregate's state in place of `internal`.
 * So executors that copy states, or send them to another server as text, as
 * distributed databases do, get them right.
 *
 * Within an aggregate the executor has put the state into memory of the
 * aggregate, where it is changed in place: digits are borrowed from the block.
 * A sum that needs more of them gets an array of its own, for the time of one
 * row; then a larger block is returned, and the executor copies it there and
 * frees the old one.  What is not an aggregate's own is never changed: called
 * by itself, every function here works on a copy.
 *
 *	code	version 1 | n_sums | what there is | option, if any | power, if any | min, max float8, if any |
 *			window int32, if not 0 | for each sum: sign | count | if any: first int16 | count digits uint32
 *	option	value float8 | length of the name | name
 *
 * The code is the binary form, high byte first; text is "1:" and the rest of it
 * in hexadecimal digits.  Equal states have equal codes.  No code that comes in
 * is trusted: what no state could be is refused, and functions check that a
 * state has as many sums as they need.  Of a block only the sizes are looked at:
 * none but a superuser's cast can bring one from outside.
 */
#include "postgres.h"

#include "libpq/pqformat.h"
#include "utils/float.h"

#include "state/aggregate.h"
#include "state/exact_state.h"

#define TEXT_VERSION	"1:"
#define VERSION			1

/* What a code has beside sums. */
#define HAS_OPTION		1
#define HAS_POWER		2
#define HAS_BOUNDS		4
#define HAS_WINDOW		8

/* |p| is at most 10^6 and the binary exponent of a double 1,100, in windows of 4,096. */
#define MAX_WINDOW		300000

/* Bytes that come in, and how far they have been read. */
typedef struct Input
{
	const uint8 *at;
	const uint8 *end;
	bool		good;			/* nothing was missing so far */
} Input;

PG_FUNCTION_INFO_V1(exact_sums_in);
PG_FUNCTION_INFO_V1(exact_sums_out);
PG_FUNCTION_INFO_V1(exact_sums_recv);
PG_FUNCTION_INFO_V1(exact_sums_send);
PG_FUNCTION_INFO_V1(exact_combine);

static size_t
state_size(int n_sums, int n_digits)
{
	return offsetof(ExactState, sum) + n_sums * sizeof(ExactSum) + n_digits * sizeof(int64_t);
}

/* Where the digits of all sums stand, one sum's after the other's. */
static int64_t *
digits_of(ExactState *state)
{
	return (int64_t *) &state->sum[state->n_sums];
}

static ExactState *
new_exact_state(int n_sums, int n_digits)
{
	size_t		size = state_size(n_sums, n_digits);
	ExactState *state = palloc0(size);

	SET_VARSIZE(state, size);
	state->n_sums = n_sums;
	state->min = get_float8_infinity();
	state->max = -get_float8_infinity();
	return state;
}

/* Lend the sums their digits. */
static ExactState *
open_state(ExactState *state)
{
	bool		good = VARSIZE(state) >= state_size(1, 0) && state->n_sums >= 1 && state->n_sums <= EXACT_STATE_MAX_SUMS
		&& VARSIZE(state) >= state_size(state->n_sums, 0);
	int			n_digits = 0;

	for (int i = 0; good && i < state->n_sums; i++)
	{
		ExactSum   *sum = &state->sum[i];

		good = sum->count >= 0 && sum->first >= 0 && sum->first + sum->count <= EXACT_SUM_DIGITS;
		sum->digit = sum->count > 0 ? digits_of(state) + n_digits : NULL;
		sum->borrowed = true;
		n_digits += sum->count;
	}
	if (!good || VARSIZE(state) != state_size(state->n_sums, n_digits))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("invalid stored value of type %s", "exact_sums")));
	return state;
}

/*
 * The state as a value: the block itself as long as every sum has its digits
 * there, else a new one.  No address stays in it.
 */
static ExactState *
close_state(ExactState *state)
{
	int64_t    *place = digits_of(state);
	bool		fits = true;
	int			n_digits = 0;

	for (int i = 0; i < state->n_sums; i++)
	{
		fits = fits && (state->sum[i].count == 0 || state->sum[i].digit == place + n_digits);
		n_digits += state->sum[i].count;
	}
	if (!fits || VARSIZE(state) != state_size(state->n_sums, n_digits))
	{
		ExactState *old = state;

		state = palloc(state_size(old->n_sums, n_digits));
		memcpy(state, old, state_size(old->n_sums, 0));
		SET_VARSIZE(state, state_size(old->n_sums, n_digits));
		place = digits_of(state);
		for (int i = 0; i < state->n_sums; i++)
		{
			if (state->sum[i].count > 0)
				memcpy(place, state->sum[i].digit, state->sum[i].count * sizeof(int64_t));
			place += state->sum[i].count;
		}
	}
	for (int i = 0; i < state->n_sums; i++)
		state->sum[i].digit = NULL;
	return state;
}

/* A state that may be changed: an aggregate's own, which is the first argument, or a copy. */
static ExactState *
own_state(FunctionCallInfo fcinfo, int argument)
{
	struct varlena *state = (struct varlena *) PG_GETARG_POINTER(argument);

	if (unlikely(argument > 0 || VARATT_IS_EXTENDED(state) || !AggCheckCallContext(fcinfo, NULL)))
		state = PG_DETOAST_DATUM_COPY(PG_GETARG_DATUM(argument));
	return open_state((ExactState *) state);
}

static void
check_n_sums(const ExactState *state, int n_sums)
{
	if (unlikely(state->n_sums != n_sums))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a state of %d sums is none of this aggregate, which has %d", state->n_sums, n_sums)));
}

/* The state so far, of so many sums; NULL before the first row that counts. */
ExactState *
exact_state_of(FunctionCallInfo fcinfo, int n_sums)
{
	ExactState *state;

	if (PG_ARGISNULL(0))
		return NULL;
	state = own_state(fcinfo, 0);
	check_n_sums(state, n_sums);
	return state;
}

/* For transition functions, when the row is known to count: the state, made if there is none. */
ExactState *
exact_state_for_row(FunctionCallInfo fcinfo, int n_sums)
{
	if (PG_ARGISNULL(0))
		return new_exact_state(n_sums, 0);
	return exact_state_of(fcinfo, n_sums);
}

/* For transition functions, at their end. */
Datum
exact_state_datum(ExactState *state)
{
	return PointerGetDatum(close_state(state));
}

/* For transition functions, for a row that does not count. */
Datum
exact_state_unchanged(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	PG_RETURN_DATUM(PG_GETARG_DATUM(0));
}

/*
 * For combine functions: the rows of both states, (exact_sums, exact_sums)
 * returns exact_sums.  The sums are left to merge().  So many they must be; 0
 * stands for any number that both have.
 */
Datum
exact_state_combine(FunctionCallInfo fcinfo, int n_sums, ExactMerge merge)
{
	ExactState *state;
	ExactState *other;

	if (PG_ARGISNULL(1))
		return exact_state_unchanged(fcinfo);
	other = own_state(fcinfo, 1);
	if (n_sums > 0)
		check_n_sums(other, n_sums);
	state = exact_state_for_row(fcinfo, other->n_sums);
	combine_option(&state->option, &other->option);
	combine_option(&state->power, &other->power);
	state->min = Min(state->min, other->min);
	state->max = Max(state->max, other->max);
	merge(state, other);
	return exact_state_datum(state);
}

static void
merge_sums(ExactState *state, const ExactState *other)
{
	for (int i = 0; i < state->n_sums; i++)
		exact_sum_merge(&state->sum[i], &other->sum[i]);
}

/* exact_combine(exact_sums, exact_sums) returns exact_sums */
Datum
exact_combine(PG_FUNCTION_ARGS)
{
	return exact_state_combine(fcinfo, 0, merge_sums);
}

static void
send_option(StringInfo code, const Option *option)
{
	if (option_is_known(option))
	{
		pq_sendfloat8(code, option->value);
		pq_sendbyte(code, strlen(option->name));
		pq_sendbytes(code, option->name, (int) strlen(option->name));
	}
}

static void
send_sum(StringInfo code, const ExactSum *sum)
{
	uint32_t	digit[EXACT_SUM_DIGITS + 1];
	int			first;
	int			count;

	pq_sendbyte(code, exact_sum_store(sum, &first, &count, digit));
	pq_sendbyte(code, count);
	if (count > 0)
		pq_sendint16(code, first);
	for (int k = 0; k < count; k++)
		pq_sendint32(code, digit[k]);
}

/* The code of a state, behind a length word. */
static bytea *
encode_state(const ExactState *state)
{
	bool		has_bounds = state->min <= state->max;
	StringInfoData code;

	pq_begintypsend(&code);
	pq_sendbyte(&code, VERSION);
	pq_sendbyte(&code, state->n_sums);
	pq_sendbyte(&code, (option_is_known(&state->option) ? HAS_OPTION : 0)
				| (option_is_known(&state->power) ? HAS_POWER : 0)
				| (has_bounds ? HAS_BOUNDS : 0) | (state->window != 0 ? HAS_WINDOW : 0));
	send_option(&code, &state->option);
	send_option(&code, &state->power);
	if (has_bounds)
	{
		pq_sendfloat8(&code, state->min);
		pq_sendfloat8(&code, state->max);
	}
	if (state->window != 0)
		pq_sendint32(&code, state->window);
	for (int i = 0; i < state->n_sums; i++)
		send_sum(&code, &state->sum[i]);
	return pq_endtypsend(&code);
}

/* So many bytes as an unsigned number, the high one first; 0 and no more good input where they are missing. */
static uint64
get_number(Input *input, int n_bytes)
{
	uint64		number = 0;

	if (input->end - input->at < n_bytes)
	{
		input->good = false;
		return 0;
	}
	for (int i = 0; i < n_bytes; i++)
		number = number << 8 | *input->at++;
	return number;
}

static double
get_double(Input *input)
{
	uint64		bits = get_number(input, sizeof(double));
	double		number;

	memcpy(&number, &bits, sizeof number);
	input->good = input->good && isfinite(number);
	return number;
}

static Option
get_option(Input *input)
{
	Option		option = {.value = get_double(input)};
	int			length = (int) get_number(input, 1);

	input->good = input->good && length > 0 && length < OPTION_NAME_SIZE;
	for (int i = 0; input->good && i < length; i++)
	{
		char		c = (char) get_number(input, 1);

		input->good = input->good && ((c >= 'a' && c <= 'z') || c == '_');
		option.name[i] = c;
	}
	return option;
}

static ExactSum
get_sum(Input *input)
{
	ExactSum	sum;
	uint32_t	digit[EXACT_SUM_DIGITS];
	uint64		sign = get_number(input, 1);
	int			count = (int) get_number(input, 1);
	int			first = count > 0 ? (int) get_number(input, 2) : 0;

	exact_sum_init(&sum);
	input->good = input->good && sign <= 1 && count <= EXACT_SUM_DIGITS;
	for (int k = 0; input->good && k < count; k++)
		digit[k] = (uint32_t) get_number(input, 4);
	input->good = input->good && exact_sum_load(&sum, sign == 1, first, count, digit);
	return sum;
}

/* The state that bytes from anywhere stand for; NULL if they stand for none. */
static ExactState *
decode_state(const uint8 *bytes, size_t size)
{
	Input		input = {.at = bytes, .end = bytes + size, .good = true};
	ExactState *state;
	uint64		version = get_number(&input, 1);
	int			n_sums = (int) get_number(&input, 1);
	int			has = (int) get_number(&input, 1);

	if (!input.good || version != VERSION || n_sums < 1 || n_sums > EXACT_STATE_MAX_SUMS
		|| has > (HAS_OPTION | HAS_POWER | HAS_BOUNDS | HAS_WINDOW))
		return NULL;
	state = new_exact_state(n_sums, 0);
	if (has & HAS_OPTION)
		state->option = get_option(&input);
	if (has & HAS_POWER)
		state->power = get_option(&input);
	if (has & HAS_BOUNDS)
	{
		state->min = get_double(&input);
		state->max = get_double(&input);
		input.good = input.good && state->min <= state->max;
	}
	if (has & HAS_WINDOW)
	{
		state->window = (int32) get_number(&input, 4);
		input.good = input.good && state->window != 0 && state->window >= -MAX_WINDOW && state->window <= MAX_WINDOW;
	}
	for (int i = 0; input.good && i < n_sums; i++)
		state->sum[i] = get_sum(&input);
	if (!input.good || input.at != input.end)
		return NULL;
	return close_state(state);
}

/* The value of a hexadecimal digit, -1 if it is none. */
static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

/* exact_sums_in(cstring) returns exact_sums */
Datum
exact_sums_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	size_t		prefix = strlen(TEXT_VERSION);
	size_t		length = strlen(text);
	ExactState *state = NULL;

	if (length % 2 == prefix % 2 && strncmp(text, TEXT_VERSION, prefix) == 0)
	{
		size_t		size = 1 + (length - prefix) / 2;
		uint8	   *bytes = palloc(size);
		bool		good = true;

		bytes[0] = VERSION;
		for (size_t i = 1; i < size; i++)
		{
			int			high = hex_value(text[prefix + 2 * i - 2]);
			int			low = hex_value(text[prefix + 2 * i - 1]);

			good = good && high >= 0 && low >= 0;
			bytes[i] = (uint8) ((unsigned) high << 4 | (unsigned) low);
		}
		if (good)
			state = decode_state(bytes, size);
	}
	if (state == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid text form of type %s", "exact_sums")));
	PG_RETURN_POINTER(state);
}

/* exact_sums_out(exact_sums) returns cstring */
Datum
exact_sums_out(PG_FUNCTION_ARGS)
{
	bytea	   *code = encode_state(own_state(fcinfo, 0));
	const uint8 *bytes = (const uint8 *) VARDATA(code);
	size_t		size = VARSIZE(code) - VARHDRSZ;
	StringInfoData text;

	initStringInfo(&text);
	appendStringInfoString(&text, TEXT_VERSION);
	for (size_t i = 1; i < size; i++)
		appendStringInfo(&text, "%02x", bytes[i]);
	PG_RETURN_CSTRING(text.data);
}

/* exact_sums_recv(internal) returns exact_sums */
Datum
exact_sums_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buffer = (StringInfo) PG_GETARG_POINTER(0);
	int			size = buffer->len - buffer->cursor;
	ExactState *state = decode_state((const uint8 *) pq_getmsgbytes(buffer, size), size);

	if (state == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary form of type %s", "exact_sums"),
				 errdetail("Its %d bytes are not what this type writes.", size)));
	PG_RETURN_POINTER(state);
}

/* exact_sums_send(exact_sums) returns bytea */
Datum
exact_sums_send(PG_FUNCTION_ARGS)
{
	PG_RETURN_BYTEA_P(encode_state(own_state(fcinfo, 0)));
}

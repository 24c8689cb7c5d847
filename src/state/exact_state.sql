-- The state of aggregates that are formulas of sums.  A type of its own, so that it can be sent from server to server.

CREATE TYPE exact_sums;

CREATE FUNCTION exact_sums_in(cstring) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'exact_sums_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION exact_sums_in(cstring) IS 'Support of aggregates: reads a partial state from text';

CREATE FUNCTION exact_sums_out(exact_sums) RETURNS cstring
AS 'MODULE_PATHNAME', 'exact_sums_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION exact_sums_out(exact_sums) IS 'Support of aggregates: writes a partial state as text';

CREATE FUNCTION exact_sums_recv(internal) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'exact_sums_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION exact_sums_recv(internal) IS 'Support of aggregates: reads a partial state from the binary format';

CREATE FUNCTION exact_sums_send(exact_sums) RETURNS bytea
AS 'MODULE_PATHNAME', 'exact_sums_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION exact_sums_send(exact_sums) IS 'Support of aggregates: writes a partial state in the binary format';

CREATE TYPE exact_sums (
	INPUT = exact_sums_in, OUTPUT = exact_sums_out, RECEIVE = exact_sums_recv, SEND = exact_sums_send,
	INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE exact_sums IS 'Partial state of aggregates that are formulas of sums, which are exact; at most 7 kB';

CREATE FUNCTION exact_combine(exact_sums, exact_sums) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'exact_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION exact_combine(exact_sums, exact_sums) IS
	'Support of aggregates: joins two partial states that hold exact sums';

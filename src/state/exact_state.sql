-- SPDX-License-Identifier: PostgreSQL
-- The state of aggregates that are formulas of sums.  A type of its own, so that it can be sent from server to server.

CREATE TYPE exact_sums;

CREATE FUNCTION exact_sums_in(cstring) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'exact_sums_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION exact_sums_in(cstring) IS
	'support: of aggregates, reads a partial state from text | 支持函数：聚合函数，从文本读入部分状态';

CREATE FUNCTION exact_sums_out(exact_sums) RETURNS cstring
AS 'MODULE_PATHNAME', 'exact_sums_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION exact_sums_out(exact_sums) IS
	'support: of aggregates, writes a partial state as text | 支持函数：聚合函数，将部分状态写成文本';

CREATE FUNCTION exact_sums_recv(internal) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'exact_sums_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION exact_sums_recv(internal) IS
	'support: of aggregates, reads a partial state from the binary format | 支持函数：聚合函数，从二进制格式读入部分状态';

CREATE FUNCTION exact_sums_send(exact_sums) RETURNS bytea
AS 'MODULE_PATHNAME', 'exact_sums_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION exact_sums_send(exact_sums) IS
	'support: of aggregates, writes a partial state in the binary format | 支持函数：聚合函数，将部分状态写成二进制格式';

CREATE TYPE exact_sums (
	INPUT = exact_sums_in, OUTPUT = exact_sums_out, RECEIVE = exact_sums_recv, SEND = exact_sums_send,
	INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE exact_sums IS
	'exact sums: partial state of aggregates that are formulas of sums; at most 7 kB | 精确和：由和构成的聚合函数的部分状态，至多7kB';

CREATE FUNCTION exact_combine(exact_sums, exact_sums) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'exact_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION exact_combine(exact_sums, exact_sums) IS
	'support: of aggregates, joins two partial states that hold exact sums | 支持函数：聚合函数，合并两个含精确和的部分状态';

-- rows_digest: the same for the same rows, and for no others
SET client_min_messages = warning;
\set SHOW_CONTEXT never
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers
SET search_path = service_eval, public;

-- By hand: the canonical bytes of ROW(1, 'ab', NULL) are 'r', 3 values; 'i', 1 in 8 bytes; 't', length 2, "ab"; '0'.  The state is
-- the number of rows and the sum of their SHA-256, the digest the SHA-256 of the state.
SELECT rows_digest(ROW(1, 'ab'::text, NULL::date)) = sha256('\x0000000000000001' || sha256('\x72000000036900000000000000017400000002616230')) AS as_described;
-- two rows that are the same: the sum is twice the number, modulo 2^256, as numeric would add
WITH h AS (SELECT sha256('\x7200000001690000000000000007') AS h),
digits AS (SELECT sum(get_byte(h, i)::numeric * 256::numeric ^ (31 - i)) AS n FROM h, generate_series(0, 31) AS i),
doubled AS (SELECT mod(2 * n, 256::numeric ^ 32) AS n FROM digits),
bytes AS (SELECT string_agg(decode(lpad(to_hex(mod(div(n, 256::numeric ^ (31 - i)), 256)::int), 2, '0'), 'hex'), '' ORDER BY i) AS b FROM doubled, generate_series(0, 31) AS i)
SELECT (SELECT rows_digest(ROW(v)) FROM (VALUES (7), (7)) AS t (v)) = sha256('\x0000000000000002' || b) AS doubled FROM bytes;
-- the sum carries over: of 1,000 rows, in any order
WITH h AS (SELECT sha256('\x720000000169' || int8send(i)) AS h FROM generate_series(1, 1000) AS i),
total AS (SELECT mod(sum(get_byte(h, i)::numeric * 256::numeric ^ (31 - i)), 256::numeric ^ 32) AS n FROM h, generate_series(0, 31) AS i),
bytes AS (SELECT string_agg(decode(lpad(to_hex(mod(div(n, 256::numeric ^ (31 - i)), 256)::int), 2, '0'), 'hex'), '' ORDER BY i) AS b FROM total, generate_series(0, 31) AS i)
SELECT (SELECT rows_digest(ROW(i)) FROM generate_series(1, 1000) AS i) = sha256(int8send(1000) || b) AS forward,
	(SELECT rows_digest(ROW(1001 - i)) FROM generate_series(1, 1000) AS i) = sha256(int8send(1000) || b) AS backward
FROM bytes;

-- no rows: NULL; a row without a value is none; a row of NULLs is one
SELECT rows_digest(ROW(1)) IS NULL AS none FROM generate_series(1, 0);
SELECT rows_digest(r) IS NULL AS none FROM (VALUES (NULL::record)) AS t (r);
SELECT rows_digest(ROW(NULL::int)) IS NOT NULL AS one;

-- what differs in one value, in number, in order of the columns or in kind differs
SELECT count(DISTINCT d) = count(*) AS all_differ, bool_and(octet_length(d) = 32) AS bytes FROM (
	SELECT rows_digest(ROW(1)) AS d UNION ALL SELECT rows_digest(ROW(2)) UNION ALL SELECT rows_digest(ROW(NULL::int)) UNION ALL SELECT rows_digest(ROW(0))
	UNION ALL SELECT rows_digest(ROW(false)) UNION ALL SELECT rows_digest(ROW(1::numeric)) UNION ALL SELECT rows_digest(ROW(1.0)) UNION ALL SELECT rows_digest(ROW(1::float8))
	UNION ALL SELECT rows_digest(ROW('1'::text)) UNION ALL SELECT rows_digest(ROW('1'::bytea)) UNION ALL SELECT rows_digest(ROW(''::text)) UNION ALL SELECT rows_digest(ROW('1 '::text))
	UNION ALL SELECT rows_digest(ROW(1, NULL::int)) UNION ALL SELECT rows_digest(ROW(NULL::int, 1)) UNION ALL SELECT rows_digest(ROW(ROW(1))) UNION ALL SELECT rows_digest(ROW(ARRAY[1]))
	UNION ALL SELECT rows_digest(ROW(ARRAY[[1]])) UNION ALL SELECT rows_digest(ROW('[0:0]={1}'::int[])) UNION ALL SELECT rows_digest(ROW('{}'::int[]))
	UNION ALL SELECT rows_digest(ROW('a'::text, 'bc'::text)) UNION ALL SELECT rows_digest(ROW('ab'::text, 'c'::text)) UNION ALL SELECT rows_digest(ROW('abc'::text))
	UNION ALL SELECT rows_digest(ROW(int4range(1, 3))) UNION ALL SELECT rows_digest(ROW(int4range(1, NULL))) UNION ALL SELECT rows_digest(ROW('empty'::int4range)) UNION ALL SELECT rows_digest(ROW(int4range(NULL, 3)))
	UNION ALL SELECT rows_digest(ROW(int4multirange(int4range(1, 3)))) UNION ALL SELECT rows_digest(ROW(int4multirange(int4range(1, 3), int4range(5, 6))))
	UNION ALL SELECT rows_digest(ROW(numrange(1, 3, '[]'))) UNION ALL SELECT rows_digest(ROW(numrange(1, 3, '()')))
	UNION ALL SELECT rows_digest(ROW(date '2024-01-01')) UNION ALL SELECT rows_digest(ROW(timestamp '2024-01-01')) UNION ALL SELECT rows_digest(ROW(time '00:00')) UNION ALL SELECT rows_digest(ROW(timetz '00:00+00'))
	UNION ALL SELECT rows_digest(ROW(timestamptz '2024-01-01 00:00+00')) UNION ALL SELECT rows_digest(ROW(timestamptz '2024-01-01 00:00:00.000001+00')) UNION ALL SELECT rows_digest(ROW(interval '1 day')) UNION ALL SELECT rows_digest(ROW(interval '24 hours'))
	UNION ALL SELECT rows_digest(ROW('00000000-0000-0000-0000-000000000001'::uuid)) UNION ALL SELECT rows_digest(ROW(B'1')) UNION ALL SELECT rows_digest(ROW(B'10'::varbit)) UNION ALL SELECT rows_digest(ROW('10.0.0.0/8'::inet)) UNION ALL SELECT rows_digest(ROW('10.0.0.0/8'::cidr))
	UNION ALL SELECT rows_digest(ROW(1::money)) UNION ALL SELECT rows_digest(ROW('{"a": 1}'::jsonb)) UNION ALL SELECT rows_digest(ROW('{"a":1}'::json))
	UNION ALL SELECT rows_digest(ROW(v)) FROM (VALUES (1), (1)) AS t (v)
) AS x;
-- what is the same: integers of any width, floats of any, 0 and -0, texts of any kind, keys of a jsonb in any order
SELECT rows_digest(ROW(7::smallint)) = rows_digest(ROW(7::bigint)) AND rows_digest(ROW(7::int)) = rows_digest(ROW(7::bigint)) AS integers,
	rows_digest(ROW(0.5::real)) = rows_digest(ROW(0.5::float8)) AND rows_digest(ROW(0::float8)) = rows_digest(ROW('-0'::float8)) AS floats,
	rows_digest(ROW('NaN'::real)) = rows_digest(ROW('NaN'::float8)) AND rows_digest(ROW('NaN'::float8)) <> rows_digest(ROW('Infinity'::float8)) AS not_numbers,
	rows_digest(ROW('x'::varchar)) = rows_digest(ROW('x'::text)) AND rows_digest(ROW('x'::name)) = rows_digest(ROW('x'::text)) AS texts,
	rows_digest(ROW('{"a": 1, "b": 2}'::jsonb)) = rows_digest(ROW('{"b": 2, "a": 1}'::jsonb)) AS documents;

-- domains are as the type beneath, enums as their labels, whatever their numbers
CREATE DOMAIN pg_temp.small AS int CHECK (value < 10);
CREATE TYPE pg_temp.colour AS ENUM ('red', 'green');
CREATE TYPE pg_temp.pair AS (a int, b text);
SELECT rows_digest(ROW(1::pg_temp.small)) = rows_digest(ROW(1)) AS domain, rows_digest(ROW('red'::pg_temp.colour)) = rows_digest(ROW('red'::text)) AS enum,
	rows_digest(ROW(ROW(1, 'x')::pg_temp.pair)) = rows_digest(ROW(ROW(1, 'x'::text))) AS composite,
	rows_digest(ROW(1, 'x')::pg_temp.pair) = rows_digest(ROW(1, 'x'::text)) AS whole_row,
	rows_digest(ROW(ARRAY['red', NULL]::pg_temp.colour[])) = rows_digest(ROW(ARRAY['red', NULL])) AS array_of_enums;

-- a dropped column leaves nothing; one that is added is a change, one that is renamed is none; stored, compressed or not
CREATE TEMPORARY TABLE a (gone int, x int, t text);
INSERT INTO a SELECT i, i, repeat('long ', 10 * i) FROM generate_series(1, 500) AS i;
CREATE TEMPORARY TABLE b (x int, t text);
ALTER TABLE b ALTER t SET STORAGE external;
INSERT INTO b SELECT x, t FROM a ORDER BY x DESC;
SELECT (SELECT rows_digest(a) FROM a) = (SELECT rows_digest(b) FROM b) AS before;
ALTER TABLE a DROP COLUMN gone;
SELECT (SELECT rows_digest(a) FROM a) = (SELECT rows_digest(b) FROM b) AS after, (SELECT rows_digest(ROW(x, t)) FROM a) = (SELECT rows_digest(b) FROM b) AS written_out;
ALTER TABLE a RENAME COLUMN t TO u;
SELECT (SELECT rows_digest(a) FROM a) = (SELECT rows_digest(b) FROM b) AS renamed;
UPDATE a SET u = u || ' ' WHERE x = 250;
SELECT (SELECT rows_digest(a) FROM a) = (SELECT rows_digest(b) FROM b) AS changed;
UPDATE a SET u = repeat('long ', 2500) WHERE x = 250;
SELECT (SELECT rows_digest(a) FROM a) = (SELECT rows_digest(b) FROM b) AS changed_back;

-- whatever the settings
CREATE TEMPORARY TABLE settings AS
SELECT i, i / 3.0::float8 AS f, timestamptz '2024-03-31 01:30+01' + i * interval '1 hour' AS z, date '2024-01-01' + i AS d, interval '1 mon 2 days 03:04:05' * i AS v, '\xdeadbeef'::bytea AS y, 1.5::money AS m
FROM generate_series(1, 50) AS i;
SELECT rows_digest(s) AS plain FROM settings s \gset
SET TimeZone = 'Asia/Shanghai';
SET DateStyle = 'German';
SET IntervalStyle = 'sql_standard';
SET extra_float_digits = -15;
SET bytea_output = 'escape';
SET lc_monetary = 'C';
SET client_encoding = 'LATIN1';
SELECT rows_digest(s) = :'plain' AS same FROM settings s;
RESET ALL;
SET search_path = service_eval, public;
SET client_min_messages = warning;

-- in parallel, and in a window
CREATE TABLE public.digest_rows AS SELECT i AS id, md5(i::text) AS t, (i % 7)::numeric / 4 AS n FROM generate_series(1, 50000) AS i;
ALTER TABLE public.digest_rows SET (parallel_workers = 2);
ANALYZE public.digest_rows;
SET max_parallel_workers_per_gather = 0;
SELECT rows_digest(d) AS serial FROM public.digest_rows d \gset
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT pg_temp.plan_has('SELECT rows_digest(d) FROM public.digest_rows d', 'Partial Aggregate') AS parallel;
SELECT rows_digest(d) = :'serial' AS same FROM public.digest_rows d;
RESET max_parallel_workers_per_gather;
SELECT bool_and(w = (SELECT rows_digest(d) FROM public.digest_rows d WHERE d.id <= x.id)) AS growing_frames
FROM (SELECT id, rows_digest(d) OVER (ORDER BY id) AS w FROM public.digest_rows d WHERE id <= 50) AS x;
DROP TABLE public.digest_rows;

-- merging by hand, for servers that are not one: the state is 40 bytes
SELECT rows_digest_final(rows_digest_combine(rows_digest_accum(z, ROW(1)), rows_digest_accum(z, ROW(2)))) = (SELECT rows_digest(ROW(v)) FROM (VALUES (2), (1)) AS t (v)) AS merged
FROM (SELECT decode(repeat('00', 40), 'hex') AS z) AS x;
-- a type of which nobody can promise the same bytes, and a state that is none
SELECT pg_temp.answer($$SELECT rows_digest(ROW('pg_class'::regclass))$$) AS object_number;
SELECT pg_temp.answer($$SELECT rows_digest(ROW(1, ARRAY[to_tsvector('simple', 'x')]))$$) AS depends_on_encoding;
SELECT pg_temp.answer($$SELECT rows_digest_final('\x00')$$) AS state;
SELECT pg_temp.answer($$SELECT rows_digest_combine(decode(repeat('00', 40), 'hex'), '\x')$$) AS state;
SELECT pg_temp.answer($$SELECT rows_digest(1)$$) AS no_row;

-- In two steps, for an aggregate that is computed in parts: of the digests of rows
SELECT rows_digest(row_digest(ROW(i, i::text))) = rows_digest(ROW(i, i::text)) AS same,
	rows_digest(row_digest(ROW(i))) IS DISTINCT FROM rows_digest(ROW(i, i::text)) AS other
FROM generate_series(1, 100) AS i;
SELECT row_digest(ROW(7)) = sha256('\x7200000001690000000000000007') AS as_described, row_digest(NULL) IS NULL AS none;
SELECT rows_digest(row_digest(r)) IS NULL AS none FROM (VALUES (NULL::record)) AS t (r);
SELECT pg_temp.answer('SELECT rows_digest(''\x00''::bytea)') AS refused;

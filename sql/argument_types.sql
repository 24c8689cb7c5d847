-- Numbers of every type that clients bind are accepted, and no call is ambiguous.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS service_eval;
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- the arguments of every function that a user calls; those of the aggregates' own functions and of types are left out
CREATE TEMP TABLE argument AS
SELECT p.oid AS function, p.proname, p.prokind, a.place, a.type::regtype AS type, coalesce(p.proargnames[a.place], '') AS name, p.pronargs
FROM pg_proc p CROSS JOIN LATERAL unnest(p.proargtypes::oid[]) WITH ORDINALITY AS a (type, place)
WHERE p.pronamespace = 'service_eval'::regnamespace AND p.oid::regprocedure::text !~ 'internal|cstring|text_range'
	AND p.proname !~ '_(accum|combine|final|send|recv|hash|hash_extended)$';
-- what tells one thing from another, or is 64 bits, has no fraction and no float8
ALTER TABLE argument ADD is_array boolean, ADD is_number boolean, ADD is_identifier boolean;
UPDATE argument SET is_array = type::text LIKE '%[]', is_number = ltrim(type::text, '_') ~ '^(smallint|integer|bigint|numeric|real|double precision)(\[])?$',
	is_identifier = (proname, name) IN (('photo_cluster', 'photo_id'), ('photo_cluster', 'phash'), ('photo_cluster', 'known_cluster'),
	('phash_distance', 'a'), ('phash_distance', 'b'), ('check_supplied_facts', 'project_id'),
	('score_units', 'unit'), ('score_units', 'indicator'));
SELECT count(DISTINCT function) > 150 AS functions, count(*) FILTER (WHERE is_identifier) AS identifiers FROM argument;

-- what may stand for a number and for an array of numbers; for an identifier only what has no fraction
CREATE TEMP TABLE stand_in (is_array boolean, expression text, identifies boolean);
INSERT INTO stand_in VALUES
	(false, '1', true), (false, '1.5', false), (false, '''1''', true), (false, 'NULL', true),
	(false, 'i2', true), (false, 'i4', true), (false, 'i8', true), (false, 'n', false), (false, 'r', false), (false, 'f', false),
	(true, '''{1,2}''', false), (true, 'ARRAY[1, 2]', false), (true, 'ARRAY[1.5, 2]', false),
	(true, 'ARRAY[i4]', false), (true, 'ARRAY[i8]', false), (true, 'ARRAY[n]', false), (true, 'ARRAY[r]', false), (true, 'ARRAY[f]', false);

-- the call, with the columns of a row of all types
CREATE FUNCTION pg_temp.call(function oid, kind text, arguments text) RETURNS text LANGUAGE sql AS $$
	SELECT format('SELECT %s(%s)%s FROM (SELECT 1::smallint, 1, 1::bigint, 1::numeric, 1::real, 1::float8) row_of (i2, i4, i8, n, r, f)',
		(SELECT proname FROM pg_proc WHERE oid = function), arguments, CASE kind WHEN 'w' THEN ' OVER ()' ELSE '' END) $$;

-- how PostgreSQL refuses it, NULL if it does not; nothing is executed
CREATE FUNCTION pg_temp.refusal(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	message text;
BEGIN
	EXECUTE 'PREPARE resolved AS ' || statement;
	DEALLOCATE resolved;
	RETURN NULL;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
	RETURN SQLSTATE || ' ' || message;
END $$;

-- One argument of another type, the others as they are declared.  What has no type at all could be a distribution as well.
CREATE TEMP TABLE call AS
SELECT a.function, a.place, s.expression, pg_temp.call(a.function, a.prokind::text,
	(SELECT string_agg(CASE WHEN o.place = a.place THEN s.expression ELSE format('NULL::%s', o.type) END, ', ' ORDER BY o.place)
	 FROM argument o WHERE o.function = a.function)) AS statement
FROM argument a JOIN stand_in s ON s.is_array = a.is_array AND (s.identifies OR NOT a.is_identifier)
WHERE a.is_number AND NOT (s.expression IN ('''1''', 'NULL') AND (a.proname = 'distribution' OR EXISTS (
	SELECT FROM argument d WHERE (d.proname, d.place, d.pronargs) = (a.proname, a.place, a.pronargs) AND d.type = 'distribution'::regtype)));
-- all of them
INSERT INTO call
SELECT a.function, 0, s.expression, pg_temp.call(a.function, min(a.prokind::text),
	string_agg(CASE WHEN a.is_number AND NOT a.is_array AND NOT a.is_identifier THEN s.expression ELSE format('NULL::%s', a.type) END, ', ' ORDER BY a.place))
FROM argument a CROSS JOIN stand_in s
WHERE NOT s.is_array AND s.expression NOT IN ('''1''', 'NULL')
GROUP BY a.function, s.expression;
SELECT count(*) > 2500 AS calls, count(DISTINCT function) > 120 AS functions FROM call;
SELECT function::regprocedure, statement, refusal FROM call, pg_temp.refusal(statement) refusal WHERE refusal IS NOT NULL ORDER BY function::regprocedure::text, place, expression;

-- The same results.  A float8 or real stands for the decimal that is written, not for the binary number next to it: 20 % of 5 is 1.
CREATE TEMP TABLE band AS
SELECT n, i, f, performance_band(i, f) OVER w AS numeric, performance_band(i, f::float8) OVER w AS float8, performance_band(i, f::real) OVER w AS real
FROM generate_series(1, 40) n, generate_series(1, n) i, (VALUES (0.1), (0.15), (0.2), (0.3), (0.35), (0.4), (0.45)) v (f)
WINDOW w AS (PARTITION BY n, f);
SELECT count(*) > 5000 AS rows, count(*) FILTER (WHERE numeric <> float8 OR numeric <> real) AS others FROM band;
SELECT performance_band(i, 0.2::float8) OVER () AS literal, performance_band(i, CASE WHEN i > 0 THEN 0.2::float8 END) OVER () AS by_row FROM generate_series(1, 5) i ORDER BY i DESC;
SELECT lorenz_curve(x, 4) = lorenz_curve(x, 4::bigint) AND lorenz_curve(x, 4) = lorenz_curve(x, 4::numeric) AND lorenz_curve(x::numeric, 4) = lorenz_curve(x::numeric, 4::float8)
	AND lorenz_curve(distribution(x), 4) = lorenz_curve(distribution(x), 4::bigint) AS lorenz,
	nps(1 + x % 5, 5) = nps(1 + x % 5, 5::bigint) AND top_box(1 + x % 5, 5) = top_box(1 + x % 5, 5::numeric) AS ratings,
	gini_interval(x, 0.9, 1, x % 5) = gini_interval(x::numeric, 0.9, 1, (x % 5)::numeric) AS clusters
FROM generate_series(1, 20) x;
SELECT bool_and(minmax = other_minmax) AS minmax, bool_and(borda = other_borda) AS borda, bool_and(shrunken = other_shrunken) AS shrunken,
	bool_and(ranks = other_ranks AND ranks = numeric_ranks) AS ranks, bool_and(part = other_part) AS part
FROM (
	SELECT normalize_minmax(x, 0, 100, -1) OVER () AS minmax, normalize_minmax(x, 0::bigint, 100::numeric, (-1)::bigint) OVER () AS other_minmax,
		normalize_borda(x, 1) OVER () AS borda, normalize_borda(x, 1::numeric) OVER () AS other_borda,
		shrunken_mean(x, 5, 1) OVER () AS shrunken, shrunken_mean(x, 5::numeric, 1) OVER () AS other_shrunken,
		rank_uncertainty(ARRAY[x], ARRAY[2], ARRAY[10], 100, NULL, 42::bigint) OVER () AS ranks,
		rank_uncertainty(ARRAY[x], ARRAY[2], ARRAY[10], 100::bigint, NULL, 42) OVER () AS other_ranks,
		rank_uncertainty(ARRAY[x], ARRAY[2], ARRAY[10], 100::numeric, NULL, 42::numeric) OVER () AS numeric_ranks,
		apportion(99.99, x * 0.1, 2) OVER (ORDER BY x) AS part, apportion(99.99::float8, x * 0.1::float8, 2::bigint) OVER (ORDER BY x) AS other_part
	FROM generate_series(1, 9) x
) r;
-- to the cent, and as exact as the numeric: 0.1 is 0.1
SELECT performance_payment(1988600, 0.7, 1768, 2000, 83.3) AS numeric, performance_payment(1988600, 0.7::float8, 1768, 2000, 83.3::float8) AS float8,
	performance_payment(1988600, 0.7, 1768, 2000, 83.3, 50, 95) = performance_payment(1988600.00, 0.7, 1768, 2000, 83.3::float8, 50, 95) AS option;
SELECT apportion(0.3, i, 1) OVER (ORDER BY i), apportion(0.3::float8, i * 0.1::float8, 1) OVER (ORDER BY i) AS float8 FROM generate_series(1, 2) i;

-- what is refused: a fraction where things are counted, and numbers that a float8 cannot tell from others
SELECT statement, pg_temp.answer(statement)
FROM (VALUES
	('SELECT lorenz_curve(x, 2.5) FROM generate_series(1, 3) x'),
	('SELECT nps(3, 4.5)'),
	('SELECT top_box(1, 1)'),
	('SELECT rating_score(3, ''NaN'')'),
	('SELECT normalize_rank(1, 0.5) OVER ()'),
	('SELECT shrunken_mean(1, 2.5, 1) OVER ()'),
	('SELECT shrunken_mean(1, -1, 1) OVER ()'),
	('SELECT gini_interval(1, 0.9, 1, 0.5)'),
	('SELECT gini_interval(1, 0.9, 1, 9007199254740993)'),
	('SELECT rank_uncertainty(''{5}'', NULL, ''{10}'', 10.5, NULL, 1) OVER ()'),
	('SELECT rank_uncertainty(''{5}'', NULL, ''{10}'', 10, NULL, 0.5) OVER ()'),
	('SELECT rank_uncertainty(''{5}'', NULL, ''{10}'', 10, NULL, 9007199254740993::numeric) OVER ()'),
	('SELECT rank_uncertainty(''{5}'', NULL, ''{10}'', 10, NULL, 9007199254740993) OVER () IS NOT NULL'),
	('SELECT photo_cluster(1, NULL, 0, NULL, 0.5, NULL) OVER ()'),
	('SELECT apportion(1, 1, 0.5) OVER ()'),
	('SELECT apportion(1e13::float8, 1, 2) OVER ()'),
	('SELECT apportion(1e13, 1, 2) OVER ()'),
	('SELECT performance_payment(1e13::float8, 0.5, 1, 1, 90)'),
	('SELECT performance_payment(''NaN''::float8, 0.5, 1, 1, 90)'),
	('SELECT performance_band(1, ''NaN''::float8) OVER ()'),
	('SELECT performance_band(1, 0.6::float8) OVER ()')
) AS v (statement);

-- Bytes that a superuser takes for a value of a type, and that are none
SET client_min_messages = warning;
CREATE TYPE pg_temp.bytes;
CREATE FUNCTION pg_temp.bytes_in(cstring) RETURNS pg_temp.bytes LANGUAGE internal IMMUTABLE STRICT AS 'byteain';
CREATE FUNCTION pg_temp.bytes_out(pg_temp.bytes) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'byteaout';
CREATE TYPE pg_temp.bytes (INPUT = pg_temp.bytes_in, OUTPUT = pg_temp.bytes_out, ALIGNMENT = double, STORAGE = extended);
CREATE CAST (pg_temp.bytes AS distribution) WITHOUT FUNCTION;
CREATE CAST (pg_temp.bytes AS exact_sums) WITHOUT FUNCTION;
SELECT type, pg_temp.answer(format('SELECT %L::pg_temp.bytes::%s::text', '\x' || repeat(byte, n), type)) AS answer, count(*)
FROM unnest('{distribution,exact_sums}'::text[]) type, unnest('{00,ff}'::text[]) byte, generate_series(0, 299) n
GROUP BY type, answer ORDER BY type;
-- Without a final function a state is a value as it is: the same rows give the same bytes, whatever was in memory.
CREATE CAST (distribution AS pg_temp.bytes) WITHOUT FUNCTION;
CREATE CAST (exact_sums AS pg_temp.bytes) WITHOUT FUNCTION;
CREATE AGGREGATE pg_temp.left_open(float8) (SFUNC = distribution_accum, STYPE = distribution);
CREATE AGGREGATE pg_temp.left_open(float8, float8) (SFUNC = distribution_accum, STYPE = distribution);
CREATE AGGREGATE pg_temp.sums_left_open(float8, float8) (SFUNC = arithmetic_score_accum, STYPE = exact_sums);
SELECT count(DISTINCT g % 100 || repeat('x', 500)) AS dirt FROM generate_series(1, 20000) g;
SELECT rows, count(*) AS groups, count(DISTINCT d::pg_temp.bytes::text) AS d, count(DISTINCT w::pg_temp.bytes::text) AS w,
	count(DISTINCT s::pg_temp.bytes::text) AS s
FROM (SELECT rows, pg_temp.left_open(x) AS d, pg_temp.left_open(x, x) AS w, pg_temp.sums_left_open(x, x) AS s
	FROM unnest('{1,3,200,5000}'::int[]) rows, generate_series(1, 50) g, generate_series(1, rows) x GROUP BY rows, g) s
GROUP BY rows ORDER BY rows;
DROP TYPE pg_temp.bytes CASCADE;
RESET client_min_messages;

-- Aggregates of a superuser's own, made of parts that do not fit each other: what is not there is not read.
CREATE FUNCTION pg_temp.mixture(accum oid, final oid, number text, option int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	types text;
	arguments text;
	result text;
BEGIN
	SELECT string_agg(t::regtype::text, ', ' ORDER BY i),
		string_agg(CASE
			WHEN t::regtype::text LIKE '%[]' THEN CASE
				WHEN i = option THEN quote_literal('{-1,1}')
				WHEN number = '7' THEN 'array_fill(1.0, ARRAY[40])'
				ELSE quote_literal('{1,2}') END
			WHEN t = 'text'::regtype THEN quote_literal('bottom')
			WHEN t = 'bigint'::regtype THEN CASE i WHEN 2 THEN 'x' ELSE '1' END
			WHEN i = option THEN '0.5'
			WHEN i > 2 THEN number
			WHEN option = 0 THEN format('x * %s', number)
			ELSE format('%s - 0.1 * (x - 1)', number) END, ', ' ORDER BY i)
	INTO types, arguments
	FROM pg_proc p, unnest(p.proargtypes) WITH ORDINALITY AS a (t, i)
	WHERE p.oid = accum AND i > 1;
	EXECUTE format('CREATE AGGREGATE pg_temp.mixed(%s) (SFUNC = %I, STYPE = internal, FINALFUNC = %I)', types,
		(SELECT proname FROM pg_proc WHERE oid = accum), (SELECT proname FROM pg_proc WHERE oid = final));
	EXECUTE format('SELECT pg_temp.mixed(%s)::text FROM generate_series(1, 5) AS x', arguments) INTO result;
	EXECUTE format('DROP AGGREGATE pg_temp.mixed(%s)', types);
	RETURN 'answers';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE || CASE SQLSTATE WHEN '42804' THEN ' ' || SQLERRM ELSE '' END;
END
$$;
CREATE TEMP TABLE mixed (accum oid, final oid, number text, option int, answer text);
-- Every transition function with every final one.  The argument in one place is 0.5, those in the others are a number:
-- each transition function takes some of these.  None ends the server, none runs long.
\set ECHO none
SET statement_timeout = '5s';
SELECT format('INSERT INTO mixed SELECT %s, oid, %L, %s, pg_temp.mixture(%1$s, oid, %2$L, %3$s) FROM pg_proc
	WHERE pronamespace = %L::regnamespace AND proname ~ %L AND proargtypes = %L',
	oid, number, option, 'service_eval', '_final$', '2281')
FROM pg_proc CROSS JOIN LATERAL (
	SELECT '1', i FROM generate_series(2, pronargs) i
	UNION ALL VALUES ('1', 0), ('0.5', 0), ('1e-5', 0), ('-3e9', 0), ('7', 0)) v (number, option)
WHERE pronamespace = 'service_eval'::regnamespace AND proname ~ '_accum$' AND proargtypes[0] = 'internal'::regtype
	AND prorettype = 'internal'::regtype
ORDER BY oid, number, option \gexec
RESET statement_timeout;
\set ECHO all
SELECT count(DISTINCT accum) > 60 AS accums, count(DISTINCT final) > 30 AS finals, count(*) > 20000 AS mixtures,
	count(DISTINCT accum) FILTER (WHERE answer = 'answers') = count(DISTINCT accum) AS each_answers
FROM mixed;
SELECT answer, count(*) > 1000 AS many FROM mixed GROUP BY answer ORDER BY answer COLLATE "C";
SELECT answer, count(*) > 10 AS several, string_agg(proname, ', ' ORDER BY proname)
	FILTER (WHERE proname IN ('gini_final', 'theil_final', 'krippendorff_alpha_final', 'spearman_rho_final',
		'lorenz_curve_final', 'gini_by_source_final', 'reliability_final')) AS among_them
FROM mixed JOIN pg_proc p ON p.oid = final
WHERE accum = 'sample_accum(internal, float8)'::regprocedure AND (number, option) = ('1', 0)
GROUP BY answer ORDER BY answer COLLATE "C";

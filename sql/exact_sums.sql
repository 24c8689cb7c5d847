-- Aggregates of bounded state: computed in parts anywhere, sent as text or bytes, they give the same bits
SET client_min_messages = warning;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers
SET search_path = service_eval, public;

-- Who keeps rows has a state of type internal; all others have a state of a type that can be sent.  score_units() ranks
-- all units together and is not computed in parts
SELECT a.aggfnoid::oid::regprocedure FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid
WHERE p.pronamespace = 'service_eval'::regnamespace AND p.proname <> 'score_units'
	AND (a.aggcombinefn = 0 OR a.aggtranstype <> 'internal'::regtype AND a.aggserialfn <> 0
		OR a.aggtranstype = 'internal'::regtype AND a.aggcombinefn::text !~ '\msample_combine$') ORDER BY 1;
SELECT p.proname, count(*) FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid
WHERE p.pronamespace = 'service_eval'::regnamespace AND a.aggtranstype <> 'internal'::regtype GROUP BY p.proname ORDER BY 1;

-- Each as a distributed database computes it: partial states in parts, as text, read back and joined
CREATE TABLE exact_rows AS
SELECT i, exp(20 * sin(i)) AS x, (1 + i % 7)::float8 AS w, 1 + i % 5 AS rating, abs(100 * sin(i)) AS s FROM generate_series(1, 2000) AS i;
-- call is what is asked and, behind |, the types of the aggregate's arguments
CREATE FUNCTION pg_temp.in_parts(call text, parts int) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
	types text := split_part(call, '|', 2);
	name text := substring(call, '^\w+');
	arguments text := substr(split_part(call, '|', 1), length(name) + 1);
	a pg_aggregate := (SELECT g FROM pg_aggregate g WHERE g.aggfnoid = (name || types)::regprocedure);
	result float8;
BEGIN
	EXECUTE format('CREATE AGGREGATE pg_temp.joined(exact_sums) (SFUNC = %s, STYPE = exact_sums, FINALFUNC = %s)', a.aggcombinefn, a.aggfinalfn);
	EXECUTE format('CREATE AGGREGATE pg_temp.part%s (SFUNC = %s, STYPE = exact_sums)', types, a.aggtransfn);
	EXECUTE format('SELECT pg_temp.joined(state::text::exact_sums ORDER BY part DESC)
		FROM (SELECT i %% %s AS part, pg_temp.part%s AS state FROM exact_rows GROUP BY 1) p', parts, arguments) INTO result;
	EXECUTE format('DROP AGGREGATE pg_temp.part%s', types);
	DROP AGGREGATE pg_temp.joined(exact_sums);
	RETURN result;
END $$;
CREATE FUNCTION pg_temp.whole(call text) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
	result float8;
BEGIN
	EXECUTE format('SELECT %s FROM exact_rows', split_part(call, '|', 1)) INTO result;
	RETURN result;
END $$;
SELECT call, bool_and(float8send(pg_temp.in_parts(call, parts)) = float8send(pg_temp.whole(call))) AS same_bits
FROM (VALUES
	('hhi(x)|(float8)'), ('hhi(x::numeric)|(numeric)'), ('kish_effective_n(w)|(float8)'), ('kish_effective_n(w::numeric)|(numeric)'),
	('evaluation_score(s, 100.0)|(float8,float8)'), ('nps(rating, 5)|(float8,float8)'), ('top_box(rating, 5)|(float8,float8)'),
	('arithmetic_score(x, w)|(float8,float8)'), ('arithmetic_score(nullif(x, 1), w, 0.5)|(float8,float8,float8)'),
	('geometric_score(x, w)|(float8,float8)'), ('geometric_score(x, w, 0.5)|(float8,float8,float8)'),
	('harmonic_score(x, w)|(float8,float8)'), ('harmonic_score(x, w, 0.5)|(float8,float8,float8)'),
	('power_score(x, w, 7)|(float8,float8,float8)'), ('power_score(x, w, -300, 0.5)|(float8,float8,float8,float8)'),
	('power_score(x, w, 0)|(float8,float8,float8)'), ('power_score(x, w, 1)|(float8,float8,float8)'), ('power_score(x, w, 1e-4)|(float8,float8,float8)'),
	('satisfaction_weighted_quantity(x, s)|(float8,float8)'), ('satisfaction_weighted_index(x, s)|(float8,float8)'),
	('satisfaction_weighted_index(x, s, w)|(float8,float8,float8)'), ('satisfaction_weighted_index(x, s, w, 2)|(float8,float8,float8,float8)')) AS c (call),
	(VALUES (1), (2), (7), (2000)) AS p (parts)
GROUP BY call ORDER BY call COLLATE "C";

-- The code by hand: version 1; 2 sums, nothing else; 3 is one digit at 2^0, the 101st; 5 = 1 + 4
SELECT kish_effective_n_accum(kish_effective_n_accum(NULL, 1.0), 2.0) AS state, 
	kish_effective_n_final('1:020000010065000000030001006500000005') = 9.0 / 5 AS read;
-- the same rows in any order and in any parts have the same code; a state is as small as its sums
CREATE AGGREGATE pg_temp.kish_state(float8) (SFUNC = kish_effective_n_accum, STYPE = exact_sums, COMBINEFUNC = exact_combine, PARALLEL = SAFE);
CREATE AGGREGATE pg_temp.combined(exact_sums) (SFUNC = exact_combine, STYPE = exact_sums);
SELECT count(DISTINCT code) AS codes, max(length(code)) < 200 AS small FROM (
	SELECT pg_temp.kish_state(x ORDER BY i)::text AS code FROM exact_rows UNION ALL SELECT pg_temp.kish_state(x ORDER BY i DESC)::text FROM exact_rows
	UNION ALL SELECT pg_temp.combined(s ORDER BY p)::text FROM (SELECT i % 13 AS p, pg_temp.kish_state(x) AS s FROM exact_rows GROUP BY 1) q) c;
SELECT length(exact_sums_send(s)) BETWEEN 700 AND 7000 AS bounded, s::text::exact_sums::text = s::text AS same
FROM (SELECT pg_temp.kish_state(x) FROM (VALUES (1.7e308), (5e-324)) AS v (x)) AS t (s);
-- as bytes
CREATE TABLE exact_states AS SELECT i % 3 AS part, pg_temp.kish_state(x) AS s FROM exact_rows GROUP BY 1;
SELECT exact_sums_send(s) = '\x01'::bytea || decode(substr(s::text, 3), 'hex') AS bytes FROM exact_states WHERE part = 0;
-- a state in a table is never changed by who reads it
SELECT count(kish_effective_n_accum(s, 5.0)) AS read, count(exact_combine(s, s)) AS joined, count(kish_effective_n_final(s)) AS ended FROM exact_states;
SELECT bool_and(s::text = (SELECT pg_temp.kish_state(x)::text FROM exact_rows WHERE i % 3 = part)) AS unchanged FROM exact_states;
SELECT float8send(kish_effective_n_final(pg_temp.combined(s))) = (SELECT float8send(kish_effective_n(x)) FROM exact_rows) AS from_table FROM exact_states;
-- NULL is no row
SELECT kish_effective_n_final(NULL) IS NULL AS none, exact_combine(NULL, NULL) IS NULL AS nothing, exact_combine(s, NULL)::text = s::text AS same,
	exact_combine(NULL, s)::text = s::text AS same_again, kish_effective_n_accum(s, NULL::float8)::text = s::text AS not_counted FROM exact_states WHERE part = 1;
-- over a window, with a state that goes on after each result
SELECT bool_and(float8send(h) = float8send((SELECT hhi(x) FROM exact_rows r WHERE r.i <= w.i))) AS frames
FROM (SELECT i, hhi(x) OVER (ORDER BY i) AS h FROM exact_rows WHERE i <= 50) w;

-- Nothing that comes in is trusted: each digit replaced by each other gives an error, or a state that is written as it was read
CREATE FUNCTION pg_temp.round_trip(code text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	RETURN CASE WHEN code::exact_sums::text = code THEN 'same' ELSE 'other' END;
EXCEPTION WHEN invalid_text_representation THEN
	RETURN 'refused';
END $$;
CREATE TABLE exact_codes AS SELECT power_score_accum(power_score_accum(NULL, 3.5, 2, -4, 0.5), 1e100, 1, -4, 0.5)::text AS code
UNION ALL SELECT kish_effective_n_accum(NULL, 0.1)::text UNION ALL SELECT satisfaction_weighted_index_accum(NULL, 1, 50, 1, 2)::text;
SELECT outcome, count(*) > 0 AS some FROM (
	SELECT pg_temp.round_trip(overlay(code PLACING to_hex(d) FROM k FOR 1)) AS outcome FROM exact_codes, generate_series(1, length(code)) AS k, generate_series(0, 15) AS d
	UNION ALL SELECT pg_temp.round_trip(left(code, k)) FROM exact_codes, generate_series(0, length(code)) AS k
	UNION ALL SELECT pg_temp.round_trip(code || '00') FROM exact_codes) o GROUP BY outcome ORDER BY 1;
SELECT code, pg_temp.round_trip(code) AS outcome FROM (VALUES (''), ('1:'), ('2:0100'), ('1:01000000'), ('1:0100 000'), ('1:0100000g'), ('1:01000100'),
	('1:050000000000000000000000'), ('1:00'), ('1:01100000'), ('1:010000FF')) v (code);
-- what a state from elsewhere says gives a number or an error
SELECT count(pg_temp.answer(format('SELECT %s(%L)', f, code))) AS answered FROM exact_codes,
	unnest('{kish_effective_n_final,hhi_final,nps_final,top_box_final,evaluation_score_final,arithmetic_score_final,geometric_score_final,power_score_final,satisfaction_weighted_quantity_final,satisfaction_weighted_index_final}'::text[]) AS f;
SELECT query, split_part(pg_temp.answer(query), E'\n', 1) AS answer FROM unnest(ARRAY[
	'SELECT power_score_final(kish_effective_n_accum(NULL, 1.0))', 'SELECT exact_combine(kish_effective_n_accum(NULL, 1.0), arithmetic_score_accum(NULL, 1, 1))', 'SELECT kish_effective_n_accum(arithmetic_score_accum(NULL, 1, 1), 1.0)',
	'SELECT power_score_combine(NULL, kish_effective_n_accum(NULL, 1.0))', 'SELECT ''1:0200''::exact_sums']) AS query;
DROP TABLE exact_rows, exact_states, exact_codes;

-- The number of answers that weights are worth: kish_effective_n
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- (1 + 2 + 3 + 4)^2 / (1 + 4 + 9 + 16) = 10 / 3; half of the weight in one row, the rest in k: (2 k)^2 / (k^2 + k)
SELECT kish_effective_n(w) = 10 / 3.0::float8 AS one_to_four, kish_effective_n(w::numeric) = 10 / 3.0::float8 AS numeric, kish_effective_n(w::float8) = 10 / 3.0::float8 AS float8 FROM generate_series(1, 4) w;
SELECT k, kish_effective_n(CASE i WHEN 0 THEN k ELSE 1 END) = 4 * k / (k + 1.0::float8) AS half FROM unnest('{1,2,3,10,1000}'::int[]) k, generate_series(0, k) i GROUP BY k ORDER BY k;
-- Equal weights: n exactly, whatever they are
SELECT count(*), bool_and(e = n) AS float8 FROM (SELECT n, kish_effective_n(w) AS e
	FROM unnest('{1,2,3,7,49,1000}'::int[]) n, unnest('{1,0.1,0.3,1e-300,1e300,123.456,5e-324,1.7976931348623157e308}'::float8[]) w, generate_series(1, n) i GROUP BY n, w) s;
SELECT count(*), bool_and(e = n) AS numeric FROM (SELECT n, kish_effective_n(w) AS e
	FROM unnest('{1,2,3,7,49,1000}'::int[]) n, unnest('{1,0.1,0.3,1e-300,1e300,123.456}'::numeric[]) w, generate_series(1, n) i GROUP BY n, w) s;
-- 0 and NULL do not count; one row; nothing
SELECT kish_effective_n(w) FROM unnest('{2,0,2,NULL,2,0}'::float8[]) w;
SELECT kish_effective_n(7) AS one, kish_effective_n(0) AS zero, kish_effective_n(NULL::float8) AS none, kish_effective_n(NULL::numeric) AS no_numeric, kish_effective_n(-0.0::float8) AS minus_zero;
SELECT kish_effective_n(w) AS no_rows FROM generate_series(1, 0) w;
-- Huge, tiny and far apart
SELECT kish_effective_n(w) AS huge FROM unnest('{1e308,1e308,1e308}'::float8[]) w;
SELECT pg_temp.near(kish_effective_n(w), 9 / 5.0::float8, 1e-15) AS tiny FROM unnest('{1e-300,2e-300}'::float8[]) w;
SELECT kish_effective_n(w) AS one_has_all FROM unnest('{1e-300,1e300,5e-324}'::float8[]) w;
SELECT kish_effective_n(w) = 10 / 3.0::float8 AS numeric FROM unnest('{1e-30,2e-30,3e-30,4e-30}'::numeric[]) w;
-- It is the inverse of the index of concentration
SELECT pg_temp.near(kish_effective_n(w), 1 / hhi(w), 1e-15) AS inverse FROM (SELECT 1 + i * 7919 % 101 AS w FROM generate_series(1, 1000) i) s;

-- The same bits whatever the order; frames; parallel workers
CREATE TABLE weights AS SELECT i, 0.1 + (i::bigint * 7919 % 1009) / 10.09 AS w FROM generate_series(1, 20000) i;
ANALYZE weights;
SELECT count(DISTINCT float8send(e)) AS orders FROM (SELECT kish_effective_n(w::float8 ORDER BY md5(i::text || seed)) AS e FROM generate_series(1, 10) seed, weights WHERE i <= 500 GROUP BY seed) s;
SELECT i, kish_effective_n(i) OVER f = sum(i) OVER f ^ 2 / sum(i * i) OVER f AS framed FROM generate_series(1, 4) i WINDOW f AS (ORDER BY i ROWS 1 PRECEDING);
CREATE TEMP TABLE serial AS SELECT kish_effective_n(w ORDER BY i) AS n, kish_effective_n(w::float8 ORDER BY i) AS f, sum(w)^2 / sum(w * w) AS formula FROM weights;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT pg_temp.plan_has('SELECT kish_effective_n(w), kish_effective_n(w::float8) FROM weights', 'Finalize Aggregate') AS parallel_plan;
SELECT float8send(p.n) = float8send(s.n) AS numeric, float8send(p.f) = float8send(s.f) AS float8, float8send(p.n) = float8send(p.f) AS same, pg_temp.near(p.n, formula::float8, 1e-15) AS formula
FROM (SELECT kish_effective_n(w) AS n, kish_effective_n(w::float8) AS f FROM weights) p, serial s;
DROP TABLE weights;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT kish_effective_n(-1)',
	'SELECT kish_effective_n(-0.5::numeric)',
	'SELECT kish_effective_n(''NaN''::float8)',
	'SELECT kish_effective_n(''NaN''::numeric)',
	'SELECT kish_effective_n(''Infinity''::float8)',
	'SELECT kish_effective_n(w) FROM unnest(''{1,-Infinity}''::float8[]) w'
]) query;

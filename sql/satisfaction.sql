-- Satisfaction: satisfaction_weighted_quantity, satisfaction_weighted_index
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- sum of quantity * satisfaction / 100
SELECT satisfaction_weighted_quantity(q, s) = 130.3 AS sum FROM (VALUES (100, 88.4), (50, 80), (19, 10), (7, 0), (NULL, 50), (50, NULL)) v (q, s);
SELECT satisfaction_weighted_quantity(0.1, 100) = 1 AS ten_tenths FROM generate_series(1, 10);
SELECT satisfaction_weighted_quantity(q, 50) AS no_rows FROM generate_series(1, 0) q;
SELECT satisfaction_weighted_quantity(NULL, 50) AS nothing, satisfaction_weighted_quantity(0, 100) AS zero, satisfaction_weighted_quantity(5, 0) AS dissatisfied;
SELECT satisfaction_weighted_quantity(q, 50) = 1e308 AS huge FROM unnest('{1e308,1e308}'::float8[]) q;
SELECT satisfaction_weighted_quantity(3::int, 50::bigint) AS int, satisfaction_weighted_quantity(0.5::numeric, 50::numeric) AS numeric;

-- mean of score * (satisfaction / 100)^theta
SELECT satisfaction_weighted_index(score, s) = 80.2 AS plain, satisfaction_weighted_index(score, s, 3) = 80.2 AS equal_weights, satisfaction_weighted_index(score, s, 3, 1) = 80.2 AS theta_1,
	pg_temp.near(satisfaction_weighted_index(score, s, 3, 2), 76.6, 1e-15) AS theta_2, satisfaction_weighted_index(score, s, 3, 0) = 84.2 AS theta_0
FROM (VALUES (88.4, 100), (80, 90)) v (score, s);
-- (3 * 80 * 0.9 + 1 * 60 * 0.5) / 4 = 61.5; the square root for theta = 0.5
SELECT satisfaction_weighted_index(score, s, w) = 61.5 AS weighted, pg_temp.near(satisfaction_weighted_index(score, s, w, 0.5), (240 * sqrt(0.9::float8) + 60 * sqrt(0.5::float8)) / 4, 1e-15) AS theta_half
FROM (VALUES (80, 90, 3), (60, 50, 1), (NULL, 50, 1), (50, NULL, 1), (50, 50, NULL), (50, 50, 0), (-1, 101, 0)) v (score, s, w);
SELECT satisfaction_weighted_index(50, 0) AS dissatisfied, satisfaction_weighted_index(50, 0, 1, 0) AS left_out, satisfaction_weighted_index(50, 100, 1, 7) AS satisfied,
	satisfaction_weighted_index(50, 50, 0) AS weight_0, satisfaction_weighted_index(NULL, 50) AS unrated, satisfaction_weighted_index(0, 50) AS score_0;
SELECT satisfaction_weighted_index(s, s) AS no_rows FROM generate_series(1, 0) s;
SELECT satisfaction_weighted_index(score, 50, 1e308) = 5e307 AS huge, satisfaction_weighted_index(score, 100, 5e-324) = 1e308 AS tiny_weights FROM unnest('{1e308,1e308}'::float8[]) score;
SELECT satisfaction_weighted_index(80::int, 90::bigint, 2::numeric, 1::int) AS types;

-- The same bits whatever the order; frames; parallel workers
CREATE TABLE satisfaction_rows AS
SELECT i, (i::bigint * 7919 % 1009) / 10.09 AS score, (i::bigint * 31 % 101)::float8 AS s, 0.1 + i % 7 / 10.0 AS w FROM generate_series(1, 20000) i;
ANALYZE satisfaction_rows;
SELECT count(DISTINCT float8send(q)) AS quantity, count(DISTINCT float8send(n)) AS index, count(DISTINCT float8send(t)) AS with_theta
FROM (SELECT satisfaction_weighted_quantity(score, s ORDER BY md5(i::text || seed)) AS q, satisfaction_weighted_index(score, s, w ORDER BY md5(i::text || seed)) AS n,
	satisfaction_weighted_index(score, s, w, 1.5 ORDER BY md5(i::text || seed)) AS t
	FROM generate_series(1, 10) seed, satisfaction_rows WHERE i <= 500 GROUP BY seed) x;
SELECT bool_and(float8send(q) = float8send(q2)) AS quantity, bool_and(float8send(n) = float8send(n2)) AS index, count(*)
FROM (SELECT i, satisfaction_weighted_quantity(score, s) OVER f AS q, satisfaction_weighted_index(score, s, w) OVER f AS n
	FROM satisfaction_rows WHERE i <= 100 WINDOW f AS (ORDER BY i ROWS BETWEEN 5 PRECEDING AND 2 FOLLOWING)) x,
	LATERAL (SELECT satisfaction_weighted_quantity(score, s) AS q2, satisfaction_weighted_index(score, s, w) AS n2 FROM satisfaction_rows r
		WHERE r.i BETWEEN x.i - 5 AND least(x.i + 2, 100)) y;
CREATE TEMP TABLE serial AS
SELECT satisfaction_weighted_quantity(score, s ORDER BY i) AS q, satisfaction_weighted_index(score, s, w ORDER BY i) AS n, satisfaction_weighted_index(score, s, w, 1.5 ORDER BY i) AS t FROM satisfaction_rows;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT pg_temp.plan_has('SELECT satisfaction_weighted_index(score, s) FROM satisfaction_rows', 'Finalize Aggregate') AS parallel_plan;
SELECT float8send(p.q) = float8send(x.q) AS quantity, float8send(p.n) = float8send(x.n) AS index, float8send(p.t) = float8send(x.t) AS with_theta
FROM (SELECT satisfaction_weighted_quantity(score, s) AS q, satisfaction_weighted_index(score, s, w) AS n, satisfaction_weighted_index(score, s, w, 1.5) AS t FROM satisfaction_rows) p, serial x;
DROP TABLE satisfaction_rows;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT satisfaction_weighted_quantity(-1, 50)',
	'SELECT satisfaction_weighted_quantity(''NaN'', 50)',
	'SELECT satisfaction_weighted_quantity(1, 101)',
	'SELECT satisfaction_weighted_quantity(1, -1)',
	'SELECT satisfaction_weighted_quantity(1, ''NaN'')',
	'SELECT satisfaction_weighted_quantity(q, 100) FROM unnest(''{1e308,1e308}''::float8[]) q',
	'SELECT satisfaction_weighted_index(-1, 50)',
	'SELECT satisfaction_weighted_index(''Infinity''::float8, 50)',
	'SELECT satisfaction_weighted_index(1, 100.5)',
	'SELECT satisfaction_weighted_index(1, 50, -1)',
	'SELECT satisfaction_weighted_index(1, ''NaN'', 0)',
	'SELECT satisfaction_weighted_index(1, 50, 1, -1)',
	'SELECT satisfaction_weighted_index(1, 50, 1, ''Infinity'')',
	'SELECT satisfaction_weighted_index(1, 50, 1, NULL)',
	'SELECT satisfaction_weighted_index(NULL, 50, 1, NULL)',
	'SELECT satisfaction_weighted_index(1, 50, 1, t) FROM (VALUES (1), (2)) v (t)'
]) query;

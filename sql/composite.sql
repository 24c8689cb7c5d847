-- Composite scores: evaluation_score, arithmetic_score, geometric_score
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- 100 * earned / available points
SELECT evaluation_score(earned, available) = 88.4 AS score FROM (VALUES (884, 1000)) v (earned, available);
SELECT evaluation_score(earned, available) = 75 AS blanks_do_not_count FROM (VALUES (20, 20), (10, 20), (NULL, 40), (5, NULL), (NULL, NULL), (0, 0)) v (earned, available);
SELECT evaluation_score(0, 5) AS nothing_earned, evaluation_score(0, 0) AS nothing_available, evaluation_score(NULL, 5) AS unrated;
SELECT evaluation_score(x, x) AS no_rows FROM generate_series(1, 0) x;
SELECT evaluation_score(x, 1e308) = 50 AS huge FROM unnest('{1e308,0,1e308,0}'::float8[]) x;
SELECT evaluation_score(0.1, 0.3) = 100 / 3.0::float8 AS tenths FROM generate_series(1, 10);
SELECT evaluation_score(1::int, 4::bigint) AS int, evaluation_score(0.5::numeric, 2::numeric) AS numeric;

-- Weighted means; without a value a row counts for the coverage only
SELECT arithmetic_score(v, w) = 82 AS arithmetic, pg_temp.near(geometric_score(v, w), 81.7220978227998303579183716891, 1e-15) AS geometric FROM (VALUES (90, 2), (80, 1), (75, 2)) t (v, w);
SELECT arithmetic_score(x, 1) = 70 AS arithmetic, pg_temp.near(geometric_score(x, 1), 69.5205328977289957347973043798, 1e-15) AS geometric FROM unnest('{60,70,80}'::float8[]) x;
SELECT pg_temp.near(geometric_score(x, w), 68.6828545531999120684825327161, 1e-15) AS weighted FROM (VALUES (60, 2), (90, 1), (1000, 0), (-5, 0)) v (x, w);
SELECT arithmetic_score(v, w) = 88.4 AS equal_arithmetic, geometric_score(v, w) = 88.4 AS equal_geometric FROM (VALUES (88.4, 0.1), (88.4, 0.3), (88.4, 0.7)) t (v, w);
SELECT arithmetic_score(v, w) = 60 AS renormalised, arithmetic_score(v, w, 0.7) = 60 AS enough, arithmetic_score(v, w, 0.71) AS too_little,
	geometric_score(v, w, 0.7) = 60 AS enough_geometric, geometric_score(v, w, 0.71) AS too_little_geometric
FROM (VALUES (60, 4), (60, 3), (NULL, 3), (1, NULL), (NULL, 0), (NULL, NULL)) t (v, w);
SELECT bool_and(s = 1) AS coverage_is_not_missed_by_rounding, count(*)
FROM generate_series(1, 100) n, generate_series(1, n) k,
	LATERAL (SELECT arithmetic_score(CASE WHEN i <= k THEN 1 END, 1, (k / n::numeric)::float8) FROM generate_series(1, n) i WHERE 100 % n = 0) t (s) WHERE 100 % n = 0;
SELECT arithmetic_score(NULL, 1) AS nothing_present, arithmetic_score(5, 0) AS weight_0, arithmetic_score(5, NULL) AS weight_null, arithmetic_score(NULL, 1, 0) AS coverage_0,
	geometric_score(NULL, 1) AS nothing_present, geometric_score(0, 0) AS weight_0;
SELECT arithmetic_score(x, 1) AS no_rows, geometric_score(x, 1) AS none FROM generate_series(1, 0) x;
SELECT arithmetic_score(x, 1) AS negative, float8send(arithmetic_score(x * 0, 1)) = float8send(0) AS zero FROM unnest('{-3,-1}'::float8[]) x;
SELECT arithmetic_score(x, 1e308) = 1e308 AS huge, geometric_score(x, 1e308) = 1e308 AS huge_geometric FROM unnest('{1e308,1e308}'::float8[]) x;
SELECT pg_temp.near(geometric_score(x, 1), 1, 1e-15) AS far_apart FROM unnest('{1e300,1e-300}'::float8[]) x;
SELECT geometric_score(x, 1e-320) = 5e-324 AS smallest FROM unnest('{5e-324,5e-324}'::float8[]) x;
SELECT pg_temp.near(geometric_score(x, 1), 1.41421356237309504880168872421, 1e-15) AS root_of_2 FROM (VALUES (1), (2)) v (x);

-- The same bits whatever the order; frames; parallel workers
CREATE TABLE composite_rows AS
SELECT i, CASE WHEN i % 11 > 0 THEN 0.1 + (i::bigint * 7919 % 100003) / 1000.1 END::float8 AS v, (0.1 + i % 7 / 10.0)::float8 AS w FROM generate_series(1, 20000) i;
ANALYZE composite_rows;
SELECT count(DISTINCT float8send(a)) AS arithmetic, count(DISTINCT float8send(g)) AS geometric, count(DISTINCT float8send(e)) AS evaluation
FROM (SELECT arithmetic_score(v, w ORDER BY md5(i::text || seed)) AS a, geometric_score(v, w, 0.5 ORDER BY md5(i::text || seed)) AS g, evaluation_score(v, v + w ORDER BY md5(i::text || seed)) AS e
	FROM generate_series(1, 10) seed, composite_rows WHERE i <= 500 GROUP BY seed) s;
SELECT bool_and(float8send(a) = float8send(a2)) AS arithmetic, bool_and(float8send(g) = float8send(g2)) AS geometric, bool_and(float8send(e) = float8send(e2)) AS evaluation, count(*)
FROM (SELECT i, arithmetic_score(v, w) OVER f AS a, geometric_score(v, w) OVER f AS g, evaluation_score(v, v + w) OVER f AS e
	FROM composite_rows WHERE i <= 100 WINDOW f AS (ORDER BY i ROWS BETWEEN 5 PRECEDING AND 2 FOLLOWING)) x,
	LATERAL (SELECT arithmetic_score(v, w) AS a2, geometric_score(v, w) AS g2, evaluation_score(v, v + w) AS e2 FROM composite_rows r
		WHERE r.i BETWEEN x.i - 5 AND least(x.i + 2, 100)) y;
CREATE TEMP TABLE serial AS
SELECT arithmetic_score(v, w ORDER BY i) AS a, geometric_score(v, w, 0.5 ORDER BY i) AS g, evaluation_score(v, v + w ORDER BY i) AS e FROM composite_rows;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT pg_temp.plan_has('SELECT arithmetic_score(v, w) FROM composite_rows', 'Finalize Aggregate') AS parallel_plan;
SELECT float8send(p.a) = float8send(s.a) AS arithmetic, float8send(p.g) = float8send(s.g) AS geometric, float8send(p.e) = float8send(s.e) AS evaluation
FROM (SELECT arithmetic_score(v, w) AS a, geometric_score(v, w, 0.5) AS g, evaluation_score(v, v + w) AS e FROM composite_rows) p, serial s;
SELECT left(pg_temp.answer('SELECT arithmetic_score(v, w, i % 2) FROM composite_rows'), 5) AS option_differs;
DROP TABLE composite_rows;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT evaluation_score(1000, 884)',
	'SELECT evaluation_score(-1, 5)',
	'SELECT evaluation_score(0, -5)',
	'SELECT evaluation_score(''NaN'', 5)',
	'SELECT evaluation_score(1, ''Infinity'')',
	'SELECT evaluation_score(NULL, -5)',
	'SELECT arithmetic_score(''NaN'', 1)',
	'SELECT arithmetic_score(1, -1)',
	'SELECT arithmetic_score(NULL, -1)',
	'SELECT arithmetic_score(1, ''Infinity'')',
	'SELECT arithmetic_score(1, 1, 1.1)',
	'SELECT arithmetic_score(1, 1, -0.1)',
	'SELECT arithmetic_score(1, 1, ''NaN'')',
	'SELECT arithmetic_score(1, 1, NULL)',
	'SELECT arithmetic_score(NULL, 1, NULL)',
	'SELECT arithmetic_score(1, NULL, NULL)',
	'SELECT arithmetic_score(1, 1, c) FROM (VALUES (0.5), (0.6)) v (c)',
	'SELECT geometric_score(0, 1)',
	'SELECT geometric_score(-1, 1)',
	'SELECT geometric_score(''Infinity''::float8, 1)',
	'SELECT geometric_score(1, 1, 2)'
]) query;

-- Concentration: hhi, hhi_normalized, concentration_index and its family
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- Herfindahl-Hirschman index: sum of squares / square of the sum, in whole numbers
SELECT name, pg_temp.near(h, expected, 1e-15) AS hhi, CASE WHEN NOT pg_temp.near(h, expected, 1e-15) THEN h END AS wrong
FROM (VALUES
	('one value', '{5}'::float8[], 1::float8),
	('one zero', '{0}', NULL),
	('two values', '{1,3}', 10 / 16.0),
	('two equal', '{3,3}', 0.5),
	('all equal', '{0.1,0.1,0.1,0.1,0.1}', 0.2),
	('one has all', '{0,0,0,0,100}', 1),
	('all zero', '{0,0,0}', NULL),
	('no rows', '{}', NULL),
	('all NULL', '{NULL,NULL}', NULL),
	('a NULL', '{1,2,NULL,4,5}', 46 / 144.0),
	('one to ten', '{1,2,3,4,5,6,7,8,9,10}', 385 / 3025.0),
	('ten agencies', '{120,75,75,40,40,40,10,0,0,0}', 30550 / 160000.0),
	('-0 is 0', '{-0,2}', 1),
	('huge', '{1e308,1e308,1e308,1e308}', 0.25),
	('tiny', '{5e-324,5e-324,5e-324,5e-324}', 0.25),
	('huge and tiny', '{1e308,5e-324}', 1)) v (name, x, expected),
	LATERAL (SELECT hhi(e) FROM unnest(x) e) s (h);
SELECT hhi(x::int) = 385 / 3025.0::float8 AS int, hhi(x::bigint) = 385 / 3025.0::float8 AS bigint, hhi(x::numeric) = 385 / 3025.0::float8 AS numeric
FROM generate_series(1, 10) x;

-- hhi_normalized is (H - 1/n) / (1 - 1/n), in fractions
SELECT name, pg_temp.near(h, expected, 1e-14) AS hhi_normalized, CASE WHEN NOT pg_temp.near(h, expected, 1e-14) THEN h END AS wrong
FROM (VALUES
	('one value', '{5}'::float8[], NULL::float8),
	('two values', '{1,3}', 0.25),
	('all equal', '{0.1,0.1,0.1,0.1,0.1}', 0),
	('one has all', '{0,0,0,0,100}', 1),
	('all zero', '{0,0,0}', NULL),
	('no rows', '{}', NULL),
	('a NULL', '{1,2,NULL,4,5}', (46 / 144.0 - 0.25) / 0.75),
	('one to ten', '{1,2,3,4,5,6,7,8,9,10}', 1 / 33.0),
	('offset 1e15', '{1000000000000001,1000000000000002,1000000000000003,1000000000000004,1000000000000005,1000000000000006,1000000000000007,1000000000000008,1000000000000009,1000000000000010}',
		9.1666666666665658333e-31),
	('huge and tiny', '{1e308,5e-324}', 1)) v (name, x, expected),
	LATERAL (SELECT hhi_normalized(e) FROM unnest(x) e) s (h);
SELECT hhi_normalized(x::int) = hhi_normalized(x::numeric) AS numeric FROM generate_series(1, 10) x;

-- Concentration index: fractions by exact arithmetic.  The first three are the standard index of conindex 1.7.0 (truezero), which prints
-- 0.17658730158730163, 0.16071428571428581 and -0.10144927536231869.
CREATE TEMP TABLE expected (name text, x float8[], rank_by float8[], w float8[], c float8);
INSERT INTO expected VALUES
	('no ties', '{3,1,4,1.5,5,9,2,6}', '{10,20,30,40,50,60,70,80}', NULL, 89 / 504.0),
	('ties', '{3,1,4,1.5,5,9,2,6}', '{10,10,20,20,20,30,40,40}', NULL, 9 / 56.0),
	('0 and 1, ties and weights', '{1,0,1,0,0,1,0,0}', '{10,10,20,20,20,30,40,40}', '{1,2,1,3,1,1,2,0.5}', -7 / 69.0),
	('ties, in another order', '{1,3,5,4,1.5,9,6,2}', '{10,10,20,20,20,30,40,40}', NULL, 9 / 56.0),
	('ties and weights', '{3,1,4,1.5,5,9,2,6}', '{10,10,20,20,20,30,40,40}', '{1,2,1,3,1,1,2,0.5}', 11 / 69.0),
	('ten times the weights', '{3,1,4,1.5,5,9,2,6}', '{10,10,20,20,20,30,40,40}', '{10,20,10,30,10,10,20,5}', 11 / 69.0),
	('negative ranks', '{3,1,4,1.5,5,9,2,6}', '{-80,-70,-60,-50,-40,-30,-20,-10}', NULL, 89 / 504.0),
	('falling ranks', '{3,1,4,1.5,5,9,2,6}', '{-10,-20,-30,-40,-50,-60,-70,-80}', NULL, -89 / 504.0),
	('ranked by itself: the Gini', '{1,2,3,4,5,6,7,8,9,10}', '{1,2,3,4,5,6,7,8,9,10}', NULL, 0.3),
	('all in one tie', '{3,1,4}', '{7,7,7}', NULL, 0),
	('all equal', '{88.4,88.4,88.4}', '{1,2,3}', NULL, 0),
	('one row', '{5}', '{1}', NULL, 0),
	('one zero', '{0}', '{1}', NULL, NULL),
	('total 0', '{0,0}', '{1,2}', NULL, NULL),
	('a NULL rank', '{3,1,4,1.5,5,9,2,6,1}', '{10,10,20,20,20,30,40,40,NULL}', NULL, 9 / 56.0),
	('a NULL value', '{3,1,4,1.5,5,9,2,6,NULL}', '{10,10,20,20,20,30,40,40,0}', NULL, 9 / 56.0),
	('weights 0 and NULL', '{3,1,4,1.5,5,9,2,6,100,100}', '{10,10,20,20,20,30,40,40,0,0}', '{1,2,1,3,1,1,2,0.5,0,NULL}', 11 / 69.0),
	('-0 and 0 are a tie', '{3,1}', '{-0,0}', NULL, 0),
	('offset 1e15', '{1000000000000003,1000000000000001,1000000000000004,1000000000000001}', '{1,2,3,4}', NULL, -3 / 16000000000000036.0),
	('huge', '{3e300,1e300,4e300,1.5e300,5e300,9e300,2e300,6e300}', '{10,20,30,40,50,60,70,80}', NULL, 89 / 504.0),
	('tiny', '{1e-323,5e-324}', '{1,2}', NULL, -1 / 6.0);
SELECT name, pg_temp.near(got, c, 1e-14) AS concentration_index, CASE WHEN NOT pg_temp.near(got, c, 1e-14) THEN got END AS wrong
FROM (SELECT name, c, (SELECT CASE WHEN e.w IS NULL THEN concentration_index(v.x, v.r) ELSE concentration_index(v.x, v.r, v.w) END
	FROM unnest(e.x, e.rank_by, e.w) AS v (x, r, w)) AS got FROM expected e) s;
SELECT concentration_index(x::int, x::numeric) = 0.3 AS int_numeric, concentration_index(x::numeric, x::bigint, 2) = 0.3 AS numeric_bigint,
	concentration_index(2::numeric * x, -x, 0.5) = -0.3 AS falling
FROM generate_series(1, 10) x;

-- The family, by Python's mpmath 1.3.0 at 2,500 bits.  conindex 1.7.0 has the same for the first three to 15 digits: generalized, Erreygers and
-- Wagstaff with limits, extended with v = 1.5 and 3.
CREATE TEMP TABLE family (name text, x float8[], rank_by float8[], w float8[], lo float8, hi float8,
	generalized float8, erreygers float8, wagstaff float8, nu_1_5 float8, nu_2 float8, nu_3 float8);
INSERT INTO family VALUES
	('no ties', '{3,1,4,1.5,5,9,2,6}', '{10,20,30,40,50,60,70,80}', '{1,1,1,1,1,1,1,1}', 0, 10,
		0.6953125, 0.278125, 0.29127802323678612338, 0.10245344591367587096, 89 / 504.0, 0.27306547619047619048),
	('ties', '{3,1,4,1.5,5,9,2,6}', '{10,10,20,20,20,30,40,40}', '{1,1,1,1,1,1,1,1}', 0, 10,
		0.6328125, 0.253125, 0.26509572901325478645, 0.082591307205061667431, 9 / 56.0, 0.27752976190476190476),
	('0 and 1, weights', '{1,0,1,0,0,1,0,0}', '{10,10,20,20,20,30,40,40}', '{1,2,1,3,1,1,2,0.5}', 0, 1,
		-14 / 529.0, -56 / 529.0, -7 / 51.0, -0.079347168385890183422, -7 / 69.0, -0.11846250787649653434),
	('limits and weights', '{3,1,4,1.5,5,9,2,6,7,7}', '{10,10,20,20,20,30,40,40,50,NULL}', '{1,2,1,3,1,1,2,0.5,0,1}', -5, 20,
		11 / 23.0, 0.44 * 4 / 23, 0.087915601023017902813, 0.082449074422897414722, 11 / 69.0, 0.26738993452234185365),
	('offset 1e15', '{1000000000000003,1000000000000001,1000000000000004,1000000000000001,1000000000000005,1000000000000009,1000000000000002,1000000000000006}',
		'{10,10,20,20,20,30,40,40}', '{1,2,1,3,1,1,2,0.5}', 1e15, 1000000000000010,
		0.48393194706994328922, 0.19357277882797731569, 0.2365114560236511456, 2.5717701310765269448e-16, 4.8393194706994190055e-16, 7.8441686529135962956e-16),
	('equal', '{0.1,0.1,0.1}', '{1,2,3}', '{3,0.1,0.7}', 0, 1, 0, 0, 0, 0, 0, 0),
	('all lo', '{0,0,0}', '{1,2,3}', '{1,1,1}', 0, 1, 0, 0, NULL, NULL, NULL, NULL),
	('all hi', '{1,1}', '{1,2}', '{1,1}', 0, 1, 0, 0, NULL, 0, 0, 0),
	('all in one tie', '{3,1,4}', '{7,7,7}', '{1,1,1}', 0, 5, 0, 0, 0, 0, 0, 0),
	('one row', '{3}', '{7}', '{1}', 0, 5, 0, 0, 0, 0, 0, 0),
	('no rows', '{NULL}', '{7}', '{1}', 0, 5, NULL, NULL, NULL, NULL, NULL, NULL);
SELECT name, pg_temp.near(a, generalized, 1e-14) AS generalized, pg_temp.near(b, erreygers, 1e-14) AS erreygers, pg_temp.near(c, wagstaff, 1e-14) AS wagstaff,
	pg_temp.near(d, nu_1_5, 1e-13) AS "nu 1.5", pg_temp.near(e, nu_2, 1e-13) AS "2", pg_temp.near(g, nu_3, 1e-13) AS "3"
FROM family f, LATERAL (
	SELECT concentration_index_generalized(v.x, v.r, v.w), concentration_index_erreygers(v.x, v.r, lo, hi, v.w), concentration_index_wagstaff(v.x, v.r, lo, hi, v.w),
		concentration_index_extended(v.x, v.r, 1.5, v.w), concentration_index_extended(v.x, v.r, 2, v.w), concentration_index_extended(v.x, v.r, 3, v.w)
	FROM unnest(f.x, f.rank_by, f.w) AS v (x, r, w)) AS s (a, b, c, d, e, g);
-- without weights, numeric, negative values, nu = 1
SELECT concentration_index_generalized(x, r) = 0.6953125 AS generalized, concentration_index_erreygers(x, r::numeric, 0, 10) = 0.278125 AS erreygers,
	concentration_index_wagstaff(x, r, 0, 10) = concentration_index_wagstaff(x::numeric, r, 0, 10, 2.0) AS wagstaff,
	concentration_index_extended(x, r, 3) = concentration_index_extended(x::numeric, r, 3, 0.5) AS extended, concentration_index_extended(x, r, 1) = 0 AS nu_1
FROM unnest('{3,1,4,1.5,5,9,2,6}'::float8[], '{10,20,30,40,50,60,70,80}'::int[]) v (x, r);
SELECT pg_temp.near(concentration_index_generalized(x, r, w), 0.14555765595463137996, 1e-14) AS negative, pg_temp.near(concentration_index_erreygers(x, r, -9, 6, w), 0.14555765595463137996 * 4 / 15, 1e-14) AS erreygers
FROM unnest('{-3,1,-4,1.5,5,-9,2,6}'::float8[], '{10,10,20,20,20,30,40,40}'::int[], '{1,2,1,3,1,1,2,0.5}'::float8[]) v (x, r, w);
-- what is missing to hi has the same index with the other sign
SELECT concentration_index_erreygers(x, r, 0, 10) = -concentration_index_erreygers(10 - x, r, 0, 10) AS erreygers, concentration_index_wagstaff(x, r, 0, 10) = -concentration_index_wagstaff(10 - x, r, 0, 10) AS wagstaff
FROM unnest('{3,1,4,1.5,5,9,2,6}'::float8[], '{10,20,30,40,50,60,70,80}'::int[]) v (x, r);

-- The same bits whatever the order of the rows; hhi and concentration_index over frames
SELECT count(DISTINCT float8send(h)) AS hhi, count(DISTINCT float8send(c)) AS concentration_index, count(DISTINCT float8send(cw)) AS weighted
FROM (
	SELECT hhi(x ORDER BY place) AS h, concentration_index(x, r ORDER BY place) AS c, concentration_index(x, r, w ORDER BY place) AS cw
	FROM (SELECT seed, md5(i::text || seed) AS place, exp((i * 7919 % 1009) / 100.0) AS x, i % 41 AS r, 0.1 + i * 31 % 17 / 10.0 AS w
		FROM generate_series(1, 20) seed, generate_series(1, 500) i) v
	GROUP BY seed) s;
SELECT count(DISTINCT float8send(g)) AS generalized, count(DISTINCT float8send(e)) AS erreygers, count(DISTINCT float8send(c)) AS wagstaff, count(DISTINCT float8send(u)) AS extended,
	count(DISTINCT float8send(h)) AS hhi_normalized
FROM (
	SELECT concentration_index_generalized(x, r, w ORDER BY place) AS g, concentration_index_erreygers(x, r, 0, 1e5, w ORDER BY place) AS e,
		concentration_index_wagstaff(x, r, 0, 1e5 ORDER BY place) AS c, concentration_index_extended(x, r, 2.5, w ORDER BY place) AS u, hhi_normalized(x ORDER BY place) AS h
	FROM (SELECT seed, md5(i::text || seed) AS place, exp((i * 7919 % 1009) / 100.0) AS x, i % 41 AS r, 0.1 + i * 31 % 17 / 10.0 AS w
		FROM generate_series(1, 20) seed, generate_series(1, 500) i) v
	GROUP BY seed) s;
SELECT bool_and(float8send(h) = float8send(h2)) AS hhi, bool_and(float8send(c) = float8send(c2)) AS concentration_index, count(*)
FROM (
	SELECT i, hhi(x) OVER f AS h, concentration_index(x, -i) OVER f AS c
	FROM (SELECT i, (1 + i * 37 % 101)::float8 FROM generate_series(1, 100) i) v (i, x)
	WINDOW f AS (ORDER BY i ROWS BETWEEN 5 PRECEDING AND 2 FOLLOWING)) a,
	LATERAL (SELECT hhi((1 + j * 37 % 101)::float8) AS h2, concentration_index((1 + j * 37 % 101)::float8, -j) AS c2
		FROM generate_series(greatest(a.i - 5, 1), least(a.i + 2, 100)) j) b;
SELECT count(*) AS groups, bool_and(h = 385 / 3025.0::float8 AND c = 0.3) AS all_right
FROM (SELECT hhi(x), concentration_index(x, x) FROM generate_series(1, 10) x, generate_series(1, 5000) g GROUP BY g) s (h, c);

-- Parallel workers: partial states, and the same bits as without them
CREATE TABLE concentration_rows AS SELECT i, exp((i::bigint * 7919 % 100003) / 10000.0) AS x, i % 1000 AS r, 1 + i % 5 AS w FROM generate_series(1, 20000) i;
ANALYZE concentration_rows;
CREATE TEMP TABLE serial AS SELECT hhi(x ORDER BY i) AS h, concentration_index(x, r ORDER BY i) AS c, concentration_index(x, r, w ORDER BY i) AS cw FROM concentration_rows;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT pg_temp.plan_has('SELECT hhi(x), concentration_index(x, r) FROM concentration_rows', 'Finalize Aggregate') AS parallel_plan;
SELECT float8send(p.h) = float8send(s.h) AS hhi, float8send(p.c) = float8send(s.c) AS concentration_index, float8send(p.cw) = float8send(s.cw) AS weighted
FROM (SELECT hhi(x) AS h, concentration_index(x, r) AS c, concentration_index(x, r, w) AS cw FROM concentration_rows) p, serial s;
SELECT hhi(x) FILTER (WHERE i = 17) AS one_row, hhi(x) FILTER (WHERE i < 0) AS none FROM concentration_rows;
SELECT p.e = s.e AS erreygers, p.u = s.u AS extended
FROM (SELECT concentration_index_erreygers(x, r, 0, 1e5, w) AS e, concentration_index_extended(x, r, 3) AS u FROM concentration_rows) p,
	(SELECT concentration_index_erreygers(x, r, 0, 1e5, w ORDER BY i) AS e, concentration_index_extended(x, r, 3 ORDER BY i) AS u FROM concentration_rows) s;
SELECT left(pg_temp.answer('SELECT concentration_index_erreygers(x, r, 0, CASE WHEN i < 10000 THEN 1e5 ELSE 1e6 END) FROM concentration_rows'), 5) AS hi_differs;
DROP TABLE concentration_rows;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT hhi(-1)',
	'SELECT hhi(''NaN'')',
	'SELECT hhi(''Infinity''::float8)',
	'SELECT concentration_index(-1, 1)',
	'SELECT concentration_index(''NaN'', 1)',
	'SELECT concentration_index(1, ''NaN'')',
	'SELECT concentration_index(1, ''-Infinity''::float8)',
	'SELECT concentration_index(1, 1, -1)',
	'SELECT concentration_index(1, 1, ''Infinity'')',
	'SELECT concentration_index(-1, 1, 0)',
	'SELECT concentration_index(1, NULL, -1)',
	'SELECT hhi_normalized(-1)',
	'SELECT concentration_index_generalized(''NaN'', 1)',
	'SELECT concentration_index_erreygers(11, 1, 0, 10)',
	'SELECT concentration_index_erreygers(-0.5, 1, 0, 10, 2)',
	'SELECT concentration_index_erreygers(11, 1, 0, 10, 0)',
	'SELECT concentration_index_erreygers(1, 1, 10, 0)',
	'SELECT concentration_index_wagstaff(1, 1, 1, 1)',
	'SELECT concentration_index_wagstaff(1, 1, NULL, 1)',
	'SELECT concentration_index_wagstaff(1, 1, 0, NULL)',
	'SELECT concentration_index_wagstaff(1, 1, 0, ''Infinity'')',
	'SELECT concentration_index_wagstaff(1, 1, lo, 9) FROM (VALUES (0), (1)) v (lo)',
	'SELECT concentration_index_wagstaff(1, 1, 0, hi) FROM (VALUES (8), (9)) v (hi)',
	'SELECT concentration_index_extended(1, 1, 0.9)',
	'SELECT concentration_index_extended(-1, 1, 2)'
]) query;

-- Inequality: gini and its relatives, lorenz_curve, shares and their ratios
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- Exact values (rational arithmetic) of hand-made cases.  gini_absolute is gini times the mean.
CREATE TEMP TABLE expected (name text, x float8[], w float8[], gini float8, gini_absolute float8);
INSERT INTO expected VALUES
	('one value', '{5}', NULL, 0, 0),
	('two values', '{1,3}', NULL, 0.25, 0.5),
	('two equal', '{3,3}', NULL, 0, 0),
	('all equal', '{7,7,7,7,7}', NULL, 0, 0),
	('all equal, not a binary fraction', '{0.1,0.1,0.1}', NULL, 0, 0),
	('all zero', '{0,0,0}', NULL, NULL, 0),
	('one has all', '{0,0,0,0,100}', NULL, 0.8, 16),
	('one to ten', '{1,2,3,4,5,6,7,8,9,10}', NULL, 0.3, 1.65),
	('ten to one', '{10,9,8,7,6,5,4,3,2,1}', NULL, 0.3, 1.65),
	('ties', '{1,2,2,3,3,3,4,4,10}', NULL, 23.0 / 72, 92.0 / 81),
	('zeros', '{0,0,1,2,3,10}', NULL, 0.625, 5.0 / 3),
	('a NULL', '{1,2,NULL,4,5}', NULL, 7.0 / 24, 0.875),
	('all NULL', '{NULL,NULL,NULL}', NULL, NULL, NULL),
	('whole weights', '{1,2,3,4,5}', '{3,1,2,1,3}', 0.3, 0.9),
	('whole weights, written out', '{1,1,1,2,3,3,4,5,5,5}', NULL, 0.3, 0.9),
	('ten times the weights', '{1,2,3,4,5}', '{30,10,20,10,30}', 0.3, 0.9),
	('weights that sum to 1', '{1,2,3,4,5}', '{0.3,0.1,0.2,0.1,0.3}', 0.3, 0.9),
	('some weights 0', '{1,2,3,4,5,6}', '{1,0,2,0,1,3}', 8.0 / 35, 48.0 / 49),
	('the same without them', '{1,3,5,6}', '{1,2,1,3}', 8.0 / 35, 48.0 / 49),
	('all weights 0', '{1,2,3}', '{0,0,0}', NULL, NULL),
	('fractional weights', '{2.5,1.25,9,4,4,7.75}', '{0.5,1.5,0.25,2.75,1,0.1}', 0.2348564120451110340602692, 0.8142972319269014),
	('a weight NULL', '{1,2,3,4}', '{1,NULL,2,1}', 9.0 / 44, 9.0 / 16),
	('a tie in three weighted rows', '{5,5,5,1,9}', '{1,2,3,1,1}', 0.175, 0.875),
	('the tie in one row', '{5,1,9}', '{6,1,1}', 0.175, 0.875),
	('huge', '{1e300,1e300,1e308}', NULL, 0.66666664666666706667, 2e308 / 9 - 2e300 / 9),
	('tiny', '{5e-324,1e-310,1e-308}', NULL, 0.6600660066006594363768197, 2.222222222222220922802177e-309),
	('offset 1e9', '{1000000001,1000000002,1000000003,1000000004,1000000005,1000000006,1000000007,1000000008,1000000009,1000000010}', NULL, 1.649999990925000049912500e-9, 1.65),
	('offset 1e15', '{1000000000000001,1000000000000002,1000000000000003,1000000000000004,1000000000000005,1000000000000006,1000000000000007,1000000000000008,1000000000000009,1000000000000010}', NULL, 1.649999999999990925e-15, 1.65),
	('ten agencies', '{120,75,75,40,40,40,10,0,0,0}', NULL, 0.5175, 20.7),
	('groups', '{1,2,3,10,20,30,5,5,8}', '{1,1,2,1,2,1,1,3,1}', 0.4720578566732412886259040, 718.0 / 169);

SELECT name, pg_temp.near(g, gini, 1e-14) AS gini, pg_temp.near(ga, gini_absolute, 1e-14) AS gini_absolute,
	CASE WHEN NOT pg_temp.near(g, gini, 1e-14) OR NOT pg_temp.near(ga, gini_absolute, 1e-14) THEN (g, ga) END AS wrong
FROM expected, LATERAL (
	SELECT CASE WHEN expected.w IS NULL THEN gini(v.x) ELSE gini(v.x, v.w) END,
		CASE WHEN expected.w IS NULL THEN gini_absolute(v.x) ELSE gini_absolute(v.x, v.w) END
	FROM unnest(expected.x, expected.w) AS v (x, w)) AS s (g, ga);

-- gini_absolute takes negative values: the sum of the six differences of -3, -1, 1, 3 is 20, and 20 / 16 = 1.25
SELECT gini_absolute(x) = 1.25 AS mean_zero FROM unnest('{-3,-1,1,3}'::float8[]) x;
SELECT gini_absolute(x) = 2.625 AS mean_negative FROM unnest('{-10,-2,1,3}'::float8[]) x;
SELECT pg_temp.near(gini_absolute(x), 8.9884656743115785e307, 1e-15) AS whole_range
FROM unnest('{-1.7976931348623157e308,1.7976931348623157e308}'::float8[]) x;
-- -0 is 0: not negative, and the same to the bit
SELECT gini(x) = 0.5 AS minus_zero, float8send(gini_absolute(x)) = float8send(0.25) AS same_bits FROM unnest('{-0,1}'::float8[]) x;
SELECT float8send(gini_absolute(x)) = float8send(0) AS plus_zero FROM unnest('{-0,0}'::float8[]) x;

-- Lorenz curve of 1 .. 10 in fifths: 3, 10, 21, 36 of 55; of one value: the diagonal
SELECT bool_and(pg_temp.near(o, e, 1e-15)) AS fifths, count(*)
FROM (SELECT lorenz_curve(x, 5) FROM generate_series(1, 10) x) s (l), unnest(l, ARRAY[0, 3 / 55.0, 10 / 55.0, 21 / 55.0, 36 / 55.0, 1]) u (o, e);
SELECT lorenz_curve(x, 4) AS diagonal FROM generate_series(7, 7) x;
SELECT lorenz_curve(x, 1) AS ends FROM generate_series(1, 10) x;
-- 8 members, 40 in all: 1 + 5, 1 + 3 * 5, 1 + 5 * 5
SELECT lorenz_curve(x, 4, w) AS weighted FROM (VALUES (1, 1), (5, 6), (9, 1)) v (x, w);
SELECT lorenz_curve(x, 4) AS written_out FROM unnest('{1,5,5,5,5,5,5,9}'::float8[]) x;
SELECT lorenz_curve(x, 3) AS total_zero FROM unnest('{0,0}'::float8[]) x;
SELECT lorenz_curve(x, 3) AS no_rows FROM unnest('{}'::float8[]) x;
-- first 0, last 1, never falling, never above the diagonal, for 1,000 points of skewed values
SELECT l[1] = 0 AS first, l[1001] = 1 AS last, cardinality(l) AS ordinates,
	(SELECT bool_and(l[k] <= l[k + 1]) FROM generate_series(1, 1000) k) AS rising,
	(SELECT bool_and(l[k + 1] <= k / 1000.0::float8) FROM generate_series(0, 1000) k) AS below_diagonal
FROM (SELECT lorenz_curve(exp(x / 10.0), 1000) FROM generate_series(1, 137) x) s (l);

-- Shares of 1 .. 10: 19 of 55 at the top, 3 of 55 at the bottom; 25 % takes half of the third row
SELECT pg_temp.near(share_of_top(x, 0.2), 19 / 55.0, 1e-15) AS top, pg_temp.near(share_of_bottom(x, 0.2), 3 / 55.0, 1e-15) AS bottom,
	pg_temp.near(share_of_top(x, 0.25), 23 / 55.0, 1e-15) AS top_quarter, pg_temp.near(share_of_bottom(x, 0.25), 4.5 / 55, 1e-15) AS bottom_quarter
FROM generate_series(1, 10) x;
SELECT share_of_top(x, 0) AS top_0, share_of_top(x, 1) AS top_1, share_of_bottom(x, 0) AS bottom_0, share_of_bottom(x, 1) AS bottom_1
FROM generate_series(1, 10) x;
SELECT share_of_top(x, 0.2) AS equal_top, share_of_bottom(x, 0.2) AS equal_bottom FROM unnest('{3,3,3,3,3}'::float8[]) x;
SELECT share_of_top(x, 0.5) AS one_row FROM unnest('{3}'::float8[]) x;
-- 0.8 of five rows are four rows: nothing of the fifth
SELECT share_of_bottom(x, 0.8) = 4e-20 AS poor FROM unnest('{1e-20,1e-20,1e-20,1e-20,1}'::float8[]) x;
-- a small share keeps its digits (exact: 3.99999199601601589e-12)
SELECT pg_temp.near(share_of_top(x, 1e-12), 3.9999919960160158915e-12, 1e-15) AS small_share FROM unnest('{1e-3,1,1,1e6}'::float8[]) x;
SELECT pg_temp.near(share_of_top(x, 0.25, w), 14 / 40.0, 1e-15) AS weighted_top, pg_temp.near(share_of_bottom(x, 0.25, w), 6 / 40.0, 1e-15) AS weighted_bottom
FROM (VALUES (1, 1), (5, 6), (9, 1), (1000, 0), (NULL, 3), (7, NULL)) v (x, w);
SELECT share_of_top(x, 0.2) AS total_zero, share_of_bottom(x, 0.2) AS bottom FROM unnest('{0,0}'::float8[]) x;

-- gini_unbiased by hand: 0.8 * 5/4, 0.3 * 10/9, 23/72 * 9/8
SELECT gini_unbiased(x) = 1 AS one_has_all FROM unnest('{0,0,0,0,100}'::float8[]) x;
SELECT pg_temp.near(gini_unbiased(x), 1 / 3.0, 1e-15) AS one_to_ten, pg_temp.near(gini_unbiased(x::numeric), 1 / 3.0, 1e-15) AS numeric FROM generate_series(1, 10) x;
SELECT pg_temp.near(gini_unbiased(x), 23 / 64.0, 1e-15) AS ties FROM unnest('{1,2,2,3,3,3,4,4,10,NULL}'::float8[]) x;
SELECT gini_unbiased(5) AS one_row, gini_unbiased(NULL) AS all_null;
SELECT gini_unbiased(0) AS total_zero FROM generate_series(1, 2);

-- gini_extended by Python's mpmath 1.3.0 at 2,500 bits: nu = 2 is the Gini index, nu = 1 gives 0
SELECT gini_extended(x, 1) = 0 AS "1", pg_temp.near(gini_extended(x, 1.000000001), 4.4653366514571254506e-10, 1e-13) AS near_1,
	pg_temp.near(gini_extended(x, 1.5), 0.17969188954107138977, 1e-13) AS "1.5", pg_temp.near(gini_extended(x, 2), 0.3, 1e-13) AS "2",
	pg_temp.near(gini_extended(x::numeric, 3), 0.45, 1e-13) AS "3", pg_temp.near(gini_extended(x, 200, 7), 0.8181818180535440162, 1e-13) AS "200"
FROM generate_series(1, 10) x;
SELECT pg_temp.near(gini_extended(x, 1.5, w), 0.14714523016921912323, 1e-13) AS "weights, 1.5", pg_temp.near(gini_extended(x, 3, w), 0.35328645544456325172, 1e-13) AS "weights, 3"
FROM unnest('{2.5,1.25,9,4,4,7.75}'::float8[], '{0.5,1.5,0.25,2.75,1,0.1}'::float8[]) v (x, w);
SELECT pg_temp.near(gini_extended(1e15 + x, 3), 2.4749999999999863875e-15, 1e-13) AS offset FROM generate_series(1, 10) x;
SELECT gini_extended(5, 3) AS one_row, gini_extended(0.1, 3, x) AS equal FROM generate_series(1, 3) x;
SELECT gini_extended(0, 3) AS total_zero, gini_extended(NULL, 3) AS all_null FROM generate_series(1, 3) x;

-- Ratios of shares of 1 .. 10: 19 to 3, 10 to 10 of 55; of 1 .. 5 with weights 3, 1, 2, 1, 3: 10 to 2, 5 to 5 of 30
SELECT pg_temp.near(quintile_share_ratio(x), 19 / 3.0, 1e-15) AS quintiles, palma(x) = 1 AS palma, quintile_share_ratio(x::numeric) = quintile_share_ratio(x) AS numeric
FROM generate_series(1, 10) x;
SELECT quintile_share_ratio(x, w) = 5 AS quintiles, palma(x, w::numeric) = 1 AS palma FROM unnest('{1,2,3,4,5}'::int[], '{3,1,2,1,3}'::int[]) v (x, w);
SELECT quintile_share_ratio(x) AS poor_have_nothing, pg_temp.near(palma(x), 15, 1e-14) AS palma FROM unnest('{0,0,1,2,3,10}'::float8[]) x;
SELECT quintile_share_ratio(5) AS one_row, palma(5) AS palma, quintile_share_ratio(0) AS total_zero, palma(NULL) AS all_null;

-- int, bigint, numeric and real come in as they are
SELECT gini(x::int) = 0.3 AS int, gini(x::bigint) = 0.3 AS bigint, gini(x::numeric) = 0.3 AS numeric, gini(x::real) = 0.3 AS real,
	gini(x::numeric, 2) = 0.3 AS weight_int, gini(x::int, 0.5) = 0.3 AS weight_numeric
FROM generate_series(1, 10) x;

-- No rows, FILTER, DISTINCT (0 .. 9: the Gini of 1 .. 10 times 5.5 / 4.5), groups and grouping sets
SELECT gini(x) AS no_rows, gini(x) FILTER (WHERE x > 9) AS none_left FROM generate_series(1, 0) x;
SELECT gini(x) FILTER (WHERE x <= 10) = 0.3 AS filtered, pg_temp.near(gini(DISTINCT x / 2), 11 / 30.0, 1e-15) AS is_distinct FROM generate_series(1, 19) x;
SELECT count(*) AS groups, bool_and(g = 0.3) AS all_right FROM (SELECT gini(x) FROM generate_series(1, 10) x, generate_series(1, 5000) g GROUP BY g) s (g);
SELECT g, gini(x) FROM (VALUES ('a', 1), ('a', 3), ('b', 5)) v (g, x) GROUP BY ROLLUP (g) ORDER BY g;

-- The same bits whatever the order of the rows
SELECT count(DISTINCT float8send(g)) AS gini, count(DISTINCT float8send(gw)) AS weighted, count(DISTINCT float8send(ga)) AS absolute,
	count(DISTINCT float8send(t)) AS top, count(DISTINCT l::text) AS lorenz
FROM (
	SELECT gini(x ORDER BY place) AS g, gini(x, w ORDER BY place) AS gw, gini_absolute(x, w ORDER BY place) AS ga,
		share_of_top(x, 0.1, w ORDER BY place) AS t, lorenz_curve(x, 7, w ORDER BY place) AS l
	FROM (SELECT seed, md5(i::text || seed) AS place, exp((i * 7919 % 1009) / 100.0) AS x, 0.1 + i * 31 % 17 / 10.0 AS w
		FROM generate_series(1, 20) seed, generate_series(1, 500) i) r
	GROUP BY seed) s;

SELECT count(DISTINCT float8send(u)) AS gini_unbiased, count(DISTINCT float8send(e)) AS gini_extended, count(DISTINCT float8send(q)) AS quintiles, count(DISTINCT float8send(p)) AS palma
FROM (
	SELECT gini_unbiased(x ORDER BY place) AS u, gini_extended(x, 2.5, w ORDER BY place) AS e, quintile_share_ratio(x, w ORDER BY place) AS q, palma(x ORDER BY place) AS p
	FROM (SELECT seed, md5(i::text || seed) AS place, exp((i * 7919 % 1009) / 100.0) AS x, 0.1 + i * 31 % 17 / 10.0 AS w
		FROM generate_series(1, 20) seed, generate_series(1, 500) i) r
	GROUP BY seed) s;

-- Scale of the weights, and a tie split into rows: equal to 1e-14
SELECT pg_temp.near(gini(x, w * 1e200), gini(x, w), 1e-14) AS scaled, pg_temp.near(gini(x, w / 3.0), gini(x, w), 1e-14) AS thirds
FROM (SELECT sqrt(i), 1 + i % 7 FROM generate_series(1, 500) i) v (x, w);
SELECT pg_temp.near(whole, split, 1e-14) AS split_ties
FROM (SELECT gini(i % 37, 1 + i % 3) FROM generate_series(1, 500) i) a (whole), (SELECT gini(i % 37, 1) FROM generate_series(1, 500) i, generate_series(0, i % 3)) b (split);

-- Two aggregates over one column share a state; a window aggregate goes on after its result
SELECT share_of_top(x, 0.2) + share_of_bottom(x, 0.8) = 1 AS shared_state, gini(x) = 0.3 AS gini FROM generate_series(1, 10) x;
SELECT bool_and(float8send(w) = float8send(again)) AS moving_frame, count(*)
FROM (
	SELECT i, gini(x) OVER (ORDER BY i ROWS BETWEEN 5 PRECEDING AND 2 FOLLOWING) AS w
	FROM (SELECT i, (i * 37 % 101)::float8 FROM generate_series(1, 100) i) r (i, x)) a,
	LATERAL (SELECT gini((j * 37 % 101)::float8) AS again FROM generate_series(greatest(a.i - 5, 1), least(a.i + 2, 100)) j) b;
SELECT bool_and(float8send(w) = float8send(again)) AS growing_frame, count(*)
FROM (
	SELECT i, gini(x, 1 + i % 3) OVER (ORDER BY i) AS w
	FROM (SELECT i, (i * 37 % 101)::float8 FROM generate_series(1, 100) i) r (i, x)) a,
	LATERAL (SELECT gini((j * 37 % 101)::float8, 1 + j % 3) AS again FROM generate_series(1, a.i) j) b;

-- a longer one, with peers, whose rows come in no order, rising and falling
SELECT bool_and(float8send(w) = float8send(again)) AS unordered, bool_and(float8send(wr) = float8send(again_r)) AS rising,
	bool_and(float8send(wf) = float8send(again_f)) AS falling, count(*)
FROM (
	SELECT i, gini(x) OVER f AS w, gini_absolute(i / 3, x) OVER f AS wr, gini(1000 - i, x) OVER f AS wf
	FROM (SELECT i, (1 + i * 37 % 101)::float8 FROM generate_series(1, 400) i) r (i, x) WINDOW f AS (ORDER BY i / 2)) a,
	LATERAL (SELECT gini((1 + j * 37 % 101)::float8) AS again, gini_absolute(j / 3, (1 + j * 37 % 101)::float8) AS again_r,
		gini(1000 - j, (1 + j * 37 % 101)::float8) AS again_f FROM generate_series(1, least(a.i / 2 * 2 + 1, 400)) j) b;

-- Parallel workers: partial states, and the same bits as without them
CREATE TABLE inequality_rows AS SELECT i, exp((i::bigint * 7919 % 100003) / 10000.0) AS x, 1 + i % 5 AS w FROM generate_series(1, 20000) i;
INSERT INTO inequality_rows VALUES (0, NULL, 1);
ANALYZE inequality_rows;
CREATE TEMP TABLE serial AS
SELECT gini(x) AS g, gini(x, w) AS gw, gini_absolute(x) AS ga, lorenz_curve(x, 10) AS l, share_of_top(x, 0.2, w) AS t, share_of_bottom(x, 0.4) AS b FROM inequality_rows;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT pg_temp.plan_has('SELECT gini(x) FROM inequality_rows', 'Finalize Aggregate') AS parallel_plan;
SELECT float8send(gini(x)) = float8send(g) AS gini, float8send(gini(x, w)) = float8send(gw) AS weighted, float8send(gini_absolute(x)) = float8send(ga) AS absolute,
	lorenz_curve(x, 10) = l AS lorenz, float8send(share_of_top(x, 0.2, w)) = float8send(t) AS top, float8send(share_of_bottom(x, 0.4)) = float8send(b) AS bottom
FROM inequality_rows, serial GROUP BY g, gw, ga, l, t, b;
SELECT float8send(p.gini) = float8send(g) AS parallel_gini, p.lorenz = l AS parallel_lorenz, float8send(p.top) = float8send(t) AS parallel_top
FROM (SELECT gini(x) AS gini, lorenz_curve(x, 10) AS lorenz, share_of_top(x, 0.2, w) AS top FROM inequality_rows) p, serial;
SELECT bool_and(float8send(a) = float8send(b)) AS parallel_groups, count(*)
FROM (SELECT i % 100 AS k, gini(x) AS a FROM inequality_rows GROUP BY 1) p JOIN (SELECT i % 100 AS k, gini(x ORDER BY i) AS b FROM inequality_rows GROUP BY 1) s USING (k);
SELECT p.e = s.e AS gini_extended, p.q = s.q AS quintiles
FROM (SELECT gini_extended(x, 3, w) AS e, quintile_share_ratio(x) AS q FROM inequality_rows) p,
	(SELECT gini_extended(x, 3, w ORDER BY i) AS e, quintile_share_ratio(x ORDER BY i) AS q FROM inequality_rows) s;
-- a worker without rows that count
SELECT gini(x) FILTER (WHERE i = 17) AS one_row, gini(x) FILTER (WHERE i < 0) AS none FROM inequality_rows;
SELECT left(pg_temp.answer('SELECT share_of_top(x, 0.1 + i % 2 / 10.0) FROM inequality_rows'), 5) AS option_differs;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;
DROP TABLE inequality_rows;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT gini(x) FROM (VALUES (1), (-2)) v (x)',
	'SELECT gini(x, 1) FROM (VALUES (1), (-2)) v (x)',
	'SELECT gini(x, w) FROM (VALUES (1, 1), (-2, 0)) v (x, w)',
	'SELECT gini(''NaN''::float8)',
	'SELECT gini(''NaN''::numeric)',
	'SELECT gini(''Infinity''::float8)',
	'SELECT gini_absolute(''-Infinity''::float8)',
	'SELECT gini(1, -1)',
	'SELECT gini(1, ''NaN'')',
	'SELECT gini(1, ''Infinity'')',
	'SELECT gini(''NaN'', 0)',
	'SELECT gini(''NaN'', NULL)',
	'SELECT lorenz_curve(-1, 10)',
	'SELECT lorenz_curve(1, 0)',
	'SELECT lorenz_curve(1, 1000001)',
	'SELECT cardinality(lorenz_curve(1, 1000000))',
	'SELECT lorenz_curve(1, NULL)',
	'SELECT lorenz_curve(NULL, NULL)',
	'SELECT lorenz_curve(1, p) FROM (VALUES (5), (6)) v (p)',
	'SELECT share_of_top(-1, 0.2)',
	'SELECT share_of_top(1, 1.5)',
	'SELECT share_of_top(1, -0.1)',
	'SELECT share_of_top(1, ''NaN'')',
	'SELECT share_of_top(1, NULL)',
	'SELECT share_of_top(x, p) FROM (VALUES (1, 0.2), (NULL, 0.3), (NULL, NULL), (3, 0.20)) v (x, p)',
	'SELECT share_of_top(x, p) FROM (VALUES (1, 0.2), (3, 0.3)) v (x, p)',
	'SELECT gini_extended(1, 0.5)',
	'SELECT gini_extended(1, ''NaN'')',
	'SELECT gini_extended(1, NULL)',
	'SELECT gini_extended(-1, 2)',
	'SELECT gini_extended(1, nu) FROM (VALUES (2), (3)) v (nu)',
	'SELECT palma(x) FROM (VALUES (5e-324), (5e-324), (5e-324), (5e-324), (5e-324), (5e-324), (5e-324), (5e-324), (5e-324), (1.0::float8)) v (x)',
	'SELECT palma(-1)',
	'SELECT share_of_bottom(1, 2, 1)',
	'SELECT share_of_bottom(1, 0.5, -1)',
	'SELECT share_of_bottom(x, 0.5, 0) FROM (VALUES (1)) v (x)'
]) query;

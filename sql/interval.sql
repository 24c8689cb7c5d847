-- Sampling errors: gini_interval, concentration_interval
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- giniVarCI 0.0.1.3 (zalinearization, bc = FALSE) has the variances 0.0085202440803433567 and 0.00057933993399339966 for the first two;
-- the others and the bounds are the formulas evaluated by Python's mpmath 1.3.0 at 2,500 bits.
SELECT name, pg_temp.near((i).estimate, g, 1e-14) AS estimate, pg_temp.near((i).std_error, s, 1e-13) AS std_error,
	pg_temp.near((i).lower, l, 1e-13) AS lower, pg_temp.near((i).upper, u, 1e-13) AS upper, (i).n
FROM (
	SELECT 'ties' AS name, gini_interval(x, 0.95) AS i, 23.0 / 72 AS g, sqrt(0.0085202440803433567) AS s, 0.1695947480210105759 AS l, 0.51895339312846159024 AS u
	FROM unnest('{1,2,2,3,3,3,4,4,10}'::float8[]) x
	UNION ALL
	SELECT '1 to 100', gini_interval(x, 0.95), 0.33, sqrt(0.00057933993399339966), 0.2846418743952961825, 0.37875907973114971199 FROM generate_series(1, 100) x
	UNION ALL
	SELECT '1 to 10', gini_interval(x, 0.95), 0.3, 0.068313005106397322555, 0.18469232991642961411, 0.44776094735828442769 FROM generate_series(1, 10) x
	UNION ALL
	SELECT 'numeric', gini_interval(x::numeric, 0.95), 0.3, 0.068313005106397322555, 0.18469232991642961411, 0.44776094735828442769 FROM generate_series(1, 10) x
	UNION ALL
	SELECT 'weights', gini_interval(x, 0.95, w), 0.2919708029197080292, 0.084077361868124155234, 0.15670191218644496507, 0.47784254600498690488
	FROM unnest('{1,2,3,4,5,6,7,8,9,10,50}'::float8[], '{1,2,1,1,0.5,1,3,1,1,1,0}'::float8[]) v (x, w)
	UNION ALL
	SELECT 'clusters', gini_interval(x, 0.95, 1, c), 0.3, 0.10095958332701625355, 0.14312545205557074318, 0.52372573591676772846
	FROM unnest('{1,2,3,4,5,6,7,8,9,10}'::float8[], '{1,1,2,2,2,3,3,4,4,4}'::int[]) v (x, c)
	UNION ALL
	SELECT 'clusters, weights', gini_interval(x, 0.95, w, c), 0.2919708029197080292, 0.12154428803250288324, 0.11524996133123288264, 0.56624298098130331025
	FROM unnest('{1,2,3,4,5,6,7,8,9,10}'::numeric[], '{1,2,1,1,0.5,1,3,1,1,1}'::numeric[], '{-1,-1,2,2,2,3,3,4,4,4}'::int[]) v (x, w, c)
	UNION ALL
	SELECT 'offset 1e15', gini_interval(1e15 + x, 0.95), 1.649999999999990925e-15, 2.4221202832779800107e-16, 1.2374614261516116214e-15, 2.2000685778680698155e-15 FROM generate_series(1, 10) x
) r;
-- a row is a cluster: as without clusters
SELECT pg_temp.near((gini_interval(x, 0.9, 2, x)).std_error, (gini_interval(x, 0.9)).std_error, 1e-14) AS rows_as_clusters FROM generate_series(1, 10) x;
-- where something is not defined: one row, one cluster, equal values, a total of 0, a NULL
SELECT gini_interval(5, 0.95) AS one_row, gini_interval(5, 0.95, 2, 1) AS one_row_in_a_cluster;
SELECT gini_interval(x, 0.95, 1, 7) AS one_cluster FROM generate_series(1, 3) x;
SELECT gini_interval(3, 0.95) AS equal FROM generate_series(1, 3);
SELECT gini_interval(0, 0.95) AS total_zero, gini_interval(NULL, 0.95) AS all_null FROM generate_series(1, 3);
SELECT (gini_interval(x, 0.95, 1, c)).n AS known_clusters FROM (VALUES (1, 1), (2, 2), (3, NULL)) v (x, c);

-- conindex 1.7.0, robust HC1: 0.10748553628086055, 0.12149958357936312 and 0.3261743516063797; the bounds are 1.959963984540054 of them away
SELECT name, pg_temp.near((i).estimate, c, 1e-14) AS estimate, pg_temp.near((i).std_error, s, 1e-13) AS std_error,
	pg_temp.near((i).lower, c - 1.9599639845400538556 * s, 1e-12) AS lower, pg_temp.near((i).upper, c + 1.9599639845400538556 * s, 1e-12) AS upper, (i).n
FROM (
	SELECT 'no ties' AS name, concentration_interval(x, r, 0.95) AS i, 89 / 504.0::float8 AS c, 0.10748553628086058989 AS s
	FROM unnest('{3,1,4,1.5,5,9,2,6}'::float8[], '{10,20,30,40,50,60,70,80}'::int[]) v (x, r)
	UNION ALL
	SELECT 'ties', concentration_interval(x, r, 0.95), 9 / 56.0, 0.12149958357936309824
	FROM unnest('{3,1,4,1.5,5,9,2,6}'::numeric[], '{10,10,20,20,20,30,40,40}'::numeric[]) v (x, r)
	UNION ALL
	SELECT '0 and 1, weights', concentration_interval(x, r, 0.95, w), -7 / 69.0, 0.32617435160637966005
	FROM unnest('{1,0,1,0,0,1,0,0}'::float8[], '{10,10,20,20,20,30,40,40}'::int[], '{1,2,1,3,1,1,2,0.5}'::float8[]) v (x, r, w)
) t;
SELECT concentration_interval(x, x, 0.95) AS two_rows FROM generate_series(1, 2) x;
SELECT concentration_interval(x, 7, 0.95) AS all_in_one_tie FROM generate_series(1, 4) x;
SELECT concentration_interval(3, x, 0.95) AS equal FROM generate_series(1, 4) x;
SELECT concentration_interval(0, x, 0.95) AS total_zero, concentration_interval(x, NULL, 0.95) AS no_ranks FROM generate_series(1, 4) x;

-- clusters: conindex 1.7.0 (R port, cluster = "cluster"; sandwich 3.0-2), whose error is the root of sum over clusters (sum w p e)^2 / S^2 x G / (G - 1) x (n - 1) / (n - 2)
SELECT pg_temp.near((i).estimate, 0.33173552190536076, 1e-13) AS estimate, pg_temp.near((i).std_error, 0.09423434549370914, 1e-13) AS std_error,
	pg_temp.near((i).lower, 0.33173552190536076 - 1.9599639845400538556 * 0.09423434549370914, 1e-12) AS lower, pg_temp.near((i).upper, 0.33173552190536076 + 1.9599639845400538556 * 0.09423434549370914, 1e-12) AS upper, (i).n,
	pg_temp.near((alone).std_error, 0.05432716202463317, 1e-13) AS as_if_alone, i = of_numeric AS of_numeric
FROM (SELECT concentration_interval(x, r, 0.95, 1, c) AS i, concentration_interval(x, r, 0.95) AS alone, concentration_interval(x::numeric, r::numeric, 0.95, 1::numeric, c) AS of_numeric
	FROM unnest('{2.0975,1.0922,1.6578,1.5182,1.9137,1.4575,3.1534,3.2071,1.9409,1.8428,0.8711,2.0173,1.2196,1.5213,1.3349,8.599,1.8994,6.8238,3.4479,3.3543,1.6925,3.0814,6.9691,2.1258,1.8502,4.653,1.8202,1.7325,3.0631,2.6022,1.3648,1.3285,2.1704,1.3264,3.5273,4.084,3.5361,2.9867,1.5611,0.6829,0.7276,0.4565,2.6045,0.2847,0.8355,0.7327,1.6579,0.9971,0.2101,0.8905,0.6881,0.4647,0.3436,0.4593,0.2785,0.6877,0.4432,1.0744,0.457,0.9413,0.8299,0.7519,0.9343,1.0871,0.6021,0.4771,0.8165,0.3912,0.2398,0.2735,0.3876,1.24,0.664,1.2777,0.6615,2.0476,0.4991,0.2952,1.4445,4.1898}'::float8[],
		'{1,2,1,-1,0,1,1,2,0,2,0,1,-1,1,1,2,1,2,2,1,1,0,3,1,2,1,1,1,1,1,0,1,1,0,2,0,1,1,0,-1,-1,-1,0,-2,0,0,1,0,-1,-1,-1,-2,-1,1,-2,-1,-1,1,0,-1,-1,-1,-1,1,-1,0,-1,0,-2,-2,-1,0,0,-1,-1,1,-3,0,1,3}'::int[],
		'{1,1,1,1,1,1,1,1,1,1,1,1,1,1,2,2,2,2,2,2,2,2,2,2,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,4,4,4,4,4,4,4,4,4,4,4,4,4,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,6,6,6,6,6,6,6,6,6,6}'::int[]) v (x, r, c)) s;
-- a row is a cluster: as without clusters; a weight of 2 is two rows of the cluster, but for (n - 1) / (n - 2), 7/6 for 9/8
SELECT pg_temp.near((concentration_interval(x, r, 0.9, w, c)).std_error, (concentration_interval(x, r, 0.9, w)).std_error, 1e-14) AS rows_as_clusters
FROM unnest('{3,1,4,1.5,5,9,2,6}'::float8[], '{10,10,20,20,20,30,40,40}'::int[], '{1,2,1,3,1,1,2,0.5}'::float8[], '{1,2,3,4,5,6,7,8}'::int[]) v (x, r, w, c);
SELECT pg_temp.near((concentration_interval(x, r, 0.9, w, c)).std_error, (b.i).std_error * sqrt(7 / 6.0 * 8 / 9), 1e-14) AS twice
FROM (VALUES (1)) o CROSS JOIN unnest('{3,1,4,1.5,5,9,2,6}'::float8[], '{10,10,20,20,20,30,40,40}'::int[], '{1,2,1,1,1,1,2,1}'::int[], '{1,1,2,2,2,3,3,4}'::int[]) v (x, r, w, c),
	(SELECT concentration_interval(x, r, 0.9, 1, c) AS i FROM unnest('{3,1,1,4,1.5,5,9,2,2,6}'::float8[], '{10,10,10,20,20,20,30,40,40,40}'::int[], '{1,1,1,2,2,2,3,3,3,4}'::int[]) v (x, r, c)) b
GROUP BY b.i;
-- where something is not defined: one cluster, two rows, one rank for all, a total of 0; a row whose cluster is NULL or whose weight is 0 is ignored
SELECT concentration_interval(x, x, 0.95, 1, 7) AS one_cluster, concentration_interval(x, 7, 0.95, 1, x) AS all_in_one_tie, concentration_interval(0, x, 0.95, 1, x) AS total_zero,
	concentration_interval(3, x, 0.95, 1, x % 2) AS equal FROM generate_series(1, 4) x;
SELECT concentration_interval(x, x, 0.95, 1, x) AS two_rows FROM generate_series(1, 2) x;
SELECT (concentration_interval(x, x, 0.95, w, c)).n AS known_clusters FROM (VALUES (1, 1, 1), (2, 1, 2), (3, 1, NULL), (4, 0, 1), (NULL, 1, 1)) v (x, w, c);

-- The same bits whatever the order of the rows and the number of workers
SELECT count(DISTINCT g::text) AS gini, count(DISTINCT c::text) AS clusters, count(DISTINCT i::text) AS concentration, count(DISTINCT ic::text) AS concentration_clusters
FROM (
	SELECT gini_interval(x, 0.95, w ORDER BY place) AS g, gini_interval(x, 0.95, w, k ORDER BY place) AS c, concentration_interval(x, r, 0.95, w ORDER BY place) AS i,
		concentration_interval(x, r, 0.95, w, k ORDER BY place) AS ic
	FROM (SELECT seed, md5(i::text || seed) AS place, exp((i * 7919 % 1009) / 100.0) AS x, i % 41 AS r, 0.1 + i * 31 % 17 / 10.0 AS w, i / 7 AS k
		FROM generate_series(1, 20) seed, generate_series(1, 500) i) v
	GROUP BY seed) s;
CREATE TABLE interval_rows AS SELECT i, exp((i::bigint * 7919 % 100003) / 10000.0) AS x, 1 + i % 5 AS w, i / 10 AS c FROM generate_series(1, 20000) i;
ANALYZE interval_rows;
CREATE TEMP TABLE serial AS SELECT gini_interval(x, 0.95, w, c ORDER BY i) AS g, concentration_interval(x, c, 0.95 ORDER BY i) AS i, concentration_interval(x, i % 97, 0.95, w, c ORDER BY i) AS ic FROM interval_rows;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT pg_temp.plan_has('SELECT gini_interval(x, 0.95, w, c) FROM interval_rows', 'Finalize Aggregate') AS parallel_plan;
SELECT p.g = s.g AS clusters, p.i = s.i AS concentration, p.ic = s.ic AS concentration_clusters
FROM (SELECT gini_interval(x, 0.95, w, c) AS g, concentration_interval(x, c, 0.95) AS i, concentration_interval(x, i % 97, 0.95, w, c) AS ic FROM interval_rows) p, serial s;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;
DROP TABLE interval_rows;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT gini_interval(1, 0)',
	'SELECT gini_interval(1, 1)',
	'SELECT gini_interval(1, 95)',
	'SELECT gini_interval(1, ''NaN'')',
	'SELECT gini_interval(1, NULL)',
	'SELECT gini_interval(-1, 0.95)',
	'SELECT gini_interval(1, 0.95, -1)',
	'SELECT gini_interval(1, l) FROM (VALUES (0.9), (0.95)) v (l)',
	'SELECT gini_interval(1, 0.95, 1, 9007199254740993)',
	'SELECT gini_interval(1, 0.95, 1, -9007199254740991)',
	'SELECT concentration_interval(-1, 1, 0.95)',
	'SELECT concentration_interval(1, ''NaN'', 0.95)',
	'SELECT concentration_interval(1, 1, 1.5)',
	'SELECT concentration_interval(1, 1, 0.95, -1, 1)',
	'SELECT concentration_interval(1, 1, 0.95, 1, 0.5)',
	'SELECT concentration_interval(1, 1, NULL, 1, 1)',
	'SELECT concentration_interval(1, 1, l, 1, 1) FROM (VALUES (0.9), (0.95)) v (l)'
]) query;

-- Decomposition: gini_by_source, entropy_decomposition
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- Two sources of three totals, by hand: the totals 3, 6, 9 have the Gini index 2/9.  Wages 2, 4, 6 are 2/3 of them, with the Gini index 2/9;
-- 1, 2, 3 of rents 1/3.  Both rank as the total does, so the correlations are 1 and the elasticities 0.
SELECT s.* FROM (SELECT gini_by_source(ARRAY[x * 2, x]) FROM generate_series(1, 3) x) t (a), unnest(a) s;
-- Fractions by Python's fractions.Fraction: the totals 5, 6, 7, 12 have the Gini index 11/60; the source 4, 1, 0, 5 has 9/20, and 1/20
-- along them; 1, 5, 7, 7 has 1/4, and 1/4 along them
SELECT s.*, pg_temp.near((s).share, e.share, 1e-15) AND pg_temp.near((s).gini, e.gini, 1e-15) AND pg_temp.near((s).correlation, e.correlation, 1e-14)
	AND pg_temp.near((s).contribution, e.contribution, 1e-14) AND pg_temp.near((s).elasticity, e.elasticity, 1e-13) AS as_expected
FROM (SELECT gini_by_source(ARRAY[a, b, 0]) FROM unnest('{4,1,0,5}'::float8[], '{1,5,7,7}'::float8[]) v (a, b)) t (a),
	LATERAL unnest(a) WITH ORDINALITY AS s (share, gini, correlation, contribution, elasticity, k),
	LATERAL (VALUES (1, 1.0 / 3, 9.0 / 20, 1.0 / 9, 1.0 / 60, -8.0 / 33),
		(2, 2.0 / 3, 1.0 / 4, 1.0 / 1, 1.0 / 6, 8.0 / 33),
		(3, 0, NULL, NULL, 0, 0)) e (k, share, gini, correlation, contribution, elasticity)
WHERE e.k = s.k;
-- the contributions add up to the Gini index of the total, and the elasticities to 0
SELECT pg_temp.near(sum(contribution), min(g), 1e-14) AS contributions, abs(sum(elasticity)) < 1e-15 AS elasticities, pg_temp.near(sum(share), 1, 1e-15) AS shares, count(*)
FROM (SELECT gini_by_source(ARRAY[x, y, z], w), gini(x + y + z, w) FROM (SELECT exp(i * 7919 % 1009 / 200.0), i % 13, i * 31 % 101 / 3.0, 1 + i % 4 FROM generate_series(1, 500) i) v (x, y, z, w)) t (a, g),
	LATERAL unnest(a) s
GROUP BY g;
-- rows whose array, element or weight is NULL or whose weight is 0 are ignored; numeric arrays come in as they are
SELECT a = b AS ignored, a = c AS numeric
FROM (SELECT gini_by_source(s, w) FROM (VALUES (ARRAY[1, 2], 1), (ARRAY[3, 0], 2), (NULL, 1), (ARRAY[1, NULL], 1), (ARRAY[9, 9], NULL), (ARRAY[9, 9], 0)) v (s, w)) x (a),
	(SELECT gini_by_source(s, w) FROM (VALUES (ARRAY[1, 2], 1), (ARRAY[3, 0], 2)) v (s, w)) y (b),
	(SELECT gini_by_source(s::numeric[], w::numeric) FROM (VALUES (ARRAY[1, 2], 1), (ARRAY[3, 0], 2)) v (s, w)) z (c);
SELECT gini_by_source(ARRAY[1, 2]) AS one_row, gini_by_source(ARRAY[0, 0]) AS total_zero, gini_by_source(NULL) AS all_null;
SELECT count(DISTINCT g::text) AS orders
FROM (SELECT gini_by_source(ARRAY[x, r], w ORDER BY place) AS g FROM (SELECT seed, md5(i::text || seed) AS place, exp((i * 7919 % 1009) / 100.0) AS x, i % 41 AS r, 0.1 + i * 31 % 17 / 10.0 AS w, i / 7 AS k
		FROM generate_series(1, 20) seed, generate_series(1, 500) i) v GROUP BY seed) s;

-- Within and between groups.  1 .. 10 in 1 .. 4 and 5 .. 10: the parts add up to the whole, for every alpha
SELECT alpha, pg_temp.near((d).total, whole, 1e-13) AS total, pg_temp.near((d).within + (d).between, whole, 1e-13) AS parts,
	pg_temp.near((d).between, between_means, 1e-13) AS between
FROM (
	SELECT alpha, entropy_decomposition(alpha, array_agg(n), array_agg(mean), array_agg(entropy)) AS d, min(whole) AS whole, generalized_entropy(mean, alpha, n) AS between_means
	FROM (SELECT alpha, count(*) AS n, avg(x) AS mean, generalized_entropy(x, alpha) AS entropy
		FROM generate_series(1, 10) x, unnest('{-1,0,0.5,1,2,3}'::float8[]) alpha GROUP BY alpha, x > 4) g
	JOIN (SELECT alpha, generalized_entropy(x, alpha) AS whole FROM generate_series(1, 10) x, unnest('{-1,0,0.5,1,2,3}'::float8[]) alpha GROUP BY alpha) w USING (alpha)
	GROUP BY alpha) s ORDER BY alpha;
-- alpha = 2 is half the squared coefficient of variation, and so by hand: groups 1, 3 and 6 with the means 2 and 6 and the overall mean 10/3
SELECT pg_temp.near(total, 19.0 / 100, 1e-15) AS total, pg_temp.near(within, 3.0 / 100, 1e-15) AS within, pg_temp.near("between", 4.0 / 25, 1e-15) AS between
FROM entropy_decomposition(2, '{2,1}', '{2,6}', '{0.125,0}');
SELECT entropy_decomposition(1, '{1,NULL,0,2,1}', '{2,5,5,NULL,6}', '{0.1,0.1,0.1,0.1,0.1}') = entropy_decomposition(1, '{1,1}', '{6,2}', '{0.1,0.1}') AS ignored_and_any_order;
-- a group that has nothing: ln 2 between, and what the other has within; infinite parts are NULL
SELECT pg_temp.near(total, ln(2.0) + 0.5, 1e-13) AS total, within = 0.5 AS within, pg_temp.near("between", ln(2.0), 1e-13) AS between
FROM entropy_decomposition(1, '{1,1}', '{0,2}', '{NULL,0.5}');
SELECT entropy_decomposition(0, '{1,1}', '{0,2}', '{NULL,0.5}') AS infinite_between;
SELECT total, within, pg_temp.near("between", ln(1.5) - ln(2.0) / 2, 1e-13) AS between FROM entropy_decomposition(0, '{1,1}', '{1,2}', '{NULL,0.5}');
SELECT entropy_decomposition(1, '{}', '{}', '{}') AS no_groups, entropy_decomposition(1, NULL, '{}', '{}') AS no_array, entropy_decomposition(1, '{1}', '{0}', '{NULL}') AS total_zero;

-- Parallel workers
CREATE TABLE source_rows AS SELECT i, exp((i::bigint * 7919 % 100003) / 10000.0) AS x, i % 17 AS y FROM generate_series(1, 20000) i;
ANALYZE source_rows;
CREATE TEMP TABLE serial AS SELECT gini_by_source(ARRAY[x, y, 1] ORDER BY i) AS g FROM source_rows;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT pg_temp.plan_has('SELECT gini_by_source(ARRAY[x, y, 1]) FROM source_rows', 'Finalize Aggregate') AS parallel_plan;
SELECT p.g = s.g AS same FROM (SELECT gini_by_source(ARRAY[x, y, 1]) AS g FROM source_rows) p, serial s;
SELECT left(pg_temp.answer('SELECT gini_by_source(CASE WHEN i < 10000 THEN ARRAY[x] ELSE ARRAY[x, y] END) FROM source_rows'), 5) AS length_differs;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;
DROP TABLE source_rows;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT gini_by_source(s) FROM (VALUES (ARRAY[1, 2]), (ARRAY[1])) v (s)',
	'SELECT gini_by_source(''{}'')',
	'SELECT gini_by_source(''{{1,2},{3,4}}'')',
	'SELECT cardinality(gini_by_source(array_fill(1, ARRAY[1000])))',
	'SELECT gini_by_source(array_fill(1, ARRAY[1001]))',
	'SELECT gini_by_source(''{1,-1}'')',
	'SELECT gini_by_source(''{1,NaN}'')',
	'SELECT gini_by_source(''{1.7e308,1.7e308}'')',
	'SELECT gini_by_source(''{1}'', -1)',
	'SELECT entropy_decomposition(1, ''{1,2}'', ''{1}'', ''{1,2}'')',
	'SELECT entropy_decomposition(1, ''{{1,2}}'', ''{1,2}'', ''{1,2}'')',
	'SELECT entropy_decomposition(1, ''{-1}'', ''{1}'', ''{0}'')',
	'SELECT entropy_decomposition(1, ''{1}'', ''{-1}'', ''{0}'')',
	'SELECT entropy_decomposition(1, ''{1}'', ''{1}'', ''{-1}'')',
	'SELECT entropy_decomposition(''NaN'', ''{1}'', ''{1}'', ''{1}'')',
	'SELECT entropy_decomposition(400, ''{1,1e9}'', ''{1e3,1}'', ''{1,1}'')'
]) query;

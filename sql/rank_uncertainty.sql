-- Rank uncertainty: rank_uncertainty
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- whether a share of so many draws is what it must be, within six standard errors
CREATE FUNCTION pg_temp.share(got float8, expected float8, draws int) RETURNS boolean LANGUAGE sql AS
$$SELECT abs(got - expected) <= 6 * sqrt(expected * (1 - expected) / draws) + 1e-12$$;

-- 60 units with three points each of 10, 15 and 8; every fifth misses one, one has none at all, and there are ties
CREATE TEMP TABLE unit AS
SELECT i, CASE WHEN i <> 30 THEN ARRAY[i * 7 % 11, CASE WHEN i % 5 <> 0 THEN i * 13 % 16 END, i * 5 % 9]::float8[] END AS points,
	ARRAY[1, i % 3, 0.5]::float8[] AS errors, '{10,15,8}'::float8[] AS weights
FROM generate_series(1, 60) i;
CREATE TEMP TABLE score AS
SELECT i, round(evaluation_score(p, w)::numeric, 4)::float8 AS score FROM unit LEFT JOIN LATERAL unnest(points, weights) v (p, w) ON true GROUP BY i;

-- Certain points and certain weights: in every draw, rank() and performance_band() of the stored score
SELECT count(*), count(r), bool_and((r).rank = k) AS rank, bool_and((r).expected_rank = k) AS expected, bool_and((r).rank_low = k AND (r).rank_high = k) AS interval,
	bool_and((r).p_top = (band = 'top')::int) AS top, bool_and((r).p_bottom = (band = 'bottom')::int) AS bottom
FROM (SELECT i, rank_uncertainty(points, NULL, weights, 20, NULL, 1) OVER () AS r FROM unit) u
JOIN (SELECT i, score, rank() OVER (ORDER BY score DESC) AS k, performance_band(score) OVER () AS band FROM score WHERE score IS NOT NULL) s USING (i);
SELECT bool_and(a = b) AS zero_errors, bool_and(a = c) AS infinite_concentration
FROM (SELECT rank_uncertainty(points, NULL, weights, 20, NULL, 1) OVER () AS a, rank_uncertainty(points, '{0,0,0}', weights, 20, NULL, 1) OVER () AS b,
	rank_uncertainty(points, NULL, weights, 20, 'Infinity', 99) OVER () AS c FROM unit) s;
-- who has no points has no result, and stands in nobody's way
SELECT i, rank_uncertainty(points, errors, weights, 20, 10, 1) OVER () AS r FROM unit WHERE i BETWEEN 30 AND 30;
SELECT i, rank_uncertainty(p, NULL, '{10,0}', 20, NULL, 1) OVER () AS r
FROM (VALUES (1, '{5,0}'::float8[]), (2, '{NULL,NULL}'), (3, NULL), (4, '{7,NULL}'), (5, '{NULL,0}')) v (i, p) ORDER BY i;
-- errors of points that are missing are nobody else's
SELECT i, rank_uncertainty(p, e, '{10,10}', 20, NULL, 1) OVER (ORDER BY i) AS r
FROM (VALUES (1, '{NULL,NULL}'::float8[], '{5,5}'::float8[]), (2, '{5,5}', NULL), (3, '{6,NULL}', '{0,9}'), (4, '{4,4}', '{0,0}')) v (i, p, e) ORDER BY i;
-- the rank column is about the points as they stand, whatever the draws do; rounding to 4 decimals makes ties
SELECT i, (rank_uncertainty(p, '{9}', '{10}', 1, 3, 8) OVER ()).rank
FROM (VALUES (1, '{5.00000001}'::float8[]), (2, '{5}'), (3, '{4.999995}'), (4, '{4.999994}')) v (i, p) ORDER BY i;

-- Two units with equal points share the ranks; so do two with other points and the same scores
SELECT bool_and((r).rank = 1) AS rank, bool_and(abs((r).expected_rank - 1.5) < 1e-4) AS expected, bool_and((r).rank_low = 1 AND (r).rank_high = 2) AS interval,
	bool_and(pg_temp.share((r).p_top, 0.5, 100000)) AS top, count(DISTINCT r) AS results, max((r).p_bottom) AS no_bottom_of_two
FROM (SELECT rank_uncertainty(points, '{3,3}', '{50,50}', 100000, NULL, 7) OVER () AS r FROM (VALUES ('{20,20}'::float8[]), ('{20,20}')) v (points)) s;
SELECT bool_and(pg_temp.share((r).p_top, 0.5, 100000)) AS top, bool_and(pg_temp.share((r).expected_rank - 1, 0.5, 100000)) AS expected
FROM (SELECT rank_uncertainty(points, '{3,3}', '{50,50}', 100000, NULL, 7) OVER () AS r FROM (VALUES ('{20,30}'::float8[]), ('{30,20}')) v (points)) s;
-- Better by d with errors s: Phi(d / (s root 2)); for d = s it is Phi(0.70711) = 0.76025 (tables of the normal distribution)
SELECT d, pg_temp.share((r).p_top, p, 100000) AS top
FROM (SELECT i, d, p, rank_uncertainty(ARRAY[50 + d * i], ARRAY[4], '{100}', 100000, NULL, 3) OVER (PARTITION BY d) AS r
	FROM (VALUES (1, 0.5701581024006669), (4, 0.7602499389065233), (8, 0.9213503964748574)) v (d, p), generate_series(0, 1) i) s
WHERE i = 1 ORDER BY d;
-- Uniform weights of two criteria: 100 w1 > 40 has length 0.6.  Of three: w1 and w2 against 0.4, areas 0.34, 0.34 and 0.32
SELECT bool_and(pg_temp.share((r).p_top, p, 100000)) AS lengths
FROM (SELECT p, rank_uncertainty(points, NULL, '{50,50}', 100000, 2, 5) OVER () AS r FROM (VALUES ('{50,0}'::float8[], 0.6), ('{20,20}', 0.4)) v (points, p)) s;
SELECT bool_and(pg_temp.share((r).p_top, p, 100000)) AS areas
FROM (SELECT p, rank_uncertainty(points, NULL, '{5,5,5}', 100000, 3, 6) OVER () AS r
	FROM (VALUES ('{5,0,0}'::float8[], 0.34), ('{0,5,0}', 0.34), ('{2,2,2}', 0.32)) v (points, p)) s;
-- With a huge concentration next to nothing is left of that, with a tiny one a criterion has all: with the probability of its weight
SELECT c::float8, bool_and(pg_temp.share((r).p_top, p, 100000)) AS top
FROM (SELECT c, p, rank_uncertainty(points, NULL, '{30,70}', 100000, c, 5) OVER (PARTITION BY c) AS r
	FROM (VALUES (1e9, '{30,0}'::float8[], 0), (1e9, '{0,70}', 1), (1e-9, '{30,0}', 0.3), (1e-9, '{0,70}', 0.7), (5e-324, '{30,0}', 0.3), (5e-324, '{0,70}', 0.7)) v (c, points, p)) s
GROUP BY s.c ORDER BY s.c;

-- Sums: the top has at least ceil(n / 5) of n, the bottom at most floor(n / 5); ranks at most 1 + ... + n, less where there are ties
SELECT n, bool_and(top >= ceil(n / 5.0) - 1e-9) AS top, bool_and(bottom <= floor(n / 5.0) + 1e-9) AS bottom, bool_and(ranks <= n * (n + 1) / 2 + 1e-9) AS ranks,
	bool_and(ordered) AS low_mean_high, bool_and(few OR bottom > floor(n / 5.0) - 0.01) AS no_ties_no_loss
FROM (SELECT n, n < 5 AS few, variant, sum((r).p_top) AS top, sum((r).p_bottom) AS bottom, sum((r).expected_rank) AS ranks,
		bool_and((r).rank_low <= (r).rank_high AND (r).expected_rank BETWEEN 1 AND n AND (r).rank BETWEEN 1 AND n) AS ordered
	FROM (SELECT n, variant, rank_uncertainty(ARRAY[i * 37 % 101 / 2.0, i * 59 % 101 / 2.0], CASE WHEN variant < 3 THEN '{5,7}'::float8[] END, '{51,51}', 300,
			CASE WHEN variant > 1 THEN 12 END, n) OVER (PARTITION BY n, variant) AS r
		FROM unnest('{1,2,3,4,5,6,19,20,30,99}'::int[]) n, generate_series(1, 3) variant, generate_series(1, n) i) s
	GROUP BY n, variant) t
GROUP BY n ORDER BY n;
-- One unit, one draw, one criterion
SELECT rank_uncertainty('{3}', '{1}', '{10}', 1, 5, 0) OVER () AS alone;

-- Data only, weights only and both: weights of 0 and points that are missing make no difference to the others' luck
SELECT bool_and(a = b) AS weight_0, bool_and(a = c) AS type FROM (
	SELECT rank_uncertainty(points, errors, weights, 50, 20, 9) OVER () AS a, rank_uncertainty(points || 0::float8, errors || 3::float8, weights || 0::float8, 50, 20, 9) OVER () AS b,
		rank_uncertainty(points, errors, '{10,15,8}'::int[]::float8[], 50, 20, 9) OVER () AS c FROM unit WHERE i <> 30) s;
SELECT count(DISTINCT a::text || i) = count(*) AS data, bool_or(a <> b) AS another_seed, bool_or(a <> c) AS weights_too, bool_or(c <> d) AS weights_only
FROM (SELECT i, rank_uncertainty(points, errors, weights, 50, NULL, 9) OVER () AS a, rank_uncertainty(points, errors, weights, 50, NULL, -9) OVER () AS b,
	rank_uncertainty(points, errors, weights, 50, 20, 9) OVER () AS c, rank_uncertainty(points, NULL, weights, 50, 20, 9) OVER () AS d FROM unit WHERE i <> 30) s;

-- The same bits in any order, with any frame, in partitions, and for units that are equal
SELECT count(*), bool_and(a = b AND a = c AND a = d) AS same
FROM (SELECT rank_uncertainty(points, errors, weights, 50, 20, 9) OVER () AS a, rank_uncertainty(points, errors, weights, 50, 20, 9) OVER (ORDER BY md5(i::text)) AS b,
	rank_uncertainty(points, errors, weights, 50, 20, 9) OVER (ORDER BY i DESC ROWS 1 PRECEDING) AS c,
	rank_uncertainty(points, errors, weights, 50, 20, 9) OVER (PARTITION BY i > 0 ORDER BY random() ROWS CURRENT ROW) AS d FROM unit WHERE i <> 30) s;
SELECT max(results) AS results, max(rows) AS rows
FROM (SELECT points, errors, count(DISTINCT r) AS results, count(*) AS rows
	FROM (SELECT points, errors, rank_uncertainty(points, errors, weights, 50, 20, 9) OVER (ORDER BY md5(i::text || copy)) AS r FROM unit, generate_series(1, 4) copy WHERE i <> 30) s
	GROUP BY points, errors) t;
-- a seed gives the same ranks on every platform
SELECT i, r.* FROM (SELECT i, rank_uncertainty(ARRAY[i * 2, i % 4], ARRAY[2, 1.5], '{20,4}', 1000, 15, 20240229) OVER () AS r FROM generate_series(1, 8) i) s, LATERAL (SELECT (s.r).*) r ORDER BY i;

-- In parallel workers
CREATE TABLE uncertain_rows AS SELECT g, i, ARRAY[i * 7 % 11, i * 13 % 16]::float8[] AS points, ARRAY[1, 2]::float8[] AS errors FROM generate_series(1, 40) g, generate_series(1, 50) i;
ANALYZE uncertain_rows;
CREATE TEMP TABLE serial AS SELECT g, i, rank_uncertainty(points, errors, '{10,15}', 40, 30, 9) OVER (PARTITION BY g) AS r FROM uncertain_rows;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT pg_temp.plan_has('SELECT rank_uncertainty(points, errors, ''{10,15}'', 40, 30, 9) OVER (PARTITION BY g) FROM uncertain_rows', 'Gather') AS parallel_plan;
SELECT count(*), bool_and(s.r = p.r) AS same FROM (SELECT g, i, rank_uncertainty(points, errors, '{10,15}', 40, 30, 9) OVER (PARTITION BY g) AS r FROM uncertain_rows) p JOIN serial s USING (g, i);
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;
DROP TABLE uncertain_rows;

-- More units than draws, and a partition without any points
SELECT count(*), bool_and((r).rank_low <= (r).rank_high) AS ordered, round(sum((r).expected_rank)) <= 2000 * 2001 / 2 AS ranks
FROM (SELECT rank_uncertainty(ARRAY[i % 100], ARRAY[i % 7], '{100}', 10, NULL, 1) OVER () AS r FROM generate_series(1, 2000) i) s;
SELECT count(*), count(r) FROM (SELECT rank_uncertainty('{NULL}', '{NULL}', '{100}', 10, NULL, 1) OVER () AS r FROM generate_series(1, 3) i) s;
-- nothing else is read of a row without points
SELECT rank_uncertainty(p, e, w, d, c, s) OVER () AS r
FROM (VALUES ('{1}'::float8[], NULL::float8[], '{2}'::float8[], 10, NULL::float8, 1::bigint), (NULL, '{-1}', NULL, NULL, -1, NULL)) v (p, e, w, d, c, s);

-- A bonus: nothing changes where it is 0, not a bit
SELECT bool_and(a = b) AS none FROM (
	SELECT rank_uncertainty(points, errors, weights, 50, 20, 9) OVER () AS a, rank_uncertainty(points, errors, weights, 50, 20, 9, 0) OVER () AS b
	FROM unit WHERE i <> 30) s;
-- 90 + 5, + 2, nothing, - 2 and + 5: certain points, whatever the weights
SELECT bonus, r.* FROM (
	SELECT i, bonus, rank_uncertainty('{45,45}', NULL, '{50,50}', 100, 10, 7, bonus) OVER () AS r
	FROM (VALUES (1, 5.0), (2, 2), (3, 0), (4, -2), (5, 5)) v (i, bonus)) s, LATERAL (SELECT (s.r).*) r ORDER BY i;
-- a score stays from 0 to 100, and is rounded to 4 decimals, the bonus as well
SELECT points, bonus, (rank_uncertainty(ARRAY[points], NULL, '{100}', 10, NULL, 7, bonus) OVER ()).rank
FROM (VALUES (99, 5.0), (100, 0), (98, 2), (50.00004, 0.00004), (50, 0), (50, 0.00005), (1, -5), (0, 0), (0.5, -0.5)) v (points, bonus) ORDER BY points, bonus;
-- better by 4 with errors of 4, half of it by the bonus: Phi(0.70711)
SELECT pg_temp.share((r).p_top, 0.7602499389065233, 100000) AS top
FROM (SELECT i, rank_uncertainty(ARRAY[50 + 2 * i], ARRAY[4], '{100}', 100000, NULL, 3, 2 * i) OVER () AS r FROM generate_series(0, 1) i) s
WHERE i = 1;
-- in any order; it is read of no row without points
SELECT count(*), bool_and(a = b) AS same
FROM (SELECT rank_uncertainty(points, errors, weights, 50, 20, 9, i % 7) OVER () AS a,
		rank_uncertainty(points, errors, weights, 50, 20, 9, i % 7) OVER (ORDER BY md5(i::text)) AS b FROM unit WHERE i <> 30) s;
SELECT rank_uncertainty(p, NULL, '{2}', 10, NULL, 1, b) OVER () AS r FROM (VALUES ('{1}'::float8[], 3::float8), (NULL, NULL), ('{NULL}', 9)) v (p, b);

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT rank_uncertainty(''{11}'', ''{1}'', ''{10}'', 10, NULL, 1) OVER ()',
	'SELECT rank_uncertainty(''{5,-1}'', ''{1,1}'', ''{10,10}'', 10, NULL, 1) OVER ()',
	'SELECT rank_uncertainty(''{5,1}'', ''{1,1}'', ''{10,0}'', 10, NULL, 1) OVER ()',
	'SELECT rank_uncertainty(''{NaN}'', ''{1}'', ''{10}'', 10, NULL, 1) OVER ()',
	'SELECT rank_uncertainty(''{Infinity}'', ''{1}'', ''{10}'', 10, NULL, 1) OVER ()',
	'SELECT rank_uncertainty(''{5}'', ''{-1}'', ''{10}'', 10, NULL, 1) OVER ()',
	'SELECT rank_uncertainty(''{5}'', ''{NaN}'', ''{10}'', 10, NULL, 1) OVER ()',
	'SELECT rank_uncertainty(''{NULL,5}'', ''{NULL,NULL}'', ''{10,10}'', 10, NULL, 1) OVER ()',
	'SELECT rank_uncertainty(''{5}'', ''{1}'', NULL, 10, NULL, 1) OVER ()',
	'SELECT rank_uncertainty(''{5}'', ''{1}'', ''{NULL}'', 10, NULL, 1) OVER ()',
	'SELECT rank_uncertainty(''{5}'', ''{1}'', ''{-10}'', 10, NULL, 1) OVER ()',
	'SELECT rank_uncertainty(''{5}'', ''{1}'', ''{Infinity}'', 10, NULL, 1) OVER ()',
	'SELECT rank_uncertainty(''{5}'', ''{1}'', ''{1e200}'', 10, NULL, 1) OVER ()',
	'SELECT rank_uncertainty(''{5,1}'', ''{1,1}'', ''{10}'', 10, NULL, 1) OVER ()',
	'SELECT rank_uncertainty(''{5}'', ''{1,1}'', ''{10}'', 10, NULL, 1) OVER ()',
	'SELECT rank_uncertainty(''{}'', ''{}'', ''{}'', 10, NULL, 1) OVER ()',
	'SELECT rank_uncertainty(''{{5}}'', ''{{1}}'', ''{{10}}'', 10, NULL, 1) OVER ()',
	'SELECT rank_uncertainty(''{5}'', ''{1}'', ''{10}'', 0, NULL, 1) OVER ()',
	'SELECT rank_uncertainty(''{5}'', ''{1}'', ''{10}'', 10000001, NULL, 1) OVER ()',
	'SELECT rank_uncertainty(''{5}'', ''{1}'', ''{10}'', NULL, NULL, 1) OVER ()',
	'SELECT rank_uncertainty(''{5}'', ''{1}'', ''{10}'', 10, 0, 1) OVER ()',
	'SELECT rank_uncertainty(''{5}'', ''{1}'', ''{10}'', 10, -1, 1) OVER ()',
	'SELECT rank_uncertainty(''{5}'', ''{1}'', ''{10}'', 10, ''NaN'', 1) OVER ()',
	'SELECT rank_uncertainty(''{5}'', ''{1}'', ''{10}'', 10, NULL, NULL) OVER ()',
	'SELECT rank_uncertainty(''{5,1}'', NULL, ARRAY[10, 10 + i], 10, NULL, 1) OVER (ORDER BY i) FROM generate_series(1, 2) i',
	'SELECT rank_uncertainty(array_fill(1, ARRAY[i]), NULL, array_fill(2, ARRAY[i]), 10, NULL, 1) OVER (ORDER BY i) FROM generate_series(1, 2) i',
	'SELECT rank_uncertainty(''{5}'', NULL, ''{10}'', i, NULL, 1) OVER (ORDER BY i) FROM generate_series(1, 2) i',
	'SELECT rank_uncertainty(''{5}'', NULL, ''{10}'', 10, NULLIF(i, 2), 1) OVER (ORDER BY i) FROM generate_series(1, 2) i',
	'SELECT rank_uncertainty(''{5}'', NULL, ''{10}'', 10, NULL, i) OVER (ORDER BY i) FROM generate_series(1, 2) i',
	'SELECT rank_uncertainty(''{5}'', NULL, ''{10}'', i, NULL, i) OVER (PARTITION BY i) FROM generate_series(1, 2) i LIMIT 1',
	'SELECT rank_uncertainty(''{5}'', NULL, ''{10}'', 100000, NULL, 1) OVER () FROM generate_series(1, 20000) i',
	'SELECT rank_uncertainty(''{5}'', NULL, ''{10}'', 10, NULL, 1, NULL) OVER ()',
	'SELECT rank_uncertainty(''{5}'', NULL, ''{10}'', 10, NULL, 1, 100.5) OVER ()',
	'SELECT rank_uncertainty(''{5}'', NULL, ''{10}'', 10, NULL, 1, ''NaN'') OVER ()',
	'SELECT rank_uncertainty(''{5}'', NULL, ''{10}'', 10, NULL, 1)'
]) query;

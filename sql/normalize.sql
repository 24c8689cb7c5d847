-- Normalisation: normalize_minmax, normalize_zscore, normalize_rank, normalize_percent_rank, normalize_borda
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- COINr 1.1.14: n_minmax(x), n_minmax(x, c(1, 10)), n_zscore(x, c(0, 1)), n_rank, n_prank, n_borda; NULL where it says NA or NaN
CREATE TEMP TABLE coinr (name text, i int, x float8, minmax float8, minmax_1_10 float8, zscore float8, rank float8, percent_rank float8, borda float8);
INSERT INTO coinr VALUES
	('a', 1, 1, 0, 1, -0.81649658092772603, 1, 0, 0),
	('a', 2, 2, 11.111111111111111, 2, -0.54433105395181736, 2, 0.25, 1),
	('a', 3, 2, 11.111111111111111, 2, -0.54433105395181736, 2, 0.25, 1),
	('a', 4, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('a', 5, 5, 44.444444444444443, 5, 0.27216552697590868, 4, 0.75, 3),
	('a', 6, 10, 100, 10, 1.6329931618554521, 5, 1, 4),
	('const', 1, 3, NULL, NULL, NULL, 1, 0, 0),
	('const', 2, 3, NULL, NULL, NULL, 1, 0, 0),
	('const', 3, 3, NULL, NULL, NULL, 1, 0, 0),
	('n1', 1, 4, NULL, NULL, NULL, 1, NULL, 0),
	('neg', 1, -5, 0, 1, -0.92582009977255153, 1, 0, 0),
	('neg', 2, 0, 20, 2.7999999999999998, -0.46291004988627577, 2, 0.33333333333333331, 1),
	('neg', 3, 5, 40, 4.5999999999999996, 0, 3, 0.66666666666666663, 2),
	('neg', 4, 20, 100, 10, 1.3887301496588271, 4, 1, 3);
SELECT name, i, pg_temp.near(normalize_minmax(x, 0, 100, 1) OVER w, minmax, 1e-15) AS minmax, pg_temp.near(normalize_minmax(x, 1, 10, 1) OVER w, minmax_1_10, 1e-15) AS minmax_1_10,
	pg_temp.near(normalize_zscore(x, 1) OVER w, zscore, 1e-15) AS zscore, normalize_rank(x, 1) OVER w IS NOT DISTINCT FROM rank AS rank,
	pg_temp.near(normalize_percent_rank(x, 1) OVER w, percent_rank, 1e-15) AS percent_rank, normalize_borda(x, 1) OVER w IS NOT DISTINCT FROM borda AS borda
FROM coinr WINDOW w AS (PARTITION BY name) ORDER BY name, i;
-- Lower is better: as COINr, the values times -1
SELECT name, bool_and(minmax) AS minmax, bool_and(zscore) AS zscore, bool_and(rank) AS rank, bool_and(percent_rank) AS percent_rank, bool_and(borda) AS borda
FROM (SELECT name, normalize_minmax(x, 1, 10, -1) OVER w IS NOT DISTINCT FROM normalize_minmax(-x, 1, 10, 1) OVER w AS minmax,
	normalize_zscore(x, -1) OVER w IS NOT DISTINCT FROM normalize_zscore(-x, 1) OVER w AS zscore,
	normalize_rank(x, -1) OVER w IS NOT DISTINCT FROM normalize_rank(-x, 1) OVER w AS rank,
	normalize_percent_rank(x, -1) OVER w IS NOT DISTINCT FROM normalize_percent_rank(-x, 1) OVER w AS percent_rank,
	normalize_borda(x, -1) OVER w IS NOT DISTINCT FROM normalize_borda(-x, 1) OVER w AS borda
	FROM coinr WINDOW w AS (PARTITION BY name)) s
GROUP BY name ORDER BY name;
SELECT x, normalize_minmax(x, 0, 100, -1) OVER w AS minmax, normalize_zscore(x, -1) OVER w AS zscore, normalize_rank(x, -1) OVER w AS rank,
	normalize_percent_rank(x, -1) OVER w AS percent_rank, normalize_borda(x, -1) OVER w AS borda
FROM unnest('{1,2,2,3,NULL}'::float8[]) x WINDOW w AS () ORDER BY x;
-- Ties. R 4.2.2: rank(ties.method = 'min'); COINr 1.1.14: n_prank, n_borda
CREATE TEMP TABLE ties (name text, x float8, times int, rank float8, percent_rank float8, borda float8);
INSERT INTO ties VALUES
	('ties', 1, 1, 1, 0, 0),
	('ties', 2, 2, 2, 0.125, 1),
	('ties', 3, 3, 4, 0.375, 3),
	('ties', 4, 2, 7, 0.75, 6),
	('ties', 10, 1, 9, 1, 8),
	('heavy_tie', 1, 12, 1, 0, 0),
	('heavy_tie', 2, 1, 13, 0.63157894736842102, 12),
	('heavy_tie', 3, 1, 14, 0.68421052631578949, 13),
	('heavy_tie', 4, 1, 15, 0.73684210526315785, 14),
	('heavy_tie', 5, 1, 16, 0.78947368421052633, 15),
	('heavy_tie', 6, 1, 17, 0.84210526315789469, 16),
	('heavy_tie', 7, 1, 18, 0.89473684210526316, 17),
	('heavy_tie', 8, 1, 19, 0.94736842105263153, 18),
	('heavy_tie', 9, 1, 20, 1, 19);
SELECT name, count(*), bool_and(normalized_rank = rank) AS rank, bool_and(pg_temp.near(normalized_percent_rank, percent_rank, 1e-15)) AS percent_rank, bool_and(normalized_borda = borda) AS borda
FROM (SELECT name, rank, percent_rank, borda, normalize_rank(x, 1) OVER w AS normalized_rank, normalize_percent_rank(x, 1) OVER w AS normalized_percent_rank, normalize_borda(x, 1) OVER w AS normalized_borda
	FROM ties, generate_series(1, times) WINDOW w AS (PARTITION BY name)) s
GROUP BY name ORDER BY name;
-- Neither ORDER BY nor a frame makes a difference
SELECT x, normalize_minmax(x, 0, 1, 1) OVER (ORDER BY x DESC) AS ordered, normalize_zscore(x, 1) OVER (ORDER BY x ROWS 1 PRECEDING) AS framed,
	normalize_rank(x, 1) OVER (ORDER BY x ROWS CURRENT ROW) AS rank
FROM generate_series(1, 3) x ORDER BY x;
-- No rows, only NULL, an option that matters to nobody
SELECT normalize_zscore(x, 1) OVER () AS no_rows FROM generate_series(1, 0) x;
SELECT normalize_minmax(NULL, 0, 1, 1) OVER () AS minmax, normalize_minmax(NULL, 1, 0, NULL) OVER () AS no_options, normalize_zscore(NULL, 1) OVER () AS zscore,
	normalize_rank(NULL, 1) OVER () AS rank, normalize_percent_rank(NULL, 1) OVER () AS percent_rank, normalize_borda(NULL, 0) OVER () AS borda;
SELECT x, normalize_minmax(x, lo, hi, direction) OVER () AS minmax, normalize_rank(x, direction) OVER () AS rank
FROM (VALUES (1, 0, 10, -1), (NULL, 7, 3, NULL), (2, 0, 10, -1)) v (x, lo, hi, direction) ORDER BY x;
-- One partition, one option
SELECT k, x, normalize_minmax(x, 0, hi, direction) OVER (PARTITION BY k) AS minmax
FROM (VALUES ('a', 1, 1, 1), ('a', 2, 1, 1), ('b', 1, 5, -1), ('b', 2, 5, -1), ('b', 3, 5, -1)) v (k, x, hi, direction) ORDER BY k, x;
-- The ends are hit, and nothing lies beyond
SELECT bool_and(y BETWEEN 0.1 AND 0.7) AS within, count(*) FILTER (WHERE y = 0.1) AS lo, count(*) FILTER (WHERE y = 0.7) AS hi
FROM (SELECT normalize_minmax(x / 7.0, 0.1, 0.7, d) OVER (PARTITION BY n, d) FROM generate_series(2, 60) n, generate_series(1, n) x, unnest('{1,-1}'::int[]) d) s (y);
-- 0 to 100 is score_goalpost() between the least and the greatest value, to the bit
SELECT bool_and(y = score_goalpost(x, lo, hi)) AS up, bool_and(z = score_goalpost(x, hi, lo)) AS down
FROM (SELECT x, min(x) OVER () AS lo, max(x) OVER () AS hi, normalize_minmax(x, 0, 100, 1) OVER () AS y, normalize_minmax(x, 0, 100, -1) OVER () AS z
	FROM generate_series(1, 1000) i, LATERAL (SELECT exp(10 * sin(i))) t (x)) s;
-- Huge and tiny values and ends: where 1, 2, 5 lie between 1 and 5; and the z-scores of -1, 0, 1
SELECT normalize_minmax(x * 3e307, 0, 1, 1) OVER w AS huge, normalize_minmax(x * 5e-324, 0, 1, 1) OVER w AS tiny, normalize_minmax(x, 0, 1e308, 1) OVER w AS far,
	normalize_minmax(x, -1e308, 1e308, 1) OVER w AS farther, normalize_minmax(x, 0, 4e-323, 1) OVER w AS near
FROM unnest('{1,2,5}'::float8[]) x WINDOW w AS (ORDER BY x);
SELECT normalize_minmax(x * 1.7e308, 0, 4, 1) OVER w AS minmax, normalize_minmax(x * 1.7e308, -1e308, 1e308, -1) OVER w AS farther,
	normalize_zscore(x * 1.7e308, 1) OVER w AS huge, normalize_zscore(x * 5e-324, 1) OVER w AS tiny, normalize_zscore(x * 5e-324, -1) OVER w AS down
FROM unnest('{-1,0,1}'::float8[]) x WINDOW w AS (ORDER BY x);
-- z-scores of 1 .. 10 are (x - 5.5) / sqrt(55/6), also with an offset
SELECT bool_and(pg_temp.near(normalize_zscore, (x - 5.5) / sqrt(55.0::float8 / 6), 1e-15)) AS small, bool_and(pg_temp.near(offset15, (x - 5.5) / sqrt(55.0::float8 / 6), 1e-15)) AS offset15,
	bool_and(pg_temp.near(offset_minus, (x - 5.5) / sqrt(55.0::float8 / 6), 1e-15)) AS offset_minus, bool_and(pg_temp.near(last_bits, (x - 5.5) / sqrt(55.0::float8 / 6), 1e-12)) AS last_bits
FROM (SELECT x, normalize_zscore(x, 1) OVER (), normalize_zscore(1e15 + x, 1) OVER () AS offset15, normalize_zscore(-9e15 + x, 1) OVER () AS offset_minus,
	normalize_zscore(1 + x * 2.0::float8 ^ -52, 1) OVER () AS last_bits FROM generate_series(1, 10) x) s;
-- as stddev(), and the same bits in any order
SELECT bool_and(pg_temp.near(z, (x - mean) / deviation, 1e-12)) AS as_stddev, count(DISTINCT (i, z)) = 5000 AS same_bits
FROM (SELECT i, x, normalize_zscore(x, 1) OVER w AS z, avg(x::numeric) OVER (PARTITION BY k) AS mean, stddev(x::numeric) OVER (PARTITION BY k) AS deviation
	FROM generate_series(1, 5000) i, generate_series(1, 3) k, LATERAL (SELECT round((exp(5 * sin(i)))::numeric, 9)::float8) t (x)
	WINDOW w AS (PARTITION BY k ORDER BY CASE k WHEN 1 THEN i WHEN 2 THEN -x ELSE i * 7919 % 5000 END)) s;
-- Many rows: the rule in plain SQL, with ties
SELECT count(*), bool_and(r = rank) AS rank, bool_and(b = rank - 1) AS borda, bool_and(p = percent_rank) AS percent_rank, bool_and(d = down) AS down
FROM (SELECT normalize_rank(x, 1) OVER (), normalize_borda(x, 1) OVER (), normalize_percent_rank(x, 1) OVER (), normalize_rank(x, -1) OVER (),
	rank() OVER (ORDER BY x), percent_rank() OVER (ORDER BY x), rank() OVER (ORDER BY x DESC)
	FROM generate_series(1, 20000) i, LATERAL (SELECT i * 7919 % 3001) t (x)) s (r, b, p, d, rank, percent_rank, down);
-- Types, -0
SELECT normalize_minmax(x::numeric, 0, 100, 1) OVER () AS numeric, normalize_rank(x::bigint, 1) OVER () AS bigint, normalize_zscore(x::real, 1) OVER () AS real FROM generate_series(1, 3) x ORDER BY x;
SELECT normalize_rank(x, 1) OVER () AS one_tie, normalize_minmax(x, 0, 1, 1) OVER () AS minmax, normalize_zscore(x, -1) OVER () AS zscore FROM unnest('{-0,0}'::float8[]) x;
SELECT normalize_minmax(x, '-0', 1, -1) OVER w AS minmax, normalize_zscore(x, -1) OVER w AS zscore FROM unnest('{1,2,3}'::float8[]) x WINDOW w AS (ORDER BY x);
-- a numeric argument in many rows, so that what its casts leave is thrown away in between
SELECT count(*), min(z) = -max(z) AS symmetric, max(m) AS best FROM (SELECT normalize_zscore(x::numeric, 1) OVER (), normalize_minmax(x::numeric, 0, h, 1) OVER () FROM generate_series(1, 5000) x, (VALUES (10::numeric)) v (h)) s (z, m);

-- options that are columns, where the rows do not fit into work_mem
SET work_mem = '64kB';
SELECT bool_and(r = 20001 - i) AS ranks, bool_and(m = (20000 - i) / 19999::float8) AS shares, count(r) AS n
FROM (SELECT i, normalize_rank(x, d) OVER w, normalize_minmax(x, l, h, d) OVER w
	FROM generate_series(1, 20010) i, LATERAL (SELECT CASE WHEN i <= 20000 THEN i END, CASE WHEN i <= 20000 THEN -1 END, sign(i) - 1, sign(i)) t (x, d, l, h)
	WINDOW w AS (ORDER BY i * 7919 % 20011)) s (i, r, m);
RESET work_mem;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT normalize_minmax(''NaN'', 0, 1, 1) OVER ()',
	'SELECT normalize_zscore(''Infinity'', 1) OVER ()',
	'SELECT normalize_rank(x, 1) OVER () FROM unnest(''{1,2,Infinity}''::float8[]) x',
	'SELECT normalize_minmax(1, 1, 0, 1) OVER ()',
	'SELECT normalize_minmax(1, 1, 1, 1) OVER ()',
	'SELECT normalize_minmax(1, ''-Infinity'', 1, 1) OVER ()',
	'SELECT normalize_minmax(1, 0, ''NaN'', 1) OVER ()',
	'SELECT normalize_minmax(1, NULL, 1, 1) OVER ()',
	'SELECT normalize_minmax(1, 0, NULL, 1) OVER ()',
	'SELECT normalize_minmax(1, 0, 1, NULL) OVER ()',
	'SELECT normalize_minmax(x, x, 9, 1) OVER () FROM generate_series(1, 2) x',
	'SELECT normalize_minmax(x, 0, x, 1) OVER () FROM generate_series(1, 2) x',
	'SELECT normalize_zscore(1, 0) OVER ()',
	'SELECT normalize_percent_rank(1, 2) OVER ()',
	'SELECT normalize_borda(x, 3 - 2 * x) OVER () FROM generate_series(1, 2) x',
	'SELECT normalize_rank(x, d) OVER () FROM (VALUES (1, 1), (2, NULL)) v (x, d)',
	'SELECT normalize_rank(x, 3 - 2 * x) OVER (PARTITION BY x) FROM generate_series(1, 2) x',
	'SELECT normalize_zscore(1, 1)'
]) query;

-- lo and hi are easily taken for goalposts: the comment says first what they are
SELECT obj_description('service_eval.normalize_minmax(float8, float8, float8, float8)'::regprocedure)
	LIKE '%ends of the results, not of the values%' AS said_first;

-- Ranking: score_quintile, performance_band, fractional_rank
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- Ten scores: two in each fifth; 2 at the top and 2 at the bottom; 3 and 3 with a fraction of 0.3
SELECT x, score_quintile(x) OVER (), performance_band(x) OVER (), performance_band(x, 0.3) OVER () AS three_tenths FROM generate_series(1, 10) x ORDER BY x;
-- Neither ORDER BY nor a frame makes a difference
SELECT x, score_quintile(x) OVER (ORDER BY x DESC) AS ordered, score_quintile(x) OVER (ORDER BY x ROWS 1 PRECEDING) AS framed,
	performance_band(x) OVER (ORDER BY random() ROWS CURRENT ROW) AS band
FROM generate_series(1, 5) x ORDER BY x;
-- Ties share the better result: with n = 10, b = 0 for both 9 and b = 2 for all six 5, b = 8 for both 1
SELECT x, score_quintile(x) OVER (), performance_band(x) OVER () FROM unnest('{9,9,5,5,5,5,5,5,1,1}'::float8[]) x ORDER BY x DESC;
SELECT DISTINCT x, score_quintile(x) OVER (), performance_band(x) OVER () FROM unnest('{7,7,7}'::float8[]) x;
-- NULL has no result and does not count: n = 5
SELECT x, score_quintile(x) OVER (), performance_band(x) OVER () FROM unnest('{50,NULL,40,30,NULL,20,10}'::float8[]) x ORDER BY x DESC NULLS LAST;
SELECT x, score_quintile(x) OVER (), performance_band(x) OVER (), performance_band(x, 0.5) OVER () FROM unnest('{NULL,NULL}'::float8[]) x;
-- Fewer than five: no lowest fifth.  n = 1: b = 0 is the best; n = 3: b = 0, 1, 2 of 3 are 5, 5 - 1, 5 - 3
SELECT n, array_agg(q ORDER BY x DESC) AS quintiles, array_agg(b ORDER BY x DESC) AS bands
FROM (SELECT n, x, score_quintile(x) OVER (PARTITION BY n) AS q, performance_band(x) OVER (PARTITION BY n) AS b
	FROM generate_series(1, 6) n, generate_series(1, n) x) s
GROUP BY n ORDER BY n;
-- The rule itself, for all n up to 60: 5 - floor(5 b / n); b < f n, and b >= (1 - f) n, in numeric
SELECT count(*) AS rows, bool_and(q = 5 - floor(5 * b / n)) AS quintile,
	bool_and(band_20 = CASE WHEN b < 0.2 * n THEN 'top' WHEN b >= 0.8 * n THEN 'bottom' ELSE 'middle' END) AS band_20,
	bool_and(band_7 = CASE WHEN b < 0.07 * n THEN 'top' WHEN b >= 0.93 * n THEN 'bottom' ELSE 'middle' END) AS band_7,
	bool_and(band_50 = CASE WHEN b < 0.5 * n THEN 'top' ELSE 'bottom' END) AS band_50
FROM (SELECT n::numeric, (rank() OVER (PARTITION BY n ORDER BY s DESC) - 1)::numeric AS b,
	score_quintile(s) OVER w AS q, performance_band(s) OVER w AS band_20, performance_band(s, 0.07) OVER w AS band_7, performance_band(s, 0.5) OVER w AS band_50
	FROM generate_series(1, 60) n, generate_series(1, n) i, LATERAL (SELECT i * 7919 % (1 + n * 2 / 3)) t (s)
	WINDOW w AS (PARTITION BY n)) r;
-- Exact: 0.07 * 100 is more than 7 in float8, and 0.29 * 100 less than 29
SELECT count(*) FILTER (WHERE a = 'top') AS seven, count(*) FILTER (WHERE b = 'top') AS twenty_nine, count(*) FILTER (WHERE b = 'bottom') AS as_many,
	count(*) FILTER (WHERE c = 'top') AS next_to_none
FROM (SELECT performance_band(x, 0.07) OVER (), performance_band(x, 0.29) OVER (), performance_band(x, 1e-30) OVER () FROM generate_series(1, 100) x) s (a, b, c);
-- Partitions, other types, -0
SELECT k, x, score_quintile(x) OVER (PARTITION BY k), performance_band(x::numeric, 0.5) OVER (PARTITION BY k)
FROM (VALUES ('a', 1), ('a', 2), ('b', 3), ('b', 3), ('b', 1)) v (k, x) ORDER BY k, x;
SELECT score_quintile(x::bigint) OVER () AS bigint, score_quintile(x::numeric) OVER () AS numeric FROM generate_series(1, 2) x ORDER BY x;
SELECT DISTINCT score_quintile(x) OVER () AS one_tie FROM unnest('{-0,0}'::float8[]) x;
-- A fraction that is the same number in all rows that count
SELECT x, performance_band(x, f) OVER () FROM (VALUES (1, 0.5), (2, 0.50), (NULL, NULL), (NULL, 0.1)) v (x, f) ORDER BY x;
-- Many rows
SELECT count(*), count(*) FILTER (WHERE q = 5) AS best, count(*) FILTER (WHERE q = 1) AS worst, count(*) FILTER (WHERE b = 'bottom') AS bottom
FROM (SELECT score_quintile(sin(i)) OVER (), performance_band(sin(i)) OVER () FROM generate_series(1, 100000) i) s (q, b);
SELECT score_quintile(x) OVER () AS no_rows FROM generate_series(1, 0) x;

-- Fractional ranks: (average rank - 0.5) / n.  R 4.2.2, rank(ties.method = 'average')
SELECT name, count(*), bool_and(f = (average_rank - 0.5) / n) AS r
FROM (SELECT name, average_rank, count(*) OVER w AS n, fractional_rank(x) OVER w AS f
	FROM (VALUES ('ties', 1, 1, 1), ('ties', 2, 2, 2.5), ('ties', 3, 3, 5), ('ties', 4, 2, 7.5), ('ties', 10, 1, 9), ('heavy_tie', 1, 12, 6.5), ('heavy_tie', 2, 1, 13), ('heavy_tie', 3, 1, 14),
		('heavy_tie', 4, 1, 15), ('heavy_tie', 5, 1, 16), ('heavy_tie', 6, 1, 17), ('heavy_tie', 7, 1, 18), ('heavy_tie', 8, 1, 19), ('heavy_tie', 9, 1, 20)) v (name, x, times, average_rank), generate_series(1, times)
	WINDOW w AS (PARTITION BY name)) s
GROUP BY name ORDER BY name;
-- weights 1 | 3 and 1 | 5 of 10: (0 + 0.5), (1 + 2), (5 + 2.5) tenths.  No score or no weight: no rank, and not in W; weight 0: a rank that
-- moves nobody, also between the others and below them
SELECT x, w, fractional_rank(x, w) OVER () FROM (VALUES (1, 1), (2, 3), (2, 1), (3, 5), (NULL, 4), (2, NULL), (NULL, NULL), (0, 0), (2, 0), (2.5, 0)) v (x, w) ORDER BY x, w;
-- NULL in all rows, W = 0, one row, equal scores, scales of weights
SELECT fractional_rank(NULL) OVER () AS plain, fractional_rank(NULL, 1) OVER () AS no_score, fractional_rank(1, NULL) OVER () AS no_weight, fractional_rank(1, 0) OVER () AS weight_0,
	fractional_rank(7) OVER () AS one, fractional_rank(7, 5e-324) OVER () AS tiny, fractional_rank(7, 1e308) OVER () AS huge;
SELECT DISTINCT fractional_rank(x) OVER () AS plain, fractional_rank(x, 3) OVER () AS weighted, fractional_rank(x, 1e308) OVER () AS huge FROM unnest('{7,7,7}'::float8[]) x;
SELECT x, fractional_rank(x, 5e-324) OVER w AS tiny, fractional_rank(x, 1.7e308) OVER w AS huge, fractional_rank(x, CASE x WHEN 1 THEN 1e-300 ELSE 1e300 END) OVER w AS apart
FROM generate_series(1, 5) x WINDOW w AS (ORDER BY x DESC ROWS CURRENT ROW) ORDER BY x;
SELECT fractional_rank(x) OVER () AS no_rows FROM generate_series(1, 0) x;
-- Weights of 1 are no weights; a weight of 3 is three rows; the same bits in any order, and 10 * 0.1 is 1
SELECT bool_and(f = g) AS ones FROM (SELECT fractional_rank(x) OVER (), fractional_rank(x, 1) OVER () FROM generate_series(1, 1000) i, LATERAL (SELECT i * 7919 % 301) t (x)) s (f, g);
SELECT bool_and(a = b) AS rows FROM (SELECT x, fractional_rank(x, w) OVER () FROM (VALUES (5, 3), (2, 1), (7, 2), (2, 4)) v (x, w)) s (x, a)
	JOIN (SELECT x, fractional_rank(x) OVER () FROM (VALUES (5, 3), (2, 1), (7, 2), (2, 4)) v (x, w), generate_series(1, w)) t (x, b) USING (x);
SELECT count(DISTINCT (i, f)) = 3000 AS same_bits
FROM (SELECT i, fractional_rank(x, w) OVER (PARTITION BY k ORDER BY CASE k WHEN 1 THEN i WHEN 2 THEN -i ELSE i * 7919 % 3000 END) AS f
	FROM generate_series(1, 3000) i, generate_series(1, 3) k, LATERAL (SELECT i * 104729 % 41, exp(20 * sin(i))) t (x, w)) s;
SELECT DISTINCT x, fractional_rank(x, 0.1) OVER () FROM (SELECT 1 UNION ALL SELECT 2 FROM generate_series(1, 9)) v (x) ORDER BY x;

-- the rows do not fit into work_mem; those without a score or a weight change nothing: the even i have weights 3 1 3 1 ...
SET work_mem = '64kB';
SELECT count(f) AS ranked, count(*) FILTER (WHERE f = (i - 0.5::float8) / 20000) AS right_ranks, count(f) FILTER (WHERE i % 2 = 1) AS of_others
FROM (SELECT i, fractional_rank(CASE WHEN i % 4 <> 1 THEN i END, CASE i % 4 WHEN 0 THEN 1 WHEN 1 THEN 7 WHEN 2 THEN 3 END) OVER (ORDER BY i * 7919 % 20011) AS f
	FROM generate_series(1, 20000) i) s;
RESET work_mem;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT score_quintile(''NaN'') OVER ()',
	'SELECT performance_band(''Infinity''::float8) OVER ()',
	'SELECT performance_band(1, 0) OVER ()',
	'SELECT performance_band(1, -0.2) OVER ()',
	'SELECT performance_band(1, 0.51) OVER ()',
	'SELECT performance_band(1, ''NaN'') OVER ()',
	'SELECT performance_band(1, NULL) OVER ()',
	'SELECT performance_band(NULL, NULL) OVER ()',
	'SELECT performance_band(x, f) OVER () FROM (VALUES (1, 0.2), (2, NULL)) v (x, f)',
	'SELECT performance_band(x, f) OVER () FROM (VALUES (1, 0.2), (2, 0.3)) v (x, f)',
	'SELECT performance_band(x, f) OVER (PARTITION BY x) FROM (VALUES (1, 0.2), (2, 0.3)) v (x, f)',
	'SELECT fractional_rank(''NaN'') OVER ()',
	'SELECT fractional_rank(''Infinity'', 0) OVER ()',
	'SELECT fractional_rank(1, -1) OVER ()',
	'SELECT fractional_rank(1, ''Infinity'') OVER ()',
	'SELECT fractional_rank(NULL, -1) OVER ()',
	'SELECT fractional_rank(1)',
	'SELECT score_quintile(1)'
]) query;

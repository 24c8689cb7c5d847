-- Ratings: rating_score, nps, top_box
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- 100 * (r - 1) / (m - 1)
SELECT r, rating_score(r, 5) AS of_five, rating_score(r, 10) = 100 * (r - 1) / 9.0::float8 AS of_ten FROM generate_series(1, 5) r;
SELECT rating_score(2, 2) AS best_of_two, rating_score(3.5, 5) AS half, rating_score(4.2::numeric, 5) = 80 AS numeric, rating_score(1::bigint, 2147483647) AS wide,
	rating_score(NULL, 5) AS rating_null, rating_score(3, NULL) AS scale_null;

-- Every answer of a scale: promoters are 9 or more as 0 .. 10, detractors 6 or less.  As 0 .. 10, the steps of 5 are 0, 2.5, 5, 7.5, 10;
-- of 7, the last are 6.67, 8.33, 10; of 10, they are 5.56, 6.67, 7.78, 8.89, 10
SELECT m, string_agg(CASE p WHEN 100 THEN '+' WHEN -100 THEN '-' WHEN 0 THEN 'o' END, '' ORDER BY r) AS answers, array_agg(t ORDER BY r) AS top
FROM (SELECT m, r, nps(r, m) AS p, top_box(r, m) AS t FROM unnest('{2,3,4,5,6,7,10,11}'::int[]) m, generate_series(1, m) r GROUP BY m, r) s GROUP BY m ORDER BY m;
-- The rule in integers, for all scales up to 200: 10 (r - 1) >= 9 (m - 1), 10 (r - 1) <= 6 (m - 1); and in numeric for every tenth of a step
SELECT count(*) AS answers, bool_and(p = CASE WHEN 10 * (r - 1) >= 9 * (m - 1) THEN 100 WHEN 10 * (r - 1) <= 6 * (m - 1) THEN -100 ELSE 0 END) AS nps, bool_and(t = (r = m)::int) AS top
FROM (SELECT m, r, nps(r, m) AS p, top_box(r, m) AS t FROM generate_series(2, 200) m, generate_series(1, m) r GROUP BY m, r) s;
SELECT count(*) AS answers, bool_and(p = CASE WHEN 10 * (r - 1) >= 9 * (m - 1) THEN 100 WHEN 10 * (r - 1) <= 6 * (m - 1) THEN -100 ELSE 0 END) AS nps, bool_and(t = (r = m)::int) AS top
FROM (SELECT m, r, nps(r, m) AS p, top_box(r, m) AS t FROM generate_series(2, 50) m, generate_series(1.0, m, 0.1) r GROUP BY m, r) s;
SELECT nps(2147483647, 2147483647) AS best, nps(1932735283, 2147483647) AS promoter, nps(1932735282, 2147483647) AS passive, nps(1288490188, 2147483647) AS detractor, nps(1288490189, 2147483647) AS not_yet;

-- 100 (promoters - detractors) / n: seven promoters, four detractors of fifteen; asked on 0 .. 10, so the rating is one more
SELECT nps(r + 1, 11) = 20 AS nps, top_box(r + 1, 11) = 3 / 15.0::float8 AS top FROM unnest('{10,10,10,9,9,9,9,8,7,7,8,6,5,0,3}'::int[]) r;
-- each on its own scale; NULL does not count: one promoter of three, and one detractor
SELECT nps(r, m), top_box(r, m) = 1 / 3.0::float8 AS top FROM (VALUES (5, 5), (4, 5), (6, 10), (NULL, 5), (3, NULL), (NULL, NULL)) v (r, m);
SELECT nps(r, m) = 100 / 3.0::float8 AS a_third, top_box(r, m) = 2 / 3.0::float8 AS two_thirds FROM (VALUES (5, 5), (10, 10), (3, 5)) v (r, m);
SELECT nps(5, 5) AS best, nps(1, 5) AS worst, nps(4, 5) AS passive, float8send(nps(4, 5)) AS zero, top_box(5, 5) AS all, top_box(4.99, 5) AS none;
SELECT nps(r, 5) AS no_rows, top_box(r, 5) AS none FROM generate_series(1, 0) r;
SELECT nps(NULL, 5) AS all_null, top_box(3, NULL) AS none;
SELECT nps(5::bigint, 5) AS bigint, nps(4.6::numeric, 5) AS numeric, nps(3.4, 5) AS up_to, nps(3.41, 5) AS above, nps(5::smallint, 5::smallint) AS smallint, top_box(5::real, 5) AS real;

-- Frames; parallel workers
SELECT r, round(nps(r, 5) OVER f) AS nps, top_box(r, 5) OVER f AS top FROM unnest('{5,4,1,5,5}'::int[]) WITH ORDINALITY v (r, i) WINDOW f AS (ORDER BY i ROWS 1 PRECEDING) ORDER BY i;
CREATE TABLE ratings AS SELECT i, 1 + i * 7 % 11 % 5 AS r FROM generate_series(1, 20000) i;
ANALYZE ratings;
SELECT nps(r, 5) = 100.0::float8 * (count(*) FILTER (WHERE r = 5) - count(*) FILTER (WHERE r <= 3)) / count(*) AS nps, top_box(r, 5) = count(*) FILTER (WHERE r = 5) / count(*)::float8 AS top FROM ratings;
CREATE TEMP TABLE serial AS SELECT nps(r, 5 ORDER BY i) AS n, top_box(r, 5 ORDER BY i) AS t FROM ratings;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT pg_temp.plan_has('SELECT nps(r, 5), top_box(r, 5) FROM ratings', 'Finalize Aggregate') AS parallel_plan;
SELECT float8send(p.n) = float8send(s.n) AS nps, float8send(p.t) = float8send(s.t) AS top FROM (SELECT nps(r, 5) AS n, top_box(r, 5) AS t FROM ratings) p, serial s;
DROP TABLE ratings;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT rating_score(0, 5)',
	'SELECT rating_score(5.1, 5)',
	'SELECT rating_score(''NaN'', 5)',
	'SELECT rating_score(1, 1)',
	'SELECT nps(0, 11)',
	'SELECT nps(6, 5)',
	'SELECT nps(''NaN'', 5)',
	'SELECT nps(''Infinity'', 5)',
	'SELECT nps(1, 1)',
	'SELECT nps(NULL, 1)',
	'SELECT nps(r, 5) FROM unnest(''{5,-1}''::int[]) r',
	'SELECT top_box(0, 5)',
	'SELECT top_box(5.5, 5)',
	'SELECT top_box(''NaN'', 5)',
	'SELECT top_box(1, -5)'
]) query;

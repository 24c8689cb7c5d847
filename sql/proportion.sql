-- Proportions: wilson_lower, wilson_upper
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- Newcombe 1998, Statistics in Medicine 17, table I, method 3
SELECT s, n, round(wilson_lower(s, n, 0.95)::numeric, 4) AS lower, round(wilson_upper(s, n, 0.95)::numeric, 4) AS upper FROM (VALUES (81, 263), (15, 148), (0, 20), (1, 29)) v (s, n);
-- R 4.2.2, prop.test(s, n, conf.level = level, correct = FALSE)
SELECT s, n, level, pg_temp.near(wilson_lower(s, n, level), lower, 1e-10) AND pg_temp.near(wilson_upper(s, n, level), upper, 1e-10) AS as_in_r
FROM (VALUES (81, 263, 0.95, 0.25528851987827428, 0.36620957698280016), (29, 29, 0.95, 0.88303020150025935, 1), (3, 10, 0.9, 0.12687658390319789, 0.55830020413016479),
	(7, 7, 0.99, 0.5133885650057457, 1), (1, 1000000, 0.999999, 3.8625697146608801e-08, 2.5888880882849485e-05)) v (s, n, level, lower, upper);
-- The formula as it is in textbooks, with mpmath 1.3.0 and 120 digits
SELECT s, n, level, pg_temp.near(wilson_lower(s, n, level), lower, 1e-15) AS lower, pg_temp.near(wilson_upper(s, n, level), upper, 1e-15) AS upper
FROM (VALUES (81, 263, 0.95, 0.2552885198782742, 0.36620957698280004), (15, 148, 0.95, 0.06238639953073628, 0.16048724172330803), (0, 20, 0.95, 0, 0.16112515805281932),
	(1, 29, 0.95, 0.006113214292762662, 0.17175521879320285), (29, 29, 0.95, 0.8830302015002592, 1), (3, 10, 0.9, 0.12687658390319784, 0.558300204130165), (1, 1, 0.5, 0.6873152559174167, 1),
	(1, 1000000, 0.999999, 3.8625697146289066e-08, 2.5888880883063534e-05), (1, 1000000000000000000, 0.95, 1.7652455493515297e-19, 5.6649342657589715e-18),
	(999999999999999999, 1000000000000000000, 0.95, 1, 1), (4000000000000000000, 9000000000000000000, 0.95, 0.4444444441198065, 0.4444444447690824),
	(2, 3, 0.9999999999, 0.029977487349154893, 0.9923332558688098), (5, 9, 1e-10, 0.5555555555347963, 0.5555555555763148)) v (s, n, level, lower, upper);

-- The bounds are 0 and 1 exactly; around the proportion; one minus those of the failures; and so narrow that (s - n p)^2 = z^2 n p (1 - p)
SELECT count(*) AS intervals, bool_and((lower = 0) = (s = 0)) AS zero, bool_and((upper = 1) = (s = n)) AS one, bool_and(lower < s / n::float8 OR s = 0) AS below, bool_and(upper > s / n::float8 OR s = n) AS above,
	bool_and(abs(1 - lower - wilson_upper(n - s, n, 0.95)) < 5e-16) AS symmetrical,
	bool_and(s = 0 OR pg_temp.near((s - n * lower)^2 / (n * lower * (1 - lower)), 3.841458820694124, 1e-12)) AS lower_root,
	bool_and(s = n OR pg_temp.near((s - n * upper)^2 / (n * upper * (1 - upper)), 3.841458820694124, 1e-12)) AS upper_root
FROM (SELECT s, n, wilson_lower(s, n, 0.95) AS lower, wilson_upper(s, n, 0.95) AS upper FROM generate_series(1, 60) n, generate_series(0, n) s) v;
-- One answer: 1 / (1 + z^2).  A higher level is wider
SELECT pg_temp.near(wilson_lower(1, 1, 0.95), 1 / (1 + 3.841458820694124), 1e-15) AS one_answer, wilson_lower(1, 1, 0.95) = 1 - wilson_upper(0, 1, 0.95) AS or_none,
	wilson_lower(5, 9, 0.99) < wilson_lower(5, 9, 0.95) AS wider, wilson_lower(5, 9, 1e-300) = 5 / 9.0::float8 AS narrow, wilson_upper(5, 9, 0.9999999999999999) < 1 AS wide;
SELECT wilson_lower(0, 0, 0.95) AS nobody, wilson_upper(0, 0, 0.95) AS no_upper, wilson_lower(NULL, 5, 0.95) AS no_successes, wilson_upper(1, NULL, 0.95) AS no_n, wilson_lower(1, 5, NULL) AS no_level;
SELECT wilson_lower(1::int, 2::bigint, 0.95::float8) = wilson_lower(1::smallint, 2::smallint, 0.95::numeric) AS types;
-- sums of counts, which are numeric; and weighted answers: the bounds of 40 of 100 lie within those of 20 of 50, 12.5 of 25 has the middle of its own
SELECT wilson_lower(sum(s), sum(n), 0.95) = wilson_lower(96, 411, 0.95) AS of_sums FROM (VALUES (81::bigint, 263::bigint), (15, 148)) v (s, n);
SELECT wilson_lower(20, 50, 0.95) < wilson_lower(40, 100, 0.95) AS fewer_is_wider, pg_temp.near(wilson_lower(12.5, 25, 0.95) + wilson_upper(12.5, 25, 0.95), 1, 1e-15) AS halves;
SELECT wilson_lower(count(*) FILTER (WHERE x), count(*), 0.95) = wilson_lower(2, 3, 0.95) AS of_counts FROM unnest('{t,f,t}'::bool[]) x;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT wilson_lower(-1, 5, 0.95)',
	'SELECT wilson_lower(6, 5, 0.95)',
	'SELECT wilson_lower(1, 0, 0.95)',
	'SELECT wilson_lower(0, -1, 0.95)',
	'SELECT wilson_lower(1, 5, 0)',
	'SELECT wilson_lower(1, 5, 1)',
	'SELECT wilson_lower(1, 5, 95)',
	'SELECT wilson_lower(1, 5, ''NaN'')',
	'SELECT wilson_upper(-1, 5, 0.95)',
	'SELECT wilson_upper(6, 5, 0.95)',
	'SELECT wilson_upper(0, -1, 0.95)',
	'SELECT wilson_upper(0, 0, 1.5)',
	'SELECT wilson_upper(1, ''Infinity'', 0.95)'
]) query;

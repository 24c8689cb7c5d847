-- Grades: performance_grade, grade
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

SELECT enum_range(NULL::performance_grade) AS grades;
-- 90, 80 and 60 belong to the better grade
SELECT score, grade(score) FROM unnest('{0,59.9999,60,79.9999,80,89.9999,90,100,-0,NULL}'::float8[]) score;
SELECT grade(85::int) AS int, grade(85::bigint) AS bigint, grade(79.9999::numeric) AS numeric;
-- A cap only ever makes it worse; NULL is no cap; a score that is NULL has no grade
SELECT score, grade(score, 'excellent') AS excellent, grade(score, 'good') AS good, grade(score, 'medium') AS medium, grade(score, 'poor') AS poor, grade(score, NULL) AS no_cap
FROM unnest('{95,85,65,5,NULL}'::float8[]) score;
SELECT grade(92) > grade(88) AS compares, max(grade(score)) AS best FROM (VALUES (55), (81)) v (score);
-- What stands guard in it: the score itself, if it is one
SELECT check_score(88.4) AS score, check_score(NULL) AS null;
-- The planner puts the function into the query
SELECT pg_temp.plan_has('SELECT grade(x) FROM unnest(''{1}''::float8[]) x', 'Output: CASE') AS inlined,
	pg_temp.plan_has('SELECT grade(x, ''good'') FROM unnest(''{1}''::float8[]) x', 'Output: CASE') AS inlined_with_cap;
-- It works without the schema in the search_path
SET search_path = public;
SELECT service_eval.grade(95, 'good');

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT service_eval.grade(-0.1)',
	'SELECT service_eval.grade(100.1)',
	'SELECT service_eval.grade(''NaN'')',
	'SELECT service_eval.grade(''Infinity'', ''poor'')',
	'SELECT service_eval.grade(101, NULL)',
	'SELECT service_eval.grade(NULL, NULL)',
	'SELECT service_eval.grade(50, ''superb'')'
]) query;

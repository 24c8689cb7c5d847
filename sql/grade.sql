-- Grades: performance_grade, grade
SET search_path = service_eval, public;
-- got is expected up to a relative error of bar; NULL is expected where NULL is written
CREATE FUNCTION pg_temp.near(got float8, expected float8, bar float8) RETURNS boolean LANGUAGE sql AS
$$SELECT CASE WHEN got IS NULL OR expected IS NULL THEN got IS NULL AND expected IS NULL ELSE abs(got - expected) <= bar * abs(expected) END$$;
-- what a query answers: its result, or SQLSTATE, message, detail and hint
CREATE FUNCTION pg_temp.answer(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
	message text;
	detail text;
	hint text;
BEGIN
	EXECUTE query INTO result;
	RETURN coalesce(result, 'NULL');
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(E'\n', SQLSTATE || ' ' || message, nullif(detail, ''), nullif(hint, ''));
END $$;

SELECT enum_range(NULL::performance_grade) AS grades;
-- 90, 80 and 60 belong to the better grade
SELECT score, grade(score) FROM unnest('{0,59.9999,60,79.9999,80,89.9999,90,100,-0,NULL}'::float8[]) score;
SELECT grade(85::int) AS int, grade(85::bigint) AS bigint, grade(79.9999::numeric) AS numeric;
-- A cap only ever makes it worse; NULL is no cap; a score that is NULL has no grade
SELECT score, grade(score, 'excellent') AS excellent, grade(score, 'good') AS good, grade(score, 'medium') AS medium, grade(score, 'poor') AS poor, grade(score, NULL) AS no_cap
FROM unnest('{95,85,65,5,NULL}'::float8[]) score;
SELECT grade(92) > grade(88) AS compares, max(grade(score)) AS best FROM (VALUES (55), (81)) v (score);
-- The planner puts the function into the query
CREATE FUNCTION pg_temp.plan_has(query text, node text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (VERBOSE, COSTS OFF) ' || query LOOP
		IF line LIKE '%' || node || '%' THEN
			RETURN true;
		END IF;
	END LOOP;
	RETURN false;
END $$;
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

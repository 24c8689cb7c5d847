\set ECHO none
-- What the statistics tests share.  Read with \i after
--
--	\getenv top PG_ABS_SRCDIR
--	\set helpers :top '/test/helpers.sql'

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

-- whether a line of a query's plan has these words
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

\set ECHO all

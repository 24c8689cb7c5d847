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
	IF SQLSTATE = '42883' THEN	-- an unknown function: what the server says besides is different in every version
		RETURN SQLSTATE || ' ' || message;
	END IF;
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

-- Freezes a next version of both schemes in the workspace of the search path: four of the indicators with the points they have,
-- 15 + 10 + 3 + 8 = 36 and 10.5 + 7 + 3 + 20 = 40.5, so few that scores can be worked out by hand
CREATE FUNCTION pg_temp.judge_by_four_indicators() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO scheme (scheme_id, version, name_en, name_zh, service, display_order, points)
	SELECT s.scheme_id, 2, 'four indicators', '四项指标', s.service, s.display_order, sum(i.points)
	FROM scheme s JOIN indicator i USING (scheme_id, version)
	WHERE s.version = 1 AND i.code IN ('O1', 'O2', 'B4', 'S1')
	GROUP BY s.scheme_id, s.service, s.display_order;
	INSERT INTO indicator (scheme_id, version, code, dimension, name_en, name_zh, unit, direction, rule, target, points)
	SELECT i.scheme_id, 2, i.code, i.dimension, i.name_en, i.name_zh, i.unit, i.direction, i.rule, i.target, i.points
	FROM indicator i
	WHERE i.version = 1 AND i.code IN ('O1', 'O2', 'B4', 'S1');
	UPDATE scheme SET frozen_at = now() WHERE version = 2;
END $$;

\set ECHO all

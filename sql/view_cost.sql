-- What it takes to read a view of the demo: rows, not seconds, so that it does not depend on the machine.  Before ANALYZE a planner takes
-- what is computed for one row; a view that joins two such things would compute one of them for each row of the other
\getenv top PG_ABS_SRCDIR
\set example :top '/examples/h_city.sql'
\set workspace counted
\set ECHO none
SET client_min_messages = warning;
\i :example
\set ON_ERROR_STOP off
\set ECHO all
SET search_path = counted, service_eval;
-- what runs for milliseconds would be compiled for seconds
SET jit = off;

-- rows that pass through the nodes of the plan, with those that a join or a filter throws away
CREATE FUNCTION pg_temp.rows_read(view regclass) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
	plan	jsonb;
BEGIN
	EXECUTE format('EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) SELECT count(*) FROM %s', view) INTO plan;
	RETURN (
		WITH RECURSIVE node AS (
			SELECT plan -> 0 -> 'Plan' AS n
			UNION ALL
			SELECT child FROM node, jsonb_array_elements(n -> 'Plans') AS child
		)
		SELECT sum((n ->> 'Actual Loops')::numeric * ((n ->> 'Actual Rows')::numeric + coalesce((n ->> 'Rows Removed by Join Filter')::numeric, 0)
			+ coalesce((n ->> 'Rows Removed by Filter')::numeric, 0)))
		FROM node);
END $$;
-- 15,575 names on lists are the most that a table of facts has.  A second is some 15 million rows
CREATE FUNCTION pg_temp.costly() RETURNS TABLE (views bigint, too_many text) LANGUAGE sql AS $$
	SELECT count(*), string_agg(c.oid::regclass::text, ', ' ORDER BY c.relname) FILTER (WHERE pg_temp.rows_read(c.oid) > 15000000)
	FROM pg_class c WHERE c.relnamespace = 'counted'::regnamespace AND c.relkind = 'v'
$$;

-- Never analyzed: whatever was found out is forgotten, and the locks keep autovacuum from finding it out again
BEGIN;
DO $$ BEGIN
	EXECUTE (SELECT format('LOCK TABLE %s IN SHARE UPDATE EXCLUSIVE MODE', string_agg(oid::regclass::text, ', ')) FROM pg_class WHERE relnamespace = 'counted'::regnamespace AND relkind = 'r');
END $$;
DELETE FROM pg_statistic WHERE starelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'counted'::regnamespace);
UPDATE pg_class SET reltuples = -1, relpages = 0, relallvisible = 0 WHERE relnamespace = 'counted'::regnamespace AND relkind IN ('r', 'i');
SELECT views > 80 AS views, too_many FROM pg_temp.costly();
-- a view that loops is found
CREATE VIEW pg_temp.looping AS SELECT a.activity_id FROM attendance a, attendance b WHERE a.beneficiary_id < b.beneficiary_id AND b.activity_id < 200;
SELECT pg_temp.rows_read('pg_temp.looping') > 15000000 AS found;
ROLLBACK;

-- Analyzed
DO $$ BEGIN
	EXECUTE (SELECT format('ANALYZE %s', string_agg(oid::regclass::text, ', ')) FROM pg_class WHERE relnamespace = 'counted'::regnamespace AND relkind = 'r');
END $$;
SELECT views > 80 AS views, too_many FROM pg_temp.costly();

RESET search_path;
DROP SCHEMA counted CASCADE;

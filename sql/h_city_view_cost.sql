-- What it takes to read a view of the demo: blocks and rows, not seconds, so that it does not depend on the machine.  A
-- planner that knows nothing of the tables takes what is computed for one row; a view that joins two such things would
-- compute one of them for each row of the other
\getenv top PG_ABS_SRCDIR
\set example :top '/examples/h_city.sql'
\set once :top '/test/h_city_once.sql'
\i :once

-- a refresh leaves no table that was never analyzed, empty ones included
SELECT count(*) FILTER (WHERE reltuples < 0) AS never_analyzed, count(*) > 60 AS tables
FROM pg_class WHERE relnamespace = 'h_city'::regnamespace AND relkind = 'r';

-- blocks that are read, functions of the view included, and rows that pass through the nodes of the plan, with those
-- that a join or a filter throws away
CREATE FUNCTION pg_temp.cost_of(view regclass) RETURNS TABLE (blocks numeric, rows numeric) LANGUAGE plpgsql AS $$
DECLARE
	plan	jsonb;
BEGIN
	EXECUTE format('EXPLAIN (ANALYZE, TIMING OFF, BUFFERS, FORMAT JSON) SELECT count(t::text) FROM %s t',
		view) INTO plan;
	RETURN QUERY
	WITH RECURSIVE node AS (
		SELECT plan -> 0 -> 'Plan' AS n
		UNION ALL
		SELECT child FROM node, jsonb_array_elements(n -> 'Plans') AS child
	)
	SELECT (plan -> 0 -> 'Plan' ->> 'Shared Hit Blocks')::numeric
		+ (plan -> 0 -> 'Plan' ->> 'Shared Read Blocks')::numeric,
		sum((n ->> 'Actual Loops')::numeric * ((n ->> 'Actual Rows')::numeric
			+ coalesce((n ->> 'Rows Removed by Join Filter')::numeric, 0)
			+ coalesce((n ->> 'Rows Removed by Filter')::numeric, 0)))
	FROM node;
END $$;
-- 16,800 points of sites are the most rows of a table.  A second is some 1.5 million blocks or 15 million rows
CREATE FUNCTION pg_temp.costly(namespace regnamespace) RETURNS TABLE (views bigint, too_many text) LANGUAGE sql AS $$
	SELECT count(*), string_agg(c.oid::regclass::text, ', ' ORDER BY c.relname)
		FILTER (WHERE k.blocks > 150000 OR k.rows > 3000000)
	FROM pg_class c CROSS JOIN LATERAL pg_temp.cost_of(c.oid) k
	WHERE c.relnamespace = namespace AND c.relkind = 'v'
$$;

SELECT views > 50 AS views, too_many FROM pg_temp.costly('h_city');
-- views that loop are found, also where a function does
CREATE SCHEMA looping;
CREATE VIEW looping.by_rows AS
SELECT a.activity_id FROM attendance a, attendance b WHERE a.beneficiary_id < b.beneficiary_id AND b.activity_id < 30;
CREATE FUNCTION looping.names(activity bigint) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
	RETURN (SELECT count(*) FROM attendance n WHERE n.project_id = 1 AND n.activity_id = activity);
END $$;
CREATE VIEW looping.by_calls AS SELECT looping.names(n.activity_id) AS names FROM attendance n, generate_series(1, 6);
SELECT * FROM pg_temp.costly('looping');
DROP SCHEMA looping CASCADE;

-- the last test of H City
RESET search_path;
DROP SCHEMA h_city CASCADE;
DROP TABLE public.h_city_planted;

-- An option that differs between rows is refused under its own name, on every plan: also where the rows that differ
-- are in different parts, and only what combines the parts can see it.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS service_eval;
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- in each part an option of its own
CREATE TEMP TABLE row_of (part int, x float8, o float8, g int DEFAULT 1) PARTITION BY LIST (part);
CREATE TEMP TABLE row_of_1 PARTITION OF row_of FOR VALUES IN (1);
CREATE TEMP TABLE row_of_2 PARTITION OF row_of FOR VALUES IN (2);
INSERT INTO row_of SELECT part, 1 + i % 3, part / 4.0 FROM generate_series(1, 2) part, generate_series(1, 1000) i;
ANALYZE row_of, row_of_1, row_of_2;

-- every aggregate with an argument that is an option; the others are the value, or 1
CREATE TEMP TABLE option_of AS
SELECT p.oid AS aggregate, o.name, format('SELECT %s(%s)::text FROM row_of GROUP BY g', p.proname, (
		SELECT string_agg(CASE
			WHEN a.name = o.name THEN CASE a.name
				WHEN 'points' THEN '(4 * o)' WHEN 'nu' THEN '(1 + o)' WHEN 'lo' THEN '(o - 9)' WHEN 'hi' THEN '(o + 9)' ELSE 'o' END
			WHEN a.name = 'lo' THEN '-9' WHEN a.name = 'hi' THEN '9' WHEN a.name = 'p' THEN '2' WHEN a.name IN ('min_coverage', 'level') THEN '0.5'
			WHEN a.name = 'controls' THEN '''{}''' WHEN a.name = 'band' THEN '''top''' WHEN a.name IN ('x', 'y', 'value', 'score', 'rank_by') THEN format('x::%s', a.type) ELSE format('1::%s', a.type) END, ', ' ORDER BY a.place)
		FROM unnest(p.proargnames, p.proargtypes::regtype[]) WITH ORDINALITY AS a (name, type, place))) AS statement
FROM pg_proc p CROSS JOIN LATERAL unnest(p.proargnames) AS o (name)
WHERE p.pronamespace = 'service_eval'::regnamespace AND p.prokind = 'a'
	-- its arrays are compared in its own test
	AND p.proname <> 'score_units'
	AND o.name NOT IN ('', 'x', 'y', 'w', 'value', 'weight', 'rank_by', 'cluster', 'stratum', 'sources', 'controls', 'earned', 'available', 'rating', 'scale_max',
		'quantity', 'satisfaction', 'score', 'd', 'need', 'band', 'error_variance', 'std_error', 'unit', 'digest');
SELECT name, count(*) FROM option_of GROUP BY name ORDER BY name COLLATE "C";

-- row by row, and combined
SELECT aggregate::regprocedure, name, statement, pg_temp.answer(statement) FROM option_of WHERE pg_temp.answer(statement) NOT LIKE '22023 ' || name || ' must be the same in all rows of a group%';
SET enable_partitionwise_aggregate = on;
SELECT count(*) FILTER (WHERE pg_temp.plan_has(statement, 'Partial ')) = count(*) AS combined FROM option_of;
SELECT aggregate::regprocedure, name, statement, pg_temp.answer(statement) FROM option_of WHERE pg_temp.answer(statement) NOT LIKE '22023 ' || name || ' must be the same in all rows of a group%';
SELECT pg_temp.answer('SELECT share_of_top(x, o) FROM row_of GROUP BY g');
SELECT pg_temp.answer('SELECT gini_by_source(CASE part WHEN 1 THEN ARRAY[x] ELSE ARRAY[x, x] END)::text FROM row_of GROUP BY g');
SELECT pg_temp.answer('SELECT elasticity_interval(x, x, CASE part WHEN 1 THEN ARRAY[x] ELSE ARRAY[x, x] END, 1, 1, 0.9)::text FROM row_of GROUP BY g');

-- and by parallel workers, whose states travel
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET parallel_leader_participation = off;
SET max_parallel_workers_per_gather = 2;
CREATE TABLE row_for_workers (x float8, o float8);
INSERT INTO row_for_workers SELECT x, 0.2 FROM generate_series(1, 20000) x;
INSERT INTO row_for_workers VALUES (1, 0.3);
ANALYZE row_for_workers;
SELECT pg_temp.plan_has(statement, 'Finalize Aggregate') AS parallel, pg_temp.answer(statement)
FROM (VALUES ('SELECT share_of_top(x, o) FROM row_for_workers'), ('SELECT power_score(x, 1, 2, o) FROM row_for_workers'),
	('SELECT concentration_index_wagstaff(0, x, o - 1, 1) FROM row_for_workers'), ('SELECT concentration_index_wagstaff(0, x, -1, o) FROM row_for_workers'),
	('SELECT satisfaction_weighted_index(x, 50, 1, o) FROM row_for_workers'), ('SELECT share_of_top(x, 0.25) > 0 AND power_score(x, 1, 2, 0.25) > 0 FROM row_for_workers')) v (statement);
DROP TABLE row_for_workers;

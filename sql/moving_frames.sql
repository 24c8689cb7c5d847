-- Aggregates over a frame that moves: what left the frame has left no trace.  A volatile argument makes the executor
-- compute each frame anew, so both ways can be compared.
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers
SET extra_float_digits = 1;

-- NULL, ties, zeros, huge and tiny values in one column; weights, some of them NULL or 0
CREATE TEMP TABLE moving AS
SELECT i, i / 3 AS tied,
	CASE WHEN i % 11 = 0 THEN NULL WHEN i % 49 = 0 THEN 0 WHEN i % 13 = 0 THEN 1e150 WHEN i % 17 = 0 THEN 1e-150
		WHEN i % 5 = 0 THEN i % 3 ELSE exp(sin(i * i) * 5) END::float8 AS x,
	CASE WHEN i % 19 = 0 THEN NULL ELSE i % 4 * 0.25 END::float8 AS w
FROM generate_series(1, 400) i;

-- rows where it matters which way was taken; the second column is how many results are not NULL
CREATE FUNCTION pg_temp.differ(call text, again text, frame text, rows regclass,
	OUT differ bigint, OUT results bigint)
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format(
		'SELECT count(*) FILTER (WHERE moved::text IS DISTINCT FROM anew::text), count(moved)
		FROM (SELECT %s OVER f AS moved, %s OVER f AS anew FROM %s WINDOW f AS (%s)) s',
		call, again, rows, frame) INTO differ, results;
END
$$;

CREATE TEMP TABLE frame (frame text);
INSERT INTO frame VALUES
	('ORDER BY i ROWS BETWEEN 60 PRECEDING AND CURRENT ROW'),
	('ORDER BY i ROWS BETWEEN 3 PRECEDING AND 2 FOLLOWING'),
	('ORDER BY i ROWS BETWEEN 20 PRECEDING AND 10 PRECEDING'),
	('ORDER BY i ROWS BETWEEN 5 FOLLOWING AND 40 FOLLOWING'),
	('ORDER BY i ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING'),
	('ORDER BY i DESC RANGE BETWEEN 9 PRECEDING AND 1 FOLLOWING'),
	('ORDER BY tied GROUPS BETWEEN 4 PRECEDING AND CURRENT ROW'),
	('PARTITION BY i % 3 ORDER BY i ROWS BETWEEN 30 PRECEDING AND CURRENT ROW'),
	('ORDER BY x IS NULL, i ROWS BETWEEN 3 PRECEDING AND CURRENT ROW'),	-- at the end nothing is left in it but NULL
	('ORDER BY i ROWS BETWEEN 5 PRECEDING AND CURRENT ROW EXCLUDE CURRENT ROW');

-- every aggregate that has an inverse, over every frame; with EXCLUDE each frame is computed anew in any case
SELECT count(DISTINCT a.aggfnoid) AS aggregates, count(*) AS compared, sum(differ) AS differ,
	min(results) > 0 AS results
FROM pg_aggregate a
JOIN pg_proc p ON p.oid = a.aggfnoid
CROSS JOIN frame
CROSS JOIN LATERAL (
	SELECT CASE WHEN p.proargtypes[0] = 'numeric'::regtype THEN 'numeric' ELSE 'float8' END AS type
) t
CROSS JOIN LATERAL pg_temp.differ(
	format(CASE p.pronargs WHEN 1 THEN '%s(x::%s)' ELSE '%s(x::%2$s, w::%2$s)' END, p.proname, type),
	format(CASE p.pronargs WHEN 1 THEN '%s((x + 0 * random())::%s)' ELSE '%s((x + 0 * random())::%2$s, w::%2$s)' END,
		p.proname, type),
	frame, 'moving')
WHERE a.aggminvtransfn <> 0 AND p.pronamespace = 'service_eval'::regnamespace;

-- their definitions: what moves has one state for a row to come and to leave, and the same result
SELECT count(*) AS aggregates, bool_and(aggmtransfn <> 0 AND aggmtranstype = 'internal'::regtype
	AND aggmfinalmodify = 'r' AND p.proparallel = 's') AS as_they_should_be
FROM pg_aggregate a
JOIN pg_proc p ON p.oid = a.aggfnoid
WHERE aggminvtransfn <> 0 AND p.pronamespace = 'service_eval'::regnamespace;

-- more different values than a distribution has buckets: some frames have exact buckets, others wider ones
CREATE TEMP TABLE many AS SELECT i, exp(sin(i * i) * 5) AS x FROM generate_series(1, 4300) i;
SELECT differ, results, exact, wide
FROM pg_temp.differ('distribution(x)', 'distribution(x + 0 * random())',
	'ORDER BY i ROWS BETWEEN 4100 PRECEDING AND CURRENT ROW', 'many'),
	(SELECT count(*) FILTER (WHERE gini_error(d) = 0) AS exact, count(*) FILTER (WHERE gini_error(d) > 0) AS wide
	FROM (SELECT distribution(x) OVER (ORDER BY i ROWS BETWEEN 4100 PRECEDING AND CURRENT ROW) FROM many) s (d)) k;
-- peers come and leave together: few, many at once, and frames that jump beyond all of their rows
SELECT call, count(*) AS frames, sum(differ) AS differ, min(results) > 4000 AS results
FROM (VALUES ('gini(%s)'), ('gini_absolute(%s)'), ('theil(%s, 2)'), ('distribution(%s)')) c (call),
	(VALUES ('ORDER BY i / 600 RANGE BETWEEN 2 PRECEDING AND CURRENT ROW'),
		('ORDER BY i / 600 DESC RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING'),
		('ORDER BY i / 600 RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING'),
		('ORDER BY i / 1400 GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW'),
		('ORDER BY i / 900 GROUPS BETWEEN CURRENT ROW AND 1 FOLLOWING'),
		('ORDER BY sqrt(i)::integer GROUPS BETWEEN 30 PRECEDING AND 2 PRECEDING'),
		('ORDER BY i / 1000 * 10 + i / 2000 * 5 RANGE BETWEEN 12 PRECEDING AND 2 FOLLOWING')) f (frame),
	LATERAL pg_temp.differ(format(call, 'x'), format(call, 'x + 0 * random()'), frame, 'many')
GROUP BY call ORDER BY call COLLATE "C";
-- Of 10,000 rows 5,000 leave together: after some hundred that are taken out one by one, the frame is computed anew.
-- So beyond the 15,000 rows that come there are those hundreds and 5,000 that come again, each an argument evaluated.
CREATE TEMP SEQUENCE evaluated;
CREATE FUNCTION pg_temp.counted(x float8) RETURNS float8 LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	PERFORM nextval('evaluated');
	RETURN x;
END
$$;
SELECT day, count(*) AS rows, min(gini) = max(gini) AND max(gini) = (
	SELECT gini(i) FROM generate_series(greatest(day - 1, 0) * 5000, day * 5000 + 4999) i) AS same
FROM (SELECT i / 5000 AS day, gini(pg_temp.counted(i)) OVER (ORDER BY i / 5000 RANGE 1 PRECEDING)
	FROM generate_series(0, 14999) i) m
GROUP BY day ORDER BY day;
SELECT last_value - 20000 BETWEEN 100 AND 1000 AS some_hundred FROM evaluated;
-- What leaves a frame is not found in it where a function is said to be immutable and is not: then it is computed anew
CREATE FUNCTION pg_temp.unsteady(x float8) RETURNS float8 LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN x + random();
END
$$;
SELECT bool_and(n_values(d) = least(i, 3) AND min_value(d) >= greatest(i - 2, 1) AND max_value(d) <= i + 1) AS anew
FROM (SELECT i, distribution(pg_temp.unsteady(i)) OVER (ORDER BY i ROWS 2 PRECEDING) FROM generate_series(1, 100) i) s (i, d);
-- as the frame moves on, wide buckets become exact again
SELECT array_agg(DISTINCT gini_error(d) = 0) FILTER (WHERE i < 4090) AS first,
	array_agg(DISTINCT gini_error(d) = 0) FILTER (WHERE i = 4140) AS wide,
	array_agg(DISTINCT gini_error(d) = 0) FILTER (WHERE i > 4160) AS narrow
FROM (SELECT i, distribution(CASE WHEN i < 4150 THEN x ELSE 1 END) OVER (ORDER BY i ROWS BETWEEN 4100 PRECEDING AND
	CURRENT ROW) FROM many) s (i, d)
WHERE i % 10 = 0;

-- a value that may not be is refused when it comes into the frame
SELECT call, pg_temp.answer(format('SELECT count(y) FROM (SELECT %s OVER (ORDER BY i ROWS 3 PRECEDING)
	FROM (VALUES (1, 1.0::float8), (2, %L), (3, 5)) v (i, x)) s (y)', call, value))
FROM (VALUES ('gini(x)', 'NaN'), ('gini(x)', '-1'), ('gini_absolute(x)', '-1'), ('gini_absolute(x)', 'Infinity'),
	('gini(x, x)', 'NaN'), ('distribution(x)', 'NaN')) c (call, value);

-- few numbers and many, with one that comes and one that goes: the frame grows beyond the first memory of a state
SELECT count(*) FILTER (WHERE moved IS DISTINCT FROM again) AS differ, count(*)
FROM (
	SELECT i, gini(x, w) OVER (ORDER BY i ROWS BETWEEN 199 PRECEDING AND 100 PRECEDING) AS moved FROM moving) a,
	LATERAL (SELECT gini(x, w) AS again FROM moving WHERE i BETWEEN a.i - 199 AND a.i - 100) b;

-- workers send many numbers in fewer bytes; few, and rows with weights, as they are: the same bits
CREATE TABLE sent AS
SELECT i % 3 AS g, CASE i % 3 WHEN 0 THEN exp(sin(i * i) * 5) WHEN 1 THEN i % 2 ELSE -exp(cos(i) * 600) END AS x
FROM generate_series(1, 40000) i
UNION ALL
SELECT 3, i FROM generate_series(1, 100) i;
ANALYZE sent;
CREATE TEMP TABLE serial AS
SELECT g, gini_absolute(x) AS a, gini_absolute(x, 2) AS w, distribution(x) AS d FROM sent GROUP BY g;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT pg_temp.plan_has('SELECT g, gini_absolute(x) FROM sent GROUP BY g', 'Partial') AS parallel_plan;
SELECT count(*),
	bool_and(float8send(p.a) = float8send(s.a) AND float8send(p.w) = float8send(s.w) AND p.d = s.d) AS same
FROM (SELECT g, gini_absolute(x) AS a, gini_absolute(x, 2) AS w, distribution(x) AS d FROM sent GROUP BY g) p
JOIN serial s USING (g);
DROP TABLE sent;

-- parts of which the first and the third have no number, and the second is large: the same bits
CREATE TABLE part (g int, x float8) PARTITION BY LIST (g);
CREATE TABLE part_1 PARTITION OF part FOR VALUES IN (1);
CREATE TABLE part_2 PARTITION OF part FOR VALUES IN (2);
CREATE TABLE part_3 PARTITION OF part FOR VALUES IN (3);
CREATE TABLE part_4 PARTITION OF part FOR VALUES IN (4);
INSERT INTO part SELECT g, CASE WHEN g IN (2, 4) THEN i * 37 % 1009 END
FROM (VALUES (1, 50), (2, 270000), (3, 50), (4, 3000)) v (g, n), generate_series(1, n) i;
ANALYZE part;
SET max_parallel_workers_per_gather = 0;
CREATE TEMP TABLE at_once AS SELECT gini_absolute(x) AS a FROM part;
SET enable_partitionwise_aggregate = on;
SELECT pg_temp.plan_has('SELECT gini_absolute(x) FROM part', 'Partial Aggregate') AS in_parts,
	(SELECT float8send(gini_absolute(x)) FROM part) = (SELECT float8send(a) FROM at_once) AS same;
RESET enable_partitionwise_aggregate;
RESET max_parallel_workers_per_gather;
DROP TABLE part;

-- what takes a row out, and what makes a distribution of the rows that are left
SELECT a.aggfnoid::oid::regprocedure AS aggregate, a.aggminvtransfn AS takes_out, a.aggmfinalfn AS at_last FROM pg_aggregate a
WHERE a.aggfnoid IN ('gini(float8)'::regprocedure, 'distribution(float8)'::regprocedure)
	AND a.aggminvtransfn = 'sample_remove(internal, float8)'::regprocedure
	AND a.aggmfinalfn IN ('gini_final(internal)'::regprocedure, 'distribution_of_sample(internal)'::regprocedure) ORDER BY 1;

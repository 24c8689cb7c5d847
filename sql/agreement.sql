-- krippendorff_alpha: do those who judge the same say the same?
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- A line for each rater, a value for each unit, * for none.  2011 A and C are those of Krippendorff 2011, "Computing
-- Krippendorff's Alpha-Reliability", which says .095 and .849.
CREATE TEMP TABLE said AS
SELECT name, rater, unit, nullif(value, '*')::float8 AS value
FROM (VALUES
	('2011 A', 1, '0 1 0 0 0 0 0 0 1 0'),
	('2011 A', 2, '1 1 1 0 0 1 0 0 0 0'),
	('2011 C', 1, '1 2 3 3 2 1 4 1 2 * * *'),
	('2011 C', 2, '1 2 3 3 2 2 4 1 2 5 * 3'),
	('2011 C', 3, '* 3 3 3 2 3 4 2 2 5 1 *'),
	('2011 C', 4, '1 2 3 3 2 4 4 1 2 5 1 *'),
	('two raters', 1, '8 1 7 3 6 0 0 1 10 4 5 9 6 2 5 1 4 3 2 6'),
	('two raters', 2, '8 1 6 5 6 1 0 3 10 3 8 10 8 0 2 1 5 4 1 8'),
	('three raters', 1, '3 1 2 0 1 7 3 2 1 3 2 0 4 7 2'),
	('three raters', 2, '3 2 0 2 1 6 4 3 1 3 4 1 2 5 0'),
	('three raters', 3, '5 0 0 0 0 7 4 3 0 4 2 2 1 4 1'),
	('five raters', 1, '3.9 * 1.6 * 2.7 * * 0.1 0.8 * 4.5 3 3.6 1.1 0.8 4.4 4.7 1.9 1.8 1.3 0 2 4.9 3.4 *'),
	('five raters', 2, '3 0.6 2.5 1.5 3.6 4.6 0 0.4 1.4 * * 2.4 2.6 1.5 0 * 5 3.7 1.3 * 0 0 4.3 * 2.9'),
	('five raters', 3, '3.1 * 1.8 0 2.8 * 1.3 1.4 1.1 * 3.5 2.8 * 0 * 3.2 4.6 2.6 * * 1.1 1.3 * * 3.3'),
	('five raters', 4, '3.2 0.3 2.1 * 2.3 * * 0.2 * * * 2.9 * 0.6 0.5 3.6 * * 1.9 1 * 0.8 * 3.8 2.4'),
	('five raters', 5, '* * 2 0.8 2.4 3 0.2 0.4 0 0.7 3.7 3.2 3.2 * 1.2 3.3 4.9 2.7 1 * * 2.4 5 4.7 2.1')
) v (name, rater, line), regexp_split_to_table(line, ' ') WITH ORDINALITY AS s (value, unit);

-- The exact fractions by Python's fractions.Fraction; irr 0.84.1 kripp.alpha(x, "interval") agrees but for the three raters
-- (0.74830316742081449), where it weighs units by 1 instead of 1 / (raters - 1) since no value is missing
SELECT name, pg_temp.near(krippendorff_alpha(unit, value), alpha, 1e-14) AS alpha, count(value)
FROM (VALUES ('2011 A', 2 / 21.0::float8), ('2011 C', 951 / 1120.0), ('two raters', 13636 / 15391.0), ('three raters', 166 / 221.0),
	('five raters', 1427314 / 1678599.0)) e (name, alpha) JOIN said USING (name)
GROUP BY name, alpha ORDER BY name;
SELECT round(krippendorff_alpha(unit, value)::numeric, 3) AS published FROM said WHERE name LIKE '2011%' GROUP BY name ORDER BY name;

-- By the definition over pairs: what units differ within, over what all values that have a partner differ
WITH pair AS (
	SELECT name, unit, value, count(*) OVER (PARTITION BY name, unit) AS m FROM said WHERE value IS NOT NULL
), kept AS (
	SELECT *, count(*) OVER (PARTITION BY name) AS n FROM pair WHERE m > 1
)
SELECT a.name, pg_temp.near(krippendorff_alpha(s.unit, s.value), a.alpha, 1e-12) AS pairs
FROM (SELECT x.name, 1 - max(x.n - 1) * sum((x.value - y.value) ^ 2 / (x.m - 1)) FILTER (WHERE x.unit = y.unit) / sum((x.value - y.value) ^ 2) AS alpha
	FROM kept x JOIN kept y USING (name) GROUP BY x.name) a JOIN said s USING (name)
GROUP BY a.name, a.alpha ORDER BY a.name;

-- The unit of measure and an offset change nothing; -0 is 0
SELECT name, pg_temp.near(krippendorff_alpha(unit, 1e300 * value), krippendorff_alpha(unit, value), 1e-13) AS huge,
	pg_temp.near(krippendorff_alpha(unit, 1e-300 * value), krippendorff_alpha(unit, value), 1e-13) AS tiny,
	pg_temp.near(krippendorff_alpha(unit, 1e15 - 4 * value), krippendorff_alpha(unit, value), 1e-13) AS moved
FROM said WHERE name IN ('2011 A', '2011 C', 'two raters') GROUP BY name ORDER BY name;
SELECT krippendorff_alpha(u, x) AS minus_zero FROM (VALUES (1, 0), (1, '-0'::float8), (2, 5), (2, 5)) v (u, x);
-- all agree; two who always say the opposite: 1 - 3/4 x 2 (1/2 + 1/2) / 1; units that one alone has judged tell nothing
SELECT krippendorff_alpha(u, u) AS agree FROM (VALUES (1), (1), (2), (2), (2)) v (u);
SELECT krippendorff_alpha(u, x) AS opposite, krippendorff_alpha(u, x) FILTER (WHERE x < 5) AS without_the_alone
FROM (VALUES (1, 0), (1, 1), (2, 1), (2, 0), (3, 1000), (-7, NULL), (NULL, 5)) v (u, x);
-- not defined: no row, one, none that has a partner, all that have one are equal, NULL alone
SELECT krippendorff_alpha(u, x) AS no_row FROM (VALUES (1, 1)) v (u, x) WHERE u = 2;
SELECT krippendorff_alpha(1, 5) AS one_row;
SELECT krippendorff_alpha(x, x) AS one_each FROM generate_series(1, 5) x;
SELECT krippendorff_alpha(u, x) AS equal FROM (VALUES (1, 3), (1, 3), (2, 3), (2, 3), (3, 9)) v (u, x);
SELECT krippendorff_alpha(NULL, x) AS no_unit, krippendorff_alpha(x, NULL) AS no_value FROM generate_series(1, 5) x;
-- other types
SELECT krippendorff_alpha(unit::int, value::numeric) = krippendorff_alpha(unit, value) AND krippendorff_alpha(unit::bigint, value::real) = krippendorff_alpha(unit, value) AS types,
	pg_typeof(krippendorff_alpha(unit, value))
FROM said WHERE name = '2011 C';

-- A frame that grows, one that moves
SELECT bool_and(grows IS NOT DISTINCT FROM (SELECT krippendorff_alpha(unit, value) FROM said s WHERE s.name = w.name AND s.unit <= w.unit)) AS grows,
	bool_and(moves IS NOT DISTINCT FROM (SELECT krippendorff_alpha(unit, value) FROM said s WHERE s.name = w.name AND s.unit BETWEEN w.unit - 3 AND w.unit)) AS moves,
	count(DISTINCT moves)
FROM (SELECT name, unit, krippendorff_alpha(unit, value) OVER (ORDER BY unit) AS grows,
		krippendorff_alpha(unit, value) OVER (ORDER BY unit RANGE BETWEEN 3 PRECEDING AND CURRENT ROW) AS moves
	FROM said WHERE name = '2011 C') w;

-- The same bits whatever the order of the rows and the number of workers
SELECT count(DISTINCT alpha::text) AS different
FROM (SELECT krippendorff_alpha(unit, value ORDER BY md5(concat(rater, unit, seed))) AS alpha FROM said, generate_series(1, 20) seed WHERE name = 'five raters' GROUP BY seed) s;
CREATE TABLE agreement_rows AS SELECT i, i / 3 AS unit, sqrt(i::bigint * 7919 % 10007) + i / 30 AS value FROM generate_series(1, 20000) i;
ANALYZE agreement_rows;
CREATE TEMP TABLE serial AS SELECT krippendorff_alpha(unit, value ORDER BY i) AS alpha FROM agreement_rows;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT pg_temp.plan_has('SELECT krippendorff_alpha(unit, value) FROM agreement_rows', 'Finalize Aggregate') AS parallel_plan;
SELECT p.alpha = s.alpha AS same_bits FROM (SELECT krippendorff_alpha(unit, value) AS alpha FROM agreement_rows) p, serial s;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;
DROP TABLE agreement_rows;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT krippendorff_alpha(1, ''NaN'')',
	'SELECT krippendorff_alpha(1, ''Infinity'')',
	'SELECT krippendorff_alpha(1, ''-Infinity'')',
	'SELECT krippendorff_alpha(''NaN'', 1)',
	'SELECT krippendorff_alpha(0.5, 1)',
	'SELECT krippendorff_alpha(9007199254740993, 1)',
	'SELECT krippendorff_alpha(-9007199254740991, 1)',
	'SELECT krippendorff_alpha(NULL, ''NaN'')'
]) query;

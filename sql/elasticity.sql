-- elasticity_interval, student_two_sided
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers
SET search_path = service_eval, public;

-- Student's t: tables (NIST Handbook 1.3.6.7.2), exactly tan(pi / 2 x level) for one degree of freedom and
-- level sqrt(2 / (1 - level^2)) for two; R's qt() beyond
SELECT df, round(student_two_sided(0.95::float8, df)::numeric, 3) AS t95, round(student_two_sided(0.99::float8, df)::numeric, 3) AS t99 FROM unnest('{1,2,3,4,5,10,30,100}'::float8[]) AS df;
SELECT bool_and(pg_temp.near(student_two_sided(level, 1), tan(pi() / 2 * level), 1e-12)) AS one, bool_and(pg_temp.near(student_two_sided(level, 2), level * sqrt(2 / (1 - level ^ 2)), 1e-13)) AS two
FROM unnest('{0.001,0.1,0.5,0.9,0.99,0.999}'::float8[]) AS level;
SELECT df, pg_temp.near(student_two_sided(0.95::float8, df), r, 1e-11) AS as_r
FROM (VALUES (97, 1.98472318601398), (1000, 1.96233908082641), (1001, 1.96233670528088), (20000, 1.96008260515813)) AS v (df, r);
SELECT pg_temp.near(student_two_sided(0.9::float8, 1e300), 1.6448536269514722, 1e-13) AS normal, student_two_sided(NULL, 3) IS NULL AND student_two_sided(0.5::float8, NULL) IS NULL AS nulls;
SELECT pg_temp.answer('SELECT service_eval.student_two_sided(' || args || ')') FROM unnest(ARRAY['0.95::float8, 0', '0.95::float8, 2.5', '1::float8, 3', '0.95::float8, ''NaN''', '0.95::float8, ''Infinity''']) AS args;

-- y = x^0.7 z^0.5 exactly: the elasticity is 0.7, and nothing is uncertain
CREATE TEMPORARY TABLE row AS
SELECT i, exp((i * 37 % 101) / 50.0) AS x, exp((i * 53 % 103) / 80.0) AS z, (i * 71 % 97) / 97.0 AS u FROM generate_series(1, 100) AS i;
SELECT pg_temp.near((e).estimate, 0.7, 1e-12) AS estimate, (e).std_error < 1e-12 AS certain, pg_temp.near((e).lower, 0.7, 1e-9) AND pg_temp.near((e).upper, 0.7, 1e-9) AS bounds, (e).n
FROM (SELECT elasticity_interval(x ^ 0.7 * z ^ 0.5, x, ARRAY[z], 1, i, 0.95) AS e FROM row) s;

-- The data of Anscombe's first set, y on x: R 4.2 glm(y ~ log(x), quasipoisson) and the sandwich with factor n / (n - 2)
CREATE TEMPORARY TABLE anscombe AS SELECT x, y, nth FROM unnest('{10,8,13,9,11,14,6,4,12,7,5}'::float8[], '{8.04,6.95,7.58,8.81,8.33,9.96,7.24,4.26,10.84,4.82,5.68}'::float8[]) WITH ORDINALITY AS a (x, y, nth);
SELECT (e).estimate, (e).std_error, (e).n FROM (SELECT elasticity_interval(y, x, '{}', 1, nth, 0.95) AS e FROM anscombe) s;
-- the first order conditions, by hand: sum (y - mu) = sum (y - mu) ln x = 0
WITH b AS (SELECT (elasticity_interval(y, x, '{}', 1, nth, 0.95)).estimate AS b FROM anscombe), m AS (SELECT y, x, x ^ b * sum(y) OVER () / sum(x ^ b) OVER () AS mu FROM anscombe, b)
SELECT abs(sum(y - mu)) < 1e-12 AND abs(sum((y - mu) * ln(x))) < 1e-11 AS solved FROM m;
-- and the bounds: there the score test, of r = ln x less its mean by mu, is at Student's t with 9 degrees of freedom
WITH e AS (SELECT elasticity_interval(y, x, '{}', 1, nth, 0.95) AS e FROM anscombe), b AS (SELECT side, b FROM e CROSS JOIN LATERAL (VALUES ('lower', (e).lower), ('upper', (e).upper)) AS v (side, b)),
	m AS (SELECT side, y, x, x ^ b * sum(y) OVER s / sum(x ^ b) OVER s AS mu FROM anscombe, b WINDOW s AS (PARTITION BY side)),
	r AS (SELECT side, (ln(x) - sum(mu * ln(x)) OVER s / sum(mu) OVER s) * (y - mu) AS s FROM m WINDOW s AS (PARTITION BY side))
SELECT side, pg_temp.near(abs(sum(s)) / sqrt(11 / 9.0 * (sum(s * s) - sum(s) ^ 2 / 11)), student_two_sided(0.95::float8, 9), 1e-7) AS at_t FROM r GROUP BY side ORDER BY side;

-- A stratum of one row, or in which nobody got anything, tells nothing, nor do its clusters: the level of the stratum fits by itself, with errors of x and without
SELECT v, (e).estimate = (f).estimate AND (e).std_error = (f).std_error AND (e).lower = (f).lower AND (e).upper = (f).upper AS nothing_surer, (e).n, (f).n AS n_with_them
FROM unnest('{0,0.5}'::float8[]) v, LATERAL (SELECT elasticity_interval(y, x, v, '{}', 1, nth, 0.95) AS e FROM anscombe) a,
	LATERAL (SELECT elasticity_interval(y, x, v, '{}', stratum, nth, 0.95) AS f
	FROM (SELECT 1 AS stratum, nth, x, y FROM anscombe UNION ALL SELECT 10 + i, 20 + i, 3 * i, 2 * i FROM generate_series(1, 9) i UNION ALL SELECT 9, 30 + i, 5 + i, 0 FROM generate_series(1, 9) i) q) b;
-- Units do not matter; the sign turns with 1 / x; a control that is a constant, or another one in other units, changes nothing
CREATE TEMPORARY VIEW plain AS SELECT elasticity_interval(x ^ 0.7 * z ^ 0.5 * exp(u), x, ARRAY[z], 1, i, 0.95) AS e FROM row;
SELECT pg_temp.near((f.e).estimate, (p.e).estimate, 1e-9) AND pg_temp.near((f.e).lower, (p.e).lower, 1e-8) AND pg_temp.near((f.e).upper, (p.e).upper, 1e-8) AS units,
	pg_temp.near(-(g.e).estimate, (p.e).estimate, 1e-9) AND pg_temp.near(-(g.e).upper, (p.e).lower, 1e-8) AND pg_temp.near(-(g.e).lower, (p.e).upper, 1e-8) AS sign
FROM plain p,
	(SELECT elasticity_interval(1e290 * x ^ 0.7 * z ^ 0.5 * exp(u), 1e-200 * x, ARRAY[7, z * 1e100, z], 5, i, 0.95) AS e FROM row) f,
	(SELECT elasticity_interval(x ^ 0.7 * z ^ 0.5 * exp(u), 1 / x, ARRAY[z], 1, i, 0.95) AS e FROM row) g;
-- where x is a control but for a part in a hundred thousand nothing tells them apart; a part in a thousand does; also where all lies on a curve
SELECT part, (elasticity_interval(x ^ 0.7 * exp(u), x, ARRAY[x * exp(part * sin(i))], 1, i, 0.95)).estimate IS NOT NULL AS defined,
	(elasticity_interval(x ^ 0.7, x, ARRAY[x * exp(part * sin(i))], 1, i, 0.95)).estimate IS NOT NULL AS on_a_curve
FROM row, unnest('{1e-5,1e-3}'::float8[]) part GROUP BY part ORDER BY part;
-- strata of which each has its own level: the same elasticity, as if there were none
SELECT pg_temp.near((e).estimate, 0.7, 1e-9) AS within_strata FROM (SELECT elasticity_interval(x ^ 0.7 * 10 ^ (i % 5), x, '{}', i % 5, i, 0.95) AS e FROM row) s;
-- what a stratum does can be done by controls that are 2 in it and 1 elsewhere, but for the degrees of freedom: 97 and 95; with errors of x and without
SELECT v, pg_temp.near((e).estimate, (f).estimate, 1e-9) AS estimate, pg_temp.near((e).std_error * sqrt(97), (f).std_error * sqrt(95), 1e-7) AS error
FROM unnest('{0,0.05}'::float8[]) v, LATERAL (SELECT elasticity_interval(y, x, v, ARRAY[z], i % 3, i, 0.95) AS e,
	elasticity_interval(y, x, v, ARRAY[z, 1 + (i % 3 = 1)::integer, 1 + (i % 3 = 2)::integer], 1, i, 0.95) AS f FROM (SELECT i, x, z, (1 + i % 3) * x ^ 0.7 * exp(u) AS y FROM row) r) q ORDER BY v;
-- rows that come in pairs say no more than one of each: with clusters the error is that of the single rows
SELECT pg_temp.near((d.e).estimate, (p.e).estimate, 1e-9) AND pg_temp.near((d.e).std_error, (p.e).std_error, 1e-9) AND pg_temp.near((d.e).lower, (p.e).lower, 1e-8) AS clusters, (d.e).n
FROM plain p, (SELECT elasticity_interval(x ^ 0.7 * z ^ 0.5 * exp(u), x, ARRAY[z], 1, i, 0.95) AS e FROM row, generate_series(1, 2)) d;

-- the same bits whatever the order of rows, and in parallel
SELECT count(DISTINCT e::text) AS different FROM (
	SELECT elasticity_interval(x ^ 0.7 * exp(u), x, ARRAY[z], i % 3, i % 20, 0.95) AS e FROM (SELECT * FROM row ORDER BY x) r
	UNION ALL SELECT elasticity_interval(x ^ 0.7 * exp(u), x, ARRAY[z], i % 3, i % 20, 0.95) FROM (SELECT * FROM row ORDER BY i DESC) r) s;
CREATE TABLE elasticity_row AS SELECT r.* FROM row r;
ALTER TABLE elasticity_row SET (parallel_workers = 2);
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
SELECT pg_temp.plan_has('SELECT service_eval.elasticity_interval(x, z, ''{}'', 1, i, 0.95) FROM elasticity_row', 'Partial Aggregate') AS parallel;
SELECT (SELECT elasticity_interval(u, x, ARRAY[z], 1, i, 0.95)::text FROM elasticity_row) = (SELECT elasticity_interval(u, x, ARRAY[z], 1, i, 0.95)::text FROM row) AS same_bits;
RESET parallel_setup_cost; RESET parallel_tuple_cost; RESET min_parallel_table_scan_size;
DROP TABLE elasticity_row;

-- Errors of x: the corrected score (Nakamura 1990).  Anscombe's first set with an error of 1.2, solved by R 4.2.2's uniroot()
SELECT pg_temp.near((e).estimate, 0.693855706571595, 1e-12) AS estimate, pg_temp.near((e).std_error, 0.142007373920623, 1e-11) AS std_error, pg_temp.near((e).lower, 0.246578882987939, 1e-8) AS lower, pg_temp.near((e).upper, 1.41831218837404, 1e-8) AS upper
FROM (SELECT elasticity_interval(y, x, 1.2, '{}', 1, nth, 0.95) AS e FROM anscombe) s;
-- the equations, by hand: with mu such that sum (y - mu) = 0, sum ((y - mu) ln x + b v mu) = 0
WITH b AS (SELECT (elasticity_interval(y, x, 1.2, '{}', 1, nth, 0.95)).estimate AS b FROM anscombe),
	m AS (SELECT y, x, b, (1.2 / x) ^ 2 AS v, x ^ b * exp(-(b ^ 2) * (1.2 / x) ^ 2 / 2) * sum(y) OVER () / sum(x ^ b * exp(-(b ^ 2) * (1.2 / x) ^ 2 / 2)) OVER () AS mu FROM anscombe, b)
SELECT abs(sum(y - mu)) < 1e-12 AND abs(sum((y - mu) * ln(x) + b * v * mu)) < 1e-10 AS solved FROM m;
-- without errors it is the other form; with controls, strata and clusters too; and what rejects 0 does so either way
SELECT pg_temp.near((f.e).estimate, (p.e).estimate, 1e-12) AND pg_temp.near((f.e).lower, (p.e).lower, 1e-9) AND pg_temp.near((f.e).upper, (p.e).upper, 1e-9) AS none, (g.e).estimate > (p.e).estimate AS more
FROM (SELECT elasticity_interval(x ^ 0.7 * exp(u), x, ARRAY[z], i % 3, i % 20, 0.95) AS e FROM row) p, (SELECT elasticity_interval(x ^ 0.7 * exp(u), x, 0, ARRAY[z], i % 3, i % 20, 0.95) AS e FROM row) f,
	(SELECT elasticity_interval(x ^ 0.7 * exp(u), x, 0.1 * x, ARRAY[z], i % 3, i % 20, 0.95) AS e FROM row) g;
SELECT level, coalesce((n.e).lower > 0, false) = coalesce((c.e).lower > 0, false) AS same, coalesce((n.e).lower > 0, false) AS rejects_0
FROM unnest('{0.5,0.9,0.99,0.999,0.9999}'::float8[]) AS level
	CROSS JOIN LATERAL (SELECT elasticity_interval(y, x, '{}', 1, nth, level) AS e FROM anscombe) n CROSS JOIN LATERAL (SELECT elasticity_interval(y, x, 1.2, '{}', 1, nth, level) AS e FROM anscombe) c ORDER BY level;
-- not defined where errors explain all that is seen of x; a row whose error is NULL does not count
SELECT elasticity_interval(y, x, 5, '{}', 1, nth, 0.95) AS all_error, (elasticity_interval(y, x, nullif(nth, 3) * 0, '{}', 1, nth, 0.95)).n AS rows FROM anscombe;

-- What is not rejected, in parts: as R 4.2.2's uniroot() finds |T| = qt(0.975, 6).  0 is rejected, but neither far below nor far above is
SELECT (e).lower, pg_temp.near((e).upper, -0.159781260566, 1e-8) AS upper, (SELECT count(*) FROM unnest((e).not_rejected)) AS parts, 0::numeric <@ (e).not_rejected AS with_0, 1e9::numeric <@ (e).not_rejected AS far_above,
	pg_temp.near((SELECT max(lower(r)) FROM unnest((e).not_rejected) r)::float8, 0.700297744665, 1e-8) AS second
FROM (SELECT elasticity_interval(y, x, '{}', 1, x, 0.95) AS e FROM unnest('{3,5,4,0,4,0,0,0}'::float8[]) WITH ORDINALITY AS v (y, x)) s;
SELECT pg_temp.near((e).lower, -9.29326597843, 1e-8) AS lower, pg_temp.near((e).upper, -2.56278178378, 1e-8) AS upper, (SELECT count(*) FROM unnest((e).not_rejected)) AS parts, upper_inf((e).not_rejected) AS far_above, lower_inf((e).not_rejected) AS far_below
FROM (SELECT elasticity_interval(y, x, '{}', 1, x, 0.95) AS e FROM unnest('{270,4,1,2,3,0,3,0}'::float8[]) WITH ORDINALITY AS v (y, x)) s;

-- One that has all proves nothing: in the middle there are no bounds, at the end not even an estimate
SELECT (e).estimate > 0 AS estimate, (e).lower, (e).upper FROM (SELECT elasticity_interval(CASE i WHEN 50 THEN 1 ELSE 0 END, i, '{}', 1, i, 0.95) AS e FROM generate_series(1, 100) AS i) s;
SELECT elasticity_interval(CASE i WHEN 100 THEN 1 ELSE 0 END, i, '{}', 1, i, 0.95) FROM generate_series(1, 100) AS i;
-- zeros are data: where the lower half gets nothing and the others all alike, a regression of logarithms would see no tilt
SELECT (e).lower > 1 AS tilt FROM (SELECT elasticity_interval(CASE WHEN i > 50 THEN 1 ELSE 0 END, i, '{}', 1, i, 0.95) AS e FROM generate_series(1, 100) AS i) s;
-- all the same
SELECT elasticity_interval(1, i, '{}', 1, i, 0.95) FROM generate_series(1, 10) AS i;
-- not defined: no rows, all y 0, x the same everywhere or in each stratum, x that is a control, too few clusters
SELECT elasticity_interval(1, i, '{}', 1, i, 0.95) AS none FROM generate_series(1, 0) AS i;
SELECT elasticity_interval(0, i, '{}', 1, i, 0.95) AS zero, elasticity_interval(i, 3, '{}', 1, i, 0.95) AS same, elasticity_interval(i, i % 2 + 1, '{}', i % 2, i, 0.95) AS by_stratum,
	elasticity_interval(i, i, ARRAY[i * 2], 1, i, 0.95) AS control, elasticity_interval(i, i ^ 2, '{}', 1, i % 2, 0.95) AS two_clusters FROM generate_series(1, 10) AS i;
SELECT (elasticity_interval(i % 3, i, '{}', 1, i, 0.95)).estimate IS NOT NULL AS three, elasticity_interval(i % 3, i, ARRAY[i ^ 2 + 1], 1, i, 0.95) IS NULL AS too_many_controls FROM generate_series(1, 3) AS i;
-- rows with NULL do not count, nor if they come first
SELECT (elasticity_interval(y, x, '{}', 1, i, 0.95)).n, elasticity_interval(y, 1, '{}', 1, i, 0.95) IS NULL AS none FROM (VALUES (1, NULL, 2), (2, 3, NULL), (3, 5, 1), (4, 7, 2), (5, 6, 3), (6, 9, 4)) AS v (i, y, x);
SELECT (elasticity_interval(y, x, c::float8[], s, k, 0.95)).n
FROM (VALUES (1.0, 1.0, ARRAY[1.0], 1, 1), (2, 2, ARRAY[3], 1, 2), (3, 5, ARRAY[2], 1, 3), (4, 4, ARRAY[5], 1, 4), (5, 9, ARRAY[4], 1, 5), (NULL, 2, ARRAY[3], 1, 9), (2, NULL, ARRAY[3], 1, 9),
	(2, 2, NULL, 1, 9), (2, 2, ARRAY[NULL::numeric], 1, 9), (2, 2, ARRAY[3], NULL, 9), (2, 2, ARRAY[3], 1, NULL)) AS v (y, x, c, s, k);

-- errors
SELECT pg_temp.answer('SELECT service_eval.elasticity_interval(' || args || ') FROM generate_series(1, 5) AS i')
FROM unnest(ARRAY['-i, i, ''{}'', 1, i, 0.95', 'i, i - 1, ''{}'', 1, i, 0.95', 'i, i, ARRAY[i - 3], 1, i, 0.95', '''NaN'', i, ''{}'', 1, i, 0.95', 'i, ''Infinity'', ''{}'', 1, i, 0.95', 'i, i, ARRAY[''NaN''::float8], 1, i, 0.95',
	'i, i, ''{}'', 1, i, 1', 'i, i, ''{}'', 1, i, NULL', 'i, i, ''{}'', 1, i, 0.5 + i / 100.0', 'i, i, array_fill(1.0::float8, ARRAY[i]), 1, i, 0.95', 'i, i, array_fill(1.0::float8, ARRAY[17]), 1, i, 0.95',
	'i, i, -1, ''{}'', 1, i, 0.95', 'i, i, ''NaN'', ''{}'', 1, i, 0.95', 'i, i * 1e-200, 1e200, ''{}'', 1, i, 0.95', 'i, i, ''{{1},{2}}'', 1, i, 0.95', 'i, i, ''{}'', 9007199254740993, i, 0.95']) AS args;

-- Inequality by deviations: theil, mean_log_deviation, generalized_entropy, atkinson, hoover, coefficient_of_variation
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- The formulas evaluated on the same doubles by Python's mpmath 1.3.0 at 2,500 bits.  R's ineq 0.2-13 has the same entropies, Atkinson
-- indices and coefficients of variation for 1 to 10 to 14 digits.
CREATE TEMP TABLE expected (name text, x float8[], w float8[], ge_minus_1 float8, mld float8, ge_half float8, theil float8, ge_3 float8,
	atkinson_half float8, atkinson_1 float8, atkinson_2 float8, hoover float8, cv float8);
INSERT INTO expected VALUES
	('one to ten', '{1,2,3,4,5,6,7,8,9,10}', NULL, 0.30546626984126984127, 0.19430683493087370512, 0.16779759633932028852, 0.1513033723422097816, 3.0 / 22,
		0.082139046086081802167, 0.17659478397877004324, 0.37924154155017181707, 5.0 / 22, 0.52223296786709351453),
	('ten to one', '{10,9,8,7,6,5,4,3,2,1}', NULL, 0.30546626984126984127, 0.19430683493087370512, 0.16779759633932028852, 0.1513033723422097816, 3.0 / 22,
		0.082139046086081802167, 0.17659478397877004324, 0.37924154155017181707, 5.0 / 22, 0.52223296786709351453),
	('offset 1e15', '{1000000000000001,1000000000000002,1000000000000003,1000000000000004,1000000000000005,1000000000000006,1000000000000007,1000000000000008,1000000000000009,1000000000000010}',
		NULL, 4.124999999999954625e-30, 4.124999999999954625e-30, 4.124999999999954625e-30, 4.124999999999954625e-30, 4.124999999999954625e-30,
		2.0624999999999773125e-30, 4.124999999999954625e-30, 8.24999999999990925e-30, 1.249999999999993125e-15, 2.8722813232689985324e-15),
	('fractional weights', '{2.5,1.25,9,4,4,7.75}', '{0.5,1.5,0.25,2.75,1,0.1}', 0.17587380040051668421, 0.13752490877555216658, 0.12764682939069720036,
		0.12255384171391774382, 0.14767554861856203098, 0.062805057629504990269, 0.1284873585859839753, 0.26021692259160728704, 0.18011471534317714995, 0.50082506579159755966),
	('weights 0 and NULL', '{2.5,1.25,9,4,4,7.75,100,100,NULL}', '{0.5,1.5,0.25,2.75,1,0.1,0,NULL,1}', 0.17587380040051668421, 0.13752490877555216658, 0.12764682939069720036,
		0.12255384171391774382, 0.14767554861856203098, 0.062805057629504990269, 0.1284873585859839753, 0.26021692259160728704, 0.18011471534317714995, 0.50082506579159755966),
	('zeros', '{0,0,1,2,3,10}', NULL, NULL, NULL, 1.0163002104241580663, 0.75091963180481604647, 1.3509114583333333333,
		0.44359597285531728542, 1, 1, 23.0 / 48, 1.2930100540985750587),
	('one has all', '{0,0,0,0,100}', NULL, NULL, NULL, 4 - 4 / sqrt(5), ln(5), 4, 0.8, 1, 1, 0.8, 2),
	('equal', '{0.1,0.1,0.1}', '{3,0.1,0.7}', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
	('one value', '{5}', NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
	('one zero', '{0}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('all zero', '{0,0,0}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('all NULL', '{NULL,NULL}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('no rows', '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('all weights 0', '{1,2}', '{0,0}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('tiny', '{5e-324,1e-310,1e-308}', NULL, 113570153244662.83389, 12.194349197252820811, 1.4722659945880646764, 1.0430662133992003582, 1.2892200111100198849,
		0.60066004986775838275, 0.99999494103781385171, 0.99999999999999559743, 0.65676567656765631041, 1.3932631614435163986),
	('huge', '{1e300,1e300,1e308}', NULL, 11111110.888888889539, 11.181841560633467062, 1.6901370661247744646, 1.0986119002545023806, 1.3333332433333369333,
		0.66653332666933346661, 0.99998607523377765699, 0.999999955000001125, 0.66666664666666706667, 1.4142135199466890261);
SELECT name, pg_temp.near(a, ge_minus_1, 1e-13) AS "ge -1", pg_temp.near(b, mld, 1e-13) AND pg_temp.near(b0, mld, 1e-13) AS mld, pg_temp.near(c, ge_half, 1e-13) AS "ge 0.5",
	pg_temp.near(d, theil, 1e-13) AND pg_temp.near(d1, theil, 1e-13) AS theil, pg_temp.near(e, ge_3, 1e-13) AS "ge 3",
	pg_temp.near(f, atkinson_half, 1e-13) AS "atkinson 0.5", pg_temp.near(g, atkinson_1, 1e-13) AS "1", pg_temp.near(h, atkinson_2, 1e-13) AS "2",
	pg_temp.near(i, s.hoover, 1e-13) AS hoover, pg_temp.near(j, cv, 1e-13) AS cv
FROM (SELECT *, (SELECT CASE WHEN t.w IS NULL THEN generalized_entropy(v.x, -1) ELSE generalized_entropy(v.x, -1, v.w) END FROM unnest(t.x, t.w) AS v (x, w)) AS a,
	(SELECT CASE WHEN t.w IS NULL THEN mean_log_deviation(v.x) ELSE mean_log_deviation(v.x, v.w) END FROM unnest(t.x, t.w) AS v (x, w)) AS b,
	(SELECT CASE WHEN t.w IS NULL THEN generalized_entropy(v.x, 0) ELSE generalized_entropy(v.x, 0, v.w) END FROM unnest(t.x, t.w) AS v (x, w)) AS b0,
	(SELECT CASE WHEN t.w IS NULL THEN generalized_entropy(v.x, 0.5) ELSE generalized_entropy(v.x, 0.5, v.w) END FROM unnest(t.x, t.w) AS v (x, w)) AS c,
	(SELECT CASE WHEN t.w IS NULL THEN theil(v.x) ELSE theil(v.x, v.w) END FROM unnest(t.x, t.w) AS v (x, w)) AS d,
	(SELECT CASE WHEN t.w IS NULL THEN generalized_entropy(v.x, 1) ELSE generalized_entropy(v.x, 1, v.w) END FROM unnest(t.x, t.w) AS v (x, w)) AS d1,
	(SELECT CASE WHEN t.w IS NULL THEN generalized_entropy(v.x, 3) ELSE generalized_entropy(v.x, 3, v.w) END FROM unnest(t.x, t.w) AS v (x, w)) AS e,
	(SELECT CASE WHEN t.w IS NULL THEN atkinson(v.x, 0.5) ELSE atkinson(v.x, 0.5, v.w) END FROM unnest(t.x, t.w) AS v (x, w)) AS f,
	(SELECT CASE WHEN t.w IS NULL THEN atkinson(v.x, 1) ELSE atkinson(v.x, 1, v.w) END FROM unnest(t.x, t.w) AS v (x, w)) AS g,
	(SELECT CASE WHEN t.w IS NULL THEN atkinson(v.x, 2) ELSE atkinson(v.x, 2, v.w) END FROM unnest(t.x, t.w) AS v (x, w)) AS h,
	(SELECT CASE WHEN t.w IS NULL THEN hoover(v.x) ELSE hoover(v.x, v.w) END FROM unnest(t.x, t.w) AS v (x, w)) AS i,
	(SELECT CASE WHEN t.w IS NULL THEN coefficient_of_variation(v.x) ELSE coefficient_of_variation(v.x, v.w) END FROM unnest(t.x, t.w) AS v (x, w)) AS j
	FROM expected t) s;
-- near alpha and epsilon of 0 and 1, and far from them (mpmath)
SELECT pg_temp.near(generalized_entropy(x, 1e-9), 0.19430683486450717256, 1e-13) AS near_0, pg_temp.near(generalized_entropy(x, 1.000000001), 0.15130337231671278763, 1e-13) AS near_1,
	pg_temp.near(atkinson(x, 1.000000001), 0.1765947841778659781, 1e-13) AS atkinson_near_1, atkinson(x, 0) = 0 AS atkinson_0,
	pg_temp.near(atkinson(x, 50), 0.80943397560823896394, 1e-13) AS atkinson_50, pg_temp.near(atkinson(x, 1e6), 0.81818139952908244767, 1e-13) AS atkinson_million,
	pg_temp.near(atkinson(x, 1e300), 9 / 11.0, 1e-13) AS atkinson_most
FROM generate_series(1, 10) x;

-- Two measures of one column share a state; numeric and int come in as they are; frames
SELECT gini(x) = 0.3 AND pg_temp.near(theil(x), 0.1513033723422097816, 1e-14) AS shared, theil(x::numeric) = theil(x) AND atkinson(x::numeric, 2) = atkinson(x, 2) AS numeric,
	hoover(x::numeric, 2) = hoover(x::float8, 2) AND generalized_entropy(x::numeric, 0.5, x::numeric) = generalized_entropy(x, 0.5, x) AS numeric_weights
FROM generate_series(1, 10) x;
SELECT bool_and(float8send(w) = float8send(again)) AS moving_frame, count(*)
FROM (
	SELECT i, theil(x) OVER (ORDER BY i ROWS BETWEEN 5 PRECEDING AND 2 FOLLOWING) AS w
	FROM (SELECT i, (i * 37 % 101)::float8 FROM generate_series(1, 100) i) r (i, x)) a,
	LATERAL (SELECT theil((j * 37 % 101)::float8) AS again FROM generate_series(greatest(a.i - 5, 1), least(a.i + 2, 100)) j) b;

-- The same bits whatever the order of the rows and the number of workers; scale of the weights
SELECT count(DISTINCT float8send(t)) AS theil, count(DISTINCT float8send(m)) AS mld, count(DISTINCT float8send(g)) AS ge, count(DISTINCT float8send(a)) AS atkinson,
	count(DISTINCT float8send(h)) AS hoover, count(DISTINCT float8send(c)) AS cv
FROM (
	SELECT theil(x, w ORDER BY place) AS t, mean_log_deviation(x ORDER BY place) AS m, generalized_entropy(x, -0.5, w ORDER BY place) AS g,
		atkinson(x, 0.7, w ORDER BY place) AS a, hoover(x, w ORDER BY place) AS h, coefficient_of_variation(x ORDER BY place) AS c
	FROM (SELECT seed, md5(i::text || seed) AS place, exp((i * 7919 % 1009) / 100.0) AS x, i % 41 AS r, 0.1 + i * 31 % 17 / 10.0 AS w, i / 7 AS k
		FROM generate_series(1, 20) seed, generate_series(1, 500) i) v
	GROUP BY seed) s;
SELECT pg_temp.near(theil(x, w * 1e200), theil(x, w), 1e-14) AS scaled, pg_temp.near(atkinson(x, 2, w / 3.0), atkinson(x, 2, w), 1e-14) AS thirds
FROM (SELECT sqrt(i), 1 + i % 7 FROM generate_series(1, 500) i) v (x, w);
CREATE TABLE entropy_rows AS SELECT i, exp((i::bigint * 7919 % 100003) / 10000.0) AS x, 1 + i % 5 AS w FROM generate_series(1, 20000) i;
ANALYZE entropy_rows;
CREATE TEMP TABLE serial AS SELECT theil(x ORDER BY i) AS t, generalized_entropy(x, -1, w ORDER BY i) AS g, hoover(x ORDER BY i) AS h FROM entropy_rows;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT pg_temp.plan_has('SELECT theil(x), hoover(x) FROM entropy_rows', 'Finalize Aggregate') AS parallel_plan;
SELECT float8send(p.t) = float8send(s.t) AS theil, float8send(p.g) = float8send(s.g) AS ge, float8send(p.h) = float8send(s.h) AS hoover
FROM (SELECT theil(x) AS t, generalized_entropy(x, -1, w) AS g, hoover(x) AS h FROM entropy_rows) p, serial s;
SELECT left(pg_temp.answer('SELECT atkinson(x, 0.1 + i % 2) FROM entropy_rows'), 5) AS option_differs;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;
DROP TABLE entropy_rows;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT theil(-1)',
	'SELECT hoover(x) FROM (VALUES (1), (-2)) v (x)',
	'SELECT coefficient_of_variation(''NaN'')',
	'SELECT mean_log_deviation(1, -1)',
	'SELECT theil(''Infinity''::float8)',
	'SELECT theil(-1, 0)',
	'SELECT generalized_entropy(1, ''NaN'')',
	'SELECT generalized_entropy(1, ''Infinity'')',
	'SELECT generalized_entropy(1, NULL)',
	'SELECT generalized_entropy(NULL, NULL)',
	'SELECT generalized_entropy(x, x) FROM (VALUES (1), (2)) v (x)',
	'SELECT generalized_entropy(x, -1) FROM (VALUES (1e-300), (1e300)) v (x)',
	'SELECT generalized_entropy(x, 10000) FROM (VALUES (1), (2)) v (x)',
	'SELECT hoover(x, w) FROM (VALUES (0, 1e300::float8), (100, 1e-12)) v (x, w)',
	'SELECT atkinson(1, -0.1)',
	'SELECT atkinson(1, ''NaN'')',
	'SELECT atkinson(x, 1) FROM (VALUES (0), (2)) v (x)'
]) query;

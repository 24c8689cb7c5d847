-- Composite scores: evaluation_score, arithmetic_score, geometric_score, harmonic_score, power_score
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- 100 * earned / available points
SELECT evaluation_score(earned, available) = 88.4 AS score FROM (VALUES (884, 1000)) v (earned, available);
SELECT evaluation_score(earned, available) = 75 AS blanks_do_not_count FROM (VALUES (20, 20), (10, 20), (NULL, 40), (5, NULL), (NULL, NULL), (0, 0)) v (earned, available);
SELECT evaluation_score(0, 5) AS nothing_earned, evaluation_score(0, 0) AS nothing_available, evaluation_score(NULL, 5) AS unrated;
SELECT evaluation_score(x, x) AS no_rows FROM generate_series(1, 0) x;
SELECT evaluation_score(x, 1e308) = 50 AS huge FROM unnest('{1e308,0,1e308,0}'::float8[]) x;
SELECT evaluation_score(0.1, 0.3) = 100 / 3.0::float8 AS tenths FROM generate_series(1, 10);
SELECT evaluation_score(1::int, 4::bigint) AS int, evaluation_score(0.5::numeric, 2::numeric) AS numeric;

-- Weighted means; without a value a row counts for the coverage only
SELECT arithmetic_score(v, w) = 82 AS arithmetic, pg_temp.near(geometric_score(v, w), 81.7220978227998303579183716891, 1e-15) AS geometric FROM (VALUES (90, 2), (80, 1), (75, 2)) t (v, w);
SELECT arithmetic_score(x, 1) = 70 AS arithmetic, pg_temp.near(geometric_score(x, 1), 69.5205328977289957347973043798, 1e-15) AS geometric FROM unnest('{60,70,80}'::float8[]) x;
SELECT pg_temp.near(geometric_score(x, w), 68.6828545531999120684825327161, 1e-15) AS weighted FROM (VALUES (60, 2), (90, 1), (1000, 0), (-5, 0)) v (x, w);
SELECT arithmetic_score(v, w) = 88.4 AS equal_arithmetic, geometric_score(v, w) = 88.4 AS equal_geometric FROM (VALUES (88.4, 0.1), (88.4, 0.3), (88.4, 0.7)) t (v, w);
SELECT arithmetic_score(v, w) = 60 AS renormalised, arithmetic_score(v, w, 0.7) = 60 AS enough, arithmetic_score(v, w, 0.71) AS too_little,
	geometric_score(v, w, 0.7) = 60 AS enough_geometric, geometric_score(v, w, 0.71) AS too_little_geometric
FROM (VALUES (60, 4), (60, 3), (NULL, 3), (1, NULL), (NULL, 0), (NULL, NULL)) t (v, w);
SELECT bool_and(s = 1) AS coverage_is_not_missed_by_rounding, count(*)
FROM generate_series(1, 100) n, generate_series(1, n) k,
	LATERAL (SELECT arithmetic_score(CASE WHEN i <= k THEN 1 END, 1, (k / n::numeric)::float8) FROM generate_series(1, n) i WHERE 100 % n = 0) t (s) WHERE 100 % n = 0;
SELECT arithmetic_score(NULL, 1) AS nothing_present, arithmetic_score(5, 0) AS weight_0, arithmetic_score(5, NULL) AS weight_null, arithmetic_score(NULL, 1, 0) AS coverage_0,
	geometric_score(NULL, 1) AS nothing_present, geometric_score(0, 0) AS weight_0;
SELECT arithmetic_score(x, 1) AS no_rows, geometric_score(x, 1) AS none FROM generate_series(1, 0) x;
SELECT arithmetic_score(x, 1) AS negative, float8send(arithmetic_score(x * 0, 1)) = float8send(0) AS zero FROM unnest('{-3,-1}'::float8[]) x;
SELECT arithmetic_score(x, 1e308) = 1e308 AS huge, geometric_score(x, 1e308) = 1e308 AS huge_geometric FROM unnest('{1e308,1e308}'::float8[]) x;
SELECT pg_temp.near(geometric_score(x, 1), 1, 1e-15) AS far_apart FROM unnest('{1e300,1e-300}'::float8[]) x;
SELECT geometric_score(x, 1e-320) = 5e-324 AS smallest FROM unnest('{5e-324,5e-324}'::float8[]) x;
SELECT pg_temp.near(geometric_score(x, 1), 1.41421356237309504880168872421, 1e-15) AS root_of_2 FROM (VALUES (1), (2)) v (x);

-- Harmonic and power means.  2, 4, 8 with weights 1, 2, 1: COINr 1.1.14 (a_hmean; a_genmean with p = -1, 0.5, 2); 60, 70, 80: 5040 / 73; 1 .. 10: mpmath 1.3.0
SELECT pg_temp.near(harmonic_score(v, w), 3.5555555555555554, 1e-15) AS harmonic, pg_temp.near(power_score(v, w, -1), 3.5555555555555554, 1e-15) AS minus_1,
	pg_temp.near(power_score(v, w, 0.5), 4.2463203435596428, 1e-15) AS half, power_score(v, w, 2) = 5 AS quadratic FROM (VALUES (2, 1), (4, 2), (8, 1)) t (v, w);
SELECT pg_temp.near(power_score(v, w, 0.5), 2.9142135623730949, 1e-15) AS half, pg_temp.near(power_score(v, w, 2), 4.8989794855663558, 1e-15) AS quadratic, power_score(v, w, 1) AS arithmetic,
	power_score(v, w, 1e-5) AS near_0 FROM (VALUES (0, 1), (4, 2), (8, 1)) t (v, w);
SELECT harmonic_score(x, 1) = 5040 / 73.0::float8 AS harmonic FROM unnest('{60,70,80}'::float8[]) x;
SELECT harmonic_score(x, w) = 67.5 AS weighted, pg_temp.near(power_score(x, w, 0.5), 69.3265299037757079759637876627, 1e-15) AS half FROM (VALUES (60, 2), (90, 1), (1000, 0), (-5, 0)) v (x, w);
SELECT power_score(x, 1, 2) FILTER (WHERE x IN (1, 7)) = 5 AS quadratic, harmonic_score(x, 1) FILTER (WHERE x IN (3, 6)) = 4 AS harmonic, power_score(x, 1, 0.5) FILTER (WHERE x IN (1, 9)) = 4 AS half,
	power_score(x, CASE x WHEN 2 THEN 37 WHEN 4 THEN 19 ELSE 0 END, 3) = 3 AS cubic FROM generate_series(1, 9) x;
SELECT count(*), bool_and(pg_temp.near(m, expected, 5e-16)) AS mean
FROM (SELECT p, expected, power_score(x, 1, p) AS m FROM generate_series(1, 10) x,
		(VALUES (-1e6, 1.00000230258774394513560298055), (-1000, 1.00230523807789967191540488933), (-2, 2.54019287217804440295972903142), (-0.5, 3.96661381992100341442066195747),
		(1e-300, 4.5287286881167647622033093372), (1e-10, 4.52872868822626751731002209033), (0.0005, 4.52927617926701728509454806536), (0.001, 4.52982362513970680028357209441),
		(0.5, 5.04823524652655008808380282556), (3, 6.71287344458656691469192185542), (100, 9.77237480522264926544083749579), (1000, 9.97700063822553317194421942854),
		(1e6, 9.99997697417557952974877759975)) v (p, expected) GROUP BY p, expected) m;
-- The means that p names, to the bit; a mean grows with p, lies within its values, and is as large as they are
SELECT count(*), bool_and(float8send(harmonic) = float8send(minus_1)) AS minus_1, bool_and(float8send(geometric) = float8send(zero)) AS zero, bool_and(float8send(arithmetic) = float8send(one)) AS one
FROM (SELECT harmonic_score(x, w) AS harmonic, geometric_score(x, w) AS geometric, arithmetic_score(x, w) AS arithmetic, power_score(x, w, -1) AS minus_1, power_score(x, w, 0) AS zero, power_score(x, w, 1) AS one
	FROM (SELECT k, abs(sin(i + k)) + 0.001, abs(cos(i * k)) FROM generate_series(1, 50) k, generate_series(1, 10) i) r (k, x, w) GROUP BY k) s;
SELECT count(*), bool_and(m > before) AS grows, bool_and(m BETWEEN 1 AND 10) AS within_values, bool_and(pg_temp.near(thousandfold, 1000 * m, 3e-16)) AS scales
FROM (SELECT power_score(x, 1, p) AS m, power_score(1000 * x, 1, p) AS thousandfold, lag(power_score(x, 1, p), 1, 1) OVER (ORDER BY p) AS before
	FROM generate_series(1, 10) x, unnest('{-1e6,-1000,-64.5,-64,-20,-3,-1.5,-1,-0.5,-1e-2,-1e-3,-1e-9,0,1e-9,9e-4,1e-3,0.1,0.99,1,1.01,2,3,20,64,64.5,1000,1e6}'::float8[]) p GROUP BY p) s;
SELECT count(*), bool_and(m = 88.4) AS equal_values
FROM (SELECT power_score(88.4, w, p) FROM unnest('{0.1,0.3,0.7}'::float8[]) w, unnest('{-1e6,-7,-0.3,-1e-5,1e-30,0,0.2,1,2,9,1e6}'::float8[]) p GROUP BY p) s (m);
SELECT power_score(x, 1, 1) AS negative, float8send(power_score(x * 0, 1, 1)) = float8send(0) AS zero, power_score(x * 0, 1, 2) AS zero_quadratic, power_score(x * 0, 1, 1e-4) AS zero_near_0 FROM unnest('{-3,-1}'::float8[]) x;
SELECT harmonic_score(v, w) AS renormalised, harmonic_score(v, w, 0.7) AS enough, harmonic_score(v, w, 0.71) AS too_little, power_score(v, w, 2) AS renormalised_quadratic, power_score(v, w, 2, 0.7) AS enough_quadratic,
	power_score(v, w, 2, 0.71) AS too_little_quadratic, power_score(v, w, 0, 0.71) AS too_little_geometric, power_score(v, w, 1, 0.71) AS too_little_arithmetic
FROM (VALUES (60, 4), (60, 3), (NULL, 3), (1, NULL), (NULL, 0), (NULL, NULL)) t (v, w);
SELECT harmonic_score(NULL, 1) AS nothing_present, harmonic_score(0, 0) AS weight_0, harmonic_score(5, NULL) AS weight_null, power_score(NULL, 1, 2) AS nothing_present, power_score(-1, 0, 2) AS weight_0,
	power_score(5, NULL, 2) AS weight_null, power_score(5, NULL, NULL) AS weight_null, power_score(NULL, 1, -1, 0) AS coverage_0;
SELECT harmonic_score(x, 1) AS no_rows, power_score(x, 1, 2) AS none, power_score(x, 1, 2, 0.5) AS at_all FROM generate_series(1, 0) x;
SELECT harmonic_score(4::int, 1::bigint) AS int, power_score(4::numeric, 2::numeric, 3::int) AS numeric;
-- Values and weights of any size: 3^2 + 4^2 = 5^2; where values are far apart, only the larger counts, or for a negative p the smaller
SELECT pg_temp.near(power_score(x * 1e300, 1e-300, 2), 5e300 / sqrt(2), 4e-16) AS huge, pg_temp.near(power_score(x * 1e-300, 1e300, 2), 5e-300 / sqrt(2), 4e-16) AS tiny,
	pg_temp.near(power_score(1 / x * 1e-300, 1, -2), 1e-300 / 5 * sqrt(2), 5e-16) AS tiny_negative FROM unnest('{3,4}'::float8[]) x;
SELECT pg_temp.near(power_score(x, 1, 2), 1e300 / sqrt(2), 4e-16) AS quadratic, pg_temp.near(harmonic_score(x, 1), 2e-300, 4e-16) AS harmonic, pg_temp.near(power_score(x, 1, 1000), 1e300 * 0.5 ^ 0.001, 4e-16) AS high,
	pg_temp.near(power_score(x, 1, -1000), 1e-300 * 2 ^ 0.001, 4e-16) AS low, pg_temp.near(power_score(x, 1, 1e-30), 1, 4e-16) AS near_0 FROM unnest('{1e300,1e-300}'::float8[]) x;
SELECT power_score(x, 1e308, 2) = 1e308 AS huge, power_score(x, 1e308, -1e6) = 1e308 AS low, harmonic_score(x, 5e-324) = 1e308 AS harmonic, power_score(5e-324, 5e-324, 3) = 5e-324 AS smallest FROM unnest('{1e308,1e308}'::float8[]) x;
SELECT pg_temp.near(power_score(x, w, 2), 1, 4e-16) AS weights_make_up FROM (VALUES (1e-150, 1e150), (1e150, 1e-150)) v (x, w);
-- Exponents are cut at 2048, where both sides of the cut must count: the seventh power of 2^292 is at it
SELECT count(*), bool_and(pg_temp.near(m, 2 ^ 292 * m1, 3e-16)) AS across_the_cut
FROM (SELECT power_score(2 ^ 292 * x, 1, 7 ORDER BY x) AS m, power_score(2 ^ 292 * x, 1, 7 ORDER BY x DESC) AS m2, power_score(x, 1, 7) AS m1
	FROM generate_series(1, 20) n, LATERAL (SELECT 1 + (i - n / 2) * 0.001::float8 FROM generate_series(1, n) i) t (x) GROUP BY n) s WHERE float8send(m) = float8send(m2);

-- From indicators to an index, level by level.  A: output (2 * 100 + 50) / 3, benefit 100, index 0.6 * output + 0.4 * benefit; B: 60 and 50 / 3; C: 50 / 3 and 200 / 3, of which only 3 / 4 are
-- known; D: 40, and 1 / 4 known is too little
WITH indicator (code, dimension, lo, hi, weight) AS (
	VALUES ('activities', 'output', 10, 20, 2), ('records', 'output', 80, 100, 1), ('satisfaction', 'benefit', 70, 85, 3), ('complaints', 'benefit', 4, 1, 1)
), dimension (dimension, weight) AS (
	VALUES ('output', 60), ('benefit', 40)
), measured (village, code, value) AS (
	VALUES ('A', 'activities', 20), ('A', 'records', 90), ('A', 'satisfaction', 85), ('A', 'complaints', 1),
		('B', 'activities', 14), ('B', 'records', 100), ('B', 'satisfaction', 70), ('B', 'complaints', 2),
		('C', 'activities', 10), ('C', 'records', 90), ('C', 'satisfaction', 80),
		('D', 'activities', 16), ('D', 'records', 80), ('D', 'complaints', 4)
), scored AS (
	SELECT village, dimension, weight, score_goalpost(value, lo, hi) AS score
	FROM (SELECT DISTINCT village FROM measured) v CROSS JOIN indicator LEFT JOIN measured USING (village, code)
), by_dimension AS (
	SELECT village, dimension, arithmetic_score(score, weight, 0.5) AS score FROM scored GROUP BY village, dimension
)
SELECT village, round(max(score) FILTER (WHERE dimension = 'output')::numeric, 10) AS output, round(max(score) FILTER (WHERE dimension = 'benefit')::numeric, 10) AS benefit,
	round(arithmetic_score(score, weight, 1)::numeric, 10) AS index
FROM by_dimension JOIN dimension USING (dimension) GROUP BY village ORDER BY village;

-- The same bits whatever the order; frames; parallel workers
CREATE TABLE composite_rows AS
SELECT i, CASE WHEN i % 11 > 0 THEN 0.1 + (i::bigint * 7919 % 100003) / 1000.1 END::float8 AS v, (0.1 + i % 7 / 10.0)::float8 AS w, (i % 10 || 'e' || i::bigint * 7919 % 601 - 300)::float8 AS far,
	2 ^ 292 * CASE i WHEN 77 THEN 1.1 ELSE 0.9 + i * 1e-6 END::float8 AS cut
FROM generate_series(1, 20000) i;
ANALYZE composite_rows;
SELECT count(DISTINCT float8send(a)) AS arithmetic, count(DISTINCT float8send(g)) AS geometric, count(DISTINCT float8send(e)) AS evaluation, count(DISTINCT float8send(h)) AS harmonic,
	count(DISTINCT float8send(p)) AS power, count(DISTINCT float8send(n)) AS near_0, count(DISTINCT float8send(f)) AS far_apart,
	count(DISTINCT float8send(c)) AS cut
FROM (SELECT arithmetic_score(v, w ORDER BY md5(i::text || seed)) AS a, geometric_score(v, w, 0.5 ORDER BY md5(i::text || seed)) AS g, evaluation_score(v, v + w ORDER BY md5(i::text || seed)) AS e,
		harmonic_score(v, w ORDER BY md5(i::text || seed)) AS h, power_score(v, w, 2.5 ORDER BY md5(i::text || seed)) AS p, power_score(v, w, 1e-4 ORDER BY md5(i::text || seed)) AS n,
		power_score(far, w, 7 ORDER BY md5(i::text || seed)) AS f, power_score(cut, w, 7 ORDER BY md5(i::text || seed)) AS c
	FROM generate_series(1, 10) seed, composite_rows WHERE i <= 500 GROUP BY seed) s;
SELECT bool_and(float8send(a) = float8send(a2)) AS arithmetic, bool_and(float8send(g) = float8send(g2)) AS geometric, bool_and(float8send(e) = float8send(e2)) AS evaluation,
	bool_and(float8send(h) = float8send(h2)) AS harmonic, bool_and(float8send(p) = float8send(p2)) AS power, count(*)
FROM (SELECT i, arithmetic_score(v, w) OVER f AS a, geometric_score(v, w) OVER f AS g, evaluation_score(v, v + w) OVER f AS e, harmonic_score(v, w) OVER f AS h, power_score(far, w, 50) OVER f AS p
	FROM composite_rows WHERE i <= 100 WINDOW f AS (ORDER BY i ROWS BETWEEN 5 PRECEDING AND 2 FOLLOWING)) x,
	LATERAL (SELECT arithmetic_score(v, w) AS a2, geometric_score(v, w) AS g2, evaluation_score(v, v + w) AS e2, harmonic_score(v, w) AS h2, power_score(far, w, 50) AS p2 FROM composite_rows r
		WHERE r.i BETWEEN x.i - 5 AND least(x.i + 2, 100)) y;
CREATE TEMP TABLE serial AS
SELECT arithmetic_score(v, w ORDER BY i) AS a, geometric_score(v, w, 0.5 ORDER BY i) AS g, evaluation_score(v, v + w ORDER BY i) AS e, harmonic_score(v, w, 0.5 ORDER BY i) AS h,
	power_score(v, w, 2, 0.5 ORDER BY i) AS p, power_score(v, w, 0 ORDER BY i) AS p0, power_score(v, w, 1 ORDER BY i) AS p1, power_score(v, w, 1e-4 ORDER BY i) AS n, power_score(far, w, 7 ORDER BY i) AS f,
	power_score(cut, w, 7 ORDER BY i) AS c, 2 ^ 292 * power_score(cut / 2 ^ 292, w, 7) AS c2
FROM composite_rows;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT pg_temp.plan_has('SELECT arithmetic_score(v, w) FROM composite_rows', 'Finalize Aggregate') AS parallel_plan;
SELECT float8send(p.a) = float8send(s.a) AS arithmetic, float8send(p.g) = float8send(s.g) AS geometric, float8send(p.e) = float8send(s.e) AS evaluation,
	float8send(p.h) = float8send(s.h) AS harmonic, float8send(p.p) = float8send(s.p) AS power, float8send(p.p0) = float8send(s.p0) AS zero, float8send(p.p1) = float8send(s.p1) AS one,
	float8send(p.n) = float8send(s.n) AS near_0, float8send(p.f) = float8send(s.f) AS far_apart, float8send(p.c) = float8send(s.c) AS cut, pg_temp.near(p.c, s.c2, 3e-16) AS cut_or_not
FROM (SELECT arithmetic_score(v, w) AS a, geometric_score(v, w, 0.5) AS g, evaluation_score(v, v + w) AS e, harmonic_score(v, w, 0.5) AS h, power_score(v, w, 2, 0.5) AS p, power_score(v, w, 0) AS p0,
	power_score(v, w, 1) AS p1, power_score(v, w, 1e-4) AS n, power_score(far, w, 7) AS f, power_score(cut, w, 7) AS c FROM composite_rows) p, serial s;
SELECT float8send(p1) = float8send(a) AS one, float8send(p0) = float8send(g) AS zero, h < g AND g < a AND a < p AS in_order FROM serial;
SELECT left(pg_temp.answer('SELECT arithmetic_score(v, w, i % 2) FROM composite_rows'), 5) AS option_differs, left(pg_temp.answer('SELECT power_score(v, w, i % 2) FROM composite_rows'), 5) AS p_differs;
DROP TABLE composite_rows;
-- Partial states in a known order: above, below and above the cut, then far above, then below it again, which counts no more
CREATE TABLE composite_parts (part int, x float8, w float8, g int DEFAULT 1) PARTITION BY LIST (part);
SELECT format('CREATE TABLE composite_part_%s PARTITION OF composite_parts FOR VALUES IN (%1$s)', part) FROM generate_series(1, 5) part \gexec
INSERT INTO composite_parts VALUES (1, 2 ^ 292 * 1.1, 1), (2, 2 ^ 292 * 0.9, 3), (2, 2 ^ 292 * 0.95, 2), (3, 2 ^ 292 * 1.05, 1), (4, 2 ^ 880, 1), (5, 2 ^ 292 * 0.9, 120);
INSERT INTO composite_parts SELECT part, 1, 0 FROM generate_series(1, 5) part, generate_series(1, 1000);
ANALYZE composite_parts;
SET enable_partitionwise_aggregate = on;
SET max_parallel_workers_per_gather = 0;
SELECT pg_temp.plan_has('SELECT power_score(x, w, 7) FROM composite_parts GROUP BY g', 'Partial ') AS partial_plan;
SELECT pg_temp.near(power_score(x, w, 7), 2 ^ 292 * power_score(x / 2 ^ 292, w, 7), 3e-16) AS near_the_cut FROM composite_parts WHERE part <= 3 GROUP BY g;
SELECT pg_temp.near(power_score(x, w, 7), 2 ^ 880 / 2, 3e-16) AS far_above FROM composite_parts GROUP BY g;
SELECT pg_temp.near(power_score(1 / x, w, -7), 2 / 2 ^ 880, 3e-16) AS far_below FROM composite_parts GROUP BY g;
DROP TABLE composite_parts;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT evaluation_score(1000, 884)',
	'SELECT evaluation_score(-1, 5)',
	'SELECT evaluation_score(0, -5)',
	'SELECT evaluation_score(''NaN'', 5)',
	'SELECT evaluation_score(1, ''Infinity'')',
	'SELECT evaluation_score(NULL, -5)',
	'SELECT arithmetic_score(''NaN'', 1)',
	'SELECT arithmetic_score(1, -1)',
	'SELECT arithmetic_score(NULL, -1)',
	'SELECT arithmetic_score(1, ''Infinity'')',
	'SELECT arithmetic_score(1, 1, 1.1)',
	'SELECT arithmetic_score(1, 1, -0.1)',
	'SELECT arithmetic_score(1, 1, ''NaN'')',
	'SELECT arithmetic_score(1, 1, NULL)',
	'SELECT arithmetic_score(NULL, 1, NULL)',
	'SELECT arithmetic_score(1, NULL, NULL)',
	'SELECT arithmetic_score(1, 1, c) FROM (VALUES (0.5), (0.6)) v (c)',
	'SELECT geometric_score(0, 1)',
	'SELECT geometric_score(-1, 1)',
	'SELECT geometric_score(''Infinity''::float8, 1)',
	'SELECT geometric_score(1, 1, 2)',
	'SELECT harmonic_score(0, 1)',
	'SELECT harmonic_score(-1, 1)',
	'SELECT harmonic_score(''NaN'', 1)',
	'SELECT harmonic_score(1, -1)',
	'SELECT harmonic_score(1, 1, 2)',
	'SELECT harmonic_score(1, 1, NULL)',
	'SELECT power_score(0, 1, 0)',
	'SELECT power_score(0, 1, -1)',
	'SELECT power_score(0, 1, -0.5)',
	'SELECT power_score(-1, 1, 2)',
	'SELECT power_score(-1, 1, 0.5)',
	'SELECT power_score(-1, 1, 1e-300)',
	'SELECT power_score(1, ''NaN'', 2)',
	'SELECT power_score(1, 1, NULL)',
	'SELECT power_score(NULL, 1, NULL)',
	'SELECT power_score(1, 1, ''NaN'')',
	'SELECT power_score(1, 1, ''Infinity''::float8)',
	'SELECT power_score(1, 1, -1000001)',
	'SELECT power_score(1, 1, p) FROM (VALUES (2), (3)) v (p)',
	'SELECT power_score(1, 0, p) FROM (VALUES (2), (3)) v (p)',
	'SELECT power_score(1, 1, 2, 1.5)',
	'SELECT power_score(1, 1, 2, NULL)',
	'SELECT power_score(1, 1, 2, c) FROM (VALUES (0.5), (0.6)) v (c)'
]) query;

-- Shrinkage: shrunken_mean
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- Unequal numbers of answers; nobody answered f, and of g nothing is known.  The formulas with 30 digits, means over lambda by
-- quadrature (Python, mpmath 1.3.0); test/unit/test_shrinkage_kernel.c has more.
CREATE TEMP TABLE site (k text, mean float8, n bigint, variance float8, estimate float8, error float8, common float8, own float8);
INSERT INTO site VALUES
	('a', 80.5, 40, 150.25, 80.480731404362019, 2.0151054123131375, 0.18787343376054415, 0.97732219492618757),
	('b', 92, 3, 25, 90.03707622102836, 7.2348708443388532, 1.2863314927027407, 0.83691382986820969),
	('c', 60, 2, 450, 64.203195691968168, 9.0672084962031995, 1.6808362378585241, 0.79009112333237047),
	('d', 100, 1, NULL, 93.877400639299882, 11.972174906952166, 2.5655551245810781, 0.69191895935726483),
	('e', 74, 15, 200.5, 74.29171487594653, 3.2791326678387537, 0.39945654762705371, 0.94926458740844323),
	('f', NULL, 0, NULL, 80.578023766520992, 22.702430491244851, 9.7596229756210782, 0),
	('g', 99, NULL, -1, NULL, NULL, NULL, NULL);
SELECT k, mean, n, round((s).estimate::numeric, 3) AS estimate, round((s).std_error::numeric, 3) AS error, round((s).lower::numeric, 3) AS lower,
	round((s).upper::numeric, 3) AS upper, pg_temp.near((s).estimate, estimate, 1e-14) AND pg_temp.near((s).std_error, error, 1e-14)
	AND pg_temp.near((s).common_error, common, 1e-14) AND pg_temp.near((s).own_weight, own, 1e-14) AS exact
FROM (SELECT *, shrunken_mean(mean, n, variance) OVER () AS s FROM site) t ORDER BY k;
-- the interval is Student's with N - I = 56 degrees of freedom, where nobody answered with I - 1 = 4
SELECT k, pg_temp.near((s).upper - (s).estimate, student_two_sided(0.9, CASE n WHEN 0 THEN 4 ELSE 56 END) * (s).std_error, 1e-12) AS upper,
	pg_temp.near((s).estimate - (s).lower, student_two_sided(0.9, CASE n WHEN 0 THEN 4 ELSE 56 END) * (s).std_error, 1e-12) AS lower
FROM (SELECT *, shrunken_mean(mean, n, variance, 0.9) OVER () AS s FROM site WHERE n >= 0) t ORDER BY k;
-- Neither ORDER BY nor a frame makes a difference, nor the order of the rows
SELECT bool_and(shrunken IS NOT DISTINCT FROM ordered AND shrunken IS NOT DISTINCT FROM framed) AS same, count((shrunken).estimate) AS levels
FROM (SELECT shrunken_mean(mean, n, variance) OVER () AS shrunken, shrunken_mean(mean, n, variance) OVER (ORDER BY n DESC) AS ordered,
	shrunken_mean(mean, n, variance) OVER (ORDER BY k ROWS 1 PRECEDING) AS framed FROM site) s;
SELECT count(DISTINCT (k, s::text)) AS results, count(*) AS rows
FROM (SELECT k, shrunken_mean(mean, n, variance) OVER (PARTITION BY seed) AS s
	FROM (SELECT * FROM site, generate_series(1, 20) seed ORDER BY md5(k || seed)) s) t;
-- A mean that is given where nobody answered says nothing; nor does the variance of one answer
SELECT k, x, pg_temp.near((s).estimate, estimate, 1e-14) AS same
FROM (SELECT *, shrunken_mean(x, n, v) OVER () AS s FROM (SELECT *, coalesce(mean, 0) AS x, coalesce(variance, 7) AS v FROM site WHERE k < 'g') s) t ORDER BY k;
-- Types
SELECT shrunken_mean(mean::numeric, n::int, variance::numeric) OVER () = shrunken_mean(mean, n, variance) OVER () AS numeric,
	shrunken_mean(mean::int, n::smallint, variance::int, 0.95::numeric) OVER () = shrunken_mean(mean::int, n, variance::int) OVER () AS int
FROM site WHERE k < 'd' ORDER BY k;

-- Many groups tell the variances: means 0 and 1 of 4 answers of variance 1/2, so mu = 1/2, A is nearly 1/4 - 1/8, and the own weight
-- nearly 4 / (4 + 4) = 1/2, the error sqrt(1/2 / (4 + 4)) = 1/4
SELECT count(*) AS groups, round(min((s).estimate)::numeric, 3) AS low, round(max((s).estimate)::numeric, 3) AS high, round(max((s).std_error)::numeric, 3) AS error
FROM (SELECT shrunken_mean(i % 2, 4, 0.5) OVER () AS s FROM generate_series(1, 20000) i) s;

-- Edges.  Nobody answered; no rows
SELECT shrunken_mean(NULL, n, NULL) OVER () AS nobody FROM (VALUES (0), (0), (NULL)) v (n);
SELECT shrunken_mean(n, n, n) OVER () AS no_rows FROM generate_series(1, 0) n;
-- One group: its mean, with the error of a mean; nothing bounds the error where nobody answered, or one
SELECT n, (shrunken_mean(mean, n, variance) OVER ()).* FROM (VALUES (70.25, 4, 9), (NULL, 0, NULL)) v (mean, n, variance) ORDER BY n DESC;
SELECT n, (shrunken_mean(mean, n, variance) OVER ()).* FROM (VALUES (70.25, 1, NULL::int), (NULL, 0, NULL)) v (mean, n, variance) ORDER BY n DESC;
-- Two and three groups stand as they are, with s_w^2 = (3 * 2 + 9 * 8 [+ 2 * 5]) / (12 [+ 2]), which is 6.5, 44/7
SELECT groups, n, (s).estimate, (s).own_weight, pg_temp.near((s).std_error, sqrt(CASE groups WHEN 2 THEN 6.5 ELSE 44.0 / 7 END / nullif(n, 0)), 1e-15) AS error, (s).common_error AS common
FROM (SELECT groups, n, shrunken_mean(mean, n, variance) OVER (PARTITION BY groups) AS s
	FROM generate_series(2, 3) groups JOIN (VALUES (1, 60, 4, 2), (2, 80, 10, 8), (3, 70, 3, 5), (0, NULL, 0, NULL)) v (i, mean, n, variance) ON i <= groups) t
ORDER BY groups, n DESC;
-- One answer each: nothing tells chance from difference; the error is the deviation of all, sqrt(((1 - 4)^2 + (3 - 4)^2 + (8 - 4)^2) / 2)
SELECT mean, (s).estimate, (s).std_error = sqrt(13) AS error, (s).own_weight
FROM (SELECT mean, shrunken_mean(mean, n, NULL) OVER () AS s FROM (VALUES (1, 1), (3, 1), (8, 1), (NULL, 0)) v (mean, n)) t ORDER BY mean;
-- Less difference than by chance: drawn, with an error above 0 and below that of the mean, sqrt(40 / n).  By quadrature as above.
SELECT n, round((s).estimate::numeric, 4) AS level, pg_temp.near((s).estimate, estimate, 1e-13) AND pg_temp.near((s).std_error, error, 1e-12)
	AND pg_temp.near((s).common_error, common, 1e-12) AND pg_temp.near((s).own_weight, own, 1e-12) AS exact, (s).std_error < sqrt(40.0 / n) AS less
FROM (SELECT *, shrunken_mean(mean, n, 40) OVER () AS s FROM (VALUES
	(5, 10, 4.9827099222155384, 1.7816354738146836, 0.57707205310560381, 0.74288523155903991),
	(5.5, 6, 5.3169786592055228, 2.2056231338057083, 0.71519585991304967, 0.67897714176439343),
	(4, 4, 4.3484655374171151, 2.6008889326016597, 0.84264747348955035, 0.6243270618218188),
	(5, 5, 4.9754333345886038, 2.3665957248804602, 0.77047662489339694, 0.65474787846556468)) v (mean, n, estimate, error, common, own)) t ORDER BY n DESC;
-- All of one mind in each group: means stand, and nothing tells how answers vary
SELECT mean, n, (shrunken_mean(mean, n, 0) OVER ()).* FROM (VALUES (1, 10), (3, 10), (5, 2), (NULL, 0)) v (mean, n) ORDER BY mean;
-- Equal means
SELECT n, (s).estimate, (s).std_error > 0 AS error FROM (SELECT n, shrunken_mean(0.1, n, 2) OVER () AS s FROM unnest('{3,7,5,9}'::int[]) n) t ORDER BY n;
-- Huge and tiny: 2^400 and 2^-400 times the same.  Many answers: means stand, with the error 2 / sqrt n
SELECT bool_and(pg_temp.near((s).estimate, estimate * u, 1e-13) AND pg_temp.near((s).std_error, error * u, 1e-13)) AS units
FROM (SELECT *, shrunken_mean(mean * u, n, variance * u * u) OVER (PARTITION BY u) AS s FROM site, unnest(ARRAY[power(2::float8, 400), power(2::float8, -400)]) u WHERE k < 'g') t;
SELECT (s).estimate, (s).std_error FROM (SELECT n, shrunken_mean(mean, n, 0) OVER () AS s FROM (VALUES (5e-324, 2), (1e-310, 9)) t (mean, n)) t ORDER BY n;
SELECT n, pg_temp.near((s).estimate, mean, 1e-14) AS stands, pg_temp.near((s).std_error, 2 / sqrt(n), 1e-9) AS error
FROM (SELECT n, mean, shrunken_mean(mean, n, 4) OVER () AS s FROM (VALUES (5, 9e18), (15, 8e18), (7, 9e18), (2, 7e18)) t (mean, n)) t ORDER BY mean;
SELECT float8send((shrunken_mean(-0.0::float8, 2, 1) OVER ()).estimate) AS not_negative_0;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT shrunken_mean(1, -1, 1) OVER ()',
	'SELECT shrunken_mean(''NaN'', 2, 1) OVER ()',
	'SELECT shrunken_mean(''Infinity'', 0, 1) OVER ()',
	'SELECT shrunken_mean(NULL, 2, 1) OVER ()',
	'SELECT shrunken_mean(1, 2, -1) OVER ()',
	'SELECT shrunken_mean(1, 2, ''NaN'') OVER ()',
	'SELECT shrunken_mean(1, 2, NULL) OVER ()',
	'SELECT shrunken_mean(1, 1, -1) OVER ()',
	'SELECT shrunken_mean(1, NULL, -1) OVER ()',
	'SELECT shrunken_mean(1, 2, 1, 95) OVER ()',
	'SELECT shrunken_mean(1, 2, 1, NULL) OVER ()',
	'SELECT shrunken_mean(1, 2, 1, l) OVER () FROM unnest(''{0.9,0.8}''::float8[]) l',
	'SELECT shrunken_mean(x, 1, NULL) OVER () FROM unnest(''{1.7e308,-1.7e308}''::float8[]) x',
	'SELECT shrunken_mean(1, 2, 1)'
]) query;

-- Shrinkage: shrunken_mean, shrunken_std_error, shrunken_common_error
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- Yield of six batches of dyestuff (Davies and Goldsmith 1972, Statistical Methods in Research and Production; Dyestuff in R's
-- lme4): the effects that lme4 publishes for REML, which is the analysis of variance where the n are equal.  With its variances
-- 1764.05 between and 2451.25 within batches, the error is sqrt(1764.05 * 2451.25 / (5 * 1764.05 + 2451.25)).
CREATE TEMP TABLE dyestuff (batch text, yield int[]);
INSERT INTO dyestuff VALUES ('A', '{1545,1440,1440,1520,1580}'), ('B', '{1540,1555,1490,1560,1495}'), ('C', '{1595,1550,1605,1510,1560}'),
	('D', '{1445,1440,1595,1465,1545}'), ('E', '{1595,1630,1515,1635,1625}'), ('F', '{1520,1455,1450,1480,1445}');
SELECT batch, mean, round((shrunken_mean(mean, n, variance) OVER () - 1527.5)::numeric, 5) AS effect,
	pg_temp.near(shrunken_std_error(mean, n, variance) OVER (), sqrt(1764.05 * 2451.25 / (5 * 1764.05 + 2451.25))::float8, 1e-14) AS error
FROM (SELECT batch, avg(y)::int AS mean, count(*) AS n, var_samp(y) AS variance FROM dyestuff, unnest(yield) y GROUP BY batch) b
ORDER BY batch;
-- All have in common what the mean of 30 is off by: 19.38 by lme4, sqrt((2451.25 + 5 * 1764.05) / 30), as far as they are drawn to it
SELECT round(max(mu)::numeric, 2) AS as_in_lme4, bool_and(pg_temp.near(common, sqrt(11271.5 / 30) * 2451.25 / 11271.5, 1e-14)) AS common
FROM (SELECT shrunken_common_error(mean, n, variance) OVER () AS common, shrunken_common_error(mean, n, variance) OVER () * 11271.5 / 2451.25 AS mu
	FROM (SELECT avg(y) AS mean, count(*) AS n, var_samp(y) AS variance FROM dyestuff, unnest(yield) y GROUP BY batch) b) s;

-- Unequal numbers of answers; nobody answered f, and of g nothing is known.  Exact rational arithmetic (Python fractions).
CREATE TEMP TABLE site (k text, mean float8, n bigint, variance float8, level float8, error float8);
INSERT INTO site VALUES
	('a', 80.5, 40, 150.25, 80.39107606803786, 1.9417815484576881),
	('b', 92, 3, 25, 85.14182840100027, 5.051960776271516),
	('c', 60, 2, 450, 72.05310760630975, 5.498792238664595),
	('d', 100, 1, NULL, 83.84668678127653, 6.08994208378232),
	('e', 74, 15, 200.5, 74.94821577881461, 2.9815586810822796),
	('f', NULL, 0, NULL, 79.11475409836065, 6.924718953092819),
	('g', 99, NULL, -1, NULL, NULL);
SELECT k, mean, n, round((shrunken_mean(mean, n, variance) OVER ())::numeric, 3) AS level, round((shrunken_std_error(mean, n, variance) OVER ())::numeric, 3) AS error,
	pg_temp.near(shrunken_mean(mean, n, variance) OVER (), level, 1e-15) AND pg_temp.near(shrunken_std_error(mean, n, variance) OVER (), error, 1e-15) AS exact
FROM site ORDER BY k;
-- the level moves with an offset, the error does not; both have the unit of the mean
SELECT bool_and(pg_temp.near(moved, 1e9 + level, 2e-16)) AS moved, bool_and(pg_temp.near(moved_error, error, 1e-14)) AS with_the_same_error,
	bool_and(pg_temp.near(longer, 1024 * level, 1e-15)) AS longer, bool_and(pg_temp.near(longer_error, 1024 * error, 1e-15)) AS with_longer_error
FROM (SELECT level, error, shrunken_mean(1e9 + mean, n, variance) OVER () AS moved, shrunken_std_error(1e9 + mean, n, variance) OVER () AS moved_error,
	shrunken_mean(1024 * mean, n, 1048576 * variance) OVER () AS longer, shrunken_std_error(1024 * mean, n, 1048576 * variance) OVER () AS longer_error FROM site) s;
-- Neither ORDER BY nor a frame makes a difference, nor the order of the rows
SELECT bool_and(float8send(shrunken) = float8send(ordered) AND float8send(shrunken) = float8send(framed)) AS same, count(shrunken) AS levels
FROM (SELECT shrunken_mean(mean, n, variance) OVER () AS shrunken, shrunken_mean(mean, n, variance) OVER (ORDER BY n DESC) AS ordered,
	shrunken_mean(mean, n, variance) OVER (ORDER BY k ROWS 1 PRECEDING) AS framed FROM site) s;
SELECT count(DISTINCT (k, float8send(level))) AS levels, count(DISTINCT (k, float8send(error))) AS errors, count(*) AS rows
FROM (SELECT k, shrunken_mean(mean, n, variance) OVER (PARTITION BY seed) AS level, shrunken_std_error(mean, n, variance) OVER (PARTITION BY seed) AS error
	FROM (SELECT * FROM site, generate_series(1, 20) seed ORDER BY md5(k || seed)) s) t;
-- A mean that is given where nobody answered says nothing; nor does the variance of one answer
SELECT k, x, round((shrunken_mean(x, n, v) OVER ())::numeric, 3) AS level FROM (SELECT k, coalesce(mean, 0) AS x, n, coalesce(variance, 7) AS v FROM site WHERE k < 'g') s ORDER BY k;
-- Types
SELECT shrunken_mean(mean::numeric, n::int, variance::numeric) OVER () = shrunken_mean(mean, n, variance) OVER () AS numeric,
	shrunken_std_error(mean::int, n::smallint, variance::int) OVER () = shrunken_std_error(mean::int, n, variance::int) OVER () AS int FROM site WHERE k < 'e' ORDER BY k;

-- The formulas in numeric, for 300 groups of 1 to 40 answers in each of 5 partitions
CREATE TEMP TABLE many AS
SELECT p, i, count(*) AS n, avg(y) AS mean, var_samp(y) AS variance
FROM (SELECT p, i, (50 + 10 * sin(i * p) + (i * 7919 + j * 104729) % 61)::numeric(8,3) AS y FROM generate_series(1, 5) p, generate_series(1, 300) i, generate_series(1, 1 + i * 31 % 40) j) a
GROUP BY p, i;
SELECT count(*) AS groups, bool_and(pg_temp.near(got, k * mean + (1 - k) * mu, 1e-14)) AS level, bool_and(pg_temp.near(got_error, sqrt(k * w / n), 1e-13)) AS error, min(round(k, 2)) AS least_k, max(round(k, 2)) AS most_k
FROM (SELECT m.*, mu, w, n * b / (n * b + w) AS k FROM
	(SELECT *, shrunken_mean(mean, n, variance) OVER g AS got, shrunken_std_error(mean, n, variance) OVER g AS got_error FROM many WINDOW g AS (PARTITION BY p)) m
	JOIN (SELECT p, mu, w, (sum(n * (mean - mu)^2) - (count(*) - 1) * w) / (sum(n) - sum(n * n) / sum(n)) AS b
		FROM many JOIN (SELECT p, sum(n * mean) / sum(n) AS mu, sum((n - 1) * variance) / (sum(n) - count(*)) AS w FROM many GROUP BY p) s USING (p) GROUP BY p, mu, w) v USING (p)) x;
-- Many groups: means 0 and 1 of 4 answers of variance 1/2, so mu = 1/2, s_b^2 is nearly 1/4 - 1/8, and k nearly 4 / (4 + 4) = 1/2
SELECT count(*) AS groups, round(min(level)::numeric, 3) AS low, round(max(level)::numeric, 3) AS high
FROM (SELECT shrunken_mean(i % 2, 4, 0.5) OVER () AS level FROM generate_series(1, 100000) i) s;

-- Edges.  Nobody answered; no rows
SELECT shrunken_mean(NULL, n, NULL) OVER () AS nobody, shrunken_std_error(NULL, n, NULL) OVER () AS no_error FROM (VALUES (0), (0), (NULL)) v (n);
SELECT shrunken_mean(n, n, n) OVER () AS no_rows FROM generate_series(1, 0) n;
-- One group: its mean, with the error of a mean; nothing bounds the error where nobody answered, or one
SELECT n, shrunken_mean(mean, n, variance) OVER () AS level, shrunken_std_error(mean, n, variance) OVER () AS error FROM (VALUES (70.25, 4, 9), (NULL, 0, NULL)) v (mean, n, variance) ORDER BY n DESC;
SELECT n, shrunken_mean(mean, n, variance) OVER () AS level, shrunken_std_error(mean, n, variance) OVER () AS error FROM (VALUES (70.25, 1, NULL::int), (NULL, 0, NULL)) v (mean, n, variance) ORDER BY n DESC;
-- One answer each: nothing tells chance from difference; the error is the deviation of all, sqrt(((1 - 4)^2 + (3 - 4)^2 + (8 - 4)^2) / 2)
SELECT mean, shrunken_mean(mean, n, NULL) OVER () AS level, shrunken_std_error(mean, n, NULL) OVER () = sqrt(13) AS error FROM (VALUES (1, 1), (3, 1), (8, 1), (NULL, 0)) v (mean, n) ORDER BY mean;
-- Less difference than by chance: mu = (10 * 5 + 6 * 5.5 + 4 * 4) / 20.  As much as by chance: 3 (1 + 1 + 4) / 9 = 2 * 1
SELECT mean, shrunken_mean(mean, n, 40) OVER () AS level, shrunken_std_error(mean, n, 40) OVER () AS error FROM (VALUES (5, 10), (5.5, 6), (4, 4)) v (mean, n) ORDER BY mean;
SELECT mean, shrunken_mean(mean, 3, 1) OVER () = 1 / 3.0::float8 AS a_third, shrunken_std_error(mean, 3, 1) OVER () AS error FROM (VALUES (0), (0), (1)) v (mean) ORDER BY mean;
-- All of one mind: nothing is drawn; s_b^2 = (10 * 1 + 10 * 1) / (20 - 200 / 20) = 2 for those who did not answer
SELECT mean, n, shrunken_mean(mean, n, 0) OVER () AS level, shrunken_std_error(mean, n, 0) OVER () AS error, shrunken_std_error(mean, n, 0) OVER () = sqrt(2) AS root_2
FROM (VALUES (1, 10), (3, 10), (NULL, 0)) v (mean, n) ORDER BY mean;
-- Equal means, with and without variance
SELECT shrunken_mean(0.1, n, v) OVER (PARTITION BY v) AS equal, shrunken_std_error(0.1, n, v) OVER (PARTITION BY v) AS error FROM (VALUES (3, 0), (7, 0), (3, 2), (7, 2)) v (n, v);
-- Huge and tiny
SELECT shrunken_mean(mean, n, v) OVER () AS level, round((shrunken_std_error(mean, n, v) OVER () / 1e153)::numeric, 6) AS error FROM (VALUES (1e308, 4, 1e300), (-9e307, 9, 1e308)) t (mean, n, v) ORDER BY n;
SELECT shrunken_mean(mean, n, 0) OVER () AS level FROM (VALUES (5e-324, 2), (1e-310, 9)) t (mean, n) ORDER BY n;
-- mu = 5 and s_b^2 = (100 - 4) / 2 = 48, so k = 48 / (48 + 4)
SELECT shrunken_mean(mean, n, 4) OVER () - 5 AS above, 10 * 48 / 52.0::float8 AS expected FROM (VALUES (5, 9223372036854775807), (15, 1)) t (mean, n) ORDER BY n DESC;
SELECT float8send(shrunken_mean(-0.0::float8, 2, 1) OVER ()) AS not_negative_0;

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
	'SELECT shrunken_std_error(1, -1, 1) OVER ()',
	'SELECT shrunken_std_error(1, 2, NULL) OVER ()',
	'SELECT shrunken_std_error(x, 1, NULL) OVER () FROM unnest(''{1.7e308,-1.7e308}''::float8[]) x',
	'SELECT shrunken_mean(x, 1, NULL) OVER () FROM unnest(''{1.7e308,-1.7e308}''::float8[]) x',
	'SELECT shrunken_mean(1, 2, 1)'
]) query;

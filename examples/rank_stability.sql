-- SPDX-License-Identifier: PostgreSQL
-- How far can a ranking be trusted?  A simulation.  SYNTHETIC DATA: nothing in it is about real homes.
--
--	psql -X -d bureau -f examples/rank_stability.sql
--
-- takes some seconds, needs the extension service_eval, and leaves nothing behind.
--
-- A city has 100 homes.  Their true quality differs with a standard deviation of 8 points.  Each is rated by r
-- people, whose answers about the same home differ with a standard deviation of 20, so that the mean of a home is off
-- by 20 / sqrt(r).  The 20 homes with the lowest means are called the bottom fifth.  How many of them are among the
-- 20 that are truly worst?  As no single city can tell, there are 400.

\set ON_ERROR_STOP on
\set QUIET on
\pset footer off
SET search_path = service_eval, public;
-- compiling would take longer than running
SET jit = off;

-- Numbers that look random but are the same in every run: the first 52 bits of a hash as a number above 0 and below
-- 1, and two of these as a standard normal number (Box and Muller 1958, Annals of Mathematical Statistics 29).
CREATE FUNCTION pg_temp.uniform(key text) RETURNS float8 LANGUAGE sql IMMUTABLE RETURN
	((('x' || left(md5(key), 13))::bit(52)::bigint + 0.5) / 2::float8 ^ 52);
CREATE FUNCTION pg_temp.normal(key text) RETURNS float8 LANGUAGE sql IMMUTABLE RETURN
	sqrt(-2 * ln(pg_temp.uniform(key || ' radius'))) * cos(2 * pi() * pg_temp.uniform(key || ' angle'));

CREATE TEMP TABLE home AS
SELECT city, home, 60 + 8 * pg_temp.normal(concat_ws(' ', 'quality', city, home)) AS quality
FROM generate_series(1, 400) city, generate_series(1, 100) home;

-- The mean of r answers can be drawn at once.
CREATE TEMP TABLE rated_home AS
SELECT city, home, respondents, quality, quality
	+ std_error * pg_temp.normal(concat_ws(' ', 'answers', city, home, respondents)) AS score, std_error
FROM home, unnest('{8,20,50,200}'::int[]) respondents, LATERAL (SELECT 20 / sqrt(respondents)) e (std_error);

-- Of 100 homes in the observed bottom fifth, so many belong there.
CREATE TEMP TABLE rank_stability AS
SELECT respondents, 100.0 * avg((truth = 'bottom')::int) AS truly_bottom
FROM (SELECT respondents, performance_band(quality) OVER cities AS truth, performance_band(score) OVER cities AS seen
	FROM rated_home WINDOW cities AS (PARTITION BY respondents, city)) bands
WHERE seen = 'bottom'
GROUP BY respondents;

\echo Of the homes in the observed bottom fifth, how many are truly there? (synthetic)
SELECT respondents, round(truly_bottom, 1) AS "truly bottom, %", expected AS "expected, %"
FROM rank_stability JOIN (VALUES (8, 60), (20, 71), (50, 80), (200, 89)) v (respondents, expected) USING (respondents)
ORDER BY respondents;

-- With eight answers, four of ten homes at the bottom are there by bad luck: to close them would be a lottery.  So
-- ask of each home how sure its place is.  In the first city, with 20 answers each: the points are the means, of 100
-- available, and the errors their standard errors; the weight of the one indicator is certain (NULL).
CREATE TEMP TABLE sure AS
SELECT city, home, quality, rank_uncertainty(ARRAY[least(greatest(score, 0), 100)], ARRAY[std_error], '{100}', 10000,
	NULL, city) OVER (PARTITION BY city) AS r
FROM rated_home
WHERE respondents = 20 AND city <= 40;

\echo How sure is the bottom fifth of one city, with 20 respondents each? (synthetic)
SELECT home, (r).rank, (r).rank_low, (r).rank_high, round((r).p_bottom::numeric, 2) AS p_bottom,
	rank() OVER (ORDER BY quality DESC) AS true_rank
FROM sure
WHERE city = 1
ORDER BY (r).rank DESC
LIMIT 20;

-- In forty such cities: those that are at the bottom in 80 % of the draws are less than half, and mostly rightly there.
\echo And of forty cities? (synthetic)
SELECT sure_of_it AS "p_bottom >= 0.8", count(*) AS "homes in the bottom fifth",
	round(100.0 * avg((truth = 'bottom')::int)) AS "truly bottom, %"
FROM (SELECT (r).p_bottom >= 0.8 AS sure_of_it, performance_band(-(r).rank) OVER cities AS seen,
	performance_band(quality) OVER cities AS truth
	FROM sure WINDOW cities AS (PARTITION BY city)) bands
WHERE seen = 'bottom'
GROUP BY sure_of_it
ORDER BY sure_of_it DESC;

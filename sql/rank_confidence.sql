-- Confidence sets for ranks: rank_confidence, rank_confidence_bootstrap, rank_confidence_covariance
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- csranks 1.2.2.9001 (danielwilhelm/R-CS-ranks bd4f755), csranks(x, diag(std_error^2), coverage, cstype = "two-sided",
-- stepdown = TRUE, R = 20000, seed = 101): bounds that are the same with
-- seeds 101 .. 105, and NULL for the one that is not
CREATE TEMP TABLE csranks (case_name text, unit int, x float8, std_error float8, level float8, rank int, lower int,
	upper int, marginal_lower int, marginal_upper int);
INSERT INTO csranks VALUES
	('five', 1, 0.7166, 0.3179, 0.95, 2, 1, 3, 1, 2), ('five', 2, 1.1881, 0.2402, 0.95, 1, 1, 2, 1, 2),
	('five', 3, -2.1193, 0.1775, 0.95, 5, 5, 5, 5, 5), ('five', 4, -0.4762, 0.3843, 0.95, 3, 2, 4, 3, 4),
	('five', 5, -0.5954, 0.21, 0.95, 4, 3, 4, 3, 4),
	('ties', 1, -0.9, 0.3103, 0.9, 8, 5, 10, 7, 9), ('ties', 2, 0.5, 0.311, 0.9, 1, 1, 6, 1, 6),
	('ties', 3, 0.5, 0.1332, 0.9, 1, 1, 5, 1, 5), ('ties', 4, -1.8, 0.1097, 0.9, 10, 9, 10, 10, 10),
	('ties', 5, 0, 0.25, 0.9, 5, 1, 9, 1, NULL), ('ties', 6, 0.5, 0.1879, 0.9, 1, 1, 6, 1, 6),
	('ties', 7, -0.5, 0.1151, 0.9, 7, 6, 9, 6, 9), ('ties', 8, 0.5, 0.2297, 0.9, 1, 1, 6, 1, 6),
	('ties', 9, -0.9, 0.2925, 0.9, 8, 6, 9, 7, 9), ('ties', 10, 0, 0.107, 0.9, 5, 2, 7, 2, 6);
SELECT case_name, count(*), bool_and((r).rank = rank) AS ranks,
	bool_and((r).lower = lower AND (r).upper = upper) AS simultaneous,
	bool_and((r).marginal_lower = marginal_lower AND (r).marginal_upper = coalesce(marginal_upper, (r).marginal_upper)) AS marginal
FROM (SELECT *, rank_confidence(x, std_error, level, 20000, 101) OVER (PARTITION BY case_name) AS r FROM csranks) s
GROUP BY case_name ORDER BY case_name;
-- cstaubest and cstauworst of the same: in the set for the tau best, the tau worst
SELECT tau, array_agg(unit ORDER BY unit) FILTER (WHERE (r).top_possible) AS best,
	array_agg(unit ORDER BY unit) FILTER (WHERE (r).bottom_possible) AS worst
FROM (SELECT tau, unit, rank_confidence(x, std_error, 0.95, 20000, 101, tau / 5.0) OVER (PARTITION BY tau) AS r
	FROM csranks, unnest('{1,2}'::int[]) tau WHERE case_name = 'five') s
GROUP BY tau ORDER BY tau;

-- Equal errors, all hypotheses: the studentized range q / root 2 at 5 % (Harter 1960: 2.772, 3.314, 4.474 for 2, 3 and
-- 10 means), and for one unit against the others Dunnett's two-sided value (1964: 1.96, 2.21, 2.69)
SELECT n, abs(max((r).critical_value) - max(q) / sqrt(2)) < 0.02 AS range, max(abs((r).marginal_critical_value - d)) < 0.03 AS dunnett
FROM (SELECT n, q, d, rank_confidence(i, 3, 0.95, 100000, 5, stepwise => false) OVER (PARTITION BY n) AS r
	FROM (VALUES (2, 2.772, 1.96), (3, 3.314, 2.21), (10, 4.474, 2.69)) v (n, q, d), generate_series(1, n) i) s
GROUP BY n ORDER BY n;

-- Known scores: the sets are the ranks, ties share the smallest one, and the bands are those of performance_band()
SELECT n, count(*), bool_and((r).rank = k AND (r).lower = k AND (r).upper = k AND (r).marginal_lower = k AND (r).marginal_upper = k) AS ranks,
	bool_and((r).top_certain = (band = 'top') AND (r).top_possible = (band = 'top')) AS top,
	bool_and((r).bottom_certain = (band = 'bottom') AND (r).bottom_possible = (band = 'bottom')) AS bottom
FROM (SELECT n, rank_confidence(i * 7 % 11, 0, fraction => 0.3) OVER (PARTITION BY n) AS r,
		rank() OVER (PARTITION BY n ORDER BY i * 7 % 11 DESC) AS k,
		performance_band(i * 7 % 11, 0.3) OVER (PARTITION BY n) AS band
	FROM unnest('{1,2,3,4,5,10,30}'::int[]) n, generate_series(1, n) i) s
GROUP BY n ORDER BY n;
-- By hand: A and B are known and 4 apart, C may be anywhere, D is far below.  E is equal to A, and known to be
SELECT name, (r).rank, (r).lower, (r).upper, (r).marginal_lower, (r).marginal_upper
FROM (SELECT name, rank_confidence(score, std_error) OVER () AS r
	FROM (VALUES ('A', 90, 0), ('B', 86, 0), ('C', 88, 50), ('D', -1000, 0.5), ('E', 90, 0)) v (name, score, std_error)) s
ORDER BY name;
-- nothing is known of ten equal units but that the tenth is far below: it is in the bottom fifth, which has room for another
SELECT i, (r).lower, (r).upper, (r).top_certain, (r).top_possible, (r).bottom_certain, (r).bottom_possible
FROM (SELECT i, rank_confidence(CASE WHEN i = 10 THEN -100 ELSE i END, 5) OVER () AS r FROM generate_series(1, 10) i) s
WHERE i IN (1, 9, 10) ORDER BY i;
-- five units that are sure and one apart: only the first is in the top fifth, only the last in the bottom fifth
SELECT i, (r).top_certain, (r).top_possible, (r).bottom_certain, (r).bottom_possible
FROM (SELECT i, rank_confidence(i, 0.001) OVER () AS r FROM generate_series(1, 5) i) s ORDER BY i;
-- with fewer than five there is no bottom fifth; nor is there one where all are equal
SELECT bool_or((r).bottom_possible) AS bottom, bool_and((r).top_possible) AS top
FROM (SELECT rank_confidence(i, 9) OVER () AS r FROM generate_series(1, 4) i) s;
SELECT bool_or((r).bottom_possible) AS bottom, bool_and((r).top_certain) AS top
FROM (SELECT rank_confidence(5, 0) OVER () AS r FROM generate_series(1, 10) i) s;

-- A unit alone, no unit, and units without a score, of which nothing else is read
SELECT rank_confidence(3, 1) OVER () AS alone;
SELECT rank_confidence(s, e, l, d, d, d, NULL, NULL) OVER () FROM (VALUES (NULL::float8, -1::float8, 7::float8, NULL::float8)) v (s, e, l, d);
SELECT i, rank_confidence(s, e, l) OVER () AS r
FROM (VALUES (1, 5, 0, 0.9), (2, NULL, NULL, NULL), (3, 7, 0, 0.9), (4, NULL, -1, 8)) v (i, s, e, l) ORDER BY i;
SELECT count(r) FROM (SELECT rank_confidence_bootstrap(NULL, '{}') OVER () AS r FROM generate_series(1, 3)) s;
SELECT i, s IS NULL AS without_score, r IS NULL AS without_rank, r IS NOT DISTINCT FROM (SELECT a FROM (SELECT t, rank_confidence_bootstrap(t, c) OVER () AS a FROM (VALUES (5, '{4,6,5.5}'::float8[]), (7, '{8,6,6.5}')) w (t, c)) x WHERE t = s) AS same
FROM (SELECT i, s, rank_confidence_bootstrap(s, b) OVER () AS r FROM (VALUES (1, 5, '{4,6,5.5}'::float8[]), (2, NULL, NULL), (3, 7, '{8,6,6.5}'), (4, NULL, '{}')) v (i, s, b)) q ORDER BY i;

-- The narrower the more is known, by level, by step and for one unit alone
SELECT bool_and((a).lower <= (b).lower AND (a).upper >= (b).upper) AS level, bool_and((a).lower <= (c).lower AND (a).upper >= (c).upper) AS single_step,
	bool_and((c).lower <= (c).marginal_lower AND (c).upper >= (c).marginal_upper) AS marginal,
	bool_and((c).rank BETWEEN (c).marginal_lower AND (c).marginal_upper) AS rank, bool_or((a).upper - (a).lower > (c).upper - (c).lower) AS steps_help
FROM (SELECT rank_confidence(i * 37 % 101, 1 + i % 3, 0.99, stepwise => false) OVER () AS a,
	rank_confidence(i * 37 % 101, 1 + i % 3, 0.8, stepwise => false) OVER () AS b,
	rank_confidence(i * 37 % 101, 1 + i % 3, 0.99) OVER () AS c FROM generate_series(1, 60) i) s;

-- without marginal sets the others are the same
SELECT bool_and((a).lower = (b).lower AND (a).upper = (b).upper AND (a).critical_value = (b).critical_value) AS same,
	count((b).marginal_lower) + count((b).marginal_upper) + count((b).marginal_critical_value) AS marginal
FROM (SELECT rank_confidence(i * 37 % 101, 1 + i % 3) OVER () AS a, rank_confidence(i * 37 % 101, 1 + i % 3, marginal => false) OVER () AS b
	FROM generate_series(1, 60) i) s;
SELECT rank_confidence_bootstrap(i, ARRAY[i + 5, i - 7, i], marginal => false) OVER () AS bootstrap, rank_confidence_covariance(i, '{1,1}', marginal => false) OVER (ORDER BY i) AS covariance
FROM generate_series(1, 2) i;

-- Bootstrap: what all units have in common is no difference.  Here it is all there is: the order is certain
SELECT i, (r).lower, (r).upper, (r).critical_value
FROM (SELECT i, rank_confidence_bootstrap(i, ARRAY[i + 5, i - 7, i + 0.5, i + 1.5]) OVER () AS r FROM generate_series(1, 3) i) s ORDER BY i;
-- two units that vary by 1 and -1 around 0 and 10: the difference has the deviations -2, 2, -2, 2, so the standard error
-- root(16 / 3) and Z = 2 / root(16 / 3) = 0.8660 in all draws; T = 10 / root(16 / 3) = 4.33 is beyond
SELECT i, (r).lower, (r).upper, round((r).critical_value::numeric, 4) AS critical_value, round((r).marginal_critical_value::numeric, 4) AS marginal
FROM (SELECT i, rank_confidence_bootstrap(s, b, stepwise => false) OVER () AS r
	FROM (VALUES (1, 0, '{1,-1,1,-1}'::float8[]), (2, 10, '{9,11,9,11}')) v (i, s, b)) s ORDER BY i;
-- normal draws that are spread as the standard errors give much the same as these
SELECT bool_and(abs((a).lower - (b).lower) <= 2 AND abs((a).upper - (b).upper) <= 2) AS much_the_same
FROM (SELECT rank_confidence(score, std_error, 0.9, 4000, 3) OVER () AS a, rank_confidence_bootstrap(score, drawn, 0.9) OVER () AS b
	FROM (SELECT i, i * 3.0 AS score, 1 + i % 2 AS std_error, array_agg(i * 3.0 + (1 + i % 2) * sqrt(-2 * ln(u)) * cos(2 * pi() * v)) AS drawn
		FROM generate_series(1, 20) i, generate_series(1, 4000) draw,
			LATERAL (SELECT (('x' || md5(i || '-' || draw))::bit(31)::int + 0.5) / 2147483648.0, ('x' || md5(draw || '+' || i))::bit(31)::int / 2147483648.0) w (u, v)
		GROUP BY i) drawn) s;

-- Covariance: independent errors are a diagonal; an error that all share is no difference
CREATE TEMP TABLE unit AS SELECT i, (i * 7 % 10) * 1.5 AS score, 0.5 + i % 3 / 2.0 AS std_error FROM generate_series(1, 10) i;
SELECT bool_and(a = b) AS diagonal, bool_and((a).lower = (c).lower AND (a).upper = (c).upper) AS shared
FROM (SELECT rank_confidence(score, std_error, draws => 5000) OVER (ORDER BY i) AS a,
	rank_confidence_covariance(score, (SELECT array_agg(CASE WHEN k = i THEN std_error ^ 2 ELSE 0 END ORDER BY k) FROM generate_series(1, 10) k), draws => 5000) OVER (ORDER BY i) AS b,
	rank_confidence_covariance(score, (SELECT array_agg(25 + CASE WHEN k = i THEN std_error ^ 2 ELSE 0 END ORDER BY k) FROM generate_series(1, 10) k), draws => 5000) OVER (ORDER BY i) AS c
	FROM unit) s;
-- a row without a score takes its column with it
SELECT i, rank_confidence_covariance(score, covariance, stepwise => false) OVER (ORDER BY i) AS r
FROM (VALUES (1, 5, '{0,NULL,0}'::float8[]), (2, NULL, NULL), (3, 9, '{0,NULL,0}')) v (i, score, covariance) ORDER BY i;
-- nothing but an error in common, which a matrix of ones is
SELECT i, (r).lower, (r).upper FROM (SELECT i, rank_confidence_covariance(i, '{1,1,1}') OVER (ORDER BY i) AS r FROM generate_series(1, 3) i) s ORDER BY i;

-- Numbers of any size: the sets do not depend on the unit of the scores
SELECT power, bool_and(a = b) AS same
FROM (SELECT power, rank_confidence(score, std_error) OVER (PARTITION BY power) AS a,
	rank_confidence(score * 2 ^ power, std_error * 2 ^ power) OVER (PARTITION BY power) AS b FROM unit, unnest('{-1000,1,1000}'::float8[]) power) s
GROUP BY power ORDER BY power;
SELECT i, (r).lower, (r).upper FROM (SELECT i, rank_confidence(s, 1e-300) OVER () AS r
	FROM (VALUES (1, '-1.7e308'::float8), (2, 1.7e308), (3, 5e-324), (4, '-0'), (5, 0)) v (i, s)) s ORDER BY i;

-- The same bits in any order, with any frame, in partitions, and for units that are equal
SELECT count(*), bool_and(a = b AND a = c AND a = d) AS same
FROM (SELECT rank_confidence(score, std_error, seed => 9) OVER () AS a, rank_confidence(score, std_error, seed => 9) OVER (ORDER BY md5(i::text)) AS b,
	rank_confidence(score, std_error, seed => 9) OVER (ORDER BY i DESC ROWS 1 PRECEDING) AS c,
	rank_confidence(score, std_error, seed => 9) OVER (PARTITION BY i > 0 ORDER BY random() ROWS CURRENT ROW) AS d FROM unit) s;
SELECT max(results) AS results, max(rows) AS rows
FROM (SELECT score, count(DISTINCT r) AS results, count(*) AS rows
	FROM (SELECT score, rank_confidence(score, std_error) OVER (ORDER BY md5(i::text || copy)) AS r FROM unit, generate_series(1, 3) copy) s
	GROUP BY score) t;
SELECT bool_or((a).critical_value <> (b).critical_value) AS another_seed FROM (
	SELECT rank_confidence(score, std_error, seed => 9) OVER () AS a, rank_confidence(score, std_error, seed => -9) OVER () AS b FROM unit) s;
-- a seed gives the same sets on every platform
SELECT i, r.* FROM (SELECT i, rank_confidence(score, std_error, 0.9, 500, 20240229) OVER () AS r FROM unit) s, LATERAL (SELECT (s.r).*) r ORDER BY i;

-- In parallel workers
CREATE TABLE confidence_rows AS SELECT g, i, i * 7 % 11 AS score, 1 + i % 2 AS std_error FROM generate_series(1, 40) g, generate_series(1, 50) i;
ANALYZE confidence_rows;
CREATE TEMP TABLE serial AS SELECT g, i, rank_confidence(score, std_error, draws => 20) OVER (PARTITION BY g) AS r FROM confidence_rows;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT pg_temp.plan_has('SELECT rank_confidence(score, std_error, draws => 20) OVER (PARTITION BY g) FROM confidence_rows', 'Gather') AS parallel_plan;
SELECT count(*), bool_and(s.r = p.r) AS same
FROM (SELECT g, i, rank_confidence(score, std_error, draws => 20) OVER (PARTITION BY g) AS r FROM confidence_rows) p JOIN serial s USING (g, i);
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;
DROP TABLE confidence_rows;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT rank_confidence(''NaN'', 1) OVER ()',
	'SELECT rank_confidence(''-Infinity'', 1) OVER ()',
	'SELECT rank_confidence(5, NULL) OVER ()',
	'SELECT rank_confidence(5, -1) OVER ()',
	'SELECT rank_confidence(5, ''Infinity'') OVER ()',
	'SELECT rank_confidence(5, 1, 0) OVER ()',
	'SELECT rank_confidence(5, 1, 1) OVER ()',
	'SELECT rank_confidence(5, 1, 95) OVER ()',
	'SELECT rank_confidence(5, 1, NULL) OVER ()',
	'SELECT rank_confidence(5, 1, 0.9, 1) OVER ()',
	'SELECT rank_confidence(5, 1, 0.9, 2.5) OVER ()',
	'SELECT rank_confidence(5, 1, 0.9, 1e7) OVER ()',
	'SELECT rank_confidence(5, 1, 0.9, NULL) OVER ()',
	'SELECT rank_confidence(5, 1, 0.9, 10, 1e16) OVER ()',
	'SELECT rank_confidence(5, 1, 0.9, 10, NULL) OVER ()',
	'SELECT rank_confidence(5, 1, fraction => 0) OVER ()',
	'SELECT rank_confidence(5, 1, fraction => 0.51) OVER ()',
	'SELECT rank_confidence(5, 1, fraction => ''NaN'') OVER ()',
	'SELECT rank_confidence(5, 1, fraction => NULL) OVER ()',
	'SELECT rank_confidence(5, 1, stepwise => NULL) OVER ()',
	'SELECT rank_confidence(5, 1, marginal => NULL) OVER ()',
	'SELECT rank_confidence(5, 1, 0.9 + i / 100.0) OVER (ORDER BY i) FROM generate_series(1, 2) i',
	'SELECT rank_confidence(5, 1, draws => 10 * i) OVER (ORDER BY i) FROM generate_series(1, 2) i',
	'SELECT rank_confidence(5, 1, seed => i) OVER (ORDER BY i) FROM generate_series(1, 2) i',
	'SELECT rank_confidence(5, 1, fraction => 0.2 * i) OVER (ORDER BY i) FROM generate_series(1, 2) i',
	'SELECT rank_confidence(5, 1, stepwise => i = 1) OVER (ORDER BY i) FROM generate_series(1, 2) i',
	'SELECT rank_confidence(i, 1, draws => 100000) OVER () FROM generate_series(1, 2000) i',
	'SELECT rank_confidence(5, 1)',
	'SELECT rank_confidence_bootstrap(5, NULL) OVER ()',
	'SELECT rank_confidence_bootstrap(5, ''{5}'') OVER ()',
	'SELECT rank_confidence_bootstrap(5, ''{}'') OVER ()',
	'SELECT rank_confidence_bootstrap(5, ''{{1,2}}'') OVER ()',
	'SELECT rank_confidence_bootstrap(5, ''{1,NULL,3}'') OVER ()',
	'SELECT rank_confidence_bootstrap(5, ''{1,NaN}'') OVER ()',
	'SELECT rank_confidence_bootstrap(5, array_fill(1, ARRAY[i])) OVER (ORDER BY i) FROM generate_series(2, 3) i',
	'SELECT rank_confidence_covariance(5, NULL) OVER ()',
	'SELECT rank_confidence_covariance(5, ''{1,2}'') OVER ()',
	'SELECT rank_confidence_covariance(5, ''{NULL}'') OVER ()',
	'SELECT rank_confidence_covariance(5, ''{-1}'') OVER ()',
	'SELECT rank_confidence_covariance(5, ARRAY[3, i]) OVER (ORDER BY i) FROM generate_series(1, 2) i',
	'SELECT rank_confidence_covariance(5, CASE i WHEN 1 THEN ''{1,2}'' ELSE ''{2,1}'' END::float8[]) OVER (ORDER BY i) FROM generate_series(1, 2) i'
]) query;

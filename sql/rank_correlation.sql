-- Rank correlation: kendall_tau, spearman_rho, spearman_interval
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- R 4.2.2, cor(x, y, method = 'kendall') and cor(x, y, method = 'spearman'), printed with 17 digits; they are good to about 3e-16
SELECT name, pg_temp.near(kendall_tau(x, y), tau, 1e-15) AS tau, pg_temp.near(spearman_rho(x, y), rho, 1e-15) AS rho,
	pg_temp.near(kendall_tau(x::numeric, y::numeric), tau, 1e-15) AS tau_numeric, pg_temp.near(spearman_rho(x::numeric, y::numeric), rho, 1e-15) AS rho_numeric
FROM (VALUES
	(1, 'no ties', '{3,1,4,1.5,5,9,2,6}'::float8[], '{10,20,30,40,50,60,70,80}'::float8[], 0.42857142857142855, 0.52380952380952384),
	(2, 'ties in x', '{1,2,2,3,3,3,4,5}', '{2,1,4,3,8,6,7,5}', 0.46291004988627577, 0.65061291638581309),
	(3, 'ties in y', '{2,1,4,3,8,6,7,5}', '{1,2,2,3,3,3,4,5}', 0.46291004988627577, 0.65061291638581309),
	(4, 'ties in both', '{1,1,2,2,3,3,4,4}', '{1,2,1,2,2,3,3,3}', 0.71269664509979835, 0.8004165582161995),
	(5, 'two by two', '{0,0,0,1,1,1,1}', '{0,0,1,0,1,1,1}', 0.41666666666666674, 0.41666666666666663),
	(6, 'perfect', '{1,2,3,4,5,6}', '{1,2,4,8,16,32}', 1, 1),
	(7, 'perfect, the same ties', '{1,1,2,3,3}', '{10,10,20,30,30}', 1, 1),
	(8, 'reversed', '{1,2,3,4,5,6}', '{6,5,4,3,2,1}', -1, -1),
	(9, 'two rows', '{1,2}', '{2,1}', -0.99999999999999978, -0.99999999999999978),
	(10, 'no relation', '{1,2,3,4}', '{2,4,1,3}', 0, 0),
	(11, 'huge and tiny', '{-5,-1,0,0.5,1e300}', '{1e-300,-1e-300,0,3,-7}', -0.19999999999999996, -0.29999999999999993),
	(12, 'offset', '{100000000000001,100000000000002,100000000000003,100000000000004,100000000000005,100000000000006}', '{3,1,2,6,4,5}',
		0.46666666666666667, 0.65714285714285714)
) t (i, name, xs, ys, tau, rho), unnest(xs, ys) u (x, y)
GROUP BY i, name, tau, rho ORDER BY i;
-- The same, over 1,000 rows that R makes by the same expressions: i <- 1:1000; (i * 7919) %% 1009, ...
SELECT name, pg_temp.near(kendall_tau(x, y), tau, 1e-14) AS tau, pg_temp.near(spearman_rho(x, y), rho, 1e-14) AS rho
FROM generate_series(1, 1000) i, LATERAL (VALUES
	('no ties', i * 7919 % 1009, (i * i * 31 + 7 * i) % 100003, -0.0014494494494494492, -0.0015457935457935459),
	('many ties in y', i * 7919 % 1009, (i * i * 31 + 7 * i) % 11, -0.019230835029665428, -0.026650729520365374),
	('many ties in both', i * 7919 % 13, (i * i * 31 + 7 * i) % 7, -0.0019237822850773766, -0.0024751737704489748),
	('related', i % 97, i % 97 * 3 + i * 7919 % 101, 0.79233166990998594, 0.94895135747587522)
) t (name, x, y, tau, rho)
GROUP BY name, tau, rho ORDER BY name;
-- By hand.  Without ties 4 of 6 pairs agree and 2 do not, and the squared differences of ranks are 1, 1, 1 and 1: 2 / 6 and 1 - 6 * 4 / 60.
SELECT kendall_tau(x, y) = 1 / 3.0::float8 AS tau, spearman_rho(x, y) = 0.6 AS rho FROM (VALUES (1, 2), (2, 1), (3, 4), (4, 3)) v (x, y);
-- Exactly 1 and -1, and no sign at 0.  With y in 333 ties of three and one of two: 500500 - 1000 of 500500 pairs are not tied.
SELECT kendall_tau(x, exp(x / 100.0)) AS tau, spearman_rho(x, x * x) AS rho, pg_temp.near(kendall_tau(x, -x / 3), -sqrt(999 / 1001.0), 1e-15) AS y_tied, spearman_rho(x, -x) AS reversed,
	kendall_tau(x / 3, x / 3) AS tau_ties, spearman_rho(x / 3, -(x / 3)) AS rho_ties
FROM generate_series(0, 1000) x;
SELECT kendall_tau(x, y) AS tau, spearman_rho(x, y) AS rho FROM (VALUES (1, 2), (2, 4), (3, 1), (4, 3)) v (x, y);

-- Against the definition, each row with each and PostgreSQL's corr() of mid-ranks: 500 small tables, most with many ties
CREATE TEMP TABLE small AS SELECT k, i, (i * 7919 + k * k) % 101 % (1 + k % 9) AS x, (i * i * 31 + k * i) % 103 % (1 + k % 13) - 3 AS y
FROM generate_series(1, 500) k, LATERAL generate_series(1, k % 31) i;
WITH pairs AS (
	SELECT k, sum(sign(a.x - b.x) * sign(a.y - b.y)) AS s, sum(abs(sign(a.x - b.x))) AS untied_x, sum(abs(sign(a.y - b.y))) AS untied_y
	FROM small a JOIN small b USING (k) GROUP BY k
), ranks AS (
	SELECT k, corr(rx, ry) AS rho
	FROM (SELECT k, 2 * rank() OVER (PARTITION BY k ORDER BY x) + count(*) OVER (PARTITION BY k, x) AS rx,
			2 * rank() OVER (PARTITION BY k ORDER BY y) + count(*) OVER (PARTITION BY k, y) AS ry FROM small) r
	GROUP BY k
), got AS (
	SELECT k, kendall_tau(x, y) AS tau, spearman_rho(x, y) AS rho FROM small GROUP BY k
)
SELECT count(*) AS tables, count(*) FILTER (WHERE untied_x = 0 OR untied_y = 0) AS undefined,
	bool_and(pg_temp.near(g.tau, s / sqrt(nullif(untied_x * untied_y, 0)), 1e-15)) AS tau,
	bool_and(CASE WHEN r.rho IS NULL OR g.rho IS NULL THEN r.rho IS NULL AND g.rho IS NULL ELSE abs(g.rho - r.rho) < 1e-14 END) AS rho
FROM got g JOIN pairs USING (k) JOIN ranks r USING (k);
-- x and y can change places, a rising function of one changes nothing, a falling one the sign: bit for bit
SELECT bool_and(t = t_swapped AND r = r_swapped) AS symmetric, bool_and(t = t_rising AND r = r_rising) AS only_order, bool_and(t = -t_falling AND r = -r_falling) AS sign
FROM (
	SELECT kendall_tau(x, y) AS t, kendall_tau(y, x) AS t_swapped, kendall_tau(x, exp(y)) AS t_rising, kendall_tau(-x, y) AS t_falling,
		spearman_rho(x, y) AS r, spearman_rho(y, x) AS r_swapped, spearman_rho(exp(x), y) AS r_rising, spearman_rho(x, -y) AS r_falling
	FROM small GROUP BY k) s;

-- No rows, one row, all equal, NULL
SELECT kendall_tau(x, y) AS tau, spearman_rho(x, y) AS rho FROM (VALUES (1, 2)) v (x, y) WHERE x > 1;
SELECT kendall_tau(1, 2) AS tau, spearman_rho(1, 2) AS rho;
SELECT kendall_tau(x, 7) AS equal_y, spearman_rho(x, 7) AS equal_y, kendall_tau(0, x) AS equal_x, spearman_rho(0, x) AS equal_x FROM generate_series(1, 5) x;
SELECT kendall_tau(x, NULL) AS tau, spearman_rho(NULL, x) AS rho, kendall_tau(NULL::numeric, x) AS tau_numeric FROM generate_series(1, 5) x;
SELECT kendall_tau(x, y) = 1 / 3.0::float8 AS tau, spearman_rho(x, y) = 0.5 AS rho, kendall_tau(x::numeric, y::numeric) = 1 / 3.0::float8 AS tau_numeric
FROM (VALUES (NULL, 9), (1, 2), (2, NULL), (2, 1), (NULL, NULL), (3, 3)) v (x, y);
-- -0 is 0; subnormal and largest numbers: y ranks 3, 1, 2, 4
SELECT kendall_tau(x, y) = 1 AS minus_zero, spearman_rho(x, y) = 1 AS minus_zero FROM (VALUES (-0.0::float8, 1), ('-0', 1), (0, 1), (1, 2)) v (x, y);
SELECT kendall_tau(x, y) = 1 / 3.0::float8 AS tau, spearman_rho(x, y) = 0.4 AS rho
FROM unnest('{-1.7976931348623157e308,0,5e-324,1.7976931348623157e308}'::float8[], '{1e-300,-1e308,5e-324,1e308}'::float8[]) v (x, y);
-- Other types
SELECT kendall_tau(x::int, y::bigint) = kendall_tau(x, y) AND kendall_tau(x::real, y::smallint) = kendall_tau(x, y) AND kendall_tau(x::numeric, y::int) = kendall_tau(x, y) AS tau,
	spearman_rho(x::int, y::bigint) = spearman_rho(x, y) AND spearman_rho(x::int, y::numeric) = spearman_rho(x, y) AS rho
FROM (SELECT x::float8, y::float8 FROM small) s;
SELECT pg_typeof(kendall_tau(1, 2)), pg_typeof(spearman_rho(1.5, 2));

-- A frame that grows, one that moves, FILTER and DISTINCT
SELECT x, y, kendall_tau(x, y) OVER (ORDER BY x) = grown.tau AS grows, spearman_rho(x, y) OVER (ORDER BY x) = grown.rho AS grows,
	kendall_tau(x, y) OVER (ORDER BY x ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) = moved.tau AS moves,
	spearman_rho(x, y) OVER (ORDER BY x ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) = moved.rho AS moves
FROM (VALUES (1, 5), (2, 3), (3, 9), (4, 9), (5, 1), (6, 7)) v (x, y),
	LATERAL (SELECT kendall_tau(a, b), spearman_rho(a, b) FROM (VALUES (1, 5), (2, 3), (3, 9), (4, 9), (5, 1), (6, 7)) w (a, b) WHERE a <= x) grown (tau, rho),
	LATERAL (SELECT kendall_tau(a, b), spearman_rho(a, b) FROM (VALUES (1, 5), (2, 3), (3, 9), (4, 9), (5, 1), (6, 7)) w (a, b) WHERE a BETWEEN x - 2 AND x) moved (tau, rho)
ORDER BY x;
SELECT kendall_tau(x, y) FILTER (WHERE x <> 2) AS filtered, kendall_tau(DISTINCT x, y) AS distinct_rows FROM (VALUES (1, 1), (2, 9), (3, 3), (3, 3)) v (x, y);

-- spearman_interval: the mean of rho over strata by their rows, with bounds on the scale of atanh (Bonett and Wright 2000), as if each cluster had told once.
-- Python's fractions.Fraction and decimal: the mean 0.8463..., the variance (1 + rho^2 / 2) / (7 - 3)
CREATE TEMP TABLE two_quarters AS SELECT * FROM (VALUES (1, 1, 50, 55), (1, 2, 60, 58), (1, 3, 60, 70), (1, 4, 70, 61), (1, 5, 80, 90), (1, 6, 90, 85), (1, 7, 95, 99),
	(2, 1, 55, 50), (2, 2, 58, 66), (2, 3, 70, 68), (2, 4, 61, 75), (2, 5, 90, 70), (2, 6, 90, 91)) v (quarter, site, x, y);
SELECT pg_temp.near((i).estimate, 0.84636212520413421708, 1e-14) AS estimate, pg_temp.near((i).std_error, 0.16529562286743068749, 1e-13) AS std_error,
	pg_temp.near((i).lower, tanh(atanh(0.84636212520413421708::float8) - student_two_sided(0.9, 5) * 0.58270155815177577108), 1e-12) AS lower,
	pg_temp.near((i).upper, tanh(atanh(0.84636212520413421708::float8) + student_two_sided(0.9, 5) * 0.58270155815177577108), 1e-13) AS upper, (i).n
FROM (SELECT spearman_interval(x, y, 0.9, quarter, site) AS i FROM two_quarters) s;
SELECT pg_temp.near((SELECT (spearman_interval(x, y, 0.9, quarter, site)).estimate FROM two_quarters), sum(n * rho) / sum(n), 1e-14) AS mean, sum(n) AS n
FROM (SELECT count(*) AS n, spearman_rho(x, y) AS rho FROM two_quarters GROUP BY quarter) r;
-- a stratum without a rho tells nothing, nor do sites that are in no other: nothing is surer for them; a NULL, but for the level, is ignored
SELECT (u).estimate = (i).estimate AS estimate, (u).std_error = (i).std_error AND (u).lower = (i).lower AND (u).upper = (i).upper AS nothing_surer, (u).n
FROM (SELECT spearman_interval(x, y, 0.9, quarter, site) AS i FROM two_quarters) s,
	(SELECT spearman_interval(x, y, 0.9, quarter, site) AS u FROM (SELECT * FROM two_quarters UNION ALL SELECT * FROM (VALUES (3, 8, 5, 1), (3, 9, 5, 2), (-4, 8, 1, 1),
		(NULL, 1, 1, 1), (1, NULL, 1, 1), (1, 1, NULL, 1), (1, 1, 1, NULL)) v) t) o;
-- 1 and -1 lie at infinity on that scale: the bounds are those of 0.999999
SELECT (one).estimate AS one, (minus_one).estimate AS minus_one, pg_temp.near((one).upper, tanh(atanh(0.999999::float8) + m), 1e-14) AS upper, pg_temp.near((one).lower, tanh(atanh(0.999999::float8) - m), 1e-14) AS lower,
	(minus_one).upper = - (one).lower AND (minus_one).lower = - (one).upper AS mirrored, pg_temp.near((one).std_error, (1 - 0.999999 ^ 2) * m / student_two_sided(0.95, 10), 1e-9) AS std_error
FROM (SELECT spearman_interval(x, x, 0.95, 1, x) AS one, spearman_interval(x, - x, 0.95, 1, x) AS minus_one, student_two_sided(0.95, 10) * sqrt((1 + 0.999999::float8 ^ 2 / 2) / 9) AS m FROM generate_series(1, 12) x) s;
-- no rows, one, equal, NULL; three clusters have no bounds
SELECT spearman_interval(x, y, 0.9, quarter, site) AS no_row FROM two_quarters WHERE x = 1;
SELECT spearman_interval(1, 1, 0.9, 1, 1) AS one_row, spearman_interval(x, 1, 0.9, 1, x) AS equal, spearman_interval(NULL, x, 0.9, 1, x) AS no_x, spearman_interval(x, x, 0.9, 1, x) AS three,
	spearman_interval(x, x, 0.9, x, x) AS alone_in_strata FROM generate_series(1, 3) x;
SELECT bool_and(grows IS NOT DISTINCT FROM (SELECT spearman_interval(x, y, 0.9, quarter, site) FROM two_quarters q WHERE q.x <= r.x)) AS grows,
	bool_and(moves IS NOT DISTINCT FROM (SELECT spearman_interval(x, y, 0.9, quarter, site) FROM two_quarters q WHERE q.x BETWEEN r.x - 15 AND r.x)) AS moves, count(DISTINCT grows) AS growing, count(DISTINCT moves) AS moving
FROM (SELECT x, spearman_interval(x, y, 0.9, quarter, site) OVER (ORDER BY x) AS grows, spearman_interval(x, y, 0.9, quarter, site) OVER (ORDER BY x RANGE BETWEEN 15 PRECEDING AND CURRENT ROW) AS moves FROM two_quarters) r;

-- The same bits whatever the order of the rows and the number of workers
SELECT count(DISTINCT tau::text) AS tau, count(DISTINCT rho::text) AS rho, count(DISTINCT i::text) AS interval
FROM (SELECT kendall_tau(x, y ORDER BY place) AS tau, spearman_rho(x, y ORDER BY place) AS rho, spearman_interval(x, y, 0.9, x::int % 3, x::int % 50 ORDER BY place) AS i
	FROM (SELECT seed, md5(i::text || seed) AS place, i * 7919 % 1009 AS x, i * i % 601 / 3.0 AS y FROM generate_series(1, 20) seed, generate_series(1, 800) i) v
	GROUP BY seed) s;
CREATE TABLE rank_correlation_rows AS SELECT i, i::bigint * 7919 % 100003 AS x, sqrt(i::bigint * 31 % 10007) + i / 5000 AS y FROM generate_series(1, 20000) i;
ANALYZE rank_correlation_rows;
CREATE TEMP TABLE serial AS SELECT kendall_tau(x, y ORDER BY i) AS tau, spearman_rho(x, y ORDER BY i) AS rho, spearman_interval(x, y, 0.9, i % 3, i / 9 ORDER BY i) AS interval FROM rank_correlation_rows;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT pg_temp.plan_has('SELECT kendall_tau(x, y), spearman_rho(x, y), spearman_interval(x, y, 0.9, i % 3, i / 9) FROM rank_correlation_rows', 'Finalize Aggregate') AS parallel_plan;
SELECT p.tau = s.tau AS tau, p.rho = s.rho AS rho, p.interval = s.interval AS interval
FROM (SELECT kendall_tau(x, y) AS tau, spearman_rho(x, y) AS rho, spearman_interval(x, y, 0.9, i % 3, i / 9) AS interval FROM rank_correlation_rows) p, serial s;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;
DROP TABLE rank_correlation_rows;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT kendall_tau(''NaN'', 1)',
	'SELECT kendall_tau(1, ''Infinity''::float8)',
	'SELECT spearman_rho(''-Infinity''::float8, 1)',
	'SELECT spearman_rho(1, ''NaN''::numeric)',
	'SELECT kendall_tau(NULL, ''NaN'')',
	'SELECT kendall_tau(x, y) FROM (VALUES (1, 1), (2, ''Infinity''::float8)) v (x, y)',
	'SELECT spearman_interval(''NaN'', 1, 0.9, 1, 1)',
	'SELECT spearman_interval(1, ''-Infinity'', 0.9, 1, 1)',
	'SELECT spearman_interval(1, 1, 1, 1, 1)',
	'SELECT spearman_interval(1, 1, NULL, 1, 1)',
	'SELECT spearman_interval(1, 1, l, 1, 1) FROM (VALUES (0.9), (0.95)) v (l)',
	'SELECT spearman_interval(1, 1, 0.9, 1.5, 1)',
	'SELECT spearman_interval(1, 1, 0.9, 1, 9007199254740993)'
]) query;

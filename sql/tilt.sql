-- Whether resources follow scores, beyond need: tilt_interval, gini_correlation_interval, band_ratio_interval;
-- slope_interval, reliability
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- estimate and error are expected, and the bounds t errors away, df degrees of freedom
CREATE FUNCTION pg_temp.is(e estimate, expected float8, error float8, df int, rows bigint) RETURNS boolean LANGUAGE sql AS
$$SELECT pg_temp.near((e).estimate, expected, 1e-13) AND pg_temp.near((e).std_error, error, 1e-13) AND (e).n = rows AND
	pg_temp.near((e).lower, expected - service_eval.student_two_sided(0.95, df) * error, 1e-12) AND pg_temp.near((e).upper, expected + service_eval.student_two_sided(0.95, df) * error, 1e-12)$$;

-- Seven sites in two quarters: the score before (s) and now (y), the variance of the error of s (v), what a person got (x) and needs, and how many they are (w)
CREATE TEMP TABLE site_quarter AS SELECT * FROM (VALUES
	(1, 1, 50, 3, 2, 4, 55, 9), (1, 2, 60, 1, 1, 2, 58, 4), (1, 3, 60, 4, 3, 3, 70, 1), (1, 4, 70, 1.5, 2, 5, 61, 0),
	(1, 5, 80, 5, 1, 1, 90, 16), (1, 6, 90, 9, 4, 2, 85, 4), (1, 7, 95, 2, 2, 3, 99, 9),
	(2, 1, 55, 6, 2, 4, 50, 9), (2, 2, 58, 0, 1, 3, 66, 4), (2, 3, 70, 7, 3, 3, 68, 1), (2, 4, 61, 2, 2, 5, 75, 0),
	(2, 5, 90, 8, 1, 2, 70, 16), (2, 6, 90, 0.5, 5, 2, 91, 4)) v (quarter, site, s, x, need, w, y, v);

-- Python's fractions.Fraction: C and tilt are the slopes of weighted regressions of x / mean (less need / its mean) on the rank, by normal equations, and
-- their sandwich by clusters x G / (G - 2); the correlation and the ratio have influences that are derivatives by each weight, by differences of 1e-30
SELECT quarters, pg_temp.is(tilt_interval(x, 1, s, 0.95, w, quarter, site), c, c_error, 5, count(*)) AS c,
	pg_temp.is(tilt_interval(x, need, s, 0.95, w, quarter, site), tilt, tilt_error, 5, count(*)) AS tilt,
	pg_temp.is(gini_correlation_interval(x, s, 0.95, w, quarter, site), r, r_error, 5, count(*)) AS correlation
FROM (VALUES
	('one', 1, 0.0764, 0.15859007036949187402, 0.040036363636363636364, 0.10097757312841829477, 0.21581920903954802260, 0.38032266448793206885),
	('two', 2, 0.06015456857757777343, 0.12569132382501022347, -0.029191811905566552407, 0.15228057072411641274, 0.16505794183159600326, 0.36095263615701242905)
) e (quarters, upto, c, c_error, tilt, tilt_error, r, r_error) JOIN site_quarter ON quarter <= upto
GROUP BY quarters, c, c_error, tilt, tilt_error, r, r_error ORDER BY quarters;
-- the ratio of those from 90 on and those up to 58: the logarithm's error is 0.594863..., three degrees of freedom
SELECT pg_temp.near((b).estimate, 1.3919753086419753086, 1e-14) AS estimate, pg_temp.near((b).std_error, 1.3919753086419753086 * 0.59486335001467270220, 1e-14) AS std_error,
	pg_temp.near(ln((b).lower), ln(1.3919753086419753086) - student_two_sided(0.95, 3) * 0.59486335001467270220, 1e-13) AS lower,
	pg_temp.near(ln((b).upper), ln(1.3919753086419753086) + student_two_sided(0.95, 3) * 0.59486335001467270220, 1e-13) AS upper, (b).n
FROM (SELECT band_ratio_interval(x, CASE WHEN s >= 90 THEN 'top' WHEN s <= 58 THEN 'bottom' ELSE 'middle' END, 0.95, w, site) AS b FROM site_quarter) r;
-- the slope of y on s, with errors of s and without
SELECT pg_temp.is(slope_interval(y, s, v, 0.95, quarter, site), 0.80278260869565217391, 0.13475456404685473722, 5, 13) AS errors,
	pg_temp.is(slope_interval(y, s, 0, 0.95, quarter, site), 0.78498315625809795284, 0.13621346900242556737, 5, 13) AS no_errors,
	pg_temp.near(reliability(s, v, quarter), 0.97782780513086291785, 1e-14) AS reliability, reliability(s, 0, quarter) AS no_error
FROM site_quarter;

-- One stratum, each row a cluster: C and HC1 of concentration_interval(), the slope of regr_slope(); C / Gini is concentration_index() / gini()
SELECT pg_temp.near((t).estimate, (c).estimate, 1e-14) AND pg_temp.near((t).std_error, (c).std_error, 1e-13) AS concentration_interval,
	pg_temp.near((r).estimate, index / gini, 1e-14) AS correlation, pg_temp.near((s).estimate, slope, 1e-13) AS slope
FROM (SELECT tilt_interval(x, 7, s, 0.95, w, 1, 10 * quarter + site) AS t, concentration_interval(x, s, 0.95, w) AS c, gini_correlation_interval(x, s, 0.95, w, 0, 10 * quarter + site) AS r,
	concentration_index(x, s, w) AS index, gini(x, w) AS gini, slope_interval(y, s, 0, 0.95, 1, 10 * quarter + site) AS s, regr_slope(y, s) AS slope FROM site_quarter) o;
-- Resources that follow need: no tilt, and nothing uncertain.  x along itself: the correlation is 1 and certain, along its opposite -1
SELECT tilt_interval(need * 3, need, s, 0.95, w, quarter, site) AS follows_need FROM site_quarter;
SELECT (p).estimate = 1 AND (p).std_error < 1e-15 AS along_itself, (o).estimate = -1 AND (o).std_error < 1e-15 AS along_the_opposite
FROM (SELECT gini_correlation_interval(x, x, 0.95, w, 1, 10 * quarter + site) AS p, gini_correlation_interval(x, - x, 0.95, w, 1, 10 * quarter + site) AS o FROM site_quarter) r;
-- Strata count by their total of x: one where nobody has any is not heard, whatever is needed there
SELECT (t).estimate = (u).estimate AND (t).std_error = (u).std_error AS not_heard, (r).estimate = (q).estimate AND (r).std_error = (q).std_error AS not_heard, (u).n
FROM (SELECT tilt_interval(x, need, s, 0.95, w, quarter, site) AS t, gini_correlation_interval(x, s, 0.95, w, quarter, site) AS r FROM site_quarter) a,
	(SELECT tilt_interval(x, need, s, 0.95, w, quarter, site) AS u, gini_correlation_interval(x, s, 0.95, w, quarter, site) AS q
	FROM (SELECT * FROM site_quarter UNION ALL SELECT -3, site, s, 0, 0, w, y, v FROM site_quarter WHERE quarter = 1) q) b;
-- nor who is only there: two sites that got anything in the second quarter tell no error of C, and seven of the first, when all got nothing, do not help.
-- By hand: persons 4 and 2 have the ranks 1/3 and 5/6, x 6 and 3, mean 5.  C = (2 x 4/6 x (6 x 1/3) + 2 x 2/6 x (3 x 5/6)) / 5 - 1 = -2/15
SELECT pg_temp.near((t).estimate, -2 / 15.0, 1e-14) AS estimate, (t).std_error, (t).lower, (t).upper, (t).n
FROM (SELECT tilt_interval(CASE WHEN quarter = 1 THEN 0 WHEN site = 1 THEN 6 ELSE 3 END, 1, s, 0.95, CASE WHEN site = 1 THEN 4 ELSE 2 END, quarter, site) AS t
	FROM site_quarter WHERE quarter = 1 OR site IN (1, 2)) r;
-- a site that is alone in its quarters tells nothing of a slope, and makes none surer
SELECT (s).estimate = (t).estimate AND (s).std_error = (t).std_error AND (s).lower = (t).lower AND (s).upper = (t).upper AS nothing_surer, (t).n
FROM (SELECT slope_interval(y, s, v, 0.95, quarter, site) AS s FROM site_quarter) a,
	(SELECT slope_interval(y, s, v, 0.95, quarter, site) AS t
	FROM (SELECT quarter, site, s, y, v FROM site_quarter UNION ALL SELECT 10 + i, 10 + i, 50 + i, 60 + i * i, 4 FROM generate_series(1, 9) i) q) b;
-- Units do not matter, nor the scale of the weights; huge, tiny
SELECT pg_temp.near((f.t).estimate, (p.t).estimate, 1e-13) AND pg_temp.near((f.t).std_error, (p.t).std_error, 1e-13) AS tilt,
	pg_temp.near((f.r).estimate, (p.r).estimate, 1e-13) AND pg_temp.near((f.r).std_error, (p.r).std_error, 1e-13) AS correlation,
	pg_temp.near((f.b).estimate, (p.b).estimate, 1e-13) AND pg_temp.near((f.b).std_error, (p.b).std_error, 1e-13) AS bands,
	pg_temp.near((f.s).estimate, 1e100 * (p.s).estimate, 1e-13) AND pg_temp.near((f.s).upper, 1e100 * (p.s).upper, 1e-13) AS slope, pg_temp.near(f.i, p.i, 1e-14) AS reliability
FROM (SELECT factor, tilt_interval(x * factor * factor, need / factor, s / factor, 0.95, w * factor, quarter, site) AS t, gini_correlation_interval(x / factor, s, 0.95, w * factor, quarter, site) AS r,
		band_ratio_interval(x / factor, CASE WHEN s >= 90 THEN 'top' WHEN s <= 58 THEN 'bottom' END, 0.95, w / factor, site) AS b,
		slope_interval(y * factor, s, v, 0.95, quarter, site) AS s, reliability(s / factor, v / factor / factor, quarter) AS i
	FROM site_quarter, unnest('{1,1e100}'::float8[]) factor GROUP BY factor) f,
	(SELECT tilt_interval(x, need, s, 0.95, w, quarter, site) AS t, gini_correlation_interval(x, s, 0.95, w, quarter, site) AS r,
		band_ratio_interval(x, CASE WHEN s >= 90 THEN 'top' WHEN s <= 58 THEN 'bottom' END, 0.95, w, site) AS b,
		slope_interval(y, s, v, 0.95, quarter, site) AS s, reliability(s, v, quarter) AS i FROM site_quarter) p
WHERE factor > 1;

-- Ignored: a NULL in any argument but the level, a weight of 0; `by` says by which of tilt, correlation, bands, slope and reliability
CREATE TEMP VIEW told AS SELECT tilt_interval(x, need, s, 0.95, w, quarter, site) FILTER (WHERE by LIKE '%t%') AS t, gini_correlation_interval(x, s, 0.95, w, quarter, site) FILTER (WHERE by LIKE '%c%') AS c,
	band_ratio_interval(x, CASE WHEN s >= 90 THEN 'top' WHEN s <= 58 THEN 'bottom' END, 0.95, w, site) FILTER (WHERE by LIKE '%b%') AS b,
	slope_interval(y, s, v, 0.95, quarter, site) FILTER (WHERE by LIKE '%s%') AS s, reliability(s, v, quarter) FILTER (WHERE by LIKE '%r%') AS r, unknown
FROM (SELECT *, 'tcbsr' AS by FROM site_quarter UNION ALL SELECT * FROM (VALUES
	(NULL, 8, 99, 1, 3, 1, 70, 1, 'tcsr'), (1, NULL, 99, 1, 3, 1, 70, 1, 'tcbs'), (1, 8, NULL, 1, 3, 1, 70, 1, 'tcbsr'), (1, 8, 99, NULL, 3, 1, 70, 1, 'tcb'), (1, 8, 99, 1, NULL, 1, 70, 1, 't'),
	(1, 8, 99, 1, 3, NULL, 70, 1, 'tcb'), (1, 8, 99, 1, 3, 0, 70, 1, 'tcb'), (1, 8, 99, -1, -3, 0, 70, 1, 'tcb'), (1, 8, 99, 1, 3, 1, NULL, 1, 's'), (1, 8, 99, 1, 3, 1, 70, NULL, 'sr')) v) q,
	(VALUES (true), (false)) u (unknown) WHERE unknown OR by = 'tcbsr' AND s IS NOT NULL GROUP BY unknown;
SELECT a.t = o.t AS tilt, a.c = o.c AS correlation, a.b = o.b AS bands, a.s = o.s AS slope, a.r = o.r AS reliability, (a.t).n
FROM told a JOIN told o ON a.unknown AND NOT o.unknown;
DROP VIEW told;

-- Where something is not defined: no rows, one row, two clusters, equal scores, equal resources, no resources, no need
SELECT tilt_interval(x, 1, s, 0.95, w, 1, site) AS tilt, gini_correlation_interval(x, s, 0.95, w, 1, site) AS correlation, band_ratio_interval(x, 'top', 0.95, w, site) AS bands,
	slope_interval(y, s, 0, 0.95, 1, site) AS slope, reliability(s, 0, 1) AS reliability FROM site_quarter WHERE site = 9;
SELECT tilt_interval(x, 1, s, 0.95, w, 1, site) AS tilt, gini_correlation_interval(x, s, 0.95, w, 1, site) AS correlation, band_ratio_interval(x, 'top', 0.95, w, site) AS bands,
	slope_interval(y, s, 0, 0.95, 1, site) AS slope, reliability(s, 0, 1) AS reliability FROM site_quarter WHERE site = 7;
SELECT tilt_interval(i, 1, i, 0.95, 1, 1, i % 2) AS tilt, gini_correlation_interval(i, i, 0.95, 1, 1, i) FILTER (WHERE i < 3) AS correlation,
	band_ratio_interval(i, CASE WHEN i > 2 THEN 'top' ELSE 'bottom' END, 0.95, 1, i % 2) AS bands, slope_interval(i, i, 0, 0.95, 1, i % 2) AS slope FROM generate_series(1, 4) i;
SELECT tilt_interval(x, 1, 5, 0.95, w, quarter, site) AS tilt, gini_correlation_interval(x, 5, 0.95, w, quarter, site) AS correlation, slope_interval(y, 5, 0, 0.95, quarter, site) AS slope,
	slope_interval(y, quarter, 0, 0.95, quarter, site) AS within, reliability(quarter, 0, quarter) AS reliability FROM site_quarter;
SELECT tilt_interval(3, 1, s, 0.95, w, quarter, site) AS tilt, band_ratio_interval(3, CASE WHEN s > 60 THEN 'top' ELSE 'bottom' END, 0.95, w, site) AS bands,
	gini_correlation_interval(3, s, 0.95, w, quarter, site) FILTER (WHERE quarter = 1) AS correlation, slope_interval(5, s, v, 0.95, quarter, site) AS slope FROM site_quarter;
SELECT tilt_interval(0, 1, s, 0.95, w, quarter, site) AS tilt, gini_correlation_interval(0, s, 0.95, w, quarter, site) AS correlation,
	band_ratio_interval(0, CASE WHEN s > 60 THEN 'top' ELSE 'bottom' END, 0.95, w, site) AS bands, tilt_interval(x, 0, s, 0.95, w, quarter, site) AS no_need FROM site_quarter;
-- a quarter in which some got and nobody needs anything
SELECT tilt_interval(x, CASE quarter WHEN 1 THEN need ELSE 0 END, s, 0.95, w, quarter, site) AS tilt FROM site_quarter;
-- a band that is missing, a top and a bottom without any
SELECT band_ratio_interval(x, 'top', 0.95, w, site) AS no_bottom, band_ratio_interval(x, 'bottom', 0.95, w, site) AS no_top, band_ratio_interval(x, 'middle', 0.95, w, site) AS middle,
	band_ratio_interval(CASE WHEN s > 60 THEN 0 ELSE x END, CASE WHEN s > 60 THEN 'top' ELSE 'bottom' END, 0.95, w, site) AS top_without,
	band_ratio_interval(CASE WHEN s > 60 THEN x ELSE 0 END, CASE WHEN s > 60 THEN 'top' ELSE 'bottom' END, 0.95, w, site) AS bottom_without FROM site_quarter;
-- a bound that no number can hold is none
SELECT (b).lower = 0 AS lower, (b).upper FROM (SELECT band_ratio_interval(x, band, 0.999999, 1, c) AS b FROM (VALUES (1, 'top', 1), (9, 'top', 2), (1, 'bottom', 3)) v (x, band, c)) r;
-- Errors as large as what is seen: the reliability tells, and from 0.3 down there is no slope.  sum d^2 = 2, sum v (1 - 1/3) = 2 v
SELECT v, round(reliability(x, v, 1)::numeric, 9) AS reliability, slope_interval(x, x, v, 0.95, 1, x) IS NULL AS no_slope FROM generate_series(1, 3) x, unnest('{0,0.5,0.6875,0.7,0.75,1,2}'::float8[]) v GROUP BY v ORDER BY v;

-- other types
SELECT tilt_interval(x, need, s, 0.95, w, quarter, site) = tilt_interval(x::numeric, need::real, s::numeric, 0.95, w::int, quarter::smallint, site::bigint) AS tilt,
	slope_interval(y, s, v, 0.95, quarter, site) = slope_interval(y::numeric, s::int, v::numeric, 0.95, quarter::bigint, site::bigint) AS slope, pg_typeof(slope_interval(y, s, v, 0.95, quarter, site))
FROM site_quarter;
-- A frame that grows, one that moves
SELECT bool_and(grows IS NOT DISTINCT FROM (SELECT tilt_interval(x, need, s, 0.95, w, quarter, site) FROM site_quarter q WHERE q.s <= r.s)) AS tilt_grows,
	bool_and(moves IS NOT DISTINCT FROM (SELECT tilt_interval(x, need, s, 0.95, w, quarter, site) FROM site_quarter q WHERE q.s BETWEEN r.s - 15 AND r.s)) AS tilt_moves,
	bool_and(correlation IS NOT DISTINCT FROM (SELECT gini_correlation_interval(x, s, 0.95, w, quarter, site) FROM site_quarter q WHERE q.s BETWEEN r.s - 15 AND r.s)) AS correlation,
	bool_and(bands IS NOT DISTINCT FROM (SELECT band_ratio_interval(x, CASE WHEN site > 3 THEN 'top' ELSE 'bottom' END, 0.95, w, site) FROM site_quarter q WHERE q.s BETWEEN r.s - 15 AND r.s)) AS bands,
	bool_and(slope IS NOT DISTINCT FROM (SELECT slope_interval(y, s, v, 0.95, quarter, site) FROM site_quarter q WHERE q.s BETWEEN r.s - 15 AND r.s)) AS slope,
	bool_and(part IS NOT DISTINCT FROM (SELECT reliability(s, v, quarter) FROM site_quarter q WHERE q.s BETWEEN r.s - 15 AND r.s)) AS reliability,
	count(DISTINCT grows) AS growing, count(DISTINCT moves) AS moving
FROM (SELECT s, tilt_interval(x, need, s, 0.95, w, quarter, site) OVER (ORDER BY s) AS grows, tilt_interval(x, need, s, 0.95, w, quarter, site) OVER moved AS moves,
		gini_correlation_interval(x, s, 0.95, w, quarter, site) OVER moved AS correlation, band_ratio_interval(x, CASE WHEN site > 3 THEN 'top' ELSE 'bottom' END, 0.95, w, site) OVER moved AS bands,
		slope_interval(y, s, v, 0.95, quarter, site) OVER moved AS slope, reliability(s, v, quarter) OVER moved AS part
	FROM site_quarter WINDOW moved AS (ORDER BY s RANGE BETWEEN 15 PRECEDING AND CURRENT ROW)) r;

-- The same bits whatever the order of the rows and the number of workers
CREATE TABLE tilt_rows AS SELECT i, i % 4 AS quarter, i / 5 AS site, (i::bigint * 7919 % 101) AS s, exp((i::bigint * 31 % 1009) / 300.0) AS x, 1 + i % 7 AS need, 0.5 + i % 3 AS w, sqrt(i::bigint * 71 % 997) AS y, i % 11 / 2.0 AS v
FROM generate_series(1, 5000) i;
ANALYZE tilt_rows;
CREATE TEMP VIEW told AS SELECT tilt_interval(x, need, s, 0.95, w, quarter, site) AS t, gini_correlation_interval(x, s, 0.95, w, quarter, site) AS r,
	band_ratio_interval(x, CASE WHEN s >= 80 THEN 'top' WHEN s < 20 THEN 'bottom' ELSE 'middle' END, 0.95, w, site) AS b, slope_interval(y, s, v, 0.95, quarter, site) AS s, reliability(s, v, quarter) AS i FROM tilt_rows;
CREATE TEMP TABLE serial AS SELECT * FROM told;
INSERT INTO serial SELECT tilt_interval(x, need, s, 0.95, w, quarter, site ORDER BY md5(i::text)), gini_correlation_interval(x, s, 0.95, w, quarter, site ORDER BY md5(i::text)),
	band_ratio_interval(x, CASE WHEN s >= 80 THEN 'top' WHEN s < 20 THEN 'bottom' ELSE 'middle' END, 0.95, w, site ORDER BY md5(i::text)), slope_interval(y, s, v, 0.95, quarter, site ORDER BY md5(i::text)), reliability(s, v, quarter ORDER BY md5(i::text)) FROM tilt_rows;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT pg_temp.plan_has('SELECT * FROM told', 'Finalize Aggregate') AS parallel_plan;
INSERT INTO serial SELECT * FROM told;
SELECT count(*) AS ways, count(DISTINCT t::text) AS tilt, count(DISTINCT r::text) AS correlation, count(DISTINCT b::text) AS bands, count(DISTINCT s::text) AS slope, count(DISTINCT i::text) AS reliability FROM serial;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;
DROP VIEW told;
DROP TABLE tilt_rows;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer('SELECT service_eval.' || query) AS answer
FROM unnest(ARRAY[
	'tilt_interval(-1, 1, 1, 0.95, 1, 1, 1)',
	'tilt_interval(''NaN'', 1, 1, 0.95, 1, 1, 1)',
	'tilt_interval(1, -1, 1, 0.95, 1, 1, 1)',
	'tilt_interval(1, ''Infinity'', 1, 0.95, 1, 1, 1)',
	'tilt_interval(1, 1, ''-Infinity'', 0.95, 1, 1, 1)',
	'tilt_interval(1, 1, 1, 95, 1, 1, 1)',
	'tilt_interval(1, 1, 1, NULL, 1, 1, 1)',
	'tilt_interval(1, 1, 1, l, 1, 1, 1) FROM (VALUES (0.9), (0.95)) v (l)',
	'tilt_interval(1, 1, 1, 0.95, -1, 1, 1)',
	'tilt_interval(1, 1, 1, 0.95, 1, 0.5, 1)',
	'tilt_interval(1, 1, 1, 0.95, 1, 1, 9007199254740993)',
	'tilt_interval(NULL, -1, ''NaN'', 95, -1, 0.5, 0.5)',
	'tilt_interval(''NaN'', 1, 1, 0.95, 0, 1, 1)',
	'gini_correlation_interval(-1, 1, 0.95, 1, 1, 1)',
	'gini_correlation_interval(1, ''NaN'', 0.95, 1, 1, 1)',
	'gini_correlation_interval(1, 1, 1, 1, 1, 1)',
	'gini_correlation_interval(1, 1, 0.95, ''NaN'', 1, 1)',
	'gini_correlation_interval(1, 1, 0.95, 1, ''NaN'', 1)',
	'band_ratio_interval(-1, ''top'', 0.95, 1, 1)',
	'band_ratio_interval(1, ''best'', 0.95, 1, 1)',
	'band_ratio_interval(1, '''', 0.95, 1, 1)',
	'band_ratio_interval(1, ''top'', 0, 1, 1)',
	'band_ratio_interval(''NaN'', ''middle'', 0.95, 1, 1)',
	'band_ratio_interval(1, ''top'', 0.95, 1, 1.5)',
	'slope_interval(''NaN'', 1, 0, 0.95, 1, 1)',
	'slope_interval(1, ''Infinity'', 0, 0.95, 1, 1)',
	'slope_interval(1, 1, -1, 0.95, 1, 1)',
	'slope_interval(1, 1, ''NaN'', 0.95, 1, 1)',
	'slope_interval(1, 1, 0, NULL, 1, 1)',
	'slope_interval(1, 1, 0, l, 1, 1) FROM (VALUES (0.9), (0.95)) v (l)',
	'slope_interval(1, 1, 0, 0.95, 1.5, 1)',
	'reliability(''NaN'', 0, 1)',
	'reliability(1, -1, 1)',
	'reliability(1, 0, 0.5)'
]) query;

-- Scores: score_ratio, score_goalpost, score_distance_to_target, score_achieve_improve
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- 100 * value / target, 0 .. 100
SELECT score_ratio(884, 1000) = 88.4 AS exact, score_ratio(0, 5) AS none, score_ratio(7, 5) AS clipped, score_ratio(-1, 5) AS negative,
	score_ratio(1, 0) AS target_0, score_ratio(NULL, 1) AS value_null, score_ratio(1, NULL) AS target_null;
SELECT score_ratio(1, 3) = 100 / 3.0::float8 AS third, score_ratio(4.42::numeric, 5) = 88.4 AS numeric,
	score_ratio(1e308, 1.6e308) = 62.5 AS huge, score_ratio(5e-324, 1e-323) = 50 AS tiny, score_ratio(5e-324, 1e308) = 0 AS next_to_nothing;
SELECT count(*), bool_and(score_ratio(v, 1000) = v / 10.0::float8) AS tenths FROM generate_series(0, 1000) v;

-- 100 * (value - lo) / (hi - lo), 0 .. 100; lo > hi if lower is better
SELECT score_goalpost(884, 0, 1000) = 88.4 AS exact, score_goalpost(65, 20, 85) = 100 * 45 / 65.0::float8 AS years, score_goalpost(10, 20, 85) AS below,
	score_goalpost(90, 20, 85) AS above, score_goalpost(20, 20, 85) AS lo, score_goalpost(85, 20, 85) AS hi;
SELECT score_goalpost(3, 10, 0) AS lower_is_better, score_goalpost(11, 10, 0) AS worse, score_goalpost(-1, 10, 0) AS better, score_goalpost(5, 7, 7) AS no_width,
	score_goalpost(NULL, 1, 2) AS value_null, score_goalpost(1, NULL, 2) AS lo_null, score_goalpost(1, 1, NULL) AS hi_null;
SELECT score_goalpost(0, -1.7976931348623157e308, 1.7976931348623157e308) AS whole_range, score_goalpost(8.5e307, -8.5e307, 1.7e308) = 100 * 2 / 3.0::float8 AS huge,
	score_goalpost(5e-324, 0, 1e-323) AS tiny, score_goalpost('-0'::float8, 0, 1) AS minus_zero, score_goalpost(25::bigint, 0::numeric, 100::int) AS types;

-- The same formula on the way to a target.  The second query: what COINr 1.1.14 gives from the least value on, n_dist2targ(c(1, 2, 2, NA, 5, 10), 8, cap_max = TRUE),
-- and from the greatest, n_dist2targ(..., 0, direction = -1)
SELECT score_distance_to_target(3, 10, 0) AS lower_is_better, score_distance_to_target(8, 2, 8) AS target, score_distance_to_target(2, 2, 8) AS lo,
	score_distance_to_target(9, 2, 8) AS beyond, score_distance_to_target(1, 2, 8) AS below, score_distance_to_target(5, 7, 7) AS no_way,
	score_distance_to_target(NULL, 1, 2) AS value_null, score_distance_to_target(1, NULL, 2) AS lo_null, score_distance_to_target(1, 1, NULL) AS target_null;
SELECT bool_and(pg_temp.near(score_distance_to_target(x, min, 8), 100 * up, 1e-15)) AS up, bool_and(pg_temp.near(score_distance_to_target(x, max, 0), 100 * down, 1e-15)) AS down, count(*)
FROM (SELECT *, min(x) OVER (), max(x) OVER ()
	FROM (VALUES (1, 0, 0.9), (2, 0.14285714285714285, 0.8), (2, 0.14285714285714285, 0.8), (NULL, NULL, NULL), (5, 0.5714285714285714, 0.5), (10, 1, 0)) v (x, up, down)) s;
SELECT count(*), bool_and(score_distance_to_target(v, lo, hi) IS NOT DISTINCT FROM score_goalpost(v, lo, hi)) AS as_goalpost
FROM generate_series(-3, 3) v, generate_series(-2, 2) lo, generate_series(-2, 2) hi;

-- Achievement 90 (70 - 47) / (87 - 47) + 5, improvement 100 (70 - 21) / (87 - 21) - 5; the better counts
SELECT score_achieve_improve(70, NULL, 47, 87) = 56.75 AS achievement, score_achieve_improve(70, 69, 47, 87) = 56.75 AS hardly_improved,
	score_achieve_improve(70, 21, 47, 87) = 100 * 49 / 66.0::float8 - 5 AS improvement, score_achieve_improve(40, 21, 47, 87) = 100 * 19 / 66.0::float8 - 5 AS improved_below_threshold;
-- Lower is better: 90 (20 - 8) / (20 - 4) + 5, 100 (30 - 8) / (30 - 4) - 5
SELECT score_achieve_improve(8, NULL, 20, 4) = 72.5 AS achievement, score_achieve_improve(8, 30, 20, 4) = 100 * 22 / 26.0::float8 - 5 AS improvement,
	score_achieve_improve(21, NULL, 20, 4) AS worse, score_achieve_improve(20, NULL, 20, 4) AS at_threshold, score_achieve_improve(4, 30, 20, 4) AS at_benchmark, score_achieve_improve(-1, 30, 20, 4) AS better;
-- Borders: half a point of ten at the threshold, none below it, all at the benchmark; improvement begins with the baseline, and with half a point less than nothing
SELECT score_achieve_improve(47, NULL, 47, 87) AS at_threshold, score_achieve_improve(46.9, NULL, 47, 87) AS below, score_achieve_improve(87, NULL, 47, 87) AS at_benchmark,
	score_achieve_improve(90, 21, 47, 87) AS beyond, score_achieve_improve(86.999999, NULL, 47, 87) BETWEEN 94.99 AND 95 AS not_quite;
SELECT score_achieve_improve(20, 20, 50, 100) AS at_baseline, score_achieve_improve(19, 20, 50, 100) AS below_baseline, score_achieve_improve(24, 20, 50, 100) AS too_little,
	score_achieve_improve(25, 20, 50, 100) = 1.25 AS a_little, score_achieve_improve(60, 100, 50, 100) AS baseline_at_benchmark, score_achieve_improve(60, 120, 50, 100) AS baseline_beyond,
	score_achieve_improve(100, 120, 50, 100) AS at_benchmark_again;
SELECT score_achieve_improve(NULL, 1, 2, 3) AS value_null, score_achieve_improve(1, 1, NULL, 3) AS threshold_null, score_achieve_improve(1, 1, 2, NULL) AS benchmark_null,
	score_achieve_improve(5, 1, 3, 3) AS no_direction, score_achieve_improve(70::bigint, 69::numeric, 47::int, 87::real) = 56.75 AS types,
	score_achieve_improve('-0'::float8, NULL, 0, 1) AS minus_zero;
SELECT score_achieve_improve(0, -1.7e308, -1.7e308, 1.7e308) AS whole_range, pg_temp.near(score_achieve_improve(5e-324, NULL, 0, 1e-323), 50, 1e-15) AS tiny;
-- The rule in numeric on a grid, its mirror image, between 0 and 100, never less for a better value
SELECT count(*), bool_and(abs(s - greatest(achievement, improvement)::float8) <= 1e-13) AS rule, bool_and(s = mirrored) AS mirrored, bool_and(s BETWEEN 0 AND 100) AS in_range,
	bool_and(s >= before) AS monotone
FROM (SELECT score_achieve_improve(x, x0, t, b) AS s, score_achieve_improve(-x, -x0, -t, -b) AS mirrored,
		coalesce(lag(score_achieve_improve(x, x0, t, b)) OVER (PARTITION BY x0, t, b ORDER BY x), 0) AS before,
		CASE WHEN x >= b THEN 100 WHEN x >= t THEN 90 * (x - t) / (b - t) + 5 ELSE 0 END AS achievement,
		CASE WHEN x >= b THEN 100 WHEN x > x0 THEN greatest(100 * (x - x0) / (b - x0) - 5, 0) ELSE 0 END AS improvement
	FROM (SELECT x::numeric, nullif(x0, 13)::numeric AS x0, t::numeric, b::numeric
		FROM generate_series(-15, 15) x, generate_series(-12, 13, 5) x0, generate_series(-10, 10, 4) t, generate_series(-9, 11, 4) b WHERE t < b) grid) s;

-- Threshold and benchmark from the period before: the median, and the mean of the best tenth, where who ties with the last of them is in.
-- Of 1 .. 20: 10.5, and (19 + 20) / 2; with 18, 18, 18 for 17, 18, 19: (18 + 18 + 18 + 20) / 4; lower is better: 10.5, and (1 + 2) / 2
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY x) AS threshold, avg(x) FILTER (WHERE band = 'top') AS benchmark, avg(y) FILTER (WHERE y_band = 'top') AS tied, avg(x) FILTER (WHERE low_band = 'top') AS lower_is_better
FROM (SELECT x, y, performance_band(x, 0.1) OVER () AS band, performance_band(y, 0.1) OVER () AS y_band, performance_band(-x, 0.1) OVER () AS low_band
	FROM (SELECT x, CASE WHEN x BETWEEN 17 AND 19 THEN 18 ELSE x END AS y FROM generate_series(1, 20) x) before) bands;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT score_ratio(1, -1)',
	'SELECT score_ratio(''NaN'', 1)',
	'SELECT score_ratio(1, ''Infinity'')',
	'SELECT score_goalpost(''NaN'', 1, 2)',
	'SELECT score_goalpost(1, ''-Infinity''::float8, 2)',
	'SELECT score_goalpost(1, 1, ''NaN'')',
	'SELECT score_distance_to_target(1, ''Infinity''::float8, 2)',
	'SELECT score_distance_to_target(1, 1, ''NaN'')',
	'SELECT score_achieve_improve(''NaN'', 1, 2, 3)',
	'SELECT score_achieve_improve(1, ''NaN'', 2, 3)',
	'SELECT score_achieve_improve(1, 1, ''-Infinity''::float8, 3)',
	'SELECT score_achieve_improve(1, 1, 2, ''Infinity''::float8)'
]) query;

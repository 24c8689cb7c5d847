-- Verified quantity and service suspension: verification_factor, suspension_index, suspension_attribution, pretended_completion
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- D/R = .9, V/D = .8, S = 75: 1 - .54; of its logarithm 17 %, 36 % and 47 %
SELECT verification_factor(100, 72), suspension_index(100, 90, 72, 75), pretended_completion(120, 100, 72, 75);
SELECT round(100 * duplicates) AS duplicates, round(100 * missing_trace) AS missing_trace, round(100 * dissatisfaction) AS dissatisfaction FROM suspension_attribution(100, 90, 72, 75);
-- 9 of 20 reported, 5 of them repeats, 3 without a trace, 48.1 % content: 1 - .481 / 9 and (9 - .481) / 20
SELECT verification_factor(reported => 9, verified => 1) = 1 / 9.0::float8 AS factor,
	suspension_index(reported => 9, distinct_reported => 4, verified => 1, satisfaction => 48.1) = (8.519 / 9)::float8 AS index,
	pretended_completion(target => 20, reported => 9, verified => 1, satisfaction => 48.1) = 0.42595 AS pretended;

-- The logarithms, and the index, with mpmath 1.3.0 and 4,000 bits: ordinary numbers, factors next to 1, and quotients and products that are no doubles
SELECT r, d, v, s, pg_temp.near((a).duplicates, duplicates, 2e-15) AS duplicates, pg_temp.near((a).missing_trace, missing_trace, 2e-15) AS missing_trace,
	pg_temp.near((a).dissatisfaction, dissatisfaction, 2e-15) AS dissatisfaction, suspension_index(r, d, v, s) = index AS index
FROM (SELECT *, suspension_attribution(r, d, v, s) AS a
	FROM (VALUES (100::float8, 90::float8, 72::float8, 75::float8, 0.17098812991208591, 0.36213659645584809, 0.466875273632066, 0.46),
	(9, 4, 1, 48.1, 0.27685184244313352, 0.47328135068799068, 0.2498668068688758, 0.94655555555555555),
	(100, 99.5, 99, 90, 0.04343215354452431, 0.043650956248795135, 0.91291689020668056, 0.109),
	(7.3, 6.1, 6.1, 88.4, 0.5929190697423639, 0, 0.4070809302576361, 0.26131506849315066),
	(1768, 1700.5, 1650.25, 76.3, 0.11468595024087427, 0.088373063183968676, 0.79694098657515705, 0.28781631787330319),
	(1e12, 999999999999, 999999999997, 99.9999999999, 0.24999888461049108, 0.49999776922173216, 0.25000334616777675, 4.0000178463057649e-12),
	(1e15, 999999999999999, 999999999999999, 99.99999999999909, 0.09905945996979907, 0, 0.90094054003020093, 1.0094947017729273e-14),
	(1, 0.9999999999999999, 0.5, 50, 8.0085662595372947e-17, 0.49999999999999992, 0.5, 0.75),
	(1, 1, 1, 99.99999999999999, 0, 0, 1, 1.4210854715202004e-16),
	(1e300, 1e-300, 5e-324, 5e-324, 0.63250278047269168, 0.024568743344693423, 0.3429284761826149, 1),
	(1.7976931348623157e308, 1.7976931348623157e308, 1, 100, 0, 1, 0, 1),
	(1.5e-323, 1e-323, 5e-324, 1e-300, 0.00058216389499221877, 0.00099521575190634063, 0.99842262035310144, 1)) x (r, d, v, s, duplicates, missing_trace, dissatisfaction, index)) y;

-- A grid of numbers that are the same in float8, with the formulas in numeric: the nearest number, in 0 .. 1; 0 where all is met, 1 where nothing is
CREATE TEMP TABLE grid AS
SELECT r::numeric, d::numeric, v::numeric, s, t::numeric, (100 * r - v * s)::numeric(60,40) / (100 * nullif(r, 0)) AS index,
	(100 * least(r, t) - least(v, t) * s)::numeric(60,40) / (100 * nullif(t, 0)) AS pretended
FROM generate_series(0, 9) r, generate_series(0, r) d, generate_series(0, d) v, unnest('{0,0.125,33.25,75,88.5,99.875,100}'::numeric[]) s, generate_series(0, 12, 3) t;
SELECT count(*), bool_and(verification_factor(r, v) IS NOT DISTINCT FROM (v::numeric(60,40) / nullif(r, 0))::float8) AS factor, bool_and(suspension_index(r, d, v, s) IS NOT DISTINCT FROM index::float8) AS index,
	bool_and(suspension_index(r, d, v, s) BETWEEN 0 AND 1) AS index_in_range, bool_and((suspension_index(r, d, v, s) = 0) = (v = r AND s = 100)) AS index_0, bool_and((suspension_index(r, d, v, s) = 1) = (v = 0 OR s = 0)) AS index_1
FROM grid;
SELECT bool_and(pretended_completion(t, r, v, s) IS NOT DISTINCT FROM pretended::float8) AS pretended, bool_and(pretended_completion(t, r, v, s) BETWEEN 0 AND 1) AS in_range,
	bool_and((pretended_completion(t, r, v, s) = 0) = (r = 0 OR s = 100 AND (v = r OR v >= t))) AS pretended_0, bool_and((pretended_completion(t, r, v, s) = 1) = (r >= t AND (v = 0 OR s = 0))) AS pretended_1
FROM grid;
-- Where float8 rounds satisfaction, a result is off by no more than that, in per cent
SELECT bool_and(abs(suspension_index(r, d, v, s) - (1 - v * s / (100 * r))::float8) <= 3e-16) AS index, bool_and(abs(pretended_completion(10, r, v, s) - (r / 10 - v / 10 * s / 100)::float8) <= 3e-16) AS pretended, count(*)
FROM (SELECT r, d, v, 99.9 - d * 4.1 AS s FROM grid WHERE r > 0 AND s = 0 AND t = 0) x;
-- Each share times the logarithm of 1 - SI is the logarithm of its factor; none is negative, they add up to 1, and there are none for an index of 0
SELECT count(*), bool_and(abs((a).duplicates * ln(1 - index) - ln(d / r)) < 1e-14) AS duplicates, bool_and(abs((a).missing_trace * ln(1 - index) - ln(v / d)) < 1e-14) AS missing_trace,
	bool_and(abs((a).dissatisfaction * ln(1 - index) - ln(s / 100)) < 1e-14) AS dissatisfaction
FROM (SELECT *, suspension_attribution(r, d, v, s) AS a FROM grid WHERE v > 0 AND s > 0 AND t = 3) x WHERE index > 0;
SELECT bool_and(least((a).duplicates, (a).missing_trace, (a).dissatisfaction) >= 0) AS not_negative, bool_and(abs((a).duplicates + (a).missing_trace + (a).dissatisfaction - 1) < 5e-16) AS one,
	bool_and((a IS NULL) = (coalesce(index, 0) = 0)) AS none
FROM (SELECT *, suspension_attribution(r, d, v, s) AS a FROM grid) x;
-- What is worse is not better: more repeats, fewer traces, less satisfaction
SELECT bool_and((suspension_attribution(r, d, v, s)).duplicates < (suspension_attribution(r, d - 1, v, s)).duplicates) AS more_repeats FROM grid WHERE d > v AND v > 0 AND s > 0;
SELECT bool_and(suspension_index(r, d, v, s) < suspension_index(r, d, v - 1, s)) AS fewer_traces, bool_and(suspension_index(r, d, v, s) < suspension_index(r, d, v, s / 2)) AS less_satisfaction FROM grid WHERE v > 0 AND s > 0;

-- Factors of 0 take the whole, and share it; V/D is no factor without D.  A factor of 1 takes nothing
SELECT r, d, v, s, suspension_index(r, d, v, s) AS index, suspension_attribution(r, d, v, s) AS attribution
FROM (VALUES (100, 0, 0, 75), (100, 90, 0, 75), (100, 90, 72, 0), (100, 90, 0, 0), (100, 0, 0, 0), (100, 100, 0, 100), (100, 0, 0, 100), (100, 100, 100, 0),
	(100, 50, 50, 100), (100, 100, 50, 100), (100, 100, 100, 50), (100, 50, 50, 50), (100, 50, 25, 100), (100, 100, 50, 50), (100, 100, 100, 100), (0, 0, 0, 0), (0, 0, 0, 100)) x (r, d, v, s);
-- The target: reached, missed, surpassed on paper, surpassed in truth, none
SELECT t, r, v, s, pretended_completion(t, r, v, s) AS pretended
FROM (VALUES (100, 100, 100, 100), (100, 100, 100, 50), (100, 100, 0, 100), (100, 80, 80, 100), (100, 80, 40, 50), (100, 400, 50, 50), (100, 400, 200, 50), (100, 400, 100, 100), (100, 0, 0, 100), (0, 5, 4, 50), (0, 0, 0, 0)) x (t, r, v, s);
SELECT verification_factor(7, 7) AS all, verification_factor(7, 0) AS none, verification_factor(0, 0) AS nothing_reported, suspension_index('-0', '-0', '-0', 0) AS minus_nothing,
	suspension_index(1, '-0', '-0', '-0') AS minus_0, suspension_attribution(1, 1, 1, '-0') AS minus_0_shares, pretended_completion(1, '-0', '-0', 50) AS pretended_0;

-- Numbers whose quotients and products are no doubles
SELECT verification_factor(1e300, 1e300) AS all, pg_temp.near(verification_factor(1e300, 1e150), 1e-150, 1e-15) AS little, verification_factor(1e300, 1e-300) AS nothing, verification_factor(1e-323, 5e-324) AS half;
SELECT suspension_index(1.7976931348623157e308, 1.7976931348623157e308, 1.7976931348623157e308, 100) AS largest, suspension_index(1.6e308, 1.6e308, 1.2e308, 50) AS huge,
	suspension_index(4e-323, 4e-323, 2e-323, 50) AS tiny, suspension_index(5e-324, 5e-324, 5e-324, 75) AS smallest, suspension_index(1e300, 1e300, 1e-300, 1e-300) AS one,
	suspension_index(1, 1, 1, 5e-324) AS hardly_content;
SELECT pretended_completion(1.6e308, 1.6e308, 1.2e308, 50) AS huge, pretended_completion(4e-323, 4e-323, 2e-323, 50) AS tiny, pretended_completion(5e-324, 1.7e308, 1.6e308, 75) AS far_beyond,
	pg_temp.near(pretended_completion(1e300, 1e100, 1e100, 99.875), 1.25e-203, 1e-15) AS far_below, pretended_completion(1e300, 1e-300, 0, 0) AS nothing, pretended_completion(1.7e308, 4e-324, 0, 0) AS nothing_at_all;
-- A part in 10^12, of which 1 - v / r would be off by 9e-5 of it, and the smallest that there is
SELECT suspension_index(1e12, 1e12, 999999999999, 100) = 1e-12 AS index, suspension_index(1, 1, 0.9999999999999999, 100) = 2::float8 ^ (-53) AS next_to_1, pretended_completion(3e12, 1e12, 999999999999, 100) = (1 / 3e12)::float8 AS pretended;

-- An estimate may be rounded up: what exceeds the whole by no more than 1e-12 of it is all of it
SELECT 0.1::float8 + 0.2::float8 > 0.3 AS more, verification_factor(0.3, 0.1::float8 + 0.2::float8) AS factor, suspension_index(0.3, 0.3, 0.1::float8 + 0.2::float8, 100) AS index,
	suspension_index(0.3, 0.1::float8 + 0.2::float8, 0.1::float8 + 0.2::float8, 100) AS both, suspension_attribution(0.3, 0.1::float8 + 0.2::float8, 0.1::float8 + 0.2::float8, 100) AS attribution,
	suspension_attribution(0.3, 0.1::float8 + 0.2::float8, 0.3, 50) AS one_of_them, pretended_completion(0.3, 0.3, 0.1::float8 + 0.2::float8, 100) AS pretended;
SELECT verification_factor(1, 1 + 9e-13) AS below, suspension_index(1, 1 + 9e-13, 1 + 1.8e-12, 50) AS twice, pg_temp.answer('SELECT verification_factor(1, 1 + 1.1e-12)') LIKE '22003 verified must be between 0 and reported = 1, not 1.0000000000011%' AS above;

-- NULL in any place; types; sums of counts; a table
SELECT verification_factor(NULL, 1) AS f1, verification_factor(1, NULL) AS f2, suspension_index(NULL, 1, 1, 1) AS i1, suspension_index(1, NULL, 1, 1) AS i2, suspension_index(1, 1, NULL, 1) AS i3, suspension_index(1, 1, 1, NULL) AS i4;
SELECT suspension_attribution(NULL, 1, 1, 1) IS NULL AS a1, suspension_attribution(1, NULL, 1, 1) IS NULL AS a2, suspension_attribution(1, 1, NULL, 1) IS NULL AS a3, suspension_attribution(1, 1, 1, NULL) IS NULL AS a4,
	pretended_completion(NULL, 1, 1, 1) AS p1, pretended_completion(1, NULL, 1, 1) AS p2, pretended_completion(1, 1, NULL, 1) AS p3, pretended_completion(1, 1, 1, NULL) AS p4;
SELECT suspension_index(r, d, v, s) AS index, (suspension_attribution(r, d, v, s)).missing_trace > 0.36 AS attribution, verification_factor(r, v) AS factor, pretended_completion(v, r, v, s) AS pretended
FROM (VALUES (100::int, 90::bigint, 72::numeric, 75::real)) x (r, d, v, s);
SELECT suspension_index(100::smallint, 90::numeric(12,2), 72::float8, 75::int) AS index, suspension_index(sum(r), sum(d), sum(v), avg(s)) AS of_sums, verification_factor(count(*), count(*) FILTER (WHERE v > 30)) AS of_counts
FROM (VALUES (60::bigint, 50::bigint, 40::bigint, 70), (40, 40, 32, 80), (0, 0, 0, 75)) x (r, d, v, s);
SELECT site, duplicates = 1 AS duplicates_only, missing_trace = 1 AS missing_trace_only, dissatisfaction = 1 AS dissatisfaction_only
FROM (VALUES (1, 10, 5, 5, 100), (2, 10, 10, 5, 100), (3, 10, 10, 10, 50), (4, 10, 10, 10, 100)) x (site, r, d, v, s), suspension_attribution(r, d, v, s) ORDER BY site;

-- What the planner is told
SELECT count(*), bool_and(provolatile = 'i') AS immutable, bool_and(proparallel = 's') AS parallel_safe, bool_and(proisstrict) AS strict
FROM pg_proc WHERE pronamespace = 'service_eval'::regnamespace AND proname IN ('verification_factor', 'suspension_index', 'suspension_attribution', 'pretended_completion');

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT verification_factor(-1, 0)',
	'SELECT verification_factor(1, -1)',
	'SELECT verification_factor(90, 95)',
	'SELECT verification_factor(0, 1)',
	'SELECT verification_factor(''NaN'', 1)',
	'SELECT verification_factor(1, ''NaN'')',
	'SELECT verification_factor(''Infinity'', 1)',
	'SELECT verification_factor(1, ''Infinity'')',
	'SELECT suspension_index(-1, 0, 0, 50)',
	'SELECT suspension_index(1, -1, 0, 50)',
	'SELECT suspension_index(1, 1, -1, 50)',
	'SELECT suspension_index(1, 1, 1, -1)',
	'SELECT suspension_index(1, 1, 1, 100.5)',
	'SELECT suspension_index(0, 0, 0, 101)',
	'SELECT suspension_index(100, 101, 72, 75)',
	'SELECT suspension_index(100, 90, 95, 75)',
	'SELECT suspension_index(100, 0, 1, 75)',
	'SELECT suspension_index(0, 1, 0, 75)',
	'SELECT suspension_index(''NaN'', 1, 1, 50)',
	'SELECT suspension_index(1, ''NaN'', 1, 50)',
	'SELECT suspension_index(1, 1, ''NaN'', 50)',
	'SELECT suspension_index(1, 1, 1, ''NaN'')',
	'SELECT suspension_index(''Infinity'', 1, 1, 50)',
	'SELECT suspension_index(1, ''Infinity'', 1, 50)',
	'SELECT suspension_index(1, 1, ''-Infinity'', 50)',
	'SELECT suspension_index(1, 1, 1, ''Infinity'')',
	'SELECT suspension_attribution(100, 101, 72, 75)',
	'SELECT suspension_attribution(100, 90, 95, 75)',
	'SELECT suspension_attribution(-1, 0, 0, 75)',
	'SELECT suspension_attribution(1, 1, 1, 101)',
	'SELECT suspension_attribution(''Infinity'', ''Infinity'', 1, 75)',
	'SELECT suspension_attribution(1, 1, ''NaN'', 75)',
	'SELECT pretended_completion(-1, 1, 1, 50)',
	'SELECT pretended_completion(1, -1, 1, 50)',
	'SELECT pretended_completion(1, 1, -1, 50)',
	'SELECT pretended_completion(1, 1, 1, 101)',
	'SELECT pretended_completion(100, 90, 95, 50)',
	'SELECT pretended_completion(0, 1, 2, 50)',
	'SELECT pretended_completion(''NaN'', 1, 1, 50)',
	'SELECT pretended_completion(1, ''Infinity'', 1, 50)',
	'SELECT pretended_completion(1, 1, ''NaN'', 50)',
	'SELECT pretended_completion(1, 1, 1, ''NaN'')'
]) query;

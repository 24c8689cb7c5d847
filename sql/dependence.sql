-- Dependence: mutual_dependence, power_imbalance
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- One funder, all of what the buyer buys, 5 who qualified: 1 and 0.2
SELECT mutual_dependence(1, 1, 1, 5), power_imbalance(1, 1, 1, 5);
-- 60 % of the income, funders of 0.6, 0.2, 0.2 (HHI 0.44), 60 % of what is bought, 2 who qualified: 0.264 and 0.3
SELECT abs(mutual_dependence(share_of_org => 0.6, funder_hhi => 0.44, share_of_buyer => 0.6, qualified_bidders => 2) - 0.564) < 2e-16 AS mutual,
	abs(power_imbalance(share_of_org => 0.6, funder_hhi => 0.44, share_of_buyer => 0.6, qualified_bidders => 2) + 0.036) < 1e-16 AS imbalance;
SELECT mutual_dependence(1, hhi(x), 1, 5), power_imbalance(1, hhi(x), 1, 5) FROM (VALUES (1988600::numeric)) v (x);

-- Ends: all against nothing, nothing against all, all against all, nothing against nothing
SELECT s, h, b, m, mutual_dependence(s, h, b, m) AS mutual, power_imbalance(s, h, b, m) AS imbalance
FROM (VALUES (1, 1, 0, 1), (0, 1, 1, 1), (1, 1, 1, 1), (0, 0, 0, 0), (0, 1, 0, 3), (1, 0, 0, 3)) v (s, h, b, m);
-- Nobody or one: no choice either way; a fraction of one as well, and more than one is a fraction less
SELECT m, mutual_dependence(0, 1, 0.5, m) AS mutual, power_imbalance(0, 1, 0.5, m) AS imbalance FROM unnest('{0,-0,0.25,1,1.25,2,4,1e6}'::float8[]) m;

-- A grid of numbers that are the same in float8: the formulas in numeric (to which a float8 comes with 15 digits), and their bits, with one rounding of
-- each dependence and of the result
CREATE TEMP TABLE grid AS
SELECT s, h, b, m, s * h + b / greatest(m, 1) AS mutual, s * h - b / greatest(m, 1) AS imbalance
FROM unnest('{0,0.125,0.5,0.8125,1}'::numeric[]) s, unnest('{0,0.25,0.34375,1}'::numeric[]) h, unnest('{0,0.0625,0.5,0.84375,1}'::numeric[]) b, generate_series(0.0, 7) m;
SELECT count(*), bool_and(abs(mutual_dependence(s, h, b, m)::numeric - mutual) <= 5e-15) AS mutual, bool_and(abs(power_imbalance(s, h, b, m)::numeric - imbalance) <= 5e-15) AS imbalance,
	bool_and(mutual_dependence(s, h, b, m) = s::float8 * h::float8 + b::float8 / greatest(m, 1)::float8) AS mutual_to_the_bit, bool_and(power_imbalance(s, h, b, m) = s::float8 * h::float8 - b::float8 / greatest(m, 1)::float8) AS imbalance_to_the_bit,
	bool_and(mutual_dependence(s, h, b, m) BETWEEN 0 AND 2) AS mutual_in_range, bool_and(power_imbalance(s, h, b, m) BETWEEN -1 AND 1) AS imbalance_in_range,
	bool_and((mutual_dependence(s, h, b, m) = 0) = (s * h = 0 AND b = 0)) AS mutual_0, bool_and((mutual_dependence(s, h, b, m) = 2) = (s * h = 1 AND b = 1 AND m <= 1)) AS mutual_2
FROM grid;
-- The sum is at least the difference, either way; which is exactly 0 where both need each other alike
SELECT bool_and(abs(power_imbalance(s, h, b, m)) <= mutual_dependence(s, h, b, m)) AS at_least, bool_and((power_imbalance(s, h, b, m) = 0) = (s * h * greatest(m, 1) = b)) AS alike FROM grid;
SELECT power_imbalance(0.3, 0.4, 0.6, 5) AS alike_in_decimals, power_imbalance(0.1, 0.3, 0.3, 10) AS and_again;
-- More funders, more bidders: less dependence; a larger share: more
SELECT bool_and(mutual_dependence(s, h, b, m + 1) < mutual_dependence(s, h, b, m)) FILTER (WHERE m >= 1 AND b > 0) AS more_bidders, bool_and(power_imbalance(s, h, b, m + 1) > power_imbalance(s, h, b, m)) FILTER (WHERE m >= 1 AND b > 0) AS buyer_stronger,
	bool_and(power_imbalance(s, h / 2, b, m) < power_imbalance(s, h, b, m)) FILTER (WHERE s * h > 0) AS more_funders, bool_and(mutual_dependence(s / 2, h, b, m) < mutual_dependence(s, h, b, m)) FILTER (WHERE s * h > 0) AS smaller_share
FROM grid;

-- Tiny, huge, minus nothing
SELECT mutual_dependence(5e-324, 1, 0, 1) AS smallest, mutual_dependence(1e-200, 1e-200, 0, 1) AS below_it, power_imbalance(0, 1, 1, 1.7976931348623157e308) > -1e-308 AS many, power_imbalance(0, 1, 5e-324, 2) AS half_of_the_smallest,
	mutual_dependence('-0', 1, '-0', '-0') AS minus_0, power_imbalance('-0', 1, '-0', '-0') AS minus_0_less_minus_0;
SELECT mutual_dependence(0.9999999999999999, 1, 0, 1) AS next_to_1, mutual_dependence(1, 1, 0.9999999999999999, 1) <= 2 AS next_to_2;

-- NULL in any place; types; counts of a table
SELECT mutual_dependence(NULL, 1, 1, 1) AS d1, mutual_dependence(1, NULL, 1, 1) AS d2, mutual_dependence(1, 1, NULL, 1) AS d3, mutual_dependence(1, 1, 1, NULL) AS d4,
	power_imbalance(NULL, 1, 1, 1) AS i1, power_imbalance(1, NULL, 1, 1) AS i2, power_imbalance(1, 1, NULL, 1) AS i3, power_imbalance(1, 1, 1, NULL) AS i4;
SELECT mutual_dependence(1::smallint, 0.5::numeric, 0.5::real, 2::bigint) AS mutual, power_imbalance(1::int, 0.5::numeric(4,3), 0.5::float8, count(*)) AS imbalance FROM generate_series(1, 2);

-- What the planner is told
SELECT count(*), bool_and(provolatile = 'i') AS immutable, bool_and(proparallel = 's') AS parallel_safe, bool_and(proisstrict) AS strict
FROM pg_proc WHERE pronamespace = 'service_eval'::regnamespace AND proname IN ('mutual_dependence', 'power_imbalance');

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT mutual_dependence(-0.1, 1, 1, 1)',
	'SELECT mutual_dependence(1.1, 1, 1, 1)',
	'SELECT mutual_dependence(1, -0.1, 1, 1)',
	'SELECT mutual_dependence(1, 2500, 1, 1)',
	'SELECT mutual_dependence(1, 1, -0.1, 1)',
	'SELECT mutual_dependence(1, 1, 60, 1)',
	'SELECT mutual_dependence(1, 1, 1, -1)',
	'SELECT mutual_dependence(''NaN'', 1, 1, 1)',
	'SELECT mutual_dependence(1, ''NaN'', 1, 1)',
	'SELECT mutual_dependence(1, 1, ''NaN'', 1)',
	'SELECT mutual_dependence(1, 1, 1, ''NaN'')',
	'SELECT mutual_dependence(1, 1, 1, ''Infinity'')',
	'SELECT power_imbalance(-0.1, 1, 1, 1)',
	'SELECT power_imbalance(80, 1, 1, 1)',
	'SELECT power_imbalance(1, 1.0000000000000002, 1, 1)',
	'SELECT power_imbalance(1, ''-Infinity'', 1, 1)',
	'SELECT power_imbalance(1, 1, 1.5, 1)',
	'SELECT power_imbalance(1, 1, ''Infinity'', 1)',
	'SELECT power_imbalance(1, 1, 1, -0.5)',
	'SELECT power_imbalance(1, 1, 1, ''-Infinity'')',
	'SELECT power_imbalance(1, 1, 1, ''NaN'')',
	'SELECT power_imbalance(NULL, 7, 1, -3)'
]) query;

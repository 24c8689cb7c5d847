-- Payment: performance_payment
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- 1,988,600 yuan, 70 % by quantity: 696.01 for each of 2,000.  1,768 are 1,230,545.68; the other 596,580 from 60 to 90: 1/15 of it at 62, 5/6 at 85
SELECT score, (performance_payment(1988600, 0.70, 1768, 2000, score)).*
FROM unnest('{0,59.9999,60,62,75,85,89.9999,90,95,100}'::numeric[]) score;
SELECT quantity = 1768 * 696.01 AS quantity, quality = 39772.00 AS quality, total = 1230545.68 + 39772.00 AS total FROM performance_payment(1988600, 0.70, 1768, 2000, 62);
-- nothing beyond the target, nothing for nothing; all is the price
SELECT performance_payment(1988600, 0.70, 2001, 2000, 90) AS beyond, performance_payment(1988600, 0.70, 2000, 2000, 90) AS all_of_it, performance_payment(1988600, 0.70, 0, 2000, 60) AS nothing;
-- names, other types, other ends of the slope, estimates; verified and target in yuan are the same
SELECT performance_payment(price => 1000, quantity_share => 0.5, verified => 3, target => 4, score => 75) AS by_name,
	performance_payment(1000::bigint, 1::smallint, 3::int, 4::bigint, 75::int) AS integers,
	performance_payment(1000, 0.5, 3, 4, 75, lo => 50, hi => 100) AS slope, performance_payment(1000, 0.5, 3, 4, 75, 0, 75) AS from_0,
	performance_payment(1000, 0.5, 3.333333, 4, 75) AS estimate, performance_payment(1000, 0.5, 375, 500, 75) AS in_yuan;

-- Half a cent each, a cent together: it goes to the quantity.  Rests of 1/3 and 2/3, of 1/3 and 1/3, of 2/3 and 2/3 of a cent
SELECT performance_payment(100.01, 0.5, 1, 1, 90) AS halves, performance_payment(0.02, 0.5, 1, 3, 80) AS thirds, performance_payment(0.02, 0.5, 1, 3, 70) AS third_and_third,
	performance_payment(0.02, 0.5, 2, 3, 80) AS two_thirds_twice, performance_payment(0.01, 0.5, 1, 1, 60) AS half_alone, performance_payment(0.01, 0.4, 1, 1, 60) AS less_than_half,
	performance_payment(0.01, 0.4, 1, 1, 90) AS largest;
-- Against the formula in numeric with 60 digits: the total half up, parts that add up to it, each within a cent of what it is, and never more than the price
SELECT count(*), bool_and((p).quantity + (p).quality = (p).total) AS adds_up, bool_and((p).total = round(quantity + quality, 2)) AS total, bool_and((p).total <= price) AS at_most_the_price,
	bool_and(abs((p).quantity - quantity) < 0.01 AND abs((p).quality - quality) < 0.01) AS parts, bool_and((p).quantity = round(quantity, 2) AND (p).quality = round(quality, 2)) AS rounded_alone
FROM (SELECT price, performance_payment(price, share, v, t, q) AS p, round(share * price, 60) * least(v, t) / t AS quantity, round((1 - share) * price, 60) * (least(greatest(q, 60), 90) - 60) / 30 AS quality
	FROM unnest('{0.01,0.03,1,99.99,1988600,123456789012.34}'::numeric[]) price, unnest('{0,0.001,0.333,0.5,0.7,1}'::numeric[]) share, unnest('{0,1,2.345678,6.999999,7,8}'::numeric[]) v,
		unnest('{3,7,11.5}'::numeric[]) t, unnest('{0,60,61.2345,77.7777,89.9999,90,100}'::numeric[]) q) s;
-- A slope, no cliff: a thousandth of a point is worth 1/30,000 of the part, here 19.886 yuan, wherever it is
SELECT max(quality - before) AS most, min(quality - before) AS least
FROM (SELECT quality, lag(quality) OVER (ORDER BY q) AS before FROM generate_series(60, 90, 0.001) q, performance_payment(1988600, 0.70, 1768, 2000, q)) s;
-- Huge and tiny: all digits are there
SELECT (performance_payment(1e40 + 0.01, 1, 1, 1, 0)).total = 1e40 + 0.01 AS huge, (performance_payment(1e40, 0.5, 1, 3, 60)).quantity = round(1e42 / 6, 0) * 0.01 AS third,
	performance_payment(1000, 0.5, 1e-30, 1e-30, 90) AS tiny_target, performance_payment(1000, 0.5, 1e300, 1, 90) AS much_more;

-- What is not known is not 0: a part is NULL where what it depends on is, and so is the total
SELECT performance_payment(1000, 0.5, 1, 2, NULL) AS no_score, performance_payment(1000, 0.5, NULL, 2, 75) AS no_verified, performance_payment(1000, 0.5, 1, NULL, 75) AS no_target,
	performance_payment(1000, 0.5, NULL, NULL, NULL) AS neither, performance_payment(NULL, 0.5, 1, 2, 75) AS no_price, performance_payment(1000, NULL, 1, 2, 75) AS no_share;
-- A part alone is rounded half up
SELECT performance_payment(0.01, 0.5, 1, 1, NULL) AS half, performance_payment(0.01, 0.5, 1, 3, NULL) AS less, performance_payment(0.01, 0.5, NULL, 1, 90) AS quality;
-- No target: not known, unless nothing is paid by quantity
SELECT performance_payment(1000, 0.5, 0, 0, 90) AS no_target, performance_payment(1000, 0, 0, 0, 90) AS all_by_score, performance_payment(0, 0.7, 5, 0, 90) AS free, performance_payment(0, 0.7, 5, 10, 62) AS for_nothing;

SELECT pg_temp.answer(format('SELECT performance_payment(%s)', arguments))
FROM (VALUES (1, '-1, 0.5, 1, 2, 75'), (2, '''NaN'', 0.5, 1, 2, 75'), (3, '''Infinity'', 0.5, 1, 2, 75'), (4, '1000, 70, 1, 2, 75'), (5, '1000, -0.1, 1, 2, 75'), (6, '1000, ''NaN'', 1, 2, 75'),
	(7, '1000, 0.5, -1, 2, 75'), (8, '1000, 0.5, 1, -2, 75'), (9, '1000, 0.5, ''NaN'', 2, 75'), (10, '1000, 0.5, 1, ''Infinity'', 75'), (11, '1000, 0.5, 1, 2, 100.1'), (12, '1000, 0.5, 1, 2, -0.0001'),
	(13, '1000, 0.5, 1, 2, ''NaN'''), (14, '1000, 0.5, 1, 2, 75, 80, 80'), (15, '1000, 0.5, 1, 2, 75, 90, 60'), (16, '1000, 0.5, 1, 2, 75, NULL, 90'), (17, '1000, 0.5, 1, 2, 75, 60, NULL'),
	(18, '1000, 0.5, 1, 2, 75, -1, 90'), (19, '1000, 0.5, 1, 2, 75, 60, ''Infinity'''), (20, 'NULL, 2, 1, 2, 75'), (21, '1000, 1.00000000000000000000000000001, 1, 2, 75'))
	AS v (i, arguments) ORDER BY i;
-- in a parallel plan, too
SELECT proname, count(*), bool_and(provolatile = 'i' AND proparallel = 's') AS everywhere FROM pg_proc WHERE proname IN ('performance_payment', 'apportion') GROUP BY 1 ORDER BY 1;

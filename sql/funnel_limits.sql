-- funnel_limits, funnel_limits_mean
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- Eight units; the target is 59 of 619.  r, F and P by scipy 1.10.1 and R 4.2.2 (qbinom, pbinom, dbinom), which agree to 1e-10:
-- lower = (r - (F(r) - p) / P(r)) / n with p = 0.025; upper = (r + 1 - (F(r) - p) / P(r)) / n with p = 0.975, so r - alpha is told as well
CREATE TEMPORARY TABLE unit AS
SELECT * FROM (VALUES (1, 16, 112, 0.039556890218447917, 0.14886786418267806), (2, 5, 50, 0.010409236279108043, 0.17488618145385934), (3, 3, 78, 0.028417940620357969, 0.15937313498338954),
	(4, 11, 65, 0.021357306209365618, 0.16525239228561273), (5, 4, 97, 0.035258435036014814, 0.1526297273814238), (6, 8, 50, 0.010409236279108043, 0.17488618145385934),
	(7, 6, 92, 0.034101195047775902, 0.15397625996479247), (8, 6, 75, 0.027691750291853119, 0.15968538793148243)) AS v (unit, s, n, lower, r_less_alpha);
SELECT unit, pg_temp.near((f).target, 0.095315024232633286, 1e-15) AS target, pg_temp.near((f).lower, lower, 1e-10) AS lower, pg_temp.near((f).upper, r_less_alpha + 1.0 / n, 1e-10) AS upper, (f).outside
FROM (SELECT *, funnel_limits(s, n, NULL, 0.95, 'exact') OVER () AS f FROM unit) u ORDER BY unit;
-- phi and tau2 are those of FunnelPlotR 0.6.0 (winsorisation(), phi_func(), tau_func()) for a share with standard error sqrt(t (1 - t) / n);
-- without winsorising, and with 20 %
SELECT q, pg_temp.near((f).phi, phi, 1e-12) AS phi, pg_temp.near((f).tau2, tau2, 1e-12) AS tau2
FROM (SELECT DISTINCT v.*, funnel_limits(s, n, NULL, 0.95, 'additive', q) OVER (PARTITION BY q) AS f, unit
	FROM unit, (VALUES (0, 2.1096233132410545, 0.0015888554189700673), (0.1, 1.9712233125086194, 0.0014107463643370963), (0.2, 1.6362141527017098, 0.00097961800862307125)) v (q, phi, tau2)) u
WHERE unit = 1 ORDER BY q;
-- t -+ z s, s sqrt(phi), sqrt(s^2 + tau2), by hand; a share is never below 0
WITH limit_of AS (
	SELECT unit, n, method, CASE method WHEN 'normal' THEN sqrt(t * (1 - t) / n) WHEN 'multiplicative' THEN sqrt(t * (1 - t) / n * 1.9712233125086194) ELSE sqrt(t * (1 - t) / n + 0.0014107463643370963) END * 1.959963984540054 AS margin, t,
		CASE method WHEN 'normal' THEN funnel_limits(s, n, NULL, 0.95, 'normal') OVER m WHEN 'multiplicative' THEN funnel_limits(s, n, NULL, 0.95, 'multiplicative') OVER m ELSE funnel_limits(s, n, NULL, 0.95, 'additive') OVER m END AS f
	FROM unit, unnest(ARRAY['normal', 'multiplicative', 'additive']) AS method, (SELECT 59 / 619.0::float8 AS t) t WINDOW m AS (PARTITION BY method))
SELECT method, bool_and(abs((f).lower - greatest(0, t - margin)) < 1e-12) AS lower, bool_and(abs((f).upper - t - margin) < 1e-12) AS upper, count(*) FILTER (WHERE (f).lower = 0) AS at_0 FROM limit_of GROUP BY method ORDER BY method;

-- A target that is given.  Five of five: P(5) = 1/32 > 0.025, so neither 0 nor 5 of 5 is outside where a coin would do; six of six are, with 1/64
SELECT s, n, (f).z, (f).lower, (f).upper, (f).outside FROM (SELECT s, n, funnel_limits(s, n, 0.5, 0.95, 'exact') OVER () AS f FROM (VALUES (0, 5), (5, 5), (0, 6), (6, 6), (0, 1), (1, 1)) v (s, n)) u;
-- so many are below and above, at most 2.5 % each, for all n up to 60 and some targets; and failures mirror successes
SELECT t, bool_and(below <= 0.025 + 1e-12) AS below, bool_and(above <= 0.025 + 1e-12) AS above, max(below) > 0.02 AS not_too_few, bool_and(mirror) AS mirror
FROM (
	SELECT t, n, coalesce(sum(p) FILTER (WHERE (f).outside = 'below'), 0) AS below, coalesce(sum(p) FILTER (WHERE (f).outside = 'above'), 0) AS above,
		bool_and(abs((f).lower + (g).upper - 1) < 1e-14 AND ((f).outside = 'below') = ((g).outside = 'above')) AS mirror
	FROM (
		SELECT t, n, s, exp(lgamma_n.v - lgamma_s.v - lgamma_r.v) * t ^ s * (1 - t) ^ (n - s) AS p,
			funnel_limits(s, n, t, 0.95, 'exact') OVER w AS f, funnel_limits(n - s, n, 1 - t, 0.95, 'exact') OVER w AS g
		FROM generate_series(1, 60) n CROSS JOIN generate_series(0, n) s CROSS JOIN unnest(ARRAY[0.5, 0.8, 0.95, 0.999]::float8[]) AS t
			CROSS JOIN LATERAL (SELECT coalesce(sum(ln(k::float8)), 0) AS v FROM generate_series(1, n) k) lgamma_n
			CROSS JOIN LATERAL (SELECT coalesce(sum(ln(k::float8)), 0) AS v FROM generate_series(1, s) k) lgamma_s
			CROSS JOIN LATERAL (SELECT coalesce(sum(ln(k::float8)), 0) AS v FROM generate_series(1, n - s) k) lgamma_r
		WINDOW w AS (PARTITION BY t, n)) u
	GROUP BY t, n) v
GROUP BY t ORDER BY t;
-- Large n, R 4.2.2: (qbinom - (pbinom - p) / dbinom) / n and so on
SELECT n, t, p, pg_temp.near((f).lower, lower, 1e-11) AS lower, pg_temp.near((f).upper, upper, 1e-8) AS upper
FROM (VALUES (1e9, 0.3, 0.001, 0.29995521834940025, 0.30004478279053126), (1e9, 0.5, 0.025, 0.49996900974838043, 0.50003099025161957), (1e8, 0.01, 0.025, 0.009980498245788243, 0.010019511035800748),
	(1e6, 0.5, 0.001, 0.49845438421630917, 0.50154561578369083), (1e9, 1e-8, 0.025, 3.7751879740914156e-09, 1.7159950624903993e-08), (300000, 0.999, 0.025, 0.99888366878298052, 0.99911317107415276),
	(10, 0.3, 0.001, 0, 0.84080916540776907), (7, 0.999, 0.025, 0.85973537398497124, 1)) AS v (n, t, p, lower, upper)
	CROSS JOIN LATERAL (SELECT funnel_limits(0, n, t, 1 - 2 * p, 'exact') OVER () AS f) l;
-- 2^53 - 1 is taken, and is within a hair of the target
SELECT (f).outside, (f).upper - 0.25 < 1e-7 AND (f).lower > 0.25 - 1e-7 AS narrow FROM (SELECT funnel_limits(2251799813685248, 9007199254740991, 0.25, 0.95, 'exact') OVER () AS f) s;

-- A target of 0 or 1: chance changes nothing
SELECT s, n, (f).* FROM (SELECT s, n, funnel_limits(s, n, 0, 0.95, 'exact') OVER () AS f FROM (VALUES (0, 5), (1, 5)) v (s, n)) u;
SELECT (f).* FROM (SELECT funnel_limits(5, 5, NULL, 0.95, method) OVER () AS f FROM unnest(ARRAY['additive']) method) u;
-- NULL and n = 0 do not count: the others are as if they were not there
SELECT unit, f IS NULL AS nothing, f::text = g::text AS same FROM (
	SELECT unit, s, n, funnel_limits(s, n, NULL, 0.95, 'additive') OVER () AS f FROM (SELECT unit, s, n FROM unit UNION ALL VALUES (9, NULL, 5), (10, 5, NULL), (11, 0, 0)) u) a
	LEFT JOIN (SELECT unit, funnel_limits(s, n, NULL, 0.95, 'additive') OVER () AS g FROM unit) b USING (unit) ORDER BY unit;
SELECT funnel_limits(NULL, 5, NULL, 0.95, 'exact') OVER () AS none, count(*) FROM generate_series(1, 0) GROUP BY ();
-- one unit: its own target, no variance between units
SELECT (f).* FROM (SELECT funnel_limits(3, 10, NULL, 0.95, 'multiplicative') OVER () AS f) u;
SELECT (f).lower, (f).upper, (f).outside FROM (SELECT funnel_limits(3, 10, 0.5, 0.95, 'additive') OVER () AS f) u;
-- the same bits whatever the order, the frame and the partition's neighbours
SELECT count(DISTINCT (unit, f::text)) AS units FROM (
	SELECT unit, funnel_limits(s, n, NULL, 0.95, 'additive') OVER (ORDER BY unit ROWS 1 PRECEDING) AS f FROM unit
	UNION ALL SELECT unit, funnel_limits(s, n, NULL, 0.95, 'additive') OVER (ORDER BY n DESC, unit DESC) FROM unit
	UNION ALL SELECT unit, f FROM (SELECT unit, k, funnel_limits(s, n, NULL, 0.95, 'additive') OVER (PARTITION BY k) AS f FROM unit, generate_series(1, 2) k) p) u;
-- a target of its own for each unit, such as what its cases let expect
SELECT unit, (f).target, round((f).z::numeric, 4) = round(((s - n * (0.05 + unit / 100.0)) / sqrt(n * (0.05 + unit / 100.0) * (0.95 - unit / 100.0)))::numeric, 4) AS z FROM (SELECT *, funnel_limits(s, n, 0.05 + unit / 100.0, 0.95, 'exact') OVER () AS f FROM unit) u ORDER BY unit LIMIT 3;

-- Means with a standard error.  Three values 50, 60, 90 with errors 5, 10, 10: target (50/25 + 60/100 + 90/100) / (1/25 + 2/100) = 3.5 / 0.06;
-- z -5/3, 1/6, 19/6, phi (100 + 1 + 361) / 36 / 3; tau2 (462/36 - 2) / (0.06 - 0.0018 / 0.06)
SELECT pg_temp.near((f).target, 3.5 / 0.06, 1e-14) AS target, pg_temp.near((f).z, z, 1e-13) AS z, pg_temp.near((f).phi, 462 / 108.0, 1e-13) AS phi, pg_temp.near((f).tau2, (462 / 36.0 - 2) / 0.03, 1e-13) AS tau2,
	pg_temp.near((f).lower, 3.5 / 0.06 - 1.959963984540054 * s, 1e-13) AS lower, pg_temp.near((f).upper, 3.5 / 0.06 + 1.959963984540054 * s, 1e-13) AS upper, (f).outside,
	pg_temp.near((m).upper - (m).target, 1.959963984540054 * s * sqrt(462 / 108.0), 1e-13) AS multiplicative, pg_temp.near((a).upper - (a).target, 1.959963984540054 * sqrt(s * s + (462 / 36.0 - 2) / 0.03), 1e-13) AS additive, (a).outside AS outside_additive
FROM (SELECT *, funnel_limits_mean(y, s, NULL, 0.95, 'normal', 0) OVER () AS f, funnel_limits_mean(y, s, NULL, 0.95, 'multiplicative', 0) OVER () AS m, funnel_limits_mean(y, s, NULL, 0.95, 'additive', 0) OVER () AS a
	FROM (VALUES (50.0, 5.0, -5 / 3.0), (60, 10, 1 / 6.0), (90, 10, 19 / 6.0)) v (y, s, z)) u;
-- limits of means are not cut at 0 and 1, and dispersion below what chance explains makes no limit narrower
SELECT (f).lower < 0 AS below_0, (f).phi < 1 AS under, (f).tau2, (f).lower = (g).lower AND (f).upper = (g).upper AS as_normal
FROM (SELECT funnel_limits_mean(y, 10, 0, 0.95, 'multiplicative') OVER () AS f, funnel_limits_mean(y, 10, 0, 0.95, 'additive') OVER () AS g FROM generate_series(-2, 2) y) u;
-- huge and tiny values keep their digits
SELECT k, pg_temp.near((f).phi, 462 / 108.0, 1e-12) AS phi, pg_temp.near((f).tau2 / k / k, (462 / 36.0 - 2) / 0.03, 1e-12) AS tau2
FROM (SELECT k, funnel_limits_mean(y * k, s * k, NULL, 0.95, 'normal', 0) OVER (PARTITION BY k) AS f FROM (VALUES (50.0::float8, 5.0::float8), (60, 10), (90, 10)) v (y, s), unnest(ARRAY[1e-140, 1e140]::float8[]) k) u;
-- ... and their limits, where the squares of errors, or the variance between units, are no longer numbers: those at 1, scaled
SELECT k, bool_and(pg_temp.near((f).lower / k, (g).lower, 1e-12) AND pg_temp.near((f).upper / k, (g).upper, 1e-12)) AS limits
FROM (SELECT k, funnel_limits_mean(y * k, s * k, NULL, 0.95, 'additive', 0) OVER (PARTITION BY k) AS f, funnel_limits_mean(y, s, NULL, 0.95, 'additive', 0) OVER (PARTITION BY k) AS g
	FROM (VALUES (50.0::float8, 5.0::float8), (60, 10), (90, 10)) v (y, s), unnest(ARRAY[1e-200, 1e-300, 1e150]::float8[]) k) u GROUP BY k ORDER BY k;
SELECT bool_and((f).tau2 = 0 AND pg_temp.near((f).upper - (f).target, 1.959963984540054e200, 1e-12)) AS no_variance_between FROM (SELECT funnel_limits_mean(y * 1e200, 1e200, NULL, 0.95, 'additive') OVER () AS f FROM generate_series(1, 2) y) u;
-- FunnelPlotR 0.6.0 draws shares on the scale of the arc sine: so does this, with its values for the eight units (95 %, with overdispersion)
SELECT unit, abs(sin((f).lower) ^ 2 - lower) < 1e-7 AS lower, abs(sin((f).upper) ^ 2 - upper) < 1e-7 AS upper
FROM (SELECT unit, funnel_limits_mean(asin(sqrt(s / n::float8)), 0.5 / sqrt(n), asin(sqrt(59 / 619.0)), 0.95, 'additive') OVER () AS f FROM unit) u
	JOIN (VALUES (1, 0.022756124371414891, 0.2102074180216022), (2, 0.014680994710007014, 0.2351325665011782), (3, 0.019556604116601858, 0.2193439615201622), (4, 0.01767704381895565, 0.22512683170906783)) v (unit, lower, upper) USING (unit) ORDER BY unit;

-- any type of number
SELECT bool_and(f::text = g::text) AS types FROM (SELECT funnel_limits(s, n, 0.1, 0.95, 'additive', 0.2) OVER () AS f, funnel_limits(s::bigint, n::numeric, 0.1::numeric, 0.95::float8, 'additive', 0.2::float8) OVER () AS g FROM unit) u;
-- errors
SELECT pg_temp.answer('SELECT (funnel_limits(' || args || ') OVER ())::text FROM generate_series(1, 2) i')
FROM unnest(ARRAY['6, 5, 0.5, 0.95, ''exact''', '-1, 5, 0.5, 0.95, ''exact''', '2.5, 5, 0.5, 0.95, ''exact''', '2, 5.5, 0.5, 0.95, ''exact''', '2, 1e16, 0.5, 0.95, ''exact''', '''NaN'', 5, 0.5, 0.95, ''exact''', '2, ''Infinity'', 0.5, 0.95, ''exact''',
	'2, 5, 1.5, 0.95, ''exact''', '2, 5, ''NaN'', 0.95, ''exact''', '2, 5, 0.5, 1, ''exact''', '2, 5, 0.5, 95, ''exact''', '2, 5, 0.5, NULL, ''exact''', '2, 5, 0.5, 0.95, NULL', '2, 5, 0.5, 0.95, ''Exact''',
	'2, 5, 0.5, 0.95, ''exact'', 0.6', '2, 5, 0.5, 0.95, ''exact'', NULL', '2, 5, 0.5, 0.9 + i / 100.0, ''exact''', '2, 5, 0.5, 0.95, CASE i WHEN 1 THEN ''exact'' ELSE ''normal'' END', '2, 5, 0.5, 0.95, ''exact'', i / 10.0']) AS args;
SELECT pg_temp.answer('SELECT (funnel_limits_mean(' || args || ') OVER ())::text FROM generate_series(1, 2) i')
FROM unnest(ARRAY['70, 0, 0.5, 0.95, ''normal''', '70, -1, 0.5, 0.95, ''normal''', '''NaN'', 1, 0.5, 0.95, ''normal''', '70, ''Infinity'', 0.5, 0.95, ''normal''', '70, 1, ''-Infinity'', 0.95, ''normal''', '70, 1, 0.5, 0.95, ''exact''']) AS args;

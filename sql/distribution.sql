-- The type distribution: summaries that merge, distribution(x [, w]), rollup(d), merge(a, b) and what can be asked of them
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers
SET extra_float_digits = 0;

-- Small and exact: everything of 1 .. 10, and of weighted rows, one of weight 0, some NULL
SELECT n_values(d), total_weight(d), total(d), mean(d), min_value(d), max_value(d), gini(d), gini_error(d),
	quantile(d, 0) AS q0, quantile(d, 0.25) AS q25, quantile(d, 0.5) AS q50, quantile(d, 1) AS q100, lorenz_curve(d, 5)
FROM (SELECT distribution(x) FROM generate_series(1, 10) x) s (d);
SELECT n_values(d), total_weight(d), total(d), mean(d), min_value(d), max_value(d), gini(d), gini_error(d),
	quantile(d, 0.125) AS q12, quantile(d, 0.126) AS q13, quantile(d, 0.875) AS q88, lorenz_curve(d, 4)
FROM (SELECT distribution(x, w) FROM (VALUES (1, 1), (5, 6), (9, 1), (1000, 0), (NULL, 3), (7, NULL)) v (x, w)) s (d);
SELECT distribution(x) AS zeros, n_values(distribution(x)), gini(distribution(x)), theil(distribution(x)), mean(distribution(x)) FROM (VALUES (0), (0)) v (x);
SELECT gini(d), gini_error(d), share_of_top(d, 0.1), theil(d), coefficient_of_variation(d), quantile(d, 0.3) FROM (SELECT distribution(7)) s (d);
SELECT distribution(x) AS no_rows, distribution(x) FILTER (WHERE x > 9) AS none_left, distribution(NULL::float8) AS only_null, distribution(1.0, 0) AS weight_0
FROM generate_series(1, 0) x;
SELECT gini(NULL::distribution) AS gini, n_values(NULL) AS n_values, rollup(NULL) AS rollup, merge(NULL, NULL) AS merge;
-- negative values are welcome, but not where a share of the total is asked for
SELECT n_values(d), total(d), mean(d), min_value(d), max_value(d), quantile(d, 0.5) FROM (SELECT distribution(x) FROM (VALUES (-3.5), (0), (-0.0), (8)) v (x)) s (d);
SELECT total(d) AS exact_total FROM (SELECT distribution(x) FROM (VALUES (1e300), (1), (-1e300)) v (x)) s (d);

-- The same as the aggregates over the rows, up to 4,096 distinct values
CREATE TEMP TABLE few AS SELECT i, (i * 7919 % 3001 + 1) / 7.0::float8 AS x, 0.1 + i * 31 % 17 / 10.0::float8 AS w FROM generate_series(1, 9000) i;
SELECT pg_temp.near(gini(d), gini(x), 1e-14) AS gini, gini_error(d) = 0 AS exact, pg_temp.near(theil(d), theil(x), 1e-12) AS theil,
	pg_temp.near(mean_log_deviation(d), mean_log_deviation(x), 1e-12) AS mld, pg_temp.near(generalized_entropy(d, -1), generalized_entropy(x, -1), 1e-12) AS ge,
	pg_temp.near(atkinson(d, 0.5), atkinson(x, 0.5), 1e-12) AS atkinson, pg_temp.near(hoover(d), hoover(x), 1e-12) AS hoover,
	pg_temp.near(coefficient_of_variation(d), coefficient_of_variation(x), 1e-12) AS cv, pg_temp.near(share_of_top(d, 0.1), share_of_top(x, 0.1), 1e-13) AS top,
	pg_temp.near(share_of_bottom(d, 0.4), share_of_bottom(x, 0.4), 1e-13) AS bottom, quantile(d, 0.37) = q AS quantile, total(d) = sum(x::numeric)::float8 AS total
FROM few, (SELECT distribution(x), percentile_disc(0.37) WITHIN GROUP (ORDER BY x) FROM few) s (d, q) GROUP BY d, q;
SELECT pg_temp.near(gini(d), gini(x, w), 1e-14) AS gini, gini_error(d) = 0 AS exact, pg_temp.near(theil(d), theil(x, w), 1e-12) AS theil,
	pg_temp.near(atkinson(d, 2), atkinson(x, 2, w), 1e-12) AS atkinson, pg_temp.near(share_of_top(d, 0.1), share_of_top(x, 0.1, w), 1e-13) AS top,
	pg_temp.near(mean(d), sum(x * w) / sum(w), 1e-13) AS mean
FROM few, (SELECT distribution(x, w) FROM few) s (d) GROUP BY d;
-- the scale of the weights does not matter
SELECT pg_temp.near(gini(distribution(x, w * 1e-300)), gini(distribution(x, w)), 1e-14) AS tiny, pg_temp.near(gini(distribution(x, w * 1e240)), gini(distribution(x, w)), 1e-14) AS huge,
	pg_temp.near(theil(distribution(x, w * 1e240)), theil(distribution(x, w)), 1e-12) AS theil FROM few;
-- int, bigint, real and numeric
SELECT distribution(x) = distribution(x::int) AS int, distribution(x) = distribution(x::bigint) AS bigint, distribution(x) = distribution(x::real) AS real,
	distribution(x) = distribution(x::numeric) AS numeric, distribution(x, 2) = distribution(x::numeric, 2.0) AS weighted, distribution(x, 1) = distribution(x) AS weight_1
FROM (SELECT i::float8 FROM generate_series(1, 100) i) v (x);

-- 200,000 rows, most of them distinct: log-normal, Pareto, money, with zeros; the exact value is within the error
CREATE TEMP TABLE many AS
SELECT i, i % 7 AS g, exp(z) AS log_normal, (1 - u) ^ (-1 / 1.5) AS pareto, round((1000 * exp(z))::numeric, 2) AS money, CASE WHEN i % 5 = 0 THEN 0 ELSE exp(2 * z) END AS zeros,
	1e15 + floor(1e6 * u) AS far, 1 + i % 9 AS whole, 0.25 + u AS w
FROM (SELECT i, u, sqrt(-2 * ln(1 - u)) * cos(2 * pi() * v) AS z
	FROM (SELECT i, ((i * 7919::bigint) % 200003) / 200003.0::float8 AS u, ((i * 104729::bigint) % 200017) / 200017.0::float8 AS v FROM generate_series(1, 200000) i) p) q;
SELECT column_name, length(distribution_send(d)) <= 65536 AS small, abs(gini(d) - exact) <= gini_error(d) AS contains, gini_error(d) < 2e-6 AS narrow, gini_error(d) > 0 AS inexact,
	abs(gini(d) - exact) < 1e-6 AS near, n_values(d)
FROM (SELECT 'log_normal', distribution(log_normal), gini(log_normal) FROM many UNION ALL SELECT 'pareto', distribution(pareto), gini(pareto) FROM many
	UNION ALL SELECT 'money', distribution(money), gini(money) FROM many UNION ALL SELECT 'zeros', distribution(zeros), gini(zeros) FROM many
	UNION ALL SELECT 'far', distribution(far), gini(far) FROM many UNION ALL SELECT 'weighted', distribution(log_normal, whole), gini(log_normal, whole) FROM many) s (column_name, d, exact);
SELECT length(distribution_send(d)) <= 163840 AS small, abs(gini(d) - exact) <= gini_error(d) AS contains, pg_temp.near(total_weight(d), sum, 1e-13) AS total_weight
FROM (SELECT distribution(log_normal, w), gini(log_normal, w), sum(w) FROM many) s (d, exact, sum);
SELECT pg_temp.near(gini(distribution(log_normal, w * 1e-300)), gini(distribution(log_normal, w)), 1e-14) AS tiny, pg_temp.near(gini(distribution(log_normal, w * 1e240)), gini(distribution(log_normal, w)), 1e-14) AS huge FROM many;
-- other measures take a bucket for its mean: they are a little low
SELECT theil(x) - theil(d) BETWEEN 0 AND 3e-5 AS theil, mean_log_deviation(x) - mean_log_deviation(d) BETWEEN 0 AND 3e-5 AS mld, atkinson(x, 0.5) - atkinson(d, 0.5) BETWEEN 0 AND 3e-5 AS atkinson,
	hoover(x) - hoover(d) BETWEEN 0 AND 3e-5 AS hoover, pg_temp.near(coefficient_of_variation(d), coefficient_of_variation(x), 1e-4) AS cv,
	abs(share_of_top(d, 0.1) - share_of_top(x, 0.1)) < 1e-5 AS top, pg_temp.near(quantile(d, 0.9), q, 2.0 ^ -7) AS quantile
FROM (SELECT log_normal FROM many) m (x), (SELECT distribution(log_normal), percentile_disc(0.9) WITHIN GROUP (ORDER BY log_normal) FROM many) s (d, q) GROUP BY d, q;

-- Order, splits, text and binary make no difference to a single byte
CREATE TEMP TABLE whole AS SELECT distribution(log_normal) AS d, distribution(log_normal, whole) AS dw, distribution(far) AS f, distribution(money) AS m FROM many;
CREATE TEMP TABLE parts AS SELECT g, distribution(log_normal) AS d, distribution(log_normal, whole) AS dw, distribution(far) AS f, distribution(money) AS m FROM many GROUP BY g;
SELECT distribution_send(rollup(p.d)) = distribution_send(w.d) AS values, distribution_send(rollup(p.dw)) = distribution_send(w.dw) AS weighted,
	distribution_send(rollup(p.f)) = distribution_send(w.f) AS far, distribution_send(rollup(p.m)) = distribution_send(w.m) AS money
FROM parts p, whole w GROUP BY w.d, w.dw, w.f, w.m;
SELECT distribution_send(d) = distribution_send((SELECT d FROM whole)) AS reordered FROM (SELECT distribution(log_normal ORDER BY md5(i::text)) FROM many) s (d);
SELECT distribution_send(rollup(d::text::distribution)) = distribution_send((SELECT d FROM whole)) AS through_text FROM parts;
SELECT merge(rollup(d) FILTER (WHERE g < 3), rollup(d) FILTER (WHERE g >= 3)) = (SELECT d FROM whole) AS merged, merge(rollup(d), NULL) = rollup(d) AS nothing_more,
	merge(NULL, rollup(d)) = rollup(d) AS nothing_before FROM parts;

-- Equality, grouping, joins
SELECT d = e AS equal, d <> e AS not_equal, d = f AS other_values, d <> f AS not_other FROM (SELECT distribution(x), distribution(x ORDER BY -x), distribution(x + 1) FROM generate_series(1, 9) x) s (d, e, f);
SELECT count(*) AS groups, max(n) AS largest FROM (SELECT d, count(*) FROM (SELECT i, distribution(x) FROM few GROUP BY i) s (i, d) GROUP BY d) t (d, n);
SELECT count(*) AS rows FROM (SELECT DISTINCT d FROM (SELECT g, distribution(x) FROM (VALUES (1, 5), (1, 6), (2, 6), (2, 5), (3, 5)) v (g, x) GROUP BY g) s (g, d)) t;
SELECT count(*) AS joined FROM parts a JOIN parts b ON a.d = b.d;
SELECT distribution_hash(d) = distribution_hash(d::text::distribution) AS hash, distribution_hash_extended(d, 0)::bit(32) = distribution_hash(d)::bit(32) AS extended FROM whole;

-- Order: that of the canonical bytes, and the shorter first of two that begin alike; it agrees with equality, and is one
CREATE TEMP TABLE ordered AS
SELECT distribution(x) AS d, i AS i FROM generate_series(0, 39) i, generate_series(1, 1 + i % 20) x GROUP BY i
UNION ALL SELECT d, 100 + g FROM parts UNION ALL SELECT dw, 200 + g FROM parts UNION ALL VALUES (NULL::distribution, 300);
SELECT bool_and((a.d < b.d) = (send_a < send_b) AND (a.d <= b.d) = (send_a <= send_b) AND (a.d = b.d) = (send_a = send_b)
	AND (a.d >= b.d) = (send_a >= send_b) AND (a.d > b.d) = (send_a > send_b) AND (a.d <> b.d) = (send_a <> send_b)
	AND distribution_cmp(a.d, b.d) = CASE WHEN send_a < send_b THEN -1 WHEN send_a > send_b THEN 1 ELSE 0 END) AS as_bytes,
	count(*) FILTER (WHERE a.d < b.d) = count(*) FILTER (WHERE a.d > b.d) AND count(*) FILTER (WHERE a.d < b.d) > 500 AS both_ways
FROM ordered a CROSS JOIN ordered b, distribution_send(a.d) send_a, distribution_send(b.d) send_b;
SELECT count(DISTINCT d) AS different, count(DISTINCT distribution_send(d)) AS by_bytes FROM ordered;
SELECT array_agg(i ORDER BY d, i) = array_agg(i ORDER BY distribution_send(d), i) AS sorted, array_agg(i ORDER BY d DESC NULLS LAST, i)
	= array_agg(i ORDER BY distribution_send(d) DESC NULLS LAST, i) AS downwards FROM ordered;
-- each operator is its own function, and the planner knows the way round and the opposite of each
SELECT o.oprname, o.oprcode, c.oprname AS commutator, n.oprname AS negator
FROM pg_operator o JOIN pg_operator c ON c.oid = o.oprcom JOIN pg_operator n ON n.oid = o.oprnegate
WHERE o.oprleft = 'distribution'::regtype AND o.oprright = o.oprleft ORDER BY o.oprcode::text COLLATE "C";
SET enable_hashagg = off;
SELECT count(*) AS groups, sum(n) AS rows FROM (SELECT d, count(*) FROM ordered GROUP BY d) t (d, n);
RESET enable_hashagg;
SET enable_hashjoin = off;
SET enable_nestloop = off;
SELECT pg_temp.plan_has('SELECT FROM ordered a JOIN ordered b USING (d)', 'Merge Join') AS merge_join, count(*) AS joined FROM ordered a JOIN ordered b USING (d);
RESET enable_hashjoin;
RESET enable_nestloop;
CREATE INDEX ON ordered (d) WHERE i < 40;
ANALYZE ordered;
SET enable_seqscan = off;
SELECT pg_temp.plan_has('SELECT FROM ordered WHERE i < 40 AND d >= (SELECT distribution(x) FROM generate_series(1, 5) x)', 'ordered_d_idx') AS index_scan;
SELECT count(*) AS from_here FROM ordered WHERE i < 40 AND d >= (SELECT distribution(x) FROM generate_series(1, 5) x);
RESET enable_seqscan;
SELECT amname, amvalidate(oid) FROM (SELECT o.oid, amname FROM pg_opclass o JOIN pg_am a ON a.oid = opcmethod WHERE opcname = 'distribution_ops') c (oid, amname) ORDER BY 1;

-- ON CONFLICT
CREATE TEMP TABLE daily (g int PRIMARY KEY, d distribution);
INSERT INTO daily SELECT i % 3, distribution(x) FROM few WHERE i <= 3000 GROUP BY 1;
INSERT INTO daily AS t SELECT i % 4, distribution(x) FROM few WHERE i > 3000 GROUP BY 1 ON CONFLICT (g) DO UPDATE SET d = merge(t.d, excluded.d);
SELECT g, n_values(d), d = (SELECT distribution(x) FROM few WHERE (i <= 3000 AND i % 3 = g) OR (i > 3000 AND i % 4 = g)) AS right FROM daily ORDER BY g;
DROP TABLE daily;

-- Windows: growing and moving frames, one state read again and again
SELECT bool_and(n_values(d) = i AND gini_error(d) = 0 AND max_value(d) = i AND d = (SELECT distribution(y) FROM generate_series(1, i) y)) AS growing
FROM (SELECT x, distribution(x) OVER (ORDER BY x) FROM generate_series(1, 400) x) s (i, d);
SELECT bool_and(n_values(d) = least(i, 3) AND total(d) = (SELECT sum(y) FROM generate_series(greatest(i - 2, 1), i) y)) AS moving
FROM (SELECT x, distribution(x) OVER (ORDER BY x ROWS 2 PRECEDING) FROM generate_series(1, 400) x) s (i, d);
SELECT bool_and(n_values(d) = 1000 * g) AS rolled_up FROM (SELECT g, rollup(d) OVER (ORDER BY g) FROM (SELECT (i + 999) / 1000 AS g, distribution(x) AS d FROM few GROUP BY 1) s) t (g, d);

-- Called by itself, a support function changes nothing; an aggregate of one's own may begin anywhere, and end without a final function
SELECT distribution_send(distribution_accum(d, 4)) = distribution_send(merge(d, four)) AS accumulates, d = three AS unchanged, distribution_accum(NULL, 4) = four AS from_nothing
FROM (SELECT distribution(x), distribution(x) FROM generate_series(1, 3) x) s (d, three), (SELECT distribution(4)) t (four);
CREATE AGGREGATE pg_temp.from_zeros(float8) (SFUNC = distribution_accum, STYPE = distribution, INITCOND = '1:ADQBAAE');
CREATE TEMP TABLE own AS SELECT i % 50 AS g, pg_temp.from_zeros(x) AS d FROM few GROUP BY 1 UNION ALL SELECT 50, pg_temp.from_zeros(x) FROM few;
SELECT count(*) AS groups, bool_and(n_values(d) = CASE WHEN g < 50 THEN 182 ELSE 9002 END AND merge(d, NULL) = d AND d::text::distribution = d AND min_value(d) = 0) AS right FROM own;
DROP TABLE own;
DROP AGGREGATE pg_temp.from_zeros(float8);

-- a working state of one row, as an aggregate without a final function gives it, meets a weight
CREATE AGGREGATE pg_temp.raw(float8) (SFUNC = distribution_accum, STYPE = distribution);
SELECT d = e AS same, n_values(d), total_weight(d) FROM (SELECT distribution_accum(pg_temp.raw(1), 1, 2)) a (d), (SELECT distribution(1, w) FROM (VALUES (1), (2)) v (w)) b (e);
-- two of twenty rows, of which the first has no room for those of the second
SELECT merge(a, b) = d AS same, n_values(merge(a, b)), total(merge(a, b)) FROM (SELECT pg_temp.raw(x) FROM generate_series(1, 20) x) s (a), (SELECT pg_temp.raw(x) FROM generate_series(21, 40) x) t (b),
	(SELECT distribution(x) FROM generate_series(1, 40) x) u (d);
DROP AGGREGATE pg_temp.raw(float8);

-- Where the total is 0 there is no Gini index, nor an error of it
SELECT gini(d) IS NULL AS gini, gini_error(d) IS NULL AS gini_error FROM (SELECT distribution(x) FROM unnest('{0,0}'::float8[]) x) s (d);

-- The functions behind = and <>
SELECT distribution_eq(d, e) AS eq, distribution_ne(d, e) AS ne, distribution_eq(d, d) AS same, distribution_ne(d, NULL) AS null
FROM (SELECT distribution(1), distribution(2)) v (d, e);

-- No ambiguity: a number, a string, an unknown NULL are what they were
SELECT gini(1.5) AS numeric, gini('1.5') AS unknown, gini(NULL) AS null, gini(x) AS int, theil(NULL) AS theil, share_of_top('1', 0.5) AS share FROM generate_series(3, 3) x;

-- Merged with itself again and again, up to 2^53 rows
WITH RECURSIVE doubled AS (SELECT 0 AS i, distribution(x) AS d FROM (VALUES (1), (1)) v (x) UNION ALL SELECT i + 1, merge(d, d) FROM doubled WHERE i < 52)
SELECT n_values(d), total(d), d::text::distribution = d AS same FROM doubled ORDER BY i DESC LIMIT 1;

-- The text form
SELECT d, d::text::distribution = d AS same FROM (SELECT distribution(x) FROM unnest('{0.5,1,1,2}'::float8[]) x) s (d);
SET extra_float_digits = -15;
SELECT d::text::distribution = d AS same FROM whole;
SET extra_float_digits = 0;

-- Parallel plans
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
CREATE TABLE distribution_rows AS SELECT * FROM many;
ALTER TABLE distribution_rows SET (parallel_workers = 2);
ANALYZE distribution_rows;
SELECT pg_temp.plan_has('SELECT distribution(log_normal) FROM distribution_rows', 'Finalize Aggregate') AS parallel_plan,
	pg_temp.plan_has('SELECT g, distribution(log_normal) FROM distribution_rows GROUP BY g', 'Partial') AS parallel_groups;
SELECT v = d AS values, w = dw AS weighted, far = f AS far, money = m AS money
FROM (SELECT distribution(log_normal), distribution(log_normal, whole), distribution(far), distribution(money) FROM distribution_rows) r (v, w, far, money), whole;
SELECT bool_and(distribution_send(r.d) = distribution_send(p.d)) AS groups FROM (SELECT g, distribution(log_normal) AS d FROM distribution_rows GROUP BY g) r JOIN parts p USING (g);
SELECT count(*) AS small_groups, bool_and(n_values(d) = n AND gini_error(d) = 0 AND pg_temp.near(total(d), sum, 1e-14)) AS right
FROM (SELECT i % 20000, distribution(log_normal), count(*), sum(log_normal) FROM distribution_rows GROUP BY 1) s (g, d, n, sum);
DROP TABLE distribution_rows;

-- Whatever is done to the text, it is refused, or it is a distribution that is written as it was read
CREATE FUNCTION pg_temp.mutations(original text, times int, OUT refused int, OUT accepted int, OUT wrong text) LANGUAGE plpgsql AS $$
DECLARE
	digits constant text := 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/:=';
	digit text;
	mutant text;
	place int;
	d distribution;
BEGIN
	refused := 0;
	accepted := 0;
	FOR i IN 1 .. times LOOP
		place := 1 + floor(random() * CASE WHEN i % 2 = 0 THEN least(length(original), 60) ELSE length(original) END);
		digit := substr(digits, 1 + floor(random() * 66)::int, 1);
		mutant := CASE floor(random() * 4)
			WHEN 0 THEN left(original, place - 1) || substr(original, place + 1)
			WHEN 1 THEN left(original, place)
			WHEN 2 THEN left(original, place) || digit || substr(original, place + 1)
			ELSE left(original, place - 1) || digit || substr(original, place + 1)
		END;
		BEGIN
			d := mutant::distribution;
			accepted := accepted + 1;
			IF d::text <> mutant OR n_values(d) < 1 OR NOT quantile(d, 0.5) BETWEEN min_value(d) AND max_value(d) OR mean(d) IS NULL THEN
				wrong := mutant;
			END IF;
		EXCEPTION WHEN invalid_text_representation THEN
			refused := refused + 1;
		END;
	END LOOP;
END $$;
SELECT setseed(0.25);
SELECT refused + accepted = 1500 AND refused > 0 AND accepted > 0 AS right, wrong FROM pg_temp.mutations((SELECT distribution(x) FROM generate_series(1, 20) x)::text, 1500);
SELECT refused + accepted = 1500 AND refused > 0 AND accepted > 0 AS right, wrong FROM pg_temp.mutations((SELECT distribution(x, x + 0.3) FROM generate_series(1, 20) x)::text, 1500);
SELECT refused > 0 AS right, wrong FROM pg_temp.mutations((SELECT d FROM whole)::text, 100);

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT distribution(''NaN''::float8)',
	'SELECT distribution(''-Infinity''::float8)',
	'SELECT distribution(''NaN''::numeric)',
	'SELECT distribution(1, -1)',
	'SELECT distribution(1, ''NaN''::float8)',
	'SELECT distribution(1, ''Infinity''::float8)',
	'SELECT distribution(1, 1e251::float8)',
	'SELECT distribution(''NaN''::float8, 0)',
	'SELECT gini(distribution(x)) FROM generate_series(-1, 1) x',
	'SELECT gini_error(distribution(-1))',
	'SELECT lorenz_curve(distribution(-1), 5)',
	'SELECT share_of_top(distribution(-1), 0.5)',
	'SELECT theil(distribution(-1))',
	'SELECT atkinson(distribution(-1), 0.5)',
	'SELECT hoover(distribution(-1))',
	'SELECT lorenz_curve(distribution(1), 0)',
	'SELECT share_of_bottom(distribution(1), 1.5)',
	'SELECT quantile(distribution(1), ''NaN'')',
	'SELECT quantile(distribution(1), -0.1)',
	'SELECT atkinson(distribution(1), -1)',
	'SELECT total(distribution(x)) FROM (VALUES (1e308), (1e308)) v (x)',
	'SELECT mean(distribution(x)) FROM (VALUES (1e308), (1e308)) v (x)',
	'WITH RECURSIVE doubled AS (SELECT distribution(1) AS d UNION ALL SELECT merge(d, d) FROM doubled) SELECT count(*) FROM doubled',
	'SELECT ''''::distribution',
	'SELECT ''2:ADQBAAE''::distribution',
	'SELECT ''1:''::distribution',
	'SELECT ''1:ADQBAAE=''::distribution',
	'SELECT ''1:ADQB AAE''::distribution',
	'SELECT ''1:ADQBAAF''::distribution',
	'SELECT ''1:ADQBAAE''::distribution',
	'SELECT ''1:ADQBAAEA''::distribution',
	'SELECT ''1:ADUBAAE''::distribution',
	'SELECT ''1:ADQAAAE''::distribution'
]) query;

-- The functions of the operators are these operators
SELECT bool_and((distribution_lt(a.d, b.d), distribution_le(a.d, b.d), distribution_gt(a.d, b.d), distribution_ge(a.d, b.d))
	= (a.d < b.d, a.d <= b.d, a.d > b.d, a.d >= b.d)
	AND (distribution_lt(a.d, b.d), distribution_gt(a.d, b.d)) = (a.g < b.g, a.g > b.g)
	AND (distribution_le(a.d, b.d), distribution_ge(a.d, b.d)) = (a.g <= b.g, a.g >= b.g)) AS same, count(*)
FROM (SELECT row_number() OVER (ORDER BY d) AS g, d FROM parts) a, (SELECT row_number() OVER (ORDER BY d) AS g, d FROM parts) b;

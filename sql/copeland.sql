-- Outranking: copeland_score
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- Three criteria of equal weight.  4 is better on all; 2 beats 1 and 3 on two of three; 1 beats 3 on two of three.
SELECT unit, copeland_score(v, '{1,1,1}') OVER () FROM (VALUES (1, '{1,3,2}'::float8[]), (2, '{2,2,3}'), (3, '{3,1,1}'), (4, '{4,5,4}')) u (unit, v) ORDER BY unit;
-- Weights: 0.5 on the first criterion, where 3 is better than 2 and 2 than 1, against 0.2 + 0.2 on the others
SELECT unit, copeland_score(v, '{0.5,0.2,0.2}') OVER () FROM (VALUES (1, '{1,9,9}'::float8[]), (2, '{2,8,8}'), (3, '{3,7,7}')) u (unit, v) ORDER BY unit;
-- A ring: each outranks one and is outranked by one
SELECT unit, copeland_score(v, '{1,1,1}') OVER () FROM (VALUES (1, '{1,2,3}'::float8[]), (2, '{2,3,1}'), (3, '{3,1,2}')) u (unit, v) ORDER BY unit;

-- COINr 1.1.14, a_copeland() under R 4.2.2: 51 rows, two criteria of equal weight, many ties
SELECT array_agg(s ORDER BY i) = '{43,15,-16,-17,-26,12,23,29,-26,-1,-23,38,-9,25,-2,-33,-35,15,-5,6,12,-43,41,15,20,-26,8,-18,8,8,-2,-23,-11,-5,-2,25,0,3,-43,50,23,-9,-8,-21,-40,30,36,-19,8,-16,-14}' AS two_criteria
FROM (SELECT i, copeland_score(ARRAY[i * 7919 % 17, (i * i * 31 + 7 * i) % 13], '{1,1}') OVER () AS s FROM generate_series(1, 51) i) c;
-- the same, 40 rows of eight criteria with unequal weights
CREATE TEMP TABLE forty AS SELECT i, array_agg((i * 7919 + k * k * 31 + i * i * k) % 19 ORDER BY k)::float8[] AS v, '{1,2,3,4,1,2,1,2}'::float8[] AS w
FROM generate_series(1, 40) i, generate_series(1, 8) k GROUP BY i;
SELECT array_agg(s ORDER BY i) = '{-5,17,16,-8,-10,-24,36,22,-26,-28,-17,26,36,-13,-36,22,3,-21,4,-5,17,16,-8,-10,-24,36,22,-26,-28,-17,26,36,-13,-36,22,3,-21,4,-5,17}' AS eight_criteria
FROM (SELECT i, copeland_score(v, w) OVER () AS s FROM forty) c;
-- the same, 200 rows of 64 criteria of equal weight, which is 1/64 and so exact there
SELECT sum(s) = 0 AS s, sum(abs(s)) = 18660 AS abs, sum(s * s) = 2350916 AS squares, sum(s * i) = -61672 AS i, sum(s * i * i) = -12577282 AS i_i, max(s) = 190 AS max, min(s) = -192 AS min
FROM (SELECT i, copeland_score(v, array_fill(0.3::float8, '{64}')) OVER () AS s
	FROM (SELECT i, array_agg((i * 7919 + k * k * 31 + i * i * k) % 101 ORDER BY k)::float8[] AS v FROM generate_series(1, 200) i, generate_series(1, 64) k GROUP BY i) u) c;

-- Against the outranking matrix in exact arithmetic, with values missing and rows that are not rated, for numbers of rows below and above those of a block
CREATE TEMP TABLE unit AS
SELECT n, i, array_agg(nullif((i * i * 7919 + k * 31 + n * i * k) % 12, 0) ORDER BY k)::float8[] AS v
FROM unnest('{1,2,5,63,64,65,130}'::int[]) n, LATERAL generate_series(1, n) i, generate_series(1, 5) k
GROUP BY n, i;
UPDATE unit SET v = NULL WHERE i % 17 = 3;
UPDATE unit SET v = '{NULL,NULL,NULL,NULL,NULL}' WHERE i % 17 = 5;
UPDATE unit SET v = '{3,NULL,NULL,NULL,NULL}' WHERE i % 17 = 7;
UPDATE unit SET v = '{NULL,NULL,7,3,NULL}' WHERE i % 17 = 9;
CREATE TEMP TABLE matrix AS
SELECT a.n, a.i, b.i AS j, (better + tied / 2) / nullif(common, 0) AS orm
FROM unit a JOIN unit b ON a.n = b.n AND a.i <> b.i,
	LATERAL (SELECT coalesce(sum(w) FILTER (WHERE x > y), 0), coalesce(sum(w) FILTER (WHERE x = y), 0), sum(w) FILTER (WHERE x IS NOT NULL AND y IS NOT NULL)
		FROM unnest(a.v, b.v, '{0.1,0.2,0.3,0.15,0.25}'::numeric[]) u (x, y, w)) m (better, tied, common);
SELECT n, count(*) AS rows, count(s) AS rated, sum(s) AS sum,
	bool_and(CASE WHEN v IS NULL OR i % 17 = 5 THEN s IS NULL ELSE s = coalesce(expected, 0) END) AS score
FROM (SELECT n, i, v, copeland_score(v, '{0.1,0.2,0.3,0.15,0.25}') OVER (PARTITION BY n) AS s FROM unit) c
	LEFT JOIN (SELECT n, i, sum(sign(orm - 0.5)) AS expected FROM matrix GROUP BY n, i) m USING (n, i)
GROUP BY n ORDER BY n;
SELECT count(*) AS pairs, count(a.orm) AS compared, bool_and(round(a.orm + b.orm, 12) = 1) AS symmetric FROM matrix a JOIN matrix b ON a.n = b.n AND a.i = b.j AND a.j = b.i;

-- Missing values: 1 and 2 share the second criterion, 3 shares none with 1; 4 and 5 are not rated and change nothing
SELECT unit, copeland_score(v, '{1,1}') OVER () FROM (VALUES (1, '{NULL,2}'::float8[]), (2, '{5,1}'), (3, '{4,NULL}'), (4, NULL), (5, '{NULL,NULL}')) u (unit, v) ORDER BY unit;
-- A criterion of weight 0 is absent, and so is a row that has a value there only; without any weight no row is rated
SELECT unit, copeland_score(v, '{1,0}') OVER () AS second_absent, copeland_score(v, '{0,0}') OVER () AS no_weight FROM (VALUES (1, '{2,1}'::float8[]), (2, '{1,9}'), (3, '{NULL,9}')) u (unit, v) ORDER BY unit;
-- One row, no row, only rows that are not rated (their weights are not looked at), one tie
SELECT copeland_score('{7}', '{1}') OVER () AS one;
SELECT copeland_score('{7}', '{1}') OVER () AS no_rows FROM generate_series(1, 0);
SELECT copeland_score(NULL, NULL) OVER () AS none FROM generate_series(1, 2);
SELECT copeland_score('{7,NULL}', '{1,2}') OVER () AS equal FROM generate_series(1, 3);

-- Rounding does not decide: sums of weights are equal up to one part in 10^9.  A true difference decides, and so does the only one, however little it weighs.
SELECT what, array_agg(s ORDER BY unit) AS scores
FROM (SELECT what, unit, copeland_score(CASE unit WHEN 1 THEN a ELSE b END, w) OVER (PARTITION BY what) AS s
	FROM (VALUES
		('0.1 + 0.2 = 0.3', '{2,2,1}'::float8[], '{1,1,2}'::float8[], '{0.1,0.2,0.3}'::float8[]),
		('1/6 + 1/3 = 1/2', '{2,2,1}', '{1,1,2}', ARRAY[1 / 6.0, 1 / 3.0, 1 / 2.0]),
		('10 * 0.1 = 1', '{2,2,2,2,2,2,2,2,2,2,1}', '{1,1,1,1,1,1,1,1,1,1,2}', '{0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,1}'),
		('1e308 + 1e308 > 1.7e308', '{2,2,1}', '{1,1,2}', '{1e308,1e308,1.7e308}'),
		('5e-324 + 5e-324 = 1e-323', '{2,2,1}', '{1,1,2}', '{5e-324,5e-324,1e-323}'),
		('1 < 1.00000001', '{2,1}', '{1,2}', '{1,1.00000001}'),
		('the only difference, of 1e300', '{1,2}', '{1,1}', '{1e300,1e-300}'),
		('-0 = 0', '{-0,1}', '{0,1}', '{1,1}'),
		('1e-300 < 1e300, 0.1 + 0.2 > 0.3', '{1e-300,0.30000000000000004}', '{1e300,0.3}', '{1,2}')
	) t (what, a, b, w), generate_series(1, 2) unit) c
GROUP BY what ORDER BY what COLLATE "C";

-- Neither the order of the rows, ORDER BY nor a frame makes a difference; nor does the order of the criteria or the unit of the weights; partitions are apart
SELECT bool_and(s = ordered AND s = framed AND s = shuffled) AS any_order, bool_and(s = reversed AND s = scaled) AS any_criteria
FROM (SELECT i, copeland_score(v, w) OVER () AS s, copeland_score(v, w) OVER (ORDER BY v DESC) AS ordered, copeland_score(v, w) OVER (ORDER BY i ROWS 1 PRECEDING) AS framed,
	copeland_score(v, w) OVER (ORDER BY md5(i::text)) AS shuffled,
	copeland_score((SELECT array_agg(x ORDER BY k DESC) FROM unnest(v) WITH ORDINALITY u (x, k)), '{2,1,2,1,4,3,2,1}') OVER () AS reversed,
	copeland_score(v, (SELECT array_agg(x * 0.1 ORDER BY k) FROM unnest(w) WITH ORDINALITY u (x, k))) OVER () AS scaled
	FROM forty) c;
SELECT part, unit, copeland_score(v, w) OVER (PARTITION BY part)
FROM (VALUES ('a', 1, '{1,2}'::float8[], '{1,2}'::float8[]), ('a', 2, '{2,1}', '{1,2}'), ('b', 1, '{5}', '{1}'), ('b', 2, '{4}', '{1}'), ('c', 1, NULL, NULL)) p (part, unit, v, w)
ORDER BY part, unit;
-- Other types, and a slice whose subscripts do not begin at 1
SELECT unit, copeland_score(ARRAY[unit, 3], ARRAY[1, 2]) OVER () AS int, copeland_score(ARRAY[unit, 3.5], ARRAY[0.5, 2]) OVER () AS numeric,
	copeland_score((ARRAY[9 - unit, unit]::float8[])[2:2], '[0:0]={1}'::float8[]) OVER () AS slice, pg_typeof(copeland_score('{1}', '{1}') OVER ())
FROM generate_series(1, 3) unit ORDER BY unit;
-- Scores can be ranked as any others
SELECT unit, s, score_quintile(s) OVER () FROM (SELECT unit, copeland_score(ARRAY[unit % 4, unit % 3], '{2,1}') OVER () AS s FROM generate_series(1, 6) unit) c ORDER BY unit;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT copeland_score(''{1,2}'', ''{1}'') OVER ()',
	'SELECT copeland_score(''{{1,2}}'', ''{1,1}'') OVER ()',
	'SELECT copeland_score(''{}'', ''{}'') OVER ()',
	'SELECT copeland_score(''{1}'', ''{{1}}'') OVER ()',
	'SELECT copeland_score(''{1}'', NULL) OVER ()',
	'SELECT copeland_score(''{1,2}'', ''{1,NULL}'') OVER ()',
	'SELECT copeland_score(''{1,2}'', ''{1,-1}'') OVER ()',
	'SELECT copeland_score(''{1}'', ''{NaN}'') OVER ()',
	'SELECT copeland_score(''{1}'', ''{Infinity}'') OVER ()',
	'SELECT copeland_score(''{1,NaN}'', ''{1,1}'') OVER ()',
	'SELECT copeland_score(''{1,-Infinity}'', ''{1,0}'') OVER ()',
	'SELECT copeland_score(v, w) OVER () FROM (VALUES (''{1,2}''::float8[], ''{1,2}''::float8[]), (''{1,2}'', ''{1,3}'')) u (v, w)',
	'SELECT copeland_score(v, w) OVER () FROM (VALUES (''{1,2}''::float8[], ''{1,2}''::float8[]), (''{1,2,3}'', ''{1,2,3}'')) u (v, w)',
	'SELECT copeland_score(v, w) OVER () FROM (VALUES (''{1,2}''::float8[], ''{1,2}''::float8[]), (''{1}'', ''{1,2}'')) u (v, w)',
	'SELECT copeland_score(v, w) OVER () FROM (VALUES (''{1,2}''::float8[], ''{1,2}''::float8[]), (''{NULL,NULL}'', NULL)) u (v, w)',
	'SELECT max(s) FROM (SELECT copeland_score(v, w) OVER () AS s FROM (VALUES (''{1,2}''::float8[], ''{1,2}''::float8[]), (NULL, ''{7}'')) u (v, w)) c',
	'SELECT copeland_score(''{1}'', ''{1}'')'
]) query;

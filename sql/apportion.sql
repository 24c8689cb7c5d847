-- Apportionment: parts that add up to a total
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- Quotas 4.7, 1.6, 1.58, 1.2, 0.61, 0.31: floors 4 1 1 1 0 0, and three more for the rests .7, .61, .6
SELECT party, votes, apportion(10, votes, 0) OVER (ORDER BY party)
FROM (VALUES ('A', 47000), ('B', 16000), ('C', 15800), ('D', 12000), ('E', 6100), ('F', 3100)) v (party, votes) ORDER BY party;
-- The Alabama paradox: of ten the small one has 2, of eleven 1 (quotas 4 2/7, 4 2/7, 1 3/7 and 4 5/7, 4 5/7, 1 4/7)
SELECT weight, apportion(10, weight, 0) OVER w AS of_10, apportion(11, weight, 0) OVER w AS of_11 FROM (VALUES (1, 6), (2, 6), (3, 2)) v (i, weight) WINDOW w AS (ORDER BY i) ORDER BY i;

-- A third each: the cent goes to the first in the order, whichever that is; a frame makes no difference
SELECT i, apportion(100, 1, 2) OVER (ORDER BY i) AS first, apportion(100, 1, 2) OVER (ORDER BY i DESC) AS last, apportion(100, 1, 2) OVER (ORDER BY i ROWS 1 PRECEDING) AS framed
FROM generate_series(1, 3) i ORDER BY i;
-- the largest rest comes before the order: quotas 0.5, 0.7, 0.8
SELECT w, apportion(2, w, 0) OVER (ORDER BY w) FROM unnest('{5,7,8}'::numeric[]) w ORDER BY w;
-- whole quotas are what they are; a single row has all
SELECT w, apportion(1000, w, 2) OVER (ORDER BY w), apportion(1000, w, 2) OVER (PARTITION BY w) AS alone FROM (VALUES (1), (2), (5)) v (w) ORDER BY w;
-- A negative total is that of its amount with the sign changed; 0 is 0; the total is rounded half away from zero to the scale
SELECT i, apportion(-100, 1, 2) OVER w AS negative, apportion(0, 1, 2) OVER w AS zero, apportion(1.005, 1, 2) OVER w AS up, apportion(-1.005, 1, 2) OVER w AS down, apportion(1.0049, 1, 2) OVER w AS not_up,
	apportion(0.004, 1, 2) OVER w AS nothing, apportion(7, 1, 0) OVER w AS units, apportion(1, 1, 5) OVER w AS fine
FROM generate_series(1, 3) i WINDOW w AS (ORDER BY i) ORDER BY i;
-- A row without a weight has no share, one of weight 0 has 0, whatever else they say
SELECT i, w, apportion(t, w, s) OVER (ORDER BY i) FROM (VALUES (1, 10, 1, 2), (2, 10, NULL, 2), (3, 10, 0, 2), (4, 10, 2, 2), (5, NULL, NULL, NULL), (6, 77, NULL, 9), (7, 77, 0, NULL)) v (i, t, w, s) ORDER BY i;
-- Nothing to go by: NULL.  No total: NULL
SELECT apportion(10, w, 2) OVER () AS zeros FROM (VALUES (0), (0), (NULL)) v (w);
SELECT apportion(10, NULL, 2) OVER () AS no_weight, apportion(NULL, 1, 2) OVER () AS no_total, apportion(0, 0, 2) OVER () AS neither;
SELECT apportion(1, 1, 0) OVER () FROM generate_series(1, 0);
-- fewer units than rows: the heaviest have them
SELECT w, apportion(0.02, w, 2) OVER (ORDER BY w) FROM generate_series(1, 5) w ORDER BY w;
-- equal totals and weights, however they are written
SELECT i, apportion(t, w, 1) OVER (ORDER BY i) FROM (VALUES (1, 1.0, 0.10), (2, 1.00, 0.1), (3, 1, 0.100)) v (i, t, w) ORDER BY i;

-- By partition, against the definition in plain SQL: floors, and one more for the largest rests.  Weights with decimals, among them 0
CREATE TEMP TABLE claim AS
SELECT g, i, (i * 7919 + g * 104729) % 1000 / 1000.0 * (1 + g % 3) AS weight, g * 12.345 - 100 AS total, g % 4 AS scale
FROM generate_series(1, 60) g, generate_series(1, 1 + g % 23) i;
SELECT count(*) AS rows, bool_and(share = by_definition) AS as_defined, bool_and(abs(share - quota) < 10.0 ^ -scale) AS within_a_unit
FROM (SELECT *, sign(total) * (floor(units) + (row_number() OVER (PARTITION BY g ORDER BY units - floor(units) DESC, i)
			<= abs(round(total, scale)) * 10.0 ^ scale - sum(floor(units)) OVER (PARTITION BY g))::integer) / 10.0 ^ scale AS by_definition, sign(total) * units / 10.0 ^ scale AS quota
	FROM (SELECT *, apportion(total, weight, scale) OVER (PARTITION BY g ORDER BY i) AS share,
			round(abs(round(total, scale)) * 10.0 ^ scale * weight, 40) / sum(weight) OVER (PARTITION BY g) AS units FROM claim) s) r;
SELECT count(*) AS partitions, bool_and(total = shares) AS adds_up FROM (SELECT round(total, scale) AS total, sum(share) AS shares
	FROM (SELECT *, apportion(total, weight, scale) OVER (PARTITION BY g ORDER BY i) AS share FROM claim) s GROUP BY g, total, scale) r;
-- the same whatever order the rows come in
SELECT count(*) FILTER (WHERE a IS DISTINCT FROM b) AS differ
FROM (SELECT g, i, apportion(total, weight, scale) OVER (PARTITION BY g ORDER BY i) AS a FROM claim ORDER BY random()) x
	JOIN (SELECT g, i, apportion(total, weight, scale) OVER (PARTITION BY g ORDER BY i) AS b FROM (SELECT * FROM claim ORDER BY random()) s) y USING (g, i);
-- many rows, and numbers that no float8 holds
SELECT sum(share) = 123456789.01 AS adds_up, max(abs(share - 123456789.01 * w / whole)) < 0.01 AS within_a_cent
FROM (SELECT w, sum(w) OVER () AS whole, apportion(123456789.01, w, 2) OVER (ORDER BY i) AS share FROM (SELECT i, i * 7919 % 1009 AS w FROM generate_series(1, 20000) i) s) r;
SELECT sum(share) = 1e50 + 0.01 AS huge_total, min(share) AS least FROM (SELECT apportion(1e50 + 0.01, w, 2) OVER (ORDER BY i) AS share FROM (VALUES (1, 1e40), (2, 1e40 + 1e-40), (3, 1e-60)) v (i, w)) s;
SELECT i, apportion(1, w, 0) OVER (ORDER BY i) AS the_heavier_by_1e_40 FROM (VALUES (1, 1), (2, 1 + 1e-40)) v (i, w) ORDER BY i;
SELECT sum(share) = 1 AS adds_up, max(scale(share)) AS scale FROM (SELECT apportion(1, 1, 1000) OVER (ORDER BY i) AS share FROM generate_series(1, 3) i) s;
-- integers are weights, too; float8 has to be cast, since its decimals are not what they seem
SELECT i, apportion(10::bigint, i::smallint, 0) OVER (ORDER BY i) FROM generate_series(1, 3) i ORDER BY i;
SELECT i, apportion(10, i::float8::numeric, 0) OVER (ORDER BY i) FROM generate_series(1, 3) i ORDER BY i;

SELECT pg_temp.answer(format('SELECT count(s) FROM (SELECT apportion(t, w, s) OVER (ORDER BY i) AS s FROM (VALUES %s) v (i, t, w, s)) x', rows))
FROM (VALUES (1, '(1, 10.0, -1.0, 2)'), (2, '(1, 10, 1.0, 2), (2, 10, ''NaN'', 2)'), (3, '(1, 10.0, ''Infinity''::numeric, 2)'), (4, '(1, ''NaN''::numeric, 1.0, 2)'), (5, '(1, ''-Infinity''::numeric, 1.0, 2)'),
	(6, '(1, 10.0, 1.0, -1)'), (7, '(1, 10.0, 1.0, 1001)'), (8, '(1, 10.0, 1.0, NULL::int)'), (9, '(1, 10.0, 1.0, 2), (2, 10.01, 1.0, 2)'), (10, '(1, 10.0, 1.0, 2), (2, NULL, 1.0, 2)'),
	(11, '(1, NULL, 1.0, 2), (2, 10.0, 1.0, 2)'), (12, '(1, 10.0, 1.0, 2), (2, 10.0, 1.0, 3)'), (13, '(1, 10.0, 0.0, 2), (2, 10.01, 1.0, 2), (3, 10.01, NULL, NULL), (4, NULL, 0, NULL)'))
	AS v (i, rows) ORDER BY i;

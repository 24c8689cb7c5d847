-- Ranks after shrinkage: rank_posterior
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- Two scores are not drawn together: better by 1 with errors of 1 and 2 is Phi(1 / root 5) = 0.67264 (tables)
SELECT i, (r).rank, (r).shrunken_score, (r).shrunken_std_error, round((r).expected_rank::numeric, 5) AS expected_rank,
	abs((r).p_top - CASE i WHEN 2 THEN 0.67264 ELSE 0.32736 END) < 0.02 AS p_top, (r).p_bottom
FROM (SELECT i, rank_posterior(i, i) OVER () AS r FROM generate_series(1, 2) i) s ORDER BY i;
-- Scores with equal errors: Stein's shrinkage B = D / (A + D) with a flat A has the density B^((n - 3) / 2 - 1)
-- exp(-B S / (2 D)), S the sum of squares (Morris and Lysy 2012); ten scores, D = 2, S = 66
SELECT bool_and(pg_temp.near((r).shrunken_score, 0.5 + (1 - b) * (y - 0.5), 1e-6)) AS drawn
FROM (SELECT y, rank_posterior(y, sqrt(2.0)) OVER () AS r FROM unnest('{2,-1,3,0,-4,1,5,-2,2.5,-1.5}'::float8[]) y) s,
	(SELECT sum(x ^ 3.5 * exp(-x * squares / 4)) / sum(x ^ 2.5 * exp(-x * squares / 4)) AS b
	FROM generate_series(0, 99999) k, LATERAL (SELECT (k + 0.5::float8) / 100000) w (x), (SELECT sum((y - 0.5) ^ 2) AS squares FROM unnest('{2,-1,3,0,-4,1,5,-2,2.5,-1.5}'::float8[]) y) v) t;
-- What is known is what it is, in rank, band and level
SELECT n, bool_and((r).rank = k AND (r).expected_rank = k) AS ranks, bool_and((r).shrunken_score = score AND (r).shrunken_std_error = 0) AS levels,
	bool_and((r).p_top = (band = 'top')::int AND (r).p_bottom = (band = 'bottom')::int) AS bands
FROM (SELECT n, i * 7 % 11 AS score, rank_posterior(i * 7 % 11, 0, 10, fraction => 0.3) OVER (PARTITION BY n) AS r,
		rank() OVER (PARTITION BY n ORDER BY i * 7 % 11 DESC) AS k, performance_band(i * 7 % 11, 0.3) OVER (PARTITION BY n) AS band
	FROM unnest('{1,2,3,4,5,10,30}'::int[]) n, generate_series(1, n) i) s
GROUP BY n ORDER BY n;
-- Sums: expected ranks are 1 + ... + n, and the bands hold as many as there is room for
SELECT n, round(sum((r).expected_rank)::numeric, 6) = n * (n + 1) / 2 AS ranks, abs(sum((r).p_top) - ceil(n / 5.0)) < 0.03 * n AS top,
	abs(sum((r).p_bottom) - floor(n / 5.0)) < 0.03 * n AS bottom, bool_and((r).p_top BETWEEN 0 AND 1 AND (r).p_bottom BETWEEN 0 AND 1) AS shares
FROM (SELECT n, rank_posterior(i * 37 % 101, 5 + i % 7) OVER (PARTITION BY n) AS r FROM unnest('{1,2,3,4,5,6,20,99}'::int[]) n, generate_series(1, n) i) s
GROUP BY n ORDER BY n;
-- A level is drawn towards the others, the more the less its score is sure; that of the sure one stays
SELECT i, round((r).shrunken_score::numeric, 1) AS shrunken, (r).rank
FROM (SELECT i, rank_posterior(s, e) OVER () AS r
	FROM (VALUES (1, 50, 0), (2, 52, 1), (3, 48, 1), (4, 90, 40), (5, 54, 1), (6, 46, 1)) v (i, s, e)) s ORDER BY i;

-- Units without a score, of which nothing else is read, and none at all
SELECT i, rank_posterior(s, e, d, 0, d / 10.0) OVER () AS r
FROM (VALUES (1, 5, 0, 4), (2, NULL, NULL, NULL), (3, 7, 0, 4), (4, NULL, -1, -8)) v (i, s, e, d) ORDER BY i;
SELECT rank_posterior(NULL, 1) OVER () AS none;
-- Numbers of any size: results do not depend on the unit of the scores
SELECT power, bool_and((a).rank = (b).rank AND (a).p_bottom = (b).p_bottom AND (a).shrunken_score * 2 ^ power = (b).shrunken_score) AS same
FROM (SELECT power, rank_posterior(i * 7 % 11, 1 + i % 2) OVER (PARTITION BY power) AS a,
	rank_posterior(i * 7 % 11 * 2 ^ power, (1 + i % 2) * 2 ^ power) OVER (PARTITION BY power) AS b FROM generate_series(1, 9) i, unnest('{-700,1,1000}'::float8[]) power) s
GROUP BY power ORDER BY power;

-- The same bits in any order, with any frame, in partitions, and for units that are equal
CREATE TEMP TABLE unit AS SELECT i, i * 7 % 10 AS score, 1 + i % 2 AS std_error FROM generate_series(1, 40) i;
SELECT count(*), bool_and(a = b AND a = c AND a = d) AS same, count(DISTINCT a) AS results
FROM (SELECT rank_posterior(score, std_error, 50) OVER () AS a, rank_posterior(score, std_error, 50) OVER (ORDER BY md5(i::text)) AS b,
	rank_posterior(score, std_error, 50) OVER (ORDER BY i DESC ROWS 1 PRECEDING) AS c,
	rank_posterior(score, std_error, 50) OVER (PARTITION BY i > 0 ORDER BY random() ROWS CURRENT ROW) AS d FROM unit) s;
SELECT bool_or((a).p_bottom <> (b).p_bottom) AS another_seed, bool_and((a).expected_rank = (b).expected_rank) AS same_mean
FROM (SELECT rank_posterior(score, std_error) OVER () AS a, rank_posterior(score, std_error, seed => 5) OVER () AS b FROM unit) s;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT rank_posterior(''NaN'', 1) OVER ()',
	'SELECT rank_posterior(5, NULL) OVER ()',
	'SELECT rank_posterior(5, -1) OVER ()',
	'SELECT rank_posterior(5, 1, 0) OVER ()',
	'SELECT rank_posterior(5, 1, 1.5) OVER ()',
	'SELECT rank_posterior(5, 1, NULL) OVER ()',
	'SELECT rank_posterior(5, 1, 10, 0.5) OVER ()',
	'SELECT rank_posterior(5, 1, fraction => 0.6) OVER ()',
	'SELECT rank_posterior(5, 1, i) OVER () FROM generate_series(1, 2) i',
	'SELECT rank_posterior(5, 1)'
]) query;

-- The simulation of how far a ranking can be trusted says what it must
\getenv top PG_ABS_SRCDIR
\set example :top '/examples/rank_stability.sql'
\set ECHO none
\o /dev/null
\i :example
\o
\set ON_ERROR_STOP off
\set ECHO all

-- Truth and observation are correlated with 8 / sqrt(8^2 + 20^2 / r).  Of 100 homes, 60, 71, 80 and 89 % of the
-- observed bottom fifth belong there; the share of a city has a standard deviation below 10 points, the mean of 400
-- cities one below 0.5.
SELECT respondents, abs(truly_bottom - expected) < 2 AS as_expected
FROM rank_stability JOIN (VALUES (8, 60), (20, 71), (50, 80), (200, 89)) v (respondents, expected) USING (respondents)
ORDER BY respondents;
-- the numbers are normal and have the deviations that they should: each within five standard errors
SELECT count(*) AS homes, abs(avg(quality) - 60) < 5 * 8 / sqrt(40000) AS mean,
	abs(stddev(quality) - 8) < 5 * 8 / sqrt(80000) AS deviation FROM home;
SELECT respondents, abs(avg(z)) < 5 / sqrt(40000) AS mean, abs(stddev(z) - 1) < 5 / sqrt(80000) AS deviation,
	abs(corr(z, quality)) < 5 / sqrt(40000) AS independent
FROM (SELECT respondents, quality, (score - quality) / std_error AS z FROM rated_home) s GROUP BY respondents
ORDER BY respondents;
-- Who is sure to be at the bottom is more often truly there: at least by 15 in 100; and in every city the sums are
-- right
SELECT sure_of_it, avg(truth) BETWEEN CASE WHEN sure_of_it THEN 0.8 ELSE 0.5 END
	AND CASE WHEN sure_of_it THEN 0.95 ELSE 0.65 END AS truly_bottom
FROM (SELECT (r).p_bottom >= 0.8 AS sure_of_it, (r).rank > 80 AS seen,
	(rank() OVER (PARTITION BY city ORDER BY quality DESC) > 80)::int AS truth FROM sure) s
WHERE seen GROUP BY sure_of_it ORDER BY sure_of_it DESC;
SELECT count(*) AS cities, bool_and(abs(bottom - 20) < 0.01 AND abs(top - 20) < 0.01
	AND abs(ranks - 5050) < 0.1) AS sums
FROM (SELECT sum((r).p_bottom) AS bottom, sum((r).p_top) AS top, sum((r).expected_rank) AS ranks FROM sure
	GROUP BY city) s;
-- Points and errors that are shrunk as they should be, by the reliability 8^2 / (8^2 + 20^2 / r), give probabilities
-- that come true: of the homes for which p_bottom is about p, a share of p is truly at the bottom (some 2,300 homes
-- or more each: a standard error of 0.01)
SELECT fifth, count(*) > 2000 AS many, abs(avg(p) - avg(truth)) < 0.04 AS comes_true
FROM (SELECT width_bucket((r).p_bottom, 0, 1.000001, 5) AS fifth, (r).p_bottom AS p,
	(performance_band(quality) OVER (PARTITION BY city) = 'bottom')::int AS truth
	FROM (SELECT city, quality, rank_uncertainty(ARRAY[60 + reliability * (score - 60)],
		ARRAY[std_error * sqrt(reliability)], '{100}', 1000, NULL, city) OVER (PARTITION BY city) AS r
		FROM rated_home, LATERAL (SELECT 64 / (64 + std_error ^ 2)) l (reliability) WHERE respondents = 20) s) t
GROUP BY fifth ORDER BY fifth;

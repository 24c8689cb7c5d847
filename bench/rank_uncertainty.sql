-- How long rank_uncertainty() takes: after rank_uncertainty_data.sql, with \timing.  Uncertain points; uncertain points and weights.
-- 10,000 draws of 100 units with 13 criteria: 13 million points
SELECT max((r).expected_rank) FROM (SELECT rank_uncertainty(points, errors, weights, 10000, NULL, 1) OVER () AS r FROM unit_100) s;
SELECT max((r).expected_rank) FROM (SELECT rank_uncertainty(points, errors, weights, 10000, 50, 1) OVER () AS r FROM unit_100) s;
-- 1,000 draws of 1,000 units with 49 criteria: 49 million points
SELECT max((r).expected_rank) FROM (SELECT rank_uncertainty(points, errors, weights, 1000, NULL, 1) OVER () AS r FROM unit_1000) s;
SELECT max((r).expected_rank) FROM (SELECT rank_uncertainty(points, errors, weights, 1000, 50, 1) OVER () AS r FROM unit_1000) s;

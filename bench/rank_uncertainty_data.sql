-- Units for rank_uncertainty(): 100 and 20,000 with 13 criteria and 1,000 with 49, all points with errors, stored as arrays so that the
-- measurement is about the function.
CREATE UNLOGGED TABLE unit_100 AS
SELECT u, array_agg(10 * (0.2 + (u * 7919 + k * 104729) % 1000 / 1700.0)::float8 ORDER BY k) AS points, array_agg(0.5 + k % 3 * 0.25::float8 ORDER BY k) AS errors,
	array_agg(10::float8) AS weights
FROM generate_series(1, 100) u, generate_series(1, 13) k GROUP BY u;
CREATE UNLOGGED TABLE unit_1000 AS
SELECT u, array_agg(10 * (0.2 + (u * 7919 + k * 104729) % 1000 / 1700.0)::float8 ORDER BY k) AS points, array_agg(0.5 + k % 3 * 0.25::float8 ORDER BY k) AS errors,
	array_agg(10::float8) AS weights
FROM generate_series(1, 1000) u, generate_series(1, 49) k GROUP BY u;
CREATE UNLOGGED TABLE unit_20000 AS
SELECT u, array_agg(10 * (0.2 + (u::bigint * 7919 + k * 104729) % 99991 / 170000.0)::float8 ORDER BY k) AS points,
	array_agg(0.5 + k % 3 * 0.25::float8 ORDER BY k) AS errors, array_agg(10::float8) AS weights
FROM generate_series(1, 20000) u, generate_series(1, 13) k GROUP BY u;
-- Scores of rank_confidence() and rank_posterior(), with 1,000 draws of each.
CREATE UNLOGGED TABLE scored_1000 AS
SELECT u, (u * 7919 % 1000 / 15.0)::float8 AS score, (3 + u % 5)::float8 AS std_error,
	array_agg(u * 7919 % 1000 / 15.0 + (3 + u % 5) * ((u * 31 + d * 7907) % 1009 / 291.0 - 1.73)::float8 ORDER BY d)
		AS drawn
FROM generate_series(1, 1000) u, generate_series(1, 1000) d GROUP BY u;
VACUUM ANALYZE unit_100, unit_1000, unit_20000, scored_1000;

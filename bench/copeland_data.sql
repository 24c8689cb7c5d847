-- The rows that copeland_score() is measured on: 1,000 units with 49 criteria, of which one value in twenty is missing, and as many weights.
SELECT setseed(0.5);
CREATE UNLOGGED TABLE unit AS
SELECT i AS unit, array_agg(CASE WHEN random() < 0.95 THEN floor(100 * random()) END ORDER BY k) AS "values", array_agg(1 + k % 5 ORDER BY k)::float8[] AS weights
FROM generate_series(1, 1000) i, generate_series(1, 49) k
GROUP BY i;
VACUUM ANALYZE unit;

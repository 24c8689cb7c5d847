-- A million pairs that agree in part, half of them tied with others.
SELECT setseed(0.5);
CREATE UNLOGGED TABLE pair AS
SELECT CASE WHEN i % 2 = 0 THEN round((100 * x)::numeric, 2)::float8 ELSE x END AS x, x + random() AS w
FROM generate_series(1, 1000000) i, LATERAL (SELECT random() + 0 * i AS x) r;
VACUUM ANALYZE pair;

-- What is scored: :sites sites with 12 indicators each, one row for each value as they come in, site by site; and what each indicator
-- weighs.  Values have two decimals, so that some are equal, and one in 50 is missing.
SELECT setseed(0.5);
CREATE UNLOGGED TABLE indicator AS SELECT i::int AS indicator, (5 + i % 4 * 5)::float8 AS weight FROM generate_series(1, 12) i;
CREATE UNLOGGED TABLE measured AS
SELECT s::int AS site_id, i::int AS indicator, CASE WHEN random() < 0.98 THEN round((exp(3 * random()) * i)::numeric, 2)::float8 END AS value, weight
FROM generate_series(1, :sites) s, indicator, LATERAL (SELECT indicator AS i) v;
VACUUM ANALYZE indicator, measured;

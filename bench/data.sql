-- The rows that are measured: skewed values, their amounts with two decimals, weights; and :groups groups of 17, once stored group
-- by group and once with each group spread over the whole table.  One column and one table for each question, so that all are
-- about the aggregate and not about finding its argument.
SELECT setseed(0.5);
CREATE UNLOGGED TABLE value AS SELECT exp(4 * random()) AS x FROM generate_series(1, :rows);
CREATE UNLOGGED TABLE amount AS SELECT (1000 * x)::numeric(12,2) AS x FROM value;
CREATE UNLOGGED TABLE weighted AS SELECT x, 1 + random() AS w FROM value;
CREATE UNLOGGED TABLE together AS SELECT i / 17 AS g, exp(4 * random()) AS x FROM generate_series(0, 17 * :groups - 1) i;
CREATE UNLOGGED TABLE spread AS SELECT i % :groups AS g, exp(4 * random()) AS x FROM generate_series(0, 17 * :groups - 1) i;
CREATE UNLOGGED TABLE ordered AS SELECT i, exp(4 * random()) AS x FROM generate_series(1, 20000) i;
VACUUM ANALYZE ordered, value, amount, weighted, together, spread;

-- The same with two sums, the form that is found in most places.
SELECT (2 * sum(i * x) / sum(x) - count(*) - 1) / count(*) FROM (SELECT x, row_number() OVER (ORDER BY x) AS i FROM value) v;

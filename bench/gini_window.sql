-- Gini by the covariance of values and ranks.  One sort and one row_number() are the least that plain SQL needs for the ranks; after
-- that one aggregate state does, because the three functions share it.  (It loses digits where values share a large offset, which
-- gini() does not.)
SELECT 2 * covar_pop(i, x) / (regr_count(i, x) * regr_avgx(i, x)) FROM (SELECT x, row_number() OVER (ORDER BY x)::float8 AS i FROM value) v;

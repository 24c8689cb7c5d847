-- Spearman's rho: the correlation of mid-ranks.
SELECT corr(rank_x + (ties_x - 1) / 2.0, rank_w + (ties_w - 1) / 2.0)
FROM (
	SELECT rank() OVER (ORDER BY x) AS rank_x, count(*) OVER (PARTITION BY x) AS ties_x,
		rank() OVER (ORDER BY w) AS rank_w, count(*) OVER (PARTITION BY w) AS ties_w
	FROM pair
) r

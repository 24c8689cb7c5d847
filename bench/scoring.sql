-- Normalise, score, rank and band with the functions made for it, each step by itself.  normalize_rank(score, -1) counts from the best
-- score, as rank() does; like performance_band() it needs no order, so nothing is sorted but by indicator.
WITH normalised AS (
	SELECT site_id, weight, normalize_minmax(value, 0, 100, 1) OVER (PARTITION BY indicator) AS value
	FROM measured
), scored AS (
	SELECT site_id, arithmetic_score(value, weight) AS score
	FROM normalised GROUP BY site_id
), ranked AS (
	SELECT site_id, score, normalize_rank(score, -1) OVER () AS rank, performance_band(score) OVER () AS band
	FROM scored
)
SELECT count(*), sum(score), sum(rank), count(*) FILTER (WHERE band = 'top') AS top, count(*) FILTER (WHERE band = 'bottom') AS bottom
FROM ranked;

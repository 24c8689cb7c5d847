-- Normalise, score, rank and band with the functions made for it, each step by itself.  performance_band() needs no order, but with
-- that of rank() both are one WindowAgg.
WITH normalised AS (
	SELECT site_id, weight, normalize_minmax(value, 0, 100, 1) OVER (PARTITION BY indicator) AS value
	FROM measured
), scored AS (
	SELECT site_id, arithmetic_score(value, weight) AS score
	FROM normalised GROUP BY site_id
), ranked AS (
	SELECT site_id, score, CASE WHEN score IS NOT NULL THEN rank() OVER w END AS rank, performance_band(score) OVER w AS band
	FROM scored WINDOW w AS (ORDER BY score DESC NULLS LAST)
)
SELECT count(*), sum(score), sum(rank), count(*) FILTER (WHERE band = 'top') AS top, count(*) FILTER (WHERE band = 'bottom') AS bottom
FROM ranked;

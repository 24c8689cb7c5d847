-- The same with the limits of each indicator found first: the whole table need not be sorted by indicator then, and sites stay together.
WITH range AS (
	SELECT indicator, min(value) AS lo, max(value) AS hi FROM measured GROUP BY indicator
), scored AS (
	SELECT site_id, arithmetic_score(score_goalpost(value, lo, hi), weight) AS score
	FROM measured JOIN range USING (indicator) GROUP BY site_id
), ranked AS (
	SELECT site_id, score, normalize_rank(score, -1) OVER () AS rank, performance_band(score) OVER () AS band
	FROM scored
)
SELECT count(*), sum(score), sum(rank), count(*) FILTER (WHERE band = 'top') AS top, count(*) FILTER (WHERE band = 'bottom') AS bottom
FROM ranked;

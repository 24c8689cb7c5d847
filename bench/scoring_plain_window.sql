-- Plain SQL, step by step as in scoring.sql.
WITH normalised AS (
	SELECT site_id, weight, 100 * (value - min(value) OVER w) / nullif(max(value) OVER w - min(value) OVER w, 0) AS value
	FROM measured WINDOW w AS (PARTITION BY indicator)
), scored AS (
	SELECT site_id, sum(weight * value) / nullif(sum(weight) FILTER (WHERE value IS NOT NULL), 0) AS score
	FROM normalised GROUP BY site_id
), ranked AS (
	SELECT site_id, score, CASE WHEN score IS NOT NULL THEN rank() OVER (ORDER BY score DESC NULLS LAST) END AS rank, count(score) OVER () AS n
	FROM scored
), banded AS (
	SELECT site_id, score, rank,
		CASE WHEN 5 * (rank - 1) < n THEN 'top' WHEN 5 * (rank - 1) >= 4 * n THEN 'bottom' WHEN rank IS NOT NULL THEN 'middle' END AS band
	FROM ranked
)
SELECT count(*), sum(score), sum(rank), count(*) FILTER (WHERE band = 'top') AS top, count(*) FILTER (WHERE band = 'bottom') AS bottom
FROM banded;

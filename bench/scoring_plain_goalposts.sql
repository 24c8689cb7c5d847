-- Plain SQL where the limits are known beforehand: those of indicator i are i and 20 i, and what lies beyond is cut off.
WITH scored AS (
	SELECT site_id, sum(weight * least(greatest(100 * (value - indicator) / (19 * indicator), 0), 100))
		/ nullif(sum(weight) FILTER (WHERE value IS NOT NULL), 0) AS score
	FROM measured GROUP BY site_id
), ranked AS (
	SELECT site_id, score,
		CASE WHEN score IS NOT NULL THEN rank() OVER (ORDER BY score DESC NULLS LAST) END AS rank,
		count(score) OVER () AS n
	FROM scored
), banded AS (
	SELECT site_id, score, rank,
		CASE WHEN 5 * (rank - 1) < n THEN 'top' WHEN 5 * (rank - 1) >= 4 * n THEN 'bottom'
			WHEN rank IS NOT NULL THEN 'middle' END AS band
	FROM ranked
)
SELECT count(*), sum(score), sum(rank), count(*) FILTER (WHERE band = 'top') AS top,
	count(*) FILTER (WHERE band = 'bottom') AS bottom
FROM banded;

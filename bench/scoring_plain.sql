-- Plain SQL, the fastest way found: the limits of each indicator first, as in scoring_limits.sql.
WITH range AS (
	SELECT indicator, min(value) AS lo, nullif(max(value) - min(value), 0) AS width FROM measured GROUP BY indicator
), scored AS (
	SELECT site_id, sum(weight * (100 * (value - lo) / width)) / nullif(sum(weight) FILTER (WHERE value IS NOT NULL), 0) AS score
	FROM measured JOIN range USING (indicator) GROUP BY site_id
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

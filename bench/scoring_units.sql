-- The same in one pass over the values: score_units() keeps them by site and indicator, so that nothing is joined, and
-- nothing is sorted but the scores.  unnest() in the list of columns hands over one site after the other.
WITH scored AS (
	SELECT unnest(score_units(site_id, indicator, value,
		(SELECT array_agg(weight ORDER BY indicator) FROM indicator),
		(SELECT array_agg(1.0::float8) FROM indicator))) AS u
	FROM measured
)
SELECT count(*), sum((u).score), sum((u).rank), count(*) FILTER (WHERE (u).band = 'top') AS top,
	count(*) FILTER (WHERE (u).band = 'bottom') AS bottom
FROM scored;

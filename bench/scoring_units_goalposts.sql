-- The same with goalposts, in one pass.
WITH scored AS (
	SELECT unnest(score_units(site_id, indicator, value,
		(SELECT array_agg(weight ORDER BY indicator) FROM indicator),
		(SELECT array_agg(indicator::float8 ORDER BY indicator) FROM indicator),
		(SELECT array_agg(20.0::float8 * indicator ORDER BY indicator) FROM indicator))) AS u
	FROM measured
)
SELECT count(*), sum((u).score), sum((u).rank), count(*) FILTER (WHERE (u).band = 'top') AS top,
	count(*) FILTER (WHERE (u).band = 'bottom') AS bottom
FROM scored;

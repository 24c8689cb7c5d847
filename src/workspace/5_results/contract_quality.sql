-- SPDX-License-Identifier: PostgreSQL
-- Q: the quality of a contract in the period of a run, over the sites that it served in it.
--
-- Mean of what the sites count with, score_counted, weighted by persons on the roster, alike where nobody is on one:
-- nobody is paid for what is not known.  What may still come is seen: score_upper is the mean of score_counted_upper.
-- Empty where no site is rated.
CREATE OR REPLACE FUNCTION contract_quality(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, contract_id bigint, sites integer, rated integer, score numeric, score_upper numeric)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH served AS MATERIALIZED (
	SELECT c.contract_id, c.site_id, range_agg(d) AS days FROM contract_span($1) c CROSS
		JOIN LATERAL unnest(c.served) AS d GROUP BY c.contract_id, c.site_id
), persons AS MATERIALIZED (
	SELECT *
	FROM site_persons($1, ARRAY(SELECT r.snapshot_id FROM evaluation_run r
		WHERE r.project_id = $1 AND r.run_id = ANY ($2)))
), counted AS (
	SELECT r.run_id, c.contract_id, o.status, o.score_counted AS score,
		o.score_counted_upper AS score_upper,
		CASE WHEN sum(p.persons) OVER contract > 0 THEN coalesce(p.persons, 0) ELSE 1 END AS weight
	FROM evaluation_run r
		JOIN snapshot s ON s.project_id = r.project_id AND s.snapshot_id = r.snapshot_id
		JOIN served c ON c.days && datemultirange(daterange(s.from_on, s.until_on, '[]'))
			AND (s.contract_id IS NULL OR s.contract_id = c.contract_id)
		JOIN site_score o ON o.project_id = r.project_id AND o.run_id = r.run_id AND o.site_id = c.site_id
		LEFT JOIN persons p ON p.snapshot_id = r.snapshot_id AND p.site_id = c.site_id
	WHERE r.project_id = $1 AND r.run_id = ANY ($2)
	WINDOW contract AS (PARTITION BY r.run_id, c.contract_id)
)
SELECT q.run_id, q.contract_id, count(*)::integer, (count(*) FILTER (WHERE q.status = 'rated'))::integer,
	CASE WHEN bool_or(q.status = 'rated') THEN round(sum(q.weight * q.score)
		/ nullif(sum(q.weight) FILTER (WHERE q.score IS NOT NULL), 0), 4) END,
	round(sum(q.weight * q.score_upper) / nullif(sum(q.weight) FILTER (WHERE q.score_upper IS NOT NULL), 0), 4)
FROM counted q
GROUP BY q.run_id, q.contract_id
$$;
COMMENT ON FUNCTION contract_quality(bigint, bigint[]) IS
	'inner contract_quality: quality of each contract over the sites that it served | 内部合同质量：各合同所服务服务点的加权平均得分';

-- SPDX-License-Identifier: PostgreSQL
-- B5: whether those served know the service.  Mean answer of the groups that are served to the question
-- knows_service, as a share: yes or no on a scale of 2, or more finely.  Unknown below setting.small_count answers.
-- k being their sum, the standard error is that of a share of which nothing was known before:
--
--	std_error^2 = (k + 1) (n - k + 1) / ((n + 2)^2 (n + 3))
CREATE OR REPLACE FUNCTION indicator_b5(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, site_id bigint, value numeric, std_error numeric, numerator numeric,
	denominator numeric, n bigint, pooled boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT t.snapshot_id, t.site_id, t.k / t.answers,
	sqrt((t.k + 1) * (t.answers - t.k + 1) / (square(t.answers + 2) * (t.answers + 3))),
	t.k, CASE WHEN t.k IS NOT NULL THEN t.answers END::numeric, t.answers, false
FROM (
	SELECT m.snapshot_id, m.site_id, count(r.response_id) AS answers,
		CASE WHEN count(r.response_id) >= q.small_count THEN sum(r.score) / 100 END AS k
	FROM site_measure m
		CROSS JOIN setting q
		LEFT JOIN counted_response r ON r.project_id = m.project_id AND r.site_id = m.site_id
			AND r.concerns BETWEEN m.from_on AND m.until_on AND r.question = 'knows_service' AND r.is_served
	WHERE m.project_id = $1 AND m.snapshot_id = ANY ($2)
	GROUP BY m.snapshot_id, m.site_id, q.small_count
) t
$$;
COMMENT ON FUNCTION indicator_b5(bigint, bigint[]) IS
	'B5: Do those served know the service? | B5：服务对象是否知晓服务？';

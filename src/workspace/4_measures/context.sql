-- SPDX-License-Identifier: PostgreSQL
-- What explains a score without being part of it.
--
-- resources	what the decider was free to give elsewhere, in yuan; what was given in the period before it opened or
--				after it closed counts as well
-- assessed		mean of what evaluators gave, 0 to 100, whatever the criterion
-- low_education, certified		of who held the judged post last: up to high school; with a certificate
CREATE OR REPLACE FUNCTION site_context(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, site_id bigint, resources numeric, resource_facts integer, assessed numeric,
	assessments integer, low_education boolean, certified boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH life AS MATERIALIZED (
	SELECT * FROM site_life($1, $2)
), given AS (
	SELECT l.snapshot_id, l.site_id, sum(a.amount) AS amount, count(*)::integer AS facts
	FROM life l
		JOIN snapshot s ON s.project_id = $1 AND s.snapshot_id = l.snapshot_id
		JOIN allocation a ON a.project_id = $1 AND a.site_id = l.site_id AND a.discretionary
			AND a.given_on BETWEEN s.from_on AND s.until_on
	GROUP BY l.snapshot_id, l.site_id
), scored AS (
	SELECT l.snapshot_id, l.site_id, avg(a.score) AS score, count(*)::integer AS scores
	FROM life l
		JOIN counted_assessment a ON a.project_id = $1 AND a.site_id = l.site_id
			AND a.concerns BETWEEN l.from_on AND l.until_on
			AND coalesce(a.replaced_on NOT BETWEEN l.from_on AND l.until_on, true)
	GROUP BY l.snapshot_id, l.site_id
), last_holder AS (
	SELECT DISTINCT ON (l.snapshot_id, l.site_id) l.snapshot_id, l.site_id,
		p.education IN ('primary', 'junior_high', 'high_school') AS low_education, p.certified
	FROM judged_role($1) AS r (role)
		JOIN post p ON p.project_id = $1 AND p.role = r.role AND NOT p.acting
		JOIN life l ON l.site_id = p.site_id AND l.until_on >= p.from_on
	ORDER BY l.snapshot_id, l.site_id, p.from_on DESC, p.person_code COLLATE "C"
)
SELECT l.snapshot_id, l.site_id, coalesce(g.amount, 0), coalesce(g.facts, 0), c.score, coalesce(c.scores, 0),
	h.low_education, h.certified
FROM life l
	LEFT JOIN given g ON g.snapshot_id = l.snapshot_id AND g.site_id = l.site_id
	LEFT JOIN scored c ON c.snapshot_id = l.snapshot_id AND c.site_id = l.site_id
	LEFT JOIN last_holder h ON h.snapshot_id = l.snapshot_id AND h.site_id = l.site_id
$$;
COMMENT ON FUNCTION site_context(bigint, bigint[]) IS
	'inner site_context: resources, scores of evaluators and who leads the site | 内部背景因素：资源、评分得分与受评岗位人员情况';

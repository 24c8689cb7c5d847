-- SPDX-License-Identifier: PostgreSQL
-- By site: quantities of all its contract items together (of the period of a contract only of its own), satisfaction,
-- whether anybody is there, context.
CREATE OR REPLACE FUNCTION measure_sites(project_id bigint, snapshots bigint[]) RETURNS SETOF site_measure
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH delivered AS (
	SELECT i.snapshot_id, i.site_id, sum(i.target) AS target, sum(i.reported) AS reported,
		sum(i.deduplicated) AS deduplicated, sum(i.held) AS held,
		CASE WHEN bool_and(i.verified IS NOT NULL) THEN sum(i.verified) END AS verified,
		CASE WHEN bool_and(i.verified IS NOT NULL) THEN sqrt(sum(i.verified_variance)) END AS verified_std_error,
		sum(i.checked) AS checked, sum(i.confirmed) AS confirmed
	FROM item_measure i JOIN snapshot s ON s.project_id = i.project_id AND s.snapshot_id = i.snapshot_id
	WHERE i.project_id = $1 AND i.snapshot_id = ANY ($2) AND coalesce(i.contract_id = s.contract_id, true)
	GROUP BY i.snapshot_id, i.site_id
)
SELECT $1, l.snapshot_id, l.site_id, l.from_on, l.until_on,
	trim_scale(d.target), trim_scale(d.reported), trim_scale(d.deduplicated), trim_scale(d.held),
		trim_scale(d.verified),
	trim_scale(d.verified_std_error), trim_scale(d.checked),
	e.satisfaction, e.std_error, e.lower_bound, e.upper_bound, coalesce(e.answers, 0), coalesce(e.effective_answers, 0),
	e.unheard_share,
	p.idle_days, p.posts, p.departures, p.vacant_days, p.post_vacant, c.low_education, c.certified,
	trim_scale(c.resources), c.resource_facts, trim_scale(c.assessed), c.assessments,
	trim_scale(round(service_eval.suspension_index(d.reported::float8, d.deduplicated::float8, d.verified::float8,
		e.satisfaction::float8)::numeric, 6)),
	e.heard_satisfaction, trim_scale(d.confirmed)
FROM site_life($1, $2) l
	LEFT JOIN delivered d ON d.snapshot_id = l.snapshot_id AND d.site_id = l.site_id
	LEFT JOIN estimate_satisfaction($1, $2) e ON e.snapshot_id = l.snapshot_id AND e.site_id = l.site_id
	LEFT JOIN site_presence($1, $2) p ON p.snapshot_id = l.snapshot_id AND p.site_id = l.site_id
	LEFT JOIN site_context($1, $2) c ON c.snapshot_id = l.snapshot_id AND c.site_id = l.site_id
$$;
COMMENT ON FUNCTION measure_sites(bigint, bigint[]) IS
	'step measure_sites: quantities, satisfaction, presence and context by site | 步骤服务点统计：各服务点的数量、满意度、在岗与背景';

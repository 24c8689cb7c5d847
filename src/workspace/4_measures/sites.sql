-- SPDX-License-Identifier: PostgreSQL
-- By site: quantities of all its contract items together (of the period of a contract only of its own), satisfaction,
-- whether anybody is there, context.
--
-- Quantities are sums, whatever their units.  What is asked of them is not: beside many meals a few hours of care would
-- not show.  So shares and rates weigh each item (item_weight), as O1 does: sum of v V / sum of v R.  What costs
-- nothing counts for nothing there, and where it is all that was reported the rates are not known.
CREATE OR REPLACE FUNCTION measure_sites(project_id bigint, snapshots bigint[]) RETURNS SETOF site_measure
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH delivered AS (
	SELECT i.snapshot_id, i.site_id, sum(i.target) AS target, sum(i.reported) AS reported,
		sum(i.deduplicated) AS deduplicated, sum(i.held) AS held,
		CASE WHEN bool_and(i.verified IS NOT NULL) THEN sum(i.verified) END AS verified,
		CASE WHEN bool_and(i.verified IS NOT NULL) THEN sqrt(sum(i.verified_variance)) END AS verified_std_error,
		sum(i.checked) AS checked,
		nullif(sum(w.weight * i.target), 0) AS target_value,
		nullif(sum(w.weight * i.reported), 0) AS reported_value,
		sum(w.weight * i.deduplicated) AS deduplicated_value,
		bool_and(i.verified IS NOT NULL OR w.weight = 0) AS known,
		sum(w.weight * i.verified) AS verified_value,
		sqrt(sum(square(w.weight) * i.verified_variance)) AS verified_value_error,
		sum(w.weight * (i.deduplicated - i.checked + i.confirmed)) AS most_value
	FROM item_measure i
		JOIN snapshot s ON s.project_id = i.project_id AND s.snapshot_id = i.snapshot_id
		JOIN item_weight w ON w.project_id = i.project_id AND w.contract_id = i.contract_id AND w.item = i.item
	WHERE i.project_id = $1 AND i.snapshot_id = ANY ($2) AND coalesce(i.contract_id = s.contract_id, true)
	GROUP BY i.snapshot_id, i.site_id
), rated AS (
	SELECT d.*, round(coalesce(d.reported_value, 0) / d.target_value, 12) AS reported_share,
		round(d.deduplicated_value / d.reported_value, 12) AS deduplicated_rate,
		CASE WHEN d.known THEN round(d.verified_value / d.reported_value, 12) END AS verified_rate,
		CASE WHEN d.known THEN round(d.verified_value_error / d.reported_value, 12) END AS verified_rate_std_error,
		round(d.most_value / d.reported_value, 12) AS verified_rate_most
	FROM delivered d
)
SELECT $1, l.snapshot_id, l.site_id, l.from_on, l.until_on,
	trim_scale(d.target), trim_scale(d.reported), trim_scale(d.deduplicated), trim_scale(d.held),
		trim_scale(d.verified),
	trim_scale(d.verified_std_error), trim_scale(d.checked),
	trim_scale(d.reported_share), trim_scale(d.deduplicated_rate), trim_scale(d.verified_rate),
	trim_scale(d.verified_rate_std_error), trim_scale(d.verified_rate_most),
	e.satisfaction, e.std_error, e.lower_bound, e.upper_bound, coalesce(e.answers, 0), coalesce(e.effective_answers, 0),
	e.unheard_share,
	p.idle_days, p.posts, p.departures, p.vacant_days, p.post_vacant, c.low_education, c.certified,
	trim_scale(c.resources), c.resource_facts, trim_scale(c.assessed), c.assessments,
	trim_scale(round(service_eval.suspension_index(1, d.deduplicated_rate::float8, d.verified_rate::float8,
		e.satisfaction::float8)::numeric, 6)),
	e.heard_satisfaction
FROM site_life($1, $2) l
	LEFT JOIN rated d ON d.snapshot_id = l.snapshot_id AND d.site_id = l.site_id
	LEFT JOIN estimate_satisfaction($1, $2) e ON e.snapshot_id = l.snapshot_id AND e.site_id = l.site_id
	LEFT JOIN site_presence($1, $2) p ON p.snapshot_id = l.snapshot_id AND p.site_id = l.site_id
	LEFT JOIN site_context($1, $2) c ON c.snapshot_id = l.snapshot_id AND c.site_id = l.site_id
$$;
COMMENT ON FUNCTION measure_sites(bigint, bigint[]) IS
	'step measure_sites: quantities, satisfaction, presence and context by site | 步骤服务点统计：各服务点的数量、满意度、在岗与背景';

-- SPDX-License-Identifier: PostgreSQL
-- The project as a whole.
--
-- Quantities are sums, whatever their units; shares weigh each item by its tariff.
--
-- beneficiary_days: days on which somebody came, counted for each who did, once however often and to however many
-- sites. Where nobody ever kept a list it is unknown, not 0.  Of the period of a contract only days of its activities.
--
-- The budget and what was spent of it are those of the whole project, from its first day on, in every period.
--
-- The three lenses on a site are what was reported, what evaluators gave it, and what the people served say.  tau:
-- Kendall's tau-b over the sites of which all three are known.
CREATE OR REPLACE FUNCTION measure_project(project_id bigint, snapshots bigint[]) RETURNS SETOF project_measure
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH agreed AS (
	SELECT i.snapshot_id, sum(i.target) AS target, sum(i.not_due) AS not_due, sum(i.released) AS released,
		sum(i.reported) AS reported, sum(i.deduplicated) AS deduplicated, sum(i.held) AS held,
		CASE WHEN bool_and(i.verified IS NOT NULL) THEN sum(i.verified) END AS verified, sum(i.missing) AS missing,
		round(sum(w.weight * i.reported) / nullif(sum(w.weight * i.target), 0), 12) AS reported_share,
		CASE WHEN bool_and(i.verified IS NOT NULL OR w.weight = 0)
			THEN round(sum(w.weight * i.verified) / nullif(sum(w.weight * i.target), 0), 12) END AS verified_share
	FROM contract_item_measure i
		JOIN item_weight w ON w.project_id = i.project_id AND w.contract_id = i.contract_id AND w.item = i.item
	WHERE i.project_id = $1 AND i.snapshot_id = ANY ($2)
	GROUP BY i.snapshot_id
), attended AS (
	SELECT s.snapshot_id, sum(a.beneficiary_days) AS days
	FROM snapshot s
		JOIN attendance_sum a ON a.project_id = s.project_id AND a.site_id IS NULL
			AND coalesce(a.contract_id, 0) = coalesce(s.contract_id, 0) AND a.from_on BETWEEN s.from_on AND s.until_on
	WHERE s.project_id = $1 AND s.snapshot_id = ANY ($2)
	GROUP BY s.snapshot_id
), lens AS (
	SELECT m.snapshot_id, count(*)::integer AS sites,
		service_eval.kendall_tau(m.reported, m.assessed) AS reported_assessed,
		service_eval.kendall_tau(m.reported, m.satisfaction) AS reported_satisfied,
		service_eval.kendall_tau(m.assessed, m.satisfaction) AS assessed_satisfied
	FROM site_measure m
	WHERE m.project_id = $1 AND m.snapshot_id = ANY ($2) AND num_nulls(m.reported, m.assessed, m.satisfaction) = 0
	GROUP BY m.snapshot_id
)
SELECT $1, s.snapshot_id,
	trim_scale(a.target), trim_scale(a.not_due), trim_scale(a.released), trim_scale(a.reported),
	trim_scale(a.deduplicated), trim_scale(a.held), trim_scale(a.verified), trim_scale(a.missing),
	trim_scale(a.reported_share), trim_scale(a.verified_share),
	e.satisfaction, e.std_error, e.lower_bound, e.upper_bound, coalesce(e.answers, 0), coalesce(e.effective_answers, 0),
	e.unheard_share,
	CASE WHEN EXISTS (SELECT FROM attendance t WHERE t.project_id = $1) THEN coalesce(d.days, 0) END,
	coalesce(l.sites, 0), l.reported_assessed, l.reported_satisfied, l.assessed_satisfied,
		trim_scale(coalesce(c.cost, 0)),
	p.budget,
	p.budget + (SELECT coalesce(sum(b.amount), 0) FROM budget_change b
		WHERE b.project_id = $1 AND b.changed_on <= s.until_on),
	(SELECT coalesce(sum(y.paid), 0) FROM payment y WHERE y.project_id = $1 AND y.paid_on <= s.until_on),
	e.answer_deviation
FROM snapshot s
	JOIN project p ON p.project_id = s.project_id
	LEFT JOIN agreed a ON a.snapshot_id = s.snapshot_id
	LEFT JOIN estimate_satisfaction($1, $2) e ON e.snapshot_id = s.snapshot_id AND e.site_id IS NULL
	LEFT JOIN attended d ON d.snapshot_id = s.snapshot_id
	LEFT JOIN lens l ON l.snapshot_id = s.snapshot_id
	LEFT JOIN (SELECT c.snapshot_id, sum(c.cost) AS cost FROM contract_cost($1, $2) c GROUP BY c.snapshot_id) c
		ON c.snapshot_id = s.snapshot_id
WHERE s.project_id = $1 AND s.snapshot_id = ANY ($2)
$$;
COMMENT ON FUNCTION measure_project(bigint, bigint[]) IS
	'step measure_project: quantities, satisfaction and lenses of the whole project | 步骤项目统计：全项目的数量、满意度与三种视角';

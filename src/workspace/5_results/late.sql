-- SPDX-License-Identifier: PostgreSQL
-- Rush at the end: what was reported of the last late_days of each unit of a period, and what it would be had it been
-- spread evenly over the days of the unit on which the site was open.  Rounded by unit, so that units add up to the
-- term.  Of the period of a contract only its own activities count.
CREATE OR REPLACE FUNCTION late_quantity(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, site_id bigint, late numeric, late_expected numeric)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH open AS MATERIALIZED (
	-- the days of each unit of the period on which the site was open, and those among the last of the unit
	SELECT o.snapshot_id, o.contract_id, o.late_days, o.site_id, o.from_on, o.until_on, o.late_from,
		range_days(o.days) AS days, range_days(o.days * datemultirange(daterange(o.late_from, NULL))) AS days_late
	FROM (
		SELECT m.snapshot_id, s.contract_id, s.late_days, m.site_id, greatest(u.from_on, m.from_on) AS from_on,
			least(u.end_on, m.until_on) AS until_on,
			u.end_on - s.late_days + 1 AS late_from,
			datemultirange(daterange(greatest(u.from_on, m.from_on), least(u.end_on, m.until_on), '[]'))
				- coalesce(k.closed, '{}') AS days
		FROM (
			SELECT DISTINCT r.snapshot_id, n.contract_id, s.late_days
			FROM evaluation_run r
				JOIN snapshot n ON n.project_id = r.project_id AND n.snapshot_id = r.snapshot_id
				JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.version
			WHERE r.project_id = $1 AND r.run_id = ANY ($2)
		) s
			JOIN site_measure m ON m.project_id = $1 AND m.snapshot_id = s.snapshot_id
			JOIN project_unit u ON u.project_id = $1 AND u.from_on <= m.until_on AND u.end_on >= m.from_on
			LEFT JOIN (
				SELECT k.site_id, range_agg(daterange(k.from_on, k.to_on, '[]')) AS closed FROM site_closure k
					WHERE k.project_id = $1 GROUP BY k.site_id
			) k ON k.site_id = m.site_id
	) o
), unit AS (
	SELECT o.snapshot_id, o.late_days, o.site_id, o.from_on,
		coalesce(sum(a.reported) FILTER (WHERE a.first_on >= o.late_from), 0) AS late,
		coalesce(round(sum(a.reported) * o.days_late / nullif(o.days, 0), 6), 0) AS late_expected
	FROM open o
		LEFT JOIN activity_sum a ON a.project_id = $1 AND a.site_id = o.site_id
			AND a.first_on BETWEEN o.from_on AND o.until_on AND coalesce(a.contract_id = o.contract_id, true)
	GROUP BY o.snapshot_id, o.late_days, o.site_id, o.from_on, o.late_from, o.days, o.days_late
)
SELECT r.run_id, u.site_id, trim_scale(sum(u.late)), trim_scale(sum(u.late_expected))
FROM evaluation_run r
	JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.version
	JOIN unit u ON u.snapshot_id = r.snapshot_id AND u.late_days = s.late_days
WHERE r.project_id = $1 AND r.run_id = ANY ($2)
GROUP BY r.run_id, u.site_id
$$;
COMMENT ON FUNCTION late_quantity(bigint, bigint[]) IS
	'inner late_quantity: what was reported of the last days of units, and what it would be if spread evenly | '
	'内部期末突击：各周期最后几天的上报量与均匀分布下的应有量';

-- SPDX-License-Identifier: PostgreSQL
-- Who is on the roster of a site and who came, by need level.
--
-- Somebody who is on the roster of a site on at least one day of the period is eligible there, and was served if
-- he came to whatever site of the project on a day of the period on which he was on that roster.  The level is that of
-- his last spell at the site in the period.
CREATE OR REPLACE FUNCTION measure_levels(project_id bigint, snapshots bigint[]) RETURNS SETOF level_measure
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH spell AS MATERIALIZED (
	SELECT l.snapshot_id, r.site_id, r.beneficiary_id, r.need_level, s.until_on - s.from_on + 1 AS period_days,
		greatest(r.from_on, l.from_on) AS from_on, least(r.to_on, l.until_on) AS until_on,
		coalesce(r.next_on > l.until_on, true) AS is_last
	FROM site_life($1, $2) l
		JOIN snapshot s ON s.project_id = $1 AND s.snapshot_id = l.snapshot_id
		JOIN (
			SELECT r.*, lead(r.from_on) OVER (PARTITION BY r.site_id, r.beneficiary_id ORDER BY r.from_on) AS next_on
			FROM roster r
			WHERE r.project_id = $1
		) r ON r.site_id = l.site_id AND r.from_on <= l.until_on AND coalesce(r.to_on >= l.from_on, true)
), came AS MATERIALIZED (
	-- to whatever site
	SELECT d.beneficiary_id, d.block, bit_or(d.days) AS days
	FROM attended_days($1) d
	GROUP BY d.beneficiary_id, d.block
), served AS (
	SELECT p.snapshot_id, p.site_id, p.beneficiary_id, sum(days_between(c.block, c.days, p.from_on, p.until_on)) AS days
	FROM spell p JOIN came c ON c.beneficiary_id = p.beneficiary_id
	GROUP BY p.snapshot_id, p.site_id, p.beneficiary_id
), person AS (
	SELECT p.snapshot_id, p.site_id, p.beneficiary_id,
		max(p.need_level) FILTER (WHERE p.is_last) AS need_level,
		sum(p.until_on - p.from_on + 1)::numeric / p.period_days AS share
	FROM spell p
	GROUP BY p.snapshot_id, p.site_id, p.beneficiary_id, p.period_days
)
SELECT $1, p.snapshot_id, p.site_id, p.need_level, count(*)::integer,
	(count(*) FILTER (WHERE d.days > 0))::integer, trim_scale(sum(p.share)), coalesce(sum(d.days), 0)::integer
FROM person p
	LEFT JOIN served d ON d.snapshot_id = p.snapshot_id AND d.site_id = p.site_id
		AND d.beneficiary_id = p.beneficiary_id
GROUP BY p.snapshot_id, p.site_id, p.need_level
$$;
COMMENT ON FUNCTION measure_levels(bigint, bigint[]) IS
'step measure_levels: eligible and served persons by site and need level | 步骤人员统计：各服务点各需求等级的应服务与已服务人数';

-- Persons of all levels: by these the scores of sites are weighted in a mean.
CREATE OR REPLACE FUNCTION site_persons(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, site_id bigint, persons numeric)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT l.snapshot_id, l.site_id, sum(l.persons)
FROM level_measure l
WHERE l.project_id = $1 AND l.snapshot_id = ANY ($2)
GROUP BY l.snapshot_id, l.site_id
$$;
COMMENT ON FUNCTION site_persons(bigint, bigint[]) IS
	'inner site_persons: persons on the roster of each site, all levels | 内部服务点人数：各服务点在册折算人数合计';

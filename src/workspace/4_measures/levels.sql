-- Who is on the roster of a site and who came, by need level.
--
-- The lists are the provider's: an activity that was found repeated or without trace served nobody, whatever its list
-- says.  Somebody who is on the roster of a site on at least one day of the period is eligible there, and was served if
-- he came to whatever site of the project on a day of the period on which he was on that roster.  The level is that of
-- his last spell at the site in the period.
CREATE OR REPLACE FUNCTION beneficiary_day(project_id bigint)
RETURNS TABLE (site_id bigint, beneficiary_id text, held_on date)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT DISTINCT a.site_id, t.beneficiary_id, a.held_on
FROM activity a
	JOIN activity_standing k ON k.project_id = a.project_id AND k.activity_id = a.activity_id AND k.standing IN ('confirmed', 'unchecked')
	JOIN attendance t ON t.project_id = a.project_id AND t.activity_id = a.activity_id
WHERE a.project_id = $1
$$;
COMMENT ON FUNCTION beneficiary_day(bigint) IS
'inner beneficiary_day: who came to which site on which day | 内部参加日：谁在哪天参加了哪个服务点的活动';

CREATE OR REPLACE FUNCTION measure_levels(project_id bigint, snapshots bigint[]) RETURNS SETOF level_measure
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH spell AS MATERIALIZED (
	SELECT l.snapshot_id, r.site_id, r.beneficiary_id, r.need_level, s.until_on - s.from_on + 1 AS period_days,
		greatest(r.from_on, l.from_on) AS from_on, least(r.to_on, l.until_on) AS until_on
	FROM site_life($1, $2) l
		JOIN snapshot s ON s.project_id = $1 AND s.snapshot_id = l.snapshot_id
		JOIN roster r ON r.project_id = $1 AND r.site_id = l.site_id AND r.from_on <= l.until_on AND coalesce(r.to_on >= l.from_on, true)
), came AS MATERIALIZED (
	SELECT d.beneficiary_id, array_agg(DISTINCT d.held_on) AS days FROM beneficiary_day($1) d GROUP BY d.beneficiary_id
), person AS (
	SELECT p.snapshot_id, p.site_id, p.beneficiary_id, (array_agg(p.need_level ORDER BY p.from_on DESC))[1] AS need_level,
		sum(p.until_on - p.from_on + 1)::numeric / p.period_days AS share,
		coalesce(sum((SELECT count(*) FROM unnest(c.days) AS day WHERE day BETWEEN p.from_on AND p.until_on)), 0) AS days
	FROM spell p LEFT JOIN came c ON c.beneficiary_id = p.beneficiary_id
	GROUP BY p.snapshot_id, p.site_id, p.beneficiary_id, p.period_days
)
SELECT $1, p.snapshot_id, p.site_id, p.need_level, count(*)::integer, (count(*) FILTER (WHERE p.days > 0))::integer, trim_scale(sum(p.share)), sum(p.days)::integer
FROM person p
GROUP BY p.snapshot_id, p.site_id, p.need_level
$$;
COMMENT ON FUNCTION measure_levels(bigint, bigint[]) IS
'step measure_levels: eligible and served persons by site and need level | 步骤人员统计：各服务点各需求等级的应服务与已服务人数';

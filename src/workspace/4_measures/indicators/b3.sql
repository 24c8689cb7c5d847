-- SPDX-License-Identifier: PostgreSQL
-- B3: need match.  Hours given to each type of need, as shares of all hours (an activity of unknown length counts
-- one), against the shares of those who need it, all need levels together:
--
--	1 - sum over types of |supply share - need share| / 2
--
-- the share of the hours that went where the need is.  Activities of no type are left out.  Unknown if no need was
-- recorded; 0 if there was need, and nothing for any.  S and N being the sums of supply s and need e, it is computed
-- as 1 - sum |s N - e S| / (2 S N), whose sum is exact.
CREATE OR REPLACE FUNCTION indicator_b3(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, site_id bigint, value numeric, std_error numeric, numerator numeric,
	denominator numeric, n bigint, pooled boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH by_type AS (
	SELECT f.snapshot_id, f.site_id, sum(f.activities) AS activities, sum(f.supply) AS supply, sum(f.need) AS need,
		sum(sum(f.supply)) OVER same_site AS all_supply, sum(sum(f.need)) OVER same_site AS all_need
	FROM (
		SELECT m.snapshot_id, m.site_id, g.need_type, g.counted AS activities, g.hours AS supply, 0 AS need
		FROM site_measure m
			JOIN activity_sum g ON g.project_id = m.project_id AND g.site_id = m.site_id AND g.need_type IS NOT NULL
				AND g.counted > 0 AND g.first_on BETWEEN m.from_on AND m.until_on
		WHERE m.project_id = $1 AND m.snapshot_id = ANY ($2)
		UNION ALL
		SELECT n.snapshot_id, n.site_id, n.need_type, 0, 0, n.eligible FROM last_need($1, $2) n
	) f
	GROUP BY f.snapshot_id, f.site_id, f.need_type
	WINDOW same_site AS (PARTITION BY f.snapshot_id, f.site_id)
), compared AS (
	SELECT t.snapshot_id, t.site_id, t.all_supply, t.all_need, sum(t.activities)::bigint AS activities,
		sum(abs(t.supply * t.all_need - t.need * t.all_supply)) AS mismatch
	FROM by_type t
	GROUP BY t.snapshot_id, t.site_id, t.all_supply, t.all_need
)
SELECT m.snapshot_id, m.site_id,
	CASE WHEN c.all_need > 0 THEN coalesce(1 - c.mismatch / nullif(2 * c.all_supply * c.all_need, 0), 0) END,
	NULL::numeric, NULL::numeric, NULL::numeric, coalesce(c.activities, 0), false
FROM site_measure m
	LEFT JOIN compared c ON c.snapshot_id = m.snapshot_id AND c.site_id = m.site_id
WHERE m.project_id = $1 AND m.snapshot_id = ANY ($2)
$$;
COMMENT ON FUNCTION indicator_b3(bigint, bigint[]) IS
	'B3: Does the help go where the need is? | B3：服务供给与需求是否匹配？';

-- SPDX-License-Identifier: PostgreSQL
-- The run that holds for each scheme and period: one that is being filled goes before the one that it will replace.
--
-- headline: of the first scheme of those that judged the period, also where it has been withdrawn since: what was owed
-- by its results stays owed.  earlier: of a unit, the one before it.  The steps of this floor look at other periods
-- through this function alone, so what they find is the same whether one period is refreshed or all.
CREATE OR REPLACE FUNCTION judged_periods(project_id bigint, runs bigint[])
RETURNS TABLE (scheme_id text, version integer, headline boolean, period text, kind text, from_on date, until_on date,
	end_on date, contract_id bigint,
	earlier text, run_id bigint, snapshot_id bigint)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT j.scheme_id, j.version,
	row_number() OVER (PARTITION BY j.period ORDER BY c.display_order, c.scheme_id COLLATE "C") = 1, j.period, j.kind,
	j.from_on, j.until_on, j.end_on, j.contract_id, u.earlier, j.run_id, j.snapshot_id
FROM (
	SELECT DISTINCT ON (r.scheme_id, r.period) r.scheme_id, r.version, r.period, s.kind, s.from_on, s.until_on,
		s.end_on, s.contract_id, r.run_id, r.snapshot_id
	FROM evaluation_run r
		JOIN snapshot s ON s.project_id = r.project_id AND s.snapshot_id = r.snapshot_id
	WHERE r.project_id = $1 AND (r.run_id = ANY ($2) OR r.status = 'finished')
	ORDER BY r.scheme_id, r.period, r.run_id = ANY ($2) DESC
) j
	JOIN scheme c ON c.scheme_id = j.scheme_id AND c.version = j.version
	LEFT JOIN (
		SELECT n.period, lag(n.period) OVER (ORDER BY n.whole_from) AS earlier FROM project_unit n
			WHERE n.project_id = $1
	) u ON j.kind = 'unit' AND u.period = j.period
$$;
COMMENT ON FUNCTION judged_periods(bigint, bigint[]) IS
	'inner judged_periods: the run that holds for each scheme and period, those being filled first | '
	'内部有效批次：各方案各时段的有效批次，正在计算者优先';

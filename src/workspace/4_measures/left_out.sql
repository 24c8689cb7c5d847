-- SPDX-License-Identifier: PostgreSQL
-- Somebody of a key level, on the roster in the period, for whom nobody made a plan and who took part in nothing,
-- since the start of the term.  Yes or no, never how many.
CREATE OR REPLACE FUNCTION measure_left_out(project_id bigint, snapshots bigint[]) RETURNS SETOF key_person_left_out
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH key_person AS MATERIALIZED (
	SELECT r.site_id, r.beneficiary_id, r.from_on, r.to_on, b.plan_on
	FROM roster r
		JOIN need_level g ON g.code = r.need_level AND g.is_key
		JOIN beneficiary b ON b.project_id = r.project_id AND b.beneficiary_id = r.beneficiary_id
	-- who has a plan before the first of the periods ends is not left out in any
	WHERE r.project_id = $1 AND coalesce(b.plan_on > (SELECT min(m.until_on) FROM site_measure m
		WHERE m.project_id = $1 AND m.snapshot_id = ANY ($2)), true)
), listed AS MATERIALIZED (
	-- first, so that few of the lists of names are joined to activities
	SELECT t.beneficiary_id, t.activity_id
	FROM attendance t
	WHERE t.project_id = $1 AND t.beneficiary_id IN (SELECT k.beneficiary_id FROM key_person k)
), first_day AS (
	SELECT t.beneficiary_id, min(a.held_on) AS held_on
	FROM listed t
		JOIN activity a ON a.project_id = $1 AND a.activity_id = t.activity_id
		JOIN activity_standing o ON o.project_id = $1 AND o.activity_id = a.activity_id
			AND o.standing IN ('confirmed', 'unchecked')
		JOIN project p ON p.project_id = $1 AND a.held_on >= p.start_on
	GROUP BY t.beneficiary_id
)
SELECT DISTINCT $1, m.snapshot_id, m.site_id
FROM site_measure m
	JOIN key_person k ON k.site_id = m.site_id AND k.from_on <= m.until_on AND coalesce(k.to_on >= m.from_on, true)
	LEFT JOIN first_day f ON f.beneficiary_id = k.beneficiary_id
WHERE m.project_id = $1 AND m.snapshot_id = ANY ($2)
	AND coalesce(k.plan_on > m.until_on, true) AND coalesce(f.held_on > m.until_on, true)
$$;
COMMENT ON FUNCTION measure_left_out(bigint, bigint[]) IS
	'step measure_left_out: where a key person is left out | 步骤重点遗漏：哪些服务点有重点对象被遗漏';

-- SPDX-License-Identifier: PostgreSQL
-- Additions to a score and deductions from it, of the rule bonus: the points of all their findings together, at most
-- scheme.bonus_max either way.
--
-- Of scope site a finding is added at each site that it is about.  Of scope project each finding of the code is added
-- to the project's score once, whatever it names; site_id is empty then.
CREATE OR REPLACE FUNCTION found_bonus(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, site_id bigint, bonus numeric)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT r.run_id, f.site_id, least(greatest(sum(f.points), - s.bonus_max), s.bonus_max)
FROM evaluation_run r
	JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.version
	JOIN indicator i ON i.scheme_id = r.scheme_id AND i.version = r.version AND i.rule = 'bonus'
	JOIN (
		SELECT o.snapshot_id, 'site' AS scope, o.code, o.site_id, o.points
		FROM site_finding o WHERE o.project_id = $1
		UNION ALL
		SELECT o.snapshot_id, 'project', o.code, NULL, o.points
		FROM snapshot_finding o WHERE o.project_id = $1
	) f ON f.snapshot_id = r.snapshot_id AND f.scope = i.scope AND f.code = i.code
WHERE r.project_id = $1 AND r.run_id = ANY ($2)
GROUP BY r.run_id, f.site_id, s.bonus_max
$$;
COMMENT ON FUNCTION found_bonus(bigint, bigint[]) IS
	'inner found_bonus: what findings add to the score of each site and of the project | '
	'内部加减分：发现问题对各服务点及项目得分的加减分';

-- Neither below 0 nor above 100.
CREATE OR REPLACE FUNCTION with_bonus(score numeric, bonus numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN score IS NOT NULL THEN least(greatest(score + coalesce(bonus, 0), 0), 100) END;
COMMENT ON FUNCTION with_bonus(numeric, numeric) IS
	'inner with_bonus: a score with what is added to it, 0 to 100 | 内部加减后得分：加减分后的得分，0至100';

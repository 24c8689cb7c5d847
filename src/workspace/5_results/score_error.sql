-- SPDX-License-Identifier: PostgreSQL
-- Standard error of the score of each site: of the points that were measured, as they stand.
--
--	error = 100 sqrt(sum of squared errors of points) / sum of their available points
--
-- What sites have in common is no difference between them, and counts all the same: the mean to which satisfaction is
-- drawn, or a value of a township (O3, B2).  So a difference is a little surer than its errors say.
CREATE OR REPLACE FUNCTION score_errors(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, site_id bigint, std_error numeric)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT p.run_id, p.site_id, round(100 * sqrt(coalesce(sum(square(p.points_error)), 0)) / sum(u.available), 4)
FROM site_points p
	JOIN run_indicator u ON u.project_id = p.project_id AND u.run_id = p.run_id AND u.code = p.code
WHERE p.project_id = $1 AND p.run_id = ANY ($2) AND p.points IS NOT NULL
GROUP BY p.run_id, p.site_id
$$;
COMMENT ON FUNCTION score_errors(bigint, bigint[]) IS
	'inner score_errors: standard error of the score of each site | 内部得分误差：各服务点得分的标准误';

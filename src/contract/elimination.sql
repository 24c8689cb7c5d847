-- SPDX-License-Identifier: PostgreSQL
-- Elimination: a rule that names at whom to look first.  It removes nobody.

CREATE FUNCTION elimination_candidate(p_bottom float8, previous_p_bottom float8, score float8, post_vacant boolean,
	resources_below_median boolean) RETURNS boolean
AS 'MODULE_PATHNAME', 'elimination_candidate' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION elimination_candidate(float8, float8, float8, boolean, boolean) IS
	'elimination candidate: whether people should look at a unit: at the bottom with probability 0.8 in two '
	'periods, score below 60, post not vacant, resources not below the median; false if any fails, else NULL if '
	'any is unknown | 淘汰候选：是否应由人核查：连续两期以 0.8 概率处于后档、得分低于 60、岗位不空、资源不低于中位数；任一不成立为假，否则任一未知为 NULL';

-- SPDX-License-Identifier: PostgreSQL
-- What is missing is looked up for each site.  Grouped beforehand it would have to be joined, and where a workspace
-- holds thousands of projects the planner takes that for a join of a few rows, and compares each with each.
CREATE VIEW data_gaps WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.from_on, r.until_on, r.profile, r.site_id, r.division_code, r.village, r.township,
	r.county,
	r.status, r.measured_share, g.not_measured, m.effective_answers::numeric(12,4) AS effective_answers,
		m.unheard_share,
	concat_ws('; ',
		CASE WHEN r.available IS NULL THEN 'no indicator of the scheme applies' END,
		CASE WHEN r.measured_share < s.min_measured THEN format('less than %s %% of the points are '
			'measured', trim_scale(100 * s.min_measured)) END,
		CASE WHEN coalesce(m.effective_answers, 0) < s.min_answers THEN format('fewer than %s effective '
			'answers', trim_scale(s.min_answers)) END) AS reason,
	concat_ws('；',
		CASE WHEN r.available IS NULL THEN '方案中没有适用的指标' END,
		CASE WHEN r.measured_share < s.min_measured THEN format('已测分值不足%s%%', trim_scale(100 * s.min_measured)) END,
		CASE WHEN coalesce(m.effective_answers, 0) < s.min_answers THEN format('有效样本量不足%s', trim_scale(s.min_answers))
			END) AS reason_zh, r.caps_uncertain
FROM site_run r
	LEFT JOIN scheme s ON s.scheme_id = r.profile AND s.version = r.version
	LEFT JOIN site_measure m ON m.project_id = r.project_id AND m.snapshot_id = r.snapshot_id AND m.site_id = r.site_id
	CROSS JOIN LATERAL (
		SELECT string_agg(o.code, ' ' ORDER BY o.code COLLATE "C") AS not_measured
		FROM site_points o
		WHERE o.project_id = r.project_id AND o.run_id = r.run_id AND o.site_id = r.site_id AND o.points IS NULL
	) g
WHERE r.status = 'not_rated' OR g.not_measured IS NOT NULL OR m.unheard_share > 0
	OR r.caps_uncertain <> '{}';
COMMENT ON VIEW data_gaps IS 'data gaps: Why is a site not rated, what is missing? | 数据缺口：为何未评，缺什么数据？';
COMMENT ON COLUMN data_gaps.not_measured IS 'not measured: codes of indicators without a value | 未测指标：无数据的指标代码';
COMMENT ON COLUMN data_gaps.reason IS 'reason: why it is not rated; empty where it is | 原因：未评原因，已评为空';
COMMENT ON COLUMN data_gaps.reason_zh IS 'reason (Chinese): the same in Chinese | 原因（中文）：中文原因';

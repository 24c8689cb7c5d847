-- SPDX-License-Identifier: PostgreSQL
CREATE VIEW director_continuity WITH (security_invoker = true) AS
SELECT s.project_id, s.period, s.from_on, s.until_on, p.site_id, p.division_code, p.village, p.township, p.county,
	m.posts, m.departures, m.vacant_days, round(i.value, 6) AS filled_share, m.post_vacant, m.low_education, m.certified
FROM current_snapshot s
	JOIN site_measure m ON m.project_id = s.project_id AND m.snapshot_id = s.snapshot_id
	JOIN site_place p ON p.project_id = m.project_id AND p.site_id = m.site_id
	LEFT JOIN site_indicator i ON i.project_id = m.project_id AND i.snapshot_id = m.snapshot_id
		AND i.site_id = m.site_id AND i.code = 'B4';
COMMENT ON VIEW director_continuity IS 'director continuity: Where did the people in charge leave? | 负责人稳定性：哪里的负责人离开了？';
COMMENT ON COLUMN director_continuity.filled_share IS
'filled share: share of the days on which the post was filled | 在岗率：岗位有人的天数占比';

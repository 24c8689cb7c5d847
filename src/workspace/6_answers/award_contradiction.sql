-- SPDX-License-Identifier: PostgreSQL
-- Yes or no for each site, never how many: for those who may know where somebody of a key level is.
CREATE VIEW award_contradiction WITH (security_invoker = true) AS
SELECT s.project_id, s.period, s.from_on, s.until_on, p.site_id, p.division_code, p.village, p.township, p.county,
	a.role, a.person_code, a.award, a.assessment_score
FROM current_snapshot s
	JOIN key_person_left_out k ON k.project_id = s.project_id AND k.snapshot_id = s.snapshot_id
	JOIN site_measure m ON m.project_id = s.project_id AND m.snapshot_id = s.snapshot_id AND m.site_id = k.site_id
	JOIN site_place p ON p.project_id = k.project_id AND p.site_id = k.site_id
	JOIN post a ON a.project_id = k.project_id AND a.site_id = k.site_id AND a.award IS NOT NULL
		AND a.from_on <= m.until_on AND coalesce(a.to_on, m.until_on) >= m.from_on;
COMMENT ON VIEW award_contradiction IS
'award contradiction: Who is praised while a key person is left out? | 评优矛盾：谁在重点对象被遗漏时仍获评优？';

-- SPDX-License-Identifier: PostgreSQL
CREATE VIEW village_satisfaction WITH (security_invoker = true) AS
SELECT s.project_id, s.period, s.from_on, s.until_on, p.site_id, p.division_code, p.village, p.township, p.county,
	m.satisfaction::numeric(7,4) AS satisfaction, m.satisfaction_std_error::numeric(7,4) AS std_error,
	m.satisfaction_lower::numeric(7,4) AS lower, m.satisfaction_upper::numeric(7,4) AS upper,
	m.answers, m.effective_answers::numeric(12,4) AS effective_answers, m.unheard_share
FROM current_snapshot s
	JOIN site_measure m ON m.project_id = s.project_id AND m.snapshot_id = s.snapshot_id
	JOIN site_place p ON p.project_id = m.project_id AND p.site_id = m.site_id;
COMMENT ON VIEW village_satisfaction IS
'village satisfaction: How satisfied are those served, how sure is that, and who was not heard? | '
'村级满意度：服务对象有多满意，把握多大，谁的意见没有听到？';

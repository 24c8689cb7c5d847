-- SPDX-License-Identifier: PostgreSQL
CREATE VIEW project_satisfaction WITH (security_invoker = true) AS
SELECT s.project_id, s.period, s.from_on, s.until_on,
	m.satisfaction::numeric(7,4) AS satisfaction, m.satisfaction_std_error::numeric(7,4) AS std_error,
	m.satisfaction_lower::numeric(7,4) AS lower, m.satisfaction_upper::numeric(7,4) AS upper,
	m.answers, m.effective_answers::numeric(12,4) AS effective_answers, m.unheard_share
FROM current_snapshot s
	JOIN project_measure m ON m.project_id = s.project_id AND m.snapshot_id = s.snapshot_id;
COMMENT ON VIEW project_satisfaction IS
'project satisfaction: How satisfied are those served in the whole project? | 项目满意度：全项目服务对象有多满意？';

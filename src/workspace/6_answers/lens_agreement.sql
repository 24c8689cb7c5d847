-- SPDX-License-Identifier: PostgreSQL
CREATE VIEW lens_agreement WITH (security_invoker = true) AS
SELECT s.project_id, s.period, s.from_on, s.until_on, m.lens_sites AS sites, m.tau_reported_assessed,
	m.tau_reported_satisfied, m.tau_assessed_satisfied
FROM current_snapshot s
	JOIN project_measure m ON m.project_id = s.project_id AND m.snapshot_id = s.snapshot_id
WHERE m.lens_sites > 0;
COMMENT ON VIEW lens_agreement IS
'lens agreement: Do reports, assessments and satisfaction agree? | 视角一致性：上报、评分与满意度是否一致？';
COMMENT ON COLUMN lens_agreement.sites IS 'sites: that all three lenses see | 服务点数：三种视角均有数据';

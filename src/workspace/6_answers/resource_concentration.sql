-- SPDX-License-Identifier: PostgreSQL
CREATE VIEW resource_concentration WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.from_on, r.until_on, r.profile,
	t.sites, t.compared, t.given, t.resources, t.gini, t.gini_lower, t.gini_upper,
	t.concentration_index, t.concentration_lower, t.concentration_upper, t.concentration_gini,
		t.concentration_gini_lower, t.concentration_gini_upper,
	t.need_concentration, t.tilt, t.tilt_lower, t.tilt_upper, t.top_fifth_share, t.top_bottom_ratio, t.top_bottom_lower,
		t.top_bottom_upper,
	t.elasticity, t.elasticity_lower, t.elasticity_upper, t.persistence, t.persistence_lower, t.persistence_upper,
	t.bottom_stay_share, t.bottom_stay_lower, t.bottom_stay_upper, t.divergence, t.divergence_lower, t.divergence_upper,
		t.score_reliability, t.verdict,
	t.elasticity_set, t.elasticity_corrected, t.elasticity_corrected_lower, t.elasticity_corrected_upper,
		t.elasticity_corrected_set, tilt_reason(ROW(t.*)::resource_tilt, false) AS reason,
		tilt_reason(ROW(t.*)::resource_tilt, true) AS reason_zh
FROM current_run r JOIN resource_tilt t ON t.project_id = r.project_id AND t.run_id = r.run_id;
COMMENT ON VIEW resource_concentration IS
'resource concentration: Is the agency feeding the strong? | 资源集中度：机构资源是否向强者集中？';
COMMENT ON COLUMN resource_concentration.reason IS 'reason: the verdict as a sentence | 说明：结论的说明';
COMMENT ON COLUMN resource_concentration.reason_zh IS 'reason (Chinese): the same in Chinese | 说明（中文）：中文说明';

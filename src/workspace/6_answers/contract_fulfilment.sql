-- SPDX-License-Identifier: PostgreSQL
CREATE VIEW contract_fulfilment WITH (security_invoker = true) AS
SELECT s.project_id, s.period, s.from_on, s.until_on, m.contract_id, m.item,
	m.target, m.not_due, m.released, m.reported, m.deduplicated, m.held, m.verified, m.missing,
	round(m.reported / nullif(m.target, 0), 6) AS reported_share,
	round(m.verified / nullif(m.target, 0), 6) AS verified_share,
	m.verified_lower, m.verified_upper, m.checked,
	round(m.verified / nullif(m.reported, 0), 6) AS verified_rate,
	c.over_delivered
FROM current_snapshot s
	JOIN contract_item_measure m ON m.project_id = s.project_id AND m.snapshot_id = s.snapshot_id
	LEFT JOIN headline_run r ON r.project_id = s.project_id AND r.period = s.period
	LEFT JOIN scheme h ON h.scheme_id = r.profile AND h.version = r.version
	CROSS JOIN LATERAL (SELECT m.reported > h.over_delivery * m.target AS over_delivered) c;
COMMENT ON VIEW contract_fulfilment IS
'contract fulfilment: Target, reported, distinct, verified, missing: what did we get? | 合同履行：应完成、上报、去重、核实、缺失各是多少？';
COMMENT ON COLUMN contract_fulfilment.target IS 'target: owed by the last day that counts | 应完成量：截至统计日应完成';
COMMENT ON COLUMN contract_fulfilment.not_due IS 'not due: owed in the rest of the period | 未到期量：时段余下应完成';
COMMENT ON COLUMN contract_fulfilment.released IS
'released: agreed, and owed by no site (closed, handed over, terminated) | 豁免量：已约定但无服务点应完成（关闭、移交、终止）';
COMMENT ON COLUMN contract_fulfilment.reported IS 'reported: as uploaded | 上报量：按上报计';
COMMENT ON COLUMN contract_fulfilment.deduplicated IS 'distinct: reported less confirmed repeats | 去重量：上报量减确认重复';
COMMENT ON COLUMN contract_fulfilment.held IS 'held: seem to repeat earlier uploads, undecided | 待定量：疑似重复待判定';
COMMENT ON COLUMN contract_fulfilment.verified IS
'verified: estimate of what left a trace; empty where nothing was checked | 核实量：有迹可查的估计量，未核查为空';
COMMENT ON COLUMN contract_fulfilment.missing IS
'missing: target less reported; below 0: more than owed | 缺失量：应完成量减上报量，负数为超额';
COMMENT ON COLUMN contract_fulfilment.reported_share IS 'reported share: reported / target | 上报完成率：上报量除以应完成量';
COMMENT ON COLUMN contract_fulfilment.verified_share IS 'verified share: verified / target | 核实完成率：核实量除以应完成量';
COMMENT ON COLUMN contract_fulfilment.verified_lower IS
'verified at least: lower end of the 95 % interval | 核实下限：95%区间下限';
COMMENT ON COLUMN contract_fulfilment.verified_upper IS
'verified at most: upper end of the 95 % interval | 核实上限：95%区间上限';
COMMENT ON COLUMN contract_fulfilment.checked IS 'checked: quantity that a verifier looked at | 已核查量：核查过的数量';
COMMENT ON COLUMN contract_fulfilment.verified_rate IS 'verified rate: verified / reported | 核实率：核实量除以上报量';
COMMENT ON COLUMN contract_fulfilment.over_delivered IS
'target too low: reported above the policy''s multiple of the target | 目标偏低：上报量超过方案规定的目标倍数';

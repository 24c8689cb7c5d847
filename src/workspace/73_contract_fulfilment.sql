CREATE VIEW contract_fulfilment WITH (security_invoker = true) AS
SELECT r.project_id, r.period, c.contract_id, c.item,
	e.target, e.reported, e.deduplicated, e.verified, e.missing,
	round(e.reported / nullif(e.target, 0), 6) AS reported_share,
	round(e.verified / nullif(e.target, 0), 6) AS verified_share,
	e.held, e.verified_lower, e.verified_upper, e.checked,
	round(e.verified / nullif(e.reported, 0), 6) AS verification_factor,
	e.late, round(e.late::numeric / nullif(e.reported, 0), 6) AS late_share, round(e.late / nullif(e.late_expected, 0), 4) AS late_rush
FROM headline_run r
	CROSS JOIN LATERAL (
		SELECT e.scope_key,
			max(e.value) FILTER (WHERE e.code = 'target') AS target,
			max(e.value) FILTER (WHERE e.code = 'reported')::bigint AS reported,
			max(e.value) FILTER (WHERE e.code = 'deduplicated')::bigint AS deduplicated,
			max(e.value) FILTER (WHERE e.code = 'verified') AS verified,
			max(e.value) FILTER (WHERE e.code = 'missing') AS missing,
			max(e.value) FILTER (WHERE e.code = 'held')::bigint AS held,
			max(e.lo) FILTER (WHERE e.code = 'verified') AS verified_lower,
			max(e.hi) FILTER (WHERE e.code = 'verified') AS verified_upper,
			max(e.n) FILTER (WHERE e.code = 'verified') AS checked,
			max(e.value) FILTER (WHERE e.code = 'late')::bigint AS late,
			max(e.value) FILTER (WHERE e.code = 'late_expected') AS late_expected
		FROM evaluation_result e
		WHERE e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'contract_item'
		GROUP BY e.scope_key
	) e
	JOIN contract_item c ON c.project_id = r.project_id AND c.contract_id || '/' || c.item = e.scope_key;
COMMENT ON VIEW contract_fulfilment IS 'Target, reported, distinct, verified, missing: what did we get, and who rushes at the end of a quarter? | 目标、上报、去重、核实、缺失各是多少，季末是否突击？';
COMMENT ON COLUMN contract_fulfilment.project_id IS 'project | 项目';
COMMENT ON COLUMN contract_fulfilment.period IS 'quarter; empty for the term so far | 季度（全周期至今为空）';
COMMENT ON COLUMN contract_fulfilment.contract_id IS 'contract | 合同';
COMMENT ON COLUMN contract_fulfilment.item IS 'contract item | 合同内容';
COMMENT ON COLUMN contract_fulfilment.target IS 'quantity due | 目标量';
COMMENT ON COLUMN contract_fulfilment.reported IS 'quantity reported | 上报量';
COMMENT ON COLUMN contract_fulfilment.deduplicated IS 'reported less confirmed repeats | 去重后数量';
COMMENT ON COLUMN contract_fulfilment.verified IS 'estimate of what left a trace; empty where nothing was checked | 核实量（未核查则为空）';
COMMENT ON COLUMN contract_fulfilment.missing IS 'target less reported; negative when more was reported | 缺失量（目标减上报）';
COMMENT ON COLUMN contract_fulfilment.reported_share IS 'reported / target | 上报完成率';
COMMENT ON COLUMN contract_fulfilment.verified_share IS 'verified / target | 核实完成率';
COMMENT ON COLUMN contract_fulfilment.held IS 'of deduplicated, those that seem to repeat an earlier upload and wait for a decision | 疑似重复待判定数（未扣除）';
COMMENT ON COLUMN contract_fulfilment.verified_lower IS 'lower end of the 95 % interval of verified | 核实量95%区间下限';
COMMENT ON COLUMN contract_fulfilment.verified_upper IS 'upper end of it | 核实量95%区间上限';
COMMENT ON COLUMN contract_fulfilment.checked IS 'of deduplicated, those that a verifier looked at | 去重后已核查数';
COMMENT ON COLUMN contract_fulfilment.verification_factor IS 'verified / reported | 核实系数（核实量/上报量）';
COMMENT ON COLUMN contract_fulfilment.late IS 'activities held in the last 14 days of a quarter | 季度最后14天的活动数';
COMMENT ON COLUMN contract_fulfilment.late_share IS 'late / reported | 季末活动占比';
COMMENT ON COLUMN contract_fulfilment.late_rush IS 'late / what it would be had they been spread evenly: 1 is even, 2 twice as many | 季末突击倍数（1为均匀）';

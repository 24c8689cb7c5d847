CREATE VIEW contract_fulfilment WITH (security_invoker = true) AS
SELECT r.project_id, r.period, c.contract_id, c.item,
	e.target, e.reported, e.deduplicated, e.verified, e.missing,
	round(e.reported / nullif(e.target, 0), 6) AS reported_share,
	round(e.verified / nullif(e.target, 0), 6) AS verified_share
FROM headline_run r
	CROSS JOIN LATERAL (
		SELECT e.scope_key,
			max(e.value) FILTER (WHERE e.code = 'target') AS target,
			max(e.value) FILTER (WHERE e.code = 'reported')::bigint AS reported,
			max(e.value) FILTER (WHERE e.code = 'deduplicated')::bigint AS deduplicated,
			max(e.value) FILTER (WHERE e.code = 'verified') AS verified,
			max(e.value) FILTER (WHERE e.code = 'missing') AS missing
		FROM evaluation_result e
		WHERE e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'contract_item'
		GROUP BY e.scope_key
	) e
	JOIN contract_item c ON c.project_id = r.project_id AND c.contract_id || '/' || c.item = e.scope_key;
COMMENT ON VIEW contract_fulfilment IS 'Target, reported, distinct, verified, missing: what did we get? | 目标、上报、去重、核实、缺失各是多少？';
COMMENT ON COLUMN contract_fulfilment.project_id IS 'project | 项目';
COMMENT ON COLUMN contract_fulfilment.period IS 'quarter; empty for the term so far | 季度（全周期至今为空）';
COMMENT ON COLUMN contract_fulfilment.contract_id IS 'contract | 合同';
COMMENT ON COLUMN contract_fulfilment.item IS 'contract item | 合同内容';
COMMENT ON COLUMN contract_fulfilment.target IS 'quantity due | 目标量';
COMMENT ON COLUMN contract_fulfilment.reported IS 'quantity reported | 上报量';
COMMENT ON COLUMN contract_fulfilment.deduplicated IS 'reported less confirmed repeats | 去重量';
COMMENT ON COLUMN contract_fulfilment.verified IS 'estimate of what left a trace; empty where nothing was checked | 核实量（未核查则为空）';
COMMENT ON COLUMN contract_fulfilment.missing IS 'target less reported; negative when more was reported | 缺失量（目标减上报）';
COMMENT ON COLUMN contract_fulfilment.reported_share IS 'reported / target | 上报完成率';
COMMENT ON COLUMN contract_fulfilment.verified_share IS 'verified / target | 核实完成率';

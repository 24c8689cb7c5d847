-- SPDX-License-Identifier: PostgreSQL
-- What a unit of a contract item weighs against one of another item: its tariff.  One without a tariff weighs the mean
-- of those of its contract that are above 0, or else of the project.  Where the project has none, all weigh the same.
CREATE VIEW item_weight WITH (security_invoker = true) AS
SELECT i.project_id, i.contract_id, i.item,
	CASE WHEN i.mean IS NULL THEN 1 ELSE coalesce(i.tariff, i.own_mean, i.mean) END AS weight
FROM (
	SELECT i.project_id, i.contract_id, i.item, i.tariff,
		avg(i.tariff) FILTER (WHERE i.tariff > 0) OVER (PARTITION BY i.project_id) AS mean,
		avg(i.tariff) FILTER (WHERE i.tariff > 0) OVER (PARTITION BY i.project_id, i.contract_id) AS own_mean
	FROM contract_item i
) i;
COMMENT ON VIEW item_weight IS
	'inner item_weight: what does a unit of each contract item weigh? | 内部内容权重：各服务内容每单位的权重是多少？';
COMMENT ON COLUMN item_weight.project_id IS 'project: number of the project | 项目：项目编号';
COMMENT ON COLUMN item_weight.contract_id IS 'contract: number of the contract | 合同：合同编号';
COMMENT ON COLUMN item_weight.item IS 'item: contract item | 服务内容：合同服务内容';
COMMENT ON COLUMN item_weight.weight IS
	'weight: tariff, or what stands in for it | 权重：单价，或其替代值';

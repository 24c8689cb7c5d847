-- What was agreed with whom: contracts and their items.

CREATE TABLE IF NOT EXISTS contract (
	project_id			bigint NOT NULL,
	contract_id			bigint GENERATED ALWAYS AS IDENTITY,
	provider_id			bigint NOT NULL,
	procurement_mode	text NOT NULL,
	formal				boolean NOT NULL DEFAULT true,
	price				numeric(14,2) NOT NULL,
	quantity_share		numeric(4,3) NOT NULL DEFAULT 0.700,
	CONSTRAINT contract_pkey PRIMARY KEY (project_id, contract_id),
	CONSTRAINT contract_procurement_mode_check CHECK (procurement_mode IN ('open_tender', 'invited_bid', 'directed_commission', 'none')),
	CONSTRAINT contract_price_check CHECK (price >= 0 AND price <> 'NaN'),
	CONSTRAINT contract_quantity_share_check CHECK (quantity_share BETWEEN 0 AND 1)
);
COMMENT ON TABLE contract IS 'an agreement with a provider | 合同';
COMMENT ON COLUMN contract.project_id IS 'project | 项目';
COMMENT ON COLUMN contract.contract_id IS 'number of the contract | 合同编号';
COMMENT ON COLUMN contract.provider_id IS 'organization that provides | 承接方';
COMMENT ON COLUMN contract.procurement_mode IS 'open_tender, invited_bid, directed_commission or none | 购买方式：公开招标、邀请招标、定向委托、无';
COMMENT ON COLUMN contract.formal IS 'signed and paid | 是否签订有偿合同';
COMMENT ON COLUMN contract.price IS 'agreed price in yuan | 合同金额（元）';
COMMENT ON COLUMN contract.quantity_share IS 'share of the price that is paid by quantity, 0 to 1 | 按数量支付的比例';

CREATE TABLE IF NOT EXISTS contract_item (
	project_id		bigint NOT NULL,
	contract_id		bigint NOT NULL,
	item			text NOT NULL,
	unit			text NOT NULL,
	target_quantity	numeric(14,2) NOT NULL,
	tariff			numeric(14,2),
	CONSTRAINT contract_item_pkey PRIMARY KEY (project_id, contract_id, item),
	CONSTRAINT contract_item_target_quantity_check CHECK (target_quantity > 0 AND target_quantity <> 'NaN'),
	CONSTRAINT contract_item_tariff_check CHECK (tariff >= 0 AND tariff <> 'NaN')
);
COMMENT ON TABLE contract_item IS 'what a contract promises, and how much of it | 合同服务内容';
COMMENT ON COLUMN contract_item.project_id IS 'project | 项目';
COMMENT ON COLUMN contract_item.contract_id IS 'contract | 合同';
COMMENT ON COLUMN contract_item.item IS 'name of the item, for example home_activity | 服务内容';
COMMENT ON COLUMN contract_item.unit IS 'what is counted; one row of activity is one unit | 计量单位（一条活动记录为一个单位）';
COMMENT ON COLUMN contract_item.target_quantity IS 'agreed quantity over the whole term and all sites | 合同约定总量';
COMMENT ON COLUMN contract_item.tariff IS 'yuan per unit; items without one share what the others leave of the part paid by quantity | 单价（元）；为空者按目标量分摊其余按量支付部分';

ALTER TABLE contract ADD CONSTRAINT contract_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
ALTER TABLE contract ADD CONSTRAINT contract_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES organization;
ALTER TABLE contract_item ADD CONSTRAINT contract_item_contract_fkey FOREIGN KEY (project_id, contract_id) REFERENCES contract;

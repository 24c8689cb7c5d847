-- SPDX-License-Identifier: PostgreSQL
-- What was agreed with whom: contracts, their items, which sites they serve, and when what is to be paid.

CREATE TABLE IF NOT EXISTS contract (
	project_id			bigint NOT NULL,
	contract_id			bigint GENERATED ALWAYS AS IDENTITY,
	provider_id			bigint NOT NULL,
	procurement_mode	text NOT NULL,
	formal				boolean NOT NULL DEFAULT true,
	price				numeric(14,2) NOT NULL,
	quantity_share		numeric(4,3) NOT NULL DEFAULT 0.700,
	start_on			date,
	end_on				date,
	signed_on			date,
	terminated_on		date,
	loss_basis			text NOT NULL DEFAULT 'estimate',
	CONSTRAINT contract_pkey PRIMARY KEY (project_id, contract_id),
	CONSTRAINT contract_price_check CHECK (price >= 0 AND price <> 'NaN'),
	CONSTRAINT contract_quantity_share_check CHECK (quantity_share BETWEEN 0 AND 1),
	CONSTRAINT contract_term_check CHECK (end_on >= start_on AND isfinite(start_on) AND isfinite(end_on)),
	CONSTRAINT contract_days_check CHECK (isfinite(start_on) AND isfinite(end_on) AND isfinite(signed_on)
		AND isfinite(terminated_on)),
	CONSTRAINT contract_terminated_on_check CHECK (terminated_on >= start_on),
	CONSTRAINT contract_loss_basis_check CHECK (loss_basis IN ('estimate', 'lower_limit'))
);
COMMENT ON TABLE contract IS
	'contracts: agreements with a provider; several are lots of a project | 合同：与承接主体的合同，多个即分包';
COMMENT ON COLUMN contract.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN contract.contract_id IS 'contract number: given by the database | 合同编号：自动编号';
COMMENT ON COLUMN contract.provider_id IS 'provider: organization that provides the service | 承接主体：提供服务的组织';
COMMENT ON COLUMN contract.procurement_mode IS 'procurement mode: code from procurement_mode | 采购方式：采购方式代码';
COMMENT ON COLUMN contract.formal IS 'formal: signed, and paid for; false: an arrangement without pay | 正式合同：已签订且有偿';
COMMENT ON COLUMN contract.price IS 'price: agreed, in yuan | 合同金额：约定金额（元）';
COMMENT ON COLUMN contract.quantity_share IS
	'quantity share: part of the price that is paid by quantity, 0 to 1; the rest by quality | 按量比例：按数量支付的比例0至1，其余按质量';
COMMENT ON COLUMN contract.start_on IS 'first day: of its own time; empty: that of the project | 开始日期：合同首日，空为随项目';
COMMENT ON COLUMN contract.end_on IS 'last day: as agreed, included; empty: that of the project | 结束日期：约定末日（含），空为随项目';
COMMENT ON COLUMN contract.signed_on IS 'signed: day of the signature; empty: not known | 签订日期：空为未知';
COMMENT ON COLUMN contract.terminated_on IS
	'terminated: last day of service, where it ended early; empty: it did not | 终止日期：提前终止的末日，空为未终止';
COMMENT ON COLUMN contract.loss_basis IS
	'loss basis: of what left no trace, deduct the estimate, or only its lower limit, which is proved | '
	'扣减依据：查无痕迹部分按估计值扣减，或仅按可证实的下限扣减';

CREATE TABLE IF NOT EXISTS contract_item (
	project_id		bigint NOT NULL,
	contract_id		bigint NOT NULL,
	item			text NOT NULL,
	name			text,
	unit			text NOT NULL,
	target_quantity	numeric(14,2) NOT NULL,
	tariff			numeric(14,2),
	spread			text NOT NULL DEFAULT 'site',
	CONSTRAINT contract_item_pkey PRIMARY KEY (project_id, contract_id, item),
	CONSTRAINT contract_item_item_check CHECK (@workspace@.is_tidy(item)),
	CONSTRAINT contract_item_target_quantity_check CHECK (target_quantity > 0 AND target_quantity <> 'NaN'),
	CONSTRAINT contract_item_tariff_check CHECK (tariff >= 0 AND tariff <> 'NaN'),
	CONSTRAINT contract_item_spread_check CHECK (spread IN ('site', 'day', 'person'))
);
COMMENT ON TABLE contract_item IS 'contract items: what a contract promises, and how much of it | 服务内容：合同约定的服务及数量';
COMMENT ON COLUMN contract_item.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN contract_item.contract_id IS 'contract: that promises it | 合同：所属合同';
COMMENT ON COLUMN contract_item.item IS 'item: code that activities name | 内容代码：活动记录中填写的代码';
COMMENT ON COLUMN contract_item.name IS 'name: for people; empty: the code is shown | 名称：显示名称，空则显示代码';
COMMENT ON COLUMN contract_item.unit IS 'unit: what is counted, such as hours or visits | 计量单位：如小时、人次';
COMMENT ON COLUMN contract_item.target_quantity IS
	'target: agreed quantity, of all sites and the whole time; under spread person, of one person in one period | '
	'约定数量：合同总量；按人分摊时为每人每周期数量';
COMMENT ON COLUMN contract_item.tariff IS
	'tariff: yuan for one unit; items without one share what the others leave, and weigh their mean in shares | '
	'单价：每单位金额（元），空者支付时分摊其余，折算时取其余均值';
COMMENT ON COLUMN contract_item.spread IS
	'spread: site: each site alike; day: by days open; person: by days on the roster | 分摊方式：按点、按开放天数或按在册人日';

-- A contract without any row here serves all sites of its project.
CREATE TABLE IF NOT EXISTS contract_site (
	project_id	bigint NOT NULL,
	contract_id	bigint NOT NULL,
	site_id		bigint NOT NULL,
	from_on		date,
	to_on		date,
	CONSTRAINT contract_site_pkey PRIMARY KEY (project_id, contract_id, site_id),
	CONSTRAINT contract_site_days_check CHECK (to_on >= from_on),
	CONSTRAINT contract_site_finite_check CHECK (isfinite(from_on) AND isfinite(to_on))
);
COMMENT ON TABLE contract_site IS
	'sites of contracts: which sites a contract serves; without a row it serves all | 合同服务点：合同服务的服务点，无行即全部';
COMMENT ON COLUMN contract_site.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN contract_site.contract_id IS 'contract: that serves the site | 合同：服务该点的合同';
COMMENT ON COLUMN contract_site.site_id IS 'site: that is served | 服务点：被服务的服务点';
COMMENT ON COLUMN contract_site.from_on IS
	'from: first day; empty: as soon as both contract and site began | 起始日期：首日，空为合同与服务点开始时';
COMMENT ON COLUMN contract_site.to_on IS
	'until: last day, where it was handed over; empty: until the contract ends | 截止日期：移交前末日，空为至合同结束';

-- The share of an item's quantity that was agreed for one site.  What these leave goes over the other sites.
CREATE TABLE IF NOT EXISTS site_target (
	project_id		bigint NOT NULL,
	contract_id		bigint NOT NULL,
	item			text NOT NULL,
	site_id			bigint NOT NULL,
	target_quantity	numeric(14,2) NOT NULL,
	CONSTRAINT site_target_pkey PRIMARY KEY (project_id, contract_id, item, site_id),
	CONSTRAINT site_target_target_quantity_check CHECK (target_quantity >= 0 AND target_quantity <> 'NaN')
);
COMMENT ON TABLE site_target IS 'targets of sites: quantities that were agreed for one site | 分点数量：为某服务点单独约定的数量';
COMMENT ON COLUMN site_target.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN site_target.contract_id IS 'contract: that names it | 合同：所属合同';
COMMENT ON COLUMN site_target.item IS 'item: of the contract | 内容代码：合同服务内容';
COMMENT ON COLUMN site_target.site_id IS 'site: and those that take over from it | 服务点：及其接续点';
COMMENT ON COLUMN site_target.target_quantity IS
	'target: its part of the agreed quantity; the other sites share the rest | 约定数量：该点数量，其余由他点分摊';

CREATE TABLE IF NOT EXISTS instalment (
	project_id	bigint NOT NULL,
	contract_id	bigint NOT NULL,
	number		integer NOT NULL,
	amount		numeric(14,2),
	share		numeric(6,5),
	due_on		date NOT NULL,
	advance		boolean NOT NULL DEFAULT false,
	milestone	text,
	min_grade	text,
	CONSTRAINT instalment_pkey PRIMARY KEY (project_id, contract_id, number),
	CONSTRAINT instalment_number_check CHECK (number > 0),
	CONSTRAINT instalment_amount_check CHECK (amount >= 0 AND amount <> 'NaN'),
	CONSTRAINT instalment_share_check CHECK (share BETWEEN 0 AND 1),
	CONSTRAINT instalment_amount_share_check CHECK (num_nonnulls(amount, share) = 1),
	CONSTRAINT instalment_due_on_check CHECK (isfinite(due_on)),
	CONSTRAINT instalment_min_grade_check CHECK (min_grade IN ('poor', 'medium', 'good', 'excellent')),
	-- a grade is given at a milestone
	CONSTRAINT instalment_min_grade_milestone_check CHECK (min_grade IS NULL OR milestone IS NOT NULL),
	CONSTRAINT instalment_advance_check CHECK (NOT advance OR milestone IS NULL)
);
COMMENT ON TABLE instalment IS 'instalments: what is to be paid when, and on which condition | 付款计划：应付金额、时间与条件';
COMMENT ON COLUMN instalment.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN instalment.contract_id IS 'contract: that it is paid for | 合同：所属合同';
COMMENT ON COLUMN instalment.number IS 'number: first, second, ... | 期数：第几期';
COMMENT ON COLUMN instalment.amount IS 'amount: in yuan; empty: a share of the price | 金额：以元计，空为按比例';
COMMENT ON COLUMN instalment.share IS 'share: of the price, 0 to 1; empty: an amount | 比例：占合同金额0至1，空为按金额';
COMMENT ON COLUMN instalment.due_on IS 'due: day from which it is owed, if its conditions hold | 应付日期：条件满足时自该日应付';
COMMENT ON COLUMN instalment.advance IS
	'advance: owed before anything is delivered, and settled against what follows | 预付款：先付后抵';
COMMENT ON COLUMN instalment.milestone IS 'milestone: that must be sealed first; empty: none | 节点：须先封存的评价节点，空为无';
COMMENT ON COLUMN instalment.min_grade IS
	'least grade: that the contract must reach at the milestone; empty: none | 最低等级：节点须达到的等级，空为无';

CREATE TABLE IF NOT EXISTS payment (
	project_id	bigint NOT NULL,
	payment_id	bigint GENERATED ALWAYS AS IDENTITY,
	contract_id	bigint NOT NULL,
	instalment	integer,
	paid		numeric(14,2) NOT NULL,
	paid_on		date NOT NULL,
	CONSTRAINT payment_pkey PRIMARY KEY (project_id, payment_id),
	CONSTRAINT payment_paid_check CHECK (paid >= 0 AND paid <> 'NaN'),
	CONSTRAINT payment_paid_on_check CHECK (isfinite(paid_on))
);
COMMENT ON TABLE payment IS 'payments: what was paid, and when | 付款：实付金额与日期';
COMMENT ON COLUMN payment.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN payment.payment_id IS 'payment number: given by the database | 付款编号：自动编号';
COMMENT ON COLUMN payment.contract_id IS 'contract: that was paid for | 合同：所属合同';
COMMENT ON COLUMN payment.instalment IS 'instalment: that was meant; empty: none in particular | 对应期数：空为不指定';
COMMENT ON COLUMN payment.paid IS 'paid: amount in yuan | 实付金额：以元计';
COMMENT ON COLUMN payment.paid_on IS 'paid on: day of the payment | 付款日期：实付日期';

CREATE TABLE IF NOT EXISTS bid (
	project_id	bigint NOT NULL,
	org_id		bigint NOT NULL,
	qualified	boolean NOT NULL,
	price		numeric(14,2),
	won			boolean NOT NULL DEFAULT false,
	CONSTRAINT bid_pkey PRIMARY KEY (project_id, org_id),
	CONSTRAINT bid_price_check CHECK (price >= 0 AND price <> 'NaN'),
	CONSTRAINT bid_won_check CHECK (qualified OR NOT won)
);
COMMENT ON TABLE bid IS 'bids: who offered to provide a project; the alternatives of the buyer | 投标：购买主体的可选承接主体';
COMMENT ON COLUMN bid.project_id IS 'project: that was offered for | 项目：所投项目';
COMMENT ON COLUMN bid.org_id IS 'bidder: organization that offered | 投标方：投标的组织';
COMMENT ON COLUMN bid.qualified IS 'qualified: met the conditions | 合格：是否符合条件';
COMMENT ON COLUMN bid.price IS 'price: that was offered, in yuan; empty: not known | 报价：以元计，空为未知';
COMMENT ON COLUMN bid.won IS 'won: got the contract | 中标：是否中标';

ALTER TABLE contract ADD CONSTRAINT contract_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
ALTER TABLE contract ADD CONSTRAINT contract_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES organization;
ALTER TABLE contract ADD CONSTRAINT contract_procurement_mode_fkey FOREIGN KEY (procurement_mode)
	REFERENCES procurement_mode;
ALTER TABLE contract_item ADD CONSTRAINT contract_item_contract_fkey FOREIGN KEY (project_id, contract_id)
	REFERENCES contract;
ALTER TABLE contract_site ADD CONSTRAINT contract_site_contract_fkey FOREIGN KEY (project_id, contract_id)
	REFERENCES contract;
ALTER TABLE contract_site ADD CONSTRAINT contract_site_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE site_target ADD CONSTRAINT site_target_contract_item_fkey FOREIGN KEY (project_id, contract_id, item)
	REFERENCES contract_item;
ALTER TABLE site_target ADD CONSTRAINT site_target_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE instalment ADD CONSTRAINT instalment_contract_fkey FOREIGN KEY (project_id, contract_id)
	REFERENCES contract;
ALTER TABLE instalment ADD CONSTRAINT instalment_milestone_fkey FOREIGN KEY (project_id, milestone)
	REFERENCES milestone;
ALTER TABLE payment ADD CONSTRAINT payment_contract_fkey FOREIGN KEY (project_id, contract_id) REFERENCES contract;
ALTER TABLE payment ADD CONSTRAINT payment_instalment_fkey FOREIGN KEY (project_id, contract_id, instalment)
	REFERENCES instalment;
ALTER TABLE bid ADD CONSTRAINT bid_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
ALTER TABLE bid ADD CONSTRAINT bid_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization;
CREATE TRIGGER contract_procurement_mode_known BEFORE INSERT OR UPDATE ON contract
	FOR EACH ROW EXECUTE FUNCTION refuse_unknown_code('procurement_mode', 'procurement_mode');

CREATE INDEX payment_contract_idx ON payment (project_id, contract_id);

-- Who else could have done it, and what was paid: bids and payments.

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
COMMENT ON TABLE bid IS 'who offered to provide a project: the alternatives of the buyer | 投标（购买方的可选承接方）';
COMMENT ON COLUMN bid.project_id IS 'project | 项目';
COMMENT ON COLUMN bid.org_id IS 'organization that offered | 投标方';
COMMENT ON COLUMN bid.qualified IS 'met the conditions | 是否合格';
COMMENT ON COLUMN bid.price IS 'price offered, in yuan | 报价（元）';
COMMENT ON COLUMN bid.won IS 'got the contract | 是否中标';

CREATE TABLE IF NOT EXISTS payment (
	project_id	bigint NOT NULL,
	payment_id	bigint GENERATED ALWAYS AS IDENTITY,
	contract_id	bigint NOT NULL,
	period		date NOT NULL,
	due			numeric(14,2) NOT NULL,
	due_on		date,
	paid		numeric(14,2) NOT NULL DEFAULT 0,
	paid_on		date,
	CONSTRAINT payment_pkey PRIMARY KEY (project_id, payment_id),
	CONSTRAINT payment_period_check CHECK (isfinite(period) AND extract(day FROM period) = 1 AND extract(month FROM period) IN (1, 4, 7, 10)),
	CONSTRAINT payment_due_check CHECK (due >= 0 AND due <> 'NaN'),
	CONSTRAINT payment_due_on_check CHECK (isfinite(due_on)),
	CONSTRAINT payment_paid_check CHECK (paid >= 0 AND paid <> 'NaN'),
	CONSTRAINT payment_paid_on_check CHECK (isfinite(paid_on)),
	CONSTRAINT payment_paid_paid_on_check CHECK (paid = 0 OR paid_on IS NOT NULL)
);
COMMENT ON TABLE payment IS 'what was due to the provider, and what was paid | 付款';
COMMENT ON COLUMN payment.project_id IS 'project | 项目';
COMMENT ON COLUMN payment.payment_id IS 'number of the payment | 付款编号';
COMMENT ON COLUMN payment.contract_id IS 'contract | 合同';
COMMENT ON COLUMN payment.period IS 'quarter it is for, named by its first day | 所属季度（以首日表示）';
COMMENT ON COLUMN payment.due IS 'amount due in yuan | 应付金额（元）';
COMMENT ON COLUMN payment.due_on IS 'day it was due | 应付日期';
COMMENT ON COLUMN payment.paid IS 'amount paid in yuan | 实付金额（元）';
COMMENT ON COLUMN payment.paid_on IS 'day it was paid, empty while unpaid | 实付日期（未付则为空）';

ALTER TABLE bid ADD CONSTRAINT bid_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
ALTER TABLE bid ADD CONSTRAINT bid_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization;
ALTER TABLE payment ADD CONSTRAINT payment_contract_fkey FOREIGN KEY (project_id, contract_id) REFERENCES contract;

CREATE INDEX payment_contract_idx ON payment (project_id, contract_id);

-- What a site was given: allocations.

CREATE TABLE IF NOT EXISTS allocation (
	project_id		bigint NOT NULL,
	allocation_id	bigint GENERATED ALWAYS AS IDENTITY,
	site_id			bigint NOT NULL,
	period			date NOT NULL,
	kind			text NOT NULL,
	amount			numeric(14,2) NOT NULL,
	discretionary	boolean NOT NULL DEFAULT true,
	decided_by		bigint,
	CONSTRAINT allocation_pkey PRIMARY KEY (project_id, allocation_id),
	CONSTRAINT allocation_period_check CHECK (isfinite(period) AND extract(day FROM period) = 1 AND extract(month FROM period) IN (1, 4, 7, 10)),
	CONSTRAINT allocation_amount_check CHECK (amount >= 0 AND amount <> 'NaN')
);
COMMENT ON TABLE allocation IS 'resources given to a site | 资源分配';
COMMENT ON COLUMN allocation.project_id IS 'project | 项目';
COMMENT ON COLUMN allocation.allocation_id IS 'number of the allocation | 分配编号';
COMMENT ON COLUMN allocation.site_id IS 'site | 服务点';
COMMENT ON COLUMN allocation.period IS 'quarter, named by its first day | 季度（以首日表示）';
COMMENT ON COLUMN allocation.kind IS 'what was given, for example worker_days | 资源类型';
COMMENT ON COLUMN allocation.amount IS 'value in yuan | 金额（元）';
COMMENT ON COLUMN allocation.discretionary IS 'the decider was free to give it elsewhere | 是否可自由裁量';
COMMENT ON COLUMN allocation.decided_by IS 'organization that decided | 决定方';

ALTER TABLE allocation ADD CONSTRAINT allocation_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE allocation ADD CONSTRAINT allocation_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES organization;

CREATE INDEX allocation_site_idx ON allocation (project_id, site_id, period);

-- Whom to visit: the risk stratum of every site in a quarter, and which of them were drawn.

CREATE TABLE IF NOT EXISTS visit_plan (
	project_id	bigint NOT NULL,
	period		date NOT NULL,
	site_id		bigint NOT NULL,
	stratum		text NOT NULL,
	due			date,
	drawn		text,
	seed		bigint,
	CONSTRAINT visit_plan_pkey PRIMARY KEY (project_id, period, site_id),
	CONSTRAINT visit_plan_period_check CHECK (isfinite(period) AND extract(day FROM period) = 1 AND extract(month FROM period) IN (1, 4, 7, 10)),
	CONSTRAINT visit_plan_stratum_check CHECK (stratum IN ('green', 'amber', 'red')),
	CONSTRAINT visit_plan_due_check CHECK (due >= period AND due < period + interval '3 months'),
	CONSTRAINT visit_plan_drawn_check CHECK (drawn IN ('stratum', 'floor')),
	CONSTRAINT visit_plan_due_drawn_check CHECK ((due IS NULL) = (drawn IS NULL))
);
COMMENT ON TABLE visit_plan IS 'risk stratum of each site in a quarter, and whether and when it is to be visited; not for providers | 核查计划（对承接方保密）';
COMMENT ON COLUMN visit_plan.project_id IS 'project | 项目';
COMMENT ON COLUMN visit_plan.period IS 'quarter, named by its first day | 季度（以首日表示）';
COMMENT ON COLUMN visit_plan.site_id IS 'site | 服务点';
COMMENT ON COLUMN visit_plan.stratum IS 'risk stratum: green, amber or red | 风险分层：绿、黄、红';
COMMENT ON COLUMN visit_plan.due IS 'day of the visit, empty when the site was not drawn | 核查日期（未抽中则为空）';
COMMENT ON COLUMN visit_plan.drawn IS 'stratum: drawn within its stratum; floor: drawn from all the others; empty: not drawn | 抽取方式：分层、随机底线（未抽中则为空）';
COMMENT ON COLUMN visit_plan.seed IS 'seed of the draw, by which it can be made again | 随机种子（可复现抽样）';

ALTER TABLE visit_plan ADD CONSTRAINT visit_plan_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;

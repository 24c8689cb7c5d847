-- What organizations live on, and how a buyer and a provider work together: funding and engagement.

CREATE TABLE IF NOT EXISTS funding (
	org_id		bigint NOT NULL,
	year		smallint NOT NULL,
	funder_id	bigint NOT NULL,
	kind		text NOT NULL,
	amount		numeric(14,2) NOT NULL,
	restricted	boolean NOT NULL DEFAULT false,
	CONSTRAINT funding_pkey PRIMARY KEY (org_id, year, funder_id, kind),
	CONSTRAINT funding_year_check CHECK (year BETWEEN 1900 AND 2100),
	CONSTRAINT funding_kind_check CHECK (kind IN ('government_purchase', 'government_grant', 'donation', 'commercial', 'membership', 'other')),
	CONSTRAINT funding_amount_check CHECK (amount >= 0 AND amount <> 'NaN')
);
COMMENT ON TABLE funding IS 'income of an organization, by year and funder | 组织收入来源';
COMMENT ON COLUMN funding.org_id IS 'organization that receives | 受资助组织';
COMMENT ON COLUMN funding.year IS 'calendar year | 年度';
COMMENT ON COLUMN funding.funder_id IS 'organization that gives | 资助方';
COMMENT ON COLUMN funding.kind IS 'government_purchase, government_grant, donation, commercial, membership or other | 类型：政府购买、政府补助、捐赠、经营、会费、其他';
COMMENT ON COLUMN funding.amount IS 'amount in yuan | 金额（元）';
COMMENT ON COLUMN funding.restricted IS 'for a set purpose only | 是否限定用途';

CREATE TABLE IF NOT EXISTS engagement (
	project_id	bigint NOT NULL,
	fact		text NOT NULL,
	present		boolean NOT NULL,
	evidence	text,
	CONSTRAINT engagement_pkey PRIMARY KEY (project_id, fact),
	CONSTRAINT engagement_fact_check CHECK (fact IN ('joint_design', 'beneficiary_selection', 'officer_assigned', 'monitoring_visits', 'resources_mobilised', 'requests_answered'))
);
COMMENT ON TABLE engagement IS 'facts that tell whether buyer and provider work together | 合作事实';
COMMENT ON COLUMN engagement.project_id IS 'project | 项目';
COMMENT ON COLUMN engagement.fact IS 'joint_design, beneficiary_selection, officer_assigned, monitoring_visits, resources_mobilised or requests_answered | 事实：共同设计、共同选定对象、专人负责、监测走访、资源动员、回应诉求';
COMMENT ON COLUMN engagement.present IS 'whether it is so | 是否具备';
COMMENT ON COLUMN engagement.evidence IS 'what shows it | 依据';

ALTER TABLE funding ADD CONSTRAINT funding_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization;
ALTER TABLE funding ADD CONSTRAINT funding_funder_id_fkey FOREIGN KEY (funder_id) REFERENCES organization;
ALTER TABLE engagement ADD CONSTRAINT engagement_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;

-- SPDX-License-Identifier: PostgreSQL
-- What sites were given, what organizations live on, who works: allocations, funding, engagement, workforce.

CREATE TABLE IF NOT EXISTS allocation (
	project_id		bigint NOT NULL,
	allocation_id	bigint GENERATED ALWAYS AS IDENTITY,
	site_id			bigint NOT NULL,
	given_on		date NOT NULL,
	kind			text NOT NULL,
	amount			numeric(14,2) NOT NULL,
	discretionary	boolean NOT NULL DEFAULT true,
	decided_by		bigint,
	CONSTRAINT allocation_pkey PRIMARY KEY (project_id, allocation_id),
	CONSTRAINT allocation_given_on_check CHECK (isfinite(given_on)),
	CONSTRAINT allocation_kind_check CHECK (@workspace@.is_tidy(kind)),
	CONSTRAINT allocation_amount_check CHECK (amount >= 0 AND amount <> 'NaN')
);
COMMENT ON TABLE allocation IS 'allocations: what a site was given | 资源分配：给予服务点的资源';
COMMENT ON COLUMN allocation.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN allocation.allocation_id IS 'allocation number: given by the database | 分配编号：自动编号';
COMMENT ON COLUMN allocation.site_id IS 'site: that it was given to | 服务点：获得资源的服务点';
COMMENT ON COLUMN allocation.given_on IS 'given: day on which it was given | 分配日期：给予当日';
COMMENT ON COLUMN allocation.kind IS 'kind: what was given, such as worker_days | 资源类型：如worker_days';
COMMENT ON COLUMN allocation.amount IS 'value: in yuan | 金额：以元计';
COMMENT ON COLUMN allocation.discretionary IS 'discretionary: the giver was free to give it elsewhere | 可裁量：决定方可另行分配';
COMMENT ON COLUMN allocation.decided_by IS
	'decided by: organization that decided; empty: not known | 决定方：作出分配的组织，空为未知';

CREATE TABLE IF NOT EXISTS funding (
	org_id		bigint NOT NULL,
	year		smallint NOT NULL,
	funder_id	bigint NOT NULL,
	kind		text NOT NULL,
	amount		numeric(14,2) NOT NULL,
	restricted	boolean NOT NULL DEFAULT false,
	CONSTRAINT funding_pkey PRIMARY KEY (org_id, year, funder_id, kind),
	CONSTRAINT funding_year_check CHECK (year BETWEEN 1900 AND 2100),
	CONSTRAINT funding_kind_check
		CHECK (kind IN ('government_purchase', 'government_grant', 'donation', 'commercial', 'membership', 'other')),
	CONSTRAINT funding_amount_check CHECK (amount >= 0 AND amount <> 'NaN')
);
COMMENT ON TABLE funding IS 'funding: what an organization lives on, by year and funder | 收入来源：组织各年各资助方的收入';
COMMENT ON COLUMN funding.org_id IS 'organization: that receives | 受资助方：获得收入的组织';
COMMENT ON COLUMN funding.year IS 'year: calendar year | 年度：日历年';
COMMENT ON COLUMN funding.funder_id IS 'funder: organization that gives | 资助方：给予的组织';
COMMENT ON COLUMN funding.kind IS
	'kind: government_purchase, government_grant, donation, commercial, membership or other | 类型：政府购买、补助、捐赠、经营、会费、其他';
COMMENT ON COLUMN funding.amount IS 'amount: in yuan | 金额：以元计';
COMMENT ON COLUMN funding.restricted IS 'restricted: for a set purpose only | 限定用途：是否限定用途';

CREATE TABLE IF NOT EXISTS engagement (
	project_id	bigint NOT NULL,
	fact		text NOT NULL,
	present		boolean NOT NULL,
	evidence	text,
	CONSTRAINT engagement_pkey PRIMARY KEY (project_id, fact),
	CONSTRAINT engagement_fact_check
		CHECK (fact IN ('joint_design', 'beneficiary_selection', 'officer_assigned', 'monitoring_visits',
		'resources_mobilised', 'requests_answered'))
);
COMMENT ON TABLE engagement IS
	'engagement: facts that tell whether buyer and provider work together | 合作事实：购买与承接双方的合作情况';
COMMENT ON COLUMN engagement.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN engagement.fact IS 'fact: one of six, such as joint_design or officer_assigned | 事实：共同设计、专人负责等六项之一';
COMMENT ON COLUMN engagement.present IS 'present: whether it is so | 具备：是否具备';
COMMENT ON COLUMN engagement.evidence IS 'evidence: what shows it; empty: none | 依据：证明材料，空为无';

CREATE TABLE IF NOT EXISTS workforce (
	project_id	bigint NOT NULL,
	kind		text NOT NULL,
	from_on		date NOT NULL,
	to_on		date NOT NULL,
	people		integer NOT NULL,
	days		numeric(12,2),
	daily_rate	numeric(14,2),
	CONSTRAINT workforce_pkey PRIMARY KEY (project_id, kind, from_on),
	CONSTRAINT workforce_span_check CHECK (to_on >= from_on AND isfinite(from_on) AND isfinite(to_on)),
	CONSTRAINT workforce_kind_check CHECK (kind IN ('staff', 'volunteer')),
	CONSTRAINT workforce_people_check CHECK (people >= 0),
	-- nobody works on more days than there are; NaN is greater than every number
	CONSTRAINT workforce_days_check CHECK (days BETWEEN 0 AND (to_on - from_on + 1) * people::numeric),
	CONSTRAINT workforce_daily_rate_check CHECK (daily_rate >= 0 AND daily_rate <> 'NaN'),
	CONSTRAINT workforce_daily_rate_kind_check CHECK (daily_rate IS NULL OR kind = 'volunteer'),
	CONSTRAINT workforce_no_overlap EXCLUDE USING gist (
		int8range(project_id, project_id, '[]') WITH &&,
		@workspace@.text_range(kind, kind, '[]') WITH &&,
		daterange(from_on, to_on, '[]') WITH &&)
);
COMMENT ON TABLE workforce IS 'workforce: how many worked, paid or as volunteers; no names | 人力投入：工作人员与志愿者人数，不含姓名';
COMMENT ON COLUMN workforce.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN workforce.kind IS 'kind: staff, whom the provider pays, or volunteer | 类型：工作人员、志愿者';
COMMENT ON COLUMN workforce.from_on IS 'from: first day | 起始日期：首日';
COMMENT ON COLUMN workforce.to_on IS 'until: last day, included | 截止日期：末日（含）';
COMMENT ON COLUMN workforce.people IS
	'people: who worked in that time; 0 says that there was nobody | 人数：期间人数，0为确认无人';
COMMENT ON COLUMN workforce.days IS
	'days: that they worked, of all of them together; empty: not known | 工作人日：合计人日，空为未知';
COMMENT ON COLUMN workforce.daily_rate IS
	'daily rate: yuan that a day of a volunteer would have cost; empty: nobody set it | 影子日薪：志愿者每人日价格（元），空为未定';

ALTER TABLE allocation ADD CONSTRAINT allocation_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE allocation ADD CONSTRAINT allocation_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES organization;
ALTER TABLE funding ADD CONSTRAINT funding_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization;
ALTER TABLE funding ADD CONSTRAINT funding_funder_id_fkey FOREIGN KEY (funder_id) REFERENCES organization;
ALTER TABLE engagement ADD CONSTRAINT engagement_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
ALTER TABLE workforce ADD CONSTRAINT workforce_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;

CREATE INDEX allocation_site_idx ON allocation (project_id, site_id);

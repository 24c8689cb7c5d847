-- Who buys, who provides, who is served where: organizations, villages, projects.
--
-- Money is numeric(14,2) yuan.  numeric knows NaN, which is greater than every number, so ranges exclude it by name.

CREATE TABLE IF NOT EXISTS organization (
	org_id		bigint GENERATED ALWAYS AS IDENTITY,
	name		text NOT NULL,
	kind		text NOT NULL,
	credit_code	text,
	CONSTRAINT organization_pkey PRIMARY KEY (org_id),
	CONSTRAINT organization_kind_check CHECK (kind IN ('government', 'social_organization', 'enterprise', 'other')),
	CONSTRAINT organization_credit_code_key UNIQUE (credit_code),
	CONSTRAINT organization_credit_code_check CHECK (credit_code ~ '^[0-9A-Z]{18}$')
);
COMMENT ON TABLE organization IS 'buyers, providers, evaluators and funders | 组织：购买方、承接方、评估方、资助方';
COMMENT ON COLUMN organization.org_id IS 'number of the organization | 组织编号';
COMMENT ON COLUMN organization.name IS 'name | 名称';
COMMENT ON COLUMN organization.kind IS 'government, social_organization, enterprise or other | 类型：政府、社会组织、企业、其他';
COMMENT ON COLUMN organization.credit_code IS 'unified social credit code, 18 characters | 统一社会信用代码';

CREATE TABLE IF NOT EXISTS village (
	division_code	text NOT NULL,
	name			text NOT NULL,
	township		text NOT NULL,
	county			text NOT NULL,
	CONSTRAINT village_pkey PRIMARY KEY (division_code),
	CONSTRAINT village_division_code_check CHECK (division_code ~ '^[0-9]{12}$')
);
COMMENT ON TABLE village IS 'the evaluated places | 村（被评估的地方）';
COMMENT ON COLUMN village.division_code IS '12-digit administrative division code | 12位行政区划代码';
COMMENT ON COLUMN village.name IS 'name of the village | 村名';
COMMENT ON COLUMN village.township IS 'township | 乡镇';
COMMENT ON COLUMN village.county IS 'county or county-level city | 县（市、区）';

CREATE TABLE IF NOT EXISTS project (
	project_id		bigint GENERATED ALWAYS AS IDENTITY,
	name			text NOT NULL,
	buyer_id		bigint NOT NULL,
	category		text,
	budget			numeric(14,2),
	start_on		date NOT NULL,
	end_on			date NOT NULL,
	policy_basis	text,
	budget_line		text,
	CONSTRAINT project_pkey PRIMARY KEY (project_id),
	CONSTRAINT project_budget_check CHECK (budget >= 0 AND budget <> 'NaN'),
	CONSTRAINT project_term_check CHECK (end_on >= start_on AND isfinite(start_on) AND isfinite(end_on))
);
COMMENT ON TABLE project IS 'a purchased service: the unit of refresh and of privacy | 购买服务项目';
COMMENT ON COLUMN project.project_id IS 'number of the project | 项目编号';
COMMENT ON COLUMN project.name IS 'name | 名称';
COMMENT ON COLUMN project.buyer_id IS 'organization that buys | 购买方';
COMMENT ON COLUMN project.category IS 'kind of service | 服务类别';
COMMENT ON COLUMN project.budget IS 'budget in yuan | 预算（元）';
COMMENT ON COLUMN project.start_on IS 'first day of the term | 开始日期';
COMMENT ON COLUMN project.end_on IS 'last day of the term, included | 结束日期（含当日）';
COMMENT ON COLUMN project.policy_basis IS 'policy document it rests on | 政策依据';
COMMENT ON COLUMN project.budget_line IS 'budget line it is paid from | 预算科目';

ALTER TABLE project ADD CONSTRAINT project_buyer_id_fkey FOREIGN KEY (buyer_id) REFERENCES organization;

-- SPDX-License-Identifier: PostgreSQL
-- Who buys, who provides, who is served where: organizations and villages.
--
-- Money is numeric(14,2) yuan.  numeric knows NaN, which is greater than every number, so ranges exclude it by name.

CREATE TABLE IF NOT EXISTS organization (
	org_id		bigint GENERATED ALWAYS AS IDENTITY,
	name		text NOT NULL,
	kind		text NOT NULL,
	credit_code	text,
	CONSTRAINT organization_pkey PRIMARY KEY (org_id),
	CONSTRAINT organization_name_check CHECK (@workspace@.is_tidy(name)),
	CONSTRAINT organization_credit_code_key UNIQUE (credit_code),
	CONSTRAINT organization_credit_code_check CHECK (credit_code ~ '^[0-9A-Z]{18}$')
);
COMMENT ON TABLE organization IS 'organizations: buyers, providers, evaluators and funders | 组织：购买主体、承接主体、评价方、资助方';
COMMENT ON COLUMN organization.org_id IS 'organization number: given by the database | 组织编号：自动编号';
COMMENT ON COLUMN organization.name IS 'name: full name | 名称：全称';
COMMENT ON COLUMN organization.kind IS 'kind: code from organization_kind | 类型：组织类型代码';
COMMENT ON COLUMN organization.credit_code IS
	'credit code: unified social credit code, 18 characters; empty: not known | 信用代码：18位统一社会信用代码，空为未知';

CREATE TABLE IF NOT EXISTS village (
	division_code	text NOT NULL,
	name			text NOT NULL,
	township		text NOT NULL,
	county			text NOT NULL,
	CONSTRAINT village_pkey PRIMARY KEY (division_code),
	CONSTRAINT village_division_code_check CHECK (division_code ~ '^[0-9]{12}$'),
	CONSTRAINT village_name_check CHECK (@workspace@.is_tidy(name)),
	CONSTRAINT village_township_check CHECK (@workspace@.is_tidy(township)),
	CONSTRAINT village_county_check CHECK (@workspace@.is_tidy(county))
);
COMMENT ON TABLE village IS 'places: villages and urban communities whose service is judged | 村与社区：被评价的村或社区';
COMMENT ON COLUMN village.division_code IS 'division code: 12 digits of the administrative division | 区划代码：12位行政区划代码';
COMMENT ON COLUMN village.name IS 'name: of the village or community | 名称：村或社区名称';
COMMENT ON COLUMN village.township IS 'township: or subdistrict that it belongs to | 乡镇：所属乡镇或街道';
COMMENT ON COLUMN village.county IS 'county: or district, or city without counties | 县区：所属县（市、区）';

ALTER TABLE organization ADD CONSTRAINT organization_kind_fkey FOREIGN KEY (kind) REFERENCES organization_kind;
CREATE TRIGGER organization_kind_known BEFORE INSERT OR UPDATE ON organization
	FOR EACH ROW EXECUTE FUNCTION refuse_unknown_code('kind', 'organization_kind');

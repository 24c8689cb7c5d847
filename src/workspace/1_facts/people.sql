-- SPDX-License-Identifier: PostgreSQL
-- Whom a service is there for: people under pseudonyms, where and at which need level they are from when to when, and
-- what is needed.

CREATE TABLE IF NOT EXISTS beneficiary (
	project_id		bigint NOT NULL,
	beneficiary_id	text NOT NULL,
	birth_year		smallint,
	plan_on			date,
	last_contact_on	date,
	CONSTRAINT beneficiary_pkey PRIMARY KEY (project_id, beneficiary_id),
	CONSTRAINT beneficiary_beneficiary_id_check CHECK (@workspace@.is_tidy(beneficiary_id)),
	CONSTRAINT beneficiary_birth_year_check CHECK (birth_year BETWEEN 1900 AND 2100),
	CONSTRAINT beneficiary_plan_on_check CHECK (isfinite(plan_on)),
	CONSTRAINT beneficiary_last_contact_on_check CHECK (isfinite(last_contact_on))
);
COMMENT ON TABLE beneficiary IS
	'persons served: under pseudonyms; no names, no identity numbers | 服务对象：使用代码，不含姓名与证件号';
COMMENT ON COLUMN beneficiary.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN beneficiary.beneficiary_id IS
	'person: pseudonym, never a name or an identity number | 人员代码：不使用姓名或证件号';
COMMENT ON COLUMN beneficiary.birth_year IS
	'birth year: nothing is computed from it; for the case worker and for reports by age; empty: not known | '
	'出生年份：不参与计算，供个案与年龄统计，空为未知';
COMMENT ON COLUMN beneficiary.plan_on IS
	'plan: day on which the individual plan was made; empty: there is none | 方案日期：个别化方案制定日，空为无';
COMMENT ON COLUMN beneficiary.last_contact_on IS
	'last contact: nothing is computed from it; tells the case worker whom to see next; empty: none | '
	'最近联系：不参与计算，供个案回访，空为无';

-- Who has died or moved is in no denominator afterwards; who comes later is in none before.
CREATE TABLE IF NOT EXISTS roster (
	project_id		bigint NOT NULL,
	beneficiary_id	text NOT NULL,
	site_id			bigint NOT NULL,
	need_level		text NOT NULL,
	from_on			date NOT NULL,
	to_on			date,
	CONSTRAINT roster_pkey PRIMARY KEY (project_id, beneficiary_id, from_on),
	CONSTRAINT roster_days_check CHECK (to_on >= from_on AND isfinite(to_on)),
	CONSTRAINT roster_from_on_check CHECK (isfinite(from_on)),
	-- the person first: what tells rows apart best keeps the index narrow, and loading twice as fast
	CONSTRAINT roster_no_overlap EXCLUDE USING gist (
		@workspace@.text_range(beneficiary_id, beneficiary_id, '[]') WITH &&,
		int8range(project_id, project_id, '[]') WITH &&,
		daterange(from_on, to_on, '[]') WITH &&)
);
COMMENT ON TABLE roster IS
	'roster: who belongs to which site, at which need level, from when to when | 名册：人员所属服务点、等级与起止';
COMMENT ON COLUMN roster.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN roster.beneficiary_id IS 'person: pseudonym from beneficiary | 人员代码：服务对象代码';
COMMENT ON COLUMN roster.site_id IS 'site: that is there for the person | 服务点：所属服务点';
COMMENT ON COLUMN roster.need_level IS 'need level: code from need_level | 需求等级：等级代码';
COMMENT ON COLUMN roster.from_on IS 'from: first day on the roster | 起始日期：在册首日';
COMMENT ON COLUMN roster.to_on IS
	'until: last day, for who died, moved or changed level; empty: still on it | 截止日期：亡故、迁出或变级前末日，空为在册';

-- A count of those who need something.  Of each site, level and type the last count before the end of a period holds.
CREATE TABLE IF NOT EXISTS need (
	project_id	bigint NOT NULL,
	site_id		bigint NOT NULL,
	counted_on	date NOT NULL,
	need_level	text NOT NULL,
	need_type	text NOT NULL,
	eligible	integer NOT NULL,
	CONSTRAINT need_pkey PRIMARY KEY (project_id, site_id, counted_on, need_level, need_type),
	CONSTRAINT need_counted_on_check CHECK (isfinite(counted_on)),
	CONSTRAINT need_need_type_check CHECK (@workspace@.is_tidy(need_type)),
	CONSTRAINT need_eligible_check CHECK (eligible >= 0)
);
COMMENT ON TABLE need IS
	'needs: how many persons of a site need what; the last count before a period ends holds | 需求：各点所需服务人数，以期末前最近一次为准';
COMMENT ON COLUMN need.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN need.site_id IS 'site: that was counted | 服务点：统计的服务点';
COMMENT ON COLUMN need.counted_on IS 'counted: day of the count | 统计日期：统计当日';
COMMENT ON COLUMN need.need_level IS 'need level: code from need_level | 需求等级：等级代码';
COMMENT ON COLUMN need.need_type IS 'need type: what is needed, in the words of activity.need_type | 需求类型：与活动的需求类型一致';
COMMENT ON COLUMN need.eligible IS 'persons: who need it; one person may need several things | 人数：有此需求的人数，一人可多项';

ALTER TABLE beneficiary ADD CONSTRAINT beneficiary_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
ALTER TABLE roster ADD CONSTRAINT roster_beneficiary_fkey FOREIGN KEY (project_id, beneficiary_id)
	REFERENCES beneficiary;
ALTER TABLE roster ADD CONSTRAINT roster_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE roster ADD CONSTRAINT roster_need_level_fkey FOREIGN KEY (need_level) REFERENCES need_level;
ALTER TABLE need ADD CONSTRAINT need_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE need ADD CONSTRAINT need_need_level_fkey FOREIGN KEY (need_level) REFERENCES need_level;
CREATE TRIGGER roster_need_level_known BEFORE INSERT OR UPDATE ON roster
	FOR EACH ROW EXECUTE FUNCTION refuse_unknown_code('need_level', 'need_level');
CREATE TRIGGER need_need_level_known BEFORE INSERT OR UPDATE ON need
	FOR EACH ROW EXECUTE FUNCTION refuse_unknown_code('need_level', 'need_level');

CREATE INDEX roster_site_idx ON roster (project_id, site_id);

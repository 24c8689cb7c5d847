-- Whom a site is there for, and who came: the roster, without names, and attendance.

CREATE TABLE IF NOT EXISTS beneficiary (
	project_id		bigint NOT NULL,
	beneficiary_id	text NOT NULL,
	site_id			bigint NOT NULL,
	need_level		text NOT NULL,
	birth_year		smallint,
	plan_on			date,
	last_contact_on	date,
	CONSTRAINT beneficiary_pkey PRIMARY KEY (project_id, beneficiary_id),
	CONSTRAINT beneficiary_beneficiary_id_check CHECK (beneficiary_id <> ''),
	CONSTRAINT beneficiary_need_level_check CHECK (need_level IN ('A', 'B', 'C')),
	CONSTRAINT beneficiary_birth_year_check CHECK (birth_year BETWEEN 1900 AND 2100),
	CONSTRAINT beneficiary_plan_on_check CHECK (isfinite(plan_on)),
	CONSTRAINT beneficiary_last_contact_on_check CHECK (isfinite(last_contact_on))
);
COMMENT ON TABLE beneficiary IS 'who is entitled to the service of a site, under a pseudonym | 服务对象名册（使用代码，不使用姓名）';
COMMENT ON COLUMN beneficiary.project_id IS 'project | 项目';
COMMENT ON COLUMN beneficiary.beneficiary_id IS 'pseudonym, never a name or an identity number | 服务对象代码（不使用姓名或证件号）';
COMMENT ON COLUMN beneficiary.site_id IS 'site | 服务点';
COMMENT ON COLUMN beneficiary.need_level IS 'need level: A key, B elevated, C general | 需求等级：A重点、B较高、C一般';
COMMENT ON COLUMN beneficiary.birth_year IS 'year of birth | 出生年份';
COMMENT ON COLUMN beneficiary.plan_on IS 'day the individual plan was made, empty without one | 个别化方案制定日期（无则为空）';
COMMENT ON COLUMN beneficiary.last_contact_on IS 'day of the last contact, empty if there was none | 最近一次联系日期（无则为空）';

ALTER TABLE beneficiary ADD CONSTRAINT beneficiary_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;

CREATE INDEX beneficiary_site_idx ON beneficiary (project_id, site_id);

CREATE TABLE IF NOT EXISTS attendance (
	project_id		bigint NOT NULL,
	activity_id		bigint NOT NULL,
	beneficiary_id	text NOT NULL,
	CONSTRAINT attendance_pkey PRIMARY KEY (project_id, activity_id, beneficiary_id)
);
COMMENT ON TABLE attendance IS 'who took part in which activity | 活动参加记录';
COMMENT ON COLUMN attendance.project_id IS 'project | 项目';
COMMENT ON COLUMN attendance.activity_id IS 'activity | 活动';
COMMENT ON COLUMN attendance.beneficiary_id IS 'pseudonym of who took part | 参加者代码';

ALTER TABLE attendance ADD CONSTRAINT attendance_activity_fkey FOREIGN KEY (project_id, activity_id) REFERENCES activity;
ALTER TABLE attendance ADD CONSTRAINT attendance_beneficiary_fkey FOREIGN KEY (project_id, beneficiary_id) REFERENCES beneficiary;

CREATE INDEX attendance_beneficiary_idx ON attendance (project_id, beneficiary_id);

-- What the children of a site need, and on which days they are free: needs and rest days.

CREATE TABLE IF NOT EXISTS need (
	project_id	bigint NOT NULL,
	site_id		bigint NOT NULL,
	period		date NOT NULL,
	need_level	text NOT NULL,
	need_type	text NOT NULL,
	eligible	integer NOT NULL,
	CONSTRAINT need_pkey PRIMARY KEY (project_id, site_id, period, need_level, need_type),
	CONSTRAINT need_period_check CHECK (isfinite(period) AND extract(day FROM period) = 1 AND extract(month FROM period) IN (1, 4, 7, 10)),
	CONSTRAINT need_need_level_check CHECK (need_level IN ('A', 'B', 'C')),
	CONSTRAINT need_need_type_check CHECK (need_type <> ''),
	CONSTRAINT need_eligible_check CHECK (eligible >= 0)
);
COMMENT ON TABLE need IS 'how many children of a site need what | 服务需求';
COMMENT ON COLUMN need.project_id IS 'project | 项目';
COMMENT ON COLUMN need.site_id IS 'site | 服务点';
COMMENT ON COLUMN need.period IS 'quarter, named by its first day | 季度（以首日表示）';
COMMENT ON COLUMN need.need_level IS 'need level: A key, B elevated, C general | 需求等级：A重点、B较高、C一般';
COMMENT ON COLUMN need.need_type IS 'what is needed, in the words of activity.need_type | 需求类型（与活动的对应需求一致）';
COMMENT ON COLUMN need.eligible IS 'children who need it | 需要的儿童数';

CREATE TABLE IF NOT EXISTS rest_day (
	day		date NOT NULL,
	name	text,
	CONSTRAINT rest_day_pkey PRIMARY KEY (day),
	CONSTRAINT rest_day_day_check CHECK (isfinite(day))
);
COMMENT ON TABLE rest_day IS 'weekends and holidays: the days on which children are free; working Saturdays are left out | 休息日（周末与节假日，不含调休上班日）';
COMMENT ON COLUMN rest_day.day IS 'day | 日期';
COMMENT ON COLUMN rest_day.name IS 'name of the holiday | 节假日名称';

ALTER TABLE need ADD CONSTRAINT need_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;

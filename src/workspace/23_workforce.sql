-- Who does the work: those who are paid for it by the provider, and volunteers.  Numbers of people and days, no names.

CREATE TABLE IF NOT EXISTS workforce (
	project_id	bigint NOT NULL,
	period		date NOT NULL,
	kind		text NOT NULL,
	people		integer NOT NULL,
	days		numeric(12,2),
	daily_rate	numeric(14,2),
	CONSTRAINT workforce_pkey PRIMARY KEY (project_id, period, kind),
	CONSTRAINT workforce_period_check CHECK (isfinite(period) AND extract(day FROM period) = 1 AND extract(month FROM period) IN (1, 4, 7, 10)),
	CONSTRAINT workforce_kind_check CHECK (kind IN ('staff', 'volunteer')),
	CONSTRAINT workforce_people_check CHECK (people >= 0),
	-- no quarter has more than 92 days; NaN is greater than every number
	CONSTRAINT workforce_days_check CHECK (days BETWEEN 0 AND 92 * people::numeric),
	CONSTRAINT workforce_daily_rate_check CHECK (daily_rate >= 0 AND daily_rate <> 'NaN'),
	CONSTRAINT workforce_daily_rate_kind_check CHECK (daily_rate IS NULL OR kind = 'volunteer')
);
COMMENT ON TABLE workforce IS 'who did the work of a project in a quarter: staff and volunteers | 各季度投入的工作人员与志愿者';
COMMENT ON COLUMN workforce.project_id IS 'project | 项目';
COMMENT ON COLUMN workforce.period IS 'quarter, named by its first day | 季度（以首日表示）';
COMMENT ON COLUMN workforce.kind IS 'staff (the provider pays them) or volunteer | 类型：工作人员、志愿者';
COMMENT ON COLUMN workforce.people IS 'people who worked in the quarter; 0 says that there was nobody | 季度内人数（0表示确认无人）';
COMMENT ON COLUMN workforce.days IS 'days that they worked, of all of them together; empty if unknown | 工作人日数合计（未知为空）';
COMMENT ON COLUMN workforce.daily_rate IS 'of volunteers: yuan that a day of theirs would have cost; empty if nobody set it | 志愿者每人日的影子价格（元，未定则为空）';

ALTER TABLE workforce ADD CONSTRAINT workforce_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;

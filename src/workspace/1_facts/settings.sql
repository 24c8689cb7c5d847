-- SPDX-License-Identifier: PostgreSQL
-- What holds for the whole workspace: its settings, rest days, and who works here.

CREATE TABLE IF NOT EXISTS setting (
	one_row		boolean NOT NULL DEFAULT true,
	small_count	integer NOT NULL DEFAULT 5,
	time_zone	text NOT NULL DEFAULT 'Asia/Shanghai',
	CONSTRAINT setting_pkey PRIMARY KEY (one_row),
	CONSTRAINT setting_one_row_check CHECK (one_row),
	CONSTRAINT setting_small_count_check CHECK (small_count BETWEEN 1 AND 100)
);
COMMENT ON TABLE setting IS 'settings: what holds for the whole workspace, in one row | 设置：整个评价库的设置，仅一行';
COMMENT ON COLUMN setting.one_row IS 'one row: always true, so that there is one row only | 唯一行：恒为真，保证仅一行';
COMMENT ON COLUMN setting.small_count IS
	'small count: of fewer persons or answers than this nothing is published | 最小公开数：低于此人数或份数则不公开';
COMMENT ON COLUMN setting.time_zone IS 'time zone: in which moments are shown and days end | 时区：显示时间与日期分界所用时区';
INSERT INTO setting DEFAULT VALUES;

CREATE TABLE IF NOT EXISTS rest_day (
	day		date NOT NULL,
	name	text,
	CONSTRAINT rest_day_pkey PRIMARY KEY (day),
	CONSTRAINT rest_day_day_check CHECK (isfinite(day))
);
COMMENT ON TABLE rest_day IS
	'rest days: weekends and holidays, working Saturdays and Sundays left out | 休息日：周末与节假日，不含调休上班日';
COMMENT ON COLUMN rest_day.day IS
	'day: a day off; a year of which no day is here has its Saturdays and Sundays | 日期：休息日；全年无记录则取周六日';
COMMENT ON COLUMN rest_day.name IS 'name: of the holiday; empty: a weekend | 名称：节日名称，空为周末';

CREATE TABLE IF NOT EXISTS account (
	login			text NOT NULL,
	role			text NOT NULL,
	org_id			bigint,
	township		text,
	division_code	text,
	CONSTRAINT account_pkey PRIMARY KEY (login),
	CONSTRAINT account_login_check CHECK (login <> ''),
	CONSTRAINT account_role_check
		CHECK (role IN ('admin', 'analyst', 'finance', 'provider', 'evaluator', 'village', 'case_worker', 'auditor',
		'job')),
	CONSTRAINT account_org_id_check CHECK (org_id IS NOT NULL OR role NOT IN ('provider', 'evaluator')),
	CONSTRAINT account_division_code_check CHECK (division_code IS NOT NULL OR role <> 'village')
);
COMMENT ON TABLE account IS 'accounts: logins, and what each of them may see | 账户：登录名与可见范围';
COMMENT ON COLUMN account.login IS 'login: name of the database login | 登录名：数据库登录名';
COMMENT ON COLUMN account.role IS
	'role: admin, analyst, finance, provider, evaluator, village, case_worker, auditor or job | '
	'角色：管理、分析、财务、承接、评价、村、个案、审计、夜间任务';
COMMENT ON COLUMN account.org_id IS
	'organization: that it belongs to; a provider and an evaluator have one | 所属组织：承接主体与评价方必填';
COMMENT ON COLUMN account.township IS 'township: that it is limited to; empty: all | 限定乡镇：空为不限';
COMMENT ON COLUMN account.division_code IS 'village: that it is limited to; empty: all | 限定村：空为不限';

ALTER TABLE account ADD CONSTRAINT account_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization;
ALTER TABLE account ADD CONSTRAINT account_division_code_fkey FOREIGN KEY (division_code) REFERENCES village;

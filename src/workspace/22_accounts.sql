-- Who works here: logins and what each may see.

CREATE TABLE IF NOT EXISTS account (
	login			text NOT NULL,
	role			text NOT NULL,
	org_id			bigint,
	township		text,
	division_code	text,
	CONSTRAINT account_pkey PRIMARY KEY (login),
	CONSTRAINT account_login_check CHECK (login <> ''),
	CONSTRAINT account_role_check CHECK (role IN ('admin', 'analyst', 'finance', 'provider', 'evaluator', 'village', 'case_worker', 'auditor', 'job')),
	CONSTRAINT account_org_id_check CHECK (org_id IS NOT NULL OR role NOT IN ('provider', 'evaluator')),
	CONSTRAINT account_division_code_check CHECK (division_code IS NOT NULL OR role <> 'village')
);
COMMENT ON TABLE account IS 'logins and what each of them may see; row security will go by it | 账户与可见范围';
COMMENT ON COLUMN account.login IS 'name of the database login | 数据库登录名';
COMMENT ON COLUMN account.role IS 'admin, analyst, finance, provider, evaluator, village, case_worker, auditor or job | 角色：管理、分析、财务、承接方、评估方、村、个案工作者、审计、作业';
COMMENT ON COLUMN account.org_id IS 'organization it belongs to; a provider and an evaluator have one | 所属组织（承接方与评估方必填）';
COMMENT ON COLUMN account.township IS 'township it is limited to; empty: all | 限定乡镇（空为不限）';
COMMENT ON COLUMN account.division_code IS 'village it is limited to | 限定村';

ALTER TABLE account ADD CONSTRAINT account_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization;
ALTER TABLE account ADD CONSTRAINT account_division_code_fkey FOREIGN KEY (division_code) REFERENCES village;

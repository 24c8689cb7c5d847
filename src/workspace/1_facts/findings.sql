-- SPDX-License-Identifier: PostgreSQL
-- What was found: faults, merits and accidents, each with a reason.
--
-- A finding earns or costs points by the indicator of its code (2_rules/schemes.sql): rules deduct, bonus and veto.  It
-- speaks of a site; of all sites of a contract, where it names a contract and no site; or of the project as a whole,
-- where it names neither.  concerns_on is the day that it speaks of, where that is not the day on which it was found.
-- One that proves wrong is withdrawn, not removed: it counts for nothing any more, and the list still shows it.

CREATE TABLE IF NOT EXISTS finding (
	project_id		bigint NOT NULL,
	finding_id		bigint GENERATED ALWAYS AS IDENTITY,
	site_id			bigint,
	contract_id		bigint,
	code			text NOT NULL,
	found_on		date NOT NULL,
	concerns_on		date,
	points			numeric(9,4) NOT NULL DEFAULT 0,
	reason			text NOT NULL,
	evidence		text,
	found_by		text,
	withdrawn_on	date,
	CONSTRAINT finding_pkey PRIMARY KEY (project_id, finding_id),
	CONSTRAINT finding_code_check CHECK (code ~ '^[A-Z][A-Z0-9_]{0,30}$'),
	CONSTRAINT finding_found_on_check CHECK (isfinite(found_on)),
	CONSTRAINT finding_concerns_on_check CHECK (isfinite(concerns_on)),
	CONSTRAINT finding_points_check CHECK (points <> 'NaN'),
	CONSTRAINT finding_reason_check CHECK (reason ~ '\S'),
	CONSTRAINT finding_withdrawn_on_check CHECK (isfinite(withdrawn_on))
);
COMMENT ON TABLE finding IS 'findings: faults, merits and accidents, with reason and evidence | 发现问题：扣分、加分与否决事项及其依据';
COMMENT ON COLUMN finding.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN finding.finding_id IS 'finding number: given by the database | 事项编号：自动编号';
COMMENT ON COLUMN finding.site_id IS 'site: that it is about; empty: all sites of the contract | 服务点：所涉服务点，空为合同全部服务点';
COMMENT ON COLUMN finding.contract_id IS
	'contract: whose sites it is about; empty, as is the site: the project | 合同：所涉合同，与服务点均空为整个项目';
COMMENT ON COLUMN finding.code IS 'code: of the indicator by which it counts | 指标代码：据以计分的指标';
COMMENT ON COLUMN finding.found_on IS 'found: day on which it was found | 发现日期：发现当日';
COMMENT ON COLUMN finding.concerns_on IS
	'concerns: day that it speaks of, where that is another; decides the period; empty: the same day | '
	'所涉日期：所涉时段内的日期，空为发现当日';
COMMENT ON COLUMN finding.points IS
	'points: taken off by the rule deduct, added by the rule bonus; 0: looked, no fault | 分值：扣分或加分的分值，0为检查无问题';
COMMENT ON COLUMN finding.reason IS 'reason: what was found | 事由：所发现的情况';
COMMENT ON COLUMN finding.evidence IS 'evidence: where it can be seen, such as a number of a file | 依据：佐证材料或其编号';
COMMENT ON COLUMN finding.found_by IS 'found by: who found it | 发现人：发现的人员或单位';
COMMENT ON COLUMN finding.withdrawn_on IS
	'withdrawn: day on which it was; since it was entered the finding counts for nothing; empty: it stands | '
	'撤销日期：撤销当日，填写后不再计入，空为有效';

-- Nobody finds in another's name: whoever may not write found_by finds as the organization of his account.
CREATE OR REPLACE FUNCTION enter_finder() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	IF NOT has_column_privilege(TG_RELID, 'found_by', 'INSERT') THEN
		NEW.found_by := (SELECT o.name FROM account a JOIN organization o ON o.org_id = a.org_id
			WHERE a.login = session_user);
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION enter_finder() IS
	'trigger: who may not write who found it finds in the name of his organization | '
	'触发器：无权填写发现人的，以本账户所属组织为准';

CREATE TRIGGER finding_finder BEFORE INSERT ON finding
	FOR EACH ROW WHEN (NEW.found_by IS NULL) EXECUTE FUNCTION enter_finder();

ALTER TABLE finding ADD CONSTRAINT finding_project_fkey FOREIGN KEY (project_id) REFERENCES project;
ALTER TABLE finding ADD CONSTRAINT finding_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE finding ADD CONSTRAINT finding_contract_fkey FOREIGN KEY (project_id, contract_id) REFERENCES contract;
CREATE INDEX finding_site_idx ON finding (project_id, site_id);

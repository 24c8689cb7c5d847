-- SPDX-License-Identifier: PostgreSQL
-- What was demanded of whom, by when, and whether it was done.
--
-- demand_rectification() (7_operation) makes the rows of a finding, of limiters that hold, of sites that are not rated
-- and of a bottom band; anything else is entered by hand, source other.  It speaks of a site; of all sites of a
-- contract, where it names a contract and no site; or of the project as a whole, where it names neither.  What was
-- found is written down here as it was when the demand was issued, so a letter that is printed again says the same.
--
-- Texts are in English and in Chinese.  Where somebody enters one of them alone, it is shown in the place of the other.

CREATE TABLE IF NOT EXISTS rectification (
	project_id			bigint NOT NULL,
	rectification_id	bigint GENERATED ALWAYS AS IDENTITY,
	site_id				bigint,
	contract_id			bigint,
	source				text NOT NULL DEFAULT 'other',
	finding_id			bigint,
	period				text,
	code				text NOT NULL,
	reason				text,
	reason_zh			text,
	demand				text,
	demand_zh			text,
	issued_on			date NOT NULL,
	due_on				date NOT NULL,
	responsible			text,
	reply				text,
	replied_on			date,
	evidence			text,
	verified_by			text,
	verified_on			date,
	CONSTRAINT rectification_pkey PRIMARY KEY (project_id, rectification_id),
	CONSTRAINT rectification_source_check CHECK (source IN ('finding', 'limiter', 'data_gap', 'band', 'other')),
	CONSTRAINT rectification_finding_check CHECK ((source = 'finding') = (finding_id IS NOT NULL)),
	CONSTRAINT rectification_period_check CHECK (@workspace@.is_tidy(period)),
	CONSTRAINT rectification_code_check CHECK (@workspace@.is_tidy(code)),
	CONSTRAINT rectification_reason_check CHECK (reason ~ '\S' AND num_nonnulls(reason, reason_zh) > 0),
	CONSTRAINT rectification_reason_zh_check CHECK (reason_zh ~ '\S'),
	CONSTRAINT rectification_demand_check CHECK (demand ~ '\S' AND num_nonnulls(demand, demand_zh) > 0),
	CONSTRAINT rectification_demand_zh_check CHECK (demand_zh ~ '\S'),
	CONSTRAINT rectification_issued_on_check CHECK (isfinite(issued_on)),
	CONSTRAINT rectification_due_on_check CHECK (due_on >= issued_on AND isfinite(due_on)),
	CONSTRAINT rectification_responsible_check CHECK (responsible ~ '\S'),
	CONSTRAINT rectification_reply_check CHECK (reply ~ '\S' AND num_nonnulls(reply, replied_on) IN (0, 2)),
	CONSTRAINT rectification_replied_on_check CHECK (replied_on >= issued_on AND isfinite(replied_on)),
	-- nobody verifies what nobody says was done
	CONSTRAINT rectification_verified_check CHECK (num_nonnulls(verified_by, verified_on) = 0
		OR (num_nonnulls(verified_by, verified_on, replied_on) = 3 AND verified_by ~ '\S')),
	CONSTRAINT rectification_verified_on_check CHECK (verified_on >= replied_on AND isfinite(verified_on))
);
COMMENT ON TABLE rectification IS
	'rectifications: what was demanded, by when, and whether it was done | 整改：整改要求、期限与落实情况';
COMMENT ON COLUMN rectification.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN rectification.rectification_id IS
	'rectification number: given by the database | 整改编号：自动编号';
COMMENT ON COLUMN rectification.site_id IS
	'site: that it is about; empty: all sites of the contract | 服务点：所涉服务点，空为合同全部服务点';
COMMENT ON COLUMN rectification.contract_id IS
	'contract: whose sites it is about; empty, as is the site: the project | 合同：所涉合同，与服务点均空为整个项目';
COMMENT ON COLUMN rectification.source IS
	'source: finding, limiter, data_gap, band or other: what it follows from | 来源：发现问题、限级、数据缺口、档次或其他';
COMMENT ON COLUMN rectification.finding_id IS
	'finding: that it follows from; empty: another source | 发现事项：所依据的发现事项，空为其他来源';
COMMENT ON COLUMN rectification.period IS
	'period: whose result it follows from, such as 2022Q2; empty: no result | 时段：所依据结果的时段，空为非评价结果';
COMMENT ON COLUMN rectification.code IS
	'code: of the indicator or limiter; bottom: of the bottom band; not_rated: of a gap | '
	'问题代码：指标或限级代码，bottom为后档，not_rated为未评';
COMMENT ON COLUMN rectification.reason IS
	'reason: what was found, as it was when the demand was issued | 原因：发出要求时的问题说明';
COMMENT ON COLUMN rectification.reason_zh IS 'reason (Chinese): the same in Chinese | 原因（中文）：中文问题说明';
COMMENT ON COLUMN rectification.demand IS 'demand: what is to be done | 要求：须完成的整改内容';
COMMENT ON COLUMN rectification.demand_zh IS 'demand (Chinese): the same in Chinese | 要求（中文）：中文整改要求';
COMMENT ON COLUMN rectification.issued_on IS 'issued: day of the letter | 发出日期：整改通知书的日期';
COMMENT ON COLUMN rectification.due_on IS 'due: last day for the reply, included | 整改期限：答复的最后一日（含）';
COMMENT ON COLUMN rectification.responsible IS
	'responsible: who has to put it right; empty: not named | 责任单位：负责整改的单位或人员，空为未指明';
COMMENT ON COLUMN rectification.reply IS 'reply: what was done, as answered; empty: no answer | 答复：整改情况的答复，空为未答复';
COMMENT ON COLUMN rectification.replied_on IS 'replied: day of the reply; empty: no answer | 答复日期：空为未答复';
COMMENT ON COLUMN rectification.evidence IS 'evidence: of the reply, such as a number of a file | 佐证：答复的佐证材料或其编号';
COMMENT ON COLUMN rectification.verified_by IS
	'verified by: who saw that it was done; empty: nobody yet | 核验人：确认已整改的人员，空为尚未核验';
COMMENT ON COLUMN rectification.verified_on IS 'verified: day on which that was seen; empty: not yet | 核验日期：空为尚未核验';

-- A demand stays as it was sent, from the day of the letter on: answers and verification are added.  The owner of the
-- table may correct it, and the audit log tells of that.
--
-- Whoever answers and may not verify, a provider, changes no answer that was verified.  Whoever may not write the day
-- of the answer answers today, whenever the transaction began: days_overdue rests on it.
CREATE OR REPLACE FUNCTION keep_demand() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
AS $$
BEGIN
	IF OLD.issued_on <= day_of(now()) AND (TG_OP = 'DELETE'
		OR (NEW.project_id, NEW.rectification_id, NEW.site_id, NEW.contract_id, NEW.source, NEW.finding_id, NEW.period,
				NEW.code, NEW.reason, NEW.reason_zh, NEW.demand, NEW.demand_zh, NEW.issued_on, NEW.due_on,
				NEW.responsible)
			IS DISTINCT FROM (OLD.project_id, OLD.rectification_id, OLD.site_id, OLD.contract_id, OLD.source,
				OLD.finding_id, OLD.period, OLD.code, OLD.reason, OLD.reason_zh, OLD.demand, OLD.demand_zh,
				OLD.issued_on, OLD.due_on, OLD.responsible))
		AND NOT (SELECT pg_has_role(current_user, c.relowner, 'USAGE') FROM pg_class c WHERE c.oid = TG_RELID)
	THEN
		RAISE EXCEPTION 'rectification % was issued on %', OLD.rectification_id, OLD.issued_on
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('%s of what was demanded was refused.', TG_OP),
				  HINT = 'Enter the reply and its verification, or demand something else in another row. | '
					'请填写答复与核验，或另行要求整改。',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
	END IF;
	IF TG_OP = 'UPDATE' AND (NEW.reply, NEW.replied_on, NEW.evidence)
		IS DISTINCT FROM (OLD.reply, OLD.replied_on, OLD.evidence)
	THEN
		IF OLD.verified_on IS NOT NULL AND NOT has_column_privilege(TG_RELID, 'verified_on', 'UPDATE') THEN
			RAISE EXCEPTION 'the reply to rectification % was verified on %', OLD.rectification_id, OLD.verified_on
				USING ERRCODE = 'object_not_in_prerequisite_state',
					  DETAIL = format('%s verified it; UPDATE of the reply or its evidence was refused.',
						OLD.verified_by),
					  HINT = 'Ask the bureau to take the verification back: whoever may write verified_on can. | '
						'请联系购买主体撤销核验；有权填写verified_on的人员可以撤销。',
					  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
		END IF;
		IF NOT has_column_privilege(TG_RELID, 'replied_on', 'UPDATE') THEN
			NEW.replied_on := CASE WHEN NEW.reply IS NOT NULL THEN day_of(clock_timestamp()) END;
		END IF;
	END IF;
	RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
COMMENT ON FUNCTION keep_demand() IS
	'trigger: what was demanded stays as it was issued, a verified reply as it was given | '
	'触发器：已发出的整改要求、已核验的答复不可更改';

CREATE TRIGGER keep_demand BEFORE UPDATE OR DELETE ON rectification
	FOR EACH ROW EXECUTE FUNCTION keep_demand();

ALTER TABLE rectification ADD CONSTRAINT rectification_project_fkey FOREIGN KEY (project_id) REFERENCES project;
ALTER TABLE rectification ADD CONSTRAINT rectification_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE rectification ADD CONSTRAINT rectification_contract_fkey FOREIGN KEY (project_id, contract_id)
	REFERENCES contract;
ALTER TABLE rectification ADD CONSTRAINT rectification_finding_fkey FOREIGN KEY (project_id, finding_id)
	REFERENCES finding;
CREATE INDEX rectification_site_idx ON rectification (project_id, site_id);
-- the same is not demanded twice before the first was verified
CREATE UNIQUE INDEX rectification_open_idx ON rectification (project_id, source, code, site_id, contract_id, finding_id)
	NULLS NOT DISTINCT WHERE verified_on IS NULL AND source <> 'other';

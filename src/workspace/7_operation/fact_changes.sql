-- SPDX-License-Identifier: PostgreSQL
-- Who wrote which facts when: a line for each statement and project, by the triggers that note what a refresh must read
-- again (touch_project()).
--
-- The line holds no value of a fact, but the digest of the rows that were written.  An update makes two: of the rows as
-- they were, and as they are.  Lines are only ever added, by each transaction its own: writers do not wait for each
-- other, as they would for entries of a chain.  The next entry of the audit log takes in the lines that have been
-- committed (audit_log.changes), and they belong to the chain from then on.  A refresh that makes results writes such
-- an entry.  Measured with H City: 6 % of the time that its facts take to be loaded; row by row 15 % of a statement.
--
-- Rows about a person are digested together with a key of that person, which nobody but the owner can read.  When the
-- person is erased the key goes, and nobody can try out any more whose rows a digest is of.

CREATE TABLE IF NOT EXISTS fact_change (
	project_id	bigint NOT NULL,
	change_id	bigint GENERATED ALWAYS AS IDENTITY,
	at			timestamptz NOT NULL DEFAULT clock_timestamp(),
	login		text NOT NULL DEFAULT session_user,
	relation	text NOT NULL,
	operation	text NOT NULL,
	rows		bigint,
	digest		bytea,
	entry_no	bigint,
	CONSTRAINT fact_change_pkey PRIMARY KEY (project_id, change_id),
	CONSTRAINT fact_change_operation_check
		CHECK (operation IN ('INSERT', 'UPDATE FROM', 'UPDATE', 'DELETE', 'TRUNCATE'))
);
COMMENT ON TABLE fact_change IS
	'fact changes: who wrote which facts when, by statement and project | 数据变动：何人何时写入何表，按语句与项目记录';
-- no foreign key: the lines outlive what they tell of
COMMENT ON COLUMN fact_change.project_id IS 'project: whose facts were written | 项目：数据被写入的项目';
COMMENT ON COLUMN fact_change.change_id IS 'change number: given by the database | 变动编号：自动编号';
COMMENT ON COLUMN fact_change.at IS 'at: moment of the statement | 时间：语句执行时间';
COMMENT ON COLUMN fact_change.login IS 'login: of the session | 登录名：会话登录名';
COMMENT ON COLUMN fact_change.relation IS 'table: that was written | 数据表：被写入的表';
COMMENT ON COLUMN fact_change.operation IS
	'operation: INSERT, UPDATE FROM (rows before), UPDATE (rows after), DELETE or TRUNCATE | '
	'操作：插入、更新（前、后各一行）、删除或清空';
COMMENT ON COLUMN fact_change.rows IS 'rows: how many; empty: the table was emptied | 行数：空为整表清空';
COMMENT ON COLUMN fact_change.digest IS
	'digest: of the rows written, with the keys of persons; empty: not told | 摘要：所写记录的摘要，个人记录含密钥，空为无';
COMMENT ON COLUMN fact_change.entry_no IS
	'entry: of the audit log that chained it; empty: none yet | 条目号：收入该行的审计条目，空为尚未收入';

CREATE INDEX fact_change_entry_idx ON fact_change (project_id, entry_no);

CREATE TABLE IF NOT EXISTS person_key (
	project_id	bigint NOT NULL,
	register	text NOT NULL,
	person		text NOT NULL,
	key			bytea NOT NULL DEFAULT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
	CONSTRAINT person_key_pkey PRIMARY KEY (project_id, register, person),
	CONSTRAINT person_key_register_check CHECK (register IN ('beneficiary', 'post'))
);
COMMENT ON TABLE person_key IS
	'keys of persons: without them nobody can tell whose rows a digest is of | 个人密钥：无密钥则无法得知摘要所属人员';
-- no foreign key: persons may be rows of a bureau's own view
COMMENT ON COLUMN person_key.project_id IS 'project: that the person belongs to | 项目：所属项目';
COMMENT ON COLUMN person_key.register IS
	'register: beneficiary: persons served; post: who holds posts | 登记类别：beneficiary为服务对象，post为任职人员';
COMMENT ON COLUMN person_key.person IS 'person: pseudonym | 人员代码：服务对象或任职人员代码';
COMMENT ON COLUMN person_key.key IS 'key: random; destroyed when the person is erased | 密钥：随机生成，删除个人数据时销毁';

-- nobody adds lines by hand, and keys are read by the owner alone
REVOKE ALL ON fact_change, person_key FROM PUBLIC;

CREATE OR REPLACE FUNCTION keep_fact_changes() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	-- an entry of the audit log takes it in, once
	IF TG_LEVEL = 'ROW' AND OLD.entry_no IS NULL
		AND to_jsonb(NEW) - 'entry_no' = to_jsonb(OLD) - 'entry_no'
	THEN
		RETURN NEW;
	END IF;
	RAISE EXCEPTION 'the log of fact changes can only grow'
		USING ERRCODE = 'object_not_in_prerequisite_state',
			  DETAIL = format('%s was refused.', TG_OP),
			  HINT = 'Correct the fact: that is a line of its own. | 请更正数据，更正将另记一行。',
			  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
END
$$;
COMMENT ON FUNCTION keep_fact_changes() IS 'trigger: the log of fact changes only grows | 触发器：数据变动记录只增不改';

CREATE TRIGGER fact_change_stays BEFORE UPDATE ON fact_change
	FOR EACH ROW EXECUTE FUNCTION keep_fact_changes();
CREATE TRIGGER fact_change_only_grows BEFORE DELETE ON fact_change
	FOR EACH STATEMENT EXECUTE FUNCTION keep_fact_changes();
CREATE TRIGGER fact_change_truncate BEFORE TRUNCATE ON fact_change
	FOR EACH STATEMENT EXECUTE FUNCTION keep_fact_changes();

-- A transaction that is not READ COMMITTED does not see what was committed since it began.  TRUNCATE would take that
-- away all the same: unseen by the rules and by the logs.
CREATE OR REPLACE FUNCTION refuse_blind_truncate(relation text) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
		RAISE EXCEPTION 'cannot truncate "%" in a transaction that is %', relation,
			current_setting('transaction_isolation')
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = 'It would remove rows that the transaction does not see.',
				  HINT = 'BEGIN ISOLATION LEVEL READ COMMITTED, or DELETE. | 请在READ COMMITTED事务中清空，或使用DELETE。';
	END IF;
END
$$;
COMMENT ON FUNCTION refuse_blind_truncate(text) IS
	'inner refuse_blind_truncate: refuses TRUNCATE where not all rows are seen | 内部清空检查：事务不能看到全部记录时拒绝清空';

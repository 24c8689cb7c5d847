-- SPDX-License-Identifier: PostgreSQL
-- Acts: what somebody decided, when and who, in a log that can only grow.
--
-- Facts can be corrected; a decision about a village is an act, and stays one after it was taken back.  Triggers
-- write an entry for every appeal that is filed, decided or removed, every decision on a repeated upload, every
-- result that is published, all that becomes of a rectification, every site that is closed or opened again, results
-- that were computed, and every person that was erased.  Each entry takes in the changes of facts that were committed
-- since the one before it (fact_change).
--
-- Each entry carries the digest of itself and of the one before it, so one that was changed, removed or put in between
-- shows: in verify_chain(), also where somebody switched the triggers off.  Whoever can rewrite every entry from one
-- on can make a chain that holds again; the last digest, written down elsewhere (chain_head()), is the proof against
-- that.
--
-- The triggers write as the owner (SECURITY DEFINER): who decides needs no right on the log, so who has none cannot
-- tell of an act that did not happen.  What somebody writes to it himself is marked (by_hand).

CREATE TABLE IF NOT EXISTS audit_log (
	project_id	bigint NOT NULL,
	entry_no	bigint NOT NULL,
	at			timestamptz NOT NULL,
	login		text NOT NULL,
	act			text NOT NULL,
	subject		text NOT NULL,
	detail		jsonb,
	by_hand		boolean NOT NULL,
	changes		bigint NOT NULL,
	changes_digest	bytea,
	digest		bytea NOT NULL,
	CONSTRAINT audit_log_pkey PRIMARY KEY (project_id, entry_no),
	CONSTRAINT audit_log_entry_no_check CHECK (entry_no > 0),
	CONSTRAINT audit_log_act_check CHECK (act <> ''),
	CONSTRAINT audit_log_digest_check CHECK (octet_length(digest) = 32)
);
COMMENT ON TABLE audit_log IS
	'audit log: what people decided; only grows, each entry chained to the one before it | 审计日志：人工决定，只增不改，逐条链接';
-- no foreign key: the log outlives what it tells of
COMMENT ON COLUMN audit_log.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN audit_log.entry_no IS
	'entry number: within the project, without gaps; given by the table | 条目号：项目内连续序号，自动给出';
COMMENT ON COLUMN audit_log.at IS 'at: moment of the entry; given by the table | 时间：自动给出';
COMMENT ON COLUMN audit_log.login IS 'login: of the session; given by the table | 登录名：会话登录名，自动给出';
COMMENT ON COLUMN audit_log.act IS 'act: what was done, such as appeal filed or site closed | 行为：如申诉、判定重复、关闭服务点';
COMMENT ON COLUMN audit_log.subject IS 'subject: what it was done to, such as appeal 3 or site 4 | 对象：如appeal 3、site 4';
COMMENT ON COLUMN audit_log.detail IS
	'detail: the row as it was afterwards, or before it was removed | 内容：行为后的记录，删除时为删除前';
COMMENT ON COLUMN audit_log.by_hand IS
	'by hand: no trigger wrote it, so the log cannot vouch for the act; given by the table | 手工：非触发器写入，日志不担保其真实';
COMMENT ON COLUMN audit_log.changes IS
	'changes: lines of fact_change that it takes in; given by the table | 变动数：收入的数据变动行数，自动给出';
COMMENT ON COLUMN audit_log.changes_digest IS
	'digest of changes: SHA-256 of these lines; empty: there are none | 变动摘要：所收变动行的SHA-256，空为无';
COMMENT ON COLUMN audit_log.digest IS
	'digest: SHA-256 of the entry and of the digest before it; given by the table | 摘要：本条与上一条摘要的SHA-256，自动给出';

-- Of text that no setting of a session changes: the moment in seconds since 1970, the detail as jsonb prints it.
CREATE OR REPLACE FUNCTION audit_digest(previous bytea, entry audit_log) RETURNS bytea
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
SELECT sha256(coalesce(previous, '') || convert_to(jsonb_build_array(
	entry.project_id, entry.entry_no, extract(epoch FROM entry.at), entry.login, entry.act, entry.subject,
		entry.detail, entry.by_hand, entry.changes, encode(entry.changes_digest, 'hex'))::text, 'UTF8'))
$$;
COMMENT ON FUNCTION audit_digest(bytea, audit_log) IS
	'inner audit_digest: digest of an entry and of the digest before it | 内部审计摘要：审计条目与上一条摘要的摘要';

-- Of the changes of facts that an entry takes in, in the same form.
CREATE OR REPLACE FUNCTION changes_digest(project_id bigint, entry_no bigint, OUT changes bigint, OUT digest bytea)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT count(*), sha256(convert_to(string_agg(jsonb_build_array(c.change_id, extract(epoch FROM c.at), c.login,
	c.relation, c.operation, c.rows, encode(c.digest, 'hex'))::text, E'\n' ORDER BY c.change_id), 'UTF8'))
FROM fact_change c
WHERE c.project_id = $1 AND c.entry_no = $2
$$;
COMMENT ON FUNCTION changes_digest(bigint, bigint) IS
	'inner changes_digest: number and digest of the changes that an entry takes in | 内部变动摘要：条目所收变动的行数与摘要';

-- Who writes as the owner of the triggers, from within a trigger, is one of them.  That a run was sealed is checked
-- (check_seal_entry()).
CREATE OR REPLACE FUNCTION mark_entry_by_hand() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	NEW.by_hand := NEW.act <> 'run sealed' AND (pg_trigger_depth() = 1
		OR current_user <> (SELECT pg_get_userbyid(p.proowner) FROM pg_proc p WHERE p.oid = 'log_act()'::regprocedure));
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION mark_entry_by_hand() IS
	'trigger: tells what somebody writes himself from what triggers write | 触发器：区分手工条目与触发器条目';

CREATE TRIGGER audit_log_by_hand BEFORE INSERT ON audit_log
	FOR EACH ROW EXECUTE FUNCTION mark_entry_by_hand();

-- Entries of a project come one after the other: who comes second waits, and sees the first.  It is the table's own
-- rule, like a foreign key, and like that runs as the owner (SECURITY DEFINER): who writes an entry needs no right to
-- lock others out.
CREATE OR REPLACE FUNCTION chain_audit_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	last	audit_log;
BEGIN
	-- made or not, the row is locked
	INSERT INTO project_claim (project_id, purpose) VALUES (NEW.project_id, 'audit')
	ON CONFLICT (project_id, purpose) DO UPDATE SET purpose = excluded.purpose;
	SELECT * INTO last FROM audit_log l WHERE l.project_id = NEW.project_id ORDER BY l.entry_no DESC LIMIT 1;
	NEW.entry_no := coalesce(last.entry_no, 0) + 1;
	NEW.at := clock_timestamp();
	NEW.login := session_user;
	UPDATE fact_change c SET entry_no = NEW.entry_no WHERE c.project_id = NEW.project_id AND c.entry_no IS NULL;
	SELECT d.changes, d.digest INTO NEW.changes, NEW.changes_digest FROM changes_digest(NEW.project_id, NEW.entry_no) d;
	-- on a shard the row is of the shard's type
	NEW.digest := audit_digest(last.digest, ROW(NEW.*)::audit_log);
	RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION chain_audit_entry() FROM PUBLIC;
COMMENT ON FUNCTION chain_audit_entry() IS
	'trigger: an entry is numbered, signed, takes in changes of facts and is chained to the one before it | '
	'触发器：为审计条目编号、署名、收入数据变动并链接';

CREATE TRIGGER audit_log_chain BEFORE INSERT ON audit_log
	FOR EACH ROW EXECUTE FUNCTION chain_audit_entry();

CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RAISE EXCEPTION 'the audit log can only grow'
		USING ERRCODE = 'object_not_in_prerequisite_state',
			  DETAIL = format('%s was refused.', TG_OP),
			  HINT = 'An act that was wrong is followed by another one; both stay. | 错误的行为以新的行为更正，两者均保留。',
			  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
END
$$;
COMMENT ON FUNCTION refuse_audit_change() IS 'trigger: the audit log can only grow | 触发器：审计日志只增不改';

CREATE TRIGGER audit_log_only_grows BEFORE UPDATE OR DELETE ON audit_log
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
-- apart: Citus puts no trigger of TRUNCATE on shards, and leaves what else it is for out with it
CREATE TRIGGER audit_log_truncate BEFORE TRUNCATE ON audit_log
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- For rows that are inserted, updated or deleted one by one or by the hundred: decisions of people.
CREATE OR REPLACE FUNCTION log_act() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	old_row	jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
	new_row	jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
	act		text;
	subject	text;
	shown	jsonb := coalesce(new_row, old_row);
BEGIN
	IF old_row = new_row THEN
		RETURN NULL;
	END IF;
	CASE table_name(TG_TABLE_NAME)
		WHEN 'appeal' THEN
			subject := format('appeal %s of site %s', shown ->> 'appeal_id', shown ->> 'site_id');
			act := 'appeal ' || CASE WHEN TG_OP = 'DELETE' THEN 'removed' WHEN TG_OP = 'INSERT' THEN 'filed'
				WHEN old_row ->> 'decision' IS DISTINCT FROM new_row ->> 'decision'
					THEN coalesce(new_row ->> 'decision', 'opened again')
				ELSE 'changed' END;
		WHEN 'duplicate_review' THEN
			subject := format('activity %s and %s%s', shown ->> 'activity_id', shown ->> 'earlier_activity_id',
				CASE WHEN shown ->> 'earlier_project_id' <> shown ->> 'project_id'
					THEN ' of project ' || (shown ->> 'earlier_project_id') END);
			act := 'repeat ' || CASE WHEN TG_OP = 'DELETE' THEN 'decision removed'
				WHEN new_row ->> 'decision' = 'open' THEN 'left open' ELSE new_row ->> 'decision' END;
		WHEN 'publication' THEN
			subject := format('publication of run %s', shown ->> 'run_id');
			-- what was put up, for verify_chain()
			IF TG_OP = 'INSERT' THEN
				shown := shown || jsonb_build_object('result_digest', (SELECT r.result_digest FROM evaluation_run r
					WHERE r.project_id = NEW.project_id AND r.run_id::text = shown ->> 'run_id'));
			END IF;
			act := CASE WHEN TG_OP = 'DELETE' THEN 'publication removed' WHEN TG_OP = 'INSERT' THEN 'result published'
				WHEN (new_row ->> 'until_on')::date > (old_row ->> 'until_on')::date THEN 'publication prolonged'
				ELSE 'publication changed' END;
		WHEN 'rectification' THEN
			subject := format('rectification %s of %s', shown ->> 'rectification_id',
				coalesce('site ' || (shown ->> 'site_id'), 'contract ' || (shown ->> 'contract_id'), 'the project'));
			act := 'rectification ' || CASE WHEN TG_OP = 'DELETE' THEN 'removed' WHEN TG_OP = 'INSERT' THEN 'demanded'
				WHEN old_row ->> 'verified_on' IS NULL AND new_row ->> 'verified_on' IS NOT NULL THEN 'verified'
				WHEN old_row ->> 'verified_on' IS NOT NULL AND new_row ->> 'verified_on' IS NULL
					THEN 'no longer verified'
				WHEN old_row ->> 'replied_on' IS NULL AND new_row ->> 'replied_on' IS NOT NULL THEN 'answered'
				WHEN old_row ->> 'replied_on' IS NOT NULL AND new_row ->> 'replied_on' IS NULL THEN 'answer removed'
				WHEN old_row ->> 'due_on' <> new_row ->> 'due_on' THEN 'given another day'
				ELSE 'changed' END;
		WHEN 'site' THEN
			subject := format('site %s', shown ->> 'site_id');
			act := CASE WHEN new_row ->> 'closed_on' IS NULL THEN 'site opened again'
				WHEN old_row ->> 'closed_on' IS NULL THEN 'site closed' ELSE 'closing day changed' END;
	END CASE;
	INSERT INTO audit_log (project_id, act, subject, detail)
	VALUES ((shown ->> 'project_id')::bigint, act, subject, shown - 'project_id');
	RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION log_act() FROM PUBLIC;
COMMENT ON FUNCTION log_act() IS 'trigger: writes a decision of a person into the audit log | 触发器：将人工决定写入审计日志';

CREATE TRIGGER audit_appeal AFTER INSERT OR UPDATE OR DELETE ON appeal
	FOR EACH ROW EXECUTE FUNCTION log_act();
CREATE TRIGGER audit_duplicate_review AFTER INSERT OR UPDATE OR DELETE ON duplicate_review
	FOR EACH ROW EXECUTE FUNCTION log_act();
CREATE TRIGGER audit_publication AFTER INSERT OR UPDATE OR DELETE ON publication
	FOR EACH ROW EXECUTE FUNCTION log_act();
CREATE TRIGGER audit_rectification AFTER INSERT OR UPDATE OR DELETE ON rectification
	FOR EACH ROW EXECUTE FUNCTION log_act();
CREATE TRIGGER audit_site AFTER UPDATE ON site
	FOR EACH ROW WHEN (OLD.closed_on IS DISTINCT FROM NEW.closed_on) EXECUTE FUNCTION log_act();

-- Results that a refresh has computed: it finishes runs that were running.  A refresh waits for nobody who decides and
-- has not committed: then the next entry takes in the changes of facts, and the runs themselves tell the rest.
CREATE OR REPLACE FUNCTION log_results() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, @workspace@, pg_temp
SET lock_timeout = '1ms'
AS $$
DECLARE
	made	record;
BEGIN
	FOR made IN
		SELECT n.project_id, array_agg(n.run_id ORDER BY n.run_id) AS runs
		FROM new_runs n JOIN old_runs o ON o.project_id = n.project_id AND o.run_id = n.run_id
		WHERE n.status = 'finished' AND o.status = 'running'
		GROUP BY n.project_id
	LOOP
		INSERT INTO audit_log (project_id, act, subject, detail)
		VALUES (made.project_id, 'results computed',
			format('runs %s to %s', made.runs[1], made.runs[cardinality(made.runs)]),
			jsonb_build_object('runs', made.runs));
	END LOOP;
	RETURN NULL;
EXCEPTION WHEN lock_not_available THEN
	RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION log_results() FROM PUBLIC;
COMMENT ON FUNCTION log_results() IS 'trigger: writes into the audit log that results were computed | 触发器：将结果计算写入审计日志';

CREATE TRIGGER audit_results AFTER UPDATE ON evaluation_run REFERENCING OLD TABLE AS old_runs NEW TABLE AS new_runs
	FOR EACH STATEMENT EXECUTE FUNCTION log_results();

-- What a run says of its results is written once.  Whoever could change it and the rows could make other results of a
-- run that is shown, and no check would see them.
CREATE OR REPLACE FUNCTION refuse_change_of_finished_run() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RAISE EXCEPTION 'run % is %', OLD.run_id, OLD.status
		USING ERRCODE = 'object_not_in_prerequisite_state',
			  DETAIL = 'A change of what it says of its results was refused.',
			  HINT = 'A refresh makes another run in its place. | 刷新时生成新批次取代。',
			  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
END
$$;
COMMENT ON FUNCTION refuse_change_of_finished_run() IS
	'trigger: what a finished run says of its results stays | 触发器：已完成批次的结果登记不可更改';

-- that results are not kept any more is no other result
CREATE TRIGGER keep_finished BEFORE UPDATE ON evaluation_run
	FOR EACH ROW WHEN (OLD.status <> 'running' AND (NEW.status = 'running'
		OR (NEW.results, NEW.result_digest) IS DISTINCT FROM (OLD.results, OLD.result_digest)
		OR (NEW.stored IS NOT NULL AND NEW.stored IS DISTINCT FROM OLD.stored)))
	EXECUTE FUNCTION refuse_change_of_finished_run();

-- TRUNCATE shows no rows to a trigger, so they are removed one by one before it.
CREATE OR REPLACE FUNCTION log_truncated_acts() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	PERFORM refuse_blind_truncate(table_name(TG_TABLE_NAME));
	EXECUTE format('DELETE FROM %I.%I', TG_TABLE_SCHEMA, table_name(TG_TABLE_NAME));
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION log_truncated_acts() IS
'trigger: writes what is truncated into the audit log | 触发器：将被清空的人工决定写入审计日志';

CREATE TRIGGER audit_appeal_truncate BEFORE TRUNCATE ON appeal
	FOR EACH STATEMENT EXECUTE FUNCTION log_truncated_acts();
CREATE TRIGGER audit_duplicate_review_truncate BEFORE TRUNCATE ON duplicate_review
	FOR EACH STATEMENT EXECUTE FUNCTION log_truncated_acts();
CREATE TRIGGER audit_publication_truncate BEFORE TRUNCATE ON publication
	FOR EACH STATEMENT EXECUTE FUNCTION log_truncated_acts();
CREATE TRIGGER audit_rectification_truncate BEFORE TRUNCATE ON rectification
	FOR EACH STATEMENT EXECUTE FUNCTION log_truncated_acts();

-- The head of the chain of a project, to be kept where whoever can write here cannot: on paper, with the auditor.  Of
-- the digest 24 digits are enough: 96 bits.
CREATE OR REPLACE FUNCTION chain_head(project_id bigint, entry_no bigint DEFAULT NULL) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT format('%s-%s-%s', l.project_id, l.entry_no, left(encode(l.digest, 'hex'), 24))
FROM audit_log l
WHERE l.project_id = $1 AND ($2 IS NULL OR l.entry_no = $2)
ORDER BY l.entry_no DESC
LIMIT 1
$$;
COMMENT ON FUNCTION chain_head(bigint, bigint) IS
	'chain head: of a project''s audit log, last entry or the one named; keep it elsewhere, for verify_chain() | '
	'审计校验码：项目审计日志末条或指定条目的校验码，请另行保存';

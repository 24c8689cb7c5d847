-- SPDX-License-Identifier: PostgreSQL
-- Official results.  A run that is sealed is what was published: its row, its snapshot and the results of both stay as
-- they are, for everybody, and their digest stands in the audit log, where verify_chain() compares it with what is
-- there.  An appeal that was accepted makes another run, which becomes the current one; of the sealed one only the
-- status changes.  Periods of every kind can be sealed, as soon as their last day is over.

-- What the audit log says of a run that is sealed.
CREATE OR REPLACE FUNCTION seal_detail(run evaluation_run, digest text) RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
SELECT jsonb_build_object('run_id', run.run_id, 'period', run.period, 'scheme_id', run.scheme_id,
	'version', run.version, 'result_digest', digest)
$$;
COMMENT ON FUNCTION seal_detail(evaluation_run, text) IS
	'inner seal_detail: detail of the entry that a run was sealed | 内部封存内容：封存条目的内容';

-- Triggers keep what is sealed; where a table does not have them, nothing is sealed.  A partition can be written past
-- its table, and so can a child.
CREATE OR REPLACE FUNCTION refuse_unsealable() RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	t	record;
BEGIN
	SELECT w.relation, is_plain_table(w.relation) AS plain INTO t
	FROM (
		SELECT 'evaluation_run' AS relation, 2 AS triggers
		UNION ALL SELECT 'snapshot', 2
		UNION ALL SELECT r.relation, 5 FROM result_tables() r
	) w
	WHERE NOT is_plain_table(w.relation)
		OR (SELECT count(*) FROM pg_trigger g
			WHERE g.tgrelid = to_regclass('@workspace@.' || quote_ident(w.relation)) AND g.tgenabled IN ('O', 'A')
				AND g.tgname IN ('keep_sealed', 'keep_sealed_insert', 'keep_sealed_update', 'keep_sealed_move',
					'keep_sealed_delete', 'keep_sealed_truncate')) <> w.triggers
	LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'results in "%" cannot be sealed', t.relation
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = CASE WHEN t.plain THEN 'Triggers that keep sealed rows are missing or switched off.'
					ELSE 'It is no ordinary table, or has partitions or children: they could be written past the '
						'triggers.' END,
				  HINT = 'Sealing needs the tables of results as create_workspace() makes them. | 封存要求结果表为本系统创建的普通表。';
	END IF;
END
$$;
COMMENT ON FUNCTION refuse_unsealable() IS
	'inner refuse_unsealable: refuses to seal where sealed rows could be changed | 内部封存检查：封存后仍可被改动时拒绝封存';

-- What was committed since a transaction of another kind took its snapshot would not be in the digest.
CREATE OR REPLACE FUNCTION refuse_blind_seal(run_id bigint) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
		RAISE EXCEPTION 'run % cannot be sealed in a transaction that is %', $1,
			current_setting('transaction_isolation')
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  HINT = 'BEGIN ISOLATION LEVEL READ COMMITTED. | 请在READ COMMITTED事务中封存。';
	END IF;
END
$$;
COMMENT ON FUNCTION refuse_blind_seal(bigint) IS
	'inner refuse_blind_seal: refuses to seal in a transaction that may not see all | 内部封存检查：事务可能未见全部数据时拒绝封存';

CREATE OR REPLACE FUNCTION refuse_early_seal(run evaluation_run) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	days	record;
BEGIN
	-- the project may have been given another end since
	SELECT s.until_on, greatest(s.end_on, q.end_on) AS end_on INTO days
	FROM snapshot s LEFT JOIN project_period q ON q.project_id = s.project_id AND q.period = s.period
	WHERE s.project_id = run.project_id AND s.snapshot_id = run.snapshot_id;
	IF days.until_on < days.end_on OR days.end_on >= current_date THEN
		RAISE EXCEPTION 'the period "%" of run % ends on %', run.period, run.run_id, days.end_on
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('The run counts facts up to %s.', days.until_on),
				  HINT = 'Seal a run of this period that was made after its end. | 请封存时段结束后生成的批次。';
	END IF;
END
$$;
COMMENT ON FUNCTION refuse_early_seal(evaluation_run) IS
	'inner refuse_early_seal: refuses to seal a period that is not over | 内部封存检查：时段未结束时拒绝封存';

CREATE OR REPLACE FUNCTION seal_run(run_id bigint) RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	run			evaluation_run;
	digest		text;
	sealed		timestamptz;
	withheld	bigint;
	undecided	bigint;
	days_left	integer;
BEGIN
	PERFORM refuse_blind_seal($1);
	-- A refresh that has begun makes runs in the place of those that were not sealed then; what becomes of this one is
	-- seen after it.
	PERFORM lock_results();
	PERFORM claim_project(r.project_id) FROM evaluation_run r WHERE r.run_id = $1;
	SELECT * INTO run FROM evaluation_run r WHERE r.run_id = $1 FOR UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'run % does not exist', $1
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = 'The view current_run lists the runs that are shown. | 现行批次见视图current_run。';
	END IF;
	IF run.sealed_at IS NOT NULL THEN
		RAISE EXCEPTION 'run % is sealed', $1
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('It was sealed at %s.', run.sealed_at),
				  HINT = 'An accepted appeal makes another run at the next refresh. | 申诉成立后，下次刷新将生成新批次。';
	END IF;
	IF run.status <> 'finished' THEN
		RAISE EXCEPTION 'run % is %', $1, run.status
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  HINT = 'Only a current run can be sealed; the view current_run lists them. | '
					'仅现行批次可封存，见视图current_run。';
	END IF;
	digest := result_digest(run.project_id, $1);
	IF run.result_digest IS DISTINCT FROM digest THEN
		RAISE EXCEPTION 'the results of run % are not what was computed', $1
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = 'They were changed or removed after the refresh had stored them.',
				  HINT = 'The next refresh computes them again; seal the run that it makes. | 下次刷新将重算，请封存新批次。';
	END IF;
	-- the entry first: without it the run cannot be sealed, and if it is not sealed afterwards the entry is refused
	INSERT INTO audit_log (project_id, act, subject, detail)
	VALUES (run.project_id, 'run sealed', 'run ' || $1, seal_detail(run, digest));
	sealed := clock_timestamp();
	UPDATE evaluation_run r SET sealed_at = sealed WHERE r.project_id = run.project_id AND r.run_id = $1;
	-- a seal is for ever, and so is what it holds back
	SELECT count(*) INTO withheld
	FROM headline_run h
		JOIN instalment i ON i.project_id = h.project_id AND i.milestone = h.period AND i.min_grade IS NOT NULL
		LEFT JOIN contract_score c ON c.project_id = h.project_id AND c.run_id = h.run_id
			AND c.contract_id = i.contract_id
	WHERE h.project_id = run.project_id AND h.run_id = $1 AND c.grade IS NULL;
	IF withheld > 0 THEN
		RAISE NOTICE 'the milestone "%" is sealed without a grade; instalments that ask for one and are withheld: %',
			run.period, withheld
			USING HINT = 'data_gaps says what is missing. An accepted appeal makes a run that can be sealed as well. | '
				'所缺数据见data_gaps；申诉成立后生成的新批次可再封存。';
	END IF;
	-- the run is held: who files an appeal now waits for the end of this transaction
	SELECT count(*) INTO undecided
	FROM appeal a
	WHERE a.project_id = run.project_id AND a.run_id = $1 AND a.decision IS NULL;
	SELECT coalesce(max(p.until_on - greatest(p.from_on, day_of(sealed)) + 1), 0) INTO days_left
	FROM publication p
	WHERE p.project_id = run.project_id AND p.run_id = $1 AND p.until_on >= day_of(sealed);
	IF undecided > 0 OR days_left > 0 THEN
		RAISE NOTICE 'the period "%" is sealed before all objections are settled; undecided appeals: %, days left: %',
			run.period, undecided, days_left
			USING HINT = 'An accepted appeal makes a run that can be sealed as well. | '
				'封存时申诉尚未办结或申诉期未满；申诉成立后生成的新批次可再封存。';
	END IF;
	RETURN digest;
END
$$;
COMMENT ON FUNCTION seal_run(bigint) IS
	'seal run: makes a current run official, for ever, and returns the digest of its results | 封存批次：封存现行批次，返回结果摘要';

-- Only seal_run() seals.  Whoever may write to both tables could do half of it: the entry without the seal, the seal
-- without the entry, or either of something else.  Each half is accepted only with the other: the entry when it says of
-- a current run what is stored, of a period that is over, and by the end of the transaction the run is sealed; the seal
-- when the entry is there and says what is stored.  The run is held from the entry on, as by seal_run().
CREATE OR REPLACE FUNCTION check_seal_entry() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	run	evaluation_run;
BEGIN
	-- as text: the entry may say anything
	IF TG_WHEN = 'BEFORE' THEN
		SELECT * INTO run FROM evaluation_run r
		WHERE r.project_id = NEW.project_id AND r.run_id::text = NEW.detail ->> 'run_id' FOR UPDATE;
	ELSE
		SELECT * INTO run FROM evaluation_run r
		WHERE r.project_id = NEW.project_id AND r.run_id::text = NEW.detail ->> 'run_id';
	END IF;
	IF NOT FOUND OR NEW.subject <> 'run ' || run.run_id
		OR (run.sealed_at IS NULL) <> (TG_WHEN = 'BEFORE') OR (TG_WHEN = 'BEFORE' AND run.status <> 'finished')
		OR NEW.detail <> seal_detail(run, result_digest(run.project_id, run.run_id))
	THEN
		RAISE EXCEPTION 'entry "%" of "%" is not true', NEW.act, NEW.subject
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  HINT = 'seal_run() seals a run and writes the entry. | 请用seal_run()封存并写入条目。',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
	END IF;
	IF TG_WHEN = 'BEFORE' THEN
		PERFORM refuse_blind_seal(run.run_id);
		PERFORM refuse_early_seal(run);
		PERFORM refuse_unsealable();
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION check_seal_entry() IS
	'trigger: the log tells of no seal that is none | 触发器：审计日志不得记录不实的封存';

-- the first of them by its name: the run is held before the log
CREATE TRIGGER audit_log_a_seal BEFORE INSERT ON audit_log
	FOR EACH ROW WHEN (NEW.act = 'run sealed') EXECUTE FUNCTION check_seal_entry();
CREATE CONSTRAINT TRIGGER audit_log_sealed AFTER INSERT ON audit_log DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW WHEN (NEW.act = 'run sealed') EXECUTE FUNCTION check_seal_entry();

CREATE OR REPLACE FUNCTION check_seal() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	IF NOT EXISTS (
		SELECT FROM audit_log l
		WHERE l.project_id = NEW.project_id AND l.act = 'run sealed' AND l.subject = 'run ' || NEW.run_id
			AND l.detail ->> 'result_digest' = result_digest(NEW.project_id, NEW.run_id)
			AND NEW.sealed_at BETWEEN l.at AND clock_timestamp())
	THEN
		RAISE EXCEPTION 'run % can only be sealed by seal_run()', NEW.run_id
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('%s of sealed_at was refused: the audit log has no entry of it before that moment.',
					TG_OP),
				  HINT = format('SELECT seal_run(%s) | 请用此函数封存。', NEW.run_id),
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION check_seal() IS 'trigger: a run is sealed by seal_run() alone | 触发器：仅seal_run()可封存批次';

CREATE TRIGGER evaluation_run_insert_seal AFTER INSERT ON evaluation_run
	FOR EACH ROW WHEN (NEW.sealed_at IS NOT NULL) EXECUTE FUNCTION check_seal();
CREATE TRIGGER evaluation_run_seal AFTER UPDATE ON evaluation_run
	FOR EACH ROW WHEN (OLD.sealed_at IS NULL AND NEW.sealed_at IS NOT NULL) EXECUTE FUNCTION check_seal();

CREATE OR REPLACE FUNCTION refuse_change_of_sealed_run() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	IF TG_OP = 'UPDATE' THEN
		-- that another one takes its place, after an accepted appeal, is told by its status, which is no part of what
		-- was sealed
		IF NEW.status = 'superseded' AND EXISTS (
			SELECT FROM awaited_rerun a
			WHERE a.project_id = OLD.project_id AND a.scheme_id = OLD.scheme_id AND a.period = OLD.period)
		THEN
			NEW.status := OLD.status;
		END IF;
		IF NEW IS NOT DISTINCT FROM OLD THEN
			RETURN NULL;
		END IF;
	END IF;
	RAISE EXCEPTION 'run % is sealed', OLD.run_id
		USING ERRCODE = 'object_not_in_prerequisite_state',
			  DETAIL = format('It was sealed at %s; %s was refused.', OLD.sealed_at, TG_OP),
			  HINT = 'An accepted appeal makes another run at the next refresh. | 申诉成立后，下次刷新将生成新批次。',
			  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
END
$$;
COMMENT ON FUNCTION refuse_change_of_sealed_run() IS 'trigger: a sealed run stays as it is | 触发器：已封存批次不可更改';

CREATE TRIGGER keep_sealed AFTER UPDATE OR DELETE ON evaluation_run
	FOR EACH ROW WHEN (OLD.sealed_at IS NOT NULL) EXECUTE FUNCTION refuse_change_of_sealed_run();

-- Of rows of results and of snapshots.  Argument: the column that tells whose they are.
CREATE OR REPLACE FUNCTION refuse_change_of_sealed_results() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	projects	bigint[];
	keys		bigint[];
	run			evaluation_run;
BEGIN
	EXECUTE format('SELECT array_agg(DISTINCT t.project_id), array_agg(DISTINCT t.%I) FROM touched t', TG_ARGV[0])
	INTO projects, keys;
	-- all of them are held: who is about to seal one waits, and takes the digest of what is committed here
	FOR run IN
		SELECT r.*
		FROM evaluation_run r
		WHERE r.project_id = ANY (projects)
			AND CASE TG_ARGV[0] WHEN 'run_id' THEN r.run_id ELSE r.snapshot_id END = ANY (keys)
		FOR KEY SHARE OF r
	LOOP
		CONTINUE WHEN run.sealed_at IS NULL;
		RAISE EXCEPTION 'run % is sealed', run.run_id
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('It was sealed at %s; %s of its results was refused.', run.sealed_at, TG_OP),
				  HINT = 'An accepted appeal makes another run at the next refresh. | 申诉成立后，下次刷新将生成新批次。',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
	END LOOP;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_change_of_sealed_results() IS
	'trigger: the results of a sealed run stay as they are | 触发器：已封存批次的结果不可更改';

CREATE OR REPLACE FUNCTION refuse_change_of_sealed_snapshot() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	run	evaluation_run;
BEGIN
	-- held, as above: who seals needs no right to lock snapshots
	FOR run IN
		SELECT r.*
		FROM evaluation_run r
		WHERE r.project_id = OLD.project_id AND r.snapshot_id = OLD.snapshot_id
		FOR KEY SHARE OF r
	LOOP
		CONTINUE WHEN run.sealed_at IS NULL;
		RAISE EXCEPTION 'run % is sealed', run.run_id
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('It was sealed at %s; %s of its snapshot was refused.', run.sealed_at, TG_OP),
				  HINT = 'An accepted appeal makes another run at the next refresh. | 申诉成立后，下次刷新将生成新批次。',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
	END LOOP;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_change_of_sealed_snapshot() IS
	'trigger: the snapshot of a sealed run stays as it is | 触发器：已封存批次的快照不可更改';

CREATE TRIGGER keep_sealed AFTER UPDATE OR DELETE ON snapshot
	FOR EACH ROW EXECUTE FUNCTION refuse_change_of_sealed_snapshot();

CREATE OR REPLACE FUNCTION refuse_truncate_of_sealed() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	PERFORM refuse_blind_truncate(table_name(TG_TABLE_NAME));
	IF EXISTS (SELECT FROM evaluation_run r WHERE r.sealed_at IS NOT NULL) THEN
		RAISE EXCEPTION 'cannot truncate "%" while a run is sealed', table_name(TG_TABLE_NAME)
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  HINT = 'prune_runs() removes what is neither current nor sealed. | prune_runs()清理既非现行也未封存的批次。';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_truncate_of_sealed() IS
	'trigger: sealed runs cannot be truncated away | 触发器：存在已封存批次时不可清空';

CREATE TRIGGER keep_sealed_truncate BEFORE TRUNCATE ON evaluation_run
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate_of_sealed();
CREATE TRIGGER keep_sealed_truncate BEFORE TRUNCATE ON snapshot
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate_of_sealed();

-- A milestone is the days of a period.  It runs as the owner (SECURITY DEFINER), like the check of a foreign key: who
-- sets milestones needs no right on runs.
CREATE OR REPLACE FUNCTION refuse_change_of_sealed_milestone() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	run	evaluation_run;
BEGIN
	IF TG_OP = 'UPDATE' THEN
		IF (NEW.project_id, NEW.code, NEW.until_on) = (OLD.project_id, OLD.code, OLD.until_on) THEN
			RETURN NULL;
		END IF;
	END IF;
	-- held, as above
	FOR run IN
		SELECT r.* FROM evaluation_run r WHERE r.project_id = OLD.project_id AND r.period = OLD.code FOR KEY SHARE OF r
	LOOP
		CONTINUE WHEN run.sealed_at IS NULL;
		RAISE EXCEPTION 'a result of the milestone "%" is sealed', OLD.name
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('Run %s was sealed at %s; %s of the milestone was refused.', run.run_id,
					run.sealed_at, TG_OP),
				  HINT = 'Add another milestone; the name of this one can be changed. | 请另设评价节点；本节点仅可改名。',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
	END LOOP;
	RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION refuse_change_of_sealed_milestone() FROM PUBLIC;
COMMENT ON FUNCTION refuse_change_of_sealed_milestone() IS
	'trigger: a milestone with a sealed result keeps its day | 触发器：存在已封存结果的评价节点不可改期';

CREATE TRIGGER keep_sealed AFTER UPDATE OR DELETE ON milestone
	FOR EACH ROW EXECUTE FUNCTION refuse_change_of_sealed_milestone();

-- Five triggers for each table of results: an update is looked at from both sides.
DO $do$
DECLARE
	t	record;
BEGIN
	FOR t IN
		SELECT r.relation, r.key, o.name, o.command, o.rows
		FROM result_tables() r
			CROSS JOIN (VALUES ('insert', 'INSERT', 'NEW'), ('update', 'UPDATE', 'OLD'), ('move', 'UPDATE', 'NEW'),
				('delete', 'DELETE', 'OLD')) AS o (name, command, rows)
		WHERE is_plain_table(r.relation)
			AND EXISTS (SELECT FROM @workspace@.workspace_part p WHERE p.object = 'table ' || r.relation)
	LOOP
		EXECUTE format('CREATE OR REPLACE TRIGGER keep_sealed_%s AFTER %s ON @workspace@.%I REFERENCING %s TABLE AS '
			'touched
			FOR EACH STATEMENT EXECUTE FUNCTION @workspace@.refuse_change_of_sealed_results(%L)',
			t.name, t.command, t.relation, t.rows, t.key);
		EXECUTE format('CREATE OR REPLACE TRIGGER keep_sealed_truncate BEFORE TRUNCATE ON @workspace@.%I
			FOR EACH STATEMENT EXECUTE FUNCTION @workspace@.refuse_truncate_of_sealed()', t.relation);
	END LOOP;
END
$do$;

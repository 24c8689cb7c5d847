-- Official results.  A run that is sealed is what was published: its row and its results stay as they are, for everybody,
-- and the digest of its results stands in the audit log, where verify_chain() compares it with what is there.  An appeal that was accepted makes
-- another run, which becomes the current one; of the sealed one only the status changes.

-- Digest of what a run says and of what it rests on, whatever the order of its rows and the settings of the session.
CREATE OR REPLACE FUNCTION result_digest(project_id bigint, run_id bigint) RETURNS bytea
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT sha256(service_eval.rows_digest(ROW(r.project_id, r.period, r.scheme_id, r.scheme_version, r.cutoff, r.seed, r.extension_version, r.input_digest))
		|| coalesce((SELECT service_eval.rows_digest(ROW(e.scope, e.scope_key, e.code, e.value, e.std_error, e.lo, e.hi, e.points, e.points_error, e.available, e.n, e.status))
					 FROM @workspace@.evaluation_result e WHERE e.project_id = $1 AND e.run_id = $2), '')
		|| coalesce((SELECT service_eval.rows_digest(ROW(k.site_id)) FROM @workspace@.key_child_left_out k WHERE k.project_id = $1 AND k.run_id = $2), ''))
	FROM @workspace@.evaluation_run r
	WHERE r.project_id = $1 AND r.run_id = $2
	GROUP BY r.project_id, r.run_id
$$;
COMMENT ON FUNCTION result_digest(bigint, bigint) IS 'digest of the results of a run and of what they rest on | 批次结果摘要';

-- What the audit log says of a run that is sealed.
CREATE OR REPLACE FUNCTION seal_detail(run evaluation_run, digest bytea) RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT jsonb_build_object('run_id', run.run_id, 'period', run.period, 'scheme_id', run.scheme_id,
		'scheme_version', run.scheme_version, 'result_digest', encode(digest, 'hex'))
$$;
COMMENT ON FUNCTION seal_detail(evaluation_run, bytea) IS 'detail of the entry that a run was sealed | 封存条目的内容';

CREATE OR REPLACE FUNCTION seal_run(run_id bigint) RETURNS bytea
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	run		evaluation_run;
	last_on	date;
	digest	bytea;
BEGIN
	-- A refresh that has begun makes runs in the place of those that were not sealed then; what becomes of this one is seen after it.
	PERFORM lock_results();
	PERFORM claim_project(r.project_id) FROM evaluation_run r WHERE r.run_id = $1;
	SELECT * INTO run FROM evaluation_run r WHERE r.run_id = $1 FOR UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'run % does not exist', $1
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = 'The view current_run lists the runs that are shown.';
	END IF;
	IF run.sealed_at IS NOT NULL THEN
		RAISE EXCEPTION 'run % is sealed', $1
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('It was sealed at %s.', run.sealed_at);
	END IF;
	IF run.status <> 'finished' THEN
		RAISE EXCEPTION 'run % is %', $1, run.status
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  HINT = 'Only a current run can be sealed; the view current_run lists them.';
	END IF;
	last_on := (SELECT least(p.end_on, (run.period + interval '3 months')::date - 1) FROM project p WHERE p.project_id = run.project_id);
	IF run.cutoff < last_on THEN
		RAISE EXCEPTION 'the period of run % ends on %', $1, last_on
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('It counts facts up to %s.', run.cutoff),
				  HINT = 'Seal a run of this period that was made after its end.';
	END IF;

	digest := result_digest(run.project_id, $1);
	IF run.result_digest <> digest THEN
		RAISE EXCEPTION 'the results of run % are not what was computed', $1
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = 'They were changed or removed after the refresh had stored them.',
				  HINT = 'The next refresh computes them again; seal the run that it makes.';
	END IF;
	-- the entry first: without it the run cannot be sealed, and if it is not sealed afterwards the entry is refused
	INSERT INTO audit_log (project_id, act, subject, detail)
	VALUES (run.project_id, 'run sealed', 'run ' || $1, seal_detail(run, digest));
	UPDATE evaluation_run r SET sealed_at = clock_timestamp() WHERE r.project_id = run.project_id AND r.run_id = $1;
	RETURN digest;
END
$$;
COMMENT ON FUNCTION seal_run(bigint) IS 'makes a current run official, for ever, and returns the digest of its results | 封存现行批次，返回结果摘要';

-- Only seal_run() seals.  Whoever may write to both tables could do half of it: the entry without the seal, the seal
-- without the entry, or either of something else.  Each half is accepted only with the other: the entry when it says of
-- a current run what is stored, and by the end of the transaction the run is sealed; the seal when the entry is there
-- and says what is stored.
CREATE OR REPLACE FUNCTION check_seal_entry() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	IF NOT EXISTS (
		SELECT FROM evaluation_run r
		-- as text: the entry may say anything
		WHERE r.project_id = NEW.project_id AND r.run_id::text = NEW.detail ->> 'run_id'
			AND NEW.subject = 'run ' || r.run_id
			AND CASE TG_WHEN WHEN 'BEFORE' THEN r.sealed_at IS NULL AND r.status = 'finished'
				ELSE r.sealed_at IS NOT NULL END
			AND NEW.detail = seal_detail(r, result_digest(r.project_id, r.run_id)))
	THEN
		RAISE EXCEPTION 'entry "%" of "%" is not true', NEW.act, NEW.subject
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  HINT = 'seal_run() seals a run and writes the entry.',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION check_seal_entry() IS 'trigger: the log tells of no seal that is none | 触发器：审计日志不得记录不实的封存';

CREATE TRIGGER audit_log_seal BEFORE INSERT ON audit_log
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
			AND l.detail ->> 'result_digest' = encode(result_digest(NEW.project_id, NEW.run_id), 'hex'))
	THEN
		RAISE EXCEPTION 'run % can only be sealed by seal_run()', NEW.run_id
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('%s of sealed_at was refused: the audit log has no entry of it.', TG_OP),
				  HINT = format('SELECT seal_run(%s)', NEW.run_id),
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
		-- that another one takes its place, after an accepted appeal, is told by its status, which is no part of what was sealed
		IF NEW.status = 'superseded' AND EXISTS (
			SELECT FROM awaited_rerun a WHERE a.project_id = OLD.project_id AND a.scheme_id = OLD.scheme_id AND a.period IS NOT DISTINCT FROM OLD.period)
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
			  HINT = 'An accepted appeal makes another run at the next refresh.',
			  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
END
$$;
COMMENT ON FUNCTION refuse_change_of_sealed_run() IS 'trigger: a sealed run stays as it is | 触发器：已封存批次不可更改';

CREATE TRIGGER evaluation_run_sealed AFTER UPDATE OR DELETE ON evaluation_run
	FOR EACH ROW WHEN (OLD.sealed_at IS NOT NULL) EXECUTE FUNCTION refuse_change_of_sealed_run();

CREATE OR REPLACE FUNCTION refuse_change_of_sealed_results() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	run	evaluation_run;
BEGIN
	-- all of them are held: who is about to seal one waits, and takes the digest of what is committed here
	FOR run IN
		WITH changed AS MATERIALIZED (SELECT DISTINCT t.project_id, t.run_id FROM touched t)
		SELECT r.*
		FROM evaluation_run r
		-- by the key, however many runs there are
		WHERE r.project_id = ANY (ARRAY(SELECT c.project_id FROM changed c)) AND r.run_id = ANY (ARRAY(SELECT c.run_id FROM changed c))
		FOR KEY SHARE OF r
	LOOP
		CONTINUE WHEN run.sealed_at IS NULL;
		RAISE EXCEPTION 'run % is sealed', run.run_id
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('It was sealed at %s; %s of its results was refused.', run.sealed_at, TG_OP),
				  HINT = 'An accepted appeal makes another run at the next refresh.',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
	END LOOP;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_change_of_sealed_results() IS 'trigger: the results of a sealed run stay as they are | 触发器：已封存批次的结果不可更改';

CREATE TRIGGER evaluation_result_insert_sealed AFTER INSERT ON evaluation_result
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_sealed_results();
CREATE TRIGGER evaluation_result_update_sealed AFTER UPDATE ON evaluation_result
	REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_sealed_results();
CREATE TRIGGER evaluation_result_move_sealed AFTER UPDATE ON evaluation_result
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_sealed_results();
CREATE TRIGGER evaluation_result_delete_sealed AFTER DELETE ON evaluation_result
	REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_sealed_results();

CREATE TRIGGER key_child_left_out_insert_sealed AFTER INSERT ON key_child_left_out
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_sealed_results();
CREATE TRIGGER key_child_left_out_update_sealed AFTER UPDATE ON key_child_left_out
	REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_sealed_results();
CREATE TRIGGER key_child_left_out_move_sealed AFTER UPDATE ON key_child_left_out
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_sealed_results();
CREATE TRIGGER key_child_left_out_delete_sealed AFTER DELETE ON key_child_left_out
	REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_sealed_results();

CREATE OR REPLACE FUNCTION refuse_truncate_of_sealed() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	IF EXISTS (SELECT FROM evaluation_run r WHERE r.sealed_at IS NOT NULL) THEN
		RAISE EXCEPTION 'cannot truncate "%" while a run is sealed', TG_TABLE_NAME
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  HINT = 'prune_runs() removes what is neither current nor sealed.';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_truncate_of_sealed() IS 'trigger: sealed runs cannot be truncated away | 触发器：存在已封存批次时不可清空';

CREATE TRIGGER evaluation_run_truncate BEFORE TRUNCATE ON evaluation_run
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate_of_sealed();
CREATE TRIGGER evaluation_result_truncate BEFORE TRUNCATE ON evaluation_result
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate_of_sealed();
CREATE TRIGGER key_child_left_out_truncate BEFORE TRUNCATE ON key_child_left_out
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate_of_sealed();

-- What is kept of runs that others took the place of: their rows, for a while; what is sealed or under appeal, for ever.
CREATE OR REPLACE FUNCTION prune_runs(older_than interval DEFAULT '1 year') RETURNS bigint
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $$
	WITH pruned AS (
		DELETE FROM @workspace@.evaluation_run r
		WHERE r.status IN ('superseded', 'failed') AND r.sealed_at IS NULL AND r.finished_at < now() - older_than
			AND NOT EXISTS (SELECT FROM @workspace@.appeal a WHERE a.project_id = r.project_id AND r.run_id IN (a.run_id, a.rerun_id))
		RETURNING r.run_id
	)
	SELECT count(*) FROM pruned
$$;
COMMENT ON FUNCTION prune_runs(interval) IS 'removes superseded and failed runs that are older and neither sealed nor under appeal; returns how many | 清理过期的被取代或失败批次（已封存或申诉中的除外）';

-- SPDX-License-Identifier: PostgreSQL
-- Does a run come out again of the facts as they are now?  It is computed once more beside the stored one, compared
-- table by table, and taken back.  Sealed or not, the stored results stay as they are.  What was changed since tells
-- why they differ: facts, persons that were erased, another version that computes.
CREATE OR REPLACE FUNCTION recompute_run(run_id bigint, OUT same boolean, OUT differing text[], OUT erased bigint,
	OUT changes bigint, OUT finding text, OUT finding_zh text)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	run				evaluation_run;
	new_snapshot	bigint;
	new_run			bigint;
	t				record;
	is_same			boolean;
BEGIN
	PERFORM refuse_hidden_rows();
	SELECT * INTO run FROM evaluation_run r WHERE r.run_id = $1;
	IF run.stored IS NULL THEN
		RAISE EXCEPTION 'run % has no results', $1
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = 'Current and sealed runs have results; the view current_run lists the current ones. | '
					'现行与已封存批次有结果，现行批次见视图current_run。';
	END IF;
	RAISE NOTICE 'computing run % again', $1;
	differing := '{}';
	BEGIN
		PERFORM lock_results();
		PERFORM claim_project(run.project_id);
		PERFORM renew_state(run.project_id);
		INSERT INTO snapshot (project_id, period, kind, from_on, until_on, end_on, contract_id, input_digest)
		SELECT s.project_id, s.period, s.kind, s.from_on, s.until_on, s.end_on, s.contract_id, s.input_digest
		FROM snapshot s
		WHERE s.project_id = run.project_id AND s.snapshot_id = run.snapshot_id
		RETURNING snapshot_id INTO new_snapshot;
		PERFORM snapshot_project(run.project_id, ARRAY[new_snapshot]);
		INSERT INTO evaluation_run (project_id, period, snapshot_id, scheme_id, version, scheme_digest, seed,
			extension_version)
		VALUES (run.project_id, run.period, new_snapshot, run.scheme_id, run.version, run.scheme_digest, run.seed,
			run.extension_version)
		RETURNING run_id INTO new_run;
		PERFORM judge_snapshot(run.project_id, ARRAY[new_run]);
		FOR t IN SELECT * FROM result_tables() LOOP
			EXECUTE format('SELECT (SELECT service_eval.rows_digest(ROW(%1$s)) FROM %2$I t WHERE t.project_id = $1 '
				'AND t.%3$I = $2) IS NOT DISTINCT FROM (SELECT service_eval.rows_digest(ROW(%1$s)) FROM %2$I t '
				'WHERE t.project_id = $1 AND t.%3$I = $3)',
				row_columns(t.relation::regclass, ARRAY['project_id', t.key]), t.relation, t.key)
			INTO is_same
			USING run.project_id, CASE t.key WHEN 'run_id' THEN run.run_id ELSE run.snapshot_id END,
				CASE t.key WHEN 'run_id' THEN new_run ELSE new_snapshot END;
			IF NOT is_same THEN
				differing := differing || t.relation;
			END IF;
		END LOOP;
		RAISE EXCEPTION USING ERRCODE = 'SE002';
	EXCEPTION WHEN SQLSTATE 'SE002' THEN
		NULL;
	END;
	same := differing = '{}';
	SELECT count(*) INTO erased FROM audit_log l
	WHERE l.project_id = run.project_id AND l.act = 'person erased' AND NOT l.by_hand AND l.at > run.started_at;
	SELECT count(*) INTO changes FROM fact_change c WHERE c.project_id = run.project_id AND c.at > run.started_at;
	finding := concat_ws(' ', CASE WHEN same THEN 'The results come out as they are stored.'
			ELSE format('The results come out otherwise in %s tables.', cardinality(differing)) END,
		format('Since then: persons erased %s, statements that changed facts %s.', erased, changes),
		CASE WHEN run.extension_version <> service_eval.library_version() THEN
			format('It was computed by version %s, now by version %s.', run.extension_version,
				service_eval.library_version()) END);
	finding_zh := concat(CASE WHEN same THEN '重算结果与存储结果一致。'
			ELSE format('重算结果有%s张表与存储结果不一致。', cardinality(differing)) END,
		format('此后删除个人%s名，数据变动语句%s条。', erased, changes),
		CASE WHEN run.extension_version <> service_eval.library_version() THEN
			format('原由版本%s计算，现为版本%s。', run.extension_version, service_eval.library_version()) END);
END
$$;
COMMENT ON FUNCTION recompute_run(bigint) IS
	'recompute run: whether a run comes out again of the facts as they are, and what was changed since; stores '
	'nothing | 重算批次：按现有数据重算并比对，说明此后的变动，不保存';

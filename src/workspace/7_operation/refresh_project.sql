-- SPDX-License-Identifier: PostgreSQL
-- From facts to results, for one project: new snapshots and runs are filled beside the current ones and take their
-- place in one transaction, so readers never wait and never see half of it.  Each step is a function of its own, in a
-- file of its own, and this is the order of them.

-- The tables that a step fills, the next one reads: nobody has analyzed them yet.  Then the planner takes the rows of a
-- snapshot for one row, and a nested loop over it for cheap.  Measured with a project of 100 sites in a new workspace:
-- refreshed in 2.5 s; without these settings measure_levels alone did not end in 35 s.  Nothing that is said of a table
-- or function beforehand takes their place: statistics and n_distinct count from the first ANALYZE on.
--
-- A hash join compares by all columns of a key.  A merge join takes one, if it believes that this leaves one row, and
-- compares what remains row by row.  In a workspace of 2,000 projects fill_form_lines compared 14 million pairs so.
--
-- Nothing here runs as long as it would take to compile its plan (jit).
--
-- Many projects are refreshed in one session, and it keeps the plans by which foreign keys are checked.  Planned while
-- evaluation_run was empty such a check reads the whole table, for each row that is stored.  Measured with 20,000 runs:
-- 4 sites with 430 site_points 3.4 s with sequential scans, under 0.1 s without.

-- What has many rows is stored in the order of its key, and is never updated: so the rows of a site stand together, and
-- the pages of the index are full (fillfactor).

-- Snapshots: facts to measures.
CREATE OR REPLACE FUNCTION snapshot_project(project_id bigint, snapshots bigint[]) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, @workspace@, pg_temp
SET enable_nestloop = off
SET enable_mergejoin = off
SET enable_seqscan = off
SET jit = off
AS $$
BEGIN
	INSERT INTO item_measure SELECT * FROM measure_items($1, $2) ORDER BY snapshot_id, site_id, contract_id, item;
	INSERT INTO contract_item_measure SELECT * FROM measure_contract_items($1, $2);
	INSERT INTO level_measure SELECT * FROM measure_levels($1, $2) ORDER BY snapshot_id, site_id, need_level;
	INSERT INTO site_measure SELECT * FROM measure_sites($1, $2) ORDER BY snapshot_id, site_id;
	INSERT INTO project_measure SELECT * FROM measure_project($1, $2);
	INSERT INTO criterion_measure SELECT * FROM measure_criteria($1, $2);
	INSERT INTO panel_measure SELECT * FROM measure_panels($1, $2);
	INSERT INTO site_indicator SELECT * FROM measure_site_indicators($1, $2) ORDER BY snapshot_id, site_id, code;
	INSERT INTO site_indicator SELECT * FROM measure_own_indicators($1, $2);
	INSERT INTO project_indicator SELECT * FROM measure_project_indicators($1, $2);
	INSERT INTO snapshot_finding SELECT * FROM measure_findings($1, $2);
	INSERT INTO place_measure SELECT * FROM measure_places($1, $2)
	ORDER BY snapshot_id, kind, county, township, category;
	INSERT INTO key_person_left_out SELECT * FROM measure_left_out($1, $2);
END
$$;
COMMENT ON FUNCTION snapshot_project(bigint, bigint[]) IS
	'inner snapshot_project: fills the measures of new snapshots | 内部生成快照：填入新快照的测量结果';

-- Runs: measures to scores.
CREATE OR REPLACE FUNCTION judge_snapshot(project_id bigint, runs bigint[]) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, @workspace@, pg_temp
SET enable_nestloop = off
SET enable_mergejoin = off
SET enable_seqscan = off
SET jit = off
AS $$
BEGIN
	INSERT INTO run_indicator SELECT * FROM judge_indicators($1, $2);
	INSERT INTO site_points SELECT * FROM score_points($1, $2) ORDER BY run_id, site_id, code;
	INSERT INTO site_score SELECT * FROM score_sites($1, $2) ORDER BY run_id, site_id;
	INSERT INTO contract_score SELECT * FROM score_contracts($1, $2);
	INSERT INTO project_points SELECT * FROM score_project_points($1, $2);
	INSERT INTO project_score SELECT * FROM score_project($1, $2);
	INSERT INTO form_line SELECT * FROM fill_form_lines($1, $2);
	INSERT INTO resource_tilt SELECT * FROM tilt_resources($1, $2);
END
$$;
COMMENT ON FUNCTION judge_snapshot(bigint, bigint[]) IS
	'inner judge_snapshot: fills the results of new runs | 内部评分：填入新批次的结果';

-- What was found of photos, activities and facts, as of now, and what is added up of them.
CREATE OR REPLACE FUNCTION renew_state(project_id bigint) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	PERFORM match_photos($1);
	DELETE FROM photo_match m WHERE m.project_id = $1;
	INSERT INTO photo_match SELECT * FROM find_photo_matches($1);
	DELETE FROM activity_standing s WHERE s.project_id = $1;
	INSERT INTO activity_standing SELECT * FROM measure_standing($1) ORDER BY activity_id;
	DELETE FROM activity_sum s WHERE s.project_id = $1;
	INSERT INTO activity_sum SELECT * FROM sum_activities($1) ORDER BY site_id, contract_id, item, first_on;
	DELETE FROM attendance_sum s WHERE s.project_id = $1;
	INSERT INTO attendance_sum SELECT * FROM sum_attendance($1) ORDER BY site_id, contract_id, from_on;
	DELETE FROM fact_count f WHERE f.project_id = $1;
	INSERT INTO fact_count SELECT * FROM measure_fact_counts($1);
END
$$;
COMMENT ON FUNCTION renew_state(bigint) IS
	'inner renew_state: matched photos, standing and sums of activities, counts of facts | '
	'内部更新状态：照片匹配、活动认定与汇总、数据计数';

-- Periods of a project that a refresh is limited to: the one that was named, and those that end no earlier and so may
-- rest on it.
CREATE OR REPLACE FUNCTION chosen_period(only_project bigint, only_period text)
RETURNS TABLE (project_id bigint, period text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET jit = off
AS $$
SELECT q.project_id, q.period
FROM project_period q
	LEFT JOIN project_period o ON o.project_id = q.project_id AND o.period = $2
WHERE ($1 IS NULL OR q.project_id = $1) AND ($2 IS NULL OR q.period = $2 OR q.end_on >= o.end_on)
$$;
COMMENT ON FUNCTION chosen_period(bigint, text) IS
	'inner chosen_period: periods that a refresh is limited to: the one named and those that may rest on it | '
	'内部限定时段：刷新所限的时段及其后时段';

-- Whoever publishes one of them or appeals against it, and has not committed yet, is waited for.  As they do, a refresh
-- holds runs first and writes to the log then: otherwise one could wait for the other.
CREATE OR REPLACE FUNCTION hold_superseded(project_id bigint) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
BEGIN
	PERFORM FROM evaluation_run r
	WHERE r.project_id = $1 AND r.status = 'superseded' AND r.sealed_at IS NULL AND r.stored IS NOT NULL
	FOR UPDATE;
END
$$;
COMMENT ON FUNCTION hold_superseded(bigint) IS
	'inner hold_superseded: locks the runs that others took the place of | 内部锁定旧批次：锁定已被取代的批次';

-- What superseded runs have stored goes, unless they are official, contested or were published; their rows stay until
-- prune_runs().  So do snapshots that no other run needs.
CREATE OR REPLACE FUNCTION drop_superseded(project_id bigint) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	runs		bigint[];
	snapshots	bigint[];
	t			record;
BEGIN
	PERFORM hold_superseded($1);
	SELECT array_agg(r.run_id), array_agg(DISTINCT r.snapshot_id) INTO runs, snapshots
	FROM evaluation_run r
	WHERE r.project_id = $1 AND r.status = 'superseded' AND r.sealed_at IS NULL AND r.stored IS NOT NULL
		AND NOT EXISTS (SELECT FROM appeal a WHERE a.project_id = r.project_id AND a.run_id = r.run_id)
		AND NOT EXISTS (SELECT FROM publication p WHERE p.project_id = r.project_id AND p.run_id = r.run_id);
	IF runs IS NULL THEN
		RETURN;
	END IF;
	UPDATE evaluation_run r SET stored = NULL WHERE r.project_id = $1 AND r.run_id = ANY (runs);
	snapshots := ARRAY(
		SELECT s FROM unnest(snapshots) AS s
		EXCEPT SELECT r.snapshot_id FROM evaluation_run r WHERE r.project_id = $1 AND r.stored IS NOT NULL);
	FOR t IN SELECT * FROM result_tables() LOOP
		EXECUTE format('DELETE FROM %I t WHERE t.project_id = $1 AND t.%I = ANY ($2)', t.relation, t.key)
		USING $1, CASE t.key WHEN 'run_id' THEN runs ELSE snapshots END;
	END LOOP;
END
$$;
COMMENT ON FUNCTION drop_superseded(bigint) IS
	'inner drop_superseded: removes what superseded runs of a project have stored | 内部清除结果：清除被取代批次的结果';

-- What a scheme judged before it was withdrawn stays, of periods that had ended by then.
CREATE OR REPLACE FUNCTION judged_for_good(project_id bigint, snapshot_id bigint, scheme_id text, version integer)
RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT EXISTS (
	SELECT FROM scheme s
		JOIN snapshot n ON n.project_id = $1 AND n.snapshot_id = $2
		JOIN project_period q ON q.project_id = n.project_id AND q.period = n.period
	WHERE s.scheme_id = $3 AND s.version = $4 AND s.withdrawn_on <= current_date
		AND q.end_on < s.withdrawn_on AND n.end_on = q.end_on)
$$;
COMMENT ON FUNCTION judged_for_good(bigint, bigint, text, integer) IS
	'inner judged_for_good: whether a run is of a withdrawn scheme, of a period that had ended by then | '
	'内部停用前结果：是否为停用方案对已结束时段的评分';

-- Statements are such that Citus takes them for the tables of one node, too: what is stored comes from a function or
-- from variables, never from a table beside, and what an UPDATE needs of functions is computed before it.
--
-- Returns the number of runs made or withdrawn: 0 when nothing has changed since the current ones.
--
-- A run that is due judges the newest snapshot of its period that rests on this input, or a new one.  So schemes share
-- snapshots, and a scheme that changed costs no measuring.
CREATE OR REPLACE FUNCTION refresh_project(project_id bigint, only_period text DEFAULT NULL,
	force boolean DEFAULT false)
RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, @workspace@, pg_temp
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
	input		text;		-- digest of what the results rest on
	s			record;
	due			jsonb;		-- period, scheme, and the snapshot that can be judged, if there is one
	made		bigint;
	snapshots	bigint[] := '{}';	-- new ones
	runs		bigint[] := '{}';	-- new ones
	old_runs	bigint[];
	content		jsonb;		-- what the new runs have stored
	finished	timestamptz;
	installed	text := service_eval.library_version();	-- may be ahead of the extension, and computes
	withdrawn	integer;
BEGIN
	-- One at a time, also where somebody calls it alone: results of facts that were read before must not replace later
	-- ones.
	PERFORM refuse_hidden_rows();
	-- of one that is gone the runs are withdrawn
	IF NOT EXISTS (SELECT FROM project p WHERE p.project_id = $1)
		AND NOT EXISTS (SELECT FROM evaluation_run r WHERE r.project_id = $1)
	THEN
		RAISE EXCEPTION 'project % does not exist', $1
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = 'The table project of this workspace lists the projects. | 项目见本评价库的project表。';
	END IF;
	PERFORM lock_results();
	PERFORM claim_project($1);
	input := input_digest($1);
	FOR s IN
		SELECT c.scheme_id, c.version FROM project p JOIN current_scheme c ON c.service = p.service
			WHERE p.project_id = $1
		ORDER BY c.display_order, c.scheme_id COLLATE "C"
	LOOP
		PERFORM check_scheme(s.scheme_id, s.version);
	END LOOP;
	PERFORM check_findings($1);
	IF force OR NOT EXISTS (SELECT FROM current_run r WHERE r.project_id = $1 AND r.input_digest = input) THEN
		PERFORM check_site_targets($1);
		PERFORM service_eval.check_supplied_facts('@workspace@', $1);
	END IF;
	-- also where nothing has changed: this is no fact, so the digest does not tell whether it is there
	PERFORM renew_state($1);

	-- runs of periods that the project no longer has, and of schemes that no longer judge it
	old_runs := ARRAY(
		SELECT r.run_id
		FROM evaluation_run r
		WHERE r.project_id = $1 AND r.status = 'finished' AND r.sealed_at IS NULL
			AND (NOT EXISTS (SELECT FROM project_period q WHERE q.project_id = $1 AND q.period = r.period)
				OR NOT EXISTS (SELECT FROM project p JOIN current_scheme c ON c.service = p.service
					WHERE p.project_id = $1 AND c.scheme_id = r.scheme_id))
			AND NOT judged_for_good(r.project_id, r.snapshot_id, r.scheme_id, r.version));
	UPDATE evaluation_run r SET status = 'superseded' WHERE r.project_id = $1 AND r.run_id = ANY (old_runs);
	withdrawn := cardinality(old_runs);

	-- A run is due where there is none, where facts, days, rules or scheme are others, or where its results are not
	-- what was stored; never in the place of a sealed one, unless an accepted appeal waits for it.
	WITH current AS MATERIALIZED (
		SELECT r.run_id, r.period, r.scheme_id, r.sealed_at, r.snapshot_id, r.scheme_digest, r.result_digest,
			n.input_digest = input AND (n.kind, n.from_on, n.until_on, n.end_on) = (q.kind, q.from_on, q.until_on,
				q.end_on)
				AND n.contract_id IS NOT DISTINCT FROM q.contract_id AND NOT force AS fresh
		FROM evaluation_run r
			JOIN snapshot n ON n.project_id = r.project_id AND n.snapshot_id = r.snapshot_id
			JOIN project_period q ON q.project_id = r.project_id AND q.period = r.period
		WHERE r.project_id = $1 AND r.status = 'finished'
	), judged AS MATERIALIZED (
		-- what a run has stored is read only where nothing else makes it due
		SELECT j.*, j.result_digest IS NOT DISTINCT FROM k.digest AS intact
		FROM current j
			LEFT JOIN run_content($1, ARRAY(SELECT o.run_id FROM current o WHERE o.fresh)) k ON k.run_id = j.run_id
	), usable AS (
		SELECT j.period, max(j.snapshot_id) AS snapshot_id FROM judged j WHERE j.fresh AND j.intact GROUP BY j.period
	)
	SELECT jsonb_agg(jsonb_build_object('period', q.period, 'scheme_id', c.scheme_id, 'version', c.version,
		'scheme_digest', d.scheme_digest, 'snapshot_id', u.snapshot_id)
		ORDER BY c.display_order, c.scheme_id COLLATE "C", q.kind = 'term', q.end_on, q.kind, q.period COLLATE "C")
	INTO due
	FROM project p
		JOIN project_period q ON q.project_id = p.project_id
		JOIN current_scheme c ON c.service = p.service
		CROSS JOIN LATERAL (SELECT scheme_digest(c.scheme_id, c.version) AS scheme_digest) d
		LEFT JOIN judged j ON j.period = q.period AND j.scheme_id = c.scheme_id
		LEFT JOIN usable u ON u.period = q.period
	WHERE p.project_id = $1 AND q.period IN (SELECT o.period FROM chosen_period($1, only_period) o)
		AND ((j.sealed_at IS NULL AND (j.run_id IS NULL OR NOT j.fresh OR NOT j.intact
				OR j.scheme_digest IS DISTINCT FROM d.scheme_digest))
			OR EXISTS (SELECT FROM awaited_rerun a
				WHERE a.project_id = $1 AND a.scheme_id = c.scheme_id AND a.period = q.period));
	IF due IS NULL THEN
		IF withdrawn > 0 THEN
			PERFORM drop_superseded($1);
		END IF;
		RETURN withdrawn;
	END IF;

	FOR s IN
		SELECT q.*
		FROM project_period q
		WHERE q.project_id = $1 AND q.period IN (
			SELECT d.period FROM jsonb_to_recordset(due) AS d (period text, snapshot_id bigint)
				WHERE d.snapshot_id IS NULL)
		ORDER BY q.kind = 'term', q.end_on, q.kind, q.period COLLATE "C"
	LOOP
		INSERT INTO snapshot (project_id, period, kind, from_on, until_on, end_on, contract_id, input_digest)
		VALUES ($1, s.period, s.kind, s.from_on, s.until_on, s.end_on, s.contract_id, input)
		RETURNING snapshot_id INTO made;
		snapshots := snapshots || made;
	END LOOP;
	IF snapshots <> '{}' THEN
		PERFORM snapshot_project($1, snapshots);
	END IF;

	-- The seed of the draws follows from what the run is about, so the same facts give the same ranks, and a corrected
	-- fact changes only what follows from it.
	FOR s IN
		SELECT d.*, n.snapshot_id AS judged,
			('x' || encode(substr(sha256(convert_to(concat_ws('/', $1, d.period, d.scheme_id, d.version), 'UTF8')), 1,
				8),
				'hex'))::bit(64)::bigint AS seed
		FROM ROWS FROM (jsonb_to_recordset(due)
				AS (period text, scheme_id text, version integer, scheme_digest text,
					snapshot_id bigint)) WITH ORDINALITY
				AS d (period, scheme_id, version, scheme_digest, snapshot_id, place)
			JOIN snapshot n ON n.project_id = $1 AND n.period = d.period
				AND (n.snapshot_id = d.snapshot_id OR (d.snapshot_id IS NULL AND n.snapshot_id = ANY (snapshots)))
		ORDER BY d.place
	LOOP
		INSERT INTO evaluation_run (project_id, period, snapshot_id, scheme_id, version, scheme_digest, seed,
			extension_version)
		VALUES ($1, s.period, s.judged, s.scheme_id, s.version, s.scheme_digest, s.seed, installed)
		RETURNING run_id INTO made;
		runs := runs || made;
	END LOOP;
	PERFORM judge_snapshot($1, runs);

	-- the new runs take the place of the current ones
	old_runs := ARRAY(
		SELECT old.run_id
		FROM evaluation_run old
			JOIN evaluation_run new ON new.project_id = old.project_id AND new.scheme_id = old.scheme_id
				AND new.period = old.period
		WHERE old.project_id = $1 AND old.status = 'finished' AND new.run_id = ANY (runs));
	UPDATE evaluation_run r SET status = 'superseded' WHERE r.project_id = $1 AND r.run_id = ANY (old_runs);
	PERFORM hold_superseded($1);
	UPDATE appeal a SET rerun_id = r.run_id
	FROM awaited_rerun w
		JOIN evaluation_run r ON r.project_id = w.project_id AND r.scheme_id = w.scheme_id AND r.period = w.period
	WHERE a.project_id = $1 AND w.project_id = $1 AND a.appeal_id = w.appeal_id AND r.run_id = ANY (runs);
	-- one statement, which is one entry of the log
	content := (SELECT jsonb_agg(to_jsonb(k)) FROM run_content($1, runs) k);
	finished := clock_timestamp();
	UPDATE evaluation_run r
	SET status = 'finished', finished_at = finished, results = k.results, stored = k.stored, result_digest = k.digest
	FROM jsonb_to_recordset(content) AS k (run_id bigint, results bigint, stored text[], digest text)
	WHERE r.project_id = $1 AND r.run_id = k.run_id;
	PERFORM drop_superseded($1);
	RETURN cardinality(runs) + withdrawn;
END
$$;
COMMENT ON FUNCTION refresh_project(bigint, text, boolean) IS
	'refresh project: computes one project in the caller''s transaction; returns how many runs were made or withdrawn '
	'| '
	'刷新项目：在调用方事务内计算单个项目，返回新增或撤回的批次数';

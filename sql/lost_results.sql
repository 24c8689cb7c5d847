-- Results that are lost or changed are found and computed again; official ones, which never are, are told
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('lost') WHERE action = 'created';
SET search_path = lost, service_eval;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers
SELECT pg_temp.judge_by_four_indicators();

INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization');
INSERT INTO village SELECT '99010110020' || i, 'V' || i, 'T', 'C' FROM generate_series(1, 3) AS i;
INSERT INTO project (name, buyer_id, service, start_on, end_on)
SELECT 'p' || i, 1, 'children_homes', '2024-01-01', '2024-03-31' FROM generate_series(1, 2) AS i;
INSERT INTO contract (project_id, provider_id, procurement_mode, price) SELECT p, 2, 'open_tender', 1000 FROM generate_series(1, 2) AS p;
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) SELECT p, p, 'a', 'activity', 24 FROM generate_series(1, 2) AS p;
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT p, division_code, name, '2024-01-01' FROM generate_series(1, 2) AS p, village ORDER BY p, name;
-- a key child that takes part in nothing
INSERT INTO beneficiary (project_id, beneficiary_id) SELECT project_id, 'b' || site_id FROM site;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on) SELECT project_id, 'b' || site_id, site_id, 'A', '2024-01-01' FROM site;
CALL refresh_rankings();
-- each run knows how many rows it and its snapshot stored, in which tables, and their digest
CREATE FUNCTION pg_temp.rows_of(run evaluation_run) RETURNS TABLE (relation text, rows bigint) LANGUAGE plpgsql AS $$
DECLARE
	t	record;
BEGIN
	FOR t IN SELECT * FROM result_tables() LOOP
		RETURN QUERY EXECUTE format('SELECT %L::text, count(*) FROM %I t WHERE t.project_id = $1 AND t.%I = $2', t.relation, t.relation, t.key)
		USING run.project_id, CASE t.key WHEN 'run_id' THEN run.run_id ELSE run.snapshot_id END;
	END LOOP;
END $$;
SELECT count(*) AS runs, bool_and(r.results = k.rows) AS results, bool_and(r.stored = k.tables) AS stored, bool_and('key_person_left_out' = ANY (r.stored)) AS left_out,
	bool_and(r.result_digest = result_digest(r.project_id, r.run_id)) AS digest
FROM evaluation_run r
	CROSS JOIN LATERAL (
		SELECT sum(k.rows) AS rows, array_agg(k.relation ORDER BY k.relation COLLATE "C") FILTER (WHERE k.rows > 0) AS tables FROM pg_temp.rows_of(r) k
	) k
WHERE r.status = 'finished';
SELECT * FROM refresh_state();
SELECT * FROM verify_results();

-- what is stored now, without the numbers of the runs
CREATE FUNCTION pg_temp.stored() RETURNS text LANGUAGE sql AS $$
	SELECT md5(string_agg(x::text, E'\n' ORDER BY x::text COLLATE "C"))
	FROM (SELECT r.project_id, r.period, r.profile, e.site_id::text, e.code, e.points, i.target, NULL::text AS state FROM site_points e JOIN run_indicator i USING (project_id, run_id, code) JOIN current_run r USING (project_id, run_id)
		UNION ALL SELECT r.project_id, r.period, r.profile, e.site_id::text, 'score', e.score, e.shadow_rank, e.state FROM site_score e JOIN current_run r USING (project_id, run_id)
		UNION ALL SELECT r.project_id, r.period, r.profile, NULL, 'score', e.score, e.rated, e.status FROM project_score e JOIN current_run r USING (project_id, run_id)
		UNION ALL SELECT r.project_id, r.period, r.profile, e.site_id::text, 'measure', e.target, e.reported, NULL FROM site_measure e JOIN current_run r USING (project_id, snapshot_id)
		UNION ALL SELECT r.project_id, r.period, r.profile, k.site_id::text, 'left out', NULL, NULL, NULL FROM key_person_left_out k JOIN current_run r USING (project_id, snapshot_id)) x
$$;
SELECT pg_temp.stored() AS before \gset
-- What was lost, what the next refresh says of project 1, whether a monitor is told, what verify_results() finds, and whether all is there after an
-- ordinary refresh of it.  A change that no trigger has seen is told where rows are gone; others are found by verify_results(), and by force.
CREATE PROCEDURE pg_temp.lose(statement text, unseen boolean DEFAULT false, INOUT state text DEFAULT NULL, INOUT other text DEFAULT NULL, INOUT told boolean DEFAULT NULL,
	INOUT problem text DEFAULT NULL, INOUT repaired boolean DEFAULT NULL, INOUT quiet boolean DEFAULT NULL)
LANGUAGE plpgsql AS $$
BEGIN
	IF unseen THEN
		SET LOCAL session_replication_role = replica;
	END IF;
	EXECUTE statement;
	SET LOCAL session_replication_role = origin;
	state := (SELECT s.state FROM lost.refresh_state(1) s);
	other := (SELECT s.state FROM lost.refresh_state(2) s);
	told := EXISTS (SELECT FROM lost.job_health h WHERE h.project_id = 1 AND h.needs_attention);
	problem := (SELECT string_agg(DISTINCT v.problem, ', ') FROM lost.verify_results(1) v);
	COMMIT;
	CALL lost.refresh_rankings();
	repaired := (SELECT pg_temp.stored()) = (SELECT before FROM original) AND NOT EXISTS (SELECT FROM lost.verify_results());
	quiet := NOT EXISTS (SELECT FROM lost.job_health h WHERE h.needs_attention) AND NOT EXISTS (SELECT FROM lost.refresh_state() s WHERE s.state <> 'unchanged');
END $$;
CREATE TEMPORARY TABLE original AS SELECT :'before' AS before;
CALL pg_temp.lose('DELETE FROM lost.site_score WHERE project_id = 1');
CALL pg_temp.lose('DELETE FROM lost.site_points WHERE project_id = 1 AND site_id = 1 AND code = ''O1''');
CALL pg_temp.lose('UPDATE lost.site_measure SET reported = reported + 0.0001 WHERE project_id = 1; UPDATE lost.site_points SET points = 1 WHERE project_id = 1 AND code = ''B4''');
CALL pg_temp.lose('INSERT INTO lost.site_points (project_id, run_id, site_id, code) SELECT project_id, run_id, 1, ''more'' FROM lost.current_run WHERE project_id = 1');
CALL pg_temp.lose('DELETE FROM lost.key_person_left_out WHERE project_id = 1 AND site_id = 1');
CALL pg_temp.lose('INSERT INTO lost.key_person_left_out (project_id, snapshot_id, site_id) SELECT project_id, snapshot_id, 77 FROM lost.current_snapshot WHERE project_id = 1');
CALL pg_temp.lose('TRUNCATE lost.site_points');
CALL pg_temp.lose('TRUNCATE lost.site_measure');
CALL pg_temp.lose('TRUNCATE lost.evaluation_run CASCADE');
CALL pg_temp.lose('DELETE FROM lost.evaluation_run WHERE project_id = 1 AND period = ''term''');
CALL pg_temp.lose('UPDATE lost.evaluation_run SET seed = 1 WHERE project_id = 1 AND period = ''term'' AND status = ''finished''');
-- a change that is taken back is looked at, and nothing is made of it
SELECT max(run_id) AS last FROM evaluation_run \gset
CALL pg_temp.lose('UPDATE lost.site_score SET score = score WHERE project_id = 1');
SELECT max(run_id) = :last AS none_made FROM evaluation_run;
-- a restore without the rows of a table, and the like: no trigger saw it
CALL pg_temp.lose('DELETE FROM lost.site_score', true);
CALL pg_temp.lose('DELETE FROM lost.site_indicator', true);
CALL pg_temp.lose('DELETE FROM lost.site_points WHERE project_id = 1 AND run_id = (SELECT max(run_id) FROM lost.current_run WHERE project_id = 1)', true);
CALL pg_temp.lose('DELETE FROM lost.key_person_left_out WHERE project_id = 1', true);
CALL pg_temp.lose('DELETE FROM lost.site_points WHERE project_id = 1 AND site_id = 1', true);
SELECT state FROM refresh_state(1);
CALL refresh_rankings(only_project => 1, force => true);
SELECT pg_temp.stored() = :'before' AS repaired;
SELECT * FROM verify_results();
-- triggers that are switched off: the digest is taken at every refresh
BEGIN;
ALTER TABLE site_points DISABLE TRIGGER touch_update, DISABLE TRIGGER touch_update_from;
UPDATE site_points SET points = 1 WHERE project_id = 1 AND code = 'O1';
SELECT state FROM refresh_state(1);
SELECT refresh_project(1) > 0 AS runs;
SELECT pg_temp.stored() = :'before' AS repaired;
ROLLBACK;
-- only what is not what was stored is computed again
UPDATE site_points SET points = -1 WHERE run_id = (SELECT max(run_id) FROM current_run WHERE project_id = 1) AND code = 'O1';
SELECT refresh_project(1) AS runs;
-- a measure is of all runs that judge the snapshot
UPDATE site_measure SET reported = -1 WHERE snapshot_id = (SELECT max(snapshot_id) FROM current_run WHERE project_id = 1) AND site_id = 1;
SELECT refresh_project(1) AS runs;
DELETE FROM touched_project;
-- a site that is deleted: its project is computed again
BEGIN;
DELETE FROM roster WHERE project_id = 2;
DELETE FROM site WHERE site_id = 6;
SELECT state FROM refresh_state(2);
SELECT refresh_project(2) > 0 AS runs;
SELECT count(DISTINCT site_id) AS sites FROM village_ranking WHERE project_id = 2;
ROLLBACK;

-- What is official is not computed again: it is told, every night until it is back
SELECT count(seal_run(run_id)) AS sealed FROM current_run WHERE project_id = 1 AND period = 'term';
SELECT count(seal_run(run_id)) AS sealed FROM current_run WHERE project_id = 2;
CREATE TEMPORARY TABLE kept AS SELECT * FROM site_score WHERE project_id = 2 OR run_id IN (SELECT run_id FROM current_run WHERE sealed_at IS NOT NULL);
BEGIN;
SET LOCAL session_replication_role = replica;
DELETE FROM site_score;
COMMIT;
SELECT * FROM refresh_state();
SELECT project_id, period, scheme_id, sealed_at IS NOT NULL AS sealed FROM lost_run() ORDER BY 1, 2, 3;
\set VERBOSITY terse
CALL refresh_rankings();
\echo :LAST_ERROR_SQLSTATE
\set VERBOSITY default
SELECT count(*) AS sealed_lost FROM lost_run();
SELECT project_id, needs_attention, regexp_replace(reason, '\d+ of project', 'N of project', 'g') AS reason,
	regexp_replace(reason_zh, '批次\d+', '批次N', 'g') AS reason_zh
FROM job_health;
SELECT state, errors, held, lost, regexp_replace(lost_runs, '\d+ of project', 'N of project', 'g') AS lost_runs FROM refresh_status ORDER BY job_id DESC LIMIT 1;
SELECT count(problem) = 6 AS found FROM verify_chain();
BEGIN;
SET LOCAL session_replication_role = replica;
INSERT INTO site_score SELECT * FROM kept;
COMMIT;
CALL refresh_rankings();
SELECT project_id, needs_attention, reason FROM job_health;
SELECT pg_temp.stored() = :'before' AS all_there;
SELECT * FROM verify_chain() WHERE verdict <> 'consistent';

RESET search_path;
DROP SCHEMA lost CASCADE;

-- What the nightly job looks at, what it leaves alone, and what it tells of itself
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('nightly', pack => 'blank') WHERE action = 'created';
SET search_path = nightly, service_eval;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- before the first night
SELECT project_id, needs_attention, reason, reason_zh, last_success_at FROM job_health;
-- what stands in front of the server's own in the path of the session is not found
CREATE SCHEMA front;
CREATE DOMAIN front.text AS pg_catalog.text CHECK (false);
CREATE DOMAIN front.timestamptz AS pg_catalog.timestamptz CHECK (false);
SET search_path = front, pg_catalog;
CALL nightly.refresh_rankings();
SET search_path = nightly, service_eval;
DROP SCHEMA front CASCADE;
SELECT job_id, state, done, total, current_project, errors FROM refresh_status;
SELECT needs_attention, reason FROM job_health;

INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization');
INSERT INTO village SELECT '99010110020' || i, 'V' || i, 'T', 'C' FROM generate_series(1, 4) AS i;
INSERT INTO project (name, buyer_id, service, start_on, end_on)
VALUES ('one', 1, 'other', '2024-01-01', '2024-06-30'), ('two', 1, 'other', '2024-01-01', '2024-06-30'),
	('three', 1, 'other', '2024-01-01', '2024-03-31'), ('not begun', 1, 'other', current_date + 400, current_date + 500);
INSERT INTO contract (project_id, provider_id, procurement_mode, price)
SELECT p, 2, 'open_tender', 1000 FROM generate_series(1, 3) AS p ORDER BY p;
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity)
SELECT p, p, 'a', 'activity', 24 FROM generate_series(1, 3) AS p;
-- each village has a site of its own, the third none
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT p, '99010110020' || p + p / 3, 'S' || p, '2024-01-01' FROM generate_series(1, 3) AS p ORDER BY p;

-- without a scheme nothing is due, and that is no failure
SELECT * FROM refresh_state();
CALL refresh_rankings();
SELECT state, done, total, refreshed, unchanged FROM refresh_status ORDER BY job_id DESC LIMIT 1;

-- two schemes: what is verified, and a number of the bureau's own, which cannot be had of a project in trouble.  A
-- function whose body is a string hides what it reads: trouble is no fact that a refresh could see.
CREATE TABLE trouble (project_id bigint);
CREATE FUNCTION trouble_of(project bigint) RETURNS integer LANGUAGE sql STABLE AS
'SELECT 1 / (1 - count(*)::integer) FROM nightly.trouble WHERE project_id = project';
CREATE VIEW indicator_x1 AS
SELECT project_id, site_id, period, trouble_of(project_id) AS value, 1 AS n
FROM site JOIN project_period USING (project_id);
INSERT INTO scheme (scheme_id, name_en, name_zh, service, display_order, points)
VALUES ('quantity', 'quantity', '数量', 'other', 1, 10), ('own', 'own', '自定', 'other', 2, 10);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points)
VALUES ('quantity', 'O1', 'output', 'verified', '核实', 1, 10), ('own', 'X1', 'output', 'own', '自定', 1, 10);
UPDATE scheme SET frozen_at = now();

SELECT * FROM refresh_state();
CALL refresh_rankings();
SELECT * FROM refresh_state();
-- that of the project that has not begun
SELECT project_id FROM touched_project GROUP BY project_id;
SELECT job_id, state, done, total, current_project, refreshed, unchanged, elsewhere, errors, last_error,
	elapsed >= '0' AS elapsed, only_project, forced
FROM refresh_status ORDER BY job_id;

-- Every way to write to every table of facts is noted, once for each transaction, and by nobody else than the writer.
-- Where a row has to stand already, it is taken from those above, and all of it is undone.
CREATE FUNCTION pg_temp.noted(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	noted	text;
BEGIN
	DELETE FROM touched_project;
	EXECUTE statement;
	SELECT string_agg(project_id::text, ' ' ORDER BY project_id) INTO noted FROM touched_project;
	RAISE EXCEPTION '%', coalesce(noted, 'none') USING ERRCODE = '00001';	-- and undone
EXCEPTION WHEN SQLSTATE '00001' THEN
	RETURN SQLERRM;
END $$;
SELECT n, pg_temp.noted(statement) AS noted, expected FROM (VALUES
	(1, '1 2', 'UPDATE project SET name = name WHERE project_id < 3'),
	(2, 'none', 'UPDATE project SET name = name WHERE false'),
	(3, '1 2', $$INSERT INTO post (project_id, site_id, role, person_code, from_on)
		VALUES (1, 1, 'manager', 'D', '2024-01-01'), (2, 2, 'manager', 'D', '2024-01-01'),
			(1, 1, 'manager', 'D', '2024-01-01')
		ON CONFLICT DO NOTHING$$),
	(4, '2', $$INSERT INTO need (project_id, site_id, counted_on, need_level, need_type, eligible)
		VALUES (2, 2, '2024-01-01', 'general', 'x', 1)$$),
	(5, '3', 'DELETE FROM site WHERE project_id = 3'),
	(6, '1 2 3', 'DELETE FROM contract_item; DELETE FROM contract WHERE project_id = 2'),
	(7, '3 4', 'UPDATE site SET project_id = 4 WHERE project_id = 3'),
	(8, '1 2 3 4', 'TRUNCATE response'),
	(9, '1 2 3 4', 'TRUNCATE visit, activity CASCADE'),
	(10, '2', $$UPDATE village SET name = name || '!' WHERE name = 'V2'$$),
	(11, 'none', $$UPDATE village SET name = name || '!' WHERE name = 'V3'$$),
	(12, 'none', $$INSERT INTO village VALUES ('990101100209', 'V9', 'T', 'C')$$),
	(13, '1 2 3 4', $$INSERT INTO rest_day (day) VALUES ('2024-01-01')$$),
	(14, 'none', $$INSERT INTO organization (name, kind) VALUES ('x', 'other')$$),
	(15, 'none', $$INSERT INTO photo_cluster (scope, project_id, photo_id, cluster, content) VALUES ('x', 1, 1, 1, 1)$$),
	(16, '1', $$INSERT INTO photo_cluster (scope, project_id, photo_id, cluster, content) VALUES ('x', 1, 1, 1, 1);
		DELETE FROM photo_cluster$$),
	(17, '2', $$MERGE INTO contract c USING (VALUES (1), (2)) AS v (project_id) ON c.project_id = v.project_id
		WHEN MATCHED AND v.project_id = 2 THEN UPDATE SET price = 2 WHEN MATCHED THEN DO NOTHING$$),
	(18, '1', $$INSERT INTO milestone (project_id, code, name, until_on) VALUES (1, 'midterm', 'x', '2024-03-31')$$),
	(19, '1 2 3 4', 'UPDATE setting SET small_count = small_count'),
	(20, '1', $$INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
		VALUES (1, 1, '2024-01-01', 'beneficiary', 'general', 1, 1)$$)
) AS s (n, expected, statement) ORDER BY n;
-- no table of facts without triggers, no trigger that the refresh does not count on
CREATE TEMPORARY TABLE watched AS
SELECT unnest(fact_tables() || shared_tables() || ARRAY['village']
	|| ARRAY(SELECT relation FROM result_tables())) AS name;
SELECT is_watched(array_agg(name)) AS all_watched, is_watched(ARRAY['project', 'organization']) AS organization,
	is_watched(ARRAY['nowhere']) AS nowhere
FROM watched;
SELECT DISTINCT t.tgrelid::regclass AS also FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = 'nightly'::regnamespace AND t.tgname ~ '^touch_' AND c.relname NOT IN (SELECT name FROM watched)
ORDER BY 1;
-- every relation that has a project is a fact, a result, made by the refresh, or of those that bear on no result
SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'project_id'
WHERE c.relnamespace = 'nightly'::regnamespace AND c.relkind = 'r' AND c.relname NOT IN (SELECT name FROM watched)
	AND c.relname <> ALL (state_tables())
ORDER BY c.relname COLLATE "C";
-- two statements of a transaction make one note, two transactions two
UPDATE site SET name = name WHERE project_id = 1;
BEGIN;
UPDATE site SET name = name WHERE project_id = 1;
UPDATE contract SET price = price WHERE project_id = 1;
SAVEPOINT s;
UPDATE site SET name = name WHERE project_id = 2;
ROLLBACK TO s;
COMMIT;
SELECT project_id, count(*) AS notes, count(DISTINCT xid) AS transactions FROM touched_project WHERE project_id < 4
GROUP BY project_id;

-- The refresh looks at what was touched, finds the same, and removes the notes
SELECT * FROM refresh_state();
CALL refresh_rankings();
SELECT project_id FROM touched_project GROUP BY project_id;
SELECT refreshed, unchanged FROM refresh_status ORDER BY job_id DESC LIMIT 1;
-- a change: only that project
UPDATE contract_item SET target_quantity = 30 WHERE project_id = 2;
SELECT max(run_id) AS last FROM evaluation_run \gset
CALL refresh_rankings();
SELECT project_id, period, count(*) AS runs FROM evaluation_run WHERE run_id > :last GROUP BY 1, 2 ORDER BY 1, 2;
SELECT refreshed, unchanged FROM refresh_status ORDER BY job_id DESC LIMIT 1;
-- narrowed to a quarter and what may rest on it: what is left out is not forgotten
UPDATE contract_item SET target_quantity = 36 WHERE project_id = 2;
SELECT max(run_id) AS last FROM evaluation_run \gset
CALL refresh_rankings(only_period => '2024Q2');
SELECT period, count(*) AS runs FROM evaluation_run WHERE run_id > :last GROUP BY period ORDER BY period;
SELECT max(run_id) AS last FROM evaluation_run \gset
-- also where the session has another default; what is written as it was is no change
SET default_transaction_isolation = 'repeatable read';
UPDATE contract_item SET target_quantity = 24 WHERE project_id = 3;
CALL refresh_rankings();
RESET default_transaction_isolation;
SELECT project_id, period, count(*) AS runs FROM evaluation_run WHERE run_id > :last GROUP BY 1, 2 ORDER BY 1, 2;
SELECT refreshed, unchanged, errors FROM refresh_status ORDER BY job_id DESC LIMIT 1;
SELECT * FROM refresh_state();

-- What else is due: the day, another definition, a scheme, a project that begins or is shortened
BEGIN;
UPDATE snapshot SET until_on = until_on - 1 WHERE project_id = 2 AND period = 'term';
DELETE FROM evaluation_run WHERE status = 'finished' AND project_id = 3 AND period = 'term';
UPDATE project SET end_on = '2024-03-31' WHERE project_id = 1;
UPDATE project SET start_on = current_date WHERE project_id = 4;
SELECT * FROM refresh_state();
ROLLBACK;
BEGIN;
CREATE OR REPLACE VIEW indicator_x1 AS
SELECT project_id, site_id, period, trouble_of(project_id) AS value, 2 AS n
FROM site JOIN project_period USING (project_id);
SELECT * FROM refresh_state();
ROLLBACK;
BEGIN;
INSERT INTO scheme (scheme_id, version, name_en, name_zh, service, display_order, points)
VALUES ('quantity', 2, 'quantity', '数量', 'other', 1, 10);
INSERT INTO indicator (scheme_id, version, code, dimension, name_en, name_zh, target, points)
VALUES ('quantity', 2, 'O1', 'output', 'verified', '核实', 0.9, 10);
SELECT DISTINCT state FROM refresh_state() ORDER BY state;
UPDATE scheme SET frozen_at = now() WHERE version = 2;
SELECT * FROM refresh_state();
ROLLBACK;
-- results that somebody wrote
BEGIN;
UPDATE site_score SET score = 1 WHERE run_id = (SELECT max(run_id) FROM current_run WHERE project_id = 1);
UPDATE site_measure SET reported = 1
WHERE snapshot_id = (SELECT max(snapshot_id) FROM current_run WHERE project_id = 2);
SELECT * FROM refresh_state();
SELECT project_id, reason, reason_zh FROM job_health ORDER BY project_id NULLS FIRST;
ROLLBACK;
-- what triggers do not see
BEGIN;
ALTER TABLE visit DISABLE TRIGGER touch_update;
SELECT * FROM refresh_state(1);
ALTER TABLE visit ENABLE ALWAYS TRIGGER touch_update;
SELECT * FROM refresh_state(1);
CREATE TABLE visit_2024 () INHERITS (visit);
SELECT * FROM refresh_state(1);
ROLLBACK;
-- one that can be written past its triggers: as the child of another table, and by a subscription
BEGIN;
CREATE TABLE all_visits (LIKE visit);
ALTER TABLE visit INHERIT all_visits;
SELECT * FROM refresh_state(1);
ROLLBACK;
BEGIN;
INSERT INTO pg_subscription_rel (srsubid, srrelid, srsubstate) VALUES (1, 'visit'::regclass, 'r');
SELECT * FROM refresh_state(1);
ROLLBACK;
SELECT * FROM refresh_state(99);
SELECT state, count(*) FROM refresh_state(force => true) GROUP BY state ORDER BY state;
-- what another session has computed since the call counts as done
SELECT state
FROM refresh_state(2, force => true, called_at => (SELECT min(started_at) FROM evaluation_run WHERE project_id = 2));

-- Official results: nothing is read of a project where all runs are sealed, also by force; an accepted appeal makes it
-- due
SELECT count(seal_run(run_id)) AS sealed FROM current_run WHERE project_id = 3;
UPDATE contract_item SET target_quantity = 48 WHERE project_id = 3;
SELECT state FROM refresh_state(3, force => true);
BEGIN;
INSERT INTO appeal (project_id, site_id, run_id, ground)
SELECT 3, 3, max(run_id), 'no' FROM current_run WHERE project_id = 3;
UPDATE appeal SET decision = 'accepted', answer = 'yes', decided_by = 'x', decided_at = now();
SELECT state FROM refresh_state(3);
ROLLBACK;
-- an appeal against a run that was replaced before its place was sealed: the next one may replace that.  It may, too,
-- when appeal and contested run are gone; what cannot be found is not held against anybody
BEGIN;
SELECT run_id AS contested FROM current_run WHERE project_id = 2 AND period = 'term' AND profile = 'quantity' \gset
INSERT INTO appeal (project_id, site_id, run_id, ground) VALUES (2, 2, :contested, 'no');
UPDATE contract_item SET target_quantity = 48 WHERE project_id = 2;
SELECT refresh_project(2) > 0 AS runs;
SELECT count(seal_run(run_id)) AS sealed FROM current_run WHERE project_id = 2 AND period = 'term' AND profile = 'quantity';
UPDATE appeal SET decision = 'accepted', answer = 'yes', decided_by = 'x', decided_at = now();
SELECT refresh_project(2) AS runs;
SELECT count(*) AS replaced FROM evaluation_run WHERE project_id = 2 AND sealed_at IS NOT NULL AND status = 'superseded';
SELECT verdict, problem FROM verify_chain() WHERE project_id = 2;
DELETE FROM appeal WHERE project_id = 2;
DELETE FROM evaluation_run WHERE project_id = 2 AND run_id = :contested;
SELECT verdict, problem FROM verify_chain() WHERE project_id = 2;
ROLLBACK;

-- A project that fails: red, told, and tried again until it is in order.  It does not keep a later one from its turn.
INSERT INTO trouble VALUES (1);
UPDATE contract_item SET target_quantity = 27 WHERE project_id < 3;
CALL refresh_rankings();
\echo :LAST_ERROR_SQLSTATE
SELECT state, done, total, refreshed, unchanged, errors, last_error FROM refresh_status ORDER BY job_id DESC LIMIT 1;
SELECT project_id, needs_attention, regexp_replace(reason, 'job \d+', 'job N') AS reason,
	regexp_replace(reason_zh, '任务\d+', '任务N') AS reason_zh,
	last_success_at IS NOT NULL AS succeeded_before
FROM job_health ORDER BY project_id NULLS FIRST;
SELECT project_id, status, period, scheme_id, error FROM evaluation_run WHERE status = 'failed';
SELECT project_id, error FROM failed_project;
SELECT project_id FROM touched_project GROUP BY project_id ORDER BY project_id;
SELECT * FROM refresh_state();
-- the results before it are still shown
SELECT period, count(*) AS runs FROM current_run WHERE project_id = 1 GROUP BY period ORDER BY period;
-- another project alone does not make it good
CALL refresh_rankings(only_project => 2);
SELECT project_id, needs_attention FROM job_health ORDER BY project_id NULLS FIRST;
-- nobody can see that it is in order again: it is tried
DELETE FROM trouble;
SELECT state FROM refresh_state(1);
CALL refresh_rankings();
SELECT project_id, needs_attention, reason FROM job_health;
SELECT count(*) AS failed FROM failed_project;
SELECT state, refreshed, unchanged, errors FROM refresh_status ORDER BY job_id DESC LIMIT 1;
SELECT * FROM refresh_state();

-- A session that is gone: no transaction that runs has locked the row of its job, and it has been quiet for long
INSERT INTO refresh_job (projects, unchanged, current_project) VALUES (4, 2, 2);
SELECT state, done, total, current_name FROM refresh_status ORDER BY job_id DESC LIMIT 1;
UPDATE refresh_job SET seen_at = now() - interval '6 seconds', started_at = now() - interval '70 seconds'
WHERE finished_at IS NULL;
SELECT state, done, total, current_name, elapsed FROM refresh_status ORDER BY job_id DESC LIMIT 1;
BEGIN;
SELECT FROM refresh_job WHERE finished_at IS NULL FOR UPDATE;
SELECT state, elapsed >= '00:01:10' AS goes_on FROM refresh_status ORDER BY job_id DESC LIMIT 1;
-- that of another job is not its own
INSERT INTO refresh_job (projects, seen_at) VALUES (5, now() - interval '1 minute');
SELECT state, total FROM refresh_status ORDER BY job_id DESC LIMIT 2;
ROLLBACK;
SELECT state FROM refresh_status ORDER BY job_id DESC LIMIT 1;
DELETE FROM refresh_job WHERE finished_at IS NULL;
-- numbers have 32 bits on the row: of the transaction that runs, of one to come, of one that has ended, of one long
-- ago, of none
SELECT pg_current_xact_id()::xid AS ended \gset
BEGIN;
SELECT in_progress(pg_current_xact_id()::xid) AS own, in_progress(0::text::xid) AS none,
	in_progress(((pg_current_xact_id()::text::bigint + 1000000) % 4294967296)::text::xid) AS later,
	in_progress(:'ended') AS before,
	in_progress(2::text::xid) AS frozen;
ROLLBACK;
BEGIN;
INSERT INTO refresh_job (projects, unchanged, seen_at) VALUES (4, 2, now() - interval '1 minute');
SELECT needs_attention, regexp_replace(reason, 'job \d+', 'job N') AS reason,
	regexp_replace(reason_zh, '任务\d+', '任务N') AS reason_zh
FROM job_health;
-- of one project: not the nightly job
UPDATE refresh_job SET only_project = 1 WHERE finished_at IS NULL;
SELECT needs_attention, reason FROM job_health;
-- nor of one period
UPDATE refresh_job SET only_project = NULL, only_period = 'term' WHERE finished_at IS NULL;
SELECT needs_attention, reason FROM job_health;
ROLLBACK;
-- a refresh that is a day and some hours old
BEGIN;
UPDATE refresh_job
SET started_at = now() - interval '26 hours 59 minutes', finished_at = now() - interval '26 hours 58 minutes'
WHERE job_id = (SELECT max(job_id) FROM refresh_job);
DELETE FROM refresh_job WHERE started_at > now() - interval '1 day';
SELECT needs_attention, reason, reason_zh FROM job_health;
UPDATE refresh_job SET finished_at = now() - interval '25 hours 59 minutes';
SELECT needs_attention, reason FROM job_health;
ROLLBACK;
-- jobs of 90 days are kept, and notes of projects that are gone are not
UPDATE refresh_job SET started_at = started_at - interval '89 days' WHERE job_id = 2;
UPDATE refresh_job SET started_at = started_at - interval '90 days' WHERE job_id = 1;
INSERT INTO touched_project (project_id) VALUES (99);
CALL refresh_rankings();
SELECT min(job_id) AS oldest FROM refresh_job;
SELECT count(*) FROM touched_project WHERE project_id = 99;

-- Another role needs no more than to read all, and to write what a refresh writes; who writes facts needs no right for
-- the notes
CREATE ROLE regress_service_eval_nightly;
GRANT USAGE ON SCHEMA nightly TO regress_service_eval_nightly;
GRANT SELECT ON ALL TABLES IN SCHEMA nightly TO regress_service_eval_nightly;
GRANT INSERT, DELETE, UPDATE (status, finished_at, results, stored, result_digest) ON evaluation_run
TO regress_service_eval_nightly;
GRANT INSERT, DELETE ON snapshot TO regress_service_eval_nightly;
SELECT format('GRANT INSERT, DELETE ON %s TO regress_service_eval_nightly', string_agg(relation, ', '))
FROM result_tables() \gexec
SELECT format('GRANT INSERT, UPDATE, DELETE ON %s TO regress_service_eval_nightly',
	array_to_string(state_tables(), ', ')) \gexec
GRANT INSERT, UPDATE, DELETE ON refresh_job TO regress_service_eval_nightly;
GRANT INSERT, UPDATE ON project_claim TO regress_service_eval_nightly;
GRANT DELETE ON touched_project TO regress_service_eval_nightly;
GRANT UPDATE (rerun_id) ON appeal TO regress_service_eval_nightly;
CREATE ROLE regress_service_eval_writer;
GRANT USAGE ON SCHEMA nightly TO regress_service_eval_writer;
GRANT INSERT ON response TO regress_service_eval_writer;
-- the lists by which what it writes is checked
GRANT SELECT ON need_level, respondent_group TO regress_service_eval_writer;
INSERT INTO appeal (project_id, site_id, run_id, ground)
SELECT 3, 3, max(run_id), 'no' FROM current_run WHERE project_id = 3;
UPDATE appeal SET decision = 'accepted', answer = 'yes', decided_by = 'x', decided_at = now();
SET ROLE regress_service_eval_writer;
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
VALUES (1, 1, '2024-01-01', 'beneficiary', 'general', 5, 1);
-- it adds notes by writing facts, and in no other way; who writes none adds none
SELECT n, split_part(pg_temp.answer(statement), E'\n', 1) AS answer FROM (VALUES
	(1, 'DELETE FROM touched_project'),
	(2, 'INSERT INTO touched_project (project_id) SELECT 1 FROM generate_series(1, 200001)'),
	(3, 'INSERT INTO touched_project (project_id) SELECT generate_series(1, 200001)'),
	(4, 'CREATE TEMPORARY TABLE mine (project_id bigint); CREATE TRIGGER t AFTER INSERT ON mine
		REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION nightly.touch_project()')
) AS s (n, statement) ORDER BY n;
-- nor does it hold back a refresh, an entry of the log, or a job
SELECT n, split_part(pg_temp.answer(statement), E'\n', 1) AS answer FROM (VALUES
	(1, 'SELECT FROM project_claim FOR UPDATE'),
	(2, 'INSERT INTO project_claim (project_id, purpose) VALUES (1, ''audit'')'),
	(3, 'SELECT claim_project(1, 0)'),
	(4, 'LOCK TABLE project_claim IN ROW SHARE MODE'), (5, 'LOCK TABLE refresh_job IN ROW SHARE MODE'),
	(6, 'LOCK TABLE evaluation_run IN ROW EXCLUSIVE MODE')
) AS s (n, statement) ORDER BY n;
SET ROLE regress_service_eval_nightly;
SELECT project_id, state FROM refresh_state();
SELECT max(run_id) AS last FROM evaluation_run \gset
CALL refresh_rankings();
-- of the appeal that run alone which was contested
SELECT project_id, count(*) AS runs FROM evaluation_run WHERE run_id > :last GROUP BY 1 ORDER BY 1;
SELECT state, refreshed, unchanged, errors, login <> current_user AS session_login
FROM refresh_status ORDER BY job_id DESC LIMIT 1;
SELECT needs_attention FROM job_health;
SELECT project_id, state FROM refresh_state();
-- the job makes results; it makes none official, and says of none that it is
SELECT n, regexp_replace(split_part(pg_temp.answer(statement), E'\n', 1), 'run \d+', 'run N') AS answer FROM (VALUES
	(1, 'UPDATE evaluation_run SET sealed_at = now() WHERE project_id = 1 AND status = ''finished'''),
	(2, 'INSERT INTO audit_log (project_id, act, subject, detail)
		SELECT project_id, ''run sealed'', ''run '' || run_id, ''{}''
		FROM current_run WHERE project_id = 1 AND period = ''term'''),
	(3, 'SELECT seal_run(run_id) FROM current_run WHERE project_id = 1 AND period = ''term''')
) AS s (n, statement) ORDER BY n;
RESET ROLE;
SELECT count(*) AS sealed FROM evaluation_run WHERE project_id = 1 AND sealed_at IS NOT NULL;
-- who has the right in addition seals by the function, and in no other way
GRANT UPDATE (sealed_at) ON evaluation_run TO regress_service_eval_nightly;
GRANT INSERT ON audit_log TO regress_service_eval_nightly;
SET ROLE regress_service_eval_nightly;
SELECT regexp_replace(split_part(pg_temp.answer(
	'UPDATE evaluation_run SET sealed_at = now() WHERE project_id = 1 AND status = ''finished'''), E'\n', 1),
	'\d+ can', 'N can') AS directly;
SELECT count(seal_run(run_id)) AS sealed
FROM current_run WHERE project_id = 1 AND period = 'term' AND profile = 'quantity';
-- it also clears away what failed or was superseded, with snapshots that nothing rests on any more, but not what is
-- sealed: the run of project 3 that was contested
SELECT prune_runs() AS young, prune_runs('0') > 0 AS pruned;
RESET ROLE;
SELECT project_id, status, sealed_at IS NOT NULL AS sealed, count(*)
FROM evaluation_run GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
SELECT count(*) AS unused FROM snapshot s WHERE NOT EXISTS (
	SELECT FROM evaluation_run r WHERE r.project_id = s.project_id AND r.snapshot_id = s.snapshot_id);
SELECT * FROM verify_chain() WHERE verdict <> 'consistent';
DROP OWNED BY regress_service_eval_nightly, regress_service_eval_writer;
DROP ROLE regress_service_eval_nightly, regress_service_eval_writer;

-- The digests are those of the rows: the same in any order, and in any session
SELECT input_digest(1) AS digest \gset
BEGIN;
INSERT INTO post (project_id, site_id, role, person_code, from_on)
VALUES (1, 1, 'manager', 'D', '2024-01-01'), (1, 1, 'manager', 'D', '2024-01-01') ON CONFLICT DO NOTHING;
SELECT input_digest(1) = :'digest' AS same;
DELETE FROM post;
SELECT input_digest(1) = :'digest' AS same;
SET LOCAL DateStyle = 'SQL, DMY';
SET LOCAL TimeZone = 'Asia/Shanghai';
SET LOCAL extra_float_digits = -5;
SET LOCAL quote_all_identifiers = on;
SELECT input_digest(1) = :'digest' AS same;
ROLLBACK;
SELECT input_digest(1) ~ '^[0-9a-f]{64}/[0-9a-f]{64}$' AS two_parts,
	split_part(input_digest(1), '/', 2) = rules_digest('other') AS rules,
	split_part(input_digest(1), '/', 1) <> split_part(input_digest(2), '/', 1) AS facts_differ;

-- A bureau's own view: no triggers, so digested at every refresh; a column of a type that has no digest counts by its
-- text
CREATE SCHEMA bureau;
CREATE TABLE bureau.post (site bigint, who text, since date, place point);
INSERT INTO bureau.post VALUES (1, 'D', '2024-01-01', '(1,2)');
CREATE SCHEMA supplied;
CREATE VIEW supplied.post AS
SELECT 1::bigint AS project_id, site AS site_id, 'manager' AS role, who AS person_code, since AS from_on,
	NULL::date AS to_on, false AS acting, NULL::text AS education, NULL::boolean AS certified, NULL::text AS award,
	NULL::numeric AS assessment_score, place
FROM bureau.post;
SELECT string_agg(object, ', ' ORDER BY object COLLATE "C") AS skipped
FROM service_eval.create_workspace('supplied', pack => 'blank') WHERE action = 'skipped';
SET search_path = supplied, service_eval;
SELECT is_watched(ARRAY['post']) AS post, is_watched(ARRAY['site']) AS site;
INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization');
INSERT INTO village VALUES ('990101100201', 'V1', 'T', 'C');
INSERT INTO project (name, buyer_id, service, start_on, end_on) VALUES ('one', 1, 'other', '2024-01-01', '2024-03-31');
INSERT INTO site (project_id, division_code, name, opened_on) VALUES (1, '990101100201', 'S', '2024-01-01');
INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('post', 'post', '岗位', 'other', 10);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points)
VALUES ('post', 'B4', 'benefit', 'post filled', '岗位在岗', 1, 10);
UPDATE scheme SET frozen_at = now();
CALL refresh_rankings();
SELECT * FROM refresh_state();
SELECT count(*) AS notes FROM touched_project;
SELECT max(run_id) AS last FROM evaluation_run \gset
CALL refresh_rankings();
SELECT count(*) AS runs FROM evaluation_run WHERE run_id > :last;
UPDATE bureau.post SET since = '2024-02-01';
CALL refresh_rankings();
SELECT period, count(*) AS runs FROM evaluation_run WHERE run_id > :last GROUP BY period ORDER BY period;
SELECT count(*) AS notes FROM touched_project;
-- in the post from 1 February on: 60 of the 91 days
SELECT period, round(points, 4) AS points FROM village_scorecard WHERE code = 'B4' ORDER BY period;
SELECT relation_digest('post', 1) AS before \gset
UPDATE bureau.post SET place = '(1,3)';
SELECT relation_digest('post', 1) <> :'before' AS differs, relation_digest('visit', 1) IS NULL AS no_rows;

-- A row of a project may be locked by somebody who leaves it so.  The refresh of this project waits no more than ten
-- minutes for it, or as long as the session says; afterwards the session is as it was
CREATE TABLE waits (longest text);
CREATE FUNCTION note_wait() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO supplied.waits VALUES (current_setting('lock_timeout'));
	RETURN NEW;
END $$;
CREATE TRIGGER note_wait BEFORE INSERT ON snapshot FOR EACH ROW WHEN (NEW.period = 'term') EXECUTE FUNCTION note_wait();
CALL refresh_rankings(force => true);
SHOW lock_timeout;
SET lock_timeout = '3s';
CALL refresh_rankings(force => true);
SHOW lock_timeout;
RESET lock_timeout;
SELECT longest FROM waits ORDER BY longest;

-- Whom row security shows a part only is refused: results of that part would take the place of those of all, and what
-- is not seen would seem to be in order
CREATE ROLE regress_service_eval_night;
GRANT USAGE ON SCHEMA supplied TO regress_service_eval_night;
GRANT ALL ON ALL TABLES IN SCHEMA supplied TO regress_service_eval_night;
ALTER TABLE site ENABLE ROW LEVEL SECURITY;
UPDATE bureau.post SET since = '2024-03-01';
SET ROLE regress_service_eval_night;
CALL refresh_rankings();
RESET ROLE;
-- as it was
SELECT period, round(points, 4) AS points FROM village_scorecard WHERE code = 'B4' ORDER BY period;
ALTER TABLE site DISABLE ROW LEVEL SECURITY;
SET ROLE regress_service_eval_night;
CALL refresh_rankings();
RESET ROLE;
-- from 1 March on: 31 of the 91 days
SELECT period, round(points, 4) AS points FROM village_scorecard WHERE code = 'B4' ORDER BY period;
ALTER TABLE evaluation_run ENABLE ROW LEVEL SECURITY;
SET ROLE regress_service_eval_night;
CALL refresh_rankings();
SELECT pg_temp.answer('SELECT count(*) FROM verify_chain()') AS chain,
	pg_temp.answer('SELECT count(*) FROM verify_results()') AS results;
RESET ROLE;
DROP OWNED BY regress_service_eval_night;
DROP ROLE regress_service_eval_night;

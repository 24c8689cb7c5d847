-- Official results: what is sealed stays, an accepted appeal makes another run beside it, and what was changed around the triggers shows
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('seal') WHERE action = 'created';
SET search_path = seal, service_eval;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers
SELECT pg_temp.judge_by_four_indicators();

INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization');
INSERT INTO village SELECT '99010110020' || i, 'V' || i, 'T', 'C' FROM generate_series(1, 3) AS i;
INSERT INTO project (name, buyer_id, service, start_on, end_on) VALUES ('over', 1, 'children_homes', '2024-01-01', '2024-06-30'), ('runs', 1, 'children_homes', date_trunc('quarter', current_date), current_date + 400);
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 24);
INSERT INTO site (project_id, division_code, name, opened_on) SELECT 1, division_code, name, '2024-01-01' FROM village ORDER BY name;
INSERT INTO site (project_id, division_code, name, opened_on) SELECT 2, division_code, name, '2024-01-01' FROM village ORDER BY name;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, registered, form_filed, feedback_filed)
SELECT 1, s, 1, 'a', date '2024-01-10' + 20 * i, true, i % s = 0, true FROM generate_series(1, 3) AS s, generate_series(1, 8) AS i;
INSERT INTO beneficiary (project_id, beneficiary_id) SELECT 1, format('s%s-%s', s, i) FROM generate_series(1, 3) AS s, generate_series(1, 15) AS i;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on) SELECT 1, format('s%s-%s', s, i), s, 'C', '2024-01-01' FROM generate_series(1, 3) AS s, generate_series(1, 15) AS i;
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, scale_max, collector_id)
SELECT 1, s, p, 'child', 'C', 2 + (i + s) % 4, 5, 1 FROM generate_series(1, 3) AS s, generate_series(1, 12) AS i, (VALUES (date '2024-01-01'), ('2024-04-01')) AS q (p);
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 1, site_id, activity_id, 1, held_on + 1, 'confirmed' FROM activity WHERE activity_id % 2 = 0;
CALL refresh_rankings();
SELECT count(*) AS rated FROM village_ranking WHERE project_id = 1 AND status = 'rated';

-- the digest is that of the rows: it is the same in any order of rows and with any settings, and another for another number
SELECT run_id AS term FROM current_run WHERE project_id = 1 AND period = 'term' AND profile = 'statutory' \gset
SELECT result_digest(1, :term) AS before \gset
SET extra_float_digits = -5;
SET TimeZone = 'Asia/Shanghai';
SELECT result_digest(1, :term) = :'before' AS same;
RESET extra_float_digits;
RESET TimeZone;
BEGIN;
CREATE TEMPORARY TABLE again AS SELECT * FROM site_points WHERE run_id = :term ORDER BY code DESC, site_id DESC;
DELETE FROM site_points WHERE run_id = :term;
INSERT INTO site_points SELECT * FROM again;
SELECT result_digest(1, :term) = :'before' AS same;
SAVEPOINT s;
UPDATE site_score SET score = score + 0.0001 WHERE run_id = :term AND site_id = 1;
SELECT result_digest(1, :term) = :'before' AS same;
ROLLBACK TO s;
-- what was measured is part of it, and what the snapshot rests on
UPDATE site_measure SET reported = reported + 1 WHERE site_id = 1 AND snapshot_id = (SELECT snapshot_id FROM current_run WHERE run_id = :term);
SELECT result_digest(1, :term) = :'before' AS same;
ROLLBACK TO s;
UPDATE snapshot SET input_digest = 'x' WHERE snapshot_id = (SELECT snapshot_id FROM current_run WHERE run_id = :term);
SELECT result_digest(1, :term) = :'before' AS same;
ROLLBACK;
-- computed again from the same facts it is the same; the number of the run is no part of it
CALL refresh_rankings(force => true);
SELECT run_id AS term FROM current_run WHERE project_id = 1 AND period = 'term' AND profile = 'statutory' \gset
SELECT result_digest(1, :term) = :'before' AS same;
SELECT result_digest(1, 999) IS NULL AS no_run;

-- what can be sealed: a current run of a period that is over
SELECT min(run_id) AS superseded FROM evaluation_run WHERE status = 'superseded' \gset
SELECT max(run_id) AS running FROM current_run WHERE project_id = 2 AND period = 'term' \gset
SELECT pg_temp.answer('SELECT seal_run(999)') AS unknown;
SELECT split_part(pg_temp.answer(format('SELECT seal_run(%s)', :superseded)), ' ', 1) AS superseded;
SELECT split_part(pg_temp.answer(format('SELECT seal_run(%s)', :running)), ' ', 1) AS not_over;
SELECT pg_temp.answer('SELECT seal_run(NULL)') AS none;
-- what has been committed since its first statement such a transaction does not see
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT split_part(pg_temp.answer(format('SELECT seal_run(%s)', :term)), E'\n', 1) LIKE '55000 run % cannot be sealed %' AS refused;
COMMIT;
SELECT seal_run(:term) = :'before' AS sealed;
SELECT split_part(pg_temp.answer(format('SELECT seal_run(%s)', :term)), ' ', 1) AS twice;
SELECT count(*) FILTER (WHERE sealed_at IS NOT NULL) AS sealed, count(*) AS runs FROM current_run WHERE project_id = 1;
-- the log tells
SELECT entry_no, act, subject = 'run ' || :term AS subject, detail ->> 'result_digest' = :'before' AS digest, detail ->> 'scheme_id' AS scheme_id, detail -> 'period' AS period FROM audit_log WHERE project_id = 1 AND act <> 'results computed';
SELECT * FROM verify_chain() WHERE verdict <> 'consistent';

-- Only by seal_run(): the seal without the entry, the entry without the seal, and each with another digest, of another run, or for a
-- run that is sealed already, are refused; also for the owner, also to a run that is made as a sealed one.
SELECT run_id AS other FROM current_run WHERE project_id = 1 AND period = 'term' AND profile <> 'statutory' \gset
CREATE FUNCTION pg_temp.entry(run bigint, said bigint) RETURNS text LANGUAGE sql AS $$
	SELECT format('INSERT INTO audit_log (project_id, act, subject, detail) VALUES (1, ''run sealed'', ''run %s'', %L)', run, seal_detail(r, result_digest(1, said)))
	FROM evaluation_run r WHERE r.run_id = run
$$;
SELECT n, regexp_replace(split_part(pg_temp.answer(replace(statement, '@', :'other')), E'\n', 1), 'run \d+', 'run N') AS answer FROM (VALUES
	(1, 'UPDATE evaluation_run SET sealed_at = now() WHERE run_id = @'),
	(2, 'INSERT INTO evaluation_run (project_id, period, snapshot_id, scheme_id, version, extension_version, status, sealed_at) SELECT project_id, period, snapshot_id, ''statutory'', 2, ''x'', ''superseded'', now() FROM evaluation_run WHERE run_id = @'),
	(3, 'INSERT INTO audit_log (project_id, act, subject, detail) VALUES (1, ''run sealed'', ''run @'', ''{"run_id": @}'')'),
	(4, pg_temp.entry(:other, :term)), (5, pg_temp.entry(:term, :term)), (6, pg_temp.entry(:other, :other) || '; SET CONSTRAINTS ALL IMMEDIATE'),
	(7, pg_temp.entry(:other, :other) || '; UPDATE site_score SET score = 1 WHERE run_id = @; UPDATE evaluation_run SET sealed_at = now() WHERE run_id = @')
) AS s (n, statement) ORDER BY n;
-- nor by both with another moment, or of a period that is not over, or where its transaction may not see all
SELECT n, regexp_replace(regexp_replace(split_part(pg_temp.answer(replace(statement, '@', run::text)), E'\n', 1), 'run \d+', 'run N'), ' on .*', ' on DAY') AS answer FROM (VALUES
	(1, :other, pg_temp.entry(:other, :other) || '; UPDATE evaluation_run SET sealed_at = ''2020-01-01'' WHERE run_id = @'),
	(2, :other, pg_temp.entry(:other, :other) || '; UPDATE evaluation_run SET sealed_at = clock_timestamp() + interval ''1 day'' WHERE run_id = @'),
	(3, :running, replace(pg_temp.entry(:running, :other), 'VALUES (1,', 'VALUES (2,')),
	(4, :running, (SELECT format('INSERT INTO audit_log (project_id, act, subject, detail) VALUES (2, ''run sealed'', ''run @'', %L)', seal_detail(r, result_digest(2, :running)))
		FROM evaluation_run r WHERE run_id = :running) || '; UPDATE evaluation_run SET sealed_at = clock_timestamp() WHERE run_id = @')
) AS s (n, run, statement) ORDER BY n;
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT regexp_replace(split_part(pg_temp.answer(pg_temp.entry(:other, :other)), E'\n', 1), 'run \d+', 'run N') AS answer;
COMMIT;
-- what a finished run says of its results stays, so nobody makes the digest fit rows that he wrote
SELECT n, regexp_replace(pg_temp.answer(replace(statement, '@', :'other')), 'run \d+', 'run N') AS answer FROM (VALUES
	(1, 'UPDATE evaluation_run SET result_digest = ''x'' WHERE run_id = @'), (2, 'UPDATE evaluation_run SET results = results + 1 WHERE run_id = @'),
	(3, 'UPDATE evaluation_run SET stored = stored || ''x''::text WHERE run_id = @'), (4, 'UPDATE evaluation_run SET status = ''running'' WHERE run_id = @')) AS s (n, statement) ORDER BY n;
-- what the refresh did not store is not made official
BEGIN;
UPDATE site_score SET score = score + 0.0001 WHERE run_id = :other AND site_id = 1;
SELECT split_part(pg_temp.answer(format('SELECT seal_run(%s)', :other)), E'\n', 1) = format('55000 the results of run %s are not what was computed', :other) AS refused;
ROLLBACK;
SELECT count(*) AS entries FROM audit_log WHERE act = 'run sealed';

-- it stays, for everybody
SELECT n, split_part(pg_temp.answer(replace(statement, '@', :'term')), E'\n', 1) = '55000 run ' || :term || ' is sealed' AS refused FROM (VALUES
	(1, 'UPDATE evaluation_run SET seed = seed - 1 WHERE run_id = @'), (2, 'DELETE FROM evaluation_run WHERE run_id = @'), (3, 'UPDATE evaluation_run SET sealed_at = NULL WHERE run_id = @'),
	(4, 'UPDATE evaluation_run SET sealed_at = now(), status = ''superseded'' WHERE run_id = @'), (5, 'UPDATE site_score SET score = 100 WHERE run_id = @'),
	(6, 'DELETE FROM site_points WHERE run_id = @ AND code = ''S1'''), (7, 'INSERT INTO project_points (project_id, run_id, code, available) VALUES (1, @, ''more'', 1)'),
	(8, 'UPDATE site_points SET run_id = @, code = ''more'' || code WHERE run_id = (SELECT min(run_id) FROM current_run WHERE project_id = 1 AND sealed_at IS NULL)'),
	(9, 'INSERT INTO key_person_left_out (project_id, snapshot_id, site_id) SELECT 1, snapshot_id, 1 FROM evaluation_run WHERE run_id = @'), (10, 'UPDATE evaluation_run SET status = ''superseded'' WHERE run_id = @'),
	(11, 'UPDATE snapshot SET until_on = until_on - 1 WHERE snapshot_id = (SELECT snapshot_id FROM evaluation_run WHERE run_id = @)'),
	(12, 'DELETE FROM site_measure WHERE snapshot_id = (SELECT snapshot_id FROM evaluation_run WHERE run_id = @)'),
	(13, 'UPDATE site_measure SET reported = 0 WHERE snapshot_id = (SELECT snapshot_id FROM evaluation_run WHERE run_id = @)'),
	(14, 'UPDATE site_measure SET snapshot_id = (SELECT snapshot_id FROM evaluation_run WHERE run_id = @), site_id = site_id + 1000 WHERE snapshot_id = (SELECT snapshot_id FROM current_snapshot WHERE project_id = 1 AND period = ''2024Q1'')')
) AS s (n, statement) ORDER BY n;
SELECT split_part(pg_temp.answer(format('DELETE FROM snapshot WHERE snapshot_id = (SELECT snapshot_id FROM evaluation_run WHERE run_id = %s)', :term)), ' ', 1) AS refused;
SELECT pg_temp.answer('TRUNCATE site_score') AS truncate;
-- every table of results is kept in this way
SELECT relation FROM result_tables() WHERE split_part(pg_temp.answer(format('TRUNCATE %I', relation)), E'\n', 1) <> format('55000 cannot truncate "%s" while a run is sealed', relation);
SELECT split_part(pg_temp.answer('TRUNCATE snapshot CASCADE'), E'\n', 1) AS truncate;
SELECT split_part(pg_temp.answer('TRUNCATE evaluation_run CASCADE'), E'\n', 1) AS truncate;
-- what is not sealed can be written
BEGIN;
UPDATE site_points SET points = points WHERE run_id <> :term;
UPDATE site_measure SET reported = reported WHERE snapshot_id <> (SELECT snapshot_id FROM current_run WHERE run_id = :term);
DELETE FROM evaluation_run WHERE run_id = (SELECT min(run_id) FROM current_run WHERE project_id = 1 AND sealed_at IS NULL);
ROLLBACK;

-- a corrected fact changes what is not sealed, and nothing that is: not the nightly refresh, not one that is forced
SELECT score AS published FROM village_ranking WHERE project_id = 1 AND period = 'term' AND profile = 'statutory' AND village = 'V3' \gset
UPDATE activity SET form_filed = true WHERE site_id = 3;
CALL refresh_rankings();
CALL refresh_rankings(force => true);
SELECT count(*) FILTER (WHERE run_id = :term) AS sealed, bool_and(run_id = :term OR sealed_at IS NULL) AS others_open FROM current_run WHERE project_id = 1;
SELECT profile, score = :published AS as_published FROM village_ranking WHERE project_id = 1 AND period = 'term' AND village = 'V3' ORDER BY 1;

-- an appeal that is accepted makes another run, which is shown; the sealed one and its results are still there
INSERT INTO appeal (project_id, site_id, run_id, ground, filed_by) VALUES (1, 3, :term, 'our forms were filed', 'V3');
CALL refresh_rankings();
SELECT count(*) AS awaited FROM awaited_rerun;
UPDATE appeal SET decision = 'accepted', answer = 'they were in another folder', decided_by = 'clerk', decided_at = now();
SELECT period, scheme_id FROM awaited_rerun;
CALL refresh_rankings();
SELECT count(*) AS awaited FROM awaited_rerun;
SELECT r.status, r.sealed_at IS NULL AS open, a.rerun_id = r.run_id AS rerun FROM current_run c JOIN evaluation_run r USING (project_id, run_id) JOIN appeal a USING (project_id)
WHERE c.project_id = 1 AND c.period = 'term' AND c.profile = 'statutory';
SELECT score > :published AS better FROM village_ranking WHERE project_id = 1 AND period = 'term' AND profile = 'statutory' AND village = 'V3';
SELECT status, sealed_at IS NOT NULL AS sealed FROM evaluation_run WHERE run_id = :term;
SELECT result_digest(1, :term) = :'before' AS as_sealed, score = :published AS as_published FROM site_score WHERE run_id = :term AND site_id = 3;
-- once: the next refresh has nothing to do
SELECT refresh_project(1) AS runs;
SELECT seal_run(rerun_id) IS NOT NULL AS sealed_again FROM appeal;
SELECT act FROM audit_log WHERE project_id = 1 AND act <> 'results computed' ORDER BY entry_no;
SELECT * FROM verify_chain() WHERE verdict <> 'consistent';

-- also where it is accepted as soon as it is filed
BEGIN;
SELECT count(seal_run(run_id)) AS sealed FROM current_run WHERE project_id = 1 AND period = '2024Q2' AND profile = 'statutory';
INSERT INTO appeal (project_id, site_id, run_id, ground, decision, answer, decided_by, decided_at)
SELECT 1, 1, run_id, 'we were there', 'accepted', 'so they were', 'clerk', now() FROM current_run WHERE project_id = 1 AND period = '2024Q2' AND profile = 'statutory';
SELECT refresh_project(1) AS runs;
SELECT * FROM verify_chain() WHERE verdict <> 'consistent';
ROLLBACK;

-- a contested run keeps its results also where it is not sealed
SELECT run_id AS quarter FROM current_run WHERE project_id = 1 AND period = '2024Q2' AND profile = 'statutory' \gset
INSERT INTO appeal (project_id, site_id, run_id, ground, filed_by) VALUES (1, 1, :quarter, 'we were there', 'V1');
UPDATE activity SET form_filed = true WHERE site_id = 2;
CALL refresh_rankings();
SELECT status, (SELECT count(*) > 0 FROM site_score e WHERE e.run_id = :quarter) AS results_there,
	(SELECT count(*) > 0 FROM site_measure e WHERE e.snapshot_id = evaluation_run.snapshot_id) AS measures_there FROM evaluation_run WHERE run_id = :quarter;

-- old runs go, but for those that are sealed or under appeal
SELECT prune_runs() AS young;
SELECT count(*) FILTER (WHERE status = 'superseded') > 10 AS many FROM evaluation_run;
SELECT prune_runs('0') > 10 AS pruned;
SELECT run_id = :term AS sealed, run_id = :quarter AS contested FROM evaluation_run WHERE status = 'superseded' ORDER BY run_id;

-- what a superuser changes around the triggers
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE site_score SET score = score + 0.0001 WHERE run_id = :term AND site_id = 1;
SELECT project_id, entry_no, problem = format('run %s is not what was sealed', :term) AS found FROM verify_chain() WHERE problem IS NOT NULL;
ROLLBACK;
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE snapshot SET until_on = until_on - 1 WHERE snapshot_id = (SELECT snapshot_id FROM evaluation_run WHERE run_id = :term);
SELECT project_id, entry_no, problem = format('run %s is not what was sealed', :term) AS found FROM verify_chain() WHERE problem IS NOT NULL;
ROLLBACK;
BEGIN;
SET LOCAL session_replication_role = replica;
DELETE FROM evaluation_run WHERE run_id = :term;
SELECT project_id, entry_no, problem = format('run %s is not what was sealed', :term) AS found FROM verify_chain() WHERE problem IS NOT NULL;
ROLLBACK;
BEGIN;
SET LOCAL session_replication_role = replica;
INSERT INTO key_person_left_out (project_id, snapshot_id, site_id) SELECT 1, snapshot_id, 1 FROM evaluation_run WHERE run_id = :term;
SELECT project_id, entry_no, problem = format('run %s is not what was sealed', :term) AS found FROM verify_chain() WHERE problem IS NOT NULL;
ROLLBACK;
-- one that unseals it, and one that seals without the log
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE evaluation_run SET sealed_at = NULL WHERE run_id = :term;
SELECT project_id, entry_no, problem = format('run %s is not what was sealed', :term) AS found FROM verify_chain() WHERE problem IS NOT NULL;
ROLLBACK;
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE evaluation_run SET sealed_at = now() WHERE run_id = (SELECT max(run_id) FROM current_run WHERE project_id = 1);
SELECT project_id, entry_no, problem LIKE 'run % is sealed, but the log does not say so' AS found FROM verify_chain() WHERE problem IS NOT NULL;
ROLLBACK;
-- one that takes it out of sight, before any appeal against a run of the kind was accepted
BEGIN;
SELECT seal_run(max(run_id)) IS NOT NULL AS sealed FROM current_run WHERE project_id = 1 AND profile <> 'statutory';
SELECT * FROM verify_chain() WHERE verdict <> 'consistent';
SET LOCAL session_replication_role = replica;
UPDATE evaluation_run SET status = 'superseded' WHERE project_id = 1 AND sealed_at IS NOT NULL AND scheme_id <> 'statutory';
SELECT project_id, entry_no, problem LIKE 'run % is sealed, but was replaced without an accepted appeal' AS found FROM verify_chain() WHERE problem IS NOT NULL;
ROLLBACK;
-- nonsense in the log is told, and hides nothing else
BEGIN;
ALTER TABLE audit_log DISABLE TRIGGER audit_log_a_seal;
INSERT INTO audit_log (project_id, act, subject, detail) VALUES (1, 'run sealed', 'run x', '{"run_id": "x"}'), (1, 'run sealed', 'run y', '[]'), (1, 'run sealed', 'run z', NULL);
SELECT problem FROM verify_chain() WHERE problem IS NOT NULL;
ROLLBACK;
-- the entry rewritten to fit other results breaks the chain
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE site_score SET score = score + 0.0001 WHERE run_id = :term AND site_id = 1;
UPDATE audit_log SET detail = detail || jsonb_build_object('result_digest', result_digest(1, :term)) WHERE project_id = 1 AND act = 'run sealed' AND subject = 'run ' || :term;
SELECT * FROM verify_chain() WHERE verdict <> 'consistent';
ROLLBACK;
SELECT * FROM verify_chain() WHERE verdict <> 'consistent';

-- a milestone with a sealed result keeps its day; its name, and milestones without one, can be changed
INSERT INTO milestone (project_id, code, name, until_on)
VALUES (1, 'midterm', 'mid-term', '2024-03-31'), (1, 'may', 'May', '2024-05-31');
CALL refresh_rankings();
SELECT count(seal_run(run_id)) AS sealed FROM current_run
WHERE project_id = 1 AND period = 'midterm' AND profile = 'statutory';
SELECT n, split_part(pg_temp.answer(statement), E'\n', 1) AS answer FROM (VALUES
	(1, $$UPDATE milestone SET until_on = '2024-04-30' WHERE code = 'midterm'$$),
	(2, $$UPDATE milestone SET code = 'mid' WHERE code = 'midterm'$$),
	(3, $$DELETE FROM milestone WHERE code = 'midterm'$$),
	(4, $$UPDATE milestone SET name = 'half-way' WHERE code = 'midterm' RETURNING name$$),
	(5, $$UPDATE milestone SET until_on = '2024-04-30' WHERE code = 'may' RETURNING until_on$$),
	(6, $$DELETE FROM milestone WHERE code = 'may' RETURNING code$$)
) AS s (n, statement) ORDER BY n;
-- TRUNCATE where the transaction may not see that something was sealed
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT split_part(pg_temp.answer('TRUNCATE site_score'), E'\n', 1) AS answer;
ROLLBACK;

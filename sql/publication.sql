-- Publication: the notice of a result, and the days on which appeals are accepted
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('papers', pack => 'blank') WHERE action = 'created';
SET search_path = papers, service_eval;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers
\set project :top '/test/papers_project.sql'
\i :project
SELECT run_id AS term FROM current_run WHERE project_id = 1 AND period = 'term' AND profile = 'panel' \gset
SELECT run_id AS second FROM current_run WHERE project_id = 1 AND period = '2024Q2' AND profile = 'panel' \gset
SELECT run_id AS files FROM current_run WHERE project_id = 1 AND period = 'term' AND profile = 'files' \gset
SELECT run_id AS other FROM current_run WHERE project_id = 2 AND period = 'term' AND profile = 'panel' \gset

-- the notice before anything is published
\pset format unaligned
\pset tuples_only on
SELECT line, replace(text_en, to_char(current_date, 'YYYY-MM-DD'), 'TODAY') FROM ranking_notice(1);
SELECT line, replace(text_zh, chinese_day(current_date), 'TODAY') FROM ranking_notice(1);
-- of a period and another scheme; words that the bureau prefers
UPDATE label SET zh = '优秀', en = 'outstanding' WHERE kind = 'grade' AND code = 'excellent';
UPDATE label SET zh = '良好' WHERE kind = 'grade' AND code = 'good';
SELECT text_en FROM ranking_notice(1, '2024Q2', 'files') WHERE line BETWEEN 2 AND 5;
SELECT text_zh FROM ranking_notice(1, '2024Q2', 'files') WHERE line BETWEEN 2 AND 5;
SELECT text_en FROM ranking_notice(2) WHERE line BETWEEN 3 AND 4;
\pset tuples_only off
\pset format aligned
SELECT pg_temp.answer($$SELECT count(*) FROM ranking_notice(1, '2023')$$) AS no_such_period;
-- it shows no more than the ranking does, to those who may read that
SELECT count(*) AS differs, (SELECT count(*) FROM ranking_notice(1) WHERE line BETWEEN 4 AND 9) AS lines FROM (
	(SELECT regexp_replace(text_en, ' .a cap holds it there: [^)]*[)]', '') FROM ranking_notice(1) WHERE line BETWEEN 4 AND 9)
	EXCEPT
	SELECT CASE WHEN rank IS NULL THEN format('Not rated: %s儿童之家 (%s, %s)', village, village, township)
		ELSE format('Rank %s: %s儿童之家 (%s, %s), score %s, %s, rank interval %s to %s', rank, village, village, township,
			trim_scale(score), grade, rank_set_lower, rank_set_upper) END
	FROM village_ranking WHERE project_id = 1 AND period = 'term' AND profile = 'panel') d;

-- published from the first to the seventh of July: the clock of the bureau counts, in Shanghai
INSERT INTO publication (project_id, run_id, from_on, until_on, place)
VALUES (1, :term, '2024-07-01', '2024-07-07', $$村务公开栏 "O'Neil" %s$$), (2, :other, '2024-07-01', '2024-07-07', NULL);
CREATE FUNCTION pg_temp.appeal(project bigint, site bigint, run bigint, filed_at timestamptz) RETURNS text
LANGUAGE sql AS $$
SELECT pg_temp.answer(format('INSERT INTO appeal (project_id, site_id, run_id, ground, filed_at)
	VALUES (%s, %s, %s, %L, %L) RETURNING %L', project, site, run, 'x', filed_at, 'accepted'))
$$;
SELECT n, pg_temp.appeal(1, 4, :term, filed_at) AS answer FROM (VALUES
	(1, '2024-06-30 23:59:59.999+08'::timestamptz), (2, '2024-07-01 00:00+08'), (3, '2024-07-01 23:59+08'),
	(4, '2024-07-07 23:59:59.999+08'), (5, '2024-07-08 00:00+08'), (6, '2024-06-30 23:00+00'), (7, 'infinity')
) AS s (n, filed_at) ORDER BY n;
SELECT pg_temp.appeal(1, 3, :term, now()) ~ '^23514 an appeal of site "O''Brien %I "x"儿童之家" is after' AS today;
-- whatever the session's clock
SET TimeZone = 'America/Los_Angeles';
SET DateStyle = 'German';
SELECT pg_temp.appeal(1, 4, :term, '2024-07-01 00:00+08') AS first_moment,
	pg_temp.appeal(1, 4, :term, '2024-07-08 00:00+08') ~ '^23514 ' AS too_late;
RESET TimeZone;
RESET DateStyle;
-- a bureau elsewhere has other days
BEGIN;
UPDATE setting SET time_zone = 'UTC';
SELECT pg_temp.appeal(1, 4, :term, '2024-06-30 23:00+00') ~ '^23514 ' AS still_june,
	pg_temp.appeal(1, 4, :term, '2024-07-07 23:59+00') AS last_day;
ROLLBACK;
-- a run that was not published can be appealed against at any time; so can the other scheme's, and the other period's
SELECT pg_temp.appeal(1, 4, :second, '2025-01-01') AS second, pg_temp.appeal(1, 4, :files, now()) AS files;
-- each project has its own publications
SELECT pg_temp.appeal(2, 7, :other, '2024-07-07 12:00+08') AS in_time,
	split_part(pg_temp.appeal(2, 7, :other, '2024-07-09'), E'\n', 1) AS too_late;
-- what was filed in time is not moved out of it, and is decided whenever it is
SELECT min(appeal_id) AS filed FROM appeal WHERE run_id = :term \gset
SELECT split_part(pg_temp.answer(format('UPDATE appeal SET filed_at = %L WHERE appeal_id = %s', '2024-07-09', :filed)),
	E'\n', 1) AS moved;
UPDATE appeal SET decision = 'rejected', answer = 'no', decided_by = 'Li', decided_at = now() WHERE appeal_id = :filed;

-- the notice says until when and to whom
\pset format unaligned
\pset tuples_only on
SELECT text_en FROM ranking_notice(1) WHERE line >= 10;
SELECT text_zh FROM ranking_notice(1) WHERE line >= 10;
\pset tuples_only off
\pset format aligned

-- what began is prolonged, and nothing else
SELECT n, pg_temp.answer(replace(replace(statement, '@', :'term'), '#', :'second')) AS answer FROM (VALUES
	(1, $$UPDATE publication SET until_on = '2024-07-06' WHERE run_id = @$$),
	(2, $$UPDATE publication SET from_on = '2024-06-30' WHERE run_id = @$$),
	(3, $$UPDATE publication SET run_id = # WHERE run_id = @$$),
	(4, $$DELETE FROM publication WHERE run_id = @$$),
	(5, $$TRUNCATE publication$$),
	(6, $$INSERT INTO publication (project_id, run_id, from_on, until_on) VALUES (1, @, '2024-08-01', '2024-08-07')$$)
) AS s (n, statement) ORDER BY n;
UPDATE publication SET until_on = '2024-07-08', place = '村务公开栏' WHERE run_id = :term;
SELECT pg_temp.appeal(1, 4, :term, '2024-07-08 20:00+08') AS prolonged;
-- before its first day it is changed and removed
INSERT INTO publication (project_id, run_id, from_on, until_on)
VALUES (1, :files, current_date + 10, current_date + 17);
SELECT pg_temp.appeal(1, 4, :files, now()) ~ ' is before the publication of the result' AS too_early;
UPDATE publication SET from_on = current_date + 5, until_on = current_date + 6 WHERE run_id = :files;
SELECT regexp_replace(pg_temp.answer(format('UPDATE publication SET run_id = %s WHERE run_id = %s', :second, :files)), 'run \d+', 'run N', 'g') AS other_run;
DELETE FROM publication WHERE run_id = :files;
-- also of a run that nobody contests, so that the next refresh drops its results
SELECT run_id AS first FROM current_run WHERE project_id = 1 AND period = '2024Q1' AND profile = 'panel' \gset
INSERT INTO publication (project_id, run_id, from_on, until_on) VALUES (1, :first, current_date + 10, current_date + 17);
DELETE FROM publication WHERE run_id = :first;

-- what cannot be published
UPDATE assessment SET score = 100 WHERE project_id = 1 AND site_id = 5;
SELECT refresh_project(1) > 0 AS refreshed;
SELECT max(run_id) AS gone FROM evaluation_run WHERE project_id = 1 AND status = 'superseded' AND stored IS NULL \gset
CREATE FUNCTION pg_temp.publish(run bigint, from_on text, until_on text, place text DEFAULT 'x') RETURNS text
LANGUAGE sql AS $$
SELECT replace(pg_temp.answer(format('INSERT INTO publication (project_id, run_id, from_on, until_on, place)
	VALUES (1, %s, %L, %L, %L) RETURNING ''published''', run, from_on, until_on, place)), format('run %s ', run), 'run N ')
$$;
SELECT pg_temp.publish(:gone, '2024-07-01', '2024-07-07') AS not_kept;
-- one that is contested is kept, but no longer the result
SELECT pg_temp.publish(:second, '2024-07-01', '2024-07-07') AS superseded;
SELECT run_id AS new FROM current_run WHERE project_id = 1 AND period = '2024Q2' AND profile = 'panel' \gset
SELECT n, split_part(pg_temp.publish(run, from_on, until_on, place), E'\n', 1) AS answer FROM (VALUES
	(1, :new, '2024-07-07', '2024-07-06', 'x'), (2, :new, '2024-07-07', 'infinity', 'x'),
	(3, :new, '-infinity', '2024-07-06', 'x'), (4, :new, '2024-07-01', '2024-07-07', ' '),
	(5, 999, '2024-07-01', '2024-07-07', 'x'), (6, :other, '2024-07-01', '2024-07-07', 'x'),
	(7, :new, '2024-07-01', '2024-07-01', NULL)) AS s (n, run, from_on, until_on, place) ORDER BY n;
SELECT pg_temp.appeal(1, 4, :new, '2024-07-01 12:00+08') AS one_day;

-- what was put up is what its entry says, whoever wrote the rows and the run around the triggers
SELECT detail ->> 'result_digest' = result_digest(1, :term) AS as_published FROM audit_log WHERE act = 'result published' AND detail ->> 'run_id' = :'term';
-- what was taken back before its first day is not, and its results are gone
SELECT stored IS NULL AS dropped FROM evaluation_run WHERE run_id = :first;
SELECT count(*) AS altered FROM verify_chain() WHERE verdict = 'altered';
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE site_score SET score = 12 WHERE run_id = :term AND site_id = 5;
UPDATE evaluation_run SET result_digest = result_digest(1, :term) WHERE run_id = :term;
SELECT count(*) AS results FROM verify_results(1) WHERE run_id = :term;
SELECT replace(problem, :'term', 'N') AS problem, replace(problem_zh, :'term', 'N') AS problem_zh FROM verify_chain() WHERE verdict = 'altered';
ROLLBACK;
-- the job tells whose days are not over while the public does not see it: until the new run is published as well
BEGIN;
UPDATE publication SET until_on = current_date + 3 WHERE run_id = :term;
SELECT regexp_replace(replace(replace(reason, p.run_id::text, 'N'), to_char(current_date + 3, 'YYYY-MM-DD'), 'DAY'), 'run \d+', 'run M') AS reason,
	regexp_replace(replace(replace(reason_zh, p.run_id::text, 'N'), to_char(current_date + 3, 'YYYY-MM-DD'), 'DAY'), '批次\d+', '批次M') AS reason_zh
FROM job_health h JOIN publication p ON p.run_id = :term AND h.project_id = p.project_id WHERE h.reason LIKE 'run % is published%';
SAVEPOINT replaced;
UPDATE scheme SET withdrawn_on = '2020-01-01' WHERE scheme_id = 'panel';
SELECT refresh_project(1) > 0 AS withdrawn;
SELECT replace(replace(reason, :'term', 'N'), to_char(current_date + 3, 'YYYY-MM-DD'), 'DAY') AS reason,
	replace(replace(reason_zh, :'term', 'N'), to_char(current_date + 3, 'YYYY-MM-DD'), 'DAY') AS reason_zh
FROM job_health WHERE reason LIKE 'run % is published%';
ROLLBACK TO replaced;
INSERT INTO publication (project_id, run_id, from_on, until_on)
SELECT 1, run_id, current_date, current_date + 3 FROM current_run WHERE project_id = 1 AND period = 'term' AND profile = 'panel';
SELECT count(*) AS told FROM job_health WHERE reason LIKE 'run % is published%';
ROLLBACK;

-- what was published is kept when another run takes its place, and can still be prolonged; the notice of the new one
-- tells of it
SELECT status, stored IS NOT NULL AS kept FROM evaluation_run WHERE run_id = :term;
SELECT score FROM site_score WHERE run_id = :term AND site_id = 5;
UPDATE publication SET until_on = '2024-07-09' WHERE run_id = :term;
UPDATE evaluation_run SET finished_at = now() - interval '2 years' WHERE run_id IN (:term, :gone);
SELECT prune_runs() AS pruned, (SELECT count(*) FROM evaluation_run WHERE run_id = :term) AS published;
SELECT text_en, text_zh FROM ranking_notice(1) WHERE text_en LIKE 'This%' OR text_en LIKE 'The days%';
SELECT run_id <> :term AS another, pg_temp.appeal(1, 4, run_id, '2030-01-01') AS appeal
FROM current_run WHERE project_id = 1 AND period = 'term' AND profile = 'panel';
-- an appeal accepted in the window makes another run; a sealed run is published like any other
UPDATE appeal SET decision = 'accepted', answer = 'so it is', decided_by = 'Li', decided_at = now()
WHERE run_id = :new;
SELECT refresh_project(1) AS rerun;
SELECT rerun_id AS rerun FROM appeal WHERE run_id = :new \gset
SELECT seal_run(:rerun) IS NOT NULL AS sealed;
SELECT pg_temp.publish(:rerun, '2024-08-01', '2024-08-07') AS sealed_is_published;
SELECT text_en FROM ranking_notice(1, '2024Q2') WHERE text_en ~ '^(This|Published)';

-- who seals before objections are settled is told; of the days left today is one
BEGIN;
SET LOCAL client_min_messages = notice;
INSERT INTO publication (project_id, run_id, from_on, until_on)
SELECT project_id, run_id, day_of(now()) - 1, day_of(now()) + 2
FROM current_run WHERE project_id = 1 AND period = 'term' AND profile = 'panel';
SELECT count(seal_run(run_id)) AS sealed FROM current_run WHERE project_id = 1 AND period = 'term' AND profile = 'panel';
SELECT count(seal_run(run_id)) AS sealed FROM current_run WHERE project_id = 1 AND period = 'term' AND profile = 'files';
ROLLBACK;

-- each act is in the log, and the chain holds
SELECT act, replace(replace(subject, 'run ' || :term, 'run N'), 'run ' || :files, 'run F') AS subject,
	detail ->> 'until_on' = '2024-07-09' AS last_one
FROM audit_log
WHERE subject IN (format('publication of run %s', :term), format('publication of run %s', :files)) ORDER BY entry_no;
SELECT project_id, act FROM audit_log WHERE project_id = 2 AND act NOT LIKE 'appeal%' AND act <> 'results computed';
SELECT * FROM verify_chain() WHERE verdict <> 'consistent';
SELECT count(*) AS not_what_was_stored FROM verify_results();

-- who prints the notice reads the ranking; who appeals needs to see the publication
CREATE ROLE regress_service_eval_clerk;
GRANT USAGE ON SCHEMA papers, service_eval TO regress_service_eval_clerk;
GRANT SELECT ON village_ranking, site_run, current_run, site_place, evaluation_run, snapshot, scheme, site_score,
	site_measure, site, village, project, organization, publication, label, milestone, contract
TO regress_service_eval_clerk;
-- of the log the check number alone
GRANT SELECT (project_id, entry_no, act, subject, digest) ON audit_log TO regress_service_eval_clerk;
SET ROLE regress_service_eval_clerk;
SELECT count(*) AS lines FROM ranking_notice(1);
SELECT split_part(pg_temp.appeal(1, 4, :term, '2024-07-02'), E'\n', 1) AS appeal;
RESET ROLE;
GRANT INSERT ON appeal TO regress_service_eval_clerk;
GRANT SELECT ON setting, appeal TO regress_service_eval_clerk;
SET ROLE regress_service_eval_clerk;
SELECT pg_temp.appeal(1, 4, :term, '2024-07-02') AS appeal;
RESET ROLE;
DROP OWNED BY regress_service_eval_clerk;
DROP ROLE regress_service_eval_clerk;

RESET search_path;
DROP SCHEMA papers CASCADE;

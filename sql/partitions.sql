-- Large tables that the bureau partitions itself: the same results, and no write to a partition goes unnoticed
SET client_min_messages = warning;
SET jit = off;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\set year :top '/bench/year_data.sql'
\i :helpers
SELECT count(*) > 50 AS created FROM service_eval.create_workspace('unparted') WHERE action = 'created';

-- By the number of the project, and by the day: the tables are there before the workspace is made
CREATE SCHEMA parted;
CREATE TABLE parted.activity (LIKE unparted.activity INCLUDING ALL) PARTITION BY HASH (project_id);
CREATE TABLE parted.activity_0 PARTITION OF parted.activity FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE parted.activity_1 PARTITION OF parted.activity FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE parted.photo (LIKE unparted.photo INCLUDING ALL) PARTITION BY HASH (project_id);
CREATE TABLE parted.photo_0 PARTITION OF parted.photo FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE parted.photo_1 PARTITION OF parted.photo FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE parted.attendance (LIKE unparted.attendance INCLUDING ALL) PARTITION BY HASH (project_id);
CREATE TABLE parted.attendance_0 PARTITION OF parted.attendance FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE parted.attendance_1 PARTITION OF parted.attendance FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE parted.response (LIKE unparted.response INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING IDENTITY,
	CONSTRAINT response_pkey PRIMARY KEY (project_id, response_id, answered_on)) PARTITION BY RANGE (answered_on);
CREATE TABLE parted.response_first PARTITION OF parted.response FOR VALUES FROM ('2023-01-01') TO ('2023-07-01');
CREATE TABLE parted.response_second PARTITION OF parted.response FOR VALUES FROM ('2023-07-01') TO ('2024-01-01');
SELECT * FROM service_eval.create_workspace('parted') WHERE action <> 'created' ORDER BY object COLLATE "C";

\set ECHO none
\set projects 2
\set first 1
\set sites 5
\set activities 8
\set seed 1
\set workspace unparted
\i :year
DROP FUNCTION pg_temp.uniform(bigint, bigint);
\set workspace parted
\i :year
RESET search_path;
\set ON_ERROR_STOP off
\set ECHO all
SET client_min_messages = warning;
CALL unparted.refresh_rankings();
CALL parted.refresh_rankings();
SELECT count(*) AS runs, bool_and(u.result_digest = p.result_digest) AS same
FROM unparted.evaluation_run u FULL JOIN parted.evaluation_run p USING (project_id, period, scheme_id);
SELECT tableoid::regclass, count(*) > 0 AS filled FROM parted.response GROUP BY 1 ORDER BY 1;

-- Its state is not known from notes: all of it is read at every refresh
SELECT state, count(*) FROM parted.refresh_state() GROUP BY state;
SELECT state, count(*) FROM unparted.refresh_state() GROUP BY state;

-- Written past the table, into a partition; then a partition is taken away, and put back
SELECT project_id AS p, site_id AS s FROM parted.response ORDER BY project_id, site_id LIMIT 1 \gset
UPDATE parted.response_second SET rating = 1 WHERE project_id = :p AND site_id = :s;
SELECT project_id, state FROM parted.refresh_state() ORDER BY project_id;
CALL parted.refresh_rankings();
UPDATE unparted.response SET rating = 1 WHERE project_id = :p AND site_id = :s AND answered_on >= '2023-07-01';
CALL unparted.refresh_rankings();
SELECT count(*) AS runs, bool_and(u.result_digest = p.result_digest) AS same,
	count(*) FILTER (WHERE u.finished_at > before.at) > 0 AS some_new
FROM unparted.evaluation_run u FULL JOIN parted.evaluation_run p USING (project_id, period, scheme_id, status),
	(SELECT max(finished_at) AS at FROM unparted.evaluation_run WHERE status = 'superseded') before
WHERE status = 'finished';
ALTER TABLE parted.response DETACH PARTITION parted.response_second;
SELECT state, count(*) FROM parted.refresh_state() GROUP BY state;
ALTER TABLE parted.response ATTACH PARTITION parted.response_second FOR VALUES FROM ('2023-07-01') TO ('2024-01-01');
SELECT state, count(*) FROM parted.refresh_state() GROUP BY state;

-- A row that the workspace's own table would have refused fails its project at the refresh
INSERT INTO parted.response_second (project_id, response_id, site_id, answered_on, respondent, need_level, rating, collector_id) OVERRIDING SYSTEM VALUE
VALUES (:p, 999999, 999999, '2023-08-01', 'child', 'A', 5, 3);
SELECT pg_temp.answer(format('SELECT parted.refresh_project(%s)', :p)) AS refused;
DELETE FROM parted.response_second WHERE response_id = 999999;

-- Seals hold, and verify_chain() finds nothing
SELECT min(run_id) AS run FROM parted.current_run WHERE project_id = :p AND period = '2023Q1' \gset
SELECT length(parted.seal_run(:run)) AS sealed;
SELECT left(pg_temp.answer(format('DELETE FROM parted.site_score WHERE run_id = %s', :run)), 5) AS refused;
SELECT verdict, count(*) FROM parted.verify_chain() GROUP BY verdict;

-- A partitioned table of results could be written past its triggers: there nothing is sealed
CREATE SCHEMA unsealable;
CREATE TABLE unsealable.site_score (LIKE unparted.site_score INCLUDING ALL) PARTITION BY HASH (project_id);
CREATE TABLE unsealable.site_score_0 PARTITION OF unsealable.site_score FOR VALUES WITH (MODULUS 1, REMAINDER 0);
SELECT object, action, reason FROM service_eval.create_workspace('unsealable') WHERE action <> 'created';
SELECT pg_temp.answer('SELECT unsealable.refuse_unsealable()') AS refused;

-- The workspace's own table, replaced by a partitioned one later on: told, and watched no more
BEGIN;
CREATE SCHEMA before;
ALTER TABLE unparted.photo SET SCHEMA before;
CREATE TABLE unparted.photo (LIKE before.photo INCLUDING ALL) PARTITION BY HASH (project_id);
CREATE TABLE unparted.photo_0 PARTITION OF unparted.photo FOR VALUES WITH (MODULUS 1, REMAINDER 0);
SELECT object, action, reason FROM service_eval.create_workspace('unparted') WHERE object IN ('table photo', 'table activity');
SELECT unparted.is_watched('{photo}') AS photo, unparted.is_watched('{activity}') AS activity;
ROLLBACK;

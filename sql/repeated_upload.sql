-- Repeated uploads in a workspace: which activities have no photo of their own, what a person decides, what is compared
-- again and what is not; and rows that were entered twice
SET client_min_messages = warning;
SET jit = off;
SET DateStyle = ISO;
\set SHOW_CONTEXT never
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('photos', pack => 'blank') WHERE action = 'created';
SET search_path = photos, service_eval;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

INSERT INTO scheme (scheme_id, name_en, name_zh, service, points, draws, min_answers)
VALUES ('plain', 'plain', '一般', 'other', 100, 10, 0);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points)
VALUES ('plain', 'O1', 'output', 'verified', '核实', 1, 100);
UPDATE scheme SET frozen_at = now();
INSERT INTO organization (name, kind)
VALUES ('bureau', 'government'), ('agency', 'social_organization'), ('office', 'other');
INSERT INTO village (division_code, name, township, county)
SELECT '99010110020' || i, 'V' || i, 'T', 'C' FROM generate_series(1, 2) AS i;
INSERT INTO project (name, buyer_id, service, start_on, end_on) VALUES ('p', 1, 'other', '2021-07-01', '2021-12-31');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 40);
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT 1, division_code, name, '2021-07-01' FROM village ORDER BY 2;

-- Activities 1 to 14, uploaded in this order, a day apart, but for 12, which was held first and uploaded last, and 13
-- and 14, of which nobody knows when they were uploaded.  Odd ones are of village 1.
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, reported_at)
SELECT 1, 2 - i % 2, 1, 'a', CASE i WHEN 12 THEN date '2021-07-02' ELSE date '2021-09-20' + i END,
	CASE WHEN i <= 12 THEN timestamptz '2021-09-21 12:00+08' + i * interval '1 day' END
FROM generate_series(1, 14) AS i;

-- a photo that has nothing to do with another: 64 bits of an MD5
CREATE FUNCTION pg_temp.other(key text) RETURNS bigint LANGUAGE sql AS $$
	SELECT ('x' || left(md5(key), 16))::bit(64)::bigint
$$;
INSERT INTO photo (project_id, activity_id, sha256, phash, taken_at)
SELECT 1, a, sha256(file::bytea), h, t::timestamptz
FROM (VALUES
	-- 1 shows a wall; 2 is the same file, which another tool did not hash; 3 has it saved anew, 8 bits away, beside a
	-- photo of its own; 4 has it saved anew and nothing else
	(1, 'wall', 0::bigint, '2021-09-21 10:00+08'), (2, 'wall', NULL, NULL), (3, 'wall 3', 255, NULL),
	(3, 'own 3', pg_temp.other('own 3'), NULL), (4, 'wall 4', 255, NULL),
	-- 5 is 9 bits from the wall: of its own, but for 4, which is 1 bit away
	(5, 'wall 5', 511, '2021-09-25 10:00+08'),
	-- 6 has no photo.  7 has two pictures of one moment.  8 has them again, and 9 one of them and the wall
	(7, 'moment 1', pg_temp.other('moment'), NULL), (7, 'moment 2', pg_temp.other('moment') # 1, NULL),
	(8, 'moment 1', pg_temp.other('moment'), NULL), (8, 'moment 8', pg_temp.other('moment') # 2, NULL),
	(9, 'moment 9', pg_temp.other('moment') # 4, NULL), (9, 'wall', 0, NULL),
	-- 11 is 16 bits from 10; 12 shows 10 again
	(10, 'own 10', pg_temp.other('own 10'), NULL), (11, 'own 11', pg_temp.other('own 10') # 65535, NULL),
	(12, 'own 12', pg_temp.other('own 10'), NULL),
	-- 13 and 14 show the same; both count from the day they were held
	(13, 'own 13', -1, NULL), (14, 'own 14', -1, NULL)
) AS v (a, file, h, t);
SELECT refresh_project(1) > 0 AS runs;

-- 2 (same file), 4 (8 bits from the wall, but the same hash as one of 3, which it copies), 5 (9 bits, by way of 4), 8,
-- 9 (two earlier activities: two questions), 12 (held first, uploaded last), 14
SELECT period, activity_id AS later, earlier_activity_id AS earlier, village, earlier_village, photos, same_files,
	distance, decision, deducted
FROM duplicate_activity ORDER BY 2, 3;
-- 3 has one of its own, 6 has none, 7 came first, 10 and 11 are of their own
SELECT string_agg(activity_id::text, ' ' ORDER BY activity_id) AS held FROM activity_standing WHERE held;
-- nobody has decided: all are held, none is deducted; 12 is of the first quarter, 11, 13 and 14 of the second
SELECT period, reported, deduplicated, held, missing FROM contract_fulfilment ORDER BY period;

-- A person decides: 2 is a repeat, 4 is not; 9 repeats one of two, so it waits for the other; 5 is undecided on
-- purpose.  It is what the next refresh finds.
INSERT INTO duplicate_review (project_id, activity_id, earlier_project_id, earlier_activity_id, decision, decided_by)
SELECT 1, later, 1, earlier, decision, who
FROM (VALUES (2, 1, 'confirmed', 'Li'), (4, 1, 'rejected', 'Li'), (9, 1, 'confirmed', 'Wang'), (5, 1, 'open', 'Wang'),
	(14, 13, 'confirmed', 'Li')) AS v (later, earlier, decision, who);
SELECT refresh_project(1) > 0 AS runs;
SELECT activity_id AS later, earlier_activity_id AS earlier, decision, decided_by, decided_at IS NOT NULL AS dated,
	deducted
FROM duplicate_activity ORDER BY 1, 2;
SELECT period, reported, deduplicated, held, missing FROM contract_fulfilment ORDER BY period;
-- both confirmed: deducted; and what was confirmed can be opened again
UPDATE duplicate_review SET decision = 'open' WHERE activity_id = 14;
CREATE FUNCTION pg_temp.decide(later bigint, earlier bigint, decision text) RETURNS void LANGUAGE sql AS $$
	INSERT INTO duplicate_review (project_id, activity_id, earlier_project_id, earlier_activity_id, decision)
	VALUES (1, later, 1, earlier, decision);
	SELECT renew_state(1)
$$;
SELECT pg_temp.decide(9, 7, 'confirmed');
SELECT activity_id, decision, deducted, decided_by = session_user AS by_me FROM duplicate_activity
WHERE activity_id IN (9, 14) ORDER BY earlier_activity_id;
SELECT refresh_project(1) > 0 AS runs;
SELECT period, reported, deduplicated, held FROM contract_fulfilment ORDER BY period;
-- one rejected: not a repeat, whatever the other
BEGIN;
UPDATE duplicate_review SET decision = 'rejected' WHERE activity_id = 9 AND earlier_activity_id = 7;
SELECT renew_state(1);
SELECT earlier_activity_id, decision, deducted FROM duplicate_activity WHERE activity_id = 9 ORDER BY 1;
SELECT standing, held FROM activity_standing WHERE activity_id = 9;
ROLLBACK;
-- who has compared 5 with 4, and not with the first of the cluster, has decided
BEGIN;
SELECT pg_temp.decide(5, 4, 'confirmed');
SELECT earlier_activity_id, distance, decision, deducted FROM duplicate_activity WHERE activity_id = 5;
ROLLBACK;

-- Who takes the later for the earlier has decided nothing: 1 stays, and of 4 and 5 the one that was uploaded last is
-- deducted, not both
BEGIN;
SELECT pg_temp.decide(1, 2, 'confirmed'), pg_temp.decide(4, 5, 'confirmed'), pg_temp.decide(5, 4, 'confirmed');
SELECT activity_id, earlier_activity_id, decision, deducted FROM duplicate_activity
WHERE activity_id IN (1, 4, 5) ORDER BY 1;
ROLLBACK;

-- a decision that changes nothing is listed, with the reason
BEGIN;
SELECT pg_temp.decide(3, 1, 'confirmed'), pg_temp.decide(6, 1, 'confirmed'), pg_temp.decide(8, 1, 'confirmed'),
	pg_temp.decide(1, 2, 'confirmed'), pg_temp.decide(10, 1, 'open');
SELECT activity_id, earlier_project_id, earlier_activity_id, decision, decided_by = session_user AS by_me, reason,
	reason_zh
FROM review_without_effect ORDER BY 1, 2;
ROLLBACK;
SELECT count(*) AS without_effect FROM review_without_effect;

-- a repeat is not checked: what the verifier saw was the earlier one.  A verifier who finds a repeat needs no review
BEGIN;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome) VALUES
	(1, 2, 2, 3, '2021-10-02', 'confirmed'), (1, 1, 3, 3, '2021-10-02', 'repeated'),
	(1, 2, 8, 3, '2021-10-02', 'repeated'), (1, 1, 1, 3, '2021-10-02', 'confirmed');
SELECT refresh_project(1) > 0 AS runs;
SELECT activity_id, standing, held, sampled FROM activity_standing WHERE activity_id IN (1, 2, 3, 8, 9, 12) ORDER BY 1;
SELECT reported, deduplicated, held, checked FROM contract_fulfilment WHERE period = '2021Q3';
ROLLBACK;

-- by night only new photos are compared, and the clusters are those of a comparison of all
CREATE TEMPORARY TABLE once AS SELECT photo_id, cluster, xmin::text AS version FROM photo_cluster;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, reported_at)
SELECT 1, 1, 1, 'a', '2021-12-20', timestamptz '2021-12-21 12:00+08' + i * interval '1 day'
FROM generate_series(1, 2) AS i;
-- 15 is 8 bits from 10 and from 11, which had nothing to do with each other, and now 11 is a question as well; 16 is 6
-- from the wall
INSERT INTO photo (project_id, activity_id, phash)
SELECT 1, 15, pg_temp.other('own 10') # 255 UNION ALL SELECT 1, 16, 63;
SELECT renew_state(1);
SELECT activity_id, earlier_activity_id, distance FROM duplicate_activity
WHERE activity_id > 14 OR activity_id = 11 ORDER BY 1;
SELECT o.cluster = c.cluster AS same_cluster, c.xmin::text = o.version AS left_alone, count(*)
FROM once o JOIN photo_cluster c USING (photo_id) GROUP BY 1, 2 ORDER BY 1;
CREATE FUNCTION pg_temp.clusters() RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(photo_id || ':' || cluster, ' ' ORDER BY photo_id) FROM photo_cluster WHERE project_id = 1
$$;
CREATE FUNCTION pg_temp.as_from_scratch() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	by_night	text := pg_temp.clusters();
BEGIN
	DELETE FROM photo_cluster;
	PERFORM match_photos(1);
	RETURN by_night = pg_temp.clusters();
END $$;
SELECT pg_temp.as_from_scratch();
-- nothing new, nothing compared
SELECT match_photos(1) AS new_photos;
-- clusters that were deleted are made again by a refresh, though no fact has changed
SELECT refresh_project(1) > 0 AS runs;
SELECT pg_temp.clusters() AS clusters \gset
DELETE FROM photo_cluster;
SELECT refresh_project(1) AS runs;
SELECT pg_temp.clusters() = :'clusters' AS made_again;
-- the photo that joined 5 to the wall goes, and 16 joins it again: 3 bits from 5, 6 from the wall
DELETE FROM photo WHERE activity_id IN (3, 4) AND phash = 255;
SELECT match_photos(1) > 0 AS compared_again;
CREATE VIEW pg_temp.wall_and_5 AS
SELECT count(DISTINCT cluster) AS clusters FROM photo_cluster JOIN photo USING (project_id, photo_id)
WHERE project_id = 1 AND activity_id IN (1, 5);
TABLE pg_temp.wall_and_5;
SELECT pg_temp.as_from_scratch();
-- a photo is hashed anew: nothing lies between 5 and the wall any more
UPDATE photo SET phash = pg_temp.other('own 16') WHERE activity_id = 16;
SELECT match_photos(1) > 0 AS compared_again;
SELECT pg_temp.as_from_scratch();
TABLE pg_temp.wall_and_5;

-- another rule for a project: 9 bits; or the same minute, once it is known of all photos when they were taken
CREATE FUNCTION pg_temp.repeats_of_5() RETURNS TABLE (activity_id bigint, distance integer) LANGUAGE sql AS $$
	SELECT renew_state(1);
	SELECT activity_id, distance FROM duplicate_activity WHERE project_id = 1 AND activity_id = 5
$$;
INSERT INTO photo_rule (project_id, max_distance) VALUES (1, 9);
SELECT * FROM pg_temp.repeats_of_5();
UPDATE photo_rule SET within = '1 minute';
SELECT * FROM pg_temp.repeats_of_5();
UPDATE photo SET taken_at = '2021-09-21 10:00+08' WHERE taken_at IS NULL;
SELECT count(*) AS repeats_of_the_wall FROM pg_temp.repeats_of_5();
UPDATE photo_rule SET within = '4 days';
SELECT * FROM pg_temp.repeats_of_5();
SELECT pg_temp.as_from_scratch();
-- of all the rules that it had the last one's clusters are left
SELECT count(DISTINCT scope) AS scopes FROM photo_cluster;

-- A project's photos are compared with each other, not with those of another project, unless its rule says so; the
-- other goes on by its own
INSERT INTO project (name, buyer_id, service, start_on, end_on) VALUES ('q', 1, 'other', '2021-07-01', '2021-12-31');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (2, 2, 'open_tender', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (2, 2, 'a', 'activity', 40);
INSERT INTO site (project_id, division_code, name, opened_on) VALUES (2, '990101100201', 'other', '2021-07-01');
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, reported_at)
VALUES (2, 3, 2, 'a', '2021-12-20', '2021-12-21 12:00+08');
INSERT INTO photo (project_id, activity_id, phash) SELECT 2, max(activity_id), 0 FROM activity;
SELECT refresh_project(2) > 0 AS runs;
SELECT count(*) AS repeats FROM duplicate_activity WHERE project_id = 2;
SELECT reported, deduplicated, held FROM contract_fulfilment WHERE project_id = 2 AND period = 'term';
CREATE FUNCTION pg_temp.of_other_projects() RETURNS TABLE (project_id bigint, earlier_project_id bigint,
	earlier_activity_id bigint, village text, earlier_village text, decision text, deducted boolean)
LANGUAGE sql AS $$
	SELECT renew_state(1), renew_state(2);
	SELECT project_id, earlier_project_id, earlier_activity_id, village, earlier_village, decision, deducted
	FROM duplicate_activity WHERE earlier_project_id <> project_id OR project_id = 2
$$;
INSERT INTO photo_rule (project_id, scope) VALUES (2, 'workspace');
SELECT * FROM pg_temp.of_other_projects();
INSERT INTO duplicate_review (project_id, activity_id, earlier_project_id, earlier_activity_id, decision)
SELECT project_id, activity_id, earlier_project_id, earlier_activity_id, 'confirmed'
FROM duplicate_activity WHERE project_id = 2;
SELECT * FROM pg_temp.of_other_projects();
-- nothing is left of one unit; another one has something that nobody has looked at: what is verified is not known
BEGIN;
SELECT deduplicated, verified FROM verified_by(2, '{2021-12-31}');
INSERT INTO activity (project_id, site_id, contract_id, item, held_on) VALUES (2, 3, 2, 'a', '2021-08-01');
SELECT renew_state(2);
SELECT deduplicated, verified FROM verified_by(2, '{2021-12-31}');
ROLLBACK;
UPDATE photo_rule SET scope = 'provider' WHERE project_id = 2;
SELECT * FROM pg_temp.of_other_projects();
-- a photo of the same provider's other project is news for a rule that looks at it, and for no other
CREATE FUNCTION pg_temp.touched_by_a_photo() RETURNS SETOF bigint LANGUAGE sql AS $$
	DELETE FROM touched_project;
	INSERT INTO photo (project_id, activity_id, phash) SELECT 1, min(activity_id), pg_temp.other('news') FROM activity;
	SELECT project_id FROM touched_project ORDER BY 1
$$;
BEGIN;
SELECT * FROM pg_temp.touched_by_a_photo();
ROLLBACK;
-- a contract that is gone is news for the rules about its provider, and for no other
CREATE FUNCTION pg_temp.touched_by_a_lost_contract(provider bigint) RETURNS SETOF bigint LANGUAGE sql AS $$
	INSERT INTO project (name, buyer_id, service, start_on, end_on) VALUES ('r', 1, 'other', '2021-07-01', '2021-12-31');
	INSERT INTO contract (project_id, provider_id, procurement_mode, price)
	SELECT max(project_id), provider, 'open_tender', 1000 FROM project;
	DELETE FROM touched_project;
	DELETE FROM contract WHERE project_id = (SELECT max(project_id) FROM project);
	SELECT project_id FROM touched_project WHERE project_id <= 2 ORDER BY 1
$$;
BEGIN;
SELECT * FROM pg_temp.touched_by_a_lost_contract(2);
SELECT * FROM pg_temp.touched_by_a_lost_contract(3);
ROLLBACK;
-- of another provider: they are not compared any more
BEGIN;
UPDATE contract SET provider_id = 3 WHERE project_id = 2;
SELECT * FROM pg_temp.of_other_projects();
SELECT * FROM pg_temp.touched_by_a_photo();
SELECT project_id, activity_id = (SELECT max(activity_id) FROM activity) AS of_q, earlier_project_id, reason
FROM review_without_effect WHERE project_id = 2;
ROLLBACK;

-- Rows that were entered twice, by all but their number: 101 and 102, and three of 103 to 105; not those of another
-- theme, site or time of upload.  Who came tells them apart: 111 and 112 had the same persons, 113 others; 114, of
-- which nobody knows, may be 111 again, but 122 with a list is not 121 without.
INSERT INTO activity (project_id, activity_id, site_id, contract_id, item, held_on, quantity, theme, reported_at)
OVERRIDING SYSTEM VALUE
SELECT 1, i, CASE i WHEN 107 THEN 2 ELSE 1 END, 1, 'a', day, quantity, CASE i WHEN 106 THEN 'other' ELSE 'song' END,
	CASE i WHEN 108 THEN timestamptz '2021-11-20 12:00+08' ELSE '2021-11-19 12:00+08' END
FROM (VALUES (101, date '2021-11-01', 1), (102, '2021-11-01', 1), (103, '2021-11-02', 2), (104, '2021-11-02', 2),
	(105, '2021-11-02', 2), (106, '2021-11-01', 1), (107, '2021-11-01', 1), (108, '2021-11-01', 1),
	(109, '2021-11-01', 2), (111, '2021-11-03', 1), (112, '2021-11-03', 1), (113, '2021-11-03', 1),
	(114, '2021-11-03', 1), (121, '2021-11-04', 1), (122, '2021-11-04', 1)) AS v (i, day, quantity);
INSERT INTO beneficiary (project_id, beneficiary_id) VALUES (1, 'x'), (1, 'y');
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
VALUES (1, 111, 'x'), (1, 111, 'y'), (1, 112, 'y'), (1, 112, 'x'), (1, 113, 'x'), (1, 122, 'x');
SELECT site_id, activity_id, first_activity_id, held_on, item, quantity FROM repeated_row ORDER BY activity_id;
SELECT renew_state(1);
SELECT facts FROM fact_count WHERE project_id = 1 AND kind = 'repeated';

-- another role needs no more than to read all, and to write what a refresh writes
BEGIN;
CREATE ROLE regress_service_eval_uploads;
GRANT USAGE ON SCHEMA photos, service_eval TO regress_service_eval_uploads;
GRANT SELECT ON ALL TABLES IN SCHEMA photos TO regress_service_eval_uploads;
SELECT string_agg(t, ', ') AS written
FROM (
	SELECT unnest(state_tables() || '{evaluation_run,snapshot,project_claim,touched_project}') AS t
	UNION SELECT relation FROM result_tables()
) w \gset
GRANT INSERT, UPDATE, DELETE ON :written TO regress_service_eval_uploads;
GRANT UPDATE (rerun_id) ON appeal TO regress_service_eval_uploads;
DELETE FROM photo_cluster;
SET LOCAL ROLE regress_service_eval_uploads;
SELECT refresh_project(1, force => true) > 0 AS runs;
SELECT count(*) > 0 AS asked FROM duplicate_activity;
ROLLBACK;

-- what cannot be
SELECT id, split_part(pg_temp.answer(query), E'\n', 1) AS answer
FROM (VALUES
	(1, $$INSERT INTO photo (project_id, activity_id, sha256) VALUES (1, 1, '\x00')$$),
	(2, $$INSERT INTO photo (project_id, activity_id) VALUES (1, 1)$$),
	(3, $$INSERT INTO photo (project_id, activity_id, phash, taken_at) VALUES (1, 1, 1, 'infinity')$$),
	(4, $$INSERT INTO photo (project_id, activity_id, phash) VALUES (2, 1, 1)$$),
	(5, $$UPDATE photo_rule SET max_distance = 65$$),
	(6, $$UPDATE photo_rule SET within = '-1 day'$$),
	(7, $$UPDATE photo_rule SET scope = 'county'$$),
	(8, $$SELECT pg_temp.decide(1, 1, 'confirmed')$$),
	(9, $$SELECT pg_temp.decide(5, 4, 'perhaps')$$),
	(10, $$SELECT pg_temp.decide(5, 1000, 'confirmed')$$)
) AS v (id, query) ORDER BY id;

RESET search_path;
DROP VIEW pg_temp.wall_and_5;
DROP SCHEMA photos CASCADE;

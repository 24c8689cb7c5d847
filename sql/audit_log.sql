-- Appeals and the audit log: what people decide stays, in order, and what was changed in it shows
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('log', pack => 'blank') WHERE action = 'created';
SET search_path = log, service_eval;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

INSERT INTO scheme (scheme_id, name_en, name_zh, service, display_order, points)
VALUES ('quantity', 'quantity', '数量', 'other', 1, 10), ('records', 'records', '档案', 'other', 2, 10);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points)
VALUES ('quantity', 'O1', 'output', 'verified', '核实', 1, 10), ('records', 'O2', 'output', 'records', '档案', 1, 10);
UPDATE scheme SET frozen_at = now();
INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization');
INSERT INTO village VALUES ('990101100201', 'North', 'T', 'C');
INSERT INTO project (name, buyer_id, service, start_on, end_on)
VALUES ('p', 1, 'other', '2024-01-01', '2024-03-31'), ('q', 1, 'other', '2024-01-01', '2024-03-31');
INSERT INTO contract (project_id, provider_id, procurement_mode, price)
SELECT p, 2, 'open_tender', 1000 FROM generate_series(1, 2) AS p ORDER BY p;
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity)
SELECT p, p, 'a', 'activity', 4 FROM generate_series(1, 2) AS p;
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT p, '990101100201', 'North', '2024-01-01' FROM generate_series(1, 2) AS p ORDER BY p;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on)
SELECT 1, 1, 1, 'a', '2024-01-01'::date + i FROM generate_series(1, 3) AS i ORDER BY i;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on) VALUES (2, 2, 2, 'a', '2024-01-02');
CALL refresh_rankings();
-- facts are no acts, but their changes are taken in; that results were computed is told
SELECT project_id, entry_no, act, subject, detail, by_hand, changes FROM audit_log ORDER BY 1, 2;
SELECT project_id, relation, operation, rows, digest IS NOT NULL AS digested, entry_no, login = session_user AS mine
FROM fact_change ORDER BY change_id;

-- acts: an appeal against the term's result is filed, changed, accepted after a correction, and the decision taken back
SELECT run_id AS contested FROM current_run WHERE project_id = 1 AND period = 'term' AND profile = 'quantity' \gset
INSERT INTO appeal (project_id, site_id, run_id, ground, filed_by)
VALUES (1, 1, :contested, 'one activity was lost', 'director');
UPDATE appeal SET ground = 'one activity of March was lost' WHERE appeal_id = 1;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on) VALUES (1, 1, 1, 'a', '2024-03-05');
CALL refresh_rankings();
SELECT run_id AS rerun FROM current_run WHERE project_id = 1 AND period = 'term' AND profile = 'quantity' \gset
UPDATE appeal
SET decision = 'accepted', answer = 'found in the register', decided_by = 'clerk', decided_at = now(),
	rerun_id = :rerun;
UPDATE appeal SET decision = NULL, answer = NULL, decided_by = NULL, decided_at = NULL, rerun_id = NULL;
UPDATE appeal SET ground = ground;
DELETE FROM appeal;
-- the contested run is still there
SELECT status FROM evaluation_run WHERE run_id = :contested;
-- a person decides on two activities, and changes her mind
INSERT INTO duplicate_review (project_id, activity_id, earlier_project_id, earlier_activity_id, decision)
VALUES (1, 2, 1, 1, 'confirmed'), (1, 3, 1, 1, 'open');
UPDATE duplicate_review SET decision = 'rejected' WHERE activity_id = 3;
DELETE FROM duplicate_review WHERE activity_id = 2;
-- one that repeats what was uploaded for another project
INSERT INTO duplicate_review (project_id, activity_id, earlier_project_id, earlier_activity_id, decision)
VALUES (1, 3, 2, 4, 'confirmed');
-- a site is closed, later, and opened again; its name is no act; neither is a site of another project this one's
UPDATE site SET name = 'north' WHERE project_id = 1;
UPDATE site SET closed_on = '2024-05-01';
UPDATE site SET closed_on = '2024-06-01' WHERE project_id = 1;
UPDATE site SET closed_on = NULL WHERE project_id = 1;
SELECT project_id, entry_no, act, subject FROM audit_log ORDER BY 1, 2;
-- each with its moment, its login and the row
SELECT bool_and(at BETWEEN now() - interval '1 hour' AND clock_timestamp() AND login = session_user
	AND jsonb_typeof(detail) = 'object') AS told
FROM audit_log;
SELECT bool_and(e.at >= b.at) AS in_order
FROM audit_log e JOIN audit_log b ON b.project_id = e.project_id AND b.entry_no = e.entry_no - 1;
SELECT detail ->> 'ground' AS ground, detail ->> 'decision' AS decision, detail ->> 'rerun_id' = :'rerun' AS rerun
FROM audit_log WHERE act = 'appeal accepted';

-- the digest, by hand: of the digest before it and the entry as a JSON array, the moment in seconds
SELECT e.entry_no, e.digest = sha256(coalesce(b.digest, '')
	|| convert_to(format('[%s, %s, %s, %s, %s, %s, %s, false, %s, %s]', e.project_id, e.entry_no,
		extract(epoch FROM e.at), to_json(e.login), to_json(e.act), to_json(e.subject), e.detail, e.changes,
		coalesce(to_json(encode(e.changes_digest, 'hex'))::text, 'null')), 'UTF8')) AS as_described
FROM audit_log e LEFT JOIN audit_log b ON b.project_id = e.project_id AND b.entry_no = e.entry_no - 1
WHERE e.project_id = 1 AND e.entry_no <= 2 ORDER BY 1;
SELECT * FROM verify_chain();
-- whatever the session's settings
SET TimeZone = 'Asia/Shanghai';
SET DateStyle = 'German';
SET extra_float_digits = -10;
SET bytea_output = 'escape';
SELECT * FROM verify_chain();
RESET TimeZone;
RESET DateStyle;
RESET extra_float_digits;
RESET bytea_output;
-- and whatever is found in its path: a function that fits better than the server's
CREATE FUNCTION jsonb_build_array(bigint, bigint, numeric, text, text, text, jsonb) RETURNS jsonb LANGUAGE sql AS
'SELECT NULL::jsonb';
SELECT * FROM verify_chain();
DROP FUNCTION jsonb_build_array(bigint, bigint, numeric, text, text, text, jsonb);
-- what is truncated is removed one by one
BEGIN;
INSERT INTO appeal (project_id, site_id, run_id, ground) VALUES (1, 1, :rerun, 'x');
TRUNCATE duplicate_review, appeal;
SELECT act, split_part(subject, ' ', 1) AS subject FROM audit_log WHERE project_id = 1 ORDER BY entry_no DESC LIMIT 4;
SELECT * FROM verify_chain();
ROLLBACK;

-- number, moment, login and digest are the table's to give
INSERT INTO audit_log (project_id, entry_no, at, login, act, subject, digest)
VALUES (2, 77, '2000-01-01', 'somebody else', 'visited', 'site 2', sha256('x'));
SELECT entry_no, at > '2024-01-01' AS now, login = session_user AS me, digest <> sha256('x') AS chained, by_hand
FROM audit_log WHERE act = 'visited';
-- Only triggers write what happened.  Who decides needs no right on the log; who has one, or tells a trigger of his own
-- to write, is marked, whatever he says.
SELECT count(*) AS by_hand FROM audit_log WHERE by_hand;
CREATE ROLE regress_service_eval_decides;
GRANT USAGE ON SCHEMA log, service_eval TO regress_service_eval_decides;
GRANT SELECT, INSERT, UPDATE ON duplicate_review TO regress_service_eval_decides;
GRANT SELECT ON activity TO regress_service_eval_decides;
BEGIN;
SET LOCAL ROLE regress_service_eval_decides;
INSERT INTO duplicate_review (project_id, activity_id, earlier_project_id, earlier_activity_id, decision)
VALUES (1, 2, 1, 1, 'confirmed');
SELECT pg_temp.answer($$INSERT INTO audit_log (project_id, act, subject) VALUES (1, 'appeal accepted', 'appeal 9')$$);
SELECT split_part(pg_temp.answer($$CREATE TEMPORARY TABLE mine (project_id bigint);
	CREATE TRIGGER t AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION log.log_act()$$), E'\n', 1);
RESET ROLE;
GRANT INSERT (project_id, act, subject, by_hand) ON audit_log TO regress_service_eval_decides;
SET LOCAL ROLE regress_service_eval_decides;
INSERT INTO audit_log (project_id, act, subject, by_hand) VALUES (1, 'appeal accepted', 'appeal 9', false);
CREATE TEMPORARY TABLE mine (project_id bigint);
CREATE FUNCTION pg_temp.forge() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
	INSERT INTO log.audit_log (project_id, act, subject) VALUES (1, 'site closed', 'site 1');
	RETURN NULL;
END $$;
CREATE TRIGGER forge AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION pg_temp.forge();
INSERT INTO mine VALUES (1);
RESET ROLE;
SELECT act, subject, by_hand FROM audit_log WHERE project_id = 1 ORDER BY entry_no DESC LIMIT 3;
ROLLBACK;
DROP OWNED BY regress_service_eval_decides;
DROP ROLE regress_service_eval_decides;
-- it can only grow, and takes no nonsense
SELECT n, a.answer FROM (VALUES
	(1, $$UPDATE audit_log SET act = 'nothing'$$), (2, $$DELETE FROM audit_log WHERE false$$),
	(3, $$TRUNCATE audit_log$$),
	(4, $$INSERT INTO audit_log (project_id, act, subject) VALUES (1, '', 'site 1')$$),
	(5, $$INSERT INTO audit_log (project_id, subject) VALUES (1, 'site 1')$$)
) AS s (n, statement)
	CROSS JOIN LATERAL (SELECT split_part(pg_temp.answer(statement), E'\nFailing', 1) AS answer) AS a
ORDER BY n;
-- an appeal is about a run and a site of the project, says why, and a decision has a reason and somebody who took it
SELECT n, a.answer FROM (VALUES
	(1, $$INSERT INTO appeal (project_id, site_id, run_id, ground)
		VALUES (1, 1, (SELECT min(run_id) FROM evaluation_run WHERE project_id = 2), 'x')$$),
	(2, $$INSERT INTO appeal (project_id, site_id, run_id, ground) VALUES (1, 2, 1, 'x')$$),
	(3, $$INSERT INTO appeal (project_id, site_id, run_id, ground) VALUES (1, 1, 1, ' ')$$),
	(4, $$INSERT INTO appeal (project_id, site_id, run_id, ground, decision) VALUES (1, 1, 1, 'x', 'rejected')$$),
	(5, $$INSERT INTO appeal (project_id, site_id, run_id, ground, decision, decided_by, decided_at)
		VALUES (1, 1, 1, 'x', 'rejected', 'clerk', now())$$),
	(6, $$INSERT INTO appeal (project_id, site_id, run_id, ground, decision, answer, decided_by, decided_at)
		VALUES (1, 1, 1, 'x', 'perhaps', 'y', 'clerk', now())$$),
	(7, $$INSERT INTO appeal (project_id, site_id, run_id, ground, decision, answer, decided_by, decided_at)
		VALUES (1, 1, 1, 'x', 'rejected', 'y', 'clerk', now() - interval '1 day')$$),
	(8, $$INSERT INTO appeal (project_id, site_id, run_id, ground, decision, answer, decided_by, decided_at, rerun_id)
		VALUES (1, 1, 1, 'x', 'rejected', 'y', 'clerk', now(), 2)$$),
	(9, $$INSERT INTO appeal (project_id, site_id, run_id, ground, decision, answer, decided_by, decided_at, rerun_id)
		VALUES (1, 1, 1, 'x', 'accepted', 'y', 'clerk', now(), 1)$$),
	(10, $$INSERT INTO appeal (project_id, site_id, run_id, ground, decision, answer, decided_by)
		VALUES (1, 1, 1, 'x', 'rejected', 'y', 'clerk')$$),
	(11, $$INSERT INTO appeal (project_id, site_id, run_id, ground, decision, decided_by, decided_at)
		VALUES (1, 1, 1, 'x', 'withdrawn', 'director', now()) RETURNING decision$$)
) AS s (n, statement)
	CROSS JOIN LATERAL (SELECT split_part(pg_temp.answer(statement), E'\nFailing', 1) AS answer) AS a
ORDER BY n;
-- an act that is rolled back leaves no entry and no gap: what was refused above was never entered
SELECT max(entry_no) = count(*) AS gapless FROM audit_log WHERE project_id = 1;

-- what a superuser does around the triggers shows: a changed word, a changed moment, a removed entry, one whose digest
-- was made to fit
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE audit_log SET subject = 'activity 4 and 1' WHERE project_id = 1 AND entry_no = 6;
SELECT * FROM verify_chain();
ROLLBACK;
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE audit_log SET at = at + interval '1 microsecond' WHERE project_id = 2 AND entry_no = 1;
SELECT * FROM verify_chain();
ROLLBACK;
BEGIN;
SET LOCAL session_replication_role = replica;
DELETE FROM audit_log WHERE project_id = 1 AND entry_no IN (1, 5);
SELECT * FROM verify_chain();
ROLLBACK;
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE audit_log SET login = 'somebody else' WHERE project_id = 1 AND entry_no = 3;
UPDATE audit_log e
SET digest = audit_digest((SELECT b.digest FROM audit_log b WHERE b.project_id = 1 AND b.entry_no = 2), e)
WHERE e.project_id = 1 AND e.entry_no = 3;
SELECT * FROM verify_chain();
ROLLBACK;
SELECT * FROM verify_chain();

-- A head that was kept elsewhere: up to it nothing was altered.  With blanks, in capitals, or with the whole digest.
SELECT chain_head(1) ~ '^1-16-[0-9a-f]{24}$' AS last, chain_head(1, 5) ~ '^1-5-[0-9a-f]{24}$' AS fifth,
	chain_head(99) IS NULL AS none;
SELECT chain_head(1) AS head, chain_head(1, 5) AS fifth \gset
SELECT * FROM verify_chain(:'fifth');
SELECT verdict FROM verify_chain(upper(regexp_replace(:'fifth', '(....)', '\1 ', 'g'))) WHERE entry_no = 5;
SELECT verdict
FROM verify_chain((SELECT format('1-5-%s', encode(digest, 'hex')) FROM audit_log WHERE project_id = 1 AND entry_no = 5))
WHERE entry_no = 5;
SELECT n, split_part(pg_temp.answer(format('SELECT verify_chain(%L)', head)), E'\n', 1) AS answer
FROM (VALUES (1, ''), (2, '1-5-abc'), (3, '1-5-' || repeat('g', 24))) AS s (n, head) ORDER BY n;
-- another digest, an entry that is not there, another project's
SELECT * FROM verify_chain('1-5-' || repeat('0', 24));
SELECT * FROM verify_chain('1-99-' || repeat('0', 24));
SELECT * FROM verify_chain(regexp_replace(:'fifth', '^1-5-', '2-1-'));
-- what was changed after the head, the head does not vouch for
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE audit_log SET subject = 'activity 4 and 1' WHERE project_id = 1 AND entry_no = 6;
SELECT * FROM verify_chain(:'fifth');
-- what an owner does who writes the chain anew from there on: it holds together, and only the head tells
CREATE FUNCTION pg_temp.rewrite() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	e		audit_log;
	last	bytea;
BEGIN
	FOR e IN SELECT * FROM audit_log WHERE project_id = 1 ORDER BY entry_no LOOP
		last := audit_digest(last, e);
		UPDATE audit_log SET digest = last WHERE project_id = 1 AND entry_no = e.entry_no;
	END LOOP;
END $$;
SELECT pg_temp.rewrite();
SELECT * FROM verify_chain() WHERE project_id = 1;
SELECT * FROM verify_chain(:'head');
ROLLBACK;
SELECT * FROM verify_chain(:'head');

-- Changes of facts: one line for each statement and project, of an update two.  The line holds the digest of the rows.
UPDATE activity SET theme = 'x' WHERE activity_id IN (1, 3);
DELETE FROM activity WHERE false;
INSERT INTO rest_day VALUES ('2024-02-10', 'x');
SELECT project_id, relation, operation, rows FROM fact_change WHERE entry_no IS NULL ORDER BY change_id;
SELECT digest = (SELECT rows_digest(a) FROM activity a WHERE activity_id IN (1, 3)) AS as_it_is
FROM fact_change WHERE relation = 'activity' AND operation = 'UPDATE';
BEGIN;
UPDATE activity SET theme = NULL WHERE activity_id IN (1, 3);
SELECT a.digest = b.digest AS as_it_was
FROM fact_change a, fact_change b
WHERE a.change_id = (SELECT min(c.change_id) FROM fact_change c WHERE (relation, operation) = ('activity', 'UPDATE'))
	AND b.change_id = (SELECT max(c.change_id) FROM fact_change c WHERE (relation, operation) = ('activity', 'UPDATE FROM'));
ROLLBACK;
-- the next entry takes them in, and the chain holds them from then on
INSERT INTO audit_log (project_id, act, subject) VALUES (1, 'visited', 'site 1');
SELECT changes FROM audit_log WHERE project_id = 1 ORDER BY entry_no DESC LIMIT 1;
SELECT count(*) FILTER (WHERE project_id = 1) AS waiting, count(*) FILTER (WHERE project_id = 2) AS of_the_other
FROM fact_change WHERE entry_no IS NULL;
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE fact_change SET login = 'somebody else' WHERE project_id = 1 AND relation = 'rest_day';
SELECT * FROM verify_chain() WHERE project_id = 1;
DELETE FROM fact_change WHERE project_id = 1 AND relation = 'rest_day';
SELECT entry_no, problem FROM verify_chain() WHERE project_id = 1;
ROLLBACK;
SELECT n, split_part(pg_temp.answer(statement), E'\n', 1) AS answer FROM (VALUES
	(1, $$UPDATE fact_change SET login = 'x'$$), (2, 'DELETE FROM fact_change'), (3, 'TRUNCATE fact_change'),
	(4, 'UPDATE fact_change SET entry_no = 1 WHERE entry_no IS NOT NULL')) AS s (n, statement) ORDER BY n;
-- a table that was emptied; and not where the transaction does not see all of it
BEGIN;
TRUNCATE attendance;
SELECT project_id, relation, operation, rows, digest FROM fact_change WHERE relation = 'attendance' ORDER BY 1;
ROLLBACK;
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT n, pg_temp.answer('TRUNCATE ' || relation) AS answer
FROM (VALUES (1, 'attendance'), (2, 'appeal'), (3, 'site_points')) AS s (n, relation) ORDER BY n;
ROLLBACK;
-- a bureau's own column of a type without a digest, and a dropped one: facts can be written
BEGIN;
ALTER TABLE activity ADD COLUMN place point, ADD COLUMN gone text;
ALTER TABLE activity DROP COLUMN gone;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, place)
VALUES (1, 1, 1, 'a', '2024-03-10', '(1,2)');
INSERT INTO activity (project_id, site_id, contract_id, item, held_on) VALUES (1, 1, 1, 'a', '2024-03-11');
SELECT rows, digest IS NOT NULL AS digested
FROM fact_change WHERE relation = 'activity' ORDER BY change_id DESC LIMIT 2;
ROLLBACK;

-- decisions that the bureau keeps elsewhere are checked at each refresh, which is no act
CREATE SCHEMA own_decisions;
CREATE VIEW own_decisions.duplicate_review AS
SELECT 1::bigint AS project_id, 2::bigint AS activity_id, 1::bigint AS earlier_project_id,
	1::bigint AS earlier_activity_id, 'confirmed' AS decision, 'clerk' AS decided_by,
	'2024-04-01'::timestamptz AS decided_at;
SELECT object, action FROM create_workspace('own_decisions', pack => 'blank') WHERE object LIKE 'audit%';
INSERT INTO own_decisions.scheme (scheme_id, name_en, name_zh, service, points)
VALUES ('quantity', 'quantity', '数量', 'other', 10);
INSERT INTO own_decisions.indicator SELECT * FROM indicator WHERE code = 'O1';
UPDATE own_decisions.scheme SET frozen_at = now();
INSERT INTO own_decisions.organization OVERRIDING SYSTEM VALUE SELECT * FROM organization;
INSERT INTO own_decisions.village SELECT * FROM village;
INSERT INTO own_decisions.project OVERRIDING SYSTEM VALUE SELECT * FROM project WHERE project_id = 1;
INSERT INTO own_decisions.contract OVERRIDING SYSTEM VALUE SELECT * FROM contract WHERE project_id = 1;
INSERT INTO own_decisions.contract_item SELECT * FROM contract_item WHERE project_id = 1;
INSERT INTO own_decisions.site OVERRIDING SYSTEM VALUE SELECT * FROM site WHERE project_id = 1;
INSERT INTO own_decisions.activity OVERRIDING SYSTEM VALUE SELECT * FROM activity WHERE project_id = 1;
INSERT INTO own_decisions.photo (project_id, activity_id, sha256) VALUES (1, 1, sha256('x')), (1, 2, sha256('x'));
CALL own_decisions.refresh_rankings();
SELECT period, reported, deduplicated FROM own_decisions.contract_fulfilment ORDER BY period;
SELECT count(*) AS entries FROM own_decisions.audit_log;

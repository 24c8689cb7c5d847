-- A person is erased: every row goes, the log keeps no value that could be tied to the person, and what is sealed stays
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT count(*) > 0 AS made FROM service_eval.create_workspace('erase', pack => 'blank');
SET search_path = erase, service_eval;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

INSERT INTO scheme (scheme_id, name_en, name_zh, service, points, draws, min_answers)
VALUES ('people', 'people', '名册', 'other', 20, 10, 0);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points)
VALUES ('people', 'O1', 'output', 'verified', '核实', 1, 10), ('people', 'B1', 'benefit', 'reached', '覆盖', 1, 10);
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
INSERT INTO post_role (code, name_en, name_zh, display_order) VALUES ('director', 'director', '主任', 1);
INSERT INTO post (project_id, site_id, person_code, from_on) VALUES (1, 1, 'D1', '2024-01-01');
INSERT INTO activity (project_id, site_id, contract_id, item, held_on)
SELECT p, p, p, 'a', '2024-01-02'::date + i FROM generate_series(1, 2) AS p, generate_series(1, 4) AS i ORDER BY p, i;
-- four persons, of whom two take part: K1 in all of the project's activities, K2 in one.  K10 only begins like K1, and
-- project 2 has a K1 of its own.
INSERT INTO beneficiary (project_id, beneficiary_id) VALUES (1, 'K1'), (1, 'K2'), (1, 'K3'), (1, 'K10'), (2, 'K1');
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT project_id, beneficiary_id, project_id, 'general', '2024-01-01' FROM beneficiary;
INSERT INTO attendance SELECT 1, activity_id, 'K1' FROM activity WHERE project_id = 1;
INSERT INTO attendance VALUES (1, 1, 'K2'), (2, 5, 'K1');
INSERT INTO need (project_id, site_id, counted_on, need_level, need_type, eligible)
VALUES (1, 1, '2024-01-01', 'general', 'meals', 3);
CALL refresh_rankings();
SELECT run_id AS term FROM current_run WHERE project_id = 1 AND period = 'term' \gset
SELECT run_id AS unit FROM current_run WHERE project_id = 1 AND period = '2024Q1' \gset
-- two of four were reached
SELECT r.period, round(i.value, 4) AS reached
FROM current_run r JOIN site_indicator i USING (project_id, snapshot_id)
WHERE r.project_id = 1 AND i.code = 'B1' ORDER BY 1;
SELECT seal_run(:term) AS sealed \gset
-- computed once more it is the same, and nothing is left of that
SET client_min_messages = notice;
SELECT * FROM recompute_run(:term);
SET client_min_messages = warning;
SELECT count(*) AS runs, (SELECT count(*) FROM snapshot) AS snapshots FROM evaluation_run;

-- Every person has a key, and what the log holds of rows about persons cannot be computed without it
SELECT project_id, register, person, octet_length(key) AS bytes FROM person_key ORDER BY project_id, register, person COLLATE "C";
SELECT count(DISTINCT key) AS keys FROM person_key;
SELECT relation, rows, digest IS NOT NULL AS digested,
	digest = CASE relation WHEN 'beneficiary' THEN (SELECT rows_digest(t) FROM beneficiary t WHERE project_id = 1)
		WHEN 'roster' THEN (SELECT rows_digest(t) FROM roster t WHERE project_id = 1)
		WHEN 'post' THEN (SELECT rows_digest(t) FROM post t WHERE project_id = 1) END AS without_keys,
	digest = CASE relation
		WHEN 'beneficiary' THEN (SELECT rows_digest(ROW(k.key, t)) FROM beneficiary t
			JOIN person_key k ON k.project_id = 1 AND k.register = 'beneficiary' AND k.person = t.beneficiary_id
			WHERE t.project_id = 1)
		WHEN 'roster' THEN (SELECT rows_digest(ROW(k.key, t)) FROM roster t
			JOIN person_key k ON k.project_id = 1 AND k.register = 'beneficiary' AND k.person = t.beneficiary_id
			WHERE t.project_id = 1)
		WHEN 'post' THEN (SELECT rows_digest(ROW(k.key, t)) FROM post t
			JOIN person_key k ON k.project_id = 1 AND k.register = 'post' AND k.person = t.person_code
			WHERE t.project_id = 1) END AS with_keys
FROM fact_change WHERE project_id = 1 AND relation IN ('beneficiary', 'roster', 'post') ORDER BY change_id;
-- keys are kept from everybody but the owner, and never changed
SELECT relname, relacl IS NULL OR NOT EXISTS (SELECT FROM aclexplode(relacl) a WHERE a.grantee = 0) AS not_public
FROM pg_class WHERE oid = 'person_key'::regclass;
SELECT n, pg_temp.answer(statement) AS answer FROM (VALUES
	(1, 'UPDATE person_key SET key = sha256(key)'), (2, 'TRUNCATE person_key')) AS s (n, statement) ORDER BY n;

-- somebody wrote the pseudonym into a text
INSERT INTO appeal (project_id, site_id, run_id, ground, filed_by)
VALUES (1, 1, :unit, 'K1 was there, too', 'North'), (1, 1, :unit, 'K10 and xK1 were not', 'North');
SELECT chain_head(1) AS head \gset
SELECT * FROM erase_beneficiary(1, 'K1', 'asked for by the guardian');
SELECT (SELECT string_agg(project_id || beneficiary_id, ' ' ORDER BY 1) FROM beneficiary) AS persons,
	(SELECT string_agg(project_id || beneficiary_id, ' ' ORDER BY 1) FROM roster) AS on_roster,
	(SELECT string_agg(project_id || beneficiary_id, ' ' ORDER BY 1) FROM attendance) AS took_part,
	(SELECT string_agg(project_id || person, ' ' ORDER BY project_id || person COLLATE "C") FROM person_key) AS keys,
	(SELECT eligible FROM need) AS counted;
-- the log says that it was done, by whom and why, and not to whom
SELECT act, subject, detail, by_hand FROM audit_log WHERE project_id = 1 ORDER BY entry_no DESC LIMIT 1;
SELECT relation, operation, rows FROM fact_change WHERE entry_no IS NULL OR operation = 'DELETE' ORDER BY change_id;
SELECT count(*) AS names_in_log FROM audit_log WHERE concat(subject, detail) ~ '\mK1\M' AND act <> 'appeal filed';
SELECT * FROM verify_chain(:'head') WHERE project_id = 1 AND verdict <> 'consistent';

-- what is sealed stays; what is not is computed without the person: one of three was reached, as shares are stored
CALL refresh_rankings();
SELECT r.period, r.run_id IN (:term, :unit) AS as_before, round(i.value, 4) AS reached
FROM current_run r JOIN site_indicator i USING (project_id, snapshot_id)
WHERE r.project_id = 1 AND i.code = 'B1' ORDER BY 1;
SELECT result_digest(1, :term) = :'sealed' AS as_sealed;
-- computed once more it comes out otherwise, and it is told why: 1 person, 3 statements of the erasing
SELECT * FROM recompute_run(:term);
SELECT result_digest(1, :term) = :'sealed' AS as_sealed;
SELECT n, pg_temp.answer(statement) AS answer FROM (VALUES
	(1, 'SELECT recompute_run(999)'), (2, format('SELECT recompute_run(%s)', :unit))) AS s (n, statement) ORDER BY n;
SELECT * FROM verify_chain() WHERE problem IS NOT NULL;

-- once; by the exact pseudonym; of this project
SELECT n, pg_temp.answer(statement) AS answer FROM (VALUES
	(1, $$SELECT erase_beneficiary(1, 'K1')$$), (2, $$SELECT erase_beneficiary(1, 'k2')$$),
	(3, $$SELECT erase_beneficiary(3, 'K1')$$), (4, $$SELECT erase_beneficiary(1, NULL)$$),
	(5, $$SELECT erase_post_holder(1, 'K2')$$)) AS s (n, statement) ORDER BY n;
-- a person with only a key left, whose rows somebody deleted by hand
DELETE FROM roster WHERE beneficiary_id = 'K3';
DELETE FROM beneficiary WHERE beneficiary_id = 'K3';
SELECT relation, action, rows FROM erase_beneficiary(1, 'K3');
-- a key that is deleted by hand is told as well, but not while the person is there; nothing is known of the rows
SELECT register, pg_temp.answer(format('DELETE FROM person_key WHERE register = %L', register)) AS answer
FROM person_key GROUP BY register ORDER BY register;
BEGIN;
DELETE FROM attendance WHERE beneficiary_id = 'K10';
DELETE FROM roster WHERE beneficiary_id = 'K10';
DELETE FROM beneficiary WHERE beneficiary_id = 'K10';
DELETE FROM person_key WHERE person = 'K10';
SELECT act, subject, detail FROM audit_log WHERE project_id = 1 ORDER BY entry_no DESC LIMIT 1;
ROLLBACK;
-- somebody who held a post
SELECT * FROM erase_post_holder(1, 'D1');
SELECT count(*) AS posts FROM post;
SELECT act, subject, detail FROM audit_log WHERE project_id = 1 ORDER BY entry_no DESC LIMIT 1;
-- pseudonyms that look like patterns or statements
INSERT INTO beneficiary (project_id, beneficiary_id) VALUES (1, '.*'), (1, $$a'b"; DROP TABLE roster; --$$), (1, '甲\1');
INSERT INTO appeal (project_id, site_id, run_id, ground, filed_by) VALUES (1, 1, :unit, 'of 甲\1.', 'North');
SELECT p.place, e.relation, e.action, e.rows
FROM (VALUES (1, '.*'), (2, $$a'b"; DROP TABLE roster; --$$), (3, '甲\1')) AS p (place, person)
	CROSS JOIN LATERAL erase_beneficiary(1, p.person) e
WHERE e.rows > 0 ORDER BY 1, 2;
-- a table of the bureau's own that refers to the person is in the way, and nothing is erased
BEGIN;
CREATE TABLE own_note (project_id bigint, beneficiary_id text, note text,
	FOREIGN KEY (project_id, beneficiary_id) REFERENCES beneficiary);
INSERT INTO own_note VALUES (1, 'K2', 'K2 likes music');
SELECT split_part(pg_temp.answer($$SELECT erase_beneficiary(1, 'K2')$$), E'\n', 1) AS answer;
SELECT count(*) AS still_there FROM attendance WHERE beneficiary_id = 'K2';
ALTER TABLE own_note DROP CONSTRAINT own_note_project_id_beneficiary_id_fkey;
SELECT relation, action, rows FROM erase_beneficiary(1, 'K2');
ROLLBACK;
-- persons of a bureau's own view have no keys, and what is written about them is not digested
CREATE SCHEMA own_people;
CREATE TABLE public.erase_people AS SELECT 1::bigint AS project_id, 'K1' AS beneficiary_id, NULL::smallint AS birth_year,
	NULL::date AS plan_on, NULL::date AS last_contact_on;
CREATE VIEW own_people.beneficiary AS SELECT * FROM public.erase_people;
SELECT count(*) > 0 AS made FROM create_workspace('own_people', pack => 'blank');
INSERT INTO own_people.organization OVERRIDING SYSTEM VALUE SELECT * FROM organization;
INSERT INTO own_people.village SELECT * FROM village;
INSERT INTO own_people.project OVERRIDING SYSTEM VALUE SELECT * FROM project WHERE project_id = 1;
INSERT INTO own_people.site OVERRIDING SYSTEM VALUE SELECT * FROM site WHERE project_id = 1;
INSERT INTO own_people.roster VALUES (1, 'K1', 1, 'general', '2024-01-01');
SELECT relation, rows, digest IS NULL AS not_digested FROM own_people.fact_change WHERE relation = 'roster';
SELECT * FROM own_people.erase_beneficiary(1, 'K1');
SELECT (SELECT count(*) FROM own_people.roster) AS on_roster, (SELECT count(*) FROM public.erase_people) AS persons;

-- Answers are kept as long as something is computed from them
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
SELECT p, p, '2024-02-01', 'beneficiary', 'general', 5, 1 FROM generate_series(1, 2) AS p, generate_series(1, 3);
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
VALUES (1, 1, current_date, 'beneficiary', 'general', 5, 1);
CALL refresh_rankings();
SELECT drop_answers('1 year') AS while_not_all_is_sealed;
SELECT count(seal_run(run_id)) AS sealed FROM current_run WHERE project_id = 1 AND sealed_at IS NULL;
CALL refresh_rankings();
SELECT count(seal_run(run_id)) AS sealed FROM current_run WHERE project_id = 1 AND sealed_at IS NULL;
SELECT drop_answers('1 year', 2) AS of_the_other, drop_answers('1 year') AS dropped, drop_answers('1 year') AS once;
SELECT project_id, count(*) AS left_there FROM response GROUP BY 1 ORDER BY 1;
SELECT refresh_project(1) AS runs;
SELECT * FROM verify_chain() WHERE problem IS NOT NULL;

DROP VIEW own_people.beneficiary CASCADE;
DROP TABLE public.erase_people;
RESET search_path;

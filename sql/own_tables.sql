-- A bureau's own tables: all facts of a workspace under other names and in other columns, mapped by views, give the
-- same results
SET client_min_messages = warning;
-- nobody has counted the small tables yet: their plans would look worth compiling
SET jit = off;
SELECT count(*) > 100 AS made FROM service_eval.create_workspace('plain') WHERE action = 'created';

-- Six homes in two quarters, judged by one scheme, and below a smaller project: rows in every table of facts
SET search_path = plain;
UPDATE scheme SET withdrawn_on = '2020-01-01' WHERE scheme_id = 'service_object';
INSERT INTO organization (name, kind, credit_code) VALUES ('bureau', 'government', '110000000000000001'),
	('provider', 'social_organization', NULL), ('evaluator', 'other', NULL);
INSERT INTO village (division_code, name, township, county)
SELECT '99010110020' || i, 'V' || i, CASE WHEN i <= 3 THEN 'T1' ELSE 'T2' END, 'C' FROM generate_series(1, 6) AS i;
INSERT INTO project (name, buyer_id, service, budget, start_on, end_on)
VALUES ('homes', 1, 'children_homes', 60000, '2022-01-01', '2022-06-30');
INSERT INTO contract (project_id, provider_id, procurement_mode, price, signed_on)
VALUES (1, 2, 'open_tender', 60000, '2021-12-20');
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 48);
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT 1, division_code, 'home ' || right(division_code, 1), '2022-01-01' FROM village ORDER BY division_code;
INSERT INTO site_closure (project_id, site_id, from_on, to_on) VALUES (1, 6, '2022-02-01', '2022-02-10');
INSERT INTO contract_site (project_id, contract_id, site_id) SELECT 1, 1, site_id FROM site ORDER BY site_id;
INSERT INTO site_target (project_id, contract_id, item, site_id, target_quantity) VALUES (1, 1, 'a', 1, 8);
INSERT INTO instalment (project_id, contract_id, number, amount, due_on, advance)
VALUES (1, 1, 1, 20000, '2022-01-10', true), (1, 1, 2, 40000, '2022-06-30', false);
INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on) VALUES (1, 1, 1, 20000, '2022-01-20');
INSERT INTO bid (project_id, org_id, qualified, won) VALUES (1, 2, true, true), (1, 3, true, false);
INSERT INTO post (project_id, site_id, person_code, from_on, to_on, award)
SELECT 1, s, 'D' || s, '2022-01-01', CASE s WHEN 5 THEN date '2022-02-15' END, CASE s WHEN 1 THEN 'excellent' END
FROM generate_series(1, 6) AS s;
INSERT INTO beneficiary (project_id, beneficiary_id, plan_on)
SELECT 1, s || '-' || i, CASE WHEN i > 2 THEN date '2022-01-15' END
FROM generate_series(1, 6) AS s, generate_series(1, 12) AS i;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT 1, s || '-' || i, s, CASE WHEN i <= 2 THEN 'A' WHEN i <= 5 THEN 'B' ELSE 'C' END, '2022-01-01'
FROM generate_series(1, 6) AS s, generate_series(1, 12) AS i;
INSERT INTO need (project_id, site_id, counted_on, need_level, need_type, eligible)
SELECT 1, s, '2022-01-01', l, t, 6 FROM generate_series(1, 6) AS s, unnest('{A,C}'::text[]) AS l,
	unnest('{play,study}'::text[]) AS t;
-- the fifth and the sixth did less and less; the fifth is unloved as well
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, hours, need_type, overlaps_with, registered,
	form_filed, feedback_filed, reported_by)
SELECT 1, s, 1, 'a', q + 10 * k, 2, CASE WHEN k % 2 = 0 THEN 'study' ELSE 'play' END, CASE k WHEN 3 THEN 'school' END,
	true, k < 4, true, 2
FROM generate_series(1, 6) AS s, (VALUES (date '2022-01-01'), ('2022-04-01')) AS v (q),
	generate_series(1, CASE WHEN s < 5 THEN 4 ELSE 1 END) AS k
ORDER BY s, q, k;
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT 1, a.activity_id, r.beneficiary_id FROM activity a JOIN roster r USING (project_id, site_id)
WHERE r.beneficiary_id NOT LIKE '%-1';
INSERT INTO photo (project_id, activity_id, phash)
SELECT 1, activity_id, ('x' || left(md5(activity_id::text), 16))::bit(64)::bigint FROM activity;
INSERT INTO photo (project_id, activity_id, sha256)
SELECT 1, activity_id, sha256('x') FROM activity WHERE site_id = 2 AND held_on IN ('2022-01-11', '2022-01-21');
DELETE FROM photo WHERE sha256 IS NULL AND activity_id IN (SELECT activity_id FROM photo WHERE sha256 IS NOT NULL);
INSERT INTO photo_rule (project_id, max_distance) VALUES (1, 4);
INSERT INTO duplicate_review (project_id, activity_id, earlier_project_id, earlier_activity_id, decision, decided_at)
SELECT 1, max(activity_id), 1, min(activity_id), 'confirmed', '2022-07-01' FROM photo WHERE sha256 IS NOT NULL;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 1, site_id, activity_id, 3, held_on + 1,
	CASE WHEN site_id = 4 AND held_on > '2022-05-01' THEN 'no_trace' ELSE 'confirmed' END
FROM activity;
INSERT INTO visit (project_id, site_id, verifier_id, visited_on, room_open)
SELECT 1, s, 3, d, s < 5 FROM generate_series(1, 6) AS s, (VALUES (date '2022-01-15'), ('2022-05-01')) AS v (d);
INSERT INTO visit_plan (project_id, from_on, until_on, site_id, stratum, due, drawn)
SELECT 1, '2022-04-01', '2022-06-30', s, 'red', '2022-05-05', 'stratum' FROM generate_series(1, 6) AS s;
INSERT INTO rest_day (day, name) VALUES ('2022-01-15', 'a Saturday'), ('2022-05-01', 'Labour Day');
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, question, rating, collector_id)
SELECT 1, s, q, CASE WHEN i % 2 = 0 THEN 'child' ELSE 'guardian' END, (ARRAY['A', 'B', 'C'])[1 + i % 3], 'satisfaction',
	CASE s WHEN 5 THEN 1 + i % 2 ELSE 3 + (s + i) % 3 END, 3
FROM generate_series(1, 6) AS s, (VALUES (date '2022-02-01'), ('2022-05-01')) AS v (q), generate_series(1, 12) AS i;
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, question, rating, collector_id)
SELECT 1, s, '2022-05-01', 'guardian', 'C', 'knows_service', 4, 3 FROM generate_series(1, 6) AS s;
INSERT INTO response (project_id, site_id, answered_on, respondent, rating, collector_id)
SELECT 1, s, '2022-05-01', r, 4, 3 FROM generate_series(1, 6) AS s, unnest('{village,buyer}'::text[]) AS r;
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score)
SELECT 1, s, q, 3, 'order', CASE s WHEN 5 THEN 99 ELSE 90 - 5 * s END
FROM generate_series(1, 6) AS s, (VALUES (date '2022-03-01'), ('2022-06-01')) AS v (q);
INSERT INTO allocation (project_id, site_id, given_on, kind, amount)
SELECT 1, s, q, 'base', 100 * (7 - s)
FROM generate_series(1, 6) AS s, (VALUES (date '2022-01-10'), ('2022-04-10')) AS v (q);
INSERT INTO funding (org_id, year, funder_id, kind, amount)
VALUES (2, 2021, 1, 'government_purchase', 50000), (2, 2022, 1, 'government_purchase', 60000),
	(2, 2022, 3, 'donation', 100);
INSERT INTO engagement (project_id, fact, present) VALUES (1, 'joint_design', true), (1, 'monitoring_visits', true);
INSERT INTO workforce (project_id, kind, from_on, to_on, people, days)
VALUES (1, 'staff', '2022-01-01', '2022-06-30', 2, 200);
INSERT INTO account (login, role, org_id) VALUES ('clerk', 'provider', 2);
RESET search_path;

-- A second, smaller project: what breaks a rule is put into it
SET search_path = plain;
INSERT INTO project (name, buyer_id, service, start_on, end_on)
VALUES ('small', 1, 'children_homes', '2023-01-01', '2023-03-31');
INSERT INTO milestone (project_id, code, name, until_on) VALUES (2, 'midterm', 'mid-term', '2023-02-28');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (2, 2, 'open_tender', 100);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (2, 2, 'a', 'activity', 9);
INSERT INTO site (project_id, division_code, name, opened_on) VALUES (2, '990101100201', 'small home', '2023-01-01');
INSERT INTO contract_site (project_id, contract_id, site_id) VALUES (2, 2, 7);
INSERT INTO site_target (project_id, contract_id, item, site_id, target_quantity) VALUES (2, 2, 'a', 7, 9);
INSERT INTO site_closure (project_id, site_id, from_on, to_on) VALUES (2, 7, '2023-03-20', '2023-03-21');
INSERT INTO instalment (project_id, contract_id, number, amount, due_on) VALUES (2, 2, 1, 100, '2023-03-31');
INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on) VALUES (2, 2, 1, 100, '2023-03-31');
INSERT INTO bid (project_id, org_id, qualified, won) VALUES (2, 2, true, true);
INSERT INTO post (project_id, site_id, person_code, from_on) VALUES (2, 7, 'd', '2023-01-01');
INSERT INTO beneficiary (project_id, beneficiary_id) VALUES (2, 'k');
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on) VALUES (2, 'k', 7, 'A', '2023-01-01');
INSERT INTO need (project_id, site_id, counted_on, need_level, need_type, eligible)
VALUES (2, 7, '2023-01-01', 'A', 'play', 1);
INSERT INTO activity (project_id, site_id, contract_id, item, held_on)
VALUES (2, 7, 2, 'a', '2023-02-01'), (2, 7, 2, 'a', '2023-03-01');
INSERT INTO attendance (project_id, activity_id, beneficiary_id) SELECT 2, activity_id, 'k' FROM activity
WHERE project_id = 2;
INSERT INTO photo (project_id, activity_id, phash) SELECT 2, activity_id, 1 FROM activity WHERE project_id = 2;
INSERT INTO photo_rule (project_id, scope) VALUES (2, 'provider');
-- a repeat of the other project's
INSERT INTO duplicate_review (project_id, activity_id, earlier_project_id, earlier_activity_id, decision)
SELECT 2, max(activity_id), 1, 1, 'rejected' FROM activity WHERE project_id = 2;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 2, 7, activity_id, 3, held_on, 'confirmed' FROM activity WHERE project_id = 2;
INSERT INTO visit_plan (project_id, from_on, until_on, site_id, stratum)
VALUES (2, '2023-01-01', '2023-03-31', 7, 'green');
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
VALUES (2, 7, '2023-02-01', 'child', 'A', 3, 3);
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score)
VALUES (2, 7, '2023-02-01', 3, 'order', 80);
INSERT INTO allocation (project_id, site_id, given_on, kind, amount) VALUES (2, 7, '2023-01-01', 'base', 10);
INSERT INTO engagement (project_id, fact, present) VALUES (2, 'joint_design', true);
-- what papers are made of
INSERT INTO budget_change (project_id, changed_on, amount) VALUES (2, '2023-02-01', -5);
INSERT INTO deviation (project_id, period, code, reason) VALUES (2, 'term', 'O1', 'floods');
INSERT INTO finding (project_id, site_id, code, found_on, reason) VALUES (2, 7, 'SAFE', '2023-02-01', 'no exit');
INSERT INTO rectification (project_id, site_id, code, reason, demand, issued_on, due_on)
VALUES (2, 7, 'SAFE', 'no exit', 'make one', '2023-02-02', '2023-03-02');
INSERT INTO workforce (project_id, kind, from_on, to_on, people, days)
VALUES (2, 'staff', '2023-01-01', '2023-03-31', 1, 60);
RESET search_path;
CALL plain.refresh_rankings();

-- The bureau's registry: book_1, book_2, ... with the columns entry_1, entry_2, ..., in another order, without any rule
CREATE SCHEMA registry;
CREATE SCHEMA own;
CREATE TEMPORARY TABLE fact AS
SELECT substr(object, 7) AS name, row_number() OVER (ORDER BY object COLLATE "C") AS place
FROM plain.workspace_part WHERE kind = 'facts' AND object LIKE 'table %';
DO $$
DECLARE
	f	record;
	filled	boolean;
BEGIN
	FOR f IN
		SELECT t.name, t.place,
			string_agg(format('%I AS entry_%s', a.attname, a.attnum), ', ' ORDER BY a.attnum DESC) AS entries,
			string_agg(format('entry_%s AS %I', a.attnum, a.attname), ', ' ORDER BY a.attname) AS shown
		FROM fact t JOIN pg_attribute a ON a.attrelid = format('plain.%I', t.name)::regclass AND a.attnum > 0
		GROUP BY t.name, t.place ORDER BY t.place
	LOOP
		EXECUTE format('CREATE TABLE registry.book_%s AS SELECT %s FROM plain.%I ORDER BY 1',
			f.place, f.entries, f.name);
		EXECUTE format('CREATE VIEW own.%I AS SELECT %s FROM registry.book_%s', f.name, f.shown, f.place);
		EXECUTE format('SELECT EXISTS (SELECT FROM own.%I)', f.name) INTO filled;
		ASSERT filled, f.name || ' has no row';
	END LOOP;
END $$;
SELECT count(*) >= 40 AS facts FROM fact;

CREATE TEMPORARY TABLE listed AS SELECT * FROM service_eval.create_workspace('own');
-- Every table of facts is kept as it is
SELECT action, split_part(object, ' ', 1) AS kind, reason, count(*) = (SELECT count(*) FROM fact) AS all_facts,
	bool_and(split_part(object, ' ', 2) IN (SELECT name FROM fact)) AS facts
FROM listed WHERE action = 'kept' GROUP BY 1, 2, 3;
-- What a view cannot carry is skipped: all foreign keys from and to one of them, all indexes and triggers.  Nothing
-- else is, but for rows of the pack.
CREATE TEMPORARY TABLE part AS
SELECT format('%s on %s', p.part, p.relation) AS object
FROM service_eval.workspace_plan('plain', '^[0-9]') p
WHERE p.part IS NOT NULL AND p.command IN ('ALTER TABLE', 'CREATE INDEX', 'CREATE TRIGGER')
	AND (p.relation IN (SELECT name FROM fact) OR p.referenced IN (SELECT name FROM fact));
SELECT count(*) > 50 AS parts, count(*) FILTER (WHERE l.object IS NULL) AS not_said,
	count(*) FILTER (WHERE p.object IS NULL) AS too_much
FROM part p
	FULL JOIN (SELECT object FROM listed WHERE action = 'skipped' AND object !~ '^rows of pack') l USING (object);
SELECT count(*) AS without_reason FROM listed WHERE action = 'skipped' AND reason !~ '^\w+ is the bureau''s own$';
SELECT object, reason FROM listed WHERE object ~ '^rows of pack' ORDER BY object COLLATE "C";
-- so nothing hangs on them, no touch_* trigger either
SELECT (SELECT count(*) FROM pg_trigger WHERE tgrelid = format('own.%I', name)::regclass)
	+ (SELECT count(*) FROM pg_constraint WHERE conrelid = format('own.%I', name)::regclass
		OR confrelid = format('own.%I', name)::regclass) AS parts, count(*) = (SELECT count(*) FROM fact) AS facts
FROM fact GROUP BY 1;
-- the other tables are made with all their rules; the bureau's own are not noted
SELECT count(*) > 20 AS tables, bool_and(l.action = 'created'
	AND service_eval.has_rules(format('own.%I', p.relation)::regclass, p.rules)) AS made
FROM service_eval.workspace_plan('own', '^[0-9]') p LEFT JOIN listed l USING (object)
WHERE p.command = 'CREATE TABLE' AND p.relation NOT IN (SELECT name FROM fact);
SELECT count(*) AS noted FROM own.workspace_part WHERE object IN (SELECT 'table ' || name FROM fact);

UPDATE own.scheme SET withdrawn_on = '2020-01-01' WHERE scheme_id = 'service_object';
CALL own.refresh_rankings();
-- every answer is the same in both, in every row; one tells when runs began
CREATE FUNCTION pg_temp.answers(workspace text, name text) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
	answers	text[];
BEGIN
	EXECUTE format('SELECT array_agg(v::text ORDER BY v::text COLLATE "C") FROM %I.%I v', workspace, name) INTO answers;
	RETURN answers;
END $$;
SELECT a.name, cardinality(a.own) AS rows, a.own = a.plain AS the_same
FROM (SELECT p.relation AS name, pg_temp.answers('own', p.relation) AS own,
		pg_temp.answers('plain', p.relation) AS plain
	  FROM service_eval.workspace_plan('own', '^6_answers/') p
	  WHERE p.command = 'CREATE VIEW' AND p.relation <> 'headline_run') a
ORDER BY a.name COLLATE "C";

-- What the workspace's own table refuses, a refresh refuses that reads it from a view: the same statement, the same
-- answer.  One for each table of facts, in whose place its view stands for that time
CREATE FUNCTION pg_temp.refusal(fact text, by_view boolean, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	rule text;
BEGIN
	IF by_view THEN
		EXECUTE format('ALTER TABLE plain.%I RENAME TO %I', fact, fact || '_before');
		EXECUTE format('ALTER VIEW own.%I SET SCHEMA plain', fact);
	END IF;
	PERFORM set_config('search_path', 'plain', true);
	EXECUTE statement;
	PERFORM service_eval.check_supplied_facts('plain', 2);
	RAISE EXCEPTION 'accepted' USING ERRCODE = '00001';	-- and undone
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS rule = CONSTRAINT_NAME;
	RETURN concat_ws(' ', SQLSTATE, coalesce(nullif(rule, ''), regexp_replace(SQLERRM, '\d+', '#', 'g')));
END $$;
CREATE TEMPORARY TABLE attempt (fact text, statement text);
INSERT INTO attempt VALUES
	('account', $$UPDATE account SET org_id = 99$$),
	('activity', $$UPDATE activity SET held_on = '2022-12-31' WHERE project_id = 2$$),
	('allocation', $$UPDATE allocation SET given_on = 'infinity' WHERE project_id = 2$$),
	('assessment', $$UPDATE assessment SET score = 'NaN' WHERE project_id = 2$$),
	('attendance', $$UPDATE attendance SET beneficiary_id = 'nobody' WHERE project_id = 2$$),
	('beneficiary', $$INSERT INTO beneficiary (project_id, beneficiary_id) VALUES (2, 'k')$$),
	('bid', $$UPDATE bid SET org_id = 99 WHERE project_id = 2$$),
	('budget_change', $$UPDATE budget_change SET amount = 'NaN' WHERE project_id = 2$$),
	('contract', $$UPDATE contract SET provider_id = 99 WHERE project_id = 2$$),
	('contract_item', $$UPDATE contract_item SET spread = 'month' WHERE project_id = 2$$),
	('contract_site', $$UPDATE contract_site SET site_id = 99 WHERE project_id = 2$$),
	('deviation', $$UPDATE deviation SET reason = ' ' WHERE project_id = 2$$),
	('dimension', $$UPDATE dimension SET code = 'A B' WHERE code = 'cost'$$),
	('duplicate_review', $$UPDATE duplicate_review SET earlier_project_id = 2, earlier_activity_id = activity_id
		WHERE project_id = 2$$),
	('engagement', $$UPDATE engagement SET fact = 'good will' WHERE project_id = 2$$),
	('finding', $$UPDATE finding SET site_id = 99 WHERE project_id = 2$$),
	('funding', $$UPDATE funding SET year = 20 WHERE year = 2021$$),
	('instalment', $$UPDATE instalment SET share = 1 WHERE project_id = 2$$),
	('label', $$UPDATE label SET zh = ' ' WHERE kind = 'grade'$$),
	('milestone', $$UPDATE milestone SET code = 'term' WHERE project_id = 2$$),
	('need', $$UPDATE need SET eligible = -1 WHERE project_id = 2$$),
	('need_level', $$UPDATE need_level SET weight = 0 WHERE code = 'A'$$),
	('organization', $$UPDATE organization SET kind = 'club' WHERE org_id = 3$$),
	('organization_kind', $$UPDATE organization_kind SET name_en = NULL WHERE code = 'enterprise'$$),
	('payment', $$UPDATE payment SET paid_on = NULL WHERE project_id = 2$$),
	('photo', $$UPDATE photo SET phash = NULL WHERE project_id = 2$$),
	('photo_rule', $$UPDATE photo_rule SET max_distance = 65 WHERE project_id = 2$$),
	('post', $$INSERT INTO post (project_id, site_id, role, person_code, from_on, acting)
		VALUES (2, 7, 'director', 'e', '2023-03-01', false)$$),
	('post_role', $$INSERT INTO post_role (code, name_en, name_zh, display_order) VALUES ('director', 'd', 'd', 1)$$),
	('procurement_mode', $$UPDATE procurement_mode SET name_zh = NULL WHERE code = 'open_tender'$$),
	('project', $$UPDATE project SET end_on = start_on - 1 WHERE project_id = 2$$),
	('rectification', $$UPDATE rectification SET due_on = '2023-02-01' WHERE project_id = 2$$),
	('respondent_group', $$UPDATE respondent_group SET is_served = NULL WHERE code = 'buyer'$$),
	('response', $$UPDATE response SET need_level = NULL WHERE project_id = 2$$),
	('rest_day', $$UPDATE rest_day SET day = 'infinity' WHERE day = '2022-05-01'$$),
	('roster', $$INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
		VALUES (2, 'k', 7, 'B', '2023-02-01')$$),
	('service', $$UPDATE service SET code = 'Homes' WHERE code = 'children_homes'$$),
	('setting', $$UPDATE setting SET small_count = 0$$),
	('site', $$UPDATE site SET division_code = '000000000000' WHERE project_id = 2$$),
	('site_closure', $$INSERT INTO site_closure (project_id, site_id, from_on) VALUES (2, 7, '2023-03-21')$$),
	('site_target', $$UPDATE site_target SET target_quantity = 10 WHERE project_id = 2$$),
	('village', $$UPDATE village SET township = ' T1' WHERE division_code = '990101100201'$$),
	('visit', $$UPDATE visit SET visited_on = '2023-01-15' WHERE project_id = 2$$),
	('visit_plan', $$UPDATE visit_plan SET stratum = 'blue' WHERE project_id = 2$$),
	('workforce', $$UPDATE workforce SET days = 93 WHERE project_id = 2$$);
SELECT a.fact, a.by_table, a.by_view = a.by_table AS the_same
FROM (SELECT fact, pg_temp.refusal(fact, false, statement) AS by_table,
		pg_temp.refusal(fact, true, statement) AS by_view
	  FROM attempt) a
ORDER BY a.fact COLLATE "C";
-- none is forgotten
SELECT count(*) FROM fact FULL JOIN attempt ON fact.name = attempt.fact WHERE fact.name IS NULL OR attempt.fact IS NULL;
-- and where nothing is wrong none refuses
SELECT name, pg_temp.refusal(name, true, 'SELECT')
FROM unnest('{activity,duplicate_review,need_level,site}'::text[]) AS name;
-- A copy of a table has the names of its constraints, but neither triggers nor foreign keys: it is looked at as well
CREATE FUNCTION pg_temp.copying(fact text, statement text) RETURNS text LANGUAGE sql RETURN pg_temp.refusal(NULL, false,
	format('ALTER TABLE %1$s RENAME CONSTRAINT %1$s_pkey TO %1$s_before_pkey;
		ALTER TABLE %1$s RENAME TO %1$s_before;
		CREATE TABLE %1$s (LIKE %1$s_before INCLUDING ALL);
		INSERT INTO %1$s OVERRIDING SYSTEM VALUE SELECT * FROM %1$s_before; ', fact) || statement);
SELECT pg_temp.copying('visit', 'SELECT') AS right,
	pg_temp.copying('visit', $$UPDATE visit SET visited_on = '2023-01-15'$$) AS trigger,
	pg_temp.copying('payment', 'UPDATE payment SET instalment = 7') AS foreign_key;
-- So is the workspace's own table that would refer to a copy, which was there first: no foreign key can be made to it
CREATE SCHEMA copied;
CREATE TABLE copied.village (LIKE plain.village INCLUDING ALL);
SELECT object, reason FROM service_eval.create_workspace('copied') WHERE object ~ '^site_division_code_fkey ';
INSERT INTO copied.organization (name, kind) VALUES ('bureau', 'government');
INSERT INTO copied.village SELECT * FROM plain.village WHERE name = 'V1';
INSERT INTO copied.project (name, buyer_id, service, start_on, end_on)
SELECT 'homes', 1, min(code), '2023-01-01', '2023-03-31' FROM copied.service;
INSERT INTO copied.site (project_id, division_code, name, opened_on) VALUES (1, '990101100201', 'home', '2023-01-01');
SELECT service_eval.check_supplied_facts('copied', 1);
UPDATE copied.site SET division_code = '000000000000';
\set VERBOSITY terse
SELECT service_eval.check_supplied_facts('copied', 1);
\set VERBOSITY default
DROP SCHEMA copied CASCADE;

-- The nightly call fails for that project with this SQLSTATE, and what was ranked before stays
UPDATE own.response SET rating = 6 WHERE project_id = 2;
\set VERBOSITY sqlstate
CALL own.refresh_rankings();
\set VERBOSITY default
SELECT project_id, error FROM own.evaluation_run WHERE status = 'failed';
SELECT pg_temp.answers('own', 'village_ranking') = pg_temp.answers('plain', 'village_ranking') AS the_same;
-- corrected, it is refreshed again, and the other is left alone
UPDATE own.response SET rating = 5 WHERE project_id = 2;
CALL own.refresh_rankings();
SELECT project_id, bool_or(status = 'superseded') AS renewed, count(*) FILTER (WHERE status = 'finished') AS current
FROM own.evaluation_run WHERE status <> 'failed' GROUP BY 1 ORDER BY 1;

DROP SCHEMA plain, own, registry CASCADE;

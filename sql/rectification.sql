-- Rectification: what is demanded, from what, of whom, and whether it was done; the letters
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('papers', pack => 'blank') WHERE action = 'created';
SET search_path = papers, service_eval;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers
\set project :top '/test/papers_project.sql'
\i :project

-- from findings: about a site, a lot, the project; number by number
SELECT demand_rectification(1, 'finding', 1, issued_on => '2024-07-01') AS of_site;
-- what is about a lot is not about one site
SELECT count(*) AS of_one_site FROM demand_rectification(1, 'finding', 2, site_id => 1);
SELECT demand_rectification(1, 'finding', 2, issued_on => '2024-07-01', due_on => '2024-07-01') AS of_lot;
SELECT demand_rectification(1, 'finding', 3, issued_on => '2024-12-31', responsible => 'Li',
	demand_zh => '张贴热线电话。') AS of_project;
-- from limiters that hold, from what is not rated, from the bottom band; the second quarter says the same as the term
SELECT demand_rectification(1, 'limiter', issued_on => '2024-07-01') AS limiter;
SELECT demand_rectification(1, 'data_gap', period => '2024Q2', issued_on => '2024-07-01') AS gap;
SELECT demand_rectification(1, 'band', period => '2024Q2', issued_on => '2024-07-01', due_on => '2024-07-15') AS band;
-- another scheme caps the first site as well
SELECT source, code, site_id, contract_id, period, finding_id, issued_on, due_on, responsible
FROM rectification ORDER BY rectification_id;

-- again: nothing is demanded twice, and it is said
SET client_min_messages = notice;
SELECT demand_rectification(1, 'finding', 1) AS again;
SELECT demand_rectification(1, 'limiter', profile => 'files') AS again;
SELECT demand_rectification(1, 'band') AS again;
SELECT demand_rectification(1, 'data_gap', period => '2024Q2', site_id => 1) AS not_concerned;
SELECT demand_rectification(2, 'band') AS one_site_has_no_band;
-- in the first quarter nobody was looked at: of the six sites one has been told before
SELECT count(*) AS others FROM demand_rectification(1, 'data_gap', period => '2024Q1', issued_on => '2024-04-01');
SET client_min_messages = warning;
DELETE FROM rectification WHERE period = '2024Q1';
-- of another project, another row
SELECT demand_rectification(2, 'finding', 5, issued_on => '2024-07-01') > 6 AS of_second_project;

-- what cannot be demanded
SELECT n, pg_temp.answer(statement) AS answer FROM (VALUES
	(1, $$SELECT demand_rectification(1, 'other')$$), (2, $$SELECT demand_rectification(1, NULL)$$),
	(3, $$SELECT demand_rectification(9, 'band')$$), (4, $$SELECT demand_rectification(1, 'band', period => '2024Q3')$$),
	(5, $$SELECT demand_rectification(1, 'band', profile => 'none')$$), (6, $$SELECT demand_rectification(1, 'finding')$$),
	(7, $$SELECT demand_rectification(1, 'finding', 5)$$), (8, $$SELECT demand_rectification(1, 'finding', 4)$$)
) AS s (n, statement) ORDER BY n;

-- the letters: of a limit, a gap, the bottom band, a finding at a site, of a lot, of the project
\pset format unaligned
\pset tuples_only on
SELECT line, text_en FROM rectification_letter(1, 4);
SELECT text_zh FROM rectification_letter(1, 4);
SELECT text_en FROM rectification_letter(1, 5) WHERE line BETWEEN 3 AND 6;
SELECT text_zh FROM rectification_letter(1, 5) WHERE line BETWEEN 3 AND 6;
SELECT text_en FROM rectification_letter(1, 6) WHERE line BETWEEN 3 AND 7;
SELECT text_zh FROM rectification_letter(1, 6) WHERE line BETWEEN 3 AND 7;
SELECT text_en FROM rectification_letter(1, 1) WHERE line BETWEEN 3 AND 6;
SELECT text_zh FROM rectification_letter(1, 1) WHERE line BETWEEN 3 AND 6;
SELECT text_en FROM rectification_letter(1, 2) WHERE line IN (3, 5);
SELECT text_zh FROM rectification_letter(1, 2) WHERE line IN (3, 5);
-- one language stands for the other
SELECT text_en FROM rectification_letter(1, 3) WHERE line IN (2, 3, 5, 6, 10);
SELECT text_zh FROM rectification_letter(1, 3) WHERE line IN (2, 3, 5, 6, 10);
\pset tuples_only off
\pset format aligned
-- a letter that is printed again says the same, whatever was corrected since
SELECT md5(string_agg(text_zh, '' ORDER BY line)) AS printed FROM rectification_letter(1, 6) \gset
UPDATE assessment SET score = 100 WHERE site_id = 5;
SELECT refresh_project(1) > 0 AS refreshed;
SELECT rank FROM village_ranking WHERE project_id = 1 AND site_id = 5 AND period = '2024Q2' AND profile = 'panel';
SELECT md5(string_agg(text_zh, '' ORDER BY line)) = :'printed' AS the_same FROM rectification_letter(1, 6);
SELECT n, pg_temp.answer(statement) AS answer FROM (VALUES
	(1, 'SELECT count(*) FROM rectification_letter(2, 1)'), (2, 'SELECT count(*) FROM rectification_letter(1, NULL)')
) AS s (n, statement) ORDER BY n;
-- responsible is who serves the site on that day, or served it last; the second site was handed over
BEGIN;
UPDATE contract_site SET to_on = '2024-03-31' WHERE site_id = 2;
INSERT INTO contract_site (project_id, contract_id, site_id, from_on) VALUES (1, 2, 2, '2024-04-01');
SELECT day, responsible_providers(1, 2, NULL, day) AS of_site, responsible_providers(1, NULL, 2, day) AS of_lot,
	responsible_providers(1, NULL, NULL, day) AS of_project
FROM unnest('{2023-12-31,2024-03-31,2024-04-01,2025-01-01}'::date[]) AS day;
-- periods as people call them
INSERT INTO milestone (project_id, code, name, until_on) VALUES (1, 'midterm', '中期', '2024-03-31');
SELECT p AS period, w.english, w.chinese
FROM unnest('{term,2024Q1,2024Q4,2024H1,2024H2,2024-03,2024-12,2024,midterm,contract 2,contract 3,else}'::text[]) AS p
	CROSS JOIN LATERAL period_words(1, p) w;
ROLLBACK;
-- all letters of a period and a source, ten lines each
SELECT rectification_id, site_id, site, village, township, count(*) AS lines, max(line) AS last
FROM rectification_letters(1, '2024Q2', 'band') GROUP BY 1, 2, 3, 4, 5;
SELECT rectification_id, count(*) AS lines FROM rectification_letters(1) GROUP BY 1 ORDER BY 1;
SELECT count(*) AS none FROM rectification_letters(1, '2024Q2', 'limiter');

-- a demand of the bureau's own
INSERT INTO rectification (project_id, site_id, code, reason_zh, demand_zh, issued_on, due_on)
VALUES (1, 2, '公示栏', '未公示', '公示', current_date - 40, current_date);
SELECT rectification_id AS own FROM rectification WHERE source = 'other' \gset

-- status, as of today: the due day itself is in time
UPDATE rectification SET issued_on = current_date - 40, due_on = current_date - 1 WHERE rectification_id = 1;
UPDATE rectification SET issued_on = current_date - 40, due_on = current_date + 3 WHERE rectification_id = 4;
UPDATE rectification SET issued_on = current_date - 40, due_on = current_date - 10, reply = 'renewed; 已更换',
	replied_on = current_date - 10 WHERE rectification_id = 5;
UPDATE rectification SET issued_on = current_date - 40, due_on = current_date - 10, reply = 'done',
	replied_on = current_date - 3, evidence = 'photo 13', verified_by = 'Wang', verified_on = current_date - 1
WHERE rectification_id = 6;
UPDATE finding SET withdrawn_on = current_date + 1 WHERE project_id = 1 AND finding_id = 2;
SELECT rectification_id AS id, s.status, l.zh, days_left, days_overdue, source, s.code, site, village, township,
	contract_id, reply, evidence, verified_by
FROM rectification_status s JOIN label l ON l.kind = 'rectification_status' AND l.code = s.status
WHERE project_id = 1 AND rectification_id <> 3 ORDER BY rectification_id;
SELECT reason, demand, demand_zh FROM rectification_status WHERE rectification_id = :own;
SELECT view, question_zh, audience_en FROM answers WHERE view = 'rectification_status';
-- letters go out for what is to be done, and for what was done and not verified
SELECT DISTINCT rectification_id FROM rectification_letters(1) WHERE rectification_id <> 3 ORDER BY 1;
-- verified, and found again: demanded again.  The site is at the bottom no more; another one is now
SELECT demand_rectification(1, 'band', period => '2024Q2', issued_on => '2024-07-01') IS NOT NULL AS demanded;
SELECT site_id, code FROM rectification WHERE project_id = 1 ORDER BY rectification_id DESC LIMIT 1;

-- what cannot be entered
SELECT n, split_part(split_part(pg_temp.answer(statement), E'\n', 1), 'constraint ', 2) AS rule FROM (VALUES
	(1, $$UPDATE rectification SET due_on = issued_on - 1 WHERE rectification_id = 1$$),
	(2, $$UPDATE rectification SET due_on = 'infinity' WHERE rectification_id = 1$$),
	(3, $$UPDATE rectification SET issued_on = '-infinity' WHERE rectification_id = 1$$),
	(4, $$UPDATE rectification SET reply = 'x' WHERE rectification_id = 1$$),
	(5, $$UPDATE rectification SET reply = ' ', replied_on = due_on WHERE rectification_id = 1$$),
	(6, $$UPDATE rectification SET reply = 'x', replied_on = issued_on - 1 WHERE rectification_id = 1$$),
	(7, $$UPDATE rectification SET verified_by = 'x', verified_on = due_on WHERE rectification_id = 1$$),
	(8, $$UPDATE rectification SET verified_by = NULL WHERE rectification_id = 6$$),
	(9, $$UPDATE rectification SET verified_by = ' ' WHERE rectification_id = 6$$),
	(10, $$UPDATE rectification SET verified_on = replied_on - 1 WHERE rectification_id = 6$$),
	(11, $$UPDATE rectification SET verified_on = 'infinity' WHERE rectification_id = 6$$),
	(12, $$UPDATE rectification SET source = 'rumour' WHERE rectification_id = 4$$),
	(13, $$UPDATE rectification SET source = 'other' WHERE rectification_id = 1$$),
	(14, $$UPDATE rectification SET finding_id = 1 WHERE rectification_id = 4$$),
	(15, $$UPDATE rectification SET code = ' SAFE' WHERE rectification_id = 1$$),
	(16, $$UPDATE rectification SET demand = NULL, demand_zh = NULL WHERE rectification_id = 1$$),
	(17, $$UPDATE rectification SET demand_zh = ' ' WHERE rectification_id = 1$$),
	(18, $$UPDATE rectification SET reason = NULL, reason_zh = NULL WHERE rectification_id = 1$$),
	(19, $$UPDATE rectification SET period = '２０２４' WHERE rectification_id = 1$$),
	(20, $$UPDATE rectification SET responsible = '' WHERE rectification_id = 1$$),
	(21, $$UPDATE rectification SET site_id = 7 WHERE rectification_id = 1$$),
	(22, $$UPDATE rectification SET finding_id = 5 WHERE rectification_id = 1$$),
	(23, $$UPDATE rectification SET contract_id = 3 WHERE rectification_id = 1$$),
	(24, $$INSERT INTO rectification (project_id, site_id, source, code, reason, demand, issued_on, due_on)
		VALUES (1, 1, 'limiter', 'verification', 'x', 'x', '2024-07-01', '2024-07-01')$$)
) AS s (n, statement) ORDER BY n;

-- each act is in the log, and the chain holds
UPDATE rectification SET due_on = due_on + 1 WHERE rectification_id = :own;
UPDATE rectification SET reply = 'x', replied_on = current_date WHERE rectification_id = :own;
UPDATE rectification SET verified_by = 'Wang', verified_on = current_date WHERE rectification_id = :own;
UPDATE rectification SET verified_by = NULL, verified_on = NULL WHERE rectification_id = :own;
UPDATE rectification SET reply = NULL, replied_on = NULL WHERE rectification_id = :own;
UPDATE rectification SET responsible = 'Wang' WHERE rectification_id = :own;
UPDATE rectification SET responsible = 'Wang' WHERE rectification_id = :own;
DELETE FROM rectification WHERE rectification_id = :own;
SELECT replace(subject, 'rectification ' || :own, 'rectification N') AS subject, act,
	detail ->> 'demand_zh' = '公示' AS the_row
FROM audit_log WHERE subject LIKE format('rectification %s of %%', :own) ORDER BY entry_no;
SELECT subject FROM audit_log WHERE project_id = 1 AND act = 'rectification demanded' ORDER BY entry_no LIMIT 3;
SELECT project_id, subject ~ '^rectification \d+ of site 7$' AS subject FROM audit_log
WHERE project_id = 2 AND act <> 'results computed';
BEGIN;
SELECT count(*) AS rows FROM rectification \gset
SELECT count(*) AS removed FROM audit_log WHERE act = 'rectification removed' \gset
TRUNCATE rectification;
SELECT count(*) - :removed - :rows AS not_told FROM audit_log WHERE act = 'rectification removed';
SELECT * FROM verify_chain() WHERE verdict <> 'consistent';
ROLLBACK;
SELECT * FROM verify_chain() WHERE verdict <> 'consistent';

-- a clerk writes letters without a right on any fact about a person
CREATE ROLE regress_service_eval_agent;
GRANT USAGE ON SCHEMA papers, service_eval TO regress_service_eval_agent;
GRANT SELECT ON rectification, rectification_status, finding, project, organization, contract, site, village, site_place
TO regress_service_eval_agent;
SET ROLE regress_service_eval_agent;
SELECT count(*) AS lines FROM rectification_letter(1, 1);
SELECT count(DISTINCT rectification_id) > 3 AS letters FROM rectification_letters(1);
SELECT pg_temp.answer($$SELECT demand_rectification(1, 'band')$$) ~ '^42501' AS not_hers;
RESET ROLE;
GRANT SELECT ON ALL TABLES IN SCHEMA papers TO regress_service_eval_agent;
REVOKE SELECT ON beneficiary, roster, attendance, response, need, post, level_measure, key_person_left_out, activity,
	visit FROM regress_service_eval_agent;
GRANT INSERT ON rectification TO regress_service_eval_agent;
SET ROLE regress_service_eval_agent;
BEGIN;
SELECT count(*) AS demanded FROM demand_rectification(1, 'data_gap', period => '2024Q1', site_id => 3);
SELECT count(*) AS demanded FROM demand_rectification(1, 'data_gap', period => '2024Q1', issued_on => '2024-04-01');
SELECT count(*) AS demanded FROM demand_rectification(1, 'limiter', profile => 'files', issued_on => '2024-04-01');
ROLLBACK;
RESET ROLE;
-- who answers and may neither verify nor choose the day: today, until it was verified
GRANT UPDATE (reply, evidence) ON rectification TO regress_service_eval_agent;
BEGIN;
INSERT INTO rectification (project_id, site_id, code, reason, demand, issued_on, due_on)
VALUES (1, 2, 'REPLY', 'x', 'y', '2024-07-01', '2024-07-31');
SET ROLE regress_service_eval_agent;
UPDATE rectification SET evidence = 'file 1' WHERE code = 'REPLY' RETURNING reply, replied_on, evidence;
UPDATE rectification SET reply = 'done' WHERE code = 'REPLY' RETURNING replied_on = day_of(now()) AS today;
UPDATE rectification SET reply = NULL, evidence = NULL WHERE code = 'REPLY' RETURNING reply, replied_on, evidence;
UPDATE rectification SET reply = 'done' WHERE code = 'REPLY';
RESET ROLE;
UPDATE rectification SET replied_on = '2024-07-20' WHERE code = 'REPLY' RETURNING replied_on;
SET ROLE regress_service_eval_agent;
-- what stays the same is not answered anew; a word more is
UPDATE rectification SET reply = 'done' WHERE code = 'REPLY' RETURNING replied_on;
UPDATE rectification SET evidence = 'file 2' WHERE code = 'REPLY' RETURNING replied_on = day_of(now()) AS today;
RESET ROLE;
UPDATE rectification SET replied_on = '2024-07-20', verified_by = 'Wang', verified_on = '2024-07-21'
WHERE code = 'REPLY';
SELECT rectification_id AS verified FROM rectification WHERE code = 'REPLY' \gset
SET ROLE regress_service_eval_agent;
SELECT replace(pg_temp.answer($$UPDATE rectification SET reply = 'more' WHERE code = 'REPLY'$$),
	'rectification ' || :verified, 'rectification N') AS answer;
SELECT left(pg_temp.answer($$UPDATE rectification SET evidence = 'file 3' WHERE code = 'REPLY'$$), 5) AS refused;
UPDATE rectification SET reply = 'done' WHERE code = 'REPLY' RETURNING reply, replied_on, evidence, verified_on;
RESET ROLE;
-- whoever may verify may correct
GRANT UPDATE (replied_on, verified_on) ON rectification TO regress_service_eval_agent;
SET ROLE regress_service_eval_agent;
UPDATE rectification SET reply = 'more', replied_on = '2024-07-19' WHERE code = 'REPLY'
RETURNING reply, replied_on, evidence, verified_on;
RESET ROLE;
ROLLBACK;
DROP OWNED BY regress_service_eval_agent;
DROP ROLE regress_service_eval_agent;

RESET search_path;
DROP SCHEMA papers CASCADE;

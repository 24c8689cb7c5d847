-- Who kept terms: paid on time, delivered verifiably; every figure by hand
SET client_min_messages = warning;
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('terms') WHERE action = 'created';
SET search_path = terms, service_eval;

INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization'), ('office', 'other');
INSERT INTO village VALUES ('990101100201', 'V1', 'T', 'C');
-- one quarter; two quarters; one that is over and one that runs
INSERT INTO project (name, buyer_id, start_on, end_on) VALUES
	('one', 1, '2021-07-01', '2021-09-30'), ('two', 1, '2021-07-01', '2021-12-31'),
	('running', 1, date_trunc('quarter', current_date::timestamp) - interval '3 months', date_trunc('quarter', current_date::timestamp) + interval '9 months - 1 day');
INSERT INTO site (project_id, division_code, name, opened_on) SELECT project_id, '990101100201', 'home', start_on FROM project ORDER BY 1;

-- What was agreed with the agency, reported, and found by the office, which looked at all but where it says NULL
CREATE TEMPORARY TABLE delivery AS
SELECT * FROM (VALUES
	(1, 1, 'a', 10, 10, 9),			-- 9 of 10 reported and of 10 due: just enough
	(1, 2, 'a', 10, 10, 10),
	(1, 3, 'a', 10, 10, 8),			-- too little
	(1, 4, 'a', 10, 9, 9),			-- 9 due, none more reported
	(1, 5, 'a', 10, 20, 17),		-- more than was due, but 15 % of the reports are nothing
	(1, 6, 'a', 10, 10, 10),
	(1, 7, 'a', 10, 10, 10),
	(1, 8, 'a', 10, 10, NULL),		-- never checked
	(1, 9, 'a', 10, 8, NULL),		-- never checked, and too few anyhow
	(1, 10, 'a', 10, 15, 15),		-- 15 of one do not make up
	(1, 10, 'b', 10, 5, 5),			-- for 5 of the other
	(1, 11, 'a', 10, 10, 10),
	(1, 12, 'a', 10, 0, 0),			-- nothing
	-- 13: a contract without items
	(1, 14, 'a', 10, 10, 10), (1, 15, 'a', 10, 10, 10), (1, 16, 'a', 10, 10, 10), (1, 17, 'a', 10, 10, 10), (1, 18, 'a', 10, 10, 10),
	(1, 19, 'a', 10, 10, 10), (1, 20, 'a', 10, 10, 10),
	(1, 21, 'a', 10, 10, 10), (1, 21, 'b', 10, 9, NULL),	-- one item is known, the other could still be 9
	(1, 22, 'a', 10, 10, 10), (1, 22, 'b', 10, 7, NULL)		-- ... but not 8: 17 of 20
) AS v (project_id, contract_id, item, target, reported, confirmed);
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price) OVERRIDING SYSTEM VALUE
SELECT CASE i WHEN 23 THEN 2 WHEN 24 THEN 3 ELSE 1 END, i, 2, 'open_tender', 100 FROM generate_series(1, 24) AS i;
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) SELECT project_id, contract_id, item, 'activity', target FROM delivery ORDER BY 2, 3;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on)
SELECT 1, 1, contract_id, item, '2021-08-01' FROM delivery, generate_series(1, reported) ORDER BY 3, 4;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 1, 1, activity_id, 3, '2021-08-02', CASE WHEN place <= confirmed THEN 'confirmed' ELSE 'no_trace' END
FROM (SELECT *, row_number() OVER (PARTITION BY contract_id, item ORDER BY activity_id) AS place FROM activity) a JOIN delivery USING (project_id, contract_id, item)
WHERE confirmed IS NOT NULL;

INSERT INTO payment (project_id, contract_id, period, due, due_on, paid, paid_on) VALUES
	(1, 1, '2021-07-01', 100, '2021-10-15', 100, '2021-10-15'),		-- on the day
	(1, 2, '2021-07-01', 100, '2021-10-15', 100, '2021-10-16'),		-- a day late
	(1, 3, '2021-07-01', 100, '2021-10-15', 100, '2021-06-30'),		-- in advance
	(1, 4, '2021-07-01', 100, '2021-10-15', 60, '2021-10-15'),		-- a part of it
	(1, 5, '2021-07-01', 100, '2021-10-15', 0, NULL),				-- never
	(1, 6, '2021-07-01', 100, NULL, 100, '2021-10-15'),				-- due nobody knows when
	-- 7: nothing recorded
	(1, 8, '2021-07-01', 100, '2021-10-15', 100, '2021-10-15'),
	(1, 9, '2021-07-01', 100, '2021-10-15', 100, '2021-10-15'),
	(1, 10, '2021-07-01', 30, '2021-08-15', 30, '2021-08-01'), (1, 10, '2021-07-01', 70, '2021-10-15', 70, '2021-10-25'),	-- two instalments, the larger late
	(1, 11, '2021-07-01', 50, NULL, 50, '2021-10-15'), (1, 11, '2021-07-01', 50, '2021-10-15', 50, '2021-10-18'),			-- one unknown, but one late
	(1, 12, '2021-07-01', 0, '2021-10-15', 0, NULL),				-- nothing due
	(1, 13, '2021-07-01', 100, '2021-10-15', 100, '2021-10-15'),
	(1, 14, '2021-07-01', 100, '2021-10-15', 100, current_date + 10),	-- said to be paid on a day to come
	(1, 15, '2021-07-01', 100, current_date + 10, 0, NULL),			-- not due yet
	(1, 16, '2021-07-01', 100, current_date + 10, 100, current_date),	-- not due yet, and paid
	(1, 17, '2021-07-01', 100, current_date + 10, 60, current_date - 10),	-- not due yet, a part paid
	(1, 18, '2021-07-01', 100, current_date, 0, NULL),				-- due today
	(1, 19, '2021-07-01', 100, current_date, 100, current_date),	-- due today and paid today
	(1, 20, '2021-07-01', 100, '2021-10-15', 150, '2021-10-15'),	-- more than was due
	(1, 21, '2021-07-01', 100, '2021-10-15', 100, '2021-10-15'),
	(1, 22, '2021-07-01', 100, '2021-10-15', 100, '2021-10-15');
CALL refresh_rankings(only_project => 1);

SELECT contract_id, due, paid, on_time_share, undated, buyer_kept, target, reported, verified, fulfilled_share, verification_factor, provider_kept, kept
FROM trust_log WHERE project_id = 1 AND period IS NULL ORDER BY 1;
-- days late: 0, 1, 0, since the 15th of October, ..., none where nothing is due
SELECT contract_id, CASE WHEN contract_id IN (4, 5, 14) THEN late_days - (current_date - date '2021-10-15') ELSE late_days END AS late_days
FROM trust_log WHERE project_id = 1 AND period IS NULL ORDER BY 1;
SELECT DISTINCT buyer, provider FROM trust_log;
-- a quarter that is the whole term says the same
SELECT count(*) AS contracts, count(DISTINCT contract_id) AS different FROM (
	SELECT contract_id, due, paid, on_time_share, late_days, undated, buyer_kept, target, reported, verified, fulfilled_share, verification_factor, provider_kept, kept
	FROM trust_log WHERE project_id = 1 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14) t;

-- An upload that a person confirmed to be a repeat is not delivered, whatever a check would find: of contract 8 nothing was ever
-- checked, but with two repeats it is 8 of 10 at most
BEGIN;
INSERT INTO photo (project_id, activity_id, phash)
SELECT 1, activity_id, 7 FROM (SELECT activity_id FROM activity WHERE contract_id = 8 ORDER BY 1 LIMIT 3) a;
SELECT refresh_project(1) > 0 AS runs;
INSERT INTO duplicate_review (project_id, activity_id, earlier_activity_id, decision)
SELECT project_id, activity_id, earlier_activity_id, 'confirmed' FROM duplicate_activity;
SELECT refresh_project(1) > 0 AS runs;
SELECT deduplicated, verified FROM contract_fulfilment WHERE contract_id = 8 AND period IS NULL;
SELECT reported, verified, provider_kept, kept FROM trust_log WHERE contract_id = 8 AND period IS NULL;
ROLLBACK;

-- Two quarters: both kept terms in the first, neither in the second.  Over the term the agency made 18 of 20, and of three
-- instalments, one of them for the time before the project, two were paid on time
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (2, 23, 'a', 'activity', 20);
INSERT INTO activity (project_id, site_id, contract_id, item, held_on)
SELECT 2, 2, 23, 'a', day FROM (VALUES (date '2021-08-01'), ('2021-11-01')) AS q (day), generate_series(1, 10) ORDER BY day;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 2, 2, activity_id, 3, held_on, CASE WHEN held_on > '2021-10-01' AND place > 8 THEN 'no_trace' ELSE 'confirmed' END
FROM (SELECT *, row_number() OVER (PARTITION BY held_on ORDER BY activity_id) AS place FROM activity WHERE project_id = 2) a;
INSERT INTO payment (project_id, contract_id, period, due, due_on, paid, paid_on) VALUES
	(2, 23, '2021-04-01', 100, '2021-07-15', 100, '2021-07-10'), (2, 23, '2021-07-01', 100, '2021-10-15', 100, '2021-10-15'),
	(2, 23, '2021-10-01', 100, '2022-01-15', 100, '2022-02-01');
CALL refresh_rankings(only_project => 2);
SELECT period, due, on_time_share, late_days, buyer_kept, fulfilled_share, verification_factor, provider_kept, kept FROM trust_log WHERE project_id = 2 ORDER BY period;

-- A quarter that runs is not held against the provider before its last day; what was too little in the one before is
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (3, 24, 'a', 'activity', 40);
INSERT INTO activity (project_id, site_id, contract_id, item, held_on) SELECT 3, 3, 24, 'a', p.start_on FROM project p, generate_series(1, 8) WHERE p.project_id = 3;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome) SELECT 3, 3, activity_id, 3, held_on, 'confirmed' FROM activity WHERE project_id = 3;
CALL refresh_rankings(only_project => 3);
SELECT CASE WHEN t.period IS NULL THEN 'term' WHEN t.period = p.start_on THEN 'before' ELSE 'running' END AS quarter, t.target, t.reported,
	t.provider_kept IS NOT DISTINCT FROM CASE WHEN t.period = p.start_on OR extract(day FROM current_date + 1) = 1 AND extract(month FROM current_date + 1) IN (1, 4, 7, 10) THEN false END AS as_said
FROM trust_log t JOIN project p USING (project_id) WHERE project_id = 3 ORDER BY t.period;
-- what has been reached is reached: 40 in the running quarter
INSERT INTO activity (project_id, site_id, contract_id, item, held_on) SELECT 3, 3, 24, 'a', current_date FROM generate_series(1, 32);
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome) SELECT 3, 3, activity_id, 3, held_on, 'confirmed' FROM activity WHERE project_id = 3 AND held_on = current_date;
CALL refresh_rankings(only_project => 3);
SELECT CASE WHEN t.period IS NULL THEN 'term' WHEN t.period = p.start_on THEN 'before' ELSE 'running' END AS quarter, t.fulfilled_share, t.provider_kept
FROM trust_log t JOIN project p USING (project_id) WHERE project_id = 3 ORDER BY t.period;

-- It is read without any fact about persons, and what is paid later is seen at once
CREATE ROLE regress_service_eval_finance;
GRANT USAGE ON SCHEMA terms TO regress_service_eval_finance;
GRANT SELECT ON trust_log, contract_fulfilment, current_run, headline_run, evaluation_run, evaluation_result, scheme, contract_item, project, contract, payment, organization
TO regress_service_eval_finance;
BEGIN;
UPDATE payment SET paid = 100, paid_on = '2021-10-14' WHERE project_id = 1 AND contract_id IN (4, 5);
SET LOCAL ROLE regress_service_eval_finance;
SELECT kept, count(*) FROM trust_log WHERE project_id = 1 AND period IS NULL GROUP BY 1 ORDER BY 1;
ROLLBACK;
SELECT kept, count(*) FROM trust_log WHERE project_id = 1 AND period IS NULL GROUP BY 1 ORDER BY 1;

RESET search_path;
DROP SCHEMA terms CASCADE;
DROP ROLE regress_service_eval_finance;

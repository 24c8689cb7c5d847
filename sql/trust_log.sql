-- Who kept terms: paid what was owed by its day, delivered verifiably; every figure by hand
SET client_min_messages = warning;
SET jit = off;
SET DateStyle = ISO;
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('terms', pack => 'blank') WHERE action = 'created';
SET search_path = terms, service_eval;

-- Judged by a mark, which is the score of a site, and by E1
INSERT INTO service (code, name_en, name_zh) VALUES ('marked', 'marked', '打分');
INSERT INTO scheme (scheme_id, name_en, name_zh, service, points, draws, min_answers)
VALUES ('marks', 'marks', '打分', 'marked', 100, 10, 0);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, direction, target, points, scope) VALUES
	('marks', 'MARK', 'output', 'mark', '分数', 'higher', 100, 90, 'site'),
	('marks', 'E1', 'execution', 'paid of what is owed', '应付资金支付率', 'exact', 1, 10, 'project');
CREATE TABLE mark (project_id bigint, mark numeric);
CREATE VIEW indicator_mark AS
SELECT s.project_id, s.site_id, p.period, m.mark AS value, 1 AS n
FROM site s JOIN project_period p USING (project_id) JOIN mark m USING (project_id);
UPDATE scheme SET frozen_at = now();

INSERT INTO organization (name, kind)
VALUES ('bureau', 'government'), ('agency', 'social_organization'), ('office', 'other');
INSERT INTO village (division_code, name, township, county) VALUES ('990101100201', 'V1', 'T', 'C');
-- one quarter; two quarters; one that is over and one that runs
INSERT INTO project (name, buyer_id, service, start_on, end_on) VALUES
	('one', 1, 'marked', '2021-07-01', '2021-09-30'), ('two', 1, 'marked', '2021-07-01', '2021-12-31'),
	('running', 1, 'marked', date_trunc('quarter', current_date::timestamp) - interval '3 months',
		date_trunc('quarter', current_date::timestamp) + interval '9 months - 1 day');
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT project_id, '990101100201', 'home', start_on FROM project ORDER BY 1;
INSERT INTO mark VALUES (1, 90);
INSERT INTO milestone (project_id, code, name, until_on) VALUES (1, 'mid', 'never sealed', '2021-08-31');

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
	(1, 14, 'a', 10, 10, 10), (1, 15, 'a', 10, 10, 10), (1, 16, 'a', 10, 10, 10), (1, 17, 'a', 10, 10, 10),
	(1, 18, 'a', 10, 10, 10), (1, 19, 'a', 10, 10, 10), (1, 20, 'a', 10, 10, 10),
	(1, 21, 'a', 10, 10, 10), (1, 21, 'b', 10, 9, NULL),	-- one item is known, the other could still be 9
	(1, 22, 'a', 10, 10, 10), (1, 22, 'b', 10, 7, NULL)		-- ... but not 8: 17 of 20
) AS v (project_id, contract_id, item, target, reported, confirmed);
-- all of the price is paid by quantity, but that of 13 by quality
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price, quantity_share)
OVERRIDING SYSTEM VALUE
SELECT 1, i, 2, 'open_tender', 100, CASE i WHEN 13 THEN 0 ELSE 1 END FROM generate_series(1, 22) AS i;
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity)
SELECT project_id, contract_id, item, 'activity', target FROM delivery ORDER BY 2, 3;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on)
SELECT 1, 1, contract_id, item, '2021-08-01' FROM delivery, generate_series(1, reported) ORDER BY 3, 4;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 1, 1, activity_id, 3, '2021-08-02', CASE WHEN place <= confirmed THEN 'confirmed' ELSE 'no_trace' END
FROM (
	SELECT *, row_number() OVER (PARTITION BY contract_id, item ORDER BY activity_id) AS place FROM activity
) a
	JOIN delivery USING (project_id, contract_id, item)
WHERE confirmed IS NOT NULL;

-- One instalment of all, due in October, but where the list says otherwise; nothing is owed beyond what is payable, 10
-- for each that is verified, or 5 of two items
INSERT INTO instalment (project_id, contract_id, number, amount, due_on)
SELECT 1, i, 1, 100, CASE WHEN i BETWEEN 15 AND 17 THEN current_date + 10 WHEN i IN (18, 19) THEN current_date
	ELSE '2021-10-15' END
FROM generate_series(1, 22) i WHERE i NOT IN (7, 10);
INSERT INTO instalment (project_id, contract_id, number, amount, due_on)
VALUES (1, 10, 1, 30, '2021-08-15'), (1, 10, 2, 70, '2021-10-15'), (1, 11, 2, 50, '2021-10-15');
UPDATE instalment SET milestone = 'mid' WHERE number = 1 AND contract_id IN (6, 11);
UPDATE instalment SET amount = 50 WHERE contract_id = 11;
INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on) VALUES
	(1, 1, 1, 100, '2021-10-15'),		-- on the day
	(1, 2, 1, 100, '2021-10-16'),		-- a day late
	(1, 3, NULL, 100, '2021-06-30'),	-- in advance
	(1, 4, 1, 60, '2021-10-15'),		-- a part of it
	-- 5: never
	(1, 6, 1, 100, '2021-10-15'),		-- locked: its milestone is not sealed
	-- 7: nothing recorded: owed as a whole when the contract ends
	(1, 8, 1, 100, '2021-10-15'),		-- nothing is owed for what nobody checked
	(1, 9, 1, 100, '2021-10-15'),
	(1, 10, 1, 30, '2021-08-01'), (1, 10, 2, 70, '2021-10-25'),		-- two instalments, the larger late
	(1, 11, 1, 50, '2021-10-15'), (1, 11, 2, 50, '2021-10-18'),		-- one locked, and one late
	-- 12: nothing is owed for nothing
	(1, 13, 1, 100, '2021-10-15'),
	(1, 14, 1, 100, current_date + 10),		-- said to be paid on a day to come
	-- 15: not due yet
	(1, 16, 1, 100, current_date),			-- not due yet, and paid
	(1, 17, 1, 60, current_date - 10),		-- not due yet, a part paid
	-- 18: due today, which is neither kept nor broken yet
	(1, 19, 1, 100, current_date),			-- due today and paid today
	(1, 20, 1, 150, '2021-10-15'),			-- more than was due
	(1, 21, 1, 100, '2021-10-15'),
	(1, 22, 1, 100, '2021-10-15');
SELECT refresh_project(1) > 0 AS runs;
CREATE TEMPORARY TABLE log AS SELECT * FROM trust_log WHERE project_id = 1;
SELECT contract_id, owed, paid, on_time_share, buyer_kept, target, reported, verified, fulfilled_share, verified_rate,
	provider_kept, kept
FROM log WHERE period = 'term' ORDER BY 1;
-- days late: 0, 1, 0, since the 15th of October, ...; 7 since the end of the contract; none where nothing was owed
SELECT contract_id, CASE WHEN contract_id IN (4, 5, 14) THEN late_days - (current_date - date '2021-10-15')
	WHEN contract_id = 7 THEN late_days - (current_date - date '2021-09-30') ELSE late_days END AS late_days
FROM log WHERE period = 'term' ORDER BY 1;
SELECT DISTINCT buyer, provider, withheld FROM log;
-- a quarter that is the whole term says the same of the provider, and of the buyer what fell due in it
SELECT count(*) AS contracts, count(DISTINCT contract_id) AS different
FROM (
	SELECT contract_id, target, reported, verified, fulfilled_share, verified_rate, provider_kept
	FROM log WHERE period <> 'mid' GROUP BY 1, 2, 3, 4, 5, 6, 7
) t;
SELECT contract_id, owed, paid, late_days = current_date - date '2021-09-30' AS late_since_the_end, buyer_kept
FROM log WHERE period = '2021Q3' AND owed IS NOT NULL ORDER BY 1;

-- An upload that a person confirmed to be a repeat is not delivered, whatever a check would find: of contract 8 nothing
-- was ever checked, but with two repeats it is 8 of 10 at most
BEGIN;
INSERT INTO photo (project_id, activity_id, phash)
SELECT 1, activity_id, 7 FROM (SELECT activity_id FROM activity WHERE contract_id = 8 ORDER BY 1 LIMIT 3) a;
INSERT INTO duplicate_review (project_id, activity_id, earlier_project_id, earlier_activity_id, decision)
SELECT 1, activity_id, 1, min(activity_id) OVER (), 'confirmed' FROM photo ORDER BY 2 OFFSET 1;
SELECT refresh_project(1) > 0 AS runs;
SELECT deduplicated, verified FROM contract_fulfilment WHERE contract_id = 8 AND period = 'term';
SELECT reported, verified, provider_kept, kept FROM trust_log WHERE contract_id = 8 AND period = 'term';
ROLLBACK;

-- Two quarters: both kept terms in the first, neither in the second.  15 for each of 20.  The advance is owed at once,
-- the second instalment beside it.  On the 15th of December 18 are payable, and 16 / 92 of the second ten are to come,
-- 26.09: 296.09 are owed, and no more later, though the term ends with 270.
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price, quantity_share)
OVERRIDING SYSTEM VALUE VALUES (2, 23, 2, 'open_tender', 300, 1);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (2, 23, 'a', 'activity', 20);
INSERT INTO activity (project_id, site_id, contract_id, item, held_on)
SELECT 2, 2, 23, 'a', day
FROM (VALUES (date '2021-08-01'), ('2021-11-01')) AS q (day), generate_series(1, 10) ORDER BY day;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 2, 2, activity_id, 3, held_on,
	CASE WHEN held_on > '2021-10-01' AND place > 8 THEN 'no_trace' ELSE 'confirmed' END
FROM (
	SELECT *, row_number() OVER (PARTITION BY held_on ORDER BY activity_id) AS place FROM activity WHERE project_id = 2
) a;
INSERT INTO instalment (project_id, contract_id, number, amount, due_on, advance)
VALUES (2, 23, 1, 100, '2021-07-15', true), (2, 23, 2, 100, '2021-10-15', false), (2, 23, 3, 100, '2021-12-15', false);
INSERT INTO payment (project_id, contract_id, paid, paid_on)
VALUES (2, 23, 100, '2021-07-10'), (2, 23, 100, '2021-10-15'), (2, 23, 100, '2022-01-01');
SELECT refresh_project(2) > 0 AS runs;
SELECT period, owed, paid, on_time_share, late_days, buyer_kept, fulfilled_share, verified_rate, provider_kept, kept
FROM trust_log WHERE project_id = 2 ORDER BY period;
SELECT payable, paid, balance FROM contract_payment WHERE project_id = 2;

-- A quarter that runs is not held against the provider before its last day; what was too little in the one before is
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price)
OVERRIDING SYSTEM VALUE VALUES (3, 24, 2, 'open_tender', 100);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (3, 24, 'a', 'activity', 40);
INSERT INTO activity (project_id, site_id, contract_id, item, held_on)
SELECT 3, 3, 24, 'a', p.start_on FROM project p, generate_series(1, 8) WHERE p.project_id = 3;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 3, 3, activity_id, 3, held_on, 'confirmed' FROM activity WHERE project_id = 3;
CREATE VIEW pg_temp.running AS
SELECT CASE WHEN t.period = 'term' THEN 'term' WHEN t.from_on = p.start_on THEN 'before' ELSE 'running' END AS quarter,
	t.*,
	-- of the ten of the quarter that runs those of the days so far are owed
	CASE WHEN t.period = 'term' OR t.from_on = p.start_on THEN 10 ELSE 0 END
		+ CASE WHEN t.period = 'term' OR t.from_on > p.start_on THEN 10 * q.days ELSE 0 END AS as_owed,
	q.days = 1 OR t.until_on < current_date AS is_over
FROM trust_log t
	JOIN project p USING (project_id)
	CROSS JOIN LATERAL (
		SELECT (current_date - u.from_on + 1)::numeric / (u.end_on - u.from_on + 1) AS days
		FROM project_unit u WHERE u.project_id = 3 AND current_date BETWEEN u.from_on AND u.end_on
	) q
WHERE t.project_id = 3 AND t.period !~ '^[0-9]{4}$';
SELECT refresh_project(3) > 0 AS runs;
SELECT quarter, abs(target - as_owed) < 0.00001 AS as_owed, reported,
	provider_kept IS NOT DISTINCT FROM CASE WHEN is_over AND quarter <> 'term' THEN false END AS as_said,
	owed, buyer_kept
FROM pg_temp.running ORDER BY quarter;
-- what has been reached is reached: 40 in the running quarter
INSERT INTO activity (project_id, site_id, contract_id, item, held_on)
SELECT 3, 3, 24, 'a', current_date FROM generate_series(1, 32);
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 3, 3, activity_id, 3, held_on, 'confirmed' FROM activity WHERE project_id = 3 AND held_on = current_date;
SELECT refresh_project(3) > 0 AS runs;
SELECT quarter, fulfilled_share, provider_kept FROM pg_temp.running ORDER BY quarter;

-- Instalments, and what was due of them on their days.  100 units of 700 yuan, 25 in each quarter, seen as soon as they
-- are held; a quality of 75 is half of 30,000 yuan.
--
--	1	2022-01-10	advance of 30,000: owed at once
--	2	2022-04-10	a fifth of the price beside it, 50,000; payable are 50 x 700 + 15,000 x (1/4 + 10/91 x 1/4)
--	3	2022-07-10	20,000 when the milestone is sealed, on the 20th: 70,000
--	4	2022-12-20	30,000 when the final evaluation is sealed and good; it is medium: withheld from the 22nd on
INSERT INTO project (project_id, name, buyer_id, service, start_on, end_on) OVERRIDING SYSTEM VALUE
VALUES (4, 'instalments', 1, 'marked', '2022-01-01', '2022-12-31'),
	(5, 'payable', 1, 'marked', '2022-01-01', '2022-12-31');
INSERT INTO site (project_id, site_id, division_code, name, opened_on) OVERRIDING SYSTEM VALUE
SELECT p, p, '990101100201', 'home', '2022-01-01' FROM generate_series(4, 5) p;
INSERT INTO mark VALUES (4, 75), (5, 75);
INSERT INTO milestone (project_id, code, name, until_on)
VALUES (4, 'mid', 'mid-term', '2022-06-30'), (4, 'final', 'final', '2022-11-30');
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price) OVERRIDING SYSTEM VALUE
SELECT CASE i WHEN 41 THEN 4 ELSE 5 END, i, 2, 'open_tender', 100000 FROM unnest('{41,51,52,53}'::integer[]) i;
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity)
SELECT project_id, contract_id, 'a', 'unit', 100 FROM contract WHERE project_id IN (4, 5);
INSERT INTO instalment (project_id, contract_id, number, amount, share, due_on, advance, milestone, min_grade) VALUES
	(4, 41, 1, 30000, NULL, '2022-01-10', true, NULL, NULL), (4, 41, 2, NULL, 0.2, '2022-04-10', false, NULL, NULL),
	(4, 41, 3, 20000, NULL, '2022-07-10', false, 'mid', 'medium'),
	(4, 41, 4, 30000, NULL, '2022-12-20', false, 'final', 'good');
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, quantity)
SELECT 4, 4, 41, 'a', d, 25 FROM unnest('{2022-01-05,2022-04-05,2022-07-05,2022-10-05}'::date[]) d;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 4, 4, activity_id, 3, held_on, 'confirmed' FROM activity WHERE project_id = 4;
-- on its day; in two parts, the second after 82 days; twelve days after it was unlocked
INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on) VALUES (4, 41, 1, 30000, '2022-01-10'),
	(4, 41, 2, 15000, '2022-04-12'), (4, 41, 2, 5000, '2022-07-01'), (4, 41, 3, 20000, '2022-08-01');
-- Seals the run of a milestone as if on a day
CREATE FUNCTION pg_temp.seal(milestone text, day date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	sealed bigint := (SELECT run_id FROM current_run WHERE project_id = 4 AND period = milestone);
BEGIN
	PERFORM seal_run(sealed);
	SET LOCAL session_replication_role = replica;
	UPDATE evaluation_run SET sealed_at = day + time '12:00' AT TIME ZONE 'Asia/Shanghai' WHERE run_id = sealed;
	SET LOCAL session_replication_role = origin;
	RETURN refresh_project(4) > 0;
END $$;
SELECT refresh_project(4) > 0 AS runs;
SELECT number, amount, sealed_on, grade, day FROM instalment_day(4) ORDER BY 1;
SELECT period, owed, paid, late_days, withheld, buyer_kept
FROM trust_log WHERE project_id = 4 ORDER BY until_on, period;
SELECT pg_temp.seal('mid', '2022-07-20') AS runs;
SELECT pg_temp.seal('final', '2022-12-22') AS runs;
SELECT number, amount, sealed_on, grade, day FROM instalment_day(4) ORDER BY 1;
SELECT * FROM contract_due(4, '{}') ORDER BY day;
SELECT period, owed, paid, late_days, withheld, buyer_kept
FROM trust_log WHERE project_id = 4 ORDER BY until_on, period;
-- What is stored by period for finance.  Payable: 850 for each that was due, and 700 for what came before it: until
-- November 70,000 + 15,000 x (3/4 + 61/92 x 1/4).  E1 is paid / owed: in June 45,000 of 50,000.  It is in the project's
-- score, 90 % of 75 and E1, and not in the quality of the contract.
SELECT r.period, c.score, c.grade, c.payable, c.owed, c.paid, round(v.value, 6) AS e1, v.points,
	p.score AS project_score
FROM current_run r
	JOIN contract_score c USING (project_id, run_id)
	JOIN project_points v USING (project_id, run_id)
	JOIN project_score p USING (project_id, run_id)
WHERE r.project_id = 4 AND v.code = 'E1' ORDER BY r.until_on, r.period;

-- What is not payable yet is not owed, and what was owed once stays so.  51: 50 units; of 50,000 due in April 39,162.09
-- were payable, the rest of all 50,000 at the end.  52: nothing came after the advance of 60,000; at the end the
-- quality alone is payable, 15,000.  53: the first 25 were seen in May: in April the quality alone is payable,
-- 4,162.09; seen later, the 17,500 are owed on the next day on which an instalment falls due.
INSERT INTO instalment (project_id, contract_id, number, amount, due_on, advance) VALUES
	(5, 51, 1, 50000, '2022-04-10', false), (5, 51, 2, 50000, '2022-12-31', false),
	(5, 52, 1, 60000, '2022-01-10', true), (5, 52, 2, 40000, '2022-12-31', false),
	(5, 53, 1, 17500, '2022-04-10', false), (5, 53, 2, 0, '2022-05-31', false);
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, quantity)
SELECT 5, 5, c, 'a', d, 25
FROM (VALUES (51, date '2022-01-05'), (51, '2022-04-05'), (53, '2022-01-05')) AS v (c, d);
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 5, 5, activity_id, 3, CASE contract_id WHEN 53 THEN date '2022-05-10' ELSE held_on END, 'confirmed'
FROM activity WHERE project_id = 5;
INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on) VALUES
	(5, 51, 1, 39162.09, '2022-04-10'), (5, 51, 2, 10837.91, '2022-12-31'), (5, 52, 1, 60000, '2022-01-10'),
	(5, 53, 1, 4162.09, '2022-04-10');
SELECT refresh_project(5) > 0 AS runs;
SELECT contract_id, day, advances, others, payable, to_come, due, owed
FROM contract_due(5, '{}') ORDER BY contract_id, day;
SELECT contract_id, owed, paid, CASE WHEN contract_id = 53 THEN late_days - (current_date - date '2022-05-31')
	ELSE late_days END AS late_days, buyer_kept FROM trust_log WHERE project_id = 5 AND period = 'term' ORDER BY 1;
SELECT amount, reason FROM payment_statement WHERE contract_id = 52 AND step = 'balance';

-- A payment that names no instalment goes to what is owed, and waits for what is to fall due; what is more than both
-- counts at once.  30 in January wait for March; 90 in April: 10 fill what is owed, 60 wait, and 20 are too much.  In
-- June the second advance is owed as far as days are left to work it off, 213 of 365.
INSERT INTO project (project_id, name, buyer_id, service, start_on, end_on) OVERRIDING SYSTEM VALUE
VALUES (6, 'unnamed', 1, 'marked', '2022-01-01', '2022-12-31');
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price, quantity_share)
OVERRIDING SYSTEM VALUE VALUES (6, 61, 2, 'open_tender', 100, 1);
INSERT INTO instalment (project_id, contract_id, number, amount, due_on, advance)
VALUES (6, 61, 1, 40, '2022-03-01', true), (6, 61, 2, 60, '2022-06-01', true);
INSERT INTO payment (project_id, contract_id, paid, paid_on)
VALUES (6, 61, 30, '2022-01-15'), (6, 61, 90, '2022-04-01'), (6, 61, 10, '2022-07-01');
SELECT day, owed, paid
FROM contract_paid(6, '{}', '{2022-01-15,2022-03-01,2022-03-31,2022-04-01,2022-05-31,2022-06-01,2022-07-01}')
ORDER BY day;
-- what is paid for a withheld instalment is paid, and counts on its day; one that is locked still waits
BEGIN;
INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on)
VALUES (4, 41, 4, 30000, '2023-01-05');
SELECT day, owed, paid FROM contract_paid(4, '{}', '{2022-12-31,2023-01-05}') ORDER BY day;
SELECT owed, paid FROM contract_paid(1, '{}', '{2022-12-31}') WHERE contract_id = 6;
ROLLBACK;

-- It is read without any fact about persons, and what is paid later is seen at once
CREATE ROLE regress_service_eval_trustee;
GRANT USAGE ON SCHEMA terms, service_eval TO regress_service_eval_trustee;
GRANT SELECT ON trust_log, current_run, headline_run, evaluation_run, snapshot, contract_score, contract_item_measure,
	item_weight, scheme, current_scheme, contract_term, contract, contract_item, project, project_unit, instalment,
	payment, organization, setting, activity, activity_standing, counted_visit, visit, visit_plan
TO regress_service_eval_trustee;
BEGIN;
UPDATE payment SET paid = 100, paid_on = '2021-10-14' WHERE contract_id = 4;
INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on) VALUES (1, 5, 1, 100, '2021-10-14');
SET LOCAL ROLE regress_service_eval_trustee;
SELECT kept, count(*), string_agg(contract_id::text, ' ' ORDER BY contract_id) AS contracts
FROM trust_log WHERE project_id = 1 AND period = 'term' GROUP BY 1 ORDER BY 1;
ROLLBACK;
SELECT kept, count(*), string_agg(contract_id::text, ' ' ORDER BY contract_id) AS contracts
FROM trust_log WHERE project_id = 1 AND period = 'term' GROUP BY 1 ORDER BY 1;

RESET search_path;
DROP VIEW pg_temp.running;
DROP SCHEMA terms CASCADE;
DROP OWNED BY regress_service_eval_trustee;
DROP ROLE regress_service_eval_trustee;

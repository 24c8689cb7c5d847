-- Which instalment is due, withheld or paid, and what is to be approved; every figure by hand, all adding up
SET client_min_messages = warning;
SET jit = off;
SET DateStyle = ISO;
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('stages', pack => 'blank') WHERE action = 'created';
SET search_path = stages, service_eval;

-- Judged by a mark, which is the score of a site
INSERT INTO service (code, name_en, name_zh) VALUES ('marked', 'marked', '打分');
INSERT INTO scheme (scheme_id, name_en, name_zh, service, points, draws, min_answers)
VALUES ('marks', 'marks', '打分', 'marked', 100, 10, 0);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points)
VALUES ('marks', 'MARK', 'output', 'mark', '分数', 100, 100);
CREATE TABLE mark (project_id bigint, mark numeric);
CREATE VIEW indicator_mark AS
SELECT s.project_id, s.site_id, p.period, m.mark AS value, 1 AS n
FROM site s JOIN project_period p USING (project_id) JOIN mark m USING (project_id);
UPDATE scheme SET frozen_at = now();
INSERT INTO organization (name, kind)
VALUES ('bureau', 'government'), ('agency', 'social_organization'), ('office', 'other');
INSERT INTO village (division_code, name, township, county) VALUES ('990101100201', 'V1', 'T', 'C');

-- 100 units of 700 yuan, 25 in each quarter, seen as soon as they are held; 30,000 for the quality, of which 75 earns
-- half and 55 nothing.  1: medium, 2: poor, 3: runs, 4: never evaluated
INSERT INTO project (name, buyer_id, service, start_on, end_on)
SELECT n, 1, 'marked', d, d + 364
FROM (VALUES (1, 'medium', date '2022-01-01'), (2, 'poor', '2022-01-01'), (3, 'running', current_date - 100),
	(4, 'not evaluated', '2022-01-01'), (5, 'not evaluated yet', current_date - 100)) AS v (i, n, d) ORDER BY i;
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT project_id, '990101100201', 'home', start_on FROM project ORDER BY 1;
INSERT INTO mark VALUES (1, 75), (2, 55), (3, 75), (4, 75);
INSERT INTO milestone (project_id, code, name, until_on)
SELECT p, m, n, d FROM generate_series(1, 2) AS p, (VALUES ('midterm', 'mid-term evaluation', date '2022-06-30'),
	('final', 'final evaluation', '2022-11-30')) AS v (m, n, d);
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price) OVERRIDING SYSTEM VALUE
SELECT left(i::text, 1)::integer, i, 2, 'open_tender', 100000
FROM unnest('{11,12,13,14,15,16,17,18,19,21,31,32,33,41,51}'::integer[]) AS i;
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity)
SELECT project_id, contract_id, 'a', 'unit', 100 FROM contract;
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price, quantity_share)
OVERRIDING SYSTEM VALUE VALUES (3, 34, 2, 'open_tender', 1000, 0);
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, quantity)
SELECT c.project_id, c.project_id, c.contract_id, 'a', p.start_on + d, 25
FROM contract_item c JOIN project p USING (project_id), unnest('{4,94,185,277}'::integer[]) AS d
WHERE p.start_on + d <= current_date;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT project_id, site_id, activity_id, 3, held_on, 'confirmed' FROM activity;

-- A county in Sichuan, 2025: the first instalment on signing, the second after the mid-term evaluation if that is at
-- least 合格, the rest after the final one.  11, and 21 which is not 合格
INSERT INTO instalment (project_id, contract_id, number, share, due_on, advance, milestone, min_grade)
SELECT project_id, contract_id, v.* FROM contract, (VALUES (1, 0.3, date '2022-01-10', true, NULL, NULL),
	(2, 0.4, '2022-07-10', false, 'midterm', 'medium'), (3, 0.3, '2022-12-20', false, 'final', NULL)) AS v
WHERE contract_id IN (11, 21);
INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on)
SELECT project_id, contract_id, 1, 30000, '2022-01-10' FROM contract WHERE contract_id IN (11, 21);
-- 12: no instalments.  13: of 90,000; 14: of 110,000.  15, 16: payments that name none.  17: more than the first was
-- paid for the first.  18: paid although its condition is not met.  19: one today, one in ten days, and one that waits
INSERT INTO instalment (project_id, contract_id, number, amount, due_on, advance, milestone, min_grade) VALUES
	(1, 13, 1, 50000, '2022-06-30', false, NULL, NULL), (1, 13, 2, 40000, '2022-12-31', false, NULL, NULL),
	(1, 14, 1, 60000, '2022-06-30', false, NULL, NULL), (1, 14, 2, 50000, '2022-12-31', false, NULL, NULL),
	(1, 15, 1, 40000, '2022-06-30', false, NULL, NULL), (1, 15, 2, 40000, '2022-12-31', false, NULL, NULL),
	(1, 15, 3, 20000, current_date + 10, false, NULL, NULL),
	-- the second falls due before the first
	(1, 16, 1, 40000, '2022-12-31', false, NULL, NULL), (1, 16, 2, 60000, '2022-06-30', false, NULL, NULL),
	(1, 17, 1, 40000, '2022-06-30', false, NULL, NULL), (1, 17, 2, 60000, '2022-12-31', false, NULL, NULL),
	(1, 18, 1, 40000, '2022-06-30', false, NULL, NULL), (1, 18, 2, 60000, '2022-07-10', false, 'midterm', 'good'),
	(1, 19, 1, 40000, current_date, false, NULL, NULL), (1, 19, 2, 30000, current_date + 10, false, NULL, NULL),
	(1, 19, 3, 30000, current_date + 20, false, 'final', 'good'),
	(3, 31, 1, 30000, current_date - 90, true, NULL, NULL), (3, 31, 2, 30000, current_date - 5, false, NULL, NULL),
	(3, 31, 3, 40000, current_date + 300, false, NULL, NULL),
	(3, 32, 1, 0, current_date - 90, true, NULL, NULL), (3, 32, 2, 100000, current_date + 300, false, NULL, NULL),
	(5, 51, 1, 30000, current_date - 90, true, NULL, NULL), (5, 51, 2, 70000, current_date + 264, false, NULL, NULL),
	(4, 41, 1, 30000, '2022-01-10', true, NULL, NULL), (4, 41, 2, 70000, '2022-12-31', false, NULL, NULL);
INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on) VALUES
	(1, 13, NULL, 20000, '2022-06-30'), (1, 14, 1, 60000, '2022-06-30'), (1, 14, 2, 25000, '2022-12-31'),
	(1, 15, NULL, 90000, '2022-06-30'), (1, 16, NULL, 70000, '2022-06-30'), (1, 16, NULL, 40000, '2023-01-01'),
	(1, 17, 1, 50000, '2022-06-30'), (1, 18, 2, 60000, '2022-06-30'), (1, 12, NULL, 99, current_date + 1);

-- Contracts that do not add up
CREATE VIEW pg_temp.wrong AS
WITH stage AS MATERIALIZED (TABLE instalment_status), sheet AS MATERIALIZED (TABLE payment_approval),
	line AS MATERIALIZED (TABLE payment_statement), whole AS MATERIALIZED (TABLE contract_payment)
SELECT contract_id
FROM whole w
	JOIN (
		SELECT contract_id, sum(amount) AS amount, sum(paid) AS paid, sum(outstanding) AS outstanding,
			bool_and(outstanding BETWEEN 0 AND greatest(owed - paid, 0) AND owed BETWEEN 0 AND greatest(amount, 0)
				AND paid >= 0 AND reason <> '' AND reason_zh <> '') AS in_bounds,
			sum(amount) FILTER (WHERE advance AND day <= current_date) AS advances
		FROM stage GROUP BY 1
	) s USING (contract_id)
	JOIN (
		SELECT contract_id, sum(to_approve) AS to_approve,
			count(DISTINCT (paid_after, payable, quantity, quality, paid)) AS said,
			min(quantity) AS quantity, min(quality) AS quality, min(payable) AS payable, min(paid_after) AS paid_after,
			count(*) AS sheets, count(*) FILTER (WHERE to_approve > 0) AS to_pay
		FROM sheet GROUP BY 1
	) a USING (contract_id)
	JOIN (
		SELECT contract_id, sum(amount) FILTER (WHERE step = 'paid') AS paid,
			sum(amount) FILTER (WHERE step = 'payable' AND part = 'quantity') AS quantity,
			sum(amount) FILTER (WHERE step = 'payable' AND part IS NULL) AS payable,
			sum(amount) FILTER (WHERE step = 'held') AS held
		FROM line GROUP BY 1
	) l USING (contract_id)
WHERE (s.amount = w.price AND s.paid = w.paid AND l.paid = -w.paid AND s.in_bounds
	AND a.to_approve = s.outstanding AND a.paid_after = w.paid + a.to_approve
	AND a.said = 1 AND a.sheets = greatest(a.to_pay, 1)
	AND a.quantity + a.quality = a.payable AND a.quantity = l.quantity AND a.quality >= 0
	AND (NOT w.time_over OR a.payable = l.payable) AND a.payable <= l.payable - coalesce(l.held, 0)
	AND (a.to_approve = 0 OR a.paid_after <= a.payable + coalesce(s.advances, 0))) IS NOT TRUE;
-- Seals the run of a milestone as if on a day
CREATE FUNCTION pg_temp.seal(of_project bigint, milestone text, day date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	sealed bigint := (SELECT run_id FROM current_run WHERE project_id = of_project AND period = milestone);
BEGIN
	PERFORM seal_run(sealed);
	SET LOCAL session_replication_role = replica;
	UPDATE evaluation_run SET sealed_at = day + time '12:00' AT TIME ZONE 'Asia/Shanghai' WHERE run_id = sealed;
	SET LOCAL session_replication_role = origin;
	RETURN refresh_project(of_project) > 0;
END $$;
CREATE FUNCTION pg_temp.stages(of_contract bigint) RETURNS TABLE (number integer, amount numeric, day date, status text,
	owed numeric, paid numeric, outstanding numeric, reason text, reason_zh text) LANGUAGE sql AS $$
	SELECT number, amount, day, instalment_status, owed, paid, outstanding, reason, reason_zh
	FROM instalment_status WHERE contract_id = of_contract ORDER BY number NULLS LAST
$$;
CREATE FUNCTION pg_temp.sheet(of_contract bigint) RETURNS TABLE (score numeric, grade text, quantity numeric,
	quality numeric, payable numeric, paid numeric, number integer, instalment numeric, status text, condition text,
	condition_zh text, to_approve numeric, paid_after numeric, note text) LANGUAGE sql AS $$
	SELECT score, grade, quantity, quality, payable, paid, number, instalment, instalment_status, condition,
		condition_zh, to_approve, paid_after, note
	FROM payment_approval WHERE contract_id = of_contract ORDER BY number NULLS LAST
$$;
CREATE FUNCTION pg_temp.balance(of_contract bigint) RETURNS TABLE (amount numeric, reason text, reason_zh text)
LANGUAGE sql AS $$
	SELECT amount, reason, reason_zh FROM payment_statement WHERE contract_id = of_contract AND step = 'balance'
$$;
CREATE FUNCTION pg_temp.kept(of_contract bigint) RETURNS TABLE (owed numeric, paid numeric, late_days integer,
	withheld numeric, buyer_kept boolean) LANGUAGE sql AS $$
	SELECT owed, paid, late_days, withheld, buyer_kept
	FROM trust_log WHERE contract_id = of_contract AND period = 'term'
$$;

SELECT refresh_project(p) > 0 AS runs FROM generate_series(1, 3) AS p;
SELECT project, buyer, provider, price FROM payment_approval WHERE contract_id = 11;
-- Nothing is sealed: the second and the third wait.  85,000 are payable, and 30,000 were owed: nobody is late
SELECT * FROM pg_temp.stages(11);
SELECT * FROM pg_temp.sheet(11);
SELECT * FROM pg_temp.balance(11);
SELECT * FROM pg_temp.kept(11);
-- the mid-term evaluation is medium: the second is owed from the seal on
SELECT pg_temp.seal(1, 'midterm', '2022-07-20') AS runs;
SELECT * FROM pg_temp.stages(11);
SELECT * FROM pg_temp.sheet(11);
SELECT * FROM pg_temp.balance(11);
SELECT owed, paid, late_days - (current_date - date '2022-07-20') AS late_days, withheld, buyer_kept
FROM pg_temp.kept(11);
-- in part, and then the rest; the final evaluation is sealed: 15,000 of the third are payable, which is the quality
INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on) VALUES (1, 11, 2, 25000, '2022-07-20');
SELECT number, status, owed, paid, outstanding, reason FROM pg_temp.stages(11);
INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on) VALUES (1, 11, 2, 15000, '2022-07-20');
SELECT pg_temp.seal(1, 'final', '2023-01-05') AS runs;
SELECT * FROM pg_temp.stages(11);
SELECT * FROM pg_temp.sheet(11);
SELECT * FROM pg_temp.balance(11);
INSERT INTO payment (project_id, contract_id, paid, paid_on) VALUES (1, 11, 15000, '2023-01-05');
SELECT * FROM pg_temp.stages(11);
SELECT number, instalment, status, to_approve, paid_after, note FROM pg_temp.sheet(11);
SELECT * FROM pg_temp.balance(11);
SELECT * FROM pg_temp.kept(11);

-- without a grade the seal holds the second back, and says so at once; a run that no instalment waits for says nothing
BEGIN;
UPDATE mark SET mark = NULL WHERE project_id = 2;
SELECT refresh_project(2) > 0 AS runs;
SET LOCAL client_min_messages = notice;
SELECT seal_run(run_id) IS NOT NULL AS sealed FROM current_run WHERE project_id = 2 AND period = '2022Q1';
SELECT seal_run(run_id) IS NOT NULL AS sealed FROM current_run WHERE project_id = 2 AND period = 'midterm';
SELECT number, status, reason FROM pg_temp.stages(21);
ROLLBACK;
-- 21: poor.  The second is withheld, which is not late; it is not owed either when all of it is payable
SELECT pg_temp.seal(2, 'midterm', '2022-07-20') AS runs;
SELECT * FROM pg_temp.stages(21);
SELECT * FROM pg_temp.sheet(21);
SELECT * FROM pg_temp.balance(21);
SELECT * FROM pg_temp.kept(21);
-- the grades of other runs unlock nothing
BEGIN;
UPDATE contract_score o SET grade = 'excellent'
FROM evaluation_run r WHERE r.project_id = o.project_id AND r.run_id = o.run_id AND r.sealed_at IS NULL;
SELECT number, status, (SELECT count(*) > 3 FROM contract_score WHERE project_id = 2 AND grade = 'excellent') AS others
FROM pg_temp.stages(21) WHERE number = 2;
ROLLBACK;

-- a grade whose word was removed goes by its code
BEGIN;
DELETE FROM label WHERE kind = 'grade';
SELECT reason, reason_zh FROM instalment_status WHERE contract_id = 21 AND instalment_status = 'withheld';
SELECT condition, condition_zh FROM payment_approval WHERE contract_id = 21;
ROLLBACK;

-- 12: the whole price, due at the end; what is said to be paid tomorrow is not paid
SELECT * FROM pg_temp.stages(12);
SELECT * FROM pg_temp.balance(12);
-- 13: 10,000 are in no instalment.  Of 85,000 the two get 50,000 and 35,000; 20,000 fill the first
SELECT * FROM pg_temp.stages(13);
SELECT number, to_approve, paid_after FROM pg_temp.sheet(13);
-- 14: 10,000 too many, all that is payable is paid
SELECT * FROM pg_temp.stages(14);
SELECT * FROM pg_temp.balance(14);
-- 15: 40,000 and 40,000, and 10,000 wait for the third, of which no more than 5,000 would be payable
SELECT number, amount, day = current_date + 10 AS in_ten_days, status, owed, paid, outstanding FROM pg_temp.stages(15);
SELECT amount, reason FROM pg_temp.balance(15);
-- 16: in order of their days; 10,000 beyond all of them
SELECT * FROM pg_temp.stages(16);
-- 17: what is too much for the first goes to the second: 45,000 of it are payable, 10,000 paid
SELECT number, status, owed, paid, outstanding, reason FROM pg_temp.stages(17);
-- 18: 60,000 were paid against the condition, so no more than 25,000 of the first can still be paid
SELECT * FROM pg_temp.stages(18);
SELECT * FROM pg_temp.sheet(18);
-- 19: today is not late; the third has been refused
SELECT number, amount, day - current_date AS in_days, status, owed, paid, outstanding,
	replace(replace(reason, (current_date + 10)::text, '<in ten days>'), current_date::text, '<today>') AS reason
FROM pg_temp.stages(19);
TABLE pg_temp.wrong;

-- 31 runs: after 100 days two of four deliveries were seen, 35,000, and the advance counts beside what is payable.  32:
-- nothing is owed yet, though 35,000 are payable; 33: the same without
-- instalments.  41 was never evaluated: nothing is payable, and no time is left to work an advance off
SELECT number, amount, status, paid, owed = 30000 AS all_of_it, outstanding FROM pg_temp.stages(31) WHERE number < 3;
-- the balance of what is earned is less than what its instalments ask for now
SELECT (SELECT sum(outstanding) FROM pg_temp.stages(31)) > amount AS more_than_earned,
	regexp_replace(reason, '^[0-9.]+', '<sum>') AS reason, regexp_replace(reason_zh, '[0-9.]+', '<sum>') AS reason_zh
FROM pg_temp.balance(31);
SELECT number, status, owed, outstanding FROM pg_temp.stages(32);
SELECT quantity, quality BETWEEN 0 AND 30000 AS quality, paid, number, status, to_approve FROM pg_temp.sheet(32);
SELECT * FROM pg_temp.balance(32);
SELECT number, amount, status, owed FROM pg_temp.stages(33);
SELECT amount, reason FROM pg_temp.balance(33);
SELECT number, status, owed, outstanding, reason FROM pg_temp.stages(41);
-- 51: evaluated tonight; until then its days say how much of an advance can still be worked off, 264 of 365
SELECT number, status, owed, outstanding FROM pg_temp.stages(51);
-- an advance is owed beside a balance of 0, which is settled nowhere while something is undecided
SELECT 51 AS contract, * FROM pg_temp.balance(51) UNION ALL SELECT 41, * FROM pg_temp.balance(41);
SELECT to_come, round(100000 * 264 / 365.0, 2) AS by_days FROM contract_position WHERE contract_id = 51;
-- so they do in a contract without items
SELECT due_share = 101 / 365.0 AS by_days, round(due_share + to_come_share, 12) = 1 AS whole
FROM contract_due_share(3, '{}', ARRAY[current_date]) WHERE contract_id = 34;
SELECT count(*) AS rows, count(DISTINCT instalment_status) AS statuses,
	count(*) FILTER (WHERE l.code IS NULL) AS unknown
FROM instalment_status s LEFT JOIN label l ON l.kind = 'instalment_status' AND l.code = s.instalment_status;

-- Parts that are held are not more than the price: half of 0.05 and half of it
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price, quantity_share)
OVERRIDING SYSTEM VALUE VALUES (4, 42, 2, 'open_tender', 0.05, 0.5);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (4, 42, 'a', 'unit', 1);
SELECT quantity_held, quality_held, payable FROM contract_payment WHERE contract_id = 42;
-- nor does a price of 0 owe anything
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price, formal) OVERRIDING SYSTEM VALUE
VALUES (4, 43, 2, 'none', 0, false);
SELECT * FROM pg_temp.stages(43);
TABLE pg_temp.wrong;

-- Finance reads it without any fact about persons, activities or visits
CREATE ROLE regress_service_eval_stages;
GRANT USAGE ON SCHEMA stages, service_eval TO regress_service_eval_stages;
GRANT SELECT ON instalment_status, payment_approval, payment_statement, contract_payment, item_payment,
	contract_position, contract, contract_item, contract_term, contract_item_measure, contract_score, instalment,
	payment, project, organization, milestone, project_unit, label, current_run, current_scheme, headline_run,
	evaluation_run, snapshot, scheme, setting
TO regress_service_eval_stages;
SET ROLE regress_service_eval_stages;
SELECT (SELECT sum(outstanding) FROM instalment_status) AS outstanding,
	(SELECT sum(to_approve) FROM payment_approval) AS to_approve,
	(SELECT count(*) FROM payment_statement WHERE step = 'balance') AS balances;
RESET ROLE;

RESET search_path;
DROP SCHEMA stages CASCADE;
DROP OWNED BY regress_service_eval_stages;
DROP ROLE regress_service_eval_stages;

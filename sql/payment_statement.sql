-- What is owed, and why: every line by hand, and all lines adding up
SET client_min_messages = warning;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('owed') WHERE action = 'created';
SET search_path = owed, service_eval;

INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization'), ('office', 'other');
INSERT INTO project (name, buyer_id, start_on, end_on) VALUES ('H City', 1, '2021-07-01', '2022-06-30');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'directed_commission', 1988600);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity, tariff) VALUES (1, 1, 'a', 'activity', 2000, 696.01);

-- What a run has found, written in its place: the term's of the headline scheme, up to a day
CREATE FUNCTION pg_temp.judge(project bigint, up_to date, score numeric) RETURNS integer LANGUAGE sql AS $$
	WITH run AS (
		INSERT INTO evaluation_run (project_id, scheme_id, scheme_version, cutoff, extension_version, status) VALUES (project, 'statutory', 1, up_to, '0', 'finished')
		RETURNING project_id, run_id
	)
	INSERT INTO evaluation_result (project_id, run_id, scope, code, value, status)
	SELECT project_id, run_id, 'project', 'score', score, CASE WHEN score IS NULL THEN 'not_rated' ELSE 'rated' END FROM run;
	SELECT 1
$$;
CREATE FUNCTION pg_temp.find(project bigint, contract bigint, item text, reported numeric, deduplicated numeric, held numeric, verified numeric) RETURNS integer LANGUAGE sql AS $$
	INSERT INTO evaluation_result (project_id, run_id, scope, scope_key, code, value)
	SELECT r.project_id, r.run_id, 'contract_item', contract || '/' || item, v.code, v.value
	FROM headline_run r
		CROSS JOIN (VALUES ('reported', reported), ('deduplicated', deduplicated), ('held', held), ('verified', verified)) AS v (code, value)
	WHERE r.project_id = project AND r.period IS NULL
	ON CONFLICT (project_id, run_id, scope, scope_key, code) DO UPDATE SET value = excluded.value;
	SELECT 1
$$;
-- contracts whose lines do not add up
CREATE VIEW pg_temp.wrong AS
WITH line AS MATERIALIZED (TABLE payment_statement), whole AS MATERIALIZED (TABLE contract_payment)
SELECT c.project_id, c.contract_id
FROM contract c LEFT JOIN line USING (project_id, contract_id) LEFT JOIN whole p USING (project_id, contract_id)
GROUP BY c.project_id, c.contract_id, c.price, p.payable, p.undecided, p.paid, p.balance
HAVING (sum(amount) FILTER (WHERE step = 'price') = c.price
	AND sum(amount) FILTER (WHERE step IN ('price', 'addition', 'deduction', 'held')) = p.payable
	AND sum(amount) FILTER (WHERE step = 'payable' AND part IS NOT NULL) = p.payable
	AND sum(amount) FILTER (WHERE step = 'payable' AND part IS NULL) = p.payable
	AND sum(amount) FILTER (WHERE step = 'paid') = -p.paid
	AND sum(amount) FILTER (WHERE step IN ('price', 'addition', 'deduction', 'held', 'paid')) = p.balance
	AND sum(amount) FILTER (WHERE step = 'balance') = p.payable - p.paid
	AND abs(coalesce(sum(amount) FILTER (WHERE step = 'held'), 0) + p.undecided) < 0.05
	AND max(remaining) FILTER (WHERE step = 'balance') = p.balance AND max(remaining) FILTER (WHERE step = 'payable') = p.payable AND min(remaining) FILTER (WHERE step = 'payable') = p.payable
	AND coalesce(bool_and(amount <= 0) FILTER (WHERE step IN ('deduction', 'held', 'paid')), true) AND count(*) = max(line) AND count(reason) = count(*)) IS NOT TRUE;

-- Nobody has evaluated: nothing is payable, nothing is deducted
SELECT line, step, part, cause, item, quantity, tariff, amount, remaining, reason FROM payment_statement ORDER BY line;
-- H City, if all 1,768 were verified: 1,768 x 696.01, and 1/15 of 596,580 for a score of 62
SELECT pg_temp.judge(1, '2022-06-30', 62), pg_temp.find(1, 1, 'a', 1768, 1768, 0, 1768);
SELECT line, step, part, cause, item, quantity, tariff, amount, remaining, reason FROM payment_statement ORDER BY line;
-- the same for other scores: 497,150.00 at 85, all from 90, nothing up to 60, not known where there is none
CREATE FUNCTION pg_temp.at_score(score numeric) RETURNS TABLE (quantity numeric, quality numeric, payable numeric, deducted numeric, held numeric, balance numeric, wrong bigint) LANGUAGE sql AS $$
	UPDATE evaluation_result SET value = score WHERE code = 'score';
	SELECT p.quantity, p.quality, p.payable, (SELECT sum(amount) FROM payment_statement WHERE cause = 'quality'), (SELECT sum(amount) FROM payment_statement WHERE step = 'held'),
		p.balance, (SELECT count(*) FROM pg_temp.wrong)
	FROM contract_payment p
$$;
SELECT s.score, a.* FROM (VALUES (1, 60), (2, 62), (3, 85), (4, 90), (5, 95), (6, NULL)) AS s (i, score) CROSS JOIN LATERAL pg_temp.at_score(s.score) AS a ORDER BY s.i;
SELECT line, step, part, cause, amount, remaining, reason FROM payment_statement WHERE cause = 'not_rated' OR step IN ('payable', 'balance') ORDER BY line;
-- 20 of 100 sites are not rated: 75 with what these have earned is 15/30 of 596,580, and 85 with all that was not measured 25/30; what lies
-- between is neither paid nor deducted, and who was paid by the score of the 80, 88, would have had 28/30
BEGIN;
UPDATE evaluation_result SET value = 88, n = 80, status = 'rated' WHERE code = 'score';
INSERT INTO evaluation_result (project_id, run_id, scope, code, value, hi, n, status) SELECT project_id, run_id, 'project', 'payment_score', 75, 85, 100, 'partly_rated' FROM headline_run WHERE period IS NULL;
SELECT score, score_upper, sites, unrated, quality, quality_upper, undecided, payable FROM contract_payment;
SELECT line, step, cause, quantity, amount, reason FROM payment_statement WHERE part = 'quality' ORDER BY line;
SELECT count(*) AS wrong FROM pg_temp.wrong;
-- it is said also where it makes no difference
UPDATE evaluation_result SET value = 50, hi = 60 WHERE code = 'payment_score';
SELECT cause, quantity, amount, reason FROM payment_statement WHERE part = 'quality' AND step <> 'payable' ORDER BY line;
SELECT count(*) AS wrong FROM pg_temp.wrong;
ROLLBACK;
-- without a tariff it is 0.7 x 1,988,600 / 2,000, which is the same
UPDATE contract_item SET tariff = NULL;
SELECT quantity = 1230545.68 AS quantity, quality, payable, undecided FROM contract_payment;
SELECT item, tariff = 696.01 AS tariff, quantity, amount FROM payment_statement WHERE cause = 'missing';

-- Deductions and what is held.  2,000 = 100 not reported + 50 repeated + 350 without a trace + 30 held, V / D = 1,500 / 1,850 of 37 + 1,470 paid
SELECT pg_temp.find(1, 1, 'a', 1900, 1850, 37, 1500), pg_temp.at_score(90);
SELECT missing, repeated, no_trace, held, paid, over_target FROM item_payment;
SELECT line, step, part, cause, quantity, amount, remaining FROM payment_statement ORDER BY line;
SELECT bool_and(amount = -round(quantity * 696.01, 2)) AS quantity_x_tariff FROM payment_statement WHERE item IS NOT NULL;
-- Payments made are set against it, on the day they are made: owed, settled, in advance of what may still come, to be returned
BEGIN;
INSERT INTO payment (project_id, contract_id, period, due, paid, paid_on) VALUES (1, 1, '2021-07-01', 497150, 497150, '2021-11-05'), (1, 1, '2021-10-01', 497150, 0, NULL),
	(1, 1, '2022-01-01', 497150, 497150, '9999-12-31');
SELECT amount, remaining, reason FROM payment_statement WHERE step IN ('paid', 'balance') ORDER BY line;
UPDATE payment SET paid = 1619714.70, paid_on = '2021-12-01' WHERE period = '2021-07-01';
SELECT amount, remaining, reason FROM payment_statement WHERE step IN ('paid', 'balance') ORDER BY line;
UPDATE payment SET paid = 1619714.71 WHERE period = '2021-07-01';
SELECT amount, remaining, reason FROM payment_statement WHERE step IN ('paid', 'balance') ORDER BY line;
UPDATE payment SET paid = 1700000 WHERE period = '2021-07-01';
SELECT amount, remaining, reason FROM payment_statement WHERE step IN ('paid', 'balance') ORDER BY line;
SELECT pg_temp.find(1, 1, 'a', 1900, 1850, 0, 1500);
SELECT amount, remaining, reason FROM payment_statement WHERE step IN ('paid', 'balance') ORDER BY line;
TABLE pg_temp.wrong;
ROLLBACK;

-- More than the target was reported: what is beyond stands in for what falls away.  2,100 - 60 repeated - 90 without a trace: 50 of these are missing from 2,000
SELECT pg_temp.find(1, 1, 'a', 2100, 2040, 0, 1950);
SELECT cause, quantity, amount FROM payment_statement WHERE step = 'deduction' ORDER BY line;
-- more than the target was verified: named, and nothing is paid or deducted for it; held ones make no difference as long as enough is left
SELECT pg_temp.find(1, 1, 'a', 2500, 2400, 120, 2300);
SELECT step, part, cause, quantity, amount, reason FROM payment_statement WHERE step <> 'price' ORDER BY line;
-- fractions of an estimate
SELECT pg_temp.find(1, 1, 'a', 1768, 1683, 9, 1482.250128);
SELECT step, part, cause, quantity, amount FROM payment_statement WHERE step <> 'price' ORDER BY line;
SELECT quantity = round(696.01 * (1482.250128 - round(1482.250128 * 9 / 1683, 6)), 2) AS by_hand FROM contract_payment;
-- reported, and nothing was ever checked: not paid and not deducted; repeats are, whatever was checked
SELECT pg_temp.find(1, 1, 'a', 1768, 1683, 9, NULL);
SELECT step, part, cause, quantity, amount, reason FROM payment_statement WHERE step <> 'price' ORDER BY line;
-- nothing was reported
SELECT pg_temp.find(1, 1, 'a', 0, 0, 0, NULL);
SELECT step, part, cause, quantity, amount, reason FROM payment_statement WHERE step <> 'price' ORDER BY line;
TABLE pg_temp.wrong;

-- Two of four quarters: 1,000 are due, 900 reported.  The score decides at the end of the term
UPDATE evaluation_run SET cutoff = '2021-12-31';
SELECT pg_temp.find(1, 1, 'a', 900, 900, 0, 880), pg_temp.at_score(72.5);
SELECT step, part, cause, quantity, amount, remaining, reason FROM payment_statement ORDER BY line;
-- ahead of time: what is verified is paid
SELECT pg_temp.find(1, 1, 'a', 1100, 1100, 0, 1100);
SELECT step, part, cause, quantity, amount, remaining FROM payment_statement ORDER BY line;
-- no score either, and an advance
UPDATE evaluation_result SET value = NULL WHERE code = 'score';
INSERT INTO payment (project_id, contract_id, period, due, paid, paid_on) VALUES (1, 1, '2021-07-01', 994300, 994300, '2021-07-15');
SELECT step, amount, reason FROM payment_statement WHERE part = 'quality' OR step IN ('paid', 'balance') ORDER BY line;
TABLE pg_temp.wrong;

-- Several contracts of one project share its score.  2: three items with tariffs, which make up 700 of 700; 3: 900 of 700; 4: 500 of 700; 5: one of three with a
-- tariff, 300, so the others share 400 for 50 + 150 units; 6: no items; 7: nothing is paid by quantity; 8: all is; 9: no price
INSERT INTO project (name, buyer_id, start_on, end_on) VALUES ('several', 1, '2021-07-01', '2021-09-30');
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price, quantity_share, formal) OVERRIDING SYSTEM VALUE
SELECT 2, i, 2, CASE i WHEN 9 THEN 'none' ELSE 'open_tender' END, CASE i WHEN 9 THEN 0 ELSE 1000 END, CASE i WHEN 7 THEN 0 WHEN 8 THEN 1 ELSE 0.7 END, i <> 9 FROM generate_series(2, 9) i;
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity, tariff) VALUES (2, 2, 'a', 'x', 10, 30), (2, 2, 'b', 'x', 20, 10), (2, 2, 'c', 'x', 5, 40),
	(2, 3, 'a', 'x', 10, 50), (2, 3, 'b', 'x', 20, 10), (2, 3, 'c', 'x', 5, 40), (2, 4, 'a', 'x', 10, 30), (2, 4, 'b', 'x', 20, 10),
	(2, 5, 'a', 'x', 10, 30), (2, 5, 'b', 'x', 50, NULL), (2, 5, 'c', 'x', 150, NULL), (2, 7, 'a', 'x', 10, NULL), (2, 8, 'a', 'x', 3, NULL), (2, 9, 'a', 'x', 10, NULL);
SELECT pg_temp.judge(2, '2021-09-30', 75);
-- a: half of the target; b: all; c: a fifth more than that
SELECT count(pg_temp.find(2, contract_id, item, q, q, 0, q)) AS items
FROM (SELECT *, target_quantity * CASE item WHEN 'a' THEN 0.5 WHEN 'b' THEN 1 ELSE 1.2 END AS q FROM contract_item WHERE project_id = 2 AND contract_id <> 8) i;
SELECT pg_temp.find(2, 8, 'a', 2, 2, 0, 1);
SELECT contract_id, line, step, part, cause, item, quantity, tariff, amount, remaining, reason FROM payment_statement WHERE project_id = 2 ORDER BY contract_id, line;
-- 3: 250 + 200 + 200 = 650 of 900, below the cap; when a is 8 of 10, 800 are earned, and no more than 700 are paid
SELECT pg_temp.find(2, 3, 'a', 8, 8, 0, 8);
SELECT line, step, part, cause, item, quantity, amount, remaining, reason FROM payment_statement WHERE project_id = 2 AND contract_id = 3 ORDER BY line;
-- 4 of these wait for a decision: without them 600 are earned, so 100 of their 200 may still come, and 100 are beyond the cap whatever is decided
SELECT pg_temp.find(2, 3, 'a', 8, 8, 4, 8);
SELECT line, step, part, cause, item, quantity, amount, remaining FROM payment_statement WHERE project_id = 2 AND contract_id = 3 ORDER BY line;
SELECT quantity, undecided, tariff_surplus FROM contract_payment WHERE project_id = 2 AND contract_id = 3;
TABLE pg_temp.wrong;

-- a tariff that somebody mistyped: the lines still add up
BEGIN;
UPDATE contract_item SET tariff = 999999999999.99, target_quantity = 999999999999.99 WHERE contract_id = 3 AND item = 'b';
SELECT step, cause, amount FROM payment_statement WHERE contract_id = 3 AND (step = 'addition' OR cause = 'cap' OR step = 'balance') ORDER BY line;
TABLE pg_temp.wrong;
ROLLBACK;

-- Four hundred contracts, drawn: prices with cents, one to four items with and without tariffs, estimates with six decimals, any score or none, a term that runs or is over
SELECT setseed(0.25);
INSERT INTO project (name, buyer_id, start_on, end_on) SELECT 'drawn ' || i, 1, '2021-07-01', '2022-06-30' FROM generate_series(1, 20) i;
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price, quantity_share) OVERRIDING SYSTEM VALUE
SELECT 2 + (i + 19) / 20, 100 + i, 2, 'open_tender', (random() ^ 4 * 3e6)::numeric(14,2), round(random()::numeric, 3) FROM generate_series(1, 400) i;
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity, tariff)
SELECT c.project_id, c.contract_id, 'item ' || k, 'x', 1 + (random() * 500)::numeric(14,2), CASE WHEN random() < 0.6 THEN (random() * 1.5 * c.price / (1 + random() * 1000))::numeric(14,2) END
FROM contract c CROSS JOIN generate_series(1, 1 + c.contract_id::integer % 4) k WHERE c.project_id > 2;
SELECT count(pg_temp.judge(project_id, CASE WHEN project_id % 5 = 0 THEN '2021-12-31' ELSE '2022-06-30' END::date, CASE WHEN project_id % 7 > 0 THEN round((40 + 60 * random())::numeric, 4) END)) AS projects
FROM project WHERE project_id > 2;
SELECT count(pg_temp.find(project_id, contract_id, item, r, d, round(d * 0.3 * h), CASE WHEN contract_id % 11 > 0 THEN round(d * v, 6) END)) AS items
FROM (SELECT *, floor(r * (0.7 + 0.3 * random())::numeric) AS d, random()::numeric AS h, random()::numeric AS v
	FROM (SELECT *, floor(target_quantity * (1.4 * random())::numeric) AS r FROM contract_item WHERE project_id > 2) i) j;
INSERT INTO payment (project_id, contract_id, period, due, paid, paid_on)
SELECT project_id, contract_id, '2021-07-01', price, (price * random())::numeric(14,2), '2021-10-01' FROM contract WHERE project_id > 2 AND contract_id % 3 > 0;
TABLE pg_temp.wrong;
CREATE TEMP TABLE line AS TABLE payment_statement;
CREATE TEMP TABLE whole AS TABLE contract_payment;
CREATE TEMP TABLE part AS TABLE item_payment;
CREATE TEMP TABLE found AS
SELECT i.project_id, i.contract_id, i.item, i.target_quantity AS t, i.tariff, max(value) FILTER (WHERE code = 'verified') AS v, max(value) FILTER (WHERE code = 'deduplicated') AS d, max(value) FILTER (WHERE code = 'held') AS h
FROM contract_item i JOIN evaluation_result r ON r.project_id = i.project_id AND r.scope = 'contract_item' AND r.scope_key = i.contract_id || '/' || i.item
GROUP BY i.project_id, i.contract_id, i.item, i.target_quantity, i.tariff;
ANALYZE;
-- what is payable is the formula's, to the cent
SELECT count(*) AS contracts, bool_and(p.quantity + coalesce(p.quality, 0) = p.payable) AS parts,
	bool_and(abs(p.quantity - least(e.earned, c.price * c.quantity_share)) < 0.01) AS quantity,
	bool_and(abs(p.quality - (1 - c.quantity_share) * c.price * (least(greatest(p.score, 60), 90) - 60) / 30) < 0.01) AS quality, bool_and((p.quality IS NULL) = (p.score IS NULL OR c.project_id % 5 = 0)) AS known,
	count(p.quality) BETWEEN 200 AND 360 AS decided, count(*) FILTER (WHERE p.tariff_surplus > 0) > 40 AS surplus, count(*) FILTER (WHERE e.earned > c.price * c.quantity_share) > 8 AS capped
FROM contract c JOIN whole p USING (project_id, contract_id)
	JOIN (
		SELECT project_id, contract_id, sum(least(coalesce(v - round(v * h / nullif(d, 0), 6), 0), t) * coalesce(tariff, greatest(price * quantity_share - priced, 0) / unpriced)) AS earned
		FROM found JOIN contract USING (project_id, contract_id)
			JOIN (SELECT project_id, contract_id, coalesce(sum(tariff * t), 0) AS priced, sum(t) FILTER (WHERE tariff IS NULL) AS unpriced FROM found GROUP BY 1, 2) w USING (project_id, contract_id)
		GROUP BY project_id, contract_id
	) e USING (project_id, contract_id)
WHERE c.project_id > 2;
-- every line of an item is its quantity at its tariff, but for the cents that make the lines add up, and for what is held where a cap binds
SELECT max(abs(s.amount + s.quantity * i.tariff)) FILTER (WHERE s.step = 'deduction' AND s.cause <> 'over_target') < 0.02 AS deductions,
	max(abs(s.amount + s.quantity * i.tariff)) FILTER (WHERE s.step = 'held' AND p.earned + p.unsettled <= p.price * p.quantity_share) < 0.02 AS held,
	bool_and(s.amount > -0.02 - s.quantity * i.tariff) FILTER (WHERE s.step = 'held') AS at_most, bool_and(s.amount = 0) FILTER (WHERE s.cause = 'over_target') AS over_target,
	string_agg(DISTINCT s.cause, ' ' ORDER BY s.cause) AS causes
FROM line s JOIN part i USING (project_id, contract_id, item) JOIN whole p USING (project_id, contract_id) WHERE s.project_id > 2;
SELECT count(*) AS items, bool_and(not_evaluated + not_due + missing + repeated + not_checked + no_trace + held + paid = target) AS target,
	bool_and(least(not_evaluated, not_due, missing, repeated, not_checked, no_trace, held, paid, over_target) >= 0) AS not_negative FROM part;

-- From facts: ten activities, each checked and confirmed; the last two show the photo of the first.  Held, they are neither paid nor deducted; a person decides
INSERT INTO village VALUES ('990101100201', 'V', 'T', 'C');
INSERT INTO project (project_id, name, buyer_id, start_on, end_on) OVERRIDING SYSTEM VALUE VALUES (99, 'photos', 1, '2021-07-01', '2021-09-30');
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price, quantity_share) OVERRIDING SYSTEM VALUE VALUES (99, 1, 2, 'open_tender', 2000, 0.6);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (99, 1, 'a', 'activity', 12);
INSERT INTO site (project_id, site_id, division_code, name, opened_on) OVERRIDING SYSTEM VALUE VALUES (99, 1, '990101100201', 'V', '2021-07-01');
INSERT INTO activity (project_id, activity_id, site_id, contract_id, item, held_on) OVERRIDING SYSTEM VALUE SELECT 99, i, 1, 1, 'a', date '2021-07-10' + i FROM generate_series(1, 10) i;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome) SELECT 99, 1, i, 3, date '2021-07-20' + i, 'confirmed' FROM generate_series(1, 10) i;
INSERT INTO photo (project_id, activity_id, phash) VALUES (99, 1, 7), (99, 9, 7), (99, 10, 7);
CALL refresh_rankings(only_project => 99);
SELECT step, part, cause, quantity, amount, remaining, reason FROM payment_statement WHERE project_id = 99 ORDER BY line;
INSERT INTO duplicate_review (project_id, activity_id, earlier_activity_id, decision) VALUES (99, 9, 1, 'confirmed'), (99, 10, 1, 'rejected');
CALL refresh_rankings(only_project => 99);
SELECT step, part, cause, quantity, amount, remaining, reason FROM payment_statement WHERE project_id = 99 ORDER BY line;
-- a quarter's run changes nothing
SELECT count(DISTINCT period) AS quarters, count(*) AS runs FROM current_run WHERE project_id = 99 AND scheme_id = 'statutory';

-- who may read it needs no facts about persons
CREATE ROLE regress_service_eval_finance;
GRANT USAGE ON SCHEMA owed, service_eval TO regress_service_eval_finance;
GRANT SELECT ON payment_statement, contract_payment, item_payment, contract, contract_item, project, payment, current_run, headline_run, evaluation_run, evaluation_result, scheme
TO regress_service_eval_finance;
SET ROLE regress_service_eval_finance;
SELECT amount, reason FROM payment_statement WHERE project_id = 99 AND step = 'balance';
RESET ROLE;

RESET search_path;
DROP VIEW pg_temp.wrong;
DROP TABLE line, whole, part, found;
DROP SCHEMA owed CASCADE;
DROP OWNED BY regress_service_eval_finance;
DROP ROLE regress_service_eval_finance;

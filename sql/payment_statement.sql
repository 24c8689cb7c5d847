-- What is owed, and why: every line by hand, and all lines adding up
SET client_min_messages = warning;
SET jit = off;
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('owed') WHERE action = 'created';
SET search_path = owed, service_eval;

INSERT INTO organization (name, kind)
VALUES ('bureau', 'government'), ('agency', 'social_organization'), ('office', 'other');
INSERT INTO project (name, buyer_id, service, start_on, end_on)
VALUES ('H City', 1, 'children_homes', '2021-07-01', '2022-06-30');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'directed_commission', 1988600);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity, tariff)
VALUES (1, 1, 'a', 'activity', 2000, 696.01);

-- What a run has found, written in its place: the term's of the headline scheme, up to a day; the quality of contracts
CREATE FUNCTION pg_temp.judge(of_project bigint, up_to date, quality numeric) RETURNS integer LANGUAGE sql AS $$
	WITH found AS (
		INSERT INTO snapshot (project_id, period, kind, from_on, until_on, end_on, input_digest)
		SELECT project_id, 'term', 'term', start_on, up_to, end_on, '' FROM project WHERE project_id = of_project
		RETURNING project_id, period, snapshot_id
	), run AS (
		INSERT INTO evaluation_run (project_id, period, snapshot_id, scheme_id, version, extension_version, status)
		SELECT project_id, period, snapshot_id, 'statutory', 1, '0', 'finished' FROM found
		RETURNING project_id, run_id
	)
	INSERT INTO contract_score (project_id, run_id, contract_id, sites, rated, score, score_upper)
	SELECT r.project_id, r.run_id, c.contract_id, 100, CASE WHEN quality IS NULL THEN 0 ELSE 100 END, quality, quality
	FROM run r JOIN contract c ON c.project_id = of_project;
	SELECT 1
$$;
-- Of an item: owed so far, all of its target where nothing is said
CREATE FUNCTION pg_temp.find(of_project bigint, of_contract bigint, of_item text, reported numeric,
	deduplicated numeric, held numeric, verified numeric, owed numeric DEFAULT NULL, released numeric DEFAULT 0)
RETURNS integer LANGUAGE sql AS $$
	DELETE FROM contract_item_measure
	WHERE project_id = of_project AND contract_id = of_contract AND item = of_item;
	INSERT INTO contract_item_measure (project_id, snapshot_id, contract_id, item, target, not_due, released, reported,
		deduplicated, held, verified, checked, confirmed, missing)
	SELECT i.project_id, r.snapshot_id, i.contract_id, i.item, t.target, i.target_quantity - t.target - $9, $9, $4,
		$5, $6, $7, 0, 0, t.target - $4
	FROM headline_run r
		JOIN contract_item i ON i.project_id = r.project_id AND i.contract_id = of_contract AND i.item = of_item
		CROSS JOIN LATERAL (SELECT coalesce($8, i.target_quantity - $9) AS target) t
	WHERE r.project_id = of_project AND r.period = 'term';
	SELECT 1
$$;
-- contracts whose lines do not add up
CREATE VIEW pg_temp.wrong AS
WITH line AS MATERIALIZED (TABLE payment_statement), whole AS MATERIALIZED (TABLE contract_payment)
SELECT c.project_id, c.contract_id
FROM contract c
	LEFT JOIN line USING (project_id, contract_id)
	LEFT JOIN whole p USING (project_id, contract_id)
GROUP BY c.project_id, c.contract_id, c.price, p.payable, p.quantity_held, p.quality_held, p.paid, p.balance
HAVING (sum(amount) FILTER (WHERE step = 'price') = c.price
	AND sum(amount) FILTER (WHERE step IN ('price', 'addition', 'deduction', 'held')) = p.payable
	AND sum(amount) FILTER (WHERE step = 'payable' AND part IS NOT NULL) = p.payable
	AND sum(amount) FILTER (WHERE step = 'payable' AND part IS NULL) = p.payable
	AND sum(amount) FILTER (WHERE step = 'paid') = -p.paid
	AND sum(amount) FILTER (WHERE step IN ('price', 'addition', 'deduction', 'held', 'paid')) = p.balance
	AND sum(amount) FILTER (WHERE step = 'balance') = p.payable - p.paid
	AND abs(coalesce(sum(amount) FILTER (WHERE step = 'held'), 0) + p.quantity_held + p.quality_held) < 0.05
	AND max(remaining) FILTER (WHERE step = 'balance') = p.balance
	AND max(remaining) FILTER (WHERE step = 'payable') = p.payable
	AND min(remaining) FILTER (WHERE step = 'payable') = p.payable
	AND coalesce(bool_and(amount <= 0) FILTER (WHERE step IN ('deduction', 'held', 'paid')), true)
	AND coalesce(bool_and(amount = round(amount, 2)), true)
	AND count(*) = max(line) AND count(reason) = count(*) AND count(reason_zh) = count(*)) IS NOT TRUE;
-- what one reads of a contract
CREATE FUNCTION pg_temp.statement(of_project bigint, of_contract bigint) RETURNS TABLE (line integer, step text,
	part text, cause text, item text, quantity numeric, tariff numeric, amount numeric, remaining numeric, reason text)
LANGUAGE sql AS $$
	SELECT line, step, part, cause, item, quantity, tariff, amount, remaining, reason
	FROM payment_statement WHERE project_id = $1 AND contract_id = $2 ORDER BY line
$$;

-- Nobody has evaluated: nothing is payable, nothing is deducted
SELECT * FROM pg_temp.statement(1, 1);
-- H City, if all 1,768 were verified: 1,768 x 696.01, and 1/15 of 596,580 for a quality of 62
SELECT pg_temp.judge(1, '2022-06-30', 62), pg_temp.find(1, 1, 'a', 1768, 1768, 0, 1768);
SELECT * FROM pg_temp.statement(1, 1);
-- the same for other qualities: 497,150.00 at 85, all from 90, nothing up to 60, not known where there is none
CREATE FUNCTION pg_temp.at_quality(quality numeric) RETURNS TABLE (quantity numeric, quality numeric, payable numeric,
	deducted numeric, held numeric, balance numeric, wrong bigint)
LANGUAGE sql AS $$
	UPDATE contract_score SET score = $1, score_upper = $1, rated = CASE WHEN $1 IS NULL THEN 0 ELSE 100 END;
	SELECT p.quantity, p.quality, p.payable, (SELECT sum(amount) FROM payment_statement WHERE cause = 'quality'),
		(SELECT sum(amount) FROM payment_statement WHERE step = 'held'), p.balance,
		(SELECT count(*) FROM pg_temp.wrong)
	FROM contract_payment p
$$;
SELECT s.score, a.*
FROM (VALUES (1, 60), (2, 62), (3, 85), (4, 90), (5, 95), (6, NULL)) AS s (i, score)
	CROSS JOIN LATERAL pg_temp.at_quality(s.score) AS a
ORDER BY s.i;
SELECT line, step, part, cause, amount, remaining, reason, reason_zh FROM payment_statement
WHERE cause = 'not_rated' OR step IN ('payable', 'balance') ORDER BY line;
-- 20 of 100 sites are not rated: 75 with what these have earned is 15/30 of 596,580, and 85 with all that was not
-- measured 25/30; what lies between is neither paid nor deducted
BEGIN;
UPDATE contract_score SET score = 75, score_upper = 85, rated = 80;
SELECT score, score_upper, sites, rated, quality, quality_held, quantity_held, payable FROM contract_payment;
SELECT line, step, cause, quantity, amount, reason FROM payment_statement WHERE part = 'quality' ORDER BY line;
SELECT reason_zh FROM payment_statement WHERE cause = 'not_rated';
TABLE pg_temp.wrong;
-- where it makes no difference nothing is held for it
UPDATE contract_score SET score = 50, score_upper = 60;
SELECT step, cause, amount, reason FROM payment_statement WHERE part = 'quality' AND step <> 'payable' ORDER BY line;
TABLE pg_temp.wrong;
ROLLBACK;
-- without a tariff it is 0.7 x 1,988,600 / 2,000, which is the same
UPDATE contract_item SET tariff = NULL;
SELECT quantity = 1230545.68 AS quantity, quality, payable, quality_held FROM contract_payment;
SELECT item, tariff = 696.01 AS tariff, quantity, amount FROM payment_statement WHERE cause = 'missing';

-- Deductions and what is held.  2,000 = 100 not reported + 50 repeated + 350 without a trace + 30 held + 1,470 paid;
-- held are V / D = 1,500 / 1,850 of 37
SELECT pg_temp.find(1, 1, 'a', 1900, 1850, 37, 1500), pg_temp.at_quality(90);
SELECT missing, repeated, no_trace, trim_scale(held) AS held, trim_scale(paid) AS paid, over_target FROM item_payment;
SELECT line, step, part, cause, quantity, amount, remaining FROM payment_statement ORDER BY line;
SELECT bool_and(amount = -round(quantity * 696.01, 2)) AS quantity_x_tariff
FROM payment_statement WHERE item IS NOT NULL;
-- Payments made are set against it, on the day they are made: owed, settled, in advance of what may still come, to be
-- returned.  Nothing was paid on the last day of the year, and what is said to be paid in 9999 is not paid.
BEGIN;
INSERT INTO payment (project_id, contract_id, paid, paid_on)
VALUES (1, 1, 497150, '2021-11-05'), (1, 1, 0, '2021-12-31'), (1, 1, 497150, '9999-12-31');
CREATE FUNCTION pg_temp.settled(first_paid numeric) RETURNS TABLE (amount numeric, remaining numeric, reason text)
LANGUAGE sql AS $$
	UPDATE payment SET paid = first_paid WHERE paid_on = '2021-11-05';
	SELECT amount, remaining, reason FROM payment_statement WHERE step IN ('paid', 'balance') ORDER BY line
$$;
SELECT * FROM pg_temp.settled(497150);
SELECT * FROM pg_temp.settled(1619714.70);
SELECT * FROM pg_temp.settled(1619714.71);
SELECT * FROM pg_temp.settled(1700000);
SELECT pg_temp.find(1, 1, 'a', 1900, 1850, 0, 1500);
SELECT * FROM pg_temp.settled(1700000);
TABLE pg_temp.wrong;
ROLLBACK;

-- More than the target was reported: what is beyond stands in for what falls away.  2,100 - 60 repeated - 90 without a
-- trace: 50 of these are missing from 2,000
SELECT pg_temp.find(1, 1, 'a', 2100, 2040, 0, 1950);
SELECT cause, quantity, amount FROM payment_statement WHERE step = 'deduction' ORDER BY line;
-- more than the target was verified: named, and nothing is paid or deducted for it; held ones make no difference as
-- long as enough is left
SELECT pg_temp.find(1, 1, 'a', 2500, 2400, 120, 2300);
SELECT step, part, cause, quantity, amount, reason FROM payment_statement WHERE step <> 'price' ORDER BY line;
-- fractions of an estimate: 1482.250128 x 9 / 1683 = 7.926471 are held
SELECT pg_temp.find(1, 1, 'a', 1768, 1683, 9, 1482.250128);
SELECT step, part, cause, quantity, amount FROM payment_statement WHERE step <> 'price' ORDER BY line;
SELECT quantity = round(696.01 * (1482.250128 - round(1482.250128 * 9 / 1683, 6)), 2) AS by_hand FROM contract_payment;
-- reported, and nothing was ever checked: not paid and not deducted; repeats are, whatever was checked
SELECT pg_temp.find(1, 1, 'a', 1768, 1683, 9, NULL);
SELECT step, part, cause, quantity, amount, reason FROM payment_statement WHERE step <> 'price' ORDER BY line;
-- nothing was reported
SELECT pg_temp.find(1, 1, 'a', 0, 0, 0, NULL);
SELECT step, part, cause, quantity, amount, reason FROM payment_statement WHERE step <> 'price' ORDER BY line;
-- 200 are owed by no site any more, and a tenth of the quality goes with them: 1,700 of the other 1,800 were reported; reports of 1,850 leave 150 of them
SELECT pg_temp.find(1, 1, 'a', 1700, 1700, 0, 1700, released => 200);
SELECT step, part, cause, quantity, amount, reason FROM payment_statement WHERE step <> 'price' ORDER BY line;
SELECT pg_temp.find(1, 1, 'a', 1850, 1850, 0, 1850, released => 200);
SELECT target, released, not_due, missing, trim_scale(paid) AS paid FROM item_payment;
-- what was reported beyond the 1,800 earns by quantity, and no quality: 0.9 x 596,580, not 0.925 x
SELECT trim_scale(due_share) AS due_share, quality FROM contract_payment WHERE project_id = 1 AND contract_id = 1;
TABLE pg_temp.wrong;

-- Two of four quarters: 1,000 are due, 900 reported.  The quality decides at the end of the contract
UPDATE snapshot SET until_on = '2021-12-31';
SELECT pg_temp.find(1, 1, 'a', 900, 900, 0, 880, owed => 1000), pg_temp.at_quality(72.5);
SELECT * FROM pg_temp.statement(1, 1);
-- ahead of time: what is verified is paid
SELECT pg_temp.find(1, 1, 'a', 1100, 1100, 0, 1100, owed => 1000);
SELECT step, part, cause, quantity, amount, remaining FROM payment_statement ORDER BY line;
-- no site is rated either, and an advance
UPDATE contract_score SET score = NULL, score_upper = NULL;
INSERT INTO payment (project_id, contract_id, paid, paid_on) VALUES (1, 1, 994300, '2021-07-15');
SELECT step, amount, reason FROM payment_statement WHERE part = 'quality' OR step IN ('paid', 'balance') ORDER BY line;
TABLE pg_temp.wrong;

-- Several contracts of one project.  2: three items with tariffs, which make up 700 of 700; 3: 900 of 700; 4: 500 of
-- 700; 5: one of three with a tariff, 300, so the others share 400 for 50 + 150 units; 6: no items; 7: nothing is paid
-- by quantity; 8: all is; 9: no price
INSERT INTO project (name, buyer_id, service, start_on, end_on)
VALUES ('several', 1, 'children_homes', '2021-07-01', '2021-09-30');
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price, quantity_share, formal)
OVERRIDING SYSTEM VALUE
SELECT 2, i, 2, CASE i WHEN 9 THEN 'none' ELSE 'open_tender' END, CASE i WHEN 9 THEN 0 ELSE 1000 END,
	CASE i WHEN 7 THEN 0 WHEN 8 THEN 1 ELSE 0.7 END, i <> 9
FROM generate_series(2, 9) i;
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity, tariff) VALUES
	(2, 2, 'a', 'x', 10, 30), (2, 2, 'b', 'x', 20, 10), (2, 2, 'c', 'x', 5, 40),
	(2, 3, 'a', 'x', 10, 50), (2, 3, 'b', 'x', 20, 10), (2, 3, 'c', 'x', 5, 40),
	(2, 4, 'a', 'x', 10, 30), (2, 4, 'b', 'x', 20, 10),
	(2, 5, 'a', 'x', 10, 30), (2, 5, 'b', 'x', 50, NULL), (2, 5, 'c', 'x', 150, NULL),
	(2, 7, 'a', 'x', 10, NULL), (2, 8, 'a', 'x', 3, NULL), (2, 9, 'a', 'x', 10, NULL);
-- each has a quality of its own: 75 is half of the slope, 66 a fifth
SELECT pg_temp.judge(2, '2021-09-30', 75);
UPDATE contract_score SET score = 66, score_upper = 66 WHERE contract_id = 4;
-- a: half of the target; b: all; c: a fifth more than that
SELECT count(pg_temp.find(2, contract_id, item, q, q, 0, q)) AS items
FROM (
	SELECT *, target_quantity * CASE item WHEN 'a' THEN 0.5 WHEN 'b' THEN 1 ELSE 1.2 END AS q
	FROM contract_item WHERE project_id = 2 AND contract_id <> 8
) i;
SELECT pg_temp.find(2, 8, 'a', 2, 2, 0, 1);
SELECT contract_id, line, step, part, cause, item, quantity, tariff, amount, remaining, reason
FROM payment_statement WHERE project_id = 2 ORDER BY contract_id, line;
-- 3: 250 + 200 + 200 = 650 of 900, below the cap; when a is 8 of 10, 800 are earned, and no more than 700 are paid
SELECT pg_temp.find(2, 3, 'a', 8, 8, 0, 8);
SELECT line, step, part, cause, item, quantity, amount, remaining, reason FROM pg_temp.statement(2, 3);
-- 4 of these wait for a decision: without them 600 are earned, so 100 of their 200 may still come, and 100 are beyond
-- the cap whatever is decided
SELECT pg_temp.find(2, 3, 'a', 8, 8, 4, 8);
SELECT line, step, part, cause, item, quantity, amount, remaining FROM pg_temp.statement(2, 3);
SELECT quantity, quantity_held, quality_held, tariff_surplus FROM contract_payment
WHERE project_id = 2 AND contract_id = 3;
TABLE pg_temp.wrong;
-- 2 ended a month earlier: the quality of its own time counts, not that of the term.  84 is 24/30 of 300
BEGIN;
UPDATE contract SET end_on = '2021-08-31' WHERE contract_id = 2;
INSERT INTO snapshot (project_id, period, kind, from_on, until_on, end_on, contract_id, input_digest)
VALUES (2, 'contract 2', 'contract', '2021-07-01', '2021-08-31', '2021-08-31', 2, '');
INSERT INTO evaluation_run (project_id, period, snapshot_id, scheme_id, version, extension_version, status)
SELECT project_id, period, snapshot_id, 'statutory', 1, '0', 'finished' FROM snapshot WHERE kind = 'contract';
INSERT INTO contract_score (project_id, run_id, contract_id, sites, rated, score, score_upper)
SELECT project_id, run_id, 2, 100, 100, 84, 84 FROM evaluation_run WHERE period = 'contract 2';
SELECT contract_id, score, quality, time_over FROM contract_payment WHERE contract_id IN (2, 3) ORDER BY 1;
ROLLBACK;

-- a tariff that somebody mistyped: the lines still add up
BEGIN;
UPDATE contract_item SET tariff = 999999999999.99, target_quantity = 999999999999.99
WHERE contract_id = 3 AND item = 'b';
SELECT step, cause, amount FROM pg_temp.statement(2, 3) WHERE step = 'addition' OR cause = 'cap' OR step = 'balance';
TABLE pg_temp.wrong;
ROLLBACK;

-- Sixty contracts, drawn: prices with cents, one to four items with and without tariffs, estimates with six
-- decimals, any quality or none, a term that runs or is over
SELECT setseed(0.25);
INSERT INTO project (name, buyer_id, service, start_on, end_on)
SELECT 'drawn ' || i, 1, 'children_homes', '2021-07-01', '2022-06-30' FROM generate_series(1, 12) i;
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price, quantity_share)
OVERRIDING SYSTEM VALUE
SELECT 2 + (i + 4) / 5, 100 + i, 2, 'open_tender', (random() ^ 4 * 3e6)::numeric(14,2), round(random()::numeric, 3)
FROM generate_series(1, 60) i;
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity, tariff)
SELECT c.project_id, c.contract_id, 'item ' || k, 'x', 1 + (random() * 500)::numeric(14,2),
	CASE WHEN random() < 0.6 THEN (random() * 1.5 * c.price / (1 + random() * 1000))::numeric(14,2) END
FROM contract c CROSS JOIN generate_series(1, 1 + c.contract_id::integer % 4) k WHERE c.project_id > 2;
SELECT count(pg_temp.judge(project_id,
	CASE WHEN project_id % 5 = 0 THEN '2021-12-31' ELSE '2022-06-30' END::date, NULL)) AS projects
FROM project WHERE project_id > 2;
-- every seventh contract has no quality; every third of the others has sites that are not rated
UPDATE contract_score
SET score = round((40 + 60 * random())::numeric, 4), rated = CASE WHEN contract_id % 3 = 0 THEN 90 ELSE 100 END
WHERE project_id > 2 AND contract_id % 7 > 0;
UPDATE contract_score
SET score_upper = CASE WHEN rated = 90 THEN least(score + round(20 * random()::numeric, 4), 100) ELSE score END
WHERE project_id > 2;
SELECT count(pg_temp.find(project_id, contract_id, item, r, d, round(d * 0.3 * h),
	CASE WHEN contract_id % 11 > 0 THEN round(d * v, 6) END,
	CASE WHEN project_id % 5 = 0 THEN round(target_quantity / 2, 6) END)) AS items
FROM (
	SELECT *, floor(r * (0.7 + 0.3 * random())::numeric) AS d, random()::numeric AS h, random()::numeric AS v
	FROM (
		SELECT *, floor(target_quantity * (1.4 * random())::numeric) AS r FROM contract_item WHERE project_id > 2
	) i
) j;
INSERT INTO payment (project_id, contract_id, paid, paid_on)
SELECT project_id, contract_id, (price * random())::numeric(14,2), '2021-10-01'
FROM contract WHERE project_id > 2 AND contract_id % 3 > 0;
ANALYZE;
TABLE pg_temp.wrong;
CREATE TEMP TABLE line AS TABLE payment_statement;
CREATE TEMP TABLE whole AS TABLE contract_payment;
CREATE TEMP TABLE part AS TABLE item_payment;
-- what is payable is the formula's, to the cent, and so is what may still be paid for quality
SELECT count(*) AS contracts, bool_and(p.quantity + coalesce(p.quality, 0) = p.payable) AS parts,
	bool_and(abs(p.quantity - least(e.earned, c.price * c.quantity_share)) < 0.01) AS quantity,
	bool_and(abs(p.quality - q.budget * (least(greatest(p.score, 60), 90) - 60) / 30) < 0.01) AS quality,
	bool_and(abs(p.quality_held - coalesce(q.budget * (least(greatest(p.score_upper, 60), 90) - 60) / 30 - p.quality,
		q.budget)) < 0.02) AS held,
	bool_and((p.quality IS NULL) = (p.score IS NULL OR c.project_id % 5 = 0)) AS known
FROM contract c
	JOIN whole p USING (project_id, contract_id)
	CROSS JOIN LATERAL (
		SELECT (1 - c.quantity_share) * c.price AS budget
	) q
	JOIN (
		SELECT project_id, contract_id, sum(
			least(coalesce(verified - round(verified * held / nullif(deduplicated, 0), 6), 0), target_quantity)
			* coalesce(tariff, greatest(price * quantity_share - priced, 0) / unpriced)) AS earned
		FROM contract_item
			JOIN contract_item_measure USING (project_id, contract_id, item)
			JOIN contract USING (project_id, contract_id)
			JOIN (
				SELECT project_id, contract_id, coalesce(sum(tariff * target_quantity), 0) AS priced,
					sum(target_quantity) FILTER (WHERE tariff IS NULL) AS unpriced
				FROM contract_item GROUP BY 1, 2
			) w USING (project_id, contract_id)
		GROUP BY project_id, contract_id
	) e USING (project_id, contract_id)
WHERE c.project_id > 2;
-- among them are all kinds
SELECT count(quality) BETWEEN 25 AND 50 AS decided, count(*) FILTER (WHERE tariff_surplus > 0) > 5 AS surplus,
	count(*) FILTER (WHERE earned > price * quantity_share) > 1 AS capped,
	count(*) FILTER (WHERE quality > 0 AND quality_held > 0) > 3 AS partly_rated
FROM whole WHERE project_id > 2;
-- every line of an item is its quantity at its tariff, but for the cents that make the lines add up, and for what is
-- held where a cap binds
SELECT max(abs(s.amount + s.quantity * i.tariff)) FILTER (WHERE s.step = 'deduction' AND s.cause <> 'over_target')
		< 0.02 AS deductions,
	max(abs(s.amount + s.quantity * i.tariff)) FILTER (WHERE s.step = 'held'
		AND p.earned + p.unsettled <= p.price * p.quantity_share) < 0.02 AS held,
	bool_and(s.amount > -0.02 - s.quantity * i.tariff) FILTER (WHERE s.step = 'held') AS at_most,
	bool_and(s.amount = 0) FILTER (WHERE s.cause = 'over_target') AS over_target,
	string_agg(DISTINCT s.cause, ' ' ORDER BY s.cause) AS causes
FROM line s
	JOIN part i USING (project_id, contract_id, item)
	JOIN whole p USING (project_id, contract_id)
WHERE s.project_id > 2;
SELECT count(*) AS items, bool_and(not_evaluated + released + not_due + missing + repeated + not_checked + no_trace
		+ held + paid = target) AS target,
	bool_and(least(not_evaluated, released, not_due, missing, repeated, not_checked, no_trace, held, paid, over_target)
		>= 0) AS not_negative
FROM part;
-- prices are worked out once for a project, not for each line
CREATE FUNCTION pg_temp.scans(of_function text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	plan text := '';
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) TABLE payment_statement' LOOP
		plan := plan || line || E'\n';
	END LOOP;
	RETURN (SELECT count(*) FROM regexp_matches(plan, 'Function Scan on ' || of_function, 'g'));
END $$;
SELECT pg_temp.scans('item_price') AS sums_lines_and_owed_now;

-- From facts, judged by a mark that is the score.  H City's contract with all 1,768 verified, at 62, 85 and 90; and
-- with two sites of which one has no mark, so that it counts as 0 or 100: 45 to 95
INSERT INTO service (code, name_en, name_zh) VALUES ('marked', 'marked', '打分');
INSERT INTO scheme (scheme_id, name_en, name_zh, service, points, draws, min_answers)
VALUES ('marks', 'marks', '打分', 'marked', 100, 10, 0);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points)
VALUES ('marks', 'MARK', 'output', 'mark', '分数', 100, 100);
CREATE TABLE mark (project_id bigint, site_id bigint, mark numeric);
CREATE VIEW indicator_mark AS
SELECT s.project_id, s.site_id, p.period, m.mark AS value, 1 AS n
FROM site s JOIN project_period p USING (project_id) LEFT JOIN mark m USING (project_id, site_id);
UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'marks';
INSERT INTO village (division_code, name, township, county) VALUES ('990101100201', 'V', 'T', 'C');
INSERT INTO project (project_id, name, buyer_id, service, start_on, end_on) OVERRIDING SYSTEM VALUE
SELECT 1000 + i, 'at ' || i, 1, 'marked', '2021-07-01', '2022-06-30' FROM unnest('{62,85,90,45}'::integer[]) i;
INSERT INTO site (project_id, site_id, division_code, name, opened_on) OVERRIDING SYSTEM VALUE
SELECT project_id, 1, '990101100201', 'V', start_on FROM project WHERE project_id > 1000
UNION ALL SELECT 1045, 2, '990101100201', 'V2', '2021-07-01';
INSERT INTO mark SELECT 1000 + i, 1, CASE i WHEN 45 THEN 90 ELSE i END FROM unnest('{62,85,90,45}'::integer[]) i;
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price) OVERRIDING SYSTEM VALUE
SELECT project_id, project_id, 2, 'directed_commission', 1988600 FROM project WHERE project_id > 1000;
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity)
SELECT project_id, project_id, 'a', 'activity', 2000 FROM project WHERE project_id > 1000;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, quantity)
SELECT c.project_id, 1, c.contract_id, 'a', d, 442
FROM contract c CROSS JOIN unnest('{2021-08-01,2021-11-01,2022-02-01,2022-05-01}'::date[]) d WHERE c.project_id > 1000;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT project_id, site_id, activity_id, 3, held_on, 'confirmed' FROM activity WHERE project_id > 1000;
-- Ten activities, each checked and confirmed; the last two show the photo of the first
INSERT INTO project (project_id, name, buyer_id, service, start_on, end_on) OVERRIDING SYSTEM VALUE
VALUES (99, 'photos', 1, 'marked', '2021-07-01', '2021-09-30');
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price, quantity_share)
OVERRIDING SYSTEM VALUE VALUES (99, 1, 2, 'open_tender', 2000, 0.6);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (99, 1, 'a', 'activity', 12);
INSERT INTO site (project_id, site_id, division_code, name, opened_on) OVERRIDING SYSTEM VALUE
VALUES (99, 1, '990101100201', 'V', '2021-07-01');
INSERT INTO activity (project_id, activity_id, site_id, contract_id, item, held_on) OVERRIDING SYSTEM VALUE
SELECT 99, i, 1, 1, 'a', date '2021-07-10' + i FROM generate_series(1, 10) i;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 99, 1, i, 3, date '2021-07-20' + i, 'confirmed' FROM generate_series(1, 10) i;
INSERT INTO photo (project_id, activity_id, phash) VALUES (99, 1, 7), (99, 9, 7), (99, 10, 7);
SELECT count(refresh_project(p)) AS refreshed FROM unnest('{1062,1085,1090,1045,99}'::bigint[]) p;
SELECT p.project_id, p.score, p.score_upper, p.quantity, p.quality, p.payable, p.quality_held,
	o.payable = p.payable AS as_stored
FROM contract_payment p
	JOIN headline_run r ON r.project_id = p.project_id AND r.period = 'term'
	JOIN contract_score o ON o.project_id = r.project_id AND o.run_id = r.run_id
WHERE p.project_id > 1000 ORDER BY p.project_id;
-- what look alike is held, neither paid nor deducted, until a person decides
SELECT step, part, cause, quantity, amount, remaining, reason FROM pg_temp.statement(99, 1);
INSERT INTO duplicate_review (project_id, activity_id, earlier_project_id, earlier_activity_id, decision)
VALUES (99, 9, 99, 1, 'confirmed'), (99, 10, 99, 1, 'rejected');
SELECT refresh_project(99) > 0 AS runs;
SELECT step, part, cause, quantity, amount, remaining, reason FROM pg_temp.statement(99, 1);
-- there is a run of the quarter as well, and it changes nothing
SELECT string_agg(period, ' ' ORDER BY period) AS periods FROM current_run WHERE project_id = 99;
TABLE pg_temp.wrong;

-- payments that are too large in sum for one of them are added up all the same
BEGIN;
INSERT INTO payment (project_id, contract_id, paid, paid_on) SELECT 99, c.contract_id, 999999999999.99, p.start_on FROM contract c JOIN project p USING (project_id), generate_series(1, 3) WHERE c.project_id = 99;
SELECT refresh_project(99) > 0 AS runs;
SELECT max(o.paid) >= 2999999999999.97 AS added_up FROM headline_run r JOIN contract_score o USING (project_id, run_id) WHERE project_id = 99 AND r.period = 'term';
ROLLBACK;

-- who may read it needs no facts about persons
CREATE ROLE regress_service_eval_finance;
GRANT USAGE ON SCHEMA owed, service_eval TO regress_service_eval_finance;
GRANT SELECT ON payment_statement, contract_payment, item_payment, contract_term, contract, contract_item, project,
	payment, current_run, headline_run, evaluation_run, snapshot, contract_score, contract_item_measure, current_scheme,
	scheme, project_unit, instalment_status, contract_position, instalment, milestone, label, setting
TO regress_service_eval_finance;
SET ROLE regress_service_eval_finance;
SELECT amount, reason FROM payment_statement WHERE project_id = 99 AND step = 'balance';
RESET ROLE;

RESET search_path;
DROP VIEW pg_temp.wrong;
DROP TABLE line, whole, part;
DROP SCHEMA owed CASCADE;
DROP OWNED BY regress_service_eval_finance;
DROP ROLE regress_service_eval_finance;

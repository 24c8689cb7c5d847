-- What is paid rests on a sample of visits: its interval in yuan, and contracts that deduct no more than is proved
SET client_min_messages = warning;
SET jit = off;
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('sampled') WHERE action = 'created';
SET search_path = sampled, service_eval;

-- Five homes with marks of 90, so all is paid for quality.  Each reported 20 activities in the only quarter; of these
-- were checked and confirmed 20 and 15, 4 and 3, 0 and 0, 10 and 2, 14 and 4
INSERT INTO service (code, name_en, name_zh) VALUES ('marked', 'marked', '打分');
INSERT INTO scheme (scheme_id, name_en, name_zh, service, points, draws, min_answers)
VALUES ('marks', 'marks', '打分', 'marked', 100, 10, 0);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points)
VALUES ('marks', 'MARK', 'output', 'mark', '分数', 100, 100);
CREATE VIEW indicator_mark AS
SELECT s.project_id, s.site_id, p.period, 90 AS value, 1 AS n FROM site s JOIN project_period p USING (project_id);
UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'marks';
INSERT INTO organization (name, kind)
VALUES ('bureau', 'government'), ('agency', 'social_organization'), ('office', 'other');
INSERT INTO village (division_code, name, township, county) VALUES ('990101100201', 'V', 'T', 'C');
INSERT INTO project (name, buyer_id, service, start_on, end_on) VALUES ('p', 1, 'marked', '2023-01-01', '2023-03-31');
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT 1, '990101100201', 'S' || i, '2023-01-01' FROM generate_series(1, 5) i;
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'directed_commission', 10000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 100);
INSERT INTO activity (project_id, site_id, contract_id, item, held_on)
SELECT 1, s, 1, 'a', date '2023-01-01' + i FROM generate_series(1, 5) s, generate_series(1, 20) i;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 1, a.site_id, a.activity_id, 3, '2023-03-01', CASE WHEN a.place <= v.confirmed THEN 'confirmed' ELSE 'no_trace' END
FROM (SELECT *, row_number() OVER (PARTITION BY site_id ORDER BY activity_id) AS place FROM activity) a
	JOIN (VALUES (1, 20, 15), (2, 4, 3), (3, 0, 0), (4, 10, 2), (5, 14, 4)) AS v (site_id, checked, confirmed)
		ON v.site_id = a.site_id AND a.place <= v.checked;
SELECT refresh_project(1) > 0 AS runs;

-- By home as in the test of limiters: V is 15 + 13.666667 + 10 + 4.5 + 5.875 = 49.041667, the variances of the homes add
-- up to 52.682546.  All rest on p_h, in the weights 2 K / (m + 2): 16/3 + 20 + 5/3 + 3/4 = 27.75.  Of the 48 checks 24
-- were confirmed, and those of a home are alike: variance of p_h = 25 x 25 / (50^2 x 51) x (20 x 22 + 4 x 6 + 10 x 12 +
-- 14 x 16) / (3 x 48) = 0.0049020 x 808 / 144 = 0.0275054.  52.682546 + 27.75^2 x 0.0275054 = 73.8635, the root
-- 8.594385; 1.644854 of it are 14.136505: from 34.905162 to 63.178172
SELECT verified, verified_std_error, checked, confirmed FROM contract_item_measure
	JOIN headline_run USING (project_id, snapshot_id) WHERE period = 'term';
-- the same as it was known on the last day; before the visits nothing was
SELECT day, verified, verified_std_error, checked, confirmed
FROM verified_by(1, '{2023-03-31,2023-02-28}') ORDER BY day;
-- A unit is worth 70 yuan: 3,432.92 for the estimate, 2,443.36 to 4,422.47; 3,000 more for quality.  Left no trace:
-- 50.958333, 36.821828 to 65.094838, which are 2,577.53 to 4,556.64 yuan
SELECT loss_basis, no_trace, no_trace_lower, no_trace_upper, paid, amount, amount_lower, amount_upper FROM item_payment;
SELECT loss_basis, quantity, quantity_lower, quantity_upper, quality, payable, payable_lower, payable_upper
FROM contract_payment;
SELECT quantity, quantity_lower, quantity_upper, payable, payable_lower, payable_upper FROM contract_position;
SELECT line, step, part, cause, quantity, amount, amount_lower, amount_upper, reason FROM payment_statement ORDER BY line;

-- A contract that deducts no more than is proved: the loss at its lower limit, what is paid at its upper one.  What is
-- stored for finance, and what was owed on its day, agree
UPDATE contract SET loss_basis = 'lower_limit';
SELECT refresh_project(1) > 0 AS runs;
SELECT loss_basis, no_trace, no_trace_lower, no_trace_upper, paid, amount, amount_lower, amount_upper FROM item_payment;
SELECT loss_basis, quantity, quantity_lower, quantity_upper, quality, payable, payable_lower, payable_upper
FROM contract_payment;
SELECT line, step, part, cause, quantity, amount, amount_lower, amount_upper, reason, reason_zh
FROM payment_statement ORDER BY line;
SELECT r.period, c.payable, c.owed FROM current_run r JOIN contract_score c USING (project_id, run_id) ORDER BY r.period;
-- where every activity was looked at the loss is proved, and the basis makes no difference
BEGIN;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 1, a.site_id, a.activity_id, 3, '2023-03-02', CASE WHEN a.activity_id % 10 = 0 THEN 'confirmed' ELSE 'no_trace' END
FROM activity a WHERE NOT EXISTS (SELECT FROM visit v WHERE v.activity_id = a.activity_id);
SELECT refresh_project(1) > 0 AS runs;
SELECT i.paid = (SELECT count(*) FROM visit WHERE outcome = 'confirmed') AS all_that_was_confirmed, amount = amount_lower
	AND amount = amount_upper AS exact
FROM item_payment i;
ROLLBACK;
-- more than the target cannot be paid: of 60 the upper limit is 60 as well
BEGIN;
UPDATE contract_item SET target_quantity = 60;
SELECT refresh_project(1) > 0 AS runs;
SELECT paid, over_target, amount, amount_lower, amount_upper FROM item_payment;
SELECT quantity, quantity_lower, quantity_upper FROM contract_payment;
SELECT sum(amount) FILTER (WHERE step IN ('price', 'addition', 'deduction', 'held'))
	= sum(amount) FILTER (WHERE step = 'payable' AND part IS NULL) AS adds_up
FROM payment_statement;
ROLLBACK;
\set VERBOSITY terse
UPDATE contract SET loss_basis = 'guess';
\set VERBOSITY default

RESET search_path;
DROP SCHEMA sampled CASCADE;

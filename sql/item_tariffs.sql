-- Meals beside hours of care: what was verified of all that was reported goes by tariff, or the many would hide the dear
SET client_min_messages = warning;
SET jit = off;
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('tariffs') WHERE action = 'created';
SET search_path = tariffs, service_eval;

INSERT INTO service (code, name_en, name_zh) VALUES ('marked', 'marked', '打分');
INSERT INTO scheme (scheme_id, name_en, name_zh, service, points, draws, min_answers)
VALUES ('marks', 'marks', '打分', 'marked', 100, 10, 0);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points)
VALUES ('marks', 'MARK', 'output', 'mark', '分数', 100, 100);
CREATE VIEW indicator_mark AS
SELECT s.project_id, s.site_id, p.period, 95 AS value, 1 AS n FROM site s JOIN project_period p USING (project_id);
UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'marks';
INSERT INTO organization (name, kind)
VALUES ('bureau', 'government'), ('agency', 'social_organization'), ('office', 'other');
INSERT INTO village (division_code, name, township, county) VALUES ('990101100201', 'V', 'T', 'C');
INSERT INTO project (name, buyer_id, service, start_on, end_on) VALUES ('p', 1, 'marked', '2023-01-01', '2023-03-31');
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT 1, '990101100201', 'S' || i, '2023-01-01' FROM generate_series(1, 6) i;
-- each of five sites owes 2,000 meals at 10 yuan, 500 hours at 80 yuan, and 30 calls that cost nothing; the sixth has a
-- contract of talks alone, which cost nothing
INSERT INTO contract (project_id, provider_id, procurement_mode, price)
VALUES (1, 2, 'directed_commission', 300000), (1, 2, 'directed_commission', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity, tariff)
VALUES (1, 1, 'meal', 'meal', 10000, 10), (1, 1, 'care', 'hour', 2500, 80), (1, 1, 'call', 'call', 150, 0),
	(1, 2, 'talk', 'talk', 20, 0);
INSERT INTO contract_site (project_id, contract_id, site_id) SELECT 1, CASE i WHEN 6 THEN 2 ELSE 1 END, i FROM generate_series(1, 6) i;
-- in 20 activities of each item, of which the first were checked, and of these the first confirmed and the next found
-- repeated
CREATE TEMPORARY TABLE delivered (site_id bigint, item text, quantity numeric, checked integer, confirmed integer,
	repeated integer DEFAULT 0);
INSERT INTO delivered VALUES (1, 'meal', 100, 20, 20), (1, 'care', 23.75, 20, 0), (2, 'meal', 100, 20, 0),
	(2, 'care', 25, 20, 20), (3, 'call', 1.5, 20, 8), (4, 'meal', 100, 8, 6), (4, 'care', 25, 12, 9), (6, 'talk', 1, 20, 0);
INSERT INTO delivered VALUES (5, 'meal', 100, 20, 16, 4), (5, 'care', 25, 20, 10, 10);
INSERT INTO activity (project_id, site_id, contract_id, item, quantity, held_on)
SELECT 1, d.site_id, CASE d.site_id WHEN 6 THEN 2 ELSE 1 END, d.item, d.quantity, date '2023-01-01' + 4 * i FROM delivered d, generate_series(1, 20) i;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 1, d.site_id, a.activity_id, 3, '2023-03-31',
	CASE WHEN a.place <= d.confirmed THEN 'confirmed' WHEN a.place <= d.confirmed + d.repeated THEN 'repeated' ELSE 'no_trace' END
FROM (SELECT *, row_number() OVER (PARTITION BY site_id, item ORDER BY activity_id) AS place FROM activity) a
	JOIN delivered d ON d.site_id = a.site_id AND d.item = a.item AND a.place <= d.checked;
-- ten people at site 1, all of them content
INSERT INTO beneficiary (project_id, beneficiary_id) OVERRIDING SYSTEM VALUE SELECT 1, i FROM generate_series(1, 10) i;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT 1, i, 1, 'C', '2023-01-01' FROM generate_series(1, 10) i;
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, scale_max, collector_id)
SELECT 1, 1, '2023-03-01', 'child', 'C', 5, 5, 3 FROM generate_series(1, 10);
SELECT refresh_project(1) > 0 AS runs;

-- Of 60,000 yuan owed:
--	1	2,000 meals took place and 475 hours did not: 20,000 of 58,000 yuan, 0.344828, although it is 0.808 of what
--		is counted.  20,000 / 60,000 is less than half of the target: formal
--	2	2,000 meals did not and 500 hours did: 40,000 of 60,000, although it is 0.2 of what is counted
--	3	nothing but calls, 12 of 30: they weigh nothing, and of the yuan nothing is known
--	4	75 % of both by its own checks, drawn to others
--	5	400 meals and 250 hours are repeats: 36,000 of 60,000 are left
--	6	owes nothing that costs anything
CREATE TEMPORARY VIEW found AS
SELECT m.* FROM current_snapshot s JOIN site_measure m USING (project_id, snapshot_id) WHERE s.period = 'term';
SELECT site_id, target, reported, verified, round(reported_share, 6) AS reported_share, round(deduplicated_rate, 6) AS deduplicated_rate,
	round(verified_rate, 6) AS verified_rate, verified_rate_std_error, round(verified_rate_most, 6) AS most,
	suspension_index
FROM found WHERE site_id <> 4 ORDER BY site_id;
-- 4: by item, and what nobody looked at at most: 6 + 12 of 20 meals, 9 + 8 of 20 hours
SELECT round(m.verified_rate - i.verified, 9) AS verified, round(m.verified_rate_std_error - i.error, 9) AS error,
	i.error > 0.02 AS is_error, round(m.verified_rate_most, 9) AS most,
	round((20000 * 18 / 20.0 + 40000 * 17 / 20.0) / 60000, 9) AS most_by_hand
FROM found m, (
	SELECT (10 * sum(verified) FILTER (WHERE item = 'meal') + 80 * sum(verified) FILTER (WHERE item = 'care')) / 60000
			AS verified,
		sqrt(100 * sum(verified_variance) FILTER (WHERE item = 'meal')
			+ 6400 * sum(verified_variance) FILTER (WHERE item = 'care')) / 60000 AS error
	FROM current_snapshot s JOIN item_measure i USING (project_id, snapshot_id)
	WHERE s.period = 'term' AND i.site_id = 4) i
WHERE m.site_id = 4;
SELECT site_id, caps, caps_uncertain, grade, state FROM site_score JOIN headline_run USING (project_id, run_id)
WHERE period = 'term' ORDER BY site_id;
SELECT site_id, reported_share, verified_share, verified_rate, suspension_index,
	round(pretended_completion::numeric, 12) AS pretended_completion
FROM village_suspension WHERE period = 'term' ORDER BY site_id;
SELECT site_id, item, value, explanation, explanation_zh FROM village_ranking v
	CROSS JOIN LATERAL (SELECT e.step, e.item, e.value, e.explanation, e.explanation_zh
		FROM explain_score(v.site_id) e WHERE e.topic = 'grade' AND e.item LIKE '%cap %') e
WHERE v.period = 'term' AND v.site_id IN (1, 3, 5) ORDER BY site_id, step;

-- Of the project and the contract by the same weights; calls weigh nothing here
SELECT t.contract_id, s.verified_share - round(i.verified / 300000, 6) AS of_target,
	t.verified_rate - round(i.verified / i.reported, 6) AS of_reported, i.reported AS yuan_reported, t.provider_kept
FROM project_summary s JOIN trust_log t USING (project_id, period), (
	SELECT sum(tariff * m.verified) AS verified, sum(tariff * m.reported) AS reported
	FROM current_snapshot c
		JOIN contract_item_measure m ON m.project_id = c.project_id AND m.snapshot_id = c.snapshot_id
		JOIN contract_item USING (item)
	WHERE c.period = 'term') i
WHERE s.period = 'term' ORDER BY 1;
SELECT p.reported_share, round(238000 / 300000.0, 6) AS by_hand, p.verified_share = s.verified_share AS as_the_summary
FROM partnership_comparison p JOIN project_summary s USING (project_id, period, profile) WHERE p.period = 'term';

-- Without tariffs all units weigh the same: quotients of what is counted
UPDATE contract_item SET tariff = NULL;
SELECT refresh_project(1) > 0 AS runs;
SELECT site_id, round(reported_share - reported / target, 9) AS reported_share,
	round(verified_rate - verified / reported, 9) AS verified_rate,
	round(verified_rate_std_error - verified_std_error / reported, 9) AS error
FROM found ORDER BY site_id;

-- A weight without end, 200 / 3 of an item without a tariff beside 100, 50 and 50: 1,800 of 2,000 is at the limit
INSERT INTO project (name, buyer_id, service, start_on, end_on) VALUES ('q', 1, 'marked', '2023-01-01', '2023-03-31');
INSERT INTO site (project_id, division_code, name, opened_on) VALUES (2, '990101100201', 'Q', '2023-01-01');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (2, 2, 'directed_commission', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity, tariff)
VALUES (2, 3, 'a', 'hour', 18, 100), (2, 3, 'b', 'hour', 0.01, 50), (2, 3, 'c', 'hour', 0.01, 50),
	(2, 3, 'd', 'hour', 0.01, NULL);
INSERT INTO activity (project_id, site_id, contract_id, item, held_on)
SELECT 2, site_id, 3, CASE WHEN i <= 18 THEN 'a' ELSE 'd' END, date '2023-01-01' + 4 * i
FROM site, generate_series(1, 21) i WHERE project_id = 2;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 2, site_id, activity_id, 3, '2023-03-31', CASE item WHEN 'a' THEN 'confirmed' ELSE 'no_trace' END
FROM activity WHERE project_id = 2;
SELECT refresh_project(2) > 0 AS runs;
SELECT item, weight FROM item_weight WHERE project_id = 2 ORDER BY item;
SELECT m.verified_rate, k.caps, k.caps_uncertain, t.provider_kept
FROM headline_run r JOIN site_score k USING (project_id, run_id) JOIN site_measure m USING (project_id, snapshot_id, site_id)
	JOIN trust_log t USING (project_id, period) WHERE r.project_id = 2 AND r.period = 'term';
-- of a contract with a tariff of 20 it is 20; of one with a tariff of 0 alone the mean of the project's above 0, 55
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (2, 2, 'directed_commission', 1000), (2, 2, 'directed_commission', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity, tariff)
VALUES (2, 4, 'e', 'hour', 1, NULL), (2, 4, 'h', 'hour', 1, 20), (2, 5, 'f', 'hour', 1, 0), (2, 5, 'g', 'hour', 1, NULL);
SELECT contract_id, item, weight FROM item_weight WHERE project_id = 2 AND contract_id > 3 ORDER BY item;
-- whose site is closed all the time owes nothing: nothing reported keeps terms
INSERT INTO site (project_id, division_code, name, opened_on) VALUES (2, '990101100201', 'R', '2023-01-01');
INSERT INTO site_closure (project_id, site_id, from_on, to_on) SELECT 2, site_id, '2023-01-01', '2023-03-31' FROM site WHERE name = 'R';
INSERT INTO contract_site (project_id, contract_id, site_id)
SELECT 2, CASE name WHEN 'R' THEN 4 ELSE c END, site_id FROM site CROSS JOIN unnest(ARRAY[3, 5]) c WHERE project_id = 2 AND (name = 'Q' OR c = 3);
SELECT refresh_project(2) > 0 AS runs;
SELECT contract_id, target, reported, provider_kept FROM trust_log WHERE project_id = 2 AND period = 'term' ORDER BY 1;

-- 8,999,999.6 of 10,000,000 is shown as 0.9, and is not below it
INSERT INTO project (name, buyer_id, service, start_on, end_on) VALUES ('r', 1, 'marked', '2023-01-01', '2023-03-31');
INSERT INTO site (project_id, division_code, name, opened_on) VALUES (3, '990101100201', 'T', '2023-01-01');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (3, 2, 'directed_commission', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity)
SELECT 3, contract_id, 'a', 'meal', 10000000 FROM contract WHERE project_id = 3;
INSERT INTO activity (project_id, site_id, contract_id, item, quantity, held_on)
SELECT 3, site_id, contract_id, 'a', 10000000, '2023-03-30' FROM site JOIN contract USING (project_id) WHERE project_id = 3;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome, confirmed_quantity)
SELECT 3, site_id, activity_id, 3, '2023-03-31', 'confirmed', 8999999.6 FROM activity WHERE project_id = 3;
SELECT refresh_project(3) > 0 AS runs;
SELECT m.verified_rate, k.caps, k.caps_uncertain, t.verified_rate AS shown, t.provider_kept
FROM headline_run r JOIN site_score k USING (project_id, run_id) JOIN site_measure m USING (project_id, snapshot_id, site_id)
	JOIN trust_log t USING (project_id, period) WHERE r.project_id = 3 AND r.period = 'term';

RESET search_path;
DROP SCHEMA tariffs CASCADE;

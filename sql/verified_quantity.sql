-- Verified quantity: sites of a risk stratum speak for each other; every figure by hand
SET client_min_messages = warning;
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('checks') WHERE action = 'created';
SET search_path = checks, service_eval;

INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization'), ('office', 'other');
INSERT INTO village SELECT '99010110020' || i, 'V' || i, 'T', 'C' FROM generate_series(1, 5) AS i;
INSERT INTO project (name, service, buyer_id, start_on, end_on) VALUES ('p', 'children_homes', 1, '2021-07-01', '2021-12-31');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 50);
INSERT INTO site (project_id, division_code, name, opened_on) SELECT 1, division_code, name, '2021-07-01' FROM village ORDER BY 2;
INSERT INTO visit_plan (project_id, from_on, until_on, site_id, stratum)
SELECT 1, '2021-07-01', '2021-09-30', s, CASE WHEN s <= 3 THEN 'green' WHEN s = 4 THEN 'amber' ELSE 'red' END FROM generate_series(1, 5) AS s;
-- four activities each; 1: two checked and confirmed; 2: one without a trace; 3 and 4: not looked at; 5: all checked, one confirmed
INSERT INTO activity (project_id, site_id, contract_id, item, held_on)
SELECT 1, s, 1, 'a', date '2021-07-10' + 7 * k FROM generate_series(1, 5) AS s, generate_series(1, 4) AS k;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 1, a.site_id, a.activity_id, 3, a.held_on + 1, v.outcome
FROM (SELECT *, row_number() OVER (PARTITION BY site_id ORDER BY held_on) AS k FROM activity) a
	JOIN (VALUES (1, 1, 'confirmed'), (1, 2, 'confirmed'), (2, 1, 'no_trace'), (5, 1, 'confirmed'), (5, 2, 'no_trace'), (5, 3, 'no_trace'), (5, 4, 'no_trace')) AS v (site_id, k, outcome)
	USING (site_id, k);
CALL refresh_rankings();
-- what was measured, by site and by contract item
CREATE FUNCTION pg_temp.delivery(of_period text) RETURNS SETOF site_measure LANGUAGE sql AS $$
	SELECT m.* FROM current_snapshot s JOIN site_measure m USING (project_id, snapshot_id) WHERE s.period = $1 ORDER BY m.site_id
$$;
CREATE FUNCTION pg_temp.item(of_period text) RETURNS SETOF contract_item_measure LANGUAGE sql AS $$
	SELECT m.* FROM current_snapshot s JOIN contract_item_measure m USING (project_id, snapshot_id) WHERE s.period = $1
$$;

-- Green: 2 of 3 checks, p_h = 2/3.		1: 2 + 2 (2 + 4/3)/4		2: 0 + 3 (0 + 4/3)/3		3: 4 x 2/3
-- Amber had no check, so the whole quarter speaks for 4: 3 of 7, 4 x 3/7.		5: all checked, 1
-- Variances, P = 3/5 for green and 4/9 for the quarter:
--	1: p = 3.2/4, 2 p (1-p) 6/5		2: p = 1.2/3, 3 p (1-p) 6/4		3: 4 P (1-P) 6/3		4: the same with 4/9		5: 0
SELECT site_id, verified, round(verified_std_error ^ 2, 6) AS variance, checked
FROM pg_temp.delivery('2021Q3') ORDER BY 1;
SELECT site_id, verified = round(v, 6) AS verified, abs(verified_std_error ^ 2 - variance) < 1e-12 AS variance
FROM pg_temp.delivery('2021Q3') JOIN (VALUES (1, 2 + 2 * (2 + 4 / 3.0) / 4, 2 * 0.8 * 0.2 * 6 / 5), (2, 3 * (4 / 3.0) / 3, 3 * 0.4 * 0.6 * 6 / 4), (3, 4 * 2 / 3.0, 4 * 0.6 * 0.4 * 2),
	(4, 4 * 3 / 7.0, 4 * 4 / 9.0 * 5 / 9 * 2), (5, 1, 0)) AS v (site_id, v, variance) USING (site_id)
ORDER BY 1;
-- The contract: their sum.  The sites' errors make up for each other, that of a shared p_h does not: green's has the variance
-- 3 x 2 / (5^2 x 6) and the weight 2 x 2/4 + 3 x 2/3 + 4 x 2/2 = 7, the quarter's 4 x 5 / (9^2 x 10) and 4.  Checks of one site are
-- alike: green's are of two sites, (2 x 4 + 1 x 3) / (3 x 3) times the variance; the quarter's (2 x 4 + 1 x 3 + 4 x 6) / (3 x 7).  The
-- interval ends at 16: of 20, four left no trace
SELECT c.verified = s.verified AS sum_of_sites, abs(f.verified_std_error ^ 2 - (s.variance + 49 * 0.04 * 11 / 9 + 16 * 20 / 810.0 * 5 / 3)) < 1e-5 AS variance,
	abs(c.verified_lower - (s.verified - 1.959964 * f.verified_std_error)) < 1e-5 AS lower, c.verified_upper = 16 AND s.verified + 1.959964 * f.verified_std_error > 16 AS upper,
	c.verified, c.verified_lower, c.verified_upper, c.checked, c.verified_rate = round(c.verified / 20, 6) AS verified_rate
FROM contract_fulfilment c
	JOIN pg_temp.item('2021Q3') f USING (project_id, contract_id, item)
	CROSS JOIN (SELECT sum(verified) AS verified, sum(verified_std_error ^ 2) AS variance FROM pg_temp.delivery('2021Q3')) s
WHERE c.period = '2021Q3';

-- never below what was confirmed, never above what could still be: of 20, one without a trace
BEGIN;
DELETE FROM visit WHERE site_id = 5;
SELECT refresh_project(1) > 0 AS runs;
SELECT verified_lower, verified_upper FROM pg_temp.item('2021Q3');
ROLLBACK;

-- A repeat that a verifier finds is taken out, and tells of those that nobody looked at: of 3's four one was confirmed and
-- one is a repeat, so V = 1 + 2 (1 + 2 x 3/5)/4, green having 3 confirmed of 5.  What a review takes out tells nothing of
-- the others: V = 1 + 2 (1 + 2 x 3/4)/3
BEGIN;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 1, 3, activity_id, 3, held_on, CASE place WHEN 1 THEN 'confirmed' ELSE 'repeated' END
FROM (SELECT *, row_number() OVER (ORDER BY held_on) AS place FROM activity WHERE site_id = 3) a WHERE place <= 2;
SELECT refresh_project(1) > 0 AS runs;
SELECT deduplicated, checked, verified, abs(verified - (1 + 2 * (1 + 2 * 3 / 5.0) / 4)) < 1e-6 AS as_expected FROM pg_temp.delivery('2021Q3') WHERE site_id = 3;
INSERT INTO photo (project_id, activity_id, phash) SELECT 1, activity_id, 7 FROM activity WHERE site_id = 4 AND held_on = '2021-07-17';
UPDATE activity SET reported_at = '2021-12-31 12:00+00' WHERE activity_id IN (SELECT activity_id FROM visit WHERE outcome = 'repeated');
INSERT INTO photo (project_id, activity_id, phash) SELECT 1, activity_id, 7 FROM visit WHERE outcome = 'repeated';
INSERT INTO duplicate_review (project_id, activity_id, earlier_project_id, earlier_activity_id, decision)
SELECT 1, v.activity_id, 1, a.activity_id, 'confirmed' FROM visit v, activity a WHERE v.outcome = 'repeated' AND a.site_id = 4 AND a.held_on = '2021-07-17';
SELECT refresh_project(1) > 0 AS runs;
SELECT deduplicated, checked, verified, abs(verified - (1 + 2 * (1 + 2 * 3 / 4.0) / 3)) < 1e-6 AS as_expected FROM pg_temp.delivery('2021Q3') WHERE site_id = 3;
ROLLBACK;

-- all checked: no doubt
BEGIN;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 1, site_id, activity_id, 3, held_on + 1, 'confirmed' FROM activity WHERE activity_id NOT IN (SELECT activity_id FROM visit);
SELECT refresh_project(1) > 0 AS runs;
SELECT verified, verified_std_error, verified_lower, verified_upper FROM pg_temp.item('2021Q3');
ROLLBACK;

-- where nobody planned, the last visit of the quarter says the stratum, the provider's own left aside; a plan is more
INSERT INTO activity (project_id, site_id, contract_id, item, held_on) SELECT 1, s, 1, 'a', '2021-11-02' FROM generate_series(1, 5) AS s;
INSERT INTO visit (project_id, site_id, verifier_id, visited_on, stratum) VALUES
	(1, 1, 3, '2021-11-03', 'red'), (1, 1, 3, '2021-12-03', 'green'), (1, 2, 3, '2021-11-03', 'red'), (1, 3, 3, '2022-01-03', 'red'),
	-- the provider's own: whatever it says of its homes
	(1, 4, 2, '2021-12-04', 'green');
INSERT INTO visit_plan (project_id, from_on, until_on, site_id, stratum) VALUES (1, '2021-10-01', '2021-12-31', 2, 'amber');
SELECT site_id, stratum FROM site_stratum(1) WHERE unit = '2021Q4' ORDER BY 1;
CALL refresh_rankings();
-- no check in this quarter: all checks there are, 3 of 7, speak for it
SELECT site_id, verified = round(3 / 7.0, 6) AS verified FROM pg_temp.delivery('2021Q4') ORDER BY 1;
-- the quarters borrow from different checks, so their errors add up as those of independent estimates do
SELECT abs(t.verified_std_error ^ 2 - sum(q.verified_std_error ^ 2)) < 1e-5 AS term, t.verified = sum(q.verified) AS verified
FROM pg_temp.item('term') t JOIN (SELECT * FROM pg_temp.item('2021Q3') UNION ALL SELECT * FROM pg_temp.item('2021Q4')) q USING (project_id, contract_id, item)
GROUP BY t.verified_std_error, t.verified;
-- nothing was ever checked: unknown; the provider's own checks are none
UPDATE visit SET verifier_id = 2;
CALL refresh_rankings();
SELECT period, reported, verified, verified_lower, verified_upper, verified_rate, checked FROM contract_fulfilment ORDER BY period;

RESET search_path;
DROP SCHEMA checks CASCADE;

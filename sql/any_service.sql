-- Any purchased service: lots, terms that begin in mid-quarter, sites and people that come and go, money, and what is asked.  Small projects
-- made by hand; whatever is not said to be otherwise was delivered as agreed, verified, and answered with 5 of 5.
SET client_min_messages = warning;
SELECT count(*) > 0 AS made FROM service_eval.create_workspace('any_service', pack => 'blank');
SET search_path = any_service, service_eval;

-- Kinds of service, each with the indicators that a case is about
INSERT INTO service (code, name_en, name_zh) VALUES ('plain', 'plain', '一般'), ('quiet', 'asks nobody', '不作调查'), ('elderly', 'asks families', '调查家属'),
	('people', 'by roster', '按名册'), ('money', 'with execution', '含预算执行'), ('own', 'with an own indicator', '自有指标');
INSERT INTO need_level (code, name_en, name_zh, display_order, weight, is_key) VALUES ('key', 'key', '重点', 10, 2, true);
INSERT INTO respondent_group (code, name_en, name_zh, is_served) VALUES ('elder', 'elderly person', '老年人', true), ('family', 'family', '家属', true);
INSERT INTO scheme (scheme_id, name_en, name_zh, service, points, draws, min_answers) VALUES ('plain', 'plain', '一般', 'plain', 100, 10, 10),
	('quiet', 'quiet', '不作调查', 'quiet', 100, 10, 0), ('elderly', 'elderly', '老年', 'elderly', 100, 10, 10), ('people', 'people', '名册', 'people', 100, 10, 0),
	('money', 'money', '资金', 'money', 100, 10, 0);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, direction, target, points, scope)
SELECT s.scheme_id, i.code, i.dimension, i.code, i.code, i.direction, i.target, i.points, i.scope
FROM (VALUES ('plain', 'O1', 'output', 'higher', 1.0, 40, 'site'), ('plain', 'O2', 'output', 'higher', 1, 10, 'site'), ('plain', 'O4', 'output', 'higher', 1, 10, 'site'),
		('plain', 'S1', 'satisfaction', 'higher', 90, 40, 'site'), ('quiet', 'O1', 'output', 'higher', 1, 80, 'site'), ('quiet', 'O2', 'output', 'higher', 1, 20, 'site'),
		('elderly', 'O1', 'output', 'higher', 1, 50, 'site'), ('elderly', 'S1', 'satisfaction', 'higher', 90, 50, 'site'),
		('people', 'O1', 'output', 'higher', 1, 50, 'site'), ('people', 'B1', 'benefit', 'higher', 1, 50, 'site'),
		('money', 'E1', 'execution', 'exact', 1, 10, 'project'), ('money', 'O1', 'output', 'higher', 1, 90, 'site'))
	AS i (scheme_id, code, dimension, direction, target, points, scope) JOIN scheme s USING (scheme_id);
UPDATE scheme SET frozen_at = now();
INSERT INTO organization (org_id, name, kind) OVERRIDING SYSTEM VALUE
VALUES (1, 'bureau', 'government'), (2, 'provider A', 'social_organization'), (3, 'provider B', 'social_organization'), (9, 'evaluator', 'other');
INSERT INTO village (division_code, name, township, county) SELECT lpad(i::text, 12, '0'), 'V' || i, 'Township', 'County' FROM generate_series(1, 10) i;

-- A project with sites 100 x its number + 1, 2, ...
CREATE FUNCTION pg_temp.project(of_project bigint, of_service text, from_on date, until_on date, sites integer, unit text DEFAULT 'quarter') RETURNS void LANGUAGE sql AS $$
	INSERT INTO project (project_id, name, buyer_id, service, budget, start_on, end_on, period_unit) OVERRIDING SYSTEM VALUE
	VALUES ($1, 'project ' || $1, 1, $2, 40000, $3, $4, $6);
	INSERT INTO site (project_id, site_id, division_code, name, opened_on) OVERRIDING SYSTEM VALUE
	SELECT $1, 100 * $1 + i, lpad(i::text, 12, '0'), 'site ' || i, $3 FROM generate_series(1, $5) i
$$;
CREATE FUNCTION pg_temp.contract(of_project bigint, of_contract bigint, provider bigint, of_price numeric, of_item text, target numeric, spread text DEFAULT 'site') RETURNS void LANGUAGE sql AS $$
	INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price) OVERRIDING SYSTEM VALUE
	VALUES ($1, $2, $3, 'open_tender', $4);
	INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity, spread) VALUES ($1, $2, $5, 'activity', $6, $7)
$$;
-- n activities in each of the units that lie within the days, spread evenly, with all records filed
CREATE FUNCTION pg_temp.work(of_project bigint, of_site bigint, of_contract bigint, of_item text, n integer, from_on date DEFAULT '-infinity', until_on date DEFAULT 'infinity', of_quantity numeric DEFAULT 1)
RETURNS void LANGUAGE sql AS $$
	INSERT INTO activity (project_id, site_id, contract_id, item, held_on, quantity, registered, form_filed, feedback_filed)
	SELECT $1, $2, $3, $4, u.from_on + (j - 1) * (u.end_on - u.from_on + 1) / $5, $8, true, true, true
	FROM project_unit u, generate_series(1, $5) j
	WHERE u.project_id = $1 AND u.from_on >= $6 AND u.end_on <= $7
$$;
-- all work is seen on its day, twelve people of each site answer in each unit
CREATE FUNCTION pg_temp.approve(of_project bigint, of_rating integer DEFAULT 5, of_respondents text[] DEFAULT '{beneficiary}') RETURNS void LANGUAGE sql AS $$
	INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
	SELECT project_id, site_id, activity_id, 9, held_on, 'confirmed' FROM activity WHERE project_id = $1;
	INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
	SELECT $1, s.site_id, u.from_on, ($3)[1 + j % cardinality($3)], 'general', $2, 9
	FROM project_unit u JOIN site s USING (project_id), generate_series(1, 12) j
	WHERE u.project_id = $1 AND u.from_on >= s.opened_on AND coalesce(u.from_on <= s.closed_on, true) AND $2 > 0
$$;
-- O1 of sites by period
CREATE FUNCTION pg_temp.o1(of_project bigint) RETURNS TABLE (period text, site_id bigint, value numeric) LANGUAGE sql AS $$
	SELECT r.period, i.site_id, i.value FROM current_run r JOIN site_indicator i USING (project_id, snapshot_id) WHERE r.project_id = $1 AND i.code = 'O1'
$$;
CREATE FUNCTION pg_temp.target(of_project bigint) RETURNS TABLE (period text, kind text, site_id bigint, item text, target numeric) LANGUAGE sql AS $$
	SELECT r.period, r.kind, m.site_id, m.item, m.target FROM current_run r JOIN item_measure m USING (project_id, snapshot_id) WHERE r.project_id = $1
$$;
CREATE FUNCTION pg_temp.contracted(of_project bigint) RETURNS TABLE (period text, kind text, contract_id bigint, item text, target numeric, not_due numeric, released numeric, verified numeric, missing numeric) LANGUAGE sql AS $$
	SELECT r.period, r.kind, m.contract_id, m.item, m.target, m.not_due, m.released, m.verified, m.missing
	FROM current_run r JOIN contract_item_measure m USING (project_id, snapshot_id) WHERE r.project_id = $1
$$;

-- (a) Lots: 100 activities at five sites by one provider, 300 at five others by another
SELECT pg_temp.project(1, 'plain', '2023-01-01', '2023-12-31', 10), pg_temp.contract(1, 11, 2, 200000, 'activity', 100), pg_temp.contract(1, 12, 3, 200000, 'activity', 300) \g /dev/null
INSERT INTO contract_site (project_id, contract_id, site_id) SELECT 1, CASE WHEN i <= 5 THEN 11 ELSE 12 END, 100 + i FROM generate_series(1, 10) i;
SELECT pg_temp.work(1, 100 + i, CASE WHEN i <= 5 THEN 11 ELSE 12 END, 'activity', CASE WHEN i <= 5 THEN 5 ELSE 15 END) FROM generate_series(1, 10) i \g /dev/null
SELECT pg_temp.approve(1) \g /dev/null
-- (b) 48 + 12 agreed for two sites; by person: 3 visits a quarter, rosters of 20 to 60, some of which come or die after 30 or 60 of 90 days
SELECT pg_temp.project(2, 'plain', '2023-01-01', '2023-12-31', 2), pg_temp.contract(2, 21, 2, 200000, 'activity', 60) \g /dev/null
INSERT INTO site_target (project_id, contract_id, item, site_id, target_quantity) VALUES (2, 21, 'activity', 201, 48), (2, 21, 'activity', 202, 12);
SELECT pg_temp.work(2, 201, 21, 'activity', 12), pg_temp.work(2, 202, 21, 'activity', 3), pg_temp.approve(2) \g /dev/null
SELECT pg_temp.project(3, 'plain', '2023-01-01', '2023-12-31', 6), pg_temp.contract(3, 31, 2, 200000, 'visit', 3, 'person') \g /dev/null
INSERT INTO beneficiary (project_id, beneficiary_id)
SELECT 3, s || '-' || i FROM generate_series(1, 6) s, generate_series(1, CASE WHEN s <= 2 THEN 20 WHEN s <= 4 THEN 40 ELSE 60 END) i;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on, to_on)
SELECT 3, beneficiary_id, 300 + split_part(beneficiary_id, '-', 1)::integer, 'general',
	CASE split_part(beneficiary_id, '-', 2) WHEN '1' THEN date '2023-01-31' ELSE '2023-01-01' END, CASE split_part(beneficiary_id, '-', 2) WHEN '2' THEN date '2023-03-01' END
FROM beneficiary WHERE project_id = 3;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, quantity, registered, form_filed, feedback_filed)
SELECT 3, r.site_id, 31, 'visit', u.from_on + 35, CASE WHEN r.beneficiary_id LIKE '%-1' AND u.period = '2023Q1' OR r.to_on IS NOT NULL THEN 2 ELSE 3 END, true, true, true
FROM roster r JOIN project_unit u USING (project_id) WHERE r.project_id = 3 AND (r.to_on IS NULL OR u.period = '2023Q1');
SELECT pg_temp.approve(3) \g /dev/null
-- (c) from 20 March to 19 March, an activity a day; by day, and by site
SELECT pg_temp.project(p, 'plain', '2024-03-20', '2025-03-19', 1), pg_temp.contract(p, 10 * p + 1, 2, 200000, 'activity', 365, CASE p WHEN 4 THEN 'day' ELSE 'site' END)
FROM generate_series(4, 5) p \g /dev/null
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, registered, form_filed, feedback_filed)
SELECT p, 100 * p + 1, 10 * p + 1, 'activity', d, true, true, true FROM generate_series(4, 5) p, generate_series('2024-03-20'::date, '2025-03-19', '1 day') d;
SELECT pg_temp.approve(p) FROM generate_series(4, 5) p \g /dev/null
-- one that began two weeks ago
SELECT pg_temp.project(6, 'plain', current_date - 13, current_date + 351, 1), pg_temp.contract(6, 61, 2, 200000, 'activity', 365, 'day') \g /dev/null
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, registered, form_filed, feedback_filed)
SELECT 6, 601, 61, 'activity', current_date - i, true, true, true FROM generate_series(0, 13) i;
SELECT pg_temp.approve(6) \g /dev/null
-- (d) 20 cases and 100 activities; no case and 120 activities were delivered
SELECT pg_temp.project(7, 'plain', '2023-01-01', '2023-12-31', 1), pg_temp.contract(7, 71, 2, 200000, 'case', 20) \g /dev/null
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (7, 71, 'activity', 'activity', 100);
SELECT pg_temp.work(7, 701, 71, 'activity', 30), pg_temp.approve(7) \g /dev/null
-- (e) site 4 is replaced by site 5, site 2 is closed for two months of a quarter; and two villages are merged
SELECT pg_temp.project(8, 'plain', '2023-01-01', '2023-12-31', 5), pg_temp.contract(8, 81, 2, 200000, 'activity', 160) \g /dev/null
UPDATE site SET opened_on = '2023-07-01' WHERE project_id = 8 AND site_id = 805;
UPDATE site SET closed_on = '2023-06-30', successor_id = 805 WHERE project_id = 8 AND site_id = 804;
INSERT INTO site_closure (project_id, site_id, from_on, to_on) VALUES (8, 802, '2023-07-01', '2023-08-31');
SELECT pg_temp.work(8, 801, 81, 'activity', 10), pg_temp.work(8, 802, 81, 'activity', 10, until_on => '2023-06-30'), pg_temp.work(8, 802, 81, 'activity', 10, '2023-10-01'),
	pg_temp.work(8, 803, 81, 'activity', 10), pg_temp.work(8, 804, 81, 'activity', 10, until_on => '2023-06-30'), pg_temp.work(8, 805, 81, 'activity', 10, '2023-07-01') \g /dev/null
SELECT pg_temp.approve(8) \g /dev/null
SELECT pg_temp.project(9, 'plain', '2023-01-01', '2023-12-31', 2), pg_temp.contract(9, 91, 2, 200000, 'activity', 80) \g /dev/null
UPDATE site SET closed_on = '2023-06-30', successor_id = 901 WHERE project_id = 9 AND site_id = 902;
SELECT pg_temp.work(9, 901, 91, 'activity', 10, until_on => '2023-06-30'), pg_temp.work(9, 901, 91, 'activity', 20, '2023-07-01'),
	pg_temp.work(9, 902, 91, 'activity', 10, until_on => '2023-06-30'), pg_temp.approve(9) \g /dev/null
-- (f) a provider replaced at mid-term
SELECT pg_temp.project(10, 'plain', '2023-01-01', '2023-12-31', 2), pg_temp.contract(10, 101, 2, 200000, 'activity', 80), pg_temp.contract(10, 102, 3, 100000, 'activity', 40) \g /dev/null
UPDATE contract SET end_on = '2023-12-31', terminated_on = '2023-06-30' WHERE contract_id = 101;
UPDATE contract SET start_on = '2023-07-01' WHERE contract_id = 102;
SELECT pg_temp.work(10, s, 101, 'activity', 10, until_on => '2023-06-30'), pg_temp.work(10, s, 102, 'activity', 10, '2023-07-01') FROM generate_series(1001, 1002) s \g /dev/null
SELECT pg_temp.approve(10) \g /dev/null
-- (g) 240 hours, 120 visits of 2 hours
SELECT pg_temp.project(11, 'plain', '2023-01-01', '2023-12-31', 1), pg_temp.contract(11, 111, 2, 200000, 'hour', 240), pg_temp.work(11, 1101, 111, 'hour', 30, of_quantity => 2) \g /dev/null
SELECT pg_temp.approve(11) \g /dev/null
-- (h) ten persons from January, ten more from October; and 175 of 3,000, of whom nobody has seen anything, die in the first quarter
SELECT pg_temp.project(12, 'people', '2023-01-01', '2023-12-31', 1), pg_temp.contract(12, 121, 2, 200000, 'activity', 4), pg_temp.work(12, 1201, 121, 'activity', 1) \g /dev/null
SELECT pg_temp.project(13, 'people', '2023-01-01', '2023-12-31', 1), pg_temp.contract(13, 131, 2, 200000, 'activity', 4), pg_temp.work(13, 1301, 131, 'activity', 1) \g /dev/null
INSERT INTO beneficiary (project_id, beneficiary_id) SELECT 12, i::text FROM generate_series(1, 20) i;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on) SELECT 12, i::text, 1201, 'general', CASE WHEN i <= 10 THEN date '2023-01-01' ELSE '2023-10-01' END
FROM generate_series(1, 20) i;
INSERT INTO beneficiary (project_id, beneficiary_id) SELECT 13, i::text FROM generate_series(1, 3000) i;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on, to_on)
SELECT 13, i::text, 1301, CASE WHEN i <= 500 THEN 'key' ELSE 'general' END, '2023-01-01', CASE WHEN i <= 175 THEN date '2023-03-31' END FROM generate_series(1, 3000) i;
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT a.project_id, a.activity_id, r.beneficiary_id FROM activity a JOIN roster r USING (project_id)
WHERE project_id IN (12, 13) AND a.held_on >= r.from_on AND r.to_on IS NULL;
SELECT pg_temp.approve(12, 0), pg_temp.approve(13, 0) \g /dev/null
-- (i) the same service four times: paid as agreed, 400 days late, 135 % of it, and with half an instalment withheld without a reason
SELECT pg_temp.project(p, 'money', '2023-01-01', '2023-12-31', 1), pg_temp.contract(p, 10 * p + 1, 2, 40000, 'activity', 40), pg_temp.work(p, 100 * p + 1, 10 * p + 1, 'activity', 10)
FROM generate_series(14, 17) p \g /dev/null
SELECT pg_temp.approve(p, 0) FROM generate_series(14, 17) p \g /dev/null
INSERT INTO instalment (project_id, contract_id, number, amount, due_on, advance)
SELECT p, 10 * p + 1, i.* FROM generate_series(14, 17) p, (VALUES (1, 12000, date '2023-01-05', true), (2, 7000, '2023-04-05', false), (3, 7000, '2023-07-05', false),
	(4, 7000, '2023-10-09', false), (5, 7000, '2023-12-31', false)) AS i (number, amount, due_on, advance);
INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on)
SELECT project_id, contract_id, number, amount * CASE project_id WHEN 16 THEN 1.35 ELSE 1 END * CASE WHEN project_id = 17 AND number = 3 THEN 0.5 ELSE 1 END,
	due_on + CASE project_id WHEN 15 THEN 400 ELSE 0 END
FROM instalment WHERE project_id BETWEEN 14 AND 17;
-- (j) nobody is asked; the elderly and their families are
SELECT pg_temp.project(18, 'quiet', '2023-01-01', '2023-12-31', 1), pg_temp.contract(18, 181, 2, 40000, 'activity', 40), pg_temp.work(18, 1801, 181, 'activity', 10) \g /dev/null
SELECT pg_temp.project(19, 'elderly', '2023-01-01', '2023-12-31', 1), pg_temp.contract(19, 191, 2, 40000, 'activity', 40), pg_temp.work(19, 1901, 191, 'activity', 10) \g /dev/null
SELECT pg_temp.approve(18, 0), pg_temp.approve(19, 5, '{elder,family}') \g /dev/null
-- (k) 60 of 100 were delivered and 60,000 yuan paid on the day; 40,000 were rightly not
SELECT pg_temp.project(20, 'plain', '2023-01-01', '2023-12-31', 1), pg_temp.contract(20, 201, 2, 100000, 'activity', 100), pg_temp.work(20, 2001, 201, 'activity', 15), pg_temp.approve(20) \g /dev/null
UPDATE contract SET quantity_share = 1 WHERE contract_id = 201;
INSERT INTO instalment (project_id, contract_id, number, amount, due_on) VALUES (20, 201, 1, 60000, '2023-12-31'), (20, 201, 2, 40000, '2023-12-31');
INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on) VALUES (20, 201, 1, 60000, '2023-12-31');
-- (l) 40 of 40 verified, all answers 3 of 5
SELECT pg_temp.project(21, 'plain', '2023-01-01', '2023-12-31', 1), pg_temp.contract(21, 211, 2, 100000, 'activity', 40), pg_temp.work(21, 2101, 211, 'activity', 10), pg_temp.approve(21, 3) \g /dev/null
-- (m) 18 months, three years, and a milestone that was reached yesterday
SELECT pg_temp.project(22, 'quiet', '2023-01-01', '2024-06-30', 1, 'month'), pg_temp.contract(22, 221, 2, 18000, 'activity', 18), pg_temp.work(22, 2201, 221, 'activity', 1),
	pg_temp.approve(22, 0) \g /dev/null
SELECT pg_temp.project(23, 'quiet', '2022-01-01', '2024-12-31', 1), pg_temp.contract(23, 231, 2, 12000, 'activity', 12), pg_temp.work(23, 2301, 231, 'activity', 1), pg_temp.approve(23, 0) \g /dev/null
SELECT pg_temp.project(24, 'quiet', current_date - 334, current_date + 30, 1), pg_temp.contract(24, 241, 2, 36500, 'activity', 365, 'day') \g /dev/null
INSERT INTO milestone (project_id, code, name, until_on) VALUES (24, 'final', 'final evaluation', current_date - 1);
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, registered, form_filed, feedback_filed)
SELECT 24, 2401, 241, 'activity', current_date - i, true, true, true FROM generate_series(0, 334) i;
SELECT pg_temp.approve(24, 0) \g /dev/null
-- (n) one photo in two projects of one provider
SELECT pg_temp.project(p, 'quiet', '2023-01-01', '2023-12-31', 1), pg_temp.contract(p, 10 * p + 1, 2, 4000, 'activity', 4), pg_temp.work(p, 100 * p + 1, 10 * p + 1, 'activity', 1)
FROM generate_series(25, 26) p \g /dev/null
INSERT INTO photo_rule (project_id, scope) VALUES (25, 'provider'), (26, 'provider');
INSERT INTO photo (project_id, activity_id, sha256) SELECT project_id, activity_id, sha256('the same') FROM activity WHERE project_id IN (25, 26) AND held_on = CASE project_id WHEN 25 THEN date '2023-01-01' ELSE '2023-04-01' END;
SELECT pg_temp.approve(p, 0) FROM generate_series(25, 26) p \g /dev/null
-- (o) 60 activities dated 2035, and the rows of a site pasted twice
SELECT pg_temp.project(27, 'quiet', '2023-01-01', '2023-12-31', 2), pg_temp.contract(27, 271, 2, 8000, 'activity', 80),
	pg_temp.work(27, 2701, 271, 'activity', 10), pg_temp.work(27, 2702, 271, 'activity', 10) \g /dev/null
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, registered, form_filed, feedback_filed)
SELECT 27, 2701, 271, 'activity', '2035-01-01'::date + i, true, true, true FROM generate_series(1, 60) i;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, registered, form_filed, feedback_filed)
SELECT project_id, site_id, contract_id, item, held_on, registered, form_filed, feedback_filed FROM activity WHERE site_id = 2702;
-- (p) a table that only an own view of an indicator reads
CREATE TABLE canteen (project_id bigint, site_id bigint, meals numeric);
CREATE VIEW indicator_meals AS
SELECT c.project_id, c.site_id, p.period, c.meals AS value, 1 AS n FROM canteen c JOIN project_period p USING (project_id);
INSERT INTO scheme (scheme_id, name_en, name_zh, service, points, draws, min_answers) VALUES ('own', 'own', '自有', 'own', 100, 10, 0);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points) VALUES ('own', 'O1', 'output', 'O1', 'O1', 1, 50), ('own', 'MEALS', 'output', 'meals', '用餐', 100, 50);
UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'own';
SELECT pg_temp.project(28, 'own', '2023-01-01', '2023-12-31', 1), pg_temp.contract(28, 281, 2, 4000, 'activity', 4), pg_temp.work(28, 2801, 281, 'activity', 1), pg_temp.approve(28, 0) \g /dev/null
INSERT INTO canteen VALUES (28, 2801, 50);
-- (q) any word for a need
SELECT pg_temp.project(29, 'quiet', '2023-01-01', '2023-12-31', 1), pg_temp.contract(29, 291, 2, 4000, 'activity', 4), pg_temp.work(29, 2901, 291, 'activity', 1), pg_temp.approve(29, 0) \g /dev/null
INSERT INTO need (project_id, site_id, counted_on, need_level, need_type, eligible)
SELECT 29, 2901, '2023-01-01', 'general', n, 10 FROM unnest('{concentration,score,eligible}'::text[]) n;
UPDATE activity SET hours = 2, need_type = 'concentration' WHERE project_id = 29;
-- (r) three visits a quarter and person: one person moves to the site that took over from two others
SELECT pg_temp.project(30, 'people', '2023-01-01', '2023-12-31', 3), pg_temp.contract(30, 301, 2, 4000, 'visit', 3, 'person') \g /dev/null
UPDATE site SET opened_on = '2023-07-01' WHERE project_id = 30 AND site_id = 3003;
UPDATE site SET closed_on = '2023-06-30', successor_id = 3003 WHERE project_id = 30 AND site_id < 3003;
INSERT INTO beneficiary (project_id, beneficiary_id) VALUES (30, 'a');
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on, to_on)
VALUES (30, 'a', 3001, 'general', '2023-01-01', '2023-06-30'), (30, 'a', 3003, 'general', '2023-07-01', NULL);
-- (s) a site of two contracts, the second, from July, for a course a quarter
SELECT pg_temp.project(31, 'quiet', '2023-01-01', '2023-12-31', 1), pg_temp.contract(31, 311, 2, 4000, 'activity', 40), pg_temp.contract(31, 312, 3, 4000, 'course', 2) \g /dev/null
UPDATE contract SET start_on = '2023-07-01' WHERE contract_id = 312;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, registered)
SELECT 31, 3101, 311, 'activity', u.end_on, false FROM project_unit u, generate_series(1, 10) WHERE u.project_id = 31;
SELECT pg_temp.work(31, 3101, 312, 'course', 1, '2023-07-01'), pg_temp.approve(31, 0) \g /dev/null
-- (t) an advance that was due a week before the term began, and was paid in June, before anything else fell due
SELECT pg_temp.project(32, 'money', '2023-01-01', '2023-12-31', 1), pg_temp.contract(32, 321, 2, 40000, 'activity', 40), pg_temp.work(32, 3201, 321, 'activity', 10), pg_temp.approve(32, 0) \g /dev/null
INSERT INTO instalment (project_id, contract_id, number, amount, due_on, advance)
VALUES (32, 321, 1, 12000, '2022-12-25', true), (32, 321, 2, 28000, '2023-12-31', false);
INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on)
VALUES (32, 321, 1, 12000, '2023-06-01'), (32, 321, 2, 28000, '2023-12-31');
-- (u) ten persons of a key level that weighs no more than the others, five of whom came, and ten others, who all came
INSERT INTO need_level (code, name_en, name_zh, display_order, weight, is_key) VALUES ('light', 'light', '轻', 20, 1, true);
SELECT pg_temp.project(33, 'people', '2023-01-01', '2023-12-31', 1), pg_temp.contract(33, 331, 2, 4000, 'activity', 4), pg_temp.work(33, 3301, 331, 'activity', 1), pg_temp.approve(33, 0) \g /dev/null
INSERT INTO beneficiary (project_id, beneficiary_id) SELECT 33, i::text FROM generate_series(1, 20) i;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT 33, i::text, 3301, CASE WHEN i <= 10 THEN 'light' ELSE 'general' END, '2023-01-01' FROM generate_series(1, 20) i;
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT 33, a.activity_id, i::text FROM activity a, generate_series(6, 20) i WHERE a.project_id = 33;
-- (v) a site of which nothing was agreed
SELECT pg_temp.project(34, 'quiet', '2023-01-01', '2023-12-31', 1) \g /dev/null
-- (w) a plan of visits for two quarters, in the second of which two activities of each site were looked at
SELECT pg_temp.project(35, 'quiet', '2023-01-01', '2023-06-30', 2), pg_temp.contract(35, 351, 2, 4000, 'activity', 40) \g /dev/null
SELECT pg_temp.work(35, s, 351, 'activity', 10) FROM generate_series(3501, 3502) s \g /dev/null
INSERT INTO visit_plan (project_id, from_on, until_on, site_id, stratum)
VALUES (35, '2023-01-01', '2023-06-30', 3501, 'red'), (35, '2023-01-01', '2023-06-30', 3502, 'green');
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 35, site_id, activity_id, 9, held_on, CASE site_id WHEN 3501 THEN 'no_trace' ELSE 'confirmed' END
FROM (SELECT *, row_number() OVER (PARTITION BY site_id ORDER BY activity_id) AS place FROM activity WHERE project_id = 35 AND held_on >= '2023-04-01') a
WHERE place <= 2;
-- (x) ten persons come to the activities of one contract, one of them to the two courses of another, from July
SELECT pg_temp.project(36, 'quiet', '2023-01-01', '2023-12-31', 1), pg_temp.contract(36, 361, 2, 4000, 'activity', 40), pg_temp.contract(36, 362, 3, 4000, 'course', 2) \g /dev/null
UPDATE contract SET start_on = '2023-07-01' WHERE contract_id = 362;
SELECT pg_temp.work(36, 3601, 361, 'activity', 10), pg_temp.work(36, 3601, 362, 'course', 1, '2023-07-01'), pg_temp.approve(36) \g /dev/null
INSERT INTO beneficiary (project_id, beneficiary_id) SELECT 36, i::text FROM generate_series(1, 10) i;
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT 36, a.activity_id, i::text FROM activity a, generate_series(1, 10) i WHERE a.project_id = 36 AND (a.contract_id = 361 OR i = 1);

CALL refresh_rankings();
SELECT count(*) AS projects, count(*) FILTER (WHERE period IS NULL) AS failed FROM (SELECT DISTINCT ON (project_id) project_id, period FROM evaluation_run ORDER BY project_id, period DESC) r;

-- a: all alike, and nothing is deducted from either
SELECT period, count(*) AS sites, min(o.value) AS o1_min, max(o.value) AS o1_max, min(r.score) AS score_min, max(r.score) AS score_max
FROM pg_temp.o1(1) o JOIN village_ranking r USING (period, site_id) WHERE r.project_id = 1 GROUP BY period ORDER BY period;
SELECT contract_id, payable, quality_held, quantity_held FROM contract_payment WHERE project_id = 1 ORDER BY contract_id;
SELECT sum(missing + released + not_due + repeated + no_trace + held + not_checked) AS deducted FROM item_payment WHERE project_id = 1;

-- b
SELECT period, array_agg(target ORDER BY site_id) AS targets, (SELECT array_agg(o.value ORDER BY o.site_id) FROM pg_temp.o1(2) o WHERE o.period = t.period) AS o1
FROM pg_temp.target(2) t GROUP BY period ORDER BY period;
SELECT r.period, bool_and(o.value = 1) AS as_owed, array_agg(DISTINCT r.score) AS scores, (SELECT round(sum(t.target), 6) FROM pg_temp.target(3) t WHERE t.period = r.period) AS target
FROM village_ranking r JOIN pg_temp.o1(3) o USING (period, site_id) WHERE project_id = 3 GROUP BY r.period ORDER BY r.period;

-- c: by day each quarter owes its days; by site within 2 % of it
SELECT c.period, c.target, c.missing, o.value AS o1, t.provider_kept
FROM pg_temp.contracted(4) c JOIN pg_temp.o1(4) o USING (period) JOIN trust_log t ON t.project_id = 4 AND t.period = c.period ORDER BY c.kind, c.period;
SELECT c.period, round(c.target, 4) AS target, abs(o.value - 1) < 0.02 AS o1_near_1 FROM pg_temp.contracted(5) c JOIN pg_temp.o1(5) o USING (period) ORDER BY c.kind, c.period;
SELECT DISTINCT i.code, i.value FROM current_run r JOIN site_indicator i USING (project_id, snapshot_id) WHERE r.project_id = 4 AND i.code = 'O4';
-- of a year that began two weeks ago nothing is missing
SELECT c.target, c.not_due, c.released, c.missing, p.missing AS unpaid_as_missing, o.value AS o1
FROM pg_temp.contracted(6) c JOIN pg_temp.o1(6) o USING (period) JOIN item_payment p ON p.project_id = 6 WHERE c.period = 'term';

-- d: activities beyond their target make up for no cases
SELECT abs(o.value - 100.0 / 120) < 1e-12 AS o1, t.fulfilled_share, t.provider_kept
FROM pg_temp.o1(7) o JOIN trust_log t ON t.project_id = 7 AND t.period = o.period WHERE o.period = 'term';

-- e: the successor owes what is left of one target; who is closed for two months owes its 30 of 92 days
SELECT period, array_agg(round(target, 4) ORDER BY site_id) AS targets, array_agg(site_id ORDER BY site_id) AS sites FROM pg_temp.target(8) GROUP BY period ORDER BY period;
SELECT count(*) AS others, bool_and(value = 1) AS as_owed FROM pg_temp.o1(8) WHERE site_id <> 802;
SELECT round(target, 6) AS target, round(released, 6) AS released, target + released + not_due = 160 AS adds_up FROM pg_temp.contracted(8) WHERE period = 'term';
-- merged: the one that took over owes for both
SELECT period, array_agg(target ORDER BY site_id) AS targets, (SELECT array_agg(o.value ORDER BY o.site_id) FROM pg_temp.o1(9) o WHERE o.period = t.period) AS o1
FROM pg_temp.target(9) t GROUP BY period ORDER BY period;
SELECT target, released FROM pg_temp.contracted(9) WHERE period = 'term';

-- f: each for its own time
SELECT period, contract_id, target, released, verified, missing FROM pg_temp.contracted(10) WHERE kind IN ('unit', 'term') ORDER BY period, contract_id;
SELECT contract_id, target, released, missing, paid FROM item_payment WHERE project_id = 10 ORDER BY contract_id;
SELECT DISTINCT score FROM village_ranking WHERE project_id = 10;

-- g
SELECT c.target, c.verified, o.value AS o1 FROM pg_temp.contracted(11) c JOIN pg_temp.o1(11) o USING (period) WHERE period = 'term';

-- h
SELECT r.period, r.project_id, i.value AS b1, sum(l.eligible) AS eligible, sum(l.served) AS served
FROM current_run r JOIN site_indicator i USING (project_id, snapshot_id) JOIN level_measure l USING (project_id, snapshot_id)
WHERE r.project_id IN (12, 13) AND i.code = 'B1' AND r.period <> 'term' GROUP BY 1, 2, 3 ORDER BY 2, 1;
SELECT r.period, count(k.site_id) AS with_key_persons_left_out FROM current_run r LEFT JOIN key_person_left_out k USING (project_id, snapshot_id)
WHERE r.project_id = 13 GROUP BY 1 ORDER BY 1;

-- i: E1 is about the buyer alone
SELECT r.period, array_agg(round(v.value, 4) ORDER BY r.project_id) AS e1, array_agg(round(v.points, 4) ORDER BY r.project_id) AS points
FROM current_run r JOIN project_points v USING (project_id, run_id) WHERE v.code = 'E1' AND r.project_id BETWEEN 14 AND 17 GROUP BY r.period ORDER BY r.period;
SELECT project_id, payable, paid, quality, score FROM contract_payment WHERE project_id BETWEEN 14 AND 17 ORDER BY project_id;

-- j
SELECT project_id, r.status, r.score, c.payable FROM village_ranking r JOIN contract_payment c USING (project_id) WHERE project_id IN (18, 19) AND r.period = 'term' ORDER BY project_id;

-- k
SELECT t.owed, t.paid, t.on_time_share, t.late_days, t.withheld, t.buyer_kept, c.payable FROM trust_log t JOIN contract_payment c USING (project_id) WHERE project_id = 20 AND t.period = 'term';

-- l: delivered and disliked is not lost
SELECT s.state, s.suspension_index, s.duplicates_share, s.missing_trace_share, s.dissatisfaction_share, r.caps, r.grade, r.score
FROM village_suspension s JOIN village_ranking r USING (project_id, period, site_id) WHERE project_id = 21 AND period = 'term';
SELECT target, missing, paid FROM item_payment WHERE project_id = 21;

-- m: months over the turn of a year, years of three, a milestone that is sealed before the term ends
SELECT string_agg(period, ' ' ORDER BY kind, from_on) AS periods, count(*) AS n, bool_and(score = 100) AS all_full FROM village_ranking JOIN current_run USING (project_id, period, from_on) WHERE project_id = 22;
SELECT string_agg(r.period, ' ' ORDER BY r.from_on) AS years, bool_and(score = 100) AS all_full FROM village_ranking v JOIN current_run r USING (project_id, period) WHERE project_id = 23 AND r.kind = 'year';
SELECT c.period, c.target, c.missing, v.score, r.until_on < current_date AS over, seal_run(r.run_id) IS NOT NULL AS sealed
FROM current_run r JOIN pg_temp.contracted(24) c USING (period) JOIN village_ranking v ON v.project_id = 24 AND v.period = r.period WHERE r.project_id = 24 AND r.period = 'final';
SELECT period, sealed_at IS NOT NULL AS sealed FROM current_run WHERE project_id = 24 AND kind IN ('term', 'milestone') ORDER BY period;

-- n
SELECT d.project_id, d.earlier_project_id, d.site_id, d.earlier_site_id, d.decision, d.deducted FROM duplicate_activity d ORDER BY 1;
INSERT INTO duplicate_review (project_id, activity_id, earlier_project_id, earlier_activity_id, decision)
SELECT project_id, activity_id, earlier_project_id, earlier_activity_id, 'confirmed' FROM duplicate_activity;

-- o: counted by the refresh, and said at its end
SELECT relation, count(*) AS facts, min(day) AS first, min(end_on) AS term_ends FROM fact_outside GROUP BY relation ORDER BY relation;
SELECT site_id, count(*) AS repeated FROM repeated_row WHERE project_id = 27 GROUP BY site_id ORDER BY site_id;
SELECT kind, relation, facts FROM fact_count WHERE project_id = 27 AND kind <> 'gap' ORDER BY kind;
-- so are an activity under the number of the other lot, and a check of next year
BEGIN;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on) VALUES (1, 106, 11, 'activity', '2023-05-01'), (1, 105, 11, 'activity', '2023-05-01');
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT project_id, site_id, activity_id, 1, current_date + 365, 'confirmed' FROM activity WHERE project_id = 1 AND site_id = 101 LIMIT 1;
SELECT relation, site_id, reason, reason_zh FROM fact_outside WHERE project_id = 1 ORDER BY relation;
ROLLBACK;
\setenv PGDATABASE :DBNAME
\! "$("${PG_CONFIG:-pg_config}" --bindir)/psql" -X -q -c 'CALL any_service.refresh_rankings(27, force => true)' 2>&1 | grep 'facts outside'

-- p: what is corrected there changes the score with the next nightly job
SELECT score FROM village_ranking WHERE project_id = 28 AND period = 'term';
UPDATE canteen SET meals = 100;
CALL refresh_rankings();
SELECT score FROM village_ranking WHERE project_id = 28 AND period = 'term';
-- and what is confirmed as a repeat of another project is deducted: nothing else was computed
SELECT d.deducted, o.value AS o1 FROM duplicate_activity d JOIN pg_temp.o1(26) o ON o.period = 'term';
SELECT unchanged, projects, failed FROM refresh_job ORDER BY job_id DESC LIMIT 1;

-- q
SELECT county, township, need_type, eligible, hours, round(need_match, 4) AS need_match FROM need_match WHERE project_id = 29 AND period = 'term'
ORDER BY county, township, need_type;

-- r: a person is one, wherever the site came from
SELECT period, sum(target) AS target FROM pg_temp.target(30) WHERE kind IN ('unit', 'term') GROUP BY period ORDER BY period;
SELECT period, target, not_due, released FROM pg_temp.contracted(30) WHERE kind IN ('unit', 'term') ORDER BY period;

-- s: what the first contract did on the last days is no rush of the second
SELECT period, reported, late, late_expected, late_share, rushes FROM village_suspension v JOIN current_run r USING (project_id, period)
	JOIN site_score e USING (project_id, run_id, site_id, late) WHERE project_id = 31 AND r.kind <> 'unit' ORDER BY period;
-- nor are its blank records
SELECT r.period, i.numerator, i.denominator, round(i.value, 6) AS o2 FROM current_run r JOIN site_indicator i USING (project_id, snapshot_id)
WHERE r.project_id = 31 AND r.kind <> 'unit' AND i.code = 'O2' ORDER BY r.period;

-- t: 158 days late
SELECT period, owed, paid, on_time_share, late_days, buyer_kept FROM trust_log WHERE project_id = 32 AND owed IS NOT NULL ORDER BY period;

-- u: half as many of the key level as of the others, in the score and in the answer
SELECT township, eligible, served, parity, avoidance FROM inclusion WHERE project_id = 33 AND period = 'term' AND need_level IS NULL;

-- v
SELECT status, measured_share, reason, reason_zh FROM data_gaps WHERE project_id = 34 AND period = 'term';

-- w: 0 of the red and all of the green; in the first, where nobody looked, half of each
SELECT r.period, m.site_id, m.reported, m.verified FROM current_run r JOIN item_measure m USING (project_id, snapshot_id)
WHERE r.project_id = 35 AND r.kind = 'unit' ORDER BY 1, 2;

-- x: 4,000 yuan for two days of one person; 8,000 for 400 days, on two of which both were held
SELECT r.period, m.cost, m.beneficiary_days, i.value AS o5 FROM current_run r JOIN project_measure m USING (project_id, snapshot_id) JOIN site_indicator i USING (project_id, snapshot_id)
WHERE r.project_id = 36 AND r.kind <> 'unit' AND i.code = 'O5' ORDER BY r.period;

-- what finance reads is what the runs say: of contracts that are over, also where something was released
SELECT count(*) > 20 AS contracts, count(*) FILTER (WHERE c.due_share < 1) > 0 AS released, count(*) FILTER (WHERE c.payable <> o.payable) AS differ
FROM contract_payment c JOIN headline_run r USING (project_id) JOIN contract_score o ON o.project_id = r.project_id AND o.run_id = r.run_id AND o.contract_id = c.contract_id
WHERE r.kind = 'term' AND c.time_over AND c.score IS NOT NULL;

-- a scheme that is withdrawn judges no more, but what was owed by its results stays owed
CREATE TEMPORARY TABLE owed AS
SELECT project_id, contract_id, payable, balance, t.owed, t.buyer_kept FROM contract_payment JOIN trust_log t USING (project_id, contract_id) WHERE t.period = 'term';
UPDATE scheme SET withdrawn_on = current_date;
SELECT count(*) AS contracts, count(*) FILTER (WHERE (c.payable, c.balance, t.owed, t.buyer_kept) IS DISTINCT FROM (o.payable, o.balance, o.owed, o.buyer_kept)) AS changed
FROM owed o JOIN contract_payment c USING (project_id, contract_id) JOIN trust_log t USING (project_id, contract_id) WHERE t.period = 'term';
-- also after the next refresh, of periods that had ended; what it judged of those that run goes, and then all is done
CALL refresh_rankings();
SELECT bool_and(end_on < current_date) AS ended, count(*) > 100 AS many FROM current_run;
SELECT count(*) AS contracts, count(*) FILTER (WHERE (c.payable, c.balance, t.owed, t.buyer_kept) IS DISTINCT FROM (o.payable, o.balance, o.owed, o.buyer_kept)) AS changed
FROM owed o JOIN contract_payment c USING (project_id, contract_id) JOIN trust_log t USING (project_id, contract_id) WHERE t.period = 'term';
SELECT string_agg(DISTINCT state, ' ' ORDER BY state) AS states FROM refresh_state();
-- who objects to them is told that nobody judges them again
INSERT INTO appeal (project_id, site_id, run_id, ground)
SELECT project_id, 2401, run_id, 'two activities are missing' FROM current_run WHERE project_id = 24 AND period = 'final';
UPDATE appeal SET decision = 'accepted', answer = 'so it is', decided_by = 'bureau', decided_at = clock_timestamp();
SELECT h.project_id, h.needs_attention, replace(h.reason, a.appeal_id::text, '#') AS reason, replace(h.reason_zh, a.appeal_id::text, '#') AS reason_zh FROM job_health h JOIN appeal a USING (project_id) WHERE h.reason LIKE 'appeal%';
-- under the name that the newest version of the scheme has
INSERT INTO scheme SELECT (jsonb_populate_record(s, '{"version": 2, "name_zh": "新名称", "frozen_at": null, "withdrawn_on": null}')).*
FROM scheme s WHERE s.version = 1 AND s.scheme_id IN (SELECT r.scheme_id FROM appeal a JOIN evaluation_run r USING (project_id, run_id));
SELECT count(*) AS named FROM job_health WHERE reason LIKE 'appeal%' AND reason_zh LIKE '%方案“新名称”%';

RESET search_path;
DROP SCHEMA any_service CASCADE;

-- The self-evaluation form: small projects made by hand.  Values of indicators are written down by site and period, so
-- that points can be worked out on paper.
SET client_min_messages = warning;
SELECT count(*) > 0 AS made FROM service_eval.create_workspace('filed', pack => 'blank');
SET search_path = filed, service_eval;

INSERT INTO service (code, name_en, name_zh) VALUES ('care', 'care', '照料'), ('lots', 'lots', '分包'), ('whole', 'whole', '整体');
INSERT INTO organization (org_id, name, kind) OVERRIDING SYSTEM VALUE
VALUES (1, '民政局', 'government'), (2, '社工中心', 'social_organization'), (3, '养老中心', 'social_organization'), (9, '评估机构', 'other');
INSERT INTO village (division_code, name, township, county) SELECT lpad(i::text, 12, '0'), 'V' || i, 'T', 'C' FROM generate_series(1, 5) i;

-- site_id NULL: the project's own
CREATE TABLE mark (project_id bigint, site_id bigint, code text, period text, value numeric);
CREATE VIEW indicator_costs AS SELECT project_id, site_id, period, value, 1 AS n FROM mark WHERE code = 'COSTS';
CREATE VIEW indicator_hours AS SELECT project_id, site_id, period, value, 1 AS n FROM mark WHERE code = 'HOURS';
CREATE VIEW indicator_records AS SELECT project_id, site_id, period, value, 1 AS n FROM mark WHERE code = 'RECORDS';
CREATE VIEW indicator_effect AS SELECT project_id, site_id, period, value, 1 AS n FROM mark WHERE code = 'EFFECT';
CREATE VIEW indicator_felt AS SELECT project_id, site_id, period, value, 1 AS n FROM mark WHERE code = 'FELT';
CREATE VIEW indicator_plan AS SELECT project_id, NULL::bigint AS site_id, period, value, 1 AS n FROM mark WHERE code = 'PLAN';
CREATE VIEW indicator_opened AS SELECT project_id, NULL::bigint AS site_id, period, value, 1 AS n FROM mark WHERE code = 'OPENED';
CREATE VIEW indicator_law AS SELECT project_id, NULL::bigint AS site_id, period, value, 1 AS n FROM mark WHERE code = 'LAW';

-- 'filing' has the parts of a filing with cost as a dimension of its own: execution 10, cost 20, output 40, benefit 20, satisfaction 10
INSERT INTO scheme (scheme_id, name_en, name_zh, service, points, draws, min_answers) VALUES
	('filing', 'filing', '自评', 'care', 100, 1, 0), ('other', 'other', '其他', 'care', 120, 1, 0),
	('lots', 'lots', '分包', 'lots', 100, 1, 0), ('whole', 'whole', '整体', 'whole', 100, 1, 0);
INSERT INTO indicator (scheme_id, code, dimension, subdimension, name_en, name_zh, unit, direction, rule, target, lo, hi, points, scope) VALUES
	('filing', 'E1', 'execution', NULL, 'budget executed', '应付资金支付率', '%', 'exact', 'ratio', 1, NULL, NULL, 10, 'project'),
	('filing', 'COSTS', 'cost', 'economic', 'cost of a day', '人日成本', 'yuan', 'lower', 'ratio', 50, NULL, NULL, 20, 'site'),
	('filing', 'HOURS', 'output', 'quantity', 'hours', '服务时数完成率', '%', 'higher', 'ratio', 1, NULL, NULL, 25, 'site'),
	('filing', 'RECORDS', 'output', 'quality', 'records', '档案完整率', '%', 'higher', 'band', NULL, 0.9, NULL, 15, 'site'),
	('filing', 'EFFECT', 'benefit', 'social', 'effect', '覆盖率', '%', 'higher', 'ratio', 0.9, NULL, NULL, 20, 'site'),
	('filing', 'FELT', 'satisfaction', NULL, 'satisfaction', '满意度', 'points', 'higher', 'ratio', 90, NULL, NULL, 10, 'site'),
	('other', 'PLAN', 'decision', NULL, 'plan', '立项', 'points', 'higher', 'goalpost', NULL, 0, 100, 20, 'project'),
	('other', 'COSTS', 'cost', NULL, 'cost of a day', '人日成本', 'yuan', 'lower', 'ratio', NULL, NULL, NULL, 30, 'site'),
	('other', 'HOURS', 'output', 'new_kind', 'hours', '服务时数完成率', '%', 'higher', 'ratio', 1, NULL, NULL, 40, 'site'),
	('other', 'FELT', 'satisfaction', NULL, 'satisfaction', '满意度', 'points', 'higher', 'goalpost', NULL, 50, 95, 30, 'site'),
	('lots', 'O1', 'output', 'quantity', 'verified', '核实完成率', '%', 'higher', 'ratio', 1, NULL, NULL, 100, 'site'),
	('whole', 'PLAN', 'decision', NULL, 'plan', '立项', NULL, 'higher', 'ratio', 3, NULL, NULL, 50, 'project'),
	('whole', 'LAW', 'process', NULL, 'law', '合规', NULL, 'lower', 'ratio', 2, NULL, NULL, 30, 'project'),
	('whole', 'OPENED', 'output', NULL, 'opened', '开放', NULL, 'higher', 'ratio', 90, NULL, NULL, 20, 'project');
UPDATE scheme SET frozen_at = now();

CREATE FUNCTION pg_temp.project(p bigint, of_service text, sites integer, unit text DEFAULT 'year') RETURNS void LANGUAGE sql AS $$
	INSERT INTO project (project_id, name, buyer_id, service, budget, start_on, end_on, period_unit, goal) OVERRIDING SYSTEM VALUE
	VALUES (p, '项目' || p, 1, of_service, 100000, '2023-01-01', '2023-12-31', unit, '服务200人');
	INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price) OVERRIDING SYSTEM VALUE
	VALUES (p, 10 * p + 1, 2, 'open_tender', 90000);
	INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (p, 10 * p + 1, 'visit', 'visit', 20 * sites);
	INSERT INTO site (project_id, site_id, division_code, name, opened_on) OVERRIDING SYSTEM VALUE
	SELECT p, 100 * p + i, lpad(i::text, 12, '0'), 'site ' || i, '2023-01-01' FROM generate_series(1, sites) i
$$;
CREATE FUNCTION pg_temp.roster(p bigint, of_site bigint, persons integer) RETURNS void LANGUAGE sql AS $$
	INSERT INTO beneficiary (project_id, beneficiary_id) SELECT p, of_site || '-' || i FROM generate_series(1, persons) i;
	INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
	SELECT p, of_site || '-' || i, of_site, 'general', '2023-01-01' FROM generate_series(1, persons) i
$$;
-- lines of all forms that do not add up to the score, and points that do not add up to 100
CREATE VIEW pg_temp.wrong AS
SELECT project_id, period, profile, sum(earned) FILTER (WHERE line_kind IN ('indicator', 'bonus')) AS lines,
	max(earned) FILTER (WHERE line_kind = 'total') AS score, sum(points_counted) FILTER (WHERE line_kind = 'indicator') AS counted
FROM self_evaluation_form
GROUP BY project_id, period, profile
HAVING sum(earned) FILTER (WHERE line_kind IN ('indicator', 'bonus')) <> max(earned) FILTER (WHERE line_kind = 'total')
	OR (max(earned) FILTER (WHERE line_kind = 'total') IS NOT NULL AND sum(points_counted) FILTER (WHERE line_kind = 'indicator') <> 100);

-- Project 1: two sites, three persons at the first, one at the second.  Budget 100,000, + 20,000 in March, - 10,000 in September, and
-- more when the year is over.  40,000 are owed in advance, 30,000 were paid.
SELECT pg_temp.project(1, 'care', 2), pg_temp.roster(1, 101, 3), pg_temp.roster(1, 102, 1) \g /dev/null
INSERT INTO budget_change (project_id, changed_on, amount, reason) VALUES (1, '2023-03-01', 20000, '追加'), (1, '2023-09-01', -10000, '调减'), (1, '2024-02-01', 5000, '次年');
INSERT INTO instalment (project_id, contract_id, number, amount, due_on, advance) VALUES (1, 11, 1, 40000, '2023-01-05', true);
INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on) VALUES (1, 11, 1, 30000, '2023-01-05'), (1, 11, NULL, 1000, '2024-01-02');
INSERT INTO mark (project_id, site_id, code, period, value)
SELECT 1, m.site_id, m.code, q.period, m.value
FROM (VALUES (101, 'COSTS', 100), (101, 'HOURS', 0.8), (101, 'RECORDS', 1), (101, 'EFFECT', 0.45), (101, 'FELT', 90),
	(102, 'COSTS', 50), (102, 'HOURS', 1.2), (102, 'EFFECT', 0.9), (102, 'FELT', NULL)) AS m (site_id, code, value), unnest(ARRAY['2023', 'term']) AS q (period);
INSERT INTO deviation (project_id, period, code, reason, measure) VALUES (1, '2023', 'COSTS', '租金上涨', '明年另行选址'), (1, '2023', 'rate', '尾款未付', NULL),
	(1, 'term', 'HOURS', '不同时段', NULL);
SELECT refresh_project(1) AS runs;
-- Execution: 30,000 / 40,000 = 0.75, of 10 points 7.5; of the budget 30,000 / 110,000.  Site 1: 10 + 20 + 15 + 10 + 10 = 65 of 90, which is 72.2222;
-- site 2: 20 + 25 + 20 = 65 of 75, since FELT was asked and not answered, which is 86.6667.  Score: 7.5 + 0.9 (3 x 72.2222 + 86.6667) / 4 = 75.75.
-- COSTS: 90 (3/4 x 10/90 + 1/4 x 20/75) = 13.5, EFFECT alike, HOURS: 90 (3/4 x 20/90 + 1/4 x 25/75) = 22.5, RECORDS and FELT of site 1 alone:
-- 11.25 and 7.5.
SELECT line, line_kind, code, level_1_zh, level_2_zh, level_3_zh, unit, target_text, actual_text, points, points_counted, earned, deviation, measure
FROM self_evaluation_form WHERE project_id = 1 AND period = '2023' AND profile = 'filing' ORDER BY line;
SELECT line, code, target, actual, note FROM self_evaluation_form
WHERE project_id = 1 AND period = '2023' AND profile = 'filing' AND note IS NOT NULL ORDER BY line;
SELECT line, code, note_zh FROM self_evaluation_form WHERE project_id = 1 AND period = '2023' AND profile = 'filing' AND note_zh IS NOT NULL ORDER BY line;
-- The scheme of 120 points: PLAN is not measured, so 100 points remain.  Site 1: COSTS 30 x 75 / 100, 75 being the median; HOURS 32; FELT 30 x 40 / 45.  Of site 2 70
-- of 100 points are measured, less than 0.8: it is not rated, and counts with 70: (3 x 81.1667 + 70) / 4 = 78.375.
SELECT code, level_1, level_2, target_text, actual_text, points, points_counted, earned, note FROM self_evaluation_form
WHERE project_id = 1 AND period = '2023' AND profile = 'other' AND line_kind IN ('indicator', 'total', 'grade') ORDER BY line;
-- the term: the same numbers, another deviation
SELECT sum(earned) FILTER (WHERE line_kind = 'indicator') AS earned, string_agg(code, ' ') FILTER (WHERE deviation IS NOT NULL) AS deviations
FROM self_evaluation_form WHERE project_id = 1 AND period = 'term' AND profile = 'filing';
TABLE pg_temp.wrong;

-- A deviation that no line shows, and an adjustment of no year of the project, are told
BEGIN;
INSERT INTO deviation (project_id, period, code, reason) VALUES (1, 'term', 'hours', 'small letters'),
	(1, '2022', 'COSTS', 'mistyped'), (1, 'term', 'total', 'of the total');
SELECT relation, fact, day, reason, reason_zh FROM fact_outside WHERE project_id = 1 ORDER BY relation, fact;
ROLLBACK;

-- What is added to the score is a line of its own; the others stay what they are
BEGIN;
UPDATE project_score SET score = score + 2 WHERE project_id = 1;
SELECT line_kind, level_3, level_3_zh, earned, note FROM self_evaluation_form
WHERE project_id = 1 AND period = '2023' AND profile = 'filing' AND line_kind IN ('bonus', 'total') ORDER BY line;
SELECT count(*) AS lines FROM fill_form_lines(1, ARRAY(SELECT run_id FROM current_run WHERE project_id = 1));
TABLE form_line EXCEPT SELECT * FROM fill_form_lines(1, ARRAY(SELECT run_id FROM current_run WHERE project_id = 1));
TABLE pg_temp.wrong;
UPDATE project_score SET score = score - 2.5;
SELECT line_kind, earned FROM self_evaluation_form WHERE project_id = 1 AND period = '2023' AND profile = 'filing' AND line_kind IN ('bonus', 'total') ORDER BY line;
TABLE form_line EXCEPT SELECT * FROM fill_form_lines(1, ARRAY(SELECT run_id FROM current_run WHERE project_id = 1));
ROLLBACK;

-- A sealed form stays what it is, whatever is paid or adjusted later; the other one follows
CREATE TEMPORARY TABLE before AS SELECT * FROM self_evaluation_form WHERE project_id = 1 AND profile = 'filing';
SELECT count(seal_run(run_id)) AS sealed FROM current_run WHERE project_id = 1 AND period = '2023' AND profile = 'filing';
INSERT INTO budget_change (project_id, changed_on, amount) VALUES (1, '2023-10-01', 10000);
UPDATE payment SET paid = 40000 WHERE project_id = 1 AND instalment = 1;
SELECT refresh_project(1) AS runs;
SELECT f.period, f.code, f.actual, f.earned FROM self_evaluation_form f
WHERE f.project_id = 1 AND f.profile = 'filing' AND NOT EXISTS (SELECT FROM before b
	WHERE b.period = f.period AND b.line = f.line AND b.actual IS NOT DISTINCT FROM f.actual AND b.earned IS NOT DISTINCT FROM f.earned)
ORDER BY f.period, f.line;
SELECT note FROM self_evaluation_form WHERE project_id = 1 AND profile = 'filing' AND period = 'term' AND code = 'E1';
-- what was paid before it fell due is executed, and does not count for E1 yet
BEGIN;
INSERT INTO instalment (project_id, contract_id, number, amount, due_on) VALUES (1, 11, 2, 20000, '2024-06-30');
INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on) VALUES (1, 11, 2, 5000.50, '2023-12-01');
SELECT refresh_project(1) > 0 AS refreshed;
SELECT code, actual, note, note_zh FROM self_evaluation_form
WHERE project_id = 1 AND profile = 'filing' AND period = 'term' AND code IN ('executed', 'E1') ORDER BY line;
ROLLBACK;
-- it carries the check number that the notice carries, and verify_chain() takes
SELECT f.actual_text ~ '^1-[0-9]+-[0-9a-f]{24}$' AS is_number, n.text_en LIKE '%Check number: ' || f.actual_text || '.%' AS as_the_notice,
	(SELECT string_agg(v.verdict, ' ' ORDER BY v.verdict) FROM verify_chain(f.actual_text) v WHERE v.project_id = 1) AS verdicts,
	regexp_replace(f.note, '[0-9]{4}-[0-9]{2}-[0-9]{2}', 'DAY') AS note, regexp_replace(f.note_zh, '[0-9]{4}-[0-9]{2}-[0-9]{2}', 'DAY') AS note_zh
FROM self_evaluation_form f JOIN ranking_notice(1, '2023', 'filing') n ON n.text_en LIKE 'Run %'
WHERE f.project_id = 1 AND f.period = '2023' AND f.profile = 'filing' AND f.code = 'check_number';
-- an adjustment bears on the form, so it is a change
DELETE FROM budget_change WHERE project_id = 1 AND changed_on = '2023-10-01';
SELECT refresh_project(1) > 0 AS runs;
SELECT refresh_project(1) AS runs;

-- Project 2: of 20 each site 1 delivered 20, site 2 10; one and three persons.  In all 30 / 40 were verified, and the points are 100 x (1 + 3 x 0.5) / 4.  Nobody
-- wrote down a budget.
SELECT pg_temp.project(2, 'lots', 2), pg_temp.roster(2, 201, 1), pg_temp.roster(2, 202, 3) \g /dev/null
UPDATE project SET budget = NULL, goal = NULL WHERE project_id = 2;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on) SELECT 2, s, 21, 'visit', date '2023-01-01' + 10 * i FROM generate_series(201, 202) s, generate_series(1, 20) i
WHERE s = 201 OR i <= 10;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome) SELECT project_id, site_id, activity_id, 9, held_on, 'confirmed' FROM activity WHERE project_id = 2;
SELECT refresh_project(2) > 0 AS runs;
SELECT line_kind, code, actual_text, points, earned, note FROM self_evaluation_form WHERE project_id = 2 AND period = 'term' ORDER BY line;
-- With a second item and tariff the counts of a project do not add up.  Site 2 delivered 10 x 10 of 20 x 10 + 1 x 5: 0.487805; the mean is 1/4 + 3/4 x 0.487805
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price) OVERRIDING SYSTEM VALUE VALUES (2, 22, 3, 'open_tender', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity, tariff) VALUES (2, 22, 'case', 'case', 1, 5);
UPDATE contract_item SET tariff = 10 WHERE project_id = 2 AND item = 'visit';
INSERT INTO contract_site (project_id, contract_id, site_id) VALUES (2, 22, 202), (2, 21, 201), (2, 21, 202);
SELECT refresh_project(2) > 0 AS runs;
SELECT i.site_id, round(i.value, 6) AS value FROM current_run r JOIN site_indicator i USING (project_id, snapshot_id)
WHERE r.project_id = 2 AND r.period = 'term' AND i.code = 'O1' ORDER BY 1;
SELECT code, actual_text, earned, note FROM self_evaluation_form WHERE project_id = 2 AND period = 'term' AND code IN ('O1', 'implementing_unit') ORDER BY line;
-- a contract has no form
SELECT string_agg(DISTINCT period, ' ' ORDER BY period) AS periods FROM self_evaluation_form WHERE project_id = 2;

-- Project 3: the project's own points alone, thirds of them.  2023: 50/3 + 10 + 20/3 = 33.3333; of two lines that lost as much the first by code has the digit.
-- In the term PLAN is not measured: (10 + 20/3) / 50.
SELECT pg_temp.project(3, 'whole', 1) \g /dev/null
INSERT INTO mark SELECT 3, NULL, m.code, m.period, m.value
FROM (VALUES ('PLAN', '2023', 1), ('LAW', '2023', 6), ('OPENED', '2023', 30), ('LAW', 'term', 6), ('OPENED', 'term', 30)) AS m (code, period, value);
SELECT refresh_project(3) AS runs;
SELECT period, line_kind, code, target_text, actual_text, points, points_counted, earned, note FROM self_evaluation_form
WHERE project_id = 3 AND line_kind IN ('indicator', 'total') ORDER BY period, line;
SELECT code, note_zh FROM self_evaluation_form WHERE project_id = 3 AND period = 'term' AND line_kind IN ('indicator', 'total') ORDER BY line;

-- Project 4: 25 of the 55 points that apply to its only site with any are measured, so none is rated; of project 5 nothing is known
SELECT pg_temp.project(4, 'care', 2), pg_temp.project(5, 'care', 1) \g /dev/null
INSERT INTO mark SELECT 4, 401, c, 'term', CASE c WHEN 'HOURS' THEN 0.5 END FROM unnest('{COSTS,HOURS,FELT}'::text[]) AS c;
SELECT refresh_project(p) AS runs FROM generate_series(4, 5) p;
SELECT project_id, line_kind, code, actual_text, points, points_counted, earned, note, note_zh FROM self_evaluation_form
WHERE project_id IN (4, 5) AND period = 'term' AND profile = 'filing' AND line_kind IN ('indicator', 'total', 'grade') ORDER BY project_id, line;
TABLE pg_temp.wrong;

-- Three projects by month and quarter, with a milestone: whatever the values, the lines add up.  Some are not measured, some do not apply, some sites have no roster or are not rated.
SELECT pg_temp.project(p, 'care', 5, CASE p WHEN 6 THEN 'month' ELSE 'quarter' END) FROM generate_series(6, 8) p \g /dev/null
INSERT INTO milestone (project_id, code, name, until_on) SELECT p, 'midterm', '中期', '2023-06-30' FROM generate_series(6, 8) p;
SELECT setseed(0.5) \g /dev/null
SELECT pg_temp.roster(p, 100 * p + i, floor(random() * 20)::integer) FROM generate_series(6, 7) p, generate_series(1, 5) i \g /dev/null
INSERT INTO mark
SELECT p, 100 * p + i, c.code, q.period, CASE WHEN random() < 0.9 THEN round((c.best * random() * 1.3)::numeric, 3) END
FROM generate_series(6, 8) p, generate_series(1, 5) i, (VALUES ('COSTS', 100), ('HOURS', 1), ('RECORDS', 1), ('EFFECT', 1), ('FELT', 100)) AS c (code, best),
	project_period q
WHERE q.project_id = p AND random() < 0.95;
INSERT INTO mark SELECT p, NULL, 'PLAN', q.period, round(random()::numeric * 100, 2) FROM generate_series(6, 8) p, project_period q WHERE q.project_id = p AND random() < 0.8;
INSERT INTO payment (project_id, contract_id, paid, paid_on) SELECT p, 10 * p + 1, 7000, date '2023-01-31' + 30 * i FROM generate_series(6, 8) p, generate_series(0, 5) i;
SELECT sum(refresh_project(p)) AS runs FROM generate_series(6, 8) p;
SELECT count(*) FILTER (WHERE line_kind = 'total') AS forms, count(*) FILTER (WHERE line_kind = 'total' AND earned IS NOT NULL) > 40 AS most_are_rated,
	count(*) FILTER (WHERE line_kind = 'bonus') AS bonus, count(*) FILTER (WHERE earned > points_counted) AS beyond,
	count(*) FILTER (WHERE line_kind = 'indicator' AND earned IS NULL) > 0 AS some_not_measured
FROM self_evaluation_form WHERE project_id >= 6;
TABLE pg_temp.wrong;
-- each line is what the means are, to the last digit or one beside it: worked out again in floating point, from the scores that were stored
WITH site AS (
	SELECT r.project_id, r.run_id, o.site_id, o.score_counted::float8 AS score, coalesce(w.persons, 0)::float8 AS persons,
		(SELECT sum(coalesce(p.points_lower, p.points)) FROM site_points p
			WHERE (p.project_id, p.run_id, p.site_id) = (o.project_id, o.run_id, o.site_id))::float8 AS earned
	FROM current_run r JOIN site_score o USING (project_id, run_id)
		LEFT JOIN (SELECT project_id, snapshot_id, site_id, sum(persons) AS persons FROM level_measure GROUP BY 1, 2, 3) w
			ON w.project_id = r.project_id AND w.snapshot_id = r.snapshot_id AND w.site_id = o.site_id
	WHERE o.score_counted IS NOT NULL AND r.project_id >= 6
), mean AS (
	SELECT t.project_id, t.run_id, o.code,
		sum(CASE WHEN x.persons > 0 THEN t.persons / x.persons ELSE 1.0 / x.sites END
			* coalesce(o.points_lower, o.points, 0)::float8 / nullif(t.earned, 0) * t.score) AS points
	FROM site t
		JOIN (SELECT project_id, run_id, sum(persons) AS persons, count(*) AS sites FROM site GROUP BY 1, 2) x USING (project_id, run_id)
		JOIN site_points o USING (project_id, run_id, site_id)
	GROUP BY t.project_id, t.run_id, o.code
)
SELECT count(*) > 200 AS lines, max(abs(f.earned - m.points * (c.points - n.points) / (c.points - n.points + e.available)::float8)) < 2e-4 AS as_the_means_are
FROM form_line f
	JOIN mean m USING (project_id, run_id, code)
	JOIN current_run r USING (project_id, run_id)
	JOIN project_score e USING (project_id, run_id)
	JOIN scheme c ON c.scheme_id = r.profile AND c.version = r.version
	CROSS JOIN LATERAL (SELECT sum(points) AS points FROM indicator i WHERE i.scheme_id = r.profile AND i.scope = 'project') n
WHERE f.earned IS NOT NULL AND e.score IS NOT NULL;
SELECT string_agg(DISTINCT period, ' ' ORDER BY period) AS periods FROM self_evaluation_form WHERE project_id = 6;

-- Every sentence is there twice
SELECT count(*) AS one_language FROM self_evaluation_form WHERE (note IS NULL) <> (note_zh IS NULL);

-- Finance may read it without facts about persons
CREATE ROLE regress_service_eval_filing;
GRANT USAGE ON SCHEMA filed, service_eval TO regress_service_eval_filing;
GRANT SELECT ON self_evaluation_form, current_run, evaluation_run, snapshot, scheme, indicator, indicator_step, indicator_steps, form_indicator, dimension, label, project, organization,
	contract, project_score, project_points, project_measure, form_line, contract_score, deviation, setting
TO regress_service_eval_filing;
GRANT SELECT (project_id, entry_no, act, subject, digest) ON audit_log TO regress_service_eval_filing;
SET ROLE regress_service_eval_filing;
SELECT sum(earned) FILTER (WHERE line_kind = 'indicator') AS lines, max(earned) FILTER (WHERE line_kind = 'total') AS score
FROM self_evaluation_form WHERE project_id = 1 AND period = '2023' AND profile = 'filing';
SELECT count(*) FROM roster;
SELECT count(*) FROM level_measure;
RESET ROLE;
DROP OWNED BY regress_service_eval_filing;
DROP ROLE regress_service_eval_filing;

RESET search_path;
DROP SCHEMA filed CASCADE;

-- Satisfaction in a workspace: rosters, drawn means, who was not heard; every figure by hand
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('heard') WHERE action = 'created';
SET search_path = heard, service_eval;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization');
INSERT INTO village SELECT '99010110020' || i, 'V' || i, 'T', 'C' FROM generate_series(1, 5) AS i;
INSERT INTO project (name, service, buyer_id, start_on, end_on) VALUES ('p', 'children_homes', 1, '2021-07-01', '2021-09-30');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 10);
INSERT INTO site (project_id, division_code, name, opened_on) SELECT 1, division_code, name, '2021-07-01' FROM village ORDER BY 2;
-- 1: A 1, C 8.  2: A 1, B 2, C 16.  3: C 5.  4: no roster.  5: B 1
CREATE TEMPORARY TABLE child AS
SELECT concat_ws('-', s, l, i) AS beneficiary_id, s, l
FROM (VALUES (1, 'A', 1), (1, 'C', 8), (2, 'A', 1), (2, 'B', 2), (2, 'C', 16), (3, 'C', 5), (5, 'B', 1)) AS v (s, l, n), generate_series(1, n) AS i;
INSERT INTO beneficiary (project_id, beneficiary_id) SELECT 1, beneficiary_id FROM child;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on) SELECT 1, beneficiary_id, s, l, '2021-07-01' FROM child;
-- 1: A rated 1; C four times 5 and four times 4.  2: A rated 5; C four times 3 and four times 2.  3: nobody heard.
-- 4: B ten times 4.  5: nobody heard
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, scale_max, collector_id)
SELECT 1, s, '2021-07-01', 'child', l, r, m, 1
FROM (VALUES (1, 'A', 1, 5, 1), (1, 'C', 5, 5, 4), (1, 'C', 4, 5, 4), (2, 'A', 5, 5, 1), (2, 'C', 3, 5, 4), (2, 'C', 2, 5, 4), (4, 'B', 4, 5, 10)) AS v (s, l, r, m, n), generate_series(1, n);
-- what the provider collected, other questions and other people weigh nothing
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, question, rating, collector_id)
SELECT 1, s, '2021-07-01', v.respondent, 'C', v.question, v.rating, v.collector
FROM generate_series(1, 5) AS s, generate_series(1, 20),
	(VALUES ('child', 'satisfaction', 5, 2), ('village', 'satisfaction', 1, 1), ('child', 'knows_service', 1, 1)) AS v (respondent, question, rating, collector);

CALL refresh_rankings();
CREATE TEMPORARY VIEW level_heard AS
SELECT l.site_id, l.need_level, l.persons AS eligible, l.answers AS n, trim_scale(l.weight) AS weight, l.satisfaction
FROM current_snapshot s CROSS JOIN LATERAL level_satisfaction(1, ARRAY[s.snapshot_id]) l WHERE s.period = '2021Q3';
-- C: 87.5 and 37.5 of 8 answers each; two sites do not tell how sites differ, so they stand as they are.  A: one answer
-- each, nothing tells chance from difference: the mean of both, 50.  B: 75
SELECT site_id, need_level, eligible, n, weight, pg_temp.near(satisfaction, expected, 1e-14) AS satisfaction
FROM level_heard
	LEFT JOIN (VALUES ('A', 1, 50), ('A', 2, 50), ('C', 1, 87.5), ('C', 2, 37.5), ('B', 4, 75)) AS v (need_level, site_id, expected) USING (need_level, site_id)
WHERE n > 0
ORDER BY site_id, need_level;
-- nobody heard: the mean of the need level
SELECT site_id, need_level, weight, pg_temp.near(satisfaction, CASE need_level WHEN 'B' THEN 75 WHEN 'C' THEN 62.5 ELSE 50 END, 1e-14) AS satisfaction
FROM level_heard WHERE n = 0 AND weight > 0 ORDER BY site_id, need_level;

-- S = sum of weight x mean / sum of weight; effective n = (sum of w)^2 / sum of w^2 / n over the need levels that were heard
--	1: (2 x 50 + 8 x c1) / 10, no one unheard, 100 / (4 / 1 + 64 / 8)
--	2: (2 x 50 + 3 x 75 + 16 x c2) / 21, U = 3 / 21, heard (2 x 50 + 16 x c2) / 21, 18^2 / (4 / 1 + 256 / 8)
--	3: too few to show.  4: no roster, so nobody knows who was not heard; 10 answers.  5: too few
SELECT v.site_id, v.satisfaction = round(e.s, 4) AS satisfaction, v.lower = floor(10 * e.lower) / 10 OR v.lower = round(e.lower, 4) AS lower,
	v.upper = ceil(10 * e.upper) / 10 OR v.upper = round(e.upper, 4) AS upper, v.answers, v.effective_answers, v.unheard_share
FROM village_satisfaction v
	LEFT JOIN (SELECT 1 AS site_id, (100 + 8 * c1) / 10 AS s, (100 + 8 * c1) / 10 AS lower, (100 + 8 * c1) / 10 AS upper FROM (SELECT 87.5 AS c1) c
		UNION ALL SELECT 2, (100 + 225 + 16 * c2) / 21, (100 + 16 * c2) / 21, (100 + 16 * c2 + 300) / 21 FROM (SELECT 37.5 AS c2) c
		UNION ALL SELECT 4, 75, NULL, NULL) e USING (site_id)
WHERE period <> 'term' ORDER BY site_id;
SELECT site_id, satisfaction, lower, upper FROM village_satisfaction WHERE period <> 'term' AND effective_answers < 5 ORDER BY site_id;
-- S1 is what is shown; it is ranked by when 10 effective answers were heard (and 4 has the other points as well)
SELECT site_id, value IS NULL AS unknown, n FROM village_scorecard WHERE code = 'S1' AND profile = 'statutory' AND period <> 'term' ORDER BY site_id;
-- where a scheme shows no site of fewer than 10, S1 of site 2 is not measured, and has no bounds: it earns nothing, as it
-- was asked for and measured at 4
BEGIN;
INSERT INTO scheme (scheme_id, version, name_en, name_zh, service, display_order, points, show_answers, min_answers)
SELECT scheme_id, 2, name_en, name_zh, service, display_order, points, 10, 5 FROM scheme WHERE scheme_id = 'statutory' AND version = 1;
INSERT INTO indicator SELECT (jsonb_populate_record(i, '{"version": 2}')).* FROM indicator i WHERE scheme_id = 'statutory' AND version = 1;
UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'statutory' AND version = 2;
SELECT refresh_project(1) > 0 AS runs;
SELECT site_id, points IS NULL AS not_measured, points_lower, points_upper, points IS NOT NULL AND points_lower IS NULL AS measured
FROM village_scorecard WHERE code = 'S1' AND profile = 'statutory' AND period <> 'term' AND site_id IN (1, 2, 4) ORDER BY site_id;
SELECT r.score_lower = round(100 * c.lower / c.available, 4) AS lower, r.score_upper = round(100 * (c.upper + c.available - c.measured) / c.available, 4) AS upper
FROM village_ranking r JOIN (
	SELECT project_id, period, profile, site_id, sum(coalesce(points_lower, points)) FILTER (WHERE points IS NOT NULL) AS lower,
		sum(coalesce(points_upper, points)) FILTER (WHERE points IS NOT NULL) AS upper,
		sum(available) FILTER (WHERE points IS NOT NULL) AS measured, sum(available) AS available
	FROM village_scorecard GROUP BY 1, 2, 3, 4) c USING (project_id, period, profile, site_id)
WHERE r.profile = 'statutory' AND r.period <> 'term' AND r.site_id = 2;
ROLLBACK;
-- the project: (2 x 50 + 8 x c1 + 2 x 50 + 3 x 75 + 16 x c2 + 5 x 62.5 + 15 x 75 + 1.5 x 75) / 52.5
SELECT period, satisfaction = round((100 + 8 * 87.5 + 100 + 225 + 16 * 37.5 + 312.5 + 1125 + 112.5) / 52.5, 4) AS satisfaction,
	answers, effective_answers = trunc(43.0 ^ 2 / (4 + 8 + 4 + 32 + 22.5), 1) AS effective_answers, lower, upper, unheard_share
FROM project_satisfaction ORDER BY period;
-- its error.  A: the deviation of both answers, sqrt 5000.  B: ten answers that are all the same, at most 50 / sqrt 10,
-- and at most 50 at 2 and 5.  C varies by 2500 / 14 within sites, and by nobody knows how much between them: 50 at 3
SELECT round(std_error, 3) = round(sqrt(2 * 2 ^ 2 * 5000 + (15 * 50) ^ 2 / 10 + (3 * 50) ^ 2 + (1.5 * 50) ^ 2
		+ (8 ^ 2 + 16 ^ 2) * 2500 / 14.0 / 8 + (5 * 50) ^ 2)::numeric / 52.5, 3) AS std_error
FROM project_satisfaction WHERE period <> 'term';
-- of children who are all on a roster, bounds are known: U = (3 + 5 + 1.5) / 37.5
BEGIN;
DELETE FROM response WHERE site_id = 4;
DELETE FROM site WHERE site_id = 4;
SELECT refresh_project(1) > 0 AS runs;
SELECT satisfaction BETWEEN lower AND upper AS inside, abs(upper - lower - 100 * 9.5 / 37.5) <= 0.2 AS width, unheard_share = round(9.5 / 37.5, 2) AS unheard
FROM project_satisfaction WHERE period <> 'term';
ROLLBACK;

-- other scales: 10 of 10 is 5 of 5
BEGIN;
UPDATE response SET rating = 1 + 9 * (rating - 1) / 4, scale_max = 10 WHERE site_id = 1 AND rating IN (1, 5);
SELECT refresh_project(1) > 0 AS runs;
SELECT satisfaction = round((100 + 8 * 87.5) / 10, 4) AS satisfaction FROM village_satisfaction WHERE site_id = 1 AND period <> 'term';
ROLLBACK;

-- a changed roster is a change
CALL refresh_rankings();
SELECT max(run_id) AS last_run FROM evaluation_run \gset
UPDATE roster SET need_level = 'B' WHERE beneficiary_id = '1-A-1';
CALL refresh_rankings();
SELECT min(run_id) > :last_run AS recomputed FROM current_run;
SELECT unheard_share = round(1.5 / 9.5, 2) AS unheard FROM village_satisfaction WHERE site_id = 1 AND period <> 'term';

-- answers of a need level that nobody on the roster has weigh nothing and do not count
BEGIN;
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, scale_max, collector_id) SELECT 1, 3, '2021-07-01', 'child', 'A', 5, 5, 1 FROM generate_series(1, 12);
SELECT refresh_project(1) > 0 AS runs;
SELECT answers, effective_answers, unheard_share FROM village_satisfaction WHERE site_id = 3 AND period <> 'term';
ROLLBACK;

-- where sites differ no more than by chance, their common mean is what is uncertain: 5 sites with 10 answers, 0 and 100.
-- All means are 50, so whatever lambda is, the mean of the sites has the variance s^2 / N, and s^2 = S_w / (N - 3)
BEGIN;
DELETE FROM response;
DELETE FROM roster;
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, scale_max, collector_id) SELECT 1, s, '2021-07-01', 'child', 'C', 1 + i % 2, 2, 1 FROM generate_series(1, 5) AS s, generate_series(1, 10) AS i;
SELECT refresh_project(1) > 0 AS runs;
SELECT satisfaction, std_error = round(sqrt(50 * 2500 / 47.0 / 50), 4) AS std_error, answers FROM project_satisfaction WHERE period <> 'term';
ROLLBACK;

-- a new first scheme without a run yet hides nothing
BEGIN;
INSERT INTO scheme (scheme_id, name_en, name_zh, service, display_order, points) VALUES ('new', 'new', 'new', 'children_homes', 0, 8);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points) VALUES ('new', 'S1', 'satisfaction', 's', '满意度', 90, 8);
SELECT count(*) AS villages FROM village_satisfaction WHERE period <> 'term';
UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'new';
SELECT count(*) AS villages FROM village_satisfaction WHERE period <> 'term';
SELECT count(*) AS projects FROM project_satisfaction WHERE period <> 'term';
ROLLBACK;

RESET search_path;
DROP SCHEMA heard CASCADE;

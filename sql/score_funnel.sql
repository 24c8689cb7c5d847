-- score_funnel: which sites are rated otherwise than chance explains?  Every figure by hand
SET client_min_messages = warning;
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('funnel') WHERE action = 'created';
SET search_path = funnel, service_eval;
INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization');
INSERT INTO village SELECT (990101100200 + i)::text, 'V' || i, 'T', 'C' FROM generate_series(1, 26) AS i;
INSERT INTO project (name, service, buyer_id, start_on, end_on) VALUES ('p', 'children_homes', 1, '2021-07-01', '2021-09-30');
INSERT INTO site (project_id, division_code, name, opened_on) SELECT 1, division_code, name, '2021-07-01' FROM village ORDER BY division_code;
-- half of a site's answers lie 25 above its mean and half below.  1: four of mean 25, too few to show.  2: ten of 50.  3: forty of 25.
-- 4 to 25: twenty of 75.  26: nobody answered
CREATE TEMPORARY TABLE heard AS
SELECT i AS site_id, CASE i WHEN 1 THEN 4 WHEN 2 THEN 10 WHEN 3 THEN 40 ELSE 20 END AS n, CASE i WHEN 1 THEN 25 WHEN 2 THEN 50 WHEN 3 THEN 25 ELSE 75 END AS mean FROM generate_series(1, 25) AS i;
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, scale_max, collector_id)
SELECT 1, site_id, '2021-07-01', 'child', 'C', 1 + (mean + CASE k % 2 WHEN 1 THEN 25 ELSE -25 END) / 25, 5, 1 FROM heard, generate_series(1, n) AS k;
CALL refresh_rankings();
-- answers vary by sigma^2 = 625 x 494 answers / (494 - 25 sites): a site of n answers has n 625 squares and n - 1 degrees of freedom
SELECT DISTINCT answer_deviation, round(sqrt(625 * 494 / (494 - 25.0)), 4) AS by_hand FROM project_measure;
-- the target is (10 x 50 + 40 x 25 + 440 x 75) / 490.  z is about -2.5, -11 and 0.8; winsorised at 10 % all are 0.8, so phi is 0.64 and
-- nothing lies between sites: limits are target -+ z sigma / sqrt(n)
SELECT site_id, effective_answers, heard_satisfaction, heard_std_error, funnel_target, z, lower_95, upper_95, lower_998, upper_998, signal, phi, between_deviation
FROM score_funnel WHERE period = '2021Q3' AND profile = 'statutory' AND site_id < 6 ORDER BY site_id;
SELECT bool_and(f.heard_satisfaction = h.mean AND f.effective_answers = h.n) AS as_answered, bool_and(f.heard_std_error = round(s.sigma / sqrt(h.n::numeric), 4)) AS error, bool_and(f.funnel_target = round(34500 / 490.0, 4)) AS target,
	bool_and(f.z = round((h.mean - 34500 / 490.0) / s.sigma * sqrt(h.n::numeric), 2)) AS z, bool_and(f.lower_95 = round(34500 / 490.0 - 1.959963985 * s.sigma / sqrt(h.n::numeric), 4)) AS lower, bool_and(f.upper_998 = round(34500 / 490.0 + 3.090232306 * s.sigma / sqrt(h.n::numeric), 4)) AS upper,
	bool_and(f.phi = round(((75 - 34500 / 490.0) / s.sigma * sqrt(20.0)) ^ 2, 4)) AS phi, count(*) AS rows
FROM score_funnel f JOIN heard h USING (site_id), (SELECT DISTINCT answer_deviation AS sigma FROM project_measure) s;
-- nobody who may not be shown is in it, nor in the target
SELECT min(site_id) AS first, max(site_id) AS last, count(DISTINCT site_id) AS sites FROM score_funnel;
-- the satisfaction that is drawn to the mean would hide what answers say
SELECT v.site_id, v.satisfaction > f.heard_satisfaction AS drawn FROM village_satisfaction v JOIN score_funnel f USING (project_id, period, site_id) WHERE f.profile = 'statutory' AND period = '2021Q3' AND site_id IN (2, 3) ORDER BY site_id;
-- a scheme that shows no site of fewer than 25 answers shows one, without anything to compare it with
BEGIN;
INSERT INTO scheme (scheme_id, version, name_en, name_zh, service, display_order, points, show_answers, min_answers)
SELECT scheme_id, 2, name_en, name_zh, service, display_order, points, 25, 25 FROM scheme WHERE scheme_id = 'statutory' AND version = 1;
INSERT INTO indicator SELECT (jsonb_populate_record(i, '{"version": 2}')).* FROM indicator i WHERE scheme_id = 'statutory' AND version = 1;
UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'statutory' AND version = 2;
SELECT refresh_project(1) > 0 AS runs;
SELECT site_id, funnel_target, z, lower_95, signal FROM score_funnel WHERE period = '2021Q3' AND profile = 'statutory';
ROLLBACK;
-- a limit beyond the scale is its end: nobody can be above 100.  Site 2 stays at 50, of the others nine of ten answers are 100 and one is 75
BEGIN;
UPDATE response SET rating = CASE WHEN site_id = 2 THEN rating WHEN response_id % 10 = 0 THEN 4 ELSE 5 END;
SELECT refresh_project(1) > 0 AS runs;
SELECT site_id, heard_satisfaction, upper_95, funnel_target + 3.090232306 * sqrt(heard_std_error ^ 2 + between_deviation ^ 2) > 100 AS beyond, upper_998, abs(lower_998 - (funnel_target - 3.090232306 * sqrt(heard_std_error ^ 2 + between_deviation ^ 2))) < 0.001 AS lower_is_as_it_is, signal
FROM score_funnel WHERE period = '2021Q3' AND profile = 'statutory' AND site_id IN (2, 4) ORDER BY site_id;
ROLLBACK;
-- where all answers are the same nothing is by chance, and there are no limits
BEGIN;
UPDATE response SET rating = 4;
SELECT refresh_project(1) > 0 AS runs;
SELECT DISTINCT heard_satisfaction, heard_std_error, funnel_target, lower_95, signal FROM score_funnel;
ROLLBACK;
-- what was answered in a quarter of which nothing is told follows from no other period.  One answer in the fourth quarter at 4, three
-- and three at 1, seven at 2, three at 3.  Of 1, with four in the third, only the term says anything
BEGIN;
UPDATE project SET end_on = '2021-12-31';
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, scale_max, collector_id)
SELECT 1, v.site_id, '2021-11-01', 'child', 'C', v.rating, 5, 1 FROM (VALUES (4, 1, 1), (1, 3, 3), (2, 7, 3), (3, 3, 2)) AS v (site_id, n, rating), generate_series(1, v.n);
SELECT refresh_project(1) > 0 AS runs;
SELECT site_id, string_agg(period || ' ' || coalesce(heard_satisfaction::text, '-'), ', ' ORDER BY s.kind <> 'unit', period) AS told
FROM current_snapshot s JOIN site_measure m USING (project_id, snapshot_id) WHERE site_id IN (1, 2, 3, 4) GROUP BY site_id ORDER BY site_id;
ROLLBACK;
-- two answers of one site and one of each other do not tell how far apart those two are; six do
BEGIN;
DELETE FROM response;
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, scale_max, collector_id)
SELECT 1, i, '2021-07-01', 'child', 'C', r, 5, 1 FROM (SELECT i, 4 AS r FROM generate_series(1, 10) AS i UNION ALL SELECT 1, 2) v;
SELECT refresh_project(1) > 0 AS runs;
SELECT DISTINCT answer_deviation FROM project_measure;
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, scale_max, collector_id)
SELECT 1, 1, '2021-07-01', 'child', 'C', 3, 5, 1 FROM generate_series(1, 4);
SELECT refresh_project(1) > 0 AS runs;
-- squares around the mean of 75, 25 and four of 50: 2 x 625, by 5
SELECT DISTINCT answer_deviation, round(sqrt(1250 / 5.0), 4) AS by_hand FROM project_measure;
ROLLBACK;
-- between need levels the mean is weighted as satisfaction is: a roster of 8 A (weight 2) and 16 C, answers 100 of A and 50 of C
BEGIN;
INSERT INTO beneficiary (project_id, beneficiary_id) SELECT 1, 'b' || i FROM generate_series(1, 24) AS i;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on) SELECT 1, 'b' || i, 26, CASE WHEN i <= 8 THEN 'A' ELSE 'C' END, '2021-07-01' FROM generate_series(1, 24) AS i;
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, scale_max, collector_id)
SELECT 1, 26, '2021-07-01', 'child', CASE WHEN k <= 4 THEN 'A' ELSE 'C' END, CASE WHEN k <= 4 THEN 5 ELSE 3 END, 5, 1 FROM generate_series(1, 12) AS k;
SELECT refresh_project(1) > 0 AS runs;
SELECT heard_satisfaction, (16 * 100 + 16 * 50) / 32.0 AS by_hand, effective_answers, trunc(32 * 32 / (16 * 16 / 4.0 + 16 * 16 / 8.0), 1) AS effective_by_hand FROM score_funnel WHERE site_id = 26 AND period = '2021Q3' AND profile = 'statutory';
ROLLBACK;
-- Chinese: names, and words for the signals
SELECT count(*) > 30 AS views FROM service_eval.create_chinese_views('funnel', '漏斗');
SELECT DISTINCT 村, 信号, 中心线, 警戒下限 FROM 漏斗.满意度漏斗图 WHERE 村 IN ('V2', 'V3', 'V4') ORDER BY 村;
RESET search_path;
DROP SCHEMA funnel CASCADE;
DROP SCHEMA 漏斗 CASCADE;

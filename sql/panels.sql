-- Panels: what several assessors say of the same, whether they agree, and what others say of who praises himself
SET client_min_messages = warning;
SET jit = off;
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('panels', pack => 'blank') WHERE action = 'created';
SET search_path = panels, service_eval;

-- Four schemes of marks alone: nobody is asked, so no answers are needed
INSERT INTO service (code, name_en, name_zh) VALUES ('centre', 'centre for the elderly', '养老服务中心'),
	('marked', 'marked', '打分'), ('apart', 'apart', '分歧');
INSERT INTO scheme (scheme_id, name_en, name_zh, service, points, draws, min_answers) VALUES
	('centre', 'centre', '中心', 'centre', 100, 100, 0), ('marked', 'marked', '打分', 'marked', 100, 100, 0),
	('apart', 'apart', '分歧', 'apart', 100, 2000, 0);
INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization'),
	('office', 'other'), ('second office', 'other');
INSERT INTO village SELECT '9901011002' || to_char(i, 'FM00'), 'V' || i, 'T', 'C' FROM generate_series(1, 12) AS i;
INSERT INTO project (name, service, buyer_id, start_on, end_on) VALUES
	('centre', 'centre', 1, '2025-01-01', '2025-12-31'), ('apart', 'apart', 1, '2025-01-01', '2025-03-31'),
	('marked', 'marked', 1, '2025-01-01', '2025-06-30');
INSERT INTO contract (project_id, provider_id, procurement_mode, price)
SELECT project_id, 2, 'open_tender', 1000 FROM project ORDER BY 1;
INSERT INTO site (project_id, site_id, division_code, name, opened_on) OVERRIDING SYSTEM VALUE
SELECT p, 100 * p + i, '9901011002' || to_char(i, 'FM00'), 'S' || i, '2025-01-01'
FROM (VALUES (1, 1), (2, 5), (3, 12)) AS n (p, sites), generate_series(1, sites) AS i ORDER BY 1, 2;

-- A centre for the elderly in a district of Guangdong, 2026: eleven criteria by third parties count 70 %, what the
-- buyer says 20 %, and what those served say 10 %.  Published: 94.55, excellent; 0.7 x 93.65 + 0.2 x 96 + 0.1 x 98
CREATE TEMPORARY TABLE centre AS
SELECT * FROM (VALUES
	('A1', '服务资质', 8, 8, 0.7), ('A2', '规划布局', 7, 6, 0.7), ('A3', '场地管理', 3.5, 3, 0.7),
	('A4', '场地安全', 5, 3.5, 0.7), ('A5', '硬件配置', 3, 2.75, 0.7), ('A6', '服务管理', 7, 6, 0.7),
	('A7', '服务规范', 6, 6, 0.7), ('A8', '人员资质', 2, 1.5, 0.7),
	('A9', '人员配备', 2, 1.5, 0.7), ('A10', '人员管理', 1.5, 1.4, 0.7), ('A11', '服务开展', 55, 54, 0.7),
	('Y1', '业主服务评价', 100, 96, 0.2), ('Y2', '服务对象评价', 100, 98, 0.1)) AS v (code, name, full_marks, score, weight);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points, assessed)
SELECT 'centre', code, CASE WHEN code LIKE 'Y%' THEN 'satisfaction' ELSE 'process' END, code, name, 100,
	full_marks * weight, true FROM centre;
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score, full_marks)
SELECT 1, 101, '2025-12-01', CASE code WHEN 'Y1' THEN 1 ELSE 3 END, code, score, full_marks FROM centre;

-- Five sites, three assessors who are 37 points apart at each, means one point apart: 50, 70 and 87, and one more each
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points, assessed)
VALUES ('apart', 'CARE', 'process', 'care', '照护', 100, 100, true);
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, assessor, criterion, score)
SELECT 2, 200 + s, '2025-02-01', 3, a, 'care', mark + s
FROM generate_series(1, 5) AS s, (VALUES ('Li', 50), ('Wang', 70), ('Zhao', 87)) AS v (a, mark);

-- WARM: at 301 third parties give 90 and 70 in the first quarter, and somebody who looks again in the second gives 60,
-- which takes their place; the provider gives itself 100.  302: 85 and 75, and what the provider says in the name of a
-- third party is what it says of itself.  303: it alone says anything.  LED is a mark of the project: Li 80 and 60,
-- Wang 90 at one of the two
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points, scope, assessed) VALUES
	('marked', 'WARM', 'process', 'warmth', '热情', 100, 60, 'site', true),
	('marked', 'LED', 'process', 'led well', '管理', 100, 40, 'project', true);
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, assessor, kind, criterion, score) VALUES
	(3, 301, '2025-02-01', 3, 'Li', 'third_party', 'warm', 90),
	(3, 301, '2025-02-01', 3, 'Wang', 'third_party', 'Warm', 70),
	(3, 301, '2025-05-01', 4, NULL, 'recheck', 'warm', 60), (3, 301, '2025-02-01', 2, NULL, 'self', 'warm', 100),
	(3, 302, '2025-05-01', 3, 'Li', 'third_party', 'warm', 85),
	(3, 302, '2025-05-01', 3, 'Wang', 'third_party', 'warm', 75),
	(3, 302, '2025-05-01', 2, NULL, 'third_party', 'warm', 95), (3, 303, '2025-05-01', 2, NULL, 'self', 'warm', 99),
	(3, 301, '2025-02-01', 3, 'Li', 'third_party', 'led', 80),
	(3, 302, '2025-02-01', 3, 'Li', 'third_party', 'led', 60),
	(3, 301, '2025-02-01', 3, 'Wang', 'third_party', 'led', 90);
-- Criteria without points.  ALONE: one assessor; OTHERS: two, at different sites, both called Li; EQUAL: 80 everywhere;
-- SCALE: 8 of 10 and 40 of 50, then 5 of 10 and 30 of 50; TWICE: who marks twice counts with the mean, 40 and 60
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, assessor, criterion, score, full_marks) VALUES
	(3, 301, '2025-02-01', 3, 'Li', 'alone', 80, 100), (3, 302, '2025-02-01', 3, 'Li', 'alone', 70, 100),
	(3, 301, '2025-02-01', 3, 'Li', 'others', 80, 100), (3, 302, '2025-02-01', 4, 'Li', 'others', 70, 100),
	(3, 301, '2025-02-01', 3, 'Li', 'equal', 80, 100), (3, 301, '2025-02-01', 3, 'Wang', 'equal', 80, 100),
	(3, 302, '2025-02-01', 3, 'Li', 'equal', 8, 10), (3, 302, '2025-02-01', 3, 'Wang', 'equal', 40, 50),
	(3, 301, '2025-02-01', 3, 'Li', 'scale', 8, 10), (3, 301, '2025-02-01', 3, 'Wang', 'scale', 40, 50),
	(3, 302, '2025-02-01', 3, 'Li', 'scale', 5, 10), (3, 302, '2025-02-01', 3, 'Wang', 'scale', 30, 50),
	(3, 301, '2025-02-01', 3, 'Li', 'twice', 30, 100), (3, 301, '2025-02-08', 3, 'Li', 'twice', 50, 100),
	(3, 301, '2025-02-01', 3, 'Wang', 'twice', 60, 100);
-- Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", example C: four who mark twelve, * for no mark.  It
-- says .849; exactly 951 / 1120.  The twelfth was marked by one alone
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, assessor, criterion, score, full_marks)
SELECT 3, 300 + unit, '2025-02-01', 3, rater, 'published', mark::numeric, 5
FROM (VALUES ('a', '1 2 3 3 2 1 4 1 2 * * *'), ('b', '1 2 3 3 2 2 4 1 2 5 * 3'), ('c', '* 3 3 3 2 3 4 2 2 5 1 *'),
		('d', '1 2 3 3 2 4 4 1 2 5 1 *')) AS v (rater, line),
	regexp_split_to_table(line, ' ') WITH ORDINALITY AS s (mark, unit)
WHERE mark <> '*';
UPDATE scheme SET frozen_at = now();
SELECT refresh_project(p) > 0 AS runs FROM generate_series(1, 3) AS p;

-- 65.555 of 70, 19.2 of 20 and 9.8 of 10
SELECT r.period, r.status, r.score, r.grade, e.state, s.effective_answers, s.satisfaction
FROM village_ranking r
	JOIN site_run u USING (project_id, period, profile, site_id)
	JOIN site_score e USING (project_id, run_id, site_id)
	JOIN site_measure s ON s.project_id = u.project_id AND s.snapshot_id = u.snapshot_id AND s.site_id = u.site_id
WHERE r.project_id = 1 ORDER BY r.period;
SELECT left(code, 1) AS part, count(*), round(sum(points), 4) AS points, sum(available) AS available
FROM village_scorecard WHERE project_id = 1 AND period = 'term' GROUP BY 1 ORDER BY 1;
SELECT score, grade FROM project_summary WHERE project_id = 1 AND period = 'term';
SELECT count(*) FROM suspension_watchlist WHERE project_id = 1;
-- nobody is said to be a child, and no answer is asked for
SELECT count(*) > 13 AS lines,
	count(*) FILTER (WHERE explanation ~* 'child|guardian|儿童|监护') AS of_children
FROM explain_score(101);
SELECT count(*) AS gaps FROM data_gaps
WHERE project_id = 1 AND period = 'term' AND (reason <> '' OR not_measured IS NOT NULL);

-- 343 is the variance of 50, 70 and 87: the error of a mean is the root of 343 / 3.  So nobody knows who is last
SELECT site_id, value, round(std_error, 6) = round(sqrt(343 / 3.0), 6) AS error, points, n
FROM village_scorecard WHERE project_id = 2 AND period = 'term' ORDER BY site_id;
SELECT site_id, score, rank, rank_low, rank_high, p_bottom BETWEEN 0.05 AND 0.6 AS may_be_last,
	p_top BETWEEN 0.05 AND 0.6 AS may_be_first
FROM village_ranking WHERE project_id = 2 AND period = 'term' ORDER BY site_id;
-- 1 - 686 / (2 x 3460 / 14): within each site they differ more than all marks do
SELECT criterion, name_zh, sites, compared_sites, assessors, marks, score, alpha,
	round(1 - 686 / (2 * 3460 / 14.0), 6) AS by_hand
FROM panel_agreement WHERE project_id = 2 AND period = 'term';

SELECT criterion, name_en, sites, compared_sites, assessors, marks, score, std_error, alpha, reason, reason_zh
FROM panel_agreement WHERE project_id = 3 AND period = 'term' ORDER BY criterion;
SELECT alpha = round(951 / 1120.0, 6) AS published FROM panel_agreement
WHERE criterion = 'PUBLISHED' AND period = '2025Q1';
-- by its definition, over pairs of marks of a site
WITH mark AS (
	SELECT criterion, site_id, avg(100 * score / full_marks) AS x, count(*) OVER (PARTITION BY criterion, site_id) AS m
	FROM assessment WHERE project_id = 3 AND kind = 'third_party' AND criterion IN ('scale', 'twice', 'published')
	GROUP BY criterion, site_id, assessor
), kept AS (
	SELECT *, count(*) OVER (PARTITION BY criterion) AS n FROM mark WHERE m > 1
)
SELECT upper(a.criterion) AS criterion, a.alpha, p.alpha = a.alpha AS same
FROM (
	SELECT x.criterion, round(1 - max(x.n - 1) * sum((x.x - y.x) ^ 2 / (x.m - 1)) FILTER (WHERE x.site_id = y.site_id)
		/ sum((x.x - y.x) ^ 2), 6) AS alpha
	FROM kept x JOIN kept y USING (criterion) GROUP BY x.criterion
) a JOIN panel_agreement p ON p.criterion = upper(a.criterion) AND p.project_id = 3 AND p.period = 'term'
ORDER BY 1;

-- where sites have half a point of a hundred they count with that half, in the bounds as well
BEGIN;
INSERT INTO scheme (scheme_id, name_en, name_zh, service, display_order, points, draws, min_answers)
SELECT 'slight', 'slight', '轻微', service, 99, 100, 10, 0 FROM scheme WHERE scheme_id = 'marked';
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points, scope, assessed)
SELECT 'slight', code, dimension, name_en, name_zh, target, CASE scope WHEN 'site' THEN 0.5 ELSE 99.5 END, scope, assessed
FROM indicator WHERE scheme_id = 'marked';
UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'slight';
SELECT refresh_project(3) > 0 AS runs;
SELECT sites, points > 60 AS known, score = round(points + site_score / 200, 4) AS score,
	lower = round(points + site_lower / 200, 4) AS lower, upper = round(points + site_upper / 200, 4) AS upper,
	site_lower > 1 AND site_score > 1 AND site_upper > site_lower AS they_count
FROM (
	SELECT e.score, e.score_lower AS lower, e.score_upper AS upper, min(p.points) AS points, count(*) AS sites,
		avg(s.score_counted) AS site_score, avg(s.score_lower) AS site_lower, avg(s.score_upper) AS site_upper
	FROM current_run r
		JOIN project_score e ON e.project_id = r.project_id AND e.run_id = r.run_id
		JOIN project_points p ON p.project_id = r.project_id AND p.run_id = r.run_id
		JOIN site_score s ON s.project_id = r.project_id AND s.run_id = r.run_id
	WHERE r.project_id = 3 AND r.profile = 'slight' AND r.period = 'term'
	GROUP BY e.score, e.score_lower, e.score_upper
) v;
ROLLBACK;

-- Beside each other.  In the first quarter the recheck has not been made; in the second the marks that it replaced are
-- not of that quarter
SELECT period, site_id, village, criterion, name_zh, self_score, third_party_score, recheck_score, score, assessors, gap
FROM evaluation_gap WHERE project_id = 3 AND criterion = 'WARM' ORDER BY period, site_id;
-- what counts is what earns points
SELECT count(*) AS values, count(*) FILTER (WHERE i.value IS DISTINCT FROM c.score
	OR i.std_error IS DISTINCT FROM c.std_error OR i.n <> c.assessors) AS differ
FROM criterion_measure c JOIN site_indicator i ON i.project_id = c.project_id AND i.snapshot_id = c.snapshot_id
	AND i.site_id = c.site_id AND i.code = c.criterion;
SELECT s.period, i.code, i.value, i.std_error, i.n
FROM project_indicator i JOIN current_snapshot s USING (project_id, snapshot_id) WHERE project_id = 3 ORDER BY s.period;

-- A correction is seen after the next refresh; nothing is read from the marks themselves
SELECT refresh_project(3) AS runs;
BEGIN;
CREATE ROLE regress_service_eval_panel;
GRANT USAGE ON SCHEMA panels, service_eval TO regress_service_eval_panel;
GRANT SELECT ON panel_agreement, evaluation_gap, panel_measure, criterion_measure, current_snapshot, snapshot,
	headline_run, current_run, evaluation_run, scheme, indicator, site_place, site, village
TO regress_service_eval_panel;
DELETE FROM assessment WHERE project_id = 3 AND kind = 'recheck';
SET LOCAL ROLE regress_service_eval_panel;
SELECT score, gap FROM evaluation_gap WHERE project_id = 3 AND period = 'term' AND site_id = 301 AND criterion = 'WARM';
RESET ROLE;
SELECT refresh_project(3) > 0 AS runs;
SET LOCAL ROLE regress_service_eval_panel;
SELECT score, gap FROM evaluation_gap WHERE project_id = 3 AND period = 'term' AND site_id = 301 AND criterion = 'WARM';
SELECT sites, compared_sites, assessors, marks, alpha FROM panel_agreement
WHERE project_id = 3 AND period = 'term' AND criterion = 'WARM';
ROLLBACK;
-- no marks at all: no rows
BEGIN;
DELETE FROM assessment WHERE project_id = 2;
SELECT refresh_project(2) > 0 AS runs;
SELECT (SELECT count(*) FROM panel_agreement WHERE project_id = 2)
	+ (SELECT count(*) FROM evaluation_gap WHERE project_id = 2) AS rows;
SELECT status, score FROM village_ranking WHERE project_id = 2 AND period = 'term' AND site_id = 201;
ROLLBACK;

RESET search_path;
DROP SCHEMA panels CASCADE;

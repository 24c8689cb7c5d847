-- resource_concentration: is the agency feeding the strong?
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers
SET client_min_messages = warning;
SELECT count(*) > 0 AS made FROM service_eval.create_workspace('tilt');
SET search_path = tilt, service_eval;
ALTER TABLE project ALTER service SET DEFAULT 'children_homes';

-- A scheme whose score is what an evaluator gave, with an error that may be told, so that scores can be chosen
CREATE VIEW indicator_given AS
SELECT s.project_id, s.site_id, q.period, max(a.score) FILTER (WHERE a.criterion = 'given') AS value, 1 AS n, max(a.score) FILTER (WHERE a.criterion = 'error') AS std_error
FROM site s JOIN project_period q ON q.project_id = s.project_id
	LEFT JOIN assessment a ON a.project_id = s.project_id AND a.site_id = s.site_id AND a.assessed_on BETWEEN q.from_on AND q.until_on AND q.kind = 'unit'
GROUP BY s.project_id, s.site_id, q.period;
INSERT INTO scheme (scheme_id, version, name_en, name_zh, service, display_order, points, draws) VALUES ('statutory', 2, 'as given', '照给分', 'children_homes', 1, 100, 1);
INSERT INTO indicator (scheme_id, version, code, dimension, name_en, name_zh, rule, lo, hi, points) VALUES ('statutory', 2, 'GIVEN', 'benefit', 'given', '所给', 'goalpost', 0, 100, 100);
UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'statutory' AND version = 2;
INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('evaluators', 'other');
INSERT INTO village (division_code, name, township, county) SELECT (990101100000 + i)::text, 'V' || i, 'T', 'C' FROM generate_series(0, 100) AS i;

-- one row for each site and quarter of a project, from the quarter 1 on; a site without a score has no answers and is not rated
CREATE TABLE fact (project text, i integer, q integer, score numeric, error numeric, amount numeric);
-- 100 homes, home i always scores i: equal shares; then the best 20 get double; then the best home takes all
INSERT INTO fact SELECT 'known', i, q, i, NULL, CASE q WHEN 2 THEN 10 WHEN 3 THEN CASE WHEN i > 80 THEN 20 ELSE 10 END WHEN 4 THEN CASE WHEN i = 100 THEN 1000 ELSE 0 END END
FROM generate_series(1, 100) AS i, generate_series(1, 4) AS q;
INSERT INTO fact SELECT 'one site', 1, q, 50, NULL, 10 FROM generate_series(1, 2) AS q;
INSERT INTO fact SELECT 'three sites', i, q, 20 * i + q, NULL, i FROM generate_series(1, 3) AS i, generate_series(1, 3) AS q;
INSERT INTO fact SELECT 'no resources', i, q, 5 * i, NULL, NULL FROM generate_series(1, 12) AS i, generate_series(1, 2) AS q;
INSERT INTO fact SELECT 'first quarter only', i, 1, 5 * i, NULL, i FROM generate_series(1, 12) AS i;
-- nobody gets any in the second quarter
INSERT INTO fact SELECT 'empty quarter', i, q, 5 * i, NULL, CASE q WHEN 2 THEN 0 ELSE i END FROM generate_series(1, 12) AS i, generate_series(1, 3) AS q;
INSERT INTO fact SELECT 'same score', i, q, 50, NULL, i FROM generate_series(1, 12) AS i, generate_series(1, 2) AS q;
INSERT INTO fact SELECT 'ties', i, q, 10 * (i / 4), NULL, 1 + i % 4 FROM generate_series(0, 15) AS i, generate_series(1, 2) AS q;
INSERT INTO fact SELECT 'unrated get all', i, q, CASE WHEN i <= 12 THEN 5 * i END, NULL, CASE WHEN i > 12 THEN 100 ELSE 0 END FROM generate_series(1, 15) AS i, generate_series(1, 2) AS q;
INSERT INTO fact SELECT 'nobody was rated', i, q, NULL, NULL, 100 FROM generate_series(1, 12) AS i, generate_series(1, 2) AS q;
-- power laws that hold but for cents: x = s^b; a score of 0 counts as 1
INSERT INTO fact SELECT 'to the strong', i, q, 4 * i + q, NULL, round(power(4 * i + q - 1, 1.5), 2) FROM generate_series(0, 19) AS i, generate_series(1, 2) AS q;
INSERT INTO fact SELECT 'to the weak', i, q, 20 + 4 * i, NULL, round(1e6 * power(20 + 4 * i, -0.5), 2) FROM generate_series(0, 19) AS i, generate_series(1, 2) AS q;
INSERT INTO fact SELECT 'score 0', i, q, 5 * i, NULL, round(1e6 * power(greatest(5 * i, 1), 0.5), 2) FROM generate_series(0, 19) AS i, generate_series(1, 2) AS q;
-- the same, but who was strong is anywhere in the next quarter: i x 7 modulo 19 turns the order around
INSERT INTO fact SELECT 'not for long', i, q, CASE q WHEN 1 THEN 4 * i ELSE 4 * (i * 7 % 19) + 4 END, NULL, round(power(4 * i, 1.5) * (1 + 0.1 * (i % 3)), 2) FROM generate_series(1, 18) AS i, generate_series(1, 2) AS q;
-- resources that follow need, where needs are higher in the better homes; site 16 has no roster
INSERT INTO fact SELECT 'follows need', i, q, 5 * i, NULL, 500 FROM generate_series(1, 16) AS i, generate_series(1, 2) AS q;
-- errors of the scores: sites that did not change, seen with an error of 3 points
INSERT INTO fact SELECT 'errors', i, q, 40 + i + CASE q WHEN 1 THEN 3 * (i % 2 * 2 - 1) ELSE 3 * (i / 2 % 2 * 2 - 1) END, 3, 10 FROM generate_series(1, 40) AS i, generate_series(1, 2) AS q;

INSERT INTO project (name, buyer_id, start_on, end_on)
SELECT project, 1, '2024-01-01', (date '2024-01-01' + max(q) * interval '3 months')::date - 1 FROM fact GROUP BY project ORDER BY project COLLATE "C";
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT DISTINCT p.project_id, (990101100000 + i)::text, i::text, p.start_on FROM fact JOIN project p ON p.name = project ORDER BY 1, 2;
CREATE VIEW placed AS
SELECT p.project_id, f.project, s.site_id, f.i, (date '2024-01-01' + (q - 1) * interval '3 months')::date AS period, q, f.score, f.error, f.amount
FROM fact f JOIN project p ON p.name = f.project JOIN site s ON s.project_id = p.project_id AND s.name = i::text;
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score)
SELECT project_id, site_id, period, 2, c.criterion, c.score FROM placed CROSS JOIN LATERAL (VALUES ('given', score), ('error', error)) AS c (criterion, score) WHERE c.score IS NOT NULL;
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, scale_max, collector_id)
SELECT project_id, site_id, period, 'child', 'C', 1 + k % 5, 5, 1 FROM placed, generate_series(1, 10) AS k WHERE score IS NOT NULL;
INSERT INTO allocation (project_id, site_id, given_on, kind, amount) SELECT project_id, site_id, period, 'worker_days', amount FROM placed WHERE amount IS NOT NULL;
-- ten children at sites 1 to 9, i of them of need level A: the need is 10 + i, and per child 1 + i / 10; then i children, all but one A: 2 - 1 / i
CREATE TABLE child AS
SELECT project_id, site_id || '-' || k AS beneficiary_id, site_id, CASE WHEN k <= i THEN 'A' ELSE 'C' END AS need_level FROM placed, generate_series(1, 10) AS k WHERE project = 'follows need' AND q = 1 AND i <= 9
UNION ALL
SELECT project_id, site_id || '-' || k, site_id, CASE k WHEN 1 THEN 'C' ELSE 'A' END FROM placed, generate_series(1, i) AS k WHERE project = 'follows need' AND q = 1 AND i BETWEEN 10 AND 15;
INSERT INTO beneficiary (project_id, beneficiary_id) SELECT project_id, beneficiary_id FROM child;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on) SELECT project_id, beneficiary_id, site_id, need_level, '2024-01-01' FROM child;
UPDATE allocation a SET amount = 10 * n.need
FROM (SELECT site_id, sum(weight) AS need FROM roster JOIN need_level ON code = need_level GROUP BY site_id) n WHERE n.site_id = a.site_id;
ANALYZE;
CALL refresh_rankings();

CREATE VIEW seen AS SELECT p.name AS project, c.* FROM resource_concentration c JOIN project p USING (project_id);

-- Known values for 100 homes, by the functions: equal shares 0, the best 20 get double 0.1333, the best home takes all 0.99
SELECT q, concentration_index(amount, score) = 0 AS equal, round(concentration_index(amount, score)::numeric, 4) AS c FROM fact WHERE project = 'known' AND q > 1 GROUP BY q ORDER BY q;
-- and by the view: 0.8 x 0.2 / 1.2 = 2/15, and 1 - 1/100, the Gini index as well.  One home that has all
-- proves nothing, nor does a term in which it has a third of all
SELECT period, sites, compared, given, resources, gini, concentration_index, concentration_gini, tilt, top_fifth_share, top_bottom_ratio, verdict
FROM seen WHERE project = 'known' ORDER BY period;
SELECT period, concentration_lower, concentration_upper, elasticity, elasticity_lower, elasticity_upper FROM seen WHERE project = 'known' AND period IN ('2024Q2', '2024Q4') ORDER BY period;
-- home i always scores i: nobody moves, and the gap neither widens nor closes
SELECT DISTINCT persistence, persistence_lower > 0.99 AS sure, bottom_stay_share, divergence, divergence_lower, divergence_upper, score_reliability FROM seen WHERE project = 'known';

-- The intervals of a quarter are those of the functions, with Student's t: without a roster each home counts one
SELECT c.period, pg_temp.near(c.tilt_upper - c.tilt, round((student_two_sided(0.95::float8, 98) * (f.c).std_error)::numeric, 3)::float8, 1e-9) AS tilt,
	pg_temp.near(c.concentration_upper - c.concentration_index, student_two_sided(0.95::float8, 98) * (f.c).std_error, 1e-6) AS concentration,
	pg_temp.near(c.gini, (f.g).estimate, 1e-8) AS gini, c.gini_lower < (f.g).lower AND c.gini_upper > (f.g).upper AND c.gini_upper - c.gini_lower < 1.02 * ((f.g).upper - (f.g).lower) AS wider_than_normal
FROM seen c
	JOIN (SELECT to_char(period, 'YYYY"Q"Q') AS period, concentration_interval(amount, score, 0.95) AS c, gini_interval(amount, 0.95) AS g FROM placed WHERE project = 'known' GROUP BY 1) f USING (period)
WHERE c.project = 'known' AND c.period = '2024Q3';
-- that of the Gini index has sides of one length on the scale of the logit
SELECT pg_temp.near(ln(c.gini / (1 - c.gini)) - ln(c.gini_lower / (1 - c.gini_lower)), f.side, 1e-6) AS lower,
	pg_temp.near(ln(c.gini_upper / (1 - c.gini_upper)) - ln(c.gini / (1 - c.gini)), f.side, 1e-6) AS upper
FROM seen c
	JOIN (SELECT to_char(period, 'YYYY"Q"Q') AS period, student_two_sided(0.95::float8, 98) * (gini_interval(amount, 0.95)).std_error / gini(amount) / (1 - gini(amount)) AS side
		FROM placed WHERE project = 'known' GROUP BY 1) f USING (period)
WHERE c.project = 'known' AND c.period = '2024Q3';
SELECT pg_temp.near(c.elasticity, (f.b).estimate, 1e-3) AS b, pg_temp.near(c.elasticity_lower, (f.b).lower, 1e-3) AS lower, pg_temp.near(c.elasticity_upper, (f.b).upper, 1e-3) AS upper
FROM seen c, (SELECT elasticity_interval(amount, score, '{}', 1, i, 0.95) AS b FROM fact WHERE project = 'known' AND q = 3) f
WHERE c.project = 'known' AND c.period = '2024Q3';
-- and of few homes, where a degree of freedom more would be seen
SELECT c.project, c.tilt_lower = round(((f.c).estimate - f.t * (f.c).std_error)::numeric, 3) AS lower,
	c.tilt_upper = round(((f.c).estimate + f.t * (f.c).std_error)::numeric, 3) AS upper, c.tilt_lower, c.tilt_upper
FROM seen c
	JOIN (SELECT project, concentration_interval(l.amount, e.score, 0.95) AS c, student_two_sided(0.95::float8, count(*) - 2) AS t
		FROM fact e JOIN fact l USING (project, i) WHERE e.q = 1 AND l.q = 2 AND project IN ('ties', 'to the strong', 'to the weak', 'not for long') GROUP BY project) f USING (project)
WHERE c.period = 'term'
ORDER BY c.project COLLATE "C";
-- C / Gini is 1 whichever home is left out; elsewhere its error is what leaving out each home in turn says (the jackknife)
SELECT concentration_gini, concentration_gini_lower, concentration_gini_upper FROM seen WHERE project = 'known' AND period = '2024Q3';
WITH x AS (SELECT e.i, l.amount, e.score FROM fact e JOIN fact l USING (project, i) WHERE project = 'ties' AND e.q = 1 AND l.q = 2),
	without AS (SELECT o.i, concentration_index(x.amount, x.score) / gini(x.amount) AS r FROM x o JOIN x ON x.i <> o.i GROUP BY o.i)
SELECT c.concentration_gini, pg_temp.near(c.concentration_gini_upper, student_two_sided(0.95::float8, 14) * w.error, 0.1) AS upper
FROM seen c, (SELECT sqrt(15 / 16.0 * sum((r - m) ^ 2)) AS error FROM (SELECT r, avg(r) OVER () AS m FROM without) w) w
WHERE c.project = 'ties' AND c.period = 'term';
-- top 20 over bottom 20: nothing varies within them, so nothing is uncertain
SELECT top_bottom_ratio, top_bottom_lower, top_bottom_upper FROM seen WHERE project = 'known' AND period = '2024Q3';

-- Words, for the term
SELECT project, sites, compared, given, resources, round(concentration_index::numeric, 4) AS c, tilt, elasticity AS b, elasticity_lower AS b_lower, elasticity_upper AS b_upper,
	round(persistence::numeric, 3) AS rho, round(divergence::numeric, 3) AS divergence, verdict
FROM seen WHERE period = 'term' AND project <> 'known' ORDER BY project COLLATE "C";
-- one quarter has none before it: nothing to ask
SELECT count(*) AS rows FROM seen WHERE project IN ('first quarter only', 'nobody was rated');
-- a term of two quarters has the numbers of the second
SELECT bool_and(q::text = t::text) AS same FROM (SELECT project, to_jsonb(s) - '{period,from_on,until_on}'::text[] AS q FROM seen s WHERE period = '2024Q2') q
	JOIN (SELECT project, to_jsonb(s) - '{period,from_on,until_on}'::text[] AS t FROM seen s WHERE period = 'term') t USING (project) WHERE project NOT IN ('known', 'three sites', 'empty quarter');

-- nor does a quarter in which nobody got any count in the term.  What is not known has no bounds either
SELECT period, sites, given, resources, concentration_index, concentration_lower, concentration_gini, tilt, tilt_lower, top_bottom_ratio FROM seen WHERE project = 'empty quarter' ORDER BY period;
SELECT project, concentration_index, concentration_lower, concentration_upper, concentration_gini, concentration_gini_lower, persistence, persistence_lower, persistence_upper
FROM seen WHERE period = 'term' AND project IN ('no resources', 'one site', 'same score') ORDER BY project COLLATE "C";

-- The curves, by hand.  Equal shares are the diagonal; where the best 20 of 100 get double, 120 parts in all, the lowest half has
-- 50 and the lowest 80 have 80; what the best home takes alone is in the last step.  The Gini index is 1 less twice the area below.
CREATE VIEW curve AS SELECT p.name AS project, c.* FROM resource_curve c JOIN project p USING (project_id);
SELECT period, count(*) AS points, min(persons_share) AS first, max(persons_share) AS last,
	max(lorenz_share) FILTER (WHERE persons_share = 0.5) AS lorenz_half, max(concentration_share) FILTER (WHERE persons_share = 0.5) AS half,
	max(concentration_share) FILTER (WHERE persons_share = 0.8) AS eighty, max(concentration_share) FILTER (WHERE persons_share = 0.98) AS ninety_eight,
	bool_and(lorenz_share <= concentration_share) AS lorenz_below
FROM curve WHERE project = 'known' AND profile = 'statutory' GROUP BY period ORDER BY period;
SELECT c.period, round((1 - sum(c.area))::numeric, 3) AS from_the_curve, round(s.concentration_index::numeric, 3) AS concentration_index
FROM (
	SELECT period, (persons_share - lag(persons_share) OVER w) * (concentration_share + lag(concentration_share) OVER w) AS area
	FROM curve WHERE project = 'known' AND profile = 'statutory' WINDOW w AS (PARTITION BY period ORDER BY point)
) c JOIN seen s ON s.project = 'known' AND s.period = c.period AND s.profile = 'statutory'
GROUP BY c.period, s.concentration_index ORDER BY c.period;
-- 16 sites in fifths of 3.2.  Four sites of a score 0, 10, 20, 30 get 1 + 2 + 3 + 4: along the score each fifth has a fifth.
-- By what they got it is 3.2 of 4 that got 1 each, of 40: 0.08; then 0.8 + 2.4 x 2 = 5.6 more, 0.22; then 1.6 x 2 + 1.6 x 3 = 8, 0.42
SELECT point, persons_share, lorenz_share, concentration_share FROM curve
WHERE project = 'ties' AND profile = 'statutory' AND period = 'term' ORDER BY point;
-- none of few sites, none of nothing, none where nobody was rated before
SELECT project, count(*) FROM curve
WHERE project IN ('one site', 'three sites', 'no resources', 'empty quarter', 'first quarter only', 'nobody was rated', 'same score')
	AND profile = 'statutory' GROUP BY project ORDER BY project COLLATE "C";

-- Need: per child it is higher in the better homes, and so are the resources: C is that of need, the tilt 0, and nothing is uncertain
SELECT pg_temp.near(c.concentration_index, f.c, 1e-8) AS c, c.need_concentration, c.tilt, c.tilt_lower, c.tilt_upper, pg_temp.near(c.gini, f.g, 1e-8) AS gini
FROM seen c, (
	SELECT concentration_index(amount::float8 / h, score::float8, h) AS c, gini(amount::float8 / h, h) AS g
	FROM (SELECT a.amount, p.score, (SELECT count(*)::float8 FROM roster b WHERE b.site_id = p.site_id) AS h FROM placed p JOIN allocation a ON a.site_id = p.site_id AND a.given_on = p.period WHERE project = 'follows need' AND q = 2) x
	WHERE h > 0) f
WHERE c.project = 'follows need' AND c.period = 'term';

-- Errors: 40 sites that stayed where they are, seen with errors; the slope without them would be that of regression to the mean
SELECT score_reliability = round((1 - 40 * 9 * (1 - 1 / 40.0) / f.sxx)::numeric, 9) AS reliability,
	c.divergence = round((f.slope * f.sxx / (f.sxx - 40 * 9 * (1 - 1 / 40.0)) - 1)::numeric, 9) AS corrected, c.divergence > f.slope - 1 AS above_naive, c.divergence_lower < 0 AND c.divergence_upper > 0 AS no_divergence
FROM seen c, (SELECT regr_slope(l.score::float8, e.score::float8) AS slope, regr_sxx(l.score::float8, e.score::float8)::numeric AS sxx FROM fact e JOIN fact l USING (project, i) WHERE project = 'errors' AND e.q = 1 AND l.q = 2) f
WHERE c.project = 'errors' AND c.period = 'term';
-- Corrected for the errors of 3 points, the elasticity is that of the function which knows them; in a quarter of nothing but equal shares it is 0 all the same
SELECT pg_temp.near(c.elasticity, (f.n).estimate, 1e-2) AS naive, pg_temp.near(c.elasticity_corrected, (f.k).estimate, 1e-2) AS corrected, c.elasticity_corrected_set = (SELECT range_agg(numrange(round(lower(r), 4), round(upper(r), 4), '[]')) FROM unnest((f.k).not_rejected) r) AS set
FROM seen c, (SELECT elasticity_interval(l.amount, e.score, '{}', 1, e.i, 0.95) AS n, elasticity_interval(l.amount, e.score, 3, '{}', 1, e.i, 0.95) AS k FROM fact e JOIN fact l USING (project, i) WHERE project = 'errors' AND e.q = 1 AND l.q = 2) f
WHERE c.project = 'errors' AND c.period = 'term';
UPDATE allocation a SET amount = round((p.score ^ 2 * (1 + 0.2 * (p.i % 3)))::numeric, 2) FROM placed p WHERE p.project = 'errors' AND p.q = 1 AND p.site_id = a.site_id;
CALL refresh_rankings();
SELECT pg_temp.near(c.elasticity, (f.n).estimate, 1e-3) AS naive, pg_temp.near(c.elasticity_corrected, (f.k).estimate, 1e-3) AS corrected, c.elasticity_corrected > c.elasticity AS more, pg_temp.near(c.elasticity_corrected_lower, (f.k).lower, 1e-3) AS lower, pg_temp.near(c.elasticity_corrected_upper, (f.k).upper, 1e-3) AS upper, c.verdict
FROM seen c, (SELECT elasticity_interval(a.amount, e.score, '{}', 1, e.i, 0.95) AS n, elasticity_interval(a.amount, e.score, 3, '{}', 1, e.i, 0.95) AS k FROM placed e JOIN allocation a USING (site_id) WHERE project = 'errors' AND e.q = 1 AND a.given_on >= '2024-04-01') f
WHERE c.project = 'errors' AND c.period = 'term';
-- the error of a score is stored once: 3 points of 100
SELECT DISTINCT score_error FROM site_score JOIN evaluation_run USING (project_id, run_id) JOIN project p USING (project_id) WHERE p.name = 'errors' AND period <> 'term' AND scheme_id = 'statutory';
-- the verdict in words says association, and never that one caused the other
SELECT verdict, bool_and(reason LIKE '%association%') AS association, bool_and(reason_zh LIKE '%关联%') AS in_chinese, min(reason), min(reason_zh) FROM seen WHERE period = 'term' GROUP BY verdict ORDER BY verdict;
-- where values beyond the interval are not rejected either, none of them may be on the other side of 0
SELECT v.set, tilt_verdict(jsonb_populate_record(NULL::resource_tilt, jsonb_build_object('compared', 20, 'given', 20, 'resources', 1, 'elasticity', v.b, 'elasticity_set', v.set, 'persistence_lower', 0.1)))
FROM (VALUES (1, '{[0.2,3]}'), (1, '{[0,3]}'), (1, '{[0.2,3],[9,)}'), (1, '{(,-7],[0.2,3]}'), (-1, '{(,-0.2]}'), (-1, '{(,-0.2],[0.7,)}'), (-1, '{(,)}')) AS v (b, set);
-- the interval of the correlation (Bonett and Wright)
SELECT pg_temp.near(atanh(persistence_upper) - atanh(persistence), student_two_sided(0.95::float8, 38) * sqrt((1 + persistence ^ 2 / 2) / 37), 1e-6) AS upper,
	pg_temp.near(atanh(persistence) - atanh(persistence_lower), student_two_sided(0.95::float8, 38) * sqrt((1 + persistence ^ 2 / 2) / 37), 1e-6) AS lower
FROM seen WHERE project = 'errors' AND period = 'term';

RESET search_path;
DROP SCHEMA tilt CASCADE;

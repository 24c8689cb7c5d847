-- refresh_rankings: scores by hand, what counts and what does not, what is recomputed, what fails alone
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('night') WHERE action = 'created';
SET search_path = night, service_eval;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- scores by hand are those of few indicators; all of them are worked out in indicators.sql, and the rules in scoring.sql
SELECT pg_temp.judge_by_four_indicators();
SELECT scheme_id, version, points FROM current_scheme ORDER BY display_order;

-- nothing to do is not an error
CALL refresh_rankings();

-- Six homes, two quarters, 12 activities due in each: 2 per home and quarter
INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization'), ('office', 'other');
INSERT INTO village SELECT '99010110020' || i, 'V' || i, 'T', 'C' FROM generate_series(1, 6) AS i;
INSERT INTO project (name, buyer_id, service, start_on, end_on) VALUES ('first', 1, 'children_homes', '2021-07-01', '2021-12-31');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 24);
INSERT INTO site (project_id, division_code, name, opened_on) SELECT 1, division_code, name, '2021-07-01' FROM village ORDER BY 2;

-- 1: all done, confirmed, recorded, directed, praised           15 + 10 + 3 + 8           = 36    of 36: 100
-- 2: as 1, but one of two activities per quarter               7.5 + 10 + 3 + 8           = 28.5  of 36: 79.1667
-- 3: as 1, but every record blank                               15 +  0 + 3 + 8           = 26    of 36: 72.2222
-- 4: as 1, but feedback not looked at: neither 0 nor 1          15 + 10 + 3 + 8           = 36    of 36: 100
-- 5: no activity at all, director from 2021-10-01 on, rated 1    0 +  0 + 3 x 92/184 + 0  =  1.5  of 36: 4.1667
-- 6: as 1, but 9 answers only: not rated
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, registered, form_filed, feedback_filed)
SELECT 1, s, 1, 'a', q + 7 * k, s <> 3, s <> 3, CASE WHEN s <> 4 THEN s <> 3 END
FROM unnest(ARRAY[1, 2, 3, 4, 6]) AS s, unnest(ARRAY[date '2021-07-01', '2021-10-01']) AS q, generate_series(1, 2) AS k
WHERE s <> 2 OR k = 1;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 1, site_id, activity_id, 3, held_on + 1, 'confirmed' FROM activity;
INSERT INTO post (project_id, site_id, person_code, from_on)
SELECT 1, s, 'D' || s, CASE WHEN s = 5 THEN date '2021-10-01' ELSE '2020-01-01' END FROM generate_series(1, 6) AS s;
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
SELECT 1, s, q, 'child', 'C', CASE WHEN s = 5 THEN 1 ELSE 5 END, 1
FROM generate_series(1, 6) AS s, unnest(ARRAY[date '2021-07-01', '2021-10-01']) AS q, generate_series(1, 12) AS k
WHERE s <> 6 OR k <= 4 OR (k = 5 AND q = '2021-07-01');
-- what the provider collected, what others say and what else was asked weighs nothing
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, question, rating, collector_id)
SELECT 1, s, '2021-07-01', v.respondent, 'C', v.question, v.rating, v.collector
FROM generate_series(1, 6) AS s, generate_series(1, 50) AS k,
	(VALUES ('child', 'satisfaction', 1, 2), ('village', 'satisfaction', 1, 1), ('child', 'knows_home', 1, 1)) AS v (respondent, question, rating, collector);
CALL refresh_rankings();

SELECT site_id, score, grade, rank, quintile, band, satisfaction, status FROM village_ranking WHERE period = 'term' AND profile = 'statutory' ORDER BY site_id;
-- no grade is capped but that of 5, which has a poor one anyway: its post was vacant for 92 days
SELECT site_id, caps, grade FROM village_ranking WHERE caps <> '{}' AND period = 'term' ORDER BY site_id, profile;
-- service_object: 10.5 + 7 + 3 + 20 = 40.5.  2: 5.25 + 7 + 3 + 20 = 35.25, 87.0370;  3: 10.5 + 0 + 3 + 20 = 33.5, 82.7160;  5: 1.5, 3.7037
SELECT site_id, score, grade, rank FROM village_ranking WHERE period = 'term' AND profile = 'service_object' ORDER BY site_id;
-- a quarter counts its own facts, the director since the start of the term: 5 had none in the first
SELECT site_id, period, code, round(value, 4) AS value, points, available, n, status FROM village_scorecard
WHERE profile = 'statutory' AND site_id IN (4, 5) AND code <> 'O1' ORDER BY site_id, code, period;

-- a blank record lowers the score, one that was not looked at does not (3 and 4 above); Kish: 9 answers are too few
SELECT m.site_id, m.answers, m.effective_answers FROM site_measure m JOIN current_run r USING (project_id, snapshot_id)
WHERE r.profile = 'statutory' AND r.period = 'term' ORDER BY m.site_id;

-- what is stored of runs and snapshots that nobody sees any more
CREATE FUNCTION pg_temp.stored_of_superseded() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	t record;
	one bigint;
	total bigint := 0;
BEGIN
	FOR t IN SELECT * FROM result_tables() LOOP
		EXECUTE format('SELECT count(*) FROM %I t WHERE NOT EXISTS (SELECT FROM evaluation_run r
			WHERE r.project_id = t.project_id AND r.%I = t.%I AND r.status = ''finished'')', t.relation, t.key, t.key) INTO one;
		total := total + one;
	END LOOP;
	RETURN total;
END $$;
-- unchanged facts: nothing is done; force does it again, the results are the same
CREATE TEMPORARY TABLE before AS SELECT * FROM village_ranking;
CALL refresh_rankings();
SELECT status, count(*) FROM evaluation_run GROUP BY status;
CALL refresh_rankings(force => true);
SELECT status, count(*) FROM evaluation_run GROUP BY status ORDER BY status;
SELECT pg_temp.stored_of_superseded();
(TABLE before EXCEPT TABLE village_ranking) UNION ALL (TABLE village_ranking EXCEPT TABLE before);
-- the digest does not depend on the session
SELECT count(DISTINCT digest) AS digests
FROM (
	SELECT set_config('DateStyle', style, true), set_config('TimeZone', zone, true), set_config('extra_float_digits', digits, true),
		set_config('quote_all_identifiers', quote, true), night.input_digest(1) AS digest
	FROM (VALUES ('German', 'UTC', '-3', 'off'), ('SQL, DMY', 'Asia/Shanghai', '0', 'on'), ('ISO', 'America/New_York', '3', 'off')) AS v (style, zone, digits, quote)
) d;

-- a scheme that was altered around its triggers has another digest in the same version: what it judged is due
BEGIN;
SELECT state FROM refresh_state(1);
SELECT refresh_project(1);
SET LOCAL session_replication_role = replica;
UPDATE scheme SET elimination_p = 0.9 WHERE scheme_id = 'statutory';
SET LOCAL session_replication_role = origin;
SELECT state FROM refresh_state(1);
SELECT refresh_project(1) = count(*) AS its_periods FROM project_period;
SELECT refresh_project(1);
ROLLBACK;
-- so is all that the SQL of another version has computed
BEGIN;
UPDATE workspace_part SET version = '0.0.1';
SELECT state FROM refresh_state(1);
SELECT refresh_project(1) = 2 * count(*) AS all_of_them FROM project_period;
ROLLBACK;

-- a project that is not there is not unchanged
SELECT refresh_project(77);

-- a changed fact: recomputed; narrowed to the second quarter: that one and the term, not the first
UPDATE response SET rating = 2 WHERE site_id = 5 AND answered_on = '2021-10-01' AND respondent = 'child' AND question = 'satisfaction' AND collector_id = 1;
CALL refresh_rankings(only_project => 1, only_period => '2021Q4');
SELECT period, max(run_id) > 12 AS new FROM current_run GROUP BY period ORDER BY period;
-- the second quarter's answers agree, so do the first's: nothing to draw.  Over the term they vary by 30.49 within the site:
-- its mean, 12.5, counts for 0.999393, the mean of n lambda / (1 + n lambda), and that of the six sites, 85.41, for the rest
SELECT period, satisfaction FROM village_ranking WHERE site_id = 5 AND profile = 'statutory' ORDER BY period;

-- an indicator of one's own: a view and a row in the next version of a scheme
CREATE VIEW indicator_x1 AS
SELECT project_id, site_id, period, CASE site_id WHEN 1 THEN 3 WHEN 2 THEN 8 WHEN 3 THEN 12 END AS value, 1 AS n
FROM site JOIN project_period USING (project_id) WHERE site_id <> 4;
INSERT INTO scheme (scheme_id, version, name_en, name_zh, service, display_order, points)
VALUES ('statutory', 3, 'with X1', '加X1', 'children_homes', 1, 40);
INSERT INTO indicator (scheme_id, version, code, dimension, name_en, name_zh, rule, lo, hi, target, points)
SELECT scheme_id, 3, code, dimension, name_en, name_zh, rule, lo, hi, target, points FROM indicator WHERE scheme_id = 'statutory' AND version = 2
UNION ALL SELECT 'statutory', 3, 'X1', 'benefit', 'lower is better', '越低越好', 'goalpost', 10, 2, NULL, 4;
-- still a draft: the version before it judges
CALL refresh_rankings();
SELECT DISTINCT version FROM current_run WHERE profile = 'statutory';
UPDATE scheme SET frozen_at = now() WHERE version = 3;
CALL refresh_rankings();
-- 1: (36 + 4 x 7/8) / 40; 2: (28.5 + 4 x 2/8) / 40; 3: 26 / 40; 4: does not apply, 36 / 36; 5: not measured, of the other 36
SELECT site_id, value, points, status FROM village_scorecard WHERE profile = 'statutory' AND code = 'X1' AND period = 'term' ORDER BY site_id;
SELECT site_id, score, status FROM village_ranking WHERE profile = 'statutory' AND period = 'term' ORDER BY site_id;

-- less than 80 % of the points measured: not rated.  Without a check anywhere, O1 (15 of 40) is unknown; only 5, which
-- reported nothing, is known to have delivered nothing.
BEGIN;
DELETE FROM visit;
SELECT refresh_project(1) > 0 AS runs;
SELECT profile, site_id = 5 AS is_5, count(*) FILTER (WHERE status = 'rated') AS rated, count(*) FILTER (WHERE status = 'not_rated' AND score IS NULL) AS not_rated
FROM village_ranking GROUP BY 1, 2 ORDER BY 1, 2;
SELECT verified, verified_share FROM contract_fulfilment WHERE period = 'term';
ROLLBACK;

-- where a quarter was not checked the other quarters speak for it; what the provider checked itself does not count
BEGIN;
DELETE FROM visit WHERE visited_on >= '2021-10-01';
UPDATE visit SET outcome = 'no_trace' WHERE site_id = 1;
SELECT refresh_project(1) > 0 AS runs;
-- deduplicated 2 + 1 + 2 + 2 + 0 + 2 = 9 a quarter; first: 7, site 1 has none; second: 7 of 9 checks, 9 x 7 / 9 = 7
SELECT period, target, reported, deduplicated, verified, missing FROM contract_fulfilment ORDER BY period;
UPDATE visit SET verifier_id = 2;
SELECT refresh_project(1) > 0 AS runs;
SELECT period, verified FROM contract_fulfilment ORDER BY period;
ROLLBACK;

-- a target that does not divide: the term's is whole
BEGIN;
UPDATE contract_item SET target_quantity = 10;
SELECT refresh_project(1) > 0 AS runs;
SELECT period, target, missing, reported_share FROM contract_fulfilment ORDER BY period;
ROLLBACK;

-- a site is judged in the quarters in which it was open, and owes their targets only: 4 opens in the second, 2 closes
-- after the first.  11 site-quarters are planned, of 24 / 11 each; that of 2 in the second is owed by nobody
BEGIN;
DELETE FROM visit WHERE site_id = 4 AND visited_on < '2021-10-01' OR site_id = 2 AND visited_on >= '2021-10-01';
DELETE FROM activity WHERE site_id = 4 AND held_on < '2021-10-01' OR site_id = 2 AND held_on >= '2021-10-01';
UPDATE site SET opened_on = '2021-10-01' WHERE site_id = 4;
UPDATE site SET closed_on = '2021-09-30' WHERE site_id = 2;
SELECT refresh_project(1) > 0 AS runs;
SELECT period, string_agg(site_id::text, ' ' ORDER BY site_id) AS judged FROM village_ranking WHERE profile = 'statutory' GROUP BY period ORDER BY period;
SELECT site_id, period, value FROM village_scorecard WHERE profile = 'statutory' AND code = 'O1' AND site_id IN (2, 4) ORDER BY site_id, period;
SELECT period, target, released, reported, missing FROM contract_fulfilment ORDER BY period;
ROLLBACK;

-- a shortened term takes its last quarter along, and its results
BEGIN;
UPDATE project SET end_on = '2021-09-30';
SELECT refresh_project(1) > 0 AS runs;
SELECT DISTINCT period FROM village_ranking ORDER BY period;
SELECT pg_temp.stored_of_superseded();
ROLLBACK;

-- the day up to which facts count moves on: what ends on it is computed again although no fact has changed
BEGIN;
UPDATE snapshot SET until_on = until_on - 1 WHERE period = '2021Q4';
SELECT refresh_project(1) AS runs;
ROLLBACK;

-- a view that cannot hold an indicator is refused when the scheme is frozen, and named
SELECT what, pg_temp.answer(format('CREATE VIEW indicator_x2 AS %s; INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES (''x'', ''x'', ''x'', ''children_homes'', 1);
	INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points) VALUES (''x'', ''X2'', ''output'', ''x'', ''x'', 1, 1);
	UPDATE scheme SET frozen_at = now() WHERE scheme_id = ''x''; DO $x$ BEGIN RAISE EXCEPTION ''accepted''; END $x$', query)) AS answer
FROM (VALUES ('no n', 'SELECT project_id, site_id, period, 1 AS value FROM site JOIN project_period USING (project_id)'),
	('words for a value', 'SELECT project_id, site_id, period, text ''5 complaints'' AS value, 1 AS n FROM site JOIN project_period USING (project_id)'),
	('a time for a period', 'SELECT project_id, site_id, now() AS period, 1 AS value, 1 AS n FROM site JOIN project_period USING (project_id)'),
	('all there', 'SELECT project_id, site_id, period, 1 AS value, 1 AS n FROM site JOIN project_period USING (project_id)')) AS v (what, query);

-- another definition of an indicator is a change
BEGIN;
CREATE OR REPLACE VIEW indicator_x1 AS
SELECT project_id, site_id, period, CASE site_id WHEN 1 THEN 3 WHEN 2 THEN 8 WHEN 3 THEN 11 END AS value, 1 AS n
FROM site JOIN project_period USING (project_id) WHERE site_id <> 4;
SELECT refresh_project(1) AS runs;
ROLLBACK;

-- the standard error of an indicator of one's own: of 2, an error of 1 is 4 / 8 points; one below 0 cannot be
BEGIN;
CREATE OR REPLACE VIEW indicator_x1 AS
SELECT project_id, site_id, period, CASE site_id WHEN 1 THEN 3 WHEN 2 THEN 8 WHEN 3 THEN 12 END AS value, 1 AS n, CASE site_id WHEN 2 THEN 1.0 END AS std_error
FROM site JOIN project_period USING (project_id) WHERE site_id <> 4;
SELECT refresh_project(1) > 0 AS runs;
SELECT site_id, value, std_error, points, points_error FROM village_scorecard WHERE profile = 'statutory' AND code = 'X1' AND period = 'term' ORDER BY site_id;
CREATE OR REPLACE VIEW indicator_x1 AS
SELECT project_id, site_id, period, CASE site_id WHEN 1 THEN 3 WHEN 2 THEN 8 WHEN 3 THEN 12 END AS value, 1 AS n, CASE site_id WHEN 2 THEN -1.0 END AS std_error
FROM site JOIN project_period USING (project_id) WHERE site_id <> 4;
SAVEPOINT s;
SELECT refresh_project(1) > 0 AS runs;
\echo :LAST_ERROR_SQLSTATE
ROLLBACK TO s;
SELECT checked_number('v', 'std_error', '1', NULL) IS NULL AS exact, checked_number('v', 'std_error', '1', 0) AS zero, checked_number('v', 'value', '1', -1) AS below;
SELECT checked_number('v', 'std_error', '1', 'NaN');
ROLLBACK TO s;
SELECT checked_number('v', 'value', NULL, 'NaN');
ROLLBACK;

-- the error of O1.  Without checks of its own, 1 takes the share of all, 5 of 6, but not their certainty: of 2, with
-- p = 6 / 8, 2 p (1 - p) (2 + 2) / 3.  3 has one check of two, confirmed: p = (1 + 2 x 6/8) / 3, p (1 - p) (3 + 1) / 4
BEGIN;
DELETE FROM visit WHERE site_id = 1 OR (site_id = 3 AND visit_id IN (SELECT min(visit_id) FROM visit WHERE site_id = 3 GROUP BY date_trunc('quarter', visited_on)));
UPDATE visit SET outcome = 'no_trace' WHERE visit_id IN (SELECT min(visit_id) FROM visit WHERE site_id = 4 GROUP BY date_trunc('quarter', visited_on));
SELECT refresh_project(1) > 0 AS runs;
SELECT i.site_id, round(i.verified, 6) AS verified, i.checked, round(i.verified_variance, 6) AS variance, CASE i.site_id WHEN 1 THEN 0.5 WHEN 3 THEN round(5 / 36.0, 6) ELSE 0 END AS expected
FROM item_measure i JOIN current_snapshot s USING (project_id, snapshot_id) WHERE s.period = '2021Q3' AND i.project_id = 1 ORDER BY i.site_id;
-- what is not known has no error: a second item that nobody checked
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'b', 'activity', 24);
INSERT INTO activity (project_id, site_id, contract_id, item, held_on) VALUES (1, 2, 1, 'b', '2021-07-20');
SELECT refresh_project(1) > 0 AS runs;
SELECT i.site_id, i.value IS NULL AS unknown, i.std_error IS NULL AS no_error FROM site_indicator i JOIN current_snapshot s USING (project_id, snapshot_id)
WHERE s.period = '2021Q3' AND i.code = 'O1' AND i.project_id = 1 AND i.site_id <= 2 ORDER BY i.site_id;
ROLLBACK;

-- a project that fails spoils neither the others nor its own last results, and the job ends red
INSERT INTO project (name, buyer_id, service, start_on, end_on) VALUES ('second', 1, 'children_homes', '2021-07-01', '2021-09-30'), ('third', 1, 'children_homes', '2021-07-01', '2021-09-30'), ('not begun', 1, 'children_homes', current_date + 400, current_date + 500);
INSERT INTO contract (project_id, provider_id, procurement_mode, price) SELECT generate_series(2, 3), 2, 'open_tender', 1000;
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) SELECT project_id, contract_id, 'a', 'activity', 10 FROM contract WHERE project_id > 1;
INSERT INTO site (project_id, division_code, name, opened_on) SELECT generate_series(2, 3), '990101100201', 'other', '2021-07-01';
CALL refresh_rankings();
CREATE OR REPLACE VIEW indicator_x1 AS
SELECT project_id, site_id, period, 1 / (project_id - 2)::integer AS value, 1 AS n
FROM site JOIN project_period USING (project_id) WHERE site_id <> 4;
CREATE TEMPORARY TABLE second_before AS SELECT * FROM current_run WHERE project_id = 2;
CALL refresh_rankings(force => true);
\echo :LAST_ERROR_SQLSTATE
SELECT project_id, period, status, error FROM evaluation_run WHERE status = 'failed';
SELECT count(*) AS runs, count(*) FILTER (WHERE r = s) AS unchanged FROM second_before s LEFT JOIN current_run r USING (project_id, run_id);
SELECT project_id, count(*) AS current_runs, min(finished_at) > (SELECT max(finished_at) FROM second_before) AS new FROM current_run WHERE project_id <> 2 GROUP BY project_id ORDER BY project_id;

-- it commits after every project, so not inside a transaction
BEGIN;
CALL refresh_rankings();
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;

-- an agency that gives all it is free to give to the home that scored worst
BEGIN;
INSERT INTO allocation (project_id, site_id, given_on, kind, amount, discretionary)
SELECT 1, s, date '2021-10-01', 'worker_days', CASE s WHEN 5 THEN 600 ELSE 0 END, true FROM generate_series(1, 5) AS s
UNION ALL SELECT 1, 1, date '2021-10-01', 'base', 1000000, false;
SELECT refresh_project(1, NULL, true) > 0 AS runs;
-- five rated in the first quarter; the last of them has all: Gini 1 - 1/5, concentration index -(1 - 1/5)
SELECT period, sites, resources, round(gini::numeric, 12) AS gini, round(concentration_index::numeric, 12) AS concentration_index, top_fifth_share FROM resource_concentration WHERE profile = 'statutory' AND project_id = 1 ORDER BY period;
ROLLBACK;

RESET search_path;
DROP SCHEMA night CASCADE;

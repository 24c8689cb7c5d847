-- The workspace that test/upgrade/freeze keeps: two packs, two projects, sealed periods, published rankings.  Read by
-- psql in an empty database, with the folder of the examples as :examples.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
CREATE EXTENSION service_eval;
\o /dev/null
SELECT service_eval.create_workspace('w', 'social_work_station');
-- the example says in the comments of tables that it is synthetic; a bureau's tables have the workspace's own
CREATE TEMPORARY TABLE own_comment AS
SELECT c.oid::regclass AS relation, obj_description(c.oid) AS comment
FROM pg_class c WHERE c.relnamespace = 'w'::regnamespace AND c.relkind = 'r';
\o
\set workspace w
\cd :examples
\i social_work_station.sql
SET client_min_messages = warning;
\o /dev/null
SELECT format('COMMENT ON TABLE %s IS %L', relation, comment) FROM own_comment \gexec

-- Two homes with two quarters: people, visits, photos of which one repeats another, answers, allocations.
SELECT service_eval.create_workspace('w', 'children_homes');
SET search_path = w;
INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization');
SELECT max(org_id) FILTER (WHERE name = 'bureau') AS bureau, max(org_id) FILTER (WHERE name = 'agency') AS agency
FROM organization \gset
INSERT INTO village (division_code, name, township, county)
VALUES ('110000000001', 'East', 'T', 'C'), ('110000000002', 'West', 'T', 'C');
INSERT INTO project (name, buyer_id, service, start_on, end_on, budget)
VALUES ('homes', :bureau, 'children_homes', '2024-01-01', '2024-06-30', 20000) RETURNING project_id \gset
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT :project_id, division_code, name, '2024-01-01' FROM village WHERE name IN ('East', 'West') ORDER BY name;
INSERT INTO contract (project_id, provider_id, procurement_mode, price)
VALUES (:project_id, :agency, 'open_tender', 20000) RETURNING contract_id \gset
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity)
VALUES (:project_id, :contract_id, 'home_activity', 'activity', 4);
CREATE TEMPORARY TABLE place AS
SELECT site_id, row_number() OVER (ORDER BY site_id) AS s FROM site WHERE project_id = :project_id;
INSERT INTO beneficiary (project_id, beneficiary_id)
SELECT :project_id, format('c%s', i) FROM generate_series(1, 8) AS i;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT :project_id, format('c%s', i), site_id, CASE WHEN i % 4 IN (1, 2) THEN 'A' ELSE 'B' END, '2024-01-01'
FROM generate_series(1, 8) AS i JOIN place ON s = 1 + i % 2 ORDER BY i;
INSERT INTO need (project_id, site_id, counted_on, need_level, need_type, eligible)
SELECT :project_id, site_id, '2024-01-10', need_level, 'reading', 2 + s
FROM place, unnest('{A,B}'::text[]) AS need_level ORDER BY s, need_level;
INSERT INTO post (project_id, site_id, person_code, from_on)
SELECT :project_id, site_id, format('d%s', s), '2024-01-01' FROM place ORDER BY s;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, hours, need_type, registered, form_filed,
	feedback_filed, reported_at)
SELECT :project_id, site_id, :contract_id, 'home_activity', held_on, 2, 'reading', true, s = 1, true,
	held_on + time '18:00'
FROM place, unnest('{2024-02-03,2024-03-09,2024-05-04}'::date[]) AS held_on ORDER BY s, held_on;
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT a.project_id, a.activity_id, r.beneficiary_id
FROM activity a JOIN roster r ON r.project_id = a.project_id AND r.site_id = a.site_id
WHERE a.project_id = :project_id ORDER BY a.activity_id, r.beneficiary_id;
INSERT INTO photo (project_id, activity_id, sha256, phash)
SELECT project_id, activity_id, sha256(convert_to(least(activity_id, a.first + 3)::text, 'UTF8')),
	1234567891234567 * (activity_id - a.first)
FROM (SELECT *, min(activity_id) OVER () AS first FROM activity WHERE project_id = :project_id) a ORDER BY activity_id;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT project_id, site_id, activity_id, :bureau, held_on + 3,
	CASE WHEN activity_id % 5 = 0 THEN 'no_trace' ELSE 'confirmed' END
FROM activity WHERE project_id = :project_id ORDER BY activity_id;
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
SELECT :project_id, site_id, answered_on, 'child', 'A', 2 + (s + k) % 4, :bureau
FROM place, unnest('{2024-02-03,2024-05-04}'::date[]) AS answered_on, generate_series(1, 12) AS k
ORDER BY s, answered_on, k;
INSERT INTO allocation (project_id, site_id, given_on, kind, amount, discretionary, decided_by)
SELECT :project_id, site_id, '2024-04-02', 'books', 100 * s + 0.5, true, :bureau FROM place ORDER BY s;
CALL refresh_rankings();
SELECT seal_run(run_id) FROM current_run WHERE project_id = :project_id AND period = '2024Q1' ORDER BY run_id;
INSERT INTO publication (project_id, run_id, from_on, until_on, place)
SELECT project_id, run_id, '2024-07-08', '2024-07-14', 'notice board'
FROM current_run WHERE project_id = :project_id AND period = '2024Q1' ORDER BY run_id LIMIT 1;
-- after the seal a fact of that quarter is corrected
UPDATE response SET rating = 5 WHERE project_id = :project_id AND response_id =
	(SELECT min(response_id) FROM response WHERE project_id = :project_id);
CALL refresh_rankings();
\o

-- H City is tidy.  This makes of it what a tidy year does not have, for recompute_scores.sql: run it after
-- examples/h_city.sql with the workspace first in the search_path, refresh, and recompute.

BEGIN;
-- repeats that verifiers found, second looks, looks of the provider itself, activities that were confirmed in part
UPDATE visit SET outcome = 'repeated' WHERE activity_id IS NOT NULL AND visit_id % 13 = 0;
UPDATE visit SET verifier_id = (SELECT provider_id FROM contract) WHERE visit_id % 17 = 1;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT project_id, site_id, activity_id, verifier_id, visited_on + 3, 'confirmed' FROM visit
	WHERE outcome = 'no_trace' AND visit_id % 3 = 0;
UPDATE activity SET quantity = 2 WHERE activity_id % 23 = 5;
UPDATE activity SET quantity = 0.5 WHERE activity_id % 29 = 7;
UPDATE visit v SET confirmed_quantity = a.quantity / 2 FROM activity a
WHERE a.activity_id = v.activity_id AND v.outcome = 'confirmed' AND v.visit_id % 7 = 0;
-- strata from visits, and none
DELETE FROM visit_plan WHERE from_on = '2021-10-01' AND site_id % 2 = 0;
-- reviews that rejected, or were not made; uploads whose time is not known
UPDATE duplicate_review SET decision = 'rejected' WHERE activity_id % 4 = 0;
DELETE FROM duplicate_review WHERE activity_id % 4 = 1;
UPDATE activity SET reported_at = NULL WHERE activity_id % 8 = 2;
-- few answers, and none: of a home, of a quarter, of a need level; answers of January about December
DELETE FROM response WHERE site_id % 11 = 3 AND response_id % 5 <> 0;
DELETE FROM response WHERE site_id = 20 AND answered_on BETWEEN '2021-10-01' AND '2021-12-31';
DELETE FROM response WHERE site_id = 21 OR site_id = 22 AND need_level = 'A';
UPDATE response SET answered_on = '2022-01-20', concerns_on = '2021-12-15'
WHERE site_id = 23 AND answered_on BETWEEN '2021-10-01' AND '2021-12-31';
-- records that nobody looked at, activities without hours, without a type
UPDATE activity SET registered = NULL WHERE activity_id % 7 = 0;
UPDATE activity SET registered = NULL, form_filed = NULL, feedback_filed = NULL WHERE site_id = 30;
UPDATE activity SET hours = NULL WHERE activity_id % 9 = 0;
UPDATE activity SET need_type = NULL WHERE activity_id % 19 = 0;
-- needs that nobody recorded, that nobody has, or that were counted in the middle of a quarter
DELETE FROM need WHERE site_id = 40 OR site_id = 41 AND counted_on = '2022-01-01';
UPDATE need SET eligible = 0 WHERE site_id = 42;
UPDATE need SET counted_on = '2022-02-14' WHERE site_id = 43 AND counted_on = '2022-01-01';
-- a target that is no round number, a second item, a township where nobody looked, a year without a holiday
UPDATE contract_item SET target_quantity = 1990.37;
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity, spread)
SELECT project_id, contract_id, 'home_visit', '次', 365, 'day' FROM contract;
UPDATE activity SET item = 'home_visit' WHERE activity_id % 6 = 1;
INSERT INTO site_target (project_id, contract_id, item, site_id, target_quantity)
SELECT project_id, contract_id, 'home_activity', site_id, 12 FROM contract, (VALUES (31), (32)) AS s (site_id);
DELETE FROM visit v USING site s JOIN village g USING (division_code)
WHERE s.site_id = v.site_id AND g.township = '第03镇' AND v.room_open IS NOT NULL AND v.visited_on BETWEEN '2021-10-01'
	AND '2021-12-31';
UPDATE visit SET room_open = NULL WHERE room_open IS NOT NULL AND visit_id % 5 = 0;
DELETE FROM rest_day WHERE extract(year FROM day) = 2022;
-- a township with few key children, a home with many, and with answers of a need level that its roster does not have;
-- directors who stand in; children who leave, come, move and need more than before
CREATE TEMPORARY TABLE not_key AS
SELECT r.beneficiary_id FROM roster r JOIN site USING (site_id) JOIN village g USING (division_code)
WHERE g.township = '第05镇' AND r.need_level = 'A' AND site_id % 3 <> 0;
DELETE FROM attendance WHERE beneficiary_id IN (TABLE not_key);
DELETE FROM roster WHERE beneficiary_id IN (TABLE not_key);
DELETE FROM beneficiary WHERE beneficiary_id IN (TABLE not_key);
UPDATE roster SET need_level = 'A' WHERE site_id = 77 AND need_level = 'B';
UPDATE post SET acting = true WHERE site_id % 10 = 4;
UPDATE roster SET to_on = '2021-11-30' WHERE beneficiary_id LIKE '%-C03' AND site_id % 2 = 0;
UPDATE roster SET from_on = '2021-12-15' WHERE beneficiary_id LIKE '%-C05' AND site_id % 3 = 0;
UPDATE roster SET to_on = '2022-01-31' WHERE beneficiary_id LIKE '%-B02' AND site_id BETWEEN 60 AND 69;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT project_id, beneficiary_id, site_id + CASE WHEN site_id % 2 = 0 THEN 1 ELSE 0 END, 'A', '2022-02-01'
FROM roster WHERE beneficiary_id LIKE '%-B02' AND site_id BETWEEN 60 AND 69;
-- a home that closed, one that opened late, one that took over from another, and one that was shut for some weeks
CREATE TEMPORARY TABLE gone AS
SELECT activity_id FROM activity
WHERE site_id = 5 AND held_on > '2022-02-10' OR site_id = 7 AND held_on < '2021-11-10' OR site_id = 8
	AND held_on > '2021-11-09'
	OR site_id = 9 AND held_on BETWEEN '2022-01-10' AND '2022-02-20';
DELETE FROM attendance WHERE activity_id IN (TABLE gone);
DELETE FROM photo WHERE activity_id IN (TABLE gone);
DELETE FROM duplicate_review WHERE activity_id IN (TABLE gone) OR earlier_activity_id IN (TABLE gone);
DELETE FROM visit WHERE activity_id IN (TABLE gone) OR site_id = 5 AND visited_on > '2022-02-10'
	OR site_id = 7 AND visited_on < '2021-11-10' OR site_id = 8 AND visited_on > '2021-11-09';
DELETE FROM activity WHERE activity_id IN (TABLE gone);
UPDATE site SET closed_on = '2022-02-10' WHERE site_id = 5;
UPDATE site SET opened_on = '2021-11-10' WHERE site_id = 7;
UPDATE site SET closed_on = '2021-11-09', successor_id = 7 WHERE site_id = 8;
INSERT INTO site_closure (project_id, site_id, from_on, to_on) SELECT project_id, 9, '2022-01-10', '2022-02-20'
	FROM project;
-- a look at the middle of the last quarter
INSERT INTO milestone (project_id, code, name, until_on) SELECT project_id, 'final', '末期评价', '2022-05-15' FROM project;
-- the same schemes, with few draws
INSERT INTO scheme (scheme_id, version, name_en, name_zh, service, display_order, points, draws, concentration)
SELECT scheme_id, 2, name_en, name_zh, service, display_order, points, 10, concentration FROM scheme WHERE version = 1;
INSERT INTO indicator SELECT (i).* FROM (
	SELECT jsonb_populate_record(i, '{"version": 2}') AS i FROM indicator i WHERE i.version = 1
) v;
UPDATE scheme SET frozen_at = now() WHERE version = 2;
COMMIT;
ANALYZE;

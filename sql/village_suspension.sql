-- Service suspension in a workspace: index, its parts, states, late rush; every figure by hand
SET client_min_messages = warning;
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('paper') WHERE action = 'created';
SET search_path = paper, service_eval;

INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization'), ('office', 'other');
INSERT INTO village SELECT '9901011002' || lpad(i::text, 2, '0'), 'V' || i, 'T', 'C' FROM generate_series(1, 12) AS i;
INSERT INTO project (name, service, buyer_id, start_on, end_on) VALUES ('p', 'children_homes', 1, '2021-07-01', '2021-09-30');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 1000);
-- 100 due at each of the twelve
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 1200);
INSERT INTO site (project_id, division_code, name, opened_on) SELECT 1, division_code, name, '2021-07-01' FROM village ORDER BY 1, 2;

-- reported, of which repeated and confirmed by a check of all others; what the people rate, of 5, and how many of them; held from
-- day .. to day of the quarter, 0 to 91
CREATE TEMPORARY TABLE home AS
SELECT * FROM (VALUES
	(1, 100, 10, 72, 4, 12, 0, 91),		-- .9 x .8 x .75
	(2, 100, 0, 60, 4, 12, 0, 91),		-- .6 of the target: active, whatever the people say of it
	(3, 50, 0, 25, 4, 12, 78, 91),		-- half of the target was reported, half of that confirmed: suspended; all in the last 14 days
	(4, 100, 0, 100, 5, 12, 0, 91),		-- all of it: 0, nothing to attribute
	(5, 100, 0, 100, 5, 12, 0, 91),		-- ... but the director left on the last day but one: stopped
	(6, 100, 0, 100, 5, 12, 0, 91),		-- ... but somebody only stands in: stopped
	(7, 100, 0, 100, 5, 12, 0, 31),		-- ... but nothing for 60 days: stopped
	(8, 100, 0, 100, 5, 12, 0, 32),		-- ... but for 59: active
	(9, 0, 0, 0, 5, 12, 0, 0),			-- nothing reported: stopped, no index
	(10, 100, 0, 45, 5, 3, 0, 91),		-- nobody was asked, and less than half of the target is real: formal
	(11, 100, 0, 60, 5, 3, 0, 91),		-- nobody was asked: not known
	(12, 50, 50, 0, 1, 12, 0, 91)		-- all of it repeated, and no one content: half and half
) AS v (site_id, reported, repeated, confirmed, rating, answers, from_day, to_day);
INSERT INTO activity (project_id, site_id, contract_id, item, held_on)
-- the first on the first day, the last on the last
SELECT 1, site_id, 1, 'a', date '2021-07-01' + from_day + round((to_day - from_day) * (i - 1)::numeric / greatest(reported - 1, 1))::integer
FROM home, generate_series(1, reported) AS i;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
-- the last one is real, so that the days without an activity are those above
SELECT 1, site_id, activity_id, 3, held_on, CASE WHEN place <= confirmed THEN 'confirmed' WHEN place <= confirmed + repeated THEN 'repeated' ELSE 'no_trace' END
FROM home JOIN (SELECT *, row_number() OVER (PARTITION BY site_id ORDER BY held_on DESC, activity_id) AS place FROM activity) a USING (site_id);
INSERT INTO post (project_id, site_id, person_code, from_on, to_on, acting)
SELECT 1, site_id, 'D' || site_id, '2020-01-01', CASE site_id WHEN 5 THEN date '2021-09-29' END, site_id = 6 FROM home;
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, scale_max, collector_id)
SELECT 1, site_id, '2021-07-01', 'child', 'C', rating, 5, 1 FROM home, generate_series(1, answers);
CALL refresh_rankings();

-- answers of a home agree, so nothing is drawn to the mean: S is 75, 100 or 0
SELECT site_id, state, suspension_index, round(duplicates_share::numeric, 2) AS duplicates, round(missing_trace_share::numeric, 2) AS missing_trace,
	round(dissatisfaction_share::numeric, 2) AS dissatisfaction, round(pretended_completion::numeric, 6) AS pretended, reported, deduplicated, verified, round(satisfaction) AS s, idle_days, post_vacant
FROM village_suspension WHERE period = 'term' ORDER BY site_id;
-- the index is the loss along the chain, and the shares are those of its logarithm
SELECT site_id, suspension_index = round(1 - verified / reported * satisfaction / 100, 6) AS index, abs(duplicates_share + missing_trace_share + dissatisfaction_share - 1) < 1e-15 AS shares,
	abs(duplicates_share - ln(reported / deduplicated::float8) / -ln(1 - suspension_index::float8)) < 1e-15 AS duplicates
FROM village_suspension WHERE period = 'term' AND suspension_index BETWEEN 0.000001 AND 0.999999 ORDER BY site_id;
-- the list is of those that are known not to be active
SELECT string_agg(site_id::text, ' ' ORDER BY site_id) AS watched FROM suspension_watchlist WHERE period = 'term';
-- a quarter that is the whole term says the same
SELECT count(*) AS differences FROM (SELECT site_id, state, suspension_index, idle_days, late FROM village_suspension WHERE period = 'term'
	EXCEPT SELECT site_id, state, suspension_index, idle_days, late FROM village_suspension WHERE period = '2021Q3') d;

-- Late: 14 of 92 days, 15.2 %.  3 held all then, 92/14 times as many as spread evenly; 1 held 100 over 92 days, none of
-- them out of the ordinary
SELECT s.site_id, s.late, s.late_share, s.late_rush, s.rushes, s.late = a.late AS counted
FROM village_suspension s
	JOIN (SELECT site_id, count(*) FILTER (WHERE held_on >= '2021-09-17') AS late FROM activity GROUP BY site_id) a USING (site_id)
WHERE s.period = 'term' AND s.site_id IN (1, 3, 7) ORDER BY 1;
SELECT sum(late) = (SELECT count(*) FROM activity WHERE held_on >= '2021-09-17') AS late, bool_and(late_share IS NOT DISTINCT FROM round(late / nullif(reported, 0), 6)) AS late_share,
	bool_and(late_rush IS NOT DISTINCT FROM round(late / (nullif(reported, 0) * 14 / 92.0), 4)) AS late_rush
FROM village_suspension WHERE period = 'term';
-- one activity proves no rush, two are one in 43 chances: 2 / (2 + 2.5758^2) > 14/92 > 1 / (1 + 2.5758^2)
BEGIN;
DELETE FROM visit WHERE site_id IN (3, 4);
DELETE FROM activity WHERE site_id IN (3, 4);
INSERT INTO activity (project_id, site_id, contract_id, item, held_on) VALUES (1, 3, 1, 'a', '2021-09-17'), (1, 4, 1, 'a', '2021-09-17'), (1, 4, 1, 'a', '2021-09-30');
SELECT refresh_project(1) > 0 AS runs;
SELECT site_id, reported, late, late_share, late_rush, rushes FROM village_suspension WHERE period = 'term' AND site_id IN (3, 4) ORDER BY 1;
ROLLBACK;

-- without any record of directors nobody can say that the post is vacant
BEGIN;
DELETE FROM post;
SELECT refresh_project(1) > 0 AS runs;
SELECT site_id, state, post_vacant FROM village_suspension WHERE period = 'term' AND site_id IN (5, 6, 7) ORDER BY 1;
ROLLBACK;
-- a project without contract items has nothing to report: that it has stopped is not known, unless nobody is there
BEGIN;
DELETE FROM visit;
DELETE FROM activity;
DELETE FROM contract_item;
SELECT refresh_project(1) > 0 AS runs;
SELECT state, count(*), count(idle_days) AS idle_known FROM village_suspension WHERE period = 'term' GROUP BY 1 ORDER BY 1;
ROLLBACK;
-- a home that opened a month ago and has not begun yet has not stopped
BEGIN;
UPDATE site SET opened_on = '2021-09-01' WHERE site_id = 9;
SELECT refresh_project(1) > 0 AS runs;
SELECT site_id, state, suspension_index, idle_days FROM village_suspension WHERE period = 'term' AND site_id = 9;
ROLLBACK;
-- nothing was ever checked: only what is certain is said
BEGIN;
DELETE FROM visit;
SELECT refresh_project(1) > 0 AS runs;
SELECT state, count(*), count(suspension_index) AS known FROM village_suspension WHERE period = 'term' GROUP BY 1 ORDER BY 1;
ROLLBACK;

RESET search_path;
DROP SCHEMA paper CASCADE;

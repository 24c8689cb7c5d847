-- The indicators of a workspace; every figure by hand
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('measured') WHERE action = 'created';
SET search_path = measured, service_eval;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers
-- what runs for milliseconds would be compiled for seconds
SET jit = off;

-- New snapshots of all periods of a project, without judging them
CREATE FUNCTION pg_temp.measure(of_project bigint) RETURNS void LANGUAGE sql AS $$
	DELETE FROM measured.snapshot WHERE project_id = $1;
	INSERT INTO measured.snapshot (project_id, period, kind, from_on, until_on, end_on, contract_id, input_digest)
	SELECT project_id, period, kind, from_on, until_on, end_on, contract_id, ''
	FROM measured.project_period WHERE project_id = $1;
	SELECT measured.renew_state($1);
	SELECT measured.snapshot_project($1, ARRAY(SELECT snapshot_id FROM measured.snapshot WHERE project_id = $1))
$$;
-- Who is on the roster of a site and who came, anew
CREATE FUNCTION pg_temp.levels(of_project bigint) RETURNS void LANGUAGE sql AS $$
	DELETE FROM measured.level_measure WHERE project_id = $1;
	INSERT INTO measured.level_measure
	SELECT * FROM measured.measure_levels($1, ARRAY(SELECT snapshot_id FROM measured.snapshot WHERE project_id = $1))
$$;
CREATE TEMPORARY VIEW measure AS
SELECT s.period, i.* FROM snapshot s JOIN site_indicator i USING (project_id, snapshot_id);

-- Organizations 2 and 5 provide project 1, and 4 another one.  Sites 1 to 3 lie in township N, 4 to 6 in S, 7 in
-- another N.  Two quarters.  Site 3 opens in the middle of the second, site 6 closes in the first and site 5 for
-- October; 7 has no facts at all.
INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization'),
	('office', 'other'), ('elsewhere', 'social_organization'), ('second agency', 'social_organization');
INSERT INTO village
SELECT '99010110020' || i, 'V' || i, CASE WHEN i IN (4, 5, 6) THEN 'S' ELSE 'N' END,
	CASE WHEN i = 7 THEN 'D' ELSE 'C' END
FROM generate_series(1, 9) AS i;
INSERT INTO project (name, buyer_id, service, start_on, end_on)
VALUES ('p', 1, 'children_homes', '2021-07-01', '2021-12-31');
INSERT INTO contract (project_id, provider_id, procurement_mode, price)
VALUES (1, 2, 'open_tender', 12500), (1, 5, 'open_tender', 1250);
INSERT INTO site (project_id, division_code, name, opened_on, closed_on)
SELECT 1, division_code, name, CASE name WHEN 'V3' THEN date '2021-11-16' ELSE '2021-07-01' END,
	CASE name WHEN 'V6' THEN date '2021-09-20' END
FROM village WHERE name <= 'V7' ORDER BY name;
INSERT INTO site_closure (project_id, site_id, from_on, to_on) VALUES (1, 5, '2021-10-01', '2021-10-31');
-- The first contract serves all sites: six for two quarters and 3 for 46 of 92 days make 12.5, so a quarter owes 2 of a
-- and 1 of b.  The second serves 3 and 4: 2 of c a quarter.  What 6 does not serve after it closed, nobody owes.
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity)
VALUES (1, 1, 'a', 'activity', 25), (1, 1, 'b', 'activity', 12.5), (1, 2, 'c', 'activity', 5);
INSERT INTO contract_site (project_id, contract_id, site_id) VALUES (1, 2, 3), (1, 2, 4);
CREATE TEMPORARY TABLE child AS
SELECT concat_ws('-', s, l, i) AS beneficiary_id, s, l
FROM (VALUES (1, 'A', 5), (1, 'C', 4), (2, 'A', 2), (2, 'B', 2), (2, 'C', 4), (3, 'A', 1), (3, 'C', 2), (4, 'A', 2),
		(4, 'C', 5), (5, 'A', 2)) AS v (s, l, n), generate_series(1, n) AS i;
INSERT INTO beneficiary (project_id, beneficiary_id) SELECT 1, beneficiary_id FROM child;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT 1, beneficiary_id, s, l, '2021-07-01' FROM child;

-- Activities in this order; 3, 12 and 14 are repeats, 4 left no trace, 6 is after the term, 13 seems to be a repeat and
-- nobody has decided
CREATE TEMPORARY TABLE held (id integer, site integer, item text, held_on date, quantity numeric, need_type text,
	hours numeric, came text);
INSERT INTO held VALUES
	(1, 1, 'a', '2021-08-02', 1, 'tutoring', 3, '1-A-1 1-A-2 1-C-1'),
	(2, 1, 'b', '2021-08-02', 1, 'play', NULL, '1-A-1 1-C-2'),
	(3, 1, 'b', '2021-08-10', 1, 'play', 10, '1-A-3'),
	(4, 1, 'a', '2021-08-11', 1, 'counsel', 10, '1-A-4'),
	(5, 1, 'a', '2021-10-05', 2, NULL, 5, '1-A-1 1-C-1 2-A-1 3-C-2'),
	(6, 1, 'a', '2022-01-10', 1, 'tutoring', 7, '1-A-5 1-C-3'),
	(7, 2, 'b', '2021-09-30', 5, 'tutoring', 2, '2-B-1 2-C-1 2-C-2 2-C-3'),
	(8, 3, 'c', '2021-12-01', 1, 'play', 2, '3-A-1 3-C-1'),
	(9, 4, 'a', '2021-07-01', 2, 'play', 1, '4-A-1 4-C-1'),
	(10, 4, 'a', '2021-12-31', 2, 'counsel', 1, '4-A-1 4-A-2 4-C-1 4-C-2 4-C-3 4-C-4 4-C-5'),
	(11, 5, 'a', '2021-07-20', 1, 'play', 1, ''),
	(12, 5, 'a', '2021-07-25', 1, 'tutoring', 9, '5-A-1'),
	(13, 5, 'a', '2021-08-20', 1, 'play', 2, '5-A-2'),
	(14, 6, 'a', '2021-09-01', 2, 'play', 1, '4-C-5'),
	-- without a list of who came and without a type
	(15, 1, 'b', '2021-11-20', 1, NULL, NULL, ''), (16, 3, 'a', '2021-12-10', 1, NULL, NULL, ''),
	(17, 4, 'b', '2021-08-15', 1, NULL, NULL, ''), (18, 4, 'c', '2021-08-16', 2, NULL, NULL, ''),
	(19, 4, 'b', '2021-11-15', 1, NULL, NULL, ''), (20, 4, 'c', '2021-11-16', 1, NULL, NULL, ''),
	(21, 5, 'b', '2021-08-25', 1, NULL, NULL, '');
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, quantity, hours, need_type)
SELECT 1, site, CASE item WHEN 'c' THEN 2 ELSE 1 END, item, held_on, quantity, hours, need_type FROM held ORDER BY id;
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT 1, id, string_to_table(came, ' ') FROM held WHERE came <> '';
UPDATE activity a SET registered = v.registered, form_filed = v.form_filed, feedback_filed = v.feedback_filed
FROM (VALUES (1, true, true, false), (2, true, NULL, NULL), (3, false, false, false), (4, true, true, true),
	(8, false, NULL, NULL), (9, true, true, true)) AS v (activity_id, registered, form_filed, feedback_filed)
WHERE a.activity_id = v.activity_id;
INSERT INTO photo (project_id, activity_id, phash) VALUES (1, 11, 0), (1, 12, 0), (1, 13, 0);
SELECT match_photos(1) > 0 AS compared;
INSERT INTO duplicate_review (project_id, activity_id, earlier_project_id, earlier_activity_id, decision)
VALUES (1, 12, 1, 11, 'confirmed');
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome, confirmed_quantity) VALUES
	(1, 1, 2, 3, '2021-08-05', 'confirmed', NULL), (1, 1, 3, 3, '2021-08-12', 'repeated', NULL),
	(1, 1, 4, 3, '2021-08-12', 'no_trace', NULL), (1, 6, 14, 3, '2021-09-02', 'repeated', NULL),
	(1, 4, 9, 3, '2021-07-02', 'confirmed', 1), (1, 4, 18, 3, '2021-08-20', 'confirmed', NULL),
	-- the provider's own find nothing
	(1, 1, 1, 2, '2021-08-06', 'no_trace', NULL);
-- every answer about satisfaction is a 3 of 5, so that S is 50 wherever it is known: 1 and 4 in the first quarter, 3
-- and 4 in the second
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
SELECT 1, s, day::date, 'child', l, 3, 1
FROM (VALUES (1, '2021-07-10', 'A', 6), (4, '2021-09-30', 'C', 10), (1, '2021-10-01', 'C', 3),
	(3, '2021-11-16', 'C', 6),
		(4, '2021-12-31', 'C', 10)) AS v (s, day, l, n), generate_series(1, n);
-- what a provider collected
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, question, rating, collector_id)
SELECT 1, s, '2021-07-01', r, 'C', q, 5, 2 + 3 * (i % 2)
FROM generate_series(1, 2) AS s, generate_series(1, 10) AS i,
	(VALUES ('guardian', 'satisfaction'), ('guardian', 'knows_service'), ('village', 'satisfaction')) AS v (r, q);

-- 2021-08-07 was a Saturday, 10-01 a holiday on a Friday, and on Saturday 10-09 people worked.
INSERT INTO visit (project_id, site_id, verifier_id, visited_on, room_open) VALUES
	(1, 1, 3, '2021-08-07', true), (1, 1, 3, '2021-08-08', true), (1, 1, 3, '2021-08-14', false),
	-- a Monday; nobody said; the providers' own
	(1, 1, 3, '2021-08-09', false), (1, 1, 3, '2021-08-15', NULL), (1, 1, 2, '2021-08-22', true),
	(1, 1, 5, '2021-08-28', true),
	-- 4 is no provider here
	(1, 2, 3, '2021-09-04', false), (1, 2, 4, '2021-09-05', true),
	(1, 1, 3, '2021-10-01', false), (1, 1, 3, '2021-10-09', true), (1, 1, 3, '2021-12-25', true),
	(1, 1, 3, '2021-12-26', true),
	-- before the opening, and after the term
	(1, 3, 3, '2021-11-14', false), (1, 4, 3, '2022-01-02', true),
	(1, 5, 3, '2021-11-06', false);
-- A count holds until the next of the same site, level and type.
INSERT INTO need (project_id, site_id, counted_on, need_level, need_type, eligible) VALUES
	-- 1: tutoring and play, later counsel as well; what was counted after the term says nothing
	(1, 1, '2021-07-01', 'A', 'tutoring', 2), (1, 1, '2021-07-01', 'C', 'tutoring', 2),
		(1, 1, '2021-09-30', 'C', 'play', 4),
	(1, 1, '2021-12-31', 'A', 'counsel', 3), (1, 1, '2022-01-01', 'C', 'tutoring', 100),
	-- 2: none known.  3: what was counted before it opened holds, but not where somebody counted again: 2 of 8 is play
	(1, 3, '2021-07-01', 'C', 'tutoring', 50), (1, 3, '2021-07-01', 'C', 'play', 2),
		(1, 3, '2021-11-20', 'C', 'tutoring', 6),
	-- 4: all that was given was something else; then needs that nobody has
	(1, 4, '2021-07-01', 'C', 'tutoring', 3), (1, 4, '2021-10-01', 'C', 'tutoring', 0),
		(1, 4, '2021-10-01', 'C', 'counsel', 0),
	-- 5: the 9 hours are a repeat, and nothing is given in the second quarter, in which the count before the term still
	-- holds.  6: all is a repeat
	(1, 5, '2021-06-15', 'A', 'play', 5), (1, 6, '2021-07-01', 'A', 'play', 1);
-- x left after 92 days of 184; z only stands in
INSERT INTO post (project_id, site_id, person_code, from_on, to_on, acting)
VALUES (1, 1, 'x', '2021-07-01', '2021-09-30', false),
	(1, 1, 'z', '2021-10-01', NULL, true), (1, 3, 'y', '2021-11-16', NULL, false);
-- who knows the service
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, question, rating, scale_max,
	collector_id)
SELECT 1, s, day::date, r, 'C', 'knows_service', rating, m, 1
FROM (VALUES
	-- 1: 4 of 5 children and guardians, whatever the village says.  2: 4 are too few, and so is 1, and 5 of 5 in the
	-- term.  4: 6 times 1/4.  5: 0 of 5
	(1, '2021-07-01', 'guardian', 2, 2, 4), (1, '2021-07-01', 'child', 1, 2, 1), (1, '2021-07-01', 'village', 1, 2, 9),
	(2, '2021-07-01', 'guardian', 2, 2, 4), (2, '2021-10-01', 'guardian', 5, 5, 1),
		(4, '2021-07-01', 'guardian', 2, 5, 6),
	(5, '2021-07-01', 'guardian', 1, 2, 5),
	-- 3 was not open
	(3, '2021-11-15', 'guardian', 2, 2, 9)) AS v (s, day, r, rating, m, n), generate_series(1, n);
-- of village and buyer; an answer of January about December is one of December
INSERT INTO response (project_id, site_id, answered_on, concerns_on, respondent, rating, scale_max, collector_id) VALUES
	(1, 1, '2021-07-01', NULL, 'village', 4, 5, 1), (1, 1, '2021-09-30', NULL, 'buyer', 5, 5, 1),
	(1, 1, '2022-01-20', '2021-12-31', 'buyer', 7, 10, 1),
	(1, 3, '2021-07-01', NULL, 'village', 1, 5, 1), (1, 3, '2021-12-01', NULL, 'village', 5, 5, 1);
INSERT INTO response (project_id, site_id, answered_on, respondent, question, rating, collector_id)
VALUES (1, 1, '2021-07-01', 'village', 'other', 1, 1);
SELECT pg_temp.measure(1) \g /dev/null
SELECT standing, held, string_agg(activity_id::text, ' ' ORDER BY activity_id) AS activities
FROM activity_standing GROUP BY 1, 2 ORDER BY 1, 2;

-- O1.  Checks of a in the first quarter: 4 and 14 found nothing and 9 half of 2, 0.5 of 3.  Of b: 2 and not 3, 1 of 2.
-- Of c: 18, 1 of 1.  In the second quarter nobody looked, so all checks of the item stand for it.
--	first quarter	1: a 1 x (0 + 2 x 0.5 / 3) / (1 + 2) = 1/9 of 2, b 1 of 1.  2: a 0, b 5 x 0.5, of which 1 counts.
--					4: a 1 of 2, b 0.5, c 2 of 2.  5: a 2 x 1/6, b 0.5
--	second			1: a 2 x 1/6, b 0.5.  3: a 1/6 of 1, b 0 of 0.5, c 1 of 1.  4: a 2 x 1/6, b 0.5, c 1 of 2.
--					5 owed 61 of 92 days
--	term			sums of both: 1: 4/9 of 4 and 1.5 of 2.  2: 2 of 6.  4: 4/3, 1 and 3 of 10.
--					5: 5/6 of 3 + 3 x 61/92
SELECT m.period, m.site_id, round(m.value, 6) AS value, round(m.value, 6) = round(e.expected, 6) AS right,
	round(m.denominator, 6) AS owed, m.n
FROM measure m
	LEFT JOIN (VALUES ('2021Q3', 1, (1 / 9.0 + 1) / 3), ('2021Q3', 2, 1 / 3.0), ('2021Q3', 4, 3.5 / 5),
		('2021Q3', 5, (1 / 3.0 + 0.5) / 3), ('2021Q4', 1, (1 / 3.0 + 0.5) / 3), ('2021Q4', 3, (1 / 6.0 + 1) / 2.5),
		('2021Q4', 4, (1 / 3.0 + 0.5 + 1) / 5), ('term', 1, (4 / 9.0 + 1.5) / 6), ('term', 2, 2 / 6.0),
		('term', 3, (1 / 6.0 + 1) / 2.5), ('term', 4, (4 / 3.0 + 1 + 3) / 10),
			('term', 5, 5 / 6.0 / (3 + 3 * 61 / 92.0)))
		AS e (period, site_id, expected) USING (period, site_id)
WHERE m.code = 'O1' ORDER BY m.period COLLATE "C", m.site_id;
BEGIN;
-- by tariffs, c without one being worth the mean of the others: 4 in the first quarter
UPDATE contract_item SET tariff = CASE item WHEN 'a' THEN 100 WHEN 'b' THEN 400 END;
SELECT pg_temp.measure(1) \g /dev/null
SELECT round(value, 6) AS value, round((100 * 1 + 400 * 0.5 + 250 * 2) / 1100.0, 6) AS expected,
	round(numerator, 6) AS numerator, round(denominator, 6) AS denominator
FROM measure WHERE code = 'O1' AND site_id = 4 AND period = '2021Q3';
ROLLBACK;

-- O2.  1: 2, 1, 0 and 3 of 3, 1, 3 and 3, also of the repeat.  Nobody has looked at what 2, 5 and 6 wrote, nor at that
-- of 4 in the second quarter.  No activity, no records: 7, and 2 and 5 in the second quarter
SELECT period, site_id, round(value, 6) AS value, numerator, denominator, n
FROM measure WHERE code = 'O2' ORDER BY period COLLATE "C", site_id;

-- O3.  Without rest days weekends are:
--	first quarter	1: 2 of 3.  2 has 2 visits: with 1, 3 of 5.  No visits in S nor in the other N
--	second			1: 3 of 3, and for 2 and 3 too.  4 and 5: 0 of 1
--	term			1: 5 of 6.  2 and 3: with 1, 6 of 8.  4, 5 and 6: 0 of 1
SELECT m.period, m.site_id, round(m.value, 6) AS value, m.n, round(m.std_error, 6) AS std_error, m.pooled,
	round(m.std_error, 6) IS NOT DISTINCT FROM
		round(sqrt((c + 1) * (v.m - c + 1) / ((v.m + 2) ^ 2 * (v.m + 3)))::numeric, 6) AS error_right
FROM measure m
	LEFT JOIN (VALUES ('2021Q3', 1, 2, 3::float8), ('2021Q3', 2, 3, 5), ('2021Q4', 1, 3, 3), ('2021Q4', 2, 3, 3),
		('2021Q4', 3, 3, 3), ('2021Q4', 4, 0, 1), ('2021Q4', 5, 0, 1), ('term', 1, 5, 6), ('term', 2, 6, 8),
		('term', 3, 6, 8), ('term', 4, 0, 1), ('term', 5, 0, 1), ('term', 6, 0, 1)) AS v (p, site, c, m)
		ON site = site_id AND p = period
WHERE code = 'O3'
ORDER BY m.period COLLATE "C", m.site_id;
CREATE TEMPORARY VIEW open_at_1 AS
SELECT s.period, round(o.value, 6) AS value, o.n, o.pooled
FROM indicator_o3(1, ARRAY(SELECT snapshot_id FROM snapshot)) o JOIN snapshot s USING (snapshot_id) WHERE o.site_id = 1;
BEGIN;
-- rest days of another year say nothing of this one
INSERT INTO rest_day VALUES ('2020-10-01'), ('2022-01-01');
SELECT * FROM open_at_1 ORDER BY period COLLATE "C";
-- the year's: the holiday is one, the working Saturday is none: 2 of 3
INSERT INTO rest_day SELECT d::date FROM generate_series(timestamp '2021-01-01', '2021-12-31', '1 day') AS d
WHERE (extract(isodow FROM d) >= 6 AND d <> '2021-10-09') OR d = '2021-10-01';
SELECT * FROM open_at_1 ORDER BY period COLLATE "C";
-- one day alone: the others are none, and one visit is too few for the whole township
DELETE FROM rest_day WHERE day BETWEEN '2021-01-01' AND '2021-12-31' AND day <> '2021-12-25';
SELECT * FROM open_at_1 ORDER BY period COLLATE "C";
ROLLBACK;

-- O4: 2 of a and 1 of b in a quarter, and 2 of c at 4.
--	1: reached in both.  2: 5 of b and none of a.  3 owed 1 of a, 0.5 of b, which is none, and 1 of c.  4: 1 of c in
--	   the second.  5: in the first only, and the second counts 61 of 92 days: 92 / 153.  6 owed 1.78 of a, of which 1
--	   is asked; its one activity, of 2, is a repeat
SELECT period, site_id, round(value, 6) AS value, round(denominator, 6) AS quarters, n
FROM measure WHERE code = 'O4' ORDER BY period COLLATE "C", site_id;
BEGIN;
-- The last unit of a contract to 15 December ends with it.  5 of c by 92 and 76 days at 4 and 30 at 3: 4 owes
-- 5 x 92 / 198 = 2.32, then 1.92, of which 2 and 1 are asked and done; 3 owes 0.76, of which none
UPDATE contract SET end_on = '2021-12-15' WHERE contract_id = 2;
SELECT pg_temp.measure(1) \g /dev/null
SELECT site_id, value, round(denominator, 6) = round(v.days / 92.0, 6) AS quarters, n
FROM measure JOIN (VALUES (3, 30), (4, 92 + 76)) AS v (site_id, days) USING (site_id)
WHERE code = 'O4' AND period = 'contract 2' ORDER BY site_id;
ROLLBACK;

-- O5.  The first contract costs 12500 / 37.5 = 333.33 for each activity, 1000 for a site in a quarter; the second 250
-- for each, 500 at 4 in a quarter.  S = 50.
--	1: two activities on one day are one day of each child: 4 days, 1000 / 2.  Then too few answers.
--	   Term: 2000 / (8 / 2)
--	2: days, but none of its answers counts
--	3: 2 days, in the one quarter in which it was open: 500 + 250
--	4: 2 days, 1500 / 1; 7 days, 1500 / 3.5; term 3000 / 4.5.  5: 1 day, no answers, then no day.  6 and 7: no days
--	   that count
-- The error is that of S, as a share of it: 50 / sqrt n where n answers of a need level all said the same, and 50 where
-- it was heard elsewhere alone.
--	1: 6 answers of A, which weighs 10 of 14, and none of C; term 3 of C as well.  3: 6 of C, and in the term none of A,
--	   2 of 4.  4: 10 of C, 5 of 9, and none of A; in the second quarter nobody of A says anything anywhere; term 20 of C
-- In whole yuan, and without the number of days.
SELECT period, site_id, value, n, round(std_error, 6) AS std_error, abs(std_error / value - error) < 0.0001
	AS error_right
FROM measure
	LEFT JOIN (VALUES ('2021Q3', 1, sqrt((10 / 14.0) ^ 2 / 6 + (4 / 14.0) ^ 2)),
		('2021Q3', 4, sqrt((5 / 9.0) ^ 2 / 10 + (4 / 9.0) ^ 2)), ('2021Q4', 3, sqrt(1 / 6.0)),
		('2021Q4', 4, sqrt(1 / 10.0)),
		('term', 1, sqrt((10 / 14.0) ^ 2 / 6 + (4 / 14.0) ^ 2 / 3)),
		('term', 3, sqrt((2 / 4.0) ^ 2 / 6 + (2 / 4.0) ^ 2)),
		('term', 4, sqrt((5 / 9.0) ^ 2 / 20 + (4 / 9.0) ^ 2))) AS v (p, site, error) ON site = site_id AND p = period
WHERE code = 'O5' ORDER BY period COLLATE "C", site_id;
SELECT count(*) AS errors_of_infinity FROM measure
WHERE code = 'O5' AND std_error IS NOT NULL AND NOT value < 'Infinity';
BEGIN;
-- nobody satisfied: nothing was delivered; and of those of whom it is not known, it still is not
UPDATE response SET rating = 1 WHERE question = 'satisfaction';
SELECT pg_temp.measure(1) \g /dev/null
SELECT period, site_id, value, std_error FROM measure
WHERE code = 'O5' AND period <> 'term' AND (period, site_id) IN (
	SELECT u.period, b.site_id
	FROM project_unit u
		JOIN activity b ON b.project_id = 1 AND b.held_on BETWEEN u.from_on AND u.end_on
		JOIN activity_standing k ON k.project_id = b.project_id AND k.activity_id = b.activity_id
		JOIN attendance t ON t.project_id = b.project_id AND t.activity_id = b.activity_id
	WHERE k.standing IN ('confirmed', 'unchecked'))
ORDER BY period COLLATE "C", site_id;
ROLLBACK;
BEGIN;
-- a contract without a price costs nothing: 1000 / 1; without any price nobody knows
UPDATE contract SET price = 0 WHERE contract_id = 2;
SELECT o.value FROM snapshot s JOIN indicator_o5(1, ARRAY[s.snapshot_id]) o USING (snapshot_id)
WHERE o.site_id = 4 AND s.period = '2021Q3';
UPDATE contract SET price = 0;
SELECT count(*) AS rows FROM indicator_o5(1, ARRAY(SELECT snapshot_id FROM snapshot));
ROLLBACK;

-- B1.  A 2, B 1.5, C 1.
--	1: 14.  2 A and 2 C, 6 / 14; those of repeats and without trace did not come.  Then 1 A and 1 C, 3 / 14; who came
--	   after the term did not.  Term: 4 children, 6 / 14
--	2: 11.  1 B and 3 C, 4.5 / 11; then 1 A, who came to site 1; 6.5 / 11
--	3: 4.  3 / 4; the other came to site 1 before site 3 opened
--	4: 9.  1 A and 1 C, 3 / 9; then all.  5: 4.  One of two in the first quarter.  6 and 7: no roster
SELECT period, site_id, value, n FROM measure WHERE code = 'B1' ORDER BY period COLLATE "C", site_id;
SELECT s.period, l.need_level, l.eligible, l.served, l.persons
FROM snapshot s JOIN level_measure l USING (project_id, snapshot_id)
WHERE l.site_id = 2 ORDER BY s.period COLLATE "C", l.need_level;
-- on the roster for half of the days 3 children of site 3 are 1.5 persons
SELECT sum(persons) AS persons FROM snapshot s JOIN level_measure l USING (project_id, snapshot_id)
WHERE l.site_id = 3 AND s.period = '2021Q4';
BEGIN;
-- who is on the roster for a quarter of the days counts as that: 2-C-4, who did not come, for 23 of 92.  3 of 4 C came,
-- who were 3.25 persons, and 1 of 2 B: (1.5 + 3.25 x 3 / 4) / (4 + 3 + 3.25).  Then it is on no roster: 2 / (4 + 3 + 3)
UPDATE roster SET to_on = '2021-07-23' WHERE beneficiary_id = '2-C-4';
SELECT pg_temp.levels(1) \g /dev/null
SELECT s.period, b.value, e.expected
FROM indicator_b1(1, ARRAY(SELECT snapshot_id FROM snapshot)) b JOIN snapshot s USING (snapshot_id)
	JOIN (VALUES ('2021Q3', round((1.5 + 3.25 * 3 / 4) / 10.25, 2)), ('2021Q4', 0.2)) AS e (period, expected)
		USING (period)
WHERE b.site_id = 2 ORDER BY s.period COLLATE "C";
ROLLBACK;

-- B2.  The project has a handful of key children, so what its townships and the project have is not shown, and nothing
-- is said
SELECT count(*) AS rows, count(value) AS known, count(n) AS counts, bool_or(pooled) AS pooled FROM measure
WHERE code = 'B2';
BEGIN;
-- nobody in A: nothing to compare
UPDATE roster SET need_level = 'C';
SELECT pg_temp.levels(1) \g /dev/null
SELECT count(*) AS rows FROM indicator_b2(1, ARRAY(SELECT snapshot_id FROM snapshot));
ROLLBACK;
-- Another one, of 5 sites in 3 townships.  11 has 4 A and 12 has 6, 13 has 10, and 14 and 15 none.
--	N	5 of 10 A and 30 of 40 C: 0.5 / 0.75, for both, since 11 would follow from 12
--	S	13 for itself: 5 of 10 and 10 of 20.  14 as the township: 5 of 10 and 15 of 30
--	E	15 has no A, and neither has its township: as the project, 10 of 20 and 55 of 80
BEGIN;
INSERT INTO village VALUES ('990101100211', 'W1', 'N', 'C'), ('990101100212', 'W2', 'N', 'C'),
	('990101100213', 'W3', 'S', 'C'),
	('990101100214', 'W4', 'S', 'C'), ('990101100215', 'W5', 'E', 'C');
INSERT INTO project (project_id, name, buyer_id, service, start_on, end_on) OVERRIDING SYSTEM VALUE
VALUES (100, 'pooled', 1, 'children_homes', '2021-07-01', '2021-09-30');
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price) OVERRIDING SYSTEM VALUE
VALUES (100, 100, 2, 'open_tender', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (100, 100, 'a', 'activity', 4);
INSERT INTO site (project_id, site_id, division_code, name, opened_on) OVERRIDING SYSTEM VALUE
SELECT 100, right(division_code, 2)::bigint, division_code, name, '2021-07-01' FROM village WHERE name LIKE 'W_';
INSERT INTO activity (project_id, activity_id, site_id, contract_id, item, held_on) OVERRIDING SYSTEM VALUE
SELECT 100, s, s, 100, 'a', '2021-08-01' FROM generate_series(11, 15) AS s;
-- how many there are, and how many of them came
CREATE TEMPORARY TABLE crowd (site_id, need_level, eligible, came) AS
VALUES (11, 'A', 4, 0), (11, 'C', 20, 15), (12, 'A', 6, 5), (12, 'C', 20, 15), (13, 'A', 10, 5), (13, 'C', 20, 10),
	(14, 'C', 10, 5), (15, 'C', 10, 10);
INSERT INTO beneficiary (project_id, beneficiary_id)
SELECT 100, format('%s %s %s', site_id, need_level, i) FROM crowd, generate_series(1, eligible) AS i;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT 100, format('%s %s %s', site_id, need_level, i), site_id, need_level, '2021-07-01'
FROM crowd, generate_series(1, eligible) AS i;
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT 100, site_id, format('%s %s %s', site_id, need_level, i) FROM crowd, generate_series(1, came) AS i;
SELECT pg_temp.measure(100) \g /dev/null
CREATE TEMPORARY VIEW pooled AS
SELECT s.period, b.site_id, b.value, b.n, b.pooled
FROM indicator_b2(100, ARRAY(SELECT snapshot_id FROM snapshot WHERE project_id = 100)) b
	JOIN snapshot s USING (snapshot_id);
SELECT site_id, value, n, pooled FROM pooled WHERE period = '2021Q3' ORDER BY 1;
-- one of 12 did not come: 4 are few, so N is hidden, and so are the others.  13 still speaks for itself, the rest take
-- the value of the project, 9 of 20 and 55 of 80
DELETE FROM attendance WHERE beneficiary_id = '12 A 5';
SELECT pg_temp.levels(100) \g /dev/null
SELECT site_id, value, n, pooled FROM pooled WHERE period = '2021Q3' ORDER BY 1;
-- of C nobody came, which is not hidden; then of A nobody
DELETE FROM attendance WHERE project_id = 100 AND beneficiary_id LIKE '% C %';
SELECT pg_temp.levels(100) \g /dev/null
SELECT count(*) AS rows, count(value) AS known FROM pooled;
DELETE FROM attendance WHERE project_id = 100;
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT 100, site_id, beneficiary_id FROM roster WHERE project_id = 100 AND need_level = 'C';
SELECT pg_temp.levels(100) \g /dev/null
SELECT count(*) AS rows, count(value) AS known, max(value) AS value FROM pooled;
-- 3 of 20 came: that is hidden for the project as well.  13 says 0.30, which may be 3 of 10 or 6 of 20
INSERT INTO attendance (project_id, activity_id, beneficiary_id) SELECT 100, 13, format('13 A %s', i)
FROM generate_series(1, 3) AS i;
SELECT pg_temp.levels(100) \g /dev/null
SELECT site_id, value, n, pooled FROM pooled WHERE period = '2021Q3' ORDER BY 1;
ROLLBACK;

-- B3.
--	1: hours 3 and 1 (unknown), need 4 and 4: 1 - (1/4 + 1/4) / 2.  Then nothing of a known type.  Term: 3, 1, 0 of 4
--	   against 4, 4, 3 of 11: 1 - (17/44 + 5/44 + 12/44) / 2
--	3: all hours were play, which 2 of 8 need.  4: nothing of what is needed, then nothing is
SELECT period, site_id, round(value, 6) AS value, n FROM measure WHERE code = 'B3' ORDER BY period COLLATE "C", site_id;
BEGIN;
-- thirds of both: exactly 1
UPDATE need SET need_type = 'counsel' WHERE site_id = 1 AND need_level = 'A' AND counted_on = '2021-07-01';
UPDATE need SET eligible = 2 WHERE site_id = 1 AND counted_on < '2021-10-01';
UPDATE activity SET hours = 0.07 WHERE activity_id IN (1, 2, 3);
UPDATE activity SET need_type = 'counsel' WHERE activity_id = 3;
UPDATE activity_standing SET standing = 'unchecked' WHERE activity_id = 3;
DELETE FROM activity_sum WHERE project_id = 1;
INSERT INTO activity_sum SELECT * FROM sum_activities(1);
SELECT b.value = 1 AS exact, b.n FROM snapshot s JOIN indicator_b3(1, ARRAY[s.snapshot_id]) b USING (snapshot_id)
WHERE b.site_id = 1 AND s.period = '2021Q3';
ROLLBACK;

-- What is added up: every activity once, and none with one that an edge of a period parts from it; of attendance every
-- person and day once.
BEGIN;
DELETE FROM activity_sum WHERE project_id = 1;
INSERT INTO activity_sum SELECT * FROM sum_activities(1);
DELETE FROM attendance_sum WHERE project_id = 1;
INSERT INTO attendance_sum SELECT * FROM sum_attendance(1);
SELECT sum(s.activities) = (SELECT count(*) FROM activity a WHERE a.project_id = 1) AS all_of_them,
	sum(s.reported) = (SELECT sum(a.quantity) FROM activity a WHERE a.project_id = 1) AS quantity,
	count(*) > 1 AND count(*) FILTER (WHERE EXISTS (SELECT FROM period_edge(1) e
		WHERE e.day > s.first_on AND e.day <= s.counted_on)) = 0 AS between_edges
FROM activity_sum s
WHERE s.project_id = 1;
SELECT sum(s.beneficiary_days) FILTER (WHERE s.site_id IS NULL) = f.days AS of_the_project,
	sum(s.beneficiary_days) FILTER (WHERE s.site_id IS NOT NULL) = f.site_days AS of_sites, f.days > 0 AS some
FROM attendance_sum s
	CROSS JOIN (
		SELECT count(DISTINCT (t.beneficiary_id, a.held_on)) AS days,
			count(DISTINCT (a.site_id, t.beneficiary_id, a.held_on)) AS site_days
		FROM attendance t
			JOIN activity a USING (project_id, activity_id)
			JOIN activity_standing k USING (project_id, activity_id)
			JOIN project p USING (project_id)
		WHERE t.project_id = 1 AND k.standing IN ('confirmed', 'unchecked')
			AND a.held_on BETWEEN p.start_on AND p.end_on
	) f
WHERE s.project_id = 1 AND s.contract_id IS NULL
GROUP BY f.days, f.site_days;
ROLLBACK;

-- B4: days of the term so far
SELECT period, site_id, value, numerator, denominator, n FROM measure WHERE code = 'B4' AND site_id IN (1, 2, 3)
ORDER BY period COLLATE "C", site_id;
-- B5
SELECT b.period, b.site_id, b.value, b.numerator, b.n, round(b.std_error, 6) AS std_error,
	round(b.std_error, 6) IS NOT DISTINCT FROM
		round(sqrt((k + 1) * (b.n - k + 1) / ((b.n + 2) ^ 2 * (b.n + 3)))::numeric, 6) AS error_right
FROM measure b LEFT JOIN (VALUES (1, 4::float8), (2, 5), (4, 1.5), (5, 0)) AS v (site_id, k) ON v.site_id = b.site_id
	AND b.n >= 5
WHERE b.code = 'B5' ORDER BY b.period COLLATE "C", b.site_id;

-- S1: no number from fewer than 5 answers
SELECT period, site_id, value, n FROM measure WHERE code = 'S1' AND n > 0 ORDER BY period COLLATE "C", site_id;
-- S2.  1: 75 and 100; then 6 of 9; the providers' 100s do not count, nor do children
SELECT period, site_id, round(value, 6) AS value, n FROM measure WHERE code = 'S2' ORDER BY period COLLATE "C", site_id;

-- a row for every site and period in which it was open, once
SELECT code, count(*) AS rows, count(*) = count(DISTINCT (m.site_id, m.period)) AS once,
	bool_and(l.site_id IS NOT NULL) AS open
FROM measure m
	LEFT JOIN site_life(1, ARRAY(SELECT snapshot_id FROM snapshot)) l ON l.site_id = m.site_id AND l.period = m.period
GROUP BY code ORDER BY code COLLATE "C";
-- the same bits by any plan, in any order of the rows
CREATE FUNCTION pg_temp.digest() RETURNS text LANGUAGE sql AS $$
	SELECT md5(string_agg(m, E'\n' ORDER BY m COLLATE "C"))
	FROM (SELECT ARRAY(SELECT snapshot_id FROM measured.snapshot) AS all_of) s CROSS JOIN LATERAL (
		SELECT m::text FROM measured.measure_site_indicators(1, s.all_of) m
		UNION ALL SELECT m::text FROM measured.measure_items(1, s.all_of) m
		UNION ALL SELECT m::text FROM measured.measure_levels(1, s.all_of) m
		UNION ALL SELECT m::text FROM measured.measure_sites(1, s.all_of) m) t (m)
$$;
SELECT pg_temp.digest() AS digest \gset
BEGIN;
SET LOCAL enable_nestloop = off;
SELECT pg_temp.digest() = :'digest' AS hash_join;
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_hashagg = off;
SELECT pg_temp.digest() = :'digest' AS merge_join;
UPDATE response SET proxy = true WHERE response_id % 3 = 0;
UPDATE activity SET theme = 'x' WHERE activity_id % 3 = 0;
UPDATE visit SET stratum = stratum WHERE visit_id % 3 = 0;
SELECT pg_temp.digest() = :'digest' AS other_order;
ROLLBACK;

-- E1, of the buyer: paid so far of what is owed so far.  Two contracts without a part for quality, 1000 yuan an
-- activity: 8 and 6.  The first delivers 4 and 3, the second 2 and 3, and everything is seen on its day.
INSERT INTO project (name, buyer_id, service, budget, start_on, end_on)
VALUES ('paid', 1, 'children_homes', 20000, '2021-07-01', '2021-12-31');
INSERT INTO site (project_id, division_code, name, opened_on) VALUES (2, '990101100208', 'V8', '2021-07-01');
INSERT INTO contract (project_id, provider_id, procurement_mode, price, quantity_share)
VALUES (2, 2, 'open_tender', 8000, 1), (2, 5, 'open_tender', 6000, 1);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity)
VALUES (2, 3, 'a', 'activity', 8), (2, 4, 'b', 'activity', 6);
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, quantity)
SELECT 2, site_id, v.contract_id, v.item, v.held_on::date, v.quantity
FROM site, (VALUES (3, 'a', '2021-08-02', 4), (4, 'b', '2021-08-03', 2), (3, 'a', '2021-11-01', 3),
	(4, 'b', '2021-11-02', 3))
	AS v (contract_id, item, held_on, quantity)
WHERE project_id = 2;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT project_id, site_id, activity_id, 3, held_on, 'confirmed' FROM activity WHERE project_id = 2;
-- By the end of September 2000 + 4000 of the first are owed, and of the second the 2000 that are payable, not 3000; by
-- the end of December the 7000 and 5000 that are payable.
INSERT INTO instalment (project_id, contract_id, number, amount, due_on, advance) VALUES
	(2, 3, 1, 2000, '2021-07-10', true), (2, 3, 2, 4000, '2021-09-30', false), (2, 3, 3, 2000, '2021-12-31', false),
	(2, 4, 1, 3000, '2021-09-30', false), (2, 4, 2, 3000, '2021-12-31', false);
-- What is paid early counts on its day.  First quarter: 5000 of 8000.  Later and in the term: 7000 + 5500 of 12000, too
-- much
INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on) VALUES
	(2, 3, 1, 2000, '2021-07-05'), (2, 3, 2, 3000, '2021-09-30'), (2, 3, 3, 2000, '2021-12-30'),
	(2, 4, 1, 2000, '2021-10-15'), (2, 4, 2, 3500, '2021-12-31');
CREATE TEMPORARY VIEW executed AS
SELECT r.period, round(p.value, 6) AS value, round(p.points, 6) AS points, p.available, p.n
FROM project_points p JOIN current_run r USING (project_id, run_id)
WHERE r.project_id = 2 AND p.code = 'E1' AND r.profile = 'statutory';
SELECT refresh_project(2) > 0 AS runs;
SELECT e.*, round(10 * x.share, 6) AS expected
FROM executed e JOIN (VALUES ('2021Q3', 5 / 8.0), ('2021Q4', 12 / 12.5), ('term', 12 / 12.5)) AS x (period, share)
	USING (period)
ORDER BY e.period COLLATE "C";
BEGIN;
-- a cent of what is not owed is without end, and earns nothing; owed, but not paid; and neither owed nor paid, whatever
-- the budget
DELETE FROM payment WHERE paid_on > '2021-09-30';
UPDATE instalment SET due_on = '2021-12-31', advance = false;
UPDATE payment SET instalment = NULL, paid = 14000.01 WHERE paid_on = '2021-07-05';
SELECT refresh_project(2) > 0 AS runs;
SELECT period, value, points FROM executed WHERE period = '2021Q3';
DELETE FROM payment;
SELECT refresh_project(2) > 0 AS runs;
SELECT period, value, points, n FROM executed ORDER BY period COLLATE "C";
ROLLBACK;

-- What is owed is rounded before it is rounded down, whatever the digits make of it.  Shares of 1, 62, 29 and 1 of 92
-- days add up to 2 and a little more, so that V1 owes a little less than 3; two activities are too few.
INSERT INTO project (name, buyer_id, service, start_on, end_on)
VALUES ('digits', 1, 'children_homes', '2021-07-01', '2021-09-30'),
	-- nothing is known of one: without a target no O1, O2 nor O4, without a price no O5; and another has not begun
	('bare', 1, 'children_homes', '2021-07-01', '2021-09-30'),
		('later', 1, 'children_homes', '2100-01-01', '2100-12-31');
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT 3, v.division_code, v.name, o.opened_on::date
FROM village v JOIN (VALUES ('V1', '2021-07-01'), ('V2', '2021-07-31'), ('V3', '2021-09-02'), ('V4', '2021-09-30'))
	AS o (name, opened_on)
	USING (name) ORDER BY 3;
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (3, 2, 'open_tender', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (3, 5, 'a', 'activity', 6);
INSERT INTO activity (project_id, site_id, contract_id, item, held_on)
SELECT 3, min(site_id), 5, 'a', date '2021-07-01' + i FROM site, generate_series(1, 2) AS i WHERE project_id = 3
GROUP BY i;
INSERT INTO site (project_id, division_code, name, opened_on)
VALUES (4, '990101100208', 'V8', '2021-07-01'), (5, '990101100209', 'V9', '2021-07-01');
SELECT pg_temp.measure(p) FROM generate_series(3, 5) AS p \g /dev/null
SELECT round(i.target, 6) AS target, i.target < 3 AS a_little_less, m.value
FROM site o JOIN item_measure i USING (project_id, site_id) JOIN measure m USING (project_id, snapshot_id, site_id)
WHERE o.project_id = 3 AND o.name = 'V1' AND m.code = 'O4' AND m.period = 'term';
SELECT code, value, n, std_error, pooled FROM measure WHERE project_id = 4 AND period = 'term'
ORDER BY code COLLATE "C";
SELECT count(*) AS rows FROM measure WHERE project_id = 5;

-- A project that runs today, in the first of its two quarters: what is dated tomorrow has not happened
BEGIN;
INSERT INTO project (name, buyer_id, service, start_on, end_on)
SELECT 'running', 1, 'children_homes', q, (q + interval '6 months')::date - 1
FROM (SELECT date_trunc('quarter', current_date)::date AS q) v RETURNING project_id \gset
INSERT INTO site (project_id, division_code, name, opened_on)
VALUES (:project_id, '990101100209', 'V9', '2021-07-01') RETURNING site_id \gset
INSERT INTO contract (project_id, provider_id, procurement_mode, price)
VALUES (:project_id, 4, 'open_tender', 2000) RETURNING contract_id \gset
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity)
VALUES (:project_id, :contract_id, 'a', 'activity', 2);
INSERT INTO beneficiary (project_id, beneficiary_id)
VALUES (:project_id, 'A'), (:project_id, 'C 1'), (:project_id, 'C 2');
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT project_id, beneficiary_id, :site_id, left(beneficiary_id, 1), '2021-07-01' FROM beneficiary
WHERE project_id = :project_id;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, need_type)
VALUES (:project_id, :site_id, :contract_id, 'a', current_date, 'play'),
	(:project_id, :site_id, :contract_id, 'a', current_date + 1, 'tutoring');
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT project_id, activity_id, b
FROM activity JOIN (VALUES ('play', 'A'), ('play', 'C 1'), ('tutoring', 'C 2')) AS v (need_type, b)
	USING (need_type) WHERE project_id = :project_id;
INSERT INTO need (project_id, site_id, counted_on, need_level, need_type, eligible)
VALUES (:project_id, :site_id, current_date, 'C', 'play', 1),
	(:project_id, :site_id, current_date + 1, 'C', 'tutoring', 1);
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
SELECT :project_id, :site_id, day, 'child', 'C', rating, 1
FROM (VALUES (current_date, 5), (current_date + 1, 1)) AS v (day, rating), generate_series(1, 6);
INSERT INTO rest_day VALUES (current_date), (current_date + 1);
-- three verifiers came, the first with two activities to check
INSERT INTO visit (project_id, site_id, verifier_id, visited_on, room_open)
SELECT :project_id, :site_id, verifier_id, day, day = current_date
FROM (VALUES (3, current_date), (3, current_date), (2, current_date), (1, current_date), (3, current_date + 1))
	AS v (verifier_id, day);
INSERT INTO instalment (project_id, contract_id, number, amount, due_on, advance)
VALUES (:project_id, :contract_id, 1, 200, current_date, true),
	(:project_id, :contract_id, 2, 300, current_date + 1, true);
INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on)
VALUES (:project_id, :contract_id, 1, 50, current_date), (:project_id, :contract_id, 1, 100, current_date + 1);
SELECT refresh_project(:project_id) > 0 AS runs;
-- O3 3 of 3, B1 3 of 4, B3 all play, S1 100; two key children would be told by B2
SELECT s.kind, m.code, round(m.value, 6) AS value, m.n, m.pooled
FROM measure m JOIN snapshot s USING (project_id, snapshot_id)
WHERE m.project_id = :project_id AND m.code IN ('O3', 'B1', 'B2', 'B3', 'S1') AND s.kind IN ('unit', 'term')
ORDER BY s.kind DESC, m.code COLLATE "C";
-- O5: 1000 yuan by the days of the quarter so far, of two person-days.  O4 does not apply before the quarter is over
SELECT count(*) FILTER (WHERE m.code = 'O5') AS costs,
	bool_and(m.value = round(500.0 * (current_date - p.start_on + 1) / (u.end_on - u.from_on + 1)))
		FILTER (WHERE m.code = 'O5') AS cost,
	count(*) FILTER (WHERE m.code = 'O4') = max(CASE WHEN u.end_on = current_date THEN 2 ELSE 0 END)
		AS not_before_its_end
FROM measure m JOIN project p USING (project_id)
	JOIN project_unit u ON u.project_id = p.project_id AND u.from_on = p.start_on
WHERE m.project_id = :project_id AND m.period <> to_char(current_date, 'YYYY');
SELECT count(*) >= 2 AS runs, bool_and(p.value = 50 / 200.0) AS executed
FROM project_points p JOIN current_run r USING (project_id, run_id) WHERE r.project_id = :project_id AND p.code = 'E1';
ROLLBACK;

RESET search_path;
DROP SCHEMA measured CASCADE;

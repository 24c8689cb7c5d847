-- The indicators of a workspace; every figure by hand
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('measured') WHERE action = 'created';
SET search_path = measured, service_eval;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- Organizations 2 and 5 provide project 1, and 4 another one.  Sites 1 to 3 lie in township N, 4 to 6 in S, 7 in another N.
-- Two quarters.  Site 3 opens in the second, site 6 closes in the first; 7 has no facts at all.
INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization'), ('office', 'other'),
	('elsewhere', 'social_organization'), ('second agency', 'social_organization');
INSERT INTO village SELECT '99010110020' || i, 'V' || i, CASE WHEN i IN (4, 5, 6) THEN 'S' ELSE 'N' END, CASE WHEN i = 7 THEN 'D' ELSE 'C' END
FROM generate_series(1, 9) AS i;
INSERT INTO project (name, buyer_id, start_on, end_on) VALUES ('p', 1, '2021-07-01', '2021-12-31');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 8400), (1, 5, 'open_tender', 5600);
-- 5 / 14 + 5 / 14 + 4 / 14 = 1 activity in a quarter, and in numeric a little more
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 5), (1, 1, 'b', 'activity', 5), (1, 2, 'c', 'activity', 4);
INSERT INTO site (project_id, division_code, name, opened_on, closed_on)
SELECT 1, division_code, name, CASE name WHEN 'V3' THEN date '2021-11-15' ELSE '2021-07-01' END, CASE name WHEN 'V6' THEN date '2021-09-20' END
FROM village WHERE name <= 'V7' ORDER BY name;
INSERT INTO beneficiary (project_id, beneficiary_id, site_id, need_level)
SELECT 1, concat_ws('-', s, l, i), s, l
FROM (VALUES (1, 'A', 5), (1, 'C', 4), (2, 'A', 2), (2, 'B', 2), (2, 'C', 4), (3, 'A', 1), (3, 'C', 2), (4, 'A', 2), (4, 'C', 5), (5, 'A', 2)) AS v (s, l, n),
	generate_series(1, n) AS i;

-- Activities in this order; 3, 12 and 14 are repeats, 4 left no trace, 6 is after the term, 13 seems to be a repeat and nobody
-- has decided
CREATE TEMPORARY TABLE held (id integer, site integer, item text, held_on date, need_type text, hours numeric, came text);
INSERT INTO held VALUES
	(1, 1, 'a', '2021-08-02', 'tutoring', 3, '1-A-1 1-A-2 1-C-1'),
	(2, 1, 'b', '2021-08-02', 'play', NULL, '1-A-1 1-C-2'),
	(3, 1, 'c', '2021-08-10', 'play', 10, '1-A-3'),
	(4, 1, 'a', '2021-08-11', 'counsel', 10, '1-A-4'),
	(5, 1, 'a', '2021-10-05', NULL, 5, '1-A-1 1-C-1 2-A-1 3-C-2'),
	(6, 1, 'a', '2022-01-10', 'tutoring', 7, '1-A-5 1-C-3'),
	(7, 2, 'b', '2021-09-30', 'tutoring', 2, '2-B-1 2-C-1 2-C-2 2-C-3'),
	(8, 3, 'c', '2021-12-01', 'play', 2, '3-A-1 3-C-1'),
	(9, 4, 'a', '2021-07-01', 'play', 1, '4-A-1 4-C-1'),
	(10, 4, 'a', '2021-12-31', 'counsel', 1, '4-A-1 4-A-2 4-C-1 4-C-2 4-C-3 4-C-4 4-C-5'),
	(11, 5, 'a', '2021-07-20', 'play', 1, ''),
	(12, 5, 'a', '2021-07-25', 'tutoring', 9, '5-A-1'),
	(13, 5, 'a', '2021-08-20', 'play', 2, '5-A-2'),
	(14, 6, 'a', '2021-09-01', 'play', 1, '4-C-5');
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, hours, need_type)
SELECT 1, site, CASE item WHEN 'c' THEN 2 ELSE 1 END, item, held_on, hours, need_type FROM held ORDER BY id;
INSERT INTO attendance (project_id, activity_id, beneficiary_id) SELECT 1, id, string_to_table(came, ' ') FROM held WHERE came <> '';
INSERT INTO photo (project_id, activity_id, phash) VALUES (1, 11, 0), (1, 12, 0), (1, 13, 0);
SELECT match_photos(1) > 0 AS compared;
INSERT INTO duplicate_review (project_id, activity_id, earlier_activity_id, decision) VALUES (1, 12, 11, 'confirmed');
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome) VALUES
	(1, 1, 2, 3, '2021-08-05', 'confirmed'), (1, 1, 3, 3, '2021-08-12', 'repeated'), (1, 1, 4, 3, '2021-08-12', 'no_trace'),
	(1, 6, 14, 3, '2021-09-02', 'repeated'),
	-- the provider's own find nothing
	(1, 1, 1, 2, '2021-08-06', 'no_trace');
SELECT standing, held, string_agg(activity_id::text, ' ' ORDER BY activity_id) AS activities FROM activity_standing GROUP BY 1, 2 ORDER BY 1, 2;

-- every answer about satisfaction is a 3 of 5, so that S is 50 wherever it is known: 1 and 4 in the first quarter, 3 and 4 in the second
INSERT INTO response (project_id, site_id, period, respondent, need_level, rating, collector_id)
SELECT 1, s, period::date, 'child', l, 3, 1
FROM (VALUES (1, '2021-07-01', 'A', 6), (4, '2021-07-01', 'C', 10), (1, '2021-10-01', 'C', 3), (3, '2021-10-01', 'C', 6), (4, '2021-10-01', 'C', 10)) AS v (s, period, l, n),
	generate_series(1, n);
-- what a provider collected
INSERT INTO response (project_id, site_id, period, respondent, need_level, question, rating, collector_id)
SELECT 1, s, '2021-07-01', r, 'C', q, 5, 2 + 3 * (i % 2)
FROM generate_series(1, 2) AS s, generate_series(1, 10) AS i,
	(VALUES ('guardian', 'satisfaction'), ('guardian', 'knows_home'), ('village', 'satisfaction')) AS v (r, q);

-- O3.  2021-08-07 was a Saturday, 10-01 a holiday on a Friday, and on Saturday 10-09 people worked.
INSERT INTO visit (project_id, site_id, verifier_id, visited_on, room_open) VALUES
	(1, 1, 3, '2021-08-07', true), (1, 1, 3, '2021-08-08', true), (1, 1, 3, '2021-08-14', false),
	-- a Monday; nobody said; the providers' own
	(1, 1, 3, '2021-08-09', false), (1, 1, 3, '2021-08-15', NULL), (1, 1, 2, '2021-08-22', true), (1, 1, 5, '2021-08-28', true),
	-- 4 is no provider here
	(1, 2, 3, '2021-09-04', false), (1, 2, 4, '2021-09-05', true),
	(1, 1, 3, '2021-10-01', false), (1, 1, 3, '2021-10-09', true), (1, 1, 3, '2021-12-25', true), (1, 1, 3, '2021-12-26', true),
	-- before the opening, and after the term
	(1, 3, 3, '2021-11-14', false), (1, 4, 3, '2022-01-02', true),
	(1, 5, 3, '2021-11-06', false);
-- without rest days weekends are:
--	first quarter	1: 2 of 3.  2 has 2 visits: with 1, 3 of 5.  No visits in S nor in the other N
--	second			1: 3 of 3, and for 2 and 3 too.  4 and 5: 0 of 1
--	term			1: 5 of 6.  2 and 3: with 1, 6 of 8.  4, 5 and 6: 0 of 1
SELECT period, site_id, round(value, 6) AS value, n, round(std_error, 6) AS std_error, pooled,
	round(std_error, 6) IS NOT DISTINCT FROM round(sqrt((c + 1) * (m - c + 1) / ((m + 2) ^ 2 * (m + 3)))::numeric, 6) AS error_right
FROM indicator_o3
	LEFT JOIN (VALUES (date '2021-07-01', 1, 2, 3::float8), ('2021-07-01', 2, 3, 5), ('2021-10-01', 1, 3, 3), ('2021-10-01', 2, 3, 3), ('2021-10-01', 3, 3, 3),
		('2021-10-01', 4, 0, 1), ('2021-10-01', 5, 0, 1), (NULL, 1, 5, 6), (NULL, 2, 6, 8), (NULL, 3, 6, 8), (NULL, 4, 0, 1), (NULL, 5, 0, 1), (NULL, 6, 0, 1)) AS v (p, site, c, m)
		ON site = site_id AND p IS NOT DISTINCT FROM period
WHERE project_id = 1
ORDER BY period NULLS LAST, site_id;
BEGIN;
-- rest days of another year say nothing of this one
INSERT INTO rest_day VALUES ('2020-10-01'), ('2022-01-01');
SELECT value, n FROM indicator_o3 WHERE site_id = 1 AND period = '2021-10-01';
-- the year's: the holiday is one, the working Saturday is none: 2 of 3
INSERT INTO rest_day SELECT d::date FROM generate_series(timestamp '2021-01-01', '2021-12-31', '1 day') AS d
WHERE (extract(isodow FROM d) >= 6 AND d <> '2021-10-09') OR d = '2021-10-01';
SELECT period, round(value, 6) AS value, n, pooled FROM indicator_o3 WHERE site_id = 1 ORDER BY period NULLS LAST;
-- one day alone: the others are none, and one visit is too few for the whole township
DELETE FROM rest_day WHERE day BETWEEN '2021-01-01' AND '2021-12-31' AND day <> '2021-12-25';
SELECT period, value, n, pooled FROM indicator_o3 WHERE site_id = 1 ORDER BY period NULLS LAST;
ROLLBACK;

-- O4.  The one activity of 6 is a repeat.  2 and 5 delivered in the first quarter only, and more of it changes nothing.
SELECT bool_and(target > 1) AS a_little_more FROM site_delivery WHERE project_id = 1 AND period IS NOT NULL;
SELECT period, site_id, round(value, 6) AS value, n FROM indicator_o4 WHERE project_id = 1 ORDER BY period NULLS LAST, site_id;

-- O5.  14000 yuan / 7 sites / 2 quarters = 1000 yuan; S = 50.
--	1: two activities on one day are one day of each child: 4 days, 1000 / 2.  Then too few answers.  Term: 2000 / (8 / 2)
--	2: days, but none of its answers counts
--	3: 2 days, in the one quarter in which it was open
--	4: 2 days, 1000 / 1; 7 days, 1000 / 3.5; term 2000 / 4.5.  5: 1 day, no answers, then no day.  6 and 7: no days that count
-- The error is that of S, as a share of it: none where all said the same, 50 for a need level heard elsewhere alone.
--	1: 4 C of 14 in the first quarter.  3: 2 A of 4 in the term, and 4: 4 A of 9 (in the second quarter nobody of A says anything anywhere)
-- In whole yuan, and without the number of days.
SELECT period, site_id, value, n, round(std_error, 6) AS std_error, abs(std_error / value - error) < 0.0001 AS error_right
FROM indicator_o5
	LEFT JOIN (VALUES (date '2021-07-01', 1, 4 / 14.0), ('2021-07-01', 4, 4 / 9.0), ('2021-10-01', 3, 0), ('2021-10-01', 4, 0), (NULL, 1, 0), (NULL, 3, 2 / 4.0), (NULL, 4, 4 / 9.0)) AS v (p, site, error)
		ON site = site_id AND p IS NOT DISTINCT FROM period
WHERE project_id = 1 ORDER BY period NULLS LAST, site_id;
SELECT count(*) AS errors_of_infinity FROM indicator_o5 WHERE std_error IS NOT NULL AND NOT value < 'Infinity';
BEGIN;
-- nobody satisfied: nothing was delivered; and of those of whom it is not known, it still is not
UPDATE response SET rating = 1 WHERE question = 'satisfaction';
SELECT period, site_id, value, std_error FROM indicator_o5
WHERE (period, site_id) IN (SELECT q.period, q.site_id FROM site_period q JOIN beneficiary_day b USING (project_id, site_id) WHERE b.held_on BETWEEN q.from_on AND q.until_on)
ORDER BY period, site_id;
-- a contract without a price costs nothing; without any price nobody knows
UPDATE contract SET price = 0 WHERE contract_id = 2;
UPDATE response SET rating = 5 WHERE question = 'satisfaction';
SELECT value FROM indicator_o5 WHERE site_id = 4 AND period = '2021-07-01';
UPDATE contract SET price = 0;
SELECT count(*) AS rows FROM indicator_o5;
ROLLBACK;

-- B1.  A 2, B 1.5, C 1.
--	1: 14.  2 A and 2 C, 6 / 14; those of repeats and without trace did not come.  Then 1 A and 1 C, 3 / 14; who came after the
--	   term did not.  Term: 4 children, 6 / 14
--	2: 11.  1 B and 3 C, 4.5 / 11; then 1 A, who came to site 1; 6.5 / 11
--	3: 4.  3 / 4; the other came to site 1 before site 3 opened
--	4: 9.  1 A and 1 C, 3 / 9; then all.  5: 4.  One of two in the first quarter.  6 and 7: no roster
SELECT period, site_id, value, n FROM indicator_b1 WHERE project_id = 1 ORDER BY period NULLS LAST, site_id;
SELECT period, need_level, eligible, served FROM level_participation WHERE site_id = 2 ORDER BY period NULLS LAST, need_level;

-- B2.  The project has a handful of key children, so what its townships and the project have is not shown, and nothing is said
SELECT count(*) AS rows, count(value) AS known, count(n) AS counts, bool_and(pooled) AS pooled FROM indicator_b2 WHERE project_id = 1;
BEGIN;
-- nobody in A: nothing to compare
UPDATE beneficiary SET need_level = 'C';
SELECT count(*) AS rows FROM indicator_b2 WHERE project_id = 1;
ROLLBACK;
-- Another one, of 5 sites in 3 townships.  11 has 4 A and 12 has 6, 13 has 10, and 14 and 15 none.
--	N	5 of 10 A and 30 of 40 C: 0.5 / 0.75, for both, since 11 would follow from 12
--	S	13 for itself: 5 of 10 and 10 of 20.  14 as the township: 5 of 10 and 15 of 30
--	E	15 has no A, and neither has its township: as the project, 10 of 20 and 55 of 80
BEGIN;
INSERT INTO village VALUES ('990101100211', 'W1', 'N', 'C'), ('990101100212', 'W2', 'N', 'C'), ('990101100213', 'W3', 'S', 'C'), ('990101100214', 'W4', 'S', 'C'), ('990101100215', 'W5', 'E', 'C');
INSERT INTO project (project_id, name, buyer_id, start_on, end_on) OVERRIDING SYSTEM VALUE VALUES (100, 'pooled', 1, '2021-07-01', '2021-09-30');
INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price) OVERRIDING SYSTEM VALUE VALUES (100, 100, 2, 'open_tender', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (100, 100, 'a', 'activity', 4);
INSERT INTO site (project_id, site_id, division_code, name, opened_on) OVERRIDING SYSTEM VALUE
SELECT 100, right(division_code, 2)::bigint, division_code, name, '2021-07-01' FROM village WHERE name LIKE 'W_';
INSERT INTO activity (project_id, activity_id, site_id, contract_id, item, held_on) OVERRIDING SYSTEM VALUE SELECT 100, s, s, 100, 'a', '2021-08-01' FROM generate_series(11, 15) AS s;
-- how many there are, and how many of them came
CREATE TEMPORARY TABLE crowd (site_id, need_level, eligible, came) AS
VALUES (11, 'A', 4, 0), (11, 'C', 20, 15), (12, 'A', 6, 5), (12, 'C', 20, 15), (13, 'A', 10, 5), (13, 'C', 20, 10), (14, 'C', 10, 5), (15, 'C', 10, 10);
INSERT INTO beneficiary (project_id, beneficiary_id, site_id, need_level) SELECT 100, format('%s %s %s', site_id, need_level, i), site_id, need_level FROM crowd, generate_series(1, eligible) AS i;
INSERT INTO attendance (project_id, activity_id, beneficiary_id) SELECT 100, site_id, format('%s %s %s', site_id, need_level, i) FROM crowd, generate_series(1, came) AS i;
SELECT site_id, value, n, pooled FROM indicator_b2 WHERE project_id = 100 AND period IS NOT NULL ORDER BY 1;
-- one of 12 did not come: 4 are few, so N is hidden, and so are the others.  13 still speaks for itself, the rest take the value of the
-- project, 9 of 20 and 55 of 80
DELETE FROM attendance WHERE beneficiary_id = '12 A 5';
SELECT site_id, value, n, pooled FROM indicator_b2 WHERE project_id = 100 AND period IS NOT NULL ORDER BY 1;
-- of C nobody came, which is not hidden; then of A nobody
DELETE FROM attendance WHERE project_id = 100 AND beneficiary_id LIKE '% C %';
SELECT count(*) AS rows, count(value) AS known FROM indicator_b2 WHERE project_id = 100;
DELETE FROM attendance WHERE project_id = 100;
INSERT INTO attendance (project_id, activity_id, beneficiary_id) SELECT 100, site_id, beneficiary_id FROM beneficiary WHERE project_id = 100 AND need_level = 'C';
SELECT count(*) AS rows, count(value) AS known, max(value) AS value FROM indicator_b2 WHERE project_id = 100;
-- 3 of 20 came: that is hidden for the project as well.  13 says 0.30, which may be 3 of 10 or 6 of 20
INSERT INTO attendance (project_id, activity_id, beneficiary_id) SELECT 100, 13, format('13 A %s', i) FROM generate_series(1, 3) AS i;
SELECT site_id, value, n, pooled FROM indicator_b2 WHERE project_id = 100 AND period IS NOT NULL ORDER BY 1;
ROLLBACK;

-- B3.
INSERT INTO need (project_id, site_id, period, need_level, need_type, eligible) VALUES
	-- hours 3 and 1 (unknown), need 4 and 4: 1 - (1/4 + 1/4) / 2.  Then nothing of a known type.  Term: 3, 1, 0 of 4 against 4, 4, 3 of 11:
	-- 1 - (17/44 + 5/44 + 12/44) / 2
	(1, 1, '2021-07-01', 'A', 'tutoring', 2), (1, 1, '2021-07-01', 'C', 'tutoring', 2), (1, 1, '2021-07-01', 'C', 'play', 4),
	(1, 1, '2021-10-01', 'A', 'counsel', 3), (1, 1, '2022-01-01', 'C', 'tutoring', 100),
	-- 2: none known.  3: what was needed before it opened is left out
	(1, 3, '2021-07-01', 'C', 'tutoring', 50), (1, 3, '2021-10-01', 'C', 'play', 2),
	-- 4: all that was given was something else; then a need that nobody has
	(1, 4, '2021-07-01', 'C', 'tutoring', 3), (1, 4, '2021-10-01', 'C', 'counsel', 0),
	-- 5: the 9 hours are a repeat.  6: all is
	(1, 5, '2021-07-01', 'A', 'play', 5), (1, 6, '2021-07-01', 'A', 'play', 1);
SELECT period, site_id, round(value, 6) AS value, n FROM indicator_b3 WHERE project_id = 1 ORDER BY period NULLS LAST, site_id;
BEGIN;
-- thirds of both: exactly 1
UPDATE need SET need_type = 'counsel', eligible = 2 WHERE site_id = 1 AND need_level = 'A' AND period = '2021-07-01';
UPDATE need SET eligible = 2 WHERE site_id = 1 AND period = '2021-07-01';
UPDATE activity SET hours = 0.07 WHERE activity_id IN (1, 2, 3);
UPDATE activity SET need_type = 'counsel' WHERE activity_id = 3;
DELETE FROM visit WHERE activity_id = 3;
SELECT value = 1 AS exact, n FROM indicator_b3 WHERE site_id = 1 AND period = '2021-07-01';
ROLLBACK;

-- B4 and S1
INSERT INTO director_post (project_id, site_id, person_code, from_on, to_on) VALUES (1, 1, 'x', '2021-07-01', '2021-09-30'), (1, 3, 'y', '2021-11-15', NULL);
SELECT period, site_id, value, n FROM indicator_b4 WHERE site_id IN (1, 2, 3) ORDER BY period NULLS LAST, site_id;
SELECT period, site_id, value, n FROM indicator_s1 WHERE project_id = 1 AND n > 0 ORDER BY period NULLS LAST, site_id;

-- B5.
INSERT INTO response (project_id, site_id, period, respondent, need_level, question, rating, scale_max, collector_id)
SELECT 1, s, period::date, r, 'C', 'knows_home', rating, m, 1
FROM (VALUES
	-- 1: 4 of 5, whatever the children say.  2: 4 are too few, and so is 1, and 5 of 5 in the term.  4: 6 times 1/4.  5: 0 of 5
	(1, '2021-07-01', 'guardian', 2, 2, 4), (1, '2021-07-01', 'guardian', 1, 2, 1), (1, '2021-07-01', 'child', 1, 2, 9),
	(2, '2021-07-01', 'guardian', 2, 2, 4), (2, '2021-10-01', 'guardian', 5, 5, 1), (4, '2021-07-01', 'guardian', 2, 5, 6), (5, '2021-07-01', 'guardian', 1, 2, 5),
	-- 3 was not open
	(3, '2021-07-01', 'guardian', 2, 2, 9)) AS v (s, period, r, rating, m, n), generate_series(1, n);
SELECT b.period, b.site_id, b.value, b.n, round(b.std_error, 6) AS std_error,
	round(b.std_error, 6) IS NOT DISTINCT FROM round(sqrt((k + 1) * (b.n - k + 1) / ((b.n + 2) ^ 2 * (b.n + 3)))::numeric, 6) AS error_right
FROM indicator_b5 b LEFT JOIN (VALUES (1, 4::float8), (2, 5), (4, 1.5), (5, 0)) AS v (site_id, k) ON v.site_id = b.site_id AND b.n >= 5
WHERE b.project_id = 1 ORDER BY b.period NULLS LAST, b.site_id;

-- S2.  1: 75 and 100; then 6 of 9; the providers' 100s do not count, nor do children
INSERT INTO response (project_id, site_id, period, respondent, rating, scale_max, collector_id) VALUES
	(1, 1, '2021-07-01', 'village', 4, 5, 1), (1, 1, '2021-07-01', 'buyer', 5, 5, 1), (1, 1, '2021-10-01', 'buyer', 7, 10, 1),
	(1, 3, '2021-07-01', 'village', 1, 5, 1), (1, 3, '2021-10-01', 'village', 5, 5, 1);
INSERT INTO response (project_id, site_id, period, respondent, question, rating, collector_id) VALUES (1, 1, '2021-07-01', 'village', 'other', 1, 1);
SELECT period, site_id, round(value, 6) AS value, n FROM indicator_s2 WHERE project_id = 1 ORDER BY period NULLS LAST, site_id;

-- E1.  First quarter: 3000 of 5000, as 1000 came late.  Second: 5000 of 6000.  Term: 9000 of 14000, the price of the contracts
INSERT INTO payment (project_id, contract_id, period, due, paid, paid_on) VALUES
	(1, 1, '2021-07-01', 4000, 3000, '2021-09-30'), (1, 2, '2021-07-01', 1000, 1000, '2021-10-15'),
	(1, 1, '2021-10-01', 5000, 5000, '2021-12-31'), (1, 2, '2021-10-01', 1000, 500, '2022-01-05'), (1, 2, '2022-01-01', 1000, 0, NULL);
SELECT period, site_id, round(value, 6) AS value, n FROM indicator_e1 ORDER BY period NULLS LAST;
BEGIN;
UPDATE project SET budget = 18000;
SELECT period, round(value, 6) AS value FROM indicator_e1 ORDER BY period NULLS LAST;
-- nothing due in a quarter, whatever was paid; recorded, but not paid; no budget
UPDATE payment SET due = 0 WHERE period = '2021-07-01';
UPDATE payment SET paid = 0 WHERE period = '2021-10-01';
SELECT period, round(value, 6) AS value, n FROM indicator_e1 ORDER BY period NULLS LAST;
UPDATE project SET budget = 0;
SELECT value FROM indicator_e1 WHERE period IS NULL;
ROLLBACK;

-- a row for every site and period in which it was open, once
CREATE TEMPORARY VIEW measured_all AS
SELECT 'O1' AS code, project_id, site_id, period, value, n, std_error, NULL::boolean AS pooled FROM indicator_o1
UNION ALL SELECT 'O2', project_id, site_id, period, value, n, NULL, NULL FROM indicator_o2
UNION ALL SELECT 'O3', project_id, site_id, period, value, n, std_error, pooled FROM indicator_o3
UNION ALL SELECT 'O4', project_id, site_id, period, value, n, NULL, NULL FROM indicator_o4
UNION ALL SELECT 'O5', project_id, site_id, period, value, n, std_error, NULL FROM indicator_o5
UNION ALL SELECT 'B1', project_id, site_id, period, value, n, NULL, NULL FROM indicator_b1
UNION ALL SELECT 'B2', project_id, site_id, period, value, n, NULL, pooled FROM indicator_b2
UNION ALL SELECT 'B3', project_id, site_id, period, value, n, NULL, NULL FROM indicator_b3
UNION ALL SELECT 'B4', project_id, site_id, period, value, n, NULL, NULL FROM indicator_b4
UNION ALL SELECT 'B5', project_id, site_id, period, value, n, std_error, NULL FROM indicator_b5
UNION ALL SELECT 'S1', project_id, site_id, period, value, n, std_error, NULL FROM indicator_s1
UNION ALL SELECT 'S2', project_id, site_id, period, value, n, NULL, NULL FROM indicator_s2
UNION ALL SELECT 'E1', project_id, site_id, period, value, n, NULL, NULL FROM indicator_e1;
SELECT code, count(*) AS rows, count(*) = count(DISTINCT (m.site_id, m.period)) AS once, bool_and(s.site_id IS NOT NULL) AS open
FROM measured_all m LEFT JOIN site_period s ON s.site_id = m.site_id AND s.period IS NOT DISTINCT FROM m.period
WHERE m.project_id = 1
GROUP BY code ORDER BY code;
-- the same bits by any plan, in any order of the rows
CREATE FUNCTION pg_temp.digest() RETURNS text LANGUAGE sql AS
$$SELECT md5(string_agg(m::text, E'\n' ORDER BY code, project_id, site_id, period)) FROM measured_all m$$;
-- what runs for milliseconds would be compiled for seconds
SET jit = off;
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

-- a project of which nothing is known: without a target no O1 nor O4, without a price no O5; and one that has not begun
INSERT INTO project (name, buyer_id, start_on, end_on) VALUES ('bare', 1, '2021-07-01', '2021-09-30'), ('later', 1, '2100-01-01', '2100-12-31');
INSERT INTO site (project_id, division_code, name, opened_on) VALUES (2, '990101100208', 'V8', '2021-07-01'), (3, '990101100209', 'V9', '2021-07-01');
SELECT code, site_id, value, n, std_error, pooled FROM measured_all WHERE project_id = 2 AND period IS NOT NULL ORDER BY code;
-- where no payment is recorded, a budget does not tell that none was made
UPDATE project SET budget = 1000 WHERE project_id = 2;
SELECT period, value, n FROM indicator_e1 WHERE project_id = 2 ORDER BY period NULLS LAST;
SELECT count(*) AS rows FROM measured_all WHERE project_id = 3;

-- A project that runs today, in the first of its two quarters: what is dated tomorrow has not happened
BEGIN;
INSERT INTO project (name, buyer_id, start_on, end_on, budget)
SELECT 'running', 1, q, (q + interval '6 months')::date - 1, 1000 FROM (SELECT date_trunc('quarter', current_date)::date AS q) v;
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (4, 4, 'open_tender', 2000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (4, 3, 'a', 'activity', 2);
INSERT INTO site (project_id, division_code, name, opened_on) VALUES (4, '990101100209', 'V9', '2021-07-01');
INSERT INTO beneficiary (project_id, beneficiary_id, site_id, need_level) VALUES (4, 'A', 10, 'A'), (4, 'C 1', 10, 'C'), (4, 'C 2', 10, 'C');
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, need_type) VALUES (4, 10, 3, 'a', current_date, 'play'), (4, 10, 3, 'a', current_date + 1, 'tutoring');
INSERT INTO attendance (project_id, activity_id, beneficiary_id) VALUES (4, 15, 'C 1'), (4, 15, 'A'), (4, 16, 'C 2');
INSERT INTO need (project_id, site_id, period, need_level, need_type, eligible)
SELECT 4, 10, v.period::date, 'C', v.need_type, 1
FROM project p, (VALUES (0, 'play'), (3, 'tutoring')) AS n (months, need_type), LATERAL (SELECT p.start_on + n.months * interval '1 month', n.need_type) AS v (period, need_type)
WHERE p.project_id = 4;
INSERT INTO response (project_id, site_id, period, respondent, need_level, rating, collector_id) SELECT 4, 10, date_trunc('quarter', current_date)::date, 'child', 'C', 5, 1 FROM generate_series(1, 6);
INSERT INTO rest_day VALUES (current_date), (current_date + 1);
-- three verifiers came, the first with two activities to check
INSERT INTO visit (project_id, site_id, verifier_id, visited_on, room_open) VALUES (4, 10, 3, current_date, true), (4, 10, 3, current_date, true), (4, 10, 2, current_date, true), (4, 10, 1, current_date, true), (4, 10, 3, current_date + 1, false);
INSERT INTO payment (project_id, contract_id, period, due, paid, paid_on) SELECT 4, 3, date_trunc('quarter', current_date)::date, 100, v.paid, v.paid_on FROM (VALUES (50, current_date), (100, current_date + 1)) AS v (paid, paid_on);
-- O3 3 of 3, O4 1 of 1, O5 1000 / 2, B1 3 of 4, B2 1/1 / (1/2), B3 all play, E1 50 / 200 and 50 / 1000
SELECT code, period IS NULL AS term, round(value, 6) AS value, n, pooled FROM measured_all WHERE project_id = 4 AND code IN ('O3', 'O4', 'O5', 'B1', 'B2', 'B3', 'E1') ORDER BY 2, 1;
ROLLBACK;

RESET search_path;
DROP SCHEMA measured CASCADE;

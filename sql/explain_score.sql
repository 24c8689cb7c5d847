-- explain_score: every number that was combined, so that whoever appeals can compute the score again
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('told') WHERE action = 'created';
SELECT count(*) > 0 AS added FROM service_eval.create_workspace('told', pack => 'home_care');
SET search_path = told, service_eval;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers
SET jit = off;

-- Five sites in two quarters, and a scheme with every rule.  What no view of the workspace measures is fed by hand.
INSERT INTO service (code, name_en, name_zh) VALUES ('tested', 'tested', '测试');
INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization'),
	('office', 'other');
INSERT INTO village SELECT '9901011002' || lpad(i::text, 2, '0'), 'V' || i, 'T', 'C' FROM generate_series(1, 12) AS i;
INSERT INTO project (name, buyer_id, service, start_on, end_on, period_unit) VALUES
	('p', 1, 'tested', '2024-01-01', '2024-06-30', 'quarter'),
		('q', 1, 'tested', '2024-01-01', '2024-06-30', 'quarter'),
	('homes', 1, 'children_homes', '2024-01-01', '2024-06-30', 'quarter'),
		('care', 1, 'home_care', '2024-01-01', '2024-02-29', 'month');
INSERT INTO site (project_id, division_code, name, opened_on, closed_on)
SELECT CASE WHEN n <= 5 THEN 1 WHEN n = 6 THEN 2 WHEN n <= 10 THEN 3 ELSE 4 END, '9901011002' || lpad(n::text, 2, '0'),
	'S' || n,
	'2024-01-01', CASE n WHEN 5 THEN date '2024-03-31' END
FROM generate_series(1, 12) AS n ORDER BY n;
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 10000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 40);
INSERT INTO post (project_id, site_id, person_code, from_on)
VALUES (1, 1, 'd1', '2024-05-01'), (1, 3, 'd3', '2023-01-01'), (1, 4, 'd4', '2023-01-01');
INSERT INTO beneficiary (project_id, beneficiary_id) SELECT 1, format('s%s-%s', s, i)
FROM generate_series(1, 5) AS s, generate_series(1, 20) AS i;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT 1, format('s%s-%s', s, i), s, CASE WHEN i > 16 THEN 'B' ELSE 'C' END, '2024-01-01'
FROM generate_series(1, 5) AS s, generate_series(1, 20) AS i;
-- everybody satisfied, so that nothing is drawn anywhere: S1 is 100; of site 2 three answers, of site 3 none from B
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
SELECT 1, s, d, 'child', l, 5, 1
FROM generate_series(1, 5) AS s, generate_series(1, 12) AS i, (VALUES (date '2024-01-01'), ('2024-04-01')) AS q (d),
	(VALUES ('B'), ('C')) AS k (l)
WHERE (s <> 2 OR (i <= 3 AND l = 'C' AND d = '2024-01-01')) AND (s <> 3 OR l = 'C');
-- Site 1 in the second quarter: 5 reported, 1 found repeated, 3 checked of which 2 were confirmed; the stratum has 3 of
-- 5 checks confirmed, so of the one that nobody looked at (2 + 2 x 3 / 6) / (4 + 2) = 0.5 is real, m being 4 with the
-- repeat, and 6 in all.  Site 3: 2 of 2 checks say nothing of another stratum.
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, registered, form_filed, feedback_filed)
SELECT 1, s, 1, 'a', date '2024-04-01' + i, true, i % 2 = 0, CASE WHEN i = 1 THEN NULL ELSE true END
FROM (VALUES (1, 5), (3, 2), (4, 2)) AS v (s, n), generate_series(1, n) AS i ORDER BY s, i;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome, stratum) VALUES
	(1, 1, 1, 3, '2024-04-20', 'confirmed', 'red'), (1, 1, 2, 3, '2024-04-20', 'confirmed', 'red'),
		(1, 1, 3, 3, '2024-04-20', 'no_trace', 'red'),
	(1, 1, 4, 3, '2024-04-20', 'repeated', 'red'), (1, 3, 6, 3, '2024-04-20', 'confirmed', 'green'),
		(1, 3, 7, 3, '2024-04-20', 'confirmed', 'green'),
	(1, 4, 8, 3, '2024-04-20', 'confirmed', 'red'), (1, 4, 9, 3, '2024-04-20', 'no_trace', 'red');
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score)
SELECT 1, s, '2024-04-01', 3, 'calm', 60 + 10 * s FROM generate_series(1, 4) AS s;

CREATE TABLE fed (code text, site_id bigint, period text, value numeric, n bigint, whole numeric,
	pooled boolean DEFAULT false);
DO $$
DECLARE
	code	text;
BEGIN
	-- the first column counts as well
	FOREACH code IN ARRAY ARRAY['post', 'better', 'span', 'cheap', 'usual', 'tier', 'even'] LOOP
		EXECUTE format('CREATE VIEW indicator_%s AS
			SELECT f.whole, s.project_id, s.site_id, q.period, f.value, f.n, coalesce(f.pooled, false) AS pooled
			FROM project_period q JOIN site s USING (project_id)
				LEFT JOIN fed f ON f.code = %L AND f.site_id = s.site_id AND f.period = q.period
			WHERE s.project_id = 1 AND NOT (s.site_id = 4 AND %L = ''post'')', code, code, code);
	END LOOP;
END $$;
INSERT INTO fed (code, site_id, period, value, n, whole, pooled)
SELECT c, s, p, v, 7, w, o
FROM (VALUES
	-- goalpost from 2 to 10: 4 earns a quarter; beyond the end; short of it
	('post', 1, 4, NULL, false), ('post', 2, 4, NULL, false), ('post', 3, 1, NULL, false),
	('span', 1, 3, NULL, false), ('span', 2, 5, NULL, false), ('span', 3, 1, NULL, false), ('span', 4, 2, NULL, false),
	-- lower is better, 4 earns all
	('cheap', 1, 5, NULL, false), ('cheap', 2, 4, NULL, false), ('cheap', 3, 'Infinity', NULL, false),
		('cheap', 4, 3, NULL, false),
	-- the median of 0.25, 0.5 and 0.75
	('usual', 1, 0.25, 8, false), ('usual', 2, 0.75, 4, false), ('usual', 3, 0.5, 20, true),
	-- from 2 on a quarter, from 3 on half, from 5 on all
	('tier', 1, 4, NULL, false), ('tier', 2, 5, NULL, false), ('tier', 3, 1, NULL, false), ('tier', 4, 2, NULL, false),
	-- 10 and nothing else
	('even', 1, 12.5, NULL, false), ('even', 2, 0, NULL, false), ('even', 3, 8, NULL, false),
		('even', 4, 10, NULL, false)
) AS v (c, s, v, w, o) CROSS JOIN (VALUES ('2024Q1'), ('2024Q2'), ('term')) AS q (p);
-- from 2 to 10: site 1 goes from 6 to 8, site 3 from -10 to 1, site 4 stays at 1, site 2 goes back
INSERT INTO fed (code, site_id, period, value, n)
VALUES ('better', 1, '2024Q1', 6, 1), ('better', 1, '2024Q2', 8, 1), ('better', 3, '2024Q1', -10, 1),
	('better', 3, '2024Q2', 1, 1),
	('better', 4, '2024Q1', 1, 1), ('better', 4, '2024Q2', 1, 1), ('better', 2, '2024Q1', 10, 1),
		('better', 2, '2024Q2', 9, 1);
CREATE VIEW limiter_door AS SELECT 1::bigint AS project_id, '2024Q2' AS period, 4::bigint AS site_id, 3 AS value,
	'good' AS cap;

INSERT INTO scheme (scheme_id, name_en, name_zh, service, display_order, points)
VALUES ('ruled', 'every rule', '各种规则', 'tested', 1, 100), ('second', 'one', '一项', 'tested', 2, 100);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, direction, rule, target, lo, hi, points) VALUES
	('ruled', 'O1', 'output', 'verified', '核实', 'higher', 'ratio', 1, NULL, NULL, 10),
	('ruled', 'S1', 'satisfaction', 'satisfied', '满意', 'higher', 'ratio', 90, NULL, NULL, 45),
	('ruled', 'CALM', 'benefit', 'calm', '安静', 'higher', 'ratio', 80, NULL, NULL, 3),
	('ruled', 'EVEN', 'output', 'even', '恰好', 'exact', 'ratio', 10, NULL, NULL, 1),
	('ruled', 'POST', 'output', 'post', '区间', 'higher', 'goalpost', NULL, 2, 10, 4),
	('ruled', 'BETTER', 'output', 'better', '改进', 'higher', 'achieve_improve', NULL, 2, 10, 20),
	('ruled', 'SPAN', 'output', 'span', '范围', 'higher', 'band', NULL, 2, 4, 3),
	('ruled', 'TIER', 'output', 'tier', '分档', 'higher', 'steps', NULL, NULL, NULL, 2),
	('ruled', 'CHEAP', 'output', 'cheap', '成本', 'lower', 'ratio', 4, NULL, NULL, 10),
	('ruled', 'USUAL', 'output', 'usual', '常态', 'higher', 'ratio', NULL, NULL, NULL, 2),
	('second', 'S1', 'satisfaction', 'satisfied', '满意', 'higher', 'ratio', 90, NULL, NULL, 100);
INSERT INTO indicator_step (scheme_id, code, from_value, share)
VALUES ('ruled', 'TIER', 2, 0.25), ('ruled', 'TIER', 3, 0.5), ('ruled', 'TIER', 5, 1);
INSERT INTO scheme_limiter (scheme_id, code, cap) VALUES ('ruled', 'door', 'good');
UPDATE scheme SET frozen_at = now() WHERE service = 'tested';

-- Four children's homes with the shipped schemes.  16 readings are 2 for each in a quarter.
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (3, 2, 'open_tender', 8000);
INSERT INTO contract_item (project_id, contract_id, item, name, unit, target_quantity)
VALUES (3, 2, 'b', 'reading', 'activity', 16);
INSERT INTO post (project_id, site_id, person_code, from_on)
VALUES (3, 7, 'd7', '2024-02-01'), (3, 8, 'd8', '2023-01-01');
-- 7: 1 A and 8 C.  8: 9 A and 7 C.  Nobody knows who could come to 9 and 10
INSERT INTO beneficiary (project_id, beneficiary_id)
SELECT 3, s || l || i FROM (VALUES (7, 'A', 1), (7, 'C', 8), (8, 'A', 9), (8, 'C', 7)) AS v (s, l, n),
	generate_series(1, n) AS i;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT 3, beneficiary_id, left(beneficiary_id, 1)::bigint, substr(beneficiary_id, 2, 1), '2024-01-01' FROM beneficiary
WHERE project_id = 3;
INSERT INTO activity (project_id, activity_id, site_id, contract_id, item, held_on, hours, need_type, registered,
	form_filed, feedback_filed)
OVERRIDING SYSTEM VALUE VALUES
	(3, 21, 7, 2, 'b', '2024-01-06', 2, 'play', true, true, true),
		(3, 22, 7, 2, 'b', '2024-02-03', 9, 'play', true, false, false),
	(3, 23, 7, 2, 'b', '2024-03-02', 2, 'tutoring', true, true, false),
		(3, 24, 7, 2, 'b', '2024-04-06', 9, 'play', true, true, NULL),
	(3, 25, 7, 2, 'b', '2024-05-04', 4, 'tutoring', true, false, true),
	(3, 31, 8, 2, 'b', '2024-01-06', 1, 'play', true, true, true),
		(3, 32, 8, 2, 'b', '2024-02-03', 1, 'play', true, true, true),
	(3, 33, 8, 2, 'b', '2024-04-06', 1, 'play', true, true, true),
		(3, 41, 9, 2, 'b', '2024-01-06', NULL, NULL, NULL, NULL, NULL);
-- Of 22 nobody found a trace and 24 repeats another; 23 was not looked at, and neither was that of 9.
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 3, site_id, activity_id, 3, held_on,
	CASE activity_id WHEN 22 THEN 'no_trace' WHEN 24 THEN 'repeated' ELSE 'confirmed' END
FROM activity WHERE project_id = 3 AND activity_id NOT IN (23, 41);
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT 3, a, '7' || c FROM unnest(ARRAY[21, 22, 25]) AS a, unnest(ARRAY['A1', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6']) AS c
UNION ALL SELECT 3, 23, '7C' || i FROM generate_series(1, 2) AS i
UNION ALL SELECT 3, a, '8' || l || i FROM unnest(ARRAY[31, 33]) AS a, unnest(ARRAY['A', 'C']) AS l,
	generate_series(1, 4) AS i;
INSERT INTO visit (project_id, site_id, verifier_id, visited_on, room_open)
VALUES (3, 7, 3, '2024-01-13', true), (3, 7, 3, '2024-01-14', true), (3, 7, 3, '2024-04-13', true),
	(3, 7, 3, '2024-04-14', false), (3, 8, 3, '2024-04-14', true);
INSERT INTO need (project_id, site_id, counted_on, need_level, need_type, eligible)
VALUES (3, 7, '2024-01-01', 'C', 'play', 6), (3, 7, '2024-01-01', 'C', 'tutoring', 2);
-- 25 of A and 75 of C, whoever is asked; of the village 75 and of the buyer 50; 5 of 8 know the home
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, question, rating, scale_max,
	collector_id)
SELECT 3, s, '2024-01-10', r, l, q, rating, m, 1
FROM (VALUES (7, 'child', 'A', 'satisfaction', 2, 5, 3), (7, 'guardian', 'C', 'satisfaction', 4, 5, 9),
	(8, 'child', 'A', 'satisfaction', 2, 5, 6),
		(8, 'child', 'C', 'satisfaction', 4, 5, 6), (7, 'village', NULL, 'satisfaction', 4, 5, 1),
			(7, 'buyer', NULL, 'satisfaction', 3, 5, 1),
		(7, 'guardian', 'C', 'knows_service', 2, 2, 5), (7, 'guardian', 'C', 'knows_service', 1, 2, 3)) AS v (s, r, l,
			q, rating, m, n),
	generate_series(1, n);

-- Home care in two communities, by month: 2 visits a month for each of 10 persons, all held, half of them looked at
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (4, 2, 'open_tender', 4000);
INSERT INTO contract_item (project_id, contract_id, item, name, unit, target_quantity, spread)
VALUES (4, 3, 'visit', '上门服务', '人次', 2, 'person');
INSERT INTO post (project_id, site_id, role, person_code, from_on)
VALUES (4, 11, 'coordinator', 'k', '2023-01-01'), (4, 12, 'coordinator', 'k', '2023-01-01');
INSERT INTO beneficiary (project_id, beneficiary_id) SELECT 4, s || '-' || i
FROM generate_series(11, 12) AS s, generate_series(1, 10) AS i;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT 4, beneficiary_id, left(beneficiary_id, 2)::bigint, CASE WHEN beneficiary_id LIKE '%-1' THEN '4' ELSE '0' END,
	'2024-01-01'
FROM beneficiary WHERE project_id = 4;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, quantity, need_type, registered, form_filed)
SELECT 4, s, 3, 'visit', d, 2, 'meals', true, false
FROM generate_series(11, 12) AS s, unnest(ARRAY[date '2024-01-10', '2024-02-10']) AS d, generate_series(1, 10) AS i
ORDER BY s, d, i;
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT 4, activity_id, site_id || '-' || row_number() OVER (PARTITION BY site_id, held_on ORDER BY activity_id)
FROM activity WHERE project_id = 4;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 4, a.site_id, a.activity_id, 3, a.held_on, 'confirmed'
FROM activity a JOIN attendance t USING (project_id, activity_id)
WHERE a.project_id = 4 AND right(t.beneficiary_id, 1) IN ('1', '2', '3', '4', '5');
INSERT INTO need (project_id, site_id, counted_on, need_level, need_type, eligible)
SELECT 4, s, '2024-01-01', '0', 'meals', 10 FROM generate_series(11, 12) AS s;
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
SELECT 4, s, '2024-01-31', 'elder', l, 5, 1
FROM generate_series(11, 12) AS s, unnest(ARRAY['0', '4']) AS l, generate_series(1, 12) AS i;
CALL refresh_rankings();

-- Site 1, second quarter: good by its score, but half of what it reported was not verified, and the post was vacant on
-- 121 days
\pset format unaligned
SELECT topic, item, value, points, available, explanation, explanation_zh FROM explain_score(1, '2024Q2')
WHERE topic <> 'run' AND item NOT IN ('expected_rank', 'expected_rank_weights') ORDER BY step;
-- Site 3: improvement that counts, infinite cost, a group that was not heard
SELECT item, value, points, explanation, explanation_zh FROM explain_score(3, '2024Q2')
WHERE topic IN ('item', 'indicator') ORDER BY step;
-- Site 4: what does not apply, and what was not measured
SELECT item, value, points, available, explanation, explanation_zh FROM explain_score(4, '2024Q2')
WHERE topic IN ('grade', 'score', 'item', 'left out')
	OR item IN ('BETTER', 'SPAN', 'CHEAP', 'USUAL', 'O1', 'TIER', 'EVEN') ORDER BY step;
-- Site 2 is not rated, and why
SELECT topic, item, value, points, available, explanation, explanation_zh FROM explain_score(2, '2024Q2')
WHERE topic <> 'run' AND item NOT IN ('CALM', 'CHEAP', 'USUAL', 'POST', 'SPAN') ORDER BY step;
-- another profile, and the term, to which no quarter is before
SELECT topic, item, value, points, available, explanation FROM explain_score(1, profile => 'second')
WHERE topic IN ('grade', 'score', 'indicator') ORDER BY step;
SELECT item, value, points, available, explanation FROM explain_score(1) WHERE item IN ('a', 'O1', 'BETTER', 'score')
ORDER BY step;

-- What the shipped indicators rest on: site 7 over the term
--	O1	first quarter: of 3 one has a trace and one has none, and 3 of the 4 checks of both sites:
--		1 + 1 x (1 + 2 x 3/4) / (2 + 2) = 1.625; 1 in the second; 2.625 of 4: 15 x 0.65625		= 9.84375
--	O2	all 5 registers, 3 of 5 forms, 2 of 4 feedbacks			= 10 x 10 / 14
--	O3	3 of 4 rest days: 9 x 0.75						= 6.75
--	O4	3 of 2 in the first quarter, 1 of 2 in the second: 6 x 0.5		= 3
--	O5	4 x 500 yuan, 7 + 2 + 7 days: 2000 / (16 x 0.65) = 192; site 8 2000 / (16 x 0.39) = 321, so the median
--		is 256.5							= 10
--	B1	(2 x 1 + 6) / (2 x 1 + 8) = 0.8: 10 x 0.8 / 0.9			= 8.888889
--	B2	township, 5 of 10 A and 10 of 15 C: 8 x 0.75				= 6
--	B3	hours 2 and 6, need 6 and 2: 6 x 0.5 / 0.8				= 3.75
--	B4	151 of 182 days							= 3 x 151 / 182
--	B5	5 of 8: 3 x 0.625 / 0.8						= 2.34375
--	S1	(2 x 25 + 8 x 75) / 10 = 65: 8 x 65 / 90, of 10^2 / (2^2 / 3 + 8^2 / 9) = 11.8 answers
--	S2	(75 + 50) / 2 = 62.5: 2 x 62.5 / 90
--	67.374924 of 90
SELECT topic, item, value, points, available, explanation, explanation_zh FROM explain_score(7)
WHERE topic NOT IN ('run', 'rank') ORDER BY step;
-- nobody looked, nobody was asked, nobody came
SELECT item, value, points, explanation, explanation_zh FROM explain_score(9) WHERE topic IN ('item', 'indicator')
ORDER BY step;
SELECT item, explanation, explanation_zh FROM explain_score(10)
WHERE topic = 'indicator' AND item IN ('O1', 'O2', 'O3', 'O5') ORDER BY step;
-- Home care: 20 visits of 2 and 20 persons' days at 2000 yuan; what is due follows from the roster and is not shown
SELECT topic, item, value, points, available, explanation, explanation_zh FROM explain_score(11)
WHERE topic NOT IN ('run', 'rank', 'to gain') ORDER BY step;

-- what was asked for is what is shown: the headline unless a profile is named, the term unless a period is
SELECT run_id AS term FROM current_run WHERE project_id = 1 AND period = 'term' AND profile = 'ruled' \gset
SELECT run_id AS quarter FROM current_run WHERE project_id = 1 AND period = '2024Q2' AND profile = 'second' \gset
SELECT (SELECT value FROM explain_score(1) WHERE step = 1) = :term AS headline,
	(SELECT value FROM explain_score(1, '2024Q2', 'second') WHERE step = 1) = :quarter AS quarter,
	(SELECT value FROM explain_score(1, run_id => :quarter) WHERE step = 1) = :quarter AS by_run,
	(SELECT value FROM explain_score(1, '2024Q2', 'second', :quarter) WHERE step = 1) = :quarter AS all_alike;
SELECT explanation, explanation_zh FROM explain_score(1, '2024Q2') WHERE step = 1;
-- a grade goes by the bureau's own word, as on the notice
BEGIN;
UPDATE label SET zh = '合格' WHERE kind = 'grade' AND code = 'medium';
SELECT explanation_zh FROM explain_score(1, '2024Q2') WHERE step = 2;
ROLLBACK;

-- Everything that is shown, of all sites, periods and profiles
\pset format aligned
CREATE TEMPORARY TABLE line AS
SELECT r.project_id, r.run_id, r.profile, r.version, r.period, s.site_id, e.*
FROM current_run r JOIN site_score s USING (project_id, run_id)
	CROSS JOIN LATERAL explain_score(s.site_id, r.period, r.profile) e;
ANALYZE line;
SELECT count(DISTINCT (run_id, site_id)) = (SELECT count(*) FROM site_score) AS explained,
	bool_and(explanation <> '' AND explanation_zh <> '') AS said
FROM line;
-- the points add up to the score, and no point of the scheme is missing
SELECT count(*) FILTER (WHERE l.value IS NOT NULL) > 15 AS many,
	bool_and(coalesce(abs(100 * i.points / i.available - l.value) < 0.00006, v.score IS NULL)) AS score,
	bool_and(abs(i.points - l.points) < 0.00001) AS points, bool_and(i.available = l.available) AS available,
	bool_and(i.applicable + coalesce(o.available, 0) = s.points) AS all_points,
		bool_and(l.value IS NOT DISTINCT FROM v.score) AS published
FROM line l
	JOIN (SELECT run_id, site_id, sum(points) AS points, sum(available) FILTER (WHERE points IS NOT NULL) AS available,
		sum(available) AS applicable
		FROM line WHERE topic = 'indicator' GROUP BY run_id, site_id) i USING (run_id, site_id)
	LEFT JOIN (SELECT run_id, site_id, sum(available) AS available FROM line WHERE topic = 'left out' GROUP BY run_id,
		site_id) o USING (run_id, site_id)
	JOIN scheme s ON s.scheme_id = l.profile AND s.version = l.version
	JOIN village_ranking v ON (v.project_id, v.profile, v.period, v.site_id) = (l.project_id, l.profile, l.period,
		l.site_id)
WHERE l.topic = 'score';
-- grade, rank, band, bounds of the rank, shadow score and caps are those of the ranking
SELECT count(*) > 15 AS many, bool_and(l.explanation LIKE v.grade || ': %') AS grade,
	bool_and(k.value = v.rank) AS rank, bool_and(b.explanation LIKE v.band || ' band: %') AS band,
	bool_and(d.explanation LIKE format('%%lies from %s to %s, %%probability %s, in the bottom band with %s', v.rank_low,
		v.rank_high, shown_number(v.p_top::numeric), shown_number(v.p_bottom::numeric))) AS bounds,
	bool_and(h.value = v.shadow_score AND abs(h.value - g.mean) < 0.0001) AS shadow,
		bool_and(coalesce(c.caps, '{}') = v.caps) AS caps
FROM line l
	JOIN line k ON (k.run_id, k.site_id) = (l.run_id, l.site_id) AND k.item = 'rank'
	JOIN line b ON (b.run_id, b.site_id) = (l.run_id, l.site_id) AND b.item = 'band'
	JOIN line d ON (d.run_id, d.site_id) = (l.run_id, l.site_id) AND d.item = 'expected_rank'
	JOIN line h ON (h.run_id, h.site_id) = (l.run_id, l.site_id) AND h.item = 'shadow_score'
	JOIN (SELECT run_id, site_id, exp(sum(available * ln(1 + 99 * points / available)) / sum(available)) AS mean
		FROM line WHERE topic = 'indicator' AND points IS NOT NULL
		GROUP BY run_id, site_id) g ON (g.run_id, g.site_id) = (l.run_id, l.site_id)
	JOIN village_ranking v ON (v.project_id, v.profile, v.period, v.site_id) = (l.project_id, l.profile, l.period,
		l.site_id)
	LEFT JOIN (SELECT run_id, site_id, array_agg(substr(item, 5) ORDER BY step) AS caps FROM line
		WHERE item LIKE 'cap %' GROUP BY run_id, site_id) c
		ON (c.run_id, c.site_id) = (l.run_id, l.site_id)
WHERE l.item = 'grade' AND v.status = 'rated';

-- Every sum and product in the texts, worked out again with the numbers as they are shown
CREATE FUNCTION pg_temp.worked_out(formulas text[]) RETURNS numeric[] LANGUAGE plpgsql AS $$
DECLARE
	result numeric[];
BEGIN
	EXECUTE 'SELECT ARRAY[' || array_to_string(formulas, ',') || ']' INTO result;
	RETURN result;
END $$;
CREATE TEMPORARY TABLE formula AS
SELECT DISTINCT language,
	-- what is subtracted may be negative, and two hyphens would be a comment
	regexp_replace(replace(replace(m[1], ' ', ''), '--', '- -'), '([0-9]+(\.[0-9]+)?)', '\1::numeric', 'g') AS formula,
	m[2]::numeric AS result
FROM (
	SELECT 'English' AS language, regexp_replace(replace(explanation, ' x ', ' * '),
		', the target,|, the median of the sites,| verified(?= /)| reported(?= =)|\m([A-Z][0-9]|[A-Z]{4,6})\M', '', 'g')
			AS text
	FROM line WHERE item <> 'band'
	UNION ALL
	SELECT 'Chinese', regexp_replace(translate(explanation_zh, '×÷＋－（）＝', '*/+-()='),
		'目标值|各服务点中位数|核实(?=[0-9.]+/)|上报(?=[0-9.]+=)|\m([A-Z][0-9]|[A-Z]{4,6})\M', '', 'g')
	FROM line WHERE item <> 'band'
) t
	CROSS JOIN LATERAL regexp_matches(regexp_replace(text, '\. |[^-0-9.*/+()= ]', ';', 'g'),
		'([0-9(][-0-9.*/+() ]*[-*/+][-0-9.*/+() ]*[0-9)]) *= *([0-9]+(?:\.[0-9]+)?)', 'g') AS m;
SELECT language, count(*) > 100 AS many, bool_and(abs(w - result) <= 0.0001 + 0.00001 * result) AS right
FROM (
	SELECT language, unnest(array_agg(result)) AS result, unnest(pg_temp.worked_out(array_agg(formula))) AS w
	FROM formula GROUP BY language
) f GROUP BY language ORDER BY language;
-- in both languages the same
SELECT count(*) AS in_one_language
FROM (SELECT FROM formula GROUP BY formula, result HAVING count(*) <> 2) f;

-- home care has no word of children's homes, whose texts are full of them
SELECT p.service, count(*) > 50 AS many,
	count(*) FILTER (WHERE explanation ~* 'child|guardian|director|\mhomes?\M') > 0 AS english,
	count(*) FILTER (WHERE explanation_zh ~ '儿童|监护|负责人') > 0 AS chinese
FROM line JOIN project p USING (project_id) WHERE p.service <> 'tested' GROUP BY p.service ORDER BY p.service;

-- A sealed run says the same after its facts were corrected, and the current one says what is so now
\pset format unaligned
CREATE TEMPORARY TABLE before AS SELECT step, item, value, points, available, explanation, explanation_zh
FROM explain_score(1) WHERE step > 1;
SELECT seal_run(:term) IS NOT NULL AS sealed;
UPDATE visit SET outcome = 'confirmed' WHERE activity_id = 3;
INSERT INTO appeal (project_id, site_id, run_id, ground, decision, answer, decided_by, decided_at)
VALUES (1, 1, :term, 'it took place', 'accepted', 'it did', 'clerk', now() + interval '1 s');
SELECT run_id AS replaced FROM current_run WHERE project_id = 1 AND period = '2024Q2' AND profile = 'ruled' \gset
SELECT refresh_project(1) AS runs;
SELECT count(*) = 0 AS as_sealed
FROM (TABLE before EXCEPT SELECT step, item, value, points, available, explanation, explanation_zh
	FROM explain_score(1, run_id => :term)) d;
SELECT explanation, explanation_zh FROM explain_score(1, run_id => :term) WHERE step = 1;
SELECT explanation FROM explain_score(1) WHERE item = 'a';

-- a role that sees results and no facts about persons gets the answer
CREATE ROLE regress_explain_reader;
GRANT USAGE ON SCHEMA told TO regress_explain_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA told TO regress_explain_reader;
REVOKE SELECT ON beneficiary, roster, attendance, activity, photo, visit, response, need, post, assessment,
	level_measure, key_person_left_out
FROM regress_explain_reader;
SET ROLE regress_explain_reader;
SELECT count(*) > 15 AS explained FROM explain_score(1);
RESET ROLE;

-- paid where nothing was owed is infinite: nothing that is shown as a number
SELECT * FROM explained_points('Infinity', 'ratio', 'higher', 1, false, NULL, NULL, 6, 6);
-- a bureau's own words for grades and bands
BEGIN;
UPDATE label SET zh = CASE code WHEN 'excellent' THEN '优秀' WHEN 'good' THEN '良好' WHEN 'medium' THEN '合格'
	WHEN 'poor' THEN '不合格' ELSE '靠前' END WHERE kind = 'grade' OR (kind, code) = ('band', 'top');
SELECT item, explanation_zh FROM explain_score(1) WHERE item IN ('grade', 'band') OR item LIKE 'cap %' ORDER BY step;
ROLLBACK;

-- what cannot be explained
\pset format aligned
SELECT n, regexp_replace(pg_temp.answer(replace(query, '@', :'replaced')), 'run [0-9]+', 'run #') AS answer FROM (VALUES
	(1, 'SELECT explain_score(99)'), (2, 'SELECT explain_score(NULL)'), (3, 'SELECT explain_score(1, ''2024-02'')'),
	(4, 'SELECT explain_score(1, ''2023Q1'')'), (5, 'SELECT explain_score(1, profile => ''mine'')'),
	(6, 'SELECT explain_score(1, ''2024Q3'', ''second'')'), (7, 'SELECT explain_score(1, run_id => 9999)'),
	(8, 'SELECT explain_score(6, run_id => @)'), (9, 'SELECT explain_score(1, run_id => @)'),
	(10, 'SELECT explain_score(1, ''2024Q1'', run_id => @)'),
		(11, 'SELECT explain_score(1, profile => ''second'', run_id => @)'))
	AS q (n, query) ORDER BY n;
SELECT regexp_replace(pg_temp.answer('SELECT explain_score(5, ''2024Q2'')'), 'run [0-9]+', 'run #') AS closed;
BEGIN;
DELETE FROM evaluation_run WHERE project_id = 2;
SELECT pg_temp.answer('SELECT explain_score(6)') AS no_run;
-- a site's number is its own only within the project
INSERT INTO site (project_id, site_id, division_code, name, opened_on) OVERRIDING SYSTEM VALUE
VALUES (2, 1, '990101100201', 'S1', '2024-01-01');
SELECT pg_temp.answer('SELECT explain_score(1)') AS two_projects;
SELECT value = :term AS by_run FROM explain_score(1, run_id => :term) WHERE step = 1;
ROLLBACK;
RESET search_path;
DROP SCHEMA told CASCADE;
DROP ROLE regress_explain_reader;

-- explain_score: every number that was combined, so that whoever appeals can compute the score again
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('told') WHERE action = 'created';
SET search_path = told, service_eval;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- Five sites in two quarters, and a scheme with every rule.  What no view of the workspace measures is fed by hand.
INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization'), ('office', 'other');
INSERT INTO village SELECT '99010110020' || i, 'V' || i, 'T', 'C' FROM generate_series(1, 6) AS i;
INSERT INTO project (name, buyer_id, start_on, end_on) VALUES ('p', 1, '2024-01-01', '2024-06-30'), ('q', 1, '2024-01-01', '2024-06-30');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 10000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 40);
INSERT INTO site (project_id, division_code, name, opened_on, closed_on)
SELECT 1, division_code, name, '2024-01-01', CASE name WHEN 'V5' THEN date '2024-03-31' END FROM village WHERE name < 'V6' ORDER BY name;
INSERT INTO site (project_id, division_code, name, opened_on) SELECT 2, division_code, name, '2024-01-01' FROM village WHERE name = 'V6';
INSERT INTO director_post (project_id, site_id, person_code, from_on) VALUES (1, 1, 'd1', '2024-05-01'), (1, 3, 'd3', '2023-01-01'), (1, 4, 'd4', '2023-01-01');
INSERT INTO beneficiary (project_id, beneficiary_id, site_id, need_level) SELECT 1, format('s%s-%s', s, i), s, CASE WHEN i > 16 THEN 'B' ELSE 'C' END FROM generate_series(1, 5) AS s, generate_series(1, 20) AS i;
-- everybody satisfied, so that nothing is drawn anywhere: S1 is 100; of site 2 three answers, of site 3 none from B
INSERT INTO response (project_id, site_id, period, respondent, need_level, rating, scale_max, collector_id)
SELECT 1, s, p, 'child', l, 5, 5, 1 FROM generate_series(1, 5) AS s, generate_series(1, 12) AS i, (VALUES (date '2024-01-01'), ('2024-04-01')) AS q (p), (VALUES ('B'), ('C')) AS k (l)
WHERE (s <> 2 OR (i <= 3 AND l = 'C' AND p = '2024-01-01')) AND (s <> 3 OR l = 'C');
-- Site 1 in the second quarter: 5 reported, 1 found repeated, 3 checked of which 2 were confirmed; the stratum has 3 of 5 checks confirmed, so of the one
-- that nobody looked at (2 + 2 x 3 / 6) / (4 + 2) = 0.5 is real, m being 4 with the repeat, and 6 in all.  Site 3: 2 of 2 checks say nothing of another stratum.
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, registered, form_filed, feedback_filed)
SELECT 1, s, 1, 'a', date '2024-04-01' + i, true, i % 2 = 0, CASE WHEN i = 1 THEN NULL ELSE true END
FROM (VALUES (1, 5), (3, 2), (4, 2)) AS v (s, n), generate_series(1, n) AS i ORDER BY s, i;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome, stratum) VALUES
	(1, 1, 1, 3, '2024-04-20', 'confirmed', 'red'), (1, 1, 2, 3, '2024-04-20', 'confirmed', 'red'), (1, 1, 3, 3, '2024-04-20', 'no_trace', 'red'),
	(1, 1, 4, 3, '2024-04-20', 'repeated', 'red'), (1, 3, 6, 3, '2024-04-20', 'confirmed', 'green'), (1, 3, 7, 3, '2024-04-20', 'confirmed', 'green'),
	(1, 4, 8, 3, '2024-04-20', 'confirmed', 'red'), (1, 4, 9, 3, '2024-04-20', 'no_trace', 'red');
INSERT INTO assessment (project_id, site_id, period, evaluator_id, criterion, score) SELECT 1, s, '2024-04-01', 3, 'calm', 60 + 10 * s FROM generate_series(1, 4) AS s;

CREATE TABLE fed (code text, site_id bigint, period date, value numeric, n bigint, whole numeric, pooled boolean DEFAULT false);
DO $$
DECLARE
	code	text;
BEGIN
	FOREACH code IN ARRAY ARRAY['post', 'better', 'span', 'cheap', 'usual'] LOOP
		EXECUTE format('CREATE VIEW indicator_%s AS SELECT s.project_id, s.site_id, s.period, f.value, f.n, f.whole, coalesce(f.pooled, false) AS pooled
			FROM site_period s LEFT JOIN fed f ON f.code = %L AND f.site_id = s.site_id AND f.period IS NOT DISTINCT FROM s.period WHERE s.project_id = 1 AND NOT (s.site_id = 4 AND %L = ''post'')', code, code, code);
	END LOOP;
END $$;
INSERT INTO fed (code, site_id, period, value, n, whole, pooled)
SELECT c, s, p, v, 7, w, o
FROM (VALUES
	-- goalpost from 2 to 10: 4 earns a quarter; beyond the end; short of it
	('post', 1, 4, NULL, false), ('post', 2, 4, NULL, false), ('post', 3, 1, NULL, false),
	('span', 1, 3, NULL, false), ('span', 2, 5, NULL, false), ('span', 3, 1, NULL, false), ('span', 4, 2, NULL, false),
	-- lower is better, 4 earns all
	('cheap', 1, 5, NULL, false), ('cheap', 2, 4, NULL, false), ('cheap', 3, 'Infinity', NULL, false), ('cheap', 4, 3, NULL, false),
	-- the median of 0.25, 0.5 and 0.75
	('usual', 1, 0.25, 8, false), ('usual', 2, 0.75, 4, false), ('usual', 3, 0.5, 20, true)
) AS v (c, s, v, w, o) CROSS JOIN (VALUES (date '2024-01-01'), ('2024-04-01'), (NULL)) AS q (p);
-- from 2 to 10: site 1 goes from 6 to 8, site 3 from -10 to 1, site 4 stays at 1, site 2 goes back
INSERT INTO fed (code, site_id, period, value, n)
VALUES ('better', 1, '2024-01-01', 6, 1), ('better', 1, '2024-04-01', 8, 1), ('better', 3, '2024-01-01', -10, 1), ('better', 3, '2024-04-01', 1, 1),
	('better', 4, '2024-01-01', 1, 1), ('better', 4, '2024-04-01', 1, 1), ('better', 2, '2024-01-01', 10, 1), ('better', 2, '2024-04-01', 9, 1);

INSERT INTO scheme (scheme_id, version, name, display_order, points) VALUES ('statutory', 2, 'every rule', 1, 100), ('service_object', 2, 'two', 2, 100);
INSERT INTO indicator (scheme_id, version, code, dimension, name, direction, rule, target, lo, hi, points) VALUES
	('statutory', 2, 'O1', 'output', 'verified | 核实', 'higher', 'ratio', 1, NULL, NULL, 10),
	('statutory', 2, 'S1', 'satisfaction', 'satisfied | 满意', 'higher', 'ratio', 90, NULL, NULL, 45),
	('statutory', 2, 'CALM', 'benefit', 'calm', 'higher', 'ratio', 80, NULL, NULL, 4),
	('statutory', 2, 'POST', 'output', 'post | 区间', 'higher', 'goalpost', NULL, 2, 10, 4),
	('statutory', 2, 'BETTER', 'output', 'better | 改进', 'higher', 'achieve_improve', NULL, 2, 10, 20),
	('statutory', 2, 'SPAN', 'output', 'span | 范围', 'higher', 'band', NULL, 2, 4, 5),
	('statutory', 2, 'CHEAP', 'output', 'cheap | 成本', 'lower', 'ratio', 4, NULL, NULL, 10),
	('statutory', 2, 'USUAL', 'output', 'usual | 常态', 'higher', 'ratio', NULL, NULL, NULL, 2),
	('service_object', 2, 'S1', 'satisfaction', 'satisfied', 'higher', 'ratio', 90, NULL, NULL, 100);
UPDATE scheme SET frozen_at = now() WHERE version = 2;
CALL refresh_rankings();

-- Site 1, second quarter: good by its score, but half of what it reported was not verified, and the post was vacant on 121 days
\pset format unaligned
SELECT topic, item, value, points, available, explanation, explanation_zh FROM explain_score(1, '2024-04-01') WHERE topic <> 'run' ORDER BY step;
-- Site 3: improvement that counts, infinite cost, a group that was not heard
SELECT item, value, points, explanation, explanation_zh FROM explain_score(3, '2024-04-01') WHERE topic IN ('indicator') ORDER BY step;
-- Site 4: what does not apply, and what was not measured
SELECT item, value, points, available, explanation, explanation_zh FROM explain_score(4, '2024-04-01') WHERE topic IN ('grade', 'score', 'left out') OR item IN ('BETTER', 'SPAN', 'CHEAP', 'USUAL', 'O1') ORDER BY step;
-- Site 2 is not rated, and why
SELECT topic, item, value, points, available, explanation, explanation_zh FROM explain_score(2, '2024-04-01') WHERE topic <> 'run' AND item NOT IN ('CALM', 'CHEAP', 'USUAL', 'POST', 'SPAN') ORDER BY step;
-- another profile, and the term, to which no quarter is before
SELECT topic, item, value, points, available, explanation FROM explain_score(1, profile => 'service_object') WHERE topic IN ('grade', 'score', 'indicator') ORDER BY step;
SELECT item, value, points, available, explanation FROM explain_score(1) WHERE item IN ('O1', 'BETTER', 'score') ORDER BY step;

-- what was asked for is what is shown: the headline unless a profile is named, the term unless a quarter is
SELECT run_id AS term FROM current_run WHERE project_id = 1 AND period IS NULL AND scheme_id = 'statutory' \gset
SELECT run_id AS quarter FROM current_run WHERE project_id = 1 AND period = '2024-04-01' AND scheme_id = 'service_object' \gset
SELECT (SELECT value FROM explain_score(1) WHERE step = 1) = :term AS headline, (SELECT value FROM explain_score(1, '2024-04-01', 'service_object') WHERE step = 1) = :quarter AS quarter,
	(SELECT value FROM explain_score(1, run_id => :quarter) WHERE step = 1) = :quarter AS by_run, (SELECT value FROM explain_score(1, '2024-04-01', 'service_object', :quarter) WHERE step = 1) = :quarter AS all_alike;
SELECT explanation, explanation_zh FROM explain_score(1, '2024-04-01') WHERE step = 1;

-- A sealed run says the same after its facts were corrected, and the current one says what is so now
CREATE TEMPORARY TABLE before AS SELECT step, item, value, points, available, explanation, explanation_zh FROM explain_score(1) WHERE step > 1;
SELECT seal_run(:term) IS NOT NULL AS sealed;
UPDATE visit SET outcome = 'confirmed' WHERE activity_id = 3;
INSERT INTO appeal (project_id, site_id, run_id, ground, decision, answer, decided_by, decided_at) VALUES (1, 1, :term, 'it took place', 'accepted', 'it did', 'clerk', now() + interval '1 s');
SELECT run_id AS replaced FROM current_run WHERE project_id = 1 AND period = '2024-04-01' AND scheme_id = 'statutory' \gset
CALL refresh_rankings();
SELECT count(*) = 0 AS as_sealed FROM (TABLE before EXCEPT SELECT step, item, value, points, available, explanation, explanation_zh FROM explain_score(1, run_id => :term)) d;
SELECT explanation FROM explain_score(1, run_id => :term) WHERE step = 1;
SELECT explanation_zh FROM explain_score(1, run_id => :term) WHERE step = 1;
SELECT explanation FROM explain_score(1) WHERE item = 'O1' AND topic = 'indicator';

-- a role that sees results and no facts about persons gets the answer
CREATE ROLE regress_explain_reader;
GRANT USAGE ON SCHEMA told TO regress_explain_reader;
GRANT SELECT ON site, scheme, indicator, evaluation_run, evaluation_result, current_run TO regress_explain_reader;
SET ROLE regress_explain_reader;
SELECT count(*) > 15 AS explained FROM explain_score(1);
RESET ROLE;

-- what cannot be explained
\pset format aligned
SELECT n, regexp_replace(pg_temp.answer(replace(query, '@', :'replaced')), 'run [0-9]+', 'run #') AS answer FROM (VALUES
	(1, 'SELECT explain_score(99)'), (2, 'SELECT explain_score(NULL)'), (3, 'SELECT explain_score(1, ''2024-02-01'')'), (4, 'SELECT explain_score(1, ''2023-01-01'')'),
	(5, 'SELECT explain_score(1, profile => ''mine'')'), (6, 'SELECT explain_score(1, ''2024-07-01'', ''service_object'')'), (7, 'SELECT explain_score(1, run_id => 9999)'),
	(8, 'SELECT explain_score(6, run_id => @)'), (9, 'SELECT explain_score(1, run_id => @)'), (10, 'SELECT explain_score(1, ''2024-01-01'', run_id => @)'),
	(11, 'SELECT explain_score(1, profile => ''service_object'', run_id => @)')) AS q (n, query) ORDER BY n;
SELECT regexp_replace(pg_temp.answer('SELECT explain_score(5, ''2024-04-01'')'), 'run [0-9]+', 'run #') AS closed;
BEGIN;
DELETE FROM evaluation_run WHERE project_id = 2;
SELECT pg_temp.answer('SELECT explain_score(6)') AS no_run;
ROLLBACK;
RESET search_path;
DROP SCHEMA told CASCADE;
DROP ROLE regress_explain_reader;

-- H City
\set example :top '/examples/h_city.sql'
\set workspace explained
\set ECHO none
\i :example
\set ON_ERROR_STOP off
\set ECHO all
SET search_path = explained, service_eval;
SET client_min_messages = warning;
\pset format unaligned
SELECT topic, item, value, points, available, explanation, explanation_zh
FROM explain_score((SELECT site_id FROM site JOIN village USING (division_code) WHERE village.name = 'HZ')) WHERE topic <> 'run' ORDER BY step;
\pset format aligned

-- Everything that is shown, of all sites, periods and profiles
CREATE TEMPORARY TABLE line AS
SELECT r.project_id, r.run_id, r.scheme_id, r.scheme_version, s.site_id, e.*
FROM current_run r JOIN site s USING (project_id) CROSS JOIN LATERAL explain_score(s.site_id, r.period, r.scheme_id) e;
CREATE TEMPORARY TABLE ranking AS
SELECT r.run_id, v.* FROM current_run r JOIN village_ranking v ON v.project_id = r.project_id AND v.profile = r.scheme_id AND v.period IS NOT DISTINCT FROM r.period;
ANALYZE line, ranking;
SELECT count(DISTINCT (run_id, site_id)) AS explained, bool_and(explanation <> '' AND explanation_zh <> '') AS said FROM line;
-- the points add up to the score, and no point of the scheme is missing
SELECT count(*) AS scores, bool_and(abs(100 * i.points / i.available - l.value) < 0.00006) AS score, bool_and(abs(i.points - l.points) < 0.00001) AS points,
	bool_and(i.available = l.available) AS available, bool_and(i.available + o.available = s.points) AS all_points, bool_and(l.value = v.score) AS published
FROM line l
	JOIN (SELECT run_id, site_id, sum(points) AS points, sum(available) FILTER (WHERE points IS NOT NULL) AS available FROM line WHERE topic = 'indicator' GROUP BY run_id, site_id) i USING (run_id, site_id)
	JOIN (SELECT run_id, site_id, sum(available) AS available FROM line WHERE topic = 'left out' GROUP BY run_id, site_id) o USING (run_id, site_id)
	JOIN scheme s ON s.scheme_id = l.scheme_id AND s.version = l.scheme_version
	JOIN ranking v ON (v.run_id, v.site_id) = (l.run_id, l.site_id)
WHERE l.topic = 'score';
-- grade, rank and band are those of the ranking, and so are the caps
SELECT count(*) AS grades, bool_and(l.explanation LIKE v.grade || ': %') AS grade, bool_and(k.value = v.rank) AS rank, bool_and(b.explanation LIKE v.band || ' band: %') AS band,
	bool_and(coalesce(c.caps, '') = coalesce(v.limiters, '')) AS caps
FROM line l
	JOIN line k ON (k.run_id, k.site_id) = (l.run_id, l.site_id) AND k.item = 'rank'
	JOIN line b ON (b.run_id, b.site_id) = (l.run_id, l.site_id) AND b.item = 'band'
	JOIN ranking v ON (v.run_id, v.site_id) = (l.run_id, l.site_id)
	LEFT JOIN (SELECT run_id, site_id, string_agg(substr(item, 9), ', ' ORDER BY item) AS caps FROM line WHERE item LIKE 'limiter%' GROUP BY run_id, site_id) c
		ON (c.run_id, c.site_id) = (l.run_id, l.site_id)
WHERE l.item = 'grade';

-- Every sum and product in the texts, worked out again with the numbers as they are shown
CREATE FUNCTION pg_temp.worked_out(formulas text[]) RETURNS numeric[] LANGUAGE plpgsql AS $$
DECLARE
	result numeric[];
BEGIN
	EXECUTE 'SELECT ARRAY[' || array_to_string(formulas, ',') || ']' INTO result;
	RETURN result;
END $$;
CREATE TEMPORARY TABLE formula AS
SELECT DISTINCT language, regexp_replace(m[1], '([0-9]+(\.[0-9]+)?)', '\1::numeric', 'g') AS formula, m[2]::numeric AS result
FROM (
	SELECT 'English' AS language, regexp_replace(replace(explanation, ' x ', ' * '), ', the target,|, the median of the sites,| verified(?= /)| reported(?= \*)|satisfaction (?=[0-9])|\m[A-Z][0-9]\M', '', 'g') AS text FROM line WHERE item <> 'band'
	UNION ALL
	SELECT 'Chinese', regexp_replace(translate(explanation_zh, '×÷＋－（）＝', '*/+-()='), '目标值|各服务点中位数|核实(?=[0-9.]+/)|上报(?=[0-9.]+\*)|满意度(?=[0-9.]+/)|每满意服务人日|\m[A-Z][0-9]\M', '', 'g') FROM line WHERE item <> 'band'
) t
	CROSS JOIN LATERAL regexp_matches(regexp_replace(text, '\. |[^-0-9.*/+()= ]', ';', 'g'), '([0-9(][-0-9.*/+() ]*[-*/+][-0-9.*/+() ]*[0-9)]) *= *([0-9]+(?:\.[0-9]+)?)', 'g') AS m;
SELECT language, count(*) > 5000 AS many, bool_and(abs(w - result) <= 0.0001 + 0.00001 * result) AS right
FROM (
	SELECT language, unnest(array_agg(result)) AS result, unnest(pg_temp.worked_out(array_agg(formula))) AS w
	FROM (SELECT language, formula, result, row_number() OVER (ORDER BY formula, language) / 500 AS part FROM formula) f
	GROUP BY language, part
) f GROUP BY language ORDER BY language;
-- the counts are those of the facts
SELECT count(*) AS sites, bool_and(l.explanation LIKE format('%%%s reported%%', f.reported)) AS reported, bool_and(l.explanation LIKE format('%%; of %s checked %s w%%', f.checked, f.confirmed)) AS checked,
	bool_and(d.explanation LIKE format('%%: %s of the %s records of %s activities %%', f.filled, f.looked_at, f.reported)) AS records
FROM line l
	JOIN line d ON (d.run_id, d.site_id) = (l.run_id, l.site_id) AND d.item = 'O2' AND d.topic = 'indicator'
	JOIN (
		SELECT a.site_id, count(*) AS reported, count(*) FILTER (WHERE s.standing IN ('confirmed', 'no_trace')) AS checked, count(*) FILTER (WHERE s.standing = 'confirmed') AS confirmed,
			sum(num_nonnulls(a.registered, a.form_filed, a.feedback_filed)) AS looked_at, count(*) FILTER (WHERE a.registered) + count(*) FILTER (WHERE a.form_filed) + count(*) FILTER (WHERE a.feedback_filed) AS filled
		FROM activity a JOIN activity_standing s USING (project_id, activity_id) GROUP BY a.site_id
	) f ON f.site_id = l.site_id
WHERE l.run_id = (SELECT run_id FROM headline_run WHERE period IS NULL) AND l.item = 'O1' AND l.topic = 'indicator';
-- which indicators are told with how many of them
SELECT item, count(*) AS lines, count(*) FILTER (WHERE explanation ~ '[0-9)] [x/+-] .*= [0-9]') AS computed FROM line WHERE topic = 'indicator' GROUP BY item ORDER BY item COLLATE "C";
RESET search_path;
DROP SCHEMA explained CASCADE;

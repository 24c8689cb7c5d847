-- All scores of H City are computed once more from the facts alone, by a script that shares nothing with the workspace, and are the same
\getenv top PG_ABS_SRCDIR
\set example :top '/examples/h_city.sql'
\set recompute :top '/test/recompute_scores.sql'
\set workspace recomputation
\set ECHO none
SET client_min_messages = warning;
\i :example
SET search_path = recomputation, service_eval;
\i :recompute
\set ON_ERROR_STOP off
\set ECHO all

-- two numbers are the same if they differ by no more than 1e-9 of them
CREATE FUNCTION pg_temp.same(a float8, b float8) RETURNS boolean LANGUAGE sql AS
$$SELECT CASE WHEN a IS NULL OR b IS NULL THEN a IS NULL AND b IS NULL ELSE a = b OR abs(a - b) <= 1e-9 * abs(b) END$$;
-- what the workspace published, with the script's numbers of periods
CREATE FUNCTION pg_temp.published(of_scope text) RETURNS TABLE (profile text, k integer, scope_key text, code text, value float8, points float8, available float8, status text) LANGUAGE sql AS $$
	SELECT u.scheme_id, p.k, r.scope_key, r.code, r.value, r.points, r.available, r.status
	FROM evaluation_result r JOIN evaluation_run u USING (project_id, run_id) JOIN re_period p ON p.period IS NOT DISTINCT FROM u.period
	WHERE u.status = 'finished' AND r.scope = of_scope
$$;
CREATE FUNCTION pg_temp.compare_scores() RETURNS TABLE (compared bigint, rated bigint, various boolean, scores_differ bigint, rated_differ bigint) LANGUAGE sql AS $$
	SELECT count(*), count(c.score), count(DISTINCT c.score) > 800, count(*) FILTER (WHERE NOT pg_temp.same(c.score::float8, p.value)),
		count(*) FILTER (WHERE c.rated IS DISTINCT FROM (p.status = 'rated'))
	FROM re_score c FULL JOIN (SELECT * FROM pg_temp.published('site') WHERE code = 'score') p
		ON p.profile = c.profile AND p.k = c.k AND p.scope_key = c.site_id::text
$$;
CREATE FUNCTION pg_temp.compare_indicators() RETURNS TABLE (code text, compared bigint, measured bigint, various boolean, values_differ bigint, points_differ bigint, available_differ bigint) LANGUAGE sql AS $$
	SELECT code, count(*), count(c.value), count(DISTINCT c.value) > 2, count(*) FILTER (WHERE NOT pg_temp.same(c.value, p.value)),
		count(*) FILTER (WHERE NOT pg_temp.same(c.points, p.points)), count(*) FILTER (WHERE NOT pg_temp.same(c.available, p.available))
	FROM (SELECT *, site_id::text AS scope_key FROM re_indicator) c
		FULL JOIN (SELECT * FROM pg_temp.published('site') WHERE code IN (SELECT code FROM indicator)) p USING (profile, k, scope_key, code)
	GROUP BY code ORDER BY code
$$;
CREATE FUNCTION pg_temp.compare_projects() RETURNS TABLE (profile text, quarter integer, e1 numeric, score numeric, same_e1 boolean, same_score boolean) LANGUAGE sql AS $$
	SELECT c.profile, c.k, round(c.e1::numeric, 4), c.score, pg_temp.same(c.e1, e.value), pg_temp.same(c.score::float8, s.value)
	FROM re_project c LEFT JOIN pg_temp.published('project') s ON s.code = 'score' AND s.profile = c.profile AND s.k = c.k
		LEFT JOIN pg_temp.published('project') e ON e.code = 'E1' AND e.profile = c.profile AND e.k = c.k
	ORDER BY c.profile DESC, c.k
$$;

-- what caps a grade, grades, and where a key child is left out
CREATE FUNCTION pg_temp.compare_limiters() RETURNS TABLE (shadows bigint, various boolean, shadows_differ bigint, limiters text, limiters_differ bigint, grades text, grades_differ bigint,
	left_out bigint, left_out_differ bigint) LANGUAGE sql AS $$
	SELECT s.n, s.various, s.differ, l.n, l.differ, g.n, g.differ, o.n, o.differ
	FROM (SELECT count(c.shadow_score), count(DISTINCT c.shadow_score) > 800, count(*) FILTER (WHERE NOT pg_temp.same(c.shadow_score::float8, p.value))
		  FROM re_score c FULL JOIN (SELECT * FROM pg_temp.published('site') WHERE code = 'shadow_score') p
			ON p.profile = c.profile AND p.k = c.k AND p.scope_key = c.site_id::text) s (n, various, differ),
		(SELECT (SELECT string_agg(t, ', ' ORDER BY t) FROM (SELECT name || ' ' || count(*) AS t FROM re_limiter GROUP BY name) x),
			count(*) FILTER (WHERE c.k IS NULL OR p.k IS NULL OR p.status <> CASE c.cap WHEN 60 THEN 'medium' ELSE 'good' END)
		 FROM (SELECT * FROM re_limiter CROSS JOIN (SELECT DISTINCT profile FROM re_score) f) c
			FULL JOIN (SELECT * FROM pg_temp.published('site') WHERE code LIKE 'limiter%') p
			ON p.profile = c.profile AND p.k = c.k AND p.scope_key = c.site_id::text AND p.code = 'limiter_' || c.name) l (n, differ),
		(SELECT (SELECT string_agg(t, ', ' ORDER BY t) FROM (SELECT status || ' ' || count(*) AS t FROM pg_temp.published('site') WHERE code = 'grade' GROUP BY status) x),
			count(*) FILTER (WHERE p.status IS DISTINCT FROM CASE WHEN c.score IS NULL THEN NULL WHEN c.score < 60 THEN 'poor' WHEN c.score < 80 OR c.cap = 60 THEN 'medium'
				WHEN c.score < 90 OR c.cap = 80 THEN 'good' ELSE 'excellent' END)
		 FROM (SELECT s.*, (SELECT min(cap) FROM re_limiter r WHERE r.k = s.k AND r.site_id = s.site_id) AS cap FROM re_score s) c
			LEFT JOIN (SELECT * FROM pg_temp.published('site') WHERE code = 'grade') p ON p.profile = c.profile AND p.k = c.k AND p.scope_key = c.site_id::text) g (n, differ),
		(SELECT count(c.k), count(*) FILTER (WHERE c.k IS NULL OR p.k IS NULL)
		 FROM (SELECT * FROM re_left_out CROSS JOIN (SELECT DISTINCT profile FROM re_score) f) c
			FULL JOIN (SELECT u.scheme_id AS profile, q.k, x.site_id FROM key_child_left_out x JOIN evaluation_run u USING (project_id, run_id)
					   JOIN re_period q ON q.period IS NOT DISTINCT FROM u.period WHERE u.status = 'finished') p USING (profile, k, site_id)) o (n, differ)
$$;

-- 100 villages, four quarters and the term, two profiles: 1000 scores, and none differs
SELECT * FROM pg_temp.compare_scores();
\x on
SELECT * FROM pg_temp.compare_limiters();
\x off
-- nor does an indicator, its points or what it could have earned
SELECT * FROM pg_temp.compare_indicators();
-- the project: budget executed and score; quarter 0 is the term
SELECT * FROM pg_temp.compare_projects();
-- what they rest on: the activities that were taken out as repeats, and how many answers count
SELECT count(*) AS deducted, (SELECT reported - deduplicated FROM contract_fulfilment WHERE period IS NULL) = count(*) AS as_published FROM re_deducted;
SELECT count(*) AS compared, count(*) FILTER (WHERE trunc((s.effective_n + 1e-9)::numeric, 1) <> p.value) AS effective_n_differ
FROM re_satisfaction s JOIN pg_temp.published('site') p ON p.code = 'effective_responses' AND p.k = s.k AND p.scope_key = s.site_id::text AND p.profile = 'statutory';

-- three homes by hand, as in the script's comments: O1 to O5, B1 to B5, S1, S2
SELECT v.name AS village, h.by_hand, r.score
FROM (VALUES
	('HZ', round(100 * (15 * 1.2 / 20 + 10 * 17.0 / 27 + 9 * 1.0 / 3 + 0 + 10 * 191.0 / 2756
		+ 10 * 0.42 / 0.9 + 8 * 0.62 + 6 * (1 - 1.144737 / 2) / 0.8 + 3 * 226.0 / 365 + 3 * 22.0 / 40 / 0.8
		+ 8 * (6 * 59.012195 + 7.5 * 50.999186 + 15 * 42.286233) / 28.5 / 90 + 2 * 59.375 / 90) / 90, 4)),
	('KY', round(100 * (15 * (4.961905 + 4.955556 + 4.889706 + 4.977465) / 20 + 10 + 9 * 3.0 / 4 + 6 + 10
		+ 10 + 8 * 0.68 + 6 * (1 - 0.661893 / 2) / 0.8 + 3 + 3
		+ 8 * (4 * 78.801789 + 9 * 83.614862 + 14 * 81.758669) / 27 / 90 + 2) / 90, 4)),
	('JL', round(100 * (15 * (4.873016 + 3.888889 + 4.889706 + 4.924883) / 20 + 10 * 51.0 / 57 + 9 + 6 * 3.0 / 4 + 10
		+ 10 * 0.8 / 0.9 + 8 * 0.69 + 6 + 3 + 3
		+ 8 * (2 * 37.124859 + 9 * 68.937808 + 11 * 74.797219) / 22 / 90 + 2 * 68.75 / 90) / 90, 4))) h (village, by_hand)
	JOIN village v ON v.name = h.village
	JOIN village_ranking r ON r.village = h.village AND r.period IS NULL AND r.profile = 'statutory'
ORDER BY 1;

-- H City is tidy.  Once more with what a tidy year does not have:
BEGIN;
-- repeats that verifiers found, second looks, looks of the provider itself
UPDATE visit SET outcome = 'repeated' WHERE activity_id IS NOT NULL AND visit_id % 13 = 0;
UPDATE visit SET verifier_id = (SELECT provider_id FROM contract) WHERE visit_id % 17 = 1;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT project_id, site_id, activity_id, verifier_id, visited_on + 3, 'confirmed' FROM visit WHERE outcome = 'no_trace' AND visit_id % 3 = 0;
-- strata from visits, and none
DELETE FROM visit_plan WHERE period = '2021-10-01' AND site_id % 2 = 0;
-- reviews that rejected, or were not made; uploads whose time is not known
UPDATE duplicate_review SET decision = 'rejected' WHERE activity_id % 4 = 0;
DELETE FROM duplicate_review WHERE activity_id % 4 = 1;
UPDATE activity SET reported_at = NULL WHERE activity_id % 8 = 2;
-- few answers, and none: of a home, of a quarter, of a need level
DELETE FROM response WHERE site_id % 11 = 3 AND response_id % 5 <> 0;
DELETE FROM response WHERE site_id = 20 AND period = '2021-10-01';
DELETE FROM response WHERE site_id = 21 OR site_id = 22 AND need_level = 'A';
-- records that nobody looked at, activities without hours, without a type
UPDATE activity SET registered = NULL WHERE activity_id % 7 = 0;
UPDATE activity SET registered = NULL, form_filed = NULL, feedback_filed = NULL WHERE site_id = 30;
UPDATE activity SET hours = NULL WHERE activity_id % 9 = 0;
UPDATE activity SET need_type = NULL WHERE activity_id % 19 = 0;
-- needs that nobody recorded, and nobody has
DELETE FROM need WHERE site_id = 40 OR site_id = 41 AND period = '2022-01-01';
UPDATE need SET eligible = 0 WHERE site_id = 42;
-- a target that is no round number, a township where nobody looked, a year without a holiday
UPDATE contract_item SET target_quantity = 1990.37;
DELETE FROM visit v USING site s JOIN village g USING (division_code)
WHERE s.site_id = v.site_id AND g.township = 'Township 03' AND v.room_open IS NOT NULL AND v.visited_on BETWEEN '2021-10-01' AND '2021-12-31';
UPDATE visit SET room_open = NULL WHERE room_open IS NOT NULL AND visit_id % 5 = 0;
DELETE FROM rest_day WHERE extract(year FROM day) = 2022;
-- a township with few key children, a home with many, and with answers of a need level that its roster does not have; directors who stand in
CREATE TEMPORARY TABLE not_key AS
SELECT beneficiary_id FROM beneficiary JOIN site USING (site_id) JOIN village g USING (division_code) WHERE g.township = 'Township 05' AND need_level = 'A' AND site_id % 3 <> 0;
DELETE FROM attendance WHERE beneficiary_id IN (TABLE not_key);
DELETE FROM beneficiary WHERE beneficiary_id IN (TABLE not_key);
UPDATE beneficiary SET need_level = 'A' WHERE site_id = 77 AND need_level = 'B';
UPDATE director_post SET acting = true WHERE site_id % 10 = 4;
-- a home that closed, and one that opened late
CREATE TEMPORARY TABLE gone AS SELECT activity_id FROM activity WHERE site_id = 5 AND held_on > '2022-02-10' OR site_id = 7 AND held_on < '2021-11-10';
DELETE FROM attendance WHERE activity_id IN (TABLE gone);
DELETE FROM photo WHERE activity_id IN (TABLE gone);
DELETE FROM duplicate_review WHERE activity_id IN (TABLE gone) OR earlier_activity_id IN (TABLE gone);
DELETE FROM visit WHERE activity_id IN (TABLE gone) OR site_id = 5 AND visited_on > '2022-02-10' OR site_id = 7 AND visited_on < '2021-11-10';
DELETE FROM activity WHERE activity_id IN (TABLE gone);
UPDATE site SET closed_on = '2022-02-10' WHERE site_id = 5;
UPDATE site SET opened_on = '2021-11-10' WHERE site_id = 7;
-- the same schemes, with few draws
INSERT INTO scheme (scheme_id, version, name, display_order, points, draws, concentration) SELECT scheme_id, 2, name, display_order, points, 10, concentration FROM scheme;
INSERT INTO indicator (scheme_id, version, code, dimension, name, direction, rule, target, lo, hi, points)
SELECT scheme_id, 2, code, dimension, name, direction, rule, target, lo, hi, points FROM indicator;
UPDATE scheme SET frozen_at = now() WHERE version = 2;
COMMIT;
CALL refresh_rankings();
\set ECHO none
\i :recompute
\set ECHO all
-- two homes were open in three quarters each: four scores less; some are not rated now, and still nothing differs
SELECT * FROM pg_temp.compare_scores();
\x on
SELECT * FROM pg_temp.compare_limiters();
\x off
SELECT * FROM pg_temp.compare_indicators();
SELECT * FROM pg_temp.compare_projects();
RESET search_path;
DROP SCHEMA recomputation CASCADE;

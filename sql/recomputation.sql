-- All scores of H City are computed once more from the facts alone, by a script that shares nothing with the workspace, and are the same
\getenv top PG_ABS_SRCDIR
\set example :top '/examples/h_city.sql'
\set recompute :top '/test/recompute_scores.sql'
\set workspace recomputation
\set ECHO none
SET client_min_messages = warning;
\i :example
SET search_path = recomputation;
\i :recompute
\set ON_ERROR_STOP off
\set ECHO all

-- what the workspace published, beside what the script found: two numbers are the same if they differ by no more than 1e-9 of them
CREATE TEMPORARY TABLE published AS
SELECT r.scope, r.scope_key, r.code, u.scheme_id AS profile, p.k, r.value::float8, r.points::float8, r.available::float8, r.status
FROM evaluation_result r JOIN evaluation_run u USING (project_id, run_id) JOIN re_period p ON p.period IS NOT DISTINCT FROM u.period
WHERE u.status = 'finished';
CREATE FUNCTION pg_temp.same(a float8, b float8) RETURNS boolean LANGUAGE sql AS
$$SELECT CASE WHEN a IS NULL OR b IS NULL THEN a IS NULL AND b IS NULL ELSE a = b OR abs(a - b) <= 1e-9 * abs(b) END$$;

-- 100 villages, four quarters and the term, two profiles: 1000 scores, as many different ones as there should be, and none differs
SELECT count(*) AS compared, count(DISTINCT c.score) > 900 AS various, count(*) FILTER (WHERE NOT pg_temp.same(c.score::float8, p.value)) AS scores_differ,
	count(*) FILTER (WHERE c.rated IS DISTINCT FROM (p.status = 'rated')) AS rated_differ
FROM re_score c FULL JOIN (SELECT * FROM published WHERE scope = 'site' AND code = 'score') p
	ON p.profile = c.profile AND p.k = c.k AND p.scope_key = c.site_id::text;

-- nor does an indicator, its points or what it could have earned; none of them is a constant
SELECT code, count(*) AS compared, count(DISTINCT c.value) > 5 AS various, count(*) FILTER (WHERE NOT pg_temp.same(c.value, p.value)) AS values_differ,
	count(*) FILTER (WHERE NOT pg_temp.same(c.points, p.points)) AS points_differ, count(*) FILTER (WHERE NOT pg_temp.same(c.available, p.available)) AS available_differ
FROM (SELECT *, site_id::text AS scope_key FROM re_indicator) c
	FULL JOIN (SELECT * FROM published WHERE scope = 'site' AND code IN (SELECT code FROM indicator)) p USING (profile, k, scope_key, code)
GROUP BY code ORDER BY code;

-- what they rest on: the activities that were taken out as repeats, and how many answers count
SELECT count(*) AS deducted, (SELECT reported - deduplicated FROM contract_fulfilment WHERE period IS NULL) = count(*) AS as_published FROM re_deducted;
SELECT count(*) AS compared, count(*) FILTER (WHERE NOT pg_temp.same(s.effective_n, p.value)) AS effective_n_differ
FROM re_satisfaction s JOIN published p ON p.scope = 'site' AND p.code = 'effective_responses' AND p.k = s.k AND p.scope_key = s.site_id::text AND p.profile = 'statutory';

-- the project: budget executed and score
SELECT c.profile, c.k AS quarter, round(c.e1::numeric, 4) AS e1, c.score, pg_temp.same(c.e1, e.value) AS same_e1, pg_temp.same(c.score::float8, s.value) AS same_score
FROM re_project c
	JOIN published s ON s.scope = 'project' AND s.code = 'score' AND s.profile = c.profile AND s.k = c.k
	JOIN published e ON e.scope = 'project' AND e.code = 'E1' AND e.profile = c.profile AND e.k = c.k
ORDER BY c.profile DESC, c.k;
RESET search_path;
\set ECHO none
DROP SCHEMA recomputation CASCADE;

-- What somebody with the rights of a dashboard can work out of published values: no count that is hidden
SET client_min_messages = warning;
\getenv top PG_ABS_SRCDIR
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('told') WHERE action = 'created';
SET search_path = told, service_eval;
INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization');
-- Eight townships of one home each, so that what is said of a home is said of a township; four quarters and the term
INSERT INTO village SELECT '99010110020' || i, 'V' || i, 'T' || i, 'C' FROM generate_series(1, 8) AS i;
INSERT INTO project (name, buyer_id, start_on, end_on) VALUES ('p', 1, '2021-07-01', '2022-06-30');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 32);
INSERT INTO site (project_id, division_code, name, opened_on) SELECT 1, division_code, name, '2021-07-01' FROM village ORDER BY 2;
-- how many there are of A, B and C: a few of A, or of B, or none, or many
INSERT INTO beneficiary (project_id, beneficiary_id, site_id, need_level)
SELECT 1, format('%s-%s-%s', s, l, i), s, (ARRAY['A', 'B', 'C'])[l]
FROM (SELECT '{{2,5,13},{3,6,15},{1,4,17},{0,1,19},{4,0,16},{12,9,20},{14,8,24},{11,10,22}}'::integer[] AS rosters) r, generate_series(1, 8) AS s, generate_series(1, 3) AS l, generate_series(1, rosters[s][l]) AS i;
INSERT INTO activity (project_id, activity_id, site_id, contract_id, item, held_on) OVERRIDING SYSTEM VALUE
SELECT 1, 10 * q + s, s, 1, 'a', date '2021-08-01' + (91.25 * q)::integer FROM generate_series(1, 8) AS s, generate_series(0, 3) AS q;
-- six of ten came, others in each quarter, but always the same for each run of the test
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT 1, activity_id, beneficiary_id FROM activity JOIN beneficiary USING (site_id)
WHERE ('x' || substr(md5(activity_id || ' ' || beneficiary_id), 1, 4))::bit(16)::integer < 0.6 * 65536;
INSERT INTO response (project_id, site_id, period, respondent, need_level, rating, collector_id)
SELECT 1, s, q, 'child', (ARRAY['A', 'B', 'C'])[1 + i % 3], 2 + (i + s) % 4, 1
FROM generate_series(1, 8) AS s, unnest('{2021-07-01,2021-10-01,2022-01-01,2022-04-01}'::date[]) AS q, generate_series(1, 12) AS i WHERE s <> 3 OR i % 3 > 0;
CALL refresh_rankings();

-- What the guide lets a dashboard see, taken from the guide itself
\set guide :top '/doc/workspace.md'
\setenv GUIDE :guide
\set grants `sed -n '/^GRANT USAGE ON SCHEMA evaluation TO dashboard;/,/^TO dashboard;/p' "$GUIDE" | sed 's/evaluation[.]/told./g; s/SCHEMA evaluation/SCHEMA told/; s/TO dashboard/TO regress_service_eval_dashboard/'`
CREATE ROLE regress_service_eval_dashboard;
:grants
SET ROLE regress_service_eval_dashboard;
SELECT has_table_privilege('evaluation_result', 'SELECT') AS results, has_table_privilege('beneficiary', 'SELECT') AS rosters, has_table_privilege('attendance', 'SELECT') AS lists;
CREATE TEMPORARY TABLE seen_value AS SELECT site_id, township, period, code, value, n, status FROM village_scorecard WHERE profile = 'statutory' AND code IN ('B1', 'B2', 'O5');
CREATE TEMPORARY TABLE seen_count AS
SELECT i.period, i.township, c.category, c.eligible FROM inclusion i
	CROSS JOIN LATERAL (VALUES ('', i.eligible), ('A', i.eligible_a), ('B', i.eligible_b), ('C', i.eligible_c)) AS c (category, eligible);
-- none of them says of how many
SELECT count(*) AS values, count(n) AS counts, bool_and(code = 'O5' OR value = round(value, 2)) AS two_decimals, bool_and(code <> 'O5' OR value IN (round(value), 'Infinity')) AS whole_yuan FROM seen_value;
-- B2 of a home that is pooled is what inclusion shows of its township or of the project, or nothing
SELECT count(*) AS pooled, count(*) FILTER (WHERE v.value IS NULL) AS not_told, bool_and(v.value IS NULL OR v.value IN (round(t.parity, 2), round(p.parity, 2))) AS as_shown
FROM seen_value v JOIN inclusion t USING (township) JOIN inclusion p ON p.township IS NULL AND p.period IS NOT DISTINCT FROM v.period
WHERE v.code = 'B2' AND (v.status = 'pooled' OR v.value IS NULL) AND t.period IS NOT DISTINCT FROM v.period;

-- The attack.  Coverage is w / W with W = 2 A + 1.5 B + C of the roster, which is the same in all five periods: which W, in halves, have a
-- numerator for each of the five?  And with it, and the number of children where that is shown, which A, B and C?
CREATE FUNCTION pg_temp.recovered() RETURNS TABLE (weights bigint, cells bigint) LANGUAGE sql AS $$
	WITH weighted AS MATERIALIZED (
		SELECT v.site_id, v.township, d AS w
		FROM (SELECT * FROM seen_value WHERE code = 'B1') v CROSS JOIN generate_series(1, 140) AS d
		GROUP BY v.site_id, v.township, d
		HAVING bool_and(EXISTS (SELECT FROM generate_series(round(v.value * d)::integer - 1, round(v.value * d)::integer + 1) AS x
			WHERE x BETWEEN 0 AND d AND round(x::numeric / d, scale(v.value)) = v.value))
	), total AS (
		SELECT township, max(eligible) FILTER (WHERE category = '') AS children FROM seen_count WHERE township IS NOT NULL GROUP BY township
	), roster AS MATERIALIZED (
		SELECT w.site_id, w.township, a, b, e - a - b AS c
		FROM weighted w JOIN total t USING (township)
			CROSS JOIN LATERAL generate_series(coalesce(t.children, 1), coalesce(t.children, 70)) AS e
			CROSS JOIN LATERAL generate_series(0, (w.w - 2 * e) / 2) AS a
			CROSS JOIN LATERAL (SELECT w.w - 2 * e - 2 * a AS b) l
		WHERE w.w >= 2 * e AND b >= 0 AND e - a - b >= 0
	)
	SELECT (SELECT count(*) FROM (SELECT site_id FROM weighted GROUP BY site_id HAVING count(*) = 1 OR bool_and(w % (SELECT min(x.w) FROM weighted x WHERE x.site_id = weighted.site_id) = 0)) k),
		(SELECT count(*) FROM (
			SELECT c.township, c.category FROM seen_count c JOIN roster r USING (township)
			WHERE c.period IS NULL AND c.category <> '' AND c.eligible IS NULL
			GROUP BY c.township, c.category HAVING count(DISTINCT CASE c.category WHEN 'A' THEN r.a WHEN 'B' THEN r.b ELSE r.c END) = 1) k)
$$;
SELECT count(*) FILTER (WHERE eligible IS NULL) > 10 AS hidden FROM seen_count WHERE period IS NULL AND category <> '' AND township IS NOT NULL;
SELECT count(*) > 0 AS totals_shown FROM seen_count WHERE period IS NULL AND category = '' AND township IS NOT NULL AND eligible IS NOT NULL;
SELECT * FROM pg_temp.recovered();
RESET ROLE;
-- It works: with all digits it finds the weight of every roster, but for multiples, and so a child of B
UPDATE seen_value v SET value = x.value
FROM (SELECT p.site_id, p.period, sum(need_level_weight(p.need_level) * p.served) / sum(need_level_weight(p.need_level) * p.eligible) AS value FROM level_participation p GROUP BY 1, 2) x
WHERE v.code = 'B1' AND x.site_id = v.site_id AND x.period IS NOT DISTINCT FROM v.period;
SELECT weights, cells > 0 AS cells FROM pg_temp.recovered();

-- Of the others that rest on the roster no more digits are shown than of a score
SELECT bool_and(scale(trim_scale(e.value)) <= CASE e.code WHEN 'satisfaction' THEN 4 WHEN 'S1' THEN 4 WHEN 'unheard_share' THEN 2 ELSE 1 END) AS digits,
	bool_and(e.code <> 'satisfaction' OR e.hi - e.lo = 100 * u.value AND e.value BETWEEN e.lo AND e.hi) AS bounds, count(*) FILTER (WHERE e.code = 'unheard_share' AND e.value > 0) AS unheard
FROM evaluation_result e JOIN evaluation_result u USING (project_id, run_id, scope, scope_key)
WHERE e.code IN ('satisfaction', 'S1', 'unheard_share', 'effective_responses') AND u.code = 'unheard_share';

DROP OWNED BY regress_service_eval_dashboard;
DROP ROLE regress_service_eval_dashboard;
RESET search_path;
DROP SCHEMA told CASCADE;

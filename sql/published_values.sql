-- What somebody with the rights of a dashboard can work out of published values: no count that is hidden
SET client_min_messages = warning;
SET jit = off;
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('told') WHERE action = 'created';
SET search_path = told, service_eval;

-- What rests on rosters, and nothing else
INSERT INTO service (code, name_en, name_zh) VALUES ('watched', 'watched', '观察');
INSERT INTO scheme (scheme_id, name_en, name_zh, service, points, draws)
VALUES ('watched', 'watched', '观察', 'watched', 100, 10);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, direction, target, points)
SELECT 'watched', code, dimension, name_en, name_zh, direction, target, 25 FROM indicator
WHERE scheme_id = 'statutory' AND code IN ('B1', 'B2', 'O5', 'S1');
UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'watched';
INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization');
-- Eight townships of one home each, so that what is said of a home is said of a township; four quarters, two years and
-- the term
INSERT INTO village (division_code, name, township, county)
SELECT '99010110020' || i, 'V' || i, 'T' || i, 'C' FROM generate_series(1, 8) AS i;
INSERT INTO project (name, buyer_id, service, start_on, end_on) VALUES ('p', 1, 'watched', '2021-07-01', '2022-06-30');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 32);
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT 1, division_code, name, '2021-07-01' FROM village ORDER BY 2;
-- how many there are of A, B and C: a few of A, or of B, or none, or many
CREATE TEMPORARY TABLE child AS
SELECT s AS site_id, (ARRAY['A', 'B', 'C'])[l] AS need_level, format('%s-%s-%s', s, l, i) AS beneficiary_id
FROM (
	SELECT '{{2,5,13},{3,6,15},{1,4,17},{0,1,19},{4,0,16},{12,9,20},{14,8,24},{11,10,22}}'::integer[] AS rosters
) r, generate_series(1, 8) AS s, generate_series(1, 3) AS l, generate_series(1, rosters[s][l]) AS i;
INSERT INTO beneficiary (project_id, beneficiary_id) SELECT 1, beneficiary_id FROM child;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT 1, beneficiary_id, site_id, need_level, '2021-07-01' FROM child;
INSERT INTO activity (project_id, activity_id, site_id, contract_id, item, held_on) OVERRIDING SYSTEM VALUE
SELECT 1, 10 * q + s, s, 1, 'a', date '2021-08-01' + (91.25 * q)::integer
FROM generate_series(1, 8) AS s, generate_series(0, 3) AS q;
-- three of ten never came; of the others six of ten came, others in each quarter, but always the same for each run of
-- the test
CREATE FUNCTION pg_temp.uniform(key text) RETURNS float8 LANGUAGE sql AS $$
	SELECT ('x' || substr(md5(key), 1, 4))::bit(16)::integer / 65536.0
$$;
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT 1, activity_id, beneficiary_id FROM activity JOIN child USING (site_id)
WHERE pg_temp.uniform(beneficiary_id) > 0.3 AND pg_temp.uniform(activity_id || ' ' || beneficiary_id) < 0.6;
-- of home 3 nobody asks one of the levels
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
SELECT 1, s, q, 'child', (ARRAY['A', 'B', 'C'])[1 + i % 3], 2 + (i + s) % 4, 1
FROM generate_series(1, 8) AS s, unnest('{2021-07-01,2021-10-01,2022-01-01,2022-04-01}'::date[]) AS q,
	generate_series(1, 12) AS i
WHERE s <> 3 OR i % 3 > 0;
SELECT refresh_project(1) > 0 AS runs;

-- What an analyst sees, and a dashboard of what is published: results, and neither rosters nor what was counted of them
-- by home
SELECT count(*) > 100 AS granted FROM service_eval.create_roles('told');
SELECT service_eval.role_name('told', 'analyst') AS analyst \gset
-- the name of the database stays out of the output
\set ECHO none
SET ROLE :"analyst";
\set ECHO all
SELECT string_agg(t, ' ' ORDER BY t) AS not_seen
FROM unnest('{beneficiary,roster,attendance,response,level_measure,key_person_left_out,site_indicator,
	site_measure}'::text[]) t
WHERE NOT has_table_privilege(t, 'SELECT');
CREATE TEMPORARY TABLE seen_value AS
SELECT site_id, township, period, code, value, n, numerator, denominator, status
FROM village_scorecard WHERE code IN ('B1', 'B2', 'O5');
CREATE TEMPORARY TABLE seen_count AS
SELECT period, township, coalesce(need_level, '') AS category, eligible FROM inclusion;
-- none of them says of how many
SELECT count(*) AS values, count(n) + count(numerator) + count(denominator) AS counts,
	bool_and(code = 'O5' OR value = round(value, 2)) AS two_decimals,
	bool_and(code <> 'O5' OR value IN (round(value), 'Infinity')) AS whole_yuan
FROM seen_value;
-- B2 of a home that is pooled is what inclusion shows of its township or of the project, or nothing
CREATE FUNCTION pg_temp.pooled() RETURNS TABLE (value numeric, township_shows numeric, project_shows numeric)
LANGUAGE sql AS $$
	WITH shown AS MATERIALIZED (
		SELECT period, township, round(parity, 2) AS parity FROM inclusion WHERE need_level IS NULL
	), value AS MATERIALIZED (
		SELECT period, township, value FROM village_scorecard WHERE code = 'B2' AND (status = 'pooled' OR value IS NULL)
	)
	SELECT v.value, t.parity, p.parity
	FROM value v JOIN shown t USING (period, township) JOIN shown p ON p.period = v.period AND p.township IS NULL
$$;
SELECT count(*) > 10 AS pooled, bool_and(value IN (township_shows, project_shows)) AS as_shown
FROM pg_temp.pooled() WHERE value IS NOT NULL;

-- The attack.  Coverage is w / W with W = 2 A + 1.5 B + C of the roster, which is the same in all seven periods: which
-- W, in halves, have a numerator for each of the seven?  And with it, and the number of children where that is shown,
-- which A, B and C?
CREATE FUNCTION pg_temp.recovered() RETURNS TABLE (weights bigint, cells bigint) LANGUAGE sql AS $$
	WITH weighted AS MATERIALIZED (
		SELECT v.site_id, v.township, d AS w
		FROM (SELECT * FROM seen_value WHERE code = 'B1') v CROSS JOIN generate_series(1, 140) AS d
		GROUP BY v.site_id, v.township, d
		HAVING bool_and(EXISTS (
			SELECT FROM generate_series(round(v.value * d)::integer - 1, round(v.value * d)::integer + 1) AS x
			WHERE x BETWEEN 0 AND d AND round(x::numeric / d, scale(v.value)) = v.value))
	), total AS (
		SELECT c.township, e AS children
		FROM (SELECT township, max(eligible) AS eligible FROM seen_count WHERE category = '' GROUP BY township) c
			CROSS JOIN LATERAL generate_series(coalesce(c.eligible, 1), coalesce(c.eligible, 70)) AS e
	), roster AS MATERIALIZED (
		SELECT w.site_id, w.township, a, b, t.children - a - b AS c
		FROM weighted w
			JOIN total t USING (township)
			CROSS JOIN LATERAL generate_series(0, (w.w - 2 * t.children) / 2) AS a
			CROSS JOIN LATERAL (SELECT w.w - 2 * t.children - 2 * a AS b) l
		WHERE w.w >= 2 * t.children AND b >= 0 AND t.children - a - b >= 0
	)
	SELECT (
		SELECT count(*) FROM (
			SELECT site_id FROM weighted
			GROUP BY site_id
			HAVING count(*) = 1
				OR bool_and(w % (SELECT min(x.w) FROM weighted x WHERE x.site_id = weighted.site_id) = 0)
		) k
	), (
		SELECT count(*) FROM (
			SELECT c.township, c.category FROM seen_count c JOIN roster r USING (township)
			WHERE c.period = 'term' AND c.category <> '' AND c.eligible IS NULL
			GROUP BY c.township, c.category
			HAVING count(DISTINCT CASE c.category WHEN 'A' THEN r.a WHEN 'B' THEN r.b ELSE r.c END) = 1
		) k
	)
$$;
SELECT count(*) FILTER (WHERE category <> '' AND eligible IS NULL) > 10 AS hidden,
	count(*) FILTER (WHERE category = '' AND eligible IS NOT NULL) > 0 AS totals_shown
FROM seen_count WHERE period = 'term' AND township IS NOT NULL;
SELECT * FROM pg_temp.recovered();
RESET ROLE;
-- It works: with all digits it finds the weight of every roster, but for multiples, and so a child of B
UPDATE seen_value v
SET value = x.value
FROM (
	SELECT l.site_id, s.period, sum(g.weight * l.served) / sum(g.weight * l.eligible) AS value
	FROM current_snapshot s
		JOIN level_measure l USING (project_id, snapshot_id)
		JOIN need_level g ON g.code = l.need_level
	GROUP BY 1, 2
) x
WHERE v.code = 'B1' AND x.site_id = v.site_id AND x.period = v.period;
SELECT weights, cells > 0 AS cells FROM pg_temp.recovered();

-- Of the others that rest on the roster no more digits are shown than of a score; bounds that differ lie on tenths, as
-- far apart as they must be and no more than two tenths wider
SELECT bool_and(scale(satisfaction) <= 4) AS satisfaction, bool_and(scale(unheard_share) <= 2) AS unheard,
	bool_and(scale(effective_answers) <= 1) AS effective,
	count(*) FILTER (WHERE unheard_share > 0) > 5 AS some_unheard,
	bool_and(satisfaction_lower <= satisfaction AND satisfaction_upper >= satisfaction) AS within,
	bool_and(CASE WHEN unheard_share > 0 THEN scale(satisfaction_lower) <= 1 AND scale(satisfaction_upper) <= 1
		ELSE satisfaction_lower = satisfaction_upper END) AS on_tenths,
	bool_and(satisfaction_upper - satisfaction_lower
		BETWEEN 100 * unheard_share - 0.5 AND 100 * unheard_share + 0.7) AS as_wide
FROM current_snapshot JOIN site_measure USING (project_id, snapshot_id);

-- If all but one of A came, any count or rate would tell of that one: none is shown of her township or of the others
-- that would give it away
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT 1, activity_id, beneficiary_id FROM activity JOIN child USING (site_id) WHERE beneficiary_id <> '1-1-1'
ON CONFLICT DO NOTHING;
DELETE FROM attendance WHERE beneficiary_id = '1-1-1';
SELECT refresh_project(1) > 0 AS runs;
SELECT count(*) > 0 AS pooled, count(value) AS told, count(township_shows) + count(project_shows) AS parities
FROM pg_temp.pooled();
SELECT coalesce(need_level, 'total') AS counts, count(*), count(eligible) AS shown, count(coverage) AS rates
FROM inclusion WHERE township IN ('T1', 'T8') AND period = 'term' GROUP BY need_level ORDER BY need_level NULLS FIRST;

CREATE TEMPORARY TABLE role_of AS SELECT DISTINCT role_name('told', role) AS name FROM role_right;
RESET search_path;
DROP SCHEMA told CASCADE;
\set ECHO none
SELECT format('DROP OWNED BY %1$I', name), format('DROP ROLE %I', name) FROM role_of \gexec
\set ECHO all

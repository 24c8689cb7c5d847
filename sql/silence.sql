-- Silence never pays: whatever answers of homes below the mean are taken away, neither the project's score and grade, nor
-- a contract's quality, nor what is payable rises
\getenv top PG_ABS_SRCDIR
\set example :top '/examples/h_city.sql'
\set once :top '/test/h_city_once.sql'
\i :once

-- What the term says: the headline of both schemes, and finance
CREATE FUNCTION pg_temp.told() RETURNS TABLE (what text, value numeric) LANGUAGE sql AS $$
	SELECT x.what || ' ' || s.profile, x.value
	FROM project_summary s CROSS JOIN LATERAL (VALUES ('score', s.score), ('grade', grade_place(s.grade)),
		('satisfaction at least', s.satisfaction_lower)) AS x (what, value)
	WHERE s.period = 'term'
	UNION ALL
	SELECT x.what || ' ' || r.profile, x.value
	FROM current_run r JOIN contract_score c USING (project_id, run_id)
		CROSS JOIN LATERAL (VALUES ('quality', c.score), ('quality grade', grade_place(c.grade))) AS x (what, value)
	WHERE r.period = 'term'
	UNION ALL SELECT 'payable', payable FROM contract_payment
	UNION ALL SELECT 'for quality', quality FROM contract_payment
	UNION ALL SELECT 'mean of the rated', avg(score) FROM village_ranking WHERE period = 'term' AND profile = 'statutory'
	UNION ALL SELECT 'rated', count(score) FROM village_ranking WHERE period = 'term' AND profile = 'statutory'
$$;
-- The same without some answers, which are there again afterwards
CREATE FUNCTION pg_temp.told_without(answers text) RETURNS TABLE (what text, value numeric, gone bigint)
LANGUAGE plpgsql AS $$
DECLARE
	found	jsonb;
	lost	bigint;
BEGIN
	BEGIN
		EXECUTE 'DELETE FROM response r USING low w WHERE w.site_id = r.site_id AND ' || answers;
		GET DIAGNOSTICS lost = ROW_COUNT;
		PERFORM refresh_project(1, 'term');
		SELECT jsonb_agg(t) INTO found FROM pg_temp.told() t;
		RAISE EXCEPTION USING ERRCODE = 'ZZ001';
	EXCEPTION WHEN SQLSTATE 'ZZ001' THEN
		NULL;
	END;
	RETURN QUERY SELECT t.what, t.value, lost FROM jsonb_to_recordset(found) AS t (what text, value numeric);
END $$;
CREATE TEMPORARY TABLE before AS SELECT * FROM pg_temp.told();
CREATE TEMPORARY TABLE low (site_id bigint);

-- Homes below the mean in what is asked of them, drawn: k of them, by a seed
CREATE FUNCTION pg_temp.draw(of_code text, k integer, seed float8) RETURNS bigint LANGUAGE sql AS $$
	TRUNCATE low;
	SELECT setseed(seed);
	INSERT INTO low
	SELECT v.site_id
	FROM (
		SELECT site_id, value, avg(value) OVER () AS mean FROM village_scorecard
		WHERE period = 'term' AND profile = 'statutory' AND code = of_code
	) v
	WHERE v.value < v.mean ORDER BY md5(v.site_id || random()::text) LIMIT k;
	SELECT count(*) FROM low
$$;
CREATE TEMPORARY TABLE after (place integer, answers text, homes bigint, what text, value numeric, gone bigint);
-- all answers of the 20 with the least satisfaction, of one, of 20 and of all below the mean; of two need levels; to one
-- question; of village and buyer
DO $$
DECLARE
	c	record;
	n	bigint;
BEGIN
	FOR c IN
		SELECT * FROM (VALUES
			(1, 'S1', 20, NULL::float8, 'true'), (2, 'S1', 1, 0.1, 'true'), (3, 'S1', 20, 0.3, 'true'),
			(4, 'S1', 100, 0.5, 'true'), (5, 'S1', 20, 0.8, $q$r.need_level IN ('A', 'B')$q$),
			(6, 'B5', 20, 0.9, $q$r.question = 'knows_service'$q$),
			(7, 'S2', 20, 0.95, $q$r.respondent IN (SELECT g.code FROM respondent_group g WHERE NOT g.is_served)$q$))
			AS v (place, code, k, seed, answers)
	LOOP
		IF c.seed IS NULL THEN
			TRUNCATE low;
			INSERT INTO low SELECT site_id FROM village_satisfaction WHERE period = 'term'
			ORDER BY satisfaction, site_id LIMIT c.k;
		ELSE
			n := pg_temp.draw(c.code, c.k, c.seed);
		END IF;
		INSERT INTO after SELECT c.place, c.answers, (SELECT count(*) FROM low), * FROM pg_temp.told_without(c.answers);
	END LOOP;
END $$;
-- what rises: nothing
SELECT a.place, a.answers, a.what, b.value AS before, a.value AS after
FROM after a JOIN before b USING (what)
WHERE a.what NOT IN ('mean of the rated', 'rated') AND NOT coalesce(a.value <= b.value, a.value IS NULL);
-- and what falls: the quality, always.  What it would have been had the silent homes been left out is higher
SELECT a.place, a.homes, a.gone > 0 AS gone, min(a.value) FILTER (WHERE a.what = 'rated') AS rated,
	bool_and(a.value < b.value) FILTER (WHERE a.what LIKE 'quality statutory') AS quality_falls,
	bool_and(a.value < b.value) FILTER (WHERE a.what LIKE 'score %') AS score_falls,
	bool_and(a.value > b.value) FILTER (WHERE a.what = 'mean of the rated') AS mean_of_the_rated_rises
FROM after a JOIN before b USING (what)
GROUP BY a.place, a.homes, a.gone ORDER BY a.place;
-- it is as it was
SELECT count(*) AS differ FROM (TABLE before EXCEPT SELECT * FROM pg_temp.told()) d;
DROP TABLE before, after, low;
RESET search_path;
